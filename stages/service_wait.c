/* service.wait: the services run what they were moved to, and nothing else. */
#include <stdlib.h>
#include <string.h>

#include "stages/services.h"

static const struct port inputs[] = {
        {"cluster", VALUE_TEXT, .help = "ECS cluster; default: the stack's name"},
        {"services", VALUE_LIST, .required = true, .help = "services to wait for"},
        {"definitions", VALUE_MAP, .required = true,
         .help = "the task definition ARN each must run, by service"},
        {"deployments", VALUE_MAP,
         .help = "the deployment of each that must win; from service.roll"},
        {"max_failures", VALUE_NUMBER,
         .help = "give up after so many failed tasks; default: half the desired count, at least 2"},
        {0},
};

static const struct port outputs[] = {
        {"seconds", VALUE_NUMBER, .help = "how long it took"},
        {0},
};

static const char *const actions[] = {
        "ecs:DescribeServices",
        "ecs:ListTasks",
        "ecs:DescribeTasks",
        NULL,
};

static bool wait_stable(struct stage *s, struct err *err)
{
        int64_t begin = loop_ticks(stage_loop(s));
        struct services_goal goal = {
                .cluster = cloud_cluster(s),
                .definitions = stage_map(s, "definitions"),
                .deployments = stage_map(s, "deployments"),
                .max_failures = stage_number(s, "max_failures"),
        };
        const char **names = cloud_names(stage_list(s, "services"), &goal.count);
        bool at_once = false, ok = true;

        goal.names = names;
        for (size_t i = 0; ok && i < goal.count; i++)
                if (!json_text(goal.definitions, names[i]))
                        ok = err_set(err, ERR_INVALID, "definitions has none for service %s",
                                     names[i]);
        ok = ok && services_wait(s, &goal, &at_once, err);
        if (ok) {
                stage_output(s, "seconds",
                             json_object_new_int64((loop_ticks(stage_loop(s)) - begin) / 1000));
                if (at_once)
                        stage_unchanged(s, "already stable");
        }
        free(names);
        return ok;
}

const struct stage_type stage_service_wait = {
        .name = "service.wait",
        .summary = "wait until services are stable on what they were moved to",
        .notes =
                "Stable means: the deployment we asked for is PRIMARY, COMPLETED and the only one, "
                "and as many of its tasks run as are desired. A deployment that ECS rolled back, "
                "that somebody replaced or whose tasks keep failing ends the stage at once, with "
                "the reasons of the stopped tasks and the service's events.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .timeout = 30 * 60 * 1000LL,
        .run = wait_stable,
};
