/*
 * Presigns what stdin says, for check_presign.py: one JSON object a line with `now` (ms), `env` and
 * either host, port, user (an IAM token for a database) or service, region, form (a request of the
 * query protocol). Answers with one line of JSON each: url, or error.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/aws.h"
#include "engine/aws/call.h"
#include "engine/aws/presign.h"
#include "engine/aws/rds_token.h"
#include "engine/base/mem.h"

struct order {
        struct aws *aws;
        struct json_object *asked;
        struct text url;
        struct err err;
        bool ok;
};

static const char *variable(void *arg, const char *name)
{
        return json_text(json_get(arg, "env"), name);
}

static void carry_out(void *arg)
{
        struct order *o = arg;
        const char *host = json_text(o->asked, "host"), *service = json_text(o->asked, "service");
        int at = 0;

        if (host) {
                o->ok = rds_auth_token(o->aws, host, (int)json_int(o->asked, "port"),
                                       json_text(o->asked, "user"), &o->url, &o->err);
                return;
        }
        while (at < SERVICE_COUNT && !text_same(services[at].name, service))
                at++;
        o->ok = presign_query(o->aws, (enum aws_service)at, json_text(o->asked, "region"), "GET",
                              json_text(o->asked, "form"), json_int(o->asked, "expires"), &o->url,
                              &o->err);
}

static void answer(struct json_object *asked)
{
        struct order o = {.asked = asked, .err = ERR_INIT};
        struct aws_options options = {
                .loop = loop_new_virtual(json_int(asked, "now"), 1),
                .env = variable,
                .env_arg = asked,
        };
        struct json_object *line = json_object_new_object();

        o.aws = aws_new(&options, &o.err);
        if (o.aws) {
                fiber_start(options.loop, "presign", carry_out, &o);
                loop_run(options.loop);
        }
        if (o.ok)
                json_put_text(line, "url", text_str(&o.url));
        else
                json_put_text(line, "error", err_text(&o.err));
        puts(json_line(line));
        json_object_put(line);
        err_clear(&o.err);
        secret_release(&o.url);
        aws_free(o.aws);
        loop_free(options.loop);
}

int main(void)
{
        char *line = NULL;
        size_t size = 0;
        ssize_t len;

        while ((len = getline(&line, &size, stdin)) > 0) {
                struct json_object *asked = NULL;
                struct err err = ERR_INIT;

                if (!json_parse(line, (size_t)len, &asked, &err)) {
                        fprintf(stderr, "%s\n", err_text(&err));
                        return 1;
                }
                answer(asked);
                json_object_put(asked);
        }
        free(line);
        return 0;
}
