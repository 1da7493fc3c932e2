/*
 * database.sweep: retires for good what database.retire has kept and what is due, each with the
 * whole proof again, and stops again what RDS has started meanwhile. What it acts on is read from
 * Parameter Store under the stack's lock. There may be an edited record, a database of the same
 * name, one that is in use again: that one is left and reported, and the others have their turn.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/rds_share.h"
#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/permissions.h"
#include "stages/recover.h"
#include "stages/retire_keep.h"
#include "stages/retire_removal.h"
#include "stages/snapshots.h"
#include "stages/usage.h"

enum { TRIES = 3 };

static const struct port inputs[] = {
        {"now", VALUE_FLAG, .fallback = "false", .help = "also what is not due yet"},
        {"unfinished", VALUE_LIST, .help = "runs that have not ended: what they keep is left"},
        {0},
};

static const struct port outputs[] = {
        {"retired", VALUE_LIST, .help = "timestamps of what is kept no longer"},
        {"stopped", VALUE_LIST, .help = "those of databases that were stopped again"},
        {"left", VALUE_LIST, .help = "those that were due and are left, each with a report why"},
        {0},
};

static const struct stage_action actions[] = {
        {"ssm:GetParametersByPath",
         "ssm:parameter/{stack}/db/kept ssm:parameter/{stack}/db/kept/*"},
        {"ssm:GetParameter", "ssm:parameter/{stack}/*"},
        {"ssm:DeleteParameter", "ssm:parameter/{stack}/db/kept/*"},
        DATABASE_REMOVAL_ACTIONS_WHEN(NULL),
        DATABASE_START_ACTIONS(NULL),
        DATABASE_STOP_ACTIONS(NULL),
        {"rds:DeleteDBSnapshot", "rds:snapshot:{db}-final-*", ACTION_INSTANCE},
        {"rds:DeleteDBClusterSnapshot", "rds:cluster-snapshot:{db}-final-*", ACTION_CLUSTER},
        {"ecs:ListServices", "*"},
        {"ecs:DescribeServices", "ecs:service/*/*"},
        {"ecs:ListTasks", "*"},
        {"ecs:DescribeTasks", "ecs:task/*/*"},
        {"ecs:DescribeTaskDefinition", "*"},
        USAGE_AHEAD_ACTIONS,
        {"cloudwatch:GetMetricStatistics", "*"},
        {0},
};

struct work {
        struct stage *s;
        const struct kept *kept;
        char id[DATABASE_SIZE];
        struct json_object *retired, *stopped, *left;
};

static bool is_due(const struct stage *s, const struct kept *k)
{
        return stage_flag(s, "now") || k->until <= aws_now(stage_aws(s));
}

static bool check_run_ended(const struct stage *s, const struct kept *k, struct err *err)
{
        struct json_object *unfinished = stage_list(s, "unfinished");

        for (size_t i = 0; i < json_count(unfinished); i++) {
                if (!text_same(json_object_get_string(json_at(unfinished, i)), k->run))
                        continue;
                err_set(err, ERR_REFUSED, "run %s, which keeps it, has not ended", k->run);
                return err_next(err, "snaplift show %s tells how to go on with it", k->run);
        }
        return true;
}

/* Nobody is waited for: the next sweep comes. */
static struct retire_terms terms_of(struct stage *s, const struct kept *k)
{
        return (struct retire_terms){
                .resource_id = k->resource_id,
                .clusters = json_object_get(k->clusters),
                .families = k->families,
                .scheduled = k->scheduled,
                .unseen = k->unseen,
                .deletion = {.final_snapshot = k->final_snapshot,
                             .disable_protection = k->disable_protection},
                .idle = {.lasts = k->idle, .since = k->since, .until = loop_ticks(stage_loop(s))},
                .until = loop_ticks(stage_loop(s)),
        };
}

/* Its tags say so too, to whoever looks at it in RDS: who takes them off, or puts another time
 * there, wants it kept. */
