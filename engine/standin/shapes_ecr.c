/*
 * ECR's shapes, API version 2015-09-21.
 * Made by scripts/generate-shapes from botocore's model: do not edit.
 */
/* clang-format off */
#include "engine/standin/shapes.h"

#include <stddef.h>

static const struct shape s_BatchGetImageRequest;
static const struct shape s_BatchGetImageResponse;
static const struct shape s_DescribeImagesFilter;
static const struct shape s_DescribeImagesRequest;
static const struct shape s_DescribeImagesResponse;
static const struct shape s_FindingSeverityCounts;
static const struct shape s_Image;
static const struct shape s_ImageDetail;
static const struct shape s_ImageDetailList;
static const struct shape s_ImageDigest;
static const struct shape s_ImageFailure;
static const struct shape s_ImageFailureCode;
static const struct shape s_ImageFailureList;
static const struct shape s_ImageFailureReason;
static const struct shape s_ImageIdentifier;
static const struct shape s_ImageIdentifierList;
static const struct shape s_ImageList;
static const struct shape s_ImageManifest;
static const struct shape s_ImageScanFindingsSummary;
static const struct shape s_ImageScanStatus;
static const struct shape s_ImageSizeInBytes;
static const struct shape s_ImageStatus;
static const struct shape s_ImageStatusFilter;
static const struct shape s_ImageTag;
static const struct shape s_ImageTagList;
static const struct shape s_LastActivatedAtTimestamp;
static const struct shape s_LastArchivedAtTimestamp;
static const struct shape s_MaxResults;
static const struct shape s_MediaType;
static const struct shape s_MediaTypeList;
static const struct shape s_NextToken;
static const struct shape s_PushTimestamp;
static const struct shape s_PutImageRequest;
static const struct shape s_PutImageResponse;
static const struct shape s_RecordedPullTimestamp;
static const struct shape s_RegistryId;
static const struct shape s_RepositoryName;
static const struct shape s_ScanStatus;
static const struct shape s_ScanStatusDescription;
static const struct shape s_ScanTimestamp;
static const struct shape s_SeverityCount;
static const struct shape s_TagStatus;
static const struct shape s_VulnerabilitySourceUpdateTimestamp;

