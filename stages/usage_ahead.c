/* Who would use a database though nothing runs now: scheduled tasks, and families that name it. */
#include <stdlib.h>
#include <string.h>

#include "engine/aws/ecs.h"
#include "engine/aws/events.h"
#include "engine/aws/scheduler.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/usage_search.h"

const char *const usage_choices[] = {"refuse", "report", NULL};

struct ahead {
        struct usage_search find;
        const struct usage_ahead *how;
        struct strlist moved_families;
        bool moved_known;
        struct strlist scheduled; /* enabled rules */
        struct strlist notable;   /* disabled ones, and families */
        struct strlist unseen;    /* what could not be looked at, and why */
};

static struct aws *aws_of(const struct ahead *a)
{
        return stage_aws(a->find.s);
}

static bool is_absent(const struct err *err)
{
        return err_has_reason(err, "UnknownOperationException");
}

/* Not allowed, or not reachable from here (not every partition has every service): it is said, and
 * it is for the input `unseen` to decide. Any other error is one. */
static bool note_unseen(struct ahead *a, const char *what, struct err *err)
{
        if (!err_is(err, ERR_DENIED) && !err_is(err, ERR_UNREACHABLE) && !is_absent(err))
                return false;
        /* An endpoint without the operation is none of AWS's, and has nothing to be looked at. */
        if (!is_absent(err))
                strlist_addf(&a->unseen, "could not look at %s: %s", what, err_text(err));
        err_clear(err);
        return true;
}

/* An ARN with or without a revision; without, it is asked for by its family. */
static char *definition_name(const char *arn, bool *pinned)
{
        static const char mark[] = ":task-definition/";
        const char *name = strstr(arn, mark);

        name = name ? name + strlen(mark) : arn;
        *pinned = strchr(name, ':') != NULL;
        return xstrdup(*pinned ? arn : name);
}

/* Asked for only when there is a rule that they matter to. */
static bool list_moved_families(struct ahead *a, struct err *err)
{
        struct ecs_services services = {0};
        size_t count;
        const char **names = cloud_names(a->how->moved, &count);
        bool ok = a->moved_known || !count ||
                  ecs_describe_services(aws_of(a),
                                        json_object_get_string(json_at(a->how->clusters, 0)), names,
                                        count, &services, err);

        for (size_t i = 0; ok && i < services.count; i++) {
                const struct ecs_deployment *primary = ecs_primary(&services.items[i]);
                char family[256];
                int64_t revision;

                if (primary && primary->task_definition &&
                    ecs_definition_split(primary->task_definition, family, &revision))
                        strlist_add(&a->moved_families, family);
        }
        a->moved_known = true;
        ecs_services_release(&services);
        free(names);
        return ok;
}

/* One that takes the host from Parameter Store reads it when it starts, and so gets the new one. */
static bool target_uses(struct ahead *a, const struct events_target *target, bool *uses,
                        struct err *err)
{
        bool pinned, reads_host, ok;
        char *name = definition_name(target->task_definition, &pinned);

        *uses = usage_mentions(&a->find, target->raw);
        ok = *uses || ((pinned || list_moved_families(a, err)) &&
                       (strlist_has(&a->moved_families, name) ||
                        usage_ask_definition(&a->find, name, uses, &reads_host, err)));
        if (!ok && err_is(err, ERR_NOT_FOUND)) { /* nothing can be started from it */
                err_clear(err);
                ok = true;
        }
        free(name);
        return ok;
}

static bool add_rule(struct ahead *a, const char *bus, const char *rule,
                     const struct events_target *target, struct err *err)
{
        char *state = NULL;
        bool enabled;

        if (!events_find_rule(aws_of(a), bus, rule, &state, err))
                return false;
        enabled = !text_same(state, "DISABLED");
        if (enabled)
                strlist_addf(&a->scheduled,
                             "database %s would be used by rule %s on bus %s, which "
                             "runs %s",
                             a->find.target->id, rule, bus, target->task_definition);
        else
                strlist_addf(&a->notable,
                             "rule %s on bus %s runs %s, which would use database %s; "
                             "the rule is disabled",
                             rule, bus, target->task_definition, a->find.target->id);
        free(state);
        return true;
}

