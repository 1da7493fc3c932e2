/* Copies of snapshots that are there already: whose they are, and who needs them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "tests/sim/helper_foreign.h"

#define DEV_KEY "arn:aws:kms:us-east-1:" DEVS ":key/devs"
#define OWN_KEY "arn:aws:kms:us-east-1:" OWN ":key/own"
#define LATEST "arn:aws:rds:us-east-1:" DEVS ":snapshot:latest"
#define COPY "xy-0146-qa-20261120010000-copy"
#define HOME OWN "/us-east-1"
#define ELSEWHERE OWN "/eu-west-1"

/* A copy where dev is, for the run alone, and one where the stack is. */
static const char prepare[] =
        "pipeline: prepare\n"
        "roles: { dev: \"" DEV_ROLE "\" }\n"
        "stages:\n"
        "  prepare:\n"
        "    uses: snapshot.copy\n"
        "    with: { snapshot: \"" LATEST "\", from: dev, tier: dev, keep: false }\n";
static const char bring[] =
        "pipeline: bring\n"
        "roles: { dev: \"" DEV_ROLE "\" }\n"
        "inputs:\n"
        "  keep: { type: flag, default: true }\n"
        "stages:\n"
        "  share:\n"
        "    uses: snapshot.share\n"
        "    with: { snapshot: \"" LATEST "\", tier: dev }\n"
        "  copy:\n"
        "    uses: snapshot.copy\n"
        "    needs: [share]\n"
        "    with: { snapshot: \"" LATEST "\", from: dev, key: \"" OWN_KEY "\",\n"
        "            keep: \"${{ inputs.keep }}\" }\n";

static struct foreign *world(void)
{
        struct foreign *f = foreign_new();
        struct foreign_key *k = foreign_add_key(f, DEV_KEY);
        struct foreign_snapshot *s = foreign_add(f, "latest");

        strcpy(k->allowed, OWN);
        foreign_add_key(f, OWN_KEY);
        s->encrypted = true;
        strcpy(s->kms_key, DEV_KEY);
        return f;
}

/* What a run of a stack of that name has made. home NULL: it does not say for which place. */
static void add_copy(struct foreign *f, const char *account, const char *home)
{
        struct foreign_snapshot *s = foreign_add(f, COPY);

        strcpy(s->account, account);
        s->encrypted = true;
        strcpy(s->kms_key, text_same(account, OWN) ? OWN_KEY : DEV_KEY);
        tags_set(&s->tags, "snaplift:stack", "xy-0146-qa");
        tags_set(&s->tags, "snaplift:run", "20250101-000000-aaaa");
        tags_set(&s->tags, "snaplift:timestamp", "20261120010000");
        tags_set(&s->tags, "snaplift:snapshot", LATEST);
        tags_set(&s->tags, "snaplift:temporary", "true");
        if (home)
                tags_set(&s->tags, "snaplift:home", home);
}

/* words NULL: it goes well. */
static void expect(struct foreign *f, const char *pipeline, const char *inputs, const char *words)
{
        struct foreign_result r;

        foreign_run(f, pipeline, inputs, &r);
        if ((r.err.code == ERR_FOREIGN) != (words != NULL))
                fail_msg("ended as %s: %s\n%s", run_end_name(r.end), err_text(&r.err),
                         text_str(&f->events));
        if (words && !strstr(err_text(&r.err), words))
                fail_msg("\"%s\" does not say \"%s\"", err_text(&r.err), words);
        if (words)
                assert_non_null(strstr(r.err.next, "give the copy another name"));
        assert_null(strstr(text_str(&f->mutations), "CopyDBSnapshot"));
        assert_null(strstr(text_str(&f->mutations), "DeleteDBSnapshot"));
        foreign_result_release(&r);
}

static void one_for_a_stack_in_another_place_is_not_used(void **state)
{
        static const struct {
                const char *home, *words;
        } copies[] = {
                {HOME, NULL},
                {ELSEWHERE, "is for the stack xy-0146-qa in " ELSEWHERE},
                {NULL, "is for the stack xy-0146-qa in " DEVS "/us-east-1"},
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(copies); i++) {
                struct foreign *f = world();

                add_copy(f, DEVS, copies[i].home);
                expect(f, prepare, "{}", copies[i].words);
                foreign_free(f);
        }
}

static void one_for_its_run_alone_is_none_to_keep(void **state)
{
        static const char words[] = "exists for another run alone, and is not to be kept";

        (void)state;
        for (int keep = 0; keep < 2; keep++) {
                struct foreign *f = world();

                add_copy(f, OWN, NULL);
                expect(f, bring, keep ? "{'keep': true}" : "{'keep': false}", keep ? words : NULL);
                foreign_free(f);
        }
}

/* Another run has come to need the copy that this one has made for itself. */
static void mark(struct foreign *f)
{
        struct foreign_snapshot *s = foreign_find(f, DEVS, COPY);

        assert_non_null(s);
        tags_set(&s->tags, "snaplift:share:999988887777:20250101-000000-aaaa", "xy-0146-prod");
}

static void one_that_another_run_needs_is_left(void **state)
{
        struct foreign *f = world();
        struct foreign_result r;

        (void)state;
        f->fault_operation = "CopyDBSnapshot";
        f->fault_nth = 1;
        f->fault_after = true;
        f->fault_also = mark;
        foreign_run(f, prepare, "{}", &r);
        if (r.end != RUN_SUCCEEDED)
                fail_msg("%s\n%s", err_text(&r.err), text_str(&f->events));
        assert_non_null(foreign_find(f, DEVS, COPY));
        assert_non_null(strstr(text_str(&f->events),
                               "snapshot " COPY " is left, as another run needs it shared: its "
                               "tag snaplift:share:999988887777:20250101-000000-aaaa says so"));
        foreign_result_release(&r);
        foreign_free(f);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(one_for_a_stack_in_another_place_is_not_used),
                cmocka_unit_test(one_for_its_run_alone_is_none_to_keep),
                cmocka_unit_test(one_that_another_run_needs_is_left),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
