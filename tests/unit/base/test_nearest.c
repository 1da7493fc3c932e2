/* Suggestions: near enough to help, never far-fetched. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/digest.h"
#include "engine/base/mem.h"
#include "engine/base/nearest.h"

static void suggestions(void **state)
{
        static const char *const keys[] = {"uses",    "needs",   "with", "if",
                                           "enabled", "timeout", "retry"};
        static const char *const letters[] = {"a", "b"};
        static const struct {
                const char *name, *near;
        } rows[] = {
                {"timout", "timeout"},  {"tiemout", "timeout"},
                {"use", "uses"},        {"neesd", "needs"},
                {"enabled", "enabled"}, {"fi", "if"},
                {"wiht", "with"},       {"retyr", "retry"},
                {"colour", NULL},       {"", NULL},
                {"xyz", NULL},          {"tmeot", NULL},
                {"NEEDS", "needs"},     {"Timout", "timeout"},
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                const char *near = nearest_name(rows[i].name, keys, ARRAY_LEN(keys));

                if (!rows[i].near != !near || (near && strcmp(near, rows[i].near) != 0))
                        fail_msg("%s: %s", rows[i].name, near ? near : "nothing");
        }
        assert_null(nearest_name("x", keys, 0));
        assert_null(nearest_name("z", letters, ARRAY_LEN(letters))); /* nothing of it is left */
        assert_string_equal(nearest_name("A", letters, ARRAY_LEN(letters)), "a");
}

static void long_names(void **state)
{
        char name[200];
        const char *const candidates[] = {name};

        (void)state;
        memset(name, 'a', sizeof(name) - 1);
        name[sizeof(name) - 1] = '\0';
        assert_null(nearest_name(name, candidates, 1)); /* too long to be worth the work */
}

/* FIPS 180-4's and RFC 4231's own examples. */
static void digests(void **state)
{
        unsigned char bytes[DIGEST_BYTES];
        char hex[DIGEST_HEX_SIZE];

        (void)state;
        digest_sha256_hex("abc", 3, hex);
        assert_string_equal(hex,
                            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        digest_sha256_hex("", 0, hex);
        assert_string_equal(hex,
                            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        digest_hmac_sha256("Jefe", 4, "what do ya want for nothing?", 28, bytes);
        digest_hex(bytes, hex);
        assert_string_equal(hex,
                            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(suggestions),
                                           cmocka_unit_test(long_names), cmocka_unit_test(digests)};

        return cmocka_run_group_tests(tests, NULL, NULL);
}
