/*
 * snapshot.copy: a copy of a snapshot, in the stack's account and region or in another tier's,
 * under a key of that account.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/kms.h"
#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/permissions.h"
#include "stages/snapshots.h"

static const struct port inputs[] = {
        {"snapshot", VALUE_TEXT, .required = true, .help = "ARN of the snapshot to copy"},
        {"from", VALUE_TIER,
         .help = "the tier in whose account it is (see `roles:`); default: the stack's own"},
        {"tier", VALUE_TIER,
         .help = "the tier in whose account and region the copy is made; default: the stack's own"},
        {"key", VALUE_TEXT,
         .help = "KMS key of the copy, by ARN or alias; default: the snapshot's own"},
        {"name", VALUE_TEXT, .help = "the copy's name; default: <stack>-<timestamp>-copy"},
        {"keep", VALUE_FLAG, .fallback = "true",
         .help = "false: delete it when the run has ended well"},
        {0},
};

static const struct port outputs[] = {
        {"snapshot", VALUE_TEXT, .help = "the copy's identifier; the ARN of a cluster's"},
        {"arn", VALUE_TEXT, .help = "its ARN"},
        {"timestamp", VALUE_TIMESTAMP, .help = "of the initial snapshot"},
        {"created", VALUE_FLAG, .help = "whether this run made it"},
        {0},
};

static const struct stage_action actions[] = {
        {"rds:CopyDBSnapshot", "rds:snapshot:*", ACTION_INSTANCE, .condition = FOR_STACK},
        {"rds:DescribeDBSnapshots", "*"},
        {"rds:DeleteDBSnapshot", "rds:snapshot:*"},
        {"rds:CopyDBClusterSnapshot", "rds:cluster-snapshot:*", ACTION_CLUSTER,
         .condition = FOR_STACK},
        {"rds:DescribeDBClusterSnapshots", "*"},
        {"rds:DeleteDBClusterSnapshot", "rds:cluster-snapshot:*", ACTION_CLUSTER},
        {"rds:AddTagsToResource", "rds:snapshot:* rds:cluster-snapshot:*", .condition = FOR_STACK},
        {"rds:ListTagsForResource", "*"},
        {"kms:DescribeKey", "{key}", .when = "kms"},
        {"kms:CreateGrant", "{key}", .when = "kms"},
        {"kms:Decrypt", "{key}", .when = "kms"},
        {"kms:Encrypt", "{key}", .when = "kms"},
        {"kms:GenerateDataKey*", "{key}", .when = "kms"},
        {"kms:ReEncrypt*", "{key}", .when = "kms"},
        {"sts:GetCallerIdentity", NULL},
        {"sts:AssumeRole", "{role}", .when = "roles"},
        {0},
};

struct copy {
        struct account *from, *to;
        bool cluster;
        struct rds_snapshot source;
        char id[SNAPSHOT_NAME_SIZE];
        char timestamp[STAMP_SIZE];
        struct kms_key key; /* zeroed when none is given */
        struct tags tags;
};

static void copy_release(struct copy *c)
{
        rds_snapshot_release(&c->source);
        kms_key_release(&c->key);
        tags_release(&c->tags);
}

static bool choose_name(struct stage *s, struct copy *c, struct err *err)
{
        const char *name = stage_text(s, "name");
        int len = name ? snprintf(c->id, sizeof(c->id), "%s", name)
                       : snprintf(c->id, sizeof(c->id), "%s-%s-copy", stage_stack(s)->name,
                                  c->timestamp);

        return len < (int)sizeof(c->id) ||
               err_set(err, ERR_INVALID, "the copy's name is longer than RDS takes");
}

/* What finds it when nobody takes it away: see orphans.h. */
static bool choose_tags(struct stage *s, struct copy *c, struct err *err)
{
        cloud_merge_foreign_tags(&c->tags, &c->source.tags);
        cloud_tags(s, &c->tags);
        tags_set(&c->tags, "snaplift:timestamp", c->timestamp);
        tags_set(&c->tags, "snaplift:snapshot", c->source.arn);
        if (!stage_flag(s, "keep"))
                tags_set(&c->tags, SNAPSHOT_TEMPORARY, "true");
        return c->to == stage_account(s) || snapshot_tag_home(s, &c->tags, err);
}

