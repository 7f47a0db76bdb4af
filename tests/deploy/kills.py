"""Killed with SIGKILL after every single mutating call in turn, then applied again: the account
becomes what one undisturbed run makes, with no orphan and no duplicate.

For creating, updating, replacing and destroying.
"""
import sys
import time

from harness import Sandbox, Tests, ours, program

BASE = """
project kill {
  region = "us-east-1"
}

network lan {
  ingress = [{ from_port = 22, cidr = "10.0.0.0/8" }]
}

role task {
  managed_policies = ["AmazonS3ReadOnlyAccess"]
  allow            = [{ actions = ["s3:PutObject"], resources = ["arn:aws:s3:::b/*"] }]
}

compute_environment spot {
  type           = SPOT
  instance_types = ["m5.large"]
  max_vcpus      = 16
  disk           = 100 GiB
  network        = lan
}

compute_environment fixed {
  type                = EC2
  instance_types      = ["m5.large"]
  max_vcpus           = 8
  allocation_strategy = BEST_FIT
  network             = lan
}

scheduling_policy fair {
  share_distribution = [{ share_identifier = "a", weight_factor = 1 }]
}

job_queue main {
  priority             = 1
  compute_environments = [spot, fixed]
}

job_queue shared {
  priority             = 2
  compute_environments = [fixed]
  scheduling_policy    = fair
}

job_definition align {
  image    = "align:1.0"
  vcpus    = 1
  memory   = 512 MiB
  job_role = task
  runs_on  = [main]
}

job_definition count {
  image   = "count:1.0"
  vcpus   = 1
  memory  = 512 MiB
  runs_on = [main]
}
"""

UPDATED = (
    BASE.replace("max_vcpus      = 16", "max_vcpus      = 32")
    .replace("100 GiB", "200 GiB")
    .replace("align:1.0", "align:1.1")
    .replace("priority             = 1", "priority             = 3")
    .replace('from_port = 22', 'from_port = 2222')
    .replace("AmazonS3ReadOnlyAccess", "AmazonS3FullAccess")
    .replace('"a", weight_factor = 1', '"a", weight_factor = 2')
)
# Another family for an environment that cannot be updated, and a definition that leaves the file.
REPLACED = BASE.replace(
    'type                = EC2\n  instance_types      = ["m5.large"]',
    'type                = EC2\n  instance_types      = ["c5.large"]',
)
REPLACED = REPLACED[: REPLACED.index("job_definition count")]

FILES = {"base": program(BASE), "updated": program(UPDATED), "replaced": program(REPLACED)}


def summary(account):
    """What is there of ours: where it stands, without ids; revisions with their number."""
    import harness
    return [harness.IDS.sub(lambda match: match[1], path) for path in ours(account, "kill")]


def scenario(command, file, baseline):
    arguments = [command, FILES[file], "--yes"]
    with Sandbox(states=30) as sandbox:
        if baseline:
            sandbox.run("apply", FILES[baseline], "--yes", check=0)
        before = sandbox.account()
        start = sandbox.log()[-1]["sequence"] if sandbox.log() else 0
        sandbox.run(*arguments, check=0)
        calls = [call for call in sandbox.log(start) if call["mutating"] and call["executed"]]
        total = len(calls)
        wanted = summary(sandbox.account())
        assert total > 10, f"only {total} mutating calls"
        # After each call; in a hurry, after every third.
        step = 1 if "quick" not in sys.argv else 3
        for killed_after in range(1, total + 1, step):
            sandbox.options(stall_after=None)
            sandbox.restore(before)
            sandbox.options(stall_after=killed_after)
            process = sandbox.start(*arguments)
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline and process.poll() is None:
                done = [call for call in sandbox.log() if call["mutating"] and call["executed"]]
                if len(done) >= killed_after:
                    break
                time.sleep(0.02)
            process.kill()
            process.wait()
            sandbox.options(stall_after=None)
            again = sandbox.run(*arguments)
            what = f"{command} {file}, killed after call {killed_after} of {total} ({calls[killed_after - 1]['operation']})"
            assert again.returncode == 0, f"{what}: exit {again.returncode}\n{again.stdout}\n{again.stderr}"
            got = summary(sandbox.account())
            assert got == wanted, f"{what}: missing {sorted(set(wanted) - set(got))}, too many {sorted(set(got) - set(wanted))}"
            if command == "apply":
                plan = sandbox.run("plan", FILES[file], "--detailed-exitcode")
                assert plan.returncode == 0, f"{what}: the plan is not empty\n{plan.stdout}{plan.stderr}"
        print(f"  {command} {file}: killed after each of {total} calls", flush=True)


def test_create():
    scenario("apply", "base", None)


def test_update():
    scenario("apply", "updated", "base")


def test_replace():
    scenario("apply", "replaced", "base")


def test_destroy():
    scenario("destroy", "base", "base")


if __name__ == "__main__":
    Tests(sys.modules[__name__]).main()
