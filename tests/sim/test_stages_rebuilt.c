/*
 * A run that was killed, and its store lost with it: rebuilt on another machine from the cloud, the
 * pipeline file and the lock, and gone on with, or rolled back. Killed after every request and
 * every record in turn; the end is the one of an undisturbed run, or as if it had never begun.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/rds.h"
#include "engine/aws/stack_lock.h"
#include "engine/base/mem.h"
#include "tests/sim/helper_promotion.h"
#include "tests/sim/helper_tripwire.h"

#define STACK "xy-0146-qa"
#define BAD_IMAGE "{'services': ['web', 'worker'], 'images': {'web': 'web:bad'}}"

#define KEEP(as) "{'services': ['web', 'worker'], 'keep_for': '24h', 'keep': '" as "'}"

/* --- a machine that dies --- */

struct mortal {
        struct transport transport;
        struct transport *inner;
        struct tripwire *wire;
        long left; /* requests; -1: never */
        bool dead;
};

static bool perform(struct transport *t, const struct http_request *request,
                    struct http_response *response, struct err *err)
{
        struct mortal *m = (struct mortal *)t;

        if (m->dead || tripwire_cut(m->wire))
                return err_set(err, ERR_UNREACHABLE, "this machine is dead");
        if (m->left == 0) { /* killed before anything was asked */
                m->dead = true;
                tripwire_arm(m->wire, 0);
                return err_set(err, ERR_UNREACHABLE, "this machine is dead");
        }
        if (m->left < 0 || --m->left > 0)
                return m->inner->perform(m->inner, request, response, err);
        m->dead = true;
        tripwire_arm(m->wire, 0);
        if (m->inner->perform(m->inner, request, response, err))
                http_response_release(response);
        *response = (struct http_response){0};
        return err_set(err, ERR_LOST, "this machine is dead");
}

static void transport_done(struct transport *t)
{
        (void)t;
}

struct machine {
        struct mortal mortal;
        struct store *memory;
        struct aws *aws;
        struct accounts *accounts;
        struct run_lock lock;
};

static const char *environment(void *arg, const char *name)
{
        (void)arg;
        if (!strcmp(name, "AWS_REGION"))
                return "us-east-1";
        if (!strcmp(name, "AWS_ACCESS_KEY_ID"))
                return "AKIAIOSFODNN7EXAMPLE";
        if (!strcmp(name, "AWS_SECRET_ACCESS_KEY"))
                return "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
        return strcmp(name, "AWS_ENDPOINT_URL") ? NULL : "http://stand.in";
}

/* requests, records: after how many of them it dies; -1: not by that. */
static void machine_init(struct machine *m, struct sim_world *w, long requests, long records)
{
        struct aws_options options = {.loop = w->loop, .env = environment};
        struct err err = ERR_INIT;

        *m = (struct machine){0};
        m->memory = store_open(":memory:", &err);
        m->mortal = (struct mortal){
                .transport = {perform, transport_done},
                .inner = w->transport,
                .wire = tripwire_new(m->memory),
                .left = requests,
        };
        if (records >= 0)
                tripwire_arm(m->mortal.wire, records);
        options.transport = &m->mortal.transport;
        m->aws = aws_new(&options, &err);
        assert_non_null(m->aws);
        m->accounts = accounts_new(m->aws);
        m->lock = stack_lock(m->aws);
        w->setup.store = tripwire_store(m->mortal.wire);
        w->setup.world = m->accounts;
        w->setup.lock = &m->lock;
        w->setup.owner = "a@lost:1";
}

static void machine_release(struct machine *m)
{
        accounts_free(m->accounts);
        aws_free(m->aws);
        tripwire_free(m->mortal.wire);
        store_close(m->memory);
}

static bool machine_died(const struct machine *m)
{
        return m->mortal.dead || tripwire_cut(m->mortal.wire);
}

/* --- the other machine --- */

struct rescue {
        const struct pipeline *pipeline;
        bool back;
        bool nothing; /* no run holds the stack */
        enum run_end end;
        struct err err;
        struct text told;
};

static void told(void *arg, const struct rebuild_line *line)
{
        static const char *const states[] = {"not begun", "begun", "ended"};
        struct rescue *r = arg;

        text_addf(&r->told, "%s: %s\n", line->stage,
                  line->found ? line->found : states[line->state]);
}

