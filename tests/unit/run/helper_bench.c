/* See helper_bench.h. */
#include "helper_bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "engine/base/mem.h"

/* --- the world --- */

struct thing *world_thing(struct world *w, const char *name)
{
        for (int i = 0; i < BENCH_THINGS; i++) {
                struct thing *t = &w->things[i];

                if (!*t->name)
                        snprintf(t->name, sizeof(t->name), "%s", name);
                if (strcmp(t->name, name) == 0)
                        return t;
        }
        fail_msg("too many things");
        return NULL;
}

static struct bench *bench_of(const struct stage *s)
{
        return stage_world(s);
}

static struct thing *thing_of(const struct stage *s)
{
        return world_thing(bench_of(s)->world, stage_id(s));
}

/* A call on the wire: it takes effect half-way, whatever becomes of the caller meanwhile. */
static void call(struct stage *s, const char *what, bool exists)
{
        struct bench *b = bench_of(s);
        struct thing *t = thing_of(s);

        fiber_sleep(b->loop, BENCH_CALL_MS / 2);
        t->exists = exists;
        if (exists)
                t->made++;
        else
                t->removed++;
        b->world->mutations++;
        strlist_addf(&b->done, "%s %s", what, t->name);
        fiber_sleep(b->loop, BENCH_CALL_MS / 2);
}

static bool fails(enum err_code code, int *times)
{
        if (code == ERR_NONE)
                return false;
        if (*times == 0)
                return true;
        if (*times < 0)
                return false;
        if (--*times == 0)
                *times = -1;
        return true;
}

static bool make(struct stage *s, struct err *err)
{
        struct thing *t = thing_of(s);

        t->starts++;
        t->started = loop_ticks(stage_loop(s));
        if (t->before && !stage_sleep(s, t->before, err))
                return false;
        if (t->fail_early && fails(t->fail, &t->fail_times))
                return err_set(err, t->fail, "no %s today", t->name);
        if (!t->exists) {
                if (!stage_remember_text(s, "name", t->name, err) ||
                    !stage_intend(s, err, "make %s", t->name))
                        return false;
                call(s, "make", true);
                if (!stage_result(s, err, "%s is made", t->name))
                        return false;
        } else if (!stage_has_intended(s)) {
                stage_unchanged(s, "%s is there", t->name);
        }
        if (t->takes && !stage_sleep(s, t->takes, err))
                return false;
        if (!t->fail_early && fails(t->fail, &t->fail_times))
                return err_set(err, t->fail, "no %s today", t->name);
        stage_output_text(s, "name", t->name);
        t->ended = loop_ticks(stage_loop(s));
        return true;
}

static bool unmake(struct stage *s, struct err *err)
{
        struct thing *t = thing_of(s);

        if (t->undo_takes && !stage_sleep(s, t->undo_takes, err))
                return false;
        if (fails(t->undo_fail, &t->undo_fail_times))
                return err_set(err, t->undo_fail, "%s can't be removed", t->name);
        if (!t->exists)
                return true;
        if (!text_same(stage_recall_text(s, "name"), t->name))
                return err_set(err, ERR_FAILED, "%s was not remembered", t->name);
        if (!stage_intend(s, err, "remove %s", t->name))
                return false;
        call(s, "remove", false);
        return stage_result(s, err, "%s is removed", t->name) &&
               (!t->undo_rests || stage_sleep(s, t->undo_rests, err));
}

static bool look(struct stage *s, struct err *err)
{
        struct thing *t = thing_of(s);

        t->starts++;
        t->started = loop_ticks(stage_loop(s));
        if (t->takes && !stage_sleep(s, t->takes, err))
                return false;
        if (fails(t->fail, &t->fail_times))
                return err_set(err, t->fail, "no %s today", t->name);
        if (stage_recall_text(s, "answer"))
                stage_output_text(s, "name", stage_recall_text(s, "answer"));
        else
                stage_output_text(s, "name", t->name);
        t->ended = loop_ticks(stage_loop(s));
        return true;
}

