/*
 * RDS and Parameter Store are read by the models themselves, from copies of their tables that are
 * put in place for the time of one call; a task definition likewise. ECS services and their
 * deployments are live things with timers, so there the answer is exchanged afterwards. Tasks are
 * always seen as they are.
 */
#include "engine/standin/lag.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/ecs.h"
#include "engine/standin/rds_model.h"
#include "engine/standin/ssm.h"

struct definitions {
        struct ecs_definition **items;
        size_t count;
};

struct lag {
        struct standin *cloud;
        char *service;
        int64_t until; /* loop_ticks */
        bool flaps, unknown;
        struct rds_dbs dbs[RDS_KINDS];
        struct rds_snapshots snapshots[RDS_KINDS];
        struct ssm_model parameters;
        struct definitions definitions;
        struct json_object *services, *releases, *briefs; /* by ARN */
};

/* --- the copy --- */

/* names: only which there are stands still; what each is like is seen as it is. */
static struct json_object *as_it_is(struct json_object *json, bool names)
{
        return names ? json_object_get(json) : json_copy(json);
}

static void copy_dbs(struct rds_dbs *to, const struct rds_dbs *from, bool names)
{
        to->items = xcalloc(from->count + 1, sizeof(*to->items));
        for (; to->count < from->count; to->count++) {
                const struct rds_db *db = from->items[to->count];
                struct rds_db *copy = xcalloc(1, sizeof(*copy));

                copy->cloud = db->cloud;
                copy->kind = db->kind;
                copy->id = xstrdup(db->id);
                copy->is = as_it_is(db->is, names);
                copy->endpoints = json_object_get(db->endpoints);
                copy->resting = db->resting;
                to->items[to->count] = copy;
        }
}

static void copy_snapshots(struct rds_snapshots *to, const struct rds_snapshots *from, bool names)
{
        to->items = xcalloc(from->count + 1, sizeof(*to->items));
        for (; to->count < from->count; to->count++) {
                const struct rds_snapshot *snapshot = from->items[to->count];
                struct rds_snapshot *copy = xcalloc(1, sizeof(*copy));

                copy->cloud = snapshot->cloud;
                copy->kind = snapshot->kind;
                copy->id = xstrdup(snapshot->id);
                copy->is = as_it_is(snapshot->is, names);
                copy->source = json_object_get(snapshot->source);
                copy->restorable = json_object_get(snapshot->restorable);
                copy->foreign = snapshot->foreign;
                to->items[to->count] = copy;
        }
}

static void copy_parameters(struct ssm_model *to, const struct ssm_model *from, bool names)
{
        to->parameters = xcalloc(from->count + 1, sizeof(struct ssm_parameter *));
        for (; to->count < from->count; to->count++) {
                const struct ssm_parameter *p = from->parameters[to->count];
                struct ssm_parameter *copy = xcalloc(1, sizeof(*copy));

                copy->name = xstrdup(p->name);
                copy->versions = as_it_is(p->versions, names);
                copy->tags = as_it_is(p->tags, names);
                to->parameters[to->count] = copy;
        }
}

static void copy_definitions(struct definitions *to, const struct ecs_model *from, bool names)
{
        to->items = xcalloc(from->definition_count + 1, sizeof(*to->items));
        for (; to->count < from->definition_count; to->count++) {
                const struct ecs_definition *d = from->definitions[to->count];
                struct ecs_definition *copy = xcalloc(1, sizeof(*copy));

                *copy = *d;
                copy->family = xstrdup(d->family);
                copy->arn = xstrdup(d->arn);
                copy->json = as_it_is(d->json, names);
                copy->tags = as_it_is(d->tags, names);
                to->items[to->count] = copy;
        }
}

static void copy_services(struct lag *lag, const struct ecs_model *m)
{
        lag->services = json_object_new_object();
        lag->releases = json_object_new_object();
        lag->briefs = json_object_new_object();
        for (size_t i = 0; i < m->service_count; i++)
                json_put(lag->services, m->services[i]->arn,
                         ecs_service_json(m->services[i], true));
        for (size_t i = 0; i < m->release_count; i++) {
                json_put(lag->releases, m->releases[i]->arn, ecs_release_json(m->releases[i]));
                json_put(lag->briefs, m->releases[i]->arn, ecs_release_brief_json(m->releases[i]));
        }
}

