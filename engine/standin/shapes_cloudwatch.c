/*
 * CloudWatch's shapes, API version 2010-08-01.
 * Made by scripts/generate-shapes from botocore's model: do not edit.
 */
/* clang-format off */
#include "engine/standin/shapes.h"

#include <stddef.h>

static const struct shape s_AccountId;
static const struct shape s_ActionPrefix;
static const struct shape s_ActionsEnabled;
static const struct shape s_ActionsSuppressedBy;
static const struct shape s_ActionsSuppressedReason;
static const struct shape s_AlarmArn;
static const struct shape s_AlarmDescription;
static const struct shape s_AlarmName;
static const struct shape s_AlarmNamePrefix;
static const struct shape s_AlarmNames;
static const struct shape s_AlarmPromQLCriteria;
static const struct shape s_AlarmRule;
static const struct shape s_AlarmType;
static const struct shape s_AlarmTypes;
static const struct shape s_ComparisonOperator;
static const struct shape s_CompositeAlarm;
static const struct shape s_CompositeAlarms;
static const struct shape s_Datapoint;
static const struct shape s_DatapointValue;
static const struct shape s_DatapointValueMap;
static const struct shape s_DatapointValues;
static const struct shape s_Datapoints;
static const struct shape s_DatapointsToAlarm;
static const struct shape s_DeleteAlarmsInput;
static const struct shape s_DescribeAlarmsInput;
static const struct shape s_DescribeAlarmsOutput;
static const struct shape s_Dimension;
static const struct shape s_DimensionName;
static const struct shape s_DimensionValue;
static const struct shape s_Dimensions;
static const struct shape s_EvaluateLowSampleCountPercentile;
static const struct shape s_EvaluationCriteria;
static const struct shape s_EvaluationInterval;
static const struct shape s_EvaluationPeriods;
static const struct shape s_EvaluationState;
static const struct shape s_ExtendedStatistic;
static const struct shape s_ExtendedStatistics;
static const struct shape s_GetMetricDataInput;
static const struct shape s_GetMetricDataLabelTimezone;
static const struct shape s_GetMetricDataMaxDatapoints;
static const struct shape s_GetMetricDataOutput;
static const struct shape s_GetMetricStatisticsInput;
static const struct shape s_GetMetricStatisticsOutput;
static const struct shape s_LabelOptions;
static const struct shape s_MaxRecords;
static const struct shape s_MessageData;
static const struct shape s_MessageDataCode;
static const struct shape s_MessageDataValue;
static const struct shape s_Metric;
static const struct shape s_MetricAlarm;
static const struct shape s_MetricAlarms;
static const struct shape s_MetricDataQueries;
static const struct shape s_MetricDataQuery;
static const struct shape s_MetricDataResult;
static const struct shape s_MetricDataResultMessages;
static const struct shape s_MetricDataResults;
static const struct shape s_MetricExpression;
static const struct shape s_MetricId;
static const struct shape s_MetricLabel;
static const struct shape s_MetricName;
static const struct shape s_MetricStat;
static const struct shape s_Namespace;
static const struct shape s_NextToken;
static const struct shape s_PendingPeriod;
static const struct shape s_Period;
static const struct shape s_PutMetricAlarmInput;
static const struct shape s_Query;
static const struct shape s_RecoveryPeriod;
static const struct shape s_ResourceList;
static const struct shape s_ResourceName;
static const struct shape s_ReturnData;
static const struct shape s_ScanBy;
static const struct shape s_SetAlarmStateInput;
static const struct shape s_StandardUnit;
static const struct shape s_Stat;
static const struct shape s_StateReason;
static const struct shape s_StateReasonData;
static const struct shape s_StateValue;
static const struct shape s_Statistic;
static const struct shape s_Statistics;
static const struct shape s_StatusCode;
static const struct shape s_SuppressorPeriod;
static const struct shape s_Tag;
static const struct shape s_TagKey;
static const struct shape s_TagList;
static const struct shape s_TagValue;
static const struct shape s_Threshold;
static const struct shape s_Timestamp;
static const struct shape s_Timestamps;
static const struct shape s_TreatMissingData;

