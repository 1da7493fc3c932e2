/*
 * Fibers: stacks of their own (ucontext), and the one way to wait, signal_wait().
 *
 * A fiber's stack is a mapping with a page at its low end that can't be touched, so that an
 * overflow is a crash and not a corruption. The struct lies at the high end of the same mapping.
 * Stacks of ended fibers are used again. The sanitizers and valgrind are told about every switch.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#include "engine/loop/internal.h"

#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#else
#define VALGRIND_STACK_REGISTER(start, end) 0
#define VALGRIND_STACK_DEREGISTER(id) ((void)(id))
#define RUNNING_ON_VALGRIND 0
#endif

#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
#define WITH_ASAN 1
#include <dlfcn.h>
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#include <sanitizer/lsan_interface.h>
#else
#define WITH_ASAN 0
#endif

enum { STACK_BYTES = 256 * 1024, IDLE_MOST = 1024, NAME_SIZE = 80 };

struct fiber {
        struct fiber *next;           /* in a queue */
        struct fiber *before, *after; /* in loop->fibers */
        struct loop *loop;
        bool daemon;
        bool ended;
        void (*run)(void *arg);
        void *arg;
        void *attached;
        struct signal_point end;
        ucontext_t context;
        void *mapping;
        void *fake_stack;        /* the address sanitizer's, while the fiber waits */
        unsigned valgrind_stack; /* its id */
        char name[NAME_SIZE];
};

/* A fiber in signal_wait(): lies on its stack. Circular, so that first->before is the last. */
struct waiting {
        struct waiting *before, *after;
        struct fiber *fiber;
        struct signal_point *point;
        struct timer *timer; /* or NULL: waits without a deadline */
        bool timed_out;
};

static struct fiber *current;

/* --- stacks --- */

static size_t page_size(void)
{
        static size_t size;

        if (size == 0)
                size = (size_t)sysconf(_SC_PAGESIZE);
        return size;
}

static struct fiber *stack_map(void)
{
        size_t guard = page_size();
        char *mapping = mmap(NULL, guard + STACK_BYTES, PROT_READ | PROT_WRITE,
                             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
        size_t at = guard + STACK_BYTES - ((sizeof(struct fiber) + 63) & ~(size_t)63);
        struct fiber *fiber;

        if (mapping == MAP_FAILED || mprotect(mapping, guard, PROT_NONE) < 0)
                loop_die("no memory for the stack of a fiber");
        fiber = (struct fiber *)(void *)(mapping + at);
        fiber->mapping = mapping;
        fiber->valgrind_stack = VALGRIND_STACK_REGISTER(mapping + guard, fiber);
        return fiber;
}

static void *stack_bottom(const struct fiber *fiber)
{
        return (char *)fiber->mapping + page_size();
}

static size_t stack_size(const struct fiber *fiber)
{
        return (size_t)((const char *)fiber - (const char *)stack_bottom(fiber));
}

/* What the last owner of the stack left poisoned must not accuse the next one. */
static void stack_clean(struct fiber *fiber)
{
#if WITH_ASAN
        ASAN_UNPOISON_MEMORY_REGION(stack_bottom(fiber), stack_size(fiber));
#else
        (void)fiber;
#endif
}

static void stack_unmap(struct fiber *fiber)
{
        stack_clean(fiber);
        VALGRIND_STACK_DEREGISTER(fiber->valgrind_stack);
        munmap(fiber->mapping, page_size() + STACK_BYTES);
}

/* A dropped fiber's holdings are meant to be lost, as in a process that was killed. The leak
 * checkers must not report them, so for those the stack stays, as a root to be searched. */
static void stack_drop(struct fiber *fiber)
{
        if (RUNNING_ON_VALGRIND)
                return;
#if WITH_ASAN
        __lsan_register_root_region(stack_bottom(fiber), STACK_BYTES);
#else
        stack_unmap(fiber);
#endif
}

/* --- switching --- */

#if WITH_ASAN
/* The sanitizer's own swapcontext() warns on stderr and forgets what it knows of the whole stack,
 * at each switch. We tell it about each switch ourselves, so libc's is the right one. */
static void switch_context(ucontext_t *from, const ucontext_t *to)
{
        static int (*swap)(ucontext_t * from, const ucontext_t *to);

        if (!swap) {
                void *libc = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);
                void *symbol = libc ? dlsym(libc, "swapcontext") : NULL;

                if (!symbol)
                        loop_die("no swapcontext() in libc.so.6");
                memcpy(&swap, &symbol, sizeof(swap));
        }
        swap(from, to);
}
#else
static void switch_context(ucontext_t *from, const ucontext_t *to)
{
        swapcontext(from, to);
}
#endif

