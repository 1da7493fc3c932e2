/*
 * STS's shapes, API version 2011-06-15.
 * Made by scripts/generate-shapes from botocore's model: do not edit.
 */
/* clang-format off */
#include "engine/standin/shapes.h"

#include <stddef.h>

static const struct shape s_AssumeRoleRequest;
static const struct shape s_AssumeRoleResponse;
static const struct shape s_AssumedRoleUser;
static const struct shape s_Credentials;
static const struct shape s_GetCallerIdentityRequest;
static const struct shape s_GetCallerIdentityResponse;
static const struct shape s_GetSessionTokenRequest;
static const struct shape s_GetSessionTokenResponse;
static const struct shape s_PolicyDescriptorType;
static const struct shape s_ProvidedContext;
static const struct shape s_ProvidedContextsListType;
static const struct shape s_Tag;
static const struct shape s_accessKeyIdType;
static const struct shape s_accessKeySecretType;
static const struct shape s_accountType;
static const struct shape s_arnType;
static const struct shape s_assumedRoleIdType;
static const struct shape s_contextAssertionType;
static const struct shape s_dateType;
static const struct shape s_durationSecondsType;
static const struct shape s_externalIdType;
static const struct shape s_nonNegativeIntegerType;
static const struct shape s_policyDescriptorListType;
static const struct shape s_roleDurationSecondsType;
static const struct shape s_roleSessionNameType;
static const struct shape s_serialNumberType;
static const struct shape s_sourceIdentityType;
static const struct shape s_tagKeyListType;
static const struct shape s_tagKeyType;
static const struct shape s_tagListType;
static const struct shape s_tagValueType;
static const struct shape s_tokenCodeType;
static const struct shape s_tokenType;
static const struct shape s_unrestrictedSessionPolicyDocumentType;
static const struct shape s_userIdType;

