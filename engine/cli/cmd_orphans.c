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

/* The deletion is a run like any other: journalled, under the stack's lock, resumed when cut off.
 */
static const char deletion[] = "pipeline: orphans\n"
                               "description: Delete what is left of a stack.\n"
                               "inputs:\n"
                               "  things:             { type: list, required: true }\n"
                               "  unfinished:         { type: list }\n"
                               "  final_snapshot:     { type: flag, default: true }\n"
                               "stages:\n"
                               "  delete:\n"
                               "    uses: orphans.delete\n"
                               "    with:\n"
                               "      things: \"${{ inputs.things }}\"\n"
                               "      unfinished: \"${{ inputs.unfinished }}\"\n"
                               "      final_snapshot: \"${{ inputs.final_snapshot }}\"\n";

struct search {
        const struct args *args;
        struct session session;
        const struct stack *stack; /* NULL: all */
        struct orphan_list *lists;
        size_t count;
        size_t sure, unsure;
        int unseen;               /* the exit code for stacks that could not be looked at; or 0 */
        struct json_object *role; /* what the runs' `roles:` say of the tier; or NULL */
        int64_t now;
        struct err err;
        bool ok;
};

static bool look_at(struct search *f, const char *name)
{
        struct store *store = f->session.store;
        struct account *account;
        struct orphan_list *list;
        struct stack stack;

        json_object_put(f->role);
        f->role = NULL;
        if (!stack_parse(name, &stack, &f->err) ||
            !session_place(&f->session, name, &account, &f->role, &f->err))
                return false;
        f->lists = xrealloc(f->lists, (f->count + 1) * sizeof(*f->lists));
        list = &f->lists[f->count++];
        if (!orphan_list_read(store, account->aws, &stack, true, list, &f->err))
                return false;
        f->sure += list->found.sure;
        f->unsure += list->found.count - list->found.sure;
        return true;
}

/* One that can't be looked at is told of, and the others have their turn. */
static void look_at_all(struct search *f, const struct strlist *names)
{
        for (size_t i = 0; i < names->count; i++) {
                if (look_at(f, names->items[i]))
                        continue;
                err_prefix(&f->err, "stack %s", names->items[i]);
                f->unseen = message_error(&f->err);
                err_clear(&f->err);
        }
}

static void work(void *arg)
{
        struct search *f = arg;
        struct strlist names = {0};

        if (f->stack)
                f->ok = look_at(f, f->stack->name);
        else
                f->ok = session_stacks(&f->session, &names, &f->err);
        if (f->ok && !f->stack)
                look_at_all(f, &names);
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
        json_object_put(f->role);
        f->role = NULL;
        err_clear(&f->err);
}

static int ending_of_search(const struct search *f)
{
        if (f->unseen)
                return f->unseen;
        return f->sure + f->unsure ? END_FINDINGS : END_DONE;
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
        json_put_text(result, "result", f->sure + f->unsure ? "orphans" : "none");
        json_put_int(result, "exit", ending_of_search(f));
        json_put_int(result, "stacks", (int64_t)f->count);
        json_put_int(result, "orphans", (int64_t)f->sure);
        json_put_int(result, "unsure", (int64_t)f->unsure);
        printf("%s\n", json_line(result));
        json_object_put(result);
}

static void print_text(const struct search *f)
{
        struct text out = TEXT_INIT;

        for (size_t i = 0; i < f->count; i++) {
                const struct orphan_list *l = &f->lists[i];

                if (l->found.count || l->unfinished.count || f->stack)
                        text_addf(&out, "stack    %s\n", l->stack.name);
                orphan_list_text(l, f->now, &out);
        }
        text_addf(&out, "%zu orphan%s, %zu unsure, in %zu stack%s\n", f->sure,
                  f->sure == 1 ? "" : "s", f->unsure, f->count, f->count == 1 ? "" : "s");
        if (f->sure && !args_flag(f->args, "delete"))
                text_addf(&out, "to delete: snaplift orphans %s --delete\n",
                          f->stack ? f->stack->name : "STACK");
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

static struct json_object *deletion_inputs(const struct search *f)
{
        const struct orphan_list *l = &f->lists[0];
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
        json_put(given, "unfinished", unfinished);
        json_put_flag(given, "final_snapshot", !args_flag(f->args, "no-final-snapshot"));
        return given;
}

static int delete (struct search *f)
{
        struct json_object *given = deletion_inputs(f);
        int ending = built_in_run(f->args, f->stack, "orphans", deletion, f->role, given);

        json_object_put(given);
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
                "previous, or\nof a run that holds the stack. What can't be told for sure is "
                "named and never deleted,\nas is what a run has left that has lost its lock and "
                "can be resumed or put back.\n\n--delete is a run: under the stack's lock, "
                "journalled, and "
                "resumed when it was cut off.\nEach thing is looked at again right before; what is "
                "in use is kept. Final snapshots are\nkept. Exit 7 when there are findings.",
        .operands = operands,
        .options = options,
        .run = orphans,
};
