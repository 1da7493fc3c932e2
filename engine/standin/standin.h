/*
 * The local AWS. One `struct standin` is one small cloud: accounts, databases, parameters,
 * services, tasks. It answers AWS's wire protocols through standin_handle() - behind an HTTP server
 * (`snaplift standin`) or called directly in virtual time - and moves its resources through their
 * states on the loop's timers.
 *
 *      wire_query / wire_json  decode a request, check it against the operation's shape, encode the
 * answer rds*.c ssm.c ecs*.c ...  the models: state and rules, no protocol bodies*.c balancer.c
 * what stands behind a resource: PostgreSQL servers, processes, sockets
 *
 * It shares only engine/base and engine/loop with the rest of the program, so that it can't inherit
 * a mistake of the client it checks.
 */
#ifndef SNAPLIFT_STANDIN_STANDIN_H
#define SNAPLIFT_STANDIN_STANDIN_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/base/err.h"
#include "engine/base/json.h"
#include "engine/loop/http.h"
#include "engine/loop/loop.h"

struct standin;

struct standin_options {
        struct loop *loop;
        /* The world at the beginning and its settings: see engine/standin/README.md ("The seed
         * file"). Borrowed; may be NULL: an empty account with default durations. */
        struct json_object *seed;
        bool verify;        /* check SigV4 signatures; off for transport_direct */
        const char *bodies; /* folder for real PostgreSQL data and task logs; NULL: a pure model */
        int port;           /* where the HTTP front listens: bodies choose their addresses by it */
        uint64_t random;    /* seed of durations' jitter */
};

/* Waits when there are bodies (databases are started): call on a fiber then. */
struct standin *standin_new(const struct standin_options *options, struct err *err);
/* Stops all bodies; waits for them when on a fiber. */
void standin_free(struct standin *s);

/* Whether the programs that bodies need are on this machine. */
bool standin_has_postgres(void);

/* An http_handler; arg is the struct standin. Besides AWS's protocols it answers GET
 * /_standin/calls (every call so far: service, operation, identity, error, time), GET
 * /_standin/state (the whole cloud as JSON, secrets left out) and GET /_standin/health. */
void standin_handle(void *arg, const struct http_request *request, struct http_response *response);

/* Eventual consistency: from now on reads of that service ("rds", "ssm", "ecs") are answered from
 * a copy of it that stands still, for so many ms; one such time after another. ECS's tasks are
 * always seen as they are. */
struct standin_lag {
        const char *service;
        int64_t lasts;
        bool flaps;   /* only every other read, at random, and only names: what has come since is
                       * unknown to it, what there was is seen as it is */
        bool unknown; /* a change of what the copy does not have yet is refused as not found */
};
void standin_lag(struct standin *s, const struct standin_lag *how);

/* From now on so many clients are connected to that DB instance of which nothing else is to be
 * seen: somebody with psql, a function, a proxy. Only CloudWatch's DatabaseConnections counts them.
 */
void standin_clients(struct standin *s, const char *database, int count);

/* The cloud as JSON, for tests: the same as GET /_standin/state. The caller owns it. */
struct json_object *standin_state(struct standin *s);
/* The same for those who look often, at a hundredth of the cost: its values are the cloud's own. To
 * be read at once and let go (json_object_put) before anything waits; never changed. Members have
 * the names they have in the state; a service has only serviceArn, serviceName, clusterArn, status,
 * desiredCount, runningCount, taskDefinition, events, deployments (taskDefinition), and as
 * `settings` what else was asked for; a task taskArn, taskDefinitionArn, group, lastStatus,
 * overrides, tags; a parameter Name, Type, Value, Tags. */
struct json_object *standin_view(struct standin *s);
/* Calls answered so far, those that are mutating (and succeeded) apart. */
int64_t standin_calls(const struct standin *s, int64_t *mutating);

#endif
