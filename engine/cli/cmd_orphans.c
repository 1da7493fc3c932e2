/* snaplift orphans: what belongs to nothing any more; --delete takes it away. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/cli/args.h"
#include "engine/cli/built_in.h"
#include "engine/cli/commands.h"
#include "engine/cli/message.h"
#include "engine/cli/orphan_list.h"
#include "engine/cli/session.h"
#include "engine/graph/again.h"

/* The deletion is a run like any other: journalled, under the stack's lock, resumed when cut off.
 */
static const char deletion[] = "pipeline: orphans\n"
                               "description: Delete what is left of a stack.\n"
                               "inputs:\n"
                               "  things:             { type: list, required: true }\n"
                               "  tier:               { type: tier }\n"
                               "  unfinished:         { type: list }\n"
                               "  final_snapshot:     { type: flag, default: true }\n"
                               "stages:\n"
                               "  delete:\n"
                               "    uses: orphans.delete\n"
                               "    with:\n"
                               "      things: \"${{ inputs.things }}\"\n"
                               "      tier: \"${{ inputs.tier }}\"\n"
                               "      unfinished: \"${{ inputs.unfinished }}\"\n"
                               "      final_snapshot: \"${{ inputs.final_snapshot }}\"\n";

struct search {
        const struct args *args;
        struct session session;
        const struct stack *stack; /* NULL: all */
        struct orphan_list *lists; /* of each stack in each of its places */
        size_t count;
        size_t sure, unsure;
        size_t unseen; /* places that could not be looked into */
        int ending;    /* the exit code for the last of them */
        int64_t now;
        struct err err;
        bool ok;
};

static bool look_into(struct search *f, const struct stack *stack, const struct place *place)
{
        struct orphan_list *list;

        if (!place->account)
                return place_refuse(&f->session, place, stack->name, &f->err);
        f->lists = xrealloc(f->lists, (f->count + 1) * sizeof(*f->lists));
        list = &f->lists[f->count];
        if (!orphan_list_read(f->session.store, place, stack, true, list, &f->err)) {
                char *name = place_name(place);

                err_prefix(&f->err, "stack %s in %s", stack->name, name);
                free(name);
                orphan_list_release(list);
                return false;
        }
        f->count++;
        f->sure += list->found.sure;
        f->unsure += list->found.count - list->found.sure;
        return true;
}

/* What can't be looked at is told of, and the others have their turn. */
static void tell_unseen(struct search *f)
{
        f->unseen++;
        f->ending = message_error(&f->err);
        err_clear(&f->err);
}

static void look_at(struct search *f, const char *name)
{
        struct places places = {0};
        struct stack stack;

        if (!stack_parse(name, &stack, &f->err) ||
            !places_find(&f->session, name, &places, &f->err)) {
                err_prefix(&f->err, "stack %s", name);
                tell_unseen(f);
        }
        for (size_t i = 0; i < places.count; i++)
                if (!look_into(f, &stack, &places.items[i]))
                        tell_unseen(f);
        places_release(&places);
}

static void work(void *arg)
{
        struct search *f = arg;
        struct strlist names = {0};

        f->ok = true;
        if (f->stack)
                strlist_add(&names, f->stack->name);
        else
                f->ok = session_stacks(&f->session, &names, &f->err);
        for (size_t i = 0; f->ok && i < names.count; i++)
                look_at(f, names.items[i]);
        f->now = loop_now(f->session.loop);
        strlist_release(&names);
}

static bool search(struct search *f)
{
        if (session_open(&f->session, f->args, SESSION_STORE | SESSION_AWS, &f->err)) {
                session_run(&f->session, work, f);
                session_close(&f->session);
        }
        return f->ok;
}

static void search_release(struct search *f)
{
        for (size_t i = 0; i < f->count; i++)
                orphan_list_release(&f->lists[i]);
        free(f->lists);
        f->lists = NULL;
        err_clear(&f->err);
}

static int ending_of_search(const struct search *f)
{
        if (f->sure + f->unsure)
                return END_FINDINGS;
        return f->unseen ? f->ending : END_DONE;
}

/* Those of one name follow each other. */
static size_t count_stacks(const struct search *f)
{
        size_t count = 0;

        for (size_t i = 0; i < f->count; i++)
                count += !i || strcmp(f->lists[i].stack.name, f->lists[i - 1].stack.name) != 0;
        return count;
}

