/* What RDS accepts: identifiers, settings, groups, quotas, tags. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

enum { DATABASE_QUOTA = 40, SNAPSHOT_QUOTA = 100, MOST_TAGS = 50 };

static bool identifier(const char *id, size_t most)
{
        size_t len = strlen(id);

        if (!len || len > most || !isalpha((unsigned char)id[0]) || id[len - 1] == '-')
                return false;
        for (size_t i = 0; i < len; i++) {
                if (!isalnum((unsigned char)id[i]) && id[i] != '-')
                        return false;
                if (id[i] == '-' && id[i + 1] == '-')
                        return false;
        }
        return true;
}

static bool check_id(struct call *call, const char *member, const char *id, size_t most)
{
        if (identifier(id, most))
                return true;
        call_fail(call, 400, "InvalidParameterValue",
                  "The parameter %s is not a valid identifier. Identifiers must begin with a "
                  "letter; must contain only ASCII letters, digits, and hyphens; and must not end "
                  "with a hyphen or contain two consecutive hyphens.",
                  member);
        return false;
}

bool rds_check_instance_id(struct call *call, const char *member, const char *id)
{
        return check_id(call, member, id, 63);
}

bool rds_check_snapshot_id(struct call *call, const char *member, const char *id)
{
        return check_id(call, member, id, 255);
}

char *rds_default_parameter_group(const char *engine, const char *version)
{
        size_t major = strcspn(version, ".");

        /* PostgreSQL's major version is one number since 10, MySQL's and MariaDB's are two */
        if (!strstr(engine, "postgres") || atoi(version) < 10)
                if (version[major])
                        major += 1 + strcspn(version + major + 1, ".");
        return xasprintf("default.%s%.*s", engine, (int)major, version);
}

bool rds_check_security_groups(struct call *call, struct json_object *in)
{
        struct json_object *security = json_array(in, "VpcSecurityGroupIds");

        for (size_t i = 0; i < json_count(security); i++) {
                const char *id = json_object_get_string(json_at(security, i));

                if (text_starts(id, "sg-") && id[3])
                        continue;
                call_fail(call, 400, "InvalidParameterValue",
                          "Invalid security group , groupId= %s, groupName=.", id);
                return false;
        }
        return true;
}

static bool check_groups(struct call *call, struct json_object *in)
{
        struct rds_model *m = call->cloud->rds;
        const char *parameters = json_text(in, "DBParameterGroupName");
        const char *subnets = json_text(in, "DBSubnetGroupName");

        if (parameters && !text_starts(parameters, "default.") &&
            !json_get(m->parameter_groups, parameters)) {
                call_fail(call, 404, "DBParameterGroupNotFound", "DBParameterGroup not found: %s",
                          parameters);
                return false;
        }
        if (subnets && !json_get(m->subnet_groups, subnets)) {
                call_fail(call, 404, "DBSubnetGroupNotFoundFault",
                          "DB subnet group '%s' does not exist.", subnets);
                return false;
        }
        return rds_check_security_groups(call, in);
}

bool rds_check_range(struct call *call, const char *member, int64_t least, int64_t most)
{
        int64_t n = json_int(call->in, member);

        if (!json_get(call->in, member) || (n >= least && n <= most))
                return true;
        call_fail(call, 400, "InvalidParameterValue",
                  "Invalid value %lld for %s. Must be between %lld and %lld", (long long)n, member,
                  (long long)least, (long long)most);
        return false;
}

/* The engine's own rules of a master password. */
bool rds_check_password(struct call *call)
{
        const char *password = json_text(call->in, "MasterUserPassword");
        size_t len;

        if (!password)
                return true;
        len = strlen(password);
        for (const char *c = password; *c; c++)
                if (*c <= ' ' || *c > '~' || strchr("/\"@", *c))
                        len = 0;
        if (len >= 8 && len <= 128)
                return true;
        call_fail(call, 400, "InvalidParameterValue",
                  "The parameter MasterUserPassword is not a valid password. Only printable ASCII "
                  "characters besides '/', '@', '\"', ' ' may be used.");
        return false;
}

