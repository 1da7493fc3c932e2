/* Reading a database's settings, pinning them, and telling what is still different. */
#include "stages/fingerprint.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

/* Settings that RDS takes only together: when one is to be changed, all are sent. */
static const char *const together[][6] = {
        {"monitoring_interval", "monitoring_role"},
        {"insights", "insights_mode", "insights_key", "insights_days"},
        {"domain", "domain_role"},
        {"domain_fqdn", "domain_ou", "domain_secret", "domain_dns"},
};

void fingerprint_init(struct fingerprint *f, const struct rds_member *members, bool as_member)
{
        *f = (struct fingerprint){
                .members = members, .as_member = as_member, .want = json_object_new_object()};
}

/* Whether it is a setting of what is made. */
static bool concerns(const struct fingerprint *f, const struct rds_member *m)
{
        return m->key && (f->as_member ? m->create != NULL : m->fate != RDS_NO_SETTING);
}

static void want(struct fingerprint *f, const char *key, struct json_object *value)
{
        json_put(f->want, key, value);
}

void fingerprint_of(struct fingerprint *f, struct json_object *settings)
{
        for (const struct rds_member *m = f->members; m->path; m++) {
                struct json_object *value = concerns(f, m) ? json_get(settings, m->key) : NULL;

                if (value)
                        want(f, m->key, json_copy(value));
                else if (concerns(f, m) && settings && !strcmp(m->key, "log_exports"))
                        want(f, m->key, json_object_new_array()); /* none is a setting, too */
        }
}

void fingerprint_pin(struct fingerprint *f, const struct stage *s)
{
        for (const struct rds_member *m = f->members; m->path; m++) {
                if (!concerns(f, m) || m->fate != RDS_CARRIED || !stage_has(s, m->key))
                        continue;
                if (m->kind == RDS_NUMBER)
                        want(f, m->key, json_object_new_int64(stage_number(s, m->key)));
                else if (m->kind == RDS_FLAG)
                        want(f, m->key, json_object_new_boolean(stage_flag(s, m->key)));
                else if (m->kind == RDS_NAMES && stage_list(s, m->key))
                        want(f, m->key, json_copy(stage_list(s, m->key)));
                else if (m->kind == RDS_STRUCT && stage_map(s, m->key))
                        want(f, m->key, json_copy(stage_map(s, m->key)));
                else if (m->kind == RDS_TEXT && stage_text(s, m->key))
                        want(f, m->key, json_object_new_string(stage_text(s, m->key)));
        }
}

/* --- comparing --- */

static bool array_has(struct json_object *array, struct json_object *item)
{
        for (size_t i = 0; i < json_count(array); i++)
                if (json_same(json_at(array, i), item))
                        return true;
        return false;
}

/* Items of a that are not in b; the caller owns it. */
static struct json_object *items_without(struct json_object *a, struct json_object *b)
{
        struct json_object *left = json_object_new_array();

        for (size_t i = 0; i < json_count(a); i++)
                if (!array_has(b, json_at(a, i)))
                        json_object_array_add(left, json_object_get(json_at(a, i)));
        return left;
}

static bool array_covers(struct json_object *a, struct json_object *b)
{
        for (size_t i = 0; i < json_count(b); i++)
                if (!array_has(a, json_at(b, i)))
                        return false;
        return true;
}

/* Absent, none and off are the same: RDS tells of them in either way. */
static bool is_none(struct json_object *value)
{
        switch (json_object_get_type(value)) {
        case json_type_null:
                return true;
        case json_type_boolean:
                return !json_object_get_boolean(value);
        case json_type_int:
                return json_object_get_int64(value) == 0;
        case json_type_array:
                return json_count(value) == 0;
        default:
                return false;
        }
}

/* "8" and "8.0" are the same capacity. */
static bool same_text(const char *a, const char *b)
{
        char *end_a, *end_b;
        double x = strtod(a, &end_a), y = strtod(b, &end_b);

        return !strcasecmp(a, b) || (*a && *b && !*end_a && !*end_b && x >= y && x <= y);
}

