#include "engine/aws/iam.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/fields.h"
#include "engine/aws/query.h"
#include "engine/base/mem.h"

static const struct operation simulate = {SERVICE_IAM, "SimulatePrincipalPolicy", false};

static const struct field answer_fields[] = {
        {"EvalActionName", FIELD_TEXT, offsetof(struct iam_answer, action), true},
        {"EvalDecision", FIELD_TEXT, offsetof(struct iam_answer, decision), true},
        {NULL},
};

void iam_answers_release(struct iam_answers *a)
{
        for (size_t i = 0; i < a->count; i++)
                fields_release(answer_fields, &a->items[i]);
        free(a->items);
        *a = (struct iam_answers){0};
}

static void add_context(struct query *q, struct json_object *context)
{
        int n = 0;

        if (!context)
                return;
        json_object_object_foreach(context, key, value)
        {
                static const char *const members[] = {"ContextKeyName", "ContextKeyType",
                                                      "ContextKeyValues.member.1"};
                const char *const texts[] = {key, "string", json_object_get_string(value)};

                n++;
                for (size_t i = 0; i < ARRAY_LEN(members); i++) {
                        char *name = xasprintf("ContextEntries.member.%d.%s", n, members[i]);

                        query_text(q, name, texts[i]);
                        free(name);
                }
        }
}

static bool take_page(struct xml_node *result, struct iam_answers *out, struct err *err)
{
        struct xml_node *list = xml_child(result, "EvaluationResults");

        for (struct xml_node *item = xml_child(list, "member"); item; item = xml_next(item)) {
                out->items = xrealloc(out->items, (out->count + 1) * sizeof(*out->items));
                out->items[out->count] = (struct iam_answer){0};
                if (!fields_from_xml(item, answer_fields, &out->items[out->count++], err))
                        return call_garbled(&simulate, err);
        }
        return true;
}

/* *marker: of the next page, the caller's to free; NULL: this was the last one. */
static bool ask_page(struct aws *aws, const struct iam_question *question, char **marker,
                     struct iam_answers *out, struct err *err)
{
        struct strlist resources = {0};
        struct query_answer answer;
        struct query q;
        char *next = NULL;
        bool ok;

        if (question->resource)
                strlist_add(&resources, question->resource);
        query_begin(&q, &simulate, question->who);
        query_text(&q, "PolicySourceArn", question->who);
        query_list(&q, "ActionNames", "member", question->actions);
        query_list(&q, "ResourceArns", "member", &resources);
        add_context(&q, question->context);
        query_text(&q, "Marker", *marker);
        ok = query_send(aws, &q, true, &answer, err);
        if (ok) {
                ok = take_page(answer.result, out, err);
                next = ok ? xml_text(answer.result, "Marker") : NULL;
                query_answer_release(&answer);
        }
        strlist_release(&resources);
        free(*marker);
        *marker = next && *next ? next : NULL;
        if (!*marker)
                free(next);
        return ok;
}

bool iam_simulate(struct aws *aws, const struct iam_question *question, struct iam_answers *out,
                  struct err *err)
{
        char *marker = NULL;
        bool ok;

        *out = (struct iam_answers){0};
        do {
                ok = ask_page(aws, question, &marker, out, err);
        } while (ok && marker);
        free(marker);
        if (!ok)
                iam_answers_release(out);
        return ok;
}
