/* Putting a retired database aside, and getting it back. */
#include "stages/retire_keep.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/rds_share.h"
#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "stages/parameters.h"
#include "stages/retire_removal.h"
#include "stages/retire_return.h"
#include "stages/snapshots.h"

enum { TAG_TRIES = 3 };

static const char memory[] = "kept";

bool retire_keep_asked(struct stage *s, bool *keep, enum kept_as *as, struct err *err)
{
        const char *way = stage_text(s, "keep");

        *keep = stage_duration(s, "keep_for") > 0;
        *as = KEPT_RUNNING;
        if (way && !*keep) {
                err_set(err, ERR_REFUSED, "keep: %s is given without keep_for", way);
                return err_next(err, "say for how long, as in keep_for: 24h");
        }
        for (int i = 0; i < KEPT_WAYS; i++)
                if (text_same(way, kept_ways[i]))
                        *as = (enum kept_as)i;
        if (*keep && *as == KEPT_SNAPSHOT && !stage_flag(s, "final_snapshot")) {
                err_set(err, ERR_REFUSED, "keep: snapshot is given with final_snapshot: false");
                return err_next(err, "without a final snapshot there would be nothing to keep");
        }
        return true;
}

/* --- what is decided --- */

/* What was decided by an earlier start; *kept empty: nothing. */
static bool recall(struct stage *s, struct kept *kept, struct err *err)
{
        struct json_object *known = stage_recall(s, memory);

        *kept = (struct kept){0};
        return !known || kept_from_json(known, kept, err);
}

/* What is to be deleted can't be looked at later. */
static bool note_what_was(struct stage *s, enum kept_as as, const struct database *db,
                          struct err *err)
{
        return as != KEPT_SNAPSHOT || retire_return_remember(s, db, err);
}

static bool decide(struct stage *s, const char *timestamp, enum kept_as as,
                   const struct database *db, const struct retire_terms *terms, struct kept *kept,
                   struct err *err)
{
        char final[FINAL_NAME_SIZE];

        if (!db->resource_id)
                return err_set(err, ERR_STATE, "RDS gives database %s no resource id", db->id);
        if (as == KEPT_SNAPSHOT && !retire_final_name(s, db->id, db->is_cluster, final, err))
                return false;
        if (!note_what_was(s, as, db, err))
                return false;
        *kept = (struct kept){
                .as = as,
                .cluster = db->is_cluster,
                .resource_id = xstrdup(db->resource_id),
                .snapshot = as == KEPT_SNAPSHOT ? xstrdup(final) : NULL,
                .run = xstrdup(stage_run(s)),
                .since = aws_now(stage_aws(s)),
                .clusters = json_object_get(terms->clusters),
                .families = xstrdup(terms->families),
                .scheduled = xstrdup(stage_text(s, "scheduled")),
                .unseen = xstrdup(stage_text(s, "unseen")),
                .idle = terms->idle.lasts,
                .final_snapshot = terms->deletion.final_snapshot,
                .keep_backups = stage_flag(s, "keep_backups"),
                .disable_protection = terms->deletion.disable_protection,
        };
        kept->until = kept->since + stage_duration(s, "keep_for");
        memcpy(kept->timestamp, timestamp, STAMP_SIZE);
        return stage_remember(s, memory, kept_json(kept), err);
}

/* --- the proof --- */

static bool prove_once(struct stage *s, const struct database *db, const struct retire_terms *terms,
                       bool *wait, struct err *err)
{
        if (rds_phase(db->status) == RDS_DELETING)
                return err_set(err, ERR_CONFLICT, "database %s is being deleted by somebody else",
                               db->id);
        return retire_prove_either(s, db, terms, wait, err);
}

/* The database, with all that there is to prove of it; *found false: there is none. */
static bool await_proven(struct stage *s, const char *id, const struct retire_terms *terms,
                         struct database *db, bool *found, struct err *err)
{
        bool wait = true, ok = true;

        *found = true;
        for (int look = 0; ok && *found && wait; look++) {
                database_release(db);
                wait = false;
                ok = stage_sleep(s, watch_pause(stage_aws(s), look), err) &&
                     database_look(s, id, db, found, err) &&
                     (!*found || prove_once(s, db, terms, &wait, err));
        }
        return ok;
}

/* --- its record --- */

