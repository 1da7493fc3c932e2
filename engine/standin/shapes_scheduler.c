/*
 * Scheduler's shapes, API version 2021-06-30.
 * Made by scripts/generate-shapes from botocore's model: do not edit.
 */
/* clang-format off */
#include "engine/standin/shapes.h"

#include <stddef.h>

static const struct shape s_ActionAfterCompletion;
static const struct shape s_AssignPublicIp;
static const struct shape s_AwsVpcConfiguration;
static const struct shape s_CapacityProvider;
static const struct shape s_CapacityProviderStrategy;
static const struct shape s_CapacityProviderStrategyItem;
static const struct shape s_CapacityProviderStrategyItemBase;
static const struct shape s_CapacityProviderStrategyItemWeight;
static const struct shape s_ClientToken;
static const struct shape s_CreateScheduleInput;
static const struct shape s_CreateScheduleOutput;
static const struct shape s_CreationDate;
static const struct shape s_DeadLetterConfig;
static const struct shape s_DeadLetterConfigArnString;
static const struct shape s_DeleteScheduleInput;
static const struct shape s_DeleteScheduleOutput;
static const struct shape s_Description;
static const struct shape s_DetailType;
static const struct shape s_EcsParameters;
static const struct shape s_EnableECSManagedTags;
static const struct shape s_EnableExecuteCommand;
static const struct shape s_EndDate;
static const struct shape s_EventBridgeParameters;
static const struct shape s_FlexibleTimeWindow;
static const struct shape s_FlexibleTimeWindowMode;
static const struct shape s_GetScheduleInput;
static const struct shape s_GetScheduleOutput;
static const struct shape s_Group;
static const struct shape s_KinesisParameters;
static const struct shape s_KmsKeyArn;
static const struct shape s_LastModificationDate;
static const struct shape s_LaunchType;
static const struct shape s_ListSchedulesInput;
static const struct shape s_ListSchedulesOutput;
static const struct shape s_MaxResults;
static const struct shape s_MaximumEventAgeInSeconds;
static const struct shape s_MaximumRetryAttempts;
static const struct shape s_MaximumWindowInMinutes;
static const struct shape s_MessageGroupId;
static const struct shape s_Name;
static const struct shape s_NamePrefix;
static const struct shape s_NetworkConfiguration;
static const struct shape s_NextToken;
static const struct shape s_PlacementConstraint;
static const struct shape s_PlacementConstraintExpression;
static const struct shape s_PlacementConstraintType;
static const struct shape s_PlacementConstraints;
static const struct shape s_PlacementStrategies;
static const struct shape s_PlacementStrategy;
static const struct shape s_PlacementStrategyField;
static const struct shape s_PlacementStrategyType;
static const struct shape s_PlatformVersion;
static const struct shape s_PropagateTags;
static const struct shape s_ReferenceId;
static const struct shape s_RetryPolicy;
static const struct shape s_RoleArn;
static const struct shape s_SageMakerPipelineParameter;
static const struct shape s_SageMakerPipelineParameterList;
static const struct shape s_SageMakerPipelineParameterName;
static const struct shape s_SageMakerPipelineParameterValue;
static const struct shape s_SageMakerPipelineParameters;
static const struct shape s_ScheduleArn;
static const struct shape s_ScheduleExpression;
static const struct shape s_ScheduleExpressionTimezone;
static const struct shape s_ScheduleGroupName;
static const struct shape s_ScheduleList;
static const struct shape s_ScheduleState;
static const struct shape s_ScheduleSummary;
static const struct shape s_SecurityGroup;
static const struct shape s_SecurityGroups;
static const struct shape s_Source;
static const struct shape s_SqsParameters;
static const struct shape s_StartDate;
static const struct shape s_Subnet;
static const struct shape s_Subnets;
static const struct shape s_TagMap;
static const struct shape s_TagValue;
static const struct shape s_Tags;
static const struct shape s_Target;
static const struct shape s_TargetArn;
static const struct shape s_TargetInput;
static const struct shape s_TargetPartitionKey;
static const struct shape s_TargetSummary;
static const struct shape s_TaskCount;
static const struct shape s_TaskDefinitionArn;

