/* The stack of helper_promotion.h with an Aurora cluster in place of a DB instance. */
#ifndef SNAPLIFT_TESTS_SIM_HELPER_CLUSTER_H
#define SNAPLIFT_TESTS_SIM_HELPER_CLUSTER_H

#include "tests/sim/helper_promotion.h"

/* more: further members of the seed, beginning with a comma; or NULL. */
struct sim_world *cluster_world(const char *more);
/* cluster: further members of the stack's own cluster, beginning with a comma; or NULL. */
struct sim_world *cluster_world_with(const char *cluster, const char *more);
/* The same, and the stack's own instances have the names that Snaplift gives. */
struct sim_world *cluster_world_by_form(const char *cluster, const char *more);
/* The stack's own cluster with settings, deletion protection, a role, the Data API and a custom
 * endpoint. Making the endpoint and the role are calls of their own: the first of their kind. */
struct sim_world *cluster_rich_world(const char *more);

/* Its further members in the seed, without what no seed has. */
#define CLUSTER_RICH                                                                               \
        ", 'deletion_protection': true, 'EnableIAMDatabaseAuthentication': true,"                  \
        " 'BackupRetentionPeriod': 9, 'PreferredBackupWindow': '01:00-01:45',"                     \
        " 'PreferredMaintenanceWindow': 'tue:02:00-tue:03:00', 'CopyTagsToSnapshot': true,"        \
        " 'EnableCloudwatchLogsExports': ['postgresql'], 'NetworkType': 'DUAL',"                   \
        " 'StorageType': 'aurora-iopt1', 'DBSubnetGroupName': 'private',"                          \
        " 'EngineLifecycleSupport': 'open-source-rds-extended-support-disabled',"                  \
        " 'EnablePerformanceInsights': true, 'PerformanceInsightsRetentionPeriod': 31"
/* What no seed has: a role, the Data API, a custom endpoint; asked for in the name of aws. For
 * sim_do(). */
void cluster_add_extras(struct sim_world *w, void *aws);

/* "a(a-1*,a-2),b(b-1*)": names of all clusters, sorted, with their members; the writer has a star.
 * The caller frees. */
char *cluster_list(struct sim_world *w);
/* Names of a cluster's snapshots; the caller frees. */
char *cluster_snapshots(struct sim_world *w, const char *source);

void cluster_assert_before(struct sim_world *w);
/* The same, and there may be snapshots of it. */
void cluster_assert_back(struct sim_world *w);
void cluster_assert_done(struct sim_world *w);
/* As promotion_check() and promotion_breaches(), for clusters. */
void cluster_check(struct sim_world *w, struct json_object *cloud);
const char *cluster_breaches(void);

#define NEW_MEMBERS NEW "(" NEW "-primary*," NEW "-replica-1," NEW "-replica-2)"
#define OLD_MEMBERS OLD "(qa-a*,qa-b,qa-c)"
#define DEV_MEMBERS DEV "(dev-a*)"

#endif
