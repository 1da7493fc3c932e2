#!/usr/bin/env python3
"""Every operation of the stand-in under a client that this project did not write.

    tests/e2e/standin/every/run.py boto3|awscli ENDPOINT       a stand-in seeded with seed.json

The operations are the stand-in's own list (GET /_standin/operations). Each must be driven with success by a case of
cases_*.py, and every answer must be what botocore's model says (strict.py). An operation without a case fails.

A case is a function of cases_<service>.py whose name begins with "case_"; see drivers.py for what it is given.
"""
import importlib
import json
import pathlib
import sys
import traceback
import urllib.request

import botocore.session
from botocore import xform_name

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import drivers  # noqa: E402

failed = 0


def verdict(name, why):
    global failed
    if why:
        failed += 1
        print(f"# {name}: {why}")
    print("not ok -" if why else "ok -", name, flush=True)


def run_case(do, name, case):
    do.recorder.found.clear()
    why = None
    try:
        case(do)
    except drivers.Flaw as flaw:
        why = str(flaw)
    except Exception:  # whatever a client throws is a finding
        why = traceback.format_exc(limit=2) if sys.flags.dev_mode else traceback.format_exc().splitlines()[-1]
    verdict(f"{do.driver.name}: {name}", "; ".join(([why] if why else []) + sorted(set(do.recorder.found))))


def run_forged(do, service, operation):
    if (service, operation) in do.recorder.last:
        run_case(do, f"{service} {operation}, signed wrongly", lambda do: do.forged(service, operation))


def of_botocore(operations):
    """The paginators and waiters that botocore has for the operations: {(service, name)} of each."""
    session, pages, waiters = botocore.session.get_session(), set(), set()
    for service, names in operations.items():
        client = session.create_client(service, region_name="eu-central-1")
        pages |= {(service, name) for name in names if client.can_paginate(xform_name(name))}
        if client.waiter_names:
            config = session.get_waiter_model(service)
            waiters |= {(service, xform_name(name)) for name in config.waiter_names
                        if config.get_waiter(name).operation in names}
    return pages, waiters - NOT_MODELLED


# CloudWatch's composite alarms
NOT_MODELLED = {("cloudwatch", "composite_alarm_exists")}


def main():
    kind, endpoint = sys.argv[1:3]
    recorder = drivers.Recorder()
    do = drivers.Do((drivers.Boto if kind == "boto3" else drivers.Cli)(endpoint, recorder))
    for path in sorted(pathlib.Path(__file__).parent.glob("cases_*.py")):
        module = importlib.import_module(path.stem)
        for name, case in vars(module).items():
            if name.startswith("case_"):
                run_case(do, f"{path.stem[6:]}: {name[5:].replace('_', ' ')}", case)
    with urllib.request.urlopen(endpoint + "/_standin/operations") as answer:
        operations = json.load(answer)
    missing = [f"{service} {name}" for service, names in operations.items() for name in names
               if (service, name) not in recorder.succeeded]
    verdict(f"{do.driver.name}: every operation has a case", missing and f"none drives {', '.join(missing)}")
    pages, waiters = of_botocore(operations)
    missing = [" ".join(one) for one in sorted(pages - recorder.paged)]
    verdict(f"{do.driver.name}: every paginator has a case", missing and f"none pages {', '.join(missing)}")
    missing = [" ".join(one) for one in sorted(waiters - recorder.waited)]
    verdict(f"{do.driver.name}: every waiter has a case", missing and f"none waits for {', '.join(missing)}")
    for service, names in operations.items():
        for name in names:
            run_forged(do, service, name)
    sys.exit(1 if failed else 0)


main()
