/* What IAM's simulator says of all that a planned run may have to do, as findings that warn. */
#ifndef SNAPLIFT_CLI_PLAN_PERMISSIONS_H
#define SNAPLIFT_CLI_PLAN_PERMISSIONS_H

#include "engine/cli/definition.h"
#include "engine/cli/session.h"

/* plan: of plan_look(). On a fiber. */
void plan_permissions(struct session *s, const struct definition *d, struct json_object *plan);

#endif
