/*
 * SSM's shapes, API version 2014-11-06.
 * Made by scripts/generate-shapes from botocore's model: do not edit.
 */
/* clang-format off */
#include "engine/standin/shapes.h"

#include <stddef.h>

static const struct shape s_AddTagsToResourceRequest;
static const struct shape s_AddTagsToResourceResult;
static const struct shape s_AllowedPattern;
static const struct shape s_Boolean;
static const struct shape s_DateTime;
static const struct shape s_DeleteParameterRequest;
static const struct shape s_DeleteParameterResult;
static const struct shape s_DeleteParametersRequest;
static const struct shape s_DeleteParametersResult;
static const struct shape s_DescribeParametersRequest;
static const struct shape s_DescribeParametersResult;
static const struct shape s_GetParameterHistoryRequest;
static const struct shape s_GetParameterHistoryResult;
static const struct shape s_GetParameterRequest;
static const struct shape s_GetParameterResult;
static const struct shape s_GetParametersByPathMaxResults;
static const struct shape s_GetParametersByPathRequest;
static const struct shape s_GetParametersByPathResult;
static const struct shape s_GetParametersRequest;
static const struct shape s_GetParametersResult;
static const struct shape s_KeyList;
static const struct shape s_ListTagsForResourceRequest;
static const struct shape s_ListTagsForResourceResult;
static const struct shape s_MaxResults;
static const struct shape s_NextToken;
static const struct shape s_PSParameterName;
static const struct shape s_PSParameterSelector;
static const struct shape s_PSParameterValue;
static const struct shape s_PSParameterVersion;
static const struct shape s_Parameter;
static const struct shape s_ParameterDataType;
static const struct shape s_ParameterDescription;
static const struct shape s_ParameterHistory;
static const struct shape s_ParameterHistoryList;
static const struct shape s_ParameterInlinePolicy;
static const struct shape s_ParameterKeyId;
static const struct shape s_ParameterLabel;
static const struct shape s_ParameterLabelList;
static const struct shape s_ParameterList;
static const struct shape s_ParameterMetadata;
static const struct shape s_ParameterMetadataList;
static const struct shape s_ParameterNameList;
static const struct shape s_ParameterPolicies;
static const struct shape s_ParameterPolicyList;
static const struct shape s_ParameterStringFilter;
static const struct shape s_ParameterStringFilterKey;
static const struct shape s_ParameterStringFilterList;
static const struct shape s_ParameterStringFilterValue;
static const struct shape s_ParameterStringFilterValueList;
static const struct shape s_ParameterStringQueryOption;
static const struct shape s_ParameterTier;
static const struct shape s_ParameterType;
static const struct shape s_ParametersFilter;
static const struct shape s_ParametersFilterKey;
static const struct shape s_ParametersFilterList;
static const struct shape s_ParametersFilterValue;
static const struct shape s_ParametersFilterValueList;
static const struct shape s_PutParameterRequest;
static const struct shape s_PutParameterResult;
static const struct shape s_RemoveTagsFromResourceRequest;
static const struct shape s_RemoveTagsFromResourceResult;
static const struct shape s_ResourceId;
static const struct shape s_ResourceTypeForTagging;
static const struct shape s_String;
static const struct shape s_Tag;
static const struct shape s_TagKey;
static const struct shape s_TagList;
static const struct shape s_TagValue;

