/* Expressions: what they give, what is refused before a run, what fails in one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "engine/graph/expr.h"
#include "engine/graph/function.h"
#include "tests/unit/graph/helper_types.h"

static const char definition[] = "pipeline: p\n"
                                 "inputs:\n"
                                 "  names: { type: list, required: true }\n"
                                 "  count: { type: number, required: true }\n"
                                 "  loud: { type: flag, required: true }\n"
                                 "  labels: { type: map, required: true }\n"
                                 "  absent: { type: text }\n"
                                 "stages:\n"
                                 "  pick-one: { uses: snapshot.select, with: { stack: a-b-c } }\n"
                                 "  skipped: { uses: snapshot.select, with: { stack: a-b-c } }\n"
                                 "  later: { uses: snapshot.select, with: { stack: a-b-c } }\n";

struct world {
        struct pipeline *p;
        struct stack stack;
        struct scope scope;
};

static struct json_object *json_of(const char *text)
{
        struct json_object *out;
        struct err err = ERR_INIT;

        assert_true(json_parse(text, strlen(text), &out, &err));
        return out;
}

static int begin(void **state)
{
        struct world *w = xcalloc(1, sizeof(*w));
        struct err err = ERR_INIT;

        w->p = parse_ok(definition);
        assert_true(stack_parse("xy-0146-qa", &w->stack, &err));
        w->scope = (struct scope){
                .pipeline = w->p,
                .stack = &w->stack,
                .run = "20261121-010710-k3f9",
                .inputs = json_of("{\"names\":[\"app\",\"worker\"],\"count\":3,\"loud\":false,"
                                  "\"labels\":{\"k\":\"v\"}}"),
                .outputs = json_of("{\"pick-one\":{\"snapshot\":\"rds:x\",\"size\":20,"
                                   "\"details\":{\"a\":1},\"all\":[]}}"),
                .states = json_of("{\"pick-one\":\"succeeded\",\"skipped\":\"skipped\"}"),
        };
        *state = w;
        return 0;
}

static int end(void **state)
{
        struct world *w = *state;

        json_object_put(w->scope.inputs);
        json_object_put(w->scope.outputs);
        json_object_put(w->scope.states);
        pipeline_free(w->p);
        free(w);
        return 0;
}

/* Findings of parsing and checking as "LINE:COLUMN: text" lines. */
static struct expr *prepare(const struct world *w, const char *text, struct text *findings)
{
        struct diagnostics d = {0};
        struct view view = {.pipeline = w->p,
                            .what = "this",
                            .inputs = w->p->input_count,
                            .stages = true,
                            .run = true,
                            .d = &d};
        size_t pos = 0;
        struct expr *e = expr_parse(text, &pos, false, (struct place){1, 1, true}, &d);

        if (e)
                expr_check(e, &view);
        for (size_t i = 0; i < d.count; i++)
                text_addf(findings, "%d:%d: %s\n", d.items[i].line, d.items[i].column,
                          d.items[i].text);
        if (d.count > 0) {
                expr_free(e);
                e = NULL;
        }
        diagnostics_release(&d);
        return e;
}

static void gives(const struct world *w, const char *text, const char *json)
{
        struct text findings = TEXT_INIT;
        struct expr *e = prepare(w, text, &findings);
        struct json_object *value = NULL;
        const char *unknown = NULL;
        struct err err = ERR_INIT;

        if (!e)
                fail_msg("%s: %s", text, text_str(&findings));
        if (!expr_eval(e, &w->scope, &value, &unknown, &err))
                fail_msg("%s: %s", text, err_text(&err));
        if (unknown)
                fail_msg("%s is not known before %s", text, unknown);
        if (strcmp(json_line(value), json) != 0)
                fail_msg("%s gives %s, not %s", text, json_line(value), json);
        json_object_put(value);
        expr_free(e);
        text_release(&findings);
}

static void refused(const struct world *w, const char *text, const char *expected)
{
        struct text findings = TEXT_INIT;
        struct expr *e = prepare(w, text, &findings);

        if (e)
                fail_msg("%s is accepted", text);
        if (strcmp(text_str(&findings), expected) != 0)
                fail_msg("%s\n%s", text, text_str(&findings));
        text_release(&findings);
}

