/*
 * The cloud of a story at any moment, as the cloud's own side sees it (standin_view), not as the
 * program that is watched believes. stack is a stack's name: the watched one's or a neighbour's.
 */
#ifndef SNAPLIFT_SIM_CLOUD_H
#define SNAPLIFT_SIM_CLOUD_H

#include "engine/base/json.h"
#include "engine/base/text.h"
#include "engine/sim/invariant.h"
#include "engine/sim/world.h"

/* What must hold of a stack at every moment: its active timestamp, once there is one, names an
 * available database (first: there may be none yet); nothing that runs or is deployed uses one of
 * its databases that is gone or going; no service of it has fewer tasks than it may. */
struct cloud_rules {
        const char *stack;
        bool first; /* it began without a database */
        bool flaps; /* its tasks end by themselves now and then */
};
void cloud_check(struct json_object *state, const struct cloud_rules *rules,
                 const struct breach_listener *to);

/* A task definition by its ARN, borrowed; NULL. */
struct json_object *cloud_definition(struct json_object *state, const char *arn);

/* The run that has locked a stack and its process, by /S/lock. The caller frees; NULL: nobody. */
void cloud_lock_holder(struct json_object *state, const char *stack, char **run, char **owner);

/* A database by its name, an Aurora cluster or an instance; borrowed, NULL. */
struct json_object *cloud_database(struct json_object *state, const char *id);
/* Clusters alone, instances alone. */
struct json_object *cloud_db_cluster(struct json_object *state, const char *id);
struct json_object *cloud_db_instance(struct json_object *state, const char *id);
/* The resource id of a database; borrowed, NULL. */
const char *cloud_resource(struct json_object *database);
/* Those of all that there are, of every stack. */
void cloud_resources(struct json_object *state, struct strlist *out);
/* The name of the cluster that this instance is in; borrowed, NULL: none. */
const char *cloud_db_cluster_of(struct json_object *state, const char *id);

/* The snapshots of instances and of clusters, in the view, and what theirs is called there. */
enum { CLOUD_KINDS = 2 };
extern const struct cloud_snapshot_kind {
        const char *list, *id, *of; /* members: of "rds"; of one of them */
} cloud_snapshot_kinds[CLOUD_KINDS];

/* "<stack>-<14 digits>": a database of that stack, and of no other. */
bool cloud_is_of(const char *stack, const char *id);

/* Who uses that database of the stack: its active timestamp, services' deployments, running tasks,
 * whosever they are. Empty: nobody. */
void cloud_users(struct json_object *state, const char *stack, const char *id, struct text *out);

/* What must hold when all have ended: the stack has its active database and no other, but for what
 * a record of it says is kept. Adds a line for each that is too many. */
void cloud_orphans(struct json_object *state, const char *stack, struct text *out);

/* What RDS keeps of a database besides its name, times and random ids: two with the same settings
 * have the same. */
void cloud_settings(struct json_object *state, const char *id, struct text *out);

/* Everything of the stack that outlives a run, in a form that is equal for equal worlds: databases
 * with their settings, parameters, services and what they run, revisions that are active,
 * snapshots taken by hand. Times, random ids and counters are left out. */
void cloud_canon(struct json_object *state, const char *stack, struct text *out);
/* Everything else that is in the cloud, besides those stacks: it must not change. */
void cloud_others(struct json_object *state, const char *const *stacks, size_t count,
                  struct text *out);

/* One line for a trace. */
void cloud_summary(struct json_object *state, const char *stack, struct text *out);

/* A plain environment variable anywhere, or any other readable text, that holds a secret. */
bool cloud_tells(struct json_object *state, const char *secret);

#endif
