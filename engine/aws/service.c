/* What botocore's models say of each service. */
#include "engine/aws/service.h"

#include <stddef.h>

const struct service services[SERVICE_COUNT] = {
        [SERVICE_RDS] = {"rds", "rds", "RDS", "rds", "2014-10-31", NULL},
        [SERVICE_SSM] = {"ssm", "ssm", "SSM", "ssm", NULL, "AmazonSSM"},
        [SERVICE_ECS] = {"ecs", "ecs", "ECS", "ecs", NULL, "AmazonEC2ContainerServiceV20141113"},
        [SERVICE_STS] = {"sts", "sts", "STS", "sts", "2011-06-15", NULL},
        [SERVICE_SECRETS] = {"secretsmanager", "secretsmanager", "SECRETS_MANAGER",
                             "secrets_manager", NULL, "secretsmanager"},
        [SERVICE_EVENTS] = {"events", "events", "EVENTBRIDGE", "eventbridge", NULL, "AWSEvents"},
        /* Of its three protocols (smithy-rpc-v2-cbor, json, query) the last. */
        [SERVICE_CLOUDWATCH] = {"cloudwatch", "monitoring", "CLOUDWATCH", "cloudwatch",
                                "2010-08-01", NULL},
        [SERVICE_KMS] = {"kms", "kms", "KMS", "kms", NULL, "TrentService"},
        [SERVICE_SCHEDULER] = {"scheduler", "scheduler", "SCHEDULER", "scheduler", NULL, NULL},
        [SERVICE_ECR] = {"ecr", "ecr", "ECR", "ecr", NULL, "AmazonEC2ContainerRegistry_V20150921"},
        [SERVICE_SNS] = {"sns", "sns", "SNS", "sns", "2010-03-31", NULL},
        [SERVICE_IAM] = {"iam", "iam", "IAM", "iam", "2010-05-08", NULL},
};

const struct service service_sso = {"sso", "awsssoportal", "SSO", "sso", NULL, NULL};
const struct service service_sso_oidc = {"sso-oidc", "sso-oauth", "SSO_OIDC",
                                         "sso_oidc", NULL,        NULL};
