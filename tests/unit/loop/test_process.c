/* Child processes: exit codes, signals, output, environment, user, and that they die with us. */
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/base/mem.h"
#include "engine/loop/process.h"
#include "helper_cmocka.h"
#include "helper_loop.h"

static bool run_shell(struct loop *loop, const char *line, struct text *output, struct err *err)
{
        const char *argv[] = {"sh", "-c", line, NULL};

        return process_run(loop, &(struct process_spec){.argv = argv}, output, err);
}

/* --- process_run --- */

static void run_to_the_end(void *loop)
{
        struct text output = TEXT_INIT;
        struct err err = ERR_INIT;

        assert_true(run_shell(loop, "echo one; echo two >&2; cat", &output, &err));
        assert_string_equal(output.data, "one\ntwo\n");
        text_clear(&output);
        assert_true(run_shell(loop, "head -c 3000000 /dev/zero | tr '\\0' a", &output, &err));
        assert_int_equal(output.len, 3000000);
        assert_int_equal(strspn(output.data, "a"), 3000000);
        text_clear(&output);
        assert_true(run_shell(loop, "true", NULL, &err));

        assert_false(
                run_shell(loop, "echo first; echo 'no such table' >&2; exit 3", &output, &err));
        assert_int_equal(err.code, ERR_FAILED);
        assert_string_equal(err.text, "sh ended with status 3: no such table");
        assert_string_equal(output.data, "first\nno such table\n");
        assert_false(run_shell(loop, "exit 4", NULL, &err));
        assert_string_equal(err.text, "sh ended with status 4");
        assert_false(run_shell(loop, "kill -9 $$", NULL, &err));
        assert_string_equal(err.text, "sh was ended by signal 9");
        text_release(&output);
        err_clear(&err);
}

/* What a background child of the command holds open is not waited for. */
static void leave_a_daemon(void *loop)
{
        struct text output = TEXT_INIT;
        struct err err = ERR_INIT;
        int64_t begun = loop_ticks(loop);

        assert_true(run_shell(loop, "sleep 100 & echo $!", &output, &err));
        assert_true(loop_ticks(loop) - begun < 50000);
        assert_int_equal(kill(atoi(output.data), SIGKILL), 0);
        text_release(&output);
}

static void can_not_start(void *loop)
{
        const char *nothing[] = {"no-such-program-here", NULL};
        const char *echo[] = {"echo", NULL};
        struct err err = ERR_INIT;

        assert_false(process_run(loop, &(struct process_spec){.argv = nothing}, NULL, &err));
        assert_int_equal(err.code, ERR_SYSTEM);
        assert_string_equal(err.text,
                            "can't start no-such-program-here: No such file or directory");
        assert_false(process_run(
                loop, &(struct process_spec){.argv = echo, .directory = "/nowhere"}, NULL, &err));
        assert_int_equal(err.code, ERR_SYSTEM);
        assert_false(process_run(loop, &(struct process_spec){.argv = echo, .user = "no-such-user"},
                                 NULL, &err));
        assert_string_equal(err.text, "no user no-such-user on this machine");
        assert_null(process_start(loop,
                                  &(struct process_spec){.argv = echo, .output = "/nowhere/log"},
                                  NULL, NULL, &err));
        assert_int_equal(err.code, ERR_SYSTEM);
        err_clear(&err);
}

static void environment(void *loop)
{
        const char *argv[] = {"sh", "-c", "echo $GREETING $HOME; pwd", NULL};
        const char *env[] = {"GREETING=hello", NULL};
        struct process_spec spec = {.argv = argv, .env = env, .directory = "/usr"};
        struct text output = TEXT_INIT;
        struct err err = ERR_INIT;

        assert_true(process_run(loop, &spec, &output, &err));
        assert_string_equal(output.data, "hello\n/usr\n");
        text_release(&output);
}

/* Descriptors of ours and our ignored SIGPIPE stay with us. */
static void clean_start(void *loop)
{
        int open_here = fcntl(STDOUT_FILENO, F_DUPFD, 10);
        char *line = xasprintf("test -e /proc/$$/fd/%d && echo inherited;"
                               "readlink /proc/$$/fd/0; grep SigIgn /proc/$$/status",
                               open_here);
        struct text output = TEXT_INIT;
        struct err err = ERR_INIT;

        assert_true(open_here >= 10);
        assert_true(run_shell(loop, line, &output, &err));
        assert_string_equal(output.data, "/dev/null\nSigIgn:\t0000000000000000\n");
        close(open_here);
        free(line);
        text_release(&output);
}

static void test_run(void **state)
{
        (void)state;
        in_real_time(run_to_the_end);
        in_real_time(leave_a_daemon);
        in_real_time(can_not_start);
        in_real_time(environment);
        in_real_time(clean_start);
}

static void as_nobody(void *loop)
{
        const char *argv[] = {"sh", "-c", "id -u; id -G; grep -i pdeath /proc/self/status; true",
                              NULL};
        const struct passwd *nobody = getpwnam("nobody");
        struct text output = TEXT_INIT;
        struct err err = ERR_INIT;
        char expected[64];

        snprintf(expected, sizeof(expected), "%u\n%u\n", nobody->pw_uid, nobody->pw_gid);
        assert_true(process_run(loop, &(struct process_spec){.argv = argv, .user = "nobody"},
                                &output, &err));
        assert_string_equal(output.data, expected);
        text_release(&output);
}

