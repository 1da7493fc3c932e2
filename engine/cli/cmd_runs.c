/* snaplift runs, snaplift show: what the store knows. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/json.h"
#include "engine/base/mem.h"
#include "engine/base/stack.h"
#include "engine/base/stamp.h"
#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/message.h"
#include "engine/cli/origin.h"
#include "engine/cli/questions.h"
#include "engine/cli/runs.h"
#include "engine/cli/session.h"

static bool list(const struct args *args, struct text *out, struct err *err)
{
        const char *stack = args_operand(args, 0);
        struct run_record *runs = NULL;
        struct session session;
        struct stack parsed;
        size_t count = 0;
        bool ok;

        if (stack && !args_stack(args, 0, &parsed, err))
                return false;
        if (!session_open(&session, args, SESSION_STORE, err))
                return false;
        ok = session.store->ops->list(session.store, stack, 0, &runs, &count, err);
        if (ok && !count && !args_flag(args, "json"))
                fprintf(stderr, "no runs%s%s in this store; begin one: snaplift run\n",
                        stack ? " of " : "", stack ? stack : "");
        if (ok && args_flag(args, "json"))
                for (size_t i = 0; i < count; i++)
                        runs_add_json(session.store, &runs[i], out);
        else if (ok)
                runs_add_table(session.store, runs, count, loop_now(session.loop), out);
        run_records_free(runs, count);
        session_close(&session);
        return ok;
}

static int runs(const struct args *args)
{
        struct text out = TEXT_INIT;
        struct err err = ERR_INIT;
        int ending = END_DONE;

        if (!list(args, &out, &err))
                ending = message_error(&err);
        message_out(&out);
        text_release(&out);
        err_clear(&err);
        return ending;
}

enum { FOLLOW_MS = 300 };

/* --- show --- */

/* Members that are said in words, and the one that is a whole file. */
static bool is_said(const char *key)
{
        static const char *const said[] = {"state", "text",       "reason",
                                           "error", "definition", "dependency"};

        for (size_t i = 0; i < ARRAY_LEN(said); i++)
                if (strcmp(key, said[i]) == 0)
                        return true;
        return false;
}

/* What a person reads first: state and reason. */
static void add_said(struct json_object *body, struct text *out)
{
        const char *details = json_text(json_get(body, "error"), "details");
        const char *said[] = {json_text(body, "text"), json_text(body, "reason"),
                              json_text(json_get(body, "error"), "text")};

        if (json_text(body, "state"))
                text_addf(out, " %s", json_text(body, "state"));
        for (size_t i = 0; i < ARRAY_LEN(said); i++) {
                if (!said[i] || !*said[i] || (i && text_same(said[i], said[i - 1])))
                        continue;
                text_add(out, ": ");
                text_add_printable(out, said[i]);
        }
        for (; details && *details; details += strcspn(details, "\n"), details += *details != 0) {
                char *line = xstrndup(details, strcspn(details, "\n"));

                text_add(out, "; ");
                text_add_printable(out, line);
                free(line);
        }
}

/* Members without those that are null or empty. The caller owns it. */
static struct json_object *without_nothing(struct json_object *obj)
{
        struct json_object *kept = json_object_new_object();

        json_object_object_foreach(obj, key, value)
        {
                struct json_object *part = json_object_is_type(value, json_type_object)
                                                   ? without_nothing(value)
                                                   : json_object_get(value);
                bool empty = !part || (json_object_is_type(part, json_type_object) &&
                                       json_object_object_length(part) == 0);

                if (empty)
                        json_object_put(part);
                else
                        json_put(kept, key, part);
        }
        return kept;
}

static void add_body(struct json_object *body, struct text *out)
{
        struct json_object *kept = without_nothing(body), *rest = json_object_new_object();

        add_said(body, out);
        json_object_object_foreach(kept, key, value)
        {
                if (!is_said(key))
                        json_put(rest, key, json_object_get(value));
        }
        if (json_object_object_length(rest) > 0) {
                text_add(out, "  ");
                text_add_printable(out, json_line(rest));
        }
        json_object_put(rest);
        json_object_put(kept);
}

static void add_timeline(const struct journal_record *records, size_t count, struct text *out)
{
        for (size_t i = 0; i < count; i++) {
                const struct journal_record *r = &records[i];
                struct json_object *body = NULL;
                struct err err = ERR_INIT;
                char at[ISO_SIZE];

                iso_format(r->at, at);
                text_addf(out, "%4" PRId64 "  %.12sZ  ", r->seq, at + strlen("2026-11-21T"));
                if (r->stage)
                        text_addf(out, "%s ", r->stage);
                text_add(out, r->kind);
                if (r->body && json_parse(r->body, strlen(r->body), &body, &err))
                        add_body(body, out);
                err_clear(&err);
                json_object_put(body);
                text_add_char(out, '\n');
        }
}

static void add_json_timeline(const struct journal_record *records, size_t count, struct text *out)
{
        for (size_t i = 0; i < count; i++) {
                struct json_object *obj = json_object_new_object(), *body = NULL;
                struct err err = ERR_INIT;
                char at[ISO_SIZE];

                iso_format(records[i].at, at);
                json_put_int(obj, "seq", records[i].seq);
                json_put_text(obj, "at", at);
                json_put_text(obj, "kind", records[i].kind);
                json_put_text(obj, "stage", records[i].stage);
                if (records[i].body &&
                    json_parse(records[i].body, strlen(records[i].body), &body, &err))
                        json_put(obj, "body", body);
                err_clear(&err);
                text_addf(out, "%s\n", json_line(obj));
                json_object_put(obj);
        }
}

static void add_records(const struct args *args, const struct journal_record *records, size_t count,
                        struct text *out)
{
        if (args_flag(args, "json"))
                add_json_timeline(records, count, out);
        else
                add_timeline(records, count, out);
}

