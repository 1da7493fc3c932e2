/* Snapshots of instances and clusters: made, deleted. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

char *rds_data_name(struct standin *s, const char *id)
{
        char *name = xasprintf("%s-%lld", id, (long long)s->root->rds->next_data++);

        for (char *c = name; *c; c++)
                if (*c == ':')
                        *c = '-';
        return name;
}

void rds_snapshot_refresh(struct rds_snapshot *snap)
{
        const char *status = json_text(snap->is, "Status");
        int64_t gone;

        if ((strcmp(status, "creating") != 0 && strcmp(status, "copying") != 0) || !snap->lasts)
                return;
        gone = loop_ticks(snap->cloud->loop) - snap->begun;
        json_put_int(snap->is, "PercentProgress",
                     gone >= snap->lasts ? 99 : gone * 100 / snap->lasts);
}

/* What a DBSnapshot shows of its instance. */
static const char *const of_instance[] = {
        "DBInstanceIdentifier",
        "Engine",
        "AllocatedStorage",
        "AvailabilityZone",
        "InstanceCreateTime",
        "MasterUsername",
        "EngineVersion",
        "LicenseModel",
        "Iops",
        "StorageThroughput",
        "StorageType",
        "StorageEncryptionType",
        "KmsKeyId",
        "TdeCredentialArn",
        "Timezone",
        "IAMDatabaseAuthenticationEnabled",
        "ProcessorFeatures",
        "DbiResourceId",
        "DBSystemId",
        "MultiTenant",
        "DedicatedLogVolume",
        "BackupRetentionPeriod",
        "PreferredBackupWindow",
        NULL,
};

/* What a DBClusterSnapshot shows of its cluster. */
static const char *const of_cluster[] = {
        "AvailabilityZones",
        "DBClusterIdentifier",
        "Engine",
        "EngineMode",
        "AllocatedStorage",
        "ClusterCreateTime",
        "MasterUsername",
        "EngineVersion",
        "StorageType",
        "StorageThroughput",
        "StorageEncrypted",
        "StorageEncryptionType",
        "BackupRetentionPeriod",
        "PreferredBackupWindow",
        "KmsKeyId",
        "IAMDatabaseAuthenticationEnabled",
        "DbClusterResourceId",
        "DBSystemId",
        NULL,
};

static void describe_instance_snapshot(struct rds_db *db, struct json_object *is)
{
        struct json_object *options = json_at(json_array(db->is, "OptionGroupMemberships"), 0);

        json_put_text(is, "SnapshotTarget", "region");
        json_put_text(is, "VpcId", json_text(json_get(db->is, "DBSubnetGroup"), "VpcId"));
        json_put_text(is, "OptionGroupName", json_text(options, "OptionGroupName"));
        json_put_flag(is, "Encrypted", json_flag(db->is, "StorageEncrypted"));
}

static void describe_cluster_snapshot(struct rds_db *db, struct json_object *is)
{
        const char *subnets = json_text(db->is, "DBSubnetGroup");

        json_put_text(is, "VpcId", json_text(db->cloud->rds->subnet_groups, subnets));
        json_put_text(is, "LicenseModel",
                      strstr(json_text(db->is, "Engine"), "postgres") ? "postgresql-license"
                                                                      : "general-public-license");
}

bool rds_snapshot_encrypted(const struct rds_snapshot *snap)
{
        return json_flag(snap->is, snap->kind == RDS_CLUSTER ? "StorageEncrypted" : "Encrypted");
}

struct rds_snapshot *rds_snapshot_of(struct rds_db *db, const char *id, const char *type)
{
        const struct rds_words *words = &rds_snapshot_words[db->kind];
        const char *const *kept = db->kind == RDS_CLUSTER ? of_cluster : of_instance;
        struct json_object *is = json_object_new_object();
        char *arn = world_arn(db->cloud, "rds", "%s:%s", words->arn_part, id);
        struct rds_snapshot *snap;

