/* IAM's policy simulator, query, 2010-05-08. Facts: botocore data/iam/2010-05-08/service-2.json. */
#ifndef SNAPLIFT_AWS_IAM_H
#define SNAPLIFT_AWS_IAM_H

#include "engine/aws/aws.h"
#include "engine/base/text.h"

struct iam_question {
        const char *who; /* ARN of a user or a role (not of a session) */
        const struct strlist *actions;
        const char *resource;        /* ARN; NULL: any */
        struct json_object *context; /* condition keys to texts; or NULL */
};

struct iam_answer {
        char *action;
        char *decision; /* allowed, implicitDeny, explicitDeny */
};

struct iam_answers {
        struct iam_answer *items;
        size_t count;
};

/* What its policies say of each action; nothing is done. ERR_NOT_FOUND: there is no such user or
 * role. All pages. */
bool iam_simulate(struct aws *aws, const struct iam_question *question, struct iam_answers *out,
                  struct err *err);
void iam_answers_release(struct iam_answers *a);

#endif
