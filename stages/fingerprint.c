/* Reading a database's settings, fitting them to a snapshot, and telling what is still different.
 */
#include "stages/fingerprint.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

void fingerprint_init(struct fingerprint *f)
{
        *f = (struct fingerprint){0};
        f->port = f->storage = f->max_storage = f->iops = f->throughput = RDS_UNSET;
        f->backup_days = f->monitoring_interval = f->insights_days = RDS_UNSET;
        f->multi_az = f->public = f->auto_minor_upgrade = f->copy_tags = RDS_UNSET;
        f->deletion_protection = f->iam_auth = f->insights = f->dedicated_log_volume = RDS_UNSET;
}

static void list_copy(struct strlist *to, const struct strlist *from)
{
        for (size_t i = 0; i < from->count; i++)
                strlist_add(to, from->items[i]);
}

static int64_t positive(int64_t n)
{
        return n > 0 ? n : RDS_UNSET;
}

void fingerprint_of(struct fingerprint *f, const struct rds_instance *db)
{
        f->instance_class = xstrdup(db->instance_class);
        f->subnet_group = xstrdup(db->subnet_group);
        if (db->parameter_group_count)
                f->parameter_group = xstrdup(db->parameter_groups[0].name);
        if (db->option_group_count)
                f->option_group = xstrdup(db->option_groups[0].name);
        f->storage_type = xstrdup(db->storage_type);
        f->ca = xstrdup(db->ca);
        f->license = xstrdup(db->license);
        f->network_type = xstrdup(db->network_type);
        if (db->backup_target && strcmp(db->backup_target, "region"))
                f->backup_target = xstrdup(db->backup_target);
        f->backup_window = xstrdup(db->backup_window);
        f->maintenance_window = xstrdup(db->maintenance_window);
        f->monitoring_role = xstrdup(db->monitoring_role);
        f->insights_kms_key = xstrdup(db->insights_kms_key);
        f->lifecycle_support = xstrdup(db->lifecycle_support);
        list_copy(&f->security_groups, &db->security_groups);
        list_copy(&f->log_exports, &db->log_exports);
        f->log_exports_known = true;
        f->port = positive(db->port);
        f->storage = positive(db->storage);
        f->max_storage = positive(db->max_storage);
        f->iops = positive(db->iops);
        f->throughput = positive(db->throughput);
        f->backup_days = db->backup_days;
        f->monitoring_interval = db->monitoring_interval;
        f->insights = db->insights;
        f->insights_days = db->insights ? positive(db->insights_days) : RDS_UNSET;
        f->multi_az = db->multi_az;
        f->public = db->public;
        f->auto_minor_upgrade = db->auto_minor_upgrade;
        f->copy_tags = db->copy_tags;
        f->deletion_protection = db->deletion_protection;
        f->iam_auth = db->iam_auth;
        f->dedicated_log_volume = db->dedicated_log_volume ? 1 : RDS_UNSET;
}

static void pin_text(char **slot, const struct stage *s, const char *input)
{
        const char *value = stage_text(s, input);

        if (value)
                xreplace(slot, value);
}

static void pin_number(int64_t *slot, const struct stage *s, const char *input)
{
        if (stage_has(s, input))
                *slot = stage_number(s, input);
}

static void pin_flag(int *slot, const struct stage *s, const char *input)
{
        if (stage_has(s, input))
                *slot = stage_flag(s, input);
}

static bool pin_list(struct strlist *slot, const struct stage *s, const char *input)
{
        struct json_object *list = stage_list(s, input);

        if (!stage_has(s, input) || !list)
                return false;
        strlist_release(slot);
        *slot = (struct strlist){0};
        for (size_t i = 0; i < json_count(list); i++)
                strlist_add(slot, json_object_get_string(json_at(list, i)));
        return true;
}