static void print_json(const struct search *f)
{
        struct json_object *result = json_object_new_object();

        for (size_t i = 0; i < f->count; i++) {
                for (size_t k = 0; k < f->lists[i].found.count; k++) {
                        struct json_object *one =
                                orphan_json(&f->lists[i], &f->lists[i].found.items[k], f->now);

                        printf("%s\n", json_line(one));
                        json_object_put(one);
                }
        }
        json_put_text(result, "result",
                      f->sure + f->unsure ? "orphans"
                      : f->unseen         ? "unseen"
                                          : "none");
        json_put_int(result, "exit", ending_of_search(f));
        json_put_int(result, "stacks", (int64_t)count_stacks(f));
        json_put_int(result, "places", (int64_t)f->count);
        json_put_int(result, "orphans", (int64_t)f->sure);
        json_put_int(result, "unsure", (int64_t)f->unsure);
        json_put_int(result, "unseen", (int64_t)f->unseen);
        printf("%s\n", json_line(result));
        json_object_put(result);
}

/* The command that deletes, with where to look as it was given to this one. */
static void add_way(const struct search *f, struct text *out)
{
        static const char *const same[] = {"store", "region"};

        text_addf(out, "to delete: snaplift orphans %s --delete",
                  f->stack ? f->stack->name : "STACK");
        for (size_t i = 0; i < ARRAY_LEN(same); i++) {
                if (!args_value(f->args, same[i]))
                        continue;
                text_addf(out, " --%s ", same[i]);
                again_word(args_value(f->args, same[i]), out);
        }
        text_add_char(out, '\n');
}

static void print_text(const struct search *f)
{
        struct text out = TEXT_INIT;
        size_t stacks = count_stacks(f);

        for (size_t i = 0; i < f->count; i++) {
                const struct orphan_list *l = &f->lists[i];

                if (l->tier && (l->found.count || f->stack))
                        text_addf(&out, "tier     %s of %s's runs in %s%s%s\n", l->tier,
                                  l->stack.name, l->account ? l->account : "",
                                  l->account ? " " : "", l->region);
                else if (!l->tier && (l->found.count || l->unfinished.count || f->stack))
                        text_addf(&out, "stack    %s in %s%s%s\n", l->stack.name,
                                  l->account ? l->account : "", l->account ? " " : "", l->region);
                orphan_list_text(l, f->now, &out);
        }
        text_addf(&out, "%zu orphan%s, %zu unsure, in %zu stack%s", f->sure,
                  f->sure == 1 ? "" : "s", f->unsure, stacks, stacks == 1 ? "" : "s");
        if (f->count > stacks)
                text_addf(&out, " in %zu places", f->count);
        if (f->unseen)
                text_addf(&out, "; %zu could not be looked into", f->unseen);
        text_add_char(&out, '\n');
        if (f->sure && !args_flag(f->args, "delete"))
                add_way(f, &out);
        message_out(&out);
        text_release(&out);
}

static void print(const struct search *f)
{
        if (args_flag(f->args, "json"))
                print_json(f);
        else
                print_text(f);
        fflush(stdout);
}

static bool may_delete(struct search *f)
{
        char *question;
        bool yes;

        if (args_flag(f->args, "yes"))
                return true;
        question = xasprintf(
                "Delete %zu orphan%s of %s%s?", f->sure, f->sure == 1 ? "" : "s", f->stack->name,
                args_flag(f->args, "no-final-snapshot") ? ", databases WITHOUT a final snapshot"
                                                        : ", databases with a final snapshot");
        yes = message_confirm(question);
        free(question);
        if (!yes) {
                err_set(&f->err, ERR_REFUSED, "nothing was deleted");
                err_next(&f->err, "to delete what is listed without being asked: --yes");
        }
        return yes;
}

static struct json_object *deletion_inputs(const struct search *f, const struct orphan_list *l)
{
        struct json_object *given = json_object_new_object();
        struct json_object *things = json_object_new_array();
        struct json_object *unfinished = json_object_new_array();

