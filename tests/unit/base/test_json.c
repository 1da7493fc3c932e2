/* json-c behind short hands: strict parsing, careful reading, canonical printing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/json.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"

static struct json_object *parse(const char *text)
{
        struct json_object *out = NULL;
        struct err err = ERR_INIT;

        if (!json_parse(text, strlen(text), &out, &err))
                fail_msg("%s: %s", text, err_text(&err));
        return out;
}

static void parsing(void **state)
{
        static const char *const good[] = {"{}",   "[]",   " {\"a\": 1} \n", "\"x\"", "12",
                                           "-0.5", "true", "[1,[2,[3]]]",    "12 "};
        static const char *const bad[] = {
                "",      " ",     "{",   "{\"a\":}",   "[1,]",          "{} {}",
                "{}x",   "01",    "nul", "{\"a\":1,}", "// c\n{}",      "\"\xff\"",
                "12 13", "[1] ]", "tru", "-",          "{\"a\" \"b\"}", "[1 2]"};
        struct json_object *out;
        struct err err = ERR_INIT;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(good); i++)
                json_object_put(parse(good[i]));
        for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
                if (json_parse(bad[i], strlen(bad[i]), &out, &err))
                        fail_msg("%s is taken for JSON", bad[i]);
                assert_null(out);
                assert_true(err_is(&err, ERR_INVALID));
        }
        err_clear(&err);
}

/* What json-c's strict mode lets pass though RFC 8259 does not. */
static void stricter_than_json_c(void **state)
{
        static const char *const bad[] = {"NaN",         "Infinity",    "-Infinity",    "[NaN]",
                                          "[-Infinity]", "{\"a\":NaN}", "{'a':1}",      "'a'",
                                          "[1,'a']",     "1.",          "[1.]",         "[1.e3]",
                                          "-01",         "[-01]",       "[\"\n\"]",     "\"\x1f\"",
                                          "[.5]",        "-",           "{\"a\x01\":1}"};
        static const char *const good[] = {"[\"NaN\",\"it's\",\"\\\"'\",\"I\"]",
                                           "{\"N'\":\"1.\"}",
                                           "[0,-0,0.5,-0.0]",
                                           "[1e5,1E+05,1.5e-07,10]",
                                           "\"\\n\\t\\u0001\"",
                                           "[true,false,null]"};
        struct json_object *out;
        struct err err = ERR_INIT;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
                if (json_parse(bad[i], strlen(bad[i]), &out, &err))
                        fail_msg("%s is taken for JSON", bad[i]);
                assert_null(out);
                assert_true(err_is(&err, ERR_INVALID));
        }
        for (size_t i = 0; i < ARRAY_LEN(good); i++)
                json_object_put(parse(good[i]));
        assert_false(json_parse("[1, 'a']", 8, &out, &err));
        assert_non_null(strstr(err_text(&err), "offset 4"));
        assert_false(json_parse("{}\0x", 4, &out, &err));
        assert_false(json_parse("{}\0", 3, &out, &err));
        assert_false(json_parse("\"\\", 2, &out, &err)); /* cut off behind the backslash */
        err_clear(&err);
}

static void beyond_ascii(void **state)
{
        static const char good[] = "{\"é\":\"é € 😀 \\u00e9\"}";
        static const char *const bad[] = {"\"\xc3\"", "\"\xc0\x80\"", "\"\xed\xa0\x80\"", "é",
                                          "[é]"};
        struct json_object *obj = NULL;
        struct err err = ERR_INIT;

        (void)state;
        assert_true(json_parse(good, strlen(good), &obj, &err));
        assert_string_equal(json_text(obj, "é"), "é € 😀 é");
        json_object_put(obj);
        for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
                assert_false(json_parse(bad[i], strlen(bad[i]), &obj, &err));
                assert_null(obj);
                err_clear(&err);
        }
}

static void strings(void **state)
{
        static const char *const bad[] = {"\"\\x\"",          "\"\\u12g4\"", "\"\\u12",
                                          "\"\\ud83d\\u12\"", "\"a",         "\"\\n\x01\""};
        struct json_object *o =
                parse("{\"\\u0061\\/b\":\"\\ud83d\\ude00 \\\"\\b\\f\\r\\\\\","
                      "\"half\":\"\\ud83d \\ude00 \\ud83d\\u0041\",\"twice\":1,\"twice\":2}");
        struct json_object *out;
        struct err err = ERR_INIT;

        (void)state;
        assert_string_equal(json_text(o, "a/b"), "😀 \"\b\f\r\\");
        assert_string_equal(json_text(o, "half"), "\xef\xbf\xbd \xef\xbf\xbd \xef\xbf\xbd"
                                                  "A");
        assert_int_equal(json_int(o, "twice"), 2);
        json_object_put(o);
        for (size_t i = 0; i < ARRAY_LEN(bad); i++)
                assert_false(json_parse(bad[i], strlen(bad[i]), &out, &err));
        err_clear(&err);
}

/* Whole numbers keep all 64 bits, others are written as they came. */
static void numbers(void **state)
{
        static const char text[] = "[1.50,1e5,-0.0,9223372036854775807,-9223372036854775808,"
                                   "18446744073709551615,0.1000000000000000000000000000000001]";
        struct json_object *o = parse(text), *large = parse("[123456789012345678901234567890]");

        (void)state;
        assert_string_equal(json_line(o), text);
        assert_string_equal(json_line(large), "[18446744073709551615]");
        json_object_put(o);
        json_object_put(large);
}

