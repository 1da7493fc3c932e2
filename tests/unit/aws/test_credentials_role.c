/* Credentials of roles: chains of profiles, sources by name, web identity tokens. */
#include <stdlib.h>
#include <string.h>

#include "helper_files.h"

#include "engine/aws/ssm.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"

#define ROLE "arn:aws:iam::222222222222:role/"
#define LATER "2026-11-21T02:07:10Z"

static void give(struct fake *f, const char *operation, const char *name)
{
        char *inner =
                xasprintf("<Credentials><AccessKeyId>%s</AccessKeyId><SecretAccessKey>S-%s"
                          "</SecretAccessKey><SessionToken>T-%s</SessionToken><Expiration>" LATER
                          "</Expiration></Credentials>",
                          name, name, name);

        fake_xml(f, operation, inner);
        free(inner);
}

#define USUAL FILES, "AWS_PROFILE", "work", "AWS_REGION", "eu-west-1"

static void test_a_role_of_a_profile(void **state)
{
        const char *const env[] = {USUAL, NULL};
        struct fake *f;

        (void)state;
        write_file(config_path, "[profile work]\nrole_arn = " ROLE "deploy\nsource_profile = base\n"
                                "external_id = e-1\nrole_session_name = me@ci\n"
                                "duration_seconds = 7200\nregion = us-east-1\n");
        write_file(credentials_path, "[base]\naws_access_key_id=B\naws_secret_access_key=BS\n");
        f = fake_new(env);
        give(f, "AssumeRole", "R");
        call_well(f);
        assert_string_equal(f->sent[0].url, "https://sts.eu-west-1.amazonaws.com/");
        assert_string_equal(f->sent[0].access_key, "B");
        assert_non_null(strstr(f->sent[0].body, "RoleArn=arn%3Aaws%3Aiam%3A%3A222222222222%3Arole"
                                                "%2Fdeploy&RoleSessionName=me%40ci&ExternalId=e-1"
                                                "&DurationSeconds=7200"));
        assert_string_equal(f->sent[1].access_key, "R");
        assert_string_equal(f->sent[1].session_token, "T-R");
        done(f);
}

static void test_a_chain_of_roles(void **state)
{
        const char *const env[] = {FILES, "AWS_PROFILE", "c", NULL};
        struct fake *f;

        (void)state;
        write_file(config_path, "[profile c]\nrole_arn = " ROLE "c\nsource_profile = b\n"
                                "region = eu-central-1\n"
                                "[profile b]\nrole_arn = " ROLE "b\nsource_profile = a\n"
                                "[profile a]\naws_access_key_id=A\naws_secret_access_key=S\n");
        f = fake_new(env);
        give(f, "AssumeRole", "RB");
        give(f, "AssumeRole", "RC");
        call_well(f);
        assert_string_equal(f->sent[0].access_key, "A");
        assert_non_null(strstr(f->sent[0].body, "role%2Fb"));
        assert_non_null(strstr(f->sent[0].body, "RoleSessionName=snaplift-1795223230"));
        assert_string_equal(f->sent[1].access_key, "RB");
        assert_non_null(strstr(f->sent[1].body, "role%2Fc"));
        assert_string_equal(f->sent[1].region, "eu-central-1");
        assert_string_equal(f->sent[2].access_key, "RC");
        done(f);
}

/* Keys of its own are the source of a profile's own role, and win over the role of a source. */
static void test_keys_beside_a_role(void **state)
{
        const char *const env[] = {USUAL, NULL};
        struct fake *f;

        (void)state;
        write_file(config_path, "[profile work]\nrole_arn = " ROLE "w\nsource_profile = work\n"
                                "aws_access_key_id=W\naws_secret_access_key=S\n");
        f = fake_new(env);
        give(f, "AssumeRole", "R");
        call_well(f);
        assert_string_equal(f->sent[0].access_key, "W");
        done(f);

        write_file(config_path, "[profile work]\nrole_arn = " ROLE "w\nsource_profile = b\n"
                                "[profile b]\nrole_arn = " ROLE "b\nsource_profile = nowhere\n"
                                "aws_access_key_id=B\naws_secret_access_key=S\n");
        f = fake_new(env);
        give(f, "AssumeRole", "R");
        call_well(f);
        assert_string_equal(f->sent[0].access_key, "B");
        assert_int_equal(f->sent_count, 2);
        done(f);
}

