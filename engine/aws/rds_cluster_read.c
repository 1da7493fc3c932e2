/* RDS's clusters: what only looks. */
#include <stdlib.h>
#include <string.h>

#include "engine/aws/rds_cluster_parse.h"
#include "engine/aws/rds_list.h"
#include "engine/aws/rds_parse.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"

static const struct operation describe_clusters = {SERVICE_RDS, "DescribeDBClusters", false};
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
