/*
 * Whether the stack's active database has been written to since it became the active one: what a
 * change to another database would lose.
 *
 * The figures are CloudWatch's, averages over minutes: WriteIOPS of a DB instance, VolumeWriteIOPs
 * of a cluster (operations in five minutes, whatever the period). They count what goes to the disk,
 * so that a database that nobody writes to has some, too: RDS for PostgreSQL writes a segment of
 * its log every five minutes (archive_timeout). They can't tell a few rows from none.
 */
#ifndef SNAPLIFT_STAGES_WRITES_H
#define SNAPLIFT_STAGES_WRITES_H

#include "stages/cloud.h"
#include "stages/database_any.h"

/* What it takes beside database_look(). */
/* clang-format off */
#define WRITES_ACTIONS \
        {"ssm:GetParameterHistory", "ssm:parameter/{stack}/*"}, \
        {"cloudwatch:GetMetricStatistics", "*"}, \
        {"rds:DescribeDBInstances", "*"}, \
        {"rds:DescribeDBClusters", "*"}, \
        {"rds:ListTagsForResource", "*"}
/* clang-format on */

struct writes {
        char active[STAMP_SIZE]; /* the active timestamp; "": none, or not known */
        bool none;               /* no database is active: nothing else is set */
        char *unknown;           /* why nothing is known; NULL: the rest is set */
        int64_t since;      /* ms: when it became the active one, or was made if that is later */
        double peak;        /* operations a second, in the busiest period */
        int64_t peak_at;    /* ms */
        int64_t operations; /* in all, about */
};

/* Of the stack's active database. What may not be looked at, or is not there, is `unknown` and no
 * error. */
bool writes_look(struct stage *s, struct writes *out, struct err *err);
/* Only which one it is, and since when. */
bool writes_since(struct stage *s, struct writes *out, struct err *err);
/* "about 12,000 write operations since 2026-11-21 01:07:10Z, at most 30.5 a second": the caller
 * owns it; of one that is unknown, why. */
char *writes_text(const struct writes *w);
void writes_release(struct writes *w);

#endif
