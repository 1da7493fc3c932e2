/* The command line that asks for the same again, for a person to copy. */
#ifndef SNAPLIFT_GRAPH_AGAIN_H
#define SNAPLIFT_GRAPH_AGAIN_H

#include "engine/base/text.h"
#include "engine/graph/pipeline.h"

/* "VERB FILE STACK --set services=web,worker": the inputs (bound values) that are not what they
 * would be by themselves, quoted for a shell. What was accepted once (a flag named accept_...) is
 * left out: it is to be accepted again. */
void again_command(const char *verb, const struct pipeline *p, const struct stack *stack,
                   struct json_object *inputs, struct text *out);
/* One word of it, in quotes where a shell needs them. */
void again_word(const char *word, struct text *out);

#endif
