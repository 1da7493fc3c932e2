/* Every finding with its exact place and words. */
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

static void expect(const char *definition, const char *expected)
{
        char *found = findings_of(definition);

        if (strcmp(found, expected) != 0)
                fail_msg("for\n%s\nexpected\n%s\nfound\n%s", definition, expected, found);
        free(found);
}

/* A definition whose only stage is this, at line 3; its contents begin in column 10. */
static void expect_stage(const char *stage, const char *expected)
{
        char *text = xasprintf("pipeline: p\nstages:\n  one: { %s }\n", stage);

        expect(text, expected);
        free(text);
}

static void expect_with(const char *with, const char *expected)
{
        char *text = xasprintf("pipeline: p\n"
                               "inputs: { names: { type: list }, n: { type: number } }\n"
                               "stages:\n"
                               "  source: { uses: snapshot.select, with: { stack: a-b-c } }\n"
                               "  one:\n"
                               "    uses: database.restore\n"
                               "    with:\n"
                               "      snapshot: s\n"
                               "      %s\n",
                               with);

        expect(text, expected);
        free(text);
}

static void not_yaml(void **state)
{
        static const char *const broken[] = {"a: [1,\n",  "a: 'x\n", "pipeline: p\n\tstages: 1\n",
                                             "a: b: c\n", "x: @y\n", "[[[["};

        (void)state;
        expect("", "p.yml:1:1: the file is empty\n");
        expect("# nothing\n", "p.yml:1:1: the file is empty\n");
        expect("text\n", "p.yml:1:1: a pipeline file is a map with the keys pipeline, inputs and "
                         "stages; got text\n");
        expect("[a]", "p.yml:1:1: a pipeline file is a map with the keys pipeline, inputs and "
                      "stages; got a list\n");
        for (size_t i = 0; i < ARRAY_LEN(broken); i++) { /* the words are libfyaml's */
                char *found = findings_of(broken[i]);

                if (!strstr(found, ": not YAML: ") || strncmp(found, "p.yml:", 6) != 0)
                        fail_msg("%s gives %s", broken[i], found);
                free(found);
        }
}

static void top_level(void **state)
{
        (void)state;
        expect("pipeline: p\n", "p.yml:1:1: the file lacks \"stages\"\n");
        expect("stages: { a: { uses: note } }\n",
               "p.yml:1:1: the file lacks \"pipeline\", the name of the pipeline\n");
        expect("pipeline: p\ninputs: { a: { type: [] } }\nstages: { a: { uses: note } }\n",
               "p.yml:2:22: type of input \"a\" must be text, got a list\n");
        expect("pipeline: p\ninputs: { a: { type: text, required: no } }\nstages: { a: { uses: "
               "note "
               "} }\n",
               "p.yml:2:38: required of input \"a\" must be true or false, got \"no\": write "
               "false\n");
        expect("pipeline: p\nstages: {}\n", "p.yml:2:9: a pipeline needs at least one stage\n");
        expect("pipeline: p\nstages:\n", "p.yml:2:1: stages must be a map, got nothing\n");
        expect("pipeline: p\nstages: [a]\n", "p.yml:2:9: stages must be a map, got a list\n");
        expect("pipeline: p\nstages: { A: { uses: note } }\n",
               "p.yml:2:11: \"A\" can't name a stage: expected a lower-case letter, then "
               "lower-case letters, digits, _ and -, at most 40\n");
        expect("pipeline: p\nstages: { a: { uses: note }, a: { uses: note } }\n",
               "p.yml:2:30: duplicate key \"a\"; it is first given at 2:11\n");
        expect("pipeline: p\ndescription: 1e3\nstages: { a: { uses: note } }\n",
               "p.yml:2:14: description must be a string, got number (other YAML readers make "
               "1000 of 1e3): write \"1e3\" in quotes\n");
        expect("pipeline: p\ntiers: []\nstages: { a: { uses: note } }\n",
               "p.yml:2:8: tiers must not be empty\n");
        expect("pipeline: p\ntiers: dev\nstages: { a: { uses: note } }\n",
               "p.yml:2:8: tiers must be a list, got text: write it in [ ]\n");
        expect("pipeline: p\non: { tags: [1.0] }\nstages: { a: { uses: note } }\n",
               "p.yml:2:14: tags: element 1 must be a string, got number (other YAML readers make "
               "1 of 1.0): write \"1.0\" in quotes\n");
}

#define ON(entry)                                                                                  \
        "pipeline: p\ninputs: { n: { type: number } }\non:\n  tags:\n    - " entry                 \
        "\nstages: { a: { uses: note } }\n"

