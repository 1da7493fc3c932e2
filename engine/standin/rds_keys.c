/* The KMS keys of databases and snapshots. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/kms.h"
#include "engine/standin/rds_model.h"

bool rds_check_key(struct call *call, const char *member)
{
        const char *name = json_text(call->in, member);
        struct kms_key *key = name ? kms_find(call->cloud, name) : NULL;

        if (!name)
                return true;
        if (!key || !kms_usable(key, call->cloud->account)) {
                call_fail(call, 400, "KMSKeyNotAccessibleFault",
                          "The target KMS key [%s] does not exist, is not enabled or you do not "
                          "have permissions to access it.",
                          name);
                return false;
        }
        json_put_text(call->in, member, key->arn);
        return true;
}

bool rds_check_snapshot_key(struct call *call, struct rds_snapshot *snap)
{
        const char *name = json_text(snap->is, "KmsKeyId");
        struct kms_key *key = name ? kms_find(snap->cloud, name) : NULL;

        if (!rds_snapshot_encrypted(snap) || (key && kms_usable(key, call->cloud->account)))
                return true;
        /* Of an account of which the seed knows no more than this snapshot. */
        if (snap->foreign && !key)
                return true;
        call_fail(call, 400, "KMSKeyNotAccessibleFault",
                  "The source snapshot KMS key [%s] does not exist, is not enabled or you do not "
                  "have permissions to access it.",
                  name);
        return false;
}

void rds_settle_key(struct standin *s, struct json_object *is)
{
        const char *name = json_text(is, "KmsKeyId");
        struct kms_key *key;

        if (name && text_starts(name, "arn:") && strstr(name, ":key/"))
                key = NULL; /* as it is */
        else
                key = name ? kms_find(s, name) : NULL;
        if (key)
                json_put_text(is, "KmsKeyId", key->arn);
        if (!json_flag(is, "StorageEncrypted"))
                json_object_object_del(is, "KmsKeyId");
        else if (!name)
                json_put_text(is, "KmsKeyId", kms_default(s, "rds")->arn);
        json_put_text(is, "StorageEncryptionType",
                      json_flag(is, "StorageEncrypted") ? "sse-kms" : "none");
}