static const struct shape_member m_BatchGetImageRequest[] = {
        {"registryId", &s_RegistryId},
        {"repositoryName", &s_RepositoryName, true},
        {"imageIds", &s_ImageIdentifierList, true},
        {"acceptedMediaTypes", &s_MediaTypeList},
};
static const struct shape s_BatchGetImageRequest = {
        .name = "BatchGetImageRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_BatchGetImageRequest,
        .count = 4,
};
static const struct shape_member m_BatchGetImageResponse[] = {
        {"images", &s_ImageList},
        {"failures", &s_ImageFailureList},
};
static const struct shape s_BatchGetImageResponse = {
        .name = "BatchGetImageResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_BatchGetImageResponse,
        .count = 2,
};
static const struct shape_member m_DescribeImagesFilter[] = {
        {"tagStatus", &s_TagStatus},
        {"imageStatus", &s_ImageStatusFilter},
};
static const struct shape s_DescribeImagesFilter = {
        .name = "DescribeImagesFilter",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeImagesFilter,
        .count = 2,
};
static const struct shape_member m_DescribeImagesRequest[] = {
        {"registryId", &s_RegistryId},
        {"repositoryName", &s_RepositoryName, true},
        {"imageIds", &s_ImageIdentifierList},
        {"nextToken", &s_NextToken},
        {"maxResults", &s_MaxResults},
        {"filter", &s_DescribeImagesFilter},
};
static const struct shape s_DescribeImagesRequest = {
        .name = "DescribeImagesRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeImagesRequest,
        .count = 6,
};
static const struct shape_member m_DescribeImagesResponse[] = {
        {"imageDetails", &s_ImageDetailList},
        {"nextToken", &s_NextToken},
};
static const struct shape s_DescribeImagesResponse = {
        .name = "DescribeImagesResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_DescribeImagesResponse,
        .count = 2,
};
static const struct shape s_FindingSeverityCounts = {
        .name = "FindingSeverityCounts",
        .kind = SHAPE_MAP,
        .item = &s_SeverityCount,
};
static const struct shape_member m_Image[] = {
        {"registryId", &s_RegistryId},
        {"repositoryName", &s_RepositoryName},
        {"imageId", &s_ImageIdentifier},
        {"imageManifest", &s_ImageManifest},
        {"imageManifestMediaType", &s_MediaType},
};
static const struct shape s_Image = {
        .name = "Image",
        .kind = SHAPE_STRUCTURE,
        .members = m_Image,
        .count = 5,
};
static const struct shape_member m_ImageDetail[] = {
        {"registryId", &s_RegistryId},
        {"repositoryName", &s_RepositoryName},
        {"imageDigest", &s_ImageDigest},
        {"imageTags", &s_ImageTagList},
        {"imageSizeInBytes", &s_ImageSizeInBytes},
        {"imagePushedAt", &s_PushTimestamp},
        {"imageScanStatus", &s_ImageScanStatus},
        {"imageScanFindingsSummary", &s_ImageScanFindingsSummary},
        {"imageManifestMediaType", &s_MediaType},
        {"artifactMediaType", &s_MediaType},
        {"lastRecordedPullTime", &s_RecordedPullTimestamp},
        {"subjectManifestDigest", &s_ImageDigest},
        {"imageStatus", &s_ImageStatus},
        {"lastArchivedAt", &s_LastArchivedAtTimestamp},
        {"lastActivatedAt", &s_LastActivatedAtTimestamp},
};
static const struct shape s_ImageDetail = {
        .name = "ImageDetail",
        .kind = SHAPE_STRUCTURE,
        .members = m_ImageDetail,
        .count = 15,
};
static const struct shape s_ImageDetailList = {
        .name = "ImageDetailList",
        .kind = SHAPE_LIST,
        .item = &s_ImageDetail,
        .item_name = "member",
};
static const struct shape s_ImageDigest = {
        .name = "ImageDigest",
        .kind = SHAPE_TEXT,
};
static const struct shape_member m_ImageFailure[] = {
        {"imageId", &s_ImageIdentifier},
        {"failureCode", &s_ImageFailureCode},
        {"failureReason", &s_ImageFailureReason},
};
static const struct shape s_ImageFailure = {
        .name = "ImageFailure",
        .kind = SHAPE_STRUCTURE,
        .members = m_ImageFailure,
        .count = 3,
};
static const char *const e_ImageFailureCode[] = {
        "InvalidImageDigest",
        "InvalidImageTag",
        "ImageTagDoesNotMatchDigest",
        "ImageNotFound",
        "MissingDigestAndTag",
        "ImageReferencedByManifestList",
        "KmsError",
        "UpstreamAccessDenied",
        "UpstreamTooManyRequests",
        "UpstreamUnavailable",
        "ImageInaccessible",
        NULL,
};
static const struct shape s_ImageFailureCode = {
        .name = "ImageFailureCode",
        .kind = SHAPE_TEXT,
        .values = e_ImageFailureCode,
};
static const struct shape s_ImageFailureList = {
        .name = "ImageFailureList",
        .kind = SHAPE_LIST,
        .item = &s_ImageFailure,
        .item_name = "member",
};
static const struct shape s_ImageFailureReason = {
        .name = "ImageFailureReason",
        .kind = SHAPE_TEXT,
};
static const struct shape_member m_ImageIdentifier[] = {
        {"imageDigest", &s_ImageDigest},
        {"imageTag", &s_ImageTag},
};
static const struct shape s_ImageIdentifier = {
        .name = "ImageIdentifier",
        .kind = SHAPE_STRUCTURE,
        .members = m_ImageIdentifier,
        .count = 2,
};
static const struct shape s_ImageIdentifierList = {
        .name = "ImageIdentifierList",
        .kind = SHAPE_LIST,
        .item = &s_ImageIdentifier,
        .item_name = "member",
        .has_min = true, .min = 1,
        .has_max = true, .max = 100,
};
static const struct shape s_ImageList = {
        .name = "ImageList",
        .kind = SHAPE_LIST,
        .item = &s_Image,
        .item_name = "member",
};
static const struct shape s_ImageManifest = {
        .name = "ImageManifest",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 4194304,
};
static const struct shape_member m_ImageScanFindingsSummary[] = {
        {"imageScanCompletedAt", &s_ScanTimestamp},
        {"vulnerabilitySourceUpdatedAt", &s_VulnerabilitySourceUpdateTimestamp},
        {"findingSeverityCounts", &s_FindingSeverityCounts},
};
static const struct shape s_ImageScanFindingsSummary = {
        .name = "ImageScanFindingsSummary",
        .kind = SHAPE_STRUCTURE,
        .members = m_ImageScanFindingsSummary,
        .count = 3,
};
static const struct shape_member m_ImageScanStatus[] = {
        {"status", &s_ScanStatus},
        {"description", &s_ScanStatusDescription},
};
static const struct shape s_ImageScanStatus = {
        .name = "ImageScanStatus",
        .kind = SHAPE_STRUCTURE,
        .members = m_ImageScanStatus,
        .count = 2,
};
static const struct shape s_ImageSizeInBytes = {
        .name = "ImageSizeInBytes",
        .kind = SHAPE_INTEGER,
};
static const char *const e_ImageStatus[] = {
        "ACTIVE",
        "ARCHIVED",
        "ACTIVATING",
        NULL,
};
static const struct shape s_ImageStatus = {
        .name = "ImageStatus",
        .kind = SHAPE_TEXT,
        .values = e_ImageStatus,
};
static const char *const e_ImageStatusFilter[] = {
        "ACTIVE",
        "ARCHIVED",
        "ACTIVATING",
        "ANY",
        NULL,
};
static const struct shape s_ImageStatusFilter = {
        .name = "ImageStatusFilter",
        .kind = SHAPE_TEXT,
        .values = e_ImageStatusFilter,
};
static const struct shape s_ImageTag = {
        .name = "ImageTag",
        .kind = SHAPE_TEXT,
        .has_min = true, .min = 1,
        .has_max = true, .max = 300,
};
static const struct shape s_ImageTagList = {
        .name = "ImageTagList",
        .kind = SHAPE_LIST,
        .item = &s_ImageTag,
        .item_name = "member",
};
static const struct shape s_LastActivatedAtTimestamp = {
        .name = "LastActivatedAtTimestamp",
        .kind = SHAPE_TIME,
};
static const struct shape s_LastArchivedAtTimestamp = {
        .name = "LastArchivedAtTimestamp",
        .kind = SHAPE_TIME,
};
static const struct shape s_MaxResults = {
        .name = "MaxResults",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 1,
        .has_max = true, .max = 1000,
};
static const struct shape s_MediaType = {
        .name = "MediaType",
        .kind = SHAPE_TEXT,
};
static const struct shape s_MediaTypeList = {
        .name = "MediaTypeList",
        .kind = SHAPE_LIST,
        .item = &s_MediaType,
        .item_name = "member",
        .has_min = true, .min = 1,
        .has_max = true, .max = 100,
};
static const struct shape s_NextToken = {
        .name = "NextToken",
        .kind = SHAPE_TEXT,
};
static const struct shape s_PushTimestamp = {
        .name = "PushTimestamp",
        .kind = SHAPE_TIME,
};
static const struct shape_member m_PutImageRequest[] = {
        {"registryId", &s_RegistryId},
        {"repositoryName", &s_RepositoryName, true},
        {"imageManifest", &s_ImageManifest, true},
        {"imageManifestMediaType", &s_MediaType},
        {"imageTag", &s_ImageTag},
        {"imageDigest", &s_ImageDigest},
};
static const struct shape s_PutImageRequest = {
        .name = "PutImageRequest",
        .kind = SHAPE_STRUCTURE,
        .members = m_PutImageRequest,
        .count = 6,
};
static const struct shape_member m_PutImageResponse[] = {
        {"image", &s_Image},
};
static const struct shape s_PutImageResponse = {
        .name = "PutImageResponse",
        .kind = SHAPE_STRUCTURE,
        .members = m_PutImageResponse,
        .count = 1,
};
static const struct shape s_RecordedPullTimestamp = {
        .name = "RecordedPullTimestamp",
        .kind = SHAPE_TIME,
};
static const struct shape s_RegistryId = {
        .name = "RegistryId",
        .kind = SHAPE_TEXT,
        .pattern = "^([0-9]{12})$",
};
static const struct shape s_RepositoryName = {
        .name = "RepositoryName",
        .kind = SHAPE_TEXT,
        .pattern = "^([a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*)$",
        .has_min = true, .min = 2,
        .has_max = true, .max = 256,
};
static const char *const e_ScanStatus[] = {
        "IN_PROGRESS",
        "COMPLETE",
        "FAILED",
        "UNSUPPORTED_IMAGE",
        "ACTIVE",
        "PENDING",
        "SCAN_ELIGIBILITY_EXPIRED",
        "FINDINGS_UNAVAILABLE",
        "LIMIT_EXCEEDED",
        "IMAGE_ARCHIVED",
        NULL,
};
static const struct shape s_ScanStatus = {
        .name = "ScanStatus",
        .kind = SHAPE_TEXT,
        .values = e_ScanStatus,
};
static const struct shape s_ScanStatusDescription = {
        .name = "ScanStatusDescription",
        .kind = SHAPE_TEXT,
};
static const struct shape s_ScanTimestamp = {
        .name = "ScanTimestamp",
        .kind = SHAPE_TIME,
};
static const struct shape s_SeverityCount = {
        .name = "SeverityCount",
        .kind = SHAPE_INTEGER,
        .has_min = true, .min = 0,
};
static const char *const e_TagStatus[] = {
        "TAGGED",
        "UNTAGGED",
        "ANY",
        NULL,
};
static const struct shape s_TagStatus = {
        .name = "TagStatus",
        .kind = SHAPE_TEXT,
        .values = e_TagStatus,
};
static const struct shape s_VulnerabilitySourceUpdateTimestamp = {
        .name = "VulnerabilitySourceUpdateTimestamp",
        .kind = SHAPE_TIME,
};

