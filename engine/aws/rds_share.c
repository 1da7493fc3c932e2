/* RDS: who may use a snapshot, and copies of it. */
#include "engine/aws/rds_share.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/presign.h"
#include "engine/aws/query.h"
#include "engine/aws/rds_cluster_parse.h"
#include "engine/aws/rds_parse.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/base/xml.h"

/* Both kinds of snapshot have the same operations under different names. */
static const struct kind {
        struct operation attributes, modify, copy, remove;
        const char *id, *source, *target; /* parameters */
        const char *result;               /* element of the attributes */
        const char *list, *item;          /* within it */
        const char *snapshot;             /* element of a copy */
} kinds[2] = {
        {
                .attributes = {SERVICE_RDS, "DescribeDBSnapshotAttributes", false},
                .modify = {SERVICE_RDS, "ModifyDBSnapshotAttribute", true},
                .copy = {SERVICE_RDS, "CopyDBSnapshot", true},
                .remove = {SERVICE_RDS, "DeleteDBSnapshot", true},
                .id = "DBSnapshotIdentifier",
                .source = "SourceDBSnapshotIdentifier",
                .target = "TargetDBSnapshotIdentifier",
                .result = "DBSnapshotAttributesResult",
                .list = "DBSnapshotAttributes",
                .item = "DBSnapshotAttribute",
                .snapshot = "DBSnapshot",
        },
        {
                .attributes = {SERVICE_RDS, "DescribeDBClusterSnapshotAttributes", false},
                .modify = {SERVICE_RDS, "ModifyDBClusterSnapshotAttribute", true},
                .copy = {SERVICE_RDS, "CopyDBClusterSnapshot", true},
                .remove = {SERVICE_RDS, "DeleteDBClusterSnapshot", true},
                .id = "DBClusterSnapshotIdentifier",
                .source = "SourceDBClusterSnapshotIdentifier",
                .target = "TargetDBClusterSnapshotIdentifier",
                .result = "DBClusterSnapshotAttributesResult",
                .list = "DBClusterSnapshotAttributes",
                .item = "DBClusterSnapshotAttribute",
                .snapshot = "DBClusterSnapshot",
        },
};

bool rds_is_cluster_snapshot(const char *arn)
{
        return text_starts(arn, "arn:") && strstr(arn, ":cluster-snapshot:");
}

const char *rds_snapshot_name(const char *arn)
{
        static const char *const marks[] = {":cluster-snapshot:", ":snapshot:"};

        for (size_t i = 0; text_starts(arn, "arn:") && i < ARRAY_LEN(marks); i++) {
                const char *at = strstr(arn, marks[i]);

                if (at)
                        return at + strlen(marks[i]);
        }
        return arn;
}

bool rds_look_snapshot(struct aws *aws, bool cluster, const char *id, struct rds_snapshot *out,
                       struct err *err)
{
        return cluster ? rds_find_cluster_snapshot(aws, id, out, err)
                       : rds_find_snapshot(aws, id, out, err);
}

/* --- who may use it --- */

/* The values of the attribute named restore. */
static bool read_accounts(const struct kind *kind, struct query_answer *answer,
                          const struct operation *op, struct strlist *out, struct err *err)
{
        struct xml_node *list = xml_child(xml_child(answer->result, kind->result), kind->list);
        struct xml_node *item = xml_child(list, kind->item);

        if (!list)
                return call_unexpected(op, err, "there is no <%s>", kind->list);
        for (; item; item = xml_next(item)) {
                char *name = xml_text(item, "AttributeName");
                bool wanted = text_same(name, "restore");
                struct xml_node *value =
                        xml_child(xml_child(item, "AttributeValues"), "AttributeValue");

                free(name);
                for (; wanted && value; value = xml_next(value)) {
                        char *account = xml_content(value);

                        strlist_add(out, account);
                        free(account);
                }
        }
        return true;
}

bool rds_snapshot_accounts(struct aws *aws, bool cluster, const char *id, struct strlist *out,
                           struct err *err)
{
        const struct kind *kind = &kinds[cluster];
        struct query_answer answer;
        struct query q;
        bool ok;

