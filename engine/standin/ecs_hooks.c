/*
 * Lifecycle hooks: a PAUSE waits for ContinueServiceDeployment, a function (AWS_LAMBDA) answers
 * what the seed's "hooks" says for its ARN: "SUCCEEDED" (which is also what others answer),
 * "FAILED", or "IN_PROGRESS" for one that never ends.
 *
 * What the model does not say, and is believed: a hook without timeoutConfiguration has 24 hours
 * and then rolls back.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/standin/ecs.h"

enum { USUAL_MINUTES = 24 * 60, ID_LETTERS = 43 };

/* When each hook expires is kept beside what is shown, in ticks. */
static const char deadline_key[] = "deadline";

static int64_t ticks(const struct ecs_release *r)
{
        return loop_ticks(r->service->model->cloud->loop);
}

static char *hook_id(struct ecs_release *r, const char *kind)
{
        static const char letters[] =
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char id[ID_LETTERS + 1];

        for (size_t i = 0; i < ID_LETTERS; i++)
                id[i] = letters[world_random(r->service->model->cloud, sizeof(letters) - 1)];
        id[ID_LETTERS] = '\0';
        return xasprintf("ecs-%s-%s", kind, id);
}

static struct json_object *detail(struct ecs_release *r, struct json_object *hook)
{
        struct json_object *out = json_object_new_object();
        struct json_object *timeout = json_get(hook, "timeoutConfiguration");
        int64_t minutes = json_int(timeout, "timeoutInMinutes");
        bool pause = text_same(json_text(hook, "targetType"), "PAUSE");
        int64_t lasts = ecs_minutes(r->service, (double)(minutes ? minutes : USUAL_MINUTES));
        char *id = hook_id(r, pause ? "pause" : "lambda");

        json_put_text(out, "hookId", id);
        json_put_text(out, "targetType", pause ? "PAUSE" : "AWS_LAMBDA");
        json_put_text(out, "targetArn", json_text(hook, "hookTargetArn"));
        json_put_text(out, "status", pause ? "AWAITING_ACTION" : "IN_PROGRESS");
        ecs_put_time(out, "expiresAt", loop_now(r->service->model->cloud->loop) + lasts);
        json_put_text(out, "timeoutAction",
                      json_text(timeout, "action") ? json_text(timeout, "action") : "ROLLBACK");
        json_put_int(out, deadline_key, ticks(r) + lasts);
        free(id);
        return out;
}

static bool is_of(struct json_object *hook, const char *stage)
{
        struct json_object *stages = json_array(hook, "lifecycleStages");

        for (size_t i = 0; i < json_count(stages); i++)
                if (text_same(json_object_get_string(json_at(stages, i)), stage))
                        return true;
        return false;
}

/* Those of this stage come first, before the ones of earlier stages. */
static void start_hooks(struct ecs_release *r, const char *stage)
{
        struct json_object *given = json_array(r->config, "lifecycleHooks");
        struct json_object *all = json_object_new_array();

        r->hooked = true;
        r->open_hooks = 0;
        for (size_t i = 0; i < json_count(given) && !r->service->model->seeding; i++) {
                if (!is_of(json_at(given, i), stage))
                        continue;
                json_object_array_add(all, detail(r, json_at(given, i)));
                r->open_hooks++;
        }
        for (size_t i = 0; i < json_count(r->hooks); i++)
                json_object_array_add(all, json_object_get(json_at(r->hooks, i)));
        json_object_put(r->hooks);
        r->hooks = all;
}

void ecs_hook_ends(struct json_object *hook, const char *status)
{
        json_put_text(hook, "status", status);
}

static void ask_function(struct ecs_release *r, struct json_object *hook)
{
        struct json_object *answers = json_get(r->service->model->cloud->seed, "hooks");
        const char *answer = json_text(answers, json_text(hook, "targetArn"));

        ecs_hook_ends(hook, answer ? answer : "SUCCEEDED");
}

/* False when it has failed, or its time is over and that means to roll back. */
static bool look_at(struct ecs_release *r, struct json_object *hook, bool *open)
{
        int64_t left = json_int(hook, deadline_key) - ticks(r);
        const char *status;

        if (text_same(json_text(hook, "targetType"), "AWS_LAMBDA") &&
            text_same(json_text(hook, "status"), "IN_PROGRESS"))
                ask_function(r, hook);
        status = json_text(hook, "status");
        if (text_same(status, "SUCCEEDED"))
                return true;
        if (text_same(status, "FAILED"))
                return false;
        if (text_same(status, "TIMED_OUT"))
                return text_same(json_text(hook, "timeoutAction"), "CONTINUE");
        if (left <= 0) {
                ecs_hook_ends(hook, "TIMED_OUT");
                return text_same(json_text(hook, "timeoutAction"), "CONTINUE");
        }
        ecs_wake_in(r->service, left);
        *open = true;
        return true;
}

bool ecs_hooks_done(struct ecs_service *s, const char *stage)
{
        struct ecs_release *r = s->release;
        bool open = false;

        if (!r->hooked)
                start_hooks(r, stage);
        for (size_t i = 0; i < r->open_hooks; i++) {
                struct json_object *hook = json_at(r->hooks, i);

                if (look_at(r, hook, &open))
                        continue;
                ecs_release_fails(s,
                                  text_same(json_text(hook, "status"), "TIMED_OUT")
                                          ? "ECS deployment hook: lifecycle hook timed out."
                                          : "ECS deployment hook: lifecycle hook failed.",
                                  true);
                return false;
        }
        return !open;
}

void ecs_hooks_leave(struct ecs_release *r)
{
        for (size_t i = 0; i < r->open_hooks; i++) {
                struct json_object *hook = json_at(r->hooks, i);
                const char *status = json_text(hook, "status");

                /* the release has ended under it */
                if (text_same(status, "AWAITING_ACTION") || text_same(status, "IN_PROGRESS"))
                        ecs_hook_ends(hook, "FAILED");
        }
        r->open_hooks = 0;
        r->hooked = false;
}

struct json_object *ecs_hook_waiting(struct ecs_release *r, const char *id)
{
        for (size_t i = 0; i < r->open_hooks; i++)
                if (text_same(json_text(json_at(r->hooks, i), "hookId"), id) &&
                    text_same(json_text(json_at(r->hooks, i), "status"), "AWAITING_ACTION"))
                        return json_at(r->hooks, i);
        return NULL;
}

struct json_object *ecs_hooks_json(struct ecs_release *r)
{
        struct json_object *out = json_copy(r->hooks);

        for (size_t i = 0; i < json_count(out); i++)
                json_object_object_del(json_at(out, i), deadline_key);
        return out;
}
