/*
 * A world of several accounts and regions for the stages that share and copy snapshots: as little
 * of RDS, KMS, STS and Parameter Store as those take, written from botocore's models, in virtual
 * time, with requests and answers that get lost.
 *
 *      own      444455556666, us-east-1: whose credentials the process has
 *      dev's    111122223333: what its role lift gives, also for other regions
 */
#ifndef SNAPLIFT_TESTS_SIM_HELPER_FOREIGN_H
#define SNAPLIFT_TESTS_SIM_HELPER_FOREIGN_H

#include "engine/aws/aws.h"
#include "engine/base/text.h"
#include "engine/run/run.h"
#include "stages/accounts.h"

#define OWN "444455556666"
#define DEVS "111122223333"
#define DEV_ROLE "arn:aws:iam::" DEVS ":role/lift"
#define DEV_DB "xy-0146-dev-20260901000000"

enum { FOREIGN_MOST = 32 };

struct foreign_snapshot {
        bool there;
        char account[16], region[16], id[96], of[64], status[16], kms_key[96];
        bool automated, encrypted;
        /* wall clock ms; visible: when descriptions show it; ready: when it becomes available */
        int64_t original, visible, ready;
        struct strlist shared;
        struct tags tags;
};

struct foreign_key {
        char arn[96], alias[32];
        bool aws_managed, disabled;
        char allowed[16]; /* another account that its policy lets use it */
};

struct foreign {
        struct transport transport; /* first */
        struct loop *loop;
        struct aws *aws;
        struct accounts *accounts;
        struct store *store;
        struct run_listener listener;
        struct run_setup setup;
        struct foreign_snapshot snapshots[FOREIGN_MOST];
        struct foreign_key keys[FOREIGN_MOST];
        struct run_lock stack_lock;
        char lock[4097];           /* value of /S/lock in the own account, or "" */
        char active[16];           /* value of dev's active timestamp */
        struct json_object *count; /* operation -> calls */
        struct text mutations;     /* "444455556666 CopyDBSnapshot\n" ... */
        struct text events;
        char *last_copy;             /* the last CopyDBSnapshot's form, decoded */
        const char *fault_operation; /* NULL: none */
        int fault_nth;
        bool fault_after;                      /* it took effect */
        void (*fault_also)(struct foreign *f); /* done when it hits; or NULL */
        bool closed;                           /* the role trusts us no more */
        int64_t late;                          /* ms until a copy can be seen */
};

struct foreign *foreign_new(void);
void foreign_free(struct foreign *f);
/* Whoever goes on does so with the same credentials in another region. */
void foreign_move(struct foreign *f, const char *region);

/* Manual, unencrypted, of dev's database, in dev's account; change it as you like. */
struct foreign_snapshot *foreign_add(struct foreign *f, const char *id);
struct foreign_snapshot *foreign_find(struct foreign *f, const char *account, const char *id);
struct foreign_key *foreign_add_key(struct foreign *f, const char *arn);
int foreign_count(struct foreign *f, const char *operation);

struct foreign_result {
        enum run_end end;
        char *id;
        struct err err;
};

/* A pipeline's text on xy-0146-qa; inputs: JSON with ' for ". */
void foreign_run(struct foreign *f, const char *pipeline, const char *inputs,
                 struct foreign_result *out);
void foreign_resume(struct foreign *f, const char *id, bool back, struct foreign_result *out);
void foreign_plan(struct foreign *f, const char *pipeline, const char *inputs, struct text *out);
void foreign_result_release(struct foreign_result *r);

#endif
