/* Real PostgreSQL servers and processes. Left out, and said so, where PostgreSQL is missing. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "engine/loop/process.h"
#include "engine/standin/bodies.h"
#include "engine/standin/bodies_parts.h"

struct result {
        struct loop *loop;
        bool over, ok;
        char message[256];
        struct signal_point ended;
};

static void done(void *arg, bool ok, const char *message)
{
        struct result *r = arg;

        r->over = true;
        r->ok = ok;
        snprintf(r->message, sizeof(r->message), "%s", message ? message : "");
        signal_all(r->loop, &r->ended);
}

static void wait_done(struct result *r)
{
        while (!r->over)
                signal_wait(r->loop, &r->ended, -1);
}

static void expect_done(struct result *r)
{
        wait_done(r);
        if (!r->ok)
                fail_msg("%s", r->message);
        *r = (struct result){.loop = r->loop};
}

/* As a client would: over TCP, with a password. The answer, or NULL. */
static char *query(struct loop *loop, struct bodies *b, struct db_body *d, const char *password,
                   const char *sql)
{
        char *psql = xasprintf("%s/psql", b->programs);
        char *secret = xasprintf("PGPASSWORD=%s", password);
        const char *const argv[] = {psql, "-X",   "-A", "-t",        "-h", db_body_address(d),
                                    "-p", "5432", "-U", "app_owner", "-d", "shop",
                                    "-c", sql,    NULL};
        const char *const env[] = {secret, "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", NULL};
        const struct process_spec spec = {.argv = argv, .env = env, .directory = "/"};
        struct text out = TEXT_INIT;
        struct err err = ERR_INIT;
        bool ok = process_run(loop, &spec, &out, &err);

        err_clear(&err);
        free(psql);
        free(secret);
        if (!ok) {
                text_release(&out);
                return NULL;
        }
        return text_steal(&out);
}

static void expect(struct loop *loop, struct bodies *b, struct db_body *d, const char *password,
                   const char *sql, const char *answer)
{
        char *got = query(loop, b, d, password, sql);

        assert_non_null(got);
        assert_string_equal(got, answer);
        free(got);
}

static void databases(struct loop *loop, struct bodies *b)
{
        struct result r = {.loop = loop}, second = {.loop = loop};
        struct db_body *live, *copy;

        live = db_body_create(b, "live", "live", "app_owner", "it's \\ a secret", "shop",
                              "CREATE TABLE t (n int); INSERT INTO t SELECT generate_series(1, 9);",
                              done, &r);
        assert_false(r.over); /* never before it has returned */
        expect_done(&r);
        expect(loop, b, live, "it's \\ a secret", "SELECT count(*) FROM t", "9\n");
        assert_null(query(loop, b, live, "wrong", "SELECT 1"));

        db_body_snapshot(live, "first", done, &r);
        expect_done(&r);
        expect(loop, b, live, "it's \\ a secret",
               "WITH gone AS (DELETE FROM t RETURNING n) SELECT count(*) FROM gone", "9\n");
        copy = db_body_restore(b, "copy", "copy", "first", done, &r);
        assert_string_not_equal(db_body_address(live), db_body_address(copy));
        expect_done(&r);
        expect(loop, b, copy, "it's \\ a secret", "SELECT count(*) FROM t", "9\n");
        expect(loop, b, live, "it's \\ a secret", "SELECT count(*) FROM t", "0\n");

        /* carried out in the order of asking */
        db_body_set_password(copy, "app_owner", "new'one", done, &second);
        db_body_reboot(copy, done, &r);
        wait_done(&r);
        assert_true(second.over && second.ok);
        expect_done(&r);
        expect(loop, b, copy, "new'one", "SELECT count(*) FROM t", "9\n");
        assert_null(query(loop, b, copy, "it's \\ a secret", "SELECT 1"));
        expect(loop, b, live, "it's \\ a secret", "SELECT 1", "1\n");

        db_snapshot_delete(b, "first");
        db_body_delete(live, done, &r);
        expect_done(&r);
        live = db_body_restore(b, "live", "live", "first", done, &r);
        wait_done(&r);
        assert_false(r.ok);
        assert_string_equal(r.message, "no data of snapshot first");
}

static void bad_sql(struct loop *loop, struct bodies *b)
{
        struct result r = {.loop = loop};

        db_body_create(b, "bad", "bad", "app_owner", "secret", "shop",
                       "SELECT nonsense FROM nowhere;", done, &r);
        wait_done(&r);
        assert_false(r.ok);
        assert_null(strstr(r.message, "secret"));
}

/* --- processes --- */

struct life {
        struct loop *loop;
        bool over;
        int code;
        struct signal_point ended;
};

static void exited(void *arg, int code)
{
        struct life *l = arg;

        l->over = true;
        l->code = code;
        signal_all(l->loop, &l->ended);
}

static int end_of(struct life *l)
{
        while (!l->over)
                signal_wait(l->loop, &l->ended, -1);
        return l->code;
}

static struct task_body *shell(struct bodies *b, const char *script, struct life *l)
{
        const char *const argv[] = {"/bin/sh", "-c", script, NULL};
        const char *const env[] = {"PATH=/usr/bin:/bin", "WORD=hello", NULL};
        const struct task_spec spec = {.name = "shell", .argv = argv, .env = env};
        struct err err = ERR_INIT;
        struct task_body *t = task_body_start(b, &spec, exited, l, &err);

        assert_non_null(t);
        return t;
}

/* The script says so in its log when it is ready for signals. */
static void wait_for_log(struct loop *loop, struct bodies *b, const char *word)
{
        char *path = xasprintf("%s/tasks/shell.log", b->folder);
        char text[4096] = "";

        while (!strstr(text, word)) {
                FILE *f = fopen(path, "r");
                size_t len = f ? fread(text, 1, sizeof(text) - 1, f) : 0;

                text[len] = '\0';
                if (f)
                        fclose(f);
                fiber_sleep(loop, 5);
        }
        free(path);
}

