/* Deployment alarms that are red before a deployment begins: ECS would take it back at once. */
#include <stdlib.h>

#include "engine/aws/cloudwatch.h"
#include "engine/base/text.h"
#include "stages/services.h"

static void collect(const struct ecs_services *services, struct strlist *names)
{
        for (size_t i = 0; i < services->count; i++) {
                const struct ecs_service *service = &services->items[i];

                for (size_t k = 0; service->alarms_watched && k < service->alarms.count; k++)
                        if (!strlist_has(names, service->alarms.items[k]))
                                strlist_add(names, service->alarms.items[k]);
        }
}

static const struct cloudwatch_alarm *find(const struct cloudwatch_alarms *alarms, const char *name)
{
        for (size_t i = 0; i < alarms->count; i++)
                if (text_same(alarms->items[i].name, name))
                        return &alarms->items[i];
        return NULL;
}

/* A plan has no report to be put into. */
static bool check_one(struct stage *s, const struct ecs_service *service, const char *name,
                      const struct cloudwatch_alarm *alarm, struct err *err)
{
        if (!alarm)
                return stage_planning(s) ||
                       stage_report(s, err, "service %s: its deployment alarm %s does not exist",
                                    service->name, name);
        if (!text_same(alarm->state, "ALARM"))
                return true;
        if (stage_flag(s, "allow_alarms"))
                return stage_planning(s) ||
                       stage_report(s, err, "service %s: its deployment alarm %s is red already",
                                    service->name, name);
        err_set(err, ERR_REFUSED, "service %s: its deployment alarm %s is red already: %s",
                service->name, name, alarm->reason ? alarm->reason : "ALARM");
        return err_next(err, "see to the alarm, or set allow_alarms: true");
}

static bool check_all(struct stage *s, const struct ecs_services *services,
                      const struct cloudwatch_alarms *alarms, struct err *err)
{
        bool ok = true;

        for (size_t i = 0; ok && i < services->count; i++) {
                const struct ecs_service *service = &services->items[i];

                for (size_t k = 0; ok && service->alarms_watched && k < service->alarms.count; k++)
                        ok = check_one(s, service, service->alarms.items[k],
                                       find(alarms, service->alarms.items[k]), err);
        }
        return ok;
}

/* ECS watches them whether we may look or not: a deployment that they end is taken back. */
static bool report_unseen(struct stage *s, struct err *err)
{
        struct err why = ERR_INIT;
        bool ok;

        err_move(&why, err);
        ok = stage_planning(s) || stage_report(s, err,
                                               "could not look at the services' deployment "
                                               "alarms: %s",
                                               err_text(&why));
        err_clear(&why);
        return ok;
}

bool service_alarms_check(struct stage *s, const struct ecs_services *services, struct err *err)
{
        struct cloudwatch_alarms alarms = {0};
        struct strlist names = {0};
        bool ok = true;

        collect(services, &names);
        if (names.count && cloudwatch_describe_alarms(stage_aws(s), &names, &alarms, err))
                ok = check_all(s, services, &alarms, err);
        else if (names.count)
                ok = err_is(err, ERR_DENIED) && report_unseen(s, err);
        cloudwatch_alarms_release(&alarms);
        strlist_release(&names);
        return ok;
}
