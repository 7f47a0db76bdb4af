"""The same life against moto's server, the independent second opinion, as far as moto goes.

What moto does not do is not asked of it: it needs a service role, makes environments VALID at
once, drops what an UpdateComputeEnvironment says of compute resources, and answers nothing for
consumable resources, service environments and quota shares.

    tests/deploy/moto.py BATCHLANG

`moto_server` is taken from PATH, or installed from PyPI into an environment beside the build.
"""
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import venv
from pathlib import Path

from harness import ROOT, Tests, program, run
from seeds import Api

PIN = "moto[server]==5.2.5"

COMMON = """
project moto {{
  region = "us-east-1"
}}

existing role batch-service {{
  name = "AWSBatchServiceRole"
}}

{network}

role task {{
  managed_policies = ["AmazonS3ReadOnlyAccess"]
  allow            = [{{ actions = ["s3:PutObject"], resources = ["arn:aws:s3:::b/*"] }}]
}}

compute_environment spot {{
  type           = SPOT
  service_role   = batch-service
  instance_types = ["m5.large"]
  max_vcpus      = 16
  disk           = 100 GiB
  network        = lan
}}

scheduling_policy fair {{
  share_distribution = [{{ share_identifier = "a", weight_factor = 1 }}]
}}

job_queue main {{
  priority             = 1
  compute_environments = [spot]
  scheduling_policy    = fair
}}

job_definition align {{
  image      = "align:1.0"
  vcpus      = 1
  memory     = 512 MiB
  job_role   = task
  runs_on    = [main]
  timeout    = 1 h
  parameters = {{ in = "x" }}
  retry      = {{ attempts = 2 }}
}}
"""
NETWORKS = {
    "the default VPC": """network lan {
  ingress = [{ from_port = 22, cidr = "10.0.0.0/8" }]
}""",
    "a VPC of its own": """network lan {
  cidr               = "10.60.0.0/16"
  availability_zones = 2
  nat                = SINGLE
  endpoints          = [s3]
}""",
}
# What is edited, and the class of every change.
EDIT = [
    ("align:1.0", "align:1.1"), ("priority             = 1", "priority             = 2"),
    ('"a", weight_factor = 1', '"a", weight_factor = 2'), ("AmazonS3ReadOnlyAccess", "AmazonS3FullAccess"),
]
CLASSES = {"job_definition.align": "new_revision", "job_queue.main": "update", "scheduling_policy.fair": "update",
           "role.task": "update"}


def moto_server():
    """The command, or why there is none."""
    beside = Path(sys.executable).parent / "moto_server"  # tests/run brings its own Python
    found = str(beside) if beside.exists() else shutil.which("moto_server")
    if found and subprocess.run([found, "--help"], capture_output=True).returncode == 0:
        return found, None
    folder = ROOT / "target/moto"
    command = folder / "bin/moto_server"
    if not command.exists():
        venv.create(folder, with_pip=True)
        done = subprocess.run([folder / "bin/pip", "install", "-q", PIN], capture_output=True, text=True)
        if done.returncode != 0:
            return None, f"{PIN} could not be installed"
    return str(command), None


class Moto:
    def __init__(self, command):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        environment = os.environ | {"MOTO_IAM_LOAD_MANAGED_POLICIES": "true"}
        self.process = subprocess.Popen([command, "-H", "127.0.0.1", "-p", str(port)], env=environment,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(300):
            try:
                urllib.request.urlopen(self.url + "/moto-api/data.json", timeout=5).read()
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("moto does not start")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)

    def run(self, *arguments, check=None):
        return run(self.url, *arguments, check=check)

    def seed(self):
        urllib.request.urlopen(urllib.request.Request(self.url + "/moto-api/reset", data=b""), timeout=10).read()
        api = Api(self.url)
        api.role("AWSBatchServiceRole", "batch")
        api.role("somebody", "tasks")
        vpc = api.made("CreateVpc", "vpcId", CidrBlock="10.200.0.0/16")
        api.made("CreateSecurityGroup", "groupId", VpcId=vpc, GroupName="somebody", GroupDescription="somebody")
        return api


def inventory(api):
    """What an account has, by the words of the answers; without what is still listed though gone."""
    def ids(service, action, tag, **fields):
        text = api.query(service, action, **fields)
        return sorted(part.split("<", 1)[0] for part in text.split(f"<{tag}>")[1:])
    names = lambda operation, key, name: sorted(
        one[name] for one in api.batch(operation)[key] if one.get("status") not in ("DELETED", "INACTIVE"))
    return {
        "environments": names("DescribeComputeEnvironments", "computeEnvironments", "computeEnvironmentName"),
        "queues": names("DescribeJobQueues", "jobQueues", "jobQueueName"),
        "definitions": names("DescribeJobDefinitions", "jobDefinitions", "jobDefinitionName"),
        "policies": sorted(one["arn"] for one in api.batch("ListSchedulingPolicies")["schedulingPolicies"]),
        "roles": [name for name in ids("iam", "ListRoles", "RoleName") if not name.startswith("AWSServiceRole")],
        "profiles": ids("iam", "ListInstanceProfiles", "InstanceProfileName"),
        "vpcs": ids("ec2", "DescribeVpcs", "vpcId"), "subnets": ids("ec2", "DescribeSubnets", "subnetId"),
        "groups": ids("ec2", "DescribeSecurityGroups", "groupId"),
        "templates": ids("ec2", "DescribeLaunchTemplates", "launchTemplateId"),
        "addresses": ids("ec2", "DescribeAddresses", "allocationId"),
        "gateways": ids("ec2", "DescribeInternetGateways", "internetGatewayId"),
        "tables": sorted(set(ids("ec2", "DescribeRouteTables", "routeTableId"))),
    }


def planned(moto, path, exit_):
    done = moto.run("plan", path, "--detailed-exitcode", "--format", "json", check=exit_)
    return {change["address"]: change["action"] for change in json.loads(done.stdout)["changes"]
            if change["action"] != "no_change"}


def life(network):
    path = program(COMMON.format(network=NETWORKS[network]))
    with Moto(COMMAND) as moto:
        api = moto.seed()
        before = inventory(api)
        first = planned(moto, path, 2)
        assert set(first.values()) == {"create"}, first
        assert inventory(api) == before, "plan changes something"
        moto.run("apply", path, "--yes", check=0)
        assert planned(moto, path, 0) == {}
        text = path.read_text()
        for old, new in EDIT:
            assert old in text, old
            text = text.replace(old, new)
        path.write_text(text)
        got = planned(moto, path, 2)
        assert got == CLASSES, f"the edit is planned as {got}"
        moto.run("apply", path, "--yes", check=0)
        assert planned(moto, path, 0) == {}
        moto.run("drift", path, check=0)
        outputs = moto.run("outputs", path, "--format", "json", check=0).stdout
        assert "arn:aws:batch:us-east-1:123456789012:job-queue/main" in outputs, outputs
        moto.run("destroy", path, "--yes", check=0)
        after = inventory(api)
        assert after == before, {key: (before[key], after[key]) for key in before if before[key] != after[key]}


def test_in_the_default_vpc():
    life("the default VPC")


def test_in_a_vpc_of_its_own():
    life("a VPC of its own")


if __name__ == "__main__":
    COMMAND, MISSING = moto_server()
    if MISSING:
        print(f"LEFT OUT: deployment against moto ({MISSING})")
        sys.exit(0)
    Tests(sys.modules[__name__]).main()
