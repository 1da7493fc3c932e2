/*
 * snapshot.share: the stack's account may use a snapshot of another account, for the time of the
 * run.
 */
#include <string.h>

#include <stdlib.h>

#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/snapshot_claim.h"
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

static const struct stage_action actions[] = {
        {"rds:DescribeDBSnapshotAttributes", "rds:snapshot:*", ACTION_INSTANCE},
        {"rds:ModifyDBSnapshotAttribute", "rds:snapshot:*", ACTION_INSTANCE},
        {"rds:DescribeDBClusterSnapshotAttributes", "rds:cluster-snapshot:*", ACTION_CLUSTER},
        {"rds:ModifyDBClusterSnapshotAttribute", "rds:cluster-snapshot:*", ACTION_CLUSTER},
        {"rds:DescribeDBSnapshots", "*"},
        {"rds:DescribeDBClusterSnapshots", "*"},
        {"rds:ListTagsForResource", "*"},
        {"rds:AddTagsToResource", "rds:snapshot:* rds:cluster-snapshot:*"},
        {"rds:RemoveTagsFromResource", "rds:snapshot:* rds:cluster-snapshot:*"},
        {"sts:GetCallerIdentity", NULL},
        {"sts:AssumeRole", "{role}", .when = "roles"},
        {0},
};

struct share {
        const char *arn, *id; /* borrowed */
        bool cluster;
        struct account *from;
        const char *account;
        struct strlist accounts; /* that may use it now */
        struct tags tags;        /* with the claims that other runs have on that */
};

static void share_release(struct share *h)
{
        strlist_release(&h->accounts);
        tags_release(&h->tags);
}

/* It is asked for by its name, which another place may have a snapshot of as well. */
static bool check_place(const struct share *h, struct err *err)
{
        char *account, *region, *what = xasprintf("snapshot %s", h->id);
        bool ok;

        arn_place(h->arn, &region, &account);
        ok = account_is(h->from, account, region, what, err);
        free(account);
        free(region);
        free(what);
        return ok;
}

static bool find_sides(struct stage *s, struct share *h, struct err *err)
{
        *h = (struct share){.arn = stage_text(s, "snapshot"), .account = stage_text(s, "account")};
        if (!text_starts(h->arn, "arn:") || h->arn == rds_snapshot_name(h->arn))
                return err_set(err, ERR_INVALID, "\"%s\" is not the ARN of a snapshot", h->arn);
        h->id = rds_snapshot_name(h->arn);
        h->cluster = rds_is_cluster_snapshot(h->arn);
        h->from = stage_account_of(s, stage_text(s, "tier"), err);
        return h->from && check_place(h, err) &&
               (h->account || account_find_id(stage_account(s), &h->account, err));
}

static bool look(struct share *h, struct err *err)
{
        strlist_release(&h->accounts);
        return rds_snapshot_accounts(h->from->aws, h->cluster, h->id, &h->accounts, err);
}

static bool look_claims(struct share *h, struct err *err)
{
        struct rds_snapshot snapshot = {0};
        bool ok = rds_look_snapshot(h->from->aws, h->cluster, h->id, &snapshot, err);

        if (ok)
                tags_copy(&h->tags, &snapshot.tags);
        rds_snapshot_release(&snapshot);
        return ok;
}

static bool is_claimed(const struct stage *s, const struct share *h)
{
        return snapshot_claim_is_ours(s, &h->tags, h->account);
}

