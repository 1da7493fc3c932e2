/* The account has room for what would be made, and names are not too long. */
#include <inttypes.h>
#include <string.h>

#include "engine/aws/rds_account.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "stages/preflight_parts.h"

/* What would be made, before anything is taken away. */
struct needs {
        int64_t instances, clusters, snapshots, cluster_snapshots;
        int64_t storage; /* GiB */
};

static void count_call(void *arg, struct json_object *call)
{
        struct needs *n = arg;
        const char *action = json_text(call, "action");
        struct json_object *parameters = json_get(call, "parameters");
        bool final = json_text(parameters, "FinalDBSnapshotIdentifier") != NULL;
        const struct {
                const char *action;
                int64_t *counter;
                bool counts;
        } kinds[] = {
                {"rds:RestoreDBInstanceFromDBSnapshot", &n->instances, true},
                {"rds:CreateDBInstance", &n->instances, true},
                {"rds:RestoreDBClusterFromSnapshot", &n->clusters, true},
                {"rds:CreateDBSnapshot", &n->snapshots, true},
                {"rds:CopyDBSnapshot", &n->snapshots, true},
                {"rds:DeleteDBInstance", &n->snapshots, final},
                {"rds:CreateDBClusterSnapshot", &n->cluster_snapshots, true},
                {"rds:CopyDBClusterSnapshot", &n->cluster_snapshots, true},
                {"rds:DeleteDBCluster", &n->cluster_snapshots, final},
        };

        for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
                if (kinds[i].counts && text_same(kinds[i].action, action))
                        ++*kinds[i].counter;
        if (text_same(action, "rds:RestoreDBInstanceFromDBSnapshot"))
                n->storage += json_int(parameters, "AllocatedStorage");
}

static void check_quota(struct json_object *plan, const struct rds_quotas *quotas, const char *name,
                        int64_t needed)
{
        const struct rds_quota *q = rds_find_quota(quotas, name);

        if (q && needed && q->used + needed > q->max)
                preflight_blocks(plan, ERR_LIMIT, "quotas", "raise the quota or free some of it",
                                 "%s: %" PRId64 " more would be needed, and %" PRId64 " of %" PRId64
                                 " are used",
                                 name, needed, q->used, q->max);
}

bool preflight_quotas(struct aws *aws, struct json_object *plan, struct err *err)
{
        struct needs n = {0};
        struct rds_quotas quotas;

        preflight_each_call(plan, count_call, &n);
        if (!n.instances && !n.clusters && !n.snapshots && !n.cluster_snapshots)
                return true;
        if (!rds_list_quotas(aws, &quotas, err))
                return preflight_unseen(plan, "quotas", "the account's quotas", err);
        check_quota(plan, &quotas, "DBInstances", n.instances);
        check_quota(plan, &quotas, "DBClusters", n.clusters);
        check_quota(plan, &quotas, "ManualSnapshots", n.snapshots);
        check_quota(plan, &quotas, "ManualClusterSnapshots", n.cluster_snapshots);
        check_quota(plan, &quotas, "AllocatedStorage", n.storage);
        rds_quotas_release(&quotas);
        return true;
}

/* --- names --- */

enum {
        DATABASE_NAME = 63,
        SNAPSHOT_NAME = 255,
        FAMILY_NAME = 255,
        PARAMETER_NAME = 1011,      /* what PutParameter's 2048 leave to a user */
        STAMP_MORE = STAMP_LEN - 3, /* a run's stamp is longer than the RUN that stands for it */
};

static void check_length(struct json_object *plan, const char *name, size_t limit)
{
        size_t len = name ? strlen(name) : 0;

        if (name && strstr(name, "-RUN"))
                len += STAMP_MORE;
        if (len > limit)
                preflight_blocks(plan, ERR_INVALID, "names", "shorten what it is made of",
                                 "%s is %zu characters long, %zu are allowed", name, len, limit);
}

static void check_names(void *arg, struct json_object *call)
{
        static const struct {
                const char *action;
                size_t limit;
        } limits[] = {
                {"rds:RestoreDBInstanceFromDBSnapshot", DATABASE_NAME},
                {"rds:RestoreDBClusterFromSnapshot", DATABASE_NAME},
                {"rds:CreateDBInstance", DATABASE_NAME},
                {"rds:CreateDBSnapshot", SNAPSHOT_NAME},
                {"rds:CreateDBClusterSnapshot", SNAPSHOT_NAME},
                {"rds:CopyDBSnapshot", SNAPSHOT_NAME},
                {"rds:CopyDBClusterSnapshot", SNAPSHOT_NAME},
                {"ecs:RegisterTaskDefinition", FAMILY_NAME},
                {"ssm:PutParameter", PARAMETER_NAME},
        };
        struct json_object *plan = arg, *parameters = json_get(call, "parameters");

        for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++)
                if (text_same(json_text(call, "action"), limits[i].action))
                        check_length(plan, json_text(call, "target"), limits[i].limit);
        check_length(plan, json_text(parameters, "FinalDBSnapshotIdentifier"), SNAPSHOT_NAME);
}

void preflight_names(struct json_object *plan)
{
        preflight_each_call(plan, check_names, plan);
}
