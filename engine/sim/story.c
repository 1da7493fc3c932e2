#include "engine/sim/story.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/sim/actor.h"
#include "engine/sim/cloud.h"
#include "engine/sim/cron.h"
#include "engine/sim/keeping.h"
#include "engine/sim/random.h"
#include "engine/sim/teller.h"

enum {
        LATENCY = 20,
        SETTLE = 1800000, /* the world comes to rest */
        DIFFERENCE = 200, /* bytes shown */
};

static const int64_t BEGIN = 1795222800000; /* 2026-11-21T01:00:00Z */

void scene_say(struct scene *scene, const char *fmt, ...)
{
        struct text *log = &scene->story->log;
        va_list args;

        text_addf(log, "%9.3f ", (double)(loop_now(scene->loop) - BEGIN) / 1e3);
        va_start(args, fmt);
        text_vaddf(log, fmt, args);
        va_end(args);
        text_add_char(log, '\n');
}

void scene_breach(struct scene *scene, enum invariant which, const char *fmt, ...)
{
        struct text line = TEXT_INIT;
        va_list args;

        text_addf(&line, "%s: ", invariant_name(which));
        va_start(args, fmt);
        text_vaddf(&line, fmt, args);
        va_end(args);
        if (!strstr(text_str(&scene->story->breaches), text_str(&line))) {
                text_addf(&scene->story->breaches, "%s\n", text_str(&line));
                scene_say(scene, "BREACH %s", text_str(&line));
        }
        text_release(&line);
}

struct after {
        struct scene *scene;
        const char *operation;
};

static void tell_breach(void *arg, enum invariant which, const char *what)
{
        const struct after *after = arg;

        scene_breach(after->scene, which, "after %s: %s", after->operation, what);
}

void scene_note_locks(struct scene *scene, struct json_object *state)
{
        for (size_t i = 0; i < SIM_STACKS; i++) {
                struct holding *lock = &scene->locks[i], was = *lock;

                cloud_lock_holder(state, world_stack(i), &lock->run, &lock->owner);
                if (was.owner && !text_same(was.owner, lock->owner)) {
                        xreplace(&lock->lost_by, was.owner);
                        lock->lost_at = loop_ticks(scene->loop);
                }
                free(was.run);
                free(was.owner);
        }
}

/* Each that has a run; what somebody else had a hand in is nobody's to answer for. */
static void check_stacks(struct scene *scene, struct json_object *state,
                         const struct breach_listener *to)
{
        const struct faults *faults = scene->story->faults;

        for (size_t i = scene->interfered ? 1 : 0; i < SIM_STACKS; i++) {
                const struct cloud_rules rules = {
                        .stack = world_stack(i),
                        .first = scene->story->world != WORLD_PROMOTED,
                        .flaps = i == 0 && faults_has(faults, FAULT_IMAGE_FLAPS),
                };

                if (world_has_run(i, faults))
                        cloud_check(state, &rules, to);
        }
}

void scene_look(struct scene *scene, const char *operation)
{
        struct json_object *state = standin_view(scene->cloud);
        struct after after = {scene, operation};
        const struct breach_listener to = {&after, tell_breach};

        if (scene->story->tracing) {
                struct text summary = TEXT_INIT;

                cloud_summary(state, SIM_STACK, &summary);
                scene_say(scene, "        after %s: %s", operation, text_str(&summary));
                text_release(&summary);
        }
        check_stacks(scene, state, &to);
        scene_note_locks(scene, state);
        keeping_note(scene, state);
        json_object_put(state);
}

/* A finished promotion again on the same snapshot: nothing to do. */
static void again(void *arg)
{
        struct scene *scene = arg;
        struct actor *p;
        int64_t before, after;
        bool ends, left = scene->locks[0].run != NULL;

        standin_calls(scene->cloud, &before);
        p = actor_start(scene, ERRAND_RUN, false, false);
        actor_await(p);
        standin_calls(scene->cloud, &after);
        ends = p->end == RUN_UNCHANGED || /* by its wait for what never settles */
               faults_has(scene->story->faults, FAULT_IMAGE_FLAPS);
        if (left && !scene->locks[0].run) /* one left behind by the run was given back */
                before++;
        if (!ends || after != before)
                scene_breach(scene, HOLDS_AGAIN,
                             "run again on the same snapshot it ends as %s with %d changes: %s",
                             run_end_name(p->end), (int)(after - before), err_text(&p->err));
}

/* --- the end --- */

static const char *const secrets[] = {SIM_SECRET, SIM_SOURCE_SECRET};