/* Waits until another process has told it something. */
static bool ask(struct stage *s, struct err *err)
{
        thing_of(s)->starts++;
        while (!stage_recall_text(s, "answer"))
                if (!stage_sleep(s, 5000, err))
                        return false;
        stage_output_text(s, "name", stage_recall_text(s, "answer"));
        return true;
}

static bool plan_make(struct stage *s, struct err *err)
{
        struct thing *t = thing_of(s);

        if (t->fail != ERR_NONE)
                return err_set(err, t->fail, "no %s today", t->name);
        if (!t->exists)
                stage_would(s, WOULD_CREATE, "test:Make", t->name, NULL);
        stage_output_text(s, "name", t->name);
        return true;
}

static bool look_back(struct stage *s, struct err *err)
{
        struct thing *t = thing_of(s);

        if (!stage_reopened(s))
                return err_set(err, ERR_FAILED, "%s is not told why", t->name);
        if (++t->looks_back >= t->look_back_from && t->look_back != ERR_NONE)
                return err_set(err, t->look_back, "%s was changed since", t->name);
        stage_would(s, WOULD_DELETE, "test:Remove", t->name, NULL);
        return true;
}

static const struct port inputs[] = {
        {.name = "of", .type = VALUE_TEXT, .help = "anything"},
        {NULL},
};
static const struct port outputs[] = {
        {.name = "name", .type = VALUE_TEXT, .help = "the thing's name"},
        {.name = "never", .type = VALUE_TEXT, .help = "not set"},
        {NULL},
};
static const struct stage_action no_actions[] = {{0}};

#define COMMON .summary = "for tests", .inputs = inputs, .outputs = outputs, .actions = no_actions

static const struct stage_type make_type = {.name = "test.make",
                                            COMMON,
                                            .run = make,
                                            .undo = unmake,
                                            .look_back = look_back,
                                            .plan = plan_make};
static const struct stage_type look_type = {.name = "test.look", COMMON, .run = look};
static const struct stage_type keep_type = {.name = "test.keep", COMMON, .run = make};
static const struct stage_type ask_type = {.name = "test.ask", COMMON, .asks = true, .run = ask};
static const struct stage_type final_type = {.name = "test.final",
                                             COMMON,
                                             .final = true,
                                             .run = make,
                                             .undo = unmake,
                                             .look_back = look_back};
static const struct stage_type gone_type = {
        .name = "test.gone", COMMON, .final = true, .run = make};
static const struct stage_type once_type = {
        .name = "test.once", COMMON, .run = make, .undo = unmake};
static const struct stage_type rent_type = {
        .name = "test.rent", COMMON, .run = make, .undo = unmake, .finish = unmake};

const struct stage_type *const bench_types[] = {
        &make_type, &look_type, &keep_type, &ask_type, &final_type,
        &rent_type, &gone_type, &once_type, NULL,
};

/* --- the outer lock --- */

static bool lock_take(void *arg, const struct stack *stack, const char *run, const char *owner,
                      struct json_object *facts, struct err *err)
{
        struct bench *b = arg;
        struct world *w = b->world;

        (void)facts;
        fiber_sleep(b->loop, w->take_ms / 2);
        w->takes++;
        if (w->take_fail != ERR_NONE)
                return err_set(err, w->take_fail, "the lock of %s can't be reached", stack->name);
        if (*w->lock && strcmp(w->lock, run) != 0)
                return err_set(err, ERR_LOCKED, "stack %s is locked by run %s", stack->name,
                               w->lock);
        if (!*w->lock)
                w->mutations++;
        snprintf(w->lock, sizeof(w->lock), "%s", run);
        snprintf(w->lock_owner, sizeof(w->lock_owner), "%s", owner);
        snprintf(w->lock_process, sizeof(w->lock_process), "%s", b->lock.process);
        fiber_sleep(b->loop, w->take_ms - w->take_ms / 2);
        return true;
}

