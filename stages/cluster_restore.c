/* database.restore of an Aurora cluster: from the snapshot to outputs, and back. */
#include "stages/cluster_restore.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/rds_share.h"
#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/database_any.h"
#include "stages/protection.h"
#include "stages/restore_plan.h"
#include "stages/restore_undo.h"
#include "stages/snapshots.h"
#include "stages/usage.h"

enum { DRAIN = 10 * 60 * 1000 };

static void plan_release(struct cluster_plan *p)
{
        rds_snapshot_release(&p->snapshot);
        rds_cluster_release(&p->from);
        rds_instances_release(&p->from_members);
        rds_cluster_endpoints_release(&p->from_endpoints);
        rds_cluster_release(&p->candidate);
        cluster_make_release(&p->make);
}

/* --- looking --- */

static bool look_at_snapshot(struct stage *s, struct cluster_plan *p, struct err *err)
{
        const char *id = stage_text(s, "snapshot");

        if (!rds_look_snapshot(stage_aws(s), true, id, &p->snapshot, err))
                return false;
        if (!cluster_check_engine("the cluster's snapshot", p->snapshot.id, p->snapshot.engine,
                                  err))
                return false;
        if (!text_same(p->snapshot.status, "available"))
                return err_set(err, ERR_STATE, "snapshot %s is %s, not available", id,
                               p->snapshot.status);
        if (text_same(p->snapshot.type, "shared") && p->snapshot.encrypted) {
                err_set(err, ERR_REFUSED,
                        "snapshot %s is another account's and encrypted: RDS does not restore it",
                        id);
                return err_next(err, "copy it with a key of this account first: snapshot.copy");
        }
        if (!snapshot_stamp(&p->snapshot, p->timestamp, err))
                return false;
        stack_database(stage_stack(s), p->timestamp, p->id);
        return true;
}

/* A DB instance can't hand its settings to a cluster. */
static bool refuse_instance(struct stage *s, const struct cluster_plan *p, const char *id,
                            struct err *err)
{
        struct rds_instance db = {0};
        bool found, ok = database_find(s, id, &db, &found, err);

        rds_instance_release(&db);
        if (!ok)
                return false;
        if (!found) {
                err_set(err, ERR_STATE,
                        "database %s, whose settings are to be carried over, does not exist", id);
                return err_next(err, "set inherit to an existing database, or to none");
        }
        err_set(err, ERR_REFUSED,
                "database %s is a DB instance and snapshot %s is of an Aurora cluster", id,
                p->snapshot.id);
        return err_next(err, "lift a DB instance's snapshot, or set inherit: none and a class if "
                             "the stack is to have a cluster from now on");
}

static bool look_at_source(struct stage *s, struct cluster_plan *p, const char *active,
                           struct err *err)
{
        const char *inherit = stage_text(s, "inherit"), *id = inherit;
        char active_id[DATABASE_SIZE];

        if (active)
                stack_database(stage_stack(s), active, active_id);
        if (text_same(inherit, "active"))
                id = active ? active_id : NULL;
        else if (text_same(inherit, "none"))
                id = NULL;
        if (!id)
                return true;
        if (!cluster_find(s, id, &p->from, &p->has_from, err))
                return false;
        if (!p->has_from)
                return refuse_instance(s, p, id, err);
        return cluster_check_kind(&p->from, err) &&
               cluster_find_members(s, &p->from, &p->from_members, err) &&
               rds_list_cluster_endpoints(stage_aws(s), id, &p->from_endpoints, err);
}

/* As RDS might have tagged it, then the active one's, the user's, and ours. */
static void choose_tags(struct stage *s, struct cluster_plan *p)
{
        cloud_merge_foreign_tags(&p->make.tags, &p->snapshot.tags);
        cloud_merge_foreign_tags(&p->make.tags, &p->from.tags);
        tags_take(&p->make.tags, stage_map(s, "tags"));
        cloud_tags(s, &p->make.tags);
        tags_set(&p->make.tags, "snaplift:timestamp", p->timestamp);
        tags_set(&p->make.tags, "snaplift:snapshot", p->snapshot.id);
        if (json_flag(p->make.settings.want, "deletion_protection"))
                tags_set(&p->make.tags, "snaplift:protected", "true");
}