static const char *const e_ActionAfterCompletion[] = {
        "NONE",
        "DELETE",
        NULL,
};
static const struct shape s_ActionAfterCompletion = {
        .name = "ActionAfterCompletion",
        .kind = SHAPE_TEXT,
        .values = e_ActionAfterCompletion,
};
static const char *const e_AssignPublicIp[] = {
        "ENABLED",
        "DISABLED",
        NULL,
};
static const struct shape s_AssignPublicIp = {
        .name = "AssignPublicIp",
        .kind = SHAPE_TEXT,
        .values = e_AssignPublicIp,
};
static const struct shape_member m_AwsVpcConfiguration[] = {
        {"AssignPublicIp", &s_AssignPublicIp},
        {"SecurityGroups", &s_SecurityGroups},
        {"Subnets", &s_Subnets, true},
};
static const struct shape s_AwsVpcConfiguration = {
        .name = "AwsVpcConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_AwsVpcConfiguration,
        .count = 3,
};
static const struct shape s_CapacityProvider = {
        .name = "CapacityProvider",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 255,
};
static const struct shape s_CapacityProviderStrategy = {
        .name = "CapacityProviderStrategy",
        .kind = SHAPE_LIST,
        .item = &s_CapacityProviderStrategyItem,
        .item_name = "member",
        .has_min = true, .min = 0,
        .has_max = true, .max = 6,
};
static const struct shape_member m_CapacityProviderStrategyItem[] = {
        {"base", &s_CapacityProviderStrategyItemBase},
        {"capacityProvider", &s_CapacityProvider, true},
        {"weight", &s_CapacityProviderStrategyItemWeight},
};
static const struct shape s_CapacityProviderStrategyItem = {
        .name = "CapacityProviderStrategyItem",
        .kind = SHAPE_STRUCTURE,
        .members = m_CapacityProviderStrategyItem,
        .count = 3,
};
static const struct shape s_CapacityProviderStrategyItemBase = {
        .name = "CapacityProviderStrategyItemBase",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 0,
        .has_max = true, .max = 100000,
};
static const struct shape s_CapacityProviderStrategyItemWeight = {
        .name = "CapacityProviderStrategyItemWeight",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 0,
        .has_max = true, .max = 1000,
};
static const struct shape s_ClientToken = {
        .name = "ClientToken",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 64,
};
static const struct shape_member m_CreateScheduleInput[] = {
        {"ActionAfterCompletion", &s_ActionAfterCompletion},
        {"ClientToken", &s_ClientToken},
        {"Description", &s_Description},
        {"EndDate", &s_EndDate},
        {"FlexibleTimeWindow", &s_FlexibleTimeWindow, true},
        {"GroupName", &s_ScheduleGroupName},
        {"KmsKeyArn", &s_KmsKeyArn},
        {"Name", &s_Name, true, IN_PATH, "Name"},
        {"ScheduleExpression", &s_ScheduleExpression, true},
        {"ScheduleExpressionTimezone", &s_ScheduleExpressionTimezone},
        {"StartDate", &s_StartDate},
        {"State", &s_ScheduleState},
        {"Target", &s_Target, true},
};
static const struct shape s_CreateScheduleInput = {
        .name = "CreateScheduleInput",
        .kind = SHAPE_STRUCTURE,
        .members = m_CreateScheduleInput,
        .count = 13,
};
static const struct shape_member m_CreateScheduleOutput[] = {
        {"ScheduleArn", &s_ScheduleArn, true},
};
static const struct shape s_CreateScheduleOutput = {
        .name = "CreateScheduleOutput",
        .kind = SHAPE_STRUCTURE,
        .members = m_CreateScheduleOutput,
        .count = 1,
};
static const struct shape s_CreationDate = {
        .name = "CreationDate",
        .kind = SHAPE_TIME,
};
static const struct shape_member m_DeadLetterConfig[] = {
        {"Arn", &s_DeadLetterConfigArnString},
};
static const struct shape s_DeadLetterConfig = {
        .name = "DeadLetterConfig",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeadLetterConfig,
        .count = 1,
};
static const struct shape s_DeadLetterConfigArnString = {
        .name = "DeadLetterConfigArnString",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 1600,
};
static const struct shape_member m_DeleteScheduleInput[] = {
        {"ClientToken", &s_ClientToken, false, IN_QUERY, "clientToken"},
        {"GroupName", &s_ScheduleGroupName, false, IN_QUERY, "groupName"},
        {"Name", &s_Name, true, IN_PATH, "Name"},
};
static const struct shape s_DeleteScheduleInput = {
        .name = "DeleteScheduleInput",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeleteScheduleInput,
        .count = 3,
};
static const struct shape s_DeleteScheduleOutput = {
        .name = "DeleteScheduleOutput",
        .kind = SHAPE_STRUCTURE,
};
static const struct shape s_Description = {
        .name = "Description",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 0,
        .has_max = true, .max = 512,
};
static const struct shape s_DetailType = {
        .name = "DetailType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 128,
};
static const struct shape_member m_EcsParameters[] = {
        {"CapacityProviderStrategy", &s_CapacityProviderStrategy},
        {"EnableECSManagedTags", &s_EnableECSManagedTags},
        {"EnableExecuteCommand", &s_EnableExecuteCommand},
        {"Group", &s_Group},
        {"LaunchType", &s_LaunchType},
        {"NetworkConfiguration", &s_NetworkConfiguration},
        {"PlacementConstraints", &s_PlacementConstraints},
        {"PlacementStrategy", &s_PlacementStrategies},
        {"PlatformVersion", &s_PlatformVersion},
        {"PropagateTags", &s_PropagateTags},
        {"ReferenceId", &s_ReferenceId},
        {"Tags", &s_Tags},
        {"TaskCount", &s_TaskCount},
        {"TaskDefinitionArn", &s_TaskDefinitionArn, true},
};
static const struct shape s_EcsParameters = {
        .name = "EcsParameters",
        .kind = SHAPE_STRUCTURE,
        .members = m_EcsParameters,
        .count = 14,
};
static const struct shape s_EnableECSManagedTags = {
        .name = "EnableECSManagedTags",
        .kind = SHAPE_FLAG,
};
static const struct shape s_EnableExecuteCommand = {
        .name = "EnableExecuteCommand",
        .kind = SHAPE_FLAG,
};
static const struct shape s_EndDate = {
        .name = "EndDate",
        .kind = SHAPE_TIME,
};
static const struct shape_member m_EventBridgeParameters[] = {
        {"DetailType", &s_DetailType, true},
        {"Source", &s_Source, true},
};
static const struct shape s_EventBridgeParameters = {
        .name = "EventBridgeParameters",
        .kind = SHAPE_STRUCTURE,
        .members = m_EventBridgeParameters,
        .count = 2,
};
static const struct shape_member m_FlexibleTimeWindow[] = {
        {"MaximumWindowInMinutes", &s_MaximumWindowInMinutes},
        {"Mode", &s_FlexibleTimeWindowMode, true},
};
static const struct shape s_FlexibleTimeWindow = {
        .name = "FlexibleTimeWindow",
        .kind = SHAPE_STRUCTURE,
        .members = m_FlexibleTimeWindow,
        .count = 2,
};
static const char *const e_FlexibleTimeWindowMode[] = {
        "OFF",
        "FLEXIBLE",
        NULL,
};
static const struct shape s_FlexibleTimeWindowMode = {
        .name = "FlexibleTimeWindowMode",
        .kind = SHAPE_TEXT,
        .values = e_FlexibleTimeWindowMode,
};
static const struct shape_member m_GetScheduleInput[] = {
        {"GroupName", &s_ScheduleGroupName, false, IN_QUERY, "groupName"},
        {"Name", &s_Name, true, IN_PATH, "Name"},
};
static const struct shape s_GetScheduleInput = {
        .name = "GetScheduleInput",
        .kind = SHAPE_STRUCTURE,
        .members = m_GetScheduleInput,
        .count = 2,
};
static const struct shape_member m_GetScheduleOutput[] = {
        {"ActionAfterCompletion", &s_ActionAfterCompletion},
        {"Arn", &s_ScheduleArn},
        {"CreationDate", &s_CreationDate},
        {"Description", &s_Description},
        {"EndDate", &s_EndDate},
        {"FlexibleTimeWindow", &s_FlexibleTimeWindow},
        {"GroupName", &s_ScheduleGroupName},
        {"KmsKeyArn", &s_KmsKeyArn},
        {"LastModificationDate", &s_LastModificationDate},
        {"Name", &s_Name},
        {"ScheduleExpression", &s_ScheduleExpression},
        {"ScheduleExpressionTimezone", &s_ScheduleExpressionTimezone},
        {"StartDate", &s_StartDate},
        {"State", &s_ScheduleState},
        {"Target", &s_Target},
};
static const struct shape s_GetScheduleOutput = {
        .name = "GetScheduleOutput",
        .kind = SHAPE_STRUCTURE,
        .members = m_GetScheduleOutput,
        .count = 15,
};
static const struct shape s_Group = {
        .name = "Group",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 255,
};
static const struct shape_member m_KinesisParameters[] = {
        {"PartitionKey", &s_TargetPartitionKey, true},
};
static const struct shape s_KinesisParameters = {
        .name = "KinesisParameters",
        .kind = SHAPE_STRUCTURE,
        .members = m_KinesisParameters,
        .count = 1,
};
static const struct shape s_KmsKeyArn = {
        .name = "KmsKeyArn",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 2048,
};
static const struct shape s_LastModificationDate = {
        .name = "LastModificationDate",
        .kind = SHAPE_TIME,
};
static const char *const e_LaunchType[] = {
        "EC2",
        "FARGATE",
        "EXTERNAL",
        NULL,
};
static const struct shape s_LaunchType = {
        .name = "LaunchType",
        .kind = SHAPE_TEXT,
        .values = e_LaunchType,
};
static const struct shape_member m_ListSchedulesInput[] = {
        {"GroupName", &s_ScheduleGroupName, false, IN_QUERY, "ScheduleGroup"},
        {"MaxResults", &s_MaxResults, false, IN_QUERY, "MaxResults"},
        {"NamePrefix", &s_NamePrefix, false, IN_QUERY, "NamePrefix"},
        {"NextToken", &s_NextToken, false, IN_QUERY, "NextToken"},
        {"State", &s_ScheduleState, false, IN_QUERY, "State"},
};
static const struct shape s_ListSchedulesInput = {
        .name = "ListSchedulesInput",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListSchedulesInput,
        .count = 5,
};
static const struct shape_member m_ListSchedulesOutput[] = {
        {"NextToken", &s_NextToken},
        {"Schedules", &s_ScheduleList, true},
};
static const struct shape s_ListSchedulesOutput = {
        .name = "ListSchedulesOutput",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListSchedulesOutput,
        .count = 2,
};
static const struct shape s_MaxResults = {
        .name = "MaxResults",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 1,
        .has_max = true, .max = 100,
};
static const struct shape s_MaximumEventAgeInSeconds = {
        .name = "MaximumEventAgeInSeconds",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 60,
        .has_max = true, .max = 86400,
};
static const struct shape s_MaximumRetryAttempts = {
        .name = "MaximumRetryAttempts",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 0,
        .has_max = true, .max = 185,
};
static const struct shape s_MaximumWindowInMinutes = {
        .name = "MaximumWindowInMinutes",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 1,
        .has_max = true, .max = 1440,
};
static const struct shape s_MessageGroupId = {
        .name = "MessageGroupId",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 128,
};
static const struct shape s_Name = {
        .name = "Name",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 64,
};
static const struct shape s_NamePrefix = {
        .name = "NamePrefix",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 64,
};
static const struct shape_member m_NetworkConfiguration[] = {
        {"awsvpcConfiguration", &s_AwsVpcConfiguration},
};
static const struct shape s_NetworkConfiguration = {
        .name = "NetworkConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_NetworkConfiguration,
        .count = 1,
};
static const struct shape s_NextToken = {
        .name = "NextToken",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 2048,
};
static const struct shape_member m_PlacementConstraint[] = {
        {"expression", &s_PlacementConstraintExpression},
        {"type", &s_PlacementConstraintType},
};
static const struct shape s_PlacementConstraint = {
        .name = "PlacementConstraint",
        .kind = SHAPE_STRUCTURE,
        .members = m_PlacementConstraint,
        .count = 2,
};
static const struct shape s_PlacementConstraintExpression = {
        .name = "PlacementConstraintExpression",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 0,
        .has_max = true, .max = 2000,
};
static const char *const e_PlacementConstraintType[] = {
        "distinctInstance",
        "memberOf",
        NULL,
};
static const struct shape s_PlacementConstraintType = {
        .name = "PlacementConstraintType",
        .kind = SHAPE_TEXT,
        .values = e_PlacementConstraintType,
};
static const struct shape s_PlacementConstraints = {
        .name = "PlacementConstraints",
        .kind = SHAPE_LIST,
        .item = &s_PlacementConstraint,
        .item_name = "member",
        .has_min = true, .min = 0,
        .has_max = true, .max = 10,
};
static const struct shape s_PlacementStrategies = {
        .name = "PlacementStrategies",
        .kind = SHAPE_LIST,
        .item = &s_PlacementStrategy,
        .item_name = "member",
        .has_min = true, .min = 0,
        .has_max = true, .max = 5,
};
static const struct shape_member m_PlacementStrategy[] = {
        {"field", &s_PlacementStrategyField},
        {"type", &s_PlacementStrategyType},
};
static const struct shape s_PlacementStrategy = {
        .name = "PlacementStrategy",
        .kind = SHAPE_STRUCTURE,
        .members = m_PlacementStrategy,
        .count = 2,
};
static const struct shape s_PlacementStrategyField = {
        .name = "PlacementStrategyField",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 0,
        .has_max = true, .max = 255,
};
static const char *const e_PlacementStrategyType[] = {
        "random",
        "spread",
        "binpack",
        NULL,
};
static const struct shape s_PlacementStrategyType = {
        .name = "PlacementStrategyType",
        .kind = SHAPE_TEXT,
        .values = e_PlacementStrategyType,
};
static const struct shape s_PlatformVersion = {
        .name = "PlatformVersion",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 64,
};
static const char *const e_PropagateTags[] = {
        "TASK_DEFINITION",
        NULL,
};
static const struct shape s_PropagateTags = {
        .name = "PropagateTags",
        .kind = SHAPE_TEXT,
        .values = e_PropagateTags,
};
static const struct shape s_ReferenceId = {
        .name = "ReferenceId",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 0,
        .has_max = true, .max = 1024,
};
static const struct shape_member m_RetryPolicy[] = {
        {"MaximumEventAgeInSeconds", &s_MaximumEventAgeInSeconds},
        {"MaximumRetryAttempts", &s_MaximumRetryAttempts},
};
static const struct shape s_RetryPolicy = {
        .name = "RetryPolicy",
        .kind = SHAPE_STRUCTURE,
        .members = m_RetryPolicy,
        .count = 2,
};
static const struct shape s_RoleArn = {
        .name = "RoleArn",
        .kind = SHAPE_TEXT,
        .pattern = "^arn:aws(-[a-z]+)?:iam::[0-9]{12}:role/[a-zA-Z0-9_+=,.@/-]+$",
        .has_min = true, .min = 1,
        .has_max = true, .max = 1600,
};
static const struct shape_member m_SageMakerPipelineParameter[] = {
        {"Name", &s_SageMakerPipelineParameterName, true},
        {"Value", &s_SageMakerPipelineParameterValue, true},
};
static const struct shape s_SageMakerPipelineParameter = {
        .name = "SageMakerPipelineParameter",
        .kind = SHAPE_STRUCTURE,
        .members = m_SageMakerPipelineParameter,
        .count = 2,
};
static const struct shape s_SageMakerPipelineParameterList = {
        .name = "SageMakerPipelineParameterList",
        .kind = SHAPE_LIST,
        .item = &s_SageMakerPipelineParameter,
        .item_name = "member",
        .has_min = true, .min = 0,
        .has_max = true, .max = 200,
};
static const struct shape s_SageMakerPipelineParameterName = {
        .name = "SageMakerPipelineParameterName",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 256,
};
static const struct shape s_SageMakerPipelineParameterValue = {
        .name = "SageMakerPipelineParameterValue",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 1024,
};
static const struct shape_member m_SageMakerPipelineParameters[] = {
        {"PipelineParameterList", &s_SageMakerPipelineParameterList},
};
static const struct shape s_SageMakerPipelineParameters = {
        .name = "SageMakerPipelineParameters",
        .kind = SHAPE_STRUCTURE,
        .members = m_SageMakerPipelineParameters,
        .count = 1,
};
static const struct shape s_ScheduleArn = {
        .name = "ScheduleArn",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 1224,
};
static const struct shape s_ScheduleExpression = {
        .name = "ScheduleExpression",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 256,
};
static const struct shape s_ScheduleExpressionTimezone = {
        .name = "ScheduleExpressionTimezone",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 50,
};
static const struct shape s_ScheduleGroupName = {
        .name = "ScheduleGroupName",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 64,
};
static const struct shape s_ScheduleList = {
        .name = "ScheduleList",
        .kind = SHAPE_LIST,
        .item = &s_ScheduleSummary,
        .item_name = "member",
};
static const char *const e_ScheduleState[] = {
        "ENABLED",
        "DISABLED",
        NULL,
};
static const struct shape s_ScheduleState = {
        .name = "ScheduleState",
        .kind = SHAPE_TEXT,
        .values = e_ScheduleState,
};
static const struct shape_member m_ScheduleSummary[] = {
        {"Arn", &s_ScheduleArn},
        {"CreationDate", &s_CreationDate},
        {"GroupName", &s_ScheduleGroupName},
        {"LastModificationDate", &s_LastModificationDate},
        {"Name", &s_Name},
        {"State", &s_ScheduleState},
        {"Target", &s_TargetSummary},
};
static const struct shape s_ScheduleSummary = {
        .name = "ScheduleSummary",
        .kind = SHAPE_STRUCTURE,
        .members = m_ScheduleSummary,
        .count = 7,
};
static const struct shape s_SecurityGroup = {
        .name = "SecurityGroup",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 1000,
};
static const struct shape s_SecurityGroups = {
        .name = "SecurityGroups",
        .kind = SHAPE_LIST,
        .item = &s_SecurityGroup,
        .item_name = "member",
        .has_min = true, .min = 1,
        .has_max = true, .max = 5,
};
static const struct shape s_Source = {
        .name = "Source",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 256,
};
static const struct shape_member m_SqsParameters[] = {
        {"MessageGroupId", &s_MessageGroupId},
};
static const struct shape s_SqsParameters = {
        .name = "SqsParameters",
        .kind = SHAPE_STRUCTURE,
        .members = m_SqsParameters,
        .count = 1,
};
static const struct shape s_StartDate = {
        .name = "StartDate",
        .kind = SHAPE_TIME,
};
static const struct shape s_Subnet = {
        .name = "Subnet",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 1000,
};
static const struct shape s_Subnets = {
        .name = "Subnets",
        .kind = SHAPE_LIST,
        .item = &s_Subnet,
        .item_name = "member",
        .has_min = true, .min = 1,
        .has_max = true, .max = 16,
};
static const struct shape s_TagMap = {
        .name = "TagMap",
        .kind = SHAPE_MAP,
        .item = &s_TagValue,
};
static const struct shape s_TagValue = {
        .name = "TagValue",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 256,
};
static const struct shape s_Tags = {
        .name = "Tags",
        .kind = SHAPE_LIST,
        .item = &s_TagMap,
        .item_name = "member",
        .has_min = true, .min = 0,
        .has_max = true, .max = 50,
};
static const struct shape_member m_Target[] = {
        {"Arn", &s_TargetArn, true},
        {"DeadLetterConfig", &s_DeadLetterConfig},
        {"EcsParameters", &s_EcsParameters},
        {"EventBridgeParameters", &s_EventBridgeParameters},
        {"Input", &s_TargetInput},
        {"KinesisParameters", &s_KinesisParameters},
        {"RetryPolicy", &s_RetryPolicy},
        {"RoleArn", &s_RoleArn, true},
        {"SageMakerPipelineParameters", &s_SageMakerPipelineParameters},
        {"SqsParameters", &s_SqsParameters},
};
static const struct shape s_Target = {
        .name = "Target",
        .kind = SHAPE_STRUCTURE,
        .members = m_Target,
        .count = 10,
};
static const struct shape s_TargetArn = {
        .name = "TargetArn",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 1600,
};
static const struct shape s_TargetInput = {
        .name = "TargetInput",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
};
static const struct shape s_TargetPartitionKey = {
        .name = "TargetPartitionKey",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 256,
};
static const struct shape_member m_TargetSummary[] = {
        {"Arn", &s_TargetArn, true},
};
static const struct shape s_TargetSummary = {
        .name = "TargetSummary",
        .kind = SHAPE_STRUCTURE,
        .members = m_TargetSummary,
        .count = 1,
};
static const struct shape s_TaskCount = {
        .name = "TaskCount",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 1,
        .has_max = true, .max = 10,
};
static const struct shape s_TaskDefinitionArn = {
        .name = "TaskDefinitionArn",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 1600,
};

