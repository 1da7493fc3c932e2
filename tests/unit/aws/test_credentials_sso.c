/* Single sign-on: the cached token, its renewal, and the role it is for. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "helper_files.h"

#include "engine/base/json.h"
#include "engine/base/mem.h"

/* sha1 of "corp" and of the start URL, as sha1sum says. */
#define CACHE ".aws/sso/cache/"
#define BY_NAME CACHE "ee0bfd2552fbd840c02cc48b6e823320543c450f.json"
#define START "https://corp.awsapps.com/start"
#define BY_URL CACHE "a51746d4aa793ae07b25e90c3a5db96fc7832bd7.json"

#define USUAL FILES, "AWS_REGION", "eu-west-1", "AWS_PROFILE", "work"
#define ROLE "sso_account_id = 012345678901\nsso_role_name = Dep loy\n"
#define SESSION "[sso-session corp]\nsso_start_url = " START "\nsso_region = eu-north-1\n"
#define BY_SESSION "[profile work]\nsso_session = corp\n" ROLE SESSION
#define LEGACY "[profile work]\nsso_start_url = " START "\nsso_region = eu-north-1\n" ROLE

#define KEYS                                                                                       \
        "{\"roleCredentials\":{\"accessKeyId\":\"K\",\"secretAccessKey\":\"S\","                   \
        "\"sessionToken\":\"T\",\"expiration\":1795226830000}}"

static void test_a_token_of_a_session(void **state)
{
        const char *const env[] = {USUAL, NULL};
        struct fake *f;

        (void)state;
        write_file(config_path, BY_SESSION);
        write_home(BY_NAME, "{\"accessToken\":\"bearer\",\"expiresAt\":\"2026-11-21T09:00:00Z\"}");
        f = fake_new(env);
        fake_reply(f, 200, KEYS);
        call_well(f);
        assert_string_equal(f->sent[0].method, "GET");
        assert_string_equal(f->sent[0].url,
                            "https://portal.sso.eu-north-1.amazonaws.com/federation/credentials"
                            "?role_name=Dep%20loy&account_id=012345678901");
        assert_string_equal(http_headers_get(&f->sent[0].headers, "x-amz-sso_bearer_token"),
                            "bearer");
        assert_null(f->sent[0].access_key);
        assert_string_equal(f->sent[1].access_key, "K");
        assert_string_equal(f->sent[1].secret_key, "S");
        assert_string_equal(f->sent[1].session_token, "T");
        done(f);
}

static void test_a_token_of_old(void **state)
{
        const char *const env[] = {USUAL, NULL};
        struct fake *f;

        (void)state;
        write_file(config_path, LEGACY);
        write_home(BY_URL, "{\"accessToken\":\"old\",\"expiresAt\":\"2026-11-21T01:08:00UTC\","
                           "\"refreshToken\":\"r\",\"clientId\":\"c\",\"clientSecret\":\"s\","
                           "\"registrationExpiresAt\":\"2027-01-01T00:00:00Z\"}");
        f = fake_new(env);
        fake_reply(f, 200, KEYS);
        call_well(f); /* not renewed: that is for sessions */
        assert_string_equal(http_headers_get(&f->sent[0].headers, "x-amz-sso_bearer_token"), "old");
        done(f);
}

#define RENEWABLE(until)                                                                           \
        "{\"accessToken\":\"old\",\"expiresAt\":\"" until "\",\"refreshToken\":\"r\\\"1\","        \
        "\"clientId\":\"c\",\"clientSecret\":\"cs\","                                              \
        "\"registrationExpiresAt\":\"2027-01-01T00:00:00Z\"}"

static void test_a_token_is_renewed(void **state)
{
        static const char expected[] =
                "{\"startUrl\":\"" START "\",\"region\":\"eu-north-1\",\"accessToken\":\"new\","
                "\"expiresAt\":\"2026-11-21T02:07:10Z\",\"clientId\":\"c\",\"clientSecret\":\"cs\","
                "\"registrationExpiresAt\":\"2027-01-01T00:00:00Z\",\"refreshToken\":\"r2\"}";
        const char *const env[] = {USUAL, NULL};
        struct fake *f;
        struct stat what;
        char *path, *kept;

        (void)state;
        write_file(config_path, BY_SESSION);
        path = xstrdup(write_home(BY_NAME, RENEWABLE("2026-11-21T01:20:00Z")));
        f = fake_new(env);
        fake_reply(f, 200, "{\"accessToken\":\"new\",\"expiresIn\":3600,\"refreshToken\":\"r2\"}");
        fake_reply(f, 200, KEYS);
        call_well(f);
        assert_string_equal(f->sent[0].method, "POST");
        assert_string_equal(f->sent[0].url, "https://oidc.eu-north-1.amazonaws.com/token");
        assert_string_equal(f->sent[0].content_type, "application/json");
        assert_string_equal(f->sent[0].body,
                            "{\"grantType\":\"refresh_token\",\"clientId\":\"c\",\"clientSecret\":"
                            "\"cs\",\"refreshToken\":\"r\\\"1\"}");
        assert_string_equal(http_headers_get(&f->sent[1].headers, "x-amz-sso_bearer_token"), "new");
        kept = read_file_text(path);
        assert_string_equal(kept, expected);
        assert_int_equal(stat(path, &what), 0);
        assert_int_equal(what.st_mode & 0777, 0600);
        free(kept);
        free(path);
        done(f);
}

