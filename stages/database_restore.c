/* database.restore: the snapshot as the stack's candidate, with the settings of the active one. */
#include <stdlib.h>
#include <string.h>

#include "engine/aws/rds.h"
#include "engine/aws/rds_share.h"
#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/cluster_restore.h"
#include "stages/database.h"
#include "stages/existing.h"
#include "stages/fingerprint.h"
#include "stages/instance_restore.h"
#include "stages/instance_settings.h"
#include "stages/permissions.h"
#include "stages/protection.h"
#include "stages/recover.h"
#include "stages/restore_plan.h"
#include "stages/restore_undo.h"
#include "stages/usage.h"

static const struct port inputs[] = {
        {"snapshot", VALUE_TEXT, .required = true, .help = "identifier or ARN of the snapshot"},
        {"inherit", VALUE_TEXT, .fallback = "active",
         .help = "whose settings it gets: active, none, or a database's name"},
        {"timestamp", VALUE_TIMESTAMP,
         .help = "of the initial snapshot, where another stage knows it: when it is the active one "
                 "the snapshot, which may be out of sight by then, is not looked at"},
        {"active", VALUE_TIMESTAMP,
         .help = "the active timestamp, from parameters.stash; looked up when not given"},
        {"allow_unencrypted", VALUE_FLAG, .fallback = "false",
         .help = "also from a snapshot that is not encrypted, when the settings' source is"},
        {"name", VALUE_TEXT, .help = "database name to tell where RDS does not know it"},
        {"zone", VALUE_TEXT, .help = "availability zone"},
        {"tags", VALUE_MAP, .help = "more tags for it"},
        {"cluster", VALUE_TEXT,
         .help = "ECS cluster: undo deletes the candidate only when nothing there uses it; not "
                 "looked into when not given"},
        {"clusters", VALUE_LIST, .help = "more of them"},
        FINGERPRINT_INPUTS,
        {0},
};

static const struct port outputs[] = {
        {"database", VALUE_TEXT, .help = "its name, <stack>-<timestamp>"},
        {"timestamp", VALUE_TIMESTAMP, .help = "of the initial snapshot"},
        {"kind", VALUE_TEXT, .help = "instance or cluster"},
        {"host", VALUE_TEXT, .help = "its address; of a cluster, its writer's"},
        {"reader_host", VALUE_TEXT, .help = "address of a cluster's readers"},
        {"endpoints", VALUE_MAP,
         .help = "addresses of a cluster's custom endpoints, by the old ones' names"},
        {"port", VALUE_NUMBER, .help = "its port"},
        {"name", VALUE_TEXT, .help = "name of the database in it, where it is known"},
        {"user", VALUE_TEXT, .help = "its master user"},
        {"engine", VALUE_TEXT, .help = "e.g. postgres"},
        {"engine_version", VALUE_TEXT, .help = "e.g. 15.4"},
        {"resource_id", VALUE_TEXT, .help = "RDS's own id, never used again"},
        {"arn", VALUE_TEXT, .help = "its ARN"},
        {"created", VALUE_FLAG, .help = "true when this run made it"},
        {0},
};

