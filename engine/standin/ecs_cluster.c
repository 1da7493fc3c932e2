/* Cluster operations, and the tags of everything in ECS. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/standin/ecs.h"

struct json_object *ecs_cluster_json(struct ecs_model *m, struct ecs_cluster *c, struct call *call)
{
        struct json_object *out = json_object_new_object();
        int64_t running = 0, pending = 0, services = 0;

        for (size_t i = 0; i < m->task_count; i++) {
                struct ecs_task *t = m->tasks[i];

                if (t->cluster != c)
                        continue;
                running += t->state == TASK_RUNNING || t->state == TASK_DEACTIVATING;
                pending += t->state < TASK_RUNNING;
        }
        for (size_t i = 0; i < m->service_count; i++)
                services +=
                        m->services[i]->cluster == c && m->services[i]->status == SERVICE_ACTIVE;
        json_put_text(out, "clusterArn", c->arn);
        json_put_text(out, "clusterName", c->name);
        json_put_text(out, "status", c->active ? "ACTIVE" : "INACTIVE");
        json_put_int(out, "registeredContainerInstancesCount", 0);
        json_put_int(out, "runningTasksCount", running);
        json_put_int(out, "pendingTasksCount", pending);
        json_put_int(out, "activeServicesCount", services);
        json_put(out, "statistics", json_object_new_array());
        json_put(out, "capacityProviders", json_object_new_array());
        json_put(out, "defaultCapacityProviderStrategy", json_object_new_array());
        json_put(out, "settings", json_object_new_array());
        ecs_keep(out, c->more, "capacityProviders");
        ecs_keep(out, c->more, "defaultCapacityProviderStrategy");
        if (!call || ecs_includes(call, "SETTINGS"))
                ecs_keep(out, c->more, "settings");
        if (!call || ecs_includes(call, "CONFIGURATIONS"))
                ecs_keep(out, c->more, "configuration");
        ecs_keep(out, c->more, "serviceConnectDefaults");
        json_put(out, "tags", json_object_new_array());
        if (!call || ecs_includes(call, "TAGS"))
                ecs_keep(out, c->more, "tags");
        return out;
}

void ecs_create_cluster(struct call *call)
{
        struct ecs_model *m = call->cloud->ecs;
        const char *name = json_text(call->in, "clusterName");
        struct ecs_cluster *c;

        if (!name)
                name = "default";
        if (!ecs_name_valid(name)) {
                call_fail(call, 400, "InvalidParameterException",
                          "Cluster name contains invalid characters.");
                return;
        }
        c = ecs_find_cluster(m, name);
        if (c && c->active) { /* creating it again is no error on AWS */
                json_put(call->out, "cluster", ecs_cluster_json(m, c, NULL));
                return;
        }
        if (!c) {
                c = xcalloc(1, sizeof(*c));
                c->name = xstrdup(name);
                c->arn = world_arn(call->cloud, "ecs", "cluster/%s", name);
                ECS_APPEND(m->clusters, m->cluster_count, c);
        }
        json_object_put(c->more);
        c->more = json_copy(call->in);
        c->active = true;
        json_put(call->out, "cluster", ecs_cluster_json(m, c, NULL));
}

void ecs_describe_clusters(struct call *call)
{
        struct ecs_model *m = call->cloud->ecs;
        struct json_object *names = json_array(call->in, "clusters");
        struct json_object *list = json_object_new_array();
        size_t count = json_count(names);

        json_put(call->out, "clusters", list);
        json_put(call->out, "failures", json_object_new_array());
        if (count > 100) {
                call_fail(call, 400, "InvalidParameterException",
                          "Clusters can have at most 100 items.");
                return;
        }
        for (size_t i = 0; i < (count ? count : 1); i++) {
                const char *name = count ? json_object_get_string(json_at(names, i)) : "default";
                struct ecs_cluster *c = ecs_find_cluster(m, name);

                if (c) {
                        json_object_array_add(list, ecs_cluster_json(m, c, call));
                } else {
                        char *arn = text_starts(name, "arn:")
                                            ? xstrdup(name)
                                            : world_arn(call->cloud, "ecs", "cluster/%s", name);

                        ecs_add_failure(call, arn, "MISSING");
                        free(arn);
                }
        }
}

void ecs_list_clusters(struct call *call)
{
        struct ecs_model *m = call->cloud->ecs;
        struct json_object *arns = json_object_new_array();

        for (size_t i = 0; i < m->cluster_count; i++)
                if (m->clusters[i]->active)
                        json_add_text(arns, m->clusters[i]->arn);
        ecs_page(call, "clusterArns", arns);
}

