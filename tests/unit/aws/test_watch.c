/* Many waiters, few calls. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "helper_aws.h"

#include "engine/aws/watch.h"
#include "engine/base/mem.h"

enum { SERVICES = 25, INSTANCES = 30 };

struct waiter {
        struct fake *f;
        char cluster[16];
        char name[32];
        bool instance, ok, ran;
        struct rds_instance db;
        struct ecs_service service;
        struct err err;
};

static struct waiter waiters[64];
static size_t waiter_count;
static const char *gone; /* a name that is not there */

static void look(void *arg)
{
        struct waiter *w = arg;

        if (w->instance)
                w->ok = watch_instance(w->f->aws, w->name, &w->db, &w->err);
        else
                w->ok = watch_service(w->f->aws, w->cluster, w->name, &w->service, &w->err);
        w->ran = true;
}

static struct waiter *add(struct fake *f, const char *cluster, const char *name)
{
        struct waiter *w = &waiters[waiter_count++];

        *w = (struct waiter){.f = f, .instance = cluster == NULL};
        snprintf(w->cluster, sizeof(w->cluster), "%s", cluster ? cluster : "");
        snprintf(w->name, sizeof(w->name), "%s", name);
        return w;
}

static void start_all(struct fake *f)
{
        for (size_t i = 0; i < waiter_count; i++)
                fiber_start(f->loop, waiters[i].name, look, &waiters[i]);
}

static void done(struct fake *f)
{
        for (size_t i = 0; i < waiter_count; i++) {
                rds_instance_release(&waiters[i].db);
                ecs_service_release(&waiters[i].service);
                err_clear(&waiters[i].err);
        }
        waiter_count = 0;
        gone = NULL;
        fake_free(f);
}

static void answer_services(struct fake *f, const struct sent *s, struct canned *out)
{
        struct text body = TEXT_INIT, failures = TEXT_INIT;
        struct json_object *request, *names;
        struct err err = ERR_INIT;

        (void)f;
        assert_true(json_parse(s->body, strlen(s->body), &request, &err));
        names = json_array(request, "services");
        assert_in_range(json_count(names), 1, 10);
        text_add(&body, "{\"services\":[");
        for (size_t i = json_count(names); i-- > 0;) { /* in another order than asked */
                const char *name = json_object_get_string(json_at(names, i));

                if (gone && strcmp(name, gone) == 0) {
                        text_addf(&failures, "{\"arn\":\"arn:x/%s\",\"reason\":\"MISSING\"}", name);
                        continue;
                }
                text_addf(&body,
                          "%s{\"serviceName\":\"%s\",\"serviceArn\":\"arn:x/%s\",\"status\":"
                          "\"ACTIVE\",\"desiredCount\":1,\"runningCount\":1,\"clusterArn\":\"%s\"}",
                          text_str(&body)[body.len - 1] == '[' ? "" : ",", name, name,
                          json_text(request, "cluster"));
        }
        text_addf(&body, "],\"failures\":[%s]}", text_str(&failures));
        out->status = 200;
        out->body = text_steal(&body);
        text_release(&failures);
        json_object_put(request);
}

static void test_25_services_are_3_calls(void **state)
{
        struct fake *f = fake_new(NULL);
        char name[16];

        (void)state;
        f->answer = answer_services;
        for (int i = 0; i < SERVICES; i++) {
                snprintf(name, sizeof(name), "s%d", i);
                add(f, "main", name);
        }
        add(f, "main", "s3"); /* two who want the same */
        fake_run(f, start_all);
        assert_int_equal(f->sent_count, 3);
        for (size_t i = 0; i < waiter_count; i++) {
                assert_true(waiters[i].ok);
                assert_string_equal(waiters[i].service.name, waiters[i].name);
        }
        done(f);
}

static void test_a_missing_service_is_its_waiters_alone(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        f->answer = answer_services;
        gone = "b";
        add(f, "main", "a");
        add(f, "main", "b");
        add(f, "other", "c");
        fake_run(f, start_all);
        assert_int_equal(f->sent_count, 2); /* a cluster each */
        assert_true(waiters[0].ok);
        assert_false(waiters[1].ok);
        assert_int_equal(waiters[1].err.code, ERR_NOT_FOUND);
        assert_true(waiters[2].ok);
        assert_string_equal(waiters[2].service.cluster_arn, "other");
        done(f);
}

static void answer_instances(struct fake *f, const struct sent *s, struct canned *out)
{
        struct text body = TEXT_INIT;

        (void)f;
        text_add(&body, "<DescribeDBInstancesResponse><DescribeDBInstancesResult><DBInstances>");
        for (const char *v = s->body; (v = strstr(v, "Value.")) != NULL;) {
                char name[64];

                v = strchr(v, '=') + 1;
                snprintf(name, sizeof(name), "%.*s", (int)strcspn(v, "&"), v);
                if (gone && strcmp(name, gone) == 0)
                        continue;
                text_addf(&body,
                          "<DBInstance><DBInstanceIdentifier>%s</DBInstanceIdentifier>"
                          "<DBInstanceStatus>available</DBInstanceStatus><TagList><Tag><Key>k</Key>"
                          "<Value>%s</Value></Tag></TagList></DBInstance>",
                          name, name);
        }
        text_add(&body, "</DBInstances></DescribeDBInstancesResult></DescribeDBInstancesResponse>");
        out->status = 200;
        out->body = text_steal(&body);
}

