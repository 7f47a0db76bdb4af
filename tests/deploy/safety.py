"""What keeps people from harm: wrong accounts, names that are taken, plans that are stale, changes
made by hand, secrets, interruptions, environments that are INVALID.
"""
import json
import signal
import subprocess
import sys
import time

from harness import Sandbox, Tests, binary, left, program
from seeds import Api

FIRST = """
project safe {
  region = "us-east-1"
}

compute_environment spot {
  type           = SPOT
  instance_types = ["m5.large"]
  max_vcpus      = 8
}

compute_environment other {
  type           = EC2
  instance_types = ["m5.large"]
  max_vcpus      = 8
}

job_queue main {
  priority             = 1
  compute_environments = [spot]
}

job_queue second {
  priority             = 1
  compute_environments = [other]
}

job_definition work {
  image       = "work:1.0"
  vcpus       = 1
  memory      = 512 MiB
  environment = { API_TOKEN = "hunter2-hunter2", PLACE = "here" }
  runs_on     = [main]
}
"""


def said(done):
    return done.stdout + done.stderr


def operations(sandbox, since=0):
    return [call["operation"] for call in sandbox.log(since)]


def last(sandbox):
    log = sandbox.log()
    return log[-1]["sequence"] if log else 0


def test_the_wrong_account_is_refused_before_anything_else():
    path = program(FIRST.replace("project safe {", 'project safe {\n  account = "999999999999"'))
    with Sandbox() as sandbox:
        for command in (["plan", path], ["apply", path, "--yes"], ["destroy", path, "--yes"],
                        ["outputs", path], ["drift", path], ["adopt", path, "job_queue.main"]):
            start = last(sandbox)
            done = sandbox.run(*command)
            assert done.returncode not in (0,), command
            assert "999999999999" in said(done) and "123456789012" in said(done), said(done)
            assert operations(sandbox, start) == ["GetCallerIdentity"], operations(sandbox, start)


def test_what_is_taken_is_refused_then_adopted():
    path = program(FIRST)
    with Sandbox(states=30) as sandbox:
        sandbox.run("apply", path, "--yes", check=0)
        api = Api(sandbox.url)
        arn = "arn:aws:batch:us-east-1:123456789012:job-queue/main"
        tags = "&".join(f"tagKeys=batchlang:{key}" for key in ("project", "address", "digest"))
        api._send("batch", f"/v1/tags/{arn}?{tags}", None, "application/json", "DELETE")
        api.batch("UpdateJobQueue", jobQueue="main", priority=77)
        time.sleep(0.2)
        start = last(sandbox)
        refused = sandbox.run("apply", path, "--yes")
        assert refused.returncode != 0 and "adopt" in said(refused) and "job_queue.main" in said(refused), said(refused)
        assert not [call for call in sandbox.log(start) if call["mutating"]], "changed something"
        sandbox.run("adopt", path, "job_queue.main", check=0)
        plan = json.loads(sandbox.run("plan", path, "--format", "json", check=0).stdout)
        changed = {change["address"]: change for change in plan["changes"] if change["action"] != "no_change"}
        assert set(changed) == {"job_queue.main"} and changed["job_queue.main"]["action"] == "update", changed
        priority = [field for field in changed["job_queue.main"]["fields"] if field["path"] == "priority"]
        assert priority and priority[0]["before"] == {"value": 77}, changed
        sandbox.run("apply", path, "--yes", check=0)
        sandbox.run("plan", path, "--detailed-exitcode", check=0)
        sandbox.run("destroy", path, "--yes", check=0)
        assert not left(sandbox.account()), left(sandbox.account())


