"""botocore's models, and values made from their shapes: for the checkers beside this file."""

import json
import re
import subprocess

import botocore.loaders
import botocore.model

loader = botocore.loaders.Loader()
models = {}


def model_of(service):
    if service not in models:
        models[service] = botocore.model.ServiceModel(loader.load_service_model(service, "service-2"), service)
    return models[service]


def protocol_of(model):
    """The one that is spoken: the newer ones of CloudWatch's model are not."""
    spoken = model.metadata.get("protocols", [model.metadata["protocol"]])
    return next(p for p in ("query", "rest-json", "json") if p in spoken)


def implemented():
    """(service, operation) of the clients, from their sources: the constants of call.h."""
    names = {"SECRETS": "secretsmanager"}
    found = set()
    text = subprocess.run(["sh", "-c", "cat engine/aws/*.c"], capture_output=True, text=True, check=True).stdout
    for service, operation in re.findall(r'\{\s*SERVICE_([A-Z]+),\s*"([A-Za-z]+)",\s*(?:true|false)\s*\}', text):
        found.add((names.get(service, service.lower()), operation))
    return found


def run_lines(program, orders):
    """The answers of a program that reads and writes a JSON object a line."""
    lines = "".join(json.dumps(order) + "\n" for order in orders)
    done = subprocess.run([program], input=lines.encode(), capture_output=True, check=False)
    if done.returncode:
        raise SystemExit("%s: status %d\n%s" % (program, done.returncode, done.stderr.decode()[-2000:]))
    return [json.loads(line) for line in done.stdout.decode().splitlines()]
