/*
 * A database with every carried member set to something else than usual: what the restore and the
 * modification after it send has all of it, as the table of rds_members.h says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/query.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/fingerprint.h"

static const struct operation restore = {SERVICE_RDS, "Restore", true};

/* --- a reply with all members --- */

static struct xml_node *add_node(struct xml_node *parent, const char *name)
{
        struct xml_node *node = xcalloc(1, sizeof(*node)), **end = &parent->child;

        node->name = xstrdup(name);
        node->mark = xml_mark(name, strlen(name));
        while (*end)
                end = &(*end)->next;
        *end = node;
        return node;
}

static struct xml_node *have_node(struct xml_node *node, const char *path)
{
        char *parts = xstrdup(path), *left = parts, *part;

        while ((part = strsep(&left, "/"))) {
                struct xml_node *child = xml_child(node, part);

                node = child ? child : add_node(node, part);
        }
        free(parts);
        return node;
}

static void add_parts(const struct rds_member *m, struct xml_node *node)
{
        char *parts = xstrdup(m->parts), *left = parts, *part;

        while ((part = strsep(&left, " ")))
                add_node(node, part)->text = xasprintf("%s-%s", m->key, part);
        free(parts);
}

static char *scalar(const struct rds_member *m, int n)
{
        if (!strcmp(m->key, "storage_type"))
                return xstrdup("gp3");
        switch (m->kind) {
        case RDS_NUMBER:
                return xasprintf("%d", !strcmp(m->key, "max_storage") ? 9000 : 1000 + n);
        case RDS_FLAG:
                return xstrdup(text_same(m->usual, "true") ? "false" : "true");
        case RDS_ENABLED:
                return xstrdup("enabled");
        default:
                return xasprintf("the %s & more", m->key);
        }
}

static void set_member(const struct rds_member *m, int n, struct xml_node *root)
{
        struct xml_node *node = have_node(root, m->path);

        if (m->kind == RDS_NAMES || m->kind == RDS_STRUCTS || m->kind == RDS_STRUCT) {
                if (m->parts)
                        add_parts(m, node);
                else
                        node->text = xasprintf("%s-one", m->key);
        } else {
                node->text = scalar(m, n);
        }
}

/* Of a tree made by hand, below. */
static void free_tree(struct xml_node *node)
{
        while (node) {
                struct xml_node *next = node->next;

                free_tree(node->child);
                free(node->name);
                free(node->text);
                free(node);
                node = next;
        }
}

/* one_way: how the directory is joined. */
static struct json_object *all_set(const struct rds_member *members, bool own_directory)
{
        struct xml_node *root = xcalloc(1, sizeof(*root));
        struct json_object *settings = NULL;
        struct err err = ERR_INIT;
        int n = 0;

        root->name = xstrdup("Database");
        for (const struct rds_member *m = members; m->path; m++, n++) {
                bool own = m->key &&
                           (!strcmp(m->key, "domain_secret") || !strcmp(m->key, "domain_fqdn") ||
                            !strcmp(m->key, "domain_ou") || !strcmp(m->key, "domain_dns"));
                bool aws = m->key && (!strcmp(m->key, "domain") || !strcmp(m->key, "domain_role"));

                if (m->key && !(own && !own_directory) && !(aws && own_directory))
                        set_member(m, n, root);
        }
        if (!rds_settings_read(members, root, &settings, &err))
                fail_msg("%s", err_text(&err));
        free_tree(root);
        return settings;
}

/* --- what is sent --- */

static char *form(const struct rds_member *members, enum rds_request request,
                  struct json_object *settings)
{
        struct query q;

        query_begin(&q, &restore, NULL);
        rds_settings_send(members, request, settings, &q);
        text_add_char(&q.form, '&');
        return text_steal(&q.form);
}

static bool has_parameter(const char *sent, const char *parameter, struct json_object *value)
{
        struct query one;
        char *part;
        bool found;

        query_begin(&one, &restore, NULL);
        one.form.len = 0;
        query_json(&one, parameter, value);
        part = xasprintf("&%s&", text_str(&one.form));
        found = strstr(sent, part) != NULL;
        free(part);
        text_release(&one.form);
        return found;
}

