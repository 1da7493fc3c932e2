/* snapshot.select: which snapshot is lifted. Reads only. */
#include <stdio.h>
#include <string.h>

#include "engine/aws/rds_cluster.h"
#include "engine/base/text.h"
#include "stages/cloud.h"
#include "stages/database_cluster.h"
#include "stages/recover.h"
#include "stages/snapshot_route.h"
#include "stages/snapshot_show.h"
#include "stages/snapshots.h"

enum { SOURCE_SIZE = 256 };

static const char *const types[] = {"any", "manual", "automated", "shared", NULL};

static const struct port inputs[] = {
        {"stack", VALUE_STACK, .help = "take it from this stack's active database"},
        {"source", VALUE_TEXT, .help = "take it from the database of exactly this name"},
        {"snapshot", VALUE_TEXT, .help = "exactly this snapshot: identifier or ARN"},
        {"tier", VALUE_TIER,
         .help = "the tier in whose account and region it is (see `roles:`); default: that of "
                 "`stack`, or of the name in `source`"},
        {"key", VALUE_TEXT,
         .help = "KMS key for a copy of it in the stack's account, where it must be copied"},
        {"source_key", VALUE_TEXT,
         .help = "customer managed KMS key for a copy where it is, where its own can't be shared"},
        {"type", VALUE_TEXT, .fallback = "any", .choices = types,
         .help = "kind of snapshots to choose from"},
        {"max_age", VALUE_DURATION, .help = "refuse when the initial snapshot is older"},
        {"tiers", VALUE_LIST, .fallback = "[dev, qa, prod]",
         .help = "envs from the lowest to the highest; promotions go up"},
        {"allow_any_direction", VALUE_FLAG, .fallback = "false",
         .help = "also from a tier that is not below this stack's"},
        {"allow_other_project", VALUE_FLAG, .fallback = "false",
         .help = "also from a stack of another customer or project"},
        {0},
};

static const struct port outputs[] = {
        {"snapshot", VALUE_TEXT, .help = "its identifier; the ARN of a shared one or a cluster's"},
        {"kind", VALUE_TEXT, .help = "what it is of: instance or cluster"},
        {"arn", VALUE_TEXT, .help = "its ARN"},
        {"timestamp", VALUE_TIMESTAMP, .help = "of the initial snapshot"},
        {"source", VALUE_TEXT, .help = "name of the database it was taken from"},
        {"engine", VALUE_TEXT, .help = "e.g. postgres"},
        {"engine_version", VALUE_TEXT, .help = "e.g. 15.4"},
        {"storage", VALUE_NUMBER, .help = "GiB"},
        {"encrypted", VALUE_FLAG, .help = "whether it is encrypted"},
        {"master_user", VALUE_TEXT, .help = "the master user in it"},
        {"tier", VALUE_TEXT, .help = "the tier in whose account it was found"},
        {"account", VALUE_TEXT, .help = "the account it is in"},
        {"region", VALUE_TEXT, .help = "the region it is in"},
        {"prepare", VALUE_FLAG, .help = "it must be copied where it is before it can be shared"},
        {"share", VALUE_FLAG, .help = "the stack's account must be let to use it"},
        {"copy", VALUE_FLAG, .help = "it must be copied before it can be restored"},
        {0},
};

static const struct stage_action actions[] = {
        {"ssm:GetParameter", "ssm:parameter/{stack:stack}/db/active-timestamp"},
        {"rds:DescribeDBSnapshots", "*"},
        {"rds:DescribeDBClusterSnapshots", "*"},
        {"rds:DescribeDBInstances", "*"},
        {"rds:DescribeDBClusters", "*"},
        {"rds:ListTagsForResource", "*"},
        {"kms:DescribeKey", "{key}", .when = "kms"},
        {"sts:GetCallerIdentity", NULL},
        {"sts:AssumeRole", "{role}", .when = "roles"},
        {0},
};

/* Whose account is looked in. */
struct source {
        const char *tier; /* borrowed, or in buffer */
        char buffer[STACK_SIZE];
        struct account *account;
};

