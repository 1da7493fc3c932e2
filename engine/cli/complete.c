/* How a half-typed command line may go on. */
#include "engine/cli/complete.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/cli/command.h"
#include "engine/cli/definition.h"
#include "engine/store/store.h"
#include "stages/table.h"

enum { RUNS_SHOWN = 50 };

/* What has been typed so far. */
struct typed {
        const struct command *command;
        const char *operands[8];
        size_t operand_count;
        const struct option *given[64];
        size_t given_count;
        const struct option *waits; /* for its value, the word being typed; or NULL */
        const char *store;          /* --store's value, or NULL */
        const char *word;           /* the one being typed */
        bool only_operands;         /* after "--" */
};

static void offer(const struct typed *t, const char *word, const char *help, struct text *out)
{
        if (!text_starts(word, t->word))
                return;
        text_add_printable(out, word);
        text_add_char(out, '\t');
        text_add_printable(out, help ? help : "");
        text_add_char(out, '\n');
}

static const struct option *find_option(const struct command *command, const char *name)
{
        const struct option *tables[] = {command->options, common_options};

        for (size_t i = 0; i < ARRAY_LEN(tables); i++)
                for (const struct option *o = tables[i]; o && o->name; o++)
                        if (strcmp(o->name, name) == 0)
                                return o;
        return NULL;
}

static void read_word(struct typed *t, const char *word)
{
        const struct option *option;

        if (t->waits) {
                if (strcmp(t->waits->name, "store") == 0)
                        t->store = word;
                t->waits = NULL;
        } else if (t->only_operands || word[0] != '-') {
                if (t->operand_count < ARRAY_LEN(t->operands))
                        t->operands[t->operand_count++] = word;
        } else if (strcmp(word, "--") == 0) {
                t->only_operands = true;
        } else if ((option = find_option(t->command, word + strspn(word, "-")))) {
                if (t->given_count < ARRAY_LEN(t->given))
                        t->given[t->given_count++] = option;
                t->waits = option->value ? option : NULL;
        }
}

static void offer_commands(const struct typed *t, struct text *out)
{
        for (size_t i = 0; commands[i]; i++)
                if (!commands[i]->hidden)
                        offer(t, commands[i]->name, commands[i]->summary, out);
}

static bool is_given(const struct typed *t, const struct option *option)
{
        for (size_t i = 0; i < t->given_count; i++)
                if (t->given[i] == option)
                        return true;
        return false;
}

static void offer_options(const struct typed *t, struct text *out)
{
        const struct option *tables[] = {t->command->options, common_options};

        for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
                for (const struct option *o = tables[i]; o && o->name; o++) {
                        char *word = xasprintf("--%s", o->name);

                        if (o->many || !is_given(t, o))
                                offer(t, word, o->help, out);
                        free(word);
                }
        }
}

/* The value of an input, as far as its declaration tells what there is. */
static void offer_values(const struct typed *t, const struct pipeline *p,
                         const struct pipeline_input *input, struct text *out)
{
        static char yes[] = "true", no[] = "false";
        char *flags[] = {yes, no};
        const struct strlist flag = {.items = flags, .count = ARRAY_LEN(flags)};
        const struct strlist *values = input->type == VALUE_TIER   ? &p->tiers
                                       : input->type == VALUE_FLAG ? &flag
                                                                   : &input->choices;

        for (size_t i = 0; i < values->count; i++) {
                char *word = xasprintf("%s=%s", input->name, values->items[i]);

                offer(t, word, input->help, out);
                free(word);
        }
}

/* NAME=VALUE: an input of the pipeline that was named before it. */
static void offer_inputs(const struct typed *t, struct text *out)
{
        const char *equals = strchr(t->word, '=');
        struct pipeline *p = t->operand_count ? definition_pipeline(t->operands[0]) : NULL;

        for (size_t i = 0; p && i < p->input_count; i++) {
                const struct pipeline_input *input = &p->inputs[i];
                char *word = xasprintf("%s=", input->name);

                if (!equals)
                        offer(t, word, input->help, out);
                else if (text_starts(t->word, word))
                        offer_values(t, p, input, out);
                free(word);
        }
        pipeline_free(p);
}

static void offer_value(const struct typed *t, struct text *out)
{
        if (strcmp(t->waits->value, "NAME=VALUE") == 0)
                offer_inputs(t, out);
        else if (strcmp(t->waits->value, "FILE") == 0 || strcmp(t->waits->value, "LOCATION") == 0)
                text_add(out, COMPLETE_FILES "\n");
}

static void offer_run(const struct typed *t, const struct run_record *run, struct text *out)
{
        char *what = xasprintf("%s %s, %s", run->pipeline, run->stack, run->state);

        offer(t, run->id, what, out);
        free(what);
}

/* Runs, or the stacks they are of, newest first. */
static void offer_from_store(const struct typed *t, bool stacks, struct text *out)
{
        struct store *store = NULL;
        struct run_record *runs = NULL;
        struct strlist seen = {0};
        struct err err = ERR_INIT;
        size_t count = 0;

        if (store_exists(t->store) && (store = store_open(t->store, &err)) &&
            !store->ops->list(store, NULL, stacks ? 0 : RUNS_SHOWN, &runs, &count, &err))
                count = 0;
        for (size_t i = 0; i < count; i++) {
                if (!stacks) {
                        offer_run(t, &runs[i], out);
                } else if (!strlist_has(&seen, runs[i].stack)) {
                        strlist_add(&seen, runs[i].stack);
                        offer(t, runs[i].stack, "a stack that this store has runs of", out);
                }
        }
        strlist_release(&seen);
        run_records_free(runs, count);
        store_close(store);
        err_clear(&err);
}

static void offer_operand(const struct typed *t, struct text *out)
{
        static const char *const shells[] = {"bash", "zsh", "fish"};
        const struct operand *operand = t->command->operands;

        for (size_t i = 0; operand && operand->name && i < t->operand_count; i++)
                operand++;
        if (!operand || !operand->name)
                return;
        if (strcmp(operand->name, "PIPELINE") == 0) {
                text_add(out, COMPLETE_FILES "\n");
        } else if (strcmp(operand->name, "STACK") == 0 || strcmp(operand->name, "RUN") == 0) {
                offer_from_store(t, strcmp(operand->name, "STACK") == 0, out);
        } else if (strcmp(operand->name, "TYPE") == 0) {
                for (size_t i = 0; stage_types[i]; i++)
                        offer(t, stage_types[i]->name, stage_types[i]->summary, out);
        } else if (strcmp(operand->name, "COMMAND") == 0) {
                offer_commands(t, out);
        } else if (strcmp(operand->name, "SHELL") == 0) {
                for (size_t i = 0; i < ARRAY_LEN(shells); i++)
                        offer(t, shells[i], "a shell", out);
        }
}

void complete_words(const char *const *words, size_t count, struct text *out)
{
        struct typed t = {.word = count ? words[count - 1] : ""};

        if (count < 2) {
                offer_commands(&t, out);
                return;
        }
        t.command = command_find(words[0]);
        if (!t.command)
                return;
        for (size_t i = 1; i + 1 < count; i++)
                read_word(&t, words[i]);
        if (t.waits)
                offer_value(&t, out);
        else if (t.word[0] == '-' && !t.only_operands)
                offer_options(&t, out);
        else
                offer_operand(&t, out);
}
