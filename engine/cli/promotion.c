#include "engine/cli/promotion.h"

#include <string.h>

#include "engine/base/stamp.h"
#include "engine/base/text.h"

/* One run and its journal. */
struct reading {
        const struct run *run;
        const struct journal_record *records;
        size_t count;
};

/* The type of the stage that a record is of, or NULL. */
static const char *type_of(const struct reading *r, const struct journal_record *record)
{
        const struct pipeline *p = run_pipeline(r->run);

        for (size_t i = 0; record->stage && i < p->stage_count; i++)
                if (strcmp(p->stages[i].id, record->stage) == 0)
                        return p->stages[i].type->name;
        return NULL;
}

static bool is_of(const struct reading *r, const struct journal_record *record, const char *kind,
                  const char *type)
{
        return strcmp(record->kind, kind) == 0 && text_same(type_of(r, record), type);
}

/* The body of a record, for the caller to let go; or NULL. */
static struct json_object *body_of(const struct journal_record *record)
{
        struct json_object *body = NULL;
        struct err ignored = ERR_INIT;

        if (record->body && !json_parse(record->body, strlen(record->body), &body, &ignored))
                body = NULL;
        err_clear(&ignored);
        return body;
}

static void put_source(const struct reading *r, struct json_object *out)
{
        for (size_t i = 0; i < r->count; i++) {
                struct json_object *body, *outputs;

                if (!is_of(r, &r->records[i], "stage-ended", "snapshot.select"))
                        continue;
                body = body_of(&r->records[i]);
                outputs = json_get(body, "outputs");
                json_put_text(out, "snapshot", json_text(outputs, "snapshot"));
                json_put_text(out, "source", json_text(outputs, "source"));
                json_put_text(out, "tier", json_text(outputs, "tier"));
                json_object_put(body);
        }
}

static void put_beside(const struct reading *r, struct json_object *out)
{
        int64_t from = 0, to = 0;

        for (size_t i = 0; i < r->count; i++) {
                if (!from && is_of(r, &r->records[i], "stage-intent", "database.restore"))
                        from = r->records[i].at;
                if (is_of(r, &r->records[i], "stage-ended", "database.retire"))
                        to = r->records[i].at;
        }
        if (from && to > from)
                json_put_int(out, "beside", to - from);
}

static void put_time(struct json_object *out, const char *name, int64_t at)
{
        char text[ISO_SIZE];

        iso_format(at, text);
        json_put_text(out, name, text);
}

static struct json_object *read_record(const struct run_record *record)
{
        struct json_object *out = json_object_new_object();

        json_put_text(out, "run", record->id);
        json_put_text(out, "pipeline", record->pipeline);
        json_put_text(out, "state", record->state);
        json_put_text(out, "owner", record->owner);
        put_time(out, "began", record->created);
        put_time(out, "changed", record->changed);
        return out;
}

struct json_object *promotion_read(struct session *s, const char *run)
{
        struct run_setup setup = session_setup(s, NULL);
        struct json_object *out = NULL;
        struct run_record record = {0};
        struct journal_record *records = NULL;
        struct err ignored = ERR_INIT;
        struct run *opened = NULL;
        struct reading r = {0};

        if (s->store->ops->find(s->store, run, &record, &ignored))
                out = read_record(&record);
        r.run = opened = out ? run_open(&setup, run, &ignored) : NULL;
        if (opened && s->store->ops->read(s->store, run, 0, &records, &r.count, &ignored)) {
                r.records = records;
                if (run_origin(opened))
                        json_put(out, "origin", json_copy(run_origin(opened)));
                put_source(&r, out);
                put_beside(&r, out);
        }
        journal_records_free(records, r.count);
        run_free(opened);
        run_record_release(&record);
        err_clear(&ignored);
        return out;
}
