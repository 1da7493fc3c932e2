#include "engine/sim/refusals.h"

#include <string.h>
#include <time.h>

#include "engine/base/mem.h"

void refuse(struct http_response *response, bool json, int status, const char *code)
{
        response->status = status;
        if (json)
                text_addf(&response->body, "{\"__type\":\"%s\",\"message\":\"simulated\"}", code);
        else
                text_addf(&response->body,
                          "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code>"
                          "<Message>simulated</Message></Error>"
                          "<RequestId>00000000-0000-0000-0000-000000000000</RequestId>"
                          "</ErrorResponse>",
                          code);
        http_headers_add(&response->headers, "Content-Type",
                         json ? "application/x-amz-json-1.1" : "text/xml");
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

static bool refuse_quota(struct http_response *response, bool json, const char *operation)
{
        static const char *const table[][2] = {
                {"RestoreDBInstanceFromDBSnapshot", "InstanceQuotaExceeded"},
                {"DeleteDBInstance", "SnapshotQuotaExceeded"},
                {"CreateDBSnapshot", "SnapshotQuotaExceeded"},
                {"PutParameter", "ParameterLimitExceeded"},
                {"RegisterTaskDefinition", "LimitExceededException"},
        };

        for (size_t i = 0; i < ARRAY_LEN(table); i++) {
                if (strcmp(operation, table[i][0]) != 0)
                        continue;
                refuse(response, json, 400, table[i][1]);
                return true;
        }
        return false;
}

bool refuse_with(struct http_response *response, bool json, const char *operation,
                 enum fault_what what)
{
        if (what == FAULT_QUOTA)
                return refuse_quota(response, json, operation);
        for (size_t i = 0; i < ARRAY_LEN(answers); i++) {
                if (answers[i].what != what)
                        continue;
                if (!answers[i].query)
                        answer_page(response, answers[i].status);
                else
                        refuse(response, json, answers[i].status,
                               json ? answers[i].json : answers[i].query);
                if (what == FAULT_THROTTLED_WAIT)
                        http_headers_add(&response->headers, "x-amz-retry-after", "3000");
                return true;
        }
        return false;
}

void refuse_clock(struct http_response *response, bool json, int64_t theirs, int64_t which)
{
        time_t seconds = (time_t)(theirs / 1000);
        struct tm tm;
        char date[64];

        if (json)
                refuse(response, json, 400, "InvalidSignatureException");
        else
                refuse(response, json, 403,
                       which % 2 ? "RequestTimeTooSkewed" : "SignatureDoesNotMatch");
        gmtime_r(&seconds, &tm);
        strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S GMT", &tm);
        http_headers_add(&response->headers, "Date", date);
}
