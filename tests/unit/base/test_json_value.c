/* JSON in memory: few members and many, arrays, what a value comes to, printing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/json.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"

enum { MANY = 3000 };

static char *name_of(int i)
{
        return xasprintf("%s%d", i % 7 ? "member" : "a-member-whose-name-is-too-long-to-be-kept-",
                         i);
}

static void check_member(struct json_object *o, int i, bool there)
{
        char *name = name_of(i);

        assert_int_equal(json_object_object_get_ex(o, name, NULL), there);
        if (there)
                assert_int_equal(json_int(o, name), i);
        free(name);
}

static void many_members(void **state)
{
        struct json_object *o = json_object_new_object();
        int next = 0;

        (void)state;
        for (int i = 0; i < MANY; i++) {
                char *name = name_of(i);

                json_put_text(o, name, "before");
                json_put_int(o, name, i);
                assert_int_equal(json_object_object_length(o), i + 1);
                free(name);
                check_member(o, i / 2, true);
                check_member(o, i + 1, false);
        }
        for (int i = 0; i < MANY; i += 3) {
                char *name = name_of(i);

                json_object_object_del(o, name);
                json_object_object_del(o, name);
                free(name);
        }
        for (int i = 0; i < MANY; i++)
                check_member(o, i, i % 3);
        json_object_object_foreach(o, name, value) /* in the order they came in */
        {
                char *expected;

                next += next % 3 == 0;
                expected = name_of(next);
                assert_string_equal(name, expected);
                assert_int_equal(json_object_get_int64(value), next++);
                free(expected);
        }
        assert_int_equal(next, MANY);
        json_object_put(o);
}

static void few_members(void **state)
{
        struct json_object *o = json_object_new_object(), *value = json_object_new_int64(1);

        (void)state;
        json_object_object_add_len(o, "abc", 1, value);
        json_object_object_add(o, "ab", NULL);
        assert_ptr_equal(json_get(o, "a"), value);
        assert_true(json_object_object_get_ex(o, "ab", NULL)); /* null, and there */
        assert_null(json_get(o, "ab"));
        assert_false(json_object_object_get_ex(o, "abc", NULL));
        assert_false(json_object_object_get_ex(value, "a", NULL));
        assert_false(json_object_object_get_ex(NULL, "a", NULL));
        json_object_object_add(o, "a", value); /* the same again: nothing is let go */
        json_object_object_del(o, "a");
        json_put_flag(o, "a", true);
        assert_string_equal(json_line(o), "{\"ab\":null,\"a\":true}");
        json_object_put(o);
}

static int by_size(const void *a, const void *b)
{
        int64_t one = json_object_get_int64(*(struct json_object *const *)a),
                other = json_object_get_int64(*(struct json_object *const *)b);

        return (one > other) - (one < other);
}

static void arrays(void **state)
{
        struct json_object *list = json_object_new_array();

        (void)state;
        json_object_array_sort(list, by_size);
        json_object_array_put_idx(list, 2, json_object_new_int64(5));
        json_object_array_add(list, json_object_new_int64(-3));
        assert_string_equal(json_line(list), "[null,null,5,-3]");
        json_object_array_put_idx(list, 0, json_object_new_int64(7));
        json_object_array_del_idx(list, 1, 1);
        json_object_array_del_idx(list, 2, 2); /* there is but one */
        json_object_array_sort(list, by_size);
        assert_string_equal(json_line(list), "[-3,5,7]");
        json_object_array_del_idx(list, 0, 2);
        assert_string_equal(json_line(list), "[7]");
        assert_null(json_object_array_get_idx(list, 1));
        json_object_put(list);
}

static void comes_to(const char *text, bool flag, int64_t whole, double real, const char *string)
{
        struct json_object *value;
        struct err err = ERR_INIT;

        assert_true(json_parse(text, strlen(text), &value, &err));
        assert_int_equal(json_object_get_boolean(value), flag);
        assert_int_equal(json_object_get_int64(value), whole);
        assert_float_equal(json_object_get_double(value), real, 1e-9);
        if (string)
                assert_string_equal(json_object_get_string(value), string);
        else
                assert_null(json_object_get_string(value));
        json_object_put(value);
}