static bool find_account(struct stage *s, struct source *from, struct err *err)
{
        const char *name =
                stage_text(s, "stack") ? stage_text(s, "stack") : stage_text(s, "source");
        struct stack stack;
        struct err not_one = ERR_INIT; /* said by find_source() */
        bool known = name && (stage_text(s, "stack") ? stack_parse(name, &stack, &not_one)
                                                     : database_parse(name, &stack, NULL));

        err_clear(&not_one);
        *from = (struct source){.tier = stage_text(s, "tier")};
        if (known)
                snprintf(from->buffer, sizeof(from->buffer), "%s", stack.env);
        if (!from->tier)
                from->tier = known ? from->buffer : stage_stack(s)->env;
        from->account = stage_account_of(s, from->tier, err);
        return from->account != NULL;
}

static long tier_of(struct json_object *tiers, const char *env)
{
        for (size_t i = 0; i < json_count(tiers); i++)
                if (text_same(json_object_get_string(json_at(tiers, i)), env))
                        return (long)i;
        return -1;
}

/* Data goes from lower tiers to higher ones, and stays with its customer and project. */
static bool check_direction(struct stage *s, const struct stack *from, struct err *err)
{
        const struct stack *to = stage_stack(s);
        struct json_object *tiers = stage_list(s, "tiers");
        long low = tier_of(tiers, from->env), high = tier_of(tiers, to->env);

        if ((strcmp(from->customer, to->customer) || strcmp(from->project, to->project)) &&
            !stage_flag(s, "allow_other_project")) {
                err_set(err, ERR_REFUSED, "%s is of another customer or project than %s",
                        from->name, to->name);
                return err_next(err, "set allow_other_project: true if this is meant");
        }
        if (stage_flag(s, "allow_any_direction"))
                return true;
        if (!strcmp(from->env, to->env) || (low >= 0 && high >= 0 && low >= high)) {
                err_set(err, ERR_REFUSED, "tier %s is not below %s", from->env, to->env);
                return err_next(err, "set allow_any_direction: true (in the ready pipelines: "
                                     "--set any_direction=true) if this is meant");
        }
        return true;
}

/* The name of the database whose snapshots are looked through. */
static bool find_source(struct stage *s, struct aws *aws, char source[SOURCE_SIZE], struct err *err)
{
        const char *name = stage_text(s, "source"), *stack_name = stage_text(s, "stack");
        struct stack from;
        char timestamp[STAMP_SIZE];
        bool found;

        if (name) {
                if (database_parse(name, &from, NULL) && !check_direction(s, &from, err))
                        return false;
                if (snprintf(source, SOURCE_SIZE, "%s", name) >= SOURCE_SIZE)
                        return err_set(err, ERR_INVALID, "\"%s\" is too long a name", name);
                return true;
        }
        if (!stack_name)
                return err_set(err, ERR_INVALID, "none of stack, source and snapshot is given");
        if (!stack_parse(stack_name, &from, err) || !check_direction(s, &from, err) ||
            !cloud_active_in(aws, &from, timestamp, &found, err))
                return false;
        if (!found) {
                err_set(err, ERR_NOT_FOUND,
                        "stack %s has no active database: /%s/db/active-timestamp "
                        "is not there",
                        stack_name, stack_name);
                return err_next(err, "name the database to take the snapshot of as source");
        }
        stack_database(&from, timestamp, source);
        return true;
}

static void publish_route(struct stage *s, const struct source *from, const struct route *route)
{
        stage_output_text(s, "tier", from->tier);
        stage_output_text(s, "account", route->account);
        stage_output_text(s, "region", route->region);
        stage_output(s, "prepare", json_object_new_boolean(route->prepare));
        stage_output(s, "share", json_object_new_boolean(route->share));
        stage_output(s, "copy", json_object_new_boolean(route->copy));
}

static bool publish(struct stage *s, const struct source *from, const struct rds_snapshot *snapshot,
                    struct err *err)
{
        const char *id = snapshot->id;
        bool cluster = rds_is_cluster_snapshot(snapshot->arn);
        struct route route;
        int64_t initial, max_age = stage_duration(s, "max_age"), now = aws_now(stage_aws(s));
        char timestamp[STAMP_SIZE], age[24], limit[24];