        for (size_t i = 0; i < l->found.count; i++) {
                const struct orphan *o = &l->found.items[i];
                char *one = xasprintf("%s %s %s", orphan_kind_name(o->kind), o->name, o->identity);

                if (!o->unsure)
                        json_add_text(things, one);
                free(one);
        }
        for (size_t i = 0; i < l->unfinished.count; i++)
                json_add_text(unfinished, l->unfinished.items[i]);
        json_put(given, "things", things);
        json_put_text(given, "tier", l->tier);
        json_put(given, "unfinished", unfinished);
        json_put_flag(given, "final_snapshot", !args_flag(f->args, "no-final-snapshot"));
        return given;
}

/* A run for each place, under the lock of the stack that is there. */
static int delete (struct search *f)
{
        int ending = END_DONE;

        for (size_t i = 0; i < f->count && ending == END_DONE; i++) {
                const struct orphan_list *l = &f->lists[i];
                struct json_object *given, *roles;

                if (!l->found.sure)
                        continue;
                given = deletion_inputs(f, l);
                roles = json_object_new_object();
                json_put(roles, f->stack->env, json_object_get(l->tier ? l->home_role : l->role));
                if (l->tier)
                        json_put(roles, l->tier, json_object_get(l->role));
                ending = built_in_run(f->args, f->stack, "orphans", deletion, roles, given);
                json_object_put(roles);
                json_object_put(given);
        }
        return ending;
}

/* What could not be deleted is a finding still. */
static int delete_and_look(struct search *f)
{
        struct search again = {.args = f->args, .stack = f->stack};
        int ending = may_delete(f) ? delete (f) : message_error(&f->err);

        if (ending != END_DONE)
                return ending;
        if (!search(&again)) {
                ending = message_error(&again.err);
        } else {
                print(&again);
                ending = ending_of_search(&again);
        }
        search_release(&again);
        return ending;
}

static bool read_operands(const struct args *args, struct stack *stack, struct search *f)
{
        if (args_operand(args, 0)) {
                f->stack = stack;
                return args_stack(args, 0, stack, &f->err);
        }
        if (!args_flag(args, "delete"))
                return true;
        err_set(&f->err, ERR_INVALID, "--delete was given without a stack");
        return err_next(&f->err, "name it: snaplift orphans STACK --delete");
}

static int orphans(const struct args *args)
{
        struct search f = {.args = args};
        struct stack stack;
        int ending;

        if (!read_operands(args, &stack, &f) || !search(&f)) {
                ending = message_error(&f.err);
        } else {
                print(&f);
                ending = ending_of_search(&f);
                if (f.sure && args_flag(args, "delete"))
                        ending = delete_and_look(&f);
                else if (f.unsure && args_flag(args, "delete"))
                        fputs("snaplift: nothing is deleted: what is unsure is left to you\n",
                              stderr);
        }
        search_release(&f);
        return ending;
}

static const struct operand operands[] = {
        {"STACK", true, "the stack; all that this store has runs of and that tags name"},
        {NULL},
};

static const struct option options[] = {
        {"delete", NULL, false, "delete the orphans, after showing them and asking"},
        {"yes", NULL, false, "don't ask"},
        {"no-final-snapshot", NULL, false, "take no final snapshot of databases"},
        OPTION_JSON,
        OPTION_PLAIN,
        OPTION_STORE,
        OPTION_REGION,
        OPTION_TRACE,
        {NULL},
};

const struct command orphans_command = {
        .name = "orphans",
        .summary = "list what belongs to nothing any more, and delete it",
        .details =
                "Databases, snapshots that runs made, task definition revisions and parameters "
                "with\nSnaplift's tags or the stack's name that belong to nothing active, kept as "
                "previous, or\nof a run that holds the stack. What can't be told for sure is named "
                "and never deleted,\nas is what a run has left that has lost its lock and can be "
                "resumed or put back.\n\nLooked into are all accounts and regions that this "
                "store's runs of the stack have worked in,\nand those of the tiers they have "
                "shared or copied snapshots in. One that can't be looked\ninto is named, and the "
                "exit code is not 0. Where a store is lost: with the credentials of\nthe tier "
                "lifted from, `snaplift orphans STACK` names what is left there.\n\n--delete is a "
                "run in each place: under the stack's lock, journalled, and resumed when it "
                "was\ncut off. Each thing is looked at again right before; what is in use is kept. "
                "Final\nsnapshots are kept. Exit 7 when there are findings.",
        .operands = operands,
        .options = options,
        .run = orphans,
};
