/* Endpoints are where botocore has them: asked for every region, service and combination where it
 * is installed; settings by hand. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "helper_files.h"

#include "engine/aws/endpoint.h"
#include "engine/base/mem.h"

enum { FIELDS = 7, NO_BOTOCORE = 77 };

struct seen {
        int rules, clients, rows, partitions;
};

/* SIGNING_NAME REGION FIPS DUAL URL SIGNING_REGION */
static void compare_endpoint(char *const *field)
{
        const struct service service = {.name = field[1], .endpoint = field[1]};
        char *url = NULL, *region = NULL;
        struct err err = ERR_INIT;
        bool found = endpoint_by_region(&service, field[2], *field[3] == '1', *field[4] == '1',
                                        &url, &region, &err);

        if (found != (strcmp(field[5], "-") != 0) || (found && strcmp(url, field[5]) != 0) ||
            (found && strcmp(region, field[6]) != 0))
                fail_msg("%s %s fips %s dual-stack %s: %s, signed for %s; botocore has %s, %s",
                         field[1], field[2], field[3], field[4], found ? url : err_text(&err),
                         found ? region : "none", field[5], field[6]);
        err_clear(&err);
        free(url);
        free(region);
}

static const struct service *service_named(const char *name)
{
        for (int i = 0; i < SERVICE_COUNT; i++) {
                if (strcmp(services[i].name, name) == 0)
                        return &services[i];
        }
        if (strcmp(service_sso.name, name) == 0)
                return &service_sso;
        return strcmp(service_sso_oidc.name, name) == 0 ? &service_sso_oidc : NULL;
}

/* NAME SIGNING_NAME VARIABLE CONFIG_KEY VERSION TARGET */
static void compare_row(char *const *field, struct seen *seen)
{
        const struct service *s = service_named(field[1]);
        char *variable;

        if (!s)
                return; /* not spoken to yet */
        seen->rows++;
        variable = xasprintf("AWS_ENDPOINT_URL_%s", s->variable);
        assert_string_equal(s->endpoint, field[2]);
        assert_string_equal(variable, field[3]);
        assert_string_equal(s->config_key, field[4]);
        if (s->version)
                assert_string_equal(s->version, field[5]);
        if (s->target)
                assert_string_equal(s->target, field[6]);
        free(variable);
}

static void compare_line(char *line, struct seen *seen)
{
        char *field[FIELDS] = {0}, *save = NULL;
        size_t count = 0;

        for (char *f = strtok_r(line, "\t\n", &save); f; f = strtok_r(NULL, "\t\n", &save)) {
                assert_true(count < FIELDS);
                field[count++] = f;
        }
        if (strcmp(field[0], "partition") == 0) {
                assert_string_equal(region_partition(field[1]), field[2]);
                seen->partitions++;
        } else if (strcmp(field[0], "row") == 0) {
                compare_row(field, seen);
        } else {
                compare_endpoint(field);
                seen->rules += strcmp(field[0], "rule") == 0;
                seen->clients += strcmp(field[0], "client") == 0;
        }
}

static void test_all_beside_botocore(void **state)
{
        FILE *python = popen("python3 " SOURCE_DIR "/tests/unit/aws/endpoints.py 2>/dev/null", "r");
        struct seen seen = {0};
        char line[512];
        int status;

        (void)state;
        assert_non_null(python);
        while (fgets(line, sizeof(line), python))
                compare_line(line, &seen);
        status = pclose(python);
        if (WIFEXITED(status) &&
            (WEXITSTATUS(status) == NO_BOTOCORE || WEXITSTATUS(status) == 127)) {
                printf("skip - endpoints beside botocore: python3 has no botocore\n");
                return;
        }
        assert_int_equal(status, 0);
        /* 14 services, 8 partitions with over 50 regions, four combinations; 12 with clients, which
         * in two partitions know of no dual-stack. */
        assert_true(seen.partitions >= 50);
        assert_true(seen.rules >= 14 * 50 * 4);
        assert_true(seen.clients >= 12 * (6 * 4 + 2 * 2));
        assert_int_equal(seen.rows, SERVICE_COUNT + 2);
}

