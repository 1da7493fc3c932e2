/*
 * The policy that permissions.h writes is enough, and none of it is too much: with it a promotion
 * and its rollback pass; with any single action taken out, one of them is refused or reports what
 * it could not do, and names that action. Proven by the stand-in's own reading of IAM.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/ecs.h"
#include "engine/aws/rds.h"
#include "engine/aws/ssm.h"
#include "engine/aws/stack_lock.h"
#include "engine/base/mem.h"
#include "stages/permissions.h"
#include "stages/sweep_file.h"
#include "stages/table.h"
#include "tests/sim/helper_cluster.h"
#include "tests/sim/helper_promotion.h"

#define STACK "xy-0146-qa"
#define KEY "AKIAIOSFODNN7EXAMPLE"
#define SECRET "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
#define INPUTS "'services': ['web', 'worker'], 'scheduled': 'report', 'account': '123456789012'"
#define CLUSTER "arn:aws:ecs:us-east-1:123456789012:cluster/xy-0146-qa"
#define STARTS_WEB                                                                                 \
        "'EcsParameters': {'TaskDefinitionArn':"                                                   \
        " 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:1'}"
#define SCHEDULED                                                                                  \
        ", 'rules': [{'Name': 'nightly', 'ScheduleExpression': 'rate(1 day)', 'Targets': [{"       \
        "'Id': 'a', 'Arn': '" CLUSTER "', " STARTS_WEB "}]}],"                                     \
        " 'schedules': [{'Name': 'hourly', 'GroupName': 'jobs', 'State': 'ENABLED',"               \
        " 'ScheduleExpression': 'rate(1 hour)', 'FlexibleTimeWindow': {'Mode': 'OFF'},"            \
        " 'Target': {'Arn': '" CLUSTER                                                             \
        "', 'RoleArn': 'arn:aws:iam::123456789012:role/s', " STARTS_WEB                            \
        "}}], 'alarms': [{'AlarmName': 'errors', 'StateValue': 'OK',"                              \
        " 'MetricName': 'e', 'Namespace': 'n'}]"
#define ALARMS "'alarms': {'alarmNames': ['errors'], 'enable': true, 'rollback': true}"
#define SHIFTED                                                                                    \
        "2, 'deploymentConfiguration': {'strategy': 'BLUE_GREEN', 'bakeTimeInMinutes': 5, " ALARMS \
        ", 'lifecycleHooks': [{'targetType': 'PAUSE',"                                             \
        " 'lifecycleStages': ['POST_TEST_TRAFFIC_SHIFT']}]}"
#define FAILS                                                                                      \
        ", 'faults': [{'when': {'operation': 'RestoreDBInstanceFromDBSnapshot'},"                  \
        " 'do': 'fail-status', 'status': 'incompatible-restore'}]"

#define LOST                                                                                       \
        ", 'faults': [{'when': {'operation': 'RegisterTaskDefinition', 'nth': 3},"                 \
        " 'do': 'drop-after'}]" /* the seed makes two */

/* What may become of a promotion. Each action has a part in one of these. */
struct story {
        const char *web; /* the service's desired count and more */
        const char *more;
        const char *inputs;
        bool lost; /* the active database is not there any more */
        enum run_end end;
        bool returned; /* once it has succeeded, it is put back */
        bool cluster;  /* the databases are Aurora clusters */
};

static const struct story stories[] = {
        {"2", SCHEDULED, "{" INPUTS "}", false, RUN_SUCCEEDED},
        {SHIFTED, SCHEDULED, "{" INPUTS ", 'continue_hooks': ['all']}", false, RUN_SUCCEEDED},
        {SHIFTED, SCHEDULED, "{" INPUTS "}", false, RUN_ROLLED_BACK},
        {"2", NULL, "{" INPUTS ", 'images': {'web': 'web:bad'}}", false, RUN_ROLLED_BACK},
        {"2", FAILS, "{" INPUTS "}", false, RUN_ROLLED_BACK},
        {"2", LOST, "{" INPUTS "}", false, RUN_SUCCEEDED},
        {"2", NULL, "{" INPUTS "}", true, RUN_ROLLED_BACK},
        {"2", NULL, "{" INPUTS ", 'source': 'nowhere'}", false, RUN_ROLLED_BACK},
        {"2", NULL, "{" INPUTS ", 'keep_for': '7d', 'keep': 'stopped'}", false, RUN_ROLLED_BACK,
         true},
        {"2", NULL, "{" INPUTS ", 'keep_for': '7d', 'keep': 'snapshot'}", false, RUN_ROLLED_BACK,
         true},
        {NULL, NULL, "{" INPUTS ", 'keep_for': '7d', 'keep': 'stopped'}", false, RUN_ROLLED_BACK,
         true, true},
        {NULL, NULL, "{" INPUTS ", 'keep_for': '7d', 'keep': 'snapshot'}", false, RUN_ROLLED_BACK,
         true, true},
};

