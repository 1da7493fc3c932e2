/*
 * One event loop, one thread. Code that waits runs on a fiber and is written from top to bottom: a
 * call that waits looks like a call, and meanwhile other fibers run. There are no locks: a fiber is
 * only ever left at a call that waits.
 *
 * A loop is made either on libuv with the real clock, or virtual: then no time passes while
 * anything can run, and when nothing can, the clock jumps to the next timer. Everything that waits
 * is told apart by (deadline, order of asking), so a virtual loop runs the same way each time.
 *
 * Nothing outside engine/loop asks for the time, sleeps, opens a socket or starts a process.
 */
#ifndef SNAPLIFT_LOOP_LOOP_H
#define SNAPLIFT_LOOP_LOOP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct loop;
struct fiber;
struct timer;

struct loop *loop_new(void);
/* start_ms: the wall clock at the beginning; seed: of loop_random(). */
struct loop *loop_new_virtual(int64_t start_ms, uint64_t seed);
/* Fibers that have not ended are dropped without running on (what they hold is not freed), child
 * processes are killed, connections closed. Transports and HTTP servers are freed before it. */
void loop_free(struct loop *loop);

bool loop_is_virtual(const struct loop *loop);

/* Runs until every fiber has ended, daemons excepted (loop_run in a virtual loop with nothing to
 * wait for and fibers left is a deadlock: it says which and aborts). */
void loop_run(struct loop *loop);
/* Makes loop_run return as soon as the running fiber waits. */
void loop_stop(struct loop *loop);

/* Wall clock, milliseconds since 1970; and a clock that only goes forward, for deadlines. */
int64_t loop_now(const struct loop *loop);
int64_t loop_ticks(const struct loop *loop);
/* Virtual loops only: as after a machine that slept for so long, during which the wall clock goes
 * on and the other stands still. Less than 0: the wall clock is set back. */
void loop_suspended(struct loop *loop, int64_t ms);

/* Uniform in [0, bound). From the kernel in real time, from the seed in virtual time. */
uint64_t loop_random(struct loop *loop, uint64_t bound);

/* --- fibers --- */

/* The fiber runs when the caller next waits (or returns to the loop). name is copied: for messages.
 */
struct fiber *fiber_start(struct loop *loop, const char *name, void (*run)(void *arg), void *arg);
/* A daemon does not keep loop_run going. */
struct fiber *fiber_start_daemon(struct loop *loop, const char *name, void (*run)(void *arg),
                                 void *arg);
/* Waits until it has ended. A fiber need not be joined; its memory is freed when it ends, so join
 * only one that you know is running or have kept from ending. */
void fiber_join(struct fiber *fiber);
struct fiber *fiber_self(void); /* NULL outside fibers */

/* One thing that belongs to the running fiber, for code that is called by it without being told:
 * whoever is deep below asks for it. NULL until it is set, and outside fibers. */
void fiber_attach(void *thing);
void *fiber_attached(void);

void fiber_sleep(struct loop *loop, int64_t ms);

/* A place where fibers wait for something to change. Zero-initialise. Always waited for in a loop
 * that tests the thing itself. */
struct signal_point {
        struct waiting *first;
};

/* deadline in loop_ticks(), or -1 for none. False when the deadline passed first. */
bool signal_wait(struct loop *loop, struct signal_point *point, int64_t deadline);
/* All that wait now become ready, in the order they began to wait. */
void signal_all(struct loop *loop, struct signal_point *point);

/* --- timers --- */

/* Calls fire(arg) once, on the loop (not on a fiber), ms from now. The timer is freed when it has
 * fired; before that timer_stop() ends and frees it. */
struct timer *timer_start(struct loop *loop, int64_t ms, void (*fire)(void *arg), void *arg);
void timer_stop(struct timer *timer); /* NULL is allowed */

/* --- signals (real loops only; ignored in virtual ones) --- */

/* heard() is called on the loop at each arrival, until loop_free. */
void loop_on_signal(struct loop *loop, int signum, void (*heard)(void *arg, int signum), void *arg);

#endif
