/*
 * Child processes. Forked by hand and not with uv_spawn(), because a child must ask the kernel to
 * be killed when we are (PR_SET_PDEATHSIG), and must do so after it has changed its user, which
 * takes such a request back. One SIGCHLD listener per loop looks after all of its children.
 *
 * A child has a process group of its own: the terminal's Ctrl-C is for us, and we decide what it
 * means for them. It gets no descriptor of ours but the three standard ones.
 */
#include "engine/loop/process.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/base/mem.h"
#include "engine/loop/internal.h"

struct process {
        struct process *next;
        pid_t pid;
        bool reaped; /* its pid may be another's by now */
        int status;  /* as from waitpid() */
        void (*exited)(void *arg, int status, int signum);
        void *arg;
};

/* A loop's children: made with the first one. */
struct children {
        struct handle_owner owner; /* first: see internal.h */
        uv_signal_t sigchld;
        struct process *first;
};

/* --- in the child, between fork and exec: only what is safe there --- */

/* All that the child needs, prepared by the parent. */
struct launch {
        const struct process_spec *spec;
        bool switch_user;
        uid_t uid;
        gid_t gid;
        int input, output;
        int report; /* errno goes here when exec fails */
        pid_t parent;
};

static bool become_user(const struct launch *l)
{
        return !l->switch_user ||
               (setgroups(0, NULL) == 0 && setgid(l->gid) == 0 && setuid(l->uid) == 0);
}

static void reset_signals(void)
{
        sigset_t none;

        for (int i = 1; i < NSIG; i++)
                signal(i, SIG_DFL);
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
}

/* close_range() is Linux 5.11; on older ones as many as programs may usually have. */
static void close_on_exec_from(int first)
{
        const unsigned cloexec = 1u << 2; /* CLOSE_RANGE_CLOEXEC, which old headers lack */

#ifdef SYS_close_range
        if (syscall(SYS_close_range, (unsigned)first, ~0u, cloexec) == 0)
                return;
#endif
        (void)cloexec;
        for (int fd = first; fd < 1024; fd++)
                fcntl(fd, F_SETFD, FD_CLOEXEC);
}

static _Noreturn void run_child(const struct launch *l)
{
        const struct process_spec *spec = l->spec;
        int why;
        ssize_t sent;
        int errors;

        reset_signals();
        setpgid(0, 0);
        errors = spec->secret ? open("/dev/null", O_WRONLY) : l->output;
        if (dup2(l->input, STDIN_FILENO) < 0 || dup2(l->output, STDOUT_FILENO) < 0 ||
            dup2(errors, STDERR_FILENO) < 0 || !become_user(l) ||
            prctl(PR_SET_PDEATHSIG, SIGKILL) < 0)
                goto failed;
        if (getppid() != l->parent)
                _exit(127); /* we died before the kernel knew what to do then */
        if (spec->directory && chdir(spec->directory) < 0)
                goto failed;
        close_on_exec_from(STDERR_FILENO + 1);
        if (spec->env)
                execvpe(spec->argv[0], (char *const *)spec->argv, (char *const *)spec->env);
        else
                execvp(spec->argv[0], (char *const *)spec->argv);
failed:
        why = errno;
        sent = write(l->report, &why, sizeof(why));
        _exit(sent == (ssize_t)sizeof(why) ? 127 : 126);
}

/* --- children of a loop --- */

static void on_children_closed(uv_handle_t *handle)
{
        free(handle->data);
}

static void abandon_children(struct handle_owner *owner)
{
        struct children *c = (struct children *)owner;
        struct process *p;

        while ((p = c->first)) {
                c->first = p->next;
                kill(p->pid, SIGKILL);
                waitpid(p->pid, NULL, 0);
                free(p);
        }
        uv_close((uv_handle_t *)&c->sigchld, on_children_closed);
}

/* Takes those that have ended out of the list; their exited() may start or signal others. */
static struct process *reap(struct children *c)
{
        struct process **at = &c->first, *ended = NULL, **last = &ended, *p;

        while ((p = *at)) {
                pid_t pid = waitpid(p->pid, &p->status, WNOHANG);

                if (pid == 0 || (pid < 0 && errno == EINTR)) {
                        at = &p->next;
                        continue;
                }
                if (pid < 0)
                        p->status = 255 << 8; /* somebody else waited for it */
                p->reaped = true;
                *at = p->next;
                p->next = NULL;
                *last = p;
                last = &p->next;
        }
        return ended;
}

