/*
 * ECS's shapes, API version 2014-11-13.
 * Made by scripts/generate-shapes from botocore's model: do not edit.
 */
/* clang-format off */
#include "engine/standin/shapes.h"

#include <stddef.h>

static const struct shape s_AcceleratorCountRequest;
static const struct shape s_AcceleratorManufacturer;
static const struct shape s_AcceleratorManufacturerSet;
static const struct shape s_AcceleratorName;
static const struct shape s_AcceleratorNameSet;
static const struct shape s_AcceleratorTotalMemoryMiBRequest;
static const struct shape s_AcceleratorType;
static const struct shape s_AcceleratorTypeSet;
static const struct shape s_AccessType;
static const struct shape s_AdvancedConfiguration;
static const struct shape s_AllowedInstanceType;
static const struct shape s_AllowedInstanceTypeSet;
static const struct shape s_ApplicationProtocol;
static const struct shape s_AssignPublicIp;
static const struct shape s_Attachment;
static const struct shape s_AttachmentDetails;
static const struct shape s_Attachments;
static const struct shape s_Attribute;
static const struct shape s_Attributes;
static const struct shape s_AutoRepairActionsStatus;
static const struct shape s_AutoRepairConfiguration;
static const struct shape s_AutoScalingGroupProvider;
static const struct shape s_AvailabilityZoneRebalancing;
static const struct shape s_AwsVpcConfiguration;
static const struct shape s_BareMetal;
static const struct shape s_BaselineEbsBandwidthMbpsRequest;
static const struct shape s_Boolean;
static const struct shape s_BoxedBoolean;
static const struct shape s_BoxedDouble;
static const struct shape s_BoxedInteger;
static const struct shape s_BurstablePerformance;
static const struct shape s_CPUArchitecture;
static const struct shape s_CanaryConfiguration;
static const struct shape s_CapacityOptionType;
static const struct shape s_CapacityProvider;
static const struct shape s_CapacityProviderField;
static const struct shape s_CapacityProviderFieldList;
static const struct shape s_CapacityProviderStatus;
static const struct shape s_CapacityProviderStrategy;
static const struct shape s_CapacityProviderStrategyItem;
static const struct shape s_CapacityProviderStrategyItemBase;
static const struct shape s_CapacityProviderStrategyItemWeight;
static const struct shape s_CapacityProviderType;
static const struct shape s_CapacityProviderUpdateStatus;
static const struct shape s_CapacityProviders;
static const struct shape s_CapacityReservationPreference;
static const struct shape s_CapacityReservationRequest;
static const struct shape s_Cluster;
static const struct shape s_ClusterConfiguration;
static const struct shape s_ClusterField;
static const struct shape s_ClusterFieldList;
static const struct shape s_ClusterServiceConnectDefaults;
static const struct shape s_ClusterServiceConnectDefaultsRequest;
static const struct shape s_ClusterSetting;
static const struct shape s_ClusterSettingName;
static const struct shape s_ClusterSettings;
static const struct shape s_Clusters;
static const struct shape s_Compatibility;
static const struct shape s_CompatibilityList;
static const struct shape s_Connectivity;
static const struct shape s_Container;
static const struct shape s_ContainerCondition;
static const struct shape s_ContainerDefinition;
static const struct shape s_ContainerDefinitions;
static const struct shape s_ContainerDependencies;
static const struct shape s_ContainerDependency;
static const struct shape s_ContainerImage;
static const struct shape s_ContainerImages;
static const struct shape s_ContainerOverride;
static const struct shape s_ContainerOverrides;
static const struct shape s_ContainerRestartPolicy;
static const struct shape s_Containers;
static const struct shape s_ContinueServiceDeploymentRequest;
static const struct shape s_ContinueServiceDeploymentResponse;
static const struct shape s_CpuManufacturer;
static const struct shape s_CpuManufacturerSet;
static const struct shape s_CreateClusterRequest;
static const struct shape s_CreateClusterResponse;
static const struct shape s_CreateServiceRequest;
static const struct shape s_CreateServiceResponse;
static const struct shape s_CreatedAt;
static const struct shape s_DeleteClusterRequest;
static const struct shape s_DeleteClusterResponse;
static const struct shape s_DeleteServiceRequest;
static const struct shape s_DeleteServiceResponse;
static const struct shape s_Deployment;
static const struct shape s_DeploymentAlarms;
static const struct shape s_DeploymentCircuitBreaker;
static const struct shape s_DeploymentConfiguration;
static const struct shape s_DeploymentController;
static const struct shape s_DeploymentControllerType;
static const struct shape s_DeploymentEphemeralStorage;
static const struct shape s_DeploymentLifecycleHook;
static const struct shape s_DeploymentLifecycleHookAction;
static const struct shape s_DeploymentLifecycleHookDetail;
static const struct shape s_DeploymentLifecycleHookDetailList;
static const struct shape s_DeploymentLifecycleHookDuration;
static const struct shape s_DeploymentLifecycleHookList;
static const struct shape s_DeploymentLifecycleHookStage;
static const struct shape s_DeploymentLifecycleHookStageList;
static const struct shape s_DeploymentLifecycleHookStatus;
static const struct shape s_DeploymentLifecycleHookTargetType;
static const struct shape s_DeploymentLifecycleHookTimeoutConfiguration;
static const struct shape s_DeploymentRolloutState;
static const struct shape s_DeploymentStrategy;
static const struct shape s_Deployments;
static const struct shape s_DeregisterTaskDefinitionRequest;
static const struct shape s_DeregisterTaskDefinitionResponse;
static const struct shape s_DescribeCapacityProvidersRequest;
static const struct shape s_DescribeCapacityProvidersResponse;
static const struct shape s_DescribeClustersRequest;
static const struct shape s_DescribeClustersResponse;
static const struct shape s_DescribeServiceDeploymentsRequest;
static const struct shape s_DescribeServiceDeploymentsResponse;
static const struct shape s_DescribeServiceRevisionsRequest;
static const struct shape s_DescribeServiceRevisionsResponse;
static const struct shape s_DescribeServicesRequest;
static const struct shape s_DescribeServicesResponse;
static const struct shape s_DescribeTaskDefinitionRequest;
static const struct shape s_DescribeTaskDefinitionResponse;
static const struct shape s_DescribeTaskSetsRequest;
static const struct shape s_DescribeTaskSetsResponse;
static const struct shape s_DescribeTasksRequest;
static const struct shape s_DescribeTasksResponse;
static const struct shape s_DesiredStatus;
static const struct shape s_Device;
static const struct shape s_DeviceCgroupPermission;
static const struct shape s_DeviceCgroupPermissions;
static const struct shape s_DevicesList;
static const struct shape s_DockerLabelsMap;
static const struct shape s_DockerVolumeConfiguration;
static const struct shape s_Double;
static const struct shape s_Duration;
static const struct shape s_EBSKMSKeyId;
static const struct shape s_EBSResourceType;
static const struct shape s_EBSSnapshotId;
static const struct shape s_EBSTagSpecification;
static const struct shape s_EBSTagSpecifications;
static const struct shape s_EBSVolumeType;
static const struct shape s_ECSManagedResources;
static const struct shape s_ECSVolumeName;
static const struct shape s_EFSAuthorizationConfig;
static const struct shape s_EFSAuthorizationConfigIAM;
static const struct shape s_EFSTransitEncryption;
static const struct shape s_EFSVolumeConfiguration;
static const struct shape s_EnvironmentFile;
static const struct shape s_EnvironmentFileType;
static const struct shape s_EnvironmentFiles;
static const struct shape s_EnvironmentVariables;
static const struct shape s_EphemeralStorage;
static const struct shape s_ExcludedInstanceType;
static const struct shape s_ExcludedInstanceTypeSet;
static const struct shape s_ExecuteCommandConfiguration;
static const struct shape s_ExecuteCommandLogConfiguration;
static const struct shape s_ExecuteCommandLogging;
static const struct shape s_FSxWindowsFileServerAuthorizationConfig;
static const struct shape s_FSxWindowsFileServerVolumeConfiguration;
static const struct shape s_Failure;
static const struct shape s_Failures;
static const struct shape s_FirelensConfiguration;
static const struct shape s_FirelensConfigurationOptionsMap;
static const struct shape s_FirelensConfigurationType;
static const struct shape s_GpuIds;
static const struct shape s_HealthCheck;
static const struct shape s_HealthStatus;
static const struct shape s_HookDetails;
static const struct shape s_HostEntry;
static const struct shape s_HostEntryList;
static const struct shape s_HostVolumeProperties;
static const struct shape s_IAMRoleArn;
static const struct shape s_InferenceAccelerator;
static const struct shape s_InferenceAcceleratorOverride;
static const struct shape s_InferenceAcceleratorOverrides;
static const struct shape s_InferenceAccelerators;
static const struct shape s_InfrastructureOptimization;
static const struct shape s_InstanceGeneration;
static const struct shape s_InstanceGenerationSet;
static const struct shape s_InstanceLaunchTemplate;
static const struct shape s_InstanceRequirementsRequest;
static const struct shape s_Integer;
static const struct shape s_IntegerList;
static const struct shape s_IpcMode;
static const struct shape s_KernelCapabilities;
static const struct shape s_KeyValuePair;
static const struct shape s_LaunchType;
static const struct shape s_LinearConfiguration;
static const struct shape s_LinuxParameters;
static const struct shape s_ListClustersRequest;
static const struct shape s_ListClustersResponse;
static const struct shape s_ListServiceDeploymentsRequest;
static const struct shape s_ListServiceDeploymentsResponse;
static const struct shape s_ListServicesRequest;
static const struct shape s_ListServicesResponse;
static const struct shape s_ListTagsForResourceRequest;
static const struct shape s_ListTagsForResourceResponse;
static const struct shape s_ListTaskDefinitionFamiliesRequest;
static const struct shape s_ListTaskDefinitionFamiliesResponse;
static const struct shape s_ListTaskDefinitionsRequest;
static const struct shape s_ListTaskDefinitionsResponse;
static const struct shape s_ListTasksRequest;
static const struct shape s_ListTasksResponse;
static const struct shape s_LoadBalancer;
static const struct shape s_LoadBalancers;
static const struct shape s_LocalStorage;
static const struct shape s_LocalStorageType;
static const struct shape s_LocalStorageTypeSet;
static const struct shape s_LogConfiguration;
static const struct shape s_LogConfigurationOptionsMap;
static const struct shape s_LogDriver;
static const struct shape s_Long;
static const struct shape s_ManagedAgent;
static const struct shape s_ManagedAgentName;
static const struct shape s_ManagedAgents;
static const struct shape s_ManagedApplicationAutoScalingPolicies;
static const struct shape s_ManagedApplicationAutoScalingPolicy;
static const struct shape s_ManagedAutoScaling;
static const struct shape s_ManagedCertificate;
static const struct shape s_ManagedDraining;
static const struct shape s_ManagedIngressPath;
static const struct shape s_ManagedIngressPaths;
static const struct shape s_ManagedInstancesLocalStorageConfiguration;
static const struct shape s_ManagedInstancesMonitoringOptions;
static const struct shape s_ManagedInstancesNetworkConfiguration;
static const struct shape s_ManagedInstancesProvider;
static const struct shape s_ManagedInstancesStorageConfiguration;
static const struct shape s_ManagedListener;
static const struct shape s_ManagedListenerRule;
static const struct shape s_ManagedLoadBalancer;
static const struct shape s_ManagedLogGroup;
static const struct shape s_ManagedLogGroups;
static const struct shape s_ManagedMetricAlarm;
static const struct shape s_ManagedMetricAlarms;
static const struct shape s_ManagedResourceStatus;
static const struct shape s_ManagedScalableTarget;
static const struct shape s_ManagedScaling;
static const struct shape s_ManagedScalingInstanceWarmupPeriod;
static const struct shape s_ManagedScalingStatus;
static const struct shape s_ManagedScalingStepSize;
static const struct shape s_ManagedScalingTargetCapacity;
static const struct shape s_ManagedSecurityGroup;
static const struct shape s_ManagedSecurityGroups;
static const struct shape s_ManagedStorageConfiguration;
static const struct shape s_ManagedTargetGroup;
static const struct shape s_ManagedTargetGroups;
static const struct shape s_ManagedTerminationProtection;
static const struct shape s_MemoryGiBPerVCpuRequest;
static const struct shape s_MemoryMiBRequest;
static const struct shape s_MountPoint;
static const struct shape s_MountPointList;
static const struct shape s_NetworkBandwidthGbpsRequest;
static const struct shape s_NetworkBinding;
static const struct shape s_NetworkBindings;
static const struct shape s_NetworkConfiguration;
static const struct shape s_NetworkInterface;
static const struct shape s_NetworkInterfaceCountRequest;
static const struct shape s_NetworkInterfaces;
static const struct shape s_NetworkMode;
static const struct shape s_OSFamily;
static const struct shape s_PidMode;
static const struct shape s_PlacementConstraint;
static const struct shape s_PlacementConstraintType;
static const struct shape s_PlacementConstraints;
static const struct shape s_PlacementStrategies;
static const struct shape s_PlacementStrategy;
static const struct shape s_PlacementStrategyType;
static const struct shape s_PortMapping;
static const struct shape s_PortMappingList;
static const struct shape s_PortNumber;
static const struct shape s_PropagateMITags;
static const struct shape s_PropagateTags;
static const struct shape s_ProxyConfiguration;
static const struct shape s_ProxyConfigurationProperties;
static const struct shape s_ProxyConfigurationType;
static const struct shape s_PutClusterCapacityProvidersRequest;
static const struct shape s_PutClusterCapacityProvidersResponse;
static const struct shape s_RegisterTaskDefinitionRequest;
static const struct shape s_RegisterTaskDefinitionResponse;
static const struct shape s_RepositoryCredentials;
static const struct shape s_RequiresAttributes;
static const struct shape s_ResolvedConfiguration;
static const struct shape s_ResourceManagementType;
static const struct shape s_ResourceRequirement;
static const struct shape s_ResourceRequirements;
static const struct shape s_ResourceType;
static const struct shape s_Rollback;
static const struct shape s_RunTaskRequest;
static const struct shape s_RunTaskResponse;
static const struct shape s_RuntimePlatform;
static const struct shape s_S3FilesVolumeConfiguration;
static const struct shape s_Scale;
static const struct shape s_ScaleUnit;
static const struct shape s_SchedulingStrategy;
static const struct shape s_Scope;
static const struct shape s_Secret;
static const struct shape s_SecretList;
static const struct shape s_Service;
static const struct shape s_ServiceConnectAccessLogConfiguration;
static const struct shape s_ServiceConnectAccessLoggingFormat;
static const struct shape s_ServiceConnectClientAlias;
static const struct shape s_ServiceConnectClientAliasList;
static const struct shape s_ServiceConnectConfiguration;
static const struct shape s_ServiceConnectIncludeQueryParameters;
static const struct shape s_ServiceConnectService;
static const struct shape s_ServiceConnectServiceList;
static const struct shape s_ServiceConnectServiceResource;
static const struct shape s_ServiceConnectServiceResourceList;
static const struct shape s_ServiceConnectTestTrafficHeaderMatchRules;
static const struct shape s_ServiceConnectTestTrafficHeaderRules;
static const struct shape s_ServiceConnectTestTrafficRules;
static const struct shape s_ServiceConnectTlsCertificateAuthority;
static const struct shape s_ServiceConnectTlsConfiguration;
static const struct shape s_ServiceCurrentRevisionSummary;
static const struct shape s_ServiceCurrentRevisionSummaryList;
static const struct shape s_ServiceDeployment;
static const struct shape s_ServiceDeploymentAlarms;
static const struct shape s_ServiceDeploymentBrief;
static const struct shape s_ServiceDeploymentCircuitBreaker;
static const struct shape s_ServiceDeploymentLifecycleStage;
static const struct shape s_ServiceDeploymentRollbackMonitorsStatus;
static const struct shape s_ServiceDeploymentStatus;
static const struct shape s_ServiceDeploymentStatusList;
static const struct shape s_ServiceDeployments;
static const struct shape s_ServiceDeploymentsBrief;
static const struct shape s_ServiceEvent;
static const struct shape s_ServiceEvents;
static const struct shape s_ServiceField;
static const struct shape s_ServiceFieldList;
static const struct shape s_ServiceManagedEBSVolumeConfiguration;
static const struct shape s_ServiceRegistries;
static const struct shape s_ServiceRegistry;
static const struct shape s_ServiceRevision;
static const struct shape s_ServiceRevisionLoadBalancer;
static const struct shape s_ServiceRevisionLoadBalancers;
static const struct shape s_ServiceRevisionSummary;
static const struct shape s_ServiceRevisions;
static const struct shape s_ServiceRevisionsSummaryList;
static const struct shape s_ServiceVolumeConfiguration;
static const struct shape s_ServiceVolumeConfigurations;
static const struct shape s_Services;
static const struct shape s_SortOrder;
static const struct shape s_StabilityStatus;
static const struct shape s_Statistics;
static const struct shape s_StopServiceDeploymentRequest;
static const struct shape s_StopServiceDeploymentResponse;
static const struct shape s_StopServiceDeploymentStopType;
static const struct shape s_StopTaskRequest;
static const struct shape s_StopTaskResponse;
static const struct shape s_String;
static const struct shape s_StringList;
static const struct shape s_StringMap;
static const struct shape s_SystemControl;
static const struct shape s_SystemControls;
static const struct shape s_Tag;
static const struct shape s_TagKey;
static const struct shape s_TagKeys;
static const struct shape s_TagResourceRequest;
static const struct shape s_TagResourceResponse;
static const struct shape s_TagValue;
static const struct shape s_Tags;
static const struct shape s_TargetType;
static const struct shape s_Task;
static const struct shape s_TaskDefinition;
static const struct shape s_TaskDefinitionFamilyStatus;
static const struct shape s_TaskDefinitionField;
static const struct shape s_TaskDefinitionFieldList;
static const struct shape s_TaskDefinitionPlacementConstraint;
static const struct shape s_TaskDefinitionPlacementConstraintType;
static const struct shape s_TaskDefinitionPlacementConstraints;
static const struct shape s_TaskDefinitionStatus;
static const struct shape s_TaskEphemeralStorage;
static const struct shape s_TaskField;
static const struct shape s_TaskFieldList;
static const struct shape s_TaskFilesystemType;
static const struct shape s_TaskManagedEBSVolumeConfiguration;
static const struct shape s_TaskManagedEBSVolumeTerminationPolicy;
static const struct shape s_TaskOverride;
static const struct shape s_TaskSet;
static const struct shape s_TaskSetField;
static const struct shape s_TaskSetFieldList;
static const struct shape s_TaskSets;
static const struct shape s_TaskStopCode;
static const struct shape s_TaskVolumeConfiguration;
static const struct shape s_TaskVolumeConfigurations;
static const struct shape s_TaskVolumeStorageGiB;
static const struct shape s_Tasks;
static const struct shape s_TimeoutConfiguration;
static const struct shape s_Timestamp;
static const struct shape s_Tmpfs;
static const struct shape s_TmpfsList;
static const struct shape s_TotalLocalStorageGBRequest;
static const struct shape s_TransportProtocol;
static const struct shape s_Ulimit;
static const struct shape s_UlimitList;
static const struct shape s_UlimitName;
static const struct shape s_UntagResourceRequest;
static const struct shape s_UntagResourceResponse;
static const struct shape s_UpdateClusterRequest;
static const struct shape s_UpdateClusterResponse;
static const struct shape s_UpdateServiceRequest;
static const struct shape s_UpdateServiceResponse;
static const struct shape s_VCpuCountRangeRequest;
static const struct shape s_VersionConsistency;
static const struct shape s_Volume;
static const struct shape s_VolumeFrom;
static const struct shape s_VolumeFromList;
static const struct shape s_VolumeList;
static const struct shape s_VpcLatticeConfiguration;
static const struct shape s_VpcLatticeConfigurations;

