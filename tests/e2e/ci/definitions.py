#!/usr/bin/env python3
"""The definitions of pipelines/ci, read as their CI reads them.

    definitions.py check FOLDER         what must hold of all of them; a line for each that does not
    definitions.py github FILE          the commands of the job's steps, as bash -e runs them
    definitions.py gitlab FILE          those of script
    definitions.py variables github|gitlab FILE     what the job sets, NAME=VALUE
    definitions.py schema NAME FILE     a line for each breach of its CI's published schema; exit 77 where there
                                        is none: NAME.json in $SNAPLIFT_CI_SCHEMAS, or check-jsonschema's own
"""
import importlib.util
import json
import os
import pathlib
import re
import sys

import yaml


class Loader(yaml.SafeLoader):
    """YAML 1.2's booleans, as both CIs have them: `on` is a key."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:bool"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(path):
    return yaml.load(pathlib.Path(path).read_text(encoding="utf-8"), Loader)


def github(path):
    return read(path)["jobs"]["release"]


def gitlab(path):
    return read(path)["release"]


def check_trust(path, claim, tags):
    statement, = json.loads(path.read_text(encoding="utf-8"))["Statement"]
    condition = statement["Condition"]
    if statement["Action"] != "sts:AssumeRoleWithWebIdentity" or set(statement["Principal"]) != {"Federated"}:
        yield f"{path.name}: not for web identities alone"
    host = statement["Principal"]["Federated"].split("oidc-provider/")[1]
    if f"{host}:aud" not in condition["StringEquals"]:
        yield f"{path.name}: the audience is left open"
    subject = condition["StringLike"][f"{host}:sub"]
    if not subject.startswith(claim) or tags not in subject or subject.index("*") < len(claim) + 3:
        yield f"{path.name}: the subject {subject} lets others in"


def check(folder):
    folder = pathlib.Path(folder)
    workflow = read(folder / "github-actions.yml")
    job, other = github(folder / "github-actions.yml"), gitlab(folder / "gitlab-ci.yml")
    if workflow["on"] != {"push": {"tags": ["v*"]}} or workflow["permissions"] != {
            "contents": "read", "id-token": "write"}:
        yield "github-actions.yml: triggers or permissions"
    if "concurrency" in workflow or "concurrency" in job:
        yield "github-actions.yml: concurrency cancels what waits"
    checkout = [step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]
    if [step["with"]["fetch-depth"] for step in checkout] != [0]:
        yield "github-actions.yml: not the whole history"
    if other["variables"]["GIT_DEPTH"] != "0" or other["interruptible"] != "false" or "id_tokens" not in other:
        yield "gitlab-ci.yml: history, interruption or token"
    for name in ("github-actions.yml", "gitlab-ci.yml"):
        text = (folder / name).read_text(encoding="utf-8")
        if "SECRET_ACCESS_KEY" in text or "secrets." in text:
            yield f"{name}: a key is stored"
    yield from check_trust(folder / "github-trust-policy.json", "repo:ORG/REPO:", ":ref:refs/tags/")
    yield from check_trust(folder / "gitlab-trust-policy.json", "project_path:GROUP/PROJECT:", ":ref_type:tag:")


class TypedLoader(Loader):
    """With the booleans: `on` is a key, `true` is not text."""


TypedLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), "tf")


def schema_of(name):
    folder = os.environ.get("SNAPLIFT_CI_SCHEMAS")
    found = importlib.util.find_spec("check_jsonschema")
    if not folder and found:
        folder = pathlib.Path(found.origin).parent / "builtin_schemas" / "vendor"
    path = pathlib.Path(folder or "", f"{name}.json")
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def check_schema(name, where):
    schema = schema_of(name)
    if schema is None or not importlib.util.find_spec("jsonschema"):
        sys.exit(77)
    from jsonschema.validators import validator_for

    document = yaml.load(pathlib.Path(where).read_text(encoding="utf-8"), TypedLoader)
    for error in validator_for(schema)(schema).iter_errors(document):
        yield f"{pathlib.Path(where).name}: {'.'.join(map(str, error.absolute_path))}: {error.message}"


def main():
    what, where = sys.argv[1], sys.argv[-1]
    if what == "schema":
        found = list(check_schema(sys.argv[2], where))
        print("\n".join(found))
        sys.exit(1 if found else 0)
    if what == "check":
        found = list(check(where))
        print("\n".join(found))
        sys.exit(1 if found else 0)
    if what == "github":
        print("\n".join(step["run"] for step in github(where)["steps"] if "run" in step))
    elif what == "gitlab":
        print("\n".join(gitlab(where)["script"]))
    else:
        made = gitlab(where)["variables"] if sys.argv[2] == "gitlab" else {
            name: value for step in github(where)["steps"] if "run" in step for name, value in step["env"].items()}
        print("\n".join(f"{name}={value}" for name, value in made.items()))


main()
