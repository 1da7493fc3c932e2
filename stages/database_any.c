/* Looking at a database whose kind is not known. */
#include "stages/database_any.h"

#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/database_cluster.h"

static void view_instance(struct database *db)
{
        db->id = db->instance.id;
        db->resource_id = db->instance.resource_id;
        db->status = db->instance.status;
        db->engine = db->instance.engine;
        db->address = db->instance.address;
        db->master_user = db->instance.master_user;
        db->master_secret = db->instance.master_secret;
        db->master_secret_status = db->instance.master_secret_status;
        db->tags = &db->instance.tags;
}

static void view_cluster(struct database *db)
{
        db->is_cluster = true;
        db->id = db->cluster.id;
        db->resource_id = db->cluster.resource_id;
        db->status = db->cluster.status;
        db->engine = db->cluster.engine;
        db->address = db->cluster.address;
        db->master_user = db->cluster.master_user;
        db->master_secret = db->cluster.master_secret;
        db->master_secret_status = db->cluster.master_secret_status;
        db->tags = &db->cluster.tags;
}

bool database_look(struct stage *s, const char *id, struct database *db, bool *found,
                   struct err *err)
{
        *db = (struct database){0};
        if (!database_find(s, id, &db->instance, found, err))
                return false;
        if (*found) {
                view_instance(db);
                return true;
        }
        if (!cluster_find(s, id, &db->cluster, found, err))
                return false;
        if (*found)
                view_cluster(db);
        return true;
}

/* Serverless v1 never has any. */
static bool needs_instances(const struct database *db)
{
        return db->is_cluster && !text_same(db->cluster.engine_mode, "serverless");
}

/* The daily backup of a large one takes hours, and is nothing to those who use it. */
static bool is_up(const struct database *db)
{
        return db->status &&
               (rds_phase(db->status) == RDS_AVAILABLE || text_same(db->status, "backing-up"));
}

bool database_is_usable(const struct database *db)
{
        return is_up(db) && db->address && (!needs_instances(db) || cluster_writer(&db->cluster));
}

bool database_is_passing(const struct database *db)
{
        if (!db->status || database_is_usable(db) || database_is_bare(db))
                return false;
        return is_up(db) || rds_phase(db->status) == RDS_MOVING;
}

bool database_is_bare(const struct database *db)
{
        return needs_instances(db) && !db->cluster.member_count;
}

bool database_advise_instance(const char *id, struct err *err)
{
        return err_next(err,
                        "create one in it (aws rds create-db-instance --db-cluster-identifier %s "
                        "...), then try again",
                        id);
}

void database_release(struct database *db)
{
        rds_instance_release(&db->instance);
        rds_cluster_release(&db->cluster);
        *db = (struct database){0};
}

bool database_is_made_by_run(const struct stage *s, const struct database *db)
{
        return cloud_is_of_run(s, db->tags);
}

static bool modify_instance(struct stage *s, const struct rds_modify *modify, const char *result,
                            struct database *db, struct err *err)
{
        bool ok = rds_modify_instance(stage_aws(s), modify, NULL, err) &&
                  stage_result(s, err, "%s", result) &&
                  database_wait_change(s, modify->id, &db->instance, err);

        view_instance(db);
        return ok;
}

static bool modify_cluster(struct stage *s, const struct rds_modify *modify, const char *result,
                           struct database *db, struct err *err)
{
        bool ok = rds_modify_cluster(stage_aws(s), modify, NULL, err) &&
                  stage_result(s, err, "%s", result) &&
                  cluster_wait_change(s, modify->id, &db->cluster, err) &&
                  cluster_wait_writer(s, &db->cluster, err);

        view_cluster(db);
        return ok;
}

bool database_modify(struct stage *s, const struct rds_modify *modify, const char *result,
                     struct database *db, struct err *err)
{
        return db->is_cluster ? modify_cluster(s, modify, result, db, err)
                              : modify_instance(s, modify, result, db, err);
}

bool database_rest(struct stage *s, struct database *db, struct err *err)
{
        char *id = xstrdup(db->id);
        bool ok;

        if (db->is_cluster) {
                ok = cluster_wait_change(s, id, &db->cluster, err) &&
                     cluster_wait_writer(s, &db->cluster, err);
                view_cluster(db);
        } else {
                ok = database_wait_change(s, id, &db->instance, err);
                view_instance(db);
        }
        free(id);
        return ok;
}
