/* Signatures as sent by transport_curl, checked by botocore from what the server received. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/json.h"
#include "engine/base/mem.h"
#include "engine/loop/http.h"
#include "engine/loop/process.h"
#include "helper_cmocka.h"
#include "helper_loop.h"

#define CHECK SOURCE_DIR "/tests/unit/loop/check_sigv4.py"

static const struct http_signing identity = {
        .region = "eu-central-1",
        .service = "ssm",
        .access_key = "AKIDEXAMPLE",
        .secret_key = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
};

/* One case: what is sent. */
struct sent {
        const char *method, *path, *body;
        const char *headers[12]; /* name, value, ... */
        const char *must_sign;   /* separated by commas */
        const char *service;
        const char *token;
        const char *claimed_secret; /* told to botocore in place of the real one; or NULL */
        int64_t time;               /* to sign with; 0: now */
};

struct scene {
        struct loop *loop;
        const struct sent *sent;
        struct json_object *seen;
        const char *base;
        bool no_botocore;
        char *verdict;
};

static void keep(void *arg, const struct http_request *request, struct http_response *response)
{
        struct scene *s = arg;
        struct json_object *headers = json_object_new_object();
        char *url = xasprintf("%s%s", s->base, request->url);
        char *body = xstrndup(request->body, request->body_len);

        for (size_t i = 0; i < request->headers.count; i++)
                json_put_text(headers, request->headers.items[i].name,
                              request->headers.items[i].value);
        json_put_text(s->seen, "method", request->method);
        json_put_text(s->seen, "url", url);
        json_put_text(s->seen, "body", body);
        json_put(s->seen, "headers", headers);
        response->status = 200;
        free(url);
        free(body);
}

static void ask_botocore(struct scene *s)
{
        const char *argv[] = {"python3", CHECK, json_line(s->seen), NULL};
        struct process_spec spec = {.argv = argv};
        struct text output = TEXT_INIT;
        struct err err = ERR_INIT;

        if (!process_run(s->loop, &spec, &output, &err) &&
            (err.code == ERR_SYSTEM || strstr(err_text(&err), "status 3")))
                s->no_botocore = true;
        s->verdict = text_steal(&output);
        err_clear(&err);
}

static void put_must_sign(struct json_object *seen, const char *names)
{
        struct json_object *list = json_object_new_array();
        char *copy = xstrdup(names), *rest = NULL;

        for (char *name = strtok_r(copy, ",", &rest); name; name = strtok_r(NULL, ",", &rest))
                json_add_text(list, name);
        json_put(seen, "must_sign", list);
        free(copy);
}

static void send_and_ask(void *arg)
{
        struct scene *s = arg;
        const struct sent *sent = s->sent;
        struct http_signing signing = identity;
        struct err err = ERR_INIT;
        struct httpd *server = httpd_start(s->loop, "127.0.0.1", 0, keep, s, &err);
        struct transport *client = transport_curl(s->loop, &(struct transport_options){0});
        char *base = xasprintf("http://127.0.0.1:%d", httpd_port(server));
        char *url = xasprintf("%s%s", base, sent->path);
        struct http_request request = {.method = sent->method, .url = url, .signing = &signing};
        struct http_response response;

        s->base = base;
        s->seen = json_object_new_object();
        signing.session_token = sent->token;
        signing.time = sent->time;
        if (sent->service)
                signing.service = sent->service;
        request.body = sent->body;
        request.body_len = sent->body ? strlen(sent->body) : 0;
        for (size_t i = 0; sent->headers[i]; i += 2)
                http_headers_add(&request.headers, sent->headers[i], sent->headers[i + 1]);
        assert_true(transport_perform(client, &request, &response, &err));
        assert_int_equal(response.status, 200);
        json_put_text(s->seen, "region", signing.region);
        json_put_text(s->seen, "service", signing.service);
        json_put_text(s->seen, "access_key", signing.access_key);
        json_put_text(s->seen, "secret_key",
                      sent->claimed_secret ? sent->claimed_secret : signing.secret_key);
        if (sent->time)
                assert_string_equal(json_text(json_get(s->seen, "headers"), "X-Amz-Date"),
                                    "20261121T010710Z");
        put_must_sign(s->seen, sent->must_sign);
        ask_botocore(s);
        json_object_put(s->seen);
        http_response_release(&response);
        http_headers_release(&request.headers);
        transport_free(client);
        httpd_stop(server);
        free(url);
        free(base);
}

