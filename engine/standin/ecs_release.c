/*
 * Service revisions and service deployments ("releases" here, since a service's `deployments` are
 * something else): what a service was moved to, how it went and how it ended.
 *
 *      PENDING -> IN_PROGRESS -> SUCCESSFUL
 *                     |    \--> STOPPED (failed without rollback, superseded, aborted)
 *                     v
 *      ROLLBACK_REQUESTED -> ROLLBACK_IN_PROGRESS -> ROLLBACK_SUCCESSFUL | ROLLBACK_FAILED
 *
 * ecs_release_status() alone changes the status.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/standin/ecs.h"

static const char *const of_revision[] = {
        "networkConfiguration",        "loadBalancers",        "serviceRegistries",
        "serviceConnectConfiguration", "volumeConfigurations", "vpcLatticeConfigurations",
};

static int64_t now(const struct ecs_service *s)
{
        return loop_now(s->model->cloud->loop);
}

static int64_t ticks(const struct ecs_service *s)
{
        return loop_ticks(s->model->cloud->loop);
}

const char *ecs_release_status_name(enum release_status status)
{
        static const char *const names[] = {
                [RELEASE_PENDING] = "PENDING",
                [RELEASE_SUCCESSFUL] = "SUCCESSFUL",
                [RELEASE_STOPPED] = "STOPPED",
                [RELEASE_STOP_REQUESTED] = "STOP_REQUESTED",
                [RELEASE_IN_PROGRESS] = "IN_PROGRESS",
                [RELEASE_ROLLBACK_REQUESTED] = "ROLLBACK_REQUESTED",
                [RELEASE_ROLLBACK_IN_PROGRESS] = "ROLLBACK_IN_PROGRESS",
                [RELEASE_ROLLBACK_SUCCESSFUL] = "ROLLBACK_SUCCESSFUL",
                [RELEASE_ROLLBACK_FAILED] = "ROLLBACK_FAILED",
        };

        return names[status];
}

bool ecs_release_open(const struct ecs_release *r)
{
        return r && r->status != RELEASE_SUCCESSFUL && r->status != RELEASE_STOPPED &&
               r->status != RELEASE_ROLLBACK_SUCCESSFUL && r->status != RELEASE_ROLLBACK_FAILED;
}

static struct ecs_deployment *deployment_of(const struct ecs_service *s,
                                            const struct ecs_revision *revision)
{
        for (size_t i = 0; i < s->deployment_count; i++)
                if (s->deployments[i]->revision == revision)
                        return s->deployments[i];
        return NULL;
}

static int64_t running_of(const struct ecs_service *s, const struct ecs_revision *revision)
{
        struct ecs_deployment *d = revision ? deployment_of(s, revision) : NULL;
        int64_t running = 0, pending;

        if (d)
                ecs_deployment_counts(s, d->id, &running, &pending);
        return running;
}

void ecs_release_status(struct ecs_release *r, enum release_status status, const char *reason)
{
        struct ecs_service *s = r->service;

        r->status = status;
        r->updated = now(s);
        if (reason)
                xreplace(&r->reason, reason);
        if (ecs_release_open(r))
                return;
        r->finished = now(s);
        if (status == RELEASE_STOPPED)
                r->stopped = r->finished;
        r->target_running = running_of(s, r->target);
        r->source_running = running_of(s, r->source);
        ecs_hooks_leave(r);
}

/* --- beginnings --- */

struct ecs_revision *ecs_revision_new(struct ecs_service *s, struct ecs_definition *d,
                                      const char *number)
{
        struct ecs_revision *v = xcalloc(1, sizeof(*v));

        v->service = s;
        v->definition = d;
        v->created = now(s);
        v->arn = world_arn(s->model->cloud, "ecs", "service-revision/%s/%s/%s", s->cluster->name,
                           s->name, number);
        v->shown = json_object_new_object();
        ecs_put_launch(v->shown, s->more);
        for (size_t i = 0; i < ARRAY_LEN(of_revision); i++)
                ecs_keep(v->shown, s->more, of_revision[i]);
        ECS_APPEND(s->model->revisions, s->model->revision_count, v);
        return v;
}

/* 21 letters, as AWS's are. */
static char *release_arn(struct ecs_service *s)
{
        static const char letters[] =
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char id[22];

        for (size_t i = 0; i < sizeof(id) - 1; i++)
                id[i] = letters[world_random(s->model->cloud, sizeof(letters) - 1)];
        id[sizeof(id) - 1] = '\0';
        return world_arn(s->model->cloud, "ecs", "service-deployment/%s/%s/%s", s->cluster->name,
                         s->name, id);
}

