#include "engine/aws/rds_account.h"

#include <stdlib.h>

#include "engine/aws/fields.h"
#include "engine/aws/rds_list.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"

static const struct operation describe_account = {SERVICE_RDS, "DescribeAccountAttributes", false};
static const struct operation describe_majors = {SERVICE_RDS, "DescribeDBMajorEngineVersions",
                                                 false};

static const struct field quota_fields[] = {
        {"AccountQuotaName", FIELD_TEXT, offsetof(struct rds_quota, name), false},
        {"Used", FIELD_NUMBER, offsetof(struct rds_quota, used), false},
        {"Max", FIELD_NUMBER, offsetof(struct rds_quota, max), false},
        {NULL},
};

static const struct field lifecycle_fields[] = {
        {"LifecycleSupportName", FIELD_TEXT, offsetof(struct rds_lifecycle, name), true},
        {"LifecycleSupportStartDate", FIELD_TIME, offsetof(struct rds_lifecycle, from), true},
        {"LifecycleSupportEndDate", FIELD_TIME, offsetof(struct rds_lifecycle, to), true},
        {NULL},
};

static void ask_nothing(void *arg, struct query *q)
{
        (void)arg, (void)q;
}

static bool take_quota(void *arg, struct xml_node *item, struct err *err)
{
        struct rds_quotas *out = arg;

        out->items = xrealloc(out->items, (out->count + 1) * sizeof(*out->items));
        out->items[out->count] = (struct rds_quota){0};
        return fields_from_xml(item, quota_fields, &out->items[out->count++], err);
}

bool rds_list_quotas(struct aws *aws, struct rds_quotas *out, struct err *err)
{
        struct rds_listing l = {
                .op = &describe_account,
                .list = "AccountQuotas",
                .item = "AccountQuota",
                .ask = ask_nothing,
                .take = take_quota,
                .arg = out,
        };

        *out = (struct rds_quotas){0};
        if (rds_list_pages(aws, &l, false, err))
                return true;
        rds_quotas_release(out);
        return false;
}

void rds_quotas_release(struct rds_quotas *l)
{
        for (size_t i = 0; i < l->count; i++)
                fields_release(quota_fields, &l->items[i]);
        free(l->items);
        *l = (struct rds_quotas){0};
}

const struct rds_quota *rds_find_quota(const struct rds_quotas *l, const char *name)
{
        for (size_t i = 0; i < l->count; i++)
                if (text_same(l->items[i].name, name))
                        return &l->items[i];
        return NULL;
}

struct majors {
        const char *engine, *major;
        struct rds_lifecycles *out;
};

static void ask_major(void *arg, struct query *q)
{
        const struct majors *m = arg;

        query_text(q, "Engine", m->engine);
        query_text(q, "MajorEngineVersion", m->major);
}

static bool take_major(void *arg, struct xml_node *item, struct err *err)
{
        struct rds_lifecycles *out = ((struct majors *)arg)->out;
        struct xml_node *list = xml_child(item, "SupportedEngineLifecycles");

        for (struct xml_node *i = xml_child(list, "SupportedEngineLifecycle"); i; i = xml_next(i)) {
                out->items = xrealloc(out->items, (out->count + 1) * sizeof(*out->items));
                out->items[out->count] = (struct rds_lifecycle){0};
                if (!fields_from_xml(i, lifecycle_fields, &out->items[out->count++], err))
                        return false;
        }
        return true;
}

bool rds_list_lifecycles(struct aws *aws, const char *engine, const char *major,
                         struct rds_lifecycles *out, struct err *err)
{
        struct majors majors = {.engine = engine, .major = major, .out = out};
        struct rds_listing l = {
                .op = &describe_majors,
                .list = "DBMajorEngineVersions",
                .item = "DBMajorEngineVersion",
                .ask = ask_major,
                .take = take_major,
                .arg = &majors,
                .subject = engine,
        };

        *out = (struct rds_lifecycles){0};
        if (rds_list_pages(aws, &l, true, err))
                return true;
        rds_lifecycles_release(out);
        return false;
}

void rds_lifecycles_release(struct rds_lifecycles *l)
{
        for (size_t i = 0; i < l->count; i++)
                fields_release(lifecycle_fields, &l->items[i]);
        free(l->items);
        *l = (struct rds_lifecycles){0};
}