static const struct shape_member m_AddTagsToResourceRequest[] = {
        {"ResourceType", &s_ResourceTypeForTagging, true},
        {"ResourceId", &s_ResourceId, true},
        {"Tags", &s_TagList, true},
};
static const struct shape s_AddTagsToResourceRequest = {
        .name = "AddTagsToResourceRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_AddTagsToResourceRequest,
        .count = 3,
};
static const struct shape s_AddTagsToResourceResult = {
        .name = "AddTagsToResourceResult",
        .kind = SHAPE_STRUCTURE,
};
static const struct shape s_AllowedPattern = {
        .name = "AllowedPattern",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 0,
        .has_max = true, .max = 1024,
};
static const struct shape s_Boolean = {
        .name = "Boolean",
        .kind = SHAPE_FLAG,
};
static const struct shape s_DateTime = {
        .name = "DateTime",
        .kind = SHAPE_TIME,
};
static const struct shape_member m_DeleteParameterRequest[] = {
        {"Name", &s_PSParameterName, true},
};
static const struct shape s_DeleteParameterRequest = {
        .name = "DeleteParameterRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeleteParameterRequest,
        .count = 1,
};
static const struct shape s_DeleteParameterResult = {
        .name = "DeleteParameterResult",
        .kind = SHAPE_STRUCTURE,
};
static const struct shape_member m_DeleteParametersRequest[] = {
        {"Names", &s_ParameterNameList, true},
};
static const struct shape s_DeleteParametersRequest = {
        .name = "DeleteParametersRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeleteParametersRequest,
        .count = 1,
};
static const struct shape_member m_DeleteParametersResult[] = {
        {"DeletedParameters", &s_ParameterNameList},
        {"InvalidParameters", &s_ParameterNameList},
};
static const struct shape s_DeleteParametersResult = {
        .name = "DeleteParametersResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeleteParametersResult,
        .count = 2,
};
static const struct shape_member m_DescribeParametersRequest[] = {
        {"Filters", &s_ParametersFilterList},
        {"ParameterFilters", &s_ParameterStringFilterList},
        {"MaxResults", &s_MaxResults},
        {"NextToken", &s_NextToken},
        {"Shared", &s_Boolean},
};
static const struct shape s_DescribeParametersRequest = {
        .name = "DescribeParametersRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeParametersRequest,
        .count = 5,
};
static const struct shape_member m_DescribeParametersResult[] = {
        {"Parameters", &s_ParameterMetadataList},
        {"NextToken", &s_NextToken},
};
static const struct shape s_DescribeParametersResult = {
        .name = "DescribeParametersResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeParametersResult,
        .count = 2,
};
static const struct shape_member m_GetParameterHistoryRequest[] = {
        {"Name", &s_PSParameterName, true},
        {"WithDecryption", &s_Boolean},
        {"MaxResults", &s_MaxResults},
        {"NextToken", &s_NextToken},
};
static const struct shape s_GetParameterHistoryRequest = {
        .name = "GetParameterHistoryRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_GetParameterHistoryRequest,
        .count = 4,
};
static const struct shape_member m_GetParameterHistoryResult[] = {
        {"Parameters", &s_ParameterHistoryList},
        {"NextToken", &s_NextToken},
};
static const struct shape s_GetParameterHistoryResult = {
        .name = "GetParameterHistoryResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_GetParameterHistoryResult,
        .count = 2,
};
static const struct shape_member m_GetParameterRequest[] = {
        {"Name", &s_PSParameterName, true},
        {"WithDecryption", &s_Boolean},
};
static const struct shape s_GetParameterRequest = {
        .name = "GetParameterRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_GetParameterRequest,
        .count = 2,
};
static const struct shape_member m_GetParameterResult[] = {
        {"Parameter", &s_Parameter},
};
static const struct shape s_GetParameterResult = {
        .name = "GetParameterResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_GetParameterResult,
        .count = 1,
};
static const struct shape s_GetParametersByPathMaxResults = {
        .name = "GetParametersByPathMaxResults",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 1,
        .has_max = true, .max = 10,
};
static const struct shape_member m_GetParametersByPathRequest[] = {
        {"Path", &s_PSParameterName, true},
        {"Recursive", &s_Boolean},
        {"ParameterFilters", &s_ParameterStringFilterList},
        {"WithDecryption", &s_Boolean},
        {"MaxResults", &s_GetParametersByPathMaxResults},
        {"NextToken", &s_NextToken},
};
static const struct shape s_GetParametersByPathRequest = {
        .name = "GetParametersByPathRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_GetParametersByPathRequest,
        .count = 6,
};
static const struct shape_member m_GetParametersByPathResult[] = {
        {"Parameters", &s_ParameterList},
        {"NextToken", &s_NextToken},
};
static const struct shape s_GetParametersByPathResult = {
        .name = "GetParametersByPathResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_GetParametersByPathResult,
        .count = 2,
};
static const struct shape_member m_GetParametersRequest[] = {
        {"Names", &s_ParameterNameList, true},
        {"WithDecryption", &s_Boolean},
};
static const struct shape s_GetParametersRequest = {
        .name = "GetParametersRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_GetParametersRequest,
        .count = 2,
};
static const struct shape_member m_GetParametersResult[] = {
        {"Parameters", &s_ParameterList},
        {"InvalidParameters", &s_ParameterNameList},
};
static const struct shape s_GetParametersResult = {
        .name = "GetParametersResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_GetParametersResult,
        .count = 2,
};
static const struct shape s_KeyList = {
        .name = "KeyList",
        .kind = SHAPE_LIST,
        .item = &s_TagKey,
        .item_name = "member",
};
static const struct shape_member m_ListTagsForResourceRequest[] = {
        {"ResourceType", &s_ResourceTypeForTagging, true},
        {"ResourceId", &s_ResourceId, true},
};
static const struct shape s_ListTagsForResourceRequest = {
        .name = "ListTagsForResourceRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListTagsForResourceRequest,
        .count = 2,
};
static const struct shape_member m_ListTagsForResourceResult[] = {
        {"TagList", &s_TagList},
};
static const struct shape s_ListTagsForResourceResult = {
        .name = "ListTagsForResourceResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListTagsForResourceResult,
        .count = 1,
};
static const struct shape s_MaxResults = {
        .name = "MaxResults",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 1,
        .has_max = true, .max = 50,
};
static const struct shape s_NextToken = {
        .name = "NextToken",
        .kind = SHAPE_TEXT,
};
static const struct shape s_PSParameterName = {
        .name = "PSParameterName",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 2048,
};
static const struct shape s_PSParameterSelector = {
        .name = "PSParameterSelector",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 0,
        .has_max = true, .max = 128,
};
static const struct shape s_PSParameterValue = {
        .name = "PSParameterValue",
        .kind = SHAPE_TEXT,
        .sensitive = true,
};
static const struct shape s_PSParameterVersion = {
        .name = "PSParameterVersion",
        .kind = SHAPE_INTEGER,
};
static const struct shape_member m_Parameter[] = {
        {"Name", &s_PSParameterName},
        {"Type", &s_ParameterType},
        {"Value", &s_PSParameterValue},
        {"Version", &s_PSParameterVersion},
        {"Selector", &s_PSParameterSelector},
        {"SourceResult", &s_String},
        {"LastModifiedDate", &s_DateTime},
        {"ARN", &s_String},
        {"DataType", &s_ParameterDataType},
};
static const struct shape s_Parameter = {
        .name = "Parameter",
        .kind = SHAPE_STRUCTURE,
        .members = m_Parameter,
        .count = 9,
};
static const struct shape s_ParameterDataType = {
        .name = "ParameterDataType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 0,
        .has_max = true, .max = 128,
};
static const struct shape s_ParameterDescription = {
        .name = "ParameterDescription",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 0,
        .has_max = true, .max = 1024,
};
static const struct shape_member m_ParameterHistory[] = {
        {"Name", &s_PSParameterName},
        {"Type", &s_ParameterType},
        {"KeyId", &s_ParameterKeyId},
        {"LastModifiedDate", &s_DateTime},
        {"LastModifiedUser", &s_String},
        {"Description", &s_ParameterDescription},
        {"Value", &s_PSParameterValue},
        {"AllowedPattern", &s_AllowedPattern},
        {"Version", &s_PSParameterVersion},
        {"Labels", &s_ParameterLabelList},
        {"Tier", &s_ParameterTier},
        {"Policies", &s_ParameterPolicyList},
        {"DataType", &s_ParameterDataType},
};
static const struct shape s_ParameterHistory = {
        .name = "ParameterHistory",
        .kind = SHAPE_STRUCTURE,
        .members = m_ParameterHistory,
        .count = 13,
};
static const struct shape s_ParameterHistoryList = {
        .name = "ParameterHistoryList",
        .kind = SHAPE_LIST,
        .item = &s_ParameterHistory,
        .item_name = "member",
};
static const struct shape_member m_ParameterInlinePolicy[] = {
        {"PolicyText", &s_String},
        {"PolicyType", &s_String},
        {"PolicyStatus", &s_String},
};
static const struct shape s_ParameterInlinePolicy = {
        .name = "ParameterInlinePolicy",
        .kind = SHAPE_STRUCTURE,
        .members = m_ParameterInlinePolicy,
        .count = 3,
};
static const struct shape s_ParameterKeyId = {
        .name = "ParameterKeyId",
        .kind = SHAPE_TEXT,
        .pattern = "^([a-zA-Z0-9:/_-]+)$",
        .has_min = true, .min = 1,
        .has_max = true, .max = 256,
};
static const struct shape s_ParameterLabel = {
        .name = "ParameterLabel",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 100,
};
static const struct shape s_ParameterLabelList = {
        .name = "ParameterLabelList",
        .kind = SHAPE_LIST,
        .item = &s_ParameterLabel,
        .item_name = "member",
        .has_min = true, .min = 1,
        .has_max = true, .max = 10,
};
static const struct shape s_ParameterList = {
        .name = "ParameterList",
        .kind = SHAPE_LIST,
        .item = &s_Parameter,
        .item_name = "member",
};
static const struct shape_member m_ParameterMetadata[] = {
        {"Name", &s_PSParameterName},
        {"ARN", &s_String},
        {"Type", &s_ParameterType},
        {"KeyId", &s_ParameterKeyId},
        {"LastModifiedDate", &s_DateTime},
        {"LastModifiedUser", &s_String},
        {"Description", &s_ParameterDescription},
        {"AllowedPattern", &s_AllowedPattern},
        {"Version", &s_PSParameterVersion},
        {"Tier", &s_ParameterTier},
        {"Policies", &s_ParameterPolicyList},
        {"DataType", &s_ParameterDataType},
};
static const struct shape s_ParameterMetadata = {
        .name = "ParameterMetadata",
        .kind = SHAPE_STRUCTURE,
        .members = m_ParameterMetadata,
        .count = 12,
};
static const struct shape s_ParameterMetadataList = {
        .name = "ParameterMetadataList",
        .kind = SHAPE_LIST,
        .item = &s_ParameterMetadata,
        .item_name = "member",
};
static const struct shape s_ParameterNameList = {
        .name = "ParameterNameList",
        .kind = SHAPE_LIST,
        .item = &s_PSParameterName,
        .item_name = "member",
        .has_min = true, .min = 1,
        .has_max = true, .max = 10,
};
static const struct shape s_ParameterPolicies = {
        .name = "ParameterPolicies",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 4096,
};
static const struct shape s_ParameterPolicyList = {
        .name = "ParameterPolicyList",
        .kind = SHAPE_LIST,
        .item = &s_ParameterInlinePolicy,
        .item_name = "member",
};
static const struct shape_member m_ParameterStringFilter[] = {
        {"Key", &s_ParameterStringFilterKey, true},
        {"Option", &s_ParameterStringQueryOption},
        {"Values", &s_ParameterStringFilterValueList},
};
static const struct shape s_ParameterStringFilter = {
        .name = "ParameterStringFilter",
        .kind = SHAPE_STRUCTURE,
        .members = m_ParameterStringFilter,
        .count = 3,
};
static const struct shape s_ParameterStringFilterKey = {
        .name = "ParameterStringFilterKey",
        .kind = SHAPE_TEXT,
        .pattern = "^(tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType)$",
        .has_min = true, .min = 1,
        .has_max = true, .max = 132,
};
static const struct shape s_ParameterStringFilterList = {
        .name = "ParameterStringFilterList",
        .kind = SHAPE_LIST,
        .item = &s_ParameterStringFilter,
        .item_name = "member",
};
static const struct shape s_ParameterStringFilterValue = {
        .name = "ParameterStringFilterValue",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 1024,
};
static const struct shape s_ParameterStringFilterValueList = {
        .name = "ParameterStringFilterValueList",
        .kind = SHAPE_LIST,
        .item = &s_ParameterStringFilterValue,
        .item_name = "member",
        .has_min = true, .min = 1,
        .has_max = true, .max = 50,
};
static const struct shape s_ParameterStringQueryOption = {
        .name = "ParameterStringQueryOption",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 10,
};
static const char *const e_ParameterTier[] = {
        "Standard",
        "Advanced",
        "Intelligent-Tiering",
        NULL,
};
static const struct shape s_ParameterTier = {
        .name = "ParameterTier",
        .kind = SHAPE_TEXT,
        .values = e_ParameterTier,
};
static const char *const e_ParameterType[] = {
        "String",
        "StringList",
        "SecureString",
        NULL,
};
static const struct shape s_ParameterType = {
        .name = "ParameterType",
        .kind = SHAPE_TEXT,
        .values = e_ParameterType,
};
static const struct shape_member m_ParametersFilter[] = {
        {"Key", &s_ParametersFilterKey, true},
        {"Values", &s_ParametersFilterValueList, true},
};
static const struct shape s_ParametersFilter = {
        .name = "ParametersFilter",
        .kind = SHAPE_STRUCTURE,
        .members = m_ParametersFilter,
        .count = 2,
};
static const char *const e_ParametersFilterKey[] = {
        "Name",
        "Type",
        "KeyId",
        NULL,
};
static const struct shape s_ParametersFilterKey = {
        .name = "ParametersFilterKey",
        .kind = SHAPE_TEXT,
        .values = e_ParametersFilterKey,
};
static const struct shape s_ParametersFilterList = {
        .name = "ParametersFilterList",
        .kind = SHAPE_LIST,
        .item = &s_ParametersFilter,
        .item_name = "member",
};
static const struct shape s_ParametersFilterValue = {
        .name = "ParametersFilterValue",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 1024,
};
static const struct shape s_ParametersFilterValueList = {
        .name = "ParametersFilterValueList",
        .kind = SHAPE_LIST,
        .item = &s_ParametersFilterValue,
        .item_name = "member",
        .has_min = true, .min = 1,
        .has_max = true, .max = 50,
};
static const struct shape_member m_PutParameterRequest[] = {
        {"Name", &s_PSParameterName, true},
        {"Description", &s_ParameterDescription},
        {"Value", &s_PSParameterValue, true},
        {"Type", &s_ParameterType},
        {"KeyId", &s_ParameterKeyId},
        {"Overwrite", &s_Boolean},
        {"AllowedPattern", &s_AllowedPattern},
        {"Tags", &s_TagList},
        {"Tier", &s_ParameterTier},
        {"Policies", &s_ParameterPolicies},
        {"DataType", &s_ParameterDataType},
};
static const struct shape s_PutParameterRequest = {
        .name = "PutParameterRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_PutParameterRequest,
        .count = 11,
};
static const struct shape_member m_PutParameterResult[] = {
        {"Version", &s_PSParameterVersion},
        {"Tier", &s_ParameterTier},
};
static const struct shape s_PutParameterResult = {
        .name = "PutParameterResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_PutParameterResult,
        .count = 2,
};
static const struct shape_member m_RemoveTagsFromResourceRequest[] = {
        {"ResourceType", &s_ResourceTypeForTagging, true},
        {"ResourceId", &s_ResourceId, true},
        {"TagKeys", &s_KeyList, true},
};
static const struct shape s_RemoveTagsFromResourceRequest = {
        .name = "RemoveTagsFromResourceRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_RemoveTagsFromResourceRequest,
        .count = 3,
};
static const struct shape s_RemoveTagsFromResourceResult = {
        .name = "RemoveTagsFromResourceResult",
        .kind = SHAPE_STRUCTURE,
};
static const struct shape s_ResourceId = {
        .name = "ResourceId",
        .kind = SHAPE_TEXT,
};
static const char *const e_ResourceTypeForTagging[] = {
        "Document",
        "ManagedInstance",
        "MaintenanceWindow",
        "Parameter",
        "PatchBaseline",
        "OpsItem",
        "OpsMetadata",
        "Automation",
        "Association",
        NULL,
};
static const struct shape s_ResourceTypeForTagging = {
        .name = "ResourceTypeForTagging",
        .kind = SHAPE_TEXT,
        .values = e_ResourceTypeForTagging,
};
static const struct shape s_String = {
        .name = "String",
        .kind = SHAPE_TEXT,
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
        .has_max = true, .max = 1000,
};
static const struct shape s_TagValue = {
        .name = "TagValue",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 0,
        .has_max = true, .max = 256,
};

