#!/usr/bin/env python3
"""Drives `batchlang sandbox` as people do: by boto3 and by the aws command.

    python3 -m pip install boto3 awscli
    cargo build && python3 -m unittest discover tests/sandbox
"""

import json
import os
import shutil
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.request

from botocore.exceptions import (
    ConnectionClosedError,
    ClientError,
    ReadTimeoutError,
)
from harness import ACCOUNT, BATCH_POLICY, Case, Sandbox, clients, container, trust, until


class Lifecycle(Case):
    def test_a_set_up_is_made_used_and_taken_down(self):
        made = self.environment("ce", tags={"Name": "worker"})
        self.assertEqual(made["status"], "VALID", made["statusReason"])
        self.assertEqual(made["containerOrchestrationType"], "ECS")
        self.assertEqual(made["computeResources"]["desiredvCpus"], 0)
        queue = self.queue("q", "ce")
        self.assertEqual((queue["state"], queue["status"]), ("ENABLED", "VALID"))
        registered = self.batch.register_job_definition(
            jobDefinitionName="j", type="container", containerProperties=container()
        )
        self.assertEqual(registered["revision"], 1)
        job = self.batch.submit_job(jobName="x", jobQueue="q", jobDefinition="j")
        self.ends(job["jobId"], "SUCCEEDED")

        self.batch.update_job_queue(jobQueue="q", state="DISABLED")
        until(lambda: self.shown_queue("q"))
        self.batch.delete_job_queue(jobQueue="q")
        self.batch.update_compute_environment(computeEnvironment="ce", state="DISABLED")
        self.settled("ce")
        code, message, _ = self.error(
            self.batch.delete_compute_environment, computeEnvironment="ce"
        )
        self.assertEqual(code, "ClientException")
        self.assertIn("found existing JobQueue relationship", message)
        self.assertIsNone(until(lambda: self.shown_queue("q")))
        self.eventually(self.batch.delete_compute_environment, computeEnvironment="ce")
        self.assertIsNone(self.settled("ce"))

    def test_a_job_that_fits_nowhere_stays_runnable(self):
        self.environment("ce")
        self.queue("q", "ce")
        self.batch.register_job_definition(
            jobDefinitionName="j",
            type="container",
            containerProperties=container(memory="64000"),
        )
        job = self.batch.submit_job(jobName="x", jobQueue="q", jobDefinition="j")
        time.sleep(0.5)
        shown = self.batch.describe_jobs(jobs=[job["jobId"]])["jobs"][0]
        self.assertEqual(shown["status"], "RUNNABLE")
        self.assertIn("MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT", shown["statusReason"])
        listed = self.batch.list_jobs(jobQueue="q", jobStatus="RUNNABLE")
        self.assertEqual(len(listed["jobSummaryList"]), 1)
        self.batch.terminate_job(jobId=job["jobId"], reason="enough")
        self.ends(job["jobId"], "FAILED")

    def test_iam_that_has_not_spread_makes_it_invalid(self):
        self.sandbox.control("options", {"iam_lag_ms": 60_000})
        self.iam.create_role(
            RoleName="service", AssumeRolePolicyDocument=trust("batch.amazonaws.com")
        )
        self.iam.attach_role_policy(RoleName="service", PolicyArn=BATCH_POLICY)
        self.profile()
        self.sandbox.control("clock", {"advance_ms": 120_000})
        made = self.environment("ce", instanceRole="nobody")
        self.assertEqual(made["status"], "INVALID")
        self.assertIn("CLIENT_ERROR - Instance profile nobody", made["statusReason"])
        self.iam.create_instance_profile(InstanceProfileName="nobody")
        self.iam.add_role_to_instance_profile(
            InstanceProfileName="nobody", RoleName="instances"
        )
        again = {"computeEnvironment": "ce", "computeResources": {"maxvCpus": 16}}
        self.batch.update_compute_environment(**again)
        self.assertEqual(self.settled("ce")["status"], "INVALID")
        self.sandbox.control("clock", {"advance_ms": 60_000})
        self.batch.update_compute_environment(**again)
        self.assertEqual(self.settled("ce")["status"], "VALID")

    def ends(self, job, status):
        for _ in range(200):
            shown = self.batch.describe_jobs(jobs=[job])["jobs"][0]
            if shown["status"] == status:
                return
            time.sleep(0.02)
        self.fail(f"still {shown['status']}")

    def eventually(self, call, **input):
        for _ in range(200):
            try:
                return call(**input)
            except ClientError:
                time.sleep(0.02)
        return call(**input)


