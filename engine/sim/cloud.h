/*
 * The cloud of a story: what it is like at the beginning, and what it is like at any moment, as the
 * cloud's own side sees it (standin_view), not as the program that is watched believes.
 */
#ifndef SNAPLIFT_SIM_CLOUD_H
#define SNAPLIFT_SIM_CLOUD_H

#include "engine/base/json.h"
#include "engine/base/text.h"
#include "engine/sim/faults.h"
#include "engine/sim/random.h"

#define SIM_STACK "xy-0146-qa"
#define SIM_SOURCE "xy-0146-dev"
#define SIM_OLD "20261001000000"
#define SIM_NEW "20261120000000"
#define SIM_OLDER "older" /* a snapshot before the latest one */
#define SIM_SECRET "qa-secret-Pa55word"
#define SIM_SOURCE_SECRET "dev-secret-Pa55word"

/* The stand-in's seed: two tiers, neighbours whose names may be mistaken for theirs, durations and
 * faults as the story has them. The caller owns it. */
struct json_object *cloud_seed(const struct faults *faults, struct dice *dice);

/* What must hold at every moment, of a state: the active timestamp names an available database;
 * nothing that runs uses a database that is gone or going; no service has fewer tasks than it may.
 * Adds a line for each breach. */
void cloud_breaches(struct json_object *state, struct text *out);

/* A task definition by its ARN, borrowed; NULL. */
struct json_object *cloud_definition(struct json_object *state, const char *arn);

/* Who uses that database: the active timestamp, services' deployments, running tasks. Empty:
 * nobody.
 */
void cloud_users(struct json_object *state, const char *id, struct text *out);

/* What must hold when all have ended: the stack has its active database and no other. Adds a line
 * for each that is too many. */
void cloud_orphans(struct json_object *state, struct text *out);

/* What RDS keeps of a database besides its name, times and random ids: two with the same settings
 * have the same. */
void cloud_settings(struct json_object *state, const char *id, struct text *out);

/* Everything of the stack that outlives a run, in a form that is equal for equal worlds: databases
 * with their settings, parameters, services and what they run, revisions that are active,
 * snapshots taken by hand. Times, random ids and counters are left out. */
void cloud_canon(struct json_object *state, struct text *out);
/* Everything else that is in the cloud: it must not change. */
void cloud_others(struct json_object *state, struct text *out);

/* One line for a trace. */
void cloud_summary(struct json_object *state, struct text *out);

/* A plain environment variable anywhere, or any other readable text, that holds a secret. */
bool cloud_tells(struct json_object *state, const char *secret);

#endif
