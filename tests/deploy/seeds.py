"""What the examples refer to and do not make, put into a sandbox through AWS's own calls; and an
unrelated project's things, which nothing may touch.

Where an example names an id, the thing is made and its id exchanged in the account.
"""
import json
import time
import urllib.error
import urllib.parse
import urllib.request

ACCOUNT = "123456789012"
# Who may take on a role, by the word in a seed.
SERVICES = {"batch": "batch.amazonaws.com", "ec2": "ec2.amazonaws.com", "ecs": "ecs.amazonaws.com",
            "spotfleet": "spotfleet.amazonaws.com", "tasks": "ecs-tasks.amazonaws.com"}
# What such a role may do.
MANAGED = {"batch": "service-role/AWSBatchServiceRole", "ec2": "service-role/AmazonEC2ContainerServiceforEC2Role",
           "spotfleet": "service-role/AmazonEC2SpotFleetTaggingRole"}

SEEDS = {
    "everything": {
        "region": "us-east-1",
        "roles": {"AmazonEC2SpotFleetTaggingRole": "spotfleet", "service-role/AWSBatchServiceRole": "batch",
                  "gpu-nodes": "ec2", "ecsInstanceRole": "ec2"},
        "profiles": {"ecsInstanceRole": "ecsInstanceRole", "gpu-nodes": "gpu-nodes"},
        "policies": ["boundary"],
        "vpcs": {"vpc-0123456789abcdef0": {
            "subnets": ["subnet-0aaaaaaaaaaaaaaa1", "subnet-0bbbbbbbbbbbbbbb2"],
            "groups": ["sg-0123456789abcdef0"]}},
        "templates": {"base-gpu": ("lt-0123456789abcdef0", 7), "arm-base": (None, 2)},
        "environments": {"overflow": "EC2", "burst": "SPOT"},
        "scheduling_policies": ["house-rules", "guests"],
        "queues": {"platform": "overflow", "urgent": "burst"},
    },
    "everything-apply": {
        "region": "us-east-1",
        "roles": {"AWSBatchServiceRole": "batch", "ecsInfrastructureRole": "ecs", "ecsInstanceRole": "ec2"},
        "profiles": {"ecsInstanceRole": "ecsInstanceRole"},
        "templates": {"base": (None, 4), "base-xlarge": (None, 2), "nodes": ("lt-0123456789abcdef0", 1),
                      "nodes-large": ("lt-0fedcba9876543210", 1)},
        "consumables": ["solver-seats", "dongles"],
        "service_environments": ["shared-training", "spare-training"],
    },
    "gpu-training": {
        "region": "us-west-2",
        "vpcs": {"vpc-0a1b2c3d4e5f60718": {
            "subnets": ["subnet-0123456789abcdef0"], "groups": ["sg-0f1e2d3c4b5a69788"]}},
        "templates": {"p4d-efa": (None, 3)},
    },
    "main": {
        "region": "eu-west-1",
        "roles": {"orders-reader": "tasks"},
        "vpcs": {"vpc-0123456789abcdef0": {
            "subnets": ["subnet-0aaaaaaaaaaaaaaa1", "subnet-0bbbbbbbbbbbbbbb2"],
            "groups": ["sg-0123456789abcdef0"]}},
        "environments": {"platform": "EC2"},
        "queues": {"platform-urgent": "platform"},
    },
}
REGIONS = {"fargate-etl": "eu-central-1", "eks": "us-west-2", "genomics": "eu-west-1",
           "graviton": "eu-north-1", "shared-platform": "us-west-2"}


def region(example):
    seed = SEEDS.get(example.stem, {})
    return seed.get("region") or REGIONS.get(example.stem, "us-east-1")