static const struct shape_member m_AssumeRoleRequest[] = {
        {"RoleArn", &s_arnType, true},
        {"RoleSessionName", &s_roleSessionNameType, true},
        {"PolicyArns", &s_policyDescriptorListType},
        {"Policy", &s_unrestrictedSessionPolicyDocumentType},
        {"DurationSeconds", &s_roleDurationSecondsType},
        {"Tags", &s_tagListType},
        {"TransitiveTagKeys", &s_tagKeyListType},
        {"ExternalId", &s_externalIdType},
        {"SerialNumber", &s_serialNumberType},
        {"TokenCode", &s_tokenCodeType},
        {"SourceIdentity", &s_sourceIdentityType},
        {"ProvidedContexts", &s_ProvidedContextsListType},
};
static const struct shape s_AssumeRoleRequest = {
        .name = "AssumeRoleRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_AssumeRoleRequest,
        .count = 12,
};
static const struct shape_member m_AssumeRoleResponse[] = {
        {"Credentials", &s_Credentials},
        {"AssumedRoleUser", &s_AssumedRoleUser},
        {"PackedPolicySize", &s_nonNegativeIntegerType},
        {"SourceIdentity", &s_sourceIdentityType},
};
static const struct shape s_AssumeRoleResponse = {
        .name = "AssumeRoleResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_AssumeRoleResponse,
        .count = 4,
};
static const struct shape_member m_AssumedRoleUser[] = {
        {"AssumedRoleId", &s_assumedRoleIdType, true},
        {"Arn", &s_arnType, true},
};
static const struct shape s_AssumedRoleUser = {
        .name = "AssumedRoleUser",
        .kind = SHAPE_STRUCTURE,
        .members = m_AssumedRoleUser,
        .count = 2,
};
static const struct shape_member m_Credentials[] = {
        {"AccessKeyId", &s_accessKeyIdType, true},
        {"SecretAccessKey", &s_accessKeySecretType, true},
        {"SessionToken", &s_tokenType, true},
        {"Expiration", &s_dateType, true},
};
static const struct shape s_Credentials = {
        .name = "Credentials",
        .kind = SHAPE_STRUCTURE,
        .members = m_Credentials,
        .count = 4,
};
static const struct shape s_GetCallerIdentityRequest = {
        .name = "GetCallerIdentityRequest",
        .kind = SHAPE_STRUCTURE,
};
static const struct shape_member m_GetCallerIdentityResponse[] = {
        {"UserId", &s_userIdType},
        {"Account", &s_accountType},
        {"Arn", &s_arnType},
};
static const struct shape s_GetCallerIdentityResponse = {
        .name = "GetCallerIdentityResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_GetCallerIdentityResponse,
        .count = 3,
};
static const struct shape_member m_GetSessionTokenRequest[] = {
        {"DurationSeconds", &s_durationSecondsType},
        {"SerialNumber", &s_serialNumberType},
        {"TokenCode", &s_tokenCodeType},
};
static const struct shape s_GetSessionTokenRequest = {
        .name = "GetSessionTokenRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_GetSessionTokenRequest,
        .count = 3,
};
static const struct shape_member m_GetSessionTokenResponse[] = {
        {"Credentials", &s_Credentials},
};
static const struct shape s_GetSessionTokenResponse = {
        .name = "GetSessionTokenResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_GetSessionTokenResponse,
        .count = 1,
};
static const struct shape_member m_PolicyDescriptorType[] = {
        {"arn", &s_arnType},
};
static const struct shape s_PolicyDescriptorType = {
        .name = "PolicyDescriptorType",
        .kind = SHAPE_STRUCTURE,
        .members = m_PolicyDescriptorType,
        .count = 1,
};
static const struct shape_member m_ProvidedContext[] = {
        {"ProviderArn", &s_arnType},
        {"ContextAssertion", &s_contextAssertionType},
};
static const struct shape s_ProvidedContext = {
        .name = "ProvidedContext",
        .kind = SHAPE_STRUCTURE,
        .members = m_ProvidedContext,
        .count = 2,
};
static const struct shape s_ProvidedContextsListType = {
        .name = "ProvidedContextsListType",
        .kind = SHAPE_LIST,
        .item = &s_ProvidedContext,
        .item_name = "member",
        .has_min = true, .min = 1,
        .has_max = true, .max = 5,
};
static const struct shape_member m_Tag[] = {
        {"Key", &s_tagKeyType, true},
        {"Value", &s_tagValueType, true},
};
static const struct shape s_Tag = {
        .name = "Tag",
        .kind = SHAPE_STRUCTURE,
        .members = m_Tag,
        .count = 2,
};
static const struct shape s_accessKeyIdType = {
        .name = "accessKeyIdType",
        .kind = SHAPE_TEXT,
        .pattern = "^([a-zA-Z0-9_]*)$",
        .has_min = true, .min = 16,
        .has_max = true, .max = 128,
};
static const struct shape s_accessKeySecretType = {
        .name = "accessKeySecretType",
        .kind = SHAPE_TEXT,
        .sensitive = true,
};
static const struct shape s_accountType = {
        .name = "accountType",
        .kind = SHAPE_TEXT,
};
static const struct shape s_arnType = {
        .name = "arnType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 20,
        .has_max = true, .max = 2048,
};
static const struct shape s_assumedRoleIdType = {
        .name = "assumedRoleIdType",
        .kind = SHAPE_TEXT,
        .pattern = "^([a-zA-Z0-9_+=,.@:-]*)$",
        .has_min = true, .min = 2,
        .has_max = true, .max = 193,
};
static const struct shape s_contextAssertionType = {
        .name = "contextAssertionType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 4,
        .has_max = true, .max = 2048,
};
static const struct shape s_dateType = {
        .name = "dateType",
        .kind = SHAPE_TIME,
};
static const struct shape s_durationSecondsType = {
        .name = "durationSecondsType",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 900,
        .has_max = true, .max = 129600,
};
static const struct shape s_externalIdType = {
        .name = "externalIdType",
        .kind = SHAPE_TEXT,
        .pattern = "^([a-zA-Z0-9_+=,.@:/-]*)$",
        .has_min = true, .min = 2,
        .has_max = true, .max = 1224,
};
static const struct shape s_nonNegativeIntegerType = {
        .name = "nonNegativeIntegerType",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 0,
};
static const struct shape s_policyDescriptorListType = {
        .name = "policyDescriptorListType",
        .kind = SHAPE_LIST,
        .item = &s_PolicyDescriptorType,
        .item_name = "member",
};
static const struct shape s_roleDurationSecondsType = {
        .name = "roleDurationSecondsType",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 900,
        .has_max = true, .max = 43200,
};
static const struct shape s_roleSessionNameType = {
        .name = "roleSessionNameType",
        .kind = SHAPE_TEXT,
        .pattern = "^([a-zA-Z0-9_+=,.@-]*)$",
        .has_min = true, .min = 2,
        .has_max = true, .max = 64,
};
static const struct shape s_serialNumberType = {
        .name = "serialNumberType",
        .kind = SHAPE_TEXT,
        .pattern = "^([a-zA-Z0-9_+=/:,.@-]*)$",
        .has_min = true, .min = 9,
        .has_max = true, .max = 256,
};
static const struct shape s_sourceIdentityType = {
        .name = "sourceIdentityType",
        .kind = SHAPE_TEXT,
        .pattern = "^([a-zA-Z0-9_+=,.@-]*)$",
        .has_min = true, .min = 2,
        .has_max = true, .max = 64,
};
static const struct shape s_tagKeyListType = {
        .name = "tagKeyListType",
        .kind = SHAPE_LIST,
        .item = &s_tagKeyType,
        .item_name = "member",
        .has_max = true, .max = 50,
};
static const struct shape s_tagKeyType = {
        .name = "tagKeyType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 128,
};
static const struct shape s_tagListType = {
        .name = "tagListType",
        .kind = SHAPE_LIST,
        .item = &s_Tag,
        .item_name = "member",
        .has_max = true, .max = 50,
};
static const struct shape s_tagValueType = {
        .name = "tagValueType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 0,
        .has_max = true, .max = 256,
};
static const struct shape s_tokenCodeType = {
        .name = "tokenCodeType",
        .kind = SHAPE_TEXT,
        .pattern = "^([0-9]*)$",
        .has_min = true, .min = 6,
        .has_max = true, .max = 6,
};
static const struct shape s_tokenType = {
        .name = "tokenType",
        .kind = SHAPE_TEXT,
};
static const struct shape s_unrestrictedSessionPolicyDocumentType = {
        .name = "unrestrictedSessionPolicyDocumentType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
};
static const struct shape s_userIdType = {
        .name = "userIdType",
        .kind = SHAPE_TEXT,
};

