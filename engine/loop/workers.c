#include "engine/loop/workers.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/base/mem.h"

struct worker {
        pid_t pid;
        int fd; /* its results: each a size_t, then so many bytes */
};

int workers_default(void)
{
        cpu_set_t set;

        return sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set) : 1;
}

/* --- in a worker --- */

static void give(int fd, const void *bytes, size_t len)
{
        for (const char *at = bytes; len;) {
                ssize_t sent = write(fd, at, len);

                if (sent < 0 && errno == EINTR)
                        continue;
                if (sent < 0)
                        _exit(1); /* nobody wants it any more */
                at += sent;
                len -= (size_t)sent;
        }
}

static _Noreturn void be_worker(const struct workers *w, uint64_t number, int fd, pid_t parent)
{
        struct text out = TEXT_INIT;

        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent)
                _exit(1);
        for (;;) {
                text_clear(&out);
                w->work(w->arg, number, &out);
                give(fd, &out.len, sizeof(out.len));
                give(fd, text_str(&out), out.len);
                if (w->last - number < (uint64_t)w->count)
                        _exit(0);
                number += (uint64_t)w->count;
        }
}

/* --- here --- */

static bool start(const struct workers *w, struct worker *workers, int i, struct err *err)
{
        pid_t parent = getpid();
        int ends[2];

        if (pipe2(ends, O_CLOEXEC) < 0)
                return err_set(err, ERR_SYSTEM, "can't start a worker: %s", strerror(errno));
        fflush(NULL); /* else a worker has it to write, too */
        workers[i].pid = fork();
        if (workers[i].pid == 0) {
                for (int k = 0; k < i; k++)
                        close(workers[k].fd);
                close(ends[0]);
                be_worker(w, w->first + (uint64_t)i, ends[1], parent);
        }
        close(ends[1]);
        workers[i].fd = ends[0];
        return workers[i].pid > 0 ||
               err_set(err, ERR_SYSTEM, "can't start a worker: %s", strerror(errno));
}

static bool receive(int fd, void *bytes, size_t len)
{
        for (char *at = bytes; len;) {
                ssize_t got = read(fd, at, len);

                if (got < 0 && errno == EINTR)
                        continue;
                if (got <= 0)
                        return false;
                at += got;
                len -= (size_t)got;
        }
        return true;
}

static bool receive_result(int fd, struct text *result)
{
        size_t left;

        text_clear(result);
        if (!receive(fd, &left, sizeof(left)))
                return false;
        while (left) {
                char piece[16384];
                size_t len = left < sizeof(piece) ? left : sizeof(piece);

                if (!receive(fd, piece, len))
                        return false;
                text_add_n(result, piece, len);
                left -= len;
        }
        return true;
}

static bool died(struct worker *worker, uint64_t number, struct err *err)
{
        int status = 0;

        while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
                ;
        worker->pid = 0;
        if (WIFSIGNALED(status))
                return err_set(err, ERR_FAILED, "%llu: the worker was ended by signal %d",
                               (unsigned long long)number, WTERMSIG(status));
        return err_set(err, ERR_FAILED, "%llu: the worker ended with status %d",
                       (unsigned long long)number, WEXITSTATUS(status));
}

static bool collect(const struct workers *w, struct worker *workers, uint64_t *at, struct err *err)
{
        struct text result = TEXT_INIT;
        bool ok = true;
        int turn = 0;

        for (*at = w->first;; ++*at) {
                if (!receive_result(workers[turn].fd, &result)) {
                        ok = died(&workers[turn], *at, err);
                        break;
                }
                if (!w->take(w->arg, *at, &result) || *at == w->last)
                        break;
                turn = turn + 1 < w->count ? turn + 1 : 0;
        }
        text_release(&result);
        return ok;
}

static void end(struct worker *workers, int count)
{
        for (int i = 0; i < count; i++)
                if (workers[i].pid > 0)
                        kill(workers[i].pid, SIGKILL);
        for (int i = 0; i < count; i++) {
                while (workers[i].pid > 0 && waitpid(workers[i].pid, NULL, 0) < 0 && errno == EINTR)
                        ;
                close(workers[i].fd);
        }
        free(workers);
}

static bool run_here(const struct workers *w, uint64_t *at)
{
        struct text result = TEXT_INIT;

        for (*at = w->first;; ++*at) {
                text_clear(&result);
                w->work(w->arg, *at, &result);
                if (!w->take(w->arg, *at, &result) || *at == w->last)
                        break;
        }
        text_release(&result);
        return true;
}

bool workers_run(const struct workers *given, uint64_t *at, struct err *err)
{
        struct workers w = *given;
        struct worker *workers;
        bool ok = true;
        int i = 0;

        if ((uint64_t)w.count > w.last - w.first)
                w.count = (int)(w.last - w.first + 1);
        if (w.count == 1)
                return run_here(&w, at);
        *at = w.first;
        workers = xcalloc((size_t)w.count, sizeof(*workers));
        while (ok && i < w.count) {
                ok = start(&w, workers, i, err);
                i += ok;
        }
        ok = ok && collect(&w, workers, at, err);
        end(workers, i);
        return ok;
}