static bool others_need_it(const struct stage *s, const struct share *h)
{
        return snapshot_claim_of_others(s, &h->tags, h->account);
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

/* What is changed: that it is shared, or that this run needs it. [0] is off, [1] on. */
struct part {
        const char *verb[2], *link, *state[2];
        bool (*call)(struct stage *s, struct share *h, bool on, struct err *err);
        bool (*look)(struct share *h, struct err *err);
        bool (*is_on)(const struct stage *s, const struct share *h);
};

static bool call_share(struct stage *s, struct share *h, bool on, struct err *err)
{
        (void)s;
        return rds_share_snapshot(h->from->aws, h->cluster, h->id, h->account, on, err);
}

static bool share_is_on(const struct stage *s, const struct share *h)
{
        (void)s;
        return is_shared(h);
}

static bool call_claim(struct stage *s, struct share *h, bool on, struct err *err)
{
        char *key = snapshot_claim_key(s, h->account);
        struct strlist keys = {0};
        struct tags tags = {0};
        bool ok;

        tags_set(&tags, key, stage_stack(s)->name);
        strlist_add(&keys, key);
        ok = on ? rds_add_tags(h->from->aws, h->arn, &tags, err)
                : rds_remove_tags(h->from->aws, h->arn, &keys, err);
        tags_release(&tags);
        strlist_release(&keys);
        free(key);
        return ok;
}

static const struct part sharing = {
        .verb = {"stop sharing", "share"},
        .link = "with",
        .state = {"not shared any more with", "shared with"},
        .call = call_share,
        .look = look,
        .is_on = share_is_on,
};

static const struct part claim = {
        .verb = {"take this run's mark off", "mark"},
        .link = "for the use by",
        .state = {"not marked any more for the use by", "marked for the use by"},
        .call = call_claim,
        .look = look_claims,
        .is_on = is_claimed,
};

/* Until a look says that it is so. */
static bool change(struct stage *s, struct share *h, const struct part *part, bool on,
                   struct err *err)
{
        for (int n = 0; n < SNAPSHOT_TRIES; n++) {
                if (!stage_intend(s, err, "%s snapshot %s %s account %s", part->verb[on], h->id,
                                  part->link, h->account))
                        return false;
                if (part->call(s, h, on, err))
                        return stage_result(s, err, "snapshot %s is %s account %s", h->id,
                                            part->state[on], h->account);
                if (!err_is(err, ERR_LOST))
                        return false;
                err_clear(err);
                if (!stage_sleep(s, watch_pause(h->from->aws, n), err) || !part->look(h, err))
                        return false;
                if (part->is_on(s, h) == on)
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

/* Shared under a mark of this run's own. The mark comes first: whoever takes the sharing back looks
 * for marks after that, and shares it again where he finds one. */
static bool share_for_us(struct stage *s, struct share *h, struct err *err)
{
        bool was = is_shared(h);

        if ((!was && !check_room(h, err)) || !remember(s, h, err) || !look_claims(h, err) ||
            (!is_claimed(s, h) && !change(s, h, &claim, true, err)) || (was && !look(h, err)))
                return false;
        return (is_shared(h) || change(s, h, &sharing, true, err)) && wait_visible(s, h, err);
}

/* Whether it is shared, and not only for as long as this or another run needs it. */
static bool find_for_good(struct stage *s, struct share *h, bool *for_good, struct err *err)
{
        /* after an intent of ours what is there is what we asked for */
        bool ours = stage_has_intended(s) && stage_recall(s, "account");

        *for_good = false;
        if (!look(h, err))
                return false;
        if (!is_shared(h) || ours)
                return true;
        if (!look_claims(h, err))
                return false;
        *for_good = !others_need_it(s, h);
        return true;
}

static bool share(struct stage *s, struct err *err)
{
        struct share h;
        bool for_good = false;
        bool ok = find_sides(s, &h, err) && find_for_good(s, &h, &for_good, err);

        if (ok && for_good)
                stage_unchanged(s, "%s is shared with account %s already", h.id, h.account);
        else if (ok)
                ok = share_for_us(s, &h, err);
        if (ok)
                publish(s, &h, !for_good);
        share_release(&h);
        return ok;
}

static bool plan(struct stage *s, struct err *err)
{
        struct share h;
        bool for_good = false, ok = true;

        if (!snapshot_is_known(stage_text(s, "snapshot"))) {
                stage_would(s, WOULD_CHANGE, "rds:ModifyDBSnapshotAttribute",
                            stage_text(s, "snapshot"), NULL);
                return true;
        }
        if (!find_sides(s, &h, err))
                return false;
        if (!find_for_good(s, &h, &for_good, err)) {
                ok = err_is(err, ERR_NOT_FOUND); /* another stage makes it */
                if (ok)
                        err_clear(err);
        }
        if (ok && for_good) {
                stage_unchanged(s, "%s is shared with account %s already", h.id, h.account);
                publish(s, &h, false);
        } else if (ok && (is_shared(&h) || (ok = check_room(&h, err)))) {
                stage_would(s, WOULD_CHANGE,
                            h.cluster ? "rds:ModifyDBClusterSnapshotAttribute"
                                      : "rds:ModifyDBSnapshotAttribute",
                            h.id,
                            stage_parameters("AttributeName", "restore", "ValuesToAdd", h.account,
                                             "kept", "until the end of the run", NULL));
                publish(s, &h, true);
        }
        share_release(&h);
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

/* The last run that needs it takes it back. Runs of other stacks come and go meanwhile: one that
 * came is shared with again, and where the last two leave together both look once more. */
static bool leave(struct stage *s, struct share *h, struct err *err)
{
        bool others = others_need_it(s, h), shared = strlist_has(&h->accounts, h->account);

        if (shared && !others &&
            (!stage_remember_text(s, "taken back", h->account, err) ||
             !change(s, h, &sharing, false, err)))
                return false;
        if (is_claimed(s, h) && !change(s, h, &claim, false, err))
                return false;
        if (!look(h, err) || !look_claims(h, err))
                return false;
        shared = strlist_has(&h->accounts, h->account);
        if (!others_need_it(s, h))
                return !shared || change(s, h, &sharing, false, err);
        return shared || !stage_recall(s, "taken back") || change(s, h, &sharing, true, err);
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
        ok = look_for_ours(s, &h, err) && look_claims(&h, err) && leave(s, &h, err);
        if (!ok && err_is(err, ERR_NOT_FOUND)) {
                err_clear(err); /* deleted, and with it whatever it was shared with */
                ok = true;
        }
        share_release(&h);
        return ok;
}

const struct stage_type stage_snapshot_share = {
        .name = "snapshot.share",
        .summary = "let the stack's account use a snapshot of another account during the run",
        .notes = "Adds the account to those that may restore or copy the snapshot, in the account "
                 "it is in; when it is among them already, nothing is done. What the run added it "
                 "takes away again: by undo, and at the end of a run that went well. Runs of "
                 "several stacks may need the same snapshot in the same account at once: each "
                 "leaves a tag on it for as long, `snaplift:share:ACCOUNT:RUN`, and the last of "
                 "them takes the sharing back. The tag of a run that never ended keeps it shared: "
                 "resume that run or roll it back.\n\n"
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
