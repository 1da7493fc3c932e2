/*
 * All that a pipeline may have to do on a stack, asked of IAM's simulator: nothing is done. What is
 * asked for is what `snaplift iam-policy` would print, statement by statement.
 */
#ifndef SNAPLIFT_CLI_PERMISSION_ASK_H
#define SNAPLIFT_CLI_PERMISSION_ASK_H

#include "engine/aws/aws.h"
#include "stages/permissions.h"

/* An action that is denied, and on how many things. */
struct permission_denial {
        char *action, *decision; /* decision: implicitDeny, explicitDeny */
        char *resource;          /* one that is known, else one that is made up */
        bool made_up;            /* no such resource is known: a narrower policy may be meant */
        size_t more;
};

struct permission_answers {
        size_t allowed;
        struct permission_denial *denied;
        size_t denied_count;
        char *unknown; /* why it could not be asked, or not to the end; or NULL */
        char *next;    /* what to do about that; or NULL */
};

/* arn: of who would do it, as sts:GetCallerIdentity has it. question.account and .region must be
 * set. Never fails: see `unknown`. On a fiber. */
void permission_ask(struct aws *aws, const struct permissions_question *question, const char *arn,
                    struct permission_answers *out);
void permission_answers_release(struct permission_answers *a);

#endif