static const struct stage_action actions[] = {
        {"rds:DescribeDBInstances", "*"},
        {"rds:DescribeDBSnapshots", "*"},
        {"rds:DescribeDBClusters", "*"},
        {"rds:DescribeDBClusterSnapshots", "*"},
        {"rds:DescribeDBClusterEndpoints", "*", ACTION_CLUSTER},
        {"rds:DescribeEvents", "*"},
        {"rds:RestoreDBInstanceFromDBSnapshot", RESTORED_INSTANCE, ACTION_INSTANCE,
         .condition = FOR_STACK},
        {"rds:RestoreDBClusterFromSnapshot", RESTORED_CLUSTER, ACTION_CLUSTER,
         .condition = FOR_STACK},
        {"rds:CreateDBInstance", CREATED_MEMBER, ACTION_CLUSTER, .condition = FOR_STACK},
        {"rds:CreateDBClusterEndpoint", CREATED_ENDPOINT, ACTION_CLUSTER, .condition = FOR_STACK},
        {"rds:ModifyDBInstance", "rds:db:{instance} rds:pg:* rds:og:*"},
        {"rds:ModifyDBCluster", "rds:cluster:{db} rds:cluster-pg:*", ACTION_CLUSTER},
        {"rds:AddRoleToDBInstance", "rds:db:{instance}", ACTION_INSTANCE},
        {"rds:AddRoleToDBCluster", "rds:cluster:{db}", ACTION_CLUSTER},
        {"rds:EnableHttpEndpoint", "rds:cluster:{db}", ACTION_CLUSTER},
        {"iam:PassRole", "iam:role/*", .condition = FOR_RDS},
        {"rds:RebootDBInstance", "rds:db:{instance}"},
        {"rds:DeleteDBInstance", "rds:db:{instance}"},
        {"rds:DeleteDBCluster", "rds:cluster:{db}", ACTION_CLUSTER},
        {"rds:CreateDBSnapshot", "rds:db:{instance} rds:snapshot:{db}-final-*", ACTION_INSTANCE},
        {"rds:CreateDBClusterSnapshot", "rds:cluster:{db} rds:cluster-snapshot:{db}-final-*",
         ACTION_CLUSTER},
        {"rds:AddTagsToResource", "rds:snapshot:{db}-final-* rds:cluster-snapshot:{db}-final-*"},
        {"rds:AddTagsToResource", "rds:db:{instance} rds:cluster:{db} rds:cluster-endpoint:*",
         .condition = FOR_STACK},
        {"rds:ListTagsForResource", "*"},
        {"ssm:GetParameter", "ssm:parameter/{stack}/*"},
        RECOVER_PARAMETER_ACTIONS,
        {"ecs:ListServices", "*"},
        {"ecs:DescribeServices", "ecs:service/{cluster}/*"},
        {"ecs:ListTasks", "*"},
        {"ecs:DescribeTasks", "ecs:task/{cluster}/*"},
        {"ecs:DescribeTaskDefinition", "*"},
        USAGE_AHEAD_ACTIONS,
        {0},
};

/* Everything that is known before the first change. */
struct restore {
        struct rds_snapshot snapshot;
        char timestamp[STAMP_SIZE];
        char id[DATABASE_SIZE]; /* the candidate's */
        bool already;           /* it is the active one */
        bool has_from;
        struct rds_instance from; /* the settings' source */
        bool has_candidate;
        struct rds_instance candidate; /* as it was when looked for */
        struct fingerprint settings;
        struct strlist differs;
        struct tags tags;
};

static void restore_release(struct restore *r)
{
        rds_snapshot_release(&r->snapshot);
        rds_instance_release(&r->from);
        rds_instance_release(&r->candidate);
        fingerprint_release(&r->settings);
        strlist_release(&r->differs);
        tags_release(&r->tags);
}

static bool look_at_snapshot(struct stage *s, struct restore *r, struct err *err)
{
        const char *id = stage_text(s, "snapshot");
        int64_t initial;

        if (!rds_find_snapshot(stage_aws(s), id, &r->snapshot, err))
                return false;
        if (!text_same(r->snapshot.status, "available"))
                return err_set(err, ERR_STATE, "snapshot %s is %s, not available", id,
                               r->snapshot.status);
        if (text_same(r->snapshot.type, "shared") && r->snapshot.encrypted) {
                err_set(err, ERR_REFUSED,
                        "snapshot %s is another account's and encrypted: RDS does not restore it",
                        id);
                return err_next(err, "copy it with a key of this account first: snapshot.copy");
        }
        initial = r->snapshot.original ? r->snapshot.original : r->snapshot.created;
        if (initial <= 0)
                return err_set(err, ERR_INVALID, "snapshot %s has no creation time", id);
        stamp_format(initial, r->timestamp);
        stack_database(stage_stack(s), r->timestamp, r->id);
        return true;
}

/* An Aurora cluster can't hand its settings to a DB instance. */
static bool refuse_source(struct stage *s, const struct restore *r, const char *id, struct err *err)
{
        struct rds_cluster c = {0};
        bool found, ok = cluster_find(s, id, &c, &found, err);

        rds_cluster_release(&c);
        if (ok && found) {
                err_set(err, ERR_REFUSED,
                        "database %s is an Aurora cluster and snapshot %s is of a DB instance", id,
                        r->snapshot.id);
                err_next(err, "lift a cluster's snapshot, or set inherit: none if the stack is to "
                              "have a DB instance from now on");
        } else if (ok) {
                err_set(err, ERR_STATE,
                        "database %s, whose settings are to be carried over, does not exist", id);
                err_next(err, "set inherit to an existing database, or to none");
        }
        return false;
}