/* Each wanted part; what else RDS tells of is its own. */
static bool same_parts(struct json_object *wanted, struct json_object *is)
{
        json_object_object_foreach(wanted, part, value)
        {
                const char *found = json_text(is, part);

                if (!found || !same_text(json_object_get_string(value), found))
                        return false;
        }
        return true;
}

/* a is what is wanted. */
static bool same(struct json_object *a, struct json_object *b)
{
        if (is_none(a) || is_none(b))
                return is_none(a) && is_none(b);
        if (json_object_is_type(a, json_type_array))
                return array_covers(a, b) && array_covers(b, a);
        /* RDS stores names in lower case, and tells of them as they were given or as stored */
        if (json_object_is_type(a, json_type_string) && json_object_is_type(b, json_type_string))
                return !strcasecmp(json_object_get_string(a), json_object_get_string(b));
        if (json_object_is_type(a, json_type_object) && json_object_is_type(b, json_type_object))
                return same_parts(a, b);
        return json_same(a, b);
}

bool fingerprint_has(const struct fingerprint *f, struct json_object *is, const char *key)
{
        struct json_object *value = json_get(f->want, key);

        return !value || same(value, json_get(is, key));
}

struct json_object *fingerprint_missing(const struct fingerprint *f, struct json_object *is,
                                        const char *key)
{
        return items_without(json_get(f->want, key), json_get(is, key));
}

/* --- in words --- */

static void add_name(const char *key, struct text *out)
{
        for (const char *c = key; *c; c++)
                text_add_char(out, *c == '_' ? ' ' : *c);
}

/* "2 security groups", "1 security group" */
static void add_counted(const char *key, size_t count, struct text *out)
{
        size_t len = strlen(key);
        char *one = xstrndup(key, count == 1 && text_ends(key, "s") ? len - 1 : len);

        text_addf(out, "%zu ", count);
        add_name(one, out);
        free(one);
}

static void add_value(struct json_object *value, struct text *out)
{
        if (is_none(value) && !json_object_is_type(value, json_type_int))
                text_add(out, "none");
        else if (json_object_is_type(value, json_type_string))
                text_add(out, json_object_get_string(value));
        else
                text_add(out, json_line(value));
}

static char *name_drift(const struct rds_member *m, struct json_object *wanted,
                        struct json_object *is)
{
        struct text name = TEXT_INIT;

        add_name(m->key, &name);
        if (m->kind == RDS_FLAG || m->kind == RDS_ENABLED) {
                text_add(&name, json_object_get_boolean(wanted) ? " on" : " off");
        } else if (m->kind == RDS_TEXT || m->kind == RDS_NUMBER) {
                text_add_char(&name, ' ');
                add_value(wanted, &name);
                text_add(&name, " (is ");
                add_value(is, &name);
                text_add_char(&name, ')');
        }
        return text_steal(&name);
}

/* --- modifying --- */

static struct json_object *log_types(struct json_object *wanted, struct json_object *is)
{
        struct json_object *change = json_object_new_object();
        struct json_object *on = items_without(wanted, is), *off = items_without(is, wanted);

        /* lists of the protocol: json_count() of them may be 0 */
        json_put(change, "EnableLogTypes.member", on);
        json_put(change, "DisableLogTypes.member", off);
        return change;
}

static bool wants_together(const struct drift *d, const char *const *group)
{
        for (size_t i = 0; i < ARRAY_LEN(together[0]) && group[i]; i++)
                if (json_get(d->settings, group[i]))
                        return true;
        return false;
}

static void add_together(const struct fingerprint *f, struct drift *d)
{
        for (size_t n = 0; n < ARRAY_LEN(together); n++) {
                if (!wants_together(d, together[n]))
                        continue;
                for (size_t i = 0; i < ARRAY_LEN(together[n]) && together[n][i]; i++) {
                        struct json_object *value = json_get(f->want, together[n][i]);

                        if (value)
                                json_put(d->settings, together[n][i], json_object_get(value));
                }
        }
}

static const char late[] = "deletion_protection";

/* A modification makes it as wanted. What somebody has protected meanwhile is theirs to give free.
 */
