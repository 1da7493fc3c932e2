/* Driving a run from this process: what run, resume and rollback have in common. */
#ifndef SNAPLIFT_CLI_DRIVE_H
#define SNAPLIFT_CLI_DRIVE_H

#include "engine/cli/args.h"
#include "engine/cli/definition.h"
#include "engine/cli/session.h"

/* A new run, which a guard may refuse before it begins. plan: a saved plan that must still hold,
 * before the run and once more under the stack's lock; or NULL. Returns the exit code; everything
 * has been told. */
int drive(const struct args *args, const struct definition *definition, struct json_object *plan);
/* A new run in a cloud, and of a store, that are thrown away after it: its last word names no
 * command of theirs. */
int drive_rehearsal(const struct args *args, const struct definition *definition);
/* A run of the store: gone on with, or rolled back. */
int drive_taken_up(const struct args *args, const char *id, bool back);

/* What must hold before a new run begins, looked at once the session is open. */
struct gate {
        void *arg;
        struct json_object *origin; /* of the run (run.h); borrowed */
        /* Waits, as long as it likes; *stopping: the operator wants it to end (ERR_INTERRUPTED).
         * False: no run begins; err says why, or is empty when there is nothing to do, which arg
         * knows. */
        bool (*pass)(void *arg, struct session *session, const bool *stopping, struct err *err);
        bool wait; /* a run that another one got in before passes again, and is tried again */
};

/* A new run behind a gate. Returns the exit code; everything has been told, but that there was
 * nothing to do. */
int drive_behind(const struct args *args, const struct definition *definition,
                 const struct gate *gate);

/* What could not even begin: on stderr, and as the result object with --json. */
int drive_failed(const struct args *args, const struct err *err);

#endif
