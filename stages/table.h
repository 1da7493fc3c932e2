/* All stage types, ended by NULL. A new type is one file in stages/ and one line in table.c. */
#ifndef SNAPLIFT_STAGES_TABLE_H
#define SNAPLIFT_STAGES_TABLE_H

#include "engine/graph/stage_type.h"

extern const struct stage_type *const stage_types[];

#endif
