/* The proof that a database may be retired. */
#include "stages/retire_proof.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/database_any.h"
#include "stages/database_cluster.h"
#include "stages/existing.h"
#include "stages/usage.h"

struct retire_terms retire_terms_of_inputs(struct stage *s)
{
        const char *families = stage_text(s, "families");
        struct retire_terms terms = {
                .resource_id = stage_text(s, "resource_id"),
                .active = stage_text(s, "active"),
                .clusters = cloud_clusters(s),
                .families = families ? families : stage_stack(s)->name,
                .deletion = database_deletion_terms(s),
                .until = loop_ticks(stage_loop(s)) + stage_duration(s, "drain"),
        };

        terms.idle = idle_terms_of_inputs(s, terms.until);
        return terms;
}

void retire_terms_release(struct retire_terms *t)
{
        json_object_put(t->clusters);
        *t = (struct retire_terms){0};
}

/* That it fails over, say, at this moment is no reason to give everything up. */
static bool check_usable(struct stage *s, const char *victim, const struct database *active,
                         int64_t until, bool *wait, struct err *err)
{
        if (database_is_usable(active))
                return true;
        if (wait && database_is_passing(active) && loop_ticks(stage_loop(s)) < until) {
                stage_note(s, "waiting for %s, the active one, which is %s", active->id,
                           active->status);
                *wait = true;
                return true;
        }
        return err_set(err, ERR_REFUSED, "the active database %s is %s: %s is kept", active->id,
                       database_is_bare(active) ? "without instances" : active->status, victim);
}

/* To wait until nobody is connected takes longer than the last tasks do. */
static int64_t last_moment(const struct retire_terms *terms)
{
        bool idle = terms->idle.lasts && terms->idle.until > terms->until;

        return idle ? terms->idle.until : terms->until;
}

/* The active timestamp names another database, and that one can be used. */
bool retire_check_active(struct stage *s, const char *victim, const struct retire_terms *terms,
                         bool *wait, struct err *err)
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
        if (terms->active && strcmp(active, terms->active))
                return err_set(err, ERR_CONFLICT, "%s is active, expected %s: %s is kept", active,
                               terms->active, victim);
        ok = database_look(s, id, &db, &found, err);
        if (ok && !found)
                ok = err_set(err, ERR_REFUSED, "the active database %s does not exist: %s is kept",
                             id, victim);
        else if (ok)
                ok = check_usable(s, victim, &db, last_moment(terms), wait, err);
        database_release(&db);
        return ok;
}

bool retire_check_ours(struct stage *s, const char *id, const char *resource_id,
                       const struct tags *tags, const struct retire_terms *terms, struct err *err)
{
        const char *tag = tags_get(tags, "snaplift:stack");
        const char *resource = terms->resource_id;

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

/* Nor will anybody tomorrow. What is to be reported is so once. */
static bool check_ahead(struct stage *s, const struct retire_terms *terms,
                        const struct usage_target *target, struct err *err)
{
        char *told = xasprintf("told what is ahead of %s", target->id);
        struct usage_ahead how = {
                .clusters = terms->clusters,
                .families = terms->families,
                .silent = stage_recall_text(s, told) != NULL,
                .scheduled = terms->scheduled,
                .unseen = terms->unseen,
        };
        bool ok = usage_check_ahead(s, &how, target, err) &&
                  (how.silent || stage_remember_text(s, told, "yes", err));

        free(told);
        return ok;
}

/* Nobody uses it, nor will anybody tomorrow. Who is connected was looked at before, so that the
 * rest of the proof is as new as it is without; whoever is known by name is named first. */
static bool check_unused(struct stage *s, const struct usage_target *target,
                         const struct idle *idle, const struct retire_terms *terms, bool *wait,
                         struct err *err)
{
        return usage_prove_none(s, terms->clusters, target, terms->until, wait, err) &&
               (*wait || idle_judge(s, target->id, idle, &terms->idle, wait, err)) &&
               (*wait || check_ahead(s, terms, target, err));
}

bool retire_prove(struct stage *s, const struct rds_instance *db, const struct retire_terms *terms,
                  bool *wait, struct err *err)
{
        struct usage_target target = usage_of_instance(db);
        struct idle idle = {0};
        bool ok;

        target.restart = terms->restart;
        ok = retire_check_ours(s, db->id, db->resource_id, &db->tags, terms, err) &&
             database_check_deletable(s, db, &terms->deletion, err) &&
             idle_look(s, db, 1, &terms->idle, &idle, err) &&
             check_unused(s, &target, &idle, terms, wait, err) &&
             (*wait || retire_check_active(s, db->id, terms, wait, err));
        idle_release(&idle);
        return ok;
}

bool retire_prove_cluster(struct stage *s, const struct rds_cluster *c,
                          const struct retire_terms *terms, bool *wait, struct err *err)
{
        struct cluster_names names;
        struct idle idle = {0};
        bool ok;

        if (!retire_check_ours(s, c->id, c->resource_id, &c->tags, terms, err) ||
            !cluster_check_deletable(s, c, &terms->deletion, err) ||
            !cluster_find_names(s, c, &names, err))
                return false;
        names.target.restart = terms->restart;
        ok = idle_look(s, names.members.items, names.members.count, &terms->idle, &idle, err) &&
             check_unused(s, &names.target, &idle, terms, wait, err) &&
             (*wait || retire_check_active(s, c->id, terms, wait, err));
        idle_release(&idle);
        cluster_names_release(&names);
        return ok;
}

bool retire_prove_either(struct stage *s, const struct database *db,
                         const struct retire_terms *terms, bool *wait, struct err *err)
{
        return db->is_cluster ? retire_prove_cluster(s, &db->cluster, terms, wait, err)
                              : retire_prove(s, &db->instance, terms, wait, err);
}
