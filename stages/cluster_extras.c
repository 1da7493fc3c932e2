/* What a cluster has beside its settings and instances: roles, the Data API, custom endpoints. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/cluster_restore.h"

/* What the next look tells. */
static bool is_passing(const struct err *err)
{
        return err_is(err, ERR_LOST) || err_is(err, ERR_STATE) || err_is(err, ERR_EXISTS);
}

static bool add_role(struct stage *s, const char *id, struct json_object *role, struct err *err)
{
        const char *arn = json_text(role, "RoleArn");

        if (!arn)
                return true;
        if (!stage_intend(s, err, "give cluster %s the role %s", id, arn))
                return false;
        if (rds_add_role_to_cluster(stage_aws(s), id, arn, json_text(role, "FeatureName"), err))
                return stage_result(s, err, "cluster %s has the role %s", id, arn);
        if (!is_passing(err))
                return false;
        err_clear(err);
        return true;
}

bool cluster_have_roles(struct stage *s, struct cluster_plan *p, struct rds_cluster *c,
                        struct err *err)
{
        bool ok = true;

        for (int n = 0; ok && n < CLUSTER_TRIES; n++) {
                struct json_object *missing =
                        fingerprint_missing(&p->settings, c->settings, "roles");
                size_t count = json_count(missing);

                for (size_t i = 0; ok && i < count; i++)
                        ok = add_role(s, p->id, json_at(missing, i), err);
                json_object_put(missing);
                if (!count)
                        break;
                ok = ok && cluster_wait_change(s, p->id, c, err);
        }
        return ok;
}

bool cluster_have_http_endpoint(struct stage *s, struct cluster_plan *p, struct rds_cluster *c,
                                struct err *err)
{
        bool ok = true;

        for (int n = 0; ok && n < CLUSTER_TRIES; n++) {
                if (fingerprint_has(&p->settings, c->settings, "http_endpoint"))
                        break;
                ok = stage_intend(s, err, "turn on the Data API of cluster %s", p->id);
                if (ok && !rds_enable_http_endpoint(stage_aws(s), c->arn, err)) {
                        ok = is_passing(err);
                        if (ok)
                                err_clear(err);
                } else if (ok) {
                        ok = stage_result(s, err, "the Data API of cluster %s is on", p->id);
                }
                ok = ok && cluster_wait_change(s, p->id, c, err);
        }
        return ok;
}

/* --- custom endpoints --- */

/* Names are unique in the account and region: the old one's is taken. One that begins with the old
 * cluster's name begins with the new one's instead; another has that put in front. */
static bool new_name(const struct cluster_plan *p, const char *old, char out[MEMBER_SIZE])
{
        const char *rest = old;

        if (text_starts(old, p->from.id) && old[strlen(p->from.id)] == '-')
                rest += strlen(p->from.id) + 1;
        return snprintf(out, MEMBER_SIZE, "%s-%s", p->id, rest) < MEMBER_SIZE;
}

static bool is_custom(const struct rds_cluster_endpoint *e)
{
        return e->id && text_same(e->type, "CUSTOM");
}

static const struct rds_cluster_endpoint *find_endpoint(const struct rds_cluster_endpoints *list,
                                                        const char *id)
{
        for (size_t i = 0; i < list->count; i++)
                if (is_custom(&list->items[i]) && text_same(list->items[i].id, id))
                        return &list->items[i];
        return NULL;
}

/* The new instances in place of those they stand for. */
static void translate(const struct cluster_plan *p, const struct strlist *old, struct strlist *out)
{
        for (size_t i = 0; i < old->count; i++)
                for (size_t k = 0; k < p->member_count; k++)
                        if (text_same(p->members[k].of, old->items[i]))
                                strlist_add(out, p->members[k].id);
}

static bool call_create(struct stage *s, const struct cluster_plan *p,
                        const struct rds_cluster_endpoint *old, const char *id, struct err *err)
{
        struct strlist members = {0}, excluded = {0};
        struct rds_endpoint_create request = {
                .id = id,
                .cluster = p->id,
                .type = old->custom_type ? old->custom_type : "ANY",
                .members = &members,
                .excluded = &excluded,
                .tags = &p->tags,
        };
        bool ok;

        translate(p, &old->members, &members);
        translate(p, &old->excluded, &excluded);
        ok = stage_intend(s, err, "create endpoint %s of cluster %s", id, p->id);
        if (ok && rds_create_cluster_endpoint(stage_aws(s), &request, err)) {
                ok = stage_result(s, err, "endpoint %s accepted", id);
        } else if (ok) {
                ok = is_passing(err);
                if (ok)
                        err_clear(err);
                ok = ok && stage_sleep(s, watch_pause(stage_aws(s), 1), err);
        }
        strlist_release(&members);
        strlist_release(&excluded);
        return ok;
}

/* Whether it is there after a few tries; of another cluster's, it never is. */
static bool have_endpoint(struct stage *s, const struct cluster_plan *p,
                          const struct rds_cluster_endpoint *old, const char *id, bool *have,
                          struct err *err)
{
        bool ok = true;

        *have = false;
        for (int n = 0; ok && !*have && n <= CLUSTER_TRIES; n++) {
                struct rds_cluster_endpoints now = {0};

                ok = rds_list_cluster_endpoints(stage_aws(s), p->id, &now, err);
                *have = ok && find_endpoint(&now, id);
                rds_cluster_endpoints_release(&now);
                if (ok && !*have && n < CLUSTER_TRIES)
                        ok = call_create(s, p, old, id, err);
        }
        return ok;
}

bool cluster_have_endpoints(struct stage *s, struct cluster_plan *p, struct err *err)
{
        bool ok = true, have;

        for (size_t i = 0; ok && i < p->from_endpoints.count; i++) {
                const struct rds_cluster_endpoint *old = &p->from_endpoints.items[i];
                char id[MEMBER_SIZE];

                if (!is_custom(old))
                        continue;
                if (!new_name(p, old->id, id)) {
                        strlist_addf(&p->differs,
                                     "no custom endpoint like %s: its name would be too long",
                                     old->id);
                        continue;
                }
                ok = have_endpoint(s, p, old, id, &have, err);
                if (ok && !have)
                        strlist_addf(&p->differs,
                                     "no custom endpoint like %s: the name %s is not to be had",
                                     old->id, id);
                else if (ok)
                        strlist_addf(&p->differs, "custom endpoint %s, not %s: that name is taken",
                                     id, old->id);
        }
        return ok;
}

struct json_object *cluster_endpoint_addresses(struct stage *s, const struct cluster_plan *p,
                                               struct err *err)
{
        struct rds_cluster_endpoints now = {0};
        struct json_object *map = NULL;

        if (!rds_list_cluster_endpoints(stage_aws(s), p->id, &now, err))
                return NULL;
        map = json_object_new_object();
        for (size_t i = 0; i < p->from_endpoints.count; i++) {
                const struct rds_cluster_endpoint *old = &p->from_endpoints.items[i], *new;
                char id[MEMBER_SIZE];

                new = is_custom(old) && new_name(p, old->id, id) ? find_endpoint(&now, id) : NULL;
                if (new)
                        json_put_text(map, old->id, new->address);
        }
        rds_cluster_endpoints_release(&now);
        return map;
}