static const struct shape_error errors_BatchGetImage[] = {
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"RepositoryNotFoundException", "RepositoryNotFoundException", 400, "message"},
        {"LimitExceededException", "LimitExceededException", 400, "message"},
        {"UnableToGetUpstreamImageException", "UnableToGetUpstreamImageException", 400, "message"},
        {0},
};

static const struct shape_error errors_DescribeImages[] = {
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"RepositoryNotFoundException", "RepositoryNotFoundException", 400, "message"},
        {"ImageNotFoundException", "ImageNotFoundException", 400, "message"},
        {0},
};

static const struct shape_error errors_PutImage[] = {
        {"ServerException", "ServerException", 500, "message"},
        {"InvalidParameterException", "InvalidParameterException", 400, "message"},
        {"RepositoryNotFoundException", "RepositoryNotFoundException", 400, "message"},
        {"ImageAlreadyExistsException", "ImageAlreadyExistsException", 400, "message"},
        {"LayersNotFoundException", "LayersNotFoundException", 400, "message"},
        {"ReferencedImagesNotFoundException", "ReferencedImagesNotFoundException", 400, "message"},
        {"LimitExceededException", "LimitExceededException", 400, "message"},
        {"ImageTagAlreadyExistsException", "ImageTagAlreadyExistsException", 400, "message"},
        {"ImageDigestDoesNotMatchException", "ImageDigestDoesNotMatchException", 400, "message"},
        {"KmsException", "KmsException", 400, "message"},
        {0},
};

static const struct shape_operation operations[] = {
        {"BatchGetImage", &s_BatchGetImageRequest, &s_BatchGetImageResponse, errors_BatchGetImage},
        {"DescribeImages", &s_DescribeImagesRequest, &s_DescribeImagesResponse, errors_DescribeImages},
        {"PutImage", &s_PutImageRequest, &s_PutImageResponse, errors_PutImage},
};

const struct shape_service shapes_ecr = {
        .name = "ecr",
        .signing = "ecr",
        .json = true,
        .version = "2015-09-21",
        .xmlns = "",
        .target = "AmazonEC2ContainerRegistry_V20150921",
        .operations = operations,
        .count = 3,
};
