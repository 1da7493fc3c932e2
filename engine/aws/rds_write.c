/* RDS: what changes something. */
#include "engine/aws/query.h"
#include "engine/aws/rds_parse.h"
#include "engine/base/xml.h"

static const struct operation restore_instance = {SERVICE_RDS, "RestoreDBInstanceFromDBSnapshot",
                                                  true};
static const struct operation modify_instance = {SERVICE_RDS, "ModifyDBInstance", true};
static const struct operation reboot_instance = {SERVICE_RDS, "RebootDBInstance", true};
static const struct operation delete_instance = {SERVICE_RDS, "DeleteDBInstance", true};
static const struct operation create_snapshot = {SERVICE_RDS, "CreateDBSnapshot", true};
static const struct operation delete_snapshot = {SERVICE_RDS, "DeleteDBSnapshot", true};
static const struct operation add_tags = {SERVICE_RDS, "AddTagsToResource", true};

struct rds_restore rds_restore_init(void)
{
        return (struct rds_restore){
                .port = RDS_UNSET,
                .storage = RDS_UNSET,
                .iops = RDS_UNSET,
                .throughput = RDS_UNSET,
                .backup_days = RDS_UNSET,
                .multi_az = RDS_UNSET,
                .public = RDS_UNSET,
                .auto_minor_upgrade = RDS_UNSET,
                .copy_tags = RDS_UNSET,
                .deletion_protection = RDS_UNSET,
                .iam_auth = RDS_UNSET,
                .dedicated_log_volume = RDS_UNSET,
        };
}

struct rds_modify rds_modify_init(void)
{
        return (struct rds_modify){
                .storage = RDS_UNSET,
                .max_storage = RDS_UNSET,
                .iops = RDS_UNSET,
                .throughput = RDS_UNSET,
                .backup_days = RDS_UNSET,
                .monitoring_interval = RDS_UNSET,
                .insights_days = RDS_UNSET,
                .multi_az = RDS_UNSET,
                .public = RDS_UNSET,
                .auto_minor_upgrade = RDS_UNSET,
                .copy_tags = RDS_UNSET,
                .deletion_protection = RDS_UNSET,
                .iam_auth = RDS_UNSET,
                .insights = RDS_UNSET,
        };
}

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
        query_text(&q, "DBInstanceClass", r->instance_class);
        query_number(&q, "Port", r->port);
        query_text(&q, "AvailabilityZone", r->zone);
        query_text(&q, "DBSubnetGroupName", r->subnet_group);
        query_flag(&q, "MultiAZ", r->multi_az);
        query_flag(&q, "PubliclyAccessible", r->public);
        query_flag(&q, "AutoMinorVersionUpgrade", r->auto_minor_upgrade);
        query_text(&q, "LicenseModel", r->license);
        query_number(&q, "Iops", r->iops);
        query_number(&q, "StorageThroughput", r->throughput);
        query_text(&q, "OptionGroupName", r->option_group);
        query_tags(&q, r->tags);
        query_text(&q, "StorageType", r->storage_type);
        query_list(&q, "VpcSecurityGroupIds", "VpcSecurityGroupId", r->security_groups);
        query_flag(&q, "CopyTagsToSnapshot", r->copy_tags);
        query_flag(&q, "EnableIAMDatabaseAuthentication", r->iam_auth);
        query_list(&q, "EnableCloudwatchLogsExports", "member", r->log_exports);
        query_text(&q, "DBParameterGroupName", r->parameter_group);
        query_flag(&q, "DeletionProtection", r->deletion_protection);
        query_text(&q, "NetworkType", r->network_type);
        query_text(&q, "BackupTarget", r->backup_target);
        query_number(&q, "AllocatedStorage", r->storage);
        query_number(&q, "BackupRetentionPeriod", r->backup_days);
        query_text(&q, "PreferredBackupWindow", r->backup_window);
        query_flag(&q, "DedicatedLogVolume", r->dedicated_log_volume);
        query_text(&q, "CACertificateIdentifier", r->ca);
        query_text(&q, "EngineLifecycleSupport", r->lifecycle_support);
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
        query_number(&q, "AllocatedStorage", r->storage);
        query_text(&q, "DBInstanceClass", r->instance_class);
        query_list(&q, "VpcSecurityGroupIds", "VpcSecurityGroupId", r->security_groups);
        query_flag(&q, "ApplyImmediately", 1);
        query_secret(&q, "MasterUserPassword", r->master_password);
        query_text(&q, "DBParameterGroupName", r->parameter_group);
        query_number(&q, "BackupRetentionPeriod", r->backup_days);
        query_text(&q, "PreferredBackupWindow", r->backup_window);
        query_text(&q, "PreferredMaintenanceWindow", r->maintenance_window);
        query_flag(&q, "MultiAZ", r->multi_az);
        query_flag(&q, "AutoMinorVersionUpgrade", r->auto_minor_upgrade);
        query_number(&q, "Iops", r->iops);
        query_number(&q, "StorageThroughput", r->throughput);
        query_text(&q, "OptionGroupName", r->option_group);
        query_text(&q, "StorageType", r->storage_type);
        query_text(&q, "CACertificateIdentifier", r->ca);
        query_flag(&q, "CopyTagsToSnapshot", r->copy_tags);
        query_number(&q, "MonitoringInterval", r->monitoring_interval);
        query_flag(&q, "PubliclyAccessible", r->public);
        query_text(&q, "MonitoringRoleArn", r->monitoring_role);
        query_flag(&q, "EnableIAMDatabaseAuthentication", r->iam_auth);
        query_flag(&q, "EnablePerformanceInsights", r->insights);
        query_text(&q, "PerformanceInsightsKMSKeyId", r->insights_kms_key);
        query_number(&q, "PerformanceInsightsRetentionPeriod", r->insights_days);
        query_list(&q, "CloudwatchLogsExportConfiguration.EnableLogTypes", "member",
                   r->enable_log_exports);
        query_list(&q, "CloudwatchLogsExportConfiguration.DisableLogTypes", "member",
                   r->disable_log_exports);
        query_flag(&q, "DeletionProtection", r->deletion_protection);
        query_number(&q, "MaxAllocatedStorage", r->max_storage);
        return send_for_instance(aws, &q, out, err);
}

bool rds_reboot_instance(struct aws *aws, const char *id, struct err *err)
{
        struct query q;

        query_begin(&q, &reboot_instance, id);
        query_text(&q, "DBInstanceIdentifier", id);
        return send_for_instance(aws, &q, NULL, err);
}

bool rds_delete_instance(struct aws *aws, const char *id, const char *final_snapshot,
                         bool delete_backups, struct err *err)
{
        struct query q;

        query_begin(&q, &delete_instance, id);
        query_text(&q, "DBInstanceIdentifier", id);
        query_flag(&q, "SkipFinalSnapshot", final_snapshot == NULL);
        query_text(&q, "FinalDBSnapshotIdentifier", final_snapshot);
        query_flag(&q, "DeleteAutomatedBackups", delete_backups);
        return send_for_instance(aws, &q, NULL, err);
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