/* Needed, and not to be shown here. */
static const char *const beyond[] = {
        /* that RDS tells tags in its lists without it is written nowhere */
        "rds:ListTagsForResource",
        /* the stand-in restores with the parameter group in force */
        "rds:RebootDBInstance",
        /* every run does without; only one whose store is lost (resume --stack) does not */
        "ssm:GetParameterHistory",
};

static struct pipeline *read_pipeline(const char *name)
{
        static char bytes[1 << 16];
        char *path = xasprintf(SOURCE_DIR "/pipelines/%s", name);
        FILE *file = fopen(path, "rb");
        struct diagnostics d = {0};
        struct pipeline *p;
        size_t len;

        assert_non_null(file);
        len = fread(bytes, 1, sizeof(bytes) - 1, file);
        bytes[len] = '\0';
        fclose(file);
        free(path);
        if (!strcmp(name, "sweep.yml")) /* what the command runs */
                assert_non_null(strstr(bytes, sweep_file));
        p = pipeline_parse(name, bytes, len, stage_types, &d);
        assert_non_null(p);
        diagnostics_release(&d);
        return p;
}

static struct json_object *policy_of(const char *name, const char *inputs, bool cluster)
{
        struct pipeline *p = read_pipeline(name);
        struct permissions_question q = {
                .pipeline = p, .account = "123456789012", .cluster = cluster};
        struct json_object *given = sim_json(inputs), *policy;
        struct diagnostics d = {0};
        struct err err = ERR_INIT;
        struct stack stack;

        assert_true(stack_parse(STACK, &stack, &err));
        q.stack = &stack;
        assert_true(pipeline_bind(p, &stack, given, &q.inputs, &d));
        policy = permissions_policy(&q, PERMISSIONS_ALL);
        json_object_put(given);
        json_object_put(q.inputs);
        diagnostics_release(&d);
        pipeline_free(p);
        return policy;
}

static struct json_object *policy_for(const struct story *story)
{
        return policy_of("promote.yml", story->inputs, story->cluster);
}

/* --- the world, and what happens in it --- */

/* Services whose tasks have roles, a circuit breaker and an alarm; a database that has a role. */
static const char *admin_environment(void *arg, const char *name)
{
        (void)arg;
        if (!strcmp(name, "AWS_ACCESS_KEY_ID"))
                return "AKIAADMIN";
        if (!strcmp(name, "AWS_SECRET_ACCESS_KEY"))
                return "admin";
        if (!strcmp(name, "AWS_REGION"))
                return "us-east-1";
        return strcmp(name, "AWS_ENDPOINT_URL") ? NULL : "http://stand.in";
}

static void furnish(struct sim_world *w, void *arg)
{
        struct aws *aws = arg;
        struct json_object *definition = NULL, *request;
        struct ecs_update update = {.cluster = STACK, .service = "worker", .desired = -1};
        struct err err = ERR_INIT;
        char *arn = NULL;

        (void)w;
        if (!ecs_describe_task_definition(aws, "worker", &definition, NULL, &err))
                fail_msg("%s", err_text(&err));
        request = json_object_new_object();
        json_put_text(request, "family", "worker");
        json_put(request, "containerDefinitions",
                 json_copy(json_get(definition, "containerDefinitions")));
        json_put_text(request, "executionRoleArn", "arn:aws:iam::123456789012:role/tasks");
        if (!ecs_register_task_definition(aws, request, &arn, &err))
                fail_msg("%s", err_text(&err));
        update.task_definition = arn;
        if (!ecs_update_service(aws, &update, NULL, &err) ||
            !rds_add_role_to_instance(aws, OLD, "arn:aws:iam::123456789012:role/import", "s3Import",
                                      &err))
                fail_msg("%s", err_text(&err));
        json_object_put(definition);
        json_object_put(request);
        free(arn);
}

