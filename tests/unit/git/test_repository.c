/* A repository as CI has it: tags, detached and shallow checkouts, files at a commit, history. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "engine/git/repository.h"
#include "tests/unit/git/helper_repository.h"

struct fixture {
        char folder[MADE_FOLDER_SIZE];
        git_repository *made;
        struct repository *repo;
        char first[COMMIT_SIZE], second[COMMIT_SIZE], side[COMMIT_SIZE], merged[COMMIT_SIZE];
        struct err err;
};

/*
 *      first --- second ------- merged      main
 *           \-------- side ----/            side
 */
static int set_up(void **state)
{
        struct fixture *f = xcalloc(1, sizeof(*f));

        f->made = made_temporary(f->folder);
        made_commit(f->made, "main", NULL, "first", "pipelines/a.yml", "one\n", f->first);
        made_commit(f->made, "side", f->first, "side", "side.txt", "side\n", f->side);
        made_commit(f->made, "main", NULL, "second\n\nMore of it.", "pipelines/a.yml", "two\n",
                    f->second);
        made_merge(f->made, "main", "side", f->merged);
        f->repo = repository_open(f->folder, &f->err);
        if (!f->repo)
                fail_msg("%s", err_text(&f->err));
        *state = f;
        return 0;
}

static int tear_down(void **state)
{
        struct fixture *f = *state;

        repository_close(f->repo);
        made_gone(f->made, f->folder);
        err_clear(&f->err);
        free(f);
        return 0;
}

static void head_is_a_branch_or_none(void **state)
{
        struct fixture *f = *state;
        char commit[COMMIT_SIZE], *branch;

        assert_true(repository_head(f->repo, commit, &branch, &f->err));
        assert_string_equal(commit, f->merged);
        assert_string_equal(branch, "main");
        free(branch);
        made_detached(f->made, f->second);
        assert_true(repository_head(f->repo, commit, &branch, &f->err));
        assert_string_equal(commit, f->second);
        assert_null(branch);
        assert_false(repository_is_shallow(f->repo));
}

static void a_repository_without_commits_says_so(void **state)
{
        struct fixture *f = *state;
        char *folder = xasprintf("%s/empty", f->folder), commit[COMMIT_SIZE], *branch;
        git_repository *empty = made_repository(folder);
        struct repository *r = repository_open(folder, &f->err);

        assert_non_null(r);
        assert_false(repository_head(r, commit, &branch, &f->err));
        assert_true(err_is(&f->err, ERR_NOT_FOUND));
        assert_non_null(strstr(err_text(&f->err), "no commit yet"));
        repository_close(r);
        git_repository_free(empty);
        free(folder);
}

static void what_is_none_says_so(void **state)
{
        struct fixture *f = *state;

        assert_null(repository_open("/", &f->err));
        assert_true(err_is(&f->err, ERR_NOT_FOUND));
        assert_string_equal(err_text(&f->err), "/ is not in a git repository");
}

static void is_found_from_within(void **state)
{
        struct fixture *f = *state;
        char *inside = xasprintf("%s/deep/er", f->folder), *deep = xasprintf("%s/deep", f->folder);
        struct repository *r;

        assert_int_equal(mkdir(deep, 0700), 0);
        assert_int_equal(mkdir(inside, 0700), 0);
        r = repository_open(inside, &f->err);
        assert_non_null(r);
        assert_string_equal(repository_folder(r), repository_folder(f->repo));
        repository_close(r);
        free(inside);
        free(deep);
}

