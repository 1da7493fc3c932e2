"""CloudWatch."""
from drivers import same

CW = "cloudwatch"
METRIC = {"Namespace": "app", "MetricName": "errors"}
ALARM = dict(METRIC, Statistic="Sum", Period=60, EvaluationPeriods=2, Threshold=1.5,
             ComparisonOperator="GreaterThanThreshold")
HOUR = {"StartTime": "2026-01-01T00:00:00Z", "EndTime": "2026-01-01T01:00:00Z"}


def case_alarms(do):
    for name in ("a", "b"):
        do(CW, "PutMetricAlarm", AlarmName=name, **ALARM)
    do.wait(CW, "alarm_exists", AlarmNames=["a"])
    do(CW, "SetAlarmState", AlarmName="a", StateValue="ALARM", StateReason="a test")
    do(CW, "DescribeAlarms")
    same([a["AlarmName"] for a in do(CW, "DescribeAlarms", StateValue="ALARM")["MetricAlarms"]], ["a"])
    same(len(do.pages(CW, "DescribeAlarms", "MetricAlarms")), 2)
    do(CW, "DeleteAlarms", AlarmNames=["a"])
    do.refused("ResourceNotFound", CW, "DeleteAlarms", AlarmNames=["a"])
    do.refused("ResourceNotFound", CW, "SetAlarmState", AlarmName="a", StateValue="OK", StateReason="")
    do.refused("InvalidFormat", CW, "SetAlarmState", AlarmName="b",
               StateValue="OK", StateReason="", StateReasonData="{")


def case_metrics(do):
    same(len(do(CW, "GetMetricStatistics", Period=600, Statistics=["Average", "SampleCount"], **METRIC,
                **HOUR)["Datapoints"]), 6)
    got = do(CW, "GetMetricData", MetricDataQueries=[
        {"Id": "e", "MetricStat": {"Metric": METRIC, "Period": 600, "Stat": "Sum"}}], **HOUR)
    same(got["MetricDataResults"][0]["Values"], [2.0] * 6)
    do.pages(CW, "GetMetricData", "MetricDataResults", MetricDataQueries=[
        {"Id": "e", "MetricStat": {"Metric": METRIC, "Period": 600, "Stat": "Sum"}}], **HOUR)
    do.refused("InvalidParameterValue", CW, "GetMetricStatistics", Period=60, Statistics=["Sum"],
               StartTime=HOUR["EndTime"], EndTime=HOUR["StartTime"], **METRIC)
