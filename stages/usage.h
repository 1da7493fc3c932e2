/* Who uses a database: the proof that is had before one is deleted, and an early warning. */
#ifndef SNAPLIFT_STAGES_USAGE_H
#define SNAPLIFT_STAGES_USAGE_H

#include "engine/aws/rds.h"
#include "engine/graph/stage_type.h"
#include "stages/cloud.h"

struct usage {
        struct strlist services; /* whose PRIMARY deployment refers to it: will not go by waiting */
        struct strlist leaving;  /* tasks and older deployments that do: may be on their way out */
        bool by_parameter;       /* some of these have taken the address from Parameter Store; */
        struct strlist readers;  /* their services, as "CLUSTER SERVICE" */
};

/* What users would refer to: names and addresses, of which absent ones are NULL. Borrowed. */
enum { USAGE_WORDS = 64 };
struct usage_target {
        const char *id; /* the database's name */
        const char *words[USAGE_WORDS];
        size_t count;
        bool restart; /* readers that are in the way of the proof are started anew */
};

/* Its name, its address and the secret that RDS keeps for it. */
struct usage_target usage_of_instance(const struct rds_instance *db);
void usage_add_word(struct usage_target *target, const char *word); /* NULL: nothing */

/* Looks through all services and all tasks that have not stopped of each cluster (array of names).
 * *out is emptied first. */
bool usage_look(struct stage *s, struct json_object *clusters, const struct usage_target *target,
                struct usage *out, struct err *err);
void usage_release(struct usage *u);
/* Has ECS start the readers' tasks anew, each once in the life of the stage: they take the address
 * that is there by now. Whether that has helped is for the proof to tell. */
bool usage_restart_readers(struct stage *s, const struct usage *usage, const char *id,
                           struct err *err);

/* ERR_REFUSED while anybody there uses it. The last tasks are waited for (*wait) until that tick; a
 * service that is still on it is no matter of waiting. */
bool usage_prove_none(struct stage *s, struct json_object *clusters,
                      const struct usage_target *target, int64_t until, bool *wait,
                      struct err *err);
/* The same of the clusters that the inputs `cluster` and `clusters` name; true when they name none.
 */
bool usage_prove_none_in_cluster(struct stage *s, const struct usage_target *target, int64_t until,
                                 bool *wait, struct err *err);

/* What would use it though nothing runs now, as far as permissions allow: tasks that EventBridge's
 * rules and schedules start in the clusters, by a task definition that refers to the target or by
 * what a rule overrides, and families whose latest revision does.
 *
 * By the inputs of USAGE_AHEAD_PORTS an enabled rule is ERR_REFUSED or reported, as is what could
 * not be looked at; disabled rules and families are reported. */
struct usage_ahead {
        struct json_object *clusters; /* array of names */
        struct json_object *moved;    /* services of the first of them that will have new revisions:
                                         a rule that takes the latest gets that; or NULL */
        const char *families;         /* those whose names begin so; a whole account may have
                                         thousands; NULL: none */
        bool silent;                  /* nothing is reported */
        const char *scheduled, *unseen; /* in place of the inputs; or NULL */
};
bool usage_check_ahead(struct stage *s, const struct usage_ahead *how,
                       const struct usage_target *target, struct err *err);

extern const char *const usage_choices[];
#define USAGE_AHEAD_PORTS                                                                          \
        {"scheduled", VALUE_TEXT, .fallback = "refuse", .choices = usage_choices,                  \
         .help = "what to do about an enabled EventBridge rule or schedule whose tasks use the "   \
                 "database"},                                                                      \
        {                                                                                          \
                "unseen", VALUE_TEXT,                                                              \
                        .fallback = "report", .choices = usage_choices,                            \
                        .help = "what to do when EventBridge or the families can't be looked at"   \
        }
#define USAGE_AHEAD_ACTIONS                                                                        \
        {"ecs:DescribeClusters", "ecs:cluster/{cluster}"},                                         \
                {"ecs:ListTaskDefinitionFamilies", "*"}, {"events:ListEventBuses", "*"},           \
                {"events:ListRuleNamesByTarget", "*"}, {"events:ListRules", "*"},                  \
                {"events:ListTargetsByRule", "*"}, {"scheduler:ListSchedules", "*"},               \
        {                                                                                          \
                "scheduler:GetSchedule", "*"                                                       \
        }

/* ERR_REFUSED when a service of the cluster that is not among `services` (array of names) has the
 * database's name or address in its task definition, or reads its address from Parameter Store:
 * nobody would move it, and the database could never be retired. */
bool usage_check_forgotten(struct stage *s, const char *cluster, struct json_object *services,
                           const struct usage_target *target, struct err *err);

#endif