static const struct shape_member m_AcceleratorCountRequest[] = {
        {"min", &s_BoxedInteger},
        {"max", &s_BoxedInteger},
};
static const struct shape s_AcceleratorCountRequest = {
        .name = "AcceleratorCountRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_AcceleratorCountRequest,
        .count = 2,
};
static const char *const e_AcceleratorManufacturer[] = {
        "amazon-web-services",
        "amd",
        "nvidia",
        "xilinx",
        "habana",
        NULL,
};
static const struct shape s_AcceleratorManufacturer = {
        .name = "AcceleratorManufacturer",
        .kind = SHAPE_TEXT,
        .values = e_AcceleratorManufacturer,
};
static const struct shape s_AcceleratorManufacturerSet = {
        .name = "AcceleratorManufacturerSet",
        .kind = SHAPE_LIST,
        .item = &s_AcceleratorManufacturer,
        .item_name = "member",
};
static const char *const e_AcceleratorName[] = {
        "a100",
        "inferentia",
        "k520",
        "k80",
        "m60",
        "radeon-pro-v520",
        "t4",
        "vu9p",
        "v100",
        "a10g",
        "h100",
        "t4g",
        NULL,
};
static const struct shape s_AcceleratorName = {
        .name = "AcceleratorName",
        .kind = SHAPE_TEXT,
        .values = e_AcceleratorName,
};
static const struct shape s_AcceleratorNameSet = {
        .name = "AcceleratorNameSet",
        .kind = SHAPE_LIST,
        .item = &s_AcceleratorName,
        .item_name = "member",
};
static const struct shape_member m_AcceleratorTotalMemoryMiBRequest[] = {
        {"min", &s_BoxedInteger},
        {"max", &s_BoxedInteger},
};
static const struct shape s_AcceleratorTotalMemoryMiBRequest = {
        .name = "AcceleratorTotalMemoryMiBRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_AcceleratorTotalMemoryMiBRequest,
        .count = 2,
};
static const char *const e_AcceleratorType[] = {
        "gpu",
        "fpga",
        "inference",
        NULL,
};
static const struct shape s_AcceleratorType = {
        .name = "AcceleratorType",
        .kind = SHAPE_TEXT,
        .values = e_AcceleratorType,
};
static const struct shape s_AcceleratorTypeSet = {
        .name = "AcceleratorTypeSet",
        .kind = SHAPE_LIST,
        .item = &s_AcceleratorType,
        .item_name = "member",
};
static const char *const e_AccessType[] = {
        "PUBLIC",
        "PRIVATE",
        NULL,
};
static const struct shape s_AccessType = {
        .name = "AccessType",
        .kind = SHAPE_TEXT,
        .values = e_AccessType,
};
static const struct shape_member m_AdvancedConfiguration[] = {
        {"alternateTargetGroupArn", &s_String},
        {"productionListenerRule", &s_String},
        {"testListenerRule", &s_String},
        {"roleArn", &s_String},
};
static const struct shape s_AdvancedConfiguration = {
        .name = "AdvancedConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_AdvancedConfiguration,
        .count = 4,
};
static const struct shape s_AllowedInstanceType = {
        .name = "AllowedInstanceType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 30,
};
static const struct shape s_AllowedInstanceTypeSet = {
        .name = "AllowedInstanceTypeSet",
        .kind = SHAPE_LIST,
        .item = &s_AllowedInstanceType,
        .item_name = "member",
        .has_min = true, .min = 0,
        .has_max = true, .max = 400,
};
static const char *const e_ApplicationProtocol[] = {
        "http",
        "http2",
        "grpc",
        NULL,
};
static const struct shape s_ApplicationProtocol = {
        .name = "ApplicationProtocol",
        .kind = SHAPE_TEXT,
        .values = e_ApplicationProtocol,
};
static const char *const e_AssignPublicIp[] = {
        "ENABLED",
        "DISABLED",
        NULL,
};
static const struct shape s_AssignPublicIp = {
        .name = "AssignPublicIp",
        .kind = SHAPE_TEXT,
        .values = e_AssignPublicIp,
};
static const struct shape_member m_Attachment[] = {
        {"id", &s_String},
        {"type", &s_String},
        {"status", &s_String},
        {"details", &s_AttachmentDetails},
};
static const struct shape s_Attachment = {
        .name = "Attachment",
        .kind = SHAPE_STRUCTURE,
        .members = m_Attachment,
        .count = 4,
};
static const struct shape s_AttachmentDetails = {
        .name = "AttachmentDetails",
        .kind = SHAPE_LIST,
        .item = &s_KeyValuePair,
        .item_name = "member",
};
static const struct shape s_Attachments = {
        .name = "Attachments",
        .kind = SHAPE_LIST,
        .item = &s_Attachment,
        .item_name = "member",
};
static const struct shape_member m_Attribute[] = {
        {"name", &s_String, true},
        {"value", &s_String},
        {"targetType", &s_TargetType},
        {"targetId", &s_String},
};
static const struct shape s_Attribute = {
        .name = "Attribute",
        .kind = SHAPE_STRUCTURE,
        .members = m_Attribute,
        .count = 4,
};
static const struct shape s_Attributes = {
        .name = "Attributes",
        .kind = SHAPE_LIST,
        .item = &s_Attribute,
        .item_name = "member",
};
static const char *const e_AutoRepairActionsStatus[] = {
        "ENABLED",
        "DISABLED",
        NULL,
};
static const struct shape s_AutoRepairActionsStatus = {
        .name = "AutoRepairActionsStatus",
        .kind = SHAPE_TEXT,
        .values = e_AutoRepairActionsStatus,
};
static const struct shape_member m_AutoRepairConfiguration[] = {
        {"actionsStatus", &s_AutoRepairActionsStatus},
};
static const struct shape s_AutoRepairConfiguration = {
        .name = "AutoRepairConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_AutoRepairConfiguration,
        .count = 1,
};
static const struct shape_member m_AutoScalingGroupProvider[] = {
        {"autoScalingGroupArn", &s_String, true},
        {"managedScaling", &s_ManagedScaling},
        {"managedTerminationProtection", &s_ManagedTerminationProtection},
        {"managedDraining", &s_ManagedDraining},
};
static const struct shape s_AutoScalingGroupProvider = {
        .name = "AutoScalingGroupProvider",
        .kind = SHAPE_STRUCTURE,
        .members = m_AutoScalingGroupProvider,
        .count = 4,
};
static const char *const e_AvailabilityZoneRebalancing[] = {
        "ENABLED",
        "DISABLED",
        NULL,
};
static const struct shape s_AvailabilityZoneRebalancing = {
        .name = "AvailabilityZoneRebalancing",
        .kind = SHAPE_TEXT,
        .values = e_AvailabilityZoneRebalancing,
};
static const struct shape_member m_AwsVpcConfiguration[] = {
        {"subnets", &s_StringList, true},
        {"securityGroups", &s_StringList},
        {"assignPublicIp", &s_AssignPublicIp},
};
static const struct shape s_AwsVpcConfiguration = {
        .name = "AwsVpcConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_AwsVpcConfiguration,
        .count = 3,
};
static const char *const e_BareMetal[] = {
        "included",
        "required",
        "excluded",
        NULL,
};
static const struct shape s_BareMetal = {
        .name = "BareMetal",
        .kind = SHAPE_TEXT,
        .values = e_BareMetal,
};
static const struct shape_member m_BaselineEbsBandwidthMbpsRequest[] = {
        {"min", &s_BoxedInteger},
        {"max", &s_BoxedInteger},
};
static const struct shape s_BaselineEbsBandwidthMbpsRequest = {
        .name = "BaselineEbsBandwidthMbpsRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_BaselineEbsBandwidthMbpsRequest,
        .count = 2,
};
static const struct shape s_Boolean = {
        .name = "Boolean",
        .kind = SHAPE_FLAG,
};
static const struct shape s_BoxedBoolean = {
        .name = "BoxedBoolean",
        .kind = SHAPE_FLAG,
};
static const struct shape s_BoxedDouble = {
        .name = "BoxedDouble",
        .kind = SHAPE_REAL,
};
static const struct shape s_BoxedInteger = {
        .name = "BoxedInteger",
        .kind = SHAPE_INTEGER,
};
static const char *const e_BurstablePerformance[] = {
        "included",
        "required",
        "excluded",
        NULL,
};
static const struct shape s_BurstablePerformance = {
        .name = "BurstablePerformance",
        .kind = SHAPE_TEXT,
        .values = e_BurstablePerformance,
};
static const char *const e_CPUArchitecture[] = {
        "X86_64",
        "ARM64",
        NULL,
};
static const struct shape s_CPUArchitecture = {
        .name = "CPUArchitecture",
        .kind = SHAPE_TEXT,
        .values = e_CPUArchitecture,
};
static const struct shape_member m_CanaryConfiguration[] = {
        {"canaryPercent", &s_Double},
        {"canaryBakeTimeInMinutes", &s_Integer},
};
static const struct shape s_CanaryConfiguration = {
        .name = "CanaryConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_CanaryConfiguration,
        .count = 2,
};
static const char *const e_CapacityOptionType[] = {
        "ON_DEMAND",
        "SPOT",
        "RESERVED",
        NULL,
};
static const struct shape s_CapacityOptionType = {
        .name = "CapacityOptionType",
        .kind = SHAPE_TEXT,
        .values = e_CapacityOptionType,
};
static const struct shape_member m_CapacityProvider[] = {
        {"capacityProviderArn", &s_String},
        {"name", &s_String},
        {"cluster", &s_String},
        {"status", &s_CapacityProviderStatus},
        {"autoScalingGroupProvider", &s_AutoScalingGroupProvider},
        {"managedInstancesProvider", &s_ManagedInstancesProvider},
        {"updateStatus", &s_CapacityProviderUpdateStatus},
        {"updateStatusReason", &s_String},
        {"tags", &s_Tags},
        {"type", &s_CapacityProviderType},
};
static const struct shape s_CapacityProvider = {
        .name = "CapacityProvider",
        .kind = SHAPE_STRUCTURE,
        .members = m_CapacityProvider,
        .count = 10,
};
static const char *const e_CapacityProviderField[] = {
        "TAGS",
        NULL,
};
static const struct shape s_CapacityProviderField = {
        .name = "CapacityProviderField",
        .kind = SHAPE_TEXT,
        .values = e_CapacityProviderField,
};
static const struct shape s_CapacityProviderFieldList = {
        .name = "CapacityProviderFieldList",
        .kind = SHAPE_LIST,
        .item = &s_CapacityProviderField,
        .item_name = "member",
};
static const char *const e_CapacityProviderStatus[] = {
        "PROVISIONING",
        "ACTIVE",
        "DEPROVISIONING",
        "INACTIVE",
        NULL,
};
static const struct shape s_CapacityProviderStatus = {
        .name = "CapacityProviderStatus",
        .kind = SHAPE_TEXT,
        .values = e_CapacityProviderStatus,
};
static const struct shape s_CapacityProviderStrategy = {
        .name = "CapacityProviderStrategy",
        .kind = SHAPE_LIST,
        .item = &s_CapacityProviderStrategyItem,
        .item_name = "member",
};
static const struct shape_member m_CapacityProviderStrategyItem[] = {
        {"capacityProvider", &s_String, true},
        {"weight", &s_CapacityProviderStrategyItemWeight},
        {"base", &s_CapacityProviderStrategyItemBase},
};
static const struct shape s_CapacityProviderStrategyItem = {
        .name = "CapacityProviderStrategyItem",
        .kind = SHAPE_STRUCTURE,
        .members = m_CapacityProviderStrategyItem,
        .count = 3,
};
static const struct shape s_CapacityProviderStrategyItemBase = {
        .name = "CapacityProviderStrategyItemBase",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 0,
        .has_max = true, .max = 100000,
};
static const struct shape s_CapacityProviderStrategyItemWeight = {
        .name = "CapacityProviderStrategyItemWeight",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 0,
        .has_max = true, .max = 1000,
};
static const char *const e_CapacityProviderType[] = {
        "EC2_AUTOSCALING",
        "MANAGED_INSTANCES",
        "FARGATE",
        "FARGATE_SPOT",
        NULL,
};
static const struct shape s_CapacityProviderType = {
        .name = "CapacityProviderType",
        .kind = SHAPE_TEXT,
        .values = e_CapacityProviderType,
};
static const char *const e_CapacityProviderUpdateStatus[] = {
        "CREATE_IN_PROGRESS",
        "CREATE_COMPLETE",
        "CREATE_FAILED",
        "DELETE_IN_PROGRESS",
        "DELETE_COMPLETE",
        "DELETE_FAILED",
        "UPDATE_IN_PROGRESS",
        "UPDATE_COMPLETE",
        "UPDATE_FAILED",
        NULL,
};
static const struct shape s_CapacityProviderUpdateStatus = {
        .name = "CapacityProviderUpdateStatus",
        .kind = SHAPE_TEXT,
        .values = e_CapacityProviderUpdateStatus,
};
static const struct shape s_CapacityProviders = {
        .name = "CapacityProviders",
        .kind = SHAPE_LIST,
        .item = &s_CapacityProvider,
        .item_name = "member",
};
static const char *const e_CapacityReservationPreference[] = {
        "RESERVATIONS_ONLY",
        "RESERVATIONS_FIRST",
        "RESERVATIONS_EXCLUDED",
        NULL,
};
static const struct shape s_CapacityReservationPreference = {
        .name = "CapacityReservationPreference",
        .kind = SHAPE_TEXT,
        .values = e_CapacityReservationPreference,
};
static const struct shape_member m_CapacityReservationRequest[] = {
        {"reservationGroupArn", &s_String},
        {"reservationPreference", &s_CapacityReservationPreference},
};
static const struct shape s_CapacityReservationRequest = {
        .name = "CapacityReservationRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_CapacityReservationRequest,
        .count = 2,
};
static const struct shape_member m_Cluster[] = {
        {"clusterArn", &s_String},
        {"clusterName", &s_String},
        {"configuration", &s_ClusterConfiguration},
        {"status", &s_String},
        {"registeredContainerInstancesCount", &s_Integer},
        {"runningTasksCount", &s_Integer},
        {"pendingTasksCount", &s_Integer},
        {"activeServicesCount", &s_Integer},
        {"statistics", &s_Statistics},
        {"tags", &s_Tags},
        {"settings", &s_ClusterSettings},
        {"capacityProviders", &s_StringList},
        {"defaultCapacityProviderStrategy", &s_CapacityProviderStrategy},
        {"attachments", &s_Attachments},
        {"attachmentsStatus", &s_String},
        {"serviceConnectDefaults", &s_ClusterServiceConnectDefaults},
};
static const struct shape s_Cluster = {
        .name = "Cluster",
        .kind = SHAPE_STRUCTURE,
        .members = m_Cluster,
        .count = 16,
};
static const struct shape_member m_ClusterConfiguration[] = {
        {"executeCommandConfiguration", &s_ExecuteCommandConfiguration},
        {"managedStorageConfiguration", &s_ManagedStorageConfiguration},
};
static const struct shape s_ClusterConfiguration = {
        .name = "ClusterConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_ClusterConfiguration,
        .count = 2,
};
static const char *const e_ClusterField[] = {
        "ATTACHMENTS",
        "CONFIGURATIONS",
        "SETTINGS",
        "STATISTICS",
        "TAGS",
        NULL,
};
static const struct shape s_ClusterField = {
        .name = "ClusterField",
        .kind = SHAPE_TEXT,
        .values = e_ClusterField,
};
static const struct shape s_ClusterFieldList = {
        .name = "ClusterFieldList",
        .kind = SHAPE_LIST,
        .item = &s_ClusterField,
        .item_name = "member",
};
static const struct shape_member m_ClusterServiceConnectDefaults[] = {
        {"namespace", &s_String},
};
static const struct shape s_ClusterServiceConnectDefaults = {
        .name = "ClusterServiceConnectDefaults",
        .kind = SHAPE_STRUCTURE,
        .members = m_ClusterServiceConnectDefaults,
        .count = 1,
};
static const struct shape_member m_ClusterServiceConnectDefaultsRequest[] = {
        {"namespace", &s_String, true},
};
static const struct shape s_ClusterServiceConnectDefaultsRequest = {
        .name = "ClusterServiceConnectDefaultsRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_ClusterServiceConnectDefaultsRequest,
        .count = 1,
};
static const struct shape_member m_ClusterSetting[] = {
        {"name", &s_ClusterSettingName},
        {"value", &s_String},
};
static const struct shape s_ClusterSetting = {
        .name = "ClusterSetting",
        .kind = SHAPE_STRUCTURE,
        .members = m_ClusterSetting,
        .count = 2,
};
static const char *const e_ClusterSettingName[] = {
        "containerInsights",
        NULL,
};
static const struct shape s_ClusterSettingName = {
        .name = "ClusterSettingName",
        .kind = SHAPE_TEXT,
        .values = e_ClusterSettingName,
};
static const struct shape s_ClusterSettings = {
        .name = "ClusterSettings",
        .kind = SHAPE_LIST,
        .item = &s_ClusterSetting,
        .item_name = "member",
};
static const struct shape s_Clusters = {
        .name = "Clusters",
        .kind = SHAPE_LIST,
        .item = &s_Cluster,
        .item_name = "member",
};
static const char *const e_Compatibility[] = {
        "EC2",
        "FARGATE",
        "EXTERNAL",
        "MANAGED_INSTANCES",
        NULL,
};
static const struct shape s_Compatibility = {
        .name = "Compatibility",
        .kind = SHAPE_TEXT,
        .values = e_Compatibility,
};
static const struct shape s_CompatibilityList = {
        .name = "CompatibilityList",
        .kind = SHAPE_LIST,
        .item = &s_Compatibility,
        .item_name = "member",
};
static const char *const e_Connectivity[] = {
        "CONNECTED",
        "DISCONNECTED",
        NULL,
};
static const struct shape s_Connectivity = {
        .name = "Connectivity",
        .kind = SHAPE_TEXT,
        .values = e_Connectivity,
};
static const struct shape_member m_Container[] = {
        {"containerArn", &s_String},
        {"taskArn", &s_String},
        {"name", &s_String},
        {"image", &s_String},
        {"imageDigest", &s_String},
        {"runtimeId", &s_String},
        {"lastStatus", &s_String},
        {"exitCode", &s_BoxedInteger},
        {"reason", &s_String},
        {"networkBindings", &s_NetworkBindings},
        {"networkInterfaces", &s_NetworkInterfaces},
        {"healthStatus", &s_HealthStatus},
        {"managedAgents", &s_ManagedAgents},
        {"cpu", &s_String},
        {"memory", &s_String},
        {"memoryReservation", &s_String},
        {"gpuIds", &s_GpuIds},
};
static const struct shape s_Container = {
        .name = "Container",
        .kind = SHAPE_STRUCTURE,
        .members = m_Container,
        .count = 17,
};
static const char *const e_ContainerCondition[] = {
        "START",
        "COMPLETE",
        "SUCCESS",
        "HEALTHY",
        NULL,
};
static const struct shape s_ContainerCondition = {
        .name = "ContainerCondition",
        .kind = SHAPE_TEXT,
        .values = e_ContainerCondition,
};
static const struct shape_member m_ContainerDefinition[] = {
        {"name", &s_String},
        {"image", &s_String},
        {"repositoryCredentials", &s_RepositoryCredentials},
        {"cpu", &s_Integer},
        {"memory", &s_BoxedInteger},
        {"memoryReservation", &s_BoxedInteger},
        {"links", &s_StringList},
        {"portMappings", &s_PortMappingList},
        {"essential", &s_BoxedBoolean},
        {"restartPolicy", &s_ContainerRestartPolicy},
        {"entryPoint", &s_StringList},
        {"command", &s_StringList},
        {"environment", &s_EnvironmentVariables},
        {"environmentFiles", &s_EnvironmentFiles},
        {"mountPoints", &s_MountPointList},
        {"volumesFrom", &s_VolumeFromList},
        {"linuxParameters", &s_LinuxParameters},
        {"secrets", &s_SecretList},
        {"dependsOn", &s_ContainerDependencies},
        {"startTimeout", &s_BoxedInteger},
        {"stopTimeout", &s_BoxedInteger},
        {"versionConsistency", &s_VersionConsistency},
        {"hostname", &s_String},
        {"user", &s_String},
        {"workingDirectory", &s_String},
        {"disableNetworking", &s_BoxedBoolean},
        {"privileged", &s_BoxedBoolean},
        {"readonlyRootFilesystem", &s_BoxedBoolean},
        {"dnsServers", &s_StringList},
        {"dnsSearchDomains", &s_StringList},
        {"extraHosts", &s_HostEntryList},
        {"dockerSecurityOptions", &s_StringList},
        {"interactive", &s_BoxedBoolean},
        {"pseudoTerminal", &s_BoxedBoolean},
        {"dockerLabels", &s_DockerLabelsMap},
        {"ulimits", &s_UlimitList},
        {"logConfiguration", &s_LogConfiguration},
        {"healthCheck", &s_HealthCheck},
        {"systemControls", &s_SystemControls},
        {"resourceRequirements", &s_ResourceRequirements},
        {"firelensConfiguration", &s_FirelensConfiguration},
        {"credentialSpecs", &s_StringList},
};
static const struct shape s_ContainerDefinition = {
        .name = "ContainerDefinition",
        .kind = SHAPE_STRUCTURE,
        .members = m_ContainerDefinition,
        .count = 42,
};
static const struct shape s_ContainerDefinitions = {
        .name = "ContainerDefinitions",
        .kind = SHAPE_LIST,
        .item = &s_ContainerDefinition,
        .item_name = "member",
};
static const struct shape s_ContainerDependencies = {
        .name = "ContainerDependencies",
        .kind = SHAPE_LIST,
        .item = &s_ContainerDependency,
        .item_name = "member",
};
static const struct shape_member m_ContainerDependency[] = {
        {"containerName", &s_String, true},
        {"condition", &s_ContainerCondition, true},
};
static const struct shape s_ContainerDependency = {
        .name = "ContainerDependency",
        .kind = SHAPE_STRUCTURE,
        .members = m_ContainerDependency,
        .count = 2,
};
static const struct shape_member m_ContainerImage[] = {
        {"containerName", &s_String},
        {"imageDigest", &s_String},
        {"image", &s_String},
};
static const struct shape s_ContainerImage = {
        .name = "ContainerImage",
        .kind = SHAPE_STRUCTURE,
        .members = m_ContainerImage,
        .count = 3,
};
static const struct shape s_ContainerImages = {
        .name = "ContainerImages",
        .kind = SHAPE_LIST,
        .item = &s_ContainerImage,
        .item_name = "member",
};
static const struct shape_member m_ContainerOverride[] = {
        {"name", &s_String},
        {"command", &s_StringList},
        {"environment", &s_EnvironmentVariables},
        {"environmentFiles", &s_EnvironmentFiles},
        {"cpu", &s_BoxedInteger},
        {"memory", &s_BoxedInteger},
        {"memoryReservation", &s_BoxedInteger},
        {"resourceRequirements", &s_ResourceRequirements},
};
static const struct shape s_ContainerOverride = {
        .name = "ContainerOverride",
        .kind = SHAPE_STRUCTURE,
        .members = m_ContainerOverride,
        .count = 8,
};
static const struct shape s_ContainerOverrides = {
        .name = "ContainerOverrides",
        .kind = SHAPE_LIST,
        .item = &s_ContainerOverride,
        .item_name = "member",
};
static const struct shape_member m_ContainerRestartPolicy[] = {
        {"enabled", &s_BoxedBoolean, true},
        {"ignoredExitCodes", &s_IntegerList},
        {"restartAttemptPeriod", &s_BoxedInteger},
};
static const struct shape s_ContainerRestartPolicy = {
        .name = "ContainerRestartPolicy",
        .kind = SHAPE_STRUCTURE,
        .members = m_ContainerRestartPolicy,
        .count = 3,
};
static const struct shape s_Containers = {
        .name = "Containers",
        .kind = SHAPE_LIST,
        .item = &s_Container,
        .item_name = "member",
};
static const struct shape_member m_ContinueServiceDeploymentRequest[] = {
        {"serviceDeploymentArn", &s_String, true},
        {"hookId", &s_String, true},
        {"action", &s_DeploymentLifecycleHookAction},
};
static const struct shape s_ContinueServiceDeploymentRequest = {
        .name = "ContinueServiceDeploymentRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_ContinueServiceDeploymentRequest,
        .count = 3,
};
static const struct shape_member m_ContinueServiceDeploymentResponse[] = {
        {"serviceDeploymentArn", &s_String},
};
static const struct shape s_ContinueServiceDeploymentResponse = {
        .name = "ContinueServiceDeploymentResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_ContinueServiceDeploymentResponse,
        .count = 1,
};
static const char *const e_CpuManufacturer[] = {
        "intel",
        "amd",
        "amazon-web-services",
        NULL,
};
static const struct shape s_CpuManufacturer = {
        .name = "CpuManufacturer",
        .kind = SHAPE_TEXT,
        .values = e_CpuManufacturer,
};
static const struct shape s_CpuManufacturerSet = {
        .name = "CpuManufacturerSet",
        .kind = SHAPE_LIST,
        .item = &s_CpuManufacturer,
        .item_name = "member",
};
static const struct shape_member m_CreateClusterRequest[] = {
        {"clusterName", &s_String},
        {"tags", &s_Tags},
        {"settings", &s_ClusterSettings},
        {"configuration", &s_ClusterConfiguration},
        {"capacityProviders", &s_StringList},
        {"defaultCapacityProviderStrategy", &s_CapacityProviderStrategy},
        {"serviceConnectDefaults", &s_ClusterServiceConnectDefaultsRequest},
};
static const struct shape s_CreateClusterRequest = {
        .name = "CreateClusterRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_CreateClusterRequest,
        .count = 7,
};
static const struct shape_member m_CreateClusterResponse[] = {
        {"cluster", &s_Cluster},
};
static const struct shape s_CreateClusterResponse = {
        .name = "CreateClusterResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_CreateClusterResponse,
        .count = 1,
};
static const struct shape_member m_CreateServiceRequest[] = {
        {"cluster", &s_String},
        {"serviceName", &s_String, true},
        {"taskDefinition", &s_String},
        {"availabilityZoneRebalancing", &s_AvailabilityZoneRebalancing},
        {"loadBalancers", &s_LoadBalancers},
        {"serviceRegistries", &s_ServiceRegistries},
        {"desiredCount", &s_BoxedInteger},
        {"clientToken", &s_String},
        {"launchType", &s_LaunchType},
        {"capacityProviderStrategy", &s_CapacityProviderStrategy},
        {"platformVersion", &s_String},
        {"role", &s_String},
        {"deploymentConfiguration", &s_DeploymentConfiguration},
        {"placementConstraints", &s_PlacementConstraints},
        {"placementStrategy", &s_PlacementStrategies},
        {"networkConfiguration", &s_NetworkConfiguration},
        {"healthCheckGracePeriodSeconds", &s_BoxedInteger},
        {"schedulingStrategy", &s_SchedulingStrategy},
        {"deploymentController", &s_DeploymentController},
        {"tags", &s_Tags},
        {"enableECSManagedTags", &s_Boolean},
        {"propagateTags", &s_PropagateTags},
        {"enableExecuteCommand", &s_Boolean},
        {"serviceConnectConfiguration", &s_ServiceConnectConfiguration},
        {"volumeConfigurations", &s_ServiceVolumeConfigurations},
        {"vpcLatticeConfigurations", &s_VpcLatticeConfigurations},
};
static const struct shape s_CreateServiceRequest = {
        .name = "CreateServiceRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_CreateServiceRequest,
        .count = 26,
};
static const struct shape_member m_CreateServiceResponse[] = {
        {"service", &s_Service},
};
static const struct shape s_CreateServiceResponse = {
        .name = "CreateServiceResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_CreateServiceResponse,
        .count = 1,
};
static const struct shape_member m_CreatedAt[] = {
        {"before", &s_Timestamp},
        {"after", &s_Timestamp},
};
static const struct shape s_CreatedAt = {
        .name = "CreatedAt",
        .kind = SHAPE_STRUCTURE,
        .members = m_CreatedAt,
        .count = 2,
};
static const struct shape_member m_DeleteClusterRequest[] = {
        {"cluster", &s_String, true},
};
static const struct shape s_DeleteClusterRequest = {
        .name = "DeleteClusterRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeleteClusterRequest,
        .count = 1,
};
static const struct shape_member m_DeleteClusterResponse[] = {
        {"cluster", &s_Cluster},
};
static const struct shape s_DeleteClusterResponse = {
        .name = "DeleteClusterResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeleteClusterResponse,
        .count = 1,
};
static const struct shape_member m_DeleteServiceRequest[] = {
        {"cluster", &s_String},
        {"service", &s_String, true},
        {"force", &s_BoxedBoolean},
};
static const struct shape s_DeleteServiceRequest = {
        .name = "DeleteServiceRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeleteServiceRequest,
        .count = 3,
};
static const struct shape_member m_DeleteServiceResponse[] = {
        {"service", &s_Service},
};
static const struct shape s_DeleteServiceResponse = {
        .name = "DeleteServiceResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeleteServiceResponse,
        .count = 1,
};
static const struct shape_member m_Deployment[] = {
        {"id", &s_String},
        {"status", &s_String},
        {"taskDefinition", &s_String},
        {"desiredCount", &s_Integer},
        {"pendingCount", &s_Integer},
        {"runningCount", &s_Integer},
        {"failedTasks", &s_Integer},
        {"createdAt", &s_Timestamp},
        {"updatedAt", &s_Timestamp},
        {"capacityProviderStrategy", &s_CapacityProviderStrategy},
        {"launchType", &s_LaunchType},
        {"platformVersion", &s_String},
        {"platformFamily", &s_String},
        {"networkConfiguration", &s_NetworkConfiguration},
        {"rolloutState", &s_DeploymentRolloutState},
        {"rolloutStateReason", &s_String},
        {"serviceConnectConfiguration", &s_ServiceConnectConfiguration},
        {"serviceConnectResources", &s_ServiceConnectServiceResourceList},
        {"volumeConfigurations", &s_ServiceVolumeConfigurations},
        {"fargateEphemeralStorage", &s_DeploymentEphemeralStorage},
        {"vpcLatticeConfigurations", &s_VpcLatticeConfigurations},
};
static const struct shape s_Deployment = {
        .name = "Deployment",
        .kind = SHAPE_STRUCTURE,
        .members = m_Deployment,
        .count = 21,
};
static const struct shape_member m_DeploymentAlarms[] = {
        {"alarmNames", &s_StringList, true},
        {"rollback", &s_Boolean, true},
        {"enable", &s_Boolean, true},
};
static const struct shape s_DeploymentAlarms = {
        .name = "DeploymentAlarms",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeploymentAlarms,
        .count = 3,
};
static const struct shape_member m_DeploymentCircuitBreaker[] = {
        {"enable", &s_Boolean, true},
        {"rollback", &s_Boolean, true},
};
static const struct shape s_DeploymentCircuitBreaker = {
        .name = "DeploymentCircuitBreaker",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeploymentCircuitBreaker,
        .count = 2,
};
static const struct shape_member m_DeploymentConfiguration[] = {
        {"deploymentCircuitBreaker", &s_DeploymentCircuitBreaker},
        {"maximumPercent", &s_BoxedInteger},
        {"minimumHealthyPercent", &s_BoxedInteger},
        {"alarms", &s_DeploymentAlarms},
        {"strategy", &s_DeploymentStrategy},
        {"bakeTimeInMinutes", &s_BoxedInteger},
        {"lifecycleHooks", &s_DeploymentLifecycleHookList},
        {"linearConfiguration", &s_LinearConfiguration},
        {"canaryConfiguration", &s_CanaryConfiguration},
};
static const struct shape s_DeploymentConfiguration = {
        .name = "DeploymentConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeploymentConfiguration,
        .count = 9,
};
static const struct shape_member m_DeploymentController[] = {
        {"type", &s_DeploymentControllerType, true},
};
static const struct shape s_DeploymentController = {
        .name = "DeploymentController",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeploymentController,
        .count = 1,
};
static const char *const e_DeploymentControllerType[] = {
        "ECS",
        "CODE_DEPLOY",
        "EXTERNAL",
        NULL,
};
static const struct shape s_DeploymentControllerType = {
        .name = "DeploymentControllerType",
        .kind = SHAPE_TEXT,
        .values = e_DeploymentControllerType,
};
static const struct shape_member m_DeploymentEphemeralStorage[] = {
        {"kmsKeyId", &s_String},
};
static const struct shape s_DeploymentEphemeralStorage = {
        .name = "DeploymentEphemeralStorage",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeploymentEphemeralStorage,
        .count = 1,
};
static const struct shape_member m_DeploymentLifecycleHook[] = {
        {"targetType", &s_DeploymentLifecycleHookTargetType},
        {"hookTargetArn", &s_String},
        {"roleArn", &s_IAMRoleArn},
        {"lifecycleStages", &s_DeploymentLifecycleHookStageList},
        {"hookDetails", &s_HookDetails},
        {"timeoutConfiguration", &s_DeploymentLifecycleHookTimeoutConfiguration},
};
static const struct shape s_DeploymentLifecycleHook = {
        .name = "DeploymentLifecycleHook",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeploymentLifecycleHook,
        .count = 6,
};
static const char *const e_DeploymentLifecycleHookAction[] = {
        "ROLLBACK",
        "CONTINUE",
        NULL,
};
static const struct shape s_DeploymentLifecycleHookAction = {
        .name = "DeploymentLifecycleHookAction",
        .kind = SHAPE_TEXT,
        .values = e_DeploymentLifecycleHookAction,
};
static const struct shape_member m_DeploymentLifecycleHookDetail[] = {
        {"hookId", &s_String},
        {"targetType", &s_DeploymentLifecycleHookTargetType},
        {"targetArn", &s_String},
        {"status", &s_DeploymentLifecycleHookStatus},
        {"expiresAt", &s_Timestamp},
        {"timeoutAction", &s_DeploymentLifecycleHookAction},
};
static const struct shape s_DeploymentLifecycleHookDetail = {
        .name = "DeploymentLifecycleHookDetail",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeploymentLifecycleHookDetail,
        .count = 6,
};
static const struct shape s_DeploymentLifecycleHookDetailList = {
        .name = "DeploymentLifecycleHookDetailList",
        .kind = SHAPE_LIST,
        .item = &s_DeploymentLifecycleHookDetail,
        .item_name = "member",
};
static const struct shape s_DeploymentLifecycleHookDuration = {
        .name = "DeploymentLifecycleHookDuration",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 1,
        .has_max = true, .max = 20160,
};
static const struct shape s_DeploymentLifecycleHookList = {
        .name = "DeploymentLifecycleHookList",
        .kind = SHAPE_LIST,
        .item = &s_DeploymentLifecycleHook,
        .item_name = "member",
};
static const char *const e_DeploymentLifecycleHookStage[] = {
        "RECONCILE_SERVICE",
        "PRE_SCALE_UP",
        "POST_SCALE_UP",
        "TEST_TRAFFIC_SHIFT",
        "POST_TEST_TRAFFIC_SHIFT",
        "PRE_PRODUCTION_TRAFFIC_SHIFT",
        "PRODUCTION_TRAFFIC_SHIFT",
        "POST_PRODUCTION_TRAFFIC_SHIFT",
        NULL,
};
static const struct shape s_DeploymentLifecycleHookStage = {
        .name = "DeploymentLifecycleHookStage",
        .kind = SHAPE_TEXT,
        .values = e_DeploymentLifecycleHookStage,
};
static const struct shape s_DeploymentLifecycleHookStageList = {
        .name = "DeploymentLifecycleHookStageList",
        .kind = SHAPE_LIST,
        .item = &s_DeploymentLifecycleHookStage,
        .item_name = "member",
};
static const char *const e_DeploymentLifecycleHookStatus[] = {
        "AWAITING_ACTION",
        "IN_PROGRESS",
        "SUCCEEDED",
        "FAILED",
        "TIMED_OUT",
        NULL,
};
static const struct shape s_DeploymentLifecycleHookStatus = {
        .name = "DeploymentLifecycleHookStatus",
        .kind = SHAPE_TEXT,
        .values = e_DeploymentLifecycleHookStatus,
};
static const char *const e_DeploymentLifecycleHookTargetType[] = {
        "AWS_LAMBDA",
        "PAUSE",
        NULL,
};
static const struct shape s_DeploymentLifecycleHookTargetType = {
        .name = "DeploymentLifecycleHookTargetType",
        .kind = SHAPE_TEXT,
        .values = e_DeploymentLifecycleHookTargetType,
};
static const struct shape_member m_DeploymentLifecycleHookTimeoutConfiguration[] = {
        {"timeoutInMinutes", &s_DeploymentLifecycleHookDuration},
        {"action", &s_DeploymentLifecycleHookAction},
};
static const struct shape s_DeploymentLifecycleHookTimeoutConfiguration = {
        .name = "DeploymentLifecycleHookTimeoutConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeploymentLifecycleHookTimeoutConfiguration,
        .count = 2,
};
static const char *const e_DeploymentRolloutState[] = {
        "COMPLETED",
        "FAILED",
        "IN_PROGRESS",
        NULL,
};
static const struct shape s_DeploymentRolloutState = {
        .name = "DeploymentRolloutState",
        .kind = SHAPE_TEXT,
        .values = e_DeploymentRolloutState,
};
static const char *const e_DeploymentStrategy[] = {
        "ROLLING",
        "BLUE_GREEN",
        "LINEAR",
        "CANARY",
        NULL,
};
static const struct shape s_DeploymentStrategy = {
        .name = "DeploymentStrategy",
        .kind = SHAPE_TEXT,
        .values = e_DeploymentStrategy,
};
static const struct shape s_Deployments = {
        .name = "Deployments",
        .kind = SHAPE_LIST,
        .item = &s_Deployment,
        .item_name = "member",
};
static const struct shape_member m_DeregisterTaskDefinitionRequest[] = {
        {"taskDefinition", &s_String, true},
};
static const struct shape s_DeregisterTaskDefinitionRequest = {
        .name = "DeregisterTaskDefinitionRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeregisterTaskDefinitionRequest,
        .count = 1,
};
static const struct shape_member m_DeregisterTaskDefinitionResponse[] = {
        {"taskDefinition", &s_TaskDefinition},
};
static const struct shape s_DeregisterTaskDefinitionResponse = {
        .name = "DeregisterTaskDefinitionResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_DeregisterTaskDefinitionResponse,
        .count = 1,
};
static const struct shape_member m_DescribeCapacityProvidersRequest[] = {
        {"capacityProviders", &s_StringList},
        {"cluster", &s_String},
        {"include", &s_CapacityProviderFieldList},
        {"maxResults", &s_BoxedInteger},
        {"nextToken", &s_String},
};
static const struct shape s_DescribeCapacityProvidersRequest = {
        .name = "DescribeCapacityProvidersRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeCapacityProvidersRequest,
        .count = 5,
};
static const struct shape_member m_DescribeCapacityProvidersResponse[] = {
        {"capacityProviders", &s_CapacityProviders},
        {"failures", &s_Failures},
        {"nextToken", &s_String},
};
static const struct shape s_DescribeCapacityProvidersResponse = {
        .name = "DescribeCapacityProvidersResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeCapacityProvidersResponse,
        .count = 3,
};
static const struct shape_member m_DescribeClustersRequest[] = {
        {"clusters", &s_StringList},
        {"include", &s_ClusterFieldList},
};
static const struct shape s_DescribeClustersRequest = {
        .name = "DescribeClustersRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeClustersRequest,
        .count = 2,
};
static const struct shape_member m_DescribeClustersResponse[] = {
        {"clusters", &s_Clusters},
        {"failures", &s_Failures},
};
static const struct shape s_DescribeClustersResponse = {
        .name = "DescribeClustersResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeClustersResponse,
        .count = 2,
};
static const struct shape_member m_DescribeServiceDeploymentsRequest[] = {
        {"serviceDeploymentArns", &s_StringList, true},
};
static const struct shape s_DescribeServiceDeploymentsRequest = {
        .name = "DescribeServiceDeploymentsRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeServiceDeploymentsRequest,
        .count = 1,
};
static const struct shape_member m_DescribeServiceDeploymentsResponse[] = {
        {"serviceDeployments", &s_ServiceDeployments},
        {"failures", &s_Failures},
};
static const struct shape s_DescribeServiceDeploymentsResponse = {
        .name = "DescribeServiceDeploymentsResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeServiceDeploymentsResponse,
        .count = 2,
};
static const struct shape_member m_DescribeServiceRevisionsRequest[] = {
        {"serviceRevisionArns", &s_StringList, true},
};
static const struct shape s_DescribeServiceRevisionsRequest = {
        .name = "DescribeServiceRevisionsRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeServiceRevisionsRequest,
        .count = 1,
};
static const struct shape_member m_DescribeServiceRevisionsResponse[] = {
        {"serviceRevisions", &s_ServiceRevisions},
        {"failures", &s_Failures},
};
static const struct shape s_DescribeServiceRevisionsResponse = {
        .name = "DescribeServiceRevisionsResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeServiceRevisionsResponse,
        .count = 2,
};
static const struct shape_member m_DescribeServicesRequest[] = {
        {"cluster", &s_String},
        {"services", &s_StringList, true},
        {"include", &s_ServiceFieldList},
};
static const struct shape s_DescribeServicesRequest = {
        .name = "DescribeServicesRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeServicesRequest,
        .count = 3,
};
static const struct shape_member m_DescribeServicesResponse[] = {
        {"services", &s_Services},
        {"failures", &s_Failures},
};
static const struct shape s_DescribeServicesResponse = {
        .name = "DescribeServicesResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeServicesResponse,
        .count = 2,
};
static const struct shape_member m_DescribeTaskDefinitionRequest[] = {
        {"taskDefinition", &s_String, true},
        {"include", &s_TaskDefinitionFieldList},
};
static const struct shape s_DescribeTaskDefinitionRequest = {
        .name = "DescribeTaskDefinitionRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeTaskDefinitionRequest,
        .count = 2,
};
static const struct shape_member m_DescribeTaskDefinitionResponse[] = {
        {"taskDefinition", &s_TaskDefinition},
        {"tags", &s_Tags},
};
static const struct shape s_DescribeTaskDefinitionResponse = {
        .name = "DescribeTaskDefinitionResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeTaskDefinitionResponse,
        .count = 2,
};
static const struct shape_member m_DescribeTaskSetsRequest[] = {
        {"cluster", &s_String, true},
        {"service", &s_String, true},
        {"taskSets", &s_StringList},
        {"include", &s_TaskSetFieldList},
};
static const struct shape s_DescribeTaskSetsRequest = {
        .name = "DescribeTaskSetsRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeTaskSetsRequest,
        .count = 4,
};
static const struct shape_member m_DescribeTaskSetsResponse[] = {
        {"taskSets", &s_TaskSets},
        {"failures", &s_Failures},
};
static const struct shape s_DescribeTaskSetsResponse = {
        .name = "DescribeTaskSetsResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeTaskSetsResponse,
        .count = 2,
};
static const struct shape_member m_DescribeTasksRequest[] = {
        {"cluster", &s_String},
        {"tasks", &s_StringList, true},
        {"include", &s_TaskFieldList},
};
static const struct shape s_DescribeTasksRequest = {
        .name = "DescribeTasksRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeTasksRequest,
        .count = 3,
};
static const struct shape_member m_DescribeTasksResponse[] = {
        {"tasks", &s_Tasks},
        {"failures", &s_Failures},
};
static const struct shape s_DescribeTasksResponse = {
        .name = "DescribeTasksResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeTasksResponse,
        .count = 2,
};
static const char *const e_DesiredStatus[] = {
        "RUNNING",
        "PENDING",
        "STOPPED",
        NULL,
};
static const struct shape s_DesiredStatus = {
        .name = "DesiredStatus",
        .kind = SHAPE_TEXT,
        .values = e_DesiredStatus,
};
static const struct shape_member m_Device[] = {
        {"hostPath", &s_String, true},
        {"containerPath", &s_String},
        {"permissions", &s_DeviceCgroupPermissions},
};
static const struct shape s_Device = {
        .name = "Device",
        .kind = SHAPE_STRUCTURE,
        .members = m_Device,
        .count = 3,
};
static const char *const e_DeviceCgroupPermission[] = {
        "read",
        "write",
        "mknod",
        NULL,
};
static const struct shape s_DeviceCgroupPermission = {
        .name = "DeviceCgroupPermission",
        .kind = SHAPE_TEXT,
        .values = e_DeviceCgroupPermission,
};
static const struct shape s_DeviceCgroupPermissions = {
        .name = "DeviceCgroupPermissions",
        .kind = SHAPE_LIST,
        .item = &s_DeviceCgroupPermission,
        .item_name = "member",
};
static const struct shape s_DevicesList = {
        .name = "DevicesList",
        .kind = SHAPE_LIST,
        .item = &s_Device,
        .item_name = "member",
};
static const struct shape s_DockerLabelsMap = {
        .name = "DockerLabelsMap",
        .kind = SHAPE_MAP,
        .item = &s_String,
};
static const struct shape_member m_DockerVolumeConfiguration[] = {
        {"scope", &s_Scope},
        {"autoprovision", &s_BoxedBoolean},
        {"driver", &s_String},
        {"driverOpts", &s_StringMap},
        {"labels", &s_StringMap},
};
static const struct shape s_DockerVolumeConfiguration = {
        .name = "DockerVolumeConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_DockerVolumeConfiguration,
        .count = 5,
};
static const struct shape s_Double = {
        .name = "Double",
        .kind = SHAPE_REAL,
};
static const struct shape s_Duration = {
        .name = "Duration",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 0,
        .has_max = true, .max = 2147483647,
};
static const struct shape s_EBSKMSKeyId = {
        .name = "EBSKMSKeyId",
        .kind = SHAPE_TEXT,
};
static const char *const e_EBSResourceType[] = {
        "volume",
        NULL,
};
static const struct shape s_EBSResourceType = {
        .name = "EBSResourceType",
        .kind = SHAPE_TEXT,
        .values = e_EBSResourceType,
};
static const struct shape s_EBSSnapshotId = {
        .name = "EBSSnapshotId",
        .kind = SHAPE_TEXT,
};
static const struct shape_member m_EBSTagSpecification[] = {
        {"resourceType", &s_EBSResourceType, true},
        {"tags", &s_Tags},
        {"propagateTags", &s_PropagateTags},
};
static const struct shape s_EBSTagSpecification = {
        .name = "EBSTagSpecification",
        .kind = SHAPE_STRUCTURE,
        .members = m_EBSTagSpecification,
        .count = 3,
};
static const struct shape s_EBSTagSpecifications = {
        .name = "EBSTagSpecifications",
        .kind = SHAPE_LIST,
        .item = &s_EBSTagSpecification,
        .item_name = "member",
};
static const struct shape s_EBSVolumeType = {
        .name = "EBSVolumeType",
        .kind = SHAPE_TEXT,
};
static const struct shape_member m_ECSManagedResources[] = {
        {"ingressPaths", &s_ManagedIngressPaths},
        {"autoScaling", &s_ManagedAutoScaling},
        {"metricAlarms", &s_ManagedMetricAlarms},
        {"serviceSecurityGroups", &s_ManagedSecurityGroups},
        {"logGroups", &s_ManagedLogGroups},
};
static const struct shape s_ECSManagedResources = {
        .name = "ECSManagedResources",
        .kind = SHAPE_STRUCTURE,
        .members = m_ECSManagedResources,
        .count = 5,
};
static const struct shape s_ECSVolumeName = {
        .name = "ECSVolumeName",
        .kind = SHAPE_TEXT,
};
static const struct shape_member m_EFSAuthorizationConfig[] = {
        {"accessPointId", &s_String},
        {"iam", &s_EFSAuthorizationConfigIAM},
};
static const struct shape s_EFSAuthorizationConfig = {
        .name = "EFSAuthorizationConfig",
        .kind = SHAPE_STRUCTURE,
        .members = m_EFSAuthorizationConfig,
        .count = 2,
};
static const char *const e_EFSAuthorizationConfigIAM[] = {
        "ENABLED",
        "DISABLED",
        NULL,
};
static const struct shape s_EFSAuthorizationConfigIAM = {
        .name = "EFSAuthorizationConfigIAM",
        .kind = SHAPE_TEXT,
        .values = e_EFSAuthorizationConfigIAM,
};
static const char *const e_EFSTransitEncryption[] = {
        "ENABLED",
        "DISABLED",
        NULL,
};
static const struct shape s_EFSTransitEncryption = {
        .name = "EFSTransitEncryption",
        .kind = SHAPE_TEXT,
        .values = e_EFSTransitEncryption,
};
static const struct shape_member m_EFSVolumeConfiguration[] = {
        {"fileSystemId", &s_String, true},
        {"rootDirectory", &s_String},
        {"transitEncryption", &s_EFSTransitEncryption},
        {"transitEncryptionPort", &s_BoxedInteger},
        {"authorizationConfig", &s_EFSAuthorizationConfig},
};
static const struct shape s_EFSVolumeConfiguration = {
        .name = "EFSVolumeConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_EFSVolumeConfiguration,
        .count = 5,
};
static const struct shape_member m_EnvironmentFile[] = {
        {"value", &s_String, true},
        {"type", &s_EnvironmentFileType, true},
};
static const struct shape s_EnvironmentFile = {
        .name = "EnvironmentFile",
        .kind = SHAPE_STRUCTURE,
        .members = m_EnvironmentFile,
        .count = 2,
};
static const char *const e_EnvironmentFileType[] = {
        "s3",
        NULL,
};
static const struct shape s_EnvironmentFileType = {
        .name = "EnvironmentFileType",
        .kind = SHAPE_TEXT,
        .values = e_EnvironmentFileType,
};
static const struct shape s_EnvironmentFiles = {
        .name = "EnvironmentFiles",
        .kind = SHAPE_LIST,
        .item = &s_EnvironmentFile,
        .item_name = "member",
};
static const struct shape s_EnvironmentVariables = {
        .name = "EnvironmentVariables",
        .kind = SHAPE_LIST,
        .item = &s_KeyValuePair,
        .item_name = "member",
        .sensitive = true,
};
static const struct shape_member m_EphemeralStorage[] = {
        {"sizeInGiB", &s_Integer, true},
};
static const struct shape s_EphemeralStorage = {
        .name = "EphemeralStorage",
        .kind = SHAPE_STRUCTURE,
        .members = m_EphemeralStorage,
        .count = 1,
};
static const struct shape s_ExcludedInstanceType = {
        .name = "ExcludedInstanceType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 30,
};
static const struct shape s_ExcludedInstanceTypeSet = {
        .name = "ExcludedInstanceTypeSet",
        .kind = SHAPE_LIST,
        .item = &s_ExcludedInstanceType,
        .item_name = "member",
        .has_min = true, .min = 0,
        .has_max = true, .max = 400,
};
static const struct shape_member m_ExecuteCommandConfiguration[] = {
        {"kmsKeyId", &s_String},
        {"logging", &s_ExecuteCommandLogging},
        {"logConfiguration", &s_ExecuteCommandLogConfiguration},
};
static const struct shape s_ExecuteCommandConfiguration = {
        .name = "ExecuteCommandConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_ExecuteCommandConfiguration,
        .count = 3,
};
static const struct shape_member m_ExecuteCommandLogConfiguration[] = {
        {"cloudWatchLogGroupName", &s_String},
        {"cloudWatchEncryptionEnabled", &s_Boolean},
        {"s3BucketName", &s_String},
        {"s3EncryptionEnabled", &s_Boolean},
        {"s3KeyPrefix", &s_String},
};
static const struct shape s_ExecuteCommandLogConfiguration = {
        .name = "ExecuteCommandLogConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_ExecuteCommandLogConfiguration,
        .count = 5,
};
static const char *const e_ExecuteCommandLogging[] = {
        "NONE",
        "DEFAULT",
        "OVERRIDE",
        NULL,
};
static const struct shape s_ExecuteCommandLogging = {
        .name = "ExecuteCommandLogging",
        .kind = SHAPE_TEXT,
        .values = e_ExecuteCommandLogging,
};
static const struct shape_member m_FSxWindowsFileServerAuthorizationConfig[] = {
        {"credentialsParameter", &s_String, true},
        {"domain", &s_String, true},
};
static const struct shape s_FSxWindowsFileServerAuthorizationConfig = {
        .name = "FSxWindowsFileServerAuthorizationConfig",
        .kind = SHAPE_STRUCTURE,
        .members = m_FSxWindowsFileServerAuthorizationConfig,
        .count = 2,
};
static const struct shape_member m_FSxWindowsFileServerVolumeConfiguration[] = {
        {"fileSystemId", &s_String, true},
        {"rootDirectory", &s_String, true},
        {"authorizationConfig", &s_FSxWindowsFileServerAuthorizationConfig, true},
};
static const struct shape s_FSxWindowsFileServerVolumeConfiguration = {
        .name = "FSxWindowsFileServerVolumeConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_FSxWindowsFileServerVolumeConfiguration,
        .count = 3,
};
static const struct shape_member m_Failure[] = {
        {"arn", &s_String},
        {"reason", &s_String},
        {"detail", &s_String},
};
static const struct shape s_Failure = {
        .name = "Failure",
        .kind = SHAPE_STRUCTURE,
        .members = m_Failure,
        .count = 3,
};
static const struct shape s_Failures = {
        .name = "Failures",
        .kind = SHAPE_LIST,
        .item = &s_Failure,
        .item_name = "member",
};
static const struct shape_member m_FirelensConfiguration[] = {
        {"type", &s_FirelensConfigurationType, true},
        {"options", &s_FirelensConfigurationOptionsMap},
};
static const struct shape s_FirelensConfiguration = {
        .name = "FirelensConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_FirelensConfiguration,
        .count = 2,
};
static const struct shape s_FirelensConfigurationOptionsMap = {
        .name = "FirelensConfigurationOptionsMap",
        .kind = SHAPE_MAP,
        .item = &s_String,
};
static const char *const e_FirelensConfigurationType[] = {
        "fluentd",
        "fluentbit",
        NULL,
};
static const struct shape s_FirelensConfigurationType = {
        .name = "FirelensConfigurationType",
        .kind = SHAPE_TEXT,
        .values = e_FirelensConfigurationType,
};
static const struct shape s_GpuIds = {
        .name = "GpuIds",
        .kind = SHAPE_LIST,
        .item = &s_String,
        .item_name = "member",
};
static const struct shape_member m_HealthCheck[] = {
        {"command", &s_StringList, true},
        {"interval", &s_BoxedInteger},
        {"timeout", &s_BoxedInteger},
        {"retries", &s_BoxedInteger},
        {"startPeriod", &s_BoxedInteger},
};
static const struct shape s_HealthCheck = {
        .name = "HealthCheck",
        .kind = SHAPE_STRUCTURE,
        .members = m_HealthCheck,
        .count = 5,
};
static const char *const e_HealthStatus[] = {
        "HEALTHY",
        "UNHEALTHY",
        "UNKNOWN",
        NULL,
};
static const struct shape s_HealthStatus = {
        .name = "HealthStatus",
        .kind = SHAPE_TEXT,
        .values = e_HealthStatus,
};
static const struct shape s_HookDetails = {
        .name = "HookDetails",
        .kind = SHAPE_DOCUMENT,
};
static const struct shape_member m_HostEntry[] = {
        {"hostname", &s_String, true},
        {"ipAddress", &s_String, true},
};
static const struct shape s_HostEntry = {
        .name = "HostEntry",
        .kind = SHAPE_STRUCTURE,
        .members = m_HostEntry,
        .count = 2,
};
static const struct shape s_HostEntryList = {
        .name = "HostEntryList",
        .kind = SHAPE_LIST,
        .item = &s_HostEntry,
        .item_name = "member",
};
static const struct shape_member m_HostVolumeProperties[] = {
        {"sourcePath", &s_String},
};
static const struct shape s_HostVolumeProperties = {
        .name = "HostVolumeProperties",
        .kind = SHAPE_STRUCTURE,
        .members = m_HostVolumeProperties,
        .count = 1,
};
static const struct shape s_IAMRoleArn = {
        .name = "IAMRoleArn",
        .kind = SHAPE_TEXT,
};
static const struct shape_member m_InferenceAccelerator[] = {
        {"deviceName", &s_String, true},
        {"deviceType", &s_String, true},
};
static const struct shape s_InferenceAccelerator = {
        .name = "InferenceAccelerator",
        .kind = SHAPE_STRUCTURE,
        .members = m_InferenceAccelerator,
        .count = 2,
};
static const struct shape_member m_InferenceAcceleratorOverride[] = {
        {"deviceName", &s_String},
        {"deviceType", &s_String},
};
static const struct shape s_InferenceAcceleratorOverride = {
        .name = "InferenceAcceleratorOverride",
        .kind = SHAPE_STRUCTURE,
        .members = m_InferenceAcceleratorOverride,
        .count = 2,
};
static const struct shape s_InferenceAcceleratorOverrides = {
        .name = "InferenceAcceleratorOverrides",
        .kind = SHAPE_LIST,
        .item = &s_InferenceAcceleratorOverride,
        .item_name = "member",
};
static const struct shape s_InferenceAccelerators = {
        .name = "InferenceAccelerators",
        .kind = SHAPE_LIST,
        .item = &s_InferenceAccelerator,
        .item_name = "member",
};
static const struct shape_member m_InfrastructureOptimization[] = {
        {"scaleInAfter", &s_BoxedInteger},
};
static const struct shape s_InfrastructureOptimization = {
        .name = "InfrastructureOptimization",
        .kind = SHAPE_STRUCTURE,
        .members = m_InfrastructureOptimization,
        .count = 1,
};
static const char *const e_InstanceGeneration[] = {
        "current",
        "previous",
        NULL,
};
static const struct shape s_InstanceGeneration = {
        .name = "InstanceGeneration",
        .kind = SHAPE_TEXT,
        .values = e_InstanceGeneration,
};
static const struct shape s_InstanceGenerationSet = {
        .name = "InstanceGenerationSet",
        .kind = SHAPE_LIST,
        .item = &s_InstanceGeneration,
        .item_name = "member",
};
static const struct shape_member m_InstanceLaunchTemplate[] = {
        {"ec2InstanceProfileArn", &s_String, true},
        {"networkConfiguration", &s_ManagedInstancesNetworkConfiguration, true},
        {"storageConfiguration", &s_ManagedInstancesStorageConfiguration},
        {"localStorageConfiguration", &s_ManagedInstancesLocalStorageConfiguration},
        {"monitoring", &s_ManagedInstancesMonitoringOptions},
        {"capacityOptionType", &s_CapacityOptionType},
        {"instanceMetadataTagsPropagation", &s_BoxedBoolean},
        {"instanceRequirements", &s_InstanceRequirementsRequest},
        {"fipsEnabled", &s_BoxedBoolean},
        {"capacityReservations", &s_CapacityReservationRequest},
};
static const struct shape s_InstanceLaunchTemplate = {
        .name = "InstanceLaunchTemplate",
        .kind = SHAPE_STRUCTURE,
        .members = m_InstanceLaunchTemplate,
        .count = 10,
};
static const struct shape_member m_InstanceRequirementsRequest[] = {
        {"vCpuCount", &s_VCpuCountRangeRequest, true},
        {"memoryMiB", &s_MemoryMiBRequest, true},
        {"cpuManufacturers", &s_CpuManufacturerSet},
        {"memoryGiBPerVCpu", &s_MemoryGiBPerVCpuRequest},
        {"excludedInstanceTypes", &s_ExcludedInstanceTypeSet},
        {"instanceGenerations", &s_InstanceGenerationSet},
        {"spotMaxPricePercentageOverLowestPrice", &s_BoxedInteger},
        {"onDemandMaxPricePercentageOverLowestPrice", &s_BoxedInteger},
        {"bareMetal", &s_BareMetal},
        {"burstablePerformance", &s_BurstablePerformance},
        {"requireHibernateSupport", &s_BoxedBoolean},
        {"networkInterfaceCount", &s_NetworkInterfaceCountRequest},
        {"localStorage", &s_LocalStorage},
        {"localStorageTypes", &s_LocalStorageTypeSet},
        {"totalLocalStorageGB", &s_TotalLocalStorageGBRequest},
        {"baselineEbsBandwidthMbps", &s_BaselineEbsBandwidthMbpsRequest},
        {"acceleratorTypes", &s_AcceleratorTypeSet},
        {"acceleratorCount", &s_AcceleratorCountRequest},
        {"acceleratorManufacturers", &s_AcceleratorManufacturerSet},
        {"acceleratorNames", &s_AcceleratorNameSet},
        {"acceleratorTotalMemoryMiB", &s_AcceleratorTotalMemoryMiBRequest},
        {"networkBandwidthGbps", &s_NetworkBandwidthGbpsRequest},
        {"allowedInstanceTypes", &s_AllowedInstanceTypeSet},
        {"maxSpotPriceAsPercentageOfOptimalOnDemandPrice", &s_BoxedInteger},
};
static const struct shape s_InstanceRequirementsRequest = {
        .name = "InstanceRequirementsRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_InstanceRequirementsRequest,
        .count = 24,
};
static const struct shape s_Integer = {
        .name = "Integer",
        .kind = SHAPE_INTEGER,
};
static const struct shape s_IntegerList = {
        .name = "IntegerList",
        .kind = SHAPE_LIST,
        .item = &s_BoxedInteger,
        .item_name = "member",
};
static const char *const e_IpcMode[] = {
        "host",
        "task",
        "none",
        NULL,
};
static const struct shape s_IpcMode = {
        .name = "IpcMode",
        .kind = SHAPE_TEXT,
        .values = e_IpcMode,
};
static const struct shape_member m_KernelCapabilities[] = {
        {"add", &s_StringList},
        {"drop", &s_StringList},
};
static const struct shape s_KernelCapabilities = {
        .name = "KernelCapabilities",
        .kind = SHAPE_STRUCTURE,
        .members = m_KernelCapabilities,
        .count = 2,
};
static const struct shape_member m_KeyValuePair[] = {
        {"name", &s_String},
        {"value", &s_String},
};
static const struct shape s_KeyValuePair = {
        .name = "KeyValuePair",
        .kind = SHAPE_STRUCTURE,
        .members = m_KeyValuePair,
        .count = 2,
};
static const char *const e_LaunchType[] = {
        "EC2",
        "FARGATE",
        "EXTERNAL",
        "MANAGED_INSTANCES",
        NULL,
};
static const struct shape s_LaunchType = {
        .name = "LaunchType",
        .kind = SHAPE_TEXT,
        .values = e_LaunchType,
};
static const struct shape_member m_LinearConfiguration[] = {
        {"stepPercent", &s_Double},
        {"stepBakeTimeInMinutes", &s_Integer},
};
static const struct shape s_LinearConfiguration = {
        .name = "LinearConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_LinearConfiguration,
        .count = 2,
};
static const struct shape_member m_LinuxParameters[] = {
        {"capabilities", &s_KernelCapabilities},
        {"devices", &s_DevicesList},
        {"initProcessEnabled", &s_BoxedBoolean},
        {"sharedMemorySize", &s_BoxedInteger},
        {"tmpfs", &s_TmpfsList},
        {"maxSwap", &s_BoxedInteger},
        {"swappiness", &s_BoxedInteger},
};
static const struct shape s_LinuxParameters = {
        .name = "LinuxParameters",
        .kind = SHAPE_STRUCTURE,
        .members = m_LinuxParameters,
        .count = 7,
};
static const struct shape_member m_ListClustersRequest[] = {
        {"nextToken", &s_String},
        {"maxResults", &s_BoxedInteger},
};
static const struct shape s_ListClustersRequest = {
        .name = "ListClustersRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListClustersRequest,
        .count = 2,
};
static const struct shape_member m_ListClustersResponse[] = {
        {"clusterArns", &s_StringList},
        {"nextToken", &s_String},
};
static const struct shape s_ListClustersResponse = {
        .name = "ListClustersResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListClustersResponse,
        .count = 2,
};
static const struct shape_member m_ListServiceDeploymentsRequest[] = {
        {"service", &s_String, true},
        {"cluster", &s_String},
        {"status", &s_ServiceDeploymentStatusList},
        {"createdAt", &s_CreatedAt},
        {"nextToken", &s_String},
        {"maxResults", &s_BoxedInteger},
};
static const struct shape s_ListServiceDeploymentsRequest = {
        .name = "ListServiceDeploymentsRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListServiceDeploymentsRequest,
        .count = 6,
};
static const struct shape_member m_ListServiceDeploymentsResponse[] = {
        {"serviceDeployments", &s_ServiceDeploymentsBrief},
        {"nextToken", &s_String},
};
static const struct shape s_ListServiceDeploymentsResponse = {
        .name = "ListServiceDeploymentsResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListServiceDeploymentsResponse,
        .count = 2,
};
static const struct shape_member m_ListServicesRequest[] = {
        {"cluster", &s_String},
        {"nextToken", &s_String},
        {"maxResults", &s_BoxedInteger},
        {"launchType", &s_LaunchType},
        {"schedulingStrategy", &s_SchedulingStrategy},
        {"resourceManagementType", &s_ResourceManagementType},
};
static const struct shape s_ListServicesRequest = {
        .name = "ListServicesRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListServicesRequest,
        .count = 6,
};
static const struct shape_member m_ListServicesResponse[] = {
        {"serviceArns", &s_StringList},
        {"nextToken", &s_String},
};
static const struct shape s_ListServicesResponse = {
        .name = "ListServicesResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListServicesResponse,
        .count = 2,
};
static const struct shape_member m_ListTagsForResourceRequest[] = {
        {"resourceArn", &s_String, true},
};
static const struct shape s_ListTagsForResourceRequest = {
        .name = "ListTagsForResourceRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListTagsForResourceRequest,
        .count = 1,
};
static const struct shape_member m_ListTagsForResourceResponse[] = {
        {"tags", &s_Tags},
};
static const struct shape s_ListTagsForResourceResponse = {
        .name = "ListTagsForResourceResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListTagsForResourceResponse,
        .count = 1,
};
static const struct shape_member m_ListTaskDefinitionFamiliesRequest[] = {
        {"familyPrefix", &s_String},
        {"status", &s_TaskDefinitionFamilyStatus},
        {"nextToken", &s_String},
        {"maxResults", &s_BoxedInteger},
};
static const struct shape s_ListTaskDefinitionFamiliesRequest = {
        .name = "ListTaskDefinitionFamiliesRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListTaskDefinitionFamiliesRequest,
        .count = 4,
};
static const struct shape_member m_ListTaskDefinitionFamiliesResponse[] = {
        {"families", &s_StringList},
        {"nextToken", &s_String},
};
static const struct shape s_ListTaskDefinitionFamiliesResponse = {
        .name = "ListTaskDefinitionFamiliesResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListTaskDefinitionFamiliesResponse,
        .count = 2,
};
static const struct shape_member m_ListTaskDefinitionsRequest[] = {
        {"familyPrefix", &s_String},
        {"status", &s_TaskDefinitionStatus},
        {"sort", &s_SortOrder},
        {"nextToken", &s_String},
        {"maxResults", &s_BoxedInteger},
};
static const struct shape s_ListTaskDefinitionsRequest = {
        .name = "ListTaskDefinitionsRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListTaskDefinitionsRequest,
        .count = 5,
};
static const struct shape_member m_ListTaskDefinitionsResponse[] = {
        {"taskDefinitionArns", &s_StringList},
        {"nextToken", &s_String},
};
static const struct shape s_ListTaskDefinitionsResponse = {
        .name = "ListTaskDefinitionsResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListTaskDefinitionsResponse,
        .count = 2,
};
static const struct shape_member m_ListTasksRequest[] = {
        {"cluster", &s_String},
        {"containerInstance", &s_String},
        {"family", &s_String},
        {"nextToken", &s_String},
        {"maxResults", &s_BoxedInteger},
        {"startedBy", &s_String},
        {"serviceName", &s_String},
        {"desiredStatus", &s_DesiredStatus},
        {"launchType", &s_LaunchType},
        {"daemonName", &s_String},
};
static const struct shape s_ListTasksRequest = {
        .name = "ListTasksRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListTasksRequest,
        .count = 10,
};
static const struct shape_member m_ListTasksResponse[] = {
        {"taskArns", &s_StringList},
        {"nextToken", &s_String},
};
static const struct shape s_ListTasksResponse = {
        .name = "ListTasksResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListTasksResponse,
        .count = 2,
};
static const struct shape_member m_LoadBalancer[] = {
        {"targetGroupArn", &s_String},
        {"loadBalancerName", &s_String},
        {"containerName", &s_String},
        {"containerPort", &s_BoxedInteger},
        {"advancedConfiguration", &s_AdvancedConfiguration},
};
static const struct shape s_LoadBalancer = {
        .name = "LoadBalancer",
        .kind = SHAPE_STRUCTURE,
        .members = m_LoadBalancer,
        .count = 5,
};
static const struct shape s_LoadBalancers = {
        .name = "LoadBalancers",
        .kind = SHAPE_LIST,
        .item = &s_LoadBalancer,
        .item_name = "member",
};
static const char *const e_LocalStorage[] = {
        "included",
        "required",
        "excluded",
        NULL,
};
static const struct shape s_LocalStorage = {
        .name = "LocalStorage",
        .kind = SHAPE_TEXT,
        .values = e_LocalStorage,
};
static const char *const e_LocalStorageType[] = {
        "hdd",
        "ssd",
        NULL,
};
static const struct shape s_LocalStorageType = {
        .name = "LocalStorageType",
        .kind = SHAPE_TEXT,
        .values = e_LocalStorageType,
};
static const struct shape s_LocalStorageTypeSet = {
        .name = "LocalStorageTypeSet",
        .kind = SHAPE_LIST,
        .item = &s_LocalStorageType,
        .item_name = "member",
};
static const struct shape_member m_LogConfiguration[] = {
        {"logDriver", &s_LogDriver, true},
        {"options", &s_LogConfigurationOptionsMap},
        {"secretOptions", &s_SecretList},
};
static const struct shape s_LogConfiguration = {
        .name = "LogConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_LogConfiguration,
        .count = 3,
};
static const struct shape s_LogConfigurationOptionsMap = {
        .name = "LogConfigurationOptionsMap",
        .kind = SHAPE_MAP,
        .item = &s_String,
};
static const char *const e_LogDriver[] = {
        "json-file",
        "syslog",
        "journald",
        "gelf",
        "fluentd",
        "awslogs",
        "splunk",
        "awsfirelens",
        NULL,
};
static const struct shape s_LogDriver = {
        .name = "LogDriver",
        .kind = SHAPE_TEXT,
        .values = e_LogDriver,
};
static const struct shape s_Long = {
        .name = "Long",
        .kind = SHAPE_INTEGER,
};
static const struct shape_member m_ManagedAgent[] = {
        {"lastStartedAt", &s_Timestamp},
        {"name", &s_ManagedAgentName},
        {"reason", &s_String},
        {"lastStatus", &s_String},
};
static const struct shape s_ManagedAgent = {
        .name = "ManagedAgent",
        .kind = SHAPE_STRUCTURE,
        .members = m_ManagedAgent,
        .count = 4,
};
static const char *const e_ManagedAgentName[] = {
        "ExecuteCommandAgent",
        NULL,
};
static const struct shape s_ManagedAgentName = {
        .name = "ManagedAgentName",
        .kind = SHAPE_TEXT,
        .values = e_ManagedAgentName,
};
static const struct shape s_ManagedAgents = {
        .name = "ManagedAgents",
        .kind = SHAPE_LIST,
        .item = &s_ManagedAgent,
        .item_name = "member",
};
static const struct shape s_ManagedApplicationAutoScalingPolicies = {
        .name = "ManagedApplicationAutoScalingPolicies",
        .kind = SHAPE_LIST,
        .item = &s_ManagedApplicationAutoScalingPolicy,
        .item_name = "member",
};
static const struct shape_member m_ManagedApplicationAutoScalingPolicy[] = {
        {"arn", &s_String},
        {"status", &s_ManagedResourceStatus, true},
        {"statusReason", &s_String},
        {"updatedAt", &s_Timestamp, true},
        {"policyType", &s_String, true},
        {"targetValue", &s_Double, true},
        {"metric", &s_String, true},
};
static const struct shape s_ManagedApplicationAutoScalingPolicy = {
        .name = "ManagedApplicationAutoScalingPolicy",
        .kind = SHAPE_STRUCTURE,
        .members = m_ManagedApplicationAutoScalingPolicy,
        .count = 7,
};
static const struct shape_member m_ManagedAutoScaling[] = {
        {"scalableTarget", &s_ManagedScalableTarget},
        {"applicationAutoScalingPolicies", &s_ManagedApplicationAutoScalingPolicies},
};
static const struct shape s_ManagedAutoScaling = {
        .name = "ManagedAutoScaling",
        .kind = SHAPE_STRUCTURE,
        .members = m_ManagedAutoScaling,
        .count = 2,
};
static const struct shape_member m_ManagedCertificate[] = {
        {"arn", &s_String},
        {"status", &s_ManagedResourceStatus, true},
        {"statusReason", &s_String},
        {"updatedAt", &s_Timestamp, true},
        {"domainName", &s_String, true},
};
static const struct shape s_ManagedCertificate = {
        .name = "ManagedCertificate",
        .kind = SHAPE_STRUCTURE,
        .members = m_ManagedCertificate,
        .count = 5,
};
static const char *const e_ManagedDraining[] = {
        "ENABLED",
        "DISABLED",
        NULL,
};
static const struct shape s_ManagedDraining = {
        .name = "ManagedDraining",
        .kind = SHAPE_TEXT,
        .values = e_ManagedDraining,
};
static const struct shape_member m_ManagedIngressPath[] = {
        {"accessType", &s_AccessType, true},
        {"endpoint", &s_String, true},
        {"loadBalancer", &s_ManagedLoadBalancer},
        {"loadBalancerSecurityGroups", &s_ManagedSecurityGroups},
        {"certificate", &s_ManagedCertificate},
        {"listener", &s_ManagedListener},
        {"rule", &s_ManagedListenerRule},
        {"targetGroups", &s_ManagedTargetGroups},
};
static const struct shape s_ManagedIngressPath = {
        .name = "ManagedIngressPath",
        .kind = SHAPE_STRUCTURE,
        .members = m_ManagedIngressPath,
        .count = 8,
};
static const struct shape s_ManagedIngressPaths = {
        .name = "ManagedIngressPaths",
        .kind = SHAPE_LIST,
        .item = &s_ManagedIngressPath,
        .item_name = "member",
};
static const struct shape_member m_ManagedInstancesLocalStorageConfiguration[] = {
        {"useLocalStorage", &s_Boolean},
};
static const struct shape s_ManagedInstancesLocalStorageConfiguration = {
        .name = "ManagedInstancesLocalStorageConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_ManagedInstancesLocalStorageConfiguration,
        .count = 1,
};
static const char *const e_ManagedInstancesMonitoringOptions[] = {
        "BASIC",
        "DETAILED",
        NULL,
};
static const struct shape s_ManagedInstancesMonitoringOptions = {
        .name = "ManagedInstancesMonitoringOptions",
        .kind = SHAPE_TEXT,
        .values = e_ManagedInstancesMonitoringOptions,
};
static const struct shape_member m_ManagedInstancesNetworkConfiguration[] = {
        {"subnets", &s_StringList},
        {"securityGroups", &s_StringList},
};
static const struct shape s_ManagedInstancesNetworkConfiguration = {
        .name = "ManagedInstancesNetworkConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_ManagedInstancesNetworkConfiguration,
        .count = 2,
};
static const struct shape_member m_ManagedInstancesProvider[] = {
        {"infrastructureRoleArn", &s_String},
        {"instanceLaunchTemplate", &s_InstanceLaunchTemplate},
        {"propagateTags", &s_PropagateMITags},
        {"infrastructureOptimization", &s_InfrastructureOptimization},
        {"autoRepairConfiguration", &s_AutoRepairConfiguration},
};
static const struct shape s_ManagedInstancesProvider = {
        .name = "ManagedInstancesProvider",
        .kind = SHAPE_STRUCTURE,
        .members = m_ManagedInstancesProvider,
        .count = 5,
};
static const struct shape_member m_ManagedInstancesStorageConfiguration[] = {
        {"storageSizeGiB", &s_TaskVolumeStorageGiB},
};
static const struct shape s_ManagedInstancesStorageConfiguration = {
        .name = "ManagedInstancesStorageConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_ManagedInstancesStorageConfiguration,
        .count = 1,
};
static const struct shape_member m_ManagedListener[] = {
        {"arn", &s_String},
        {"status", &s_ManagedResourceStatus, true},
        {"statusReason", &s_String},
        {"updatedAt", &s_Timestamp, true},
};
static const struct shape s_ManagedListener = {
        .name = "ManagedListener",
        .kind = SHAPE_STRUCTURE,
        .members = m_ManagedListener,
        .count = 4,
};
static const struct shape_member m_ManagedListenerRule[] = {
        {"arn", &s_String},
        {"status", &s_ManagedResourceStatus, true},
        {"statusReason", &s_String},
        {"updatedAt", &s_Timestamp, true},
};
static const struct shape s_ManagedListenerRule = {
        .name = "ManagedListenerRule",
        .kind = SHAPE_STRUCTURE,
        .members = m_ManagedListenerRule,
        .count = 4,
};
static const struct shape_member m_ManagedLoadBalancer[] = {
        {"arn", &s_String},
        {"status", &s_ManagedResourceStatus, true},
        {"statusReason", &s_String},
        {"updatedAt", &s_Timestamp, true},
        {"scheme", &s_String, true},
        {"subnetIds", &s_StringList},
        {"securityGroupIds", &s_StringList},
};
static const struct shape s_ManagedLoadBalancer = {
        .name = "ManagedLoadBalancer",
        .kind = SHAPE_STRUCTURE,
        .members = m_ManagedLoadBalancer,
        .count = 7,
};
static const struct shape_member m_ManagedLogGroup[] = {
        {"arn", &s_String},
        {"status", &s_ManagedResourceStatus, true},
        {"statusReason", &s_String},
        {"updatedAt", &s_Timestamp, true},
        {"logGroupName", &s_String, true},
};
static const struct shape s_ManagedLogGroup = {
        .name = "ManagedLogGroup",
        .kind = SHAPE_STRUCTURE,
        .members = m_ManagedLogGroup,
        .count = 5,
};
static const struct shape s_ManagedLogGroups = {
        .name = "ManagedLogGroups",
        .kind = SHAPE_LIST,
        .item = &s_ManagedLogGroup,
        .item_name = "member",
};
static const struct shape_member m_ManagedMetricAlarm[] = {
        {"arn", &s_String},
        {"status", &s_ManagedResourceStatus, true},
        {"statusReason", &s_String},
        {"updatedAt", &s_Timestamp, true},
};
static const struct shape s_ManagedMetricAlarm = {
        .name = "ManagedMetricAlarm",
        .kind = SHAPE_STRUCTURE,
        .members = m_ManagedMetricAlarm,
        .count = 4,
};
static const struct shape s_ManagedMetricAlarms = {
        .name = "ManagedMetricAlarms",
        .kind = SHAPE_LIST,
        .item = &s_ManagedMetricAlarm,
        .item_name = "member",
};
static const char *const e_ManagedResourceStatus[] = {
        "PROVISIONING",
        "ACTIVE",
        "DEPROVISIONING",
        "DELETED",
        "FAILED",
        NULL,
};
static const struct shape s_ManagedResourceStatus = {
        .name = "ManagedResourceStatus",
        .kind = SHAPE_TEXT,
        .values = e_ManagedResourceStatus,
};
static const struct shape_member m_ManagedScalableTarget[] = {
        {"arn", &s_String},
        {"status", &s_ManagedResourceStatus, true},
        {"statusReason", &s_String},
        {"updatedAt", &s_Timestamp, true},
        {"minCapacity", &s_Integer, true},
        {"maxCapacity", &s_Integer, true},
};
static const struct shape s_ManagedScalableTarget = {
        .name = "ManagedScalableTarget",
        .kind = SHAPE_STRUCTURE,
        .members = m_ManagedScalableTarget,
        .count = 6,
};
static const struct shape_member m_ManagedScaling[] = {
        {"status", &s_ManagedScalingStatus},
        {"targetCapacity", &s_ManagedScalingTargetCapacity},
        {"minimumScalingStepSize", &s_ManagedScalingStepSize},
        {"maximumScalingStepSize", &s_ManagedScalingStepSize},
        {"instanceWarmupPeriod", &s_ManagedScalingInstanceWarmupPeriod},
};
static const struct shape s_ManagedScaling = {
        .name = "ManagedScaling",
        .kind = SHAPE_STRUCTURE,
        .members = m_ManagedScaling,
        .count = 5,
};
static const struct shape s_ManagedScalingInstanceWarmupPeriod = {
        .name = "ManagedScalingInstanceWarmupPeriod",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 0,
        .has_max = true, .max = 10000,
};
static const char *const e_ManagedScalingStatus[] = {
        "ENABLED",
        "DISABLED",
        NULL,
};
static const struct shape s_ManagedScalingStatus = {
        .name = "ManagedScalingStatus",
        .kind = SHAPE_TEXT,
        .values = e_ManagedScalingStatus,
};
static const struct shape s_ManagedScalingStepSize = {
        .name = "ManagedScalingStepSize",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 1,
        .has_max = true, .max = 10000,
};
static const struct shape s_ManagedScalingTargetCapacity = {
        .name = "ManagedScalingTargetCapacity",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 1,
        .has_max = true, .max = 100,
};
static const struct shape_member m_ManagedSecurityGroup[] = {
        {"arn", &s_String},
        {"status", &s_ManagedResourceStatus, true},
        {"statusReason", &s_String},
        {"updatedAt", &s_Timestamp, true},
};
static const struct shape s_ManagedSecurityGroup = {
        .name = "ManagedSecurityGroup",
        .kind = SHAPE_STRUCTURE,
        .members = m_ManagedSecurityGroup,
        .count = 4,
};
static const struct shape s_ManagedSecurityGroups = {
        .name = "ManagedSecurityGroups",
        .kind = SHAPE_LIST,
        .item = &s_ManagedSecurityGroup,
        .item_name = "member",
};
static const struct shape_member m_ManagedStorageConfiguration[] = {
        {"kmsKeyId", &s_String},
        {"fargateEphemeralStorageKmsKeyId", &s_String},
};
static const struct shape s_ManagedStorageConfiguration = {
        .name = "ManagedStorageConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_ManagedStorageConfiguration,
        .count = 2,
};
static const struct shape_member m_ManagedTargetGroup[] = {
        {"arn", &s_String},
        {"status", &s_ManagedResourceStatus, true},
        {"statusReason", &s_String},
        {"updatedAt", &s_Timestamp, true},
        {"healthCheckPath", &s_String, true},
        {"healthCheckPort", &s_Integer, true},
        {"port", &s_Integer, true},
};
static const struct shape s_ManagedTargetGroup = {
        .name = "ManagedTargetGroup",
        .kind = SHAPE_STRUCTURE,
        .members = m_ManagedTargetGroup,
        .count = 7,
};
static const struct shape s_ManagedTargetGroups = {
        .name = "ManagedTargetGroups",
        .kind = SHAPE_LIST,
        .item = &s_ManagedTargetGroup,
        .item_name = "member",
};
static const char *const e_ManagedTerminationProtection[] = {
        "ENABLED",
        "DISABLED",
        NULL,
};
static const struct shape s_ManagedTerminationProtection = {
        .name = "ManagedTerminationProtection",
        .kind = SHAPE_TEXT,
        .values = e_ManagedTerminationProtection,
};
static const struct shape_member m_MemoryGiBPerVCpuRequest[] = {
        {"min", &s_BoxedDouble},
        {"max", &s_BoxedDouble},
};
static const struct shape s_MemoryGiBPerVCpuRequest = {
        .name = "MemoryGiBPerVCpuRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_MemoryGiBPerVCpuRequest,
        .count = 2,
};
static const struct shape_member m_MemoryMiBRequest[] = {
        {"min", &s_BoxedInteger, true},
        {"max", &s_BoxedInteger},
};
static const struct shape s_MemoryMiBRequest = {
        .name = "MemoryMiBRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_MemoryMiBRequest,
        .count = 2,
};
static const struct shape_member m_MountPoint[] = {
        {"sourceVolume", &s_String},
        {"containerPath", &s_String},
        {"readOnly", &s_BoxedBoolean},
};
static const struct shape s_MountPoint = {
        .name = "MountPoint",
        .kind = SHAPE_STRUCTURE,
        .members = m_MountPoint,
        .count = 3,
};
static const struct shape s_MountPointList = {
        .name = "MountPointList",
        .kind = SHAPE_LIST,
        .item = &s_MountPoint,
        .item_name = "member",
};
static const struct shape_member m_NetworkBandwidthGbpsRequest[] = {
        {"min", &s_BoxedDouble},
        {"max", &s_BoxedDouble},
};
static const struct shape s_NetworkBandwidthGbpsRequest = {
        .name = "NetworkBandwidthGbpsRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_NetworkBandwidthGbpsRequest,
        .count = 2,
};
static const struct shape_member m_NetworkBinding[] = {
        {"bindIP", &s_String},
        {"containerPort", &s_BoxedInteger},
        {"hostPort", &s_BoxedInteger},
        {"protocol", &s_TransportProtocol},
        {"containerPortRange", &s_String},
        {"hostPortRange", &s_String},
};
static const struct shape s_NetworkBinding = {
        .name = "NetworkBinding",
        .kind = SHAPE_STRUCTURE,
        .members = m_NetworkBinding,
        .count = 6,
};
static const struct shape s_NetworkBindings = {
        .name = "NetworkBindings",
        .kind = SHAPE_LIST,
        .item = &s_NetworkBinding,
        .item_name = "member",
};
static const struct shape_member m_NetworkConfiguration[] = {
        {"awsvpcConfiguration", &s_AwsVpcConfiguration},
};
static const struct shape s_NetworkConfiguration = {
        .name = "NetworkConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_NetworkConfiguration,
        .count = 1,
};
static const struct shape_member m_NetworkInterface[] = {
        {"attachmentId", &s_String},
        {"privateIpv4Address", &s_String},
        {"ipv6Address", &s_String},
};
static const struct shape s_NetworkInterface = {
        .name = "NetworkInterface",
        .kind = SHAPE_STRUCTURE,
        .members = m_NetworkInterface,
        .count = 3,
};
static const struct shape_member m_NetworkInterfaceCountRequest[] = {
        {"min", &s_BoxedInteger},
        {"max", &s_BoxedInteger},
};
static const struct shape s_NetworkInterfaceCountRequest = {
        .name = "NetworkInterfaceCountRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_NetworkInterfaceCountRequest,
        .count = 2,
};
static const struct shape s_NetworkInterfaces = {
        .name = "NetworkInterfaces",
        .kind = SHAPE_LIST,
        .item = &s_NetworkInterface,
        .item_name = "member",
};
static const char *const e_NetworkMode[] = {
        "bridge",
        "host",
        "awsvpc",
        "none",
        NULL,
};
static const struct shape s_NetworkMode = {
        .name = "NetworkMode",
        .kind = SHAPE_TEXT,
        .values = e_NetworkMode,
};
static const char *const e_OSFamily[] = {
        "WINDOWS_SERVER_2019_FULL",
        "WINDOWS_SERVER_2019_CORE",
        "WINDOWS_SERVER_2016_FULL",
        "WINDOWS_SERVER_2004_CORE",
        "WINDOWS_SERVER_2022_CORE",
        "WINDOWS_SERVER_2022_FULL",
        "WINDOWS_SERVER_2025_CORE",
        "WINDOWS_SERVER_2025_FULL",
        "WINDOWS_SERVER_20H2_CORE",
        "LINUX",
        NULL,
};
static const struct shape s_OSFamily = {
        .name = "OSFamily",
        .kind = SHAPE_TEXT,
        .values = e_OSFamily,
};
static const char *const e_PidMode[] = {
        "host",
        "task",
        NULL,
};
static const struct shape s_PidMode = {
        .name = "PidMode",
        .kind = SHAPE_TEXT,
        .values = e_PidMode,
};
static const struct shape_member m_PlacementConstraint[] = {
        {"type", &s_PlacementConstraintType},
        {"expression", &s_String},
};
static const struct shape s_PlacementConstraint = {
        .name = "PlacementConstraint",
        .kind = SHAPE_STRUCTURE,
        .members = m_PlacementConstraint,
        .count = 2,
};
static const char *const e_PlacementConstraintType[] = {
        "distinctInstance",
        "memberOf",
        NULL,
};
static const struct shape s_PlacementConstraintType = {
        .name = "PlacementConstraintType",
        .kind = SHAPE_TEXT,
        .values = e_PlacementConstraintType,
};
static const struct shape s_PlacementConstraints = {
        .name = "PlacementConstraints",
        .kind = SHAPE_LIST,
        .item = &s_PlacementConstraint,
        .item_name = "member",
};
static const struct shape s_PlacementStrategies = {
        .name = "PlacementStrategies",
        .kind = SHAPE_LIST,
        .item = &s_PlacementStrategy,
        .item_name = "member",
};
static const struct shape_member m_PlacementStrategy[] = {
        {"type", &s_PlacementStrategyType},
        {"field", &s_String},
};
static const struct shape s_PlacementStrategy = {
        .name = "PlacementStrategy",
        .kind = SHAPE_STRUCTURE,
        .members = m_PlacementStrategy,
        .count = 2,
};
static const char *const e_PlacementStrategyType[] = {
        "random",
        "spread",
        "binpack",
        NULL,
};
static const struct shape s_PlacementStrategyType = {
        .name = "PlacementStrategyType",
        .kind = SHAPE_TEXT,
        .values = e_PlacementStrategyType,
};
static const struct shape_member m_PortMapping[] = {
        {"containerPort", &s_BoxedInteger},
        {"hostPort", &s_BoxedInteger},
        {"protocol", &s_TransportProtocol},
        {"name", &s_String},
        {"appProtocol", &s_ApplicationProtocol},
        {"containerPortRange", &s_String},
};
static const struct shape s_PortMapping = {
        .name = "PortMapping",
        .kind = SHAPE_STRUCTURE,
        .members = m_PortMapping,
        .count = 6,
};
static const struct shape s_PortMappingList = {
        .name = "PortMappingList",
        .kind = SHAPE_LIST,
        .item = &s_PortMapping,
        .item_name = "member",
};
static const struct shape s_PortNumber = {
        .name = "PortNumber",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 0,
        .has_max = true, .max = 65535,
};
static const char *const e_PropagateMITags[] = {
        "CAPACITY_PROVIDER",
        "NONE",
        NULL,
};
static const struct shape s_PropagateMITags = {
        .name = "PropagateMITags",
        .kind = SHAPE_TEXT,
        .values = e_PropagateMITags,
};
static const char *const e_PropagateTags[] = {
        "TASK_DEFINITION",
        "SERVICE",
        "NONE",
        NULL,
};
static const struct shape s_PropagateTags = {
        .name = "PropagateTags",
        .kind = SHAPE_TEXT,
        .values = e_PropagateTags,
};
static const struct shape_member m_ProxyConfiguration[] = {
        {"type", &s_ProxyConfigurationType},
        {"containerName", &s_String, true},
        {"properties", &s_ProxyConfigurationProperties},
};
static const struct shape s_ProxyConfiguration = {
        .name = "ProxyConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_ProxyConfiguration,
        .count = 3,
};
static const struct shape s_ProxyConfigurationProperties = {
        .name = "ProxyConfigurationProperties",
        .kind = SHAPE_LIST,
        .item = &s_KeyValuePair,
        .item_name = "member",
};
static const char *const e_ProxyConfigurationType[] = {
        "APPMESH",
        NULL,
};
static const struct shape s_ProxyConfigurationType = {
        .name = "ProxyConfigurationType",
        .kind = SHAPE_TEXT,
        .values = e_ProxyConfigurationType,
};
static const struct shape_member m_PutClusterCapacityProvidersRequest[] = {
        {"cluster", &s_String, true},
        {"capacityProviders", &s_StringList, true},
        {"defaultCapacityProviderStrategy", &s_CapacityProviderStrategy, true},
};
static const struct shape s_PutClusterCapacityProvidersRequest = {
        .name = "PutClusterCapacityProvidersRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_PutClusterCapacityProvidersRequest,
        .count = 3,
};
static const struct shape_member m_PutClusterCapacityProvidersResponse[] = {
        {"cluster", &s_Cluster},
};
static const struct shape s_PutClusterCapacityProvidersResponse = {
        .name = "PutClusterCapacityProvidersResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_PutClusterCapacityProvidersResponse,
        .count = 1,
};
static const struct shape_member m_RegisterTaskDefinitionRequest[] = {
        {"family", &s_String, true},
        {"taskRoleArn", &s_String},
        {"executionRoleArn", &s_String},
        {"networkMode", &s_NetworkMode},
        {"containerDefinitions", &s_ContainerDefinitions, true},
        {"volumes", &s_VolumeList},
        {"placementConstraints", &s_TaskDefinitionPlacementConstraints},
        {"requiresCompatibilities", &s_CompatibilityList},
        {"cpu", &s_String},
        {"memory", &s_String},
        {"tags", &s_Tags},
        {"pidMode", &s_PidMode},
        {"ipcMode", &s_IpcMode},
        {"proxyConfiguration", &s_ProxyConfiguration},
        {"inferenceAccelerators", &s_InferenceAccelerators},
        {"ephemeralStorage", &s_EphemeralStorage},
        {"runtimePlatform", &s_RuntimePlatform},
        {"enableFaultInjection", &s_BoxedBoolean},
};
static const struct shape s_RegisterTaskDefinitionRequest = {
        .name = "RegisterTaskDefinitionRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_RegisterTaskDefinitionRequest,
        .count = 18,
};
static const struct shape_member m_RegisterTaskDefinitionResponse[] = {
        {"taskDefinition", &s_TaskDefinition},
        {"tags", &s_Tags},
};
static const struct shape s_RegisterTaskDefinitionResponse = {
        .name = "RegisterTaskDefinitionResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_RegisterTaskDefinitionResponse,
        .count = 2,
};
static const struct shape_member m_RepositoryCredentials[] = {
        {"credentialsParameter", &s_String, true},
};
static const struct shape s_RepositoryCredentials = {
        .name = "RepositoryCredentials",
        .kind = SHAPE_STRUCTURE,
        .members = m_RepositoryCredentials,
        .count = 1,
        .sensitive = true,
};
static const struct shape s_RequiresAttributes = {
        .name = "RequiresAttributes",
        .kind = SHAPE_LIST,
        .item = &s_Attribute,
        .item_name = "member",
};
static const struct shape_member m_ResolvedConfiguration[] = {
        {"loadBalancers", &s_ServiceRevisionLoadBalancers},
};
static const struct shape s_ResolvedConfiguration = {
        .name = "ResolvedConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_ResolvedConfiguration,
        .count = 1,
};
static const char *const e_ResourceManagementType[] = {
        "CUSTOMER",
        "ECS",
        NULL,
};
static const struct shape s_ResourceManagementType = {
        .name = "ResourceManagementType",
        .kind = SHAPE_TEXT,
        .values = e_ResourceManagementType,
};
static const struct shape_member m_ResourceRequirement[] = {
        {"value", &s_String, true},
        {"type", &s_ResourceType, true},
};
static const struct shape s_ResourceRequirement = {
        .name = "ResourceRequirement",
        .kind = SHAPE_STRUCTURE,
        .members = m_ResourceRequirement,
        .count = 2,
};
static const struct shape s_ResourceRequirements = {
        .name = "ResourceRequirements",
        .kind = SHAPE_LIST,
        .item = &s_ResourceRequirement,
        .item_name = "member",
};
static const char *const e_ResourceType[] = {
        "GPU",
        "InferenceAccelerator",
        NULL,
};
static const struct shape s_ResourceType = {
        .name = "ResourceType",
        .kind = SHAPE_TEXT,
        .values = e_ResourceType,
};
static const struct shape_member m_Rollback[] = {
        {"reason", &s_String},
        {"startedAt", &s_Timestamp},
        {"serviceRevisionArn", &s_String},
};
static const struct shape s_Rollback = {
        .name = "Rollback",
        .kind = SHAPE_STRUCTURE,
        .members = m_Rollback,
        .count = 3,
};
static const struct shape_member m_RunTaskRequest[] = {
        {"capacityProviderStrategy", &s_CapacityProviderStrategy},
        {"cluster", &s_String},
        {"count", &s_BoxedInteger},
        {"enableECSManagedTags", &s_Boolean},
        {"enableExecuteCommand", &s_Boolean},
        {"group", &s_String},
        {"launchType", &s_LaunchType},
        {"networkConfiguration", &s_NetworkConfiguration},
        {"overrides", &s_TaskOverride},
        {"placementConstraints", &s_PlacementConstraints},
        {"placementStrategy", &s_PlacementStrategies},
        {"platformVersion", &s_String},
        {"propagateTags", &s_PropagateTags},
        {"referenceId", &s_String},
        {"startedBy", &s_String},
        {"tags", &s_Tags},
        {"taskDefinition", &s_String, true},
        {"clientToken", &s_String},
        {"volumeConfigurations", &s_TaskVolumeConfigurations},
};
static const struct shape s_RunTaskRequest = {
        .name = "RunTaskRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_RunTaskRequest,
        .count = 19,
};
static const struct shape_member m_RunTaskResponse[] = {
        {"tasks", &s_Tasks},
        {"failures", &s_Failures},
};
static const struct shape s_RunTaskResponse = {
        .name = "RunTaskResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_RunTaskResponse,
        .count = 2,
};
static const struct shape_member m_RuntimePlatform[] = {
        {"cpuArchitecture", &s_CPUArchitecture},
        {"operatingSystemFamily", &s_OSFamily},
};
static const struct shape s_RuntimePlatform = {
        .name = "RuntimePlatform",
        .kind = SHAPE_STRUCTURE,
        .members = m_RuntimePlatform,
        .count = 2,
};
static const struct shape_member m_S3FilesVolumeConfiguration[] = {
        {"fileSystemArn", &s_String, true},
        {"rootDirectory", &s_String},
        {"transitEncryptionPort", &s_BoxedInteger},
        {"accessPointArn", &s_String},
};
static const struct shape s_S3FilesVolumeConfiguration = {
        .name = "S3FilesVolumeConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_S3FilesVolumeConfiguration,
        .count = 4,
};
static const struct shape_member m_Scale[] = {
        {"value", &s_Double},
        {"unit", &s_ScaleUnit},
};
static const struct shape s_Scale = {
        .name = "Scale",
        .kind = SHAPE_STRUCTURE,
        .members = m_Scale,
        .count = 2,
};
static const char *const e_ScaleUnit[] = {
        "PERCENT",
        NULL,
};
static const struct shape s_ScaleUnit = {
        .name = "ScaleUnit",
        .kind = SHAPE_TEXT,
        .values = e_ScaleUnit,
};
static const char *const e_SchedulingStrategy[] = {
        "REPLICA",
        "DAEMON",
        NULL,
};
static const struct shape s_SchedulingStrategy = {
        .name = "SchedulingStrategy",
        .kind = SHAPE_TEXT,
        .values = e_SchedulingStrategy,
};
static const char *const e_Scope[] = {
        "task",
        "shared",
        NULL,
};
static const struct shape s_Scope = {
        .name = "Scope",
        .kind = SHAPE_TEXT,
        .values = e_Scope,
};
static const struct shape_member m_Secret[] = {
        {"name", &s_String, true},
        {"valueFrom", &s_String, true},
};
static const struct shape s_Secret = {
        .name = "Secret",
        .kind = SHAPE_STRUCTURE,
        .members = m_Secret,
        .count = 2,
};
static const struct shape s_SecretList = {
        .name = "SecretList",
        .kind = SHAPE_LIST,
        .item = &s_Secret,
        .item_name = "member",
};
static const struct shape_member m_Service[] = {
        {"serviceArn", &s_String},
        {"serviceName", &s_String},
        {"clusterArn", &s_String},
        {"loadBalancers", &s_LoadBalancers},
        {"serviceRegistries", &s_ServiceRegistries},
        {"status", &s_String},
        {"desiredCount", &s_Integer},
        {"runningCount", &s_Integer},
        {"pendingCount", &s_Integer},
        {"launchType", &s_LaunchType},
        {"capacityProviderStrategy", &s_CapacityProviderStrategy},
        {"platformVersion", &s_String},
        {"platformFamily", &s_String},
        {"taskDefinition", &s_String},
        {"deploymentConfiguration", &s_DeploymentConfiguration},
        {"taskSets", &s_TaskSets},
        {"deployments", &s_Deployments},
        {"roleArn", &s_String},
        {"events", &s_ServiceEvents},
        {"createdAt", &s_Timestamp},
        {"currentServiceDeployment", &s_String},
        {"currentServiceRevisions", &s_ServiceCurrentRevisionSummaryList},
        {"placementConstraints", &s_PlacementConstraints},
        {"placementStrategy", &s_PlacementStrategies},
        {"networkConfiguration", &s_NetworkConfiguration},
        {"healthCheckGracePeriodSeconds", &s_BoxedInteger},
        {"schedulingStrategy", &s_SchedulingStrategy},
        {"deploymentController", &s_DeploymentController},
        {"tags", &s_Tags},
        {"createdBy", &s_String},
        {"enableECSManagedTags", &s_Boolean},
        {"propagateTags", &s_PropagateTags},
        {"enableExecuteCommand", &s_Boolean},
        {"availabilityZoneRebalancing", &s_AvailabilityZoneRebalancing},
        {"resourceManagementType", &s_ResourceManagementType},
};
static const struct shape s_Service = {
        .name = "Service",
        .kind = SHAPE_STRUCTURE,
        .members = m_Service,
        .count = 35,
};
static const struct shape_member m_ServiceConnectAccessLogConfiguration[] = {
        {"format", &s_ServiceConnectAccessLoggingFormat, true},
        {"includeQueryParameters", &s_ServiceConnectIncludeQueryParameters},
};
static const struct shape s_ServiceConnectAccessLogConfiguration = {
        .name = "ServiceConnectAccessLogConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_ServiceConnectAccessLogConfiguration,
        .count = 2,
};
static const char *const e_ServiceConnectAccessLoggingFormat[] = {
        "TEXT",
        "JSON",
        NULL,
};
static const struct shape s_ServiceConnectAccessLoggingFormat = {
        .name = "ServiceConnectAccessLoggingFormat",
        .kind = SHAPE_TEXT,
        .values = e_ServiceConnectAccessLoggingFormat,
};
static const struct shape_member m_ServiceConnectClientAlias[] = {
        {"port", &s_PortNumber, true},
        {"dnsName", &s_String},
        {"testTrafficRules", &s_ServiceConnectTestTrafficRules},
};
static const struct shape s_ServiceConnectClientAlias = {
        .name = "ServiceConnectClientAlias",
        .kind = SHAPE_STRUCTURE,
        .members = m_ServiceConnectClientAlias,
        .count = 3,
};
static const struct shape s_ServiceConnectClientAliasList = {
        .name = "ServiceConnectClientAliasList",
        .kind = SHAPE_LIST,
        .item = &s_ServiceConnectClientAlias,
        .item_name = "member",
};
static const struct shape_member m_ServiceConnectConfiguration[] = {
        {"enabled", &s_Boolean, true},
        {"namespace", &s_String},
        {"services", &s_ServiceConnectServiceList},
        {"logConfiguration", &s_LogConfiguration},
        {"accessLogConfiguration", &s_ServiceConnectAccessLogConfiguration},
};
static const struct shape s_ServiceConnectConfiguration = {
        .name = "ServiceConnectConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_ServiceConnectConfiguration,
        .count = 5,
};
static const char *const e_ServiceConnectIncludeQueryParameters[] = {
        "DISABLED",
        "ENABLED",
        NULL,
};
static const struct shape s_ServiceConnectIncludeQueryParameters = {
        .name = "ServiceConnectIncludeQueryParameters",
        .kind = SHAPE_TEXT,
        .values = e_ServiceConnectIncludeQueryParameters,
};
static const struct shape_member m_ServiceConnectService[] = {
        {"portName", &s_String, true},
        {"discoveryName", &s_String},
        {"clientAliases", &s_ServiceConnectClientAliasList},
        {"ingressPortOverride", &s_PortNumber},
        {"timeout", &s_TimeoutConfiguration},
        {"tls", &s_ServiceConnectTlsConfiguration},
};
static const struct shape s_ServiceConnectService = {
        .name = "ServiceConnectService",
        .kind = SHAPE_STRUCTURE,
        .members = m_ServiceConnectService,
        .count = 6,
};
static const struct shape s_ServiceConnectServiceList = {
        .name = "ServiceConnectServiceList",
        .kind = SHAPE_LIST,
        .item = &s_ServiceConnectService,
        .item_name = "member",
};
static const struct shape_member m_ServiceConnectServiceResource[] = {
        {"discoveryName", &s_String},
        {"discoveryArn", &s_String},
};
static const struct shape s_ServiceConnectServiceResource = {
        .name = "ServiceConnectServiceResource",
        .kind = SHAPE_STRUCTURE,
        .members = m_ServiceConnectServiceResource,
        .count = 2,
};
static const struct shape s_ServiceConnectServiceResourceList = {
        .name = "ServiceConnectServiceResourceList",
        .kind = SHAPE_LIST,
        .item = &s_ServiceConnectServiceResource,
        .item_name = "member",
};
static const struct shape_member m_ServiceConnectTestTrafficHeaderMatchRules[] = {
        {"exact", &s_String, true},
};
static const struct shape s_ServiceConnectTestTrafficHeaderMatchRules = {
        .name = "ServiceConnectTestTrafficHeaderMatchRules",
        .kind = SHAPE_STRUCTURE,
        .members = m_ServiceConnectTestTrafficHeaderMatchRules,
        .count = 1,
};
static const struct shape_member m_ServiceConnectTestTrafficHeaderRules[] = {
        {"name", &s_String, true},
        {"value", &s_ServiceConnectTestTrafficHeaderMatchRules},
};
static const struct shape s_ServiceConnectTestTrafficHeaderRules = {
        .name = "ServiceConnectTestTrafficHeaderRules",
        .kind = SHAPE_STRUCTURE,
        .members = m_ServiceConnectTestTrafficHeaderRules,
        .count = 2,
};
static const struct shape_member m_ServiceConnectTestTrafficRules[] = {
        {"header", &s_ServiceConnectTestTrafficHeaderRules, true},
};
static const struct shape s_ServiceConnectTestTrafficRules = {
        .name = "ServiceConnectTestTrafficRules",
        .kind = SHAPE_STRUCTURE,
        .members = m_ServiceConnectTestTrafficRules,
        .count = 1,
};
static const struct shape_member m_ServiceConnectTlsCertificateAuthority[] = {
        {"awsPcaAuthorityArn", &s_String},
};
static const struct shape s_ServiceConnectTlsCertificateAuthority = {
        .name = "ServiceConnectTlsCertificateAuthority",
        .kind = SHAPE_STRUCTURE,
        .members = m_ServiceConnectTlsCertificateAuthority,
        .count = 1,
};
static const struct shape_member m_ServiceConnectTlsConfiguration[] = {
        {"issuerCertificateAuthority", &s_ServiceConnectTlsCertificateAuthority, true},
        {"kmsKey", &s_String},
        {"roleArn", &s_String},
};
static const struct shape s_ServiceConnectTlsConfiguration = {
        .name = "ServiceConnectTlsConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_ServiceConnectTlsConfiguration,
        .count = 3,
};
static const struct shape_member m_ServiceCurrentRevisionSummary[] = {
        {"arn", &s_String},
        {"requestedTaskCount", &s_Integer},
        {"runningTaskCount", &s_Integer},
        {"pendingTaskCount", &s_Integer},
};
static const struct shape s_ServiceCurrentRevisionSummary = {
        .name = "ServiceCurrentRevisionSummary",
        .kind = SHAPE_STRUCTURE,
        .members = m_ServiceCurrentRevisionSummary,
        .count = 4,
};
static const struct shape s_ServiceCurrentRevisionSummaryList = {
        .name = "ServiceCurrentRevisionSummaryList",
        .kind = SHAPE_LIST,
        .item = &s_ServiceCurrentRevisionSummary,
        .item_name = "member",
};
static const struct shape_member m_ServiceDeployment[] = {
        {"serviceDeploymentArn", &s_String},
        {"serviceArn", &s_String},
        {"clusterArn", &s_String},
        {"createdAt", &s_Timestamp},
        {"startedAt", &s_Timestamp},
        {"finishedAt", &s_Timestamp},
        {"stoppedAt", &s_Timestamp},
        {"updatedAt", &s_Timestamp},
        {"sourceServiceRevisions", &s_ServiceRevisionsSummaryList},
        {"targetServiceRevision", &s_ServiceRevisionSummary},
        {"status", &s_ServiceDeploymentStatus},
        {"statusReason", &s_String},
        {"lifecycleStage", &s_ServiceDeploymentLifecycleStage},
        {"lifecycleHookDetails", &s_DeploymentLifecycleHookDetailList},
        {"deploymentConfiguration", &s_DeploymentConfiguration},
        {"rollback", &s_Rollback},
        {"deploymentCircuitBreaker", &s_ServiceDeploymentCircuitBreaker},
        {"alarms", &s_ServiceDeploymentAlarms},
};
static const struct shape s_ServiceDeployment = {
        .name = "ServiceDeployment",
        .kind = SHAPE_STRUCTURE,
        .members = m_ServiceDeployment,
        .count = 18,
};
static const struct shape_member m_ServiceDeploymentAlarms[] = {
        {"status", &s_ServiceDeploymentRollbackMonitorsStatus},
        {"alarmNames", &s_StringList},
        {"triggeredAlarmNames", &s_StringList},
};
static const struct shape s_ServiceDeploymentAlarms = {
        .name = "ServiceDeploymentAlarms",
        .kind = SHAPE_STRUCTURE,
        .members = m_ServiceDeploymentAlarms,
        .count = 3,
};
static const struct shape_member m_ServiceDeploymentBrief[] = {
        {"serviceDeploymentArn", &s_String},
        {"serviceArn", &s_String},
        {"clusterArn", &s_String},
        {"startedAt", &s_Timestamp},
        {"createdAt", &s_Timestamp},
        {"finishedAt", &s_Timestamp},
        {"targetServiceRevisionArn", &s_String},
        {"status", &s_ServiceDeploymentStatus},
        {"statusReason", &s_String},
};
static const struct shape s_ServiceDeploymentBrief = {
        .name = "ServiceDeploymentBrief",
        .kind = SHAPE_STRUCTURE,
        .members = m_ServiceDeploymentBrief,
        .count = 9,
};
static const struct shape_member m_ServiceDeploymentCircuitBreaker[] = {
        {"status", &s_ServiceDeploymentRollbackMonitorsStatus},
        {"failureCount", &s_Integer},
        {"threshold", &s_Integer},
};
static const struct shape s_ServiceDeploymentCircuitBreaker = {
        .name = "ServiceDeploymentCircuitBreaker",
        .kind = SHAPE_STRUCTURE,
        .members = m_ServiceDeploymentCircuitBreaker,
        .count = 3,
};
static const char *const e_ServiceDeploymentLifecycleStage[] = {
        "RECONCILE_SERVICE",
        "PRE_SCALE_UP",
        "SCALE_UP",
        "POST_SCALE_UP",
        "TEST_TRAFFIC_SHIFT",
        "POST_TEST_TRAFFIC_SHIFT",
        "PRODUCTION_TRAFFIC_SHIFT",
        "POST_PRODUCTION_TRAFFIC_SHIFT",
        "BAKE_TIME",
        "CLEAN_UP",
        NULL,
};
static const struct shape s_ServiceDeploymentLifecycleStage = {
        .name = "ServiceDeploymentLifecycleStage",
        .kind = SHAPE_TEXT,
        .values = e_ServiceDeploymentLifecycleStage,
};
static const char *const e_ServiceDeploymentRollbackMonitorsStatus[] = {
        "TRIGGERED",
        "MONITORING",
        "MONITORING_COMPLETE",
        "DISABLED",
        NULL,
};
static const struct shape s_ServiceDeploymentRollbackMonitorsStatus = {
        .name = "ServiceDeploymentRollbackMonitorsStatus",
        .kind = SHAPE_TEXT,
        .values = e_ServiceDeploymentRollbackMonitorsStatus,
};
static const char *const e_ServiceDeploymentStatus[] = {
        "PENDING",
        "SUCCESSFUL",
        "STOPPED",
        "STOP_REQUESTED",
        "IN_PROGRESS",
        "ROLLBACK_REQUESTED",
        "ROLLBACK_IN_PROGRESS",
        "ROLLBACK_SUCCESSFUL",
        "ROLLBACK_FAILED",
        NULL,
};
static const struct shape s_ServiceDeploymentStatus = {
        .name = "ServiceDeploymentStatus",
        .kind = SHAPE_TEXT,
        .values = e_ServiceDeploymentStatus,
};
static const struct shape s_ServiceDeploymentStatusList = {
        .name = "ServiceDeploymentStatusList",
        .kind = SHAPE_LIST,
        .item = &s_ServiceDeploymentStatus,
        .item_name = "member",
};
static const struct shape s_ServiceDeployments = {
        .name = "ServiceDeployments",
        .kind = SHAPE_LIST,
        .item = &s_ServiceDeployment,
        .item_name = "member",
};
static const struct shape s_ServiceDeploymentsBrief = {
        .name = "ServiceDeploymentsBrief",
        .kind = SHAPE_LIST,
        .item = &s_ServiceDeploymentBrief,
        .item_name = "member",
};
static const struct shape_member m_ServiceEvent[] = {
        {"id", &s_String},
        {"createdAt", &s_Timestamp},
        {"message", &s_String},
};
static const struct shape s_ServiceEvent = {
        .name = "ServiceEvent",
        .kind = SHAPE_STRUCTURE,
        .members = m_ServiceEvent,
        .count = 3,
};
static const struct shape s_ServiceEvents = {
        .name = "ServiceEvents",
        .kind = SHAPE_LIST,
        .item = &s_ServiceEvent,
        .item_name = "member",
};
static const char *const e_ServiceField[] = {
        "TAGS",
        NULL,
};
static const struct shape s_ServiceField = {
        .name = "ServiceField",
        .kind = SHAPE_TEXT,
        .values = e_ServiceField,
};
static const struct shape s_ServiceFieldList = {
        .name = "ServiceFieldList",
        .kind = SHAPE_LIST,
        .item = &s_ServiceField,
        .item_name = "member",
};
static const struct shape_member m_ServiceManagedEBSVolumeConfiguration[] = {
        {"encrypted", &s_BoxedBoolean},
        {"kmsKeyId", &s_EBSKMSKeyId},
        {"volumeType", &s_EBSVolumeType},
        {"sizeInGiB", &s_BoxedInteger},
        {"snapshotId", &s_EBSSnapshotId},
        {"volumeInitializationRate", &s_BoxedInteger},
        {"iops", &s_BoxedInteger},
        {"throughput", &s_BoxedInteger},
        {"tagSpecifications", &s_EBSTagSpecifications},
        {"roleArn", &s_IAMRoleArn, true},
        {"filesystemType", &s_TaskFilesystemType},
};
static const struct shape s_ServiceManagedEBSVolumeConfiguration = {
        .name = "ServiceManagedEBSVolumeConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_ServiceManagedEBSVolumeConfiguration,
        .count = 11,
};
static const struct shape s_ServiceRegistries = {
        .name = "ServiceRegistries",
        .kind = SHAPE_LIST,
        .item = &s_ServiceRegistry,
        .item_name = "member",
};
static const struct shape_member m_ServiceRegistry[] = {
        {"registryArn", &s_String},
        {"port", &s_BoxedInteger},
        {"containerName", &s_String},
        {"containerPort", &s_BoxedInteger},
};
static const struct shape s_ServiceRegistry = {
        .name = "ServiceRegistry",
        .kind = SHAPE_STRUCTURE,
        .members = m_ServiceRegistry,
        .count = 4,
};
static const struct shape_member m_ServiceRevision[] = {
        {"serviceRevisionArn", &s_String},
        {"serviceArn", &s_String},
        {"clusterArn", &s_String},
        {"taskDefinition", &s_String},
        {"capacityProviderStrategy", &s_CapacityProviderStrategy},
        {"launchType", &s_LaunchType},
        {"platformVersion", &s_String},
        {"platformFamily", &s_String},
        {"loadBalancers", &s_LoadBalancers},
        {"serviceRegistries", &s_ServiceRegistries},
        {"networkConfiguration", &s_NetworkConfiguration},
        {"containerImages", &s_ContainerImages},
        {"guardDutyEnabled", &s_Boolean},
        {"serviceConnectConfiguration", &s_ServiceConnectConfiguration},
        {"volumeConfigurations", &s_ServiceVolumeConfigurations},
        {"fargateEphemeralStorage", &s_DeploymentEphemeralStorage},
        {"createdAt", &s_Timestamp},
        {"vpcLatticeConfigurations", &s_VpcLatticeConfigurations},
        {"resolvedConfiguration", &s_ResolvedConfiguration},
        {"ecsManagedResources", &s_ECSManagedResources},
};
static const struct shape s_ServiceRevision = {
        .name = "ServiceRevision",
        .kind = SHAPE_STRUCTURE,
        .members = m_ServiceRevision,
        .count = 20,
};
static const struct shape_member m_ServiceRevisionLoadBalancer[] = {
        {"targetGroupArn", &s_String},
        {"productionListenerRule", &s_String},
};
static const struct shape s_ServiceRevisionLoadBalancer = {
        .name = "ServiceRevisionLoadBalancer",
        .kind = SHAPE_STRUCTURE,
        .members = m_ServiceRevisionLoadBalancer,
        .count = 2,
};
static const struct shape s_ServiceRevisionLoadBalancers = {
        .name = "ServiceRevisionLoadBalancers",
        .kind = SHAPE_LIST,
        .item = &s_ServiceRevisionLoadBalancer,
        .item_name = "member",
};
static const struct shape_member m_ServiceRevisionSummary[] = {
        {"arn", &s_String},
        {"requestedTaskCount", &s_Integer},
        {"runningTaskCount", &s_Integer},
        {"pendingTaskCount", &s_Integer},
        {"requestedTestTrafficWeight", &s_Double},
        {"requestedProductionTrafficWeight", &s_Double},
};
static const struct shape s_ServiceRevisionSummary = {
        .name = "ServiceRevisionSummary",
        .kind = SHAPE_STRUCTURE,
        .members = m_ServiceRevisionSummary,
        .count = 6,
};
static const struct shape s_ServiceRevisions = {
        .name = "ServiceRevisions",
        .kind = SHAPE_LIST,
        .item = &s_ServiceRevision,
        .item_name = "member",
};
static const struct shape s_ServiceRevisionsSummaryList = {
        .name = "ServiceRevisionsSummaryList",
        .kind = SHAPE_LIST,
        .item = &s_ServiceRevisionSummary,
        .item_name = "member",
};
static const struct shape_member m_ServiceVolumeConfiguration[] = {
        {"name", &s_ECSVolumeName, true},
        {"managedEBSVolume", &s_ServiceManagedEBSVolumeConfiguration},
};
static const struct shape s_ServiceVolumeConfiguration = {
        .name = "ServiceVolumeConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_ServiceVolumeConfiguration,
        .count = 2,
};
static const struct shape s_ServiceVolumeConfigurations = {
        .name = "ServiceVolumeConfigurations",
        .kind = SHAPE_LIST,
        .item = &s_ServiceVolumeConfiguration,
        .item_name = "member",
};
static const struct shape s_Services = {
        .name = "Services",
        .kind = SHAPE_LIST,
        .item = &s_Service,
        .item_name = "member",
};
static const char *const e_SortOrder[] = {
        "ASC",
        "DESC",
        NULL,
};
static const struct shape s_SortOrder = {
        .name = "SortOrder",
        .kind = SHAPE_TEXT,
        .values = e_SortOrder,
};
static const char *const e_StabilityStatus[] = {
        "STEADY_STATE",
        "STABILIZING",
        NULL,
};
static const struct shape s_StabilityStatus = {
        .name = "StabilityStatus",
        .kind = SHAPE_TEXT,
        .values = e_StabilityStatus,
};
static const struct shape s_Statistics = {
        .name = "Statistics",
        .kind = SHAPE_LIST,
        .item = &s_KeyValuePair,
        .item_name = "member",
};
static const struct shape_member m_StopServiceDeploymentRequest[] = {
        {"serviceDeploymentArn", &s_String, true},
        {"stopType", &s_StopServiceDeploymentStopType},
};
static const struct shape s_StopServiceDeploymentRequest = {
        .name = "StopServiceDeploymentRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_StopServiceDeploymentRequest,
        .count = 2,
};
static const struct shape_member m_StopServiceDeploymentResponse[] = {
        {"serviceDeploymentArn", &s_String},
};
static const struct shape s_StopServiceDeploymentResponse = {
        .name = "StopServiceDeploymentResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_StopServiceDeploymentResponse,
        .count = 1,
};
static const char *const e_StopServiceDeploymentStopType[] = {
        "ABORT",
        "ROLLBACK",
        NULL,
};
static const struct shape s_StopServiceDeploymentStopType = {
        .name = "StopServiceDeploymentStopType",
        .kind = SHAPE_TEXT,
        .values = e_StopServiceDeploymentStopType,
};
static const struct shape_member m_StopTaskRequest[] = {
        {"cluster", &s_String},
        {"task", &s_String, true},
        {"reason", &s_String},
};
static const struct shape s_StopTaskRequest = {
        .name = "StopTaskRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_StopTaskRequest,
        .count = 3,
};
static const struct shape_member m_StopTaskResponse[] = {
        {"task", &s_Task},
};
static const struct shape s_StopTaskResponse = {
        .name = "StopTaskResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_StopTaskResponse,
        .count = 1,
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
static const struct shape s_StringMap = {
        .name = "StringMap",
        .kind = SHAPE_MAP,
        .item = &s_String,
};
static const struct shape_member m_SystemControl[] = {
        {"namespace", &s_String},
        {"value", &s_String},
};
static const struct shape s_SystemControl = {
        .name = "SystemControl",
        .kind = SHAPE_STRUCTURE,
        .members = m_SystemControl,
        .count = 2,
};
static const struct shape s_SystemControls = {
        .name = "SystemControls",
        .kind = SHAPE_LIST,
        .item = &s_SystemControl,
        .item_name = "member",
};
static const struct shape_member m_Tag[] = {
        {"key", &s_TagKey},
        {"value", &s_TagValue},
};
static const struct shape s_Tag = {
        .name = "Tag",
        .kind = SHAPE_STRUCTURE,
        .members = m_Tag,
        .count = 2,
};
static const struct shape s_TagKey = {
        .name = "TagKey",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 128,
};
static const struct shape s_TagKeys = {
        .name = "TagKeys",
        .kind = SHAPE_LIST,
        .item = &s_TagKey,
        .item_name = "member",
};
static const struct shape_member m_TagResourceRequest[] = {
        {"resourceArn", &s_String, true},
        {"tags", &s_Tags, true},
};
static const struct shape s_TagResourceRequest = {
        .name = "TagResourceRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_TagResourceRequest,
        .count = 2,
};
static const struct shape s_TagResourceResponse = {
        .name = "TagResourceResponse",
        .kind = SHAPE_STRUCTURE,
};
static const struct shape s_TagValue = {
        .name = "TagValue",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 0,
        .has_max = true, .max = 256,
};
static const struct shape s_Tags = {
        .name = "Tags",
        .kind = SHAPE_LIST,
        .item = &s_Tag,
        .item_name = "member",
        .has_min = true, .min = 0,
        .has_max = true, .max = 50,
};
static const char *const e_TargetType[] = {
        "container-instance",
        NULL,
};
static const struct shape s_TargetType = {
        .name = "TargetType",
        .kind = SHAPE_TEXT,
        .values = e_TargetType,
};
static const struct shape_member m_Task[] = {
        {"attachments", &s_Attachments},
        {"attributes", &s_Attributes},
        {"availabilityZone", &s_String},
        {"capacityProviderName", &s_String},
        {"clusterArn", &s_String},
        {"connectivity", &s_Connectivity},
        {"connectivityAt", &s_Timestamp},
        {"containerInstanceArn", &s_String},
        {"containers", &s_Containers},
        {"cpu", &s_String},
        {"createdAt", &s_Timestamp},
        {"desiredStatus", &s_String},
        {"enableExecuteCommand", &s_Boolean},
        {"executionStoppedAt", &s_Timestamp},
        {"group", &s_String},
        {"healthStatus", &s_HealthStatus},
        {"inferenceAccelerators", &s_InferenceAccelerators},
        {"lastStatus", &s_String},
        {"launchType", &s_LaunchType},
        {"memory", &s_String},
        {"overrides", &s_TaskOverride},
        {"platformVersion", &s_String},
        {"platformFamily", &s_String},
        {"pullStartedAt", &s_Timestamp},
        {"pullStoppedAt", &s_Timestamp},
        {"startedAt", &s_Timestamp},
        {"startedBy", &s_String},
        {"stopCode", &s_TaskStopCode},
        {"stoppedAt", &s_Timestamp},
        {"stoppedReason", &s_String},
        {"stoppingAt", &s_Timestamp},
        {"tags", &s_Tags},
        {"taskArn", &s_String},
        {"taskDefinitionArn", &s_String},
        {"version", &s_Long},
        {"ephemeralStorage", &s_EphemeralStorage},
        {"fargateEphemeralStorage", &s_TaskEphemeralStorage},
};
static const struct shape s_Task = {
        .name = "Task",
        .kind = SHAPE_STRUCTURE,
        .members = m_Task,
        .count = 37,
};
static const struct shape_member m_TaskDefinition[] = {
        {"taskDefinitionArn", &s_String},
        {"containerDefinitions", &s_ContainerDefinitions},
        {"family", &s_String},
        {"taskRoleArn", &s_String},
        {"executionRoleArn", &s_String},
        {"networkMode", &s_NetworkMode},
        {"revision", &s_Integer},
        {"volumes", &s_VolumeList},
        {"status", &s_TaskDefinitionStatus},
        {"requiresAttributes", &s_RequiresAttributes},
        {"placementConstraints", &s_TaskDefinitionPlacementConstraints},
        {"compatibilities", &s_CompatibilityList},
        {"runtimePlatform", &s_RuntimePlatform},
        {"requiresCompatibilities", &s_CompatibilityList},
        {"cpu", &s_String},
        {"memory", &s_String},
        {"inferenceAccelerators", &s_InferenceAccelerators},
        {"pidMode", &s_PidMode},
        {"ipcMode", &s_IpcMode},
        {"proxyConfiguration", &s_ProxyConfiguration},
        {"registeredAt", &s_Timestamp},
        {"deregisteredAt", &s_Timestamp},
        {"deleteRequestedAt", &s_Timestamp},
        {"registeredBy", &s_String},
        {"ephemeralStorage", &s_EphemeralStorage},
        {"enableFaultInjection", &s_BoxedBoolean},
};
static const struct shape s_TaskDefinition = {
        .name = "TaskDefinition",
        .kind = SHAPE_STRUCTURE,
        .members = m_TaskDefinition,
        .count = 26,
};
static const char *const e_TaskDefinitionFamilyStatus[] = {
        "ACTIVE",
        "INACTIVE",
        "ALL",
        NULL,
};
static const struct shape s_TaskDefinitionFamilyStatus = {
        .name = "TaskDefinitionFamilyStatus",
        .kind = SHAPE_TEXT,
        .values = e_TaskDefinitionFamilyStatus,
};
static const char *const e_TaskDefinitionField[] = {
        "TAGS",
        NULL,
};
static const struct shape s_TaskDefinitionField = {
        .name = "TaskDefinitionField",
        .kind = SHAPE_TEXT,
        .values = e_TaskDefinitionField,
};
static const struct shape s_TaskDefinitionFieldList = {
        .name = "TaskDefinitionFieldList",
        .kind = SHAPE_LIST,
        .item = &s_TaskDefinitionField,
        .item_name = "member",
};
static const struct shape_member m_TaskDefinitionPlacementConstraint[] = {
        {"type", &s_TaskDefinitionPlacementConstraintType},
        {"expression", &s_String},
};
static const struct shape s_TaskDefinitionPlacementConstraint = {
        .name = "TaskDefinitionPlacementConstraint",
        .kind = SHAPE_STRUCTURE,
        .members = m_TaskDefinitionPlacementConstraint,
        .count = 2,
};
static const char *const e_TaskDefinitionPlacementConstraintType[] = {
        "memberOf",
        NULL,
};
static const struct shape s_TaskDefinitionPlacementConstraintType = {
        .name = "TaskDefinitionPlacementConstraintType",
        .kind = SHAPE_TEXT,
        .values = e_TaskDefinitionPlacementConstraintType,
};
static const struct shape s_TaskDefinitionPlacementConstraints = {
        .name = "TaskDefinitionPlacementConstraints",
        .kind = SHAPE_LIST,
        .item = &s_TaskDefinitionPlacementConstraint,
        .item_name = "member",
};
static const char *const e_TaskDefinitionStatus[] = {
        "ACTIVE",
        "INACTIVE",
        "DELETE_IN_PROGRESS",
        NULL,
};
static const struct shape s_TaskDefinitionStatus = {
        .name = "TaskDefinitionStatus",
        .kind = SHAPE_TEXT,
        .values = e_TaskDefinitionStatus,
};
static const struct shape_member m_TaskEphemeralStorage[] = {
        {"sizeInGiB", &s_Integer},
        {"kmsKeyId", &s_String},
};
static const struct shape s_TaskEphemeralStorage = {
        .name = "TaskEphemeralStorage",
        .kind = SHAPE_STRUCTURE,
        .members = m_TaskEphemeralStorage,
        .count = 2,
};
static const char *const e_TaskField[] = {
        "TAGS",
        NULL,
};
static const struct shape s_TaskField = {
        .name = "TaskField",
        .kind = SHAPE_TEXT,
        .values = e_TaskField,
};
static const struct shape s_TaskFieldList = {
        .name = "TaskFieldList",
        .kind = SHAPE_LIST,
        .item = &s_TaskField,
        .item_name = "member",
};
static const char *const e_TaskFilesystemType[] = {
        "ext3",
        "ext4",
        "xfs",
        "ntfs",
        NULL,
};
static const struct shape s_TaskFilesystemType = {
        .name = "TaskFilesystemType",
        .kind = SHAPE_TEXT,
        .values = e_TaskFilesystemType,
};
static const struct shape_member m_TaskManagedEBSVolumeConfiguration[] = {
        {"encrypted", &s_BoxedBoolean},
        {"kmsKeyId", &s_EBSKMSKeyId},
        {"volumeType", &s_EBSVolumeType},
        {"sizeInGiB", &s_BoxedInteger},
        {"snapshotId", &s_EBSSnapshotId},
        {"volumeInitializationRate", &s_BoxedInteger},
        {"iops", &s_BoxedInteger},
        {"throughput", &s_BoxedInteger},
        {"tagSpecifications", &s_EBSTagSpecifications},
        {"roleArn", &s_IAMRoleArn, true},
        {"terminationPolicy", &s_TaskManagedEBSVolumeTerminationPolicy},
        {"filesystemType", &s_TaskFilesystemType},
};
static const struct shape s_TaskManagedEBSVolumeConfiguration = {
        .name = "TaskManagedEBSVolumeConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_TaskManagedEBSVolumeConfiguration,
        .count = 12,
};
static const struct shape_member m_TaskManagedEBSVolumeTerminationPolicy[] = {
        {"deleteOnTermination", &s_BoxedBoolean, true},
};
static const struct shape s_TaskManagedEBSVolumeTerminationPolicy = {
        .name = "TaskManagedEBSVolumeTerminationPolicy",
        .kind = SHAPE_STRUCTURE,
        .members = m_TaskManagedEBSVolumeTerminationPolicy,
        .count = 1,
};
static const struct shape_member m_TaskOverride[] = {
        {"containerOverrides", &s_ContainerOverrides},
        {"cpu", &s_String},
        {"inferenceAcceleratorOverrides", &s_InferenceAcceleratorOverrides},
        {"executionRoleArn", &s_String},
        {"memory", &s_String},
        {"taskRoleArn", &s_String},
        {"ephemeralStorage", &s_EphemeralStorage},
};
static const struct shape s_TaskOverride = {
        .name = "TaskOverride",
        .kind = SHAPE_STRUCTURE,
        .members = m_TaskOverride,
        .count = 7,
};
static const struct shape_member m_TaskSet[] = {
        {"id", &s_String},
        {"taskSetArn", &s_String},
        {"serviceArn", &s_String},
        {"clusterArn", &s_String},
        {"startedBy", &s_String},
        {"externalId", &s_String},
        {"status", &s_String},
        {"taskDefinition", &s_String},
        {"computedDesiredCount", &s_Integer},
        {"pendingCount", &s_Integer},
        {"runningCount", &s_Integer},
        {"createdAt", &s_Timestamp},
        {"updatedAt", &s_Timestamp},
        {"launchType", &s_LaunchType},
        {"capacityProviderStrategy", &s_CapacityProviderStrategy},
        {"platformVersion", &s_String},
        {"platformFamily", &s_String},
        {"networkConfiguration", &s_NetworkConfiguration},
        {"loadBalancers", &s_LoadBalancers},
        {"serviceRegistries", &s_ServiceRegistries},
        {"scale", &s_Scale},
        {"stabilityStatus", &s_StabilityStatus},
        {"stabilityStatusAt", &s_Timestamp},
        {"tags", &s_Tags},
        {"fargateEphemeralStorage", &s_DeploymentEphemeralStorage},
};
static const struct shape s_TaskSet = {
        .name = "TaskSet",
        .kind = SHAPE_STRUCTURE,
        .members = m_TaskSet,
        .count = 25,
};
static const char *const e_TaskSetField[] = {
        "TAGS",
        NULL,
};
static const struct shape s_TaskSetField = {
        .name = "TaskSetField",
        .kind = SHAPE_TEXT,
        .values = e_TaskSetField,
};
static const struct shape s_TaskSetFieldList = {
        .name = "TaskSetFieldList",
        .kind = SHAPE_LIST,
        .item = &s_TaskSetField,
        .item_name = "member",
};
static const struct shape s_TaskSets = {
        .name = "TaskSets",
        .kind = SHAPE_LIST,
        .item = &s_TaskSet,
        .item_name = "member",
};
static const char *const e_TaskStopCode[] = {
        "TaskFailedToStart",
        "EssentialContainerExited",
        "UserInitiated",
        "ServiceSchedulerInitiated",
        "SpotInterruption",
        "TerminationNotice",
        NULL,
};
static const struct shape s_TaskStopCode = {
        .name = "TaskStopCode",
        .kind = SHAPE_TEXT,
        .values = e_TaskStopCode,
};
static const struct shape_member m_TaskVolumeConfiguration[] = {
        {"name", &s_ECSVolumeName, true},
        {"managedEBSVolume", &s_TaskManagedEBSVolumeConfiguration},
};
static const struct shape s_TaskVolumeConfiguration = {
        .name = "TaskVolumeConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_TaskVolumeConfiguration,
        .count = 2,
};
static const struct shape s_TaskVolumeConfigurations = {
        .name = "TaskVolumeConfigurations",
        .kind = SHAPE_LIST,
        .item = &s_TaskVolumeConfiguration,
        .item_name = "member",
};
static const struct shape s_TaskVolumeStorageGiB = {
        .name = "TaskVolumeStorageGiB",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 1,
};
static const struct shape s_Tasks = {
        .name = "Tasks",
        .kind = SHAPE_LIST,
        .item = &s_Task,
        .item_name = "member",
};
static const struct shape_member m_TimeoutConfiguration[] = {
        {"idleTimeoutSeconds", &s_Duration},
        {"perRequestTimeoutSeconds", &s_Duration},
};
static const struct shape s_TimeoutConfiguration = {
        .name = "TimeoutConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_TimeoutConfiguration,
        .count = 2,
};
static const struct shape s_Timestamp = {
        .name = "Timestamp",
        .kind = SHAPE_TIME,
};
static const struct shape_member m_Tmpfs[] = {
        {"containerPath", &s_String, true},
        {"size", &s_Integer, true},
        {"mountOptions", &s_StringList},
};
static const struct shape s_Tmpfs = {
        .name = "Tmpfs",
        .kind = SHAPE_STRUCTURE,
        .members = m_Tmpfs,
        .count = 3,
};
static const struct shape s_TmpfsList = {
        .name = "TmpfsList",
        .kind = SHAPE_LIST,
        .item = &s_Tmpfs,
        .item_name = "member",
};
static const struct shape_member m_TotalLocalStorageGBRequest[] = {
        {"min", &s_BoxedDouble},
        {"max", &s_BoxedDouble},
};
static const struct shape s_TotalLocalStorageGBRequest = {
        .name = "TotalLocalStorageGBRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_TotalLocalStorageGBRequest,
        .count = 2,
};
static const char *const e_TransportProtocol[] = {
        "tcp",
        "udp",
        NULL,
};
static const struct shape s_TransportProtocol = {
        .name = "TransportProtocol",
        .kind = SHAPE_TEXT,
        .values = e_TransportProtocol,
};
static const struct shape_member m_Ulimit[] = {
        {"name", &s_UlimitName, true},
        {"softLimit", &s_Integer, true},
        {"hardLimit", &s_Integer, true},
};
static const struct shape s_Ulimit = {
        .name = "Ulimit",
        .kind = SHAPE_STRUCTURE,
        .members = m_Ulimit,
        .count = 3,
};
static const struct shape s_UlimitList = {
        .name = "UlimitList",
        .kind = SHAPE_LIST,
        .item = &s_Ulimit,
        .item_name = "member",
};
static const char *const e_UlimitName[] = {
        "core",
        "cpu",
        "data",
        "fsize",
        "locks",
        "memlock",
        "msgqueue",
        "nice",
        "nofile",
        "nproc",
        "rss",
        "rtprio",
        "rttime",
        "sigpending",
        "stack",
        NULL,
};
static const struct shape s_UlimitName = {
        .name = "UlimitName",
        .kind = SHAPE_TEXT,
        .values = e_UlimitName,
};
static const struct shape_member m_UntagResourceRequest[] = {
        {"resourceArn", &s_String, true},
        {"tagKeys", &s_TagKeys, true},
};
static const struct shape s_UntagResourceRequest = {
        .name = "UntagResourceRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_UntagResourceRequest,
        .count = 2,
};
static const struct shape s_UntagResourceResponse = {
        .name = "UntagResourceResponse",
        .kind = SHAPE_STRUCTURE,
};
static const struct shape_member m_UpdateClusterRequest[] = {
        {"cluster", &s_String, true},
        {"settings", &s_ClusterSettings},
        {"configuration", &s_ClusterConfiguration},
        {"serviceConnectDefaults", &s_ClusterServiceConnectDefaultsRequest},
};
static const struct shape s_UpdateClusterRequest = {
        .name = "UpdateClusterRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_UpdateClusterRequest,
        .count = 4,
};
static const struct shape_member m_UpdateClusterResponse[] = {
        {"cluster", &s_Cluster},
};
static const struct shape s_UpdateClusterResponse = {
        .name = "UpdateClusterResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_UpdateClusterResponse,
        .count = 1,
};
static const struct shape_member m_UpdateServiceRequest[] = {
        {"cluster", &s_String},
        {"service", &s_String, true},
        {"desiredCount", &s_BoxedInteger},
        {"taskDefinition", &s_String},
        {"capacityProviderStrategy", &s_CapacityProviderStrategy},
        {"deploymentConfiguration", &s_DeploymentConfiguration},
        {"availabilityZoneRebalancing", &s_AvailabilityZoneRebalancing},
        {"networkConfiguration", &s_NetworkConfiguration},
        {"placementConstraints", &s_PlacementConstraints},
        {"placementStrategy", &s_PlacementStrategies},
        {"platformVersion", &s_String},
        {"forceNewDeployment", &s_Boolean},
        {"healthCheckGracePeriodSeconds", &s_BoxedInteger},
        {"deploymentController", &s_DeploymentController},
        {"enableExecuteCommand", &s_BoxedBoolean},
        {"enableECSManagedTags", &s_BoxedBoolean},
        {"loadBalancers", &s_LoadBalancers},
        {"propagateTags", &s_PropagateTags},
        {"serviceRegistries", &s_ServiceRegistries},
        {"serviceConnectConfiguration", &s_ServiceConnectConfiguration},
        {"volumeConfigurations", &s_ServiceVolumeConfigurations},
        {"vpcLatticeConfigurations", &s_VpcLatticeConfigurations},
};
static const struct shape s_UpdateServiceRequest = {
        .name = "UpdateServiceRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_UpdateServiceRequest,
        .count = 22,
};
static const struct shape_member m_UpdateServiceResponse[] = {
        {"service", &s_Service},
};
static const struct shape s_UpdateServiceResponse = {
        .name = "UpdateServiceResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_UpdateServiceResponse,
        .count = 1,
};
static const struct shape_member m_VCpuCountRangeRequest[] = {
        {"min", &s_BoxedInteger, true},
        {"max", &s_BoxedInteger},
};
static const struct shape s_VCpuCountRangeRequest = {
        .name = "VCpuCountRangeRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_VCpuCountRangeRequest,
        .count = 2,
};
static const char *const e_VersionConsistency[] = {
        "enabled",
        "disabled",
        NULL,
};
static const struct shape s_VersionConsistency = {
        .name = "VersionConsistency",
        .kind = SHAPE_TEXT,
        .values = e_VersionConsistency,
};
static const struct shape_member m_Volume[] = {
        {"name", &s_String},
        {"host", &s_HostVolumeProperties},
        {"dockerVolumeConfiguration", &s_DockerVolumeConfiguration},
        {"efsVolumeConfiguration", &s_EFSVolumeConfiguration},
        {"s3filesVolumeConfiguration", &s_S3FilesVolumeConfiguration},
        {"fsxWindowsFileServerVolumeConfiguration", &s_FSxWindowsFileServerVolumeConfiguration},
        {"configuredAtLaunch", &s_BoxedBoolean},
};
static const struct shape s_Volume = {
        .name = "Volume",
        .kind = SHAPE_STRUCTURE,
        .members = m_Volume,
        .count = 7,
};
static const struct shape_member m_VolumeFrom[] = {
        {"sourceContainer", &s_String},
        {"readOnly", &s_BoxedBoolean},
};
static const struct shape s_VolumeFrom = {
        .name = "VolumeFrom",
        .kind = SHAPE_STRUCTURE,
        .members = m_VolumeFrom,
        .count = 2,
};
static const struct shape s_VolumeFromList = {
        .name = "VolumeFromList",
        .kind = SHAPE_LIST,
        .item = &s_VolumeFrom,
        .item_name = "member",
};
static const struct shape s_VolumeList = {
        .name = "VolumeList",
        .kind = SHAPE_LIST,
        .item = &s_Volume,
        .item_name = "member",
};
static const struct shape_member m_VpcLatticeConfiguration[] = {
        {"roleArn", &s_IAMRoleArn, true},
        {"targetGroupArn", &s_String, true},
        {"portName", &s_String, true},
};
static const struct shape s_VpcLatticeConfiguration = {
        .name = "VpcLatticeConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_VpcLatticeConfiguration,
        .count = 3,
};
static const struct shape s_VpcLatticeConfigurations = {
        .name = "VpcLatticeConfigurations",
        .kind = SHAPE_LIST,
        .item = &s_VpcLatticeConfiguration,
        .item_name = "member",
};

static const struct shape_error errors_ContinueServiceDeployment[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {"ServiceDeploymentNotFoundException", "ServiceDeploymentNotFoundException", 400, "message"},
        {"UnsupportedFeatureException", "UnsupportedFeatureException", 400, "message"},
        {0},
};

static const struct shape_error errors_CreateCluster[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"NamespaceNotFoundException", "NamespaceNotFoundException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {0},
};

static const struct shape_error errors_CreateService[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"PlatformUnknownException", "PlatformUnknownException", 400, "message"},
        {"NamespaceNotFoundException", "NamespaceNotFoundException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {"ClusterNotFoundException", "ClusterNotFoundException", 400, "message"},
        {"PlatformTaskDefinitionIncompatibilityException", "PlatformTaskDefinitionIncompatibilityException", 400, "message"},
        {"UnsupportedFeatureException", "UnsupportedFeatureException", 400, "message"},
        {0},
};

static const struct shape_error errors_DeleteCluster[] = {
        {"ClusterContainsContainerInstancesException", "ClusterContainsContainerInstancesException", 400, "message"},
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"ClusterContainsServicesException", "ClusterContainsServicesException", 400, "message"},
        {"ClusterContainsCapacityProviderException", "ClusterContainsCapacityProviderException", 400, "message"},
        {"ClusterContainsTasksException", "ClusterContainsTasksException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"UpdateInProgressException", "UpdateInProgressException", 400, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {"ClusterNotFoundException", "ClusterNotFoundException", 400, "message"},
        {0},
};

static const struct shape_error errors_DeleteService[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {"ServiceNotFoundException", "ServiceNotFoundException", 400, "message"},
        {"ClusterNotFoundException", "ClusterNotFoundException", 400, "message"},
        {0},
};

static const struct shape_error errors_DeregisterTaskDefinition[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {0},
};

static const struct shape_error errors_DescribeCapacityProviders[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {"ClusterNotFoundException", "ClusterNotFoundException", 400, "message"},
        {"UnsupportedFeatureException", "UnsupportedFeatureException", 400, "message"},
        {0},
};

static const struct shape_error errors_DescribeClusters[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {0},
};

static const struct shape_error errors_DescribeServiceDeployments[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {"ServiceNotFoundException", "ServiceNotFoundException", 400, "message"},
        {"ClusterNotFoundException", "ClusterNotFoundException", 400, "message"},
        {"UnsupportedFeatureException", "UnsupportedFeatureException", 400, "message"},
        {0},
};

static const struct shape_error errors_DescribeServiceRevisions[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {"ServiceNotFoundException", "ServiceNotFoundException", 400, "message"},
        {"ClusterNotFoundException", "ClusterNotFoundException", 400, "message"},
        {"UnsupportedFeatureException", "UnsupportedFeatureException", 400, "message"},
        {0},
};

static const struct shape_error errors_DescribeServices[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {"ClusterNotFoundException", "ClusterNotFoundException", 400, "message"},
        {0},
};

static const struct shape_error errors_DescribeTaskDefinition[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {0},
};

static const struct shape_error errors_DescribeTaskSets[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"ServiceNotActiveException", "ServiceNotActiveException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {"ServiceNotFoundException", "ServiceNotFoundException", 400, "message"},
        {"ClusterNotFoundException", "ClusterNotFoundException", 400, "message"},
        {"UnsupportedFeatureException", "UnsupportedFeatureException", 400, "message"},
        {0},
};

static const struct shape_error errors_DescribeTasks[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {"ClusterNotFoundException", "ClusterNotFoundException", 400, "message"},
        {0},
};

static const struct shape_error errors_ListClusters[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {0},
};

static const struct shape_error errors_ListServiceDeployments[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {"ServiceNotFoundException", "ServiceNotFoundException", 400, "message"},
        {"ClusterNotFoundException", "ClusterNotFoundException", 400, "message"},
        {"UnsupportedFeatureException", "UnsupportedFeatureException", 400, "message"},
        {0},
};

static const struct shape_error errors_ListServices[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {"ClusterNotFoundException", "ClusterNotFoundException", 400, "message"},
        {0},
};

static const struct shape_error errors_ListTagsForResource[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {"ClusterNotFoundException", "ClusterNotFoundException", 400, "message"},
        {0},
};

static const struct shape_error errors_ListTaskDefinitionFamilies[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {0},
};

static const struct shape_error errors_ListTaskDefinitions[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {0},
};

static const struct shape_error errors_ListTasks[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {"ServiceNotFoundException", "ServiceNotFoundException", 400, "message"},
        {"ClusterNotFoundException", "ClusterNotFoundException", 400, "message"},
        {0},
};

static const struct shape_error errors_PutClusterCapacityProviders[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"UpdateInProgressException", "UpdateInProgressException", 400, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ResourceInUseException", "ResourceInUseException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {"ClusterNotFoundException", "ClusterNotFoundException", 400, "message"},
        {0},
};

static const struct shape_error errors_RegisterTaskDefinition[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"LimitExceededException", "LimitExceededException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {0},
};

static const struct shape_error errors_RunTask[] = {
        {"ConflictException", "ConflictException", 400, "message"},
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"PlatformUnknownException", "PlatformUnknownException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"BlockedException", "BlockedException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {"ClusterNotFoundException", "ClusterNotFoundException", 400, "message"},
        {"PlatformTaskDefinitionIncompatibilityException", "PlatformTaskDefinitionIncompatibilityException", 400, "message"},
        {"UnsupportedFeatureException", "UnsupportedFeatureException", 400, "message"},
        {0},
};

static const struct shape_error errors_StopServiceDeployment[] = {
        {"ConflictException", "ConflictException", 400, "message"},
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {"ServiceDeploymentNotFoundException", "ServiceDeploymentNotFoundException", 400, "message"},
        {"UnsupportedFeatureException", "UnsupportedFeatureException", 400, "message"},
        {0},
};

static const struct shape_error errors_StopTask[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {"ClusterNotFoundException", "ClusterNotFoundException", 400, "message"},
        {0},
};

static const struct shape_error errors_TagResource[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"LimitExceededException", "LimitExceededException", 400, "message"},
        {"ResourceNotFoundException", "ResourceNotFoundException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {"ClusterNotFoundException", "ClusterNotFoundException", 400, "message"},
        {0},
};

static const struct shape_error errors_UntagResource[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"ResourceNotFoundException", "ResourceNotFoundException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {"ClusterNotFoundException", "ClusterNotFoundException", 400, "message"},
        {0},
};

static const struct shape_error errors_UpdateCluster[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"NamespaceNotFoundException", "NamespaceNotFoundException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {"ClusterNotFoundException", "ClusterNotFoundException", 400, "message"},
        {0},
};

static const struct shape_error errors_UpdateService[] = {
        {"AccessDeniedException", "AccessDeniedException", 400, "message"},
        {"PlatformUnknownException", "PlatformUnknownException", 400, "message"},
        {"NamespaceNotFoundException", "NamespaceNotFoundException", 400, "message"},
        {"ServiceNotActiveException", "ServiceNotActiveException", 400, "message"},
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"ClientException", "ClientException", 400, "message"},
        {"ServiceNotFoundException", "ServiceNotFoundException", 400, "message"},
        {"ClusterNotFoundException", "ClusterNotFoundException", 400, "message"},
        {"PlatformTaskDefinitionIncompatibilityException", "PlatformTaskDefinitionIncompatibilityException", 400, "message"},
        {"UnsupportedFeatureException", "UnsupportedFeatureException", 400, "message"},
        {0},
};