static struct json_object *alarm_names(const struct ecs_release *r)
{
        return json_array(json_get(r->config, "alarms"), "alarmNames");
}

static bool watches_alarms(const struct ecs_release *r)
{
        return json_flag(json_get(r->config, "alarms"), "enable");
}

/* The names of those in ALARM now; the caller's. */
static struct json_object *in_alarm(const struct ecs_release *r)
{
        struct json_object *names = alarm_names(r), *out = json_object_new_array();

        for (size_t i = 0; i < json_count(names); i++) {
                const char *name = json_object_get_string(json_at(names, i));

                if (text_same(alarms_model_state(r->service->model->cloud, name), "ALARM"))
                        json_add_text(out, name);
        }
        return out;
}

/* What is served from now: the deployment completed last, or else the newest. */
static struct ecs_deployment *serving(const struct ecs_service *s)
{
        for (size_t i = 0; i < s->deployment_count; i++)
                if (s->deployments[i]->revision == s->last_good)
                        return s->deployments[i];
        return s->deployment_count ? s->deployments[0] : NULL;
}

void ecs_release(struct ecs_service *s, struct ecs_definition *d)
{
        struct ecs_release *before = s->release, *r;
        struct ecs_deployment *from = serving(s), *to = ecs_deploy(s, d, NULL);
        struct json_object *red;

        if (s->controller != CONTROLLER_ECS)
                return;
        if (ecs_release_open(before))
                ecs_release_status(before, RELEASE_STOPPED,
                                   "Service deployment was stopped because a newer service "
                                   "deployment has started.");
        r = xcalloc(1, sizeof(*r));
        r->service = s;
        r->arn = release_arn(s);
        r->target = to->revision;
        r->source = from ? from->revision : NULL;
        r->config = json_copy(s->config);
        r->created = r->updated = now(s);
        r->stage = STAGE_PRE_SCALE_UP;
        r->staged = !text_same(json_text(r->config, "strategy"), "ROLLING");
        r->hooks = json_object_new_array();
        r->alarms = json_object_new_array();
        /* so that a fix can be deployed while the alarm is still on (AWS's developer guide) */
        red = in_alarm(r);
        r->alarms_ignored = json_count(red) > 0;
        json_object_put(red);
        ECS_APPEND(s->model->releases, s->model->release_count, r);
        s->release = r;
        if (r->staged)
                ecs_stages_begin(r);
}

void ecs_release_begins(struct ecs_service *s)
{
        struct ecs_release *r = s->release;

        if (!r || r->status != RELEASE_PENDING)
                return;
        r->started = now(s);
        ecs_release_status(r, RELEASE_IN_PROGRESS, NULL);
}

/* --- alarms --- */

bool ecs_release_alarmed(struct ecs_service *s)
{
        struct ecs_release *r = s->release;
        struct json_object *red;
        bool any;

        if (!r || r->status != RELEASE_IN_PROGRESS || !watches_alarms(r) || r->alarms_ignored)
                return false;
        red = in_alarm(r);
        any = json_count(red) > 0;
        if (any) {
                char *why = xasprintf("ECS deployment alarms: alarm detected: %s.",
                                      json_object_get_string(json_at(red, 0)));

                json_object_put(r->alarms);
                r->alarms = json_object_get(red);
                ecs_release_fails(s, why, json_flag(json_get(r->config, "alarms"), "rollback"));
                free(why);
        }
        json_object_put(red);
        return any;
}

/* While a rolling deployment's alarms are watched on. AWS computes the time from the alarms'
 * periods; here it is the duration "alarm-bake". */
int64_t ecs_release_bake(struct ecs_service *s)
{
        struct ecs_release *r = s->release;

        if (!r || r->status != RELEASE_IN_PROGRESS || r->staged || s->model->seeding ||
            !watches_alarms(r) || r->alarms_ignored || !json_count(alarm_names(r)))
                return 0;
        if (!r->bake_until)
                r->bake_until = ticks(s) + world_duration(s->model->cloud, "alarm-bake", 60000);
        return r->bake_until > ticks(s) ? r->bake_until - ticks(s) : 0;
}

/* --- ends --- */

