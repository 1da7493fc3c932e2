/* What is told of clusters, their snapshots and their parameter groups. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

int rds_by_key(const void *a, const void *b)
{
        struct json_object *const *x = a, *const *y = b;

        return strcmp(json_text(*x, "key"), json_text(*y, "key"));
}

void rds_op_describe_db_clusters(struct call *call)
{
        static const struct rds_filter filters[] = {
                {"clone-group-id", "CloneGroupId", NULL},
                {"db-cluster-id", "DBClusterIdentifier", "DBClusterArn"},
                {"db-cluster-resource-id", "DbClusterResourceId", NULL},
                {"domain", "Domain", NULL},
                {"engine", "Engine", NULL},
                {0},
        };
        struct rds_dbs *all = &call->cloud->rds->dbs[RDS_CLUSTER];
        const char *id = json_text(call->in, "DBClusterIdentifier");
        struct rds_db *only = NULL;
        struct json_object *found;

        if (id && *id && !(only = rds_named(call, RDS_CLUSTER, id)))
                return;
        if (!rds_check_filters(call, filters))
                return;
        found = json_object_new_array();
        for (size_t i = 0; i < all->count; i++)
                if ((!only || only == all->items[i]) &&
                    rds_passes(call, filters, all->items[i]->is))
                        json_object_array_add(found, json_object_get(all->items[i]->is));
        rds_page(call, "DBClusters", "DBClusterIdentifier", found);
}

/* --- parameter groups --- */

static struct json_object *parameter_group(struct standin *s, const char *name, const char *family)
{
        struct json_object *group = json_object_new_object();
        char *arn = world_arn(s, "rds", "cluster-pg:%s", name);

        json_put_text(group, "DBClusterParameterGroupName", name);
        json_put_text(group, "DBParameterGroupFamily", family);
        json_put_text(group, "Description", name);
        json_put_text(group, "DBClusterParameterGroupArn", arn);
        json_put_text(group, "key", name);
        free(arn);
        return group;
}

void rds_op_describe_db_cluster_parameter_groups(struct call *call)
{
        const char *only = json_text(call->in, "DBClusterParameterGroupName");
        struct json_object *found = json_object_new_array();

        json_object_object_foreach(call->cloud->rds->cluster_parameter_groups, name, family)
        {
                if (!only || strcasecmp(only, name) == 0)
                        json_object_array_add(
                                found,
                                parameter_group(call->cloud, name, json_object_get_string(family)));
        }
        if (only && text_starts(only, "default.") && !json_count(found))
                json_object_array_add(
                        found, parameter_group(call->cloud, only, only + strlen("default.")));
        if (only && !json_count(found))
                call_fail(call, 404, "DBParameterGroupNotFound",
                          "DBClusterParameterGroup not found: %s", only);
        json_object_array_sort(found, rds_by_key);
        rds_page(call, "DBClusterParameterGroups", "key", found);
}

void rds_op_create_db_cluster_parameter_group(struct call *call)
{
        struct json_object *groups = call->cloud->rds->cluster_parameter_groups;
        char *name = rds_lower(json_text(call->in, "DBClusterParameterGroupName"));
        const char *family = json_text(call->in, "DBParameterGroupFamily");

        if (json_get(groups, name) || text_starts(name, "default.")) {
                call_fail(call, 400, "DBParameterGroupAlreadyExists",
                          "Parameter group %s already exists", name);
        } else if (rds_check_snapshot_id(call, "DBClusterParameterGroupName", name)) {
                json_put_text(groups, name, family);
                json_put(call->out, "DBClusterParameterGroup",
                         parameter_group(call->cloud, name, family));
        }
        free(name);
}