static void fails(const struct world *w, const char *text, const char *expected)
{
        struct text findings = TEXT_INIT;
        struct expr *e = prepare(w, text, &findings);
        struct json_object *value = NULL;
        const char *unknown = NULL;
        struct err err = ERR_INIT;

        if (!e)
                fail_msg("%s: %s", text, text_str(&findings));
        if (expr_eval(e, &w->scope, &value, &unknown, &err))
                fail_msg("%s gives %s", text, json_line(value));
        if (strcmp(err_text(&err), expected) != 0)
                fail_msg("%s fails with %s", text, err_text(&err));
        assert_null(value);
        err_clear(&err);
        expr_free(e);
}

static void values(void **state)
{
        static const char *const rows[][2] = {
                {"'text'", "\"text\""},
                {"'it''s'", "\"it's\""},
                {"''", "\"\""},
                {"'}}'", "\"}}\""},
                {"-12", "-12"},
                {"0", "0"},
                {"true", "true"},
                {"null", "null"},
                {"stack.name", "\"xy-0146-qa\""},
                {"stack.customer", "\"xy\""},
                {"stack.project", "\"0146\""},
                {"stack.env", "\"qa\""},
                {"stack.sibling('dev')", "\"xy-0146-dev\""},
                {"stack.database('20261121010710')", "\"xy-0146-qa-20261121010710\""},
                {"inputs.names", "[\"app\",\"worker\"]"},
                {"inputs.absent", "null"},
                {"run.id", "\"20261121-010710-k3f9\""},
                {"stages.pick-one.outputs.snapshot", "\"rds:x\""},
                {"stages.pick-one.state", "\"succeeded\""},
                {"stages.skipped.outputs.snapshot", "null"},
                {"stages.pick-one.outputs.timestamp", "null"},
                {"format('{}-{}', stack.env, inputs.count)", "\"qa-3\""},
                {"format('{1}{0}{{}}', 'a', true)", "\"truea{}\""},
                {"join(inputs.names, ', ')", "\"app, worker\""},
                {"join(stages.pick-one.outputs.all, ',')", "\"\""},
                {"split('a,b,,c', ',')", "[\"a\",\"b\",\"\",\"c\"]"},
                {"split('a,', ',')", "[\"a\",\"\"]"},
                {"split('', ',')", "[]"},
                {"default(inputs.absent, 'x')", "\"x\""},
                {"default(inputs.count, 7)", "3"},
                {"lower('AbÉ')", "\"abÉ\""},
                {"upper('abé')", "\"ABé\""},
                {"length('é1')", "2"},
                {"length(inputs.names)", "2"},
                {"length(inputs.labels)", "1"},
                {"contains(inputs.names, 'app')", "true"},
                {"contains(inputs.names, 'ap')", "false"},
                {"contains(inputs.labels, 'k')", "true"},
                {"contains('haystack', 'st')", "true"},
                {"starts_with(stack.name, 'xy-')", "true"},
                {"ends_with(stack.name, 'xy-')", "false"},
                {"replace('a.b.c', '.', '')", "\"abc\""},
                {"first(inputs.names)", "\"app\""},
                {"last(inputs.names)", "\"worker\""},
        };

        for (size_t i = 0; i < ARRAY_LEN(rows); i++)
                gives(*state, rows[i][0], rows[i][1]);
}

static void operators(void **state)
{
        static const char *const rows[][2] = {
                {"!true", "false"},
                {"!!true", "true"},
                {"true || false && false", "true"},
                {"(true || false) && false", "false"},
                {"!inputs.loud && inputs.count == 3", "true"},
                {"inputs.count >= 3", "true"},
                {"inputs.count<3", "false"},
                {"2 <= 2", "true"},
                {"3 > 2", "true"},
                {"'a' == 'a'", "true"},
                {"'a' != 'a'", "false"},
                {"inputs.absent == null", "true"},
                {"inputs.names != null", "true"},
                {"null == null", "true"},
                {"stages.skipped.outputs.size == 20", "false"},
                {"inputs.names == split('app,worker', ',')", "true"},
                /* what decides nothing is not looked at */
                {"false && stages.later.state == 'failed'", "false"},
                {"true || stages.later.state == 'failed'", "true"},
        };

        for (size_t i = 0; i < ARRAY_LEN(rows); i++)
                gives(*state, rows[i][0], rows[i][1]);
}

