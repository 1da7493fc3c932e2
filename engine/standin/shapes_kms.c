/*
 * KMS's shapes, API version 2014-11-01.
 * Made by scripts/generate-shapes from botocore's model: do not edit.
 */
/* clang-format off */
#include "engine/standin/shapes.h"

#include <stddef.h>

static const struct shape s_AWSAccountIdType;
static const struct shape s_AliasList;
static const struct shape s_AliasListEntry;
static const struct shape s_AliasNameType;
static const struct shape s_ArnType;
static const struct shape s_BackingKeyIdType;
static const struct shape s_BooleanType;
static const struct shape s_CloudHsmClusterIdType;
static const struct shape s_CreateGrantRequest;
static const struct shape s_CreateGrantResponse;
static const struct shape s_CustomKeyStoreIdType;
static const struct shape s_CustomerMasterKeySpec;
static const struct shape s_DateType;
static const struct shape s_DescribeKeyRequest;
static const struct shape s_DescribeKeyResponse;
static const struct shape s_DescriptionType;
static const struct shape s_EncryptionAlgorithmSpec;
static const struct shape s_EncryptionAlgorithmSpecList;
static const struct shape s_EncryptionContextType;
static const struct shape s_EncryptionContextValue;
static const struct shape s_ExpirationModelType;
static const struct shape s_GrantConstraints;
static const struct shape s_GrantIdType;
static const struct shape s_GrantList;
static const struct shape s_GrantListEntry;
static const struct shape s_GrantNameType;
static const struct shape s_GrantOperation;
static const struct shape s_GrantOperationList;
static const struct shape s_GrantTokenList;
static const struct shape s_GrantTokenType;
static const struct shape s_KeyAgreementAlgorithmSpec;
static const struct shape s_KeyAgreementAlgorithmSpecList;
static const struct shape s_KeyIdType;
static const struct shape s_KeyList;
static const struct shape s_KeyListEntry;
static const struct shape s_KeyManagerType;
static const struct shape s_KeyMetadata;
static const struct shape s_KeySpec;
static const struct shape s_KeyState;
static const struct shape s_KeyUsageType;
static const struct shape s_LimitType;
static const struct shape s_ListAliasesRequest;
static const struct shape s_ListAliasesResponse;
static const struct shape s_ListGrantsRequest;
static const struct shape s_ListGrantsResponse;
static const struct shape s_ListKeysRequest;
static const struct shape s_ListKeysResponse;
static const struct shape s_MacAlgorithmSpec;
static const struct shape s_MacAlgorithmSpecList;
static const struct shape s_MarkerType;
static const struct shape s_MultiRegionConfiguration;
static const struct shape s_MultiRegionKey;
static const struct shape s_MultiRegionKeyList;
static const struct shape s_MultiRegionKeyType;
static const struct shape s_NullableBooleanType;
static const struct shape s_OriginType;
static const struct shape s_PendingWindowInDaysType;
static const struct shape s_PrincipalIdType;
static const struct shape s_RegionType;
static const struct shape s_RevokeGrantRequest;
static const struct shape s_SigningAlgorithmSpec;
static const struct shape s_SigningAlgorithmSpecList;
static const struct shape s_XksKeyConfigurationType;
static const struct shape s_XksKeyIdType;