bool retire_forget(struct stage *s, const char *timestamp, struct err *err)
{
        /* one that this run has written may not be seen yet */
        const int looks = stage_recall(s, memory) ? LOOKS_UNSEEN : 1;
        char name[PARAMETER_SIZE];
        bool found = false, ok = true;

        kept_parameter(stage_stack(s), timestamp, name);
        for (int n = 0; ok && !found && n < looks; n++) {
                struct ssm_parameter old = {0};

                ok = stage_sleep(s, watch_pause(stage_aws(s), n), err) &&
                     parameters_find(s, name, &old, &found, err);
                ssm_parameter_release(&old);
        }
        return ok && (!found ||
                      (stage_intend(s, err, "delete %s", name) && parameters_delete(s, name, err) &&
                       stage_result(s, err, "%s is deleted", name)));
}

/* --- its tags --- */

static bool is_marked(const struct tags *tags, const struct kept *kept, const char *until)
{
        return text_same(tags_get(tags, KEPT_BY_TAG), kept->run) &&
               text_same(tags_get(tags, KEPT_UNTIL_TAG), until);
}

/* Said twice it is the same: a lost answer is asked for again. until NULL: the tags are taken off.
 */
static bool change_tags(struct stage *s, const char *what, const char *arn, const char *until,
                        const struct tags *tags, struct err *err)
{
        struct strlist keys = {0};
        bool ok = true, lost = true;

        for (size_t i = 0; i < tags->count; i++)
                strlist_add(&keys, tags->items[i].key);
        for (int n = 0; ok && lost && n < TAG_TRIES; n++) {
                if (until)
                        ok = stage_intend(s, err, "tag %s as kept until %s", what, until) &&
                             rds_add_tags(stage_aws(s), arn, tags, err);
                else
                        ok = stage_intend(s, err, "take the tags of what is kept off %s", what) &&
                             rds_remove_tags(stage_aws(s), arn, &keys, err);
                lost = !ok && n + 1 < TAG_TRIES && err_forgive(err, ERR_LOST);
                ok = ok || lost;
        }
        strlist_release(&keys);
        return ok &&
               stage_result(s, err, "%s is %s", what, until ? "tagged" : "not tagged as kept");
}

static bool mark(struct stage *s, const char *what, const char *arn, const struct tags *now,
                 const struct kept *kept, struct err *err)
{
        struct tags tags = {0};
        char until[ISO_SIZE];
        bool ok;

        iso_format(kept->until, until);
        if (is_marked(now, kept, until))
                return true;
        tags_set(&tags, KEPT_UNTIL_TAG, until);
        tags_set(&tags, KEPT_BY_TAG, kept->run);
        ok = change_tags(s, what, arn, until, &tags, err);
        tags_release(&tags);
        return ok;
}

/* Also where they are not to be seen: this run has given them, and a look may lag behind. */
static bool unmark(struct stage *s, const char *what, const char *arn, struct err *err)
{
        struct tags tags = {0};
        bool ok;

        tags_set(&tags, KEPT_UNTIL_TAG, "");
        tags_set(&tags, KEPT_BY_TAG, "");
        ok = change_tags(s, what, arn, NULL, &tags, err);
        tags_release(&tags);
        return ok;
}

static bool unmark_database(struct stage *s, const struct database *db, struct err *err)
{
        const char *arn = db->is_cluster ? db->cluster.arn : db->instance.arn;

        return unmark(s, db->id, arn, err);
}

/* It is not what the sweep may delete any more. */
static bool release_snapshot(struct stage *s, const struct kept *kept, struct err *err)
{
        struct rds_snapshot snapshot = {0};
        bool found, ok;

        ok = snapshot_look(stage_aws(s), kept->cluster, kept->snapshot, &snapshot, &found, err) &&
             (!found || unmark(s, kept->snapshot, snapshot.arn, err));
        rds_snapshot_release(&snapshot);
        return ok;
}

/* Another run's record of the same name is about to be written over: it had kept an earlier
 * database of this timestamp as its final snapshot. That one is nobody's to sweep then, and stays.
 */
static bool release_older(struct stage *s, const struct ssm_parameter *old, const struct kept *kept,
                          struct err *err)
{
        struct json_object *record = NULL;
        struct kept older = {0};
        struct err unread = ERR_INIT;
        bool ok = true;

