"""What the deployment tests share: a sandbox to deploy to, the command, and ways to compare.

Only Python's own library is used here. Every test file is run by itself:

    python3 tests/deploy/FILE.py PATH/TO/batchlang
"""
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = sorted(ROOT.glob("examples/*.batch")) + [ROOT / "examples/modules/main.batch"]
PROJECT_TAG = "batchlang:project"


def binary():
    return pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT / "target/debug/batchlang"


class Sandbox:
    """`batchlang sandbox` in a process of its own, with its control endpoints."""

    def __init__(self, *flags, states=50):
        command = [binary(), "sandbox", "--port", "0", "--states", str(states), *map(str, flags)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        if not self.url.startswith("http://127.0.0.1:"):
            raise RuntimeError(f"the sandbox says {self.url!r}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)
        self.process.stdout.close()

    def control(self, what, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/_sandbox/{what}", data=data)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def reset(self):
        self.control("reset", {})

    def options(self, **options):
        return self.control("options", options)

    def account(self):
        return self.control("account")

    def restore(self, account):
        self.control("account", account)

    def log(self, since=0):
        return self.control(f"log?since={since}")["calls"]

    def mutating(self):
        return [call for call in self.log() if call["mutating"] and call["executed"]]

    def environment(self):
        return environment(self.url)

    def run(self, *arguments, check=None, timeout=300, **more):
        return run(self.url, *arguments, check=check, timeout=timeout, **more)

    def start(self, *arguments):
        return subprocess.Popen(
            [binary(), *map(str, arguments)], env=self.environment(),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )


def environment(url):
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "BATCHLANG_"))}
    return clean | {
        "AWS_ENDPOINT_URL": url, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true", "NO_COLOR": "1",
    }


def run(url, *arguments, check=None, timeout=300, input=None):
    done = subprocess.run(
        [binary(), *map(str, arguments)], env=environment(url), capture_output=True, text=True,
        timeout=timeout, input=input,
    )
    if check is not None and done.returncode != check:
        raise AssertionError(
            f"{' '.join(map(str, arguments))}: exit {done.returncode}, not {check}\n{done.stdout}\n{done.stderr}"
        )
    return done


def program(text):
    """A file with this program."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="batchlang-test-"))
    path = folder / "program.batch"
    path.write_text(text)
    return path


def things(account):
    """Every thing in an account that has tags, as (kind, name or id, tags)."""
    out = []
    for region, content in account["regions"].items():
        walk(content, [region], out)
    walk(account["iam"], ["iam"], out)
    return out


def walk(value, path, out):
    if isinstance(value, dict):
        if "tags" in value and len(path) > 1:
            tags = value["tags"]
            if isinstance(tags, list):
                tags = {tag.get("Key", tag.get("key")): tag.get("Value", tag.get("value")) for tag in tags}
            out.append(("/".join(path), tags or {}))
        for key, inner in value.items():
            if key != "tags":
                walk(inner, [*path, key], out)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            walk(inner, [*path, str(at)], out)


def ours(account, project=None):
    """The paths of what carries a project's tag and is still there."""
    return sorted(
        path for path, tags in things(account)
        if tags.get(PROJECT_TAG) is not None and project in (None, tags[PROJECT_TAG])
    )


def is_gone(thing):
    """What AWS still lists for a while: a revision that is INACTIVE, a NAT gateway that is deleted."""
    if not isinstance(thing, dict):
        return False
    inactive = ":job-definition/" in str(thing.get("arn")) and not thing.get("enabled")
    return inactive or bool(thing.get("deleted"))


def alive(value):
    """The account without what is only still listed."""
    if isinstance(value, dict):
        return {key: alive(inner) for key, inner in value.items() if not is_gone(inner)}
    if isinstance(value, list):
        return [alive(inner) for inner in value if not is_gone(inner)]
    return value


def left(account, but=None):
    """The paths of what is a project's and not gone; `but` names one that is not asked about."""
    return sorted(path for path, tags in things(alive(account)) if tags.get(PROJECT_TAG) not in (None, but))


IDS = re.compile(r"\b(vpc|subnet|sg|sgr|rtb|rtbassoc|igw|nat|eipalloc|eipassoc|lt|vpce|pl|eni)-0[0-9a-f]{16}\b")
VOLATILE = re.compile(r'"[^"]*(uuid|_at|At|time|date|created|changed|since|until|serial|Id|seen|token)[^"]*": *("[^"]*"|[0-9.]+|null),?', re.I)


def shape(calls_or_plan):
    return IDS.sub(lambda match: match[1] + "-ID", json.dumps(calls_or_plan, sort_keys=True))


class Tests:
    """Runs functions named `test_…` of a module and says how they ended."""

    def __init__(self, module):
        self.tests = [(name, f) for name, f in vars(module).items() if name.startswith("test_")]

    def main(self):
        only = sys.argv[2:]
        failed = passed = 0
        for name, test in self.tests:
            if only and name not in only:
                continue
            start = time.monotonic()
            try:
                test()
            except Exception as error:  # noqa: BLE001 - a test's failure, whatever it is
                failed += 1
                print(f"FAILED {name}: {type(error).__name__}: {error}", flush=True)
            else:
                passed += 1
                print(f"ok {name} ({time.monotonic() - start:.1f} s)", flush=True)
        print(f"{passed} passed, {failed} failed")
        sys.exit(1 if failed else 0)
