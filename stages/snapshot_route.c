/* From the account a snapshot is in to the one it is restored in. */
#include "stages/snapshot_route.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/kms.h"
#include "engine/aws/rds_share.h"
#include "engine/base/text.h"

void route_release(struct route *r)
{
        free(r->account);
        free(r->region);
        *r = (struct route){0};
}

static bool is_automated(const struct rds_snapshot *snapshot)
{
        return text_same(snapshot->type, "automated") || text_same(snapshot->type, "awsbackup") ||
               text_starts(snapshot->id, "rds:") || text_starts(snapshot->id, "awsbackup:");
}

/* A key that is to be used for a copy made in `where`. whose: "the target account". */
static bool check_key(struct account *where, const char *input, const char *key,
                      struct kms_key *out, struct err *err)
{
        if (!kms_describe_key(where->aws, key, out, err)) {
                if (err_is(err, ERR_NOT_FOUND) || err_is(err, ERR_INVALID)) {
                        err->code = ERR_REFUSED;
                        err_next(err, "name a KMS key of region %s as %s, by its ARN or alias",
                                 aws_region(where->aws), input);
                }
                return err_prefix(err, "%s", input);
        }
        return kms_key_encrypts(out, err) || err_prefix(err, "%s", input);
}

static bool refuse_default_key(const struct rds_snapshot *snapshot, const struct route *r,
                               const char *target, struct err *err)
{
        err_set(err, ERR_REFUSED,
                "snapshot %s of account %s is encrypted with AWS's own key for RDS, %s, which "
                "account %s can never use",
                snapshot->id, r->account, snapshot->kms_key, target);
        return err_next(err,
                        "give source_key, a customer managed KMS key of account %s that account %s "
                        "may use: the snapshot is then copied under it and the copy is shared",
                        r->account, target);
}

/* The target's identity must be let to decrypt with a key of the source's. */
static bool check_shared_key(struct account *to, const char *key, const struct route *r,
                             const char *target, struct err *err)
{
        struct account *there = account_in_region(to, r->region, err);
        struct kms_key found = {0};
        bool ok = there && kms_describe_key(there->aws, key, &found, err);

        if (!ok && there &&
            (err_has_reason(err, "AccessDeniedException") || err_is(err, ERR_NOT_FOUND))) {
                err->code = ERR_REFUSED;
                err_prefix(err, "account %s may not use KMS key %s of account %s", target, key,
                           r->account);
                err_next(err,
                         "let its key policy allow account %s kms:DescribeKey, kms:Decrypt, "
                         "kms:ReEncrypt*, kms:GenerateDataKey* and kms:CreateGrant",
                         target);
        }
        kms_key_release(&found);
        return ok;
}

/* Only its owner lets others use a snapshot. */
static bool check_owner(const struct rds_snapshot *snapshot, struct account *from,
                        const struct route *r, struct err *err)
{
        const char *id;

        if (!account_find_id(from, &id, err))
                return false;
        if (text_same(id, r->account))
                return true;
        err_set(err, ERR_REFUSED,
                "snapshot %s is account %s's, shared with account %s, which can't share it on",
                snapshot->id, r->account, id);
        return err_next(err, "copy it in account %s and name the copy as snapshot", id);
}

/* Out of another account. */
static bool find_way(struct stage *s, const struct rds_snapshot *snapshot, struct account *from,
                     const char *target, struct route *r, struct err *err)
{
        const char *source_key = stage_text(s, "source_key");
        struct kms_key key = {0}, other = {0};
        const char *shared = NULL;
        bool ok = check_owner(snapshot, from, r, err);

        r->share = true;
        r->prepare = is_automated(snapshot);
        r->copy = r->copy || snapshot->encrypted;
        if (ok && snapshot->encrypted) {
                ok = snapshot->kms_key ? kms_describe_key(from->aws, snapshot->kms_key, &key, err)
                                       : err_set(err, ERR_INVALID,
                                                 "snapshot %s is encrypted and RDS names no key",
                                                 snapshot->id);
                if (ok && kms_key_is_default(&key)) {
                        r->prepare = true;
                        ok = source_key || refuse_default_key(snapshot, r, target, err);
                }
                shared = key.arn;
        }
        if (ok && r->prepare && source_key) {
                ok = check_key(from, "source_key", source_key, &other, err);
                if (ok && kms_key_is_default(&other)) {
                        err_set(err, ERR_REFUSED, "source_key: %s is AWS's own key, too",
                                other.arn);
                        ok = err_next(err, "give a customer managed KMS key of account %s",
                                      r->account);
                }
                shared = other.arn;
                r->copy = true; /* the prepared copy is encrypted by then */
        }
        ok = ok && (!shared || check_shared_key(stage_account(s), shared, r, target, err));
        kms_key_release(&key);
        kms_key_release(&other);
        return ok;
}

/* What is encrypted elsewhere is encrypted anew by the copy. */
static bool check_target_key(struct stage *s, const struct rds_snapshot *snapshot,
                             const struct route *r, struct err *err)
{
        const char *key = stage_text(s, "key");
        struct kms_key found = {0};
        bool ok;

        if (!r->copy)
                return true;
        if (!key && !snapshot->encrypted && !(r->prepare && stage_text(s, "source_key")))
                return true;
        if (!key) {
                err_set(err, ERR_REFUSED,
                        "snapshot %s of %s %s is encrypted: its copy for stack %s needs a key "
                        "there",
                        snapshot->id, r->other_account ? "account" : "region",
                        r->other_account ? r->account : r->region, stage_stack(s)->name);
                return err_next(err,
                                "give key: a KMS key of the stack's account in region %s, e.g. "
                                "alias/aws/rds",
                                aws_region(stage_aws(s)));
        }
        ok = check_key(stage_account(s), "key", key, &found, err);
        kms_key_release(&found);
        return ok;
}

/* A key for what is not encrypted: RDS takes one for DB instances' snapshots only. */
static bool encrypts_anew(struct stage *s, const struct rds_snapshot *snapshot)
{
        return stage_text(s, "key") && !snapshot->encrypted &&
               !rds_is_cluster_snapshot(snapshot->arn);
}

bool route_find(struct stage *s, const struct rds_snapshot *snapshot, struct account *from,
                struct route *out, struct err *err)
{
        struct account *to = stage_account(s);
        const char *target = NULL;
        bool ok;

        *out = (struct route){0};
        ok = arn_place(snapshot->arn, &out->region, &out->account);
        /* one that another account has shared can be restored from there unless it is encrypted */
        out->copy = text_same(snapshot->type, "shared") && snapshot->encrypted;
        out->copy = out->copy || encrypts_anew(s, snapshot);
        if (from == to)
                return true;
        if (!ok)
                return err_set(err, ERR_INVALID,
                               "the ARN of snapshot %s, %s, does not name its account",
                               snapshot->id, snapshot->arn ? snapshot->arn : "(none)");
        if (!account_find_id(to, &target, err))
                return false;
        out->other_account = strcmp(out->account, target) != 0;
        out->other_region = strcmp(out->region, aws_region(to->aws)) != 0;
        out->copy = out->copy || out->other_region;
        if (out->other_account && !find_way(s, snapshot, from, target, out, err)) {
                route_release(out);
                return false;
        }
        if (!check_target_key(s, snapshot, out, err)) {
                route_release(out);
                return false;
        }
        return true;
}
