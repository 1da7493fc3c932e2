/*
 * What a task runs. In a pure model the seed's "images" say how a container behaves; with bodies
 * they say which program it is, and the processes themselves behave.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/standin/ecs.h"

enum { STOP_TIMEOUT_S = 30 };

static struct standin *cloud_of(const struct ecs_task *task)
{
        return task->model->cloud;
}

static struct json_object *override_of(const struct ecs_container *c)
{
        struct json_object *list = json_array(c->task->overrides, "containerOverrides");

        for (size_t i = 0; i < json_count(list); i++)
                if (text_same(json_text(json_at(list, i), "name"), c->name))
                        return json_at(list, i);
        return NULL;
}

/* The words behind the image's own entry point: an override's, else the definition's. */
static struct json_object *command_of(const struct ecs_container *c)
{
        struct json_object *command = json_array(override_of(c), "command");

        return command ? command : json_array(c->definition, "command");
}

/* The behaviour that the seed gives a container: how the model lets it end. */
static struct json_object *behaviour_of(struct ecs_model *m, const struct ecs_container *c)
{
        struct json_object *images = json_get(m->cloud->seed, "images");
        struct json_object *image = json_get(images, c->image);
        struct json_object *commands = json_get(image, "commands"), *words = command_of(c);
        struct json_object *special;
        struct text line = TEXT_INIT;

        if (!commands || !words)
                return image;
        for (size_t i = 0; i < json_count(words); i++)
                text_addf(&line, "%s%s", i ? " " : "", json_object_get_string(json_at(words, i)));
        special = json_get(commands, text_str(&line));
        text_release(&line);
        return special ? special : image;
}

/* One with a command of its own and no word in the seed: taken for a job that ends well. */
static bool is_job(const struct ecs_container *c)
{
        return !c->task->service && json_array(override_of(c), "command") &&
               !behaviour_of(c->task->model, c);
}

static char *secret_value(struct standin *cloud, const char *from)
{
        if (from && strstr(from, ":secretsmanager:"))
                return secrets_model_secret(cloud, from);
        return from ? ssm_model_secret(cloud, from) : NULL;
}

static bool secrets_there(struct ecs_container *c, char **why)
{
        struct standin *cloud = cloud_of(c->task);
        struct json_object *secrets = json_array(c->definition, "secrets");

        for (size_t i = 0; i < json_count(secrets); i++) {
                const char *from = json_text(json_at(secrets, i), "valueFrom");
                bool manager = from && strstr(from, ":secretsmanager:");
                char *value = secret_value(cloud, from);

                if (!value) {
                        *why = xasprintf(
                                "ResourceInitializationError: unable to pull secrets or registry "
                                "auth: execution resource retrieval failed: unable to retrieve "
                                "secret%s from %s: service call has been retried 1 time(s): %s",
                                manager ? "" : "s", manager ? "asm" : "ssm",
                                from ? from : "(none)");
                        return false;
                }
                strlist_add(&c->task->pulled_values, value);
                explicit_bzero(value, strlen(value));
                free(value);
        }
        return true;
}

bool ecs_run_prepare(struct ecs_task *task, char **why)
{
        struct json_object *images = json_get(cloud_of(task)->seed, "images");

        for (size_t i = 0; i < task->container_count; i++) {
                struct ecs_container *c = &task->containers[i];

                if (!secrets_there(c, why))
                        return false;
                if ((images || cloud_of(task)->bodies) && !json_get(images, c->image)) {
                        *why = xasprintf("CannotPullContainerError: pull image manifest has been "
                                         "retried 1 time(s): failed to resolve ref docker.io/%s: "
                                         "docker.io/%s: not found",
                                         c->image, c->image);
                        return false;
                }
        }
        return true;
}

/* --- processes --- */

static void exited(void *arg, int code)
{
        ecs_task_container_ended(arg, code);
}

static void put_env(struct json_object *env, struct json_object *pairs)
{
        for (size_t i = 0; i < json_count(pairs); i++) {
                const char *name = json_text(json_at(pairs, i), "name");

                if (name)
                        json_put_text(env, name, json_text(json_at(pairs, i), "value"));
        }
}

/* An object of the whole environment: the stand-in's own words, the definition's, the override's,
 * the secrets'. */
static struct json_object *environment(struct ecs_container *c)
{
        struct standin *cloud = cloud_of(c->task);
        struct json_object *env = json_object_new_object();
        struct json_object *port =
                json_get(json_at(json_array(c->definition, "portMappings"), 0), "containerPort");
        struct json_object *secrets = json_array(c->definition, "secrets");

