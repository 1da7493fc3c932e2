#include "engine/cli/timeline.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/json.h"
#include "engine/base/mem.h"
#include "engine/cli/runs.h"

static struct row *row_of(struct timeline *t, const char *stage)
{
        for (size_t i = 0; i < t->row_count; i++)
                if (text_same(t->rows[i].stage, stage))
                        return &t->rows[i];
        t->rows = xrealloc(t->rows, (t->row_count + 1) * sizeof(*t->rows));
        t->rows[t->row_count] = (struct row){.stage = xstrdup(stage)};
        return &t->rows[t->row_count++];
}

static void close_bar(struct row *row, int64_t at, enum bar_state state, const char *why)
{
        struct bar *bar;

        if (!row->open)
                return;
        bar = &row->bars[row->count - 1];
        bar->to = at;
        bar->state = state;
        xreplace(&bar->why, why);
        row->open = false;
}

static void open_bar(struct row *row, int64_t at)
{
        close_bar(row, at, BAR_STOPPED, NULL);
        row->bars = xrealloc(row->bars, (row->count + 1) * sizeof(*row->bars));
        row->bars[row->count++] = (struct bar){.from = at, .to = at, .state = BAR_RUNNING};
        row->open = true;
}

static void close_all(struct timeline *t, int64_t at, enum bar_state state)
{
        for (size_t i = 0; i < t->row_count; i++)
                close_bar(&t->rows[i], at, state, NULL);
}

static void add_mark(struct timeline *t, int64_t at, const char *what)
{
        t->marks = xrealloc(t->marks, (t->mark_count + 1) * sizeof(*t->marks));
        t->marks[t->mark_count++] = (struct mark){at, what};
}

/* --- what a record of the journal means (engine/run/journal.h) --- */

/* Under the lock all begins again: what was done before were looks. */
static void take_lock(struct timeline *t, int64_t at)
{
        close_all(t, at, BAR_LOOKED);
        for (size_t i = 0; i < t->row_count; i++)
                for (size_t k = 0; k < t->rows[i].count; k++)
                        t->rows[i].bars[k].state = BAR_LOOKED;
        add_mark(t, at, "locked");
}

static enum bar_state ended_state(const char *state)
{
        static const struct {
                const char *name;
                enum bar_state state;
        } states[] = {
                {"succeeded", BAR_SUCCEEDED},
                {"unchanged", BAR_UNCHANGED},
                {"failed", BAR_FAILED},
        };

        for (size_t i = 0; i < ARRAY_LEN(states); i++)
                if (text_same(states[i].name, state))
                        return states[i].state;
        return BAR_STOPPED;
}

static void take_stage(struct timeline *t, const struct journal_record *r, struct json_object *body)
{
        static const char *const begins[] = {"stage-started", "undo-started", "finish-started"};
        bool ok = text_same(json_text(body, "state"), "succeeded");
        const char *why = json_text(json_get(body, "error"), "text");
        struct row *row;

        for (size_t i = 0; i < ARRAY_LEN(begins); i++)
                if (text_same(r->kind, begins[i]))
                        open_bar(row_of(t, r->stage), r->at);
        if (text_same(json_text(body, "state"), "skipped"))
                return;
        row = row_of(t, r->stage);
        if (text_same(r->kind, "stage-ended"))
                close_bar(row, r->at, ended_state(json_text(body, "state")),
                          why ? why : json_text(body, "reason"));
        else if (text_same(r->kind, "stage-retry"))
                close_bar(row, r->at, BAR_RETRIED, why);
        else if (text_same(r->kind, "undo-ended"))
                close_bar(row, r->at, ok ? BAR_UNDONE : BAR_STANDING, why);
        else if (text_same(r->kind, "finish-ended"))
                close_bar(row, r->at, ok ? BAR_FINISHED : BAR_FAILED, why);
}

/* before: the time of the record before it, the last sign of life of a process that died. */
static void take(struct timeline *t, const struct journal_record *r, int64_t before)
{
        struct json_object *body = NULL;
        struct err ignored = ERR_INIT;

        if (text_same(r->kind, "run-locked")) {
                take_lock(t, r->at);
        } else if (text_same(r->kind, "rollback-started")) {
                close_all(t, before, BAR_STOPPED);
                add_mark(t, r->at, "rolling back");
        } else if (text_same(r->kind, "run-interrupted")) {
                close_all(t, r->at, BAR_STOPPED);
                add_mark(t, r->at, "interrupted");
        } else if (text_same(r->kind, "run-reopened")) {
                add_mark(t, r->at, "succeeded, and put back later");
        } else if (text_same(r->kind, "run-resumed")) {
                close_all(t, before, BAR_STOPPED);
                add_mark(t, r->at, "resumed");
        } else if (r->stage && json_parse(r->body, strlen(r->body), &body, &ignored)) {
                take_stage(t, r, body);
        }
        err_clear(&ignored);
        json_object_put(body);
}

