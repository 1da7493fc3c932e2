/*
 * The recorder of requests: in test programs only, put before transport_perform() by the linker
 * (--wrap), so that the shipped program has no trace of it. With SNAPLIFT_RECORD=FOLDER every
 * request of the AWS clients, and nobody else's, is written to FOLDER/PID.jsonl before it leaves:
 * one JSON object a line, without what it is signed with. check_requests.py reads them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/json.h"
#include "engine/base/mem.h"
#include "engine/loop/http.h"

bool __real_transport_perform(struct transport *t, const struct http_request *request,
                              struct http_response *response, struct err *err);
bool __wrap_transport_perform(struct transport *t, const struct http_request *request,
                              struct http_response *response, struct err *err);

static FILE *file;
static int opened_by; /* a child of a fork writes to its own */

static FILE *records(void)
{
        const char *folder = getenv("SNAPLIFT_RECORD");
        char *path;

        if (!folder || !*folder || opened_by == getpid())
                return file;
        path = xasprintf("%s/%d.jsonl", folder, (int)getpid());
        file = fopen(path, "ae");
        free(path);
        if (!file) {
                perror("SNAPLIFT_RECORD");
                abort(); /* a record with holes would prove nothing */
        }
        opened_by = getpid();
        return file;
}

static void record(FILE *to, const struct http_request *request)
{
        struct json_object *line = json_object_new_object();
        struct json_object *headers = json_object_new_object();

        for (size_t i = 0; i < request->headers.count; i++)
                json_put_text(headers, request->headers.items[i].name,
                              request->headers.items[i].value);
        json_put_text(line, "service", request->signing ? request->signing->service : "sts");
        json_put_text(line, "region", request->signing ? request->signing->region : NULL);
        json_put_text(line, "method", request->method);
        json_put_text(line, "url", request->url);
        json_put(line, "headers", headers);
        json_put(line, "body",
                 json_object_new_string_len(request->body_len ? request->body : "",
                                            (int)request->body_len));
        fprintf(to, "%s\n", json_line(line));
        fflush(to); /* the program may be killed */
        json_object_put(line);
}

/* What is signed, and the one operation that is sent without. */
static bool is_ours(const struct http_request *request)
{
        static const char unsigned_one[] = "Action=AssumeRoleWithWebIdentity&";
        size_t len = sizeof(unsigned_one) - 1;

        return request->signing ||
               (request->body_len > len && memcmp(request->body, unsigned_one, len) == 0);
}

bool __wrap_transport_perform(struct transport *t, const struct http_request *request,
                              struct http_response *response, struct err *err)
{
        FILE *to = is_ours(request) ? records() : NULL;

        if (to)
                record(to, request);
        return __real_transport_perform(t, request, response, err);
}