static bool check_tagged(const struct work *w, const char *what, const struct tags *tags,
                         struct err *err)
{
        if (text_same(tags_get(tags, KEPT_BY_TAG), w->kept->run) && tags_get(tags, KEPT_UNTIL_TAG))
                return true;
        return err_set(err, ERR_FOREIGN, "%s is not tagged as kept by run %s", what, w->kept->run);
}

/* And not for longer than it was to be. */
static bool check_marked(const void *arg, const char *what, const struct tags *tags,
                         struct err *err)
{
        const struct work *w = arg;
        const struct kept *k = w->kept;
        const char *until = tags_get(tags, KEPT_UNTIL_TAG);
        char recorded[ISO_SIZE];
        int64_t at;

        if (!check_tagged(w, what, tags, err))
                return false;
        if (!iso_parse(until, &at))
                return err_set(err, ERR_REFUSED,
                               "%s is tagged as kept until \"%s\", which is no time", what, until);
        if (at <= k->until || at <= aws_now(stage_aws(w->s)) || stage_flag(w->s, "now"))
                return true;
        iso_format(k->until, recorded);
        return err_set(err, ERR_REFUSED, "%s is tagged as kept until %s, and was to be until %s",
                       what, until, recorded);
}

/* --- databases --- */

/* *there false: gone for sure, not seen for longer than reads lag behind. */
static bool find(struct work *w, struct database *db, bool *there, struct err *err)
{
        bool ok = true;

        *there = false;
        for (int n = 0; ok && !*there && n < LOOKS_UNSEEN; n++)
                ok = stage_sleep(w->s, watch_pause(stage_aws(w->s), n), err) &&
                     database_look(w->s, w->id, db, there, err);
        if (ok && *there && !text_same(db->resource_id, w->kept->resource_id))
                ok = err_set(err, ERR_FOREIGN,
                             "database %s has resource id %s, and the one that is kept had %s",
                             w->id, db->resource_id ? db->resource_id : "none",
                             w->kept->resource_id);
        return ok;
}

static bool prove(struct work *w, const struct database *db, struct retire_terms *terms,
                  struct err *err)
{
        bool wait = false, ok;

        terms->deletion.started = true;
        ok = retire_prove_either(w->s, db, terms, &wait, err);
        terms->deletion.started = false;
        return ok && (!wait || err_set(err, ERR_REFUSED, "database %s is still used", w->id));
}

/* What RDS may take at another time: there is no room for a snapshot or no capacity, the key can't
 * be used, something else is being done to it. */
static bool is_for_now(const struct err *err)
{
        return err_is(err, ERR_STATE) || err_is(err, ERR_LIMIT) ||
               err_has_reason(err, "KMSKeyNotAccessibleFault");
}

/* What is stopped can't be changed, and RDS takes no snapshot of it. One that can't be started now,
 * for want of capacity or of its key, is left as it is: nothing is done to it yet. */
static bool wake(struct work *w, const struct database *db, struct err *err)
{
        if ((strcmp(db->status, "stopped") && strcmp(db->status, "stopping") &&
             strcmp(db->status, "starting")) ||
            database_wake(w->s, w->id, w->kept->resource_id, err))
                return true;
        if (is_for_now(err) || err_is(err, ERR_FAILED))
                err->code = ERR_REFUSED;
        return false;
}

static bool remove_it(struct work *w, const struct database *db, struct retire_terms *terms,
                      struct err *err)
{
        char final[FINAL_NAME_SIZE];
        struct retire_removal removal = {
                .id = w->id,
                .resource_id = w->kept->resource_id,
                .final = final,
                .keep_backups = w->kept->keep_backups,
                .terms = terms,
                .allowed = check_marked, /* to start it takes minutes */
                .arg = w,
        };

        if (!retire_final_name(w->s, w->id, db->is_cluster, final, err))
                return false;
        return db->is_cluster ? retire_remove_cluster(w->s, &removal, err)
                              : retire_remove_instance(w->s, &removal, NULL, err);
}

