#include "engine/cli/plan_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/cli/layout.h"
#include "engine/run/plan.h"

enum { FACT = 10, NAME = 26, DEEP = 6, NARROW = 60, DAY = 24 * 3600 * 1000 };

struct printer {
        struct json_object *plan;
        bool colour;
        size_t columns;
        struct text *out;
};

static void add_plain(struct json_object *value, struct text *out)
{
        text_add(out, json_object_is_type(value, json_type_string) ? json_object_get_string(value)
                                                                   : json_line(value));
}

/* A list as "a, b", a map as "a=1, b=2": what is in them is flat, or shown as JSON. */
static void add_readable(struct json_object *value, struct text *out)
{
        const char *between = "";

        if (json_object_is_type(value, json_type_array)) {
                for (size_t i = 0; i < json_count(value); i++) {
                        text_add(out, i ? ", " : "");
                        add_plain(json_at(value, i), out);
                }
                text_add(out, json_count(value) ? "" : "none");
        } else if (json_object_is_type(value, json_type_object)) {
                json_object_object_foreach(value, name, one)
                {
                        text_addf(out, "%s%s=", between, name);
                        add_plain(one, out);
                        between = ", ";
                }
                text_add(out, *between ? "" : "none");
        } else {
                add_plain(value, out);
        }
}

static size_t longest_word(const char *text)
{
        size_t longest = 0;

        for (size_t len; *text; text += len + strspn(text + len, " ")) {
                len = strcspn(text, " ");
                longest = len > longest ? len : longest;
        }
        return longest;
}

/* "      name                   value", wrapped below the value; where there is no room for that,
 * below the name. */
static void add_value(struct printer *p, const char *name, struct json_object *value)
{
        size_t wide = p->columns < NARROW ? 0 : NAME, len = strlen(name);
        size_t at = DEEP + (len < wide ? wide : len) + 1, below = wide ? wide + 1 : 2;
        struct text text = TEXT_INIT;

        add_readable(value, &text);
        if (at + longest_word(text_str(&text)) > p->columns) { /* an ARN, on a line of its own */
                text_addf(p->out, "%*s%s\n%*s", DEEP, "", name, DEEP + 2, "");
                layout_wrap(p->out, p->columns, DEEP + 2, DEEP + 2, text_str(&text));
                text_release(&text);
                return;
        }
        text_addf(p->out, "%*s%-*s ", DEEP, "", (int)wide, name);
        layout_wrap(p->out, p->columns, at, DEEP + below, text_str(&text));
        text_release(&text);
}

static void add_values(struct printer *p, struct json_object *values)
{
        if (!values)
                return;
        json_object_object_foreach(values, name, value)
        {
                if (value)
                        add_value(p, name, value);
        }
}

/* --- the head: what the stages have to show --- */

static struct json_object *shown(struct json_object *plan, const char *name)
{
        struct json_object *stages = json_array(plan, "stages");

        for (size_t i = 0; i < json_count(stages); i++) {
                struct json_object *shows = json_get(json_at(stages, i), "shows");

                if (json_get(shows, name))
                        return json_get(shows, name);
        }
        return NULL;
}

static void add_age(struct printer *p, struct json_object *snapshot, struct text *line)
{
        int64_t taken, now;
        char when[ISO_SIZE], age[24];

        if (!json_text(snapshot, "taken") || !iso_parse(json_text(snapshot, "taken"), &taken))
                return;
        when_format(taken, when);
        text_addf(line, "taken %s", when);
        if (iso_parse(json_text(p->plan, "made") ? json_text(p->plan, "made") : "", &now) &&
            now >= taken) {
                if (now - taken >= 2 * DAY)
                        snprintf(age, sizeof(age), "%" PRId64 " days", (now - taken) / DAY);
                else
                        duration_format(now - taken, age);
                text_addf(line, ", %s ago", age);
        }
}

static void describe(struct printer *p, struct json_object *snapshot, struct text *line)
{
        add_age(p, snapshot, line);
        text_addf(line, "; %s %s, %" PRId64 " GiB, %s", json_text(snapshot, "engine"),
                  json_text(snapshot, "engine_version"), json_int(snapshot, "storage"),
                  json_flag(snapshot, "encrypted") ? "encrypted" : "not encrypted");
}

