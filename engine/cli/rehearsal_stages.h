/* The stage types of a pipeline, as they are for the time of a rehearsal. */
#ifndef SNAPLIFT_CLI_REHEARSAL_STAGES_H
#define SNAPLIFT_CLI_REHEARSAL_STAGES_H

#include "engine/graph/pipeline.h"

/* Those that reach beyond AWS (notify.*, http.check of another machine) do nothing. fail: the stage
 * that fails when it has done its work - a final one before it has begun - or NULL. ERR_INVALID
 * when there is no such stage. Once in a process. */
bool rehearsal_stages_prepare(struct pipeline *p, const char *fail, struct err *err);

#endif
