#include "engine/aws/iam.h"
#include "engine/aws/rds_account.h"
#include "helper_callers.h"

CALLER(call_quotas)
{
        struct rds_quotas all = {0};
        struct json_object *out;

        (void)asked;
        if (!rds_list_quotas(aws, &all, err))
                return NULL;
        out = json_object_new_array();
        for (size_t i = 0; i < all.count; i++) {
                struct json_object *one = json_object_new_object();

                json_put_text(one, "AccountQuotaName", all.items[i].name);
                json_put_int(one, "Used", all.items[i].used);
                json_put_int(one, "Max", all.items[i].max);
                json_object_array_add(out, one);
        }
        rds_quotas_release(&all);
        return out;
}

CALLER(call_lifecycles)
{
        struct rds_lifecycles all = {0};
        struct json_object *out;

        if (!rds_list_lifecycles(aws, caller_name(asked), "15", &all, err))
                return NULL;
        out = json_object_new_array();
        for (size_t i = 0; i < all.count; i++) {
                struct json_object *one = json_object_new_object();

                json_put_text(one, "LifecycleSupportName", all.items[i].name);
                json_put_int(one, "LifecycleSupportStartDate", all.items[i].from);
                json_put_int(one, "LifecycleSupportEndDate", all.items[i].to);
                json_object_array_add(out, one);
        }
        rds_lifecycles_release(&all);
        return out;
}

CALLER(call_simulate)
{
        struct strlist actions = {0};
        struct iam_question question = {.who = caller_name(asked), .actions = &actions};
        struct iam_answers all = {0};
        struct json_object *out = NULL;

        strlist_add(&actions, "rds:DeleteDBInstance");
        if (iam_simulate(aws, &question, &all, err)) {
                out = json_object_new_array();
                for (size_t i = 0; i < all.count; i++) {
                        struct json_object *one = json_object_new_object();

                        json_put_text(one, "EvalActionName", all.items[i].action);
                        json_put_text(one, "EvalDecision", all.items[i].decision);
                        json_object_array_add(out, one);
                }
        }
        strlist_release(&actions);
        iam_answers_release(&all);
        return out;
}
