/* Which proxy a request takes, as botocore would; and that it is then really spoken to. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/loop/http.h"
#include "engine/loop/tcp.h"
#include "helper_cmocka.h"
#include "helper_loop.h"

enum { FIELDS = 5, NO_BOTOCORE = 77 };

/* --- the rules --- */

/* "NAME=VALUE;NAME=VALUE" */
static const char *lookup(void *arg, const char *name)
{
        static char value[256];
        const char *at = arg;
        size_t len = strlen(name);

        while (*at) {
                size_t whole = strcspn(at, ";");

                if (strncmp(at, name, len) == 0 && at[len] == '=') {
                        snprintf(value, sizeof(value), "%.*s", (int)(whole - len - 1),
                                 at + len + 1);
                        return value;
                }
                at += whole;
                at += *at == ';';
        }
        return NULL;
}

/* Two settings are looked up for one answer: each needs a place of its own. */
static const char *lookup_kept(void *arg, const char *name)
{
        static char kept[4][256];
        static unsigned next;
        const char *value = lookup(arg, name);

        if (!value)
                return NULL;
        next = (next + 1) % 4;
        snprintf(kept[next], sizeof(kept[next]), "%s", value);
        return kept[next];
}

static void compare(const char *scheme, const char *host, const char *port, const char *settings,
                    const char *expected)
{
        struct proxy_environment env = {lookup_kept, (void *)(uintptr_t)settings};
        char *found = proxy_for(&env, scheme, host, port);

        if (strcmp(found ? found : "-", expected) != 0)
                fail_msg("%s://%s:%s with %s: %s, expected %s", scheme, host, port ? port : "",
                         settings, found ? found : "-", expected);
        free(found);
}

static void test_rules_beside_botocore(void **state)
{
        FILE *python = popen("python3 " SOURCE_DIR "/tests/unit/loop/proxies.py 2>/dev/null", "r");
        char line[1024];
        int count = 0, status;

        (void)state;
        assert_non_null(python);
        while (fgets(line, sizeof(line), python)) {
                char *field[FIELDS] = {0}, *save = NULL;
                size_t n = 0;

                for (char *f = strtok_r(line, "\t\n", &save); f && n < FIELDS;
                     f = strtok_r(NULL, "\t\n", &save))
                        field[n++] = f;
                assert_int_equal(n, FIELDS);
                compare(field[0], field[1], strcmp(field[2], "-") == 0 ? NULL : field[2], field[3],
                        field[4]);
                count++;
        }
        status = pclose(python);
        if (WIFEXITED(status) &&
            (WEXITSTATUS(status) == NO_BOTOCORE || WEXITSTATUS(status) == 127)) {
                printf("skip - proxies beside botocore: python3 has no botocore\n");
                return;
        }
        assert_int_equal(status, 0);
        assert_true(count > 4000);
}

static void test_rules(void **state)
{
        (void)state;
        compare("https", "rds.amazonaws.com", NULL, "HTTPS_PROXY=proxy:1", "http://proxy:1");
        compare("http", "rds.amazonaws.com", NULL, "HTTPS_PROXY=proxy:1", "-");
        compare("https", "rds.amazonaws.com", NULL, "HTTPS_PROXY=proxy:1;NO_PROXY=.amazonaws.com",
                "-");
        compare("https", "rds.amazonaws.com", NULL, "HTTPS_PROXY=proxy:1;NO_PROXY=zonaws.com",
                "http://proxy:1");
}

/* Whatever is set: not to this machine, nor to where credentials come from. */
static void test_never(void **state)
{
        static const char *const hosts[] = {"127.0.0.1",       "localhost",     "[::1]",
                                            "169.254.169.254", "169.254.170.2", "[fd00:ec2::254]",
                                            "[fd00:ec2::23]"};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(hosts); i++)
                compare("http", hosts[i], "80", "http_proxy=http://proxy:1", "-");
        compare("http", "169.254.example.com", NULL, "http_proxy=http://proxy:1", "http://proxy:1");
}

