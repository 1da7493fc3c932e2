/* The lock of a stack in Parameter Store. */
#include "engine/aws/stack_lock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/ssm.h"
#include "engine/aws/sts.h"
#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"

enum {
        LOCK_NAME = STACK_SIZE + 32,
        LOCK_VALUE = 4096, /* of a parameter of the standard tier */
        LOCK_TRIES = 4,
        LOCK_LOOKS = 18,  /* a read may lag behind a write by a minute; they take longer */
        CONFIRM_SOON = 3, /* of these, while it is confirmed */
        CONFIRM_PAUSE = 1000,
};

static void lock_name(const struct stack *stack, char out[LOCK_NAME])
{
        snprintf(out, LOCK_NAME, "/%s/lock", stack->name);
}

static int64_t time_of(struct json_object *value, const char *member)
{
        int64_t ms = 0;

        return json_text(value, member) && iso_parse(json_text(value, member), &ms) ? ms : 0;
}

bool stack_lock_read(struct aws *aws, const struct stack *stack, struct stack_lock_holder *out,
                     struct err *err)
{
        struct ssm_parameter parameter = {0};
        struct json_object *value = NULL;
        char name[LOCK_NAME];
        bool ok;

        *out = (struct stack_lock_holder){0};
        lock_name(stack, name);
        if (!ssm_get(aws, name, false, &parameter, err))
                return false;
        ok = json_parse(parameter.value, strlen(parameter.value), &value, err) &&
             (json_text(value, "run") || err_set(err, ERR_INVALID, "it names no run"));
        if (ok) {
                out->run = xstrdup(json_text(value, "run"));
                out->owner = xstrdup(json_text(value, "owner"));
                out->process = xstrdup(json_text(value, "process"));
                out->taken = time_of(value, "taken");
                out->resumed = time_of(value, "resumed");
                out->version = parameter.version;
                out->value = json_object_get(value);
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
        free(h->process);
        json_object_put(h->value);
        *h = (struct stack_lock_holder){0};
}

/* By more than its name: machines made alike give the same names and numbers. */
static bool is_by(const struct stack_lock_holder *holder, const char *owner, const char *process)
{
        return text_same(holder->owner, owner) && text_same(holder->process, process);
}

static const char *owner_of(const struct stack_lock_holder *holder)
{
        return holder->owner ? holder->owner : "an unknown owner";
}

static bool tell_held(struct aws *aws, const struct stack *stack,
                      const struct stack_lock_holder *holder, struct err *err)
{
        int64_t since = holder->resumed ? holder->resumed : holder->taken;
        char taken[ISO_SIZE], age[24];

        iso_format(since, taken);
        duration_format(loop_now(aws_loop(aws)) - since, age);
        err_set(err, ERR_LOCKED, "stack %s is locked by run %s of %s since %s (%s)", stack->name,
                holder->run, owner_of(holder), taken, age);
        return err_next(err,
                        "wait for it, or end it: `snaplift resume %s` or `snaplift rollback %s`; "
                        "if its store is lost: `snaplift resume --stack %s PIPELINE`; if it is "
                        "gone for good: `snaplift unlock %s %s`",
                        holder->run, holder->run, stack->name, stack->name, holder->run);
}

/* Zeroed when nobody holds it. */
static bool read_holder(struct aws *aws, const struct stack *stack,
                        struct stack_lock_holder *holder, struct err *err)
{
        if (stack_lock_read(aws, stack, holder, err))
                return true;
        if (!err_is(err, ERR_NOT_FOUND))
                return false;
        err_clear(err);
        return true;
}

static bool look(void *arg, const struct stack *stack, const char *run, char **other,
                 struct err *err)
{
        struct stack_lock_holder holder = {0};
        bool ok;

        *other = NULL;
        ok = read_holder(arg, stack, &holder, err);
        if (ok && holder.run && !text_same(holder.run, run)) {
                ok = tell_held(arg, stack, &holder, err);
                *other = xstrdup(holder.run);
        }
        stack_lock_holder_release(&holder);
        return ok;
}

static bool whose(void *arg, const struct stack *stack, const char *run, struct run_holder *out,
                  struct err *err)
{
        struct stack_lock_holder holder = {0};
        bool ok = read_holder(arg, stack, &holder, err);

        *out = (struct run_holder){0};
        if (ok && text_same(holder.run, run)) {
                out->owner = xstrdup(owner_of(&holder));
                out->process = holder.process ? xstrdup(holder.process) : NULL;
        }
        stack_lock_holder_release(&holder);
        return ok;
}

/* --- where it is --- */

static struct json_object *place(void *arg)
{
        struct json_object *here = json_object_new_object();

