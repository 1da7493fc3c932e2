/*
 * Secrets Manager's shapes, API version 2017-10-17.
 * Made by scripts/generate-shapes from botocore's model: do not edit.
 */
/* clang-format off */
#include "engine/standin/shapes.h"

#include <stddef.h>

static const struct shape s_AddReplicaRegionListType;
static const struct shape s_AutomaticallyRotateAfterDaysType;
static const struct shape s_BooleanType;
static const struct shape s_ClientRequestTokenType;
static const struct shape s_CreateSecretRequest;
static const struct shape s_CreateSecretResponse;
static const struct shape s_CreatedDateType;
static const struct shape s_DeleteSecretRequest;
static const struct shape s_DeleteSecretResponse;
static const struct shape s_DeletedDateType;
static const struct shape s_DeletionDateType;
static const struct shape s_DescribeSecretRequest;
static const struct shape s_DescribeSecretResponse;
static const struct shape s_DescriptionType;
static const struct shape s_DurationType;
static const struct shape s_ExternalSecretRotationMetadataItem;
static const struct shape s_ExternalSecretRotationMetadataItemKeyType;
static const struct shape s_ExternalSecretRotationMetadataItemValueType;
static const struct shape s_ExternalSecretRotationMetadataType;
static const struct shape s_Filter;
static const struct shape s_FilterNameStringType;
static const struct shape s_FilterValueStringType;
static const struct shape s_FilterValuesStringList;
static const struct shape s_FiltersListType;
static const struct shape s_GetSecretValueRequest;
static const struct shape s_GetSecretValueResponse;
static const struct shape s_KmsKeyIdListType;
static const struct shape s_KmsKeyIdType;
static const struct shape s_LastAccessedDateType;
static const struct shape s_LastChangedDateType;
static const struct shape s_LastRotatedDateType;
static const struct shape s_ListSecretVersionIdsRequest;
static const struct shape s_ListSecretVersionIdsResponse;
static const struct shape s_ListSecretsRequest;
static const struct shape s_ListSecretsResponse;
static const struct shape s_MaxResultsType;
static const struct shape s_MedeaTypeType;
static const struct shape s_NameType;
static const struct shape s_NextRotationDateType;
static const struct shape s_NextTokenType;
static const struct shape s_OwningServiceType;
static const struct shape s_PutSecretValueRequest;
static const struct shape s_PutSecretValueResponse;
static const struct shape s_RecoveryWindowInDaysType;
static const struct shape s_RegionType;
static const struct shape s_ReplicaRegionType;
static const struct shape s_ReplicationStatusListType;
static const struct shape s_ReplicationStatusType;
static const struct shape s_RestoreSecretRequest;
static const struct shape s_RestoreSecretResponse;
static const struct shape s_RoleARNType;
static const struct shape s_RotationEnabledType;
static const struct shape s_RotationLambdaARNType;
static const struct shape s_RotationRulesType;
static const struct shape s_RotationTokenType;
static const struct shape s_ScheduleExpressionType;
static const struct shape s_SecretARNType;
static const struct shape s_SecretBinaryType;
static const struct shape s_SecretIdType;
static const struct shape s_SecretListEntry;
static const struct shape s_SecretListType;
static const struct shape s_SecretNameType;
static const struct shape s_SecretStringType;
static const struct shape s_SecretVersionIdType;
static const struct shape s_SecretVersionStageType;
static const struct shape s_SecretVersionStagesType;
static const struct shape s_SecretVersionsListEntry;
static const struct shape s_SecretVersionsListType;
static const struct shape s_SecretVersionsToStagesMapType;
static const struct shape s_SortByType;
static const struct shape s_SortOrderType;
static const struct shape s_StatusMessageType;
static const struct shape s_StatusType;
static const struct shape s_Tag;
static const struct shape s_TagKeyListType;
static const struct shape s_TagKeyType;
static const struct shape s_TagListType;
static const struct shape s_TagResourceRequest;
static const struct shape s_TagValueType;
static const struct shape s_TimestampType;
static const struct shape s_UntagResourceRequest;
static const struct shape s_UpdateSecretRequest;
static const struct shape s_UpdateSecretResponse;
static const struct shape s_UpdateSecretVersionStageRequest;
static const struct shape s_UpdateSecretVersionStageResponse;

