/* A database's settings: what is asked for at restore, what is put right after it, what can't be.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "stages/fingerprint.h"

static struct rds_instance active(void)
{
        struct rds_instance db = {
                .id = xstrdup("xy-0146-qa-20260101000000"),
                .engine = xstrdup("postgres"),
                .engine_version = xstrdup("15.4"),
                .instance_class = xstrdup("db.m6g.large"),
                .storage_type = xstrdup("gp3"),
                .maintenance_window = xstrdup("sun:02:00-sun:03:00"),
                .monitoring_role = xstrdup("arn:aws:iam::1:role/m"),
                .storage = 500,
                .max_storage = 1000,
                .iops = 12000,
                .throughput = 500,
                .port = 5433,
                .multi_az = true,
                .iam_auth = true,
                .deletion_protection = true,
                .backup_days = 14,
                .monitoring_interval = 30,
        };

        db.parameter_groups = xcalloc(1, sizeof(*db.parameter_groups));
        db.parameter_groups[0].name = xstrdup("pg15-ours");
        db.parameter_group_count = 1;
        strlist_add(&db.security_groups, "sg-1");
        strlist_add(&db.log_exports, "postgresql");
        return db;
}

static struct rds_snapshot snapshot(const char *version, int64_t storage)
{
        return (struct rds_snapshot){
                .id = xstrdup("snap"),
                .engine = xstrdup("postgres"),
                .engine_version = xstrdup(version),
                .storage = storage,
        };
}

static void asks_for_the_same_at_restore(void **state)
{
        struct rds_instance from = active();
        struct rds_snapshot snap = snapshot("15.4", 100);
        struct rds_restore request = rds_restore_init();
        struct strlist differs = {0};
        struct fingerprint f;
        struct err err = ERR_INIT;

        (void)state;
        fingerprint_init(&f);
        fingerprint_of(&f, &from);
        assert_true(fingerprint_fit(&f, &snap, &from, &differs, &err));
        assert_int_equal(differs.count, 0);
        fingerprint_request(&f, &request);
        assert_string_equal(request.instance_class, "db.m6g.large");
        assert_string_equal(request.parameter_group, "pg15-ours");
        assert_string_equal(request.security_groups->items[0], "sg-1");
        assert_int_equal(request.multi_az, 1);
        assert_int_equal(request.iam_auth, 1);
        assert_int_equal(request.deletion_protection, 1);
        assert_int_equal(request.public, 0);
        assert_int_equal(request.storage, 500);
        assert_int_equal(request.iops, 12000);
        assert_int_equal(request.port, 5433);
        fingerprint_release(&f);
        rds_instance_release(&from);
        rds_snapshot_release(&snap);
}

static void never_below_the_snapshot(void **state)
{
        struct rds_instance from = active();
        struct rds_snapshot snap = snapshot("15.6", 2000);
        struct strlist differs = {0};
        struct fingerprint f;
        struct err err = ERR_INIT;

        (void)state;
        fingerprint_init(&f);
        fingerprint_of(&f, &from);
        assert_true(fingerprint_fit(&f, &snap, &from, &differs, &err));
        assert_int_equal(f.storage, 2000);
        assert_int_equal(f.max_storage, RDS_UNSET);
        assert_string_equal(f.parameter_group, "pg15-ours");
        /* storage, autoscaling, engine version */
        assert_int_equal(differs.count, 3);
        strlist_release(&differs);
        fingerprint_release(&f);
        rds_instance_release(&from);
        rds_snapshot_release(&snap);
}

static void groups_of_another_major_version_stay_behind(void **state)
{
        struct rds_instance from = active();
        struct rds_snapshot snap = snapshot("14.9", 100);
        struct strlist differs = {0};
        struct fingerprint f;
        struct err err = ERR_INIT;

        (void)state;
        fingerprint_init(&f);
        fingerprint_of(&f, &from);
        assert_true(fingerprint_fit(&f, &snap, &from, &differs, &err));
        assert_null(f.parameter_group);
        assert_int_equal(differs.count, 2);
        strlist_release(&differs);
        fingerprint_release(&f);
        rds_instance_release(&from);
        rds_snapshot_release(&snap);
}

