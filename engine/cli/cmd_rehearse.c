/* snaplift rehearse: a run of one's own pipeline in a small cloud of this machine's own. */
#include <stdio.h>
#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/definition.h"
#include "engine/cli/drive.h"
#include "engine/cli/layout.h"
#include "engine/cli/message.h"
#include "engine/cli/plan_look.h"
#include "engine/cli/rehearsal_account.h"
#include "engine/cli/rehearsal_cloud.h"
#include "engine/cli/rehearsal_place.h"
#include "engine/cli/rehearsal_report.h"
#include "engine/cli/rehearsal_stages.h"
#include "engine/graph/again.h"
#include "engine/run/plan.h"
#include "engine/standin/standin.h"

struct rehearsal {
        const struct args *args;
        struct definition definition;
        struct rehearsed rehearsed;
        struct json_object *cloud;
        struct rehearsal_place place;
        struct session session; /* while the plan is made */
        struct json_object *plan;
        struct text findings;
        struct err err;
};

static int64_t now(void)
{
        struct loop *loop = loop_new();
        int64_t ms = loop_now(loop);

        loop_free(loop);
        return ms;
}

static void look_at_account(void *arg)
{
        struct rehearsal *r = arg;

        rehearsal_account_look(r->session.aws, r->rehearsed.bodies, r->cloud, &r->err);
}

/* The only time that the user's own account is asked for anything, and only when told to. */
static bool be_like_account(struct rehearsal *r)
{
        if (!args_flag(r->args, "like-account"))
                return true;
        if (!session_open(&r->session, r->args, SESSION_AWS, &r->err))
                return false;
        session_run(&r->session, look_at_account, r);
        session_close(&r->session);
        return r->err.code == ERR_NONE;
}

/* Nothing but the command line, the pipeline and the description are looked at. */
static bool prepare(struct rehearsal *r)
{
        const char *file = args_value(r->args, "cloud"), *region = args_value(r->args, "region");

        r->rehearsed = (struct rehearsed){.pipeline = r->definition.pipeline,
                                          .stack = &r->definition.stack,
                                          .inputs = r->definition.inputs,
                                          .now = now(),
                                          .bodies = !args_flag(r->args, "without-bodies")};
        if (r->definition.pipeline->role_count) {
                err_set(&r->err, ERR_INVALID,
                        "%s has roles: for other accounts, and a rehearsal "
                        "has one account",
                        r->definition.pipeline->file);
                return err_next(&r->err, "rehearse it without them");
        }
        if (!rehearsal_stages_prepare(r->definition.pipeline, args_value(r->args, "fail"), &r->err))
                return false;
        r->cloud = rehearsal_cloud_guess(&r->rehearsed);
        if (!be_like_account(r))
                return false;
        if (file && !rehearsal_file_read(file, &r->rehearsed, r->cloud, &r->findings, &r->err))
                return false;
        if (region || !json_text(r->cloud, "region"))
                json_put_text(r->cloud, "region", region ? region : "eu-central-1");
        if (!r->rehearsed.bodies || standin_has_postgres())
                return true;
        err_set(&r->err, ERR_NOT_FOUND,
                "PostgreSQL's server programs (initdb, postgres) are not on this machine");
        return err_next(&r->err, "apt-get install postgresql, or rehearse with --without-bodies: "
                                 "a model without data and processes");
}

static void look(void *arg)
{
        struct rehearsal *r = arg;

        plan_look(&r->session, &r->definition, &r->plan, &r->err);
}

/* In the rehearsal's cloud, with the history of the user's store, which is only read. */
static bool make_plan(struct rehearsal *r)
{
        const char *store = args_value(r->args, "store");
        struct err ignored = ERR_INIT;

        if (!session_open(&r->session, r->args, SESSION_AWS, &r->err))
                return false;
        if (store_exists(store))
                r->session.store = store_open(store, &ignored);
        session_run(&r->session, look, r);
        session_close(&r->session);
        err_clear(&ignored);
        if (r->plan && rehearsal_place_stopping(&r->place))
                err_set(&r->err, ERR_INTERRUPTED, "stopped before the run had begun");
        return r->err.code == ERR_NONE;
}

