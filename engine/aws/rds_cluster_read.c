/* RDS's clusters: what only looks. */
#include <stdlib.h>
#include <string.h>

#include "engine/aws/rds_cluster_parse.h"
#include "engine/aws/rds_list.h"
#include "engine/aws/rds_parse.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"

static const struct operation describe_clusters = {SERVICE_RDS, "DescribeDBClusters", false};
static const struct operation describe_snapshots = {SERVICE_RDS, "DescribeDBClusterSnapshots",
                                                    false};
static const struct operation describe_endpoints = {SERVICE_RDS, "DescribeDBClusterEndpoints",
                                                    false};

/* --- clusters --- */

struct cluster_query {
        const char *id; /* NULL: all */
        struct rds_clusters *out;
};

static void ask_clusters(void *arg, struct query *q)
{
        query_text(q, "DBClusterIdentifier", ((const struct cluster_query *)arg)->id);
}

static bool take_cluster(void *arg, struct xml_node *item, struct err *err)
{
        struct rds_clusters *out = ((struct cluster_query *)arg)->out;

        out->items = xrealloc(out->items, (out->count + 1) * sizeof(*out->items));
        out->items[out->count] = (struct rds_cluster){0};
        return rds_cluster_read(item, &out->items[out->count++], err);
}

static bool list_clusters(struct aws *aws, const char *id, struct rds_clusters *out,
                          struct err *err)
{
        struct cluster_query cq = {.id = id, .out = out};
        struct rds_listing l = {
                .op = &describe_clusters,
                .list = "DBClusters",
                .item = "DBCluster",
                .ask = ask_clusters,
                .take = take_cluster,
                .arg = &cq,
                .subject = id,
        };

        *out = (struct rds_clusters){0};
        if (rds_list_pages(aws, &l, !id, err))
                return true;
        rds_clusters_release(out);
        return false;
}

bool rds_list_clusters(struct aws *aws, struct rds_clusters *out, struct err *err)
{
        return list_clusters(aws, NULL, out, err);
}

bool rds_find_cluster(struct aws *aws, const char *id, struct rds_cluster *out, struct err *err)
{
        struct rds_clusters found = {0};
        bool ok = false;

        *out = (struct rds_cluster){0};
        if (!list_clusters(aws, id, &found, err))
                return false;
        if (found.count == 0) {
                err_set(err, ERR_NOT_FOUND, "rds DescribeDBClusters: %s not found", id);
                err_reason(err, "DBClusterNotFoundFault");
        } else if (found.count > 1 || strcmp(found.items[0].id, id) != 0) {
                call_unexpected(&describe_clusters, err, "asked for %s, it tells of %s", id,
                                found.items[0].id);
        } else {
                *out = found.items[0];
                found.items[0] = (struct rds_cluster){0};
                ok = true;
        }
        rds_clusters_release(&found);
        return ok;
}

/* --- snapshots --- */

struct snapshot_query {
        const char *id;     /* or NULL */
        const char *source; /* or NULL */
        const char *type;   /* or NULL */
        int shared;         /* IncludeShared; -1: not sent */
        struct rds_snapshots *out;
};

static void ask_snapshots(void *arg, struct query *q)
{
        const struct snapshot_query *sq = arg;

        query_text(q, "DBClusterIdentifier", sq->source);
        query_text(q, "DBClusterSnapshotIdentifier", sq->id);
        query_text(q, "SnapshotType", sq->type);
        query_flag(q, "IncludeShared", sq->shared);
}

static bool take_snapshot(void *arg, struct xml_node *item, struct err *err)
{
        const struct snapshot_query *sq = arg;
        struct rds_snapshots *out = sq->out;
        struct rds_snapshot *last;

        out->items = xrealloc(out->items, (out->count + 1) * sizeof(*out->items));
        last = &out->items[out->count++];
        *last = (struct rds_snapshot){0};
        if (!rds_cluster_snapshot_read(item, last, err))
                return false;
        /* of exactly this cluster, whatever else is told of */
        if (sq->source && !text_same(last->source, sq->source)) {
                rds_snapshot_release(last);
                out->count--;
        }
        return true;
}

