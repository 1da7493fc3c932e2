/* The RDS model: its tables and its operations. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

char *rds_lower(const char *text)
{
        char *lower = xstrdup(text);

        for (char *c = lower; *c; c++)
                *c = (char)tolower((unsigned char)*c);
        return lower;
}

void rds_now(struct standin *s, char *iso)
{
        iso_format(loop_now(s->loop), iso);
}

void rds_answer(struct call *call, const char *member, struct json_object *value)
{
        json_put(call->out, member, json_copy(value));
}

/* --- how the two kinds are called --- */

const struct rds_words rds_words[RDS_KINDS] = {
        [RDS_INSTANCE] = {.what = "DB instance",
                          .answer = "DBInstance",
                          .list = "DBInstances",
                          .id = "DBInstanceIdentifier",
                          .arn = "DBInstanceArn",
                          .status = "DBInstanceStatus",
                          .resource = "DbiResourceId",
                          .arn_part = "db",
                          .source = "db-instance",
                          .not_found = "DBInstanceNotFound",
                          .exists = "DBInstanceAlreadyExists",
                          .bad_state = "InvalidDBInstanceState"},
        [RDS_CLUSTER] = {.what = "DB cluster",
                         .answer = "DBCluster",
                         .list = "DBClusters",
                         .id = "DBClusterIdentifier",
                         .arn = "DBClusterArn",
                         .status = "Status",
                         .resource = "DbClusterResourceId",
                         .arn_part = "cluster",
                         .source = "db-cluster",
                         .not_found = "DBClusterNotFoundFault",
                         .exists = "DBClusterAlreadyExistsFault",
                         .bad_state = "InvalidDBClusterStateFault"},
};

const struct rds_words rds_snapshot_words[RDS_KINDS] = {
        [RDS_INSTANCE] = {.what = "DBSnapshot",
                          .answer = "DBSnapshot",
                          .list = "DBSnapshots",
                          .id = "DBSnapshotIdentifier",
                          .arn = "DBSnapshotArn",
                          .status = "Status",
                          .resource = "DbiResourceId",
                          .arn_part = "snapshot",
                          .source = "db-snapshot",
                          .not_found = "DBSnapshotNotFound",
                          .exists = "DBSnapshotAlreadyExists",
                          .bad_state = "InvalidDBSnapshotState"},
        [RDS_CLUSTER] = {.what = "DBClusterSnapshot",
                         .answer = "DBClusterSnapshot",
                         .list = "DBClusterSnapshots",
                         .id = "DBClusterSnapshotIdentifier",
                         .arn = "DBClusterSnapshotArn",
                         .status = "Status",
                         .resource = "DbClusterResourceId",
                         .arn_part = "cluster-snapshot",
                         .source = "db-cluster-snapshot",
                         .not_found = "DBClusterSnapshotNotFoundFault",
                         .exists = "DBClusterSnapshotAlreadyExistsFault",
                         .bad_state = "InvalidDBClusterSnapshotStateFault"},
};

/* --- instances and clusters --- */

