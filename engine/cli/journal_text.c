#include "engine/cli/journal_text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/json.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"

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

void journal_text(const struct journal_record *records, size_t count, struct text *out)
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

void journal_json(const struct journal_record *records, size_t count, struct text *out)
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