        if (json_parse(old->value, strlen(old->value), &record, &unread) &&
            kept_from_json(record, &older, &unread) && older.snapshot &&
            !text_same(older.snapshot, kept->snapshot))
                ok = release_snapshot(s, &older, err) &&
                     stage_report(
                             s, err,
                             "snapshot %s, which run %s had kept, stays for good: %s records "
                             "another by now; when it is not wanted: aws rds delete-%s-snapshot "
                             "--%s-snapshot-identifier %s",
                             older.snapshot, older.run, old->name,
                             older.cluster ? "db-cluster" : "db",
                             older.cluster ? "db-cluster" : "db", older.snapshot);
        err_clear(&unread);
        kept_release(&older);
        json_object_put(record);
        return ok;
}

static bool write_record(struct stage *s, const struct kept *kept, struct err *err)
{
        struct json_object *record = kept_json(kept);
        const char *value = json_line(record);
        struct ssm_parameter old = {0};
        char name[PARAMETER_SIZE], until[ISO_SIZE];
        bool found, ok;

        iso_format(kept->until, until);
        kept_parameter(stage_stack(s), kept->timestamp, name);
        ok = parameters_find(s, name, &old, &found, err);
        if (ok && !(found && text_same(old.value, value)))
                ok = (!found || release_older(s, &old, kept, err)) &&
                     stage_intend(s, err, "record in %s what is kept until %s", name, until) &&
                     parameters_put(s, name, found ? &old : NULL, value, NULL, err) &&
                     stage_result(s, err, "%s is written", name);
        ssm_parameter_release(&old);
        json_object_put(record);
        return ok;
}

/* --- all of it --- */

/* What RDS does not stop runs on, and is recorded so. */
static bool rest(struct stage *s, const char *id, struct kept *kept, struct err *err)
{
        char *why = NULL;
        bool ok = database_stop(s, id, kept->resource_id, &why, err);

        if (ok && why) {
                kept->as = KEPT_RUNNING;
                ok = stage_report(s, err, "%s is kept running, as RDS does not stop it: %s", id,
                                  why) &&
                     stage_remember(s, memory, kept_json(kept), err) && write_record(s, kept, err);
        }
        free(why);
        return ok;
}

static bool put_aside(struct stage *s, const struct database *db, struct kept *kept,
                      struct err *err)
{
        const char *arn = db->is_cluster ? db->cluster.arn : db->instance.arn;

        if (!text_same(kept->resource_id, db->resource_id))
                return err_set(err, ERR_CONFLICT,
                               "database %s has resource id %s by now, and %s was to be kept",
                               db->id, db->resource_id ? db->resource_id : "none",
                               kept->resource_id);
        if (!write_record(s, kept, err))
                return false;
        if (kept->as == KEPT_SNAPSHOT)
                return true;
        return mark(s, db->id, arn, db->tags, kept, err) &&
               (kept->as != KEPT_STOPPED || rest(s, db->id, kept, err));
}

static bool keep_proven(struct stage *s, const char *timestamp, enum kept_as as, struct kept *kept,
                        bool *found, struct err *err)
{
        struct retire_terms terms = retire_terms_of_inputs(s);
        struct database db = {0};
        char id[DATABASE_SIZE];
        bool ok;

        stack_database(stage_stack(s), timestamp, id);
        terms.deletion.started = as != KEPT_SNAPSHOT;
        ok = await_proven(s, id, &terms, &db, found, err);
        if (ok && *found)
                ok = (kept->resource_id || decide(s, timestamp, as, &db, &terms, kept, err)) &&
                     put_aside(s, &db, kept, err);
        database_release(&db);
        retire_terms_release(&terms);
        return ok;
}

bool retire_keep(struct stage *s, const char *timestamp, enum kept_as as, struct kept *kept,
                 bool *found, struct err *err)
{
        *found = true;
        if (!recall(s, kept, err))
                return false;
        /* It may be on its way out already; who deletes it has the proof again. */
        if (kept->resource_id && kept->as == KEPT_SNAPSHOT && stage_has_intended(s))
                return write_record(s, kept, err);
        return keep_proven(s, timestamp, as, kept, found, err);
}

bool retire_keep_snapshot(struct stage *s, const struct kept *kept, struct err *err)
{
        struct rds_snapshot snapshot = {0};
        bool ok = rds_look_snapshot(stage_aws(s), kept->cluster, kept->snapshot, &snapshot, err) &&
                  mark(s, kept->snapshot, snapshot.arn, &snapshot.tags, kept, err);

        rds_snapshot_release(&snapshot);
        return ok;
}

