/* What can be tried without changing anything: the reads that stages make. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/ecs.h"
#include "engine/aws/rds_account.h"
#include "engine/aws/rds_cluster.h"
#include "engine/aws/ssm.h"
#include "engine/aws/stack_lock.h"
#include "engine/base/mem.h"
#include "engine/cli/doctor.h"
#include "stages/cloud.h"

/* --- each a call; what it answers is not looked at --- */

static bool instances(struct doctor *d, struct err *err)
{
        struct rds_instances all = {0};
        bool ok = rds_list_instances(d->aws, &all, err);

        rds_instances_release(&all);
        return ok;
}

static bool clusters(struct doctor *d, struct err *err)
{
        struct rds_clusters all = {0};
        bool ok = rds_list_clusters(d->aws, &all, err);

        rds_clusters_release(&all);
        return ok;
}

static bool snapshots(struct doctor *d, struct err *err)
{
        struct rds_snapshots all = {0};
        bool ok = rds_list_snapshots(d->aws, NULL, "manual", &all, err);

        rds_snapshots_release(&all);
        return ok;
}

static bool quotas(struct doctor *d, struct err *err)
{
        struct rds_quotas all = {0};
        bool ok = rds_list_quotas(d->aws, &all, err);

        rds_quotas_release(&all);
        return ok;
}

static bool majors(struct doctor *d, struct err *err)
{
        struct rds_lifecycles all = {0};
        bool ok = rds_list_lifecycles(d->aws, "postgres", "15", &all, err);

        rds_lifecycles_release(&all);
        return ok;
}

static bool all_clusters(struct doctor *d, struct err *err)
{
        struct strlist all = {0};
        bool ok = ecs_all_clusters(d->aws, &all, err);

        strlist_release(&all);
        return ok;
}

static bool parameters(struct doctor *d, struct err *err)
{
        struct ssm_parameters all = {0};
        char path[PARAMETER_SIZE];
        bool ok;

        snprintf(path, sizeof(path), "/%s/db", d->stack->name);
        ok = ssm_get_by_path(d->aws, path, &all, err);
        ssm_parameters_release(&all);
        return ok;
}

static bool lock(struct doctor *d, struct err *err)
{
        struct stack_lock_holder holder = {0};
        bool ok = stack_lock_read(d->aws, d->stack, &holder, err);

        stack_lock_holder_release(&holder);
        return ok;
}

static bool history(struct doctor *d, struct err *err)
{
        struct ssm_parameters all = {0};
        char name[PARAMETER_SIZE];
        bool ok;

        cloud_parameter(d->stack, "active-timestamp", name);
        ok = ssm_get_history(d->aws, name, &all, err);
        ssm_parameters_release(&all);
        return ok;
}

static bool parameter_tags(struct doctor *d, struct err *err)
{
        struct tags tags = {0};
        char name[PARAMETER_SIZE];
        bool ok;

        cloud_parameter(d->stack, "active-timestamp", name);
        ok = ssm_get_tags(d->aws, name, &tags, err);
        tags_release(&tags);
        return ok;
}

static bool services(struct doctor *d, struct err *err)
{
        struct strlist all = {0};
        bool ok = ecs_list_services(d->aws, d->stack->name, &all, err);

        strlist_release(&all);
        return ok;
}

static bool families(struct doctor *d, struct err *err)
{
        struct strlist all = {0};
        bool ok = ecs_list_families(d->aws, d->stack->name, &all, err);

        strlist_release(&all);
        return ok;
}

/* --- all of them --- */

static const struct trial {
        const char *action;
        bool of_stack;
        const char *without; /* what can't be done then; NULL: no run can begin */
        bool (*call)(struct doctor *d, struct err *err);
} trials[] = {
        {"rds:DescribeDBInstances", false, NULL, instances},
        {"rds:DescribeDBSnapshots", false, NULL, snapshots},
        {"rds:DescribeDBClusters", false, "Aurora clusters can't be promoted", clusters},
        {"rds:DescribeAccountAttributes", false, "snaplift plan can't check quotas", quotas},
        {"rds:DescribeDBMajorEngineVersions", false,
         "snaplift plan can't check for paid extended support", majors},
        {"ecs:ListClusters", false, "a database's users are looked for in named clusters only",
         all_clusters},
        {"ecs:ListTaskDefinitionFamilies", true, "tasks that are yet to be run are not looked for",
         families},
        {"ssm:GetParametersByPath", true, NULL, parameters},
        {"ssm:GetParameter", true, NULL, lock},
        {"ssm:GetParameterHistory", true,
         "snaplift status and a run whose store is lost can't tell what was before", history},
        {"ssm:ListTagsForResource", true, "orphaned parameters can't be told", parameter_tags},
        {"ecs:ListServices", true, "services that use a database can't be found", services},
};

/* That there is no such thing was said by one who may look. */
static bool is_answer(const struct err *err)
{
        return err_is(err, ERR_NOT_FOUND) || err_is(err, ERR_INVALID);
}

static void try(struct doctor *d, const struct trial *t, struct strlist *allowed)
{
        struct err err = ERR_INIT;

        if (t->call(d, &err) || is_answer(&err)) {
                strlist_add(allowed, t->action);
                err_clear(&err);
        } else if (!err_is(&err, ERR_DENIED)) {
                doctor_say_err(d, "permission", GRADE_WARN, t->action, &err);
        } else if (t->without) {
                doctor_say(d, "permission", GRADE_WARN, err.next, "%s is denied: %s", t->action,
                           t->without);
                err_clear(&err);
        } else {
                doctor_say_err(d, "permission", GRADE_FAIL, NULL, &err);
        }
}

static bool is_silent(const struct doctor *d, const char *action)
{
        char *service = xstrndup(action, strcspn(action, ":"));
        bool silent = strlist_has(&d->silent, service);

        free(service);
        return silent;
}

/* Of these nothing can be tried. */
static void tell_silent(struct doctor *d)
{
        struct text list = TEXT_INIT;

        for (size_t i = 0; i < d->silent.count; i++)
                if (!text_same(d->silent.items[i], "iam"))
                        text_addf(&list, "%s%s", list.len ? ", " : "", d->silent.items[i]);
        if (list.len)
                doctor_say(d, "permission", GRADE_UNCHECKED, NULL,
                           "not checked of %s: see endpoint", text_str(&list));
        text_release(&list);
}

void doctor_permissions(struct doctor *d)
{
        struct strlist allowed = {0};
        struct text list = TEXT_INIT;

        if (!d->answers) {
                doctor_say(d, "permission", GRADE_UNCHECKED, NULL, "not checked: see identity");
                return;
        }
        for (size_t i = 0; i < ARRAY_LEN(trials); i++)
                if ((d->stack || !trials[i].of_stack) && !is_silent(d, trials[i].action))
                        try(d, &trials[i], &allowed);
        strlist_join(&allowed, ", ", &list);
        if (allowed.count)
                doctor_say(d, "permission", GRADE_OK, NULL, "may read: %s", text_str(&list));
        tell_silent(d);
        if (!d->stack)
                doctor_say(d, "permission", GRADE_UNCHECKED, "snaplift doctor STACK",
                           "not checked: what a stack needs");
        text_release(&list);
        strlist_release(&allowed);
}
