/*
 * Where a stack stands: one object of facts from AWS and the store, and its telling.
 *
 * What may not be looked at, or is known only to a store that is not there, is named in `unknown`;
 * all else is told. The members:
 *
 *      stack, account (where it is known), region, active (timestamp), previous (timestamp),
 * existing promotion    since, since_is ("history": of the first version with that value; "write":
 * of the last one), set_by, run, snapshot, source, tier, tag, commit, and of promotion.h what the
 * store adds release      the last good run that CI began: its origin, run databases    id, kind,
 * status, role (active, kept, previous, candidate, orphan, unsure), kept_as, kept_until, why,
 *                   class, storage (GiB), created, age (s), run, beside (s), instance_hours
 *      orphans      as `snaplift orphans --json` has them, without task definitions
 *      storage      databases, gib, snapshots, snapshots_gib
 *      lock, lease  run, owner, lives, since, age (s)
 *      runs         the newest: run, pipeline, state, created, changed, dead
 *      unfinished   run, state, next (a command), asks (what somebody is asked)
 *      unknown      what (active, since, source, run, databases, orphans, snapshots, lock, lease,
 *                   runs), why
 */
#ifndef SNAPLIFT_CLI_STANDING_H
#define SNAPLIFT_CLI_STANDING_H

#include "engine/base/json.h"
#include "engine/cli/places.h"

/* Waits. no_store: why there is none to ask, or NULL; s->store is an empty one then. The caller
 * owns *out. */
bool standing_read(struct session *s, const struct stack *stack, const struct place *place,
                   const char *no_store, struct json_object **out, struct err *err);
enum { STANDING_INDENT = 10 }; /* what is below a label begins there */
void standing_text(struct json_object *facts, int64_t now, struct text *out);

#endif