static void dbs_free(struct rds_dbs *dbs)
{
        for (size_t i = 0; i < dbs->count; i++) {
                free(dbs->items[i]->id);
                json_object_put(dbs->items[i]->is);
                json_object_put(dbs->items[i]->endpoints);
                free(dbs->items[i]);
        }
        free(dbs->items);
}

static void snapshots_free(struct rds_snapshots *snapshots)
{
        for (size_t i = 0; i < snapshots->count; i++) {
                free(snapshots->items[i]->id);
                json_object_put(snapshots->items[i]->is);
                json_object_put(snapshots->items[i]->source);
                json_object_put(snapshots->items[i]->restorable);
                free(snapshots->items[i]);
        }
        free(snapshots->items);
}

void lag_free(struct lag *lag)
{
        if (!lag)
                return;
        for (int kind = 0; kind < RDS_KINDS; kind++) {
                dbs_free(&lag->dbs[kind]);
                snapshots_free(&lag->snapshots[kind]);
        }
        for (size_t i = 0; i < lag->parameters.count; i++) {
                free(lag->parameters.parameters[i]->name);
                json_object_put(lag->parameters.parameters[i]->versions);
                json_object_put(lag->parameters.parameters[i]->tags);
                free(lag->parameters.parameters[i]);
        }
        free(lag->parameters.parameters);
        for (size_t i = 0; i < lag->definitions.count; i++) {
                free(lag->definitions.items[i]->family);
                free(lag->definitions.items[i]->arn);
                json_object_put(lag->definitions.items[i]->json);
                json_object_put(lag->definitions.items[i]->tags);
                free(lag->definitions.items[i]);
        }
        free(lag->definitions.items);
        json_object_put(lag->services);
        json_object_put(lag->releases);
        json_object_put(lag->briefs);
        free(lag->service);
        free(lag);
}

void standin_lag(struct standin *s, const struct standin_lag *how)
{
        struct lag *lag = xcalloc(1, sizeof(*lag));

        lag->cloud = s;
        lag->service = xstrdup(how->service);
        lag->until = loop_ticks(s->loop) + how->lasts;
        lag->flaps = how->flaps;
        lag->unknown = how->unknown;
        if (!strcmp(how->service, "rds")) {
                for (int kind = 0; kind < RDS_KINDS; kind++) {
                        copy_dbs(&lag->dbs[kind], &s->rds->dbs[kind], how->flaps);
                        copy_snapshots(&lag->snapshots[kind], &s->rds->snapshots[kind], how->flaps);
                }
        } else if (!strcmp(how->service, "ssm")) {
                copy_parameters(&lag->parameters, s->ssm, how->flaps);
        } else if (!strcmp(how->service, "ecs")) {
                copy_definitions(&lag->definitions, s->ecs, how->flaps);
                copy_services(lag, s->ecs);
        }
        lag_free(s->lag);
        s->lag = lag;
}

/* --- reading from it --- */

static void swap_tables(struct lag *lag)
{
        struct rds_model *rds = lag->cloud->rds;
        struct ecs_model *ecs = lag->cloud->ecs;

        if (!strcmp(lag->service, "rds")) {
                for (int kind = 0; kind < RDS_KINDS; kind++) {
                        struct rds_dbs dbs = rds->dbs[kind];
                        struct rds_snapshots snapshots = rds->snapshots[kind];

                        rds->dbs[kind] = lag->dbs[kind];
                        rds->snapshots[kind] = lag->snapshots[kind];
                        lag->dbs[kind] = dbs;
                        lag->snapshots[kind] = snapshots;
                }
        } else if (!strcmp(lag->service, "ssm")) {
                struct ssm_model ssm = *lag->cloud->ssm;

                lag->cloud->ssm->parameters = lag->parameters.parameters;
                lag->cloud->ssm->count = lag->parameters.count;
                lag->parameters.parameters = ssm.parameters;
                lag->parameters.count = ssm.count;
        } else if (!strcmp(lag->service, "ecs")) {
                struct definitions definitions = {ecs->definitions, ecs->definition_count};

                ecs->definitions = lag->definitions.items;
                ecs->definition_count = lag->definitions.count;
                lag->definitions = definitions;
        }
}