        json_put_text(here, "region", aws_region(arg));
        json_put_text(here, "account", aws_account(arg));
        return here;
}

static const char *account_here(struct aws *aws)
{
        struct sts_identity identity = {0};
        struct err ignored = ERR_INIT;

        if (!aws_account(aws) && !sts_get_caller_identity(aws, &identity, &ignored))
                err_clear(&ignored); /* then the region alone must do */
        sts_identity_release(&identity);
        return aws_account(aws);
}

/* A run that had the lock, and whose lock is not to be seen: it may have been broken, or we may be
 * looking for it, and for all that the run has made, in the wrong place. */
static bool check_place(struct aws *aws, const struct stack *stack, const char *run,
                        struct json_object *there, struct err *err)
{
        const char *region = json_text(there, "region"), *account = json_text(there, "account");
        const char *here = account ? account_here(aws) : NULL;

        if ((!region || text_same(region, aws_region(aws))) &&
            (!account || !here || text_same(account, here)))
                return true;
        err_set(err, ERR_REFUSED,
                "run %s works on stack %s in %s%s%s, and this is %s%s%s: nothing was done here",
                run, stack->name, account ? account : "", account ? " " : "",
                region ? region : "another region", here ? here : "", here ? " " : "",
                aws_region(aws));
        return err_next(err, "use credentials and the region that the run was begun with");
}

/* --- taking --- */

struct taking {
        struct aws *aws;
        const struct stack *stack;
        char name[LOCK_NAME];
        const char *run, *owner;
        struct json_object *facts; /* or NULL */
};

/* Parameter Store takes no "{{" in a value. */
static bool fits(struct json_object *value)
{
        const char *text = json_line(value);

        return strlen(text) <= LOCK_VALUE && !strstr(text, "{{");
}

/* In place of those that are there. What does not fit is left out: whoever would need it asks for
 * it. */
static void put_facts(struct json_object *value, struct json_object *facts)
{
        if (!facts)
                return;
        json_object_object_foreach(facts, stale, was)
        {
                (void)was;
                json_object_object_del(value, stale);
        }
        json_object_object_foreach(facts, name, fact)
        {
                json_put(value, name, json_object_get(fact));
                if (!fits(value))
                        json_object_object_del(value, name);
        }
}

/* The caller frees. */
static char *first_value(const struct taking *t)
{
        struct json_object *value = json_object_new_object();
        char taken[ISO_SIZE], *text;

        iso_format(loop_now(aws_loop(t->aws)), taken);
        json_put_text(value, "run", t->run);
        json_put_text(value, "owner", t->owner);
        json_put_text(value, "taken", taken);
        if (aws_process(t->aws))
                json_put_text(value, "process", aws_process(t->aws));
        put_facts(value, t->facts);
        text = xstrdup(json_line(value));
        json_object_put(value);
        return text;
}

static bool create(const struct taking *t, const char *value, struct err *err)
{
        struct tags tags = {0};
        bool ok;

        tags_set(&tags, "customer", t->stack->customer);
        tags_set(&tags, "project", t->stack->project);
        tags_set(&tags, "env", t->stack->env);
        tags_set(&tags, "snaplift:stack", t->stack->name);
        tags_set(&tags, "snaplift:run", t->run);
        ok = ssm_put(t->aws, t->name, "String", value, false, &tags, NULL, err);
        tags_release(&tags);
        return ok;
}

/* Somebody else wrote it a moment earlier, and has it: what he wrote is put back. */
static bool give_way(const struct taking *t, const struct ssm_parameter *theirs, struct err *err)
{
        struct err lost = ERR_INIT;

        if (theirs->value)
                ssm_put(t->aws, t->name, "String", theirs->value, true, NULL, NULL, &lost);
        err_clear(&lost); /* then neither has it, and both find out */
        err_set(err, ERR_LOCKED, "run %s is being taken over by another process at this moment",
                t->run);
        return err_next(err, "let it go on, or try again");
}

/* What was written over must be what was read: as a version that is the next one, and, since one
 * that is created anew counts from 1 again, by its value. One that is not to be seen tells nothing
 * else. */
static bool check_overwritten(const struct taking *t, const struct stack_lock_holder *from,
                              int64_t version, struct err *err)
{
        char *name = xasprintf("%s:%lld", t->name, (long long)version - 1);
        struct ssm_parameter before = {0};
        struct json_object *value = NULL;
        struct err lost = ERR_INIT;
        bool same = version == from->version + 1;

        if (ssm_get(t->aws, name, false, &before, &lost) &&
            json_parse(before.value, strlen(before.value), &value, &lost))
                same = same && text_same(json_text(value, "run"), from->run);
        err_clear(&lost);
        if (!same)
                give_way(t, &before, err);
        json_object_put(value);
        ssm_parameter_release(&before);
        free(name);
        return same;
}

/* Whether the run had held it before is for whoever creates it: this is what it has held. */
static void put_facts_over(struct json_object *value, struct json_object *facts)
{
        struct json_object *over = json_copy(facts);

        if (over)
                json_object_object_del(over, "again");
        put_facts(value, over);
        json_object_put(over);
}

/* Our run's, and another process's until now. What the run is may be another thing than when it
 * took the lock: it has got another definition, or is put back by now. *ours stays false where the
 * answer was lost. */
static bool take_over(const struct taking *t, const struct stack_lock_holder *from, bool *ours,
                      struct err *err)
{
        struct json_object *value = json_copy(from->value);
        char now[ISO_SIZE];
        int64_t version = 0;
        bool ok, created;

