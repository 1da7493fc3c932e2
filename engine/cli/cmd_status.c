/* snaplift status: where a stack stands, from Parameter Store, RDS and the store. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/rds_cluster.h"
#include "engine/aws/ssm.h"
#include "engine/aws/stack_lock.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/message.h"
#include "engine/cli/origin.h"
#include "engine/cli/owner.h"
#include "engine/cli/runs.h"
#include "engine/cli/session.h"

enum { SHOWN_RUNS = 5 };

struct status {
        const struct args *args;
        struct session session;
        struct stack stack;
        struct ssm_parameters parameters; /* active-timestamp, previous-timestamp, existing */
        struct rds_instances instances;
        struct rds_clusters clusters;
        struct stack_lock_holder holder;
        struct lease lease;
        struct run_record *runs;
        size_t run_count;
        struct past_runs past; /* that CI began */
        struct err err;
        bool ok;
};

static bool missing_is_fine(bool found, struct err *err)
{
        if (found)
                return true;
        if (!err_is(err, ERR_NOT_FOUND))
                return false;
        err_clear(err);
        return true;
}

/* Who may not look at clusters has none. */
static bool list_clusters(struct aws *aws, struct status *s)
{
        if (rds_list_clusters(aws, &s->clusters, &s->err))
                return true;
        if (!err_is(&s->err, ERR_DENIED))
                return false;
        err_clear(&s->err);
        return true;
}

static void work(void *arg)
{
        struct status *s = arg;
        struct store *store = s->session.store;
        struct aws *aws;
        char *names[] = {xasprintf("/%s/db/active-timestamp", s->stack.name),
                         xasprintf("/%s/db/previous-timestamp", s->stack.name),
                         xasprintf("/%s/db/existing", s->stack.name)};

        s->ok = store->ops->list(store, s->stack.name, SHOWN_RUNS, &s->runs, &s->run_count,
                                 &s->err) &&
                origin_list(store, s->stack.name, &s->past, &s->err);
        aws = session_account(&s->session, s->run_count ? s->runs[0].id : NULL)->aws;
        s->ok = s->ok &&
                ssm_get_many(aws, (const char *const *)names, ARRAY_LEN(names), &s->parameters,
                             &s->err) &&
                rds_list_instances(aws, &s->instances, &s->err) && list_clusters(aws, s) &&
                missing_is_fine(stack_lock_read(aws, &s->stack, &s->holder, &s->err), &s->err) &&
                missing_is_fine(store->ops->lease_read(store, s->stack.name, &s->lease, &s->err),
                                &s->err);
        for (size_t i = 0; i < ARRAY_LEN(names); i++)
                free(names[i]);
}

static const char *parameter(const struct status *s, const char *leaf)
{
        char *name = xasprintf("/%s/db/%s", s->stack.name, leaf);
        const struct ssm_parameter *p = ssm_find(&s->parameters, name);

        free(name);
        return p ? p->value : NULL;
}

/* DB instances, then clusters. NULL: there is no n-th. */
static const char *database_at(const struct status *s, size_t n, const char **condition)
{
        if (n < s->instances.count) {
                *condition = s->instances.items[n].status;
                return s->instances.items[n].id;
        }
        n -= s->instances.count;
        if (n >= s->clusters.count)
                return NULL;
        *condition = s->clusters.items[n].status;
        return s->clusters.items[n].id;
}

/* What a database of the stack is to it. */
static const char *role(const struct status *s, const char *timestamp)
{
        const char *active = parameter(s, "active-timestamp");

        if (text_same(timestamp, active))
                return "active";
        if (text_same(timestamp, parameter(s, "previous-timestamp")))
                return "previous";
        return s->holder.run || s->lease.run ? "of a run in progress, or an orphan" : "orphan";
}

static bool has_database(const struct status *s, const char *timestamp)
{
        const char *id, *condition;
        char seen[STAMP_SIZE];

        for (size_t i = 0; (id = database_at(s, i, &condition)); i++)
                if (stack_owns_database(&s->stack, id, seen) && strcmp(seen, timestamp) == 0)
                        return true;
        return false;
}

static void print_databases(const struct status *s)
{
        const char *active = parameter(s, "active-timestamp"), *id, *condition;

        for (size_t i = 0; (id = database_at(s, i, &condition)); i++) {
                char timestamp[STAMP_SIZE];

                if (!stack_owns_database(&s->stack, id, timestamp))
                        continue;
                printf("database  %s  %s  %s\n", id, condition, role(s, timestamp));
        }
        if (active && !has_database(s, active))
                printf("database  %s-%s  MISSING, and the active timestamp names it\n",
                       s->stack.name, active);
}

static void print_lock(const char *what, const char *run, const char *owner, int64_t since,
                       int64_t now)
{
        static const char *const lives[] = {
                [OWNER_ALIVE] = "alive", [OWNER_GONE] = "gone", [OWNER_ELSEWHERE] = "elsewhere"};
        char at[ISO_SIZE], age[24];

        if (!run) {
                printf("%-8s  free\n", what);
                return;
        }
        iso_format(since, at);
        duration_format(now - since, age);
        printf("%-8s  held by run %s of %s (%s) since %s, for %s\n", what, run, owner ? owner : "?",
               lives[owner_look(owner)], at, age);
}

/* How to go on with what holds it: only where the run's process is not known to live. */
static void print_way_out(const struct status *s)
{
        const char *run = s->holder.run ? s->holder.run : s->lease.run;
        const char *owner = s->holder.run ? s->holder.owner : s->lease.owner;
        bool known = false;

        for (size_t i = 0; run && i < s->run_count; i++)
                known = known || text_same(s->runs[i].id, run);
        if (!run || owner_look(owner) == OWNER_ALIVE)
                return;
        if (known)
                printf("next      snaplift resume %s, or snaplift rollback %s\n", run, run);
        else
                printf("next      this store does not know run %s: resume it where it was begun; "
                       "if that store is lost: snaplift resume --stack %s PIPELINE\n",
                       run, s->stack.name);
}

