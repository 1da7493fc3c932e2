/* What RDS accepts of a cluster's settings. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

enum { MOST_ACU = 256, MOST_PAUSE_SECONDS = 86400, LEAST_PAUSE_SECONDS = 300 };

static bool invalid(struct call *call, const char *code, const char *message)
{
        call_fail(call, 400, code, "%s", message);
        return false;
}

/* Whole and half steps. */
static bool is_half_step(double acu)
{
        double twice = acu * 2;

        return twice == (double)(int64_t)twice;
}

static bool check_scaling(struct call *call, struct rds_db *cluster)
{
        struct json_object *asked = json_get(call->in, "ServerlessV2ScalingConfiguration");
        struct json_object *now =
                cluster ? json_get(cluster->is, "ServerlessV2ScalingConfiguration") : NULL;
        struct json_object *pause = json_get(asked, "SecondsUntilAutoPause");
        double min, max;

        if (!asked)
                return true;
        /* A modification may name one of the two. */
        if (!json_get(asked, "MinCapacity") && json_get(now, "MinCapacity"))
                json_put(asked, "MinCapacity", json_copy(json_get(now, "MinCapacity")));
        if (!json_get(asked, "MaxCapacity") && json_get(now, "MaxCapacity"))
                json_put(asked, "MaxCapacity", json_copy(json_get(now, "MaxCapacity")));
        if (!json_get(asked, "MinCapacity") || !json_get(asked, "MaxCapacity"))
                return invalid(call, "InvalidParameterCombination",
                               "Serverless v2 scaling configuration needs MinCapacity and "
                               "MaxCapacity");
        min = json_real(asked, "MinCapacity");
        max = json_real(asked, "MaxCapacity");
        if (min < 0 || max < 1 || max > MOST_ACU || min > max || !is_half_step(min) ||
            !is_half_step(max))
                return invalid(call, "InvalidParameterValue",
                               "Serverless v2 capacity is from 0 to 256 in steps of 0.5, the "
                               "maximum at least 1 and not below the minimum");
        if (pause && (json_object_get_int64(pause) < LEAST_PAUSE_SECONDS ||
                      json_object_get_int64(pause) > MOST_PAUSE_SECONDS))
                return invalid(call, "InvalidParameterValue",
                               "SecondsUntilAutoPause must be between 300 and 86400");
        return true;
}

static const char *const engines[] = {"aurora-mysql", "aurora-postgresql", "mysql", "postgres",
                                      "neptune"};

static bool check_engine(struct call *call)
{
        const char *engine = json_text(call->in, "Engine");

        for (size_t i = 0; i < ARRAY_LEN(engines); i++)
                if (text_same(engine, engines[i]))
                        return true;
        return invalid(call, "InvalidParameterValue", "Invalid DB engine");
}

/* "This setting is required to create a Multi-AZ DB cluster" (the model, of each of these). */
static bool check_multi_az(struct call *call)
{
        static const char *const required[] = {"DBClusterInstanceClass", "StorageType", "Iops"};
        static const char *const created[] = {"AllocatedStorage", "DBSubnetGroupName"};
        const char *type = json_text(call->in, "StorageType");
        bool restore = json_get(call->in, "SnapshotIdentifier");

        for (size_t i = 0; i < ARRAY_LEN(required); i++)
                if (!json_get(call->in, required[i]) && !(i == 2 && text_same(type, "gp3")) &&
                    !(restore && i > 0)) {
                        call_fail(call, 400, "InvalidParameterCombination",
                                  "%s is required for a Multi-AZ DB cluster", required[i]);
                        return false;
                }
        for (size_t i = 0; !restore && i < ARRAY_LEN(created); i++)
                if (!json_get(call->in, created[i])) {
                        call_fail(call, 400, "InvalidParameterCombination",
                                  "%s is required for a Multi-AZ DB cluster", created[i]);
                        return false;
                }
        if (type && strcmp(type, "io1") != 0 && strcmp(type, "io2") != 0 &&
            strcmp(type, "gp3") != 0)
                return invalid(call, "InvalidParameterValue", "Invalid storage type");
        return true;
}

/* What is "valid for: Multi-AZ DB clusters only" and the like in the model. */
static bool check_aurora(struct call *call, const char *engine)
{
        static const char *const others[] = {"DBClusterInstanceClass", "AllocatedStorage", "Iops",
                                             "PubliclyAccessible"};
        const char *type = json_text(call->in, "StorageType");

        for (size_t i = 0; i < ARRAY_LEN(others); i++)
                if (json_get(call->in, others[i])) {
                        call_fail(call, 400, "InvalidParameterCombination",
                                  "%s is not valid for engine %s", others[i], engine);
                        return false;
                }
        if (type && strcmp(type, "aurora") != 0 && strcmp(type, "aurora-iopt1") != 0)
                return invalid(call, "InvalidParameterValue", "Invalid storage type");
        if (json_int(call->in, "BacktrackWindow") && strcmp(engine, "aurora-mysql") != 0)
                return invalid(call, "InvalidParameterCombination",
                               "Backtrack is not supported for this engine");
        return true;
}

static bool check_groups(struct call *call)
{
        struct rds_model *m = call->cloud->rds;
        const char *parameters = json_text(call->in, "DBClusterParameterGroupName");
        const char *subnets = json_text(call->in, "DBSubnetGroupName");

        if (parameters && !text_starts(parameters, "default.") &&
            !json_get(m->cluster_parameter_groups, parameters)) {
                call_fail(call, 404, "DBClusterParameterGroupNotFound",
                          "DBClusterParameterGroup not found: %s", parameters);
                return false;
        }
        if (subnets && !json_get(m->subnet_groups, subnets)) {
                call_fail(call, 404, "DBSubnetGroupNotFoundFault",
                          "DB subnet group '%s' does not exist.", subnets);
                return false;
        }
        return rds_check_security_groups(call, call->in);
}

static bool check_version(struct call *call, struct rds_db *cluster)
{
        const char *to = json_text(call->in, "EngineVersion");
        const char *from = cluster ? json_text(cluster->is, "EngineVersion") : NULL;

        if (!to || !from || atoi(to) == atoi(from) ||
            json_flag(call->in, "AllowMajorVersionUpgrade"))
                return true;
        return invalid(call, "InvalidParameterCombination",
                       "The AllowMajorVersionUpgrade flag must be present when upgrading to a new "
                       "major version.");
}

bool rds_check_cluster_settings(struct call *call, struct rds_db *cluster)
{
        const char *engine =
                cluster ? json_text(cluster->is, "Engine") : json_text(call->in, "Engine");

        if (!cluster && !check_engine(call))
                return false;
        if (rds_engine_is_aurora(engine) ? !check_aurora(call, engine)
                                         : !cluster && !check_multi_az(call))
                return false;
        if (json_int(call->in, "MonitoringInterval") && !json_text(call->in, "MonitoringRoleArn"))
                return invalid(call, "InvalidParameterCombination",
                               "A MonitoringRoleARN value is required if you specify a "
                               "MonitoringInterval value other than 0.");
        return check_scaling(call, cluster) && check_version(call, cluster) &&
               rds_check_range(call, "Port", 1150, 65535) &&
               rds_check_range(call, "BackupRetentionPeriod", 1, 35) &&
               rds_check_range(call, "BacktrackWindow", 0, 259200) && rds_check_password(call) &&
               check_groups(call);
}
