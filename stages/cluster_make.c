/* Asking for a cluster from a snapshot, and seeing to it that it is as it is wanted. */
#include "stages/cluster_make.h"

#include <stdio.h>
#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/database_cluster.h"
#include "stages/instance_restore.h"
#include "stages/protection.h"

/* --- what is to be made --- */

void cluster_make_init(struct cluster_make *m)
{
        *m = (struct cluster_make){0};
        fingerprint_init(&m->settings, rds_cluster_members, false);
}

static void member_release(struct member_make *member)
{
        free(member->of);
        fingerprint_release(&member->settings);
        tags_release(&member->tags);
}

static void endpoint_release(struct endpoint_make *e)
{
        free(e->of);
        free(e->type);
        strlist_release(&e->members);
        strlist_release(&e->excluded);
}

void cluster_make_release(struct cluster_make *m)
{
        fingerprint_release(&m->settings);
        tags_release(&m->tags);
        for (size_t i = 0; i < m->member_count; i++)
                member_release(&m->members[i]);
        free(m->members);
        for (size_t i = 0; i < m->endpoint_count; i++)
                endpoint_release(&m->endpoints[i]);
        free(m->endpoints);
        strlist_release(&m->differs);
        *m = (struct cluster_make){0};
}

struct member_make *cluster_make_member(struct cluster_make *m, const char *id, const char *of)
{
        struct member_make *member;

        m->members = xrealloc(m->members, (m->member_count + 1) * sizeof(*m->members));
        member = &m->members[m->member_count++];
        *member = (struct member_make){.of = xstrdup(of)};
        snprintf(member->id, sizeof(member->id), "%s", id);
        fingerprint_init(&member->settings, rds_instance_members, true);
        return member;
}

struct endpoint_make *cluster_make_endpoint(struct cluster_make *m, const char *id, const char *of)
{
        struct endpoint_make *e;

        m->endpoints = xrealloc(m->endpoints, (m->endpoint_count + 1) * sizeof(*m->endpoints));
        e = &m->endpoints[m->endpoint_count++];
        *e = (struct endpoint_make){.of = xstrdup(of)};
        snprintf(e->id, sizeof(e->id), "%s", id);
        return e;
}

void cluster_make_fit_member(struct cluster_make *m, struct member_make *member)
{
        struct json_object *want = member->settings.want;

        if (!json_int(want, "monitoring_interval"))
                json_object_object_del(want, "monitoring_role");
        if (!json_flag(want, "insights")) {
                json_object_object_del(want, "insights_key");
                json_object_object_del(want, "insights_days");
        }
        tags_merge(&member->tags, &m->tags);
}

void cluster_make_tell(struct stage *s, const struct cluster_make *m, struct restore_plan plan)
{
        plan.action = "rds:RestoreDBClusterFromSnapshot";
        plan.modify = "rds:ModifyDBCluster";
        plan.add_role = "rds:AddRoleToDBCluster";
        plan.snapshot_as = "SnapshotIdentifier";
        plan.id = m->id;
        plan.tags = &m->tags;
        plan.settings = &m->settings;
        plan.differs = &m->differs;
        restore_plan_tell(s, &plan);
        for (size_t i = 0; i < m->member_count; i++) {
                struct json_object *is = stage_parameters("DBClusterIdentifier", m->id, NULL);

                fingerprint_parameters(&m->members[i].settings, RDS_CREATE, is);
                stage_would(s, WOULD_CREATE, "rds:CreateDBInstance", m->members[i].id, is);
        }
        if (json_flag(m->settings.want, "http_endpoint"))
                stage_would(s, WOULD_CHANGE, "rds:EnableHttpEndpoint", m->id, NULL);
        for (size_t i = 0; i < m->endpoint_count; i++)
                stage_would(s, WOULD_CREATE, "rds:CreateDBClusterEndpoint", m->endpoints[i].id,
                            stage_parameters("DBClusterIdentifier", m->id, "EndpointType",
                                             m->endpoints[i].type, NULL));
}

/* --- the cluster --- */

static bool is_ours(struct stage *s, const struct cluster_make *m, const struct rds_cluster *c,
                    struct err *err)
{
        return cloud_check_candidate(s, "cluster", m->id, &c->tags, m->from, err);
}

static bool remember_asked(struct stage *s, const struct cluster_make *m, struct err *err)
{
        return stage_remember_text(s, m->name_key, m->id, err) &&
               stage_remember_text(s, "kind", "cluster", err);
}