/* The settings' source, and whether the candidate is there. */
static bool look_at_databases(struct stage *s, struct restore *r, const char *active,
                              struct err *err)
{
        const char *inherit = stage_text(s, "inherit");
        struct rds_instance db[2] = {0};
        char active_id[DATABASE_SIZE];
        const char *ids[2] = {inherit, r->id};
        bool found[2] = {false, false};

        if (active)
                stack_database(stage_stack(s), active, active_id);
        if (text_same(inherit, "active"))
                ids[0] = active ? active_id : NULL;
        else if (text_same(inherit, "none"))
                ids[0] = NULL;
        if (ids[0] ? !database_find_two(s, ids, db, found, err)
                   : !database_find(s, r->id, &db[1], &found[1], err))
                return false;
        r->from = db[0];
        r->has_from = found[0];
        r->candidate = db[1];
        r->has_candidate = found[1];
        return !ids[0] || r->has_from || refuse_source(s, r, ids[0], err);
}

/* As RDS would have tagged it, then the active one's, the user's, and ours. */
static void choose_tags(struct stage *s, struct restore *r)
{
        cloud_merge_foreign_tags(&r->tags, &r->snapshot.tags);
        cloud_merge_foreign_tags(&r->tags, &r->from.tags);
        tags_take(&r->tags, stage_map(s, "tags"));
        cloud_tags(s, &r->tags);
        tags_set(&r->tags, "snaplift:timestamp", r->timestamp);
        tags_set(&r->tags, "snaplift:snapshot", r->snapshot.id);
        if (json_flag(r->settings.want, "deletion_protection"))
                tags_set(&r->tags, "snaplift:protected", "true");
}

/* Encryption is the snapshot's for good: RDS can't add it to a database. */
static bool check_encryption(struct stage *s, const struct restore *r, struct err *err)
{
        if (!r->has_from || !r->from.encrypted || r->snapshot.encrypted ||
            stage_flag(s, "allow_unencrypted"))
                return true;
        err_set(err, ERR_REFUSED, "snapshot %s is not encrypted and database %s is", r->snapshot.id,
                r->from.id);
        return err_next(err, "copy it with a KMS key and lift the copy, or set "
                             "allow_unencrypted: true");
}

static void note_encryption(struct restore *r)
{
        if (r->from.encrypted && !r->snapshot.encrypted)
                strlist_add(&r->differs, "storage is not encrypted: the snapshot is not");
        else if (r->from.kms_key && r->snapshot.kms_key &&
                 strcmp(r->from.kms_key, r->snapshot.kms_key))
                strlist_add(&r->differs, "storage is encrypted with the snapshot's key");
        if (r->from.master_secret)
                strlist_add(&r->differs,
                            "the master password is not kept in Secrets Manager by RDS");
}

static bool choose_settings(struct stage *s, struct restore *r, struct err *err)
{
        struct fingerprint_fit fit = {
                .from = r->has_from ? r->from.id : NULL,
                .from_engine = r->from.engine,
                .from_version = r->from.engine_version,
                .from_settings = r->from.settings,
                .snapshot = r->snapshot.id,
                .engine = r->snapshot.engine,
                .version = r->snapshot.engine_version,
                .storage = r->snapshot.storage,
        };

        fingerprint_of(&r->settings, r->from.settings);
        fingerprint_pin(&r->settings, s);
        if (!fingerprint_fit(&r->settings, &fit, &r->differs, err))
                return false;
        note_encryption(r);
        return true;
}

static bool look(struct stage *s, struct restore *r, struct err *err)
{
        const char *active = stage_text(s, "active");
        char read[STAMP_SIZE];
        const char *timestamp = stage_text(s, "timestamp");
        bool found;

        if (!timestamp && !look_at_snapshot(s, r, err))
                return false;
        if (!active) {
                if (!cloud_active(s, stage_stack(s), read, &found, err))
                        return false;
                active = found ? read : NULL;
        }
        if (timestamp && text_same(active, timestamp)) {
                memcpy(r->timestamp, timestamp, STAMP_SIZE);
                stack_database(stage_stack(s), r->timestamp, r->id);
        } else if (timestamp && !look_at_snapshot(s, r, err)) {
                return false;
        }
        r->already = text_same(active, r->timestamp);
        if (r->already)
                return true;
        if (!look_at_databases(s, r, active, err) || !check_encryption(s, r, err))
                return false;
        if (!choose_settings(s, r, err))
                return false;
        choose_tags(s, r);
        return true;
}

