#include "engine/graph/again.h"

#include <string.h>

void again_word(const char *word, struct text *out)
{
        static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                    "_./:=,@%+-";

        if (*word && !word[strspn(word, plain)]) {
                text_add(out, word);
                return;
        }
        text_add_char(out, '\'');
        for (; *word; word++) {
                if (*word == '\'')
                        text_add(out, "'\\''");
                else
                        text_add_char(out, *word);
        }
        text_add_char(out, '\'');
}

/* Whether it can stand between the commas of "a,b" or "k=v,k=v". */
static bool is_simple(const char *text)
{
        return *text && !text[strcspn(text, ",=[]{}\" ")];
}

static bool add_list(struct json_object *list, struct text *out)
{
        for (size_t i = 0; i < json_count(list); i++) {
                const char *text = json_object_get_string(json_at(list, i));

                if (!is_simple(text))
                        return false;
                text_addf(out, "%s%s", i ? "," : "", text);
        }
        return json_count(list) > 0;
}

static bool add_map(struct json_object *map, struct text *out)
{
        bool first = true;

        json_object_object_foreach(map, name, value)
        {
                const char *text = json_object_get_string(value);

                if (!is_simple(name) || !text || !is_simple(text))
                        return false;
                text_addf(out, "%s%s=%s", first ? "" : ",", name, text);
                first = false;
        }
        return !first;
}

static void add_value(enum value_type type, struct json_object *value, struct text *out)
{
        struct text simple = TEXT_INIT;

        if ((type == VALUE_LIST && add_list(value, &simple)) ||
            (type == VALUE_MAP && add_map(value, &simple)))
                text_add(out, text_str(&simple));
        else if (json_object_is_type(value, json_type_string))
                text_add(out, json_object_get_string(value));
        else
                text_add(out, json_line(value));
        text_release(&simple);
}

/* What the inputs are when only those are given that have to be. The caller owns it. */
static struct json_object *by_themselves(const struct pipeline *p, const struct stack *stack,
                                         struct json_object *inputs)
{
        struct json_object *given = json_object_new_object(), *values = NULL;
        struct diagnostics d = {0};

        for (size_t i = 0; i < p->input_count; i++) {
                struct json_object *value = json_get(inputs, p->inputs[i].name);

                if (p->inputs[i].required && value)
                        json_put(given, p->inputs[i].name, json_object_get(value));
        }
        pipeline_bind(p, stack, given, &values, &d);
        diagnostics_release(&d);
        json_object_put(given);
        return values;
}

void again_command(const char *verb, const struct pipeline *p, const struct stack *stack,
                   struct json_object *inputs, struct text *out)
{
        struct json_object *plain = by_themselves(p, stack, inputs);

        text_addf(out, "snaplift %s ", verb);
        again_word(p->file, out);
        text_addf(out, " %s", stack->name);
        for (size_t i = 0; i < p->input_count; i++) {
                const struct pipeline_input *input = &p->inputs[i];
                struct json_object *value = json_get(inputs, input->name);
                struct text pair = TEXT_INIT;

                if (!value || text_starts(input->name, "accept_") ||
                    (!input->required && json_same(value, json_get(plain, input->name))))
                        continue;
                text_addf(&pair, "%s=", input->name);
                add_value(input->type, value, &pair);
                text_add(out, " --set ");
                again_word(text_str(&pair), out);
                text_release(&pair);
        }
        json_object_put(plain);
}
