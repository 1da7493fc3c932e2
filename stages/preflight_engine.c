/* The snapshot's key can be used, and its engine's version is not one that costs extra. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/kms.h"
#include "engine/aws/rds_account.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "stages/accounts.h"
#include "stages/preflight_parts.h"

static const int64_t DAY = 24 * 3600 * 1000LL;

enum { WARNED_DAYS = 90, MAJOR_SIZE = 16 };

/* Where a copy is made first, snapshot.select has looked at the keys already. */
bool preflight_key(struct aws *aws, const char *account, struct json_object *plan, struct err *err)
{
        struct json_object *snapshot = preflight_snapshot(plan);
        const char *id = json_text(snapshot, "kms_key"), *arn = json_text(snapshot, "arn");
        char *region = NULL, *owner = NULL;
        struct kms_key key = {0};
        bool ok = true;

        if (id && arn && arn_place(arn, &region, &owner) && text_same(owner, account) &&
            text_same(region, aws_region(aws))) {
                if (!kms_describe_key(aws, id, &key, err))
                        ok = preflight_unseen(plan, "KMS key", "the snapshot's key", err);
                else if (key.state && !text_same(key.state, "Enabled"))
                        preflight_blocks(plan, ERR_STATE, "KMS key",
                                         "enable it, or lift a copy "
                                         "under another",
                                         "key %s of snapshot %s is %s", key.arn,
                                         json_text(snapshot, "id"), key.state);
        }
        kms_key_release(&key);
        free(region);
        free(owner);
        return ok;
}

/* What DescribeDBMajorEngineVersions calls it: "15" of 15.4, "8.0" of 8.0.36 and of
 * 8.0.mysql_aurora.3.05.2, "10.11" of 10.11.8. False: an engine whose support is no matter of ours.
 */
static bool find_major(const char *engine, const char *version, char out[MAJOR_SIZE])
{
        const char *end = version;
        int parts = strstr(engine, "postgres") && atoi(version) >= 10 ? 1 : 2;

        if (!strstr(engine, "postgres") && !strstr(engine, "mysql") && !strstr(engine, "mariadb"))
                return false;
        for (; *end && (isdigit((unsigned char)*end) || (*end == '.' && parts > 1)); end++)
                parts -= *end == '.';
        return end > version &&
               snprintf(out, MAJOR_SIZE, "%.*s", (int)(end - version), version) < MAJOR_SIZE;
}

static const struct rds_lifecycle *find(const struct rds_lifecycles *l, const char *name)
{
        for (size_t i = 0; i < l->count; i++)
                if (text_same(l->items[i].name, name))
                        return &l->items[i];
        return NULL;
}

/* The last word counts: of the restore, or of what is put right after it. */
static void find_support(void *arg, struct json_object *call)
{
        const char **asked = arg;
        const char *is = json_text(json_get(call, "parameters"), "EngineLifecycleSupport");

        if (is)
                *asked = is;
}

static void judge(struct json_object *plan, const char *what, const struct rds_lifecycles *all,
                  int64_t now)
{
        const struct rds_lifecycle *standard = find(all, "open-source-rds-standard-support");
        bool paid = find(all, "open-source-rds-extended-support") != NULL;
        const char *asked = "";
        char on[ISO_SIZE];

        if (!standard || standard->to - now > WARNED_DAYS * DAY)
                return;
        iso_format(standard->to, on);
        on[strlen("2026-11-21")] = '\0';
        preflight_each_call(plan, find_support, &asked);
        if (standard->to > now)
                preflight_warns(plan, "engine", "standard support of %s ends on %s%s", what, on,
                                paid ? "; then RDS charges for extended support" : "");
        else if (text_ends(asked, "-disabled"))
                preflight_warns(plan, "engine",
                                "standard support of %s has ended on %s and extended support is "
                                "off: RDS would upgrade the restored database to a higher major "
                                "version by itself",
                                what, on);
        else if (paid)
                preflight_warns(plan, "engine",
                                "standard support of %s has ended on %s: RDS charges for extended "
                                "support of the new database, beside the old one's",
                                what, on);
}

bool preflight_engine(struct aws *aws, struct json_object *plan, struct err *err)
{
        struct json_object *snapshot = preflight_snapshot(plan);
        const char *engine = json_text(snapshot, "engine");
        const char *version = json_text(snapshot, "engine_version");
        struct rds_lifecycles all;
        char major[MAJOR_SIZE], *what;

        if (!engine || !version || !find_major(engine, version, major))
                return true;
        if (!rds_list_lifecycles(aws, engine, major, &all, err))
                return preflight_unseen(plan, "engine", "until when its version is supported", err);
        what = xasprintf("%s %s", engine, major);
        judge(plan, what, &all, aws_now(aws));
        free(what);
        rds_lifecycles_release(&all);
        return true;
}
