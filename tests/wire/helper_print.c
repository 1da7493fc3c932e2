#include "helper_print.h"

#include "engine/base/mem.h"

/* Of the struct `from`, into the object `out`. */
#define TEXT(path, member) json_put_text(out, path, from->member)
#define NUMBER(path, member) json_put_int(out, path, from->member)
#define FLAG(path, member) json_put_flag(out, path, from->member)
#define TEXTS(path, member) json_put(out, path, print_texts(&from->member))
/* One list per member of a list's items. */
#define OF_EACH(path, items, count, type, member)                                                  \
        do {                                                                                       \
                struct json_object *each = json_object_new_array();                                \
                                                                                                   \
                for (size_t n = 0; n < from->count; n++)                                           \
                        json_object_array_add(each, type(from->items[n].member));                  \
                json_put(out, path, each);                                                         \
        } while (0)

static struct json_object *text_or_null(const char *text)
{
        return text ? json_object_new_string(text) : NULL;
}

struct json_object *print_texts(const struct strlist *list)
{
        struct json_object *out = json_object_new_array();

        for (size_t i = 0; i < list->count; i++)
                json_add_text(out, list->items[i]);
        return out;
}

struct json_object *print_tags(const struct tags *tags)
{
        struct json_object *out = json_object_new_object();

        for (size_t i = 0; i < tags->count; i++)
                json_put_text(out, tags->items[i].key, tags->items[i].value);
        return out;
}

static void print_instance_settings(const struct rds_instance *from, struct json_object *out)
{
        NUMBER("BackupRetentionPeriod", backup_days);
        TEXT("PreferredBackupWindow", backup_window);
        TEXT("PreferredMaintenanceWindow", maintenance_window);
        FLAG("AutoMinorVersionUpgrade", auto_minor_upgrade);
        FLAG("CopyTagsToSnapshot", copy_tags);
        FLAG("DeletionProtection", deletion_protection);
        FLAG("IAMDatabaseAuthenticationEnabled", iam_auth);
        FLAG("PubliclyAccessible", public);
        NUMBER("MonitoringInterval", monitoring_interval);
        TEXT("MonitoringRoleArn", monitoring_role);
        FLAG("PerformanceInsightsEnabled", insights);
        TEXT("PerformanceInsightsKMSKeyId", insights_kms_key);
        NUMBER("PerformanceInsightsRetentionPeriod", insights_days);
        TEXTS("EnabledCloudwatchLogsExports", log_exports);
        TEXT("CACertificateIdentifier", ca);
        TEXT("LicenseModel", license);
        TEXT("NetworkType", network_type);
        TEXT("BackupTarget", backup_target);
        TEXT("EngineLifecycleSupport", lifecycle_support);
        FLAG("DedicatedLogVolume", dedicated_log_volume);
        TEXT("DBClusterIdentifier", cluster);
        TEXT("ReadReplicaSourceDBInstanceIdentifier", replica_of);
        TEXTS("ReadReplicaDBInstanceIdentifiers", replicas);
        TEXTS("ReadReplicaDBClusterIdentifiers", replica_clusters);
        TEXT("MasterUserSecret.SecretArn", master_secret);
        TEXT("StorageOperationStatus", storage_operation);
        NUMBER("StorageOperationPercentProgress", storage_percent);
}

struct json_object *print_instance(const struct rds_instance *from)
{
        struct json_object *out = json_object_new_object();

        TEXT("DBInstanceIdentifier", id);
        TEXT("DbiResourceId", resource_id);
        TEXT("DBInstanceArn", arn);
        TEXT("DBInstanceStatus", status);
        TEXT("DBInstanceClass", instance_class);
        TEXT("Engine", engine);
        TEXT("EngineVersion", engine_version);
        TEXT("DBName", db_name);
        TEXT("MasterUsername", master_user);
        TEXT("Endpoint.Address", address);
        NUMBER("Endpoint.Port", port);
        TEXT("AvailabilityZone", zone);
        NUMBER("InstanceCreateTime", created);
        FLAG("MultiAZ", multi_az);
        NUMBER("AllocatedStorage", storage);
        NUMBER("MaxAllocatedStorage", max_storage);
        TEXT("StorageType", storage_type);
        NUMBER("Iops", iops);
        NUMBER("StorageThroughput", throughput);
        FLAG("StorageEncrypted", encrypted);
        TEXT("KmsKeyId", kms_key);
        TEXT("DBSubnetGroup.DBSubnetGroupName", subnet_group);
        TEXT("DBSubnetGroup.VpcId", vpc);
        TEXTS("VpcSecurityGroups[].VpcSecurityGroupId", security_groups);
        OF_EACH("DBParameterGroups[].DBParameterGroupName", parameter_groups, parameter_group_count,
                text_or_null, name);
        OF_EACH("DBParameterGroups[].ParameterApplyStatus", parameter_groups, parameter_group_count,
                text_or_null, status);
        OF_EACH("OptionGroupMemberships[].OptionGroupName", option_groups, option_group_count,
                text_or_null, name);
        OF_EACH("OptionGroupMemberships[].Status", option_groups, option_group_count, text_or_null,
                status);
        print_instance_settings(from, out);
        TEXTS("PendingModifiedValues", pending);
        json_put(out, "TagList", print_tags(&from->tags));
        json_put(out, "settings", json_object_get(from->settings));
        return out;
}

