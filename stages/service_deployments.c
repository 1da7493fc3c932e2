/* Finding our service deployment, taking it back, and letting it go on. */
#include "stages/service_deployments.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/nearest.h"
#include "engine/base/text.h"

enum { EXPECT_LOOKS = 6, SETTLE_LOOKS = 3, CALL_TRIES = 3 };

/* DeploymentLifecycleHookStage in botocore's model. */
static const char *const hook_stages[] = {
        "RECONCILE_SERVICE",
        "PRE_SCALE_UP",
        "POST_SCALE_UP",
        "TEST_TRAFFIC_SHIFT",
        "POST_TEST_TRAFFIC_SHIFT",
        "PRE_PRODUCTION_TRAFFIC_SHIFT",
        "PRODUCTION_TRAFFIC_SHIFT",
        "POST_PRODUCTION_TRAFFIC_SHIFT",
};

bool service_shifts_traffic(const struct ecs_service *service)
{
        return !text_same(service->strategy, "ROLLING");
}

/* Not to be had here: a rolling update can do without. */
static bool is_unavailable(const struct err *err)
{
        return err_is(err, ERR_DENIED) || err_has_reason(err, "UnsupportedFeatureException") ||
               err_has_reason(err, "UnknownOperationException");
}

/* Newest first. *can false, and nothing listed: ECS does not tell, and need not. */
static bool list(struct stage *s, const struct ecs_service *service, int64_t after,
                 struct ecs_service_deployments *out, bool *can, struct err *err)
{
        *can = ecs_list_service_deployments(stage_aws(s), cloud_cluster(s), service->name, after,
                                            out, err);
        if (*can)
                return true;
        if (!is_unavailable(err))
                return false;
        if (service_shifts_traffic(service))
                return err_prefix(err,
                                  "service %s is deployed %s, which can only be followed by its "
                                  "service deployments",
                                  service->name, service->strategy);
        err_clear(err);
        return true;
}

bool service_deployments_mark(struct stage *s, const struct ecs_service *service, int64_t *mark,
                              struct err *err)
{
        struct ecs_service_deployments all = {0};
        bool can;

        if (!list(s, service, 0, &all, &can, err))
                return false;
        if (!can)
                *mark = -1;
        else
                *mark = all.count ? all.items[0].created : 0;
        ecs_service_deployments_release(&all);
        return true;
}

/* Whether it leads to that definition; one whose revision ECS no longer keeps does not. */
static bool leads_to(struct stage *s, const struct ecs_service *service,
                     const struct ecs_service_deployment *d, const char *definition, bool *does,
                     struct err *err)
{
        struct strlist arns = {0}, definitions = {0};
        bool ok = true;

        *does = false;
        if (!d->target)
                return true;
        strlist_add(&arns, d->target);
        if (ecs_describe_service_revisions(stage_aws(s), &arns, &definitions, err))
                *does = text_same(definitions.items[0], definition);
        else if (err_is(err, ERR_NOT_FOUND) ||
                 (is_unavailable(err) && !service_shifts_traffic(service)))
                err_clear(err);
        else
                ok = false;
        strlist_release(&arns);
        strlist_release(&definitions);
        return ok;
}

bool service_deployments_find(struct stage *s, const struct ecs_service *service,
                              const char *definition, int64_t mark, char **arn, struct err *err)
{
        struct ecs_service_deployments all = {0};
        bool can, ok;

        *arn = NULL;
        if (mark < 0)
                return true;
        ok = list(s, service, mark, &all, &can, err);
        for (size_t i = 0; ok && !*arn && i < all.count; i++) {
                bool does = false;

                if (all.items[i].created <= mark)
                        continue;
                ok = leads_to(s, service, &all.items[i], definition, &does, err);
                if (ok && does)
                        *arn = xstrdup(all.items[i].arn);
        }
        ecs_service_deployments_release(&all);
        return ok;
}

