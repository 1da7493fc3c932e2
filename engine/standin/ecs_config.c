/* deploymentConfiguration and deploymentController: what a service may ask for, and what may not
 * be updated under another controller. Limits are those of the model's descriptions. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/standin/ecs.h"

enum { BAKE_MAX = 1440, HOOK_MINUTES_MAX = 20160 };

static bool refuse(struct call *call, const char *why)
{
        call_fail(call, 400, "InvalidParameterException", "%s", why);
        return false;
}

/* --- the configuration --- */

static struct json_object *defaults(void)
{
        struct json_object *out = json_object_new_object(), *breaker = json_object_new_object();

        json_put_flag(breaker, "enable", false);
        json_put_flag(breaker, "rollback", false);
        json_put(out, "deploymentCircuitBreaker", breaker);
        json_put_int(out, "maximumPercent", 200);
        json_put_int(out, "minimumHealthyPercent", 100);
        json_put_text(out, "strategy", "ROLLING");
        json_put_int(out, "bakeTimeInMinutes", 0);
        return out;
}

static bool percentages_ok(struct call *call, struct json_object *config)
{
        int64_t most = json_int(config, "maximumPercent");
        int64_t least = json_int(config, "minimumHealthyPercent");

        if (most < 0 || most > 1000 || least < 0 || least > 100)
                return refuse(call, "The deployment configuration's percentages are out of range.");
        if (most <= 100 && least >= 100)
                return refuse(call, "Both maximumPercent and minimumHealthyPercent cannot be 100 "
                                    "as this will block deployments.");
        return true;
}

/* A multiple of 0.1 from min to 100. */
static bool percent_ok(double percent, double min)
{
        double off = percent * 10 - (double)(int64_t)(percent * 10 + 0.5);

        return percent >= min && percent <= 100 && off < 1e-6 && off > -1e-6;
}

static bool minutes_ok(struct json_object *config, const char *member)
{
        return json_int(config, member) >= 0 && json_int(config, member) <= BAKE_MAX;
}

/* The part of the configuration that belongs to one strategy, with its defaults. */
static bool steps_ok(struct call *call, struct json_object *config, const char *strategy,
                     const char *part, const char *percent, double usual, double min,
                     const char *minutes, int64_t usual_minutes)
{
        struct json_object *steps = json_get(config, part);

        if (strcmp(json_text(config, "strategy"), strategy) != 0) {
                if (json_get(json_get(call->in, "deploymentConfiguration"), part)) {
                        call_fail(call, 400, "InvalidParameterException",
                                  "%s is only valid with the %s deployment strategy.", part,
                                  strategy);
                        return false;
                }
                json_object_object_del(config, part);
                return true;
        }
        if (!steps) {
                steps = json_object_new_object();
                json_put(config, part, steps);
        }
        if (!json_get(steps, percent))
                json_put(steps, percent, json_object_new_double(usual));
        if (!json_get(steps, minutes))
                json_put_int(steps, minutes, usual_minutes);
        if (percent_ok(json_real(steps, percent), min) && minutes_ok(steps, minutes))
                return true;
        call_fail(call, 400, "InvalidParameterException",
                  "%s: %s is a multiple of 0.1 from %.1f to 100.0, %s is from 0 to %d.", part,
                  percent, min, minutes, BAKE_MAX);
        return false;
}

static bool hook_ok(struct call *call, struct json_object *hook)
{
        const char *type = json_text(hook, "targetType");
        struct json_object *minutes =
                json_get(json_get(hook, "timeoutConfiguration"), "timeoutInMinutes");

        if (!json_count(json_array(hook, "lifecycleStages")))
                return refuse(call, "A lifecycle hook needs lifecycleStages.");
        if (!text_same(type, "PAUSE") && !json_text(hook, "hookTargetArn"))
                return refuse(call, "A lifecycle hook of type AWS_LAMBDA needs hookTargetArn.");
        if (text_same(type, "PAUSE") && json_text(hook, "hookTargetArn"))
                return refuse(call, "A lifecycle hook of type PAUSE has no hookTargetArn.");
        if (minutes && (json_object_get_int64(minutes) < 1 ||
                        json_object_get_int64(minutes) > HOOK_MINUTES_MAX))
                return refuse(call, "timeoutInMinutes is from 1 to 20160.");
        return true;
}

