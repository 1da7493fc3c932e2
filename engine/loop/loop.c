/*
 * The loop itself: clock, timers, and the turn of everything that is ready.
 *
 * One heap of timers, ordered by (deadline, order of asking), serves both kinds of loop. On a real
 * one a single uv_timer stands for its first entry; on a virtual one there is no libuv at all and
 * the clock jumps to it.
 */
#include "engine/loop/internal.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "engine/base/mem.h"

_Noreturn void loop_die(const char *fmt, ...)
{
        va_list args;

        fflush(stdout);
        fputs("snaplift: ", stderr);
        va_start(args, fmt);
        vfprintf(stderr, fmt, args);
        va_end(args);
        fputc('\n', stderr);
        abort();
}

/* --- making and freeing --- */

struct loop *loop_new(void)
{
        struct loop *loop = xcalloc(1, sizeof(*loop));
        int rc = uv_loop_init(&loop->uv);

        if (rc < 0)
                loop_die("no event loop: %s", uv_strerror(rc));
        uv_timer_init(&loop->uv, &loop->alarm);
        loop->alarm.data = NULL;
        /* A peer that went away is an error of that write, not the end of the process. */
        signal(SIGPIPE, SIG_IGN);
        return loop;
}

static uint64_t splitmix64(uint64_t *state)
{
        uint64_t z = *state += 0x9e3779b97f4a7c15u;

        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
}

struct loop *loop_new_virtual(int64_t start_ms, uint64_t seed)
{
        struct loop *loop = xcalloc(1, sizeof(*loop));

        loop->is_virtual = true;
        loop->start = start_ms;
        for (size_t i = 0; i < ARRAY_LEN(loop->seed); i++)
                loop->seed[i] = splitmix64(&seed);
        return loop;
}

static void abandon_handle(uv_handle_t *handle, void *arg)
{
        struct handle_owner *owner = handle->data;

        (void)arg;
        if (uv_is_closing(handle))
                return;
        if (owner)
                owner->abandon(owner);
        else
                uv_close(handle, NULL);
}

static void close_uv(struct loop *loop)
{
        int rc;

        uv_walk(&loop->uv, abandon_handle, NULL);
        while (uv_run(&loop->uv, UV_RUN_DEFAULT) != 0)
                ;
        rc = uv_loop_close(&loop->uv);
        if (rc < 0)
                loop_die("the event loop is still in use: %s", uv_strerror(rc));
}

void loop_free(struct loop *loop)
{
        if (!loop)
                return;
        if (loop->running)
                loop_die("loop_free() on a fiber of the loop");
        if (!loop->is_virtual)
                close_uv(loop); /* before the stacks: requests in flight may lie on them */
        for (size_t i = 0; i < loop->timers; i++) {
                if (loop->heap[i].timer->owned)
                        free(loop->heap[i].timer);
        }
        free(loop->heap);
        fibers_free(loop);
        free(loop);
}

bool loop_is_virtual(const struct loop *loop)
{
        return loop->is_virtual;
}

uv_loop_t *loop_uv(struct loop *loop, const char *what)
{
        if (loop->is_virtual)
                loop_die("%s needs a loop in real time", what);
        return &loop->uv;
}

/* --- clock and chance --- */

