/*
 * RDS's shapes, API version 2014-10-31.
 * Made by scripts/generate-shapes from botocore's model: do not edit.
 */
/* clang-format off */
#include "engine/standin/shapes.h"

#include <stddef.h>

static const struct shape s_AccountAttributesMessage;
static const struct shape s_AccountQuota;
static const struct shape s_AccountQuotaList;
static const struct shape s_ActivityStreamMode;
static const struct shape s_ActivityStreamPolicyStatus;
static const struct shape s_ActivityStreamStatus;
static const struct shape s_AddTagsToResourceMessage;
static const struct shape s_AdditionalStorageVolume;
static const struct shape s_AdditionalStorageVolumeOutput;
static const struct shape s_AdditionalStorageVolumesList;
static const struct shape s_AdditionalStorageVolumesOutputList;
static const struct shape s_AttributeValueList;
static const struct shape s_AutomationMode;
static const struct shape s_AvailabilityZone;
static const struct shape s_AwsBackupRecoveryPointArn;
static const struct shape s_Boolean;
static const struct shape s_BooleanOptional;
static const struct shape s_CertificateDetails;
static const struct shape s_CloudwatchLogsExportConfiguration;
static const struct shape s_CopyDBSnapshotMessage;
static const struct shape s_CopyDBSnapshotResult;
static const struct shape s_CreateDBInstanceMessage;
static const struct shape s_CreateDBInstanceResult;
static const struct shape s_CreateDBParameterGroupMessage;
static const struct shape s_CreateDBParameterGroupResult;
static const struct shape s_CreateDBSnapshotMessage;
static const struct shape s_CreateDBSnapshotResult;
static const struct shape s_DBInstance;
static const struct shape s_DBInstanceAutomatedBackupsReplication;
static const struct shape s_DBInstanceAutomatedBackupsReplicationList;
static const struct shape s_DBInstanceList;
static const struct shape s_DBInstanceMessage;
static const struct shape s_DBInstanceRole;
static const struct shape s_DBInstanceRoles;
static const struct shape s_DBInstanceStatusInfo;
static const struct shape s_DBInstanceStatusInfoList;
static const struct shape s_DBParameterGroup;
static const struct shape s_DBParameterGroupList;
static const struct shape s_DBParameterGroupStatus;
static const struct shape s_DBParameterGroupStatusList;
static const struct shape s_DBParameterGroupsMessage;
static const struct shape s_DBSecurityGroupMembership;
static const struct shape s_DBSecurityGroupMembershipList;
static const struct shape s_DBSecurityGroupNameList;
static const struct shape s_DBSnapshot;
static const struct shape s_DBSnapshotAttribute;
static const struct shape s_DBSnapshotAttributeList;
static const struct shape s_DBSnapshotAttributesResult;
static const struct shape s_DBSnapshotList;
static const struct shape s_DBSnapshotMessage;
static const struct shape s_DBSubnetGroup;
static const struct shape s_DBSubnetGroupMessage;
static const struct shape s_DBSubnetGroups;
static const struct shape s_DatabaseInsightsMode;
static const struct shape s_DeleteDBInstanceMessage;
static const struct shape s_DeleteDBInstanceResult;
static const struct shape s_DeleteDBSnapshotMessage;
static const struct shape s_DeleteDBSnapshotResult;
static const struct shape s_DescribeAccountAttributesMessage;
static const struct shape s_DescribeDBInstancesMessage;
static const struct shape s_DescribeDBParameterGroupsMessage;
static const struct shape s_DescribeDBSnapshotAttributesMessage;
static const struct shape s_DescribeDBSnapshotAttributesResult;
static const struct shape s_DescribeDBSnapshotsMessage;
static const struct shape s_DescribeDBSubnetGroupsMessage;
static const struct shape s_DescribeEventsMessage;
static const struct shape s_DomainMembership;
static const struct shape s_DomainMembershipList;
static const struct shape s_Endpoint;
static const struct shape s_Event;
static const struct shape s_EventCategoriesList;
static const struct shape s_EventList;
static const struct shape s_EventsMessage;
static const struct shape s_Filter;
static const struct shape s_FilterList;
static const struct shape s_FilterValueList;
static const struct shape s_Integer;
static const struct shape s_IntegerOptional;
static const struct shape s_KeyList;
static const struct shape s_ListTagsForResourceMessage;
static const struct shape s_LogTypeList;
static const struct shape s_Long;
static const struct shape s_MasterUserAuthenticationType;
static const struct shape s_MasterUserSecret;
static const struct shape s_ModifyAdditionalStorageVolume;
static const struct shape s_ModifyAdditionalStorageVolumesList;
static const struct shape s_ModifyDBInstanceMessage;
static const struct shape s_ModifyDBInstanceResult;
static const struct shape s_ModifyDBSnapshotAttributeMessage;
static const struct shape s_ModifyDBSnapshotAttributeResult;
static const struct shape s_OptionGroupMembership;
static const struct shape s_OptionGroupMembershipList;
static const struct shape s_Outpost;
static const struct shape s_PendingCloudwatchLogsExports;
static const struct shape s_PendingModifiedValues;
static const struct shape s_ProcessorFeature;
static const struct shape s_ProcessorFeatureList;
static const struct shape s_ReadReplicaDBClusterIdentifierList;
static const struct shape s_ReadReplicaDBInstanceIdentifierList;
static const struct shape s_RebootDBInstanceMessage;
static const struct shape s_RebootDBInstanceResult;
static const struct shape s_RemoveTagsFromResourceMessage;
static const struct shape s_ReplicaMode;
static const struct shape s_RestoreDBInstanceFromDBSnapshotMessage;
static const struct shape s_RestoreDBInstanceFromDBSnapshotResult;
static const struct shape s_SensitiveString;
static const struct shape s_SourceType;
static const struct shape s_StartDBInstanceMessage;
static const struct shape s_StartDBInstanceResult;
static const struct shape s_StopDBInstanceMessage;
static const struct shape s_StopDBInstanceResult;
static const struct shape s_StorageEncryptionType;
static const struct shape s_String;
static const struct shape s_StringList;
static const struct shape s_Subnet;
static const struct shape s_SubnetList;
static const struct shape s_TStamp;
static const struct shape s_Tag;
static const struct shape s_TagList;
static const struct shape s_TagListMessage;
static const struct shape s_TagSpecification;
static const struct shape s_TagSpecificationList;
static const struct shape s_UpgradeRolloutOrder;
static const struct shape s_VpcSecurityGroupIdList;
static const struct shape s_VpcSecurityGroupMembership;
static const struct shape s_VpcSecurityGroupMembershipList;

