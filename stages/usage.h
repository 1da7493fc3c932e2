/* Who uses a database: the proof that is had before one is deleted, and an early warning. */
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

/* ERR_REFUSED when a service of the cluster that is not among `services` (array of names) has the
 * database's name or address in its task definition, or reads its address from Parameter Store:
 * nobody would move it, and the database could never be retired. */
bool usage_check_forgotten(struct stage *s, const char *cluster, struct json_object *services,
                           const struct rds_instance *db, struct err *err);

#endif
