"""Every example through its whole life in a sandbox: planned, applied, edited, applied, destroyed;
what is not the project's is as it was.
"""
import json
import re
import shutil
import sys
import tempfile
from pathlib import Path

from harness import EXAMPLES, Sandbox, Tests, alive, left
from seeds import foreign, leaves, seed

# By example: what is replaced in which file, and the classes the plan then must have.
EDITS = {
    "first": ([("busybox:latest", "busybox:1.36"), ("max_vcpus      = 2", "max_vcpus      = 4")],
              {"job_definition.job-1": "new_revision", "compute_environment.compute-environment-1": "update"}),
    "dev-prod": ([("param max_vcpus: int = 32", "param max_vcpus: int = 64"), ("30 min", "40 min")],
                 {"compute_environment.spot": "update", "job_definition.nightly": "new_revision"}),
    "eks": ([("max_vcpus           = 128", "max_vcpus           = 256"), ('app = "convert"', 'app = "converter"')],
            {"compute_environment.nodes": "update", "job_definition.convert": "new_revision"}),
    "fargate-etl": ([("myorg-lake/curated/*", "myorg-lake/raw/*"), ('STAGE = "prod"', 'STAGE = "test"')],
                    {"role.etl": "update", "job_definition.load": "new_revision",
                     "job_definition.report": "new_revision"}),
    "genomics": ([("iops = 6000", "iops = 7000"), ("max_vcpus      = 16", "max_vcpus      = 24")],
                 {"launch_template.spot-workers": "update", "launch_template.on-demand-workers": "update",
                  "compute_environment.spot-workers": "infrastructure_update",
                  "compute_environment.on-demand-workers": "infrastructure_update",
                  "compute_environment.head": "update"}),
    "gpu-training": ([('placement_group = "training"', 'placement_group = "training-2"'), ("num_nodes   = 8", "num_nodes   = 4")],
                     {"compute_environment.p4d": "infrastructure_update", "job_definition.pretrain": "new_revision"}),
    "graviton": ([("priority = 10", "priority = 20"), ('"c7g", "m7g", ', '"c7g", ')],
                 {"job_queue.arm64": "update", "compute_environment.arm64": "infrastructure_update"}),
    "shared-platform": ([('  { name = "imaging", weight = 0.5, bucket = "myorg-imaging" },\n', "")],
                        {"scheduling_policy.fair": "update", "role.imaging-job": "delete",
                         "job_definition.imaging-small": "delete", "job_definition.imaging-large": "delete"}),
    "untrusted": ([("disk             = 60 GiB", "disk             = 80 GiB"), ("timeout = 10 min", "timeout = 20 min")],
                  {"launch_template.island": "update", "compute_environment.island": "infrastructure_update",
                   "job_definition.submission": "new_revision"}),
    "main": ([("memory  = 12 GiB", "memory  = 16 GiB"), ("from_port = 5432", "from_port = 3306")],
             {"job_definition.archive": "new_revision", "security_group_rules.main": "update"}),
    "everything": ([('instance_types      = ["m5.large"]', 'instance_types      = ["c5.large"]'),
                    ('"guest*", weight_factor = 2', '"guest*", weight_factor = 3')],
                   {"compute_environment.classic": "replace", "job_queue.classic": "update",
                    "scheduling_policy.fair": "update"}),
    "everything-apply": ([("total_quantity = 20", "total_quantity = 25"), ("max_capacity = 16", "max_capacity = 24"),
                          ("borrow_limit = 50", "borrow_limit = 75"), ("min_scale_down_delay = 30", "min_scale_down_delay = 40")],
                         {"consumable_resource.licences": "update", "service_environment.training": "update",
                          "quota_share.vision": "update", "compute_environment.workers": "infrastructure_update"}),
}
# What stays when everything is gone, as in AWS: service-linked roles; and the sandbox's own memory.
# Interfaces let go of subnets and groups a while after the environment is gone.
STAYS = re.compile(r"^/serial$|/AWSServiceRoleFor|/ec2/tokens/|/batch/interfaces/")


def edited(example):
    """A copy of the example with its edit."""
    folder = Path(tempfile.mkdtemp(prefix="batchlang-cycle-"))
    if example.parent.name == "modules":
        shutil.copytree(example.parent, folder, dirs_exist_ok=True)
    else:
        shutil.copy(example, folder)
    wanted, _ = EDITS[example.stem]
    for old, new in wanted:
        files = [path for path in folder.iterdir() if old in path.read_text()]
        assert files, f"{old!r} is nowhere in {example.name}"
        for path in files:
            path.write_text(path.read_text().replace(old, new))
    return folder / example.name


def planned(sandbox, path, exit_):
    done = sandbox.run("plan", path, "--detailed-exitcode", "--format", "json", check=exit_)
    plan = json.loads(done.stdout)
    return {change["address"]: change["action"] for change in plan["changes"] if change["action"] != "no_change"}


def arns(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return sum((arns(inner) for inner in value), [])
    return [value] if isinstance(value, str) and value.startswith("arn:aws:") else []


def cycle(example):
    with Sandbox(states=30) as sandbox:
        api = seed(sandbox, example)
        foreign(sandbox, api)
        before = leaves(sandbox.account())
        start = sandbox.log()[-1]["sequence"] if sandbox.log() else 0

        first = planned(sandbox, example, 2)
        assert set(first.values()) == {"create"}, f"not all are created: {first}"
        changing = [call["operation"] for call in sandbox.log(start) if call["mutating"]]
        assert not changing, f"plan called {changing}"
        sandbox.run("apply", example, "--yes", check=0)
        empty(sandbox, example)

        path = edited(example)
        got, wanted = planned(sandbox, path, 2), EDITS[example.stem][1]
        assert got == wanted, f"the edit is planned as {got}, not {wanted}"
        sandbox.run("apply", path, "--yes", check=0)
        empty(sandbox, path)
        sandbox.run("drift", path, check=0)
        outputs = json.loads(sandbox.run("outputs", path, "--format", "json", check=0).stdout)
        assert arns(outputs), f"no ARN among the outputs: {outputs}"

        sandbox.run("destroy", path, "--yes", check=0)
        account = sandbox.account()
        assert left(account, but="neighbour") == [], f"left: {left(account, but='neighbour')}"
        after = leaves(alive(account))
        lost = {path: value for path, value in before.items() if after.get(path) != value and not STAYS.search(path)}
        assert not lost, f"not as before: {lost}, now {({path: after.get(path) for path in lost})}"
        more = [path for path in after if path not in before and not STAYS.search(path)]
        assert not more, f"more than before: {more[:10]}"


def empty(sandbox, path):
    done = sandbox.run("plan", path, "--detailed-exitcode")
    assert done.returncode == 0, f"the plan is not empty:\n{done.stdout}{done.stderr}"


def add(example):
    def test():
        cycle(example)
    globals()["test_" + (example.stem if example.stem != "main" else "modules")] = test


for one in EXAMPLES:
    add(one)

if __name__ == "__main__":
    Tests(sys.modules[__name__]).main()