void ecs_update_cluster(struct call *call)
{
        static const char *const members[] = {"settings", "configuration",
                                              "serviceConnectDefaults"};
        struct ecs_cluster *c = ecs_call_cluster(call);

        if (!c)
                return;
        for (size_t i = 0; i < ARRAY_LEN(members); i++)
                ecs_keep(c->more, call->in, members[i]);
        json_put(call->out, "cluster", ecs_cluster_json(call->cloud->ecs, c, NULL));
}

void ecs_delete_cluster(struct call *call)
{
        struct ecs_model *m = call->cloud->ecs;
        struct ecs_cluster *c = ecs_call_cluster(call);

        if (!c)
                return;
        for (size_t i = 0; i < m->service_count; i++) {
                if (m->services[i]->cluster == c && m->services[i]->status != SERVICE_INACTIVE) {
                        call_fail(call, 400, "ClusterContainsServicesException",
                                  "The Cluster cannot be deleted while Services are active.");
                        return;
                }
        }
        for (size_t i = 0; i < m->task_count; i++) {
                if (m->tasks[i]->cluster == c && m->tasks[i]->state != TASK_STOPPED) {
                        call_fail(call, 400, "ClusterContainsTasksException",
                                  "The Cluster cannot be deleted while Tasks are active.");
                        return;
                }
        }
        c->active = false;
        json_put(call->out, "cluster", ecs_cluster_json(m, c, NULL));
}

/* Where the tags of an ARN are kept: the object and its member. */
static struct json_object *tags_owner(struct ecs_model *m, const char *arn)
{
        struct ecs_definition *d;

        for (size_t i = 0; i < m->cluster_count; i++)
                if (m->clusters[i]->active && text_same(m->clusters[i]->arn, arn))
                        return m->clusters[i]->more;
        for (size_t i = m->service_count; i-- > 0;)
                if (m->services[i]->status != SERVICE_INACTIVE &&
                    text_same(m->services[i]->arn, arn))
                        return m->services[i]->more;
        for (size_t i = m->task_count; i-- > 0;)
                if (text_same(m->tasks[i]->arn, arn))
                        return m->tasks[i]->tags;
        d = ecs_find_definition(m, arn);
        return d && text_same(d->arn, arn) ? d->tags : NULL;
}

/* The array itself: of a cluster or service it is a member, of the others the object. */
static struct json_object *tags_of(struct call *call)
{
        const char *arn = json_text(call->in, "resourceArn");
        struct json_object *owner, *tags;

        if (!arn || !text_starts(arn, "arn:")) {
                call_fail(call, 400, "InvalidParameterException", "Invalid ARN.");
                return NULL;
        }
        owner = tags_owner(call->cloud->ecs, arn);
        if (!owner) {
                /* AWS says InvalidParameterException here, and ClusterNotFoundException for
                 * anything in a cluster that is not there. */
                call_fail(call, 400, "InvalidParameterException",
                          "The specified resource was not found: %s", arn);
                return NULL;
        }
        if (json_object_is_type(owner, json_type_array))
                return owner;
        tags = json_array(owner, "tags");
        if (!tags) {
                tags = json_object_new_array();
                json_put(owner, "tags", tags);
        }
        return tags;
}

static bool drop_tag(struct json_object *tags, const char *key)
{
        for (size_t i = 0; i < json_count(tags); i++) {
                if (text_same(json_text(json_at(tags, i), "key"), key)) {
                        json_object_array_del_idx(tags, i, 1);
                        return true;
                }
        }
        return false;
}

void ecs_tag_resource(struct call *call)
{
        struct json_object *tags = tags_of(call);
        struct json_object *given = json_array(call->in, "tags");
        size_t new_keys = 0;

        if (!tags)
                return;
        for (size_t i = 0; i < json_count(given); i++) {
                bool known = false;

                for (size_t k = 0; k < json_count(tags); k++)
                        known = known || text_same(json_text(json_at(tags, k), "key"),
                                                   json_text(json_at(given, i), "key"));
                new_keys += !known;
        }
        if (json_count(tags) + new_keys > 50) {
                call_fail(call, 400, "InvalidParameterException",
                          "Too many tags: at most 50 are allowed.");
                return;
        }
        for (size_t i = 0; i < json_count(given); i++) {
                drop_tag(tags, json_text(json_at(given, i), "key"));
                json_object_array_add(tags, json_copy(json_at(given, i)));
        }
}

void ecs_untag_resource(struct call *call)
{
        struct json_object *tags = tags_of(call);
        struct json_object *keys = json_array(call->in, "tagKeys");

        if (!tags)
                return;
        for (size_t i = 0; i < json_count(keys); i++)
                drop_tag(tags, json_object_get_string(json_at(keys, i)));
}

void ecs_list_tags(struct call *call)
{
        struct json_object *tags = tags_of(call);

        if (tags)
                json_put(call->out, "tags", json_copy(tags));
}
