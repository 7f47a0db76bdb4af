"""The account after `apply` and what Terraform plans for the same file agree, resource by resource.

Of every resource both make, each attribute that Terraform's plan knows a value of is compared. By
design these differ, and are not compared:

- names of compute environments and security groups: Terraform puts a random suffix behind them,
  we a generation; the IAM path: `/batchlang/PROJECT/` is ours; our tags `batchlang:…`;
- what only the account tells (subnets of the default VPC, ids and ARNs of what is made): the
  stand-in for the provider makes it up, or does not know it yet;
- a project's tags: Terraform's provider sets them (`default_tags`), its plan does not show them;
- `state` of what is not asked about and other defaults one side leaves out.

    tests/deploy/agreement.py BATCHLANG [test_EXAMPLE…]

Left out, loudly, without `terraform` or `tf-check` (see tests/terraform.py).
"""
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from harness import EXAMPLES, ROOT, Sandbox, Tests, binary
from seeds import seed

sys.path.insert(0, str(ROOT / "tests"))
from terraform import NOT_FOR_TERRAFORM, judge  # noqa: E402

KINDS = {
    "aws_batch_compute_environment": "compute_environment", "aws_batch_job_queue": "job_queue",
    "aws_batch_job_definition": "job_definition", "aws_batch_scheduling_policy": "scheduling_policy",
    "aws_iam_role": "role", "aws_iam_instance_profile": "instance_profile",
    "aws_security_group": "security_group", "aws_launch_template": "launch_template",
    "aws_vpc": "vpc", "aws_subnet": "subnet", "aws_internet_gateway": "internet_gateway",
    "aws_eip": "elastic_ip", "aws_nat_gateway": "nat_gateway", "aws_route_table": "route_table",
    "aws_vpc_endpoint": "vpc_endpoint",
}
MADE_UP = {"subnets", "security_group_ids", "launch_template", "instance_role", "compute_environment_order",
           "tags_all", "region", "timeouts", "name_prefix", "path", "vpc_id", "subnet_ids", "route_table_ids",
           "service_role", "deregister_on_new_revision", "force_detach_policies", "revoke_rules_on_delete",
           "update_default_version", "scheduling_policy_arn", "latest_version", "default_version", "infrastructure_role_arn"}


def handle(label):
    return re.sub(r"\W", "_", label)


def camel(snake):
    head, *rest = snake.split("_")
    return head + "".join(word.capitalize() for word in rest)


# Terraform's name of a field where it is not AWS's in snake case.
FIELDS = {
    "instance_type": "instanceTypes", "fair_share_policy": "fairsharePolicy", "ec2_key_pair": "ec2KeyPair",
    "min_vcpus": "minvCpus", "max_vcpus": "maxvCpus", "desired_vcpus": "desiredvCpus",
    "share_decay_seconds": "shareDecaySeconds", "share_distribution": "shareDistribution",
    "job_state_time_limit_action": "jobStateTimeLimitActions", "weight_factor": "weightFactor",
    "image_id_override": "imageIdOverride", "eks_cluster_arn": "eksClusterArn", "compute_resources": "computeResources",
    "type": "type", "eks_configuration": "eksConfiguration", "evaluate_on_exit": "evaluateOnExit",
    "job_execution_timeout_minutes": "jobExecutionTimeoutMinutes", "timeout": "timeout",
    "terminate_jobs_on_update": "terminateJobsOnUpdate",
}
# Blocks of which there is one: a list in Terraform, an object in AWS.
SINGLE = {"compute_resources", "eks_configuration", "update_policy", "fair_share_policy", "retry_strategy", "timeout"}


def differ(planned, live, path, out):
    """Where the account has something else than a plan's value; what the plan does not know is passed over."""
    if planned in (None, [], {}, ""):
        return
    if isinstance(planned, dict):
        for key, value in planned.items():
            if key in MADE_UP or (key == "tags" and path.count(".") == 0):
                continue
            if key in SINGLE and isinstance(value, list):
                value = value[0] if value else None
            name = key if path.endswith(("tags", "parameters", "Properties")) else FIELDS.get(key, camel(key))
            differ(value, (live or {}).get(name) if isinstance(live, dict) else None, f"{path}.{key}", out)
    elif isinstance(planned, list):
        have = live if isinstance(live, list) else []
        if all(isinstance(one, str) for one in planned + have):
            if sorted(planned) != sorted(have):
                out.append((path, planned, live))
            return
        if len(planned) != len(have):
            out.append((path, planned, live))
            return
        key = lambda one: json.dumps(one, sort_keys=True).lower()
        if "share_distribution" in path:
            key = lambda one: one.get("share_identifier", one.get("shareIdentifier"))
            planned, have = sorted(planned, key=key), sorted(have, key=key)
        for at, (one, other) in enumerate(zip(planned, have)):
            differ(one, other, f"{path}.{at}", out)
    elif str(planned).lower() != str(live).lower() and not (planned in (False, 0) and live is None):
        if not same_number(planned, live):
            out.append((path, planned, live))


