#!/usr/bin/env python3
"""Lists the arguments of the resources of Terraform's AWS provider that the vocabulary names.

    terraform providers schema -json > schema.json      (in a folder that requires hashicorp/aws)
    python3 tools/terraform-arguments.py schema.json > tests/data/terraform-arguments.txt

A line is a resource and the path of an argument or block; what is only computed is left out.
tests/vocabulary.rs holds the vocabulary against it.
"""

import json
import sys

RESOURCES = [
    "aws_batch_compute_environment",
    "aws_batch_job_definition",
    "aws_batch_job_queue",
    "aws_batch_scheduling_policy",
    "aws_iam_role",
]


def paths(block, before=""):
    """Arguments and blocks below a block."""
    for name, attribute in block.get("attributes", {}).items():
        if attribute.get("optional") or attribute.get("required"):
            yield before + name
    for name, inner in block.get("block_types", {}).items():
        yield before + name
        yield from paths(inner["block"], f"{before}{name}.")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schemas = json.load(file)["provider_schemas"]
    resources = {}
    for provider in schemas.values():
        resources.update(provider.get("resource_schemas", {}))
    print("# hashicorp/aws 6.69.1, tools/terraform-arguments.py")
    for resource in RESOURCES:
        for path in sorted(set(paths(resources[resource]["block"]))):
            print(resource, path)


main()