static void tags_that_start_it(void **state)
{
        (void)state;
        expect("pipeline: p\non: [v1]\nstages: { a: { uses: note } }\n",
               "p.yml:2:5: on must be a map, got a list\n");
        expect("pipeline: p\non: { branches: [main] }\nstages: { a: { uses: note } }\n",
               "p.yml:2:7: unknown key \"branches\" in on; expected one of tags\n");
        expect(ON("{ stack: x-0146-qa }"), "p.yml:5:7: on.tags lacks \"match\", the pattern of the "
                                           "tags it is for\n");
        expect(ON("[a]"), "p.yml:5:7: tags: element 1 must be text, got a list\n");
        expect(ON("{ match: v*, stak: x }"),
               "p.yml:5:20: unknown key \"stak\" in on.tags; expected one of match, stack, after, "
               "branch, any_branch, any_version, busy, busy_for, inputs; did you mean "
               "\"stack\"?\n");
        expect(ON("{ match: v*, stack: x-0146-QA }"),
               "p.yml:5:27: on.tags: stack \"x-0146-QA\": env \"QA\": expected a letter, then "
               "letters, digits "
               "and single inner hyphens, at most 12 (upper case is not folded: write it in lower "
               "case)\n");
        expect(ON("{ match: v*, stack: x-0146-qa, after: stage }"),
               "p.yml:5:45: unknown tier \"stage\" in on.tags; expected one of dev, qa, prod\n");
        expect(ON("{ match: v*, stack: x-0146-qa, after: prod }"),
               "p.yml:5:45: after in on.tags must be a tier below qa, got prod\n");
        expect(ON("{ match: v*, busy: queue }"),
               "p.yml:5:26: unknown way \"queue\" for busy in on.tags; expected one of refuse, "
               "wait\n");
        expect(ON("{ match: v*, busy_for: 2h }"),
               "p.yml:5:30: busy_for in on.tags is only for busy: wait\n");
        expect(ON("{ match: v*, branch: dev, any_branch: true }"),
               "p.yml:5:45: on.tags has both branch and any_branch: leave out one of the two\n");
        expect(ON("v*\n    - { match: v* }"),
               "p.yml:6:16: match in on.tags: \"v*\" is given twice\n");
        expect(ON("{ match: v*, inputs: { m: 1 } }"),
               "p.yml:5:30: unknown input \"m\" in on.tags; expected one of n\n");
        expect(ON("{ match: v*, inputs: { n: one } }"),
               "p.yml:5:33: input \"n\" in on.tags must be a whole number (digits without leading "
               "zeros), got \"one\"\n");
        expect(ON("{ match: v*, inputs: { n: \"${{ inputs.n }}\" } }"),
               "p.yml:5:38: on.tags may only refer to inputs above it, and \"n\" is not\n");
}

static void stage_keys(void **state)
{
        (void)state;
        expect_stage("needs: []", "p.yml:3:3: stage \"one\" lacks \"uses\", the type of the "
                                  "stage\n");
        expect_stage("uses: nota", "p.yml:3:16: unknown stage type \"nota\" in stage \"one\"; "
                                   "expected one of snapshot.select, database.restore, "
                                   "database.retire, note; did you mean \"note\"?\n");
        expect_stage("uses: note, timout: 6h",
                     "p.yml:3:22: unknown key \"timout\" in stage \"one\"; expected one of uses, "
                     "needs, with, if, enabled, timeout, retry; did you mean \"timeout\"?\n");
        expect_stage("uses: note, timeout: 0", "p.yml:3:31: timeout of stage \"one\" must be "
                                               "longer than 0\n");
        expect_stage("uses: note, timeout: \"${{ 'x' }}\"",
                     "p.yml:3:31: timeout of stage \"one\" must be written out: expressions are "
                     "not evaluated here\n");
        expect_stage("uses: note, needs: one",
                     "p.yml:3:29: needs of stage \"one\" must be a list, got text: write it in "
                     "[ ]\n");
        expect_stage("uses: note, needs: [one]", "p.yml:3:30: stage \"one\" needs itself\n");
        expect_stage("uses: note, needs: [on]",
                     "p.yml:3:30: needs of stage \"one\" must be a string, got flag (other YAML "
                     "readers make true of on): write \"on\" in quotes\n");
        expect_stage("uses: note, needs: [ones]",
                     "p.yml:3:30: stage \"one\" needs \"ones\", which is no stage of this "
                     "pipeline; did you mean \"one\"?\n");
        expect_stage("uses: note, retry: { attempts: 101 }",
                     "p.yml:3:41: attempts of stage \"one\" must be from 1 to 100, got 101\n");
        expect_stage("uses: note, retry: 3", "p.yml:3:29: retry of stage \"one\" must be a map, "
                                             "got number\n");
        expect_stage("uses: note, with: { a: 1 }",
                     "p.yml:3:30: unknown input \"a\" of stage \"one\" (note)\n");
}