bool service_deployments_expect(struct stage *s, const struct ecs_service *service,
                                const char *definition, int64_t mark, char **arn, struct err *err)
{
        *arn = NULL;
        for (int n = 0; mark >= 0 && !*arn && n < EXPECT_LOOKS; n++)
                if (!stage_sleep(s, watch_pause(stage_aws(s), n), err) ||
                    !service_deployments_find(s, service, definition, mark, arn, err))
                        return false;
        if (*arn || !service_shifts_traffic(service))
                return true;
        return err_set(err, ERR_FAILED, "service %s accepted %s, but ECS lists no deployment of it",
                       service->name, definition);
}

bool service_deployments_newest(struct stage *s, const struct ecs_service *service,
                                const char *definition, char **arn, struct err *err)
{
        struct ecs_service_deployments all = {0};
        bool can, does = false, ok = list(s, service, 0, &all, &can, err);

        *arn = NULL;
        if (ok && all.count)
                ok = leads_to(s, service, &all.items[0], definition, &does, err);
        if (ok && does)
                *arn = xstrdup(all.items[0].arn);
        ecs_service_deployments_release(&all);
        return ok;
}

bool service_deployments_check_idle(struct stage *s, const struct ecs_service *service,
                                    struct err *err)
{
        struct ecs_service_deployments all = {0};
        bool can, ok = list(s, service, 0, &all, &can, err);

        for (size_t i = 0; ok && i < all.count; i++) {
                enum ecs_deployment_phase phase = ecs_deployment_phase(&all.items[i]);

                if (phase != ECS_DEPLOYMENT_GOING && phase != ECS_DEPLOYMENT_RETURNS)
                        continue;
                ok = err_set(err, ERR_REFUSED, "service %s has a deployment that is %s: %s",
                             service->name, all.items[i].status, all.items[i].arn);
                err_next(err, "wait until it has ended, or stop it");
        }
        ecs_service_deployments_release(&all);
        return ok;
}

/* --- taking back --- */

/* A refusal that the next look explains: it has ended, or is on its way back already. */
static bool may_have_moved_on(const struct err *err)
{
        return err_is(err, ERR_LOST) || err_is(err, ERR_CONFLICT) || err_is(err, ERR_INVALID);
}

enum outcome { OPEN, ACCEPTED, NOT_FOR_IT };

static bool call_take_back(struct stage *s, const char *service, const char *arn,
                           enum outcome *outcome, struct err *err)
{
        *outcome = OPEN;
        if (!stage_intend(s, err, "roll back the deployment of service %s (%s)", service, arn))
                return false;
        if (ecs_rollback_service_deployment(stage_aws(s), arn, err)) {
                *outcome = ACCEPTED;
                return stage_result(s, err, "service %s is being rolled back", service);
        }
        if (is_unavailable(err)) {
                struct err why = ERR_INIT;
                bool ok;

                *outcome = NOT_FOR_IT;
                err_move(&why, err);
                ok = stage_result(s, err, "ECS does not roll service %s back: %s", service,
                                  err_text(&why));
                err_clear(&why);
                return ok;
        }
        if (!may_have_moved_on(err))
                return false;
        err_clear(err);
        return true;
}

static bool look_at_phase(struct stage *s, const char *arn, int look,
                          enum ecs_deployment_phase *phase, struct err *err)
{
        struct ecs_service_deployment d = {0};
        bool ok = stage_sleep(s, watch_pause(stage_aws(s), look), err) &&
                  watch_deployment(stage_aws(s), arn, &d, err);

        *phase = ok ? ecs_deployment_phase(&d) : ECS_DEPLOYMENT_GOING;
        ecs_service_deployment_release(&d);
        return ok;
}

/* After an answer that was lost it is looked at a few times before it is asked again. */
bool service_deployments_take_back(struct stage *s, const char *service, const char *arn,
                                   bool *taken, struct err *err)
{
        for (int look = 0; look < CALL_TRIES * SETTLE_LOOKS; look++) {
                enum ecs_deployment_phase phase;
                enum outcome outcome;

                if (!look_at_phase(s, arn, look, &phase, err))
                        return false;
                *taken = phase == ECS_DEPLOYMENT_RETURNS || phase == ECS_DEPLOYMENT_RETURNED;
                if (phase != ECS_DEPLOYMENT_GOING)
                        return true;
                if (look % SETTLE_LOOKS)
                        continue;
                if (!call_take_back(s, service, arn, &outcome, err))
                        return false;
                *taken = outcome == ACCEPTED;
                if (outcome != OPEN)
                        return true;
        }
        return err_set(err, ERR_LOST, "rolling back the deployment of service %s: no answer",
                       service);
}