static bool find_sides(struct stage *s, struct copy *c, struct err *err)
{
        c->cluster = rds_is_cluster_snapshot(stage_text(s, "snapshot"));
        c->from = stage_account_of(s, stage_text(s, "from"), err);
        c->to = c->from ? stage_account_of(s, stage_text(s, "tier"), err) : NULL;
        return c->to && account_is(c->to, stage_recall_text(s, "account"),
                                   stage_recall_text(s, "region"), "this stage's copy", err);
}

/* Everything that only reads. */
static bool look(struct stage *s, struct copy *c, struct err *err)
{
        const char *key = stage_text(s, "key");

        if (!rds_look_snapshot(c->from->aws, c->cluster, stage_text(s, "snapshot"), &c->source,
                               err))
                return false;
        if (!text_same(c->source.status, "available"))
                return err_set(err, ERR_STATE, "snapshot %s is %s, not available", c->source.id,
                               c->source.status);
        if (!c->source.arn)
                return err_set(err, ERR_INVALID, "RDS names no ARN of snapshot %s", c->source.id);
        if (!snapshot_stamp(&c->source, c->timestamp, err) || !choose_name(s, c, err))
                return false;
        if (!choose_tags(s, c, err))
                return false;
        return !key ||
               (kms_describe_key(c->to->aws, key, &c->key, err) && kms_key_encrypts(&c->key, err));
}

/* There may be stacks of that name in several places, each with runs and a lock of its own: the
 * copy for another's is deleted when that one's run ends. What is made where the stack is says
 * nothing of that. */
static bool check_home(struct stage *s, const struct copy *c, const struct rds_snapshot *there,
                       struct err *err)
{
        const char *run = tags_get(&there->tags, "snaplift:run");
        const char *of = tags_get(&there->tags, SNAPSHOT_HOME);
        char *home = account_place(stage_account(s), err);
        char *here = home ? account_place(c->to, err) : NULL;
        bool ok = here && text_same(of ? of : here, home);

        if (here && !ok) {
                err_set(err, ERR_FOREIGN, "snapshot %s exists and is for the stack %s in %s",
                        there->id, stage_stack(s)->name, of ? of : here);
                err_next(err, "wait until its run %s has ended, or give the copy another name",
                         run ? run : "there");
        }
        free(here);
        free(home);
        return ok;
}

/* One that is for its run alone is deleted by whoever clears up, and so is none to keep. */
static bool check_lasting(struct stage *s, const struct rds_snapshot *there, struct err *err)
{
        if (!stage_flag(s, "keep") || !tags_get(&there->tags, SNAPSHOT_TEMPORARY))
                return true;
        err_set(err, ERR_FOREIGN, "snapshot %s exists for another run alone, and is not to be kept",
                there->id);
        return err_next(err, "delete it when that run has ended, or give the copy another name");
}

/* A copy that is there is used when this run made it, or an earlier one of the same stack from the
 * same snapshot under the same key. A snapshot never changes, so that is as good. */
static bool may_use(struct stage *s, const struct copy *c, const struct rds_snapshot *there,
                    struct err *err)
{
        bool same = text_same(tags_get(&there->tags, "snaplift:snapshot"), c->source.arn) &&
                    text_same(tags_get(&there->tags, "snaplift:stack"), stage_stack(s)->name);

        if (!same) {
                err_set(err, ERR_FOREIGN,
                        "snapshot %s exists and is not a copy of %s made for stack %s", there->id,
                        c->source.arn, stage_stack(s)->name);
                return err_next(err, "give the copy another name, or delete that snapshot");
        }
        if (snapshot_is_of_run(s, there))
                return true;
        if (!check_home(s, c, there, err) || !check_lasting(s, there, err))
                return false;
        if (!c->key.arn || text_same(there->kms_key, c->key.arn))
                return true;
        err_set(err, ERR_FOREIGN, "snapshot %s exists under another key than %s", there->id,
                c->key.arn);
        return err_next(err, "give the copy another name, or delete that snapshot");
}

/* Where it comes from, as CopyDBSnapshot wants to hear it. */
static struct rds_copy request_of(const struct copy *c)
{
        const char *region = aws_region(c->from->aws);
        bool elsewhere = strcmp(region, aws_region(c->to->aws)) != 0;

