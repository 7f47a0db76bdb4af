#!/usr/bin/env python3
"""Writes the fields of a launch template's data for the sandbox, from botocore's model of EC2.

    python3 tools/launch-template-fields.py > src/sandbox/ec2/template_fields.txt

A line a field: its path in a request (`*` for a list's number), its type (o: fields, l: list,
s: text, i: integer, d: number, b: boolean, t: moment; with the values an enumeration has), its
name in an answer, and of a list the name of its items.
"""

import botocore.session

LETTERS = {
    "structure": "o",
    "list": "l",
    "string": "s",
    "integer": "i",
    "long": "i",
    "double": "d",
    "float": "d",
    "boolean": "b",
    "timestamp": "t",
}


def capital(name):
    return name[:1].upper() + name[1:]


def line(path, given, answered, shown, item=""):
    kind = LETTERS[given.type_name]
    values = getattr(given, "enum", None) or []
    if values and len(values) <= 16:
        kind += ":" + "|".join(values)
    print(" ".join(part for part in (path, kind, shown, item) if part))


def walk(path, given, answered):
    for name, member in sorted(given.members.items()):
        back = answered.members.get(name)
        if back is None:
            continue
        query = member.serialization
        here = query.get("queryName") or capital(query.get("name", name))
        here = f"{path}.{here}" if path else here
        shown = back.serialization.get("name", name)
        if member.type_name == "list":
            item = back.member.serialization.get("name", "member")
            line(here, member, back, shown, item)
            if member.member.type_name == "structure":
                walk(here + ".*", member.member, back.member)
            else:
                line(here + ".*", member.member, back.member, item)
        else:
            line(here, member, back, shown)
            if member.type_name == "structure":
                walk(here, member, back)


model = botocore.session.get_session().get_service_model("ec2")
walk("", model.shape_for("RequestLaunchTemplateData"), model.shape_for("ResponseLaunchTemplateData"))