static bool can_modify(const struct rds_member *m, struct json_object *found)
{
        return m->modify && (strcmp(m->key, late) != 0 || !json_object_get_boolean(found));
}

bool fingerprint_drift(const struct fingerprint *f, struct json_object *is, struct drift *d)
{
        *d = (struct drift){.settings = json_object_new_object()};
        for (const struct rds_member *m = f->members; m->path; m++) {
                struct json_object *wanted = m->key ? json_get(f->want, m->key) : NULL;
                struct json_object *found = wanted ? json_get(is, m->key) : NULL;
                char *name;

                if (!m->key || !wanted || !can_modify(m, found) || same(wanted, found))
                        continue;
                if (!strcmp(m->key, "log_exports"))
                        json_put(d->settings, m->key, log_types(wanted, found));
                else
                        json_put(d->settings, m->key, json_object_get(wanted));
                name = name_drift(m, wanted, found);
                strlist_add(&d->names, name);
                free(name);
        }
        add_together(f, d);
        return d->names.count > 0;
}

void fingerprint_lost(const struct fingerprint *f, struct json_object *is, struct strlist *lines)
{
        for (const struct rds_member *m = f->members; m->path; m++) {
                struct json_object *wanted = m->key ? json_get(f->want, m->key) : NULL;
                struct json_object *found = wanted ? json_get(is, m->key) : NULL;
                struct text line = TEXT_INIT;

                if (!m->key || !wanted || can_modify(m, found) || same(wanted, found))
                        continue;
                add_name(m->key, &line);
                text_add(&line, ": ");
                add_value(found, &line);
                text_add(&line, ", not ");
                add_value(wanted, &line);
                if (m->fate == RDS_LOST)
                        text_addf(&line, " (%s)", m->why);
                else if (m->modify)
                        text_add(&line, " (somebody has put it on)");
                else if (m->by)
                        text_addf(&line, " (%s did not bring it about)", m->by);
                else
                        text_addf(&line, " (RDS did not take it at the restore)");
                strlist_add(lines, text_str(&line));
                text_release(&line);
        }
}

void fingerprint_describe(const struct fingerprint *f, struct text *out)
{
        struct strlist l = {0};

        for (const struct rds_member *m = f->members; m->path; m++) {
                struct json_object *value = m->key ? json_get(f->want, m->key) : NULL;
                struct text one = TEXT_INIT;

                if (!m->key || is_none(value) || m->fate == RDS_LOST)
                        continue;
                if (json_object_is_type(value, json_type_array))
                        add_counted(m->key, json_count(value), &one);
                else
                        add_name(m->key, &one);
                if (m->kind == RDS_TEXT || m->kind == RDS_NUMBER) {
                        text_add_char(&one, ' ');
                        add_value(value, &one);
                }
                strlist_add(&l, text_str(&one));
                text_release(&one);
        }
        strlist_join(&l, ", ", out);
        strlist_release(&l);
}

struct json_object *fingerprint_at_restore(const struct fingerprint *f)
{
        struct json_object *settings = json_copy(f->want);

        if (json_flag(settings, late))
                json_object_object_del(settings, late);
        return settings;
}

void fingerprint_parameters(const struct fingerprint *f, enum rds_request request,
                            struct json_object *into)
{
        for (const struct rds_member *m = f->members; m->path; m++) {
                struct json_object *value = m->key ? json_get(f->want, m->key) : NULL;
                const char *parameter = rds_parameter(m, request);
                bool is_late = m->key && !strcmp(m->key, late) && json_flag(f->want, late);
                char *name;

                if (is_none(value) || m->fate == RDS_LOST || !parameter ||
                    (request == RDS_RESTORE && is_late) ||
                    (request == RDS_MODIFY && rds_parameter(m, RDS_RESTORE) && !is_late))
                        continue;
                name = xstrndup(parameter, strcspn(parameter, "./"));
                json_put(into, name, json_copy(value));
                free(name);
        }
}

void fingerprint_release(struct fingerprint *f)
{
        json_object_put(f->want);
        *f = (struct fingerprint){0};
}

void drift_release(struct drift *d)
{
        json_object_put(d->settings);
        strlist_release(&d->names);
        *d = (struct drift){0};
}