static const struct shape s_AddReplicaRegionListType = {
        .name = "AddReplicaRegionListType",
        .kind = SHAPE_LIST,
        .item = &s_ReplicaRegionType,
        .item_name = "member",
        .has_min = true, .min = 1,
};
static const struct shape s_AutomaticallyRotateAfterDaysType = {
        .name = "AutomaticallyRotateAfterDaysType",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 1,
        .has_max = true, .max = 1000,
};
static const struct shape s_BooleanType = {
        .name = "BooleanType",
        .kind = SHAPE_FLAG,
};
static const struct shape s_ClientRequestTokenType = {
        .name = "ClientRequestTokenType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 32,
        .has_max = true, .max = 64,
};
static const struct shape_member m_CreateSecretRequest[] = {
        {"Name", &s_NameType, true},
        {"ClientRequestToken", &s_ClientRequestTokenType},
        {"Description", &s_DescriptionType},
        {"KmsKeyId", &s_KmsKeyIdType},
        {"SecretBinary", &s_SecretBinaryType},
        {"SecretString", &s_SecretStringType},
        {"Tags", &s_TagListType},
        {"AddReplicaRegions", &s_AddReplicaRegionListType},
        {"ForceOverwriteReplicaSecret", &s_BooleanType},
        {"Type", &s_MedeaTypeType},
};
static const struct shape s_CreateSecretRequest = {
        .name = "CreateSecretRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_CreateSecretRequest,
        .count = 10,
};
static const struct shape_member m_CreateSecretResponse[] = {
        {"ARN", &s_SecretARNType},
        {"Name", &s_SecretNameType},
        {"VersionId", &s_SecretVersionIdType},
        {"ReplicationStatus", &s_ReplicationStatusListType},
};
static const struct shape s_CreateSecretResponse = {
        .name = "CreateSecretResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_CreateSecretResponse,
        .count = 4,
};
static const struct shape s_CreatedDateType = {
        .name = "CreatedDateType",
        .kind = SHAPE_TIME,
};
static const struct shape_member m_DeleteSecretRequest[] = {
        {"SecretId", &s_SecretIdType, true},
        {"RecoveryWindowInDays", &s_RecoveryWindowInDaysType},
        {"ForceDeleteWithoutRecovery", &s_BooleanType},
};
static const struct shape s_DeleteSecretRequest = {
        .name = "DeleteSecretRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeleteSecretRequest,
        .count = 3,
};
static const struct shape_member m_DeleteSecretResponse[] = {
        {"ARN", &s_SecretARNType},
        {"Name", &s_SecretNameType},
        {"DeletionDate", &s_DeletionDateType},
};
static const struct shape s_DeleteSecretResponse = {
        .name = "DeleteSecretResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeleteSecretResponse,
        .count = 3,
};
static const struct shape s_DeletedDateType = {
        .name = "DeletedDateType",
        .kind = SHAPE_TIME,
};
static const struct shape s_DeletionDateType = {
        .name = "DeletionDateType",
        .kind = SHAPE_TIME,
};
static const struct shape_member m_DescribeSecretRequest[] = {
        {"SecretId", &s_SecretIdType, true},
};
static const struct shape s_DescribeSecretRequest = {
        .name = "DescribeSecretRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeSecretRequest,
        .count = 1,
};
static const struct shape_member m_DescribeSecretResponse[] = {
        {"ARN", &s_SecretARNType},
        {"Name", &s_SecretNameType},
        {"Type", &s_MedeaTypeType},
        {"Description", &s_DescriptionType},
        {"KmsKeyId", &s_KmsKeyIdType},
        {"RotationEnabled", &s_RotationEnabledType},
        {"RotationLambdaARN", &s_RotationLambdaARNType},
        {"RotationRules", &s_RotationRulesType},
        {"ExternalSecretRotationMetadata", &s_ExternalSecretRotationMetadataType},
        {"ExternalSecretRotationRoleArn", &s_RoleARNType},
        {"LastRotatedDate", &s_LastRotatedDateType},
        {"LastChangedDate", &s_LastChangedDateType},
        {"LastAccessedDate", &s_LastAccessedDateType},
        {"DeletedDate", &s_DeletedDateType},
        {"NextRotationDate", &s_NextRotationDateType},
        {"Tags", &s_TagListType},
        {"VersionIdsToStages", &s_SecretVersionsToStagesMapType},
        {"OwningService", &s_OwningServiceType},
        {"CreatedDate", &s_TimestampType},
        {"PrimaryRegion", &s_RegionType},
        {"ReplicationStatus", &s_ReplicationStatusListType},
};
static const struct shape s_DescribeSecretResponse = {
        .name = "DescribeSecretResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeSecretResponse,
        .count = 21,
};
static const struct shape s_DescriptionType = {
        .name = "DescriptionType",
        .kind = SHAPE_TEXT,
        .has_max = true, .max = 2048,
};
static const struct shape s_DurationType = {
        .name = "DurationType",
        .kind = SHAPE_TEXT,
        .pattern = "^([0-9]+h)$",
        .has_min = true, .min = 2,
        .has_max = true, .max = 3,
};
static const struct shape_member m_ExternalSecretRotationMetadataItem[] = {
        {"Key", &s_ExternalSecretRotationMetadataItemKeyType},
        {"Value", &s_ExternalSecretRotationMetadataItemValueType},
};
static const struct shape s_ExternalSecretRotationMetadataItem = {
        .name = "ExternalSecretRotationMetadataItem",
        .kind = SHAPE_STRUCTURE,
        .members = m_ExternalSecretRotationMetadataItem,
        .count = 2,
};
static const struct shape s_ExternalSecretRotationMetadataItemKeyType = {
        .name = "ExternalSecretRotationMetadataItemKeyType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 256,
};
static const struct shape s_ExternalSecretRotationMetadataItemValueType = {
        .name = "ExternalSecretRotationMetadataItemValueType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 2048,
};
static const struct shape s_ExternalSecretRotationMetadataType = {
        .name = "ExternalSecretRotationMetadataType",
        .kind = SHAPE_LIST,
        .item = &s_ExternalSecretRotationMetadataItem,
        .item_name = "member",
};
static const struct shape_member m_Filter[] = {
        {"Key", &s_FilterNameStringType},
        {"Values", &s_FilterValuesStringList},
};
static const struct shape s_Filter = {
        .name = "Filter",
        .kind = SHAPE_STRUCTURE,
        .members = m_Filter,
        .count = 2,
};
static const char *const e_FilterNameStringType[] = {
        "description",
        "name",
        "tag-key",
        "tag-value",
        "primary-region",
        "owning-service",
        "all",
        NULL,
};
static const struct shape s_FilterNameStringType = {
        .name = "FilterNameStringType",
        .kind = SHAPE_TEXT,
        .values = e_FilterNameStringType,
};
static const struct shape s_FilterValueStringType = {
        .name = "FilterValueStringType",
        .kind = SHAPE_TEXT,
        .has_max = true, .max = 512,
};
static const struct shape s_FilterValuesStringList = {
        .name = "FilterValuesStringList",
        .kind = SHAPE_LIST,
        .item = &s_FilterValueStringType,
        .item_name = "member",
        .has_min = true, .min = 1,
        .has_max = true, .max = 10,
};
static const struct shape s_FiltersListType = {
        .name = "FiltersListType",
        .kind = SHAPE_LIST,
        .item = &s_Filter,
        .item_name = "member",
        .has_max = true, .max = 10,
};
static const struct shape_member m_GetSecretValueRequest[] = {
        {"SecretId", &s_SecretIdType, true},
        {"VersionId", &s_SecretVersionIdType},
        {"VersionStage", &s_SecretVersionStageType},
};
static const struct shape s_GetSecretValueRequest = {
        .name = "GetSecretValueRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_GetSecretValueRequest,
        .count = 3,
};
static const struct shape_member m_GetSecretValueResponse[] = {
        {"ARN", &s_SecretARNType},
        {"Name", &s_SecretNameType},
        {"VersionId", &s_SecretVersionIdType},
        {"SecretBinary", &s_SecretBinaryType},
        {"SecretString", &s_SecretStringType},
        {"VersionStages", &s_SecretVersionStagesType},
        {"CreatedDate", &s_CreatedDateType},
};
static const struct shape s_GetSecretValueResponse = {
        .name = "GetSecretValueResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_GetSecretValueResponse,
        .count = 7,
};
static const struct shape s_KmsKeyIdListType = {
        .name = "KmsKeyIdListType",
        .kind = SHAPE_LIST,
        .item = &s_KmsKeyIdType,
        .item_name = "member",
};
static const struct shape s_KmsKeyIdType = {
        .name = "KmsKeyIdType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 0,
        .has_max = true, .max = 2048,
};
static const struct shape s_LastAccessedDateType = {
        .name = "LastAccessedDateType",
        .kind = SHAPE_TIME,
};
static const struct shape s_LastChangedDateType = {
        .name = "LastChangedDateType",
        .kind = SHAPE_TIME,
};
static const struct shape s_LastRotatedDateType = {
        .name = "LastRotatedDateType",
        .kind = SHAPE_TIME,
};
static const struct shape_member m_ListSecretVersionIdsRequest[] = {
        {"SecretId", &s_SecretIdType, true},
        {"MaxResults", &s_MaxResultsType},
        {"NextToken", &s_NextTokenType},
        {"IncludeDeprecated", &s_BooleanType},
};
static const struct shape s_ListSecretVersionIdsRequest = {
        .name = "ListSecretVersionIdsRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListSecretVersionIdsRequest,
        .count = 4,
};
static const struct shape_member m_ListSecretVersionIdsResponse[] = {
        {"Versions", &s_SecretVersionsListType},
        {"NextToken", &s_NextTokenType},
        {"ARN", &s_SecretARNType},
        {"Name", &s_SecretNameType},
};
static const struct shape s_ListSecretVersionIdsResponse = {
        .name = "ListSecretVersionIdsResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListSecretVersionIdsResponse,
        .count = 4,
};
static const struct shape_member m_ListSecretsRequest[] = {
        {"IncludePlannedDeletion", &s_BooleanType},
        {"MaxResults", &s_MaxResultsType},
        {"NextToken", &s_NextTokenType},
        {"Filters", &s_FiltersListType},
        {"SortOrder", &s_SortOrderType},
        {"SortBy", &s_SortByType},
};
static const struct shape s_ListSecretsRequest = {
        .name = "ListSecretsRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListSecretsRequest,
        .count = 6,
};
static const struct shape_member m_ListSecretsResponse[] = {
        {"SecretList", &s_SecretListType},
        {"NextToken", &s_NextTokenType},
};
static const struct shape s_ListSecretsResponse = {
        .name = "ListSecretsResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListSecretsResponse,
        .count = 2,
};
static const struct shape s_MaxResultsType = {
        .name = "MaxResultsType",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 1,
        .has_max = true, .max = 100,
};
static const struct shape s_MedeaTypeType = {
        .name = "MedeaTypeType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 0,
        .has_max = true, .max = 256,
};
static const struct shape s_NameType = {
        .name = "NameType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 512,
};
static const struct shape s_NextRotationDateType = {
        .name = "NextRotationDateType",
        .kind = SHAPE_TIME,
};
static const struct shape s_NextTokenType = {
        .name = "NextTokenType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 4096,
};
static const struct shape s_OwningServiceType = {
        .name = "OwningServiceType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 128,
};
static const struct shape_member m_PutSecretValueRequest[] = {
        {"SecretId", &s_SecretIdType, true},
        {"ClientRequestToken", &s_ClientRequestTokenType},
        {"SecretBinary", &s_SecretBinaryType},
        {"SecretString", &s_SecretStringType},
        {"VersionStages", &s_SecretVersionStagesType},
        {"RotationToken", &s_RotationTokenType},
};
static const struct shape s_PutSecretValueRequest = {
        .name = "PutSecretValueRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_PutSecretValueRequest,
        .count = 6,
};
static const struct shape_member m_PutSecretValueResponse[] = {
        {"ARN", &s_SecretARNType},
        {"Name", &s_SecretNameType},
        {"VersionId", &s_SecretVersionIdType},
        {"VersionStages", &s_SecretVersionStagesType},
};
static const struct shape s_PutSecretValueResponse = {
        .name = "PutSecretValueResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_PutSecretValueResponse,
        .count = 4,
};
static const struct shape s_RecoveryWindowInDaysType = {
        .name = "RecoveryWindowInDaysType",
        .kind = SHAPE_INTEGER,
};
static const struct shape s_RegionType = {
        .name = "RegionType",
        .kind = SHAPE_TEXT,
        .pattern = "^([a-z]+-)+[0-9]+$",
        .has_min = true, .min = 1,
        .has_max = true, .max = 128,
};
static const struct shape_member m_ReplicaRegionType[] = {
        {"Region", &s_RegionType},
        {"KmsKeyId", &s_KmsKeyIdType},
};
static const struct shape s_ReplicaRegionType = {
        .name = "ReplicaRegionType",
        .kind = SHAPE_STRUCTURE,
        .members = m_ReplicaRegionType,
        .count = 2,
};
static const struct shape s_ReplicationStatusListType = {
        .name = "ReplicationStatusListType",
        .kind = SHAPE_LIST,
        .item = &s_ReplicationStatusType,
        .item_name = "member",
};
static const struct shape_member m_ReplicationStatusType[] = {
        {"Region", &s_RegionType},
        {"KmsKeyId", &s_KmsKeyIdType},
        {"Status", &s_StatusType},
        {"StatusMessage", &s_StatusMessageType},
        {"LastAccessedDate", &s_LastAccessedDateType},
};
static const struct shape s_ReplicationStatusType = {
        .name = "ReplicationStatusType",
        .kind = SHAPE_STRUCTURE,
        .members = m_ReplicationStatusType,
        .count = 5,
};
static const struct shape_member m_RestoreSecretRequest[] = {
        {"SecretId", &s_SecretIdType, true},
};
static const struct shape s_RestoreSecretRequest = {
        .name = "RestoreSecretRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_RestoreSecretRequest,
        .count = 1,
};
static const struct shape_member m_RestoreSecretResponse[] = {
        {"ARN", &s_SecretARNType},
        {"Name", &s_SecretNameType},
};
static const struct shape s_RestoreSecretResponse = {
        .name = "RestoreSecretResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_RestoreSecretResponse,
        .count = 2,
};
static const struct shape s_RoleARNType = {
        .name = "RoleARNType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 20,
        .has_max = true, .max = 2048,
};
static const struct shape s_RotationEnabledType = {
        .name = "RotationEnabledType",
        .kind = SHAPE_FLAG,
};
static const struct shape s_RotationLambdaARNType = {
        .name = "RotationLambdaARNType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 0,
        .has_max = true, .max = 2048,
};
static const struct shape_member m_RotationRulesType[] = {
        {"AutomaticallyAfterDays", &s_AutomaticallyRotateAfterDaysType},
        {"Duration", &s_DurationType},
        {"ScheduleExpression", &s_ScheduleExpressionType},
};
static const struct shape s_RotationRulesType = {
        .name = "RotationRulesType",
        .kind = SHAPE_STRUCTURE,
        .members = m_RotationRulesType,
        .count = 3,
};
static const struct shape s_RotationTokenType = {
        .name = "RotationTokenType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 36,
        .has_max = true, .max = 256,
        .sensitive = true,
};
static const struct shape s_ScheduleExpressionType = {
        .name = "ScheduleExpressionType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 256,
};
static const struct shape s_SecretARNType = {
        .name = "SecretARNType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 20,
        .has_max = true, .max = 2048,
};
static const struct shape s_SecretBinaryType = {
        .name = "SecretBinaryType",
        .kind = SHAPE_BLOB,
        .has_min = true, .min = 1,
        .has_max = true, .max = 65536,
        .sensitive = true,
};
static const struct shape s_SecretIdType = {
        .name = "SecretIdType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 2048,
};
static const struct shape_member m_SecretListEntry[] = {
        {"ARN", &s_SecretARNType},
        {"Name", &s_SecretNameType},
        {"Type", &s_MedeaTypeType},
        {"Description", &s_DescriptionType},
        {"KmsKeyId", &s_KmsKeyIdType},
        {"RotationEnabled", &s_RotationEnabledType},
        {"RotationLambdaARN", &s_RotationLambdaARNType},
        {"RotationRules", &s_RotationRulesType},
        {"ExternalSecretRotationMetadata", &s_ExternalSecretRotationMetadataType},
        {"ExternalSecretRotationRoleArn", &s_RoleARNType},
        {"LastRotatedDate", &s_LastRotatedDateType},
        {"LastChangedDate", &s_LastChangedDateType},
        {"LastAccessedDate", &s_LastAccessedDateType},
        {"DeletedDate", &s_DeletedDateType},
        {"NextRotationDate", &s_NextRotationDateType},
        {"Tags", &s_TagListType},
        {"SecretVersionsToStages", &s_SecretVersionsToStagesMapType},
        {"OwningService", &s_OwningServiceType},
        {"CreatedDate", &s_TimestampType},
        {"PrimaryRegion", &s_RegionType},
};
static const struct shape s_SecretListEntry = {
        .name = "SecretListEntry",
        .kind = SHAPE_STRUCTURE,
        .members = m_SecretListEntry,
        .count = 20,
};
static const struct shape s_SecretListType = {
        .name = "SecretListType",
        .kind = SHAPE_LIST,
        .item = &s_SecretListEntry,
        .item_name = "member",
};
static const struct shape s_SecretNameType = {
        .name = "SecretNameType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 256,
};
static const struct shape s_SecretStringType = {
        .name = "SecretStringType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 65536,
        .sensitive = true,
};
static const struct shape s_SecretVersionIdType = {
        .name = "SecretVersionIdType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 32,
        .has_max = true, .max = 64,
};
static const struct shape s_SecretVersionStageType = {
        .name = "SecretVersionStageType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 256,
};
static const struct shape s_SecretVersionStagesType = {
        .name = "SecretVersionStagesType",
        .kind = SHAPE_LIST,
        .item = &s_SecretVersionStageType,
        .item_name = "member",
        .has_min = true, .min = 1,
        .has_max = true, .max = 20,
};
static const struct shape_member m_SecretVersionsListEntry[] = {
        {"VersionId", &s_SecretVersionIdType},
        {"VersionStages", &s_SecretVersionStagesType},
        {"LastAccessedDate", &s_LastAccessedDateType},
        {"CreatedDate", &s_CreatedDateType},
        {"KmsKeyIds", &s_KmsKeyIdListType},
};
static const struct shape s_SecretVersionsListEntry = {
        .name = "SecretVersionsListEntry",
        .kind = SHAPE_STRUCTURE,
        .members = m_SecretVersionsListEntry,
        .count = 5,
};
static const struct shape s_SecretVersionsListType = {
        .name = "SecretVersionsListType",
        .kind = SHAPE_LIST,
        .item = &s_SecretVersionsListEntry,
        .item_name = "member",
};
static const struct shape s_SecretVersionsToStagesMapType = {
        .name = "SecretVersionsToStagesMapType",
        .kind = SHAPE_MAP,
        .item = &s_SecretVersionStagesType,
};
static const char *const e_SortByType[] = {
        "created-date",
        "last-accessed-date",
        "last-changed-date",
        "name",
        NULL,
};
static const struct shape s_SortByType = {
        .name = "SortByType",
        .kind = SHAPE_TEXT,
        .values = e_SortByType,
};
static const char *const e_SortOrderType[] = {
        "asc",
        "desc",
        NULL,
};
static const struct shape s_SortOrderType = {
        .name = "SortOrderType",
        .kind = SHAPE_TEXT,
        .values = e_SortOrderType,
};
static const struct shape s_StatusMessageType = {
        .name = "StatusMessageType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 4096,
};
static const char *const e_StatusType[] = {
        "InSync",
        "Failed",
        "InProgress",
        NULL,
};
static const struct shape s_StatusType = {
        .name = "StatusType",
        .kind = SHAPE_TEXT,
        .values = e_StatusType,
};
static const struct shape_member m_Tag[] = {
        {"Key", &s_TagKeyType},
        {"Value", &s_TagValueType},
};
static const struct shape s_Tag = {
        .name = "Tag",
        .kind = SHAPE_STRUCTURE,
        .members = m_Tag,
        .count = 2,
};
static const struct shape s_TagKeyListType = {
        .name = "TagKeyListType",
        .kind = SHAPE_LIST,
        .item = &s_TagKeyType,
        .item_name = "member",
};
static const struct shape s_TagKeyType = {
        .name = "TagKeyType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 128,
};
static const struct shape s_TagListType = {
        .name = "TagListType",
        .kind = SHAPE_LIST,
        .item = &s_Tag,
        .item_name = "member",
};
static const struct shape_member m_TagResourceRequest[] = {
        {"SecretId", &s_SecretIdType, true},
        {"Tags", &s_TagListType, true},
};
static const struct shape s_TagResourceRequest = {
        .name = "TagResourceRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_TagResourceRequest,
        .count = 2,
};
static const struct shape s_TagValueType = {
        .name = "TagValueType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 0,
        .has_max = true, .max = 256,
};
static const struct shape s_TimestampType = {
        .name = "TimestampType",
        .kind = SHAPE_TIME,
};
static const struct shape_member m_UntagResourceRequest[] = {
        {"SecretId", &s_SecretIdType, true},
        {"TagKeys", &s_TagKeyListType, true},
};
static const struct shape s_UntagResourceRequest = {
        .name = "UntagResourceRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_UntagResourceRequest,
        .count = 2,
};
static const struct shape_member m_UpdateSecretRequest[] = {
        {"SecretId", &s_SecretIdType, true},
        {"ClientRequestToken", &s_ClientRequestTokenType},
        {"Description", &s_DescriptionType},
        {"KmsKeyId", &s_KmsKeyIdType},
        {"SecretBinary", &s_SecretBinaryType},
        {"SecretString", &s_SecretStringType},
        {"Type", &s_MedeaTypeType},
};
static const struct shape s_UpdateSecretRequest = {
        .name = "UpdateSecretRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_UpdateSecretRequest,
        .count = 7,
};
static const struct shape_member m_UpdateSecretResponse[] = {
        {"ARN", &s_SecretARNType},
        {"Name", &s_SecretNameType},
        {"VersionId", &s_SecretVersionIdType},
};
static const struct shape s_UpdateSecretResponse = {
        .name = "UpdateSecretResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_UpdateSecretResponse,
        .count = 3,
};
static const struct shape_member m_UpdateSecretVersionStageRequest[] = {
        {"SecretId", &s_SecretIdType, true},
        {"VersionStage", &s_SecretVersionStageType, true},
        {"RemoveFromVersionId", &s_SecretVersionIdType},
        {"MoveToVersionId", &s_SecretVersionIdType},
};
static const struct shape s_UpdateSecretVersionStageRequest = {
        .name = "UpdateSecretVersionStageRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_UpdateSecretVersionStageRequest,
        .count = 4,
};
static const struct shape_member m_UpdateSecretVersionStageResponse[] = {
        {"ARN", &s_SecretARNType},
        {"Name", &s_SecretNameType},
};
static const struct shape s_UpdateSecretVersionStageResponse = {
        .name = "UpdateSecretVersionStageResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_UpdateSecretVersionStageResponse,
        .count = 2,
};