/* Of two stores each has a journal of its own. */
static void check_journal(struct scene *scene, struct store *store)
{
        struct journal_record *records = NULL;
        struct err err = ERR_INIT;
        size_t count = 0;

        if (scene->run && !store->ops->read(store, scene->run, 0, &records, &count, &err))
                scene_breach(scene, HOLDS_END, "the journal can't be read: %s", err_text(&err));
        for (size_t k = 0; k < count; k++)
                for (size_t i = 0; i < ARRAY_LEN(secrets); i++)
                        if (strstr(records[k].body, secrets[i]))
                                scene_breach(scene, HOLDS_SECRETS, "a secret is in the journal");
        journal_records_free(records, count);
        err_clear(&err);
}

static void check_secrets(struct scene *scene, struct json_object *state)
{
        for (size_t i = 0; i < ARRAY_LEN(secrets); i++) {
                if (cloud_tells(state, secrets[i]))
                        scene_breach(scene, HOLDS_SECRETS, "a secret is readable in the cloud");
                if (strstr(text_str(&scene->story->log), secrets[i]))
                        scene_breach(scene, HOLDS_SECRETS, "a secret is in an event or an error");
        }
        check_journal(scene, scene->store);
        check_journal(scene, scene->other_store);
}

/* The lines in which they differ first. */
static void tell_difference(struct scene *scene, enum invariant which, const char *what,
                            const char *found, const char *expected)
{
        size_t at = 0, line = 0;

        for (; found[at] && found[at] == expected[at]; at++)
                if (found[at] == '\n')
                        line = at + 1;
        line = at - line > DIFFERENCE / 2 ? at - DIFFERENCE / 2 : line;
        scene_breach(scene, which, "%s: found \"%.*s\", expected \"%.*s\"", what, DIFFERENCE,
                     found + line, DIFFERENCE, expected + line);
}

static void leave_out(struct text *stack, const char *line_begins)
{
        char *line = strstr(text_str(stack), line_begins), *end;

        if (!line)
                return;
        end = strchr(line, '\n') + 1;
        memmove(line, end, strlen(end) + 1);
        stack->len = strlen(stack->data);
}

/* A lock that could not be given back is a finding only when nobody was told of it. */
static void excuse_lock(struct scene *scene, size_t i)
{
        char *name = xasprintf("parameter /%s/lock ", world_stack(i));

        if (strstr(text_str(&scene->story->log), "could not be released"))
                leave_out(&scene->story->stacks[i], name);
        free(name);
}

/* A rollback leaves the last snapshot of what was in use for long. */
static void excuse_last(struct scene *scene, size_t i)
{
        /* or may have been, where the journal has lost its end or another store knows more */
        bool perhaps =
                (i == 0 && scene->rebuilt_at) || faults_has(scene->story->faults, FAULT_POWER_CUT);
        const char *id = watch_last_of(scene, world_stack(i));
        char *name = perhaps ? xasprintf("snapshot the last of %s-%s ", world_stack(i), SIM_NEW)
                     : id    ? xasprintf("snapshot the last of %s ", id)
                             : NULL;

        if (name)
                leave_out(&scene->story->stacks[i], name);
        free(name);
}

/* What the world was like before anybody did anything. */
struct before {
        struct text stacks[SIM_STACKS], others, settings;
};

static void before_release(struct before *b)
{
        for (size_t i = 0; i < SIM_STACKS; i++)
                text_release(&b->stacks[i]);
        text_release(&b->others);
        text_release(&b->settings);
}

static void list_others(struct scene *scene, struct json_object *state, struct text *out)
{
        const char *stacks[SIM_STACKS];
        size_t count = 0;

        for (size_t i = 0; i < SIM_STACKS; i++)
                if (world_has_run(i, scene->story->faults))
                        stacks[count++] = world_stack(i);
        cloud_others(state, stacks, count, out);
}

static void look_before(struct scene *scene, struct before *b)
{
        struct json_object *state = standin_view(scene->cloud);

        for (size_t i = 0; i < SIM_STACKS; i++)
                if (world_has_run(i, scene->story->faults))
                        cloud_canon(state, world_stack(i), &b->stacks[i]);
        list_others(scene, state, &b->others);
        cloud_settings(state, SIM_STACK "-" SIM_OLD, &b->settings);
        json_object_put(state);
}

/* A database is as the one it stands for was. */
static void check_settings(struct scene *scene, struct json_object *state, const char *id,
                           const char *expected)
{
        struct text found = TEXT_INIT;

        cloud_settings(state, id, &found);
        if (found.len && *expected && strcmp(text_str(&found), expected))
                tell_difference(scene, HOLDS_END, "the new database has other settings",
                                text_str(&found), expected);
        text_release(&found);
}