static void on_sigchld(uv_signal_t *handle, int signum)
{
        struct children *c = handle->data;
        struct process *ended = reap(c), *p;

        (void)signum;
        while ((p = ended)) {
                ended = p->next;
                if (WIFSIGNALED(p->status))
                        p->exited(p->arg, 0, WTERMSIG(p->status));
                else
                        p->exited(p->arg, WEXITSTATUS(p->status), 0);
                free(p);
        }
        if (!c->first)
                uv_unref((uv_handle_t *)handle);
}

static struct children *children_of(struct loop *loop)
{
        uv_loop_t *uv = loop_uv(loop, "process_start()");
        struct children *c = loop->children;

        if (c)
                return c;
        c = xcalloc(1, sizeof(*c));
        c->owner.abandon = abandon_children;
        uv_signal_init(uv, &c->sigchld);
        c->sigchld.data = c;
        if (uv_signal_start(&c->sigchld, on_sigchld, SIGCHLD) < 0)
                loop_die("can't listen for the end of child processes");
        loop->children = c;
        return c;
}

/* --- starting --- */

static bool find_user(const char *name, struct launch *l, struct err *err)
{
        const struct passwd *user;

        if (!name)
                return true;
        errno = 0;
        user = getpwnam(name);
        if (!user)
                return err_set(err, ERR_SYSTEM, "no user %s on this machine", name);
        l->uid = user->pw_uid;
        l->gid = user->pw_gid;
        l->switch_user = l->uid != geteuid();
        if (l->switch_user && geteuid() != 0)
                return err_set(err, ERR_SYSTEM, "only root can run a program as user %s", name);
        return true;
}

/* Above the standard three, so that dup2() onto those can't meet it. */
static int raise_fd(int fd)
{
        int high;

        if (fd < 0 || fd > STDERR_FILENO)
                return fd;
        high = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
        close(fd);
        return high;
}

static bool fork_child(const struct launch *l, int report, pid_t *out, struct err *err)
{
        int why = 0;
        ssize_t got;
        pid_t pid = fork();

        if (pid == 0)
                run_child(l);
        close(l->report);
        if (pid < 0)
                return err_set(err, ERR_SYSTEM, "can't start %s: %s", l->spec->argv[0],
                               strerror(errno));
        do { /* ends at once: exec closes the other end */
                got = read(report, &why, sizeof(why));
        } while (got < 0 && errno == EINTR);
        *out = pid;
        if (got == 0)
                return true;
        waitpid(pid, NULL, 0);
        return err_set(err, ERR_SYSTEM, "can't start %s: %s", l->spec->argv[0], strerror(why));
}

static struct process *start(struct loop *loop, const struct process_spec *spec, int output,
                             void (*exited)(void *arg, int status, int signum), void *arg,
                             struct err *err)
{
        struct launch l = {.spec = spec, .output = output, .parent = getpid()};
        struct children *c = children_of(loop);
        struct process *p = NULL;
        int report[2];
        pid_t pid = -1;

        if (!find_user(spec->user, &l, err))
                return NULL;
        l.input = raise_fd(open("/dev/null", O_RDONLY | O_CLOEXEC));
        if (l.input < 0 || pipe2(report, O_CLOEXEC) < 0) {
                err_set(err, ERR_SYSTEM, "can't start %s: %s", spec->argv[0], strerror(errno));
                if (l.input >= 0)
                        close(l.input);
                return NULL;
        }
        l.report = raise_fd(report[1]);
        if (fork_child(&l, report[0], &pid, err)) {
                p = xcalloc(1, sizeof(*p));
                p->pid = pid;
                p->exited = exited;
                p->arg = arg;
                p->next = c->first;
                c->first = p;
                uv_ref((uv_handle_t *)&c->sigchld);
        }
        close(l.input);
        close(report[0]);
        return p;
}

struct process *process_start(struct loop *loop, const struct process_spec *spec,
                              void (*exited)(void *arg, int status, int signum), void *arg,
                              struct err *err)
{
        const char *path = spec->output ? spec->output : "/dev/null";
        int output = raise_fd(open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644));
        struct process *p;

        if (output < 0) {
                err_set(err, ERR_SYSTEM, "can't write %s: %s", path, strerror(errno));
                return NULL;
        }
        p = start(loop, spec, output, exited, arg, err);
        close(output);
        return p;
}