/* They can't be met, or would be found wrong when they are due: hours into a run. */
static void what_can_never_be_right(void **state)
{
        (void)state;
        expect("pipeline: p\nstages:\n  a: { uses: note }\n"
               "  b: { uses: note, if: \"stages.a.state != 'sucess' && 'failed' == "
               "stages.a.state\" }\n",
               "p.yml:4:43: unknown state \"sucess\" of a stage; expected one of succeeded, "
               "unchanged, skipped, failed\n");
        expect_with("name: \"${{ format('{}-{}', stack.name) }}\"",
                    "p.yml:9:25: format(format, value, ...): \"{}-{}\" needs 2 arguments, got 1\n");
        expect_with("name: \"${{ format('{x}', stack.name) }}\"",
                    "p.yml:9:25: format(format, value, ...): \"{x}\" is not a format: {} and {0} "
                    "stand for arguments, {{ and "
                    "}} for braces\n");
        expect_with("name: \"${{ format('{}', stack.name) }}\"", "");
}

/* What follows from a misspelt key is not told as if it were wrong, too. */
static void a_misspelt_key_is_one_finding(void **state)
{
        (void)state;
        expect("pipeline: p\ninput: { n: { type: number } }\nstages:\n"
               "  a: { uses: note, if: \"inputs.n == 1\" }\n",
               "p.yml:2:1: unknown key \"input\"; expected one of pipeline, description, on, "
               "tiers, "
               "inputs, roles, stages; did you mean \"inputs\"?\n");
        expect("pipeline: p\nSTAGES:\n  a: { Uses: note }\n",
               "p.yml:2:1: unknown key \"STAGES\"; expected one of pipeline, description, on, "
               "tiers, "
               "inputs, roles, stages; did you mean \"stages\"?\n"
               "p.yml:3:8: unknown key \"Uses\" in stage \"a\"; expected one of uses, needs, with, "
               "if, "
               "enabled, timeout, retry; did you mean \"uses\"?\n");
        expect("pipeline: p\nstages:\n  a: { uses: snapshot.select, wih: { stack: a-b-c } }\n",
               "p.yml:3:31: unknown key \"wih\" in stage \"a\"; expected one of uses, needs, with, "
               "if, "
               "enabled, timeout, retry; did you mean \"with\"?\n");
}

/* Not "{{ inputs.name }}" as the name of a database. */
static void what_looks_like_an_expression(void **state)
{
        (void)state;
        expect_with(
                "name: \"{{ stack.name }}\"",
                "p.yml:9:14: \"{{ stack.\" is text, no expression: those stand in ${{ }}; where "
                "text is meant, write ${{ '{{' }} for its beginning\n");
        expect_with(
                "name: \"a-${inputs.n}\"",
                "p.yml:9:16: \"${inputs.\" is text, no expression: those stand in ${{ }}; where "
                "text is meant, write ${{ '${' }} for its beginning\n");
        expect_with("name: \"${{ '{{' }} stack.name }} $${{ stack.name }} {{ name }} ${HOME}\"",
                    "");
}

#define MODES(input)                                                                               \
        "pipeline: p\ninputs: { mode: { type: text, " input " } }\nstages:\n"                      \
        "  one: { uses: database.restore, with: { snapshot: s, inherit: \"${{ inputs.mode }}\" } " \
        "}\n"

static void choices_of_inputs(void **state)
{
        (void)state;
        expect(MODES("default: active"), "");
        expect(MODES("required: true"), "");
        expect(MODES("default: actve"),
               "p.yml:4:69: input \"inherit\" of stage \"one\" is the default of input \"mode\": "
               "\"actve\" is not one of the choices; expected one of active, snapshot; did you "
               "mean "
               "\"active\"?\n");
        expect(MODES("choices: [active, all]"),
               "p.yml:4:69: input \"inherit\" of stage \"one\" is a choice of input \"mode\": "
               "\"all\" is not one of the choices; expected one of active, snapshot\n");
}

