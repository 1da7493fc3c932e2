/* Snapshots: made of an instance, copied, shared, deleted. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

char *rds_data_name(struct standin *s, const char *id)
{
        char *name = xasprintf("%s-%lld", id, (long long)s->rds->next_data++);

        for (char *c = name; *c; c++)
                if (*c == ':')
                        *c = '-';
        return name;
}

void rds_snapshot_refresh(struct rds_snapshot *snap)
{
        int64_t gone;

        if (strcmp(json_text(snap->is, "Status"), "creating") != 0 || !snap->lasts)
                return;
        gone = loop_ticks(snap->cloud->loop) - snap->begun;
        json_put_int(snap->is, "PercentProgress",
                     gone >= snap->lasts ? 99 : gone * 100 / snap->lasts);
}

struct rds_snapshot *rds_snapshot_of(struct rds_instance *db, const char *id, const char *type)
{
        static const char *const kept[] = {
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
                "KmsKeyId",
                "Timezone",
                "IAMDatabaseAuthenticationEnabled",
                "ProcessorFeatures",
                "DbiResourceId",
                "DedicatedLogVolume",
                "BackupRetentionPeriod",
                "PreferredBackupWindow",
        };
        struct json_object *is = json_object_new_object();
        struct json_object *options = json_at(json_array(db->is, "OptionGroupMemberships"), 0);
        char *arn = world_arn(db->cloud, "rds", "snapshot:%s", id);
        struct rds_snapshot *snap;

        for (size_t i = 0; i < ARRAY_LEN(kept); i++)
                if (json_get(db->is, kept[i]))
                        json_put(is, kept[i], json_copy(json_get(db->is, kept[i])));
        json_put_text(is, "DBSnapshotIdentifier", id);
        json_put_text(is, "DBSnapshotArn", arn);
        json_put_text(is, "Status", "creating");
        json_put_text(is, "SnapshotType", type);
        json_put_text(is, "SnapshotTarget", "region");
        json_put_text(is, "VpcId", json_text(json_get(db->is, "DBSubnetGroup"), "VpcId"));
        json_put_text(is, "OptionGroupName", json_text(options, "OptionGroupName"));
        json_put_int(is, "Port", db->port);
        json_put_int(is, "PercentProgress", 0);
        json_put_flag(is, "Encrypted", json_flag(db->is, "StorageEncrypted"));
        json_put(is, "TagList",
                 json_flag(db->is, "CopyTagsToSnapshot") ? json_copy(json_get(db->is, "TagList"))
                                                         : json_object_new_array());
        free(arn);
        snap = rds_snapshot_add(db->cloud, id, is);
        snap->source = json_copy(db->is);
        snap->password = xstrdup(db->password);
        return snap;
}

/* --- the job that makes one --- */

static void begin_snapshot(struct rds_instance *db, struct rds_job *job)
{
        struct rds_snapshot *snap = rds_snapshot_find(db->cloud, job->name);
        char iso[ISO_SIZE];

        if (!snap)
                return;
        rds_now(db->cloud, iso);
        json_put_text(snap->is, "SnapshotCreateTime", iso);
        json_put_text(snap->is, "OriginalSnapshotCreateTime", iso);
        json_put_text(snap->is, "SnapshotDatabaseTime", iso);
        snap->begun = loop_ticks(db->cloud->loop);
        snap->lasts = job->duration;
        rds_event(db->cloud, "db-snapshot", snap->id, json_text(snap->is, "DBSnapshotArn"),
                  "creation", "Creating %s snapshot", json_text(snap->is, "SnapshotType"));
        if (!db->body)
                return;
        snap->data = rds_data_name(db->cloud, snap->id);
        xreplace(&snap->password, db->password);
        job->body_pending = true;
        db_body_snapshot(db->body, snap->data, rds_job_body_done, job);
}

static void settle(struct rds_snapshot *snap, const char *failed)
{
        json_put_text(snap->is, "Status", failed ? failed : "available");
        if (failed)
                return;
        json_put_int(snap->is, "PercentProgress", 100);
        rds_event(snap->cloud, "db-snapshot", snap->id, json_text(snap->is, "DBSnapshotArn"),
                  "creation", "%s snapshot created",
                  text_same(json_text(snap->is, "SnapshotType"), "manual") ? "Manual"
                                                                           : "Automated");
}

static bool end_snapshot(struct rds_instance *db, struct rds_job *job)
{
        struct rds_snapshot *snap = rds_snapshot_find(db->cloud, job->name);

        if (snap)
                settle(snap, snap->fail_status);
        return true;
}

static void snapshot_dropped(struct rds_instance *db, struct rds_job *job)
{
        struct rds_snapshot *snap = job->name ? rds_snapshot_find(db->cloud, job->name) : NULL;

        if (snap && text_same(json_text(snap->is, "Status"), "creating"))
                settle(snap, "failed");
}