static void check(const struct sent *sent, const char *verdict)
{
        struct scene s = {.loop = loop_new(), .sent = sent};

        fiber_start(s.loop, "client", send_and_ask, &s);
        loop_run(s.loop);
        loop_free(s.loop);
        if (s.no_botocore) {
                free(s.verdict);
                print_message("skipped: no python3 with botocore here\n");
                skip();
        }
        if (strncmp(s.verdict, verdict, strlen(verdict)) != 0)
                fail_msg("botocore: %s", s.verdict);
        free(s.verdict);
}

#define JSON_HEADERS                                                                               \
        "Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", "AmazonSSM.GetParameter"

static void test_json_protocol(void **state)
{
        (void)state;
        check(
                &(struct sent){
                        .method = "POST",
                        .path = "/",
                        .body = "{\"Name\":\"/xy-0146-qa/db/host\"}",
                        .headers = {JSON_HEADERS},
                        .must_sign = "host,x-amz-date,content-type,x-amz-target",
                },
                "ok\n");
}

static void test_session_token(void **state)
{
        char token[1501];

        (void)state;
        for (size_t i = 0; i < sizeof(token) - 1; i++)
                token[i] = "IQoJb3JpZ2luX2VjE+/="[i % 20];
        token[sizeof(token) - 1] = '\0';
        check(
                &(struct sent){
                        .method = "POST",
                        .path = "/",
                        .body = "{}",
                        .headers = {JSON_HEADERS},
                        .token = token,
                        .must_sign =
                                "host,x-amz-date,content-type,x-amz-target,x-amz-security-token",
                },
                "ok\n");
}

/* A clock that is off is corrected by the caller. */
static void test_given_time(void **state)
{
        (void)state;
        check(
                &(struct sent){
                        .method = "POST",
                        .path = "/",
                        .body = "{}",
                        .headers = {JSON_HEADERS},
                        .token = "a/token+",
                        .time = 1795223230123,
                        .must_sign = "host,x-amz-date,content-type,x-amz-target",
                },
                "ok\n");
}

static void test_query_protocol(void **state)
{
        (void)state;
        check(
                &(struct sent){
                        .method = "POST",
                        .path = "/",
                        .body = "Action=DescribeDBInstances&DBInstanceIdentifier=xy&Version=2014-"
                                "10-31",
                        .headers = {"Content-Type",
                                    "application/x-www-form-urlencoded; charset=utf-8"},
                        .service = "rds",
                        .must_sign = "host,x-amz-date,content-type",
                },
                "ok\n");
}

static void test_get(void **state)
{
        (void)state;
        check(
                &(struct sent){
                        .method = "GET",
                        .path = "/",
                        .service = "sts",
                        .must_sign = "host,x-amz-date",
                },
                "ok\n");
}

static void test_empty_and_odd_headers(void **state)
{
        (void)state;
        check(
                &(struct sent){
                        .method = "POST",
                        .path = "/",
                        .headers = {"X-Zeta", "last  of   all", "X-Empty", "", "accept", "*/*",
                                    "X-Alpha", "first", "Content-Type", "text/plain"},
                        .must_sign = "host,x-amz-date,content-type,x-zeta,x-alpha",
                },
                "ok\n");
}

static void test_query_in_order(void **state)
{
        (void)state;
        check(
                &(struct sent){
                        .method = "GET",
                        .path = "/?Action=GetCallerIdentity&Version=2011-06-15",
                        .service = "sts",
                        .must_sign = "host,x-amz-date",
                },
                "ok\n");
}

static void test_botocore_can_say_no(void **state)
{
        (void)state;
        check(
                &(struct sent){
                        .method = "POST",
                        .path = "/",
                        .body = "{}",
                        .headers = {JSON_HEADERS},
                        .claimed_secret = "another secret",
                        .must_sign = "host",
                },
                "wrong signature");
        check(
                &(struct sent){
                        .method = "POST",
                        .path = "/",
                        .body = "{}",
                        .headers = {JSON_HEADERS},
                        .must_sign = "host,x-amz-security-token",
                },
                "not signed");
}

static void test_large_body(void **state)
{
        static char body[20001]; /* a skipped case does not come back to free it */

        (void)state;
        memset(body, 'x', 20000);
        check(
                &(struct sent){
                        .method = "POST",
                        .path = "/",
                        .body = body,
                        .headers = {JSON_HEADERS},
                        .must_sign = "host,x-amz-date,content-type,x-amz-target",
                },
                "ok\n");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_given_time),
                cmocka_unit_test(test_json_protocol),
                cmocka_unit_test(test_session_token),
                cmocka_unit_test(test_query_protocol),
                cmocka_unit_test(test_get),
                cmocka_unit_test(test_query_in_order),
                cmocka_unit_test(test_botocore_can_say_no),
                cmocka_unit_test(test_large_body),
                cmocka_unit_test(test_empty_and_odd_headers),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