static void leave(struct fiber *fiber)
{
        struct loop *loop = fiber->loop;

        current = NULL;
        loop->running = NULL;
#if WITH_ASAN
        __sanitizer_start_switch_fiber(fiber->ended ? NULL : &fiber->fake_stack, loop->main_stack,
                                       loop->main_stack_size);
#endif
        switch_context(&fiber->context, loop->context);
#if WITH_ASAN
        __sanitizer_finish_switch_fiber(fiber->fake_stack, &loop->main_stack,
                                        &loop->main_stack_size);
#endif
}

static void enter(void)
{
        struct fiber *fiber = current;

#if WITH_ASAN
        __sanitizer_finish_switch_fiber(NULL, &fiber->loop->main_stack,
                                        &fiber->loop->main_stack_size);
#endif
        fiber->run(fiber->arg);
        fiber->ended = true;
        signal_all(fiber->loop, &fiber->end);
        leave(fiber);
        abort(); /* nobody resumes an ended fiber */
}

static void retire(struct loop *loop, struct fiber *fiber)
{
        if (fiber->before)
                fiber->before->after = fiber->after;
        else
                loop->fibers = fiber->after;
        if (fiber->after)
                fiber->after->before = fiber->before;
        if (!fiber->daemon)
                loop->live--;
        if (loop->idle_count < IDLE_MOST) {
                fiber_queue_push(&loop->idle, fiber);
                loop->idle_count++;
        } else {
                stack_unmap(fiber);
        }
}

void fiber_resume(struct loop *loop, struct fiber *fiber)
{
        struct fiber *outer = current; /* of another loop, when that one's fiber drives this one */
        ucontext_t here;

        current = fiber;
        loop->running = fiber;
        /* cppcheck-suppress autoVariables; it is left when this returns */
        loop->context = &here;
#if WITH_ASAN
        void *fake_stack = NULL;
        __sanitizer_start_switch_fiber(&fake_stack, stack_bottom(fiber), stack_size(fiber));
#endif
        switch_context(&here, &fiber->context);
#if WITH_ASAN
        __sanitizer_finish_switch_fiber(fake_stack, NULL, NULL);
#endif
        current = outer;
        if (fiber->ended)
                retire(loop, fiber);
}

/* --- queues --- */

void fiber_queue_push(struct fiber_queue *q, struct fiber *fiber)
{
        fiber->next = NULL;
        if (q->last)
                q->last->next = fiber;
        else
                q->first = fiber;
        q->last = fiber;
}

struct fiber *fiber_queue_pop(struct fiber_queue *q)
{
        struct fiber *fiber = q->first;

        if (!fiber)
                return NULL;
        q->first = fiber->next;
        if (!q->first)
                q->last = NULL;
        fiber->next = NULL;
        return fiber;
}

/* --- life --- */

/* Apart, because getcontext() looks to the compiler as if it could return a second time. */
static __attribute__((noinline)) void make_context(struct fiber *fiber)
{
        getcontext(&fiber->context);
        fiber->context.uc_stack.ss_sp = stack_bottom(fiber);
        fiber->context.uc_stack.ss_size = stack_size(fiber);
        makecontext(&fiber->context, enter, 0);
}