static const struct shape_error errors_CreateSchedule[] = {
        {"ServiceQuotaExceededException", "ServiceQuotaExceededException", 402, "Message"},
        {"ValidationException", "ValidationException", 400, "Message"},
        {"InternalServerException", "InternalServerException", 500, "Message"},
        {"ConflictException", "ConflictException", 409, "Message"},
        {"ResourceNotFoundException", "ResourceNotFoundException", 404, "Message"},
        {"ThrottlingException", "ThrottlingException", 429, "Message"},
        {0},
};

static const struct shape_error errors_DeleteSchedule[] = {
        {"ValidationException", "ValidationException", 400, "Message"},
        {"InternalServerException", "InternalServerException", 500, "Message"},
        {"ConflictException", "ConflictException", 409, "Message"},
        {"ResourceNotFoundException", "ResourceNotFoundException", 404, "Message"},
        {"ThrottlingException", "ThrottlingException", 429, "Message"},
        {0},
};

static const struct shape_error errors_GetSchedule[] = {
        {"ValidationException", "ValidationException", 400, "Message"},
        {"InternalServerException", "InternalServerException", 500, "Message"},
        {"ResourceNotFoundException", "ResourceNotFoundException", 404, "Message"},
        {"ThrottlingException", "ThrottlingException", 429, "Message"},
        {0},
};

