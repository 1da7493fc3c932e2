/*
 * SNS's shapes, API version 2010-03-31.
 * Made by scripts/generate-shapes from botocore's model: do not edit.
 */
/* clang-format off */
#include "engine/standin/shapes.h"

#include <stddef.h>

static const struct shape s_Binary;
static const struct shape s_MessageAttributeMap;
static const struct shape s_MessageAttributeValue;
static const struct shape s_PhoneNumber;
static const struct shape s_PublishInput;
static const struct shape s_PublishResponse;
static const struct shape s_String;
static const struct shape s_message;
static const struct shape s_messageId;
static const struct shape s_messageStructure;
static const struct shape s_subject;
static const struct shape s_topicARN;

static const struct shape s_Binary = {
        .name = "Binary",
        .kind = SHAPE_BLOB,
};
static const struct shape s_MessageAttributeMap = {
        .name = "MessageAttributeMap",
        .kind = SHAPE_MAP,
        .item = &s_MessageAttributeValue,
};
static const struct shape_member m_MessageAttributeValue[] = {
        {"DataType", &s_String, true},
        {"StringValue", &s_String},
        {"BinaryValue", &s_Binary},
};
static const struct shape s_MessageAttributeValue = {
        .name = "MessageAttributeValue",
        .kind = SHAPE_STRUCTURE,
        .members = m_MessageAttributeValue,
        .count = 3,
};
static const struct shape s_PhoneNumber = {
        .name = "PhoneNumber",
        .kind = SHAPE_TEXT,
        .sensitive = true,
};
static const struct shape_member m_PublishInput[] = {
        {"TopicArn", &s_topicARN},
        {"TargetArn", &s_String},
        {"PhoneNumber", &s_PhoneNumber},
        {"Message", &s_message, true},
        {"Subject", &s_subject},
        {"MessageStructure", &s_messageStructure},
        {"MessageAttributes", &s_MessageAttributeMap},
        {"MessageDeduplicationId", &s_String},
        {"MessageGroupId", &s_String},
};
static const struct shape s_PublishInput = {
        .name = "PublishInput",
        .kind = SHAPE_STRUCTURE,
        .members = m_PublishInput,
        .count = 9,
};
static const struct shape_member m_PublishResponse[] = {
        {"MessageId", &s_messageId},
        {"SequenceNumber", &s_String},
};
static const struct shape s_PublishResponse = {
        .name = "PublishResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_PublishResponse,
        .count = 2,
};
static const struct shape s_String = {
        .name = "String",
        .kind = SHAPE_TEXT,
};
static const struct shape s_message = {
        .name = "message",
        .kind = SHAPE_TEXT,
};
static const struct shape s_messageId = {
        .name = "messageId",
        .kind = SHAPE_TEXT,
};
static const struct shape s_messageStructure = {
        .name = "messageStructure",
        .kind = SHAPE_TEXT,
};
static const struct shape s_subject = {
        .name = "subject",
        .kind = SHAPE_TEXT,
};
static const struct shape s_topicARN = {
        .name = "topicARN",
        .kind = SHAPE_TEXT,
};

static const struct shape_error errors_Publish[] = {
        {"InvalidParameterException", "InvalidParameter", 400, "message"},
        {"InvalidParameterValueException", "ParameterValueInvalid", 400, "message"},
        {"InternalErrorException", "InternalError", 500, "message"},
        {"NotFoundException", "NotFound", 404, "message"},
        {"EndpointDisabledException", "EndpointDisabled", 400, "message"},
        {"PlatformApplicationDisabledException", "PlatformApplicationDisabled", 400, "message"},
        {"AuthorizationErrorException", "AuthorizationError", 403, "message"},
        {"KMSDisabledException", "KMSDisabled", 400, "message"},
        {"KMSInvalidStateException", "KMSInvalidState", 400, "message"},
        {"KMSNotFoundException", "KMSNotFound", 400, "message"},
        {"KMSOptInRequired", "KMSOptInRequired", 403, "message"},
        {"KMSThrottlingException", "KMSThrottling", 400, "message"},
        {"KMSAccessDeniedException", "KMSAccessDenied", 400, "message"},
        {"InvalidSecurityException", "InvalidSecurity", 403, "message"},
        {"ValidationException", "ValidationException", 400, "Message"},
        {0},
};

static const struct shape_operation operations[] = {
        {"Publish", &s_PublishInput, &s_PublishResponse, errors_Publish},
};

const struct shape_service shapes_sns = {
        .name = "sns",
        .signing = "sns",
        .query = true,
        .version = "2010-03-31",
        .xmlns = "http://sns.amazonaws.com/doc/2010-03-31/",
        .target = "",
        .operations = operations,
        .count = 1,
};
