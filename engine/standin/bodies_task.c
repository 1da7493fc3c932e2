/* Tasks as processes. */
#include <signal.h>
#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/standin/bodies_parts.h"

struct task_body {
        struct task_body *next;
        struct bodies *bodies;
        struct process *process;
        struct timer *patience;
        void (*exited)(void *arg, int code); /* NULL: abandoned */
        void *arg;
};

static void ended(void *arg, int status, int signum)
{
        struct task_body *t = arg;
        struct bodies *b = t->bodies;

        timer_stop(t->patience);
        for (struct task_body **at = &b->tasks; *at; at = &(*at)->next) {
                if (*at == t) {
                        *at = t->next;
                        break;
                }
        }
        if (t->exited)
                t->exited(t->arg, signum ? 128 + signum : status);
        free(t);
        bodies_end(b);
}

struct task_body *task_body_start(struct bodies *b, const struct task_spec *spec,
                                  void (*exited)(void *arg, int code), void *arg, struct err *err)
{
        struct task_body *t = xcalloc(1, sizeof(*t));
        char *log = xasprintf("%s/tasks/%s.log", b->folder, spec->name);
        const struct process_spec process = {
                .argv = spec->argv, .env = spec->env, .directory = "/", .output = log};

        t->bodies = b;
        t->exited = exited;
        t->arg = arg;
        t->process = process_start(b->loop, &process, ended, t, err);
        free(log);
        if (!t->process) {
                free(t);
                return NULL;
        }
        t->next = b->tasks;
        b->tasks = t;
        bodies_begin(b);
        return t;
}

static void kill_now(void *arg)
{
        struct task_body *t = arg;

        t->patience = NULL;
        process_signal(t->process, SIGKILL);
}

void task_body_stop(struct task_body *t, int64_t patience)
{
        process_signal(t->process, SIGTERM);
        if (!t->patience)
                t->patience = timer_start(t->bodies->loop, patience, kill_now, t);
}

void task_body_abandon(struct task_body *t)
{
        t->exited = NULL;
        process_signal(t->process, SIGKILL);
}

int task_body_pid(const struct task_body *t)
{
        return process_pid(t->process);
}

void task_bodies_close(struct bodies *b)
{
        for (struct task_body *t = b->tasks; t; t = t->next)
                task_body_abandon(t);
}
