/* One per file cmd_*.c. */
#ifndef SNAPLIFT_CLI_COMMANDS_H
#define SNAPLIFT_CLI_COMMANDS_H

#include "engine/cli/command.h"

extern const struct command run_command;
extern const struct command resume_command;
extern const struct command rollback_command;
extern const struct command cancel_command;
extern const struct command timeline_command;
extern const struct command ci_command;
extern const struct command approve_command;
extern const struct command reject_command;
extern const struct command plan_command;
extern const struct command rehearse_command;
extern const struct command validate_command;
extern const struct command graph_command;
extern const struct command runs_command;
extern const struct command show_command;
extern const struct command status_command;
extern const struct command doctor_command;
extern const struct command orphans_command;
extern const struct command sweep_command;
extern const struct command iam_policy_command;
extern const struct command unlock_command;
extern const struct command name_command;
extern const struct command stages_command;
extern const struct command standin_command;
extern const struct command simulate_command;
extern const struct command completion_command;
extern const struct command complete_command;
extern const struct command manual_command;
extern const struct command version_command;
extern const struct command help_command;

#endif