bool retire_keep_tell(struct stage *s, const struct kept *kept, struct err *err)
{
        char id[DATABASE_SIZE], until[ISO_SIZE];

        stack_database(stage_stack(s), kept->timestamp, id);
        iso_format(kept->until, until);
        stage_output_text(s, "kept_as", kept_ways[kept->as]);
        stage_output_text(s, "kept_until", until);
        when_format(kept->until, until);
        if (kept->as == KEPT_SNAPSHOT)
                return stage_report(s, err, "snapshot %s of %s is kept until %s", kept->snapshot,
                                    id, until);
        return stage_report(s, err, "database %s is kept until %s, %s", id, until,
                            kept_ways[kept->as]);
}

/* --- plan, recover --- */

void retire_keep_plan(struct stage *s, const char *timestamp, enum kept_as as,
                      const struct database *db)
{
        char name[PARAMETER_SIZE], keep_for[24];

        duration_format(stage_duration(s, "keep_for"), keep_for);
        kept_parameter(stage_stack(s), timestamp, name);
        stage_would(s, WOULD_CREATE, "ssm:PutParameter", name,
                    stage_parameters("as", kept_ways[as], "for", keep_for, NULL));
        if (as == KEPT_SNAPSHOT)
                return;
        stage_would(s, WOULD_CHANGE, "rds:AddTagsToResource", db->id, NULL);
        if (as == KEPT_STOPPED)
                stage_would(s, WOULD_CHANGE,
                            db->is_cluster ? "rds:StopDBCluster" : "rds:StopDBInstance", db->id,
                            NULL);
}

bool retire_keep_recover(struct stage *s, const char *timestamp, bool *found, struct err *err)
{
        struct kept_list all = {0};
        const struct kept *kept;
        char until[ISO_SIZE], name[PARAMETER_SIZE];
        bool ok = kept_read(stage_aws(s), stage_stack(s), &all, err);

        kept = ok ? kept_find(&all, timestamp) : NULL;
        *found = kept && text_same(kept->run, stage_run(s));
        if (kept && kept->broken) {
                kept_parameter(stage_stack(s), timestamp, name);
                ok = err_set(err, ERR_INVALID, "%s: %s", name, kept->broken);
        } else if (*found) {
                when_format(kept->until, until);
                stage_found(s, "the database of %s was put aside until %s", timestamp, until);
                ok = stage_remember(s, memory, kept_json(kept), err);
        }
        kept_list_release(&all);
        return ok;
}

/* --- undo --- */

static bool refuse_deleted(struct stage *s, const char *id, const char *snapshot, struct err *err)
{
        const char *stack = stage_stack(s)->name;
        char at[ISO_SIZE];

        when_format(stage_ended_at(s), at);
        err_set(err, ERR_REFUSED, "database %s was deleted by this run at %s", id, at);
        if (!snapshot)
                return err_next(err,
                                "lift an older snapshot: snaplift run PIPELINE %s --set "
                                "snapshot=SNAPSHOT",
                                stack);
        return err_next(err,
                        "lift its final snapshot: snaplift run PIPELINE %s --set snapshot=%s "
                        "--set any_direction=true",
                        stack, snapshot);
}

static bool refuse_gone(struct stage *s, const char *id, const struct kept *kept, struct err *err)
{
        bool cluster = kept->cluster || text_same(stage_recall_text(s, "kind"), "cluster");
        char final[FINAL_NAME_SIZE], until[ISO_SIZE];

        if (kept->resource_id && kept->as != KEPT_SNAPSHOT) {
                when_format(kept->until, until);
                err_set(err, ERR_REFUSED,
                        "database %s, which this run had kept, is gone; it was to be kept until %s",
                        id, until);
                return err_next(err,
                                "lift its final snapshot, if there is one; see snaplift "
                                "status %s",
                                stage_stack(s)->name);
        }
        return retire_final_name(s, id, cluster, final, err) &&
               refuse_deleted(s, id, stage_flag(s, "final_snapshot") ? final : NULL, err);
}

