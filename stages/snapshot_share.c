/*
 * snapshot.share: the stack's account may use a snapshot of another account, for the time of the
 * run.
 */
#include <string.h>

#include "engine/aws/watch.h"
#include "engine/base/text.h"
#include "stages/snapshots.h"

enum { VISIBLE_LOOKS = 6, SETTLE_LOOKS = 6 };

static const struct port inputs[] = {
        {"snapshot", VALUE_TEXT, .required = true, .help = "ARN of a manual snapshot"},
        {"tier", VALUE_TIER, .required = true,
         .help = "the tier in whose account it is (see `roles:`)"},
        {"account", VALUE_TEXT,
         .help = "the account that is let to use it; default: the stack's own"},
        {0},
};

static const struct port outputs[] = {
        {"snapshot", VALUE_TEXT, .help = "its ARN"},
        {"account", VALUE_TEXT, .help = "the account that may use it"},
        {"added", VALUE_FLAG, .help = "whether this run let it"},
        {0},
};

static const char *const actions[] = {
        "rds:DescribeDBSnapshotAttributes",
        "rds:ModifyDBSnapshotAttribute",
        "rds:DescribeDBClusterSnapshotAttributes",
        "rds:ModifyDBClusterSnapshotAttribute",
        "rds:DescribeDBSnapshots",
        "rds:DescribeDBClusterSnapshots",
        "rds:ListTagsForResource",
        "sts:GetCallerIdentity",
        "sts:AssumeRole",
        NULL,
};

struct share {
        const char *arn, *id; /* borrowed */
        bool cluster;
        struct account *from;
        const char *account;
        struct strlist accounts; /* that may use it now */
};

static bool find_sides(struct stage *s, struct share *h, struct err *err)
{
        *h = (struct share){.arn = stage_text(s, "snapshot"), .account = stage_text(s, "account")};
        if (!text_starts(h->arn, "arn:") || h->arn == rds_snapshot_name(h->arn))
                return err_set(err, ERR_INVALID, "\"%s\" is not the ARN of a snapshot", h->arn);
        h->id = rds_snapshot_name(h->arn);
        h->cluster = rds_is_cluster_snapshot(h->arn);
        h->from = stage_account_of(s, stage_text(s, "tier"), err);
        return h->from && (h->account || account_find_id(stage_account(s), &h->account, err));
}

static bool look(struct share *h, struct err *err)
{
        strlist_release(&h->accounts);
        return rds_snapshot_accounts(h->from->aws, h->cluster, h->id, &h->accounts, err);
}

static bool is_shared(const struct share *h)
{
        return strlist_has(&h->accounts, h->account) || strlist_has(&h->accounts, "all");
}

static bool check_room(const struct share *h, struct err *err)
{
        if (h->accounts.count < RDS_SHARES_MAX)
                return true;
        err_set(err, ERR_REFUSED, "snapshot %s is shared with %zu accounts, and RDS allows no more",
                h->id, h->accounts.count);
        return err_next(err, "take one of them off it, or lift a copy of it");
}

/* What the undo must know, in the first start that finds it not shared. */
static bool remember(struct stage *s, const struct share *h, struct err *err)
{
        struct json_object *before;

        if (stage_recall(s, "account"))
                return true;
        before = json_object_new_array();
        for (size_t i = 0; i < h->accounts.count; i++)
                json_add_text(before, h->accounts.items[i]);
        return stage_remember(s, "before", before, err) &&
               stage_remember_text(s, "account", h->account, err);
}

/* Adds or takes away, until a look says that it is so. */
static bool change(struct stage *s, struct share *h, bool share, struct err *err)
{
        for (int n = 0; n < SNAPSHOT_TRIES; n++) {
                if (!stage_intend(s, err,
                                  share ? "share snapshot %s with account %s"
                                        : "stop sharing snapshot %s with account %s",
                                  h->id, h->account))
                        return false;
                if (rds_share_snapshot(h->from->aws, h->cluster, h->id, h->account, share, err))
                        return stage_result(s, err,
                                            share ? "snapshot %s is shared with account %s"
                                                  : "snapshot %s is not shared with account "
                                                    "%s any more",
                                            h->id, h->account);
                if (!err_is(err, ERR_LOST))
                        return false;
                err_clear(err);
                if (!stage_sleep(s, watch_pause(h->from->aws, n), err) || !look(h, err))
                        return false;
                if (is_shared(h) == share)
                        return stage_result(s, err, "the answer was lost; it took effect");
        }
        return err_set(err, ERR_LOST, "sharing snapshot %s: no answer", h->id);
}

