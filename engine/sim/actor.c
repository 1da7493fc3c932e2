#include "engine/sim/actor.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/stack_lock.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/run/reopen.h"
#include "engine/sim/keeping.h"
#include "stages/accounts.h"
#include "stages/table.h"

static const char *environment(void *arg, const char *name)
{
        static const char *const table[][2] = {
                {"AWS_REGION", "us-east-1"},
                {"AWS_ENDPOINT_URL", "http://stand.in"},
                {"AWS_EC2_METADATA_DISABLED", "true"},
        };
        static const char *const lasting[][2] = {
                {"AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"},
                {"AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"},
        };
        const struct actor *p = arg;

        for (size_t i = 0; i < ARRAY_LEN(table); i++)
                if (!strcmp(name, table[i][0]))
                        return table[i][1];
        if (faults_has(p->scene->story->faults, FAULT_SHORT_CREDENTIALS))
                return strcmp(name, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") ? NULL
                                                                              : CONTAINER_KEYS_PATH;
        for (size_t i = 0; i < ARRAY_LEN(lasting); i++)
                if (!strcmp(name, lasting[i][0]))
                        return lasting[i][1];
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

static bool takes(const struct story *story, const char *input)
{
        for (size_t i = 0; i < story->pipeline->input_count; i++)
                if (!strcmp(story->pipeline->inputs[i].name, input))
                        return true;
        return false;
}

/* The user's, and what the story has besides. The caller owns it. */
static struct json_object *inputs_of(const struct actor *p)
{
        static const struct {
                enum fault_what what;
                const char *image;
        } bad[] = {
                {FAULT_IMAGE_HANGS, "web:stuck"},
                {FAULT_IMAGE_CRASHES, "web:bad"},
                {FAULT_IMAGE_CRASHES_BREAKER, "web:bad"},
                {FAULT_IMAGE_FLAPS, "web:flaps"},
        };
        const struct story *story = p->scene->story;
        struct json_object *inputs = json_copy(story->inputs), *images;

        if (p->stack)
                return inputs;
        for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
                if (!faults_has(story->faults, bad[i].what) || !takes(story, "images"))
                        continue;
                images = json_object_new_object();
                json_put_text(images, "web", bad[i].image);
                json_put(inputs, "images", images);
                break;
        }
        if (faults_has(story->faults, FAULT_ORDER_SERIAL) && takes(story, "order"))
                json_put_text(inputs, "order", "serial");
        /* a cluster's snapshot holds no instances */
        if (faults_has(story->faults, FAULT_AURORA) && takes(story, "class") &&
            !json_get(inputs, "class"))
                json_put_text(inputs, "class", "db.t4g.medium");
        if (p->rival && takes(story, "snapshot"))
                json_put_text(inputs, "snapshot", SIM_OLDER);
        keeping_inputs(p->scene, inputs);
        return inputs;
}

/* What a sweep goes by besides the cloud. The caller owns it. */
static struct json_object *sweep_inputs_of(const struct actor *p)
{
        struct json_object *inputs = json_object_new_object(), *list = json_object_new_array();
        struct strlist runs = {0};
        char *sweep = NULL;

        cron_unfinished(p->store, &runs, &sweep);
        for (size_t i = 0; i < runs.count; i++)
                json_add_text(list, runs.items[i]);
        json_put(inputs, "unfinished", list);
        strlist_release(&runs);
        free(sweep);
        return inputs;
}

static bool begin(struct actor *p)
{
        const struct pipeline *pipeline =
                p->sweeps ? cron_pipeline(p->scene) : p->scene->story->pipeline;
        struct json_object *inputs = NULL, *given;
        struct diagnostics findings = {0};
        struct stack stack;

        if (p->errand != ERRAND_RUN) {
                p->run = xstrdup(p->takes_up ? p->takes_up : p->scene->run);
                if (p->rebuilds && !actor_rebuild(p))
                        return false;
                if (p->errand == ERRAND_RESUME && p->watched)
                        actor_edit(p);
                p->live = run_open(&p->setup, p->run, &p->err);
                return p->live;
        }
        if (!stack_parse(world_stack(p->stack), &stack, &p->err))
                return false;
        given = p->sweeps ? sweep_inputs_of(p) : inputs_of(p);
        if (!pipeline_bind(pipeline, &stack, given, &inputs, &findings))
                err_set(&p->err, ERR_INVALID, "the inputs do not fit the pipeline");
        else
                p->live = run_new(&p->setup, pipeline, &stack, inputs, &p->err);
        json_object_put(given);
        json_object_put(inputs);
        diagnostics_release(&findings);
        if (p->live)
                p->run = xstrdup(run_id(p->live));
        if (p->live && p->watched && !p->dead)
                xreplace(&p->scene->run, p->run);
        return p->live;
}

static enum run_end put_back(struct actor *p)
{
        struct json_object *accepted = json_object_new_object();
        char at[ISO_SIZE];
        enum run_end end;

        iso_format(loop_now(p->scene->loop), at);
        json_put_text(accepted, "by", "an operator");
        json_put_text(accepted, "at", at);
        end = run_return(p->live, accepted, &p->err);
        json_object_put(accepted);
        return end;
}

static void work(void *arg)
{
        struct actor *p = arg;
        struct run *run;

        p->end = RUN_BROKEN;
        if (begin(p))
                p->end = p->errand == ERRAND_ROLLBACK ? run_back(p->live, &p->err)
                         : p->errand == ERRAND_RETURN ? put_back(p)
                                                      : run_go(p->live, &p->err);
        run = p->live;
        p->live = NULL;
        run_free(run);
        p->ended = true;
        p->scene->neighbours[p->stack] = p->end;
        if (!p->watched && !p->sweeps && !p->beside && !p->stack && p->end == RUN_SUCCEEDED) {
                p->scene->others_done |= !p->rival;
                p->scene->rival_done |= p->rival;
        }
        if (!p->dead)
                scene_say(p->scene, "p%d ends: %s %s", p->number, run_end_name(p->end),
                          p->err.code ? err_text(&p->err) : "");
        signal_all(p->scene->loop, &p->scene->moved);
}

/* On the same machine a process that was killed is known to be gone; of another's nobody can tell.
 */
static bool is_dead(void *arg, const char *owner)
{
        struct actor *p = arg;

        for (struct actor *other = p->scene->processes; other; other = other->next)
                if (!strcmp(other->owner, owner))
                        return (other->dead || other->ended) && other->elsewhere == p->elsewhere;
        return false;
}

static void set_up(struct actor *p)
{
        struct scene *scene = p->scene;
        struct aws_options options = {.loop = scene->loop, .env = environment, .env_arg = p};
        char process[16];

        p->wire = actor_transport(p);
        p->gate = actor_store(p);
        options.transport = p->wire;
        snprintf(process, sizeof(process), "p%d", p->number);
        options.process = process;
        p->aws = aws_new(&options, &p->err);
        if (!p->aws)
                abort(); /* a constant setting */
        p->accounts = accounts_new(p->aws);
        p->lock = stack_lock(p->aws);
        p->listener = (struct run_listener){.arg = p, .event = heard};
        p->mourner = (struct run_mourner){.arg = p, .is_dead = is_dead};
        p->setup = (struct run_setup){
                .loop = scene->loop,
                .store = p->gate,
                .types = stage_types,
                .world = p->accounts,
                .lock = &p->lock,
                .place = accounts_place,
                .listener = &p->listener,
                .owner = p->owner,
                .look_first =
                        p->errand == ERRAND_RUN && !faults_has(scene->story->faults, FAULT_PLANNED),
                .mourner = &p->mourner,
                .lease_ttl = 60000,
        };
}

static struct actor *start(struct scene *scene, const struct actor *like)
{
        static const char *const words[] = {"run", "resume", "rollback", "return"};
        struct actor *p = xcalloc(1, sizeof(*p));

        *p = *like;
        p->scene = scene;
        p->started_at = loop_ticks(scene->loop);
        p->next = scene->processes;
        p->number = p->next ? p->next->number + 1 : 1;
        scene->processes = p;
        scene->story->processes++;
        snprintf(p->owner, sizeof(p->owner), "%s:%d", p->elsewhere ? "b@other" : "a@here",
                 p->number);
        if (p->elsewhere && p->errand == ERRAND_RUN && !p->watched && !p->store)
                p->store = p->own_store = store_open(":memory:", &p->err);
        else if (!p->store)
                p->store = scene->store;
        set_up(p);
        scene_say(scene, "p%d starts: %s%s%s%s", p->number, p->sweeps ? "sweep, " : "",
                  words[p->errand], p->watched ? "" : ", another's on ",
                  p->watched ? "" : world_stack(p->stack));
        fiber_start(scene->loop, "process", work, p);
        return p;
}

struct actor *actor_start(struct scene *scene, enum errand errand, bool watched, bool elsewhere)
{
        return start(scene,
                     &(struct actor){.errand = errand, .watched = watched, .elsewhere = elsewhere});
}

struct actor *actor_start_rival(struct scene *scene)
{
        return start(scene, &(struct actor){.rival = true, .elsewhere = true});
}

struct actor *actor_start_beside(struct scene *scene, enum errand errand, bool elsewhere)
{
        return start(scene,
                     &(struct actor){.errand = errand, .beside = true, .elsewhere = elsewhere});
}

struct actor *actor_start_rebuild(struct scene *scene, enum errand errand)
{
        return start(scene, &(struct actor){.errand = errand,
                                            .watched = true,
                                            .elsewhere = true,
                                            .rebuilds = true,
                                            .store = scene->other_store});
}

struct actor *actor_start_found(struct scene *scene, enum errand errand)
{
        return start(scene, &(struct actor){
                                    .errand = errand, .beside = true, .store = scene->other_store});
}

struct actor *actor_start_neighbour(struct scene *scene, size_t stack)
{
        scene->neighbour_began[stack] = true;
        return start(scene, &(struct actor){.stack = stack});
}

struct actor *actor_start_after(struct actor *left, enum errand errand)
{
        left->followed = true;
        return start(left->scene, &(struct actor){.errand = errand,
                                                  .stack = left->stack,
                                                  .rival = left->rival,
                                                  .elsewhere = left->elsewhere,
                                                  .takes_up = left->run,
                                                  .store = left->store});
}

struct actor *actor_start_return(struct scene *scene, bool elsewhere, int64_t kill_at)
{
        return start(scene, &(struct actor){.errand = ERRAND_RETURN,
                                            .watched = true,
                                            .elsewhere = elsewhere,
                                            .kill_at = kill_at});
}

struct actor *actor_start_sweep(struct scene *scene, struct store *store, const char *takes_up,
                                int64_t kill_at)
{
        return start(scene, &(struct actor){.errand = takes_up ? ERRAND_RESUME : ERRAND_RUN,
                                            .sweeps = true,
                                            .elsewhere = store != scene->store,
                                            .store = store,
                                            .takes_up = takes_up,
                                            .kill_at = kill_at});
}

void actor_await(const struct actor *p)
{
        while (!p->ended && !p->dead)
                signal_wait(p->scene->loop, &p->scene->moved, -1);
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
                free(p->spent_key);
                free(p->run);
                free(p);
        }
}
