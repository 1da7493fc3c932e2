/* The HTTP client against our server on loopback, and the direct transport in virtual time. */
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

/* One request; its answer, or ERR_... */
static bool ask(struct both *b, const char *method, const char *path, const char *body, size_t len,
                struct http_response *response, struct err *err)
{
        char *url = xasprintf("%s%s", b->base, path);
        struct http_request request = {
                .method = method, .url = url, .body = body, .body_len = len, .timeout = 30000};
        bool ok = transport_perform(b->client, &request, response, err);

        free(url);
        return ok;
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

static void statuses(void *arg)
{
        static const int codes[] = {200, 204, 302, 400, 404, 500, 503};
        struct http_response response;
        struct err err = ERR_INIT;
        struct both b;

        both_begin(&b, arg, NULL);
        for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
                b.echo.status = codes[i];
                assert_true(ask(&b, "GET", "", NULL, 0, &response, &err));
                assert_int_equal(response.status, codes[i]); /* any status is an answer */
                assert_int_equal(response.body.len, 0);
                http_response_release(&response);
        }
        b.echo.status = 200;
        assert_true(ask(&b, "HEAD", "/h", "", 0, &response, &err));
        http_response_release(&response);
        assert_true(ask(&b, "PUT", "/p", "", 0, &response, &err));
        http_response_release(&response);
        assert_true(ask(&b, "DELETE", "/d", "", 0, &response, &err));
        http_response_release(&response);
        assert_non_null(strstr(b.echo.seen.data, "GET /;HEAD /h;PUT /p;DELETE /d;"));
        both_end(&b);
}

static void test_statuses_and_methods(void **state)
{
        (void)state;
        in_real_time(statuses);
}

static void large(void *arg)
{
        size_t len = 4 * 1024 * 1024;
        char *body = xmalloc(len + 1);
        struct http_response response;
        struct err err = ERR_INIT;
        struct both b;

        for (size_t i = 0; i < len + 1; i++)
                body[i] = (char)(i * 31 >> 3);
        both_begin(&b, arg, NULL);
        assert_true(ask(&b, "POST", "/", body, len, &response, &err));
        assert_int_equal(response.status, 200);
        assert_int_equal(response.body.len, len);
        assert_memory_equal(response.body.data, body, len);
        http_response_release(&response);

        assert_true(ask(&b, "POST", "/", body, len + 1, &response, &err));
        assert_int_equal(response.status, 413);
        assert_int_equal(b.echo.requests, 1); /* the handler never saw it */
        http_response_release(&response);
        both_end(&b);

        both_begin(&b, arg, &(struct transport_options){.max_body = 1000});
        assert_true(ask(&b, "POST", "/", body, 1000, &response, &err));
        http_response_release(&response);
        assert_false(ask(&b, "POST", "/", body, 1001, &response, &err));
        assert_int_equal(err.code, ERR_LOST);
        assert_non_null(strstr(err.text, "larger than 1000 bytes"));
        assert_null(response.body.data);
        err_clear(&err);
        both_end(&b);
        free(body);
}

static void test_large_bodies(void **state)
{
        (void)state;
        in_real_time(large);
}

struct asker {
        struct both *both;
        int number;
        int *answered;
};

static void ask_many(void *arg)
{
        struct asker *a = arg;
        struct http_response response;
        struct err err = ERR_INIT;
        char body[32];

        for (int i = 0; i < 5; i++) {
                int len = snprintf(body, sizeof(body), "%d-%d", a->number, i);

                assert_true(ask(a->both, "POST", "/", body, (size_t)len, &response, &err));
                assert_string_equal(response.body.data, body);
                http_response_release(&response);
                ++*a->answered;
        }
}

static void crowd(void *arg)
{
        enum { ASKERS = 400 };
        struct asker *askers = xcalloc(ASKERS, sizeof(*askers));
        struct both b;
        int answered = 0;

        both_begin(&b, arg, NULL);
        for (int i = 0; i < ASKERS; i++) {
                askers[i] = (struct asker){&b, i, &answered};
                fiber_start(arg, "asker", ask_many, &askers[i]);
        }
        while (answered < 5 * ASKERS)
                fiber_sleep(arg, 1);
        assert_int_equal(b.echo.requests, 5 * ASKERS);
        both_end(&b);
        free(askers);
}

static void test_many_at_once(void **state)
{
        (void)state;
        in_real_time(crowd);
}

static void beside_a_proxy(void *arg)
{
        struct http_response response;
        struct err err = ERR_INIT;
        struct both b;

        both_begin(&b, arg, NULL);
        setenv("http_proxy", "http://127.0.0.1:1", 1);
        assert_true(ask(&b, "GET", "/", NULL, 0, &response, &err));
        http_response_release(&response);
        unsetenv("http_proxy");
        both_end(&b);
}

static void test_no_proxy_for_loopback(void **state)
{
        (void)state;
        in_real_time(beside_a_proxy);
}

