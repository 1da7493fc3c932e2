/*
 * The shared files mean the same here and to botocore: on the odd files in ini/ whose .json
 * botocore wrote, on these and on hundreds of random ones beside botocore itself where it is
 * installed.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "helper_aws.h"

#include "engine/aws/profile.h"
#include "engine/aws/words.h"
#include "engine/base/mem.h"

#define FOLDER SOURCE_DIR "/tests/unit/aws/ini"

enum { RANDOM_FILES = 600, NO_BOTOCORE = 77 };

/* --- what we make of a file, as expect.py prints it --- */

static struct json_object *values_of(const struct ini *ini, size_t section)
{
        struct json_object *values = json_object_new_object();

        for (size_t i = 0; i < ini->count; i++) {
                const struct ini_entry *e = &ini->items[i];
                struct json_object *block;

                if (e->section != section)
                        continue;
                if (!e->sub) {
                        json_put_text(values, e->key, e->value);
                        continue;
                }
                block = json_get(values, e->key);
                if (!block) {
                        block = json_object_new_object();
                        json_put(values, e->key, block);
                }
                json_put_text(block, e->sub, e->value);
        }
        return values;
}

static struct json_object *named(const struct profile *p, const char *kind)
{
        struct json_object *all = json_object_new_object();

        for (size_t i = 0; i < p->config.section_count; i++) {
                const char *section = p->config.sections[i], *name = NULL;
                struct strlist words = {0};
                long found;

                if (strcmp(kind, "profile") == 0 && strcmp(section, "default") == 0)
                        name = "default";
                else if (text_starts(section, kind) && words_split(section, &words) &&
                         words.count == 2)
                        name = words.items[1];
                found = name ? profile_section(p, kind, name) : -1;
                if (found >= 0)
                        json_put(all, name, values_of(&p->config, (size_t)found));
                strlist_release(&words);
        }
        return all;
}

static struct json_object *read_file(const char *path)
{
        struct json_object *made = json_object_new_object(), *raw = json_object_new_object();
        struct profile p = {0};
        struct err err = ERR_INIT;
        bool found;

        if (!ini_load(path, &p.config, &found, NULL, &err)) {
                json_object_put(raw);
                json_put_flag(made, "error", true);
                if (!strstr(err_text(&err), ": line "))
                        fail_msg("no line is named: %s", err_text(&err));
        } else {
                for (size_t i = 0; i < p.config.section_count; i++)
                        json_put(raw, p.config.sections[i], values_of(&p.config, i));
                json_put(made, "raw", raw);
                json_put(made, "profiles", named(&p, "profile"));
                json_put(made, "sso_sessions", named(&p, "sso-session"));
                json_put(made, "services", named(&p, "services"));
        }
        err_clear(&err);
        ini_release(&p.config);
        return made;
}

static void compare(const char *path, struct json_object *expected)
{
        struct json_object *made = read_file(path);

        if (!json_same(made, expected)) {
                printf("%s\n  here:     %s\n", path, json_line(made));
                printf("  botocore: %s\n", json_line(expected));
                fail_msg("%s is read otherwise than by botocore", path);
        }
        json_object_put(made);
}

/* --- beside what botocore said --- */

static struct json_object *parse_stream(FILE *stream)
{
        struct json_object *parsed = NULL;
        struct text text = TEXT_INIT;
        struct err err = ERR_INIT;
        char block[4096];
        size_t got;

        while ((got = fread(block, 1, sizeof(block), stream)) > 0)
                text_add_n(&text, block, got);
        if (text.len && !json_parse(text_str(&text), text.len, &parsed, &err))
                fail_msg("%s", err_text(&err));
        text_release(&text);
        return parsed;
}

static void test_odd_files_as_recorded(void **state)
{
        DIR *folder = opendir(FOLDER);
        struct dirent *entry;
        int count = 0;

        (void)state;
        assert_non_null(folder);
        while ((entry = readdir(folder))) {
                char *path, *golden;
                struct json_object *expected;
                FILE *file;

                if (!text_ends(entry->d_name, ".ini"))
                        continue;
                path = xasprintf(FOLDER "/%s", entry->d_name);
                golden = xasprintf("%s.json", path);
                file = fopen(golden, "re");
                if (!file)
                        fail_msg("%s is missing: expect.py --write %s", golden, path);
                expected = parse_stream(file);
                fclose(file);
                compare(path, expected);
                json_object_put(expected);
                free(golden);
                free(path);
                count++;
        }
        closedir(folder);
        assert_true(count > 50);
}

/* False: botocore is not there. */
static bool compare_with_botocore(const char *arguments)
{
        char *command = xasprintf("python3 " FOLDER "/expect.py %s 2>/dev/null", arguments);
        FILE *python = popen(command, "r");
        struct json_object *all;
        int status;

        assert_non_null(python);
        all = parse_stream(python);
        status = pclose(python);
        free(command);
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
                json_object_put(all);
                if (WIFEXITED(status) && WEXITSTATUS(status) != NO_BOTOCORE &&
                    WEXITSTATUS(status) != 127)
                        fail_msg("expect.py ended with %d", status);
                return false;
        }
        assert_true(json_object_object_length(all) > 50);
        json_object_object_foreach(all, path, expected)
        {
                compare(path, expected);
        }
        json_object_put(all);
        return true;
}

static void test_odd_files_beside_botocore(void **state)
{
        (void)state;
        if (!compare_with_botocore(FOLDER "/*.ini"))
                printf("skip - odd files beside botocore: python3 has no botocore\n");
}

static void test_random_files_beside_botocore(void **state)
{
        char folder[] = "/tmp/snaplift-ini-XXXXXX";
        char *arguments;

        (void)state;
        assert_non_null(mkdtemp(folder));
        arguments = xasprintf("--random %d %s", RANDOM_FILES, folder);
        if (!compare_with_botocore(arguments))
                printf("skip - random files beside botocore: python3 has no botocore\n");
        free(arguments);
        for (int i = 0; i < RANDOM_FILES; i++) {
                char *path = xasprintf("%s/%d.ini", folder, i);

                unlink(path);
                free(path);
        }
        assert_int_equal(rmdir(folder), 0);
}

/* --- words --- */

static void test_words(void **state)
{
        static const struct {
                const char *line, *words; /* joined by | */
        } cases[] = {
                {"", ""},
                {"  a\tb\nc ", "a|b|c"},
                {"/bin/x --to 'a b' \"c d\"", "/bin/x|--to|a b|c d"},
                {"a'b'\"c\"d", "abcd"},
                {"'' x", "|x"},
                {"\"a\\\"b\\\\c\\d\"", "a\"b\\c\\d"},
                {"'a\\'", "a\\"},
                {"a\\ b \\\\", "a b|\\"},
                {"a#b ;c", "a#b|;c"},
                {"'open", NULL},
                {"\"open\\", NULL},
                {"a\\", NULL},
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
                struct strlist words = {0};
                struct text joined = TEXT_INIT;

                if (words_split(cases[i].line, &words) != (cases[i].words != NULL))
                        fail_msg("%s", cases[i].line);
                strlist_join(&words, "|", &joined);
                if (cases[i].words)
                        assert_string_equal(text_str(&joined), cases[i].words);
                text_release(&joined);
                strlist_release(&words);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_odd_files_as_recorded),
                cmocka_unit_test(test_odd_files_beside_botocore),
                cmocka_unit_test(test_random_files_beside_botocore),
                cmocka_unit_test(test_words),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
