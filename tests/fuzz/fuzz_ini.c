/* The shared files of AWS's tools: entries in sections that are there, or an error with its line.
 */
#include "engine/aws/ini.h"
#include "fuzz.h"

static void check(const struct ini *ini, size_t size)
{
        if (ini->section_count > size)
                fuzz_fail("more sections than bytes");
        for (size_t i = 0; i < ini->section_count; i++) {
                long at = ini_section(ini, ini->sections[i]);

                if (at != (long)i)
                        fuzz_fail("section %zu is found as %ld", i, at);
        }
        for (size_t i = 0; i < ini->count; i++) {
                const struct ini_entry *e = &ini->items[i];
                const char *found = e->sub ? ini_get_in(ini, (long)e->section, e->key, e->sub)
                                           : ini_get(ini, (long)e->section, e->key);

                if (e->section >= ini->section_count || !e->value)
                        fuzz_fail("an entry of nowhere");
                if (!found)
                        fuzz_fail("an entry that is not found");
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct err err = ERR_INIT;
        struct ini ini = {0};

        if (ini_parse((const char *)data, size, &ini, &err))
                check(&ini, size);
        else if (!err_is(&err, ERR_INVALID))
                fuzz_fail("neither entries nor an error");
        ini_release(&ini);
        err_clear(&err);
        return 0;
}
