/* Child processes on a real loop. */
#ifndef SNAPLIFT_LOOP_PROCESS_H
#define SNAPLIFT_LOOP_PROCESS_H

#include <stdbool.h>

#include "engine/base/err.h"
#include "engine/base/text.h"
#include "engine/loop/loop.h"

struct process_spec {
        const char *const *argv; /* NULL-ended; argv[0] is looked for in PATH */
        const char *const *env;  /* NULL-ended NAME=VALUE, the whole environment; NULL: inherit */
        const char *directory;   /* or NULL */
        const char *user;        /* switch to this user (needs root), or NULL */
        const char *output;      /* file that stdout and stderr are appended to; NULL: /dev/null */
        bool secret; /* its output is one: stderr is thrown away, and what it wrote is not told */
};

struct process;

/* exited() is called once on the loop, signum 0 when it ended by itself; the process is then freed.
 * The child dies with us (PR_SET_PDEATHSIG) where the system can. */
struct process *process_start(struct loop *loop, const struct process_spec *spec,
                              void (*exited)(void *arg, int status, int signum), void *arg,
                              struct err *err);
int process_pid(const struct process *p);
void process_signal(struct process *p, int signum);

/* Runs a command and waits on the fiber until it has ended; spec->output is ignored. ERR_FAILED
 * with the last line of its output unless it exits 0. output (stdout and stderr together; of one
 * that is secret, stdout) may be NULL. */
bool process_run(struct loop *loop, const struct process_spec *spec, struct text *output,
                 struct err *err);

#endif