static bool is_ours(struct stage *s, const struct restore *r, const struct rds_instance *db,
                    struct err *err)
{
        return cloud_check_candidate(s, "database", r->id, &db->tags, r->snapshot.id, err);
}

/* There is a candidate of ours when it returns true. */
static bool have_candidate(struct stage *s, struct restore *r, struct rds_instance *db,
                           struct err *err)
{
        struct instance_restore how = {
                .id = r->id,
                .snapshot = stage_text(s, "snapshot"),
                .from = r->snapshot.id,
                .zone = stage_text(s, "zone"),
                .tags = &r->tags,
                .settings = &r->settings,
                .asked = stage_has_intended(s),
                .name_key = "database",
                .resource_key = "resource",
        };

        *db = r->candidate;
        r->candidate = (struct rds_instance){0};
        return instance_restore_have(s, &how, r->has_candidate, db, err);
}

static bool tell(struct stage *s, struct restore *r, const struct rds_instance *db, struct err *err)
{
        struct text all = TEXT_INIT;
        bool ok;

        fingerprint_lost(&r->settings, db->settings, &r->differs);
        fingerprint_describe(&r->settings, &all);
        if (r->has_from)
                ok = stage_report(s, err, "carried over from %s: %s", r->from.id, text_str(&all));
        else
                ok = stage_report(s, err,
                                  "no settings carried over; given: %s; else RDS's defaults",
                                  all.len ? text_str(&all) : "none");
        for (size_t i = 0; ok && i < r->differs.count; i++)
                ok = stage_report(s, err, "%s differs: %s", r->id, r->differs.items[i]);
        text_release(&all);
        return ok;
}

static void publish(struct stage *s, const struct restore *r, const struct rds_instance *db,
                    bool created)
{
        const char *name = db->db_name ? db->db_name : r->from.db_name;

        stage_output_text(s, "database", r->id);
        stage_output_text(s, "timestamp", r->timestamp);
        stage_output_text(s, "kind", "instance");
        stage_output_text(s, "host", db->address);
        stage_output(s, "port", json_object_new_int64(db->port));
        stage_output_text(s, "name", stage_text(s, "name") ? stage_text(s, "name") : name);
        stage_output_text(s, "user", db->master_user);
        stage_output_text(s, "engine", db->engine);
        stage_output_text(s, "engine_version", db->engine_version);
        stage_output_text(s, "resource_id", db->resource_id);
        stage_output_text(s, "arn", db->arn);
        stage_output(s, "created", json_object_new_boolean(created));
}

/* It was not seen whose snapshot it is, where the timestamp alone said that it is the active one's.
 */
static bool use_active_cluster(struct stage *s, const struct restore *r, bool *found,
                               struct err *err)
{
        struct rds_cluster c = {0};
        bool ok = cluster_find(s, r->id, &c, found, err) &&
                  (!*found || cluster_restore_active(s, r->timestamp, &c, err));

        rds_cluster_release(&c);
        return ok;
}

static bool use_active(struct stage *s, const struct restore *r, struct err *err)
{
        struct rds_instance db = {0};
        bool cluster = false, found, ok = database_find(s, r->id, &db, &found, err);

        if (ok && !found)
                ok = use_active_cluster(s, r, &cluster, err);
        if (cluster || !ok)
                return ok;
        if (!found)
                ok = err_set(err, ERR_STATE, "%s is recorded as active and does not exist", r->id);
        else if (rds_phase(db.status) != RDS_AVAILABLE || !db.address)
                ok = err_set(err, ERR_STATE, "the active database %s is %s", r->id, db.status);
        if (ok) {
                stage_unchanged(s, "%s is already the active database", r->id);
                publish(s, r, &db, false);
        }
        rds_instance_release(&db);
        return ok;
}

/* A snapshot that no DB instance has may be a cluster's, by its name alone. */
static bool is_cluster_snapshot(const struct stage *s, const struct restore *r,
                                const struct err *err)
{
        return !r->snapshot.id && err_has_reason(err, "DBSnapshotNotFound") &&
               !text_starts(stage_text(s, "snapshot"), "arn:");
}

