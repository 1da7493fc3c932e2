/* YAML trees: kinds, texts and places; and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/base/yaml.h"

static void note(void *arg, int line, int column, const char *text)
{
        text_addf(arg, "%d:%d: %s\n", line, column, text);
}

/* One line per node: place, place of the text, kind, text. */
static void dump(const struct yaml_node *n, struct text *out)
{
        if (n->kind == YAML_SCALAR) {
                text_addf(out, "%d:%d/%d %s ", n->line, n->column, n->text_column,
                          n->plain ? "plain" : "quoted");
                text_add_json(out, n->text);
                text_add(out, "\n");
                return;
        }
        text_addf(out, "%d:%d %s of %zu\n", n->line, n->column, yaml_kind_name(n), n->count);
        for (size_t i = 0; i < n->count; i++) {
                if (n->kind == YAML_MAP) {
                        dump(n->pairs[i].key, out);
                        dump(n->pairs[i].value, out);
                } else {
                        dump(n->items[i], out);
                }
        }
}

static char *read_as(const char *bytes, size_t len)
{
        struct text out = TEXT_INIT;
        struct yaml_node *root = yaml_parse(bytes, len, note, &out);

        assert_true((root == NULL) == (out.len > 0));
        if (root)
                dump(root, &out);
        yaml_free(root);
        return text_steal(&out);
}

static void expect(const char *yaml, const char *expected)
{
        char *found = read_as(yaml, strlen(yaml));

        if (strcmp(found, expected) != 0)
                fail_msg("%s\ngives\n%s", yaml, found);
        free(found);
}

static void places(void **state)
{
        (void)state;
        expect("a: 0146\n"
               "b:\n"
               "  c: 'x y'\n"
               "  é: \"z\\n\"\n"
               "  d:\n",
               "1:1 a map of 2\n1:1/1 plain \"a\"\n1:4/4 plain \"0146\"\n2:1/1 plain \"b\"\n"
               "3:3 a map of 3\n3:3/3 plain \"c\"\n3:6/7 quoted \"x y\"\n4:3/3 plain \"é\"\n"
               "4:6/0 quoted \"z\\n\"\n5:3/3 plain \"d\"\n5:3/0 plain \"\"\n");
        expect("- {k: [v, \"w\"]}\n- - x\n",
               "1:1 a list of 2\n1:3 a map of 1\n1:4/4 plain \"k\"\n1:7 a list of 2\n"
               "1:8/8 plain \"v\"\n1:11/12 quoted \"w\"\n2:3 a list of 1\n2:5/5 plain \"x\"\n");
        expect("a: 'it''s'\nb: ''\nc: \"\"\n",
               "1:1 a map of 3\n1:1/1 plain \"a\"\n1:4/0 quoted \"it's\"\n2:1/1 plain \"b\"\n"
               "2:4/5 quoted \"\"\n3:1/1 plain \"c\"\n3:4/5 quoted \"\"\n");
}

static void more_lines(void **state)
{
        (void)state;
        expect("a: one\n  two\n", "1:1 a map of 1\n1:1/1 plain \"a\"\n1:4/0 plain \"one two\"\n");
        expect("\"a\": \"one\n  two\"\n",
               "1:1 a map of 1\n1:1/2 quoted \"a\"\n1:6/0 quoted \"one two\"\n");
}

static void block_scalars(void **state)
{
        const char *yaml = "a: |\n  one\n  two\nb: >-\n  x\n  y\n";
        struct text found = TEXT_INIT;
        struct yaml_node *root = yaml_parse(yaml, strlen(yaml), note, &found);

        (void)state;
        assert_non_null(root);
        assert_string_equal(yaml_get(root, "a")->text, "one\ntwo\n");
        assert_string_equal(yaml_get(root, "b")->text, "x y");
        assert_false(yaml_get(root, "a")->plain);
        assert_int_equal(yaml_get(root, "a")->text_column, 0);
        assert_null(yaml_get(root, "c"));
        assert_null(yaml_get(yaml_get(root, "a"), "c"));
        yaml_free(root);
}

