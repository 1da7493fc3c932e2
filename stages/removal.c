#include "stages/removal.h"

#include <stdlib.h>

#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/cloud.h"

enum removal_step removal_unseen(struct removal_state *state)
{
        if (!state->resource || state->going || ++state->unseen > LOOKS_UNSEEN)
                return REMOVAL_DONE;
        return REMOVAL_WAITS;
}

bool removal_is_it(struct removal_state *state, const char *resource_id)
{
        state->unseen = 0;
        if (!state->resource && resource_id)
                state->resource = xstrdup(resource_id);
        return !state->resource || text_same(resource_id, state->resource);
}

bool removal_may_ask_again(struct removal_state *state, const char *id, bool cluster,
                           const char *final, struct err *err)
{
        const char *kind = cluster ? "db-cluster" : "db";

        if (++state->taken <= LOOKS_UNSEEN)
                return true;
        err_set(err, ERR_STATE,
                "%s %s can't be deleted: there is a snapshot %s already, and RDS makes no other of "
                "that name",
                cluster ? "cluster" : "database", id, final);
        return err_next(err,
                        "look what it is: aws rds describe-%s-snapshots --%s-snapshot-identifier "
                        "%s; copy it under another name if it is wanted (aws rds "
                        "copy-%s-snapshot), delete it, and go on",
                        kind, kind, final, kind);
}

bool removal_drive(struct stage *s, const char *resource_id, int tries, removal_step_fn take,
                   const void *removal, bool *done, struct err *err)
{
        struct removal_state state = {.resource = xstrdup(resource_id)};
        enum removal_step step = REMOVAL_WAITS;
        bool ok = true;

        for (int look = 0; ok && step != REMOVAL_DONE && tries > 0; look++) {
                ok = stage_sleep(s, watch_pause(stage_aws(s), look), err) &&
                     take(s, removal, &state, &step, err);
                tries -= step == REMOVAL_TRIED;
        }
        free(state.resource);
        *done = step == REMOVAL_DONE;
        return ok;
}
