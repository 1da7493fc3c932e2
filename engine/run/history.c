/* Durations of earlier runs. */
#include "engine/run/history.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/json.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/run/journal.h"

/* Runs that are listed in the search for HISTORY_RUNS of them. */
enum { LISTED_RUNS = 500 };

struct sample {
        int64_t ms;
        bool unchanged;
};

struct samples {
        char *stage; /* NULL: of the whole run */
        bool back;   /* of its undo */
        struct sample *items;
        size_t count;
        int64_t since; /* of the run being read: its first start, or -1 */
        struct sample last;
        bool ended;
};

/* samples[0] is the run's own. */
struct reading {
        struct samples *all;
        size_t count;
        size_t runs[2]; /* read: that went forward, that went back */
};

static struct samples *samples_of(struct reading *r, const char *stage, bool back)
{
        for (size_t i = 0; i < r->count; i++)
                if (text_same(r->all[i].stage, stage) && r->all[i].back == back)
                        return &r->all[i];
        r->all = xrealloc(r->all, (r->count + 1) * sizeof(*r->all));
        r->all[r->count] = (struct samples){.stage = xstrdup(stage), .back = back, .since = -1};
        return &r->all[r->count++];
}

static void begin_run(struct reading *r)
{
        for (size_t i = 0; i < r->count; i++) {
                r->all[i].since = -1;
                r->all[i].ended = false;
        }
}

static void end_run(struct reading *r)
{
        for (size_t i = 0; i < r->count; i++) {
                struct samples *s = &r->all[i];

                if (!s->ended)
                        continue;
                s->items = xrealloc(s->items, (s->count + 1) * sizeof(*s->items));
                s->items[s->count++] = s->last;
        }
}

static bool is_kind(const struct journal_record *r, enum record kind)
{
        return strcmp(r->kind, journal_kind(kind)) == 0;
}

static void end_stage(struct samples *s, const struct journal_record *r)
{
        struct json_object *body = NULL;
        struct err ignored = ERR_INIT;
        const char *state = NULL;

        if (json_parse(r->body, strlen(r->body), &body, &ignored))
                state = json_text(body, "state");
        s->ended =
                s->since >= 0 && (text_same(state, "succeeded") || text_same(state, "unchanged"));
        s->last = (struct sample){r->at - s->since, text_same(state, "unchanged")};
        json_object_put(body);
        err_clear(&ignored);
}

/* Under the lock all begins again. */
static void begin_again(struct reading *r)
{
        for (size_t i = 0; i < r->count; i++) {
                if (!r->all[i].stage)
                        continue;
                r->all[i].since = -1;
                r->all[i].ended = false;
        }
}

static void take_undo(struct reading *r, const struct journal_record *rec)
{
        struct samples *s;

        if (!rec->stage || (!is_kind(rec, REC_UNDO_STARTED) && !is_kind(rec, REC_UNDO_ENDED)))
                return;
        s = samples_of(r, rec->stage, true);
        if (is_kind(rec, REC_UNDO_ENDED))
                end_stage(s, rec);
        else if (s->since < 0)
                s->since = rec->at;
}

static void take_record(struct reading *r, const struct journal_record *rec)
{
        struct samples *s = rec->stage ? samples_of(r, rec->stage, false) : NULL;

        if (is_kind(rec, REC_RUN_LOCKED))
                begin_again(r);
        else if (s && is_kind(rec, REC_STAGE_STARTED) && s->since < 0)
                s->since = rec->at;
        else if (s && is_kind(rec, REC_STAGE_ENDED))
                end_stage(s, rec);
}

/* Those of a kind. */
static size_t count_kind(const struct journal_record *records, size_t count, enum record kind)
{
        size_t n = 0;

        for (size_t i = 0; i < count; i++)
                n += is_kind(&records[i], kind);
        return n;
}

/* Up to its end; that it was put back later is no part of how long it took. */
static void take_forward(struct reading *r, const struct journal_record *records, size_t count)
{
        size_t end = 0;
        struct samples *whole;

        while (end < count && !is_kind(&records[end], REC_RUN_REOPENED))
                end++;
        if (end == 0 || count_kind(records, end, REC_RUN_RESUMED))
                return;
        begin_run(r);
        for (size_t i = 0; i < end; i++)
                take_record(r, &records[i]);
        whole = samples_of(r, NULL, false);
        whole->last = (struct sample){records[end - 1].at - records[0].at, false};
        whole->ended = true;
        end_run(r);
        r->runs[0]++;
}

