#include "tests/unit/standin/helper_ecs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

static struct json_object *parse(const char *text)
{
        struct json_object *obj = NULL;
        struct err err = ERR_INIT;
        char *copy = xstrdup(text);

        for (char *c = copy; *c; c++)
                if (*c == '\'')
                        *c = '"';
        if (!json_parse(copy, strlen(copy), &obj, &err)) {
                fprintf(stderr, "%s in: %s\n", err_text(&err), copy);
                abort();
        }
        free(copy);
        return obj;
}

struct standin *ecs_cloud(struct loop *loop, const char *seed, uint64_t random)
{
        struct standin_options options = {.loop = loop, .random = random};
        struct json_object *obj = parse(seed);
        struct err err = ERR_INIT;
        struct standin *s;

        options.seed = obj;
        s = standin_new(&options, &err);
        json_object_put(obj);
        if (s)
                return s;
        fprintf(stderr, "no cloud: %s\n", err_text(&err));
        abort();
}

__attribute__((format(printf, 3, 0)))
__attribute__((format(printf, 3, 0))) static struct json_object *
call_it(struct standin *s, const char *operation, const char *fmt, va_list args)
{
        char *text = xvasprintf(fmt, args);
        struct call call = {
                .cloud = s,
                .service = "ecs",
                .operation = operation,
                .region = s->region,
                .access_key = "",
                .in = parse(text),
                .out = json_object_new_object(),
                .status = 200,
        };
        bool known = false;

        for (size_t i = 0; ecs_operations[i].name; i++) {
                if (text_same(ecs_operations[i].name, operation)) {
                        known = true;
                        ecs_operations[i].run(&call);
                }
        }
        if (!known)
                abort();
        if (call.status != 200) {
                json_object_put(call.out);
                call.out = json_object_new_object();
                json_put_text(call.out, "error", call.error);
                json_put_text(call.out, "message", call.message);
        }
        json_object_put(call.in);
        free(call.error);
        free(call.message);
        free(text);
        return call.out;
}

struct json_object *ecs_call(struct standin *s, const char *operation, const char *fmt, ...)
{
        struct json_object *out;
        va_list args;

        va_start(args, fmt);
        out = call_it(s, operation, fmt, args);
        va_end(args);
        return out;
}

void ecs_do(struct standin *s, const char *operation, const char *fmt, ...)
{
        struct json_object *out;
        va_list args;

        va_start(args, fmt);
        out = call_it(s, operation, fmt, args);
        va_end(args);
        if (json_text(out, "error")) {
                fprintf(stderr, "%s: %s\n", operation, json_line(out));
                abort();
        }
        json_object_put(out);
}

struct json_object *ecs_service_of(struct standin *s, const char *cluster, const char *name)
{
        struct json_object *out = ecs_call(s, "DescribeServices",
                                           "{'cluster':'%s','services':['%s']}", cluster, name);
        struct json_object *service = json_object_get(json_at(json_array(out, "services"), 0));

        json_object_put(out);
        return service;
}

bool ecs_said(struct json_object *service, const char *words)
{
        struct json_object *events = json_array(service, "events");

        for (size_t i = 0; i < json_count(events); i++)
                if (strstr(json_text(json_at(events, i), "message"), words))
                        return true;
        return false;
}

bool ecs_stable(struct json_object *service)
{
        return json_count(json_array(service, "deployments")) == 1 &&
               json_int(service, "runningCount") == json_int(service, "desiredCount");
}

struct in_time {
        struct loop *loop;
        void (*body)(struct loop *loop);
};

static void run(void *arg)
{
        struct in_time *t = arg;

        t->body(t->loop);
}

void ecs_in_virtual_time(void (*body)(struct loop *loop))
{
        struct in_time t = {loop_new_virtual(1763683200000, 7), body};

        fiber_start(t.loop, "test", run, &t);
        loop_run(t.loop);
        loop_free(t.loop);
}
