/* What of one database is otherwise in another, as the stand-in's state has them. */
#ifndef SNAPLIFT_TESTS_SIM_HELPER_SETTINGS_H
#define SNAPLIFT_TESTS_SIM_HELPER_SETTINGS_H

#include <stdbool.h>

#include "engine/base/json.h"
#include "engine/base/text.h"

/* The one of rds's list whose member key is id; it must be there. Borrowed. */
struct json_object *settings_find(struct json_object *cloud, const char *list, const char *key,
                                  const char *id);
/* Whether the NULL-terminated list has it. */
bool settings_is_own(const char *member, const char *const *own);
/* Adds a line for each member, but for its own ones, that b has otherwise, has not or has besides.
 */
void settings_compare(struct json_object *a, struct json_object *b, const char *const *own,
                      struct text *differences);

#endif
