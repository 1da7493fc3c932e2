"""Holds what the clients read of a reply against what botocore's own parsers read of the same bytes.

argv: the program wire-replies, a seed, how many random replies an operation. The replies are made
from botocore's models: all members set, some of them, in random order, with members nobody knows,
namespaces, comments, CDATA, empty and missing lists, nulls, escapes, exponents; and every modelled
error of every operation. One line "ok - NAME" or "not ok - NAME" an operation.
"""

import datetime
import json
import random
import re
import subprocess
import sys

import botocore.parsers
import models
import replies
import settings

ARN = "arn:aws:ecs:eu-central-1:123456789012:"


# --- what the clients insist on, put into the tree before it is written ---


def only(path, **members):
    """The list at path has one item per given tuple of values, and no failures."""

    def adjust(tree, asked, chance):
        del chance
        items = tree.setdefault(path, [])
        template = items[0] if items else {}
        count = len(next(iter(members.values())))
        tree[path] = [dict(items[i] if i < len(items) else template, **{k: v[i] for k, v in members.items()}) for i in range(count)]
        tree["failures"] = []
        names = next(iter(members.values()))
        asked.update(names=list(names), name=names[0])

    return adjust


def inside(path, **members):
    def adjust(tree, asked, chance):
        del asked, chance
        tree.setdefault(path, {}).update(members)

    return adjust


def top(**members):
    def adjust(tree, asked, chance):
        del asked, chance
        tree.update(members)

    return adjust


def definitions(tree, asked, chance):
    count = chance.randint(0, 4)
    tree["taskDefinitionArns"] = [ARN + "task-definition/%s:%d" % (chance.choice(["web", "web", "web-2"]), n) for n in chance.sample(range(1, 99), count)]
    asked["name"] = "web"


def shares(result, attributes):
    def adjust(tree, asked, chance):
        del asked
        names = ["restore", "zz"] if chance.random() < 0.5 else ["restore"]
        tree.setdefault(result, {})[attributes] = [
            {"AttributeName": name, "AttributeValues": [str(chance.randint(10**11, 10**12)) for _ in range(chance.randint(0, 3))]} for name in names
        ]

    return adjust


def no_failures(tree, asked, chance):
    del asked, chance
    tree["failures"] = []


def a_task(tree, asked, chance):
    del asked, chance
    tree["failures"] = []
    tree["tasks"] = [dict((tree.get("tasks") or [{}])[0], taskArn=ARN + "task/c/1")]


def not_binary(tree, asked, chance):
    """A secret that is binary is refused by name: no reading to compare."""
    del asked, chance
    tree.pop("SecretBinary", None)


DEFINITION = ARN + "task-definition/web:7"
ADJUST = {
    "ecs DescribeServices": only("services", serviceName=["s-2", "s-1"]),
    "ecs DescribeClusters": only("clusters", clusterName=["c-1"], status=["ACTIVE"], clusterArn=[ARN + "cluster/c-1"]),
    "ecs DescribeServiceDeployments": only("serviceDeployments", serviceDeploymentArn=[ARN + "service-deployment/1"]),
    "ecs DescribeServiceRevisions": only(
        "serviceRevisions", serviceRevisionArn=[ARN + "service-revision/1", ARN + "service-revision/2"], taskDefinition=["a:1", "b:2"]
    ),
    "ecs DescribeTaskDefinition": inside("taskDefinition", taskDefinitionArn=DEFINITION),
    "ecs RegisterTaskDefinition": inside("taskDefinition", taskDefinitionArn=DEFINITION),
    "ecs DeregisterTaskDefinition": inside("taskDefinition", taskDefinitionArn=DEFINITION),
    "ecs ListTaskDefinitions": definitions,
    "ecs DescribeTasks": no_failures,
    "ecs RunTask": a_task,
    "ecs StopTask": inside("task", taskArn=ARN + "task/c/1"),
    "ecr DescribeImages": only("imageDetails", imageDigest=["sha256:1"]),
    "ecr BatchGetImage": only("images", imageManifest=["{}"]),
    "events ListRules": only("Rules", Name=["rule-1"], State=["ENABLED"]),
    "secretsmanager GetSecretValue": not_binary,
    "secretsmanager PutSecretValue": top(VersionId="01234567890123456789012345678901"),
    "secretsmanager DescribeSecret": top(ARN="arn:aws:secretsmanager:eu-central-1:123456789012:secret:s-1", Name="s"),
    "rds DescribeDBSnapshotAttributes": shares("DBSnapshotAttributesResult", "DBSnapshotAttributes"),
    "rds DescribeDBClusterSnapshotAttributes": shares("DBClusterSnapshotAttributesResult", "DBClusterSnapshotAttributes"),
}


