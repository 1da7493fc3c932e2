/*
 * The looks of `snaplift doctor`: each says one or more lines, with a grade and, where it is not
 * ok, what to do. One that can't be looked at, because of another that failed, is unchecked: so
 * every cause is told once.
 *
 *      version     doctor_version.c        the program and its libraries
 *      region, credentials, endpoint, clock, identity
 *                  doctor_aws.c
 *      store, lease, run
 *                  doctor_store.c
 *      permission  doctor_permissions.c: reads, tried; doctor_simulate.c: all, by IAM's simulator
 *      database    doctor_database.c
 */
#ifndef SNAPLIFT_CLI_DOCTOR_H
#define SNAPLIFT_CLI_DOCTOR_H

#include "engine/base/json.h"
#include "engine/cli/session.h"

enum grade { GRADE_OK, GRADE_WARN, GRADE_FAIL, GRADE_UNCHECKED, GRADES };

struct doctor {
        const struct args *args;
        const struct stack *stack; /* or NULL */
        struct session session;    /* what could be opened; the rest is NULL */
        struct aws *aws;           /* of the stack's account where there is one; NULL: no calls */
        bool answers;              /* AWS knows the credentials */
        char *arn, *account;       /* who one is, once it answers */
        bool cluster;              /* the stack's database is an Aurora cluster */
        struct strlist silent;     /* services whose endpoint does not answer */
        struct json_object *looks; /* {look, grade, text, next} */
        size_t count[GRADES];
};

const char *grade_name(enum grade grade);

/* One line. next: what to do, or NULL. */
void doctor_say(struct doctor *d, const char *look, enum grade grade, const char *next,
                const char *fmt, ...) __attribute__((format(printf, 5, 6)));
/* An error as a line; `before` NULL or what was being looked at. Clears err. */
void doctor_say_err(struct doctor *d, const char *look, enum grade grade, const char *before,
                    struct err *err);

/* In this order, on a fiber. */
void doctor_version(struct doctor *d);
void doctor_store(struct doctor *d);
void doctor_aws(struct doctor *d);
void doctor_permissions(struct doctor *d);
void doctor_database(struct doctor *d);
void doctor_simulate(struct doctor *d);

#endif
