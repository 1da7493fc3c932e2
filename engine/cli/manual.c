/* Manual pages: man(7)'s macros around the tables' own words. */
#include "engine/cli/manual.h"

#include <string.h>

/* A line of text: a leading dot or quote would be a request, "-" a hyphen, "\" an escape. */
static void add_line(struct text *out, const char *s, size_t len)
{
        if (len && (s[0] == '.' || s[0] == '\''))
                text_add(out, "\\&");
        for (size_t i = 0; i < len; i++) {
                if (s[i] == '\\')
                        text_add(out, "\\e");
                else if (s[i] == '-')
                        text_add(out, "\\-");
                else
                        text_add_char(out, s[i]);
        }
}

static void add(struct text *out, const char *s)
{
        add_line(out, s, strlen(s));
}

/* Lines are joined, but for those that begin with a space; an empty one parts paragraphs. */
static void add_paragraphs(struct text *out, const char *s)
{
        for (size_t len; *s; s += len + (s[len] == '\n')) {
                len = strcspn(s, "\n");
                if (!len)
                        text_add(out, ".PP");
                else if (s[0] == ' ')
                        text_add(out, ".br\n");
                add_line(out, s, len);
                text_add_char(out, '\n');
        }
}

static void add_title(struct text *out, const char *name)
{
        struct text upper = TEXT_INIT;

        for (const char *c = name; *c; c++)
                text_add_char(&upper, (char)(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c));
        text_addf(out, ".TH \"%s\" \"1\" \"\" \"snaplift %s\" \"Snaplift\"\n", text_str(&upper),
                  SNAPLIFT_VERSION);
        text_release(&upper);
}

static void add_item(struct text *out, const char *name, const char *value, const char *help)
{
        text_add(out, ".TP\n\\fB");
        add(out, name);
        text_add(out, "\\fR");
        if (value) {
                text_add(out, " \\fI");
                add(out, value);
                text_add(out, "\\fR");
        }
        text_add_char(out, '\n');
        add(out, help);
        text_add(out, ".\n");
}

static void add_options(struct text *out, const struct option *table)
{
        for (const struct option *o = table; o && o->name; o++) {
                struct text name = TEXT_INIT;

                text_addf(&name, "--%s", o->name);
                add_item(out, text_str(&name), o->value, o->help);
                text_release(&name);
        }
}

static void add_synopsis(struct text *out, const struct command *command)
{
        text_addf(out, ".SH SYNOPSIS\n\\fBsnaplift %s\\fR", command->name);
        for (const struct operand *o = command->operands; o && o->name; o++)
                text_addf(out, o->optional ? " [\\fI%s\\fR]%s" : " \\fI%s\\fR%s", o->name,
                          o->many ? "..." : "");
        text_add(out, " [\\fIOPTION\\fR]...\n");
}

void manual_command_page(const struct command *command, struct text *out)
{
        struct text name = TEXT_INIT;

        text_addf(&name, "snaplift-%s", command->name);
        add_title(out, text_str(&name));
        text_add(out, ".SH NAME\n");
        add(out, text_str(&name));
        text_add(out, " \\- ");
        add(out, command->summary);
        text_add_char(out, '\n');
        add_synopsis(out, command);
        if (command->details) {
                text_add(out, ".SH DESCRIPTION\n");
                add_paragraphs(out, command->details);
        }
        if (command->operands && command->operands->name)
                text_add(out, ".SH OPERANDS\n");
        for (const struct operand *o = command->operands; o && o->name; o++)
                add_item(out, o->name, NULL, o->help);
        text_add(out, ".SH OPTIONS\n");
        add_options(out, command->options);
        add_options(out, common_options);
        text_add(out, ".SH SEE ALSO\n.BR snaplift (1)\n");
        text_release(&name);
}

static const struct {
        const char *name, *help;
} endings[] =
        {
                {"0", "done, or nothing to do"},
                {"1", "failed or cancelled; everything was put back"},
                {"2", "usage, or an invalid definition"},
                {"3", "failed; not everything could be put back: it says what, and what to do"},
                {"4", "the stack is locked by another run"},
                {"5", "refused by a guard; nothing was changed"},
                {"6", "interrupted or waiting; can be resumed"},
                {"7", "it was looked at, and something was found"},
},
  environment[] = {
          {"SNAPLIFT_STORE", "where runs are journalled, unless --store says otherwise"},
          {"SNAPLIFT_TRACE", "a file that gets a line per call to AWS, as --trace"},
          {"AWS_PROFILE, AWS_REGION, AWS_ACCESS_KEY_ID, ...",
           "credentials, region and endpoints, by the names and in the order of the aws CLI"},
          {"NO_COLOR", "no colours"},
          {"CI", "one line per change in place of the live display"},
};

void manual_main_page(struct text *out)
{
        add_title(out, "snaplift");
        text_add(out, ".SH NAME\nsnaplift \\- lift a database snapshot from one tier to the next, "
                      "and the services onto it\n"
                      ".SH SYNOPSIS\n\\fBsnaplift\\fR \\fICOMMAND\\fR ...\n"
                      ".SH DESCRIPTION\n"
                      "Restores the latest snapshot of a lower tier as a new RDS database beside "
                      "the live one,\nrecords it as active in Parameter Store, moves ECS services "
                      "onto it, waits until they are\nstable and deletes the old database, or puts "
                      "everything back. Every step is journalled\nbefore it has an effect: a run "
                      "can be killed at any instant and resumed.\n.SH COMMANDS\n");
        for (size_t i = 0; commands[i]; i++)
                if (!commands[i]->hidden)
                        add_item(out, commands[i]->name, NULL, commands[i]->summary);
        text_add(out, ".SH EXIT STATUS\n");
        for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
                add_item(out, endings[i].name, NULL, endings[i].help);
        text_add(out, ".SH ENVIRONMENT\n");
        for (size_t i = 0; i < sizeof(environment) / sizeof(*environment); i++)
                add_item(out, environment[i].name, NULL, environment[i].help);
        text_add(out, ".SH FILES\n");
        add_item(out, "$XDG_STATE_HOME/snaplift/runs.db", NULL,
                 "the store of runs, else below ~/.local/state");
        text_add(out, ".SH SEE ALSO\n");
        for (size_t i = 0; commands[i]; i++)
                if (!commands[i]->hidden)
                        text_addf(out, ".BR snaplift\\-%s (1)%s\n", commands[i]->name,
                                  commands[i + 1] ? "," : "");
}
