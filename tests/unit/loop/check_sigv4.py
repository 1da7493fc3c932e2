"""Says whether a request, as a server received it, is signed as botocore would sign it.

argv[1]: JSON with method, url, headers (object), body, region, service, access_key, secret_key,
must_sign (names that must be among the signed headers). Prints "ok" or what differs; exit status 3
when botocore is not installed.
"""

import json
import re
import sys

try:
    from botocore.auth import SigV4Auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials
except ImportError:
    sys.exit(3)


def main():
    seen = json.loads(sys.argv[1])
    headers = {name.lower(): value for name, value in seen["headers"].items()}
    found = re.fullmatch(
        r"AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})",
        headers.get("authorization", ""),
    )
    if not found:
        return "no usable Authorization: %r" % headers.get("authorization")
    scope, names, signature = found.group(1), found.group(2).split(";"), found.group(3)
    missing = set(seen["must_sign"]) - set(names)
    if missing:
        return "not signed: %s" % sorted(missing)
    if names != sorted(names):
        return "signed headers are not in order: %s" % names
    absent = set(names) - set(headers)
    if absent:
        return "signed but not sent: %s" % sorted(absent)

    request = AWSRequest(
        method=seen["method"],
        url=seen["url"],
        headers={name: headers[name] for name in names},
        data=seen["body"].encode(),
    )
    timestamp = headers["x-amz-date"]
    request.context["timestamp"] = timestamp
    signer = SigV4Auth(
        Credentials(seen["access_key"], seen["secret_key"]), seen["service"], seen["region"]
    )
    # request.params and the url's query are what botocore takes the canonical query from.
    canonical = signer.canonical_request(request)
    expected_scope = "%s/%s/%s/%s/aws4_request" % (
        seen["access_key"],
        timestamp[:8],
        seen["region"],
        seen["service"],
    )
    if scope != expected_scope:
        return "scope is %s, should be %s" % (scope, expected_scope)
    expected = signer.signature(signer.string_to_sign(request, canonical), request)
    if signature != expected:
        return "wrong signature for\n" + canonical
    return None


problem = main()
print(problem or "ok")
sys.exit(1 if problem else 0)
