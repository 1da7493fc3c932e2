/*
 * The stack's lock in Parameter Store, /S/lock: one run at a time, from whichever machine and
 * store.
 *
 * Created with Overwrite=false, the one atomic primitive there; its value is JSON {"run", "owner",
 * "taken", "resumed", "process"} and what the run says of itself (run_lock.take), as far as 4096
 * characters hold it. Never stolen: a lock of another run is ERR_LOCKED and names the holder. One
 * of the same run that another process took is taken over: written anew with the new owner and with
 * what the run is by now, which the other process finds out before its next change (confirm).
 * Parameter Store can't compare and swap; that nobody wrote in between is told by the version,
 * which grows by one, and by what that one before was. Of two that take over at once the later
 * gives way. PutParameter whose answer was lost is looked at before anything else.
 *
 * No heartbeat is written there: a run would write once a minute for hours to a store that takes
 * three writes a second from all of an account. Whether a holder lives is known where its store is.
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
        char *process;   /* of the owner: two may have the same name and number; or NULL */
        int64_t taken;   /* wall clock ms */
        int64_t resumed; /* the last take-over; 0: none */
        int64_t version; /* of the parameter */
        struct json_object *value; /* all of it */
};

/* For run_setup.lock; aws must outlive it. */
struct run_lock stack_lock(struct aws *aws);

/* ERR_NOT_FOUND when nobody holds it. */
bool stack_lock_read(struct aws *aws, const struct stack *stack, struct stack_lock_holder *out,
                     struct err *err);
void stack_lock_holder_release(struct stack_lock_holder *h);

#endif