static void check_orphans(struct scene *scene, struct json_object *state, size_t i)
{
        struct text found = TEXT_INIT;

        cloud_orphans(state, world_stack(i), &found);
        if (found.len)
                scene_breach(scene, HOLDS_ORPHANS, "%s", text_str(&found));
        text_release(&found);
}

/* A stack is as its run says that it left it. others: somebody else may have promoted it, too. */
static void compare_stack(struct scene *scene, size_t i, enum run_end end, const char *before,
                          const char *done, bool others)
{
        const char *stack = text_str(&scene->story->stacks[i]), *name = world_stack(i);
        bool as_before = !strcmp(stack, before);

        if (as_before) {
                if (end == RUN_SUCCEEDED)
                        scene_breach(scene, HOLDS_END, "it says succeeded, and %s is as before",
                                     name);
        } else if ((end == RUN_SUCCEEDED || end == RUN_REFUSED || others) && i == 0 &&
                   faults_has(scene->story->faults, FAULT_IMAGE_FLAPS)) {
                /* as it should be, but for the image */
        } else if (done && strcmp(stack, done)) {
                char *what = xasprintf("%s is neither as before nor as it should be", name);

                tell_difference(scene, HOLDS_END, what, stack,
                                end == RUN_ROLLED_BACK ? before : done);
                free(what);
        } else if (done && end == RUN_ROLLED_BACK && !others) {
                scene_breach(scene, HOLDS_END, "it says rolled back, and %s is not", name);
        }
}

static void check_stack_end(struct scene *scene, size_t i, enum run_end end, const char *before,
                            bool others)
{
        const struct story_ends *ends = scene->story->done;
        bool aurora = faults_has(scene->story->faults, FAULT_AURORA);
        const char *done = !ends ? NULL : aurora ? ends->aurora[i] : ends->of[i];
        struct text bare_before = TEXT_INIT, bare_done = TEXT_INIT;

        if (i || !(scene->keep_for || scene->returns)) {
                compare_stack(scene, i, end, before, done, others);
                return;
        }
        text_add(&bare_before, before);
        text_add(&bare_done, done ? done : "");
        keeping_leave_out(scene, &scene->story->stacks[i]);
        keeping_leave_out(scene, &bare_before);
        keeping_leave_out(scene, &bare_done);
        compare_stack(scene, i, end, text_str(&bare_before), done ? text_str(&bare_done) : NULL,
                      others);
        text_release(&bare_before);
        text_release(&bare_done);
}

static void check_neighbours(struct scene *scene, struct json_object *state,
                             const struct before *before)
{
        struct text now = TEXT_INIT;

        list_others(scene, state, &now);
        if (strcmp(text_str(&before->others), text_str(&now)))
                tell_difference(scene, HOLDS_NEIGHBOURS, "somebody else's things have changed",
                                text_str(&now), text_str(&before->others));
        text_release(&now);
        for (size_t i = 1; i < SIM_STACKS; i++) {
                if (!world_has_run(i, scene->story->faults))
                        continue;
                check_orphans(scene, state, i);
                check_stack_end(scene, i,
                                scene->neighbour_began[i] ? scene->neighbours[i] : RUN_REFUSED,
                                text_str(&before->stacks[i]), false);
        }
}

static void check_end(struct scene *scene, const struct before *before)
{
        struct story *s = scene->story;
        struct json_object *state = standin_view(scene->cloud);
        struct after after = {scene, "all has come to rest"};

        check_stacks(scene, state, &(struct breach_listener){&after, tell_breach});
        for (size_t i = 0; i < SIM_STACKS; i++) {
                if (!world_has_run(i, s->faults))
                        continue;
                cloud_canon(state, world_stack(i), &s->stacks[i]);
                excuse_lock(scene, i);
                excuse_last(scene, i);
        }
        check_neighbours(scene, state, before);
        check_secrets(scene, state);
        if (!scene->interfered) {
                check_orphans(scene, state, 0);
                if (!scene->rival_done) /* it may have stopped it */
                        check_settings(scene, state, SIM_STACK "-" SIM_NEW,
                                       text_str(&before->settings));
                if (keeping_is_remade(scene))
                        check_settings(scene, state, SIM_STACK "-" SIM_OLD,
                                       text_str(&before->settings));
        }
        /* else whose the end is can't be said */
        if (!scene->interfered && !scene->rival_done)
                check_stack_end(scene, 0, s->end, text_str(&before->stacks[0]), scene->others_done);
        keeping_check_end(scene, state);
        json_object_put(state);
}

static void settle(void *arg)
{
        fiber_sleep(((struct scene *)arg)->loop, SETTLE);
}

