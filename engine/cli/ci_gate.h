/*
 * What must hold before CI's run of a tag begins, on which stack it may be:
 *
 *      the tag was not run on this stack for another commit, and not with success already
 *      the version rules of engine/git/release.h hold, and the last version that was run counts
 *      the tier below has run this very commit with success, where that is declared
 *      nobody else holds the stack, or, where that is declared, the other is waited for
 *
 * All of it is looked at anew after each wait: who waited may have been overtaken.
 */
#ifndef SNAPLIFT_CLI_CI_GATE_H
#define SNAPLIFT_CLI_CI_GATE_H

#include "engine/cli/ci_source.h"
#include "engine/cli/definition.h"
#include "engine/cli/session.h"

struct ci_gate {
        const struct ci_source *source;
        const char *tag;
        const struct definition *definition;
        const struct pipeline_trigger *trigger;
        struct json_object *origin; /* completed with "previous" when it passes */
        char *done;                 /* the run that did it already: nothing to do; or NULL */
};

/* For struct gate (drive.h). arg is a struct ci_gate. Waits; it says on stderr for whom. */
bool ci_gate_pass(void *arg, struct session *session, const bool *stopping, struct err *err);

#endif