bool rds_check_settings(struct call *call, struct json_object *in, bool creating)
{
        const char *class = json_text(in, "DBInstanceClass");
        const char *storage = json_text(in, "StorageType");

        if (class && !text_starts(class, "db.")) {
                call_fail(call, 400, "InvalidParameterValue", "Invalid DB Instance class: %s",
                          class);
                return false;
        }
        if (storage && strcmp(storage, "gp2") != 0 && strcmp(storage, "gp3") != 0 &&
            strcmp(storage, "io1") != 0 && strcmp(storage, "io2") != 0 &&
            strcmp(storage, "standard") != 0 && !text_starts(storage, "aurora")) {
                call_fail(call, 400, "InvalidParameterValue", "Invalid storage type: %s", storage);
                return false;
        }
        if (creating && json_flag(in, "MultiAZ") && json_text(in, "AvailabilityZone")) {
                call_fail(call, 400, "InvalidParameterCombination",
                          "Requesting a specific availability zone is not valid for Multi-AZ "
                          "instances.");
                return false;
        }
        if (json_int(in, "MonitoringInterval") && !json_text(in, "MonitoringRoleArn")) {
                call_fail(call, 400, "InvalidParameterCombination",
                          "A MonitoringRoleARN value is required if you specify a "
                          "MonitoringInterval value other than 0.");
                return false;
        }
        return rds_check_range(call, "Port", 1150, 65535) &&
               rds_check_range(call, "DBPortNumber", 1150, 65535) &&
               rds_check_range(call, "BackupRetentionPeriod", 0, 35) &&
               rds_check_range(call, "AllocatedStorage", 5, 65536) && rds_check_password(call) &&
               check_groups(call, in);
}

int64_t rds_quota(struct standin *s, const char *name)
{
        struct json_object *limits = json_get(s->seed, "limits");

        if (json_get(limits, name))
                return json_int(limits, name);
        return strstr(name, "snapshots") ? SNAPSHOT_QUOTA : DATABASE_QUOTA;
}

bool rds_check_instance_quota(struct call *call)
{
        if ((int64_t)call->cloud->rds->dbs[RDS_INSTANCE].count <
            rds_quota(call->cloud, "instances"))
                return true;
        call_fail(call, 400, "InstanceQuotaExceeded", "DB Instance quota exceeded");
        return false;
}

bool rds_check_cluster_quota(struct call *call)
{
        if ((int64_t)call->cloud->rds->dbs[RDS_CLUSTER].count <
            rds_quota(call->cloud, "db_clusters"))
                return true;
        call_fail(call, 403, "DBClusterQuotaExceededFault", "DB cluster quota exceeded");
        return false;
}

bool rds_check_snapshot_quota(struct call *call, enum rds_kind kind)
{
        int64_t most =
                rds_quota(call->cloud, kind == RDS_CLUSTER ? "db_cluster_snapshots" : "snapshots");

        if (rds_manual_snapshots(call->cloud, kind) < most)
                return true;
        call_fail(call, 400, "SnapshotQuotaExceeded",
                  "Cannot create more than %lld manual snapshots", (long long)most);
        return false;
}

bool rds_check_tags(struct call *call, struct json_object *tags)
{
        if (json_count(tags) > MOST_TAGS) {
                call_fail(call, 400, "InvalidParameterValue",
                          "The number of tags exceeds the limit of %d", MOST_TAGS);
                return false;
        }
        for (size_t i = 0; i < json_count(tags); i++) {
                const char *key = json_text(json_at(tags, i), "Key");
                const char *value = json_text(json_at(tags, i), "Value");

                if (key && *key && strlen(key) <= 128 && !text_starts(key, "aws:") &&
                    !text_starts(key, "rds:") && (!value || strlen(value) <= 256))
                        continue;
                call_fail(call, 400, "InvalidParameterValue",
                          "Tag keys have 1 to 128 characters and don't start with aws: or rds:, "
                          "values have at most 256");
                return false;
        }
        return true;
}
