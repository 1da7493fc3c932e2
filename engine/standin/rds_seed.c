/* Instances and snapshots that are there from the beginning. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

/* Seeds wait for their bodies one after the other. */
struct wait {
        struct standin *s;
        struct signal_point done;
        bool over, ok;
        char *message;
};

static void heard(void *arg, bool ok, const char *message)
{
        struct wait *w = arg;

        w->over = true;
        w->ok = ok;
        w->message = xstrdup(message);
        signal_all(w->s->loop, &w->done);
}

static bool wait_for(struct wait *w, const char *what, const char *id, struct err *err)
{
        while (!w->over)
                signal_wait(w->s->loop, &w->done, -1);
        if (!w->ok)
                err_set(err, ERR_FAILED, "%s %s: %s", what, id,
                        w->message ? w->message : "it could not be made");
        free(w->message);
        w->message = NULL;
        return w->ok;
}

/* The seed's short names for members of CreateDBInstance; all others are taken as they are. */
static struct json_object *as_request(struct json_object *seed)
{
        static const char *const names[][2] = {
                {"id", "DBInstanceIdentifier"},
                {"engine", "Engine"},
                {"version", "EngineVersion"},
                {"class", "DBInstanceClass"},
                {"user", "MasterUsername"},
                {"password", "MasterUserPassword"},
                {"database", "DBName"},
                {"port", "Port"},
                {"parameter_group", "DBParameterGroupName"},
                {"subnet_group", "DBSubnetGroupName"},
                {"security_groups", "VpcSecurityGroupIds"},
                {"multi_az", "MultiAZ"},
                {"deletion_protection", "DeletionProtection"},
                {"storage", "AllocatedStorage"},
        };
        struct json_object *in = json_object_new_object();
        struct json_object *tags = json_get(seed, "tags");

        json_put_text(in, "Engine", "postgres");
        json_put_text(in, "DBInstanceClass", "db.t4g.micro");
        json_put_text(in, "MasterUsername", "postgres");
        json_put_int(in, "AllocatedStorage", 20);
        json_put_int(in, "BackupRetentionPeriod", 0);
        json_object_object_foreach(seed, name, value)
        {
                const char *member = name;

                for (size_t i = 0; i < ARRAY_LEN(names); i++)
                        if (strcmp(name, names[i][0]) == 0)
                                member = names[i][1];
                json_put(in, member, json_copy(value));
        }
        /* {"a": "b"} or [{"Key": "a", "Value": "b"}] */
        if (tags && json_object_is_type(tags, json_type_object)) {
                struct json_object *list = json_object_new_array();

                json_object_object_foreach(tags, key, text)
                {
                        struct json_object *tag = json_object_new_object();

                        json_put_text(tag, "Key", key);
                        json_put_text(tag, "Value", json_object_get_string(text));
                        json_object_array_add(list, tag);
                }
                json_put(in, "Tags", list);
        } else if (tags) {
                json_put(in, "Tags", json_copy(tags));
        }
        return in;
}

/* Groups that a seeded instance names exist. */
static void know_groups(struct rds_model *m, struct json_object *in)
{
        const char *parameters = json_text(in, "DBParameterGroupName");
        const char *subnets = json_text(in, "DBSubnetGroupName");
        const char *version = json_text(in, "EngineVersion");
        char *family =
                rds_default_parameter_group(json_text(in, "Engine"), version ? version : "15");

        if (parameters && !json_get(m->parameter_groups, parameters))
                json_put_text(m->parameter_groups, parameters, family + strlen("default."));
        if (subnets && !json_get(m->subnet_groups, subnets))
                json_put_text(m->subnet_groups, subnets, "vpc-0000000a");
        free(family);
}

static struct rds_instance *add_instance(struct standin *s, struct json_object *seed,
                                         struct err *err)
{
        struct json_object *in = as_request(seed);
        const char *text = json_text(in, "DBInstanceIdentifier");
        struct rds_instance *db = NULL;
        int64_t port = json_int(in, "Port");
        char *id = text ? rds_lower(text) : NULL;

        if (!id) {
                err_set(err, ERR_INVALID, "a database of the seed has no \"id\"");
                goto out;
        }
        if (rds_instance_find(s, id)) {
                err_set(err, ERR_INVALID, "the seed has two databases %s", id);
                goto out;
        }
        know_groups(s->rds, in);
        db = rds_instance_add(s, id, rds_shape_instance(s, id, in));
        db->port = port ? port : rds_default_port(json_text(db->is, "Engine"));
        db->password = xstrdup(json_text(in, "MasterUserPassword"));
        rds_status(db, "available");
out:
        json_object_put(in);
        free(id);
        return db;
}

