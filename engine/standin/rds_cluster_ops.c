/* The end of a cluster, its restarts, and its HTTP endpoint. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

static struct rds_db *named(struct call *call)
{
        return rds_named(call, RDS_CLUSTER, json_text(call->in, "DBClusterIdentifier"));
}

/* --- delete --- */

static void begin_delete(struct rds_db *cluster, struct rds_job *job)
{
        if (!cluster->body)
                return;
        job->body_pending = true;
        db_body_delete(cluster->body, rds_job_body_done, job);
        cluster->body = NULL;
}

static void wait_for_members(void *arg);

/* It goes when the last of its members has gone. */
static bool end_delete(struct rds_db *cluster, struct rds_job *job)
{
        if (rds_member_count(cluster)) {
                job->timer = timer_start(cluster->cloud->loop, 1000, wait_for_members, job);
                return false;
        }
        rds_backups_drop(cluster);
        rds_secret_drop(cluster);
        rds_event_of(cluster, "deletion", "DB cluster deleted");
        rds_remove(cluster);
        return false;
}

static void wait_for_members(void *arg)
{
        struct rds_job *job = arg;

        job->timer = NULL;
        end_delete(job->db, job);
}

static bool check_members(struct call *call, struct rds_db *cluster)
{
        if (!rds_is_aurora(cluster))
                return true; /* RDS made them and takes them away */
        for (size_t i = 0; i < rds_member_count(cluster); i++) {
                struct rds_db *db = rds_member_at(cluster, i);

                if (text_same(rds_status_of(db), "deleting"))
                        continue;
                call_fail(call, 400, "InvalidDBClusterStateFault",
                          "Cluster cannot be deleted, it still contains DB instances in "
                          "non-deleting state.");
                return false;
        }
        return true;
}

static bool check_delete(struct call *call, struct rds_db *cluster)
{
        if (text_same(rds_status_of(cluster), "deleting")) {
                call_fail(call, 400, "InvalidDBClusterStateFault",
                          "DB cluster %s is already being deleted.", cluster->id);
                return false;
        }
        if (json_flag(cluster->is, "DeletionProtection")) {
                call_fail(call, 400, "InvalidParameterCombination",
                          "Cannot delete protected Cluster, please disable deletion protection and "
                          "try again.");
                return false;
        }
        if (text_same(rds_status_of(cluster), "stopped")) {
                call_fail(call, 400, "InvalidDBClusterStateFault",
                          "DB cluster %s is stopped: start it before it is deleted", cluster->id);
                return false;
        }
        return check_members(call, cluster) && rds_check_final(call, cluster);
}

void rds_op_delete_db_cluster(struct call *call)
{
        struct rds_db *cluster = named(call);
        const char *final = json_text(call->in, "FinalDBSnapshotIdentifier");
        struct rds_job *job;

        if (!cluster || !check_delete(call, cluster))
                return;
        rds_jobs_drop(cluster);
        rds_status(cluster, "deleting");
        for (size_t i = 0; i < rds_member_count(cluster); i++)
                if (!text_same(rds_status_of(rds_member_at(cluster, i)), "deleting"))
                        rds_instance_end(rds_member_at(cluster, i), NULL, NULL);
        if (final)
                rds_final_snapshot(cluster, final);
        job = rds_job_new("deleting", 0, world_duration(call->cloud, "db-cluster-deleting", 60000));
        job->begin = begin_delete;
        job->end = end_delete;
        job->fail_status = call->fail_status;
        rds_job_add(cluster, job);
        rds_answer(call, "DBCluster", cluster->is);
}

/* --- restarts --- */

static void begin_reboot(struct rds_db *cluster, struct rds_job *job)
{
        if (!cluster->body)
                return;
        job->body_pending = true;
        db_body_reboot(cluster->body, rds_job_body_done, job);
}

static bool end_reboot(struct rds_db *cluster, struct rds_job *job)
{
        (void)job;
        rds_members_parameters(cluster, NULL, "in-sync");
        rds_event_of(cluster, "maintenance", "DB cluster restarted");
        return true;
}