static bool config_ok(struct call *call, struct json_object *config, bool is_new)
{
        struct json_object *given = json_get(call->in, "deploymentConfiguration");
        struct json_object *hooks = json_array(config, "lifecycleHooks");
        const char *controller = json_text(json_get(call->in, "deploymentController"), "type");

        if (!percentages_ok(call, config))
                return false;
        if (!minutes_ok(config, "bakeTimeInMinutes"))
                return refuse(call, "bakeTimeInMinutes is from 0 to 1440.");
        if (is_new && text_same(json_text(config, "strategy"), "BLUE_GREEN") &&
            !json_get(given, "bakeTimeInMinutes"))
                return refuse(call, "bakeTimeInMinutes must be provided with the BLUE_GREEN "
                                    "deployment strategy.");
        if (controller && strcmp(controller, "ECS") != 0 &&
            (!text_same(json_text(config, "strategy"), "ROLLING") || json_get(config, "alarms") ||
             json_count(hooks)))
                return refuse(call, "Strategies, alarms and lifecycle hooks are only for services "
                                    "with the ECS deployment controller.");
        if (!steps_ok(call, config, "LINEAR", "linearConfiguration", "stepPercent", 10.0, 3.0,
                      "stepBakeTimeInMinutes", 6) ||
            !steps_ok(call, config, "CANARY", "canaryConfiguration", "canaryPercent", 5.0, 0.1,
                      "canaryBakeTimeInMinutes", 10))
                return false;
        for (size_t i = 0; i < json_count(hooks); i++)
                if (!hook_ok(call, json_at(hooks, i)))
                        return false;
        return true;
}

struct json_object *ecs_call_config(struct call *call, struct json_object *from)
{
        struct json_object *given = json_get(call->in, "deploymentConfiguration");
        struct json_object *out = from ? json_copy(from) : defaults();

        if (given) {
                json_object_object_foreach(given, key, value)
                {
                        json_put(out, key, json_copy(value));
                }
        }
        if (config_ok(call, out, !from))
                return out;
        json_object_put(out);
        return NULL;
}

/* --- the controller --- */

static const char *const controllers[] = {
        [CONTROLLER_ECS] = "ECS",
        [CONTROLLER_CODE_DEPLOY] = "CODE_DEPLOY",
        [CONTROLLER_EXTERNAL] = "EXTERNAL",
};

const char *ecs_controller_name(enum controller controller)
{
        return controllers[controller];
}

bool ecs_call_controller(struct call *call, enum controller *controller)
{
        const char *name = json_text(json_get(call->in, "deploymentController"), "type");

        *controller = CONTROLLER_ECS;
        for (size_t i = 0; i < ARRAY_LEN(controllers); i++)
                if (text_same(controllers[i], name))
                        *controller = (enum controller)i;
        if (*controller == CONTROLLER_EXTERNAL && json_text(call->in, "taskDefinition"))
                return refuse(call, "A service with the EXTERNAL deployment controller takes no "
                                    "task definition: it is specified in its task sets.");
        if (*controller != CONTROLLER_EXTERNAL && !json_text(call->in, "taskDefinition"))
                return refuse(call, "TaskDefinition can not be blank.");
        return true;
}

/* The sentences for CODE_DEPLOY are AWS's (botocore's users report them); those for EXTERNAL are
 * made after them. */
bool ecs_may_update(struct call *call, const struct ecs_service *s)
{
        static const struct {
                const char *member, *what;
        } fixed[] = {
                {"taskDefinition", "task definition"},
                {"networkConfiguration", "network parameters"},
                {"platformVersion", "platform version"},
                {"loadBalancers", "load balancers"},
                {"capacityProviderStrategy", "capacity provider strategy"},
        };
        const char *name = controllers[s->controller];
        const char *other = json_text(json_get(call->in, "deploymentController"), "type");
        const char *use = s->controller == CONTROLLER_CODE_DEPLOY
                                  ? "Use AWS CodeDeploy to trigger a new deployment."
                                  : "Use CreateTaskSet to create a new task set.";

        if (other && strcmp(other, name) != 0)
                return refuse(call, "The stand-in changes no deployment controllers.");
        if (s->controller == CONTROLLER_ECS)
                return true;
        for (size_t i = 0; i < ARRAY_LEN(fixed); i++) {
                if (!json_get(call->in, fixed[i].member))
                        continue;
                call_fail(call, 400, "InvalidParameterException",
                          "Unable to update %s on services with a %s deployment controller. %s",
                          fixed[i].what, name, use);
                return false;
        }
        if (json_flag(call->in, "forceNewDeployment")) {
                call_fail(call, 400, "InvalidParameterException",
                          "Cannot force a new deployment on services with a %s deployment "
                          "controller. %s",
                          name, use);
                return false;
        }
        return true;
}