int process_pid(const struct process *p)
{
        return (int)p->pid;
}

void process_signal(struct process *p, int signum)
{
        if (!p->reaped)
                kill(p->pid, signum);
}

/* --- running to the end --- */

enum { OUTPUT_MOST = 16 * 1024 * 1024 };

/* Lives until its handle is closed, which may be after the fiber has gone on. */
struct capture {
        struct handle_owner owner; /* first: see internal.h */
        uv_poll_t poll;
        struct loop *loop;
        int fd;
        struct text text;
        struct signal_point end;
        bool ended;
        int status, signum;
};

static void on_capture_closed(uv_handle_t *handle)
{
        struct capture *c = handle->data;

        if (c->text.data)
                explicit_bzero(c->text.data, c->text.size);
        text_release(&c->text);
        free(c);
}

static void abandon_capture(struct handle_owner *owner)
{
        struct capture *c = (struct capture *)owner;

        uv_close((uv_handle_t *)&c->poll, on_capture_closed);
        close(c->fd);
}

/* What is in the pipe now. Its end is not waited for: a daemon left behind may hold it open. */
static void drain(struct capture *c)
{
        char piece[16384];
        ssize_t got;

        while ((got = read(c->fd, piece, sizeof(piece))) > 0) {
                if (c->text.len < OUTPUT_MOST)
                        text_add_n(&c->text, piece, (size_t)got);
        }
        if (got == 0)
                uv_poll_stop(&c->poll);
}

static void on_output(uv_poll_t *poll, int status, int events)
{
        (void)status;
        (void)events;
        drain(poll->data);
}

static void on_exited(void *arg, int status, int signum)
{
        struct capture *c = arg;

        drain(c);
        c->ended = true;
        c->status = status;
        c->signum = signum;
        signal_all(c->loop, &c->end);
}

static void add_last_line(struct text *to, const struct text *output)
{
        const char *begin = text_str(output), *end = begin + output->len, *line;
        char *copy;

        while (end > begin && (end[-1] == '\n' || end[-1] == '\r' || end[-1] == ' '))
                end--;
        for (line = end; line > begin && line[-1] != '\n';)
                line--;
        if (line == end)
                return;
        copy = xstrndup(line, (size_t)(end - line));
        text_add(to, ": ");
        text_add_printable(to, copy);
        free(copy);
}

static bool judge(const struct capture *c, const struct process_spec *spec, struct err *err)
{
        const char *program = spec->argv[0];
        struct text what = TEXT_INIT;

        if (c->status == 0 && c->signum == 0)
                return true;
        if (c->signum)
                text_addf(&what, "%s was ended by signal %d", program, c->signum);
        else
                text_addf(&what, "%s ended with status %d", program, c->status);
        if (!spec->secret)
                add_last_line(&what, &c->text);
        err_set(err, ERR_FAILED, "%s", what.data);
        text_release(&what);
        return false;
}

bool process_run(struct loop *loop, const struct process_spec *spec, struct text *output,
                 struct err *err)
{
        uv_loop_t *uv = loop_uv(loop, "process_run()");
        struct capture *c;
        int ends[2];
        bool ok = false;

        if (pipe2(ends, O_CLOEXEC) < 0)
                return err_set(err, ERR_SYSTEM, "can't start %s: %s", spec->argv[0],
                               strerror(errno));
        ends[1] = raise_fd(ends[1]);
        fcntl(ends[0], F_SETFL, O_NONBLOCK);
        c = xcalloc(1, sizeof(*c));
        c->owner.abandon = abandon_capture;
        c->loop = loop;
        c->fd = ends[0];
        uv_poll_init(uv, &c->poll, c->fd);
        c->poll.data = c;
        uv_poll_start(&c->poll, UV_READABLE, on_output);
        if (start(loop, spec, ends[1], on_exited, c, err)) {
                close(ends[1]);
                while (!c->ended)
                        signal_wait(loop, &c->end, -1);
                ok = judge(c, spec, err);
                if (output)
                        text_add_n(output, text_str(&c->text), c->text.len);
        } else {
                close(ends[1]);
        }
        abandon_capture(&c->owner);
        return ok;
}
