"""KMS."""
from drivers import same

KEY = "1234abcd-12ab-34cd-56ef-1234567890ab"


def case_keys(do):
    arn = do("kms", "DescribeKey", KeyId="alias/shared")["KeyMetadata"]["Arn"]
    same(arn, f"arn:aws:kms:eu-central-1:111122223333:key/{KEY}")
    do("kms", "ListKeys")
    same(KEY in [k["KeyId"] for k in do.pages("kms", "ListKeys", "Keys")], True)
    do("kms", "ListAliases")
    same("alias/shared" in [a["AliasName"] for a in do.pages("kms", "ListAliases", "Aliases")], True)
    do.refused("NotFoundException", "kms", "DescribeKey", KeyId="alias/none")


def case_grants(do):
    made = do("kms", "CreateGrant", KeyId=KEY, GranteePrincipal="arn:aws:iam::111122223333:role/copy",
              Operations=["Decrypt", "DescribeKey"])
    do("kms", "ListGrants", KeyId=KEY)
    same([g["GrantId"] for g in do.pages("kms", "ListGrants", "Grants", KeyId=KEY)], [made["GrantId"]])
    do("kms", "RevokeGrant", KeyId=KEY, GrantId=made["GrantId"])
    do.refused("NotFoundException", "kms", "RevokeGrant", KeyId=KEY, GrantId=made["GrantId"])
    do.refused("NotFoundException", "kms", "CreateGrant", KeyId="none", Operations=["Decrypt"],
               GranteePrincipal="arn:aws:iam::111122223333:role/copy")
    do.refused("NotFoundException", "kms", "ListGrants", KeyId="none")