        query_begin(&q, &kind->attributes, id);
        query_text(&q, kind->id, id);
        if (!query_send(aws, &q, true, &answer, err))
                return false;
        ok = read_accounts(kind, &answer, &kind->attributes, out, err);
        query_answer_release(&answer);
        return ok;
}

bool rds_share_snapshot(struct aws *aws, bool cluster, const char *id, const char *account,
                        bool share, struct err *err)
{
        const struct kind *kind = &kinds[cluster];
        struct strlist accounts = {0}, one = {0};
        struct query_answer answer;
        struct query q;
        bool ok;

        strlist_add(&one, account);
        query_begin(&q, &kind->modify, id);
        query_text(&q, kind->id, id);
        query_text(&q, "AttributeName", "restore");
        query_list(&q, share ? "ValuesToAdd" : "ValuesToRemove", "AttributeValue", &one);
        strlist_release(&one);
        if (!query_send(aws, &q, true, &answer, err))
                return false;
        ok = read_accounts(kind, &answer, &kind->modify, &accounts, err);
        query_answer_release(&answer);
        strlist_release(&accounts);
        return ok;
}

/* --- copies --- */

/* The same request as RDS in the source's region is to be asked it, in our name: botocore's
 * handlers.py, inject_presigned_url_rds(). It goes along with every copy across regions, as it does
 * there, though the model says that only GovCloud reads it. url must outlive the sending. */
static bool add_presigned(struct aws *aws, struct query *q, const char *source_region,
                          struct text *url, struct err *err)
{
        struct text form = TEXT_INIT;
        bool ok;

        text_addf(&form, "%s&DestinationRegion=%s", text_str(&q->form), aws_region(aws));
        ok = presign_query(aws, SERVICE_RDS, source_region, "GET", text_str(&form), PRESIGN_EXPIRES,
                           url, err);
        if (ok)
                query_secret(q, "PreSignedUrl", text_str(url));
        text_release(&form);
        return ok;
}

static bool send_copy(struct aws *aws, const struct rds_copy *r, struct query *q,
                      struct rds_snapshot *out, struct err *err)
{
        const struct kind *kind = &kinds[r->cluster];
        struct query_answer answer;
        bool ok;

        if (!query_send(aws, q, true, &answer, err))
                return false;
        if (r->cluster)
                ok = rds_cluster_snapshot_read(xml_child(answer.result, kind->snapshot), out, err);
        else
                ok = rds_snapshot_read(xml_child(answer.result, kind->snapshot), out, err);
        if (!ok)
                call_garbled(&kind->copy, err);
        query_answer_release(&answer);
        if (!ok)
                rds_snapshot_release(out);
        return ok;
}

bool rds_copy_snapshot(struct aws *aws, const struct rds_copy *r, struct rds_snapshot *out,
                       struct err *err)
{
        const struct kind *kind = &kinds[r->cluster];
        struct text url = TEXT_INIT;
        struct query q;
        bool ok;

        *out = (struct rds_snapshot){0};
        query_begin(&q, &kind->copy, r->id);
        query_text(&q, kind->source, r->source);
        query_text(&q, kind->target, r->id);
        query_text(&q, "KmsKeyId", r->kms_key);
        query_tags(&q, r->tags);
        if (r->source_region && !add_presigned(aws, &q, r->source_region, &url, err)) {
                secret_release(&q.form);
                return false;
        }
        ok = send_copy(aws, r, &q, out, err);
        secret_release(&url);
        return ok;
}

bool rds_remove_snapshot(struct aws *aws, bool cluster, const char *id, struct err *err)
{
        const struct kind *kind = &kinds[cluster];
        struct query_answer answer;
        struct query q;

        query_begin(&q, &kind->remove, id);
        query_text(&q, kind->id, id);
        if (!query_send(aws, &q, true, &answer, err))
                return false;
        query_answer_release(&answer);
        return true;
}
