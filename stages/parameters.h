/* Parameter Store, written to so that a lost answer does not matter: the value is looked at again.
 * The intent before and the result after are the caller's. */
#ifndef SNAPLIFT_STAGES_PARAMETERS_H
#define SNAPLIFT_STAGES_PARAMETERS_H

#include "engine/aws/ssm.h"
#include "stages/cloud.h"

/* *found false when it is not there; released by the caller. */
bool parameters_find(struct stage *s, const char *name, struct ssm_parameter *now, bool *found,
                     struct err *err);
/* old: as it was found, overwritten and of the same type; NULL: created as a String, with our tags.
 * ERR_CONFLICT when it is not to be there and is, with another value. version may be NULL. */
bool parameters_put(struct stage *s, const char *name, const struct ssm_parameter *old,
                    const char *value, int64_t *version, struct err *err);
/* Looks until it is what this run wrote, or that has not been seen for longer than reads
 * lag behind. *now is as it was last seen; *found false when it was not there. */
bool parameters_await_written(struct stage *s, const char *name, const char *written,
                              struct ssm_parameter *now, bool *found, struct err *err);
/* Not there: fine. */
bool parameters_delete(struct stage *s, const char *name, struct err *err);

/* A plan's word for parameters_put(). */
void parameters_would_put(struct stage *s, const char *name, const struct ssm_parameter *old,
                          const char *value);

#endif