        if (cluster && !cluster_check_engine("the cluster's snapshot", id, snapshot->engine, err))
                return false;
        if (!snapshot_stamp(snapshot, timestamp, err))
                return false;
        stamp_parse(timestamp, &initial);
        if (max_age && !stage_recovering(s) && now - initial > max_age) {
                duration_format(now - initial, age);
                duration_format(max_age, limit);
                err_set(err, ERR_REFUSED, "snapshot %s is %s old, and max_age is %s", id, age,
                        limit);
                return err_next(err, "take a newer one, or allow an older one with max_age");
        }
        if (!route_find(s, snapshot, from->account, &route, err))
                return false;
        if (cluster || route.other_account || route.other_region ||
            text_same(snapshot->type, "shared"))
                id = snapshot->arn;
        publish_route(s, from, &route);
        route_release(&route);
        stage_output_text(s, "snapshot", id);
        stage_output_text(s, "kind", cluster ? "cluster" : "instance");
        stage_output_text(s, "arn", snapshot->arn);
        stage_output_text(s, "timestamp", timestamp);
        stage_output_text(s, "source", snapshot->source);
        stage_output_text(s, "engine", snapshot->engine);
        stage_output_text(s, "engine_version", snapshot->engine_version);
        stage_output(s, "storage", json_object_new_int64(snapshot->storage));
        stage_output(s, "encrypted", json_object_new_boolean(snapshot->encrypted));
        stage_output_text(s, "master_user", snapshot->master_user);
        stage_note(s, "%s of %s", id, timestamp);
        return true;
}

/* An ARN says whether it is a DB instance's or a cluster's; a name may be of either. */
static bool find_named(struct aws *aws, const char *id, struct rds_snapshot *out, struct err *err)
{
        if (rds_look_snapshot(aws, rds_is_cluster_snapshot(id), id, out, err))
                return true;
        if (!err_is(err, ERR_NOT_FOUND) || text_starts(id, "arn:"))
                return false;
        err_clear(err);
        if (rds_look_snapshot(aws, true, id, out, err))
                return true;
        if (!err_is(err, ERR_NOT_FOUND))
                return false;
        err_set(err, ERR_NOT_FOUND,
                "there is no snapshot %s, neither of a DB instance nor of a "
                "cluster",
                id);
        err_next(err, "check its name; those there are: aws rds describe-db-snapshots");
        return err_reason(err, "DBSnapshotNotFound");
}

static bool select_named(struct stage *s, const struct source *where, const char *id,
                         struct err *err)
{
        struct rds_snapshot snapshot = {0};
        struct stack from;
        bool ok = find_named(where->account->aws, id, &snapshot, err);

        if (ok && !text_same(snapshot.status, "available"))
                ok = err_set(err, ERR_STATE, "snapshot %s is %s, not available", id,
                             snapshot.status) ||
                     err_next(err, "wait until it is, or name another one");
        if (ok && snapshot.source && database_parse(snapshot.source, &from, NULL))
                ok = check_direction(s, &from, err);
        ok = ok && publish(s, where, &snapshot, err);
        if (ok)
                snapshot_show(s, &snapshot, "it was named");
        rds_snapshot_release(&snapshot);
        return ok;
}

static const struct rds_snapshot *choose(const struct rds_snapshots *all, const char *source)
{
        const struct rds_snapshot *best = NULL;

        for (size_t i = 0; i < all->count; i++) {
                const struct rds_snapshot *one = &all->items[i];

                if (text_same(one->source, source) && text_same(one->status, "available") &&
                    snapshot_is_later(one, best))
                        best = one;
        }
        return best;
}

/* Those of the DB instance of that name, else of the cluster. */
static bool list(struct aws *aws, const char *source, const char *type, struct rds_snapshots *all,
                 struct err *err)
{
        if (!rds_list_snapshots(aws, source, type, all, err))
                return false;
        if (choose(all, source))
                return true;
        rds_snapshots_release(all);
        if (rds_list_cluster_snapshots(aws, source, type, all, err))
                return true;
        if (!err_is(err, ERR_NOT_FOUND))
                return false;
        err_clear(err); /* no such cluster: no snapshots */
        return true;
}

