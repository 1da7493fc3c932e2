/* A retired Aurora cluster, made again with its instances and custom endpoints. */
#include <stdlib.h>
#include <string.h>

#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/cluster_make.h"
#include "stages/database_cluster.h"
#include "stages/retire_again.h"

/* --- what it was --- */

static const struct rds_instance *instance_of(const struct rds_instances *all, const char *id)
{
        for (size_t i = 0; i < all->count; i++)
                if (text_same(all->items[i].id, id))
                        return &all->items[i];
        return NULL;
}

static void add_texts(struct json_object *obj, const char *name, const struct strlist *texts)
{
        struct json_object *array = json_object_new_array();

        for (size_t i = 0; i < texts->count; i++)
                json_add_text(array, texts->items[i]);
        json_put(obj, name, array);
}

/* In the order in which they are to be made. */
static struct json_object *members_were(const struct rds_cluster *c,
                                        const struct rds_instances *instances)
{
        const struct rds_cluster_member **members = cluster_by_role(c);
        struct json_object *all = json_object_new_array();

        for (size_t i = 0; i < c->member_count; i++) {
                const struct rds_instance *db = instance_of(instances, members[i]->id);
                struct json_object *one;

                if (!db || rds_phase(db->status) == RDS_DELETING) /* somebody takes it away */
                        continue;
                one = json_object_new_object();
                json_put_text(one, "id", db->id);
                json_put_text(one, "resource_id", db->resource_id);
                json_put_text(one, "address", db->address);
                json_put(one, "settings", json_copy(db->settings));
                json_put(one, "tags", tags_json(&db->tags));
                json_object_array_add(all, one);
        }
        free(members);
        return all;
}

static struct json_object *endpoints_were(const struct rds_cluster_endpoints *endpoints)
{
        struct json_object *all = json_object_new_array();

        for (size_t i = 0; i < endpoints->count; i++) {
                const struct rds_cluster_endpoint *e = &endpoints->items[i];
                struct json_object *one;

                if (!cluster_endpoint_is_custom(e))
                        continue;
                one = json_object_new_object();
                json_put_text(one, "id", e->id);
                json_put_text(one, "type", e->custom_type);
                json_put_text(one, "address", e->address);
                add_texts(one, "members", &e->members);
                add_texts(one, "excluded", &e->excluded);
                json_object_array_add(all, one);
        }
        return all;
}

/* What RDS's list of instances does not show yet is no reason to leave one out for good. */
static bool find_all_members(struct stage *s, const struct rds_cluster *c,
                             struct rds_instances *out, struct err *err)
{
        size_t seen = 0;
        bool ok = true;

        *out = (struct rds_instances){0};
        for (int look = 0; ok && seen < c->member_count && look <= LOOKS_UNSEEN; look++) {
                rds_instances_release(out);
                ok = stage_sleep(s, watch_pause(stage_aws(s), look), err) &&
                     cluster_find_members(s, c, out, err);
                seen = 0;
                for (size_t i = 0; ok && i < c->member_count; i++)
                        seen += instance_of(out, c->members[i].id) != NULL;
        }
        return ok;
}

bool again_cluster_was(struct stage *s, const struct rds_cluster *c, struct json_object *was,
                       struct err *err)
{
        struct rds_cluster_endpoints endpoints = {0};
        struct rds_instances members = {0};
        bool ok = find_all_members(s, c, &members, err) &&
                  rds_list_cluster_endpoints(stage_aws(s), c->id, &endpoints, err);

        if (ok) {
                json_put_text(was, "reader", c->reader);
                json_put(was, "members", members_were(c, &members));
                json_put(was, "endpoints", endpoints_were(&endpoints));
        }
        rds_instances_release(&members);
        rds_cluster_endpoints_release(&endpoints);
        return ok;
}

/* --- what it is to be --- */

static void choose_member(struct cluster_make *m, struct json_object *had)
{
        struct member_make *member =
                cluster_make_member(m, json_text(had, "id"), json_text(had, "id"));
        struct tags all = {0};

        tags_take(&all, json_get(had, "tags"));
        cloud_merge_foreign_tags(&member->tags, &all);
        tags_release(&all);
        fingerprint_of(&member->settings, json_get(had, "settings"));
        cluster_make_fit_member(m, member);
}

