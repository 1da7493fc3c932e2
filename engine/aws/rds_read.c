/* RDS: what only looks. */
#include <stdlib.h>
#include <string.h>

#include "engine/aws/query.h"
#include "engine/aws/rds_cluster.h"
#include "engine/aws/rds_list.h"
#include "engine/aws/rds_parse.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/xml.h"

static const struct operation describe_instances = {SERVICE_RDS, "DescribeDBInstances", false};
static const struct operation describe_events = {SERVICE_RDS, "DescribeEvents", false};

enum { EVENTS_DAYS = 14 }; /* how long RDS keeps events */

#define DAY_MS (24 * 3600 * (int64_t)1000)

/* --- instances --- */

struct instance_query {
        const char *id;         /* or NULL */
        const char *const *ids; /* count of them, or NULL */
        size_t count;
        struct rds_instances *out;
};

static void ask_instances(void *arg, struct query *q)
{
        const struct instance_query *iq = arg;

        query_text(q, "DBInstanceIdentifier", iq->id);
        if (iq->count)
                query_text(q, "Filters.Filter.1.Name", "db-instance-id");
        for (size_t i = 0; i < iq->count; i++) {
                char *name = xasprintf("Filters.Filter.1.Values.Value.%zu", i + 1);

                query_text(q, name, iq->ids[i]);
                free(name);
        }
}

static bool take_instance(void *arg, struct xml_node *item, struct err *err)
{
        struct rds_instances *out = ((struct instance_query *)arg)->out;

        out->items = xrealloc(out->items, (out->count + 1) * sizeof(*out->items));
        out->items[out->count] = (struct rds_instance){0};
        return rds_instance_read(item, &out->items[out->count++], err);
}

static bool list_instances(struct aws *aws, struct instance_query *iq, struct err *err)
{
        struct rds_listing l = {
                .op = &describe_instances,
                .list = "DBInstances",
                .item = "DBInstance",
                .ask = ask_instances,
                .take = take_instance,
                .arg = iq,
                .subject = iq->id,
        };

        *iq->out = (struct rds_instances){0};
        if (rds_list_pages(aws, &l, !iq->id, err))
                return true;
        rds_instances_release(iq->out);
        return false;
}

bool rds_list_instances(struct aws *aws, struct rds_instances *out, struct err *err)
{
        struct instance_query iq = {.out = out};

        return list_instances(aws, &iq, err);
}

bool rds_list_named(struct aws *aws, const char *const *ids, size_t count,
                    struct rds_instances *out, struct err *err)
{
        struct instance_query iq = {.ids = ids, .count = count, .out = out};

        return list_instances(aws, &iq, err);
}

/* Whether RDS passes over a name in the filter that it does not know, or refuses the whole call, is
 * nowhere said: after a refusal each is asked for by itself. */
bool rds_find_instances(struct aws *aws, const char *const *ids, size_t count,
                        struct rds_instances *out, struct err *err)
{
        if (rds_list_named(aws, ids, count, out, err))
                return true;
        if (!err_is(err, ERR_NOT_FOUND))
                return false;
        err_clear(err);
        out->items = xcalloc(count, sizeof(*out->items));
        for (size_t i = 0; i < count; i++) {
                if (rds_find_instance(aws, ids[i], &out->items[out->count], err)) {
                        out->count++;
                        continue;
                }
                if (!err_is(err, ERR_NOT_FOUND)) {
                        rds_instances_release(out);
                        return false;
                }
                err_clear(err);
        }
        return true;
}

bool rds_find_instance(struct aws *aws, const char *id, struct rds_instance *out, struct err *err)
{
        struct rds_instances found = {0};
        struct instance_query iq = {.id = id, .out = &found};
        bool ok = false;

        *out = (struct rds_instance){0};
        if (!list_instances(aws, &iq, err))
                return false;
        if (found.count == 0) {
                err_set(err, ERR_NOT_FOUND, "rds DescribeDBInstances: %s not found", id);
                err_reason(err, "DBInstanceNotFound");
        } else if (found.count > 1 || strcmp(found.items[0].id, id) != 0) {
                call_unexpected(&describe_instances, err, "asked for %s, it tells of %s", id,
                                found.items[0].id);
        } else {
                *out = found.items[0];
                found.items[0] = (struct rds_instance){0};
                ok = true;
        }
        rds_instances_release(&found);
        return ok;
}

/* --- events --- */

struct event_query {
        const char *id;
        const char *type;
        int64_t since, now;
        struct rds_events *out;
};

static void ask_events(void *arg, struct query *q)
{
        const struct event_query *eq = arg;
        char since[ISO_SIZE], now[ISO_SIZE];

        iso_format(eq->since, since);
        iso_format(eq->now, now);
        query_text(q, "SourceIdentifier", eq->id);
        query_text(q, "SourceType", eq->type);
        query_text(q, "StartTime", since);
        query_text(q, "EndTime", now); /* else RDS tells of one hour only */
}

static bool take_event(void *arg, struct xml_node *item, struct err *err)
{
        struct rds_events *out = ((struct event_query *)arg)->out;

        out->items = xrealloc(out->items, (out->count + 1) * sizeof(*out->items));
        out->items[out->count] = (struct rds_event){0};
        return rds_event_read(item, &out->items[out->count++], err);
}

/* Keeps the order of those at the same time: qsort alone would not. */
static void sort_events(struct rds_events *l)
{
        for (size_t i = 1; i < l->count; i++) {
                struct rds_event e = l->items[i];
                size_t j = i;

                for (; j > 0 && l->items[j - 1].at > e.at; j--)
                        l->items[j] = l->items[j - 1];
                l->items[j] = e;
        }
}

static bool list_events(struct aws *aws, const char *id, const char *type, int64_t since,
                        struct rds_events *out, struct err *err)
{
        int64_t now = loop_now(aws_loop(aws)), oldest = now - EVENTS_DAYS * DAY_MS + 60 * 1000;
        struct event_query eq = {
                .id = id,
                .type = type,
                .since = since < oldest ? oldest
                         : since > now  ? now
                                        : since,
                .now = now,
                .out = out,
        };
        struct rds_listing l = {
                .op = &describe_events,
                .list = "Events",
                .item = "Event",
                .ask = ask_events,
                .take = take_event,
                .arg = &eq,
                .subject = id,
        };

        *out = (struct rds_events){0};
        if (!rds_list_pages(aws, &l, true, err)) {
                rds_events_release(out);
                return false;
        }
        sort_events(out);
        return true;
}

bool rds_instance_events(struct aws *aws, const char *id, int64_t since, struct rds_events *out,
                         struct err *err)
{
        return list_events(aws, id, "db-instance", since, out, err);
}

bool rds_cluster_events(struct aws *aws, const char *id, int64_t since, struct rds_events *out,
                        struct err *err)
{
        return list_events(aws, id, "db-cluster", since, out, err);
}