struct rds_job *rds_snapshot_job(struct rds_instance *db, struct rds_snapshot *snap,
                                 const char *status, int64_t lag)
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
static void begin_backup(struct rds_instance *db, struct rds_job *job)
{
        char stamp[STAMP_SIZE];

        stamp_format(loop_now(db->cloud->loop), stamp);
        job->name = xasprintf("rds:%s-%.4s-%.2s-%.2s-%.2s-%.2s", db->id, stamp, stamp + 4,
                              stamp + 6, stamp + 8, stamp + 10);
        if (rds_snapshot_find(db->cloud, job->name))
                return;
        rds_snapshot_of(db, job->name, "automated");
        rds_event_of(db, "backup", "Backing up DB instance");
        begin_snapshot(db, job);
}

static bool end_backup(struct rds_instance *db, struct rds_job *job)
{
        rds_event_of(db, "backup", "Finished DB instance backup");
        return end_snapshot(db, job);
}

void rds_back_up(struct rds_instance *db)
{
        struct rds_job *job =
                rds_job_new("backing-up", 0, world_duration(db->cloud, "db-backing-up", 60000));

        job->begin = begin_backup;
        job->end = end_backup;
        job->dropped = snapshot_dropped;
        rds_job_add(db, job);
}

/* --- operations --- */

static bool name_is_free(struct call *call, const char *id)
{
        if (!rds_snapshot_find(call->cloud, id))
                return true;
        call_fail(call, 400, "DBSnapshotAlreadyExists",
                  "Cannot create the snapshot because a snapshot with the identifier %s already "
                  "exists.",
                  id);
        return false;
}

/* The request's tags over those that are there. */
static void put_tags(struct rds_snapshot *snap, struct json_object *tags)
{
        if (json_count(tags))
                json_put(snap->is, "TagList", json_copy(tags));
}

void rds_op_create_db_snapshot(struct call *call)
{
        struct rds_instance *db =
                rds_instance_named(call, json_text(call->in, "DBInstanceIdentifier"));
        char *id = rds_lower(json_text(call->in, "DBSnapshotIdentifier"));
        struct json_object *tags = json_array(call->in, "Tags");
        struct rds_snapshot *snap;

        if (!db || !rds_check_snapshot_id(call, "DBSnapshotIdentifier", id) ||
            !name_is_free(call, id) || !rds_check_tags(call, tags))
                goto out;
        if (strcmp(rds_status_of(db), "available") != 0) {
                call_fail(call, 400, "InvalidDBInstanceState",
                          "Cannot create a snapshot because the database instance %s is not "
                          "currently in the available state.",
                          db->id);
                goto out;
        }
        if (!rds_check_snapshot_quota(call))
                goto out;
        snap = rds_snapshot_of(db, id, "manual");
        put_tags(snap, tags);
        snap->fail_status = call->fail_status;
        rds_answer(call, "DBSnapshot", snap->is);
        rds_job_add(db, rds_snapshot_job(db, snap, "backing-up",
                                         world_duration(call->cloud, "snapshot-lag", 1000)));
out:
        free(id);
}

static void copied(void *arg)
{
        struct rds_snapshot *snap = arg;

        snap->timer = NULL;
        settle(snap, snap->fail_status);
}

static void copy_snapshot(struct call *call, struct rds_snapshot *from, const char *id)
{
        struct standin *s = call->cloud;
        struct json_object *is = json_copy(from->is);
        struct json_object *original = json_get(from->is, "OriginalSnapshotCreateTime");
        const char *key = json_text(call->in, "KmsKeyId");
        char *arn = world_arn(s, "rds", "snapshot:%s", id), iso[ISO_SIZE];
        struct rds_snapshot *snap;

        rds_now(s, iso);
        json_put_text(is, "DBSnapshotIdentifier", id);
        json_put_text(is, "SourceDBSnapshotIdentifier", json_text(from->is, "DBSnapshotArn"));
        json_put_text(is, "SourceRegion", s->region);
        json_put_text(is, "DBSnapshotArn", arn);
        json_put_text(is, "Status", "creating");
        json_put_text(is, "SnapshotType", "manual");
        json_put_text(is, "SnapshotCreateTime", iso);
        json_put(is, "OriginalSnapshotCreateTime",
                 original ? json_copy(original)
                          : json_copy(json_get(from->is, "SnapshotCreateTime")));
        json_put_int(is, "PercentProgress", 0);
        if (key) {
                json_put_text(is, "KmsKeyId", key);
                json_put_flag(is, "Encrypted", true);
        }
        if (!json_flag(call->in, "CopyTags"))
                json_put(is, "TagList", json_object_new_array());
        snap = rds_snapshot_add(s, id, is);
        put_tags(snap, json_array(call->in, "Tags"));
        snap->source = json_copy(from->source);
        snap->password = xstrdup(from->password);
        snap->data = xstrdup(from->data);
        snap->fail_status = call->fail_status;
        snap->begun = loop_ticks(s->loop);
        snap->lasts = world_duration(s, "snapshot-copying", 120000);
        snap->timer = timer_start(s->loop, snap->lasts, copied, snap);
        rds_answer(call, "DBSnapshot", snap->is);
        free(arn);
}

