/* Finding services, operations and members in the shape tables. */
#include "engine/standin/shapes.h"

#include <string.h>

#include "engine/base/mem.h"

static const struct shape_service *const services[] = {
        &shapes_rds, &shapes_ssm,    &shapes_sts,        &shapes_secretsmanager,
        &shapes_ecs, &shapes_events, &shapes_cloudwatch, &shapes_scheduler,
        &shapes_kms, &shapes_ecr,    &shapes_sns,        &shapes_iam,
};

const struct shape_service *shapes_of_version(const char *version)
{
        for (size_t i = 0; i < ARRAY_LEN(services); i++)
                if (services[i]->query && strcmp(services[i]->version, version) == 0)
                        return services[i];
        return NULL;
}

const struct shape_service *shapes_of_target(const char *target)
{
        for (size_t i = 0; i < ARRAY_LEN(services); i++)
                if ((services[i]->json || services[i]->cbor) &&
                    strcmp(services[i]->target, target) == 0)
                        return services[i];
        return NULL;
}

const struct shape_operation *shapes_operation(const struct shape_service *service,
                                               const char *name)
{
        for (size_t i = 0; i < service->count; i++)
                if (strcmp(service->operations[i].name, name) == 0)
                        return &service->operations[i];
        return NULL;
}

const struct shape *shapes_member(const struct shape *structure, const char *name)
{
        for (size_t i = 0; i < structure->count; i++)
                if (strcmp(structure->members[i].name, name) == 0)
                        return structure->members[i].shape;
        return NULL;
}

/* Whether a path is of a form "/schedules/{Name}". */
static bool fits(const char *form, const char *path)
{
        while (*form && *path) {
                if (*form == '{') {
                        size_t len = strcspn(path, "/");

                        if (!len)
                                return false;
                        path += len;
                        form += strcspn(form, "}") + 1;
                } else if (*form++ != *path++) {
                        return false;
                }
        }
        return !*form && !*path;
}

const struct shape_service *shapes_of_path(const char *method, const char *path,
                                           const struct shape_operation **operation)
{
        for (size_t i = 0; i < ARRAY_LEN(services); i++) {
                for (size_t k = 0; services[i]->rest && k < services[i]->count; k++) {
                        const struct shape_operation *o = &services[i]->operations[k];

                        if (strcmp(o->method, method) == 0 && fits(o->path, path)) {
                                *operation = o;
                                return services[i];
                        }
                }
        }
        return NULL;
}

const struct shape_error *shapes_error(const struct shape_operation *operation, const char *code)
{
        for (const struct shape_error *e = operation->errors; e && e->name; e++)
                if (strcmp(e->name, code) == 0 || strcmp(e->code, code) == 0)
                        return e;
        return NULL;
}

bool shapes_common_error(const char *code)
{
        /* "Common Errors" of the services' API references: with Exception where the protocol is
         * JSON or REST, mostly without in query. */
        static const char *const common[] = {
                "AccessDenied",
                "AccessDeniedException",
                "ExpiredToken",
                "ExpiredTokenException",
                "IncompleteSignature",
                "IncompleteSignatureException",
                "InternalFailure",
                "InvalidAction",
                "InvalidClientTokenId",
                "InvalidParameterCombination",
                "InvalidParameterValue",
                "InvalidSignatureException",
                "MalformedInput",
                "MissingAction",
                "MissingAuthenticationToken",
                "MissingAuthenticationTokenException",
                "MissingParameter",
                "RequestExpired",
                "SerializationException",
                "ServiceUnavailable",
                "SignatureDoesNotMatch",
                "ThrottlingException",
                "UnknownOperationException",
                "UnrecognizedClientException",
                "ValidationError",
                "ValidationException",
        };

        for (size_t i = 0; i < ARRAY_LEN(common); i++)
                if (strcmp(common[i], code) == 0)
                        return true;
        return false;
}
