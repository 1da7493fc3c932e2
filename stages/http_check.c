/* http.check: an URL answers as expected. Reads only. */
#include <string.h>

#include "engine/base/text.h"
#include "engine/loop/http.h"
#include "stages/cloud.h"

enum { CONNECT_TIMEOUT = 5000 };

static const struct port inputs[] = {
        {"url", VALUE_TEXT, .required = true, .help = "http:// or https://"},
        {"status", VALUE_NUMBER, .fallback = "200", .help = "expected status"},
        {"contains", VALUE_TEXT, .help = "text that must be in the body"},
        {"times", VALUE_NUMBER, .fallback = "1", .help = "so many good answers in a row"},
        {"every", VALUE_DURATION, .fallback = "2s", .help = "pause between requests"},
        {"within", VALUE_DURATION, .fallback = "2m", .help = "give up after this time"},
        {"request_timeout", VALUE_DURATION, .fallback = "10s", .help = "limit of one request"},
        {0},
};

static const struct port outputs[] = {
        {"status", VALUE_NUMBER, .help = "the last answer's status"},
        {"attempts", VALUE_NUMBER, .help = "how many requests it took"},
        {0},
};

static const struct stage_action actions[] = {{0}};

/* False with the reason in err; bodies are never told, they may hold anything. */
static bool ask(struct stage *s, int *status, struct err *err)
{
        const char *url = stage_text(s, "url"), *contains = stage_text(s, "contains");
        struct http_request request = {
                .method = "GET",
                .url = url,
                .connect_timeout = CONNECT_TIMEOUT,
                .timeout = stage_duration(s, "request_timeout"),
        };
        struct http_response response = {0};
        bool ok = transport_perform(aws_transport(stage_aws(s)), &request, &response, err);

        if (ok) {
                *status = response.status;
                if (response.status != stage_number(s, "status"))
                        ok = err_set(err, ERR_FAILED, "%s answered %d, expected %lld", url,
                                     response.status, (long long)stage_number(s, "status"));
                else if (contains && !strstr(text_str(&response.body), contains))
                        ok = err_set(err, ERR_FAILED, "%s: its answer does not contain \"%s\"", url,
                                     contains);
        }
        http_response_release(&response);
        return ok;
}

static bool check(struct stage *s, struct err *err)
{
        int64_t times = stage_number(s, "times") > 0 ? stage_number(s, "times") : 1;
        int64_t end = loop_ticks(stage_loop(s)) + stage_duration(s, "within");
        int64_t good = 0, attempts = 0;
        int status = 0;

        while (good < times) {
                struct err why = ERR_INIT;

                if (!stage_sleep(s, attempts ? stage_duration(s, "every") : 0, err))
                        return false;
                attempts++;
                if (ask(s, &status, &why)) {
                        good++;
                        continue;
                }
                good = 0;
                stage_note(s, "%s", err_text(&why));
                if (loop_ticks(stage_loop(s)) >= end) {
                        err_move(err, &why);
                        err->code = ERR_FAILED;
                        return false;
                }
                err_clear(&why);
        }
        stage_output(s, "status", json_object_new_int(status));
        stage_output(s, "attempts", json_object_new_int64(attempts));
        return true;
}

/* Nothing to foresee: it changes nothing. */
static bool plan(struct stage *s, struct err *err)
{
        (void)s;
        (void)err;
        return true;
}

const struct stage_type stage_http_check = {
        .name = "http.check",
        .summary = "ask an URL until it answers as expected",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .run = check,
        .recover = stage_recover_nothing,
        .plan = plan,
};