static bool restore(struct stage *s, struct err *err)
{
        struct restore r = {0};
        struct rds_instance db = {0};
        bool ok;

        if (!existing_refuse(s, err))
                return false;
        if (rds_is_cluster_snapshot(stage_text(s, "snapshot")))
                return cluster_restore(s, err);
        fingerprint_init(&r.settings, rds_instance_members, false);
        ok = look(s, &r, err);
        if (!ok && is_cluster_snapshot(s, &r, err)) {
                restore_release(&r);
                err_clear(err);
                return cluster_restore(s, err);
        }
        if (ok && r.already) {
                ok = use_active(s, &r, err);
        } else if (ok) {
                ok = have_candidate(s, &r, &db, err) && database_wait(s, r.id, &db, err) &&
                     instance_put_right(s, &r.settings, &db, err) &&
                     instance_have_roles(s, &r.settings, &db, err) &&
                     instance_bring_into_force(s, &db, err) && tell(s, &r, &db, err);
                if (ok)
                        publish(s, &r, &db, true);
        }
        restore_release(&r);
        rds_instance_release(&db);
        return ok;
}

/* A snapshot that another stage makes first is not there yet when a plan is made: one whose
 * timestamp is known from elsewhere. */
static bool plan_unseen(struct stage *s, struct err *err)
{
        const char *timestamp = stage_text(s, "timestamp");
        char name[DATABASE_SIZE];

        err_clear(err);
        stack_database(stage_stack(s), timestamp, name);
        stage_would(s, WOULD_CREATE,
                    rds_is_cluster_snapshot(stage_text(s, "snapshot"))
                            ? "rds:RestoreDBClusterFromSnapshot"
                            : "rds:RestoreDBInstanceFromDBSnapshot",
                    name,
                    stage_parameters("DBSnapshotIdentifier", stage_text(s, "snapshot"), NULL));
        stage_output_text(s, "database", name);
        stage_output_text(s, "timestamp", timestamp);
        return true;
}

static void tell_plan(struct stage *s, struct restore *r)
{
        struct restore_plan plan = {
                .action = "rds:RestoreDBInstanceFromDBSnapshot",
                .modify = "rds:ModifyDBInstance",
                .add_role = "rds:AddRoleToDBInstance",
                .snapshot_as = "DBSnapshotIdentifier",
                .id = r->id,
                .snapshot = &r->snapshot,
                .tags = &r->tags,
                .settings = &r->settings,
                .from = r->has_from ? r->from.id : NULL,
                .from_resource = r->from.resource_id,
                .from_settings = r->from.settings,
                .differs = &r->differs,
        };

        restore_plan_tell(s, &plan);
}

static bool plan_instance(struct stage *s, bool *is_cluster, struct err *err)
{
        struct restore r = {0};
        bool ok;

        fingerprint_init(&r.settings, rds_instance_members, false);
        ok = look(s, &r, err);
        *is_cluster = !ok && is_cluster_snapshot(s, &r, err);
        if (*is_cluster) {
                restore_release(&r);
                err_clear(err);
                return false;
        }
        if (!ok && !r.snapshot.id && err_is(err, ERR_NOT_FOUND) && stage_text(s, "timestamp") &&
            stamp_parse(stage_text(s, "timestamp"), NULL)) {
                restore_release(&r);
                return plan_unseen(s, err);
        }
        if (ok && r.already) {
                ok = use_active(s, &r, err);
        } else if (ok) {
                ok = !r.has_candidate || is_ours(s, &r, &r.candidate, err);
                if (ok)
                        tell_plan(s, &r);
                stage_output_text(s, "database", r.id);
                stage_output_text(s, "timestamp", r.timestamp);
        }
        restore_release(&r);
        return ok;
}

static bool plan(struct stage *s, struct err *err)
{
        bool is_cluster = rds_is_cluster_snapshot(stage_text(s, "snapshot"));
        const char *timestamp = stage_text(s, "timestamp");

        if (!existing_refuse(s, err))
                return false;
        if (!is_cluster) {
                bool ok = plan_instance(s, &is_cluster, err);

                if (!is_cluster)
                        return ok;
        }
        if (cluster_restore_plan(s, err))
                return true;
        return err_has_reason(err, "DBClusterSnapshotNotFoundFault") && timestamp &&
               stamp_parse(timestamp, NULL) && plan_unseen(s, err);
}

