/* The promotion that made the active database: since when, where from, by whom. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/cli/promotion.h"
#include "engine/cli/standing_parts.h"

/* The first of the versions that have had this value without a break until now. */
static void put_since(struct standing_look *l, struct json_object *out, struct err *err)
{
        char *name = xasprintf("/%s/db/active-timestamp", l->stack->name);
        const struct ssm_parameter *now = ssm_find(&l->parameters, name), *first = now;
        struct ssm_parameters versions = {0};
        bool known = ssm_get_history(l->aws, name, &versions, err);

        for (size_t i = versions.count; i > 0; i--) {
                if (!text_same(versions.items[i - 1].value, now->value))
                        break;
                first = &versions.items[i - 1];
        }
        if (first->modified)
                standing_put_time(out, "since", first->modified);
        json_put_text(out, "since_is", known ? "history" : "write");
        json_put_text(out, "set_by", first->by);
        standing_or_unknown(l, known, "since", err);
        ssm_parameters_release(&versions);
        free(name);
}

static bool find_snapshot(struct aws *aws, const char *id, struct rds_snapshot *out)
{
        struct err ignored = ERR_INIT;
        bool found = strstr(id, ":cluster-snapshot:")
                             ? rds_find_cluster_snapshot(aws, id, out, &ignored)
                             : rds_find_snapshot(aws, id, out, &ignored);

        err_clear(&ignored);
        return found;
}

/* "rds:DATABASE-2026-11-20-02-03": RDS's own name for an automated one, also in an ARN. */
static char *automated_source(const char *id)
{
        static const char date[] = "-2026-11-20-02-03";
        const char *start = strstr(id, "rds:");

        while (start && strstr(start + 1, "rds:"))
                start = strstr(start + 1, "rds:");
        if (!start || strlen(start) <= strlen("rds:") + strlen(date))
                return NULL;
        start += strlen("rds:");
        return xstrndup(start, strlen(start) - strlen(date));
}

/* Where the journal does not tell it: from the snapshot, as long as it is there, or its name. */
static void put_source(struct standing_look *l, struct json_object *out)
{
        const char *id = json_text(out, "snapshot");
        struct rds_snapshot snapshot = {0};
        struct stack of;
        char *source = NULL;

        if (!id)
                return;
        if (!json_text(out, "source")) {
                if (find_snapshot(l->aws, id, &snapshot))
                        source = xstrdup(snapshot.source);
                else
                        source = automated_source(id);
                json_put_text(out, "source", source);
        }
        if (!json_text(out, "tier") && json_text(out, "source") &&
            database_parse(json_text(out, "source"), &of, NULL))
                json_put_text(out, "tier", of.env);
        if (!json_text(out, "source"))
                standing_say_unknown(
                        l, "source",
                        "the snapshot is gone, and no journal here tells which database it was "
                        "of");
        rds_snapshot_release(&snapshot);
        free(source);
}

/* Only what is not there yet. */
static void put_missing(struct json_object *into, struct json_object *from)
{
        if (!from)
                return;
        json_object_object_foreach(from, name, value)
        {
                if (value && !json_get(into, name))
                        json_put(into, name, json_copy(value));
        }
}

/* What was before it is kept by it. */
static bool is_kept(const struct standing_look *l, const char *run)
{
        const struct kept_list *kept = &l->orphans.found.kept;

        for (size_t i = 0; run && i < kept->count; i++)
                if (text_same(kept->items[i].run, run) && kept->items[i].as != KEPT_SNAPSHOT)
                        return true;
        return false;
}

void standing_put_promotion(struct standing_look *l, const char *no_store)
{
        const char *run = l->of_it ? tags_get(l->of_it, "snaplift:run") : NULL;
        struct json_object *out = json_object_new_object();
        struct json_object *told = run ? promotion_read(l->session, run) : NULL;
        struct err ignored = ERR_INIT;

        put_since(l, out, &ignored);
        err_clear(&ignored);
        json_put_text(out, "run", run);
        put_missing(out, told);
        if (is_kept(l, run)) /* the two are side by side still, as its own line tells */
                json_object_object_del(out, "beside");
        put_missing(out, json_get(out, "origin"));
        json_object_object_del(out, "origin");
        if (l->of_it) {
                static const char *const names[] = {"snapshot", "tag", "commit"};

                for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                        char *tag = xasprintf("snaplift:%s", names[i]);

                        if (!json_text(out, names[i]))
                                json_put_text(out, names[i], tags_get(l->of_it, tag));
                        free(tag);
                }
        }
        put_source(l, out);
        if (run && !told)
                standing_say_unknown(l, "run", no_store ? no_store : "this store does not have it");
        json_object_put(told);
        json_put(l->facts, "promotion", out);
}