void rds_op_reboot_db_cluster(struct call *call)
{
        struct rds_db *cluster = named(call);
        struct rds_job *job;

        if (!cluster || !rds_require(call, cluster, "available"))
                return;
        if (rds_is_aurora(cluster)) {
                call_fail(call, 400, "InvalidDBClusterStateFault",
                          "RebootDBCluster is for Multi-AZ DB clusters: reboot the DB instances of "
                          "%s",
                          cluster->id);
                return;
        }
        job = rds_job_new("rebooting", 0, world_duration(call->cloud, "db-rebooting", 30000));
        job->begin = begin_reboot;
        job->end = end_reboot;
        job->fail_status = call->fail_status;
        rds_job_add(cluster, job);
        rds_answer(call, "DBCluster", cluster->is);
}

static void rest_members(struct rds_db *cluster, const char *status)
{
        for (size_t i = 0; i < rds_member_count(cluster); i++) {
                struct rds_db *db = rds_member_at(cluster, i);

                db->resting = status;
                rds_status(db, status);
        }
}

static bool end_stop(struct rds_db *cluster, struct rds_job *job)
{
        (void)job;
        rds_rest_stopped(cluster);
        rest_members(cluster, "stopped");
        rds_event_of(cluster, "notification", "DB cluster stopped");
        return true;
}

static bool end_start(struct rds_db *cluster, struct rds_job *job)
{
        (void)job;
        cluster->resting = "available";
        rest_members(cluster, "available");
        rds_event_of(cluster, "notification", "DB cluster started");
        return true;
}

/* Its members show the same status. */
static void turn(struct rds_db *cluster, const char *through, const char *duration,
                 void (*begin)(struct rds_db *db, struct rds_job *job),
                 bool (*end)(struct rds_db *db, struct rds_job *job))
{
        struct rds_job *job =
                rds_job_new(through, 0, world_duration(cluster->cloud, duration, 60000));

        job->begin = begin;
        job->end = end;
        rds_job_add(cluster, job);
        for (size_t i = 0; i < rds_member_count(cluster); i++)
                rds_status(rds_member_at(cluster, i), through);
}

static bool require_all(struct call *call, struct rds_db *cluster, const char *status)
{
        if (!rds_require(call, cluster, status))
                return false;
        for (size_t i = 0; i < rds_member_count(cluster); i++)
                if (!rds_require(call, rds_member_at(cluster, i), status))
                        return false;
        return true;
}

void rds_op_stop_db_cluster(struct call *call)
{
        struct rds_db *cluster = named(call);

        if (!cluster || !require_all(call, cluster, "available"))
                return;
        turn(cluster, "stopping", "db-stopping", rds_begin_stop, end_stop);
        rds_answer(call, "DBCluster", cluster->is);
}

void rds_cluster_start(struct rds_db *cluster)
{
        rds_no_longer_stopped(cluster);
        turn(cluster, "starting", "db-starting", rds_begin_start, end_start);
}

void rds_op_start_db_cluster(struct call *call)
{
        struct rds_db *cluster = named(call);

        if (!cluster || !require_all(call, cluster, "stopped"))
                return;
        rds_cluster_start(cluster);
        rds_answer(call, "DBCluster", cluster->is);
}

/* --- the Data API's endpoint --- */

static void turn_http(struct call *call, bool on)
{
        const char *arn = json_text(call->in, "ResourceArn");
        struct rds_db *cluster =
                text_starts(arn, "arn:") ? rds_find(call->cloud, RDS_CLUSTER, arn) : NULL;

        if (!cluster) {
                call_fail(call, 404, "ResourceNotFoundFault", "%s not found", arn);
                return;
        }
        if (!rds_is_aurora(cluster) || !text_same(rds_status_of(cluster), "available")) {
                call_fail(call, 400, "InvalidResourceStateFault",
                          "%s is no Aurora DB cluster in available state", arn);
                return;
        }
        json_put_flag(cluster->is, "HttpEndpointEnabled", on);
        json_put_text(call->out, "ResourceArn", arn);
        json_put_flag(call->out, "HttpEndpointEnabled", on);
}

void rds_op_enable_http_endpoint(struct call *call)
{
        turn_http(call, true);
}

void rds_op_disable_http_endpoint(struct call *call)
{
        turn_http(call, false);
}