static bool look_at_rule(struct ahead *a, const char *bus, const char *rule, struct err *err)
{
        struct events_targets targets = {0};
        bool ok = events_list_targets(aws_of(a), bus, rule, &targets, err);

        for (size_t i = 0; ok && i < targets.count; i++) {
                bool uses = false;

                ok = !targets.items[i].task_definition ||
                     (target_uses(a, &targets.items[i], &uses, err) &&
                      (!uses || add_rule(a, bus, rule, &targets.items[i], err)));
        }
        events_targets_release(&targets);
        return ok;
}

static bool look_at_bus(struct ahead *a, const char *bus, const char *cluster_arn, struct err *err)
{
        struct strlist rules = {0};
        bool ok = events_list_rules_of_target(aws_of(a), bus, cluster_arn, &rules, err);

        for (size_t i = 0; ok && i < rules.count; i++)
                ok = look_at_rule(a, bus, rules.items[i], err);
        strlist_release(&rules);
        return ok;
}

/* The default bus is there without being listed, and has all rules on a schedule. */
static bool list_buses(struct ahead *a, struct strlist *buses, struct err *err)
{
        if (events_list_buses(aws_of(a), buses, err))
                return true;
        strlist_add(buses, "default");
        return note_unseen(a, "other event buses than the default one", err);
}

static bool look_at_rules(struct ahead *a, struct err *err)
{
        struct strlist buses = {0};
        bool ok = list_buses(a, &buses, err);

        for (size_t i = 0; ok && i < json_count(a->how->clusters); i++) {
                const char *cluster = json_object_get_string(json_at(a->how->clusters, i));
                char *arn = NULL;

                ok = ecs_cluster_arn(aws_of(a), cluster, &arn, err);
                for (size_t k = 0; ok && k < buses.count; k++)
                        ok = look_at_bus(a, buses.items[k], arn, err);
                free(arn);
        }
        strlist_release(&buses);
        return ok || note_unseen(a, "EventBridge's rules", err);
}

/* A universal target holds a RunTask request, its members written as in an SDK: Cluster,
 * TaskDefinition (believed; the model only calls it text). */
static bool schedule_uses(struct ahead *a, struct json_object *target, const char *cluster_arn,
                          const char *cluster, bool *uses, struct err *err)
{
        const char *input = json_text(target, "Input");
        struct json_object *request = NULL;
        struct events_target as_rule = {.raw = target};
        struct err ignored = ERR_INIT;
        bool ok = true;

        *uses = false;
        if (text_same(json_text(target, "Arn"), cluster_arn)) {
                as_rule.task_definition =
                        xstrdup(json_text(json_get(target, "EcsParameters"), "TaskDefinitionArn"));
        } else if (input && json_parse(input, strlen(input), &request, &ignored)) {
                const char *there = json_text(request, "Cluster");

                if (text_same(there, cluster_arn) || text_same(there, cluster))
                        as_rule.task_definition = xstrdup(json_text(request, "TaskDefinition"));
        }
        err_clear(&ignored);
        if (as_rule.task_definition)
                ok = target_uses(a, &as_rule, uses, err);
        free(as_rule.task_definition);
        json_object_put(request);
        return ok;
}

static bool look_at_schedule(struct ahead *a, const struct scheduler_summary *schedule,
                             const char *cluster_arn, const char *cluster, struct err *err)
{
        struct json_object *target = NULL;
        bool uses = false, ok;

        if (!text_same(schedule->target, cluster_arn) &&
            !(schedule->target && strcasestr(schedule->target, ":aws-sdk:ecs:runTask")))
                return true;
        ok = scheduler_get_target(aws_of(a), schedule->group, schedule->name, &target, err);
        if (!ok && err_is(err, ERR_NOT_FOUND)) { /* gone meanwhile: it has run once */
                err_clear(err);
                return true;
        }
        ok = ok && schedule_uses(a, target, cluster_arn, cluster, &uses, err);
        json_object_put(target);
        if (ok && uses && text_same(schedule->state, "DISABLED"))
                strlist_addf(&a->notable,
                             "schedule %s runs tasks which would use database %s; it is "
                             "disabled",
                             schedule->name, a->find.target->id);
        else if (ok && uses)
                strlist_addf(&a->scheduled, "database %s would be used by schedule %s",
                             a->find.target->id, schedule->name);
        return ok;
}

