/* What putting back a run that has succeeded will do, for a person. */
#ifndef SNAPLIFT_CLI_RETURN_TEXT_H
#define SNAPLIFT_CLI_RETURN_TEXT_H

#include "engine/base/json.h"
#include "engine/cli/layout.h"

/* plan: of run_return_plan(), with what returning.c adds to it: "lost", "active", "restored", and
 * how long things took, "usual" of the whole and of its stages, "forward" of a run that succeeds.
 */
void return_text(struct json_object *plan, int64_t now, size_t columns, struct text *out);

#endif