static const struct shape_operation operations[] = {
        {"ContinueServiceDeployment", &s_ContinueServiceDeploymentRequest, &s_ContinueServiceDeploymentResponse, errors_ContinueServiceDeployment},
        {"CreateCluster", &s_CreateClusterRequest, &s_CreateClusterResponse, errors_CreateCluster},
        {"CreateService", &s_CreateServiceRequest, &s_CreateServiceResponse, errors_CreateService},
        {"DeleteCluster", &s_DeleteClusterRequest, &s_DeleteClusterResponse, errors_DeleteCluster},
        {"DeleteService", &s_DeleteServiceRequest, &s_DeleteServiceResponse, errors_DeleteService},
        {"DeregisterTaskDefinition", &s_DeregisterTaskDefinitionRequest, &s_DeregisterTaskDefinitionResponse, errors_DeregisterTaskDefinition},
        {"DescribeCapacityProviders", &s_DescribeCapacityProvidersRequest, &s_DescribeCapacityProvidersResponse, errors_DescribeCapacityProviders},
        {"DescribeClusters", &s_DescribeClustersRequest, &s_DescribeClustersResponse, errors_DescribeClusters},
        {"DescribeServiceDeployments", &s_DescribeServiceDeploymentsRequest, &s_DescribeServiceDeploymentsResponse, errors_DescribeServiceDeployments},
        {"DescribeServiceRevisions", &s_DescribeServiceRevisionsRequest, &s_DescribeServiceRevisionsResponse, errors_DescribeServiceRevisions},
        {"DescribeServices", &s_DescribeServicesRequest, &s_DescribeServicesResponse, errors_DescribeServices},
        {"DescribeTaskDefinition", &s_DescribeTaskDefinitionRequest, &s_DescribeTaskDefinitionResponse, errors_DescribeTaskDefinition},
        {"DescribeTaskSets", &s_DescribeTaskSetsRequest, &s_DescribeTaskSetsResponse, errors_DescribeTaskSets},
        {"DescribeTasks", &s_DescribeTasksRequest, &s_DescribeTasksResponse, errors_DescribeTasks},
        {"ListClusters", &s_ListClustersRequest, &s_ListClustersResponse, errors_ListClusters},
        {"ListServiceDeployments", &s_ListServiceDeploymentsRequest, &s_ListServiceDeploymentsResponse, errors_ListServiceDeployments},
        {"ListServices", &s_ListServicesRequest, &s_ListServicesResponse, errors_ListServices},
        {"ListTagsForResource", &s_ListTagsForResourceRequest, &s_ListTagsForResourceResponse, errors_ListTagsForResource},
        {"ListTaskDefinitionFamilies", &s_ListTaskDefinitionFamiliesRequest, &s_ListTaskDefinitionFamiliesResponse, errors_ListTaskDefinitionFamilies},
        {"ListTaskDefinitions", &s_ListTaskDefinitionsRequest, &s_ListTaskDefinitionsResponse, errors_ListTaskDefinitions},
        {"ListTasks", &s_ListTasksRequest, &s_ListTasksResponse, errors_ListTasks},
        {"PutClusterCapacityProviders", &s_PutClusterCapacityProvidersRequest, &s_PutClusterCapacityProvidersResponse, errors_PutClusterCapacityProviders},
        {"RegisterTaskDefinition", &s_RegisterTaskDefinitionRequest, &s_RegisterTaskDefinitionResponse, errors_RegisterTaskDefinition},
        {"RunTask", &s_RunTaskRequest, &s_RunTaskResponse, errors_RunTask},
        {"StopServiceDeployment", &s_StopServiceDeploymentRequest, &s_StopServiceDeploymentResponse, errors_StopServiceDeployment},
        {"StopTask", &s_StopTaskRequest, &s_StopTaskResponse, errors_StopTask},
        {"TagResource", &s_TagResourceRequest, &s_TagResourceResponse, errors_TagResource},
        {"UntagResource", &s_UntagResourceRequest, &s_UntagResourceResponse, errors_UntagResource},
        {"UpdateCluster", &s_UpdateClusterRequest, &s_UpdateClusterResponse, errors_UpdateCluster},
        {"UpdateService", &s_UpdateServiceRequest, &s_UpdateServiceResponse, errors_UpdateService},
};

const struct shape_service shapes_ecs = {
        .name = "ecs",
        .signing = "ecs",
        .json = true,
        .version = "2014-11-13",
        .xmlns = "",
        .target = "AmazonEC2ContainerServiceV20141113",
        .operations = operations,
        .count = 30,
};
