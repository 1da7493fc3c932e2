/* service.wait: the services run what they were moved to, and nothing else. */
#include <stdlib.h>
#include <string.h>

#include "stages/service_deployments.h"
#include "stages/services.h"

static const struct port inputs[] = {
        {"cluster", VALUE_TEXT, .help = "ECS cluster; default: the stack's name"},
        {"services", VALUE_LIST, .required = true, .help = "services to wait for"},
        {"definitions", VALUE_MAP, .required = true,
         .help = "the task definition ARN each must run, by service"},
        {"deployments", VALUE_MAP,
         .help = "the deployment of each that must win; from service.roll"},
        {"service_deployments", VALUE_MAP,
         .help = "ARN of the service deployment of each to follow; from service.roll"},
        CONTINUE_HOOKS_PORT,
        {"max_failures", VALUE_NUMBER,
         .help = "give up after so many failed tasks; default: half the desired count, at least 2"},
        {0},
};

static const struct port outputs[] = {
        {"seconds", VALUE_NUMBER, .help = "how long it took"},
        {0},
};

static const struct stage_action actions[] = {
        {"ecs:DescribeServices", "ecs:service/{cluster}/*"},
        {"ecs:ListTasks", "*"},
        {"ecs:DescribeTasks", "ecs:task/{cluster}/*"},
        SERVICE_DEPLOYMENT_ACTIONS,
        {0},
};

static bool wait_stable(struct stage *s, struct err *err)
{
        int64_t begin = loop_ticks(stage_loop(s));
        struct services_goal goal = {
                .cluster = cloud_cluster(s),
                .definitions = stage_map(s, "definitions"),
                .deployments = stage_map(s, "deployments"),
                .service_deployments = stage_map(s, "service_deployments"),
                .max_failures = stage_number(s, "max_failures"),
        };
        const char **names = cloud_names(stage_list(s, "services"), &goal.count);
        bool at_once = false, ok = service_deployments_check_hooks(s, err);

        goal.names = names;
        for (size_t i = 0; ok && i < goal.count; i++)
                if (!json_text(goal.definitions, names[i]))
                        ok = err_set(err, ERR_INVALID, "definitions has none for service %s",
                                     names[i]);
        ok = ok && services_wait(s, &goal, &at_once, err);
        if (ok) {
                stage_output(s, "seconds",
                             json_object_new_int64((loop_ticks(stage_loop(s)) - begin) / 1000));
                if (at_once && !stage_has_intended(s))
                        stage_unchanged(s, "already stable");
        }
        free(names);
        return ok;
}

const struct stage_type stage_service_wait = {
        .name = "service.wait",
        .summary = "wait until services are stable on what they were moved to",
        .notes =
                "Stable means: the service deployment we asked for is SUCCESSFUL, its deployment "
                "is "
                "PRIMARY, COMPLETED and the only one, and as many of its tasks run as are desired. "
                "That holds for each strategy: ROLLING, BLUE_GREEN, LINEAR and CANARY; lifecycle "
                "stages, bake times and pauses are shown. A deployment that ECS rolls back, that "
                "somebody stopped or replaced or whose tasks keep failing ends the stage at once, "
                "with the reasons of the deployment, its alarms and hooks, the stopped tasks and "
                "the service's events.\n\n"
                "A deployment that waits at a hook of the PAUSE kind is continued only where "
                "`continue_hooks` says so: such a hook is there for somebody to look first. Else "
                "the "
                "stage waits until somebody continues it, or the hook's own time is up.\n\n"
                "Bake times, steps and pauses count towards the stage's time limit: give it a "
                "`timeout` "
                "that is longer.\n\n"
                "Where ECS does not tell of service deployments (no permission, not supported), a "
                "ROLLING one is judged by the service alone.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .timeout = 30 * 60 * 1000LL,
        .run = wait_stable,
        .recover = stage_recover_nothing,
};
