/* The Describe operations: filters and pages. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

enum { PAGE = 100, LEAST_PAGE = 20 };

/* A marker is the last key given, in hex: opaque, and right even when items come and go. */
static void put_marker(struct json_object *out, const char *last)
{
        struct text marker = TEXT_INIT;

        for (; *last; last++)
                text_addf(&marker, "%02x", (unsigned char)*last);
        json_put_text(out, "Marker", text_str(&marker));
        text_release(&marker);
}

/* False when it isn't one of ours. "" when there is none. */
static bool read_marker(const char *marker, struct text *last)
{
        unsigned byte;

        text_add(last, "");
        for (; marker && *marker; marker += 2) {
                if (!marker[1] || sscanf(marker, "%2x", &byte) != 1 || !byte)
                        return false;
                text_add_char(last, (char)byte);
        }
        return true;
}

void rds_page(struct call *call, const char *name, const char *key, struct json_object *items)
{
        struct json_object *page = json_object_new_array();
        int64_t most = json_get(call->in, "MaxRecords") ? json_int(call->in, "MaxRecords") : PAGE;
        struct text last = TEXT_INIT;
        size_t i = 0;

        if (most < LEAST_PAGE || most > PAGE) {
                call_fail(call, 400, "InvalidParameterValue",
                          "Invalid value %lld for MaxRecords. Must be between %d and %d",
                          (long long)most, LEAST_PAGE, PAGE);
        } else if (!read_marker(json_text(call->in, "Marker"), &last)) {
                call_fail(call, 400, "InvalidParameterValue", "The specified marker is invalid: %s",
                          json_text(call->in, "Marker"));
        } else {
                while (i < json_count(items) &&
                       strcmp(json_text(json_at(items, i), key), text_str(&last)) <= 0)
                        i++;
                for (; i < json_count(items) && (int64_t)json_count(page) < most; i++)
                        json_object_array_add(page, json_object_get(json_at(items, i)));
                if (i < json_count(items))
                        put_marker(call->out, json_text(json_at(items, i - 1), key));
        }
        json_put(call->out, name, page);
        json_object_put(items);
        text_release(&last);
}

/* --- filters --- */

struct filter {
        const char *name;   /* "db-instance-id" */
        const char *member; /* of the described object */
        const char *arn;    /* the member that the same filter also accepts, or NULL */
};

static bool one_of(struct json_object *values, const char *text)
{
        for (size_t i = 0; text && i < json_count(values); i++)
                if (strcasecmp(json_object_get_string(json_at(values, i)), text) == 0)
                        return true;
        return false;
}

static const struct filter *filter_named(const struct filter *known, const char *name)
{
        for (; known->name; known++)
                if (strcmp(known->name, name) == 0)
                        return known;
        return NULL;
}

static bool check_filters(struct call *call, const struct filter *known)
{
        struct json_object *filters = json_array(call->in, "Filters");

        for (size_t i = 0; i < json_count(filters); i++) {
                const char *name = json_text(json_at(filters, i), "Name");

                if (filter_named(known, name))
                        continue;
                call_fail(call, 400, "InvalidParameterValue", "Unrecognized filter name: %s", name);
                return false;
        }
        return true;
}

static bool passes(struct call *call, const struct filter *known, struct json_object *is)
{
        struct json_object *filters = json_array(call->in, "Filters");

        for (size_t i = 0; i < json_count(filters); i++) {
                const struct filter *f =
                        filter_named(known, json_text(json_at(filters, i), "Name"));
                struct json_object *values = json_array(json_at(filters, i), "Values");

                if (!one_of(values, json_text(is, f->member)) &&
                    !(f->arn && one_of(values, json_text(is, f->arn))))
                        return false;
        }
        return true;
}

/* --- instances --- */

static const struct filter instance_filters[] = {
        {"db-instance-id", "DBInstanceIdentifier", "DBInstanceArn"},
        {"db-cluster-id", "DBClusterIdentifier", NULL},
        {"dbi-resource-id", "DbiResourceId", NULL},
        {"domain", "Domain", NULL},
        {"engine", "Engine", NULL},
        {0},
};

