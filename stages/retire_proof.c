/* The proof that a database may be retired. */
#include "stages/retire_proof.h"

#include <string.h>

#include "engine/base/text.h"
#include "stages/database_any.h"
#include "stages/database_cluster.h"
#include "stages/existing.h"
#include "stages/usage.h"

/* The active timestamp names another database, and that one can be used. */
static bool check_active(struct stage *s, const char *victim, struct err *err)
{
        char active[STAMP_SIZE], id[DATABASE_SIZE];
        struct database db;
        bool found, ok;

        if (!existing_refuse(s, err) || !cloud_active(s, stage_stack(s), active, &found, err))
                return false;
        if (!found)
                return err_set(err, ERR_REFUSED, "no database is active: %s is kept", victim);
        stack_database(stage_stack(s), active, id);
        if (!strcmp(id, victim))
                return err_set(err, ERR_REFUSED, "database %s is the active one", victim);
        if (stage_text(s, "active") && strcmp(active, stage_text(s, "active")))
                return err_set(err, ERR_CONFLICT, "%s is active, expected %s: %s is kept", active,
                               stage_text(s, "active"), victim);
        ok = database_look(s, id, &db, &found, err);
        if (ok && !found)
                ok = err_set(err, ERR_REFUSED, "the active database %s does not exist: %s is kept",
                             id, victim);
        else if (ok && !database_is_usable(&db))
                ok = err_set(err, ERR_REFUSED, "the active database %s is %s: %s is kept", id,
                             db.status, victim);
        database_release(&db);
        return ok;
}

bool retire_check_ours(struct stage *s, const char *id, const char *resource_id,
                       const struct tags *tags, struct err *err)
{
        const char *tag = tags_get(tags, "snaplift:stack");
        const char *resource = stage_text(s, "resource_id");

        if (!stack_owns_database(stage_stack(s), id, NULL))
                return err_set(err, ERR_FOREIGN, "%s is not a database of stack %s", id,
                               stage_stack(s)->name);
        if (tag && strcmp(tag, stage_stack(s)->name))
                return err_set(err, ERR_FOREIGN, "database %s is tagged as stack %s's", id, tag);
        /* One that Snaplift did not make: only the very one that was stashed as active. */
        if (!tag && !resource)
                return err_set(err, ERR_FOREIGN,
                               "database %s has no tag snaplift:stack and no resource_id is given",
                               id);
        if (resource && !text_same(resource, resource_id))
                return err_set(err, ERR_FOREIGN,
                               "database %s has resource id %s and the one to retire had %s", id,
                               resource_id ? resource_id : "none", resource);
        return true;
}

/* Where users are looked for; the caller owns it. */
static struct json_object *clusters_of(struct stage *s)
{
        struct json_object *clusters = json_object_get(stage_list(s, "clusters"));

        if (json_count(clusters))
                return clusters;
        json_object_put(clusters);
        clusters = json_object_new_array();
        json_add_text(clusters, cloud_cluster(s));
        return clusters;
}

/* Nor will anybody tomorrow. What is to be reported is so once. */
static bool check_ahead(struct stage *s, struct json_object *clusters,
                        const struct usage_target *target, struct err *err)
{
        static const char told[] = "told what is ahead";
        const char *families = stage_text(s, "families");
        struct usage_ahead how = {
                .clusters = clusters,
                .families = families ? families : stage_stack(s)->name,
                .silent = stage_recall_text(s, told) != NULL,
        };

        return usage_check_ahead(s, &how, target, err) &&
               (how.silent || stage_remember_text(s, told, "yes", err));
}

/* Nobody uses it, nor will anybody tomorrow. */
static bool check_unused(struct stage *s, const struct usage_target *target, int64_t until,
                         bool *wait, struct err *err)
{
        struct json_object *clusters = clusters_of(s);
        bool ok = usage_prove_none(s, clusters, target, until, wait, err) &&
                  (*wait || check_ahead(s, clusters, target, err));

        json_object_put(clusters);
        return ok;
}

/* What may change from one moment to the next. */
static bool prove_at_last(struct stage *s, const char *id, const char *resource_id, struct err *err)
{
        return check_active(s, id, err) &&
               (text_same(stage_recall_text(s, "resource"), resource_id) ||
                stage_remember_text(s, "resource", resource_id, err));
}

bool retire_prove(struct stage *s, const struct rds_instance *db, void *arg, bool *wait,
                  struct err *err)
{
        struct usage_target target = usage_of_instance(db);

        return retire_check_ours(s, db->id, db->resource_id, &db->tags, err) &&
               database_check_deletable(s, db, err) &&
               check_unused(s, &target, *(int64_t *)arg, wait, err) &&
               (*wait || prove_at_last(s, db->id, db->resource_id, err));
}

bool retire_prove_cluster(struct stage *s, const struct rds_cluster *c, void *arg, bool *wait,
                          struct err *err)
{
        struct cluster_names names;
        bool ok;

        if (!retire_check_ours(s, c->id, c->resource_id, &c->tags, err) ||
            !cluster_check_deletable(s, c, err) || !cluster_find_names(s, c, &names, err))
                return false;
        ok = check_unused(s, &names.target, *(int64_t *)arg, wait, err) &&
             (*wait || prove_at_last(s, c->id, c->resource_id, err));
        cluster_names_release(&names);
        return ok;
}
