/* Callers of Parameter Store's versions. */
#include "engine/aws/ssm.h"
#include "tests/wire/helper_callers.h"
#include "tests/wire/helper_print.h"

CALLER(call_parameter_history)
{
        struct ssm_parameters all = {0};
        struct json_object *out = NULL;

        if (ssm_get_history(aws, caller_name(asked), &all, err)) {
                out = json_object_new_array();
                for (size_t i = 0; i < all.count; i++)
                        json_object_array_add(out, print_parameter(&all.items[i]));
        }
        ssm_parameters_release(&all);
        return out;
}
