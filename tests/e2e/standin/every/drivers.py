"""Two clients that this project did not write, behind one face: boto3 and the aws CLI.

    do(service, operation, Member=...)              the answer's members; fails when it is refused
    do.refused(code, service, operation, Member=...)
    do.pages(service, operation, member, Member=...)  the list, by the client's own paginator, page by page
    do.wait(service, waiter, Member=...)            by the client's own waiter

Every answer on the wire is recorded and checked by strict.py.
"""
import contextlib
import io
import json
import re
import time

import boto3
import botocore.session
import botocore.waiter
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

import strict


class Flaw(Exception):
    pass


class Recorder:
    """What came over the wire: the operations that succeeded and were refused, and the flaws."""

    def __init__(self):
        self.succeeded, self.refused, self.found, self.last = set(), {}, [], {}
        self.paged, self.waited = set(), set()

    def look(self, operation_model, response_dict, **_):
        service, status = operation_model.service_model, response_dict["status_code"]
        key = (service.service_name, operation_model.name)
        for flaw in strict.flaws(service.resolved_protocol, operation_model, status, response_dict["headers"],
                                 response_dict["body"]):
            self.found.append(f"{key[0]} {key[1]} ({status}): {flaw}")
        if status < 300:
            self.succeeded.add(key)
        else:
            self.refused.setdefault(key, set()).add(status)


class Boto:
    name = "boto3"

    def __init__(self, endpoint, recorder):
        self.endpoint, self.recorder, self.clients = endpoint, recorder, {}

    def client(self, service, secret="test"):
        if (service, secret) not in self.clients:
            session = boto3.session.Session(aws_access_key_id="test", aws_secret_access_key=secret,
                                            region_name="eu-central-1")
            session.events.register("before-parse", self.recorder.look)
            self.clients[service, secret] = session.client(
                service, endpoint_url=self.endpoint, config=Config(retries={"total_max_attempts": 1}))
        return self.clients[service, secret]

    def call(self, service, operation, members, secret="test"):
        answer = getattr(self.client(service, secret), xform_name(operation))(**members)
        answer.pop("ResponseMetadata", None)
        return answer

    def code(self, service, operation, members, secret="test"):
        try:
            self.call(service, operation, members, secret)
        except ClientError as error:
            return error.response["Error"]["Code"]
        return None

    def list(self, service, operation, member, members, size):
        client = self.client(service)
        if not client.can_paginate(xform_name(operation)):
            raise Flaw(f"boto3 has no paginator for {operation}")
        pages = client.get_paginator(xform_name(operation)).paginate(PaginationConfig={"PageSize": size}, **members)
        return [item for page in pages for item in page[member]]

    def waiter(self, service, waiter, members):
        self.client(service).get_waiter(waiter).wait(WaiterConfig={"Delay": 1, "MaxAttempts": 60}, **members)


class Cli:
    name = "the aws CLI"

    def __init__(self, endpoint, recorder):
        import awscli.clidriver  # pylint: disable=import-outside-toplevel
        self.endpoint, self.recorder, self.drivers = endpoint, recorder, {}
        self.create = awscli.clidriver.create_clidriver
        # its waiters would wait for 15 and 30 seconds
        botocore.waiter.time = type("Quick", (), {"sleep": staticmethod(lambda seconds: time.sleep(0.3))})

    def driver(self, secret):
        """One for each secret key, which it reads once: making one takes longer than a call."""
        if secret not in self.drivers:
            made = self.drivers[secret] = self.create()
            made.session.set_credentials("test", secret)
            made.session.register("before-parse", self.recorder.look)
        return self.drivers[secret]

    def run(self, service, command, members, secret="test", options=()):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = self.driver(secret).main([
                service, *command, "--endpoint-url", self.endpoint, "--region", "eu-central-1", "--output", "json",
                *options, "--cli-input-json", json.dumps(members)])
        return status, out.getvalue(), err.getvalue()

    def call(self, service, operation, members, secret="test"):
        status, out, err = self.run(service, [xform_name(operation, "-")], members, secret)
        if status:
            raise Flaw(f"{operation}: {err.strip()}")
        return json.loads(out) if out.strip() else {}

    def code(self, service, operation, members, secret="test"):
        status, _, err = self.run(service, [xform_name(operation, "-")], members, secret)
        found = re.search(r"An error occurred \((\w[\w.]*)\)", err)
        if status and not found:
            raise Flaw(f"{operation}: {err.strip()}")
        return found.group(1) if found else None

    def list(self, service, operation, member, members, size):
        status, out, err = self.run(service, [xform_name(operation, "-")], members, options=["--page-size", str(size)])
        if status:
            raise Flaw(f"{operation}: {err.strip()}")
        return json.loads(out)[member]

    def waiter(self, service, waiter, members):
        status, _, err = self.run(service, ["wait", waiter.replace("_", "-")], members)
        if status:
            raise Flaw(f"wait {waiter}: {err.strip()}")


class Do:
    def __init__(self, driver):
        self.driver, self.recorder = driver, driver.recorder

    def __call__(self, service, operation, /, **members):
        answer = self.driver.call(service, operation, members)
        self.recorder.last[service, operation] = members
        return answer

    def refused(self, code, service, operation, /, **members):
        found = self.driver.code(service, operation, members)
        if found != code:
            raise Flaw(f"{service} {operation}: refused with {found}, expected {code}")

    def pages(self, service, operation, member, /, size=1, **members):
        self.recorder.paged.add((service, operation))
        return self.driver.list(service, operation, member, members, size)

    def wait(self, service, waiter, /, **members):
        self.recorder.waited.add((service, waiter))
        self.driver.waiter(service, waiter, members)

    def forged(self, service, operation):
        """The last call of this operation again, signed with a wrong key: the error of every one."""
        members = self.recorder.last[service, operation]
        code = self.driver.code(service, operation, members, secret="wrong")
        if code not in ("SignatureDoesNotMatch", "InvalidSignatureException"):
            raise Flaw(f"{service} {operation}: {code} for a wrong signature")


def until(look, seconds=20):
    """Asks until look() says yes."""
    for _ in range(seconds * 10):
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise Flaw("it did not come about in time")


def same(found, wanted):
    if found != wanted:
        raise Flaw(f"found {found!r}, expected {wanted!r}")
