/* A database that is stopped is started again by RDS itself after seven days. */
#include "engine/base/stamp.h"
#include "engine/standin/rds_model.h"

static const int64_t STOPPED_MS = 7 * 24 * 3600 * 1000LL;

static void start_again(void *arg)
{
        struct rds_db *db = arg;

        db->restart = NULL;
        rds_event_of(db, "notification",
                     db->kind == RDS_CLUSTER
                             ? "DB cluster is being started due to it exceeding the maximum "
                               "allowed time being stopped."
                             : "DB instance is being started due to it exceeding the maximum "
                               "allowed time being stopped.");
        if (db->kind == RDS_CLUSTER)
                rds_cluster_start(db);
        else
                rds_instance_start(db);
}

void rds_rest_stopped(struct rds_db *db)
{
        int64_t lasts = world_duration(db->cloud, "db-stopped", STOPPED_MS);
        char at[ISO_SIZE];

        rds_no_longer_stopped(db);
        iso_format(loop_now(db->cloud->loop) + lasts, at);
        json_put_text(db->is, "AutomaticRestartTime", at);
        db->resting = "stopped";
        db->restart = timer_start(db->cloud->loop, lasts, start_again, db);
}

void rds_no_longer_stopped(struct rds_db *db)
{
        timer_stop(db->restart);
        db->restart = NULL;
        json_object_object_del(db->is, "AutomaticRestartTime");
}
