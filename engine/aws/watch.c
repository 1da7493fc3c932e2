/*
 * The batcher behind watch.h. Looks are put on a list by those who want them; the first one of a
 * moment starts a fiber that lets the others come (GATHER), cuts the list into calls and makes
 * them, on a few lanes at a time. Every waiter gets an own copy or an own error.
 *
 *      watch_service()  -> pending -> [gather] -> batch -> batch -> batch
 *                                                  \-lane   \-lane
 */
#include "engine/aws/watch.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/context.h"
#include "engine/aws/ecs_parse.h"
#include "engine/aws/rds_parse.h"
#include "engine/base/mem.h"
#include "engine/run/stage.h"

enum {
        GATHER = 250,  /* the share of a poll as far apart as those may be who meant the same moment
                        */
        LANES = 8,     /* calls in flight of one gathering: polite, and quick enough for hundreds */
        PATIENCE = 20, /* looks before the pauses grow */
        TELL_AFTER = 2000, /* ms without an answer */
};

/* One waiter; lives on its stack. */
struct look {
        enum look_kind { AT_INSTANCE, AT_SERVICE, AT_DEPLOYMENT } kind;
        const char *cluster; /* of a service */
        const char *name;
        struct rds_instance *instance;
        struct ecs_service *service;
        struct ecs_service_deployment *deployment;
        struct err *err;
        bool ok, done;
        struct signal_point finished;
        struct look *next;
};

struct watcher {
        struct aws *aws;
        struct look *pending, **pending_end;
        bool gathering;
};

/* Looks that go out as one call: instances, services of one cluster, or deployments. */
struct batch {
        struct look **looks;
        size_t count;
        const char **names; /* each once */
        size_t name_count;
};

/* What one gathering has to do, shared by its lanes. */
struct gathering {
        struct watcher *w;
        struct batch *batches;
        size_t count;
        size_t taken; /* batches that a lane has begun */
        int lanes;    /* still at it; the last one frees */
        struct look **looks;
        const char **names;
};

struct watcher *watcher_new(struct aws *aws)
{
        struct watcher *w = xcalloc(1, sizeof(*w));

        w->aws = aws;
        w->pending_end = &w->pending;
        return w;
}

void watcher_free(struct watcher *w)
{
        free(w);
}

/* The look may be gone once the running fiber waits. */
static void finish(struct watcher *w, struct look *l, bool ok)
{
        l->ok = ok;
        l->done = true;
        signal_all(w->aws->loop, &l->finished);
}

static void fail_all(struct watcher *w, const struct batch *b, const struct err *err)
{
        for (size_t i = 0; i < b->count; i++) {
                err_copy(b->looks[i]->err, err);
                finish(w, b->looks[i], false);
        }
}

static void look_alone(struct watcher *w, struct look *l)
{
        finish(w, l, rds_find_instance(w->aws, l->name, l->instance, l->err));
}

static void deliver_instance(struct watcher *w, struct look *l, const struct rds_instances *found)
{
        for (size_t i = 0; i < found->count; i++) {
                if (strcmp(found->items[i].id, l->name) == 0) {
                        rds_instance_copy(l->instance, &found->items[i]);
                        finish(w, l, true);
                        return;
                }
        }
        err_set(l->err, ERR_NOT_FOUND, "rds DescribeDBInstances: %s not found", l->name);
        err_reason(l->err, "DBInstanceNotFound");
        finish(w, l, false);
}

static void look_at_instances(struct watcher *w, struct batch *b)
{
        struct rds_instances found;
        struct err err = ERR_INIT;
        bool ok;

        if (b->count == 1) {
                look_alone(w, b->looks[0]);
                return;
        }
        ok = rds_list_named(w->aws, b->names, b->name_count, &found, &err);
        for (size_t i = 0; ok && i < b->count; i++)
                deliver_instance(w, b->looks[i], &found);
        if (!ok && err_is(&err, ERR_NOT_FOUND)) {
                /* One that is gone spoils the filter: each for itself. */
                for (size_t i = 0; i < b->count; i++)
                        look_alone(w, b->looks[i]);
        } else if (!ok) {
                fail_all(w, b, &err);
        }
        err_clear(&err);
        if (ok)
                rds_instances_release(&found);
}

/* Whether nobody behind it waits for the same: then it may have what was found itself. */
static bool is_last_of_name(const struct batch *b, size_t at)
{
        return at + 1 == b->count || strcmp(b->looks[at + 1]->name, b->looks[at]->name) != 0;
}

static void deliver_service(struct watcher *w, struct look *l, const struct batch *b, bool last,
                            struct ecs_service *found)
{
        for (size_t i = 0; i < b->name_count; i++) {
                if (strcmp(b->names[i], l->name) != 0)
                        continue;
                if (!found[i].name) {
                        finish(w, l, ecs_service_missing(l->cluster, l->name, l->err));
                } else if (last) {
                        *l->service = found[i];
                        found[i] = (struct ecs_service){0};
                        finish(w, l, true);
                } else {
                        struct json_object *copy = json_copy(found[i].raw);

                        finish(w, l, ecs_service_read(copy, l->service, l->err));
                        json_object_put(copy);
                }
                return;
        }
}

