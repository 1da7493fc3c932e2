/* Finding services, operations and members in the shape tables. */
#include "engine/standin/shapes.h"

#include <string.h>

#include "engine/base/mem.h"

static const struct shape_service *const services[] = {
        &shapes_rds, &shapes_ssm, &shapes_sts, &shapes_secretsmanager, &shapes_ecs,
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
                if (!services[i]->query && strcmp(services[i]->target, target) == 0)
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
