/* Token buckets and who waits at them. */
#include "engine/aws/rate.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/call.h"
#include "engine/base/log.h"
#include "engine/base/mem.h"

enum {
        TELL_FROM = 500,    /* ms: what is shorter is nobody's concern */
        LOOK_AGAIN = 1000,  /* the longest sleep of one whose turn is near: rates change */
        FORGET = 60 * 1000, /* ms without a throttle */
        WINDOW = 500,       /* ms: RateClocker._TIME_BUCKET_RANGE */
        CLASS_OPERATIONS = 10,
};

static const double SMOOTHING = 0.8; /* RateClocker._DEFAULT_SMOOTHING */
static const double SCALE = 0.4;     /* CubicCalculator._SCALE_CONSTANT */
static const double BETA = 0.7;      /* CubicCalculator._BETA */
static const double SLOWEST = 0.5;   /* TokenBucket._MIN_RATE */
static const double MOST_GROWTH = 2; /* ClientRateLimiter._MAX_RATE_ADJUST_SCALE */

enum which { ANY, READS, CHANGES };

/* Operations that share a bucket. Without a list: all of the service that stand in no other. */
struct rate_class {
        enum aws_service service;
        enum which which;
        double burst, per_second; /* published; 0: none */
        const char *operations[CLASS_OPERATIONS];
};

static const struct rate_class classes[] = {
        {SERVICE_ECS, ANY, 20, 1, {"RegisterTaskDefinition", "DeregisterTaskDefinition"}},
        {SERVICE_ECS,
         ANY,
         50,
         20,
         {"DescribeTaskDefinition", "ListTaskDefinitions", "ListTaskDefinitionFamilies"}},
        {SERVICE_ECS, ANY, 5, 1, {"DeleteTaskDefinitions"}},
        /* StopServiceDeployment and ContinueServiceDeployment are in no published class: believed
         * to be changes of a service. */
        {SERVICE_ECS,
         ANY,
         50,
         5,
         {"CreateService", "DeleteService", "UpdateService", "StopServiceDeployment",
          "ContinueServiceDeployment"}},
        {SERVICE_ECS, ANY, 100, 20, {"DescribeServices", "ListServices"}},
        {SERVICE_ECS, ANY, 50, 20, {"DescribeServiceDeployments", "ListServiceDeployments"}},
        {SERVICE_ECS, ANY, 50, 20, {"DescribeServiceRevisions"}},
        {SERVICE_ECS, ANY, 100, 40, {"RunTask", "StartTask", "StopTask"}},
        {SERVICE_ECS,
         ANY,
         100,
         20,
         {"DescribeTasks", "ListTasks", "DescribeContainerInstances", "ListContainerInstances"}},
        {SERVICE_ECS, ANY, 20, 1, {"CreateCluster", "UpdateCluster", "DeleteCluster"}},
        {SERVICE_ECS, ANY, 50, 20, {"DescribeClusters", "ListClusters"}},
        {SERVICE_ECS, ANY, 20, 10, {"TagResource", "UntagResource"}},
        {SERVICE_ECS, ANY, 50, 20, {"ListTagsForResource"}},
        /* RDS publishes nothing; Parameter Store's quotas differ for Get* and Put* (believed). */
        {SERVICE_SSM, READS, 0, 0, {NULL}},
        {SERVICE_SSM, CHANGES, 0, 0, {NULL}},
};

/* One bucket per class, and one per service for all else. */
enum { BUCKETS = ARRAY_LEN(classes) + SERVICE_COUNT };

/* On the stack of the fiber that waits. */
struct turn {
        struct turn *next;
        bool change;
};

struct bucket {
        double burst, per_second; /* published; 0: none */
        double learned;           /* per second; 0: not throttled of late */
        double level;             /* tokens */
        int64_t filled;           /* ticks: when level was right */
        struct turn *turns;       /* changes, then reads */
        /* the measured rate */
        double measured;
        int64_t window; /* ticks / WINDOW */
        int count;      /* in it */
        /* the curve */
        double w_max, k;
        int64_t throttled; /* ticks */
};

struct rate {
        struct rate *next;
        int holders;
        struct loop *loop;
        char *account; /* or NULL */
        char *region;
        bool published;
        struct bucket buckets[BUCKETS];
};

static struct rate *rates;

/* --- shared by the process --- */

static struct rate *find(const struct loop *loop, const char *account, const char *region)
{
        for (struct rate *r = rates; r; r = r->next) {
                if (r->loop == loop && text_same(r->region, region) &&
                    (account == r->account || text_same(r->account, account)))
                        return r;
        }
        return NULL;
}

struct rate *rate_join(struct loop *loop, const char *account, const char *region, bool published)
{
        struct rate *r = find(loop, account, region);

        if (r) {
                r->holders++;
                return r;
        }
        r = xcalloc(1, sizeof(*r));
        r->holders = 1;
        r->loop = loop;
        r->account = xstrdup(account);
        r->region = xstrdup(region);
        r->published = published;
        for (size_t i = 0; i < BUCKETS; i++) {
                struct bucket *b = &r->buckets[i];

                b->filled = loop_ticks(loop);
                b->window = b->filled / WINDOW;
                if (i < ARRAY_LEN(classes) && published) {
                        b->burst = b->level = classes[i].burst;
                        b->per_second = classes[i].per_second;
                }
        }
        r->next = rates;
        rates = r;
        return r;
}

void rate_leave(struct rate *r)
{
        struct rate **at = &rates;

        if (!r || --r->holders > 0)
                return;
        while (*at != r)
                at = &(*at)->next;
        *at = r->next;
        free(r->account);
        free(r->region);
        free(r);
}