# --- what the driver shows of it: (where in botocore's answer, how it is shown) ---


def split_arns(parsed):
    found = [a for a in parsed["taskDefinitionArns"] if a.split("/")[1].split(":")[0] == "web"]
    return sorted(found, key=lambda a: -int(a.rsplit(":", 1)[1]))


def restorers(parsed):
    (result,) = [v for k, v in parsed.items() if k.endswith("AttributesResult")]
    (attributes,) = [v for k, v in result.items() if k.endswith("Attributes")]
    return [v for a in attributes if a["AttributeName"] == "restore" for v in a.get("AttributeValues", [])]


def with_default(parsed):
    names = [b["Name"] for b in parsed["EventBuses"]]
    return names if "default" in names else names + ["default"]


SHOWN = {
    "rds DescribeDBInstances": "DBInstances[]",
    "rds DescribeDBSnapshots": "DBSnapshots[]",
    "rds DescribeEvents": lambda p: sorted(p["Events"], key=lambda e: e["Date"]),
    "rds RestoreDBInstanceFromDBSnapshot": "DBInstance",
    "rds ModifyDBInstance": "DBInstance",
    "rds CreateDBSnapshot": "DBSnapshot",
    "rds CopyDBSnapshot": "DBSnapshot",
    "rds DescribeDBSnapshotAttributes": restorers,
    "rds DescribeDBClusterSnapshotAttributes": restorers,
    "rds DescribeAccountAttributes": "AccountQuotas[]",
    "iam SimulatePrincipalPolicy": "EvaluationResults[]",
    "rds DescribeDBMajorEngineVersions": lambda p: [
        cycle for major in p["DBMajorEngineVersions"] for cycle in major.get("SupportedEngineLifecycles", [])
    ],
    "rds DescribeDBClusters": "DBClusters[]",
    "rds DescribeDBClusterSnapshots": "DBClusterSnapshots[]",
    "rds DescribeDBClusterEndpoints": "DBClusterEndpoints[]",
    "rds RestoreDBClusterFromSnapshot": "DBCluster",
    "rds ModifyDBCluster": "DBCluster",
    "rds CreateDBInstance": "DBInstance",
    "rds CreateDBClusterSnapshot": "DBClusterSnapshot",
    "rds CopyDBClusterSnapshot": "DBClusterSnapshot",
    "scheduler ListSchedules": "Schedules[]",
    "ecr DescribeImages": lambda p: dict({"imageTags": []}, **p["imageDetails"][0]),
    "ecr BatchGetImage": lambda p: p["images"][0],
    "sns Publish": "",
    "secretsmanager DescribeSecret": "",
    "sts AssumeRoleWithWebIdentity": "Credentials",
    "ssm GetParameter": "Parameter",
    "ssm GetParametersByPath": lambda p: sorted(p["Parameters"], key=lambda x: x["Name"].encode()),
    "ssm GetParameters": "Parameters[]",
    "ssm GetParameterHistory": "Parameters[]",
    "ssm ListTagsForResource": lambda p: {t["Key"]: t["Value"] for t in p["TagList"]},
    "ssm PutParameter": "",
    "secretsmanager GetSecretValue": "",
    "kms DescribeKey": "KeyMetadata",
    "sts GetCallerIdentity": "",
    "sts AssumeRole": "Credentials",
    "cloudwatch DescribeAlarms": lambda p: p.get("MetricAlarms", []) + p.get("CompositeAlarms", []),
    "cloudwatch GetMetricStatistics": "Datapoints[]",
    "events ListEventBuses": with_default,
    "events ListRuleNamesByTarget": "RuleNames[]",
    "events ListRules": lambda p: {"State": p["Rules"][0]["State"]},
    "events ListTargetsByRule": "Targets[]",
    "ecs DescribeServices": "services[]",
    "ecs ListServices": "serviceArns[]",
    "ecs UpdateService": "service",
    "ecs DescribeClusters": lambda p: {"clusterArn": p["clusters"][0].get("clusterArn")},
    "ecs RegisterTaskDefinition": "taskDefinition",
    "ecs ListTaskDefinitions": split_arns,
    "ecs ListTaskDefinitionFamilies": "families[]",
    "ecs ListClusters": "clusterArns[]",
    "ecs ListServiceDeployments": lambda p: sorted(
        p["serviceDeployments"], key=lambda d: (milliseconds(d.get("createdAt")), d["serviceDeploymentArn"].encode()), reverse=True
    ),
    "ecs DescribeServiceDeployments": "serviceDeployments[]",
    "ecs DescribeServiceRevisions": lambda p: [r["taskDefinition"] for r in p["serviceRevisions"]],
    "ecs RunTask": lambda p: {"taskArn": p["tasks"][0]["taskArn"]},
    "ecs ListTasks": "taskArns[]",
    "ecs DescribeTasks": "tasks[]",
}
ANY_ORDER = {"cloudwatch DescribeAlarms"}
# Absent from the reply, it may be told elsewhere, or the client says the value that then holds.
ELSEWHERE = {"Endpoint.Port": "DbInstancePort"}
USUAL = {"deploymentController.type": "ECS", "deploymentConfiguration.strategy": "ROLLING"}


