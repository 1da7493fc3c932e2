/* What a cluster is described as. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

enum { DEFAULT_PAUSE_SECONDS = 300 };

bool rds_engine_is_aurora(const char *engine)
{
        return text_starts(engine, "aurora");
}

bool rds_is_aurora(const struct rds_db *cluster)
{
        return rds_engine_is_aurora(json_text(cluster->is, "Engine"));
}

void rds_set_cluster_groups(struct json_object *is, struct json_object *in, const char *sg_status)
{
        struct json_object *security = json_array(in, "VpcSecurityGroupIds"), *list;
        const char *options = json_text(in, "OptionGroupName");

        if (security) {
                list = json_object_new_array();
                for (size_t i = 0; i < json_count(security); i++) {
                        struct json_object *group = json_object_new_object();

                        json_put_text(group, "VpcSecurityGroupId",
                                      json_object_get_string(json_at(security, i)));
                        json_put_text(group, "Status", sg_status);
                        json_object_array_add(list, group);
                }
                json_put(is, "VpcSecurityGroups", list);
        }
        if (options) {
                struct json_object *group = json_object_new_object();

                list = json_object_new_array();
                json_put_text(group, "DBClusterOptionGroupName", options);
                json_put_text(group, "Status", "in-sync");
                json_object_array_add(list, group);
                json_put(is, "DBClusterOptionGroupMemberships", list);
        }
}

/* "SecondsUntilAutoPause [...] is only shown when the minimum capacity for the cluster is set to 0
 * ACUs" (the model). */
void rds_scaling_settle(struct json_object *is)
{
        struct json_object *scaling = json_get(is, "ServerlessV2ScalingConfiguration");

        if (!scaling)
                return;
        if (json_real(scaling, "MinCapacity") > 0)
                json_object_object_del(scaling, "SecondsUntilAutoPause");
        else if (!json_get(scaling, "SecondsUntilAutoPause"))
                json_put_int(scaling, "SecondsUntilAutoPause", DEFAULT_PAUSE_SECONDS);
}

static void put_zones(struct standin *s, struct json_object *is)
{
        struct json_object *zones = json_object_new_array();

        for (int zone = 'a'; zone <= 'c'; zone++) {
                char *name = xasprintf("%s%c", s->region, zone);

                json_add_text(zones, name);
                free(name);
        }
        json_put(is, "AvailabilityZones", zones);
}

static void put_flags(struct json_object *is)
{
        static const char *const off[] = {
                "MultiAZ",
                "StorageEncrypted",
                "IAMDatabaseAuthenticationEnabled",
                "DeletionProtection",
                "HttpEndpointEnabled",
                "CopyTagsToSnapshot",
                "CrossAccountClone",
                "PerformanceInsightsEnabled",
        };
        static const char *const lists[] = {
                "AssociatedRoles", "DBClusterMembers",       "DomainMemberships",
                "TagList",         "ReadReplicaIdentifiers",
        };

        for (size_t i = 0; i < ARRAY_LEN(off); i++)
                json_put_flag(is, off[i], false);
        for (size_t i = 0; i < ARRAY_LEN(lists); i++)
                json_put(is, lists[i], json_object_new_array());
        json_put(is, "PendingModifiedValues", json_object_new_object());
}

