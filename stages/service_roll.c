/* service.roll: move services onto task definitions, in order; undo moves them back and waits. */
#include <stdlib.h>
#include <string.h>

#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/permissions.h"
#include "stages/recover.h"
#include "stages/service_deployments.h"
#include "stages/service_settings.h"
#include "stages/services.h"
#include "stages/tasks_gone.h"

enum { UPDATE_TRIES = 3 };

static const char *const orders[] = {"together", "serial", NULL};

static const struct port inputs[] = {
        {"cluster", VALUE_TEXT, .help = "ECS cluster; default: the stack's name"},
        {"services", VALUE_LIST, .required = true, .help = "services to move, in order"},
        {"definitions", VALUE_MAP, .required = true,
         .help = "task definition ARN by service; from task.register"},
        {"allow_zero", VALUE_FLAG, .fallback = "false",
         .help = "also a service with a desired count of 0, of which nothing can be verified"},
        {"allow_alarms", VALUE_FLAG, .fallback = "false",
         .help = "also a service whose deployment alarms are red already"},
        {"order", VALUE_TEXT, .fallback = "together", .choices = orders,
         .help = "serial: each service is stable before the next is moved"},
        {"max_failures", VALUE_NUMBER,
         .help = "with serial: give up after so many failed tasks; default: half the desired "
                 "count, "
                 "at least 2"},
        CONTINUE_HOOKS_PORT,
        {0},
};

static const struct port outputs[] = {
        {"deployments", VALUE_MAP, .help = "id of the deployment by service"},
        {"service_deployments", VALUE_MAP,
         .help = "ARN of the service deployment by service, of those that were moved"},
        {"previous", VALUE_MAP, .help = "the task definitions before, by service"},
        {0},
};

