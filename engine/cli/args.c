/* Reading a command line by a command's tables. */
#include "engine/cli/args.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/nearest.h"

const struct option common_options[] = {
        {"help", NULL, false, "show this help"},
        {"debug", NULL, false, "log what happens inside, on stderr"},
        {NULL},
};

static const struct option *option_in(const struct option *table, const char *name, size_t len)
{
        for (const struct option *o = table; o && o->name; o++)
                if (strlen(o->name) == len && memcmp(o->name, name, len) == 0)
                        return o;
        return NULL;
}

static const char *nearest_option(const struct command *command, const char *name)
{
        const struct option *tables[] = {command->options, common_options};
        const char *names[64];
        size_t count = 0;

        for (size_t t = 0; t < ARRAY_LEN(tables); t++)
                for (const struct option *o = tables[t]; o && o->name; o++)
                        if (count < ARRAY_LEN(names))
                                names[count++] = o->name;
        return nearest_name(name, names, count);
}

static bool unknown_option(const struct command *command, const char *word, struct err *err)
{
        char *name = xstrndup(word + strspn(word, "-"), strcspn(word, "=") - strspn(word, "-"));
        const char *near = nearest_option(command, name);

        err_set(err, ERR_INVALID, "%s has no option \"%s\"", command->name, word);
        if (near)
                err_next(err, "did you mean --%s? All of them: snaplift help %s", near,
                         command->name);
        else
                err_next(err, "all its options: snaplift help %s", command->name);
        free(name);
        return false;
}

static bool given_before(const struct args *a, const struct option *option)
{
        for (size_t i = 0; i < a->given_count; i++)
                if (a->given[i].option == option)
                        return true;
        return false;
}

/* word starts with "--"; following is the next word or NULL; *used: it was the option's value. */
static bool read_option(struct args *a, const char *word, const char *following, bool *used,
                        struct err *err)
{
        const char *name = word + 2, *equals = strchr(name, '=');
        size_t len = equals ? (size_t)(equals - name) : strlen(name);
        const struct option *option = option_in(a->command->options, name, len);
        const char *value = NULL;

        *used = false;
        if (!option)
                option = option_in(common_options, name, len);
        if (!option)
                return unknown_option(a->command, word, err);
        if (!option->value && equals) {
                err_set(err, ERR_INVALID, "--%s takes no value, \"%s\" was given", option->name,
                        equals + 1);
                return err_next(err, "write --%s alone", option->name);
        }
        if (option->value) {
                value = equals ? equals + 1 : following;
                *used = !equals;
                if (!value) {
                        err_set(err, ERR_INVALID, "--%s lacks its value", option->name);
                        return err_next(err, "write --%s %s", option->name, option->value);
                }
        }
        if (!option->many && given_before(a, option)) {
                err_set(err, ERR_INVALID, "--%s is given twice", option->name);
                return err_next(err, "give it once");
        }
        if (option == &common_options[0])
                a->help = true;
        a->given = xrealloc(a->given, (a->given_count + 1) * sizeof(*a->given));
        a->given[a->given_count++] = (struct given){option, value};
        return true;
}

static bool check_operands(const struct args *a, struct err *err)
{
        const struct operand *operand = a->command->operands;
        struct text usage = TEXT_INIT;
        size_t i = 0;

        for (; operand && operand->name && i < a->operand_count; i++)
                if (!operand->many)
                        operand++;
        command_usage(a->command, &usage);
        if (operand && operand->name && !operand->optional && !operand->many)
                err_set(err, ERR_INVALID, "%s lacks its %s", a->command->name, operand->name);
        else if (i < a->operand_count)
                err_set(err, ERR_INVALID, "%s does not take \"%s\"", a->command->name,
                        a->operands[i]);
        if (err->code != ERR_NONE)
                err_next(err, "%s", text_str(&usage));
        text_release(&usage);
        return err->code == ERR_NONE;
}

bool args_parse(const struct command *command, int argc, char **argv, struct args *out,
                struct err *err)
{
        bool options = true;

