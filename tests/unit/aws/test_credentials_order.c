/* Among some hundred odd set-ups of environment and files, the provider is the one that botocore
 * takes, where botocore is installed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "helper_files.h"

#include "engine/aws/context.h"
#include "engine/base/mem.h"

enum { SET_UPS = 400, SETTINGS = 32, NO_BOTOCORE = 77 };

struct seen {
        int found, none, errors;
};

/* FOLDER PROVIDER NAME=VALUE... */
static void compare(char *line, struct seen *seen)
{
        const char *env[2 * SETTINGS + 1] = {0};
        char *save = NULL, *folder = strtok_r(line, "\t\n", &save);
        const char *expected = strtok_r(NULL, "\t\n", &save), *found;
        struct fake *f;
        size_t n = 0;

        for (char *s = strtok_r(NULL, "\t\n", &save); s; s = strtok_r(NULL, "\t\n", &save)) {
                char *equals = strchr(s, '=');

                assert_true(equals && n < (size_t)2 * SETTINGS);
                *equals = '\0';
                env[n++] = s;
                env[n++] = equals + 1;
        }
        f = fake_new(env);
        if (f->aws)
                found = credential_chain_provider(f->aws->credentials);
        else
                found = strstr(err_text(&f->err), "no AWS credentials; tried env (") ? "none"
                                                                                     : "error";
        if (strcmp(found, expected) != 0)
                fail_msg("%s: %s (%s), but botocore: %s", folder, found,
                         f->aws ? credential_chain_source(f->aws->credentials) : err_text(&f->err),
                         expected);
        seen->errors += strcmp(found, "error") == 0;
        seen->none += strcmp(found, "none") == 0;
        seen->found += f->aws != NULL;
        fake_free(f);
}

static void test_as_botocore(void **state)
{
        char *command = xasprintf("python3 " SOURCE_DIR "/tests/unit/aws/providers.py %d %s "
                                  "2>/dev/null",
                                  SET_UPS, home_path);
        FILE *python = popen(command, "r");
        struct seen seen = {0};
        char line[2048];
        int status;

        (void)state;
        assert_non_null(python);
        while (fgets(line, sizeof(line), python))
                compare(line, &seen);
        status = pclose(python);
        free(command);
        clear_home();
        if (WIFEXITED(status) &&
            (WEXITSTATUS(status) == NO_BOTOCORE || WEXITSTATUS(status) == 127)) {
                printf("skip - the order of providers beside botocore: python3 has no botocore\n");
                return;
        }
        assert_int_equal(status, 0);
        assert_int_equal(seen.found + seen.none + seen.errors, SET_UPS);
        assert_true(seen.found > SET_UPS / 4 && seen.none > 10 && seen.errors > 10);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_as_botocore),
        };

        return cmocka_run_group_tests(tests, home_set_up, home_tear_down);
}