/* Those that the copy knows, as it knows them; of the others missing is told, unless it is NULL. */
static void exchange(struct call *call, const char *member, const char *key,
                     struct json_object *known, bool names, bool tells_missing)
{
        struct json_object *list = json_array(call->out, member), *out;

        if (!list)
                return;
        out = json_object_new_array();
        for (size_t i = 0; i < json_count(list); i++) {
                const char *arn = json_text(json_at(list, i), key);
                struct json_object *was = arn ? json_get(known, arn) : NULL;

                if (was)
                        json_object_array_add(out, as_it_is(names ? json_at(list, i) : was, names));
                else if (tells_missing)
                        ecs_add_failure(call, arn, "MISSING");
        }
        json_put(call->out, member, out);
}

static void exchange_answer(const struct lag *lag, struct call *call)
{
        if (call->error || strcmp(lag->service, "ecs") != 0)
                return;
        if (!strcmp(call->operation, "DescribeServices"))
                exchange(call, "services", "serviceArn", lag->services, lag->flaps, true);
        else if (!strcmp(call->operation, "DescribeServiceDeployments"))
                exchange(call, "serviceDeployments", "serviceDeploymentArn", lag->releases,
                         lag->flaps, true);
        else if (!strcmp(call->operation, "ListServiceDeployments"))
                exchange(call, "serviceDeployments", "serviceDeploymentArn", lag->briefs,
                         lag->flaps, false);
}

/* --- changes of what is not known there yet --- */

/* What the copy does not have and the cloud does. */
static bool is_new_db(struct call *call, const char *member)
{
        const char *name = json_text(call->in, member);

        return name && !rds_find(call->cloud, RDS_INSTANCE, name);
}

static void refuse_rds(struct call *call)
{
        static const char *const on_db[] = {"ModifyDBInstance", "DeleteDBInstance",
                                            "RebootDBInstance", "CreateDBSnapshot"};
        bool on_tags = !strcmp(call->operation, "AddTagsToResource");

        for (size_t i = 0; i < ARRAY_LEN(on_db); i++)
                if (!strcmp(call->operation, on_db[i]) && is_new_db(call, "DBInstanceIdentifier"))
                        call_fail(call, 404, "DBInstanceNotFound", "DBInstance %s not found.",
                                  json_text(call->in, "DBInstanceIdentifier"));
        if (on_tags && json_text(call->in, "ResourceName") &&
            strstr(json_text(call->in, "ResourceName"), ":db:") && is_new_db(call, "ResourceName"))
                call_fail(call, 404, "DBInstanceNotFound", "DBInstance %s not found.",
                          json_text(call->in, "ResourceName"));
}

static void refuse_ecs(struct call *call)
{
        const char *name = json_text(call->in, "taskDefinition");

        if (name && !ecs_find_definition(call->cloud->ecs, name))
                call_fail(call, 400, "ClientException", "TaskDefinition not found.");
}

static void refuse_ssm(struct call *call)
{
        const char *name = json_text(call->in, "Name");

        if (!strcmp(call->operation, "DeleteParameter") && name && !ssm_lookup(call->cloud, name))
                call_fail(call, 400, "ParameterNotFound", "Parameter %s not found.", name);
}

static void refuse_unknown(struct lag *lag, struct call *call)
{
        swap_tables(lag);
        if (!strcmp(lag->service, "rds"))
                refuse_rds(call);
        else if (!strcmp(lag->service, "ecs"))
                refuse_ecs(call);
        else if (!strcmp(lag->service, "ssm"))
                refuse_ssm(call);
        swap_tables(lag);
}

void lag_run(struct call *call, const struct operation *model)
{
        struct lag *lag = call->cloud->lag;

        if (!lag || strcmp(lag->service, call->service) != 0 ||
            loop_ticks(call->cloud->loop) >= lag->until ||
            (lag->flaps && world_random(call->cloud, 2))) {
                model->run(call);
                return;
        }
        if (model->mutating) {
                if (lag->unknown)
                        refuse_unknown(lag, call);
                if (!call->error)
                        model->run(call);
                return;
        }
        swap_tables(lag);
        model->run(call);
        swap_tables(lag);
        exchange_answer(lag, call);
}
