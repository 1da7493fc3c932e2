#include "engine/sim/teller.h"

#include <string.h>

#include "engine/base/mem.h"
#include "engine/sim/cron.h"

enum {
        SETTLE = 1800000,    /* the world comes to rest */
        PROCESSES_MAX = 24,  /* faults are few, so after some the way is free */
        PAUSE_MAX = 600000,  /* until somebody comes to resume */
        NEARLY = 300000,     /* before or after what is kept is due */
        AGAIN_LEAST = 60000, /* before a return is tried again: what is not seen yet is then */
        REFUSALS = 3,        /* of a return, before it is believed */
        RETURN_CALLS = 170,  /* of an undisturbed one */
        REBUILDS = 4,        /* are tried */
        UNSEEN = 2,          /* looks for a lock, before it is believed that there is none */
        FOUND_AFTER = 7200000,
};

struct teller {
        struct scene *scene;
        struct dice dice, later;  /* later: of what comes after the promotion */
        struct dice lost;         /* of a store that is lost */
        int rebuilds, unseen;     /* tried; looks that found no lock */
        bool finding, found_last; /* the machine with the lost store comes back, and ends it */
        enum run_end found;       /* what the run ends as there */
};

static void pause_a_while(struct teller *t)
{
        fiber_sleep(t->scene->loop, dice_below(&t->dice, PAUSE_MAX));
}

/* What somebody does who finds the run as this process left it; false: it has come to rest. */
static bool what_next(struct teller *t, const struct actor *p, enum errand *errand)
{
        bool has_run = p->watched ? t->scene->run != NULL : p->run != NULL;

        if (p->dead || (p->ended && p->end == RUN_BROKEN && (p->store_error || p->busy_until))) {
                *errand = !has_run                       ? ERRAND_RUN
                          : dice_below(&t->dice, 3) == 0 ? ERRAND_ROLLBACK
                                                         : ERRAND_RESUME;
                return true;
        }
        switch (p->end) {
        case RUN_INTERRUPTED:
                *errand = dice_below(&t->dice, 4) == 0 ? ERRAND_ROLLBACK : ERRAND_RESUME;
                return true;
        case RUN_STUCK:
                *errand = ERRAND_RESUME;
                return true;
        case RUN_ROLLBACK_INCOMPLETE:
                *errand = ERRAND_ROLLBACK;
                return true;
        case RUN_REFUSED: /* what is past its point of no return can't be rolled back */
                *errand = ERRAND_RESUME;
                return p->errand == ERRAND_ROLLBACK;
        case RUN_LOCKED: /* the dead process's lease still holds; it is tried again later */
                *errand = p->errand;
                return p->errand != ERRAND_RUN;
        case RUN_BROKEN:
                *errand = has_run ? ERRAND_RESUME : ERRAND_RUN;
                return true;
        default:
                return false;
        }
}

/* --- its store is lost --- */

/* Whoever rebuilds it has made sure that nobody drives it. */
static bool is_lost(const struct teller *t, enum errand errand)
{
        const struct scene *scene = t->scene;

        if (!faults_has(scene->story->faults, FAULT_STORE_LOST) || scene->rebuilt_at ||
            !scene->run || errand == ERRAND_RUN || t->rebuilds == REBUILDS)
                return false;
        for (const struct actor *p = scene->processes; p; p = p->next)
                if (!p->dead && !p->ended && (p->watched || p->beside))
                        return false;
        return true;
}

/* The machine with that store comes back, and somebody there takes the run up. */
static void find(void *arg)
{
        struct teller *t = arg;
        struct scene *scene = t->scene;
        enum errand errand;
        struct actor *p;

        fiber_sleep(scene->loop, dice_below(&t->lost, FOUND_AFTER));
        errand = dice_below(&t->lost, 2) ? ERRAND_RESUME : ERRAND_ROLLBACK;
        for (int processes = 1; processes < PROCESSES_MAX; processes++) {
                p = actor_start_found(scene, errand);
                actor_await(p);
                t->found = p->dead ? RUN_BROKEN : p->end;
                if (p->end == RUN_LOCKED || !what_next(t, p, &errand))
                        break;
                fiber_sleep(scene->loop, dice_below(&t->lost, PAUSE_MAX));
        }
        t->finding = false;
        signal_all(scene->loop, &scene->moved);
}