static void test_user(void **state)
{
        const gid_t extra = 12345;
        gid_t ours[64];
        int count;

        (void)state;
        if (geteuid() != 0 || !getpwnam("nobody")) {
                print_message("skipped: needs root and a user nobody\n");
                skip();
        }
        count = getgroups((int)ARRAY_LEN(ours), ours);
        assert_int_equal(setgroups(1, &extra), 0); /* one that the child must not have */
        in_real_time(as_nobody);
        if (count >= 0)
                setgroups((size_t)count, ours);
}

/* --- process_start --- */

struct life {
        struct loop *loop;
        struct signal_point end;
        int ended;
        int status, signum;
};

static void on_exited(void *arg, int status, int signum)
{
        struct life *l = arg;

        l->ended++;
        l->status = status;
        l->signum = signum;
        signal_all(l->loop, &l->end);
}

static void wait_ended(struct life *l, int count)
{
        while (l->ended < count)
                signal_wait(l->loop, &l->end, -1);
}

static void start_and_signal(void *loop)
{
        const char *argv[] = {"sh", "-c", "exec sleep 1000", NULL};
        struct life life = {.loop = loop};
        struct err err = ERR_INIT;
        struct process *p =
                process_start(loop, &(struct process_spec){.argv = argv}, on_exited, &life, &err);

        assert_non_null(p);
        assert_int_equal(kill(process_pid(p), 0), 0);
        assert_int_equal(getpgid(process_pid(p)), process_pid(p));
        process_signal(p, SIGTERM);
        wait_ended(&life, 1);
        assert_int_equal(life.signum, SIGTERM);
        assert_int_equal(life.status, 0);
}

static void many_lives(void *loop)
{
        const char *argv[] = {"sh", "-c", "exit 7", NULL};
        struct life life = {.loop = loop};
        struct err err = ERR_INIT;

        for (int i = 0; i < 50; i++)
                assert_non_null(process_start(loop, &(struct process_spec){.argv = argv}, on_exited,
                                              &life, &err));
        wait_ended(&life, 50);
        assert_int_equal(life.status, 7);
        assert_int_equal(life.signum, 0);
}

static void append_output(void *loop)
{
        const char *argv[] = {"sh", "-c", "echo out; echo err >&2", NULL};
        char path[] = "/tmp/snaplift-test-XXXXXX", seen[64] = "";
        int fd = mkstemp(path);
        struct process_spec spec = {.argv = argv, .output = path};
        struct life life = {.loop = loop};
        struct err err = ERR_INIT;

        assert_true(fd >= 0);
        assert_int_equal(write(fd, "before\n", 7), 7);
        assert_non_null(process_start(loop, &spec, on_exited, &life, &err));
        wait_ended(&life, 1);
        assert_int_equal(pread(fd, seen, sizeof(seen) - 1, 0), 15);
        assert_string_equal(seen, "before\nout\nerr\n");
        close(fd);
        unlink(path);
}

static void leave_running(void *loop)
{
        const char *argv[] = {"sleep", "1000", NULL};
        struct err err = ERR_INIT;

        assert_non_null(
                process_start(loop, &(struct process_spec){.argv = argv}, on_exited, NULL, &err));
}

static void test_start(void **state)
{
        (void)state;
        in_real_time(start_and_signal);
        in_real_time(many_lives);
        in_real_time(append_output);
        in_real_time(leave_running); /* loop_free ends it */
}

/* --- they die with us --- */

static int told[2];

static void start_and_tell(void *loop)
{
        const char *argv[] = {"sleep", "1000", NULL};
        struct err err = ERR_INIT;
        struct process *p =
                process_start(loop, &(struct process_spec){.argv = argv}, on_exited, NULL, &err);
        int pid = p ? process_pid(p) : 0;

        if (write(told[1], &pid, sizeof(pid)) != sizeof(pid))
                _exit(1);
        fiber_sleep(loop, 100000);
}

static void test_killed_with_us(void **state)
{
        int grandchild = 0;
        pid_t pid;

        (void)state;
        assert_int_equal(pipe2(told, O_CLOEXEC), 0);
        pid = fork();
        if (pid == 0) {
                in_real_time(start_and_tell);
                _exit(0);
        }
        assert_int_equal(read(told[0], &grandchild, sizeof(grandchild)), sizeof(grandchild));
        assert_true(grandchild > 0);
        assert_int_equal(kill(grandchild, 0), 0);
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        /* Whoever adopts it reaps it; a zombie is dead too. */
        for (int i = 0; kill(grandchild, 0) == 0; i++) {
                char *path = xasprintf("/proc/%d/stat", grandchild), line[256] = "";
                FILE *f = fopen(path, "r");
                bool dead = !f || !fgets(line, sizeof(line), f) || strstr(line, ") Z");

                if (f)
                        fclose(f);
                free(path);
                if (dead)
                        break;
                if (i > 5000)
                        fail_msg("the child outlived its parent");
                usleep(1000);
        }
        close(told[0]);
        close(told[1]);
}

/* --- signals to ourselves --- */

struct heard {
        struct signal_point point;
        struct loop *loop;
        int signum;
};

static void on_signal(void *arg, int signum)
{
        struct heard *h = arg;

        h->signum = signum;
        signal_all(h->loop, &h->point);
}

static void hear(void *loop)
{
        struct heard h = {.loop = loop};

        loop_on_signal(loop, SIGUSR1, on_signal, &h);
        raise(SIGUSR1);
        while (!h.signum)
                signal_wait(loop, &h.point, -1);
        assert_int_equal(h.signum, SIGUSR1);
}

static void test_signals(void **state)
{
        (void)state;
        in_real_time(hear);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_run),     cmocka_unit_test(test_user),
                cmocka_unit_test(test_start),   cmocka_unit_test(test_killed_with_us),
                cmocka_unit_test(test_signals),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
