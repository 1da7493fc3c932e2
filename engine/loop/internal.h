/*
 * What the files of engine/loop share, and nobody else sees: the loop itself, how a fiber is made
 * ready and left, and the libuv loop under a real one.
 *
 *      loop.c     clock, timer heap, the run loop        signals.c    loop_on_signal
 *      fiber.c    stacks, switching, signal points       everything else asks loop_uv()
 */
#ifndef SNAPLIFT_LOOP_INTERNAL_H
#define SNAPLIFT_LOOP_INTERNAL_H

#include <uv.h>

#include "engine/loop/loop.h"

struct timer {
        size_t place; /* in the heap */
        bool owned;   /* by the heap; else it lies on the stack of a fiber that waits */
        struct loop *loop;
        void (*fire)(void *arg);
        void *arg;
};

/* The keys are here and not in the timers, which lie on a page of their own each. */
struct heap_entry {
        int64_t deadline; /* loop_ticks() */
        uint64_t order;   /* of asking: breaks ties */
        struct timer *timer;
};

/* A list of fibers through fiber->next. */
struct fiber_queue {
        struct fiber *first, *last;
};

struct loop {
        bool is_virtual;
        bool stopped;
        uv_loop_t uv;     /* real only */
        uv_timer_t alarm; /* real only: wakes uv for the first timer of the heap */
        int64_t start;    /* virtual only: wall clock at tick 0 */
        int64_t ticks;    /* virtual only */
        uint64_t seed[4]; /* virtual only: xoshiro256** */

        struct heap_entry *heap;
        size_t timers, heap_size;
        uint64_t order;

        struct fiber_queue ready;
        struct fiber_queue idle; /* ended; their stacks are used again */
        size_t idle_count;
        struct fiber *fibers; /* all that have not ended, daemons too */
        size_t live;          /* of these, not daemons */
        struct fiber *running;
        struct children *children; /* process.c; NULL before the first */
        void *context;             /* ucontext_t of the loop, while a fiber runs */
        const void *main_stack; /* what the address sanitizer told us about the loop's own stack */
        size_t main_stack_size;
};

/* Dies when the loop is virtual: `what` can't be had there. */
uv_loop_t *loop_uv(struct loop *loop, const char *what);

/* Every uv handle of ours points (handle->data) to one of these at the start of the struct that
 * holds it, so that loop_free() can end what is still open: abandon() closes the handles and frees
 * the struct once they are closed. NULL data: the handle is only closed, its owner outlives the
 * loop. */
struct handle_owner {
        void (*abandon)(struct handle_owner *owner);
};

void timer_arm(struct loop *loop, struct timer *timer, int64_t deadline, void (*fire)(void *arg),
               void *arg);
void timer_disarm(struct timer *timer); /* one that is armed */

/* deadline in ticks from an interval, without overflow. */
int64_t loop_after(const struct loop *loop, int64_t ms);

void fiber_queue_push(struct fiber_queue *q, struct fiber *fiber);
struct fiber *fiber_queue_pop(struct fiber_queue *q);

/* Runs it until it next waits or ends. */
void fiber_resume(struct loop *loop, struct fiber *fiber);
/* Drops all that have not ended, frees all stacks. */
void fibers_free(struct loop *loop);
void fibers_print(const struct loop *loop);

/* Ends the process over a mistake of the program's. */
_Noreturn void loop_die(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