        iso_format(loop_now(aws_loop(t->aws)), now);
        json_put_text(value, "owner", t->owner);
        json_put_text(value, "resumed", now);
        json_object_object_del(value, "process");
        if (aws_process(t->aws))
                json_put_text(value, "process", aws_process(t->aws));
        put_facts_over(value, t->facts);
        ok = ssm_put(t->aws, t->name, "String", json_line(value), true, NULL, &version, err);
        /* what was read had been given back: as if it had not been seen */
        created = ok && version == 1;
        if (created && json_flag(t->facts, "again")) {
                put_facts(value, t->facts);
                ok = ssm_put(t->aws, t->name, "String", json_line(value), true, NULL, NULL, err);
        }
        json_object_put(value);
        if (ok && !created && !check_overwritten(t, from, version, err))
                return false;
        *ours = ok;
        if (!ok && err_is(err, ERR_LOST)) {
                err_clear(err);
                return true;
        }
        return ok;
}

/* It is there: whose is it? *ours stays false when it has to be asked for again. */
static bool take_seen(const struct taking *t, const struct stack_lock_holder *holder, bool *ours,
                      struct err *err)
{
        if (!text_same(holder->run, t->run))
                return tell_held(t->aws, t->stack, holder, err);
        *ours = is_by(holder, t->owner, aws_process(t->aws));
        return *ours || take_over(t, holder, ours, err);
}

static bool look_and_take(const struct taking *t, bool *ours, struct err *err)
{
        struct stack_lock_holder holder = {0};
        bool ok = read_holder(t->aws, t->stack, &holder, err) &&
                  (!holder.run || take_seen(t, &holder, ours, err));

        stack_lock_holder_release(&holder);
        return ok;
}

/* Nothing may be written before it is seen to be there, or known that it would be here. */
static bool look_before(const struct taking *t, struct json_object *there, bool *ours,
                        struct err *err)
{
        struct stack_lock_holder holder = {0};
        bool ok;

        if (!there)
                return true;
        ok = read_holder(t->aws, t->stack, &holder, err);
        if (ok && holder.run)
                ok = take_seen(t, &holder, ours, err);
        else
                ok = ok && check_place(t->aws, t->stack, t->run, there, err);
        stack_lock_holder_release(&holder);
        return ok;
}

static bool take(void *arg, const struct stack *stack, const char *run, const char *owner,
                 struct json_object *facts, struct err *err)
{
        struct taking t = {.aws = arg, .stack = stack, .run = run, .owner = owner, .facts = facts};
        bool ours = false, ok;
        char *value = first_value(&t);

        lock_name(stack, t.name);
        ok = look_before(&t, json_get(facts, "place"), &ours, err);
        for (int n = 0; ok && !ours && n < LOCK_LOOKS; n++) {
                if (n)
                        fiber_sleep(aws_loop(arg), n < LOCK_TRIES ? 0 : watch_pause(arg, n));
                if (create(&t, value, err)) {
                        ours = true;
                        break;
                }
                /* Taken, or the answer was lost: who holds it now tells. It may also have been
                 * released in between, or not have been written: then it is asked for again. */
                ok = err_is(err, ERR_EXISTS) || err_is(err, ERR_LOST);
                if (!ok)
                        break;
                err_clear(err);
                ok = look_and_take(&t, &ours, err);
        }
        if (ok && !ours)
                ok = err_set(err, ERR_LOST, "%s: no answer, and it is not written", t.name);
        free(value);
        return ok;
}

/* --- still holding it --- */

static bool confirm(void *arg, const struct stack *stack, const char *run, const char *owner,
                    struct err *err)
{
        struct stack_lock_holder holder = {0};
        bool ok = true, ours = false;

