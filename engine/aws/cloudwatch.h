/*
 * Amazon CloudWatch, 2010-08-01: the state of alarms, and metrics. Of the protocols its model lists
 * (smithy-rpc-v2-cbor, json, query) the query protocol is spoken. Facts: botocore
 * data/cloudwatch/2010-08-01/service-2.json.
 */
#ifndef SNAPLIFT_AWS_CLOUDWATCH_H
#define SNAPLIFT_AWS_CLOUDWATCH_H

#include "engine/aws/aws.h"

struct cloudwatch_alarm {
        char *name;
        char *state;  /* OK, ALARM, INSUFFICIENT_DATA */
        char *reason; /* or NULL */
};

struct cloudwatch_alarms {
        struct cloudwatch_alarm *items;
        size_t count;
};

/* The named alarms, metric and composite ones, in any order; those that do not exist are just not
 * in out. 100 a call. */
bool cloudwatch_describe_alarms(struct aws *aws, const struct strlist *names,
                                struct cloudwatch_alarms *out, struct err *err);
void cloudwatch_alarms_release(struct cloudwatch_alarms *l);

/* The values of one metric of one thing in a span of time. */
struct cloudwatch_metric {
        const char *namespace, *name;  /* "AWS/RDS", "WriteIOPS" */
        const char *statistic;         /* "Average", "Maximum": of the values in each period */
        const char *dimension, *thing; /* "DBInstanceIdentifier", its value */
        int64_t from, to;              /* wall clock ms */
        int64_t period;                /* s: cloudwatch_period() */
};

struct cloudwatch_point {
        int64_t at; /* ms: the period's beginning */
        double value;
};

struct cloudwatch_points {
        struct cloudwatch_point *items; /* in no order */
        size_t count;
};

/* The shortest period, and at least `least` seconds, in which CloudWatch still has what began at
 * `from` and answers with no more points than it gives in one reply (1,440): both from the
 * documentation of GetMetricStatistics in its model. */
int64_t cloudwatch_period(int64_t from, int64_t to, int64_t least);

/* None is no error: CloudWatch knows no metric that it has no value of. */
bool cloudwatch_get_points(struct aws *aws, const struct cloudwatch_metric *metric,
                           struct cloudwatch_points *out, struct err *err);
void cloudwatch_points_release(struct cloudwatch_points *p);

#endif