/* The old one still holds: it is used. */
static void test_a_renewal_that_fails(void **state)
{
        const char *const env[] = {USUAL, NULL};
        struct fake *f;

        (void)state;
        write_file(config_path, BY_SESSION);
        write_home(BY_NAME, RENEWABLE("2026-11-21T01:20:00Z"));
        f = fake_new(env);
        fake_reply(f, 400, "{\"error\":\"invalid_grant\"}");
        fake_reply(f, 200, KEYS);
        call_well(f);
        assert_string_equal(http_headers_get(&f->sent[1].headers, "x-amz-sso_bearer_token"), "old");
        done(f);
}

/* Nor is one asked for when the client's registration is over. */
static void test_a_registration_that_is_over(void **state)
{
        const char *const env[] = {USUAL, NULL};
        struct fake *f;

        (void)state;
        write_file(config_path, BY_SESSION);
        write_home(BY_NAME, "{\"accessToken\":\"old\",\"expiresAt\":\"2026-11-21T01:20:00Z\","
                            "\"refreshToken\":\"r\",\"clientId\":\"c\",\"clientSecret\":\"cs\","
                            "\"registrationExpiresAt\":\"2026-11-21T01:00:00Z\"}");
        f = fake_new(env);
        fake_reply(f, 200, KEYS);
        call_well(f);
        assert_int_equal(f->sent_count, 2);
        done(f);
}

static void expect_failure(const char *config, const char *name, const char *token, int replies,
                           const int *statuses, enum err_code code, const char *const *words)
{
        const char *const env[] = {USUAL, NULL};
        struct fake *f;

        write_file(config_path, config);
        if (name)
                write_home(name, token);
        f = fake_new(env);
        for (int i = 0; i < replies; i++)
                fake_reply(f, statuses[i], "{\"message\":\"Session token not found or invalid\"}");
        fake_run(f, call_once);
        assert_false(call_ok);
        assert_int_equal(call_err.code, code);
        expect_words(&call_err, words);
        assert_int_equal(f->sent_count, replies);
        done(f);
}

static void test_what_needs_a_new_login(void **state)
{
        static const char *const session[] = {"corp", "aws sso login --sso-session corp", NULL};
        static const char *const legacy[] = {START " has expired", "aws sso login --profile work",
                                             NULL};
        static const char *const refused[] = {"HTTP 401: Session token not found",
                                              "aws sso login --sso-session corp", NULL};
        static const char *const denied[] = {"HTTP 403", "account 012345678901 assigns role", NULL};
        static const char valid[] =
                "{\"accessToken\":\"b\",\"expiresAt\":\"2026-11-21T09:00:00Z\"}";
        static const char old[] = "{\"accessToken\":\"b\",\"expiresAt\":\"2026-11-21T01:00:00Z\"}";
        static const int s400[] = {400}, s401[] = {401}, s403[] = {403}, s500[] = {500, 429, 503};

        (void)state;
        expect_failure(BY_SESSION, NULL, NULL, 0, NULL, ERR_DENIED, session);
        expect_failure(BY_SESSION, BY_NAME, "{}", 0, NULL, ERR_DENIED, session);
        expect_failure(BY_SESSION, BY_NAME, "nonsense", 0, NULL, ERR_DENIED, session);
        expect_failure(BY_SESSION, BY_NAME, old, 0, NULL, ERR_EXPIRED, session);
        expect_failure(BY_SESSION, BY_NAME, RENEWABLE("2026-11-21T01:00:00Z"), 1, s400, ERR_EXPIRED,
                       session);
        expect_failure(LEGACY, BY_URL, old, 0, NULL, ERR_EXPIRED, legacy);
        expect_failure(BY_SESSION, BY_NAME, valid, 1, s401, ERR_EXPIRED, refused);
        expect_failure(BY_SESSION, BY_NAME, valid, 1, s403, ERR_DENIED, denied);
        expect_failure(BY_SESSION, BY_NAME, valid, 3, s500, ERR_DENIED,
                       (const char *const[]){"HTTP 503", NULL});
}

static void test_wrong_profiles(void **state)
{
        static const struct {
                const char *config, *word;
        } cases[] = {
                {"[profile work]\nsso_session = corp\n" ROLE, "no [sso-session corp]"},
                {"[profile work]\n" ROLE, "sso_start_url is missing"},
                {"[profile work]\nsso_role_name = x\nsso_session = corp\n" SESSION,
                 "sso_account_id is missing"},
                {"[profile work]\nsso_session = corp\nsso_region = us-east-1\n" ROLE SESSION,
                 "sso_region is \"us-east-1\" in profile \"work\" but \"eu-north-1\""},
                {"[profile work]\nsso_session = corp\n" ROLE "[sso-session corp]\n"
                 "sso_start_url = x\n",
                 "sso_region is missing in its sso-session"},
        };
        const char *const env[] = {USUAL, NULL};

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                const char *const words[] = {cases[i].word, NULL};

                write_file(config_path, cases[i].config);
                refuse(env, ERR_DENIED, words);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_a_token_of_a_session),
                cmocka_unit_test(test_a_token_of_old),
                cmocka_unit_test(test_a_token_is_renewed),
                cmocka_unit_test(test_a_renewal_that_fails),
                cmocka_unit_test(test_a_registration_that_is_over),
                cmocka_unit_test(test_what_needs_a_new_login),
                cmocka_unit_test(test_wrong_profiles),
        };

        return cmocka_run_group_tests(tests, home_set_up, home_tear_down);
}
