/* RDS's clusters: what changes something. */
#include "engine/aws/query.h"
#include "engine/aws/rds_cluster_parse.h"
#include "engine/aws/rds_members.h"
#include "engine/aws/rds_parse.h"

static const struct operation restore_cluster = {SERVICE_RDS, "RestoreDBClusterFromSnapshot", true};
static const struct operation create_instance = {SERVICE_RDS, "CreateDBInstance", true};
static const struct operation modify_cluster = {SERVICE_RDS, "ModifyDBCluster", true};
static const struct operation add_role = {SERVICE_RDS, "AddRoleToDBCluster", true};
static const struct operation enable_http = {SERVICE_RDS, "EnableHttpEndpoint", true};
static const struct operation start_cluster = {SERVICE_RDS, "StartDBCluster", true};
static const struct operation stop_cluster = {SERVICE_RDS, "StopDBCluster", true};
static const struct operation delete_cluster = {SERVICE_RDS, "DeleteDBCluster", true};
static const struct operation create_snapshot = {SERVICE_RDS, "CreateDBClusterSnapshot", true};
static const struct operation create_endpoint = {SERVICE_RDS, "CreateDBClusterEndpoint", true};

/* Sends; the cluster in the answer into out, unless that is NULL. */
static bool send_for_cluster(struct aws *aws, struct query *q, struct rds_cluster *out,
                             struct err *err)
{
        const struct operation *op = q->op;
        struct rds_cluster found = {0};
        struct query_answer answer;

        if (out)
                *out = (struct rds_cluster){0};
        if (!query_send(aws, q, true, &answer, err))
                return false;
        if (!rds_cluster_read(xml_child(answer.result, "DBCluster"), &found, err)) {
                call_garbled(op, err);
                rds_cluster_release(&found);
                query_answer_release(&answer);
                return false;
        }
        query_answer_release(&answer);
        if (out)
                *out = found;
        else
                rds_cluster_release(&found);
        return true;
}

static bool send_alone(struct aws *aws, struct query *q, struct err *err)
{
        struct query_answer answer;

        if (!query_send(aws, q, false, &answer, err))
                return false;
        query_answer_release(&answer);
        return true;
}

bool rds_restore_cluster(struct aws *aws, const struct rds_cluster_restore *r,
                         struct rds_cluster *out, struct err *err)
{
        struct query q;

        query_begin(&q, &restore_cluster, r->id);
        query_text(&q, "DBClusterIdentifier", r->id);
        query_text(&q, "SnapshotIdentifier", r->snapshot);
        query_text(&q, "Engine", r->engine);
        query_text(&q, "EngineVersion", r->version);
        rds_settings_send(rds_cluster_members, RDS_RESTORE, r->settings, &q);
        query_tags(&q, r->tags);
        return send_for_cluster(aws, &q, out, err);
}

bool rds_create_member(struct aws *aws, const struct rds_member_create *r, struct rds_instance *out,
                       struct err *err)
{
        struct query_answer answer;
        struct query q;
        bool ok;

        *out = (struct rds_instance){0};
        query_begin(&q, &create_instance, r->id);
        query_text(&q, "DBInstanceIdentifier", r->id);
        query_text(&q, "DBClusterIdentifier", r->cluster);
        query_text(&q, "Engine", r->engine);
        rds_settings_send(rds_instance_members, RDS_CREATE, r->settings, &q);
        query_tags(&q, r->tags);
        if (!query_send(aws, &q, true, &answer, err))
                return false;
        ok = rds_instance_read(xml_child(answer.result, "DBInstance"), out, err);
        query_answer_release(&answer);
        if (ok)
                return true;
        rds_instance_release(out);
        return call_garbled(&create_instance, err);
}

bool rds_modify_cluster(struct aws *aws, const struct rds_modify *r, struct rds_cluster *out,
                        struct err *err)
{
        struct query q;

