/* XML replies: namespaces set aside, nothing fetched, nothing expanded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/base/xml.h"

static const char reply[] =
        "<?xml version=\"1.0\"?>\n"
        "<DescribeDBInstancesResponse xmlns=\"http://rds.amazonaws.com/doc/2014-10-31/\">\n"
        "  <DescribeDBInstancesResult><DBInstances>\n"
        "    <DBInstance><Id>a &amp; b</Id><Empty/></DBInstance>\n"
        "    <Other/>\n"
        "    <DBInstance><Id>c</Id></DBInstance>\n"
        "  </DBInstances></DescribeDBInstancesResult>\n"
        "</DescribeDBInstancesResponse>\n";

static void reading(void **state)
{
        struct err err = ERR_INIT;
        struct xml_node *list, *item;
        struct xml_node *doc;
        char *text;

        (void)state;
        assert_true(xml_parse(reply, strlen(reply), &doc, &err));
        list = xml_child(xml_child(doc, "DescribeDBInstancesResult"), "DBInstances");
        item = xml_child(list, "DBInstance");
        text = xml_text(item, "Id");
        assert_string_equal(text, "a & b");
        free(text);
        text = xml_text(item, "Empty");
        assert_string_equal(text, "");
        free(text);
        assert_null(xml_text(item, "Nope"));
        item = xml_next(item);
        text = xml_text(item, "Id");
        assert_string_equal(text, "c");
        free(text);
        text = xml_content(item); /* an element with elements in it has no text of its own */
        assert_string_equal(text, "");
        free(text);
        assert_null(xml_next(item));
        assert_null(xml_child(NULL, "DBInstance"));
        assert_null(xml_text(NULL, "Id"));
        xml_free(doc);
}

/* Prefixes, attributes, comments, CDATA, character references, and text that comes in pieces. */
static void odd_but_whole(void **state)
{
        static const char odd[] =
                "<?xml version='1.0' encoding='UTF-8'?><!-- one --><n:a xmlns:n='u' k='v'>"
                "<n:b>1<!-- two -->2<![CDATA[<3>]]>\n&#52;&lt;\xc3\xa9</n:b>"
                "<b/> <c>  </c></n:a>";
        struct err err = ERR_INIT;
        struct xml_node *doc, *b;
        char *text;

        (void)state;
        assert_true(xml_parse(odd, strlen(odd), &doc, &err));
        assert_string_equal(doc->name, "a");
        b = xml_child(doc, "b");
        text = xml_content(b);
        assert_string_equal(text, "12<3>\n4<\xc3\xa9");
        free(text);
        b = xml_next(b);
        assert_non_null(b);
        assert_null(b->text);
        text = xml_text(doc, "c");
        assert_string_equal(text, "  ");
        free(text);
        xml_free(doc);
}

static void depth_is_bounded(void **state)
{
        struct err err = ERR_INIT;
        struct xml_node *doc;

        (void)state;
        for (int depth = XML_DEPTH_MAX; depth <= XML_DEPTH_MAX + 1; depth++) {
                struct text t = TEXT_INIT;

                for (int i = 0; i < depth; i++)
                        text_add(&t, "<a>");
                for (int i = 0; i < depth; i++)
                        text_add(&t, "</a>");
                assert_int_equal(xml_parse(t.data, t.len, &doc, &err), depth <= XML_DEPTH_MAX);
                xml_free(doc);
                text_release(&t);
        }
        err_clear(&err);
}

static void refused(void **state)
{
        static const char *const rows[] = {"",
                                           "text",
                                           "<a>",
                                           "<a></b>",
                                           "<a/><b/>",
                                           "<a>&nope;</a>",
                                           "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>",
                                           "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
                                           "<a>\xff</a>"};
        struct err err = ERR_INIT;
        struct xml_node *doc;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                if (xml_parse(rows[i], strlen(rows[i]), &doc, &err))
                        fail_msg("%s is taken for a reply", rows[i]);
                assert_null(doc);
                assert_true(err_is(&err, ERR_INVALID));
        }
        err_clear(&err);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(reading), cmocka_unit_test(odd_but_whole),
                cmocka_unit_test(depth_is_bounded), cmocka_unit_test(refused)};

        return cmocka_run_group_tests(tests, NULL, NULL);
}
