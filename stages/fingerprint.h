/*
 * The settings a database is made with. A snapshot does not hold them: they are read from the
 * database that is active now, pinned by the stage's inputs, given to the restore where RDS takes
 * them there and put right afterwards where it does not. What they are, and what becomes of each,
 * is the table of engine/aws/rds_members.h: of an instance, of a cluster, or of a cluster's
 * instance.
 *
 *      fingerprint_of(active) -> fingerprint_pin(inputs) -> fingerprint_fit(snapshot)
 *              -> f.want at restore, fingerprint_drift() after it, fingerprint_lost() at the end
 */
#ifndef SNAPLIFT_STAGES_FINGERPRINT_H
#define SNAPLIFT_STAGES_FINGERPRINT_H

#include "engine/aws/rds.h"
#include "engine/aws/rds_members.h"
#include "engine/run/stage.h"

struct fingerprint {
        const struct rds_member *members;
        bool as_member;           /* only what CreateDBInstance takes of a cluster's instance */
        struct json_object *want; /* key -> value; absent: RDS's own default */
};

/* What a modification has to put right. */
struct drift {
        struct json_object *settings; /* for the modification */
        struct strlist names;         /* of the settings, for messages */
};

/* What of the source and of the snapshot decides about settings; texts borrowed, NULL: not known.
 */
struct fingerprint_fit {
        const char *from; /* name of the settings' source; NULL: nothing was inherited */
        const char *from_engine, *from_version;
        struct json_object *from_settings;
        const char *snapshot;
        const char *engine, *version;
        int64_t storage; /* GiB */
};

void fingerprint_init(struct fingerprint *f, const struct rds_member *members, bool as_member);
void fingerprint_of(struct fingerprint *f, struct json_object *settings);
/* The inputs of FINGERPRINT_INPUTS that were given win. */
void fingerprint_pin(struct fingerprint *f, const struct stage *s);
/* Fits it to the snapshot; what can't be carried over is told by a line in `differs`. ERR_REFUSED
 * for another engine. */
bool fingerprint_fit(struct fingerprint *f, const struct fingerprint_fit *fit,
                     struct strlist *differs, struct err *err);
/* What the restore is asked for: all but deletion protection, which is put on when the database has
 * come up. RDS would not lift it from one that has failed. The caller owns it. */
struct json_object *fingerprint_at_restore(const struct fingerprint *f);
/* False when there is nothing to modify. Deletion protection is put on, never lifted. */
bool fingerprint_drift(const struct fingerprint *f, struct json_object *is, struct drift *drift);
/* Whether the setting is as wanted. */
bool fingerprint_has(const struct fingerprint *f, struct json_object *is, const char *key);
/* Of a setting that is a list: the wanted items that are not there; the caller owns the array. */
struct json_object *fingerprint_missing(const struct fingerprint *f, struct json_object *is,
                                        const char *key);
/* A line for each setting that is not as wanted and that no modification puts right. */
void fingerprint_lost(const struct fingerprint *f, struct json_object *is, struct strlist *lines);
/* "class db.t3.small, multi az, ..." */
void fingerprint_describe(const struct fingerprint *f, struct text *out);
/* What a request says of it, by AWS's names: in a modification, only what the restore does not
 * take. For a plan. */
void fingerprint_parameters(const struct fingerprint *f, enum rds_request request,
                            struct json_object *into);
void fingerprint_release(struct fingerprint *f);
void drift_release(struct drift *d);

/* The inputs that pin a setting; for the descriptor of a stage type. */
#define FINGERPRINT_INPUTS                                                                         \
        {"class", VALUE_TEXT, .help = "instance class, e.g. db.t4g.medium"},                       \
                {"subnet_group", VALUE_TEXT, .help = "DB subnet group"},                           \
                {"security_groups", VALUE_LIST, .help = "ids of the VPC security groups"},         \
                {"parameter_group", VALUE_TEXT, .help = "DB parameter group"},                     \
                {"option_group", VALUE_TEXT, .help = "option group"},                              \
                {"port", VALUE_NUMBER, .help = "port the database listens on"},                    \
                {"storage", VALUE_NUMBER, .help = "GiB; never less than the snapshot's"},          \
                {"max_storage", VALUE_NUMBER, .help = "upper limit of storage autoscaling, GiB"},  \
                {"storage_type", VALUE_TEXT, .help = "e.g. gp3, io1 or io2"},                      \
                {"iops", VALUE_NUMBER, .help = "provisioned IOPS"},                                \
                {"throughput", VALUE_NUMBER, .help = "storage throughput, MiB/s"},                 \
                {"multi_az", VALUE_FLAG, .help = "a standby in another zone"},                     \
                {"public", VALUE_FLAG, .help = "reachable from outside the VPC"},                  \
                {"iam_auth", VALUE_FLAG, .help = "IAM database authentication"},                   \
                {"deletion_protection", VALUE_FLAG, .help = "RDS refuses to delete it"},           \
                {"auto_minor_upgrade", VALUE_FLAG, .help = "minor engine versions by itself"},     \
                {"copy_tags", VALUE_FLAG, .help = "copy its tags to its snapshots"},               \
                {"backup_days", VALUE_NUMBER, .help = "days automated backups are kept"},          \
                {"backup_window", VALUE_TEXT, .help = "hh24:mi-hh24:mi, UTC"},                     \
                {"maintenance_window", VALUE_TEXT, .help = "ddd:hh24:mi-ddd:hh24:mi, UTC"},        \
                {"monitoring_interval", VALUE_NUMBER, .help = "enhanced monitoring, seconds"},     \
                {"monitoring_role", VALUE_TEXT, .help = "ARN of the role for monitoring"},         \
                {"insights", VALUE_FLAG, .help = "Performance Insights"},                          \
                {"cluster_parameter_group", VALUE_TEXT, .help = "DB cluster parameter group"},     \
                {"scaling", VALUE_MAP,                                                             \
                 .help = "of Aurora Serverless v2: MinCapacity, MaxCapacity"},                     \
                {"log_exports", VALUE_LIST, .help = "log types sent to CloudWatch Logs"},          \
        {                                                                                          \
                "ca", VALUE_TEXT, .help = "identifier of the CA certificate"                       \
        }

#endif
