/* Instances, clusters and snapshots that are there from the beginning. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/standin/kms.h"
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

/* The seed's short names for members of CreateDBInstance and CreateDBCluster; all others are taken
 * as they are. */
static const char *const names[][2] = {
        {"engine", "Engine"},
        {"version", "EngineVersion"},
        {"user", "MasterUsername"},
        {"password", "MasterUserPassword"},
        {"port", "Port"},
        {"subnet_group", "DBSubnetGroupName"},
        {"security_groups", "VpcSecurityGroupIds"},
        {"deletion_protection", "DeletionProtection"},
        {"storage", "AllocatedStorage"},
};

static const char *const kind_names[RDS_KINDS][5][2] = {
        [RDS_INSTANCE] = {{"id", "DBInstanceIdentifier"},
                          {"database", "DBName"},
                          {"class", "DBInstanceClass"},
                          {"parameter_group", "DBParameterGroupName"},
                          {"multi_az", "MultiAZ"}},
        [RDS_CLUSTER] = {{"id", "DBClusterIdentifier"},
                         {"database", "DatabaseName"},
                         {"class", "DBClusterInstanceClass"},
                         {"parameter_group", "DBClusterParameterGroupName"},
                         {"scaling", "ServerlessV2ScalingConfiguration"}},
};

static const char *member_of(enum rds_kind kind, const char *name)
{
        for (size_t i = 0; i < ARRAY_LEN(names); i++)
                if (strcmp(name, names[i][0]) == 0)
                        return names[i][1];
        for (size_t i = 0; i < ARRAY_LEN(kind_names[kind]); i++)
                if (strcmp(name, kind_names[kind][i][0]) == 0)
                        return kind_names[kind][i][1];
        return name;
}

/* {"a": "b"} or [{"Key": "a", "Value": "b"}] */
static void put_tags(struct json_object *in, struct json_object *tags)
{
        struct json_object *list;

        if (!tags)
                return;
        if (!json_object_is_type(tags, json_type_object)) {
                json_put(in, "Tags", json_copy(tags));
                return;
        }
        list = json_object_new_array();
        json_object_object_foreach(tags, key, text)
        {
                struct json_object *tag = json_object_new_object();

                json_put_text(tag, "Key", key);
                json_put_text(tag, "Value", json_object_get_string(text));
                json_object_array_add(list, tag);
        }
        json_put(in, "Tags", list);
}

static struct json_object *as_request(struct standin *s, struct json_object *seed,
                                      enum rds_kind kind)
{
        struct json_object *in = json_object_new_object();
        const char *key;

        json_put_text(in, "Engine", kind == RDS_CLUSTER ? "aurora-postgresql" : "postgres");
        json_put_text(in, "MasterUsername", "postgres");
        if (kind == RDS_INSTANCE) {
                json_put_text(in, "DBInstanceClass", "db.t4g.micro");
                json_put_int(in, "AllocatedStorage", 20);
                json_put_int(in, "BackupRetentionPeriod", 0);
        }
        json_object_object_foreach(seed, name, value)
                json_put(in, member_of(kind, name), json_copy(value));
        put_tags(in, json_get(seed, "tags"));
        key = json_text(in, "KmsKeyId");
        if (key && kms_know(s, key)) { /* a key that is named here exists */
                json_put_text(in, "KmsKeyId", kms_know(s, key)->arn);
                json_put_flag(in, "StorageEncrypted", true);
        }
        return in;
}

/* Groups that a seeded database names exist. */
static void know_groups(struct rds_model *m, enum rds_kind kind, struct json_object *in)
{
        struct json_object *groups =
                kind == RDS_CLUSTER ? m->cluster_parameter_groups : m->parameter_groups;
        const char *parameters = json_text(in, kind == RDS_CLUSTER ? "DBClusterParameterGroupName"
                                                                   : "DBParameterGroupName");
        const char *subnets = json_text(in, "DBSubnetGroupName");
        const char *version = json_text(in, "EngineVersion");
        char *family =
                rds_default_parameter_group(json_text(in, "Engine"), version ? version : "15");

        if (parameters && !json_get(groups, parameters))
                json_put_text(groups, parameters, family + strlen("default."));
        if (subnets && !json_get(m->subnet_groups, subnets))
                json_put_text(m->subnet_groups, subnets, "vpc-0000000a");
        free(family);
}