/* --- show --follow --- */

struct follow {
        const struct args *args;
        struct session *session;
        struct run_record *run; /* as it was read last */
        int64_t seq;            /* of the last record shown */
        struct err *err;
        bool ok;
};

/* What has come since. */
static bool show_more(struct follow *f)
{
        struct store *store = f->session->store;
        struct journal_record *records = NULL;
        struct text out = TEXT_INIT;
        size_t count = 0;
        bool ok = store->ops->read(store, f->run->id, f->seq, &records, &count, f->err);

        if (ok && count) {
                add_records(f->args, records, count, &out);
                f->seq = records[count - 1].seq;
                message_out(&out);
                fflush(stdout);
        }
        journal_records_free(records, count);
        text_release(&out);
        return ok;
}

static bool is_driven(const struct run_record *run)
{
        return (text_same(run->state, "running") || text_same(run->state, "rolling-back")) &&
               !runs_is_dead(run);
}

/* Until nobody drives it any more. The state is read before the records: none is missed. */
static void follow(void *arg)
{
        struct follow *f = arg;
        struct store *store = f->session->store;
        char *id = xstrdup(f->run->id);
        bool driven = is_driven(f->run);

        f->ok = show_more(f);
        while (f->ok && driven) {
                fiber_sleep(f->session->loop, FOLLOW_MS);
                run_record_release(f->run);
                f->ok = store->ops->find(store, id, f->run, f->err);
                driven = f->ok && is_driven(f->run);
                f->ok = f->ok && show_more(f);
        }
        free(id);
}

static bool follow_run(const struct args *args, struct session *session, struct run_record *run,
                       int64_t seq, struct text *out, struct err *err)
{
        struct follow f = {.args = args, .session = session, .run = run, .seq = seq, .err = err};

        message_out(out);
        fflush(stdout);
        text_clear(out);
        session_run(session, follow, &f);
        return f.ok;
}

/* "why       stage wait: service web does not come up: 2 tasks failed", from the record it ended or
 * was stopped with: what is looked for first, and stands last. */
static void add_why(const struct journal_record *records, size_t count, struct text *out)
{
        static const char *const last[] = {"run-ended", "run-interrupted", "rollback-started"};
        struct json_object *body = NULL;
        struct err err = ERR_INIT;
        const char *text;
        bool is = false;

        while (!is && count--)
                for (size_t i = 0; i < ARRAY_LEN(last); i++)
                        is = is || strcmp(records[count].kind, last[i]) == 0;
        if (!is || !records[count].body)
                return;
        if (json_parse(records[count].body, strlen(records[count].body), &body, &err) &&
            (text = json_text(json_get(body, "error"), "text"))) {
                text_add(out, "why       ");
                text_add_printable(out, text);
                text_add_char(out, '\n');
        }
        err_clear(&err);
        json_object_put(body);
}

/* How to go on: where somebody is asked, with the answer. */
static void add_ways(struct session *session, const struct run_record *run, struct text *out)
{
        struct question_told q;

        if (questions_look(session, run, &q)) {
                text_add(out, "\nwaits for an answer: ");
                text_add_printable(out, text_str(&q.what));
                text_addf(out, "\nanswer: %s\n", text_str(&q.how));
                question_told_release(&q);
        }
        runs_add_advice(run, out);
}

static bool show_run(const struct args *args, struct text *out, struct err *err)
{
        struct journal_record *records = NULL;
        struct run_record run = {0};
        struct json_object *origin = NULL;
        struct session session;
        size_t count = 0;
        bool ok;

        if (!session_open(&session, args, SESSION_STORE, err))
                return false;
        ok = runs_find(session.store, args_operand(args, 0), &run, err) &&
             session.store->ops->read(session.store, run.id, 0, &records, &count, err) &&
             origin_read(session.store, run.id, &origin, err);
        if (ok) {
                if (args_flag(args, "json")) {
                        runs_add_json(session.store, &run, out);
                } else {
                        runs_add_head(session.store, &run, origin, out);
                        add_why(records, count, out);
                        text_add_char(out, '\n');
                }
                add_records(args, records, count, out);
        }
        if (ok && args_flag(args, "follow"))
                ok = follow_run(args, &session, &run, count ? records[count - 1].seq : 0, out, err);
        if (ok && !args_flag(args, "json"))
                add_ways(&session, &run, out);
        journal_records_free(records, count);
        run_record_release(&run);
        json_object_put(origin);
        session_close(&session);
        return ok;
}

static int show(const struct args *args)
{
        struct text out = TEXT_INIT;
        struct err err = ERR_INIT;
        int ending = END_DONE;

        if (!show_run(args, &out, &err))
                ending = message_error(&err);
        message_out(&out);
        text_release(&out);
        err_clear(&err);
        return ending;
}

static const struct operand runs_operands[] = {
        {"STACK", true, "only this stack's"},
        {NULL},
};

static const struct operand show_operands[] = {
        {"RUN", false, "the run's id, as `snaplift runs` lists it"},
        {NULL},
};

static const struct option options[] = {
        OPTION_JSON,
        OPTION_STORE,
        {NULL},
};

static const struct option show_options[] = {
        {"follow", NULL, false, "go on showing what it does until nobody drives it any more"},
        OPTION_JSON,
        OPTION_STORE,
        {NULL},
};

const struct command runs_command = {
        .name = "runs",
        .summary = "list the runs in the store, newest first",
        .operands = runs_operands,
        .options = options,
        .run = runs,
};

const struct command show_command = {
        .name = "show",
        .summary = "show what a run has done, from its journal",
        .operands = show_operands,
        .options = show_options,
        .run = show,
};
