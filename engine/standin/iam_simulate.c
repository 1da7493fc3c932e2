/* IAM's own answer to what a user or a role may do. Facts: botocore data/iam/2010-05-08, and the
 * IAM User Guide on the policy simulator. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/iam.h"
#include "engine/standin/identity.h"

enum { RESULTS = 100 }; /* MaxItems when it is not given */

/* Keys to texts, of which the decision knows one each. */
static struct json_object *read_context(struct json_object *in)
{
        struct json_object *entries = json_array(in, "ContextEntries");
        struct json_object *out = json_object_new_object();

        for (size_t i = 0; i < json_count(entries); i++) {
                struct json_object *one = json_at(entries, i);
                struct json_object *values = json_array(one, "ContextKeyValues");

                if (json_text(one, "ContextKeyName") && json_count(values))
                        json_put_text(out, json_text(one, "ContextKeyName"),
                                      json_object_get_string(json_at(values, 0)));
        }
        return out;
}

static struct json_object *result(struct json_object *policies, const char *action,
                                  const char *resource, struct json_object *context)
{
        static const char *const words[] = {[IAM_ALLOWED] = "allowed",
                                            [IAM_DENIED] = "implicitDeny",
                                            [IAM_EXPLICITLY_DENIED] = "explicitDeny"};
        struct json_object *out = json_object_new_object();
        enum iam_decision is =
                policies ? iam_decide(policies, action, resource, context) : IAM_ALLOWED;

        json_put_text(out, "EvalActionName", action);
        json_put_text(out, "EvalResourceName", resource);
        json_put_text(out, "EvalDecision", words[is]);
        json_put(out, "MatchedStatements", json_object_new_array());
        json_put(out, "MissingContextValues", json_object_new_array());
        return out;
}

/* Each action on each resource. */
static struct json_object *decide_all(struct json_object *in, struct json_object *policies)
{
        struct json_object *actions = json_array(in, "ActionNames");
        struct json_object *resources = json_array(in, "ResourceArns");
        struct json_object *context = read_context(in), *out = json_object_new_array();
        size_t count = json_count(resources);

        for (size_t i = 0; i < json_count(actions); i++) {
                const char *action = json_object_get_string(json_at(actions, i));

                for (size_t k = 0; k < (count ? count : 1); k++)
                        json_object_array_add(
                                out,
                                result(policies, action,
                                       count ? json_object_get_string(json_at(resources, k)) : "*",
                                       context));
        }
        json_object_put(context);
        return out;
}

/* False: the marker is none of ours. */
static bool put_page(struct call *call, struct json_object *all)
{
        int64_t most = json_get(call->in, "MaxItems") ? json_int(call->in, "MaxItems") : RESULTS;
        const char *marker = json_text(call->in, "Marker");
        struct json_object *page = json_object_new_array();
        size_t from = 0, to;
        char next[32];

        if (marker && sscanf(marker, "from-%zu", &from) != 1) {
                json_object_put(page);
                return false;
        }
        to = from + (size_t)most < json_count(all) ? from + (size_t)most : json_count(all);
        for (size_t i = from; i < to; i++)
                json_object_array_add(page, json_object_get(json_at(all, i)));
        json_put(call->out, "EvaluationResults", page);
        json_put_flag(call->out, "IsTruncated", to < json_count(all));
        snprintf(next, sizeof(next), "from-%zu", to);
        if (to < json_count(all))
                json_put_text(call->out, "Marker", next);
        return true;
}

static void simulate_principal_policy(struct call *call)
{
        const char *source = json_text(call->in, "PolicySourceArn");
        struct json_object *policies, *all;

        if (!identity_policies(call->cloud, source, &policies)) {
                call_fail(call, 404, "NoSuchEntity", "The entity with ARN %s cannot be found.",
                          source);
                return;
        }
        all = decide_all(call->in, policies);
        if (!put_page(call, all))
                call_fail(call, 400, "InvalidInput", "Invalid Marker.");
        json_object_put(all);
}

const struct operation iam_operations[] = {
        {"iam", "SimulatePrincipalPolicy", simulate_principal_policy, false},
        {0},
};
