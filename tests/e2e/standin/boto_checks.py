"""What boto and its sisters here have in common: clients of the stand-in at argv[1], and cases that are counted.

Ends the program where boto3 is missing. Its last line is finish().
"""
import sys
import time

try:
    import boto3
    from botocore.config import Config
    from botocore.exceptions import ClientError
except ImportError:
    print("skip - boto3: it is not installed")
    sys.exit(0)

ENDPOINT = sys.argv[1]
QUICK = {"Delay": 1, "MaxAttempts": 30}  # of a waiter
failed = 0


def client(service, key="test", secret="test", token=None, region="eu-central-1"):
    return boto3.client(
        service, endpoint_url=ENDPOINT, region_name=region, aws_access_key_id=key,
        aws_secret_access_key=secret, aws_session_token=token,
        config=Config(retries={"total_max_attempts": 1}))


def same(name, found, wanted):
    global failed
    if found == wanted:
        print("ok -", name)
    else:
        failed += 1
        print(f"# {name}: found {found!r}, expected {wanted!r}")
        print("not ok -", name)


def refused(name, code, call, **arguments):
    try:
        call(**arguments)
        same(name, "no error", code)
    except ClientError as error:
        same(name, error.response["Error"]["Code"], code)


def until(name, look, wanted):
    """Looks until it is so, for 20 seconds."""
    for _ in range(200):
        found = look()
        if found == wanted:
            break
        time.sleep(0.1)
    same(name, found, wanted)


def finish():
    sys.exit(failed != 0)