static void look_at_services(struct watcher *w, struct batch *b)
{
        struct ecs_service found[ECS_MANY] = {0};
        struct err err = ERR_INIT;

        if (ecs_describe_some(w->aws, b->looks[0]->cluster, b->names, b->name_count, found, &err)) {
                for (size_t i = 0; i < b->count; i++)
                        deliver_service(w, b->looks[i], b, is_last_of_name(b, i), found);
        } else {
                fail_all(w, b, &err);
        }
        err_clear(&err);
        for (size_t i = 0; i < b->name_count; i++)
                ecs_service_release(&found[i]);
}

static void deliver_deployment(struct watcher *w, struct look *l, const struct batch *b, bool last,
                               struct ecs_service_deployment *found)
{
        for (size_t i = 0; i < b->name_count; i++) {
                struct json_object *copy;

                if (strcmp(b->names[i], l->name) != 0)
                        continue;
                if (!found[i].arn) {
                        finish(w, l, ecs_service_deployment_missing(l->name, l->err));
                        return;
                }
                if (last) {
                        *l->deployment = found[i];
                        found[i] = (struct ecs_service_deployment){0};
                        finish(w, l, true);
                        return;
                }
                copy = json_copy(found[i].raw);
                finish(w, l, ecs_service_deployment_read(copy, l->deployment, l->err));
                json_object_put(copy);
                return;
        }
}

static void look_at_deployments(struct watcher *w, struct batch *b)
{
        struct ecs_service_deployment found[ECS_MANY_DEPLOYMENTS] = {0};
        struct err err = ERR_INIT;

        if (ecs_describe_some_deployments(w->aws, b->names, b->name_count, found, &err)) {
                for (size_t i = 0; i < b->count; i++)
                        deliver_deployment(w, b->looks[i], b, is_last_of_name(b, i), found);
        } else {
                fail_all(w, b, &err);
        }
        err_clear(&err);
        for (size_t i = 0; i < b->name_count; i++)
                ecs_service_deployment_release(&found[i]);
}

static void run_lane(void *arg)
{
        struct gathering *g = arg;
        struct watcher *w = g->w;

        while (g->taken < g->count) {
                struct batch *b = &g->batches[g->taken++];

                switch (b->looks[0]->kind) {
                case AT_INSTANCE:
                        look_at_instances(w, b);
                        break;
                case AT_SERVICE:
                        look_at_services(w, b);
                        break;
                case AT_DEPLOYMENT:
                        look_at_deployments(w, b);
                        break;
                }
        }
        if (--g->lanes > 0)
                return;
        free(g->batches);
        free(g->looks);
        free(g->names);
        free(g);
}

static int by_target(const void *a, const void *b)
{
        const struct look *left = *(struct look *const *)a, *right = *(struct look *const *)b;
        int order = (int)left->kind - (int)right->kind;

        if (!order && left->cluster)
                order = strcmp(left->cluster, right->cluster);
        return order ? order : strcmp(left->name, right->name);
}

static bool fits(const struct batch *b, const struct look *l)
{
        static const size_t many[] = {
                [AT_INSTANCE] = RDS_MANY,
                [AT_SERVICE] = ECS_MANY,
                [AT_DEPLOYMENT] = ECS_MANY_DEPLOYMENTS,
        };
        const struct look *first = b->looks[0], *last = b->looks[b->count - 1];

        if (first->kind != l->kind || !text_same(first->cluster, l->cluster))
                return false;
        return strcmp(last->name, l->name) == 0 || b->name_count < many[l->kind];
}

static void add_look(struct batch *b, struct look *l)
{
        if (b->count == 0 || strcmp(b->looks[b->count - 1]->name, l->name) != 0)
                b->names[b->name_count++] = l->name;
        b->count++;
}

/* Sorts what is pending, so that equal and related looks stand together, and cuts it. */
static struct gathering *cut(struct watcher *w)
{
        struct gathering *g = xcalloc(1, sizeof(*g));
        size_t count = 0, i = 0;

        for (struct look *l = w->pending; l; l = l->next)
                count++;
        g->w = w;
        g->looks = xcalloc(count, sizeof(*g->looks));
        g->names = xcalloc(count, sizeof(*g->names));
        g->batches = xcalloc(count, sizeof(*g->batches));
        for (struct look *l = w->pending; l; l = l->next)
                g->looks[i++] = l;
        qsort(g->looks, count, sizeof(*g->looks), by_target);
        for (i = 0; i < count; i++) {
                struct batch *b = g->count ? &g->batches[g->count - 1] : NULL;

                if (!b || !fits(b, g->looks[i])) {
                        b = &g->batches[g->count++];
                        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): in an array */
                        b->looks = &g->looks[i];
                        b->names = &g->names[i];
                }
                add_look(b, g->looks[i]);
        }
        w->pending = NULL;
        w->pending_end = &w->pending;
        return g;
}

