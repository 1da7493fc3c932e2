/*
 * Amazon CloudWatch, 2010-08-01: the state of alarms. Of the protocols its model lists
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

#endif
