/* XML replies: namespaces set aside, nothing fetched, nothing expanded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
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
        xmlNode *list, *item;
        xmlDoc *doc;
        char *text;

        (void)state;
        assert_true(xml_parse(reply, strlen(reply), &doc, &err));
        list = xml_child(xml_child(xml_root(doc), "DescribeDBInstancesResult"), "DBInstances");
        item = xml_child(list, "DBInstance");
        text = xml_text(item, "Id");
        assert_string_equal(text, "a & b");
        free(text);
        text = xml_text(item, "Empty");
        assert_string_equal(text, "");
        free(text);
        assert_null(xml_text(item, "Nope"));
        item = xml_next(item);
        text = xml_content(item);
        assert_string_equal(text, "c");
        free(text);
        assert_null(xml_next(item));
        assert_null(xml_child(NULL, "DBInstance"));
        assert_null(xml_text(NULL, "Id"));
        xmlFreeDoc(doc);
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
        xmlDoc *doc;

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
        const struct CMUnitTest tests[] = {cmocka_unit_test(reading), cmocka_unit_test(refused)};

        return cmocka_run_group_tests(tests, NULL, NULL);
}
