/*
 * Killed at every record of the journal, before and after it is written, then resumed or rolled
 * back: it ends as if it had not been killed, or as if it had not begun.
 *
 * The run that is killed is a child process; its world is shared memory and its store a file, so
 * what is left behind is what a killed process leaves, its lease and its lock included.
 */
#include "helper_bench.h"

#include <glob.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/store/sqlite_sum.h"

enum { KILLED = 9, GAVE_UP = 99, POSITIONS = 200 };

enum moment { BEFORE, AFTER };

struct shared {
        struct world world;
        char id[RUN_ID_SIZE];
        int end;     /* of a child that was not killed */
        int written; /* records */
        int kept;    /* of those, what a power cut leaves */
};

struct scene {
        const char *yaml;
        void (*script)(struct world *w);
        int64_t cancel_at; /* ms from the start; 0: not cancelled */
};

static struct shared *shared;
static struct json_object *accepted; /* a run that has succeeded may be put back, too */
static char dir[64], location[128];

/* --- a store whose process dies at a given append --- */

static const struct store_ops *real;
static struct store_ops deadly;
static int appends_left;
static enum moment moment;

static bool deadly_append(struct store *s, const struct journal_entry *entry, struct err *err)
{
        bool last = --appends_left == 0;
        bool ok;

        if (last && moment == BEFORE)
                _exit(KILLED);
        ok = real->append(s, entry, err);
        shared->written++;
        if (entry->durable)
                shared->kept = shared->written;
        if (last)
                _exit(KILLED);
        return ok;
}

static void make_deadly(struct store *s, int at, enum moment when)
{
        real = s->ops;
        deadly = *s->ops;
        deadly.append = deadly_append;
        s->ops = &deadly;
        appends_left = at;
        moment = when;
        shared->written = shared->kept = 1; /* run-started */
}

/* How many records it took. */
static int cut_power(void)
{
        int lost = shared->written - shared->kept;
        char sql[320];
        sqlite3 *db;

        snprintf(
                sql, sizeof(sql),
                "DELETE FROM journal WHERE seq > (SELECT max(seq) FROM journal) - %d;"
                " UPDATE runs SET records = records - %d,"
                " sum = row_sum(id, stack, pipeline, state, owner, created, changed, records - %d)",
                lost, lost, lost);
        assert_int_equal(sqlite3_open(location, &db), SQLITE_OK);
        assert_int_equal(sqlite_sum_register(db), SQLITE_OK);
        assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(db);
        return lost;
}

/* --- processes --- */

static void cancel(void *arg)
{
        struct bench *b = arg;

        if (!run_cancel(&b->setup, run_id(b->run), &b->err))
                _exit(1);
}

/* In a child: what fails there must not go on as if it were the test. */
static void give_up(const struct bench *b)
{
        fprintf(stderr, "%s\n", err_text(&b->err));
        _exit(GAVE_UP);
}

static void open_run(struct bench *b)
{
        b->run = run_open(&b->setup, shared->id, &b->err);
        if (!b->run)
                give_up(b);
}

/* Drives the run (a new one when there is none) in a process of its own; true when it was killed.
 */
