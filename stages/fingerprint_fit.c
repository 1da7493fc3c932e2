/* Settings that a snapshot, or another version of the engine, does not allow as they are. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/fingerprint.h"

static void drop(struct fingerprint *f, const char *key)
{
        json_object_object_del(f->want, key);
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
        const char *type = json_text(f->want, "storage_type");
        int64_t from = 400;

        if (!type || text_starts(type, "io"))
                return true;
        if (strcmp(type, "gp3"))
                return false;
        if (engine && text_starts(engine, "oracle"))
                from = 200;
        else if (engine && text_starts(engine, "sqlserver"))
                from = 0;
        return json_int(f->want, "storage") >= from;
}

static void fit_storage(struct fingerprint *f, const struct fingerprint_fit *fit,
                        struct strlist *differs)
{
        int64_t storage = json_int(f->want, "storage"), limit = json_int(f->want, "max_storage");

        if (storage && storage < fit->storage) {
                strlist_addf(differs, "storage %lld GiB, not %lld: the snapshot's is the least",
                             (long long)fit->storage, (long long)storage);
                storage = fit->storage;
                json_put_int(f->want, "storage", storage);
        }
        if (limit && storage && limit < storage + storage / 10) {
                strlist_addf(differs,
                             "no storage autoscaling: its limit of %lld GiB leaves no room "
                             "above %lld",
                             (long long)limit, (long long)storage);
                drop(f, "max_storage");
        }
        if (!takes_iops(f, fit->engine))
                drop(f, "iops");
        if (!takes_iops(f, fit->engine) || !text_same(json_text(f->want, "storage_type"), "gp3"))
                drop(f, "throughput");
}

/* Settings that make no sense without another. */
static void fit_dependent(struct fingerprint *f, const struct fingerprint_fit *fit,
                          struct strlist *differs)
{
        const char *class = json_text(f->want, "class");

        if (!json_int(f->want, "monitoring_interval"))
                drop(f, "monitoring_role");
        if (!json_flag(f->want, "insights")) {
                drop(f, "insights_key");
                drop(f, "insights_days");
        }
        /* a directory of one's own is joined with a secret, one of AWS by its id */
        if (json_text(f->want, "domain_secret")) {
                drop(f, "domain");
                drop(f, "domain_role");
        } else {
                drop(f, "domain_fqdn");
                drop(f, "domain_ou");
                drop(f, "domain_dns");
        }
        if (json_get(f->want, "processor_features") &&
            !text_same(class, json_text(fit->from_settings, "class"))) {
                strlist_addf(differs, "default processor features: those of %s are for class %s",
                             fit->from, json_text(fit->from_settings, "class"));
                drop(f, "processor_features");
        }
}

/* One of another major version is not taken, unless it was asked for. */
static void drop_group(struct fingerprint *f, const struct fingerprint_fit *fit, const char *key,
                       struct strlist *names)
{
        const char *group = json_text(f->want, key);

        if (!group || !text_same(group, json_text(fit->from_settings, key)))
                return;
        strlist_addf(names, "%s", group);
        drop(f, key);
}

static void fit_version(struct fingerprint *f, const struct fingerprint_fit *fit,
                        struct strlist *differs)
{
        struct strlist names = {0};
        struct text list = TEXT_INIT;

        if (!text_same(fit->from_version, fit->version))
                strlist_addf(differs, "engine version %s, not %s: the snapshot's", fit->version,
                             fit->from_version);
        if (fit->engine && !same_major(fit->engine, fit->from_version, fit->version)) {
                drop_group(f, fit, "parameter_group", &names);
                drop_group(f, fit, "cluster_parameter_group", &names);
                drop_group(f, fit, "option_group", &names);
                strlist_join(&names, ", ", &list);
                if (names.count)
                        strlist_addf(differs,
                                     "default parameter and option groups: those of %s (%s) are "
                                     "for version %s",
                                     fit->from, text_str(&list), fit->from_version);
        }
        text_release(&list);
        strlist_release(&names);
}

bool fingerprint_fit(struct fingerprint *f, const struct fingerprint_fit *fit,
                     struct strlist *differs, struct err *err)
{
        fit_storage(f, fit, differs);
        fit_dependent(f, fit, differs);
        if (!fit->from)
                return true;
        if (fit->from_engine && fit->engine && strcmp(fit->from_engine, fit->engine))
                return err_set(err, ERR_REFUSED,
                               "snapshot %s is of engine %s, the active database %s runs %s",
                               fit->snapshot, fit->engine, fit->from, fit->from_engine);
        fit_version(f, fit, differs);
        return true;
}
