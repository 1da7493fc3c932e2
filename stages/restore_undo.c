#include "stages/restore_undo.h"

#include <stdio.h>
#include <string.h>

#include "engine/aws/rds_share.h"
#include "engine/aws/ssm.h"
#include "engine/base/text.h"
#include "stages/cluster_restore.h"
#include "stages/database_any.h"
#include "stages/database_cluster.h"
#include "stages/instance_restore.h"
#include "stages/protection.h"
#include "stages/retire_proof.h"
#include "stages/retire_removal.h"
#include "stages/usage.h"
#include "stages/writes.h"

enum { DRAIN = 10 * 60 * 1000, IN_USE = 60 * 60 * 1000 };

/* Of one that has been in use: as database.retire does, where nothing else is said. */
static const char on_scheduled[] = "refuse", on_unseen[] = "report";

const char *restore_resource(const struct stage *s)
{
        return instance_restore_recall(s, "resource");
}

/* --- a candidate that was never in use --- */

bool restore_is_not_active(struct stage *s, const char *what, const char *name, struct err *err)
{
        char active[STAMP_SIZE], id[DATABASE_SIZE];
        bool found;

        if (!cloud_active(s, stage_stack(s), active, &found, err))
                return false;
        if (!found)
                return true;
        stack_database(stage_stack(s), active, id);
        return strcmp(id, name) != 0 ||
               err_set(err, ERR_STATE, "%s %s is the active one and is kept", what, name);
}

/* Somebody may have moved a service onto it since. Without an address nobody can. */
static bool is_unused(struct stage *s, const struct rds_instance *db, int64_t until, bool *wait,
                      struct err *err)
{
        struct usage_target target = usage_of_instance(db);

        /* services that were put back before the address was have taken this one's again */
        target.restart = true;
        return !db->address || usage_prove_none_in_cluster(s, &target, until, wait, err);
}

bool restore_is_as_made(const char *id, bool deletable, struct err *err)
{
        return deletable || err_next(err, "that was done by hand; undo it if %s may go", id);
}

/* Never the active one, nor one that is used, whatever the journal says; nor one that somebody
 * means to keep. */
static bool may_delete(struct stage *s, const struct rds_instance *db, void *arg, bool *wait,
                       struct err *err)
{
        const struct deletion_terms terms = {.theirs = protection_is_anothers(s)};

        if (!database_is_of_run(s, db))
                return err_set(err, ERR_FOREIGN, "database %s is no longer tagged as this run's",
                               db->id);
        return restore_is_as_made(db->id, database_check_deletable(s, db, &terms, err), err) &&
               is_unused(s, db, *(int64_t *)arg, wait, err) &&
               (*wait || restore_is_not_active(s, "database", db->id, err));
}

/* --- one that has been --- */

/* Also by the run that made it; the rest is what a retirement proves. */
static bool prove(struct stage *s, const struct rds_instance *db, void *arg, bool *wait,
                  struct err *err)
{
        if (!database_is_of_run(s, db))
                return err_set(err, ERR_FOREIGN, "database %s is no longer tagged as this run's",
                               db->id);
        return retire_prove(s, db, arg, wait, err);
}

static bool prove_cluster(struct stage *s, const struct rds_cluster *c, void *arg, bool *wait,
                          struct err *err)
{
        if (!cluster_is_of_run(s, c))
                return err_set(err, ERR_FOREIGN, "cluster %s is no longer tagged as this run's",
                               c->id);
        return retire_prove_cluster(s, c, arg, wait, err);
}

static bool remove_it(struct stage *s, const char *id, const char *resource, bool cluster,
                      const char *final, struct err *err)
{
        struct retire_terms terms = retire_terms_of_inputs(s);
        struct database_removal instance = {
                .id = id,
                .resource_id = resource,
                .final_snapshot = final,
                .allowed = prove,
                .arg = &terms,
        };
        struct cluster_removal whole = {
                .id = id,
                .resource_id = resource,
                .final_snapshot = final,
                .allowed = prove_cluster,
                .arg = &terms,
        };
        bool ok;

        terms.resource_id = resource;
        terms.deletion.theirs = protection_is_anothers(s);
        terms.until = loop_ticks(stage_loop(s)) + DRAIN;
        terms.restart = true;
        terms.scheduled = on_scheduled;
        terms.unseen = on_unseen;
        ok = cluster ? cluster_remove(s, &whole, err) : database_remove(s, &instance, err);
        retire_terms_release(&terms);
        return ok;
}

bool restore_tell_last(struct stage *s, const char *name, struct err *err)
{
        bool cluster = text_same(stage_recall_text(s, "kind"), "cluster");
        struct rds_snapshot snapshot = {0};
        bool there, ok = retire_find_final(s, cluster, name, &snapshot, &there, err);

        if (ok && there)
                ok = stage_report(s, err,
                                  "what was written to the database since is in its final "
                                  "snapshot %s, which is %s",
                                  name, snapshot.status);
        rds_snapshot_release(&snapshot);
        return ok;
}

