/* snaplift plan: what a run would do, found out by reading only. */
#include <stdio.h>

#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/definition.h"
#include "engine/cli/layout.h"
#include "engine/cli/message.h"
#include "engine/cli/plan_file.h"
#include "engine/cli/plan_look.h"
#include "engine/cli/plan_permissions.h"
#include "engine/cli/plan_text.h"
#include "engine/cli/secret_input.h"
#include "engine/cli/session.h"
#include "engine/graph/again.h"
#include "engine/run/plan.h"

/* As in OpenTofu: what `plan --detailed-exitcode` ends with. */
enum { DETAILED_NO_CHANGES = 0, DETAILED_ERROR = 1, DETAILED_CHANGES = 2 };

struct planning {
        const struct args *args;
        const struct definition *definition;
        struct session session;
        struct json_object *plan;
        struct err err;
};

static void work(void *arg)
{
        struct planning *p = arg;

        if (plan_look(&p->session, p->definition, &p->plan, &p->err))
                plan_permissions(&p->session, p->definition, p->plan);
}

/* Only for the history: one that was not asked for by name and can't be opened is none. */
static bool open_store(struct planning *p)
{
        const char *location = args_value(p->args, "store");

        p->session.store = store_open(location, &p->err);
        if (!p->session.store && !location)
                err_clear(&p->err);
        return p->session.store || !location;
}

/* saved: where it was, or NULL. */
static void tell(struct planning *p, const char *saved)
{
        struct text out = TEXT_INIT;
        struct err why = ERR_INIT;

        if (args_flag(p->args, "json")) {
                json_put_text(p->plan, "result", "planned");
                text_addf(&out, "%s\n", json_line(p->plan));
        } else {
                plan_text(p->plan, layout_colour(stdout), layout_columns(stdout), &out);
                if (saved && plan_is_blocked(p->plan, &why)) {
                        text_addf(&out, "saved in %s, to look at: a run of it is refused\n", saved);
                } else if (saved) {
                        text_add(&out, "saved; to run this and nothing else: snaplift run --plan ");
                        again_word(saved, &out);
                        text_add_char(&out, '\n');
                }
        }
        err_clear(&why);
        message_out(&out);
        text_release(&out);
}

/* As the run would: what a stage does not find or can't read is no wrong usage. */
static int ending_of_blocked(const struct err *why)
{
        enum ending ending = ending_of(why);

        return ending == END_USAGE ? END_FAILED : ending;
}

static int ending_of_plan(struct planning *p)
{
        struct err why = ERR_INIT;
        bool detailed = args_flag(p->args, "detailed-exitcode");
        int ending = END_DONE;

        if (plan_is_blocked(p->plan, &why))
                ending = detailed ? DETAILED_ERROR : ending_of_blocked(&why);
        else if (detailed && plan_count_calls(p->plan, NULL))
                ending = DETAILED_CHANGES;
        else if (detailed)
                ending = DETAILED_NO_CHANGES;
        err_clear(&why);
        return ending;
}

static int failed(struct planning *p)
{
        int ending = message_error(&p->err);

        return args_flag(p->args, "detailed-exitcode") ? DETAILED_ERROR : ending;
}

static int make(struct planning *p)
{
        const char *file = args_value(p->args, "out");
        int ending;

        if (!session_open(&p->session, p->args, SESSION_AWS, &p->err))
                return failed(p);
        if (open_store(p) && secret_input_read(p->args, p->session.aws, &p->err))
                session_run(&p->session, work, p);
        if (p->plan && file && !plan_file_write(file, p->plan, &p->err))
                file = NULL;
        if (p->plan)
                tell(p, file);
        ending = p->err.code != ERR_NONE ? failed(p) : ending_of_plan(p);
        session_close(&p->session);
        return ending;
}

static int plan(const struct args *args)
{
        struct definition definition;
        struct planning p = {.args = args, .definition = &definition};
        int ending = definition_load(args, &definition);

        if (ending != END_DONE)
                return args_flag(args, "detailed-exitcode") ? DETAILED_ERROR : ending;
        ending = make(&p);
        json_object_put(p.plan);
        err_clear(&p.err);
        definition_release(&definition);
        return ending;
}

static const struct operand operands[] = {
        {"PIPELINE", false, "the pipeline file"},
        {"STACK", false, "the stack a run would change"},
        {NULL},
};

static const struct option options[] = {
        OPTION_SET,
        OPTION_GIVE_UP,
        OPTION_SECRET_STDIN,
        {"out", "FILE", false, "save the plan, for `snaplift run --plan FILE`"},
        {"detailed-exitcode", NULL, false, "exit 0: no changes, 1: error, 2: changes"},
        {"json", NULL, false, "print the whole plan as one JSON object"},
        OPTION_STORE,
        OPTION_REGION,
        OPTION_TRACE,
        {NULL},
};

const struct command plan_command = {
        .name = "plan",
        .summary = "tell what a run would do; only reads",
        .details = "Looks at AWS and prints the account, the snapshot that would be lifted and the "
                   "next "
                   "ones,\nthe settings carried over, the stages with their inputs, and under each "
                   "every call that would\ncreate (+), change (~) or delete (-) something; how "
                   "long it "
                   "took before; and what stands\nagainst it. What blocks makes it exit as the run "
                   "would: 5 when a guard would refuse.",
        .operands = operands,
        .options = options,
        .run = plan,
        .two_means = "detailed-exitcode",
};
