/* A cluster's endpoints: the writer's, the readers', and custom ones. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

enum { MOST_ENDPOINTS = 5 };

struct place {
        struct rds_db *cluster;
        size_t at; /* in its endpoints */
};

/* Over all clusters: a custom endpoint's id is the account's own in a region. */
static bool find(struct standin *s, const char *id, struct place *out)
{
        struct rds_dbs *all = &s->rds->dbs[RDS_CLUSTER];

        for (size_t i = 0; i < all->count; i++)
                for (size_t k = 0; k < json_count(all->items[i]->endpoints); k++) {
                        struct json_object *e = json_at(all->items[i]->endpoints, k);

                        if (strcasecmp(json_text(e, "DBClusterEndpointIdentifier"), id) == 0 ||
                            text_same(json_text(e, "DBClusterEndpointArn"), id)) {
                                *out = (struct place){all->items[i], k};
                                return true;
                        }
                }
        return false;
}

static struct json_object *named(struct call *call, struct place *place)
{
        const char *id = json_text(call->in, "DBClusterEndpointIdentifier");

        if (find(call->cloud, id, place))
                return json_at(place->cluster->endpoints, place->at);
        /* 400, not 404: so the model has it */
        call_fail(call, 400, "DBClusterEndpointNotFoundFault", "DBClusterEndpoint %s not found.",
                  id);
        return NULL;
}

struct json_object *rds_endpoint_tags(struct call *call, const char *arn)
{
        struct place place;

        if (find(call->cloud, arn, &place))
                return json_get(json_at(place.cluster->endpoints, place.at), "TagList");
        call_fail(call, 400, "DBClusterEndpointNotFoundFault", "DBClusterEndpoint %s not found.",
                  arn);
        return NULL;
}

static void put_address(struct rds_db *cluster, struct json_object *e)
{
        char *name = xasprintf("%s.cluster-custom-standin.%s.rds.amazonaws.com",
                               json_text(e, "DBClusterEndpointIdentifier"), cluster->cloud->region);

        json_put_text(e, "Endpoint", cluster->body ? db_body_address(cluster->body) : name);
        json_put_text(e, "DBClusterIdentifier", cluster->id);
        free(name);
}

/* The cluster's own list of its custom endpoints' addresses. */
void rds_endpoints_appear(struct rds_db *cluster)
{
        struct json_object *list = json_object_new_array();

        for (size_t i = 0; i < json_count(cluster->endpoints); i++) {
                put_address(cluster, json_at(cluster->endpoints, i));
                json_add_text(list, json_text(json_at(cluster->endpoints, i), "Endpoint"));
        }
        if (json_count(list))
                json_put(cluster->is, "CustomEndpoints", json_object_get(list));
        else
                json_object_object_del(cluster->is, "CustomEndpoints");
        json_object_put(list);
}

/* A member that has gone is in no list any more. */
void rds_endpoints_forget(struct rds_db *cluster, const char *id)
{
        static const char *const lists[] = {"StaticMembers", "ExcludedMembers"};

        for (size_t i = 0; i < json_count(cluster->endpoints); i++)
                for (size_t k = 0; k < ARRAY_LEN(lists); k++) {
                        struct json_object *list =
                                json_array(json_at(cluster->endpoints, i), lists[k]);

                        for (size_t m = json_count(list); m-- > 0;)
                                if (text_same(json_object_get_string(json_at(list, m)), id))
                                        json_object_array_del_idx(list, m, 1);
                }
}

/* Both lists may not be given; what they name are members. */
static bool check_lists(struct call *call, struct rds_db *cluster)
{
        struct json_object *in = json_array(call->in, "StaticMembers");
        struct json_object *out = json_array(call->in, "ExcludedMembers");
        struct json_object *list = json_count(in) ? in : out;

        if (json_count(in) && json_count(out)) {
                call_fail(call, 400, "InvalidParameterCombination",
                          "StaticMembers and ExcludedMembers can't both be given");
                return false;
        }
        for (size_t i = 0; i < json_count(list); i++) {
                const char *id = json_object_get_string(json_at(list, i));
                struct rds_db *db = rds_named(call, RDS_INSTANCE, id);

                if (db && rds_cluster_of(db) == cluster)
                        continue;
                call_fail(call, 400, "InvalidDBInstanceState", "%s is no member of DB cluster %s",
                          id, cluster->id);
                return false;
        }
        return true;
}

static bool check_type(struct call *call, const char *type)
{
        if (!type || strcasecmp(type, "READER") == 0 || strcasecmp(type, "ANY") == 0)
                return true;
        call_fail(call, 400, "InvalidParameterValue",
                  "Invalid endpoint type %s: a custom endpoint is READER or ANY", type);
        return false;
}

static void put_type(struct json_object *e, const char *type)
{
        if (type)
                json_put_text(e, "CustomEndpointType",
                              strcasecmp(type, "ANY") == 0 ? "ANY" : "READER");
}

static void put_lists(struct json_object *e, struct json_object *in)
{
        static const char *const lists[] = {"StaticMembers", "ExcludedMembers"};

        for (size_t i = 0; i < ARRAY_LEN(lists); i++)
                if (json_array(in, lists[i]))
                        json_put(e, lists[i], json_copy(json_array(in, lists[i])));
}

static void answer(struct call *call, struct json_object *e)
{
        json_object_object_foreach(e, name, value) rds_answer(call, name, value);
}

static struct json_object *shape(struct call *call, struct rds_db *cluster, const char *id)
{
        struct json_object *e = json_object_new_object();
        char *arn = world_arn(call->cloud, "rds", "cluster-endpoint:%s", id);
        char *resource = rds_resource_id(call->cloud, "cluster-endpoint");
        struct json_object *tags = json_array(call->in, "Tags");