void fingerprint_pin(struct fingerprint *f, const struct stage *s)
{
        pin_text(&f->instance_class, s, "class");
        pin_text(&f->subnet_group, s, "subnet_group");
        pin_text(&f->parameter_group, s, "parameter_group");
        pin_text(&f->option_group, s, "option_group");
        pin_text(&f->storage_type, s, "storage_type");
        pin_text(&f->backup_window, s, "backup_window");
        pin_text(&f->maintenance_window, s, "maintenance_window");
        pin_text(&f->monitoring_role, s, "monitoring_role");
        pin_text(&f->ca, s, "ca");
        pin_list(&f->security_groups, s, "security_groups");
        if (pin_list(&f->log_exports, s, "log_exports"))
                f->log_exports_known = true;
        pin_number(&f->port, s, "port");
        pin_number(&f->storage, s, "storage");
        pin_number(&f->max_storage, s, "max_storage");
        pin_number(&f->iops, s, "iops");
        pin_number(&f->throughput, s, "throughput");
        pin_number(&f->backup_days, s, "backup_days");
        pin_number(&f->monitoring_interval, s, "monitoring_interval");
        pin_flag(&f->multi_az, s, "multi_az");
        pin_flag(&f->public, s, "public");
        pin_flag(&f->iam_auth, s, "iam_auth");
        pin_flag(&f->deletion_protection, s, "deletion_protection");
        pin_flag(&f->auto_minor_upgrade, s, "auto_minor_upgrade");
        pin_flag(&f->copy_tags, s, "copy_tags");
        pin_flag(&f->insights, s, "insights");
}

/* The part of a version that parameter and option groups belong to: 15 of 15.4 for PostgreSQL and
 * MariaDB's 10.6 of 10.6.14. */
static size_t major_len(const char *engine, const char *version)
{
        const char *dot = strchr(version, '.');

        if (dot && !strstr(engine, "postgres"))
                dot = strchr(dot + 1, '.');
        return dot ? (size_t)(dot - version) : strlen(version);
}

static bool same_major(const char *engine, const char *a, const char *b)
{
        size_t len;

        if (!a || !b)
                return true;
        len = major_len(engine, a);
        return len == major_len(engine, b) && !strncmp(a, b, len);
}

/* RDS takes IOPS and throughput of gp3 volumes only from a size on. */
static bool takes_iops(const struct fingerprint *f, const char *engine)
{
        int64_t from = 400;

        if (!f->storage_type || text_starts(f->storage_type, "io"))
                return true;
        if (strcmp(f->storage_type, "gp3"))
                return false;
        if (engine && text_starts(engine, "oracle"))
                from = 200;
        else if (engine && text_starts(engine, "sqlserver"))
                from = 0;
        return f->storage >= from;
}

static void fit_storage(struct fingerprint *f, const struct rds_snapshot *snapshot,
                        struct strlist *differs)
{
        if (f->storage != RDS_UNSET && f->storage < snapshot->storage) {
                strlist_addf(differs, "storage %lld GiB, not %lld: the snapshot's is the least",
                             (long long)snapshot->storage, (long long)f->storage);
                f->storage = snapshot->storage;
        }
        if (f->max_storage != RDS_UNSET && f->storage != RDS_UNSET &&
            f->max_storage < f->storage + f->storage / 10) {
                strlist_addf(differs,
                             "no storage autoscaling: its limit of %lld GiB leaves no room "
                             "above %lld",
                             (long long)f->max_storage, (long long)f->storage);
                f->max_storage = RDS_UNSET;
        }
        if (!takes_iops(f, snapshot->engine))
                f->iops = f->throughput = RDS_UNSET;
        else if (!f->storage_type || strcmp(f->storage_type, "gp3"))
                f->throughput = RDS_UNSET;
}

bool fingerprint_fit(struct fingerprint *f, const struct rds_snapshot *snapshot,
                     const struct rds_instance *from, struct strlist *differs, struct err *err)
{
        fit_storage(f, snapshot, differs);
        if (f->monitoring_interval == 0)
                xreplace(&f->monitoring_role, NULL);
        if (f->insights != 1) {
                xreplace(&f->insights_kms_key, NULL);
                f->insights_days = RDS_UNSET;
        }
        if (!from)
                return true;
        if (from->engine && snapshot->engine && strcmp(from->engine, snapshot->engine))
                return err_set(err, ERR_REFUSED,
                               "snapshot %s is of engine %s, the active database %s runs %s",
                               snapshot->id, snapshot->engine, from->id, from->engine);
        if (!text_same(from->engine_version, snapshot->engine_version))
                strlist_addf(differs, "engine version %s, not %s: the snapshot's",
                             snapshot->engine_version, from->engine_version);
        if (snapshot->engine &&
            !same_major(snapshot->engine, from->engine_version, snapshot->engine_version)) {
                strlist_addf(differs,
                             "default parameter and option groups: those of %s are for version %s",
                             from->id, from->engine_version);
                if (from->parameter_group_count &&
                    text_same(f->parameter_group, from->parameter_groups[0].name))
                        xreplace(&f->parameter_group, NULL);
                if (from->option_group_count &&
                    text_same(f->option_group, from->option_groups[0].name))
                        xreplace(&f->option_group, NULL);
        }
        if (from->encrypted && !snapshot->encrypted)
                strlist_add(differs, "storage is not encrypted: the snapshot is not");
        else if (from->kms_key && snapshot->kms_key && strcmp(from->kms_key, snapshot->kms_key))
                strlist_add(differs, "storage is encrypted with the snapshot's key");
        if (from->master_secret)
                strlist_add(differs, "the master password is not kept in Secrets Manager by RDS");
        return true;
}

