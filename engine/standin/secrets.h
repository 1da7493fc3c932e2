/*
 * Secrets Manager from within.
 *
 *      secrets.c           the model's life, finding a secret, creating, describing, deleting
 *      secrets_versions.c  values and the labels that say which version is which
 *      secrets_list.c      lists, filters, tags
 */
#ifndef SNAPLIFT_STANDIN_SECRETS_H
#define SNAPLIFT_STANDIN_SECRETS_H

#include "engine/standin/world.h"

struct secret {
        char *name;
        char *arn;
        struct json_object *versions; /* VersionId -> {SecretString, SecretBinary, CreatedDate,
                                       * VersionStages}, oldest first */
        struct json_object *tags;     /* array */
        struct json_object *more;     /* Description, KmsKeyId, OwningService as they are shown */
        double created, changed, accessed; /* seconds; 0: never */
        double deletion;                   /* 0: not scheduled */
};

struct secrets_model {
        struct secret **secrets;
        size_t count;
};

/* --- secrets.c --- */

double secrets_now(struct standin *s);
/* The secret the request's SecretId names, by name, ARN or an ARN without its six random
 * characters. Fails the call when it is not there, or scheduled for deletion and that matters. */
struct secret *secrets_call(struct call *call, bool even_scheduled);
void secrets_put_names(struct call *call, struct secret *secret);
void secrets_put_seconds(struct json_object *to, const char *member, double seconds); /* not 0 */
/* Description, owner, dates and tags: what DescribeSecret and ListSecrets both show. */
void secrets_put_details(struct json_object *to, struct secret *secret);
/* Drops those whose time is over. */
void secrets_expire(struct standin *s);

/* --- secrets_versions.c --- */

/* Whether the request's SecretString and SecretBinary are as they may be. */
bool secrets_one_value(struct call *call, bool required);
/* A new version of what the request gives, under its token, with its VersionStages (AWSCURRENT
 * unless there are any). NULL, with the call failed, when it can't be; the version that is there
 * when it is the same. The id is the model's. */
const char *secrets_add_version(struct call *call, struct secret *secret);
/* The version that carries a label; NULL when none does. */
const char *secrets_version_of(struct secret *secret, const char *stage);
/* {id: [labels]} of those that have one; the caller's. */
struct json_object *secrets_stages_map(struct secret *secret);

void secrets_get_value(struct call *call);
void secrets_put_value(struct call *call);
void secrets_update(struct call *call);
void secrets_update_stage(struct call *call);
void secrets_list_versions(struct call *call);

/* --- secrets_list.c --- */

void secrets_list(struct call *call);
void secrets_tag(struct call *call);
void secrets_untag(struct call *call);
/* One page of `all` (taken) as a member of the answer. */
void secrets_page(struct call *call, const char *member, struct json_object *all);
bool secrets_tags_fit(struct call *call, struct json_object *old, struct json_object *given);

#endif