static struct fiber *start(struct loop *loop, const char *name, void (*run)(void *arg), void *arg,
                           bool daemon)
{
        struct fiber *fiber = fiber_queue_pop(&loop->idle);
        void *mapping;
        unsigned valgrind_stack;

        if (fiber)
                loop->idle_count--;
        else
                fiber = stack_map();
        stack_clean(fiber);
        mapping = fiber->mapping;
        valgrind_stack = fiber->valgrind_stack;
        memset(fiber, 0, sizeof(*fiber));
        fiber->mapping = mapping;
        fiber->valgrind_stack = valgrind_stack;
        fiber->loop = loop;
        fiber->daemon = daemon;
        fiber->run = run;
        fiber->arg = arg;
        snprintf(fiber->name, sizeof(fiber->name), "%s", name);

        make_context(fiber);
        fiber->after = loop->fibers;
        if (loop->fibers)
                loop->fibers->before = fiber;
        loop->fibers = fiber;
        if (!daemon)
                loop->live++;
        fiber_queue_push(&loop->ready, fiber);
        return fiber;
}

struct fiber *fiber_start(struct loop *loop, const char *name, void (*run)(void *arg), void *arg)
{
        return start(loop, name, run, arg, false);
}

struct fiber *fiber_start_daemon(struct loop *loop, const char *name, void (*run)(void *arg),
                                 void *arg)
{
        return start(loop, name, run, arg, true);
}

struct fiber *fiber_self(void)
{
        return current;
}

void fiber_attach(void *thing)
{
        if (current)
                current->attached = thing;
}

void *fiber_attached(void)
{
        return current ? current->attached : NULL;
}

void fibers_free(struct loop *loop)
{
        struct fiber *fiber;

        while ((fiber = loop->fibers)) {
                loop->fibers = fiber->after;
                stack_drop(fiber);
        }
        while ((fiber = fiber_queue_pop(&loop->idle)))
                stack_unmap(fiber);
}

void fibers_print(const struct loop *loop)
{
        const struct fiber *fiber = loop->fibers;

        while (fiber && fiber->after)
                fiber = fiber->after;
        for (; fiber; fiber = fiber->before) /* in the order they were started */
                fprintf(stderr, " %s%s", fiber->name, fiber->daemon ? " (daemon)" : "");
}

/* --- waiting --- */

static struct fiber *self_for(struct loop *loop, const char *what)
{
        if (!current || current->loop != loop)
                loop_die("%s outside the fibers of its loop", what);
        return current;
}

static void wake(struct fiber *fiber)
{
        fiber_queue_push(&fiber->loop->ready, fiber);
}

static void enlist(struct signal_point *point, struct waiting *w)
{
        struct waiting *first = point->first;

        w->point = point;
        if (!first) {
                w->before = w->after = w;
                point->first = w;
                return;
        }
        w->after = first;
        w->before = first->before;
        w->before->after = w;
        first->before = w;
}

static void delist(struct waiting *w)
{
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): only who is enlisted is delisted */
        if (w->point->first == w)
                w->point->first = w->after == w ? NULL : w->after;
        w->before->after = w->after;
        w->after->before = w->before;
        w->point = NULL;
}

static void on_deadline(void *arg)
{
        struct waiting *w = arg;

        w->timed_out = true;
        delist(w);
        wake(w->fiber);
}

bool signal_wait(struct loop *loop, struct signal_point *point, int64_t deadline)
{
        struct fiber *fiber = self_for(loop, "signal_wait()");
        struct waiting w = {.fiber = fiber};
        struct timer timer = {0};

        enlist(point, &w);
        if (deadline >= 0) {
                timer_arm(loop, &timer, deadline, on_deadline, &w);
                w.timer = &timer;
        }
        leave(fiber);
        return !w.timed_out;
}

void signal_all(struct loop *loop, struct signal_point *point)
{
        (void)loop;
        while (point->first) {
                struct waiting *w = point->first;

                delist(w);
                if (w->timer)
                        timer_disarm(w->timer);
                wake(w->fiber);
        }
}

void fiber_join(struct fiber *fiber)
{
        if (fiber == current)
                loop_die("fiber %s joins itself", fiber->name);
        if (!fiber->ended)
                signal_wait(fiber->loop, &fiber->end, -1);
}

static void on_slept(void *arg)
{
        wake(arg);
}

void fiber_sleep(struct loop *loop, int64_t ms)
{
        struct fiber *fiber = self_for(loop, "fiber_sleep()");
        struct timer timer = {0};

        timer_arm(loop, &timer, loop_after(loop, ms), on_slept, fiber);
        leave(fiber);
}
