/* Looking through services and tasks for a database's name or address. */
#include "stages/usage_search.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/ecs.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"

static bool is_among(struct json_object *names, const char *arn)
{
        const char *slash = strrchr(arn, '/');

        for (size_t i = 0; i < json_count(names); i++) {
                const char *name = json_object_get_string(json_at(names, i));

                if (!strcmp(name, arn) || (slash && !strcmp(name, slash + 1)))
                        return true;
        }
        return false;
}

/* All services of the cluster but those of `except` (array of names, or NULL). */
static bool list_services(struct usage_search *find, const char *cluster,
                          struct json_object *except, struct ecs_services *out, struct err *err)
{
        struct strlist all = {0}, names = {0};
        bool ok = ecs_list_services(stage_aws(find->s), cluster, &all, err);

        for (size_t i = 0; ok && i < all.count; i++) {
                if (!is_among(except, all.items[i]))
                        strlist_add(&names, all.items[i]);
        }
        if (ok && names.count)
                ok = ecs_describe_services(stage_aws(find->s), cluster,
                                           (const char *const *)names.items, names.count, out, err);
        strlist_release(&all);
        strlist_release(&names);
        return ok;
}

/* What a service is on. */
struct revision {
        const char *definition; /* borrowed */
        bool older;             /* on its way out */
};

/* ECS tells of no deployments where somebody else deploys: CodeDeploy, an external controller. The
 * caller frees. */
static struct revision *list_revisions(const struct ecs_service *service, size_t *count)
{
        struct json_object *sets = json_array(service->raw, "taskSets");
        struct revision *all =
                xcalloc(service->deployment_count + json_count(sets) + 1, sizeof(*all));
        size_t n = 0;

        for (size_t i = 0; i < service->deployment_count; i++)
                all[n++] = (struct revision){
                        service->deployments[i].task_definition,
                        !text_same(service->deployments[i].status, "PRIMARY"),
                };
        for (size_t i = 0; i < json_count(sets); i++)
                all[n++] = (struct revision){
                        json_text(json_at(sets, i), "taskDefinition"),
                        text_same(json_text(json_at(sets, i), "status"), "DRAINING"),
                };
        if (!n)
                all[n++] = (struct revision){service->task_definition, false};
        *count = n;
        return all;
}

static bool uses_revision(struct usage_search *find, const struct revision *r, bool *uses,
                          bool *reads_host, struct err *err)
{
        *uses = *reads_host = false;
        return !r->definition || usage_ask_definition(find, r->definition, uses, reads_host, err);
}

static bool look_at_service(struct usage_search *find, const char *cluster,
                            const struct ecs_service *service, struct usage *out, struct err *err)
{
        size_t count;
        struct revision *all = list_revisions(service, &count);
        bool uses, reads_host, ok = true;

        for (size_t i = 0; ok && i < count; i++) {
                ok = uses_revision(find, &all[i], &uses, &reads_host, err) &&
                     (uses || !reads_host || usage_host_names(find, &uses, err));
                if (ok && uses && all[i].older)
                        strlist_addf(&out->leaving, "an older deployment of service %s",
                                     service->name);
                else if (ok && uses)
                        strlist_addf(&out->services, "service %s in %s", service->name, cluster);
        }
        free(all);
        return ok;
}

static bool look_at_services(struct usage_search *find, const char *cluster, struct usage *out,
                             struct err *err)
{
        struct ecs_services services = {0};
        bool ok = list_services(find, cluster, NULL, &services, err);

        for (size_t i = 0; ok && i < services.count; i++)
                ok = look_at_service(find, cluster, &services.items[i], out, err);
        ecs_services_release(&services);
        return ok;
}

static void add_reader(const char *cluster, const struct ecs_task *task, struct usage *out)
{
        static const char mark[] = "service:";
        char *reader;

        out->by_parameter = true;
        if (!task->group || !text_starts(task->group, mark))
                return;
        reader = xasprintf("%s %s", cluster, task->group + strlen(mark));
        if (!strlist_has(&out->readers, reader))
                strlist_add(&out->readers, reader);
        free(reader);
}

static bool look_at_task(struct usage_search *find, const char *cluster,
                         const struct ecs_task *task, struct usage *out, struct err *err)
{
        bool uses, reads_host;

        if (text_same(task->last_status, "STOPPED") || !task->task_definition)
                return true;
        if (!usage_ask_definition(find, task->task_definition, &uses, &reads_host, err))
                return false;
        uses = uses || usage_mentions(find, json_get(task->raw, "overrides"));
        if (reads_host && !uses) {
                if (!usage_task_got(find, task, &uses, err))
                        return false;
                if (uses)
                        add_reader(cluster, task, out);
        }
        if (uses)
                strlist_addf(&out->leaving, "task %s (%s)", task->arn,
                             task->group ? task->group : "no group");
        return true;
}

static bool look_at_tasks(struct usage_search *find, const char *cluster, struct usage *out,
                          struct err *err)
{
        /* also those told to stop: they are connected until they have */
        static const char *const statuses[] = {"RUNNING", "STOPPED"};
        struct strlist arns = {0};
        struct ecs_tasks tasks = {0};
        bool ok = true;

