/* ECS: services. */
#include "engine/aws/ecs.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/ecs_parse.h"
#include "engine/base/mem.h"

static const struct operation describe_services = {SERVICE_ECS, "DescribeServices", false};
static const struct operation list_services = {SERVICE_ECS, "ListServices", false};
static const struct operation update_service = {SERVICE_ECS, "UpdateService", true};
static const struct operation describe_clusters = {SERVICE_ECS, "DescribeClusters", false};
static const struct operation list_clusters = {SERVICE_ECS, "ListClusters", false};

enum { PAGE = 100 };

/* A service is asked for by its name or its ARN. */
static bool is_of(const struct ecs_service *s, const char *name)
{
        return text_same(s->name, name) || text_same(s->arn, name);
}

static bool place(struct json_object *obj, const char *const *names, size_t count,
                  struct ecs_service *out, struct err *err)
{
        struct ecs_service found = {0};

        if (!ecs_service_read(obj, &found, err)) {
                ecs_service_release(&found);
                return call_garbled(&describe_services, err);
        }
        for (size_t i = 0; i < count; i++) {
                if (!out[i].name && is_of(&found, names[i])) {
                        out[i] = found;
                        return true;
                }
        }
        call_unexpected(&describe_services, err, "it tells of %s, which was not asked for",
                        found.name);
        ecs_service_release(&found);
        return false;
}

/* failures[].arn ends in /NAME, or is the ARN that was asked for. */
static bool fails_for(struct json_object *failure, const char *name)
{
        const char *arn = json_text(failure, "arn");
        const char *slash = arn ? strrchr(arn, '/') : NULL;

        return arn && (strcmp(arn, name) == 0 || (slash && strcmp(slash + 1, name) == 0));
}

/* Every name without a service must be among the failures, as MISSING. */
static bool explain(struct json_object *reply, const char *cluster, const char *const *names,
                    size_t count, const struct ecs_service *out, struct err *err)
{
        struct json_object *failures = json_array(reply, "failures");

        for (size_t i = 0; i < count; i++) {
                struct json_object *why = NULL;
                const char *reason;

                if (out[i].name)
                        continue;
                for (size_t j = 0; j < json_count(failures) && !why; j++) {
                        if (fails_for(json_at(failures, j), names[i]))
                                why = json_at(failures, j);
                }
                reason = json_text(why, "reason");
                if (!reason)
                        return call_unexpected(&describe_services, err, "it says nothing of %s",
                                               names[i]);
                if (strcmp(reason, "MISSING") != 0) {
                        err_set(err, ERR_FAILED, "ecs DescribeServices: %s: %s in cluster %s",
                                reason, names[i], cluster);
                        return err_reason(err, reason);
                }
        }
        return true;
}

bool ecs_describe_some(struct aws *aws, const char *cluster, const char *const *names, size_t count,
                       struct ecs_service *out, struct err *err)
{
        struct json11 how = {.op = &describe_services, .subject = cluster};
        struct json_object *request = json_object_new_object(), *reply, *list;
        struct json_object *wanted = json_object_new_array();
        bool ok;

        for (size_t i = 0; i < count; i++)
                json_add_text(wanted, names[i]);
        json_put_text(request, "cluster", cluster);
        json_put(request, "services", wanted);
        ok = json11_send(aws, &how, request, &reply, err);
        json_object_put(request);
        if (!ok)
                return false;
        list = json_array(reply, "services");
        if (!list)
                ok = call_unexpected(&describe_services, err, "there are no services");
        for (size_t i = 0; ok && i < json_count(list); i++)
                ok = place(json_at(list, i), names, count, out, err);
        ok = ok && explain(reply, cluster, names, count, out, err);
        json_object_put(reply);
        for (size_t i = 0; !ok && i < count; i++)
                ecs_service_release(&out[i]);
        return ok;
}

bool ecs_service_missing(const char *cluster, const char *name, struct err *err)
{
        err_set(err, ERR_NOT_FOUND, "ecs DescribeServices: no service %s in cluster %s", name,
                cluster);
        err_next(err, "check its name; those there are: aws ecs list-services --cluster %s",
                 cluster);
        return err_reason(err, "MISSING");
}