/* Annotated and light, a tag of a tag; what leads to no commit is left out. */
static void tags_lead_to_commits(void **state)
{
        struct fixture *f = *state;
        struct git_tags tags;

        made_tag(f->made, "v1.0.0", f->second, false);
        made_tag(f->made, "v1.1.0", f->merged, true);
        made_tag(f->made, "again", "refs/tags/v1.1.0", true);
        made_tag(f->made, "of-a-tree", "main^{tree}", false);
        made_tag(f->made, "deep/name", f->first, false);
        assert_true(repository_tags(f->repo, &tags, &f->err));
        assert_int_equal(tags.count, 4);
        assert_string_equal(tags.items[0].name, "again");
        assert_string_equal(tags.items[0].commit, f->merged);
        assert_true(tags.items[0].annotated);
        assert_string_equal(tags.items[1].name, "deep/name");
        assert_string_equal(tags.items[2].name, "v1.0.0");
        assert_string_equal(tags.items[2].commit, f->second);
        assert_false(tags.items[2].annotated);
        assert_int_equal(tags.items[2].at, 0);
        assert_true(tags.items[3].annotated);
        assert_true(tags.items[3].at > 0);
        assert_ptr_equal(git_tags_find(&tags, "v1.1.0"), &tags.items[3]);
        assert_null(git_tags_find(&tags, "v1"));
        git_tags_release(&tags);
}

static void names_lead_to_commits(void **state)
{
        struct fixture *f = *state;
        char commit[COMMIT_SIZE], part[COMMIT_SIZE];

        made_tag(f->made, "side", f->first, true); /* a branch's name, too: the tag it is */
        assert_true(repository_commit(f->repo, "side", commit, &f->err));
        assert_string_equal(commit, f->first);
        assert_true(repository_branch(f->repo, "side", commit, &f->err));
        assert_string_equal(commit, f->side);
        snprintf(part, sizeof(part), "%.12s", f->second);
        assert_true(repository_commit(f->repo, part, commit, &f->err));
        assert_string_equal(commit, f->second);
        assert_false(repository_commit(f->repo, "nowhere", commit, &f->err));
        assert_true(err_is(&f->err, ERR_NOT_FOUND));
        /* An expression of revisions is no name. */
        assert_false(repository_commit(f->repo, "main~1", commit, &f->err));
        assert_false(repository_branch(f->repo, "main^", commit, &f->err));
        made_remote_branch(f->made, "main");
        assert_true(repository_branch(f->repo, "main", commit, &f->err));
        assert_string_equal(commit, f->merged);
}

static void files_are_those_of_the_commit(void **state)
{
        struct fixture *f = *state;
        struct text text = TEXT_INIT;

        assert_true(repository_file(f->repo, f->first, "pipelines/a.yml", 100, &text, &f->err));
        assert_string_equal(text_str(&text), "one\n");
        text_clear(&text);
        assert_true(repository_file(f->repo, f->merged, "pipelines/a.yml", 100, &text, &f->err));
        assert_string_equal(text_str(&text), "two\n");
        assert_false(repository_file(f->repo, f->first, "side.txt", 100, &text, &f->err));
        assert_true(err_is(&f->err, ERR_NOT_FOUND));
        assert_false(repository_file(f->repo, f->first, "pipelines", 100, &text, &f->err));
        assert_non_null(strstr(err_text(&f->err), "a folder"));
        assert_false(repository_file(f->repo, f->first, "pipelines/a.yml", 3, &text, &f->err));
        assert_non_null(strstr(err_text(&f->err), "larger than 3 bytes"));
        assert_false(repository_file(f->repo, "1234", "pipelines/a.yml", 3, &text, &f->err));
        text_release(&text);
}

static void paths_are_the_repositorys(void **state)
{
        struct fixture *f = *state;
        char *inside = xasprintf("%s/x.yml", f->folder), *out;

        assert_true(repository_path(f->repo, inside, &out, &f->err));
        assert_string_equal(out, "x.yml");
        free(out);
        assert_false(repository_path(f->repo, "/etc/passwd", &out, &f->err));
        assert_true(err_is(&f->err, ERR_INVALID));
        assert_false(repository_path(f->repo, "/no/such/folder/x", &out, &f->err));
        assert_true(err_is(&f->err, ERR_NOT_FOUND));
        free(inside);
}

static enum ancestry ancestry(struct fixture *f, const char *ancestor, const char *commit)
{
        enum ancestry out = ANCESTRY_UNKNOWN;

        if (!repository_ancestry(f->repo, ancestor, commit, &out, &f->err))
                fail_msg("%s", err_text(&f->err));
        return out;
}