static bool choose_settings(struct stage *s, struct cluster_plan *p, struct err *err)
{
        struct fingerprint_fit fit = {
                .from = p->has_from ? p->from.id : NULL,
                .from_engine = p->from.engine,
                .from_version = p->from.engine_version,
                .from_settings = p->from.settings,
                .snapshot = p->snapshot.id,
                .engine = p->snapshot.engine,
                .version = p->snapshot.engine_version,
        };

        fingerprint_of(&p->make.settings, p->from.settings);
        fingerprint_pin(&p->make.settings, s);
        if (!fingerprint_fit(&p->make.settings, &fit, &p->make.differs, err))
                return false;
        if (p->from.master_secret)
                strlist_add(&p->make.differs,
                            "the master password is not kept in Secrets Manager by RDS");
        return true;
}

/* RDS encrypts a restored cluster with the key it is given; without one, an unencrypted snapshot
 * stays so. */
static bool check_encryption(struct stage *s, const struct cluster_plan *p, struct err *err)
{
        if (!p->has_from || !p->from.encrypted || p->snapshot.encrypted ||
            json_text(p->make.settings.want, "kms_key") || stage_flag(s, "allow_unencrypted"))
                return true;
        err_set(err, ERR_REFUSED, "snapshot %s is not encrypted and cluster %s is", p->snapshot.id,
                p->from.id);
        return err_next(err, "set allow_unencrypted: true if this is meant");
}

static void name_it(struct stage *s, struct cluster_plan *p)
{
        p->make.id = p->id;
        p->make.snapshot = stage_text(s, "snapshot");
        p->make.from = p->snapshot.id;
        p->make.engine = p->snapshot.engine;
        p->make.version = p->snapshot.engine_version;
        p->make.asked = stage_has_intended(s);
        p->make.name_key = "database";
        p->make.resource_key = "resource";
}

static bool look(struct stage *s, struct cluster_plan *p, struct err *err)
{
        const char *active = stage_text(s, "active"), *timestamp = stage_text(s, "timestamp");
        char read[STAMP_SIZE];
        bool found;

        if (!timestamp && !look_at_snapshot(s, p, err))
                return false;
        if (!active) {
                if (!cloud_active(s, stage_stack(s), read, &found, err))
                        return false;
                active = found ? read : NULL;
        }
        /* the active one's own snapshot may be out of sight by now */
        if (timestamp && text_same(active, timestamp)) {
                memcpy(p->timestamp, timestamp, STAMP_SIZE);
                stack_database(stage_stack(s), p->timestamp, p->id);
        } else if (timestamp && !look_at_snapshot(s, p, err)) {
                return false;
        }
        p->already = text_same(active, p->timestamp);
        if (!cluster_find(s, p->id, &p->candidate, &p->has_candidate, err))
                return false;
        if (p->already)
                return true;
        if (!look_at_source(s, p, active, err) || !choose_settings(s, p, err) ||
            !check_encryption(s, p, err))
                return false;
        choose_tags(s, p);
        name_it(s, p);
        if (!cluster_plan_members(s, p, err))
                return false;
        cluster_plan_endpoints(p);
        return true;
}

/* --- making it --- */

static bool is_ours(struct stage *s, const struct cluster_plan *p, const struct rds_cluster *c,
                    struct err *err)
{
        return cloud_check_candidate(s, "cluster", p->id, &c->tags, p->snapshot.id, err);
}

