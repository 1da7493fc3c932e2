"""Holds presigned URLs and IAM database tokens against botocore's, byte for byte.

argv: the program wire-presign, a seed, how many random cases. botocore is given the same time and
credentials; CopyDBSnapshot and CopyDBClusterSnapshot go through its own client and its handler
inject_presigned_url_rds. One line "ok - NAME" or "not ok - NAME" a kind of case.
"""

import datetime
import json
import random
import subprocess
import sys
import urllib.parse

import botocore.auth
import botocore.session

REGIONS = ["eu-central-1", "us-east-1", "ap-southeast-2", "cn-north-1", "us-gov-west-1"]
ODD = "abcXYZ019-_.~ !*'()/+=&%?#@:;,<>[]{}|\\^`\"$\tßä€日𝄞"
KEYS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
SECRETS = "ABCXYZabcxyz0189+/="
clock = datetime.datetime(2026, 11, 21, 1, 7, 10)
botocore.auth.get_current_datetime = lambda *_, **__: clock


def text(random, letters, least, most):
    return "".join(random.choice(letters) for _ in range(random.randint(least, most)))


def moment(random):
    edges = [0, 951782400, 1709251199, 1798761599, 4102444800]  # leap days, year's ends
    seconds = random.choice(edges) if random.random() < 0.2 else random.randint(1, 4000000000)
    return seconds * 1000 + random.randint(0, 999)


def identity(random, region):
    env = {
        "AWS_ACCESS_KEY_ID": "AKIA" + text(random, KEYS, 12, 16),
        "AWS_SECRET_ACCESS_KEY": text(random, SECRETS, 1, 90),
        "AWS_REGION": region,
        "HOME": "/nonexistent",
    }
    if random.random() < 0.6:
        env["AWS_SESSION_TOKEN"] = text(random, SECRETS + "%&~", 1, 900)
    return env


session = botocore.session.Session()
session.set_config_variable("config_file", "/nonexistent/config")
session.set_config_variable("credentials_file", "/nonexistent/credentials")


def client(env, endpoint):
    return session.create_client(
        "rds",
        region_name=env["AWS_REGION"],
        endpoint_url=endpoint,
        aws_access_key_id=env["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=env["AWS_SECRET_ACCESS_KEY"],
        aws_session_token=env.get("AWS_SESSION_TOKEN"),
    )


def token(random):
    env = identity(random, random.choice(REGIONS))
    host = text(random, "abcDEF019-", 1, 30) + "." + text(random, "abc0-", 1, 20) + ".rds.amazonaws.com"
    port = random.choice([1, 80, 443, 3306, 5432, 65535])
    user = text(random, ODD, 1, 60)
    asked = {"env": env, "host": host, "port": port, "user": user}

    def theirs():
        return client(env, None).generate_db_auth_token(host, port, user)

    return asked, theirs


def copied(env, endpoint, operation, parameters, body):
    """The form that botocore sends, as a dictionary, with the URL it presigned."""
    rds = client(env, endpoint)

    def stop(request, **_):
        body.update(urllib.parse.parse_qsl(request.body, keep_blank_values=True))
        raise Stop

    rds.meta.events.register("before-send.rds.*", stop)
    try:
        getattr(rds, operation)(**parameters)
    except Stop:
        return body.pop("PreSignedUrl")


class Stop(Exception):
    pass


def copy(random):
    source, here = random.sample(REGIONS[:3], 2)
    env = identity(random, here)
    endpoint = random.choice([None, None, "http://127.0.0.1:4566", "https://aws.test:443"])
    if endpoint:
        env["AWS_ENDPOINT_URL"] = endpoint
    kind = random.choice(["snapshot", "cluster_snapshot"])
    prefix = "DBSnapshot" if kind == "snapshot" else "DBClusterSnapshot"
    parameters = {
        "Source%sIdentifier" % prefix: "arn:aws:rds:%s:123456789012:snapshot:%s" % (source, text(random, ODD, 1, 30)),
        "Target%sIdentifier" % prefix: text(random, ODD, 1, 30),
        "SourceRegion": source,
        "KmsKeyId": text(random, ODD, 1, 30),
        "Tags": [{"Key": text(random, ODD, 1, 9), "Value": text(random, ODD, 0, 9)} for _ in range(random.randint(0, 11))],
        "CopyTags": random.choice([True, False]),
    }
    parameters = {name: parameters[name] for name in random.sample(sorted(parameters), len(parameters))}
    asked = {"env": env, "service": "rds", "region": source, "expires": 3600, "form": ""}
    body = {}
    url = copied(env, endpoint, "copy_db_" + kind, parameters, body)
    body["DestinationRegion"] = here
    asked["form"] = "&".join(
        "%s=%s" % (urllib.parse.quote(k, safe="-._~"), urllib.parse.quote(v, safe="-._~")) for k, v in body.items()
    )
    return asked, lambda: url


def plain(random):
    """generate_presigned_url of any operation in the client's own region."""
    env = identity(random, random.choice(REGIONS))
    expires = random.choice([1, 60, 3600, 604800])
    parameters = {"DBInstanceIdentifier": text(random, ODD, 1, 40), "MaxRecords": random.randint(20, 100)}
    form = {"Action": "DescribeDBInstances", "Version": "2014-10-31", **parameters}
    asked = {"env": env, "service": "rds", "expires": expires}
    asked["form"] = "&".join("%s=%s" % (k, urllib.parse.quote(str(v), safe="-._~")) for k, v in form.items())

    def theirs():
        return client(env, None).generate_presigned_url(
            "describe_db_instances", parameters, ExpiresIn=expires, HttpMethod="GET"
        )

    return asked, theirs


def run(program, asked):
    lines = "".join(json.dumps(a) + "\n" for a in asked)
    done = subprocess.run([program], input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def main():
    global clock
    program, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    bad = 0
    for kind in (token, copy, plain):
        asked, expected = [], []
        for n in range(count):
            chance = random.Random("%d %s %d" % (seed, kind.__name__, n))
            now = moment(chance)
            clock = datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=now)
            one, theirs = kind(chance)
            one["now"] = now
            asked.append(one)
            expected.append(theirs())
        wrong = 0
        for one, theirs, ours in zip(asked, expected, run(program, asked), strict=True):
            if ours.get("url") != theirs:
                wrong += 1
                print("# %s\n#   ours     %s\n#   botocore %s" % (json.dumps(one), ours, theirs))
        bad += wrong
        print("%s - presign %s: %d cases equal botocore's" % ("not ok" if wrong else "ok", kind.__name__, count))
    sys.exit(1 if bad else 0)


main()
