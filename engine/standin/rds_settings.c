/*
 * Every setting of an instance and of a cluster: what describes it, what create and restore call
 * it, what modify calls it, and when a modification takes effect.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

/* Asked for and described under one name. */
#define CREATED(name)                                                                              \
        {                                                                                          \
#name, #name, NULL, RDS_AT_ONCE                                                    \
        }
#define MODIFIED(name, at)                                                                         \
        {                                                                                          \
#name, NULL, #name, at                                                             \
        }
#define BOTH(name, at)                                                                             \
        {                                                                                          \
#name, #name, #name, at                                                            \
        }

static const struct rds_setting of_instance[] = {
        BOTH(AllocatedStorage, RDS_WINDOW),
        BOTH(AutoMinorVersionUpgrade, RDS_AT_ONCE),
        MODIFIED(AutomationMode, RDS_WINDOW),
        CREATED(AvailabilityZone),
        MODIFIED(AwsBackupRecoveryPointArn, RDS_AT_ONCE),
        BOTH(BackupRetentionPeriod, RDS_WINDOW),
        CREATED(BackupTarget),
        BOTH(CACertificateIdentifier, RDS_WINDOW),
        CREATED(CharacterSetName),
        BOTH(CopyTagsToSnapshot, RDS_AT_ONCE),
        CREATED(CustomIamInstanceProfile),
        {"CustomerOwnedIpEnabled", "EnableCustomerOwnedIp", "EnableCustomerOwnedIp", RDS_SOON},
        BOTH(DBInstanceClass, RDS_WINDOW),
        {"DBInstanceIdentifier", NULL, "NewDBInstanceIdentifier", RDS_WINDOW},
        CREATED(DBName),
        CREATED(DBSystemId),
        BOTH(DatabaseInsightsMode, RDS_SOON),
        BOTH(DedicatedLogVolume, RDS_WINDOW),
        BOTH(DeletionProtection, RDS_AT_ONCE),
        {"EnabledCloudwatchLogsExports", "EnableCloudwatchLogsExports", NULL, RDS_SOON},
        {"Engine", "Engine", "Engine", RDS_WINDOW},
        CREATED(EngineLifecycleSupport),
        BOTH(EngineVersion, RDS_WINDOW),
        {"IAMDatabaseAuthenticationEnabled", "EnableIAMDatabaseAuthentication",
         "EnableIAMDatabaseAuthentication", RDS_WINDOW},
        BOTH(Iops, RDS_WINDOW),
        CREATED(KmsKeyId),
        BOTH(LicenseModel, RDS_WINDOW),
        MODIFIED(MasterUserPassword, RDS_SOON),
        CREATED(MasterUsername),
        BOTH(MaxAllocatedStorage, RDS_AT_ONCE),
        BOTH(MonitoringInterval, RDS_SOON),
        BOTH(MonitoringRoleArn, RDS_SOON),
        BOTH(MultiAZ, RDS_WINDOW),
        BOTH(MultiTenant, RDS_WINDOW),
        CREATED(NcharCharacterSetName),
        BOTH(NetworkType, RDS_SOON),
        {"PerformanceInsightsEnabled", "EnablePerformanceInsights", "EnablePerformanceInsights",
         RDS_SOON},
        BOTH(PerformanceInsightsKMSKeyId, RDS_SOON),
        BOTH(PerformanceInsightsRetentionPeriod, RDS_SOON),
        {"Port", NULL, "DBPortNumber", RDS_WINDOW},
        BOTH(PreferredBackupWindow, RDS_AT_ONCE),
        BOTH(PreferredMaintenanceWindow, RDS_AT_ONCE),
        BOTH(ProcessorFeatures, RDS_WINDOW),
        BOTH(PromotionTier, RDS_AT_ONCE),
        BOTH(PubliclyAccessible, RDS_SOON),
        MODIFIED(ReplicaMode, RDS_SOON),
        CREATED(StorageEncrypted),
        BOTH(StorageThroughput, RDS_WINDOW),
        BOTH(StorageType, RDS_WINDOW),
        {"TagList", "Tags", NULL, RDS_AT_ONCE},
        BOTH(TdeCredentialArn, RDS_SOON),
        CREATED(Timezone),
        {0},
};

