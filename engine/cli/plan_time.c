#include "engine/cli/plan_time.h"

#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

static struct json_object *span_json(const struct history_span *span)
{
        struct json_object *is = json_object_new_object();

        json_put_int(is, "runs", (int64_t)span->runs);
        if (span->runs) {
                json_put_int(is, "p50", span->median);
                json_put_int(is, "p90", span->p90);
        }
        return is;
}

/* A stage on the time axis of a run that takes as long as the history says. */
struct slot {
        const char *id; /* borrowed */
        bool known;     /* it and all it waits for have a history */
        int64_t start, end;
};

struct schedule {
        struct json_object *stages;
        struct slot *slots;
        size_t count;
        const char *member; /* p50 or p90 */
};

static const struct slot *slot_of(const struct schedule *s, const char *id)
{
        for (size_t i = 0; i < s->count; i++)
                if (text_same(s->slots[i].id, id))
                        return &s->slots[i];
        return NULL;
}

static bool does_run(struct json_object *stage)
{
        const char *state = json_text(stage, "state");

        return text_same(state, "runs") || text_same(state, "unchanged");
}

static bool calls(struct json_object *stage, const char *effect, const char *const *actions)
{
        struct json_object *list = json_array(stage, "calls");

        for (size_t i = 0; i < json_count(list); i++)
                for (size_t k = 0; actions[k]; k++)
                        if (text_same(json_text(json_at(list, i), "effect"), effect) &&
                            text_same(json_text(json_at(list, i), "action"), actions[k]))
                                return true;
        return false;
}

static bool makes_database(struct json_object *stage)
{
        static const char *const actions[] = {"rds:RestoreDBInstanceFromDBSnapshot",
                                              "rds:RestoreDBClusterFromSnapshot", NULL};

        return calls(stage, "create", actions);
}

static bool deletes_database(struct json_object *stage)
{
        static const char *const actions[] = {"rds:DeleteDBInstance", "rds:DeleteDBCluster", NULL};

        return calls(stage, "delete", actions);
}

/* What deletes is final: it waits for all the others, whatever it says it needs. */
static bool waits_for(struct json_object *stage, const char *other)
{
        struct json_object *needs = json_array(stage, "needs");

        for (size_t i = 0; i < json_count(needs); i++)
                if (text_same(json_object_get_string(json_at(needs, i)), other))
                        return true;
        return deletes_database(stage);
}

static void place(struct schedule *s, struct json_object *stage)
{
        struct json_object *took = json_get(stage, "duration");
        struct slot slot = {.id = json_text(stage, "stage"), .known = true};

        for (size_t i = 0; i < s->count; i++) {
                if (!waits_for(stage, s->slots[i].id))
                        continue;
                slot.known = slot.known && s->slots[i].known;
                if (s->slots[i].end > slot.start)
                        slot.start = s->slots[i].end;
        }
        slot.end = slot.start + json_int(took, s->member);
        slot.known = slot.known && (took || !does_run(stage));
        s->slots[s->count++] = slot;
}

/* From the call that makes the new database to the end of the stage that deletes the old one.
 * False: there is only one, or it is not known. */
static bool beside(struct json_object *stages, const char *member, int64_t *ms)
{
        struct schedule s = {.stages = stages, .member = member};
        const struct slot *from = NULL, *until = NULL;
        bool known;

        s.slots = xcalloc(json_count(stages) + 1, sizeof(*s.slots));
        for (size_t i = 0; i < json_count(stages); i++)
                place(&s, json_at(stages, i));
        for (size_t i = 0; i < json_count(stages); i++) {
                struct json_object *stage = json_at(stages, i);

                if (makes_database(stage) && !from)
                        from = slot_of(&s, json_text(stage, "stage"));
                if (deletes_database(stage))
                        until = slot_of(&s, json_text(stage, "stage"));
        }
        known = from && until && until->known;
        if (known)
                *ms = until->end - from->start;
        free(s.slots);
        return known;
}

static struct json_object *side_by_side(struct json_object *plan)
{
        struct json_object *stages = json_array(plan, "stages"), *is;
        bool made = false;
        int64_t ms;

        for (size_t i = 0; i < json_count(stages); i++)
                made |= makes_database(json_at(stages, i));
        if (!made || !json_get(json_get(plan, "saw"), "the active database"))
                return NULL;
        is = json_object_new_object();
        for (size_t i = 0; i < json_count(stages); i++)
                if (deletes_database(json_at(stages, i)))
                        json_put_text(is, "until", json_text(json_at(stages, i), "stage"));
        if (beside(stages, "p50", &ms))
                json_put_int(is, "p50", ms);
        if (beside(stages, "p90", &ms))
                json_put_int(is, "p90", ms);
        return is;
}

void plan_time_add(struct json_object *plan, const struct history *history)
{
        struct json_object *stages = json_array(plan, "stages");
        struct json_object *duration = span_json(&history->total), *two;

        if (history->total.runs)
                json_put_flag(duration, "of_stack", history->of_stack);
        for (size_t i = 0; i < json_count(stages); i++) {
                struct json_object *stage = json_at(stages, i);
                struct history_span span = history_of_stage(history, json_text(stage, "stage"));

                if (span.runs && does_run(stage))
                        json_put(stage, "duration", span_json(&span));
        }
        two = side_by_side(plan);
        if (two)
                json_put(duration, "side_by_side", two);
        json_put(plan, "duration", duration);
}
