/* Which tags may be released, and what is said of the others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "engine/git/release.h"
#include "tests/unit/git/helper_repository.h"

struct fixture {
        char folder[MADE_FOLDER_SIZE];
        git_repository *made;
        struct repository *repo;
        char one[COMMIT_SIZE], two[COMMIT_SIZE], side[COMMIT_SIZE];
        struct release release;
        struct err err;
};

/* one (v1.0.0) --- two      main; side comes from one and is not merged */
static int set_up(void **state)
{
        struct fixture *f = xcalloc(1, sizeof(*f));

        f->made = made_temporary(f->folder);
        made_commit(f->made, "main", NULL, "one", "a", "1", f->one);
        made_commit(f->made, "main", NULL, "two", "a", "2", f->two);
        made_commit(f->made, "side", f->one, "aside", "b", "1", f->side);
        made_tag(f->made, "v1.0.0", f->one, true);
        f->repo = repository_open(f->folder, &f->err);
        if (!f->repo)
                fail_msg("%s", err_text(&f->err));
        *state = f;
        return 0;
}

static int tear_down(void **state)
{
        struct fixture *f = *state;

        release_release(&f->release);
        repository_close(f->repo);
        made_gone(f->made, f->folder);
        err_clear(&f->err);
        free(f);
        return 0;
}

static const struct release_rules strict = {.branch = "main"};

static void passes(struct fixture *f, const char *tag, const char *commit,
                   const struct release_rules *rules)
{
        release_release(&f->release);
        if (!release_check(f->repo, tag, commit, rules, &f->release, &f->err))
                fail_msg("%s", err_text(&f->err));
}

static void is_refused(struct fixture *f, const char *tag, const char *commit,
                       const struct release_rules *rules, const char *because)
{
        release_release(&f->release);
        if (release_check(f->repo, tag, commit, rules, &f->release, &f->err))
                fail_msg("%s passes", tag);
        assert_true(err_is(&f->err, ERR_REFUSED));
        assert_string_equal(err_text(&f->err), because);
        assert_non_null(f->err.next);
}

static void the_next_version_passes(void **state)
{
        struct fixture *f = *state;

        made_tag(f->made, "v1.0.1", f->two, false);
        made_tag(f->made, "not-a-version", f->two, false);
        passes(f, "v1.0.1", f->two, &strict);
        assert_string_equal(f->release.previous, "v1.0.0");
        assert_string_equal(f->release.previous_commit, f->one);
        assert_int_equal(f->release.version.patch, 1);
}

static void the_first_version_passes(void **state)
{
        struct fixture *f = *state;

        passes(f, "v1.0.0", f->one, &strict);
        assert_null(f->release.previous);
}

static void what_is_no_version_is_refused(void **state)
{
        struct fixture *f = *state;

        is_refused(f, "v1.1", f->two, &strict, "tag v1.1 is not a version");
        made_tag(f->made, "nightly", f->two, false);
        passes(f, "nightly", f->two,
               &(struct release_rules){.branch = "main", .any_version = true});
}

static void what_is_not_greater_is_refused(void **state)
{
        struct fixture *f = *state;

        made_tag(f->made, "v0.9.9", f->two, false);
        is_refused(f, "v0.9.9", f->two, &strict,
                   "v0.9.9 is not greater than v1.0.0, which is there already");
        assert_string_equal(f->err.next, "name it v1.0.1 or higher");
        /* What was released, as somebody else remembers it. */
        made_tag(f->made, "v1.0.1", f->two, false);
        is_refused(f, "v1.0.1", f->two, &(struct release_rules){.branch = "main", .last = "v1.4.0"},
                   "v1.0.1 is not greater than v1.4.0, which is there already");
        passes(f, "v1.0.1", f->two,
               &(struct release_rules){.branch = "main", .last = "v1.0.1"}); /* itself */
}

