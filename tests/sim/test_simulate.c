/* Stories of the simulation: the same each time, and found out when they end wrongly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/json.h"
#include "engine/base/mem.h"
#include "engine/sim/shrink.h"
#include "engine/sim/story.h"
#include "tests/sim/helper_story.h"
#include "tests/sim/helper_world.h"

enum { SEEDS = 30, CALLS = 90 };

static void a_seed_is_the_same_story_each_time(void **state)
{
        (void)state;
        for (uint64_t seed = 1; seed <= SEEDS; seed += (uint64_t)sim_step()) {
                struct story one, two;
                struct faults f;

                faults_draw(&f, seed, NULL);
                one = play(seed, &f, true);
                two = play(seed, &f, true);
                assert_string_equal(text_str(&one.log), text_str(&two.log));
                story_release(&one);
                story_release(&two);
                faults_release(&f);
        }
}

/* What is written is not seen for up to a minute, from each request on; with an image that crashes
 * besides, the same is put back. No promise is broken at any place. */
static void what_is_not_seen_yet_is_not_believed_to_be_gone(void **state)
{
        static const enum fault_what kinds[] = {FAULT_LAG, FAULT_LAG_FLAPS, FAULT_LAG_UNKNOWN};

        (void)state;
        for (int64_t n = 1; n <= CALLS; n += sim_step()) {
                for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
                        for (size_t count = 1; count <= 2; count++) {
                                struct fault items[] = {{kinds[i], n}, {FAULT_IMAGE_CRASHES, 0}};
                                struct faults f = {items, count};
                                struct story s = play((uint64_t)n, &f, false);

                                if (s.breaches.len)
                                        fail_msg("seed %d, c%d:%s%s: %s", (int)n, (int)n,
                                                 fault_name(kinds[i]),
                                                 count > 1 ? ",image-crashes" : "",
                                                 text_str(&s.breaches));
                                story_release(&s);
                        }
                }
        }
}

/* At any moment somebody makes a database under a name that the run uses, with or without its tags:
 * nothing is asked of that one. */
static void a_database_that_has_taken_anothers_name_is_left_alone(void **state)
{
        static const enum fault_what kinds[] = {FAULT_CANDIDATE_MADE, FAULT_CANDIDATE_REPLACED,
                                                FAULT_ACTIVE_REPLACED};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
                for (int64_t n = 1; n <= CALLS; n += 3 * sim_step()) {
                        struct fault items[] = {{kinds[i], n}, {FAULT_CANCELLED, n + 20}};
                        struct faults f = {items, 1 + (size_t)(n / 3) % 2};
                        struct story s = play((uint64_t)n, &f, false);

                        if (s.breaches.len)
                                fail_msg("seed %d, c%d:%s: %s", (int)n, (int)n,
                                         fault_name(kinds[i]), text_str(&s.breaches));
                        story_release(&s);
                }
        }
}

/* Killed anywhere and resumed by another definition: it is taken where nothing that is done is
 * otherwise by it, else refused, and the run ends well with either. */
static void an_edited_definition_is_taken_or_refused(void **state)
{
        static const enum fault_what kinds[] = {FAULT_EDITED, FAULT_EDITED_WRONGLY};
        static const char *const told[] = {"definition is taken", "in what has been done already"};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
                int seen = 0;

                for (int64_t n = 2; n <= CALLS; n += 4 * (int64_t)sim_every()) {
                        struct fault items[] = {{kinds[i], 0}, {FAULT_KILL_ANSWERED, n}};
                        struct faults f = {items, ARRAY_LEN(items)};
                        struct story s = play((uint64_t)n, &f, false);

                        if (s.breaches.len)
                                fail_msg("seed %d, c%d:kill-answered,%s: %s", (int)n, (int)n,
                                         fault_name(kinds[i]), text_str(&s.breaches));
                        seen += strstr(text_str(&s.log), told[i]) != NULL;
                        story_release(&s);
                }
                assert_true(seen > 3 / (int)sim_every());
        }
}

/* Kept in each way and for each length, gone back to, swept, and both: what of it must have
 * happened has in some of them, and no promise is broken in any. */
