/*
 * The settings a database is made with. A snapshot does not hold them: they are read from the
 * database that is active now, pinned by the stage's inputs, given to the restore where RDS takes
 * them there and put right afterwards where it does not.
 *
 *      fingerprint_of(active) -> fingerprint_pin(inputs) -> fingerprint_fit(snapshot)
 *              -> fingerprint_request() at restore, fingerprint_drift() after it
 */
#ifndef SNAPLIFT_STAGES_FINGERPRINT_H
#define SNAPLIFT_STAGES_FINGERPRINT_H

#include "engine/aws/rds.h"
#include "engine/run/stage.h"

/* NULL and RDS_UNSET: RDS's own default. Texts are owned. */
struct fingerprint {
        char *instance_class;
        char *subnet_group;
        char *parameter_group;
        char *option_group;
        char *storage_type;
        char *ca;
        char *license;
        char *network_type;
        char *backup_target;
        char *backup_window;
        char *maintenance_window;
        char *monitoring_role;
        char *insights_kms_key;
        char *lifecycle_support;
        struct strlist security_groups;
        struct strlist log_exports;
        bool log_exports_known; /* an empty list is then a setting, too */
        int64_t port, storage, max_storage, iops, throughput, backup_days, monitoring_interval,
                insights_days;
        int multi_az, public, auto_minor_upgrade, copy_tags, deletion_protection, iam_auth,
                insights, dedicated_log_volume;
};

/* What a modification has to put right. */
struct drift {
        struct rds_modify modify; /* borrows from the fingerprint and the lists below */
        struct strlist enable_logs, disable_logs;
        struct strlist names; /* of the settings, for messages */
};

void fingerprint_init(struct fingerprint *f);
void fingerprint_of(struct fingerprint *f, const struct rds_instance *db);
/* The inputs of FINGERPRINT_INPUTS that were given win. */
void fingerprint_pin(struct fingerprint *f, const struct stage *s);
/* Fits it to the snapshot; what can't be carried over is told by a line in `differs`. from may be
 * NULL: nothing was inherited. ERR_REFUSED for another engine. */
bool fingerprint_fit(struct fingerprint *f, const struct rds_snapshot *snapshot,
                     const struct rds_instance *from, struct strlist *differs, struct err *err);
/* Borrows from f. */
void fingerprint_request(const struct fingerprint *f, struct rds_restore *request);
/* False when there is nothing to modify. */
bool fingerprint_drift(const struct fingerprint *f, const struct rds_instance *db,
                       struct drift *drift);
/* "class db.t3.small, multi-az, ..." */
void fingerprint_describe(const struct fingerprint *f, struct text *out);
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
                {"log_exports", VALUE_LIST, .help = "log types sent to CloudWatch Logs"},          \
        {                                                                                          \
                "ca", VALUE_TEXT, .help = "identifier of the CA certificate"                       \
        }

#endif