static bool leave(struct stage *s, const char *id, const char *status, struct err *err)
{
        return stage_report(s, err,
                            "database %s is %s: RDS takes no final snapshot of it, so it is left; "
                            "snaplift orphans %s lists it",
                            id, status, stage_stack(s)->name);
}

/* For how long the active timestamp was this one, by what Parameter Store remembers. */
static int64_t was_active(struct stage *s, const struct ssm_parameters *versions,
                          const char *timestamp)
{
        int64_t sum = 0;

        for (size_t i = 0; i < versions->count; i++) {
                int64_t end = i + 1 < versions->count ? versions->items[i + 1].modified
                                                      : aws_now(stage_aws(s));

                if (text_same(versions->items[i].value, timestamp))
                        sum += end - versions->items[i].modified;
        }
        return sum;
}

/* Who can't look at that, or finds none since it was the stack's first, must take it for used. */
static bool was_in_use(struct stage *s, const char *id, int64_t created, bool *was, struct err *err)
{
        char timestamp[STAMP_SIZE], name[PARAMETER_SIZE];
        struct ssm_parameters versions = {0};
        bool told;

        *was = false;
        if (!created || aws_now(stage_aws(s)) - created <= IN_USE ||
            !stack_owns_database(stage_stack(s), id, timestamp))
                return true;
        cloud_parameter(stage_stack(s), "active-timestamp", name);
        told = ssm_get_history(stage_aws(s), name, &versions, err);
        *was = !told || was_active(s, &versions, timestamp) > IN_USE;
        ssm_parameters_release(&versions);
        return told || err_forgive(err, ERR_NOT_FOUND) || err_forgive(err, ERR_DENIED);
}

bool restore_choose_last(struct stage *s, const char *id, const char *status, int64_t created,
                         struct restore_last *out, struct err *err)
{
        bool cluster = text_same(stage_recall_text(s, "kind"), "cluster");
        bool begun = stage_recall_text(s, "final_snapshot") != NULL, wanted = begun;

        *out = (struct restore_last){0};
        /* another store's process may have ended the run, and it be in use since */
        if (!begun && stage_lock_was_lost(s) && rds_phase(status) != RDS_TERMINAL)
                wanted = true;
        else if (!begun && !was_in_use(s, id, created, &wanted, err))
                return false;
        if (!wanted)
                return true;
        out->left = !begun && rds_phase(status) == RDS_TERMINAL;
        if (out->left)
                return leave(s, id, status, err);
        return retire_final_name(s, id, cluster, out->name, err) &&
               (begun || stage_remember_text(s, "final_snapshot", out->name, err));
}

/* Also when an earlier start of this undo has begun: then it may be on its way, or gone. */
static bool take_away(struct stage *s, const char *id, const char *resource, struct err *err)
{
        const char *begun = stage_recall_text(s, "final_snapshot");
        char final[FINAL_NAME_SIZE];
        struct database db;
        bool found, cluster, ok = database_look(s, id, &db, &found, err);

        cluster = text_same(stage_recall_text(s, "kind"), "cluster");
        if (ok && !resource)
                ok = err_set(err, ERR_FOREIGN,
                             "database %s: which one this run made is not known, and it is kept",
                             id);
        else if (ok && !begun && !found)
                ok = stage_report(s, err, "database %s is gone already", id);
        else if (ok && !begun && rds_phase(db.status) == RDS_TERMINAL)
                ok = leave(s, id, db.status, err);
        else if (ok)
                ok = retire_final_name(s, id, cluster, final, err) &&
                     (begun || stage_remember_text(s, "final_snapshot", final, err)) &&
                     remove_it(s, id, resource, cluster, final, err) &&
                     restore_tell_last(s, final, err);
        database_release(&db);
        return ok;
}

bool restore_undo(struct stage *s, struct err *err)
{
        const char *id = stage_recall_text(s, "database");
        const char *resource = restore_resource(s);
        int64_t until = loop_ticks(stage_loop(s)) + DRAIN;
        struct database_removal removal = {.allowed = may_delete, .arg = &until};
        struct rds_instance db = {0};
        struct restore_last last;
        bool found, ok;

        if (!id || !stage_has_intended(s))
                return true;
        if (stage_reopened(s))
                return take_away(s, id, resource, err);
        if (text_same(stage_recall_text(s, "kind"), "cluster"))
                return cluster_restore_undo(s, err);
        /* what was asked for may not be seen yet, even what has been answered */
        ok = database_await_seen(s, id, &db, &found, err);
        if (ok && found && resource && db.resource_id && strcmp(resource, db.resource_id)) {
                ok = stage_report(s, err, "%s is another database by now and is left alone", id);
        } else if (ok && found && !resource && !database_is_of_run(s, &db)) {
                stage_note(s, "%s was not made by this run and is left alone", id);
        } else if (ok && found) {
                removal.id = id;
                removal.resource_id = db.resource_id;
                ok = restore_choose_last(s, id, db.status, db.created, &last, err);
                removal.final_snapshot = *last.name ? last.name : NULL;
                ok = ok && (last.left || database_remove(s, &removal, err)) &&
                     (!*last.name || restore_tell_last(s, last.name, err));
        }
        rds_instance_release(&db);
        return ok;
}