        /* one that is another's may be what was there before ours */
        for (int n = 0; ok && !ours && n < LOCK_LOOKS; n++) {
                if (n)
                        fiber_sleep(aws_loop(arg),
                                    n < CONFIRM_SOON ? CONFIRM_PAUSE : watch_pause(arg, n));
                stack_lock_holder_release(&holder);
                ok = read_holder(arg, stack, &holder, err);
                ours = ok && text_same(holder.run, run) &&
                       (!owner || is_by(&holder, owner, aws_process(arg)));
        }
        if (ok && !ours && !holder.run)
                ok = err_set(err, ERR_LOCKED, "the lock of stack %s is gone", stack->name);
        else if (ok && !ours && text_same(holder.run, run))
                ok = err_set(err, ERR_LOCKED, "%s has taken over run %s", owner_of(&holder), run);
        else if (ok && !ours)
                ok = err_set(err, ERR_LOCKED, "the lock of stack %s is run %s's by now (%s)",
                             stack->name, holder.run, owner_of(&holder));
        stack_lock_holder_release(&holder);
        return ok;
}

/* --- giving it back --- */

enum left {
        LEFT_NOTHING,
        LEFT_UNSEEN, /* there is none to be seen, or somebody else's */
        LEFT_PERHAPS,
};

/* What is left of ours then. */
static bool release_once(struct aws *aws, const struct stack *stack, const char *run,
                         const struct run_holder *by, enum left *left, struct err *err)
{
        struct stack_lock_holder holder;
        char name[LOCK_NAME];
        bool ours;

        *left = LEFT_NOTHING;
        lock_name(stack, name);
        if (!stack_lock_read(aws, stack, &holder, err)) {
                /* not there, or not written by us */
                if (!err_is(err, ERR_NOT_FOUND) && !err_is(err, ERR_LOCKED))
                        return false;
                if (err_is(err, ERR_NOT_FOUND))
                        *left = LEFT_UNSEEN;
                err_clear(err);
                return true;
        }
        ours = text_same(holder.run, run) && (!by || is_by(&holder, by->owner, by->process));
        stack_lock_holder_release(&holder);
        if (!ours)
                *left = LEFT_UNSEEN;
        if (!ours || ssm_delete(aws, name, err))
                return true;
        if (!err_is(err, ERR_NOT_FOUND) && !err_is(err, ERR_LOST))
                return false;
        *left = err_is(err, ERR_LOST) ? LEFT_PERHAPS : LEFT_UNSEEN;
        err_clear(err);
        return true;
}

/* After a call that may have deleted it, what is not seen is gone; else it may not be seen yet, nor
 * that it is ours, where another one was there a minute ago. */
static bool release(void *arg, const struct stack *stack, const char *run,
                    const struct run_holder *by, struct err *err)
{
        struct aws *aws = arg;
        enum left left = LEFT_NOTHING;
        bool asked = false;

        for (int n = 0; n < LOCK_LOOKS; n++) {
                if (n)
                        fiber_sleep(aws_loop(aws), n < LOCK_TRIES ? 0 : watch_pause(aws, n));
                if (!release_once(aws, stack, run, by, &left, err))
                        return false;
                asked |= left == LEFT_PERHAPS;
                if (left == LEFT_NOTHING || (left == LEFT_UNSEEN && asked))
                        return true;
        }
        return left == LEFT_UNSEEN ||
               err_set(err, ERR_LOST, "/%s/lock: no answer, and it is not deleted", stack->name);
}

static void settle(void *arg)
{
        struct aws *aws = arg;

        for (int look = 0; look < LOCK_LOOKS; look++)
                fiber_sleep(aws_loop(aws), watch_pause(aws, look));
}

struct run_lock stack_lock(struct aws *aws)
{
        return (struct run_lock){
                .arg = aws,
                .process = aws_process(aws),
                .take = take,
                .release = release,
                .look = look,
                .confirm = confirm,
                .place = place,
                .whose = whose,
                .settle = settle,
        };
}
