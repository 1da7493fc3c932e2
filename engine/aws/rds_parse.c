/* The members of DBInstance, DBSnapshot and Event that Snaplift reads. */
#include "engine/aws/rds_parse.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/fields.h"
#include "engine/aws/rds_members.h"
#include "engine/base/mem.h"
#include "engine/base/xml.h"

#define INSTANCE(path, kind, member)                                                               \
        {                                                                                          \
                path, kind, offsetof(struct rds_instance, member), false                           \
        }
#define SNAPSHOT(path, kind, member)                                                               \
        {                                                                                          \
                path, kind, offsetof(struct rds_snapshot, member), false                           \
        }

static const struct field instance_fields[] = {
        {"DBInstanceIdentifier", FIELD_TEXT, offsetof(struct rds_instance, id), true},
        {"DBInstanceStatus", FIELD_TEXT, offsetof(struct rds_instance, status), true},
        INSTANCE("DbiResourceId", FIELD_TEXT, resource_id),
        INSTANCE("DBInstanceArn", FIELD_TEXT, arn),
        INSTANCE("DBInstanceClass", FIELD_TEXT, instance_class),
        INSTANCE("Engine", FIELD_TEXT, engine),
        INSTANCE("EngineVersion", FIELD_TEXT, engine_version),
        INSTANCE("DBName", FIELD_TEXT, db_name),
        INSTANCE("MasterUsername", FIELD_TEXT, master_user),
        INSTANCE("Endpoint/Address", FIELD_TEXT, address),
        INSTANCE("DbInstancePort", FIELD_NUMBER, port), /* 0 where the endpoint has it */
        INSTANCE("Endpoint/Port", FIELD_NUMBER, port),
        INSTANCE("AvailabilityZone", FIELD_TEXT, zone),
        INSTANCE("InstanceCreateTime", FIELD_TIME, created),
        INSTANCE("MultiAZ", FIELD_FLAG, multi_az),
        INSTANCE("AllocatedStorage", FIELD_NUMBER, storage),
        INSTANCE("MaxAllocatedStorage", FIELD_NUMBER, max_storage),
        INSTANCE("StorageType", FIELD_TEXT, storage_type),
        INSTANCE("Iops", FIELD_NUMBER, iops),
        INSTANCE("StorageThroughput", FIELD_NUMBER, throughput),
        INSTANCE("StorageEncrypted", FIELD_FLAG, encrypted),
        INSTANCE("KmsKeyId", FIELD_TEXT, kms_key),
        INSTANCE("DBSubnetGroup/DBSubnetGroupName", FIELD_TEXT, subnet_group),
        INSTANCE("DBSubnetGroup/VpcId", FIELD_TEXT, vpc),
        INSTANCE("BackupRetentionPeriod", FIELD_NUMBER, backup_days),
        INSTANCE("PreferredBackupWindow", FIELD_TEXT, backup_window),
        INSTANCE("PreferredMaintenanceWindow", FIELD_TEXT, maintenance_window),
        INSTANCE("AutoMinorVersionUpgrade", FIELD_FLAG, auto_minor_upgrade),
        INSTANCE("CopyTagsToSnapshot", FIELD_FLAG, copy_tags),
        INSTANCE("DeletionProtection", FIELD_FLAG, deletion_protection),
        INSTANCE("IAMDatabaseAuthenticationEnabled", FIELD_FLAG, iam_auth),
        INSTANCE("PubliclyAccessible", FIELD_FLAG, public),
        INSTANCE("MonitoringInterval", FIELD_NUMBER, monitoring_interval),
        INSTANCE("MonitoringRoleArn", FIELD_TEXT, monitoring_role),
        INSTANCE("PerformanceInsightsEnabled", FIELD_FLAG, insights),
        INSTANCE("PerformanceInsightsKMSKeyId", FIELD_TEXT, insights_kms_key),
        INSTANCE("PerformanceInsightsRetentionPeriod", FIELD_NUMBER, insights_days),
        INSTANCE("CACertificateIdentifier", FIELD_TEXT, ca),
        INSTANCE("LicenseModel", FIELD_TEXT, license),
        INSTANCE("NetworkType", FIELD_TEXT, network_type),
        INSTANCE("BackupTarget", FIELD_TEXT, backup_target),
        INSTANCE("EngineLifecycleSupport", FIELD_TEXT, lifecycle_support),
        INSTANCE("DedicatedLogVolume", FIELD_FLAG, dedicated_log_volume),
        INSTANCE("DBClusterIdentifier", FIELD_TEXT, cluster),
        INSTANCE("ReadReplicaSourceDBInstanceIdentifier", FIELD_TEXT, replica_of),
        INSTANCE("MasterUserSecret/SecretArn", FIELD_TEXT, master_secret),
        INSTANCE("MasterUserSecret/SecretStatus", FIELD_TEXT, master_secret_status),
        INSTANCE("StorageOperationStatus", FIELD_TEXT, storage_operation),
        INSTANCE("StorageOperationPercentProgress", FIELD_NUMBER, storage_percent),
        {NULL},
};

