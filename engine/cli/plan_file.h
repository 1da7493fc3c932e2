/*
 * A plan in a file, and a run that holds to it: `plan --out FILE`, `run --plan FILE`.
 *
 * The file is the plan's JSON, readable by its owner only, with a digest over all of it. A run from
 * it makes the plan anew first, and refuses when the definition, the inputs, anything the plan saw
 * or any call it would make is another one than then.
 */
#ifndef SNAPLIFT_CLI_PLAN_FILE_H
#define SNAPLIFT_CLI_PLAN_FILE_H

#include "engine/base/json.h"
#include "engine/base/text.h"
#include "engine/cli/definition.h"

/* Over the old file only when the new one is whole. ERR_SYSTEM. */
bool plan_file_write(const char *path, struct json_object *plan, struct err *err);
/* ERR_INVALID: no plan, one that was changed by hand or cut off, or of another version. The caller
 * owns *plan. */
bool plan_file_read(const char *path, struct json_object **plan, struct err *err);
/* ERR_REFUSED has a detail for everything that is otherwise. What was planned then, from which
 * file, is for the command that plans anew. */
bool plan_file_holds(struct json_object *then, struct json_object *now, const char *path,
                     const struct definition *definition, struct err *err);

#endif