static bool lock_release(void *arg, const struct stack *stack, const char *run,
                         const struct run_holder *by, struct err *err)
{
        struct world *w = ((struct bench *)arg)->world;

        w->releases++;
        if (w->release_fails)
                return err_set(err, ERR_UNREACHABLE, "no answer for %s", stack->name);
        if (strcmp(w->lock, run) == 0 &&
            (!by || (!strcmp(w->lock_owner, by->owner) && !strcmp(w->lock_process, by->process))))
                *w->lock = '\0';
        return true;
}

static bool lock_look(void *arg, const struct stack *stack, const char *run, char **holder,
                      struct err *err)
{
        struct world *w = ((struct bench *)arg)->world;

        *holder = NULL;
        w->looks++;
        if (w->look_fail != ERR_NONE)
                return err_set(err, w->look_fail, "the lock of %s can't be seen", stack->name);
        if (!*w->lock || strcmp(w->lock, run) == 0)
                return true;
        *holder = xstrdup(w->lock);
        return err_set(err, ERR_LOCKED, "stack %s is locked by run %s", stack->name, w->lock);
}

static bool lock_confirm(void *arg, const struct stack *stack, const char *run, const char *owner,
                         struct err *err)
{
        struct world *w = ((struct bench *)arg)->world;

        w->confirms++;
        if (w->confirm_fail != ERR_NONE)
                return err_set(err, w->confirm_fail, "the lock of %s can't be seen", stack->name);
        return (strcmp(w->lock, run) == 0 && (!owner || strcmp(w->lock_owner, owner) == 0)) ||
               err_set(err, ERR_LOCKED, "the lock of %s is %s's", stack->name,
                       *w->lock ? w->lock_owner : "nobody");
}

static bool lock_whose(void *arg, const struct stack *stack, const char *run,
                       struct run_holder *out, struct err *err)
{
        struct world *w = ((struct bench *)arg)->world;

        (void)stack;
        (void)err;
        *out = (struct run_holder){0};
        if (*w->lock && strcmp(w->lock, run) == 0)
                *out = (struct run_holder){xstrdup(w->lock_owner), xstrdup(w->lock_process)};
        return true;
}

/* --- the bench --- */

static void hear(void *arg, const struct run_event *e)
{
        struct bench *b = arg;

        if (e->kind == EVENT_STAGE_NOTE)
                return;
        strlist_addf(&b->heard, "%s%s%s%s%s", run_event_name(e->kind), e->stage ? " " : "",
                     e->stage ? e->stage : "", e->state ? " " : "", e->state ? e->state : "");
}

static void read_pipeline(struct bench *b, const char *yaml)
{
        struct diagnostics d = {0};
        struct text found = TEXT_INIT;

        b->pipeline = pipeline_parse("test.yml", yaml, strlen(yaml), b->setup.types, &d);
        if (!b->pipeline) {
                diagnostics_print(&d, "test.yml", &found);
                fail_msg("%s", text_str(&found));
        }
        diagnostics_release(&d);
}

static void init(struct bench *b, const char *yaml, const char *location, struct world *world,
                 const struct stage_type *const *types)
{
        static char owner[64];

        memset(b, 0, sizeof(*b));
        snprintf(owner, sizeof(owner), "me@here:%d", (int)getpid());
        b->shared = world != NULL;
        b->world = world ? world : xcalloc(1, sizeof(*b->world));
        b->loop = loop_new_virtual((int64_t)BENCH_START * 1000, 1);
        b->store = store_open(location ? location : ":memory:", &b->err);
        if (!b->store)
                fail_msg("%s", err_text(&b->err));
        assert_true(stack_parse("xy-0146-qa", &b->stack, &b->err));
        b->lock = (struct run_lock){.arg = b,
                                    .process = "p1",
                                    .take = lock_take,
                                    .release = lock_release,
                                    .look = lock_look,
                                    .confirm = lock_confirm,
                                    .whose = lock_whose};
        b->listener = (struct run_listener){b, hear};
        b->setup = (struct run_setup){
                .loop = b->loop,
                .store = b->store,
                .types = types,
                .world = b,
                .lock = &b->lock,
                .listener = &b->listener,
                .owner = owner,
        };
        read_pipeline(b, yaml);
}