static const struct field snapshot_fields[] = {
        {"DBSnapshotIdentifier", FIELD_TEXT, offsetof(struct rds_snapshot, id), true},
        {"DBInstanceIdentifier", FIELD_TEXT, offsetof(struct rds_snapshot, source), true},
        {"Status", FIELD_TEXT, offsetof(struct rds_snapshot, status), true},
        SNAPSHOT("DBSnapshotArn", FIELD_TEXT, arn),
        SNAPSHOT("DbiResourceId", FIELD_TEXT, source_resource_id),
        SNAPSHOT("SnapshotType", FIELD_TEXT, type),
        SNAPSHOT("SnapshotCreateTime", FIELD_TIME, created),
        SNAPSHOT("OriginalSnapshotCreateTime", FIELD_TIME, original),
        SNAPSHOT("Engine", FIELD_TEXT, engine),
        SNAPSHOT("EngineVersion", FIELD_TEXT, engine_version),
        SNAPSHOT("AllocatedStorage", FIELD_NUMBER, storage),
        SNAPSHOT("StorageType", FIELD_TEXT, storage_type),
        SNAPSHOT("Iops", FIELD_NUMBER, iops),
        SNAPSHOT("StorageThroughput", FIELD_NUMBER, throughput),
        SNAPSHOT("MasterUsername", FIELD_TEXT, master_user),
        SNAPSHOT("Port", FIELD_NUMBER, port),
        SNAPSHOT("Encrypted", FIELD_FLAG, encrypted),
        SNAPSHOT("KmsKeyId", FIELD_TEXT, kms_key),
        SNAPSHOT("IAMDatabaseAuthenticationEnabled", FIELD_FLAG, iam_auth),
        SNAPSHOT("OptionGroupName", FIELD_TEXT, option_group),
        SNAPSHOT("LicenseModel", FIELD_TEXT, license),
        SNAPSHOT("VpcId", FIELD_TEXT, vpc),
        SNAPSHOT("PercentProgress", FIELD_NUMBER, percent),
        {NULL},
};

static const struct field event_fields[] = {
        {"Date", FIELD_TIME, offsetof(struct rds_event, at), true},
        {"Message", FIELD_TEXT, offsetof(struct rds_event, message), false},
        {NULL},
};

/* The texts of list/item, or of list/item/part. */
void rds_read_list(struct xml_node *node, const char *list, const char *item, const char *part,
                   struct strlist *out)
{
        struct xml_node *i = xml_child(xml_child(node, list), item);

        for (; i; i = xml_next(i)) {
                char *value = part ? xml_text(i, part) : xml_content(i);

                if (value && *value)
                        strlist_add(out, value);
                free(value);
        }
}

static void read_groups(struct xml_node *node, const char *list, const char *item, const char *name,
                        const char *status, struct rds_group **out, size_t *count)
{
        struct xml_node *i = xml_child(xml_child(node, list), item);

        for (; i; i = xml_next(i)) {
                *out = xrealloc(*out, (*count + 1) * sizeof(**out));
                (*out)[(*count)++] = (struct rds_group){
                        .name = xml_text(i, name),
                        .status = xml_text(i, status),
                };
        }
}

bool rds_tags_read(struct xml_node *node, struct tags *out, struct err *err)
{
        struct xml_node *i = xml_child(xml_child(node, "TagList"), "Tag");

        for (; i; i = xml_next(i)) {
                char *key = xml_text(i, "Key"), *value = xml_text(i, "Value");

                if (key)
                        tags_set(out, key, value ? value : "");
                free(value);
                if (!key)
                        return err_set(err, ERR_INVALID, "a tag has no Key");
                free(key);
        }
        return true;
}

void rds_read_pending(struct xml_node *node, struct strlist *out)
{
        struct xml_node *pending = xml_child(node, "PendingModifiedValues");

        for (struct xml_node *m = pending ? pending->child : NULL; m; m = m->next)
                strlist_add(out, m->name);
}