        json_put_text(e, "DBClusterEndpointIdentifier", id);
        json_put_text(e, "DBClusterEndpointResourceIdentifier", resource);
        json_put_text(e, "DBClusterEndpointArn", arn);
        json_put_text(e, "EndpointType", "CUSTOM");
        json_put_text(e, "Status", "creating");
        json_put(e, "StaticMembers", json_object_new_array());
        json_put(e, "ExcludedMembers", json_object_new_array());
        json_put(e, "TagList", tags ? json_copy(tags) : json_object_new_array());
        put_type(e, json_text(call->in, "EndpointType"));
        put_lists(e, call->in);
        put_address(cluster, e);
        free(arn);
        free(resource);
        return e;
}

void rds_op_create_db_cluster_endpoint(struct call *call)
{
        struct rds_db *cluster =
                rds_named(call, RDS_CLUSTER, json_text(call->in, "DBClusterIdentifier"));
        char *id = rds_lower(json_text(call->in, "DBClusterEndpointIdentifier"));
        struct place place;
        struct json_object *e;

        if (!cluster || !rds_check_instance_id(call, "DBClusterEndpointIdentifier", id) ||
            !rds_require(call, cluster, "available") ||
            !check_type(call, json_text(call->in, "EndpointType")) || !check_lists(call, cluster))
                goto out;
        if (find(call->cloud, id, &place)) {
                call_fail(call, 400, "DBClusterEndpointAlreadyExistsFault",
                          "DB cluster endpoint %s already exists", id);
                goto out;
        }
        if (json_count(cluster->endpoints) >= MOST_ENDPOINTS) {
                call_fail(call, 403, "DBClusterEndpointQuotaExceededFault",
                          "DB cluster %s has %d custom endpoints already", cluster->id,
                          MOST_ENDPOINTS);
                goto out;
        }
        e = shape(call, cluster, id);
        answer(call, e);
        json_put_text(e, "Status", "available"); /* from the next look on */
        json_object_array_add(cluster->endpoints, e);
        rds_endpoints_appear(cluster);
out:
        free(id);
}

void rds_op_modify_db_cluster_endpoint(struct call *call)
{
        struct place place;
        struct json_object *e = named(call, &place);

        if (!e || !check_type(call, json_text(call->in, "EndpointType")) ||
            !check_lists(call, place.cluster))
                return;
        put_type(e, json_text(call->in, "EndpointType"));
        put_lists(e, call->in);
        answer(call, e);
        json_put_text(call->out, "Status", "modifying");
}

void rds_op_delete_db_cluster_endpoint(struct call *call)
{
        struct place place;
        struct json_object *e = named(call, &place);

        if (!e)
                return;
        answer(call, e);
        json_put_text(call->out, "Status", "deleting");
        json_object_array_del_idx(place.cluster->endpoints, place.at, 1);
        rds_endpoints_appear(place.cluster);
}

/* --- describe --- */

/* The two that every cluster has; they have neither id nor ARN. key is what pages are ordered by
 * and never on the wire. */
static void add_own(struct rds_db *cluster, struct json_object *found, const char *type,
                    const char *address)
{
        struct json_object *e = json_object_new_object();
        char *key = xasprintf("%s %s", cluster->id, type);

        json_put_text(e, "DBClusterIdentifier", cluster->id);
        json_put_text(e, "Endpoint", json_text(cluster->is, address));
        json_put_text(e, "Status",
                      text_same(rds_status_of(cluster), "creating") ? "creating" : "available");
        json_put_text(e, "EndpointType", type);
        json_put_text(e, "key", key);
        json_object_array_add(found, e);
        free(key);
}

static void add_all(struct rds_db *cluster, struct json_object *found)
{
        for (size_t i = 0; i < json_count(cluster->endpoints); i++) {
                struct json_object *e = json_copy(json_at(cluster->endpoints, i));
                char *key = xasprintf("%s CUSTOM %s", cluster->id,
                                      json_text(e, "DBClusterEndpointIdentifier"));

                json_put_text(e, "key", key);
                json_object_array_add(found, e);
                free(key);
        }
        add_own(cluster, found, "READER", "ReaderEndpoint");
        add_own(cluster, found, "WRITER", "Endpoint");
}

void rds_op_describe_db_cluster_endpoints(struct call *call)
{
        static const struct rds_filter filters[] = {
                {"db-cluster-endpoint-type", "EndpointType", NULL},
                {"db-cluster-endpoint-custom-type", "CustomEndpointType", NULL},
                {"db-cluster-endpoint-id", "DBClusterEndpointIdentifier", NULL},
                {"db-cluster-endpoint-status", "Status", NULL},
                {0},
        };
        struct rds_dbs *all = &call->cloud->rds->dbs[RDS_CLUSTER];
        const char *of = json_text(call->in, "DBClusterIdentifier");
        const char *id = json_text(call->in, "DBClusterEndpointIdentifier");
        struct json_object *found, *passed;
        struct rds_db *only = NULL;

        if (of && !(only = rds_named(call, RDS_CLUSTER, of)))
                return;
        if (!rds_check_filters(call, filters))
                return;
        found = json_object_new_array();
        for (size_t i = 0; i < all->count; i++)
                if (!only || only == all->items[i])
                        add_all(all->items[i], found);
        passed = json_object_new_array();
        for (size_t i = 0; i < json_count(found); i++) {
                struct json_object *e = json_at(found, i);
                const char *its = json_text(e, "DBClusterEndpointIdentifier");

                if ((!id || (its && strcasecmp(id, its) == 0)) && rds_passes(call, filters, e))
                        json_object_array_add(passed, json_object_get(e));
        }
        json_object_put(found);
        rds_page(call, "DBClusterEndpoints", "key", passed);
}
