/* A plan with all that belongs to it: stages, preflight, times, and what it is a plan of. */
#ifndef SNAPLIFT_CLI_PLAN_LOOK_H
#define SNAPLIFT_CLI_PLAN_LOOK_H

#include "engine/cli/definition.h"
#include "engine/cli/session.h"

/*
 * Beside what is in engine/run/plan.h and plan_time.h the plan has: snaplift (the version), made
 * (when), pipeline, file, definition (its digest), stack, inputs, identity (account, region, arn),
 * reads (calls that were made). Without a store in the session it knows no history. On a fiber. The
 * caller owns *plan.
 */
bool plan_look(struct session *s, const struct definition *d, struct json_object **plan,
               struct err *err);

#endif
