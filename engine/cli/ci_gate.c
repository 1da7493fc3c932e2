/* What must hold before a run of CI begins. */
#include "engine/cli/ci_gate.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/stack_lock.h"
#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/cli/origin.h"
#include "engine/cli/owner.h"
#include "engine/cli/runs.h"
#include "engine/git/release.h"

enum { SLICE_MS = 1000 }; /* so long it may take until a request to stop is heard */

/* One look. */
struct look {
        const struct ci_gate *gate;
        struct session *session;
        struct past_runs past; /* of the stack */
        bool hopeless;         /* waiting would not help: somebody must do something */
};

static const char *advice(const struct look *l)
{
        return l->gate->trigger->wait ? "" : "; with busy: wait in on.tags it is waited for";
}

static const char *tag_of(const struct past_run *run)
{
        return json_text(run->origin, "tag");
}

static const char *commit_of(const struct past_run *run)
{
        return json_text(run->origin, "commit");
}

/* --- the tag --- */

/* The run of this pipeline that did it already, or NULL. */
static const struct past_run *find_done(const struct look *l)
{
        for (size_t i = 0; i < l->past.count; i++) {
                const struct past_run *run = &l->past.items[i];

                if (past_run_is_good(run) &&
                    text_same(run->run.pipeline, l->gate->definition->pipeline->name) &&
                    text_same(tag_of(run), l->gate->tag) &&
                    text_same(commit_of(run), l->gate->source->commit))
                        return run;
        }
        return NULL;
}

static bool check_use(const struct look *l, struct err *err)
{
        for (size_t i = 0; i < l->past.count; i++) {
                const struct past_run *run = &l->past.items[i];

                if (!text_same(tag_of(run), l->gate->tag) ||
                    text_same(commit_of(run), l->gate->source->commit) ||
                    l->gate->trigger->any_version)
                        continue;
                err_set(err, ERR_REFUSED,
                        "%s was run on %s for commit %.10s before (run %s), not for %.10s",
                        l->gate->tag, l->gate->definition->stack.name,
                        commit_of(run) ? commit_of(run) : "?", run->run.id,
                        l->gate->source->commit);
                return err_next(err, "a version is never reused: give the commit a version of its "
                                     "own");
        }
        return true;
}

/* The greatest version that was run on the stack with success; or NULL. */
static const char *find_last(const struct look *l)
{
        struct version greatest = {0}, v;
        const char *last = NULL;

        for (size_t i = 0; i < l->past.count; i++) {
                const struct past_run *run = &l->past.items[i];

                if (!past_run_is_good(run) || !tag_of(run) || !version_parse(tag_of(run), &v, NULL))
                        continue;
                if (last && version_compare(&v, &greatest) <= 0)
                        continue;
                last = tag_of(run);
                greatest = v;
        }
        return last;
}

static bool check_release(const struct look *l, struct err *err)
{
        const struct pipeline_trigger *t = l->gate->trigger;
        const struct release_rules rules = {
                .branch = t->any_branch ? NULL : t->branch,
                .last = find_last(l),
                .any_version = t->any_version,
        };
        struct release release;

        if (!release_check(l->gate->source->repo, l->gate->tag, l->gate->source->commit, &rules,
                           &release, err))
                return false;
        if (release.previous)
                json_put_text(l->gate->origin, "previous", release.previous);
        release_release(&release);
        return true;
}

/* --- the tier below --- */

static bool refuse_below(const struct look *l, const struct stack *below,
                         const struct past_run *near, struct err *err)
{
        const char *commit = l->gate->source->commit;

        if (near && past_run_goes_on(near)) {
                err_set(err, ERR_LOCKED, "run %s of the same commit is still at work on %s",
                        near->run.id, below->name);
                return err_next(err, "begin again when it has succeeded%s", advice(l));
        }
        if (near)
                err_set(err, ERR_REFUSED, "commit %.10s has not succeeded on %s: run %s is %s",
                        commit, below->name, near->run.id, near->run.state);
        else
                err_set(err, ERR_REFUSED,
                        "commit %.10s has not been run on %s, as far as this store "
                        "knows",
                        commit, below->name);
        return err_next(err, "run it there first: tag it for %s", below->name);
}

/* By this pipeline, where that is what runs on the tier below; it may have one of its own. */
static bool check_below(const struct look *l, struct err *err)
{
        const char *after = l->gate->trigger->after;
        const char *pipeline = l->gate->definition->pipeline->name;
        const struct past_run *near = NULL;
        struct past_runs past;
        struct stack below;
        bool good = false, by_it = false, ok;

        if (!after)
                return true;
        if (!stack_sibling(&l->gate->definition->stack, after, &below, err) ||
            !origin_list(l->session->store, below.name, &past, err))
                return false;
        for (size_t i = 0; i < past.count; i++)
                by_it = by_it || text_same(past.items[i].run.pipeline, pipeline);
        for (size_t i = 0; i < past.count && !good; i++) {
                const struct past_run *run = &past.items[i];

                if (!text_same(commit_of(run), l->gate->source->commit) ||
                    (by_it && !text_same(run->run.pipeline, pipeline)))
                        continue;
                good = past_run_is_good(run);
                near = near ? near : run;
        }
        ok = good || refuse_below(l, &below, near, err);
        past_runs_release(&past);
        return ok;
}

