/* Error bodies of both protocols, and the families of AWS's error codes. */
#include "engine/aws/answer.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/json.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/xml.h"

enum { SURE_SKEW = 30 * 1000, PERHAPS_SKEW = 4 * 60 * 1000 };

/* botocore's standard.py without LimitExceededException (a quota for the services used here), and
 * TooManyUpdates of Parameter Store, which refuses like a throttle. */
static const char *const throttles[] = {
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "RequestThrottledException",
        "TooManyRequestsException",
        "ProvisionedThroughputExceededException",
        "TransactionInProgressException",
        "RequestLimitExceeded",
        "BandwidthLimitExceeded",
        "RequestThrottled",
        "SlowDown",
        "PriorRequestNotComplete",
        "EC2ThrottledException",
        "TooManyUpdates",
};

static const char *const transients[] = {
        "RequestTimeout",        "RequestTimeoutException", "InternalFailure",
        "InternalServerError",   "InternalServiceError",    "InternalError",
        "ServerException",       "ServiceUnavailable",      "ServiceUnavailableException",
        "IDPCommunicationError", /* STS, special.py */
};

static bool listed(const char *code, const char *const *list, size_t count)
{
        for (size_t i = 0; i < count; i++) {
                if (strcmp(code, list[i]) == 0)
                        return true;
        }
        return false;
}

static bool has_expired(const char *code)
{
        return text_starts(code, "ExpiredToken") || strcmp(code, "RequestExpired") == 0;
}

/* <ErrorResponse><Error>..., or <Response><Errors><Error>... */
static bool read_xml_error(const struct http_response *response, struct answer *out)
{
        struct err err = ERR_INIT;
        struct xml_node *doc, *node;

        if (!xml_parse(text_str(&response->body), response->body.len, &doc, &err)) {
                err_clear(&err);
                return false;
        }
        node = xml_child(doc, "Errors");
        node = xml_child(node ? node : doc, "Error");
        out->request_id = xml_text(doc, "RequestId");
        out->code = xml_text(node, "Code");
        out->message = xml_text(node, "Message");
        xml_free(doc);
        return out->code && *out->code;
}

/* "com.amazonaws.ssm#ParameterNotFound", "ParameterNotFound:http://..." -> ParameterNotFound */
static char *bare_code(const char *type)
{
        const char *hash;
        char *code = xstrndup(type, strcspn(type, ":"));

        hash = strrchr(code, '#');
        if (hash)
                memmove(code, hash + 1, strlen(hash));
        return code;
}

/* "Code;Sender": services that spoke the query protocol before keep its codes. As botocore's
 * parsers.py (_do_query_compatible_error_parse). */
static char *query_code(const struct http_response *response)
{
        const char *header = http_headers_get(&response->headers, "x-amzn-query-error");
        const char *end = header ? strchr(header, ';') : NULL;

        if (!end || end == header || strchr(end + 1, ';'))
                return NULL;
        return xstrndup(header, (size_t)(end - header));
}

static bool read_json_error(const struct http_response *response, struct answer *out)
{
        const char *header = http_headers_get(&response->headers, "x-amzn-ErrorType");
        struct json_object *body = NULL;
        struct err err = ERR_INIT;
        const char *type, *message;

        if (!json_parse(text_str(&response->body), response->body.len, &body, &err))
                err_clear(&err);
        type = json_text(body, "__type");
        if (!type)
                type = header ? header : json_text(body, "code");
        message = json_text(body, "message");
        if (!message)
                message = json_text(body, "Message");
        out->code = query_code(response);
        if (!out->code && type && *type)
                out->code = bare_code(type);
        out->message = xstrdup(message);
        out->request_id = xstrdup(http_headers_get(&response->headers, "x-amzn-RequestId"));
        json_object_put(body);
        return out->code && *out->code;
}

/* The time of the answer's Date, 0 when there is none. */
static int64_t date_of(const struct http_response *response)
{
        const char *date = http_headers_get(&response->headers, "Date");
        int64_t ms;

        return date && http_date_parse(date, &ms) ? ms : 0;
}

/* x-amz-retry-after is in ms (botocore's standard.py); Retry-After in seconds, or a date. */
static int64_t retry_after(const struct http_response *response)
{
        const char *ms = http_headers_get(&response->headers, "x-amz-retry-after");
        const char *s = http_headers_get(&response->headers, "Retry-After");
        const char *value = ms ? ms : s;
        int64_t date, until;
        char *end;
        long n;

        if (!ms && s && http_date_parse(s, &until)) {
                date = date_of(response);
                return date && until > date ? until - date : 0;
        }
        if (!value || !isdigit((unsigned char)*value))
                return 0;
        n = strtol(value, &end, 10);
        if (*end || n < 0 || n > 24 * 3600 * 1000L)
                return 0;
        return ms ? n : (int64_t)n * 1000;
}

static enum answer_kind kind_of(int status, const struct answer *a, bool readable)
{
        if (readable && listed(a->code, throttles, ARRAY_LEN(throttles)))
                return ANSWER_THROTTLED;
        if (status == 429 || status == 509)
                return ANSWER_THROTTLED;
        if (status >= 500 || (readable && listed(a->code, transients, ARRAY_LEN(transients))))
                return ANSWER_TRANSIENT;
        if (!readable || status < 400)
                return ANSWER_GARBLED;
        return has_expired(a->code) ? ANSWER_EXPIRED : ANSWER_REFUSED;
}

void answer_read(enum aws_service service, const struct http_response *response, struct answer *out)
{
        bool readable;

        *out = (struct answer){.kind = ANSWER_OK};
        if (response->status >= 200 && response->status < 300)
                return;
        readable = services[service].version ? read_xml_error(response, out)
                                             : read_json_error(response, out);
        if (!readable) {
                free(out->code);
                out->code = NULL;
        }
        out->retry_after = retry_after(response);
        out->date = date_of(response);
        out->kind = kind_of(response->status, out, readable);
}