static bool tell(struct stage *s, const struct cluster_plan *p, struct err *err)
{
        struct text all = TEXT_INIT;
        bool ok;

        fingerprint_describe(&p->make.settings, &all);
        if (p->has_from)
                ok = stage_report(s, err, "carried over from %s: %s; %zu instances", p->from.id,
                                  text_str(&all), p->make.member_count);
        else
                ok = stage_report(s, err,
                                  "no settings carried over; given: %s; else RDS's defaults",
                                  all.len ? text_str(&all) : "none");
        for (size_t i = 0; ok && i < p->make.differs.count; i++)
                ok = stage_report(s, err, "%s differs: %s", p->id, p->make.differs.items[i]);
        text_release(&all);
        return ok;
}

static void publish(struct stage *s, const char *timestamp, const struct rds_cluster *c,
                    const char *old_name, bool created)
{
        const char *name = c->db_name ? c->db_name : old_name;

        stage_output_text(s, "database", c->id);
        stage_output_text(s, "timestamp", timestamp);
        stage_output_text(s, "kind", "cluster");
        stage_output_text(s, "host", c->address);
        stage_output_text(s, "reader_host", c->reader);
        stage_output(s, "port", json_object_new_int64(c->port));
        stage_output_text(s, "name", stage_text(s, "name") ? stage_text(s, "name") : name);
        stage_output_text(s, "user", c->master_user);
        stage_output_text(s, "engine", c->engine);
        stage_output_text(s, "engine_version", c->engine_version);
        stage_output_text(s, "resource_id", c->resource_id);
        stage_output_text(s, "arn", c->arn);
        stage_output(s, "created", json_object_new_boolean(created));
}

bool cluster_restore_active(struct stage *s, const char *timestamp, const struct rds_cluster *c,
                            struct err *err)
{
        if (rds_phase(c->status) != RDS_AVAILABLE || !c->address)
                return err_set(err, ERR_STATE, "the active cluster %s is %s", c->id, c->status);
        stage_unchanged(s, "%s is already the active database", c->id);
        publish(s, timestamp, c, NULL, false);
        return true;
}

bool cluster_restore_recover(struct stage *s, const char *timestamp, const struct rds_cluster *c,
                             struct err *err)
{
        struct rds_cluster_endpoints custom = {0};
        bool ok = rds_list_cluster_endpoints(stage_aws(s), c->id, &custom, err);

        for (size_t i = 0; ok && i < custom.count; i++)
                if (text_same(custom.items[i].type, "CUSTOM"))
                        ok = err_set(err, ERR_REFUSED,
                                     "cluster %s has custom endpoints: which of them stands for "
                                     "which of "
                                     "the old cluster's is known to the lost store alone",
                                     c->id);
        rds_cluster_endpoints_release(&custom);
        if (ok)
                publish(s, timestamp, c, NULL, true);
        return ok;
}

static bool use_active(struct stage *s, const struct cluster_plan *p, struct err *err)
{
        if (!p->has_candidate)
                return err_set(err, ERR_STATE, "%s is recorded as active and is no cluster", p->id);
        return cluster_restore_active(s, p->timestamp, &p->candidate, err);
}

static bool make(struct stage *s, struct cluster_plan *p, struct rds_cluster *c, struct err *err)
{
        *c = p->candidate;
        p->candidate = (struct rds_cluster){0};
        return cluster_make_have(s, &p->make, p->has_candidate, c, err) &&
               cluster_plan_remember(s, p, err) && cluster_make_complete(s, &p->make, c, err);
}

static bool complete(struct stage *s, struct cluster_plan *p, struct rds_cluster *c,
                     struct err *err)
{
        struct json_object *endpoints;

        if (!make(s, p, c, err) || !tell(s, p, err))
                return false;
        endpoints = cluster_make_addresses(s, &p->make, err);
        if (!endpoints)
                return false;
        publish(s, p->timestamp, c, p->from.db_name, true);
        stage_output(s, "endpoints", endpoints);
        return true;
}

