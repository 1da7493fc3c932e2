/* What other YAML readers make of scalars without quotes. Expected values are those of PyYAML (1.1)
 * and of the core schema's table in the YAML 1.2.2 specification. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "engine/graph/scalar.h"

static void strange_scalars(void **state)
{
        static const struct {
                const char *text, *kind, *value;
        } rows[] = {
                {"0146", "number", "102"},
                {"0x10", "number", "16"},
                {"0o17", "number", "15"},
                {"0b101", "number", "5"},
                {"1_000", "number", "1000"},
                {"12:30", "number", "750"},
                {"1:30:00", "number", "5400"},
                {"-012", "number", "-10"},
                {"+5", "number", "5"},
                {"0149", "number", "149"}, /* no octal: decimal to YAML 1.2 */
                {"7", "number", ""},
                {"0", "number", ""},
                {"-3", "number", ""},
                {"99999999999999999999", "number", ""},
                {"1e3", "number", "1000"},
                {"3.0", "number", "3"},
                {"1.5", "number", ""},
                {".5", "number", "0.5"},
                {"-.inf", "number", ""},
                {".nan", "number", ""},
                {"1.2e+5", "number", "120000"},
                {"~", "null", "null"},
                {"", "null", ""},
                {"null", "null", ""},
                {"NULL", "null", "null"},
                {"no", "flag", "false"},
                {"Yes", "flag", "true"},
                {"off", "flag", "false"},
                {"y", "flag", "true"},
                {"true", "flag", ""},
                {"FALSE", "flag", "false"},
                {"2026-11-21", "date", ""},
                {"2026-11-21T01:07:10Z", "date", ""},
                {"2026-11-21 01:07:10.5 +01:00", "date", ""},
                {"<<", "merge key", ""},
                {"=", "merge key", ""},
        };
        struct reading reading;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                if (!scalar_reading(rows[i].text, &reading))
                        fail_msg("%s counts as text", rows[i].text);
                if (strcmp(reading.kind, rows[i].kind) != 0 ||
                    strcmp(reading.value, rows[i].value) != 0)
                        fail_msg("%s reads as %s %s", rows[i].text, reading.kind, reading.value);
        }
}

static void texts_to_everybody(void **state)
{
        static const char *const texts[] = {
                "xy-0146-qa", "v1.2.3", "nope",    "on-call",   "1.2.3",      "10.0.0.1",
                "0146x",      "-",      "+",       ".",         "e3",         "6h",
                "1h30m",      "sg-1",   "2026-11", "12:30:pm",  "0xzz",       "truely",
                "Null?",      "1,000",  "::1",     "arn:aws:x", "2026-11-2x", "--flag"};
        struct reading reading;

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
                if (scalar_reading(texts[i], &reading))
                        fail_msg("%s reads as %s", texts[i], reading.kind);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(strange_scalars),
                cmocka_unit_test(texts_to_everybody),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