static void what_is_kept_is_gone_back_to_or_swept(void **state)
{
        static const struct {
                const char *faults, *told;
                enum run_end end;
        } stories[] = {
                {"kept,c143:kill-answered", "is kept until", RUN_SUCCEEDED},
                {"kept,returned,c230:lag", "rollback-started", RUN_ROLLED_BACK},
                {"kept,swept,w90:kill-written", "is deleted", RUN_SUCCEEDED},
                {"kept,returned,swept", "starts: sweep, resume", RUN_SUCCEEDED},
                {"kept,returned,swept", "is held by run", RUN_ROLLED_BACK},
                {"returned", "database xy-0146-qa-20261001000000 was deleted by this run",
                 RUN_SUCCEEDED},
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(stories); i++) {
                int seen = 0;

                for (uint64_t seed = 1; seed <= SEEDS; seed++) {
                        struct faults f = list(stories[i].faults);
                        struct story s = play(seed, &f, false);

                        if (s.breaches.len)
                                fail_msg("seed %d, %s: %s", (int)seed, stories[i].faults,
                                         text_str(&s.breaches));
                        seen += s.end == stories[i].end &&
                                strstr(text_str(&s.log), stories[i].told) != NULL;
                        story_release(&s);
                        faults_release(&f);
                        if (seen && seed >= (uint64_t)(SEEDS / sim_step()))
                                break;
                }
                if (!seen)
                        fail_msg("%s: in no story %s", stories[i].faults, stories[i].told);
        }
}

/* Deleted by hand without a last snapshot, just when the run is about to do it: it says so once and
 * is stuck, and whoever resumes it has it go on without. */
static void a_last_snapshot_that_is_missing_is_told_once(void **state)
{
        static const char *const more[] = {"", ",kept"};
        static const uint64_t shows[] = {105, 128}; /* the first that does */

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(more); i++) {
                int told = 0;

                for (uint64_t n = sim_step() > 1 ? shows[i] : 100; n <= 150; n++) {
                        char *text = xasprintf("c%d:active-deleted%s", (int)n, more[i]);
                        struct faults f = list(text);
                        struct story s = play(n, &f, false);

                        if (s.breaches.len || s.end == RUN_STUCK)
                                fail_msg("seed %d, %s: %s%s", (int)n, text, text_str(&s.breaches),
                                         text_str(&s.log));
                        told += strstr(text_str(&s.log), "does not exist: somebody else") &&
                                strstr(text_str(&s.log), "there is no final snapshot");
                        story_release(&s);
                        faults_release(&f);
                        free(text);
                        if (told && sim_step() > 1)
                                break;
                }
                assert_true(told > 0);
        }
}

static bool begins_with(const struct faults *f, const struct faults *with)
{
        for (size_t i = 0; i < with->count; i++)
                if (f->items[i].what != with->items[i].what)
                        return false;
        return f->count >= with->count;
}

/* What comes after is drawn besides, so that a seed's other faults are the same with it and
 * without; where there is none of it, at the same places. */
static void what_comes_after_changes_no_other_draw(void **state)
{
        struct fault_kinds before = {.some = true};
        int more = 0, clusters = 0;

        (void)state;
        for (int i = 0; i < FAULT_COUNT; i++)
                before.of[i] = i != FAULT_KEPT && i != FAULT_RETURNED && i != FAULT_SWEPT &&
                               i != FAULT_CANDIDATE_PROTECTED && i != FAULT_PLANNED &&
                               i != FAULT_POWER_CUT && i != FAULT_STORE_LOST &&
                               i != FAULT_STORE_FOUND && i != FAULT_AURORA;
        for (uint64_t seed = 1; seed <= 400; seed++) {
                struct faults all, some;
                struct text a = TEXT_INIT, b = TEXT_INIT;

                faults_draw(&all, seed, NULL);
                faults_draw(&some, seed, &before);
                clusters += faults_has(&all, FAULT_AURORA);
                faults_leave_out(&all, FAULT_AURORA);
                faults_print(&all, &a);
                faults_print(&some, &b);
                assert_true(begins_with(&all, &some));
                if (all.count == some.count)
                        assert_string_equal(text_str(&a), text_str(&b));
                more += all.count > some.count;
                text_release(&a);
                text_release(&b);
                faults_release(&all);
                faults_release(&some);
        }
        assert_in_range(more, 160, 290);
        assert_in_range(clusters, 40, 95);
}

/* The same with Aurora clusters, measured by their own undisturbed end: killed at a call, the cloud
 * is left with the new cluster and its instances, or the old one. */