class Errors(Case):
    def test_each_protocol_has_its_own_form(self):
        code, message, status = self.error(
            self.batch.create_job_queue,
            jobQueueName="q",
            priority=1,
            computeEnvironmentOrder=[{"order": 1, "computeEnvironment": "nothing"}],
        )
        self.assertEqual((code, status), ("ClientException", 400))
        self.assertIn("compute-environment/nothing does not exist", message)
        code, _, status = self.error(self.iam.get_role, RoleName="nobody")
        self.assertEqual((code, status), ("NoSuchEntity", 404))
        code, _, status = self.error(self.ec2.describe_vpcs, VpcIds=["vpc-00000000"])
        self.assertEqual((code, status), ("InvalidVpcID.NotFound", 400))

    def test_a_name_is_taken_once(self):
        self.batch.create_scheduling_policy(name="p")
        code, message, status = self.error(self.batch.create_scheduling_policy, name="p")
        self.assertEqual((code, message, status), ("ClientException", "Object already exists", 409))

    def test_unsigned_requests_are_refused(self):
        request = urllib.request.Request(
            self.sandbox.url + "/v1/describejobqueues", data=b"{}"
        )
        with self.assertRaises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(request)
        self.assertEqual(caught.exception.code, 403)
        self.assertEqual(
            caught.exception.headers["x-amzn-errortype"],
            "MissingAuthenticationTokenException",
        )

    def test_what_the_sandbox_lacks_says_so(self):
        code, message, _ = self.error(self.batch.get_job_queue_snapshot, jobQueue="q")
        self.assertEqual(code, "ClientException")
        self.assertIn("The sandbox does not have GetJobQueueSnapshot", message)

    def test_an_account_of_another_region_is_another(self):
        self.batch.create_scheduling_policy(name="p")
        other = clients(self.sandbox.url)
        here = self.batch.list_scheduling_policies()["schedulingPolicies"]
        self.assertEqual(len(here), 1)
        import boto3

        west = boto3.client(
            "batch",
            endpoint_url=self.sandbox.url,
            region_name="us-west-2",
            aws_access_key_id="a",
            aws_secret_access_key="b",
        )
        self.assertEqual(west.list_scheduling_policies()["schedulingPolicies"], [])
        self.assertEqual(other("sts").get_caller_identity()["Account"], ACCOUNT)


class Pages(Case):
    def test_every_page_comes_once(self):
        for number in range(23):
            self.batch.create_scheduling_policy(name=f"p{number}")
            self.batch.register_job_definition(
                jobDefinitionName=f"j{number}",
                type="container",
                containerProperties=container(),
            )
        self.sandbox.control("options", {"page_size": 5})
        pages = self.batch.get_paginator("list_scheduling_policies").paginate()
        arns = [one["arn"] for page in pages for one in page["schedulingPolicies"]]
        self.assertEqual((len(arns), len(set(arns))), (23, 23))
        pages = list(
            self.batch.get_paginator("describe_job_definitions").paginate(
                status="ACTIVE", PaginationConfig={"PageSize": 4}
            )
        )
        self.assertEqual(len(pages), 6)
        arns = [one["jobDefinitionArn"] for page in pages for one in page["jobDefinitions"]]
        self.assertEqual((len(arns), len(set(arns))), (23, 23))


