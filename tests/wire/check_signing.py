"""Holds the signatures of sent requests against botocore's signer, in random cases.

argv: the program wire-sign, a seed, how many cases of each kind. What the server received is signed
again by botocore for the same time and credentials: dates, session tokens, odd characters in
bodies, header values, queries and paths. One line "ok - NAME" or "not ok - NAME" a kind of case.
"""

import random
import re
import sys
import time
import urllib.parse

import models
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

ODD = "abcXYZ019-_.~ !*'()/+=&%?#@:;,<>[]{}|\\^`\"$ßä€日𝄞"
SECRETS = "ABCXYZabcxyz0189+/="
JSON = [["Content-Type", "application/x-amz-json-1.1"]]
FORM = [["Content-Type", "application/x-www-form-urlencoded; charset=utf-8"]]


def text(chance, letters, least, most):
    return "".join(chance.choice(letters) for _ in range(chance.randint(least, most)))


def common(chance, **more):
    return {
        "method": "POST",
        "path": "/",
        "headers": [],
        "body": "",
        "region": chance.choice(["eu-central-1", "us-east-1", "us-gov-west-1", "cn-north-1"]),
        "service": chance.choice(["rds", "ssm", "ecs", "sts", "secretsmanager"]),
        "access_key": "AKIA" + text(chance, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 12, 16),
        "secret_key": text(chance, SECRETS, 1, 90),
        "token": text(chance, SECRETS, 1, 900) if chance.random() < 0.5 else None,
        # now; a leap day, a year's last second, any time
        "time": chance.choice([0, 0, 0, 951782400, 1798761599, chance.randint(1, 4000000000)]) * 1000,
        **more,
    }


def of_json(chance):
    target = "AmazonSSM." + text(chance, "abcXYZ", 1, 20)
    return common(chance, headers=JSON + [["X-Amz-Target", target]], body='{"v":"%s"}' % text(chance, ODD.replace('"', "").replace("\\", ""), 0, 200))


def of_query(chance):
    pairs = [(text(chance, "abcXYZ.1", 1, 9), text(chance, ODD, 0, 40)) for _ in range(chance.randint(1, 9))]
    return common(chance, headers=FORM, body="&".join("%s=%s" % (k, urllib.parse.quote(v, safe="-._~")) for k, v in pairs))


def of_get(chance):
    """A query in the URL: any order, repeated names, values that are empty."""
    pairs = [(text(chance, "abAB.1", 1, 3), text(chance, ODD, 0, 20)) for _ in range(chance.randint(0, 9))]
    query = "&".join("%s=%s" % (k, urllib.parse.quote(v, safe="-._~")) for k, v in pairs)
    return common(chance, method="GET", path="/" + ("?" + query if query else ""))


def of_path(chance):
    """A path of several parts, each percent-encoded."""
    parts = [urllib.parse.quote(text(chance, ODD.replace("/", ""), 1, 12).strip(".") or "x", safe="-._~") for _ in range(chance.randint(1, 4))]
    return common(chance, method=chance.choice(["GET", "POST"]), path="/" + "/".join(parts))


def of_headers(chance):
    """Header values with spaces within and around, and a few more headers."""
    more = [["X-Amz-Meta-%d%s" % (n, text(chance, "abc", 0, 5)), text(chance, "ab  cd,;=\"'", 1, 30).strip()] for n in range(3)]
    return common(chance, headers=JSON + more, body="{}")


def problem(asked, seen):
    headers = {name.lower(): value for name, value in seen["headers"]}
    if len(headers) != len(seen["headers"]):
        return "a header is there twice: %s" % seen["headers"]
    if asked["time"] and headers.get("x-amz-date") != time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(asked["time"] // 1000)):
        return "signed for %s" % headers.get("x-amz-date")
    found = re.fullmatch(r"AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})", headers.get("authorization", ""))
    if not found:
        return "no usable Authorization: %r" % headers.get("authorization")
    scope, names, signature = found[1], found[2].split(";"), found[3]
    must = {"host", "x-amz-date"} | {name.lower() for name, _ in asked["headers"]} | ({"x-amz-security-token"} if asked["token"] else set())
    if must - set(names) or names != sorted(names) or set(names) - set(headers):
        return "signed headers %s, should be %s" % (names, sorted(must))
    if headers["host"] != "127.0.0.1:%d" % seen["port"]:
        return "Host is %s" % headers["host"]
    if asked["token"] and headers["x-amz-security-token"] != asked["token"]:
        return "another session token"
    if (seen["method"], seen["path"], seen["body"]) != (asked["method"], asked["path"], asked["body"]):
        return "the server received another request"
    request = AWSRequest(
        method=seen["method"],
        url="http://%s%s" % (headers["host"], seen["path"]),
        headers={name: headers[name] for name in names},
        data=seen["body"].encode(),
    )
    request.context["timestamp"] = headers["x-amz-date"]
    signer = SigV4Auth(Credentials(asked["access_key"], asked["secret_key"]), asked["service"], asked["region"])
    canonical = signer.canonical_request(request)
    day = headers["x-amz-date"][:8]
    if scope != "/".join((asked["access_key"], day, asked["region"], asked["service"], "aws4_request")):
        return "scope is %s" % scope
    if signature != signer.signature(signer.string_to_sign(request, canonical), request):
        return "wrong signature for\n%s" % canonical
    return None


def main():
    program, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    bad = 0
    for kind in (of_json, of_query, of_get, of_path, of_headers):
        asked = [kind(random.Random("%d %s %d" % (seed, kind.__name__, n))) for n in range(count)]
        wrong = 0
        for one, seen in zip(asked, models.run_lines(program, asked), strict=True):
            found = problem(one, seen)
            if found:
                wrong += 1
                if wrong <= 3:
                    print("# %.2000s\n#   of %s" % (found, one))
        bad += wrong
        print("%s - signing %s: %d cases, %d not as botocore signs them" % ("not ok" if wrong else "ok", kind.__name__[3:], count, wrong))
    sys.exit(1 if bad else 0)


main()
