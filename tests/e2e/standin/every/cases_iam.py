"""IAM's policy simulator."""
from drivers import same

TESTER = "arn:aws:iam::111122223333:user/tester"
READER = "arn:aws:iam::111122223333:role/reader"
DB = "arn:aws:rds:eu-central-1:111122223333:db:live"


def decisions(results):
    return [(r["EvalActionName"], r["EvalResourceName"], r["EvalDecision"]) for r in results]


def case_simulate(do):
    same(decisions(do("iam", "SimulatePrincipalPolicy", PolicySourceArn=TESTER,
                      ActionNames=["rds:DeleteDBInstance"])["EvaluationResults"]),
         [("rds:DeleteDBInstance", "*", "allowed")])
    same(decisions(do("iam", "SimulatePrincipalPolicy", PolicySourceArn=READER, ResourceArns=[DB],
                      ActionNames=["rds:DescribeDBInstances", "rds:DeleteDBInstance", "rds:ModifyDBInstance"])
                   ["EvaluationResults"]),
         [("rds:DescribeDBInstances", DB, "allowed"), ("rds:DeleteDBInstance", DB, "explicitDeny"),
          ("rds:ModifyDBInstance", DB, "implicitDeny")])


def case_context(do):
    for stack, decision in (("xy-0146-qa", "allowed"), ("xy-0146-prod", "implicitDeny")):
        same(do("iam", "SimulatePrincipalPolicy", PolicySourceArn=READER, ActionNames=["rds:AddTagsToResource"],
                ContextEntries=[{"ContextKeyName": "aws:RequestTag/stack", "ContextKeyType": "string",
                                 "ContextKeyValues": [stack]}])["EvaluationResults"][0]["EvalDecision"], decision)


def case_pages(do):
    actions = [f"rds:Describe{n}" for n in range(7)]
    same([r["EvalActionName"] for r in do.pages("iam", "SimulatePrincipalPolicy", "EvaluationResults", size=3,
                                                PolicySourceArn=READER, ActionNames=actions)], actions)


def case_refused(do):
    do.refused("NoSuchEntity", "iam", "SimulatePrincipalPolicy", ActionNames=["rds:x"],
               PolicySourceArn="arn:aws:iam::111122223333:role/nobody")
    do.refused("InvalidInput", "iam", "SimulatePrincipalPolicy", ActionNames=["rds:x"], PolicySourceArn=TESTER,
               Marker="none-of-ours")