/* Those that say so, and those that also say it when a signature's time is off. The lists and the
 * four minutes are those of AWS's other SDKs (botocore has no correction). */
bool answer_blames_clock(const struct answer *a, int64_t ours)
{
        static const char *const sure[] = {"RequestTimeTooSkewed", "RequestExpired",
                                           "RequestInTheFuture"};
        static const char *const perhaps[] = {"InvalidSignatureException", "SignatureDoesNotMatch",
                                              "AuthFailure"};
        int64_t off = a->date > ours ? a->date - ours : ours - a->date;

        if (!a->code || !a->date)
                return false;
        if (listed(a->code, sure, ARRAY_LEN(sure)))
                return off >= SURE_SKEW;
        return listed(a->code, perhaps, ARRAY_LEN(perhaps)) && off >= PERHAPS_SKEW;
}

void answer_release(struct answer *a)
{
        free(a->code);
        free(a->message);
        free(a->request_id);
        *a = (struct answer){0};
}

static bool ends(const char *code, const char *family)
{
        static const char *const endings[] = {"", "Fault", "Exception"};
        size_t len = strlen(code), base = strlen(family);

        for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
                size_t more = strlen(endings[i]);

                if (len >= base + more && strcmp(code + len - more, endings[i]) == 0 &&
                    strncmp(code + len - more - base, family, base) == 0)
                        return true;
        }
        return false;
}

static bool says(const char *message, const char *what)
{
        return message && strcasestr(message, what);
}

/* Codes whose family their name does not show. */
static const struct {
        const char *code;
        enum err_code meaning;
} singles[] = {
        {"TooManyUpdates", ERR_CONFLICT},
        {"ConflictException", ERR_CONFLICT},
        {"UpdateInProgressException", ERR_CONFLICT},
        {"ResourceExistsException", ERR_EXISTS},
        {"UnauthorizedOperation", ERR_DENIED},
        {"NotAuthorized", ERR_DENIED},
        {"OptInRequired", ERR_DENIED},
        {"InvalidClientTokenId", ERR_DENIED},
        {"UnrecognizedClientException", ERR_DENIED},
        {"SignatureDoesNotMatch", ERR_DENIED},
        {"InvalidSignatureException", ERR_DENIED},
        {"IncompleteSignature", ERR_DENIED},
        {"MissingAuthenticationToken", ERR_DENIED},
        {"MissingAuthenticationTokenException", ERR_DENIED},
        {"AuthFailure", ERR_DENIED},
        {"RequestTimeTooSkewed", ERR_DENIED},
        {"BlockedException", ERR_DENIED},
        {"KMSKeyNotAccessibleFault", ERR_DENIED},
        {"InsufficientDBInstanceCapacity", ERR_LIMIT},
        {"ProvisionedIopsNotAvailableInAZFault", ERR_LIMIT},
        {"ServiceNotActiveException", ERR_STATE},
        {"ResourceInUseException", ERR_STATE},
        {"ClientException", ERR_INVALID},
        {"NoSuchEntity", ERR_NOT_FOUND},
        {"ValidationError", ERR_INVALID},
        {"ValidationException", ERR_INVALID},
        {"SerializationException", ERR_INVALID},
        {"MalformedInput", ERR_INVALID},
        {"MissingParameter", ERR_INVALID},
        {"MissingAction", ERR_INVALID},
        {"DBSubnetGroupDoesNotCoverEnoughAZs", ERR_INVALID},
        {"StorageTypeNotSupported", ERR_INVALID},
        {"NetworkTypeNotSupported", ERR_INVALID},
        {"PlatformTaskDefinitionIncompatibilityException", ERR_INVALID},
        {"PlatformUnknownException", ERR_INVALID},
        {"UnsupportedFeatureException", ERR_INVALID},
        {"UnsupportedParameterType", ERR_INVALID},
        {"HierarchyTypeMismatchException", ERR_INVALID},
        {"ParameterPatternMismatchException", ERR_INVALID},
};

enum err_code answer_err_code(const char *code, const char *message)
{
        if (has_expired(code))
                return ERR_EXPIRED;
        for (size_t i = 0; i < ARRAY_LEN(singles); i++) {
                if (strcmp(code, singles[i].code) == 0) {
                        /* ECS has no code of its own for a task definition that is not there. */
                        if (strcmp(code, "ClientException") == 0 &&
                            (says(message, "Unable to describe task definition") ||
                             says(message, "TaskDefinition not found")))
                                return ERR_NOT_FOUND;
                        return singles[i].meaning;
                }
        }
        if (listed(code, throttles, ARRAY_LEN(throttles)))
                return ERR_THROTTLED;
        if (text_starts(code, "AccessDenied"))
                return ERR_DENIED;
        if (ends(code, "NotFound"))
                return ERR_NOT_FOUND;
        if (ends(code, "AlreadyExists"))
                return ERR_EXISTS;
        if (ends(code, "QuotaExceeded") || ends(code, "LimitExceeded"))
                return ERR_LIMIT;
        if (text_starts(code, "Invalid") && ends(code, "State"))
                return ERR_STATE;
        if (strcmp(code, "InvalidParameterCombination") == 0 &&
            says(message, "Cannot delete protected"))
                return ERR_STATE;
        if (strcmp(code, "InvalidRequestException") == 0 && says(message, "delet"))
                return ERR_STATE;
        return text_starts(code, "Invalid") ? ERR_INVALID : ERR_FAILED;
}
