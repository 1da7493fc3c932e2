#include "engine/cli/plan_permissions.h"

#include "engine/cli/permission_ask.h"
#include "engine/run/plan.h"

static void warn(struct json_object *plan, struct err *why)
{
        plan_find(plan, "warns", "permissions", NULL, why);
        err_clear(why);
}

/* By what the plan would call: the name of a database does not tell. */
static bool is_of_cluster(struct json_object *plan)
{
        struct json_object *stages = json_array(plan, "stages");

        for (size_t i = 0; i < json_count(stages); i++) {
                struct json_object *calls = json_array(json_at(stages, i), "calls");

                for (size_t k = 0; k < json_count(calls); k++)
                        if (text_same(json_text(json_at(calls, k), "action"),
                                      "rds:RestoreDBClusterFromSnapshot"))
                                return true;
        }
        return false;
}

static void tell(const struct permission_answers *is, struct json_object *plan)
{
        struct err why = ERR_INIT;

        if (is->unknown) {
                err_set(&why, ERR_DENIED, "what a run may change is not checked: %s", is->unknown);
                if (is->next)
                        err_next(&why, "%s", is->next);
                warn(plan, &why);
        }
        for (size_t i = 0; i < is->denied_count; i++) {
                const struct permission_denial *n = &is->denied[i];

                err_set(&why, ERR_DENIED, "IAM's simulator: %s is denied (%s) on %s%s", n->action,
                        n->decision, n->resource, n->made_up ? ", a name that is made up" : "");
                err_next(&why, "all that is needed: snaplift iam-policy");
                warn(plan, &why);
        }
}

void plan_permissions(struct session *s, const struct definition *d, struct json_object *plan)
{
        struct json_object *identity = json_get(plan, "identity");
        const struct permissions_question q = {
                .pipeline = d->pipeline,
                .stack = &d->stack,
                .inputs = d->inputs,
                .cluster = is_of_cluster(plan),
                .account = json_text(identity, "account"),
                .region = json_text(identity, "region"),
        };
        struct permission_answers is;
        struct err why = ERR_INIT;

        if (!q.account || !json_text(identity, "arn"))
                return;
        if (d->pipeline->role_count) {
                err_set(&why, ERR_DENIED,
                        "what a run may change is not checked: the pipeline has roles of its own");
                err_next(&why, "ask in the name of each: snaplift doctor STACK --pipeline FILE");
                warn(plan, &why);
                return;
        }
        permission_ask(s->aws, &q, json_text(identity, "arn"), &is);
        tell(&is, plan);
        permission_answers_release(&is);
}
