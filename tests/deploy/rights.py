"""The policies of docs/permissions.md, enforced by the sandbox: each suffices for what the page says
it is for, and a permission that is missing is named.
"""
import json
import re
import sys

from harness import EXAMPLES, ROOT, Sandbox, Tests, left, program
from seeds import ACCOUNT, region, seed

PAGE = (ROOT / "docs/permissions.md").read_text()
BY_STEM = {path.stem: path for path in EXAMPLES}
# A little of everything that has permissions of its own.
SMALL = """
project small {
  region = "us-east-1"
}

network lan {
  cidr               = "10.60.0.0/16"
  availability_zones = 1
  nat                = SINGLE
  endpoints          = [s3]
}

role task {
  managed_policies = ["AmazonS3ReadOnlyAccess"]
  allow            = [{ actions = ["s3:PutObject"], resources = ["arn:aws:s3:::b/*"] }]
}

scheduling_policy fair {
  share_distribution = [{ share_identifier = "a", weight_factor = 1 }]
}

compute_environment spot {
  type           = SPOT
  instance_types = ["m5.large"]
  max_vcpus      = 8
  disk           = 100 GiB
  network        = lan
}

job_queue main {
  priority             = 1
  compute_environments = [spot]
  scheduling_policy    = fair
}

job_definition work {
  image    = "work:1.0"
  vcpus    = 1
  memory   = 512 MiB
  job_role = task
  runs_on  = [main]
}
"""
# What is taken from the policy of `apply`, and the call that then fails.
SAMPLE = [
    "batch:CreateComputeEnvironment", "batch:CreateJobQueue", "batch:RegisterJobDefinition",
    "batch:CreateSchedulingPolicy", "ec2:CreateVpc", "ec2:CreateSubnet", "ec2:CreateSecurityGroup",
    "ec2:CreateLaunchTemplate", "ec2:CreateRouteTable", "ec2:AllocateAddress", "ec2:CreateVpcEndpoint",
    "ec2:AuthorizeSecurityGroupEgress", "iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy",
    "iam:CreateInstanceProfile", "iam:AddRoleToInstanceProfile", "iam:PassRole",
    "batch:DescribeJobQueues", "ec2:DescribeVpcs", "iam:ListRoles", "sts:GetCallerIdentity",
]


def policies(project, place, passed=()):
    """The two policies of the page for a project; `passed`: the ARNs of existing roles."""
    found = re.findall(r"```json\n(.*?)\n```", PAGE, re.S)
    assert len(found) == 2, f"{len(found)} policies on the page"
    fill = lambda text: text.replace("PROJECT", project).replace("ACCOUNT", ACCOUNT).replace("REGION", place)
    plan, apply = (json.loads(fill(text)) for text in found)
    for statement in apply["Statement"]:
        if statement["Sid"] == "PassRoles" and passed:
            statement["Resource"] = [statement["Resource"], *passed]
    return plan, apply


def without(policy, action):
    """The policy with one action taken out."""
    copy = json.loads(json.dumps(policy))
    for statement in copy["Statement"]:
        actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
        statement["Action"] = [one for one in actions if one != action]
    copy["Statement"] = [statement for statement in copy["Statement"] if statement["Action"]]
    assert copy != policy, f"{action} is not in the policy"
    return copy


def project_of(path):
    return re.search(r"^project (\S+)", path.read_text(), re.M)[1]


def test_plan_policy_suffices_to_look_and_for_nothing_else():
    path = program(SMALL)
    plan, _ = policies("small", "us-east-1")
    with Sandbox(states=30) as sandbox:
        sandbox.options(policy=plan)
        sandbox.run("plan", path, "--detailed-exitcode", check=2)
        refused = sandbox.run("apply", path, "--yes", check=1)
        told = refused.stdout + refused.stderr
        assert "you may not `" in told, told
        made = [call["operation"] for call in sandbox.mutating() if call["status"] == 200]
        assert not made, f"made {made} with the policy of plan"
        sandbox.options(policy=None)
        sandbox.run("apply", path, "--yes", check=0)
        sandbox.options(policy=plan)
        sandbox.run("plan", path, "--detailed-exitcode", check=0)
        sandbox.run("drift", path, check=0)
        sandbox.run("outputs", path, check=0)