static void conditions(void **state)
{
        (void)state;
        expect_stage("uses: note, enabled: yes", "p.yml:3:31: enabled of stage \"one\" must be "
                                                 "true or false, got \"yes\": write true\n");
        expect_stage("uses: note, enabled: 1",
                     "p.yml:3:31: enabled of stage \"one\" must be true or false, got \"1\"\n");
        expect_stage("uses: note, enabled: \"stages.one.state == 'failed'\"",
                     "p.yml:3:32: enabled may not refer to stages\n");
        expect_stage("uses: note, enabled: \"run.id == 'x'\"",
                     "p.yml:3:32: enabled may not refer to the run\n");
        expect_stage("uses: note, if: \"stages.one.state == 'failed'\"",
                     "p.yml:3:27: stage \"one\" refers to itself\n");
        expect_stage("uses: note, if: stack.name",
                     "p.yml:3:26: if of stage \"one\" must be true or false, got text\n");
        expect_stage("uses: note, if: \"${{ true }} && ${{ true }}\"",
                     "p.yml:3:26: if of stage \"one\" must be one expression; join several with "
                     "&& or ||\n");
        expect_stage("uses: note, if: []",
                     "p.yml:3:26: if of stage \"one\" must be true, false or an expression, got a "
                     "list\n");
        expect_stage("uses: note, if: \"\"",
                     "p.yml:3:26: if of stage \"one\" must be true, false or an expression, got "
                     "nothing\n");
        expect_stage("uses: note, if: \"true and false\"",
                     "p.yml:3:32: expected an operator or the end, found \"and\"\n");
}

static void values_of_each_type(void **state)
{
        (void)state;
        expect_with("name: 0146",
                    "p.yml:9:13: input \"name\" of stage \"one\" must be a string, got number "
                    "(other YAML readers make 102 of 0146): write \"0146\" in quotes\n");
        expect_with("name: \"0146\"", "");
        expect_with("name: [a]",
                    "p.yml:9:13: input \"name\" of stage \"one\" must be text, got a list\n");
        expect_with("inherit: activ",
                    "p.yml:9:16: input \"inherit\" of stage \"one\": \"activ\" is not one of the "
                    "choices; expected one of active, snapshot; did you mean \"active\"?\n");
        expect_with("size: 020", "p.yml:9:13: input \"size\" of stage \"one\" must be a whole "
                                 "number (digits without leading zeros), got \"020\"\n");
        expect_with("size: \"20\"", "p.yml:9:13: input \"size\" of stage \"one\" must be a whole "
                                    "number, got text: write 20 without quotes\n");
        expect_with("size: 99999999999999999999",
                    "p.yml:9:13: input \"size\" of stage \"one\" must be a whole number (digits "
                    "without leading zeros), got \"99999999999999999999\"\n");
        expect_with("size: -9223372036854775808", "");
        expect_with("protect: off", "p.yml:9:16: input \"protect\" of stage \"one\" must be true "
                                    "or false, got \"off\": write false\n");
        expect_with("protect: True", "p.yml:9:16: input \"protect\" of stage \"one\" must be true "
                                     "or false, got \"True\": write true\n");
        expect_with("protect: \"true\"",
                    "p.yml:9:16: input \"protect\" of stage \"one\" must be true or false, got "
                    "text: write true without quotes\n");
        expect_with("wait: 90", "p.yml:9:13: input \"wait\" of stage \"one\": \"90\" is not a "
                                "duration such as 90s, 10m, 6h or 1h30m\n");
        expect_with("wait: 1h30m", "");
        expect_with("groups: a,b", "p.yml:9:15: input \"groups\" of stage \"one\" must be a list "
                                   "of text, got text: write it in [ ]\n");
        expect_with("groups: [a, no]",
                    "p.yml:9:19: input \"groups\" of stage \"one\": element 2 must be a string, "
                    "got flag (other YAML readers make false of no): write \"no\" in quotes\n");
        expect_with("groups: [[a]]", "p.yml:9:16: input \"groups\" of stage \"one\": element 1 "
                                     "must be text, got a list\n");
        expect_with("tags: { 0146: a, b: 1 }",
                    "p.yml:9:15: key \"0146\" must be a string, got number: write \"0146\" in "
                    "quotes\n"
                    "p.yml:9:27: input \"tags\" of stage \"one\": \"b\" must be a string, got "
                    "number: write \"1\" in quotes\n");
        expect_with("tier: stage",
                    "p.yml:9:13: input \"tier\" of stage \"one\": \"stage\" is not a tier of this "
                    "pipeline; expected one of dev, qa, prod\n");
        expect_with("timestamp: 20260230000000",
                    "p.yml:9:18: input \"timestamp\" of stage \"one\": \"20260230000000\" is not "
                    "a timestamp of 14 digits, YYYYMMDDHHMMSS in UTC\n");
        expect_with("timestamp: 20261121010710", "");
        expect_with("snapshot: s", "p.yml:9:7: duplicate key \"snapshot\"; it is first given at "
                                   "8:7\n");
}

