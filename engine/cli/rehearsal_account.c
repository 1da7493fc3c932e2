#include "engine/cli/rehearsal_account.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/ecs.h"
#include "engine/aws/rds.h"
#include "engine/aws/rds_members.h"
#include "engine/aws/ssm.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"

enum { SNAPSHOTS = 3 };

/* Settings that a database of the rehearsal can have: they need nothing else to be there but what
 * the stand-in takes from a database's seed. */
static const char *const settings[] = {
        "parameter_group",
        "subnet_group",
        "security_groups",
        "multi_az",
        "backup_days",
        "backup_window",
        "maintenance_window",
        "auto_minor_upgrade",
        "public",
        "storage_type",
        "iops",
        "throughput",
        "copy_tags",
        "iam_auth",
        "ca",
};

/* True when err is only that the thing is not there. */
static bool is_absent(struct err *err)
{
        if (!err_is(err, ERR_NOT_FOUND))
                return false;
        err_clear(err);
        return true;
}

/* As members of CreateDBInstance. */
static struct json_object *members_of(const struct rds_instance *db)
{
        struct json_object *members = json_object_new_object();

        for (size_t i = 0; i < ARRAY_LEN(settings); i++) {
                const struct rds_member *member = rds_member(rds_instance_members, settings[i]);
                struct json_object *value = json_get(db->settings, settings[i]);
                const char *name = rds_parameter(member, RDS_RESTORE);
                char *plain;

                if (!value)
                        continue;
                name = name ? name : rds_parameter(member, RDS_MODIFY);
                plain = xstrndup(name, strcspn(name, ".")); /* without the name of a list's items */
                json_put(members, plain, json_copy(value));
                free(plain);
        }
        json_put_text(members, "KmsKeyId", db->encrypted ? db->kms_key : NULL);
        return members;
}

static void take_database(const struct rds_instance *db, struct json_object *to)
{
        json_put_text(to, "name", db->id);
        json_put_text(to, "engine", db->engine);
        json_put_text(to, "version", db->engine_version);
        json_put_text(to, "class", db->instance_class);
        json_put_int(to, "storage", db->storage);
        json_put_flag(to, "protected", db->deletion_protection);
        json_put(to, "tags", tags_json(&db->tags));
        json_put(to, "members", members_of(db));
}

/* "arn:aws:rds:REGION:ACCOUNT:..." */
static void take_account(const char *arn, struct json_object *cloud)
{
        for (int i = 0; arn && i < 4; i++) {
                arn = strchr(arn, ':');
                arn = arn ? arn + 1 : NULL;
        }
        if (arn && strspn(arn, "0123456789") == 12) {
                char *account = xstrndup(arn, 12);

                json_put_text(cloud, "account", account);
                free(account);
        }
}

static bool look_at_database(struct aws *aws, const char *id, bool bodies,
                             struct json_object *cloud, struct json_object *to, struct err *err)
{
        struct rds_instance db = {0};
        bool ok = true;

        if (!rds_find_instance(aws, id, &db, err))
                return is_absent(err);
        if (bodies && !text_same(db.engine, "postgres")) {
                err_set(err, ERR_INVALID,
                        "database %s is %s, and what stands behind a rehearsal's databases is "
                        "PostgreSQL",
                        db.id, db.engine);
                ok = err_next(err, "rehearse with --without-bodies: a model without data and "
                                   "processes");
        } else {
                take_database(&db, to);
                take_account(db.arn, cloud);
        }
        rds_instance_release(&db);
        return ok;
}

static int newer(const void *left, const void *right)
{
        const struct rds_snapshot *a = left, *b = right;

        return (a->created < b->created) - (a->created > b->created);
}

static bool look_at_snapshots(struct aws *aws, struct json_object *stack, struct err *err)
{
        const char *database = json_text(json_get(stack, "database"), "name");
        struct json_object *list = json_object_new_array();
        struct rds_snapshots found = {0};
        char created[ISO_SIZE];

        json_put(stack, "snapshots", list);
        if (!rds_list_snapshots(aws, database, NULL, &found, err))
                return is_absent(err);
        if (found.count)
                qsort(found.items, found.count, sizeof(*found.items), newer);
        for (size_t i = 0; i < found.count && json_count(list) < SNAPSHOTS; i++) {
                struct json_object *is;

                if (!text_same(found.items[i].status, "available"))
                        continue;
                is = json_object_new_object();
                iso_format(found.items[i].created, created);
                json_put_text(is, "id", found.items[i].id);
                json_put_text(is, "type", found.items[i].type);
                json_put_text(is, "created", created);
                json_object_array_add(list, is);
        }
        rds_snapshots_release(&found);
        return true;
}