static void ancestry_follows_every_parent(void **state)
{
        struct fixture *f = *state;

        assert_int_equal(ancestry(f, f->first, f->merged), ANCESTRY_YES);
        assert_int_equal(ancestry(f, f->side, f->merged), ANCESTRY_YES);
        assert_int_equal(ancestry(f, f->second, f->second), ANCESTRY_YES);
        assert_int_equal(ancestry(f, f->side, f->second), ANCESTRY_NO);
        assert_int_equal(ancestry(f, f->merged, f->first), ANCESTRY_NO);
}

static void a_shallow_clone_knows_what_it_does_not_know(void **state)
{
        struct fixture *f = *state;
        struct text text = TEXT_INIT;
        struct git_log log;

        made_shallow(f->made, f->second); /* first is gone */
        repository_close(f->repo);
        f->repo = repository_open(f->folder, &f->err);
        assert_true(repository_is_shallow(f->repo));
        assert_int_equal(ancestry(f, f->second, f->merged), ANCESTRY_YES);
        /* its parent says so, where libgit2 still shows it */
        assert_int_not_equal(ancestry(f, f->first, f->second), ANCESTRY_NO);
        assert_int_equal(ancestry(f, f->side, f->second), ANCESTRY_UNKNOWN);
        assert_true(repository_file(f->repo, f->second, "pipelines/a.yml", 100, &text, &f->err));
        assert_true(repository_log(f->repo, NULL, f->second, 10, &log, &f->err));
        assert_int_equal(log.count, 1);
        assert_false(log.complete);
        git_log_release(&log);
        text_release(&text);
}

static void the_log_is_what_came_since(void **state)
{
        struct fixture *f = *state;
        struct git_log log;

        assert_true(repository_log(f->repo, f->first, f->merged, 10, &log, &f->err));
        assert_int_equal(log.count, 3);
        assert_int_equal(log.total, 3);
        assert_true(log.complete);
        assert_string_equal(log.items[0].summary, "Merge branch 'side'");
        assert_string_equal(log.items[1].summary, "second");
        assert_string_equal(log.items[1].id, f->second);
        assert_string_equal(log.items[2].summary, "side");
        assert_string_equal(log.items[2].author, "Ada Tester");
        git_log_release(&log);
        assert_true(repository_log(f->repo, NULL, f->merged, 2, &log, &f->err));
        assert_int_equal(log.count, 2);
        assert_int_equal(log.total, 4);
        git_log_release(&log);
        assert_true(repository_log(f->repo, f->merged, f->merged, 2, &log, &f->err));
        assert_int_equal(log.count, 0);
        git_log_release(&log);
}

/* More commits than the first size of the set of ids. */
static void long_histories_are_walked(void **state)
{
        struct fixture *f = *state;
        struct git_log log;

        for (int i = 0; i < 700; i++)
                made_commit(f->made, "main", NULL, "more", NULL, NULL, f->merged);
        assert_int_equal(ancestry(f, f->first, f->merged), ANCESTRY_YES);
        assert_true(repository_log(f->repo, f->second, f->merged, 5, &log, &f->err));
        assert_int_equal(log.total, 702); /* side and the merge, too */
        git_log_release(&log);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        const struct CMUnitTest tests[] = {
                CASE(head_is_a_branch_or_none),
                CASE(a_repository_without_commits_says_so),
                CASE(what_is_none_says_so),
                CASE(is_found_from_within),
                CASE(tags_lead_to_commits),
                CASE(names_lead_to_commits),
                CASE(files_are_those_of_the_commit),
                CASE(paths_are_the_repositorys),
                CASE(ancestry_follows_every_parent),
                CASE(a_shallow_clone_knows_what_it_does_not_know),
                CASE(the_log_is_what_came_since),
                CASE(long_histories_are_walked),
        };

        /* What the user of the machine has set must not matter. */
        setenv("HOME", "/nonexistent", 1);
        return cmocka_run_group_tests(tests, NULL, NULL);
}
