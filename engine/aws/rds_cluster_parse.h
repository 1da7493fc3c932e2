/* RDS's XML of clusters into structs; out is zeroed before and to be released also after an error.
 */
#ifndef SNAPLIFT_AWS_RDS_CLUSTER_PARSE_H
#define SNAPLIFT_AWS_RDS_CLUSTER_PARSE_H

#include "engine/aws/rds_cluster.h"
#include "engine/base/xml.h"

bool rds_cluster_read(struct xml_node *node, struct rds_cluster *out, struct err *err);
bool rds_cluster_snapshot_read(struct xml_node *node, struct rds_snapshot *out, struct err *err);
bool rds_cluster_endpoint_read(struct xml_node *node, struct rds_cluster_endpoint *out,
                               struct err *err);

#endif
