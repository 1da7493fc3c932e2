/* snaplift sweep: what was kept of retired databases, and is due, is retired for good. */
#include <stdio.h>
#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/cli/args.h"
#include "engine/cli/built_in.h"
#include "engine/cli/commands.h"
#include "engine/cli/drive.h"
#include "engine/cli/message.h"
#include "engine/cli/sweep_list.h"
#include "stages/sweep_file.h"

struct look {
        const struct args *args;
        const struct stack *only; /* NULL: all */
        struct session session;
        struct sweep_list list;
        struct err err;
        bool ok;
};

static void work(void *arg)
{
        struct look *l = arg;

        l->ok = sweep_list_read(&l->session, l->only, args_flag(l->args, "now"), &l->list, &l->err);
}

static bool look(struct look *l)
{
        if (session_open(&l->session, l->args, SESSION_STORE | SESSION_AWS, &l->err)) {
                session_run(&l->session, work, l);
                session_close(&l->session);
        }
        return l->ok;
}

static void look_release(struct look *l)
{
        sweep_list_release(&l->list);
        err_clear(&l->err);
}

/* --- telling --- */

static void print_stack_json(const struct sweep_list *l, const struct sweep_stack *s)
{
        for (size_t i = 0; i < s->kept.count; i++) {
                struct json_object *one = sweep_json(l, s, i);

                printf("%s\n", json_line(one));
                json_object_put(one);
        }
}

static void print_list(const struct look *l)
{
        struct text out = TEXT_INIT;

        if (args_flag(l->args, "json")) {
                for (size_t i = 0; i < l->list.count; i++)
                        print_stack_json(&l->list, &l->list.stacks[i]);
        } else {
                sweep_list_text(&l->list, &out);
                message_out(&out);
        }
        text_release(&out);
        fflush(stdout);
}

/* What is worse of two: a cron's mail is about that. */
static int worse(int a, int b)
{
        static const int rising[] = {END_DONE,   END_LOCKED,     END_REFUSED, END_RESUMABLE,
                                     END_FAILED, END_INCOMPLETE, END_USAGE};
        int of_a = 0, of_b = 0;

        for (int i = 0; i < (int)ARRAY_LEN(rising); i++) {
                of_a = rising[i] == a ? i : of_a;
                of_b = rising[i] == b ? i : of_b;
        }
        return of_a > of_b ? a : b;
}

struct tally {
        size_t swept, left, locked; /* stacks; records still due; stacks */
        int ending;
};

static const char *result_of(const struct look *l, const struct tally *t)
{
        if (args_flag(l->args, "dry-run"))
                return "listed";
        switch (t->ending) {
        case END_DONE:
                return t->swept ? "swept" : "nothing";
        case END_LOCKED:
                return "locked";
        case END_REFUSED:
                return "left";
        case END_RESUMABLE:
                return "interrupted";
        default:
                return "failed";
        }
}

static void print_result(const struct look *l, const struct tally *t)
{
        struct json_object *result;

        if (!args_flag(l->args, "json"))
                return;
        result = json_object_new_object();
        json_put_text(result, "result", result_of(l, t));
        json_put_int(result, "exit", t->ending);
        json_put_int(result, "stacks", (int64_t)l->list.count);
        json_put_int(result, "kept", (int64_t)l->list.kept);
        json_put_int(result, "due", (int64_t)l->list.due);
        json_put_int(result, "left", (int64_t)t->left);
        json_put_int(result, "locked", (int64_t)t->locked);
        json_put_int(result, "unseen", (int64_t)l->list.unseen);
        printf("%s\n", json_line(result));
        json_object_put(result);
}

/* --- doing --- */

static int run_one(const struct args *args, const struct sweep_stack *s)
{
        struct json_object *given, *unfinished, *roles;
        int ending;

        if (s->begun)
                return drive_taken_up(args, s->begun, false);
        given = json_object_new_object();
        unfinished = json_object_new_array();
        for (size_t i = 0; i < s->unfinished.count; i++)
                json_add_text(unfinished, s->unfinished.items[i]);
        json_put_flag(given, "now", args_flag(args, "now"));
        json_put(given, "unfinished", unfinished);
        roles = json_object_new_object();
        json_put(roles, s->stack.env, json_object_get(s->role));
        ending = built_in_run(args, &s->stack, "sweep", sweep_file, roles, given);
        json_object_put(roles);
        json_object_put(given);
        return ending;
}