/* More names than are kept, and longer ones. */
static void many_names(void **state)
{
        struct json_object *o = json_object_new_object(), *copy;
        char *name = NULL;

        (void)state;
        for (int i = 0; i < 5000; i++) {
                name = xasprintf("%d%s", i,
                                 i % 2 ? "" : " is a name that is too long to be kept for all");
                json_put_int(o, name, -1);
                json_put_int(o, name, i);
                free(name);
        }
        copy = parse(json_line(o));
        assert_int_equal(json_object_object_length(copy), 5000);
        assert_true(json_same(o, copy));
        assert_int_equal(json_int(copy, "4999"), 4999);
        json_object_put(copy);
        copy = json_copy(o);
        json_object_put(o);
        assert_int_equal(json_int(copy, "4999"), 4999);
        assert_int_equal(json_int(copy, "0 is a name that is too long to be kept for all"), 0);
        json_object_put(copy);
}

static void depth(void **state)
{
        char deep[400];
        struct json_object *out = NULL;
        struct err err = ERR_INIT;

        (void)state;
        memset(deep, '[', 200);
        memset(deep + 200, ']', 200);
        assert_false(json_parse(deep, sizeof(deep), &out, &err));
        err_clear(&err);
        assert_true(json_parse(deep + 150, 100, &out, &err));
        json_object_put(out);
}

static void reading(void **state)
{
        struct json_object *o = parse("{\"t\":\"x\",\"n\":-3,\"r\":1.5,\"f\":true,\"a\":[1,2],"
                                      "\"o\":{\"k\":\"v\"},\"z\":null}");

        (void)state;
        assert_string_equal(json_text(o, "t"), "x");
        assert_null(json_text(o, "n"));
        assert_null(json_text(o, "z"));
        assert_null(json_text(o, "nope"));
        assert_null(json_text(NULL, "t"));
        assert_int_equal(json_int(o, "n"), -3);
        assert_int_equal(json_int(o, "r"), 1);
        assert_int_equal(json_int(o, "t"), 0);
        assert_true(json_real(o, "r") > 1.4 && json_real(o, "r") < 1.6);
        assert_true(json_flag(o, "f"));
        assert_false(json_flag(o, "n"));
        assert_int_equal(json_count(json_array(o, "a")), 2);
        assert_null(json_array(o, "o"));
        assert_int_equal(json_count(NULL), 0);
        assert_int_equal(json_count(o), 0);
        assert_string_equal(json_text(json_get(o, "o"), "k"), "v");
        json_object_put(o);
}

static void whole_numbers(void **state)
{
        static const char *const whole[] = {"5432", "5432.0", "54.32e2", "543200E-2"};
        static const char *const bad[] = {"5432.5", "1e300", "-1e300", "\"5432\"", "true", "[]"};
        int64_t number;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(whole); i++) {
                struct json_object *value = parse(whole[i]);

                assert_true(json_whole(value, &number));
                assert_int_equal(number, 5432);
                json_object_put(value);
        }
        for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
                struct json_object *value = parse(bad[i]);

                assert_false(json_whole(value, &number));
                json_object_put(value);
        }
        assert_false(json_whole(NULL, &number));
}

static void writing(void **state)
{
        struct json_object *o = json_object_new_object(), *copy;

        (void)state;
        json_put_text(o, "a", "x/y");
        json_put_text(o, "none", NULL);
        json_put_int(o, "b", INT64_MAX);
        json_put_flag(o, "c", false);
        json_put(o, "d", json_object_new_array());
        json_add_text(json_get(o, "d"), "é");
        assert_string_equal(json_line(o),
                            "{\"a\":\"x/y\",\"b\":9223372036854775807,\"c\":false,\"d\":[\"é\"]}");
        copy = json_copy(o);
        assert_true(json_same(o, copy));
        json_put_text(json_get(copy, "nope"), "x", NULL);
        json_add_text(json_get(copy, "d"), "more");
        assert_false(json_same(o, copy)); /* deep: o did not change */
        assert_null(json_copy(NULL));
        json_object_put(o);
        json_object_put(copy);
}

static void canonical(void **state)
{
        struct json_object *a =
                parse("{\"b\":[{\"z\":1,\"a\":\"q\\\"\\n\"}],\"a\":null,\"aa\":1.5}");
        struct json_object *b =
                parse("{\"aa\":1.5,\"a\":null,\"b\":[{\"a\":\"q\\\"\\n\",\"z\":1}]}");
        char *one = json_canonical(a), *other = json_canonical(b);

        (void)state;
        assert_string_equal(one, "{\"a\":null,\"aa\":1.5,\"b\":[{\"a\":\"q\\\"\\n\",\"z\":1}]}");
        assert_string_equal(one, other);
        assert_true(json_same(a, b));
        free(one);
        free(other);
        json_object_put(a);
        json_object_put(b);
        one = json_canonical(NULL);
        assert_string_equal(one, "null");
        free(one);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(parsing),      cmocka_unit_test(stricter_than_json_c),
                cmocka_unit_test(beyond_ascii), cmocka_unit_test(depth),
                cmocka_unit_test(reading),      cmocka_unit_test(whole_numbers),
                cmocka_unit_test(writing),      cmocka_unit_test(canonical),
                cmocka_unit_test(strings),      cmocka_unit_test(numbers),
                cmocka_unit_test(many_names),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