static void processes(struct loop *loop, struct bodies *b)
{
        struct life ends = {.loop = loop}, heeds = {.loop = loop}, stays = {.loop = loop};
        struct life left = {.loop = loop};
        struct task_body *t;
        int pid;

        shell(b, "echo $WORD; exit 5", &ends);
        assert_int_equal(end_of(&ends), 5);
        wait_for_log(loop, b, "hello\n");
        t = shell(b, "trap 'exit 0' TERM; echo heeding; while :; do sleep 0.05; done", &heeds);
        wait_for_log(loop, b, "heeding");
        task_body_stop(t, 60000);
        assert_int_equal(end_of(&heeds), 0);
        t = shell(b, "trap '' TERM; echo staying; while :; do sleep 0.05; done", &stays);
        wait_for_log(loop, b, "staying");
        task_body_stop(t, 50);
        assert_int_equal(end_of(&stays), 128 + 9);
        t = shell(b, "sleep 600", &left);
        pid = task_body_pid(t);
        task_body_abandon(t);
        while (kill(pid, 0) == 0)
                fiber_sleep(loop, 5);
        assert_false(left.over);
}

/* A number of this process's own: the same test may run next door. */
static int our_port(void)
{
        return 0x1000 + (int)getpid() % 0xe000;
}

static void assert_address(const char *found, int n)
{
        char *expected = xasprintf("127.%d.%d.%d", our_port() >> 8, our_port() & 0xff, n);

        assert_string_equal(found, expected);
        free(expected);
}

static void addresses(struct loop *loop, struct bodies *b)
{
        char *first = bodies_take_address(b, NULL), *second = bodies_take_address(b, "db");
        char *third, *fourth, *again;

        (void)loop;
        assert_address(first, 1);
        assert_address(second, 2);
        bodies_drop_address(b, first);
        third = bodies_take_address(b, NULL);
        assert_address(third, 3); /* what was just given back comes last */
        bodies_drop_address(b, second);
        fourth = bodies_take_address(b, "another");
        assert_address(fourth, 4);
        again = bodies_take_address(b, "db");
        assert_address(again, 2); /* as before */
        bodies_drop_address(b, third);
        bodies_drop_address(b, fourth);
        bodies_drop_address(b, again);
}

static void keeps_a_name_its_address(struct loop *loop, struct bodies *b)
{
        char *all[254], *db = bodies_take_address(b, "db");

        (void)loop;
        bodies_drop_address(b, db);
        for (size_t i = 0; i < ARRAY_LEN(all); i++)
                all[i] = bodies_take_address(b, NULL);
        assert_address(all[253], 1); /* when there is no other left */
        assert_null(bodies_take_address(b, NULL));
        for (size_t i = 0; i < ARRAY_LEN(all); i++)
                bodies_drop_address(b, all[i]);
}

static void locked(struct loop *loop, struct bodies *b)
{
        struct err err = ERR_INIT;

        assert_null(bodies_new(loop, b->folder, 1, &err));
        assert_true(err_is(&err, ERR_EXISTS));
        err_clear(&err);
}

/* --- running --- */

struct test {
        struct loop *loop;
        void (*body)(struct loop *loop, struct bodies *b);
        bool no_postgres;
};

static void run(void *arg)
{
        struct test *t = arg;
        char folder[] = "/tmp/snaplift-bodies-XXXXXX";
        char *pg, *command;
        struct err err = ERR_INIT;
        struct bodies *b;

        assert_non_null(mkdtemp(folder));
        b = bodies_new(t->loop, folder, our_port(), &err);
        if (!b) {
                t->no_postgres = err_is(&err, ERR_NOT_FOUND);
                if (!t->no_postgres)
                        fail_msg("%s", err_text(&err));
                err_clear(&err);
                rmdir(folder);
                return;
        }
        t->body(t->loop, b);
        pg = xstrdup(b->pg);
        bodies_free(b);
        assert_int_not_equal(access(pg, F_OK), 0); /* nothing is left of the databases */
        command = xasprintf("rm -rf %s", folder);
        assert_int_equal(system(command), 0);
        free(command);
        free(pg);
}

static void on_real_loop(void (*body)(struct loop *loop, struct bodies *b))
{
        struct test t = {loop_new(), body, false};

        fiber_start(t.loop, "test", run, &t);
        loop_run(t.loop);
        loop_free(t.loop);
        if (t.no_postgres) {
                print_message("PostgreSQL's server programs are not on this machine\n");
                skip();
        }
}

static void test_databases_are_real(void **state)
{
        (void)state;
        on_real_loop(databases);
}

static void test_sql_that_fails_is_told_without_secrets(void **state)
{
        (void)state;
        on_real_loop(bad_sql);
}

static void test_tasks_are_processes(void **state)
{
        (void)state;
        on_real_loop(processes);
}

static void test_addresses(void **state)
{
        (void)state;
        on_real_loop(addresses);
}

static void test_keeps_a_name_its_address(void **state)
{
        (void)state;
        on_real_loop(keeps_a_name_its_address);
}

static void test_a_folder_has_one_user(void **state)
{
        (void)state;
        on_real_loop(locked);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_databases_are_real),
                cmocka_unit_test(test_sql_that_fails_is_told_without_secrets),
                cmocka_unit_test(test_tasks_are_processes),
                cmocka_unit_test(test_addresses),
                cmocka_unit_test(test_keeps_a_name_its_address),
                cmocka_unit_test(test_a_folder_has_one_user),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
