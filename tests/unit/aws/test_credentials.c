/* Where the identity comes from, and what is said when there is none. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "helper_files.h"

#include "engine/aws/ssm.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"

static void test_environment_with_a_token(void **state)
{
        static const char *const env[] = {"AWS_ACCESS_KEY_ID",
                                          "A",
                                          "AWS_SECRET_ACCESS_KEY",
                                          "S",
                                          "AWS_SESSION_TOKEN",
                                          "T",
                                          "AWS_DEFAULT_REGION",
                                          "us-east-1",
                                          NULL};
        struct fake *f = fake_new(env);

        (void)state;
        call_well(f);
        assert_string_equal(f->sent[0].access_key, "A");
        assert_string_equal(f->sent[0].secret_key, "S");
        assert_string_equal(f->sent[0].session_token, "T");
        assert_string_equal(aws_region(f->aws), "us-east-1");
        done(f);
}

static void test_half_an_environment(void **state)
{
        static const char *const env[] = {"AWS_ACCESS_KEY_ID", "A", "AWS_REGION", "us-east-1",
                                          NULL};
        static const char *const words[] = {"AWS_SECRET_ACCESS_KEY is not", NULL};

        (void)state;
        refuse(env, ERR_DENIED, words);
}

static void test_none_lists_what_was_tried(void **state)
{
        static const char *const env[] = {
                "AWS_REGION", "us-east-1", "HOME", "/nonexistent", "AWS_EC2_METADATA_DISABLED",
                "true",       NULL};
        /* botocore's providers in botocore's order, and why each said no. */
        static const char *const words[] = {
                "no AWS credentials; tried env (AWS_ACCESS_KEY_ID is not set); "
                "assume-role (profile \"default\" has no role_arn); "
                "assume-role-with-web-identity (AWS_WEB_IDENTITY_TOKEN_FILE is not set and profile "
                "\"default\" has no web_identity_token_file); "
                "sso (profile \"default\" has no sso_role_name); "
                "shared-credentials-file (/nonexistent/.aws/credentials is not there); "
                "login (profile \"default\" has no login_session); "
                "custom-process (profile \"default\" has no credential_process); "
                "config-file (/nonexistent/.aws/config is not there); "
                "ec2-credentials-file (AWS_CREDENTIAL_FILE is not set); "
                "boto-config (no keys in /etc/boto.cfg and /nonexistent/.boto); "
                "container-role (neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor "
                "AWS_CONTAINER_CREDENTIALS_FULL_URI is set); "
                "iam-role (AWS_EC2_METADATA_DISABLED is true)",
                "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE", NULL};

        (void)state;
        refuse(env, ERR_DENIED, words);
}

static void test_no_region(void **state)
{
        static const char *const env[] = {
                "AWS_ACCESS_KEY_ID", "A", "AWS_SECRET_ACCESS_KEY", "S", "HOME",
                "/nonexistent",      NULL};
        static const char *const words[] = {"no AWS region", "AWS_REGION", NULL};

        (void)state;
        refuse(env, ERR_INVALID, words);
}

static void test_a_profile_of_the_shared_files(void **state)
{
        const char *const env[] = {FILES, "AWS_PROFILE", "work", NULL};
        struct fake *f;

        (void)state;
        write_file(credentials_path, "# made by hand\r\n"
                                     "[default]\r\n"
                                     "aws_access_key_id=D\r\n"
                                     "aws_secret_access_key=DS\r\n"
                                     "\r\n"
                                     "[work]\r\n"
                                     "  ; indented comment\r\n"
                                     "AWS_Access_Key_ID =  W  \r\n"
                                     "aws_secret_access_key = a/b+c==#d\r\n"
                                     "aws_session_token\t=\tWT\r\n");
        write_file(config_path, "[profile \"work\"]\n"
                                "region = eu-west-1\n"
                                "s3 =\n"
                                "    addressing_style = path\n"
                                "    region = us-west-2\n"
                                "[default]\nregion = us-east-1\n");
        f = fake_new(env);
        call_well(f);
        assert_string_equal(f->sent[0].access_key, "W");
        assert_string_equal(f->sent[0].secret_key, "a/b+c==#d");
        assert_string_equal(f->sent[0].session_token, "WT");
        assert_string_equal(aws_region(f->aws), "eu-west-1");
        done(f);
}

