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

/* --- the instances --- */

/* The place of id in the ordered table, or where it belongs. */
static size_t instance_place(const struct rds_model *m, const char *id)
{
        size_t low = 0, high = m->instance_count;

        while (low < high) {
                size_t middle = (low + high) / 2;

                if (strcmp(m->instances[middle]->id, id) < 0)
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

struct rds_instance *rds_instance_find(struct standin *s, const char *id_or_arn)
{
        struct rds_model *m = s->rds;
        char *id = plain_id(s, "db", id_or_arn);
        size_t at;
        bool found;

        if (!id)
                return NULL;
        at = instance_place(m, id);
        found = at < m->instance_count && strcmp(m->instances[at]->id, id) == 0;
        free(id);
        return found ? m->instances[at] : NULL;
}

struct rds_instance *rds_instance_named(struct call *call, const char *id_or_arn)
{
        struct rds_instance *db = rds_instance_find(call->cloud, id_or_arn);

        if (!db)
                call_fail(call, 404, "DBInstanceNotFound", "DBInstance %s not found.", id_or_arn);
        return db;
}

static void instance_insert(struct rds_model *m, struct rds_instance *db)
{
        size_t at = instance_place(m, db->id);

        m->instances = xrealloc(m->instances, (m->instance_count + 1) * sizeof(*m->instances));
        memmove(m->instances + at + 1, m->instances + at,
                (m->instance_count - at) * sizeof(*m->instances));
        m->instances[at] = db;
        m->instance_count++;
}

static void instance_take_out(struct rds_model *m, struct rds_instance *db)
{
        size_t at = instance_place(m, db->id);

        m->instance_count--;
        memmove(m->instances + at, m->instances + at + 1,
                (m->instance_count - at) * sizeof(*m->instances));
}

struct rds_instance *rds_instance_add(struct standin *s, const char *id, struct json_object *is)
{
        struct rds_instance *db = xcalloc(1, sizeof(*db));

        db->cloud = s;
        db->id = xstrdup(id);
        db->is = is;
        db->resting = "available";
        instance_insert(s->rds, db);
        return db;
}

void rds_instance_rename(struct rds_instance *db, const char *id)
{
        char *arn = world_arn(db->cloud, "rds", "db:%s", id);

        instance_take_out(db->cloud->rds, db);
        xreplace(&db->id, id);
        instance_insert(db->cloud->rds, db);
        json_put_text(db->is, "DBInstanceIdentifier", id);
        json_put_text(db->is, "DBInstanceArn", arn);
        free(arn);
}

static void instance_free(struct rds_instance *db)
{
        rds_jobs_free(db);
        json_object_put(db->is);
        free(db->id);
        free(db->password);
        free(db->data);
        free(db->sql);
        free(db);
}

void rds_instance_remove(struct rds_instance *db)
{
        instance_take_out(db->cloud->rds, db);
        instance_free(db);
}

/* --- the snapshots --- */

static size_t snapshot_place(const struct rds_model *m, const char *id)
{
        size_t low = 0, high = m->snapshot_count;

        while (low < high) {
                size_t middle = (low + high) / 2;

                if (strcmp(m->snapshots[middle]->id, id) < 0)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low;
}

struct rds_snapshot *rds_snapshot_find(struct standin *s, const char *id_or_arn)
{
        struct rds_model *m = s->rds;
        char *id = plain_id(s, "snapshot", id_or_arn);
        size_t at;
        bool found;

        if (!id) /* another account's, shared: known by its ARN only */
                id = rds_lower(id_or_arn);
        at = snapshot_place(m, id);
        found = at < m->snapshot_count && strcmp(m->snapshots[at]->id, id) == 0;
        free(id);
        return found ? m->snapshots[at] : NULL;
}

struct rds_snapshot *rds_snapshot_named(struct call *call, const char *id_or_arn)
{
        struct rds_snapshot *snap = rds_snapshot_find(call->cloud, id_or_arn);

        if (!snap)
                call_fail(call, 404, "DBSnapshotNotFound", "DBSnapshot %s not found.", id_or_arn);
        return snap;
}

struct rds_snapshot *rds_snapshot_add(struct standin *s, const char *id, struct json_object *is)
{
        struct rds_model *m = s->rds;
        struct rds_snapshot *snap = xcalloc(1, sizeof(*snap));
        size_t at = snapshot_place(m, id);

        snap->cloud = s;
        snap->id = xstrdup(id);
        snap->is = is;
        snap->restorable = json_object_new_array();
        m->snapshots = xrealloc(m->snapshots, (m->snapshot_count + 1) * sizeof(*m->snapshots));
        memmove(m->snapshots + at + 1, m->snapshots + at,
                (m->snapshot_count - at) * sizeof(*m->snapshots));
        m->snapshots[at] = snap;
        m->snapshot_count++;
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

void rds_snapshot_remove(struct rds_snapshot *snap)
{
        struct rds_model *m = snap->cloud->rds;
        size_t at = snapshot_place(m, snap->id);
        bool shared = false;

        m->snapshot_count--;
        memmove(m->snapshots + at, m->snapshots + at + 1,
                (m->snapshot_count - at) * sizeof(*m->snapshots));
        for (size_t i = 0; i < m->snapshot_count; i++)
                shared = shared || text_same(m->snapshots[i]->data, snap->data);
        if (snap->cloud->bodies && snap->data && !shared)
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
        m->parameter_groups = json_object_new_object();
        m->subnet_groups = json_object_new_object();
        json_put_text(m->subnet_groups, "default", "vpc-0000000a");
        add_groups(m->parameter_groups, json_array(seed, "parameter_groups"), "family",
                   "postgres15");
        add_groups(m->subnet_groups, json_array(seed, "subnet_groups"), "vpc", "vpc-0000000a");
        return rds_seed(s, seed, err);
}

void rds_model_free(struct rds_model *m)
{
        for (size_t i = 0; i < m->instance_count; i++)
                instance_free(m->instances[i]);
        for (size_t i = 0; i < m->snapshot_count; i++)
                snapshot_free(m->snapshots[i]);
        free(m->instances);
        free(m->snapshots);
        json_object_put(m->events);
        json_object_put(m->parameter_groups);
        json_object_put(m->subnet_groups);
        free(m);
}

void rds_model_state(struct standin *s, struct json_object *into)
{
        struct rds_model *m = s->rds;
        struct json_object *rds = json_object_new_object();
        struct json_object *instances = json_object_new_array();
        struct json_object *snapshots = json_object_new_array();

        for (size_t i = 0; i < m->instance_count; i++)
                json_object_array_add(instances, json_copy(m->instances[i]->is));
        for (size_t i = 0; i < m->snapshot_count; i++) {
                rds_snapshot_refresh(m->snapshots[i]);
                json_object_array_add(snapshots, json_copy(m->snapshots[i]->is));
        }
        json_put(rds, "instances", instances);
        json_put(rds, "snapshots", snapshots);
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
        {0},
};