static bool select_snapshot(struct stage *s, struct err *err)
{
        const char *named = stage_text(s, "snapshot"), *type = stage_text(s, "type");
        const struct rds_snapshot *best;
        struct rds_snapshots all = {0};
        char source[SOURCE_SIZE];
        struct source where;
        bool ok;

        if (!find_account(s, &where, err))
                return false;
        if (named)
                return select_named(s, &where, named, err);
        if (!find_source(s, where.account->aws, source, err))
                return false;
        if (type && !strcmp(type, "any"))
                type = NULL;
        if (!list(where.account->aws, source, type, &all, err))
                return false;
        best = choose(&all, source);
        ok = best && publish(s, &where, best, err);
        if (ok)
                snapshot_show(s, best, "the latest that is available");
        if (!best)
                ok = err_set(err, ERR_NOT_FOUND, "no available snapshot of %s", source) ||
                     err_next(err,
                              "take one (snapshot.create, pipelines/snapshot.yml), or name one "
                              "as snapshot");
        snapshot_show_others(s, &all, source, best);
        rds_snapshots_release(&all);
        return ok;
}

static bool refuse_unknown(const char *snapshot, struct err *err)
{
        err_set(err, ERR_REFUSED,
                "what was shared or copied on the way to snapshot %s is known to the lost store "
                "alone",
                snapshot);
        return err_next(err, "bring that store back, or put the stack right by hand and then break "
                             "the lock: snaplift unlock");
}

/* One that is gone meanwhile is known by the database's tags alone, if there was no way to go. */
static bool recover_named(struct stage *s, const char *snapshot, const char *timestamp,
                          struct err *err)
{
        struct rds_snapshot made = {0};
        struct source where;
        bool ours = false;

        if (!find_account(s, &where, err))
                return false;
        if (find_named(where.account->aws, snapshot, &made, err)) {
                ours = snapshot_is_of_run(s, &made);
                rds_snapshot_release(&made);
                return ours ? refuse_unknown(snapshot, err)
                            : select_named(s, &where, snapshot, err);
        }
        if (!err_is(err, ERR_NOT_FOUND))
                return false;
        if (where.account != stage_account(s) || stage_text(s, "key"))
                return refuse_unknown(snapshot, err);
        err_clear(err);
        publish_route(s, &where, &(struct route){0});
        stage_output_text(s, "snapshot", snapshot);
        stage_output_text(s, "timestamp", timestamp);
        return true;
}

/* The one that the run's database was made from, if it has made one; what is youngest by now may be
 * another. */
static bool recover(struct stage *s, struct err *err)
{
        const char *snapshot, *timestamp;
        struct database db;
        bool found, ok;

        if (!recover_database(s, &db, &found, err))
                return false;
        if (!found)
                return select_snapshot(s, err);
        snapshot = tags_get(db.tags, "snaplift:snapshot");
        timestamp = tags_get(db.tags, "snaplift:timestamp");
        if (!snapshot || !timestamp)
                ok = err_set(err, ERR_REFUSED, "%s does not tell which snapshot it was made from",
                             db.id);
        else
                ok = recover_named(s, snapshot, timestamp, err);
        database_release(&db);
        return ok;
}

const struct stage_type stage_snapshot_select = {
        .name = "snapshot.select",
        .summary = "choose the snapshot to lift: the latest available one of a source",
        .notes = "The latest is the one whose initial snapshot (`OriginalSnapshotCreateTime`, else "
                 "`SnapshotCreateTime`) is the youngest; ties go to the greater identifier. Give "
                 "one "
                 "of `snapshot`, `source` and `stack`.\n\n"
                 "The database may be a DB instance or an Aurora cluster; a Multi-AZ DB cluster is "
                 "refused. A cluster's snapshots have no `OriginalSnapshotCreateTime`: a copy that "
                 "`snapshot.copy` did not make has the time it was made at.\n\n"
                 "A source whose tier is not below the stack's own is refused unless "
                 "`allow_any_direction` is set.\n\n"
                 "A source in another account or region is looked for in the name of its tier's "
                 "role, and what has to be done before it can be restored is found out: `prepare`, "
                 "`share` and `copy` say which of `snapshot.copy` in the source's account, "
                 "`snapshot.share` and `snapshot.copy` are needed, and what can't work is refused: "
                 "an encrypted snapshot without a `key` for its copy, one under AWS's own key for "
                 "RDS without a `source_key`, a key that is disabled or that the stack's account "
                 "may not use.",
        .roles = &account_role_type,
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .run = select_snapshot,
        .plan = select_snapshot,
        .recover = recover,
};
