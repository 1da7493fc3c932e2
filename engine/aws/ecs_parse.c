/* The members of Service, Deployment, ServiceEvent and Task that Snaplift reads. */
#include "engine/aws/ecs_parse.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/fields.h"
#include "engine/base/mem.h"

#define MEMBER(type, path, kind, member, required)                                                 \
        {                                                                                          \
                path, kind, offsetof(struct type, member), required                                \
        }

static const struct field service_fields[] = {
        MEMBER(ecs_service, "serviceName", FIELD_TEXT, name, true),
        MEMBER(ecs_service, "status", FIELD_TEXT, status, true),
        MEMBER(ecs_service, "serviceArn", FIELD_TEXT, arn, true),
        MEMBER(ecs_service, "clusterArn", FIELD_TEXT, cluster_arn, false),
        MEMBER(ecs_service, "taskDefinition", FIELD_TEXT, task_definition, false),
        MEMBER(ecs_service, "deploymentController/type", FIELD_TEXT, controller, false),
        MEMBER(ecs_service, "resourceManagementType", FIELD_TEXT, managed_by, false),
        MEMBER(ecs_service, "desiredCount", FIELD_NUMBER, desired, true),
        MEMBER(ecs_service, "pendingCount", FIELD_NUMBER, pending, false),
        MEMBER(ecs_service, "runningCount", FIELD_NUMBER, running, true),
        MEMBER(ecs_service, "deploymentConfiguration/deploymentCircuitBreaker/enable", FIELD_FLAG,
               breaker, false),
        MEMBER(ecs_service, "deploymentConfiguration/deploymentCircuitBreaker/rollback", FIELD_FLAG,
               breaker_rollback, false),
        MEMBER(ecs_service, "deploymentConfiguration/minimumHealthyPercent", FIELD_NUMBER,
               minimum_healthy, false),
        MEMBER(ecs_service, "deploymentConfiguration/maximumPercent", FIELD_NUMBER, maximum, false),
        MEMBER(ecs_service, "deploymentConfiguration/strategy", FIELD_TEXT, strategy, false),
        MEMBER(ecs_service, "deploymentConfiguration/alarms/enable", FIELD_FLAG, alarms_watched,
               false),
        {NULL},
};

static const struct field deployment_fields[] = {
        MEMBER(ecs_deployment, "id", FIELD_TEXT, id, true),
        MEMBER(ecs_deployment, "status", FIELD_TEXT, status, true),
        MEMBER(ecs_deployment, "taskDefinition", FIELD_TEXT, task_definition, false),
        MEMBER(ecs_deployment, "desiredCount", FIELD_NUMBER, desired, false),
        MEMBER(ecs_deployment, "pendingCount", FIELD_NUMBER, pending, false),
        MEMBER(ecs_deployment, "runningCount", FIELD_NUMBER, running, false),
        MEMBER(ecs_deployment, "failedTasks", FIELD_NUMBER, failed, false),
        MEMBER(ecs_deployment, "rolloutState", FIELD_TEXT, rollout, false),
        MEMBER(ecs_deployment, "rolloutStateReason", FIELD_TEXT, rollout_reason, false),
        MEMBER(ecs_deployment, "createdAt", FIELD_TIME, created, false),
        MEMBER(ecs_deployment, "updatedAt", FIELD_TIME, updated, false),
        {NULL},
};

static const struct field event_fields[] = {
        MEMBER(ecs_event, "id", FIELD_TEXT, id, false),
        MEMBER(ecs_event, "createdAt", FIELD_TIME, at, false),
        MEMBER(ecs_event, "message", FIELD_TEXT, message, false),
        {NULL},
};

static const struct field task_fields[] = {
        MEMBER(ecs_task, "taskArn", FIELD_TEXT, arn, true),
        MEMBER(ecs_task, "taskDefinitionArn", FIELD_TEXT, task_definition, true),
        MEMBER(ecs_task, "lastStatus", FIELD_TEXT, last_status, true),
        MEMBER(ecs_task, "desiredStatus", FIELD_TEXT, desired_status, false),
        MEMBER(ecs_task, "stopCode", FIELD_TEXT, stop_code, false),
        MEMBER(ecs_task, "stoppedReason", FIELD_TEXT, stopped_reason, false),
        MEMBER(ecs_task, "group", FIELD_TEXT, group, false),
        MEMBER(ecs_task, "startedBy", FIELD_TEXT, started_by, false),
        MEMBER(ecs_task, "createdAt", FIELD_TIME, created, false),
        MEMBER(ecs_task, "startedAt", FIELD_TIME, started, false),
        MEMBER(ecs_task, "stoppedAt", FIELD_TIME, stopped, false),
        {NULL},
};

