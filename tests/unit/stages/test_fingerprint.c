/* A database's settings: what is asked for at restore, what is put right after it, what can't be.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "stages/fingerprint.h"

#define ACTIVE                                                                                     \
        "{'class': 'db.m6g.large', 'storage_type': 'gp3', 'storage': 500, 'max_storage': 1000,"    \
        " 'iops': 12000, 'throughput': 500, 'port': 5433, 'multi_az': true, 'iam_auth': true,"     \
        " 'deletion_protection': true, 'backup_days': 14, 'monitoring_interval': 30,"              \
        " 'monitoring_role': 'arn:aws:iam::1:role/m', 'maintenance_window': "                      \
        "'sun:02:00-sun:03:00',"                                                                   \
        " 'parameter_group': 'pg15-ours', 'security_groups': ['sg-1'], 'public': false,"           \
        " 'processor_features': [{'Name': 'coreCount', 'Value': '2'}],"                            \
        " 'log_exports': ['postgresql'], 'timezone': 'UTC'}"

static struct fingerprint f;
static struct strlist differs;
static struct err err;

static struct json_object *parse(const char *text)
{
        char *copy = xstrdup(text);
        struct json_object *value;

        for (char *c = copy; *c; c++)
                if (*c == '\'')
                        *c = '"';
        if (!json_parse(copy, strlen(copy), &value, &err))
                fail_msg("%s", err_text(&err));
        free(copy);
        return value;
}

static bool fit(const char *settings, const char *engine, const char *version, int64_t storage,
                const char *class)
{
        struct json_object *from = parse(settings);
        struct fingerprint_fit what = {
                .from = "xy-0146-qa-20260101000000",
                .from_engine = "postgres",
                .from_version = "15.4",
                .from_settings = from,
                .snapshot = "snap",
                .engine = engine,
                .version = version,
                .storage = storage,
        };
        bool ok;

        fingerprint_init(&f, rds_instance_members, false);
        fingerprint_of(&f, from);
        if (class)
                json_put_text(f.want, "class", class);
        ok = fingerprint_fit(&f, &what, &differs, &err);
        json_object_put(from);
        return ok;
}

static int clean_up(void **state)
{
        (void)state;
        fingerprint_release(&f);
        strlist_release(&differs);
        differs = (struct strlist){0};
        err_clear(&err);
        return 0;
}

static void all_is_wanted_as_it_is(void **state)
{
        struct json_object *from = parse(ACTIVE);

        (void)state;
        assert_true(fit(ACTIVE, "postgres", "15.4", 100, NULL));
        assert_int_equal(differs.count, 0);
        assert_true(json_same(f.want, from));
        json_object_put(from);
}

static void never_below_the_snapshot(void **state)
{
        (void)state;
        assert_true(fit(ACTIVE, "postgres", "15.6", 2000, NULL));
        assert_int_equal(json_int(f.want, "storage"), 2000);
        assert_null(json_get(f.want, "max_storage"));
        assert_string_equal(json_text(f.want, "parameter_group"), "pg15-ours");
        /* storage, autoscaling, engine version */
        assert_int_equal(differs.count, 3);
}

static void groups_of_another_major_version_stay_behind(void **state)
{
        (void)state;
        assert_true(fit(ACTIVE, "postgres", "14.9", 100, NULL));
        assert_null(json_get(f.want, "parameter_group"));
        assert_int_equal(differs.count, 2);
        assert_non_null(strstr(differs.items[1], "pg15-ours"));
}

static void another_engine_is_refused(void **state)
{
        (void)state;
        assert_false(fit(ACTIVE, "mysql", "8.0.35", 100, NULL));
        assert_true(err_is(&err, ERR_REFUSED));
}

static void small_gp3_volumes_take_no_iops(void **state)
{
        (void)state;
        assert_true(fit("{'storage_type': 'gp3', 'storage': 100, 'iops': 3000, 'throughput': 125}",
                        "postgres", "15.4", 100, NULL));
        assert_null(json_get(f.want, "iops"));
        assert_null(json_get(f.want, "throughput"));
}

static void processor_features_go_with_the_class(void **state)
{
        (void)state;
        assert_true(fit(ACTIVE, "postgres", "15.4", 100, "db.r6g.large"));
        assert_null(json_get(f.want, "processor_features"));
        assert_int_equal(differs.count, 1);
}

static void a_directory_is_joined_in_one_way(void **state)
{
        (void)state;
        assert_true(fit("{'domain': 'd-1', 'domain_role': 'r', 'domain_fqdn': 'a.b',"
                        " 'domain_dns': ['10.0.0.1']}",
                        "postgres", "15.4", 100, NULL));
        assert_string_equal(json_text(f.want, "domain"), "d-1");
        assert_null(json_get(f.want, "domain_fqdn"));
        assert_null(json_get(f.want, "domain_dns"));
        clean_up(NULL);
        assert_true(fit("{'domain': 'd-1', 'domain_secret': 's', 'domain_fqdn': 'a.b',"
                        " 'domain_dns': ['10.0.0.1']}",
                        "postgres", "15.4", 100, NULL));
        assert_null(json_get(f.want, "domain"));
        assert_string_equal(json_text(f.want, "domain_fqdn"), "a.b");
}