static const struct shape_error errors_CreateSecret[] = {
        {"InvalidParameterException", "InvalidParameterException", 400, "Message"},
        {"InvalidRequestException", "InvalidRequestException", 400, "Message"},
        {"LimitExceededException", "LimitExceededException", 400, "Message"},
        {"EncryptionFailure", "EncryptionFailure", 400, "Message"},
        {"ResourceExistsException", "ResourceExistsException", 400, "Message"},
        {"ResourceNotFoundException", "ResourceNotFoundException", 400, "Message"},
        {"MalformedPolicyDocumentException", "MalformedPolicyDocumentException", 400, "Message"},
        {"InternalServiceError", "InternalServiceError", 500, "Message"},
        {"PreconditionNotMetException", "PreconditionNotMetException", 400, "Message"},
        {"DecryptionFailure", "DecryptionFailure", 400, "Message"},
        {0},
};

static const struct shape_error errors_DeleteSecret[] = {
        {"ResourceNotFoundException", "ResourceNotFoundException", 400, "Message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "Message"},
        {"InvalidRequestException", "InvalidRequestException", 400, "Message"},
        {"InternalServiceError", "InternalServiceError", 500, "Message"},
        {0},
};

static const struct shape_error errors_DescribeSecret[] = {
        {"ResourceNotFoundException", "ResourceNotFoundException", 400, "Message"},
        {"InternalServiceError", "InternalServiceError", 500, "Message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "Message"},
        {0},
};

static const struct shape_error errors_GetSecretValue[] = {
        {"ResourceNotFoundException", "ResourceNotFoundException", 400, "Message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "Message"},
        {"InvalidRequestException", "InvalidRequestException", 400, "Message"},
        {"DecryptionFailure", "DecryptionFailure", 400, "Message"},
        {"InternalServiceError", "InternalServiceError", 500, "Message"},
        {0},
};

static const struct shape_error errors_ListSecretVersionIds[] = {
        {"InvalidNextTokenException", "InvalidNextTokenException", 400, "Message"},
        {"ResourceNotFoundException", "ResourceNotFoundException", 400, "Message"},
        {"InternalServiceError", "InternalServiceError", 500, "Message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "Message"},
        {0},
};

static const struct shape_error errors_ListSecrets[] = {
        {"InvalidParameterException", "InvalidParameterException", 400, "Message"},
        {"InvalidRequestException", "InvalidRequestException", 400, "Message"},
        {"InvalidNextTokenException", "InvalidNextTokenException", 400, "Message"},
        {"InternalServiceError", "InternalServiceError", 500, "Message"},
        {0},
};

static const struct shape_error errors_PutSecretValue[] = {
        {"InvalidParameterException", "InvalidParameterException", 400, "Message"},
        {"InvalidRequestException", "InvalidRequestException", 400, "Message"},
        {"LimitExceededException", "LimitExceededException", 400, "Message"},
        {"EncryptionFailure", "EncryptionFailure", 400, "Message"},
        {"ResourceExistsException", "ResourceExistsException", 400, "Message"},
        {"ResourceNotFoundException", "ResourceNotFoundException", 400, "Message"},
        {"InternalServiceError", "InternalServiceError", 500, "Message"},
        {"DecryptionFailure", "DecryptionFailure", 400, "Message"},
        {0},
};

static const struct shape_error errors_RestoreSecret[] = {
        {"ResourceNotFoundException", "ResourceNotFoundException", 400, "Message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "Message"},
        {"InvalidRequestException", "InvalidRequestException", 400, "Message"},
        {"InternalServiceError", "InternalServiceError", 500, "Message"},
        {0},
};

static const struct shape_error errors_TagResource[] = {
        {"ResourceNotFoundException", "ResourceNotFoundException", 400, "Message"},
        {"InvalidRequestException", "InvalidRequestException", 400, "Message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "Message"},
        {"InternalServiceError", "InternalServiceError", 500, "Message"},
        {0},
};

static const struct shape_error errors_UntagResource[] = {
        {"ResourceNotFoundException", "ResourceNotFoundException", 400, "Message"},
        {"InvalidRequestException", "InvalidRequestException", 400, "Message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "Message"},
        {"InternalServiceError", "InternalServiceError", 500, "Message"},
        {0},
};

static const struct shape_error errors_UpdateSecret[] = {
        {"InvalidParameterException", "InvalidParameterException", 400, "Message"},
        {"InvalidRequestException", "InvalidRequestException", 400, "Message"},
        {"LimitExceededException", "LimitExceededException", 400, "Message"},
        {"EncryptionFailure", "EncryptionFailure", 400, "Message"},
        {"ResourceExistsException", "ResourceExistsException", 400, "Message"},
        {"ResourceNotFoundException", "ResourceNotFoundException", 400, "Message"},
        {"MalformedPolicyDocumentException", "MalformedPolicyDocumentException", 400, "Message"},
        {"InternalServiceError", "InternalServiceError", 500, "Message"},
        {"PreconditionNotMetException", "PreconditionNotMetException", 400, "Message"},
        {"DecryptionFailure", "DecryptionFailure", 400, "Message"},
        {0},
};

static const struct shape_error errors_UpdateSecretVersionStage[] = {
        {"ResourceNotFoundException", "ResourceNotFoundException", 400, "Message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "Message"},
        {"InvalidRequestException", "InvalidRequestException", 400, "Message"},
        {"LimitExceededException", "LimitExceededException", 400, "Message"},
        {"InternalServiceError", "InternalServiceError", 500, "Message"},
        {0},
};

static const struct shape_operation operations[] = {
        {"CreateSecret", &s_CreateSecretRequest, &s_CreateSecretResponse, errors_CreateSecret},
        {"DeleteSecret", &s_DeleteSecretRequest, &s_DeleteSecretResponse, errors_DeleteSecret},
        {"DescribeSecret", &s_DescribeSecretRequest, &s_DescribeSecretResponse, errors_DescribeSecret},
        {"GetSecretValue", &s_GetSecretValueRequest, &s_GetSecretValueResponse, errors_GetSecretValue},
        {"ListSecretVersionIds", &s_ListSecretVersionIdsRequest, &s_ListSecretVersionIdsResponse, errors_ListSecretVersionIds},
        {"ListSecrets", &s_ListSecretsRequest, &s_ListSecretsResponse, errors_ListSecrets},
        {"PutSecretValue", &s_PutSecretValueRequest, &s_PutSecretValueResponse, errors_PutSecretValue},
        {"RestoreSecret", &s_RestoreSecretRequest, &s_RestoreSecretResponse, errors_RestoreSecret},
        {"TagResource", &s_TagResourceRequest, NULL, errors_TagResource},
        {"UntagResource", &s_UntagResourceRequest, NULL, errors_UntagResource},
        {"UpdateSecret", &s_UpdateSecretRequest, &s_UpdateSecretResponse, errors_UpdateSecret},
        {"UpdateSecretVersionStage", &s_UpdateSecretVersionStageRequest, &s_UpdateSecretVersionStageResponse, errors_UpdateSecretVersionStage},
};

const struct shape_service shapes_secretsmanager = {
        .name = "secretsmanager",
        .signing = "secretsmanager",
        .json = true,
        .version = "2017-10-17",
        .xmlns = "",
        .target = "secretsmanager",
        .operations = operations,
        .count = 12,
};