static void references(void **state)
{
        (void)state;
        expect_with("name: ${{ stages.sorce.outputs.snapshot }}",
                    "p.yml:9:17: unknown stage \"sorce\"; expected one of source, one; did you "
                    "mean \"source\"?\n");
        expect_with("name: \"é ${{ stages.source.outputs.snapshit }}\"",
                    "p.yml:9:20: unknown output \"snapshit\" of stage \"source\" "
                    "(snapshot.select); expected one of snapshot, timestamp, size, all, details; "
                    "did you mean \"snapshot\"?\n");
        expect_with("name: ${{ stages.one.outputs.database }}",
                    "p.yml:9:17: stage \"one\" refers to itself\n");
        expect_with("name: ${{ inputs.nmaes }}",
                    "p.yml:9:17: unknown input \"nmaes\" of the pipeline; expected one of names, "
                    "n; did you mean \"names\"?\n");
        expect_with("name: ${{ inputs.names }}",
                    "p.yml:9:17: input \"name\" of stage \"one\" must be text, got a list; "
                    "join(list, ',') makes one text of a list\n");
        expect_with("name: x-${{ stages.source.outputs.all }}",
                    "p.yml:9:19: input \"name\" of stage \"one\" must be text around an "
                    "expression, got a list; join(list, ',') makes one text of a list\n");
        expect_with("groups: ${{ inputs.n }}", "p.yml:9:19: input \"groups\" of stage \"one\" must "
                                               "be a list of text, got a number\n");
        expect_with("groups: x${{ inputs.n }}", "p.yml:9:15: input \"groups\" of stage \"one\" "
                                                "must be a list of text, got text\n");
        expect_with("name: ${{ stack.nam }}",
                    "p.yml:9:17: unknown field \"nam\" of the stack; expected one of name, "
                    "customer, project, env; did you mean \"name\"?\n");
        expect_with("name: ${{ stages.source.output.x }}",
                    "p.yml:9:31: unknown member \"output\" of a stage; expected one of outputs, "
                    "state; did you mean \"outputs\"?\n");
        expect_with("name: ${{ stages.source.outputs.details }}", "");
}

static void circles(void **state)
{
        (void)state;
        expect("pipeline: p\n"
               "stages:\n"
               "  a: { uses: note, needs: [b] }\n"
               "  b: { uses: note, needs: [c] }\n"
               "  c: { uses: note, if: \"stages.a.state == 'succeeded'\" }\n"
               "  d: { uses: note, needs: [a, e] }\n"
               "  e: { uses: note, needs: [d] }\n",
               "p.yml:3:3: stages wait for each other in a circle: a -> b -> c -> a\n"
               "p.yml:6:3: stages wait for each other in a circle: d -> e -> d\n");
}

static char *read_whole(const char *path)
{
        FILE *f = fopen(path, "rb");
        char *text = xcalloc(1, 65536);

        assert_non_null(f);
        if (fread(text, 1, 65535, f) == 0)
                fail_msg("%s is empty", path);
        fclose(f);
        return text;
}

/* many.yml holds about every fault at once; many.txt is what is to be said about it. */
static void all_in_one_go(void **state)
{
        char *definition = read_whole(SOURCE_DIR "/tests/unit/graph/data/many.yml");
        char *expected = read_whole(SOURCE_DIR "/tests/unit/graph/data/many.txt");

        (void)state;
        expect(definition, expected);
        free(definition);
        free(expected);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(not_yaml),
                cmocka_unit_test(top_level),
                cmocka_unit_test(tags_that_start_it),
                cmocka_unit_test(stage_keys),
                cmocka_unit_test(what_can_never_be_right),
                cmocka_unit_test(a_misspelt_key_is_one_finding),
                cmocka_unit_test(what_looks_like_an_expression),
                cmocka_unit_test(choices_of_inputs),
                cmocka_unit_test(conditions),
                cmocka_unit_test(values_of_each_type),
                cmocka_unit_test(references),
                cmocka_unit_test(circles),
                cmocka_unit_test(all_in_one_go),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