def milliseconds(value):
    if value is None:
        return 0
    delta = value - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    return (delta.days * 86400 + delta.seconds) * 1000 + round(delta.microseconds / 1000)


def find(parsed, path):
    """The value at "A.B" or, as a list, at "A[].B"."""
    for part in path.split(".") if path else []:
        many = part.endswith("[]")
        name = part[:-2] if many else part
        if isinstance(parsed, list):
            parsed = [p.get(name) for p in parsed]
        else:
            parsed = (parsed or {}).get(name)
        if many and parsed is None:
            parsed = []
    return parsed


def plain(value):
    if isinstance(value, datetime.datetime):
        return milliseconds(value)
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value


def same(ours, theirs, query):
    """Whether the driver's value is botocore's: what is absent is null, zero, false or empty."""
    theirs = plain(theirs)
    if isinstance(ours, list) and isinstance(theirs, list):
        if query and len(ours) != len(theirs) and None not in ours and "" not in ours:
            theirs = [t for t in theirs if t not in (None, "")]  # an item without its name is none
        return len(ours) == len(theirs) and all(same(a, b, query) for a, b in zip(ours, theirs))
    if theirs is None or (query and theirs == ""):
        return not ours
    return type(ours) is type(theirs) and ours == theirs or (isinstance(ours, int) and ours == theirs)


def tags_of(parsed):
    return {tag["Key"]: tag.get("Value", "") for tag in parsed or [] if "Key" in tag}


def differences(ours, theirs, query, tables):
    if isinstance(ours, list):
        if not isinstance(theirs, list) or len(ours) != len(theirs):
            return ["%d items, botocore has %s" % (len(ours), len(theirs) if isinstance(theirs, list) else theirs)]
        return [d for a, b in zip(ours, theirs) for d in differences(a, b, query, tables)]
    if not isinstance(ours, dict):
        return [] if same(ours, theirs, query) else ["%r, botocore has %r" % (ours, theirs)]
    found = []
    for path, value in ours.items():
        if path == "raw":
            continue
        if path == "settings":
            found += tables.differences(value, theirs or {})
            continue
        if path == "PendingModifiedValues":
            expected = sorted(find(theirs, path) or {})
            value = sorted(v for v in value if v != "ZzFuture")
        elif path == "TagList":
            expected = tags_of(find(theirs, path))
        else:
            expected = find(theirs, path)
        if expected is None and path in ELSEWHERE:
            expected = find(theirs, ELSEWHERE[path])
        if expected is None and value == USUAL.get(path):
            continue
        if not same(value, expected, query):
            found.append("%s is %r, botocore has %r" % (path, value, plain(expected)))
    return found


