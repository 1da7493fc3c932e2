/* snapshot.select: which snapshot is lifted. Reads only. */
#include <stdio.h>
#include <string.h>

#include "engine/aws/rds.h"
#include "engine/base/text.h"
#include "stages/cloud.h"

enum { SOURCE_SIZE = 256 };

static const char *const types[] = {"any", "manual", "automated", "shared", NULL};

static const struct port inputs[] = {
        {"stack", VALUE_STACK, .help = "take it from this stack's active database"},
        {"source", VALUE_TEXT, .help = "take it from the database of exactly this name"},
        {"snapshot", VALUE_TEXT, .help = "exactly this snapshot: identifier or ARN"},
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
        {"snapshot", VALUE_TEXT, .help = "its identifier; the ARN of a shared one"},
        {"arn", VALUE_TEXT, .help = "its ARN"},
        {"timestamp", VALUE_TIMESTAMP, .help = "of the initial snapshot"},
        {"source", VALUE_TEXT, .help = "name of the database it was taken from"},
        {"engine", VALUE_TEXT, .help = "e.g. postgres"},
        {"engine_version", VALUE_TEXT, .help = "e.g. 15.4"},
        {"storage", VALUE_NUMBER, .help = "GiB"},
        {"encrypted", VALUE_FLAG, .help = "whether it is encrypted"},
        {"master_user", VALUE_TEXT, .help = "the master user in it"},
        {0},
};

static const char *const actions[] = {
        "ssm:GetParameter",
        "rds:DescribeDBSnapshots",
        "rds:ListTagsForResource",
        NULL,
};

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
                return err_next(err, "set allow_any_direction: true if this is meant");
        }
        return true;
}

/* The name of the database whose snapshots are looked through. */
static bool find_source(struct stage *s, char source[SOURCE_SIZE], struct err *err)
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
            !cloud_active(s, &from, timestamp, &found, err))
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

static int64_t initial_time(const struct rds_snapshot *snapshot)
{
        return snapshot->original ? snapshot->original : snapshot->created;
}

static bool later(const struct rds_snapshot *a, const struct rds_snapshot *b)
{
        if (!b || initial_time(a) != initial_time(b))
                return !b || initial_time(a) > initial_time(b);
        return strcmp(a->id, b->id) > 0;
}

static bool publish(struct stage *s, const struct rds_snapshot *snapshot, struct err *err)
{
        const char *id = text_same(snapshot->type, "shared") ? snapshot->arn : snapshot->id;
        int64_t initial = initial_time(snapshot), max_age = stage_duration(s, "max_age");
        char timestamp[STAMP_SIZE], age[24];

        if (initial <= 0)
                return err_set(err, ERR_INVALID, "snapshot %s has no creation time", id);
        if (max_age && loop_now(stage_loop(s)) - initial > max_age) {
                duration_format(loop_now(stage_loop(s)) - initial, age);
                return err_set(err, ERR_REFUSED, "snapshot %s is %s old", id, age);
        }
        stamp_format(initial, timestamp);
        stage_output_text(s, "snapshot", id);
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

static bool select_named(struct stage *s, const char *id, struct err *err)
{
        struct rds_snapshot snapshot = {0};
        struct stack from;
        bool ok = rds_find_snapshot(stage_aws(s), id, &snapshot, err);

        if (ok && !text_same(snapshot.status, "available"))
                ok = err_set(err, ERR_STATE, "snapshot %s is %s, not available", id,
                             snapshot.status);
        if (ok && snapshot.source && database_parse(snapshot.source, &from, NULL))
                ok = check_direction(s, &from, err);
        ok = ok && publish(s, &snapshot, err);
        rds_snapshot_release(&snapshot);
        return ok;
}

static bool select_snapshot(struct stage *s, struct err *err)
{
        const char *named = stage_text(s, "snapshot"), *type = stage_text(s, "type");
        const struct rds_snapshot *best = NULL;
        struct rds_snapshots all = {0};
        char source[SOURCE_SIZE];
        bool ok;

        if (named)
                return select_named(s, named, err);
        if (!find_source(s, source, err))
                return false;
        if (type && !strcmp(type, "any"))
                type = NULL;
        if (!rds_list_snapshots(stage_aws(s), source, type, &all, err))
                return false;
        for (size_t i = 0; i < all.count; i++) {
                const struct rds_snapshot *one = &all.items[i];

                if (text_same(one->source, source) && text_same(one->status, "available") &&
                    later(one, best))
                        best = one;
        }
        if (best)
                ok = publish(s, best, err);
        else
                ok = err_set(err, ERR_NOT_FOUND, "no available snapshot of %s", source);
        rds_snapshots_release(&all);
        return ok;
}

const struct stage_type stage_snapshot_select = {
        .name = "snapshot.select",
        .summary = "choose the snapshot to lift: the latest available one of a source",
        .notes = "The latest is the one whose initial snapshot (`OriginalSnapshotCreateTime`, else "
                 "`SnapshotCreateTime`) is the youngest; ties go to the greater identifier. Give "
                 "one "
                 "of `snapshot`, `source` and `stack`.\n\n"
                 "A source whose tier is not below the stack's own is refused unless "
                 "`allow_any_direction` is set.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .run = select_snapshot,
        .plan = select_snapshot,
};
