/* ECS: service deployments and the revisions they lead to. */
#include "engine/aws/ecs_deployments.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/ecs_parse.h"
#include "engine/aws/fields.h"
#include "engine/base/mem.h"

static const struct operation list_deployments = {SERVICE_ECS, "ListServiceDeployments", false};
static const struct operation describe_deployments = {SERVICE_ECS, "DescribeServiceDeployments",
                                                      false};
static const struct operation describe_revisions = {SERVICE_ECS, "DescribeServiceRevisions", false};
static const struct operation stop_deployment = {SERVICE_ECS, "StopServiceDeployment", true};
static const struct operation continue_deployment = {SERVICE_ECS, "ContinueServiceDeployment",
                                                     true};

enum { PAGE = 100, MANY_REVISIONS = 20 };

#define MEMBER(type, path, kind, member, required)                                                 \
        {                                                                                          \
                path, kind, offsetof(struct type, member), required                                \
        }
#define OF_DEPLOYMENT(path, kind, member) MEMBER(ecs_service_deployment, path, kind, member, false)

static const struct field brief_fields[] = {
        MEMBER(ecs_service_deployment, "serviceDeploymentArn", FIELD_TEXT, arn, true),
        MEMBER(ecs_service_deployment, "status", FIELD_TEXT, status, true),
        OF_DEPLOYMENT("serviceArn", FIELD_TEXT, service_arn),
        OF_DEPLOYMENT("statusReason", FIELD_TEXT, reason),
        OF_DEPLOYMENT("targetServiceRevisionArn", FIELD_TEXT, target),
        OF_DEPLOYMENT("createdAt", FIELD_TIME, created),
        OF_DEPLOYMENT("startedAt", FIELD_TIME, started),
        OF_DEPLOYMENT("finishedAt", FIELD_TIME, finished),
        {NULL},
};

static const struct field deployment_fields[] = {
        MEMBER(ecs_service_deployment, "serviceDeploymentArn", FIELD_TEXT, arn, true),
        MEMBER(ecs_service_deployment, "status", FIELD_TEXT, status, true),
        OF_DEPLOYMENT("serviceArn", FIELD_TEXT, service_arn),
        OF_DEPLOYMENT("statusReason", FIELD_TEXT, reason),
        OF_DEPLOYMENT("targetServiceRevision/arn", FIELD_TEXT, target),
        OF_DEPLOYMENT("targetServiceRevision/requestedTaskCount", FIELD_NUMBER, requested),
        OF_DEPLOYMENT("targetServiceRevision/runningTaskCount", FIELD_NUMBER, running),
        OF_DEPLOYMENT("targetServiceRevision/pendingTaskCount", FIELD_NUMBER, pending),
        OF_DEPLOYMENT("createdAt", FIELD_TIME, created),
        OF_DEPLOYMENT("startedAt", FIELD_TIME, started),
        OF_DEPLOYMENT("finishedAt", FIELD_TIME, finished),
        OF_DEPLOYMENT("updatedAt", FIELD_TIME, updated),
        OF_DEPLOYMENT("lifecycleStage", FIELD_TEXT, stage),
        OF_DEPLOYMENT("rollback/reason", FIELD_TEXT, rollback_reason),
        OF_DEPLOYMENT("rollback/serviceRevisionArn", FIELD_TEXT, rollback_target),
        OF_DEPLOYMENT("deploymentConfiguration/strategy", FIELD_TEXT, strategy),
        OF_DEPLOYMENT("deploymentConfiguration/bakeTimeInMinutes", FIELD_NUMBER, bake_minutes),
        OF_DEPLOYMENT("deploymentCircuitBreaker/failureCount", FIELD_NUMBER, failures),
        OF_DEPLOYMENT("deploymentCircuitBreaker/threshold", FIELD_NUMBER, failures_allowed),
        {NULL},
};

static const struct field hook_fields[] = {
        MEMBER(ecs_hook, "hookId", FIELD_TEXT, id, false),
        MEMBER(ecs_hook, "targetType", FIELD_TEXT, kind, false),
        MEMBER(ecs_hook, "status", FIELD_TEXT, status, false),
        MEMBER(ecs_hook, "timeoutAction", FIELD_TEXT, timeout_action, false),
        MEMBER(ecs_hook, "expiresAt", FIELD_TIME, expires, false),
        {NULL},
};

static bool read_hooks(struct json_object *list, struct ecs_service_deployment *out,
                       struct err *err)
{
        size_t count = json_count(list);

        out->hooks = count ? xcalloc(count, sizeof(*out->hooks)) : NULL;
        for (size_t i = 0; i < count; i++) {
                out->hook_count++;
                if (!fields_from_json(json_at(list, i), hook_fields, &out->hooks[i], err))
                        return err_prefix(err, "lifecycleHookDetails");
        }
        return true;
}

bool ecs_service_deployment_read(struct json_object *obj, struct ecs_service_deployment *out,
                                 struct err *err)
{
        struct json_object *alarms = json_get(obj, "alarms");

