"""Holds recorded requests against botocore's models.

argv: folders with the recorder's files (record.c). A query form is read back into the operation's
input by walking the model; botocore checks it (types, required and unknown members) and writes it
again: what it writes must be what was sent, lists, version and headers included. Then what botocore
leaves to the service: enumerations, patterns, lengths and ranges, and that the URL is the one of
botocore's endpoint rules, or a loopback one of the tests. An operation that the clients implement
and nobody was seen to call is a finding. One line "ok - NAME" or "not ok - NAME" an operation.
"""

import collections
import glob
import json
import re
import sys
import urllib.parse

import botocore.config
import botocore.exceptions
import botocore.serialize
import botocore.session
import botocore.validate
import models

# Services whose signing name is not what botocore calls them.
NAMES = {"monitoring": "cloudwatch"}
session = botocore.session.Session()
endpoints = {}


def endpoints_of(service, region):
    """Plain, FIPS, dual-stack and both."""
    if (service, region) not in endpoints:
        found = set()
        for fips in (False, True):
            for dual in (False, True):
                config = botocore.config.Config(use_fips_endpoint=fips, use_dualstack_endpoint=dual)
                try:
                    client = session.create_client(
                        service, region_name=region, config=config, aws_access_key_id="a", aws_secret_access_key="s"
                    )
                    found.add(client.meta.endpoint_url)
                except botocore.exceptions.BotoCoreError:
                    pass  # not every partition has all four
        endpoints[service, region] = found
    return endpoints[service, region]


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
        if shape.type_name == "list" and text == "":
            return []
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
        if not shape.serialization.get("flattened"):
            wanted = shape.member.serialization.get("name", "member")
            if parts[0] != wanted:
                raise ValueError("%s is written with %s, not %s" % (shape.name, wanted, parts[0]))
            parts = parts[1:]
        into = [] if into is None else into
        index = int(parts[0]) - 1
        if index == len(into):
            into.append(None)
        if index > len(into) - 1:
            raise ValueError("%s has no item %d" % (shape.name, len(into) + 1))
        into[index] = place(shape.member, parts[1:], text, into[index])
        return into
    raise ValueError("%s is a %s" % (shape.name, shape.type_name))


def pattern_of(text):
    """Java's regular expressions as Python's, as far as the models use them."""
    text = re.sub(r"\\p\{(L|Alpha|IsAlphabetic|Z|N|M|P|S|C)\}", lambda m: {"L": r"\w", "N": r"\d", "Z": r"\s"}.get(m[1], r"\w"), text)
    return text.replace(r"\p{ASCII}", r"\x00-\x7f").replace(r"\h", r"\s")


def constraints(shape, value, path):
    """What the model says of a value and botocore does not look at."""
    kind, meta = shape.type_name, shape.metadata
    if kind == "structure":
        for name, one in value.items():
            if name in shape.members:
                yield from constraints(shape.members[name], one, path + "." + name)
        return
    if kind == "list":
        for n, one in enumerate(value):
            yield from constraints(shape.member, one, "%s[%d]" % (path, n))
    if kind == "map":
        for key, one in value.items():
            yield from constraints(shape.key, key, path + " key")
            yield from constraints(shape.value, one, "%s[%r]" % (path, key))
    if kind == "string" and shape.enum and value not in shape.enum:
        yield "%s: %r is none of %s" % (path, value, ", ".join(shape.enum))
    if kind == "string" and "pattern" in meta and not re.fullmatch(pattern_of(meta["pattern"]), value, re.DOTALL):
        yield "%s: %r does not match %s" % (path, value, meta["pattern"])
    size = len(value) if kind in ("string", "list", "map", "blob") else value
    if kind not in ("boolean", "timestamp"):
        if "min" in meta and size < meta["min"]:
            yield "%s: %r is below %s" % (path, value, meta["min"])
        if "max" in meta and size > meta["max"]:
            yield "%s: %.60r is above %s" % (path, value, meta["max"])


def check_place(request, service):
    """Method, URL and the host that is signed with it."""
    url = urllib.parse.urlsplit(request["url"])
    if not is_rest(service):
        if request["method"] != "POST":
            raise ValueError("the method is %s" % request["method"])
        if url.path != "/" or url.query:
            raise ValueError("the URL is %s" % request["url"])
    if url.fragment or url.username:
        raise ValueError("the URL is %s" % request["url"])
    if url.hostname in ("127.0.0.1", "0.0.0.0") or "." not in url.hostname or url.hostname.endswith((".test", ".in", ".example")):
        return  # an endpoint of the tests' own
    region = request.get("region") or url.hostname.split(".")[1]
    wanted = endpoints_of(service, region)
    if "%s://%s" % (url.scheme, url.netloc) not in wanted:
        raise ValueError("the URL is %s, botocore's endpoints %s" % (request["url"], sorted(wanted)))


def read_form(body, operation):
    form = urllib.parse.parse_qsl(body, keep_blank_values=True, strict_parsing=True)
    if len(dict(form)) != len(form):
        raise ValueError("a parameter is there twice")
    if [key for key, _ in form[:2]] != ["Action", "Version"]:
        raise ValueError("Action and Version do not come first")
    given = {}
    for key, text in form[2:]:
        given = place(operation.input_shape, key.split("."), text, given)
    return dict(form), given


def same_time(text, theirs):
    return text[:19] == theirs[:19] and text.endswith("Z") and theirs.endswith("Z")


