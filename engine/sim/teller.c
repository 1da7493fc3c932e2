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
};

struct teller {
        struct scene *scene;
        struct dice dice, later; /* later: of what comes after the promotion */
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

static struct actor *drive_to_rest(struct teller *t)
{
        enum errand errand = ERRAND_RUN;
        struct actor *p;

        for (int processes = 1;; processes++) {
                p = actor_start(t->scene, errand, true, dice_below(&t->dice, 2));
                actor_await(p);
                if (!what_next(t, p, &errand))
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
        if (p->ended && p->end == RUN_SUCCEEDED && faults_has(scene->story->faults, FAULT_RETURNED))
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
        };

        fiber_start(scene->loop, "teller", tell, &t);
        loop_run(scene->loop);
}