        json_put_text(env, "PATH", "/usr/local/bin:/usr/bin:/bin");
        json_put_text(env, "AWS_REGION", cloud->region);
        json_put_text(env, "AWS_DEFAULT_REGION", cloud->region);
        json_put_text(env, "AWS_EXECUTION_ENV", "AWS_ECS_FARGATE");
        json_put_text(env, "HOST", c->task->address);
        json_put_text(env, "TASK_ID", c->task->id);
        if (port)
                json_put_text(env, "PORT", json_object_get_string(port));
        put_env(env, json_array(c->definition, "environment"));
        put_env(env, json_array(override_of(c), "environment"));
        for (size_t i = 0; i < json_count(secrets); i++) {
                const char *name = json_text(json_at(secrets, i), "name");
                char *value = secret_value(cloud, json_text(json_at(secrets, i), "valueFrom"));

                json_put_text(env, name, value ? value : "");
                if (value)
                        explicit_bzero(value, strlen(value));
                free(value);
        }
        return env;
}

static void add_words(struct strlist *argv, struct json_object *words)
{
        for (size_t i = 0; i < json_count(words); i++)
                strlist_add(argv, json_object_get_string(json_at(words, i)));
}

static const char **ended_by_null(const struct strlist *l)
{
        const char **out = xcalloc(l->count + 1, sizeof(*out));

        for (size_t i = 0; i < l->count; i++)
                out[i] = l->items[i];
        return out;
}

static bool start_process(struct ecs_container *c, char **why)
{
        struct ecs_model *m = c->task->model;
        struct strlist argv = {0}, env = {0};
        struct json_object *image = behaviour_of(m, c), *vars = environment(c);
        struct err err = ERR_INIT;
        char *name = xasprintf("%s-%s-%.8s", c->task->definition->family, c->name, c->task->id);
        struct task_spec spec = {.name = name};
        const char **words, **settings;

        if (!json_array(image, "run"))
                image = json_get(json_get(m->cloud->seed, "images"), c->image);
        add_words(&argv, json_array(image, "run"));
        add_words(&argv, command_of(c));
        json_object_object_foreach(vars, key, value)
                strlist_addf(&env, "%s=%s", key, json_object_get_string(value));
        spec.argv = words = ended_by_null(&argv);
        spec.env = settings = ended_by_null(&env);
        if (argv.count)
                c->body = task_body_start(m->cloud->bodies, &spec, exited, c, &err);
        if (!c->body)
                *why = xasprintf("CannotStartContainerError: %s",
                                 argv.count ? err_text(&err) : "the image names nothing to run");
        err_clear(&err);
        free(words);
        free(settings);
        for (size_t i = 0; i < env.count; i++)
                explicit_bzero(env.items[i], strlen(env.items[i]));
        strlist_release(&argv);
        strlist_release(&env);
        json_object_put(vars);
        free(name);
        return c->body != NULL;
}

bool ecs_run_start(struct ecs_task *task, char **why)
{
        struct standin *cloud = cloud_of(task);

        if (!cloud->bodies) {
                task->address = xasprintf("10.0.%d.%d", (int)world_random(cloud, 256),
                                          4 + (int)world_random(cloud, 250));
                return true;
        }
        task->address = bodies_take_address(cloud->bodies, NULL);
        if (!task->address) {
                *why = xstrdup("RESOURCE:ENI: no loopback address is left");
                return false;
        }
        for (size_t i = 0; i < task->container_count; i++)
                if (!start_process(&task->containers[i], why))
                        return false;
        return true;
}

/* --- health and ends --- */

bool ecs_run_has_target(const struct ecs_task *task)
{
        return task->service && (task->service->balancer ||
                                 json_count(json_array(task->service->more, "loadBalancers")));
}

static void target_changed(void *arg, bool healthy)
{
        ecs_task_health(arg, healthy);
}

static void end_now(void *arg)
{
        struct ecs_task *task = arg;

        task->end_timer = NULL;
        for (size_t i = 0; i < task->container_count; i++) {
                struct ecs_container *c = &task->containers[i];
                struct json_object *image = behaviour_of(task->model, c);
                struct json_object *code = json_get(image, "exit");

                if (c->ended ||
                    !(json_flag(image, "crash") || json_get(image, "lasts") || is_job(c)))
                        continue;
                ecs_task_container_ended(c, code                        ? json_object_get_int(code)
                                            : json_flag(image, "crash") ? 1
                                                                        : 0);
        }
}

static void end_in(struct ecs_task *task, int64_t ms)
{
        if (!task->end_timer)
                task->end_timer = timer_start(cloud_of(task)->loop, ms, end_now, task);
}