/* The place of id in the ordered table, or where it belongs. */
static size_t place(const struct rds_dbs *table, const char *id)
{
        size_t low = 0, high = table->count;

        while (low < high) {
                size_t middle = (low + high) / 2;

                if (strcmp(table->items[middle]->id, id) < 0)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low;
}

/* "arn:aws:rds:REGION:ACCOUNT:KIND:ID" to ID; a plain id as it is; lower case. NULL: an ARN of
 * something or somewhere else. The caller frees. */
static char *plain_id(const struct standin *s, const char *kind, const char *id_or_arn)
{
        char *prefix, *id;

        if (!text_starts(id_or_arn, "arn:"))
                return rds_lower(id_or_arn);
        prefix = world_arn(s, "rds", "%s:", kind);
        id = text_starts(id_or_arn, prefix) ? rds_lower(id_or_arn + strlen(prefix)) : NULL;
        free(prefix);
        return id;
}

struct rds_db *rds_find(struct standin *s, enum rds_kind kind, const char *id_or_arn)
{
        struct rds_dbs *table = &s->rds->dbs[kind];
        char *id = plain_id(s, rds_words[kind].arn_part, id_or_arn);
        size_t at;
        bool found;

        if (!id)
                return NULL;
        at = place(table, id);
        found = at < table->count && strcmp(table->items[at]->id, id) == 0;
        free(id);
        return found ? table->items[at] : NULL;
}

struct rds_db *rds_named(struct call *call, enum rds_kind kind, const char *id_or_arn)
{
        struct rds_db *db = rds_find(call->cloud, kind, id_or_arn);

        if (!db)
                call_fail(call, 404, rds_words[kind].not_found, "%s %s not found.",
                          rds_words[kind].answer, id_or_arn);
        return db;
}

static void insert(struct rds_dbs *table, struct rds_db *db)
{
        size_t at = place(table, db->id);

        table->items = xrealloc(table->items, (table->count + 1) * sizeof(*table->items));
        memmove(table->items + at + 1, table->items + at,
                (table->count - at) * sizeof(*table->items));
        table->items[at] = db;
        table->count++;
}

static void take_out(struct rds_dbs *table, struct rds_db *db)
{
        size_t at = place(table, db->id);

        table->count--;
        memmove(table->items + at, table->items + at + 1,
                (table->count - at) * sizeof(*table->items));
}

struct rds_db *rds_add(struct standin *s, enum rds_kind kind, const char *id,
                       struct json_object *is)
{
        struct rds_db *db = xcalloc(1, sizeof(*db));

        db->cloud = s;
        db->kind = kind;
        db->id = xstrdup(id);
        db->is = is;
        db->resting = "available";
        insert(&s->rds->dbs[kind], db);
        return db;
}

void rds_rename(struct rds_db *db, const char *id)
{
        const struct rds_words *words = &rds_words[db->kind];
        char *arn = world_arn(db->cloud, "rds", "%s:%s", words->arn_part, id);

        take_out(&db->cloud->rds->dbs[db->kind], db);
        xreplace(&db->id, id);
        insert(&db->cloud->rds->dbs[db->kind], db);
        json_put_text(db->is, words->id, id);
        json_put_text(db->is, words->arn, arn);
        free(arn);
}

static void db_free(struct rds_db *db)
{
        rds_jobs_free(db);
        timer_stop(db->restart);
        json_object_put(db->is);
        json_object_put(db->endpoints);
        free(db->id);
        free(db->password);
        free(db->data);
        free(db->sql);
        free(db);
}

void rds_remove(struct rds_db *db)
{
        take_out(&db->cloud->rds->dbs[db->kind], db);
        db_free(db);
}

/* --- the snapshots --- */

static size_t snapshot_place(const struct rds_snapshots *table, const char *id)
{
        size_t low = 0, high = table->count;

        while (low < high) {
                size_t middle = (low + high) / 2;

                if (strcmp(table->items[middle]->id, id) < 0)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low;
}

static struct rds_snapshot *own_snapshot(struct standin *s, enum rds_kind kind,
                                         const char *id_or_arn)
{
        struct rds_snapshots *table = &s->rds->snapshots[kind];
        char *id = plain_id(s, rds_snapshot_words[kind].arn_part, id_or_arn);
        size_t at;
        bool found;

        if (!id) /* of an account that the seed knows only by this snapshot */
                id = rds_lower(id_or_arn);
        at = snapshot_place(table, id);
        found = at < table->count && strcmp(table->items[at]->id, id) == 0;
        free(id);
        return found ? table->items[at] : NULL;
}

struct rds_snapshot *rds_snapshot_anywhere(struct standin *s, enum rds_kind kind,
                                           const char *id_or_arn)
{
        struct standin *place = world_place_of_arn(s, id_or_arn);
        struct rds_snapshot *snap = own_snapshot(place ? place : s, kind, id_or_arn);

        if (!snap && place != s)
                snap = own_snapshot(s, kind, id_or_arn);
        return snap && rds_snapshot_visible(s, snap) ? snap : NULL;
}

struct rds_snapshot *rds_snapshot_find(struct standin *s, enum rds_kind kind, const char *id_or_arn)
{
        struct rds_snapshot *snap = rds_snapshot_anywhere(s, kind, id_or_arn);

        return snap && strcmp(snap->cloud->region, s->region) == 0 ? snap : NULL;
}

struct rds_snapshot *rds_snapshot_named(struct call *call, enum rds_kind kind,
                                        const char *id_or_arn)
{
        struct rds_snapshot *snap = rds_snapshot_find(call->cloud, kind, id_or_arn);

        if (!snap)
                call_fail(call, 404, rds_snapshot_words[kind].not_found, "%s %s not found.",
                          rds_snapshot_words[kind].what, id_or_arn);
        return snap;
}

struct rds_snapshot *rds_snapshot_add(struct standin *s, enum rds_kind kind, const char *id,
                                      struct json_object *is)
{
        struct rds_snapshots *table = &s->rds->snapshots[kind];
        struct rds_snapshot *snap = xcalloc(1, sizeof(*snap));
        size_t at = snapshot_place(table, id);

        snap->cloud = s;
        snap->kind = kind;
        snap->id = xstrdup(id);
        snap->is = is;
        snap->restorable = json_object_new_array();
        table->items = xrealloc(table->items, (table->count + 1) * sizeof(*table->items));
        memmove(table->items + at + 1, table->items + at,
                (table->count - at) * sizeof(*table->items));
        table->items[at] = snap;
        table->count++;
        return snap;
}

static void snapshot_free(struct rds_snapshot *snap)
{
        timer_stop(snap->timer);
        json_object_put(snap->is);
        json_object_put(snap->source);
        json_object_put(snap->restorable);
        free(snap->id);
        free(snap->password);
        free(snap->data);
        free(snap);
}

/* Copies share their source's data, wherever they are. */
static bool data_in_use(struct standin *s, const char *data)
{
        for (s = s->root; s; s = s->next)
                for (int kind = 0; s->rds && kind < RDS_KINDS; kind++)
                        for (size_t i = 0; i < s->rds->snapshots[kind].count; i++)
                                if (text_same(s->rds->snapshots[kind].items[i]->data, data))
                                        return true;
        return false;
}

void rds_snapshot_remove(struct rds_snapshot *snap)
{
        struct rds_model *m = snap->cloud->rds;
        struct rds_snapshots *table = &m->snapshots[snap->kind];
        size_t at = snapshot_place(table, snap->id);

        table->count--;
        memmove(table->items + at, table->items + at + 1,
                (table->count - at) * sizeof(*table->items));
        if (snap->cloud->bodies && snap->data && !data_in_use(snap->cloud, snap->data))
                db_snapshot_delete(snap->cloud->bodies, snap->data);
        snapshot_free(snap);
}

/* --- the model --- */

static void add_groups(struct json_object *into, struct json_object *given, const char *value_key,
                       const char *fallback)
{
        for (size_t i = 0; i < json_count(given); i++) {
                struct json_object *group = json_at(given, i);
                const char *name = json_object_is_type(group, json_type_string)
                                           ? json_object_get_string(group)
                                           : json_text(group, "name");
                const char *value = json_text(group, value_key);

                if (name)
                        json_put_text(into, name, value ? value : fallback);
        }
}

bool rds_model_new(struct standin *s, struct json_object *seed, struct err *err)
{
        struct rds_model *m = xcalloc(1, sizeof(*m));

        s->rds = m;
        m->cloud = s;
        m->events = json_object_new_array();
        rds_connections_seed(s, seed);
        m->parameter_groups = json_object_new_object();
        m->cluster_parameter_groups = json_object_new_object();
        m->subnet_groups = json_object_new_object();
        json_put_text(m->subnet_groups, "default", "vpc-0000000a");
        add_groups(m->parameter_groups, json_array(seed, "parameter_groups"), "family",
                   "postgres15");
        add_groups(m->cluster_parameter_groups, json_array(seed, "db_cluster_parameter_groups"),
                   "family", "aurora-postgresql15");
        add_groups(m->subnet_groups, json_array(seed, "subnet_groups"), "vpc", "vpc-0000000a");
        return rds_seed(s, seed, err);
}

void rds_model_free(struct rds_model *m)
{
        for (int kind = 0; kind < RDS_KINDS; kind++) {
                for (size_t i = 0; i < m->dbs[kind].count; i++)
                        db_free(m->dbs[kind].items[i]);
                for (size_t i = 0; i < m->snapshots[kind].count; i++)
                        snapshot_free(m->snapshots[kind].items[i]);
                free(m->dbs[kind].items);
                free(m->snapshots[kind].items);
        }
        json_object_put(m->events);
        json_object_put(m->clients);
        json_object_put(m->parameter_groups);
        json_object_put(m->cluster_parameter_groups);
        json_object_put(m->subnet_groups);
        free(m);
}

static struct json_object *all_dbs(struct rds_model *m, enum rds_kind kind)
{
        struct json_object *list = json_object_new_array();

        for (size_t i = 0; i < m->dbs[kind].count; i++)
                json_object_array_add(list, json_copy(m->dbs[kind].items[i]->is));
        return list;
}

static struct json_object *all_snapshots(struct rds_model *m, enum rds_kind kind)
{
        struct json_object *list = json_object_new_array();

        for (size_t i = 0; i < m->snapshots[kind].count; i++) {
                rds_snapshot_refresh(m->snapshots[kind].items[i]);
                json_object_array_add(list, json_copy(m->snapshots[kind].items[i]->is));
        }
        return list;
}

void rds_model_state(struct standin *s, struct json_object *into)
{
        struct rds_model *m = s->rds;
        struct json_object *rds = json_object_new_object();

        json_put(rds, "instances", all_dbs(m, RDS_INSTANCE));
        json_put(rds, "clusters", all_dbs(m, RDS_CLUSTER));
        json_put(rds, "snapshots", all_snapshots(m, RDS_INSTANCE));
        json_put(rds, "cluster_snapshots", all_snapshots(m, RDS_CLUSTER));
        json_put(rds, "events", json_copy(m->events));
        json_put(into, "rds", rds);
}

const struct operation rds_operations[] = {
        {"rds", "DescribeDBInstances", rds_op_describe_db_instances, false},
        {"rds", "DescribeDBSnapshots", rds_op_describe_db_snapshots, false},
        {"rds", "DescribeEvents", rds_op_describe_events, false},
        {"rds", "ListTagsForResource", rds_op_list_tags, false},
        {"rds", "DescribeDBParameterGroups", rds_op_describe_db_parameter_groups, false},
        {"rds", "DescribeDBSubnetGroups", rds_op_describe_db_subnet_groups, false},
        {"rds", "DescribeAccountAttributes", rds_op_describe_account_attributes, false},
        {"rds", "DescribeDBSnapshotAttributes", rds_op_describe_db_snapshot_attributes, false},
        {"rds", "CreateDBInstance", rds_op_create_db_instance, true},
        {"rds", "RestoreDBInstanceFromDBSnapshot", rds_op_restore_db_instance, true},
        {"rds", "ModifyDBInstance", rds_op_modify_db_instance, true},
        {"rds", "DeleteDBInstance", rds_op_delete_db_instance, true},
        {"rds", "RebootDBInstance", rds_op_reboot_db_instance, true},
        {"rds", "StartDBInstance", rds_op_start_db_instance, true},
        {"rds", "StopDBInstance", rds_op_stop_db_instance, true},
        {"rds", "CreateDBSnapshot", rds_op_create_db_snapshot, true},
        {"rds", "CopyDBSnapshot", rds_op_copy_db_snapshot, true},
        {"rds", "DeleteDBSnapshot", rds_op_delete_db_snapshot, true},
        {"rds", "ModifyDBSnapshotAttribute", rds_op_modify_db_snapshot_attribute, true},
        {"rds", "CreateDBParameterGroup", rds_op_create_db_parameter_group, true},
        {"rds", "AddTagsToResource", rds_op_do_add_tags, true},
        {"rds", "RemoveTagsFromResource", rds_op_remove_tags, true},
        {"rds", "DescribeDBClusters", rds_op_describe_db_clusters, false},
        {"rds", "DescribeDBClusterSnapshots", rds_op_describe_db_cluster_snapshots, false},
        {"rds", "DescribeDBClusterSnapshotAttributes",
         rds_op_describe_db_cluster_snapshot_attributes, false},
        {"rds", "DescribeDBClusterParameterGroups", rds_op_describe_db_cluster_parameter_groups,
         false},
        {"rds", "DescribeDBClusterEndpoints", rds_op_describe_db_cluster_endpoints, false},
        {"rds", "DescribeDBEngineVersions", rds_op_describe_db_engine_versions, false},
        {"rds", "DescribeDBMajorEngineVersions", rds_op_describe_db_major_engine_versions, false},
        {"rds", "DescribeOrderableDBInstanceOptions", rds_op_describe_orderable_db_instance_options,
         false},
        {"rds", "CreateDBCluster", rds_op_create_db_cluster, true},
        {"rds", "RestoreDBClusterFromSnapshot", rds_op_restore_db_cluster, true},
        {"rds", "ModifyDBCluster", rds_op_modify_db_cluster, true},
        {"rds", "DeleteDBCluster", rds_op_delete_db_cluster, true},
        {"rds", "RebootDBCluster", rds_op_reboot_db_cluster, true},
        {"rds", "FailoverDBCluster", rds_op_failover_db_cluster, true},
        {"rds", "StartDBCluster", rds_op_start_db_cluster, true},
        {"rds", "StopDBCluster", rds_op_stop_db_cluster, true},
        {"rds", "EnableHttpEndpoint", rds_op_enable_http_endpoint, true},
        {"rds", "DisableHttpEndpoint", rds_op_disable_http_endpoint, true},
        {"rds", "CreateDBClusterSnapshot", rds_op_create_db_cluster_snapshot, true},
        {"rds", "CopyDBClusterSnapshot", rds_op_copy_db_cluster_snapshot, true},
        {"rds", "DeleteDBClusterSnapshot", rds_op_delete_db_cluster_snapshot, true},
        {"rds", "ModifyDBClusterSnapshotAttribute", rds_op_modify_db_cluster_snapshot_attribute,
         true},
        {"rds", "CreateDBClusterParameterGroup", rds_op_create_db_cluster_parameter_group, true},
        {"rds", "CreateDBClusterEndpoint", rds_op_create_db_cluster_endpoint, true},
        {"rds", "ModifyDBClusterEndpoint", rds_op_modify_db_cluster_endpoint, true},
        {"rds", "DeleteDBClusterEndpoint", rds_op_delete_db_cluster_endpoint, true},
        {"rds", "AddRoleToDBInstance", rds_op_add_role_to_db_instance, true},
        {"rds", "AddRoleToDBCluster", rds_op_add_role_to_db_cluster, true},
        {"rds", "RemoveRoleFromDBInstance", rds_op_remove_role_from_db_instance, true},
        {"rds", "RemoveRoleFromDBCluster", rds_op_remove_role_from_db_cluster, true},
        {0},
};
