/*
 * IAM's shapes, API version 2010-05-08.
 * Made by scripts/generate-shapes from botocore's model: do not edit.
 */
/* clang-format off */
#include "engine/standin/shapes.h"

#include <stddef.h>

static const struct shape s_ActionNameListType;
static const struct shape s_ActionNameType;
static const struct shape s_ColumnNumber;
static const struct shape s_ContextEntry;
static const struct shape s_ContextEntryListType;
static const struct shape s_ContextKeyNameType;
static const struct shape s_ContextKeyNamesResultListType;
static const struct shape s_ContextKeyTypeEnum;
static const struct shape s_ContextKeyValueListType;
static const struct shape s_ContextKeyValueType;
static const struct shape s_EvalDecisionDetailsType;
static const struct shape s_EvaluationResult;
static const struct shape s_EvaluationResultsListType;
static const struct shape s_LineNumber;
static const struct shape s_OrganizationsDecisionDetail;
static const struct shape s_PermissionsBoundaryDecisionDetail;
static const struct shape s_PolicyEvaluationDecisionType;
static const struct shape s_PolicyIdentifierType;
static const struct shape s_PolicySourceType;
static const struct shape s_Position;
static const struct shape s_ResourceHandlingOptionType;
static const struct shape s_ResourceNameListType;
static const struct shape s_ResourceNameType;
static const struct shape s_ResourceSpecificResult;
static const struct shape s_ResourceSpecificResultListType;
static const struct shape s_SimulatePolicyResponse;
static const struct shape s_SimulatePrincipalPolicyRequest;
static const struct shape s_SimulationPolicyListType;
static const struct shape s_Statement;
static const struct shape s_StatementListType;
static const struct shape s_arnType;
static const struct shape s_booleanType;
static const struct shape s_markerType;
static const struct shape s_maxItemsType;
static const struct shape s_policyDocumentType;
static const struct shape s_responseMarkerType;

