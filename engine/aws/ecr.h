/*
 * Elastic Container Registry, JSON 1.1, 2015-09-21: images by tag and digest, and more tags for
 * them. Facts: botocore data/ecr/2015-09-21.
 *
 * A tag is put on an image by putting its manifest again, byte for byte, under the new tag: the
 * digest is the manifest's, and ECR is told it so that it must be the same.
 */
#ifndef SNAPLIFT_AWS_ECR_H
#define SNAPLIFT_AWS_ECR_H

#include "engine/aws/aws.h"

struct ecr_image {
        char *registry; /* account */
        char *digest;   /* sha256:... */
        char *status;   /* ACTIVE, ARCHIVED, ACTIVATING; NULL when not told */
        int64_t pushed; /* wall clock ms */
        struct strlist tags;
};

struct ecr_manifest {
        char *text;
        char *media_type; /* or NULL */
};

/* By tag, or by digest where it begins with "sha256:". ERR_NOT_FOUND with ECR's reason:
 * ImageNotFoundException or RepositoryNotFoundException. registry NULL: the caller's own. */
bool ecr_find_image(struct aws *aws, const char *registry, const char *repository, const char *id,
                    struct ecr_image *out, struct err *err);
void ecr_image_release(struct ecr_image *i);

bool ecr_get_manifest(struct aws *aws, const char *registry, const char *repository,
                      const char *digest, struct ecr_manifest *out, struct err *err);
void ecr_manifest_release(struct ecr_manifest *m);

/* ERR_EXISTS: ImageAlreadyExistsException when that image has that tag already,
 * ImageTagAlreadyExistsException when another has it and tags can't be moved there. Where they can,
 * this moves it: look first. */
bool ecr_put_tag(struct aws *aws, const char *registry, const char *repository,
                 const struct ecr_manifest *manifest, const char *digest, const char *tag,
                 struct err *err);

#endif