static const struct stage_action actions[] = {
        {"ecs:DescribeServices", "ecs:service/{cluster}/*"},
        {"ecs:UpdateService", "ecs:service/{cluster}/{services}"},
        {"ecs:ListTasks", "*"},
        {"ecs:DescribeTasks", "ecs:task/{cluster}/*"},
        {"ecs:DescribeTaskDefinition", "*"},
        RECOVER_PARAMETER_ACTIONS,
        SERVICE_DEPLOYMENT_ACTIONS,
        {"ecs:StopServiceDeployment", SERVICE_DEPLOYMENTS},
        {"cloudwatch:DescribeAlarms", "*"},
        {"iam:PassRole", "iam:role/*", .condition = FOR_TASKS},
        {0},
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

/* The revision has been registered, so that ECS only does not see it yet: asked for again later. */
static bool wait_for_definition(struct stage *s, const char *definition, int *unseen,
                                struct err *err)
{
        if (!err_is(err, ERR_NOT_FOUND) || !err_has_reason(err, "ClientException") ||
            ++*unseen == LOOKS_UNSEEN)
                return false;
        err_clear(err);
        stage_note(s, "ECS does not see %s yet", definition);
        return stage_sleep(s, watch_pause(stage_aws(s), *unseen), err);
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

        for (int lost = 0, unseen = 0; lost < UPDATE_TRIES;) {
                if (!stage_intend(s, err, "move service %s to %s", name, definition))
                        return false;
                ecs_service_release(service);
                *service = (struct ecs_service){0};
                if (ecs_update_service(stage_aws(s), &request, service, err))
                        return stage_result(s, err, "service %s accepted %s", name, definition);
                if (wait_for_definition(s, definition, &unseen, err))
                        continue;
                if (!err_is(err, ERR_LOST))
                        return false;
                lost++;
                err_clear(err);
                if (!stage_sleep(s, watch_pause(stage_aws(s), 1), err) ||
                    !watch_service(stage_aws(s), request.cluster, name, service, err))
                        return false;
                if (text_same(live_definition(service), definition))
                        return stage_result(s, err, "service %s had accepted %s", name, definition);
        }
        return err_set(err, ERR_LOST, "moving service %s: no answer", name);
}

/* Journalled before the call, with its intent: what comes after it is ours. The first one counts,
 * as a call that was lost may have had its effect since. */
static bool remember_mark(struct stage *s, const char *memory, const struct ecs_service *service,
                          int64_t *mark, struct err *err)
{
        struct json_object *known = stage_recall(s, memory);
        struct json_object *marks;

        if (json_get(known, service->name)) {
                *mark = json_int(known, service->name);
                return true;
        }
        marks = known ? json_copy(known) : json_object_new_object();
        if (!service_deployments_mark(s, service, mark, err)) {
                json_object_put(marks);
                return false;
        }
        json_put_int(marks, service->name, *mark);
        return stage_remember(s, memory, marks, err);
}

/* UpdateService is asked for the task definition alone: whatever else has changed was not meant. */
static bool check_settings(struct stage *s, const char *name, struct json_object *before,
                           const struct ecs_service *after, struct err *err)
{
        struct strlist differ = {0};
        struct text names = TEXT_INIT;
        bool ok = true;

        service_settings_compare(before, after->raw, &differ);
        strlist_join(&differ, ", ", &names);
        if (differ.count)
                ok = stage_report(s, err, "service %s: changed with its task definition: %s", name,
                                  text_str(&names));
        text_release(&names);
        strlist_release(&differ);
        return ok;
}

/* Moves it and finds the service deployment that does so. *arn is the caller's, or NULL. */
static bool update(struct stage *s, const char *memory, const char *name, const char *definition,
                   struct ecs_service *service, char **arn, struct err *err)
{
        struct json_object *before = json_object_get(service->raw);
        int64_t mark = -1;
        bool ok = remember_mark(s, memory, service, &mark, err) &&
                  call_update(s, name, definition, service, err) &&
                  check_settings(s, name, before, service, err) &&
                  service_deployments_expect(s, service, definition, mark, arn, err);

        json_object_put(before);
        return ok;
}

/* Moved before a crash: the deployment that does so is looked for again. */
static bool find_again(struct stage *s, const struct ecs_service *service, const char *definition,
                       char **arn, struct err *err)
{
        struct json_object *marks = stage_recall(s, "marks");

        return !json_get(marks, service->name) ||
               service_deployments_find(s, service, definition, json_int(marks, service->name), arn,
                                        err);
}

/* What moving has brought: by service. */
struct moved {
        struct json_object *old;         /* task definitions before */
        struct json_object *deployments; /* ids */
        struct json_object *followed;    /* ARNs of service deployments */
};

static bool move_one(struct stage *s, struct ecs_service *service, const struct moved *moved,
                     struct err *err)
{
        char *name = xstrdup(service->name), *arn = NULL;
        const char *want = json_text(stage_map(s, "definitions"), name);
        const char *live = live_definition(service);
        const struct ecs_deployment *primary;
        bool ok;

        if (text_same(live, want))
                ok = find_again(s, service, want, &arn, err);
        else if (!text_same(live, json_text(moved->old, name)))
                ok = err_set(err, ERR_CONFLICT, "service %s was moved to %s meanwhile", name,
                             live ? live : "nothing");
        else
                ok = warn(s, service, err) && update(s, "marks", name, want, service, &arn, err);
        if (ok && !text_same(live_definition(service), want))
                ok = err_set(err, ERR_CONFLICT, "service %s is not on %s after the update", name,
                             want);
        primary = ok ? ecs_primary(service) : NULL;
        if (primary)
                json_put_text(moved->deployments, name, primary->id);
        json_put_text(moved->followed, name, arn);
        free(arn);
        free(name);
        return ok;
}

/* order: serial. */
static bool wait_for(struct stage *s, const char *name, const struct moved *moved, struct err *err)
{
        struct services_goal goal = {
                .cluster = cloud_cluster(s),
                .names = &name,
                .count = 1,
                .definitions = stage_map(s, "definitions"),
                .deployments = moved->deployments,
                .service_deployments = moved->followed,
                .max_failures = stage_number(s, "max_failures"),
        };

        return services_wait(s, &goal, NULL, err);
}

static bool move_all(struct stage *s, struct ecs_services *services, const struct moved *moved,
                     struct err *err)
{
        bool serial = text_same(stage_text(s, "order"), "serial"), ok = true;

        for (size_t i = 0; ok && i < services->count; i++) {
                char *name = xstrdup(services->items[i].name);

                ok = move_one(s, &services->items[i], moved, err) &&
                     (!serial || i + 1 == services->count || wait_for(s, name, moved, err));
                free(name);
        }
        return ok;
}

static bool roll(struct stage *s, struct err *err)
{
        struct moved moved = {
                .deployments = json_object_new_object(),
                .followed = json_object_new_object(),
        };
        struct ecs_services services = {0};
        bool ok =
                services_look_movable(s, &services, err) && check_definitions(s, &services, err) &&
                remember_old(s, &services, &moved.old, err) && move_all(s, &services, &moved, err);

        if (ok) {
                stage_output(s, "deployments", json_object_get(moved.deployments));
                stage_output(s, "service_deployments", json_object_get(moved.followed));
                stage_output(s, "previous", json_object_get(moved.old));
                if (!stage_has_intended(s))
                        stage_unchanged(s, "the services are on these task definitions already");
        }
        json_object_put(moved.deployments);
        json_object_put(moved.followed);
        json_object_put(moved.old);
        ecs_services_release(&services);
        return ok;
}

static void plan_one(struct stage *s, const struct ecs_service *service, const char *arn)
{
        struct text outlook = TEXT_INIT;

        services_saw(s, service);
        if (text_same(arn, live_definition(service)))
                return;
        service_deployment_outlook(s, service, &outlook);
        stage_would(s, WOULD_CHANGE, "ecs:UpdateService", service->name,
                    stage_parameters("cluster", cloud_cluster(s), "taskDefinition",
                                     arn ? arn : "its new task definition", "deployment",
                                     text_str(&outlook), NULL));
        text_release(&outlook);
        if (!service->desired)
                stage_warns(s, "services",
                            "service %s has a desired count of 0: nothing would "
                            "prove that it works with the new database",
                            service->name);
        if (!service->breaker)
                stage_warns(s, "services",
                            "service %s has no deployment circuit breaker: ECS "
                            "would start failing tasks again and again",
                            service->name);
}

static bool plan(struct stage *s, struct err *err)
{
        struct json_object *definitions = stage_map(s, "definitions");
        struct ecs_services services = {0};
        bool ok = services_look_movable(s, &services, err);

        for (size_t i = 0; ok && i < services.count; i++)
                plan_one(s, &services.items[i], json_text(definitions, services.items[i].name));
        ecs_services_release(&services);
        return ok;
}

/* Once it was asked for, a service that seems not to be moved may only not be seen to be yet, and a
 * call that was lost may still take effect. */
static bool find_live(struct stage *s, const char *name, const char *ours,
                      struct ecs_service *service, struct err *err)
{
        int looks = json_get(stage_recall(s, "marks"), name) ? LOOKS_UNSEEN : 1;

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

/* What an undo knows of one service. */
struct undone {
        const char *name, *before; /* borrowed */
        char *ours;                /* the service deployment that is on its way back, or NULL */
        char *followed;            /* the one that brings it back, or NULL */
};

/* A deployment of ours that still goes on is taken back by ECS, which knows the whole revision
 * before and asks no alarm. */
static bool take_back(struct stage *s, const struct ecs_service *service, struct undone *u,
                      struct err *err)
{
        struct json_object *marks = stage_recall(s, "marks");
        const char *ours = json_text(stage_map(s, "definitions"), u->name);
        bool taken = false, ok;

        if (!json_get(marks, u->name))
                return true;
        ok = service_deployments_find(s, service, ours, json_int(marks, u->name), &u->ours, err);
        if (ok && u->ours)
                ok = service_deployments_take_back(s, u->name, u->ours, &taken, err);
        if (ok && !taken)
                xreplace(&u->ours, NULL);
        return ok;
}

static bool put_back(struct stage *s, struct ecs_service *service, struct undone *u,
                     struct err *err)
{
        const char *ours = json_text(stage_map(s, "definitions"), u->name);
        const char *live = live_definition(service);

        if (text_same(live, u->before))
                return true;
        if (!text_same(live, ours))
                return err_set(err, ERR_CONFLICT,
                               "service %s is on %s: neither what this run set nor what was there "
                               "before",
                               u->name, live ? live : "nothing");
        return update(s, "undo marks", u->name, u->before, service, &u->followed, err);
}

static bool undo_one(struct stage *s, struct undone *u, struct err *err)
{
        const char *ours = json_text(stage_map(s, "definitions"), u->name);
        struct ecs_service service = {0};
        bool ok = find_live(s, u->name, ours, &service, err) && take_back(s, &service, u, err) &&
                  (u->ours || put_back(s, &service, u, err));

        ecs_service_release(&service);
        return ok;
}

/* Where ECS took it back: that has ended now, one way or the other. */
static bool see_back(struct stage *s, struct undone *u, struct err *err)
{
        struct ecs_service service = {0};
        bool ok = !u->ours ||
                  (service_deployments_await_end(s, u->name, u->ours, err) &&
                   watch_service(stage_aws(s), cloud_cluster(s), u->name, &service, err) &&
                   put_back(s, &service, u, err));

        ecs_service_release(&service);
        return ok;
}

/* service -> ARN that this run had moved it to. One that was on it already is as it was: its tasks
 * stay. The caller owns it. */
static struct json_object *moved_to(struct stage *s, const struct undone *all, size_t count)
{
        struct json_object *to = json_object_new_object();

        for (size_t i = 0; i < count; i++) {
                const char *ours = json_text(stage_map(s, "definitions"), all[i].name);

                if (!text_same(ours, all[i].before))
                        json_put_text(to, all[i].name, ours);
        }
        return to;
}

/* Stable on what was there before, and rid of what uses the database that is to go. */
static bool wait_back(struct stage *s, const struct undone *all, size_t count,
                      struct json_object *old, struct err *err)
{
        struct services_goal goal = {
                .cluster = cloud_cluster(s),
                .count = count,
                .definitions = old,
                .service_deployments = json_object_new_object(),
        };
        const char **names = cloud_names(stage_list(s, "services"), &goal.count);
        struct json_object *moved = moved_to(s, all, count);
        bool ok;

        goal.names = names;
        for (size_t i = 0; i < count; i++)
                json_put_text(goal.service_deployments, all[i].name, all[i].followed);
        ok = services_wait(s, &goal, NULL, err) &&
             tasks_await_gone(s, goal.cluster, names, count, moved, err);
        json_object_put(moved);
        json_object_put(goal.service_deployments);
        free(names);
        return ok;
}

/* All are put back before any is waited for; one that can't be does not keep the others. */
static bool roll_back(struct stage *s, struct err *err)
{
        struct json_object *old = stage_recall(s, "old"), *list = stage_list(s, "services");
        size_t count = json_count(list);
        struct undone *all;
        bool ok = true;

        if (!old || !stage_has_intended(s))
                return true;
        all = xcalloc(count + 1, sizeof(*all));
        for (size_t pass = 0; pass < 2; pass++) {
                for (size_t i = count; i-- > 0;) {
                        struct err one = ERR_INIT;

                        all[i].name = json_object_get_string(json_at(list, i));
                        all[i].before = json_text(old, all[i].name);
                        if (pass ? see_back(s, &all[i], &one) : undo_one(s, &all[i], &one))
                                continue;
                        if (ok)
                                err_move(err, &one);
                        err_clear(&one);
                        ok = false;
                }
        }
        ok = ok && wait_back(s, all, count, old, err);
        for (size_t i = 0; i < count; i++) {
                free(all[i].ours);
                free(all[i].followed);
        }
        free(all);
        return ok;
}

/* --- a run that had succeeded --- */

/* What ECS still deploys; it forgets none, and takes none that was deregistered. */
static bool check_deployable(struct stage *s, const char *name, const char *arn, struct err *err)
{
        struct json_object *definition = NULL;
        bool ok = ecs_describe_task_definition(stage_aws(s), arn, &definition, NULL, err);

        if (ok && !text_same(json_text(definition, "status"), "ACTIVE"))
                ok = err_set(err, ERR_REFUSED,
                             "service %s was on %s, which is %s by now: ECS does not deploy it",
                             name, arn, json_text(definition, "status"));
        json_object_put(definition);
        return ok;
}

static bool look_back_one(struct stage *s, const char *name, const char *before, struct err *err)
{
        const char *ours = json_text(stage_map(s, "definitions"), name), *live;
        struct ecs_service service = {0};
        bool ok = watch_service(stage_aws(s), cloud_cluster(s), name, &service, err);

        live = ok ? live_definition(&service) : NULL;
        if (ok && !text_same(live, before)) {
                if (!text_same(live, ours)) {
                        ok = err_set(err, ERR_CONFLICT,
                                     "service %s was deployed since: it is on %s, and this run had "
                                     "moved it to %s",
                                     name, live ? live : "nothing", ours);
                        err_next(err, "put the service back on that revision first, or lift the "
                                      "earlier snapshot with a new run");
                } else {
                        ok = (!service_shifts_traffic(&service) ||
                              service_deployments_check_idle(s, &service, err)) &&
                             check_deployable(s, name, before, err);
                }
                if (ok)
                        stage_would(s, WOULD_CHANGE, "ecs:UpdateService", name,
                                    stage_parameters("cluster", cloud_cluster(s), "taskDefinition",
                                                     before, NULL));
        }
        ecs_service_release(&service);
        return ok;
}

/* Nobody has deployed since. */
static bool look_back(struct stage *s, struct err *err)
{
        struct json_object *old = stage_recall(s, "old"), *list = stage_list(s, "services");
        bool ok = true;

        for (size_t i = json_count(list); ok && i-- > 0;) {
                const char *name = json_object_get_string(json_at(list, i));

                ok = look_back_one(s, name, json_text(old, name), err);
        }
        return ok;
}

/* --- a run whose journal is lost --- */

static bool has_deployment_on(const struct ecs_service *service, const char *definition)
{
        for (size_t i = 0; i < service->deployment_count; i++)
                if (text_same(service->deployments[i].task_definition, definition))
                        return true;
        return false;
}

/* Revisions made by this run are used by nobody else: any deployment on one is ours. */
static bool recover_service(struct stage *s, const struct ecs_service *service,
                            struct json_object *old, struct err *err)
{
        const char *live = live_definition(service);
        const char *ours = json_text(stage_map(s, "definitions"), service->name);
        char *from = NULL;

        if (!live)
                return err_set(err, ERR_STATE, "service %s has no task definition", service->name);
        if (!recover_definition(s, live, &from, err))
                return false;
        if (from)
                stage_found(s, "service %s was moved to %s (before: %s)", service->name, live,
                            from);
        else if (ours && !text_same(ours, live) && has_deployment_on(service, ours))
                stage_found(s, "service %s is on its way back from %s", service->name, ours);
        json_put_text(old, service->name, from ? from : live);
        free(from);
        return true;
}

static bool recover(struct stage *s, struct err *err)
{
        struct json_object *old = json_object_new_object(), *marks = json_object_new_object();
        struct ecs_services services = {0};
        int64_t since = 0;
        size_t count;
        const char **names = cloud_names(stage_list(s, "services"), &count);
        bool ok =
                ecs_describe_services(stage_aws(s), cloud_cluster(s), names, count, &services, err);

        for (size_t i = 0; ok && i < services.count; i++)
                ok = recover_service(s, &services.items[i], old, err);
        ok = ok && recover_since(s, &since, err);
        for (size_t i = 0; ok && i < services.count; i++)
                json_put_int(marks, services.items[i].name, since);
        stage_output(s, "previous", json_object_get(old));
        free(names);
        ecs_services_release(&services);
        if (!ok) {
                json_object_put(old);
                json_object_put(marks);
                return false;
        }
        return stage_remember(s, "old", old, err) && stage_remember(s, "marks", marks, err);
}

const struct stage_type stage_service_roll = {
        .name = "service.roll",
        .summary = "move ECS services onto task definitions",
        .notes =
                "Services are updated in the order given, and with `order: serial` each is stable "
                "before the next is moved; those already there are left alone. `service.wait` then "
                "waits for them. UpdateService is asked for the task definition alone, so that "
                "capacity providers, alarms, hooks and all else stay; a setting that changes with "
                "it is reported.\n\n"
                "Refused before any is changed: an Express service, a service deployed by "
                "CodeDeploy "
                "or an external controller, one that is being deleted, one with a desired count of "
                "0, one whose "
                "deployment alarms are red, and, where traffic is shifted (BLUE_GREEN, LINEAR, "
                "CANARY), one with a deployment in progress.\n\n"
                "Undo has ECS roll back a service deployment of ours that still goes on, puts the "
                "recorded task definitions back where it had ended, and waits until all are "
                "stable. "
                "A service that somebody else moved meanwhile is left alone and the undo fails; a "
                "run that had succeeded is not put back at all then.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .run = roll,
        .undo = roll_back,
        .look_back = look_back,
        .recover = recover,
        .marks = true,
        .plan = plan,
};