/* What is due still, the run has refused, and said why. Once more after one that was only gone on
 * with: it knew of what was due by then. */
static int sweep_stack(const struct args *args, const struct sweep_stack *s, size_t *left)
{
        struct look again = {.args = args, .only = &s->stack};
        int ending = run_one(args, s);

        if (ending != END_DONE)
                return ending;
        if (!look(&again)) {
                ending = message_error(&again.err);
        } else if (s->begun && sweep_is_wanted(&again.list.stacks[0]) &&
                   !again.list.stacks[0].begun) {
                ending = sweep_stack(args, &again.list.stacks[0], left);
        } else if (again.list.due || again.list.astray) {
                *left += again.list.due + again.list.astray;
                ending = END_REFUSED;
        }
        look_release(&again);
        return ending;
}

static void sweep_all(const struct look *l, struct tally *t)
{
        for (size_t i = 0; i < l->list.count; i++) {
                const struct sweep_stack *s = &l->list.stacks[i];
                int ending;

                if (s->err.code != ERR_NONE)
                        t->ending = worse(t->ending, message_error(&s->err));
                if (!sweep_is_wanted(s))
                        continue;
                ending = sweep_stack(l->args, s, &t->left);
                t->swept += ending == END_DONE;
                t->locked += ending == END_LOCKED;
                t->ending = worse(t->ending, ending);
                if (ending == END_RESUMABLE) /* told to stop */
                        break;
        }
        if (l->list.broken)
                t->ending = worse(t->ending, END_REFUSED);
}

static bool read_operands(const struct args *args, struct stack *stack, struct look *l)
{
        if (args_operand(args, 0)) {
                l->only = stack;
                return args_stack(args, 0, stack, &l->err);
        }
        if (!args_flag(args, "now"))
                return true;
        err_set(&l->err, ERR_INVALID, "--now was given without a stack");
        return err_next(&l->err, "name it: snaplift sweep STACK --now");
}

static int sweep(const struct args *args)
{
        struct look l = {.args = args};
        struct tally t = {.ending = END_DONE};
        struct stack stack;

        if (!read_operands(args, &stack, &l) || !look(&l)) {
                t.ending = message_error(&l.err);
        } else {
                print_list(&l);
                if (!args_flag(args, "dry-run"))
                        sweep_all(&l, &t);
                print_result(&l, &t);
        }
        look_release(&l);
        return t.ending;
}

static const struct operand operands[] = {
        {"STACK", true, "the stack; all that this store has runs of and that tags name"},
        {NULL},
};

static const struct option options[] = {
        {"now", NULL, false, "with STACK: also what is not due yet"},
        {"dry-run", NULL, false, "list what is kept and what is due, and change nothing"},
        OPTION_JSON,
        OPTION_PLAIN,
        OPTION_STORE,
        OPTION_REGION,
        OPTION_TRACE,
        {NULL},
};

const struct command sweep_command = {
        .name = "sweep",
        .summary = "retire what was kept of retired databases and is due",
        .details =
                "For cron. What database.retire has kept (keep_for) is listed; what is due is "
                "retired, a run for\neach stack: under its lock, journalled, with the whole proof "
                "again that nobody uses it. Databases\nkept stopped that RDS has started, as it "
                "does after seven days, are stopped again. Nothing is\nasked, as keep_for was the "
                "answer. A sweep that was cut off is gone on with by the next.\n\nExit 0: nothing "
                "was due, or all of it is retired. 4: a stack is locked by another run and was\n"
                "left alone. 5: something was refused and is left, with the reason. Of several "
                "stacks the worst\ncounts, and each has its turn.",
        .operands = operands,
        .options = options,
        .run = sweep,
};
