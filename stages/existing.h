/*
 * Databases that are the operator's own. A stack is on one when Parameter Store's
 * /<stack>/db/existing names it; database.existing writes that. From then on nothing restores,
 * changes or deletes a database for that stack.
 */
#ifndef SNAPLIFT_STAGES_EXISTING_H
#define SNAPLIFT_STAGES_EXISTING_H

#include "engine/aws/ssm.h"
#include "stages/cloud.h"

#define EXISTING_LEAF "existing"

/* ERR_REFUSED when the stack is on such a database. Reads one parameter. */
bool existing_refuse(struct stage *s, struct err *err);
/* The same of /<stack>/db/... that has been read already. */
bool existing_refuse_in(struct stage *s, const struct ssm_parameters *set, struct err *err);

#endif