static void add_snapshot(struct printer *p)
{
        struct json_object *chosen = shown(p->plan, "snapshot");
        struct json_object *others = shown(p->plan, "candidates");
        struct text line = TEXT_INIT;

        if (!chosen)
                return;
        text_addf(&line, "%s of %s: %s", json_text(chosen, "id"), json_text(chosen, "source"),
                  json_text(chosen, "why"));
        layout_fact(p->out, p->columns, FACT, "snapshot", text_str(&line));
        text_clear(&line);
        describe(p, chosen, &line);
        layout_fact(p->out, p->columns, FACT, NULL, text_str(&line));
        for (size_t i = 0; i < json_count(others); i++) {
                struct json_object *one = json_at(others, i);

                text_clear(&line);
                text_addf(&line, "%s, ", json_text(one, "id"));
                if (!text_same(json_text(one, "status"), "available"))
                        text_addf(&line, "%s, ", json_text(one, "status"));
                add_age(p, one, &line);
                layout_fact(p->out, p->columns, FACT, i ? NULL : "next", text_str(&line));
        }
        text_release(&line);
}

static void add_settings(struct printer *p)
{
        struct json_object *settings = shown(p->plan, "settings");
        struct json_object *differs = json_array(settings, "differs");
        struct text line = TEXT_INIT;

        if (!settings)
                return;
        if (json_text(settings, "from"))
                text_addf(&line, "carried over from %s: %s", json_text(settings, "from"),
                          json_text(settings, "carried"));
        else
                text_addf(&line, "none carried over; given: %s; else RDS's defaults",
                          *json_text(settings, "carried") ? json_text(settings, "carried")
                                                          : "none");
        layout_fact(p->out, p->columns, FACT, "settings", text_str(&line));
        for (size_t i = 0; i < json_count(differs); i++)
                layout_fact(p->out, p->columns, FACT, i ? NULL : "differs",
                            json_object_get_string(json_at(differs, i)));
        text_release(&line);
}

static void add_head(struct printer *p)
{
        struct json_object *who = json_get(p->plan, "identity");
        struct text line = TEXT_INIT;

        text_addf(&line, "%s on %s, as far as can be known now", json_text(p->plan, "pipeline"),
                  json_text(p->plan, "stack"));
        layout_title(p->out, p->columns, p->colour, TINT_BOLD, text_str(&line));
        text_add_char(p->out, '\n');
        text_clear(&line);
        if (who) {
                text_addf(&line, "%s in %s, as %s", json_text(who, "account"),
                          json_text(who, "region"), json_text(who, "arn"));
                layout_fact(p->out, p->columns, FACT, "account", text_str(&line));
        }
        add_snapshot(p);
        add_settings(p);
        text_release(&line);
}

/* --- the stages --- */

static void add_call(struct printer *p, struct json_object *call)
{
        const char *effect = json_text(call, "effect");
        enum tint tint = text_same(effect, "create")   ? TINT_GOOD
                         : text_same(effect, "delete") ? TINT_BAD
                                                       : TINT_CHANGE;
        struct text line = TEXT_INIT;

        text_addf(&line, "%s %s %s",
                  tint == TINT_GOOD  ? "+"
                  : tint == TINT_BAD ? "-"
                                     : "~",
                  json_text(call, "action"), json_text(call, "target"));
        text_add(p->out, "    ");
        layout_tinted(p->out, p->columns, 4, DEEP + 2, p->colour ? tint : TINT_NONE,
                      text_str(&line));
        add_values(p, json_get(call, "parameters"));
        text_release(&line);
}

/* "about 12m 04s, 9 of 10 within 20m 11s" */
static void add_span(struct json_object *span, struct text *line)
{
        char p50[24], p90[24];

        duration_format(json_int(span, "p50"), p50);
        duration_format(json_int(span, "p90"), p90);
        text_addf(line, "p50 %s, p90 %s", p50, p90);
}

static void add_stage(struct printer *p, struct json_object *stage, size_t n)
{
        struct json_object *calls = json_array(stage, "calls");
        const char *state = json_text(stage, "state"), *why = json_text(stage, "why");
        struct text line = TEXT_INIT;

        text_addf(p->out, "%2zu. ", n);
        text_addf(&line, "%s (%s)", json_text(stage, "stage"), json_text(stage, "type"));
        layout_tint(p->out, p->colour, TINT_BOLD, text_str(&line));
        if (json_get(stage, "duration")) {
                text_clear(&line);
                add_span(json_get(stage, "duration"), &line);
                text_addf(p->out, "  %s", text_str(&line));
        }
        text_add_char(p->out, '\n');
        text_clear(&line);
        if (!text_same(state, "runs")) {
                if (text_same(state, "blocked"))
                        why = "see below";
                text_addf(&line, "%s%s%s", text_same(state, "skipped") ? "would not run" : state,
                          why ? ": " : "", why ? why : "");
                text_add(p->out, "    ");
                layout_wrap(p->out, p->columns, 4, 4, text_str(&line));
        }
        if (!text_same(state, "skipped"))
                add_values(p, json_get(stage, "inputs"));
        for (size_t i = 0; i < json_count(calls); i++)
                add_call(p, json_at(calls, i));
        text_release(&line);
}

