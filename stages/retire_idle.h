/*
 * That nobody has been connected to a database for a while, as CloudWatch counts it. It counts whom
 * ECS and EventBridge can't tell of: a function, another machine, a person, what comes through an
 * RDS Proxy. Facts: AWS/RDS DatabaseConnections, "the number of client network connections to the
 * database instance"; sessions of the engine's own and RDS's connections are not among them.
 *
 * It is a figure a minute and comes a minute or two late. A minute counts when its figure is there:
 * what is missing is not zero.
 */
#ifndef SNAPLIFT_STAGES_RETIRE_IDLE_H
#define SNAPLIFT_STAGES_RETIRE_IDLE_H

#include "engine/aws/cloudwatch.h"
#include "engine/aws/rds.h"
#include "stages/cloud.h"

#define RETIRE_IDLE_PORTS                                                                          \
        {                                                                                          \
                "idle", VALUE_DURATION,                                                            \
                        .help = "only when nobody was connected for so long, by CloudWatch: 5m, "  \
                                "at most 1h; waited for as long as `drain`, this, and 5m; "        \
                                "default: not asked"                                               \
        }
#define RETIRE_IDLE_ACTIONS                                                                        \
        {                                                                                          \
                "cloudwatch:GetMetricStatistics", "*", .when = "idle"                              \
        }

struct idle_terms {
        int64_t lasts; /* ms; 0: it is not asked for */
        int64_t since; /* wall clock ms: what was before does not count */
        int64_t until; /* loop_ticks(): how long it is waited for */
        bool by_a_run; /* that can be gone on with when they have gone */
};

/* What CloudWatch says of it now. */
struct idle {
        char *why;   /* what is in the way; NULL: nothing */
        bool in_use; /* somebody was connected; else it is not known */
};

/* ERR_REFUSED for what can't be asked for. */
bool idle_check_input(struct stage *s, struct err *err);
/* Remembers from when on it counts: the stage begins when the services have moved. */
bool idle_begin(struct stage *s, struct err *err);
/* As the input `idle` has it; drained: loop_ticks() until which the last tasks are waited for. */
struct idle_terms idle_terms_of_inputs(struct stage *s, int64_t drained);

/* Of these DB instances; one that is stopped, or being deleted, has nobody. *out is the caller's to
 * release. */
bool idle_look(struct stage *s, const struct rds_instance *instances, size_t count,
               const struct idle_terms *terms, struct idle *out, struct err *err);
/* What it means: *wait, or an error when it has been waited for long enough. ERR_BUSY where a run
 * can be gone on with, else ERR_REFUSED. id: the database. */
bool idle_judge(struct stage *s, const char *id, const struct idle *found,
                const struct idle_terms *terms, bool *wait, struct err *err);
void idle_release(struct idle *found);

/* One instance's figures, in no order. */
void idle_read(const struct cloudwatch_points *points, const char *id,
               const struct idle_terms *terms, int64_t now, struct idle *out);

/* For plan(): whether the figures may be looked at; else ERR_REFUSED. id: of a DB instance. */
bool idle_may_look(struct stage *s, const char *id, struct err *err);

#endif
