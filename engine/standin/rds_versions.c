/* The versions of engines and the classes they run on: a few of each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

static const struct {
        const char *engine, *version;
} versions[] = {
        {"aurora-mysql", "8.0.mysql_aurora.3.04.0"},
        {"aurora-mysql", "8.0.mysql_aurora.3.05.2"},
        {"aurora-postgresql", "14.9"},
        {"aurora-postgresql", "15.4"},
        {"aurora-postgresql", "16.1"},
        {"mariadb", "10.11.8"},
        {"mysql", "8.0.36"},
        {"postgres", "14.12"},
        {"postgres", "15.7"},
        {"postgres", "16.3"},
};

static const char *const classes[] = {
        "db.t4g.micro", "db.t4g.medium", "db.t4g.large", "db.r6g.large", "db.r6gd.large",
};

const char *rds_default_version(const char *engine)
{
        if (strcmp(engine, "postgres") == 0)
                return "15.7";
        if (strcmp(engine, "aurora-postgresql") == 0)
                return "15.4";
        if (strcmp(engine, "aurora-mysql") == 0)
                return "8.0.mysql_aurora.3.05.2";
        return strcmp(engine, "mariadb") == 0 ? "10.11.8" : "8.0.36";
}

static void put_list(struct json_object *is, const char *name, const char *one)
{
        struct json_object *list = json_object_new_array();

        if (one)
                json_add_text(list, one);
        json_put(is, name, list);
}

/* What it can be upgraded to: the later ones of its engine. */
static struct json_object *targets(size_t from)
{
        struct json_object *list = json_object_new_array();

        for (size_t i = from + 1; i < ARRAY_LEN(versions); i++) {
                struct json_object *to;

                if (strcmp(versions[i].engine, versions[from].engine) != 0)
                        break;
                to = json_object_new_object();
                json_put_text(to, "Engine", versions[i].engine);
                json_put_text(to, "EngineVersion", versions[i].version);
                json_put_text(to, "Description", versions[i].version);
                json_put_flag(to, "AutoUpgrade", false);
                json_put_flag(to, "IsMajorVersionUpgrade",
                              atoi(versions[i].version) != atoi(versions[from].version));
                json_object_array_add(list, to);
        }
        return list;
}

static struct json_object *version(size_t i)
{
        struct json_object *is = json_object_new_object();
        const char *engine = versions[i].engine;
        char *family = rds_default_parameter_group(engine, versions[i].version);
        char *major = xstrndup(versions[i].version, strcspn(versions[i].version, "."));
        char *key = xasprintf("%s %s", engine, versions[i].version);

        json_put_text(is, "Engine", engine);
        json_put_text(is, "EngineVersion", versions[i].version);
        json_put_text(is, "MajorEngineVersion", major);
        json_put_text(is, "DBParameterGroupFamily", family + strlen("default."));
        json_put_text(is, "DBEngineDescription", engine);
        json_put_text(is, "DBEngineVersionDescription", versions[i].version);
        json_put_text(is, "Status", "available");
        json_put(is, "ValidUpgradeTarget", targets(i));
        put_list(is, "SupportedEngineModes", "provisioned");
        put_list(is, "ExportableLogTypes", strstr(engine, "postgres") ? "postgresql" : "slowquery");
        json_put_flag(is, "SupportsLogExportsToCloudwatchLogs", true);
        json_put_flag(is, "SupportsReadReplica", true);
        json_put_flag(is, "SupportsGlobalDatabases", rds_engine_is_aurora(engine));
        json_put_text(is, "engine-mode", "provisioned"); /* for the filter; not in the shape */
        json_put_text(is, "key", key);
        free(family);
        free(major);
        free(key);
        return is;
}

static bool is_meant(struct call *call, struct json_object *is)
{
        static const char *const members[] = {"Engine", "DBParameterGroupFamily"};
        const char *asked = json_text(call->in, "EngineVersion");
        const char *is_version = json_text(is, "EngineVersion");

        for (size_t i = 0; i < ARRAY_LEN(members); i++) {
                const char *text = json_text(call->in, members[i]);

                if (text && strcmp(text, json_text(is, members[i])) != 0)
                        return false;
        }
        if (json_flag(call->in, "DefaultOnly") &&
            strcmp(is_version, rds_default_version(json_text(is, "Engine"))) != 0)
                return false;
        /* A major version stands for all of its minor ones. */
        return !asked || strcmp(asked, is_version) == 0 ||
               strcmp(asked, json_text(is, "MajorEngineVersion")) == 0;
}

void rds_op_describe_db_engine_versions(struct call *call)
{
        static const struct rds_filter filters[] = {
                {"db-parameter-group-family", "DBParameterGroupFamily", NULL},
                {"engine", "Engine", NULL},
                {"engine-mode", "engine-mode", NULL},
                {"engine-version", "EngineVersion", NULL},
                {"status", "Status", NULL},
                {0},
        };
        struct json_object *found;

        if (!rds_check_filters(call, filters))
                return;
        found = json_object_new_array();
        for (size_t i = 0; i < ARRAY_LEN(versions); i++) {
                struct json_object *is = version(i);

                if (is_meant(call, is) && rds_passes(call, filters, is))
                        json_object_array_add(found, json_object_get(is));
                json_object_put(is);
        }
        rds_page(call, "DBEngineVersions", "key", found);
}

/* --- major versions: until when AWS supports them, and from when that costs extra --- */

/* To a year's end: near enough to AWS's own dates, which it moves. */
static struct json_object *lifecycle(const char *name, int from, int to)
{
        struct json_object *is = json_object_new_object();
        char at[ISO_SIZE];