/* What this run was to retire: *db is that very database, and *kept what was decided of it; empty
 * where this run has changed nothing of it. *deleted: only its snapshot is kept, from which it can
 * be made again. ERR_REFUSED when it is gone for good. */
static bool find_again(struct stage *s, const char *id, struct kept *kept, struct database *db,
                       bool *deleted, struct err *err)
{
        const char *resource_id;
        bool found, ok;

        *db = (struct database){0};
        *deleted = false;
        if (!recall(s, kept, err))
                return false;
        resource_id = kept->resource_id ? kept->resource_id : stage_recall_text(s, "resource");
        ok = database_look(s, id, db, &found, err);
        if (ok && found && text_same(db->resource_id, resource_id) &&
            rds_phase(db->status) != RDS_DELETING)
                return true;
        *deleted = ok && retire_return_is_known(s, kept);
        return ok && (*deleted || refuse_gone(s, id, kept, err));
}

/* The one of the two for what is left of the database; neither where this run has changed nothing
 * of it. */
struct way_back {
        bool (*from_snapshot)(struct stage *s, const char *id, const struct kept *kept,
                              struct err *err);
        bool (*as_it_is)(struct stage *s, const struct database *db, const struct kept *kept,
                         struct err *err);
};

static bool go_back(struct stage *s, const struct way_back *way, struct err *err)
{
        const char *timestamp = stage_text(s, "timestamp");
        char id[DATABASE_SIZE];
        struct database db;
        struct kept kept;
        bool deleted, ok;

        if (!timestamp)
                return true;
        stack_database(stage_stack(s), timestamp, id);
        ok = find_again(s, id, &kept, &db, &deleted, err);
        if (ok && deleted)
                ok = way->from_snapshot(s, id, &kept, err);
        else if (ok && kept.resource_id)
                ok = way->as_it_is(s, &db, &kept, err);
        database_release(&db);
        kept_release(&kept);
        return ok;
}

static bool restore(struct stage *s, const char *id, const struct kept *kept, struct err *err)
{
        return retire_return(s, id, kept, err) && release_snapshot(s, kept, err) &&
               retire_forget(s, kept->timestamp, err);
}

static bool start(struct stage *s, const struct database *db, const struct kept *kept,
                  struct err *err)
{
        return database_start(s, db->id, kept->resource_id, err) &&
               (kept->as == KEPT_SNAPSHOT || unmark_database(s, db, err)) &&
               retire_forget(s, kept->timestamp, err);
}

bool retire_unkeep(struct stage *s, struct err *err)
{
        return go_back(s, &(struct way_back){restore, start}, err);
}

static bool is_at_rest(const struct database *db)
{
        return text_same(db->status, "stopped") || text_same(db->status, "stopping");
}

static void foresee_forgetting(struct stage *s)
{
        char name[PARAMETER_SIZE];

        kept_parameter(stage_stack(s), stage_text(s, "timestamp"), name);
        stage_would(s, WOULD_DELETE, "ssm:DeleteParameter", name, NULL);
}

static bool foresee_restore(struct stage *s, const char *id, const struct kept *kept,
                            struct err *err)
{
        if (!retire_return_look_back(s, id, kept, err))
                return false;
        stage_would(s, WOULD_CHANGE, "rds:RemoveTagsFromResource", kept->snapshot, NULL);
        foresee_forgetting(s);
        return true;
}

static bool foresee_start(struct stage *s, const struct database *db, const struct kept *kept,
                          struct err *err)
{
        if (database_is_bare(db)) {
                err_set(err, ERR_REFUSED,
                        "cluster %s, which this run has kept, has no instances any more", db->id);
                return database_advise_instance(db->id, err);
        }
        if (is_at_rest(db))
                stage_would(s, WOULD_CHANGE,
                            db->is_cluster ? "rds:StartDBCluster" : "rds:StartDBInstance", db->id,
                            NULL);
        else if (rds_phase(db->status) == RDS_TERMINAL)
                return err_set(err, ERR_REFUSED, "database %s, which this run has kept, is %s",
                               db->id, db->status);
        if (kept->as != KEPT_SNAPSHOT)
                stage_would(s, WOULD_CHANGE, "rds:RemoveTagsFromResource", db->id, NULL);
        foresee_forgetting(s);
        return true;
}

bool retire_look_back(struct stage *s, struct err *err)
{
        return go_back(s, &(struct way_back){foresee_restore, foresee_start}, err);
}