void fingerprint_request(const struct fingerprint *f, struct rds_restore *r)
{
        r->instance_class = f->instance_class;
        r->subnet_group = f->subnet_group;
        r->security_groups = f->security_groups.count ? &f->security_groups : NULL;
        r->parameter_group = f->parameter_group;
        r->option_group = f->option_group;
        r->storage_type = f->storage_type;
        r->ca = f->ca;
        r->license = f->license;
        r->network_type = f->network_type;
        r->backup_target = f->backup_target;
        r->backup_window = f->backup_window;
        r->lifecycle_support = f->lifecycle_support;
        r->log_exports = f->log_exports.count ? &f->log_exports : NULL;
        r->port = f->port;
        r->storage = f->storage;
        r->iops = f->iops;
        r->throughput = f->throughput;
        r->backup_days = f->backup_days;
        r->multi_az = f->multi_az;
        r->public = f->public;
        r->auto_minor_upgrade = f->auto_minor_upgrade;
        r->copy_tags = f->copy_tags;
        r->deletion_protection = f->deletion_protection;
        r->iam_auth = f->iam_auth;
        r->dedicated_log_volume = f->dedicated_log_volume;
}

static void want_text(struct drift *d, const char *name, const char **slot, const char *want,
                      const char *is)
{
        if (!want || (is && !strcasecmp(want, is)))
                return;
        *slot = want;
        strlist_addf(&d->names, "%s %s (is %s)", name, want, is ? is : "unset");
}

static void want_number(struct drift *d, const char *name, int64_t *slot, int64_t want, int64_t is)
{
        if (want == RDS_UNSET || want == is)
                return;
        *slot = want;
        strlist_addf(&d->names, "%s %lld (is %lld)", name, (long long)want, (long long)is);
}

static void want_flag(struct drift *d, const char *name, int *slot, int want, bool is)
{
        if (want == RDS_UNSET || want == (int)is)
                return;
        *slot = want;
        strlist_addf(&d->names, "%s %s", name, want ? "on" : "off");
}

static bool list_has_all(const struct strlist *a, const struct strlist *b)
{
        for (size_t i = 0; i < b->count; i++)
                if (!strlist_has(a, b->items[i]))
                        return false;
        return true;
}

static void want_lists(const struct fingerprint *f, const struct rds_instance *db, struct drift *d)
{
        if (f->security_groups.count &&
            (!list_has_all(&f->security_groups, &db->security_groups) ||
             !list_has_all(&db->security_groups, &f->security_groups))) {
                d->modify.security_groups = &f->security_groups;
                strlist_add(&d->names, "security groups");
        }
        if (!f->log_exports_known)
                return;
        for (size_t i = 0; i < f->log_exports.count; i++)
                if (!strlist_has(&db->log_exports, f->log_exports.items[i]))
                        strlist_add(&d->enable_logs, f->log_exports.items[i]);
        for (size_t i = 0; i < db->log_exports.count; i++)
                if (!strlist_has(&f->log_exports, db->log_exports.items[i]))
                        strlist_add(&d->disable_logs, db->log_exports.items[i]);
        if (d->enable_logs.count)
                d->modify.enable_log_exports = &d->enable_logs;
        if (d->disable_logs.count)
                d->modify.disable_log_exports = &d->disable_logs;
        if (d->enable_logs.count || d->disable_logs.count)
                strlist_add(&d->names, "log exports");
}