struct json_object *print_snapshot(const struct rds_snapshot *from)
{
        struct json_object *out = json_object_new_object();

        TEXT("DBSnapshotIdentifier", id);
        TEXT("DBSnapshotArn", arn);
        TEXT("DBInstanceIdentifier", source);
        TEXT("DbiResourceId", source_resource_id);
        TEXT("Status", status);
        TEXT("SnapshotType", type);
        NUMBER("SnapshotCreateTime", created);
        NUMBER("OriginalSnapshotCreateTime", original);
        TEXT("Engine", engine);
        TEXT("EngineVersion", engine_version);
        NUMBER("AllocatedStorage", storage);
        TEXT("StorageType", storage_type);
        NUMBER("Iops", iops);
        NUMBER("StorageThroughput", throughput);
        TEXT("MasterUsername", master_user);
        NUMBER("Port", port);
        FLAG("Encrypted", encrypted);
        TEXT("KmsKeyId", kms_key);
        FLAG("IAMDatabaseAuthenticationEnabled", iam_auth);
        TEXT("OptionGroupName", option_group);
        TEXT("LicenseModel", license);
        TEXT("VpcId", vpc);
        NUMBER("PercentProgress", percent);
        json_put(out, "TagList", print_tags(&from->tags));
        return out;
}

struct json_object *print_event(const struct rds_event *from)
{
        struct json_object *out = json_object_new_object();

        NUMBER("Date", at);
        TEXT("Message", message);
        return out;
}

struct json_object *print_parameter(const struct ssm_parameter *from)
{
        struct json_object *out = json_object_new_object();

        TEXT("Name", name);
        TEXT("Value", value);
        TEXT("Type", type);
        TEXT("ARN", arn);
        NUMBER("Version", version);
        NUMBER("LastModifiedDate", modified);
        return out;
}

static void print_deployments(const struct ecs_service *from, struct json_object *out)
{
#define EACH(name, type, member)                                                                   \
        OF_EACH("deployments[]." name, deployments, deployment_count, type, member)
        EACH("id", text_or_null, id);
        EACH("status", text_or_null, status);
        EACH("taskDefinition", text_or_null, task_definition);
        EACH("desiredCount", json_object_new_int64, desired);
        EACH("pendingCount", json_object_new_int64, pending);
        EACH("runningCount", json_object_new_int64, running);
        EACH("failedTasks", json_object_new_int64, failed);
        EACH("rolloutState", text_or_null, rollout);
        EACH("rolloutStateReason", text_or_null, rollout_reason);
        EACH("createdAt", json_object_new_int64, created);
        EACH("updatedAt", json_object_new_int64, updated);
#undef EACH
        OF_EACH("events[].id", events, event_count, text_or_null, id);
        OF_EACH("events[].createdAt", events, event_count, json_object_new_int64, at);
        OF_EACH("events[].message", events, event_count, text_or_null, message);
}

struct json_object *print_service(const struct ecs_service *from)
{
        struct json_object *out = json_object_new_object();

        TEXT("serviceName", name);
        TEXT("serviceArn", arn);
        TEXT("clusterArn", cluster_arn);
        TEXT("status", status);
        TEXT("taskDefinition", task_definition);
        TEXT("deploymentController.type", controller);
        TEXT("resourceManagementType", managed_by);
        NUMBER("desiredCount", desired);
        NUMBER("pendingCount", pending);
        NUMBER("runningCount", running);
        FLAG("deploymentConfiguration.deploymentCircuitBreaker.enable", breaker);
        FLAG("deploymentConfiguration.deploymentCircuitBreaker.rollback", breaker_rollback);
        NUMBER("deploymentConfiguration.minimumHealthyPercent", minimum_healthy);
        NUMBER("deploymentConfiguration.maximumPercent", maximum);
        TEXT("deploymentConfiguration.strategy", strategy);
        FLAG("deploymentConfiguration.alarms.enable", alarms_watched);
        TEXTS("deploymentConfiguration.alarms.alarmNames", alarms);
        print_deployments(from, out);
        json_put(out, "raw", json_object_get(from->raw));
        return out;
}

