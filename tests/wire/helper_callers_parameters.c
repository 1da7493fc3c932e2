/* Callers of Parameter Store. */
#include "engine/aws/ssm.h"
#include "tests/wire/helper_callers.h"
#include "tests/wire/helper_print.h"

static struct json_object *print_all(const struct ssm_parameters *all)
{
        struct json_object *out = json_object_new_array();

        for (size_t i = 0; i < all->count; i++)
                json_object_array_add(out, print_parameter(&all->items[i]));
        return out;
}

CALLER(call_parameter_history)
{
        struct ssm_parameters all = {0};
        struct json_object *out = NULL;

        if (ssm_get_history(aws, caller_name(asked), &all, err))
                out = print_all(&all);
        ssm_parameters_release(&all);
        return out;
}

CALLER(call_get_parameter)
{
        struct ssm_parameter p = {0};
        struct json_object *out = NULL;

        if (ssm_get(aws, caller_name(asked), true, &p, err))
                out = print_parameter(&p);
        ssm_parameter_release(&p);
        return out;
}

CALLER(call_get_by_path)
{
        struct ssm_parameters all = {0};
        struct json_object *out = NULL;

        if (ssm_get_by_path(aws, caller_name(asked), &all, err))
                out = print_all(&all);
        ssm_parameters_release(&all);
        return out;
}

CALLER(call_parameter_tags)
{
        struct json_object *out = NULL;
        struct tags tags = {0};

        if (!ssm_get_tags(aws, caller_name(asked), &tags, err))
                return NULL;
        out = json_object_new_object();
        for (size_t i = 0; i < tags.count; i++)
                json_put_text(out, tags.items[i].key, tags.items[i].value);
        tags_release(&tags);
        return out;
}

CALLER(call_put_parameter)
{
        struct json_object *out = NULL;
        int64_t version;

        if (ssm_put(aws, caller_name(asked), "String", "v", true, NULL, &version, err)) {
                out = json_object_new_object();
                json_put_int(out, "Version", version);
        }
        return out;
}

CALLER(call_delete_parameter)
{
        return caller_done(ssm_delete(aws, caller_name(asked), err));
}
