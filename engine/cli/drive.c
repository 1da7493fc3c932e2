/* A run, from opening it to the last word on it. */
#include "engine/cli/drive.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/mem.h"
#include "engine/cli/asking.h"
#include "engine/cli/ci_log.h"
#include "engine/cli/costs.h"
#include "engine/cli/edit.h"
#include "engine/cli/ending.h"
#include "engine/cli/expiry.h"
#include "engine/cli/layout.h"
#include "engine/cli/message.h"
#include "engine/cli/overtaken.h"
#include "engine/cli/plan_file.h"
#include "engine/cli/plan_look.h"
#include "engine/cli/progress.h"
#include "engine/cli/returning.h"
#include "engine/cli/runs.h"
#include "engine/cli/secret_input.h"
#include "engine/cli/session.h"
#include "engine/cli/timeline.h"
#include "engine/run/plan.h"
#include "engine/run/reopen.h"

struct drive {
        const struct args *args;
        const struct definition *definition;
        struct json_object *plan; /* or NULL */
        const struct gate *gate;  /* or NULL */
        const char *id;           /* of a run of the store; or NULL */
        bool back;
        const char *ended; /* the state with which it is over, see remember_end(); or NULL */
        bool overtaken;    /* since it was driven; its end is as before: it has what it had */
        bool rehearsal;
        struct session session;
        struct progress *progress;
        struct run *run;
        struct json_object *accepted; /* that what was written since its success is lost; or NULL */
        bool stopping;
        struct signal_point stopped; /* for one who waits at a prompt */
        enum run_end end;
        struct strlist costs;
        struct err err;
};

static void on_signal(void *arg, int signum)
{
        struct drive *d = arg;

        (void)signum;
        if (!d->run) {
                d->stopping = true;
                return;
        }
        progress_stopping(d->progress,
                          d->stopping ? "still waiting for the call in flight; what it does is "
                                        "known only when it has been answered"
                                      : "stopping: the call in flight is finished, nothing new "
                                        "begins");
        d->stopping = true;
        run_interrupt(d->run);
        signal_all(d->session.loop, &d->stopped);
}

static void on_resize(void *arg, int signum)
{
        struct drive *d = arg;

        (void)signum;
        progress_resized(d->progress);
}

/* A terminal that goes away is as good as a request to stop, unless nobody is to care (nohup). */
static void listen(struct drive *d)
{
        struct sigaction hangup;

        loop_on_signal(d->session.loop, SIGINT, on_signal, d);
        loop_on_signal(d->session.loop, SIGTERM, on_signal, d);
        if (sigaction(SIGHUP, NULL, &hangup) == 0 && hangup.sa_handler != SIG_IGN)
                loop_on_signal(d->session.loop, SIGHUP, on_signal, d);
        if (progress_is_live(d->progress))
                loop_on_signal(d->session.loop, SIGWINCH, on_resize, d);
}

/* For the bars alone: a history that can't be read is none. */
static void tell_usual_times(struct drive *d)
{
        struct history history = {0};
        struct err ignored = ERR_INIT;

        if (history_read(d->session.store, run_pipeline(d->run)->name, run_stack(d->run)->name,
                         &history, &ignored))
                progress_expect(d->progress, &history);
        history_release(&history);
        err_clear(&ignored);
}

/* Before anything is shown of the run itself. */
static void tell_expiry(const struct drive *d)
{
        struct run_record record = {0};
        struct err ignored = ERR_INIT;

        if (d->definition)
                expiry_tell(&d->session, d->definition->pipeline->name, d->definition->stack.name);
        else if (d->session.store->ops->find(d->session.store, d->id, &record, &ignored))
                expiry_tell(&d->session, record.pipeline, record.stack);
        run_record_release(&record);
        err_clear(&ignored);
}

/* Of a run that is over: nothing will come of taking it up, but that one that has succeeded can be
 * put back. */
static void remember_end(struct drive *d, const char *state)
{
        static const char *const over[] = {"succeeded", "unchanged", "rolled-back", "refused"};

        for (size_t i = d->back; i < ARRAY_LEN(over); i++)
                if (text_same(over[i], state))
                        d->ended = over[i];
}

/* Only what can be put back is stopped by that. */
static bool is_overtaken(struct drive *d)
{
        return !d->back && run_may_turn_back(d->run) &&
               !overtaken_check(d->session.store, d->run, &d->err);
}