/* AWS's own choices, for what a request leaves open. */
static void put_defaults(struct standin *s, struct json_object *is, struct json_object *in)
{
        struct json_object *groups = json_object_new_object();
        struct json_object *security = json_object_new_array();
        const char *engine = json_text(in, "Engine"), *version = json_text(in, "EngineVersion");
        char *parameters, *options;

        if (!version)
                version = rds_default_version(engine);
        parameters = rds_default_parameter_group(engine, version);
        options = xasprintf("default:%s", parameters + strlen("default."));
        for (char *c = options; *c; c++)
                if (*c == '.')
                        *c = '-';
        put_flags(is);
        put_zones(s, is);
        json_put_text(is, "EngineVersion", version);
        json_put_text(is, "EngineMode", "provisioned");
        json_put_text(is, "DBClusterParameterGroup", parameters);
        json_put_text(is, "DBSubnetGroup", "default");
        json_put_text(is, "PreferredBackupWindow", "03:10-03:40");
        json_put_text(is, "PreferredMaintenanceWindow", "mon:05:00-mon:05:30");
        json_put_text(is, "HostedZoneId", RDS_ZONE);
        json_put_text(is, "ActivityStreamStatus", "stopped");
        json_put_text(is, "NetworkType", "IPV4");
        json_put_text(is, "DatabaseInsightsMode", "standard");
        json_put_text(is, "EngineLifecycleSupport", "open-source-rds-extended-support");
        json_put_int(is, "AllocatedStorage", 1);
        json_put_int(is, "BackupRetentionPeriod", 1);
        json_put_int(is, "MonitoringInterval", 0);
        json_put_flag(is, "AutoMinorVersionUpgrade", true);
        json_add_text(security, "sg-0000000a");
        json_put(groups, "VpcSecurityGroupIds", security);
        json_put_text(groups, "OptionGroupName", options);
        rds_set_cluster_groups(is, groups, "active");
        json_object_put(groups);
        free(parameters);
        free(options);
}

struct json_object *rds_shape_cluster(struct standin *s, const char *id, struct json_object *in)
{
        struct json_object *is = json_object_new_object();
        char *arn = world_arn(s, "rds", "cluster:%s", id),
             *resource = rds_resource_id(s, "cluster");
        char iso[ISO_SIZE];

        rds_now(s, iso);
        json_put_text(is, "DBClusterIdentifier", id);
        json_put_text(is, "DBClusterArn", arn);
        json_put_text(is, "DbClusterResourceId", resource);
        json_put_text(is, "ClusterCreateTime", iso);
        json_put_text(is, "Status", "creating");
        put_defaults(s, is, in);
        rds_take_settings(s, RDS_CLUSTER, is, in);
        rds_settle_key(s, is);
        rds_set_cluster_groups(is, in, "active");
        rds_scaling_settle(is);
        /* "The storage type isn't returned when you set it to aurora" (the model). */
        if (text_same(json_text(is, "StorageType"), "aurora"))
                json_object_object_del(is, "StorageType");
        if (!rds_engine_is_aurora(json_text(in, "Engine"))) {
                json_put_flag(is, "MultiAZ", true);
                if (!json_get(is, "PubliclyAccessible"))
                        json_put_flag(is, "PubliclyAccessible", false);
                if (!json_get(is, "StorageType"))
                        json_put_text(is, "StorageType", "io1");
        }
        free(arn);
        free(resource);
        return is;
}

static void put_address(struct rds_db *cluster, const char *member, const char *part)
{
        char *name = xasprintf("%s.%s-standin.%s.rds.amazonaws.com", cluster->id, part,
                               cluster->cloud->region);

        json_put_text(cluster->is, member, cluster->body ? db_body_address(cluster->body) : name);
        free(name);
}

void rds_cluster_appear(struct rds_db *cluster)
{
        put_address(cluster, "Endpoint", "cluster");
        put_address(cluster, "ReaderEndpoint", "cluster-ro");
        json_put_int(cluster->is, "Port",
                     cluster->body ? db_body_port(cluster->body) : cluster->port);
        rds_endpoints_appear(cluster);
}

void rds_cluster_rename(struct rds_db *cluster, const char *id)
{
        size_t count = rds_member_count(cluster);
        struct rds_db **members = xcalloc(count + 1, sizeof(struct rds_db *));

        for (size_t i = 0; i < count; i++)
                members[i] = rds_member_at(cluster, i);
        rds_rename(cluster, id);
        for (size_t i = 0; i < count; i++)
                if (members[i])
                        json_put_text(members[i]->is, "DBClusterIdentifier", id);
        free(members);
        rds_members_follow(cluster);
        rds_cluster_appear(cluster);
}
