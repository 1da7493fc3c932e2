/*
 * The stack's lock in Parameter Store, /S/lock: one run at a time, from whichever machine and
 * store.
 *
 * Created with Overwrite=false, the one atomic primitive there; its value is JSON {"run", "owner",
 * "taken"}. Never stolen: a lock of another run is ERR_LOCKED and names the holder; one of the same
 * run is taken again. PutParameter whose answer was lost is looked at before anything else.
 */
#ifndef SNAPLIFT_AWS_STACK_LOCK_H
#define SNAPLIFT_AWS_STACK_LOCK_H

#include "engine/aws/aws.h"
#include "engine/base/stack.h"
#include "engine/run/run.h"

/* Who holds it; zeroed when nobody does. Release with stack_lock_holder_release(). */
struct stack_lock_holder {
        char *run;
        char *owner;
        int64_t taken; /* wall clock ms */
};

/* For run_setup.lock; aws must outlive it. */
struct run_lock stack_lock(struct aws *aws);

/* ERR_NOT_FOUND when nobody holds it. */
bool stack_lock_read(struct aws *aws, const struct stack *stack, struct stack_lock_holder *out,
                     struct err *err);
void stack_lock_holder_release(struct stack_lock_holder *h);

#endif
