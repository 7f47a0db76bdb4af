#!/usr/bin/env python3
"""Compiles every example and has the real terraform binary judge the result: format, validate,
plan, apply on made-up values, plan again, destroy. Both targets, HCL and JSON.

The judge is a script `tf-check` that runs terraform against a stand-in for the AWS provider with
its real schema; it is looked for in $TF_CHECK, then beside the repository. Without it, or without
terraform, only what can be told offline is checked: that compiling succeeds, twice the same.

    tests/terraform.py BATCHLANG [EXAMPLE…]
"""

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What only the AWS API can say: compiling it is refused, and says so.
NOT_FOR_TERRAFORM = {"everything-apply.batch"}


def judge():
    named = os.environ.get("TF_CHECK")
    beside = ROOT.parent / "shared" / "terraform" / "tf-check"
    found = Path(named) if named else beside
    if not found.exists():
        return None, "tf-check is not there"
    if not shutil.which("terraform"):
        return None, "terraform is not installed"
    return found, None


def programs():
    for path in sorted((ROOT / "examples").rglob("*.batch")):
        text = path.read_text()
        if any(line.startswith("project ") for line in text.splitlines()):
            yield path


def run(command):
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT)


def compile_to(batchlang, path, target, folder):
    return run([batchlang, "compile", path, "-o", folder, "--target", target])


def check(batchlang, tf_check, path):
    """The faults of one example, as lines."""
    name = path.relative_to(ROOT)
    if path.name in NOT_FOR_TERRAFORM:
        done = run([batchlang, "compile", path, "--stdout"])
        told = "not-in-terraform" in done.stdout + done.stderr
        return [] if done.returncode == 1 and told else [f"{name}: should be refused\n{done.stdout}"]
    faults = []
    with tempfile.TemporaryDirectory() as work:
        for target in ("hcl", "json"):
            one, two = Path(work, target), Path(work, target + "-again")
            for folder in (one, two):
                done = compile_to(batchlang, path, target, folder)
                if done.returncode != 0:
                    faults.append(f"{name}: compile --target {target}\n{done.stdout}{done.stderr}")
                    break
            else:
                files = sorted(p.name for p in one.iterdir())
                same = all((one / f).read_bytes() == (two / f).read_bytes() for f in files)
                if not same or files != sorted(p.name for p in two.iterdir()):
                    faults.append(f"{name}: two runs of compile differ")
                if tf_check:
                    judged = run([tf_check, "--apply", "--strict", one])
                    if judged.returncode != 0:
                        faults.append(f"{name} ({target}): {judged.stdout[-3000:]}{judged.stderr[-1000:]}")
    return faults


def main():
    batchlang = str(Path(sys.argv[1]).resolve())
    chosen = [Path(p).resolve() for p in sys.argv[2:]] or list(programs())
    tf_check, missing = judge()
    if missing:
        print(f"left out: terraform's own judgement ({missing})")
    if tf_check:
        run([tf_check, "-h"])
    # One first: it makes tf-check's Python environment, which the others then share.
    faults = check(batchlang, tf_check, chosen[0])
    with ThreadPoolExecutor(2) as pool:
        for found in pool.map(lambda path: check(batchlang, tf_check, path), chosen[1:]):
            faults += found
    for fault in faults:
        print(fault)
    print(f"{len(chosen)} examples compiled{' and judged by terraform' if tf_check else ''}, {len(faults)} faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