        for (size_t i = 0; ok && i < ARRAY_LEN(statuses); i++) {
                struct strlist some = {0};

                ok = ecs_list_tasks(stage_aws(find->s), cluster, NULL, statuses[i], &some, err);
                for (size_t k = 0; ok && k < some.count; k++)
                        if (!strlist_has(&arns, some.items[k]))
                                strlist_add(&arns, some.items[k]);
                strlist_release(&some);
        }
        if (ok && arns.count)
                ok = ecs_describe_tasks(stage_aws(find->s), cluster, &arns, &tasks, err);
        for (size_t i = 0; ok && i < tasks.count; i++)
                ok = look_at_task(find, cluster, &tasks.items[i], out, err);
        ecs_tasks_release(&tasks);
        strlist_release(&arns);
        return ok;
}

bool usage_look(struct stage *s, struct json_object *clusters, const struct usage_target *target,
                struct usage *out, struct err *err)
{
        struct usage_search find;
        bool ok = true;

        usage_release(out);
        usage_search_begin(&find, s, target);
        for (size_t i = 0; ok && i < json_count(clusters); i++) {
                const char *cluster = json_object_get_string(json_at(clusters, i));

                ok = look_at_services(&find, cluster, out, err) &&
                     look_at_tasks(&find, cluster, out, err);
        }
        usage_search_end(&find);
        return ok;
}

static bool refuse_users(const char *id, const struct strlist *users, struct err *err)
{
        return err_set(err, ERR_REFUSED, "database %s is still used by %s%s", id, users->items[0],
                       users->count > 1 ? " and others" : "");
}

static bool refuse_leaving(struct stage *s, const char *id, const struct usage *usage,
                           struct err *err)
{
        char host[PARAMETER_SIZE];

        refuse_users(id, &usage->leaving, err);
        if (!usage->by_parameter)
                return false;
        cloud_parameter(stage_stack(s), "host", host);
        return err_next(err,
                        "tasks that took this address from %s keep it until they are started "
                        "anew: aws ecs update-service --force-new-deployment, for each such "
                        "service",
                        host);
}

static bool judge(struct stage *s, const char *id, const struct usage *usage, int64_t until,
                  bool *wait, struct err *err)
{
        if (usage->services.count)
                return refuse_users(id, &usage->services, err);
        if (usage->leaving.count && loop_ticks(stage_loop(s)) >= until)
                return refuse_leaving(s, id, usage, err);
        *wait = usage->leaving.count > 0;
        if (*wait)
                stage_note(s, "waiting for %s", usage->leaving.items[0]);
        return true;
}

bool usage_prove_none(struct stage *s, struct json_object *clusters,
                      const struct usage_target *target, int64_t until, bool *wait, struct err *err)
{
        struct usage usage = {0};
        bool ok = usage_look(s, clusters, target, &usage, err) &&
                  (!target->restart || usage_restart_readers(s, &usage, target->id, err)) &&
                  judge(s, target->id, &usage, until, wait, err);

        usage_release(&usage);
        return ok;
}

bool usage_prove_none_in_cluster(struct stage *s, const struct usage_target *target, int64_t until,
                                 bool *wait, struct err *err)
{
        struct json_object *clusters;
        bool ok;

        if (!stage_text(s, "cluster") && !json_count(stage_list(s, "clusters")))
                return true;
        clusters = cloud_clusters(s);
        ok = usage_prove_none(s, clusters, target, until, wait, err);
        json_object_put(clusters);
        return ok;
}

static bool refuse_forgotten(const struct usage_search *find, const char *cluster,
                             const char *service, bool uses, struct err *err)
{
        if (uses)
                err_set(err, ERR_REFUSED,
                        "service %s in %s uses database %s and would not be moved", service,
                        cluster, find->target->id);
        else
                err_set(err, ERR_REFUSED,
                        "service %s in %s takes its database from %s and would not be moved",
                        service, cluster, find->host_parameter);
        return err_next(err, "add it to services, or take it off that database");
}

static bool check_forgotten(struct usage_search *find, const char *cluster,
                            const struct ecs_service *service, struct err *err)
{
        size_t count;
        struct revision *all = list_revisions(service, &count);
        bool uses, reads_host, ok = true;

        for (size_t i = 0; ok && i < count; i++) {
                if (all[i].older)
                        continue;
                ok = uses_revision(find, &all[i], &uses, &reads_host, err) &&
                     (!(uses || reads_host) ||
                      refuse_forgotten(find, cluster, service->name, uses, err));
        }
        free(all);
        return ok;
}

bool usage_check_forgotten(struct stage *s, const char *cluster, struct json_object *services,
                           const struct usage_target *target, struct err *err)
{
        struct ecs_services others = {0};
        struct usage_search find;
        bool ok;

        usage_search_begin(&find, s, target);
        ok = list_services(&find, cluster, services, &others, err);
        for (size_t i = 0; ok && i < others.count; i++)
                ok = check_forgotten(&find, cluster, &others.items[i], err);
        ecs_services_release(&others);
        usage_search_end(&find);
        return ok;
}

void usage_release(struct usage *u)
{
        strlist_release(&u->services);
        strlist_release(&u->leaving);
        strlist_release(&u->readers);
        *u = (struct usage){0};
}
