/*
 * Copies of snapshots: in place, from another account (shared, by ARN), from another region. From
 * the model:
 *
 * - an encrypted snapshot that is shared from another account needs KmsKeyId, and so does one from
 *   another region; without it a copy of one's own keeps its source's key;
 * - a DB snapshot that isn't encrypted is encrypted by KmsKeyId, a DB cluster snapshot is refused;
 * - an encrypted one from another region needs PreSignedUrl: a presigned request of the same
 * operation to the source region. In one place the model says that it is ignored outside GovCloud,
 * in another that it must be there; here it must, and be right.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/standin/kms.h"
#include "engine/standin/rds_model.h"
#include "engine/standin/sigv4.h"

/* The members of the two requests. */
static const struct {
        const char *operation, *from, *to, *source_arn, *encrypted;
} names[RDS_KINDS] = {
        [RDS_INSTANCE] = {"CopyDBSnapshot", "SourceDBSnapshotIdentifier",
                          "TargetDBSnapshotIdentifier", "SourceDBSnapshotIdentifier", "Encrypted"},
        [RDS_CLUSTER] = {"CopyDBClusterSnapshot", "SourceDBClusterSnapshotIdentifier",
                         "TargetDBClusterSnapshotIdentifier", "SourceDBClusterSnapshotArn",
                         "StorageEncrypted"},
};

/* --- what may be copied --- */

/* "InvalidParameterValue: PreSignedurl could not be authenticated" is what people report. */
static bool check_presigned(struct call *call, struct rds_snapshot *from)
{
        const char *url = json_text(call->in, "PreSignedUrl");
        const char *source = json_text(call->in, names[from->kind].from);
        const char *key = json_text(call->in, "KmsKeyId");
        struct text why = TEXT_INIT;
        struct form query;

        if (!sigv4_verify_presigned(call->cloud, url, "rds", from->cloud->region, &query, &why)) {
                const char *of = form_get(&query, names[from->kind].from);
                const char *with = form_get(&query, "KmsKeyId");
                struct kms_key *meant = with ? kms_find(call->cloud, with) : NULL;

                if (!text_same(form_get(&query, "Action"), call->operation))
                        text_add(&why, "it is of another action");
                else if (!text_same(form_get(&query, "DestinationRegion"), call->cloud->region))
                        text_add(&why, "DestinationRegion is another one");
                else if (!of || strcasecmp(of, source) != 0)
                        text_add(&why, "the source snapshot is another one");
                else if (key && (!meant || !text_same(meant->arn, key)))
                        text_add(&why, "KmsKeyId is another one");
        }
        form_release(&query);
        if (why.len)
                call_fail(call, 400, "InvalidParameterValue",
                          "PreSignedUrl could not be authenticated: %s", text_str(&why));
        text_release(&why);
        return !call->error;
}

static bool check_regions(struct call *call, struct rds_snapshot *from)
{
        bool other = strcmp(from->cloud->region, call->cloud->region) != 0;
        const char *url = json_text(call->in, "PreSignedUrl");

        if (!other && url && *url)
                call_fail(call, 400, "InvalidParameterCombination",
                          "PreSignedUrl is for copies from another region");
        if (!other)
                return !call->error;
        if (rds_snapshot_encrypted(from) && !json_text(call->in, "KmsKeyId"))
                call_fail(call, 400, "InvalidParameterCombination",
                          "KmsKeyId must be explicitly specified if copying an encrypted snapshot "
                          "across regions.");
        else if (url && *url)
                check_presigned(call, from);
        else if (rds_snapshot_encrypted(from))
                call_fail(call, 400, "InvalidParameterCombination",
                          "PreSignedUrl is required to copy an encrypted snapshot from another "
                          "region");
        return !call->error;
}

static bool check_keys(struct call *call, struct rds_snapshot *from)
{
        const char *key = json_text(call->in, "KmsKeyId");

        if (!rds_check_snapshot_key(call, from) || !rds_check_key(call, "KmsKeyId"))
                return false;
        if (rds_snapshot_encrypted(from) && rds_snapshot_is_foreign(call->cloud, from) && !key)
                call_fail(call, 400, "KMSKeyNotAccessibleFault",
                          "The target KMS key [None] does not exist, is not enabled or you do not "
                          "have permissions to access it.");
        else if (!rds_snapshot_encrypted(from) && from->kind == RDS_CLUSTER && key)
                call_fail(call, 400, "InvalidParameterCombination",
                          "KmsKeyId can't be specified for a DB cluster snapshot that isn't "
                          "encrypted");
        return !call->error;
}

/* --- the copy --- */

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
                if (strcmp(from->cloud->region, s->region) != 0)
                        json_put_text(is, "SourceRegion", from->cloud->region);
                if (!json_get(is, "OriginalSnapshotCreateTime"))
                        json_put(is, "OriginalSnapshotCreateTime",
                                 json_copy(json_get(from->is, "SnapshotCreateTime")));
                json_put_text(is, "OptionGroupName", options);
        }
        if (key) {
                json_put_text(is, "KmsKeyId", key);
                json_put_flag(is, names[from->kind].encrypted, true);
                json_put_text(is, "StorageEncryptionType", "sse-kms");
        }
        /* Another account's tags aren't seen. */
        if (!json_flag(call->in, "CopyTags") || rds_snapshot_is_foreign(s, from))
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
        const char *source = json_text(call->in, names[kind].from);
        struct rds_snapshot *from = rds_snapshot_anywhere(call->cloud, kind, source);
        char *id = rds_lower(json_text(call->in, names[kind].to));

        if (!from)
                call_fail(call, 404, words->not_found, "%s %s not found.", words->what, source);
        if (!from || !rds_check_snapshot_id(call, names[kind].to, id) ||
            !rds_snapshot_id_is_free(call, kind, id) ||
            !rds_check_tags(call, json_array(call->in, "Tags")))
                goto out;
        if (strcmp(json_text(from->is, "Status"), "available") != 0) {
                call_fail(call, 400, words->bad_state, "Cannot copy snapshot %s in %s state",
                          from->id, json_text(from->is, "Status"));
                goto out;
        }
        if (check_keys(call, from) && check_regions(call, from) &&
            rds_check_snapshot_quota(call, kind))
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