int64_t loop_now(const struct loop *loop)
{
        struct timespec now;

        if (loop->is_virtual)
                return loop->start + loop->ticks;
        clock_gettime(CLOCK_REALTIME, &now);
        return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t loop_ticks(const struct loop *loop)
{
        if (loop->is_virtual)
                return loop->ticks;
        return (int64_t)(uv_hrtime() / 1000000);
}

void loop_suspended(struct loop *loop, int64_t ms)
{
        if (!loop->is_virtual)
                loop_die("a real machine sleeps by itself");
        loop->start += ms;
}

int64_t loop_after(const struct loop *loop, int64_t ms)
{
        int64_t ticks = loop_ticks(loop);

        if (ms <= 0)
                return ticks;
        return ms > INT64_MAX - ticks ? INT64_MAX : ticks + ms;
}

static uint64_t rotate(uint64_t x, int by)
{
        return (x << by) | (x >> (64 - by));
}

static uint64_t xoshiro256(uint64_t s[4])
{
        uint64_t result = rotate(s[1] * 5, 7) * 9;
        uint64_t t = s[1] << 17;

        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = rotate(s[3], 45);
        return result;
}

static uint64_t random_word(struct loop *loop)
{
        uint64_t word;
        ssize_t got;

        if (loop->is_virtual)
                return xoshiro256(loop->seed);
        do {
                got = getrandom(&word, sizeof(word), 0);
        } while (got < 0 && errno == EINTR);
        if (got != (ssize_t)sizeof(word))
                loop_die("getrandom: %s", strerror(errno));
        return word;
}

uint64_t loop_random(struct loop *loop, uint64_t bound)
{
        uint64_t word, uneven;

        if (bound < 2)
                return 0;
        uneven = -bound % bound; /* 2^64 mod bound: words below it would favour small results */
        do {
                word = random_word(loop);
        } while (word < uneven);
        return word % bound;
}

/* --- timers --- */

static bool sooner(const struct heap_entry *a, const struct heap_entry *b)
{
        if (a->deadline != b->deadline)
                return a->deadline < b->deadline;
        return a->order < b->order;
}

static void heap_put(struct loop *loop, size_t place, struct heap_entry entry)
{
        loop->heap[place] = entry;
        entry.timer->place = place;
}

static void heap_up(struct loop *loop, size_t place)
{
        struct heap_entry entry = loop->heap[place];

        while (place > 0) {
                size_t above = (place - 1) / 2;

                if (!sooner(&entry, &loop->heap[above]))
                        break;
                heap_put(loop, place, loop->heap[above]);
                place = above;
        }
        heap_put(loop, place, entry);
}

static void heap_down(struct loop *loop, size_t place)
{
        struct heap_entry entry = loop->heap[place];

        for (;;) {
                size_t below = 2 * place + 1;

                if (below >= loop->timers)
                        break;
                if (below + 1 < loop->timers && sooner(&loop->heap[below + 1], &loop->heap[below]))
                        below++;
                if (!sooner(&loop->heap[below], &entry))
                        break;
                heap_put(loop, place, loop->heap[below]);
                place = below;
        }
        heap_put(loop, place, entry);
}

void timer_arm(struct loop *loop, struct timer *timer, int64_t deadline, void (*fire)(void *arg),
               void *arg)
{
        if (loop->timers == loop->heap_size) {
                loop->heap_size = loop->heap_size ? 2 * loop->heap_size : 64;
                loop->heap = xrealloc(loop->heap, loop->heap_size * sizeof(*loop->heap));
        }
        timer->loop = loop;
        timer->fire = fire;
        timer->arg = arg;
        loop->heap[loop->timers] = (struct heap_entry){deadline, loop->order++, timer};
        heap_up(loop, loop->timers++);
}

void timer_disarm(struct timer *timer)
{
        struct loop *loop = timer->loop;
        struct heap_entry last = loop->heap[--loop->timers];
        size_t place = timer->place;

        if (place == loop->timers)
                return;
        heap_put(loop, place, last);
        heap_up(loop, place);
        heap_down(loop, last.timer->place);
}

struct timer *timer_start(struct loop *loop, int64_t ms, void (*fire)(void *arg), void *arg)
{
        struct timer *timer = xcalloc(1, sizeof(*timer));

        timer->owned = true;
        timer_arm(loop, timer, loop_after(loop, ms), fire, arg);
        return timer;
}

void timer_stop(struct timer *timer)
{
        if (!timer)
                return;
        timer_disarm(timer);
        free(timer);
}

/* Fires what is due. A timer started meanwhile has its turn in the next round, so that a timer
 * which starts itself again can't keep fibers from running. */
static void fire_timers(struct loop *loop)
{
        int64_t now = loop_ticks(loop);
        uint64_t newer = loop->order;

        while (loop->timers > 0 && loop->heap[0].deadline <= now && loop->heap[0].order < newer) {
                struct timer *timer = loop->heap[0].timer;
                /* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): what is freed has left the heap */
                void (*fire)(void *arg) = timer->fire;
                void *arg = timer->arg;

                timer_disarm(timer);
                if (timer->owned)
                        free(timer);
                fire(arg);
        }
}

/* --- the turn of things --- */

/* One round: those that are ready now; what they make ready waits for the next. */
static void run_ready(struct loop *loop)
{
        struct fiber_queue round = loop->ready;
        struct fiber *fiber;

        loop->ready = (struct fiber_queue){0};
        while (!loop->stopped && (fiber = fiber_queue_pop(&round)))
                fiber_resume(loop, fiber);
        if (round.first) { /* stopped: they keep their places */
                struct fiber_queue later = loop->ready;

                loop->ready = round;
                while ((fiber = fiber_queue_pop(&later)))
                        fiber_queue_push(&loop->ready, fiber);
        }
}

static void deadlock(struct loop *loop)
{
        fflush(stdout);
        fprintf(stderr, "snaplift: deadlock: nothing can happen any more, and these wait:");
        fibers_print(loop);
        fputc('\n', stderr);
        abort();
}

static void advance_virtual(struct loop *loop)
{
        if (loop->ready.first)
                return;
        if (loop->timers == 0)
                deadlock(loop);
        if (loop->heap[0].deadline > loop->ticks)
                loop->ticks = loop->heap[0].deadline;
}

/* Some libuv fire timers before they poll: without uv_stop() that poll would wait for ever. */
static void on_alarm(uv_timer_t *alarm)
{
        uv_stop(alarm->loop);
}

static void poll_real(struct loop *loop)
{
        int64_t left = 0;

        uv_timer_stop(&loop->alarm);
        if (!loop->ready.first && loop->timers > 0)
                left = loop->heap[0].deadline - loop_ticks(loop);
        if (loop->ready.first || (loop->timers > 0 && left <= 0)) {
                uv_run(&loop->uv, UV_RUN_NOWAIT);
                return;
        }
        if (loop->timers > 0) {
                uv_update_time(&loop->uv);
                uv_timer_start(&loop->alarm, on_alarm, (uint64_t)left, 0);
        } else if (!uv_loop_alive(&loop->uv)) {
                deadlock(loop);
        }
        uv_run(&loop->uv, UV_RUN_ONCE);
}

void loop_run(struct loop *loop)
{
        if (loop->running)
                loop_die("loop_run() on a fiber of the loop");
        while (loop->live > 0 && !loop->stopped) {
                if (loop->is_virtual)
                        advance_virtual(loop);
                else
                        poll_real(loop);
                fire_timers(loop);
                run_ready(loop);
        }
        loop->stopped = false;
}

void loop_stop(struct loop *loop)
{
        loop->stopped = true;
}