bool service_deployments_await_end(struct stage *s, const char *service, const char *arn,
                                   struct err *err)
{
        bool ended = false;

        for (int look = 0; !ended; look++) {
                struct ecs_service_deployment d;
                enum ecs_deployment_phase phase;

                if (!stage_sleep(s, watch_pause(stage_aws(s), look), err) ||
                    !watch_deployment(stage_aws(s), arn, &d, err))
                        return false;
                phase = ecs_deployment_phase(&d);
                ended = phase != ECS_DEPLOYMENT_GOING && phase != ECS_DEPLOYMENT_RETURNS;
                stage_note(s, "%s: %s%s%s", service, d.status, d.stage ? " at " : "",
                           d.stage ? d.stage : "");
                ecs_service_deployment_release(&d);
        }
        return true;
}

/* --- pause hooks --- */

static bool is_to_continue(struct stage *s, const struct ecs_service_deployment *d,
                           const struct ecs_hook *hook)
{
        struct json_object *names = stage_list(s, "continue_hooks");

        for (size_t i = 0; i < json_count(names); i++) {
                const char *name = json_object_get_string(json_at(names, i));

                if (!strcmp(name, "all") || text_same(name, d->stage) || text_same(name, hook->id))
                        return true;
        }
        return false;
}

/* The hook's id stands for this one pause: asking twice, after a lost answer, is one and the same.
 */
static bool call_continue(struct stage *s, const char *service,
                          const struct ecs_service_deployment *d, const struct ecs_hook *hook,
                          struct err *err)
{
        const char *stage = d->stage ? d->stage : "a pause hook";

        if (!stage_intend(s, err, "continue the deployment of service %s at %s (hook %s)", service,
                          stage, hook->id))
                return false;
        if (ecs_continue_service_deployment(stage_aws(s), d->arn, hook->id, err))
                return stage_result(s, err, "the deployment of service %s goes on", service);
        if (!may_have_moved_on(err))
                return false;
        err_clear(err); /* the next look tells */
        return true;
}

bool service_deployments_continue(struct stage *s, const char *service,
                                  const struct ecs_service_deployment *d,
                                  struct service_continued *last, struct err *err)
{
        for (size_t i = 0; i < d->hook_count; i++) {
                const struct ecs_hook *hook = &d->hooks[i];

                if (!hook->id || !text_same(hook->kind, "PAUSE") ||
                    !text_same(hook->status, "AWAITING_ACTION") || !is_to_continue(s, d, hook))
                        continue;
                if (text_same(last->hook, hook->id) && ++last->looks % SETTLE_LOOKS)
                        continue;
                if (!call_continue(s, service, d, hook, err))
                        return false;
                xreplace(&last->hook, hook->id);
        }
        return true;
}

bool service_deployments_check_hooks(struct stage *s, struct err *err)
{
        struct json_object *names = stage_list(s, "continue_hooks");

        for (size_t i = 0; i < json_count(names); i++) {
                const char *name = json_object_get_string(json_at(names, i)), *near;
                bool known = name[strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_")] != '\0';

                for (size_t k = 0; k < ARRAY_LEN(hook_stages); k++)
                        known = known || !strcmp(name, hook_stages[k]);
                if (known)
                        continue;
                near = nearest_name(name, hook_stages, ARRAY_LEN(hook_stages));
                err_set(err, ERR_INVALID, "continue_hooks: \"%s\" is no lifecycle stage", name);
                return err_next(err,
                                near ? "did you mean %s?"
                                     : "write a lifecycle stage such as "
                                       "POST_TEST_TRAFFIC_SHIFT, a hook's id, or all",
                                near);
        }
        return true;
}
