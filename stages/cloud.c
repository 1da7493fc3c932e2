/* Names, tags and small readings that several stage types need. */
#include "stages/cloud.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"

void cloud_parameter(const struct stack *stack, const char *leaf, char out[PARAMETER_SIZE])
{
        snprintf(out, PARAMETER_SIZE, "/%s/db/%s", stack->name, leaf);
}

bool cloud_active(struct stage *s, const struct stack *stack, char timestamp[STAMP_SIZE],
                  bool *found, struct err *err)
{
        return cloud_active_in(stage_aws(s), stack, timestamp, found, err);
}

bool cloud_active_in(struct aws *aws, const struct stack *stack, char timestamp[STAMP_SIZE],
                     bool *found, struct err *err)
{
        struct ssm_parameter parameter = {0};
        char name[PARAMETER_SIZE];

        *found = false;
        timestamp[0] = '\0';
        cloud_parameter(stack, "active-timestamp", name);
        if (!ssm_get(aws, name, false, &parameter, err)) {
                if (!err_is(err, ERR_NOT_FOUND))
                        return false;
                err_clear(err);
                return true;
        }
        *found = parameter.value && stamp_parse(parameter.value, NULL);
        if (*found)
                memcpy(timestamp, parameter.value, STAMP_SIZE);
        else
                err_set(err, ERR_INVALID, "%s is \"%s\", expected 14 digits of a UTC time", name,
                        parameter.value ? parameter.value : "");
        ssm_parameter_release(&parameter);
        return *found;
}

/* What every service lets a tag's value be; git lets its tags be more. */
static bool is_tag_value(const char *value)
{
        static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                      "0123456789_.:/=+-@";

        return value && *value && strlen(value) <= 256 && strspn(value, allowed) == strlen(value);
}

void cloud_tags(const struct stage *s, struct tags *into)
{
        const struct stack *stack = stage_stack(s);

        tags_set(into, "customer", stack->customer);
        tags_set(into, "project", stack->project);
        tags_set(into, "env", stack->env);
        tags_set(into, "snaplift:stack", stack->name);
        tags_set(into, "snaplift:run", stage_run(s));
        if (is_tag_value(stage_origin(s, "tag")))
                tags_set(into, "snaplift:tag", stage_origin(s, "tag"));
        if (is_tag_value(stage_origin(s, "commit")))
                tags_set(into, "snaplift:commit", stage_origin(s, "commit"));
}

bool cloud_is_of_run(const struct stage *s, const struct tags *tags)
{
        return text_same(tags_get(tags, "snaplift:stack"), stage_stack(s)->name) &&
               text_same(tags_get(tags, "snaplift:run"), stage_run(s));
}

bool cloud_check_candidate(const struct stage *s, const char *what, const char *id,
                           const struct tags *tags, const char *snapshot, struct err *err)
{
        const char *run = tags_get(tags, "snaplift:run");
        const char *from = tags_get(tags, "snaplift:snapshot");

        if (cloud_is_of_run(s, tags) && text_same(from, snapshot))
                return true;
        if (run)
                err_set(err, ERR_FOREIGN, "%s %s exists and was made by run %s from %s", what, id,
                        run, from ? from : "an unknown snapshot");
        else
                err_set(err, ERR_FOREIGN, "%s %s exists and was not made by Snaplift", what, id);
        return err_next(err, "`snaplift status %s` tells what there is", stage_stack(s)->name);
}

void cloud_merge_foreign_tags(struct tags *into, const struct tags *from)
{
        for (size_t i = 0; i < from->count; i++) {
                const char *key = from->items[i].key;

                if (!text_starts(key, "aws:") && !text_starts(key, "snaplift:"))
                        tags_set(into, key, from->items[i].value);
        }
}

const char *cloud_cluster(const struct stage *s)
{
        const char *cluster = stage_text(s, "cluster");

        return cluster ? cluster : stage_stack(s)->name;
}

struct json_object *cloud_clusters(const struct stage *s)
{
        struct json_object *given = stage_list(s, "clusters"), *all = json_object_new_array();

        if (stage_text(s, "cluster") || !json_count(given))
                json_add_text(all, cloud_cluster(s));
        for (size_t i = 0; i < json_count(given); i++)
                if (!text_same(json_object_get_string(json_at(given, i)), stage_text(s, "cluster")))
                        json_object_array_add(all, json_object_get(json_at(given, i)));
        return all;
}

void cloud_stamp_of_run(const char *id, char out[RUN_STAMP_SIZE])
{
        size_t len = 0;

        /* 20261121-010710-k3f9 begins with the date and the time. */
        for (const char *c = id; *c && len < STAMP_LEN; c++) {
                if (isdigit((unsigned char)*c))
                        out[len++] = *c;
                else if (*c != '-')
                        break;
        }
        out[len] = '\0';
        if (!stamp_parse(out, NULL))
                snprintf(out, RUN_STAMP_SIZE, "%s", *id ? id : "RUN"); /* in a plan there is none */
}

void cloud_run_stamp(const struct stage *s, char out[RUN_STAMP_SIZE])
{
        cloud_stamp_of_run(stage_run(s), out);
}

const char **cloud_names(struct json_object *list, size_t *count)
{
        const char **names;

        *count = json_count(list);
        names = xcalloc(*count + 1, sizeof(*names));
        for (size_t i = 0; i < *count; i++)
                names[i] = json_object_get_string(json_at(list, i));
        return names;
}

bool cloud_is_secret_variable(const char *name, const char *value)
{
        static const char *const words[] = {"PASSWORD", "PASSWD", "PASSPHRASE", "PRIVATE_KEY",
                                            "SECRET_KEY"};
        const char *user, *at;

        for (size_t i = 0; i < ARRAY_LEN(words); i++)
                if (strcasestr(name, words[i]))
                        return true;
        /* scheme://user:password@host */
        user = value ? strstr(value, "://") : NULL;
        at = user ? strchr(user + 3, '@') : NULL;
        return at && memchr(user + 3, ':', (size_t)(at - user - 3)) != NULL;
}