static bool drive_and_kill(const struct scene *scene, bool back, int at, enum moment when)
{
        pid_t child = fork();
        int status;

        if (child == 0) {
                struct bench b;

                bench_init(&b, scene->yaml, location, &shared->world);
                b.accepted = accepted;
                if (*shared->id) {
                        open_run(&b);
                } else {
                        bench_start(&b);
                        snprintf(shared->id, sizeof(shared->id), "%s", run_id(b.run));
                }
                make_deadly(b.store, at, when);
                if (scene->cancel_at)
                        bench_at(&b, scene->cancel_at, cancel);
                shared->end = bench_drive(&b, back);
                _exit(0);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        if (WEXITSTATUS(status) != 0)
                assert_int_equal(WEXITSTATUS(status), KILLED);
        return WEXITSTATUS(status) == KILLED;
}

/* Drives the run to its end, in a process of its own as well: this one stays small, as each child
 * begins with a copy of its page tables. */
static enum run_end drive_to_end(const struct scene *scene, bool back)
{
        pid_t child = fork();
        int status;

        if (child == 0) {
                struct bench b;
                enum run_end end;

                bench_init(&b, scene->yaml, location, &shared->world);
                open_run(&b);
                end = bench_drive(&b, back);
                if (end == RUN_BROKEN || end == RUN_LOCKED)
                        give_up(&b);
                bench_release(&b);
                _exit(end);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        assert_int_not_equal(WEXITSTATUS(status), GAVE_UP);
        return (enum run_end)WEXITSTATUS(status);
}

static void begin_scene(const struct scene *scene)
{
        char pattern[160];
        glob_t left;

        snprintf(pattern, sizeof(pattern), "%s*", location);
        if (glob(pattern, 0, NULL, &left) == 0) {
                for (size_t i = 0; i < left.gl_pathc; i++)
                        assert_int_equal(unlink(left.gl_pathv[i]), 0);
                globfree(&left);
        }
        memset(shared, 0, sizeof(*shared));
        if (scene->script)
                scene->script(&shared->world);
}

/* --- what must hold afterwards --- */

static void expect_all_made_once(const char *where)
{
        for (int i = 0; i < BENCH_THINGS && *shared->world.things[i].name; i++) {
                const struct thing *t = &shared->world.things[i];

                if (!t->exists || t->made != 1 || t->removed != 0)
                        fail_msg("%s: %s was made %d and removed %d times", where, t->name, t->made,
                                 t->removed);
        }
        if (*shared->world.lock)
                fail_msg("%s: the lock was left behind", where);
}

static void expect_nothing_left(const char *where)
{
        for (int i = 0; i < BENCH_THINGS && *shared->world.things[i].name; i++) {
                const struct thing *t = &shared->world.things[i];

                if (t->exists || t->made > 1 || t->removed != t->made)
                        fail_msg("%s: %s was made %d and removed %d times", where, t->name, t->made,
                                 t->removed);
        }
        if (*shared->world.lock)
                fail_msg("%s: the lock was left behind", where);
}

/* --- scenes --- */

/* The diamond's: lock, two starts of a, and for each of four: start, remember, intent, result, end;
 * the run's end. */
enum { DIAMOND_RECORDS = 2 + 2 + 4 * 5 + 1 };

static const struct scene diamond = {.yaml = "pipeline: t\n"
                                             "stages:\n"
                                             "  a: { uses: test.make }\n"
                                             "  b: { uses: test.make, needs: [a] }\n"
                                             "  c: { uses: test.make, needs: [a] }\n"
                                             "  d: { uses: test.make, needs: [b, c] }\n"};

static void second_takes(struct world *w)
{
        world_thing(w, "b")->takes = 60000;
}

static void last_fails(struct world *w)
{
        world_thing(w, "b")->takes = 30000;
        world_thing(w, "d")->fail = ERR_FAILED;
}

static const struct scene with_final = {.yaml = "pipeline: t\n"
                                                "stages:\n"
                                                "  a: { uses: test.make }\n"
                                                "  f: { uses: test.final, needs: [a] }\n"
                                                "  z: { uses: test.make, needs: [f] }\n"};

static void is_resumed_from_anywhere(void **state)
{
        int at;

        (void)state;
        for (int when = BEFORE; when <= AFTER; when++) {
                for (at = 1; at < POSITIONS; at++) {
                        char where[64];

                        begin_scene(&diamond);
                        if (!drive_and_kill(&diamond, false, at, (enum moment)when))
                                break;
                        snprintf(where, sizeof(where), "killed at append %d", at);
                        assert_int_equal(drive_to_end(&diamond, false), RUN_SUCCEEDED);
                        expect_all_made_once(where);
                }
                assert_int_equal(at - 1, DIAMOND_RECORDS);
                assert_int_equal(shared->end, RUN_SUCCEEDED);
        }
}

static void is_rolled_back_from_anywhere(void **state)
{
        int at, back = 0;

        (void)state;
        for (int when = BEFORE; when <= AFTER; when++) {
                for (at = 1; at < POSITIONS; at++) {
                        char where[64];
                        enum run_end end;

                        begin_scene(&diamond);
                        if (!drive_and_kill(&diamond, false, at, (enum moment)when))
                                break;
                        snprintf(where, sizeof(where), "killed at append %d", at);
                        end = drive_to_end(&diamond, true);
                        if (end == RUN_REFUSED) { /* it had done all, or its end was written, too */
                                assert_int_equal(drive_to_end(&diamond, false), RUN_SUCCEEDED);
                                expect_all_made_once(where);
                        } else {
                                assert_int_equal(end, RUN_ROLLED_BACK);
                                expect_nothing_left(where);
                                back++;
                        }
                }
                assert_int_equal(at - 1, DIAMOND_RECORDS);
        }
        assert_true(back > DIAMOND_RECORDS);
}

/* Killed going forward or going back: a resume ends as the run would have. */
static void is_rolled_back_after_a_failure(void **state)
{
        struct scene failing = {diamond.yaml, last_fails};
        int at;

        (void)state;
        for (int when = BEFORE; when <= AFTER; when++) {
                for (at = 1; at < POSITIONS; at++) {
                        char where[64];
                        enum run_end end;

                        begin_scene(&failing);
                        if (!drive_and_kill(&failing, false, at, (enum moment)when))
                                break;
                        snprintf(where, sizeof(where), "killed at append %d", at);
                        end = drive_to_end(&failing, false);
                        assert_int_equal(end, RUN_ROLLED_BACK);
                        expect_nothing_left(where);
                }
                assert_int_equal(shared->end, RUN_ROLLED_BACK);
                assert_true(at > DIAMOND_RECORDS);
        }
}

/* Killed before or after the request is written, heard, or answered. */
static void is_rolled_back_after_a_request_to_cancel(void **state)
{
        struct scene cancelled = {diamond.yaml, second_takes, 10000};
        bool was_back = false, was_on = false;

        (void)state;
        for (int when = BEFORE; when <= AFTER; when++) {
                for (int at = 1; at < POSITIONS; at++) {
                        char where[64];
                        enum run_end end;

                        begin_scene(&cancelled);
                        if (!drive_and_kill(&cancelled, false, at, (enum moment)when))
                                break;
                        snprintf(where, sizeof(where), "killed at append %d", at);
                        end = drive_to_end(&cancelled, false);
                        if (end == RUN_ROLLED_BACK) {
                                was_back = true;
                                expect_nothing_left(where);
                        } else {
                                assert_int_equal(end, RUN_SUCCEEDED);
                                assert_false(was_back);
                                was_on = true;
                                expect_all_made_once(where);
                        }
                }
                assert_int_equal(shared->end, RUN_ROLLED_BACK);
                assert_true(was_back && was_on);
                was_back = was_on = false;
        }
}

/* The power fails: of the journal there is what was durable, of the world there is everything. */
static void goes_on_after_a_power_cut(void **state)
{
        int cut = 0;

        (void)state;
        for (int back = 0; back <= 1; back++) {
                for (int at = 1; at < POSITIONS; at++) {
                        char where[64];
                        enum run_end end;

                        begin_scene(&diamond);
                        if (!drive_and_kill(&diamond, false, at, AFTER))
                                break;
                        cut += cut_power();
                        snprintf(where, sizeof(where), "cut at append %d", at);
                        end = drive_to_end(&diamond, back);
                        if (end == RUN_ROLLED_BACK) {
                                assert_true(back);
                                expect_nothing_left(where);
                        } else {
                                assert_int_equal(end, back ? RUN_REFUSED : RUN_SUCCEEDED);
                                expect_all_made_once(where);
                        }
                }
        }
        assert_true(cut > 0);
}

/* --- by another definition --- */

static const struct scene diamond_edited = {
        .yaml = "pipeline: t\n"
                "stages:\n"
                "  e: { uses: test.make, needs: [d] }\n"
                "  d: { uses: test.make, needs: [b, c], timeout: 9h }\n"
                "  c: { uses: test.make, needs: [a], retry: { attempts: 3 } }\n"
                "  b: { uses: test.make, needs: [a] }\n"
                "  a: { uses: test.make, timeout: 9h }\n"};

struct editing {
        struct bench *b;
        bool ok;
};

static void edit(void *arg)
{
        struct editing *e = arg;

        e->ok = run_edit(&e->b->setup, shared->id, e->b->pipeline, NULL, &e->b->err);
}

/* True when it was killed before the new definition was written. */
static bool edit_and_kill(enum moment when)
{
        pid_t child = fork();
        int status;

        if (child == 0) {
                struct bench b;
                struct editing e = {.b = &b};

                bench_init(&b, diamond_edited.yaml, location, &shared->world);
                make_deadly(b.store, when == BEFORE ? POSITIONS : 1, AFTER);
                fiber_start(b.loop, "edit", edit, &e);
                loop_run(b.loop);
                _exit(e.ok ? 0 : 1);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        return WEXITSTATUS(status) == 1;
}

/* Killed anywhere, then edited, and there killed again right after the new definition is written:
 * what goes on, or is put back, is the run as edited. */
static void goes_on_by_another_definition_from_anywhere(void **state)
{
        int at, refused = 0;

        (void)state;
        for (int turn = 0; turn < 4; turn++) {
                bool back = turn % 2;

                for (at = 1; at < POSITIONS; at++) {
                        char where[64];
                        enum run_end end;

                        begin_scene(&diamond);
                        if (!drive_and_kill(&diamond, false, at, AFTER))
                                break;
                        snprintf(where, sizeof(where), "killed at append %d", at);
                        if (edit_and_kill(turn < 2 ? BEFORE : AFTER)) {
                                refused++; /* nothing was left to be done */
                                continue;
                        }
                        end = drive_to_end(&diamond, back);
                        assert_int_equal(end, back ? RUN_ROLLED_BACK : RUN_SUCCEEDED);
                        if (back)
                                expect_nothing_left(where);
                        else
                                expect_all_made_once(where);
                        if (!back && !world_thing(&shared->world, "e")->exists)
                                fail_msg("%s: the added stage has not run", where);
                }
                assert_int_equal(refused, 2 * (turn + 1)); /* d's end, and the run's */
        }
}

static void goes_only_forward_past_a_final_stage(void **state)
{
        bool was_stuck = false, was_back = false;

        (void)state;
        for (int at = 1; at < POSITIONS; at++) {
                char where[64];
                enum run_end end;

                begin_scene(&with_final);
                if (!drive_and_kill(&with_final, false, at, AFTER))
                        break;
                snprintf(where, sizeof(where), "killed at append %d", at);
                end = drive_to_end(&with_final, true);
                if (end == RUN_ROLLED_BACK) {
                        assert_false(was_stuck);
                        expect_nothing_left(where);
                        was_back = true;
                        continue;
                }
                was_stuck = true;
                if (end != RUN_REFUSED) {
                        assert_int_equal(end, RUN_STUCK);
                        end = drive_to_end(&with_final, false);
                        assert_int_equal(end, RUN_SUCCEEDED);
                }
                expect_all_made_once(where);
        }
        assert_true(was_stuck && was_back);
}

static bool is_as_it_was_made(void)
{
        for (int i = 0; i < BENCH_THINGS && *shared->world.things[i].name; i++)
                if (shared->world.things[i].removed)
                        return false;
        return true;
}

/* A run that had succeeded, killed (or cut off) at every record while it is put back, and taken up:
 * nobody has to accept anything again. Killed before it was reopened, it remains succeeded. */
static void is_put_back_after_its_success_from_anywhere(void **state)
{
        int at, remained;

        (void)state;
        for (int turn = 0; turn < 6; turn++) {
                enum moment when = turn < 2 ? BEFORE : AFTER;
                bool back = turn % 2, cut = turn >= 4;

                remained = 0;
                for (at = 1; at < POSITIONS; at++) {
                        char where[64];
                        enum run_end end;
                        bool killed;

                        begin_scene(&with_final);
                        assert_false(drive_and_kill(&with_final, false, POSITIONS, BEFORE));
                        assert_int_equal(shared->end, RUN_SUCCEEDED);
                        accepted = json_object_new_object();
                        killed = drive_and_kill(&with_final, true, at, when);
                        json_object_put(accepted);
                        accepted = NULL;
                        if (!killed)
                                break;
                        snprintf(where, sizeof(where), "turn %d, append %d", turn, at);
                        if (cut)
                                cut_power();
                        end = drive_to_end(&with_final, back);
                        if (end == RUN_ROLLED_BACK) {
                                expect_nothing_left(where);
                                continue;
                        }
                        assert_int_equal(end, back ? RUN_REFUSED : RUN_SUCCEEDED);
                        assert_true(is_as_it_was_made());
                        expect_all_made_once(where);
                        remained++;
                }
                assert_int_equal(shared->end, RUN_ROLLED_BACK);
                expect_nothing_left("not killed");
                /* reopened, lock-intent, rollback-started, four of each of three, the run's end */
                assert_int_equal(at - 1, 3 + 3 * 4 + 1);
                assert_int_equal(remained, when == BEFORE ? 1 : 0);
        }
}

static void survives_being_killed_again(void **state)
{
        static const struct scene small = {.yaml = "pipeline: t\n"
                                                   "stages:\n"
                                                   "  a: { uses: test.make }\n"
                                                   "  b: { uses: test.make, needs: [a] }\n"};
        int twice = 0;

        (void)state;
        for (int at = 1; at < POSITIONS; at++) {
                bool killed = false;

                for (int then = 1; then < POSITIONS; then++) {
                        char where[64];
                        bool back = (at + then) % 2 == 0;
                        enum run_end end;

                        begin_scene(&small);
                        killed = drive_and_kill(&small, false, at, AFTER);
                        if (!killed || !drive_and_kill(&small, back, then, BEFORE))
                                break;
                        twice++;
                        snprintf(where, sizeof(where), "killed at append %d, then %d", at, then);
                        end = drive_to_end(&small, back);
                        if (end == RUN_ROLLED_BACK) {
                                expect_nothing_left(where);
                        } else {
                                assert_true(end == RUN_SUCCEEDED || end == RUN_REFUSED);
                                expect_all_made_once(where);
                        }
                }
                if (!killed)
                        break;
        }
        assert_true(twice > 40);
}

static int make_place(void **state)
{
        (void)state;
        /* In memory where there is such a place: thousands of commits need not wear a disk. */
        snprintf(dir, sizeof(dir), "%s/snaplift-resume-XXXXXX",
                 access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
        if (!mkdtemp(dir))
                return -1;
        snprintf(location, sizeof(location), "%s/runs.db", dir);
        shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
                      0);
        return shared == MAP_FAILED ? -1 : 0;
}

static int drop_place(void **state)
{
        char command[96];

        (void)state;
        munmap(shared, sizeof(*shared));
        snprintf(command, sizeof(command), "rm -rf %s", dir);
        return system(command);
}

/* Without credentials nothing could be put back either: it stops where it is, and goes on. */
static void stops_where_it_is_when_the_credentials_expire(void **state)
{
        static const char file[] = "pipeline: t\n"
                                   "stages:\n"
                                   "  a: { uses: test.make }\n"
                                   "  b: { uses: test.make, needs: [a], retry: { attempts: 3 } }\n";

        (void)state;
        for (int back = 0; back < 2; back++) {
                struct bench b;
                struct thing *thing;

                bench_init(&b, file, NULL, NULL);
                thing = world_thing(b.world, "b");
                thing->fail = back ? ERR_DENIED : ERR_EXPIRED;
                thing->fail_times = 1;
                world_thing(b.world, "a")->undo_fail = ERR_EXPIRED;
                world_thing(b.world, "a")->undo_fail_times = 1;
                bench_go(&b);
                bench_expect_end(&b, RUN_INTERRUPTED);
                assert_true(err_is(&b.err, ERR_EXPIRED));
                bench_expect_next(&b, back ? "snaplift rollback" : "snaplift resume");
                bench_expect_run_state(&b, "interrupted");
                assert_true(world_thing(b.world, "a")->exists);
                assert_string_not_equal(b.world->lock, "");
                bench_reopen(&b, false);
                bench_expect_end(&b, back ? RUN_ROLLED_BACK : RUN_SUCCEEDED);
                assert_true(world_thing(b.world, "a")->exists == !back);
                assert_string_equal(b.world->lock, "");
                bench_release(&b);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(is_resumed_from_anywhere),
                cmocka_unit_test(is_rolled_back_from_anywhere),
                cmocka_unit_test(is_rolled_back_after_a_failure),
                cmocka_unit_test(is_rolled_back_after_a_request_to_cancel),
                cmocka_unit_test(goes_on_after_a_power_cut),
                cmocka_unit_test(goes_on_by_another_definition_from_anywhere),
                cmocka_unit_test(goes_only_forward_past_a_final_stage),
                cmocka_unit_test(is_put_back_after_its_success_from_anywhere),
                cmocka_unit_test(survives_being_killed_again),
                cmocka_unit_test(stops_where_it_is_when_the_credentials_expire),
        };

        return cmocka_run_group_tests(tests, make_place, drop_place);
}
