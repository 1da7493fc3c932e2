/*
 * The accounts and regions a process works in: the one of its own credentials, and those that a
 * pipeline's `roles:` names by tier. Each is made when it is first asked for and is shared by all
 * runs of the process that ask for the same.
 *
 *      setup.world = accounts_new(aws);
 *      setup.place = accounts_place;           the world of a run is then its stack's own account
 */
#ifndef SNAPLIFT_STAGES_ACCOUNTS_H
#define SNAPLIFT_STAGES_ACCOUNTS_H

#include "engine/aws/aws.h"
#include "engine/run/run.h"
#include "engine/run/stage.h"

enum { ACCOUNT_ID_SIZE = 13 };

struct accounts;

/* One identity in one region. Two are the same account and region's when the pointers are equal;
 * what differs may still be the same: see account_find_id(). */
struct account {
        struct aws *aws;
        struct accounts *all;
        char *key;                /* what it was made from; NULL: the process's own */
        struct run_lock lock;     /* of stacks that live here */
        char id[ACCOUNT_ID_SIZE]; /* "" until it is known */
};

/* What `roles:` may say of a tier: for the descriptors of stage types that look at it. */
extern const struct role_type account_role_type;

/* aws is borrowed. */
struct accounts *accounts_new(struct aws *aws);
void accounts_free(struct accounts *a);           /* NULL is allowed */
struct account *accounts_own(struct accounts *a); /* of the process's own credentials */
/* For run_setup.place; world is a struct accounts. */
bool accounts_place(void *world, struct json_object *role, void **there,
                    const struct run_lock **lock, struct err *err);
/* What all of them have called together. */
struct aws_counts accounts_counts(const struct accounts *a);

/* The stack's own. */
struct account *stage_account(const struct stage *s);
/* A tier's: the role, region and account that `roles:` names; else the process's own. Makes no
 * call. NULL on failure. tier NULL: the stack's own. */
struct account *stage_account_of(const struct stage *s, const char *tier, struct err *err);

/* The same identity in another region. Makes no call. NULL on failure. */
struct account *account_in_region(struct account *a, const char *region, struct err *err);

/* Its twelve digits, found out by one call and kept. */
bool account_find_id(struct account *a, const char **id, struct err *err);

/* "123456789012/eu-central-1". NULL on failure; the caller frees. */
char *account_place(struct account *a, struct err *err);

/* Whether it is that account and region, as when the run began: a tier that `roles:` gives no role
 * or region is where the process's own are, and whoever goes on with a run may have others. What is
 * not to be found there is not gone. ERR_REFUSED. NULL: it is not known. */
bool account_is(struct account *a, const char *account, const char *region, const char *what,
                struct err *err);

/* The account and the region in "arn:PARTITION:SERVICE:REGION:ACCOUNT:..."; false when it is no
 * such ARN. The caller frees both. */
bool arn_place(const char *arn, char **region, char **account);

#endif
