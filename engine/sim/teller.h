/*
 * What happens to the watched run, one process after another: it is begun, and taken up again by
 * somebody until it has come to rest; gone back from, where the story has it so; what others have
 * begun is brought to an end, too.
 */
#ifndef SNAPLIFT_SIM_TELLER_H
#define SNAPLIFT_SIM_TELLER_H

#include "engine/sim/actor.h"
#include "engine/sim/random.h"

/* Runs the loop until all have ended. Sets the story's end. */
void teller_tell(struct scene *scene, struct dice dice);

#endif
