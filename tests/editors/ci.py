"""What editors/ci and .pre-commit-hooks.yaml have, run as GitHub, GitLab and pre-commit run it.

    python3 tests/editors/ci.py BINARY       needs PyPI PyYAML, and pre-commit for its part
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
failed = 0


def check(name, passed, detail=""):
    global failed
    failed += not passed
    print(f"{'ok  ' if passed else 'FAIL'} {name}  {'' if passed else detail}", flush=True)


def run(command, folder, **more):
    env = dict(os.environ, **more)
    return subprocess.run(["bash", "-eo", "pipefail", "-c", command], cwd=folder, env=env, capture_output=True, text=True)


def github(folder):
    """The steps of the composite action, with the inputs as the environment names them."""
    action = yaml.safe_load((ROOT / "editors/ci/action.yml").read_text())
    inputs = {name: one["default"] for name, one in action["inputs"].items()}
    steps = {}
    for step in action["runs"]["steps"]:
        env = {key: value.replace("${{ inputs.", "").replace(" }}", "") for key, value in step["env"].items()}
        steps[step["name"]] = run(step["run"], folder, **{key: inputs[value] for key, value in env.items()})
    return steps


def try_github(folder):
    workflow = yaml.safe_load((ROOT / "editors/ci/workflow.yml").read_text())
    check("workflow: uses the action", any("batchlang" in step.get("uses", "") for step in workflow["jobs"]["check"]["steps"]))
    steps = github(folder)
    check("action: SARIF is written in spite of findings", steps["SARIF"].returncode == 0, steps["SARIF"].stderr)
    sarif = json.loads((folder / "batchlang.sarif").read_text())
    check("action: SARIF has the finding", len(sarif["runs"][0]["results"]) == 1)
    found = steps["Check"]
    check("action: annotation, and it fails", found.returncode == 1 and "::error file=" in found.stdout, found)
    check("action: not laid out, and it fails", steps["Format"].returncode == 1, steps["Format"])
    run("batchlang check --fix sample.batch; batchlang fmt sample.batch", folder)
    steps = github(folder)
    check("action: passes a sound file", all(step.returncode == 0 for step in steps.values()), steps)


def try_gitlab(folder):
    script = yaml.safe_load((ROOT / "editors/ci/gitlab.yml").read_text())["batchlang"]["script"]
    (folder / "ci").mkdir()
    shutil.copy(ROOT / "editors/ci/codequality.py", folder / "ci")
    report = folder / "gl-code-quality-report.json"
    # In one shell, which the first line that fails ends.
    job = "\n".join(script)
    made = run(job, folder, BATCHLANG_PATHS=".")
    check("gitlab: tells what it finds, and fails", made.returncode == 1 and "unresolved-reference" in made.stdout, made)
    entries = json.loads(report.read_text())
    places = [(one["location"]["path"], one["location"]["lines"]["begin"]) for one in entries]
    check("gitlab: the report has the finding", places == [("sample.batch", 14)], entries)
    keys = {"description", "check_name", "fingerprint", "severity", "location"}
    check("gitlab: the report has what GitLab wants", all(keys == set(one) for one in entries), entries)
    run("batchlang check --fix sample.batch", folder)
    made = run(job, folder, BATCHLANG_PATHS=".")
    check("gitlab: not laid out, and it fails", made.returncode == 1, made)
    run("batchlang fmt sample.batch", folder)
    made = run(job, folder, BATCHLANG_PATHS=".")
    check("gitlab: passes a sound file", made.returncode == 0 and json.loads(report.read_text()) == [], made)


def try_pre_commit(folder):
    hooks = folder.parent / "hooks"
    hooks.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
    name = "-c user.name=a -c user.email=a@example.com"
    made = run(f"git init -q && git add . && git {name} commit -qm hooks && git rev-parse HEAD", hooks)
    config = {"repos": [{"repo": str(hooks), "rev": made.stdout.strip(), "hooks": [{"id": "batchlang-fmt"}, {"id": "batchlang-check"}]}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    cache = {"PRE_COMMIT_HOME": str(folder.parent / "cache")}
    installed = run("git init -q && pre-commit install && git add .", folder, **cache)
    check("pre-commit: installs", installed.returncode == 0, installed)
    first = run(f"git {name} commit -m one", folder, **cache)
    check("pre-commit: stops a commit", first.returncode == 1 and "unresolved-reference" in first.stdout + first.stderr, first)
    check("pre-commit: lays the file out", "  type           = SPOT" in (folder / "sample.batch").read_text())
    run("batchlang check --fix sample.batch && git add .", folder)
    second = run(f"git {name} commit -m one", folder, **cache)
    check("pre-commit: lets a sound one pass", second.returncode == 0, second)


def main(binary):
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch).resolve()
        (scratch / "bin").mkdir()
        (scratch / "bin/batchlang").symlink_to(Path(binary).resolve())
        os.environ["PATH"] = f"{scratch}/bin:{os.environ['PATH']}"
        parts = [try_github, try_gitlab]
        if shutil.which("pre-commit") and shutil.which("git"):
            parts.append(try_pre_commit)
        else:
            print("left out: pre-commit is not installed")
        for part in parts:
            folder = scratch / part.__name__ / "project"
            folder.mkdir(parents=True)
            shutil.copy(HERE / "sample.batch", folder)
            part(folder)
    return failed


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1]) else 0)