static bool look_at_schedules(struct ahead *a, struct err *err)
{
        struct scheduler_summaries all = {0};
        bool ok = scheduler_list(aws_of(a), &all, err);

        for (size_t i = 0; ok && all.count && i < json_count(a->how->clusters); i++) {
                const char *cluster = json_object_get_string(json_at(a->how->clusters, i));
                char *arn = NULL;

                ok = ecs_cluster_arn(aws_of(a), cluster, &arn, err);
                for (size_t k = 0; ok && k < all.count; k++)
                        ok = look_at_schedule(a, &all.items[k], arn, cluster, err);
                free(arn);
        }
        scheduler_summaries_release(&all);
        return ok || note_unseen(a, "EventBridge Scheduler's schedules", err);
}

static bool look_at_families(struct ahead *a, struct err *err)
{
        struct strlist all = {0};
        bool ok = ecs_list_families(aws_of(a), a->how->families, &all, err);

        for (size_t i = 0; ok && i < all.count; i++) {
                bool uses = false, reads_host;

                ok = usage_ask_definition(&a->find, all.items[i], &uses, &reads_host, err);
                if (!ok && err_is(err, ERR_NOT_FOUND)) {
                        err_clear(err);
                        ok = true;
                }
                if (ok && uses)
                        strlist_addf(&a->notable,
                                     "the latest revision of task definition %s refers to database "
                                     "%s",
                                     all.items[i], a->find.target->id);
        }
        strlist_release(&all);
        return ok || note_unseen(a, "task definition families", err);
}

static bool report_all(struct ahead *a, const struct strlist *found, struct err *err)
{
        bool ok = true;

        for (size_t i = 0; ok && !a->how->silent && i < found->count; i++)
                ok = stage_report(a->find.s, err, "%s", found->items[i]);
        return ok;
}

static bool is_refused(const struct ahead *a, const char *given, const char *input,
                       const struct strlist *found)
{
        return found->count && text_same(given ? given : stage_text(a->find.s, input), "refuse");
}

static bool decide(struct ahead *a, struct err *err)
{
        if (is_refused(a, a->how->scheduled, "scheduled", &a->scheduled)) {
                err_set(err, ERR_REFUSED, "%s%s", a->scheduled.items[0],
                        a->scheduled.count > 1 ? ", and by others" : "");
                return err_next(err,
                                "have the rule run a task definition without it%s disable the "
                                "rule%s",
                                a->how->scheduled ? ", or" : ",",
                                a->how->scheduled ? "" : ", or set scheduled: report");
        }
        if (is_refused(a, a->how->unseen, "unseen", &a->unseen)) {
                err_set(err, ERR_REFUSED, "%s", a->unseen.items[0]);
                return err_next(err, "allow it%s", a->how->unseen ? "" : ", or set unseen: report");
        }
        return report_all(a, &a->scheduled, err) && report_all(a, &a->notable, err) &&
               report_all(a, &a->unseen, err);
}

bool usage_check_ahead(struct stage *s, const struct usage_ahead *how,
                       const struct usage_target *target, struct err *err)
{
        struct ahead a = {.how = how};
        bool ok;

        usage_search_begin(&a.find, s, target);
        ok = look_at_rules(&a, err) && look_at_schedules(&a, err) &&
             (!how->families || look_at_families(&a, err)) && decide(&a, err);
        usage_search_end(&a.find);
        strlist_release(&a.moved_families);
        strlist_release(&a.scheduled);
        strlist_release(&a.notable);
        strlist_release(&a.unseen);
        return ok;
}