static void rest(struct scene *scene)
{
        fiber_start(scene->loop, "rest", settle, scene);
        loop_run(scene->loop);
}

static void scene_release(struct scene *scene)
{
        actors_free(scene);
        transport_free(scene->direct);
        power_free(scene);
        store_close(scene->store);
        store_close(scene->other_store);
        standin_free(scene->cloud);
        loop_free(scene->loop);
        json_object_put(scene->past);
        free(scene->run);
        for (size_t i = 0; i < SIM_STACKS; i++) {
                free(scene->locks[i].run);
                free(scene->locks[i].owner);
                free(scene->locks[i].lost_by);
                free(scene->locks[i].given_back);
        }
        watch_forget(scene);
        keeping_release(scene);
        cron_free(scene->cron);
}

void story_play(struct story *s)
{
        struct dice dice = {s->seed};
        struct json_object *seed = world_seed(s->world, s->faults, &dice);
        struct standin_options options = {.seed = seed, .random = dice_next(&dice)};
        struct before before = {0};
        struct scene scene = {.story = s};
        struct err err = ERR_INIT;

        options.loop = scene.loop = loop_new_virtual(BEGIN, s->seed);
        scene.cloud = standin_new(&options, &err);
        scene.store = store_open(":memory:", &err);
        scene.other_store = store_open(":memory:", &err);
        if (!scene.cloud || !scene.store || !scene.other_store)
                abort(); /* a constant world */
        scene.direct = transport_direct(scene.loop, LATENCY, standin_handle, scene.cloud);
        scene.past = json_object_new_object();
        rest(&scene);
        look_before(&scene, &before);
        watch_begin(&scene);
        keeping_draw(&scene);

        teller_tell(&scene, dice);
        rest(&scene);
        check_end(&scene, &before);
        if (s->end == RUN_SUCCEEDED && !scene.interfered && !scene.rival_done && !s->breaches.len) {
                fiber_start(scene.loop, "again", again, &scene);
                loop_run(scene.loop);
        }
        s->calls = scene.calls;
        s->writes = scene.writes;
        scene_release(&scene);
        before_release(&before);
        json_object_put(seed);
}

void story_release(struct story *s)
{
        text_release(&s->log);
        text_release(&s->breaches);
        for (size_t i = 0; i < SIM_STACKS; i++)
                text_release(&s->stacks[i]);
}

static void play_unharmed(struct story *s, const struct story *asked, enum world_kind kind,
                          const struct faults *faults)
{
        *s = *asked;
        s->world = kind;
        s->faults = faults;
        s->done = NULL;
        story_play(s);
}

static void take_ends(struct story *s, char *of[SIM_STACKS])
{
        for (size_t i = 0; i < SIM_STACKS; i++)
                of[i] = text_steal(&s->stacks[i]);
}

/* s is the story that succeeded, and is replaced. */
static bool measure_aurora(struct story *s, const struct story *asked, const struct faults *faults,
                           struct story_ends *done)
{
        enum world_kind kind = s->world;

        take_ends(s, done->of);
        story_release(s);
        play_unharmed(s, asked, kind, faults);
        if (s->end == RUN_SUCCEEDED && !s->breaches.len)
                take_ends(s, done->aurora);
        return !s->breaches.len && (s->end == RUN_SUCCEEDED || s->end == RUN_REFUSED);
}

bool story_measure(struct story *s, struct story_ends *done)
{
        static struct fault began[] = {{FAULT_NEIGHBOUR_LONGER, 1},
                                       {FAULT_NEIGHBOUR_SHORTER, 2},
                                       {FAULT_NEIGHBOUR_PROJECT, 3},
                                       {FAULT_AURORA, 0}};
        static const struct faults aurora = {began, ARRAY_LEN(began)},
                                   instances = {began, ARRAY_LEN(began) - 1};
        const struct story asked = *s;
        struct story first = {0};

        for (int kind = 0; kind < WORLD_KINDS; kind++) {
                play_unharmed(s, &asked, (enum world_kind)kind, &instances);
                /* its world, or none is: nothing may be wrong in any of them */
                if (s->breaches.len) {
                        story_release(&first);
                        return false;
                }
                if (s->end == RUN_SUCCEEDED) {
                        story_release(&first);
                        return measure_aurora(s, &asked, &aurora, done);
                }
                if (kind == 0)
                        first = *s;
                else
                        story_release(s);
        }
        *s = first;
        return false;
}

void story_ends_release(struct story_ends *done)
{
        for (size_t i = 0; i < SIM_STACKS; i++) {
                free(done->of[i]);
                free(done->aurora[i]);
                done->of[i] = done->aurora[i] = NULL;
        }
}