static const struct shape s_ActionNameListType = {
        .name = "ActionNameListType",
        .kind = SHAPE_LIST,
        .item = &s_ActionNameType,
        .item_name = "member",
};
static const struct shape s_ActionNameType = {
        .name = "ActionNameType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 3,
        .has_max = true, .max = 128,
};
static const struct shape s_ColumnNumber = {
        .name = "ColumnNumber",
        .kind = SHAPE_INTEGER,
};
static const struct shape_member m_ContextEntry[] = {
        {"ContextKeyName", &s_ContextKeyNameType},
        {"ContextKeyValues", &s_ContextKeyValueListType},
        {"ContextKeyType", &s_ContextKeyTypeEnum},
};
static const struct shape s_ContextEntry = {
        .name = "ContextEntry",
        .kind = SHAPE_STRUCTURE,
        .members = m_ContextEntry,
        .count = 3,
};
static const struct shape s_ContextEntryListType = {
        .name = "ContextEntryListType",
        .kind = SHAPE_LIST,
        .item = &s_ContextEntry,
        .item_name = "member",
};
static const struct shape s_ContextKeyNameType = {
        .name = "ContextKeyNameType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 5,
        .has_max = true, .max = 256,
};
static const struct shape s_ContextKeyNamesResultListType = {
        .name = "ContextKeyNamesResultListType",
        .kind = SHAPE_LIST,
        .item = &s_ContextKeyNameType,
        .item_name = "member",
};
static const char *const e_ContextKeyTypeEnum[] = {
        "string",
        "stringList",
        "numeric",
        "numericList",
        "boolean",
        "booleanList",
        "ip",
        "ipList",
        "binary",
        "binaryList",
        "date",
        "dateList",
        NULL,
};
static const struct shape s_ContextKeyTypeEnum = {
        .name = "ContextKeyTypeEnum",
        .kind = SHAPE_TEXT,
        .values = e_ContextKeyTypeEnum,
};
static const struct shape s_ContextKeyValueListType = {
        .name = "ContextKeyValueListType",
        .kind = SHAPE_LIST,
        .item = &s_ContextKeyValueType,
        .item_name = "member",
};
static const struct shape s_ContextKeyValueType = {
        .name = "ContextKeyValueType",
        .kind = SHAPE_TEXT,
};
static const struct shape s_EvalDecisionDetailsType = {
        .name = "EvalDecisionDetailsType",
        .kind = SHAPE_MAP,
        .item = &s_PolicyEvaluationDecisionType,
};
static const struct shape_member m_EvaluationResult[] = {
        {"EvalActionName", &s_ActionNameType, true},
        {"EvalResourceName", &s_ResourceNameType},
        {"EvalDecision", &s_PolicyEvaluationDecisionType, true},
        {"MatchedStatements", &s_StatementListType},
        {"MissingContextValues", &s_ContextKeyNamesResultListType},
        {"OrganizationsDecisionDetail", &s_OrganizationsDecisionDetail},
        {"PermissionsBoundaryDecisionDetail", &s_PermissionsBoundaryDecisionDetail},
        {"EvalDecisionDetails", &s_EvalDecisionDetailsType},
        {"ResourceSpecificResults", &s_ResourceSpecificResultListType},
};
static const struct shape s_EvaluationResult = {
        .name = "EvaluationResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_EvaluationResult,
        .count = 9,
};
static const struct shape s_EvaluationResultsListType = {
        .name = "EvaluationResultsListType",
        .kind = SHAPE_LIST,
        .item = &s_EvaluationResult,
        .item_name = "member",
};
static const struct shape s_LineNumber = {
        .name = "LineNumber",
        .kind = SHAPE_INTEGER,
};
static const struct shape_member m_OrganizationsDecisionDetail[] = {
        {"AllowedByOrganizations", &s_booleanType},
};
static const struct shape s_OrganizationsDecisionDetail = {
        .name = "OrganizationsDecisionDetail",
        .kind = SHAPE_STRUCTURE,
        .members = m_OrganizationsDecisionDetail,
        .count = 1,
};
static const struct shape_member m_PermissionsBoundaryDecisionDetail[] = {
        {"AllowedByPermissionsBoundary", &s_booleanType},
};
static const struct shape s_PermissionsBoundaryDecisionDetail = {
        .name = "PermissionsBoundaryDecisionDetail",
        .kind = SHAPE_STRUCTURE,
        .members = m_PermissionsBoundaryDecisionDetail,
        .count = 1,
};
static const char *const e_PolicyEvaluationDecisionType[] = {
        "allowed",
        "explicitDeny",
        "implicitDeny",
        NULL,
};
static const struct shape s_PolicyEvaluationDecisionType = {
        .name = "PolicyEvaluationDecisionType",
        .kind = SHAPE_TEXT,
        .values = e_PolicyEvaluationDecisionType,
};
static const struct shape s_PolicyIdentifierType = {
        .name = "PolicyIdentifierType",
        .kind = SHAPE_TEXT,
};
static const char *const e_PolicySourceType[] = {
        "user",
        "group",
        "role",
        "aws-managed",
        "user-managed",
        "resource",
        "none",
        NULL,
};
static const struct shape s_PolicySourceType = {
        .name = "PolicySourceType",
        .kind = SHAPE_TEXT,
        .values = e_PolicySourceType,
};
static const struct shape_member m_Position[] = {
        {"Line", &s_LineNumber},
        {"Column", &s_ColumnNumber},
};
static const struct shape s_Position = {
        .name = "Position",
        .kind = SHAPE_STRUCTURE,
        .members = m_Position,
        .count = 2,
};
static const struct shape s_ResourceHandlingOptionType = {
        .name = "ResourceHandlingOptionType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 64,
};
static const struct shape s_ResourceNameListType = {
        .name = "ResourceNameListType",
        .kind = SHAPE_LIST,
        .item = &s_ResourceNameType,
        .item_name = "member",
};
static const struct shape s_ResourceNameType = {
        .name = "ResourceNameType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 2048,
};
static const struct shape_member m_ResourceSpecificResult[] = {
        {"EvalResourceName", &s_ResourceNameType, true},
        {"EvalResourceDecision", &s_PolicyEvaluationDecisionType, true},
        {"MatchedStatements", &s_StatementListType},
        {"MissingContextValues", &s_ContextKeyNamesResultListType},
        {"EvalDecisionDetails", &s_EvalDecisionDetailsType},
        {"PermissionsBoundaryDecisionDetail", &s_PermissionsBoundaryDecisionDetail},
};
static const struct shape s_ResourceSpecificResult = {
        .name = "ResourceSpecificResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_ResourceSpecificResult,
        .count = 6,
};
static const struct shape s_ResourceSpecificResultListType = {
        .name = "ResourceSpecificResultListType",
        .kind = SHAPE_LIST,
        .item = &s_ResourceSpecificResult,
        .item_name = "member",
};
static const struct shape_member m_SimulatePolicyResponse[] = {
        {"EvaluationResults", &s_EvaluationResultsListType},
        {"IsTruncated", &s_booleanType},
        {"Marker", &s_responseMarkerType},
};
static const struct shape s_SimulatePolicyResponse = {
        .name = "SimulatePolicyResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_SimulatePolicyResponse,
        .count = 3,
};
static const struct shape_member m_SimulatePrincipalPolicyRequest[] = {
        {"PolicySourceArn", &s_arnType, true},
        {"PolicyInputList", &s_SimulationPolicyListType},
        {"PermissionsBoundaryPolicyInputList", &s_SimulationPolicyListType},
        {"ActionNames", &s_ActionNameListType, true},
        {"ResourceArns", &s_ResourceNameListType},
        {"ResourcePolicy", &s_policyDocumentType},
        {"ResourceOwner", &s_ResourceNameType},
        {"CallerArn", &s_ResourceNameType},
        {"ContextEntries", &s_ContextEntryListType},
        {"ResourceHandlingOption", &s_ResourceHandlingOptionType},
        {"MaxItems", &s_maxItemsType},
        {"Marker", &s_markerType},
};
static const struct shape s_SimulatePrincipalPolicyRequest = {
        .name = "SimulatePrincipalPolicyRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_SimulatePrincipalPolicyRequest,
        .count = 12,
};
static const struct shape s_SimulationPolicyListType = {
        .name = "SimulationPolicyListType",
        .kind = SHAPE_LIST,
        .item = &s_policyDocumentType,
        .item_name = "member",
};
static const struct shape_member m_Statement[] = {
        {"SourcePolicyId", &s_PolicyIdentifierType},
        {"SourcePolicyType", &s_PolicySourceType},
        {"StartPosition", &s_Position},
        {"EndPosition", &s_Position},
};
static const struct shape s_Statement = {
        .name = "Statement",
        .kind = SHAPE_STRUCTURE,
        .members = m_Statement,
        .count = 4,
};
static const struct shape s_StatementListType = {
        .name = "StatementListType",
        .kind = SHAPE_LIST,
        .item = &s_Statement,
        .item_name = "member",
};
static const struct shape s_arnType = {
        .name = "arnType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 20,
        .has_max = true, .max = 2048,
};
static const struct shape s_booleanType = {
        .name = "booleanType",
        .kind = SHAPE_FLAG,
};
static const struct shape s_markerType = {
        .name = "markerType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 320,
};
static const struct shape s_maxItemsType = {
        .name = "maxItemsType",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 1,
        .has_max = true, .max = 1000,
};
static const struct shape s_policyDocumentType = {
        .name = "policyDocumentType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 131072,
};
static const struct shape s_responseMarkerType = {
        .name = "responseMarkerType",
        .kind = SHAPE_TEXT,
};

static const struct shape_error errors_SimulatePrincipalPolicy[] = {
        {"NoSuchEntityException", "NoSuchEntity", 404, "message"},
        {"InvalidInputException", "InvalidInput", 400, "message"},
        {"PolicyEvaluationException", "PolicyEvaluation", 500, "message"},
        {0},
};

static const struct shape_operation operations[] = {
        {"SimulatePrincipalPolicy", &s_SimulatePrincipalPolicyRequest, &s_SimulatePolicyResponse, errors_SimulatePrincipalPolicy},
};

const struct shape_service shapes_iam = {
        .name = "iam",
        .signing = "iam",
        .query = true,
        .version = "2010-05-08",
        .xmlns = "https://iam.amazonaws.com/doc/2010-05-08/",
        .target = "",
        .operations = operations,
        .count = 1,
};
