/*
 * EventBridge's shapes, API version 2015-10-07.
 * Made by scripts/generate-shapes from botocore's model: do not edit.
 */
/* clang-format off */
#include "engine/standin/shapes.h"

#include <stddef.h>

static const struct shape s_AppSyncParameters;
static const struct shape s_Arn;
static const struct shape s_AssignPublicIp;
static const struct shape s_AwsVpcConfiguration;
static const struct shape s_BatchArrayProperties;
static const struct shape s_BatchParameters;
static const struct shape s_BatchRetryStrategy;
static const struct shape s_Boolean;
static const struct shape s_CapacityProvider;
static const struct shape s_CapacityProviderStrategy;
static const struct shape s_CapacityProviderStrategyItem;
static const struct shape s_CapacityProviderStrategyItemBase;
static const struct shape s_CapacityProviderStrategyItemWeight;
static const struct shape s_CreatedBy;
static const struct shape s_Database;
static const struct shape s_DbUser;
static const struct shape s_DeadLetterConfig;
static const struct shape s_DeleteRuleRequest;
static const struct shape s_DescribeRuleRequest;
static const struct shape s_DescribeRuleResponse;
static const struct shape s_EcsParameters;
static const struct shape s_ErrorCode;
static const struct shape s_ErrorMessage;
static const struct shape s_EventBus;
static const struct shape s_EventBusDescription;
static const struct shape s_EventBusList;
static const struct shape s_EventBusName;
static const struct shape s_EventBusNameOrArn;
static const struct shape s_EventPattern;
static const struct shape s_GraphQLOperation;
static const struct shape s_HeaderParametersMap;
static const struct shape s_HeaderValue;
static const struct shape s_HttpParameters;
static const struct shape s_InputTransformer;
static const struct shape s_Integer;
static const struct shape s_KinesisParameters;
static const struct shape s_LaunchType;
static const struct shape s_LimitMax100;
static const struct shape s_LimitMin1;
static const struct shape s_ListEventBusesRequest;
static const struct shape s_ListEventBusesResponse;
static const struct shape s_ListRuleNamesByTargetRequest;
static const struct shape s_ListRuleNamesByTargetResponse;
static const struct shape s_ListRulesRequest;
static const struct shape s_ListRulesResponse;
static const struct shape s_ListTargetsByRuleRequest;
static const struct shape s_ListTargetsByRuleResponse;
static const struct shape s_ManagedBy;
static const struct shape s_MaximumEventAgeInSeconds;
static const struct shape s_MaximumRetryAttempts;
static const struct shape s_MessageGroupId;
static const struct shape s_NetworkConfiguration;
static const struct shape s_NextToken;
static const struct shape s_PathParameter;
static const struct shape s_PathParameterList;
static const struct shape s_PlacementConstraint;
static const struct shape s_PlacementConstraintExpression;
static const struct shape s_PlacementConstraintType;
static const struct shape s_PlacementConstraints;
static const struct shape s_PlacementStrategies;
static const struct shape s_PlacementStrategy;
static const struct shape s_PlacementStrategyField;
static const struct shape s_PlacementStrategyType;
static const struct shape s_PropagateTags;
static const struct shape s_PutRuleRequest;
static const struct shape s_PutRuleResponse;
static const struct shape s_PutTargetsRequest;
static const struct shape s_PutTargetsResponse;
static const struct shape s_PutTargetsResultEntry;
static const struct shape s_PutTargetsResultEntryList;
static const struct shape s_QueryStringParametersMap;
static const struct shape s_QueryStringValue;
static const struct shape s_RedshiftDataParameters;
static const struct shape s_RedshiftSecretManagerArn;
static const struct shape s_ReferenceId;
static const struct shape s_RemoveTargetsRequest;
static const struct shape s_RemoveTargetsResponse;
static const struct shape s_RemoveTargetsResultEntry;
static const struct shape s_RemoveTargetsResultEntryList;
static const struct shape s_ResourceArn;
static const struct shape s_RetryPolicy;
static const struct shape s_RoleArn;
static const struct shape s_Rule;
static const struct shape s_RuleArn;
static const struct shape s_RuleDescription;
static const struct shape s_RuleName;
static const struct shape s_RuleNameList;
static const struct shape s_RuleResponseList;
static const struct shape s_RuleState;
static const struct shape s_RunCommandParameters;
static const struct shape s_RunCommandTarget;
static const struct shape s_RunCommandTargetKey;
static const struct shape s_RunCommandTargetValue;
static const struct shape s_RunCommandTargetValues;
static const struct shape s_RunCommandTargets;
static const struct shape s_SageMakerPipelineParameter;
static const struct shape s_SageMakerPipelineParameterList;
static const struct shape s_SageMakerPipelineParameterName;
static const struct shape s_SageMakerPipelineParameterValue;
static const struct shape s_SageMakerPipelineParameters;
static const struct shape s_ScheduleExpression;
static const struct shape s_Sql;
static const struct shape s_Sqls;
static const struct shape s_SqsParameters;
static const struct shape s_StatementName;
static const struct shape s_String;
static const struct shape s_StringList;
static const struct shape s_Tag;
static const struct shape s_TagKey;
static const struct shape s_TagList;
static const struct shape s_TagValue;
static const struct shape s_Target;
static const struct shape s_TargetArn;
static const struct shape s_TargetId;
static const struct shape s_TargetIdList;
static const struct shape s_TargetInput;
static const struct shape s_TargetInputPath;
static const struct shape s_TargetList;
static const struct shape s_TargetPartitionKeyPath;
static const struct shape s_Timestamp;
static const struct shape s_TransformerInput;
static const struct shape s_TransformerPaths;

