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

static bool one_of(struct json_object *values, const char *text)
{
        for (size_t i = 0; text && i < json_count(values); i++)
                if (strcasecmp(json_object_get_string(json_at(values, i)), text) == 0)
                        return true;
        return false;
}

static const struct rds_filter *filter_named(const struct rds_filter *known, const char *name)
{
        for (; known->name; known++)
                if (strcmp(known->name, name) == 0)
                        return known;
        return NULL;
}

bool rds_check_filters(struct call *call, const struct rds_filter *known)
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

bool rds_passes(struct call *call, const struct rds_filter *known, struct json_object *is)
{
        struct json_object *filters = json_array(call->in, "Filters");

        for (size_t i = 0; i < json_count(filters); i++) {
                const struct rds_filter *f =
                        filter_named(known, json_text(json_at(filters, i), "Name"));
                struct json_object *values = json_array(json_at(filters, i), "Values");

                if (!one_of(values, json_text(is, f->member)) &&
                    !(f->arn && one_of(values, json_text(is, f->arn))))
                        return false;
        }
        return true;
}

/* --- instances --- */

static const struct rds_filter instance_filters[] = {
        {"db-instance-id", "DBInstanceIdentifier", "DBInstanceArn"},
        {"db-cluster-id", "DBClusterIdentifier", "DBClusterArn"},
        {"dbi-resource-id", "DbiResourceId", NULL},
        {"domain", "Domain", NULL},
        {"engine", "Engine", NULL},
        {0},
};

void rds_op_describe_db_instances(struct call *call)
{
        struct rds_model *m = call->cloud->rds;
        const char *id = json_text(call->in, "DBInstanceIdentifier");
        struct rds_db *only = NULL;
        struct json_object *found;

        if (id && *id && !(only = rds_named(call, RDS_INSTANCE, id)))
                return;
        if (!rds_check_filters(call, instance_filters))
                return;
        found = json_object_new_array();
        for (size_t i = 0; i < m->dbs[RDS_INSTANCE].count; i++) {
                struct rds_db *db = m->dbs[RDS_INSTANCE].items[i];

                if ((!only || only == db) && rds_passes(call, instance_filters, db->is))
                        json_object_array_add(found, json_object_get(db->is));
        }
        rds_page(call, "DBInstances", "DBInstanceIdentifier", found);
}

/* --- snapshots --- */

static const struct rds_filter snapshot_filters[RDS_KINDS][6] = {
        [RDS_INSTANCE] = {{"db-instance-id", "DBInstanceIdentifier", "source-arn"},
                          {"db-snapshot-id", "DBSnapshotIdentifier", NULL},
                          {"dbi-resource-id", "DbiResourceId", NULL},
                          {"snapshot-type", "SnapshotType", NULL},
                          {"engine", "Engine", NULL}},
        [RDS_CLUSTER] = {{"db-cluster-id", "DBClusterIdentifier", "source-arn"},
                         {"db-cluster-snapshot-id", "DBClusterSnapshotIdentifier", NULL},
                         {"snapshot-type", "SnapshotType", NULL},
                         {"engine", "Engine", NULL}},
};

/* Whether the request's SnapshotType, IncludeShared and IncludePublic show this one. */
static bool shows(struct call *call, struct rds_snapshot *snap)
{
        const char *type = json_text(call->in, "SnapshotType");
        bool foreign = rds_snapshot_is_foreign(call->cloud, snap);
        bool public = rds_snapshot_public(snap);

        if (type && strcmp(type, "public") == 0)
                return public;
        if (type && strcmp(type, "shared") == 0)
                return foreign && !public;
        if (foreign)
                return !type && json_flag(call->in, public ? "IncludePublic" : "IncludeShared");
        if (type)
                return text_same(json_text(snap->is, "SnapshotType"), type);
        return !text_same(json_text(snap->is, "SnapshotType"), "awsbackup");
}

/* Whether it is of the database that the request names. */
static bool is_of(struct call *call, struct rds_snapshot *snap)
{
        const struct rds_words *words = &rds_words[snap->kind];
        const char *of = json_text(call->in, words->id);
        const char *resource = json_text(call->in, words->resource);

        return (!of || strcasecmp(of, json_text(snap->is, words->id)) == 0 ||
                text_same(of, json_text(snap->source, words->arn))) &&
               (!resource || text_same(resource, json_text(snap->is, words->resource)));
}