/* --- the stack --- */

/* A run that was left half-done holds the stack until somebody goes on with it. */
static bool is_left(struct look *l, const char *run)
{
        static const char *const left[] = {"interrupted", "stuck", "rollback-incomplete"};
        struct run_record record = {0};
        struct err ignored = ERR_INIT;
        bool is = false;

        if (run && l->session->store->ops->find(l->session->store, run, &record, &ignored)) {
                for (size_t i = 0; i < ARRAY_LEN(left); i++)
                        is = is || text_same(record.state, left[i]);
                is = is || runs_is_dead(&record);
        }
        run_record_release(&record);
        err_clear(&ignored);
        return is;
}

static bool refuse_busy(struct look *l, const char *run, const char *owner, struct err *err)
{
        const char *stack = l->gate->definition->stack.name;

        l->hopeless = is_left(l, run);
        if (l->hopeless) {
                err_set(err, ERR_LOCKED, "stack %s is held by run %s, which was left half-done",
                        stack, run);
                return err_next(err, "snaplift show %s says how to go on with it", run);
        }
        err_set(err, ERR_LOCKED, "stack %s is held by run %s of %s", stack, run ? run : "?",
                owner ? owner : "?");
        return err_next(err, "begin again when it has ended%s", advice(l));
}

static bool check_lease(struct look *l, struct err *err)
{
        struct store *store = l->session->store;
        struct lease lease = {0};
        bool ok = true;

        if (store->ops->lease_read(store, l->gate->definition->stack.name, &lease, err))
                ok = refuse_busy(l, lease.run, lease.owner, err);
        else if (err_is(err, ERR_NOT_FOUND))
                err_clear(err);
        else
                ok = false;
        lease_clear(&lease);
        return ok;
}

/* Where the stack's own lock is: in the account that `roles:` names for its tier. */
static struct aws *stack_aws(struct look *l, struct err *err)
{
        const struct definition *d = l->gate->definition;
        struct scope scope = {.pipeline = d->pipeline, .stack = &d->stack, .inputs = d->inputs};
        struct json_object *role = NULL;
        const struct run_lock *lock;
        void *there = NULL;
        bool ok = pipeline_role(d->pipeline, d->stack.env, &scope, &role, err) &&
                  accounts_place(l->session->accounts, role, &there, &lock, err);

        json_object_put(role);
        return ok ? ((struct account *)there)->aws : NULL;
}

static bool check_lock(struct look *l, struct err *err)
{
        struct stack_lock_holder holder = {0};
        struct aws *aws = stack_aws(l, err);
        bool ok = true;

        if (!aws)
                return false;
        if (stack_lock_read(aws, &l->gate->definition->stack, &holder, err))
                ok = refuse_busy(l, holder.run, holder.owner, err);
        else if (err_is(err, ERR_NOT_FOUND))
                err_clear(err);
        else
                ok = false;
        stack_lock_holder_release(&holder);
        return ok;
}

/* --- all of it --- */

static bool look(struct ci_gate *gate, struct session *session, bool *hopeless, struct err *err)
{
        struct look l = {.gate = gate, .session = session};
        const struct past_run *done;
        bool ok;

        *hopeless = false;
        if (!origin_list(session->store, gate->definition->stack.name, &l.past, err))
                return false;
        done = find_done(&l);
        if (done && !gate->trigger->any_version)
                gate->done = xstrdup(done->run.id);
        ok = !gate->done && check_use(&l, err) && check_release(&l, err) && check_below(&l, err) &&
             check_lease(&l, err) && check_lock(&l, err);
        *hopeless = l.hopeless;
        past_runs_release(&l.past);
        return ok;
}

static bool wait_a_while(struct session *s, int64_t ms, const bool *stopping, struct err *err)
{
        for (int64_t left = ms; left > 0 && !*stopping; left -= SLICE_MS)
                fiber_sleep(s->loop, left < SLICE_MS ? left : SLICE_MS);
        return !*stopping ||
               err_set(err, ERR_INTERRUPTED, "stopped while waiting; nothing was begun");
}

bool ci_gate_pass(void *arg, struct session *session, const bool *stopping, struct err *err)
{
        struct ci_gate *gate = arg;
        int64_t end = loop_ticks(session->loop) + gate->trigger->busy_for;
        char *told = NULL, limit[24];
        bool hopeless, ok;
        int64_t left;

        duration_format(gate->trigger->busy_for, limit);
        for (int n = 1;; n++) {
                ok = look(gate, session, &hopeless, err);
                left = end - loop_ticks(session->loop);
                if (ok || !err_is(err, ERR_LOCKED) || !gate->trigger->wait || hopeless || left <= 0)
                        break;
                if (!text_same(told, err_text(err)))
                        fprintf(stderr, "waiting, at most %s: %s\n", limit, err_text(err));
                xreplace(&told, err_text(err));
                err_clear(err);
                left = left < watch_pause(session->aws, n) ? left : watch_pause(session->aws, n);
                if (!wait_a_while(session, left, stopping, err))
                        break;
        }
        free(told);
        return ok;
}
