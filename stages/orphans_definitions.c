/*
 * Task definition revisions that Snaplift registered for a database that is neither active nor
 * kept. One that names no database of the stack's can be started on whichever is active, and is no
 * orphan.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/ecs.h"
#include "engine/base/mem.h"
#include "stages/definition.h"
#include "stages/orphans_search.h"

struct definitions {
        const struct holds *h;
        struct strlist families;
        struct strlist used; /* ARNs */
        struct orphans *out;
};

static void note_definition(struct definitions *d, const char *arn)
{
        char family[256];
        int64_t revision;

        if (!arn)
                return;
        if (!strlist_has(&d->used, arn))
                strlist_add(&d->used, arn);
        if (ecs_definition_split(arn, family, &revision) && !strlist_has(&d->families, family))
                strlist_add(&d->families, family);
}

static bool note_services(struct definitions *d, const char *cluster, struct err *err)
{
        struct aws *aws = d->h->search->aws;
        struct ecs_services services = {0};
        struct strlist names = {0};
        bool ok = ecs_list_services(aws, cluster, &names, err);

        if (ok && names.count)
                ok = ecs_describe_services(aws, cluster, (const char *const *)names.items,
                                           names.count, &services, err);
        for (size_t i = 0; ok && i < services.count; i++) {
                note_definition(d, services.items[i].task_definition);
                for (size_t k = 0; k < services.items[i].deployment_count; k++)
                        note_definition(d, services.items[i].deployments[k].task_definition);
        }
        ecs_services_release(&services);
        strlist_release(&names);
        return ok;
}

static bool note_tasks(struct definitions *d, const char *cluster, struct err *err)
{
        static const char *const statuses[] = {"RUNNING", "STOPPED"}; /* as they are desired */
        struct aws *aws = d->h->search->aws;
        bool ok = true;

        for (size_t i = 0; ok && i < ARRAY_LEN(statuses); i++) {
                struct strlist arns = {0};
                struct ecs_tasks tasks = {0};

                ok = ecs_list_tasks(aws, cluster, NULL, statuses[i], &arns, err);
                if (ok && arns.count)
                        ok = ecs_describe_tasks(aws, cluster, &arns, &tasks, err);
                for (size_t k = 0; ok && k < tasks.count; k++)
                        if (!text_same(tasks.items[k].last_status, "STOPPED"))
                                note_definition(d, tasks.items[k].task_definition);
                ecs_tasks_release(&tasks);
                strlist_release(&arns);
        }
        return ok;
}

/* Families of which no service runs one any more, where they can be asked for. */
static bool note_families(struct definitions *d, struct err *err)
{
        struct strlist more = {0};
        bool ok = ecs_list_families(d->h->search->aws, d->h->search->stack->name, &more, err);

        if (!ok && (err_is(err, ERR_DENIED) || err_has_reason(err, "UnknownOperationException"))) {
                err_clear(err);
                ok = true;
        }
        for (size_t i = 0; ok && i < more.count; i++)
                if (!strlist_has(&d->families, more.items[i]))
                        strlist_add(&d->families, more.items[i]);
        strlist_release(&more);
        return ok;
}

static bool note_users(struct definitions *d, struct err *err)
{
        struct strlist clusters = {0};
        bool ok = ecs_all_clusters(d->h->search->aws, &clusters, err);

        for (size_t i = 0; ok && i < clusters.count; i++)
                ok = note_services(d, clusters.items[i], err) &&
                     note_tasks(d, clusters.items[i], err);
        strlist_release(&clusters);
        return ok && note_families(d, err);
}

/* Databases of the stack that a text names, as timestamps. */
static void find_in_text(const struct stack *stack, const char *text, struct strlist *out)
{
        size_t len = strlen(stack->name);

        for (const char *at = text; (at = strcasestr(at, stack->name)); at++) {
                char stamp[STAMP_SIZE];

                if ((at > text && (isalnum((unsigned char)at[-1]) || strchr("-_", at[-1]))) ||
                    at[len] != '-' || strlen(at + len + 1) < STAMP_LEN ||
                    isdigit((unsigned char)at[len + 1 + STAMP_LEN]))
                        continue;
                memcpy(stamp, at + len + 1, STAMP_LEN);
                stamp[STAMP_LEN] = '\0';
                if (stamp_parse(stamp, NULL) && !strlist_has(out, stamp))
                        strlist_add(out, stamp);
        }
}

static void find_timestamps(const struct stack *stack, struct json_object *json,
                            struct strlist *out)
{
        if (!json)
                return;
        if (json_object_is_type(json, json_type_string)) {
                find_in_text(stack, json_object_get_string(json), out);
        } else if (json_object_is_type(json, json_type_array)) {
                for (size_t i = 0; i < json_count(json); i++)
                        find_timestamps(stack, json_at(json, i), out);
        } else if (json_object_is_type(json, json_type_object)) {
                json_object_object_foreach(json, key, value)
                {
                        (void)key;
                        find_timestamps(stack, value, out);
                }
        }
}

/* It names databases of the stack, and none of them is held. */
static bool is_left_over(const struct holds *h, struct json_object *definition)
{
        struct strlist stamps = {0};
        bool left;

        find_timestamps(h->search->stack, definition, &stamps);
        left = stamps.count > 0;
        for (size_t i = 0; left && i < stamps.count; i++)
                left = !holds_timestamp(h, stamps.items[i]);
        strlist_release(&stamps);
        return left;
}

static void judge(struct definitions *d, const char *arn, struct json_object *definition,
                  struct json_object *tags)
{
        const char *run = definition_tag_value(tags, "snaplift:run");
        const char *stack = definition_tag_value(tags, "snaplift:stack");
        const char *slash = strrchr(arn, '/'), *unended = holds_unended(d->h, run);
        struct orphan *o;

        if (!text_same(stack, d->h->search->stack->name) || !run || holds_run(d->h, run) ||
            strlist_has(&d->used, arn) || !is_left_over(d->h, definition))
                return;
        o = orphans_add(d->out, ORPHAN_DEFINITION, slash ? slash + 1 : arn);
        o->identity = xstrdup(arn);
        o->run = xstrdup(run);
        o->status = xstrdup(json_text(definition, "status"));
        o->created = (int64_t)(json_real(definition, "registeredAt") * 1000);
        o->unsure = xstrdup(unended ? unended : holds_unsure(d->h));
}

static bool look_at_family(struct definitions *d, const char *family, struct err *err)
{
        struct aws *aws = d->h->search->aws;
        struct strlist arns = {0};
        bool ok = ecs_list_task_definitions(aws, family, 0, &arns, err);

        for (size_t i = 0; ok && i < arns.count; i++) {
                struct json_object *definition = NULL, *tags = NULL;

                ok = ecs_describe_task_definition(aws, arns.items[i], &definition, &tags, err);
                if (ok)
                        judge(d, arns.items[i], definition, tags);
                json_object_put(definition);
                json_object_put(tags);
        }
        strlist_release(&arns);
        return ok;
}

bool orphans_add_definitions(const struct holds *h, struct orphans *out, struct err *err)
{
        struct definitions d = {.h = h, .out = out};
        bool ok = note_users(&d, err);

        for (size_t i = 0; ok && i < d.families.count; i++)
                ok = look_at_family(&d, d.families.items[i], err);
        strlist_release(&d.families);
        strlist_release(&d.used);
        return ok;
}