bool rds_instance_read(struct xml_node *node, struct rds_instance *out, struct err *err)
{
        if (!node)
                return err_set(err, ERR_INVALID, "there is no DBInstance");
        if (!fields_from_xml(node, instance_fields, out, err))
                return err_prefix(err, "DBInstance");
        rds_read_list(node, "VpcSecurityGroups", "VpcSecurityGroupMembership", "VpcSecurityGroupId",
                      &out->security_groups);
        rds_read_list(node, "EnabledCloudwatchLogsExports", "member", NULL, &out->log_exports);
        rds_read_list(node, "ReadReplicaDBInstanceIdentifiers", "ReadReplicaDBInstanceIdentifier",
                      NULL, &out->replicas);
        rds_read_list(node, "ReadReplicaDBClusterIdentifiers", "ReadReplicaDBClusterIdentifier",
                      NULL, &out->replica_clusters);
        read_groups(node, "DBParameterGroups", "DBParameterGroup", "DBParameterGroupName",
                    "ParameterApplyStatus", &out->parameter_groups, &out->parameter_group_count);
        read_groups(node, "OptionGroupMemberships", "OptionGroupMembership", "OptionGroupName",
                    "Status", &out->option_groups, &out->option_group_count);
        rds_read_pending(node, &out->pending);
        return (rds_tags_read(node, &out->tags, err) &&
                rds_settings_read(rds_instance_members, node, &out->settings, err)) ||
               err_prefix(err, "DBInstance");
}

bool rds_snapshot_read(struct xml_node *node, struct rds_snapshot *out, struct err *err)
{
        if (!node)
                return err_set(err, ERR_INVALID, "there is no DBSnapshot");
        return (fields_from_xml(node, snapshot_fields, out, err) &&
                rds_tags_read(node, &out->tags, err)) ||
               err_prefix(err, "DBSnapshot");
}

bool rds_event_read(struct xml_node *node, struct rds_event *out, struct err *err)
{
        return fields_from_xml(node, event_fields, out, err) || err_prefix(err, "Event");
}

static void copy_list(struct strlist *to, const struct strlist *from)
{
        for (size_t i = 0; i < from->count; i++)
                strlist_add(to, from->items[i]);
}

static void copy_groups(struct rds_group **to, const struct rds_group *from, size_t count)
{
        *to = count ? xcalloc(count, sizeof(**to)) : NULL;
        for (size_t i = 0; i < count; i++) {
                (*to)[i].name = xstrdup(from[i].name);
                (*to)[i].status = xstrdup(from[i].status);
        }
}

void rds_instance_copy(struct rds_instance *to, const struct rds_instance *from)
{
        *to = (struct rds_instance){
                .parameter_group_count = from->parameter_group_count,
                .option_group_count = from->option_group_count,
        };
        fields_copy(instance_fields, to, from);
        copy_list(&to->security_groups, &from->security_groups);
        copy_list(&to->log_exports, &from->log_exports);
        copy_list(&to->replicas, &from->replicas);
        copy_list(&to->replica_clusters, &from->replica_clusters);
        copy_list(&to->pending, &from->pending);
        copy_groups(&to->parameter_groups, from->parameter_groups, from->parameter_group_count);
        copy_groups(&to->option_groups, from->option_groups, from->option_group_count);
        tags_copy(&to->tags, &from->tags);
        to->settings = json_copy(from->settings);
}

static void release_groups(struct rds_group *groups, size_t count)
{
        for (size_t i = 0; i < count; i++) {
                free(groups[i].name);
                free(groups[i].status);
        }
        free(groups);
}

void rds_instance_release(struct rds_instance *i)
{
        fields_release(instance_fields, i);
        strlist_release(&i->security_groups);
        strlist_release(&i->log_exports);
        strlist_release(&i->replicas);
        strlist_release(&i->replica_clusters);
        strlist_release(&i->pending);
        release_groups(i->parameter_groups, i->parameter_group_count);
        release_groups(i->option_groups, i->option_group_count);
        tags_release(&i->tags);
        json_object_put(i->settings);
        *i = (struct rds_instance){0};
}

void rds_instances_release(struct rds_instances *l)
{
        for (size_t i = 0; i < l->count; i++)
                rds_instance_release(&l->items[i]);
        free(l->items);
        *l = (struct rds_instances){0};
}

void rds_snapshot_release(struct rds_snapshot *s)
{
        fields_release(snapshot_fields, s);
        tags_release(&s->tags);
        *s = (struct rds_snapshot){0};
}

void rds_snapshots_release(struct rds_snapshots *l)
{
        for (size_t i = 0; i < l->count; i++)
                rds_snapshot_release(&l->items[i]);
        free(l->items);
        *l = (struct rds_snapshots){0};
}

void rds_events_release(struct rds_events *l)
{
        for (size_t i = 0; i < l->count; i++)
                fields_release(event_fields, &l->items[i]);
        free(l->items);
        *l = (struct rds_events){0};
}