static bool rebuild(struct sim_world *w, struct rescue *r, char **id)
{
        struct stack_lock_holder holder;
        struct stack stack;
        struct run *run;
        bool ok;

        assert_true(stack_parse(STACK, &stack, &r->err));
        if (!stack_lock_read(w->aws, &stack, &holder, &r->err)) {
                r->nothing = err_is(&r->err, ERR_NOT_FOUND);
                return false;
        }
        assert_string_equal(json_text(holder.value, "definition"), r->pipeline->digest);
        run = run_rebuild(&w->setup, r->pipeline, &stack, json_get(holder.value, "inputs"),
                          holder.run, told, r, &r->err);
        ok = run && run_adopt(run, &r->err);
        *id = xstrdup(holder.run);
        run_free(run);
        stack_lock_holder_release(&holder);
        return ok;
}

static void go(struct sim_world *w, void *arg)
{
        struct rescue *r = arg;
        char *id = NULL;
        struct run *run = rebuild(w, r, &id) ? run_open(&w->setup, id, &r->err) : NULL;

        r->end = RUN_BROKEN;
        if (run)
                r->end = r->back ? run_back(run, &r->err) : run_go(run, &r->err);
        run_free(run);
        free(id);
}

static void on_another_machine(struct sim_world *w, struct rescue *r)
{
        w->setup.store = w->store;
        w->setup.world = w->accounts;
        w->setup.lock = &w->lock;
        w->setup.owner = "b@other:1";
        sim_do(w, go, r);
}

/* --- killed everywhere --- */

static char *previous_of(struct sim_world *w)
{
        return sim_parameter(w, "/" STACK "/db/previous-timestamp");
}

struct status {
        char *is;
};

static void look_at_old(struct sim_world *w, void *arg)
{
        struct status *s = arg;
        struct rds_instance db = {0};
        struct err err = ERR_INIT;

        if (!rds_find_instance(w->aws, OLD, &db, &err))
                fail_msg("%s", err_text(&err));
        s->is = xstrdup(db.status);
        assert_non_null(tags_get(&db.tags, "snaplift:kept-by"));
        rds_instance_release(&db);
}

/* As the inputs have it. */
static void assert_done(struct sim_world *w, const char *inputs)
{
        char *record = sim_parameter(w, "/" STACK "/db/kept/20261001000000");
        struct status old = {NULL};

        if (!strstr(inputs, "keep_for")) {
                assert_null(record);
                promotion_assert_done(w);
                return;
        }
        assert_non_null(record);
        free(record);
        if (strstr(inputs, "'snapshot'")) {
                promotion_assert_done(w);
                return;
        }
        promotion_assert_is(sim_databases(w), DEV "," OLD "," NEW);
        promotion_assert_is(sim_parameter(w, "/" STACK "/db/active-timestamp"), "20261120000000");
        promotion_assert_is(sim_parameter(w, "/" STACK "/lock"), NULL);
        sim_do(w, look_at_old, &old);
        promotion_assert_is(old.is, "stopped");
}

/* Nothing was changed, or all is done. */
static void assert_whole(struct sim_world *w, const char *inputs)
{
        char *databases = sim_databases(w);

        if (strstr(databases, NEW))
                assert_done(w, inputs);
        else
                promotion_assert_before(w);
        free(databases);
}

static void assert_rescued(struct sim_world *w, const struct rescue *r, const char *inputs,
                           long requests, long records)
{
        bool bad = !strcmp(inputs, BAD_IMAGE);

        if (r->nothing) {
                assert_whole(w, inputs);
        } else if (r->end == RUN_SUCCEEDED && !r->back && !bad) {
                assert_done(w, inputs);
        } else if (r->end == RUN_ROLLED_BACK && (r->back || bad)) {
                promotion_assert_before(w);
                promotion_assert_is(previous_of(w), NULL);
        } else if (r->end != RUN_STUCK || !r->back ||
                   !strstr(err_text(&r->err), "past its point of no return")) {
                fail_msg("killed after request %ld, record %ld, %s: ended as %s: %s\n%s\n%s",
                         requests, records, r->back ? "rolled back" : "resumed",
                         run_end_name(r->end), err_text(&r->err), text_str(&r->told),
                         text_str(&w->events));
        }
}

/* A rollback that comes too late: the run is gone on with, as it says. */
static void go_forward(struct sim_world *w, struct rescue *r, const char *inputs)
{
        struct sim_result result;
        struct run_record *runs = NULL;
        size_t count = 0;

        assert_true(w->store->ops->list(w->store, STACK, 1, &runs, &count, &r->err));
        sim_resume(w, runs[0].id, &result);
        sim_assert_end(&result, RUN_SUCCEEDED);
        assert_done(w, inputs);
        sim_result_release(&result);
        run_records_free(runs, count);
}

