/*
 * What an earlier life of a run has left in the cloud, for the recover() of stage types: its
 * database, by tags; its changes of parameters, by their versions.
 *
 * Parameter Store keeps the versions of a parameter with the time of each, by one clock. /S/lock is
 * a parameter, too: its first version is from the moment the run took it, and all that the run has
 * written came after that. What was there before the run is the last older version. So nothing has
 * to be put away while a run goes on.
 */
#ifndef SNAPLIFT_STAGES_RECOVER_H
#define SNAPLIFT_STAGES_RECOVER_H

#include "stages/cloud.h"
#include "stages/database_any.h"

/* What the functions below need beside what a stage type may do anyway. */
#define RECOVER_PARAMETER_ACTIONS                                                                  \
        {                                                                                          \
                "ssm:GetParameterHistory", "ssm:parameter/{stack}/*"                               \
        }

/* The database of the stack that this run made, DB instance or cluster; *found false: none. Two are
 * ERR_REFUSED. Release with database_release(). */
bool recover_database(struct stage *s, struct database *db, bool *found, struct err *err);

struct recovered_parameter {
        char *before; /* its value before this run took the lock; NULL: it was not there */
        char *now;    /* NULL: it is not there */
        bool changed; /* since then, by whomever */
};

/* One of /S/db/. ERR_REFUSED when its versions don't reach back that far. */
bool recover_parameter(struct stage *s, const char *leaf, struct recovered_parameter *out,
                       struct err *err);
void recovered_parameter_release(struct recovered_parameter *p);

/* When the run took the lock, by AWS's clock. ERR_REFUSED when that can't be known. */
bool recover_since(struct stage *s, int64_t *since, struct err *err);

/* What one of this run's task definitions was made from (its tag snaplift:from); *from NULL: it is
 * none of this run's. ERR_REFUSED for one of this run's without that tag. The caller frees. */
bool recover_definition(struct stage *s, const char *arn, char **from, struct err *err);

#endif