class Api:
    """Calls of a region, without a signature that holds: neither the sandbox nor moto checks one."""

    def __init__(self, url, region="us-east-1"):
        self.url, self.region = url, region

    def _send(self, service, path, body, kind, method="POST"):
        headers = {"content-type": kind, "authorization":
                   f"AWS4-HMAC-SHA256 Credential=test/20260101/{self.region}/{service}/aws4_request, "
                   "SignedHeaders=host, Signature=0"}
        request = urllib.request.Request(self.url + path, data=body, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{service} {path} {body}: {error.code} {error.read().decode()}") from error

    def batch(self, operation, **body):
        return json.loads(self._send("batch", "/v1/" + operation.lower(), json.dumps(body).encode(), "application/json"))

    def query(self, service, action, **fields):
        version = {"ec2": "2016-11-15", "iam": "2010-05-08"}[service]
        # A double underscore is a dot, which Python allows in no name.
        fields = {name.replace("__", "."): value for name, value in fields.items()}
        body = urllib.parse.urlencode({"Action": action, "Version": version, **fields}).encode()
        return self._send(service, "/", body, "application/x-www-form-urlencoded")

    def made(self, action, element, **fields):
        """The id in the answer."""
        text = self.query("ec2", action, **fields)
        return text.split(f"<{element}>", 1)[1].split("<", 1)[0]

    def role(self, name, service):
        path, _, name = name.rpartition("/")
        trust = {"Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": {"Service": SERVICES[service]}, "Action": "sts:AssumeRole"}]}
        self.query("iam", "CreateRole", RoleName=name, Path=f"/{path}/" if path else "/",
                   AssumeRolePolicyDocument=json.dumps(trust))
        if service in MANAGED:
            self.query("iam", "AttachRolePolicy", RoleName=name, PolicyArn=f"arn:aws:iam::aws:policy/{MANAGED[service]}")

    def profile(self, name, role):
        self.query("iam", "CreateInstanceProfile", InstanceProfileName=name)
        self.query("iam", "AddRoleToInstanceProfile", InstanceProfileName=name, RoleName=role)


def default_network(api):
    vpc = api.made("DescribeVpcs", "vpcId", Filter__1__Name="is-default", Filter__1__Value__1="true")
    inside = {"Filter__1__Name": "vpc-id", "Filter__1__Value__1": vpc}
    subnets = api.query("ec2", "DescribeSubnets", **inside).split("<subnetId>")[1:]
    groups = api.query("ec2", "DescribeSecurityGroups", **inside).split("<groupId>")[1:]
    return [subnets[0].split("<")[0]], [groups[0].split("<")[0]]


def environment(api, name, type_):
    subnets, groups = default_network(api)
    api.batch("CreateComputeEnvironment", computeEnvironmentName=name, type="MANAGED", computeResources={
        "type": type_, "allocationStrategy": "BEST_FIT_PROGRESSIVE" if type_ == "EC2" else "SPOT_CAPACITY_OPTIMIZED",
        "minvCpus": 0, "maxvCpus": 256, "instanceTypes": ["m6i"], "subnets": subnets, "securityGroupIds": groups,
        "instanceRole": "seed-nodes"})
    settle(api, "DescribeComputeEnvironments", "computeEnvironments", name)


def settle(api, operation, key, name):
    for _ in range(100):
        found = api.batch(operation, **{key: [name]})[key]
        if found and found[0]["status"] == "VALID":
            return
        time.sleep(0.05)
    raise RuntimeError(f"{name} is {found}")