/* Some of them by hand, for where botocore is not. */
static void test_some(void **state)
{
        static const struct {
                enum aws_service service;
                const char *region;
                bool fips, dual;
                const char *url;
        } cases[] = {
                {SERVICE_RDS, "eu-central-1", 0, 0, "https://rds.eu-central-1.amazonaws.com"},
                {SERVICE_RDS, "us-east-1", 1, 0, "https://rds-fips.us-east-1.amazonaws.com"},
                {SERVICE_RDS, "us-gov-west-1", 1, 0, "https://rds.us-gov-west-1.amazonaws.com"},
                {SERVICE_RDS, "us-east-1", 1, 1, "https://rds-fips.us-east-1.api.aws"},
                {SERVICE_ECS, "cn-north-1", 0, 1,
                 "https://ecs.cn-north-1.api.amazonwebservices.com.cn"},
                {SERVICE_STS, "us-isob-east-1", 0, 0, "https://sts.us-isob-east-1.sc2s.sgov.gov"},
                {SERVICE_CLOUDWATCH, "eusc-de-east-1", 0, 0,
                 "https://monitoring.eusc-de-east-1.amazonaws.eu"},
                {SERVICE_EVENTS, "us-gov-east-1", 1, 0,
                 "https://events.us-gov-east-1.amazonaws.com"},
                {SERVICE_SECRETS, "eu-west-1", 0, 1,
                 "https://secretsmanager.eu-west-1.amazonaws.com"},
                {SERVICE_SSM, "us-iso-east-1", 1, 0, "https://ssm-fips.us-iso-east-1.c2s.ic.gov"},
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                struct err err = ERR_INIT;
                char *url = NULL;

                assert_true(endpoint_by_region(&services[cases[i].service], cases[i].region,
                                               cases[i].fips, cases[i].dual, &url, NULL, &err));
                assert_string_equal(url, cases[i].url);
                free(url);
        }
}

/* --- settings --- */

#define USUAL                                                                                      \
        FILES, "AWS_ACCESS_KEY_ID", "A", "AWS_SECRET_ACCESS_KEY", "S", "AWS_REGION", "us-east-1"

static void expect_url(const char *const *env, const char *url, const char *region)
{
        struct fake *f = fake_new(env);

        call_well(f);
        assert_string_equal(f->sent[0].url, url);
        assert_string_equal(f->sent[0].region, region);
        fake_free(f);
}

static void test_variants(void **state)
{
        const char *const by_env[] = {
                USUAL, "AWS_USE_FIPS_ENDPOINT", "TRUE", "AWS_USE_DUALSTACK_ENDPOINT", "true", NULL};
        const char *const by_profile[] = {USUAL, NULL};
        const char *const env_wins[] = {USUAL, "AWS_USE_FIPS_ENDPOINT", "false", NULL};

        (void)state;
        expect_url(by_env, "https://ssm-fips.us-east-1.api.aws/", "us-east-1");
        write_file(config_path, "[default]\nuse_fips_endpoint = true\n");
        expect_url(by_profile, "https://ssm-fips.us-east-1.amazonaws.com/", "us-east-1");
        expect_url(env_wins, "https://ssm.us-east-1.amazonaws.com/", "us-east-1");
        write_file(config_path, "[default]\nuse_dualstack_endpoint = true\n");
        expect_url(by_profile, "https://ssm.us-east-1.api.aws/", "us-east-1");
        clear_home();
}

#define CONFIG                                                                                     \
        "[default]\nendpoint_url = http://all:1\nservices = local\n"                               \
        "[services local]\nssm =\n  endpoint_url = http://ssm:2/\n"

static void test_urls_of_ones_own(void **state)
{
        const char *const none[] = {USUAL, NULL};
        const char *const all[] = {USUAL, "AWS_ENDPOINT_URL", "http://env:3/", NULL};
        const char *const one[] = {USUAL,           "AWS_ENDPOINT_URL",
                                   "http://env:3/", "AWS_ENDPOINT_URL_SSM",
                                   "https://ssm:4", NULL};
        const char *const ignored[] = {USUAL,           "AWS_ENDPOINT_URL",
                                       "http://env:3/", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
                                       "true",          NULL};

        (void)state;
        write_file(config_path, CONFIG);
        expect_url(none, "http://ssm:2/", "us-east-1");
        expect_url(all, "http://env:3/", "us-east-1");
        expect_url(one, "https://ssm:4/", "us-east-1");
        expect_url(ignored, "https://ssm.us-east-1.amazonaws.com/", "us-east-1");
        write_file(config_path, "[default]\nendpoint_url = http://all:1\n"
                                "ignore_configured_endpoint_urls = true\n");
        expect_url(none, "https://ssm.us-east-1.amazonaws.com/", "us-east-1");
        clear_home();
}

