/* What the stages of ECR's images share. */
#ifndef SNAPLIFT_STAGES_IMAGE_H
#define SNAPLIFT_STAGES_IMAGE_H

#include "engine/aws/ecr.h"
#include "stages/cloud.h"

/* The inputs registry and repository are read here. */
bool image_find(struct stage *s, const char *id, struct ecr_image *out, struct err *err);
/* "REGISTRY.dkr.ecr.REGION.amazonaws.com/REPOSITORY@DIGEST"; NULL where the answer lacks the
 * registry. The caller frees. Facts: botocore's RepositoryUri; the suffix of China's partition is
 * believed. */
char *image_uri(const struct stage *s, const struct ecr_image *image);

#endif
