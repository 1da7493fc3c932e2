/* What the files that gather where a stack stands share. */
#ifndef SNAPLIFT_CLI_STANDING_PARTS_H
#define SNAPLIFT_CLI_STANDING_PARTS_H

#include "engine/aws/rds_cluster.h"
#include "engine/aws/ssm.h"
#include "engine/aws/stack_lock.h"
#include "engine/cli/orphan_list.h"
#include "engine/cli/session.h"

/* One gathering: what was read, and the facts that are made of it. */
struct standing_look {
        struct session *session;
        struct store *store;
        const struct place *place;
        struct aws *aws; /* of it */
        const struct stack *stack;
        int64_t now;
        struct ssm_parameters parameters; /* active-timestamp, previous-timestamp, existing */
        struct rds_instances instances;
        struct rds_clusters clusters;
        struct stack_lock_holder holder;
        struct lease lease;
        struct run_record *runs;
        size_t run_count;
        struct orphan_list orphans;
        bool blind;                 /* orphans could not be looked for */
        int64_t active_created;     /* of the active database, or 0 */
        const struct tags *of_it;   /* its tags, or NULL */
        struct json_object *facts;  /* what is told */
        struct json_object *unseen; /* its member unknown */
};

void standing_put_time(struct json_object *obj, const char *name, int64_t at);
/* The value of /<stack>/db/<leaf>; NULL: it is not there. Borrowed. */
const char *standing_parameter(const struct standing_look *l, const char *leaf);
/* Names what is not known, and why. */
void standing_say_unknown(struct standing_look *l, const char *what, const char *why);
/* What may not be looked at is named, and the look goes on: true, with err cleared. */
bool standing_or_unknown(struct standing_look *l, bool ok, const char *what, struct err *err);

/* standing_databases.c: the active one first, for what is beside it */
void standing_find_active(struct standing_look *l);
void standing_put_databases(struct standing_look *l);
bool standing_put_snapshots(struct standing_look *l, struct err *err);

/* standing_promotion.c */
void standing_put_promotion(struct standing_look *l, const char *no_store);

#endif