/* False: there is nothing to be taken up, or everybody believes that. */
static bool after_rebuilding(struct teller *t, struct actor *p)
{
        struct scene *scene = t->scene;

        if (scene->rebuilt_at) {
                if (faults_has(scene->story->faults, FAULT_STORE_FOUND)) {
                        t->finding = true;
                        fiber_start(scene->loop, "found", find, t);
                }
                return true;
        }
        t->rebuilds = p->ended && err_is(&p->err, ERR_REFUSED) ? REBUILDS : t->rebuilds + 1;
        t->unseen += p->nothing;
        fiber_sleep(scene->loop, AGAIN_LEAST);
        if (t->unseen < UNSEEN)
                return true;
        p->end = RUN_REFUSED;
        return false;
}

static const struct actor *holder(const struct scene *scene)
{
        const struct actor *p = scene->processes;

        while (p && !text_same(p->owner, scene->locks[0].owner))
                p = p->next;
        return p;
}

/* Somebody had taken the run up by the store that was thought to be lost: it is that one's. */
static void bring_back(struct scene *scene)
{
        struct store *other = scene->other_store;
        const struct actor *who = holder(scene);

        if (!scene->rebuilt_at || !who || who->store != other)
                return;
        scene->other_store = scene->store;
        scene->store = other;
        scene_say(scene, "the store that was lost is brought back");
        actor_await(who);
}

static struct actor *take_up(struct teller *t, enum errand errand)
{
        bool elsewhere = dice_below(&t->dice, 2);

        return is_lost(t, errand) ? actor_start_rebuild(t->scene, errand)
                                  : actor_start(t->scene, errand, true, elsewhere);
}

static struct actor *drive_to_rest(struct teller *t)
{
        enum errand errand = ERRAND_RUN;
        struct actor *p;

        for (int processes = 1;; processes++) {
                p = take_up(t, errand);
                actor_await(p);
                if (p->ended && p->end == RUN_LOCKED)
                        bring_back(t->scene);
                if ((p->rebuilds && !after_rebuilding(t, p)) || !what_next(t, p, &errand))
                        return p;
                if (processes == PROCESSES_MAX) {
                        if (!t->scene->interfered)
                                scene_breach(t->scene, HOLDS_END,
                                             "no end after %d processes: %s %s", PROCESSES_MAX,
                                             p->ended ? run_end_name(p->end) : "",
                                             err_text(&p->err));
                        return p;
                }
                pause_a_while(t);
        }
}

/* The runs of others are brought to an end, too: whoever began them comes back to them. */
static void drive_others_to_rest(struct teller *t)
{
        enum errand errand;

        for (struct actor *p = t->scene->processes; p; p = p->next)
                actor_await(p);
        for (int processes = 0; processes < PROCESSES_MAX; processes++) {
                struct actor *left = t->scene->processes;

                while (left &&
                       (left->watched || left->sweeps || left->followed || !left->run ||
                        left->beside || left->end == RUN_LOCKED || !what_next(t, left, &errand)))
                        left = left->next;
                if (!left)
                        return;
                pause_a_while(t);
                actor_await(actor_start_after(left, errand));
        }
        if (!t->scene->interfered)
                scene_breach(t->scene, HOLDS_END, "no end of another's run");
}

/* --- once it has succeeded, an operator goes back --- */

/* At once, somewhere in the time for which it is kept, or about when that is over. */
static int64_t moment(struct teller *t)
{
        int64_t kept = t->scene->keep_for ? t->scene->keep_ms : PAUSE_MAX;

        switch (dice_below(&t->later, 3)) {
        case 0:
                return dice_below(&t->later, PAUSE_MAX);
        case 1:
                return dice_below(&t->later, kept);
        default:
                return kept - NEARLY + dice_below(&t->later, 2LL * NEARLY);
        }
}

