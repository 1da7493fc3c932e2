"""EventBridge and its Scheduler."""
from drivers import same

CLUSTER = "arn:aws:ecs:eu-central-1:111122223333:cluster/qa"
ROLE = "arn:aws:iam::111122223333:role/events"
TASKS = {"Id": "tasks", "Arn": CLUSTER, "RoleArn": ROLE,
         "EcsParameters": {"TaskDefinitionArn": "arn:aws:ecs:eu-central-1:111122223333:task-definition/web:1"}}


def case_rules(do):
    do("events", "PutRule", Name="nightly", ScheduleExpression="cron(0 3 * * ? *)", Description="every night")
    do("events", "PutRule", Name="on-event", EventPattern='{"source":["aws.ecs"]}')
    do("events", "PutTargets", Rule="nightly", Targets=[TASKS, dict(TASKS, Id="more")])
    same(do("events", "DescribeRule", Name="nightly")["ScheduleExpression"], "cron(0 3 * * ? *)")
    same(len(do("events", "ListTargetsByRule", Rule="nightly")["Targets"]), 2)
    same([t["Id"] for t in do.pages("events", "ListTargetsByRule", "Targets", Rule="nightly")], ["tasks", "more"])
    do("events", "ListRules", NamePrefix="night")
    same([r["Name"] for r in do.pages("events", "ListRules", "Rules")], ["nightly", "on-event"])
    do("events", "ListRuleNamesByTarget", TargetArn=CLUSTER)
    same(do.pages("events", "ListRuleNamesByTarget", "RuleNames", TargetArn=CLUSTER), ["nightly"])
    do.refused("ValidationException", "events", "DeleteRule", Name="nightly")
    same(do("events", "RemoveTargets", Rule="nightly", Ids=["tasks", "more", "none"])["FailedEntryCount"], 1)
    do("events", "DeleteRule", Name="nightly")


def case_buses(do):
    arn = "arn:aws:events:eu-central-1:111122223333:event-bus/"
    told = do("events", "ListEventBuses")["EventBuses"]
    same([(b["Name"], b["Arn"]) for b in told], [(n, arn + n) for n in ("default", "orders", "orders-old")])
    same(told[1]["Description"], "what is bought")
    same([b["Name"] for b in do("events", "ListEventBuses", NamePrefix="orders")["EventBuses"]],
         ["orders", "orders-old"])
    # botocore has no paginator for it
    names, token = [], {}
    while token is not None:
        page = do("events", "ListEventBuses", Limit=1, **token)
        names += [b["Name"] for b in page["EventBuses"]]
        token = {"NextToken": page["NextToken"]} if "NextToken" in page else None
    same(names, ["default", "orders", "orders-old"])
    do("events", "ListEventBuses")


def case_rules_of_other_buses(do):
    given = do("events", "PutRule", Name="on-order", EventBusName="orders", EventPattern='{"source":["shop"]}')
    same(given["RuleArn"], "arn:aws:events:eu-central-1:111122223333:rule/orders/on-order")
    do("events", "PutTargets", Rule="on-order", EventBusName="orders", Targets=[TASKS])
    same([r["EventBusName"] for r in do("events", "ListRules", EventBusName="orders")["Rules"]], ["orders"])
    same(do("events", "ListRuleNamesByTarget", TargetArn=CLUSTER, EventBusName="orders")["RuleNames"], ["on-order"])
    same(do("events", "ListRuleNamesByTarget", TargetArn=CLUSTER)["RuleNames"], [])
    same(do("events", "ListRules", NamePrefix="on-order")["Rules"], [])
    do.refused("ValidationException", "events", "PutRule", Name="x", EventBusName="orders",
               ScheduleExpression="rate(1 hour)")
    do("events", "RemoveTargets", Rule="on-order", EventBusName="orders", Ids=["tasks"])
    do("events", "DeleteRule", Name="on-order", EventBusName="orders")


def case_refused_rules(do):
    for operation, member in {"DescribeRule": "Name", "ListTargetsByRule": "Rule"}.items():
        do.refused("ResourceNotFoundException", "events", operation, **{member: "none"})
    do.refused("ResourceNotFoundException", "events", "PutTargets", Rule="none", Targets=[TASKS])
    do.refused("ResourceNotFoundException", "events", "RemoveTargets", Rule="none", Ids=["x"])
    do.refused("ResourceNotFoundException", "events", "ListRules", EventBusName="none")
    do.refused("InvalidEventPatternException", "events", "PutRule", Name="x", EventPattern="{")
    do.refused("LimitExceededException", "events", "PutTargets", Rule="on-event",
               Targets=[dict(TASKS, Id=str(n)) for n in range(6)])


def case_schedules(do):
    target = {"Arn": CLUSTER, "RoleArn": ROLE, "EcsParameters": TASKS["EcsParameters"]}
    for name in ("a", "b"):
        do("scheduler", "CreateSchedule", Name=name, ScheduleExpression="rate(1 hour)", Target=target,
           FlexibleTimeWindow={"Mode": "OFF"})
    same(do("scheduler", "GetSchedule", Name="a")["Target"]["Arn"], CLUSTER)
    do("scheduler", "ListSchedules", NamePrefix="a")
    same([s["Name"] for s in do.pages("scheduler", "ListSchedules", "Schedules")], ["a", "b"])
    do.refused("ConflictException", "scheduler", "CreateSchedule", Name="a", ScheduleExpression="rate(1 hour)",
               Target=target, FlexibleTimeWindow={"Mode": "OFF"})
    do("scheduler", "DeleteSchedule", Name="a")
    do.refused("ResourceNotFoundException", "scheduler", "DeleteSchedule", Name="a")
    do.refused("ResourceNotFoundException", "scheduler", "GetSchedule", Name="a")
    do.refused("ResourceNotFoundException", "scheduler", "ListSchedules", GroupName="none")