/* --- before it is asked for --- */

static bool check_ours(struct stage *s, const struct database *db, struct err *err)
{
        const char *resource = restore_resource(s);

        if (resource && text_same(resource, db->resource_id) && database_is_made_by_run(s, db))
                return true;
        return err_set(err, ERR_FOREIGN, "database %s is another one than this run made", db->id);
}

/* Those that are moved off it come before; anybody else would be left without a database. */
static bool check_nobody_forgotten(struct stage *s, const struct usage_ahead *how,
                                   const struct usage_target *target, struct err *err)
{
        bool ok = true;

        for (size_t i = 0; ok && i < json_count(how->clusters); i++) {
                const char *name = json_object_get_string(json_at(how->clusters, i));
                bool own = text_same(name, cloud_cluster(s));

                ok = usage_check_forgotten(s, name, own ? how->moved : NULL, target, err);
        }
        return ok;
}

static bool check_users(struct stage *s, const struct usage_target *target, struct err *err)
{
        struct json_object *moved = stage_foreseen(s, "ecs:UpdateService");
        struct usage_ahead how = {
                .clusters = cloud_clusters(s),
                .moved = moved,
                .silent = true, /* the proof before it is deleted will not be */
                .scheduled = on_scheduled,
                .unseen = on_unseen,
        };
        bool ok;

        if (!json_has_text(how.clusters, cloud_cluster(s)))
                json_add_text(how.clusters, cloud_cluster(s));
        ok = check_nobody_forgotten(s, &how, target, err) &&
             usage_check_ahead(s, &how, target, err);
        json_object_put(how.clusters);
        json_object_put(moved);
        return ok;
}

static bool check_removable(struct stage *s, const struct database *db, struct err *err)
{
        struct deletion_terms terms = database_deletion_terms(s);
        struct usage_target target;
        struct cluster_names names;
        bool ok;

        terms.theirs = protection_is_anothers(s);
        if (!db->is_cluster) {
                target = usage_of_instance(&db->instance);
                return database_check_deletable(s, &db->instance, &terms, err) &&
                       check_users(s, &target, err);
        }
        if (!cluster_check_deletable(s, &db->cluster, &terms, err) ||
            !cluster_find_names(s, &db->cluster, &names, err))
                return false;
        ok = check_users(s, &names.target, err);
        cluster_names_release(&names);
        return ok;
}

/* How much was written to it, as far as that can be known; why not is said as well. */
static void show_writes(struct stage *s, struct json_object *lost)
{
        struct err err = ERR_INIT;
        struct writes w;
        char *text;

        if (writes_look(s, &w, &err)) {
                text = writes_text(&w);
                json_put_text(lost, "writes", text);
                free(text);
                writes_release(&w);
        } else {
                json_put_text(lost, "writes", err_text(&err));
                err_clear(&err);
        }
}

static void show_lost(struct stage *s, const struct database *db, const char *final)
{
        bool taken = rds_phase(db->status) != RDS_TERMINAL;
        struct json_object *lost = json_object_new_object();

        json_put_text(lost, "database", db->id);
        show_writes(s, lost);
        if (taken) {
                json_put_text(lost, "final_snapshot", final);
                stage_would(s, WOULD_DELETE,
                            db->is_cluster ? "rds:DeleteDBCluster" : "rds:DeleteDBInstance", db->id,
                            stage_parameters("FinalDBSnapshotIdentifier", final, NULL));
        } else {
                stage_warns(s, "final snapshot",
                            "database %s is %s: RDS takes no final snapshot of it, so it will be "
                            "left",
                            db->id, db->status);
        }
        stage_shows(s, "lost", lost);
}

bool restore_look_back(struct stage *s, struct err *err)
{
        const char *id = stage_recall_text(s, "database");
        char final[FINAL_NAME_SIZE];
        struct database db;
        bool found, ok;

        if (!id)
                return true;
        ok = database_look(s, id, &db, &found, err);
        if (ok && found)
                ok = check_ours(s, &db, err) && check_removable(s, &db, err) &&
                     retire_final_name(s, id, db.is_cluster, final, err);
        if (ok && found)
                show_lost(s, &db, final);
        else if (ok)
                stage_warns(s, "database", "database %s, which this run made, is gone", id);
        database_release(&db);
        return ok;
}
