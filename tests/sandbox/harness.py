"""Starts the sandbox (and moto) and gives out clients: what the tests beside it share.

BATCHLANG names the binary; left out, it is target/debug/batchlang, which `cargo build` makes.
"""

import json
import os
import pathlib
import socket
import subprocess
import time
import unittest
import urllib.request

import boto3
from botocore.config import Config

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("BATCHLANG", str(ROOT / "target" / "debug" / "batchlang"))
ACCOUNT = "123456789012"
REGION = "us-east-1"

BATCH_POLICY = "arn:aws:iam::aws:policy/service-role/AWSBatchServiceRole"
INSTANCE_POLICY = (
    "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"
)


def clients(url, retries=0, timeout=20):
    """Clients by service, without retries unless told: a test wants to see every answer."""
    config = Config(
        retries={"total_max_attempts": retries + 1, "mode": "standard"},
        read_timeout=timeout,
        connect_timeout=5,
    )

    def client(service):
        return boto3.client(
            service,
            endpoint_url=url,
            region_name=REGION,
            aws_access_key_id="sandbox",
            aws_secret_access_key="sandbox",
            config=config,
        )

    return client


def trust(service):
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "sts:AssumeRole",
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


class Sandbox:
    """A running `batchlang sandbox`."""

    def __init__(self, *args):
        command = [BINARY, "sandbox", "--port", "0", *map(str, args)]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.url = self.process.stdout.readline().strip()

    def refused(self):
        """What a process says that did not start."""
        _, error = self.process.communicate(timeout=10)
        return self.process.returncode, error

    def stop(self, kill=False):
        if self.process.poll() is None:
            self.process.kill() if kill else self.process.terminate()
        self.process.communicate(timeout=10)
        return self.process.returncode

    def control(self, path, body=None):
        """`/_sandbox/…`: GET, or POST where there is a body."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/_sandbox/{path}", data=data)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def log(self, since=0):
        return self.control(f"log?since={since}")["calls"]


class Case(unittest.TestCase):
    """A test with a sandbox of its own; `args` are those of the command."""

    args = ["--states", "100"]

    def setUp(self):
        self.sandbox = Sandbox(*self.args)
        self.addCleanup(self.sandbox.stop)
        self.client = clients(self.sandbox.url)
        self.batch = self.client("batch")
        self.iam = self.client("iam")
        self.ec2 = self.client("ec2")

    def error(self, call, **input):
        """The error a call ends with: code, message, HTTP status."""
        with self.assertRaises(self.batch.exceptions.ClientError) as caught:
            call(**input)
        response = caught.exception.response
        error = response["Error"]
        status = response["ResponseMetadata"]["HTTPStatusCode"]
        return error["Code"], error["Message"], status

    def network(self):
        return network(self.ec2)

    def profile(self):
        return profile(self.iam)

    def environment(self, name, **more):
        """Creates an environment on EC2 and waits for it."""
        self.batch.create_compute_environment(
            computeEnvironmentName=name,
            type="MANAGED",
            computeResources=resources(self.ec2, self.iam, **more),
        )
        return self.settled(name)

    def shown(self, name):
        answer = self.batch.describe_compute_environments(computeEnvironments=[name])
        found = answer["computeEnvironments"]
        return found[0] if found else None

    def settled(self, name):
        return until(lambda: self.shown(name))

    def queue(self, name, *environments, **more):
        order = [
            {"order": index, "computeEnvironment": one}
            for index, one in enumerate(environments)
        ]
        self.batch.create_job_queue(
            jobQueueName=name, priority=1, computeEnvironmentOrder=order, **more
        )
        return until(lambda: self.shown_queue(name))

    def shown_queue(self, name):
        found = self.batch.describe_job_queues(jobQueues=[name])["jobQueues"]
        return found[0] if found else None


def until(show, seconds=10):
    """Waits for a status that does not pass; None once the thing is gone."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        thing = show()
        if thing is None or thing["status"] in ("VALID", "INVALID"):
            return thing
        time.sleep(0.02)
    raise AssertionError(f"still {thing['status']}")


def network(ec2):
    """The default VPC's subnets and default group."""
    vpcs = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])
    here = [{"Name": "vpc-id", "Values": [vpcs["Vpcs"][0]["VpcId"]]}]
    subnets = ec2.describe_subnets(Filters=here)["Subnets"]
    groups = ec2.describe_security_groups(Filters=here)["SecurityGroups"]
    default = [group for group in groups if group["GroupName"] == "default"]
    return [one["SubnetId"] for one in subnets], default[0]["GroupId"]


def profile(iam):
    """An instance profile, made where it is missing."""
    names = [one["InstanceProfileName"] for one in iam.list_instance_profiles()["InstanceProfiles"]]
    if "instances" not in names:
        iam.create_role(
            RoleName="instances", AssumeRolePolicyDocument=trust("ec2.amazonaws.com")
        )
        iam.attach_role_policy(RoleName="instances", PolicyArn=INSTANCE_POLICY)
        iam.create_instance_profile(InstanceProfileName="instances")
        iam.add_role_to_instance_profile(
            InstanceProfileName="instances", RoleName="instances"
        )
    return iam.get_instance_profile(InstanceProfileName="instances")["InstanceProfile"]["Arn"]


def resources(ec2, iam, **more):
    subnets, group = network(ec2)
    given = {
        "type": "EC2",
        "allocationStrategy": "BEST_FIT_PROGRESSIVE",
        "minvCpus": 0,
        "maxvCpus": 16,
        "instanceTypes": ["m5.large"],
        "instanceRole": profile(iam),
        "subnets": subnets,
        "securityGroupIds": [group],
    }
    given.update(more)
    return given


def container(memory="512", **more):
    requirements = [
        {"type": "VCPU", "value": "1"},
        {"type": "MEMORY", "value": memory},
    ]
    return {"image": "busybox", "resourceRequirements": requirements, **more}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
