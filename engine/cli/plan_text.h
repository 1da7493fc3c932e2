/* A plan (engine/run/plan.h, with what the command adds to it) as text of so many columns. */
#ifndef SNAPLIFT_CLI_PLAN_TEXT_H
#define SNAPLIFT_CLI_PLAN_TEXT_H

#include "engine/base/json.h"
#include "engine/base/text.h"

void plan_text(struct json_object *plan, bool colour, size_t columns, struct text *out);

#endif