        query_begin(&q, &modify_cluster, r->id);
        query_text(&q, "DBClusterIdentifier", r->id);
        query_flag(&q, "ApplyImmediately", 1);
        rds_settings_send(rds_cluster_members, RDS_MODIFY, r->settings, &q);
        query_flag(&q, "ManageMasterUserPassword", r->manage_password ? 1 : RDS_UNSET);
        query_text(&q, "MasterUserSecretKmsKeyId", r->password_key);
        query_secret(&q, "MasterUserPassword", r->master_password);
        return send_for_cluster(aws, &q, out, err);
}

bool rds_add_role_to_cluster(struct aws *aws, const char *id, const char *role, const char *feature,
                             struct err *err)
{
        struct query q;

        query_begin(&q, &add_role, id);
        query_text(&q, "DBClusterIdentifier", id);
        query_text(&q, "RoleArn", role);
        query_text(&q, "FeatureName", feature);
        return send_alone(aws, &q, err);
}

bool rds_enable_http_endpoint(struct aws *aws, const char *arn, struct err *err)
{
        struct query q;

        query_begin(&q, &enable_http, arn);
        query_text(&q, "ResourceArn", arn);
        return send_alone(aws, &q, err);
}

static bool send_id(struct aws *aws, const struct operation *op, const char *id, struct err *err)
{
        struct query q;

        query_begin(&q, op, id);
        query_text(&q, "DBClusterIdentifier", id);
        return send_for_cluster(aws, &q, NULL, err);
}

bool rds_start_cluster(struct aws *aws, const char *id, struct err *err)
{
        return send_id(aws, &start_cluster, id, err);
}

bool rds_stop_cluster(struct aws *aws, const char *id, struct err *err)
{
        return send_id(aws, &stop_cluster, id, err);
}

bool rds_delete_cluster(struct aws *aws, const char *id, const char *final_snapshot,
                        bool delete_backups, struct rds_cluster *out, struct err *err)
{
        struct query q;

        query_begin(&q, &delete_cluster, id);
        query_text(&q, "DBClusterIdentifier", id);
        query_flag(&q, "SkipFinalSnapshot", final_snapshot == NULL);
        query_text(&q, "FinalDBSnapshotIdentifier", final_snapshot);
        query_flag(&q, "DeleteAutomatedBackups", delete_backups);
        return send_for_cluster(aws, &q, out, err);
}

/* Sends; the snapshot in the answer into out, unless that is NULL. */
static bool send_for_snapshot(struct aws *aws, struct query *q, struct rds_snapshot *out,
                              struct err *err)
{
        const struct operation *op = q->op;
        struct rds_snapshot found = {0};
        struct query_answer answer;

        if (out)
                *out = (struct rds_snapshot){0};
        if (!query_send(aws, q, true, &answer, err))
                return false;
        if (!rds_cluster_snapshot_read(xml_child(answer.result, "DBClusterSnapshot"), &found,
                                       err)) {
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

bool rds_create_cluster_snapshot(struct aws *aws, const char *id, const char *source,
                                 const struct tags *tags, struct rds_snapshot *out, struct err *err)
{
        struct query q;

        query_begin(&q, &create_snapshot, id);
        query_text(&q, "DBClusterSnapshotIdentifier", id);
        query_text(&q, "DBClusterIdentifier", source);
        query_tags(&q, tags);
        return send_for_snapshot(aws, &q, out, err);
}

bool rds_create_cluster_endpoint(struct aws *aws, const struct rds_endpoint_create *r,
                                 struct err *err)
{
        struct query q;

        query_begin(&q, &create_endpoint, r->id);
        query_text(&q, "DBClusterIdentifier", r->cluster);
        query_text(&q, "DBClusterEndpointIdentifier", r->id);
        query_text(&q, "EndpointType", r->type);
        query_list(&q, "StaticMembers", "member", r->members);
        query_list(&q, "ExcludedMembers", "member", r->excluded);
        query_tags(&q, r->tags);
        return send_alone(aws, &q, err);
}