void ecs_release_failure(struct ecs_service *s, int64_t failures, int64_t threshold)
{
        struct ecs_release *r = s->release;

        if (!ecs_release_open(r) || s->deployments[0]->revision != r->target)
                return;
        r->failures = failures;
        r->threshold = threshold;
        r->updated = now(s);
}

void ecs_release_fails(struct ecs_service *s, const char *why, bool rollback)
{
        struct ecs_release *r = s->release;
        bool going_back;

        if (!ecs_release_open(r)) {
                ecs_deployment_failed(s, why, rollback);
                return;
        }
        if (r->status == RELEASE_ROLLBACK_IN_PROGRESS) { /* the way back fails too */
                ecs_deployment_failed(s, why, false);
                ecs_release_status(r, RELEASE_ROLLBACK_FAILED, why);
                return;
        }
        ecs_hooks_leave(r);
        r->weight = r->test_weight = 0; /* the traffic goes back first */
        going_back = ecs_deployment_failed(s, why, rollback);
        if (going_back) {
                r->rolled_back = now(s);
                r->back_to = s->deployments[0]->revision;
                xreplace(&r->rollback_reason, why);
                ecs_release_status(r, RELEASE_ROLLBACK_IN_PROGRESS, why);
        } else {
                ecs_release_status(r, rollback ? RELEASE_ROLLBACK_FAILED : RELEASE_STOPPED, why);
        }
        ecs_run_weights(s);
}

void ecs_release_completed(struct ecs_service *s)
{
        struct ecs_release *r = s->release;

        if (!ecs_release_open(r))
                return;
        if (r->status == RELEASE_ROLLBACK_IN_PROGRESS)
                ecs_release_status(r, RELEASE_ROLLBACK_SUCCESSFUL, NULL);
        else
                ecs_release_status(r, RELEASE_SUCCESSFUL, NULL);
}

/* --- as they are described --- */

static struct json_object *revision_summary(struct ecs_release *r, struct ecs_revision *v)
{
        struct ecs_service *s = r->service;
        struct ecs_deployment *d = deployment_of(s, v);
        struct json_object *out = json_object_new_object();
        bool target = v == r->target, open = ecs_release_open(r);
        int64_t running = target ? r->target_running : r->source_running, pending = 0;
        int64_t wanted = running;

        if (open && d)
                ecs_deployment_counts(s, d->id, &running, &pending);
        if (open) {
                wanted = 0;
                for (size_t i = 0; d && i < s->task_count; i++)
                        wanted += s->tasks[i]->wanted && text_same(s->tasks[i]->deployment, d->id);
                if (d && d == s->deployments[0] && !(r->staged && r->stage < STAGE_SCALE_UP))
                        wanted = s->desired;
        }
        json_put_text(out, "arn", v->arn);
        json_put_int(out, "requestedTaskCount", wanted);
        json_put_int(out, "runningTaskCount", running);
        json_put_int(out, "pendingTaskCount", pending);
        if (r->staged) {
                json_put(out, "requestedTestTrafficWeight",
                         json_object_new_double(target ? r->test_weight : 100 - r->test_weight));
                json_put(out, "requestedProductionTrafficWeight",
                         json_object_new_double(target ? r->weight : 100 - r->weight));
        }
        return out;
}

static const char *monitor_status(const struct ecs_release *r, bool enabled, bool triggered)
{
        return !enabled              ? "DISABLED"
               : triggered           ? "TRIGGERED"
               : ecs_release_open(r) ? "MONITORING"
                                     : "MONITORING_COMPLETE";
}

static void put_monitors(struct json_object *out, struct ecs_release *r)
{
        struct json_object *breaker = json_object_new_object(), *alarms = json_object_new_object();
        bool enabled = json_flag(json_get(r->config, "deploymentCircuitBreaker"), "enable");

        json_put_text(breaker, "status", monitor_status(r, enabled, r->breaker_tripped));
        json_put_int(breaker, "failureCount", r->failures);
        if (enabled)
                json_put_int(breaker, "threshold", r->threshold ? r->threshold : 3);
        json_put(out, "deploymentCircuitBreaker", breaker);
        json_put_text(alarms, "status",
                      monitor_status(r, watches_alarms(r) && !r->alarms_ignored,
                                     json_count(r->alarms) > 0));
        if (alarm_names(r))
                json_put(alarms, "alarmNames", json_copy(alarm_names(r)));
        if (json_count(r->alarms))
                json_put(alarms, "triggeredAlarmNames", json_copy(r->alarms));
        json_put(out, "alarms", alarms);
}

