/* Looking at snapshots of either kind, waiting for them, deleting them. */
#include "stages/snapshots.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "stages/snapshot_claim.h"

bool snapshot_look(struct aws *aws, bool cluster, const char *id, struct rds_snapshot *out,
                   bool *found, struct err *err)
{
        *found = rds_look_snapshot(aws, cluster, id, out, err);
        return *found || err_forgive(err, ERR_NOT_FOUND);
}

bool snapshot_await_seen(struct stage *s, struct aws *aws, bool cluster, const char *id,
                         struct rds_snapshot *out, bool *found, struct err *err)
{
        *found = false;
        for (int n = 0; n < LOOKS_UNSEEN && !*found; n++) {
                if (!stage_sleep(s, watch_pause(aws, n), err) ||
                    !snapshot_look(aws, cluster, id, out, found, err))
                        return false;
        }
        return true;
}

bool snapshot_is_of_run(const struct stage *s, const struct rds_snapshot *snapshot)
{
        return text_same(tags_get(&snapshot->tags, "snaplift:run"), stage_run(s));
}

bool snapshot_tag_home(struct stage *s, struct tags *tags, struct err *err)
{
        char *home = account_place(stage_account(s), err);

        if (home)
                tags_set(tags, SNAPSHOT_HOME, home);
        free(home);
        return home != NULL;
}

bool snapshot_is_copy(const struct rds_snapshot *snapshot)
{
        const char *of = tags_get(&snapshot->tags, "snaplift:snapshot");
        const char *stack = tags_get(&snapshot->tags, "snaplift:stack");
        const char *timestamp = tags_get(&snapshot->tags, "snaplift:timestamp");
        char *database;
        bool its_own;

        if (!of || !timestamp || !text_starts(of, "arn:") || !stamp_parse(timestamp, NULL))
                return false;
        database = xasprintf("%s-%s", stack ? stack : "", timestamp);
        its_own = text_same(snapshot->source, database);
        free(database);
        return !its_own;
}

bool snapshot_stamp(const struct rds_snapshot *snapshot, char out[STAMP_SIZE], struct err *err)
{
        int64_t initial = snapshot->original ? snapshot->original : snapshot->created;

        if (!snapshot->original && snapshot_is_copy(snapshot)) {
                memcpy(out, tags_get(&snapshot->tags, "snaplift:timestamp"), STAMP_SIZE);
                return true;
        }
        if (initial <= 0)
                return err_set(err, ERR_INVALID, "snapshot %s has no creation time", snapshot->id);
        stamp_format(initial, out);
        return true;
}

bool snapshot_is_known(const char *id)
{
        return id && !strstr(id, "(known after ");
}

static bool is_ruined(const char *status)
{
        return text_same(status, "failed") || text_same(status, "deleting") ||
               text_same(status, "deleted") || text_starts(status, "incompatible");
}

bool snapshot_wait(struct stage *s, struct aws *aws, bool cluster, const char *id,
                   struct rds_snapshot *out, struct err *err)
{
        int unknown = 0;
        bool found;

        for (int look = 0;; look++) {
                rds_snapshot_release(out);
                if (!stage_sleep(s, watch_pause(aws, look), err) ||
                    !snapshot_look(aws, cluster, id, out, &found, err))
                        return false;
                if (!found && ++unknown >= LOOKS_UNSEEN)
                        return err_set(err, ERR_NOT_FOUND, "snapshot %s does not appear", id);
                if (!found)
                        continue;
                unknown = 0;
                stage_note(s, "snapshot %s is %s, %lld%%", id, out->status,
                           (long long)out->percent);
                if (text_same(out->status, "available"))
                        return true;
                if (is_ruined(out->status))
                        return err_set(err, ERR_FAILED, "snapshot %s is %s", id, out->status);
        }
}

/* One that is on its way is gone soon; one that can't be deleted yet is asked for again. */
static bool call_remove(struct stage *s, struct aws *aws, bool cluster, const char *id,
                        struct err *err)
{
        if (!stage_intend(s, err, "delete snapshot %s", id))
                return false;
        if (rds_remove_snapshot(aws, cluster, id, err))
                return stage_result(s, err, "deletion of snapshot %s accepted", id);
        if (!err_is(err, ERR_NOT_FOUND) && !err_is(err, ERR_LOST) && !err_is(err, ERR_STATE))
                return false;
        err_clear(err); /* the next look tells */
        return true;
}

/* A run of another stack, or of one of the same name in another place. */
static bool report_claimed(struct stage *s, const char *id, const char *claim, struct err *err)
{
        return stage_report(s, err,
                            "snapshot %s is left, as another run needs it shared: its tag %s says "
                            "so",
                            id, claim);
}

bool snapshot_remove(struct stage *s, struct aws *aws, bool cluster, const char *id,
                     struct err *err)
{
        struct rds_snapshot snapshot = {0};
        const char *claim;
        bool found, ok;

        for (int look = 0;; look++) {
                ok = snapshot_look(aws, cluster, id, &snapshot, &found, err);
                if (!ok || !found)
                        break;
                if (!snapshot_is_of_run(s, &snapshot)) {
                        stage_note(s, "snapshot %s was not made by this run and is left alone", id);
                        break;
                }
                claim = snapshot_claim_of_another(&snapshot.tags, stage_run(s));
                if (claim && !text_same(snapshot.status, "deleting")) {
                        ok = report_claimed(s, id, claim, err);
                        break;
                }
                /* RDS deletes what is available (or has failed) only */
                if (text_same(snapshot.status, "available") || text_same(snapshot.status, "failed"))
                        ok = call_remove(s, aws, cluster, id, err);
                else
                        stage_note(s, "snapshot %s is %s", id, snapshot.status);
                rds_snapshot_release(&snapshot);
                if (!ok || !(ok = stage_sleep(s, watch_pause(aws, look), err)))
                        break;
        }
        if (ok && !found && stage_intent_open(s))
                ok = stage_result(s, err, "snapshot %s is gone", id);
        rds_snapshot_release(&snapshot);
        return ok;
}