static bool seed_instance(struct standin *s, struct json_object *seed, struct err *err)
{
        struct rds_instance *db = add_instance(s, seed, err);
        const char *status = json_text(seed, "status");
        struct wait w = {.s = s};

        if (!db)
                return false;
        if (s->bodies) {
                const char *database = json_text(db->is, "DBName");

                if (!db->password)
                        return err_set(err, ERR_INVALID,
                                       "the seed's database %s has no \"password\"", db->id);
                db->body = db_body_create(s->bodies, db->id, json_text(db->is, "MasterUsername"),
                                          db->password, database ? database : "postgres",
                                          json_text(seed, "sql"), heard, &w);
                if (!wait_for(&w, "database", db->id, err))
                        return false;
        }
        rds_appear(db);
        if (status) {
                db->resting = status; /* the seed lives as long as the model */
                rds_status(db, status);
        }
        return true;
}

/* The instance a seeded snapshot is of: a seeded one, or one known only from the snapshot. */
static struct json_object *source_of(struct standin *s, struct json_object *seed, const char *of,
                                     struct rds_instance **db)
{
        struct json_object *in, *is;

        *db = of ? rds_instance_find(s, of) : NULL;
        if (*db)
                return json_copy((*db)->is);
        in = as_request(seed);
        is = rds_shape_instance(s, of ? of : "gone", in);
        json_object_put(in);
        return is;
}

static void put_times(struct rds_snapshot *snap, struct json_object *seed)
{
        const char *created = json_text(seed, "created"), *original = json_text(seed, "original");
        char iso[ISO_SIZE];
        int64_t ms;

        if (created && iso_parse(created, &ms))
                iso_format(ms, iso);
        else
                rds_now(snap->cloud, iso);
        json_put_text(snap->is, "SnapshotCreateTime", iso);
        if (original && iso_parse(original, &ms))
                iso_format(ms, iso);
        json_put_text(snap->is, "OriginalSnapshotCreateTime", iso);
        json_put_text(snap->is, "SnapshotDatabaseTime", iso);
}

static bool seed_body(struct rds_snapshot *snap, struct rds_instance *db, struct err *err)
{
        struct standin *s = snap->cloud;
        struct wait w = {.s = s};

        if (!s->bodies)
                return true;
        if (!db)
                return err_set(err, ERR_INVALID,
                               "the seed's snapshot %s is \"of\" no database of the seed, and has "
                               "no data to restore",
                               snap->id);
        snap->data = rds_data_name(s, snap->id);
        db_body_snapshot(db->body, snap->data, heard, &w);
        return wait_for(&w, "snapshot", snap->id, err);
}

static bool seed_snapshot(struct standin *s, struct json_object *seed, struct err *err)
{
        const char *text = json_text(seed, "id"), *of = json_text(seed, "of");
        const char *status = json_text(seed, "status"), *type = json_text(seed, "type");
        struct rds_instance *db, shadow = {.cloud = s};
        struct rds_snapshot *snap;
        char *id;

        if (!text)
                return err_set(err, ERR_INVALID, "a snapshot of the seed has no \"id\"");
        id = rds_lower(text);
        if (rds_snapshot_find(s, id)) {
                err_set(err, ERR_INVALID, "the seed has two snapshots %s", id);
                free(id);
                return false;
        }
        shadow.is = source_of(s, seed, of, &db);
        shadow.port = db ? db->port : json_int(seed, "port");
        if (!shadow.port)
                shadow.port = rds_default_port(json_text(shadow.is, "Engine"));
        shadow.password = db ? db->password : (char *)json_text(seed, "password");
        if (!type)
                type = text_starts(id, "rds:") ? "automated" : "manual";
        snap = rds_snapshot_of(&shadow, id, type);
        json_object_put(shadow.is);
        put_times(snap, seed);
        json_put_text(snap->is, "Status", status ? status : "available");
        json_put_int(snap->is, "PercentProgress", 100);
        if (text_starts(id, "arn:")) {
                snap->foreign = true;
                json_put_text(snap->is, "DBSnapshotArn", text);
                json_put_text(snap->is, "DBSnapshotIdentifier", text);
        }
        free(id);
        return seed_body(snap, db, err);
}

bool rds_seed(struct standin *s, struct json_object *seed, struct err *err)
{
        struct json_object *databases = json_array(seed, "databases");
        struct json_object *snapshots = json_array(seed, "snapshots");

        for (size_t i = 0; i < json_count(databases); i++)
                if (!seed_instance(s, json_at(databases, i), err))
                        return false;
        for (size_t i = 0; i < json_count(snapshots); i++)
                if (!seed_snapshot(s, json_at(snapshots, i), err))
                        return false;
        return true;
}
