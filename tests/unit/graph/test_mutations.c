/*
 * A valid definition, damaged at random from a fixed seed: whatever comes out, it is a pipeline or
 * findings with places, never a crash; and a pipeline that was accepted can be bound and resolved
 * without one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "tests/unit/graph/helper_types.h"

enum { ROUNDS = 3000, BUFFER = 8192 };

static const char seed_text[] =
        "# yaml-language-server: $schema=./schema.json\n"
        "pipeline: promote\n"
        "description: Lift the latest snapshot\n"
        "tiers: [dev, qa, prod]\n"
        "on: { tags: [\"v*\"] }\n"
        "inputs:\n"
        "  from: { type: tier, default: dev }\n"
        "  cluster: { type: text, default: \"${{ stack.name }}\" }\n"
        "  services: { type: list, default: [app, worker], help: \"in order\" }\n"
        "  tags: { type: map, default: { k: \"${{ inputs.cluster }}\" } }\n"
        "stages:\n"
        "  source: { uses: snapshot.select, with: { stack: \"${{ stack.sibling(inputs.from) }}\" } "
        "}\n"
        "  restore:\n"
        "    uses: database.restore\n"
        "    needs: [say]\n"
        "    with:\n"
        "      snapshot: ${{ stages.source.outputs.snapshot }}\n"
        "      size: ${{ default(stages.source.outputs.size, 20) }}\n"
        "      groups: ${{ split(join(inputs.services, ','), ',') }}\n"
        "      tags: { \"0146\": 'x-${{ length(inputs.services) }}', cost: \"$${{ kept }}\" }\n"
        "      name: |\n"
        "        ${{ replace(format('{}-{0}', stack.env), '-', '') }}\n"
        "    if: ${{ inputs.from != 'prod' && (!false || 1 < 2) }}\n"
        "    timeout: 6h\n"
        "    retry: { attempts: 3, delay: 10s }\n"
        "  say: { uses: note, enabled: true }\n"
        "  retire: { uses: database.retire }\n";

static uint64_t next_random(uint64_t *state)
{
        *state = *state * 6364136223846793005u + 1442695040888963407u;
        return *state >> 33;
}

static size_t mutate(char *text, size_t len, uint64_t *random)
{
        static const char *const pieces[] = {"${{", "}}", "'",    "\"",   ": ",   "\n",   "  ",
                                             "- ",  "[",  "]",    "{",    "}",    "&a",   "*a",
                                             "!t",  "|",  "#",    "0146", "null", "\t",   "(",
                                             ")",   "é",  "\xff", "<<:",  "? ",   "---\n"};
        size_t pos = next_random(random) % len, span = 1 + next_random(random) % 12;

        if (span > len - pos)
                span = len - pos;
        switch (next_random(random) % 4) {
        case 0: /* cut */
                memmove(text + pos, text + pos + span, len - pos - span);
                return len - span > 0 ? len - span : len;
        case 1: { /* insert */
                const char *piece = pieces[next_random(random) % ARRAY_LEN(pieces)];
                size_t more = strlen(piece);

                memmove(text + pos + more, text + pos, len - pos);
                memcpy(text + pos, piece, more);
                return len + more;
        }
        case 2: /* repeat */
                memmove(text + pos + span, text + pos, len - pos);
                return len + span;
        default: /* change a byte */
                text[pos] = (char)next_random(random);
                return len;
        }
}

static void use(const struct pipeline *p)
{
        struct json_object *values = NULL, *outputs = NULL, *inputs = NULL;
        struct diagnostics d = {0};
        struct err err = ERR_INIT;
        struct stack stack;

        assert_true(stack_parse("xy-0146-qa", &stack, &err));
        if (pipeline_bind(p, &stack, NULL, &values, &d)) {
                struct scope scope = {.pipeline = p, .stack = &stack, .inputs = values};

                for (int unknown = 0; unknown < 2; unknown++) {
                        scope.unknown = unknown;
                        for (size_t i = 0; i < p->stage_count; i++) {
                                const char *reason;
                                bool wanted;

                                if (pipeline_resolve(p, i, &scope, &inputs, &err))
                                        json_object_put(inputs);
                                err_clear(&err);
                                pipeline_wanted(p, i, &scope, &wanted, &reason, &err);
                                err_clear(&err);
                        }
                }
        }
        json_object_put(values);
        json_object_put(outputs);
        diagnostics_release(&d);
}

static void damaged_definitions(void **state)
{
        uint64_t random = 20261121;
        char *text = xmalloc(BUFFER);
        size_t accepted = 0;

        (void)state;
        for (int round = 0; round < ROUNDS; round++) {
                size_t len = sizeof(seed_text) - 1;
                struct diagnostics d = {0};
                struct pipeline *p;

                memcpy(text, seed_text, len);
                for (uint64_t n = next_random(&random) % 4; n > 0; n--)
                        len = mutate(text, len, &random);
                p = pipeline_parse("p.yml", text, len, test_types, &d);
                assert_true((p == NULL) == (d.count > 0));
                for (size_t i = 0; i < d.count; i++)
                        assert_true(d.items[i].line > 0 && d.items[i].column > 0);
                if (p) {
                        accepted++;
                        use(p);
                }
                pipeline_free(p);
                diagnostics_release(&d);
        }
        /* were nearly all refused, or nearly none, little would have been tried */
        assert_in_range(accepted, ROUNDS / 10, ROUNDS * 9 / 10);
        free(text);
}

/* Every beginning of the file: the commonest damage of all. */
static void cut_off_definitions(void **state)
{
        (void)state;
        for (size_t len = 0; len < sizeof(seed_text); len++) {
                struct diagnostics d = {0};
                struct pipeline *p = pipeline_parse("p.yml", seed_text, len, test_types, &d);

                assert_true((p == NULL) == (d.count > 0));
                pipeline_free(p);
                diagnostics_release(&d);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(damaged_definitions),
                                           cmocka_unit_test(cut_off_definitions)};

        return cmocka_run_group_tests(tests, NULL, NULL);
}
