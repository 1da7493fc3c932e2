/*
 * What a release needs: image.require, image.tag and the notifications. What is refused, what is
 * done once, and that a notification never fails a run nor tells its address.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_wire.h"

#define ADDRESS "http://site.test/hook/Hook-Secret-77"
#define SEED                                                                                       \
        "{'account': '111122223333',"                                                              \
        " 'repositories': [{'name': 'app', 'images': [{'tags': ['abc', 'staging-1']},"             \
        " {'tags': ['def']}]}], 'topics': ['releases'],"                                           \
        " 'parameters': [{'name': '/ci/hook', 'type': 'SecureString', 'value': '" ADDRESS "'},"    \
        " {'name': '/ci/none', 'type': 'SecureString', 'value': 'Not-An-Address-77'}]"
#define TOPIC "arn:aws:sns:us-east-1:111122223333:releases"

static struct sim_world *world(const char *more)
{
        char *seed = xasprintf("%s%s}", SEED, more ? more : "");
        struct sim_world *w = sim_world_new(seed);

        free(seed);
        return w;
}

static void run(struct sim_world *w, const char *type, const char *with, struct sim_result *r)
{
        char *pipeline = xasprintf("pipeline: release\n"
                                   "stages:\n"
                                   "  one: { uses: %s, with: { %s } }\n",
                                   type, with);

        sim_run(w, pipeline, "xy-0146-qa", "{}", r);
        free(pipeline);
}

static void is_refused(const char *type, const char *with, enum run_end end, const char *words)
{
        struct sim_world *w = world(NULL);
        int64_t before = sim_mutating(w);
        struct sim_result r;

        run(w, type, with, &r);
        sim_assert_end(&r, end);
        if (!strstr(err_text(&r.err), words))
                fail_msg("%s", err_text(&r.err));
        assert_int_equal(sim_mutating(w), before);
        sim_result_release(&r);
        sim_world_free(w);
}

/* --- images --- */

static void an_image_that_is_there_is_named(void **state)
{
        struct sim_world *w = world(NULL);
        struct json_object *outputs;
        struct sim_result r;

        (void)state;
        run(w, "image.require", "repository: app, tag: abc", &r);
        sim_assert_end(&r, RUN_UNCHANGED);
        outputs = sim_outputs(w, r.id, "one");
        assert_true(text_starts(json_text(outputs, "digest"), "sha256:"));
        assert_true(text_starts(json_text(outputs, "uri"),
                                "111122223333.dkr.ecr.us-east-1.amazonaws.com/app@sha256:"));
        assert_string_equal(json_line(json_get(outputs, "tags")), "[\"abc\",\"staging-1\"]");
        json_object_put(outputs);
        sim_result_release(&r);
        sim_world_free(w);
}

static void an_image_that_is_not_there_stops_the_run(void **state)
{
        (void)state;
        is_refused("image.require", "repository: app, tag: fff", RUN_REFUSED,
                   "xy-0146-qa may not be changed: repository app has no image fff");
        is_refused("image.require", "repository: none, tag: abc", RUN_ROLLED_BACK,
                   "RepositoryNotFoundException");
        is_refused("image.tag", "repository: app, image: fff, tag: new", RUN_ROLLED_BACK,
                   "ImageNotFoundException");
}

