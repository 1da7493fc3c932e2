/*
 * IAM's identity-based policies: what a user or a role of the seed may do. One without "policies"
 * may do everything.
 *
 * Facts: the IAM User Guide on policy elements and on how a request is decided (an explicit Deny
 * counts before every Allow; what nothing allows is denied), and the Service Authorization
 * Reference of June 2026 for which actions, resources and condition keys an operation asks for.
 */
#ifndef SNAPLIFT_STANDIN_IAM_H
#define SNAPLIFT_STANDIN_IAM_H

#include "engine/standin/world.h"

/* Policy documents, an array. ERR_INVALID says which element is wrong or not known here: one that
 * was passed over would allow too much. */
bool iam_policies_check(struct json_object *policies, struct err *err);

enum iam_decision { IAM_ALLOWED, IAM_DENIED, IAM_EXPLICITLY_DENIED };

/* context: condition keys to texts, an object; or NULL. Names of actions and of keys are compared
 * without regard to case. */
enum iam_decision iam_decide(struct json_object *policies, const char *action, const char *resource,
                             struct json_object *context);

/* What the call's identity may not do fails it, with the code of the protocol and the message that
 * names the action. */
bool iam_authorize(struct call *call, bool query);

#endif