static void another_engine_is_refused(void **state)
{
        struct rds_instance from = active();
        struct rds_snapshot snap = snapshot("8.0.35", 100);
        struct strlist differs = {0};
        struct fingerprint f;
        struct err err = ERR_INIT;

        (void)state;
        xreplace(&snap.engine, "mysql");
        fingerprint_init(&f);
        fingerprint_of(&f, &from);
        assert_false(fingerprint_fit(&f, &snap, &from, &differs, &err));
        assert_true(err_is(&err, ERR_REFUSED));
        err_clear(&err);
        strlist_release(&differs);
        fingerprint_release(&f);
        rds_instance_release(&from);
        rds_snapshot_release(&snap);
}

static void small_gp3_volumes_take_no_iops(void **state)
{
        struct rds_instance from = active();
        struct rds_snapshot snap = snapshot("15.4", 100);
        struct strlist differs = {0};
        struct fingerprint f;
        struct err err = ERR_INIT;

        (void)state;
        from.storage = 100;
        from.iops = 3000;
        fingerprint_init(&f);
        fingerprint_of(&f, &from);
        assert_true(fingerprint_fit(&f, &snap, &from, &differs, &err));
        assert_int_equal(f.iops, RDS_UNSET);
        assert_int_equal(f.throughput, RDS_UNSET);
        strlist_release(&differs);
        fingerprint_release(&f);
        rds_instance_release(&from);
        rds_snapshot_release(&snap);
}

static void drift_is_what_the_restore_did_not_take(void **state)
{
        struct rds_instance from = active(), db = active();
        struct rds_snapshot snap = snapshot("15.4", 100);
        struct strlist differs = {0};
        struct fingerprint f;
        struct drift drift;
        struct err err = ERR_INIT;

        (void)state;
        fingerprint_init(&f);
        fingerprint_of(&f, &from);
        assert_true(fingerprint_fit(&f, &snap, &from, &differs, &err));
        assert_false(fingerprint_drift(&f, &db, &drift));
        drift_release(&drift);

        db.monitoring_interval = 0;
        xreplace(&db.monitoring_role, NULL);
        db.iam_auth = false;
        xreplace(&db.maintenance_window, "mon:05:00-mon:06:00");
        strlist_release(&db.log_exports);
        db.log_exports = (struct strlist){0};
        strlist_add(&db.log_exports, "upgrade");
        assert_true(fingerprint_drift(&f, &db, &drift));
        assert_int_equal(drift.modify.monitoring_interval, 30);
        assert_string_equal(drift.modify.monitoring_role, "arn:aws:iam::1:role/m");
        assert_int_equal(drift.modify.iam_auth, 1);
        assert_int_equal(drift.modify.multi_az, RDS_UNSET);
        assert_null(drift.modify.instance_class);
        assert_string_equal(drift.modify.maintenance_window, "sun:02:00-sun:03:00");
        assert_string_equal(drift.modify.enable_log_exports->items[0], "postgresql");
        assert_string_equal(drift.modify.disable_log_exports->items[0], "upgrade");
        drift_release(&drift);
        fingerprint_release(&f);
        rds_instance_release(&from);
        rds_instance_release(&db);
        rds_snapshot_release(&snap);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(asks_for_the_same_at_restore),
                cmocka_unit_test(never_below_the_snapshot),
                cmocka_unit_test(groups_of_another_major_version_stay_behind),
                cmocka_unit_test(another_engine_is_refused),
                cmocka_unit_test(small_gp3_volumes_take_no_iops),
                cmocka_unit_test(drift_is_what_the_restore_did_not_take),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
