/* Who still uses a database: the proof that is had before one is deleted. */
#ifndef SNAPLIFT_STAGES_USAGE_H
#define SNAPLIFT_STAGES_USAGE_H

#include "engine/aws/rds.h"
#include "stages/cloud.h"

struct usage {
        struct strlist services; /* whose PRIMARY deployment refers to it: will not go by waiting */
        struct strlist leaving;  /* tasks and older deployments that do: may be on their way out */
};

/* Looks through all services and all tasks that have not stopped of each cluster (array of names).
 * *out is emptied first. */
bool usage_look(struct stage *s, struct json_object *clusters, const struct rds_instance *db,
                struct usage *out, struct err *err);
void usage_release(struct usage *u);

#endif