static void lose_active(struct sim_world *w, void *arg)
{
        struct err err = ERR_INIT;

        (void)w;
        if (!ssm_put(arg, "/" STACK "/db/active-timestamp", "String", "20261002000000", true, NULL,
                     NULL, &err))
                fail_msg("%s", err_text(&err));
}

static struct sim_world *world_with(const struct story *story, struct json_object *policy)
{
        char *more = xasprintf(", 'account': '123456789012', 'users': ["
                               "{'access_key': 'AKIAADMIN', 'secret_key': 'admin'},"
                               "{'access_key': '" KEY "', 'secret_key': '" SECRET
                               "', 'policies': [%s]}]%s",
                               json_line(policy), story->more ? story->more : "");
        struct sim_world *w = story->cluster ? cluster_world_by_form(CLUSTER_RICH, more)
                                             : promotion_world_of(story->web, more);
        struct aws_options options = {
                .loop = w->loop, .transport = w->transport, .env = admin_environment};
        struct err err = ERR_INIT;
        struct aws *admin = aws_new(&options, &err);

        if (!admin)
                fail_msg("%s", err_text(&err));
        sim_do(w, story->cluster ? cluster_add_extras : furnish, admin);
        if (story->lost)
                sim_do(w, lose_active, admin);
        sim_pass(w, 3600000);
        aws_free(admin);
        free(more);
        return w;
}

struct happened {
        enum run_end end;
        struct text told; /* events and the error */
};

static void play(const struct story *story, struct json_object *policy, struct happened *out)
{
        struct sim_world *w = world_with(story, policy);
        struct sim_result r, back;

        sim_run(w, "promote", STACK, story->inputs, &r);
        if (story->returned && r.end == RUN_SUCCEEDED) {
                sim_return(w, r.id, &back);
                sim_result_release(&r);
                r = back;
        }
        out->end = r.end;
        out->told = (struct text)TEXT_INIT;
        text_addf(&out->told, "%s%s", text_str(&w->events), err_text(&r.err));
        sim_result_release(&r);
        sim_world_free(w);
}

static bool was_denied(const struct happened *h, const char *action)
{
        char *words = xasprintf("perform: %s ", action);
        bool found = strstr(text_str(&h->told), words) != NULL;

        free(words);
        return found;
}

/* --- all of it, and all but one --- */

static struct json_object *without(struct json_object *policy, const char *action)
{
        struct json_object *copy = json_copy(policy), *kept = json_object_new_array();
        struct json_object *statements = json_array(copy, "Statement");

        for (size_t i = 0; i < json_count(statements); i++) {
                struct json_object *one = json_at(statements, i), *list = json_array(one, "Action");

                for (size_t k = json_count(list); k-- > 0;)
                        if (!strcmp(json_object_get_string(json_at(list, k)), action))
                                json_object_array_del_idx(list, k, 1);
                if (json_count(list))
                        json_object_array_add(kept, json_object_get(one));
        }
        json_put(copy, "Statement", kept);
        return copy;
}

static void list_actions(struct json_object *policy, struct strlist *out)
{
        struct json_object *statements = json_array(policy, "Statement");

        for (size_t i = 0; i < json_count(statements); i++) {
                struct json_object *list = json_array(json_at(statements, i), "Action");

                for (size_t k = 0; k < json_count(list); k++) {
                        const char *action = json_object_get_string(json_at(list, k));

                        if (!strlist_has(out, action))
                                strlist_add(out, action);
                }
        }
}

