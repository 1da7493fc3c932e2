/*
 * Cron runs `snaplift sweep` on the watched stack, from the machine of the run or from another with
 * a store of its own: while the promotion goes on, before what is kept is due, and after, at
 * moments that the seed has drawn. Killed once in a while; the next goes on with what is cut off.
 */
#ifndef SNAPLIFT_SIM_CRON_H
#define SNAPLIFT_SIM_CRON_H

#include "engine/sim/actor.h"

struct cron;

/* NULL: the story has none. */
struct cron *cron_start(struct scene *scene);
/* What it waits for has changed: somebody begins to put the run back, say. */
void cron_wake(struct cron *cron);
/* Nobody else changes anything any more: it goes on until nothing is kept, and ends. */
void cron_finish(struct cron *cron);
void cron_free(struct cron *cron);

#endif