struct rate *rate_of_account(struct rate *r, const char *account)
{
        if (text_same(r->account, account))
                return r;
        if (r->account || r->holders > 1 || find(r->loop, account, r->region))
                return rate_join(r->loop, account, r->region, r->published);
        r->account = xstrdup(account);
        return r;
}

static bool in_class(const struct rate_class *c, const struct operation *op)
{
        if (c->service != op->service)
                return false;
        if (c->which != ANY)
                return (c->which == CHANGES) == op->mutating;
        for (size_t i = 0; i < CLASS_OPERATIONS && c->operations[i]; i++) {
                if (strcmp(c->operations[i], op->name) == 0)
                        return true;
        }
        return false;
}

static struct bucket *bucket_of(struct rate *r, const struct operation *op)
{
        size_t i = 0;

        while (i < ARRAY_LEN(classes) && !in_class(&classes[i], op))
                i++;
        return &r->buckets[i < ARRAY_LEN(classes) ? i : i + op->service];
}

/* --- a bucket --- */

/* Tokens a second; 0: as many as one likes. */
static double speed(const struct bucket *b)
{
        if (b->learned > 0 && b->per_second > 0)
                return fmin(b->learned, b->per_second);
        return b->learned > 0 ? b->learned : b->per_second;
}

static double capacity(const struct bucket *b)
{
        double most = b->learned > 0 ? fmax(b->learned, 1) : b->burst;

        return b->burst > 0 ? fmin(most, b->burst) : most;
}

static void fill(struct bucket *b, int64_t now)
{
        if (b->learned > 0 && now - b->throttled > FORGET)
                b->learned = 0;
        b->level = fmin(capacity(b), b->level + (double)(now - b->filled) / 1000 * speed(b));
        b->filled = now;
}

/* Changes come before reads; among themselves, who came first. */
static void enqueue(struct bucket *b, struct turn *turn)
{
        struct turn **at = &b->turns;

        while (*at && ((*at)->change || !turn->change))
                at = &(*at)->next;
        turn->next = *at;
        *at = turn;
}

static void dequeue(struct bucket *b, const struct turn *turn)
{
        struct turn **at = &b->turns;

        while (*at != turn)
                at = &(*at)->next;
        *at = turn->next;
}

static int64_t time_until(const struct bucket *b, const struct turn *turn)
{
        double tokens = 1 - b->level;

        for (const struct turn *t = b->turns; t != turn; t = t->next)
                tokens += 1;
        return tokens <= 0 ? 0 : (int64_t)ceil(tokens / speed(b) * 1000);
}

static void tell(const struct bucket *b, const struct rate_patience *patience, int64_t ms)
{
        bool learned = b->learned > 0 && speed(b) < b->per_second + (b->per_second > 0 ? 0 : 1e9);
        char limit[32];

        snprintf(limit, sizeof(limit), "%.3g/s", speed(b));
        patience->tell(patience->arg, ms, limit, learned);
}

bool rate_turn(struct rate *r, const struct operation *op, const struct rate_patience *patience,
               struct err *err)
{
        struct bucket *b = bucket_of(r, op);
        struct turn turn = {.change = op->mutating};
        bool told = false, ok = true;

        enqueue(b, &turn);
        while (ok) {
                int64_t ms;

                fill(b, loop_ticks(r->loop));
                if (speed(b) <= 0)
                        break;
                ms = time_until(b, &turn);
                if (ms == 0 && b->turns == &turn) {
                        b->level -= 1;
                        break;
                }
                if (!told && ms >= TELL_FROM)
                        tell(b, patience, ms);
                told = told || ms >= TELL_FROM;
                /* Who is far back need not look often. */
                if (ms > LOOK_AGAIN)
                        ms = ms / 2 > LOOK_AGAIN ? ms / 2 : LOOK_AGAIN;
                ok = patience->pause(patience->arg, ms > 0 ? ms : 1, err);
        }
        dequeue(b, &turn);
        return ok;
}

double rate_of_operation(struct rate *r, const struct operation *op)
{
        struct bucket *b = bucket_of(r, op);

        fill(b, loop_ticks(r->loop));
        return speed(b);
}

/* --- learning --- */

/* RateClocker.record(): calls a second, smoothed. */
static double measure(struct bucket *b, int64_t now)
{
        int64_t window = now / WINDOW;

        b->count++;
        if (window > b->window) {
                double seconds = (double)(window - b->window) * WINDOW / 1000;

                b->measured = b->count / seconds * SMOOTHING + b->measured * (1 - SMOOTHING);
                b->count = 0;
                b->window = window;
        }
        return fmax(b->measured, b->count * 1000.0 / WINDOW);
}

/* CubicCalculator: after an error a share of the rate, then back along the curve. */
static double slower(struct bucket *b, double current, int64_t now)
{
        b->w_max = current;
        b->k = cbrt(b->w_max * (1 - BETA) / SCALE);
        b->throttled = now;
        return current * BETA;
}

static double faster(const struct bucket *b, int64_t now)
{
        double t = (double)(now - b->throttled) / 1000 - b->k;

        return SCALE * t * t * t + b->w_max;
}

void rate_answered(struct rate *r, const struct operation *op, bool throttled)
{
        struct bucket *b = bucket_of(r, op);
        int64_t now = loop_ticks(r->loop);
        double measured = measure(b, now), next;

        fill(b, now);
        if (!throttled && b->learned <= 0)
                return;
        if (throttled)
                next = slower(b, b->learned > 0 ? fmin(measured, b->learned) : measured, now);
        else
                next = faster(b, now);
        b->learned = fmax(fmin(next, MOST_GROWTH * measured), SLOWEST);
        b->level = fmin(b->level, capacity(b));
        if (throttled)
                log_debug("aws", "%s %s: throttled at %.3g/s, now %.3g/s",
                          services[op->service].name, op->name, measured, b->learned);
}