        if (!fields_from_json(obj, deployment_fields, out, err) ||
            !read_hooks(json_array(obj, "lifecycleHookDetails"), out, err))
                return err_prefix(err, "serviceDeployment");
        json11_texts(alarms, "triggeredAlarmNames", &out->alarms);
        out->raw = json_object_get(obj);
        return true;
}

void ecs_service_deployment_release(struct ecs_service_deployment *d)
{
        fields_release(deployment_fields, d); /* the brief one's are among them */
        for (size_t i = 0; i < d->hook_count; i++)
                fields_release(hook_fields, &d->hooks[i]);
        free(d->hooks);
        strlist_release(&d->alarms);
        json_object_put(d->raw);
        *d = (struct ecs_service_deployment){0};
}

void ecs_service_deployments_release(struct ecs_service_deployments *l)
{
        for (size_t i = 0; i < l->count; i++)
                ecs_service_deployment_release(&l->items[i]);
        free(l->items);
        *l = (struct ecs_service_deployments){0};
}

enum ecs_deployment_phase ecs_deployment_phase(const struct ecs_service_deployment *d)
{
        static const struct {
                const char *status;
                enum ecs_deployment_phase phase;
        } phases[] = {
                {"SUCCESSFUL", ECS_DEPLOYMENT_DONE},
                {"STOP_REQUESTED", ECS_DEPLOYMENT_RETURNS},
                {"ROLLBACK_REQUESTED", ECS_DEPLOYMENT_RETURNS},
                {"ROLLBACK_IN_PROGRESS", ECS_DEPLOYMENT_RETURNS},
                {"ROLLBACK_SUCCESSFUL", ECS_DEPLOYMENT_RETURNED},
                {"STOPPED", ECS_DEPLOYMENT_FAILED},
                {"ROLLBACK_FAILED", ECS_DEPLOYMENT_FAILED},
        };

        for (size_t i = 0; i < ARRAY_LEN(phases); i++)
                if (text_same(d->status, phases[i].status))
                        return phases[i].phase;
        return ECS_DEPLOYMENT_GOING;
}

static bool take_briefs(void *arg, struct json_object *reply, struct err *err)
{
        struct ecs_service_deployments *out = arg;
        struct json_object *list = json_array(reply, "serviceDeployments");

        if (!list)
                return call_unexpected(&list_deployments, err, "there are no serviceDeployments");
        for (size_t i = 0; i < json_count(list); i++) {
                out->items = xrealloc(out->items, (out->count + 1) * sizeof(*out->items));
                out->items[out->count] = (struct ecs_service_deployment){0};
                if (!fields_from_json(json_at(list, i), brief_fields, &out->items[out->count++],
                                      err))
                        return call_garbled(&list_deployments, err);
        }
        return true;
}

static int newest_first(const void *a, const void *b)
{
        const struct ecs_service_deployment *left = a, *right = b;

        if (left->created != right->created)
                return left->created < right->created ? 1 : -1;
        return strcmp(right->arn, left->arn);
}

bool ecs_list_service_deployments(struct aws *aws, const char *cluster, const char *service,
                                  int64_t after, struct ecs_service_deployments *out,
                                  struct err *err)
{
        struct json11 how = {.op = &list_deployments, .subject = service};
        struct json_object *request = json_object_new_object();
        bool ok;

        *out = (struct ecs_service_deployments){0};
        json_put_text(request, "cluster", cluster);
        json_put_text(request, "service", service);
        if (after > 0) {
                struct json_object *created = json_object_new_object();

                /* Whether the bound itself is within it is not said. */
                json_put_int(created, "after", after / 1000 - 1);
                json_put(request, "createdAt", created);
        }
        json_put_int(request, "maxResults", PAGE);
        ok = json11_pages(aws, &how, request, "nextToken", take_briefs, out, err);
        json_object_put(request);
        if (!ok) {
                ecs_service_deployments_release(out);
                return false;
        }
        if (out->count)
                qsort(out->items, out->count, sizeof(*out->items), newest_first);
        while (out->count && out->items[out->count - 1].created < after)
                ecs_service_deployment_release(&out->items[--out->count]);
        return true;
}

bool ecs_service_deployment_missing(const char *arn, struct err *err)
{
        err_set(err, ERR_NOT_FOUND, "ecs DescribeServiceDeployments: no service deployment %s",
                arn);
        return err_reason(err, "MISSING");
}

/* A failure other than MISSING is an error. */
static bool check_failures(const struct operation *op, struct json_object *reply, struct err *err)
{
        struct json_object *failures = json_array(reply, "failures");

        for (size_t i = 0; i < json_count(failures); i++) {
                const char *reason = json_text(json_at(failures, i), "reason");
                const char *arn = json_text(json_at(failures, i), "arn");

                if (text_same(reason, "MISSING"))
                        continue;
                err_set(err, ERR_FAILED, "ecs %s: %s: %s", op->name, reason ? reason : "failed",
                        arn ? arn : "no ARN");
                return err_reason(err, reason);
        }
        return true;
}

