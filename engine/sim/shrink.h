/* A failing story with as few faults as it still fails with. */
#ifndef SNAPLIFT_SIM_SHRINK_H
#define SNAPLIFT_SIM_SHRINK_H

#include "engine/sim/story.h"

/* Takes away from *faults, as long as the story fails, what can be left out. Each try plays it. */
void shrink(const struct story *failed, struct faults *faults);

#endif