struct json_object *ecs_release_brief_json(struct ecs_release *r)
{
        struct json_object *out = json_object_new_object();

        json_put_text(out, "serviceDeploymentArn", r->arn);
        json_put_text(out, "serviceArn", r->service->arn);
        json_put_text(out, "clusterArn", r->service->cluster->arn);
        ecs_put_time(out, "createdAt", r->created);
        ecs_put_time(out, "startedAt", r->started);
        ecs_put_time(out, "finishedAt", r->finished);
        json_put_text(out, "targetServiceRevisionArn", r->target->arn);
        json_put_text(out, "status", ecs_release_status_name(r->status));
        json_put_text(out, "statusReason", r->reason);
        return out;
}

struct json_object *ecs_release_json(struct ecs_release *r)
{
        struct json_object *out = ecs_release_brief_json(r), *sources = json_object_new_array();

        json_object_object_del(out, "targetServiceRevisionArn");
        ecs_put_time(out, "stoppedAt", r->stopped);
        ecs_put_time(out, "updatedAt", r->updated);
        if (r->source)
                json_object_array_add(sources, revision_summary(r, r->source));
        json_put(out, "sourceServiceRevisions", sources);
        json_put(out, "targetServiceRevision", revision_summary(r, r->target));
        json_put(out, "deploymentConfiguration", json_copy(r->config));
        if (r->staged)
                json_put_text(out, "lifecycleStage", ecs_stage_name(r->stage));
        if (json_count(r->hooks))
                json_put(out, "lifecycleHookDetails", ecs_hooks_json(r));
        if (r->rolled_back) {
                struct json_object *back = json_object_new_object();

                json_put_text(back, "reason", r->rollback_reason);
                ecs_put_time(back, "startedAt", r->rolled_back);
                json_put_text(back, "serviceRevisionArn", r->back_to->arn);
                json_put(out, "rollback", back);
        }
        put_monitors(out, r);
        return out;
}

struct json_object *ecs_revision_json(struct ecs_revision *v)
{
        struct json_object *out = json_copy(v->shown), *images = json_object_new_array();
        struct json_object *containers = json_array(v->definition->json, "containerDefinitions");

        json_put_text(out, "serviceRevisionArn", v->arn);
        json_put_text(out, "serviceArn", v->service->arn);
        json_put_text(out, "clusterArn", v->service->cluster->arn);
        json_put_text(out, "taskDefinition", v->definition->arn);
        json_put_text(out, "platformFamily", "Linux");
        for (size_t i = 0; i < json_count(containers); i++) {
                struct json_object *one = json_object_new_object();

                json_put_text(one, "containerName", json_text(json_at(containers, i), "name"));
                json_put_text(one, "image", json_text(json_at(containers, i), "image"));
                json_object_array_add(images, one);
        }
        json_put(out, "containerImages", images);
        json_put_flag(out, "guardDutyEnabled", false);
        ecs_put_time(out, "createdAt", v->created);
        return out;
}

struct json_object *ecs_revisions_now_json(struct ecs_service *s)
{
        struct json_object *list = json_object_new_array();

        for (size_t i = 0; i < s->deployment_count; i++) {
                struct ecs_deployment *d = s->deployments[i];
                struct json_object *one = json_object_new_object();
                int64_t running, pending, wanted = 0;

                ecs_deployment_counts(s, d->id, &running, &pending);
                for (size_t k = 0; k < s->task_count; k++)
                        wanted += s->tasks[k]->wanted && text_same(s->tasks[k]->deployment, d->id);
                json_put_text(one, "arn", d->revision->arn);
                json_put_int(one, "requestedTaskCount", i ? wanted : s->desired);
                json_put_int(one, "runningTaskCount", running);
                json_put_int(one, "pendingTaskCount", pending);
                json_object_array_add(list, one);
        }
        return list;
}

void ecs_releases_free(struct ecs_model *m)
{
        for (size_t i = 0; i < m->release_count; i++) {
                struct ecs_release *r = m->releases[i];

                json_object_put(r->config);
                json_object_put(r->hooks);
                json_object_put(r->alarms);
                free(r->arn);
                free(r->reason);
                free(r->rollback_reason);
                free(r);
        }
        for (size_t i = 0; i < m->revision_count; i++) {
                json_object_put(m->revisions[i]->shown);
                free(m->revisions[i]->arn);
                free(m->revisions[i]);
        }
        free(m->releases);
        free(m->revisions);
}
