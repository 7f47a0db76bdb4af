#!/usr/bin/env python3
"""Writes src/catalog/iam_generated.rs: AWS's managed policies and the actions of IAM an editor offers.

    python3 tools/catalog/build_iam.py           write the file
    python3 tools/catalog/build_iam.py --check   exit 1 if it would change
    python3 tools/catalog/build_iam.py --packages DIR   keep the packages there, or use those that are

Managed policies are moto's copy of IAM's list. An action is what one of those policies names, or an
operation of the service in botocore's model; S3 and Lambda name their actions otherwise than their
operations (`s3:ListBucket` is what `ListObjectsV2` needs), so theirs come from the policies alone.
"""
import argparse
import json
import re
import sys
import tempfile
from pathlib import Path

from build_catalog import OUTPUT as CATALOG
from build_catalog import install, load

OUTPUT = CATALOG.with_name("iam_generated.rs")

# What a Batch job calls: the prefix of its actions, and the folder of its model in botocore.
SERVICES = {
    "athena": "athena", "autoscaling": "autoscaling", "batch": "batch", "bedrock": "bedrock",
    "cloudformation": "cloudformation", "cloudwatch": "cloudwatch", "dynamodb": "dynamodb", "ec2": "ec2",
    "ecr": "ecr", "ecs": "ecs", "eks": "eks", "elasticfilesystem": "efs", "elasticmapreduce": "emr",
    "es": "es", "events": "events", "firehose": "firehose", "fsx": "fsx", "glue": "glue", "iam": "iam",
    "kinesis": "kinesis", "kms": "kms", "lambda": None, "logs": "logs", "rds": "rds", "rds-data": "rds-data",
    "redshift": "redshift", "redshift-data": "redshift-data", "s3": None, "sagemaker": "sagemaker",
    "secretsmanager": "secretsmanager", "ses": "ses", "sns": "sns", "sqs": "sqs", "ssm": "ssm",
    "states": "stepfunctions", "sts": "sts", "xray": "xray",
}
# Where a role of the user's own may not hold them: service-linked roles, the root user's tasks.
PATHS = ("/", "/service-role/", "/job-function/")
# The service authorization reference lists these, which no managed policy names.
ALSO = {
    "s3": ["BypassGovernanceRetention", "DeleteObjectVersionTagging", "PutObjectLegalHold", "PutObjectVersionTagging"],
    "rds-db": ["connect"],
}


def managed(packages: Path) -> dict:
    source = (packages / "moto/moto/iam/aws_managed_policies.py").read_text(encoding="utf-8")
    return json.loads(source.split('"""', 1)[1].rsplit('"""', 1)[0])


def actions(policies: dict, packages: Path) -> dict[str, list[str]]:
    found = {service: set(ALSO.get(service, ())) for service in {*SERVICES, *ALSO}}
    for policy in policies.values():
        statements = policy["Document"]["Statement"]
        for statement in statements if isinstance(statements, list) else [statements]:
            named = statement.get("Action", [])
            for action in named if isinstance(named, list) else [named]:
                service, _, name = action.partition(":")
                # Actions are matched in any case; the capital one is how AWS writes them.
                if service in found and re.fullmatch(r"[A-Z][A-Za-z0-9]+", name):
                    found[service].add(name)
    for service, folder in SERVICES.items():
        if folder:
            newest = sorted((packages / "botocore/botocore/data" / folder).iterdir())[-1]
            found[service].update(load(newest / "service-2.json")["operations"])
    unique = {}
    for service, names in sorted(found.items()):
        by_letters = {name.lower(): name for name in sorted(names, reverse=True)}
        unique[service] = sorted(by_letters.values())
    return unique


def wrapped(names: list[str]) -> str:
    """One string literal over several lines."""
    lines, line = [], ""
    for name in names:
        if len(line) + len(name) > 100:
            lines.append(line)
            line = ""
        line += name + " "
    lines.append(line.rstrip())
    return " \\\n         ".join(one.rstrip() for one in lines)


def text(packages: Path) -> str:
    policies = managed(packages)
    names = sorted(p["Path"].lstrip("/") + name for name, p in policies.items() if p["Path"] in PATHS)
    out = ["//! Written by tools/catalog/build_iam.py; not to be edited. Names from moto's list of managed",
           "//! policies and botocore's service models, both Apache-2.0.", "",
           "/// The managed policies a role may hold, with their path.",
           "pub(super) static POLICIES: &str = \"\\", "         " + wrapped(names) + "\";", "",
           "/// Actions by the prefix of their service.",
           "pub(super) static ACTIONS: &[(&str, &str)] = &["]
    for service, found in actions(policies, packages).items():
        out.append(f'    ("{service}", "\\\n         {wrapped(found)}"),')
    return "\n".join([*out, "];", ""])


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--check", action="store_true")
    options.add_argument("--packages", type=Path)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        packages = chosen.packages or Path(scratch)
        install(packages)
        new = text(packages)
    if chosen.check:
        return int(OUTPUT.read_text(encoding="utf-8") != new)
    OUTPUT.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