def learn_texts(printer):
    """From helper_print.c: every text that the driver can show, by function."""
    functions = re.split(r"\n(?=struct json_object \*print_|static void print_)", printer)
    return {re.search(r"print_\w+", f).group(): re.findall(r'TEXT\("([^"]+)"', f) for f in functions if "print_" in f}


PRINTED = {
    "rds DescribeDBInstances": ["print_instance", "print_instance_settings"],
    "rds RestoreDBInstanceFromDBSnapshot": ["print_instance", "print_instance_settings"],
    "rds ModifyDBInstance": ["print_instance", "print_instance_settings"],
    "rds CreateDBInstance": ["print_instance", "print_instance_settings"],
    "rds DescribeDBSnapshots": ["print_snapshot"],
    "rds CreateDBSnapshot": ["print_snapshot"],
    "rds CopyDBSnapshot": ["print_snapshot"],
    "rds DescribeEvents": ["print_event"],
    "ssm GetParameter": ["print_parameter"],
    "ssm GetParameters": ["print_parameter"],
    "ssm GetParameterHistory": ["print_parameter"],
    "ssm GetParametersByPath": ["print_parameter"],
    "kms DescribeKey": ["print_key"],
    "cloudwatch DescribeAlarms": ["print_alarm"],
    "events ListTargetsByRule": ["print_target"],
    "ecs DescribeServices": ["print_service"],
    "ecs UpdateService": ["print_service"],
    "ecs DescribeTasks": ["print_task"],
    "ecs DescribeServiceDeployments": ["print_service_deployment"],
}


def missing_texts(name, ours, theirs, texts):
    """A text that is NULL is left out by the driver: then botocore must have none either."""
    pairs = zip(ours, theirs) if isinstance(ours, list) else [(ours, theirs)]
    found = []
    for a, b in pairs:
        for function in PRINTED.get(name, []):
            for path in texts[function]:
                if path not in a and find(b, path) not in (None, ""):
                    if not (path == "targetServiceRevisionArn" and "raw" in a):
                        found.append("%s is not there, botocore has %r" % (path, find(b, path)))
    return found


def shown_only(ours, theirs):
    """Of botocore's items those members that the driver shows."""
    paths = {path for item in ours for path in item}
    return [{p: plain(find(t, p)) for p in paths if find(t, p) is not None} for t in theirs]


def raws(ours):
    items = ours if isinstance(ours, list) else [ours]
    return [i["raw"] for i in items if isinstance(i, dict) and "raw" in i]


RAW = {
    "ecs DescribeServices": "services[]",
    "ecs UpdateService": "service",
    "ecs DescribeTasks": "tasks[]",
    "ecs DescribeServiceDeployments": "serviceDeployments[]",
    "ecs DescribeTaskDefinition": "taskDefinition",
    "scheduler GetSchedule": "Target",
    "events ListTargetsByRule": "Targets[]",
}


