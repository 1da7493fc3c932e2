/* Whose a cluster is, waiting for it, and who uses it. */
#include "stages/database_cluster.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/database.h"

static const int64_t EVENTS_BACK = 6 * 3600 * 1000LL;

bool cluster_find(struct stage *s, const char *id, struct rds_cluster *c, bool *found,
                  struct err *err)
{
        *found = rds_find_cluster(stage_aws(s), id, c, err);
        return *found || err_forgive(err, ERR_NOT_FOUND);
}

bool cluster_await_seen(struct stage *s, const char *id, struct rds_cluster *c, bool *found,
                        struct err *err)
{
        *found = false;
        for (int look = 0; !*found && look <= LOOKS_UNSEEN; look++) {
                if (!stage_sleep(s, watch_pause(stage_aws(s), look), err) ||
                    !cluster_find(s, id, c, found, err))
                        return false;
        }
        return true;
}

bool cluster_is_of_run(const struct stage *s, const struct rds_cluster *c)
{
        return cloud_is_of_run(s, &c->tags);
}

bool cluster_check_engine(const char *what, const char *id, const char *engine, struct err *err)
{
        if (engine && text_starts(engine, "aurora"))
                return true;
        err_set(err, ERR_REFUSED,
                "%s %s is of engine %s: a Multi-AZ DB cluster or another service's, and Snaplift "
                "restores DB instances and Aurora clusters",
                what, id, engine ? engine : "(none)");
        return err_next(err, "lift a DB instance or an Aurora cluster");
}

bool cluster_check_kind(const struct rds_cluster *c, struct err *err)
{
        if (!cluster_check_engine("cluster", c->id, c->engine, err))
                return false;
        if (c->instance_class)
                return err_set(err, ERR_REFUSED,
                               "cluster %s is a Multi-AZ DB cluster: its instances are RDS's own",
                               c->id);
        if (text_same(c->scalability, "limitless"))
                return err_set(err, ERR_REFUSED,
                               "cluster %s is of Aurora Limitless Database, whose shard groups no "
                               "restore brings back",
                               c->id);
        return true;
}

const struct rds_cluster_member *cluster_writer(const struct rds_cluster *c)
{
        for (size_t i = 0; i < c->member_count; i++)
                if (c->members[i].writer)
                        return &c->members[i];
        return NULL;
}

static int by_role(const void *a, const void *b)
{
        const struct rds_cluster_member *left = *(const struct rds_cluster_member *const *)a;
        const struct rds_cluster_member *right = *(const struct rds_cluster_member *const *)b;

        if (left->writer != right->writer)
                return right->writer - left->writer;
        if (left->tier != right->tier)
                return left->tier < right->tier ? -1 : 1;
        return strcmp(left->id, right->id);
}

const struct rds_cluster_member **cluster_by_role(const struct rds_cluster *c)
{
        const struct rds_cluster_member **all = xcalloc(c->member_count + 1, sizeof(*all));

        for (size_t i = 0; i < c->member_count; i++)
                all[i] = &c->members[i];
        if (c->member_count)
                qsort(all, c->member_count, sizeof(*all), by_role);
        return all;
}

bool cluster_endpoint_is_custom(const struct rds_cluster_endpoint *e)
{
        return e->id && text_same(e->type, "CUSTOM");
}

bool cluster_find_members(struct stage *s, const struct rds_cluster *c, struct rds_instances *out,
                          struct err *err)
{
        const char **ids = xcalloc(c->member_count + 1, sizeof(*ids));
        bool ok = true;

        *out = (struct rds_instances){0};
        for (size_t i = 0; i < c->member_count; i++)
                ids[i] = c->members[i].id;
        if (c->member_count)
                ok = rds_find_instances(stage_aws(s), ids, c->member_count, out, err);
        free(ids);
        return ok;
}

/* --- waiting --- */

/* Sets err: the terminal status and what RDS itself says about it. */
static bool tell_failure(struct stage *s, const struct rds_cluster *c, struct err *err)
{
        struct rds_events events = {0};
        struct err ignored = ERR_INIT;

        err_set(err, ERR_FAILED, "cluster %s is %s", c->id, c->status);
        if (rds_cluster_events(stage_aws(s), c->id, loop_now(stage_loop(s)) - EVENTS_BACK, &events,
                               &ignored))
                database_tell_events(&events, err);
        err_clear(&ignored);
        rds_events_release(&events);
        return false;
}

