/* JSON: what was read is written again and read again the same. */
#include "engine/base/json.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct json_object *one = NULL, *two = NULL, *copy;
        struct err err = ERR_INIT;
        char *canonical;

        if (!json_parse((const char *)data, size, &one, &err)) {
                if (one || !err_is(&err, ERR_INVALID))
                        fuzz_fail("neither a value nor an error");
                err_clear(&err);
                return 0;
        }
        copy = json_copy(one);
        if (!json_same(one, copy))
                fuzz_fail("a copy is not the same");
        canonical = json_canonical(one);
        if (!json_parse(canonical, strlen(canonical), &two, &err))
                fuzz_fail("what was written can't be read: %s: %s", err_text(&err), canonical);
        if (!json_same(one, two))
                fuzz_fail("read again it is another: %s", canonical);
        free(canonical);
        json_object_put(one);
        json_object_put(two);
        json_object_put(copy);
        return 0;
}
