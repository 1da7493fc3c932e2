/* The AWS services that are spoken to: what differs between them before any operation. */
#ifndef SNAPLIFT_AWS_SERVICE_H
#define SNAPLIFT_AWS_SERVICE_H

enum aws_service { SERVICE_RDS, SERVICE_SSM, SERVICE_ECS, SERVICE_STS, SERVICE_SECRETS };

enum { SERVICE_COUNT = SERVICE_SECRETS + 1 };

struct service {
        const char *name;       /* signing name, IAM prefix, host label, and in messages: "rds" */
        const char *variable;   /* the end of AWS_ENDPOINT_URL_<...> */
        const char *config_key; /* in a [services ...] section of the shared config file */
        const char *version;    /* query protocol: the Version parameter; NULL: JSON 1.1 */
        const char *target;     /* JSON 1.1: X-Amz-Target up to the dot */
};

/* metadata of botocore's service-2.json: endpointPrefix, serviceId, apiVersion, targetPrefix. */
extern const struct service services[SERVICE_COUNT];

#endif