/* *stands: none of its data is on its way out. A call whose answer was lost, now or in a process
 * before this one, may have been heard all the same, which is seen late. *bare: its instances are.
 */
static bool look_whether_it_stands(struct work *w, bool *stands, bool *bare, struct err *err)
{
        bool ok = true;

        *stands = true;
        for (int n = 0; ok && *stands && n < LOOKS_UNSEEN; n++) {
                struct database db = {0};
                bool there = false;

                ok = stage_sleep(w->s, watch_pause(stage_aws(w->s), n), err) &&
                     database_look(w->s, w->id, &db, &there, err);
                *stands = there && rds_phase(db.status) != RDS_DELETING &&
                          text_same(db.resource_id, w->kept->resource_id);
                *bare = *stands && database_is_bare(&db);
                database_release(&db);
        }
        return ok;
}

/* What RDS refuses for now is left to the next sweep. */
static bool remove_or_leave(struct work *w, const struct database *db, struct retire_terms *terms,
                            struct err *err)
{
        struct err why = ERR_INIT;
        bool stands, bare = false, ok;

        if (remove_it(w, db, terms, err))
                return true;
        if (!is_for_now(err))
                return false;
        err_move(&why, err);
        ok = look_whether_it_stands(w, &stands, &bare, err);
        if (ok && !stands) {
                ok = remove_it(w, db, terms, err);
        } else if (ok) {
                err_move(err, &why);
                err->code = ERR_REFUSED;
                ok = bare && err_prefix(err, "its instances are deleted, itself not yet");
        }
        err_clear(&why);
        return ok;
}

static bool retire_database(struct work *w, const struct database *db, struct err *err)
{
        struct retire_terms terms = terms_of(w->s, w->kept);
        bool going = rds_phase(db->status) == RDS_DELETING;
        bool ok = going || (prove(w, db, &terms, err) && check_marked(w, w->id, db->tags, err) &&
                            wake(w, db, err));

        /* nobody was connected to it, and CloudWatch has no figures of that time */
        if (text_same(db->status, "stopped"))
                terms.idle.lasts = 0;
        ok = ok && remove_or_leave(w, db, &terms, err);
        retire_terms_release(&terms);
        return ok;
}

/* RDS has started it after seven days; or somebody has, who would have to be using it. */
static bool stop_again(struct work *w, const struct database *db, struct err *err)
{
        struct retire_terms terms = terms_of(w->s, w->kept);
        char *why = NULL;
        bool ok = prove(w, db, &terms, err) && check_tagged(w, w->id, db->tags, err) &&
                  database_stop(w->s, w->id, w->kept->resource_id, &why, err);

        if (ok && why)
                ok = stage_report(w->s, err, "RDS does not stop %s again: %s", w->id, why);
        else if (ok)
                json_add_text(w->stopped, w->kept->timestamp);
        free(why);
        retire_terms_release(&terms);
        return ok;
}

static bool is_to_stop(const struct kept *k, const struct database *db)
{
        return k->as == KEPT_STOPPED && strcmp(db->status, "stopped") &&
               strcmp(db->status, "stopping") && rds_phase(db->status) != RDS_DELETING;
}

static bool sweep_database(struct work *w, struct err *err)
{
        struct database db = {0};
        bool there, due = is_due(w->s, w->kept), ok = find(w, &db, &there, err);

        if (ok && there && due)
                ok = retire_database(w, &db, err);
        else if (ok && there && is_to_stop(w->kept, &db))
                ok = stop_again(w, &db, err);
        database_release(&db);
        if (!ok || (there && !due))
                return ok;
        /* retired, or deleted by hand before its time: nothing is kept */
        if (!retire_forget(w->s, w->kept->timestamp, err))
                return false;
        json_add_text(w->retired, w->kept->timestamp);
        return true;
}

/* --- kept snapshots --- */

