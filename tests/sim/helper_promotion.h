/* The stack most tests promote: xy-0146-qa with two services, fed from xy-0146-dev. */
#ifndef SNAPLIFT_TESTS_SIM_HELPER_PROMOTION_H
#define SNAPLIFT_TESTS_SIM_HELPER_PROMOTION_H

#include "tests/sim/helper_world.h"

#define OLD "xy-0146-qa-20261001000000"
#define NEW "xy-0146-qa-20261120000000"
#define DEV "xy-0146-dev-20260901000000"
#define SHARED "arn:aws:rds:us-east-1:111122223333:snapshot:theirs"
#define SERVICES "{'services': ['web', 'worker']}"

/* For promotion_world(): the same database of dev's in an account of its own, with these snapshots,
 * and a key that ours may use. */
#define PROMOTION_OTHER "111122223333"
#define PROMOTION_ACCOUNTS(snapshots)                                                              \
        ", 'account': '000000000000', 'accounts': {'" PROMOTION_OTHER "': {"                       \
        "'roles': [{'name': 'lift', 'trusts': ['000000000000']}],"                                 \
        "'keys': [{'id': 'aaaa', 'alias': 'alias/shared', 'accounts': ['000000000000']}],"         \
        "'databases': [{'id': '" DEV "', 'version': '15.4', 'user': 'app', 'password': "           \
        "'dev-secret-11', 'database': 'app', 'KmsKeyId': 'alias/shared'}],"                        \
        "'snapshots': [" snapshots "],"                                                            \
        "'parameters': [{'name': '/xy-0146-dev/db/active-timestamp', 'value': "                    \
        "'20260901000000'}]}}"
#define PROMOTION_MANUAL "{'id': 'theirs', 'of': '" DEV "', 'created': '2026-11-20T00:00:00Z'}"
#define PROMOTION_AUTOMATED                                                                        \
        "{'id': 'rds:theirs', 'of': '" DEV "', 'created': '2026-11-20T00:00:00Z'}"

/* more: further members of the seed, beginning with a comma; or NULL. */
struct sim_world *promotion_world(const char *more);
/* web: the desired count of that service, and more members of its CreateService after a comma. */
struct sim_world *promotion_world_of(const char *web, const char *more);
/* The same before its first promotion: nothing is active. */
struct sim_world *promotion_first_world(void);
/* Somebody protects that database from deletion. For sim_do(). */
void promotion_protect(struct sim_world *w, void *database);
void promotion_unprotect(struct sim_world *w, void *database);
/* ... deletes it without a snapshot. For sim_do(). */
void promotion_delete(struct sim_world *w, void *database);
/* ... takes the stack's lock away, if there is one. For sim_do(); arg is not used. */
void promotion_unlock(struct sim_world *w, void *arg);
/* ... sets a parameter. */
void promotion_put(struct sim_world *w, const char *name, const char *value);
/* Somebody takes the snapshot "newest" of dev's. For sim_do(); arg is not used. */
void promotion_snapshot_dev(struct sim_world *w, void *arg);
void promotion_assert_before(struct sim_world *w);
void promotion_assert_done(struct sim_world *w);
/* For sim_world.check: the active timestamp names an available database of the stack, no task or
 * deployment refers to a database that is gone or going, and there are never more than two.
 * Breaches are collected, as a listener can't fail a test: see promotion_breaches(). */
void promotion_check(struct sim_world *w, struct json_object *cloud);
/* What was found since the last call; "" when all held. Borrowed until the next check. */
const char *promotion_breaches(void);
/* Frees found. expected NULL: it must not be there. */
void promotion_assert_is(char *found, const char *expected);

#endif
