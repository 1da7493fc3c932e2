/*
 * Every member of RDS's DBInstance and DBCluster, and what becomes of it when a database is made
 * anew from a snapshot: one row each, from which requests are written, replies read, settings
 * compared and stages/SETTINGS.md printed. tests/e2e/settings holds it against botocore's model.
 *
 * Settings are a JSON object, key -> value: texts, numbers and flags as such, lists as arrays,
 * structures as objects of texts. What RDS did not say, and what is as good as not said (usual), is
 * absent.
 */
#ifndef SNAPLIFT_AWS_RDS_MEMBERS_H
#define SNAPLIFT_AWS_RDS_MEMBERS_H

#include "engine/base/json.h"
#include "engine/base/xml.h"

struct query; /* query.h */

enum rds_fate {
        RDS_NO_SETTING, /* who it is, how it is, or what the snapshot brings; why says which */
        RDS_CARRIED,    /* by the parameters below, or by what `by` says */
        RDS_LOST,       /* a setting that can't be carried over; why says why */
};

enum rds_kind {
        RDS_TEXT,
        RDS_NUMBER,
        RDS_FLAG,
        RDS_ENABLED, /* a flag that is told by a status: enabled, disabled, enabling, ... */
        RDS_NAMES,   /* a list of texts; with parts, of a member of each item */
        RDS_STRUCT,  /* an object of the parts */
        RDS_STRUCTS, /* a list of these */
};

/* Tables end with a NULL path. */
struct rds_member {
        const char *path; /* in the reply; of a list "LIST/ITEM". Stands for what is below it, but
                             of structures for the parts only */
        enum rds_fate fate;
        const char *key; /* the setting's name, also as input of a stage; NULL: it is not read */
        enum rds_kind kind;
        const char *parts;   /* members of structures, separated by spaces; of RDS_NAMES the one */
        const char *restore; /* parameter of the restore; of a list with its items' name */
        const char *modify;  /* parameter of the modification */
        const char *create;  /* parameter of CreateDBInstance, for a cluster's instance */
        const char *by;      /* what else carries it: an operation's name, or "tags" */
        const char *usual;   /* the value, as RDS writes it, that is as good as none */
        const char *why;     /* what is to be said of it */
};

extern const struct rds_member rds_instance_members[]; /* RestoreDBInstanceFromDBSnapshot */
extern const struct rds_member rds_cluster_members[];  /* RestoreDBClusterFromSnapshot */

/* The row of a key; NULL: there is none. */
const struct rds_member *rds_member(const struct rds_member *members, const char *key);

/* The settings in a reply; *out is the caller's, also after an error. */
bool rds_settings_read(const struct rds_member *members, struct xml_node *node,
                       struct json_object **out, struct err *err);

enum rds_request { RDS_RESTORE, RDS_MODIFY, RDS_CREATE };
/* The parameter of this request that takes the setting; NULL: none does. */
const char *rds_parameter(const struct rds_member *member, enum rds_request request);
/* Adds those settings that the request takes, in the table's order. settings may be NULL. */
void rds_settings_send(const struct rds_member *members, enum rds_request request,
                       struct json_object *settings, struct query *q);

#endif