static bool has_ended(const char *state)
{
        return !text_same(state, "running") && !text_same(state, "rolling-back");
}

void timeline_read(struct timeline *t, const struct run_record *run,
                   const struct journal_record *records, size_t count, int64_t now, bool dead)
{
        int64_t before = count ? records[0].at : 0;
        int64_t idle = 0; /* between its success and that it was to be put back: left out */

        *t = (struct timeline){
                .run = xstrdup(run->id),
                .pipeline = xstrdup(run->pipeline),
                .stack = xstrdup(run->stack),
                .state = xstrdup(run->state),
                .from = count ? records[0].at : run->created,
                .to = count ? records[count - 1].at : run->created,
        };
        for (size_t i = 0; i < count; i++) {
                struct journal_record r = records[i];

                if (text_same(r.kind, "run-reopened"))
                        idle = r.at - before;
                r.at -= idle;
                take(t, &r, before);
                before = r.at;
        }
        t->to -= idle;
        now -= idle;
        if (has_ended(t->state) || dead) {
                close_all(t, t->to, BAR_STOPPED);
                return;
        }
        if (now > t->to)
                t->to = now;
        close_all(t, t->to, BAR_RUNNING);
}

bool timeline_load(struct store *store, const char *run, int64_t now, struct timeline *t,
                   struct err *err)
{
        struct journal_record *records = NULL;
        struct run_record record = {0};
        size_t count = 0;
        bool ok;

        *t = (struct timeline){0};
        ok = runs_find(store, run, &record, err) &&
             store->ops->read(store, record.id, 0, &records, &count, err);
        if (ok)
                timeline_read(t, &record, records, count, now, runs_is_dead(&record));
        journal_records_free(records, count);
        run_record_release(&record);
        return ok;
}

void timeline_release(struct timeline *t)
{
        for (size_t i = 0; i < t->row_count; i++) {
                for (size_t k = 0; k < t->rows[i].count; k++)
                        free(t->rows[i].bars[k].why);
                free(t->rows[i].bars);
                free(t->rows[i].stage);
        }
        free(t->rows);
        free(t->marks);
        free(t->run);
        free(t->pipeline);
        free(t->stack);
        free(t->state);
        *t = (struct timeline){0};
}

const char *bar_state_name(enum bar_state state)
{
        static const char *const names[] = {
                [BAR_LOOKED] = "looked first", [BAR_SUCCEEDED] = "succeeded",
                [BAR_UNCHANGED] = "unchanged", [BAR_RUNNING] = "running",
                [BAR_RETRIED] = "tried again", [BAR_FAILED] = "failed",
                [BAR_STOPPED] = "stopped",     [BAR_UNDONE] = "undone",
                [BAR_STANDING] = "not undone", [BAR_FINISHED] = "given back",
        };

        return names[state];
}

int64_t row_took(const struct row *row)
{
        int64_t ms = 0;

        for (size_t i = 0; i < row->count; i++)
                if (row->bars[i].state != BAR_LOOKED)
                        ms += row->bars[i].to - row->bars[i].from;
        return ms;
}

/* --- the axis --- */

enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE };

int64_t timeline_step(int64_t span, int most)
{
        static const int64_t steps[] = {
                1,           2,           5,           10,     20,         50,
                100,         200,         500,         SECOND, 2 * SECOND, 5 * SECOND,
                10 * SECOND, 20 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE,
                10 * MINUTE, 20 * MINUTE, 30 * MINUTE, HOUR,   2 * HOUR,   3 * HOUR,
                6 * HOUR,    12 * HOUR,
        };
        int64_t day = 24LL * HOUR;

        for (size_t i = 0; i < ARRAY_LEN(steps); i++)
                if (span / steps[i] < most)
                        return steps[i];
        return day * (span / (day * most) + 1);
}

void timeline_tick(int64_t ms, char out[24])
{
        if (!ms)
                snprintf(out, 24, "0");
        else if (ms < SECOND)
                snprintf(out, 24, "%" PRId64 "ms", ms);
        else if (ms < MINUTE && ms % SECOND)
                snprintf(out, 24, "%" PRId64 ".%" PRId64 "s", ms / SECOND, ms % SECOND / 100);
        else if (ms < MINUTE)
                snprintf(out, 24, "%" PRId64 "s", ms / SECOND);
        else if (ms < HOUR && ms % MINUTE == 0)
                snprintf(out, 24, "%" PRId64 "m", ms / MINUTE);
        else if (ms < HOUR)
                snprintf(out, 24, "%" PRId64 "m %02" PRId64 "s", ms / MINUTE, ms % MINUTE / SECOND);
        else if (ms % HOUR == 0)
                snprintf(out, 24, "%" PRId64 "h", ms / HOUR);
        else
                snprintf(out, 24, "%" PRId64 "h %02" PRId64 "m", ms / HOUR, ms % HOUR / MINUTE);
}