/* True when there is a run to drive. */
static bool open_run(struct drive *d, const struct run_setup *setup)
{
        struct journal_record *past = NULL;
        struct run_record record = {0};
        size_t count = 0;

        if (d->definition) {
                d->run = run_new(setup, d->definition->pipeline, &d->definition->stack,
                                 d->definition->inputs, &d->err);
                if (d->run)
                        progress_begin(d->progress, d->run, NULL, 0);
                return d->run;
        }
        if (!runs_find(d->session.store, d->id, &record, &d->err))
                return false;
        remember_end(d, record.state);
        run_record_release(&record);
        if (!d->back && args_value(d->args, "pipeline") &&
            !edit_run(d->args, setup, d->id, &d->err))
                return false;
        d->run = run_open(setup, d->id, &d->err);
        if (!d->run)
                return false;
        if (is_overtaken(d))
                return false;
        if (d->back && run_has_succeeded(d->run) &&
            !returning_accept(&d->session, d->args, d->run, &d->stopping, &d->stopped, &d->accepted,
                              &d->err))
                return false;
        if (!d->session.store->ops->read(d->session.store, run_id(d->run), 0, &past, &count,
                                         &d->err))
                return false;
        progress_begin(d->progress, d->run, past, count);
        journal_records_free(past, count);
        return true;
}

/* No other version was brought onto the stack before this run has got its lock. */
static bool confirm_version(void *arg, struct err *err)
{
        struct drive *d = arg;

        return overtaken_check(d->session.store, d->run, err);
}

/* The world is still as the plan saw it. */
static bool confirm(void *arg, struct err *err)
{
        struct drive *d = arg;
        struct json_object *now;
        bool holds;

        if (!plan_look(&d->session, d->definition, &now, err))
                return false;
        holds = plan_file_holds(d->plan, now, args_value(d->args, "plan"), d->definition, err);
        if (holds && plan_is_blocked(now, err))
                holds = false;
        json_object_put(now);
        return holds;
}

/* Where something may have been left behind. Not after a request to stop, nor where AWS does not
 * answer: nobody is kept waiting for it. */
static void look_at_costs(struct drive *d)
{
        bool left = d->end == RUN_STUCK || d->end == RUN_ROLLBACK_INCOMPLETE ||
                    d->end == RUN_INTERRUPTED;

        if (!left || d->stopping || err_is(&d->err, ERR_EXPIRED) ||
            err_is(&d->err, ERR_UNREACHABLE))
                return;
        costs_look(((struct account *)run_world(d->run))->aws, run_stack(d->run), run_id(d->run),
                   &d->costs);
}

/* The run waits for an answer, and the person at the terminal has given it. */
static bool has_been_answered(struct drive *d)
{
        struct err err = ERR_INIT;
        bool answered = false;

        if (d->end != RUN_INTERRUPTED || !err_is(&d->err, ERR_WAITING) || d->stopping ||
            args_flag(d->args, "json") || args_flag(d->args, "detach-approval") ||
            !asking_is_possible())
                return false;
        progress_rest(d->progress);
        answered = asking_answer(&d->session, run_world(d->run), run_id(d->run), &d->stopping,
                                 &d->stopped, &err);
        if (err.code != ERR_NONE)
                message_error(&err);
        err_clear(&err);
        return answered && !d->stopping;
}

/* As one that is taken up later would be. */
static bool goes_on_answered(struct drive *d)
{
        if (!has_been_answered(d))
                return false;
        err_clear(&d->err);
        if (!is_overtaken(d))
                return true;
        d->overtaken = err_is(&d->err, ERR_REFUSED); /* else that can't be told */
        return false;
}

static enum run_end go(struct drive *d)
{
        if (d->accepted)
                return run_return(d->run, d->accepted, &d->err);
        return d->back ? run_back(d->run, &d->err) : run_go(d->run, &d->err);
}

static void work(void *arg)
{
        struct drive *d = arg;
        struct run_listener listener = progress_listener(d->progress);
        struct run_setup setup = session_setup(&d->session, &listener);

        setup.look_first = d->definition && !d->plan;
        setup.origin = d->gate ? d->gate->origin : NULL;
        setup.confirm = d->plan ? confirm : confirm_version;
        setup.confirm_arg = d;
        do {
                err_clear(&d->err);
                if (d->gate && !d->gate->pass(d->gate->arg, &d->session, &d->stopping, &d->err)) {
                        d->end = RUN_BROKEN;
                        break;
                }
                if (d->plan && !confirm(d, &d->err))
                        break;
                if (!d->run) {
                        tell_expiry(d);
                        if (!open_run(d, &setup))
                                break;
                        if (progress_is_live(d->progress) && !d->back)
                                tell_usual_times(d);
                }
                do {
                        d->end = go(d);
                } while (goes_on_answered(d));
        } while (d->end == RUN_LOCKED && d->gate && d->gate->wait && !d->stopping);
        if (d->run)
                look_at_costs(d);
        progress_end(d->progress);
}