static bool is_changing(const struct rds_cluster *c)
{
        return rds_phase(c->status) == RDS_MOVING || c->pending.count > 0;
}

/* looks: good ones in a row; fewer as soon as a look finds that something is under way. */
static bool look_from(struct stage *s, const char *id, int look, int looks, const char *resource,
                      struct rds_cluster *c, struct err *err)
{
        int good = 0, unknown = 0;

        for (;; look++) {
                if (!stage_sleep(s, watch_pause(stage_aws(s), look), err))
                        return false;
                rds_cluster_release(c);
                if (!rds_find_cluster(stage_aws(s), id, c, err)) {
                        if (!err_is(err, ERR_NOT_FOUND) || ++unknown > LOOKS_UNSEEN)
                                return false;
                        err_clear(err);
                        continue;
                }
                unknown = 0;
                if (!database_check_same(id, resource, c->resource_id, err))
                        return false;
                stage_note(s, "%s is %s", c->id, c->status);
                if (rds_phase(c->status) == RDS_TERMINAL || rds_phase(c->status) == RDS_DELETING)
                        return tell_failure(s, c, err);
                if (is_changing(c))
                        looks = DATABASE_LOOKS; /* seen: no need to wait for its beginning */
                good = is_changing(c) || !c->address ? 0 : good + 1;
                if (good >= looks)
                        return true;
        }
}

static bool wait_from(struct stage *s, const char *id, int look, int looks, struct rds_cluster *c,
                      struct err *err)
{
        char *resource = xstrdup(c->resource_id);
        bool ok = look_from(s, id, look, looks, resource, c, err);

        free(resource);
        return ok;
}

bool cluster_wait(struct stage *s, const char *id, struct rds_cluster *c, struct err *err)
{
        return wait_from(s, id, 0, DATABASE_LOOKS, c, err);
}

bool cluster_wait_change(struct stage *s, const char *id, struct rds_cluster *c, struct err *err)
{
        return wait_from(s, id, 1, LOOKS_UNSEEN, c, err);
}

bool cluster_wait_writer(struct stage *s, const struct rds_cluster *c, struct err *err)
{
        const struct rds_cluster_member *writer = cluster_writer(c);
        struct rds_instance db = {0};
        bool ok = !writer || database_wait(s, writer->id, &db, err);

        rds_instance_release(&db);
        return ok;
}

/* --- who uses it --- */

static void add_words(const struct rds_cluster *c, struct cluster_names *n)
{
        n->target = (struct usage_target){.id = c->id};
        usage_add_word(&n->target, c->id);
        usage_add_word(&n->target, c->address);
        usage_add_word(&n->target, c->reader);
        usage_add_word(&n->target, c->master_secret); /* goes with it */
        for (size_t i = 0; i < n->members.count; i++) {
                usage_add_word(&n->target, n->members.items[i].id);
                usage_add_word(&n->target, n->members.items[i].address);
        }
        for (size_t i = 0; i < n->endpoints.count; i++)
                usage_add_word(&n->target, n->endpoints.items[i].address);
}

bool cluster_find_names(struct stage *s, const struct rds_cluster *c, struct cluster_names *out,
                        struct err *err)
{
        *out = (struct cluster_names){0};
        if (cluster_find_members(s, c, &out->members, err) &&
            rds_list_cluster_endpoints(stage_aws(s), c->id, &out->endpoints, err)) {
                add_words(c, out);
                return true;
        }
        cluster_names_release(out);
        return false;
}

void cluster_names_release(struct cluster_names *n)
{
        rds_instances_release(&n->members);
        rds_cluster_endpoints_release(&n->endpoints);
        *n = (struct cluster_names){0};
}

bool cluster_snapshot_name(const struct stage *s, const char *id, const char *middle,
                           char out[CLUSTER_NAME_SIZE], struct err *err)
{
        size_t most = CLUSTER_NAME_SIZE - 1, taken = strlen(id) + 1 + strlen(middle), len;
        char stamp[RUN_STAMP_SIZE];
        const char *end = stamp;

        cloud_run_stamp(s, stamp);
        len = strlen(stamp);
        if (taken < most && taken + len > most)
                end += taken + len - most;
        while (*end == '-') /* no two of them in a row */
                end++;
        return snprintf(out, CLUSTER_NAME_SIZE, "%s-%s%s", id, middle, end) < CLUSTER_NAME_SIZE ||
               err_set(err, ERR_INVALID, "%s is too long a name for a snapshot of it", id);
}