static const struct shape_member m_AccountAttributesMessage[] = {
        {"AccountQuotas", &s_AccountQuotaList},
};
static const struct shape s_AccountAttributesMessage = {
        .name = "AccountAttributesMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_AccountAttributesMessage,
        .count = 1,
};
static const struct shape_member m_AccountQuota[] = {
        {"AccountQuotaName", &s_String},
        {"Used", &s_Long},
        {"Max", &s_Long},
};
static const struct shape s_AccountQuota = {
        .name = "AccountQuota",
        .kind = SHAPE_STRUCTURE,
        .members = m_AccountQuota,
        .count = 3,
};
static const struct shape s_AccountQuotaList = {
        .name = "AccountQuotaList",
        .kind = SHAPE_LIST,
        .item = &s_AccountQuota,
        .item_name = "AccountQuota",
};
static const char *const e_ActivityStreamMode[] = {
        "sync",
        "async",
        NULL,
};
static const struct shape s_ActivityStreamMode = {
        .name = "ActivityStreamMode",
        .kind = SHAPE_TEXT,
        .values = e_ActivityStreamMode,
};
static const char *const e_ActivityStreamPolicyStatus[] = {
        "locked",
        "unlocked",
        "locking-policy",
        "unlocking-policy",
        NULL,
};
static const struct shape s_ActivityStreamPolicyStatus = {
        .name = "ActivityStreamPolicyStatus",
        .kind = SHAPE_TEXT,
        .values = e_ActivityStreamPolicyStatus,
};
static const char *const e_ActivityStreamStatus[] = {
        "stopped",
        "starting",
        "started",
        "stopping",
        NULL,
};
static const struct shape s_ActivityStreamStatus = {
        .name = "ActivityStreamStatus",
        .kind = SHAPE_TEXT,
        .values = e_ActivityStreamStatus,
};
static const struct shape_member m_AddTagsToResourceMessage[] = {
        {"ResourceName", &s_String, true},
        {"Tags", &s_TagList, true},
};
static const struct shape s_AddTagsToResourceMessage = {
        .name = "AddTagsToResourceMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_AddTagsToResourceMessage,
        .count = 2,
};
static const struct shape_member m_AdditionalStorageVolume[] = {
        {"VolumeName", &s_String, true},
        {"AllocatedStorage", &s_IntegerOptional},
        {"IOPS", &s_IntegerOptional},
        {"MaxAllocatedStorage", &s_IntegerOptional},
        {"StorageThroughput", &s_IntegerOptional},
        {"StorageType", &s_String},
};
static const struct shape s_AdditionalStorageVolume = {
        .name = "AdditionalStorageVolume",
        .kind = SHAPE_STRUCTURE,
        .members = m_AdditionalStorageVolume,
        .count = 6,
};
static const struct shape_member m_AdditionalStorageVolumeOutput[] = {
        {"VolumeName", &s_String},
        {"StorageVolumeStatus", &s_String},
        {"AllocatedStorage", &s_Integer},
        {"IOPS", &s_IntegerOptional},
        {"MaxAllocatedStorage", &s_IntegerOptional},
        {"StorageThroughput", &s_IntegerOptional},
        {"StorageType", &s_String},
};
static const struct shape s_AdditionalStorageVolumeOutput = {
        .name = "AdditionalStorageVolumeOutput",
        .kind = SHAPE_STRUCTURE,
        .members = m_AdditionalStorageVolumeOutput,
        .count = 7,
};
static const struct shape s_AdditionalStorageVolumesList = {
        .name = "AdditionalStorageVolumesList",
        .kind = SHAPE_LIST,
        .item = &s_AdditionalStorageVolume,
        .item_name = "member",
};
static const struct shape s_AdditionalStorageVolumesOutputList = {
        .name = "AdditionalStorageVolumesOutputList",
        .kind = SHAPE_LIST,
        .item = &s_AdditionalStorageVolumeOutput,
        .item_name = "member",
};
static const struct shape s_AttributeValueList = {
        .name = "AttributeValueList",
        .kind = SHAPE_LIST,
        .item = &s_String,
        .item_name = "AttributeValue",
};
static const char *const e_AutomationMode[] = {
        "full",
        "all-paused",
        NULL,
};
static const struct shape s_AutomationMode = {
        .name = "AutomationMode",
        .kind = SHAPE_TEXT,
        .values = e_AutomationMode,
};
static const struct shape_member m_AvailabilityZone[] = {
        {"Name", &s_String},
};
static const struct shape s_AvailabilityZone = {
        .name = "AvailabilityZone",
        .kind = SHAPE_STRUCTURE,
        .members = m_AvailabilityZone,
        .count = 1,
};
static const struct shape s_AwsBackupRecoveryPointArn = {
        .name = "AwsBackupRecoveryPointArn",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 43,
        .has_max = true, .max = 350,
};
static const struct shape s_Boolean = {
        .name = "Boolean",
        .kind = SHAPE_FLAG,
};
static const struct shape s_BooleanOptional = {
        .name = "BooleanOptional",
        .kind = SHAPE_FLAG,
};
static const struct shape_member m_CertificateDetails[] = {
        {"CAIdentifier", &s_String},
        {"ValidTill", &s_TStamp},
};
static const struct shape s_CertificateDetails = {
        .name = "CertificateDetails",
        .kind = SHAPE_STRUCTURE,
        .members = m_CertificateDetails,
        .count = 2,
};
static const struct shape_member m_CloudwatchLogsExportConfiguration[] = {
        {"EnableLogTypes", &s_LogTypeList},
        {"DisableLogTypes", &s_LogTypeList},
};
static const struct shape s_CloudwatchLogsExportConfiguration = {
        .name = "CloudwatchLogsExportConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_CloudwatchLogsExportConfiguration,
        .count = 2,
};
static const struct shape_member m_CopyDBSnapshotMessage[] = {
        {"SourceDBSnapshotIdentifier", &s_String, true},
        {"TargetDBSnapshotIdentifier", &s_String, true},
        {"KmsKeyId", &s_String},
        {"Tags", &s_TagList},
        {"CopyTags", &s_BooleanOptional},
        {"PreSignedUrl", &s_SensitiveString},
        {"OptionGroupName", &s_String},
        {"TargetCustomAvailabilityZone", &s_String},
        {"SnapshotTarget", &s_String},
        {"CopyOptionGroup", &s_BooleanOptional},
        {"SnapshotAvailabilityZone", &s_String},
};
static const struct shape s_CopyDBSnapshotMessage = {
        .name = "CopyDBSnapshotMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_CopyDBSnapshotMessage,
        .count = 11,
};
static const struct shape_member m_CopyDBSnapshotResult[] = {
        {"DBSnapshot", &s_DBSnapshot},
};
static const struct shape s_CopyDBSnapshotResult = {
        .name = "CopyDBSnapshotResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_CopyDBSnapshotResult,
        .count = 1,
};
static const struct shape_member m_CreateDBInstanceMessage[] = {
        {"DBName", &s_String},
        {"DBInstanceIdentifier", &s_String, true},
        {"AllocatedStorage", &s_IntegerOptional},
        {"DBInstanceClass", &s_String, true},
        {"Engine", &s_String, true},
        {"MasterUsername", &s_String},
        {"MasterUserPassword", &s_SensitiveString},
        {"DBSecurityGroups", &s_DBSecurityGroupNameList},
        {"VpcSecurityGroupIds", &s_VpcSecurityGroupIdList},
        {"AvailabilityZone", &s_String},
        {"DBSubnetGroupName", &s_String},
        {"PreferredMaintenanceWindow", &s_String},
        {"DBParameterGroupName", &s_String},
        {"BackupRetentionPeriod", &s_IntegerOptional},
        {"PreferredBackupWindow", &s_String},
        {"Port", &s_IntegerOptional},
        {"MultiAZ", &s_BooleanOptional},
        {"EngineVersion", &s_String},
        {"AutoMinorVersionUpgrade", &s_BooleanOptional},
        {"LicenseModel", &s_String},
        {"Iops", &s_IntegerOptional},
        {"StorageThroughput", &s_IntegerOptional},
        {"OptionGroupName", &s_String},
        {"CharacterSetName", &s_String},
        {"NcharCharacterSetName", &s_String},
        {"PubliclyAccessible", &s_BooleanOptional},
        {"Tags", &s_TagList},
        {"DBClusterIdentifier", &s_String},
        {"StorageType", &s_String},
        {"TdeCredentialArn", &s_String},
        {"TdeCredentialPassword", &s_SensitiveString},
        {"StorageEncrypted", &s_BooleanOptional},
        {"KmsKeyId", &s_String},
        {"Domain", &s_String},
        {"DomainFqdn", &s_String},
        {"DomainOu", &s_String},
        {"DomainAuthSecretArn", &s_String},
        {"DomainDnsIps", &s_StringList},
        {"CopyTagsToSnapshot", &s_BooleanOptional},
        {"MonitoringInterval", &s_IntegerOptional},
        {"MonitoringRoleArn", &s_String},
        {"DomainIAMRoleName", &s_String},
        {"PromotionTier", &s_IntegerOptional},
        {"Timezone", &s_String},
        {"EnableIAMDatabaseAuthentication", &s_BooleanOptional},
        {"DatabaseInsightsMode", &s_DatabaseInsightsMode},
        {"EnablePerformanceInsights", &s_BooleanOptional},
        {"PerformanceInsightsKMSKeyId", &s_String},
        {"PerformanceInsightsRetentionPeriod", &s_IntegerOptional},
        {"EnableCloudwatchLogsExports", &s_LogTypeList},
        {"ProcessorFeatures", &s_ProcessorFeatureList},
        {"DeletionProtection", &s_BooleanOptional},
        {"MaxAllocatedStorage", &s_IntegerOptional},
        {"EnableCustomerOwnedIp", &s_BooleanOptional},
        {"NetworkType", &s_String},
        {"BackupTarget", &s_String},
        {"CustomIamInstanceProfile", &s_String},
        {"DBSystemId", &s_String},
        {"CACertificateIdentifier", &s_String},
        {"ManageMasterUserPassword", &s_BooleanOptional},
        {"MasterUserSecretKmsKeyId", &s_String},
        {"MultiTenant", &s_BooleanOptional},
        {"DedicatedLogVolume", &s_BooleanOptional},
        {"EngineLifecycleSupport", &s_String},
        {"AdditionalStorageVolumes", &s_AdditionalStorageVolumesList},
        {"TagSpecifications", &s_TagSpecificationList},
        {"MasterUserAuthenticationType", &s_MasterUserAuthenticationType},
};
static const struct shape s_CreateDBInstanceMessage = {
        .name = "CreateDBInstanceMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_CreateDBInstanceMessage,
        .count = 67,
};
static const struct shape_member m_CreateDBInstanceResult[] = {
        {"DBInstance", &s_DBInstance},
};
static const struct shape s_CreateDBInstanceResult = {
        .name = "CreateDBInstanceResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_CreateDBInstanceResult,
        .count = 1,
};
static const struct shape_member m_CreateDBParameterGroupMessage[] = {
        {"DBParameterGroupName", &s_String, true},
        {"DBParameterGroupFamily", &s_String, true},
        {"Description", &s_String, true},
        {"Tags", &s_TagList},
};
static const struct shape s_CreateDBParameterGroupMessage = {
        .name = "CreateDBParameterGroupMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_CreateDBParameterGroupMessage,
        .count = 4,
};
static const struct shape_member m_CreateDBParameterGroupResult[] = {
        {"DBParameterGroup", &s_DBParameterGroup},
};
static const struct shape s_CreateDBParameterGroupResult = {
        .name = "CreateDBParameterGroupResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_CreateDBParameterGroupResult,
        .count = 1,
};
static const struct shape_member m_CreateDBSnapshotMessage[] = {
        {"DBSnapshotIdentifier", &s_String, true},
        {"DBInstanceIdentifier", &s_String, true},
        {"Tags", &s_TagList},
};
static const struct shape s_CreateDBSnapshotMessage = {
        .name = "CreateDBSnapshotMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_CreateDBSnapshotMessage,
        .count = 3,
};
static const struct shape_member m_CreateDBSnapshotResult[] = {
        {"DBSnapshot", &s_DBSnapshot},
};
static const struct shape s_CreateDBSnapshotResult = {
        .name = "CreateDBSnapshotResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_CreateDBSnapshotResult,
        .count = 1,
};
static const struct shape_member m_DBInstance[] = {
        {"DBInstanceIdentifier", &s_String},
        {"DBInstanceClass", &s_String},
        {"Engine", &s_String},
        {"DBInstanceStatus", &s_String},
        {"MasterUsername", &s_String},
        {"DBName", &s_String},
        {"Endpoint", &s_Endpoint},
        {"AllocatedStorage", &s_Integer},
        {"InstanceCreateTime", &s_TStamp},
        {"PreferredBackupWindow", &s_String},
        {"BackupRetentionPeriod", &s_Integer},
        {"DBSecurityGroups", &s_DBSecurityGroupMembershipList},
        {"VpcSecurityGroups", &s_VpcSecurityGroupMembershipList},
        {"DBParameterGroups", &s_DBParameterGroupStatusList},
        {"AvailabilityZone", &s_String},
        {"DBSubnetGroup", &s_DBSubnetGroup},
        {"PreferredMaintenanceWindow", &s_String},
        {"UpgradeRolloutOrder", &s_UpgradeRolloutOrder},
        {"PendingModifiedValues", &s_PendingModifiedValues},
        {"LatestRestorableTime", &s_TStamp},
        {"MultiAZ", &s_Boolean},
        {"EngineVersion", &s_String},
        {"AutoMinorVersionUpgrade", &s_Boolean},
        {"ReadReplicaSourceDBInstanceIdentifier", &s_String},
        {"ReadReplicaDBInstanceIdentifiers", &s_ReadReplicaDBInstanceIdentifierList},
        {"ReadReplicaDBClusterIdentifiers", &s_ReadReplicaDBClusterIdentifierList},
        {"ReplicaMode", &s_ReplicaMode},
        {"LicenseModel", &s_String},
        {"Iops", &s_IntegerOptional},
        {"StorageThroughput", &s_IntegerOptional},
        {"OptionGroupMemberships", &s_OptionGroupMembershipList},
        {"CharacterSetName", &s_String},
        {"NcharCharacterSetName", &s_String},
        {"SecondaryAvailabilityZone", &s_String},
        {"PubliclyAccessible", &s_Boolean},
        {"StatusInfos", &s_DBInstanceStatusInfoList},
        {"StorageType", &s_String},
        {"StorageEncryptionType", &s_StorageEncryptionType},
        {"TdeCredentialArn", &s_String},
        {"DbInstancePort", &s_Integer},
        {"DBClusterIdentifier", &s_String},
        {"StorageEncrypted", &s_Boolean},
        {"KmsKeyId", &s_String},
        {"DbiResourceId", &s_String},
        {"CACertificateIdentifier", &s_String},
        {"DomainMemberships", &s_DomainMembershipList},
        {"CopyTagsToSnapshot", &s_Boolean},
        {"MonitoringInterval", &s_IntegerOptional},
        {"EnhancedMonitoringResourceArn", &s_String},
        {"MonitoringRoleArn", &s_String},
        {"PromotionTier", &s_IntegerOptional},
        {"DBInstanceArn", &s_String},
        {"Timezone", &s_String},
        {"IAMDatabaseAuthenticationEnabled", &s_Boolean},
        {"DatabaseInsightsMode", &s_DatabaseInsightsMode},
        {"PerformanceInsightsEnabled", &s_BooleanOptional},
        {"PerformanceInsightsKMSKeyId", &s_String},
        {"PerformanceInsightsRetentionPeriod", &s_IntegerOptional},
        {"EnabledCloudwatchLogsExports", &s_LogTypeList},
        {"ProcessorFeatures", &s_ProcessorFeatureList},
        {"DeletionProtection", &s_Boolean},
        {"AssociatedRoles", &s_DBInstanceRoles},
        {"ListenerEndpoint", &s_Endpoint},
        {"MaxAllocatedStorage", &s_IntegerOptional},
        {"TagList", &s_TagList},
        {"AutomationMode", &s_AutomationMode},
        {"ResumeFullAutomationModeTime", &s_TStamp},
        {"CustomerOwnedIpEnabled", &s_BooleanOptional},
        {"NetworkType", &s_String},
        {"ActivityStreamStatus", &s_ActivityStreamStatus},
        {"ActivityStreamKmsKeyId", &s_String},
        {"ActivityStreamKinesisStreamName", &s_String},
        {"ActivityStreamMode", &s_ActivityStreamMode},
        {"ActivityStreamEngineNativeAuditFieldsIncluded", &s_BooleanOptional},
        {"AwsBackupRecoveryPointArn", &s_String},
        {"DBInstanceAutomatedBackupsReplications", &s_DBInstanceAutomatedBackupsReplicationList},
        {"BackupTarget", &s_String},
        {"AutomaticRestartTime", &s_TStamp},
        {"CustomIamInstanceProfile", &s_String},
        {"ActivityStreamPolicyStatus", &s_ActivityStreamPolicyStatus},
        {"CertificateDetails", &s_CertificateDetails},
        {"DBSystemId", &s_String},
        {"MasterUserSecret", &s_MasterUserSecret},
        {"ReadReplicaSourceDBClusterIdentifier", &s_String},
        {"PercentProgress", &s_String},
        {"MultiTenant", &s_BooleanOptional},
        {"DedicatedLogVolume", &s_Boolean},
        {"IsStorageConfigUpgradeAvailable", &s_BooleanOptional},
        {"EngineLifecycleSupport", &s_String},
        {"AdditionalStorageVolumes", &s_AdditionalStorageVolumesOutputList},
        {"StorageVolumeStatus", &s_String},
};
static const struct shape s_DBInstance = {
        .name = "DBInstance",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBInstance,
        .count = 91,
};
static const struct shape_member m_DBInstanceAutomatedBackupsReplication[] = {
        {"DBInstanceAutomatedBackupsArn", &s_String},
};
static const struct shape s_DBInstanceAutomatedBackupsReplication = {
        .name = "DBInstanceAutomatedBackupsReplication",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBInstanceAutomatedBackupsReplication,
        .count = 1,
};
static const struct shape s_DBInstanceAutomatedBackupsReplicationList = {
        .name = "DBInstanceAutomatedBackupsReplicationList",
        .kind = SHAPE_LIST,
        .item = &s_DBInstanceAutomatedBackupsReplication,
        .item_name = "DBInstanceAutomatedBackupsReplication",
};
static const struct shape s_DBInstanceList = {
        .name = "DBInstanceList",
        .kind = SHAPE_LIST,
        .item = &s_DBInstance,
        .item_name = "DBInstance",
};
static const struct shape_member m_DBInstanceMessage[] = {
        {"Marker", &s_String},
        {"DBInstances", &s_DBInstanceList},
};
static const struct shape s_DBInstanceMessage = {
        .name = "DBInstanceMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBInstanceMessage,
        .count = 2,
};
static const struct shape_member m_DBInstanceRole[] = {
        {"RoleArn", &s_String},
        {"FeatureName", &s_String},
        {"Status", &s_String},
};
static const struct shape s_DBInstanceRole = {
        .name = "DBInstanceRole",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBInstanceRole,
        .count = 3,
};
static const struct shape s_DBInstanceRoles = {
        .name = "DBInstanceRoles",
        .kind = SHAPE_LIST,
        .item = &s_DBInstanceRole,
        .item_name = "DBInstanceRole",
};
static const struct shape_member m_DBInstanceStatusInfo[] = {
        {"StatusType", &s_String},
        {"Normal", &s_Boolean},
        {"Status", &s_String},
        {"Message", &s_String},
};
static const struct shape s_DBInstanceStatusInfo = {
        .name = "DBInstanceStatusInfo",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBInstanceStatusInfo,
        .count = 4,
};
static const struct shape s_DBInstanceStatusInfoList = {
        .name = "DBInstanceStatusInfoList",
        .kind = SHAPE_LIST,
        .item = &s_DBInstanceStatusInfo,
        .item_name = "DBInstanceStatusInfo",
};
static const struct shape_member m_DBParameterGroup[] = {
        {"DBParameterGroupName", &s_String},
        {"DBParameterGroupFamily", &s_String},
        {"Description", &s_String},
        {"DBParameterGroupArn", &s_String},
};
static const struct shape s_DBParameterGroup = {
        .name = "DBParameterGroup",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBParameterGroup,
        .count = 4,
};
static const struct shape s_DBParameterGroupList = {
        .name = "DBParameterGroupList",
        .kind = SHAPE_LIST,
        .item = &s_DBParameterGroup,
        .item_name = "DBParameterGroup",
};
static const struct shape_member m_DBParameterGroupStatus[] = {
        {"DBParameterGroupName", &s_String},
        {"ParameterApplyStatus", &s_String},
};
static const struct shape s_DBParameterGroupStatus = {
        .name = "DBParameterGroupStatus",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBParameterGroupStatus,
        .count = 2,
};
static const struct shape s_DBParameterGroupStatusList = {
        .name = "DBParameterGroupStatusList",
        .kind = SHAPE_LIST,
        .item = &s_DBParameterGroupStatus,
        .item_name = "DBParameterGroup",
};
static const struct shape_member m_DBParameterGroupsMessage[] = {
        {"Marker", &s_String},
        {"DBParameterGroups", &s_DBParameterGroupList},
};
static const struct shape s_DBParameterGroupsMessage = {
        .name = "DBParameterGroupsMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBParameterGroupsMessage,
        .count = 2,
};
static const struct shape_member m_DBSecurityGroupMembership[] = {
        {"DBSecurityGroupName", &s_String},
        {"Status", &s_String},
};
static const struct shape s_DBSecurityGroupMembership = {
        .name = "DBSecurityGroupMembership",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBSecurityGroupMembership,
        .count = 2,
};
static const struct shape s_DBSecurityGroupMembershipList = {
        .name = "DBSecurityGroupMembershipList",
        .kind = SHAPE_LIST,
        .item = &s_DBSecurityGroupMembership,
        .item_name = "DBSecurityGroup",
};
static const struct shape s_DBSecurityGroupNameList = {
        .name = "DBSecurityGroupNameList",
        .kind = SHAPE_LIST,
        .item = &s_String,
        .item_name = "DBSecurityGroupName",
};
static const struct shape_member m_DBSnapshot[] = {
        {"DBSnapshotIdentifier", &s_String},
        {"DBInstanceIdentifier", &s_String},
        {"SnapshotCreateTime", &s_TStamp},
        {"Engine", &s_String},
        {"AllocatedStorage", &s_Integer},
        {"Status", &s_String},
        {"Port", &s_Integer},
        {"AvailabilityZone", &s_String},
        {"VpcId", &s_String},
        {"InstanceCreateTime", &s_TStamp},
        {"MasterUsername", &s_String},
        {"EngineVersion", &s_String},
        {"LicenseModel", &s_String},
        {"SnapshotType", &s_String},
        {"Iops", &s_IntegerOptional},
        {"StorageThroughput", &s_IntegerOptional},
        {"OptionGroupName", &s_String},
        {"PercentProgress", &s_Integer},
        {"SourceRegion", &s_String},
        {"SourceDBSnapshotIdentifier", &s_String},
        {"StorageType", &s_String},
        {"TdeCredentialArn", &s_String},
        {"Encrypted", &s_Boolean},
        {"StorageEncryptionType", &s_StorageEncryptionType},
        {"BackupRetentionPeriod", &s_IntegerOptional},
        {"PreferredBackupWindow", &s_String},
        {"KmsKeyId", &s_String},
        {"DBSnapshotArn", &s_String},
        {"Timezone", &s_String},
        {"IAMDatabaseAuthenticationEnabled", &s_Boolean},
        {"ProcessorFeatures", &s_ProcessorFeatureList},
        {"DbiResourceId", &s_String},
        {"TagList", &s_TagList},
        {"SnapshotTarget", &s_String},
        {"OriginalSnapshotCreateTime", &s_TStamp},
        {"SnapshotDatabaseTime", &s_TStamp},
        {"DBSystemId", &s_String},
        {"MultiTenant", &s_BooleanOptional},
        {"DedicatedLogVolume", &s_Boolean},
        {"AdditionalStorageVolumes", &s_AdditionalStorageVolumesList},
        {"SnapshotAvailabilityZone", &s_String},
};
static const struct shape s_DBSnapshot = {
        .name = "DBSnapshot",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBSnapshot,
        .count = 41,
};
static const struct shape_member m_DBSnapshotAttribute[] = {
        {"AttributeName", &s_String},
        {"AttributeValues", &s_AttributeValueList},
};
static const struct shape s_DBSnapshotAttribute = {
        .name = "DBSnapshotAttribute",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBSnapshotAttribute,
        .count = 2,
};
static const struct shape s_DBSnapshotAttributeList = {
        .name = "DBSnapshotAttributeList",
        .kind = SHAPE_LIST,
        .item = &s_DBSnapshotAttribute,
        .item_name = "DBSnapshotAttribute",
};
static const struct shape_member m_DBSnapshotAttributesResult[] = {
        {"DBSnapshotIdentifier", &s_String},
        {"DBSnapshotAttributes", &s_DBSnapshotAttributeList},
};
static const struct shape s_DBSnapshotAttributesResult = {
        .name = "DBSnapshotAttributesResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBSnapshotAttributesResult,
        .count = 2,
};
static const struct shape s_DBSnapshotList = {
        .name = "DBSnapshotList",
        .kind = SHAPE_LIST,
        .item = &s_DBSnapshot,
        .item_name = "DBSnapshot",
};
static const struct shape_member m_DBSnapshotMessage[] = {
        {"Marker", &s_String},
        {"DBSnapshots", &s_DBSnapshotList},
};
static const struct shape s_DBSnapshotMessage = {
        .name = "DBSnapshotMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBSnapshotMessage,
        .count = 2,
};
static const struct shape_member m_DBSubnetGroup[] = {
        {"DBSubnetGroupName", &s_String},
        {"DBSubnetGroupDescription", &s_String},
        {"VpcId", &s_String},
        {"SubnetGroupStatus", &s_String},
        {"Subnets", &s_SubnetList},
        {"DBSubnetGroupArn", &s_String},
        {"SupportedNetworkTypes", &s_StringList},
};
static const struct shape s_DBSubnetGroup = {
        .name = "DBSubnetGroup",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBSubnetGroup,
        .count = 7,
};
static const struct shape_member m_DBSubnetGroupMessage[] = {
        {"Marker", &s_String},
        {"DBSubnetGroups", &s_DBSubnetGroups},
};
static const struct shape s_DBSubnetGroupMessage = {
        .name = "DBSubnetGroupMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBSubnetGroupMessage,
        .count = 2,
};
static const struct shape s_DBSubnetGroups = {
        .name = "DBSubnetGroups",
        .kind = SHAPE_LIST,
        .item = &s_DBSubnetGroup,
        .item_name = "DBSubnetGroup",
};
static const char *const e_DatabaseInsightsMode[] = {
        "standard",
        "advanced",
        NULL,
};
static const struct shape s_DatabaseInsightsMode = {
        .name = "DatabaseInsightsMode",
        .kind = SHAPE_TEXT,
        .values = e_DatabaseInsightsMode,
};
static const struct shape_member m_DeleteDBInstanceMessage[] = {
        {"DBInstanceIdentifier", &s_String, true},
        {"SkipFinalSnapshot", &s_Boolean},
        {"FinalDBSnapshotIdentifier", &s_String},
        {"DeleteAutomatedBackups", &s_BooleanOptional},
};
static const struct shape s_DeleteDBInstanceMessage = {
        .name = "DeleteDBInstanceMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeleteDBInstanceMessage,
        .count = 4,
};
static const struct shape_member m_DeleteDBInstanceResult[] = {
        {"DBInstance", &s_DBInstance},
};
static const struct shape s_DeleteDBInstanceResult = {
        .name = "DeleteDBInstanceResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeleteDBInstanceResult,
        .count = 1,
};
static const struct shape_member m_DeleteDBSnapshotMessage[] = {
        {"DBSnapshotIdentifier", &s_String, true},
};
static const struct shape s_DeleteDBSnapshotMessage = {
        .name = "DeleteDBSnapshotMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeleteDBSnapshotMessage,
        .count = 1,
};
static const struct shape_member m_DeleteDBSnapshotResult[] = {
        {"DBSnapshot", &s_DBSnapshot},
};
static const struct shape s_DeleteDBSnapshotResult = {
        .name = "DeleteDBSnapshotResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeleteDBSnapshotResult,
        .count = 1,
};
static const struct shape s_DescribeAccountAttributesMessage = {
        .name = "DescribeAccountAttributesMessage",
        .kind = SHAPE_STRUCTURE,
};
static const struct shape_member m_DescribeDBInstancesMessage[] = {
        {"DBInstanceIdentifier", &s_String},
        {"Filters", &s_FilterList},
        {"MaxRecords", &s_IntegerOptional},
        {"Marker", &s_String},
};
static const struct shape s_DescribeDBInstancesMessage = {
        .name = "DescribeDBInstancesMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeDBInstancesMessage,
        .count = 4,
};
static const struct shape_member m_DescribeDBParameterGroupsMessage[] = {
        {"DBParameterGroupName", &s_String},
        {"Filters", &s_FilterList},
        {"MaxRecords", &s_IntegerOptional},
        {"Marker", &s_String},
};
static const struct shape s_DescribeDBParameterGroupsMessage = {
        .name = "DescribeDBParameterGroupsMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeDBParameterGroupsMessage,
        .count = 4,
};
static const struct shape_member m_DescribeDBSnapshotAttributesMessage[] = {
        {"DBSnapshotIdentifier", &s_String, true},
};
static const struct shape s_DescribeDBSnapshotAttributesMessage = {
        .name = "DescribeDBSnapshotAttributesMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeDBSnapshotAttributesMessage,
        .count = 1,
};
static const struct shape_member m_DescribeDBSnapshotAttributesResult[] = {
        {"DBSnapshotAttributesResult", &s_DBSnapshotAttributesResult},
};
static const struct shape s_DescribeDBSnapshotAttributesResult = {
        .name = "DescribeDBSnapshotAttributesResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeDBSnapshotAttributesResult,
        .count = 1,
};
static const struct shape_member m_DescribeDBSnapshotsMessage[] = {
        {"DBInstanceIdentifier", &s_String},
        {"DBSnapshotIdentifier", &s_String},
        {"SnapshotType", &s_String},
        {"Filters", &s_FilterList},
        {"MaxRecords", &s_IntegerOptional},
        {"Marker", &s_String},
        {"IncludeShared", &s_Boolean},
        {"IncludePublic", &s_Boolean},
        {"DbiResourceId", &s_String},
};
static const struct shape s_DescribeDBSnapshotsMessage = {
        .name = "DescribeDBSnapshotsMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeDBSnapshotsMessage,
        .count = 9,
};
static const struct shape_member m_DescribeDBSubnetGroupsMessage[] = {
        {"DBSubnetGroupName", &s_String},
        {"Filters", &s_FilterList},
        {"MaxRecords", &s_IntegerOptional},
        {"Marker", &s_String},
};
static const struct shape s_DescribeDBSubnetGroupsMessage = {
        .name = "DescribeDBSubnetGroupsMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeDBSubnetGroupsMessage,
        .count = 4,
};
static const struct shape_member m_DescribeEventsMessage[] = {
        {"SourceIdentifier", &s_String},
        {"SourceType", &s_SourceType},
        {"StartTime", &s_TStamp},
        {"EndTime", &s_TStamp},
        {"Duration", &s_IntegerOptional},
        {"EventCategories", &s_EventCategoriesList},
        {"Filters", &s_FilterList},
        {"MaxRecords", &s_IntegerOptional},
        {"Marker", &s_String},
};
static const struct shape s_DescribeEventsMessage = {
        .name = "DescribeEventsMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeEventsMessage,
        .count = 9,
};
static const struct shape_member m_DomainMembership[] = {
        {"Domain", &s_String},
        {"Status", &s_String},
        {"FQDN", &s_String},
        {"IAMRoleName", &s_String},
        {"OU", &s_String},
        {"AuthSecretArn", &s_String},
        {"DnsIps", &s_StringList},
};
static const struct shape s_DomainMembership = {
        .name = "DomainMembership",
        .kind = SHAPE_STRUCTURE,
        .members = m_DomainMembership,
        .count = 7,
};
static const struct shape s_DomainMembershipList = {
        .name = "DomainMembershipList",
        .kind = SHAPE_LIST,
        .item = &s_DomainMembership,
        .item_name = "DomainMembership",
};
static const struct shape_member m_Endpoint[] = {
        {"Address", &s_String},
        {"Port", &s_Integer},
        {"HostedZoneId", &s_String},
};
static const struct shape s_Endpoint = {
        .name = "Endpoint",
        .kind = SHAPE_STRUCTURE,
        .members = m_Endpoint,
        .count = 3,
};
static const struct shape_member m_Event[] = {
        {"SourceIdentifier", &s_String},
        {"SourceType", &s_SourceType},
        {"Message", &s_String},
        {"EventCategories", &s_EventCategoriesList},
        {"Date", &s_TStamp},
        {"SourceArn", &s_String},
};
static const struct shape s_Event = {
        .name = "Event",
        .kind = SHAPE_STRUCTURE,
        .members = m_Event,
        .count = 6,
};
static const struct shape s_EventCategoriesList = {
        .name = "EventCategoriesList",
        .kind = SHAPE_LIST,
        .item = &s_String,
        .item_name = "EventCategory",
};
static const struct shape s_EventList = {
        .name = "EventList",
        .kind = SHAPE_LIST,
        .item = &s_Event,
        .item_name = "Event",
};
static const struct shape_member m_EventsMessage[] = {
        {"Marker", &s_String},
        {"Events", &s_EventList},
};
static const struct shape s_EventsMessage = {
        .name = "EventsMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_EventsMessage,
        .count = 2,
};
static const struct shape_member m_Filter[] = {
        {"Name", &s_String, true},
        {"Values", &s_FilterValueList, true},
};
static const struct shape s_Filter = {
        .name = "Filter",
        .kind = SHAPE_STRUCTURE,
        .members = m_Filter,
        .count = 2,
};
static const struct shape s_FilterList = {
        .name = "FilterList",
        .kind = SHAPE_LIST,
        .item = &s_Filter,
        .item_name = "Filter",
};
static const struct shape s_FilterValueList = {
        .name = "FilterValueList",
        .kind = SHAPE_LIST,
        .item = &s_String,
        .item_name = "Value",
};
static const struct shape s_Integer = {
        .name = "Integer",
        .kind = SHAPE_INTEGER,
};
static const struct shape s_IntegerOptional = {
        .name = "IntegerOptional",
        .kind = SHAPE_INTEGER,
};
static const struct shape s_KeyList = {
        .name = "KeyList",
        .kind = SHAPE_LIST,
        .item = &s_String,
        .item_name = "member",
};
static const struct shape_member m_ListTagsForResourceMessage[] = {
        {"ResourceName", &s_String, true},
        {"Filters", &s_FilterList},
};
static const struct shape s_ListTagsForResourceMessage = {
        .name = "ListTagsForResourceMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListTagsForResourceMessage,
        .count = 2,
};
static const struct shape s_LogTypeList = {
        .name = "LogTypeList",
        .kind = SHAPE_LIST,
        .item = &s_String,
        .item_name = "member",
};
static const struct shape s_Long = {
        .name = "Long",
        .kind = SHAPE_INTEGER,
};
static const char *const e_MasterUserAuthenticationType[] = {
        "password",
        "iam-db-auth",
        NULL,
};
static const struct shape s_MasterUserAuthenticationType = {
        .name = "MasterUserAuthenticationType",
        .kind = SHAPE_TEXT,
        .values = e_MasterUserAuthenticationType,
};
static const struct shape_member m_MasterUserSecret[] = {
        {"SecretArn", &s_String},
        {"SecretStatus", &s_String},
        {"KmsKeyId", &s_String},
};
static const struct shape s_MasterUserSecret = {
        .name = "MasterUserSecret",
        .kind = SHAPE_STRUCTURE,
        .members = m_MasterUserSecret,
        .count = 3,
};
static const struct shape_member m_ModifyAdditionalStorageVolume[] = {
        {"VolumeName", &s_String, true},
        {"AllocatedStorage", &s_IntegerOptional},
        {"IOPS", &s_IntegerOptional},
        {"MaxAllocatedStorage", &s_IntegerOptional},
        {"StorageThroughput", &s_IntegerOptional},
        {"StorageType", &s_String},
        {"SetForDelete", &s_BooleanOptional},
};
static const struct shape s_ModifyAdditionalStorageVolume = {
        .name = "ModifyAdditionalStorageVolume",
        .kind = SHAPE_STRUCTURE,
        .members = m_ModifyAdditionalStorageVolume,
        .count = 7,
};
static const struct shape s_ModifyAdditionalStorageVolumesList = {
        .name = "ModifyAdditionalStorageVolumesList",
        .kind = SHAPE_LIST,
        .item = &s_ModifyAdditionalStorageVolume,
        .item_name = "member",
};
static const struct shape_member m_ModifyDBInstanceMessage[] = {
        {"DBInstanceIdentifier", &s_String, true},
        {"AllocatedStorage", &s_IntegerOptional},
        {"DBInstanceClass", &s_String},
        {"DBSubnetGroupName", &s_String},
        {"DBSecurityGroups", &s_DBSecurityGroupNameList},
        {"VpcSecurityGroupIds", &s_VpcSecurityGroupIdList},
        {"ApplyImmediately", &s_Boolean},
        {"MasterUserPassword", &s_SensitiveString},
        {"DBParameterGroupName", &s_String},
        {"BackupRetentionPeriod", &s_IntegerOptional},
        {"PreferredBackupWindow", &s_String},
        {"PreferredMaintenanceWindow", &s_String},
        {"MultiAZ", &s_BooleanOptional},
        {"EngineVersion", &s_String},
        {"AllowMajorVersionUpgrade", &s_Boolean},
        {"AutoMinorVersionUpgrade", &s_BooleanOptional},
        {"LicenseModel", &s_String},
        {"Iops", &s_IntegerOptional},
        {"StorageThroughput", &s_IntegerOptional},
        {"OptionGroupName", &s_String},
        {"NewDBInstanceIdentifier", &s_String},
        {"StorageType", &s_String},
        {"TdeCredentialArn", &s_String},
        {"TdeCredentialPassword", &s_SensitiveString},
        {"CACertificateIdentifier", &s_String},
        {"Domain", &s_String},
        {"DomainFqdn", &s_String},
        {"DomainOu", &s_String},
        {"DomainAuthSecretArn", &s_String},
        {"DomainDnsIps", &s_StringList},
        {"DisableDomain", &s_BooleanOptional},
        {"CopyTagsToSnapshot", &s_BooleanOptional},
        {"MonitoringInterval", &s_IntegerOptional},
        {"DBPortNumber", &s_IntegerOptional},
        {"PubliclyAccessible", &s_BooleanOptional},
        {"MonitoringRoleArn", &s_String},
        {"DomainIAMRoleName", &s_String},
        {"PromotionTier", &s_IntegerOptional},
        {"EnableIAMDatabaseAuthentication", &s_BooleanOptional},
        {"DatabaseInsightsMode", &s_DatabaseInsightsMode},
        {"EnablePerformanceInsights", &s_BooleanOptional},
        {"PerformanceInsightsKMSKeyId", &s_String},
        {"PerformanceInsightsRetentionPeriod", &s_IntegerOptional},
        {"CloudwatchLogsExportConfiguration", &s_CloudwatchLogsExportConfiguration},
        {"ProcessorFeatures", &s_ProcessorFeatureList},
        {"UseDefaultProcessorFeatures", &s_BooleanOptional},
        {"DeletionProtection", &s_BooleanOptional},
        {"MaxAllocatedStorage", &s_IntegerOptional},
        {"CertificateRotationRestart", &s_BooleanOptional},
        {"ReplicaMode", &s_ReplicaMode},
        {"AutomationMode", &s_AutomationMode},
        {"ResumeFullAutomationModeMinutes", &s_IntegerOptional},
        {"EnableCustomerOwnedIp", &s_BooleanOptional},
        {"NetworkType", &s_String},
        {"AwsBackupRecoveryPointArn", &s_AwsBackupRecoveryPointArn},
        {"ManageMasterUserPassword", &s_BooleanOptional},
        {"RotateMasterUserPassword", &s_BooleanOptional},
        {"MasterUserSecretKmsKeyId", &s_String},
        {"MultiTenant", &s_BooleanOptional},
        {"DedicatedLogVolume", &s_BooleanOptional},
        {"Engine", &s_String},
        {"AdditionalStorageVolumes", &s_ModifyAdditionalStorageVolumesList},
        {"TagSpecifications", &s_TagSpecificationList},
        {"MasterUserAuthenticationType", &s_MasterUserAuthenticationType},
};
static const struct shape s_ModifyDBInstanceMessage = {
        .name = "ModifyDBInstanceMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_ModifyDBInstanceMessage,
        .count = 64,
};
static const struct shape_member m_ModifyDBInstanceResult[] = {
        {"DBInstance", &s_DBInstance},
};
static const struct shape s_ModifyDBInstanceResult = {
        .name = "ModifyDBInstanceResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_ModifyDBInstanceResult,
        .count = 1,
};
static const struct shape_member m_ModifyDBSnapshotAttributeMessage[] = {
        {"DBSnapshotIdentifier", &s_String, true},
        {"AttributeName", &s_String, true},
        {"ValuesToAdd", &s_AttributeValueList},
        {"ValuesToRemove", &s_AttributeValueList},
};
static const struct shape s_ModifyDBSnapshotAttributeMessage = {
        .name = "ModifyDBSnapshotAttributeMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_ModifyDBSnapshotAttributeMessage,
        .count = 4,
};
static const struct shape_member m_ModifyDBSnapshotAttributeResult[] = {
        {"DBSnapshotAttributesResult", &s_DBSnapshotAttributesResult},
};
static const struct shape s_ModifyDBSnapshotAttributeResult = {
        .name = "ModifyDBSnapshotAttributeResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_ModifyDBSnapshotAttributeResult,
        .count = 1,
};
static const struct shape_member m_OptionGroupMembership[] = {
        {"OptionGroupName", &s_String},
        {"Status", &s_String},
};
static const struct shape s_OptionGroupMembership = {
        .name = "OptionGroupMembership",
        .kind = SHAPE_STRUCTURE,
        .members = m_OptionGroupMembership,
        .count = 2,
};
static const struct shape s_OptionGroupMembershipList = {
        .name = "OptionGroupMembershipList",
        .kind = SHAPE_LIST,
        .item = &s_OptionGroupMembership,
        .item_name = "OptionGroupMembership",
};
static const struct shape_member m_Outpost[] = {
        {"Arn", &s_String},
};
static const struct shape s_Outpost = {
        .name = "Outpost",
        .kind = SHAPE_STRUCTURE,
        .members = m_Outpost,
        .count = 1,
};
static const struct shape_member m_PendingCloudwatchLogsExports[] = {
        {"LogTypesToEnable", &s_LogTypeList},
        {"LogTypesToDisable", &s_LogTypeList},
};
static const struct shape s_PendingCloudwatchLogsExports = {
        .name = "PendingCloudwatchLogsExports",
        .kind = SHAPE_STRUCTURE,
        .members = m_PendingCloudwatchLogsExports,
        .count = 2,
};
static const struct shape_member m_PendingModifiedValues[] = {
        {"DBInstanceClass", &s_String},
        {"AllocatedStorage", &s_IntegerOptional},
        {"MasterUserPassword", &s_SensitiveString},
        {"Port", &s_IntegerOptional},
        {"BackupRetentionPeriod", &s_IntegerOptional},
        {"MultiAZ", &s_BooleanOptional},
        {"EngineVersion", &s_String},
        {"LicenseModel", &s_String},
        {"Iops", &s_IntegerOptional},
        {"StorageThroughput", &s_IntegerOptional},
        {"DBInstanceIdentifier", &s_String},
        {"StorageType", &s_String},
        {"CACertificateIdentifier", &s_String},
        {"DBSubnetGroupName", &s_String},
        {"PendingCloudwatchLogsExports", &s_PendingCloudwatchLogsExports},
        {"ProcessorFeatures", &s_ProcessorFeatureList},
        {"AutomationMode", &s_AutomationMode},
        {"ResumeFullAutomationModeTime", &s_TStamp},
        {"MultiTenant", &s_BooleanOptional},
        {"IAMDatabaseAuthenticationEnabled", &s_BooleanOptional},
        {"DedicatedLogVolume", &s_BooleanOptional},
        {"Engine", &s_String},
        {"AdditionalStorageVolumes", &s_AdditionalStorageVolumesList},
};
static const struct shape s_PendingModifiedValues = {
        .name = "PendingModifiedValues",
        .kind = SHAPE_STRUCTURE,
        .members = m_PendingModifiedValues,
        .count = 23,
};
static const struct shape_member m_ProcessorFeature[] = {
        {"Name", &s_String},
        {"Value", &s_String},
};
static const struct shape s_ProcessorFeature = {
        .name = "ProcessorFeature",
        .kind = SHAPE_STRUCTURE,
        .members = m_ProcessorFeature,
        .count = 2,
};
static const struct shape s_ProcessorFeatureList = {
        .name = "ProcessorFeatureList",
        .kind = SHAPE_LIST,
        .item = &s_ProcessorFeature,
        .item_name = "ProcessorFeature",
};
static const struct shape s_ReadReplicaDBClusterIdentifierList = {
        .name = "ReadReplicaDBClusterIdentifierList",
        .kind = SHAPE_LIST,
        .item = &s_String,
        .item_name = "ReadReplicaDBClusterIdentifier",
};
static const struct shape s_ReadReplicaDBInstanceIdentifierList = {
        .name = "ReadReplicaDBInstanceIdentifierList",
        .kind = SHAPE_LIST,
        .item = &s_String,
        .item_name = "ReadReplicaDBInstanceIdentifier",
};
static const struct shape_member m_RebootDBInstanceMessage[] = {
        {"DBInstanceIdentifier", &s_String, true},
        {"ForceFailover", &s_BooleanOptional},
};
static const struct shape s_RebootDBInstanceMessage = {
        .name = "RebootDBInstanceMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_RebootDBInstanceMessage,
        .count = 2,
};
static const struct shape_member m_RebootDBInstanceResult[] = {
        {"DBInstance", &s_DBInstance},
};
static const struct shape s_RebootDBInstanceResult = {
        .name = "RebootDBInstanceResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_RebootDBInstanceResult,
        .count = 1,
};
static const struct shape_member m_RemoveTagsFromResourceMessage[] = {
        {"ResourceName", &s_String, true},
        {"TagKeys", &s_KeyList, true},
};
static const struct shape s_RemoveTagsFromResourceMessage = {
        .name = "RemoveTagsFromResourceMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_RemoveTagsFromResourceMessage,
        .count = 2,
};
static const char *const e_ReplicaMode[] = {
        "open-read-only",
        "mounted",
        NULL,
};
static const struct shape s_ReplicaMode = {
        .name = "ReplicaMode",
        .kind = SHAPE_TEXT,
        .values = e_ReplicaMode,
};
static const struct shape_member m_RestoreDBInstanceFromDBSnapshotMessage[] = {
        {"DBInstanceIdentifier", &s_String, true},
        {"DBSnapshotIdentifier", &s_String},
        {"DBInstanceClass", &s_String},
        {"Port", &s_IntegerOptional},
        {"AvailabilityZone", &s_String},
        {"DBSubnetGroupName", &s_String},
        {"MultiAZ", &s_BooleanOptional},
        {"PubliclyAccessible", &s_BooleanOptional},
        {"AutoMinorVersionUpgrade", &s_BooleanOptional},
        {"LicenseModel", &s_String},
        {"DBName", &s_String},
        {"Engine", &s_String},
        {"Iops", &s_IntegerOptional},
        {"StorageThroughput", &s_IntegerOptional},
        {"OptionGroupName", &s_String},
        {"Tags", &s_TagList},
        {"StorageType", &s_String},
        {"TdeCredentialArn", &s_String},
        {"TdeCredentialPassword", &s_SensitiveString},
        {"VpcSecurityGroupIds", &s_VpcSecurityGroupIdList},
        {"Domain", &s_String},
        {"DomainFqdn", &s_String},
        {"DomainOu", &s_String},
        {"DomainAuthSecretArn", &s_String},
        {"DomainDnsIps", &s_StringList},
        {"CopyTagsToSnapshot", &s_BooleanOptional},
        {"DomainIAMRoleName", &s_String},
        {"EnableIAMDatabaseAuthentication", &s_BooleanOptional},
        {"EnableCloudwatchLogsExports", &s_LogTypeList},
        {"ProcessorFeatures", &s_ProcessorFeatureList},
        {"UseDefaultProcessorFeatures", &s_BooleanOptional},
        {"DBParameterGroupName", &s_String},
        {"DeletionProtection", &s_BooleanOptional},
        {"EnableCustomerOwnedIp", &s_BooleanOptional},
        {"NetworkType", &s_String},
        {"BackupTarget", &s_String},
        {"CustomIamInstanceProfile", &s_String},
        {"AllocatedStorage", &s_IntegerOptional},
        {"DBClusterSnapshotIdentifier", &s_String},
        {"BackupRetentionPeriod", &s_IntegerOptional},
        {"PreferredBackupWindow", &s_String},
        {"DedicatedLogVolume", &s_BooleanOptional},
        {"CACertificateIdentifier", &s_String},
        {"EngineLifecycleSupport", &s_String},
        {"AdditionalStorageVolumes", &s_AdditionalStorageVolumesList},
        {"TagSpecifications", &s_TagSpecificationList},
        {"ManageMasterUserPassword", &s_BooleanOptional},
        {"MasterUserSecretKmsKeyId", &s_String},
};
static const struct shape s_RestoreDBInstanceFromDBSnapshotMessage = {
        .name = "RestoreDBInstanceFromDBSnapshotMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_RestoreDBInstanceFromDBSnapshotMessage,
        .count = 48,
};
static const struct shape_member m_RestoreDBInstanceFromDBSnapshotResult[] = {
        {"DBInstance", &s_DBInstance},
};
static const struct shape s_RestoreDBInstanceFromDBSnapshotResult = {
        .name = "RestoreDBInstanceFromDBSnapshotResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_RestoreDBInstanceFromDBSnapshotResult,
        .count = 1,
};
static const struct shape s_SensitiveString = {
        .name = "SensitiveString",
        .kind = SHAPE_TEXT,
        .sensitive = true,
};
static const char *const e_SourceType[] = {
        "db-instance",
        "db-parameter-group",
        "db-security-group",
        "db-snapshot",
        "db-cluster",
        "db-cluster-snapshot",
        "custom-engine-version",
        "db-proxy",
        "blue-green-deployment",
        "db-shard-group",
        "zero-etl",
        NULL,
};
static const struct shape s_SourceType = {
        .name = "SourceType",
        .kind = SHAPE_TEXT,
        .values = e_SourceType,
};
static const struct shape_member m_StartDBInstanceMessage[] = {
        {"DBInstanceIdentifier", &s_String, true},
};
static const struct shape s_StartDBInstanceMessage = {
        .name = "StartDBInstanceMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_StartDBInstanceMessage,
        .count = 1,
};
static const struct shape_member m_StartDBInstanceResult[] = {
        {"DBInstance", &s_DBInstance},
};
static const struct shape s_StartDBInstanceResult = {
        .name = "StartDBInstanceResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_StartDBInstanceResult,
        .count = 1,
};
static const struct shape_member m_StopDBInstanceMessage[] = {
        {"DBInstanceIdentifier", &s_String, true},
        {"DBSnapshotIdentifier", &s_String},
};
static const struct shape s_StopDBInstanceMessage = {
        .name = "StopDBInstanceMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_StopDBInstanceMessage,
        .count = 2,
};
static const struct shape_member m_StopDBInstanceResult[] = {
        {"DBInstance", &s_DBInstance},
};
static const struct shape s_StopDBInstanceResult = {
        .name = "StopDBInstanceResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_StopDBInstanceResult,
        .count = 1,
};
static const char *const e_StorageEncryptionType[] = {
        "none",
        "sse-kms",
        "sse-rds",
        NULL,
};
static const struct shape s_StorageEncryptionType = {
        .name = "StorageEncryptionType",
        .kind = SHAPE_TEXT,
        .values = e_StorageEncryptionType,
};
static const struct shape s_String = {
        .name = "String",
        .kind = SHAPE_TEXT,
};
static const struct shape s_StringList = {
        .name = "StringList",
        .kind = SHAPE_LIST,
        .item = &s_String,
        .item_name = "member",
};
static const struct shape_member m_Subnet[] = {
        {"SubnetIdentifier", &s_String},
        {"SubnetAvailabilityZone", &s_AvailabilityZone},
        {"SubnetOutpost", &s_Outpost},
        {"SubnetStatus", &s_String},
};
static const struct shape s_Subnet = {
        .name = "Subnet",
        .kind = SHAPE_STRUCTURE,
        .members = m_Subnet,
        .count = 4,
};
static const struct shape s_SubnetList = {
        .name = "SubnetList",
        .kind = SHAPE_LIST,
        .item = &s_Subnet,
        .item_name = "Subnet",
};
static const struct shape s_TStamp = {
        .name = "TStamp",
        .kind = SHAPE_TIME,
};
static const struct shape_member m_Tag[] = {
        {"Key", &s_String},
        {"Value", &s_String},
};
static const struct shape s_Tag = {
        .name = "Tag",
        .kind = SHAPE_STRUCTURE,
        .members = m_Tag,
        .count = 2,
};
static const struct shape s_TagList = {
        .name = "TagList",
        .kind = SHAPE_LIST,
        .item = &s_Tag,
        .item_name = "Tag",
};
static const struct shape_member m_TagListMessage[] = {
        {"TagList", &s_TagList},
};
static const struct shape s_TagListMessage = {
        .name = "TagListMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_TagListMessage,
        .count = 1,
};
static const struct shape_member m_TagSpecification[] = {
        {"ResourceType", &s_String},
        {"Tags", &s_TagList},
};
static const struct shape s_TagSpecification = {
        .name = "TagSpecification",
        .kind = SHAPE_STRUCTURE,
        .members = m_TagSpecification,
        .count = 2,
};
static const struct shape s_TagSpecificationList = {
        .name = "TagSpecificationList",
        .kind = SHAPE_LIST,
        .item = &s_TagSpecification,
        .item_name = "item",
};
static const char *const e_UpgradeRolloutOrder[] = {
        "first",
        "second",
        "last",
        NULL,
};
static const struct shape s_UpgradeRolloutOrder = {
        .name = "UpgradeRolloutOrder",
        .kind = SHAPE_TEXT,
        .values = e_UpgradeRolloutOrder,
};
static const struct shape s_VpcSecurityGroupIdList = {
        .name = "VpcSecurityGroupIdList",
        .kind = SHAPE_LIST,
        .item = &s_String,
        .item_name = "VpcSecurityGroupId",
};
static const struct shape_member m_VpcSecurityGroupMembership[] = {
        {"VpcSecurityGroupId", &s_String},
        {"Status", &s_String},
};
static const struct shape s_VpcSecurityGroupMembership = {
        .name = "VpcSecurityGroupMembership",
        .kind = SHAPE_STRUCTURE,
        .members = m_VpcSecurityGroupMembership,
        .count = 2,
};
static const struct shape s_VpcSecurityGroupMembershipList = {
        .name = "VpcSecurityGroupMembershipList",
        .kind = SHAPE_LIST,
        .item = &s_VpcSecurityGroupMembership,
        .item_name = "VpcSecurityGroupMembership",
};

