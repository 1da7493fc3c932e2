/* The lock of a stack in Parameter Store. */
#include "engine/aws/stack_lock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/ssm.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"

enum { LOCK_NAME = STACK_SIZE + 8, LOCK_TRIES = 4 };

static void lock_name(const struct stack *stack, char out[LOCK_NAME])
{
        snprintf(out, LOCK_NAME, "/%s/lock", stack->name);
}

bool stack_lock_read(struct aws *aws, const struct stack *stack, struct stack_lock_holder *out,
                     struct err *err)
{
        struct ssm_parameter parameter = {0};
        struct json_object *value = NULL;
        char name[LOCK_NAME];
        bool ok;

        lock_name(stack, name);
        if (!ssm_get(aws, name, false, &parameter, err))
                return false;
        ok = json_parse(parameter.value, strlen(parameter.value), &value, err) &&
             (json_text(value, "run") || err_set(err, ERR_INVALID, "it names no run"));
        if (ok) {
                out->run = xstrdup(json_text(value, "run"));
                out->owner = xstrdup(json_text(value, "owner"));
                if (json_text(value, "taken"))
                        iso_parse(json_text(value, "taken"), &out->taken);
        } else {
                /* Not one of ours to understand: still somebody's lock. */
                err_prefix(err, "%s", name);
                err->code = ERR_LOCKED;
                err_next(err, "look who wrote it, then delete it by hand");
        }
        json_object_put(value);
        ssm_parameter_release(&parameter);
        return ok;
}

void stack_lock_holder_release(struct stack_lock_holder *h)
{
        free(h->run);
        free(h->owner);
        *h = (struct stack_lock_holder){0};
}

static bool tell_held(const struct stack *stack, const struct stack_lock_holder *holder,
                      struct err *err)
{
        char taken[ISO_SIZE];

        iso_format(holder->taken, taken);
        err_set(err, ERR_LOCKED, "stack %s is locked by run %s of %s since %s", stack->name,
                holder->run, holder->owner ? holder->owner : "an unknown owner", taken);
        return err_next(err,
                        "wait for it, or end it: `snaplift resume %s` or `snaplift rollback %s`; "
                        "if it is gone for good: `snaplift unlock %s %s`",
                        holder->run, holder->run, stack->name, holder->run);
}

/* *ours: this run holds it. *held: anybody does. *other, unless NULL: the other run that does. */
static bool look(struct aws *aws, const struct stack *stack, const char *run, bool *held,
                 bool *ours, char **other, struct err *err)
{
        struct stack_lock_holder holder = {0};
        bool ok = true;

        *held = *ours = false;
        if (!stack_lock_read(aws, stack, &holder, err)) {
                if (!err_is(err, ERR_NOT_FOUND))
                        return false;
                err_clear(err);
                return true;
        }
        *held = true;
        *ours = text_same(holder.run, run);
        if (!*ours)
                ok = tell_held(stack, &holder, err);
        if (!*ours && other)
                *other = xstrdup(holder.run);
        stack_lock_holder_release(&holder);
        return ok;
}

static char *lock_value(struct aws *aws, const char *run, const char *owner)
{
        struct json_object *value = json_object_new_object();
        char taken[ISO_SIZE], *text;

        iso_format(loop_now(aws_loop(aws)), taken);
        json_put_text(value, "run", run);
        json_put_text(value, "owner", owner);
        json_put_text(value, "taken", taken);
        text = xstrdup(json_line(value));
        json_object_put(value);
        return text;
}

static bool take(void *arg, const struct stack *stack, const char *run, const char *owner,
                 struct err *err)
{
        struct aws *aws = arg;
        char name[LOCK_NAME], *value = lock_value(aws, run, owner);
        struct tags tags = {0};
        bool held = false, ours = false, ok = true;

        lock_name(stack, name);
        tags_set(&tags, "customer", stack->customer);
        tags_set(&tags, "project", stack->project);
        tags_set(&tags, "env", stack->env);
        tags_set(&tags, "snaplift:stack", stack->name);
        tags_set(&tags, "snaplift:run", run);
        for (int n = 0; ok && !ours && n < LOCK_TRIES; n++) {
                if (ssm_put(aws, name, "String", value, false, &tags, NULL, err)) {
                        ours = true;
                        break;
                }
                /* Taken, or the answer was lost: who holds it now tells. It may also have been
                 * released in between, or not have been written: then it is asked for again. */
                ok = err_is(err, ERR_EXISTS) || err_is(err, ERR_LOST);
                if (!ok)
                        break;
                err_clear(err);
                ok = look(aws, stack, run, &held, &ours, NULL, err);
        }
        if (ok && !ours)
                ok = err_set(err, ERR_LOST, "%s: no answer, and it is not written", name);
        tags_release(&tags);
        free(value);
        return ok;
}

/* *gone: nothing of ours is there. */
static bool release_once(struct aws *aws, const struct stack *stack, const char *run, bool *gone,
                         struct err *err)
{
        struct stack_lock_holder holder = {0};
        char name[LOCK_NAME];
        bool ours;

        *gone = true;
        lock_name(stack, name);
        if (!stack_lock_read(aws, stack, &holder, err)) {
                /* not there, or not written by us */
                if (!err_is(err, ERR_NOT_FOUND) && !err_is(err, ERR_LOCKED))
                        return false;
                err_clear(err);
                return true;
        }
        ours = text_same(holder.run, run);
        stack_lock_holder_release(&holder);
        if (!ours || ssm_delete(aws, name, err))
                return true;
        *gone = err_is(err, ERR_NOT_FOUND);
        if (!*gone && !err_is(err, ERR_LOST))
                return false;
        err_clear(err);
        return true;
}

static bool release(void *arg, const struct stack *stack, const char *run, struct err *err)
{
        bool gone = false;

        for (int n = 0; n < LOCK_TRIES; n++) {
                if (!release_once(arg, stack, run, &gone, err))
                        return false;
                if (gone)
                        return true;
        }
        return err_set(err, ERR_LOST, "/%s/lock: no answer, and it is not deleted", stack->name);
}

static bool look_only(void *arg, const struct stack *stack, const char *run, char **holder,
                      struct err *err)
{
        bool held, ours;

        *holder = NULL;
        return look(arg, stack, run, &held, &ours, holder, err);
}

struct run_lock stack_lock(struct aws *aws)
{
        return (struct run_lock){.arg = aws, .take = take, .release = release, .look = look_only};
}