static const struct shape s_AWSAccountIdType = {
        .name = "AWSAccountIdType",
        .kind = SHAPE_TEXT,
};
static const struct shape s_AliasList = {
        .name = "AliasList",
        .kind = SHAPE_LIST,
        .item = &s_AliasListEntry,
        .item_name = "member",
};
static const struct shape_member m_AliasListEntry[] = {
        {"AliasName", &s_AliasNameType},
        {"AliasArn", &s_ArnType},
        {"TargetKeyId", &s_KeyIdType},
        {"CreationDate", &s_DateType},
        {"LastUpdatedDate", &s_DateType},
};
static const struct shape s_AliasListEntry = {
        .name = "AliasListEntry",
        .kind = SHAPE_STRUCTURE,
        .members = m_AliasListEntry,
        .count = 5,
};
static const struct shape s_AliasNameType = {
        .name = "AliasNameType",
        .kind = SHAPE_TEXT,
        .pattern = "^[a-zA-Z0-9:/_-]+$",
        .has_min = true, .min = 1,
        .has_max = true, .max = 256,
};
static const struct shape s_ArnType = {
        .name = "ArnType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 20,
        .has_max = true, .max = 2048,
};
static const struct shape s_BackingKeyIdType = {
        .name = "BackingKeyIdType",
        .kind = SHAPE_TEXT,
        .pattern = "^[a-f0-9]+$",
        .has_min = true, .min = 64,
        .has_max = true, .max = 64,
};
static const struct shape s_BooleanType = {
        .name = "BooleanType",
        .kind = SHAPE_FLAG,
};
static const struct shape s_CloudHsmClusterIdType = {
        .name = "CloudHsmClusterIdType",
        .kind = SHAPE_TEXT,
        .pattern = "^(cluster-[2-7a-zA-Z]{11,16})$",
        .has_min = true, .min = 19,
        .has_max = true, .max = 24,
};
static const struct shape_member m_CreateGrantRequest[] = {
        {"KeyId", &s_KeyIdType, true},
        {"GranteePrincipal", &s_PrincipalIdType, true},
        {"RetiringPrincipal", &s_PrincipalIdType},
        {"Operations", &s_GrantOperationList, true},
        {"Constraints", &s_GrantConstraints},
        {"GrantTokens", &s_GrantTokenList},
        {"Name", &s_GrantNameType},
        {"DryRun", &s_NullableBooleanType},
};
static const struct shape s_CreateGrantRequest = {
        .name = "CreateGrantRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_CreateGrantRequest,
        .count = 8,
};
static const struct shape_member m_CreateGrantResponse[] = {
        {"GrantToken", &s_GrantTokenType},
        {"GrantId", &s_GrantIdType},
};
static const struct shape s_CreateGrantResponse = {
        .name = "CreateGrantResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_CreateGrantResponse,
        .count = 2,
};
static const struct shape s_CustomKeyStoreIdType = {
        .name = "CustomKeyStoreIdType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 64,
};
static const char *const e_CustomerMasterKeySpec[] = {
        "RSA_2048",
        "RSA_3072",
        "RSA_4096",
        "ECC_NIST_P256",
        "ECC_NIST_P384",
        "ECC_NIST_P521",
        "ECC_SECG_P256K1",
        "SYMMETRIC_DEFAULT",
        "HMAC_224",
        "HMAC_256",
        "HMAC_384",
        "HMAC_512",
        "SM2",
        NULL,
};
static const struct shape s_CustomerMasterKeySpec = {
        .name = "CustomerMasterKeySpec",
        .kind = SHAPE_TEXT,
        .values = e_CustomerMasterKeySpec,
};
static const struct shape s_DateType = {
        .name = "DateType",
        .kind = SHAPE_TIME,
};
static const struct shape_member m_DescribeKeyRequest[] = {
        {"KeyId", &s_KeyIdType, true},
        {"GrantTokens", &s_GrantTokenList},
};
static const struct shape s_DescribeKeyRequest = {
        .name = "DescribeKeyRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeKeyRequest,
        .count = 2,
};
static const struct shape_member m_DescribeKeyResponse[] = {
        {"KeyMetadata", &s_KeyMetadata},
};
static const struct shape s_DescribeKeyResponse = {
        .name = "DescribeKeyResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeKeyResponse,
        .count = 1,
};
static const struct shape s_DescriptionType = {
        .name = "DescriptionType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 0,
        .has_max = true, .max = 8192,
};
static const char *const e_EncryptionAlgorithmSpec[] = {
        "SYMMETRIC_DEFAULT",
        "RSAES_OAEP_SHA_1",
        "RSAES_OAEP_SHA_256",
        "SM2PKE",
        NULL,
};
static const struct shape s_EncryptionAlgorithmSpec = {
        .name = "EncryptionAlgorithmSpec",
        .kind = SHAPE_TEXT,
        .values = e_EncryptionAlgorithmSpec,
};
static const struct shape s_EncryptionAlgorithmSpecList = {
        .name = "EncryptionAlgorithmSpecList",
        .kind = SHAPE_LIST,
        .item = &s_EncryptionAlgorithmSpec,
        .item_name = "member",
};
static const struct shape s_EncryptionContextType = {
        .name = "EncryptionContextType",
        .kind = SHAPE_MAP,
        .item = &s_EncryptionContextValue,
};
static const struct shape s_EncryptionContextValue = {
        .name = "EncryptionContextValue",
        .kind = SHAPE_TEXT,
};
static const char *const e_ExpirationModelType[] = {
        "KEY_MATERIAL_EXPIRES",
        "KEY_MATERIAL_DOES_NOT_EXPIRE",
        NULL,
};
static const struct shape s_ExpirationModelType = {
        .name = "ExpirationModelType",
        .kind = SHAPE_TEXT,
        .values = e_ExpirationModelType,
};
static const struct shape_member m_GrantConstraints[] = {
        {"EncryptionContextSubset", &s_EncryptionContextType},
        {"EncryptionContextEquals", &s_EncryptionContextType},
};
static const struct shape s_GrantConstraints = {
        .name = "GrantConstraints",
        .kind = SHAPE_STRUCTURE,
        .members = m_GrantConstraints,
        .count = 2,
};
static const struct shape s_GrantIdType = {
        .name = "GrantIdType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 128,
};
static const struct shape s_GrantList = {
        .name = "GrantList",
        .kind = SHAPE_LIST,
        .item = &s_GrantListEntry,
        .item_name = "member",
};
static const struct shape_member m_GrantListEntry[] = {
        {"KeyId", &s_KeyIdType},
        {"GrantId", &s_GrantIdType},
        {"Name", &s_GrantNameType},
        {"CreationDate", &s_DateType},
        {"GranteePrincipal", &s_PrincipalIdType},
        {"RetiringPrincipal", &s_PrincipalIdType},
        {"IssuingAccount", &s_PrincipalIdType},
        {"Operations", &s_GrantOperationList},
        {"Constraints", &s_GrantConstraints},
};
static const struct shape s_GrantListEntry = {
        .name = "GrantListEntry",
        .kind = SHAPE_STRUCTURE,
        .members = m_GrantListEntry,
        .count = 9,
};
static const struct shape s_GrantNameType = {
        .name = "GrantNameType",
        .kind = SHAPE_TEXT,
        .pattern = "^[a-zA-Z0-9:/_-]+$",
        .has_min = true, .min = 1,
        .has_max = true, .max = 256,
};
static const char *const e_GrantOperation[] = {
        "Decrypt",
        "Encrypt",
        "GenerateDataKey",
        "GenerateDataKeyWithoutPlaintext",
        "ReEncryptFrom",
        "ReEncryptTo",
        "Sign",
        "Verify",
        "GetPublicKey",
        "CreateGrant",
        "RetireGrant",
        "DescribeKey",
        "GenerateDataKeyPair",
        "GenerateDataKeyPairWithoutPlaintext",
        "GenerateMac",
        "VerifyMac",
        "DeriveSharedSecret",
        NULL,
};
static const struct shape s_GrantOperation = {
        .name = "GrantOperation",
        .kind = SHAPE_TEXT,
        .values = e_GrantOperation,
};
static const struct shape s_GrantOperationList = {
        .name = "GrantOperationList",
        .kind = SHAPE_LIST,
        .item = &s_GrantOperation,
        .item_name = "member",
};
static const struct shape s_GrantTokenList = {
        .name = "GrantTokenList",
        .kind = SHAPE_LIST,
        .item = &s_GrantTokenType,
        .item_name = "member",
        .has_min = true, .min = 0,
        .has_max = true, .max = 10,
};
static const struct shape s_GrantTokenType = {
        .name = "GrantTokenType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 8192,
};
static const char *const e_KeyAgreementAlgorithmSpec[] = {
        "ECDH",
        NULL,
};
static const struct shape s_KeyAgreementAlgorithmSpec = {
        .name = "KeyAgreementAlgorithmSpec",
        .kind = SHAPE_TEXT,
        .values = e_KeyAgreementAlgorithmSpec,
};
static const struct shape s_KeyAgreementAlgorithmSpecList = {
        .name = "KeyAgreementAlgorithmSpecList",
        .kind = SHAPE_LIST,
        .item = &s_KeyAgreementAlgorithmSpec,
        .item_name = "member",
};
static const struct shape s_KeyIdType = {
        .name = "KeyIdType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 2048,
};
static const struct shape s_KeyList = {
        .name = "KeyList",
        .kind = SHAPE_LIST,
        .item = &s_KeyListEntry,
        .item_name = "member",
};
static const struct shape_member m_KeyListEntry[] = {
        {"KeyId", &s_KeyIdType},
        {"KeyArn", &s_ArnType},
};
static const struct shape s_KeyListEntry = {
        .name = "KeyListEntry",
        .kind = SHAPE_STRUCTURE,
        .members = m_KeyListEntry,
        .count = 2,
};
static const char *const e_KeyManagerType[] = {
        "AWS",
        "CUSTOMER",
        NULL,
};
static const struct shape s_KeyManagerType = {
        .name = "KeyManagerType",
        .kind = SHAPE_TEXT,
        .values = e_KeyManagerType,
};
static const struct shape_member m_KeyMetadata[] = {
        {"AWSAccountId", &s_AWSAccountIdType},
        {"KeyId", &s_KeyIdType, true},
        {"Arn", &s_ArnType},
        {"CreationDate", &s_DateType},
        {"Enabled", &s_BooleanType},
        {"Description", &s_DescriptionType},
        {"KeyUsage", &s_KeyUsageType},
        {"KeyState", &s_KeyState},
        {"DeletionDate", &s_DateType},
        {"ValidTo", &s_DateType},
        {"Origin", &s_OriginType},
        {"CustomKeyStoreId", &s_CustomKeyStoreIdType},
        {"CloudHsmClusterId", &s_CloudHsmClusterIdType},
        {"ExpirationModel", &s_ExpirationModelType},
        {"KeyManager", &s_KeyManagerType},
        {"CustomerMasterKeySpec", &s_CustomerMasterKeySpec},
        {"KeySpec", &s_KeySpec},
        {"EncryptionAlgorithms", &s_EncryptionAlgorithmSpecList},
        {"SigningAlgorithms", &s_SigningAlgorithmSpecList},
        {"KeyAgreementAlgorithms", &s_KeyAgreementAlgorithmSpecList},
        {"MultiRegion", &s_NullableBooleanType},
        {"MultiRegionConfiguration", &s_MultiRegionConfiguration},
        {"PendingDeletionWindowInDays", &s_PendingWindowInDaysType},
        {"MacAlgorithms", &s_MacAlgorithmSpecList},
        {"XksKeyConfiguration", &s_XksKeyConfigurationType},
        {"CurrentKeyMaterialId", &s_BackingKeyIdType},
};
static const struct shape s_KeyMetadata = {
        .name = "KeyMetadata",
        .kind = SHAPE_STRUCTURE,
        .members = m_KeyMetadata,
        .count = 26,
};
static const char *const e_KeySpec[] = {
        "RSA_2048",
        "RSA_3072",
        "RSA_4096",
        "ECC_NIST_P256",
        "ECC_NIST_P384",
        "ECC_NIST_P521",
        "ECC_SECG_P256K1",
        "SYMMETRIC_DEFAULT",
        "HMAC_224",
        "HMAC_256",
        "HMAC_384",
        "HMAC_512",
        "SM2",
        "ML_DSA_44",
        "ML_DSA_65",
        "ML_DSA_87",
        "ECC_NIST_EDWARDS25519",
        NULL,
};
static const struct shape s_KeySpec = {
        .name = "KeySpec",
        .kind = SHAPE_TEXT,
        .values = e_KeySpec,
};
static const char *const e_KeyState[] = {
        "Creating",
        "Enabled",
        "Disabled",
        "PendingDeletion",
        "PendingImport",
        "PendingReplicaDeletion",
        "Unavailable",
        "Updating",
        NULL,
};
static const struct shape s_KeyState = {
        .name = "KeyState",
        .kind = SHAPE_TEXT,
        .values = e_KeyState,
};
static const char *const e_KeyUsageType[] = {
        "SIGN_VERIFY",
        "ENCRYPT_DECRYPT",
        "GENERATE_VERIFY_MAC",
        "KEY_AGREEMENT",
        NULL,
};
static const struct shape s_KeyUsageType = {
        .name = "KeyUsageType",
        .kind = SHAPE_TEXT,
        .values = e_KeyUsageType,
};
static const struct shape s_LimitType = {
        .name = "LimitType",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 1,
        .has_max = true, .max = 1000,
};
static const struct shape_member m_ListAliasesRequest[] = {
        {"KeyId", &s_KeyIdType},
        {"Limit", &s_LimitType},
        {"Marker", &s_MarkerType},
};
static const struct shape s_ListAliasesRequest = {
        .name = "ListAliasesRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListAliasesRequest,
        .count = 3,
};
static const struct shape_member m_ListAliasesResponse[] = {
        {"Aliases", &s_AliasList},
        {"NextMarker", &s_MarkerType},
        {"Truncated", &s_BooleanType},
};
static const struct shape s_ListAliasesResponse = {
        .name = "ListAliasesResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListAliasesResponse,
        .count = 3,
};
static const struct shape_member m_ListGrantsRequest[] = {
        {"Limit", &s_LimitType},
        {"Marker", &s_MarkerType},
        {"KeyId", &s_KeyIdType, true},
        {"GrantId", &s_GrantIdType},
        {"GranteePrincipal", &s_PrincipalIdType},
};
static const struct shape s_ListGrantsRequest = {
        .name = "ListGrantsRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListGrantsRequest,
        .count = 5,
};
static const struct shape_member m_ListGrantsResponse[] = {
        {"Grants", &s_GrantList},
        {"NextMarker", &s_MarkerType},
        {"Truncated", &s_BooleanType},
};
static const struct shape s_ListGrantsResponse = {
        .name = "ListGrantsResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListGrantsResponse,
        .count = 3,
};
static const struct shape_member m_ListKeysRequest[] = {
        {"Limit", &s_LimitType},
        {"Marker", &s_MarkerType},
};
static const struct shape s_ListKeysRequest = {
        .name = "ListKeysRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListKeysRequest,
        .count = 2,
};
static const struct shape_member m_ListKeysResponse[] = {
        {"Keys", &s_KeyList},
        {"NextMarker", &s_MarkerType},
        {"Truncated", &s_BooleanType},
};
static const struct shape s_ListKeysResponse = {
        .name = "ListKeysResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_ListKeysResponse,
        .count = 3,
};
static const char *const e_MacAlgorithmSpec[] = {
        "HMAC_SHA_224",
        "HMAC_SHA_256",
        "HMAC_SHA_384",
        "HMAC_SHA_512",
        NULL,
};
static const struct shape s_MacAlgorithmSpec = {
        .name = "MacAlgorithmSpec",
        .kind = SHAPE_TEXT,
        .values = e_MacAlgorithmSpec,
};
static const struct shape s_MacAlgorithmSpecList = {
        .name = "MacAlgorithmSpecList",
        .kind = SHAPE_LIST,
        .item = &s_MacAlgorithmSpec,
        .item_name = "member",
};
static const struct shape s_MarkerType = {
        .name = "MarkerType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 1024,
};
static const struct shape_member m_MultiRegionConfiguration[] = {
        {"MultiRegionKeyType", &s_MultiRegionKeyType},
        {"PrimaryKey", &s_MultiRegionKey},
        {"ReplicaKeys", &s_MultiRegionKeyList},
};
static const struct shape s_MultiRegionConfiguration = {
        .name = "MultiRegionConfiguration",
        .kind = SHAPE_STRUCTURE,
        .members = m_MultiRegionConfiguration,
        .count = 3,
};
static const struct shape_member m_MultiRegionKey[] = {
        {"Arn", &s_ArnType},
        {"Region", &s_RegionType},
};
static const struct shape s_MultiRegionKey = {
        .name = "MultiRegionKey",
        .kind = SHAPE_STRUCTURE,
        .members = m_MultiRegionKey,
        .count = 2,
};
static const struct shape s_MultiRegionKeyList = {
        .name = "MultiRegionKeyList",
        .kind = SHAPE_LIST,
        .item = &s_MultiRegionKey,
        .item_name = "member",
};
static const char *const e_MultiRegionKeyType[] = {
        "PRIMARY",
        "REPLICA",
        NULL,
};
static const struct shape s_MultiRegionKeyType = {
        .name = "MultiRegionKeyType",
        .kind = SHAPE_TEXT,
        .values = e_MultiRegionKeyType,
};
static const struct shape s_NullableBooleanType = {
        .name = "NullableBooleanType",
        .kind = SHAPE_FLAG,
};
static const char *const e_OriginType[] = {
        "AWS_KMS",
        "EXTERNAL",
        "AWS_CLOUDHSM",
        "EXTERNAL_KEY_STORE",
        NULL,
};
static const struct shape s_OriginType = {
        .name = "OriginType",
        .kind = SHAPE_TEXT,
        .values = e_OriginType,
};
static const struct shape s_PendingWindowInDaysType = {
        .name = "PendingWindowInDaysType",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 1,
        .has_max = true, .max = 365,
};
static const struct shape s_PrincipalIdType = {
        .name = "PrincipalIdType",
        .kind = SHAPE_TEXT,
        .pattern = "^[a-zA-Z0-9_+=,.@:/-]+$",
        .has_min = true, .min = 1,
        .has_max = true, .max = 256,
};
static const struct shape s_RegionType = {
        .name = "RegionType",
        .kind = SHAPE_TEXT,
        .pattern = "^([a-z]+-){2,3}[0-9]+$",
        .has_min = true, .min = 1,
        .has_max = true, .max = 32,
};
static const struct shape_member m_RevokeGrantRequest[] = {
        {"KeyId", &s_KeyIdType, true},
        {"GrantId", &s_GrantIdType, true},
        {"DryRun", &s_NullableBooleanType},
};
static const struct shape s_RevokeGrantRequest = {
        .name = "RevokeGrantRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_RevokeGrantRequest,
        .count = 3,
};
static const char *const e_SigningAlgorithmSpec[] = {
        "RSASSA_PSS_SHA_256",
        "RSASSA_PSS_SHA_384",
        "RSASSA_PSS_SHA_512",
        "RSASSA_PKCS1_V1_5_SHA_256",
        "RSASSA_PKCS1_V1_5_SHA_384",
        "RSASSA_PKCS1_V1_5_SHA_512",
        "ECDSA_SHA_256",
        "ECDSA_SHA_384",
        "ECDSA_SHA_512",
        "SM2DSA",
        "ML_DSA_SHAKE_256",
        "ED25519_SHA_512",
        "ED25519_PH_SHA_512",
        NULL,
};
static const struct shape s_SigningAlgorithmSpec = {
        .name = "SigningAlgorithmSpec",
        .kind = SHAPE_TEXT,
        .values = e_SigningAlgorithmSpec,
};
static const struct shape s_SigningAlgorithmSpecList = {
        .name = "SigningAlgorithmSpecList",
        .kind = SHAPE_LIST,
        .item = &s_SigningAlgorithmSpec,
        .item_name = "member",
};
static const struct shape_member m_XksKeyConfigurationType[] = {
        {"Id", &s_XksKeyIdType},
};
static const struct shape s_XksKeyConfigurationType = {
        .name = "XksKeyConfigurationType",
        .kind = SHAPE_STRUCTURE,
        .members = m_XksKeyConfigurationType,
        .count = 1,
};
static const struct shape s_XksKeyIdType = {
        .name = "XksKeyIdType",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 128,
};

