#!/usr/bin/env python3
"""What botocore says of endpoints, for test_endpoint.c, a line each, its fields parted by tabs:

    partition REGION NAME
    rule    SIGNING_NAME REGION FIPS DUAL URL SIGNING_REGION    by the service's rules; URL - is none
    client  SIGNING_NAME REGION FIPS DUAL URL SIGNING_REGION    as a client of boto3 signs and sends it
    row     NAME SIGNING_NAME VARIABLE CONFIG_KEY VERSION TARGET

Exits 77 where botocore is missing.
"""
import sys

try:
    import botocore.session
    from botocore.config import Config
    from botocore.configprovider import ConfiguredEndpointProvider
    from botocore.endpoint_provider import EndpointProvider
    from botocore.exceptions import EndpointProviderError, EndpointVariantError
    from botocore.loaders import Loader
except ImportError as e:
    print(e, file=sys.stderr)
    sys.exit(77)

# One call of each that needs no input; None: its calls are not signed.
SERVICES = {
    "rds": "describe_db_instances", "ssm": "describe_parameters", "ecs": "list_clusters",
    "sts": "get_caller_identity", "secretsmanager": "list_secrets", "events": "list_rules",
    "cloudwatch": "describe_alarms", "kms": "list_keys", "ecr": "describe_registry",
    "elbv2": "describe_load_balancers", "logs": "describe_log_groups", "sns": "list_topics",
    "scheduler": "list_schedules", "iam": "list_users", "sso": None, "sso-oidc": None,
}
FLAGS = [(fips, dual) for fips in (False, True) for dual in (False, True)]

loader = Loader()
partitions = loader.load_data("partitions")["partitions"]


class Stop(Exception):
    pass


def line(*fields):
    print("\t".join(str(int(f)) if isinstance(f, bool) else f or "-" for f in fields))


def signing_name(name):
    meta = loader.load_service_model(name, "service-2")["metadata"]
    return meta.get("signingName", meta["endpointPrefix"])


def rules(name):
    provider = EndpointProvider(loader.load_service_model(name, "endpoint-rule-set-1"),
                                loader.load_data("partitions"))
    # "xx-nowhere-1" matches no partition; "local" is what users of local clouds write.
    regions = [r for p in partitions for r in p["regions"]] + ["xx-nowhere-1", "us-new-7", "local"]
    for region in regions:
        for fips, dual in FLAGS:
            try:
                found = provider.resolve_endpoint(Region=region, UseFIPS=fips, UseDualStack=dual)
            except EndpointProviderError:
                line("rule", signing_name(name), region, fips, dual, None, None)
                continue
            schemes = found.properties.get("authSchemes") or [{}]
            line("rule", signing_name(name), region, fips, dual, found.url,
                 schemes[0].get("signingRegion", region))


def clients(session, name, call):
    sent = []

    def stop(request, **_):
        sent.append(request)
        raise Stop

    for partition in partitions:
        region = next(r for r in partition["regions"] if not r.endswith("-global"))
        for fips, dual in FLAGS:
            config = Config(use_fips_endpoint=fips, use_dualstack_endpoint=dual)
            try:
                client = session.create_client(name, region_name=region, config=config)
            except EndpointVariantError:
                continue  # dual-stack in aws-iso-e and -f: in the rules, not in the older endpoints.json
            client.meta.events.register("before-send", stop)
            try:
                getattr(client, call)()
            except Stop:
                pass
            request = sent.pop()
            signed = request.headers["Authorization"]
            signed = signed.decode() if isinstance(signed, bytes) else signed
            scope = signed.split("Credential=")[1].split(",")[0].split("/")
            line("client", scope[3], region, fips, dual, request.url.split("/schedules")[0].rstrip("/"),
                 scope[2])


for p in partitions:
    for r in p["regions"]:
        line("partition", r, p["id"])
session = botocore.session.Session()
session.set_credentials("A", "B")
for service, operation in SERVICES.items():
    rules(service)
    if operation:
        clients(session, service, operation)
    meta = loader.load_service_model(service, "service-2")["metadata"]
    settings = ConfiguredEndpointProvider({}, {}, service)
    line("row", service, signing_name(service), settings._get_service_env_var_name(),
         settings._transformed_service_id.lower(), meta["apiVersion"], meta.get("targetPrefix"))
