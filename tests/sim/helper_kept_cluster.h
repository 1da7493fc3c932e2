/* An Aurora cluster that was retired with its final snapshot kept, and came back. */
#ifndef SNAPLIFT_TESTS_SIM_HELPER_KEPT_CLUSTER_H
#define SNAPLIFT_TESTS_SIM_HELPER_KEPT_CLUSTER_H

#include "tests/sim/helper_cluster.h"

#define KEPT_STACK "xy-0146-qa"
#define KEPT_RECORD "/xy-0146-qa/db/kept/20261001000000"
#define KEPT_INPUTS "{'services': ['web', 'worker'], 'keep_for': '24h', 'keep': 'snapshot'}"
#define KEPT_HOST(part) OLD ".cluster-" part "standin.us-east-1.rds.amazonaws.com"

/* The calls that make it again. */
#define RESTORE "RestoreDBClusterFromSnapshot"
#define CREATE "CreateDBInstance"
#define ENDPOINT "CreateDBClusterEndpoint"

/* How it was. */
struct kept_seen {
        char *run, *final;            /* that the run has restored it, and from what */
        struct json_object *settings; /* of all, as they were */
        char *endpoints;
};

/* Promoted; the old one is retired, and an hour has passed. */
void kept_promote(struct sim_world *w, struct sim_result *r);
/* arg: a struct kept_seen, empty. For sim_do(). */
void kept_look_before(struct sim_world *w, void *arg);
/* The name of its final snapshot; the caller frees. */
char *kept_final(struct sim_world *w);
/* It is as it was seen, if it was, made again by that run from its final snapshot; and so is the
 * stack. *seen is empty then. */
void kept_assert_returned(struct sim_world *w, struct kept_seen *seen, char *run);

#endif
