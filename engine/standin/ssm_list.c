/* Lists of parameters: by path, by filter, a parameter's versions. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/ssm.h"

enum { PATH_PAGE = 10, PAGE = 50 };

static struct json_object *newest(struct ssm_parameter *p)
{
        return json_at(p->versions, json_count(p->versions) - 1);
}

/* Tokens are the name of the next parameter, marked as ours. */
static const char token_mark[] = "AAEAA";

static void put_token(struct call *call, const char *name)
{
        struct text token = TEXT_INIT;

        text_add(&token, token_mark);
        for (; *name; name++)
                text_addf(&token, "%02x", (unsigned char)*name);
        json_put_text(call->out, "NextToken", text_str(&token));
        text_release(&token);
}

/* Where to go on; fails the call for a token that isn't ours. */
static bool start_of(struct call *call, struct text *name)
{
        const char *token = json_text(call->in, "NextToken");
        unsigned byte;

        text_add(name, "");
        if (!token)
                return true;
        if (!text_starts(token, token_mark))
                goto invalid;
        for (token += strlen(token_mark); *token; token += 2) {
                if (!token[1] || sscanf(token, "%2x", &byte) != 1 || !byte)
                        goto invalid;
                text_add_char(name, (char)byte);
        }
        return true;
invalid:
        call_fail(call, 400, "InvalidNextToken", "The specified token is not valid.");
        return false;
}

static bool value_in(struct json_object *values, const char *text)
{
        for (size_t i = 0; text && i < json_count(values); i++)
                if (strcmp(json_object_get_string(json_at(values, i)), text) == 0)
                        return true;
        return false;
}

static bool begins_with_any(struct json_object *values, const char *text)
{
        for (size_t i = 0; text && i < json_count(values); i++)
                if (text_starts(text, json_object_get_string(json_at(values, i))))
                        return true;
        return false;
}

static const char *tag_value(struct ssm_parameter *p, const char *key)
{
        for (size_t i = 0; i < json_count(p->tags); i++)
                if (text_same(json_text(json_at(p->tags, i), "Key"), key))
                        return json_text(json_at(p->tags, i), "Value");
        return NULL;
}

/* "/a" holds "/a/b", and with recursion "/a/b/c"; "/" holds every one with a slash in front. */
static bool below(const char *name, const char *path, bool recursive)
{
        size_t len = strlen(path);

        while (len && path[len - 1] == '/')
                len--;
        if (strncmp(name, path, len) != 0 || name[len] != '/')
                return false;
        return recursive || !strchr(name + len + 1, '/');
}

static bool passes_one(struct ssm_parameter *p, struct json_object *filter)
{
        const char *key = json_text(filter, "Key"), *option = json_text(filter, "Option");
        struct json_object *values = json_array(filter, "Values");
        const char *text;

        if (strcmp(key, "Path") == 0) {
                bool recursive = option && strcmp(option, "Recursive") == 0;

                for (size_t i = 0; i < json_count(values); i++)
                        if (below(p->name, json_object_get_string(json_at(values, i)), recursive))
                                return true;
                return false;
        }
        if (text_starts(key, "tag:")) {
                text = tag_value(p, key + strlen("tag:"));
                return text && (!json_count(values) || value_in(values, text));
        }
        text = json_text(newest(p), key);
        if (option && strcmp(option, "BeginsWith") == 0)
                return begins_with_any(values, text);
        if (option && strcmp(option, "Contains") == 0) {
                for (size_t i = 0; text && i < json_count(values); i++)
                        if (strstr(text, json_object_get_string(json_at(values, i))))
                                return true;
                return false;
        }
        return value_in(values, text);
}

static bool passes(struct call *call, struct ssm_parameter *p)
{
        struct json_object *filters = json_array(call->in, "ParameterFilters");

        for (size_t i = 0; i < json_count(filters); i++)
                if (!passes_one(p, json_at(filters, i)))
                        return false;
        return true;
}

