/* snaplift approve, snaplift reject: the answer to a stage that asks for one. */
#include <stdio.h>

#include "engine/cli/args.h"
#include "engine/cli/asking.h"
#include "engine/cli/commands.h"
#include "engine/cli/message.h"
#include "engine/cli/runs.h"
#include "engine/cli/session.h"
#include "stages/approval.h"

enum { QUESTIONS = 64 };

struct reply {
        const struct args *args;
        bool approved;
        struct session session;
        struct err err;
        bool ok;
};

/* The question of this stage; false says what the run asks instead. */
static bool find_question(const struct run *run, const char *stage, struct run_question *out,
                          struct err *err)
{
        struct run_question questions[QUESTIONS];
        size_t count = run_questions(run, questions, QUESTIONS);

        for (size_t i = 0; i < count; i++) {
                if (text_same(questions[i].stage, stage)) {
                        *out = questions[i];
                        return true;
                }
        }
        err_set(err, ERR_INVALID, "stage %s of run %s asks nothing now", stage, run_id(run));
        if (count)
                return err_next(err, "stage %s does: %s", questions[0].stage, questions[0].text);
        return err_next(err, "what it has done so far: snaplift show %s", run_id(run));
}

static bool answer(struct reply *r, const struct run_setup *setup, const struct run *run)
{
        const char *stage = args_operand(r->args, 1);
        struct run_question question;
        struct json_object *signed_answer;

        if (!find_question(run, stage, &question, &r->err))
                return false;
        signed_answer = asking_sign(&r->session, run_world(run), &question, r->approved,
                                    args_value(r->args, "comment"), &r->err);
        return signed_answer && run_answer(setup, run_id(run), stage, signed_answer, &r->err);
}

static void work(void *arg)
{
        struct reply *r = arg;
        struct run_setup setup = session_setup(&r->session, NULL);
        struct run_record record = {0};
        struct run *run = NULL;
        bool driven;

        if (runs_find(r->session.store, args_operand(r->args, 0), &record, &r->err) &&
            (run = run_open(&setup, record.id, &r->err)) && answer(r, &setup, run)) {
                driven = text_same(record.state, "running") && !runs_is_dead(&record);
                printf("%s stage %s of run %s", r->approved ? "approved" : "rejected",
                       args_operand(r->args, 1), record.id);
                if (driven)
                        printf("; the process that drives it hears of it within a second\n");
                else
                        printf("; %s: snaplift resume %s\n",
                               r->approved ? "to go on" : "to put back what it has done",
                               record.id);
                r->ok = true;
        }
        run_free(run);
        run_record_release(&record);
}

/* Whether the answer needs an identity is known only from the run, and most don't: credentials are
 * then not asked for. */
static bool needs_aws(const struct args *args)
{
        struct run_question questions[QUESTIONS];
        struct session session;
        struct err ignored = ERR_INIT;
        struct run *run = NULL;
        bool needs = false;
        size_t count;

        if (session_open(&session, args, SESSION_STORE, &ignored)) {
                struct run_setup setup = session_setup(&session, NULL);

                run = run_open(&setup, args_operand(args, 0), &ignored);
                count = run ? run_questions(run, questions, QUESTIONS) : 0;
                for (size_t i = 0; i < count; i++)
                        needs |=
                                approval_needs_identity(json_get(questions[i].inputs, "approvers"));
                run_free(run);
                session_close(&session);
        }
        err_clear(&ignored);
        return needs;
}

static int reply(const struct args *args, bool approved)
{
        struct reply r = {.args = args, .approved = approved};
        int parts = SESSION_STORE | (needs_aws(args) ? SESSION_AWS : 0), ending = END_DONE;

        if (session_open(&r.session, args, parts, &r.err)) {
                session_run(&r.session, work, &r);
                session_close(&r.session);
        }
        if (!r.ok)
                ending = message_error(&r.err);
        err_clear(&r.err);
        return ending;
}

static int approve(const struct args *args)
{
        return reply(args, true);
}

static int reject(const struct args *args)
{
        return reply(args, false);
}

static const struct operand operands[] = {
        {"RUN", false, "the run's id, as `snaplift runs` lists it"},
        {"STAGE", false, "the stage that asks"},
        {NULL},
};

static const struct option options[] = {
        {"comment", "TEXT", false, "kept with the answer"},
        OPTION_STORE,
        OPTION_REGION,
        OPTION_TRACE,
        {NULL},
};

const struct command approve_command = {
        .name = "approve",
        .summary = "say that a run which waits for an approval may go on",
        .details = "From any machine that reaches the store; user, identity where approvers are "
                   "identities, and\ntime are journalled with it. A run that no process drives "
                   "goes on with snaplift resume.",
        .operands = operands,
        .options = options,
        .run = approve,
};

const struct command reject_command = {
        .name = "reject",
        .summary = "say that a run which waits for an approval may not go on",
        .details = "What it has done is put back: at once by the process that drives it, else by "
                   "snaplift resume.",
        .operands = operands,
        .options = options,
        .run = reject,
};