/* What a CI shows beside the log. */
static void tell_ci(struct drive *d, const struct ending_facts *facts, const char *block)
{
        struct progress_options options = progress_options(d->session.loop, false, true);
        const char *first = block + strcspn(block, "\n");
        char *title = xasprintf("%.*s", (int)(first - block), block);
        struct timeline timeline;
        struct err ignored = ERR_INIT;

        if (ending_code(facts) != END_DONE)
                ci_log_error(options.ci, stderr, title, err_text(facts->err));
        if (options.ci == CI_GITHUB &&
            timeline_load(d->session.store, facts->view->run, loop_now(d->session.loop), &timeline,
                          &ignored)) {
                ci_summary(&timeline, facts->err, block);
                timeline_release(&timeline);
        }
        err_clear(&ignored);
        free(title);
}

static int tell(struct drive *d, int64_t took)
{
        struct ending_facts facts = {
                .view = progress_view(d->progress),
                .end = d->end,
                .back = d->back,
                .ended = d->ended,
                .overtaken = d->overtaken,
                .err = &d->err,
                .counts = accounts_counts(d->session.accounts),
                .took = took,
                .store = args_value(d->args, "store"),
                .costs = &d->costs,
                .rehearsal = d->rehearsal,
                .width = layout_width(stderr),
        };
        struct text out = TEXT_INIT, again = TEXT_INIT;

        if (!facts.view->run)
                return d->err.code == ERR_NONE ? END_DONE : drive_failed(d->args, &d->err);
        if (d->run && !d->gate) { /* a tag is begun anew by its job */
                run_again(d->run, &again);
                facts.again = text_str(&again);
        }
        if (args_flag(d->args, "json")) {
                struct json_object *result = ending_json(&facts);

                printf("%s\n", json_line(result));
                json_object_put(result);
        }
        fflush(stdout);
        ending_text(&facts, &out);
        fputs(text_str(&out), stderr);
        tell_ci(d, &facts, text_str(&out));
        text_release(&out);
        text_release(&again);
        return ending_code(&facts);
}

int drive_failed(const struct args *args, const struct err *err)
{
        int code = message_error(err);

        ci_log_error(progress_options(NULL, false, true).ci, stderr, "snaplift", err_text(err));

        if (args_flag(args, "json")) {
                struct json_object *result = json_object_new_object();

                json_put_text(result, "result",
                              run_end_name(code == END_REFUSED ? RUN_REFUSED : RUN_BROKEN));
                json_put_int(result, "exit", code);
                json_put(result, "error", message_json(err));
                printf("%s\n", json_line(result));
                json_object_put(result);
        }
        return code;
}

static int drive_all(struct drive *d)
{
        const struct args *args = d->args;
        struct progress_options options;
        int64_t began;
        int code;

        if (!session_open(&d->session, args, SESSION_STORE | SESSION_AWS, &d->err) ||
            !secret_input_read(args, d->session.aws, &d->err)) {
                session_close(&d->session);
                code = drive_failed(args, &d->err);
                err_clear(&d->err);
                return code;
        }
        options = progress_options(d->session.loop, args_flag(args, "json"),
                                   args_flag(args, "plain"));
        d->progress = progress_new(&options);
        listen(d);
        began = loop_ticks(d->session.loop);
        session_run(&d->session, work, d);
        code = tell(d, loop_ticks(d->session.loop) - began);
        run_free(d->run);
        json_object_put(d->accepted);
        progress_free(d->progress);
        session_close(&d->session);
        strlist_release(&d->costs);
        err_clear(&d->err);
        return code;
}

int drive(const struct args *args, const struct definition *definition, struct json_object *plan)
{
        struct drive d = {.args = args, .definition = definition, .plan = plan, .end = RUN_BROKEN};

        return drive_all(&d);
}

int drive_rehearsal(const struct args *args, const struct definition *definition)
{
        struct drive d = {
                .args = args, .definition = definition, .end = RUN_BROKEN, .rehearsal = true};

        return drive_all(&d);
}

int drive_taken_up(const struct args *args, const char *id, bool back)
{
        struct drive d = {.args = args, .id = id, .back = back, .end = RUN_BROKEN};

        return drive_all(&d);
}

int drive_behind(const struct args *args, const struct definition *definition,
                 const struct gate *gate)
{
        struct drive d = {.args = args, .definition = definition, .gate = gate, .end = RUN_BROKEN};

        return drive_all(&d);
}
