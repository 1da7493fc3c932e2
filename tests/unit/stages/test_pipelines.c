/* The ready pipelines are valid, in the order that keeps the old database until the end; and every
 * stage type describes itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/graph/pipeline.h"
#include "stages/table.h"

static struct pipeline *load(const char *name)
{
        char *path = xasprintf("%s/pipelines/%s", SOURCE_DIR, name), *bytes = xcalloc(1, 1 << 17);
        struct diagnostics d = {0};
        struct text findings = TEXT_INIT;
        struct pipeline *p;
        FILE *file = fopen(path, "r");
        size_t len;

        assert_non_null(file);
        len = fread(bytes, 1, 1 << 17, file);
        fclose(file);
        p = pipeline_parse(name, bytes, len, stage_types, &d);
        diagnostics_print(&d, name, &findings);
        if (!p)
                fail_msg("%s", text_str(&findings));
        diagnostics_release(&d);
        text_release(&findings);
        free(bytes);
        free(path);
        return p;
}

static size_t place(const struct pipeline *p, const char *id)
{
        for (size_t i = 0; i < p->stage_count; i++)
                if (!strcmp(p->stages[p->order[i]].id, id))
                        return i;
        fail_msg("no stage %s", id);
        return 0;
}

static bool depends(const struct pipeline *p, long on, long stage)
{
        for (size_t i = 0; i < p->stages[stage].needs_count; i++)
                if ((long)p->stages[stage].needs[i] == on ||
                    depends(p, on, (long)p->stages[stage].needs[i]))
                        return true;
        return false;
}

static void promote_keeps_the_order_of_safety(void **state)
{
        static const char *const order[] = {"guard",    "source", "previous", "restore",
                                            "activate", "roll",   "wait",     "retire"};
        struct pipeline *p = load("promote.yml");

        (void)state;
        for (size_t i = 1; i < ARRAY_LEN(order); i++)
                assert_true(depends(p, pipeline_find(p, order[i - 1]), pipeline_find(p, order[i])));
        assert_true(depends(p, pipeline_find(p, "credentials"), pipeline_find(p, "activate")));
        assert_true(depends(p, pipeline_find(p, "register"), pipeline_find(p, "activate")));
        for (size_t i = 0; i < p->stage_count; i++)
                if (strcmp(p->stages[i].id, "retire"))
                        assert_true(depends(p, (long)i, pipeline_find(p, "retire")));
        assert_int_equal(place(p, "retire"), p->stage_count - 1);
        assert_true(p->stages[pipeline_find(p, "retire")].type->final);
        pipeline_free(p);
}

static char *read_lines(const char *name)
{
        char *path = xasprintf("%s/pipelines/%s", SOURCE_DIR, name), *bytes = xcalloc(1, 1 << 17);
        FILE *file = fopen(path, "r");

        assert_non_null(file);
        assert_true(fread(bytes, 1, (1 << 17) - 1, file) > 0);
        fclose(file);
        free(path);
        return bytes;
}

/* A pipeline that is promote.yml with more in between: whoever changes the one changes the other
 * (git merge-file does it). differ: how lines begin that are others there; ended by NULL. */
static void has_all_of_promote(const char *name, const char *const *differ)
{
        char *promote = read_lines("promote.yml"), *other = read_lines(name);
        const char *at = other;

        for (char *save, *line = strtok_r(promote, "\n", &save); line;
             line = strtok_r(NULL, "\n", &save)) {
                char *whole = xasprintf("\n%s\n", line);
                const char *found = strstr(at, whole);
                bool differs = false;

                for (size_t i = 0; differ[i]; i++)
                        differs = differs || text_starts(line, differ[i]);
                if (!found && !differs && at != other)
                        fail_msg("%s lacks \"%s\" of promote.yml, or has it elsewhere", name, line);
                if (found)
                        at = found + strlen(line);
                free(whole);
        }
        free(promote);
        free(other);
}

static void promote_accounts_has_all_of_promote(void **state)
{
        static const char *const differ[] = {
                "pipeline: promote", "description: Lift the latest", "    needs: [guard]",
                "      snapshot: \"${{ stages.source.outputs.snapshot }}\"", NULL};

        (void)state;
        has_all_of_promote("promote-accounts.yml", differ);
}

static void release_has_all_of_promote(void **state)
{
        static const char *const differ[] = {"pipeline: promote", "description: Lift the latest",
                                             "on: {", "    needs: [guard]", NULL};
        static const char *const before[] = {"release", "image"};
        static const char *const after[] = {"tell", "tell_slack"};
        struct pipeline *p = load("release.yml");

        (void)state;
        has_all_of_promote("release.yml", differ);
        /* Nothing is changed before the tag and its image are known to be good. */
        for (size_t i = 0; i < ARRAY_LEN(before); i++)
                assert_true(depends(p, pipeline_find(p, before[i]), pipeline_find(p, "previous")));
        for (size_t i = 0; i < ARRAY_LEN(after); i++)
                assert_true(depends(p, pipeline_find(p, "retire"), pipeline_find(p, after[i])));
        assert_true(depends(p, pipeline_find(p, "wait"), pipeline_find(p, "tag")));
        pipeline_free(p);
}

static void promote_accounts_shares_before_it_restores(void **state)
{
        static const char *const order[] = {"guard_source", "source", "previous", "prepare",
                                            "share",        "copy",   "restore",  "activate"};
        struct pipeline *p = load("promote-accounts.yml");

        (void)state;
        for (size_t i = 1; i < ARRAY_LEN(order); i++)
                assert_true(depends(p, pipeline_find(p, order[i - 1]), pipeline_find(p, order[i])));
        assert_int_equal(place(p, "retire"), p->stage_count - 1);
        pipeline_free(p);
}

static void first_time_deletes_nothing(void **state)
{
        struct pipeline *p = load("first-time.yml");

        (void)state;
        for (size_t i = 0; i < p->stage_count; i++)
                assert_string_not_equal(p->stages[i].type->name, "database.retire");
        pipeline_free(p);
}

static void check_ports(const struct stage_type *type, const struct port *ports)
{
        for (const struct port *port = ports; port && port->name; port++) {
                if (!port->help || !*port->help || port->help[strlen(port->help) - 1] == '.')
                        fail_msg("%s.%s: help", type->name, port->name);
        }
}

static void every_type_describes_itself(void **state)
{
        (void)state;
        for (size_t i = 0; stage_types[i]; i++) {
                const struct stage_type *type = stage_types[i];

                assert_non_null(type->summary);
                assert_non_null(type->run);
                assert_non_null(type->actions);
                check_ports(type, type->inputs);
                check_ports(type, type->outputs);
                for (const struct stage_action *a = type->actions; a->name; a++)
                        assert_non_null(strchr(a->name, ':'));
                for (size_t k = 0; k < i; k++)
                        assert_string_not_equal(stage_types[k]->name, type->name);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(promote_keeps_the_order_of_safety),
                cmocka_unit_test(promote_accounts_has_all_of_promote),
                cmocka_unit_test(release_has_all_of_promote),
                cmocka_unit_test(promote_accounts_shares_before_it_restores),
                cmocka_unit_test(first_time_deletes_nothing),
                cmocka_unit_test(every_type_describes_itself),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