static void all_are_sent(const struct rds_member *members, bool own_directory)
{
        struct json_object *from = all_set(members, own_directory);
        struct json_object *none = json_object_new_object();
        struct fingerprint_fit fit = {.from = "old",
                                      .from_engine = "postgres",
                                      .from_version = "15.4",
                                      .from_settings = from,
                                      .snapshot = "snap",
                                      .engine = "postgres",
                                      .version = "15.4",
                                      .storage = 100};
        struct strlist lines = {0};
        struct fingerprint f;
        struct drift drift;
        struct err err = ERR_INIT;
        char *restored, *modified;

        fingerprint_init(&f, members, false);
        fingerprint_of(&f, from);
        assert_true(fingerprint_fit(&f, &fit, &lines, &err));
        assert_int_equal(lines.count, 0);
        assert_true(fingerprint_drift(&f, none, &drift));
        restored = form(members, RDS_RESTORE, f.want);
        modified = form(members, RDS_MODIFY, drift.settings);
        for (const struct rds_member *m = members; m->path; m++) {
                struct json_object *value = m->key ? json_get(from, m->key) : NULL;

                if (m->fate != RDS_CARRIED || !value)
                        continue;
                if (m->restore && !has_parameter(restored, m->restore, value))
                        fail_msg("%s is not in the restore: %s", m->path, restored);
                /* what is off already is not modified; log types are a change, not a value */
                if (m->modify && !json_object_is_type(value, json_type_array) &&
                    !has_parameter(modified, m->modify, value))
                        fail_msg("%s is not in the modification: %s", m->path, modified);
                if (m->by && !strcmp(m->key, "roles")) {
                        struct json_object *roles = fingerprint_missing(&f, none, m->key);

                        assert_int_equal(json_count(roles), 1);
                        json_object_put(roles);
                }
                if (!m->restore && !m->modify && !m->by)
                        fail_msg("%s is said to be carried and nothing carries it", m->path);
        }
        drift_release(&drift);

        /* taken on, there is nothing left to do or to tell */
        assert_false(fingerprint_drift(&f, from, &drift));
        fingerprint_lost(&f, from, &lines);
        assert_int_equal(lines.count, 0);
        drift_release(&drift);
        fingerprint_release(&f);
        json_object_put(from);
        json_object_put(none);
        free(restored);
        free(modified);
}

static void of_an_instance(void **state)
{
        (void)state;
        all_are_sent(rds_instance_members, false);
        all_are_sent(rds_instance_members, true);
}

static void of_a_cluster(void **state)
{
        (void)state;
        all_are_sent(rds_cluster_members, false);
}

/* An instance of a cluster gets what CreateDBInstance takes, and nothing that is the cluster's. */
static void of_an_instance_of_a_cluster(void **state)
{
        struct json_object *from = all_set(rds_instance_members, false);
        struct fingerprint f;
        char *created;

        (void)state;
        fingerprint_init(&f, rds_instance_members, true);
        fingerprint_of(&f, from);
        created = form(rds_instance_members, RDS_CREATE, f.want);
        for (const struct rds_member *m = rds_instance_members; m->path; m++) {
                if (m->create)
                        assert_true(has_parameter(created, m->create, json_get(from, m->key)));
                else if (m->key)
                        assert_null(json_get(f.want, m->key));
        }
        fingerprint_release(&f);
        json_object_put(from);
        free(created);
}

static void what_is_lost_is_told_with_its_reason(void **state)
{
        struct json_object *from = all_set(rds_instance_members, false);
        struct json_object *none = json_object_new_object();
        struct strlist lines = {0};
        struct text all = TEXT_INIT;
        struct fingerprint f;

        (void)state;
        fingerprint_init(&f, rds_instance_members, false);
        fingerprint_of(&f, from);
        fingerprint_lost(&f, none, &lines);
        strlist_join(&lines, "\n", &all);
        for (const struct rds_member *m = rds_instance_members; m->path; m++) {
                if (m->fate == RDS_LOST && !strstr(text_str(&all), m->why))
                        fail_msg("%s is not told", m->path);
        }
        text_release(&all);
        strlist_release(&lines);
        fingerprint_release(&f);
        json_object_put(from);
        json_object_put(none);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(of_an_instance),
                cmocka_unit_test(of_a_cluster),
                cmocka_unit_test(of_an_instance_of_a_cluster),
                cmocka_unit_test(what_is_lost_is_told_with_its_reason),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