static const struct shape_error errors_AddTagsToResource[] = {
        {"InvalidResourceType", "InvalidResourceType", 400, "message"},
        {"InvalidResourceId", "InvalidResourceId", 400, "message"},
        {"InternalServerError", "InternalServerError", 500, "Message"},
        {"TooManyTagsError", "TooManyTagsError", 400, "message"},
        {"TooManyUpdates", "TooManyUpdates", 400, "Message"},
        {0},
};

static const struct shape_error errors_DeleteParameter[] = {
        {"InternalServerError", "InternalServerError", 500, "Message"},
        {"ParameterNotFound", "ParameterNotFound", 400, "message"},
        {0},
};

static const struct shape_error errors_DeleteParameters[] = {
        {"InternalServerError", "InternalServerError", 500, "Message"},
        {0},
};

static const struct shape_error errors_DescribeParameters[] = {
        {"InternalServerError", "InternalServerError", 500, "Message"},
        {"InvalidFilterKey", "InvalidFilterKey", 400, "message"},
        {"InvalidFilterOption", "InvalidFilterOption", 400, "message"},
        {"InvalidFilterValue", "InvalidFilterValue", 400, "Message"},
        {"InvalidNextToken", "InvalidNextToken", 400, "Message"},
        {0},
};

static const struct shape_error errors_GetParameter[] = {
        {"InternalServerError", "InternalServerError", 500, "Message"},
        {"InvalidKeyId", "InvalidKeyId", 400, "message"},
        {"ParameterNotFound", "ParameterNotFound", 400, "message"},
        {"ParameterVersionNotFound", "ParameterVersionNotFound", 400, "message"},
        {0},
};

