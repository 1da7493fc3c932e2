/* The HTTP client and server against each other on loopback, and the direct transport. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/loop/http.h"
#include "helper_cmocka.h"
#include "helper_loop.h"

/* Answers with what it was asked; remembers how often. */
struct echo {
        int requests;
        int status;
        struct text seen;
};

static void echo(void *arg, const struct http_request *request, struct http_response *response)
{
        struct echo *e = arg;
        const char *color = http_headers_get(&request->headers, "x-color");

        e->requests++;
        text_addf(&e->seen, "%s %s;", request->method, request->url);
        response->status = e->status ? e->status : 200;
        http_headers_add(&response->headers, "X-Answer", color ? color : "none");
        text_add_n(&response->body, request->body, request->body_len);
}

struct both {
        struct echo echo;
        struct httpd *server;
        struct transport *client;
        char *base;
};

static void both_begin(struct both *b, struct loop *loop, const struct transport_options *options)
{
        struct err err = ERR_INIT;

        *b = (struct both){0};
        b->server = httpd_start(loop, "127.0.0.1", 0, echo, &b->echo, &err);
        assert_non_null(b->server);
        b->client = transport_curl(loop, options ? options : &(struct transport_options){0});
        b->base = xasprintf("http://127.0.0.1:%d", httpd_port(b->server));
}

static void both_end(struct both *b)
{
        transport_free(b->client);
        httpd_stop(b->server);
        text_release(&b->echo.seen);
        free(b->base);
}

static void round_trip(void *arg)
{
        struct both b;
        struct http_request request = {.method = "POST", .body = "hello", .body_len = 5};
        struct http_response response;
        struct err err = ERR_INIT;

        both_begin(&b, arg, NULL);
        request.url = xasprintf("%s/a/b%%20c?d=e%%2Ff&g", b.base);
        http_headers_add(&request.headers, "X-Color", "red");
        assert_true(transport_perform(b.client, &request, &response, &err));
        assert_int_equal(response.status, 200);
        assert_string_equal(response.body.data, "hello");
        assert_string_equal(http_headers_get(&response.headers, "x-answer"), "red");
        assert_string_equal(b.echo.seen.data, "POST /a/b%20c?d=e%2Ff&g;");
        http_response_release(&response);
        http_headers_release(&request.headers);
        free((char *)request.url);
        both_end(&b);
}

static void test_round_trip(void **state)
{
        (void)state;
        in_real_time(round_trip);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_round_trip),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
