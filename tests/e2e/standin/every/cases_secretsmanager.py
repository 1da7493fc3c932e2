"""Secrets Manager."""
from drivers import same

SM = "secretsmanager"
FIRST, SECOND = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"


def case_versions(do):
    do(SM, "CreateSecret", Name="a", SecretString="one", ClientRequestToken=FIRST, Description="of a",
       Tags=[{"Key": "team", "Value": "blue"}])
    do(SM, "PutSecretValue", SecretId="a", SecretString="two", ClientRequestToken=SECOND)
    same(do(SM, "GetSecretValue", SecretId="a")["SecretString"], "two")
    same(do(SM, "GetSecretValue", SecretId="a", VersionStage="AWSPREVIOUS")["VersionId"], FIRST)
    do(SM, "UpdateSecretVersionStage", SecretId="a", VersionStage="AWSCURRENT", MoveToVersionId=FIRST,
       RemoveFromVersionId=SECOND)
    same(do(SM, "DescribeSecret", SecretId="a")["VersionIdsToStages"],
         {FIRST: ["AWSCURRENT"], SECOND: ["AWSPREVIOUS"]})
    do(SM, "UpdateSecret", SecretId="a", SecretString="three", Description="changed")
    same(len(do(SM, "ListSecretVersionIds", SecretId="a", IncludeDeprecated=True)["Versions"]), 3)
    do(SM, "PutSecretValue", SecretId="a", SecretString="four", VersionStages=["PENDING"])
    same(do(SM, "GetSecretValue", SecretId="a", VersionStage="PENDING")["SecretString"], "four")


def case_lists_and_tags(do):
    do(SM, "TagResource", SecretId="a", Tags=[{"Key": "x", "Value": "y"}])
    do(SM, "UntagResource", SecretId="a", TagKeys=["team"])
    same(do(SM, "DescribeSecret", SecretId="a")["Tags"], [{"Key": "x", "Value": "y"}])
    do(SM, "ListSecrets", Filters=[{"Key": "name", "Values": ["a"]}])
    same(sorted(s["Name"] for s in do.pages(SM, "ListSecrets", "SecretList")), ["a", "seeded"])


def case_deletion(do):
    do(SM, "DeleteSecret", SecretId="a", RecoveryWindowInDays=7)
    do.refused("InvalidRequestException", SM, "GetSecretValue", SecretId="a")
    do.refused("InvalidRequestException", SM, "PutSecretValue", SecretId="a", SecretString="x")
    do.refused("InvalidRequestException", SM, "CreateSecret", Name="a", SecretString="x")
    do.refused("InvalidRequestException", SM, "DeleteSecret", SecretId="a")
    do.refused("InvalidRequestException", SM, "UpdateSecret", SecretId="a", Description="x")
    do.refused("InvalidRequestException", SM, "TagResource", SecretId="a", Tags=[{"Key": "x", "Value": "y"}])
    do.refused("InvalidRequestException", SM, "UntagResource", SecretId="a", TagKeys=["x"])
    same([s["Name"] for s in do(SM, "ListSecrets", IncludePlannedDeletion=True)["SecretList"] if "DeletedDate" in s],
         ["a"])
    same("DeletedDate" in do(SM, "DescribeSecret", SecretId="a"), True)
    do(SM, "RestoreSecret", SecretId="a")
    same(do(SM, "GetSecretValue", SecretId="a")["SecretString"], "three")
    do(SM, "DeleteSecret", SecretId="a", ForceDeleteWithoutRecovery=True)


def case_refused(do):
    for operation, members in {
            "GetSecretValue": {}, "DescribeSecret": {}, "RestoreSecret": {}, "DeleteSecret": {},
            "PutSecretValue": {"SecretString": "x"}, "UpdateSecret": {"SecretString": "x"},
            "ListSecretVersionIds": {}, "UpdateSecretVersionStage": {"VersionStage": "AWSCURRENT"},
            "TagResource": {"Tags": []}, "UntagResource": {"TagKeys": []}}.items():
        do.refused("ResourceNotFoundException", SM, operation, SecretId="none", **members)
    do.refused("ResourceExistsException", SM, "CreateSecret", Name="seeded", SecretString="x")
    do.refused("InvalidNextTokenException", SM, "ListSecrets", NextToken="x", MaxResults=1)
    do.refused("InvalidParameterException", SM, "DeleteSecret", SecretId="seeded", RecoveryWindowInDays=6)
