/* snaplift show: what a run has done. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/json.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/journal_text.h"
#include "engine/cli/layout.h"
#include "engine/cli/message.h"
#include "engine/cli/origin.h"
#include "engine/cli/parts.h"
#include "engine/cli/questions.h"
#include "engine/cli/runs.h"
#include "engine/cli/session.h"

enum { FOLLOW_MS = 300, HEAD_LABEL = 9 };

enum form { FORM_PARTS, FORM_JOURNAL, FORM_JSON };

struct show {
        enum form form;
        struct session session;
        struct run_record run; /* as it was read last */
        struct journal_record *records;
        size_t count;
        size_t columns; /* of the screen; SIZE_MAX: there is none */
        struct progress_options looks;
        struct progress *progress; /* of the parts, while they are followed */
        char *owner;               /* who drove it last, as far as has been shown */
};

static bool is_driven(const struct run_record *run)
{
        return (text_same(run->state, "running") || text_same(run->state, "rolling-back")) &&
               !runs_is_dead(run);
}

/* --- the page --- */

/* The run with its definition, for the types of its stages. NULL: it can't be read here. */
static struct run *open_run(struct show *s)
{
        struct run_setup setup = session_setup(&s->session, NULL);
        struct err ignored = ERR_INIT;
        struct run *run = run_open(&setup, s->run.id, &ignored);

        err_clear(&ignored);
        return run;
}

static void add_parts(struct show *s, struct text *out)
{
        struct run *run = open_run(s);
        struct parts parts;

        parts_read(&parts, run ? run_pipeline(run) : NULL, s->records, s->count,
                   loop_now(s->session.loop), is_driven(&s->run));
        parts_text(&parts, s->columns, layout_colour(stdout), s->looks.unicode, out);
        s->owner = xstrdup(parts.owner);
        parts_release(&parts);
        run_free(run);
}

/* "why       stage wait: service web does not come up: 2 tasks failed", from the record it ended or
 * was stopped with: what is looked for first, and stands last. */
static void add_why(const struct show *s, struct text *out)
{
        static const char *const last[] = {"run-ended", "run-interrupted", "rollback-started"};
        struct json_object *body = NULL;
        struct err err = ERR_INIT;
        size_t count = s->count;
        const char *text;
        bool is = false;

        while (!is && count--)
                for (size_t i = 0; i < ARRAY_LEN(last); i++)
                        is = is || strcmp(s->records[count].kind, last[i]) == 0;
        if (!is || !s->records[count].body)
                return;
        if (json_parse(s->records[count].body, strlen(s->records[count].body), &body, &err) &&
            (text = json_text(json_get(body, "error"), "text"))) {
                layout_fact(out, s->columns, HEAD_LABEL, "why", text);
                text = json_text(json_get(body, "error"), "next");
                if (text && text_same(s->run.state, "refused")) /* no stage's part says it */
                        layout_fact(out, s->columns, HEAD_LABEL, "next", text);
        }
        err_clear(&err);
        json_object_put(body);
}

/* How to go on: where somebody is asked, with the answer. */
static void add_ways(struct show *s, struct text *out)
{
        struct text advice = TEXT_INIT;
        struct question_told q;

        if (questions_look(&s->session, &s->run, &q)) {
                text_add(out, "\nwaits for an answer: ");
                layout_wrap(out, s->columns, strlen("waits for an answer: "), 2, text_str(&q.what));
                text_add(out, "answer: ");
                layout_wrap(out, s->columns, strlen("answer: "), 2, text_str(&q.how));
                question_told_release(&q);
        }
        runs_add_advice(&s->run, &advice);
        layout_lines(out, s->columns, 2, text_str(&advice));
        text_release(&advice);
}

static bool add_page(struct show *s, struct text *out, struct err *err)
{
        struct json_object *origin = NULL;
        struct text head = TEXT_INIT;

        if (s->form == FORM_JSON) {
                runs_add_json(s->session.store, &s->run, out);
                journal_json(s->records, s->count, out);
                return true;
        }
        if (!origin_read(s->session.store, s->run.id, &origin, err))
                return false;
        runs_add_head(s->session.store, &s->run, origin, &head);
        layout_lines(out, s->columns, HEAD_LABEL + 1, text_str(&head));
        text_release(&head);
        add_why(s, out);
        text_add_char(out, '\n');
        if (s->form == FORM_JOURNAL)
                journal_text(s->records, s->count, out);
        else
                add_parts(s, out);
        json_object_put(origin);
        return true;
}

/* --- show --follow --- */

