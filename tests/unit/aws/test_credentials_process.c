/* credential_process: a real child process, so on a real loop. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "helper_files.h"

#include "engine/aws/ssm.h"
#include "engine/base/mem.h"

struct world {
        struct transport transport; /* first */
        const char *const *env;
        struct loop *loop;
        struct aws *aws;
        char *access, *secret, *token; /* of the last call */
};

static const char *lookup(void *arg, const char *name)
{
        const struct world *w = arg;

        for (size_t i = 0; w->env[i]; i += 2) {
                if (strcmp(w->env[i], name) == 0)
                        return w->env[i + 1];
        }
        return NULL;
}

static bool perform(struct transport *t, const struct http_request *request,
                    struct http_response *response, struct err *err)
{
        struct world *w = (struct world *)t;

        (void)err;
        xreplace(&w->access, request->signing->access_key);
        xreplace(&w->secret, request->signing->secret_key);
        xreplace(&w->token, request->signing->session_token);
        response->status = 200;
        text_add(&response->body, "{}");
        return true;
}

static void call(void *arg)
{
        struct world *w = arg;

        call_ok = ssm_delete(w->aws, "/x", &call_err);
}

/* One call with what `command` prints; %s in it is the home. */
static void call_with(struct world *w, const char *command)
{
        const char *const env[] = {FILES, "AWS_PROFILE", "work", "AWS_REGION", "eu-west-1", NULL};
        struct aws_options options = {.env = lookup, .env_arg = w};
        char *config = xasprintf("[profile work]\ncredential_process = %s\n", command);

        *w = (struct world){.transport.perform = perform, .env = env};
        options.transport = &w->transport;
        err_clear(&call_err);
        call_ok = false;
        write_file(config_path, config);
        free(config);
        w->loop = options.loop = loop_new();
        w->aws = aws_new(&options, &call_err);
        if (w->aws) {
                fiber_start(w->loop, "call", call, w);
                loop_run(w->loop);
        }
        aws_free(w->aws);
        loop_free(w->loop);
}

static void end(struct world *w)
{
        free(w->access);
        free(w->secret);
        free(w->token);
        err_clear(&call_err);
}

static char *script(const char *name, const char *body)
{
        char *text = xasprintf("#!/bin/sh\n%s\n", body);
        const char *path = write_home(name, text);

        chmod(path, 0700);
        free(text);
        return xstrdup(path);
}

static void test_keys(void **state)
{
        char *path = script("give keys", "echo noise >&2\n"
                                         "printf '{\"Version\":1,\"AccessKeyId\":\"%s\","
                                         "\"SecretAccessKey\":\"S\",\"SessionToken\":\"T\","
                                         "\"Expiration\":\"2999-01-01T00:00:00+00:00\"}' \"$2$3\"");
        char *command = xasprintf("\"%s\" --for 'a b' c\\ d", path);
        struct world w;

        (void)state;
        call_with(&w, command);
        if (!call_ok)
                fail_msg("%s", err_text(&call_err));
        assert_string_equal(w.access, "a bc d");
        assert_string_equal(w.secret, "S");
        assert_string_equal(w.token, "T");
        end(&w);
        free(command);
        free(path);
        clear_home();
}

static void test_without_session_or_end(void **state)
{
        struct world w;

        (void)state;
        call_with(&w, "echo '{\"Version\":1,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"S\"}'");
        assert_true(call_ok);
        assert_string_equal(w.access, "A");
        assert_null(w.token);
        end(&w);
        clear_home();
}

/* Neither what it prints nor what it complains of is told: both may hold secrets. */
static void test_failures(void **state)
{
        static const struct {
                const char *body, *word;
        } cases[] = {
                {"echo s3cret; echo s3cret >&2; exit 3", "ended with status 3"},
                {"kill -9 $$", "ended by signal 9"},
                {"echo s3cret", "not a JSON object"},
                {"echo '[\"s3cret\"]'", "not a JSON object"},
                {"echo '{\"Version\":2,\"AccessKeyId\":\"s3cret\"}'", "not of Version 1"},
                {"echo '{\"Version\":1,\"AccessKeyId\":\"s3cret\"}'", "SecretAccessKey is missing"},
                {"echo '{\"Version\":1,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"s3cret\","
                 "\"Expiration\":\"soon\"}'",
                 "Expiration is not a time"},
                {"echo '{\"Version\":1,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"s3cret\","
                 "\"Expiration\":\"2001-01-01T00:00:00Z\"}'",
                 "have expired"},
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                char *path = script("give", cases[i].body);
                const char *const words[] = {cases[i].word, "credential_process", "work", NULL};
                struct world w;

                call_with(&w, path);
                assert_false(call_ok);
                expect_words(&call_err, words);
                assert_null(strstr(err_text(&call_err), "s3cret"));
                end(&w);
                free(path);
        }
        clear_home();
}

static void test_what_is_no_command(void **state)
{
        static const char *const open[] = {"quotation that is not closed", NULL};
        static const char *const empty[] = {"is empty", NULL};
        static const char *const gone[] = {"No such file", "/nonexistent/give", NULL};
        struct world w;

        (void)state;
        call_with(&w, "'give me");
        expect_words(&call_err, open);
        end(&w);
        call_with(&w, "");
        expect_words(&call_err, empty);
        end(&w);
        call_with(&w, "/nonexistent/give");
        expect_words(&call_err, gone);
        assert_int_equal(call_err.code, ERR_DENIED);
        end(&w);
        clear_home();
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_keys),
                cmocka_unit_test(test_without_session_or_end),
                cmocka_unit_test(test_failures),
                cmocka_unit_test(test_what_is_no_command),
        };

        return cmocka_run_group_tests(tests, home_set_up, home_tear_down);
}
