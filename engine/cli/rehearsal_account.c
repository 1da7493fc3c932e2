#include "engine/cli/rehearsal_account.h"

#include <stdlib.h>

#include "engine/aws/ecs.h"
#include "engine/aws/rds.h"
#include "engine/aws/ssm.h"
#include "engine/base/mem.h"

/* True when err is only that the thing is not there. */
static bool is_absent(struct err *err)
{
        if (!err_is(err, ERR_NOT_FOUND))
                return false;
        err_clear(err);
        return true;
}

static bool look_at_database(struct aws *aws, const char *id, struct json_object *to,
                             struct err *err)
{
        struct rds_instance db = {0};

        if (!rds_find_instance(aws, id, &db, err))
                return is_absent(err);
        json_put_text(to, "name", db.id);
        json_put_text(to, "class", db.instance_class);
        json_put_int(to, "storage", db.storage);
        json_put_flag(to, "protected", db.deletion_protection);
        rds_instance_release(&db);
        return true;
}

static bool look_at_active(struct aws *aws, struct json_object *stack, struct err *err)
{
        const char *name = json_text(stack, "stack");
        char *path = xasprintf("/%s/db/active-timestamp", name), *id;
        struct ssm_parameter active = {0};
        bool ok = true;

        if (ssm_get(aws, path, false, &active, err)) {
                id = xasprintf("%s-%s", name, active.value);
                ok = look_at_database(aws, id, json_get(stack, "database"), err);
                free(id);
        } else {
                ok = is_absent(err);
        }
        ssm_parameter_release(&active);
        free(path);
        return ok;
}

static bool look_at_containers(struct aws *aws, const char *arn, struct json_object *service,
                               struct err *err)
{
        struct json_object *definition = NULL, *names = json_object_new_array(), *list;

        if (!ecs_describe_task_definition(aws, arn, &definition, NULL, err)) {
                json_object_put(names);
                return false;
        }
        list = json_array(definition, "containerDefinitions");
        for (size_t i = 0; i < json_count(list); i++)
                json_add_text(names, json_text(json_at(list, i), "name"));
        json_put(service, "containers", names);
        json_object_put(definition);
        return true;
}

static bool look_at_service(struct aws *aws, const char *cluster, struct json_object *service,
                            struct err *err)
{
        const char *name = json_text(service, "name");
        struct ecs_services found = {0};
        bool ok = true;

        if (!ecs_describe_services(aws, cluster, &name, 1, &found, err))
                return is_absent(err);
        if (found.count) {
                json_put_int(service, "count", found.items[0].desired);
                ok = look_at_containers(aws, found.items[0].task_definition, service, err);
        }
        ecs_services_release(&found);
        return ok;
}

bool rehearsal_account_look(struct aws *aws, struct json_object *cloud, struct err *err)
{
        struct json_object *stacks = json_array(cloud, "stacks");

        for (size_t i = 0; i < json_count(stacks); i++) {
                struct json_object *stack = json_at(stacks, i);
                struct json_object *services = json_array(stack, "services");

                if (!look_at_active(aws, stack, err))
                        return false;
                for (size_t k = 0; k < json_count(services); k++)
                        if (!look_at_service(aws, json_text(stack, "cluster"), json_at(services, k),
                                             err))
                                return false;
        }
        return true;
}
