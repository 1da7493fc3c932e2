/* Copies of snapshots. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

/* The members of the two requests. */
static const struct {
        const char *from, *to, *source_arn;
} names[RDS_KINDS] = {
        [RDS_INSTANCE] = {"SourceDBSnapshotIdentifier", "TargetDBSnapshotIdentifier",
                          "SourceDBSnapshotIdentifier"},
        [RDS_CLUSTER] = {"SourceDBClusterSnapshotIdentifier", "TargetDBClusterSnapshotIdentifier",
                         "SourceDBClusterSnapshotArn"},
};

static void copied(void *arg)
{
        struct rds_snapshot *snap = arg;

        snap->timer = NULL;
        rds_snapshot_settle(snap, snap->fail_status);
}

static struct json_object *describe(struct call *call, struct rds_snapshot *from, const char *id)
{
        const struct rds_words *words = &rds_snapshot_words[from->kind];
        struct standin *s = call->cloud;
        struct json_object *is = json_copy(from->is);
        char *arn = world_arn(s, "rds", "%s:%s", words->arn_part, id), iso[ISO_SIZE];
        const char *key = json_text(call->in, "KmsKeyId");
        const char *options = json_text(call->in, "OptionGroupName");

        rds_now(s, iso);
        json_put_text(is, words->id, id);
        json_put_text(is, names[from->kind].source_arn, json_text(from->is, words->arn));
        json_put_text(is, words->arn, arn);
        json_put_text(is, "Status", from->kind == RDS_CLUSTER ? "copying" : "creating");
        json_put_text(is, "SnapshotType", "manual");
        json_put_text(is, "SnapshotCreateTime", iso);
        json_put_int(is, "PercentProgress", 0);
        if (from->kind == RDS_INSTANCE) {
                json_put_text(is, "SourceRegion", from->cloud->region);
                if (!json_get(is, "OriginalSnapshotCreateTime"))
                        json_put(is, "OriginalSnapshotCreateTime",
                                 json_copy(json_get(from->is, "SnapshotCreateTime")));
                json_put_text(is, "OptionGroupName", options);
        }
        if (key) {
                json_put_text(is, "KmsKeyId", key);
                json_put_flag(is, from->kind == RDS_CLUSTER ? "StorageEncrypted" : "Encrypted",
                              true);
        }
        if (!json_flag(call->in, "CopyTags"))
                json_put(is, "TagList", json_object_new_array());
        free(arn);
        return is;
}

static void copy_snapshot(struct call *call, struct rds_snapshot *from, const char *id)
{
        struct standin *s = call->cloud;
        struct rds_snapshot *snap = rds_snapshot_add(s, from->kind, id, describe(call, from, id));

        rds_snapshot_put_tags(snap, json_array(call->in, "Tags"));
        snap->source = json_copy(from->source);
        snap->password = xstrdup(from->password);
        snap->data = xstrdup(from->data);
        snap->fail_status = call->fail_status;
        snap->begun = loop_ticks(s->loop);
        snap->lasts = world_duration(s, "snapshot-copying", 120000);
        snap->timer = timer_start(s->loop, snap->lasts, copied, snap);
        rds_answer(call, rds_snapshot_words[from->kind].answer, snap->is);
}

static void copy(struct call *call, enum rds_kind kind)
{
        const struct rds_words *words = &rds_snapshot_words[kind];
        struct rds_snapshot *from =
                rds_snapshot_named(call, kind, json_text(call->in, names[kind].from));
        char *id = rds_lower(json_text(call->in, names[kind].to));

        if (!from || !rds_check_snapshot_id(call, names[kind].to, id) ||
            !rds_snapshot_id_is_free(call, kind, id) ||
            !rds_check_tags(call, json_array(call->in, "Tags")))
                goto out;
        if (strcmp(json_text(from->is, "Status"), "available") != 0) {
                call_fail(call, 400, words->bad_state, "Cannot copy snapshot %s in %s state",
                          from->id, json_text(from->is, "Status"));
                goto out;
        }
        if (rds_check_snapshot_quota(call, kind))
                copy_snapshot(call, from, id);
out:
        free(id);
}

void rds_op_copy_db_snapshot(struct call *call)
{
        copy(call, RDS_INSTANCE);
}

void rds_op_copy_db_cluster_snapshot(struct call *call)
{
        copy(call, RDS_CLUSTER);
}