static void syntax(void **state)
{
        static const char *const rows[][2] = {
                {"", "1:1: expected a value, found the end of the expression\n"},
                {"  ", "1:3: expected a value, found the end of the expression\n"},
                {"'a", "1:1: text is not closed by '\n"},
                {"\"a\"", "1:1: expected a value, found \"\"\"; texts stand in single quotes\n"},
                {"true &", "1:6: expected an operator or the end, found \"&\"\n"},
                {"1 = 1", "1:3: expected an operator or the end, found \"=\"; equality is ==\n"},
                {"é", "1:1: expected a value, found \"é\"\n"},
                {"'é' 'b'", "1:5: expected an operator or the end, found \"'\"\n"},
                {"1 < 2 < 3", "1:8: comparisons can't be chained: use && and ( )\n"},
                {"(true", "1:6: expected \")\", found the end of the expression\n"},
                {"01", "1:1: expected a whole number without leading zeros\n"},
                {"1.5", "1:1: expected a whole number without leading zeros\n"},
                {"9223372036854775808", "1:1: expected a whole number without leading zeros\n"},
                {"stack", "1:6: expected \".\" after stack (stack.name, stack.env, ...), found the "
                          "end of the expression\n"},
                {"stages.pick-one", "1:16: expected \".outputs.NAME\" or \".state\" after a stage, "
                                    "found the end of the expression\n"},
                {"stages.pick-one.outputs", "1:24: expected \".\" and an output, found the end of "
                                            "the expression\n"},
                {"lower('a'", "1:10: expected \",\" or \")\", found the end of the expression\n"},
                {"lower('a', 'b')", "1:1: lower takes 1 argument, got 2: lower(text)\n"},
                {"format()", "1:1: format takes at least 1 argument, got 0: format(format, value, "
                             "...)\n"},
                {"imputs.count", "1:1: unknown name \"imputs\"; expected one of stack, inputs, "
                                 "stages, run, true, false, null; did you mean \"inputs\"?\n"},
        };

        for (size_t i = 0; i < ARRAY_LEN(rows); i++)
                refused(*state, rows[i][0], rows[i][1]);
}

static void wrong_kinds(void **state)
{
        static const char *const rows[][2] = {
                {"lower(inputs.count)",
                 "1:7: argument 1 of lower(text) must be text, got a number\n"},
                {"join('a', ',')",
                 "1:6: argument 1 of join(list, separator) must be a list, got text\n"},
                {"inputs.count && true", "1:1: each side of && must be a flag, got a number\n"},
                {"!'a'", "1:2: what ! negates must be a flag, got text\n"},
                {"'a' < 2", "1:1: what is compared with < or > must be a number, got text\n"},
                {"'a' == 2", "1:8: the right side of == or != must be text, got a number\n"},
                {"stages.pick-one.outputs.size == 'x'",
                 "1:33: the right side of == or != must be a number, got text\n"},
                {"run.name", "1:1: unknown field \"name\" of the run; expected one of id\n"},
                {"inputs.cuont", "1:1: unknown input \"cuont\" of the pipeline; expected one of "
                                 "names, count, loud, labels, absent; did you mean \"count\"?\n"},
                {"first(inputs.labels)",
                 "1:7: argument 1 of first(list) must be a list, got a map\n"},
        };

        for (size_t i = 0; i < ARRAY_LEN(rows); i++)
                refused(*state, rows[i][0], rows[i][1]);
}

