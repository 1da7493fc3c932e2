/* The instances of a candidate cluster: for each of the active cluster's one like it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/cluster_restore.h"
#include "stages/database.h"
#include "stages/instance_settings.h"

enum { STATE_TRIES = 60, REBOOTS = 3 };

/* --- which there will be --- */

static const struct rds_instance *find_source(const struct cluster_plan *p, const char *id)
{
        for (size_t i = 0; id && i < p->from_members.count; i++)
                if (text_same(p->from_members.items[i].id, id))
                        return &p->from_members.items[i];
        return NULL;
}

/* The writer, then the readers in the order in which they would take over. */
static int by_role(const void *a, const void *b)
{
        const struct rds_cluster_member *left = a, *right = b;

        if (left->writer != right->writer)
                return right->writer - left->writer;
        if (left->tier != right->tier)
                return left->tier < right->tier ? -1 : 1;
        return strcmp(left->id, right->id);
}

static void add_member(struct cluster_plan *p, const char *id, const char *of)
{
        struct planned_member *m;

        p->members = xrealloc(p->members, (p->member_count + 1) * sizeof(*p->members));
        m = &p->members[p->member_count++];
        *m = (struct planned_member){.of = xstrdup(of)};
        if (id)
                snprintf(m->id, sizeof(m->id), "%s", id);
        else if (p->member_count == 1)
                snprintf(m->id, sizeof(m->id), "%s-primary", p->id);
        else
                snprintf(m->id, sizeof(m->id), "%s-replica-%u", p->id,
                         (unsigned)(p->member_count - 1) % 100); /* a cluster has at most 16 */
        fingerprint_init(&m->settings, rds_instance_members, true);
}

/* [{"id": ..., "of": ...}]: what was begun with stays, also when the active cluster has failed over
 * since. */
static void recall_members(struct cluster_plan *p, struct json_object *list)
{
        for (size_t i = 0; i < json_count(list); i++)
                add_member(p, json_text(json_at(list, i), "id"), json_text(json_at(list, i), "of"));
}

static void choose_members(struct cluster_plan *p)
{
        size_t count = p->from.member_count;

        if (count)
                qsort(p->from.members, count, sizeof(*p->from.members), by_role);
        for (size_t i = 0; i < count; i++)
                add_member(p, NULL, p->from.members[i].id);
        /* Serverless v1 has none; without a source there is a writer */
        if (!p->has_from)
                add_member(p, NULL, NULL);
}

static void choose_settings(struct stage *s, struct cluster_plan *p, struct planned_member *m)
{
        const struct rds_instance *of = find_source(p, m->of);

        if (!of) /* it has gone meanwhile: like the writer */
                of = find_source(p, p->members[0].of);
        if (of) {
                fingerprint_of(&m->settings, of->settings);
                cloud_merge_foreign_tags(&m->tags, &of->tags);
        }
        fingerprint_pin(&m->settings, s);
        if (!json_int(m->settings.want, "monitoring_interval"))
                json_object_object_del(m->settings.want, "monitoring_role");
        if (!json_flag(m->settings.want, "insights")) {
                json_object_object_del(m->settings.want, "insights_key");
                json_object_object_del(m->settings.want, "insights_days");
        }
        /* of another major version */
        if (json_get(p->from.settings, "cluster_parameter_group") &&
            !json_get(p->settings.want, "cluster_parameter_group") &&
            json_text(m->settings.want, "parameter_group") && !stage_has(s, "parameter_group")) {
                strlist_addf(&p->differs,
                             "%s has the default parameter group: %s is for version %s", m->id,
                             json_text(m->settings.want, "parameter_group"),
                             p->from.engine_version);
                json_object_object_del(m->settings.want, "parameter_group");
        }
        tags_merge(&m->tags, &p->tags);
}