static void refusals(void *arg)
{
        struct transport *client = transport_curl(arg, &(struct transport_options){0});
        struct http_signing signing = {.region = "r",
                                       .service = "s",
                                       .access_key = "AKID",
                                       .secret_key = "top-secret",
                                       .session_token = "token\nX-Other: injected"};
        struct http_request request = {
                .method = "GET", .url = "http://127.0.0.1:1/?password=x", .signing = &signing};
        struct http_response response;
        struct err err = ERR_INIT;

        assert_false(transport_perform(client, &request, &response, &err));
        assert_int_equal(err.code, ERR_INVALID);
        assert_null(strstr(err.text, "injected"));
        signing.session_token = NULL;
        assert_false(transport_perform(client, &request, &response, &err));
        assert_int_equal(err.code, ERR_UNREACHABLE);
        assert_null(strstr(err.text, "password"));
        assert_null(strstr(err.text, "top-secret"));
        request.url = "gopher://127.0.0.1/?password=x";
        assert_false(transport_perform(client, &request, &response, &err));
        assert_int_equal(err.code, ERR_UNREACHABLE);
        request.url = "not a url?password=x";
        assert_false(transport_perform(client, &request, &response, &err));
        assert_int_equal(err.code, ERR_INVALID);
        assert_null(strstr(err.text, "password"));
        err_clear(&err);
        transport_free(client);
}

static void test_refusals_tell_no_secret(void **state)
{
        (void)state;
        in_real_time(refusals);
}

static void busy_port(void *arg)
{
        struct err err = ERR_INIT;
        struct echo e = {0};
        struct httpd *one = httpd_start(arg, "127.0.0.1", 0, echo, &e, &err);
        struct httpd *six = httpd_start(arg, "::1", 0, echo, &e, &err);

        assert_null(httpd_start(arg, "127.0.0.1", httpd_port(one), echo, &e, &err));
        assert_int_equal(err.code, ERR_SYSTEM);
        assert_non_null(strstr(err.text, "can't listen on 127.0.0.1 port "));
        assert_non_null(strstr(err.text, "in use"));
        assert_null(httpd_start(arg, "localhost", 0, echo, &e, &err));
        assert_int_equal(err.code, ERR_INVALID);
        err_clear(&err);
        httpd_stop(six); /* NULL on a machine without IPv6 */
        httpd_stop(one);
        httpd_stop(NULL);
}

static void test_server_can_not_start(void **state)
{
        (void)state;
        in_real_time(busy_port);
}

/* --- direct --- */

struct direct_scene {
        struct loop *loop;
        struct echo echo;
};

static void ask_directly(void *arg)
{
        struct direct_scene *s = arg;
        struct transport *t = transport_direct(s->loop, 20, echo, &s->echo);
        struct http_request request = {.method = "POST", .body = "abc", .body_len = 3};
        struct http_response response;
        struct err err = ERR_INIT;

        request.url = "http://ssm.eu-central-1.amazonaws.com?x=1#there";
        assert_true(transport_perform(t, &request, &response, &err));
        assert_int_equal(loop_ticks(s->loop), 40); /* there and back */
        assert_string_equal(response.body.data, "abc");
        http_response_release(&response);
        request.url = "https://host:99/path?y=/2";
        s->echo.status = 500;
        assert_true(transport_perform(t, &request, &response, &err));
        assert_int_equal(response.status, 500);
        http_response_release(&response);
        assert_string_equal(s->echo.seen.data, "POST /?x=1;POST /path?y=/2;");
        transport_free(t);
        transport_free(NULL);
}

static void test_direct(void **state)
{
        struct direct_scene s = {.loop = loop_new_virtual(0, 0)};

        (void)state;
        fiber_start(s.loop, "client", ask_directly, &s);
        loop_run(s.loop);
        assert_int_equal(loop_ticks(s.loop), 80);
        loop_free(s.loop);
        text_release(&s.echo.seen);
}

static void test_headers(void **state)
{
        struct http_headers h = {0};

        (void)state;
        assert_null(http_headers_get(&h, "a"));
        for (int i = 0; i < 20; i++) {
                char name[8], value[8];

                snprintf(name, sizeof(name), "N-%d", i);
                snprintf(value, sizeof(value), "v%d", i);
                http_headers_add(&h, name, value);
        }
        assert_string_equal(http_headers_get(&h, "n-17"), "v17");
        assert_string_equal(http_headers_get(&h, "N-0"), "v0");
        assert_null(http_headers_get(&h, "n-20"));
        http_headers_release(&h);
        assert_int_equal(h.count, 0);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_round_trip),
                cmocka_unit_test(test_statuses_and_methods),
                cmocka_unit_test(test_large_bodies),
                cmocka_unit_test(test_many_at_once),
                cmocka_unit_test(test_no_proxy_for_loopback),
                cmocka_unit_test(test_refusals_tell_no_secret),
                cmocka_unit_test(test_server_can_not_start),
                cmocka_unit_test(test_direct),
                cmocka_unit_test(test_headers),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