static struct json_object *shape(struct standin *s, enum rds_kind kind, const char *id,
                                 struct json_object *in)
{
        return kind == RDS_CLUSTER ? rds_shape_cluster(s, id, in) : rds_shape_instance(s, id, in);
}

static struct rds_db *add_db(struct standin *s, enum rds_kind kind, struct json_object *seed,
                             struct err *err)
{
        struct json_object *in = as_request(s, seed, kind);
        const char *text = json_text(in, rds_words[kind].id);
        struct rds_db *db = NULL;
        int64_t port = json_int(in, "Port");
        char *id = text ? rds_lower(text) : NULL;

        if (!id) {
                err_set(err, ERR_INVALID, "a database of the seed has no \"id\"");
                goto out;
        }
        if (rds_find(s, kind, id)) {
                err_set(err, ERR_INVALID, "the seed has two databases %s", id);
                goto out;
        }
        know_groups(s->rds, kind, in);
        db = rds_add(s, kind, id, shape(s, kind, id, in));
        db->port = port ? port : rds_default_port(json_text(db->is, "Engine"));
        db->password = xstrdup(json_text(in, "MasterUserPassword"));
        db->sql = xstrdup(json_text(seed, "sql"));
        if (json_flag(in, "ManageMasterUserPassword")) {
                rds_secret_give(db, json_text(in, "MasterUserSecretKmsKeyId"));
                rds_secret_settle(db);
        }
        if (kind == RDS_CLUSTER)
                db->endpoints = json_object_new_array();
        rds_status(db, "available");
out:
        json_object_put(in);
        free(id);
        return db;
}

static bool seed_body(struct rds_db *db, struct err *err)
{
        const char *name = db->kind == RDS_CLUSTER ? "DatabaseName" : "DBName";
        struct wait w = {.s = db->cloud};
        bool named = json_text(db->is, name);

        if (!db->cloud->bodies)
                return true;
        if (!db->password)
                return err_set(err, ERR_INVALID, "the seed's database %s has no \"password\"",
                               db->id);
        if (!named)
                json_put_text(db->is, name, "postgres");
        rds_make_body(db, heard, &w);
        if (!named)
                json_object_object_del(db->is, name);
        return wait_for(&w, "database", db->id, err);
}

static void rest_as(struct rds_db *db, struct json_object *seed)
{
        const char *status = json_text(seed, "status");

        if (!status)
                return;
        db->resting = status; /* the seed lives as long as the model */
        rds_status(db, status);
}

static bool seed_instance(struct standin *s, struct json_object *seed, struct err *err)
{
        struct rds_db *db = add_db(s, RDS_INSTANCE, seed, err);

        if (!db || !seed_body(db, err))
                return false;
        rds_appear(db);
        rest_as(db, seed);
        return true;
}

/* "members" are ids, or objects as in "databases" with a "tier"; the first one writes. */
static bool seed_member(struct rds_db *cluster, struct json_object *seed, struct err *err)
{
        bool plain = json_object_is_type(seed, json_type_string);
        struct json_object *in =
                plain ? json_object_new_object() : as_request(cluster->cloud, seed, RDS_INSTANCE);
        const char *text =
                plain ? json_object_get_string(seed) : json_text(in, "DBInstanceIdentifier");
        char *id = text ? rds_lower(text) : NULL;
        bool ok = id && !rds_find(cluster->cloud, RDS_INSTANCE, id);

        if (ok) {
                struct rds_db *db;

                if (plain)
                        json_put_text(in, "DBInstanceClass", "db.r6g.large");
                if (json_get(in, "tier"))
                        json_put_int(in, "PromotionTier", json_int(in, "tier"));
                json_put_text(in, "Engine", json_text(cluster->is, "Engine"));
                json_put_text(in, "EngineVersion", json_text(cluster->is, "EngineVersion"));
                know_groups(cluster->cloud->rds, RDS_INSTANCE, in);
                db = rds_member_new(cluster, id, in);
                rds_status(db, "available");
                rds_appear(db);
        } else {
                err_set(err, ERR_INVALID,
                        id ? "the seed has two databases %s"
                           : "a member of cluster %s of the seed has no \"id\"",
                        id ? id : cluster->id);
        }
        json_object_put(in);
        free(id);
        return ok;
}

