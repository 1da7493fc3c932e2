#include "engine/aws/scheduler.h"
#include "helper_callers.h"

CALLER(call_schedules)
{
        struct scheduler_summaries all = {0};
        struct json_object *out = NULL;

        (void)asked;
        if (!scheduler_list(aws, &all, err))
                return NULL;
        out = json_object_new_array();
        for (size_t i = 0; i < all.count; i++) {
                struct json_object *one = json_object_new_object();

                json_put_text(one, "Name", all.items[i].name);
                json_put_text(one, "GroupName", all.items[i].group);
                json_put_text(one, "State", all.items[i].state);
                json_put_text(one, "Target.Arn", all.items[i].target);
                json_object_array_add(out, one);
        }
        scheduler_summaries_release(&all);
        return out;
}

CALLER(call_schedule)
{
        struct json_object *target = NULL, *out = NULL;

        if (scheduler_get_target(aws, "g", caller_name(asked), &target, err)) {
                out = json_object_new_object();
                json_put(out, "raw", target);
        }
        return out;
}