def life(path, edits=(), passed=(), seeded=None):
    """Applied, edited, applied, destroyed, with the policy of apply."""
    from cycles import edited
    place = region(seeded) if seeded else "us-east-1"
    _, apply = policies(project_of(path), place, passed)
    with Sandbox(states=30) as sandbox:
        if seeded:
            seed(sandbox, seeded)
        sandbox.options(policy=apply)
        sandbox.run("apply", path, "--yes", check=0)
        sandbox.run("plan", path, "--detailed-exitcode", check=0)
        if seeded:
            path = edited(seeded)
            sandbox.run("apply", path, "--yes", check=0)
        for old, new in edits:
            text = path.read_text()
            assert old in text, old
            path = program(text.replace(old, new))
            sandbox.run("apply", path, "--yes", check=0)
        sandbox.run("destroy", path, "--yes", check=0)
        assert not left(sandbox.account()), left(sandbox.account())


def test_apply_policy_suffices_for_a_whole_life():
    life(program(SMALL), edits=[
        ("max_vcpus      = 8", "max_vcpus      = 16"),
        ("100 GiB", "200 GiB"),
        ("work:1.0", "work:1.1"),
        ("weight_factor = 1", "weight_factor = 2"),
        ("AmazonS3ReadOnlyAccess", "AmazonS3FullAccess"),
        ("type           = SPOT\n", "type           = SPOT\n  allocation_strategy = BEST_FIT\n"),
        ("job_definition work", "job_definition other"),
        ("availability_zones = 1", "availability_zones = 2"),
        ("endpoints          = [s3]", "endpoints          = [s3, ecr]"),
        ('cidr               = "10.60.0.0/16"\n', 'cidr               = "10.60.0.0/16"\n'
         '  ingress            = [{ from_port = 22, cidr = "10.0.0.0/8" }]\n'),
    ])


def test_apply_policy_suffices_for_first():
    life(BY_STEM["first"], seeded=BY_STEM["first"])


def test_apply_policy_suffices_for_fargate():
    life(BY_STEM["fargate-etl"], seeded=BY_STEM["fargate-etl"])


def test_apply_policy_suffices_for_everything_with_the_existing_roles():
    roles = ["role/AmazonEC2SpotFleetTaggingRole", "role/service-role/AWSBatchServiceRole", "role/gpu-nodes",
             "role/ecsInstanceRole"]
    life(BY_STEM["everything"], seeded=BY_STEM["everything"], passed=[f"arn:aws:iam::{ACCOUNT}:{one}" for one in roles])


def test_apply_policy_suffices_for_what_only_the_api_can():
    roles = ["role/AWSBatchServiceRole", "role/ecsInfrastructureRole", "role/ecsInstanceRole"]
    life(BY_STEM["everything-apply"], seeded=BY_STEM["everything-apply"],
         passed=[f"arn:aws:iam::{ACCOUNT}:{one}" for one in roles])


def test_roles_of_others_are_not_passed():
    _, apply = policies("everything-apply", "us-east-1")
    with Sandbox(states=30) as sandbox:
        seed(sandbox, BY_STEM["everything-apply"])
        sandbox.options(policy=apply)
        done = sandbox.run("apply", BY_STEM["everything-apply"], "--yes", check=1)
        assert "iam:PassRole" in done.stdout + done.stderr, done.stdout + done.stderr


def test_a_missing_permission_is_named():
    path = program(SMALL)
    _, apply = policies("small", "us-east-1")
    with Sandbox(states=30) as sandbox:
        for action in SAMPLE:
            sandbox.reset()
            sandbox.options(policy=without(apply, action))
            done = sandbox.run("apply", path, "--yes")
            told = done.stdout + done.stderr
            assert done.returncode in (1, 2), f"without {action}: exit {done.returncode}\n{told}"
            named = set(re.findall(r"(?:you may not|the permission) `([a-z0-9]+:\w+)`", told))
            assert named == {action}, f"without {action}: named {named}\n{told}"
            # Whatever was left half done is finished with the permission given back.
            if action.startswith(("batch:Create", "iam:", "ec2:Create")):
                sandbox.options(policy=apply)
                sandbox.run("apply", path, "--yes", check=0)
                sandbox.run("plan", path, "--detailed-exitcode", check=0)


if __name__ == "__main__":
    Tests(sys.modules[__name__]).main()
