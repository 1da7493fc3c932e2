/* Callers of operations, between the files that hold them and the table in helper_operations.c. */
#ifndef SNAPLIFT_TESTS_WIRE_HELPER_CALLERS_H
#define SNAPLIFT_TESTS_WIRE_HELPER_CALLERS_H

#include "engine/aws/rds_cluster.h"

typedef struct json_object *(*caller)(struct aws *aws, struct json_object *asked, struct err *err);

struct json_object *caller_done(bool ok); /* true, or NULL */
const char *caller_name(struct json_object *asked);

struct json_object *print_cluster(const struct rds_cluster *c);

#define CALLER(name)                                                                               \
        struct json_object *name(struct aws *aws, struct json_object *asked, struct err *err)

/* helper_callers_cluster.c */
CALLER(call_clusters);
CALLER(call_cluster_snapshots);
CALLER(call_cluster_endpoints);
CALLER(call_restore_cluster);
CALLER(call_create_member);
CALLER(call_modify_cluster);
CALLER(call_delete_cluster);
CALLER(call_reboot);
CALLER(call_start);
CALLER(call_stop);
CALLER(call_start_cluster);
CALLER(call_stop_cluster);
CALLER(call_add_cluster_role);
CALLER(call_enable_http);
CALLER(call_create_cluster_snapshot);
CALLER(call_copy_cluster_snapshot);
CALLER(call_create_endpoint);

/* helper_callers_account.c */
CALLER(call_quotas);
CALLER(call_lifecycles);
CALLER(call_simulate);

/* helper_callers_secrets.c */
CALLER(call_read_secret);
CALLER(call_describe_secret);
CALLER(call_put_secret);
CALLER(call_move_label);
CALLER(call_restore_secret);

/* helper_callers_scheduler.c */
CALLER(call_schedules);
CALLER(call_schedule);

/* helper_callers_metrics.c */
CALLER(call_statistics);

/* helper_callers_parameters.c */
CALLER(call_parameter_history);
CALLER(call_get_parameter);
CALLER(call_get_by_path);
CALLER(call_parameter_tags);
CALLER(call_put_parameter);
CALLER(call_delete_parameter);

/* helper_callers_release.c */
CALLER(call_find_image);
CALLER(call_get_manifest);
CALLER(call_put_tag);
CALLER(call_publish);

#endif
