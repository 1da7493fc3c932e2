/* ListServiceDeployments, DescribeServiceDeployments, DescribeServiceRevisions,
 * StopServiceDeployment, ContinueServiceDeployment. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/standin/ecs.h"

enum { ARNS_A_CALL = 20, RELEASES_A_PAGE = 20 };

static struct ecs_release *find_release(struct ecs_model *m, const char *arn)
{
        for (size_t i = 0; i < m->release_count; i++)
                if (text_same(m->releases[i]->arn, arn))
                        return m->releases[i];
        return NULL;
}

/* A moment of the request, in ms: a number of seconds, or a text. */
static bool moment(struct json_object *of, const char *member, int64_t *ms)
{
        struct json_object *value = json_get(of, member);

        if (!value)
                return false;
        if (json_object_is_type(value, json_type_string))
                return iso_parse(json_object_get_string(value), ms);
        *ms = (int64_t)(json_object_get_double(value) * 1000);
        return true;
}

static bool asked_for(struct call *call, struct ecs_release *r)
{
        struct json_object *statuses = json_array(call->in, "status");
        struct json_object *created = json_get(call->in, "createdAt");
        bool any = !json_count(statuses);
        int64_t at;

        for (size_t i = 0; i < json_count(statuses) && !any; i++)
                any = text_same(json_object_get_string(json_at(statuses, i)),
                                ecs_release_status_name(r->status));
        if (moment(created, "before", &at) && r->created > at)
                return false;
        if (moment(created, "after", &at) && r->created < at)
                return false;
        return any;
}

void ecs_list_releases(struct call *call)
{
        struct ecs_model *m = call->cloud->ecs;
        struct ecs_cluster *cluster = ecs_call_cluster(call);
        struct ecs_service *s = cluster ? ecs_call_service(call, cluster, "service") : NULL;
        struct json_object *list;

        if (!s)
                return;
        if (s->controller != CONTROLLER_ECS) {
                call_fail(call, 400, "UnsupportedFeatureException",
                          "Service deployments are only there for services with the ECS "
                          "deployment controller.");
                return;
        }
        if (!json_get(call->in, "maxResults"))
                json_put_int(call->in, "maxResults", RELEASES_A_PAGE);
        list = json_object_new_array();
        for (size_t i = m->release_count; i-- > 0;) /* the newest first */
                if (m->releases[i]->service == s && asked_for(call, m->releases[i]))
                        json_object_array_add(list, ecs_release_brief_json(m->releases[i]));
        ecs_page(call, "serviceDeployments", list);
}

/* The ARNs of a describing call; NULL with the call failed when they are too few or too many. */
static struct json_object *arns_of(struct call *call, const char *member)
{
        struct json_object *arns = json_array(call->in, member);

        if (json_count(arns) && json_count(arns) <= ARNS_A_CALL)
                return arns;
        call_fail(call, 400, "InvalidParameterException",
                  json_count(arns) ? "%s can have at most 20 items." : "%s cannot be empty.",
                  member);
        return NULL;
}

void ecs_describe_releases(struct call *call)
{
        struct json_object *arns = arns_of(call, "serviceDeploymentArns"), *list;

        if (!arns)
                return;
        list = json_object_new_array();
        json_put(call->out, "serviceDeployments", list);
        json_put(call->out, "failures", json_object_new_array());
        for (size_t i = 0; i < json_count(arns); i++) {
                const char *arn = json_object_get_string(json_at(arns, i));
                struct ecs_release *r = find_release(call->cloud->ecs, arn);

                if (r)
                        json_object_array_add(list, ecs_release_json(r));
                else
                        ecs_add_failure(call, arn, "MISSING");
        }
}

void ecs_describe_revisions(struct call *call)
{
        struct ecs_model *m = call->cloud->ecs;
        struct json_object *arns = arns_of(call, "serviceRevisionArns"), *list;

        if (!arns)
                return;
        list = json_object_new_array();
        json_put(call->out, "serviceRevisions", list);
        json_put(call->out, "failures", json_object_new_array());
        for (size_t i = 0; i < json_count(arns); i++) {
                const char *arn = json_object_get_string(json_at(arns, i));
                struct ecs_revision *found = NULL;

                for (size_t k = 0; k < m->revision_count && !found; k++)
                        if (text_same(m->revisions[k]->arn, arn))
                                found = m->revisions[k];
                if (found)
                        json_object_array_add(list, ecs_revision_json(found));
                else
                        ecs_add_failure(call, arn, "MISSING");
        }
}

static struct ecs_release *call_release(struct call *call)
{
        struct ecs_release *r =
                find_release(call->cloud->ecs, json_text(call->in, "serviceDeploymentArn"));

        if (!r || r->service->status == SERVICE_INACTIVE) {
                call_fail(call, 400, "ServiceDeploymentNotFoundException",
                          "The service deployment ARN that you specified was not found.");
                return NULL;
        }
        return r;
}

/* What a stop asked for is carried out at the next look at the service, so that the states of
 * request can be seen. */
void ecs_stop_release(struct call *call)
{
        struct ecs_release *r = call_release(call);
        bool abort = text_same(json_text(call->in, "stopType"), "ABORT");

        if (!r)
                return;
        if (!ecs_release_open(r)) {
                call_fail(call, 400, "ConflictException",
                          "The service deployment can't be stopped: it is %s.",
                          ecs_release_status_name(r->status));
                return;
        }
        if (r->status == RELEASE_PENDING || r->status == RELEASE_IN_PROGRESS) {
                ecs_release_status(r, abort ? RELEASE_STOP_REQUESTED : RELEASE_ROLLBACK_REQUESTED,
                                   abort ? "Service deployment was stopped by a user."
                                         : "Service deployment rolled back by a user.");
                r->step_at = loop_ticks(call->cloud->loop) +
                             world_duration(call->cloud, "release-stopping", 2000);
                ecs_wake_in(r->service, r->step_at - loop_ticks(call->cloud->loop));
        }
        json_put_text(call->out, "serviceDeploymentArn", r->arn);
}

void ecs_continue_release(struct call *call)
{
        struct ecs_release *r = call_release(call);
        bool back = text_same(json_text(call->in, "action"), "ROLLBACK");
        struct json_object *hook;

        if (!r)
                return;
        hook = ecs_hook_waiting(r, json_text(call->in, "hookId"));
        if (!hook) {
                call_fail(call, 400, "InvalidParameterException",
                          "No lifecycle hook of that id is awaiting an action in the service "
                          "deployment.");
                return;
        }
        ecs_hook_ends(hook, back ? "FAILED" : "SUCCEEDED");
        ecs_wake_in(r->service, 0);
        json_put_text(call->out, "serviceDeploymentArn", r->arn);
}