static bool place(struct json_object *obj, const char *const *arns, size_t count,
                  struct ecs_service_deployment *out, struct err *err)
{
        struct ecs_service_deployment found = {0};

        if (!ecs_service_deployment_read(obj, &found, err)) {
                ecs_service_deployment_release(&found);
                return call_garbled(&describe_deployments, err);
        }
        for (size_t i = 0; i < count; i++) {
                if (!out[i].arn && strcmp(found.arn, arns[i]) == 0) {
                        out[i] = found;
                        return true;
                }
        }
        call_unexpected(&describe_deployments, err, "it tells of %s, which was not asked for",
                        found.arn);
        ecs_service_deployment_release(&found);
        return false;
}

static struct json_object *texts(const char *const *items, size_t count)
{
        struct json_object *array = json_object_new_array();

        for (size_t i = 0; i < count; i++)
                json_add_text(array, items[i]);
        return array;
}

bool ecs_describe_some_deployments(struct aws *aws, const char *const *arns, size_t count,
                                   struct ecs_service_deployment *out, struct err *err)
{
        struct json11 how = {.op = &describe_deployments, .subject = arns[0]};
        struct json_object *request = json_object_new_object(), *reply, *list;
        bool ok;

        json_put(request, "serviceDeploymentArns", texts(arns, count));
        ok = json11_send(aws, &how, request, &reply, err);
        json_object_put(request);
        if (!ok)
                return false;
        list = json_array(reply, "serviceDeployments");
        if (!list)
                ok = call_unexpected(&describe_deployments, err, "there are no serviceDeployments");
        for (size_t i = 0; ok && i < json_count(list); i++)
                ok = place(json_at(list, i), arns, count, out, err);
        ok = ok && check_failures(&describe_deployments, reply, err);
        json_object_put(reply);
        for (size_t i = 0; !ok && i < count; i++)
                ecs_service_deployment_release(&out[i]);
        return ok;
}

static const char *definition_of(struct json_object *list, const char *revision)
{
        for (size_t i = 0; i < json_count(list); i++)
                if (text_same(json_text(json_at(list, i), "serviceRevisionArn"), revision))
                        return json_text(json_at(list, i), "taskDefinition");
        return NULL;
}

static bool describe_some_revisions(struct aws *aws, const char *const *arns, size_t count,
                                    struct strlist *definitions, struct err *err)
{
        struct json11 how = {.op = &describe_revisions, .subject = arns[0]};
        struct json_object *request = json_object_new_object(), *reply;
        bool ok;

        json_put(request, "serviceRevisionArns", texts(arns, count));
        ok = json11_send(aws, &how, request, &reply, err);
        json_object_put(request);
        if (!ok)
                return false;
        ok = check_failures(&describe_revisions, reply, err);
        for (size_t i = 0; ok && i < count; i++) {
                const char *found = definition_of(json_array(reply, "serviceRevisions"), arns[i]);

                if (found) {
                        strlist_add(definitions, found);
                } else {
                        ok = err_set(err, ERR_NOT_FOUND,
                                     "ecs DescribeServiceRevisions: no service revision %s",
                                     arns[i]);
                        err_reason(err, "MISSING");
                }
        }
        json_object_put(reply);
        return ok;
}

bool ecs_describe_service_revisions(struct aws *aws, const struct strlist *arns,
                                    struct strlist *definitions, struct err *err)
{
        bool ok = true;

        *definitions = (struct strlist){0};
        for (size_t from = 0; ok && from < arns->count; from += MANY_REVISIONS) {
                size_t some = arns->count - from;

                ok = describe_some_revisions(aws, (const char *const *)arns->items + from,
                                             some < MANY_REVISIONS ? some : MANY_REVISIONS,
                                             definitions, err);
        }
        if (!ok)
                strlist_release(definitions);
        return ok;
}

/* Both operations answer with the deployment's ARN and nothing else. */
static bool act(struct aws *aws, const struct operation *op, struct json_object *request,
                const char *arn, struct err *err)
{
        struct json11 how = {.op = op, .subject = arn};
        struct json_object *reply;
        bool ok;

        json_put_text(request, "serviceDeploymentArn", arn);
        ok = json11_send(aws, &how, request, &reply, err);
        json_object_put(request);
        if (!ok)
                return false;
        ok = json_text(reply, "serviceDeploymentArn") != NULL ||
             call_unexpected(op, err, "there is no serviceDeploymentArn");
        json_object_put(reply);
        return ok;
}

bool ecs_rollback_service_deployment(struct aws *aws, const char *arn, struct err *err)
{
        struct json_object *request = json_object_new_object();

        json_put_text(request, "stopType", "ROLLBACK");
        return act(aws, &stop_deployment, request, arn, err);
}

bool ecs_continue_service_deployment(struct aws *aws, const char *arn, const char *hook,
                                     struct err *err)
{
        struct json_object *request = json_object_new_object();

        json_put_text(request, "hookId", hook);
        json_put_text(request, "action", "CONTINUE");
        return act(aws, &continue_deployment, request, arn, err);
}