static void clusters_are_promoted_and_put_back(void **state)
{
        struct story measure = story_begin(1, NULL, false);
        struct story_ends done = {0};
        int ends[RUN_BROKEN + 1] = {0};
        int apart = 3 * (sim_step() < 5 ? sim_step() : 5); /* both ends are to be seen */

        (void)state;
        assert_true(story_measure(&measure, &done));
        assert_non_null(done.aurora[0]);
        assert_non_null(strstr(done.aurora[0], "\"DBClusterIdentifier\":\"" SIM_STACK "-" SIM_NEW));
        for (uint64_t seed = 1; seed <= CALLS; seed += (uint64_t)apart) {
                struct fault items[] = {{FAULT_AURORA, 0}, {FAULT_KILL_SENT, (int64_t)seed}};
                struct faults f = {items, ARRAY_LEN(items)};
                struct story s = story_begin(seed, &f, false);

                s.world = measure.world;
                s.done = &done;
                story_play(&s);
                if (s.breaches.len)
                        fail_msg("seed %d: %s", (int)seed, text_str(&s.breaches));
                ends[s.end]++;
                story_release(&s);
        }
        assert_true(ends[RUN_SUCCEEDED] && ends[RUN_ROLLED_BACK]);
        story_ends_release(&done);
        story_release(&measure);
}

/* A promotion of another pipeline than the one that is the measure: the stack ends otherwise. */
static void a_wrong_end_is_found_and_shrunk(void **state)
{
        struct faults f = list("c9:slow,restore-flapping,c20:throttled"), none = list("");
        struct story right = play(3, &none, false), wrong;
        struct text text = TEXT_INIT;
        struct story_ends done = {0};

        (void)state;
        assert_int_equal(right.end, RUN_SUCCEEDED);
        text_add(&right.stacks[0], "parameter that should have been there\n");
        done.of[0] = text_steal(&right.stacks[0]);
        wrong = story_begin(3, &f, false);
        wrong.done = &done;
        story_play(&wrong);
        assert_non_null(strstr(text_str(&wrong.breaches), "neither as before nor as it should be"));
        shrink(&wrong, &f);
        faults_print(&f, &text);
        assert_string_equal(text_str(&text), ""); /* none of them was to blame */
        text_release(&text);
        story_ends_release(&done);
        story_release(&wrong);
        story_release(&right);
        faults_release(&f);
}

/* What is broken first stays so: here by what is expected of clusters, while without them still
 * another promise is broken, as the judge knows no run without final snapshots. */
static void what_is_shrunk_breaks_the_same_promise(void **state)
{
        struct json_object *unsaved = json_object_new_object();
        struct faults f = list("aurora,kept,swept"), none = list("");
        struct story measure = story_begin(4, &none, false), wrong = story_begin(4, &f, false);
        struct story_ends done = {.aurora = {xstrdup("parameter that is never there\n")}};
        struct text text = TEXT_INIT;

        (void)state;
        json_put_text(unsaved, "services", "web,worker");
        json_put_text(unsaved, "final_snapshot", "false");
        measure.inputs = wrong.inputs = unsaved;
        story_play(&measure);
        done.of[0] = text_steal(&measure.stacks[0]);
        wrong.done = &done;
        story_play(&wrong);
        assert_true(text_starts(text_str(&wrong.breaches), "invariant 5, "));
        assert_non_null(strstr(text_str(&wrong.breaches), "\ninvariant 10, "));
        shrink(&wrong, &f);
        faults_print(&f, &text);
        assert_string_equal(text_str(&text), "aurora");
        text_release(&text);
        story_ends_release(&done);
        story_release(&wrong);
        story_release(&measure);
        faults_release(&f);
        json_object_put(unsaved);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_seed_is_the_same_story_each_time),
                cmocka_unit_test(what_is_not_seen_yet_is_not_believed_to_be_gone),
                cmocka_unit_test(a_database_that_has_taken_anothers_name_is_left_alone),
                cmocka_unit_test(an_edited_definition_is_taken_or_refused),
                cmocka_unit_test(what_is_kept_is_gone_back_to_or_swept),
                cmocka_unit_test(a_last_snapshot_that_is_missing_is_told_once),
                cmocka_unit_test(what_comes_after_changes_no_other_draw),
                cmocka_unit_test(clusters_are_promoted_and_put_back),
                cmocka_unit_test(a_wrong_end_is_found_and_shrunk),
                cmocka_unit_test(what_is_shrunk_breaks_the_same_promise),
        };

        return cmocka_run_group_tests(tests, story_load, story_unload);
}
