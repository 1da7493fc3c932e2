/* The only list of stage types. */
#include "stages/table.h"

#include <stddef.h>

extern const struct stage_type stage_identity_guard, stage_snapshot_create, stage_snapshot_select,
        stage_snapshot_share, stage_snapshot_copy, stage_parameters_stash,
        stage_parameters_activate, stage_database_restore, stage_database_credentials,
        stage_database_retire, stage_task_register, stage_task_run, stage_service_roll,
        stage_service_wait, stage_http_check, stage_secret_require, stage_secret_put,
        stage_database_existing, stage_orphans_delete, stage_git_release, stage_image_require,
        stage_image_tag, stage_notify_slack, stage_notify_sns, stage_notify_webhook;

const struct stage_type *const stage_types[] = {
        &stage_identity_guard,       &stage_snapshot_create,
        &stage_snapshot_select,      &stage_parameters_stash,
        &stage_snapshot_share,       &stage_snapshot_copy,
        &stage_parameters_activate,  &stage_database_restore,
        &stage_database_credentials, &stage_database_retire,
        &stage_task_register,        &stage_task_run,
        &stage_service_roll,         &stage_service_wait,
        &stage_http_check,           &stage_secret_require,
        &stage_secret_put,           &stage_database_existing,
        &stage_orphans_delete,       &stage_git_release,
        &stage_image_require,        &stage_image_tag,
        &stage_notify_slack,         &stage_notify_sns,
        &stage_notify_webhook,       NULL,
};