/* Until the other side sees it; in another region it would have to be asked there. */
static bool wait_visible(struct stage *s, const struct share *h, struct err *err)
{
        struct aws *to = stage_aws(s);
        struct rds_snapshot snapshot = {0};
        bool found = false, ok = true;

        if (strcmp(aws_region(to), aws_region(h->from->aws)) != 0 || stage_text(s, "account"))
                return true;
        for (int n = 0; ok && !found && n < VISIBLE_LOOKS; n++) {
                ok = (n == 0 || stage_sleep(s, watch_pause(to, n), err)) &&
                     snapshot_look(to, h->cluster, h->arn, &snapshot, &found, err);
                rds_snapshot_release(&snapshot);
        }
        if (ok && !found)
                return err_set(err, ERR_STATE,
                               "account %s does not see snapshot %s, which is shared with it",
                               h->account, h->arn);
        return ok;
}

static void publish(struct stage *s, const struct share *h, bool added)
{
        stage_output_text(s, "snapshot", h->arn);
        stage_output_text(s, "account", h->account);
        stage_output(s, "added", json_object_new_boolean(added));
}

static bool share(struct stage *s, struct err *err)
{
        struct share h;
        bool ok = find_sides(s, &h, err) && look(&h, err), ours;

        if (!ok)
                return false;
        /* after an intent of ours what is there is what we asked for */
        ours = stage_has_intended(s) && stage_recall(s, "account");
        if (is_shared(&h) && !ours) {
                stage_unchanged(s, "%s is shared with account %s already", h.id, h.account);
        } else if (!is_shared(&h)) {
                ok = check_room(&h, err) && remember(s, &h, err) && change(s, &h, true, err) &&
                     wait_visible(s, &h, err);
                ours = true;
        } else {
                ok = wait_visible(s, &h, err);
        }
        if (ok)
                publish(s, &h, ours);
        strlist_release(&h.accounts);
        return ok;
}

static bool plan(struct stage *s, struct err *err)
{
        struct share h;
        bool ok = true;

        if (!snapshot_is_known(stage_text(s, "snapshot"))) {
                stage_would(s, WOULD_CHANGE, "rds:ModifyDBSnapshotAttribute",
                            stage_text(s, "snapshot"), NULL);
                return true;
        }
        if (!find_sides(s, &h, err))
                return false;
        if (!look(&h, err)) {
                ok = err_is(err, ERR_NOT_FOUND); /* another stage makes it */
                if (ok)
                        err_clear(err);
        }
        if (ok && is_shared(&h)) {
                stage_unchanged(s, "%s is shared with account %s already", h.id, h.account);
                publish(s, &h, false);
        } else if (ok && (ok = check_room(&h, err))) {
                stage_would(s, WOULD_CHANGE,
                            h.cluster ? "rds:ModifyDBClusterSnapshotAttribute"
                                      : "rds:ModifyDBSnapshotAttribute",
                            h.id,
                            stage_parameters("AttributeName", "restore", "ValuesToAdd", h.account,
                                             "kept", "until the end of the run", NULL));
                publish(s, &h, true);
        }
        strlist_release(&h.accounts);
        return ok;
}

/* A request of ours that was lost may still take effect: it is looked for a while. */
static bool look_for_ours(struct stage *s, struct share *h, struct err *err)
{
        bool ok = look(h, err);

        for (int n = 0; ok && stage_intent_open(s) && n < SETTLE_LOOKS &&
                        !strlist_has(&h->accounts, h->account);
             n++)
                ok = stage_sleep(s, watch_pause(h->from->aws, n), err) && look(h, err);
        return ok;
}

/* Also at the end of a run that went well. What was shared before is not this run's to take back.
 */
static bool take_back(struct stage *s, struct err *err)
{
        struct share h;
        bool ok;

        if (!stage_has_intended(s) || !stage_recall(s, "account"))
                return true;
        if (!find_sides(s, &h, err))
                return false;
        h.account = stage_recall_text(s, "account");
        ok = look_for_ours(s, &h, err);
        if (!ok && err_is(err, ERR_NOT_FOUND)) {
                err_clear(err); /* deleted, and with it whatever it was shared with */
                ok = true;
        } else if (ok && strlist_has(&h.accounts, h.account)) {
                ok = change(s, &h, false, err);
        }
        strlist_release(&h.accounts);
        return ok;
}

const struct stage_type stage_snapshot_share = {
        .name = "snapshot.share",
        .summary = "let the stack's account use a snapshot of another account during the run",
        .notes = "Adds the account to those that may restore or copy the snapshot, in the account "
                 "it is in; when it is among them already, nothing is done. What the run added it "
                 "takes away again: by undo, and at the end of a run that went well. Two runs that "
                 "lift the same snapshot into the same account at once are not told apart: the "
                 "first to end takes it from the other, which then fails and is put back, unless "
                 "it has its copy by then.\n\n"
                 "Only manual snapshots can be shared, and not those under AWS's own key for RDS: "
                 "`snapshot.select` says which must be copied before. RDS allows 20 accounts for "
                 "one snapshot.",
        .roles = &account_role_type,
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .run = share,
        .undo = take_back,
        .finish = take_back,
        .plan = plan,
};
