#!/usr/bin/env python3
"""Times whole commands beside their peers, all in one run: `batchlang check` and `compile`
against `ruff check` and `taplo check` on files of the same number of lines.

Reads the minimum of many runs, which says what the program costs rather than what else the
machine was doing. Needs `cargo build --release` first; ruff and taplo are installed from PyPI,
pinned, into a virtual environment under target/.

    benches/peers.py            the table
    benches/peers.py --runs 50  more runs
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import inputs

ROOT = Path(__file__).resolve().parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
PEERS = ["ruff==0.17.6", "taplo==0.9.3"]


def peers() -> Path:
    home = TARGET / "peers"
    bin_ = home / "bin"
    if not (bin_ / "ruff").exists() or not (bin_ / "taplo").exists():
        venv.create(home, with_pip=True)
        subprocess.run([bin_ / "pip", "install", "-q", *PEERS], check=True)
    return bin_


def least(command: list, runs: int, cwd: Path) -> float:
    """The least wall time of a command, in milliseconds."""
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        done = subprocess.run(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        best = min(best, time.perf_counter() - start)
        if done.returncode != 0:
            raise SystemExit(f"{command} failed: {done.stderr.decode()}")
    return best * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=30)
    runs = parser.parse_args().runs
    batchlang = TARGET / "release" / "batchlang"
    if not batchlang.exists():
        raise SystemExit("build it first: cargo build --release")
    bin_ = peers()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        print(f"{'command':34} {'1,000 lines':>12} {'10,000 lines':>13} {'100,000 lines':>14}")
        for lines in (1_000, 10_000, 100_000):
            (folder / f"{lines}.batch").write_text(inputs.batch(lines))
            (folder / f"{lines}.toml").write_text(inputs.toml(lines))
            (folder / f"{lines}.py").write_text(inputs.python(lines))
        rows = [
            ("batchlang check", lambda n: [batchlang, "check", f"{n}.batch"]),
            ("batchlang compile --stdout", lambda n: [batchlang, "compile", f"{n}.batch", "--stdout"]),
            ("batchlang fmt --check", lambda n: [batchlang, "fmt", "--check", f"{n}.batch"]),
            ("ruff check", lambda n: [bin_ / "ruff", "check", "--isolated", "--no-cache", f"{n}.py"]),
            ("taplo check", lambda n: [bin_ / "taplo", "check", f"{n}.toml"]),
        ]
        for name, command in rows:
            times = []
            for lines in (1_000, 10_000, 100_000):
                few = runs if lines < 100_000 else max(3, runs // 10)
                times.append(least(command(lines), few, folder))
            print(f"{name:34} {times[0]:>9.1f} ms {times[1]:>10.1f} ms {times[2]:>11.1f} ms")
        for name, command in [
            ("batchlang --version", [batchlang, "--version"]),
            ("ruff --version", [bin_ / "ruff", "--version"]),
            ("taplo --version", [bin_ / "taplo", "--version"]),
        ]:
            print(f"{name:34} {least(command, runs, folder):>9.1f} ms")


if __name__ == "__main__":
    main()