void bench_init(struct bench *b, const char *yaml, const char *location, struct world *world)
{
        init(b, yaml, location, world, bench_types);
}

void bench_init_types(struct bench *b, const char *yaml, const struct stage_type *const *types)
{
        init(b, yaml, NULL, NULL, types);
}

void bench_release(struct bench *b)
{
        run_free(b->run);
        pipeline_free(b->pipeline);
        store_close(b->store);
        loop_free(b->loop);
        strlist_release(&b->heard);
        strlist_release(&b->done);
        err_clear(&b->err);
        if (!b->shared)
                free(b->world);
}

void bench_start(struct bench *b)
{
        run_free(b->run);
        b->run = run_new(&b->setup, b->pipeline, &b->stack, NULL, &b->err);
        if (!b->run)
                fail_msg("%s", err_text(&b->err));
}

static void drive(void *arg)
{
        struct bench *b = arg;

        if (b->back && b->accepted)
                b->end = run_return(b->run, b->accepted, &b->err);
        else
                b->end = b->back ? run_back(b->run, &b->err) : run_go(b->run, &b->err);
}

enum run_end bench_drive(struct bench *b, bool back)
{
        b->back = back;
        err_clear(&b->err);
        fiber_start(b->loop, "drive", drive, b);
        loop_run(b->loop);
        return b->end;
}

enum run_end bench_go(struct bench *b)
{
        bench_start(b);
        return bench_drive(b, false);
}

enum run_end bench_reopen(struct bench *b, bool back)
{
        char id[RUN_ID_SIZE];
        int64_t now = loop_now(b->loop);

        snprintf(id, sizeof(id), "%s", run_id(b->run));
        run_free(b->run);
        loop_free(b->loop);
        b->loop = loop_new_virtual(now + 1000, 2);
        b->setup.loop = b->loop;
        strlist_release(&b->heard);
        strlist_release(&b->done);
        b->run = run_open(&b->setup, id, &b->err);
        if (!b->run)
                fail_msg("%s", err_text(&b->err));
        return bench_drive(b, back);
}

void bench_at(struct bench *b, int64_t ms, void (*fire)(void *arg))
{
        timer_start(b->loop, ms, fire, b);
}

/* --- what is expected --- */

void bench_expect_end(struct bench *b, enum run_end end)
{
        if (b->end != end)
                fail_msg("the run ended as %s (%s), not %s", run_end_name(b->end),
                         err_text(&b->err), run_end_name(end));
}

void bench_expect_done(struct bench *b, const char *what)
{
        struct text got = TEXT_INIT;

        strlist_join(&b->done, ", ", &got);
        assert_string_equal(text_str(&got), what);
        text_release(&got);
}

bool bench_heard(const struct bench *b, const char *what)
{
        return strlist_has(&b->heard, what);
}

size_t bench_heard_at(const struct bench *b, const char *what)
{
        for (size_t i = 0; i < b->heard.count; i++)
                if (strcmp(b->heard.items[i], what) == 0)
                        return i;
        fail_msg("never heard \"%s\"", what);
        return 0;
}

void bench_expect_run_state(struct bench *b, const char *state)
{
        struct run_record r;

        assert_true(b->store->ops->find(b->store, run_id(b->run), &r, &b->err));
        assert_string_equal(r.state, state);
        run_record_release(&r);
}

void bench_expect_err(struct bench *b, const char *words)
{
        if (!strstr(err_text(&b->err), words))
                fail_msg("\"%s\" does not say \"%s\"", err_text(&b->err), words);
}

void bench_expect_next(struct bench *b, const char *words)
{
        if (!b->err.next || !strstr(b->err.next, words))
                fail_msg("\"%s\" does not advise \"%s\"", b->err.next ? b->err.next : "", words);
}
