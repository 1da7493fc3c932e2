/* What botocore's models say of each service. */
#include "engine/aws/service.h"

#include <stddef.h>

const struct service services[SERVICE_COUNT] = {
        [SERVICE_RDS] = {"rds", "RDS", "rds", "2014-10-31", NULL},
        [SERVICE_SSM] = {"ssm", "SSM", "ssm", NULL, "AmazonSSM"},
        [SERVICE_ECS] = {"ecs", "ECS", "ecs", NULL, "AmazonEC2ContainerServiceV20141113"},
        [SERVICE_STS] = {"sts", "STS", "sts", "2011-06-15", NULL},
        [SERVICE_SECRETS] = {"secretsmanager", "SECRETS_MANAGER", "secrets_manager", NULL,
                             "secretsmanager"},
};