static const struct shape_error errors_AssumeRole[] = {
        {"MalformedPolicyDocumentException", "MalformedPolicyDocument", 400, "message"},
        {"PackedPolicyTooLargeException", "PackedPolicyTooLarge", 400, "message"},
        {"RegionDisabledException", "RegionDisabledException", 403, "message"},
        {"ExpiredTokenException", "ExpiredTokenException", 400, "message"},
        {0},
};

static const struct shape_error errors_GetCallerIdentity[] = {
        {0},
};

static const struct shape_error errors_GetSessionToken[] = {
        {"RegionDisabledException", "RegionDisabledException", 403, "message"},
        {0},
};

static const struct shape_operation operations[] = {
        {"AssumeRole", &s_AssumeRoleRequest, &s_AssumeRoleResponse, errors_AssumeRole},
        {"GetCallerIdentity", &s_GetCallerIdentityRequest, &s_GetCallerIdentityResponse, errors_GetCallerIdentity},
        {"GetSessionToken", &s_GetSessionTokenRequest, &s_GetSessionTokenResponse, errors_GetSessionToken},
};

const struct shape_service shapes_sts = {
        .name = "sts",
        .signing = "sts",
        .query = true,
        .version = "2011-06-15",
        .xmlns = "https://sts.amazonaws.com/doc/2011-06-15/",
        .target = "",
        .operations = operations,
        .count = 3,
};
