/* Snapshots that other accounts may restore. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/kms.h"
#include "engine/standin/rds_model.h"

enum { MOST_ACCOUNTS = 20 };

bool rds_snapshot_is_foreign(const struct standin *s, const struct rds_snapshot *snap)
{
        return snap->foreign || strcmp(snap->cloud->account, s->account) != 0;
}

static bool in_list(struct json_object *list, const char *text)
{
        for (size_t i = 0; i < json_count(list); i++)
                if (text_same(json_object_get_string(json_at(list, i)), text))
                        return true;
        return false;
}

bool rds_snapshot_public(const struct rds_snapshot *snap)
{
        return in_list(snap->restorable, "all");
}

bool rds_snapshot_visible(const struct standin *s, const struct rds_snapshot *snap)
{
        return strcmp(snap->cloud->account, s->account) == 0 || rds_snapshot_public(snap) ||
               in_list(snap->restorable, s->account);
}

static void answer_attributes(struct call *call, struct rds_snapshot *snap)
{
        static const struct {
                const char *result, *list;
        } names[RDS_KINDS] = {
                [RDS_INSTANCE] = {"DBSnapshotAttributesResult", "DBSnapshotAttributes"},
                [RDS_CLUSTER] = {"DBClusterSnapshotAttributesResult",
                                 "DBClusterSnapshotAttributes"},
        };
        struct json_object *result = json_object_new_object();
        struct json_object *list = json_object_new_array();
        struct json_object *restore = json_object_new_object();

        json_put_text(restore, "AttributeName", "restore");
        json_put(restore, "AttributeValues", json_copy(snap->restorable));
        json_object_array_add(list, restore);
        json_put_text(result, rds_snapshot_words[snap->kind].id, snap->id);
        json_put(result, names[snap->kind].list, list);
        json_put(call->out, names[snap->kind].result, result);
}

static bool is_account(const char *text)
{
        size_t digits = strspn(text, "0123456789");

        return strcmp(text, "all") == 0 || (digits == 12 && !text[12]);
}

static bool check_accounts(struct call *call, struct rds_snapshot *snap, struct json_object *more)
{
        for (size_t i = 0; i < json_count(more); i++) {
                const char *account = json_object_get_string(json_at(more, i));

                if (!is_account(account)) {
                        call_fail(call, 400, "InvalidParameterValue",
                                  "Invalid value %s: an account's 12 digits or all", account);
                        return false;
                }
                if (strcmp(account, "all") == 0 && rds_snapshot_encrypted(snap)) {
                        call_fail(call, 400, "InvalidParameterValue",
                                  "An encrypted snapshot can't be made public");
                        return false;
                }
        }
        return true;
}

/* "You can't share a snapshot that has been encrypted using the default KMS key of the AWS account
 * that shared the snapshot" (User Guide). Which error says so is believed. */
static bool check_shared_key(struct call *call, struct rds_snapshot *snap)
{
        const char *name = json_text(snap->is, "KmsKeyId");
        struct kms_key *key = name ? kms_find(snap->cloud, name) : NULL;

        if (!rds_snapshot_encrypted(snap) || !key || !key->managed ||
            !json_count(json_array(call->in, "ValuesToAdd")))
                return true;
        call_fail(call, 400, rds_snapshot_words[snap->kind].bad_state,
                  "Snapshot %s is encrypted with the default KMS key of the account, and can't be "
                  "shared",
                  snap->id);
        return false;
}

static bool check_share(struct call *call, struct rds_snapshot *snap)
{
        const struct rds_words *words = &rds_snapshot_words[snap->kind];

        if (strcmp(json_text(call->in, "AttributeName"), "restore") != 0) {
                call_fail(call, 400, "InvalidParameterValue", "AttributeName must be restore");
                return false;
        }
        if (rds_snapshot_is_foreign(call->cloud, snap) ||
            !text_same(json_text(snap->is, "SnapshotType"), "manual")) {
                call_fail(call, 400, words->bad_state, "Only a manual snapshot can be shared");
                return false;
        }
        if (strcmp(json_text(snap->is, "Status"), "available") != 0) {
                call_fail(call, 400, words->bad_state, "Snapshot %s is not in available state",
                          snap->id);
                return false;
        }
        return check_shared_key(call, snap) &&
               check_accounts(call, snap, json_array(call->in, "ValuesToAdd"));
}

static void modify_attribute(struct call *call, enum rds_kind kind)
{
        struct rds_snapshot *snap =
                rds_snapshot_named(call, kind, json_text(call->in, rds_snapshot_words[kind].id));
        struct json_object *more = json_array(call->in, "ValuesToAdd");
        struct json_object *less = json_array(call->in, "ValuesToRemove");
        struct json_object *after = json_object_new_array();

        if (!snap || !check_share(call, snap))
                goto out;
        for (size_t i = 0; i < json_count(snap->restorable); i++) {
                const char *account = json_object_get_string(json_at(snap->restorable, i));

                if (!in_list(less, account))
                        json_add_text(after, account);
        }
        for (size_t i = 0; i < json_count(more); i++)
                if (!in_list(after, json_object_get_string(json_at(more, i))))
                        json_add_text(after, json_object_get_string(json_at(more, i)));
        if (json_count(after) > MOST_ACCOUNTS) {
                call_fail(call, 400, "SharedSnapshotQuotaExceeded",
                          "You have exceeded the maximum number of accounts that you can share a "
                          "manual DB snapshot with.");
                goto out;
        }
        json_object_put(snap->restorable);
        snap->restorable = json_object_get(after);
        answer_attributes(call, snap);
out:
        json_object_put(after);
}

static void describe_attributes(struct call *call, enum rds_kind kind)
{
        struct rds_snapshot *snap =
                rds_snapshot_named(call, kind, json_text(call->in, rds_snapshot_words[kind].id));

        if (!snap)
                return;
        if (rds_snapshot_is_foreign(call->cloud, snap))
                call_fail(call, 404, rds_snapshot_words[kind].not_found,
                          "%s %s not found: its owner alone sees its attributes",
                          rds_snapshot_words[kind].what, snap->id);
        else
                answer_attributes(call, snap);
}

void rds_op_modify_db_snapshot_attribute(struct call *call)
{
        modify_attribute(call, RDS_INSTANCE);
}

void rds_op_modify_db_cluster_snapshot_attribute(struct call *call)
{
        modify_attribute(call, RDS_CLUSTER);
}

void rds_op_describe_db_snapshot_attributes(struct call *call)
{
        describe_attributes(call, RDS_INSTANCE);
}

void rds_op_describe_db_cluster_snapshot_attributes(struct call *call)
{
        describe_attributes(call, RDS_CLUSTER);
}
