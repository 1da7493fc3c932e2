/* service.roll: move services onto task definitions, in order; undo moves them back and waits. */
#include <stdlib.h>
#include <string.h>

#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/services.h"

enum { UPDATE_TRIES = 3, SETTLE_LOOKS = 3 };

static const struct port inputs[] = {
        {"cluster", VALUE_TEXT, .help = "ECS cluster; default: the stack's name"},
        {"services", VALUE_LIST, .required = true, .help = "services to move, in order"},
        {"definitions", VALUE_MAP, .required = true,
         .help = "task definition ARN by service; from task.register"},
        {"allow_zero", VALUE_FLAG, .fallback = "false",
         .help = "also a service with a desired count of 0, of which nothing can be verified"},
        {0},
};

static const struct port outputs[] = {
        {"deployments", VALUE_MAP, .help = "id of the deployment by service"},
        {"previous", VALUE_MAP, .help = "the task definitions before, by service"},
        {0},
};

static const char *const actions[] = {
        "ecs:DescribeServices", "ecs:UpdateService", "ecs:ListTasks",
        "ecs:DescribeTasks",    "iam:PassRole",      NULL,
};

static const char *live_definition(const struct ecs_service *service)
{
        const struct ecs_deployment *primary = ecs_primary(service);

        return primary ? primary->task_definition : service->task_definition;
}

static bool check_definitions(struct stage *s, const struct ecs_services *services, struct err *err)
{
        for (size_t i = 0; i < services->count; i++)
                if (!json_text(stage_map(s, "definitions"), services->items[i].name))
                        return err_set(err, ERR_INVALID, "definitions has none for service %s",
                                       services->items[i].name);
        return true;
}

/* service -> ARN before the first change; later starts see our own changes. */
static bool remember_old(struct stage *s, const struct ecs_services *services,
                         struct json_object **old, struct err *err)
{
        struct json_object *known = stage_recall(s, "old");

        if (known && stage_has_intended(s)) {
                *old = json_object_get(known);
                return true;
        }
        *old = json_object_new_object();
        for (size_t i = 0; i < services->count; i++)
                json_put_text(*old, services->items[i].name, live_definition(&services->items[i]));
        return stage_planning(s) || stage_remember(s, "old", json_object_get(*old), err);
}

static bool warn(struct stage *s, const struct ecs_service *service, struct err *err)
{
        /* ECS rounds the minimum up */
        if (service->desired > 0 && service->desired * service->minimum_healthy <= 0 &&
            !stage_report(s, err,
                          "service %s: minimumHealthyPercent %lld lets ECS stop all its "
                          "tasks at once",
                          service->name, (long long)service->minimum_healthy))
                return false;
        return service->breaker ||
               stage_report(s, err, "service %s: its circuit breaker is off", service->name);
}

/* UpdateService, looked at when the answer was lost. *service is as after it. */
static bool call_update(struct stage *s, const char *name, const char *definition,
                        struct ecs_service *service, struct err *err)
{
        struct ecs_update request = {
                .cluster = cloud_cluster(s),
                .service = name,
                .task_definition = definition,
                .desired = -1,
        };

        for (int n = 0; n < UPDATE_TRIES; n++) {
                if (!stage_intend(s, err, "move service %s to %s", name, definition))
                        return false;
                ecs_service_release(service);
                *service = (struct ecs_service){0};
                if (ecs_update_service(stage_aws(s), &request, service, err))
                        return stage_result(s, err, "service %s accepted %s", name, definition);
                if (!err_is(err, ERR_LOST))
                        return false;
                err_clear(err);
                if (!stage_sleep(s, watch_pause(stage_aws(s), 1), err) ||
                    !watch_service(stage_aws(s), request.cluster, name, service, err))
                        return false;
                if (text_same(live_definition(service), definition))
                        return stage_result(s, err, "service %s had accepted %s", name, definition);
        }
        return err_set(err, ERR_LOST, "moving service %s: no answer", name);
}

static bool move_one(struct stage *s, struct ecs_service *service, struct json_object *old,
                     struct json_object *deployments, struct err *err)
{
        char *name = xstrdup(service->name);
        const char *want = json_text(stage_map(s, "definitions"), name);
        const char *live = live_definition(service);
        const struct ecs_deployment *primary;
        bool ok = true;