/* What it was is known from before its deletion, or it is not gone back to. */
static void go_back(struct sim_world *w)
{
        struct run_record *runs = NULL;
        struct sim_result back;
        struct err err = ERR_INIT;
        size_t count = 0;

        assert_true(w->store->ops->list(w->store, STACK, 1, &runs, &count, &err));
        sim_return(w, runs[0].id, &back);
        if (back.end == RUN_ROLLED_BACK)
                promotion_assert_before(w);
        else if (back.end != RUN_REFUSED ||
                 !strstr(err_text(&back.err), OLD " was deleted by this run"))
                fail_msg("%s: %s", run_end_name(back.end), err_text(&back.err));
        sim_result_release(&back);
        run_records_free(runs, count);
}

/* False when the run came to its end before that. */
static bool killed_at(const char *inputs, long requests, long records, bool back)
{
        struct sim_world *w = promotion_world(NULL);
        struct pipeline *p = sim_pipeline("promote");
        struct rescue r = {.pipeline = p, .back = back};
        struct machine lost;
        struct sim_result result;
        bool died;

        w->check = promotion_check;
        machine_init(&lost, w, requests, records);
        sim_run(w, "promote", STACK, inputs, &result);
        died = machine_died(&lost);
        if (died) {
                on_another_machine(w, &r);
                assert_rescued(w, &r, inputs, requests, records);
                if (r.end == RUN_STUCK)
                        go_forward(w, &r, inputs);
                if (r.end == RUN_SUCCEEDED && strstr(inputs, "'snapshot'"))
                        go_back(w);
        }
        assert_string_equal(promotion_breaches(), "");
        err_clear(&r.err);
        text_release(&r.told);
        sim_result_release(&result);
        machine_release(&lost);
        pipeline_free(p);
        sim_world_free(w);
        return died;
}

static void killed_from(long requests, long records, const char *inputs, bool back, long least)
{
        while (killed_at(inputs, requests, -1, back))
                requests += sim_step();
        while (killed_at(inputs, -1, records, back))
                records += sim_step();
        print_message("%ld requests, %ld records, every %d\n", requests, records - 1, sim_step());
        assert_true(requests >= least);
        assert_true(records >= least);
}

static void killed_everywhere(const char *inputs, bool back, long least)
{
        killed_from(0, 1, inputs, back, least);
}

static void resumed_as_if_undisturbed(void **state)
{
        (void)state;
        killed_everywhere(SERVICES, false, 60);
}

static void rolled_back_as_if_never_begun(void **state)
{
        (void)state;
        killed_everywhere(SERVICES, true, 60);
}

/* The run fails and is rolling back when it is killed. */
static void killed_in_its_rollback(void **state)
{
        (void)state;
        killed_everywhere(BAD_IMAGE, true, 60);
}

static void killed_in_its_rollback_and_resumed(void **state)
{
        (void)state;
        killed_everywhere(BAD_IMAGE, false, 60);
}

/* The last part of it: what comes before is the same. */
static void killed_while_the_old_one_is_put_aside(void **state)
{
        (void)state;
        killed_from(80, 60, KEEP("stopped"), false, 60);
        killed_from(80, 60, KEEP("snapshot"), false, 60);
        killed_from(80, 60, KEEP("stopped"), true, 60);
}

/* On the first machine, after it has died once; its disk is lost after the second time. */
static bool killed_twice_at(long requests, long more, bool back)
{
        struct sim_world *w = promotion_world(NULL);
        struct pipeline *p = sim_pipeline("promote");
        struct rescue r = {.pipeline = p, .back = back};
        struct sim_result first, second;
        struct machine lost;
        bool died;

        w->check = promotion_check;
        machine_init(&lost, w, requests, -1);
        sim_run(w, "promote", STACK, SERVICES, &first);
        assert_true(machine_died(&lost));
        lost.mortal.dead = false;
        lost.mortal.left = more;
        tripwire_arm(lost.mortal.wire, 100000);
        w->setup.owner = "a@lost:2";
        sim_resume(w, first.id, &second);
        died = machine_died(&lost);
        if (died) {
                on_another_machine(w, &r);
                assert_rescued(w, &r, SERVICES, requests, more);
        }
        assert_string_equal(promotion_breaches(), "");
        err_clear(&r.err);
        text_release(&r.told);
        sim_result_release(&second);
        sim_result_release(&first);
        machine_release(&lost);
        pipeline_free(p);
        sim_world_free(w);
        return died;
}

static void resumed_and_killed_once_more(void **state)
{
        int died = 0;

        (void)state;
        for (long requests = 30; requests < 80; requests += 16)
                for (long more = 1; more<80; more += sim_step()> 1 ? 16 : 5)
                        died += killed_twice_at(requests, more, more % 2 == 0);
        assert_true(died > 10);
}

#define THEIRS "xy-0146-qa-20261107000000"

