#include "engine/cli/return_text.h"

#include <inttypes.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/run/plan.h"

enum { FACT = 10, DAY_MS = 24 * 3600 * 1000 };

/* "2026-11-21 01:07:10Z, 3 days ago" */
static void add_when(int64_t at, int64_t now, struct text *out)
{
        char when[ISO_SIZE], ago[24];

        when_format(at, when);
        if (now - at >= 2 * (int64_t)DAY_MS) {
                text_addf(out, "%s, %" PRId64 " days ago", when, (now - at) / DAY_MS);
                return;
        }
        duration_format(now > at ? now - at : 0, ago);
        text_addf(out, "%s, %s ago", when, ago);
}

/* A task definition without the region and the account that they share. */
static const char *short_name(const char *arn)
{
        const char *slash = arn ? strrchr(arn, '/') : NULL;

        return slash ? slash + 1 : arn;
}

static void add_services(struct json_object *plan, size_t columns, struct text *out)
{
        struct json_object *stages = json_array(plan, "stages");
        struct text line = TEXT_INIT;

        for (size_t i = 0; i < json_count(stages); i++) {
                struct json_object *calls = json_array(json_at(stages, i), "calls");

                for (size_t k = 0; k < json_count(calls); k++) {
                        struct json_object *call = json_at(calls, k);
                        struct json_object *with = json_get(call, "parameters");

                        if (text_same(json_text(call, "action"), "ecs:UpdateService"))
                                text_addf(&line, "%s%s to %s", line.len ? ", " : "",
                                          json_text(call, "target"),
                                          short_name(json_text(with, "taskDefinition")));
                }
        }
        if (line.len)
                layout_fact(out, columns, FACT, "services", text_str(&line));
        text_release(&line);
}

static void add_loss(struct json_object *plan, int64_t now, size_t columns, struct text *out)
{
        struct json_object *lost = json_get(plan, "lost");
        const char *database = json_text(lost, "database");
        const char *snapshot = json_text(lost, "final_snapshot");
        struct text line = TEXT_INIT;

        if (!database)
                return;
        text_addf(&line, "what was written to %s", database);
        layout_fact(out, columns, FACT, "lost", text_str(&line));
        text_clear(&line);
        text_add(&line, "since ");
        add_when(json_int(lost, "since"), now, &line);
        layout_fact(out, columns, FACT, NULL, text_str(&line));
        if (json_text(lost, "writes"))
                layout_fact(out, columns, FACT, NULL, json_text(lost, "writes"));
        if (snapshot)
                layout_fact(out, columns, FACT, "kept in", snapshot);
        text_release(&line);
}

/* The services go back only when it is there: the longest part of the way, and known from the way
 * forward. */
static void add_restored(struct json_object *plan, size_t columns, struct text *out)
{
        struct json_object *restored = json_get(plan, "restored");
        struct text line = TEXT_INIT;
        char took[24];

        if (!restored)
                return;
        text_addf(&line, "%s, first, from snapshot %s", json_text(restored, "database"),
                  json_text(restored, "snapshot"));
        layout_fact(out, columns, FACT, "restores", text_str(&line));
        text_clear(&line);
        if (json_get(restored, "usual")) {
                duration_format(json_int(restored, "usual"), took);
                text_addf(&line, "restoring took %s on the way forward", took);
        } else {
                text_add(&line, "no history of how long restoring takes");
        }
        layout_fact(out, columns, FACT, NULL, text_str(&line));
        text_release(&line);
}

static void add_time(struct json_object *plan, size_t columns, struct text *out)
{
        struct text line = TEXT_INIT;
        char took[24];

        if (json_get(plan, "usual")) {
                duration_format(json_int(plan, "usual"), took);
                text_addf(&line, "about %s, as rollbacks before", took);
                layout_fact(out, columns, FACT, "time", text_str(&line));
        } else {
                layout_fact(out, columns, FACT, "time",
                            "no history: not all of it has been put back before");
        }
        if (!json_get(plan, "usual") && json_get(plan, "forward")) {
                duration_format(json_int(plan, "forward"), took);
                text_clear(&line);
                text_addf(&line, "forward, %s takes %s", json_text(plan, "pipeline"), took);
                layout_fact(out, columns, FACT, NULL, text_str(&line));
        }
        text_release(&line);
}

static size_t longest_name(struct json_object *stages)
{
        size_t width = 0;

        for (size_t i = 0; i < json_count(stages); i++) {
                size_t len = strlen(json_text(json_at(stages, i), "stage"));

                width = len > width ? len : width;
        }
        return width;
}

static void add_stage(struct json_object *stage, size_t width, size_t columns, struct text *out)
{
        struct json_object *calls = json_array(stage, "calls");
        const char *why = json_text(stage, "why");
        struct text line = TEXT_INIT;
        char took[24];

        text_addf(out, "  %-*s  %s", (int)width, json_text(stage, "stage"),
                  json_text(stage, "type"));
        if (json_get(stage, "usual")) {
                duration_format(json_int(stage, "usual"), took);
                text_addf(out, ", usually in %s", took);
        }
        if (why) {
                text_add(out, ": ");
                text_add_printable(out, why);
        }
        text_add_char(out, '\n');
        for (size_t i = 0; i < json_count(calls); i++) {
                text_clear(&line);
                plan_add_call(json_at(calls, i), &line);
                text_addf(out, "%*s", (int)width + 4, "");
                layout_wrap(out, columns, width + 4, width + 6, text_str(&line));
        }
        text_release(&line);
}

static void add_warnings(struct json_object *plan, size_t columns, struct text *out)
{
        struct json_object *findings = json_array(plan, "findings");

        for (size_t i = 0; i < json_count(findings); i++)
                if (text_same(json_text(json_at(findings, i), "grade"), "warns"))
                        layout_fact(out, columns, FACT, "mind",
                                    json_text(json_at(findings, i), "text"));
}

void return_text(struct json_object *plan, int64_t now, size_t columns, struct text *out)
{
        struct json_object *stages = json_array(plan, "stages");
        struct text line = TEXT_INIT;

        text_addf(out, "Putting back run %s: %s on %s\n\n", json_text(plan, "run"),
                  json_text(plan, "pipeline"), json_text(plan, "stack"));
        add_when(json_int(plan, "succeeded"), now, &line);
        layout_fact(out, columns, FACT, "succeeded", text_str(&line));
        if (json_text(plan, "active")) {
                text_clear(&line);
                text_addf(&line, "%s, again", json_text(plan, "active"));
                layout_fact(out, columns, FACT, "active", text_str(&line));
        }
        add_services(plan, columns, out);
        add_loss(plan, now, columns, out);
        add_restored(plan, columns, out);
        add_time(plan, columns, out);
        add_warnings(plan, columns, out);
        text_add_char(out, '\n');
        text_add(out, "in this order:\n");
        for (size_t i = 0; i < json_count(stages); i++)
                add_stage(json_at(stages, i), longest_name(stages), columns, out);
        text_add_char(out, '\n');
        text_release(&line);
}