static bool check_type(struct call *call)
{
        static const char *const types[] = {"manual", "automated", "shared", "public", "awsbackup"};
        const char *type = json_text(call->in, "SnapshotType");

        for (size_t i = 0; type && i < ARRAY_LEN(types); i++)
                if (strcmp(type, types[i]) == 0)
                        return true;
        if (type)
                call_fail(call, 400, "InvalidParameterValue", "Invalid snapshot type: %s", type);
        return !type;
}

static void add_snapshot(struct call *call, struct rds_snapshot *snap, struct json_object *found)
{
        struct json_object *is;

        if (!is_of(call, snap))
                return;
        rds_snapshot_refresh(snap);
        is = json_copy(snap->is);
        /* What pages are ordered by and a filter compares with; neither is ever on the wire. */
        json_put_text(is, "key", json_text(is, rds_snapshot_words[snap->kind].arn));
        json_put_text(is, "source-arn", json_text(snap->source, rds_words[snap->kind].arn));
        if (rds_snapshot_is_foreign(call->cloud, snap)) {
                json_put_text(is, rds_snapshot_words[snap->kind].id,
                              json_text(is, rds_snapshot_words[snap->kind].arn));
                json_put_text(is, "SnapshotType", rds_snapshot_public(snap) ? "public" : "shared");
                json_object_object_del(is, "TagList"); /* another account's are not seen */
        }
        if (rds_passes(call, snapshot_filters[snap->kind], is))
                json_object_array_add(found, is);
        else
                json_object_put(is);
}

static void add_all(struct call *call, struct rds_snapshots *all, struct json_object *found)
{
        for (size_t i = 0; i < all->count; i++)
                if (rds_snapshot_visible(call->cloud, all->items[i]) && shows(call, all->items[i]))
                        add_snapshot(call, all->items[i], found);
}

static void describe_snapshots(struct call *call, enum rds_kind kind)
{
        const struct rds_words *words = &rds_snapshot_words[kind];
        const char *id = json_text(call->in, words->id);
        struct rds_snapshot *only = NULL;
        struct json_object *found;

        if (!check_type(call) || !rds_check_filters(call, snapshot_filters[kind]))
                return;
        if (id && *id && !(only = rds_snapshot_named(call, kind, id)))
                return;
        found = json_object_new_array();
        if (only && (!json_text(call->in, "SnapshotType") || shows(call, only)))
                add_snapshot(call, only, found);
        for (struct standin *place = call->cloud->root; !only && place; place = place->next)
                if (strcmp(place->region, call->cloud->region) == 0)
                        add_all(call, &place->rds->snapshots[kind], found);
        json_object_array_sort(found, rds_by_key); /* others' may stand between ours */
        rds_page(call, words->list, "key", found);
}

void rds_op_describe_db_snapshots(struct call *call)
{
        describe_snapshots(call, RDS_INSTANCE);
}

void rds_op_describe_db_cluster_snapshots(struct call *call)
{
        describe_snapshots(call, RDS_CLUSTER);
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

int64_t rds_manual_snapshots(const struct standin *s, enum rds_kind kind)
{
        const struct rds_model *m = s->rds;
        int64_t count = 0;

        for (size_t i = 0; i < m->snapshots[kind].count; i++) {
                const struct rds_snapshot *snap = m->snapshots[kind].items[i];

                count += !snap->foreign && text_same(json_text(snap->is, "SnapshotType"), "manual");
        }
        return count;
}

void rds_op_describe_account_attributes(struct call *call)
{
        struct standin *s = call->cloud;
        struct rds_model *m = s->rds;
        struct json_object *list = json_object_new_array();
        int64_t storage = 0;

        for (size_t i = 0; i < m->dbs[RDS_INSTANCE].count; i++)
                storage += json_int(m->dbs[RDS_INSTANCE].items[i]->is, "AllocatedStorage");
        add_quota(list, "DBInstances", (int64_t)m->dbs[RDS_INSTANCE].count,
                  rds_quota(s, "instances"));
        add_quota(list, "AllocatedStorage", storage, 100000);
        add_quota(list, "ManualSnapshots", rds_manual_snapshots(s, RDS_INSTANCE),
                  rds_quota(s, "snapshots"));
        add_quota(list, "DBClusters", (int64_t)m->dbs[RDS_CLUSTER].count,
                  rds_quota(s, "db_clusters"));
        add_quota(list, "ManualClusterSnapshots", rds_manual_snapshots(s, RDS_CLUSTER),
                  rds_quota(s, "db_cluster_snapshots"));
        json_put(call->out, "AccountQuotas", list);
}
