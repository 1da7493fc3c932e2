#include "engine/cli/plan_look.h"

#include <stdlib.h>

#include "engine/base/stamp.h"
#include "engine/cli/plan_time.h"
#include "engine/run/plan.h"
#include "stages/preflight.h"

static struct json_object *heading(struct session *s, const struct definition *d)
{
        struct json_object *plan = json_object_new_object();
        char made[ISO_SIZE];

        iso_format(loop_now(s->loop), made);
        json_put_text(plan, "snaplift", SNAPLIFT_VERSION);
        json_put_text(plan, "made", made);
        json_put_text(plan, "pipeline", d->pipeline->name);
        json_put_text(plan, "file", d->pipeline->file);
        json_put_text(plan, "definition", d->pipeline->digest);
        json_put_text(plan, "stack", d->stack.name);
        json_put(plan, "inputs", json_copy(d->inputs));
        return plan;
}

/* A store that can't be read is a plan without a history, not no plan. */
static void add_times(struct session *s, const struct definition *d, struct json_object *plan)
{
        struct history history = {0};
        struct err ignored = ERR_INIT;

        if (s->store)
                history_read(s->store, d->pipeline->name, d->stack.name, &history, &ignored);
        plan_time_add(plan, &history);
        history_release(&history);
        err_clear(&ignored);
}

/* A run may come later than its plan: who has the stack now is worth a warning. */
static void look_at_lock(const struct run_lock *lock, const struct stack *stack,
                         struct json_object *plan)
{
        struct err held = ERR_INIT;
        char *run = NULL;

        if (lock && !lock->look(lock->arg, stack, "", &run, &held) && run)
                plan_find(plan, "warns", "lock", NULL, &held);
        err_clear(&held);
        free(run);
}

bool plan_look(struct session *s, const struct definition *d, struct json_object **plan,
               struct err *err)
{
        struct run_setup setup = session_setup(s, NULL);
        int64_t before = accounts_counts(s->accounts).calls;
        struct json_object *found;

        setup.preflight = preflight;
        if (!run_plan(&setup, d->pipeline, &d->stack, d->inputs, &found, err))
                return false;
        *plan = heading(s, d);
        json_object_object_foreach(found, member, value)
                json_put(*plan, member, json_object_get(value));
        json_object_put(found);
        look_at_lock(setup.lock, &d->stack, *plan);
        add_times(s, d, *plan);
        json_put_int(*plan, "reads", accounts_counts(s->accounts).calls - before);
        return true;
}