static bool list_snapshots(struct aws *aws, struct snapshot_query *sq, struct err *err)
{
        struct rds_listing l = {
                .op = &describe_snapshots,
                .list = "DBClusterSnapshots",
                .item = "DBClusterSnapshot",
                .ask = ask_snapshots,
                .take = take_snapshot,
                .arg = sq,
                .subject = sq->id ? sq->id : sq->source,
        };

        *sq->out = (struct rds_snapshots){0};
        if (rds_list_pages(aws, &l, !sq->id, err))
                return true;
        rds_snapshots_release(sq->out);
        return false;
}

bool rds_list_cluster_snapshots(struct aws *aws, const char *source, const char *type,
                                struct rds_snapshots *out, struct err *err)
{
        struct snapshot_query sq = {.source = source, .type = type, .shared = -1, .out = out};

        return list_snapshots(aws, &sq, err);
}

/* An automated snapshot is only found by name when its type is asked for, one of another account
 * only by ARN and when shared ones are included. */
static void choose_type(const char *id, struct snapshot_query *sq)
{
        bool arn = text_starts(id, "arn:");

        if (text_starts(id, "rds:") || (arn && strstr(id, ":cluster-snapshot:rds:")))
                sq->type = "automated";
        else if (arn)
                sq->shared = 1;
}

bool rds_find_cluster_snapshot(struct aws *aws, const char *id, struct rds_snapshot *out,
                               struct err *err)
{
        struct rds_snapshots found = {0};
        struct snapshot_query sq = {.id = id, .shared = -1, .out = &found};
        bool ok = false;

        *out = (struct rds_snapshot){0};
        choose_type(id, &sq);
        if (!list_snapshots(aws, &sq, err))
                return false;
        if (found.count == 0) {
                err_set(err, ERR_NOT_FOUND, "rds DescribeDBClusterSnapshots: %s not found", id);
                err_reason(err, "DBClusterSnapshotNotFoundFault");
        } else if (found.count > 1 ||
                   (strcmp(found.items[0].id, id) != 0 && !text_same(found.items[0].arn, id))) {
                call_unexpected(&describe_snapshots, err, "asked for %s, it tells of %s", id,
                                found.items[0].id);
        } else {
                *out = found.items[0];
                found.items[0] = (struct rds_snapshot){0};
                ok = true;
        }
        rds_snapshots_release(&found);
        return ok;
}

/* --- endpoints --- */

struct endpoint_query {
        const char *cluster;
        struct rds_cluster_endpoints *out;
};

static void ask_endpoints(void *arg, struct query *q)
{
        query_text(q, "DBClusterIdentifier", ((const struct endpoint_query *)arg)->cluster);
}

static bool take_endpoint(void *arg, struct xml_node *item, struct err *err)
{
        struct rds_cluster_endpoints *out = ((struct endpoint_query *)arg)->out;

        out->items = xrealloc(out->items, (out->count + 1) * sizeof(*out->items));
        out->items[out->count] = (struct rds_cluster_endpoint){0};
        return rds_cluster_endpoint_read(item, &out->items[out->count++], err);
}

bool rds_list_cluster_endpoints(struct aws *aws, const char *cluster,
                                struct rds_cluster_endpoints *out, struct err *err)
{
        struct endpoint_query eq = {.cluster = cluster, .out = out};
        struct rds_listing l = {
                .op = &describe_endpoints,
                .list = "DBClusterEndpoints",
                .item = "DBClusterEndpointList", /* so is an item called */
                .ask = ask_endpoints,
                .take = take_endpoint,
                .arg = &eq,
                .subject = cluster,
        };

        *out = (struct rds_cluster_endpoints){0};
        if (rds_list_pages(aws, &l, true, err))
                return true;
        rds_cluster_endpoints_release(out);
        if (!err_is(err, ERR_NOT_FOUND))
                return false;
        err_clear(err);
        return true;
}