/* --- the end --- */

static void add_beside(struct printer *p, struct json_object *two)
{
        struct text line = TEXT_INIT;

        if (!two)
                return;
        text_add(&line, "two databases run, and are paid for, side by side ");
        if (!json_text(two, "until")) {
                text_add(&line, "until the old one is deleted; nothing here does");
        } else {
                text_addf(&line, "until %s has ended", json_text(two, "until"));
                if (json_get(two, "p50")) {
                        text_add(&line, ": ");
                        add_span(two, &line);
                }
        }
        layout_fact(p->out, p->columns, FACT, NULL, text_str(&line));
        text_release(&line);
}

static void add_duration(struct printer *p)
{
        struct json_object *duration = json_get(p->plan, "duration");
        struct text line = TEXT_INIT;
        int64_t runs = json_int(duration, "runs");

        if (!duration)
                return;
        if (runs) {
                add_span(duration, &line);
                text_addf(&line, ", from %" PRId64 " run%s of %s on %s", runs, runs > 1 ? "s" : "",
                          json_text(p->plan, "pipeline"),
                          json_flag(duration, "of_stack") ? "this stack" : "other stacks");
        } else {
                text_addf(&line, "not known: no run of %s has succeeded yet in this store",
                          json_text(p->plan, "pipeline"));
        }
        text_add_char(p->out, '\n');
        layout_fact(p->out, p->columns, FACT, "duration", text_str(&line));
        add_beside(p, json_get(duration, "side_by_side"));
        text_release(&line);
}

static void add_finding(struct printer *p, struct json_object *finding)
{
        bool blocks = text_same(json_text(finding, "grade"), "blocks");
        struct text line = TEXT_INIT;

        layout_tint(p->out, p->colour, blocks ? TINT_BAD : TINT_CHANGE,
                    blocks ? "blocks" : "warns");
        text_add(p->out, blocks ? "     " : "      ");
        text_addf(&line, "%s: ", json_text(finding, "topic"));
        text_add(&line, json_text(finding, "text"));
        if (json_text(finding, "stage"))
                text_addf(&line, " (%s)", json_text(finding, "stage"));
        layout_wrap(p->out, p->columns, FACT + 1, FACT + 1, text_str(&line));
        if (json_text(finding, "next")) {
                text_clear(&line);
                text_addf(&line, "next: %s", json_text(finding, "next"));
                layout_fact(p->out, p->columns, FACT, NULL, text_str(&line));
        }
        text_release(&line);
}

static void add_findings(struct printer *p)
{
        struct json_object *findings = json_array(p->plan, "findings");
        static const char *const grades[] = {"blocks", "warns"};

        if (!json_count(findings))
                return;
        text_add_char(p->out, '\n');
        for (size_t g = 0; g < ARRAY_LEN(grades); g++)
                for (size_t i = 0; i < json_count(findings); i++)
                        if (text_same(json_text(json_at(findings, i), "grade"), grades[g]))
                                add_finding(p, json_at(findings, i));
}

static void add_count(struct text *line, size_t n, const char *what)
{
        text_addf(line, "%zu %s%s", n, what, n == 1 ? "" : "s");
}

static void add_sum(struct printer *p)
{
        struct json_object *plan = p->plan;
        size_t calls = plan_count_calls(plan, NULL);
        struct err why = ERR_INIT;
        struct text line = TEXT_INIT;

        if (plan_is_blocked(plan, &why))
                text_add(&line, "a run would be refused or fail; ");
        add_count(&line, json_count(json_array(plan, "stages")), "stage");
        text_add(&line, ", ");
        if (calls) {
                add_count(&line, calls, "changing call");
                text_addf(&line, " (%zu to create, %zu to change, %zu to delete)",
                          plan_count_calls(plan, "create"), plan_count_calls(plan, "change"),
                          plan_count_calls(plan, "delete"));
        } else {
                text_add(&line, "nothing to change");
        }
        text_add(&line, "; nothing was changed (");
        add_count(&line, (size_t)json_int(plan, "reads"), "read");
        text_add_char(&line, ')');
        text_add_char(p->out, '\n');
        layout_wrap(p->out, p->columns, 0, 0, text_str(&line));
        text_release(&line);
        err_clear(&why);
}

void plan_text(struct json_object *plan, bool colour, size_t columns, struct text *out)
{
        struct printer p = {.plan = plan, .colour = colour, .columns = columns, .out = out};
        struct json_object *stages = json_array(plan, "stages");

        add_head(&p);
        text_add_char(out, '\n');
        for (size_t i = 0; i < json_count(stages); i++)
                add_stage(&p, json_at(stages, i), i + 1);
        add_duration(&p);
        add_findings(&p);
        add_sum(&p);
}
