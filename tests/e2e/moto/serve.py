"""Runs moto's server on a free loopback port, seeds it, prints its address and stays until stdin ends."""

import sys

import boto3
from moto.server import ThreadedMotoServer

REGION = "eu-central-1"
DB = "xy-0146-dev-20261121010710"


def seed(url):
    def client(name):
        return boto3.client(
            name, region_name=REGION, endpoint_url=url, aws_access_key_id="A", aws_secret_access_key="S"
        )

    client("rds").create_db_instance(
        DBInstanceIdentifier=DB,
        Engine="postgres",
        DBInstanceClass="db.t3.small",
        AllocatedStorage=20,
        MasterUsername="lift",
        MasterUserPassword="the-first-one",
        Port=5432,
    )
    ecs = client("ecs")
    ecs.create_cluster(clusterName="main")
    ecs.register_task_definition(
        family="old", containerDefinitions=[{"name": "web", "image": "web:0", "memory": 64}]
    )
    for i in range(12):
        ecs.create_service(cluster="main", serviceName="s%d" % i, taskDefinition="old:1", desiredCount=1)
    ec2 = client("ec2")
    image = ec2.describe_images()["Images"][0]["ImageId"]
    instance = boto3.resource(
        "ec2", region_name=REGION, endpoint_url=url, aws_access_key_id="A", aws_secret_access_key="S"
    ).create_instances(ImageId=image, MinCount=1, MaxCount=1)[0]
    import json

    from moto.ec2 import utils

    ecs.register_container_instance(
        cluster="main",
        instanceIdentityDocument=json.dumps(utils.generate_instance_identity_document(instance)),
    )
    ecr = client("ecr")
    ecr.create_repository(repositoryName="app")
    ecr.create_repository(repositoryName="fixed", imageTagMutability="IMMUTABLE")
    kind = "application/vnd.docker.distribution.manifest.v2+json"
    for repository in ("app", "fixed"):
        for tag in ("one", "two"):
            manifest = '{"schemaVersion":2,"mediaType":"%s","layers":[{"digest":"sha256:%s"}]}' % (kind, tag)
            ecr.put_image(
                repositoryName=repository, imageTag=tag, imageManifest=manifest, imageManifestMediaType=kind
            )
    client("sns").create_topic(Name="releases")
    secrets = client("secretsmanager")
    secrets.create_secret(Name="db", SecretString='{"password":"s"}')
    secrets.create_secret(Name="binary", SecretBinary=b"\x00\x01")
    secrets.create_secret(Name="doomed", SecretString="x")
    secrets.delete_secret(SecretId="doomed", RecoveryWindowInDays=7)


server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()  # returns when it listens
address = "http://%s:%d" % server.get_host_and_port()
seed(address)
print(address, flush=True)
sys.stdin.read()
server.stop()