/* The tag that was run last with success; or NULL. */
static const struct past_run *released(const struct status *s)
{
        for (size_t i = 0; i < s->past.count; i++)
                if (past_run_is_good(&s->past.items[i]))
                        return &s->past.items[i];
        return NULL;
}

static void print_release(const struct status *s)
{
        const struct past_run *last = released(s);
        struct text line = TEXT_INIT;

        if (!last || !json_text(last->origin, "tag") || !json_text(last->origin, "commit"))
                return;
        text_add_printable(&line, json_text(last->origin, "tag"));
        text_addf(&line, " (commit %.10s)", json_text(last->origin, "commit"));
        if (json_text(last->origin, "actor")) {
                text_add(&line, " by ");
                text_add_printable(&line, json_text(last->origin, "actor"));
        }
        printf("release   %s, run %s\n", text_str(&line), last->run.id);
        text_release(&line);
}

static void print_text(const struct status *s)
{
        const char *active = parameter(s, "active-timestamp");
        const char *previous = parameter(s, "previous-timestamp");
        const char *existing = parameter(s, "existing");
        int64_t now = loop_now(s->session.loop);
        struct text runs = TEXT_INIT;

        printf("stack     %s\n", s->stack.name);
        if (existing)
                printf("existing  %s: your own, Snaplift only looks at it\n", existing);
        if (active || !existing)
                printf("active    %s\n", active ? active : "none: nothing was promoted to it yet");
        if (previous)
                printf("previous  %s%s\n", previous,
                       has_database(s, previous) ? "" : " (its database is gone)");
        print_release(s);
        print_databases(s);
        print_lock("lock", s->holder.run, s->holder.owner,
                   s->holder.resumed ? s->holder.resumed : s->holder.taken, now);
        print_lock("lease", s->lease.run, s->lease.owner, s->lease.taken, now);
        print_way_out(s);
        runs_add_table(s->runs, s->run_count, now, &runs);
        if (runs.len)
                printf("\nruns, newest first\n%s", text_str(&runs));
        text_release(&runs);
}

static struct json_object *lock_json(const char *run, const char *owner, int64_t since)
{
        struct json_object *obj = json_object_new_object();
        char at[ISO_SIZE];

        iso_format(since, at);
        json_put_text(obj, "run", run);
        json_put_text(obj, "owner", owner);
        json_put_text(obj, "since", at);
        return obj;
}

static void print_json(const struct status *s)
{
        struct json_object *obj = json_object_new_object();
        struct json_object *databases = json_object_new_array();
        struct json_object *runs = json_object_new_array();
        const char *id, *condition;

        json_put_text(obj, "stack", s->stack.name);
        json_put_text(obj, "active", parameter(s, "active-timestamp"));
        json_put_text(obj, "previous", parameter(s, "previous-timestamp"));
        json_put_text(obj, "existing", parameter(s, "existing"));
        if (released(s)) {
                struct json_object *release = json_copy(released(s)->origin);

                json_put_text(release, "run", released(s)->run.id);
                json_put(obj, "release", release);
        }
        for (size_t i = 0; (id = database_at(s, i, &condition)); i++) {
                struct json_object *db;
                char timestamp[STAMP_SIZE];

                if (!stack_owns_database(&s->stack, id, timestamp))
                        continue;
                db = json_object_new_object();
                json_put_text(db, "id", id);
                json_put_text(db, "status", condition);
                json_put_text(db, "role", role(s, timestamp));
                json_object_array_add(databases, db);
        }
        json_put(obj, "databases", databases);
        if (s->holder.run)
                json_put(obj, "lock", lock_json(s->holder.run, s->holder.owner, s->holder.taken));
        if (s->lease.run)
                json_put(obj, "lease", lock_json(s->lease.run, s->lease.owner, s->lease.taken));
        for (size_t i = 0; i < s->run_count; i++) {
                struct json_object *run = json_object_new_object();

                json_put_text(run, "run", s->runs[i].id);
                json_put_text(run, "pipeline", s->runs[i].pipeline);
                json_put_text(run, "state", s->runs[i].state);
                json_object_array_add(runs, run);
        }
        json_put(obj, "runs", runs);
        printf("%s\n", json_line(obj));
        json_object_put(obj);
}

static int status(const struct args *args)
{
        struct status s = {.args = args};
        int ending = END_DONE;

        if (args_stack(args, 0, &s.stack, &s.err) &&
            session_open(&s.session, args, SESSION_STORE | SESSION_AWS, &s.err)) {
                session_run(&s.session, work, &s);
                if (s.ok && args_flag(args, "json"))
                        print_json(&s);
                else if (s.ok)
                        print_text(&s);
                session_close(&s.session);
        }
        if (!s.ok)
                ending = message_error(&s.err);
        ssm_parameters_release(&s.parameters);
        rds_instances_release(&s.instances);
        rds_clusters_release(&s.clusters);
        stack_lock_holder_release(&s.holder);
        lease_clear(&s.lease);
        run_records_free(s.runs, s.run_count);
        past_runs_release(&s.past);
        err_clear(&s.err);
        return ending;
}

static const struct operand operands[] = {
        {"STACK", false, "<customer>-<project>-<env>"},
        {NULL},
};

static const struct option options[] = {
        OPTION_JSON, OPTION_STORE, OPTION_REGION, OPTION_TRACE, {NULL},
};

const struct command status_command = {
        .name = "status",
        .summary = "show where a stack stands: databases, lock, runs",
        .operands = operands,
        .options = options,
        .run = status,
};
