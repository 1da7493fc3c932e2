"""STS."""
from drivers import same


def case_identities(do):
    same(do("sts", "GetCallerIdentity")["Arn"], "arn:aws:iam::111122223333:user/tester")
    given = do("sts", "AssumeRole", RoleArn="arn:aws:iam::111122223333:role/deploy", RoleSessionName="ci",
               DurationSeconds=900)
    same(given["AssumedRoleUser"]["Arn"], "arn:aws:sts::111122223333:assumed-role/deploy/ci")
    same(sorted(do("sts", "GetSessionToken", DurationSeconds=900)["Credentials"]),
         ["AccessKeyId", "Expiration", "SecretAccessKey", "SessionToken"])


def case_refused(do):
    do.refused("ValidationError", "sts", "AssumeRole", RoleArn="arn:aws:iam::111122223333:user/deploy",
               RoleSessionName="ci")