static void test_named_sources(void **state)
{
        const char *const env[] = {USUAL, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/c", NULL};
        struct fake *f;

        (void)state;
        write_file(config_path, "[profile work]\nrole_arn = " ROLE "w\n"
                                "credential_source = EcsContainer\n");
        f = fake_new(env);
        fake_reply(f, 200,
                   "{\"AccessKeyId\":\"C\",\"SecretAccessKey\":\"S\",\"Token\":\"T\","
                   "\"Expiration\":\"" LATER "\"}");
        give(f, "AssumeRole", "R");
        call_well(f);
        assert_string_equal(f->sent[0].url, "http://169.254.170.2/c");
        assert_string_equal(f->sent[1].access_key, "C");
        assert_string_equal(f->sent[2].access_key, "R");
        done(f);

        write_file(config_path, "[profile work]\nrole_arn = " ROLE "w\n"
                                "credential_source = Ec2InstanceMetadata\n");
        f = fake_new(env);
        fake_reply(f, 200, "token");
        fake_reply(f, 200, "role");
        fake_reply(f, 200,
                   "{\"AccessKeyId\":\"I\",\"SecretAccessKey\":\"S\",\"Token\":\"T\","
                   "\"Expiration\":\"" LATER "\"}");
        give(f, "AssumeRole", "R");
        call_well(f);
        assert_string_equal(f->sent[3].access_key, "I");
        done(f);
}

/* The environment's keys come before a profile; as its source they must be asked for by name, which
 * then needs a profile that comes before them: botocore knows of none, nor do we. */
static void test_an_environment_that_is_not_there(void **state)
{
        const char *const env[] = {USUAL, NULL};
        static const char *const words[] = {"credential_source = Environment of profile \"work\"",
                                            "AWS_ACCESS_KEY_ID is not set", NULL};

        (void)state;
        write_file(config_path, "[profile work]\nrole_arn = " ROLE "w\n"
                                "credential_source = Environment\n");
        refuse(env, ERR_DENIED, words);
}

static void test_wrong_profiles(void **state)
{
        static const struct {
                const char *config, *words[3];
        } cases[] = {
                {"role_arn = x\nsource_profile = work\n", {"\"work\"", "\"x\" is not the ARN"}},
                {"role_arn = " ROLE "w\n", {"neither source_profile nor credential_source"}},
                {"role_arn = " ROLE "w\nsource_profile = a\ncredential_source = Environment\n",
                 {"both source_profile and credential_source"}},
                {"role_arn = " ROLE "w\ncredential_source = environment\n",
                 {"\"environment\": expected Environment, EcsContainer or"}},
                {"role_arn = " ROLE "w\nsource_profile = gone\n",
                 {"source_profile \"gone\" of profile \"work\" is not there"}},
                {"role_arn = " ROLE "w\nsource_profile = work\n",
                 {"source_profile \"work\" of profile \"work\" leads back"}},
                {"role_arn = " ROLE "w\nsource_profile = b\n[profile b]\nrole_arn = " ROLE "b\n"
                 "source_profile = work\n",
                 {"source_profile \"work\" of profile \"b\" leads back", "profile \"work\": "}},
                {"role_arn = " ROLE "w\nsource_profile = b\n[profile b]\nregion = x\n",
                 {"source_profile \"b\" has no credentials; tried assume-role (",
                  "config-file (no aws_access_key_id of profile \"b\""}},
                {"role_arn = " ROLE "w\nsource_profile = b\n[profile b]\naws_access_key_id = x\n",
                 {"profile \"b\" in", "aws_secret_access_key is missing"}},
                {"role_arn = " ROLE "w\nsource_profile = work\nduration_seconds = 1h\n",
                 {"duration_seconds is \"1h\""}},
                {"role_arn = " ROLE "w\nsource_profile = work\nduration_seconds = 60\n",
                 {"60 seconds: expected 900 to 43200"}},
                {"role_arn = " ROLE "w\nsource_profile = b\nmfa_serial = arn:aws:iam::1:mfa/me\n"
                 "[profile b]\naws_access_key_id = x\naws_secret_access_key = y\n",
                 {"code of an MFA device (mfa_serial)", "export-credentials --profile work"}},
        };
        /* Never passed over for what comes later in the chain. */
        const char *const env[] = {USUAL, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/x", NULL};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                char *config = xasprintf("[profile work]\n%s", cases[i].config);
                const char *const words[] = {cases[i].words[0], cases[i].words[1], NULL};

                write_file(config_path, config);
                free(config);
                refuse(env, ERR_DENIED, words);
        }
}

static void test_a_role_that_is_denied(void **state)
{
        const char *const env[] = {USUAL, NULL};
        static const char *const words[] = {"role " ROLE
                                            "w can't be assumed by arn:aws:iam::1:user/ci",
                                            "from profile \"work\" in", "trust policy", NULL};
        struct fake *f;

        (void)state;
        write_file(config_path, "[profile work]\nrole_arn = " ROLE "w\nsource_profile = work\n"
                                "aws_access_key_id=W\naws_secret_access_key=S\n");
        f = fake_new(env);
        fake_xml_error(f, 403, "AccessDenied", "no");
        fake_xml(f, "GetCallerIdentity",
                 "<Arn>arn:aws:iam::1:user/ci</Arn><UserId>U</UserId><Account>1</Account>");
        fake_run(f, call_once);
        assert_int_equal(call_err.code, ERR_DENIED);
        expect_words(&call_err, words);
        done(f);
}

/* --- web identity --- */

static void test_a_token_of_the_environment(void **state)
{
        const char *const env[] = {FILES,       "AWS_REGION",
                                   "eu-west-1", "AWS_WEB_IDENTITY_TOKEN_FILE",
                                   token_path,  "AWS_ROLE_ARN",
                                   ROLE "ci",   "AWS_ROLE_SESSION_NAME",
                                   "job-7",     NULL};
        struct fake *f;

        (void)state;
        write_file(token_path, "eyJ.a+b/c\n");
        f = fake_new(env);
        give(f, "AssumeRoleWithWebIdentity", "R");
        call_well(f);
        assert_null(f->sent[0].access_key);
        assert_null(f->sent[0].authorization);
        assert_string_equal(f->sent[0].url, "https://sts.eu-west-1.amazonaws.com/");
        assert_string_equal(f->sent[0].body,
                            "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn%3Aaws"
                            "%3Aiam%3A%3A222222222222%3Arole%2Fci&RoleSessionName=job-7"
                            "&WebIdentityToken=eyJ.a%2Bb%2Fc");
        assert_string_equal(f->sent[1].access_key, "R");
        done(f);
}

static void test_a_token_of_a_profile_under_a_role(void **state)
{
        const char *const env[] = {USUAL, "AWS_WEB_IDENTITY_TOKEN_FILE", "/not/for/a/source", NULL};
        char *config = xasprintf("[profile work]\nrole_arn = " ROLE "w\nsource_profile = oidc\n"
                                 "[profile oidc]\nrole_arn = " ROLE "o\n"
                                 "web_identity_token_file = %s\n",
                                 token_path);
        struct fake *f;

        (void)state;
        write_file(config_path, config);
        free(config);
        write_file(token_path, "token");
        f = fake_new(env);
        give(f, "AssumeRoleWithWebIdentity", "RO");
        give(f, "AssumeRole", "RW");
        call_well(f);
        assert_null(f->sent[0].access_key);
        assert_non_null(strstr(f->sent[0].body, "role%2Fo"));
        assert_string_equal(f->sent[1].access_key, "RO");
        assert_string_equal(f->sent[2].access_key, "RW");
        done(f);
}

static void test_a_token_is_read_anew(void **state)
{
        const char *const env[] = {
                FILES,      "AWS_REGION",   "eu-west-1", "AWS_WEB_IDENTITY_TOKEN_FILE",
                token_path, "AWS_ROLE_ARN", ROLE "ci",   NULL};
        struct fake *f;

        (void)state;
        write_file(token_path, "first");
        f = fake_new(env);
        give(f, "AssumeRoleWithWebIdentity", "R1");
        call_well(f);
        write_file(token_path, "second");
        fake_json_error(f, 400, "ExpiredTokenException", "expired");
        give(f, "AssumeRoleWithWebIdentity", "R2");
        call_well(f);
        assert_non_null(strstr(f->sent[0].body, "=first"));
        assert_non_null(strstr(f->sent[3].body, "=second"));
        assert_string_equal(f->sent[4].access_key, "R2");
        done(f);
}

static void test_tokens_that_are_refused(void **state)
{
        const char *const env[] = {
                FILES,      "AWS_REGION",   "eu-west-1", "AWS_WEB_IDENTITY_TOKEN_FILE",
                token_path, "AWS_ROLE_ARN", ROLE "ci",   NULL};
        const char *const no_role[] = {
                FILES, "AWS_REGION", "eu-west-1", "AWS_WEB_IDENTITY_TOKEN_FILE", token_path, NULL};
        static const char *const missing[] = {"no web identity token for role " ROLE "ci", NULL};
        static const char *const refused[] = {"InvalidIdentityToken", "issuer, audience", NULL};
        static const char *const nameless[] = {"neither AWS_ROLE_ARN nor role_arn", NULL};
        struct fake *f = fake_new(env);

        (void)state;
        fake_run(f, call_once);
        assert_false(call_ok);
        expect_words(&call_err, missing);

        write_file(token_path, "s3cret");
        fake_xml_error(f, 400, "InvalidIdentityToken", "bad token s3cret");
        fake_run(f, call_once);
        assert_false(call_ok);
        expect_words(&call_err, refused);
        assert_null(strstr(err_text(&call_err), "s3cret"));
        done(f);

        refuse(no_role, ERR_DENIED, nameless);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_a_role_of_a_profile),
                cmocka_unit_test(test_a_chain_of_roles),
                cmocka_unit_test(test_keys_beside_a_role),
                cmocka_unit_test(test_named_sources),
                cmocka_unit_test(test_an_environment_that_is_not_there),
                cmocka_unit_test(test_wrong_profiles),
                cmocka_unit_test(test_a_role_that_is_denied),
                cmocka_unit_test(test_a_token_of_the_environment),
                cmocka_unit_test(test_a_token_of_a_profile_under_a_role),
                cmocka_unit_test(test_a_token_is_read_anew),
                cmocka_unit_test(test_tokens_that_are_refused),
        };

        return cmocka_run_group_tests(tests, home_set_up, home_tear_down);
}