static void take_texts(struct json_object *array, struct strlist *out)
{
        for (size_t i = 0; i < json_count(array); i++)
                strlist_add(out, json_object_get_string(json_at(array, i)));
}

static void choose_endpoint(struct cluster_make *m, struct json_object *had)
{
        struct endpoint_make *e =
                cluster_make_endpoint(m, json_text(had, "id"), json_text(had, "id"));

        e->type = xstrdup(json_text(had, "type"));
        take_texts(json_array(had, "members"), &e->members);
        take_texts(json_array(had, "excluded"), &e->excluded);
}

static bool choose(struct stage *s, const struct again *a, struct cluster_make *m, struct err *err)
{
        struct json_object *members = json_array(a->was, "members");
        struct json_object *endpoints = json_array(a->was, "endpoints");

        cluster_make_init(m);
        m->id = a->id;
        m->snapshot = m->from = a->kept->snapshot;
        m->engine = json_text(a->was, "engine");
        m->version = json_text(a->was, "version");
        m->asked = stage_recall(s, AGAIN_NAME_KEY) != NULL;
        m->name_key = AGAIN_NAME_KEY;
        m->resource_key = AGAIN_RESOURCE_KEY;
        tags_merge(&m->tags, &a->tags);
        if (!again_settings(a, &m->settings, &m->differs, err))
                return false;
        for (size_t i = 0; i < json_count(members); i++)
                choose_member(m, json_at(members, i));
        for (size_t i = 0; i < json_count(endpoints); i++)
                choose_endpoint(m, json_at(endpoints, i));
        return true;
}

/* --- what is in its way --- */

static bool refuse_member(struct stage *s, const struct again *a, const struct rds_instance *db,
                          struct err *err)
{
        err_set(err, ERR_REFUSED,
                "DB instance %s is there by now (resource id %s), and is not the one this run "
                "deleted: the name of an instance that cluster %s is to have again is taken",
                db->id, db->resource_id ? db->resource_id : "unknown", a->id);
        return err_next(err, "delete or rename it; `snaplift status %s` tells what there is",
                        stage_stack(s)->name);
}

/* The names of its instances are free, this run's own, or still the old ones' that are on their
 * way out, which are waited for. asked: before that, none is this run's. */
static bool check_members(struct stage *s, const struct again *a, const struct cluster_make *m,
                          bool asked, struct err *err)
{
        bool ok = true;

        for (size_t i = 0; ok && i < m->member_count; i++) {
                struct json_object *was = json_at(json_array(a->was, "members"), i);
                const char *old = json_text(was, "resource_id");
                struct rds_instance db = {0};
                struct err ignored = ERR_INIT;
                bool found;

                ok = database_find(s, m->members[i].id, &db, &found, err);
                if (ok && found && old && text_same(db.resource_id, old))
                        ok = !asked || database_wait_gone(s, m->members[i].id, old, err);
                else if (ok && found && !(asked && cluster_make_is_member(s, m, &db, &ignored)))
                        ok = refuse_member(s, a, &db, err);
                err_clear(&ignored);
                rds_instance_release(&db);
        }
        return ok;
}

static const struct endpoint_make *endpoint_of(const struct cluster_make *m, const char *id)
{
        for (size_t i = 0; i < m->endpoint_count; i++)
                if (text_same(m->endpoints[i].id, id))
                        return &m->endpoints[i];
        return NULL;
}

/* Custom endpoints' names are the account's in a region. */
static bool check_endpoints(struct stage *s, const struct again *a, const struct cluster_make *m,
                            struct err *err)
{
        struct rds_cluster_endpoints all = {0};
        bool ok = true;

        if (!m->endpoint_count || a->going) /* they may be the old one's yet */
                return true;
        ok = rds_list_cluster_endpoints(stage_aws(s), NULL, &all, err);
        for (size_t i = 0; ok && i < all.count; i++) {
                const struct rds_cluster_endpoint *e = &all.items[i];

                if (!cluster_endpoint_is_custom(e) || !endpoint_of(m, e->id))
                        continue;
                err_set(err, ERR_REFUSED,
                        "another cluster has the custom endpoint %s by now, which cluster %s is to "
                        "have again",
                        e->id, a->id);
                ok = err_next(err,
                              "delete it: aws rds delete-db-cluster-endpoint "
                              "--db-cluster-endpoint-identifier %s",
                              e->id);
        }
        rds_cluster_endpoints_release(&all);
        return ok;
}

