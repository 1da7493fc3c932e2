#include "engine/cli/costs.h"

#include <stdlib.h>

#include "engine/aws/rds_cluster.h"
#include "engine/aws/ssm.h"
#include "engine/base/mem.h"

struct cost {
        const char *what; /* "database" or "cluster" */
        const char *id, *status;
        const struct tags *tags;
        const char *size; /* for people */
};

static bool is_of_stack(const struct stack *stack, const struct cost *c)
{
        const char *tag = tags_get(c->tags, "snaplift:stack");

        return tag ? text_same(tag, stack->name) : stack_owns_database(stack, c->id, NULL);
}

static void add(const struct stack *stack, const char *run, const char *active,
                const struct cost *c, struct strlist *out)
{
        const char *by = tags_get(c->tags, "snaplift:run");

        if (!is_of_stack(stack, c) || text_same(c->id, active))
                return;
        strlist_addf(out, "%s %s (%s) is %s: %s", c->what, c->id, c->size, c->status,
                     text_same(by, run) ? "made by this run"
                     : by               ? "not the active one, made by an earlier run"
                                        : "not the active one");
}

static void look_at_clusters(struct aws *aws, const struct stack *stack, const char *run,
                             const char *active, struct strlist *out)
{
        struct rds_clusters all = {0};
        struct err ignored = ERR_INIT; /* who may not look at clusters has none */

        rds_list_clusters(aws, &all, &ignored);
        for (size_t i = 0; i < all.count; i++) {
                struct cost c = {.what = "cluster",
                                 .id = all.items[i].id,
                                 .status = all.items[i].status,
                                 .tags = &all.items[i].tags,
                                 .size = all.items[i].engine};

                add(stack, run, active, &c, out);
        }
        rds_clusters_release(&all);
        err_clear(&ignored);
}

/* Of an Aurora cluster's instance the cluster's line tells. */
static bool look_at_instances(struct aws *aws, const struct stack *stack, const char *run,
                              const char *active, struct strlist *out, struct err *err)
{
        struct rds_instances all = {0};
        bool ok = rds_list_instances(aws, &all, err);

        for (size_t i = 0; ok && i < all.count; i++) {
                const struct rds_instance *db = &all.items[i];
                char *size =
                        xasprintf("%s, %lld GiB", db->instance_class ? db->instance_class : "?",
                                  (long long)db->storage);
                struct cost c = {.what = "database",
                                 .id = db->id,
                                 .status = db->status,
                                 .tags = &db->tags,
                                 .size = size};

                if (!db->cluster)
                        add(stack, run, active, &c, out);
                free(size);
        }
        rds_instances_release(&all);
        return ok;
}

void costs_look(struct aws *aws, const struct stack *stack, const char *run, struct strlist *out)
{
        char *name = xasprintf("/%s/db/active-timestamp", stack->name), *active = NULL;
        struct ssm_parameter p = {0};
        struct err err = ERR_INIT;
        bool ok = ssm_get(aws, name, false, &p, &err);

        if (ok && p.value)
                active = xasprintf("%s-%s", stack->name, p.value);
        else if (!ok && err_is(&err, ERR_NOT_FOUND))
                ok = (err_clear(&err), true);
        if (ok && look_at_instances(aws, stack, run, active, out, &err))
                look_at_clusters(aws, stack, run, active, out);
        else
                strlist_addf(out, "not known: %s", err_text(&err));
        ssm_parameter_release(&p);
        err_clear(&err);
        free(active);
        free(name);
}