/* As from a snapshot of it: RDS gives it the same tags. */
static void restore_as_new(struct sim_world *w, void *arg)
{
        struct rds_instance db = {0}, theirs = {0};
        struct rds_restore restore = {.id = THEIRS, .snapshot = "latest", .tags = &db.tags};
        struct err err = ERR_INIT;

        (void)arg;
        if (!rds_find_instance(w->aws, NEW, &db, &err) ||
            !rds_restore_instance(w->aws, &restore, &theirs, &err))
                fail_msg("%s", err_text(&err));
        rds_instance_release(&db);
        rds_instance_release(&theirs);
}

/* A promotion whose process and store are gone after the first record of that kind of that stage.
 */
static struct sim_world *lost_after(const char *kind, const char *stage, const char *inputs,
                                    struct machine *lost, struct sim_result *r)
{
        struct sim_world *w = promotion_world(NULL);

        machine_init(lost, w, -1, -1);
        tripwire_arm_after(lost->mortal.wire, kind, stage);
        sim_run(w, "promote", STACK, inputs, r);
        assert_true(machine_died(lost));
        w->setup.world = w->accounts;
        return w;
}

/* The one that the run made has been deleted by hand: theirs is not taken for it. gone false: both
 * are there, and the run's own is known. */
static void their_restored_one_is_theirs(bool gone)
{
        struct pipeline *p = sim_pipeline("promote");
        struct rescue r = {.pipeline = p, .back = true};
        struct machine lost;
        struct sim_result result;
        struct sim_world *w = lost_after("stage-ended", "restore", SERVICES, &lost, &result);

        sim_do(w, restore_as_new, NULL);
        sim_pass(w, 3600000);
        if (gone)
                sim_do(w, promotion_delete, (void *)(uintptr_t)NEW);
        sim_pass(w, 3600000);
        on_another_machine(w, &r);
        if (r.end != RUN_ROLLED_BACK)
                fail_msg("%s: %s", run_end_name(r.end), err_text(&r.err));
        promotion_assert_is(sim_databases(w), DEV "," OLD "," THEIRS);
        err_clear(&r.err);
        text_release(&r.told);
        sim_result_release(&result);
        machine_release(&lost);
        pipeline_free(p);
        sim_world_free(w);
}

static void make_old_anew(struct sim_world *w, void *arg)
{
        struct rds_instance db = {0};
        struct tags tags = {0};
        struct rds_restore restore = {.id = OLD, .snapshot = "latest", .tags = &tags};
        struct err err = ERR_INIT;

        (void)arg;
        tags_set(&tags, "snaplift:stack", STACK);
        if (!rds_restore_instance(w->aws, &restore, &db, &err))
                fail_msg("%s", err_text(&err));
        rds_instance_release(&db);
        tags_release(&tags);
}

/* Retired, the journal lost, and somebody has made one of the old name: it is not retired, too. */
static void what_is_made_in_place_of_the_old_one_stays(void **state)
{
        static const char inputs[] = "{'services': ['web', 'worker'], 'final_snapshot': false}";
        struct pipeline *p = sim_pipeline("promote");
        struct rescue r = {.pipeline = p};
        struct machine lost;
        struct sim_result result;
        struct sim_world *w = lost_after("stage-intent", "retire", inputs, &lost, &result);

        (void)state;
        sim_pass(w, 3600000);
        promotion_assert_is(sim_databases(w), DEV "," NEW);
        sim_do(w, make_old_anew, NULL);
        sim_pass(w, 3600000);
        on_another_machine(w, &r);
        promotion_assert_is(sim_databases(w), DEV "," OLD "," NEW);
        assert_int_equal(r.end, RUN_BROKEN);
        assert_non_null(strstr(err_text(&r.err), OLD " was made after run "));
        err_clear(&r.err);
        text_release(&r.told);
        sim_result_release(&result);
        machine_release(&lost);
        pipeline_free(p);
        sim_world_free(w);
}

static void what_is_restored_by_hand_is_not_taken_for_its_own(void **state)
{
        (void)state;
        their_restored_one_is_theirs(true);
        their_restored_one_is_theirs(false);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(what_is_restored_by_hand_is_not_taken_for_its_own),
                cmocka_unit_test(what_is_made_in_place_of_the_old_one_stays),
                cmocka_unit_test(resumed_as_if_undisturbed),
                cmocka_unit_test(rolled_back_as_if_never_begun),
                cmocka_unit_test(resumed_and_killed_once_more),
                cmocka_unit_test(killed_in_its_rollback),
                cmocka_unit_test(killed_in_its_rollback_and_resumed),
                cmocka_unit_test(killed_while_the_old_one_is_put_aside),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