void rds_op_copy_db_snapshot(struct call *call)
{
        struct rds_snapshot *from =
                rds_snapshot_named(call, json_text(call->in, "SourceDBSnapshotIdentifier"));
        char *id = rds_lower(json_text(call->in, "TargetDBSnapshotIdentifier"));

        if (!from || !rds_check_snapshot_id(call, "TargetDBSnapshotIdentifier", id) ||
            !name_is_free(call, id) || !rds_check_tags(call, json_array(call->in, "Tags")))
                goto out;
        if (strcmp(json_text(from->is, "Status"), "available") != 0) {
                call_fail(call, 400, "InvalidDBSnapshotState",
                          "Cannot copy snapshot %s in %s state", from->id,
                          json_text(from->is, "Status"));
                goto out;
        }
        if (rds_check_snapshot_quota(call))
                copy_snapshot(call, from, id);
out:
        free(id);
}

void rds_op_delete_db_snapshot(struct call *call)
{
        struct rds_snapshot *snap =
                rds_snapshot_named(call, json_text(call->in, "DBSnapshotIdentifier"));

        if (!snap)
                return;
        if (snap->foreign || !text_same(json_text(snap->is, "SnapshotType"), "manual")) {
                call_fail(call, 400, "InvalidDBSnapshotState",
                          "Cannot delete the snapshot %s because it is not a manual one.",
                          snap->id);
                return;
        }
        if (strcmp(json_text(snap->is, "Status"), "creating") == 0) {
                call_fail(call, 400, "InvalidDBSnapshotState",
                          "Cannot delete the snapshot because it is not currently in the available "
                          "or failed state.");
                return;
        }
        json_put_text(snap->is, "Status", "deleted");
        rds_answer(call, "DBSnapshot", snap->is);
        rds_event(call->cloud, "db-snapshot", snap->id, json_text(snap->is, "DBSnapshotArn"),
                  "deletion", "Deleted manual snapshot");
        rds_snapshot_remove(snap);
}

static void answer_attributes(struct call *call, struct rds_snapshot *snap)
{
        struct json_object *result = json_object_new_object();
        struct json_object *list = json_object_new_array();
        struct json_object *restore = json_object_new_object();

        json_put_text(restore, "AttributeName", "restore");
        json_put(restore, "AttributeValues", json_copy(snap->restorable));
        json_object_array_add(list, restore);
        json_put_text(result, "DBSnapshotIdentifier", snap->id);
        json_put(result, "DBSnapshotAttributes", list);
        json_put(call->out, "DBSnapshotAttributesResult", result);
}

static bool in_list(struct json_object *list, const char *text)
{
        for (size_t i = 0; i < json_count(list); i++)
                if (text_same(json_object_get_string(json_at(list, i)), text))
                        return true;
        return false;
}

void rds_op_modify_db_snapshot_attribute(struct call *call)
{
        struct rds_snapshot *snap =
                rds_snapshot_named(call, json_text(call->in, "DBSnapshotIdentifier"));
        struct json_object *more = json_array(call->in, "ValuesToAdd");
        struct json_object *less = json_array(call->in, "ValuesToRemove");
        struct json_object *after = json_object_new_array();

        if (!snap)
                goto out;
        if (strcmp(json_text(call->in, "AttributeName"), "restore") != 0) {
                call_fail(call, 400, "InvalidParameterValue", "AttributeName must be restore");
                goto out;
        }
        for (size_t i = 0; i < json_count(snap->restorable); i++) {
                const char *account = json_object_get_string(json_at(snap->restorable, i));

                if (!in_list(less, account))
                        json_add_text(after, account);
        }
        for (size_t i = 0; i < json_count(more); i++)
                if (!in_list(after, json_object_get_string(json_at(more, i))))
                        json_add_text(after, json_object_get_string(json_at(more, i)));
        json_object_put(snap->restorable);
        snap->restorable = json_object_get(after);
        answer_attributes(call, snap);
out:
        json_object_put(after);
}

void rds_op_describe_db_snapshot_attributes(struct call *call)
{
        struct rds_snapshot *snap =
                rds_snapshot_named(call, json_text(call->in, "DBSnapshotIdentifier"));

        if (snap)
                answer_attributes(call, snap);
}
