"""From `batchlang check --format json` (standard input) to GitLab's code-quality report (output)."""
import hashlib
import json
import os
import sys

SEVERITIES = {"error": "major", "warning": "minor", "advice": "info"}


def entry(found, seen):
    path = os.path.relpath(found["file"]).replace(os.sep, "/")
    # Without the line, so that a finding that moves is the same; counted, so that two are two.
    key = f"{path}\0{found['code']}\0{found['message']}"
    seen[key] = seen.get(key, 0) + 1
    return {
        "description": found["message"],
        "check_name": found["code"],
        "fingerprint": hashlib.sha256(f"{key}\0{seen[key]}".encode()).hexdigest(),
        "severity": SEVERITIES.get(found["severity"], "minor"),
        "location": {"path": path, "lines": {"begin": found["range"]["start"]["line"]}},
    }


def main():
    report, seen = json.load(sys.stdin), {}
    found = [one for one in report["diagnostics"] if one.get("file") and one.get("range")]
    json.dump([entry(one, seen) for one in found], sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