static void test_places(void **state)
{
        static const char *const cases[][2] = {
                {"http://me:secret@proxy:3128/", "http://proxy:3128"},
                {"https://a@b:c@proxy", "https://proxy"},
                {"http://proxy:1", "http://proxy:1"},
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                char *place = proxy_place(cases[i][0]);

                assert_string_equal(place, cases[i][1]);
                free(place);
        }
}

/* --- a proxy --- */

struct proxy {
        struct tcp_server *server;
        const char *answer;
        struct text heard;
};

static void serve(void *arg, struct tcp *t)
{
        struct proxy *p = arg;
        char piece[4096];
        long len;

        while ((len = tcp_read(t, piece, sizeof(piece))) > 0) {
                text_add_n(&p->heard, piece, (size_t)len);
                if (strstr(p->heard.data, "\r\n\r\n"))
                        break;
        }
        tcp_write(t, p->answer, strlen(p->answer));
        tcp_close(t);
}

static bool ask(struct loop *loop, struct proxy *p, const char *url, const char *answer,
                struct err *err)
{
        static const struct http_signing signing = {.region = "eu-west-1",
                                                    .service = "rds",
                                                    .access_key = "AKID",
                                                    .secret_key = "s3cret"};
        struct http_request request = {
                .method = "GET", .url = url, .signing = &signing, .timeout = 5000};
        struct http_response response = {0};
        struct transport *client;
        char *settings;
        bool ok;

        *p = (struct proxy){.answer = answer};
        p->server = tcp_listen(loop, "127.0.0.1", 0, serve, p, err);
        assert_non_null(p->server);
        settings = xasprintf("http_proxy=http://me:pa%%73s@127.0.0.1:%d;"
                             "https_proxy=http://me:pa%%73s@127.0.0.1:%d",
                             tcp_server_port(p->server), tcp_server_port(p->server));
        client = transport_curl(loop,
                                &(struct transport_options){.proxies = {lookup_kept, settings}});
        ok = transport_perform(client, &request, &response, err);
        if (ok)
                assert_int_equal(response.status, 200);
        http_response_release(&response);
        transport_free(client);
        tcp_server_stop(p->server);
        free(settings);
        return ok;
}

static void plain(void *loop)
{
        struct err err = ERR_INIT;
        struct proxy p;

        assert_true(ask(loop, &p, "http://rds.example.test/x?a=b",
                        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", &err));
        assert_true(text_starts(p.heard.data, "GET http://rds.example.test/x?a=b HTTP/1.1\r\n"));
        assert_non_null(strstr(p.heard.data, "Host: rds.example.test\r\n"));
        assert_non_null(strstr(p.heard.data, "Proxy-Authorization: Basic bWU6cGFzcw==\r\n"));
        assert_non_null(strstr(p.heard.data, "Credential=AKID/"));
        text_release(&p.heard);
}

/* The tunnel is refused: surely not sent; and the proxy's password is not told. */
static void tunnel(void *loop)
{
        struct err err = ERR_INIT;
        struct proxy p;

        assert_false(ask(loop, &p, "https://rds.example.test/",
                         "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                         &err));
        assert_true(text_starts(p.heard.data, "CONNECT rds.example.test:443 HTTP/1.1\r\n"));
        assert_null(strstr(p.heard.data, "AKID"));
        assert_int_equal(err.code, ERR_UNREACHABLE);
        assert_non_null(strstr(err_text(&err), "https://rds.example.test:443 through the proxy "
                                               "http://127.0.0.1:"));
        assert_non_null(strstr(err_text(&err), "it answers HTTP 403"));
        assert_null(strstr(err_text(&err), "pa%73s"));
        assert_null(strstr(err_text(&err), "pass"));
        text_release(&p.heard);
        err_clear(&err);
}

static void test_plain_http(void **state)
{
        (void)state;
        in_real_time(plain);
}

static void test_a_tunnel_that_is_refused(void **state)
{
        (void)state;
        in_real_time(tunnel);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_rules_beside_botocore),
                cmocka_unit_test(test_rules),
                cmocka_unit_test(test_never),
                cmocka_unit_test(test_places),
                cmocka_unit_test(test_plain_http),
                cmocka_unit_test(test_a_tunnel_that_is_refused),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
