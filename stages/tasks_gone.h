/* Tasks that are told to stop run, and are connected, until they have stopped. */
#ifndef SNAPLIFT_STAGES_TASKS_GONE_H
#define SNAPLIFT_STAGES_TASKS_GONE_H

#include "stages/cloud.h"

/* Waits until no task of these services that runs one of the definitions (service -> ARN) is left:
 * what they use may go only then. A service without one there is passed over. ERR_TIMEOUT names the
 * tasks that do not stop. */
bool tasks_await_gone(struct stage *s, const char *cluster, const char *const *services,
                      size_t count, struct json_object *definitions, struct err *err);

#endif
