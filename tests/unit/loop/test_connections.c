/*
 * What the HTTP client makes of servers that misbehave, and of connections kept alive: never sent
 * twice, and "surely not sent" told apart from "may have been sent". The server here is a script
 * over plain TCP.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/loop/http.h"
#include "engine/loop/tcp.h"
#include "helper_cmocka.h"
#include "helper_loop.h"

/* The answer to each request that arrives, in order, over all connections: NULL closes the
 * connection instead, "" says nothing. After the last one, silence. */
struct script {
        const char *const *answers;
        size_t next;
        int connections;
        int requests;
        struct loop *loop;
        struct tcp_server *server;
        struct transport *client;
};

/* A request here is a header and no body longer than "x". */
static bool read_request(struct tcp *t)
{
        char piece[4096];
        struct text got = TEXT_INIT;
        bool whole = false;
        long len;

        while (!whole && (len = tcp_read(t, piece, sizeof(piece))) > 0) {
                text_add_n(&got, piece, (size_t)len);
                whole = strstr(got.data, "\r\n\r\n") != NULL;
        }
        text_release(&got);
        return whole;
}

static void serve(void *arg, struct tcp *t)
{
        struct script *s = arg;

        s->connections++;
        while (read_request(t)) {
                const char *answer = s->answers[s->next];

                s->requests++;
                s->next++;
                if (!answer)
                        break;
                if (!tcp_write(t, answer, strlen(answer)))
                        break;
        }
        tcp_close(t);
}

static void begin(struct script *s, struct loop *loop, const char *const *answers)
{
        struct err err = ERR_INIT;

        *s = (struct script){.answers = answers, .loop = loop};
        s->server = tcp_listen(loop, "127.0.0.1", 0, serve, s, &err);
        assert_non_null(s->server);
        s->client = transport_curl(loop, &(struct transport_options){0});
}

static void end(struct script *s)
{
        transport_free(s->client);
        tcp_server_stop(s->server);
}

static enum err_code ask(struct script *s, const char *scheme, struct http_response *response)
{
        char *url = xasprintf("%s://127.0.0.1:%d/", scheme, tcp_server_port(s->server));
        struct http_request request = {.method = "POST",
                                       .url = url,
                                       .body = "x",
                                       .body_len = 1,
                                       /* only a handshake is waited for in vain */
                                       .connect_timeout = strcmp(scheme, "https") ? 10000 : 300,
                                       .timeout = 2000};
        struct err err = ERR_INIT;
        enum err_code code;

        transport_perform(s->client, &request, response, &err);
        code = err.code;
        err_clear(&err);
        free(url);
        return code;
}

#define OK_ANSWER "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

static void keep_alive(void *loop)
{
        static const char *const answers[] = {OK_ANSWER, OK_ANSWER, OK_ANSWER};
        struct http_response response;
        struct script s;

        begin(&s, loop, answers);
        for (int i = 0; i < 3; i++) {
                assert_int_equal(ask(&s, "http", &response), ERR_NONE);
                assert_string_equal(response.body.data, "ok");
                http_response_release(&response);
        }
        assert_int_equal(s.connections, 1);
        assert_int_equal(s.requests, 3);
        end(&s);
}

static void test_keep_alive(void **state)
{
        (void)state;
        in_real_time(keep_alive);
}

static void closed_without_answer(void *loop)
{
        static const char *const answers[] = {NULL, OK_ANSWER};
        struct http_response response;
        struct script s;

        begin(&s, loop, answers);
        assert_int_equal(ask(&s, "http", &response), ERR_LOST);
        assert_int_equal(s.requests, 1);
        end(&s);
}

static void closed_on_second_use(void *loop)
{
        static const char *const answers[] = {OK_ANSWER, NULL, OK_ANSWER};
        struct http_response response;
        struct script s;

        begin(&s, loop, answers);
        assert_int_equal(ask(&s, "http", &response), ERR_NONE);
        http_response_release(&response);
        /* The server has read this one: curl by itself would send it again. */
        assert_int_equal(ask(&s, "http", &response), ERR_LOST);
        assert_int_equal(s.requests, 2);
        assert_int_equal(ask(&s, "http", &response), ERR_NONE);
        http_response_release(&response);
        assert_int_equal(s.requests, 3);
        end(&s);
}

