/* Text buffers, their escapes, and lists of text. */
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

static void growing(void **state)
{
        struct text t = TEXT_INIT;
        char *taken;

        (void)state;
        assert_string_equal(text_str(&t), "");
        taken = text_steal(&t);
        assert_string_equal(taken, "");
        free(taken);
        for (int i = 0; i < 1000; i++)
                text_addf(&t, "%d,", i);
        assert_int_equal(t.len, 3890);
        assert_true(text_starts(text_str(&t), "0,1,2,"));
        assert_true(text_ends(text_str(&t), ",998,999,"));
        text_clear(&t);
        assert_string_equal(text_str(&t), "");
        text_add_n(&t, "a\0b", 3);
        assert_int_equal(t.len, 3);
        text_add_n(&t, NULL, 0);
        text_add_char(&t, 'c');
        taken = text_steal(&t);
        assert_memory_equal(taken, "a\0bc", 5);
        assert_int_equal(t.len, 0);
        free(taken);
        text_release(&t);
}

static void expect(void (*add)(struct text *, const char *), const char *in, const char *out)
{
        struct text t = TEXT_INIT;

        add(&t, in);
        if (strcmp(text_str(&t), out) != 0)
                fail_msg("%s gives %s", in, text_str(&t));
        text_release(&t);
}

static void escapes(void **state)
{
        (void)state;
        expect(text_add_urlencoded, "aZ09-_.~", "aZ09-_.~");
        expect(text_add_urlencoded, "a b+c/d=é&*'\n", "a%20b%2Bc%2Fd%3D%C3%A9%26%2A%27%0A");
        expect(text_add_xml, "<a b=\"c\">&'é\t\n\r\x01",
               "&lt;a b=&quot;c&quot;&gt;&amp;&#39;é\t\n"
               "&#13;");
        expect(text_add_json, "a\"\\/\n\t\x01\x7fé", "\"a\\\"\\\\/\\n\\u0009\\u0001\\u007fé\"");
        expect(text_add_printable, "a\n\tb\x1b[31m\x7fé", "a  b\\x1b[31m\\x7fé");
        /* CSI as one character, and as one byte */
        expect(text_add_printable,
               "\xc2\x9b"
               "31m \x9b"
               "31m \xc2\xa0 \xe2\x82",
               "\\x9b31m \\x9b31m \xc2\xa0 \\xe2\\x82");
}

/* What text_add_json writes, the parser reads back. */
static void json_round_trip(void **state)
{
        char all[128];
        struct text t = TEXT_INIT;
        struct json_object *back;
        struct err err = ERR_INIT;

        (void)state;
        for (int c = 1; c < 128; c++)
                all[c - 1] = (char)c;
        all[127] = '\0';
        text_add_json(&t, all);
        assert_true(json_parse(text_str(&t), t.len, &back, &err));
        assert_string_equal(json_object_get_string(back), all);
        json_object_put(back);
        text_release(&t);
}

static void comparing(void **state)
{
        (void)state;
        assert_true(text_starts("abc", "ab"));
        assert_true(text_starts("abc", ""));
        assert_false(text_starts("ab", "abc"));
        assert_true(text_ends("abc", "bc"));
        assert_true(text_ends("abc", ""));
        assert_false(text_ends("bc", "abc"));
        assert_true(text_same("a", "a"));
        assert_false(text_same("a", "b"));
        assert_false(text_same("a", NULL));
        assert_false(text_same(NULL, "a"));
        assert_true(text_same(NULL, NULL));
}

static void lists(void **state)
{
        struct strlist l = {0};
        struct text t = TEXT_INIT;

        (void)state;
        strlist_join(&l, ", ", &t);
        assert_string_equal(text_str(&t), "");
        for (int i = 0; i < 20; i++)
                strlist_addf(&l, "%c", 't' - i);
        strlist_add(&l, "é");
        assert_true(strlist_has(&l, "a"));
        assert_false(strlist_has(&l, "z"));
        strlist_sort(&l);
        strlist_join(&l, "", &t);
        assert_string_equal(text_str(&t), "abcdefghijklmnopqrsté");
        strlist_release(&l);
        assert_int_equal(l.count, 0);
        strlist_release(&l);
        text_release(&t);
}

static void memory(void **state)
{
        char *slot = xstrdup("abc");

        (void)state;
        assert_null(xstrdup(NULL));
        assert_null(xstrndup(NULL, 3));
        xreplace(&slot, slot + 1); /* from within itself */
        assert_string_equal(slot, "bc");
        xreplace(&slot, NULL);
        assert_null(slot);
        slot = xstrndup("abcdef", 3);
        assert_string_equal(slot, "abc");
        free(slot);
        free(xcalloc(0, 0));
        free(xmalloc(0));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(growing),         cmocka_unit_test(escapes),
                cmocka_unit_test(json_round_trip), cmocka_unit_test(comparing),
                cmocka_unit_test(lists),           cmocka_unit_test(memory),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