static const struct shape_error errors_ListSchedules[] = {
        {"ValidationException", "ValidationException", 400, "Message"},
        {"InternalServerException", "InternalServerException", 500, "Message"},
        {"ResourceNotFoundException", "ResourceNotFoundException", 404, "Message"},
        {"ThrottlingException", "ThrottlingException", 429, "Message"},
        {0},
};

static const struct shape_operation operations[] = {
        {"CreateSchedule", &s_CreateScheduleInput, &s_CreateScheduleOutput, errors_CreateSchedule, "POST", "/schedules/{Name}"},
        {"DeleteSchedule", &s_DeleteScheduleInput, &s_DeleteScheduleOutput, errors_DeleteSchedule, "DELETE", "/schedules/{Name}"},
        {"GetSchedule", &s_GetScheduleInput, &s_GetScheduleOutput, errors_GetSchedule, "GET", "/schedules/{Name}"},
        {"ListSchedules", &s_ListSchedulesInput, &s_ListSchedulesOutput, errors_ListSchedules, "GET", "/schedules"},
};

const struct shape_service shapes_scheduler = {
        .name = "scheduler",
        .signing = "scheduler",
        .rest = true,
        .version = "2021-06-30",
        .xmlns = "",
        .target = "",
        .operations = operations,
        .count = 4,
};