static void test_the_default_profile_in_config_alone(void **state)
{
        const char *const env[] = {FILES, NULL};
        struct fake *f;

        (void)state;
        write_file(config_path, "[default]\nregion=eu-west-1\naws_access_key_id=C\n"
                                "aws_secret_access_key=CS\n");
        f = fake_new(env);
        call_well(f);
        assert_string_equal(f->sent[0].access_key, "C");
        assert_null(f->sent[0].session_token);
        done(f);
}

static void test_odd_files(void **state)
{
        static const struct {
                const char *config, *word;
        } cases[] = {
                {"[default\n", "line 1"},
                {"region = x\n", "line 1"},
                {"[default]\nnonsense\n", "line 2"},
                {"[default]\n= x\n", "line 2"},
                {"[default]\ns3 =\n  nonsense\n", "line 2"},
                {"\xef\xbb\xbf[default]\n", "byte order mark"},
                {"[default]\nregion=x\n[default]\n", "[default] is there twice"},
                {"[default]\nregion=x\nREGION=y\n", "line 3: region is there twice"},
                {"[default]\nregion = eu west\n", "eu west"},
                {"[default]\nregion = -x\n", "-x"},
                {"[default]\nregion=us-east-1\nendpoint_url = ftp://x\n", "endpoint_url"},
        };
        const char *const env[] = {FILES, "AWS_ACCESS_KEY_ID", "A", "AWS_SECRET_ACCESS_KEY", "S",
                                   NULL};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                const char *const words[] = {cases[i].word, NULL};

                write_file(config_path, cases[i].config);
                refuse(env, ERR_INVALID, words);
        }
}

static void test_a_profile_that_is_nowhere(void **state)
{
        const char *const env[] = {FILES, "AWS_PROFILE", "wrok", NULL};
        static const char *const words[] = {"\"wrok\"", "[profile wrok]", NULL};

        (void)state;
        write_file(config_path, "[profile work]\nregion=eu-west-1\n");
        refuse(env, ERR_INVALID, words);
}

/* What is given in the environment wins over a profile that AWS_PROFILE names, as in botocore. */
static void test_the_environment_before_a_named_profile(void **state)
{
        const char *const env[] = {FILES, "AWS_ACCESS_KEY_ID", "E",    "AWS_SECRET_ACCESS_KEY",
                                   "ES",  "AWS_PROFILE",       "work", NULL};
        struct fake *f;

        (void)state;
        write_file(config_path, "[profile work]\nregion=eu-west-1\naws_access_key_id=W\n"
                                "aws_secret_access_key=WS\n");
        f = fake_new(env);
        call_well(f);
        assert_string_equal(f->sent[0].access_key, "E");
        assert_string_equal(f->sent[0].region, "eu-west-1");
        done(f);
}

static void test_half_an_environment_and_a_profile(void **state)
{
        const char *const env[] = {FILES, "AWS_SECRET_ACCESS_KEY", "ES", NULL};
        struct fake *f;

        (void)state;
        write_file(config_path, "[default]\nregion=eu-west-1\naws_access_key_id=W\n"
                                "aws_secret_access_key=WS\n");
        f = fake_new(env);
        call_well(f);
        assert_string_equal(f->sent[0].access_key, "W");
        done(f);
}

/* The order of botocore's configprovider.py. */
static void test_the_default_profile_variable_first(void **state)
{
        const char *const env[] = {FILES, "AWS_DEFAULT_PROFILE", "a", "AWS_PROFILE", "b", NULL};
        struct fake *f;

        (void)state;
        write_file(credentials_path, "[a]\naws_access_key_id=A\naws_secret_access_key=S\n"
                                     "[b]\naws_access_key_id=B\naws_secret_access_key=S\n");
        write_file(config_path, "[profile a]\nregion=eu-west-1\n[profile b]\nregion=eu-west-2\n");
        f = fake_new(env);
        call_well(f);
        assert_string_equal(f->sent[0].access_key, "A");
        assert_string_equal(f->sent[0].region, "eu-west-1");
        done(f);
}

/* Key by key, what credentials says wins over config. */
static void test_both_files(void **state)
{
        const char *const env[] = {FILES, NULL};
        struct fake *f;

        (void)state;
        write_file(config_path, "[default]\nregion=eu-west-1\naws_access_key_id=C\n"
                                "aws_secret_access_key=CS\naws_security_token=CT\n");
        write_file(credentials_path, "[default]\nregion=eu-west-2\naws_access_key_id=A\n"
                                     "aws_secret_access_key=AS\n");
        f = fake_new(env);
        call_well(f);
        assert_string_equal(f->sent[0].access_key, "A");
        assert_null(f->sent[0].session_token);
        assert_string_equal(f->sent[0].region, "eu-west-2");
        done(f);
}