static void gather(void *arg)
{
        struct watcher *w = arg;
        struct gathering *g;

        fiber_sleep(w->aws->loop, w->aws->poll / GATHER);
        w->gathering = false;
        g = cut(w);
        g->lanes = g->count < LANES ? (int)g->count : LANES;
        for (int i = 1; i < g->lanes; i++)
                fiber_start(w->aws->loop, "watcher", run_lane, g);
        run_lane(g);
}

/* The call is made by a fiber that knows no stage; what takes long is said by each that waits. */
static void await(struct aws *aws, struct look *l)
{
        int64_t patience = loop_ticks(aws->loop) + aws->poll / GATHER + TELL_AFTER;
        struct stage *s = stage_current();

        while (!l->done && signal_wait(aws->loop, &l->finished, s ? patience : -1))
                ;
        if (!l->done && s)
                stage_note(s, "waiting for an answer about %s: many are asked for, or AWS is slow",
                           l->name);
        while (!l->done)
                signal_wait(aws->loop, &l->finished, -1);
}

/* Asks for all of them together, and until all are done: they are written to until then. */
static bool wait_for(struct aws *aws, struct look *looks, size_t count)
{
        struct watcher *w = aws->watcher;
        bool ok = true;

        for (size_t i = 0; i < count; i++) {
                *w->pending_end = &looks[i];
                w->pending_end = &looks[i].next;
        }
        if (count && !w->gathering) {
                w->gathering = true;
                fiber_start(aws->loop, "watcher", gather, w);
        }
        for (size_t i = 0; i < count; i++) {
                await(aws, &looks[i]);
                ok = ok && looks[i].ok;
        }
        return ok;
}

bool watch_instance(struct aws *aws, const char *id, struct rds_instance *out, struct err *err)
{
        struct look l = {.kind = AT_INSTANCE, .name = id, .instance = out, .err = err};

        *out = (struct rds_instance){0};
        err_clear(err);
        return wait_for(aws, &l, 1);
}

bool watch_service(struct aws *aws, const char *cluster, const char *service,
                   struct ecs_service *out, struct err *err)
{
        struct look l = {.kind = AT_SERVICE,
                         .cluster = cluster,
                         .name = service,
                         .service = out,
                         .err = err};

        *out = (struct ecs_service){0};
        err_clear(err);
        return wait_for(aws, &l, 1);
}

/* Waits for all looks; err is that of the first that failed. */
static bool wait_for_many(struct aws *aws, struct look *looks, size_t count, struct err *err)
{
        struct err *errs = xcalloc(count + 1, sizeof(*errs));
        bool ok;

        err_clear(err);
        for (size_t i = 0; i < count; i++)
                looks[i].err = &errs[i];
        ok = wait_for(aws, looks, count);
        for (size_t i = 0; i < count; i++) {
                if (!looks[i].ok && !err->code)
                        err_move(err, &errs[i]);
                err_clear(&errs[i]);
        }
        free(errs);
        return ok;
}

bool watch_services(struct aws *aws, const char *cluster, const char *const *names, size_t count,
                    struct ecs_services *out, struct err *err)
{
        struct look *looks = xcalloc(count + 1, sizeof(*looks));
        bool ok;

        out->items = xcalloc(count + 1, sizeof(*out->items));
        out->count = count;
        for (size_t i = 0; i < count; i++) {
                looks[i] = (struct look){.kind = AT_SERVICE,
                                         .cluster = cluster,
                                         .name = names[i],
                                         .service = &out->items[i]};
        }
        ok = wait_for_many(aws, looks, count, err);
        if (!ok)
                ecs_services_release(out);
        free(looks);
        return ok;
}

bool watch_deployments(struct aws *aws, const char *const *arns, size_t count,
                       struct ecs_service_deployment *out, struct err *err)
{
        struct look *looks = xcalloc(count + 1, sizeof(*looks));
        bool ok;

        for (size_t i = 0; i < count; i++) {
                out[i] = (struct ecs_service_deployment){0};
                looks[i] = (struct look){
                        .kind = AT_DEPLOYMENT, .name = arns[i], .deployment = &out[i]};
        }
        ok = wait_for_many(aws, looks, count, err);
        free(looks);
        return ok;
}

bool watch_deployment(struct aws *aws, const char *arn, struct ecs_service_deployment *out,
                      struct err *err)
{
        return watch_deployments(aws, &arn, 1, out, err);
}

/* All pauses end on a grid of poll ms, so that those who wait look together. */
int64_t watch_pause(struct aws *aws, int look)
{
        int64_t now = loop_ticks(aws->loop), poll = aws->poll;
        int64_t pause = look > PATIENCE ? 3 * poll : poll;

        if (look <= 0)
                return 0;
        return (now + pause + poll / 2) / poll * poll - now;
}