static const struct shape s_AccountId = {
        .name = "AccountId",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 255,
};
static const struct shape s_ActionPrefix = {
        .name = "ActionPrefix",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 1024,
};
static const struct shape s_ActionsEnabled = {
        .name = "ActionsEnabled",
        .kind = SHAPE_FLAG,
};
static const char *const e_ActionsSuppressedBy[] = {
        "WaitPeriod",
        "ExtensionPeriod",
        "Alarm",
        NULL,
};
static const struct shape s_ActionsSuppressedBy = {
        .name = "ActionsSuppressedBy",
        .kind = SHAPE_TEXT,
        .values = e_ActionsSuppressedBy,
};
static const struct shape s_ActionsSuppressedReason = {
        .name = "ActionsSuppressedReason",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 0,
        .has_max = true, .max = 1024,
};
static const struct shape s_AlarmArn = {
        .name = "AlarmArn",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 1600,
};
static const struct shape s_AlarmDescription = {
        .name = "AlarmDescription",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 0,
        .has_max = true, .max = 1024,
};
static const struct shape s_AlarmName = {
        .name = "AlarmName",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 255,
};
static const struct shape s_AlarmNamePrefix = {
        .name = "AlarmNamePrefix",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 255,
};
static const struct shape s_AlarmNames = {
        .name = "AlarmNames",
        .kind = SHAPE_LIST,
        .item = &s_AlarmName,
        .item_name = "member",
        .has_max = true, .max = 100,
};
static const struct shape_member m_AlarmPromQLCriteria[] = {
        {"Query", &s_Query, true},
        {"PendingPeriod", &s_PendingPeriod},
        {"RecoveryPeriod", &s_RecoveryPeriod},
};
static const struct shape s_AlarmPromQLCriteria = {
        .name = "AlarmPromQLCriteria",
        .kind = SHAPE_STRUCTURE,
        .members = m_AlarmPromQLCriteria,
        .count = 3,
};
static const struct shape s_AlarmRule = {
        .name = "AlarmRule",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 10240,
};
static const char *const e_AlarmType[] = {
        "CompositeAlarm",
        "MetricAlarm",
        NULL,
};
static const struct shape s_AlarmType = {
        .name = "AlarmType",
        .kind = SHAPE_TEXT,
        .values = e_AlarmType,
};
static const struct shape s_AlarmTypes = {
        .name = "AlarmTypes",
        .kind = SHAPE_LIST,
        .item = &s_AlarmType,
        .item_name = "member",
};
static const char *const e_ComparisonOperator[] = {
        "GreaterThanOrEqualToThreshold",
        "GreaterThanThreshold",
        "LessThanThreshold",
        "LessThanOrEqualToThreshold",
        "LessThanLowerOrGreaterThanUpperThreshold",
        "LessThanLowerThreshold",
        "GreaterThanUpperThreshold",
        NULL,
};
static const struct shape s_ComparisonOperator = {
        .name = "ComparisonOperator",
        .kind = SHAPE_TEXT,
        .values = e_ComparisonOperator,
};
static const struct shape_member m_CompositeAlarm[] = {
        {"ActionsEnabled", &s_ActionsEnabled},
        {"AlarmActions", &s_ResourceList},
        {"AlarmArn", &s_AlarmArn},
        {"AlarmConfigurationUpdatedTimestamp", &s_Timestamp},
        {"AlarmDescription", &s_AlarmDescription},
        {"AlarmName", &s_AlarmName},
        {"AlarmRule", &s_AlarmRule},
        {"InsufficientDataActions", &s_ResourceList},
        {"OKActions", &s_ResourceList},
        {"StateReason", &s_StateReason},
        {"StateReasonData", &s_StateReasonData},
        {"StateUpdatedTimestamp", &s_Timestamp},
        {"StateValue", &s_StateValue},
        {"StateTransitionedTimestamp", &s_Timestamp},
        {"ActionsSuppressedBy", &s_ActionsSuppressedBy},
        {"ActionsSuppressedReason", &s_ActionsSuppressedReason},
        {"ActionsSuppressor", &s_AlarmArn},
        {"ActionsSuppressorWaitPeriod", &s_SuppressorPeriod},
        {"ActionsSuppressorExtensionPeriod", &s_SuppressorPeriod},
};
static const struct shape s_CompositeAlarm = {
        .name = "CompositeAlarm",
        .kind = SHAPE_STRUCTURE,
        .members = m_CompositeAlarm,
        .count = 19,
};
static const struct shape s_CompositeAlarms = {
        .name = "CompositeAlarms",
        .kind = SHAPE_LIST,
        .item = &s_CompositeAlarm,
        .item_name = "member",
};
static const struct shape_member m_Datapoint[] = {
        {"Timestamp", &s_Timestamp},
        {"SampleCount", &s_DatapointValue},
        {"Average", &s_DatapointValue},
        {"Sum", &s_DatapointValue},
        {"Minimum", &s_DatapointValue},
        {"Maximum", &s_DatapointValue},
        {"Unit", &s_StandardUnit},
        {"ExtendedStatistics", &s_DatapointValueMap},
};
static const struct shape s_Datapoint = {
        .name = "Datapoint",
        .kind = SHAPE_STRUCTURE,
        .members = m_Datapoint,
        .count = 8,
};
static const struct shape s_DatapointValue = {
        .name = "DatapointValue",
        .kind = SHAPE_REAL,
};
static const struct shape s_DatapointValueMap = {
        .name = "DatapointValueMap",
        .kind = SHAPE_MAP,
        .item = &s_DatapointValue,
};
static const struct shape s_DatapointValues = {
        .name = "DatapointValues",
        .kind = SHAPE_LIST,
        .item = &s_DatapointValue,
        .item_name = "member",
};
static const struct shape s_Datapoints = {
        .name = "Datapoints",
        .kind = SHAPE_LIST,
        .item = &s_Datapoint,
        .item_name = "member",
};
static const struct shape s_DatapointsToAlarm = {
        .name = "DatapointsToAlarm",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 1,
};
static const struct shape_member m_DeleteAlarmsInput[] = {
        {"AlarmNames", &s_AlarmNames, true},
};
static const struct shape s_DeleteAlarmsInput = {
        .name = "DeleteAlarmsInput",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeleteAlarmsInput,
        .count = 1,
};
static const struct shape_member m_DescribeAlarmsInput[] = {
        {"AlarmNames", &s_AlarmNames},
        {"AlarmNamePrefix", &s_AlarmNamePrefix},
        {"AlarmTypes", &s_AlarmTypes},
        {"ChildrenOfAlarmName", &s_AlarmName},
        {"ParentsOfAlarmName", &s_AlarmName},
        {"StateValue", &s_StateValue},
        {"ActionPrefix", &s_ActionPrefix},
        {"MaxRecords", &s_MaxRecords},
        {"NextToken", &s_NextToken},
};
static const struct shape s_DescribeAlarmsInput = {
        .name = "DescribeAlarmsInput",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeAlarmsInput,
        .count = 9,
};
static const struct shape_member m_DescribeAlarmsOutput[] = {
        {"CompositeAlarms", &s_CompositeAlarms},
        {"MetricAlarms", &s_MetricAlarms},
        {"NextToken", &s_NextToken},
};
static const struct shape s_DescribeAlarmsOutput = {
        .name = "DescribeAlarmsOutput",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeAlarmsOutput,
        .count = 3,
};
static const struct shape_member m_Dimension[] = {
        {"Name", &s_DimensionName, true},
        {"Value", &s_DimensionValue, true},
};
static const struct shape s_Dimension = {
        .name = "Dimension",
        .kind = SHAPE_STRUCTURE,
        .members = m_Dimension,
        .count = 2,
};
static const struct shape s_DimensionName = {
        .name = "DimensionName",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 255,
};
static const struct shape s_DimensionValue = {
        .name = "DimensionValue",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 1024,
};
static const struct shape s_Dimensions = {
        .name = "Dimensions",
        .kind = SHAPE_LIST,
        .item = &s_Dimension,
        .item_name = "member",
        .has_max = true, .max = 30,
};
static const struct shape s_EvaluateLowSampleCountPercentile = {
        .name = "EvaluateLowSampleCountPercentile",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 255,
};
static const struct shape_member m_EvaluationCriteria[] = {
        {"PromQLCriteria", &s_AlarmPromQLCriteria},
};
static const struct shape s_EvaluationCriteria = {
        .name = "EvaluationCriteria",
        .kind = SHAPE_STRUCTURE,
        .members = m_EvaluationCriteria,
        .count = 1,
};
static const struct shape s_EvaluationInterval = {
        .name = "EvaluationInterval",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 10,
        .has_max = true, .max = 3600,
};
static const struct shape s_EvaluationPeriods = {
        .name = "EvaluationPeriods",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 1,
};
static const char *const e_EvaluationState[] = {
        "PARTIAL_DATA",
        "EVALUATION_FAILURE",
        "EVALUATION_ERROR",
        NULL,
};
static const struct shape s_EvaluationState = {
        .name = "EvaluationState",
        .kind = SHAPE_TEXT,
        .values = e_EvaluationState,
};
static const struct shape s_ExtendedStatistic = {
        .name = "ExtendedStatistic",
        .kind = SHAPE_TEXT,
};
static const struct shape s_ExtendedStatistics = {
        .name = "ExtendedStatistics",
        .kind = SHAPE_LIST,
        .item = &s_ExtendedStatistic,
        .item_name = "member",
        .has_min = true, .min = 1,
        .has_max = true, .max = 10,
};
static const struct shape_member m_GetMetricDataInput[] = {
        {"MetricDataQueries", &s_MetricDataQueries, true},
        {"StartTime", &s_Timestamp, true},
        {"EndTime", &s_Timestamp, true},
        {"NextToken", &s_NextToken},
        {"ScanBy", &s_ScanBy},
        {"MaxDatapoints", &s_GetMetricDataMaxDatapoints},
        {"LabelOptions", &s_LabelOptions},
};
static const struct shape s_GetMetricDataInput = {
        .name = "GetMetricDataInput",
        .kind = SHAPE_STRUCTURE,
        .members = m_GetMetricDataInput,
        .count = 7,
};
static const struct shape s_GetMetricDataLabelTimezone = {
        .name = "GetMetricDataLabelTimezone",
        .kind = SHAPE_TEXT,
};
static const struct shape s_GetMetricDataMaxDatapoints = {
        .name = "GetMetricDataMaxDatapoints",
        .kind = SHAPE_INTEGER,
};
static const struct shape_member m_GetMetricDataOutput[] = {
        {"MetricDataResults", &s_MetricDataResults},
        {"NextToken", &s_NextToken},
        {"Messages", &s_MetricDataResultMessages},
};
static const struct shape s_GetMetricDataOutput = {
        .name = "GetMetricDataOutput",
        .kind = SHAPE_STRUCTURE,
        .members = m_GetMetricDataOutput,
        .count = 3,
};
static const struct shape_member m_GetMetricStatisticsInput[] = {
        {"Namespace", &s_Namespace, true},
        {"MetricName", &s_MetricName, true},
        {"Dimensions", &s_Dimensions},
        {"StartTime", &s_Timestamp, true},
        {"EndTime", &s_Timestamp, true},
        {"Period", &s_Period, true},
        {"Statistics", &s_Statistics},
        {"ExtendedStatistics", &s_ExtendedStatistics},
        {"Unit", &s_StandardUnit},
};
static const struct shape s_GetMetricStatisticsInput = {
        .name = "GetMetricStatisticsInput",
        .kind = SHAPE_STRUCTURE,
        .members = m_GetMetricStatisticsInput,
        .count = 9,
};
static const struct shape_member m_GetMetricStatisticsOutput[] = {
        {"Label", &s_MetricLabel},
        {"Datapoints", &s_Datapoints},
};
static const struct shape s_GetMetricStatisticsOutput = {
        .name = "GetMetricStatisticsOutput",
        .kind = SHAPE_STRUCTURE,
        .members = m_GetMetricStatisticsOutput,
        .count = 2,
};
static const struct shape_member m_LabelOptions[] = {
        {"Timezone", &s_GetMetricDataLabelTimezone},
};
static const struct shape s_LabelOptions = {
        .name = "LabelOptions",
        .kind = SHAPE_STRUCTURE,
        .members = m_LabelOptions,
        .count = 1,
};
static const struct shape s_MaxRecords = {
        .name = "MaxRecords",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 1,
        .has_max = true, .max = 100,
};
static const struct shape_member m_MessageData[] = {
        {"Code", &s_MessageDataCode},
        {"Value", &s_MessageDataValue},
};
static const struct shape s_MessageData = {
        .name = "MessageData",
        .kind = SHAPE_STRUCTURE,
        .members = m_MessageData,
        .count = 2,
};
static const struct shape s_MessageDataCode = {
        .name = "MessageDataCode",
        .kind = SHAPE_TEXT,
};
static const struct shape s_MessageDataValue = {
        .name = "MessageDataValue",
        .kind = SHAPE_TEXT,
};
static const struct shape_member m_Metric[] = {
        {"Namespace", &s_Namespace},
        {"MetricName", &s_MetricName},
        {"Dimensions", &s_Dimensions},
};
static const struct shape s_Metric = {
        .name = "Metric",
        .kind = SHAPE_STRUCTURE,
        .members = m_Metric,
        .count = 3,
};
static const struct shape_member m_MetricAlarm[] = {
        {"AlarmName", &s_AlarmName},
        {"AlarmArn", &s_AlarmArn},
        {"AlarmDescription", &s_AlarmDescription},
        {"AlarmConfigurationUpdatedTimestamp", &s_Timestamp},
        {"ActionsEnabled", &s_ActionsEnabled},
        {"OKActions", &s_ResourceList},
        {"AlarmActions", &s_ResourceList},
        {"InsufficientDataActions", &s_ResourceList},
        {"StateValue", &s_StateValue},
        {"StateReason", &s_StateReason},
        {"StateReasonData", &s_StateReasonData},
        {"StateUpdatedTimestamp", &s_Timestamp},
        {"MetricName", &s_MetricName},
        {"Namespace", &s_Namespace},
        {"Statistic", &s_Statistic},
        {"ExtendedStatistic", &s_ExtendedStatistic},
        {"Dimensions", &s_Dimensions},
        {"Period", &s_Period},
        {"Unit", &s_StandardUnit},
        {"EvaluationPeriods", &s_EvaluationPeriods},
        {"DatapointsToAlarm", &s_DatapointsToAlarm},
        {"Threshold", &s_Threshold},
        {"ComparisonOperator", &s_ComparisonOperator},
        {"TreatMissingData", &s_TreatMissingData},
        {"EvaluateLowSampleCountPercentile", &s_EvaluateLowSampleCountPercentile},
        {"Metrics", &s_MetricDataQueries},
        {"ThresholdMetricId", &s_MetricId},
        {"EvaluationState", &s_EvaluationState},
        {"StateTransitionedTimestamp", &s_Timestamp},
        {"EvaluationCriteria", &s_EvaluationCriteria},
        {"EvaluationInterval", &s_EvaluationInterval},
};
static const struct shape s_MetricAlarm = {
        .name = "MetricAlarm",
        .kind = SHAPE_STRUCTURE,
        .members = m_MetricAlarm,
        .count = 31,
};
static const struct shape s_MetricAlarms = {
        .name = "MetricAlarms",
        .kind = SHAPE_LIST,
        .item = &s_MetricAlarm,
        .item_name = "member",
};
static const struct shape s_MetricDataQueries = {
        .name = "MetricDataQueries",
        .kind = SHAPE_LIST,
        .item = &s_MetricDataQuery,
        .item_name = "member",
};
static const struct shape_member m_MetricDataQuery[] = {
        {"Id", &s_MetricId, true},
        {"MetricStat", &s_MetricStat},
        {"Expression", &s_MetricExpression},
        {"Label", &s_MetricLabel},
        {"ReturnData", &s_ReturnData},
        {"Period", &s_Period},
        {"AccountId", &s_AccountId},
};
static const struct shape s_MetricDataQuery = {
        .name = "MetricDataQuery",
        .kind = SHAPE_STRUCTURE,
        .members = m_MetricDataQuery,
        .count = 7,
};
static const struct shape_member m_MetricDataResult[] = {
        {"Id", &s_MetricId},
        {"Label", &s_MetricLabel},
        {"Timestamps", &s_Timestamps},
        {"Values", &s_DatapointValues},
        {"StatusCode", &s_StatusCode},
        {"Messages", &s_MetricDataResultMessages},
};
static const struct shape s_MetricDataResult = {
        .name = "MetricDataResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_MetricDataResult,
        .count = 6,
};
static const struct shape s_MetricDataResultMessages = {
        .name = "MetricDataResultMessages",
        .kind = SHAPE_LIST,
        .item = &s_MessageData,
        .item_name = "member",
};
static const struct shape s_MetricDataResults = {
        .name = "MetricDataResults",
        .kind = SHAPE_LIST,
        .item = &s_MetricDataResult,
        .item_name = "member",
};
static const struct shape s_MetricExpression = {
        .name = "MetricExpression",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 2048,
};
static const struct shape s_MetricId = {
        .name = "MetricId",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 255,
};
static const struct shape s_MetricLabel = {
        .name = "MetricLabel",
        .kind = SHAPE_TEXT,
};
static const struct shape s_MetricName = {
        .name = "MetricName",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 255,
};
static const struct shape_member m_MetricStat[] = {
        {"Metric", &s_Metric, true},
        {"Period", &s_Period, true},
        {"Stat", &s_Stat, true},
        {"Unit", &s_StandardUnit},
};
static const struct shape s_MetricStat = {
        .name = "MetricStat",
        .kind = SHAPE_STRUCTURE,
        .members = m_MetricStat,
        .count = 4,
};
static const struct shape s_Namespace = {
        .name = "Namespace",
        .kind = SHAPE_TEXT,
        .pattern = "^([^:].*)$",
        .has_min = true, .min = 1,
        .has_max = true, .max = 255,
};
static const struct shape s_NextToken = {
        .name = "NextToken",
        .kind = SHAPE_TEXT,
};
static const struct shape s_PendingPeriod = {
        .name = "PendingPeriod",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 0,
        .has_max = true, .max = 86400,
};
static const struct shape s_Period = {
        .name = "Period",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 1,
};
static const struct shape_member m_PutMetricAlarmInput[] = {
        {"AlarmName", &s_AlarmName, true},
        {"AlarmDescription", &s_AlarmDescription},
        {"ActionsEnabled", &s_ActionsEnabled},
        {"OKActions", &s_ResourceList},
        {"AlarmActions", &s_ResourceList},
        {"InsufficientDataActions", &s_ResourceList},
        {"MetricName", &s_MetricName},
        {"Namespace", &s_Namespace},
        {"Statistic", &s_Statistic},
        {"ExtendedStatistic", &s_ExtendedStatistic},
        {"Dimensions", &s_Dimensions},
        {"Period", &s_Period},
        {"Unit", &s_StandardUnit},
        {"EvaluationPeriods", &s_EvaluationPeriods},
        {"DatapointsToAlarm", &s_DatapointsToAlarm},
        {"Threshold", &s_Threshold},
        {"ComparisonOperator", &s_ComparisonOperator},
        {"TreatMissingData", &s_TreatMissingData},
        {"EvaluateLowSampleCountPercentile", &s_EvaluateLowSampleCountPercentile},
        {"Metrics", &s_MetricDataQueries},
        {"Tags", &s_TagList},
        {"ThresholdMetricId", &s_MetricId},
        {"EvaluationCriteria", &s_EvaluationCriteria},
        {"EvaluationInterval", &s_EvaluationInterval},
};
static const struct shape s_PutMetricAlarmInput = {
        .name = "PutMetricAlarmInput",
        .kind = SHAPE_STRUCTURE,
        .members = m_PutMetricAlarmInput,
        .count = 24,
};
static const struct shape s_Query = {
        .name = "Query",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 10000,
};
static const struct shape s_RecoveryPeriod = {
        .name = "RecoveryPeriod",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 0,
        .has_max = true, .max = 86400,
};
static const struct shape s_ResourceList = {
        .name = "ResourceList",
        .kind = SHAPE_LIST,
        .item = &s_ResourceName,
        .item_name = "member",
        .has_max = true, .max = 5,
};
static const struct shape s_ResourceName = {
        .name = "ResourceName",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 1024,
};
static const struct shape s_ReturnData = {
        .name = "ReturnData",
        .kind = SHAPE_FLAG,
};
static const char *const e_ScanBy[] = {
        "TimestampDescending",
        "TimestampAscending",
        NULL,
};
static const struct shape s_ScanBy = {
        .name = "ScanBy",
        .kind = SHAPE_TEXT,
        .values = e_ScanBy,
};
static const struct shape_member m_SetAlarmStateInput[] = {
        {"AlarmName", &s_AlarmName, true},
        {"StateValue", &s_StateValue, true},
        {"StateReason", &s_StateReason, true},
        {"StateReasonData", &s_StateReasonData},
};
static const struct shape s_SetAlarmStateInput = {
        .name = "SetAlarmStateInput",
        .kind = SHAPE_STRUCTURE,
        .members = m_SetAlarmStateInput,
        .count = 4,
};
static const char *const e_StandardUnit[] = {
        "Seconds",
        "Microseconds",
        "Milliseconds",
        "Bytes",
        "Kilobytes",
        "Megabytes",
        "Gigabytes",
        "Terabytes",
        "Bits",
        "Kilobits",
        "Megabits",
        "Gigabits",
        "Terabits",
        "Percent",
        "Count",
        "Bytes/Second",
        "Kilobytes/Second",
        "Megabytes/Second",
        "Gigabytes/Second",
        "Terabytes/Second",
        "Bits/Second",
        "Kilobits/Second",
        "Megabits/Second",
        "Gigabits/Second",
        "Terabits/Second",
        "Count/Second",
        "None",
        NULL,
};
static const struct shape s_StandardUnit = {
        .name = "StandardUnit",
        .kind = SHAPE_TEXT,
        .values = e_StandardUnit,
};
static const struct shape s_Stat = {
        .name = "Stat",
        .kind = SHAPE_TEXT,
};
static const struct shape s_StateReason = {
        .name = "StateReason",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 0,
        .has_max = true, .max = 1023,
};
static const struct shape s_StateReasonData = {
        .name = "StateReasonData",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 0,
        .has_max = true, .max = 4000,
};
static const char *const e_StateValue[] = {
        "OK",
        "ALARM",
        "INSUFFICIENT_DATA",
        NULL,
};
static const struct shape s_StateValue = {
        .name = "StateValue",
        .kind = SHAPE_TEXT,
        .values = e_StateValue,
};
static const char *const e_Statistic[] = {
        "SampleCount",
        "Average",
        "Sum",
        "Minimum",
        "Maximum",
        NULL,
};
static const struct shape s_Statistic = {
        .name = "Statistic",
        .kind = SHAPE_TEXT,
        .values = e_Statistic,
};
static const struct shape s_Statistics = {
        .name = "Statistics",
        .kind = SHAPE_LIST,
        .item = &s_Statistic,
        .item_name = "member",
        .has_min = true, .min = 1,
        .has_max = true, .max = 5,
};
static const char *const e_StatusCode[] = {
        "Complete",
        "InternalError",
        "PartialData",
        "Forbidden",
        NULL,
};
static const struct shape s_StatusCode = {
        .name = "StatusCode",
        .kind = SHAPE_TEXT,
        .values = e_StatusCode,
};
static const struct shape s_SuppressorPeriod = {
        .name = "SuppressorPeriod",
        .kind = SHAPE_INTEGER,
};
static const struct shape_member m_Tag[] = {
        {"Key", &s_TagKey, true},
        {"Value", &s_TagValue, true},
};
static const struct shape s_Tag = {
        .name = "Tag",
        .kind = SHAPE_STRUCTURE,
        .members = m_Tag,
        .count = 2,
};
static const struct shape s_TagKey = {
        .name = "TagKey",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 128,
};
static const struct shape s_TagList = {
        .name = "TagList",
        .kind = SHAPE_LIST,
        .item = &s_Tag,
        .item_name = "member",
};
static const struct shape s_TagValue = {
        .name = "TagValue",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 0,
        .has_max = true, .max = 256,
};
static const struct shape s_Threshold = {
        .name = "Threshold",
        .kind = SHAPE_REAL,
};
static const struct shape s_Timestamp = {
        .name = "Timestamp",
        .kind = SHAPE_TIME,
};
static const struct shape s_Timestamps = {
        .name = "Timestamps",
        .kind = SHAPE_LIST,
        .item = &s_Timestamp,
        .item_name = "member",
};
static const struct shape s_TreatMissingData = {
        .name = "TreatMissingData",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 255,
};

