#!/usr/bin/env python3
"""Lists the fields of AWS Batch's requests that make or change something, from botocore's model.

    python3 -m pip install botocore==1.44.5
    python3 tools/batch-api-fields.py > tests/data/batch-api-fields.txt

A line is an operation and a path; lists are gone through (`ec2Configuration.imageType`), maps are
not. tests/vocabulary.rs holds the vocabulary against it, so that no field is missed or misspelt.
"""

import botocore
import botocore.session

OPERATIONS = [
    "CreateComputeEnvironment",
    "UpdateComputeEnvironment",
    "CreateJobQueue",
    "CreateSchedulingPolicy",
    "RegisterJobDefinition",
    "CreateConsumableResource",
    "CreateServiceEnvironment",
    "CreateQuotaShare",
]


def paths(shape, before=""):
    """Every path below a shape; the model of these requests does not recurse."""
    if shape.type_name == "list":
        yield from paths(shape.member, before)
    elif shape.type_name == "structure":
        for name, member in shape.members.items():
            path = f"{before}.{name}" if before else name
            yield path
            yield from paths(member, path)


def main():
    model = botocore.session.get_session().get_service_model("batch")
    print(f"# botocore {botocore.__version__}, tools/batch-api-fields.py")
    for operation in OPERATIONS:
        for path in sorted(set(paths(model.operation_model(operation).input_shape))):
            print(operation, path)


main()