static void take_back(struct reading *r, const struct journal_record *records, size_t count)
{
        if (count_kind(records, count, REC_ROLLBACK_STARTED) != 1)
                return;
        begin_run(r);
        for (size_t i = 0; i < count; i++)
                take_undo(r, &records[i]);
        end_run(r);
        r->runs[1]++;
}

static bool read_run(struct reading *r, struct store *store, const struct run_record *run,
                     bool back, struct err *err)
{
        struct journal_record *records = NULL;
        size_t count = 0;

        if (!store->ops->read(store, run->id, 0, &records, &count, err))
                return false;
        (back ? take_back : take_forward)(r, records, count);
        journal_records_free(records, count);
        return true;
}

static bool read_runs(struct reading *r, struct store *store, const char *pipeline,
                      const char *stack, struct err *err)
{
        static const enum run_end ends[] = {RUN_SUCCEEDED, RUN_ROLLED_BACK};
        struct run_record *runs = NULL;
        size_t count = 0;
        bool ok = store->ops->list(store, stack, LISTED_RUNS, &runs, &count, err);

        for (size_t i = 0; ok && i < count; i++)
                for (size_t back = 0; ok && back < ARRAY_LEN(ends); back++)
                        if (text_same(runs[i].pipeline, pipeline) &&
                            text_same(runs[i].state, run_end_name(ends[back])) &&
                            r->runs[back] < HISTORY_RUNS)
                                ok = read_run(r, store, &runs[i], back, err);
        run_records_free(runs, count);
        return ok;
}

static int by_length(const void *a, const void *b)
{
        int64_t x = ((const struct sample *)a)->ms, y = ((const struct sample *)b)->ms;

        return (x > y) - (x < y);
}

/* Those in which something was done, where there are any. */
static struct history_span span_of(struct samples *s)
{
        size_t changed = 0, n;

        for (size_t i = 0; i < s->count; i++)
                if (!s->items[i].unchanged)
                        s->items[changed++] = s->items[i];
        n = changed ? changed : s->count;
        if (n == 0)
                return (struct history_span){0};
        qsort(s->items, n, sizeof(*s->items), by_length);
        return (struct history_span){
                .runs = n,
                .median = (s->items[(n - 1) / 2].ms + s->items[n / 2].ms) / 2,
                .p90 = s->items[(n * 9 + 9) / 10 - 1].ms,
        };
}

static struct history_stage *stage_in(struct history *out, const char *id)
{
        for (size_t i = 0; i < out->stage_count; i++)
                if (text_same(out->stages[i].id, id))
                        return &out->stages[i];
        out->stages[out->stage_count] = (struct history_stage){.id = xstrdup(id)};
        return &out->stages[out->stage_count++];
}

static void sum_up(struct reading *r, struct history *out)
{
        out->stages = xcalloc(r->count + 1, sizeof(*out->stages));
        for (size_t i = 0; i < r->count; i++) {
                struct history_span span = span_of(&r->all[i]);

                if (!r->all[i].stage)
                        out->total = span;
                else if (span.runs && r->all[i].back)
                        stage_in(out, r->all[i].stage)->back = span;
                else if (span.runs)
                        stage_in(out, r->all[i].stage)->span = span;
        }
}

static void reading_release(struct reading *r)
{
        for (size_t i = 0; i < r->count; i++) {
                free(r->all[i].stage);
                free(r->all[i].items);
        }
        free(r->all);
        *r = (struct reading){0};
}

bool history_read(struct store *store, const char *pipeline, const char *stack, struct history *out,
                  struct err *err)
{
        struct reading r = {0};
        bool ok;

        *out = (struct history){0};
        ok = read_runs(&r, store, pipeline, stack, err);
        out->of_stack = ok && r.runs[0] > 0;
        if (ok && !out->of_stack) {
                reading_release(&r);
                ok = read_runs(&r, store, pipeline, NULL, err);
        }
        if (ok)
                sum_up(&r, out);
        reading_release(&r);
        return ok;
}

void history_release(struct history *h)
{
        for (size_t i = 0; i < h->stage_count; i++)
                free(h->stages[i].id);
        free(h->stages);
        *h = (struct history){0};
}

struct history_span history_of_stage(const struct history *h, const char *stage)
{
        for (size_t i = 0; i < h->stage_count; i++)
                if (strcmp(h->stages[i].id, stage) == 0)
                        return h->stages[i].span;
        return (struct history_span){0};
}

struct history_span history_of_undo(const struct history *h, const char *stage)
{
        for (size_t i = 0; i < h->stage_count; i++)
                if (strcmp(h->stages[i].id, stage) == 0)
                        return h->stages[i].back;
        return (struct history_span){0};
}
