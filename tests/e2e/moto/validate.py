"""Holds recorded requests (JSON lines on stdin, from aws-requests) against botocore's models.

A query form is read back into the operation's input by walking the model, an unknown key being an
error; then botocore checks the input (types, required and unknown members) and writes it again: what
it writes must be what was sent. One line "ok - NAME" or "not ok - NAME" a request.
"""

import json
import sys
import urllib.parse

import botocore.loaders
import botocore.model
import botocore.serialize
import botocore.validate

loader = botocore.loaders.Loader()
models = {}
# Services whose signing name is not what botocore calls them.
names = {"monitoring": "cloudwatch"}


def model_of(service):
    if service not in models:
        model = loader.load_service_model(names.get(service, service), "service-2")
        models[service] = botocore.model.ServiceModel(model)
    return models[service]


def convert(shape, text):
    if shape.type_name in ("integer", "long"):
        return int(text)
    if shape.type_name in ("double", "float"):
        return float(text) if "." in text else int(text)
    if shape.type_name == "boolean":
        return {"true": True, "false": False}[text]
    return text


def place(shape, parts, text, into):
    """Puts one value of the form where the model has it; returns the new content of `into`."""
    if not parts:
        if shape.type_name in ("structure", "list"):
            raise ValueError("a %s can't have a value" % shape.type_name)
        return convert(shape, text)
    if shape.type_name == "structure":
        if parts[0] not in shape.members:
            raise ValueError("%s has no member %s" % (shape.name, parts[0]))
        into = {} if into is None else into
        into[parts[0]] = place(shape.members[parts[0]], parts[1:], text, into.get(parts[0]))
        return into
    if shape.type_name == "list":
        wanted = shape.member.serialization.get("name", "member")
        if parts[0] != wanted:
            raise ValueError("%s is written with %s, not %s" % (shape.name, wanted, parts[0]))
        into = [] if into is None else into
        index = int(parts[1]) - 1
        if index == len(into):
            into.append(None)
        into[index] = place(shape.member, parts[2:], text, into[index])
        return into
    raise ValueError("%s is a %s" % (shape.name, shape.type_name))


def check(request):
    model = model_of(request["service"])
    protocol = model.metadata["protocol"] if request.get("target") else "query"
    if protocol not in model.metadata.get("protocols", [model.metadata["protocol"]]):
        raise ValueError("the model does not list the %s protocol" % protocol)
    if protocol == "query":
        form = urllib.parse.parse_qsl(request["body"], keep_blank_values=True, strict_parsing=True)
        operation = model.operation_model(dict(form)["Action"])
        given = {}
        for key, text in form:
            if key not in ("Action", "Version"):
                place(operation.input_shape, key.split("."), text, given)
    else:
        prefix, name = request["target"].split(".")
        operation = model.operation_model(name)
        if prefix != model.metadata["targetPrefix"]:
            raise ValueError("the target prefix is %s" % prefix)
        given = json.loads(request["body"])
    if operation.input_shape:
        report = botocore.validate.ParamValidator().validate(given, operation.input_shape)
        if report.has_errors():
            raise ValueError(report.generate_report())
    written = botocore.serialize.create_serializer(protocol, False)
    wire = written.serialize_to_request(given, operation)
    if protocol == "query":
        sent, theirs = dict(form), {k: str(v) for k, v in wire["body"].items()}
        for key in ("StartTime", "EndTime"):  # written with other digits after the second
            if key in sent:
                sent[key], theirs[key] = sent[key][:19], theirs[key][:19]
    else:
        sent, theirs = given, json.loads(wire["body"])
    if sent != theirs:
        raise ValueError("sent %r, botocore writes %r" % (sent, theirs))
    for name, value in (("type", "Content-Type"), ("target", "X-Amz-Target")):
        if value in wire["headers"] and request.get(name) != wire["headers"][value]:
            raise ValueError("%s is %r, botocore's %r" % (value, request.get(name), wire["headers"][value]))
    return operation.name


def main():
    bad = total = 0
    seen = set()
    for line in sys.stdin:
        request = json.loads(line)
        total += 1
        name = request.get("target") or dict(urllib.parse.parse_qsl(request["body"]))["Action"]
        try:
            seen.add(check(request))
            print("ok - model %s" % name)
        except Exception as why:  # whatever it is, it is a finding
            bad += 1
            print("# %s: %s" % (name, why))
            print("not ok - model %s" % name)
    print("# %d requests of %d operations" % (total, len(seen)))
    if len(seen) < 39:
        print("not ok - model: every operation is there")
        bad += 1
    sys.exit(1 if bad else 0)


main()