bool cluster_restore(struct stage *s, struct err *err)
{
        struct cluster_plan p = {0};
        struct rds_cluster c = {0};
        bool ok;

        cluster_make_init(&p.make);
        ok = look(s, &p, err);
        if (ok)
                ok = p.already ? use_active(s, &p, err) : complete(s, &p, &c, err);
        plan_release(&p);
        rds_cluster_release(&c);
        return ok;
}

static void tell_plan(struct stage *s, const struct cluster_plan *p)
{
        struct restore_plan plan = {
                .snapshot = &p->snapshot,
                .from = p->has_from ? p->from.id : NULL,
                .from_resource = p->from.resource_id,
                .from_settings = p->from.settings,
        };

        cluster_make_tell(s, &p->make, plan);
}

bool cluster_restore_plan(struct stage *s, struct err *err)
{
        struct cluster_plan p = {0};
        bool ok;

        cluster_make_init(&p.make);
        ok = look(s, &p, err);
        if (ok && p.already) {
                ok = use_active(s, &p, err);
        } else if (ok) {
                ok = !p.has_candidate || is_ours(s, &p, &p.candidate, err);
                if (ok)
                        tell_plan(s, &p);
                stage_output_text(s, "database", p.id);
                stage_output_text(s, "timestamp", p.timestamp);
                stage_output_text(s, "kind", "cluster");
        }
        plan_release(&p);
        return ok;
}

/* --- and back --- */

/* Somebody may have moved a service onto it since. */
static bool is_unused(struct stage *s, const struct rds_cluster *c, int64_t until, bool *wait,
                      struct err *err)
{
        struct cluster_names names;
        bool ok;

        if (!cluster_find_names(s, c, &names, err))
                return false;
        names.target.restart = true;
        ok = usage_prove_none_in_cluster(s, &names.target, until, wait, err);
        cluster_names_release(&names);
        return ok;
}

/* Never the active one, nor one that is used, whatever the journal says; nor one that somebody
 * means to keep. */
static bool may_delete(struct stage *s, const struct rds_cluster *c, void *arg, bool *wait,
                       struct err *err)
{
        const struct deletion_terms terms = {.theirs = protection_is_anothers(s)};

        if (!cluster_is_of_run(s, c))
                return err_set(err, ERR_FOREIGN, "cluster %s is no longer tagged as this run's",
                               c->id);
        return restore_is_as_made(c->id, cluster_check_deletable(s, c, &terms, err), err) &&
               is_unused(s, c, *(int64_t *)arg, wait, err) &&
               (*wait || restore_is_not_active(s, "cluster", c->id, err));
}

bool cluster_restore_undo(struct stage *s, struct err *err)
{
        const char *id = stage_recall_text(s, "database");
        const char *resource = restore_resource(s);
        int64_t until = loop_ticks(stage_loop(s)) + DRAIN;
        struct cluster_removal removal = {.allowed = may_delete, .arg = &until};
        struct rds_cluster c = {0};
        struct restore_last last;
        bool found, ok;

        if (!id || !stage_has_intended(s))
                return true;
        /* what was asked for may not be seen yet, even what has been answered */
        ok = cluster_await_seen(s, id, &c, &found, err);
        if (ok && found && resource && c.resource_id && strcmp(resource, c.resource_id)) {
                ok = stage_report(s, err, "%s is another cluster by now and is left alone", id);
        } else if (ok && found && !resource && !cluster_is_of_run(s, &c)) {
                stage_note(s, "%s was not made by this run and is left alone", id);
        } else if (ok && found) {
                removal.id = id;
                removal.resource_id = c.resource_id;
                ok = restore_choose_last(s, id, c.status, c.created, &last, err);
                removal.final_snapshot = *last.name ? last.name : NULL;
                ok = ok && (last.left || cluster_remove(s, &removal, err)) &&
                     (!*last.name || restore_tell_last(s, last.name, err));
        }
        rds_cluster_release(&c);
        return ok;
}