static const struct rds_setting of_cluster[] = {
        BOTH(AllocatedStorage, RDS_WINDOW),
        BOTH(AutoMinorVersionUpgrade, RDS_AT_ONCE),
        CREATED(AvailabilityZones),
        MODIFIED(AwsBackupRecoveryPointArn, RDS_AT_ONCE),
        BOTH(BacktrackWindow, RDS_SOON),
        BOTH(BackupRetentionPeriod, RDS_WINDOW),
        CREATED(CharacterSetName),
        CREATED(ClusterScalabilityType),
        BOTH(CopyTagsToSnapshot, RDS_AT_ONCE),
        BOTH(DBClusterInstanceClass, RDS_WINDOW),
        {"DBClusterIdentifier", NULL, "NewDBClusterIdentifier", RDS_WINDOW},
        {"DBClusterParameterGroup", "DBClusterParameterGroupName", "DBClusterParameterGroupName",
         RDS_SOON},
        {"DBSubnetGroup", "DBSubnetGroupName", NULL, RDS_SOON},
        CREATED(DBSystemId),
        BOTH(DatabaseInsightsMode, RDS_SOON),
        CREATED(DatabaseName),
        BOTH(DeletionProtection, RDS_AT_ONCE),
        {"EnabledCloudwatchLogsExports", "EnableCloudwatchLogsExports", NULL, RDS_SOON},
        CREATED(Engine),
        CREATED(EngineLifecycleSupport),
        BOTH(EngineMode, RDS_SOON),
        BOTH(EngineVersion, RDS_WINDOW),
        CREATED(GlobalClusterIdentifier),
        {"GlobalWriteForwardingRequested", "EnableGlobalWriteForwarding",
         "EnableGlobalWriteForwarding", RDS_SOON},
        {"HttpEndpointEnabled", "EnableHttpEndpoint", NULL, RDS_SOON},
        {"IAMDatabaseAuthenticationEnabled", "EnableIAMDatabaseAuthentication",
         "EnableIAMDatabaseAuthentication", RDS_WINDOW},
        {"InternetAccessGatewayEnabled", "EnableInternetAccessGateway", NULL, RDS_SOON},
        BOTH(Iops, RDS_WINDOW),
        CREATED(KmsKeyId),
        MODIFIED(MasterUserPassword, RDS_SOON),
        CREATED(MasterUsername),
        BOTH(MonitoringInterval, RDS_SOON),
        BOTH(MonitoringRoleArn, RDS_SOON),
        BOTH(NetworkType, RDS_SOON),
        {"PerformanceInsightsEnabled", "EnablePerformanceInsights", "EnablePerformanceInsights",
         RDS_SOON},
        BOTH(PerformanceInsightsKMSKeyId, RDS_SOON),
        BOTH(PerformanceInsightsRetentionPeriod, RDS_SOON),
        BOTH(Port, RDS_SOON),
        BOTH(PreferredBackupWindow, RDS_AT_ONCE),
        BOTH(PreferredMaintenanceWindow, RDS_AT_ONCE),
        CREATED(PubliclyAccessible),
        CREATED(RdsCustomClusterConfiguration),
        CREATED(ReplicationSourceIdentifier),
        {"ScalingConfigurationInfo", "ScalingConfiguration", "ScalingConfiguration", RDS_SOON},
        BOTH(ServerlessV2ScalingConfiguration, RDS_SOON),
        CREATED(StorageEncrypted),
        BOTH(StorageType, RDS_WINDOW),
        {"TagList", "Tags", NULL, RDS_AT_ONCE},
        {"VPCNetworkingEnabled", "EnableVPCNetworking", NULL, RDS_SOON},
        {0},
};

const struct rds_setting *rds_settings(enum rds_kind kind)
{
        return kind == RDS_CLUSTER ? of_cluster : of_instance;
}

/* --- settings that are described in another form than they are asked for --- */

