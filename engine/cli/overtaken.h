/*
 * A run that CI began for a tag, and that goes on later than it was let through: after an approval,
 * when it is resumed, or when it gets the stack's lock at last. The rules of ci_gate.h held by
 * then, and another version may have been run meanwhile.
 */
#ifndef SNAPLIFT_CLI_OVERTAKEN_H
#define SNAPLIFT_CLI_OVERTAKEN_H

#include "engine/run/run.h"
#include "engine/store/store.h"

/* ERR_REFUSED when another run has brought a greater version onto the stack, or the same tag of
 * another commit. True for a run that no tag began, and where `any_version` says so. */
bool overtaken_check(struct store *store, const struct run *run, struct err *err);

#endif