def same_number(one, other):
    try:
        return float(one) == float(other)
    except (TypeError, ValueError):
        return False


def bare(value):
    """Without what is empty: AWS answers empty lists for what was not given."""
    if isinstance(value, dict):
        out = {key: bare(inner) for key, inner in value.items()}
        return {key: inner for key, inner in out.items() if inner not in (None, [], {}, "")}
    if isinstance(value, list):
        items = [bare(inner) for inner in value]
        named = items and all(isinstance(one, dict) and ("name" in one or "type" in one) for one in items)
        return sorted(items, key=lambda one: json.dumps(one, sort_keys=True)) if named else items
    return value


class Planned:
    """What Terraform plans."""

    def __init__(self, example, tf_check):
        with tempfile.TemporaryDirectory() as work:
            folder, file = Path(work, "tf"), Path(work, "plan.json")
            for command in ([binary(), "compile", example, "-o", folder], [tf_check, "--plan-json", file, folder]):
                done = subprocess.run(command, capture_output=True, text=True)
                assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"
            plan = json.loads(file.read_text())
        self.resources = plan["planned_values"]["root_module"].get("resources", [])
        self.written = {f"{one['type']}.{one['name']}": one for one in plan["configuration"]["root_module"]["resources"]}

    def of(self, type_):
        return {one["name"]: one["values"] for one in self.resources if one["type"] == type_ and one["mode"] == "managed"}

    def refers(self, type_, name, *path):
        """The resource an argument refers to: `x` of aws_y.x.arn."""
        at = self.written[f"{type_}.{name}"]["expressions"]
        for key in path:
            at = at.get(key, {}) if isinstance(at, dict) else at[key]
        references = at.get("references", []) if isinstance(at, dict) else []
        return references[0].split(".")[1] if references and "." in references[0] else None


class Live:
    """What the account has, by kind and the label in Terraform's spelling."""

    def __init__(self, sandbox, api):
        self.account = sandbox.account()
        self.ec2 = self.account["regions"][api.region]["ec2"]
        batch = {"compute_environment": api.batch("DescribeComputeEnvironments")["computeEnvironments"],
                 "job_queue": api.batch("DescribeJobQueues")["jobQueues"],
                 "job_definition": api.batch("DescribeJobDefinitions", status="ACTIVE")["jobDefinitions"]}
        arns = [one["arn"] for one in api.batch("ListSchedulingPolicies")["schedulingPolicies"]]
        batch["scheduling_policy"] = api.batch("DescribeSchedulingPolicies", arns=arns)["schedulingPolicies"] if arns else []
        everything = [*sum(batch.values(), [])]
        for kind in ("vpcs", "subnets", "gateways", "addresses", "nats", "tables", "groups", "endpoints", "templates"):
            everything += [value | {"id": id_} for id_, value in self.ec2[kind].items()]
        everything += [*self.account["iam"]["roles"].values(), *self.account["iam"]["profiles"].values()]
        self.by_kind = {kind: {} for kind in KINDS.values()}
        for thing in everything:
            address = thing.get("tags", {}).get("batchlang:address")
            if address:
                kind, label = address.split(".", 1)
                self.by_kind[kind][handle(label)] = thing


def rules_planned(plan):
    found = {}
    for way in ("ingress", "egress"):
        type_ = f"aws_vpc_security_group_{way}_rule"
        for name, rule in plan.of(type_).items():
            group = plan.refers(type_, name, "security_group_id")
            peer = rule.get("cidr_ipv4") or rule.get("cidr_ipv6") or "a group"
            text = (way, rule["ip_protocol"], rule.get("from_port"), rule.get("to_port"), peer, rule.get("description"))
            found.setdefault(group, []).append(text)
    return {group: sorted(map(str, rules)) for group, rules in found.items()}


def rules_live(live):
    found = {}
    for label, group in live.by_kind["security_group"].items():
        rules = [rule for rule in live.ec2["rules"].values() if rule["group"] == group["id"]]
        peer = lambda rule: rule["peer"].get("Ipv4") or rule["peer"].get("Ipv6") or "a group"
        found[label] = sorted(str(("egress" if rule["egress"] else "ingress", rule["protocol"], rule["from"], rule["to"],
                                   peer(rule), rule["description"])) for rule in rules)
    return {group: rules for group, rules in found.items() if rules}