static void take_domain(struct json_object *is, struct json_object *in)
{
        static const char *const names[][2] = {
                {"DomainFqdn", "FQDN"},
                {"DomainIAMRoleName", "IAMRoleName"},
                {"DomainOu", "OU"},
                {"DomainAuthSecretArn", "AuthSecretArn"},
        };
        struct json_object *list, *membership;
        const char *domain = json_text(in, "Domain");

        if (json_flag(in, "DisableDomain") || text_same(domain, "none")) {
                json_object_object_del(is, "DomainMemberships");
                return;
        }
        if (!domain && !json_text(in, "DomainFqdn"))
                return;
        list = json_object_new_array();
        membership = json_object_new_object();
        json_put_text(membership, "Domain", domain);
        json_put_text(membership, "Status", "joined");
        for (size_t i = 0; i < ARRAY_LEN(names); i++)
                json_put_text(membership, names[i][1], json_text(in, names[i][0]));
        if (json_array(in, "DomainDnsIps"))
                json_put(membership, "DnsIps", json_copy(json_array(in, "DomainDnsIps")));
        json_object_array_add(list, membership);
        json_put(is, "DomainMemberships", list);
}

static void take_forwarding(struct json_object *is, struct json_object *in)
{
        struct json_object *local = json_get(in, "EnableLocalWriteForwarding");
        struct json_object *limitless = json_get(in, "EnableLimitlessDatabase");

        if (local)
                json_put_text(is, "LocalWriteForwardingStatus",
                              json_object_get_boolean(local) ? "enabled" : "disabled");
        if (limitless) {
                struct json_object *info = json_object_new_object();

                json_put_text(info, "Status",
                              json_object_get_boolean(limitless) ? "enabled" : "not-in-use");
                json_put(is, "LimitlessDatabase", info);
        }
}

static void take_certificate(struct json_object *is, struct json_object *in)
{
        const char *ca = json_text(in, "CACertificateIdentifier");
        struct json_object *details;

        if (!ca)
                return;
        details = json_object_new_object();
        json_put_text(details, "CAIdentifier", ca);
        json_put_text(details, "ValidTill", "2061-05-21T00:00:00.000Z");
        json_put(is, "CertificateDetails", details);
}

static void take_automation(struct standin *s, struct json_object *is, struct json_object *in)
{
        int64_t minutes = json_int(in, "ResumeFullAutomationModeMinutes");
        char iso[ISO_SIZE];

        if (!minutes)
                return;
        iso_format(loop_now(s->loop) + minutes * 60000, iso);
        json_put_text(is, "ResumeFullAutomationModeTime", iso);
}

static void take_volumes(struct json_object *is, struct json_object *in)
{
        struct json_object *volumes = json_array(in, "AdditionalStorageVolumes"), *list;

        if (!volumes)
                return;
        list = json_copy(volumes);
        for (size_t i = 0; i < json_count(list); i++)
                json_put_text(json_at(list, i), "StorageVolumeStatus", "OPERATIONAL");
        json_put(is, "AdditionalStorageVolumes", list);
}

static void take_security_groups(struct json_object *is, struct json_object *in)
{
        struct json_object *names = json_array(in, "DBSecurityGroups"), *list;

        if (!names)
                return;
        list = json_object_new_array();
        for (size_t i = 0; i < json_count(names); i++) {
                struct json_object *group = json_object_new_object();

                json_put_text(group, "DBSecurityGroupName",
                              json_object_get_string(json_at(names, i)));
                json_put_text(group, "Status", "active");
                json_object_array_add(list, group);
        }
        json_put(is, "DBSecurityGroups", list);
}

void rds_take_shaped(struct standin *s, enum rds_kind kind, struct json_object *is,
                     struct json_object *in)
{
        take_domain(is, in);
        take_certificate(is, in);
        if (kind == RDS_CLUSTER) {
                take_forwarding(is, in);
                return;
        }
        take_automation(s, is, in);
        take_volumes(is, in);
        take_security_groups(is, in);
        if (json_flag(in, "UseDefaultProcessorFeatures"))
                json_object_object_del(is, "ProcessorFeatures");
}

void rds_take_settings(struct standin *s, enum rds_kind kind, struct json_object *is,
                       struct json_object *in)
{
        for (const struct rds_setting *set = rds_settings(kind); set->is; set++)
                if (set->created && json_get(in, set->created))
                        json_put(is, set->is, json_copy(json_get(in, set->created)));
        rds_take_shaped(s, kind, is, in);
}
