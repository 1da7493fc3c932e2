/* Names, ARNs and pages of the ECS model. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/standin/ecs.h"

enum { PAGE = 100 };

static bool is_arn(const char *text)
{
        return text_starts(text, "arn:");
}

/* The part behind the last slash. */
static const char *last_part(const char *text)
{
        const char *slash = strrchr(text, '/');

        return slash ? slash + 1 : text;
}

struct ecs_cluster *ecs_find_cluster(struct ecs_model *m, const char *name_or_arn)
{
        const char *name = name_or_arn ? name_or_arn : "default";

        for (size_t i = m->cluster_count; i-- > 0;) {
                struct ecs_cluster *c = m->clusters[i];

                if (text_same(is_arn(name) ? c->arn : c->name, name))
                        return c;
        }
        return NULL;
}

struct ecs_cluster *ecs_call_cluster(struct call *call)
{
        struct ecs_cluster *c = ecs_find_cluster(call->cloud->ecs, json_text(call->in, "cluster"));

        if (!c || !c->active) {
                call_fail(call, 400, "ClusterNotFoundException", "Cluster not found.");
                return NULL;
        }
        return c;
}

struct ecs_service *ecs_find_service(struct ecs_model *m, const struct ecs_cluster *cluster,
                                     const char *name_or_arn)
{
        if (!name_or_arn)
                return NULL;
        for (size_t i = m->service_count; i-- > 0;) { /* the newest of a name first */
                struct ecs_service *s = m->services[i];

                if (s->cluster == cluster &&
                    text_same(is_arn(name_or_arn) ? s->arn : s->name, name_or_arn))
                        return s;
        }
        return NULL;
}

struct ecs_service *ecs_call_service(struct call *call, struct ecs_cluster *cluster,
                                     const char *member)
{
        struct ecs_service *s =
                ecs_find_service(call->cloud->ecs, cluster, json_text(call->in, member));

        if (!s)
                call_fail(call, 400, "ServiceNotFoundException", "Service not found.");
        return s;
}

struct ecs_definition *ecs_find_definition(struct ecs_model *m, const char *name)
{
        const char *family = name, *colon;
        size_t len;
        int64_t revision = 0;

        if (!name)
                return NULL;
        if (is_arn(name)) {
                const char *part = strstr(name, ":task-definition/");

                if (!part)
                        return NULL;
                family = last_part(part);
        }
        colon = strchr(family, ':');
        len = colon ? (size_t)(colon - family) : strlen(family);
        if (colon) {
                char *end;

                revision = strtoll(colon + 1, &end, 10);
                if (*end || revision < 1)
                        return NULL;
        }
        for (size_t i = m->definition_count; i-- > 0;) {
                struct ecs_definition *d = m->definitions[i];

                if (strlen(d->family) != len || memcmp(d->family, family, len) != 0)
                        continue;
                if (is_arn(name) && colon && !text_same(d->arn, name))
                        continue;
                if (colon ? d->revision == revision : d->active)
                        return d;
        }
        return NULL;
}

struct ecs_task *ecs_find_task(struct ecs_model *m, const struct ecs_cluster *cluster,
                               const char *id_or_arn)
{
        if (!id_or_arn)
                return NULL;
        for (size_t i = m->task_count; i-- > 0;) {
                struct ecs_task *t = m->tasks[i];

                if (t->cluster == cluster &&
                    text_same(is_arn(id_or_arn) ? t->arn : t->id, id_or_arn))
                        return t;
        }
        return NULL;
}

bool ecs_name_valid(const char *name)
{
        size_t len = name ? strlen(name) : 0;

        if (len < 1 || len > 255)
                return false;
        for (size_t i = 0; i < len; i++)
                if (!isalnum((unsigned char)name[i]) && name[i] != '-' && name[i] != '_')
                        return false;
        return true;
}

/* The token is where the next page begins, and how long the list was is not promised. */
void ecs_page(struct call *call, const char *member, struct json_object *all)
{
        const char *token = json_text(call->in, "nextToken");
        int64_t size = PAGE, from = 0;
        struct json_object *page;

        if (json_get(call->in, "maxResults"))
                size = json_int(call->in, "maxResults");
        if (size < 1 || size > PAGE) {
                call_fail(call, 400, "InvalidParameterException",
                          "maxResults must be between 1 and %d.", PAGE);
                json_object_put(all);
                return;
        }
        if (token && *token) {
                char *end = NULL;

                from = text_starts(token, "page-") ? strtoll(token + 5, &end, 10) : -1;
                if (from < 0 || !end || end == token + 5 || *end) {
                        call_fail(call, 400, "InvalidParameterException",
                                  "Invalid token: The provided nextToken is not valid.");
                        json_object_put(all);
                        return;
                }
        }
        page = json_object_new_array();
        for (int64_t i = from; i < from + size && i < (int64_t)json_count(all); i++)
                json_object_array_add(page, json_object_get(json_at(all, (size_t)i)));
        json_put(call->out, member, page);
        if (from + size < (int64_t)json_count(all)) {
                char *next = xasprintf("page-%lld", (long long)(from + size));

                json_put_text(call->out, "nextToken", next);
                free(next);
        }
        json_object_put(all);
}

void ecs_put_time(struct json_object *obj, const char *key, int64_t ms)
{
        char *digits;

        if (!ms)
                return;
        /* written as it stands, so that 1763688290.123 does not become ...0.1229999 */
        digits = xasprintf("%lld.%03d", (long long)(ms / 1000), (int)(ms % 1000));
        json_put(obj, key, json_object_new_double_s((double)ms / 1000.0, digits));
        free(digits);
}

void ecs_add_failure(struct call *call, const char *arn, const char *reason)
{
        struct json_object *failures = json_array(call->out, "failures");
        struct json_object *one = json_object_new_object();

        if (!failures) {
                failures = json_object_new_array();
                json_put(call->out, "failures", failures);
        }
        json_put_text(one, "arn", arn);
        json_put_text(one, "reason", reason);
        json_object_array_add(failures, one);
}

void ecs_random_hex(struct ecs_model *m, char *out, size_t digits)
{
        for (size_t i = 0; i < digits; i++)
                out[i] = "0123456789abcdef"[world_random(m->cloud, 16)];
        out[digits] = '\0';
}

char *ecs_uuid(struct ecs_model *m)
{
        char hex[33];

        ecs_random_hex(m, hex, 32);
        return xasprintf("%.8s-%.4s-4%.3s-a%.3s-%.12s", hex, hex + 8, hex + 13, hex + 17, hex + 20);
}

bool ecs_includes(struct call *call, const char *what)
{
        struct json_object *include = json_array(call->in, "include");

        for (size_t i = 0; i < json_count(include); i++)
                if (text_same(json_object_get_string(json_at(include, i)), what))
                        return true;
        return false;
}

void ecs_keep(struct json_object *to, struct json_object *from, const char *member)
{
        struct json_object *value = json_get(from, member);

        if (value)
                json_put(to, member, json_copy(value));
}