static void conversions(void **state)
{
        (void)state;
        comes_to("null", false, 0, 0, NULL);
        comes_to("true", true, 1, 1, "true");
        comes_to("false", false, 0, 0, "false");
        comes_to("17", true, 17, 17, "17");
        comes_to("2.50", true, 2, 2.5, "2.50");
        comes_to("1e300", true, INT64_MAX, 1e300, "1e300");
        comes_to("-1e300", true, INT64_MIN, -1e300, "-1e300");
        comes_to("18446744073709551615", true, INT64_MAX, 18446744073709551615.0,
                 "18446744073709551615");
        comes_to("\"12\"", true, 12, 12, "12");
        comes_to("\"12x\"", true, 12, 0, "12x");
        comes_to("\"\"", false, 0, 0, "");
        comes_to("[1]", false, 0, 0, "[1]");
}

static bool same(const char *a, const char *b)
{
        struct json_object *one, *other;
        struct err err = ERR_INIT;
        bool same;

        assert_true(json_parse(a, strlen(a), &one, &err));
        assert_true(json_parse(b, strlen(b), &other, &err));
        same = json_object_equal(one, other);
        assert_int_equal(json_object_equal(other, one), same);
        json_object_put(one);
        json_object_put(other);
        return same;
}

static void equality(void **state)
{
        (void)state;
        assert_true(same("{\"a\":1,\"b\":[true,null]}", "{\"b\":[true,null],\"a\":1}"));
        assert_true(same("1.50", "1.5"));
        assert_true(same("null", "null"));
        assert_false(same("1", "1.0")); /* of another type */
        assert_false(same("9223372036854775808", "-9223372036854775808"));
        assert_false(same("true", "false"));
        assert_false(same("\"a\"", "\"b\""));
        assert_false(same("\"a\\u0000b\"", "\"a\\u0000c\""));
        assert_false(same("[1,2]", "[1]"));
        assert_false(same("[1,2]", "[2,1]"));
        assert_false(same("{\"a\":1}", "{\"b\":1}"));
        assert_false(same("{\"a\":1}", "{\"a\":1,\"b\":1}"));
        assert_false(same("{\"a\":null}", "{}"));
}

static void prints(struct json_object *value, const char *expected)
{
        assert_string_equal(json_line(value), expected);
        json_object_put(value);
}

static void printing(void **state)
{
        static const char text[] = "{\"a\":[1,{\"b\":\"x/y\"}],\"c\":{},\"d\":[]}";
        struct json_object *value;
        struct text out = TEXT_INIT;
        struct err err = ERR_INIT;

        (void)state;
        prints(json_object_new_double(3), "3.0");
        prints(json_object_new_double(0.1), "0.10000000000000001");
        prints(json_object_new_double(1e21), "1e+21");
        prints(json_object_new_double_s(3, "3.000"), "3.000");
        prints(json_object_new_int64(INT64_MIN), "-9223372036854775808");
        prints(json_object_new_uint64(UINT64_MAX), "18446744073709551615");
        prints(json_object_new_string_len("a\0\x1f\"", 4), "\"a\\u0000\\u001f\\\"\"");
        prints(NULL, "null");
        assert_true(json_parse(text, strlen(text), &value, &err));
        json_add_pretty(&out, value);
        assert_string_equal(text_str(&out), "{\n"
                                            "  \"a\": [\n"
                                            "    1,\n"
                                            "    {\n"
                                            "      \"b\": \"x/y\"\n"
                                            "    }\n"
                                            "  ],\n"
                                            "  \"c\": {},\n"
                                            "  \"d\": []\n"
                                            "}");
        text_release(&out);
        json_object_put(value);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(many_members), cmocka_unit_test(few_members),
                cmocka_unit_test(arrays),       cmocka_unit_test(conversions),
                cmocka_unit_test(equality),     cmocka_unit_test(printing),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