static void at_run_time(void **state)
{
        static const char *const rows[][2] = {
                {"stages.later.outputs.snapshot", "p.yml:1:1: stage \"later\" has not ended, so "
                                                  "its output \"snapshot\" is not known"},
                {"stages.later.state",
                 "p.yml:1:1: stage \"later\" has not ended, so its state is not known"},
                {"lower(inputs.absent)",
                 "p.yml:1:7: argument 1 of lower(text) must be text, got null; default(value, "
                 "otherwise) gives it another value"},
                {"lower(stages.pick-one.outputs.details)",
                 "p.yml:1:7: argument 1 of lower(text) must be text, got a map"},
                {"first(stages.pick-one.outputs.all)", "p.yml:1:1: first(list): the list is empty"},
                {"stack.sibling('QA')",
                 "p.yml:1:1: stack.sibling(env): env \"QA\": expected a letter, then letters, "
                 "digits and single inner hyphens, at most 12 (upper case is not folded: write "
                 "it in lower case)"},
                {"stack.database('2026')",
                 "p.yml:1:1: stack.database(timestamp): \"2026\" is not a timestamp of 14 digits, "
                 "YYYYMMDDHHMMSS in UTC"},
                {"format(lower('{} {}'), 'a')",
                 "p.yml:1:1: format(format, value, ...): \"{} {}\" needs "
                 "2 arguments, got 1"},
                {"format(lower('{a}'), 'a')",
                 "p.yml:1:1: format(format, value, ...): \"{a}\" is not a format: {} and {0} stand "
                 "for arguments, {{ and }} for braces"},
                {"replace('a', '', 'b')",
                 "p.yml:1:1: replace(text, from, to): the text to replace is empty"},
                {"split('a', '')", "p.yml:1:1: split(text, separator): the separator is empty"},
        };

        for (size_t i = 0; i < ARRAY_LEN(rows); i++)
                fails(*state, rows[i][0], rows[i][1]);
}

static void bounds(void **state)
{
        struct text deep = TEXT_INIT, wide = TEXT_INIT, big = TEXT_INIT;

        for (int i = 0; i < 40; i++)
                text_add(&deep, "(");
        refused(*state, text_str(&deep), "1:33: nested deeper than 32 levels\n");
        text_clear(&deep);
        for (int i = 0; i < 40; i++)
                text_add(&deep, "!");
        refused(*state, text_str(&deep), "1:33: nested deeper than 32 levels\n");
        text_add(&wide, "true");
        for (int i = 0; i < 1000; i++)
                text_add(&wide, "||true");
        refused(*state, text_str(&wide), "1:1505: this expression is too long\n");
        text_add(&big, "'a'");
        for (int i = 0; i < 20; i++) { /* doubles with each level */
                char *inner = text_steal(&big);

                text_addf(&big, "format('{0}{0}', %s)", inner);
                free(inner);
        }
        fails(*state, text_str(&big),
              "p.yml:1:52: format(format, value, ...): the result is "
              "longer than 65536 characters");
        text_release(&deep);
        text_release(&wide);
        text_release(&big);
}

static void unknown_values(void **state)
{
        static const char *const rows[][2] = {
                {"stages.later.outputs.snapshot", "later"},
                {"lower(stages.later.outputs.snapshot)", "later"},
                {"default(stages.later.outputs.snapshot, 'x')", "later"},
                {"stages.later.state == 'failed' && true", "later"},
                {"stages.later.state == 'failed' || stages.pick-one.state == 'failed'", "later"},
                {"stages.pick-one.outputs.timestamp", "pick-one"}, /* its plan did not foresee it */
        };
        struct world *w = *state;

        w->scope.unknown = true;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                struct text findings = TEXT_INIT;
                struct expr *e = prepare(w, rows[i][0], &findings);
                struct json_object *value = NULL;
                const char *unknown = NULL;
                struct err err = ERR_INIT;

                assert_non_null(e);
                assert_true(expr_eval(e, &w->scope, &value, &unknown, &err));
                assert_null(value);
                assert_non_null(unknown);
                assert_string_equal(unknown, rows[i][1]);
                expr_free(e);
        }
        w->scope.unknown = false;
}

/* The table is what messages and documents are made from. */
static void every_function_is_described(void **state)
{
        (void)state;
        for (const struct function *f = functions; f->name; f++) {
                assert_true(text_starts(f->usage, f->name));
                assert_true(f->help && *f->help && !text_ends(f->help, "."));
                assert_true(f->least <= f->most && f->most <= 10);
                assert_ptr_equal(function_find(f->name), f);
        }
        assert_null(function_find("nothing"));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(values),         cmocka_unit_test(operators),
                cmocka_unit_test(syntax),         cmocka_unit_test(wrong_kinds),
                cmocka_unit_test(at_run_time),    cmocka_unit_test(bounds),
                cmocka_unit_test(unknown_values), cmocka_unit_test(every_function_is_described),
        };

        return cmocka_run_group_tests(tests, begin, end);
}