class Faults(Case):
    def test_each_service_throttles_in_its_own_words(self):
        self.sandbox.control("options", {"throttle": 1})
        for call, code, status in [
            (self.batch.describe_job_queues, "TooManyRequestsException", 429),
            (self.iam.list_roles, "Throttling", 400),
            (self.ec2.describe_vpcs, "RequestLimitExceeded", 503),
        ]:
            call()
            found = self.error(call)
            self.assertEqual((found[0], found[2]), (code, status))
        # The SDK's own retry gets through.
        clients(self.sandbox.url, retries=8)("batch").describe_job_queues()

    def test_a_lost_answer_was_executed_or_not(self):
        for option, executed in [("drop_before", False), ("drop_after", True)]:
            self.sandbox.control("options", {"drop_before": 0, "drop_after": 0, option: 100})
            with self.assertRaises(ConnectionClosedError):
                self.batch.create_scheduling_policy(name=option)
            last = self.sandbox.log()[-1]
            self.assertEqual(
                (last["operation"], last["executed"], last["status"]),
                ("CreateSchedulingPolicy", executed, 0),
            )
        self.sandbox.control("options", {"drop_after": 0})
        left = self.batch.list_scheduling_policies()["schedulingPolicies"]
        self.assertEqual(len(left), 1)

    def test_the_services_fail_at_times(self):
        self.sandbox.control("options", {"server_errors": 100})
        for call in [self.batch.describe_job_queues, self.iam.list_roles, self.ec2.describe_vpcs]:
            self.assertEqual(self.error(call)[2], 500)

    def test_the_same_seed_brings_the_same_faults(self):
        def run():
            self.sandbox.control("options", {"server_errors": 30, "seed": 7})
            found = []
            for _ in range(30):
                try:
                    self.batch.describe_job_queues()
                    found.append(True)
                except ClientError:
                    found.append(False)
            return found

        first = run()
        self.assertEqual(first, run())
        self.assertIn(False, first)

    def test_after_a_stall_nothing_is_answered(self):
        self.sandbox.control("options", {"stall_after": 2})
        impatient = clients(self.sandbox.url, timeout=0.5)("batch")
        impatient.create_scheduling_policy(name="one")
        with self.assertRaises(ReadTimeoutError):
            impatient.create_scheduling_policy(name="two")
        with self.assertRaises(ReadTimeoutError):
            impatient.describe_job_queues()
        self.sandbox.control("options", {"stall_after": None})
        left = self.batch.list_scheduling_policies()["schedulingPolicies"]
        self.assertEqual(len(left), 2)
        self.sandbox.control("reset", {})
        self.assertEqual(self.batch.list_scheduling_policies()["schedulingPolicies"], [])
        self.assertEqual(len(self.sandbox.log()), 1)


class Policies(Case):
    def allow(self, *statements):
        document = {"Version": "2012-10-17", "Statement": list(statements)}
        self.sandbox.control("options", {"policy": document})

    def test_what_is_not_allowed_is_denied_by_name(self):
        self.allow({"Effect": "Allow", "Action": "batch:Describe*", "Resource": "*"})
        self.batch.describe_job_queues()
        code, message, status = self.error(self.batch.create_scheduling_policy, name="p")
        self.assertEqual((code, status), ("AccessDeniedException", 403))
        self.assertEqual(
            message,
            f"User: arn:aws:iam::{ACCOUNT}:user/sandbox is not authorized to perform: "
            "batch:CreateSchedulingPolicy on resource: "
            f"arn:aws:batch:us-east-1:{ACCOUNT}:scheduling-policy/p",
        )
        self.assertEqual(self.error(self.iam.list_roles)[0], "AccessDenied")
        code, message, _ = self.error(self.ec2.describe_vpcs)
        self.assertEqual(code, "UnauthorizedOperation")
        self.assertIn("is not authorized to perform: ec2:DescribeVpcs", message)

    def test_roles_are_passed_and_things_tagged_by_leave(self):
        register = {
            "jobDefinitionName": "j",
            "type": "container",
            "containerProperties": container(
                jobRoleArn=f"arn:aws:iam::{ACCOUNT}:role/job"
            ),
            "tags": {"a": "b"},
        }
        batch = {"Effect": "Allow", "Action": "batch:RegisterJobDefinition", "Resource": "*"}
        tag = {"Effect": "Allow", "Action": "batch:TagResource", "Resource": "*"}
        passing = {
            "Effect": "Allow",
            "Action": "iam:PassRole",
            "Resource": f"arn:aws:iam::{ACCOUNT}:role/job",
            "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
        }
        self.allow(batch)
        self.assertIn("batch:TagResource", self.error(self.batch.register_job_definition, **register)[1])
        self.allow(batch, tag)
        self.assertIn("iam:PassRole", self.error(self.batch.register_job_definition, **register)[1])
        self.allow(batch, tag, passing)
        self.batch.register_job_definition(**register)


class Log(Case):
    def test_a_queue_is_seen_after_every_change(self):
        self.environment("old")
        self.environment("new")
        self.queue("q", "old")
        before = len(self.sandbox.log())
        for order in (["new", "old"], ["new"]):
            self.batch.update_job_queue(
                jobQueue="q",
                computeEnvironmentOrder=[
                    {"order": index, "computeEnvironment": name}
                    for index, name in enumerate(order)
                ],
            )
            until(lambda: self.shown_queue("q"))
        calls = self.sandbox.log(since=before)
        self.assertEqual(calls[0]["sequence"], before + 1)
        views = [call["queues"][0] for call in calls if call["mutating"]]
        self.assertEqual(
            [[one["name"] for one in view["compute_environments"]] for view in views],
            [["new", "old"], ["new"]],
        )
        for view in views:
            self.assertTrue(
                any(
                    (one["status"], one["state"]) == ("VALID", "ENABLED")
                    for one in view["compute_environments"]
                )
            )

    def test_an_environment_can_be_made_invalid(self):
        self.environment("ce")
        reason = "CLIENT_ERROR - AMI cannot be described"
        self.sandbox.control("invalidate", {"compute_environment": "ce", "reason": reason})
        shown = self.shown("ce")
        self.assertEqual((shown["status"], shown["statusReason"]), ("INVALID", reason))
        account = self.sandbox.control("account")
        self.assertIn("ce", json.dumps(account))


