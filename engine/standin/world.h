/*
 * What the models of the stand-in share: the cloud itself, a call in progress, the table of
 * operations.
 *
 * A call arrives on the wire (wire_query.c or wire_json.c), becomes a `struct call` whose `in`
 * holds the request's members by their names in the service's model, is given to the operation's
 * function, and its `out` (or error) is encoded again. Models never see the wire.
 */
#ifndef SNAPLIFT_STANDIN_WORLD_H
#define SNAPLIFT_STANDIN_WORLD_H

#include "engine/standin/standin.h"

struct rds_model;     /* rds.c */
struct ssm_model;     /* ssm.c */
struct secrets_model; /* secrets.c */
struct ecs_model;     /* ecs.c */
struct events_model;  /* events.c */
struct alarms_model;  /* alarms.c: CloudWatch */
struct schedules;     /* scheduler.c */
struct kms_model;     /* kms.c */
struct ecr_model;     /* ecr.c */
struct sns_model;     /* sns.c */
struct lag;           /* lag.h */
struct bodies;        /* bodies.h; NULL in a pure model */
struct identities;    /* identity.c */
struct identity;      /* identity.h */

/* One account in one region, with a model of each service of its own. The first one is the root:
 * what all share is there, and the others hang on it. */
struct standin {
        struct loop *loop;
        struct standin *root;     /* itself, when it is the root */
        struct standin *next;     /* the root's: all the others, in the order they were made */
        struct json_object *seed; /* owned; an object, maybe empty: this place's part */
        char *account;            /* 12 digits; default 000000000000 */
        char *region;             /* default us-east-1 */
        bool verify;
        uint64_t random;
        struct rds_model *rds;
        struct ssm_model *ssm;
        struct secrets_model *secrets;
        struct ecs_model *ecs;
        struct events_model *events;
        struct alarms_model *alarms;
        struct schedules *schedules;
        struct bodies *bodies;
        struct kms_model *kms;
        struct ecr_model *ecr;
        struct sns_model *sns;
        struct lag *lag;               /* NULL: what is written is seen at once */
        struct identities *identities; /* the root's */
        struct json_object *calls;     /* array: what GET /_standin/calls answers */
        int64_t call_count, mutating_count;
};

struct call {
        struct standin *cloud;
        const char *service;     /* "rds" */
        const char *operation;   /* "DescribeDBInstances" */
        const char *region;      /* as signed for */
        const char *access_key;  /* "" when unsigned */
        struct json_object *in;  /* object; query requests: numbers and flags already typed */
        struct json_object *out; /* object, filled by the operation; times are RFC 3339 texts in
                                  * query services, seconds as numbers in JSON ones */
        int status;              /* 200 until call_fail() */
        char *error;             /* AWS's code as it appears on the wire */
        char *message;
        const struct identity *identity; /* who calls */
        const char *fail_status;         /* a fault of the seed: what the resource asked for shall
                                          * end as; NULL: as it should */
};

struct operation {
        const char *service;
        const char *name;
        void (*run)(struct call *call);
        bool mutating;
};

/* Ends the call with an error as the service's model names it. For JSON protocols code is the
 * shape's name; for query the error's code (DBInstanceNotFound, not ...Fault, where the model says
 * so). The status that is answered is the model's; one that the operation's model doesn't list, and
 * that is no common error either, never leaves the stand-in: it becomes an InternalFailure. */
void call_fail(struct call *call, int status, const char *code, const char *fmt, ...)
        __attribute__((format(printf, 4, 5)));

/* Each model lists its operations, ended by a NULL name. */
extern const struct operation rds_operations[];
extern const struct operation ssm_operations[];
extern const struct operation sts_operations[];
extern const struct operation secrets_operations[];
extern const struct operation ecs_operations[];
extern const struct operation events_operations[];
extern const struct operation alarms_operations[];
extern const struct operation scheduler_operations[];
extern const struct operation kms_operations[];
extern const struct operation ecr_operations[];
extern const struct operation sns_operations[];
extern const struct operation iam_operations[];

/* A configured duration from the seed's "durations" object, with jitter (seed "jitter": percent,
 * default 10; from the cloud's random source so that it is the same each time): world_duration(s,
 * "db-creating", 60000). */
int64_t world_duration(struct standin *s, const char *name, int64_t fallback_ms);

/* The wall clock that signatures are held to and answers are dated by: the seed's clock_ahead (ms)
 * before that of this machine. */
int64_t world_clock(const struct standin *s);
uint64_t world_random(struct standin *s, uint64_t bound);

/* --- places.c: accounts and regions --- */

