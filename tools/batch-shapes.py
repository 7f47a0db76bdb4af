#!/usr/bin/env python3
"""Writes the shapes of AWS Batch's requests, from botocore's model, for the sandbox to check input.

    python3 -m pip install botocore==1.44.5
    python3 tools/batch-shapes.py > src/sandbox/batch/shapes.txt

A line is a shape: its name, its kind, and what the kind needs: a structure's `member:Shape` (`!`
behind a required member), a list's member, a map's key and value, a string's bounds and words.
Operations stand first, with their input's shape.
"""

import botocore
import botocore.session


def bounds(shape):
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if low is None and high is None:
        return "-"
    return f"{'' if low is None else low}..{'' if high is None else high}"


def main():
    model = botocore.session.get_session().get_service_model("batch")
    print(f"# botocore {botocore.__version__}, tools/batch-shapes.py")
    seen = {}

    def walk(shape):
        if shape.name in seen:
            return
        seen[shape.name] = None
        kind = shape.type_name
        if kind == "structure":
            members = []
            for name, member in shape.members.items():
                walk(member)
                mark = "!" if name in shape.required_members else ""
                members.append(f"{name}{mark}:{member.name}")
            rest = members
        elif kind == "list":
            walk(shape.member)
            rest = [shape.member.name, bounds(shape)]
        elif kind == "map":
            walk(shape.key)
            walk(shape.value)
            rest = [shape.key.name, shape.value.name, bounds(shape)]
        else:
            words = "|".join(shape.metadata.get("enum") or [])
            rest = [bounds(shape)] + ([words] if words else [])
        seen[shape.name] = " ".join([shape.name, kind, *rest])

    for name in model.operation_names:
        operation = model.operation_model(name)
        walk(operation.input_shape)
        print(name, "operation", operation.input_shape.name)
    for name in sorted(seen):
        print(seen[name])


main()