static const struct shape_error errors_CreateGrant[] = {
        {"NotFoundException", "NotFoundException", 400, "message"},
        {"DisabledException", "DisabledException", 400, "message"},
        {"DependencyTimeoutException", "DependencyTimeoutException", 500, "message"},
        {"InvalidArnException", "InvalidArnException", 400, "message"},
        {"KMSInternalException", "KMSInternalException", 500, "message"},
        {"InvalidGrantTokenException", "InvalidGrantTokenException", 400, "message"},
        {"LimitExceededException", "LimitExceededException", 400, "message"},
        {"KMSInvalidStateException", "KMSInvalidStateException", 400, "message"},
        {"DryRunOperationException", "DryRunOperationException", 400, "message"},
        {0},
};

static const struct shape_error errors_DescribeKey[] = {
        {"NotFoundException", "NotFoundException", 400, "message"},
        {"InvalidArnException", "InvalidArnException", 400, "message"},
        {"DependencyTimeoutException", "DependencyTimeoutException", 500, "message"},
        {"KMSInternalException", "KMSInternalException", 500, "message"},
        {0},
};

static const struct shape_error errors_ListAliases[] = {
        {"DependencyTimeoutException", "DependencyTimeoutException", 500, "message"},
        {"InvalidMarkerException", "InvalidMarkerException", 400, "message"},
        {"KMSInternalException", "KMSInternalException", 500, "message"},
        {"InvalidArnException", "InvalidArnException", 400, "message"},
        {"NotFoundException", "NotFoundException", 400, "message"},
        {0},
};