/* As `snaplift run` with a store and a trace of the rehearsal's own. */
static int drive_run(struct rehearsal *r, const char *trace)
{
        static const char *const flags[] = {"json", "plain", "detach-approval"};
        char *dashed[ARRAY_LEN(flags)] = {0}, *store = rehearsal_place_file(&r->place, "runs.db");
        char *argv[6 + ARRAY_LEN(flags)] = {(char *)args_operand(r->args, 0),
                                            (char *)args_operand(r->args, 1),
                                            "--store",
                                            store,
                                            "--trace",
                                            (char *)trace};
        int argc = 6, code;
        struct args args;

        for (size_t i = 0; i < ARRAY_LEN(flags); i++)
                if (args_flag(r->args, flags[i]))
                        argv[argc++] = dashed[i] = xasprintf("--%s", flags[i]);
        if (args_parse(&run_command, argc, argv, &args, &r->err)) {
                code = drive_rehearsal(&args, &r->definition);
                args_release(&args);
        } else {
                code = message_error(&r->err);
        }
        for (size_t i = 0; i < ARRAY_LEN(flags); i++)
                free(dashed[i]);
        free(store);
        return code;
}

static int rehearse_there(struct rehearsal *r)
{
        char *trace = rehearsal_place_file(&r->place, "trace");
        struct rehearsal_report report = {.trace = trace,
                                          .fail = args_value(r->args, "fail"),
                                          .bodies = r->rehearsed.bodies,
                                          .columns = layout_columns(stdout)};
        struct text out = TEXT_INIT, again = TEXT_INIT;

        again_command("plan", r->definition.pipeline, &r->definition.stack, r->definition.inputs,
                      &again);
        report.plan_command = text_str(&again);
        rehearsal_place_enter(&r->place, json_text(r->cloud, "region"));
        if (!make_plan(r)) {
                free(trace);
                text_release(&again);
                return drive_failed(r->args, &r->err);
        }
        report.plan = r->plan;
        report.code = drive_run(r, trace);
        if (args_flag(r->args, "json")) {
                struct json_object *is = rehearsal_report_json(&report);

                text_addf(&out, "%s\n", json_line(is));
                json_object_put(is);
        } else {
                rehearsal_report_text(&report, layout_colour(stdout), &out);
        }
        message_out(&out);
        text_release(&out);
        text_release(&again);
        free(trace);
        return report.code;
}

static int rehearse(const struct args *args)
{
        struct rehearsal r = {.args = args};
        struct json_object *seed = NULL;
        int code = definition_load(args, &r.definition);

        if (code != END_DONE)
                return code;
        if (prepare(&r)) {
                seed = rehearsal_seed(&r.rehearsed, r.cloud);
                if (!args_flag(args, "json"))
                        fprintf(stderr, "a cloud for the rehearsal is started on this machine%s\n",
                                r.rehearsed.bodies ? ", with real PostgreSQL servers" : "");
                if (rehearsal_place_open(&r.place, seed, r.rehearsed.bodies, &r.err)) {
                        code = rehearse_there(&r);
                        rehearsal_place_close(&r.place);
                } else {
                        code = drive_failed(args, &r.err);
                }
        } else if (r.err.code != ERR_NONE) {
                code = drive_failed(args, &r.err);
        } else {
                fputs(text_str(&r.findings), stderr);
                code = END_USAGE;
        }
        json_object_put(seed);
        json_object_put(r.plan);
        json_object_put(r.cloud);
        definition_release(&r.definition);
        text_release(&r.findings);
        err_clear(&r.err);
        return code;
}

static const struct operand operands[] = {
        {"PIPELINE", false, "the pipeline file"},
        {"STACK", false, "the stack a real run would change"},
        {NULL},
};

static const struct option options[] = {
        OPTION_SET,
        OPTION_GIVE_UP,
        {"cloud", "FILE", false, "what is there; see pipelines/README.md (else it is guessed)"},
        {"like-account", NULL, false, "as the real account has it, which is only read; never data"},
        {"fail", "STAGE", false, "let this stage fail, to watch the way back"},
        {"without-bodies", NULL, false, "a model only: no PostgreSQL servers, no processes"},
        OPTION_JSON,
        OPTION_PLAIN,
        OPTION_DETACH,
        {"store", "LOCATION", false, "where the history is read (else SNAPLIFT_STORE)"},
        {"region", "REGION", false, "the AWS region to pretend (else eu-central-1)"},
        {NULL},
};

const struct command rehearse_command = {
        .name = "rehearse",
        .summary = "run a pipeline in a small cloud on this machine",
        .details = "Starts a stand-in for AWS on this machine with real PostgreSQL servers and "
                   "processes,\nruns the pipeline there as it is, ends everything it started, and "
                   "tells what the real run\nwill do. No store is written, and no account is asked "
                   "for anything, but with --like-account\nfor names and settings. Exit codes are "
                   "those of a run.",
        .operands = operands,
        .options = options,
        .run = rehearse,
};
