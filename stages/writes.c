/* Writes to a database, as CloudWatch counts them. */
#include "stages/writes.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/cloudwatch.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"

enum { AGGREGATE = 300, DATE_LEN = 10, SINCE_LEN = 19 }; /* seconds; of a time as text */

/* A look that may not be made tells nothing, and is no reason to fail. */
static bool unless_denied(struct writes *out, struct err *err)
{
        if (!err_is(err, ERR_DENIED))
                return false;
        out->unknown = xasprintf("%s", err_text(err));
        err_clear(err);
        return true;
}

/* What is active, and since when: the parameter's first version of that value, as far back as
 * Parameter Store remembers, since a promotion that was rolled back has written it again. */
static bool find_active(struct stage *s, struct writes *out, struct err *err)
{
        struct ssm_parameters versions = {0};
        const char *active = NULL;
        char name[PARAMETER_SIZE];

        cloud_parameter(stage_stack(s), "active-timestamp", name);
        if (!ssm_get_history(stage_aws(s), name, &versions, err)) {
                if (!err_is(err, ERR_NOT_FOUND))
                        return unless_denied(out, err);
                err_clear(err);
                out->none = true;
                return true;
        }
        if (versions.count)
                active = versions.items[versions.count - 1].value;
        if (active && stamp_parse(active, NULL))
                memcpy(out->active, active, STAMP_SIZE);
        else
                out->unknown = xasprintf("%s is \"%s\", expected 14 digits of a UTC time", name,
                                         active ? active : "");
        for (size_t i = 0; !out->unknown && !out->since; i++)
                if (text_same(versions.items[i].value, active))
                        out->since = versions.items[i].modified;
        ssm_parameters_release(&versions);
        return true;
}

static bool count(struct stage *s, const struct database *db, struct writes *out, struct err *err)
{
        struct cloudwatch_metric metric = {
                .namespace = "AWS/RDS",
                .name = db->is_cluster ? "VolumeWriteIOPs" : "WriteIOPS",
                .statistic = "Average",
                .dimension = db->is_cluster ? "DBClusterIdentifier" : "DBInstanceIdentifier",
                .thing = db->id,
                .from = out->since,
                .to = aws_now(stage_aws(s)),
        };
        struct cloudwatch_points points;
        double sum = 0;

        if (metric.to <= metric.from)
                metric.to = metric.from + 1000;
        metric.period = cloudwatch_period(metric.from, metric.to, AGGREGATE);
        if (!cloudwatch_get_points(stage_aws(s), &metric, &points, err))
                return unless_denied(out, err);
        for (size_t i = 0; i < points.count; i++) {
                double rate = points.items[i].value / (db->is_cluster ? AGGREGATE : 1);

                sum += rate * (double)metric.period;
                if (rate >= out->peak) {
                        out->peak = rate;
                        out->peak_at = points.items[i].at;
                }
        }
        out->operations = (int64_t)(sum + 0.5);
        if (!points.count)
                out->unknown = xasprintf("CloudWatch has no %s of %s since it became active",
                                         metric.name, db->id);
        cloudwatch_points_release(&points);
        return true;
}

static bool look_at_database(struct stage *s, struct writes *out, struct err *err)
{
        char id[DATABASE_SIZE];
        struct database db;
        int64_t created;
        bool found, ok;

        stack_database(stage_stack(s), out->active, id);
        ok = database_look(s, id, &db, &found, err);
        if (ok && !found)
                out->unknown = xasprintf("there is no database %s", id);
        created = db.is_cluster ? db.cluster.created : db.instance.created;
        /* of the same name there may have been another one before */
        if (created > out->since)
                out->since = created;
        if (ok && found)
                ok = count(s, &db, out, err);
        database_release(&db);
        return ok;
}

bool writes_since(struct stage *s, struct writes *out, struct err *err)
{
        *out = (struct writes){0};
        return find_active(s, out, err);
}

bool writes_look(struct stage *s, struct writes *out, struct err *err)
{
        bool ok;

        *out = (struct writes){0};
        ok = find_active(s, out, err) &&
             (out->none || out->unknown || look_at_database(s, out, err));
        if (!ok)
                writes_release(out);
        return ok;
}

char *writes_text(const struct writes *w)
{
        char since[ISO_SIZE];

        if (w->none || w->unknown)
                return xstrdup(w->none ? "no database is active" : w->unknown);
        iso_format(w->since, since);
        memcpy(since + SINCE_LEN, "Z", 2);
        since[DATE_LEN] = ' ';
        return xasprintf("about %lld write operations since %s, at most %.1f a second",
                         (long long)w->operations, since, w->peak);
}

void writes_release(struct writes *w)
{
        free(w->unknown);
        *w = (struct writes){0};
}