bool ecs_describe_services(struct aws *aws, const char *cluster, const char *const *names,
                           size_t count, struct ecs_services *out, struct err *err)
{
        *out = (struct ecs_services){
                .items = xcalloc(count, sizeof(*out->items)),
                .count = count,
        };
        for (size_t from = 0; from < count; from += ECS_MANY) {
                size_t some = count - from < ECS_MANY ? count - from : ECS_MANY;

                if (!ecs_describe_some(aws, cluster, names + from, some, out->items + from, err))
                        goto failed;
                for (size_t i = from; i < from + some; i++) {
                        if (!out->items[i].name) {
                                ecs_service_missing(cluster, names[i], err);
                                goto failed;
                        }
                }
        }
        return true;
failed:
        ecs_services_release(out);
        return false;
}

bool ecs_cluster_arn(struct aws *aws, const char *cluster, char **arn, struct err *err)
{
        struct json11 how = {.op = &describe_clusters, .subject = cluster};
        struct json_object *request = json_object_new_object(), *reply;
        struct json_object *wanted = json_object_new_array();

        *arn = NULL;
        json_add_text(wanted, cluster);
        json_put(request, "clusters", wanted);
        if (json11_send(aws, &how, request, &reply, err)) {
                *arn = xstrdup(json_text(json_at(json_array(reply, "clusters"), 0), "clusterArn"));
                if (!*arn) {
                        err_set(err, ERR_NOT_FOUND, "ecs DescribeClusters: no cluster %s", cluster);
                        err_reason(err, "MISSING");
                }
                json_object_put(reply);
        }
        json_object_put(request);
        return *arn != NULL;
}

static bool take_clusters(void *arg, struct json_object *reply, struct err *err)
{
        return json11_texts(reply, "clusterArns", arg) ||
               call_unexpected(&list_clusters, err, "there are no clusterArns");
}

bool ecs_all_clusters(struct aws *aws, struct strlist *out, struct err *err)
{
        struct json11 how = {.op = &list_clusters};
        struct json_object *request = json_object_new_object();
        bool ok;

        *out = (struct strlist){0};
        json_put_int(request, "maxResults", PAGE);
        ok = json11_pages(aws, &how, request, "nextToken", take_clusters, out, err);
        json_object_put(request);
        if (!ok)
                strlist_release(out);
        return ok;
}

static bool take_services(void *arg, struct json_object *reply, struct err *err)
{
        return json11_texts(reply, "serviceArns", arg) ||
               call_unexpected(&list_services, err, "there are no serviceArns");
}

bool ecs_list_services(struct aws *aws, const char *cluster, struct strlist *out, struct err *err)
{
        struct json11 how = {.op = &list_services, .subject = cluster};
        struct json_object *request = json_object_new_object();
        bool ok;

        *out = (struct strlist){0};
        json_put_text(request, "cluster", cluster);
        json_put_int(request, "maxResults", PAGE);
        ok = json11_pages(aws, &how, request, "nextToken", take_services, out, err);
        json_object_put(request);
        if (!ok)
                strlist_release(out);
        return ok;
}

bool ecs_update_service(struct aws *aws, const struct ecs_update *u, struct ecs_service *out,
                        struct err *err)
{
        struct json11 how = {.op = &update_service, .subject = u->service};
        struct json_object *request = json_object_new_object(), *reply;
        struct ecs_service found = {0};
        bool ok;

        if (out)
                *out = (struct ecs_service){0};
        json_put_text(request, "cluster", u->cluster);
        json_put_text(request, "service", u->service);
        json_put_text(request, "taskDefinition", u->task_definition);
        if (u->desired >= 0)
                json_put_int(request, "desiredCount", u->desired);
        if (u->force)
                json_put_flag(request, "forceNewDeployment", true);
        ok = json11_send(aws, &how, request, &reply, err);
        json_object_put(request);
        if (!ok)
                return false;
        ok = ecs_service_read(json_get(reply, "service"), &found, err) ||
             call_garbled(&update_service, err);
        json_object_put(reply);
        if (ok && out)
                *out = found;
        else
                ecs_service_release(&found);
        return ok;
}