static void test_paths_with_variables(void **state)
{
        const char *const env[] = {"HOME",        home_path, "AWS_SHARED_CREDENTIALS_FILE",
                                   "~/a/$WHO/c",  "WHO",     "me",
                                   "AWS_REGION",  "x-1",     "AWS_CONFIG_FILE",
                                   "${WHO}$NOT/", NULL};
        struct fake *f;

        (void)state;
        write_home("a/me/c", "[default]\naws_access_key_id=A\naws_secret_access_key=S\n");
        f = fake_new(env);
        call_well(f);
        assert_string_equal(f->sent[0].access_key, "A");
        done(f);
}

/* As under another user's HOME: not what stops a run that has keys in its environment. */
static void test_files_that_may_not_be_read(void **state)
{
        const char *const env[] = {FILES,  "AWS_REGION", "x-1", "AWS_EC2_METADATA_DISABLED",
                                   "true", NULL};
        static const char *const words[] = {"Permission denied", NULL};

        (void)state;
        if (geteuid() == 0) {
                printf("skip - files that may not be read: root may read all\n");
                return;
        }
        write_file(config_path, "[default]\n");
        chmod(config_path, 0);
        refuse(env, ERR_DENIED, words);
}

static void test_what_is_not_supported_is_refused(void **state)
{
        const char *const env[] = {
                FILES, "AWS_REGION", "x-1", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/x", NULL};
        static const char *const words[] = {"login_session", "export-credentials", NULL};

        (void)state;
        write_file(config_path, "[default]\nlogin_session=x\n");
        refuse(env, ERR_DENIED, words);
}

static void test_files_of_old_tools(void **state)
{
        const char *const env[] = {FILES,      "AWS_REGION", "x-1", "AWS_CREDENTIAL_FILE",
                                   token_path, NULL};
        const char *const boto[] = {FILES, "AWS_REGION", "x-1", NULL};
        struct fake *f;

        (void)state;
        write_file(token_path, "# keys\n AWSAccessKeyId = O \nAWSSecretKey=a=b\n");
        f = fake_new(env);
        call_well(f);
        assert_string_equal(f->sent[0].access_key, "O");
        assert_string_equal(f->sent[0].secret_key, "a=b");
        done(f);

        write_home(".boto", "[Credentials]\naws_access_key_id=B\naws_secret_access_key=BS\n");
        f = fake_new(boto);
        call_well(f);
        assert_string_equal(f->sent[0].access_key, "B");
        done(f);
}

static void wait_a_minute(void *arg)
{
        struct fake *f = arg;

        fiber_sleep(f->loop, 60 * 1000);
}

/* AWS_CREDENTIAL_EXPIRATION: our own environment can't change, so its end is the end. */
static void test_an_environment_that_expires(void **state)
{
        static const char *const env[] = {"AWS_ACCESS_KEY_ID",
                                          "A",
                                          "AWS_SECRET_ACCESS_KEY",
                                          "S",
                                          "AWS_SECURITY_TOKEN",
                                          "old",
                                          "AWS_SESSION_TOKEN",
                                          "new",
                                          "AWS_CREDENTIAL_EXPIRATION",
                                          "2026-11-21T01:08:10+0000",
                                          "AWS_REGION",
                                          "x-1",
                                          "HOME",
                                          "/nonexistent",
                                          NULL};
        struct fake *f = fake_new(env);

        (void)state;
        call_well(f);
        assert_string_equal(f->sent[0].session_token, "old");
        fiber_start(f->loop, "wait", wait_a_minute, f);
        loop_run(f->loop);
        fake_run(f, call_once);
        assert_false(call_ok);
        assert_int_equal(call_err.code, ERR_EXPIRED);
        assert_int_equal(f->sent_count, 1);
        done(f);
}

static void test_half_a_profile(void **state)
{
        const char *const env[] = {FILES, "AWS_REGION", "eu-west-1", NULL};
        static const char *const words[] = {"aws_secret_access_key", "default", NULL};

        (void)state;
        write_file(credentials_path, "[default]\naws_access_key_id = A\n");
        refuse(env, ERR_DENIED, words);
}

/* --- expiry that AWS tells of --- */

static void test_expired_keys_of_a_file_are_read_again(void **state)
{
        const char *const env[] = {FILES, "AWS_REGION", "eu-west-1", NULL};
        struct fake *f;

        (void)state;
        write_file(credentials_path, "[default]\naws_access_key_id=A1\naws_secret_access_key=S\n");
        f = fake_new(env);
        fake_reply(f, 200, "{}");
        fake_run(f, call_once);
        write_file(credentials_path, "[default]\naws_access_key_id=A2\naws_secret_access_key=S\n");
        fake_json_error(f, 400, "ExpiredTokenException", "expired");
        fake_reply(f, 200, "{}");
        fake_run(f, call_once);
        assert_true(call_ok);
        assert_string_equal(f->sent[1].access_key, "A1");
        assert_string_equal(f->sent[2].access_key, "A2");
        done(f);
}

static void test_expired_keys_that_stay_so(void **state)
{
        static const char *const codes[] = {"ExpiredToken", "ExpiredTokenException",
                                            "RequestExpired"};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
                struct fake *f = fake_new(NULL);

                fake_json_error(f, 400, codes[i], "expired");
                fake_run(f, call_once);
                assert_int_equal(call_err.code, ERR_EXPIRED);
                assert_int_equal(f->sent_count, 1);
                assert_non_null(strstr(call_err.next, "resume"));
                done(f);
        }
}

