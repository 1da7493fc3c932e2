#include "stages/tasks_gone.h"

#include <string.h>

#include "engine/aws/ecs.h"
#include "engine/aws/watch.h"

/* ECS gives a task at most its stopTimeout (120 s) and its target's deregistration delay (an hour
 * at most, 300 s unless set); see the models of ecs and elbv2. */
enum { PATIENCE = 75 * 60000 };

/* Those of one service that run the definition and have not stopped, by their ids. */
static bool list_left(struct stage *s, const char *cluster, const char *service,
                      const char *definition, struct strlist *left, struct err *err)
{
        static const char *const statuses[] = {"RUNNING", "STOPPED"}; /* as they are desired */
        struct strlist arns = {0};
        struct ecs_tasks tasks = {0};
        bool ok = true;

        for (size_t i = 0; ok && i < 2; i++) {
                struct strlist some = {0};

                ok = ecs_list_tasks(stage_aws(s), cluster, service, statuses[i], &some, err);
                for (size_t k = 0; ok && k < some.count; k++)
                        strlist_add(&arns, some.items[k]);
                strlist_release(&some);
        }
        if (ok && arns.count)
                ok = ecs_describe_tasks(stage_aws(s), cluster, &arns, &tasks, err);
        for (size_t i = 0; ok && i < tasks.count; i++) {
                const struct ecs_task *task = &tasks.items[i];
                const char *slash = strrchr(task->arn, '/');

                if (text_same(task->task_definition, definition) &&
                    !text_same(task->last_status, "STOPPED"))
                        strlist_addf(left, "%s (%s)", slash ? slash + 1 : task->arn,
                                     task->last_status);
        }
        ecs_tasks_release(&tasks);
        strlist_release(&arns);
        return ok;
}

bool tasks_await_gone(struct stage *s, const char *cluster, const char *const *services,
                      size_t count, struct json_object *definitions, struct err *err)
{
        int64_t since = loop_ticks(stage_loop(s));

        for (int look = 0;; look++) {
                struct strlist left = {0};
                struct text names = TEXT_INIT;
                bool ok = stage_sleep(s, watch_pause(stage_aws(s), look), err), late, gone;

                for (size_t i = 0; ok && i < count; i++)
                        if (json_text(definitions, services[i]))
                                ok = list_left(s, cluster, services[i],
                                               json_text(definitions, services[i]), &left, err);
                late = ok && left.count && loop_ticks(stage_loop(s)) - since > PATIENCE;
                strlist_join(&left, ", ", &names);
                if (late)
                        ok = err_set(err, ERR_TIMEOUT,
                                     "tasks that were told to stop are still there: %s",
                                     text_str(&names));
                else if (ok && left.count)
                        stage_note(s, "tasks still stopping: %s", text_str(&names));
                gone = !left.count;
                text_release(&names);
                strlist_release(&left);
                if (!ok || gone)
                        return ok;
        }
}
