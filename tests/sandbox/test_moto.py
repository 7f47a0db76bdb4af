#!/usr/bin/env python3
"""Holds the sandbox's answers against moto's, an independent second opinion, for the calls that
moto gets right: the same fields, the same kinds of values, the same error codes.

    python3 -m pip install boto3 'moto[server]==5.2.5'
    cargo build && python3 -m unittest discover tests/sandbox
"""

import os
import shutil
import subprocess
import time
import unittest
import urllib.request

from botocore.exceptions import ClientError
from harness import BATCH_POLICY, Sandbox, clients, container, free_port, profile, resources, trust, until

# Fields that AWS's own documentation shows and moto has no place for.
OURS = {
    "containerOrchestrationType",
    "EnableDns64",
    "MapCustomerOwnedIpOnLaunch",
    "desiredvCpus",
    "ec2Configuration",
    "jobQueueType",
    "jobStateTimeLimitActions",
    "platformCapabilities",
    "serviceEnvironmentOrder",
    "statusReason",
    "updatePolicy",
    "uuid",
}
# Fields that moto sends though there is nothing to say.
THEIRS = {"Ipv6CidrBlockAssociationSet"}


class Moto:
    def __init__(self):
        port = free_port()
        environment = {**os.environ, "MOTO_IAM_LOAD_MANAGED_POLICIES": "true"}
        self.process = subprocess.Popen(
            ["moto_server", "-p", str(port)],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.url = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                urllib.request.urlopen(self.url + "/moto-api/", timeout=5)
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("moto did not start")

    def stop(self):
        self.process.kill()
        self.process.wait()


@unittest.skipUnless(shutil.which("moto_server"), "moto is not installed")
class Beside(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox("--states", "50")
        cls.addClassCleanup(cls.sandbox.stop)
        cls.moto = Moto()
        cls.addClassCleanup(cls.moto.stop)
        cls.both = [clients(cls.sandbox.url), clients(cls.moto.url)]

    def on_both(self, run):
        """The answers of both to the same calls, ours first."""
        return [run(client) for client in self.both]

    def alike(self, run):
        ours, theirs = self.on_both(run)
        self.compare(ours, theirs, "")
        return ours

    def compare(self, ours, theirs, path):
        if isinstance(theirs, dict):
            self.assertIsInstance(ours, dict, path)
            ours = {name: value for name, value in ours.items() if name != "ResponseMetadata"}
            theirs = {name: value for name, value in theirs.items() if name != "ResponseMetadata"}
            if path.endswith(("tags", "parameters", "Statement")):
                self.assertEqual(ours, theirs, path)
                return
            self.assertLessEqual(set(theirs) - set(ours), THEIRS, f"we lack something at {path}")
            self.assertLessEqual(set(ours) - set(theirs), OURS, f"they lack something at {path}")
            for name in set(ours) & set(theirs):
                self.compare(ours[name], theirs[name], f"{path}.{name}")
        elif isinstance(theirs, list):
            self.assertIsInstance(ours, list, path)
            for one, other in zip(ours, theirs):
                self.compare(one, other, path + "[]")
        elif theirs is not None:
            self.assertIs(type(ours), type(theirs), path)

    def fails_alike(self, run):
        def code(client):
            with self.assertRaises(ClientError) as caught:
                run(client)
            response = caught.exception.response
            return response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"]

        ours, theirs = self.on_both(code)
        self.assertEqual(ours, theirs)

    def test_batch(self):
        def environment(client):
            iam = client("iam")
            iam.create_role(
                RoleName="service", AssumeRolePolicyDocument=trust("batch.amazonaws.com")
            )
            iam.attach_role_policy(RoleName="service", PolicyArn=BATCH_POLICY)
            role = iam.get_role(RoleName="service")["Role"]["Arn"]
            return client("batch").create_compute_environment(
                computeEnvironmentName="environment",
                type="MANAGED",
                state="ENABLED",
                serviceRole=role,
                computeResources=resources(client("ec2"), iam, tags={"Name": "worker"}),
                tags={"a": "b"},
            )

        self.alike(environment)

        def described(client):
            batch = client("batch")

            def show():
                names = ["environment"]
                return batch.describe_compute_environments(computeEnvironments=names)["computeEnvironments"][0]

            return until(show)

        self.assertEqual(self.alike(described)["status"], "VALID")

        def queue(client):
            arn = described(client)["computeEnvironmentArn"]
            return client("batch").create_job_queue(
                jobQueueName="queue",
                state="ENABLED",
                priority=5,
                computeEnvironmentOrder=[{"order": 1, "computeEnvironment": arn}],
                tags={"a": "b"},
            )

        self.alike(queue)

        def described_queue(client):
            batch = client("batch")
            return until(lambda: batch.describe_job_queues(jobQueues=["queue"])["jobQueues"][0])

        self.assertEqual(self.alike(described_queue)["status"], "VALID")
        self.alike(lambda client: client("batch").update_job_queue(jobQueue="queue", priority=6))

    def test_job_definitions(self):
        def register(client):
            return client("batch").register_job_definition(
                jobDefinitionName="definition",
                type="container",
                parameters={"p": "1"},
                containerProperties=container(
                    command=["true"], environment=[{"name": "A", "value": "1"}]
                ),
                retryStrategy={
                    "attempts": 3,
                    "evaluateOnExit": [{"action": "EXIT", "onReason": "*"}],
                },
                timeout={"attemptDurationSeconds": 60},
                tags={"a": "b"},
            )

        self.assertEqual(self.alike(register)["revision"], 1)
        self.assertEqual(self.alike(register)["revision"], 2)

        def describe(client):
            answer = client("batch").describe_job_definitions(jobDefinitionName="definition")
            found = sorted(answer["jobDefinitions"], key=lambda one: one["revision"])
            return found[0]

        ours, theirs = self.on_both(describe)
        self.compare(ours, theirs, "")
        self.assertEqual(ours["retryStrategy"], theirs["retryStrategy"])
        self.assertEqual(ours["retryStrategy"]["evaluateOnExit"][0]["action"], "exit")
        self.assertEqual(ours["status"], theirs["status"])
        self.alike(
            lambda client: client("batch").deregister_job_definition(jobDefinition="definition:1")
        )
        statuses = self.on_both(lambda client: describe(client)["status"])
        self.assertEqual(statuses, ["INACTIVE", "INACTIVE"])

    def test_scheduling_policies_and_tags(self):
        def create(client):
            return client("batch").create_scheduling_policy(
                name="policy",
                fairsharePolicy={
                    "shareDecaySeconds": 1,
                    "computeReservation": 2,
                    "shareDistribution": [{"shareIdentifier": "a", "weightFactor": 0.5}],
                },
                tags={"a": "b"},
            )

        arn = self.alike(create)["arn"]
        theirs = clients(self.moto.url)("batch").list_scheduling_policies()
        self.assertEqual(theirs["schedulingPolicies"][0]["arn"], arn)
        self.alike(lambda client: client("batch").describe_scheduling_policies(arns=[arn]))
        self.alike(lambda client: client("batch").list_scheduling_policies())
        self.alike(lambda client: client("batch").tag_resource(resourceArn=arn, tags={"c": "d"}))
        self.alike(lambda client: client("batch").list_tags_for_resource(resourceArn=arn))

    def test_iam(self):
        def role(client):
            return client("iam").create_role(
                Path="/batchlang/p/",
                RoleName="role",
                AssumeRolePolicyDocument=trust("ec2.amazonaws.com"),
                Description="a role",
                Tags=[{"Key": "a", "Value": "b"}],
            )

        self.alike(role)
        self.fails_alike(role)
        self.alike(lambda client: client("iam").get_role(RoleName="role"))
        self.alike(lambda client: client("iam").list_roles(PathPrefix="/batchlang/p/"))
        self.alike(lambda client: profile(client("iam")))
        self.alike(
            lambda client: client("iam").list_attached_role_policies(RoleName="instances")
        )
        for fails in [
            lambda client: client("iam").get_role(RoleName="nobody"),
            lambda client: client("iam").get_instance_profile(InstanceProfileName="nobody"),
            lambda client: client("iam").delete_role(RoleName="instances"),
        ]:
            self.fails_alike(fails)

    def test_ec2(self):
        self.alike(lambda client: client("sts").get_caller_identity())
        default = [{"Name": "is-default", "Values": ["true"]}]
        counts = self.on_both(lambda client: len(client("ec2").describe_vpcs(Filters=default)["Vpcs"]))
        self.assertEqual(counts, [1, 1])
        for name in ["vpcs", "subnets", "security_groups"]:
            with self.subTest(name):
                self.alike(lambda client: getattr(client("ec2"), f"describe_{name}")())

        def group(client):
            vpc = client("ec2").describe_vpcs(Filters=default)["Vpcs"][0]["VpcId"]
            made = client("ec2").create_security_group(
                GroupName="group", Description="a group", VpcId=vpc
            )
            return made["GroupId"][:3]

        self.assertEqual(self.on_both(group), ["sg-", "sg-"])
        self.fails_alike(group)
        self.fails_alike(lambda client: client("ec2").describe_vpcs(VpcIds=["vpc-00000000"]))


if __name__ == "__main__":
    unittest.main()
