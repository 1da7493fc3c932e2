/* Reading a command line by a command's tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "engine/cli/args.h"

static const struct operand operands[] = {
        {"PIPELINE", false, "a file"},
        {"STACK", true, "a stack"},
        {NULL},
};

static const struct option options[] = {
        OPTION_SET,
        OPTION_JSON,
        OPTION_STORE,
        {NULL},
};

static const struct command command = {
        .name = "try",
        .summary = "try it",
        .operands = operands,
        .options = options,
};

enum { MOST = 8 };

static bool parse(const char *const *words, struct args *args, struct err *err)
{
        char *argv[MOST];
        int argc = 0;

        for (; words[argc]; argc++)
                argv[argc] = (char *)(uintptr_t)words[argc];
        return args_parse(&command, argc, argv, args, err);
}

static void refuse(const char *const *words, const char *text, const char *next)
{
        struct err err = ERR_INIT;
        struct args args;

        assert_false(parse(words, &args, &err));
        assert_int_equal(err.code, ERR_INVALID);
        assert_string_equal(err_text(&err), text);
        assert_non_null(err.next);
        assert_string_equal(err.next, next);
        err_clear(&err);
}

static void test_values_come_both_ways(void **state)
{
        const char *const words[] = {"--set",     "a=1",    "file", "--set=b=2",
                                     "--store=x", "--json", "s",    NULL};
        struct err err = ERR_INIT;
        struct args args;
        size_t at = 0;

        (void)state;
        assert_true(parse(words, &args, &err));
        assert_string_equal(args_next(&args, "set", &at), "a=1");
        assert_string_equal(args_next(&args, "set", &at), "b=2");
        assert_null(args_next(&args, "set", &at));
        assert_string_equal(args_value(&args, "store"), "x");
        assert_true(args_flag(&args, "json"));
        assert_false(args_flag(&args, "debug"));
        assert_string_equal(args_operand(&args, 0), "file");
        assert_string_equal(args_operand(&args, 1), "s");
        assert_null(args_operand(&args, 2));
        args_release(&args);
}

static void test_two_dashes_end_the_options(void **state)
{
        const char *const words[] = {"--", "--json", "-x", NULL};
        struct err err = ERR_INIT;
        struct args args;

        (void)state;
        assert_true(parse(words, &args, &err));
        assert_false(args_flag(&args, "json"));
        assert_string_equal(args_operand(&args, 0), "--json");
        assert_string_equal(args_operand(&args, 1), "-x");
        args_release(&args);
}

static void test_help_needs_nothing_else(void **state)
{
        const char *const words[] = {"--help", NULL}, *const dash[] = {"-h", NULL};
        struct err err = ERR_INIT;
        struct args args;

        (void)state;
        assert_true(parse(words, &args, &err));
        assert_true(args.help);
        args_release(&args);
        assert_true(parse(dash, &args, &err));
        assert_true(args.help);
        args_release(&args);
}

static void test_faults_are_named(void **state)
{
        const char *const unknown[] = {"f", "--sett", "a=1", NULL};
        const char *const far[] = {"f", "--frobnicate", NULL};
        const char *const bare[] = {"f", "--set", NULL};
        const char *const flag[] = {"f", "--json=yes", NULL};
        const char *const twice[] = {"f", "--store", "a", "--store", "b", NULL};
        const char *const many[] = {"f", "s", "t", NULL};
        const char *const none[] = {NULL};
        const char *const prefix[] = {"f", "--stor", "a", NULL};
        const char *usage = "snaplift try PIPELINE [STACK] [OPTION]...; the options: snaplift "
                            "help try";

        (void)state;
        refuse(unknown, "try has no option \"--sett\"",
               "did you mean --set? All of them: snaplift help try");
        refuse(far, "try has no option \"--frobnicate\"", "all its options: snaplift help try");
        refuse(bare, "--set lacks its value", "write --set NAME=VALUE");
        refuse(flag, "--json takes no value, \"yes\" was given", "write --json alone");
        refuse(twice, "--store is given twice", "give it once");
        refuse(many, "try does not take \"t\"", usage);
        refuse(none, "try lacks its PIPELINE", usage);
        refuse(prefix, "try has no option \"--stor\"",
               "did you mean --store? All of them: snaplift help try");
}

static void test_every_table_is_sound(void **state)
{
        (void)state;
        for (size_t i = 0; commands[i]; i++) {
                const struct command *c = commands[i];
                bool optional = false;

                assert_ptr_equal(command_find(c->name), c);
                assert_non_null(c->summary);
                assert_non_null(c->run);
                for (const struct operand *o = c->operands; o && o->name; o++) {
                        assert_non_null(o->help);
                        assert_false(optional && !o->optional);
                        optional = o->optional;
                }
                for (const struct option *o = c->options; o && o->name; o++) {
                        assert_non_null(o->help);
                        for (const struct option *p = c->options; p != o; p++)
                                assert_string_not_equal(p->name, o->name);
                }
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_values_come_both_ways),
                cmocka_unit_test(test_two_dashes_end_the_options),
                cmocka_unit_test(test_help_needs_nothing_else),
                cmocka_unit_test(test_faults_are_named),
                cmocka_unit_test(test_every_table_is_sound),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