def seed(sandbox, example):
    """Makes what an example refers to. Answers with the api of its region."""
    plan = SEEDS.get(example.stem, {})
    api = Api(sandbox.url, region(example))
    for name, service in plan.get("roles", {}).items():
        api.role(name, service)
    for name, role in plan.get("profiles", {}).items():
        api.profile(name, role)
    for name in plan.get("policies", []):
        api.query("iam", "CreatePolicy", PolicyName=name, PolicyDocument=json.dumps(
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}))
    wanted = {}
    for at, (vpc, inside) in enumerate(plan.get("vpcs", {}).items()):
        made = api.made("CreateVpc", "vpcId", CidrBlock=f"10.{50 + at}.0.0/16")
        wanted[made] = vpc
        for n, subnet in enumerate(inside["subnets"]):
            wanted[api.made("CreateSubnet", "subnetId", VpcId=made, CidrBlock=f"10.{50 + at}.{n}.0/24",
                            AvailabilityZone=f"{api.region}{'ab'[n]}")] = subnet
        for n, group in enumerate(inside["groups"]):
            wanted[api.made("CreateSecurityGroup", "groupId", VpcId=made, GroupName=f"seed-{n}",
                            GroupDescription="seed")] = group
    for name, (id_, versions) in plan.get("templates", {}).items():
        made = api.made("CreateLaunchTemplate", "launchTemplateId", LaunchTemplateName=name,
                        LaunchTemplateData__EbsOptimized="true")
        for _ in range(versions - 1):
            api.query("ec2", "CreateLaunchTemplateVersion", LaunchTemplateName=name, SourceVersion="1",
                      LaunchTemplateData__EbsOptimized="true")
        if id_:
            wanted[made] = id_
    if plan.get("environments"):
        api.role("seed-nodes", "ec2")
        api.profile("seed-nodes", "seed-nodes")
    for name, type_ in plan.get("environments", {}).items():
        environment(api, name, type_)
    for name in plan.get("scheduling_policies", []):
        api.batch("CreateSchedulingPolicy", name=name, fairsharePolicy={"shareDecaySeconds": 600})
    for name, of in plan.get("queues", {}).items():
        api.batch("CreateJobQueue", jobQueueName=name, priority=1,
                  computeEnvironmentOrder=[{"order": 1, "computeEnvironment": of}])
    for name in plan.get("consumables", []):
        api.batch("CreateConsumableResource", consumableResourceName=name, totalQuantity=5, resourceType="REPLENISHABLE")
    for name in plan.get("service_environments", []):
        api.batch("CreateServiceEnvironment", serviceEnvironmentName=name, serviceEnvironmentType="SAGEMAKER_TRAINING",
                  capacityLimits=[{"maxCapacity": 4, "capacityUnit": "NUM_INSTANCES"}])
        settle(api, "DescribeServiceEnvironments", "serviceEnvironments", name)
    if wanted:
        text = json.dumps(sandbox.account())
        for made, id_ in wanted.items():
            text = text.replace(made, id_)
        sandbox.restore(json.loads(text))
    return api


FOREIGN = """
project neighbour {{
  region = "{region}"
}}

role job {{
  allow = [{{ actions = ["s3:GetObject"], resources = ["arn:aws:s3:::neighbour/*"] }}]
}}

compute_environment neighbour {{
  type           = SPOT
  instance_types = ["m5.large"]
  max_vcpus      = 8
  disk           = 50 GiB
}}

job_queue neighbour {{
  priority             = 1
  compute_environments = [neighbour]
}}

job_definition neighbour {{
  image    = "neighbour:1.0"
  vcpus    = 1
  memory   = 512 MiB
  job_role = job
  runs_on  = [neighbour]
}}
"""


def foreign(sandbox, api):
    """Another project's things in the region, and some that are nobody's."""
    from harness import program
    sandbox.run("apply", program(FOREIGN.format(region=api.region)), "--yes", check=0)
    api.role("somebody", "tasks")
    vpc = api.made("CreateVpc", "vpcId", CidrBlock="10.200.0.0/16")
    api.made("CreateSubnet", "subnetId", VpcId=vpc, CidrBlock="10.200.1.0/24")
    api.made("CreateSecurityGroup", "groupId", VpcId=vpc, GroupName="somebody", GroupDescription="somebody")
    api.batch("RegisterJobDefinition", jobDefinitionName="nobodys", type="container", containerProperties={
        "image": "x", "resourceRequirements": [{"type": "VCPU", "value": "1"}, {"type": "MEMORY", "value": "512"}]})


def leaves(value, path=""):
    """Every leaf of an account by its path."""
    if isinstance(value, dict) and value:
        return {k: v for key, inner in value.items() for k, v in leaves(inner, f"{path}/{key}").items()}
    if isinstance(value, list) and value:
        return {k: v for at, inner in enumerate(value) for k, v in leaves(inner, f"{path}/{at}").items()}
    return {} if value in ({}, []) else {path: value}
