/* Making a retired database again from its final snapshot. */
#include "stages/retire_return.h"

#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/database_any.h"
#include "stages/fingerprint.h"
#include "stages/instance_restore.h"
#include "stages/instance_settings.h"
#include "stages/restore_plan.h"

static const char was[] = "was";
static const char returned[] = "returned", returned_resource[] = "returned resource";

/* What the restored one takes over as it was: who promoted it is not who puts it back, and whose
 * its protection is does not change either. */
static const char *const own_tags[] = {"snaplift:tag", "snaplift:commit", "snaplift:protected"};

/* --- what it was --- */

bool retire_return_remember(struct stage *s, const struct rds_instance *db, struct err *err)
{
        struct json_object *obj = json_object_new_object(), *tags = json_object_new_object();

        for (size_t i = 0; i < db->tags.count; i++)
                json_put_text(tags, db->tags.items[i].key, db->tags.items[i].value);
        json_put(obj, "tags", tags);
        json_put(obj, "settings", json_copy(db->settings));
        json_put_text(obj, "address", db->address);
        json_put_text(obj, "engine", db->engine);
        json_put_text(obj, "version", db->engine_version);
        json_put_text(obj, "secret", db->master_secret);
        return stage_remember(s, was, obj, err);
}

bool retire_return_is_known(const struct stage *s, const struct kept *kept)
{
        return kept->as == KEPT_SNAPSHOT && kept->resource_id && !kept->cluster &&
               stage_recall(s, was);
}

/* --- what it is to be --- */

struct again {
        const char *id;
        const struct kept *kept;
        struct json_object *was; /* borrowed */
        struct database db;      /* what there is of that name */
        bool found;
        bool going;        /* the old one is still seen, on its way out: then not found */
        bool has_snapshot; /* not needed any more once it is being restored */
        struct rds_snapshot snapshot;
        struct fingerprint settings;
        struct strlist differs;
        struct tags tags;
};

static void again_release(struct again *a)
{
        database_release(&a->db);
        rds_snapshot_release(&a->snapshot);
        fingerprint_release(&a->settings);
        strlist_release(&a->differs);
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

        a->has_snapshot = rds_find_snapshot(stage_aws(s), kept->snapshot, &a->snapshot, err);
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
        struct json_object *old = json_get(a->was, "tags");
        struct tags had = {0}, ours = {0};

        if (old) {
                json_object_object_foreach(old, key, value)
                        tags_set(&had, key, json_object_get_string(value));
        }
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

static bool choose_settings(struct again *a, struct err *err)
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

        fingerprint_of(&a->settings, settings);
        return fingerprint_fit(&a->settings, &fit, &a->differs, err);
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

static bool look(struct stage *s, const char *id, const struct kept *kept, struct again *a,
                 struct err *err)
{
        *a = (struct again){.id = id, .kept = kept, .was = stage_recall(s, was)};
        fingerprint_init(&a->settings, rds_instance_members, false);
        if (!database_look(s, id, &a->db, &a->found, err))
                return false;
        a->going = a->found && text_same(a->db.resource_id, kept->resource_id);
        a->found = a->found && !a->going;
        if (!check_password(a, err) || !look_at_snapshot(s, a, err) || !choose_settings(a, err))
                return false;
        choose_tags(s, a);
        return true;
}

/* --- before it is asked for --- */

static bool refuse_taken(struct stage *s, const struct again *a, struct err *err)
{
        err_set(err, ERR_REFUSED,
                "%s %s is there by now (resource id %s), and is not the one this run deleted: the "
                "name that its final snapshot %s is to be restored under is taken",
                a->db.is_cluster ? "cluster" : "database", a->id,
                a->db.resource_id ? a->db.resource_id : "unknown", a->kept->snapshot);
        return err_next(err, "`snaplift status %s` tells what there is", stage_stack(s)->name);
}

static void tell(struct stage *s, struct again *a)
{
        struct json_object *shown = json_object_new_object();
        struct restore_plan plan = {
                .action = "rds:RestoreDBInstanceFromDBSnapshot",
                .modify = "rds:ModifyDBInstance",
                .snapshot_as = "DBSnapshotIdentifier",
                .id = a->id,
                .snapshot = &a->snapshot,
                .tags = &a->tags,
                .settings = &a->settings,
                .differs = &a->differs,
        };

        restore_plan_tell(s, &plan);
        json_put_text(shown, "database", a->id);
        json_put_text(shown, "snapshot", a->kept->snapshot);
        stage_shows(s, "restored", shown);
}

bool retire_return_look_back(struct stage *s, const char *id, const struct kept *kept,
                             struct err *err)
{
        struct again a;
        bool ok = look(s, id, kept, &a, err) && (!a.found || refuse_taken(s, &a, err));

        if (ok)
                tell(s, &a);
        again_release(&a);
        return ok;
}

/* --- made again --- */

static bool have(struct stage *s, struct again *a, struct rds_instance *db, struct err *err)
{
        struct instance_restore how = {
                .id = a->id,
                .snapshot = a->kept->snapshot,
                .from = a->kept->snapshot,
                .tags = &a->tags,
                .settings = &a->settings,
                .asked = stage_recall(s, returned) != NULL,
                .name_key = returned,
                .resource_key = returned_resource,
        };

        if (a->found && a->db.is_cluster)
                return refuse_taken(s, a, err);
        if (a->going) {
                database_release(&a->db);
                if (!database_wait_gone(s, a->id, a->kept->resource_id, err))
                        return false;
        }
        *db = a->db.instance;
        a->db.instance = (struct rds_instance){0};
        return instance_restore_have(s, &how, a->found, db, err);
}

/* RDS gives a name the same address again. Were it another, the services would be sent to nothing.
 */
static bool check_address(struct stage *s, const struct again *a, const struct rds_instance *db,
                          struct err *err)
{
        const char *before = json_text(a->was, "address");

        if (!before || text_same(before, db->address))
                return true;
        err_set(err, ERR_CONFLICT,
                "database %s, restored from %s, has the address %s and had %s, which the services "
                "and parameters that would be put back refer to: none of them was",
                a->id, a->kept->snapshot, db->address ? db->address : "none", before);
        return err_next(err,
                        "stack %s remains on its present database: `snaplift unlock %s %s`, delete "
                        "%s, and lift the snapshot with a new run instead",
                        stage_stack(s)->name, stage_stack(s)->name, stage_run(s), a->id);
}

static bool report(struct stage *s, struct again *a, const struct rds_instance *db, struct err *err)
{
        bool ok = stage_report(s, err, "%s is there again, restored from %s", a->id,
                               a->kept->snapshot);

        fingerprint_lost(&a->settings, db->settings, &a->differs);
        for (size_t i = 0; ok && i < a->differs.count; i++)
                ok = stage_report(s, err, "%s differs: %s", a->id, a->differs.items[i]);
        return ok;
}

bool retire_return(struct stage *s, const char *id, const struct kept *kept, struct err *err)
{
        struct rds_instance db = {0};
        struct again a;
        bool ok = look(s, id, kept, &a, err) && have(s, &a, &db, err) &&
                  database_wait(s, id, &db, err) && instance_put_right(s, &a.settings, &db, err) &&
                  instance_have_roles(s, &a.settings, &db, err) &&
                  instance_bring_into_force(s, &db, err) && check_address(s, &a, &db, err) &&
                  report(s, &a, &db, err);

        rds_instance_release(&db);
        again_release(&a);
        return ok;
}
