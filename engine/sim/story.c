#include "engine/sim/story.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/sim/actor.h"
#include "engine/sim/cloud.h"
#include "engine/sim/random.h"

enum {
        LATENCY = 20,
        SETTLE = 1800000,   /* the world comes to rest */
        PROCESSES_MAX = 24, /* faults are few, so after some the way is free */
        PAUSE_MAX = 600000, /* until somebody comes to resume */
        DIFFERENCE = 200,   /* bytes shown */
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

void scene_breach(struct scene *scene, const char *fmt, ...)
{
        struct text line = TEXT_INIT;
        va_list args;

        va_start(args, fmt);
        text_vaddf(&line, fmt, args);
        va_end(args);
        if (!strstr(text_str(&scene->story->breaches), text_str(&line))) {
                text_addf(&scene->story->breaches, "%s\n", text_str(&line));
                scene_say(scene, "BREACH %s", text_str(&line));
        }
        text_release(&line);
}

void scene_look(struct scene *scene, const char *after)
{
        struct json_object *state = standin_view(scene->cloud);
        struct text found = TEXT_INIT;
        char *line, *rest;

        if (scene->story->tracing) {
                struct text summary = TEXT_INIT;

                cloud_summary(state, &summary);
                scene_say(scene, "        after %s: %s", after, text_str(&summary));
                text_release(&summary);
        }
        if (!scene->interfered)
                cloud_breaches(state, &found);
        rest = found.data;
        while (rest && (line = strsep(&rest, "\n")))
                if (*line)
                        scene_breach(scene, "after %s: %s", after, line);
        text_release(&found);
        json_object_put(state);
}

/* --- one process after another --- */

struct teller {
        struct scene *scene;
        struct dice dice;
        int processes;
};

static void pause_a_while(struct teller *t)
{
        fiber_sleep(t->scene->loop, dice_below(&t->dice, PAUSE_MAX));
}

static struct actor *next_process(struct teller *t, enum errand errand)
{
        struct scene *scene = t->scene;
        struct actor *p;

