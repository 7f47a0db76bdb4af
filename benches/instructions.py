#!/usr/bin/env python3
"""Guards the speed by instruction counts, which are the same whatever else the machine does.

Runs the release binary under callgrind on generated programs and compares with the budgets in
instructions.json: more than 5 % above one fails, and so does growth that is not linear. The
language server is counted over a whole session: each message waits for the answer to the one
before, so that nothing depends on which thread comes first.

    benches/instructions.py           compare; exit 1 when a budget is exceeded
    benches/instructions.py --bless   write what was measured as the new budgets
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import inputs
from lsp_client import Server

ROOT = Path(__file__).resolve().parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
BUDGETS = Path(__file__).parent / "instructions.json"
CASES = {
    "version": ["--version"],
    "check 1,000 lines": ["check", "1000.batch"],
    "check 10,000 lines": ["check", "10000.batch"],
    "compile 1,000 lines": ["compile", "1000.batch", "--stdout"],
    "fmt 1,000 lines": ["fmt", "--check", "1000.batch"],
}
# Sessions of the server: how often each thing is done in a program of 1,000 lines.
SESSIONS = {
    "lsp start": {},
    "lsp open": {"opens": 1},
    "lsp 50 edits": {"opens": 1, "edits": 50},
    "lsp 50 completions": {"opens": 1, "completions": 50},
    "lsp 50 hovers": {"opens": 1, "hovers": 50},
}
ALLOWED = 1.05
# Ten times the lines may cost at most this many times the instructions.
LINEAR = 11.0


def count(binary: Path, arguments: list, folder: Path) -> int:
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", binary, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    found = re.search(r"Collected\s*:\s*(\d+)", done.stderr)
    if done.returncode != 0 or not found:
        raise SystemExit(f"{arguments} failed under valgrind:\n{done.stderr}")
    return int(found.group(1))


def session(binary: Path, folder: Path, opens=0, edits=0, completions=0, hovers=0) -> int:
    """The instructions of a session that begins and ends well."""
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", binary, "lsp"]
    server = Server(command, pulls=True, cwd=folder)
    server.initialize()
    path = folder / "1000.batch"
    text, uri = path.read_text(), path.as_uri()
    line = text[: text.index("timeout     = ", len(text) // 2)].count("\n")
    at = lambda character: {"line": line, "character": character}
    if opens:
        server.open(uri, "batch", text)
    for number in range(edits):
        # A digit comes and goes: an edit of one item in the middle.
        end = 16 + number % 2
        server.edit(uri, at(16), at(end), "" if number % 2 else "1")
    for method, count in (("completion", completions), ("hover", hovers)):
        params = {"textDocument": {"uri": uri}, "position": at(6)}
        for _ in range(count):
            _, found = server.request(f"textDocument/{method}", params)
            assert found, f"{method} found nothing"
    code, errors = server.end()
    found = re.search(r"Collected\s*:\s*(\d+)", errors)
    if code != 0 or not found:
        raise SystemExit(f"the server ended with {code} under valgrind:\n{errors}")
    return int(found.group(1))


def main() -> None:
    binary = TARGET / "release" / "batchlang"
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for lines in (1_000, 10_000):
            (folder / f"{lines}.batch").write_text(inputs.batch(lines))
        measured = {name: count(binary, case, folder) for name, case in CASES.items()}
        for name, what in SESSIONS.items():
            measured[name] = session(binary, folder, **what)
    if "--bless" in sys.argv:
        BUDGETS.write_text(json.dumps(measured, indent=2) + "\n")
    budgets = json.loads(BUDGETS.read_text())
    failed = False
    for name, instructions in measured.items():
        budget = budgets[name]
        over = instructions > budget * ALLOWED
        failed |= over
        note = "  TOO MANY" if over else ""
        print(f"{name:22} {instructions:>14,} instructions, budget {budget:>14,}{note}")
    growth = measured["check 10,000 lines"] / measured["check 1,000 lines"]
    failed |= growth > LINEAR
    print(f"ten times the lines cost {growth:.1f} times the instructions (at most {LINEAR})")
    sys.exit(failed)


if __name__ == "__main__":
    main()
