/* Stage types as documents, from their descriptors alone. */
#ifndef SNAPLIFT_CLI_STAGE_DOCS_H
#define SNAPLIFT_CLI_STAGE_DOCS_H

#include "engine/base/text.h"
#include "engine/graph/stage_type.h"

void stage_docs_list(const struct stage_type *const *types, struct text *out);
void stage_docs_type(const struct stage_type *type, struct text *out);
/* stages/README.md */
void stage_docs_markdown(const struct stage_type *const *types, struct text *out);

#endif
