/* A rehearsal's cloud from a look at the real account: names, settings and sizes. */
#ifndef SNAPLIFT_CLI_REHEARSAL_ACCOUNT_H
#define SNAPLIFT_CLI_REHEARSAL_ACCOUNT_H

#include "engine/aws/aws.h"
#include "engine/cli/rehearsal_cloud.h"

/* What is there replaces what was guessed, for the stacks and services of the cloud. Reads only:
 * ssm:GetParameter of /S/db/active-timestamp without decryption, rds:DescribeDBInstances,
 * ecs:DescribeServices, ecs:DescribeTaskDefinition, of which containers' names are taken and
 * nothing else. What is not there stays a guess. On a fiber. */
bool rehearsal_account_look(struct aws *aws, struct json_object *cloud, struct err *err);

#endif