static bool call_restore(struct stage *s, const struct cluster_make *m, struct rds_cluster *c,
                         bool *found, struct err *err)
{
        struct json_object *settings;
        struct rds_cluster_restore request = {
                .id = m->id,
                .snapshot = m->snapshot,
                .engine = m->engine,
                .version = m->version,
                .tags = &m->tags,
        };

        /* what it made before is gone */
        if (!remember_asked(s, m, err) || !protection_begins(s, m->settings.want, err) ||
            (instance_restore_recall(s, m->resource_key) &&
             !stage_remember_text(s, m->resource_key, "", err)) ||
            !stage_intend(s, err, "restore cluster %s from %s", m->id, m->from))
                return false;
        settings = fingerprint_at_restore(&m->settings);
        request.settings = settings;
        *found = rds_restore_cluster(stage_aws(s), &request, c, err);
        json_object_put(settings);
        if (*found)
                return stage_result(s, err, "restore of cluster %s accepted", m->id);
        if (!err_is(err, ERR_EXISTS) && !err_is(err, ERR_LOST))
                return false;
        err_clear(err);
        rds_cluster_release(c);
        if (!cluster_await_seen(s, m->id, c, found, err))
                return false;
        return !*found || (is_ours(s, m, c, err) &&
                           stage_result(s, err, "restore of cluster %s had been accepted", m->id));
}

bool cluster_make_have(struct stage *s, const struct cluster_make *m, bool found,
                       struct rds_cluster *c, struct err *err)
{
        /* one that an earlier start asked for may take a moment to appear */
        if (!found && m->asked && !cluster_await_seen(s, m->id, c, &found, err))
                return false;
        if (found && (!is_ours(s, m, c, err) ||
                      !database_check_same(m->id, instance_restore_recall(s, m->resource_key),
                                           c->resource_id, err)))
                return false;
        for (int n = 0; !found && n < CLUSTER_TRIES; n++)
                if (!call_restore(s, m, c, &found, err))
                        return false;
        if (!found)
                return err_set(err, ERR_LOST, "restore of %s: no answer, and it does not appear",
                               m->id);
        if (!stage_recall(s, m->name_key) && !remember_asked(s, m, err))
                return false;
        return !c->resource_id ||
               text_same(stage_recall_text(s, m->resource_key), c->resource_id) ||
               stage_remember_durably(s, m->resource_key, c->resource_id, err);
}

/* --- its settings --- */

/* Modifies and waits until the cluster has come to rest again. */
static bool modify(struct stage *s, const struct drift *drift, const char *id,
                   struct rds_cluster *c, struct err *err)
{
        struct rds_modify request = {.id = id, .settings = drift->settings};
        struct text names = TEXT_INIT;
        bool ok;

        strlist_join(&drift->names, ", ", &names);
        ok = stage_intend(s, err, "modify cluster %s: %s", id, text_str(&names)) &&
             protection_intended(s, drift->settings, err);
        if (ok && !rds_modify_cluster(stage_aws(s), &request, NULL, err)) {
                ok = err_is(err, ERR_LOST) || err_is(err, ERR_STATE);
                if (ok)
                        err_clear(err); /* what came of it is seen at the next look */
        } else if (ok) {
                ok = stage_result(s, err, "modification of cluster %s accepted", id);
        }
        ok = ok && cluster_wait_change(s, id, c, err);
        text_release(&names);
        return ok;
}

/* Settings that the restore does not take, or did not. */
static bool put_right(struct stage *s, const struct cluster_make *m, struct rds_cluster *c,
                      struct err *err)
{
        bool ok = true, differs = true;

        for (int pass = 0; ok && differs && pass <= CLUSTER_PASSES; pass++) {
                struct drift drift;

                differs = fingerprint_drift(&m->settings, c->settings, &drift);
                if (differs && pass == CLUSTER_PASSES) {
                        struct text names = TEXT_INIT;

                        strlist_join(&drift.names, ", ", &names);
                        ok = err_set(err, ERR_FAILED, "cluster %s does not take on: %s", m->id,
                                     text_str(&names));
                        text_release(&names);
                } else if (differs) {
                        ok = modify(s, &drift, m->id, c, err);
                }
                drift_release(&drift);
        }
        return ok;
}

bool cluster_make_complete(struct stage *s, struct cluster_make *m, struct rds_cluster *c,
                           struct err *err)
{
        bool ok = cluster_wait(s, m->id, c, err) && cluster_have_members(s, m, c, err) &&
                  put_right(s, m, c, err) && cluster_have_roles(s, m, c, err) &&
                  cluster_have_http_endpoint(s, m, c, err) &&
                  cluster_put_members_right(s, m, err) && cluster_have_endpoints(s, m, err) &&
                  cluster_wait(s, m->id, c, err);

        if (ok)
                fingerprint_lost(&m->settings, c->settings, &m->differs);
        return ok;
}
