/* Stage types made up for these tests: the graph knows none by name. */
#ifndef SNAPLIFT_TESTS_UNIT_GRAPH_HELPER_TYPES_H
#define SNAPLIFT_TESTS_UNIT_GRAPH_HELPER_TYPES_H

#include "engine/graph/pipeline.h"

extern const struct stage_type *const test_types[];

/* Parses and must succeed; prints the findings when it does not. */
struct pipeline *parse_ok(const char *text);
/* All findings of a definition as diagnostics_print shows them; the caller frees. */
char *findings_of(const char *text);

#endif
