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
static const struct shape s_ActivityStreamModeList;
static const struct shape s_ActivityStreamPolicyStatus;
static const struct shape s_ActivityStreamStatus;
static const struct shape s_AddRoleToDBClusterMessage;
static const struct shape s_AddRoleToDBInstanceMessage;
static const struct shape s_AddTagsToResourceMessage;
static const struct shape s_AdditionalStorageVolume;
static const struct shape s_AdditionalStorageVolumeOutput;
static const struct shape s_AdditionalStorageVolumesList;
static const struct shape s_AdditionalStorageVolumesOutputList;
static const struct shape s_AttributeValueList;
static const struct shape s_AutomationMode;
static const struct shape s_AvailabilityZone;
static const struct shape s_AvailabilityZoneList;
static const struct shape s_AvailabilityZones;
static const struct shape s_AvailableAdditionalStorageVolumesOption;
static const struct shape s_AvailableAdditionalStorageVolumesOptionList;
static const struct shape s_AvailableProcessorFeature;
static const struct shape s_AvailableProcessorFeatureList;
static const struct shape s_AwsBackupRecoveryPointArn;
static const struct shape s_Boolean;
static const struct shape s_BooleanOptional;
static const struct shape s_CACertificateIdentifiersList;
static const struct shape s_CertificateDetails;
static const struct shape s_CharacterSet;
static const struct shape s_CloudwatchLogsExportConfiguration;
static const struct shape s_ClusterPendingModifiedValues;
static const struct shape s_ClusterScalabilityType;
static const struct shape s_CopyDBClusterSnapshotMessage;
static const struct shape s_CopyDBClusterSnapshotResult;
static const struct shape s_CopyDBSnapshotMessage;
static const struct shape s_CopyDBSnapshotResult;
static const struct shape s_CreateDBClusterEndpointMessage;
static const struct shape s_CreateDBClusterMessage;
static const struct shape s_CreateDBClusterParameterGroupMessage;
static const struct shape s_CreateDBClusterParameterGroupResult;
static const struct shape s_CreateDBClusterResult;
static const struct shape s_CreateDBClusterSnapshotMessage;
static const struct shape s_CreateDBClusterSnapshotResult;
static const struct shape s_CreateDBInstanceMessage;
static const struct shape s_CreateDBInstanceResult;
static const struct shape s_CreateDBParameterGroupMessage;
static const struct shape s_CreateDBParameterGroupResult;
static const struct shape s_CreateDBSnapshotMessage;
static const struct shape s_CreateDBSnapshotResult;
static const struct shape s_CustomDBEngineVersionAMI;
static const struct shape s_CustomDBEngineVersionManifest;
static const struct shape s_DBCluster;
static const struct shape s_DBClusterEndpoint;
static const struct shape s_DBClusterEndpointList;
static const struct shape s_DBClusterEndpointMessage;
static const struct shape s_DBClusterList;
static const struct shape s_DBClusterMember;
static const struct shape s_DBClusterMemberList;
static const struct shape s_DBClusterMessage;
static const struct shape s_DBClusterOptionGroupMemberships;
static const struct shape s_DBClusterOptionGroupStatus;
static const struct shape s_DBClusterParameterGroup;
static const struct shape s_DBClusterParameterGroupList;
static const struct shape s_DBClusterParameterGroupsMessage;
static const struct shape s_DBClusterRole;
static const struct shape s_DBClusterRoles;
static const struct shape s_DBClusterSnapshot;
static const struct shape s_DBClusterSnapshotAttribute;
static const struct shape s_DBClusterSnapshotAttributeList;
static const struct shape s_DBClusterSnapshotAttributesResult;
static const struct shape s_DBClusterSnapshotList;
static const struct shape s_DBClusterSnapshotMessage;
static const struct shape s_DBClusterStatusInfo;
static const struct shape s_DBClusterStatusInfoList;
static const struct shape s_DBEngineVersion;
static const struct shape s_DBEngineVersionList;
static const struct shape s_DBEngineVersionMessage;
static const struct shape s_DBInstance;
static const struct shape s_DBInstanceAutomatedBackupsReplication;
static const struct shape s_DBInstanceAutomatedBackupsReplicationList;
static const struct shape s_DBInstanceList;
static const struct shape s_DBInstanceMessage;
static const struct shape s_DBInstanceRole;
static const struct shape s_DBInstanceRoles;
static const struct shape s_DBInstanceStatusInfo;
static const struct shape s_DBInstanceStatusInfoList;
static const struct shape s_DBMajorEngineVersion;
static const struct shape s_DBMajorEngineVersionsList;
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
static const struct shape s_DeleteDBClusterEndpointMessage;
static const struct shape s_DeleteDBClusterMessage;
static const struct shape s_DeleteDBClusterResult;
static const struct shape s_DeleteDBClusterSnapshotMessage;
static const struct shape s_DeleteDBClusterSnapshotResult;
static const struct shape s_DeleteDBInstanceMessage;
static const struct shape s_DeleteDBInstanceResult;
static const struct shape s_DeleteDBSnapshotMessage;
static const struct shape s_DeleteDBSnapshotResult;
static const struct shape s_DescribeAccountAttributesMessage;
static const struct shape s_DescribeDBClusterEndpointsMessage;
static const struct shape s_DescribeDBClusterParameterGroupsMessage;
static const struct shape s_DescribeDBClusterSnapshotAttributesMessage;
static const struct shape s_DescribeDBClusterSnapshotAttributesResult;
static const struct shape s_DescribeDBClusterSnapshotsMessage;
static const struct shape s_DescribeDBClustersMessage;
static const struct shape s_DescribeDBEngineVersionsMessage;
static const struct shape s_DescribeDBInstancesMessage;
static const struct shape s_DescribeDBMajorEngineVersionsRequest;
static const struct shape s_DescribeDBMajorEngineVersionsResponse;
static const struct shape s_DescribeDBParameterGroupsMessage;
static const struct shape s_DescribeDBSnapshotAttributesMessage;
static const struct shape s_DescribeDBSnapshotAttributesResult;
static const struct shape s_DescribeDBSnapshotsMessage;
static const struct shape s_DescribeDBSubnetGroupsMessage;
static const struct shape s_DescribeEventsMessage;
static const struct shape s_DescribeOrderableDBInstanceOptionsMessage;
static const struct shape s_DisableHttpEndpointRequest;
static const struct shape s_DisableHttpEndpointResponse;
static const struct shape s_DomainMembership;
static const struct shape s_DomainMembershipList;
static const struct shape s_DoubleOptional;
static const struct shape s_EnableHttpEndpointRequest;
static const struct shape s_EnableHttpEndpointResponse;
static const struct shape s_Endpoint;
static const struct shape s_Engine;
static const struct shape s_EngineModeList;
static const struct shape s_Event;
static const struct shape s_EventCategoriesList;
static const struct shape s_EventList;
static const struct shape s_EventsMessage;
static const struct shape s_FailoverDBClusterMessage;
static const struct shape s_FailoverDBClusterResult;
static const struct shape s_FeatureNameList;
static const struct shape s_Filter;
static const struct shape s_FilterList;
static const struct shape s_FilterValueList;
static const struct shape s_GlobalClusterIdentifier;
static const struct shape s_Integer;
static const struct shape s_IntegerOptional;
static const struct shape s_KeyList;
static const struct shape s_LifecycleSupportName;
static const struct shape s_LimitlessDatabase;
static const struct shape s_LimitlessDatabaseStatus;
static const struct shape s_ListTagsForResourceMessage;
static const struct shape s_LocalWriteForwardingStatus;
static const struct shape s_LogTypeList;
static const struct shape s_Long;
static const struct shape s_LongOptional;
static const struct shape s_MajorEngineVersion;
static const struct shape s_Marker;
static const struct shape s_MasterUserAuthenticationType;
static const struct shape s_MasterUserSecret;
static const struct shape s_MaxRecords;
static const struct shape s_ModifyAdditionalStorageVolume;
static const struct shape s_ModifyAdditionalStorageVolumesList;
static const struct shape s_ModifyDBClusterEndpointMessage;
static const struct shape s_ModifyDBClusterMessage;
static const struct shape s_ModifyDBClusterResult;
static const struct shape s_ModifyDBClusterSnapshotAttributeMessage;
static const struct shape s_ModifyDBClusterSnapshotAttributeResult;
static const struct shape s_ModifyDBInstanceMessage;
static const struct shape s_ModifyDBInstanceResult;
static const struct shape s_ModifyDBSnapshotAttributeMessage;
static const struct shape s_ModifyDBSnapshotAttributeResult;
static const struct shape s_OptionGroupMembership;
static const struct shape s_OptionGroupMembershipList;
static const struct shape s_OrderableDBInstanceOption;
static const struct shape s_OrderableDBInstanceOptionsList;
static const struct shape s_OrderableDBInstanceOptionsMessage;
static const struct shape s_Outpost;
static const struct shape s_PendingCloudwatchLogsExports;
static const struct shape s_PendingModifiedValues;
static const struct shape s_ProcessorFeature;
static const struct shape s_ProcessorFeatureList;
static const struct shape s_RdsCustomClusterConfiguration;
static const struct shape s_ReadReplicaDBClusterIdentifierList;
static const struct shape s_ReadReplicaDBInstanceIdentifierList;
static const struct shape s_ReadReplicaIdentifierList;
static const struct shape s_RebootDBClusterMessage;
static const struct shape s_RebootDBClusterResult;
static const struct shape s_RebootDBInstanceMessage;
static const struct shape s_RebootDBInstanceResult;
static const struct shape s_RemoveRoleFromDBClusterMessage;
static const struct shape s_RemoveRoleFromDBInstanceMessage;
static const struct shape s_RemoveTagsFromResourceMessage;
static const struct shape s_ReplicaMode;
static const struct shape s_RestoreDBClusterFromSnapshotMessage;
static const struct shape s_RestoreDBClusterFromSnapshotResult;
static const struct shape s_RestoreDBInstanceFromDBSnapshotMessage;
static const struct shape s_RestoreDBInstanceFromDBSnapshotResult;
static const struct shape s_ScalingConfiguration;
static const struct shape s_ScalingConfigurationInfo;
static const struct shape s_SensitiveString;
static const struct shape s_ServerlessV2FeaturesSupport;
static const struct shape s_ServerlessV2ScalingConfiguration;
static const struct shape s_ServerlessV2ScalingConfigurationInfo;
static const struct shape s_SourceType;
static const struct shape s_StartDBClusterMessage;
static const struct shape s_StartDBClusterResult;
static const struct shape s_StartDBInstanceMessage;
static const struct shape s_StartDBInstanceResult;
static const struct shape s_StopDBClusterMessage;
static const struct shape s_StopDBClusterResult;
static const struct shape s_StopDBInstanceMessage;
static const struct shape s_StopDBInstanceResult;
static const struct shape s_StorageEncryptionType;
static const struct shape s_String;
static const struct shape s_StringList;
static const struct shape s_Subnet;
static const struct shape s_SubnetList;
static const struct shape s_SupportedCharacterSetsList;
static const struct shape s_SupportedEngineLifecycle;
static const struct shape s_SupportedEngineLifecycleList;
static const struct shape s_SupportedTimezonesList;
static const struct shape s_TStamp;
static const struct shape s_Tag;
static const struct shape s_TagList;
static const struct shape s_TagListMessage;
static const struct shape s_TagSpecification;
static const struct shape s_TagSpecificationList;
static const struct shape s_Timezone;
static const struct shape s_UpgradeRolloutOrder;
static const struct shape s_UpgradeTarget;
static const struct shape s_ValidUpgradeTargetList;
static const struct shape s_VpcSecurityGroupIdList;
static const struct shape s_VpcSecurityGroupMembership;
static const struct shape s_VpcSecurityGroupMembershipList;
static const struct shape s_WriteForwardingStatus;

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
static const struct shape s_ActivityStreamModeList = {
        .name = "ActivityStreamModeList",
        .kind = SHAPE_LIST,
        .item = &s_String,
        .item_name = "member",
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
static const struct shape_member m_AddRoleToDBClusterMessage[] = {
        {"DBClusterIdentifier", &s_String, true},
        {"RoleArn", &s_String, true},
        {"FeatureName", &s_String},
};
static const struct shape s_AddRoleToDBClusterMessage = {
        .name = "AddRoleToDBClusterMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_AddRoleToDBClusterMessage,
        .count = 3,
};
static const struct shape_member m_AddRoleToDBInstanceMessage[] = {
        {"DBInstanceIdentifier", &s_String, true},
        {"RoleArn", &s_String, true},
        {"FeatureName", &s_String, true},
};
static const struct shape s_AddRoleToDBInstanceMessage = {
        .name = "AddRoleToDBInstanceMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_AddRoleToDBInstanceMessage,
        .count = 3,
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
static const struct shape s_AvailabilityZoneList = {
        .name = "AvailabilityZoneList",
        .kind = SHAPE_LIST,
        .item = &s_AvailabilityZone,
        .item_name = "AvailabilityZone",
};
static const struct shape s_AvailabilityZones = {
        .name = "AvailabilityZones",
        .kind = SHAPE_LIST,
        .item = &s_String,
        .item_name = "AvailabilityZone",
};
static const struct shape_member m_AvailableAdditionalStorageVolumesOption[] = {
        {"SupportsStorageAutoscaling", &s_Boolean},
        {"SupportsStorageThroughput", &s_Boolean},
        {"SupportsIops", &s_Boolean},
        {"StorageType", &s_String},
        {"MinStorageSize", &s_IntegerOptional},
        {"MaxStorageSize", &s_IntegerOptional},
        {"MinIops", &s_IntegerOptional},
        {"MaxIops", &s_IntegerOptional},
        {"MinIopsPerGib", &s_DoubleOptional},
        {"MaxIopsPerGib", &s_DoubleOptional},
        {"MinStorageThroughput", &s_IntegerOptional},
        {"MaxStorageThroughput", &s_IntegerOptional},
};
static const struct shape s_AvailableAdditionalStorageVolumesOption = {
        .name = "AvailableAdditionalStorageVolumesOption",
        .kind = SHAPE_STRUCTURE,
        .members = m_AvailableAdditionalStorageVolumesOption,
        .count = 12,
};
static const struct shape s_AvailableAdditionalStorageVolumesOptionList = {
        .name = "AvailableAdditionalStorageVolumesOptionList",
        .kind = SHAPE_LIST,
        .item = &s_AvailableAdditionalStorageVolumesOption,
        .item_name = "AvailableAdditionalStorageVolumesOption",
};
static const struct shape_member m_AvailableProcessorFeature[] = {
        {"Name", &s_String},
        {"DefaultValue", &s_String},
        {"AllowedValues", &s_String},
};
static const struct shape s_AvailableProcessorFeature = {
        .name = "AvailableProcessorFeature",
        .kind = SHAPE_STRUCTURE,
        .members = m_AvailableProcessorFeature,
        .count = 3,
};
static const struct shape s_AvailableProcessorFeatureList = {
        .name = "AvailableProcessorFeatureList",
        .kind = SHAPE_LIST,
        .item = &s_AvailableProcessorFeature,
        .item_name = "AvailableProcessorFeature",
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
static const struct shape s_CACertificateIdentifiersList = {
        .name = "CACertificateIdentifiersList",
        .kind = SHAPE_LIST,
        .item = &s_String,
        .item_name = "member",
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
static const struct shape_member m_CharacterSet[] = {
        {"CharacterSetName", &s_String},
        {"CharacterSetDescription", &s_String},
};
static const struct shape s_CharacterSet = {
        .name = "CharacterSet",
        .kind = SHAPE_STRUCTURE,
        .members = m_CharacterSet,
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
static const struct shape_member m_ClusterPendingModifiedValues[] = {
        {"PendingCloudwatchLogsExports", &s_PendingCloudwatchLogsExports},
        {"DBClusterIdentifier", &s_String},
        {"MasterUserPassword", &s_SensitiveString},
        {"IAMDatabaseAuthenticationEnabled", &s_BooleanOptional},
        {"EngineVersion", &s_String},
        {"BackupRetentionPeriod", &s_IntegerOptional},
        {"StorageType", &s_String},
        {"AllocatedStorage", &s_IntegerOptional},
        {"RdsCustomClusterConfiguration", &s_RdsCustomClusterConfiguration},
        {"Iops", &s_IntegerOptional},
        {"CertificateDetails", &s_CertificateDetails},
};
static const struct shape s_ClusterPendingModifiedValues = {
        .name = "ClusterPendingModifiedValues",
        .kind = SHAPE_STRUCTURE,
        .members = m_ClusterPendingModifiedValues,
        .count = 11,
};
static const char *const e_ClusterScalabilityType[] = {
        "standard",
        "limitless",
        NULL,
};
static const struct shape s_ClusterScalabilityType = {
        .name = "ClusterScalabilityType",
        .kind = SHAPE_TEXT,
        .values = e_ClusterScalabilityType,
};
static const struct shape_member m_CopyDBClusterSnapshotMessage[] = {
        {"SourceDBClusterSnapshotIdentifier", &s_String, true},
        {"TargetDBClusterSnapshotIdentifier", &s_String, true},
        {"KmsKeyId", &s_String},
        {"PreSignedUrl", &s_SensitiveString},
        {"CopyTags", &s_BooleanOptional},
        {"Tags", &s_TagList},
};
static const struct shape s_CopyDBClusterSnapshotMessage = {
        .name = "CopyDBClusterSnapshotMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_CopyDBClusterSnapshotMessage,
        .count = 6,
};
static const struct shape_member m_CopyDBClusterSnapshotResult[] = {
        {"DBClusterSnapshot", &s_DBClusterSnapshot},
};
static const struct shape s_CopyDBClusterSnapshotResult = {
        .name = "CopyDBClusterSnapshotResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_CopyDBClusterSnapshotResult,
        .count = 1,
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
static const struct shape_member m_CreateDBClusterEndpointMessage[] = {
        {"DBClusterIdentifier", &s_String, true},
        {"DBClusterEndpointIdentifier", &s_String, true},
        {"EndpointType", &s_String, true},
        {"StaticMembers", &s_StringList},
        {"ExcludedMembers", &s_StringList},
        {"Tags", &s_TagList},
};
static const struct shape s_CreateDBClusterEndpointMessage = {
        .name = "CreateDBClusterEndpointMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_CreateDBClusterEndpointMessage,
        .count = 6,
};
static const struct shape_member m_CreateDBClusterMessage[] = {
        {"AvailabilityZones", &s_AvailabilityZones},
        {"BackupRetentionPeriod", &s_IntegerOptional},
        {"CharacterSetName", &s_String},
        {"DatabaseName", &s_String},
        {"DBClusterIdentifier", &s_String, true},
        {"DBClusterParameterGroupName", &s_String},
        {"VpcSecurityGroupIds", &s_VpcSecurityGroupIdList},
        {"DBSubnetGroupName", &s_String},
        {"Engine", &s_String, true},
        {"EngineVersion", &s_String},
        {"Port", &s_IntegerOptional},
        {"MasterUsername", &s_String},
        {"MasterUserPassword", &s_SensitiveString},
        {"OptionGroupName", &s_String},
        {"PreferredBackupWindow", &s_String},
        {"PreferredMaintenanceWindow", &s_String},
        {"ReplicationSourceIdentifier", &s_String},
        {"Tags", &s_TagList},
        {"StorageEncrypted", &s_BooleanOptional},
        {"KmsKeyId", &s_String},
        {"PreSignedUrl", &s_SensitiveString},
        {"EnableIAMDatabaseAuthentication", &s_BooleanOptional},
        {"BacktrackWindow", &s_LongOptional},
        {"EnableCloudwatchLogsExports", &s_LogTypeList},
        {"EngineMode", &s_String},
        {"ScalingConfiguration", &s_ScalingConfiguration},
        {"RdsCustomClusterConfiguration", &s_RdsCustomClusterConfiguration},
        {"DBClusterInstanceClass", &s_String},
        {"AllocatedStorage", &s_IntegerOptional},
        {"StorageType", &s_String},
        {"Iops", &s_IntegerOptional},
        {"PubliclyAccessible", &s_BooleanOptional},
        {"AutoMinorVersionUpgrade", &s_BooleanOptional},
        {"DeletionProtection", &s_BooleanOptional},
        {"GlobalClusterIdentifier", &s_GlobalClusterIdentifier},
        {"EnableHttpEndpoint", &s_BooleanOptional},
        {"CopyTagsToSnapshot", &s_BooleanOptional},
        {"Domain", &s_String},
        {"DomainIAMRoleName", &s_String},
        {"EnableGlobalWriteForwarding", &s_BooleanOptional},
        {"NetworkType", &s_String},
        {"ServerlessV2ScalingConfiguration", &s_ServerlessV2ScalingConfiguration},
        {"MonitoringInterval", &s_IntegerOptional},
        {"MonitoringRoleArn", &s_String},
        {"DatabaseInsightsMode", &s_DatabaseInsightsMode},
        {"EnablePerformanceInsights", &s_BooleanOptional},
        {"PerformanceInsightsKMSKeyId", &s_String},
        {"PerformanceInsightsRetentionPeriod", &s_IntegerOptional},
        {"EnableLimitlessDatabase", &s_BooleanOptional},
        {"ClusterScalabilityType", &s_ClusterScalabilityType},
        {"DBSystemId", &s_String},
        {"ManageMasterUserPassword", &s_BooleanOptional},
        {"EnableLocalWriteForwarding", &s_BooleanOptional},
        {"MasterUserSecretKmsKeyId", &s_String},
        {"CACertificateIdentifier", &s_String},
        {"EngineLifecycleSupport", &s_String},
        {"TagSpecifications", &s_TagSpecificationList},
        {"MasterUserAuthenticationType", &s_MasterUserAuthenticationType},
        {"WithExpressConfiguration", &s_BooleanOptional},
};
static const struct shape s_CreateDBClusterMessage = {
        .name = "CreateDBClusterMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_CreateDBClusterMessage,
        .count = 59,
};
static const struct shape_member m_CreateDBClusterParameterGroupMessage[] = {
        {"DBClusterParameterGroupName", &s_String, true},
        {"DBParameterGroupFamily", &s_String, true},
        {"Description", &s_String, true},
        {"Tags", &s_TagList},
};
static const struct shape s_CreateDBClusterParameterGroupMessage = {
        .name = "CreateDBClusterParameterGroupMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_CreateDBClusterParameterGroupMessage,
        .count = 4,
};
static const struct shape_member m_CreateDBClusterParameterGroupResult[] = {
        {"DBClusterParameterGroup", &s_DBClusterParameterGroup},
};
static const struct shape s_CreateDBClusterParameterGroupResult = {
        .name = "CreateDBClusterParameterGroupResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_CreateDBClusterParameterGroupResult,
        .count = 1,
};
static const struct shape_member m_CreateDBClusterResult[] = {
        {"DBCluster", &s_DBCluster},
};
static const struct shape s_CreateDBClusterResult = {
        .name = "CreateDBClusterResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_CreateDBClusterResult,
        .count = 1,
};
static const struct shape_member m_CreateDBClusterSnapshotMessage[] = {
        {"DBClusterSnapshotIdentifier", &s_String, true},
        {"DBClusterIdentifier", &s_String, true},
        {"Tags", &s_TagList},
};
static const struct shape s_CreateDBClusterSnapshotMessage = {
        .name = "CreateDBClusterSnapshotMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_CreateDBClusterSnapshotMessage,
        .count = 3,
};
static const struct shape_member m_CreateDBClusterSnapshotResult[] = {
        {"DBClusterSnapshot", &s_DBClusterSnapshot},
};
static const struct shape s_CreateDBClusterSnapshotResult = {
        .name = "CreateDBClusterSnapshotResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_CreateDBClusterSnapshotResult,
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
static const struct shape_member m_CustomDBEngineVersionAMI[] = {
        {"ImageId", &s_String},
        {"Status", &s_String},
};
static const struct shape s_CustomDBEngineVersionAMI = {
        .name = "CustomDBEngineVersionAMI",
        .kind = SHAPE_STRUCTURE,
        .members = m_CustomDBEngineVersionAMI,
        .count = 2,
};
static const struct shape s_CustomDBEngineVersionManifest = {
        .name = "CustomDBEngineVersionManifest",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 51000,
};
static const struct shape_member m_DBCluster[] = {
        {"AllocatedStorage", &s_IntegerOptional},
        {"AvailabilityZones", &s_AvailabilityZones},
        {"BackupRetentionPeriod", &s_IntegerOptional},
        {"CharacterSetName", &s_String},
        {"DatabaseName", &s_String},
        {"DBClusterIdentifier", &s_String},
        {"DBClusterParameterGroup", &s_String},
        {"DBSubnetGroup", &s_String},
        {"Status", &s_String},
        {"PercentProgress", &s_String},
        {"EarliestRestorableTime", &s_TStamp},
        {"Endpoint", &s_String},
        {"ReaderEndpoint", &s_String},
        {"CustomEndpoints", &s_StringList},
        {"MultiAZ", &s_BooleanOptional},
        {"Engine", &s_String},
        {"EngineVersion", &s_String},
        {"LatestRestorableTime", &s_TStamp},
        {"Port", &s_IntegerOptional},
        {"MasterUsername", &s_String},
        {"DBClusterOptionGroupMemberships", &s_DBClusterOptionGroupMemberships},
        {"PreferredBackupWindow", &s_String},
        {"PreferredMaintenanceWindow", &s_String},
        {"UpgradeRolloutOrder", &s_UpgradeRolloutOrder},
        {"ReplicationSourceIdentifier", &s_String},
        {"ReadReplicaIdentifiers", &s_ReadReplicaIdentifierList},
        {"StatusInfos", &s_DBClusterStatusInfoList},
        {"DBClusterMembers", &s_DBClusterMemberList},
        {"VpcSecurityGroups", &s_VpcSecurityGroupMembershipList},
        {"HostedZoneId", &s_String},
        {"StorageEncrypted", &s_Boolean},
        {"StorageEncryptionType", &s_StorageEncryptionType},
        {"KmsKeyId", &s_String},
        {"DbClusterResourceId", &s_String},
        {"DBClusterArn", &s_String},
        {"AssociatedRoles", &s_DBClusterRoles},
        {"IAMDatabaseAuthenticationEnabled", &s_BooleanOptional},
        {"CloneGroupId", &s_String},
        {"ClusterCreateTime", &s_TStamp},
        {"EarliestBacktrackTime", &s_TStamp},
        {"BacktrackWindow", &s_LongOptional},
        {"BacktrackConsumedChangeRecords", &s_LongOptional},
        {"EnabledCloudwatchLogsExports", &s_LogTypeList},
        {"Capacity", &s_IntegerOptional},
        {"PendingModifiedValues", &s_ClusterPendingModifiedValues},
        {"EngineMode", &s_String},
        {"ScalingConfigurationInfo", &s_ScalingConfigurationInfo},
        {"RdsCustomClusterConfiguration", &s_RdsCustomClusterConfiguration},
        {"DBClusterInstanceClass", &s_String},
        {"StorageType", &s_String},
        {"Iops", &s_IntegerOptional},
        {"StorageThroughput", &s_IntegerOptional},
        {"IOOptimizedNextAllowedModificationTime", &s_TStamp},
        {"PubliclyAccessible", &s_BooleanOptional},
        {"AutoMinorVersionUpgrade", &s_Boolean},
        {"DeletionProtection", &s_BooleanOptional},
        {"HttpEndpointEnabled", &s_BooleanOptional},
        {"ActivityStreamMode", &s_ActivityStreamMode},
        {"ActivityStreamStatus", &s_ActivityStreamStatus},
        {"ActivityStreamKmsKeyId", &s_String},
        {"ActivityStreamKinesisStreamName", &s_String},
        {"CopyTagsToSnapshot", &s_BooleanOptional},
        {"CrossAccountClone", &s_BooleanOptional},
        {"DomainMemberships", &s_DomainMembershipList},
        {"TagList", &s_TagList},
        {"GlobalClusterIdentifier", &s_GlobalClusterIdentifier},
        {"GlobalWriteForwardingStatus", &s_WriteForwardingStatus},
        {"GlobalWriteForwardingRequested", &s_BooleanOptional},
        {"NetworkType", &s_String},
        {"AutomaticRestartTime", &s_TStamp},
        {"ServerlessV2ScalingConfiguration", &s_ServerlessV2ScalingConfigurationInfo},
        {"ServerlessV2PlatformVersion", &s_String},
        {"MonitoringInterval", &s_IntegerOptional},
        {"MonitoringRoleArn", &s_String},
        {"DatabaseInsightsMode", &s_DatabaseInsightsMode},
        {"PerformanceInsightsEnabled", &s_BooleanOptional},
        {"PerformanceInsightsKMSKeyId", &s_String},
        {"PerformanceInsightsRetentionPeriod", &s_IntegerOptional},
        {"DBSystemId", &s_String},
        {"MasterUserSecret", &s_MasterUserSecret},
        {"LocalWriteForwardingStatus", &s_LocalWriteForwardingStatus},
        {"AwsBackupRecoveryPointArn", &s_String},
        {"LimitlessDatabase", &s_LimitlessDatabase},
        {"ClusterScalabilityType", &s_ClusterScalabilityType},
        {"CertificateDetails", &s_CertificateDetails},
        {"EngineLifecycleSupport", &s_String},
        {"VPCNetworkingEnabled", &s_BooleanOptional},
        {"InternetAccessGatewayEnabled", &s_BooleanOptional},
};
static const struct shape s_DBCluster = {
        .name = "DBCluster",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBCluster,
        .count = 88,
};
static const struct shape_member m_DBClusterEndpoint[] = {
        {"DBClusterEndpointIdentifier", &s_String},
        {"DBClusterIdentifier", &s_String},
        {"DBClusterEndpointResourceIdentifier", &s_String},
        {"Endpoint", &s_String},
        {"Status", &s_String},
        {"EndpointType", &s_String},
        {"CustomEndpointType", &s_String},
        {"StaticMembers", &s_StringList},
        {"ExcludedMembers", &s_StringList},
        {"DBClusterEndpointArn", &s_String},
};
static const struct shape s_DBClusterEndpoint = {
        .name = "DBClusterEndpoint",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBClusterEndpoint,
        .count = 10,
};
static const struct shape s_DBClusterEndpointList = {
        .name = "DBClusterEndpointList",
        .kind = SHAPE_LIST,
        .item = &s_DBClusterEndpoint,
        .item_name = "DBClusterEndpointList",
};
static const struct shape_member m_DBClusterEndpointMessage[] = {
        {"Marker", &s_String},
        {"DBClusterEndpoints", &s_DBClusterEndpointList},
};
static const struct shape s_DBClusterEndpointMessage = {
        .name = "DBClusterEndpointMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBClusterEndpointMessage,
        .count = 2,
};
static const struct shape s_DBClusterList = {
        .name = "DBClusterList",
        .kind = SHAPE_LIST,
        .item = &s_DBCluster,
        .item_name = "DBCluster",
};
static const struct shape_member m_DBClusterMember[] = {
        {"DBInstanceIdentifier", &s_String},
        {"IsClusterWriter", &s_Boolean},
        {"DBClusterParameterGroupStatus", &s_String},
        {"PromotionTier", &s_IntegerOptional},
};
static const struct shape s_DBClusterMember = {
        .name = "DBClusterMember",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBClusterMember,
        .count = 4,
};
static const struct shape s_DBClusterMemberList = {
        .name = "DBClusterMemberList",
        .kind = SHAPE_LIST,
        .item = &s_DBClusterMember,
        .item_name = "DBClusterMember",
};
static const struct shape_member m_DBClusterMessage[] = {
        {"Marker", &s_String},
        {"DBClusters", &s_DBClusterList},
};
static const struct shape s_DBClusterMessage = {
        .name = "DBClusterMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBClusterMessage,
        .count = 2,
};
static const struct shape s_DBClusterOptionGroupMemberships = {
        .name = "DBClusterOptionGroupMemberships",
        .kind = SHAPE_LIST,
        .item = &s_DBClusterOptionGroupStatus,
        .item_name = "DBClusterOptionGroup",
};
static const struct shape_member m_DBClusterOptionGroupStatus[] = {
        {"DBClusterOptionGroupName", &s_String},
        {"Status", &s_String},
};
static const struct shape s_DBClusterOptionGroupStatus = {
        .name = "DBClusterOptionGroupStatus",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBClusterOptionGroupStatus,
        .count = 2,
};
static const struct shape_member m_DBClusterParameterGroup[] = {
        {"DBClusterParameterGroupName", &s_String},
        {"DBParameterGroupFamily", &s_String},
        {"Description", &s_String},
        {"DBClusterParameterGroupArn", &s_String},
};
static const struct shape s_DBClusterParameterGroup = {
        .name = "DBClusterParameterGroup",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBClusterParameterGroup,
        .count = 4,
};
static const struct shape s_DBClusterParameterGroupList = {
        .name = "DBClusterParameterGroupList",
        .kind = SHAPE_LIST,
        .item = &s_DBClusterParameterGroup,
        .item_name = "DBClusterParameterGroup",
};
static const struct shape_member m_DBClusterParameterGroupsMessage[] = {
        {"Marker", &s_String},
        {"DBClusterParameterGroups", &s_DBClusterParameterGroupList},
};
static const struct shape s_DBClusterParameterGroupsMessage = {
        .name = "DBClusterParameterGroupsMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBClusterParameterGroupsMessage,
        .count = 2,
};
static const struct shape_member m_DBClusterRole[] = {
        {"RoleArn", &s_String},
        {"Status", &s_String},
        {"FeatureName", &s_String},
};
static const struct shape s_DBClusterRole = {
        .name = "DBClusterRole",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBClusterRole,
        .count = 3,
};
static const struct shape s_DBClusterRoles = {
        .name = "DBClusterRoles",
        .kind = SHAPE_LIST,
        .item = &s_DBClusterRole,
        .item_name = "DBClusterRole",
};
static const struct shape_member m_DBClusterSnapshot[] = {
        {"AvailabilityZones", &s_AvailabilityZones},
        {"DBClusterSnapshotIdentifier", &s_String},
        {"DBClusterIdentifier", &s_String},
        {"SnapshotCreateTime", &s_TStamp},
        {"Engine", &s_String},
        {"EngineMode", &s_String},
        {"AllocatedStorage", &s_Integer},
        {"Status", &s_String},
        {"Port", &s_Integer},
        {"VpcId", &s_String},
        {"ClusterCreateTime", &s_TStamp},
        {"MasterUsername", &s_String},
        {"EngineVersion", &s_String},
        {"LicenseModel", &s_String},
        {"SnapshotType", &s_String},
        {"PercentProgress", &s_Integer},
        {"StorageEncrypted", &s_Boolean},
        {"StorageEncryptionType", &s_StorageEncryptionType},
        {"BackupRetentionPeriod", &s_IntegerOptional},
        {"PreferredBackupWindow", &s_String},
        {"KmsKeyId", &s_String},
        {"DBClusterSnapshotArn", &s_String},
        {"SourceDBClusterSnapshotArn", &s_String},
        {"IAMDatabaseAuthenticationEnabled", &s_Boolean},
        {"TagList", &s_TagList},
        {"StorageType", &s_String},
        {"StorageThroughput", &s_IntegerOptional},
        {"DbClusterResourceId", &s_String},
        {"DBSystemId", &s_String},
};
static const struct shape s_DBClusterSnapshot = {
        .name = "DBClusterSnapshot",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBClusterSnapshot,
        .count = 29,
};
static const struct shape_member m_DBClusterSnapshotAttribute[] = {
        {"AttributeName", &s_String},
        {"AttributeValues", &s_AttributeValueList},
};
static const struct shape s_DBClusterSnapshotAttribute = {
        .name = "DBClusterSnapshotAttribute",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBClusterSnapshotAttribute,
        .count = 2,
};
static const struct shape s_DBClusterSnapshotAttributeList = {
        .name = "DBClusterSnapshotAttributeList",
        .kind = SHAPE_LIST,
        .item = &s_DBClusterSnapshotAttribute,
        .item_name = "DBClusterSnapshotAttribute",
};
static const struct shape_member m_DBClusterSnapshotAttributesResult[] = {
        {"DBClusterSnapshotIdentifier", &s_String},
        {"DBClusterSnapshotAttributes", &s_DBClusterSnapshotAttributeList},
};
static const struct shape s_DBClusterSnapshotAttributesResult = {
        .name = "DBClusterSnapshotAttributesResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBClusterSnapshotAttributesResult,
        .count = 2,
};
static const struct shape s_DBClusterSnapshotList = {
        .name = "DBClusterSnapshotList",
        .kind = SHAPE_LIST,
        .item = &s_DBClusterSnapshot,
        .item_name = "DBClusterSnapshot",
};
static const struct shape_member m_DBClusterSnapshotMessage[] = {
        {"Marker", &s_String},
        {"DBClusterSnapshots", &s_DBClusterSnapshotList},
};
static const struct shape s_DBClusterSnapshotMessage = {
        .name = "DBClusterSnapshotMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBClusterSnapshotMessage,
        .count = 2,
};
static const struct shape_member m_DBClusterStatusInfo[] = {
        {"StatusType", &s_String},
        {"Normal", &s_Boolean},
        {"Status", &s_String},
        {"Message", &s_String},
};
static const struct shape s_DBClusterStatusInfo = {
        .name = "DBClusterStatusInfo",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBClusterStatusInfo,
        .count = 4,
};
static const struct shape s_DBClusterStatusInfoList = {
        .name = "DBClusterStatusInfoList",
        .kind = SHAPE_LIST,
        .item = &s_DBClusterStatusInfo,
        .item_name = "DBClusterStatusInfo",
};
static const struct shape_member m_DBEngineVersion[] = {
        {"Engine", &s_String},
        {"MajorEngineVersion", &s_String},
        {"EngineVersion", &s_String},
        {"DatabaseInstallationFilesS3BucketName", &s_String},
        {"DatabaseInstallationFilesS3Prefix", &s_String},
        {"DatabaseInstallationFiles", &s_StringList},
        {"CustomDBEngineVersionManifest", &s_CustomDBEngineVersionManifest},
        {"DBParameterGroupFamily", &s_String},
        {"DBEngineDescription", &s_String},
        {"DBEngineVersionArn", &s_String},
        {"DBEngineVersionDescription", &s_String},
        {"DefaultCharacterSet", &s_CharacterSet},
        {"FailureReason", &s_String},
        {"Image", &s_CustomDBEngineVersionAMI},
        {"DBEngineMediaType", &s_String},
        {"KMSKeyId", &s_String},
        {"CreateTime", &s_TStamp},
        {"SupportedCharacterSets", &s_SupportedCharacterSetsList},
        {"SupportedNcharCharacterSets", &s_SupportedCharacterSetsList},
        {"ValidUpgradeTarget", &s_ValidUpgradeTargetList},
        {"SupportedTimezones", &s_SupportedTimezonesList},
        {"ExportableLogTypes", &s_LogTypeList},
        {"SupportsLogExportsToCloudwatchLogs", &s_Boolean},
        {"SupportsReadReplica", &s_Boolean},
        {"SupportedEngineModes", &s_EngineModeList},
        {"SupportedFeatureNames", &s_FeatureNameList},
        {"Status", &s_String},
        {"SupportsParallelQuery", &s_Boolean},
        {"SupportsGlobalDatabases", &s_Boolean},
        {"TagList", &s_TagList},
        {"SupportsBabelfish", &s_Boolean},
        {"SupportsLimitlessDatabase", &s_Boolean},
        {"SupportsCertificateRotationWithoutRestart", &s_BooleanOptional},
        {"SupportedCACertificateIdentifiers", &s_CACertificateIdentifiersList},
        {"SupportsLocalWriteForwarding", &s_BooleanOptional},
        {"SupportsIntegrations", &s_Boolean},
        {"ServerlessV2FeaturesSupport", &s_ServerlessV2FeaturesSupport},
};
static const struct shape s_DBEngineVersion = {
        .name = "DBEngineVersion",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBEngineVersion,
        .count = 37,
};
static const struct shape s_DBEngineVersionList = {
        .name = "DBEngineVersionList",
        .kind = SHAPE_LIST,
        .item = &s_DBEngineVersion,
        .item_name = "DBEngineVersion",
};
static const struct shape_member m_DBEngineVersionMessage[] = {
        {"Marker", &s_String},
        {"DBEngineVersions", &s_DBEngineVersionList},
};
static const struct shape s_DBEngineVersionMessage = {
        .name = "DBEngineVersionMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBEngineVersionMessage,
        .count = 2,
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
static const struct shape_member m_DBMajorEngineVersion[] = {
        {"Engine", &s_String},
        {"MajorEngineVersion", &s_String},
        {"SupportedEngineLifecycles", &s_SupportedEngineLifecycleList},
};
static const struct shape s_DBMajorEngineVersion = {
        .name = "DBMajorEngineVersion",
        .kind = SHAPE_STRUCTURE,
        .members = m_DBMajorEngineVersion,
        .count = 3,
};
static const struct shape s_DBMajorEngineVersionsList = {
        .name = "DBMajorEngineVersionsList",
        .kind = SHAPE_LIST,
        .item = &s_DBMajorEngineVersion,
        .item_name = "DBMajorEngineVersion",
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
static const struct shape_member m_DeleteDBClusterEndpointMessage[] = {
        {"DBClusterEndpointIdentifier", &s_String, true},
};
static const struct shape s_DeleteDBClusterEndpointMessage = {
        .name = "DeleteDBClusterEndpointMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeleteDBClusterEndpointMessage,
        .count = 1,
};
static const struct shape_member m_DeleteDBClusterMessage[] = {
        {"DBClusterIdentifier", &s_String, true},
        {"SkipFinalSnapshot", &s_Boolean},
        {"FinalDBSnapshotIdentifier", &s_String},
        {"DeleteAutomatedBackups", &s_BooleanOptional},
};
static const struct shape s_DeleteDBClusterMessage = {
        .name = "DeleteDBClusterMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeleteDBClusterMessage,
        .count = 4,
};
static const struct shape_member m_DeleteDBClusterResult[] = {
        {"DBCluster", &s_DBCluster},
};
static const struct shape s_DeleteDBClusterResult = {
        .name = "DeleteDBClusterResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeleteDBClusterResult,
        .count = 1,
};
static const struct shape_member m_DeleteDBClusterSnapshotMessage[] = {
        {"DBClusterSnapshotIdentifier", &s_String, true},
};
static const struct shape s_DeleteDBClusterSnapshotMessage = {
        .name = "DeleteDBClusterSnapshotMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeleteDBClusterSnapshotMessage,
        .count = 1,
};
static const struct shape_member m_DeleteDBClusterSnapshotResult[] = {
        {"DBClusterSnapshot", &s_DBClusterSnapshot},
};
static const struct shape s_DeleteDBClusterSnapshotResult = {
        .name = "DeleteDBClusterSnapshotResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeleteDBClusterSnapshotResult,
        .count = 1,
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
static const struct shape_member m_DescribeDBClusterEndpointsMessage[] = {
        {"DBClusterIdentifier", &s_String},
        {"DBClusterEndpointIdentifier", &s_String},
        {"Filters", &s_FilterList},
        {"MaxRecords", &s_IntegerOptional},
        {"Marker", &s_String},
};
static const struct shape s_DescribeDBClusterEndpointsMessage = {
        .name = "DescribeDBClusterEndpointsMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeDBClusterEndpointsMessage,
        .count = 5,
};
static const struct shape_member m_DescribeDBClusterParameterGroupsMessage[] = {
        {"DBClusterParameterGroupName", &s_String},
        {"Filters", &s_FilterList},
        {"MaxRecords", &s_IntegerOptional},
        {"Marker", &s_String},
};
static const struct shape s_DescribeDBClusterParameterGroupsMessage = {
        .name = "DescribeDBClusterParameterGroupsMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeDBClusterParameterGroupsMessage,
        .count = 4,
};
static const struct shape_member m_DescribeDBClusterSnapshotAttributesMessage[] = {
        {"DBClusterSnapshotIdentifier", &s_String, true},
};
static const struct shape s_DescribeDBClusterSnapshotAttributesMessage = {
        .name = "DescribeDBClusterSnapshotAttributesMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeDBClusterSnapshotAttributesMessage,
        .count = 1,
};
static const struct shape_member m_DescribeDBClusterSnapshotAttributesResult[] = {
        {"DBClusterSnapshotAttributesResult", &s_DBClusterSnapshotAttributesResult},
};
static const struct shape s_DescribeDBClusterSnapshotAttributesResult = {
        .name = "DescribeDBClusterSnapshotAttributesResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeDBClusterSnapshotAttributesResult,
        .count = 1,
};
static const struct shape_member m_DescribeDBClusterSnapshotsMessage[] = {
        {"DBClusterIdentifier", &s_String},
        {"DBClusterSnapshotIdentifier", &s_String},
        {"SnapshotType", &s_String},
        {"Filters", &s_FilterList},
        {"MaxRecords", &s_IntegerOptional},
        {"Marker", &s_String},
        {"IncludeShared", &s_Boolean},
        {"IncludePublic", &s_Boolean},
        {"DbClusterResourceId", &s_String},
};
static const struct shape s_DescribeDBClusterSnapshotsMessage = {
        .name = "DescribeDBClusterSnapshotsMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeDBClusterSnapshotsMessage,
        .count = 9,
};
static const struct shape_member m_DescribeDBClustersMessage[] = {
        {"DBClusterIdentifier", &s_String},
        {"Filters", &s_FilterList},
        {"MaxRecords", &s_IntegerOptional},
        {"Marker", &s_String},
        {"IncludeShared", &s_Boolean},
};
static const struct shape s_DescribeDBClustersMessage = {
        .name = "DescribeDBClustersMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeDBClustersMessage,
        .count = 5,
};
static const struct shape_member m_DescribeDBEngineVersionsMessage[] = {
        {"Engine", &s_String},
        {"EngineVersion", &s_String},
        {"DBParameterGroupFamily", &s_String},
        {"Filters", &s_FilterList},
        {"MaxRecords", &s_IntegerOptional},
        {"Marker", &s_String},
        {"DefaultOnly", &s_Boolean},
        {"ListSupportedCharacterSets", &s_BooleanOptional},
        {"ListSupportedTimezones", &s_BooleanOptional},
        {"IncludeAll", &s_BooleanOptional},
};
static const struct shape s_DescribeDBEngineVersionsMessage = {
        .name = "DescribeDBEngineVersionsMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeDBEngineVersionsMessage,
        .count = 10,
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
static const struct shape_member m_DescribeDBMajorEngineVersionsRequest[] = {
        {"Engine", &s_Engine},
        {"MajorEngineVersion", &s_MajorEngineVersion},
        {"Marker", &s_Marker},
        {"MaxRecords", &s_MaxRecords},
};
static const struct shape s_DescribeDBMajorEngineVersionsRequest = {
        .name = "DescribeDBMajorEngineVersionsRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeDBMajorEngineVersionsRequest,
        .count = 4,
};
static const struct shape_member m_DescribeDBMajorEngineVersionsResponse[] = {
        {"DBMajorEngineVersions", &s_DBMajorEngineVersionsList},
        {"Marker", &s_String},
};
static const struct shape s_DescribeDBMajorEngineVersionsResponse = {
        .name = "DescribeDBMajorEngineVersionsResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeDBMajorEngineVersionsResponse,
        .count = 2,
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
static const struct shape_member m_DescribeOrderableDBInstanceOptionsMessage[] = {
        {"Engine", &s_String, true},
        {"EngineVersion", &s_String},
        {"DBInstanceClass", &s_String},
        {"LicenseModel", &s_String},
        {"AvailabilityZoneGroup", &s_String},
        {"Vpc", &s_BooleanOptional},
        {"Filters", &s_FilterList},
        {"MaxRecords", &s_IntegerOptional},
        {"Marker", &s_String},
};
static const struct shape s_DescribeOrderableDBInstanceOptionsMessage = {
        .name = "DescribeOrderableDBInstanceOptionsMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeOrderableDBInstanceOptionsMessage,
        .count = 9,
};
static const struct shape_member m_DisableHttpEndpointRequest[] = {
        {"ResourceArn", &s_String, true},
};
static const struct shape s_DisableHttpEndpointRequest = {
        .name = "DisableHttpEndpointRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_DisableHttpEndpointRequest,
        .count = 1,
};
static const struct shape_member m_DisableHttpEndpointResponse[] = {
        {"ResourceArn", &s_String},
        {"HttpEndpointEnabled", &s_Boolean},
};
static const struct shape s_DisableHttpEndpointResponse = {
        .name = "DisableHttpEndpointResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_DisableHttpEndpointResponse,
        .count = 2,
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
static const struct shape s_DoubleOptional = {
        .name = "DoubleOptional",
        .kind = SHAPE_REAL,
};
static const struct shape_member m_EnableHttpEndpointRequest[] = {
        {"ResourceArn", &s_String, true},
};
static const struct shape s_EnableHttpEndpointRequest = {
        .name = "EnableHttpEndpointRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_EnableHttpEndpointRequest,
        .count = 1,
};
static const struct shape_member m_EnableHttpEndpointResponse[] = {
        {"ResourceArn", &s_String},
        {"HttpEndpointEnabled", &s_Boolean},
};
static const struct shape s_EnableHttpEndpointResponse = {
        .name = "EnableHttpEndpointResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_EnableHttpEndpointResponse,
        .count = 2,
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
static const struct shape s_Engine = {
        .name = "Engine",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 50,
};
static const struct shape s_EngineModeList = {
        .name = "EngineModeList",
        .kind = SHAPE_LIST,
        .item = &s_String,
        .item_name = "member",
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
static const struct shape_member m_FailoverDBClusterMessage[] = {
        {"DBClusterIdentifier", &s_String, true},
        {"TargetDBInstanceIdentifier", &s_String},
};
static const struct shape s_FailoverDBClusterMessage = {
        .name = "FailoverDBClusterMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_FailoverDBClusterMessage,
        .count = 2,
};
static const struct shape_member m_FailoverDBClusterResult[] = {
        {"DBCluster", &s_DBCluster},
};
static const struct shape s_FailoverDBClusterResult = {
        .name = "FailoverDBClusterResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_FailoverDBClusterResult,
        .count = 1,
};
static const struct shape s_FeatureNameList = {
        .name = "FeatureNameList",
        .kind = SHAPE_LIST,
        .item = &s_String,
        .item_name = "member",
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
static const struct shape s_GlobalClusterIdentifier = {
        .name = "GlobalClusterIdentifier",
        .kind = SHAPE_TEXT,
        .pattern = "^([A-Za-z][0-9A-Za-z-:._]*)$",
        .has_min = true, .min = 1,
        .has_max = true, .max = 255,
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
static const char *const e_LifecycleSupportName[] = {
        "open-source-rds-standard-support",
        "open-source-rds-extended-support",
        NULL,
};
static const struct shape s_LifecycleSupportName = {
        .name = "LifecycleSupportName",
        .kind = SHAPE_TEXT,
        .values = e_LifecycleSupportName,
};
static const struct shape_member m_LimitlessDatabase[] = {
        {"Status", &s_LimitlessDatabaseStatus},
        {"MinRequiredACU", &s_DoubleOptional},
};
static const struct shape s_LimitlessDatabase = {
        .name = "LimitlessDatabase",
        .kind = SHAPE_STRUCTURE,
        .members = m_LimitlessDatabase,
        .count = 2,
};
static const char *const e_LimitlessDatabaseStatus[] = {
        "active",
        "not-in-use",
        "enabled",
        "disabled",
        "enabling",
        "disabling",
        "modifying-max-capacity",
        "error",
        NULL,
};
static const struct shape s_LimitlessDatabaseStatus = {
        .name = "LimitlessDatabaseStatus",
        .kind = SHAPE_TEXT,
        .values = e_LimitlessDatabaseStatus,
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
static const char *const e_LocalWriteForwardingStatus[] = {
        "enabled",
        "disabled",
        "enabling",
        "disabling",
        "requested",
        NULL,
};
static const struct shape s_LocalWriteForwardingStatus = {
        .name = "LocalWriteForwardingStatus",
        .kind = SHAPE_TEXT,
        .values = e_LocalWriteForwardingStatus,
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
static const struct shape s_LongOptional = {
        .name = "LongOptional",
        .kind = SHAPE_INTEGER,
};
static const struct shape s_MajorEngineVersion = {
        .name = "MajorEngineVersion",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 50,
};
static const struct shape s_Marker = {
        .name = "Marker",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 340,
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
static const struct shape s_MaxRecords = {
        .name = "MaxRecords",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 20,
        .has_max = true, .max = 100,
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
static const struct shape_member m_ModifyDBClusterEndpointMessage[] = {
        {"DBClusterEndpointIdentifier", &s_String, true},
        {"EndpointType", &s_String},
        {"StaticMembers", &s_StringList},
        {"ExcludedMembers", &s_StringList},
};
static const struct shape s_ModifyDBClusterEndpointMessage = {
        .name = "ModifyDBClusterEndpointMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_ModifyDBClusterEndpointMessage,
        .count = 4,
};
static const struct shape_member m_ModifyDBClusterMessage[] = {
        {"DBClusterIdentifier", &s_String, true},
        {"NewDBClusterIdentifier", &s_String},
        {"ApplyImmediately", &s_Boolean},
        {"BackupRetentionPeriod", &s_IntegerOptional},
        {"DBClusterParameterGroupName", &s_String},
        {"VpcSecurityGroupIds", &s_VpcSecurityGroupIdList},
        {"Port", &s_IntegerOptional},
        {"MasterUserPassword", &s_SensitiveString},
        {"OptionGroupName", &s_String},
        {"PreferredBackupWindow", &s_String},
        {"PreferredMaintenanceWindow", &s_String},
        {"EnableIAMDatabaseAuthentication", &s_BooleanOptional},
        {"BacktrackWindow", &s_LongOptional},
        {"CloudwatchLogsExportConfiguration", &s_CloudwatchLogsExportConfiguration},
        {"EngineVersion", &s_String},
        {"AllowMajorVersionUpgrade", &s_Boolean},
        {"DBInstanceParameterGroupName", &s_String},
        {"Domain", &s_String},
        {"DomainIAMRoleName", &s_String},
        {"ScalingConfiguration", &s_ScalingConfiguration},
        {"DeletionProtection", &s_BooleanOptional},
        {"EnableHttpEndpoint", &s_BooleanOptional},
        {"CopyTagsToSnapshot", &s_BooleanOptional},
        {"EnableGlobalWriteForwarding", &s_BooleanOptional},
        {"DBClusterInstanceClass", &s_String},
        {"AllocatedStorage", &s_IntegerOptional},
        {"StorageType", &s_String},
        {"Iops", &s_IntegerOptional},
        {"AutoMinorVersionUpgrade", &s_BooleanOptional},
        {"NetworkType", &s_String},
        {"ServerlessV2ScalingConfiguration", &s_ServerlessV2ScalingConfiguration},
        {"MonitoringInterval", &s_IntegerOptional},
        {"MonitoringRoleArn", &s_String},
        {"DatabaseInsightsMode", &s_DatabaseInsightsMode},
        {"EnablePerformanceInsights", &s_BooleanOptional},
        {"PerformanceInsightsKMSKeyId", &s_String},
        {"PerformanceInsightsRetentionPeriod", &s_IntegerOptional},
        {"ManageMasterUserPassword", &s_BooleanOptional},
        {"RotateMasterUserPassword", &s_BooleanOptional},
        {"EnableLocalWriteForwarding", &s_BooleanOptional},
        {"MasterUserSecretKmsKeyId", &s_String},
        {"EngineMode", &s_String},
        {"AllowEngineModeChange", &s_Boolean},
        {"AwsBackupRecoveryPointArn", &s_AwsBackupRecoveryPointArn},
        {"EnableLimitlessDatabase", &s_BooleanOptional},
        {"CACertificateIdentifier", &s_String},
        {"MasterUserAuthenticationType", &s_MasterUserAuthenticationType},
};
static const struct shape s_ModifyDBClusterMessage = {
        .name = "ModifyDBClusterMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_ModifyDBClusterMessage,
        .count = 47,
};
static const struct shape_member m_ModifyDBClusterResult[] = {
        {"DBCluster", &s_DBCluster},
};
static const struct shape s_ModifyDBClusterResult = {
        .name = "ModifyDBClusterResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_ModifyDBClusterResult,
        .count = 1,
};
static const struct shape_member m_ModifyDBClusterSnapshotAttributeMessage[] = {
        {"DBClusterSnapshotIdentifier", &s_String, true},
        {"AttributeName", &s_String, true},
        {"ValuesToAdd", &s_AttributeValueList},
        {"ValuesToRemove", &s_AttributeValueList},
};
static const struct shape s_ModifyDBClusterSnapshotAttributeMessage = {
        .name = "ModifyDBClusterSnapshotAttributeMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_ModifyDBClusterSnapshotAttributeMessage,
        .count = 4,
};
static const struct shape_member m_ModifyDBClusterSnapshotAttributeResult[] = {
        {"DBClusterSnapshotAttributesResult", &s_DBClusterSnapshotAttributesResult},
};
static const struct shape s_ModifyDBClusterSnapshotAttributeResult = {
        .name = "ModifyDBClusterSnapshotAttributeResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_ModifyDBClusterSnapshotAttributeResult,
        .count = 1,
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
static const struct shape_member m_OrderableDBInstanceOption[] = {
        {"Engine", &s_String},
        {"EngineVersion", &s_String},
        {"DBInstanceClass", &s_String},
        {"LicenseModel", &s_String},
        {"AvailabilityZoneGroup", &s_String},
        {"AvailabilityZones", &s_AvailabilityZoneList},
        {"MultiAZCapable", &s_Boolean},
        {"ReadReplicaCapable", &s_Boolean},
        {"Vpc", &s_Boolean},
        {"SupportsStorageEncryption", &s_Boolean},
        {"StorageType", &s_String},
        {"SupportsIops", &s_Boolean},
        {"SupportsStorageThroughput", &s_Boolean},
        {"SupportsEnhancedMonitoring", &s_Boolean},
        {"SupportsIAMDatabaseAuthentication", &s_Boolean},
        {"SupportsPerformanceInsights", &s_Boolean},
        {"MinStorageSize", &s_IntegerOptional},
        {"MaxStorageSize", &s_IntegerOptional},
        {"MinIopsPerDbInstance", &s_IntegerOptional},
        {"MaxIopsPerDbInstance", &s_IntegerOptional},
        {"MinIopsPerGib", &s_DoubleOptional},
        {"MaxIopsPerGib", &s_DoubleOptional},
        {"MinStorageThroughputPerDbInstance", &s_IntegerOptional},
        {"MaxStorageThroughputPerDbInstance", &s_IntegerOptional},
        {"MinStorageThroughputPerIops", &s_DoubleOptional},
        {"MaxStorageThroughputPerIops", &s_DoubleOptional},
        {"AvailableProcessorFeatures", &s_AvailableProcessorFeatureList},
        {"SupportedEngineModes", &s_EngineModeList},
        {"SupportsStorageAutoscaling", &s_BooleanOptional},
        {"SupportsKerberosAuthentication", &s_BooleanOptional},
        {"OutpostCapable", &s_Boolean},
        {"SupportedActivityStreamModes", &s_ActivityStreamModeList},
        {"SupportsGlobalDatabases", &s_Boolean},
        {"SupportedNetworkTypes", &s_StringList},
        {"SupportsClusters", &s_Boolean},
        {"SupportsDedicatedLogVolume", &s_Boolean},
        {"SupportsAdditionalStorageVolumes", &s_BooleanOptional},
        {"SupportsHttpEndpoint", &s_Boolean},
        {"AvailableAdditionalStorageVolumesOptions", &s_AvailableAdditionalStorageVolumesOptionList},
};
static const struct shape s_OrderableDBInstanceOption = {
        .name = "OrderableDBInstanceOption",
        .kind = SHAPE_STRUCTURE,
        .members = m_OrderableDBInstanceOption,
        .count = 39,
};
static const struct shape s_OrderableDBInstanceOptionsList = {
        .name = "OrderableDBInstanceOptionsList",
        .kind = SHAPE_LIST,
        .item = &s_OrderableDBInstanceOption,
        .item_name = "OrderableDBInstanceOption",
};
static const struct shape_member m_OrderableDBInstanceOptionsMessage[] = {
        {"OrderableDBInstanceOptions", &s_OrderableDBInstanceOptionsList},
        {"Marker", &s_String},
};
static const struct shape s_OrderableDBInstanceOptionsMessage = {
        .name = "OrderableDBInstanceOptionsMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_OrderableDBInstanceOptionsMessage,
        .count = 2,
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
static const struct shape_member m_RdsCustomClusterConfiguration[] = {
        {"InterconnectSubnetId", &s_String},
        {"TransitGatewayMulticastDomainId", &s_String},
        {"ReplicaMode", &s_ReplicaMode},
};
static const struct shape s_RdsCustomClusterConfiguration = {
        .name = "RdsCustomClusterConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_RdsCustomClusterConfiguration,
        .count = 3,
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
static const struct shape s_ReadReplicaIdentifierList = {
        .name = "ReadReplicaIdentifierList",
        .kind = SHAPE_LIST,
        .item = &s_String,
        .item_name = "ReadReplicaIdentifier",
};
static const struct shape_member m_RebootDBClusterMessage[] = {
        {"DBClusterIdentifier", &s_String, true},
};
static const struct shape s_RebootDBClusterMessage = {
        .name = "RebootDBClusterMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_RebootDBClusterMessage,
        .count = 1,
};
static const struct shape_member m_RebootDBClusterResult[] = {
        {"DBCluster", &s_DBCluster},
};
static const struct shape s_RebootDBClusterResult = {
        .name = "RebootDBClusterResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_RebootDBClusterResult,
        .count = 1,
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
static const struct shape_member m_RemoveRoleFromDBClusterMessage[] = {
        {"DBClusterIdentifier", &s_String, true},
        {"RoleArn", &s_String, true},
        {"FeatureName", &s_String},
};
static const struct shape s_RemoveRoleFromDBClusterMessage = {
        .name = "RemoveRoleFromDBClusterMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_RemoveRoleFromDBClusterMessage,
        .count = 3,
};
static const struct shape_member m_RemoveRoleFromDBInstanceMessage[] = {
        {"DBInstanceIdentifier", &s_String, true},
        {"RoleArn", &s_String, true},
        {"FeatureName", &s_String, true},
};
static const struct shape s_RemoveRoleFromDBInstanceMessage = {
        .name = "RemoveRoleFromDBInstanceMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_RemoveRoleFromDBInstanceMessage,
        .count = 3,
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
static const struct shape_member m_RestoreDBClusterFromSnapshotMessage[] = {
        {"AvailabilityZones", &s_AvailabilityZones},
        {"DBClusterIdentifier", &s_String, true},
        {"SnapshotIdentifier", &s_String, true},
        {"Engine", &s_String, true},
        {"EngineVersion", &s_String},
        {"Port", &s_IntegerOptional},
        {"DBSubnetGroupName", &s_String},
        {"DatabaseName", &s_String},
        {"OptionGroupName", &s_String},
        {"VpcSecurityGroupIds", &s_VpcSecurityGroupIdList},
        {"Tags", &s_TagList},
        {"KmsKeyId", &s_String},
        {"EnableIAMDatabaseAuthentication", &s_BooleanOptional},
        {"BacktrackWindow", &s_LongOptional},
        {"EnableCloudwatchLogsExports", &s_LogTypeList},
        {"EngineMode", &s_String},
        {"ScalingConfiguration", &s_ScalingConfiguration},
        {"DBClusterParameterGroupName", &s_String},
        {"DeletionProtection", &s_BooleanOptional},
        {"CopyTagsToSnapshot", &s_BooleanOptional},
        {"Domain", &s_String},
        {"DomainIAMRoleName", &s_String},
        {"DBClusterInstanceClass", &s_String},
        {"StorageType", &s_String},
        {"Iops", &s_IntegerOptional},
        {"PubliclyAccessible", &s_BooleanOptional},
        {"NetworkType", &s_String},
        {"ServerlessV2ScalingConfiguration", &s_ServerlessV2ScalingConfiguration},
        {"RdsCustomClusterConfiguration", &s_RdsCustomClusterConfiguration},
        {"MonitoringInterval", &s_IntegerOptional},
        {"MonitoringRoleArn", &s_String},
        {"EnablePerformanceInsights", &s_BooleanOptional},
        {"PerformanceInsightsKMSKeyId", &s_String},
        {"PerformanceInsightsRetentionPeriod", &s_IntegerOptional},
        {"BackupRetentionPeriod", &s_IntegerOptional},
        {"PreferredBackupWindow", &s_String},
        {"EngineLifecycleSupport", &s_String},
        {"TagSpecifications", &s_TagSpecificationList},
        {"EnableVPCNetworking", &s_BooleanOptional},
        {"EnableInternetAccessGateway", &s_BooleanOptional},
};
static const struct shape s_RestoreDBClusterFromSnapshotMessage = {
        .name = "RestoreDBClusterFromSnapshotMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_RestoreDBClusterFromSnapshotMessage,
        .count = 40,
};
static const struct shape_member m_RestoreDBClusterFromSnapshotResult[] = {
        {"DBCluster", &s_DBCluster},
};
static const struct shape s_RestoreDBClusterFromSnapshotResult = {
        .name = "RestoreDBClusterFromSnapshotResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_RestoreDBClusterFromSnapshotResult,
        .count = 1,
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
static const struct shape_member m_ScalingConfiguration[] = {
        {"MinCapacity", &s_IntegerOptional},
        {"MaxCapacity", &s_IntegerOptional},
        {"AutoPause", &s_BooleanOptional},
        {"SecondsUntilAutoPause", &s_IntegerOptional},
        {"TimeoutAction", &s_String},
        {"SecondsBeforeTimeout", &s_IntegerOptional},
};
static const struct shape s_ScalingConfiguration = {
        .name = "ScalingConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_ScalingConfiguration,
        .count = 6,
};
static const struct shape_member m_ScalingConfigurationInfo[] = {
        {"MinCapacity", &s_IntegerOptional},
        {"MaxCapacity", &s_IntegerOptional},
        {"AutoPause", &s_BooleanOptional},
        {"SecondsUntilAutoPause", &s_IntegerOptional},
        {"TimeoutAction", &s_String},
        {"SecondsBeforeTimeout", &s_IntegerOptional},
};
static const struct shape s_ScalingConfigurationInfo = {
        .name = "ScalingConfigurationInfo",
        .kind = SHAPE_STRUCTURE,
        .members = m_ScalingConfigurationInfo,
        .count = 6,
};
static const struct shape s_SensitiveString = {
        .name = "SensitiveString",
        .kind = SHAPE_TEXT,
        .sensitive = true,
};
static const struct shape_member m_ServerlessV2FeaturesSupport[] = {
        {"MinCapacity", &s_DoubleOptional},
        {"MaxCapacity", &s_DoubleOptional},
};
static const struct shape s_ServerlessV2FeaturesSupport = {
        .name = "ServerlessV2FeaturesSupport",
        .kind = SHAPE_STRUCTURE,
        .members = m_ServerlessV2FeaturesSupport,
        .count = 2,
};
static const struct shape_member m_ServerlessV2ScalingConfiguration[] = {
        {"MinCapacity", &s_DoubleOptional},
        {"MaxCapacity", &s_DoubleOptional},
        {"SecondsUntilAutoPause", &s_IntegerOptional},
};
static const struct shape s_ServerlessV2ScalingConfiguration = {
        .name = "ServerlessV2ScalingConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_ServerlessV2ScalingConfiguration,
        .count = 3,
};
static const struct shape_member m_ServerlessV2ScalingConfigurationInfo[] = {
        {"MinCapacity", &s_DoubleOptional},
        {"MaxCapacity", &s_DoubleOptional},
        {"SecondsUntilAutoPause", &s_IntegerOptional},
};
static const struct shape s_ServerlessV2ScalingConfigurationInfo = {
        .name = "ServerlessV2ScalingConfigurationInfo",
        .kind = SHAPE_STRUCTURE,
        .members = m_ServerlessV2ScalingConfigurationInfo,
        .count = 3,
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
static const struct shape_member m_StartDBClusterMessage[] = {
        {"DBClusterIdentifier", &s_String, true},
};
static const struct shape s_StartDBClusterMessage = {
        .name = "StartDBClusterMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_StartDBClusterMessage,
        .count = 1,
};
static const struct shape_member m_StartDBClusterResult[] = {
        {"DBCluster", &s_DBCluster},
};
static const struct shape s_StartDBClusterResult = {
        .name = "StartDBClusterResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_StartDBClusterResult,
        .count = 1,
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
static const struct shape_member m_StopDBClusterMessage[] = {
        {"DBClusterIdentifier", &s_String, true},
};
static const struct shape s_StopDBClusterMessage = {
        .name = "StopDBClusterMessage",
        .kind = SHAPE_STRUCTURE,
        .members = m_StopDBClusterMessage,
        .count = 1,
};
static const struct shape_member m_StopDBClusterResult[] = {
        {"DBCluster", &s_DBCluster},
};
static const struct shape s_StopDBClusterResult = {
        .name = "StopDBClusterResult",
        .kind = SHAPE_STRUCTURE,
        .members = m_StopDBClusterResult,
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
static const struct shape s_SupportedCharacterSetsList = {
        .name = "SupportedCharacterSetsList",
        .kind = SHAPE_LIST,
        .item = &s_CharacterSet,
        .item_name = "CharacterSet",
};
static const struct shape_member m_SupportedEngineLifecycle[] = {
        {"LifecycleSupportName", &s_LifecycleSupportName, true},
        {"LifecycleSupportStartDate", &s_TStamp, true},
        {"LifecycleSupportEndDate", &s_TStamp, true},
};
static const struct shape s_SupportedEngineLifecycle = {
        .name = "SupportedEngineLifecycle",
        .kind = SHAPE_STRUCTURE,
        .members = m_SupportedEngineLifecycle,
        .count = 3,
};
static const struct shape s_SupportedEngineLifecycleList = {
        .name = "SupportedEngineLifecycleList",
        .kind = SHAPE_LIST,
        .item = &s_SupportedEngineLifecycle,
        .item_name = "SupportedEngineLifecycle",
};
static const struct shape s_SupportedTimezonesList = {
        .name = "SupportedTimezonesList",
        .kind = SHAPE_LIST,
        .item = &s_Timezone,
        .item_name = "Timezone",
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
static const struct shape_member m_Timezone[] = {
        {"TimezoneName", &s_String},
};
static const struct shape s_Timezone = {
        .name = "Timezone",
        .kind = SHAPE_STRUCTURE,
        .members = m_Timezone,
        .count = 1,
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
static const struct shape_member m_UpgradeTarget[] = {
        {"Engine", &s_String},
        {"EngineVersion", &s_String},
        {"Description", &s_String},
        {"AutoUpgrade", &s_Boolean},
        {"IsMajorVersionUpgrade", &s_Boolean},
        {"SupportedEngineModes", &s_EngineModeList},
        {"SupportsParallelQuery", &s_BooleanOptional},
        {"SupportsGlobalDatabases", &s_BooleanOptional},
        {"SupportsBabelfish", &s_BooleanOptional},
        {"SupportsLimitlessDatabase", &s_BooleanOptional},
        {"SupportsLocalWriteForwarding", &s_BooleanOptional},
        {"SupportsIntegrations", &s_BooleanOptional},
};
static const struct shape s_UpgradeTarget = {
        .name = "UpgradeTarget",
        .kind = SHAPE_STRUCTURE,
        .members = m_UpgradeTarget,
        .count = 12,
};
static const struct shape s_ValidUpgradeTargetList = {
        .name = "ValidUpgradeTargetList",
        .kind = SHAPE_LIST,
        .item = &s_UpgradeTarget,
        .item_name = "UpgradeTarget",
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
static const char *const e_WriteForwardingStatus[] = {
        "enabled",
        "disabled",
        "enabling",
        "disabling",
        "unknown",
        NULL,
};
static const struct shape s_WriteForwardingStatus = {
        .name = "WriteForwardingStatus",
        .kind = SHAPE_TEXT,
        .values = e_WriteForwardingStatus,
};

static const struct shape_error errors_AddRoleToDBCluster[] = {
        {"DBClusterRoleQuotaExceededFault", "DBClusterRoleQuotaExceeded", 400, "message"},
        {"InvalidDBClusterStateFault", "InvalidDBClusterStateFault", 400, "message"},
        {"DBClusterRoleAlreadyExistsFault", "DBClusterRoleAlreadyExists", 400, "message"},
        {"DBClusterNotFoundFault", "DBClusterNotFoundFault", 404, "message"},
        {0},
};

static const struct shape_error errors_AddRoleToDBInstance[] = {
        {"DBInstanceRoleQuotaExceededFault", "DBInstanceRoleQuotaExceeded", 400, "message"},
        {"DBInstanceNotFoundFault", "DBInstanceNotFound", 404, "message"},
        {"InvalidDBInstanceStateFault", "InvalidDBInstanceState", 400, "message"},
        {"DBInstanceRoleAlreadyExistsFault", "DBInstanceRoleAlreadyExists", 400, "message"},
        {0},
};

static const struct shape_error errors_AddTagsToResource[] = {
        {"DBProxyNotFoundFault", "DBProxyNotFoundFault", 404, "message"},
        {"DBSnapshotTenantDatabaseNotFoundFault", "DBSnapshotTenantDatabaseNotFoundFault", 404, "message"},
        {"IntegrationNotFoundFault", "IntegrationNotFoundFault", 404, "message"},
        {"TenantDatabaseNotFoundFault", "TenantDatabaseNotFound", 404, "message"},
        {"BlueGreenDeploymentNotFoundFault", "BlueGreenDeploymentNotFoundFault", 404, "message"},
        {"DBSnapshotNotFoundFault", "DBSnapshotNotFound", 404, "message"},
        {"DBProxyEndpointNotFoundFault", "DBProxyEndpointNotFoundFault", 404, "message"},
        {"InvalidDBClusterEndpointStateFault", "InvalidDBClusterEndpointStateFault", 400, "message"},
        {"InvalidDBInstanceStateFault", "InvalidDBInstanceState", 400, "message"},
        {"DBShardGroupNotFoundFault", "DBShardGroupNotFound", 404, "message"},
        {"DBClusterNotFoundFault", "DBClusterNotFoundFault", 404, "message"},
        {"DBInstanceNotFoundFault", "DBInstanceNotFound", 404, "message"},
        {"DBProxyTargetGroupNotFoundFault", "DBProxyTargetGroupNotFoundFault", 404, "message"},
        {"InvalidDBClusterStateFault", "InvalidDBClusterStateFault", 400, "message"},
        {0},
};

static const struct shape_error errors_CopyDBClusterSnapshot[] = {
        {"DBClusterSnapshotNotFoundFault", "DBClusterSnapshotNotFoundFault", 404, "message"},
        {"InvalidDBClusterSnapshotStateFault", "InvalidDBClusterSnapshotStateFault", 400, "message"},
        {"InvalidDBClusterStateFault", "InvalidDBClusterStateFault", 400, "message"},
        {"SnapshotQuotaExceededFault", "SnapshotQuotaExceeded", 400, "message"},
        {"DBClusterSnapshotAlreadyExistsFault", "DBClusterSnapshotAlreadyExistsFault", 400, "message"},
        {"KMSKeyNotAccessibleFault", "KMSKeyNotAccessibleFault", 400, "message"},
        {0},
};

static const struct shape_error errors_CopyDBSnapshot[] = {
        {"SnapshotQuotaExceededFault", "SnapshotQuotaExceeded", 400, "message"},
        {"DBSnapshotNotFoundFault", "DBSnapshotNotFound", 404, "message"},
        {"CustomAvailabilityZoneNotFoundFault", "CustomAvailabilityZoneNotFound", 404, "message"},
        {"InvalidDBSnapshotStateFault", "InvalidDBSnapshotState", 400, "message"},
        {"KMSKeyNotAccessibleFault", "KMSKeyNotAccessibleFault", 400, "message"},
        {"DBSnapshotAlreadyExistsFault", "DBSnapshotAlreadyExists", 400, "message"},
        {0},
};

static const struct shape_error errors_CreateDBCluster[] = {
        {"DBSubnetGroupDoesNotCoverEnoughAZs", "DBSubnetGroupDoesNotCoverEnoughAZs", 400, "message"},
        {"InvalidDBSubnetGroupFault", "InvalidDBSubnetGroupFault", 400, "message"},
        {"DBClusterParameterGroupNotFoundFault", "DBClusterParameterGroupNotFound", 404, "message"},
        {"InsufficientDBInstanceCapacityFault", "InsufficientDBInstanceCapacity", 400, "message"},
        {"InvalidSubnet", "InvalidSubnet", 400, "message"},
        {"DBClusterNotFoundFault", "DBClusterNotFoundFault", 404, "message"},
        {"VpcEncryptionControlViolationException", "VpcEncryptionControlViolationException", 400, "message"},
        {"StorageTypeNotSupportedFault", "StorageTypeNotSupported", 400, "message"},
        {"OptionGroupNotFoundFault", "OptionGroupNotFoundFault", 404, "message"},
        {"DBInstanceNotFoundFault", "DBInstanceNotFound", 404, "message"},
        {"DBClusterAlreadyExistsFault", "DBClusterAlreadyExistsFault", 400, "message"},
        {"InvalidGlobalClusterStateFault", "InvalidGlobalClusterStateFault", 400, "message"},
        {"NetworkTypeNotSupported", "NetworkTypeNotSupported", 400, "message"},
        {"GlobalClusterNotFoundFault", "GlobalClusterNotFoundFault", 404, "message"},
        {"StorageQuotaExceededFault", "StorageQuotaExceeded", 400, "message"},
        {"DomainNotFoundFault", "DomainNotFoundFault", 404, "message"},
        {"InsufficientStorageClusterCapacityFault", "InsufficientStorageClusterCapacity", 400, "message"},
        {"InvalidDBInstanceStateFault", "InvalidDBInstanceState", 400, "message"},
        {"KMSKeyNotAccessibleFault", "KMSKeyNotAccessibleFault", 400, "message"},
        {"InvalidVPCNetworkStateFault", "InvalidVPCNetworkStateFault", 400, "message"},
        {"InvalidDBClusterStateFault", "InvalidDBClusterStateFault", 400, "message"},
        {"InvalidDBSubnetGroupStateFault", "InvalidDBSubnetGroupStateFault", 400, "message"},
        {"DBSubnetGroupNotFoundFault", "DBSubnetGroupNotFoundFault", 404, "message"},
        {"DBClusterQuotaExceededFault", "DBClusterQuotaExceededFault", 403, "message"},
        {0},
};

static const struct shape_error errors_CreateDBClusterEndpoint[] = {
        {"DBClusterEndpointAlreadyExistsFault", "DBClusterEndpointAlreadyExistsFault", 400, "message"},
        {"DBClusterEndpointQuotaExceededFault", "DBClusterEndpointQuotaExceededFault", 403, "message"},
        {"DBInstanceNotFoundFault", "DBInstanceNotFound", 404, "message"},
        {"InvalidDBClusterStateFault", "InvalidDBClusterStateFault", 400, "message"},
        {"InvalidDBInstanceStateFault", "InvalidDBInstanceState", 400, "message"},
        {"DBClusterNotFoundFault", "DBClusterNotFoundFault", 404, "message"},
        {0},
};

static const struct shape_error errors_CreateDBClusterParameterGroup[] = {
        {"DBParameterGroupAlreadyExistsFault", "DBParameterGroupAlreadyExists", 400, "message"},
        {"DBParameterGroupQuotaExceededFault", "DBParameterGroupQuotaExceeded", 400, "message"},
        {0},
};

static const struct shape_error errors_CreateDBClusterSnapshot[] = {
        {"InvalidDBClusterSnapshotStateFault", "InvalidDBClusterSnapshotStateFault", 400, "message"},
        {"InvalidDBClusterStateFault", "InvalidDBClusterStateFault", 400, "message"},
        {"SnapshotQuotaExceededFault", "SnapshotQuotaExceeded", 400, "message"},
        {"DBClusterSnapshotAlreadyExistsFault", "DBClusterSnapshotAlreadyExistsFault", 400, "message"},
        {"DBClusterNotFoundFault", "DBClusterNotFoundFault", 404, "message"},
        {0},
};

static const struct shape_error errors_CreateDBInstance[] = {
        {"AuthorizationNotFoundFault", "AuthorizationNotFound", 404, "message"},
        {"DBParameterGroupNotFoundFault", "DBParameterGroupNotFound", 404, "message"},
        {"DBSubnetGroupDoesNotCoverEnoughAZs", "DBSubnetGroupDoesNotCoverEnoughAZs", 400, "message"},
        {"InsufficientDBInstanceCapacityFault", "InsufficientDBInstanceCapacity", 400, "message"},
        {"InvalidSubnet", "InvalidSubnet", 400, "message"},
        {"DBClusterNotFoundFault", "DBClusterNotFoundFault", 404, "message"},
        {"VpcEncryptionControlViolationException", "VpcEncryptionControlViolationException", 400, "message"},
        {"ProvisionedIopsNotAvailableInAZFault", "ProvisionedIopsNotAvailableInAZFault", 400, "message"},
        {"StorageTypeNotSupportedFault", "StorageTypeNotSupported", 400, "message"},
        {"OptionGroupNotFoundFault", "OptionGroupNotFoundFault", 404, "message"},
        {"NetworkTypeNotSupported", "NetworkTypeNotSupported", 400, "message"},
        {"InstanceQuotaExceededFault", "InstanceQuotaExceeded", 400, "message"},
        {"StorageQuotaExceededFault", "StorageQuotaExceeded", 400, "message"},
        {"BackupPolicyNotFoundFault", "BackupPolicyNotFoundFault", 404, "message"},
        {"DomainNotFoundFault", "DomainNotFoundFault", 404, "message"},
        {"CertificateNotFoundFault", "CertificateNotFound", 404, "message"},
        {"KMSKeyNotAccessibleFault", "KMSKeyNotAccessibleFault", 400, "message"},
        {"DBInstanceAlreadyExistsFault", "DBInstanceAlreadyExists", 400, "message"},
        {"TenantDatabaseQuotaExceededFault", "TenantDatabaseQuotaExceeded", 400, "message"},
        {"DBSecurityGroupNotFoundFault", "DBSecurityGroupNotFound", 404, "message"},
        {"InvalidVPCNetworkStateFault", "InvalidVPCNetworkStateFault", 400, "message"},
        {"InvalidDBClusterStateFault", "InvalidDBClusterStateFault", 400, "message"},
        {"DBSubnetGroupNotFoundFault", "DBSubnetGroupNotFoundFault", 404, "message"},
        {0},
};

static const struct shape_error errors_CreateDBParameterGroup[] = {
        {"DBParameterGroupAlreadyExistsFault", "DBParameterGroupAlreadyExists", 400, "message"},
        {"DBParameterGroupQuotaExceededFault", "DBParameterGroupQuotaExceeded", 400, "message"},
        {0},
};

static const struct shape_error errors_CreateDBSnapshot[] = {
        {"DBInstanceNotFoundFault", "DBInstanceNotFound", 404, "message"},
        {"SnapshotQuotaExceededFault", "SnapshotQuotaExceeded", 400, "message"},
        {"InvalidDBInstanceStateFault", "InvalidDBInstanceState", 400, "message"},
        {"DBSnapshotAlreadyExistsFault", "DBSnapshotAlreadyExists", 400, "message"},
        {0},
};

static const struct shape_error errors_DeleteDBCluster[] = {
        {"InvalidDBClusterSnapshotStateFault", "InvalidDBClusterSnapshotStateFault", 400, "message"},
        {"InvalidDBClusterStateFault", "InvalidDBClusterStateFault", 400, "message"},
        {"InvalidGlobalClusterStateFault", "InvalidGlobalClusterStateFault", 400, "message"},
        {"SnapshotQuotaExceededFault", "SnapshotQuotaExceeded", 400, "message"},
        {"DBClusterSnapshotAlreadyExistsFault", "DBClusterSnapshotAlreadyExistsFault", 400, "message"},
        {"KMSKeyNotAccessibleFault", "KMSKeyNotAccessibleFault", 400, "message"},
        {"DBClusterAutomatedBackupQuotaExceededFault", "DBClusterAutomatedBackupQuotaExceededFault", 400, "message"},
        {"DBClusterNotFoundFault", "DBClusterNotFoundFault", 404, "message"},
        {0},
};

static const struct shape_error errors_DeleteDBClusterEndpoint[] = {
        {"DBClusterEndpointNotFoundFault", "DBClusterEndpointNotFoundFault", 400, "message"},
        {"InvalidDBClusterStateFault", "InvalidDBClusterStateFault", 400, "message"},
        {"InvalidDBClusterEndpointStateFault", "InvalidDBClusterEndpointStateFault", 400, "message"},
        {0},
};

static const struct shape_error errors_DeleteDBClusterSnapshot[] = {
        {"DBClusterSnapshotNotFoundFault", "DBClusterSnapshotNotFoundFault", 404, "message"},
        {"InvalidDBClusterSnapshotStateFault", "InvalidDBClusterSnapshotStateFault", 400, "message"},
        {0},
};

static const struct shape_error errors_DeleteDBInstance[] = {
        {"DBInstanceAutomatedBackupQuotaExceededFault", "DBInstanceAutomatedBackupQuotaExceeded", 400, "message"},
        {"DBInstanceNotFoundFault", "DBInstanceNotFound", 404, "message"},
        {"InvalidDBClusterStateFault", "InvalidDBClusterStateFault", 400, "message"},
        {"SnapshotQuotaExceededFault", "SnapshotQuotaExceeded", 400, "message"},
        {"InvalidDBInstanceStateFault", "InvalidDBInstanceState", 400, "message"},
        {"KMSKeyNotAccessibleFault", "KMSKeyNotAccessibleFault", 400, "message"},
        {"DBSnapshotAlreadyExistsFault", "DBSnapshotAlreadyExists", 400, "message"},
        {0},
};

static const struct shape_error errors_DeleteDBSnapshot[] = {
        {"DBSnapshotNotFoundFault", "DBSnapshotNotFound", 404, "message"},
        {"InvalidDBSnapshotStateFault", "InvalidDBSnapshotState", 400, "message"},
        {0},
};

static const struct shape_error errors_DescribeAccountAttributes[] = {
        {0},
};

static const struct shape_error errors_DescribeDBClusterEndpoints[] = {
        {"DBClusterNotFoundFault", "DBClusterNotFoundFault", 404, "message"},
        {0},
};

static const struct shape_error errors_DescribeDBClusterParameterGroups[] = {
        {"DBParameterGroupNotFoundFault", "DBParameterGroupNotFound", 404, "message"},
        {0},
};

static const struct shape_error errors_DescribeDBClusterSnapshotAttributes[] = {
        {"DBClusterSnapshotNotFoundFault", "DBClusterSnapshotNotFoundFault", 404, "message"},
        {0},
};

static const struct shape_error errors_DescribeDBClusterSnapshots[] = {
        {"DBClusterSnapshotNotFoundFault", "DBClusterSnapshotNotFoundFault", 404, "message"},
        {0},
};

static const struct shape_error errors_DescribeDBClusters[] = {
        {"DBClusterNotFoundFault", "DBClusterNotFoundFault", 404, "message"},
        {0},
};

static const struct shape_error errors_DescribeDBEngineVersions[] = {
        {0},
};

static const struct shape_error errors_DescribeDBInstances[] = {
        {"DBInstanceNotFoundFault", "DBInstanceNotFound", 404, "message"},
        {0},
};

static const struct shape_error errors_DescribeDBMajorEngineVersions[] = {
        {0},
};

static const struct shape_error errors_DescribeDBParameterGroups[] = {
        {"DBParameterGroupNotFoundFault", "DBParameterGroupNotFound", 404, "message"},
        {0},
};

static const struct shape_error errors_DescribeDBSnapshotAttributes[] = {
        {"DBSnapshotNotFoundFault", "DBSnapshotNotFound", 404, "message"},
        {0},
};

static const struct shape_error errors_DescribeDBSnapshots[] = {
        {"DBSnapshotNotFoundFault", "DBSnapshotNotFound", 404, "message"},
        {0},
};

static const struct shape_error errors_DescribeDBSubnetGroups[] = {
        {"DBSubnetGroupNotFoundFault", "DBSubnetGroupNotFoundFault", 404, "message"},
        {0},
};

static const struct shape_error errors_DescribeEvents[] = {
        {0},
};

static const struct shape_error errors_DescribeOrderableDBInstanceOptions[] = {
        {0},
};

static const struct shape_error errors_DisableHttpEndpoint[] = {
        {"ResourceNotFoundFault", "ResourceNotFoundFault", 404, "message"},
        {"InvalidResourceStateFault", "InvalidResourceStateFault", 400, "message"},
        {0},
};

static const struct shape_error errors_EnableHttpEndpoint[] = {
        {"ResourceNotFoundFault", "ResourceNotFoundFault", 404, "message"},
        {"InvalidResourceStateFault", "InvalidResourceStateFault", 400, "message"},
        {0},
};

static const struct shape_error errors_FailoverDBCluster[] = {
        {"InvalidDBClusterStateFault", "InvalidDBClusterStateFault", 400, "message"},
        {"InvalidDBInstanceStateFault", "InvalidDBInstanceState", 400, "message"},
        {"DBClusterNotFoundFault", "DBClusterNotFoundFault", 404, "message"},
        {0},
};

static const struct shape_error errors_ListTagsForResource[] = {
        {"DBProxyNotFoundFault", "DBProxyNotFoundFault", 404, "message"},
        {"DBSnapshotTenantDatabaseNotFoundFault", "DBSnapshotTenantDatabaseNotFoundFault", 404, "message"},
        {"IntegrationNotFoundFault", "IntegrationNotFoundFault", 404, "message"},
        {"TenantDatabaseNotFoundFault", "TenantDatabaseNotFound", 404, "message"},
        {"BlueGreenDeploymentNotFoundFault", "BlueGreenDeploymentNotFoundFault", 404, "message"},
        {"DBSnapshotNotFoundFault", "DBSnapshotNotFound", 404, "message"},
        {"DBProxyEndpointNotFoundFault", "DBProxyEndpointNotFoundFault", 404, "message"},
        {"DBShardGroupNotFoundFault", "DBShardGroupNotFound", 404, "message"},
        {"DBClusterNotFoundFault", "DBClusterNotFoundFault", 404, "message"},
        {"DBInstanceNotFoundFault", "DBInstanceNotFound", 404, "message"},
        {"DBProxyTargetGroupNotFoundFault", "DBProxyTargetGroupNotFoundFault", 404, "message"},
        {0},
};

static const struct shape_error errors_ModifyDBCluster[] = {
        {"StorageQuotaExceededFault", "StorageQuotaExceeded", 400, "message"},
        {"DBParameterGroupNotFoundFault", "DBParameterGroupNotFound", 404, "message"},
        {"DomainNotFoundFault", "DomainNotFoundFault", 404, "message"},
        {"InvalidDBInstanceStateFault", "InvalidDBInstanceState", 400, "message"},
        {"KMSKeyNotAccessibleFault", "KMSKeyNotAccessibleFault", 400, "message"},
        {"DBClusterParameterGroupNotFoundFault", "DBClusterParameterGroupNotFound", 404, "message"},
        {"DBInstanceAlreadyExistsFault", "DBInstanceAlreadyExists", 400, "message"},
        {"InvalidSubnet", "InvalidSubnet", 400, "message"},
        {"DBClusterNotFoundFault", "DBClusterNotFoundFault", 404, "message"},
        {"VpcEncryptionControlViolationException", "VpcEncryptionControlViolationException", 400, "message"},
        {"InvalidDBSecurityGroupStateFault", "InvalidDBSecurityGroupState", 400, "message"},
        {"StorageTypeNotAvailableFault", "StorageTypeNotAvailableFault", 400, "message"},
        {"StorageTypeNotSupportedFault", "StorageTypeNotSupported", 400, "message"},
        {"OptionGroupNotFoundFault", "OptionGroupNotFoundFault", 404, "message"},
        {"InvalidVPCNetworkStateFault", "InvalidVPCNetworkStateFault", 400, "message"},
        {"InvalidDBClusterStateFault", "InvalidDBClusterStateFault", 400, "message"},
        {"DBClusterAlreadyExistsFault", "DBClusterAlreadyExistsFault", 400, "message"},
        {"InvalidGlobalClusterStateFault", "InvalidGlobalClusterStateFault", 400, "message"},
        {"NetworkTypeNotSupported", "NetworkTypeNotSupported", 400, "message"},
        {"InvalidDBSubnetGroupStateFault", "InvalidDBSubnetGroupStateFault", 400, "message"},
        {"DBSubnetGroupNotFoundFault", "DBSubnetGroupNotFoundFault", 404, "message"},
        {0},
};

static const struct shape_error errors_ModifyDBClusterEndpoint[] = {
        {"DBClusterEndpointNotFoundFault", "DBClusterEndpointNotFoundFault", 400, "message"},
        {"DBInstanceNotFoundFault", "DBInstanceNotFound", 404, "message"},
        {"InvalidDBClusterStateFault", "InvalidDBClusterStateFault", 400, "message"},
        {"InvalidDBClusterEndpointStateFault", "InvalidDBClusterEndpointStateFault", 400, "message"},
        {"InvalidDBInstanceStateFault", "InvalidDBInstanceState", 400, "message"},
        {0},
};

static const struct shape_error errors_ModifyDBClusterSnapshotAttribute[] = {
        {"DBClusterSnapshotNotFoundFault", "DBClusterSnapshotNotFoundFault", 404, "message"},
        {"SharedSnapshotQuotaExceededFault", "SharedSnapshotQuotaExceeded", 400, "message"},
        {"InvalidDBClusterSnapshotStateFault", "InvalidDBClusterSnapshotStateFault", 400, "message"},
        {0},
};

static const struct shape_error errors_ModifyDBInstance[] = {
        {"AuthorizationNotFoundFault", "AuthorizationNotFound", 404, "message"},
        {"DBParameterGroupNotFoundFault", "DBParameterGroupNotFound", 404, "message"},
        {"InsufficientDBInstanceCapacityFault", "InsufficientDBInstanceCapacity", 400, "message"},
        {"VpcEncryptionControlViolationException", "VpcEncryptionControlViolationException", 400, "message"},
        {"InvalidDBSecurityGroupStateFault", "InvalidDBSecurityGroupState", 400, "message"},
        {"ProvisionedIopsNotAvailableInAZFault", "ProvisionedIopsNotAvailableInAZFault", 400, "message"},
        {"StorageTypeNotSupportedFault", "StorageTypeNotSupported", 400, "message"},
        {"OptionGroupNotFoundFault", "OptionGroupNotFoundFault", 404, "message"},
        {"DBInstanceNotFoundFault", "DBInstanceNotFound", 404, "message"},
        {"NetworkTypeNotSupported", "NetworkTypeNotSupported", 400, "message"},
        {"StorageQuotaExceededFault", "StorageQuotaExceeded", 400, "message"},
        {"BackupPolicyNotFoundFault", "BackupPolicyNotFoundFault", 404, "message"},
        {"DomainNotFoundFault", "DomainNotFoundFault", 404, "message"},
        {"CertificateNotFoundFault", "CertificateNotFound", 404, "message"},
        {"InvalidDBInstanceStateFault", "InvalidDBInstanceState", 400, "message"},
        {"KMSKeyNotAccessibleFault", "KMSKeyNotAccessibleFault", 400, "message"},
        {"DBInstanceAlreadyExistsFault", "DBInstanceAlreadyExists", 400, "message"},
        {"DBUpgradeDependencyFailureFault", "DBUpgradeDependencyFailure", 400, "message"},
        {"TenantDatabaseQuotaExceededFault", "TenantDatabaseQuotaExceeded", 400, "message"},
        {"DBSecurityGroupNotFoundFault", "DBSecurityGroupNotFound", 404, "message"},
        {"InvalidVPCNetworkStateFault", "InvalidVPCNetworkStateFault", 400, "message"},
        {"InvalidDBClusterStateFault", "InvalidDBClusterStateFault", 400, "message"},
        {0},
};

static const struct shape_error errors_ModifyDBSnapshotAttribute[] = {
        {"SharedSnapshotQuotaExceededFault", "SharedSnapshotQuotaExceeded", 400, "message"},
        {"DBSnapshotNotFoundFault", "DBSnapshotNotFound", 404, "message"},
        {"InvalidDBSnapshotStateFault", "InvalidDBSnapshotState", 400, "message"},
        {0},
};

static const struct shape_error errors_RebootDBCluster[] = {
        {"InvalidDBClusterStateFault", "InvalidDBClusterStateFault", 400, "message"},
        {"InvalidDBInstanceStateFault", "InvalidDBInstanceState", 400, "message"},
        {"DBClusterNotFoundFault", "DBClusterNotFoundFault", 404, "message"},
        {0},
};

static const struct shape_error errors_RebootDBInstance[] = {
        {"DBInstanceNotFoundFault", "DBInstanceNotFound", 404, "message"},
        {"InvalidDBInstanceStateFault", "InvalidDBInstanceState", 400, "message"},
        {"KMSKeyNotAccessibleFault", "KMSKeyNotAccessibleFault", 400, "message"},
        {0},
};

static const struct shape_error errors_RemoveRoleFromDBCluster[] = {
        {"InvalidDBClusterStateFault", "InvalidDBClusterStateFault", 400, "message"},
        {"DBClusterRoleNotFoundFault", "DBClusterRoleNotFound", 404, "message"},
        {"DBClusterNotFoundFault", "DBClusterNotFoundFault", 404, "message"},
        {0},
};

static const struct shape_error errors_RemoveRoleFromDBInstance[] = {
        {"DBInstanceNotFoundFault", "DBInstanceNotFound", 404, "message"},
        {"DBInstanceRoleNotFoundFault", "DBInstanceRoleNotFound", 404, "message"},
        {"InvalidDBInstanceStateFault", "InvalidDBInstanceState", 400, "message"},
        {0},
};

static const struct shape_error errors_RemoveTagsFromResource[] = {
        {"DBProxyNotFoundFault", "DBProxyNotFoundFault", 404, "message"},
        {"DBSnapshotTenantDatabaseNotFoundFault", "DBSnapshotTenantDatabaseNotFoundFault", 404, "message"},
        {"IntegrationNotFoundFault", "IntegrationNotFoundFault", 404, "message"},
        {"TenantDatabaseNotFoundFault", "TenantDatabaseNotFound", 404, "message"},
        {"BlueGreenDeploymentNotFoundFault", "BlueGreenDeploymentNotFoundFault", 404, "message"},
        {"DBSnapshotNotFoundFault", "DBSnapshotNotFound", 404, "message"},
        {"DBProxyEndpointNotFoundFault", "DBProxyEndpointNotFoundFault", 404, "message"},
        {"InvalidDBClusterEndpointStateFault", "InvalidDBClusterEndpointStateFault", 400, "message"},
        {"InvalidDBInstanceStateFault", "InvalidDBInstanceState", 400, "message"},
        {"DBShardGroupNotFoundFault", "DBShardGroupNotFound", 404, "message"},
        {"DBClusterNotFoundFault", "DBClusterNotFoundFault", 404, "message"},
        {"DBInstanceNotFoundFault", "DBInstanceNotFound", 404, "message"},
        {"DBProxyTargetGroupNotFoundFault", "DBProxyTargetGroupNotFoundFault", 404, "message"},
        {"InvalidDBClusterStateFault", "InvalidDBClusterStateFault", 400, "message"},
        {0},
};

static const struct shape_error errors_RestoreDBClusterFromSnapshot[] = {
        {"DBClusterSnapshotNotFoundFault", "DBClusterSnapshotNotFoundFault", 404, "message"},
        {"DBSubnetGroupDoesNotCoverEnoughAZs", "DBSubnetGroupDoesNotCoverEnoughAZs", 400, "message"},
        {"InvalidDBSnapshotStateFault", "InvalidDBSnapshotState", 400, "message"},
        {"DBClusterParameterGroupNotFoundFault", "DBClusterParameterGroupNotFound", 404, "message"},
        {"InsufficientDBInstanceCapacityFault", "InsufficientDBInstanceCapacity", 400, "message"},
        {"InvalidSubnet", "InvalidSubnet", 400, "message"},
        {"VpcEncryptionControlViolationException", "VpcEncryptionControlViolationException", 400, "message"},
        {"StorageTypeNotSupportedFault", "StorageTypeNotSupported", 400, "message"},
        {"OptionGroupNotFoundFault", "OptionGroupNotFoundFault", 404, "message"},
        {"InvalidDBClusterSnapshotStateFault", "InvalidDBClusterSnapshotStateFault", 400, "message"},
        {"DBClusterAlreadyExistsFault", "DBClusterAlreadyExistsFault", 400, "message"},
        {"NetworkTypeNotSupported", "NetworkTypeNotSupported", 400, "message"},
        {"InsufficientDBClusterCapacityFault", "InsufficientDBClusterCapacityFault", 403, "message"},
        {"StorageQuotaExceededFault", "StorageQuotaExceeded", 400, "message"},
        {"DomainNotFoundFault", "DomainNotFoundFault", 404, "message"},
        {"DBSnapshotNotFoundFault", "DBSnapshotNotFound", 404, "message"},
        {"InsufficientStorageClusterCapacityFault", "InsufficientStorageClusterCapacity", 400, "message"},
        {"InvalidDBInstanceStateFault", "InvalidDBInstanceState", 400, "message"},
        {"KMSKeyNotAccessibleFault", "KMSKeyNotAccessibleFault", 400, "message"},
        {"InvalidVPCNetworkStateFault", "InvalidVPCNetworkStateFault", 400, "message"},
        {"DBSubnetGroupNotFoundFault", "DBSubnetGroupNotFoundFault", 404, "message"},
        {"InvalidRestoreFault", "InvalidRestoreFault", 400, "message"},
        {"DBClusterQuotaExceededFault", "DBClusterQuotaExceededFault", 403, "message"},
        {0},
};

static const struct shape_error errors_RestoreDBInstanceFromDBSnapshot[] = {
        {"AuthorizationNotFoundFault", "AuthorizationNotFound", 404, "message"},
        {"DBClusterSnapshotNotFoundFault", "DBClusterSnapshotNotFoundFault", 404, "message"},
        {"DBParameterGroupNotFoundFault", "DBParameterGroupNotFound", 404, "message"},
        {"DBSubnetGroupDoesNotCoverEnoughAZs", "DBSubnetGroupDoesNotCoverEnoughAZs", 400, "message"},
        {"InvalidDBSnapshotStateFault", "InvalidDBSnapshotState", 400, "message"},
        {"InsufficientDBInstanceCapacityFault", "InsufficientDBInstanceCapacity", 400, "message"},
        {"InvalidSubnet", "InvalidSubnet", 400, "message"},
        {"VpcEncryptionControlViolationException", "VpcEncryptionControlViolationException", 400, "message"},
        {"ProvisionedIopsNotAvailableInAZFault", "ProvisionedIopsNotAvailableInAZFault", 400, "message"},
        {"StorageTypeNotSupportedFault", "StorageTypeNotSupported", 400, "message"},
        {"OptionGroupNotFoundFault", "OptionGroupNotFoundFault", 404, "message"},
        {"NetworkTypeNotSupported", "NetworkTypeNotSupported", 400, "message"},
        {"InstanceQuotaExceededFault", "InstanceQuotaExceeded", 400, "message"},
        {"StorageQuotaExceededFault", "StorageQuotaExceeded", 400, "message"},
        {"BackupPolicyNotFoundFault", "BackupPolicyNotFoundFault", 404, "message"},
        {"DomainNotFoundFault", "DomainNotFoundFault", 404, "message"},
        {"DBSnapshotNotFoundFault", "DBSnapshotNotFound", 404, "message"},
        {"CertificateNotFoundFault", "CertificateNotFound", 404, "message"},
        {"KMSKeyNotAccessibleFault", "KMSKeyNotAccessibleFault", 400, "message"},
        {"DBInstanceAlreadyExistsFault", "DBInstanceAlreadyExists", 400, "message"},
        {"TenantDatabaseQuotaExceededFault", "TenantDatabaseQuotaExceeded", 400, "message"},
        {"DBSecurityGroupNotFoundFault", "DBSecurityGroupNotFound", 404, "message"},
        {"InvalidVPCNetworkStateFault", "InvalidVPCNetworkStateFault", 400, "message"},
        {"DBSubnetGroupNotFoundFault", "DBSubnetGroupNotFoundFault", 404, "message"},
        {"InvalidRestoreFault", "InvalidRestoreFault", 400, "message"},
        {0},
};

static const struct shape_error errors_StartDBCluster[] = {
        {"InvalidDBClusterStateFault", "InvalidDBClusterStateFault", 400, "message"},
        {"InvalidDBInstanceStateFault", "InvalidDBInstanceState", 400, "message"},
        {"KMSKeyNotAccessibleFault", "KMSKeyNotAccessibleFault", 400, "message"},
        {"InvalidDBShardGroupStateFault", "InvalidDBShardGroupState", 400, "message"},
        {"DBClusterNotFoundFault", "DBClusterNotFoundFault", 404, "message"},
        {"VpcEncryptionControlViolationException", "VpcEncryptionControlViolationException", 400, "message"},
        {0},
};

static const struct shape_error errors_StartDBInstance[] = {
        {"AuthorizationNotFoundFault", "AuthorizationNotFound", 404, "message"},
        {"DBSubnetGroupDoesNotCoverEnoughAZs", "DBSubnetGroupDoesNotCoverEnoughAZs", 400, "message"},
        {"InvalidDBInstanceStateFault", "InvalidDBInstanceState", 400, "message"},
        {"KMSKeyNotAccessibleFault", "KMSKeyNotAccessibleFault", 400, "message"},
        {"InsufficientDBInstanceCapacityFault", "InsufficientDBInstanceCapacity", 400, "message"},
        {"InvalidSubnet", "InvalidSubnet", 400, "message"},
        {"DBClusterNotFoundFault", "DBClusterNotFoundFault", 404, "message"},
        {"VpcEncryptionControlViolationException", "VpcEncryptionControlViolationException", 400, "message"},
        {"DBInstanceNotFoundFault", "DBInstanceNotFound", 404, "message"},
        {"InvalidVPCNetworkStateFault", "InvalidVPCNetworkStateFault", 400, "message"},
        {"InvalidDBClusterStateFault", "InvalidDBClusterStateFault", 400, "message"},
        {"DBSubnetGroupNotFoundFault", "DBSubnetGroupNotFoundFault", 404, "message"},
        {0},
};

static const struct shape_error errors_StopDBCluster[] = {
        {"InvalidDBClusterStateFault", "InvalidDBClusterStateFault", 400, "message"},
        {"InvalidDBInstanceStateFault", "InvalidDBInstanceState", 400, "message"},
        {"InvalidDBShardGroupStateFault", "InvalidDBShardGroupState", 400, "message"},
        {"DBClusterNotFoundFault", "DBClusterNotFoundFault", 404, "message"},
        {0},
};

static const struct shape_error errors_StopDBInstance[] = {
        {"DBInstanceNotFoundFault", "DBInstanceNotFound", 404, "message"},
        {"InvalidDBClusterStateFault", "InvalidDBClusterStateFault", 400, "message"},
        {"SnapshotQuotaExceededFault", "SnapshotQuotaExceeded", 400, "message"},
        {"InvalidDBInstanceStateFault", "InvalidDBInstanceState", 400, "message"},
        {"DBSnapshotAlreadyExistsFault", "DBSnapshotAlreadyExists", 400, "message"},
        {0},
};

static const struct shape_operation operations[] = {
        {"AddRoleToDBCluster", &s_AddRoleToDBClusterMessage, NULL, errors_AddRoleToDBCluster},
        {"AddRoleToDBInstance", &s_AddRoleToDBInstanceMessage, NULL, errors_AddRoleToDBInstance},
        {"AddTagsToResource", &s_AddTagsToResourceMessage, NULL, errors_AddTagsToResource},
        {"CopyDBClusterSnapshot", &s_CopyDBClusterSnapshotMessage, &s_CopyDBClusterSnapshotResult, errors_CopyDBClusterSnapshot},
        {"CopyDBSnapshot", &s_CopyDBSnapshotMessage, &s_CopyDBSnapshotResult, errors_CopyDBSnapshot},
        {"CreateDBCluster", &s_CreateDBClusterMessage, &s_CreateDBClusterResult, errors_CreateDBCluster},
        {"CreateDBClusterEndpoint", &s_CreateDBClusterEndpointMessage, &s_DBClusterEndpoint, errors_CreateDBClusterEndpoint},
        {"CreateDBClusterParameterGroup", &s_CreateDBClusterParameterGroupMessage, &s_CreateDBClusterParameterGroupResult, errors_CreateDBClusterParameterGroup},
        {"CreateDBClusterSnapshot", &s_CreateDBClusterSnapshotMessage, &s_CreateDBClusterSnapshotResult, errors_CreateDBClusterSnapshot},
        {"CreateDBInstance", &s_CreateDBInstanceMessage, &s_CreateDBInstanceResult, errors_CreateDBInstance},
        {"CreateDBParameterGroup", &s_CreateDBParameterGroupMessage, &s_CreateDBParameterGroupResult, errors_CreateDBParameterGroup},
        {"CreateDBSnapshot", &s_CreateDBSnapshotMessage, &s_CreateDBSnapshotResult, errors_CreateDBSnapshot},
        {"DeleteDBCluster", &s_DeleteDBClusterMessage, &s_DeleteDBClusterResult, errors_DeleteDBCluster},
        {"DeleteDBClusterEndpoint", &s_DeleteDBClusterEndpointMessage, &s_DBClusterEndpoint, errors_DeleteDBClusterEndpoint},
        {"DeleteDBClusterSnapshot", &s_DeleteDBClusterSnapshotMessage, &s_DeleteDBClusterSnapshotResult, errors_DeleteDBClusterSnapshot},
        {"DeleteDBInstance", &s_DeleteDBInstanceMessage, &s_DeleteDBInstanceResult, errors_DeleteDBInstance},
        {"DeleteDBSnapshot", &s_DeleteDBSnapshotMessage, &s_DeleteDBSnapshotResult, errors_DeleteDBSnapshot},
        {"DescribeAccountAttributes", &s_DescribeAccountAttributesMessage, &s_AccountAttributesMessage, errors_DescribeAccountAttributes},
        {"DescribeDBClusterEndpoints", &s_DescribeDBClusterEndpointsMessage, &s_DBClusterEndpointMessage, errors_DescribeDBClusterEndpoints},
        {"DescribeDBClusterParameterGroups", &s_DescribeDBClusterParameterGroupsMessage, &s_DBClusterParameterGroupsMessage, errors_DescribeDBClusterParameterGroups},
        {"DescribeDBClusterSnapshotAttributes", &s_DescribeDBClusterSnapshotAttributesMessage, &s_DescribeDBClusterSnapshotAttributesResult, errors_DescribeDBClusterSnapshotAttributes},
        {"DescribeDBClusterSnapshots", &s_DescribeDBClusterSnapshotsMessage, &s_DBClusterSnapshotMessage, errors_DescribeDBClusterSnapshots},
        {"DescribeDBClusters", &s_DescribeDBClustersMessage, &s_DBClusterMessage, errors_DescribeDBClusters},
        {"DescribeDBEngineVersions", &s_DescribeDBEngineVersionsMessage, &s_DBEngineVersionMessage, errors_DescribeDBEngineVersions},
        {"DescribeDBInstances", &s_DescribeDBInstancesMessage, &s_DBInstanceMessage, errors_DescribeDBInstances},
        {"DescribeDBMajorEngineVersions", &s_DescribeDBMajorEngineVersionsRequest, &s_DescribeDBMajorEngineVersionsResponse, errors_DescribeDBMajorEngineVersions},
        {"DescribeDBParameterGroups", &s_DescribeDBParameterGroupsMessage, &s_DBParameterGroupsMessage, errors_DescribeDBParameterGroups},
        {"DescribeDBSnapshotAttributes", &s_DescribeDBSnapshotAttributesMessage, &s_DescribeDBSnapshotAttributesResult, errors_DescribeDBSnapshotAttributes},
        {"DescribeDBSnapshots", &s_DescribeDBSnapshotsMessage, &s_DBSnapshotMessage, errors_DescribeDBSnapshots},
        {"DescribeDBSubnetGroups", &s_DescribeDBSubnetGroupsMessage, &s_DBSubnetGroupMessage, errors_DescribeDBSubnetGroups},
        {"DescribeEvents", &s_DescribeEventsMessage, &s_EventsMessage, errors_DescribeEvents},
        {"DescribeOrderableDBInstanceOptions", &s_DescribeOrderableDBInstanceOptionsMessage, &s_OrderableDBInstanceOptionsMessage, errors_DescribeOrderableDBInstanceOptions},
        {"DisableHttpEndpoint", &s_DisableHttpEndpointRequest, &s_DisableHttpEndpointResponse, errors_DisableHttpEndpoint},
        {"EnableHttpEndpoint", &s_EnableHttpEndpointRequest, &s_EnableHttpEndpointResponse, errors_EnableHttpEndpoint},
        {"FailoverDBCluster", &s_FailoverDBClusterMessage, &s_FailoverDBClusterResult, errors_FailoverDBCluster},
        {"ListTagsForResource", &s_ListTagsForResourceMessage, &s_TagListMessage, errors_ListTagsForResource},
        {"ModifyDBCluster", &s_ModifyDBClusterMessage, &s_ModifyDBClusterResult, errors_ModifyDBCluster},
        {"ModifyDBClusterEndpoint", &s_ModifyDBClusterEndpointMessage, &s_DBClusterEndpoint, errors_ModifyDBClusterEndpoint},
        {"ModifyDBClusterSnapshotAttribute", &s_ModifyDBClusterSnapshotAttributeMessage, &s_ModifyDBClusterSnapshotAttributeResult, errors_ModifyDBClusterSnapshotAttribute},
        {"ModifyDBInstance", &s_ModifyDBInstanceMessage, &s_ModifyDBInstanceResult, errors_ModifyDBInstance},
        {"ModifyDBSnapshotAttribute", &s_ModifyDBSnapshotAttributeMessage, &s_ModifyDBSnapshotAttributeResult, errors_ModifyDBSnapshotAttribute},
        {"RebootDBCluster", &s_RebootDBClusterMessage, &s_RebootDBClusterResult, errors_RebootDBCluster},
        {"RebootDBInstance", &s_RebootDBInstanceMessage, &s_RebootDBInstanceResult, errors_RebootDBInstance},
        {"RemoveRoleFromDBCluster", &s_RemoveRoleFromDBClusterMessage, NULL, errors_RemoveRoleFromDBCluster},
        {"RemoveRoleFromDBInstance", &s_RemoveRoleFromDBInstanceMessage, NULL, errors_RemoveRoleFromDBInstance},
        {"RemoveTagsFromResource", &s_RemoveTagsFromResourceMessage, NULL, errors_RemoveTagsFromResource},
        {"RestoreDBClusterFromSnapshot", &s_RestoreDBClusterFromSnapshotMessage, &s_RestoreDBClusterFromSnapshotResult, errors_RestoreDBClusterFromSnapshot},
        {"RestoreDBInstanceFromDBSnapshot", &s_RestoreDBInstanceFromDBSnapshotMessage, &s_RestoreDBInstanceFromDBSnapshotResult, errors_RestoreDBInstanceFromDBSnapshot},
        {"StartDBCluster", &s_StartDBClusterMessage, &s_StartDBClusterResult, errors_StartDBCluster},
        {"StartDBInstance", &s_StartDBInstanceMessage, &s_StartDBInstanceResult, errors_StartDBInstance},
        {"StopDBCluster", &s_StopDBClusterMessage, &s_StopDBClusterResult, errors_StopDBCluster},
        {"StopDBInstance", &s_StopDBInstanceMessage, &s_StopDBInstanceResult, errors_StopDBInstance},
};

const struct shape_service shapes_rds = {
        .name = "rds",
        .signing = "rds",
        .query = true,
        .version = "2014-10-31",
        .xmlns = "http://rds.amazonaws.com/doc/2014-10-31/",
        .target = "",
        .operations = operations,
        .count = 52,
};
