/* The AWS services that are spoken to: what differs between them before any operation. One more is
 * a name in the enumeration and a row in service.c; endpoint_table.c has those of several already
 * (scripts/generate-endpoints). */
#ifndef SNAPLIFT_AWS_SERVICE_H
#define SNAPLIFT_AWS_SERVICE_H

enum aws_service {
        SERVICE_RDS,
        SERVICE_SSM,
        SERVICE_ECS,
        SERVICE_STS,
        SERVICE_SECRETS,
        SERVICE_EVENTS,
        SERVICE_CLOUDWATCH,
        SERVICE_KMS,
        SERVICE_SCHEDULER,
        SERVICE_ECR,
        SERVICE_SNS,
        SERVICE_IAM,
        SERVICE_COUNT,
};

struct service {
        const char *name;       /* IAM prefix, and in messages: "rds" */
        const char *endpoint;   /* signing name, by which its endpoints are found too */
        const char *variable;   /* the end of AWS_ENDPOINT_URL_<...> */
        const char *config_key; /* in a [services ...] section of the shared config file */
        const char *version;    /* query protocol: the Version parameter; else NULL */
        const char *target;     /* JSON 1.1: X-Amz-Target up to the dot; NULL too: REST */
};

/* metadata of botocore's service-2.json: signingName or endpointPrefix, serviceId, apiVersion,
 * targetPrefix. */
extern const struct service services[SERVICE_COUNT];
/* Those that hand out credentials: REST, unsigned, in a region of their own (credentials_sso.c). */
extern const struct service service_sso, service_sso_oidc;

#endif