static void cut_off(void *loop)
{
        static const char *const answers[] = {
                "HTTP/1.1 200 OK\r\nContent-Length: 200\r\nConnection: close\r\n\r\nonly this", ""};
        struct http_response response;
        struct script s;

        begin(&s, loop, answers);
        assert_int_equal(ask(&s, "http", &response), ERR_LOST); /* the rest never comes */
        assert_null(response.body.data);
        assert_int_equal(ask(&s, "http", &response), ERR_LOST); /* silence */
        assert_int_equal(s.requests, 2);
        end(&s);
}

static void garbage(void *loop)
{
        static const char *const answers[] = {"220 mail.example ESMTP\r\n"};
        struct http_response response;
        struct script s;

        begin(&s, loop, answers);
        assert_int_equal(ask(&s, "http", &response), ERR_LOST);
        end(&s);
}

static void test_lost(void **state)
{
        (void)state;
        in_real_time(closed_without_answer);
        in_real_time(closed_on_second_use);
        in_real_time(cut_off);
        in_real_time(garbage);
}

static void no_tls(void *loop)
{
        static const char *const answers[] = {OK_ANSWER};
        struct http_response response;
        struct script s;
        int64_t begun = loop_ticks(loop);

        begin(&s, loop, answers);
        assert_int_equal(ask(&s, "https", &response), ERR_UNREACHABLE); /* no handshake: 300 ms */
        assert_true(loop_ticks(loop) - begun >= 250);
        assert_int_equal(s.connections, 1);
        assert_int_equal(s.requests, 0);
        end(&s);
}

static void nobody_there(void *loop)
{
        struct http_response response;
        struct script s;

        begin(&s, loop, NULL);
        assert_int_equal(s.connections, 0);
        tcp_server_stop(s.server);
        /* The port is still known until the next turn of the loop. */
        assert_int_equal(ask(&s, "http", &response), ERR_UNREACHABLE);
        transport_free(s.client);
}

static void no_such_name(void *loop)
{
        struct transport *client = transport_curl(loop, &(struct transport_options){0});
        struct http_request request = {
                .method = "GET", .url = "http://no-such-name.invalid/", .timeout = 10000};
        struct http_response response;
        struct err err = ERR_INIT;

        assert_false(transport_perform(client, &request, &response, &err));
        assert_int_equal(err.code, ERR_UNREACHABLE);
        assert_non_null(strstr(err.text, "can't reach http://no-such-name.invalid:80"));
        err_clear(&err);
        transport_free(client);
}

static void test_unreachable(void **state)
{
        (void)state;
        in_real_time(no_tls);
        in_real_time(nobody_there);
        in_real_time(no_such_name);
}

static void odd_answers(void *loop)
{
        static const char *const answers[] = {
                "HTTP/1.1 100 Continue\r\nX-One: 1\r\n\r\n"
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-Two:  two words \r\n\r\n"
                "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n",
        };
        struct http_response response;
        struct script s;

        begin(&s, loop, answers);
        assert_int_equal(ask(&s, "http", &response), ERR_NONE);
        assert_int_equal(response.status, 200);
        assert_string_equal(response.body.data, "abcde");
        assert_null(http_headers_get(&response.headers, "x-one"));
        assert_string_equal(http_headers_get(&response.headers, "x-two"), "two words");
        http_response_release(&response);
        assert_int_equal(ask(&s, "http", &response), ERR_NONE);
        assert_int_equal(response.status, 302);
        assert_int_equal(s.requests, 2); /* not followed */
        http_response_release(&response);
        end(&s);
}

static void test_odd_answers(void **state)
{
        (void)state;
        in_real_time(odd_answers);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_keep_alive),
                cmocka_unit_test(test_lost),
                cmocka_unit_test(test_unreachable),
                cmocka_unit_test(test_odd_answers),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
