/* What is kept of retired databases, gathered and told. */
#include "engine/cli/sweep_list.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/rds_cluster.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/run/unfinished.h"
#include "stages/orphans.h"

static bool is_due(const struct sweep_list *l, const struct kept *k)
{
        return !k->broken && (l->all_due || k->until <= l->now);
}

bool sweep_is_wanted(const struct sweep_stack *s)
{
        return s->err.code == ERR_NONE && (s->due || s->runs || s->begun);
}

/* --- gathering --- */

static bool read_status(struct aws *aws, const struct sweep_stack *s, const struct kept *k,
                        char **status, struct err *err)
{
        struct rds_instance db = {0};
        struct rds_cluster c = {0};
        char id[DATABASE_SIZE];
        bool ok;

        stack_database(&s->stack, k->timestamp, id);
        ok = k->cluster ? rds_find_cluster(aws, id, &c, err) : rds_find_instance(aws, id, &db, err);
        *status = ok ? xstrdup(k->cluster ? c.status : db.status) : NULL;
        if (!ok && err_is(err, ERR_NOT_FOUND)) {
                err_clear(err);
                ok = true;
        }
        rds_instance_release(&db);
        rds_cluster_release(&c);
        return ok;
}

static bool is_resting(const char *status)
{
        return !status || !strcmp(status, "stopped") || !strcmp(status, "stopping") ||
               rds_phase(status) == RDS_DELETING;
}

static bool judge(struct sweep_list *l, struct aws *aws, struct sweep_stack *s, size_t at,
                  struct err *err)
{
        const struct kept *k = &s->kept.items[at];
        char *status = NULL;
        bool ok = true;

        l->kept++;
        l->broken += k->broken != NULL;
        if (is_due(l, k)) {
                s->due++;
                l->due++;
        } else if (!k->broken && k->as == KEPT_STOPPED) {
                ok = read_status(aws, s, k, &status, err);
                s->astray[at] = ok && !is_resting(status);
                s->runs += s->astray[at];
                l->astray += s->astray[at];
        }
        free(status);
        return ok;
}

static void read_stack(struct session *session, const char *name, struct sweep_list *l)
{
        struct store *store = session->store;
        struct account *account;
        struct sweep_stack *s;
        struct err *err;
        struct aws *aws;
        bool ok;

        l->stacks = xrealloc(l->stacks, (l->count + 1) * sizeof(*l->stacks));
        s = &l->stacks[l->count++];
        *s = (struct sweep_stack){0};
        err = &s->err;
        if (!stack_parse(name, &s->stack, err) ||
            !session_place(session, name, &account, &s->role, err)) {
                l->unseen++;
                return;
        }
        aws = account->aws;
        ok = run_unfinished(store, name, "sweep", &s->unfinished, &s->begun, err) &&
             kept_read(aws, &s->stack, &s->kept, err);
        if (ok) {
                l->now = aws_now(aws);
                s->astray = xcalloc(s->kept.count + 1, sizeof(*s->astray));
        }
        for (size_t i = 0; ok && i < s->kept.count; i++)
                ok = judge(l, aws, s, i, err);
        l->unseen += !ok;
}

bool sweep_list_read(struct session *session, const struct stack *only, bool all_due,
                     struct sweep_list *out, struct err *err)
{
        struct strlist names = {0};
        bool ok = true;

        *out = (struct sweep_list){.now = loop_now(session->loop), .all_due = all_due};
        if (only)
                strlist_add(&names, only->name);
        else
                ok = session_stacks(session, &names, err);
        for (size_t i = 0; ok && i < names.count; i++)
                read_stack(session, names.items[i], out);
        strlist_release(&names);
        return ok;
}

void sweep_list_release(struct sweep_list *l)
{
        for (size_t i = 0; i < l->count; i++) {
                struct sweep_stack *s = &l->stacks[i];

                kept_list_release(&s->kept);
                strlist_release(&s->unfinished);
                json_object_put(s->role);
                free(s->astray);
                free(s->begun);
                err_clear(&s->err);
        }
        free(l->stacks);
        *l = (struct sweep_list){0};
}

/* --- telling --- */

static void add_age(const struct sweep_list *l, const struct kept *k, struct text *out)
{
        bool over = k->until <= l->now;
        char left[24];

        duration_format(over ? l->now - k->until : k->until - l->now, left);
        text_addf(out, "  %s %s", left, over ? "over" : "to go");
}

static void add_line(const struct sweep_list *l, const struct sweep_stack *s, size_t at,
                     struct text *out)
{
        const struct kept *k = &s->kept.items[at];
        char id[DATABASE_SIZE], until[ISO_SIZE];

        stack_database(&s->stack, k->timestamp, id);
        when_format(k->until, until);
        if (k->broken) {
                text_addf(out, "broken   %s: what is kept of it can't be told: %s\n", id,
                          k->broken);
                return;
        }
        text_addf(out, "%s %s  %s  until %s", is_due(l, k) ? "due     " : "kept    ", id,
                  k->as == KEPT_SNAPSHOT ? k->snapshot : kept_ways[k->as], until);
        add_age(l, k, out);
        text_addf(out, "  run %s%s\n", k->run,
                  s->astray[at] ? ", and it runs: to be stopped again" : "");
}

void sweep_list_text(const struct sweep_list *l, struct text *out)
{
        for (size_t i = 0; i < l->count; i++) {
                const struct sweep_stack *s = &l->stacks[i];

                if (s->err.code != ERR_NONE) {
                        text_addf(out, "unseen   %s: %s\n", s->stack.name, err_text(&s->err));
                        continue;
                }
                for (size_t k = 0; k < s->kept.count; k++)
                        add_line(l, s, k, out);
                if (s->begun)
                        text_addf(out, "run      %s of %s has not ended: it is gone on with\n",
                                  s->begun, s->stack.name);
        }
        text_addf(out, "%zu kept, %zu due, in %zu stack%s\n", l->kept, l->due, l->count,
                  l->count == 1 ? "" : "s");
}

struct json_object *sweep_json(const struct sweep_list *l, const struct sweep_stack *s, size_t at)
{
        const struct kept *k = &s->kept.items[at];
        struct json_object *obj = json_object_new_object();
        char id[DATABASE_SIZE], until[ISO_SIZE];

        stack_database(&s->stack, k->timestamp, id);
        json_put_text(obj, "stack", s->stack.name);
        json_put_text(obj, "timestamp", k->timestamp);
        json_put_text(obj, "database", id);
        json_put_text(obj, "broken", k->broken);
        if (k->broken)
                return obj;
        iso_format(k->until, until);
        json_put_text(obj, "as", kept_ways[k->as]);
        json_put_text(obj, "snapshot", k->snapshot);
        json_put_text(obj, "until", until);
        json_put_text(obj, "run", k->run);
        json_put_int(obj, "age", l->now > k->since ? (l->now - k->since) / 1000 : 0);
        json_put_flag(obj, "due", is_due(l, k));
        json_put_flag(obj, "astray", s->astray[at]);
        return obj;
}