/* --- a run whose journal is lost --- */

/* What its outputs have of the settings' source alone. */
static bool recover_name(struct stage *s, struct restore *r, struct err *err)
{
        const char *active = stage_text(s, "active");
        char id[DATABASE_SIZE];
        bool found;

        if (!active)
                return true;
        stack_database(stage_stack(s), active, id);
        return database_find(s, id, &r->from, &found, err);
}

static bool recover_made(struct stage *s, const struct database *db, struct err *err)
{
        const char *timestamp = tags_get(db->tags, "snaplift:timestamp");
        struct restore r = {0};
        bool ok;

        if (!timestamp || !stamp_parse(timestamp, NULL))
                return err_set(err, ERR_REFUSED, "%s has no tag snaplift:timestamp", db->id);
        stage_found(s, "%s %s was made from %s; it is %s", db->is_cluster ? "cluster" : "database",
                    db->id, tags_get(db->tags, "snaplift:snapshot"), db->status);
        if (!stage_remember_text(s, "database", db->id, err) ||
            !stage_remember_text(s, "resource", db->resource_id, err) ||
            !protection_recovered(s,
                                  db->is_cluster ? db->cluster.deletion_protection
                                                 : db->instance.deletion_protection,
                                  err))
                return false;
        if (db->is_cluster)
                return stage_remember_text(s, "kind", "cluster", err) &&
                       cluster_restore_recover(s, timestamp, &db->cluster, err);
        memcpy(r.timestamp, timestamp, STAMP_SIZE);
        stack_database(stage_stack(s), timestamp, r.id);
        ok = db->instance.db_name || recover_name(s, &r, err);
        if (ok)
                publish(s, &r, &db->instance, true);
        restore_release(&r);
        return ok;
}

/* Where it has made none, the snapshot may be the active database's own. */
static bool recover(struct stage *s, struct err *err)
{
        struct database db;
        bool found, ok;

        if (!recover_database(s, &db, &found, err))
                return false;
        ok = found ? recover_made(s, &db, err) : restore(s, err);
        if (!found && !ok && stage_came_to_change(s)) {
                err_clear(err);
                ok = true;
        }
        database_release(&db);
        return ok;
}

const struct stage_type stage_database_restore = {
        .name = "database.restore",
        .summary = "restore a snapshot as the stack's candidate database",
        .notes = "The candidate is named `<stack>-<timestamp>`. Its settings are those of the "
                 "active "
                 "database, except where an input pins them: at restore where RDS takes them, by a "
                 "modification afterwards where it does not, with a reboot when static parameters "
                 "are pending. What could not be carried over is reported.\n\n"
                 "A database of that name is taken over only when this very run made it from this "
                 "very snapshot. When the snapshot is the active database's own, nothing is "
                 "done.\n\n"
                 "A snapshot of an Aurora cluster becomes a cluster: for each instance of the "
                 "active "
                 "one there is an instance like it, the writer first (`<database>-primary`, "
                 "`<database>-replica-1`, ...), and for each of its custom endpoints one under a "
                 "new name, since the old one is taken. A Multi-AZ DB cluster is refused, and so "
                 "is a snapshot of the other kind than the active database is. Which member of "
                 "RDS's answers becomes of what is in [SETTINGS.md](SETTINGS.md).\n\n"
                 "Undo deletes the candidate, a cluster after its instances, never the active "
                 "database. Of a run that had succeeded it is deleted like one that retires: with "
                 "a final snapshot, `<database>-final-<time>`, and when it is proven that another "
                 "usable database is active and nobody uses this one, nor will: an enabled "
                 "EventBridge rule or schedule whose tasks would is in its way. Of a run that was "
                 "cut off, or waited for somebody, after more than an hour as the active database "
                 "it is "
                 "deleted with that snapshot, too; of one that failed sooner what was written to "
                 "it meanwhile goes with it. A service whose tasks have "
                 "taken its address from `/<stack>/db/host` is started anew first, where "
                 "`ecs:UpdateService` allows it: once put back, they took it before the address "
                 "was put back. One that somebody has protected or made a replica of is kept.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .timeout = 6 * 3600 * 1000LL,
        .run = restore,
        .undo = restore_undo,
        .look_back = restore_look_back,
        .recover = recover,
        .marks = true,
        .plan = plan,
};