bool cluster_plan_members(struct stage *s, struct cluster_plan *p, struct err *err)
{
        struct json_object *remembered = stage_recall(s, "members");

        if (remembered)
                recall_members(p, remembered);
        else
                choose_members(p);
        for (size_t i = 0; i < p->member_count; i++) {
                choose_settings(s, p, &p->members[i]);
                if (!json_text(p->members[i].settings.want, "class")) {
                        err_set(err, ERR_INVALID, "no class is given for instance %s",
                                p->members[i].id);
                        return err_next(err, "set class, or inherit from a cluster");
                }
        }
        return true;
}

static bool remember_members(struct stage *s, const struct cluster_plan *p, struct err *err)
{
        struct json_object *list;

        if (stage_recall(s, "members"))
                return true;
        list = json_object_new_array();
        for (size_t i = 0; i < p->member_count; i++) {
                struct json_object *one = json_object_new_object();

                json_put_text(one, "id", p->members[i].id);
                json_put_text(one, "of", p->members[i].of);
                json_object_array_add(list, one);
        }
        return stage_remember(s, "members", list, err);
}

/* --- making them --- */

/* Of this run and in this cluster; anything else of that name is not touched. */
static bool is_ours(struct stage *s, const struct cluster_plan *p, const struct rds_instance *db,
                    struct err *err)
{
        if (database_is_of_run(s, db) && text_same(db->cluster, p->id))
                return true;
        return err_set(err, ERR_FOREIGN, "%s exists and was not made by this run for cluster %s",
                       db->id, p->id);
}

/* After a call whose answer was lost: whether it took effect after all, a little later. */
static bool look_again(struct stage *s, const char *id, struct rds_instance *db, bool *found,
                       struct err *err)
{
        *found = false;
        for (int n = 0; n < LOOKS_UNSEEN && !*found; n++) {
                if (!stage_sleep(s, watch_pause(stage_aws(s), n), err) ||
                    !database_find(s, id, db, found, err))
                        return false;
        }
        return true;
}

/* *wait: the cluster does not allow it yet. */
static bool call_create(struct stage *s, const struct cluster_plan *p,
                        const struct planned_member *m, bool *found, bool *wait, struct err *err)
{
        struct rds_member_create request = {
                .id = m->id,
                .cluster = p->id,
                .engine = p->snapshot.engine,
                .tags = &m->tags,
                .settings = m->settings.want,
        };
        struct rds_instance db = {0};
        bool ok;

        *wait = false;
        if (!remember_members(s, p, err) ||
            !stage_intend(s, err, "create %s in cluster %s", m->id, p->id))
                return false;
        *found = rds_create_member(stage_aws(s), &request, &db, err);
        if (*found) {
                rds_instance_release(&db);
                return stage_result(s, err, "%s accepted", m->id);
        }
        *wait = err_is(err, ERR_STATE);
        if (!*wait && !err_is(err, ERR_EXISTS) && !err_is(err, ERR_LOST))
                return false;
        err_clear(err);
        if (*wait)
                return stage_sleep(s, watch_pause(stage_aws(s), 1), err);
        rds_instance_release(&db);
        ok = look_again(s, m->id, &db, found, err) &&
             (!*found ||
              (is_ours(s, p, &db, err) && stage_result(s, err, "%s had been accepted", m->id)));
        rds_instance_release(&db);
        return ok;
}

static bool have_member(struct stage *s, const struct cluster_plan *p,
                        const struct planned_member *m, struct err *err)
{
        struct rds_instance db = {0};
        bool found, wait = false;
        int lost = 0, waited = 0;
        bool ok = database_find(s, m->id, &db, &found, err) && (!found || is_ours(s, p, &db, err));

        rds_instance_release(&db);
        while (ok && !found && lost < CLUSTER_TRIES && waited < STATE_TRIES) {
                ok = call_create(s, p, m, &found, &wait, err);
                lost += !wait;
                waited += wait;
        }
        if (ok && !found)
                return err_set(err, ERR_LOST, "creation of %s: no answer, and it does not appear",
                               m->id);
        return ok;
}