static const struct shape_error errors_DeleteAlarms[] = {
        {"ResourceNotFound", "ResourceNotFound", 404, "message"},
        {0},
};

static const struct shape_error errors_DescribeAlarms[] = {
        {"InvalidNextToken", "InvalidNextToken", 400, "message"},
        {0},
};

static const struct shape_error errors_GetMetricData[] = {
        {"InvalidNextToken", "InvalidNextToken", 400, "message"},
        {0},
};

static const struct shape_error errors_GetMetricStatistics[] = {
        {"InvalidParameterValueException", "InvalidParameterValue", 400, "message"},
        {"MissingRequiredParameterException", "MissingParameter", 400, "message"},
        {"InvalidParameterCombinationException", "InvalidParameterCombination", 400, "message"},
        {"InternalServiceFault", "InternalServiceError", 500, "Message"},
        {0},
};

static const struct shape_error errors_PutMetricAlarm[] = {
        {"LimitExceededFault", "LimitExceeded", 400, "message"},
        {0},
};

static const struct shape_error errors_SetAlarmState[] = {
        {"ResourceNotFound", "ResourceNotFound", 404, "message"},
        {"InvalidFormatFault", "InvalidFormat", 400, "message"},
        {0},
};

static const struct shape_operation operations[] = {
        {"DeleteAlarms", &s_DeleteAlarmsInput, NULL, errors_DeleteAlarms},
        {"DescribeAlarms", &s_DescribeAlarmsInput, &s_DescribeAlarmsOutput, errors_DescribeAlarms},
        {"GetMetricData", &s_GetMetricDataInput, &s_GetMetricDataOutput, errors_GetMetricData},
        {"GetMetricStatistics", &s_GetMetricStatisticsInput, &s_GetMetricStatisticsOutput, errors_GetMetricStatistics},
        {"PutMetricAlarm", &s_PutMetricAlarmInput, NULL, errors_PutMetricAlarm},
        {"SetAlarmState", &s_SetAlarmStateInput, NULL, errors_SetAlarmState},
};

const struct shape_service shapes_cloudwatch = {
        .name = "cloudwatch",
        .signing = "monitoring",
        .query = true,
        .json = true,
        .cbor = true,
        .version = "2010-08-01",
        .xmlns = "http://monitoring.amazonaws.com/doc/2010-08-01/",
        .target = "GraniteServiceVersion20100801",
        .operations = operations,
        .count = 6,
};
