/* A failing story with as few faults as it still fails with. */
#ifndef SNAPLIFT_SIM_SHRINK_H
#define SNAPLIFT_SIM_SHRINK_H

#include "engine/sim/story.h"

/* Takes away from *faults what can be left out, as long as the promise that the story breaks first
 * is broken. Each try plays it. */
void shrink(const struct story *failed, struct faults *faults);

#endif