/* Those beside the database's own and the lock, which a rehearsal has by itself. */
static bool look_at_parameters(struct aws *aws, struct json_object *stack,
                               struct json_object *cloud, struct err *err)
{
        char *path = xasprintf("/%s", json_text(stack, "stack")), *own = xasprintf("%s/db/", path);
        char *lock = xasprintf("%s/lock", path);
        struct ssm_parameters found = {0};
        bool ok = ssm_get_by_path(aws, path, &found, err) || is_absent(err);

        for (size_t i = 0; i < found.count; i++) {
                const struct ssm_parameter *p = &found.items[i];
                struct json_object *is;

                if (text_starts(p->name, own) || text_same(p->name, lock))
                        continue;
                is = json_object_new_object();
                json_put_text(is, "name", p->name);
                json_put_text(is, "type", p->type);
                json_object_array_add(json_array(cloud, "parameters"), is);
        }
        ssm_parameters_release(&found);
        free(path);
        free(own);
        free(lock);
        return ok;
}

static bool look_at_active(struct aws *aws, bool bodies, struct json_object *cloud,
                           struct json_object *stack, struct err *err)
{
        const char *name = json_text(stack, "stack");
        char *path = xasprintf("/%s/db/active-timestamp", name), *id;
        struct ssm_parameter active = {0};
        bool ok = true;

        if (ssm_get(aws, path, false, &active, err)) {
                id = xasprintf("%s-%s", name, active.value);
                ok = look_at_database(aws, id, bodies, cloud, json_get(stack, "database"), err);
                free(id);
        } else {
                ok = is_absent(err);
        }
        ssm_parameter_release(&active);
        free(path);
        return ok;
}

static struct json_object *names_in(struct json_object *list)
{
        struct json_object *names = json_object_new_array();

        for (size_t i = 0; i < json_count(list); i++)
                json_add_text(names, json_text(json_at(list, i), "name"));
        return names;
}

static bool look_at_containers(struct aws *aws, const char *arn, struct json_object *service,
                               struct err *err)
{
        struct json_object *definition = NULL, *containers, *list;

        if (!ecs_describe_task_definition(aws, arn, &definition, NULL, err))
                return false;
        containers = json_object_new_array();
        list = json_array(definition, "containerDefinitions");
        for (size_t i = 0; i < json_count(list); i++) {
                struct json_object *from = json_at(list, i), *is = json_object_new_object();

                json_put_text(is, "name", json_text(from, "name"));
                json_put(is, "environment", names_in(json_array(from, "environment")));
                json_put(is, "secrets", names_in(json_array(from, "secrets")));
                json_object_array_add(containers, is);
        }
        json_put(service, "containers", containers);
        json_object_put(definition);
        return true;
}

/* Without alarms and hooks, which would have to be there, too. */
static struct json_object *deployment_of(const struct ecs_service *service)
{
        struct json_object *from = json_get(service->raw, "deploymentConfiguration");
        struct json_object *is = json_object_new_object();
        static const char *const taken[] = {"minimumHealthyPercent", "maximumPercent",
                                            "deploymentCircuitBreaker"};

        for (size_t i = 0; i < ARRAY_LEN(taken); i++)
                if (json_get(from, taken[i]))
                        json_put(is, taken[i], json_copy(json_get(from, taken[i])));
        return is;
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
                json_put(service, "deployment", deployment_of(&found.items[0]));
                ok = look_at_containers(aws, found.items[0].task_definition, service, err);
        }
        ecs_services_release(&found);
        return ok;
}

bool rehearsal_account_look(struct aws *aws, bool bodies, struct json_object *cloud,
                            struct err *err)
{
        struct json_object *stacks = json_array(cloud, "stacks");

        for (size_t i = 0; i < json_count(stacks); i++) {
                struct json_object *stack = json_at(stacks, i);
                struct json_object *services = json_array(stack, "services");

                if (!look_at_active(aws, bodies, cloud, stack, err) ||
                    !look_at_snapshots(aws, stack, err) ||
                    !look_at_parameters(aws, stack, cloud, err))
                        return false;
                for (size_t k = 0; k < json_count(services); k++)
                        if (!look_at_service(aws, json_text(stack, "cluster"), json_at(services, k),
                                             err))
                                return false;
        }
        return true;
}
