/* What is in a plan: put there, counted, compared. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/run/plan.h"

/* Two stages may look at the same thing. */
static bool has_found(struct json_object *plan, const char *grade, const char *text)
{
        struct json_object *findings = json_array(plan, "findings");

        for (size_t i = 0; i < json_count(findings); i++)
                if (text_same(json_text(json_at(findings, i), "grade"), grade) &&
                    text_same(json_text(json_at(findings, i), "text"), text))
                        return true;
        return false;
}

void plan_find(struct json_object *plan, const char *grade, const char *topic, const char *stage,
               const struct err *why)
{
        struct json_object *finding;

        if (has_found(plan, grade, err_text(why)))
                return;
        finding = json_object_new_object();
        json_put_text(finding, "grade", grade);
        json_put_text(finding, "topic", topic);
        json_put_text(finding, "stage", stage);
        json_put_text(finding, "text", err_text(why));
        json_put_text(finding, "next", why->next);
        if (why->code != ERR_NONE)
                json_put_text(finding, "code", err_code_name(why->code));
        json_object_array_add(json_get(plan, "findings"), finding);
}

void plan_saw(struct json_object *plan, const char *thing, const char *text)
{
        json_put_text(json_get(plan, "saw"), thing, text ? text : "");
}

/* Of several, one that a guard would say no with: that is what a run would end with. */
static struct json_object *first_that_blocks(struct json_object *plan)
{
        struct json_object *findings = json_array(plan, "findings"), *first = NULL;

        for (size_t i = 0; i < json_count(findings); i++) {
                struct json_object *one = json_at(findings, i);

                if (!text_same(json_text(one, "grade"), "blocks"))
                        continue;
                if (text_same(json_text(one, "code"), err_code_name(ERR_REFUSED)))
                        return one;
                if (!first)
                        first = one;
        }
        return first;
}

bool plan_is_blocked(struct json_object *plan, struct err *why)
{
        struct json_object *first = first_that_blocks(plan);

        if (!first)
                return false;
        err_clear(why);
        err_set(why,
                json_text(first, "code") ? err_code_named(json_text(first, "code")) : ERR_REFUSED,
                "%s", json_text(first, "text"));
        if (json_text(first, "stage"))
                err_prefix(why, "stage %s", json_text(first, "stage"));
        if (json_text(first, "next"))
                err_next(why, "%s", json_text(first, "next"));
        return true;
}

size_t plan_count_calls(struct json_object *plan, const char *effect)
{
        struct json_object *stages = json_array(plan, "stages");
        size_t n = 0;

        for (size_t i = 0; i < json_count(stages); i++) {
                struct json_object *calls = json_array(json_at(stages, i), "calls");

                for (size_t k = 0; k < json_count(calls); k++)
                        if (!effect || text_same(json_text(json_at(calls, k), "effect"), effect))
                                n++;
        }
        return n;
}

void plan_add_call(struct json_object *call, struct text *out)
{
        struct json_object *parameters = json_get(call, "parameters");
        const char *between = " (";

        text_addf(out, "%s %s", json_text(call, "action"), json_text(call, "target"));
        if (!parameters)
                return;
        json_object_object_foreach(parameters, name, value)
        {
                text_addf(out, "%s%s ", between, name);
                text_add(out, json_object_is_type(value, json_type_string)
                                      ? json_object_get_string(value)
                                      : json_line(value));
                between = ", ";
        }
        if (*between == ',')
                text_add_char(out, ')');
}

/* Only what both saw, or the later one alone: what is out of sight is so because of another change,
 * which is told. */
static void compare_seen(struct json_object *then, struct json_object *now, struct strlist *changes)
{
        json_object_object_foreach(now, thing, seen)
        {
                const char *was = json_text(then, thing), *is = json_object_get_string(seen);

                if (!was)
                        strlist_addf(changes, "%s: was not there, is %s", thing, is);
                else if (!text_same(was, is))
                        strlist_addf(changes, "%s: was %s, is %s", thing, was, is);
        }
}

static void compare_out_of_sight(struct json_object *then, struct json_object *now,
                                 struct strlist *changes)
{
        json_object_object_foreach(then, thing, was)
        {
                if (!json_get(now, thing))
                        strlist_addf(changes, "%s: was %s, is not seen any more", thing,
                                     json_object_get_string(was));
        }
}

/* The call of that stage, action and target; NULL: there is none. */
static struct json_object *same_call(struct json_object *plan, const char *stage,
                                     struct json_object *call)
{
        struct json_object *stages = json_array(plan, "stages");

        for (size_t i = 0; i < json_count(stages); i++) {
                struct json_object *calls = json_array(json_at(stages, i), "calls");

                if (!text_same(json_text(json_at(stages, i), "stage"), stage))
                        continue;
                for (size_t k = 0; k < json_count(calls); k++)
                        if (text_same(json_text(json_at(calls, k), "action"),
                                      json_text(call, "action")) &&
                            text_same(json_text(json_at(calls, k), "target"),
                                      json_text(call, "target")))
                                return json_at(calls, k);
        }
        return NULL;
}

static void compare_parameters(const char *stage, struct json_object *was, struct json_object *is,
                               struct strlist *changes)
{
        struct text a = TEXT_INIT, b = TEXT_INIT;

        if (!json_same(json_get(was, "parameters"), json_get(is, "parameters"))) {
                plan_add_call(was, &a);
                plan_add_call(is, &b);
                strlist_addf(changes, "%s: would have called %s, would call %s", stage,
                             text_str(&a), text_str(&b));
        }
        text_release(&a);
        text_release(&b);
}

/* Each call of `one` that is not in `other`; both: also where its parameters are others. */
static void compare_calls(struct json_object *one, struct json_object *other, bool both,
                          const char *what, struct strlist *changes)
{
        struct json_object *stages = json_array(one, "stages");

        for (size_t i = 0; i < json_count(stages); i++) {
                struct json_object *calls = json_array(json_at(stages, i), "calls");
                const char *stage = json_text(json_at(stages, i), "stage");

                for (size_t k = 0; k < json_count(calls); k++) {
                        struct json_object *call = json_at(calls, k);
                        struct json_object *match = same_call(other, stage, call);

                        if (!match)
                                strlist_addf(changes, "%s: %s %s %s", stage, what,
                                             json_text(call, "action"), json_text(call, "target"));
                        else if (both)
                                compare_parameters(stage, call, match, changes);
                }
        }
}

void plan_compare(struct json_object *then, struct json_object *now, struct strlist *changes)
{
        compare_seen(json_get(then, "saw"), json_get(now, "saw"), changes);
        compare_calls(then, now, true, "would no longer call", changes);
        compare_calls(now, then, false, "would call", changes);
        if (!changes->count)
                compare_out_of_sight(json_get(then, "saw"), json_get(now, "saw"), changes);
}