        json_put_text(is, "LifecycleSupportName", name);
        snprintf(at, sizeof(at), "%04d-01-01T00:00:00.000Z", from);
        json_put_text(is, "LifecycleSupportStartDate", at);
        snprintf(at, sizeof(at), "%04d-12-31T23:59:59.000Z", to);
        json_put_text(is, "LifecycleSupportEndDate", at);
        return is;
}

/* PostgreSQL's majors appear every year, and RDS's standard support of one lasts about five years:
 * 13 until 2026, 14 until 2027. The others are kept for longer than anybody will test. */
static int standard_until(const char *engine, const char *major)
{
        return strstr(engine, "postgres") ? 2013 + atoi(major) : 2035;
}

static struct json_object *major_version(const char *engine, const char *major)
{
        struct json_object *is = json_object_new_object(), *cycles = json_object_new_array();
        int until = standard_until(engine, major);
        char *key = xasprintf("%s %s", engine, major);

        json_object_array_add(cycles,
                              lifecycle("open-source-rds-standard-support", until - 5, until));
        if (strcmp(engine, "mariadb") != 0)
                json_object_array_add(cycles, lifecycle("open-source-rds-extended-support",
                                                        until + 1, until + 3));
        json_put_text(is, "Engine", engine);
        json_put_text(is, "MajorEngineVersion", major);
        json_put(is, "SupportedEngineLifecycles", cycles);
        json_put_text(is, "key", key);
        free(key);
        return is;
}

void rds_op_describe_db_major_engine_versions(struct call *call)
{
        static const struct {
                const char *engine, *major;
        } majors[] = {
                {"aurora-mysql", "8.0"},
                {"aurora-postgresql", "13"},
                {"aurora-postgresql", "14"},
                {"aurora-postgresql", "15"},
                {"aurora-postgresql", "16"},
                {"mariadb", "10.11"},
                {"mysql", "8.0"},
                {"postgres", "11"},
                {"postgres", "12"},
                {"postgres", "13"},
                {"postgres", "14"},
                {"postgres", "15"},
                {"postgres", "16"},
        };
        const char *engine = json_text(call->in, "Engine");
        const char *major = json_text(call->in, "MajorEngineVersion");
        struct json_object *found = json_object_new_array();

        for (size_t i = 0; i < ARRAY_LEN(majors); i++)
                if ((!engine || strcmp(engine, majors[i].engine) == 0) &&
                    (!major || strcmp(major, majors[i].major) == 0))
                        json_object_array_add(found,
                                              major_version(majors[i].engine, majors[i].major));
        rds_page(call, "DBMajorEngineVersions", "key", found);
}

static struct json_object *option(struct standin *s, size_t v, const char *class)
{
        struct json_object *is = json_object_new_object();
        struct json_object *zones = json_object_new_array();
        bool aurora = rds_engine_is_aurora(versions[v].engine);
        char *key = xasprintf("%s %s %s", versions[v].engine, versions[v].version, class);

        for (int zone = 'a'; zone <= 'c'; zone++) {
                struct json_object *az = json_object_new_object();
                char *name = xasprintf("%s%c", s->region, zone);

                json_put_text(az, "Name", name);
                json_object_array_add(zones, az);
                free(name);
        }
        json_put_text(is, "Engine", versions[v].engine);
        json_put_text(is, "EngineVersion", versions[v].version);
        json_put_text(is, "DBInstanceClass", class);
        json_put_text(is, "LicenseModel",
                      strstr(versions[v].engine, "postgres") ? "postgresql-license"
                                                             : "general-public-license");
        json_put(is, "AvailabilityZones", zones);
        json_put_text(is, "StorageType", aurora ? "aurora" : "gp3");
        json_put_flag(is, "MultiAZCapable", !aurora);
        json_put_flag(is, "Vpc", true);
        json_put_flag(is, "SupportsStorageEncryption", true);
        json_put_flag(is, "SupportsEnhancedMonitoring", true);
        json_put_flag(is, "SupportsIAMDatabaseAuthentication", true);
        json_put_flag(is, "SupportsPerformanceInsights", true);
        json_put_flag(is, "SupportsClusters", aurora || strstr(class, "6gd"));
        put_list(is, "SupportedEngineModes", "provisioned");
        put_list(is, "SupportedNetworkTypes", "IPV4");
        json_put_text(is, "key", key);
        free(key);
        return is;
}

void rds_op_describe_orderable_db_instance_options(struct call *call)
{
        const char *engine = json_text(call->in, "Engine");
        const char *asked = json_text(call->in, "EngineVersion");
        const char *class = json_text(call->in, "DBInstanceClass");
        struct json_object *found = json_object_new_array();

        for (size_t v = 0; v < ARRAY_LEN(versions); v++) {
                if (strcmp(engine, versions[v].engine) != 0 ||
                    (asked && strcmp(asked, versions[v].version) != 0))
                        continue;
                for (size_t i = 0; i <= ARRAY_LEN(classes); i++) {
                        const char *one = i < ARRAY_LEN(classes) ? classes[i] : "db.serverless";

                        if (i == ARRAY_LEN(classes) && !rds_engine_is_aurora(engine))
                                continue;
                        if (!class || strcmp(class, one) == 0)
                                json_object_array_add(found, option(call->cloud, v, one));
                }
        }
        json_object_array_sort(found, rds_by_key);
        rds_page(call, "OrderableDBInstanceOptions", "key", found);
}
