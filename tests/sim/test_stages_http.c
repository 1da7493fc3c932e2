/* http.check: a site that comes up late, answers wrongly, or not at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_wire.h"

/* The nth request gets the nth letter of the script, its last one for ever:
 *   + 200 "all is well"   - 503 "all is well"   0 200 without a body
 *   x no connection       t no answer within the request's time      r 301 */
struct site {
        struct loop *loop;
        const char *script;
        int asked;
        int64_t timeout, last; /* of the last request; when it came */
        int64_t least_gap;
};

static bool answer(void *arg, const struct http_request *request, struct http_response *response,
                   struct err *err)
{
        struct site *site = arg;
        int at = site->asked++, length = (int)strlen(site->script);
        int64_t now = loop_ticks(site->loop);
        char what = site->script[at < length ? at : length - 1];

        assert_string_equal(request->method, "GET");
        assert_null(request->signing); /* it is none of AWS's */
        if (at && (at == 1 || now - site->last < site->least_gap))
                site->least_gap = now - site->last;
        site->last = now;
        site->timeout = request->timeout;
        if (what == 'x')
                return err_set(err, ERR_UNREACHABLE, "no connection to site.test");
        if (what == 't') {
                fiber_sleep(site->loop, request->timeout);
                return err_set(err, ERR_LOST, "no answer from site.test in time");
        }
        fiber_sleep(site->loop, 20);
        response->status = what == '-' ? 503 : what == 'r' ? 301 : 200;
        if (what != '0')
                text_add(&response->body, "<p>all is well, the token is hunter2</p>");
        return true;
}

static struct sim_world *ask(const char *with, struct site *site, struct sim_result *r)
{
        char *pipeline = xasprintf("pipeline: check\n"
                                   "stages:\n"
                                   "  check:\n"
                                   "    uses: http.check\n"
                                   "    with: { url: \"http://site.test/up?a=b\"%s }\n",
                                   with);
        struct sim_world *w = sim_world_new("{}");

        site->loop = w->loop;
        wire_set_site(w->transport, answer, site);
        sim_run(w, pipeline, "xy-0146-qa", "{}", r);
        assert_null(strstr(text_str(&w->events), "hunter2"));
        assert_null(strstr(err_text(&r->err), "hunter2"));
        free(pipeline);
        return w;
}

static void good(const char *with, const char *script, int asked, int status)
{
        struct site site = {.script = script};
        struct json_object *outputs;
        struct sim_result r;
        struct sim_world *w = ask(with, &site, &r);

        if (r.end != RUN_UNCHANGED && r.end != RUN_SUCCEEDED)
                fail_msg("%s %s: %s", with, script, err_text(&r.err));
        outputs = sim_outputs(w, r.id, "check");
        assert_int_equal(site.asked, asked);
        assert_int_equal(json_int(outputs, "attempts"), asked);
        assert_int_equal(json_int(outputs, "status"), status);
        json_object_put(outputs);
        sim_result_release(&r);
        sim_world_free(w);
}

static void bad(const char *with, const char *script, const char *words, struct site *site)
{
        struct sim_result r;
        struct sim_world *w;

        site->script = script;
        w = ask(with, site, &r);
        if (r.end != RUN_ROLLED_BACK || !strstr(err_text(&r.err), words))
                fail_msg("%s %s: %s: %s; expected: %s", with, script, run_end_name(r.end),
                         err_text(&r.err), words);
        sim_result_release(&r);
        sim_world_free(w);
}

static void comes_up_late(void **state)
{
        (void)state;
        good("", "+", 1, 200);
        good("", "xx--t+", 6, 200);
        good(", contains: is well", "00+", 3, 200);
}

static void another_status_may_be_the_good_one(void **state)
{
        (void)state;
        good(", status: 503", "+-", 2, 503);
        good(", status: 301", "r", 1, 301); /* not followed */
}

static void several_in_a_row(void **state)
{
        (void)state;
        good(", times: 3", "++-+++", 6, 200);
}

static void wrong_until_the_end(void **state)
{
        struct site site = {0};
        int64_t end;

        (void)state;
        bad(", within: 1m, every: 5s", "-", "answered 503, expected 200", &site);
        end = site.last;
        /* at 0, 5 ... 60: each a little later by its answer's time */
        assert_in_range(site.asked, 12, 13);
        assert_in_range(site.least_gap, 5000, 5100);
        assert_in_range(end, 60000, 66000);
        site = (struct site){0};
        bad(", within: 10s, contains: all was well", "+", "does not contain \"all was well\"",
            &site);
        site = (struct site){0};
        bad(", within: 10s", "x", "no connection", &site);
}

static void no_answer_at_all(void **state)
{
        struct site site = {0};

        (void)state;
        bad(", within: 30s, every: 2s, request_timeout: 7s", "t", "in time", &site);
        assert_int_equal(site.timeout, 7000);
        assert_in_range(site.asked, 4, 5);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(comes_up_late),
                cmocka_unit_test(another_status_may_be_the_good_one),
                cmocka_unit_test(several_in_a_row),
                cmocka_unit_test(wrong_until_the_end),
                cmocka_unit_test(no_answer_at_all),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