        if (!text_same(live, want) && !text_same(live, json_text(old, name)))
                ok = err_set(err, ERR_CONFLICT, "service %s was moved to %s meanwhile", name,
                             live ? live : "nothing");
        else if (!text_same(live, want))
                ok = warn(s, service, err) && call_update(s, name, want, service, err);
        primary = ok ? ecs_primary(service) : NULL;
        if (ok && (!primary || !text_same(primary->task_definition, want)))
                ok = err_set(err, ERR_CONFLICT, "service %s is not on %s after the update", name,
                             want);
        if (ok && primary)
                json_put_text(deployments, name, primary->id);
        free(name);
        return ok;
}

static bool roll(struct stage *s, struct err *err)
{
        struct json_object *deployments = json_object_new_object(), *old = NULL;
        struct ecs_services services = {0};
        bool ok = services_look_movable(s, &services, err) &&
                  check_definitions(s, &services, err) && remember_old(s, &services, &old, err);

        for (size_t i = 0; ok && i < services.count; i++)
                ok = move_one(s, &services.items[i], old, deployments, err);
        if (ok) {
                stage_output(s, "deployments", deployments);
                stage_output(s, "previous", old);
                deployments = old = NULL;
                if (!stage_has_intended(s))
                        stage_unchanged(s, "the services are on these task definitions already");
        }
        json_object_put(deployments);
        json_object_put(old);
        ecs_services_release(&services);
        return ok;
}

static bool plan(struct stage *s, struct err *err)
{
        struct json_object *definitions = stage_map(s, "definitions");
        struct json_object *list = stage_list(s, "services");

        (void)err;
        for (size_t i = 0; i < json_count(list); i++) {
                const char *name = json_object_get_string(json_at(list, i));
                const char *arn = json_text(definitions, name);

                stage_would(s, "ecs:UpdateService %s to %s", name,
                            arn ? arn : "its new task definition");
        }
        return true;
}

/* A lost UpdateService may still take effect: a few looks before it is taken for not done. */
static bool find_live(struct stage *s, const char *name, const char *ours, bool settle,
                      struct ecs_service *service, struct err *err)
{
        int looks = settle ? SETTLE_LOOKS : 1;

        for (int n = 0; n < looks; n++) {
                ecs_service_release(service);
                *service = (struct ecs_service){0};
                if (!stage_sleep(s, watch_pause(stage_aws(s), n), err) ||
                    !watch_service(stage_aws(s), cloud_cluster(s), name, service, err))
                        return false;
                if (text_same(live_definition(service), ours))
                        break;
        }
        return true;
}

static bool undo_one(struct stage *s, const char *name, const char *before, bool settle,
                     struct err *err)
{
        const char *ours = json_text(stage_map(s, "definitions"), name);
        struct ecs_service service = {0};
        bool ok = find_live(s, name, ours, settle, &service, err);
        const char *live = ok ? live_definition(&service) : NULL;

        if (ok && !text_same(live, before) && !text_same(live, ours))
                ok = err_set(err, ERR_CONFLICT,
                             "service %s is on %s: neither what this run set nor what was there "
                             "before",
                             name, live ? live : "nothing");
        else if (ok && !text_same(live, before))
                ok = call_update(s, name, before, &service, err);
        ecs_service_release(&service);
        return ok;
}

/* All are put back before any is waited for; one that can't be does not keep the others. */
static bool roll_back(struct stage *s, struct err *err)
{
        struct json_object *old = stage_recall(s, "old"), *list = stage_list(s, "services");
        struct services_goal goal = {.cluster = cloud_cluster(s), .definitions = old};
        bool settle = stage_intent_open(s), ok = true;
        const char **names;

        if (!old || !stage_has_intended(s))
                return true;
        names = cloud_names(list, &goal.count);
        for (size_t i = goal.count; i-- > 0;) {
                struct err one = ERR_INIT;

                if (undo_one(s, names[i], json_text(old, names[i]), settle, &one))
                        continue;
                if (ok)
                        err_move(err, &one);
                err_clear(&one);
                ok = false;
        }
        goal.names = names;
        ok = ok && services_wait(s, &goal, NULL, err);
        free(names);
        return ok;
}

const struct stage_type stage_service_roll = {
        .name = "service.roll",
        .summary = "move ECS services onto task definitions",
        .notes = "Services are updated in the order given; those already there are left alone. "
                 "`service.wait` then waits for them. A service deployed by CodeDeploy or an "
                 "external controller, one that is being deleted and one with a desired count of 0 "
                 "are refused before any is changed.\n\n"
                 "Undo puts the recorded task definitions back and waits until they are stable. A "
                 "service that somebody else moved meanwhile is left alone and the undo fails.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .run = roll,
        .undo = roll_back,
        .plan = plan,
};