def flat(value, path=""):
    """Launch template data as name and text, in one spelling for both: first items have no number."""
    if isinstance(value, dict):
        return {k: v for key, inner in value.items() for k, v in flat(inner, f"{path}{key.replace('_', '').lower()}").items()}
    if isinstance(value, list):
        one = path.removesuffix("s") if path in ("blockdevicemappings", "tagspecifications") else path
        return {k: v for at, inner in enumerate(value) for k, v in flat(inner, one + (str(at + 1) if at else "")).items()}
    return {} if value in (None, "") else {path: str(value).lower()}


def compare(plan, live):
    """All differences as lines; and how many attributes were looked at."""
    out = []
    for type_, kind in KINDS.items():
        there, here = set(plan.of(type_)), set(live.by_kind[kind])
        if there != here:
            out.append((kind, f"only Terraform: {sorted(there - here)}", f"only the account: {sorted(here - there)}"))
    pairs = lambda type_: [(name, values, live.by_kind[KINDS[type_]][name]) for name, values in plan.of(type_).items()
                           if name in live.by_kind[KINDS[type_]]]
    for type_ in ("aws_batch_compute_environment", "aws_batch_job_queue", "aws_batch_scheduling_policy"):
        for name, values, thing in pairs(type_):
            values = {key: value for key, value in values.items() if key not in ("name", "arn")}
            differ(values, thing, f"{KINDS[type_]} {name}", out)
            own_tags(values, thing, f"{KINDS[type_]} {name}", out)
    for name, values, thing in pairs("aws_batch_job_queue"):
        label_of = {one["computeEnvironmentArn"]: label for label, one in live.by_kind["compute_environment"].items()}
        got = [label_of.get(one["computeEnvironment"]) for one in thing["computeEnvironmentOrder"]]
        for at in range(len(values["compute_environment_order"])):
            wanted = plan.refers("aws_batch_job_queue", name, "compute_environment_order", at, "compute_environment")
            if got[at] and wanted != got[at]:
                out.append((f"job_queue {name}", f"order {at}: {wanted}", got[at]))
    for name, values, thing in pairs("aws_batch_job_definition"):
        where = f"job_definition {name}"
        for field, answer in (("container_properties", "containerProperties"), ("ecs_properties", "ecsProperties"),
                              ("node_properties", "nodeProperties")):
            if isinstance(values.get(field), str):
                wanted, got = bare(json.loads(values[field])), bare(thing.get(answer))
                if answer == "nodeProperties" or wanted != got:
                    subset(wanted, got, f"{where}.{field}", out)
        rest = {key: values.get(key) for key in ("type", "retry_strategy", "timeout", "parameters", "platform_capabilities",
                                                 "propagate_tags", "scheduling_priority", "name")}
        differ(rest, thing | {"name": thing["jobDefinitionName"]}, where, out)
        own_tags(values, thing, where, out)
    roles(plan, live, pairs, out)
    network(plan, live, pairs, out)
    return [f"{where}: Terraform {wanted}, the account {got}" for where, wanted, got in out]


def own_tags(values, thing, where, out):
    for key, value in (values.get("tags") or {}).items():
        if thing["tags"].get(key) != value:
            out.append((f"{where}.tags.{key}", value, thing["tags"].get(key)))


def subset(wanted, got, path, out):
    """AWS may answer with defaults the request left out; what was said must be there."""
    if isinstance(wanted, dict) and isinstance(got, dict):
        for key, value in wanted.items():
            subset(value, got.get(key), f"{path}.{key}", out)
    elif isinstance(wanted, list) and isinstance(got, list) and len(wanted) == len(got):
        for at, (one, other) in enumerate(zip(wanted, got)):
            subset(one, other, f"{path}.{at}", out)
    elif wanted != got:
        out.append((path, wanted, got))