        t->processes++;
        p = actor_start(scene, errand, true, dice_below(&t->dice, 2));
        while (!p->ended && !p->dead)
                signal_wait(scene->loop, &scene->moved, -1);
        return p;
}

/* What somebody does who finds the run as this process left it; false: it has come to rest. */
static bool what_next(struct teller *t, const struct actor *p, enum errand *errand)
{
        bool has_run = t->scene->run;

        if (p->dead || (p->ended && p->end == RUN_BROKEN && p->full)) {
                *errand = !has_run                       ? ERRAND_RUN
                          : dice_below(&t->dice, 3) == 0 ? ERRAND_ROLLBACK
                                                         : ERRAND_RESUME;
                return true;
        }
        switch (p->end) {
        case RUN_INTERRUPTED:
                *errand = dice_below(&t->dice, 4) == 0 ? ERRAND_ROLLBACK : ERRAND_RESUME;
                return true;
        case RUN_STUCK:
                *errand = ERRAND_RESUME;
                return true;
        case RUN_ROLLBACK_INCOMPLETE:
                *errand = ERRAND_ROLLBACK;
                return true;
        case RUN_REFUSED: /* what is past its point of no return can't be rolled back */
                *errand = ERRAND_RESUME;
                return p->errand == ERRAND_ROLLBACK;
        case RUN_LOCKED: /* the dead process's lease still holds; it is tried again later */
                *errand = p->errand;
                return p->errand != ERRAND_RUN;
        case RUN_BROKEN:
                *errand = has_run ? ERRAND_RESUME : ERRAND_RUN;
                return true;
        default:
                return false;
        }
}

static void tell(void *arg)
{
        struct teller *t = arg;
        enum errand errand = ERRAND_RUN;
        struct actor *p;

        fiber_sleep(t->scene->loop, SETTLE);
        for (;;) {
                p = next_process(t, errand);
                if (!what_next(t, p, &errand))
                        break;
                if (t->processes == PROCESSES_MAX) {
                        if (!t->scene->interfered)
                                scene_breach(t->scene, "no end after %d processes: %s %s",
                                             PROCESSES_MAX, p->ended ? run_end_name(p->end) : "",
                                             err_text(&p->err));
                        break;
                }
                pause_a_while(t);
        }
        t->scene->story->end = p->ended ? p->end : RUN_BROKEN;
}

/* A finished promotion again on the same snapshot: nothing to do. */
static void again(void *arg)
{
        struct scene *scene = arg;
        struct actor *p;
        int64_t before, after;

        standin_calls(scene->cloud, &before);
        p = actor_start(scene, ERRAND_RUN, false, false);
        while (!p->ended)
                signal_wait(scene->loop, &scene->moved, -1);
        standin_calls(scene->cloud, &after);
        if (p->end != RUN_UNCHANGED || after != before)
                scene_breach(scene,
                             "run again on the same snapshot it ends as %s with %d changes: %s",
                             run_end_name(p->end), (int)(after - before), err_text(&p->err));
}

/* --- the end --- */

static void check_secrets(struct scene *scene, struct json_object *state)
{
        static const char *const secrets[] = {SIM_SECRET, SIM_SOURCE_SECRET};
        struct journal_record *records = NULL;
        struct err err = ERR_INIT;
        size_t count = 0;

        for (size_t i = 0; i < ARRAY_LEN(secrets); i++) {
                if (cloud_tells(state, secrets[i]))
                        scene_breach(scene, "a secret is readable in the cloud");
                if (strstr(text_str(&scene->story->log), secrets[i]))
                        scene_breach(scene, "a secret is in an event or an error");
        }
        if (scene->run &&
            !scene->store->ops->read(scene->store, scene->run, 0, &records, &count, &err))
                scene_breach(scene, "the journal can't be read: %s", err_text(&err));
        for (size_t k = 0; k < count; k++)
                for (size_t i = 0; i < ARRAY_LEN(secrets); i++)
                        if (strstr(records[k].body, secrets[i]))
                                scene_breach(scene, "a secret is in the journal");
        journal_records_free(records, count);
        err_clear(&err);
}

/* The lines in which they differ first. */
static void tell_difference(struct scene *scene, const char *what, const char *found,
                            const char *expected)
{
        size_t at = 0, line = 0;

        for (; found[at] && found[at] == expected[at]; at++)
                if (found[at] == '\n')
                        line = at + 1;
        line = at - line > DIFFERENCE / 2 ? at - DIFFERENCE / 2 : line;
        scene_breach(scene, "%s: found \"%.*s\", expected \"%.*s\"", what, DIFFERENCE, found + line,
                     DIFFERENCE, expected + line);
}

/* A lock that could not be given back is a finding only when nobody was told of it. */
static void excuse_lock(struct scene *scene, struct text *stack)
{
        static const char name[] = "parameter /" SIM_STACK "/lock ";
        char *line = strstr(text_str(stack), name), *end;

        if (!line || !strstr(text_str(&scene->story->log), "could not be released"))
                return;
        end = strchr(line, '\n') + 1;
        memmove(line, end, strlen(end) + 1);
        stack->len = strlen(stack->data);
}

/* The new database is as the one it stands for was. */
static void check_settings(struct scene *scene, struct json_object *state, const char *expected)
{
        struct text found = TEXT_INIT;

        cloud_settings(state, SIM_STACK "-" SIM_NEW, &found);
        if (found.len && strcmp(text_str(&found), expected))
                tell_difference(scene, "the new database has other settings", text_str(&found),
                                expected);
        text_release(&found);
}

static void check_orphans(struct scene *scene, struct json_object *state)
{
        struct text found = TEXT_INIT;

        cloud_orphans(state, &found);
        if (found.len)
                scene_breach(scene, "%s", text_str(&found));
        text_release(&found);
}

static void check_end(struct scene *scene, const char *before, const char *others,
                      const char *settings)
{
        struct story *s = scene->story;
        struct json_object *state = standin_view(scene->cloud);
        struct text now_others = TEXT_INIT;
        const char *stack;

        cloud_canon(state, &s->stack);
        excuse_lock(scene, &s->stack);
        cloud_others(state, &now_others);
        stack = text_str(&s->stack);
        if (strcmp(others, text_str(&now_others)))
                tell_difference(scene, "somebody else's things have changed", text_str(&now_others),
                                others);
        check_secrets(scene, state);
        if (!scene->interfered) {
                check_orphans(scene, state);
                check_settings(scene, state, settings);
        }
        if (scene->interfered || scene->rival_done) {
                /* whose the end is can't be said */
        } else if (!strcmp(stack, before)) {
                if (s->end == RUN_SUCCEEDED)
                        scene_breach(scene, "it says succeeded, and all is as before");
        } else if (s->done && strcmp(stack, s->done)) {
                tell_difference(scene, "the stack is neither as before nor as it should be", stack,
                                s->end == RUN_ROLLED_BACK ? before : s->done);
        } else if (s->done && s->end == RUN_ROLLED_BACK && !scene->others_done) {
                scene_breach(scene, "it says rolled back, and it is not");
        }
        text_release(&now_others);
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

void story_play(struct story *s)
{
        struct dice dice = {s->seed};
        struct json_object *seed = cloud_seed(s->faults, &dice);
        struct standin_options options = {.seed = seed, .random = dice_next(&dice)};
        struct text before = TEXT_INIT, others = TEXT_INIT, settings = TEXT_INIT;
        struct scene scene = {.story = s};
        struct teller teller = {.scene = &scene, .dice = dice};
        struct json_object *state;
        struct err err = ERR_INIT;

        options.loop = scene.loop = loop_new_virtual(BEGIN, s->seed);
        scene.cloud = standin_new(&options, &err);
        scene.store = store_open(":memory:", &err);
        if (!scene.cloud || !scene.store)
                abort(); /* a constant world */
        scene.direct = transport_direct(scene.loop, LATENCY, standin_handle, scene.cloud);
        scene.past = json_object_new_object();
        rest(&scene);
        state = standin_view(scene.cloud);
        cloud_canon(state, &before);
        cloud_others(state, &others);
        cloud_settings(state, SIM_STACK "-" SIM_OLD, &settings);
        json_object_put(state);

        fiber_start(scene.loop, "teller", tell, &teller);
        loop_run(scene.loop);
        rest(&scene);
        check_end(&scene, text_str(&before), text_str(&others), text_str(&settings));
        if (s->end == RUN_SUCCEEDED && !scene.interfered && !scene.rival_done && !s->breaches.len) {
                fiber_start(scene.loop, "again", again, &scene);
                loop_run(scene.loop);
        }
        s->calls = scene.calls;
        s->writes = scene.writes;

        actors_free(&scene);
        transport_free(scene.direct);
        store_close(scene.store);
        standin_free(scene.cloud);
        loop_free(scene.loop);
        json_object_put(scene.past);
        json_object_put(seed);
        free(scene.run);
        text_release(&before);
        text_release(&others);
        text_release(&settings);
}

void story_release(struct story *s)
{
        text_release(&s->log);
        text_release(&s->breaches);
        text_release(&s->stack);
}