void rds_op_describe_db_instances(struct call *call)
{
        struct rds_model *m = call->cloud->rds;
        const char *id = json_text(call->in, "DBInstanceIdentifier");
        struct rds_instance *only = NULL;
        struct json_object *found;

        if (id && *id && !(only = rds_instance_named(call, id)))
                return;
        if (!check_filters(call, instance_filters))
                return;
        found = json_object_new_array();
        for (size_t i = 0; i < m->instance_count; i++) {
                struct rds_instance *db = m->instances[i];

                if ((!only || only == db) && passes(call, instance_filters, db->is))
                        json_object_array_add(found, json_object_get(db->is));
        }
        rds_page(call, "DBInstances", "DBInstanceIdentifier", found);
}

/* --- snapshots --- */

static const struct filter snapshot_filters[] = {
        {"db-instance-id", "DBInstanceIdentifier", NULL},
        {"db-snapshot-id", "DBSnapshotIdentifier", NULL},
        {"dbi-resource-id", "DbiResourceId", NULL},
        {"snapshot-type", "SnapshotType", NULL},
        {"engine", "Engine", NULL},
        {0},
};

/* Whether the request's SnapshotType and IncludeShared show this one. */
static bool shows(struct call *call, struct rds_snapshot *snap)
{
        const char *type = json_text(call->in, "SnapshotType");

        if (type && strcmp(type, "shared") == 0)
                return snap->foreign;
        if (snap->foreign)
                return !type && json_flag(call->in, "IncludeShared");
        if (type)
                return text_same(json_text(snap->is, "SnapshotType"), type);
        return !text_same(json_text(snap->is, "SnapshotType"), "awsbackup");
}

static int by_arn(const void *a, const void *b)
{
        struct json_object *const *x = a, *const *y = b;

        return strcmp(json_text(*x, "DBSnapshotArn"), json_text(*y, "DBSnapshotArn"));
}

void rds_op_describe_db_snapshots(struct call *call)
{
        struct rds_model *m = call->cloud->rds;
        const char *id = json_text(call->in, "DBSnapshotIdentifier");
        const char *instance = json_text(call->in, "DBInstanceIdentifier");
        const char *resource = json_text(call->in, "DbiResourceId");
        const char *type = json_text(call->in, "SnapshotType");
        struct rds_snapshot *only = NULL;
        struct json_object *found;

        if (type && strcmp(type, "manual") && strcmp(type, "automated") && strcmp(type, "shared") &&
            strcmp(type, "public") && strcmp(type, "awsbackup")) {
                call_fail(call, 400, "InvalidParameterValue", "Invalid snapshot type: %s", type);
                return;
        }
        if (id && *id && !(only = rds_snapshot_named(call, id)))
                return;
        if (!check_filters(call, snapshot_filters))
                return;
        found = json_object_new_array();
        for (size_t i = 0; i < m->snapshot_count; i++) {
                struct rds_snapshot *snap = m->snapshots[i];
                const char *of = json_text(snap->is, "DBInstanceIdentifier");

                if (only ? only != snap || (type && !shows(call, snap)) : !shows(call, snap))
                        continue;
                if (instance && strcasecmp(instance, of) != 0)
                        continue;
                if (resource && !text_same(resource, json_text(snap->is, "DbiResourceId")))
                        continue;
                rds_snapshot_refresh(snap);
                if (passes(call, snapshot_filters, snap->is))
                        json_object_array_add(found, json_object_get(snap->is));
        }
        json_object_array_sort(found, by_arn); /* others' may stand between ours */
        rds_page(call, "DBSnapshots", "DBSnapshotArn", found);
}

/* --- groups, quotas --- */

static struct json_object *parameter_group(struct standin *s, const char *name, const char *family)
{
        struct json_object *group = json_object_new_object();
        char *arn = world_arn(s, "rds", "pg:%s", name);

        json_put_text(group, "DBParameterGroupName", name);
        json_put_text(group, "DBParameterGroupFamily", family);
        json_put_text(group, "Description", name);
        json_put_text(group, "DBParameterGroupArn", arn);
        free(arn);
        return group;
}