static void test_denials_say_what_to_allow(void **state)
{
        static const char *const codes[] = {"AccessDenied", "AccessDeniedException",
                                            "UnauthorizedOperation"};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
                struct fake *f = fake_new(NULL);

                fake_json_error(f, 400, codes[i], "not authorized");
                fake_run(f, call_once);
                assert_int_equal(call_err.code, ERR_DENIED);
                assert_non_null(strstr(call_err.next, "ssm:DeleteParameter"));
                assert_non_null(strstr(call_err.next, "AWS_ACCESS_KEY_ID"));
                done(f);
        }
}

/* SignatureDoesNotMatch repeats the canonical request, with the session token in it. */
static void test_a_message_with_the_token_is_withheld(void **state)
{
        static const char *const env[] = {"AWS_ACCESS_KEY_ID",
                                          "A",
                                          "AWS_SECRET_ACCESS_KEY",
                                          "S3C",
                                          "AWS_SESSION_TOKEN",
                                          "T0K3N",
                                          "AWS_REGION",
                                          "eu-west-1",
                                          NULL};
        struct fake *f = fake_new(env);

        (void)state;
        fake_json_error(f, 400, "SignatureDoesNotMatch", "x-amz-security-token:T0K3N");
        fake_run(f, call_once);
        assert_int_equal(call_err.code, ERR_DENIED);
        assert_null(strstr(err_text(&call_err), "T0K3N"));
        assert_non_null(strstr(call_err.next, "clock"));
        done(f);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_environment_with_a_token),
                cmocka_unit_test(test_half_an_environment),
                cmocka_unit_test(test_none_lists_what_was_tried),
                cmocka_unit_test(test_no_region),
                cmocka_unit_test(test_a_profile_of_the_shared_files),
                cmocka_unit_test(test_the_default_profile_in_config_alone),
                cmocka_unit_test(test_odd_files),
                cmocka_unit_test(test_a_profile_that_is_nowhere),
                cmocka_unit_test(test_the_environment_before_a_named_profile),
                cmocka_unit_test(test_half_an_environment_and_a_profile),
                cmocka_unit_test(test_the_default_profile_variable_first),
                cmocka_unit_test(test_both_files),
                cmocka_unit_test(test_paths_with_variables),
                cmocka_unit_test(test_files_that_may_not_be_read),
                cmocka_unit_test(test_what_is_not_supported_is_refused),
                cmocka_unit_test(test_files_of_old_tools),
                cmocka_unit_test(test_an_environment_that_expires),
                cmocka_unit_test(test_half_a_profile),
                cmocka_unit_test(test_expired_keys_of_a_file_are_read_again),
                cmocka_unit_test(test_expired_keys_that_stay_so),
                cmocka_unit_test(test_denials_say_what_to_allow),
                cmocka_unit_test(test_a_message_with_the_token_is_withheld),
        };

        return cmocka_run_group_tests(tests, home_set_up, home_tear_down);
}
