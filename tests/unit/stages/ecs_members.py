#!/usr/bin/env python3
"""Writes ecs_members.json from botocore's model of ECS: the members of the shapes that a roll reads and
writes, and a task definition and a service with every member set, to any depth. Each value says where it
stands, so that one in the wrong place is seen.

ecs_members.py            writes the file beside it
ecs_members.py --check    compares instead; 1: the model has changed, 77: botocore is not installed
"""

import json
import pathlib
import sys

FILE = pathlib.Path(__file__).with_name("ecs_members.json")
# What other parts of a definition refer to.
NAMES = {"family": "app", "containerDefinitions.0.name": "web", "containerDefinitions.1.name": "side"}


def value(model, shape, path, seen, counter):
    counter[0] += 1
    kind = shape.type_name
    if kind == "structure":
        if shape.name in seen:
            return None
        made = {}
        for name, member in shape.members.items():
            one = value(model, member, path + [name], seen | {shape.name}, counter)
            if one is not None:
                made[name] = one
        return made
    if kind == "list":
        two = [value(model, shape.member, path + [str(i)], seen, counter) for i in range(2)]
        return [one for one in two if one is not None]
    if kind == "map":
        return {"key %d" % i: value(model, shape.value, path + [str(i)], seen, counter) for i in range(2)}
    if kind == "string":
        dotted = ".".join(path)
        return NAMES.get(dotted) or (shape.enum[0] if shape.enum else "the " + dotted)
    if kind == "timestamp":
        return 1795223230 + counter[0] + 0.5
    return {"integer": counter[0], "long": 10**15 + counter[0], "boolean": counter[0] % 2 == 0,
            "double": counter[0] + 0.25, "float": counter[0] + 0.25}[kind]


def generate():
    import botocore.loaders
    import botocore.model

    model = botocore.model.ServiceModel(botocore.loaders.Loader().load_service_model("ecs", "service-2"))
    shapes = {
        "RegisterTaskDefinitionRequest", "TaskDefinition", "DescribeTaskDefinitionResponse", "Service",
        "Deployment", "UpdateServiceRequest",
    }
    members = {name: sorted(model.shape_for(name).members) for name in sorted(shapes)}
    whole = {
        name: value(model, model.shape_for(name), [], frozenset(), [0])
        for name in ("TaskDefinition", "Service")
    }
    return json.dumps({"members": members, "whole": whole}, indent=1, sort_keys=True) + "\n"


def main():
    try:
        made = generate()
    except ImportError:
        print("skip - members: botocore is not installed")
        return 77
    if sys.argv[1:] != ["--check"]:
        FILE.write_text(made)
        return 0
    if FILE.read_text() == made:
        return 0
    then, now = json.loads(FILE.read_text())["members"], json.loads(made)["members"]
    for name in sorted(now):
        print("%s: new %s, gone %s" % (name, sorted(set(now[name]) - set(then.get(name, []))),
                                       sorted(set(then.get(name, [])) - set(now[name]))))
    print("The model has changed: run %s, then the tests say what has no place in their tables." % __file__)
    return 1


sys.exit(main())