static const struct shape_operation operations[] = {
        {"AddTagsToResource", &s_AddTagsToResourceMessage, NULL},
        {"CopyDBSnapshot", &s_CopyDBSnapshotMessage, &s_CopyDBSnapshotResult},
        {"CreateDBInstance", &s_CreateDBInstanceMessage, &s_CreateDBInstanceResult},
        {"CreateDBParameterGroup", &s_CreateDBParameterGroupMessage, &s_CreateDBParameterGroupResult},
        {"CreateDBSnapshot", &s_CreateDBSnapshotMessage, &s_CreateDBSnapshotResult},
        {"DeleteDBInstance", &s_DeleteDBInstanceMessage, &s_DeleteDBInstanceResult},
        {"DeleteDBSnapshot", &s_DeleteDBSnapshotMessage, &s_DeleteDBSnapshotResult},
        {"DescribeAccountAttributes", &s_DescribeAccountAttributesMessage, &s_AccountAttributesMessage},
        {"DescribeDBInstances", &s_DescribeDBInstancesMessage, &s_DBInstanceMessage},
        {"DescribeDBParameterGroups", &s_DescribeDBParameterGroupsMessage, &s_DBParameterGroupsMessage},
        {"DescribeDBSnapshotAttributes", &s_DescribeDBSnapshotAttributesMessage, &s_DescribeDBSnapshotAttributesResult},
        {"DescribeDBSnapshots", &s_DescribeDBSnapshotsMessage, &s_DBSnapshotMessage},
        {"DescribeDBSubnetGroups", &s_DescribeDBSubnetGroupsMessage, &s_DBSubnetGroupMessage},
        {"DescribeEvents", &s_DescribeEventsMessage, &s_EventsMessage},
        {"ListTagsForResource", &s_ListTagsForResourceMessage, &s_TagListMessage},
        {"ModifyDBInstance", &s_ModifyDBInstanceMessage, &s_ModifyDBInstanceResult},
        {"ModifyDBSnapshotAttribute", &s_ModifyDBSnapshotAttributeMessage, &s_ModifyDBSnapshotAttributeResult},
        {"RebootDBInstance", &s_RebootDBInstanceMessage, &s_RebootDBInstanceResult},
        {"RemoveTagsFromResource", &s_RemoveTagsFromResourceMessage, NULL},
        {"RestoreDBInstanceFromDBSnapshot", &s_RestoreDBInstanceFromDBSnapshotMessage, &s_RestoreDBInstanceFromDBSnapshotResult},
        {"StartDBInstance", &s_StartDBInstanceMessage, &s_StartDBInstanceResult},
        {"StopDBInstance", &s_StopDBInstanceMessage, &s_StopDBInstanceResult},
};

const struct shape_service shapes_rds = {
        .name = "rds",
        .query = true,
        .version = "2014-10-31",
        .xmlns = "http://rds.amazonaws.com/doc/2014-10-31/",
        .target = "",
        .operations = operations,
        .count = 22,
};