static bool check_snapshot(const struct work *w, const struct rds_snapshot *snap, struct err *err)
{
        const struct kept *k = w->kept;

        if (!text_same(snap->source_resource_id, k->resource_id))
                return err_set(err, ERR_FOREIGN,
                               "snapshot %s is of resource id %s, and the one that is kept of %s",
                               k->snapshot,
                               snap->source_resource_id ? snap->source_resource_id : "none",
                               k->resource_id);
        if (!check_marked(w, k->snapshot, &snap->tags, err))
                return false;
        for (size_t i = 0; i < snap->tags.count; i++)
                if (text_starts(snap->tags.items[i].key, "snaplift:share:"))
                        return err_set(err, ERR_REFUSED, "snapshot %s is shared for a run: %s",
                                       k->snapshot, snap->tags.items[i].key);
        return true;
}

/* It is the way back: another database must be the active one. */
static bool check_snapshot_free(struct work *w, const struct rds_snapshot *snap, struct err *err)
{
        struct retire_terms terms = terms_of(w->s, w->kept);
        bool ok =
                check_snapshot(w, snap, err) && retire_check_active(w->s, w->id, &terms, NULL, err);

        retire_terms_release(&terms);
        return ok;
}

/* *gone: it is not there, or has just been deleted. */
static bool delete_once(struct work *w, bool *gone, struct err *err)
{
        const struct kept *k = w->kept;
        struct aws *aws = stage_aws(w->s);
        struct rds_snapshot snap = {0};
        bool found,
                ok = snapshot_await_seen(w->s, aws, k->cluster, k->snapshot, &snap, &found, err);

        *gone = ok && !found;
        if (*gone)
                return true;
        ok = ok && check_snapshot_free(w, &snap, err);
        rds_snapshot_release(&snap);
        if (!ok || !stage_intend(w->s, err, "delete snapshot %s", k->snapshot))
                return false;
        *gone = rds_remove_snapshot(aws, k->cluster, k->snapshot, err);
        if (*gone)
                return stage_result(w->s, err, "snapshot %s is deleted", k->snapshot);
        if (is_for_now(err)) /* it is being copied, say */
                err->code = ERR_REFUSED;
        if (!err_is(err, ERR_LOST) && !err_is(err, ERR_NOT_FOUND))
                return false;
        err_clear(err); /* looked at again */
        return true;
}

/* Deleted, and its final snapshot taken: else the run that keeps it was given up half-way. */
static bool check_database_gone(struct work *w, struct err *err)
{
        struct database db;
        bool there, ok = database_look(w->s, w->id, &db, &there, err);

        if (ok && there && text_same(db.resource_id, w->kept->resource_id)) {
                ok = err_set(err, ERR_REFUSED,
                             "database %s is still there, and only its snapshot was to be kept",
                             w->id);
                err_next(err, "snaplift resume %s deletes it", w->kept->run);
        }
        database_release(&db);
        return ok;
}

static bool sweep_snapshot(struct work *w, struct err *err)
{
        bool gone = false, ok = true;

        if (!is_due(w->s, w->kept))
                return true;
        if (!check_database_gone(w, err))
                return false;
        for (int n = 0; ok && !gone && n < TRIES; n++)
                ok = delete_once(w, &gone, err);
        if (ok && !gone)
                ok = err_set(err, ERR_LOST, "deleting snapshot %s: no answer", w->kept->snapshot);
        if (!ok || !retire_forget(w->s, w->kept->timestamp, err))
                return false;
        json_add_text(w->retired, w->kept->timestamp);
        return true;
}

/* --- all of them --- */

static bool sweep_one(struct work *w, struct err *err)
{
        const struct kept *k = w->kept;

        stack_database(stage_stack(w->s), k->timestamp, w->id);
        if (k->broken)
                return err_set(err, ERR_REFUSED, "what is kept of %s can't be told: %s", w->id,
                               k->broken);
        if (!check_run_ended(w->s, k, err))
                return false;
        return k->as == KEPT_SNAPSHOT ? sweep_snapshot(w, err) : sweep_database(w, err);
}

