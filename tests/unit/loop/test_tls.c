/* TLS verification: on unless switched off, against a server that openssl runs for us. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/mem.h"
#include "engine/loop/http.h"
#include "engine/loop/process.h"
#include "helper_cmocka.h"
#include "helper_loop.h"

struct scene {
        struct loop *loop;
        char folder[32];
        char *cert, *key, *log;
        struct process *server;
        bool ended;
        struct signal_point end;
        bool no_openssl;
};

static void on_exited(void *arg, int status, int signum)
{
        struct scene *s = arg;

        (void)status;
        (void)signum;
        s->ended = true;
        signal_all(s->loop, &s->end);
}

static bool make_certificate(struct scene *s)
{
        const char *argv[] = {"openssl",  "req",
                              "-x509",    "-newkey",
                              "rsa:2048", "-nodes",
                              "-keyout",  s->key,
                              "-out",     s->cert,
                              "-days",    "2",
                              "-subj",    "/CN=snaplift test",
                              "-addext",  "subjectAltName=IP:127.0.0.1",
                              NULL};
        struct err err = ERR_INIT;
        bool ok = process_run(s->loop, &(struct process_spec){.argv = argv}, NULL, &err);

        err_clear(&err);
        return ok;
}

/* The port that openssl says it accepts on, once it does; 0 when it ended instead. */
static int wait_port(struct scene *s)
{
        int port = 0;

        while (!s->ended && port == 0) {
                FILE *f = fopen(s->log, "r");
                char line[256];

                while (f && fgets(line, sizeof(line), f))
                        sscanf(line, "ACCEPT 127.0.0.1:%d", &port);
                if (f)
                        fclose(f);
                fiber_sleep(s->loop, 5);
        }
        return port;
}

static enum err_code ask(struct scene *s, int port, const struct transport_options *options)
{
        struct transport *client = transport_curl(s->loop, options);
        char *url = xasprintf("https://127.0.0.1:%d/", port);
        struct http_request request = {.method = "GET", .url = url, .timeout = 20000};
        struct http_response response;
        struct err err = ERR_INIT;
        enum err_code code;

        if (transport_perform(client, &request, &response, &err))
                assert_int_equal(response.status, 200);
        code = err.code;
        http_response_release(&response);
        transport_free(client);
        err_clear(&err);
        free(url);
        return code;
}

static void verify(void *arg)
{
        struct scene *s = arg;
        const char *argv[] = {"openssl", "s_server", "-accept", "127.0.0.1:0", "-cert",
                              s->cert,   "-key",     s->key,    "-www",        NULL};
        struct process_spec spec = {.argv = argv, .output = s->log};
        struct err err = ERR_INIT;
        int port;

        if (!make_certificate(s) ||
            !(s->server = process_start(s->loop, &spec, on_exited, s, &err)) ||
            (port = wait_port(s)) == 0) {
                s->no_openssl = true;
                err_clear(&err);
                return;
        }
        assert_int_equal(ask(s, port, &(struct transport_options){0}), ERR_UNREACHABLE);
        assert_int_equal(ask(s, port, &(struct transport_options){.ca_bundle = s->cert}), ERR_NONE);
        assert_int_equal(ask(s, port, &(struct transport_options){.insecure = true}), ERR_NONE);
        assert_int_equal(ask(s, port, &(struct transport_options){.ca_bundle = "/nowhere.pem"}),
                         ERR_UNREACHABLE);
        process_signal(s->server, SIGKILL);
        while (!s->ended)
                signal_wait(s->loop, &s->end, -1);
}

static void test_verification(void **state)
{
        struct scene s = {.loop = loop_new(), .folder = "/tmp/snaplift-tls-XXXXXX"};
        char *const *files[] = {&s.cert, &s.key, &s.log};

        (void)state;
        assert_non_null(mkdtemp(s.folder));
        s.cert = xasprintf("%s/cert.pem", s.folder);
        s.key = xasprintf("%s/key.pem", s.folder);
        s.log = xasprintf("%s/log", s.folder);
        fiber_start(s.loop, "test", verify, &s);
        loop_run(s.loop);
        loop_free(s.loop);
        for (size_t i = 0; i < ARRAY_LEN(files); i++) {
                unlink(*files[i]);
                free(*files[i]);
        }
        rmdir(s.folder);
        if (s.no_openssl) {
                print_message("skipped: no openssl program that can serve\n");
                skip();
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_verification),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