static void is_tagged_once(struct sim_world *w)
{
        struct sim_result r;

        run(w, "image.tag", "repository: app, image: abc, tag: prod-v1.2.3", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        assert_int_equal(wire_count(w->transport, "PutImage"), 1);
        sim_result_release(&r);
        run(w, "image.tag", "repository: app, image: staging-1, tag: prod-v1.2.3", &r);
        sim_assert_end(&r, RUN_UNCHANGED);
        assert_int_equal(wire_count(w->transport, "PutImage"), 1);
        sim_result_release(&r);
        sim_world_free(w);
}

static void a_tag_is_given_once(void **state)
{
        (void)state;
        is_tagged_once(world(NULL));
}

static void a_lost_answer_is_looked_at(void **state)
{
        (void)state;
        is_tagged_once(world(", 'faults': [{'when': {'operation': 'PutImage', 'nth': 1},"
                             " 'do': 'drop-after'}]"));
}

static void a_request_that_was_lost_is_made_again(void **state)
{
        struct sim_world *w = world(", 'faults': [{'when': {'operation': 'PutImage', 'nth': 1},"
                                    " 'do': 'drop-before'}]");
        struct sim_result r;

        (void)state;
        run(w, "image.tag", "repository: app, image: abc, tag: prod-v1.2.3", &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        assert_int_equal(wire_count(w->transport, "PutImage"), 2);
        sim_result_release(&r);
        sim_world_free(w);
}

static void a_tag_is_never_moved(void **state)
{
        (void)state;
        is_refused("image.tag", "repository: app, image: abc, tag: def", RUN_REFUSED,
                   "tag def of app is another image's");
}

static void a_tag_with_nothing_in_it_is_refused(void **state)
{
        (void)state;
        is_refused("image.tag", "repository: app, image: abc, tag: production--20261121",
                   RUN_REFUSED, "a part of the tag \"production--20261121\" is empty");
        is_refused("image.tag", "repository: app, image: abc, tag: prod-", RUN_REFUSED, "is empty");
        is_refused("image.tag", "repository: app, image: abc, tag: \"a b\"", RUN_REFUSED,
                   "\"a b\" can't be an image's tag");
}

static void the_plan_says_which_tag(void **state)
{
        struct sim_world *w = world(NULL);
        struct text text = TEXT_INIT;

        (void)state;
        sim_plan(w,
                 "pipeline: release\n"
                 "stages:\n"
                 "  one: { uses: image.tag, with: { repository: app, image: abc, tag: new } }\n",
                 "xy-0146-qa", "{}", &text);
        if (!strstr(text_str(&text), "ecr:PutImage"))
                fail_msg("%s", text_str(&text));
        text_release(&text);
        sim_world_free(w);
}

/* --- notifications --- */

struct site {
        struct loop *loop;
        const char *script; /* a letter a request, the last for ever: + 200, - 503, 4 404, x none */
        int asked;
        char *body;
};

static bool answer(void *arg, const struct http_request *request, struct http_response *response,
                   struct err *err)
{
        struct site *site = arg;
        int at = site->asked++, length = (int)strlen(site->script);
        char what = site->script[at < length ? at : length - 1];

        assert_string_equal(request->method, "POST");
        assert_string_equal(request->url, ADDRESS);
        assert_null(request->signing);
        assert_non_null(http_headers_get(&request->headers, "Content-Type"));
        xreplace(&site->body, request->body);
        if (what == 'x')
                return err_set(err, ERR_UNREACHABLE, "no connection to " ADDRESS);
        response->status = what == '+' ? 200 : what == '-' ? 503 : 404;
        text_add(&response->body, "you said Hook-Secret-77");
        return true;
}

static void assert_untold(struct sim_world *w, const struct sim_result *r)
{
        static const char *const secrets[] = {"Hook-Secret", "Not-An-Address"};
        struct journal_record *records = NULL;
        struct err err = ERR_INIT;
        size_t count = 0;

        if (!w->store->ops->read(w->store, r->id, 0, &records, &count, &err))
                fail_msg("%s", err_text(&err));
        for (size_t k = 0; k < ARRAY_LEN(secrets); k++) {
                assert_null(strstr(text_str(&w->events), secrets[k]));
                assert_null(strstr(err_text(&r->err), secrets[k]));
                for (size_t i = 0; i < count; i++)
                        assert_null(strstr(records[i].body, secrets[k]));
        }
        journal_records_free(records, count);
}

/* The body that was sent last, or NULL; the caller frees. */
static char *notify(const char *type, const char *with, const char *script, int asked,
                    const char *report)
{
        struct sim_world *w = world(NULL);
        struct site site = {.loop = w->loop, .script = script};
        struct sim_result r;

        wire_set_site(w->transport, answer, &site);
        run(w, type, with, &r);
        if (r.end != RUN_UNCHANGED && r.end != RUN_SUCCEEDED)
                fail_msg("%s", err_text(&r.err));
        assert_int_equal(site.asked, asked);
        if (report && !strstr(text_str(&w->events), report))
                fail_msg("%s", text_str(&w->events));
        if (!report)
                assert_null(strstr(text_str(&w->events), "was not told"));
        assert_untold(w, &r);
        sim_result_release(&r);
        sim_world_free(w);
        return site.body;
}

static void slack_is_told(void **state)
{
        char *body = notify("notify.slack", "url_from: /ci/hook, text: \"v1 is *out*\\n\xc3\xa9\"",
                            "+", 1, NULL);

        (void)state;
        assert_string_equal(body, "{\"text\":\"v1 is *out*\\n\xc3\xa9\"}");
        free(body);
}

static void a_webhook_is_told_what_it_is_about(void **state)
{
        char *body = notify("notify.webhook",
                            "url_from: /ci/hook, text: hello, fields: { run: \"7\", more: x }", "+",
                            1, NULL);

        (void)state;
        assert_string_equal(
                body, "{\"text\":\"hello\",\"stack\":\"xy-0146-qa\",\"run\":\"7\",\"more\":\"x\"}");
        free(body);
}

static void it_is_tried_again(void **state)
{
        (void)state;
        free(notify("notify.slack", "url_from: /ci/hook, text: x", "x-+", 3, NULL));
}

static void a_failure_only_warns(void **state)
{
        (void)state;
        free(notify("notify.slack", "url_from: /ci/hook, text: x", "-", 3,
                    "Slack was not told: it answered 503"));
        free(notify("notify.slack", "url_from: /ci/hook, text: x", "x", 3,
                    "Slack was not told: no answer (unreachable)"));
        free(notify("notify.webhook", "url_from: /ci/hook, text: x", "4", 1,
                    "the webhook was not told: it answered 404"));
        free(notify("notify.slack", "url_from: /ci/gone, text: x", "+", 0, "Slack was not told"));
        free(notify("notify.slack", "url_from: /ci/none, text: x", "+", 0,
                    "holds no address that begins with https://"));
        free(notify("notify.slack", "url_given: HOOK, text: x", "+", 0,
                    "SNAPLIFT_SECRET_HOOK is not set"));
        free(notify("notify.slack", "text: x", "+", 0, "none of url_from and url_given is given"));
}

static void a_topic_is_told(void **state)
{
        struct sim_world *w = world(NULL);
        struct json_object *cloud, *message;
        struct sim_result r;

        (void)state;
        run(w, "notify.sns", "topic: \"" TOPIC "\", subject: \"v1\\nis out\", text: notes", &r);
        assert_true(r.end == RUN_UNCHANGED || r.end == RUN_SUCCEEDED);
        cloud = standin_state(w->cloud);
        message = json_at(json_array(cloud, "messages"), 0);
        assert_string_equal(json_text(message, "Subject"), "v1 is out");
        assert_string_equal(json_text(message, "Message"), "notes");
        json_object_put(cloud);
        sim_result_release(&r);
        run(w, "notify.sns", "topic: \"" TOPIC "-none\", text: notes", &r);
        assert_true(r.end == RUN_UNCHANGED || r.end == RUN_SUCCEEDED);
        assert_non_null(strstr(text_str(&w->events), "was not told: "));
        sim_result_release(&r);
        sim_world_free(w);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(an_image_that_is_there_is_named),
                cmocka_unit_test(an_image_that_is_not_there_stops_the_run),
                cmocka_unit_test(a_tag_is_given_once),
                cmocka_unit_test(a_lost_answer_is_looked_at),
                cmocka_unit_test(a_request_that_was_lost_is_made_again),
                cmocka_unit_test(a_tag_is_never_moved),
                cmocka_unit_test(a_tag_with_nothing_in_it_is_refused),
                cmocka_unit_test(the_plan_says_which_tag),
                cmocka_unit_test(slack_is_told),
                cmocka_unit_test(a_webhook_is_told_what_it_is_about),
                cmocka_unit_test(it_is_tried_again),
                cmocka_unit_test(a_failure_only_warns),
                cmocka_unit_test(a_topic_is_told),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