class Case:
    """One reply (or its pages) and what botocore reads of it."""

    def __init__(self, service, operation, chance, sparse):
        self.name = "%s %s" % (service, operation)
        model = models.model_of(service)
        self.operation = model.operation_model(operation)
        self.query = models.protocol_of(model) == "query"
        self.asked, self.bodies, self.pages, self.parsed = {}, [], [], {}
        shape = self.operation.output_shape
        token = next((t for t in replies.TOKENS if shape is not None and t in shape.members), None)
        pages = chance.choice([1, 1, 2, 3]) if token and self.name not in ADJUST else 1
        maker = replies.Maker(chance, sparse, self.query)
        parser = botocore.parsers.create_parser(models.protocol_of(model))
        for page in range(pages):
            tree = maker.value(shape) if shape is not None else {}
            if self.name in ADJUST:
                ADJUST[self.name](tree, self.asked, chance)
            if token:
                tree.pop(token, None)
                if page + 1 < pages:
                    tree[token] = "page %d & more" % page
                elif chance.random() < 0.3:
                    tree[token] = ""
            if self.query:
                body = replies.xml_bytes(chance, model, self.operation, tree)
            else:
                body = replies.json_bytes(chance, shape, tree) if shape is not None else "{}"
            self.bodies.append(body)
            one = parser.parse({"headers": {}, "status_code": 200, "body": body.encode()}, shape)
            self.pages.append(one)
            for key, value in one.items():
                if isinstance(value, list) and isinstance(self.parsed.get(key), list):
                    value = self.parsed[key] + value
                self.parsed[key] = value

    def order(self):
        return {"operation": self.name, "asked": self.asked, "replies": [{"status": 200, "body": b} for b in self.bodies]}

    def excused(self, answer):
        """A member that the client can't do without is truly not there."""
        found = re.search(r"(\w+(?:/\w+)*)>? is missing$|there (?:is|are) no <?(\w+)>?$|a tag has no (Key|Value)$|a bus has no (Name)$", answer["error"])
        if not found:
            return False
        name = next(g for g in found.groups() if g).split("/")[-1]
        return any(name not in json.dumps(p, default=str) or self.lacks(p, self.operation.output_shape, name) for p in self.pages)

    def lacks(self, parsed, shape, name):
        """Some structure that could have the member has none, or it is empty."""
        if shape.type_name == "structure" and isinstance(parsed, dict):
            if name in shape.members and parsed.get(name) in (None, "", [], {}):
                return True
            return any(self.lacks(parsed[m], s, name) for m, s in shape.members.items() if m in parsed)
        if shape.type_name == "list" and isinstance(parsed, list):
            return any(self.lacks(p, shape.member, name) for p in parsed)
        return False

    def judge(self, answer, texts, tables):
        if "error" in answer:
            return None if self.excused(answer) else ["error: " + answer["error"]]
        if answer["requests"] != len(self.bodies):
            return ["%d requests for %d pages" % (answer["requests"], len(self.bodies))]
        ours, shown, found = answer["result"], SHOWN.get(self.name), []
        if shown is not None:
            theirs = shown(self.parsed) if callable(shown) else find(self.parsed, shown)
            if isinstance(ours, dict) and theirs is None:
                theirs = {}
            if self.name in ANY_ORDER:
                ours, theirs = (sorted(x, key=lambda i: json.dumps(i, sort_keys=True, default=str)) for x in (ours, shown_only(ours, theirs)))
            found += differences(ours, theirs, self.query, tables)
            if not found:
                found += missing_texts(self.name, ours, theirs, texts)
        elif self.name not in RAW and ours is not True:
            return ["nothing is known of what it shows"]
        if self.name in RAW:
            sent = []
            for body in self.bodies:
                one = find(json.loads(body), RAW[self.name])
                sent += one if isinstance(one, list) else [one]
            if raws(ours) != sent:
                found.append("raw is %s, sent was %s" % (json.dumps(raws(ours)), json.dumps(sent)))
        return found


# --- errors ---


def error_reply(chance, query, code, shape_name, message, request_id):
    if query:
        return {}, replies.xml_error(chance, code, message, request_id)
    typed = chance.choice([shape_name, "com.amazonaws.service.v1#" + shape_name, shape_name + ":http://internal.amazon.com/coral/", "a.b#" + shape_name])
    members = [("__type", typed), (chance.choice(["message", "Message"]), message)]
    headers = {"x-amzn-RequestId": request_id}
    if chance.random() < 0.2:
        headers["x-amzn-ErrorType"] = shape_name + ":http://internal.amazon.com/"
    if chance.random() < 0.3:
        members.append(("zzFuture", {"code": "NotThis"}))
    chance.shuffle(members)
    return headers, json.dumps(dict(members), ensure_ascii=chance.random() < 0.5)


