/*
 * What a command needs of the world, opened in order and closed in the other: a loop, a store, AWS.
 * Commands ask for what they use only, so that the others start at once.
 */
#ifndef SNAPLIFT_CLI_SESSION_H
#define SNAPLIFT_CLI_SESSION_H

#include "engine/aws/aws.h"
#include "engine/cli/args.h"
#include "engine/cli/trace.h"
#include "engine/run/run.h"
#include "engine/store/store.h"
#include "stages/accounts.h"

enum session_part {
        SESSION_STORE = 1,
        SESSION_AWS = 2,
};

struct session {
        struct loop *loop;
        struct store *store;
        struct transport *transport;
        struct aws *aws;
        struct accounts *accounts; /* aws's own, and those of roles */
        struct trace *trace;
        struct run_lock lock;
        char *owner; /* user@host:pid */
};

/* On failure nothing stays open. */
bool session_open(struct session *s, const struct args *args, int parts, struct err *err);
void session_close(struct session *s);

/* Runs work(arg) on a fiber, and the loop until it has ended. */
void session_run(struct session *s, void (*work)(void *arg), void *arg);

/* Where a run of the store takes place: the account of its stack, in the name of the role that its
 * pipeline gives. The process's own where run is NULL or not to be read from the store. Needs both
 * parts of the session. */
struct account *session_account(struct session *s, const char *run);
/* Where a stack is, by its runs: the account and the role of the newest that has taken its lock
 * there, as one that was refused may have been begun with other inputs; without any among the
 * newest few hundred, of the newest.
 * *role is what `roles:` says of its tier (pipeline_role), for the caller to let go; NULL: nothing.
 * role may be NULL.
 * The process's own account where the store has no run of it. False where it has some and none can
 * be read. */
bool session_place(struct session *s, const char *stack, struct account **account,
                   struct json_object **role, struct err *err);

/* All stacks, sorted: those that tags name in the process's own account, and those that this store
 * has runs of. These may be elsewhere, and what was kept of them may have no tags of Snaplift's,
 * when Snaplift had not made it. Needs both parts. */
bool session_stacks(struct session *s, struct strlist *names, struct err *err);

/* A run's surroundings; listener may be NULL. */
struct run_setup session_setup(struct session *s, const struct run_listener *listener);

#endif