        for (; *kept; kept++)
                if (json_get(db->is, *kept))
                        json_put(is, *kept, json_copy(json_get(db->is, *kept)));
        json_put_text(is, words->id, id);
        json_put_text(is, words->arn, arn);
        json_put_text(is, "Status", "creating");
        json_put_text(is, "SnapshotType", type);
        json_put_int(is, "Port", db->port);
        json_put_int(is, "PercentProgress", 0);
        if (db->kind == RDS_CLUSTER)
                describe_cluster_snapshot(db, is);
        else
                describe_instance_snapshot(db, is);
        json_put(is, "TagList",
                 json_flag(db->is, "CopyTagsToSnapshot") ? json_copy(json_get(db->is, "TagList"))
                                                         : json_object_new_array());
        free(arn);
        snap = rds_snapshot_add(db->cloud, db->kind, id, is);
        snap->source = json_copy(db->is);
        snap->password = xstrdup(db->password);
        return snap;
}

/* --- the job that makes one --- */

static void begin_snapshot(struct rds_db *db, struct rds_job *job)
{
        struct rds_snapshot *snap = rds_snapshot_find(db->cloud, db->kind, job->name);
        char iso[ISO_SIZE];

        if (!snap)
                return;
        rds_now(db->cloud, iso);
        json_put_text(snap->is, "SnapshotCreateTime", iso);
        if (snap->kind == RDS_INSTANCE) {
                json_put_text(snap->is, "OriginalSnapshotCreateTime", iso);
                json_put_text(snap->is, "SnapshotDatabaseTime", iso);
        }
        snap->begun = loop_ticks(db->cloud->loop);
        snap->lasts = job->duration;
        rds_event_of_snapshot(snap, "creation", "Creating %s snapshot",
                              json_text(snap->is, "SnapshotType"));
        if (!db->body)
                return;
        snap->data = rds_data_name(db->cloud, snap->id);
        xreplace(&snap->password, db->password);
        job->body_pending = true;
        db_body_snapshot(db->body, snap->data, rds_job_body_done, job);
}

void rds_snapshot_settle(struct rds_snapshot *snap, const char *failed)
{
        json_put_text(snap->is, "Status", failed ? failed : "available");
        if (failed)
                return;
        json_put_int(snap->is, "PercentProgress", 100);
        rds_event_of_snapshot(
                snap, "creation", "%s snapshot created",
                text_same(json_text(snap->is, "SnapshotType"), "manual") ? "Manual" : "Automated");
}

static bool end_snapshot(struct rds_db *db, struct rds_job *job)
{
        struct rds_snapshot *snap = rds_snapshot_find(db->cloud, db->kind, job->name);

        if (snap)
                rds_snapshot_settle(snap, snap->fail_status);
        return true;
}

static void snapshot_dropped(struct rds_db *db, struct rds_job *job)
{
        struct rds_snapshot *snap =
                job->name ? rds_snapshot_find(db->cloud, db->kind, job->name) : NULL;

        if (snap && text_same(json_text(snap->is, "Status"), "creating"))
                rds_snapshot_settle(snap, "failed");
}

struct rds_job *rds_snapshot_job(struct rds_db *db, struct rds_snapshot *snap, const char *status,
                                 int64_t lag)
{
        struct rds_job *job =
                rds_job_new(status, lag, world_duration(db->cloud, "snapshot-creating", 120000));

        job->name = xstrdup(snap->id);
        job->begin = begin_snapshot;
        job->end = end_snapshot;
        job->dropped = snapshot_dropped;
        return job;
}

/* The automated snapshot is there, and named by the time, when its backup begins. */
static void begin_backup(struct rds_db *db, struct rds_job *job)
{
        char stamp[STAMP_SIZE];

        stamp_format(loop_now(db->cloud->loop), stamp);
        job->name = xasprintf("rds:%s-%.4s-%.2s-%.2s-%.2s-%.2s", db->id, stamp, stamp + 4,
                              stamp + 6, stamp + 8, stamp + 10);
        if (rds_snapshot_find(db->cloud, db->kind, job->name))
                return;
        rds_snapshot_of(db, job->name, "automated");
        rds_event_of(db, "backup",
                     db->kind == RDS_CLUSTER ? "Backing up DB cluster" : "Backing up DB instance");
        begin_snapshot(db, job);
}

static bool end_backup(struct rds_db *db, struct rds_job *job)
{
        rds_event_of(db, "backup",
                     db->kind == RDS_CLUSTER ? "Finished DB cluster backup"
                                             : "Finished DB instance backup");
        return end_snapshot(db, job);
}