struct json_object *print_task(const struct ecs_task *from)
{
        struct json_object *out = json_object_new_object();

        TEXT("taskArn", arn);
        TEXT("taskDefinitionArn", task_definition);
        TEXT("lastStatus", last_status);
        TEXT("desiredStatus", desired_status);
        TEXT("stopCode", stop_code);
        TEXT("stoppedReason", stopped_reason);
        TEXT("group", group);
        TEXT("startedBy", started_by);
        NUMBER("createdAt", created);
        NUMBER("startedAt", started);
        NUMBER("stoppedAt", stopped);
        json_put(out, "raw", json_object_get(from->raw));
        return out;
}

/* A listed one has the revision's ARN only; a described one has all. */
struct json_object *print_service_deployment(const struct ecs_service_deployment *from)
{
        struct json_object *out = json_object_new_object();

        TEXT("serviceDeploymentArn", arn);
        TEXT("serviceArn", service_arn);
        TEXT("status", status);
        TEXT("statusReason", reason);
        NUMBER("createdAt", created);
        NUMBER("startedAt", started);
        NUMBER("finishedAt", finished);
        if (!from->raw) {
                TEXT("targetServiceRevisionArn", target);
                return out;
        }
        TEXT("targetServiceRevision.arn", target);
        NUMBER("targetServiceRevision.requestedTaskCount", requested);
        NUMBER("targetServiceRevision.runningTaskCount", running);
        NUMBER("targetServiceRevision.pendingTaskCount", pending);
        NUMBER("updatedAt", updated);
        TEXT("lifecycleStage", stage);
        TEXT("deploymentConfiguration.strategy", strategy);
        NUMBER("deploymentConfiguration.bakeTimeInMinutes", bake_minutes);
        TEXT("rollback.reason", rollback_reason);
        TEXT("rollback.serviceRevisionArn", rollback_target);
        NUMBER("deploymentCircuitBreaker.failureCount", failures);
        NUMBER("deploymentCircuitBreaker.threshold", failures_allowed);
        OF_EACH("lifecycleHookDetails[].hookId", hooks, hook_count, text_or_null, id);
        OF_EACH("lifecycleHookDetails[].targetType", hooks, hook_count, text_or_null, kind);
        OF_EACH("lifecycleHookDetails[].status", hooks, hook_count, text_or_null, status);
        OF_EACH("lifecycleHookDetails[].timeoutAction", hooks, hook_count, text_or_null,
                timeout_action);
        OF_EACH("lifecycleHookDetails[].expiresAt", hooks, hook_count, json_object_new_int64,
                expires);
        TEXTS("alarms.triggeredAlarmNames", alarms);
        json_put(out, "raw", json_object_get(from->raw));
        return out;
}

struct json_object *print_target(const struct events_target *from)
{
        struct json_object *out = json_object_new_object();

        TEXT("Id", id);
        TEXT("Arn", arn);
        TEXT("EcsParameters.TaskDefinitionArn", task_definition);
        json_put(out, "raw", json_object_get(from->raw));
        return out;
}

struct json_object *print_alarm(const struct cloudwatch_alarm *from)
{
        struct json_object *out = json_object_new_object();

        TEXT("AlarmName", name);
        TEXT("StateValue", state);
        TEXT("StateReason", reason);
        return out;
}

struct json_object *print_point(const struct cloudwatch_point *from)
{
        struct json_object *out = json_object_new_object();

        NUMBER("Timestamp", at);
        json_put(out, "Average", json_object_new_double(from->value));
        return out;
}

struct json_object *print_key(const struct kms_key *from)
{
        struct json_object *out = json_object_new_object();

        TEXT("KeyId", id);
        TEXT("Arn", arn);
        TEXT("AWSAccountId", account);
        TEXT("KeyManager", manager);
        TEXT("KeyState", state);
        TEXT("KeySpec", spec);
        TEXT("KeyUsage", usage);
        return out;
}
