/* What `snaplift resume --stack` does on a machine that has no journal of the run. */
#include "engine/aws/stack_lock.h"
#include "engine/sim/actor.h"
#include "engine/sim/random.h"

enum { ANSWER_MAX = 300000 }; /* until somebody has read what was found and says yes */

static void tell(void *arg, const struct rebuild_line *line)
{
        const struct actor *p = arg;

        scene_say(p->scene, "p%d sees %s %s", p->number, line->stage,
                  line->found ? line->found : rebuilt_state_name(line->state));
}

/* The run's inputs; the caller owns them. NULL, with p->err: it does not hold its stack. */
static struct json_object *read_lock(struct actor *p, const struct stack *stack)
{
        struct stack_lock_holder holder = {0};
        struct json_object *inputs = NULL;

        if (stack_lock_read(p->aws, stack, &holder, &p->err)) {
                if (!text_same(holder.run, p->run))
                        err_set(&p->err, ERR_NOT_FOUND, "run %s holds the stack", holder.run);
                else if (!(inputs = json_object_get(json_get(holder.value, "inputs"))))
                        err_set(&p->err, ERR_REFUSED, "the lock has no inputs");
        }
        p->nothing = err_is(&p->err, ERR_NOT_FOUND);
        stack_lock_holder_release(&holder);
        return inputs;
}

/* The one before was killed right after that. */
static bool is_adopted(struct actor *p)
{
        struct journal_record *records = NULL;
        struct err err = ERR_INIT;
        size_t count = 0;

        p->store->ops->read(p->store, p->run, 0, &records, &count, &err);
        journal_records_free(records, count);
        err_clear(&err);
        return count > 0;
}

static bool adopt(struct actor *p, const struct stack *stack, struct json_object *inputs)
{
        struct dice dice = {p->scene->story->seed ^ (uint64_t)p->number};
        struct run *run;
        bool ok;

        if (is_adopted(p))
                return true;
        run = run_rebuild(&p->setup, p->scene->story->pipeline, stack, inputs, p->run, tell, p,
                          &p->err);
        if (run)
                fiber_sleep(p->scene->loop, dice_below(&dice, ANSWER_MAX));
        ok = run && run_adopt(run, &p->err);
        run_free(run);
        return ok && !p->dead;
}

bool actor_rebuild(struct actor *p)
{
        struct scene *scene = p->scene;
        struct json_object *inputs;
        struct stack stack;
        bool ok;

        if (!stack_parse(SIM_STACK, &stack, &p->err))
                return false;
        inputs = read_lock(p, &stack);
        ok = inputs && adopt(p, &stack, inputs);
        json_object_put(inputs);
        if (!ok)
                return false;
        scene->other_store = scene->store;
        scene->store = p->store;
        scene->rebuilt_at = loop_ticks(scene->loop);
        return true;
}
