/* Edges, the order, final stages, and the facts a pipeline keeps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "tests/unit/graph/helper_types.h"

static char *order_of(const struct pipeline *p)
{
        struct text t = TEXT_INIT;

        for (size_t i = 0; i < p->stage_count; i++)
                text_addf(&t, "%s%s", i ? " " : "", p->stages[p->order[i]].id);
        return text_steal(&t);
}

static char *needs_of(const struct pipeline *p, const char *id)
{
        const struct pipeline_stage *s = &p->stages[pipeline_find(p, id)];
        struct text t = TEXT_INIT;

        for (size_t i = 0; i < s->needs_count; i++)
                text_addf(&t, "%s%s", i ? " " : "", p->stages[s->needs[i]].id);
        return text_steal(&t);
}

static void expect_needs(const struct pipeline *p, const char *id, const char *expected)
{
        char *found = needs_of(p, id);

        assert_string_equal(found, expected);
        free(found);
}

static void expect_order(const struct pipeline *p, const char *expected)
{
        char *found = order_of(p);

        assert_string_equal(found, expected);
        free(found);
}

static void references_are_edges(void **state)
{
        struct pipeline *p = parse_ok(
                "pipeline: p\n"
                "stages:\n"
                "  restore:\n"
                "    uses: database.restore\n"
                "    needs: [say]\n"
                "    with:\n"
                "      snapshot: ${{ stages.source.outputs.snapshot }}\n"
                "      groups: [\"${{ stages.e.outputs.snapshot }}\"]\n"
                "      tags: { a: \"${{ stages.f.outputs.snapshot }}\" }\n"
                "    if: stages.c.state == 'succeeded' || stages.source.state == 'failed'\n"
                "  source: { uses: snapshot.select, with: { stack: a-b-c } }\n"
                "  say: { uses: note }\n"
                "  c: { uses: note }\n"
                "  e: { uses: snapshot.select, with: { stack: a-b-c } }\n"
                "  f: { uses: snapshot.select, with: { stack: a-b-c } }\n");

        (void)state;
        expect_needs(p, "restore", "source say c e f");
        expect_needs(p, "c", "");
        expect_order(p, "source say c e f restore");
        assert_int_equal(p->stages[1].dependents_count, 1);
        assert_int_equal(p->stages[1].dependents[0], 0);
        pipeline_free(p);
}

static void ties_keep_the_order_of_the_file(void **state)
{
        struct pipeline *p = parse_ok("pipeline: p\n"
                                      "stages:\n"
                                      "  z: { uses: note }\n"
                                      "  m: { uses: note, needs: [a] }\n"
                                      "  b: { uses: note }\n"
                                      "  a: { uses: note }\n");

        (void)state;
        expect_order(p, "z b a m");
        assert_int_equal(pipeline_find(p, "b"), 2);
        assert_int_equal(pipeline_find(p, "nope"), -1);
        pipeline_free(p);
}

static void final_stages_wait(void **state)
{
        struct pipeline *p = parse_ok("pipeline: p\n"
                                      "stages:\n"
                                      "  retire: { uses: database.retire, needs: [a] }\n"
                                      "  a: { uses: note }\n"
                                      "  after: { uses: note, needs: [retire] }\n"
                                      "  later: { uses: note, needs: [after] }\n"
                                      "  b: { uses: note }\n");

        (void)state;
        expect_needs(p, "retire", "a b");
        expect_order(p, "a b retire after later");
        pipeline_free(p);
}

static void two_final_stages(void **state)
{
        struct pipeline *p = parse_ok("pipeline: p\n"
                                      "stages:\n"
                                      "  one: { uses: database.retire }\n"
                                      "  two: { uses: database.retire }\n"
                                      "  a: { uses: note }\n");

        (void)state;
        expect_needs(p, "one", "a");
        expect_needs(p, "two", "one a");
        pipeline_free(p);
        p = parse_ok("pipeline: p\n"
                     "stages:\n"
                     "  one: { uses: database.retire, needs: [two] }\n"
                     "  two: { uses: database.retire }\n");
        expect_order(p, "two one");
        pipeline_free(p);
}

static void what_is_kept(void **state)
{
        static const char text[] = "pipeline: p\n"
                                   "description: \"0146\"\n"
                                   "tiers: [dev, staging, prod]\n"
                                   "on: { tags: [\"v*\"] }\n"
                                   "stages:\n"
                                   "  a:\n"
                                   "    uses: database.restore\n"
                                   "    with: { snapshot: s, tier: staging }\n"
                                   "    retry: { attempts: 3, delay: 10s }\n"
                                   "  b: { uses: note, timeout: 90s }\n"
                                   "  c: { uses: note }\n";
        struct pipeline *p = parse_ok(text);
        char digest[DIGEST_HEX_SIZE];

        (void)state;
        assert_string_equal(p->name, "p");
        assert_string_equal(p->description, "0146");
        assert_int_equal(p->tiers.count, 3);
        assert_string_equal(p->tiers.items[1], "staging");
        assert_int_equal(p->trigger_count, 1);
        assert_string_equal(p->triggers[0].match, "v*");
        assert_string_equal(p->text, text);
        assert_int_equal(p->text_len, strlen(text));
        digest_sha256_hex(text, strlen(text), digest);
        assert_string_equal(p->digest, digest);
        assert_int_equal(p->stages[0].attempts, 3);
        assert_int_equal(p->stages[0].retry_delay, 10000);
        assert_int_equal(p->stages[0].timeout, 7200000); /* the type's */
        assert_int_equal(p->stages[1].timeout, 90000);
        assert_int_equal(p->stages[2].timeout, 3600000);
        assert_int_equal(p->stages[2].attempts, 1);
        pipeline_free(p);
}

static void json_is_yaml(void **state)
{
        struct pipeline *p = parse_ok("{\"pipeline\": \"p\", \"stages\": {\n"
                                      "  \"a\": {\"uses\": \"database.restore\", \"with\": "
                                      "{\"snapshot\": \"s\", \"size\": 20, \"protect\": false}},\n"
                                      "  \"b\": {\"uses\": \"note\", \"needs\": [\"a\"]}}}\n");

        (void)state;
        expect_order(p, "a b");
        pipeline_free(p);
}

static void wide_graphs(void **state)
{
        struct text t = TEXT_INIT;
        struct pipeline *p;
        char *found;

        (void)state;
        text_add(&t, "pipeline: p\nstages:\n");
        for (int i = 0; i < 500; i++) /* each waits for the one below it */
                text_addf(&t,
                          i < 499 ? "  s%d: { uses: note, needs: [s%d] }\n"
                                  : "  s%d: { uses: note }\n",
                          i, i + 1);
        p = parse_ok(text_str(&t));
        assert_int_equal(p->order[0], 499);
        assert_int_equal(p->order[499], 0);
        pipeline_free(p);
        text_add(&t, "  more: { uses: note }\n");
        found = findings_of(text_str(&t));
        assert_string_equal(found, "p.yml:3:3: 501 stages are too many; at most 500\n");
        free(found);
        text_release(&t);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(references_are_edges),
                cmocka_unit_test(ties_keep_the_order_of_the_file),
                cmocka_unit_test(final_stages_wait),
                cmocka_unit_test(two_final_stages),
                cmocka_unit_test(what_is_kept),
                cmocka_unit_test(json_is_yaml),
                cmocka_unit_test(wide_graphs),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