        return (struct rds_copy){
                .cluster = c->cluster,
                .source = elsewhere || c->from != c->to ? c->source.arn : c->source.id,
                .id = c->id,
                .kms_key = c->key.arn,
                .tags = &c->tags,
                .source_region = elsewhere ? region : NULL,
        };
}

/* After a call whose answer was lost: whether it took effect after all, a little later. */
static bool look_again(struct stage *s, const struct copy *c, struct rds_snapshot *out, bool *found,
                       struct err *err)
{
        return snapshot_await_seen(s, c->to->aws, c->cluster, c->id, out, found, err);
}

/* Where it is made: who undoes that looks for it there. */
static bool remember_place(struct stage *s, const struct copy *c, struct err *err)
{
        const char *account;

        return stage_recall(s, "account") ||
               (account_find_id(c->to, &account, err) &&
                stage_remember_text(s, "region", aws_region(c->to->aws), err) &&
                stage_remember_text(s, "account", account, err));
}

static bool call_copy(struct stage *s, const struct copy *c, struct rds_snapshot *out, bool *found,
                      struct err *err)
{
        struct rds_copy request = request_of(c);

        if (!stage_remember_text(s, "copy", c->id, err) || !remember_place(s, c, err) ||
            !stage_intend(s, err, "copy snapshot %s to %s", c->source.arn, c->id))
                return false;
        *found = rds_copy_snapshot(c->to->aws, &request, out, err);
        if (*found)
                return stage_result(s, err, "copy %s accepted", c->id);
        if (!err_is(err, ERR_LOST) && !err_is(err, ERR_EXISTS))
                return false;
        err_clear(err);
        rds_snapshot_release(out);
        if (!look_again(s, c, out, found, err))
                return false;
        return !*found || (may_use(s, c, out, err) &&
                           stage_result(s, err, "copy %s had been accepted", c->id));
}

static bool have_copy(struct stage *s, const struct copy *c, struct rds_snapshot *out,
                      struct err *err)
{
        bool found;

        if (!snapshot_look(c->to->aws, c->cluster, c->id, out, &found, err))
                return false;
        /* one that an earlier start asked for may take a moment to appear */
        if (!found && stage_has_intended(s) && !look_again(s, c, out, &found, err))
                return false;
        if (found && !may_use(s, c, out, err))
                return false;
        for (int n = 0; !found && n < SNAPSHOT_TRIES; n++)
                if (!call_copy(s, c, out, &found, err))
                        return false;
        return found || err_set(err, ERR_LOST, "copy %s: no answer, and it does not appear", c->id);
}

static void publish(struct stage *s, const struct copy *c, const char *arn, bool created)
{
        stage_output_text(s, "snapshot", c->cluster ? arn : c->id);
        stage_output_text(s, "arn", arn);
        stage_output_text(s, "timestamp", c->timestamp);
        stage_output(s, "created", json_object_new_boolean(created));
}

static bool copy(struct stage *s, struct err *err)
{
        struct rds_snapshot made = {0};
        struct copy c = {0};
        bool ok = find_sides(s, &c, err) && look(s, &c, err) && have_copy(s, &c, &made, err), ours;

        if (ok && !text_same(made.status, "available"))
                ok = snapshot_wait(s, c.to->aws, c.cluster, c.id, &made, err);
        if (ok && stage_has_intended(s) && !stage_recall(s, "seen"))
                ok = stage_remember_text(s, "seen", c.id, err);
        if (ok) {
                ours = snapshot_is_of_run(s, &made);
                if (!ours)
                        stage_unchanged(s, "%s is a copy of %s already", c.id, c.source.arn);
                publish(s, &c, made.arn, ours);
        }
        rds_snapshot_release(&made);
        copy_release(&c);
        return ok;
}

/* "arn:aws:rds:REGION:ACCOUNT:snapshot:NAME" of a copy that is not there yet. */
static char *foresee_arn(struct stage *s, const struct copy *c, struct err *err)
{
        const char *rest = strchr(c->source.arn + strlen("arn:"), ':'), *id;

        (void)s;
        if (!rest || !account_find_id(c->to, &id, err)) {
                err_clear(err);
                return NULL;
        }
        return xasprintf("%.*s:rds:%s:%s:%s:%s", (int)(rest - c->source.arn), c->source.arn,
                         aws_region(c->to->aws), id, c->cluster ? "cluster-snapshot" : "snapshot",
                         c->id);
}