static void test_30_instances_are_1_call(void **state)
{
        struct fake *f = fake_new(NULL);
        char name[16];

        (void)state;
        f->answer = answer_instances;
        gone = "db7";
        for (int i = 0; i < INSTANCES; i++) {
                snprintf(name, sizeof(name), "db%d", i);
                add(f, NULL, name);
        }
        add(f, NULL, "db0");
        fake_run(f, start_all);
        assert_int_equal(f->sent_count, 1);
        assert_non_null(strstr(f->sent[0].body, "Filters.Filter.1.Name=db-instance-id"
                                                "&Filters.Filter.1.Values.Value.1=db0"
                                                "&Filters.Filter.1.Values.Value.2=db1"));
        assert_null(strstr(f->sent[0].body, "Value.31="));
        for (size_t i = 0; i < waiter_count; i++) {
                struct waiter *w = &waiters[i];

                if (strcmp(w->name, gone) == 0) {
                        assert_int_equal(w->err.code, ERR_NOT_FOUND);
                        continue;
                }
                assert_true(w->ok);
                assert_string_equal(w->db.id, w->name);
                assert_string_equal(tags_get(&w->db.tags, "k"), w->name);
        }
        done(f);
}

static void test_one_instance_is_asked_for_by_name(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        add(f, NULL, "db");
        fake_xml(f, "DescribeDBInstances",
                 "<DBInstances><DBInstance><DBInstanceIdentifier>db</DBInstanceIdentifier>"
                 "<DBInstanceStatus>creating</DBInstanceStatus></DBInstance></DBInstances>");
        fake_run(f, start_all);
        assert_true(waiters[0].ok);
        assert_string_equal(
                f->sent[0].body,
                "Action=DescribeDBInstances&Version=2014-10-31&DBInstanceIdentifier=db");
        done(f);
}

/* Should the filter fail because of one that is gone, the others still get theirs. */
static void test_a_spoiled_filter_falls_back(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        add(f, NULL, "a");
        add(f, NULL, "b");
        fake_xml_error(f, 404, "DBInstanceNotFound", "a not found");
        fake_xml_error(f, 404, "DBInstanceNotFound", "a not found");
        fake_xml(f, "DescribeDBInstances",
                 "<DBInstances><DBInstance><DBInstanceIdentifier>b</DBInstanceIdentifier>"
                 "<DBInstanceStatus>available</DBInstanceStatus></DBInstance></DBInstances>");
        fake_run(f, start_all);
        assert_int_equal(waiters[0].err.code, ERR_NOT_FOUND);
        assert_true(waiters[1].ok);
        done(f);
}

static void test_an_error_goes_to_each(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        add(f, NULL, "a");
        add(f, NULL, "b");
        fake_xml_error(f, 403, "AccessDenied", "no");
        fake_run(f, start_all);
        assert_int_equal(f->sent_count, 1);
        for (int i = 0; i < 2; i++) {
                assert_false(waiters[i].ok);
                assert_int_equal(waiters[i].err.code, ERR_DENIED);
                assert_non_null(waiters[i].err.next);
        }
        done(f);
}

/* Looks that come while others are away are the next call, not lost and not mixed up. */
static void look_late(struct fake *f)
{
        fiber_start(f->loop, "early", look, &waiters[0]);
        fiber_sleep(f->loop, 25); /* gathered and sent, not answered */
        assert_false(waiters[0].ran);
        fiber_start(f->loop, "late", look, &waiters[1]);
}

static void test_late_looks_go_next(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        f->answer = answer_services;
        f->latency = 1000;
        add(f, "main", "a");
        add(f, "main", "b");
        fake_run(f, look_late);
        assert_int_equal(f->sent_count, 2);
        assert_true(waiters[0].ok && waiters[1].ok);
        done(f);
}

static void pauses(struct fake *f)
{
        int64_t point;

        assert_int_equal(watch_pause(f->aws, 0), 0);
        for (int i = 1; i <= 20; i++) {
                fiber_sleep(f->loop, 137);
                assert_in_range(watch_pause(f->aws, i), 1000, 3000);
        }
        point = loop_ticks(f->loop) + watch_pause(f->aws, 1);
        fiber_sleep(f->loop, 1);
        assert_int_equal(loop_ticks(f->loop) + watch_pause(f->aws, 1), point);
        assert_in_range(watch_pause(f->aws, 21), 5000, 7000);
}

static void test_pauses_meet(void **state)
{
        static const char *const env[] = {"AWS_ACCESS_KEY_ID",
                                          "A",
                                          "AWS_SECRET_ACCESS_KEY",
                                          "S",
                                          "AWS_REGION",
                                          "eu-central-1",
                                          "SNAPLIFT_POLL",
                                          "2s",
                                          NULL};
        struct fake *f = fake_new(env);

        (void)state;
        fake_run(f, pauses);
        done(f);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_25_services_are_3_calls),
                cmocka_unit_test(test_a_missing_service_is_its_waiters_alone),
                cmocka_unit_test(test_30_instances_are_1_call),
                cmocka_unit_test(test_one_instance_is_asked_for_by_name),
                cmocka_unit_test(test_a_spoiled_filter_falls_back),
                cmocka_unit_test(test_an_error_goes_to_each),
                cmocka_unit_test(test_late_looks_go_next),
                cmocka_unit_test(test_pauses_meet),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
