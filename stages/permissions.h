/*
 * The IAM permissions of a pipeline on a stack: the words in which stage types say what they need
 * (struct stage_action), and their sum.
 *
 * A resource is "SERVICE:REST" - the account, the region and the partition are put in - or a whole
 * ARN, or "*". In it stand
 *
 *      {stack}           the stack's name
 *      {db}              its databases by exact form, <stack>-<14 characters>
 *      {instance}        its DB instances: the same, or the members of its Aurora clusters
 *      {cluster}         the ECS clusters of the inputs `cluster` and `clusters`, else the stack's
 *      {services}        the services of the input of that name, else all
 *      {input:INPUT}     the texts of an input, else all
 *      {stack:INPUT}     the stack that an input names, else the stack's own
 *      {secret:INPUT}    the secrets of Secrets Manager that an input names: none, no permission
 *      {parameter:INPUT} the same of parameters
 *      {role}, {key}     the roles of the pipeline; the keys given
 */
#ifndef SNAPLIFT_STAGES_PERMISSIONS_H
#define SNAPLIFT_STAGES_PERMISSIONS_H

#include "engine/base/json.h"
#include "engine/base/text.h"
#include "engine/graph/pipeline.h"

#define FOR_STACK "aws:RequestTag/snaplift:stack={stack}"
#define FOR_TASKS "iam:PassedToService=ecs-tasks.amazonaws.com"
#define FOR_RDS "iam:PassedToService=rds.amazonaws.com monitoring.rds.amazonaws.com"
#define SERVICE_DEPLOYMENTS "ecs:service/{cluster}/* ecs:service-deployment/{cluster}/*"
/* A snapshot may be another account's, shared. */
#define RESTORED_INSTANCE                                                                          \
        "rds:db:{instance} arn:{partition}:rds:*:*:snapshot:* rds:og:* rds:pg:* rds:subgrp:*"
#define RESTORED_CLUSTER                                                                           \
        "rds:cluster:{db} arn:{partition}:rds:*:*:cluster-snapshot:* rds:og:* rds:cluster-pg:* "   \
        "rds:subgrp:*"
#define CREATED_MEMBER "rds:db:{instance} rds:cluster:{db} rds:pg:* rds:og:* rds:subgrp:*"
#define CREATED_ENDPOINT "rds:cluster:{db} rds:cluster-endpoint:*"

struct permissions_question {
        const struct pipeline *pipeline;
        const struct stack *stack;
        struct json_object *inputs; /* bound */
        bool cluster;               /* its databases are Aurora clusters, not DB instances */
        const char *account;        /* NULL: any */
        const char *region;         /* NULL: any */
        const struct strlist *keys; /* ARNs of KMS keys that are used; or NULL */
        bool looking; /* also what only `snaplift plan`, `status` and `doctor` read, and no run
                         needs */
};

enum permissions_part { PERMISSIONS_ALL, PERMISSIONS_READ, PERMISSIONS_CHANGE };

/* The policy document; statements in the order of their actions, those that no run needs with
 * "Look" for a Sid. The caller owns it. Only what the question says is looked at: nothing is asked
 * of AWS.
 */
struct json_object *permissions_policy(const struct permissions_question *q,
                                       enum permissions_part part);

/* Who may assume the role: a workflow of GitHub's, by its OIDC token. whom: ORG/REPO, or
 * ORG/REPO:REF with refs/..., a branch, environment:NAME or pull_request; without REF the tags that
 * the pipeline's `on` names. ERR_INVALID. The caller owns *out. */
bool permissions_trust(const struct permissions_question *q, const char *whom,
                       struct json_object **out, struct err *err);

#endif