bool again_cluster_look_back(struct stage *s, const struct again *a, struct err *err)
{
        struct restore_plan plan = {.snapshot = &a->snapshot};
        struct cluster_make m;
        bool ok = choose(s, a, &m, err) && check_members(s, a, &m, false, err) &&
                  check_endpoints(s, a, &m, err);

        if (ok)
                cluster_make_tell(s, &m, plan);
        cluster_make_release(&m);
        return ok;
}

/* --- made again --- */

static bool check_member_addresses(struct stage *s, const struct again *a,
                                   const struct rds_cluster *c, struct err *err)
{
        struct json_object *were = json_array(a->was, "members");
        struct rds_instances members = {0};
        bool ok = cluster_find_members(s, c, &members, err);

        for (size_t i = 0; ok && i < json_count(were); i++) {
                const char *id = json_text(json_at(were, i), "id");
                const struct rds_instance *db = instance_of(&members, id);
                char *whose = xasprintf("instance %s of cluster %s", id, a->id);

                ok = again_check_address(s, a, whose, json_text(json_at(were, i), "address"),
                                         db ? db->address : NULL, err);
                free(whose);
        }
        rds_instances_release(&members);
        return ok;
}

static bool refuse_without(struct stage *s, const struct again *a, const char *id, struct err *err)
{
        err_set(err, ERR_CONFLICT,
                "cluster %s, restored from %s, has no custom endpoint %s, which it had: that name "
                "is not to be had, and services and parameters that would be put back may refer to "
                "it: none of them was",
                a->id, a->kept->snapshot, id);
        return err_next(err,
                        "see who has it: aws rds describe-db-cluster-endpoints "
                        "--db-cluster-endpoint-identifier %s; when it is free: snaplift resume %s",
                        id, stage_run(s));
}

static bool check_endpoint_addresses(struct stage *s, const struct again *a,
                                     const struct cluster_make *m, struct err *err)
{
        struct json_object *were = json_array(a->was, "endpoints"), *now;
        bool ok = true;

        if (!json_count(were))
                return true;
        now = cluster_make_addresses(s, m, err);
        if (!now)
                return false;
        for (size_t i = 0; ok && i < json_count(were); i++) {
                const char *id = json_text(json_at(were, i), "id");
                const char *address = json_text(now, id);
                char *whose = xasprintf("endpoint %s of cluster %s", id, a->id);

                ok = address ? again_check_address(s, a, whose,
                                                   json_text(json_at(were, i), "address"), address,
                                                   err)
                             : refuse_without(s, a, id, err);
                free(whose);
        }
        json_object_put(now);
        return ok;
}

/* RDS gives each name the same address again. Were one another, what uses it would be sent to
 * nothing. */
static bool check_addresses(struct stage *s, const struct again *a, const struct cluster_make *m,
                            const struct rds_cluster *c, struct err *err)
{
        char *writer = xasprintf("cluster %s", a->id);
        char *reader = xasprintf("the readers of cluster %s", a->id);
        bool ok =
                again_check_address(s, a, writer, json_text(a->was, "address"), c->address, err) &&
                again_check_address(s, a, reader, json_text(a->was, "reader"), c->reader, err) &&
                check_member_addresses(s, a, c, err) && check_endpoint_addresses(s, a, m, err);

        free(writer);
        free(reader);
        return ok;
}

bool again_cluster(struct stage *s, struct again *a, struct err *err)
{
        struct rds_cluster c = {0};
        struct cluster_make m;
        bool ok = choose(s, a, &m, err) && again_await_gone(s, a, err) &&
                  check_members(s, a, &m, true, err);

        if (ok) {
                c = a->db.cluster;
                a->db.cluster = (struct rds_cluster){0};
        }
        ok = ok && cluster_make_have(s, &m, a->found, &c, err) &&
             cluster_make_complete(s, &m, &c, err) && check_addresses(s, a, &m, &c, err) &&
             again_report(s, a, &m.differs, err);
        cluster_make_release(&m);
        rds_cluster_release(&c);
        return ok;
}