static bool read_deployments(struct json_object *list, struct ecs_service *out, struct err *err)
{
        size_t count = json_count(list);

        out->deployments = count ? xcalloc(count, sizeof(*out->deployments)) : NULL;
        for (size_t i = 0; i < count; i++) {
                out->deployment_count++;
                if (!fields_from_json(json_at(list, i), deployment_fields, &out->deployments[i],
                                      err))
                        return err_prefix(err, "deployments");
        }
        return true;
}

static bool read_events(struct json_object *list, struct ecs_service *out, struct err *err)
{
        size_t count = json_count(list);

        out->events = count ? xcalloc(count, sizeof(*out->events)) : NULL;
        for (size_t i = 0; i < count; i++) {
                out->event_count++;
                if (!fields_from_json(json_at(list, i), event_fields, &out->events[i], err))
                        return err_prefix(err, "events");
        }
        return true;
}

bool ecs_service_read(struct json_object *obj, struct ecs_service *out, struct err *err)
{
        struct json_object *configuration = json_get(obj, "deploymentConfiguration");

        if (!fields_from_json(obj, service_fields, out, err) ||
            !read_deployments(json_get(obj, "deployments"), out, err) ||
            !read_events(json_get(obj, "events"), out, err))
                return err_prefix(err, "service");
        if (!out->controller)
                out->controller = xstrdup("ECS");
        if (!out->strategy)
                out->strategy = xstrdup("ROLLING");
        json11_texts(json_get(configuration, "alarms"), "alarmNames", &out->alarms);
        out->raw = json_object_get(obj);
        return true;
}

bool ecs_task_read(struct json_object *obj, struct ecs_task *out, struct err *err)
{
        if (!fields_from_json(obj, task_fields, out, err))
                return err_prefix(err, "task");
        out->raw = json_object_get(obj);
        return true;
}

void ecs_service_release(struct ecs_service *s)
{
        fields_release(service_fields, s);
        for (size_t i = 0; i < s->deployment_count; i++)
                fields_release(deployment_fields, &s->deployments[i]);
        for (size_t i = 0; i < s->event_count; i++)
                fields_release(event_fields, &s->events[i]);
        free(s->deployments);
        free(s->events);
        strlist_release(&s->alarms);
        json_object_put(s->raw);
        *s = (struct ecs_service){0};
}

void ecs_services_release(struct ecs_services *l)
{
        for (size_t i = 0; i < l->count; i++)
                ecs_service_release(&l->items[i]);
        free(l->items);
        *l = (struct ecs_services){0};
}

void ecs_tasks_release(struct ecs_tasks *l)
{
        for (size_t i = 0; i < l->count; i++) {
                fields_release(task_fields, &l->items[i]);
                json_object_put(l->items[i].raw);
        }
        free(l->items);
        *l = (struct ecs_tasks){0};
}

const struct ecs_deployment *ecs_primary(const struct ecs_service *s)
{
        for (size_t i = 0; i < s->deployment_count; i++) {
                if (strcmp(s->deployments[i].status, "PRIMARY") == 0)
                        return &s->deployments[i];
        }
        return NULL;
}

/* arn:PARTITION:ecs:REGION:ACCOUNT:task-definition/FAMILY:REVISION */
bool ecs_definition_split(const char *arn, char family[256], int64_t *revision)
{
        static const char mark[] = ":task-definition/";
        const char *name = strstr(arn, mark), *colon;
        size_t len;

        if (!text_starts(arn, "arn:") || !name)
                return false;
        name += strlen(mark);
        colon = strchr(name, ':');
        if (!colon || colon == name || strchr(colon + 1, ':'))
                return false;
        len = strspn(colon + 1, "0123456789");
        if (len == 0 || len > 18 || colon[1 + len] || colon - name > 255)
                return false;
        memcpy(family, name, (size_t)(colon - name));
        family[colon - name] = '\0';
        *revision = strtoll(colon + 1, NULL, 10);
        return *revision > 0;
}