static void json(void **state)
{
        (void)state;
        expect("{\"a\": [1, true, null, \"b\\/\\u00e9\"]}",
               "1:1 a map of 1\n1:2/3 quoted \"a\"\n1:7 a list of 4\n1:8/8 plain \"1\"\n"
               "1:11/11 plain \"true\"\n1:17/17 plain \"null\"\n1:23/0 quoted \"b/é\"\n");
}

static void refused(void **state)
{
        (void)state;
        expect("", "1:1: the file is empty\n");
        expect("a: 1\nb: 2\na: 3\n", "3:1: duplicate key \"a\"; it is first given at 1:1\n");
        expect("{a: {x: 1, x: 2, x: 3}}", "1:12: duplicate key \"x\"; it is first given at 1:6\n"
                                          "1:18: duplicate key \"x\"; it is first given at 1:12\n");
        expect("a: &x 1\nb: *x\nc: !!int 3\n",
               "1:7: anchors (&name) are not supported: write the value where it is needed\n"
               "2:5: aliases (*name) are not supported: write the value where it is needed, or "
               "quote text that begins with *\n"
               "3:10: tags (!name) are not supported: the type of a value comes from its "
               "declaration\n");
        expect("a: 1\n---\nb: 1\n", "2:1: a second document begins here; expected one\n");
        expect("? [a]\n: b\n",
               "1:3: a key must be text, not a list; quote it when it begins with [ or {\n");
        expect("%YAML 1.1\n---\na: 1\n", "2:1: %YAML and %TAG directives are not supported\n");
        expect("a: \"\\0\"\n", "1:4: a NUL character is not allowed in text\n");
        expect("a: \xff\n", "1:4: byte 0xff is not UTF-8 text\n");
        expect("é: \xed\xa0\x80\n", "1:4: byte 0xed is not UTF-8 text\n");
        expect("a: \xc3", "1:4: byte 0xc3 is not UTF-8 text\n");
}

static void bounds(void **state)
{
        char deep[200], *found, *big = xmalloc(1024 * 1024 + 1);

        (void)state;
        memset(deep, '[', 64);
        memset(deep + 64, ']', 64);
        deep[128] = '\0';
        found = read_as(deep, 128); /* as deep as it may be */
        assert_null(strstr(found, "nested"));
        free(found);
        memset(deep, '[', sizeof(deep));
        found = read_as(deep, sizeof(deep));
        assert_string_equal(found, "1:65: nested deeper than 64 levels\n");
        free(found);
        memset(big, 'a', 1024 * 1024 + 1);
        found = read_as(big, 1024 * 1024 + 1);
        assert_string_equal(found, "0:0: 1048577 bytes are too many; at most 1048576\n");
        free(found);
        found = read_as("a\0b", 3);
        assert_string_equal(found, "1:2: byte 0x00 is not allowed in text\n");
        free(found);
        free(big);
}

/* A caller that looks for more faults gets the tree in spite of duplicate keys. */
static void parse_on(void **state)
{
        const char *yaml = "a: 1\na: 2\n";
        struct text found = TEXT_INIT;
        size_t count = 0;
        struct yaml_node *root = yaml_parse_on(yaml, strlen(yaml), note, &found, &count);

        (void)state;
        assert_int_equal(count, 1);
        assert_non_null(root);
        assert_string_equal(yaml_get(root, "a")->text, "1");
        yaml_free(root);
        root = yaml_parse_on("a: *x", 5, note, &found, &count);
        assert_null(root);
        assert_int_equal(count, 1);
        text_release(&found);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(places),        cmocka_unit_test(more_lines),
                cmocka_unit_test(block_scalars), cmocka_unit_test(json),
                cmocka_unit_test(refused),       cmocka_unit_test(bounds),
                cmocka_unit_test(parse_on),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
