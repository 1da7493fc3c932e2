/* IAM roles of instances and clusters. */
#include <string.h>

#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

enum { MOST_ROLES = 5 };

static const struct {
        const char *exists, *missing, *quota;
} errors[RDS_KINDS] = {
        [RDS_INSTANCE] = {"DBInstanceRoleAlreadyExists", "DBInstanceRoleNotFound",
                          "DBInstanceRoleQuotaExceeded"},
        [RDS_CLUSTER] = {"DBClusterRoleAlreadyExists", "DBClusterRoleNotFound",
                         "DBClusterRoleQuotaExceeded"},
};

/* The place of the request's role, or the list's end. */
static size_t place(struct json_object *roles, struct json_object *in)
{
        size_t i = 0;

        while (i < json_count(roles) &&
               (!text_same(json_text(json_at(roles, i), "RoleArn"), json_text(in, "RoleArn")) ||
                !text_same(json_text(json_at(roles, i), "FeatureName"),
                           json_text(in, "FeatureName"))))
                i++;
        return i;
}

static struct json_object *roles_of(struct call *call, enum rds_kind kind)
{
        struct rds_db *db = rds_named(call, kind, json_text(call->in, rds_words[kind].id));

        if (!db || !rds_require(call, db, "available"))
                return NULL;
        if (!json_array(db->is, "AssociatedRoles"))
                json_put(db->is, "AssociatedRoles", json_object_new_array());
        return json_array(db->is, "AssociatedRoles");
}

static void add(struct call *call, enum rds_kind kind)
{
        struct json_object *roles = roles_of(call, kind), *role;
        const char *arn = json_text(call->in, "RoleArn");

        if (!roles)
                return;
        if (!text_starts(arn, "arn:") || !strstr(arn, ":role/")) {
                call_fail(call, 400, "InvalidParameterValue", "%s is not an IAM role's ARN", arn);
                return;
        }
        if (place(roles, call->in) < json_count(roles)) {
                call_fail(call, 400, errors[kind].exists, "Role %s is already associated with it",
                          arn);
                return;
        }
        if (json_count(roles) >= MOST_ROLES) {
                call_fail(call, 400, errors[kind].quota, "It has %d roles already", MOST_ROLES);
                return;
        }
        role = json_object_new_object();
        json_put_text(role, "RoleArn", arn);
        json_put_text(role, "FeatureName", json_text(call->in, "FeatureName"));
        json_put_text(role, "Status", "ACTIVE");
        json_object_array_add(roles, role);
}

static void take_away(struct call *call, enum rds_kind kind)
{
        struct json_object *roles = roles_of(call, kind);
        size_t at;

        if (!roles)
                return;
        at = place(roles, call->in);
        if (at < json_count(roles))
                json_object_array_del_idx(roles, at, 1);
        else
                call_fail(call, 404, errors[kind].missing, "Role %s is not associated with it",
                          json_text(call->in, "RoleArn"));
}

void rds_op_add_role_to_db_instance(struct call *call)
{
        add(call, RDS_INSTANCE);
}

void rds_op_add_role_to_db_cluster(struct call *call)
{
        add(call, RDS_CLUSTER);
}

void rds_op_remove_role_from_db_instance(struct call *call)
{
        take_away(call, RDS_INSTANCE);
}

void rds_op_remove_role_from_db_cluster(struct call *call)
{
        take_away(call, RDS_CLUSTER);
}