/* Makes the places that the root's seed describes; waits when there are bodies. */
bool places_new(struct standin *root, struct err *err);
void places_free(struct standin *root);
/* The models of one place. */
bool place_build(struct standin *s, struct err *err);
/* The place of that account and region, made - empty - when it isn't there yet. */
struct standin *world_place(struct standin *s, const char *account, const char *region);
/* Whether the cloud has that region: the root's own, and those that the seed names. */
bool world_has_region(const struct standin *s, const char *region);
/* "arn:aws:SERVICE:REGION:ACCOUNT:...": where that is; NULL when it is no such ARN, or of a place
 * that isn't there. */
struct standin *world_place_of_arn(struct standin *s, const char *arn);
/* The seed's part of an account: a member of "accounts", or the root's seed. NULL: none. */
struct json_object *world_account_seed(const struct standin *s, const char *account);

/* "arn:aws:SERVICE:REGION:ACCOUNT:REST"; the caller frees. */
char *world_arn(const struct standin *s, const char *service, const char *rest_fmt, ...)
        __attribute__((format(printf, 3, 4)));

/* The seed's part is handed over at the beginning; each may wait when there are bodies. state: adds
 * the model's part to the JSON of GET /_standin/state. */
bool rds_model_new(struct standin *s, struct json_object *seed, struct err *err);
void rds_model_free(struct rds_model *m);
void rds_model_state(struct standin *s, struct json_object *into);
/* CloudWatch's figures of one of its databases that nobody uses: {"value", "from": seconds since
 * 1970}, for the caller to free; NULL: it has no such metric, or there is no such database. asked:
 * a Metric, or GetMetricStatistics' members. */
struct json_object *rds_model_metric(struct standin *s, struct json_object *asked);
/* The same of who is connected to a DB instance, in [from, to) seconds since 1970: an array of
 * [seconds, the most in that period], for the caller to free; NULL: it is not what was asked for.
 */
struct json_object *rds_model_connections(struct standin *s, struct json_object *asked, double from,
                                          double to, int64_t period);
/* How many tasks were running at a moment (ms since 1970) that have got one of these addresses. */
int64_t ecs_model_connected(struct standin *s, const char *const *addresses, size_t count,
                            int64_t at);
bool ssm_model_new(struct standin *s, struct json_object *seed, struct err *err);
void ssm_model_free(struct ssm_model *m);
void ssm_model_state(struct standin *s, struct json_object *into);
bool secrets_model_new(struct standin *s, struct json_object *seed, struct err *err);
void secrets_model_free(struct secrets_model *m);
void secrets_model_state(struct standin *s, struct json_object *into);
bool ecs_model_new(struct standin *s, struct json_object *seed, struct err *err);
void ecs_model_free(struct ecs_model *m);
void ecs_model_state(struct standin *s, struct json_object *into);
bool events_model_new(struct standin *s, struct json_object *seed, struct err *err);
void events_model_free(struct events_model *m);
bool alarms_model_new(struct standin *s, struct json_object *seed, struct err *err);
void alarms_model_free(struct alarms_model *m);
bool schedules_new(struct standin *s, struct json_object *seed, struct err *err);
void schedules_free(struct schedules *m);
bool kms_model_new(struct standin *s, struct json_object *seed, struct err *err);
void kms_model_free(struct kms_model *m);
bool ecr_model_new(struct standin *s, struct json_object *seed, struct err *err);
void ecr_model_free(struct ecr_model *m);
bool sns_model_new(struct standin *s, struct json_object *seed, struct err *err);
void sns_model_free(struct sns_model *m);
void sns_model_state(struct standin *s, struct json_object *into);

/* The state of a CloudWatch alarm ("OK", "ALARM", "INSUFFICIENT_DATA"), NULL when there is none of
 * that name; and what CloudWatch calls when one has changed. */
const char *alarms_model_state(struct standin *s, const char *name);
void ecs_model_alarms_changed(struct standin *s);

/* What an ECS task's `secrets` resolve to: a parameter's name or ARN, or a secret's ARN
 * (arn:...:secret:NAME[:json-key::]). NULL when it is not there. The caller frees. */
char *ssm_model_secret(struct standin *s, const char *name_or_arn);
char *secrets_model_secret(struct standin *s, const char *arn);
/* A secret that another service owns (RDS's managed master passwords): made, or given its next
 * value; its ARN is the caller's to free. Gone with secrets_model_drop(), at once. */
char *secrets_model_manage(struct standin *s, const char *name, const char *value,
                           const char *owner);
void secrets_model_drop(struct standin *s, const char *name_or_arn);

/* A seed's value with "{database:ID:address}" and "{database:ID:port}" filled in from what
 * DescribeDBInstances says: the addresses of real servers are not known when a seed is written.
 * Unknown databases leave it as it is. The caller frees. */
char *world_fill(struct standin *s, const char *value);

#endif
