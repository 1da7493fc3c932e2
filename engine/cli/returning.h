/*
 * A run that has succeeded, before it is put back: what that will do is said, and that what was
 * written since is lost must be accepted.
 */
#ifndef SNAPLIFT_CLI_RETURNING_H
#define SNAPLIFT_CLI_RETURNING_H

#include "engine/cli/args.h"
#include "engine/cli/session.h"

/* clang-format off */
#define OPTION_ACCEPT {"accept-data-loss", NULL, false, "of a run that has succeeded: what was written since is lost"}
/* clang-format on */

/* The plan of the return (run_return_plan) is told, on stderr, or as an event with --json. True:
 * *accepted, for run_return(), the caller's, says by whom and when. False: ERR_REFUSED, when it
 * can't be put back, or is not accepted; or why that could not be found out. Waits; *stop became
 * true: asked in vain. */
bool returning_accept(struct session *session, const struct args *args, struct run *run,
                      const bool *stop, struct signal_point *point, struct json_object **accepted,
                      struct err *err);

#endif