def roles(plan, live, pairs, out):
    attached, inline = {}, {}
    for name, values in plan.of("aws_iam_role_policy_attachment").items():
        attached.setdefault(values.get("role"), set()).add(values.get("policy_arn"))
    for name, values in plan.of("aws_iam_role_policy").items():
        role = plan.refers("aws_iam_role_policy", name, "role")
        inline.setdefault(role, []).append(values.get("policy"))
    for name, values, thing in pairs("aws_iam_role"):
        where = f"role {name}"
        if json.loads(values["assume_role_policy"]) != json.loads(thing["trust"]):
            subset(json.loads(values["assume_role_policy"]), json.loads(thing["trust"]), f"{where}.trust", out)
        for field, answer in (("name", "name"), ("description", "description"), ("max_session_duration", "max_session"),
                              ("permissions_boundary", "boundary")):
            if values.get(field) not in (None, thing[answer]):
                out.append((f"{where}.{field}", values[field], thing[answer]))
        if attached.get(thing["name"], set()) != set(thing["attached"]):
            out.append((f"{where}: managed policies", attached.get(thing["name"]), set(thing["attached"])))
        if len(inline.get(name, [])) != len(thing["inline"]):
            out.append((f"{where}: own policies", len(inline.get(name, [])), len(thing["inline"])))
        known = sorted(json.dumps(json.loads(one), sort_keys=True) for one in inline.get(name, []) if one)
        have = sorted(json.dumps(json.loads(text(one)), sort_keys=True) for one in thing["inline"].values())
        if len(known) == len(have) and known != have:
            out.append((f"{where}: own policy", known, have))
        own_tags(values, thing, where, out)
    for name, values, thing in pairs("aws_iam_instance_profile"):
        if (values["name"], values["role"]) != (thing["name"], (thing["role"] or {}).get("name")):
            out.append((f"instance_profile {name}", (values["name"], values["role"]), thing))


def text(policy):
    return policy if isinstance(policy, str) else policy.get("document") or policy.get("text")


def network(plan, live, pairs, out):
    wanted, got = rules_planned(plan), rules_live(live)
    if wanted != got:
        out.append(("security group rules", wanted, got))
    for type_, fields in {
        "aws_security_group": {"description": "description"},
        "aws_vpc": {"cidr_block": "cidr", "enable_dns_support": "dns_support", "enable_dns_hostnames": "dns_hostnames"},
        "aws_subnet": {"cidr_block": "cidr", "availability_zone": "zone", "map_public_ip_on_launch": "public"},
        "aws_vpc_endpoint": {"service_name": "service", "private_dns_enabled": "private_dns"},
        "aws_launch_template": {"name": "name"},
    }.items():
        for name, values, thing in pairs(type_):
            for field, answer in fields.items():
                if values.get(field) is not None and values[field] != thing[answer]:
                    out.append((f"{KINDS[type_]} {name}.{field}", values[field], thing[answer]))
            own_tags(values, thing, f"{KINDS[type_]} {name}", out)
    for name, values, thing in pairs("aws_launch_template"):
        data = thing["versions"][str(thing["default"])]["data"]
        have = {re.sub(r"\.1(?=\.)", "", key).replace(".", "").lower(): str(value).lower() for key, value in data.items()}
        skip = ("name", "region", "tags", "updatedefaultversion", "description")
        want = {key: value for key, value in flat(values).items() if not key.startswith(skip)}
        if want != have:
            out.append((f"launch_template {name}", sorted(set(want.items()) - set(have.items())),
                        sorted(set(have.items()) - set(want.items()))))
    routes = sum(len([r for r in one["routes"] if r["origin"] == "CreateRoute" and "Endpoint" not in str(r["target"])])
                 for one in live.by_kind["route_table"].values())
    inside = sum(len(values.get("route") or []) for values in plan.of("aws_route_table").values())
    if routes != len(plan.of("aws_route")) + inside:
        out.append(("routes", len(plan.of("aws_route")) + inside, routes))


def add(example, tf_check):
    def test():
        plan = Planned(example, tf_check)
        with Sandbox(states=30) as sandbox:
            api = seed(sandbox, example)
            sandbox.run("apply", example, "--yes", check=0)
            found = compare(plan, Live(sandbox, api))
        assert not found, "\n  " + "\n  ".join(found)
    globals()["test_" + (example.stem if example.stem != "main" else "modules")] = test


def add_counter_check(example, tf_check):
    """What is compared is looked at indeed: an account that was changed does not agree."""
    def test():
        plan = Planned(example, tf_check)
        with Sandbox(states=30) as sandbox:
            api = seed(sandbox, example)
            sandbox.run("apply", example, "--yes", check=0)
            api.batch("UpdateJobQueue", jobQueue="mainqueue", priority=7)
            api.query("iam", "AttachRolePolicy", RoleName="myproject-us-east-1-instance",
                      PolicyArn="arn:aws:iam::aws:policy/AmazonS3FullAccess")
            found = compare(plan, Live(sandbox, api))
        assert len(found) == 2 and "priority" in found[0] and "managed policies" in found[1], found
    globals()["test_a_difference_is_found"] = test


TF_CHECK, MISSING = judge()
for one in EXAMPLES:
    if not MISSING and one.name not in NOT_FOR_TERRAFORM:
        add(one, TF_CHECK)
if not MISSING:
    add_counter_check(ROOT / "examples/first.batch", TF_CHECK)

if __name__ == "__main__":
    if MISSING:
        print(f"LEFT OUT: whether the account and Terraform agree ({MISSING})")
        sys.exit(0)
    Tests(sys.modules[__name__]).main()