static bool seed_cluster(struct standin *s, struct json_object *seed, struct err *err)
{
        struct rds_db *cluster = add_db(s, RDS_CLUSTER, seed, err);
        struct json_object *members = json_array(seed, "members");

        if (!cluster || !seed_body(cluster, err))
                return false;
        rds_cluster_appear(cluster);
        for (size_t i = 0; i < json_count(members); i++)
                if (!seed_member(cluster, json_at(members, i), err))
                        return false;
        rds_cluster_idle(cluster);
        rest_as(cluster, seed);
        return true;
}

/* The database a seeded snapshot is of: a seeded one, or one known only from the snapshot. */
static struct json_object *source_of(struct standin *s, enum rds_kind kind,
                                     struct json_object *seed, const char *of, struct rds_db **db)
{
        struct json_object *in, *is;

        *db = of ? rds_find(s, kind, of) : NULL;
        if (*db)
                return json_copy((*db)->is);
        in = as_request(s, seed, kind);
        is = shape(s, kind, of ? of : "gone", in);
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
        if (snap->kind == RDS_CLUSTER)
                return;
        if (original && iso_parse(original, &ms))
                iso_format(ms, iso);
        json_put_text(snap->is, "OriginalSnapshotCreateTime", iso);
        json_put_text(snap->is, "SnapshotDatabaseTime", iso);
}

static bool seed_data(struct rds_snapshot *snap, struct rds_db *db, struct err *err)
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

static struct rds_snapshot *add_snapshot(struct standin *s, enum rds_kind kind,
                                         struct json_object *seed, const char *id,
                                         struct rds_db **db)
{
        const char *type = json_text(seed, "type"), *status = json_text(seed, "status");
        struct rds_db shadow = {.cloud = s, .kind = kind};
        struct rds_snapshot *snap;

        shadow.is = source_of(s, kind, seed, json_text(seed, "of"), db);
        shadow.port = *db ? (*db)->port : json_int(seed, "port");
        if (!shadow.port)
                shadow.port = rds_default_port(json_text(shadow.is, "Engine"));
        shadow.password = *db ? (*db)->password : (char *)json_text(seed, "password");
        if (!type)
                type = text_starts(id, "rds:") ? "automated" : "manual";
        snap = rds_snapshot_of(&shadow, id, type);
        json_object_put(shadow.is);
        put_times(snap, seed);
        json_put_text(snap->is, "Status", status ? status : "available");
        json_put_int(snap->is, "PercentProgress", 100);
        if (json_array(seed, "shared_with")) {
                json_object_put(snap->restorable);
                snap->restorable = json_copy(json_array(seed, "shared_with"));
        }
        return snap;
}

static bool seed_snapshot(struct standin *s, enum rds_kind kind, struct json_object *seed,
                          struct err *err)
{
        const char *text = json_text(seed, "id");
        struct rds_snapshot *snap;
        struct rds_db *db;
        char *id;

        if (!text)
                return err_set(err, ERR_INVALID, "a snapshot of the seed has no \"id\"");
        id = rds_lower(text);
        if (rds_snapshot_find(s, kind, id)) {
                err_set(err, ERR_INVALID, "the seed has two snapshots %s", id);
                free(id);
                return false;
        }
        snap = add_snapshot(s, kind, seed, id, &db);
        if (text_starts(id, "arn:")) {
                snap->foreign = true;
                json_put_text(snap->is, rds_snapshot_words[kind].arn, text);
                json_put_text(snap->is, rds_snapshot_words[kind].id, text);
        }
        free(id);
        return seed_data(snap, db, err);
}

bool rds_seed(struct standin *s, struct json_object *seed, struct err *err)
{
        static const char *const snapshot_lists[RDS_KINDS] = {
                [RDS_INSTANCE] = "snapshots", [RDS_CLUSTER] = "db_cluster_snapshots"};
        struct json_object *databases = json_array(seed, "databases");
        struct json_object *clusters = json_array(seed, "db_clusters");

        for (size_t i = 0; i < json_count(databases); i++)
                if (!seed_instance(s, json_at(databases, i), err))
                        return false;
        for (size_t i = 0; i < json_count(clusters); i++)
                if (!seed_cluster(s, json_at(clusters, i), err))
                        return false;
        for (int kind = 0; kind < RDS_KINDS; kind++) {
                struct json_object *snapshots = json_array(seed, snapshot_lists[kind]);

                for (size_t i = 0; i < json_count(snapshots); i++)
                        if (!seed_snapshot(s, kind, json_at(snapshots, i), err))
                                return false;
        }
        return true;
}