static const struct shape_error errors_GetParameterHistory[] = {
        {"InternalServerError", "InternalServerError", 500, "Message"},
        {"ParameterNotFound", "ParameterNotFound", 400, "message"},
        {"InvalidNextToken", "InvalidNextToken", 400, "Message"},
        {"InvalidKeyId", "InvalidKeyId", 400, "message"},
        {0},
};

static const struct shape_error errors_GetParameters[] = {
        {"InvalidKeyId", "InvalidKeyId", 400, "message"},
        {"InternalServerError", "InternalServerError", 500, "Message"},
        {0},
};

static const struct shape_error errors_GetParametersByPath[] = {
        {"InternalServerError", "InternalServerError", 500, "Message"},
        {"InvalidFilterKey", "InvalidFilterKey", 400, "message"},
        {"InvalidFilterOption", "InvalidFilterOption", 400, "message"},
        {"InvalidFilterValue", "InvalidFilterValue", 400, "Message"},
        {"InvalidKeyId", "InvalidKeyId", 400, "message"},
        {"InvalidNextToken", "InvalidNextToken", 400, "Message"},
        {0},
};

static const struct shape_error errors_ListTagsForResource[] = {
        {"InvalidResourceType", "InvalidResourceType", 400, "message"},
        {"InvalidResourceId", "InvalidResourceId", 400, "message"},
        {"InternalServerError", "InternalServerError", 500, "Message"},
        {0},
};

