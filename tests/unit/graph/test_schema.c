/* The JSON Schema says what the stage types say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "tests/unit/graph/helper_types.h"

/* The value at "a/b/0". */
static struct json_object *at(struct json_object *schema, const char *path)
{
        struct json_object *found = NULL;
        char *pointer = xasprintf("/%s", path);

        json_pointer_get(schema, pointer, &found);
        free(pointer);
        if (!found)
                fail_msg("no %s in the schema", path);
        return found;
}

static void expect(struct json_object *schema, const char *path, const char *json)
{
        const char *found = json_line(at(schema, path));

        if (strcmp(found, json) != 0)
                fail_msg("%s is %s", path, found);
}

static void top(void **state)
{
        struct json_object *schema = pipeline_schema(test_types);

        (void)state;
        expect(schema, "required", "[\"pipeline\",\"stages\"]");
        expect(schema, "additionalProperties", "false");
        expect(schema, "properties/inputs/additionalProperties/properties/type/enum",
               "[\"text\",\"number\",\"flag\",\"duration\",\"list\",\"map\",\"stack\",\"tier\","
               "\"timestamp\"]");
        expect(schema, "properties/stages/additionalProperties/required", "[\"uses\"]");
        expect(schema, "properties/stages/minProperties", "1");
        json_object_put(schema);
}

static void each_type_has_its_rule(void **state)
{
        struct json_object *schema = pipeline_schema(test_types);
        struct json_object *stage = at(schema, "properties/stages/additionalProperties");
        struct json_object *with;

        (void)state;
        assert_int_equal(json_count(at(stage, "allOf")), 4);
        expect(stage, "properties/uses/oneOf/1",
               "{\"const\":\"database.restore\",\"description\":\"restore it\"}");
        expect(stage, "allOf/1/if/properties/uses/const", "\"database.restore\"");
        expect(stage, "allOf/1/then/required", "[\"with\"]");
        with = at(stage, "allOf/1/then/properties/with");
        expect(with, "required", "[\"snapshot\"]");
        expect(with, "additionalProperties", "false");
        expect(with, "properties/inherit/anyOf",
               "[{\"type\":\"string\",\"enum\":[\"active\",\"snapshot\"]},{\"type\":\"string\","
               "\"pattern\":\"\\\\$\\\\{\\\\{\"}]");
        expect(with, "properties/inherit/default", "\"active\"");
        expect(with, "properties/protect/default", "true");
        expect(with, "properties/groups/default", "[\"a\",\"b\"]");
        expect(with, "properties/name/default", "\"${{ stack.name }}\"");
        expect(with, "properties/size/anyOf/0", "{\"type\":\"integer\"}");
        expect(with, "properties/snapshot",
               "{\"type\":\"string\",\"description\":\"the snapshot to restore\"}");
        assert_null(json_get(at(stage, "allOf/3/then"), "required")); /* note takes nothing */
        json_object_put(schema);
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(top),
                                           cmocka_unit_test(each_type_has_its_rule)};

        return cmocka_run_group_tests(tests, NULL, NULL);
}