static const struct shape_member m_AppSyncParameters[] = {
        {"GraphQLOperation", &s_GraphQLOperation},
};
static const struct shape s_AppSyncParameters = {
        .name = "AppSyncParameters",
        .kind = SHAPE_STRUCTURE,
        .members = m_AppSyncParameters,
        .count = 1,
};
static const struct shape s_Arn = {
        .name = "Arn",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 1600,
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
        {"Subnets", &s_StringList, true},
        {"SecurityGroups", &s_StringList},
        {"AssignPublicIp", &s_AssignPublicIp},
};
static const struct shape s_AwsVpcConfiguration = {
        .name = "AwsVpcConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_AwsVpcConfiguration,
        .count = 3,
};
static const struct shape_member m_BatchArrayProperties[] = {
        {"Size", &s_Integer},
};
static const struct shape s_BatchArrayProperties = {
        .name = "BatchArrayProperties",
        .kind = SHAPE_STRUCTURE,
        .members = m_BatchArrayProperties,
        .count = 1,
};
static const struct shape_member m_BatchParameters[] = {
        {"JobDefinition", &s_String, true},
        {"JobName", &s_String, true},
        {"ArrayProperties", &s_BatchArrayProperties},
        {"RetryStrategy", &s_BatchRetryStrategy},
};
static const struct shape s_BatchParameters = {
        .name = "BatchParameters",
        .kind = SHAPE_STRUCTURE,
        .members = m_BatchParameters,
        .count = 4,
};
static const struct shape_member m_BatchRetryStrategy[] = {
        {"Attempts", &s_Integer},
};
static const struct shape s_BatchRetryStrategy = {
        .name = "BatchRetryStrategy",
        .kind = SHAPE_STRUCTURE,
        .members = m_BatchRetryStrategy,
        .count = 1,
};
static const struct shape s_Boolean = {
        .name = "Boolean",
        .kind = SHAPE_FLAG,
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
        .has_max = true, .max = 6,
};
static const struct shape_member m_CapacityProviderStrategyItem[] = {
        {"capacityProvider", &s_CapacityProvider, true},
        {"weight", &s_CapacityProviderStrategyItemWeight},
        {"base", &s_CapacityProviderStrategyItemBase},
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
static const struct shape s_CreatedBy = {
        .name = "CreatedBy",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 128,
};
static const struct shape s_Database = {
        .name = "Database",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 64,
};
static const struct shape s_DbUser = {
        .name = "DbUser",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 128,
};
static const struct shape_member m_DeadLetterConfig[] = {
        {"Arn", &s_ResourceArn},
};
static const struct shape s_DeadLetterConfig = {
        .name = "DeadLetterConfig",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeadLetterConfig,
        .count = 1,
};
static const struct shape_member m_DeleteRuleRequest[] = {
        {"Name", &s_RuleName, true},
        {"EventBusName", &s_EventBusNameOrArn},
        {"Force", &s_Boolean},
};
static const struct shape s_DeleteRuleRequest = {
        .name = "DeleteRuleRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeleteRuleRequest,
        .count = 3,
};
static const struct shape_member m_DescribeRuleRequest[] = {
        {"Name", &s_RuleName, true},
        {"EventBusName", &s_EventBusNameOrArn},
};
static const struct shape s_DescribeRuleRequest = {
        .name = "DescribeRuleRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeRuleRequest,
        .count = 2,
};
static const struct shape_member m_DescribeRuleResponse[] = {
        {"Name", &s_RuleName},
        {"Arn", &s_RuleArn},
        {"EventPattern", &s_EventPattern},
        {"ScheduleExpression", &s_ScheduleExpression},
        {"State", &s_RuleState},
        {"Description", &s_RuleDescription},
        {"RoleArn", &s_RoleArn},
        {"ManagedBy", &s_ManagedBy},
        {"EventBusName", &s_EventBusName},
        {"CreatedBy", &s_CreatedBy},
};
static const struct shape s_DescribeRuleResponse = {
        .name = "DescribeRuleResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeRuleResponse,
        .count = 10,
};
static const struct shape_member m_EcsParameters[] = {
        {"TaskDefinitionArn", &s_Arn, true},
        {"TaskCount", &s_LimitMin1},
        {"LaunchType", &s_LaunchType},
        {"NetworkConfiguration", &s_NetworkConfiguration},
        {"PlatformVersion", &s_String},
        {"Group", &s_String},
        {"CapacityProviderStrategy", &s_CapacityProviderStrategy},
        {"EnableECSManagedTags", &s_Boolean},
        {"EnableExecuteCommand", &s_Boolean},
        {"PlacementConstraints", &s_PlacementConstraints},
        {"PlacementStrategy", &s_PlacementStrategies},
        {"PropagateTags", &s_PropagateTags},
        {"ReferenceId", &s_ReferenceId},
        {"Tags", &s_TagList},
};
static const struct shape s_EcsParameters = {
        .name = "EcsParameters",
        .kind = SHAPE_STRUCTURE,
        .members = m_EcsParameters,
        .count = 14,
};
static const struct shape s_ErrorCode = {
        .name = "ErrorCode",
        .kind = SHAPE_TEXT,
};
static const struct shape s_ErrorMessage = {
        .name = "ErrorMessage",
        .kind = SHAPE_TEXT,
};
static const struct shape_member m_EventBus[] = {
        {"Name", &s_String},
        {"Arn", &s_String},
        {"Description", &s_EventBusDescription},
        {"Policy", &s_String},
        {"CreationTime", &s_Timestamp},
        {"LastModifiedTime", &s_Timestamp},
};
static const struct shape s_EventBus = {
        .name = "EventBus",
        .kind = SHAPE_STRUCTURE,
        .members = m_EventBus,
        .count = 6,
};
static const struct shape s_EventBusDescription = {
        .name = "EventBusDescription",
        .kind = SHAPE_TEXT,
        .has_max = true, .max = 512,
};
static const struct shape s_EventBusList = {
        .name = "EventBusList",
        .kind = SHAPE_LIST,
        .item = &s_EventBus,
        .item_name = "member",
};
static const struct shape s_EventBusName = {
        .name = "EventBusName",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 256,
};
static const struct shape s_EventBusNameOrArn = {
        .name = "EventBusNameOrArn",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 1600,
};
static const struct shape s_EventPattern = {
        .name = "EventPattern",
        .kind = SHAPE_TEXT,
        .has_max = true, .max = 4096,
};
static const struct shape s_GraphQLOperation = {
        .name = "GraphQLOperation",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 1048576,
        .sensitive = true,
};
static const struct shape s_HeaderParametersMap = {
        .name = "HeaderParametersMap",
        .kind = SHAPE_MAP,
        .item = &s_HeaderValue,
};
static const struct shape s_HeaderValue = {
        .name = "HeaderValue",
        .kind = SHAPE_TEXT,
        .pattern = "^[ t]*[x20-x7E]+([ t]+[x20-x7E]+)*[ t]*$",
        .has_max = true, .max = 512,
};
static const struct shape_member m_HttpParameters[] = {
        {"PathParameterValues", &s_PathParameterList},
        {"HeaderParameters", &s_HeaderParametersMap},
        {"QueryStringParameters", &s_QueryStringParametersMap},
};
static const struct shape s_HttpParameters = {
        .name = "HttpParameters",
        .kind = SHAPE_STRUCTURE,
        .members = m_HttpParameters,
        .count = 3,
};
static const struct shape_member m_InputTransformer[] = {
        {"InputPathsMap", &s_TransformerPaths},
        {"InputTemplate", &s_TransformerInput, true},
};
static const struct shape s_InputTransformer = {
        .name = "InputTransformer",
        .kind = SHAPE_STRUCTURE,
        .members = m_InputTransformer,
        .count = 2,
};
static const struct shape s_Integer = {
        .name = "Integer",
        .kind = SHAPE_INTEGER,
};
static const struct shape_member m_KinesisParameters[] = {
        {"PartitionKeyPath", &s_TargetPartitionKeyPath, true},
};
static const struct shape s_KinesisParameters = {
        .name = "KinesisParameters",
        .kind = SHAPE_STRUCTURE,
        .members = m_KinesisParameters,
        .count = 1,
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
static const struct shape s_LimitMax100 = {
        .name = "LimitMax100",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 1,
        .has_max = true, .max = 100,
};
static const struct shape s_LimitMin1 = {
        .name = "LimitMin1",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 1,
};
static const struct shape_member m_ListEventBusesRequest[] = {
        {"NamePrefix", &s_EventBusName},
        {"NextToken", &s_NextToken},
        {"Limit", &s_LimitMax100},
};
static const struct shape s_ListEventBusesRequest = {
        .name = "ListEventBusesRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListEventBusesRequest,
        .count = 3,
};
static const struct shape_member m_ListEventBusesResponse[] = {
        {"EventBuses", &s_EventBusList},
        {"NextToken", &s_NextToken},
};
static const struct shape s_ListEventBusesResponse = {
        .name = "ListEventBusesResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListEventBusesResponse,
        .count = 2,
};
static const struct shape_member m_ListRuleNamesByTargetRequest[] = {
        {"TargetArn", &s_TargetArn, true},
        {"EventBusName", &s_EventBusNameOrArn},
        {"NextToken", &s_NextToken},
        {"Limit", &s_LimitMax100},
};
static const struct shape s_ListRuleNamesByTargetRequest = {
        .name = "ListRuleNamesByTargetRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListRuleNamesByTargetRequest,
        .count = 4,
};
static const struct shape_member m_ListRuleNamesByTargetResponse[] = {
        {"RuleNames", &s_RuleNameList},
        {"NextToken", &s_NextToken},
};
static const struct shape s_ListRuleNamesByTargetResponse = {
        .name = "ListRuleNamesByTargetResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListRuleNamesByTargetResponse,
        .count = 2,
};
static const struct shape_member m_ListRulesRequest[] = {
        {"NamePrefix", &s_RuleName},
        {"EventBusName", &s_EventBusNameOrArn},
        {"NextToken", &s_NextToken},
        {"Limit", &s_LimitMax100},
};
static const struct shape s_ListRulesRequest = {
        .name = "ListRulesRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListRulesRequest,
        .count = 4,
};
static const struct shape_member m_ListRulesResponse[] = {
        {"Rules", &s_RuleResponseList},
        {"NextToken", &s_NextToken},
};
static const struct shape s_ListRulesResponse = {
        .name = "ListRulesResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListRulesResponse,
        .count = 2,
};
static const struct shape_member m_ListTargetsByRuleRequest[] = {
        {"Rule", &s_RuleName, true},
        {"EventBusName", &s_EventBusNameOrArn},
        {"NextToken", &s_NextToken},
        {"Limit", &s_LimitMax100},
};
static const struct shape s_ListTargetsByRuleRequest = {
        .name = "ListTargetsByRuleRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListTargetsByRuleRequest,
        .count = 4,
};
static const struct shape_member m_ListTargetsByRuleResponse[] = {
        {"Targets", &s_TargetList},
        {"NextToken", &s_NextToken},
};
static const struct shape s_ListTargetsByRuleResponse = {
        .name = "ListTargetsByRuleResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListTargetsByRuleResponse,
        .count = 2,
};
static const struct shape s_ManagedBy = {
        .name = "ManagedBy",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 128,
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
static const struct shape s_MessageGroupId = {
        .name = "MessageGroupId",
        .kind = SHAPE_TEXT,
        .has_max = true, .max = 100,
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
static const struct shape s_PathParameter = {
        .name = "PathParameter",
        .kind = SHAPE_TEXT,
};
static const struct shape s_PathParameterList = {
        .name = "PathParameterList",
        .kind = SHAPE_LIST,
        .item = &s_PathParameter,
        .item_name = "member",
};
static const struct shape_member m_PlacementConstraint[] = {
        {"type", &s_PlacementConstraintType},
        {"expression", &s_PlacementConstraintExpression},
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
        .has_max = true, .max = 10,
};
static const struct shape s_PlacementStrategies = {
        .name = "PlacementStrategies",
        .kind = SHAPE_LIST,
        .item = &s_PlacementStrategy,
        .item_name = "member",
        .has_max = true, .max = 5,
};
static const struct shape_member m_PlacementStrategy[] = {
        {"type", &s_PlacementStrategyType},
        {"field", &s_PlacementStrategyField},
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
static const char *const e_PropagateTags[] = {
        "TASK_DEFINITION",
        NULL,
};
static const struct shape s_PropagateTags = {
        .name = "PropagateTags",
        .kind = SHAPE_TEXT,
        .values = e_PropagateTags,
};
static const struct shape_member m_PutRuleRequest[] = {
        {"Name", &s_RuleName, true},
        {"ScheduleExpression", &s_ScheduleExpression},
        {"EventPattern", &s_EventPattern},
        {"State", &s_RuleState},
        {"Description", &s_RuleDescription},
        {"RoleArn", &s_RoleArn},
        {"Tags", &s_TagList},
        {"EventBusName", &s_EventBusNameOrArn},
};
static const struct shape s_PutRuleRequest = {
        .name = "PutRuleRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_PutRuleRequest,
        .count = 8,
};
static const struct shape_member m_PutRuleResponse[] = {
        {"RuleArn", &s_RuleArn},
};
static const struct shape s_PutRuleResponse = {
        .name = "PutRuleResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_PutRuleResponse,
        .count = 1,
};
static const struct shape_member m_PutTargetsRequest[] = {
        {"Rule", &s_RuleName, true},
        {"EventBusName", &s_EventBusNameOrArn},
        {"Targets", &s_TargetList, true},
};
static const struct shape s_PutTargetsRequest = {
        .name = "PutTargetsRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_PutTargetsRequest,
        .count = 3,
};
static const struct shape_member m_PutTargetsResponse[] = {
        {"FailedEntryCount", &s_Integer},
        {"FailedEntries", &s_PutTargetsResultEntryList},
};
static const struct shape s_PutTargetsResponse = {
        .name = "PutTargetsResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_PutTargetsResponse,
        .count = 2,
};
static const struct shape_member m_PutTargetsResultEntry[] = {
        {"TargetId", &s_TargetId},
        {"ErrorCode", &s_ErrorCode},
        {"ErrorMessage", &s_ErrorMessage},
};
static const struct shape s_PutTargetsResultEntry = {
        .name = "PutTargetsResultEntry",
        .kind = SHAPE_STRUCTURE,
        .members = m_PutTargetsResultEntry,
        .count = 3,
};
static const struct shape s_PutTargetsResultEntryList = {
        .name = "PutTargetsResultEntryList",
        .kind = SHAPE_LIST,
        .item = &s_PutTargetsResultEntry,
        .item_name = "member",
};
static const struct shape s_QueryStringParametersMap = {
        .name = "QueryStringParametersMap",
        .kind = SHAPE_MAP,
        .item = &s_QueryStringValue,
};
static const struct shape s_QueryStringValue = {
        .name = "QueryStringValue",
        .kind = SHAPE_TEXT,
        .pattern = "^([^x00-x09x0Bx0Cx0E-x1Fx7F]+)$",
        .has_max = true, .max = 512,
};
static const struct shape_member m_RedshiftDataParameters[] = {
        {"SecretManagerArn", &s_RedshiftSecretManagerArn},
        {"Database", &s_Database, true},
        {"DbUser", &s_DbUser},
        {"Sql", &s_Sql},
        {"StatementName", &s_StatementName},
        {"WithEvent", &s_Boolean},
        {"Sqls", &s_Sqls},
};
static const struct shape s_RedshiftDataParameters = {
        .name = "RedshiftDataParameters",
        .kind = SHAPE_STRUCTURE,
        .members = m_RedshiftDataParameters,
        .count = 7,
};
static const struct shape s_RedshiftSecretManagerArn = {
        .name = "RedshiftSecretManagerArn",
        .kind = SHAPE_TEXT,
        .pattern = "^((^arn:aws([a-z]|-)*:secretsmanager:[a-z0-9-.]+:.*)|(\\$(\\.[a-zA-Z0-9__-]+(\\[([0-9]+|\\*)\\])*)*))$",
        .has_min = true, .min = 1,
        .has_max = true, .max = 1600,
};
static const struct shape s_ReferenceId = {
        .name = "ReferenceId",
        .kind = SHAPE_TEXT,
        .has_max = true, .max = 1024,
};
static const struct shape_member m_RemoveTargetsRequest[] = {
        {"Rule", &s_RuleName, true},
        {"EventBusName", &s_EventBusNameOrArn},
        {"Ids", &s_TargetIdList, true},
        {"Force", &s_Boolean},
};
static const struct shape s_RemoveTargetsRequest = {
        .name = "RemoveTargetsRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_RemoveTargetsRequest,
        .count = 4,
};
static const struct shape_member m_RemoveTargetsResponse[] = {
        {"FailedEntryCount", &s_Integer},
        {"FailedEntries", &s_RemoveTargetsResultEntryList},
};
static const struct shape s_RemoveTargetsResponse = {
        .name = "RemoveTargetsResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_RemoveTargetsResponse,
        .count = 2,
};
static const struct shape_member m_RemoveTargetsResultEntry[] = {
        {"TargetId", &s_TargetId},
        {"ErrorCode", &s_ErrorCode},
        {"ErrorMessage", &s_ErrorMessage},
};
static const struct shape s_RemoveTargetsResultEntry = {
        .name = "RemoveTargetsResultEntry",
        .kind = SHAPE_STRUCTURE,
        .members = m_RemoveTargetsResultEntry,
        .count = 3,
};
static const struct shape s_RemoveTargetsResultEntryList = {
        .name = "RemoveTargetsResultEntryList",
        .kind = SHAPE_LIST,
        .item = &s_RemoveTargetsResultEntry,
        .item_name = "member",
};
static const struct shape s_ResourceArn = {
        .name = "ResourceArn",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 1600,
};
static const struct shape_member m_RetryPolicy[] = {
        {"MaximumRetryAttempts", &s_MaximumRetryAttempts},
        {"MaximumEventAgeInSeconds", &s_MaximumEventAgeInSeconds},
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
        .has_min = true, .min = 1,
        .has_max = true, .max = 1600,
};
static const struct shape_member m_Rule[] = {
        {"Name", &s_RuleName},
        {"Arn", &s_RuleArn},
        {"EventPattern", &s_EventPattern},
        {"State", &s_RuleState},
        {"Description", &s_RuleDescription},
        {"ScheduleExpression", &s_ScheduleExpression},
        {"RoleArn", &s_RoleArn},
        {"ManagedBy", &s_ManagedBy},
        {"EventBusName", &s_EventBusName},
};
static const struct shape s_Rule = {
        .name = "Rule",
        .kind = SHAPE_STRUCTURE,
        .members = m_Rule,
        .count = 9,
};
static const struct shape s_RuleArn = {
        .name = "RuleArn",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 1600,
};
static const struct shape s_RuleDescription = {
        .name = "RuleDescription",
        .kind = SHAPE_TEXT,
        .has_max = true, .max = 512,
};
static const struct shape s_RuleName = {
        .name = "RuleName",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 64,
};
static const struct shape s_RuleNameList = {
        .name = "RuleNameList",
        .kind = SHAPE_LIST,
        .item = &s_RuleName,
        .item_name = "member",
};
static const struct shape s_RuleResponseList = {
        .name = "RuleResponseList",
        .kind = SHAPE_LIST,
        .item = &s_Rule,
        .item_name = "member",
};
static const char *const e_RuleState[] = {
        "ENABLED",
        "DISABLED",
        "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
        NULL,
};
static const struct shape s_RuleState = {
        .name = "RuleState",
        .kind = SHAPE_TEXT,
        .values = e_RuleState,
};
static const struct shape_member m_RunCommandParameters[] = {
        {"RunCommandTargets", &s_RunCommandTargets, true},
};
static const struct shape s_RunCommandParameters = {
        .name = "RunCommandParameters",
        .kind = SHAPE_STRUCTURE,
        .members = m_RunCommandParameters,
        .count = 1,
};
static const struct shape_member m_RunCommandTarget[] = {
        {"Key", &s_RunCommandTargetKey, true},
        {"Values", &s_RunCommandTargetValues, true},
};
static const struct shape s_RunCommandTarget = {
        .name = "RunCommandTarget",
        .kind = SHAPE_STRUCTURE,
        .members = m_RunCommandTarget,
        .count = 2,
};
static const struct shape s_RunCommandTargetKey = {
        .name = "RunCommandTargetKey",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 128,
};
static const struct shape s_RunCommandTargetValue = {
        .name = "RunCommandTargetValue",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 256,
};
static const struct shape s_RunCommandTargetValues = {
        .name = "RunCommandTargetValues",
        .kind = SHAPE_LIST,
        .item = &s_RunCommandTargetValue,
        .item_name = "member",
        .has_min = true, .min = 1,
        .has_max = true, .max = 50,
};
static const struct shape s_RunCommandTargets = {
        .name = "RunCommandTargets",
        .kind = SHAPE_LIST,
        .item = &s_RunCommandTarget,
        .item_name = "member",
        .has_min = true, .min = 1,
        .has_max = true, .max = 5,
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
        .pattern = "^[a-zA-Z0-9](-*[a-zA-Z0-9])*$",
        .has_min = true, .min = 1,
        .has_max = true, .max = 256,
};
static const struct shape s_SageMakerPipelineParameterValue = {
        .name = "SageMakerPipelineParameterValue",
        .kind = SHAPE_TEXT,
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
static const struct shape s_ScheduleExpression = {
        .name = "ScheduleExpression",
        .kind = SHAPE_TEXT,
        .has_max = true, .max = 256,
};
static const struct shape s_Sql = {
        .name = "Sql",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 100000,
        .sensitive = true,
};
static const struct shape s_Sqls = {
        .name = "Sqls",
        .kind = SHAPE_LIST,
        .item = &s_Sql,
        .item_name = "member",
        .has_min = true, .min = 0,
        .has_max = true, .max = 40,
        .sensitive = true,
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
static const struct shape s_StatementName = {
        .name = "StatementName",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 500,
};
static const struct shape s_String = {
        .name = "String",
        .kind = SHAPE_TEXT,
};
static const struct shape s_StringList = {
        .name = "StringList",
        .kind = SHAPE_LIST,
        .item = &s_String,
        .item_name = "member",
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
static const struct shape_member m_Target[] = {
        {"Id", &s_TargetId, true},
        {"Arn", &s_TargetArn, true},
        {"RoleArn", &s_RoleArn},
        {"Input", &s_TargetInput},
        {"InputPath", &s_TargetInputPath},
        {"InputTransformer", &s_InputTransformer},
        {"KinesisParameters", &s_KinesisParameters},
        {"RunCommandParameters", &s_RunCommandParameters},
        {"EcsParameters", &s_EcsParameters},
        {"BatchParameters", &s_BatchParameters},
        {"SqsParameters", &s_SqsParameters},
        {"HttpParameters", &s_HttpParameters},
        {"RedshiftDataParameters", &s_RedshiftDataParameters},
        {"SageMakerPipelineParameters", &s_SageMakerPipelineParameters},
        {"DeadLetterConfig", &s_DeadLetterConfig},
        {"RetryPolicy", &s_RetryPolicy},
        {"AppSyncParameters", &s_AppSyncParameters},
};
static const struct shape s_Target = {
        .name = "Target",
        .kind = SHAPE_STRUCTURE,
        .members = m_Target,
        .count = 17,
};
static const struct shape s_TargetArn = {
        .name = "TargetArn",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 1600,
};
static const struct shape s_TargetId = {
        .name = "TargetId",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 64,
};
static const struct shape s_TargetIdList = {
        .name = "TargetIdList",
        .kind = SHAPE_LIST,
        .item = &s_TargetId,
        .item_name = "member",
        .has_min = true, .min = 1,
        .has_max = true, .max = 100,
};
static const struct shape s_TargetInput = {
        .name = "TargetInput",
        .kind = SHAPE_TEXT,
        .has_max = true, .max = 8192,
};
static const struct shape s_TargetInputPath = {
        .name = "TargetInputPath",
        .kind = SHAPE_TEXT,
        .has_max = true, .max = 256,
};
static const struct shape s_TargetList = {
        .name = "TargetList",
        .kind = SHAPE_LIST,
        .item = &s_Target,
        .item_name = "member",
        .has_min = true, .min = 1,
        .has_max = true, .max = 100,
};
static const struct shape s_TargetPartitionKeyPath = {
        .name = "TargetPartitionKeyPath",
        .kind = SHAPE_TEXT,
        .has_max = true, .max = 256,
};
static const struct shape s_Timestamp = {
        .name = "Timestamp",
        .kind = SHAPE_TIME,
};
static const struct shape s_TransformerInput = {
        .name = "TransformerInput",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 8192,
};
static const struct shape s_TransformerPaths = {
        .name = "TransformerPaths",
        .kind = SHAPE_MAP,
        .item = &s_TargetInputPath,
        .has_max = true, .max = 100,
};

static const struct shape_error errors_DeleteRule[] = {
        {"ConcurrentModificationException", "ConcurrentModificationException", 400, "message"},
        {"ManagedRuleException", "ManagedRuleException", 400, "message"},
        {"InternalException", "InternalException", 500, "message"},
        {"ResourceNotFoundException", "ResourceNotFoundException", 400, "message"},
        {0},
};

static const struct shape_error errors_DescribeRule[] = {
        {"ResourceNotFoundException", "ResourceNotFoundException", 400, "message"},
        {"InternalException", "InternalException", 500, "message"},
        {0},
};

static const struct shape_error errors_ListEventBuses[] = {
        {"InternalException", "InternalException", 500, "message"},
        {0},
};

static const struct shape_error errors_ListRuleNamesByTarget[] = {
        {"InternalException", "InternalException", 500, "message"},
        {"ResourceNotFoundException", "ResourceNotFoundException", 400, "message"},
        {0},
};

static const struct shape_error errors_ListRules[] = {
        {"InternalException", "InternalException", 500, "message"},
        {"ResourceNotFoundException", "ResourceNotFoundException", 400, "message"},
        {0},
};

static const struct shape_error errors_ListTargetsByRule[] = {
        {"ResourceNotFoundException", "ResourceNotFoundException", 400, "message"},
        {"InternalException", "InternalException", 500, "message"},
        {0},
};

static const struct shape_error errors_PutRule[] = {
        {"InvalidEventPatternException", "InvalidEventPatternException", 400, "message"},
        {"LimitExceededException", "LimitExceededException", 400, "message"},
        {"ConcurrentModificationException", "ConcurrentModificationException", 400, "message"},
        {"ManagedRuleException", "ManagedRuleException", 400, "message"},
        {"InternalException", "InternalException", 500, "message"},
        {"ResourceNotFoundException", "ResourceNotFoundException", 400, "message"},
        {0},
};

static const struct shape_error errors_PutTargets[] = {
        {"ResourceNotFoundException", "ResourceNotFoundException", 400, "message"},
        {"ConcurrentModificationException", "ConcurrentModificationException", 400, "message"},
        {"LimitExceededException", "LimitExceededException", 400, "message"},
        {"ManagedRuleException", "ManagedRuleException", 400, "message"},
        {"InternalException", "InternalException", 500, "message"},
        {0},
};

static const struct shape_error errors_RemoveTargets[] = {
        {"ResourceNotFoundException", "ResourceNotFoundException", 400, "message"},
        {"ConcurrentModificationException", "ConcurrentModificationException", 400, "message"},
        {"ManagedRuleException", "ManagedRuleException", 400, "message"},
        {"InternalException", "InternalException", 500, "message"},
        {0},
};

static const struct shape_operation operations[] = {
        {"DeleteRule", &s_DeleteRuleRequest, NULL, errors_DeleteRule},
        {"DescribeRule", &s_DescribeRuleRequest, &s_DescribeRuleResponse, errors_DescribeRule},
        {"ListEventBuses", &s_ListEventBusesRequest, &s_ListEventBusesResponse, errors_ListEventBuses},
        {"ListRuleNamesByTarget", &s_ListRuleNamesByTargetRequest, &s_ListRuleNamesByTargetResponse, errors_ListRuleNamesByTarget},
        {"ListRules", &s_ListRulesRequest, &s_ListRulesResponse, errors_ListRules},
        {"ListTargetsByRule", &s_ListTargetsByRuleRequest, &s_ListTargetsByRuleResponse, errors_ListTargetsByRule},
        {"PutRule", &s_PutRuleRequest, &s_PutRuleResponse, errors_PutRule},
        {"PutTargets", &s_PutTargetsRequest, &s_PutTargetsResponse, errors_PutTargets},
        {"RemoveTargets", &s_RemoveTargetsRequest, &s_RemoveTargetsResponse, errors_RemoveTargets},
};

const struct shape_service shapes_events = {
        .name = "events",
        .signing = "events",
        .json = true,
        .version = "2015-10-07",
        .xmlns = "",
        .target = "AWSEvents",
        .operations = operations,
        .count = 9,
};