static void test_wrong_settings(void **state)
{
        static const struct {
                const char *name, *value, *config, *word;
        } cases[] = {
                {"AWS_USE_FIPS_ENDPOINT", "yes", "", "AWS_USE_FIPS_ENDPOINT is \"yes\""},
                {"X", "x", "use_dualstack_endpoint = 1\n", "use_dualstack_endpoint is \"1\""},
                {"AWS_USE_FIPS_ENDPOINT", "true", "endpoint_url = http://x\n",
                 "can't be combined with AWS_USE_FIPS_ENDPOINT"},
                {"AWS_ENDPOINT_URL_ECS", "http://x", "use_dualstack_endpoint = true\n",
                 "AWS_ENDPOINT_URL_ECS names an endpoint"},
                {"X", "x", "services = gone\n", "no [services gone]"},
                {"AWS_ENDPOINT_URL", "127.0.0.1:1", "", "AWS_ENDPOINT_URL is not a URL"},
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                const char *const env[] = {USUAL, cases[i].name, cases[i].value, NULL};
                const char *const words[] = {cases[i].word, NULL};
                char *config = xasprintf("[default]\n%s", cases[i].config);

                write_file(config_path, config);
                free(config);
                refuse(env, ERR_INVALID, words);
        }
}

static void test_a_pseudo_region_of_fips(void **state)
{
        static const char *const env[] = {"AWS_REGION", "fips-us-gov-west-1", "HOME",
                                          "/nonexistent", NULL};
        static const char *const words[] = {"fips-us-gov-west-1", "AWS_USE_FIPS_ENDPOINT=true",
                                            NULL};

        (void)state;
        refuse(env, ERR_INVALID, words);
}

/* --- whom to trust --- */

static const char *const *variables;

static const char *look_up(void *arg, const char *name)
{
        (void)arg;
        for (size_t i = 0; variables[i]; i += 2) {
                if (strcmp(variables[i], name) == 0)
                        return variables[i + 1];
        }
        return NULL;
}

static void expect_bundle(const char *const *env, const char *expected)
{
        struct aws_options options = {.env = look_up};
        struct err err = ERR_INIT;
        char *path;

        variables = env;
        if (!aws_ca_bundle(&options, &path, &err))
                fail_msg("%s", err_text(&err));
        if (!text_same(path, expected))
                fail_msg("%s is not %s", path ? path : "none", expected ? expected : "none");
        free(path);
}

static void test_ca_bundles(void **state)
{
        const char *const none[] = {FILES, NULL};
        const char *const requests[] = {FILES, "REQUESTS_CA_BUNDLE", token_path, NULL};
        const char *const by_env[] = {FILES, "AWS_CA_BUNDLE", credentials_path, NULL};
        const char *const gone[] = {FILES, "AWS_CA_BUNDLE", "/nonexistent/ca.pem", NULL};
        static const char *const words[] = {"AWS_CA_BUNDLE names /nonexistent/ca.pem: No such",
                                            NULL};
        char *config = xasprintf("[default]\nca_bundle = %s\n", config_path);
        struct aws_options options = {.env = look_up};
        struct err err = ERR_INIT;
        char *path;

        (void)state;
        write_file(token_path, "PEM");
        expect_bundle(none, NULL);
        expect_bundle(requests, token_path);
        write_file(config_path, config);
        expect_bundle(requests, config_path);
        write_file(credentials_path, "[default]\n");
        expect_bundle(by_env, credentials_path);
        variables = gone;
        assert_false(aws_ca_bundle(&options, &path, &err));
        assert_null(path);
        expect_words(&err, words);
        err_clear(&err);
        free(config);
        clear_home();
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_all_beside_botocore),
                cmocka_unit_test(test_some),
                cmocka_unit_test(test_variants),
                cmocka_unit_test(test_urls_of_ones_own),
                cmocka_unit_test(test_wrong_settings),
                cmocka_unit_test(test_a_pseudo_region_of_fips),
                cmocka_unit_test(test_ca_bundles),
        };

        return cmocka_run_group_tests(tests, home_set_up, home_tear_down);
}
