#include "engine/sim/actor.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/stack_lock.h"
#include "engine/base/mem.h"
#include "engine/sim/cloud.h"
#include "stages/accounts.h"
#include "stages/table.h"

static const char *environment(void *arg, const char *name)
{
        static const char *const table[][2] = {
                {"AWS_REGION", "us-east-1"},
                {"AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"},
                {"AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"},
                {"AWS_ENDPOINT_URL", "http://stand.in"},
                {"AWS_EC2_METADATA_DISABLED", "true"},
        };

        (void)arg;
        for (size_t i = 0; i < ARRAY_LEN(table); i++)
                if (!strcmp(name, table[i][0]))
                        return table[i][1];
        return NULL;
}

static void heard(void *arg, const struct run_event *event)
{
        struct actor *p = arg;

        if (event->kind == EVENT_STAGE_NOTE)
                return;
        scene_say(p->scene, "p%d %s %s %s %s%s%s", p->number, run_event_name(event->kind),
                  event->stage ? event->stage : "-", event->state ? event->state : "-",
                  event->text ? event->text : "", event->err ? " ! " : "",
                  event->err ? err_text(event->err) : "");
}

/* The user's, and the image that the story has. The caller owns it. */
static struct json_object *inputs_of(const struct actor *p)
{
        const struct story *story = p->scene->story;
        struct json_object *inputs = json_copy(story->inputs), *images;
        const char *image = faults_has(story->faults, FAULT_IMAGE_HANGS) ? "web:stuck" : "web:bad";

        if (faults_has(story->faults, FAULT_IMAGE_CRASHES) ||
            faults_has(story->faults, FAULT_IMAGE_CRASHES_BREAKER) ||
            faults_has(story->faults, FAULT_IMAGE_HANGS)) {
                images = json_object_new_object();
                json_put_text(images, "web", image);
                json_put(inputs, "images", images);
        }
        if (p->rival)
                json_put_text(inputs, "snapshot", SIM_OLDER);
        return inputs;
}

static bool begin(struct actor *p)
{
        const struct pipeline *pipeline = p->scene->story->pipeline;
        struct json_object *inputs = NULL, *given;
        struct diagnostics findings = {0};
        struct stack stack;

        if (p->errand != ERRAND_RUN) {
                p->live = run_open(&p->setup, p->scene->run, &p->err);
                return p->live;
        }
        if (!stack_parse(SIM_STACK, &stack, &p->err))
                return false;
        given = inputs_of(p);
        if (!pipeline_bind(pipeline, &stack, given, &inputs, &findings))
                err_set(&p->err, ERR_INVALID, "the inputs do not fit the pipeline");
        else
                p->live = run_new(&p->setup, pipeline, &stack, inputs, &p->err);
        json_object_put(given);
        json_object_put(inputs);
        diagnostics_release(&findings);
        if (p->live && p->watched && !p->dead)
                xreplace(&p->scene->run, run_id(p->live));
        return p->live;
}

static void work(void *arg)
{
        struct actor *p = arg;
        struct run *run;

        p->end = RUN_BROKEN;
        if (begin(p))
                p->end = p->errand == ERRAND_ROLLBACK ? run_back(p->live, &p->err)
                                                      : run_go(p->live, &p->err);
        run = p->live;
        p->live = NULL;
        run_free(run);
        p->ended = true;
        if (!p->watched && p->end == RUN_SUCCEEDED) {
                p->scene->others_done |= !p->rival;
                p->scene->rival_done |= p->rival;
        }
        if (!p->dead)
                scene_say(p->scene, "p%d ends: %s %s", p->number, run_end_name(p->end),
                          p->err.code ? err_text(&p->err) : "");
        signal_all(p->scene->loop, &p->scene->moved);
}

static struct actor *start(struct scene *scene, enum errand errand, bool watched, bool elsewhere,
                           bool rival)
{
        static const char *const words[] = {"run", "resume", "rollback"};
        struct actor *p = xcalloc(1, sizeof(*p));
        struct aws_options options = {.loop = scene->loop, .env = environment};

        p->scene = scene;
        p->next = scene->processes;
        p->number = p->next ? p->next->number + 1 : 1;
        scene->processes = p;
        scene->story->processes++;
        snprintf(p->owner, sizeof(p->owner), "%s:%d", elsewhere ? "b@other" : "a@here", p->number);
        p->watched = watched;
        p->rival = rival;
        p->errand = errand;
        if (elsewhere && !watched)
                p->own_store = store_open(":memory:", &p->err);
        p->wire = actor_transport(p);
        p->gate = actor_store(p);
        options.transport = p->wire;
        p->aws = aws_new(&options, &p->err);
        if (!p->aws)
                abort(); /* a constant setting */
        p->accounts = accounts_new(p->aws);
        p->lock = stack_lock(p->aws);
        p->listener = (struct run_listener){.arg = p, .event = heard};
        p->setup = (struct run_setup){
                .loop = scene->loop,
                .store = p->gate,
                .types = stage_types,
                .world = p->accounts,
                .lock = &p->lock,
                .place = accounts_place,
                .listener = &p->listener,
                .owner = p->owner,
                .lease_ttl = 60000,
        };
        scene_say(scene, "p%d starts: %s%s", p->number, words[errand],
                  watched ? "" : ", another's");
        fiber_start(scene->loop, "process", work, p);
        return p;
}

struct actor *actor_start(struct scene *scene, enum errand errand, bool watched, bool elsewhere)
{
        return start(scene, errand, watched, elsewhere, false);
}

struct actor *actor_start_rival(struct scene *scene)
{
        return start(scene, ERRAND_RUN, false, true, true);
}

void actor_kill(struct actor *p)
{
        if (p->dead)
                return;
        scene_say(p->scene, "p%d is killed", p->number);
        p->dead = true;
        signal_all(p->scene->loop, &p->scene->moved);
}

void actors_free(struct scene *scene)
{
        while (scene->processes) {
                struct actor *p = scene->processes;

                scene->processes = p->next;
                accounts_free(p->accounts);
                aws_free(p->aws);
                transport_free(p->wire);
                actor_store_free(p->gate);
                store_close(p->own_store);
                err_clear(&p->err);
                free(p->denied);
                free(p);
        }
}
