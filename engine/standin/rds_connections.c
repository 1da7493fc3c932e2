/*
 * DatabaseConnections of a DB instance: a sample a minute, which CloudWatch shows a while after
 * that minute. Connected are the tasks that have got its address, one each, until they have
 * stopped; and whom the seed or a test names, as such a client is seen nowhere else:
 *
 *      "clients": [{"database": ID, "count": 1}]
 */
#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

enum { MINUTE = 60000, LATE = 60000 }; /* ms */

/* --- who is connected --- */

static void change_clients(struct standin *s, int64_t at, const char *database, int64_t count)
{
        struct json_object *change = json_object_new_object();

        json_put_int(change, "at", at);
        json_put_text(change, "database", database);
        json_put_int(change, "count", count);
        json_object_array_add(s->rds->clients, change);
}

void rds_connections_seed(struct standin *s, struct json_object *seed)
{
        struct json_object *given = json_array(seed, "clients");

        s->rds->clients = json_object_new_array();
        for (size_t i = 0; i < json_count(given); i++)
                change_clients(s, 0, json_text(json_at(given, i), "database"),
                               json_int(json_at(given, i), "count"));
}

void standin_clients(struct standin *s, const char *database, int count)
{
        change_clients(s, loop_now(s->loop), database, count);
}

static int64_t clients_at(const struct rds_db *db, int64_t at)
{
        struct json_object *changes = db->cloud->rds->clients;
        int64_t count = 0;

        for (size_t i = 0; i < json_count(changes); i++)
                if (json_int(json_at(changes, i), "at") <= at &&
                    text_same(json_text(json_at(changes, i), "database"), db->id))
                        count = json_int(json_at(changes, i), "count");
        return count;
}

/* Of a cluster's: the writer takes those to the cluster's address, the readers those to the
 * readers' - and the writer, where there are none. */
static size_t addresses_of(struct rds_db *db, const char *out[3])
{
        struct rds_db *cluster = rds_cluster_of(db);
        bool writes = cluster && rds_is_writer(db);
        size_t n = 0;

        out[n] = json_text(json_get(db->is, "Endpoint"), "Address");
        n += out[n] != NULL;
        out[n] = writes ? json_text(cluster->is, "Endpoint") : NULL;
        n += out[n] != NULL;
        out[n] = cluster && (!writes || rds_member_count(cluster) == 1)
                         ? json_text(cluster->is, "ReaderEndpoint")
                         : NULL;
        return n + (out[n] != NULL);
}

static int64_t connected_at(struct rds_db *db, int64_t at)
{
        const char *addresses[3];
        size_t n = addresses_of(db, addresses);

        return clients_at(db, at) + ecs_model_connected(db->cloud, addresses, n, at);
}

/* --- what CloudWatch has of it --- */

/* Nothing is measured of one that is stopped or on its way out. */
static bool is_measured(struct rds_db *db, int64_t *since)
{
        const char *created = db ? json_text(db->is, "InstanceCreateTime") : NULL;
        const char *status = db ? json_text(db->is, "DBInstanceStatus") : NULL;

        return created && iso_parse(created, since) && !text_same(status, "stopped") &&
               !text_same(status, "deleting");
}

/* The most of the samples in [from, to); -1: there is none. */
static int64_t most_in(struct rds_db *db, int64_t from, int64_t to, int64_t ahead)
{
        int64_t most = -1;

        for (int64_t at = from; at < to; at += MINUTE) {
                int64_t count = connected_at(db, at - ahead);

                if (count > most)
                        most = count;
        }
        return most;
}

static bool is_asked_for(struct json_object *asked)
{
        struct json_object *dimensions = json_array(asked, "Dimensions");

        return text_same(json_text(asked, "Namespace"), "AWS/RDS") &&
               text_same(json_text(asked, "MetricName"), "DatabaseConnections") &&
               json_count(dimensions) == 1 &&
               text_same(json_text(json_at(dimensions, 0), "Name"), "DBInstanceIdentifier");
}

static void add_pair(struct json_object *list, int64_t at, int64_t count)
{
        struct json_object *pair = json_object_new_array();

        json_object_array_add(pair, json_object_new_double((double)at / 1000));
        json_object_array_add(pair, json_object_new_double((double)count));
        json_object_array_add(list, pair);
}

struct json_object *rds_model_connections(struct standin *s, struct json_object *asked, double from,
                                          double to, int64_t period)
{
        struct json_object *late = json_get(json_get(s->seed, "durations"), "metrics-late"), *out;
        int64_t ahead = world_clock(s) - loop_now(s->loop), since, seen;
        struct rds_db *db;

        if (!is_asked_for(asked) || period < MINUTE / 1000)
                return NULL;
        out = json_object_new_array();
        db = rds_find(s, RDS_INSTANCE,
                      json_text(json_at(json_array(asked, "Dimensions"), 0), "Value"));
        if (!is_measured(db, &since))
                return out;
        since = (since + ahead + MINUTE - 1) / MINUTE * MINUTE;
        seen = world_clock(s) - (late ? json_object_get_int64(late) : LATE) - MINUTE;
        for (int64_t at = (int64_t)from * 1000 / MINUTE * MINUTE; at < (int64_t)(to * 1000);
             at += period * 1000) {
                int64_t end = at + period * 1000;
                int64_t most = most_in(db, at > since ? at : since,
                                       end <= seen ? end : seen / MINUTE * MINUTE + 1, ahead);

                if (most >= 0)
                        add_pair(out, at, most);
        }
        return out;
}
