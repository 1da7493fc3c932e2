/* A rehearsal's cloud from a look at the real account: names, settings and sizes. */
#ifndef SNAPLIFT_CLI_REHEARSAL_ACCOUNT_H
#define SNAPLIFT_CLI_REHEARSAL_ACCOUNT_H

#include "engine/aws/aws.h"
#include "engine/cli/rehearsal_cloud.h"

/* What is there replaces what was guessed, for the stacks and services of the cloud. Reads only:
 * ssm:GetParameter of /S/db/active-timestamp and ssm:GetParametersByPath of /S, both without
 * decryption, of which names and types are taken; rds:DescribeDBInstances, DescribeDBSnapshots;
 * ecs:DescribeServices; ecs:DescribeTaskDefinition, of which the names of containers and variables
 * are taken. No value of a parameter or a variable, no secret. What is not there stays a guess.
 * bodies: real databases are to stand for what is found. On a fiber. */
bool rehearsal_account_look(struct aws *aws, bool bodies, struct json_object *cloud,
                            struct err *err);

#endif