/* In the words of a run's plain lines; what is said of the whole run in those of the page. */
static void tell(struct show *s, const struct journal_record *record)
{
        struct json_object *body = NULL;
        struct text line = TEXT_INIT;
        struct err ignored = ERR_INIT;
        char at[ISO_SIZE];

        if (progress_record(s->progress, record))
                return;
        if (json_parse(record->body, strlen(record->body), &body, &ignored) &&
            parts_say(record, body, s->owner, &line)) {
                iso_format(record->at, at);
                printf("%.8sZ ", at + strlen("2026-11-21T"));
                text_add_char(&line, '\n');
                message_out(&line);
        }
        if (json_text(body, "owner"))
                xreplace(&s->owner, json_text(body, "owner"));
        text_release(&line);
        err_clear(&ignored);
        json_object_put(body);
}

/* What has come since. */
static bool show_more(struct show *s, int64_t *seq, struct err *err)
{
        struct store *store = s->session.store;
        struct journal_record *records = NULL;
        struct text out = TEXT_INIT;
        size_t count = 0;
        bool ok = store->ops->read(store, s->run.id, *seq, &records, &count, err);

        if (ok && count)
                *seq = records[count - 1].seq;
        if (s->form == FORM_JSON)
                journal_json(records, count, &out);
        else if (s->form == FORM_JOURNAL)
                journal_text(records, count, &out);
        else
                for (size_t i = 0; i < count; i++)
                        tell(s, &records[i]);
        message_out(&out);
        fflush(stdout);
        journal_records_free(records, count);
        text_release(&out);
        return ok;
}

struct follow {
        struct show *show;
        struct err *err;
        bool ok;
};

/* Until nobody drives it any more. The state is read before the records: none is missed. */
static void follow(void *arg)
{
        struct follow *f = arg;
        struct show *s = f->show;
        struct store *store = s->session.store;
        char *id = xstrdup(s->run.id);
        int64_t seq = s->count ? s->records[s->count - 1].seq : 0;
        bool driven = is_driven(&s->run);

        f->ok = show_more(s, &seq, f->err);
        while (f->ok && driven) {
                fiber_sleep(s->session.loop, FOLLOW_MS);
                run_record_release(&s->run);
                f->ok = store->ops->find(store, id, &s->run, f->err);
                driven = f->ok && is_driven(&s->run);
                f->ok = f->ok && show_more(s, &seq, f->err);
        }
        free(id);
}

static bool follow_run(struct show *s, struct text *out, struct err *err)
{
        struct follow f = {.show = s, .err = err};
        struct run *run = NULL;

        if (s->form == FORM_PARTS) {
                s->looks.style = PROGRESS_PLAIN;
                s->looks.out = stdout;
                s->looks.ci = CI_NONE;
                s->progress = progress_new(&s->looks);
                run = open_run(s);
                progress_begin(s->progress, run, s->records, s->count);
                if (is_driven(&s->run))
                        text_add_char(out, '\n');
        }
        message_out(out);
        fflush(stdout);
        text_clear(out);
        session_run(&s->session, follow, &f);
        if (s->form == FORM_PARTS) {
                progress_free(s->progress);
                run_free(run);
        }
        return f.ok;
}

/* --- the command --- */

static bool show_run(const struct args *args, struct text *out, struct err *err)
{
        size_t width = layout_width(stdout);
        struct show s = {.form = args_flag(args, "json")      ? FORM_JSON
                                 : args_flag(args, "journal") ? FORM_JOURNAL
                                                              : FORM_PARTS,
                         .columns = width ? width : SIZE_MAX};
        bool ok;

        if (!session_open(&s.session, args, SESSION_STORE, err))
                return false;
        s.looks = progress_options(s.session.loop, false, true);
        ok = runs_find(s.session.store, args_operand(args, 0), &s.run, err) &&
             s.session.store->ops->read(s.session.store, s.run.id, 0, &s.records, &s.count, err) &&
             add_page(&s, out, err);
        if (ok && args_flag(args, "follow"))
                ok = follow_run(&s, out, err);
        if (ok && s.form != FORM_JSON)
                add_ways(&s, out);
        journal_records_free(s.records, s.count);
        run_record_release(&s.run);
        free(s.owner);
        session_close(&s.session);
        return ok;
}

static int show(const struct args *args)
{
        return message_show(args, show_run);
}

static const struct operand operands[] = {
        {"RUN", false, "the run's id, as `snaplift runs` lists it"},
        {NULL},
};

static const struct option options[] = {
        {"follow", NULL, false, "go on showing what it does until nobody drives it any more"},
        {"journal", NULL, false, "print the records of its journal as they are"},
        OPTION_JSON,
        OPTION_STORE,
        {NULL},
};

const struct command show_command = {
        .name = "show",
        .summary = "show what a run has done, stage by stage",
        .operands = operands,
        .options = options,
        .run = show,
};
