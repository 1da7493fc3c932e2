#include "engine/cli/rehearsal_report.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/cli/command.h"
#include "engine/cli/layout.h"
#include "engine/run/plan.h"

enum { FACT = 9 };

/* {"reads": N, "changes": {"service:Operation": N}} */
static struct json_object *count_calls(const char *path)
{
        struct json_object *is = json_object_new_object(), *changes = json_object_new_object();
        FILE *f = fopen(path, "re");
        char line[1024], service[64], operation[128], kind[16];
        int64_t reads = 0;

        while (f && fgets(line, sizeof(line), f)) {
                char *name;

                if (sscanf(line, "%*s %63s %127s %15s", service, operation, kind) != 3)
                        continue;
                reads += text_same(kind, "read");
                if (!text_same(kind, "change"))
                        continue;
                name = xasprintf("%s:%s", service, operation);
                json_put_int(changes, name, json_int(changes, name) + 1);
                free(name);
        }
        if (f)
                fclose(f);
        json_put_int(is, "reads", reads);
        json_put(is, "changes", changes);
        return is;
}

static const char *outcome(const struct rehearsal_report *r)
{
        switch (r->code) {
        case END_DONE:
                return r->fail ? "succeeded: the stage that was to fail did not run" : "succeeded";
        case END_FAILED:
                return "failed, and everything was put back";
        case END_INCOMPLETE:
                return "failed, and not everything was put back";
        case END_REFUSED:
                return "was refused";
        case END_RESUMABLE:
                return "was interrupted";
        default:
                return "could not be run";
        }
}

static void add_stage(struct json_object *stage, bool colour, struct text *out)
{
        struct json_object *calls = json_array(stage, "calls");
        struct json_object *took = json_get(stage, "duration");
        const char *state = json_text(stage, "state");
        struct text line = TEXT_INIT;
        char p50[24], p90[24];

        text_addf(out, "  %-14s %-22s", json_text(stage, "stage"), json_text(stage, "type"));
        if (text_same(state, "skipped"))
                text_add(out, " does not run");
        else if (!json_count(calls))
                text_add(out, " changes nothing");
        if (took) {
                duration_format(json_int(took, "p50"), p50);
                duration_format(json_int(took, "p90"), p90);
                text_addf(out, " took p50 %s, p90 %s", p50, p90);
        }
        while (out->len && out->data[out->len - 1] == ' ')
                out->data[--out->len] = '\0';
        text_add_char(out, '\n');
        for (size_t i = 0; i < json_count(calls); i++) {
                struct json_object *call = json_at(calls, i);
                const char *effect = json_text(call, "effect");
                bool create = text_same(effect, "create"), delete = text_same(effect, "delete");

                text_clear(&line);
                text_addf(&line, "%c %s %s",
                          create   ? '+'
                          : delete ? '-'
                                   : '~',
                          json_text(call, "action"), json_text(call, "target"));
                text_add(out, "    ");
                layout_tint(out, colour,
                            create   ? TINT_GOOD
                            : delete ? TINT_BAD
                                     : TINT_CHANGE,
                            text_str(&line));
                text_add_char(out, '\n');
        }
        text_release(&line);
}

static void add_calls(const struct rehearsal_report *r, struct text *out)
{
        struct json_object *counted = count_calls(r->trace);
        struct json_object *changes = json_get(counted, "changes");
        struct text line = TEXT_INIT;
        int64_t all = 0;

        json_object_object_foreach(changes, name, count)
        {
                all += json_object_get_int64(count);
                text_addf(&line, "%s%s %" PRId64, line.len ? ", " : "", name,
                          json_object_get_int64(count));
        }
        text_addf(out, "calls     %" PRId64 " reads, %" PRId64 " changes%s\n",
                  json_int(counted, "reads"), all, all ? ":" : "");
        if (all)
                layout_fact(out, r->columns, FACT, NULL, text_str(&line));
        text_release(&line);
        json_object_put(counted);
}

static void add_times(const struct rehearsal_report *r, struct text *out)
{
        struct json_object *took = json_get(r->plan, "duration");
        struct text line = TEXT_INIT;
        char p50[24], p90[24];

        if (json_int(took, "runs")) {
                duration_format(json_int(took, "p50"), p50);
                duration_format(json_int(took, "p90"), p90);
                text_addf(&line, "p50 %s, p90 %s, from %" PRId64 " earlier run%s of %s on %s", p50,
                          p90, json_int(took, "runs"), json_int(took, "runs") == 1 ? "" : "s",
                          json_text(r->plan, "pipeline"),
                          json_flag(took, "of_stack") ? "this stack" : "other stacks");
        } else {
                text_addf(&line,
                          "no history yet: no run of %s has succeeded in your store; restoring "
                          "and deleting a database take AWS minutes, not the rehearsal's seconds",
                          json_text(r->plan, "pipeline"));
        }
        layout_fact(out, r->columns, FACT, "time", text_str(&line));
        text_release(&line);
}

void rehearsal_report_text(const struct rehearsal_report *r, bool colour, struct text *out)
{
        struct json_object *stages = json_array(r->plan, "stages");
        const char *pipeline = json_text(r->plan, "pipeline"), *stack = json_text(r->plan, "stack");
        struct text line = TEXT_INIT;

        text_addf(&line, "The rehearsal of %s on %s %s", pipeline, stack, outcome(r));
        text_add_char(out, '\n');
        layout_title(out, r->columns, colour,
                     r->code == END_DONE && !r->fail ? TINT_GOOD : TINT_BOLD, text_str(&line));
        text_add_char(out, '\n');
        layout_wrap(out, r->columns, 0, 0,
                    "What the real run will do (databases are named as in the rehearsal)");
        for (size_t i = 0; i < json_count(stages); i++)
                add_stage(json_at(stages, i), colour, out);
        text_clear(&line);
        text_addf(&line, "%zu to create, %zu to change, %zu to delete",
                  plan_count_calls(r->plan, "create"), plan_count_calls(r->plan, "change"),
                  plan_count_calls(r->plan, "delete"));
        text_add_char(out, '\n');
        layout_fact(out, r->columns, FACT, "sum", text_str(&line));
        add_calls(r, out);
        add_times(r, out);
        text_clear(&line);
        text_addf(&line, "nothing: the rehearsal's cloud%s, its run and its store are gone",
                  r->bodies ? " with its databases" : "");
        layout_fact(out, r->columns, FACT, "left", text_str(&line));
        text_addf(out, "\nto see it on the real account: %s\n", r->plan_command);
        text_release(&line);
}

struct json_object *rehearsal_report_json(const struct rehearsal_report *r)
{
        struct json_object *is = json_object_new_object();

        json_put_text(is, "result", "rehearsed");
        json_put_int(is, "exit", r->code);
        json_put(is, "calls", count_calls(r->trace));
        json_put(is, "plan", json_copy(r->plan));
        return is;
}
