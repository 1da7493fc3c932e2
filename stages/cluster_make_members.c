/* The instances of a cluster that is made. */
#include <stdlib.h>

#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/cluster_make.h"
#include "stages/database_cluster.h"
#include "stages/instance_settings.h"

enum { STATE_TRIES = 60, REBOOTS = 3 };

/* --- making them --- */

bool cluster_make_is_member(const struct stage *s, const struct cluster_make *m,
                            const struct rds_instance *db, struct err *err)
{
        if (database_is_of_run(s, db) && text_same(db->cluster, m->id))
                return true;
        return err_set(err, ERR_FOREIGN, "%s exists and was not made by this run for cluster %s",
                       db->id, m->id);
}

/* *wait: the cluster does not allow it yet. */
static bool call_create(struct stage *s, const struct cluster_make *m,
                        const struct member_make *member, bool *found, bool *wait, struct err *err)
{
        struct rds_member_create request = {
                .id = member->id,
                .cluster = m->id,
                .engine = m->engine,
                .tags = &member->tags,
                .settings = member->settings.want,
        };
        struct rds_instance db = {0};
        bool ok;

        *wait = false;
        if (!stage_intend(s, err, "create %s in cluster %s", member->id, m->id))
                return false;
        *found = rds_create_member(stage_aws(s), &request, &db, err);
        if (*found) {
                rds_instance_release(&db);
                return stage_result(s, err, "%s accepted", member->id);
        }
        *wait = err_is(err, ERR_STATE);
        if (!*wait && !err_is(err, ERR_EXISTS) && !err_is(err, ERR_LOST))
                return false;
        err_clear(err);
        if (*wait)
                return stage_sleep(s, watch_pause(stage_aws(s), 1), err);
        rds_instance_release(&db);
        ok = database_await_seen(s, member->id, &db, found, err) &&
             (!*found || (cluster_make_is_member(s, m, &db, err) &&
                          stage_result(s, err, "%s had been accepted", member->id)));
        rds_instance_release(&db);
        return ok;
}

static bool have_member(struct stage *s, const struct cluster_make *m,
                        const struct member_make *member, struct err *err)
{
        struct rds_instance db = {0};
        bool found, wait = false;
        int lost = 0, waited = 0;
        bool ok = database_find(s, member->id, &db, &found, err) &&
                  (!found || cluster_make_is_member(s, m, &db, err));

        rds_instance_release(&db);
        while (ok && !found && lost < CLUSTER_TRIES && waited < STATE_TRIES) {
                ok = call_create(s, m, member, &found, &wait, err);
                lost += !wait;
                waited += wait;
        }
        if (ok && !found)
                return err_set(err, ERR_LOST, "creation of %s: no answer, and it does not appear",
                               member->id);
        return ok;
}

static bool wait_member(struct stage *s, const struct member_make *member, struct err *err)
{
        struct rds_instance db = {0};
        bool ok = database_wait(s, member->id, &db, err);

        rds_instance_release(&db);
        return ok;
}

static bool check_writer(const struct cluster_make *m, const struct rds_cluster *c, struct err *err)
{
        if (m->member_count == 0 || cluster_writer(c))
                return true;
        return err_set(err, ERR_FAILED, "cluster %s has instances and none of them writes", c->id);
}

bool cluster_have_members(struct stage *s, const struct cluster_make *m, struct rds_cluster *c,
                          struct err *err)
{
        bool ok = true;

        for (size_t i = 0; ok && i < m->member_count; i++) {
                ok = have_member(s, m, &m->members[i], err);
                /* whoever is there first writes */
                if (ok && i == 0)
                        ok = wait_member(s, &m->members[0], err);
        }
        for (size_t i = 1; ok && i < m->member_count; i++)
                ok = wait_member(s, &m->members[i], err);
        return ok && cluster_wait(s, m->id, c, err) && check_writer(m, c, err);
}

/* --- their settings --- */

/* What is pending in the cluster's own parameter group is told by the cluster. */
static bool needs_reboot(struct stage *s, const struct cluster_make *m,
                         const struct rds_instance *db, bool *needs, struct err *err)
{
        struct rds_cluster c = {0};
        bool ok = rds_find_cluster(stage_aws(s), m->id, &c, err);

        *needs = database_needs_reboot(db);
        for (size_t i = 0; ok && i < c.member_count; i++)
                if (text_same(c.members[i].id, db->id) &&
                    text_same(c.members[i].parameter_status, "pending-reboot"))
                        *needs = true;
        rds_cluster_release(&c);
        return ok;
}

static bool bring_into_force(struct stage *s, const struct cluster_make *m, struct rds_instance *db,
                             struct err *err)
{
        char *id = xstrdup(db->id);
        bool needs = false, ok = needs_reboot(s, m, db, &needs, err);

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
                     needs_reboot(s, m, db, &needs, err);
        }
        if (ok && needs)
                ok = err_set(err, ERR_FAILED, "parameters of %s are still pending after reboots",
                             id);
        free(id);
        return ok;
}

/* What none of this could set. */
static void note_lost(struct cluster_make *m, const struct member_make *member,
                      const struct rds_instance *db)
{
        struct strlist lines = {0};

        fingerprint_lost(&member->settings, db->settings, &lines);
        for (size_t i = 0; i < lines.count; i++)
                strlist_addf(&m->differs, "%s: %s", member->id, lines.items[i]);
        strlist_release(&lines);
}

bool cluster_put_members_right(struct stage *s, struct cluster_make *m, struct err *err)
{
        bool ok = true;

        for (size_t i = 0; ok && i < m->member_count; i++) {
                struct rds_instance db = {0};

                ok = rds_find_instance(stage_aws(s), m->members[i].id, &db, err) &&
                     instance_put_right(s, &m->members[i].settings, &db, err) &&
                     bring_into_force(s, m, &db, err);
                if (ok)
                        note_lost(m, &m->members[i], &db);
                rds_instance_release(&db);
        }
        return ok;
}