bool fingerprint_drift(const struct fingerprint *f, const struct rds_instance *db, struct drift *d)
{
        struct rds_modify *m = &d->modify;

        *d = (struct drift){0};
        *m = rds_modify_init();
        m->id = db->id;
        want_text(d, "class", &m->instance_class, f->instance_class, db->instance_class);
        want_text(d, "parameter group", &m->parameter_group, f->parameter_group,
                  db->parameter_group_count ? db->parameter_groups[0].name : NULL);
        want_text(d, "option group", &m->option_group, f->option_group,
                  db->option_group_count ? db->option_groups[0].name : NULL);
        want_text(d, "backup window", &m->backup_window, f->backup_window, db->backup_window);
        want_text(d, "maintenance window", &m->maintenance_window, f->maintenance_window,
                  db->maintenance_window);
        want_text(d, "CA", &m->ca, f->ca, db->ca);
        want_number(d, "storage limit", &m->max_storage, f->max_storage, db->max_storage);
        want_number(d, "backup days", &m->backup_days, f->backup_days, db->backup_days);
        want_number(d, "monitoring interval", &m->monitoring_interval, f->monitoring_interval,
                    db->monitoring_interval);
        want_text(d, "monitoring role", &m->monitoring_role, f->monitoring_role,
                  db->monitoring_role);
        if (m->monitoring_role || (m->monitoring_interval > 0 && f->monitoring_role)) {
                /* RDS takes the two only together */
                m->monitoring_role = f->monitoring_role;
                m->monitoring_interval = f->monitoring_interval;
        }
        want_flag(d, "multi-az", &m->multi_az, f->multi_az, db->multi_az);
        want_flag(d, "public access", &m->public, f->public, db->public);
        want_flag(d, "minor upgrades", &m->auto_minor_upgrade, f->auto_minor_upgrade,
                  db->auto_minor_upgrade);
        want_flag(d, "copy tags", &m->copy_tags, f->copy_tags, db->copy_tags);
        want_flag(d, "deletion protection", &m->deletion_protection, f->deletion_protection,
                  db->deletion_protection);
        want_flag(d, "IAM authentication", &m->iam_auth, f->iam_auth, db->iam_auth);
        want_flag(d, "Performance Insights", &m->insights, f->insights, db->insights);
        if (m->insights == 1) {
                m->insights_kms_key = f->insights_kms_key;
                m->insights_days = f->insights_days;
        }
        want_lists(f, db, d);
        return d->names.count > 0;
}

static void describe_flag(struct strlist *l, int flag, const char *name)
{
        if (flag == 1)
                strlist_add(l, name);
}

void fingerprint_describe(const struct fingerprint *f, struct text *out)
{
        const struct {
                const char *name, *value;
        } texts[] = {
                {"class", f->instance_class},
                {"subnet group", f->subnet_group},
                {"parameter group", f->parameter_group},
                {"option group", f->option_group},
                {"storage type", f->storage_type},
                {"CA", f->ca},
                {"backup window", f->backup_window},
                {"maintenance window", f->maintenance_window},
        };
        struct strlist l = {0};

        for (size_t i = 0; i < ARRAY_LEN(texts); i++)
                if (texts[i].value)
                        strlist_addf(&l, "%s %s", texts[i].name, texts[i].value);
        if (f->storage != RDS_UNSET)
                strlist_addf(&l, "storage %lld GiB", (long long)f->storage);
        if (f->backup_days != RDS_UNSET)
                strlist_addf(&l, "backups %lld days", (long long)f->backup_days);
        if (f->security_groups.count)
                strlist_addf(&l, "%zu security groups", f->security_groups.count);
        if (f->log_exports.count)
                strlist_addf(&l, "%zu log exports", f->log_exports.count);
        if (f->monitoring_interval > 0)
                strlist_addf(&l, "monitoring %lld s", (long long)f->monitoring_interval);
        describe_flag(&l, f->multi_az, "multi-az");
        describe_flag(&l, f->public, "public access");
        describe_flag(&l, f->iam_auth, "IAM authentication");
        describe_flag(&l, f->deletion_protection, "deletion protection");
        describe_flag(&l, f->auto_minor_upgrade, "minor upgrades");
        describe_flag(&l, f->copy_tags, "copy tags");
        describe_flag(&l, f->insights, "Performance Insights");
        strlist_join(&l, ", ", out);
        strlist_release(&l);
}

void fingerprint_release(struct fingerprint *f)
{
        free(f->instance_class);
        free(f->subnet_group);
        free(f->parameter_group);
        free(f->option_group);
        free(f->storage_type);
        free(f->ca);
        free(f->license);
        free(f->network_type);
        free(f->backup_target);
        free(f->backup_window);
        free(f->maintenance_window);
        free(f->monitoring_role);
        free(f->insights_kms_key);
        free(f->lifecycle_support);
        strlist_release(&f->security_groups);
        strlist_release(&f->log_exports);
        fingerprint_init(f);
}

void drift_release(struct drift *d)
{
        strlist_release(&d->enable_logs);
        strlist_release(&d->disable_logs);
        strlist_release(&d->names);
        *d = (struct drift){0};
}
