/* Cron's part of a story. */
#include "engine/sim/cron.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/run/unfinished.h"
#include "engine/sim/keeping.h"
#include "engine/sim/random.h"
#include "stages/sweep_file.h"
#include "stages/table.h"

enum {
        BUSY_PAUSE = 1200000,  /* at most, while the promotion goes on */
        BACK_PAUSE = 120000,   /* while it is put back */
        EARLY_MOST = 120000,   /* directly before and after it is due */
        DUE_PAUSE = 600000,    /* when it is */
        IDLE_PAUSE = 36000000, /* when nothing is kept */
        KILLS = 3,
        KILL_CALLS = 40,
        LAST_SWEEPS = 30, /* after all else */
};

struct cron {
        struct scene *scene;
        struct dice dice;
        struct pipeline *pipeline;
        struct store *own_store; /* NULL: the watched run's */
        struct signal_point woken;
        int kills, last;
        bool finishing, done;
};

const struct pipeline *cron_pipeline(const struct scene *scene)
{
        return scene->cron->pipeline;
}

static struct store *store_of(const struct cron *c)
{
        return c->own_store ? c->own_store : c->scene->store;
}

void cron_unfinished(struct store *store, struct strlist *runs, char **sweep)
{
        struct err err = ERR_INIT;

        run_unfinished(store, SIM_STACK, "sweep", runs, sweep, &err);
        err_clear(&err);
}

/* Until the next time; of what is kept, soon, or about when it is due. */
static int64_t pause(struct cron *c)
{
        const struct kept_note *next = keeping_next(c->scene);
        int64_t left = next ? next->until - loop_now(c->scene->loop) : IDLE_PAUSE;

        if (c->scene->returning)
                return 1 + dice_below(&c->dice, BACK_PAUSE);
        if (!c->scene->promoted)
                return 1 + dice_below(&c->dice, BUSY_PAUSE);
        if (left <= 0)
                return 1 + dice_below(&c->dice, DUE_PAUSE);
        switch (dice_below(&c->dice, 3)) {
        case 0:
                return 1 + dice_below(&c->dice, left);
        case 1:
                return left > EARLY_MOST ? left - dice_below(&c->dice, EARLY_MOST) : left;
        default:
                return left + dice_below(&c->dice, EARLY_MOST);
        }
}

/* The watched run has ended and could not give its lock back. From its own store the next run takes
 * that over; from another machine nobody can tell that it has ended. */
static bool is_left_locked(const struct scene *scene)
{
        enum run_end end = scene->story->end;

        return scene->promoted && !scene->returning && text_same(scene->locks[0].run, scene->run) &&
               (end == RUN_SUCCEEDED || end == RUN_ROLLED_BACK);
}

/* A new one, or what the last has left. */
static void sweep(struct cron *c)
{
        struct strlist runs = {0};
        const struct actor *p;
        char *begun = NULL;
        int64_t kill_at = 0;

        if (c->kills < KILLS && dice_below(&c->dice, 3) == 0)
                kill_at = 1 + dice_below(&c->dice, KILL_CALLS);
        cron_unfinished(store_of(c), &runs, &begun);
        p = actor_start_sweep(c->scene, store_of(c), begun, kill_at);
        actor_await(p);
        if (p->end == RUN_LOCKED && is_left_locked(c->scene))
                others_unlock_ended(c->scene);
        c->kills += p->dead && kill_at;
        strlist_release(&runs);
        free(begun);
}

static bool is_at_rest(const struct cron *c)
{
        struct strlist runs = {0};
        char *begun;
        bool rests;

        cron_unfinished(store_of(c), &runs, &begun);
        rests = !begun && !keeping_next(c->scene);
        strlist_release(&runs);
        free(begun);
        return rests;
}

static void work(void *arg)
{
        struct cron *c = arg;

        while (!(c->finishing && (is_at_rest(c) || c->last++ == LAST_SWEEPS)))
                if (!signal_wait(c->scene->loop, &c->woken, loop_ticks(c->scene->loop) + pause(c)))
                        sweep(c);
        c->done = true;
        signal_all(c->scene->loop, &c->scene->moved);
}

struct cron *cron_start(struct scene *scene)
{
        struct diagnostics findings = {0};
        struct err err = ERR_INIT;
        struct cron *c;

        if (!faults_has(scene->story->faults, FAULT_SWEPT))
                return NULL;
        c = scene->cron = xcalloc(1, sizeof(*c));
        c->scene = scene;
        c->dice = (struct dice){scene->story->seed ^ 0x63726f6eu};
        c->pipeline =
                pipeline_parse("sweep", sweep_file, strlen(sweep_file), stage_types, &findings);
        /* what a sweep leaves in a store that is lost nobody would go on with */
        if (dice_below(&c->dice, 2) || faults_has(scene->story->faults, FAULT_STORE_LOST))
                c->own_store = store_open(":memory:", &err);
        if (!c->pipeline || err.code != ERR_NONE)
                abort(); /* a constant */
        diagnostics_release(&findings);
        fiber_start(scene->loop, "cron", work, c);
        return c;
}

void cron_wake(struct cron *c)
{
        if (c)
                signal_all(c->scene->loop, &c->woken);
}

void cron_finish(struct cron *c)
{
        if (!c)
                return;
        c->finishing = true;
        cron_wake(c);
        while (!c->done)
                signal_wait(c->scene->loop, &c->scene->moved, -1);
}

void cron_free(struct cron *c)
{
        if (!c)
                return;
        pipeline_free(c->pipeline);
        store_close(c->own_store);
        free(c);
}