def is_rest(service):
    return models.model_of(service).metadata["protocol"] == "rest-json"


def rest_operation(request, service):
    """The one whose method and path these are, and what stands in the path."""
    model = models.model_of(service)
    url = urllib.parse.urlsplit(request["url"])
    for name in model.operation_names:
        http = model.operation_model(name).http
        path = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(http["requestUri"].split("?")[0]))
        found = re.fullmatch(path, url.path)
        if found and http["method"] == request["method"]:
            return name, {k: urllib.parse.unquote(v) for k, v in found.groupdict().items()}
    return "no operation at %s %s" % (request["method"], url.path), {}


def check_rest(request, service, name):
    model = models.model_of(service)
    operation = model.operation_model(name)
    url = urllib.parse.urlsplit(request["url"])
    _, given = rest_operation(request, service)
    query = urllib.parse.parse_qsl(url.query, keep_blank_values=True, strict_parsing=True) if url.query else []
    by_name = {s.serialization.get("name", m): m for m, s in operation.input_shape.members.items() if s.serialization.get("location") == "querystring"}
    for key, text in query:
        if key not in by_name:
            raise ValueError("%s has no parameter %s" % (name, key))
        given[by_name[key]] = convert(operation.input_shape.members[by_name[key]], text)
    check_values(operation, given)
    wire = botocore.serialize.create_serializer("rest-json", False).serialize_to_request(given, operation)
    theirs = {k: str(v) for k, v in wire["query_string"].items()}
    if wire["url_path"] != url.path or theirs != dict(query) or request["body"] != (wire["body"] or b"").decode():
        raise ValueError("sent %s, botocore writes %s with %s" % (request["url"], wire["url_path"], theirs))
    if request["headers"]:
        raise ValueError("headers that botocore does not send: %s" % sorted(request["headers"]))


def check_values(operation, given):
    report = botocore.validate.ParamValidator().validate(given, operation.input_shape)
    if report.has_errors():
        raise ValueError(report.generate_report())
    found = list(constraints(operation.input_shape, given, operation.name))
    if found:
        raise ValueError("; ".join(found))


def check(request, service, name):
    if is_rest(service):
        return check_rest(request, service, name)
    model = models.model_of(service)
    target = request["headers"].get("X-Amz-Target")
    protocol = "json" if target else "query"
    if protocol not in model.metadata.get("protocols", [model.metadata["protocol"]]):
        raise ValueError("the model does not list the %s protocol" % protocol)
    operation = model.operation_model(name)
    if protocol == "query":
        sent, given = read_form(request["body"], operation)
    else:
        sent = given = json.loads(request["body"])
    if operation.input_shape:
        check_values(operation, given)
    wire = botocore.serialize.create_serializer(protocol, False).serialize_to_request(given, operation)
    if protocol == "query":
        theirs = {k: str(v) for k, v in wire["body"].items()}
        for key in set(sent) & set(theirs):  # times: with other digits after the second
            if re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", sent[key]) and same_time(sent[key], theirs[key]):
                theirs[key] = sent[key]
    else:
        theirs = json.loads(wire["body"])
    if sent != theirs:
        raise ValueError("sent %r, botocore writes %r" % (sent, theirs))
    for header in ("Content-Type", "X-Amz-Target"):
        if request["headers"].get(header) != wire["headers"].get(header):
            raise ValueError("%s is %r, botocore's %r" % (header, request["headers"].get(header), wire["headers"].get(header)))
    known = {"Content-Type", "X-Amz-Target"}
    if set(request["headers"]) - known:
        raise ValueError("headers that botocore does not send: %s" % sorted(set(request["headers"]) - known))
    return None


def operation_of(request, service):
    if is_rest(service):
        return rest_operation(request, service)[0]
    target = request["headers"].get("X-Amz-Target")
    if target:
        return target.rpartition(".")[2]
    return urllib.parse.parse_qs(request["body"]).get("Action", ["no Action"])[0]


def requests(folders):
    for folder in folders:
        for path in sorted(glob.glob(folder + "/*.jsonl")):
            with open(path, encoding="utf-8") as file:
                for line in file:
                    if line.endswith("}\n"):  # else its program was killed while it wrote
                        yield line


def main():
    total, distinct, findings = collections.Counter(), collections.Counter(), collections.defaultdict(list)
    for line, times in collections.Counter(requests(sys.argv[1:])).items():
        request = json.loads(line)
        service = NAMES.get(request["service"], request["service"])
        key = (service, operation_of(request, service))
        total[key] += times
        distinct[key] += 1
        try:
            check_place(request, service)
            check(request, *key)
        except Exception as why:  # whatever it is, it is a finding
            findings[key].append("%s\n#   in %.1000s" % (why, line.strip()))
    for key in sorted(models.implemented() - set(total)):
        findings[key].append("the clients implement it, and it was never seen")
    for key in sorted(set(total) | set(findings)):
        for finding in findings[key][:3]:
            print("# %s %s: %s" % (*key, finding))
        more = ", %d with findings" % len(findings[key]) if findings[key] else ""
        print("%s - request %s %s: %d sent, %d different%s" % ("not ok" if findings[key] else "ok", *key, total[key], distinct[key], more))
    print("# %d requests of %d operations" % (sum(total.values()), len(total)))
    sys.exit(1 if any(findings.values()) or not total else 0)


main()