static void tell_plan(struct stage *s, const struct copy *c)
{
        const struct rds_copy request = request_of(c);

        stage_would(s, WOULD_CREATE,
                    c->cluster ? "rds:CopyDBClusterSnapshot" : "rds:CopyDBSnapshot", c->id,
                    stage_parameters(c->cluster ? "SourceDBClusterSnapshotIdentifier"
                                                : "SourceDBSnapshotIdentifier",
                                     request.source, "SourceRegion", request.source_region,
                                     "KmsKeyId", request.kms_key, "kept",
                                     stage_flag(s, "keep") ? NULL : "until the end of the run",
                                     NULL));
}

/* What is to be copied is not there yet. */
static void plan_unseen(struct stage *s)
{
        stage_would(s, WOULD_CREATE, "rds:CopyDBSnapshot", stage_text(s, "snapshot"), NULL);
}

static bool plan(struct stage *s, struct err *err)
{
        struct rds_snapshot there = {0};
        struct copy c = {0};
        bool found = false, ok;
        char *arn;

        ok = find_sides(s, &c, err);
        if (ok && !snapshot_is_known(stage_text(s, "snapshot"))) {
                plan_unseen(s);
                return true;
        }
        if (ok && !look(s, &c, err)) {
                ok = err_is(err, ERR_NOT_FOUND) && !c.source.arn;
                if (ok) { /* another stage makes it, or it is not shared yet */
                        err_clear(err);
                        plan_unseen(s);
                }
                copy_release(&c);
                return ok;
        }
        ok = ok && snapshot_look(c.to->aws, c.cluster, c.id, &there, &found, err) &&
             (!found || may_use(s, &c, &there, err));
        if (ok && found)
                stage_unchanged(s, "%s is a copy of %s already", c.id, c.source.arn);
        else if (ok)
                tell_plan(s, &c);
        if (ok) {
                arn = found ? xstrdup(there.arn) : foresee_arn(s, &c, err);
                publish(s, &c, arn, !found);
                free(arn);
        }
        rds_snapshot_release(&there);
        copy_release(&c);
        return ok;
}

/* Never one of an earlier run. */
static bool delete_copy(struct stage *s, struct err *err)
{
        const char *id = stage_recall_text(s, "copy");
        struct rds_snapshot snapshot = {0};
        struct copy c = {0};
        bool found = true, ok;

        if (!id || !stage_has_intended(s))
                return true;
        ok = find_sides(s, &c, err);
        snprintf(c.id, sizeof(c.id), "%s", id);
        /* what was asked for and never seen may still appear */
        if (ok && !stage_recall(s, "seen"))
                ok = look_again(s, &c, &snapshot, &found, err);
        rds_snapshot_release(&snapshot);
        return ok && (!found || snapshot_remove(s, c.to->aws, c.cluster, id, err));
}

static bool finish(struct stage *s, struct err *err)
{
        return stage_flag(s, "keep") || delete_copy(s, err);
}

const struct stage_type stage_snapshot_copy = {
        .name = "snapshot.copy",
        .summary =
                "copy a snapshot, also out of another account or region, under a key of one's own",
        .notes =
                "The copy has the snapshot's tags besides Snaplift's own, and its timestamp stays "
                "that of the initial snapshot. A copy of that name is used only when this run made "
                "it, or when its tags say that it was made for this stack, in its account and "
                "region, from the very same "
                "snapshot, under the same key; one to be kept not when that was for its run "
                "alone. Undo deletes the copy of this run; with `keep: "
                "false` so does the end of a run that went well. One that another run has marked "
                "as shared for its use is left, and reported.\n\n"
                "A shared snapshot that is encrypted must be copied before it can be restored, and "
                "so must one of another region; the copy needs a `key` of the account and region "
                "it is made in.",
        .roles = &account_role_type,
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .timeout = 6 * 3600 * 1000LL,
        .run = copy,
        .undo = delete_copy,
        .finish = finish,
        .plan = plan,
};
