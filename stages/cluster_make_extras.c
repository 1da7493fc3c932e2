/* What a cluster that is made has beside its settings and instances: roles, the Data API, custom
 * endpoints. */
#include "engine/aws/watch.h"
#include "engine/base/text.h"
#include "stages/cluster_make.h"
#include "stages/database_cluster.h"

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

bool cluster_have_roles(struct stage *s, const struct cluster_make *m, struct rds_cluster *c,
                        struct err *err)
{
        bool ok = true;

        for (int n = 0; ok && n < CLUSTER_TRIES; n++) {
                struct json_object *missing =
                        fingerprint_missing(&m->settings, c->settings, "roles");
                size_t count = json_count(missing);

                for (size_t i = 0; ok && i < count; i++)
                        ok = add_role(s, m->id, json_at(missing, i), err);
                json_object_put(missing);
                if (!count)
                        break;
                ok = ok && cluster_wait_change(s, m->id, c, err);
        }
        return ok;
}

bool cluster_have_http_endpoint(struct stage *s, const struct cluster_make *m,
                                struct rds_cluster *c, struct err *err)
{
        bool ok = true;

        for (int n = 0; ok && n < CLUSTER_TRIES; n++) {
                if (fingerprint_has(&m->settings, c->settings, "http_endpoint"))
                        break;
                ok = stage_intend(s, err, "turn on the Data API of cluster %s", m->id);
                if (ok && !rds_enable_http_endpoint(stage_aws(s), c->arn, err)) {
                        ok = is_passing(err);
                        if (ok)
                                err_clear(err);
                } else if (ok) {
                        ok = stage_result(s, err, "the Data API of cluster %s is on", m->id);
                }
                ok = ok && cluster_wait_change(s, m->id, c, err);
        }
        return ok;
}

/* --- custom endpoints --- */

static const struct rds_cluster_endpoint *find_endpoint(const struct rds_cluster_endpoints *list,
                                                        const char *id)
{
        for (size_t i = 0; i < list->count; i++)
                if (cluster_endpoint_is_custom(&list->items[i]) && text_same(list->items[i].id, id))
                        return &list->items[i];
        return NULL;
}

static bool call_create(struct stage *s, const struct cluster_make *m,
                        const struct endpoint_make *e, struct err *err)
{
        struct rds_endpoint_create request = {
                .id = e->id,
                .cluster = m->id,
                .type = e->type ? e->type : "ANY",
                .members = &e->members,
                .excluded = &e->excluded,
                .tags = &m->tags,
        };

        if (!stage_intend(s, err, "create endpoint %s of cluster %s", e->id, m->id))
                return false;
        if (rds_create_cluster_endpoint(stage_aws(s), &request, err))
                return stage_result(s, err, "endpoint %s accepted", e->id);
        if (!is_passing(err))
                return false;
        err_clear(err);
        return stage_sleep(s, watch_pause(stage_aws(s), 1), err);
}

/* Whether it is there after a few tries; of another cluster's, it never is. */
static bool have_endpoint(struct stage *s, const struct cluster_make *m,
                          const struct endpoint_make *e, bool *have, struct err *err)
{
        bool ok = true;

        *have = false;
        for (int n = 0; ok && !*have && n <= CLUSTER_TRIES; n++) {
                struct rds_cluster_endpoints now = {0};

                ok = rds_list_cluster_endpoints(stage_aws(s), m->id, &now, err);
                *have = ok && find_endpoint(&now, e->id);
                rds_cluster_endpoints_release(&now);
                if (ok && !*have && n < CLUSTER_TRIES)
                        ok = call_create(s, m, e, err);
        }
        return ok;
}

bool cluster_have_endpoints(struct stage *s, struct cluster_make *m, struct err *err)
{
        bool ok = true, have;

        for (size_t i = 0; ok && i < m->endpoint_count; i++) {
                const struct endpoint_make *e = &m->endpoints[i];

                ok = have_endpoint(s, m, e, &have, err);
                if (ok && !have)
                        strlist_addf(&m->differs,
                                     "no custom endpoint like %s: the name %s is not to be had",
                                     e->of, e->id);
                else if (ok && !text_same(e->id, e->of))
                        strlist_addf(&m->differs, "custom endpoint %s, not %s: that name is taken",
                                     e->id, e->of);
        }
        return ok;
}

struct json_object *cluster_make_addresses(struct stage *s, const struct cluster_make *m,
                                           struct err *err)
{
        struct rds_cluster_endpoints now = {0};
        struct json_object *map = NULL;

        if (!rds_list_cluster_endpoints(stage_aws(s), m->id, &now, err))
                return NULL;
        map = json_object_new_object();
        for (size_t i = 0; i < m->endpoint_count; i++) {
                const struct rds_cluster_endpoint *is = find_endpoint(&now, m->endpoints[i].id);

                if (is)
                        json_put_text(map, m->endpoints[i].of, is->address);
        }
        rds_cluster_endpoints_release(&now);
        return map;
}