static const struct shape_error errors_PutParameter[] = {
        {"InternalServerError", "InternalServerError", 500, "Message"},
        {"InvalidKeyId", "InvalidKeyId", 400, "message"},
        {"ParameterLimitExceeded", "ParameterLimitExceeded", 400, "message"},
        {"TooManyUpdates", "TooManyUpdates", 400, "Message"},
        {"ParameterAlreadyExists", "ParameterAlreadyExists", 400, "message"},
        {"HierarchyLevelLimitExceededException", "HierarchyLevelLimitExceededException", 400, "message"},
        {"HierarchyTypeMismatchException", "HierarchyTypeMismatchException", 400, "message"},
        {"InvalidAllowedPatternException", "InvalidAllowedPatternException", 400, "message"},
        {"ParameterMaxVersionLimitExceeded", "ParameterMaxVersionLimitExceeded", 400, "message"},
        {"ParameterPatternMismatchException", "ParameterPatternMismatchException", 400, "message"},
        {"UnsupportedParameterType", "UnsupportedParameterType", 400, "message"},
        {"PoliciesLimitExceededException", "PoliciesLimitExceededException", 400, "message"},
        {"InvalidPolicyTypeException", "InvalidPolicyTypeException", 400, "message"},
        {"InvalidPolicyAttributeException", "InvalidPolicyAttributeException", 400, "message"},
        {"IncompatiblePolicyException", "IncompatiblePolicyException", 400, "message"},
        {0},
};

