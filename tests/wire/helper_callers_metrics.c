#include "engine/aws/cloudwatch.h"
#include "helper_callers.h"
#include "helper_print.h"

CALLER(call_statistics)
{
        struct cloudwatch_metric metric = {.namespace = "AWS/RDS",
                                           .name = "WriteIOPS",
                                           .statistic = "Average",
                                           .dimension = "DBInstanceIdentifier",
                                           .thing = caller_name(asked),
                                           .to = 3600000,
                                           .period = 300};
        struct cloudwatch_points all;
        struct json_object *out;

        if (!cloudwatch_get_points(aws, &metric, &all, err))
                return NULL;
        out = json_object_new_array();
        for (size_t i = 0; i < all.count; i++)
                json_object_array_add(out, print_point(&all.items[i]));
        cloudwatch_points_release(&all);
        return out;
}
