/* Times, durations and names: read or refused; a time and a name that were read can be written. */
#include "engine/aws/credentials_json.h"
#include "engine/aws/ecs.h"
#include "engine/aws/endpoint.h"
#include "engine/base/mem.h"
#include "engine/base/stack.h"
#include "engine/base/stamp.h"
#include "fuzz.h"

static void times(const char *text)
{
        char iso[ISO_SIZE], duration[24];
        int64_t ms, again;

        if (iso_parse(text, &ms)) {
                iso_format(ms, iso);
                if (!iso_parse(iso, &again) || again != ms)
                        fuzz_fail("%s is %s", text, iso);
        }
        expiry_parse(text, &ms);
        if (duration_parse(text, &ms)) {
                if (ms < 0)
                        fuzz_fail("%s is negative", text);
                duration_format(ms, duration);
        }
        stamp_parse(text, &ms);
}

static void names(const char *text)
{
        char stamp[STAMP_SIZE], database[DATABASE_SIZE], family[256];
        struct err err = ERR_INIT;
        struct stack stack;
        int64_t revision;

        if (stack_parse(text, &stack, &err) && strcmp(stack.name, text) != 0)
                fuzz_fail("stack %s is %s", text, stack.name);
        err_clear(&err);
        if (database_parse(text, &stack, stamp)) {
                stack_database(&stack, stamp, database);
                if (strcmp(database, text) != 0)
                        fuzz_fail("database %s is %s", text, database);
        }
        ecs_definition_split(text, family, &revision);
        region_check(text, &err);
        err_clear(&err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct input in = {(const char *)data, size};
        char *text = input_line(&in);

        times(text);
        names(text);
        free(text);
        return 0;
}