static bool wait_member(struct stage *s, const struct planned_member *m, struct err *err)
{
        struct rds_instance db = {0};
        bool ok = database_wait(s, m->id, &db, err);

        rds_instance_release(&db);
        return ok;
}

static bool check_writer(const struct cluster_plan *p, const struct rds_cluster *c, struct err *err)
{
        if (p->member_count == 0 || cluster_writer(c))
                return true;
        return err_set(err, ERR_FAILED, "cluster %s has instances and none of them writes", c->id);
}

bool cluster_have_members(struct stage *s, struct cluster_plan *p, struct rds_cluster *c,
                          struct err *err)
{
        bool ok = true;

        for (size_t i = 0; ok && i < p->member_count; i++) {
                ok = have_member(s, p, &p->members[i], err);
                /* whoever is there first writes */
                if (ok && i == 0)
                        ok = wait_member(s, &p->members[0], err);
        }
        for (size_t i = 1; ok && i < p->member_count; i++)
                ok = wait_member(s, &p->members[i], err);
        return ok && cluster_wait(s, p->id, c, err) && check_writer(p, c, err);
}

/* --- their settings --- */

/* What is pending in the cluster's own parameter group is told by the cluster. */
static bool needs_reboot(struct stage *s, const struct cluster_plan *p,
                         const struct rds_instance *db, bool *needs, struct err *err)
{
        struct rds_cluster c = {0};
        bool ok = rds_find_cluster(stage_aws(s), p->id, &c, err);

        *needs = database_needs_reboot(db);
        for (size_t i = 0; ok && i < c.member_count; i++)
                if (text_same(c.members[i].id, db->id) &&
                    text_same(c.members[i].parameter_status, "pending-reboot"))
                        *needs = true;
        rds_cluster_release(&c);
        return ok;
}

static bool bring_into_force(struct stage *s, const struct cluster_plan *p, struct rds_instance *db,
                             struct err *err)
{
        char *id = xstrdup(db->id);
        bool needs = false, ok = needs_reboot(s, p, db, &needs, err);

        for (int n = 0; ok && needs && n < REBOOTS; n++) {
                ok = stage_intend(s, err, "reboot %s: parameters are pending", id);
                if (ok && !rds_reboot_instance(stage_aws(s), id, err)) {
                        ok = err_is(err, ERR_LOST) || err_is(err, ERR_STATE);
                        if (ok)
                                err_clear(err);
                } else if (ok) {
                        ok = stage_result(s, err, "reboot of %s accepted", id);
                }
                ok = ok && database_wait_change(s, id, db, err) &&
                     needs_reboot(s, p, db, &needs, err);
        }
        if (ok && needs)
                ok = err_set(err, ERR_FAILED, "parameters of %s are still pending after reboots",
                             id);
        free(id);
        return ok;
}

/* What none of this could set. */
static void note_lost(struct cluster_plan *p, const struct planned_member *m,
                      const struct rds_instance *db)
{
        struct strlist lines = {0};

        fingerprint_lost(&m->settings, db->settings, &lines);
        for (size_t i = 0; i < lines.count; i++)
                strlist_addf(&p->differs, "%s: %s", m->id, lines.items[i]);
        strlist_release(&lines);
}

bool cluster_put_members_right(struct stage *s, struct cluster_plan *p, struct err *err)
{
        bool ok = true;

        for (size_t i = 0; ok && i < p->member_count; i++) {
                struct rds_instance db = {0};

                ok = rds_find_instance(stage_aws(s), p->members[i].id, &db, err) &&
                     instance_put_right(s, &p->members[i].settings, &db, err) &&
                     bring_into_force(s, p, &db, err);
                if (ok)
                        note_lost(p, &p->members[i], &db);
                rds_instance_release(&db);
        }
        return ok;
}