static int by_name(const void *a, const void *b)
{
        struct json_object *const *x = a, *const *y = b;
        const char *first = json_text(*x, "DBParameterGroupName");

        return strcmp(first ? first : json_text(*x, "DBSubnetGroupName"),
                      first ? json_text(*y, "DBParameterGroupName")
                            : json_text(*y, "DBSubnetGroupName"));
}

void rds_op_describe_db_parameter_groups(struct call *call)
{
        const char *only = json_text(call->in, "DBParameterGroupName");
        struct json_object *found = json_object_new_array();

        json_object_object_foreach(call->cloud->rds->parameter_groups, name, family)
        {
                if (!only || strcmp(only, name) == 0)
                        json_object_array_add(
                                found,
                                parameter_group(call->cloud, name, json_object_get_string(family)));
        }
        if (only && text_starts(only, "default.") && !json_count(found))
                json_object_array_add(
                        found, parameter_group(call->cloud, only, only + strlen("default.")));
        if (only && !json_count(found))
                call_fail(call, 404, "DBParameterGroupNotFound", "DBParameterGroup not found: %s",
                          only);
        json_object_array_sort(found, by_name);
        rds_page(call, "DBParameterGroups", "DBParameterGroupName", found);
}

void rds_op_create_db_parameter_group(struct call *call)
{
        struct json_object *groups = call->cloud->rds->parameter_groups;
        char *name = rds_lower(json_text(call->in, "DBParameterGroupName"));
        const char *family = json_text(call->in, "DBParameterGroupFamily");

        if (json_get(groups, name) || text_starts(name, "default.")) {
                call_fail(call, 400, "DBParameterGroupAlreadyExists",
                          "Parameter group %s already exists", name);
        } else if (rds_check_snapshot_id(call, "DBParameterGroupName", name)) {
                json_put_text(groups, name, family);
                json_put(call->out, "DBParameterGroup", parameter_group(call->cloud, name, family));
        }
        free(name);
}

void rds_op_describe_db_subnet_groups(struct call *call)
{
        const char *only = json_text(call->in, "DBSubnetGroupName");
        struct json_object *found = json_object_new_array();

        json_object_object_foreach(call->cloud->rds->subnet_groups, name, vpc)
        {
                struct json_object *is, *in;

                (void)vpc;
                if (only && strcmp(only, name) != 0)
                        continue;
                is = json_object_new_object();
                in = json_object_new_object();
                json_put_text(in, "DBSubnetGroupName", name);
                rds_set_groups(call->cloud, is, in, "active", "in-sync");
                json_object_array_add(found, json_object_get(json_get(is, "DBSubnetGroup")));
                json_object_put(is);
                json_object_put(in);
        }
        if (only && !json_count(found))
                call_fail(call, 404, "DBSubnetGroupNotFoundFault",
                          "DB subnet group '%s' does not exist.", only);
        json_object_array_sort(found, by_name);
        rds_page(call, "DBSubnetGroups", "DBSubnetGroupName", found);
}

static void add_quota(struct json_object *list, const char *name, int64_t used, int64_t most)
{
        struct json_object *quota = json_object_new_object();

        json_put_text(quota, "AccountQuotaName", name);
        json_put_int(quota, "Used", used);
        json_put_int(quota, "Max", most);
        json_object_array_add(list, quota);
}

void rds_op_describe_account_attributes(struct call *call)
{
        struct rds_model *m = call->cloud->rds;
        struct json_object *list = json_object_new_array();
        int64_t storage = 0, manual = 0;

        for (size_t i = 0; i < m->instance_count; i++)
                storage += json_int(m->instances[i]->is, "AllocatedStorage");
        for (size_t i = 0; i < m->snapshot_count; i++)
                manual += text_same(json_text(m->snapshots[i]->is, "SnapshotType"), "manual") &&
                          !m->snapshots[i]->foreign;
        add_quota(list, "DBInstances", (int64_t)m->instance_count,
                  rds_quota(call->cloud, "instances"));
        add_quota(list, "AllocatedStorage", storage, 100000);
        add_quota(list, "ManualSnapshots", manual, rds_quota(call->cloud, "snapshots"));
        json_put(call->out, "AccountQuotas", list);
}