static bool protection_differs(const char *was, const char *is, struct strlist *lost)
{
        struct json_object *now = parse(is);
        struct drift drift;
        bool drifts;

        assert_true(fit(was, "postgres", "15.4", 100, NULL));
        drifts = fingerprint_drift(&f, now, &drift);
        fingerprint_lost(&f, now, lost);
        drift_release(&drift);
        json_object_put(now);
        clean_up(NULL);
        return drifts;
}

/* Whoever has protected it meanwhile means it. */
static void protection_is_put_on_and_never_lifted(void **state)
{
        struct strlist lost = {0};

        (void)state;
        assert_true(protection_differs("{'deletion_protection': true}",
                                       "{'deletion_protection': false}", &lost));
        assert_int_equal(lost.count, 0);
        assert_false(protection_differs("{'deletion_protection': false}",
                                        "{'deletion_protection': true}", &lost));
        assert_int_equal(lost.count, 1);
        assert_non_null(strstr(lost.items[0], "(somebody has put it on)"));
        strlist_release(&lost);
}

static void drift_is_what_the_restore_did_not_take(void **state)
{
        struct json_object *is = parse(ACTIVE), *logs;
        struct drift drift;

        (void)state;
        assert_true(fit(ACTIVE, "postgres", "15.4", 100, NULL));
        assert_false(fingerprint_drift(&f, is, &drift));
        drift_release(&drift);

        json_put_int(is, "monitoring_interval", 0);
        json_object_object_del(is, "monitoring_role");
        json_put_flag(is, "iam_auth", false);
        json_put_text(is, "maintenance_window", "mon:05:00-mon:06:00");
        json_put(is, "log_exports", parse("['upgrade']"));
        json_put_flag(is, "public", false);
        assert_true(fingerprint_drift(&f, is, &drift));
        assert_int_equal(json_int(drift.settings, "monitoring_interval"), 30);
        assert_string_equal(json_text(drift.settings, "monitoring_role"), "arn:aws:iam::1:role/m");
        assert_true(json_flag(drift.settings, "iam_auth"));
        assert_null(json_get(drift.settings, "multi_az"));
        assert_null(json_get(drift.settings, "class"));
        assert_null(json_get(drift.settings, "public"));
        assert_string_equal(json_text(drift.settings, "maintenance_window"), "sun:02:00-sun:03:00");
        logs = json_get(drift.settings, "log_exports");
        assert_string_equal(json_line(logs), "{\"EnableLogTypes.member\":[\"postgresql\"],"
                                             "\"DisableLogTypes.member\":[\"upgrade\"]}");
        assert_int_equal(drift.names.count, 5);
        drift_release(&drift);
        json_object_put(is);
}

/* Of two settings that RDS takes only together, the one that has not changed is sent, too. */
static void what_belongs_together_is_sent_together(void **state)
{
        struct json_object *is = parse(ACTIVE);
        struct drift drift;

        (void)state;
        assert_true(fit(ACTIVE, "postgres", "15.4", 100, NULL));
        json_put_int(is, "monitoring_interval", 60);
        assert_true(fingerprint_drift(&f, is, &drift));
        assert_int_equal(json_int(drift.settings, "monitoring_interval"), 30);
        assert_string_equal(json_text(drift.settings, "monitoring_role"), "arn:aws:iam::1:role/m");
        assert_int_equal(drift.names.count, 1);
        drift_release(&drift);
        json_object_put(is);
}

static void what_no_call_puts_right_is_told(void **state)
{
        struct json_object *is = parse(ACTIVE);
        struct strlist lines = {0};

        (void)state;
        assert_true(fit(ACTIVE, "postgres", "15.4", 100, NULL));
        fingerprint_lost(&f, is, &lines);
        assert_int_equal(lines.count, 0);
        json_put_text(is, "timezone", "Europe/Berlin");
        json_put_text(is, "storage_type", "gp2");
        fingerprint_lost(&f, is, &lines);
        assert_int_equal(lines.count, 2);
        assert_string_equal(lines.items[0],
                            "storage type: gp2, not gp3 (RDS did not take it at the restore)");
        assert_string_equal(lines.items[1], "timezone: Europe/Berlin, not UTC (the data's own: as "
                                            "the snapshot has it)");
        strlist_release(&lines);
        json_object_put(is);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test_teardown(all_is_wanted_as_it_is, clean_up),
                cmocka_unit_test_teardown(never_below_the_snapshot, clean_up),
                cmocka_unit_test_teardown(groups_of_another_major_version_stay_behind, clean_up),
                cmocka_unit_test_teardown(another_engine_is_refused, clean_up),
                cmocka_unit_test_teardown(small_gp3_volumes_take_no_iops, clean_up),
                cmocka_unit_test_teardown(processor_features_go_with_the_class, clean_up),
                cmocka_unit_test_teardown(a_directory_is_joined_in_one_way, clean_up),
                cmocka_unit_test_teardown(drift_is_what_the_restore_did_not_take, clean_up),
                cmocka_unit_test_teardown(protection_is_put_on_and_never_lifted, clean_up),
                cmocka_unit_test_teardown(what_belongs_together_is_sent_together, clean_up),
                cmocka_unit_test_teardown(what_no_call_puts_right_is_told, clean_up),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
