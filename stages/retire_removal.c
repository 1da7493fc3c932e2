/* Deleting a database that is retired. */
#include "stages/retire_removal.h"

#include <stdio.h>

#include "engine/aws/watch.h"
#include "engine/base/text.h"
#include "stages/database_cluster.h"
#include "stages/snapshots.h"

bool retire_final_name(struct stage *s, const char *id, bool cluster, char out[FINAL_NAME_SIZE],
                       struct err *err)
{
        char stamp[RUN_STAMP_SIZE];

        if (cluster)
                return cluster_snapshot_name(s, id, "final-", out, err);
        cloud_run_stamp(s, stamp);
        snprintf(out, FINAL_NAME_SIZE, "%s-final-%s", id, stamp);
        return true;
}

/* Somebody else has deleted the database, or the snapshot since: no resume brings it back. */
static bool miss_final(struct stage *s, const char *name, struct err *err)
{
        if (stage_recall_text(s, "missing"))
                return stage_report(s, err,
                                    "there is no final snapshot %s: the database was deleted "
                                    "without it, or it was deleted since",
                                    name);
        if (!stage_remember_text(s, "missing", name, err))
                return false;
        err_set(err, ERR_STATE,
                "the database is gone, and its final snapshot %s does not exist: somebody else has "
                "deleted one of them",
                name);
        return err_next(err,
                        "look for another snapshot of it; to end the run without: snaplift %s %s",
                        stage_undoing(s) ? "rollback" : "resume", stage_run(s));
}

bool retire_find_final(struct stage *s, bool cluster, const char *name,
                       struct rds_snapshot *snapshot, bool *there, struct err *err)
{
        if (!snapshot_await_seen(s, stage_aws(s), cluster, name, snapshot, there, err))
                return err_prefix(err, "the final snapshot");
        return *there || miss_final(s, name, err);
}

bool retire_check_final(struct stage *s, bool cluster, const char *name, bool *there,
                        struct err *err)
{
        struct rds_snapshot snapshot = {0};
        bool ok =
                retire_find_final(s, cluster, name, &snapshot, there, err) &&
                (!*there || stage_report(s, err, "final snapshot %s is %s", name, snapshot.status));

        rds_snapshot_release(&snapshot);
        return ok;
}

static bool remember(struct stage *s, const char *resource_id, struct err *err)
{
        return text_same(stage_recall_text(s, "resource"), resource_id) ||
               stage_remember_text(s, "resource", resource_id, err);
}

static bool is_allowed(const struct retire_removal *r, const struct tags *tags, struct err *err)
{
        return !r->allowed || r->allowed(r->arg, r->id, tags, err);
}

static bool may_remove_instance(struct stage *s, const struct rds_instance *db, void *arg,
                                bool *wait, struct err *err)
{
        const struct retire_removal *r = arg;

        return is_allowed(r, &db->tags, err) && retire_prove(s, db, r->terms, wait, err) &&
               (*wait || remember(s, db->resource_id, err));
}

static bool may_remove_cluster(struct stage *s, const struct rds_cluster *c, void *arg, bool *wait,
                               struct err *err)
{
        const struct retire_removal *r = arg;

        return is_allowed(r, &c->tags, err) && retire_prove_cluster(s, c, r->terms, wait, err) &&
               (*wait || remember(s, c->resource_id, err));
}

bool retire_remove_instance(struct stage *s, const struct retire_removal *r, bool *seen,
                            struct err *err)
{
        struct database_removal removal = {
                .id = r->id,
                .resource_id = r->resource_id,
                .final_snapshot = r->terms->deletion.final_snapshot ? r->final : NULL,
                .keep_backups = r->keep_backups,
                .seen = seen,
                .allowed = may_remove_instance,
                .arg = (void *)r,
        };

        return database_remove(s, &removal, err);
}

bool retire_remove_cluster(struct stage *s, const struct retire_removal *r, struct err *err)
{
        struct cluster_removal removal = {
                .id = r->id,
                .resource_id = r->resource_id,
                .final_snapshot = r->terms->deletion.final_snapshot ? r->final : NULL,
                .keep_backups = r->keep_backups,
                .allowed = may_remove_cluster,
                .arg = (void *)r,
        };

        return cluster_remove(s, &removal, err);
}