def error_cases(service, name, chance):
    model = models.model_of(service)
    operation = model.operation_model(name)
    query = models.protocol_of(model) == "query"
    parser = botocore.parsers.create_parser(models.protocol_of(model))
    shapes = [(s.name, s.metadata.get("error", {})) for s in operation.error_shapes]
    shapes += [("AccessDenied" if query else "AccessDeniedException", {}), ("ZzFutureError", {})]
    for shape_name, error in shapes:
        code = error.get("code", shape_name) if query else shape_name
        status = error.get("httpStatusCode", 400)
        message = chance.choice(["It is not so.", "Of %d things, none: \"a/b\"" % chance.randint(2, 9), "Nicht möglich <&> 日", ""])
        request_id = "8e5b6f1e-%04x-4000-8000-000000000000" % chance.randint(0, 65535)
        headers, body = error_reply(chance, query, code, shape_name, message, request_id)
        lower = {k.lower(): v for k, v in headers.items()}
        parsed = parser.parse({"headers": lower, "status_code": status, "body": body.encode()}, operation.output_shape)
        order = {"operation": "%s %s" % (service, name), "asked": {}, "replies": [{"status": status, "headers": headers, "body": body}]}
        yield order, parsed


# Errors that are an answer to the client: no such cluster, so it has no endpoints.
ANSWERS = {("rds DescribeDBClusterEndpoints", "DBClusterNotFoundFault")}


def judge_error(answer, parsed, name):
    error = parsed["Error"]
    if (name, error["Code"]) in ANSWERS and answer.get("result") == []:
        return None
    message = (error.get("Message") or "").rstrip(".")
    if answer.get("reason") != error["Code"]:
        return "reason %r, botocore has %r" % (answer.get("reason"), error["Code"])
    if message not in answer["error"]:
        return "%r does not say %r" % (answer["error"], message)
    if answer.get("request_id") != parsed["ResponseMetadata"].get("RequestId"):
        return "request id %r, botocore has %r" % (answer.get("request_id"), parsed["ResponseMetadata"].get("RequestId"))
    return None


def say(name, findings, words):
    for finding in findings[:5]:
        print("# %s: %.3000s" % (name, finding))
    print("%s - %s: %s" % ("not ok" if findings else "ok", name, words))
    return bool(findings)


def main():
    program, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    names = subprocess.run([program, "names"], capture_output=True, text=True, check=True).stdout.splitlines()
    with open("tests/wire/helper_print.c", encoding="utf-8") as file:
        texts = learn_texts(file.read())
    tables = settings.Tables(program)
    bad = total = errors = 0
    for name in names:
        service, operation = name.split()
        chance = random.Random("%d %s" % (seed, name))
        cases = [Case(service, operation, chance, sparse=n % 3 == 2) for n in range(count)]
        findings, read = [], 0
        for case, answer in zip(cases, models.run_lines(program, [c.order() for c in cases]), strict=True):
            found = case.judge(answer, texts, tables)
            read += found is not None
            findings += ["%s\n#   asked %s of %s" % (f, case.asked, case.bodies) for f in found or []]
        if not read:
            findings.append("no reply was accepted")
        wrong = list(error_cases(service, operation, chance))
        for (order, parsed), answer in zip(wrong, models.run_lines(program, [o for o, _ in wrong]), strict=True):
            found = judge_error(answer, parsed, name)
            findings += ["%s\n#   of %s" % (found, order)] if found else []
        total, errors = total + len(cases), errors + len(wrong)
        bad += say("replies " + name, findings, "%d read, %d lack what is needed, %d errors" % (read, len(cases) - read, len(wrong)))
    for service, operation in sorted(models.implemented() - {tuple(n.split()) for n in names}):
        print("skip - replies %s %s: helper_operations.c does not call it yet" % (service, operation))
    bad += say("replies settings", tables.unread(), "%d were read of %d replies" % (len(tables.read), tables.replies))
    print("# %d replies and %d errors of %d operations" % (total, errors, len(names)))
    sys.exit(1 if bad else 0)


main()