def test_a_saved_plan_works_and_is_refused_when_the_account_moved():
    path = program(FIRST)
    saved = path.parent / "saved.plan"
    with Sandbox(states=30) as sandbox:
        sandbox.run("plan", path, "--out", saved, check=0)
        sandbox.run("apply", saved, "--yes", check=0)
        sandbox.run("plan", path, "--detailed-exitcode", check=0)
        start = last(sandbox)
        again = sandbox.run("apply", saved, "--yes")
        assert again.returncode != 0, "a plan that was applied is applied again"
        assert not [call for call in sandbox.log(start) if call["mutating"]], "changed something"
        path.write_text(FIRST.replace("max_vcpus      = 8", "max_vcpus      = 16"))
        sandbox.run("plan", path, "--out", saved, check=0)
        Api(sandbox.url).batch("UpdateJobQueue", jobQueue="main", priority=5)
        time.sleep(0.2)
        start = last(sandbox)
        stale = sandbox.run("apply", saved, "--yes")
        assert stale.returncode != 0 and "plan" in said(stale), said(stale)
        assert not [call for call in sandbox.log(start) if call["mutating"]], "changed something"


def test_targets():
    path = program(FIRST)
    with Sandbox(states=30) as sandbox:
        plan = json.loads(sandbox.run("plan", path, "--target", "job_queue.main", "--format", "json", check=0).stdout)
        made = {change["address"] for change in plan["changes"] if change["action"] == "create"}
        assert "job_queue.main" in made and "compute_environment.spot" in made, made
        assert "job_queue.second" not in made and "compute_environment.other" not in made, made
        sandbox.run("apply", path, "--yes", "--target", "job_queue.main", check=0)
        paths = [path_.rsplit("/", 1)[-1] for path_ in left(sandbox.account())]
        assert "main" in paths and "second" not in paths, paths
        wrong = sandbox.run("plan", path, "--target", "job_queue.mian")
        assert wrong.returncode != 0 and "job_queue.main" in said(wrong), said(wrong)
        sandbox.run("apply", path, "--yes", check=0)
        sandbox.run("plan", path, "--detailed-exitcode", check=0)


def test_drift_by_hand_is_told():
    path = program(FIRST)
    with Sandbox(states=30) as sandbox:
        sandbox.run("apply", path, "--yes", check=0)
        sandbox.run("drift", path, check=0)
        api = Api(sandbox.url)
        api.batch("UpdateJobQueue", jobQueue="main", priority=9)
        api.query("iam", "AttachRolePolicy", RoleName="safe-us-east-1-instance",
                  PolicyArn="arn:aws:iam::aws:policy/AmazonS3FullAccess")
        group = api.query("ec2", "DescribeSecurityGroups", Filter__1__Name="tag:batchlang:project",
                          Filter__1__Value__1="safe").split("<groupId>")[1].split("<")[0]
        api.query("ec2", "AuthorizeSecurityGroupIngress", GroupId=group, IpPermissions__1__IpProtocol="tcp",
                  IpPermissions__1__FromPort="22", IpPermissions__1__ToPort="22",
                  IpPermissions__1__IpRanges__1__CidrIp="0.0.0.0/0")
        time.sleep(0.2)
        done = sandbox.run("drift", path, "--format", "json", check=2)
        changes = {change["address"]: change for change in json.loads(done.stdout)["changes"]}
        for address in ("job_queue.main", "role.instance", "security_group_rules.batch"):
            assert address in changes and changes[address]["drift"], (address, changes)
        assert "drift" in sandbox.run("plan", path, check=0).stdout.lower() or "by hand" in sandbox.run("plan", path).stdout
        sandbox.run("apply", path, "--yes", check=0)
        sandbox.run("drift", path, check=0)


def test_secrets_are_masked():
    path = program(FIRST)
    with Sandbox(states=30) as sandbox:
        for _ in range(2):
            for format_ in ("human", "json", "markdown"):
                done = sandbox.run("plan", path, "--format", format_, "--verbose")
                assert done.returncode == 0, said(done)
                assert "hunter2" not in done.stdout, f"{format_}:\n{done.stdout}"
                if format_ == "json":
                    assert "API_TOKEN" in done.stdout, done.stdout
            done = sandbox.run("apply", path, "--yes", "--format", "json", check=0)
            assert "hunter2" not in done.stdout
            path.write_text(FIRST.replace("hunter2-hunter2", "hunter2-hunter3"))