void rds_back_up(struct rds_db *db)
{
        struct rds_job *job =
                rds_job_new("backing-up", 0, world_duration(db->cloud, "db-backing-up", 60000));

        job->begin = begin_backup;
        job->end = end_backup;
        job->dropped = snapshot_dropped;
        rds_job_add(db, job);
}

/* --- operations --- */

bool rds_snapshot_id_is_free(struct call *call, enum rds_kind kind, const char *id)
{
        if (!rds_snapshot_find(call->cloud, kind, id))
                return true;
        call_fail(call, 400, rds_snapshot_words[kind].exists,
                  "Cannot create the snapshot because a snapshot with the identifier %s already "
                  "exists.",
                  id);
        return false;
}

void rds_snapshot_put_tags(struct rds_snapshot *snap, struct json_object *tags)
{
        if (json_count(tags))
                json_put(snap->is, "TagList", json_copy(tags));
}

static void create_snapshot(struct call *call, enum rds_kind kind)
{
        const struct rds_words *words = &rds_snapshot_words[kind];
        struct rds_db *db = rds_named(call, kind, json_text(call->in, rds_words[kind].id));
        char *id = rds_lower(json_text(call->in, words->id));
        struct json_object *tags = json_array(call->in, "Tags");
        struct rds_snapshot *snap;

        if (!db || !rds_check_snapshot_id(call, words->id, id) ||
            !rds_snapshot_id_is_free(call, kind, id) || !rds_check_tags(call, tags))
                goto out;
        if (kind == RDS_INSTANCE && rds_cluster_of(db)) {
                call_fail(call, 400, "InvalidDBInstanceState",
                          "%s is a member of a DB cluster: create a DB cluster snapshot", db->id);
                goto out;
        }
        if (strcmp(rds_status_of(db), "available") != 0) {
                call_fail(call, 400, rds_words[kind].bad_state,
                          "Cannot create a snapshot because the %s %s is not currently in the "
                          "available state.",
                          rds_words[kind].what, db->id);
                goto out;
        }
        if (!rds_check_snapshot_quota(call, kind))
                goto out;
        snap = rds_snapshot_of(db, id, "manual");
        rds_snapshot_put_tags(snap, tags);
        snap->fail_status = call->fail_status;
        rds_answer(call, words->answer, snap->is);
        rds_job_add(db, rds_snapshot_job(db, snap, "backing-up",
                                         world_duration(call->cloud, "snapshot-lag", 1000)));
out:
        free(id);
}

void rds_op_create_db_snapshot(struct call *call)
{
        create_snapshot(call, RDS_INSTANCE);
}

void rds_op_create_db_cluster_snapshot(struct call *call)
{
        create_snapshot(call, RDS_CLUSTER);
}

static void delete_snapshot(struct call *call, enum rds_kind kind)
{
        const struct rds_words *words = &rds_snapshot_words[kind];
        struct rds_snapshot *snap = rds_snapshot_named(call, kind, json_text(call->in, words->id));

        if (!snap)
                return;
        if (rds_snapshot_is_foreign(call->cloud, snap) ||
            !text_same(json_text(snap->is, "SnapshotType"), "manual")) {
                call_fail(call, 400, words->bad_state,
                          "Cannot delete the snapshot %s because it is not a manual one.",
                          snap->id);
                return;
        }
        /* A copy may be called off; a snapshot under way may not. */
        if (text_same(json_text(snap->is, "Status"), "creating")) {
                call_fail(call, 400, words->bad_state,
                          "Cannot delete the snapshot because it is not currently in the available "
                          "or failed state.");
                return;
        }
        json_put_text(snap->is, "Status", "deleted");
        rds_answer(call, words->answer, snap->is);
        rds_event_of_snapshot(snap, "deletion", "Deleted manual snapshot");
        rds_snapshot_remove(snap);
}

void rds_op_delete_db_snapshot(struct call *call)
{
        delete_snapshot(call, RDS_INSTANCE);
}

void rds_op_delete_db_cluster_snapshot(struct call *call)
{
        delete_snapshot(call, RDS_CLUSTER);
}