static void weigh(struct ecs_task *task)
{
        double production, test;

        if (!task->target)
                return;
        ecs_traffic_weights(task, &production, &test);
        target_weigh(task->target, production, test);
}

void ecs_run_weights(struct ecs_service *s)
{
        for (size_t i = 0; i < s->task_count; i++)
                weigh(s->tasks[i]);
}

bool ecs_run_watch(struct ecs_task *task)
{
        struct ecs_balancer *b = task->service ? task->service->balancer : NULL;
        bool comes_up = true;

        if (b && b->proxy)
                task->target = balancer_add(b->proxy, task->id, task->address, (int)b->port,
                                            target_changed, task);
        weigh(task);
        for (size_t i = 0; i < task->container_count && !cloud_of(task)->bodies; i++)
                if (json_flag(behaviour_of(task->model, &task->containers[i]), "crash"))
                        comes_up = false;
        if (!comes_up)
                end_in(task, world_duration(cloud_of(task), "task-crashing", 1000));
        return comes_up;
}

static void health_late(void *arg)
{
        struct ecs_task *task = arg;

        task->health_timer = NULL;
        ecs_task_health(task, false);
}

static void health_good(void *arg)
{
        struct ecs_task *task = arg;

        task->health_timer = NULL;
        ecs_task_health(task, true);
}

/* How long a task may take to become healthy. */
static int64_t patience(struct ecs_task *task)
{
        int64_t grace = json_int(task->service->more, "healthCheckGracePeriodSeconds") * 1000;
        int64_t usual = world_duration(cloud_of(task), "task-unhealthy", 30000);

        return grace > usual ? grace : usual;
}

static void modelled_end(struct ecs_task *task)
{
        for (size_t i = 0; i < task->container_count; i++) {
                struct ecs_container *c = &task->containers[i];
                const char *lasts = json_text(behaviour_of(task->model, c), "lasts");
                int64_t ms;

                if (lasts && duration_parse(lasts, &ms))
                        end_in(task, ms);
                else if (is_job(c))
                        end_in(task, world_duration(cloud_of(task), "task-lasting", 5000));
        }
}

void ecs_run_health(struct ecs_task *task)
{
        struct loop *loop = cloud_of(task)->loop;
        bool good = true;

        if (cloud_of(task)->bodies) {
                if (!task->target || task->answers)
                        ecs_task_health(task, true);
                else
                        task->health_timer = timer_start(loop, patience(task), health_late, task);
                return;
        }
        modelled_end(task);
        for (size_t i = 0; i < task->container_count; i++) {
                struct json_object *image = behaviour_of(task->model, &task->containers[i]);

                if (json_get(image, "healthy") && !json_flag(image, "healthy"))
                        good = false;
        }
        if (good && (!ecs_run_has_target(task) || task->model->seeding))
                ecs_task_health(task, true);
        else if (good)
                task->health_timer =
                        timer_start(loop, world_duration(cloud_of(task), "task-healthy", 5000),
                                    health_good, task);
        else if (task->service)
                task->health_timer = timer_start(loop, patience(task), health_late, task);
}

/* --- the end --- */

static void drained(void *arg)
{
        struct ecs_task *task = arg;

        task->target = NULL;
        ecs_task_drained(task);
}

bool ecs_run_drain(struct ecs_task *task)
{
        if (!cloud_of(task)->bodies)
                return false;
        if (!task->target)
                return false;
        target_drain(task->target, world_duration(cloud_of(task), "task-draining", 5000), drained,
                     task);
        return true;
}

bool ecs_run_stop(struct ecs_task *task)
{
        bool any = false;

        for (size_t i = 0; i < task->container_count; i++) {
                struct ecs_container *c = &task->containers[i];
                int64_t seconds = json_int(c->definition, "stopTimeout");

                if (!c->body)
                        continue;
                task_body_stop(c->body, (seconds ? seconds : STOP_TIMEOUT_S) * 1000);
                any = true;
        }
        return any;
}

void ecs_run_drop(struct ecs_task *task)
{
        if (task->target)
                target_remove(task->target);
        task->target = NULL;
        for (size_t i = 0; i < task->container_count; i++) {
                if (task->containers[i].body)
                        task_body_abandon(task->containers[i].body);
                task->containers[i].body = NULL;
        }
        if (!cloud_of(task)->bodies)
                return; /* a modelled address can be read as long as the task */
        bodies_drop_address(cloud_of(task)->bodies, task->address);
        task->address = NULL;
}
