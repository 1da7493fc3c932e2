/* The only list of stage types. */
#include "stages/table.h"

#include <stddef.h>

/* clang-format off */
extern const struct stage_type stage_identity_guard;
extern const struct stage_type stage_snapshot_create;
extern const struct stage_type stage_snapshot_select;
extern const struct stage_type stage_parameters_stash;
extern const struct stage_type stage_snapshot_share;
extern const struct stage_type stage_snapshot_copy;
extern const struct stage_type stage_parameters_activate;
extern const struct stage_type stage_database_restore;
extern const struct stage_type stage_database_credentials;
extern const struct stage_type stage_database_writes;
extern const struct stage_type stage_database_retire;
extern const struct stage_type stage_database_sweep;
extern const struct stage_type stage_task_register;
extern const struct stage_type stage_task_run;
extern const struct stage_type stage_service_roll;
extern const struct stage_type stage_service_wait;
extern const struct stage_type stage_http_check;
extern const struct stage_type stage_secret_require;
extern const struct stage_type stage_secret_put;
extern const struct stage_type stage_database_existing;
extern const struct stage_type stage_orphans_delete;
extern const struct stage_type stage_git_release;
extern const struct stage_type stage_image_require;
extern const struct stage_type stage_image_tag;
extern const struct stage_type stage_notify_slack;
extern const struct stage_type stage_notify_sns;
extern const struct stage_type stage_notify_webhook;
extern const struct stage_type stage_approval;

const struct stage_type *const stage_types[] = {
        &stage_identity_guard,
        &stage_snapshot_create,
        &stage_snapshot_select,
        &stage_parameters_stash,
        &stage_snapshot_share,
        &stage_snapshot_copy,
        &stage_parameters_activate,
        &stage_database_restore,
        &stage_database_credentials,
        &stage_database_writes,
        &stage_database_retire,
        &stage_database_sweep,
        &stage_task_register,
        &stage_task_run,
        &stage_service_roll,
        &stage_service_wait,
        &stage_http_check,
        &stage_secret_require,
        &stage_secret_put,
        &stage_database_existing,
        &stage_orphans_delete,
        &stage_git_release,
        &stage_image_require,
        &stage_image_tag,
        &stage_notify_slack,
        &stage_notify_sns,
        &stage_notify_webhook,
        &stage_approval,
        NULL,
};
/* clang-format on */