static const struct shape_error errors_ListGrants[] = {
        {"NotFoundException", "NotFoundException", 400, "message"},
        {"DependencyTimeoutException", "DependencyTimeoutException", 500, "message"},
        {"InvalidMarkerException", "InvalidMarkerException", 400, "message"},
        {"InvalidGrantIdException", "InvalidGrantIdException", 400, "message"},
        {"InvalidArnException", "InvalidArnException", 400, "message"},
        {"KMSInternalException", "KMSInternalException", 500, "message"},
        {"KMSInvalidStateException", "KMSInvalidStateException", 400, "message"},
        {0},
};

static const struct shape_error errors_ListKeys[] = {
        {"DependencyTimeoutException", "DependencyTimeoutException", 500, "message"},
        {"KMSInternalException", "KMSInternalException", 500, "message"},
        {"InvalidMarkerException", "InvalidMarkerException", 400, "message"},
        {0},
};

static const struct shape_error errors_RevokeGrant[] = {
        {"NotFoundException", "NotFoundException", 400, "message"},
        {"DependencyTimeoutException", "DependencyTimeoutException", 500, "message"},
        {"InvalidArnException", "InvalidArnException", 400, "message"},
        {"InvalidGrantIdException", "InvalidGrantIdException", 400, "message"},
        {"KMSInternalException", "KMSInternalException", 500, "message"},
        {"KMSInvalidStateException", "KMSInvalidStateException", 400, "message"},
        {"DryRunOperationException", "DryRunOperationException", 400, "message"},
        {0},
};

static const struct shape_operation operations[] = {
        {"CreateGrant", &s_CreateGrantRequest, &s_CreateGrantResponse, errors_CreateGrant},
        {"DescribeKey", &s_DescribeKeyRequest, &s_DescribeKeyResponse, errors_DescribeKey},
        {"ListAliases", &s_ListAliasesRequest, &s_ListAliasesResponse, errors_ListAliases},
        {"ListGrants", &s_ListGrantsRequest, &s_ListGrantsResponse, errors_ListGrants},
        {"ListKeys", &s_ListKeysRequest, &s_ListKeysResponse, errors_ListKeys},
        {"RevokeGrant", &s_RevokeGrantRequest, NULL, errors_RevokeGrant},
};

const struct shape_service shapes_kms = {
        .name = "kms",
        .signing = "kms",
        .json = true,
        .version = "2014-11-01",
        .xmlns = "",
        .target = "TrentService",
        .operations = operations,
        .count = 6,
};