/* What comes after this process; false: it has come to rest. */
static bool next_back(struct teller *t, const struct actor *p, int *refused, enum errand *errand)
{
        static const enum errand ways[] = {ERRAND_RETURN, ERRAND_RESUME, ERRAND_ROLLBACK};
        bool asked = p->errand == ERRAND_RETURN;

        *errand = ways[dice_below(&t->later, ARRAY_LEN(ways))];
        if (p->dead)
                return true;
        switch (p->end) {
        case RUN_ROLLED_BACK:
                return false;
        case RUN_SUCCEEDED: /* resumed before it had begun */
                *errand = ERRAND_RETURN;
                return true;
        case RUN_REFUSED: /* without having been accepted; or what was seen was not so */
                *errand = ERRAND_RETURN;
                *refused += asked;
                return *refused < REFUSALS;
        case RUN_LOCKED:
                *errand = p->errand;
                return true;
        case RUN_ROLLBACK_INCOMPLETE:
                *errand = ERRAND_ROLLBACK;
                return true;
        default:
                return true;
        }
}

/* Whether nothing stands against it. */
static bool can_return(const struct scene *scene)
{
        /* how a database was that is kept as a snapshot the lost store knew alone */
        if (scene->rebuilt_at && text_same(scene->keep, "snapshot"))
                return false;
        return scene->story->world == WORLD_PROMOTED && scene->keep_for && !scene->swept &&
               !scene->interfered && !scene->others_done && !scene->rival_done;
}

static struct actor *drive_back(struct teller *t)
{
        int64_t kill_at = dice_below(&t->later, 4) ? 1 + dice_below(&t->later, RETURN_CALLS) : 0;
        struct scene *scene = t->scene;
        enum errand errand = ERRAND_RETURN;
        struct actor *p;
        int refused = 0;

        for (int processes = 1;; processes++, kill_at = 0) {
                bool elsewhere = dice_below(&t->later, 2);

                p = errand == ERRAND_RETURN ? actor_start_return(scene, elsewhere, kill_at)
                                            : actor_start(scene, errand, true, elsewhere);
                actor_await(p);
                if (!next_back(t, p, &refused, &errand))
                        return p;
                if (processes == PROCESSES_MAX) {
                        if (!scene->interfered)
                                scene_breach(scene, HOLDS_END,
                                             "no end of the return after %d processes: %s %s",
                                             PROCESSES_MAX, p->ended ? run_end_name(p->end) : "",
                                             err_text(&p->err));
                        return p;
                }
                fiber_sleep(scene->loop, AGAIN_LEAST + dice_below(&t->later, PAUSE_MAX));
        }
}

static void go_back(struct teller *t)
{
        struct scene *scene = t->scene;
        struct actor *p;

        fiber_sleep(scene->loop, moment(t));
        scene->returns = scene->returning = true;
        cron_wake(scene->cron);
        p = drive_back(t);
        scene->returning = false;
        cron_wake(scene->cron);
        if (p->end == RUN_ROLLED_BACK)
                scene->story->end = RUN_ROLLED_BACK;
        else if (can_return(scene))
                scene_breach(scene, HOLDS_END, "what is kept can't be gone back to: %s %s",
                             run_end_name(p->end), err_text(&p->err));
}

/* Of two that end it, the last one tells how. */
static void await_found(struct teller *t)
{
        struct scene *scene = t->scene;

        if (!t->finding)
                return;
        while (t->finding)
                signal_wait(scene->loop, &scene->moved, -1);
        t->found_last = t->found == RUN_SUCCEEDED || t->found == RUN_ROLLED_BACK;
        if (t->found_last)
                scene->story->end = t->found;
}

static void tell(void *arg)
{
        struct teller *t = arg;
        struct scene *scene = t->scene;
        struct actor *p;

        fiber_sleep(scene->loop, SETTLE);
        cron_start(scene);
        p = drive_to_rest(t);
        scene->story->end = p->ended ? p->end : RUN_BROKEN;
        scene->promoted = true;
        cron_wake(scene->cron);
        await_found(t);
        if (scene->story->end == RUN_SUCCEEDED && !t->found_last &&
            faults_has(scene->story->faults, FAULT_RETURNED))
                go_back(t);
        drive_others_to_rest(t);
        cron_finish(scene->cron);
}

void teller_tell(struct scene *scene, struct dice dice)
{
        struct teller t = {
                .scene = scene,
                .dice = dice,
                .later = {scene->story->seed ^ 0x6261636bu},
                .lost = {scene->story->seed ^ 0x666f756eu},
                .found = RUN_REFUSED,
        };

        fiber_start(scene->loop, "teller", tell, &t);
        loop_run(scene->loop);
}