/* One page of the parameters that want() and the filters choose, shown by show(). */
static void list(struct call *call, int64_t page,
                 bool (*want)(struct call *, struct ssm_parameter *),
                 struct json_object *(*show)(struct call *, struct ssm_parameter *))
{
        struct ssm_model *m = call->cloud->ssm;
        struct json_object *found = json_object_new_array();
        int64_t most = json_get(call->in, "MaxResults") ? json_int(call->in, "MaxResults") : page;
        struct text start = TEXT_INIT;

        json_put(call->out, "Parameters", found);
        if (!start_of(call, &start))
                goto out;
        for (size_t i = ssm_parameter_place(m, text_str(&start)); i < m->count; i++) {
                if (!want(call, m->parameters[i]) || !passes(call, m->parameters[i]))
                        continue;
                if ((int64_t)json_count(found) == most) {
                        put_token(call, m->parameters[i]->name);
                        break;
                }
                json_object_array_add(found, show(call, m->parameters[i]));
        }
out:
        text_release(&start);
}

static bool in_path(struct call *call, struct ssm_parameter *p)
{
        return below(p->name, json_text(call->in, "Path"), json_flag(call->in, "Recursive"));
}

static struct json_object *show_value(struct call *call, struct ssm_parameter *p)
{
        return ssm_parameter_json(newest(p), json_flag(call->in, "WithDecryption"));
}

void ssm_op_get_parameters_by_path(struct call *call)
{
        const char *path = json_text(call->in, "Path");

        if (*path != '/') {
                call_fail(call, 400, "ValidationException",
                          "The parameter path must begin with a slash.");
                return;
        }
        list(call, PATH_PAGE, in_path, show_value);
}

static bool any(struct call *call, struct ssm_parameter *p)
{
        struct json_object *old = json_array(call->in, "Filters");

        for (size_t i = 0; i < json_count(old); i++) {
                struct json_object *filter = json_at(old, i);

                if (!begins_with_any(json_array(filter, "Values"),
                                     json_text(newest(p), json_text(filter, "Key"))))
                        return false;
        }
        return true;
}

/* A version's metadata: everything but its value. */
static struct json_object *show_metadata(struct call *call, struct ssm_parameter *p)
{
        struct json_object *out = json_copy(newest(p));

        (void)call;
        json_object_object_del(out, "Value");
        json_put(out, "Policies", json_object_new_array());
        return out;
}

void ssm_op_describe_parameters(struct call *call)
{
        list(call, PAGE, any, show_metadata);
}

void ssm_op_get_parameter_history(struct call *call)
{
        const char *name = json_text(call->in, "Name");
        struct ssm_parameter *p = ssm_lookup(call->cloud, name);
        struct json_object *found = json_object_new_array();
        int64_t most = json_get(call->in, "MaxResults") ? json_int(call->in, "MaxResults") : PAGE;
        struct text start = TEXT_INIT;
        int64_t from;

        json_put(call->out, "Parameters", found);
        if (!p) {
                call_fail(call, 400, "ParameterNotFound", "Parameter %s not found.", name);
                return;
        }
        if (!start_of(call, &start))
                goto out;
        from = atoll(text_str(&start));
        for (size_t i = 0; i < json_count(p->versions); i++) {
                struct json_object *version = json_at(p->versions, i), *shown, *value;

                if (json_int(version, "Version") < from)
                        continue;
                if ((int64_t)json_count(found) == most) {
                        char *next = xasprintf("%lld", (long long)json_int(version, "Version"));

                        put_token(call, next);
                        free(next);
                        break;
                }
                shown = json_copy(version);
                json_object_object_del(shown, "ARN"); /* GetParameter's, not the history's */
                value = ssm_parameter_json(version, json_flag(call->in, "WithDecryption"));
                json_put_text(shown, "Value", json_text(value, "Value"));
                json_object_put(value);
                json_object_array_add(found, shown);
        }
out:
        text_release(&start);
}
