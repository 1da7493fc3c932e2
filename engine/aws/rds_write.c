/* RDS: what changes something. */
#include "engine/aws/query.h"
#include "engine/aws/rds_members.h"
#include "engine/aws/rds_parse.h"
#include "engine/base/xml.h"

static const struct operation restore_instance = {SERVICE_RDS, "RestoreDBInstanceFromDBSnapshot",
                                                  true};
static const struct operation modify_instance = {SERVICE_RDS, "ModifyDBInstance", true};
static const struct operation add_role = {SERVICE_RDS, "AddRoleToDBInstance", true};
static const struct operation reboot_instance = {SERVICE_RDS, "RebootDBInstance", true};
static const struct operation start_instance = {SERVICE_RDS, "StartDBInstance", true};
static const struct operation stop_instance = {SERVICE_RDS, "StopDBInstance", true};
static const struct operation delete_instance = {SERVICE_RDS, "DeleteDBInstance", true};
static const struct operation create_snapshot = {SERVICE_RDS, "CreateDBSnapshot", true};
static const struct operation delete_snapshot = {SERVICE_RDS, "DeleteDBSnapshot", true};
static const struct operation add_tags = {SERVICE_RDS, "AddTagsToResource", true};
static const struct operation remove_tags = {SERVICE_RDS, "RemoveTagsFromResource", true};

/* Sends; the instance in the answer into out, unless that is NULL. */
static bool send_for_instance(struct aws *aws, struct query *q, struct rds_instance *out,
                              struct err *err)
{
        const struct operation *op = q->op;
        struct rds_instance found = {0};
        struct query_answer answer;

        if (!query_send(aws, q, true, &answer, err))
                return false;
        if (!rds_instance_read(xml_child(answer.result, "DBInstance"), &found, err)) {
                call_garbled(op, err);
                rds_instance_release(&found);
                query_answer_release(&answer);
                return false;
        }
        query_answer_release(&answer);
        if (out)
                *out = found;
        else
                rds_instance_release(&found);
        return true;
}

bool rds_restore_instance(struct aws *aws, const struct rds_restore *r, struct rds_instance *out,
                          struct err *err)
{
        struct query q;

        *out = (struct rds_instance){0};
        query_begin(&q, &restore_instance, r->id);
        query_text(&q, "DBInstanceIdentifier", r->id);
        query_text(&q, "DBSnapshotIdentifier", r->snapshot);
        query_text(&q, "AvailabilityZone", r->zone);
        rds_settings_send(rds_instance_members, RDS_RESTORE, r->settings, &q);
        query_tags(&q, r->tags);
        return send_for_instance(aws, &q, out, err);
}

bool rds_modify_instance(struct aws *aws, const struct rds_modify *r, struct rds_instance *out,
                         struct err *err)
{
        struct query q;

        if (out)
                *out = (struct rds_instance){0};
        query_begin(&q, &modify_instance, r->id);
        query_text(&q, "DBInstanceIdentifier", r->id);
        query_flag(&q, "ApplyImmediately", 1);
        rds_settings_send(rds_instance_members, RDS_MODIFY, r->settings, &q);
        query_flag(&q, "ManageMasterUserPassword", r->manage_password ? 1 : RDS_UNSET);
        query_text(&q, "MasterUserSecretKmsKeyId", r->password_key);
        query_secret(&q, "MasterUserPassword", r->master_password);
        return send_for_instance(aws, &q, out, err);
}

bool rds_add_role_to_instance(struct aws *aws, const char *id, const char *role,
                              const char *feature, struct err *err)
{
        struct query_answer answer;
        struct query q;

        query_begin(&q, &add_role, id);
        query_text(&q, "DBInstanceIdentifier", id);
        query_text(&q, "RoleArn", role);
        query_text(&q, "FeatureName", feature);
        if (!query_send(aws, &q, false, &answer, err))
                return false;
        query_answer_release(&answer);
        return true;
}

static bool send_id(struct aws *aws, const struct operation *op, const char *id, struct err *err)
{
        struct query q;

        query_begin(&q, op, id);
        query_text(&q, "DBInstanceIdentifier", id);
        return send_for_instance(aws, &q, NULL, err);
}

bool rds_reboot_instance(struct aws *aws, const char *id, struct err *err)
{
        return send_id(aws, &reboot_instance, id, err);
}

bool rds_start_instance(struct aws *aws, const char *id, struct err *err)
{
        return send_id(aws, &start_instance, id, err);
}

bool rds_stop_instance(struct aws *aws, const char *id, struct err *err)
{
        return send_id(aws, &stop_instance, id, err);
}

bool rds_delete_instance(struct aws *aws, const char *id, const char *final_snapshot,
                         bool delete_backups, struct rds_instance *out, struct err *err)
{
        struct query q;

        if (out)
                *out = (struct rds_instance){0};
        query_begin(&q, &delete_instance, id);
        query_text(&q, "DBInstanceIdentifier", id);
        query_flag(&q, "SkipFinalSnapshot", final_snapshot == NULL);
        query_text(&q, "FinalDBSnapshotIdentifier", final_snapshot);
        query_flag(&q, "DeleteAutomatedBackups", delete_backups);
        return send_for_instance(aws, &q, out, err);
}

/* Sends; the snapshot in the answer into out, unless that is NULL. */
static bool send_for_snapshot(struct aws *aws, struct query *q, struct rds_snapshot *out,
                              struct err *err)
{
        const struct operation *op = q->op;
        struct rds_snapshot found = {0};
        struct query_answer answer;

        if (!query_send(aws, q, true, &answer, err))
                return false;
        if (!rds_snapshot_read(xml_child(answer.result, "DBSnapshot"), &found, err)) {
                call_garbled(op, err);
                rds_snapshot_release(&found);
                query_answer_release(&answer);
                return false;
        }
        query_answer_release(&answer);
        if (out)
                *out = found;
        else
                rds_snapshot_release(&found);
        return true;
}

bool rds_create_snapshot(struct aws *aws, const char *id, const char *source,
                         const struct tags *tags, struct rds_snapshot *out, struct err *err)
{
        struct query q;

        if (out)
                *out = (struct rds_snapshot){0};
        query_begin(&q, &create_snapshot, id);
        query_text(&q, "DBSnapshotIdentifier", id);
        query_text(&q, "DBInstanceIdentifier", source);
        query_tags(&q, tags);
        return send_for_snapshot(aws, &q, out, err);
}

bool rds_delete_snapshot(struct aws *aws, const char *id, struct err *err)
{
        struct query q;

        query_begin(&q, &delete_snapshot, id);
        query_text(&q, "DBSnapshotIdentifier", id);
        return send_for_snapshot(aws, &q, NULL, err);
}

bool rds_add_tags(struct aws *aws, const char *arn, const struct tags *tags, struct err *err)
{
        struct query_answer answer;
        struct query q;

        if (tags->count == 0)
                return true;
        query_begin(&q, &add_tags, arn);
        query_text(&q, "ResourceName", arn);
        query_tags(&q, tags);
        if (!query_send(aws, &q, false, &answer, err))
                return false;
        query_answer_release(&answer);
        return true;
}

bool rds_remove_tags(struct aws *aws, const char *arn, const struct strlist *keys, struct err *err)
{
        struct query_answer answer;
        struct query q;

        query_begin(&q, &remove_tags, arn);
        query_text(&q, "ResourceName", arn);
        query_list(&q, "TagKeys", "member", keys);
        if (!query_send(aws, &q, false, &answer, err))
                return false;
        query_answer_release(&answer);
        return true;
}
