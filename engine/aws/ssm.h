/* Systems Manager Parameter Store, JSON 1.1, 2014-11-06. Facts: botocore data/ssm/2014-11-06. */
#ifndef SNAPLIFT_AWS_SSM_H
#define SNAPLIFT_AWS_SSM_H

#include "engine/aws/aws.h"

struct ssm_parameter {
        char *name;
        char *value; /* of a SecureString: decrypted only when asked for; wiped on release */
        char *type;  /* String, StringList, SecureString */
        char *arn;
        int64_t version;
        int64_t modified; /* wall clock ms */
        char *by;         /* ARN of who wrote it: only ssm_get_history() tells; else NULL */
};

struct ssm_parameters {
        struct ssm_parameter *items;
        size_t count;
};

/* ERR_NOT_FOUND when it is not there. */
bool ssm_get(struct aws *aws, const char *name, bool decrypt, struct ssm_parameter *out,
             struct err *err);
/* All pages, recursive, SecureStrings left encrypted; path without trailing slash. Sorted by name.
 */
bool ssm_get_by_path(struct aws *aws, const char *path, struct ssm_parameters *out,
                     struct err *err);
/* Up to any number of names (10 a call); names that don't exist are just not in out. */
bool ssm_get_many(struct aws *aws, const char *const *names, size_t count,
                  struct ssm_parameters *out, struct err *err);

/* Its versions, oldest first, all pages: Parameter Store keeps the last 100 for as long as the
 * parameter is there. ERR_NOT_FOUND when it is not. */
bool ssm_get_history(struct aws *aws, const char *name, struct ssm_parameters *out,
                     struct err *err);

/* overwrite false: creates, ERR_EXISTS when it is there (the one atomic primitive of Parameter
 * Store). type is "String" or "SecureString". tags are for creation only and may be NULL (AWS
 * refuses tags together with Overwrite). version may be NULL. */
bool ssm_put(struct aws *aws, const char *name, const char *type, const char *value, bool overwrite,
             const struct tags *tags, int64_t *version, struct err *err);
/* ERR_NOT_FOUND when it is not there. */
bool ssm_delete(struct aws *aws, const char *name, struct err *err);

/* The tags of a parameter. One that is not there is ERR_INVALID (InvalidResourceId). */
bool ssm_get_tags(struct aws *aws, const char *name, struct tags *out, struct err *err);

/* Borrowed; NULL when absent. */
const struct ssm_parameter *ssm_find(const struct ssm_parameters *p, const char *name);

void ssm_parameter_release(struct ssm_parameter *p);
void ssm_parameters_release(struct ssm_parameters *p);

#endif