/* A refusal concerns the one thing. */
static bool take_one(struct work *w, struct err *err)
{
        struct err why = ERR_INIT;
        bool ok;

        if (sweep_one(w, err))
                return true;
        if (!err_is(err, ERR_REFUSED) && !err_is(err, ERR_FOREIGN) && !err_is(err, ERR_CONFLICT))
                return false;
        err_move(&why, err);
        json_add_text(w->left, w->kept->timestamp);
        ok = stage_report(w->s, err, "left %s: %s", w->id, err_text(&why));
        err_clear(&why);
        return ok;
}

static bool sweep(struct stage *s, struct err *err)
{
        struct work w = {
                .s = s,
                .retired = json_object_new_array(),
                .stopped = json_object_new_array(),
                .left = json_object_new_array(),
        };
        struct kept_list all = {0};
        bool ok = kept_read(stage_aws(s), stage_stack(s), &all, err);

        for (size_t i = 0; ok && i < all.count; i++) {
                w.kept = &all.items[i];
                ok = take_one(&w, err);
        }
        if (ok && !stage_has_intended(s) && !json_count(w.left))
                stage_unchanged(s, "nothing of it is due");
        stage_output(s, "retired", w.retired);
        stage_output(s, "stopped", w.stopped);
        stage_output(s, "left", w.left);
        kept_list_release(&all);
        return ok;
}

/* --- plan --- */

static void plan_due(struct stage *s, const struct kept *k, const char *id)
{
        char name[PARAMETER_SIZE];

        if (k->as == KEPT_SNAPSHOT)
                stage_would(s, WOULD_DELETE,
                            k->cluster ? "rds:DeleteDBClusterSnapshot" : "rds:DeleteDBSnapshot",
                            k->snapshot, NULL);
        else
                stage_would(s, WOULD_DELETE,
                            k->cluster ? "rds:DeleteDBCluster" : "rds:DeleteDBInstance", id, NULL);
        kept_parameter(stage_stack(s), k->timestamp, name);
        stage_would(s, WOULD_DELETE, "ssm:DeleteParameter", name, NULL);
}

static bool plan(struct stage *s, struct err *err)
{
        struct kept_list all = {0};
        bool ok = kept_read(stage_aws(s), stage_stack(s), &all, err);

        for (size_t i = 0; ok && i < all.count; i++) {
                const struct kept *k = &all.items[i];
                char id[DATABASE_SIZE];

                stack_database(stage_stack(s), k->timestamp, id);
                if (k->broken)
                        stage_warns(s, "kept", "what is kept of %s can't be told: %s", id,
                                    k->broken);
                else if (is_due(s, k))
                        plan_due(s, k, id);
        }
        kept_list_release(&all);
        return ok;
}

const struct stage_type stage_database_sweep = {
        .name = "database.sweep",
        .summary = "retire what was kept of retired databases and is due",
        .notes =
                "`snaplift sweep` runs it. It acts on what `database.retire` has recorded below "
                "`/<stack>/db/kept`, read under the stack's lock. Of a database that is due it has "
                "the whole proof of `database.retire` again, on the terms that were recorded: "
                "another database is active and available, name, tag and resource id are those of "
                "what was kept, and nobody uses it or will (nor is connected, where `idle` was "
                "set). The tags `snaplift:kept-by` and "
                "`snaplift:keep-until` must still say so, also at the last look before it is "
                "deleted: "
                "a later time there is kept to, unless `now` is set. Then one that is stopped is "
                "started, "
                "as RDS changes none that is, and deleted. A kept snapshot is deleted when name, "
                "source and tags are those of what was kept and another database is active. One "
                "that is kept stopped, is not due and runs, because RDS starts them after seven "
                "days, is stopped again with the same proof. What is refused is left and reported, "
                "with its record; so is what RDS does not delete now, as there is no room for the "
                "final snapshot, say.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .final = true,
        .timeout = 6 * 3600 * 1000LL,
        .run = sweep,
        .plan = plan,
        .recover = stage_recover_nothing,
};
