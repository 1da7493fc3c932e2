/*
 * What a plan looks at beside its stages: who it is that would run it, the account's quotas, the
 * length of names, keys, and engine versions that would cost extra. Findings go into the plan
 * (engine/run/plan.h), as does `identity`: account, region, arn. Reads only; what may not be looked
 * at is a finding that warns.
 */
#ifndef SNAPLIFT_STAGES_PREFLIGHT_H
#define SNAPLIFT_STAGES_PREFLIGHT_H

#include "engine/run/run.h"

/* For run_setup.preflight: the world is the stack's own account. */
bool preflight(void *world, const struct stack *stack, struct json_object *plan, struct err *err);

#endif
