/* How long what is planned will take, from the history of runs (engine/run/history.h). */
#ifndef SNAPLIFT_CLI_PLAN_TIME_H
#define SNAPLIFT_CLI_PLAN_TIME_H

#include "engine/base/json.h"
#include "engine/run/history.h"

/*
 * Adds to the plan, all times in ms:
 *
 *      duration            runs (0: there is no history), of_stack, p50, p90
 *        side_by_side      how long two databases run beside each other: p50, p90, where that is
 *                          known; until: the stage that ends it (none: it goes on)
 *      stages[].duration   runs, p50, p90; of stages that would run and have a history
 */
void plan_time_add(struct json_object *plan, const struct history *history);

#endif
