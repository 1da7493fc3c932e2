/* What was of a retired database, and what there is of it. */
#include "stages/retire_again.h"

#include "engine/aws/rds_share.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/database_cluster.h"

/* What the restored one takes over as it was: who promoted it is not who puts it back, and whose
 * its protection is does not change either. */
static const char *const own_tags[] = {"snaplift:tag", "snaplift:commit", "snaplift:protected"};

void again_release(struct again *a)
{
        database_release(&a->db);
        rds_snapshot_release(&a->snapshot);
        tags_release(&a->tags);
}

static bool refuse_snapshot(struct stage *s, const struct again *a, struct err *err)
{
        err_set(err, ERR_REFUSED, "final snapshot %s, all that was kept of database %s, is gone",
                a->kept->snapshot, a->id);
        return err_next(err,
                        "lift an older snapshot: snaplift run PIPELINE %s --set snapshot=SNAPSHOT",
                        stage_stack(s)->name);
}

static bool look_at_snapshot(struct stage *s, struct again *a, struct err *err)
{
        const struct kept *kept = a->kept;

        a->has_snapshot =
                rds_look_snapshot(stage_aws(s), kept->cluster, kept->snapshot, &a->snapshot, err);
        if (!a->has_snapshot) {
                if (!err_is(err, ERR_NOT_FOUND))
                        return false;
                err_clear(err);
                return a->found || refuse_snapshot(s, a, err);
        }
        if (a->snapshot.source_resource_id &&
            !text_same(a->snapshot.source_resource_id, kept->resource_id))
                return err_set(err, ERR_REFUSED,
                               "snapshot %s is of resource id %s, and the one that was kept of %s",
                               kept->snapshot, a->snapshot.source_resource_id, kept->resource_id);
        return a->found || text_same(a->snapshot.status, "available") ||
               err_set(err, ERR_REFUSED, "final snapshot %s is %s, not available", kept->snapshot,
                       a->snapshot.status);
}

static void choose_tags(struct stage *s, struct again *a)
{
        struct tags had = {0}, ours = {0};

        tags_take(&had, json_get(a->was, "tags"));
        cloud_tags(s, &ours);
        cloud_merge_foreign_tags(&a->tags, &had);
        cloud_merge_foreign_tags(&a->tags, &ours); /* customer, project, env */
        for (size_t i = 0; i < ARRAY_LEN(own_tags); i++)
                if (tags_get(&had, own_tags[i]))
                        tags_set(&a->tags, own_tags[i], tags_get(&had, own_tags[i]));
        tags_set(&a->tags, "snaplift:stack", stage_stack(s)->name);
        tags_set(&a->tags, "snaplift:run", stage_run(s));
        tags_set(&a->tags, "snaplift:timestamp", a->kept->timestamp);
        tags_set(&a->tags, "snaplift:snapshot", a->kept->snapshot);
        tags_release(&had);
        tags_release(&ours);
}

/* Its task definitions refer to that secret, and a new one has another name. */
static bool check_password(const struct again *a, struct err *err)
{
        const char *secret = json_text(a->was, "secret");

        if (!secret)
                return true;
        err_set(err, ERR_REFUSED,
                "RDS kept the master password of database %s in secret %s, which was deleted with "
                "it: what ran on it could not log in",
                a->id, secret);
        return err_next(err,
                        "lift its final snapshot with a new run instead: --set snapshot=%s --set "
                        "any_direction=true",
                        a->kept->snapshot);
}

bool again_look(struct stage *s, const char *id, const struct kept *kept, struct again *a,
                struct err *err)
{
        *a = (struct again){.id = id, .kept = kept, .was = stage_recall(s, AGAIN_WAS_KEY)};
        if (!database_look(s, id, &a->db, &a->found, err))
                return false;
        a->going = a->found && text_same(a->db.resource_id, kept->resource_id);
        a->found = a->found && !a->going;
        if (!check_password(a, err) || !look_at_snapshot(s, a, err))
                return false;
        choose_tags(s, a);
        return true;
}

bool again_settings(const struct again *a, struct fingerprint *f, struct strlist *differs,
                    struct err *err)
{
        struct json_object *settings = json_get(a->was, "settings");
        struct fingerprint_fit fit = {
                .from = a->id,
                .from_engine = json_text(a->was, "engine"),
                .from_version = json_text(a->was, "version"),
                .from_settings = settings,
                .snapshot = a->kept->snapshot,
                .engine = json_text(a->was, "engine"),
                .version = json_text(a->was, "version"),
                .storage = a->has_snapshot ? a->snapshot.storage : json_int(settings, "storage"),
        };

        fingerprint_of(f, settings);
        return fingerprint_fit(f, &fit, differs, err);
}

bool again_refuse_taken(struct stage *s, const struct again *a, struct err *err)
{
        err_set(err, ERR_REFUSED,
                "%s %s is there by now (resource id %s), and is not the one this run deleted: the "
                "name that its final snapshot %s is to be restored under is taken",
                a->db.is_cluster ? "cluster" : "database", a->id,
                a->db.resource_id ? a->db.resource_id : "unknown", a->kept->snapshot);
        return err_next(err, "`snaplift status %s` tells what there is", stage_stack(s)->name);
}

bool again_await_gone(struct stage *s, struct again *a, struct err *err)
{
        const char *resource_id = a->kept->resource_id;

        if (!a->going)
                return true;
        database_release(&a->db);
        return a->kept->cluster ? cluster_wait_gone(s, a->id, resource_id, err)
                                : database_wait_gone(s, a->id, resource_id, err);
}

bool again_check_address(struct stage *s, const struct again *a, const char *whose,
                         const char *before, const char *now, struct err *err)
{
        const char *stack = stage_stack(s)->name;

        if (!before || text_same(before, now))
                return true;
        err_set(err, ERR_CONFLICT,
                "%s, restored from %s, has the address %s and had %s, which the services and "
                "parameters that would be put back refer to: none of them was",
                whose, a->kept->snapshot, now ? now : "none", before);
        return err_next(err,
                        "stack %s remains on its present database: `snaplift unlock %s %s`, delete "
                        "%s, and lift the snapshot with a new run instead",
                        stack, stack, stage_run(s), a->id);
}

bool again_report(struct stage *s, const struct again *a, const struct strlist *differs,
                  struct err *err)
{
        bool ok = stage_report(s, err, "%s is there again, restored from %s", a->id,
                               a->kept->snapshot);

        for (size_t i = 0; ok && i < differs->count; i++)
                ok = stage_report(s, err, "%s differs: %s", a->id, differs->items[i]);
        return ok;
}