        *out = (struct args){.command = command};
        err_clear(err);
        for (int i = 0; i < argc; i++) {
                const char *word = argv[i];
                bool used = false;

                if (options && strcmp(word, "--") == 0) {
                        options = false;
                } else if (options && strcmp(word, "-h") == 0) {
                        out->help = true;
                } else if (options && text_starts(word, "--")) {
                        if (!read_option(out, word, i + 1 < argc ? argv[i + 1] : NULL, &used, err))
                                goto out;
                        i += used;
                } else if (options && word[0] == '-' && word[1]) {
                        unknown_option(command, word, err);
                        goto out;
                } else {
                        out->operands = xrealloc(out->operands,
                                                 (out->operand_count + 1) * sizeof(*out->operands));
                        out->operands[out->operand_count++] = word;
                }
        }
        if (out->help || check_operands(out, err))
                return true;
out:
        args_release(out);
        return false;
}

void args_release(struct args *a)
{
        free(a->given);
        free(a->operands);
        *a = (struct args){.command = a->command};
}

bool args_flag(const struct args *a, const char *option)
{
        for (size_t i = 0; i < a->given_count; i++)
                if (strcmp(a->given[i].option->name, option) == 0)
                        return true;
        return false;
}

const char *args_next(const struct args *a, const char *option, size_t *at)
{
        while (*at < a->given_count) {
                const struct given *g = &a->given[(*at)++];

                if (strcmp(g->option->name, option) == 0)
                        return g->value;
        }
        return NULL;
}

const char *args_value(const struct args *a, const char *option)
{
        size_t at = 0;

        return args_next(a, option, &at);
}

const char *args_operand(const struct args *a, size_t i)
{
        return i < a->operand_count ? a->operands[i] : NULL;
}

bool args_stack(const struct args *a, size_t i, struct stack *out, struct err *err)
{
        if (stack_parse(args_operand(a, i), out, err))
                return true;
        if (!err->next)
                err_next(err, "what a stack may be called: snaplift help name");
        return false;
}

/* --- the same tables, as help --- */

static void add_operands(const struct command *command, struct text *out)
{
        for (const struct operand *o = command->operands; o && o->name; o++)
                text_addf(out, o->optional ? " [%s]%s" : " %s%s", o->name, o->many ? "..." : "");
}

void command_usage(const struct command *command, struct text *out)
{
        text_addf(out, "snaplift %s", command->name);
        add_operands(command, out);
        text_addf(out, " [OPTION]...; the options: snaplift help %s", command->name);
}

enum { HELP_COLUMN = 24 };

static void help_line(struct text *out, const char *left, const char *help)
{
        if (strlen(left) < HELP_COLUMN)
                text_addf(out, "  %-*s%s\n", HELP_COLUMN, left, help);
        else
                text_addf(out, "  %s\n  %-*s%s\n", left, HELP_COLUMN, "", help);
}

static void help_options(struct text *out, const struct option *table)
{
        for (const struct option *o = table; o && o->name; o++) {
                struct text left = TEXT_INIT;

                text_addf(&left, "--%s%s%s", o->name, o->value ? " " : "",
                          o->value ? o->value : "");
                help_line(out, text_str(&left), o->help);
                text_release(&left);
        }
}

void command_help(const struct command *command, struct text *out)
{
        text_addf(out, "snaplift %s - %s\n\nusage: snaplift %s", command->name, command->summary,
                  command->name);
        add_operands(command, out);
        text_add(out, " [OPTION]...\n");
        if (command->details)
                text_addf(out, "\n%s\n", command->details);
        text_add(out, "\n");
        for (const struct operand *o = command->operands; o && o->name; o++)
                help_line(out, o->name, o->help);
        help_options(out, command->options);
        help_options(out, common_options);
}

static const char overview[] = "snaplift - lift a database snapshot from one tier to the next, and "
                               "the services onto it\n\n"
                               "usage: snaplift COMMAND ...\n\n";

void commands_needed(const struct command *const *some, size_t count, struct text *out)
{
        text_add(out, overview);
        for (size_t i = 0; i < count; i++)
                help_line(out, some[i]->name, some[i]->summary);
        text_add(out, "\nsnaplift help shows all commands, snaplift help COMMAND tells more.\n");
}

void commands_overview(struct text *out)
{
        text_add(out, overview);
        for (size_t i = 0; commands[i]; i++)
                if (!commands[i]->hidden)
                        help_line(out, commands[i]->name, commands[i]->summary);
        text_add(out,
                 "\nsnaplift help COMMAND tells more.\n\n"
                 "exit codes: 0 done or nothing to do, 1 failed and fully rolled back, 2 usage or "
                 "invalid\ndefinition, 3 rollback incomplete, 4 stack locked by another run, 5 "
                 "refused by a guard,\n6 waiting or interrupted (resumable), 7 findings\n");
}
