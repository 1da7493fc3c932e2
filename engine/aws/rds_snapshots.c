/* RDS: snapshots of DB instances and of DB clusters, listed and found. */
#include <string.h>

#include "engine/aws/rds_cluster_parse.h"
#include "engine/aws/rds_list.h"
#include "engine/aws/rds_parse.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"

/* Both kinds have the same operations under different names. */
static const struct kind {
        struct operation describe;
        const char *source, *id;        /* parameters */
        const char *list, *item;        /* elements */
        const char *not_found;          /* its error */
        const char *no_source;          /* the same, of what a list is of; NULL: none */
        const char *automated, *backup; /* what ARNs have in them; backup NULL: no such */
        bool (*read)(struct xml_node *node, struct rds_snapshot *out, struct err *err);
} kinds[2] = {
        {
                .describe = {SERVICE_RDS, "DescribeDBSnapshots", false},
                .source = "DBInstanceIdentifier",
                .id = "DBSnapshotIdentifier",
                .list = "DBSnapshots",
                .item = "DBSnapshot",
                .not_found = "DBSnapshotNotFound",
                /* the model allows it to mind that the instance is gone */
                .no_source = "DBInstanceNotFound",
                .automated = ":snapshot:rds:",
                .backup = ":snapshot:awsbackup:",
                .read = rds_snapshot_read,
        },
        {
                .describe = {SERVICE_RDS, "DescribeDBClusterSnapshots", false},
                .source = "DBClusterIdentifier",
                .id = "DBClusterSnapshotIdentifier",
                .list = "DBClusterSnapshots",
                .item = "DBClusterSnapshot",
                .not_found = "DBClusterSnapshotNotFoundFault",
                .automated = ":cluster-snapshot:rds:",
                .read = rds_cluster_snapshot_read,
        },
};

struct snapshot_query {
        const struct kind *kind;
        const char *source, *id, *type; /* or NULL */
        int shared;                     /* IncludeShared, or RDS_UNSET */
        struct rds_snapshots *out;
};

static void ask(void *arg, struct query *q)
{
        const struct snapshot_query *sq = arg;

        query_text(q, sq->kind->source, sq->source);
        query_text(q, sq->kind->id, sq->id);
        query_text(q, "SnapshotType", sq->type);
        query_flag(q, "IncludeShared", sq->shared);
}

static bool take(void *arg, struct xml_node *item, struct err *err)
{
        const struct snapshot_query *sq = arg;
        struct rds_snapshots *out = sq->out;
        struct rds_snapshot *s;

        out->items = xrealloc(out->items, (out->count + 1) * sizeof(*out->items));
        s = &out->items[out->count++];
        *s = (struct rds_snapshot){0};
        if (!sq->kind->read(item, s, err))
                return false;
        /* RDS compares without case; a name here is exactly itself. */
        if (sq->source && !text_same(s->source, sq->source)) {
                rds_snapshot_release(s);
                out->count--;
        }
        return true;
}

static bool list(struct aws *aws, struct snapshot_query *sq, struct err *err)
{
        struct rds_listing l = {
                .op = &sq->kind->describe,
                .list = sq->kind->list,
                .item = sq->kind->item,
                .ask = ask,
                .take = take,
                .arg = sq,
                .subject = sq->id ? sq->id : sq->source,
        };

        *sq->out = (struct rds_snapshots){0};
        if (rds_list_pages(aws, &l, !sq->id, err))
                return true;
        rds_snapshots_release(sq->out);
        return false;
}

static bool list_of(struct aws *aws, const struct kind *kind, const char *source, const char *type,
                    struct rds_snapshots *out, struct err *err)
{
        struct snapshot_query sq = {
                .kind = kind, .source = source, .type = type, .shared = RDS_UNSET, .out = out};

        if (list(aws, &sq, err))
                return true;
        if (!kind->no_source || !err_has_reason(err, kind->no_source))
                return false;
        err_clear(err); /* no snapshots */
        return true;
}

/* An automated snapshot is only found by name when its type is asked for, one of another account
 * only by ARN and when shared ones are included. */
static void choose_type(const char *id, struct snapshot_query *sq)
{
        const struct kind *kind = sq->kind;
        bool arn = text_starts(id, "arn:");

        if (text_starts(id, "rds:") || (arn && strstr(id, kind->automated)))
                sq->type = "automated";
        else if (kind->backup &&
                 (text_starts(id, "awsbackup:") || (arn && strstr(id, kind->backup))))
                sq->type = "awsbackup";
        else if (arn)
                sq->shared = 1;
}

static bool find(struct aws *aws, const struct kind *kind, const char *id, struct rds_snapshot *out,
                 struct err *err)
{
        struct rds_snapshots found = {0};
        struct snapshot_query sq = {.kind = kind, .id = id, .shared = RDS_UNSET, .out = &found};
        bool ok = false;

        *out = (struct rds_snapshot){0};
        choose_type(id, &sq);
        if (!list(aws, &sq, err))
                return false;
        if (found.count == 0) {
                err_set(err, ERR_NOT_FOUND, "rds %s: %s not found", kind->describe.name, id);
                err_reason(err, kind->not_found);
        } else if (found.count > 1 ||
                   (strcmp(found.items[0].id, id) != 0 && !text_same(found.items[0].arn, id))) {
                call_unexpected(&kind->describe, err, "asked for %s, it tells of %s", id,
                                found.items[0].id);
        } else {
                *out = found.items[0];
                found.items[0] = (struct rds_snapshot){0};
                ok = true;
        }
        rds_snapshots_release(&found);
        return ok;
}

bool rds_list_snapshots(struct aws *aws, const char *source, const char *type,
                        struct rds_snapshots *out, struct err *err)
{
        return list_of(aws, &kinds[0], source, type, out, err);
}

bool rds_find_snapshot(struct aws *aws, const char *id, struct rds_snapshot *out, struct err *err)
{
        return find(aws, &kinds[0], id, out, err);
}

bool rds_list_cluster_snapshots(struct aws *aws, const char *source, const char *type,
                                struct rds_snapshots *out, struct err *err)
{
        return list_of(aws, &kinds[1], source, type, out, err);
}

bool rds_find_cluster_snapshot(struct aws *aws, const char *id, struct rds_snapshot *out,
                               struct err *err)
{
        return find(aws, &kinds[1], id, out, err);
}
