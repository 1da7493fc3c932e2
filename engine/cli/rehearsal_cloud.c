/* What a pipeline needs to be there, as far as its inputs tell. */
#include "engine/cli/rehearsal_cloud.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"

static const int64_t DAY = 24 * 3600 * 1000LL;

const char *rehearsed_text(const struct rehearsed *r, const char *input)
{
        const char *text = json_text(r->inputs, input);

        return text && *text ? text : NULL;
}

static struct json_object *find_stack(struct json_object *cloud, const char *name)
{
        struct json_object *stacks = json_array(cloud, "stacks");

        for (size_t i = 0; i < json_count(stacks); i++)
                if (text_same(json_text(json_at(stacks, i), "stack"), name))
                        return json_at(stacks, i);
        return NULL;
}

struct json_object *rehearsal_cloud_stack(const struct rehearsed *r, struct json_object *cloud,
                                          const struct stack *stack)
{
        struct json_object *is = find_stack(cloud, stack->name), *database;
        bool own = text_same(stack->name, r->stack->name);
        char stamp[STAMP_SIZE], name[DATABASE_SIZE];

        if (is)
                return is;
        /* Not the same moment: a database is known by it. */
        stamp_format(r->now - (own ? 30 : 20) * DAY, stamp);
        stack_database(stack, stamp, name);
        database = json_object_new_object();
        json_put_text(database, "name", name);
        json_put_int(database, "rows", REHEARSAL_ROWS);
        is = json_object_new_object();
        json_put_text(is, "stack", stack->name);
        json_put_text(is, "cluster", stack->name);
        json_put(is, "database", database);
        json_put(is, "services", json_object_new_array());
        json_object_array_add(json_array(cloud, "stacks"), is);
        return is;
}

static bool source_of(const struct rehearsed *r, struct stack *out)
{
        const char *from = rehearsed_text(r, "from");
        const struct strlist *tiers = &r->pipeline->tiers;
        struct err ignored = ERR_INIT;
        bool ok;

        for (size_t i = 1; !from && i < tiers->count; i++)
                if (text_same(tiers->items[i], r->stack->env))
                        from = tiers->items[i - 1];
        ok = from && stack_sibling(r->stack, from, out, &ignored) &&
             !text_same(out->name, r->stack->name);
        err_clear(&ignored);
        return ok;
}

static struct json_object *services_of(const struct rehearsed *r)
{
        struct json_object *names = json_array(r->inputs, "services");
        struct json_object *containers = json_array(r->inputs, "containers");
        struct json_object *services = json_object_new_array();

        for (size_t i = 0; i < json_count(names); i++) {
                struct json_object *service = json_object_new_object(), *has;
                const char *name = json_object_get_string(json_at(names, i));

                json_put_text(service, "name", name);
                json_put_int(service, "count", 1);
                has = json_count(containers) ? json_copy(containers) : json_object_new_array();
                if (!json_count(has))
                        json_add_text(has, name);
                json_put(service, "containers", has);
                json_object_array_add(services, service);
        }
        return services;
}

struct json_object *rehearsal_cloud_guess(const struct rehearsed *r)
{
        struct json_object *cloud = json_object_new_object(), *own, *from;
        const char *cluster = rehearsed_text(r, "cluster");
        struct stack source;

        json_put(cloud, "stacks", json_object_new_array());
        json_put(cloud, "parameters", json_object_new_array());
        json_put(cloud, "secrets", json_object_new_array());
        json_put_text(cloud, "region", rehearsed_text(r, "region"));
        own = rehearsal_cloud_stack(r, cloud, r->stack);
        json_put(own, "services", services_of(r));
        json_put_text(own, "cluster", cluster);
        if (!source_of(r, &source))
                return cloud;
        from = rehearsal_cloud_stack(r, cloud, &source);
        json_put_text(from, "snapshot", rehearsed_text(r, "snapshot"));
        json_put_text(json_get(from, "database"), "name", rehearsed_text(r, "source"));
        return cloud;
}