static const struct shape_error errors_RemoveTagsFromResource[] = {
        {"InvalidResourceType", "InvalidResourceType", 400, "message"},
        {"InvalidResourceId", "InvalidResourceId", 400, "message"},
        {"InternalServerError", "InternalServerError", 500, "Message"},
        {"TooManyUpdates", "TooManyUpdates", 400, "Message"},
        {0},
};

static const struct shape_operation operations[] = {
        {"AddTagsToResource", &s_AddTagsToResourceRequest, &s_AddTagsToResourceResult, errors_AddTagsToResource},
        {"DeleteParameter", &s_DeleteParameterRequest, &s_DeleteParameterResult, errors_DeleteParameter},
        {"DeleteParameters", &s_DeleteParametersRequest, &s_DeleteParametersResult, errors_DeleteParameters},
        {"DescribeParameters", &s_DescribeParametersRequest, &s_DescribeParametersResult, errors_DescribeParameters},
        {"GetParameter", &s_GetParameterRequest, &s_GetParameterResult, errors_GetParameter},
        {"GetParameterHistory", &s_GetParameterHistoryRequest, &s_GetParameterHistoryResult, errors_GetParameterHistory},
        {"GetParameters", &s_GetParametersRequest, &s_GetParametersResult, errors_GetParameters},
        {"GetParametersByPath", &s_GetParametersByPathRequest, &s_GetParametersByPathResult, errors_GetParametersByPath},
        {"ListTagsForResource", &s_ListTagsForResourceRequest, &s_ListTagsForResourceResult, errors_ListTagsForResource},
        {"PutParameter", &s_PutParameterRequest, &s_PutParameterResult, errors_PutParameter},
        {"RemoveTagsFromResource", &s_RemoveTagsFromResourceRequest, &s_RemoveTagsFromResourceResult, errors_RemoveTagsFromResource},
};

const struct shape_service shapes_ssm = {
        .name = "ssm",
        .signing = "ssm",
        .json = true,
        .version = "2014-11-06",
        .xmlns = "",
        .target = "AmazonSSM",
        .operations = operations,
        .count = 11,
};
