#!/usr/bin/env python3
"""Which of its providers botocore takes credentials from, for test_credentials_order.c.

    providers.py N FOLDER    writes FOLDER/<n>/ (config, credentials and what else) for N odd set-ups,
                             the same ones each time, and prints a line for each: its folder, the
                             provider's name, "none" or "error", and NAME=VALUE..., parted by tabs

Exits 77 where botocore is missing.
"""
import os
import random
import sys

try:
    import botocore.session
    from botocore.credentials import create_credential_resolver
    from botocore.exceptions import BotoCoreError
except ImportError as e:
    print(e, file=sys.stderr)
    sys.exit(77)

PROCESS = """/bin/sh -c 'echo "{\\"Version\\":1,\\"AccessKeyId\\":\\"P\\",\\"SecretAccessKey\\":\\"S\\"}"'"""
source = random.Random(7)


def often(p):
    return source.random() < p


def keys(both=0.93):
    if often(both):
        return ["aws_access_key_id = A", "aws_secret_access_key = S"]
    return [source.choice(["aws_access_key_id = A", "aws_secret_access_key = S"])]


def profile(folder):
    lines = []
    if often(0.35):
        lines.append("role_arn = arn:aws:iam::123456789012:role/r")
        if often(0.75):
            lines.append("source_profile = " + source.choice(["default", "default", "a", "a", "b", "b", "gone"]))
        if often(0.1):
            lines.append("credential_source = " + source.choice(["Environment", "nonsense"]))
    if often(0.15):
        lines.append("web_identity_token_file = %s/token" % folder)
    if often(0.25):
        lines += ["sso_account_id = 123456789012"] * often(0.9) + ["sso_role_name = r"] * often(0.9)
        if often(0.5):
            lines.append("sso_session = " + source.choice(["s"] * 5 + ["gone"]))
        if often(0.5):
            lines += ["sso_start_url = https://x.awsapps.com/start"] * often(0.9) + \
                ["sso_region = " + source.choice(["eu-west-1"] * 4 + ["us-east-1"])] * often(0.9)
    if often(0.15):
        lines.append("credential_process = " + PROCESS)
    if often(0.3):
        lines += keys()
    source.shuffle(lines)
    return lines


def write(path, sections):
    with open(path, "w") as f:
        for name, lines in sections:
            f.write("[%s]\n%s\n" % (name, "\n".join(lines)))


def set_up(folder):
    os.makedirs(folder)
    config = [("default" if n == "default" else "profile " + n, profile(folder))
              for n in ("default", "a", "b") if often(0.9)]
    if often(0.9):
        config.append(("sso-session s", ["sso_region = eu-west-1", "sso_start_url = https://x.awsapps.com/start"]))
    write(folder + "/config", config)
    if often(0.5):
        write(folder + "/credentials", [(n, keys() if often(0.7) else profile(folder))
                                        for n in ("default", "a", "b") if often(0.5)])
    for name, lines in (("token", ["t"]), ("old", ["AWSAccessKeyId=A", "AWSSecretKey=S"]), ("empty", [])):
        with open("%s/%s" % (folder, name), "w") as f:
            f.write("\n".join(lines))
    write(folder + "/boto", [("Credentials", keys())])
    env = {"HOME": folder, "AWS_CONFIG_FILE": folder + "/config", "AWS_REGION": "eu-west-1",
           "AWS_SHARED_CREDENTIALS_FILE": "~/credentials", "AWS_EC2_METADATA_DISABLED": "true"}
    optional = [
        (0.1, {"AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "S"}),
        (0.05, {"AWS_ACCESS_KEY_ID": "A"}),
        (0.05, {"AWS_SECRET_ACCESS_KEY": "S"}),
        (0.4, {"AWS_PROFILE": source.choice(["default", "a", "b"])}),
        (0.1, {"AWS_DEFAULT_PROFILE": source.choice(["a", "b"])}),
        (0.15, {"AWS_WEB_IDENTITY_TOKEN_FILE": folder + "/token"}),
        (0.15, {"AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/w"}),
        (0.1, {"AWS_CREDENTIAL_FILE": folder + source.choice(["/old", "/empty", "/gone"])}),
        (0.1, {"BOTO_CONFIG": "~/" + source.choice(["boto", "gone"])}),
    ]
    for chance, more in optional:
        if often(chance):
            env.update(more)
    return env


def ask(env):
    os.environ.clear()
    os.environ.update(env, AWS_DEFAULT_REGION="eu-west-1", PATH="/usr/bin:/bin")
    try:
        found = create_credential_resolver(botocore.session.Session()).load_credentials()
    except BotoCoreError:
        return "error"
    return found.method if found else "none"


for number in range(int(sys.argv[1])):
    place = "%s/%d" % (sys.argv[2], number)
    settings = set_up(place)
    print("\t".join([place, ask(settings)] + ["%s=%s" % s for s in settings.items()]))
