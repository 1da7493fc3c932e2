/* The one place that decides whether a service can be moved. */
#include "stages/services_wait.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"

bool services_check_active(const struct ecs_service *service, enum err_code code, struct err *err)
{
        if (text_same(service->status, "ACTIVE"))
                return true;
        return err_set(err, code, "service %s is %s", service->name,
                       service->status ? service->status : "in an unknown state");
}

/* What ECS does not deploy itself, UpdateService can't move to another task definition. */
static bool check_controller(const struct ecs_service *service, struct err *err)
{
        const char *by = service->controller;

        if (!by || !strcmp(by, "ECS"))
                return true;
        err_set(err, ERR_REFUSED, "service %s is deployed by %s, not by ECS itself", service->name,
                !strcmp(by, "CODE_DEPLOY") ? "CODE_DEPLOY (CodeDeploy)" : by);
        return err_next(err, "give the service the deployment controller ECS (strategy ROLLING, "
                             "BLUE_GREEN, LINEAR or CANARY), or leave it out of services");
}

/* Its task definitions are made by ECS from what UpdateExpressGatewayService is given: one of ours
 * would be lost with its next update, if UpdateService takes it at all. */
static bool check_customer(const struct ecs_service *service, struct err *err)
{
        if (!text_same(service->managed_by, "ECS"))
                return true;
        err_set(err, ERR_REFUSED, "service %s is an Express service, which ECS itself manages",
                service->name);
        return err_next(err, "move it with UpdateExpressGatewayService and leave it out of "
                             "services, or make an ordinary service of it");
}

/* ECS rounds what must go on running up, and what may run at once down (botocore ecs/2014-11-13,
 * DeploymentConfiguration): with few tasks, nothing may be stopped then and nothing be started. */
static bool check_room(const struct ecs_service *service, struct err *err)
{
        int64_t least = (service->desired * service->minimum_healthy + 99) / 100;
        int64_t most = service->desired * service->maximum / 100;

        if (!service->maximum || least < service->desired || most > service->desired ||
            text_same(json_text(service->raw, "schedulingStrategy"), "DAEMON"))
                return true;
        err_set(err, ERR_REFUSED,
                "service %s can't be moved: of its %lld tasks %lld must go on running (%lld %%) "
                "and "
                "%lld may run at once (%lld %%), so that ECS may stop none and start none",
                service->name, (long long)service->desired, (long long)least,
                (long long)service->minimum_healthy, (long long)most, (long long)service->maximum);
        return err_next(err, "raise its maximumPercent or lower its minimumHealthyPercent");
}

static bool check_movable(struct stage *s, const struct ecs_service *service, struct err *err)
{
        if (!services_check_active(service, ERR_REFUSED, err) || !check_customer(service, err) ||
            !check_controller(service, err))
                return false;
        if (!service->desired && !stage_flag(s, "allow_zero")) {
                err_set(err, ERR_REFUSED,
                        "service %s has a desired count of 0: nothing would be verified",
                        service->name);
                return err_next(err, "scale it up, or set allow_zero: true");
        }
        if (service->desired && !service_shifts_traffic(service) && !stage_has_intended(s) &&
            !check_room(service, err))
                return false;
        /* A rollback leads to the revision before the one in progress, which nobody has seen yet.
         */
        return !service_shifts_traffic(service) || stage_has_intended(s) ||
               service_deployments_check_idle(s, service, err);
}

bool services_look_movable(struct stage *s, struct ecs_services *out, struct err *err)
{
        size_t count;
        const char **names = cloud_names(stage_list(s, "services"), &count);
        bool ok = service_deployments_check_hooks(s, err) &&
                  watch_services(stage_aws(s), cloud_cluster(s), names, count, out, err);

        if (!ok && err_is(err, ERR_NOT_FOUND))
                err->code = ERR_REFUSED; /* looking again will not help */
        for (size_t i = 0; ok && i < out->count; i++)
                ok = check_movable(s, &out->items[i], err);
        ok = ok && (stage_has_intended(s) || service_alarms_check(s, out, err));
        free(names);
        return ok;
}

void services_saw(struct stage *s, const struct ecs_service *service)
{
        const struct ecs_deployment *primary = ecs_primary(service);
        char *thing = xasprintf("service %s", service->name);

        stage_saw(s, thing, "%s, %lld tasks desired",
                  primary ? primary->task_definition : service->task_definition,
                  (long long)service->desired);
        free(thing);
}