static void candidates_come_before_their_release(void **state)
{
        struct fixture *f = *state;

        made_tag(f->made, "v1.1.0-rc.1", f->two, false);
        passes(f, "v1.1.0-rc.1", f->two, &strict);
        made_tag(f->made, "v1.1.0", f->two, false);
        passes(f, "v1.1.0", f->two, &strict);
        assert_string_equal(f->release.previous, "v1.0.0");
        /* Once it is released there is no candidate for it any more. */
        is_refused(f, "v1.1.0-rc.1", f->two, &strict,
                   "v1.1.0-rc.1 is not greater than v1.1.0, which is there already");
        /* The next one's candidate is in nobody's way. */
        made_tag(f->made, "v2.0.0-rc.1", f->two, false);
        made_tag(f->made, "v1.1.1", f->two, false);
        passes(f, "v1.1.1", f->two, &strict);
}

static void what_is_in_no_branch_is_refused(void **state)
{
        struct fixture *f = *state;
        char *because = xasprintf("commit %.10s of v1.0.1 is not in branch main", f->side);

        made_tag(f->made, "v1.0.1", f->side, false);
        is_refused(f, "v1.0.1", f->side, &strict, because);
        passes(f, "v1.0.1", f->side, &(struct release_rules){0});
        is_refused(f, "v1.0.1", f->side, &(struct release_rules){.branch = "trunk"},
                   "nobody can tell whether v1.0.1 is in branch trunk: this clone has no such "
                   "branch");
        free(because);
}

static void a_moved_tag_is_refused(void **state)
{
        struct fixture *f = *state;
        char *because = xasprintf("tag v1.0.0 leads to commit %.10s, not to %.10s", f->one, f->two);

        is_refused(f, "v1.0.0", f->two, &strict, because);
        free(because);
}

static void a_shallow_clone_is_not_trusted(void **state)
{
        struct fixture *f = *state;
        const struct release_rules known = {.branch = "main", .last_known = true};
        const struct release_rules last = {.branch = "main", .last = "v1.0.0"};

        git_tag_delete(f->made, "v1.0.0");
        made_shallow(f->made, f->two);
        repository_close(f->repo);
        f->repo = repository_open(f->folder, &f->err);
        /* As actions/checkout has it: one commit, and the tag itself only in a variable. */
        is_refused(f, "v1.0.1", f->two, &strict,
                   "nobody can tell whether v1.0.1 is greater than the last version: this clone "
                   "lacks history, and has no other tag");
        made_tag(f->made, "v1.0.1", f->two, false);
        is_refused(f, "v1.0.1", f->two, &strict,
                   "nobody can tell whether v1.0.1 is greater than the last version: this clone "
                   "lacks history, and has no other tag");
        passes(f, "v1.0.1", f->two, &known);
        passes(f, "v1.0.1", f->two, &last);
        assert_string_equal(f->release.previous, "v1.0.0");
        assert_string_equal(f->release.previous_commit, "");
        is_refused(f, "v1.0.2", f->side, &known,
                   "nobody can tell whether v1.0.2 is in branch main: this clone is shallow");
}

static void notes_tell_what_came_since(void **state)
{
        struct fixture *f = *state;
        char *notes;

        made_tag(f->made, "v1.0.1", f->two, false);
        passes(f, "v1.0.1", f->two, &strict);
        notes = release_notes(f->repo, &f->release, 10, &f->err);
        assert_string_equal(notes, "- two (Ada Tester)\n");
        free(notes);
        for (int i = 0; i < 5; i++)
                made_commit(f->made, "main", NULL, "more\x1b[31m", NULL, NULL, f->two);
        passes(f, "v1.0.2", f->two, &strict);
        memcpy(f->release.previous_commit, f->one, COMMIT_SIZE);
        notes = release_notes(f->repo, &f->release, 1, &f->err);
        assert_string_equal(notes, "- more\\x1b[31m (Ada Tester)\n... and 5 more\n");
        free(notes);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        const struct CMUnitTest tests[] = {
                CASE(the_next_version_passes),
                CASE(the_first_version_passes),
                CASE(what_is_no_version_is_refused),
                CASE(what_is_not_greater_is_refused),
                CASE(candidates_come_before_their_release),
                CASE(what_is_in_no_branch_is_refused),
                CASE(a_moved_tag_is_refused),
                CASE(a_shallow_clone_is_not_trusted),
                CASE(notes_tell_what_came_since),
        };

        setenv("HOME", "/nonexistent", 1);
        return cmocka_run_group_tests(tests, NULL, NULL);
}
