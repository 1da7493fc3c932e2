/* What becomes of every member of RDS's DBInstance and DBCluster, as a document. */
#ifndef SNAPLIFT_CLI_SETTING_DOCS_H
#define SNAPLIFT_CLI_SETTING_DOCS_H

#include "engine/base/text.h"

/* stages/SETTINGS.md */
void setting_docs_markdown(struct text *out);

#endif
