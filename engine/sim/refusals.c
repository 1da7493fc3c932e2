#include "engine/sim/refusals.h"

#include <string.h>
#include <time.h>

#include "engine/base/mem.h"

const char *protocol_type(enum protocol p)
{
        static const char *const types[] = {
                [PROTOCOL_QUERY] = "text/xml",
                [PROTOCOL_JSON] = "application/x-amz-json-1.1",
                [PROTOCOL_REST] = "application/json",
        };

        return types[p];
}

void refuse(struct http_response *response, enum protocol p, int status, const char *code)
{
        response->status = status;
        if (p == PROTOCOL_QUERY)
                text_addf(&response->body,
                          "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code>"
                          "<Message>simulated</Message></Error>"
                          "<RequestId>00000000-0000-0000-0000-000000000000</RequestId>"
                          "</ErrorResponse>",
                          code);
        else if (p == PROTOCOL_JSON)
                text_addf(&response->body, "{\"__type\":\"%s\",\"message\":\"simulated\"}", code);
        else
                text_add(&response->body, "{\"Message\":\"simulated\"}");
        if (p == PROTOCOL_REST)
                http_headers_add(&response->headers, "x-amzn-ErrorType", code);
        http_headers_add(&response->headers, "Content-Type", protocol_type(p));
}

static void answer_page(struct http_response *response, int status)
{
        response->status = status;
        text_add(&response->body, "<html><body><h1>Sorry</h1><br></body></html>");
        http_headers_add(&response->headers, "Content-Type", "text/html");
}

/* A code of NULL is a page. The codes are those that botocore's standard retry mode knows. */
static const struct {
        enum fault_what what;
        int status;
        const char *query, *json;
} answers[] = {
        {FAULT_THROTTLED, 400, "Throttling", "ThrottlingException"},
        {FAULT_THROTTLED_EXCEPTION, 400, "ThrottledException", "ThrottledException"},
        {FAULT_REQUEST_THROTTLED, 400, "RequestThrottled", "RequestThrottledException"},
        {FAULT_REQUEST_LIMIT, 503, "RequestLimitExceeded", "RequestLimitExceeded"},
        {FAULT_TOO_MANY_REQUESTS, 429, "TooManyRequestsException", "TooManyRequestsException"},
        {FAULT_SLOW_DOWN, 503, "SlowDown", "SlowDown"},
        {FAULT_PRIOR_REQUEST, 400, "PriorRequestNotComplete", "PriorRequestNotComplete"},
        {FAULT_EC2_THROTTLED, 503, "EC2ThrottledException", "EC2ThrottledException"},
        {FAULT_THROUGHPUT, 400, "ProvisionedThroughputExceededException",
         "ProvisionedThroughputExceededException"},
        {FAULT_BANDWIDTH, 509, "BandwidthLimitExceeded", "BandwidthLimitExceeded"},
        {FAULT_TRANSACTION, 400, "TransactionInProgressException",
         "TransactionInProgressException"},
        {FAULT_429, 429, NULL, NULL},
        {FAULT_509, 509, NULL, NULL},
        {FAULT_THROTTLED_WAIT, 503, "Throttling", "ThrottlingException"},
        {FAULT_REQUEST_TIMEOUT, 400, "RequestTimeout", "RequestTimeoutException"},
        {FAULT_ERROR_500, 500, "InternalFailure", "InternalServerError"},
        {FAULT_ERROR_502, 502, NULL, NULL},
        {FAULT_ERROR_503, 503, "ServiceUnavailable", "ServerException"},
        {FAULT_ERROR_504, 504, NULL, NULL},
        {FAULT_HTML, 503, NULL, NULL},
};

static bool refuse_quota(struct http_response *response, enum protocol p, const char *operation)
{
        static const char *const table[][2] = {
                {"RestoreDBInstanceFromDBSnapshot", "InstanceQuotaExceeded"},
                {"RestoreDBClusterFromSnapshot", "DBClusterQuotaExceededFault"},
                {"CreateDBInstance", "InstanceQuotaExceeded"},
                {"DeleteDBInstance", "SnapshotQuotaExceeded"},
                {"DeleteDBCluster", "SnapshotQuotaExceeded"},
                {"CreateDBSnapshot", "SnapshotQuotaExceeded"},
                {"CreateDBClusterSnapshot", "SnapshotQuotaExceeded"},
                {"PutParameter", "ParameterLimitExceeded"},
                {"RegisterTaskDefinition", "LimitExceededException"},
        };

        for (size_t i = 0; i < ARRAY_LEN(table); i++) {
                if (strcmp(operation, table[i][0]) != 0)
                        continue;
                refuse(response, p, 400, table[i][1]);
                return true;
        }
        return false;
}

bool refuse_with(struct http_response *response, enum protocol p, const char *operation,
                 enum fault_what what)
{
        if (what == FAULT_QUOTA)
                return refuse_quota(response, p, operation);
        for (size_t i = 0; i < ARRAY_LEN(answers); i++) {
                if (answers[i].what != what)
                        continue;
                if (!answers[i].query)
                        answer_page(response, answers[i].status);
                else
                        refuse(response, p, answers[i].status,
                               p == PROTOCOL_QUERY ? answers[i].query : answers[i].json);
                if (what == FAULT_THROTTLED_WAIT)
                        http_headers_add(&response->headers, "x-amz-retry-after", "3000");
                return true;
        }
        return false;
}

void refuse_clock(struct http_response *response, enum protocol p, int64_t theirs, int64_t which)
{
        time_t seconds = (time_t)(theirs / 1000);
        struct tm tm;
        char date[64];

        if (p != PROTOCOL_QUERY)
                refuse(response, p, p == PROTOCOL_JSON ? 400 : 403, "InvalidSignatureException");
        else
                refuse(response, p, 403,
                       which % 2 ? "RequestTimeTooSkewed" : "SignatureDoesNotMatch");
        gmtime_r(&seconds, &tm);
        strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S GMT", &tm);
        http_headers_add(&response->headers, "Date", date);
}