static void with_the_policy_all_passes(void **state)
{
        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(stories); i++) {
                struct json_object *policy = policy_for(&stories[i]);
                struct happened h;

                play(&stories[i], policy, &h);
                if (h.end != stories[i].end || strstr(text_str(&h.told), "not authorized"))
                        fail_msg("story %zu ended as %d:\n%s", i, h.end,
                                 text_str(&h.told) + (h.told.len > 900 ? h.told.len - 900 : 0));
                text_release(&h.told);
                json_object_put(policy);
        }
}

/* Whether some story misses that action, and says so. */
static bool is_missed(const char *action)
{
        bool denied = false;

        for (size_t i = 0; !denied && i < ARRAY_LEN(stories); i++) {
                struct json_object *policy = policy_for(&stories[i]);
                struct json_object *less = without(policy, action);
                struct happened h;

                play(&stories[i], less, &h);
                denied = was_denied(&h, action);
                text_release(&h.told);
                json_object_put(policy);
                json_object_put(less);
        }
        return denied;
}

static bool is_beyond(const char *action)
{
        for (size_t i = 0; i < ARRAY_LEN(beyond); i++)
                if (!strcmp(beyond[i], action))
                        return true;
        return false;
}

static void without_any_action_it_is_named(void **state)
{
        struct strlist actions = {0}, unmissed = {0};
        struct text text = TEXT_INIT;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(stories); i++) {
                struct json_object *policy = policy_for(&stories[i]);

                list_actions(policy, &actions);
                json_object_put(policy);
        }
        assert_true(actions.count > 40);
        for (size_t i = 0; i < actions.count; i += sim_every())
                if (!is_beyond(actions.items[i]) && !is_missed(actions.items[i]))
                        strlist_add(&unmissed, actions.items[i]);
        strlist_join(&unmissed, " ", &text);
        if (unmissed.count)
                fail_msg("of %zu actions, not missed when taken out: %s", actions.count,
                         text_str(&text));
        text_release(&text);
        strlist_release(&actions);
        strlist_release(&unmissed);
}

/* --- a sweep, in its own name --- */

static void sweeps(const char *keep, int64_t later, enum run_end expected)
{
        static const struct story story = {.web = "2"};
        struct json_object *policy = policy_of("sweep.yml", "{}", false);
        struct sim_world *w = world_with(&story, policy);
        struct aws_options options = {
                .loop = w->loop, .transport = w->transport, .env = admin_environment};
        struct err err = ERR_INIT;
        struct aws *admin = aws_new(&options, &err);
        struct accounts *accounts = accounts_new(admin);
        struct run_lock lock = stack_lock(admin), own = w->lock;
        struct sim_result r;

        w->setup.world = accounts;
        w->setup.lock = &lock;
        sim_run(w, "promote", STACK, keep, &r);
        sim_assert_end(&r, RUN_SUCCEEDED);
        sim_result_release(&r);
        sim_pass(w, later);
        w->setup.world = w->accounts;
        w->setup.lock = &own;
        sim_run(w, sweep_file, STACK, "{}", &r);
        sim_assert_end(&r, expected);
        assert_null(strstr(text_str(&w->events), "not authorized"));
        assert_null(strstr(text_str(&w->events), "left " STACK));
        sim_result_release(&r);
        accounts_free(accounts);
        aws_free(admin);
        sim_world_free(w);
        json_object_put(policy);
}

static void a_sweep_passes_with_its_own(void **state)
{
        const int64_t day = 24 * 3600 * 1000LL;

        (void)state;
        sweeps("{" INPUTS ", 'keep_for': '1d', 'keep': 'running'}", 2 * day, RUN_SUCCEEDED);
        sweeps("{" INPUTS ", 'keep_for': '1d', 'keep': 'stopped'}", 2 * day, RUN_SUCCEEDED);
        sweeps("{" INPUTS ", 'keep_for': '9d', 'keep': 'stopped'}", 8 * day, RUN_SUCCEEDED);
        sweeps("{" INPUTS ", 'keep_for': '1d', 'keep': 'snapshot'}", 2 * day, RUN_SUCCEEDED);
        sweeps("{" INPUTS ", 'keep_for': '9d', 'keep': 'running'}", 2 * day, RUN_UNCHANGED);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(with_the_policy_all_passes),
                cmocka_unit_test(without_any_action_it_is_named),
                cmocka_unit_test(a_sweep_passes_with_its_own),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
