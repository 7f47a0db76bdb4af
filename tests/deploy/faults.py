"""A bad day: throttled to two calls a second, connections that break before and after the call was
executed, errors of the service, IAM that takes twenty seconds, states that take two. The apply
succeeds, and makes no more than twice the calls of a quiet run. And the size AWS allows: how many
calls, and how long against the critical path.
"""
import json
import sys
import time

import kills
from harness import Sandbox, Tests, program

QUIET = {"throttle": 0, "drop_before": 0, "drop_after": 0, "server_errors": 0, "iam_lag_ms": 0, "state_ms": 300}
BAD = {"throttle": 2, "drop_before": 5, "drop_after": 5, "server_errors": 5, "iam_lag_ms": 20_000, "state_ms": 2_000}


def measured(sandbox, *arguments):
    """Exit code, calls and seconds of a run."""
    before = len(sandbox.log())
    start = time.monotonic()
    done = sandbox.run(*arguments, timeout=900)
    took = time.monotonic() - start
    return done, len(sandbox.log()) - before, took


def test_a_bad_day():
    file = kills.FILES["base"]
    with Sandbox() as sandbox:
        sandbox.options(**QUIET)
        done, quiet, _ = measured(sandbox, "apply", file, "--yes")
        assert done.returncode == 0, done.stderr
        wanted = kills.summary(sandbox.account())
        for seed in (1, 2):
            sandbox.reset()
            sandbox.options(**BAD, seed=seed)
            done, calls, took = measured(sandbox, "apply", file, "--yes")
            assert done.returncode == 0, f"seed {seed}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
            got = kills.summary(sandbox.account())
            assert got == wanted, f"seed {seed}: {set(got) ^ set(wanted)}"
            print(f"  seed {seed}: {calls} calls in {took:.0f} s; {quiet} on a quiet day", flush=True)
            assert calls <= 2 * quiet, f"seed {seed}: {calls} calls, {quiet} on a quiet day"
            sandbox.options(**QUIET)
            plan = sandbox.run("plan", file, "--detailed-exitcode")
            assert plan.returncode == 0, f"seed {seed}: not as the file says\n{plan.stdout}"


def large(queues=200, environments=50, definitions=1000):
    text = ['project large {\n  region = "us-east-1"\n}\n']
    for at in range(environments):
        text.append(
            f"compute_environment ce-{at} {{\n  type = SPOT\n"
            f'  instance_types = ["m5.large"]\n  max_vcpus = 16\n}}\n'
        )
    for at in range(queues):
        text.append(
            f"job_queue q-{at} {{\n  priority = {at % 100 + 1}\n"
            f"  compute_environments = [ce-{at % environments}]\n}}\n"
        )
    for at in range(definitions):
        text.append(
            f'job_definition d-{at} {{\n  image = "tool:{at}"\n  vcpus = 1\n  memory = 512 MiB\n'
            f"  runs_on = [q-{at % queues}]\n}}\n"
        )
    return program("".join(text))


def test_the_largest_account():
    file = large()
    with Sandbox(states=2000) as sandbox:
        done, calls, took = measured(sandbox, "apply", file, "--yes")
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        # An environment and a queue on it, one after the other.
        path = 2 * 2.0
        print(f"  apply: {calls} calls, {took:.1f} s; the critical path is {path:.1f} s", flush=True)
        made = len(sandbox.mutating())
        print(f"  {made} of them change something", flush=True)
        done, calls, took = measured(sandbox, "plan", file, "--detailed-exitcode")
        assert done.returncode == 0, done.stdout[-3000:]
        print(f"  empty plan: {calls} calls, {took:.1f} s", flush=True)
        # A page of Batch's has a hundred things.
        assert calls <= 45, f"{calls} calls for an empty plan"


def test_a_queue_is_never_without_an_environment():
    with Sandbox(states=300) as sandbox:
        sandbox.run("apply", kills.FILES["base"], "--yes", check=0)
        since = sandbox.log()[-1]["sequence"]
        sandbox.run("apply", kills.FILES["replaced"], "--yes", check=0)
        seen = 0
        for call in sandbox.log(since):
            for queue in call.get("queues") or []:
                seen += 1
                good = [
                    environment for environment in queue["compute_environments"]
                    if environment["status"] in ("VALID", "UPDATING") and environment["state"] == "ENABLED"
                ]
                assert good, f"after {call['operation']}: {json.dumps(queue)}"
        assert seen > 4, "the log shows no queues"


if __name__ == "__main__":
    Tests(sys.modules[__name__]).main()