def test_an_interruption_ends_soon_and_is_gone_on_from():
    path = program(FIRST)
    with Sandbox(states=3000) as sandbox:
        process = subprocess.Popen([binary(), "apply", path, "--yes"], env=sandbox.environment(), text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        while "CreateComputeEnvironment" not in operations(sandbox):
            time.sleep(0.05)
        start = time.monotonic()
        process.send_signal(signal.SIGINT)
        told, _ = process.communicate(timeout=20)
        took = time.monotonic() - start
        assert took < 3, f"it took {took:.1f} s to stop"
        assert process.returncode in (1, 130), process.returncode
        assert "again" in told and "not begun" in told, told
        assert "CreateJobQueue" not in operations(sandbox)
        sandbox.options(state_ms=30)
        sandbox.run("apply", path, "--yes", check=0)
        sandbox.run("plan", path, "--detailed-exitcode", check=0)
        made = [op for op in operations(sandbox) if op == "CreateComputeEnvironment"]
        assert len(made) == 2, made


def test_an_invalid_environment_is_explained_and_mended():
    path = program(FIRST)
    with Sandbox(states=30) as sandbox:
        sandbox.run("apply", path, "--yes", check=0)
        name = next(path_.rsplit("/", 1)[-1] for path_ in left(sandbox.account()) if "compute_environments/spot" in path_)
        sandbox.control("invalidate", {"compute_environment": name, "reason":
                        "CLIENT_ERROR - Not authorized to perform sts:AssumeRole (Service: AmazonECS; Status Code: 400)"})
        plan = sandbox.run("plan", path, "--detailed-exitcode", check=2)
        assert "INVALID" in plan.stdout and "AssumeRole" in plan.stdout, plan.stdout
        sandbox.run("apply", path, "--yes", check=0)
        sandbox.run("plan", path, "--detailed-exitcode", check=0)


def test_an_empty_plan_makes_a_handful_of_calls():
    path = program(FIRST)
    with Sandbox(states=30) as sandbox:
        sandbox.run("apply", path, "--yes", check=0)
        start = last(sandbox)
        sandbox.run("plan", path, check=0)
        calls = operations(sandbox, start)
        assert len(calls) <= 40, f"{len(calls)}: {calls}"
        print(f"  {len(calls)} calls")
        start = last(sandbox)
        sandbox.run("apply", path, "--yes", check=0)
        assert not [call for call in sandbox.log(start) if call["mutating"]], "an empty apply changes something"


def test_revisions_that_stay_and_those_of_others():
    text = FIRST.replace("runs_on     = [main]", "runs_on     = [main]\n  keep_revisions = 2")
    with Sandbox(states=30) as sandbox:
        api = Api(sandbox.url)

        def active():
            found = api.batch("DescribeJobDefinitions", jobDefinitionName="work", status="ACTIVE")
            return sorted(one["revision"] for one in found["jobDefinitions"])

        for version in ("1.0", "1.1", "1.2", "1.3"):
            sandbox.run("apply", program(text.replace("work:1.0", f"work:{version}")), "--yes", check=0)
        assert active() == [3, 4], active()
        # Jobs take the newest revision, whoever registered it.
        api.batch("RegisterJobDefinition", jobDefinitionName="work", type="container", containerProperties={
            "image": "other:1", "resourceRequirements": [
                {"type": "VCPU", "value": "1"}, {"type": "MEMORY", "value": "64"}]})
        path = program(text.replace("work:1.0", "work:1.3"))
        done = sandbox.run("plan", path, "--detailed-exitcode", check=2)
        assert "somebody else registered a newer revision" in " ".join(done.stdout.split()), done.stdout
        sandbox.run("apply", path, "--yes", check=0)
        sandbox.run("plan", path, "--detailed-exitcode", check=0)
        # What is somebody else's stays.
        assert 5 in active() and 6 in active(), active()


def test_without_a_terminal_yes_must_be_said():
    path = program(FIRST)
    with Sandbox() as sandbox:
        for command in ("apply", "destroy"):
            done = sandbox.run(command, path, input="")
            assert done.returncode != 0 and "--yes" in said(done), said(done)
        assert not sandbox.mutating()


if __name__ == "__main__":
    Tests(sys.modules[__name__]).main()