class Kept(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.path = os.path.join(self.folder, "state", "sandbox.json")

    def start(self, *args):
        sandbox = Sandbox("--store", self.path, *args)
        self.addCleanup(sandbox.stop)
        return sandbox

    def policies(self, sandbox):
        batch = clients(sandbox.url)("batch")
        return [one["arn"].split("/")[-1] for one in batch.list_scheduling_policies()["schedulingPolicies"]]

    def test_a_killed_process_has_lost_nothing(self):
        sandbox = self.start()
        batch = clients(sandbox.url)("batch")
        for number in range(10):
            batch.create_scheduling_policy(name=f"p{number}")
        sandbox.stop(kill=True)
        again = self.start()
        self.assertEqual(len(self.policies(again)), 10)
        self.assertEqual(again.stop(), 0)
        fresh = self.start("--fresh")
        self.assertEqual(self.policies(fresh), [])

    def test_a_large_account_is_kept_at_the_end(self):
        sandbox = self.start()
        batch = clients(sandbox.url)("batch")
        for number in range(150):
            batch.register_job_definition(
                jobDefinitionName=f"j{number}",
                type="container",
                containerProperties=container(command=["x" * 3000]),
            )
        sandbox.stop()
        self.assertGreater(os.path.getsize(self.path), 256 * 1024)
        again = clients(self.start().url)("batch")
        pages = again.get_paginator("describe_job_definitions").paginate()
        self.assertEqual(sum(len(page["jobDefinitions"]) for page in pages), 150)

    def test_one_process_at_a_time(self):
        self.start()
        code, error = self.start().refused()
        self.assertEqual(code, 2)
        self.assertIn("is in use by process", error)

    def test_a_broken_or_newer_file_is_left_alone(self):
        os.makedirs(os.path.dirname(self.path))
        for text in ("{not json", '{"version": 99}'):
            with open(self.path, "w") as file:
                file.write(text)
            code, error = self.start().refused()
            self.assertEqual(code, 2)
            self.assertIn("cannot be used", error)
            with open(self.path) as file:
                self.assertEqual(file.read(), text)


@unittest.skipUnless(shutil.which("aws"), "the aws command is not installed")
class AwsCommand(Case):
    def aws(self, *args):
        environment = {
            **os.environ,
            "AWS_ENDPOINT_URL": self.sandbox.url,
            "AWS_ACCESS_KEY_ID": "sandbox",
            "AWS_SECRET_ACCESS_KEY": "sandbox",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_PAGER": "",
        }
        run = subprocess.run(
            ["aws", *args, "--output", "json"],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        if run.returncode != 0:
            return run.stderr.strip()
        return json.loads(run.stdout) if run.stdout.strip() else None

    def test_tags_and_errors(self):
        made = self.aws("batch", "create-scheduling-policy", "--name", "p", "--tags", "a=1")
        arn = made["arn"]
        self.assertEqual(arn, f"arn:aws:batch:us-east-1:{ACCOUNT}:scheduling-policy/p")
        self.aws("batch", "tag-resource", "--resource-arn", arn, "--tags", "b=2")
        self.aws("batch", "untag-resource", "--resource-arn", arn, "--tag-keys", "a")
        tags = self.aws("batch", "list-tags-for-resource", "--resource-arn", arn)
        self.assertEqual(tags, {"tags": {"b": "2"}})
        error = self.aws("batch", "delete-job-queue", "--job-queue", "q")
        self.assertIn(
            "An error occurred (ClientException) when calling the DeleteJobQueue operation: "
            f"arn:aws:batch:us-east-1:{ACCOUNT}:job-queue/q does not exist",
            error,
        )
        self.assertEqual(self.aws("sts", "get-caller-identity")["Account"], ACCOUNT)


if __name__ == "__main__":
    unittest.main()
