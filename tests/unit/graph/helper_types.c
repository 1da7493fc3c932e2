#include "tests/unit/graph/helper_types.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool nothing(struct stage *s, struct err *err)
{
        (void)s;
        (void)err;
        return true;
}

static const struct stage_action no_actions[] = {{0}};
static const char *const modes[] = {"active", "snapshot", NULL};

static const struct port select_inputs[] = {
        {"stack", VALUE_STACK, .required = true, .help = "whose snapshots"},
        {"id", VALUE_TEXT, .help = "a snapshot by name"},
        {0},
};
static const struct port select_outputs[] = {
        {"snapshot", VALUE_TEXT, .help = "identifier"},
        {"timestamp", VALUE_TIMESTAMP, .help = "of the snapshot"},
        {"size", VALUE_NUMBER, .help = "GiB"},
        {"all", VALUE_LIST, .help = "every candidate"},
        {"details", VALUE_ANY, .help = "as AWS told"},
        {0},
};
static const struct port restore_inputs[] = {
        {"snapshot", VALUE_TEXT, .required = true, .help = "the snapshot to restore"},
        {"inherit", VALUE_TEXT, .fallback = "active", .choices = modes, .help = "where from"},
        {"name", VALUE_TEXT, .fallback = "${{ stack.name }}", .help = "what to call it"},
        {"size", VALUE_NUMBER, .help = "GiB"},
        {"protect", VALUE_FLAG, .fallback = "true", .help = "deletion protection"},
        {"wait", VALUE_DURATION, .fallback = "6h", .help = "how long"},
        {"groups", VALUE_LIST, .fallback = "[a, b]", .help = "security groups"},
        {"tags", VALUE_MAP, .help = "more tags"},
        {"tier", VALUE_TIER, .help = "of the source"},
        {"timestamp", VALUE_TIMESTAMP, .help = "of the database"},
        {0},
};
static const struct port restore_outputs[] = {
        {"database", VALUE_TEXT, .help = "its name"},
        {"ready", VALUE_FLAG, .help = "whether it is up"},
        {0},
};
static const struct port empty_ports[] = {{0}};

static const struct port role_ports[] = {
        {"key", VALUE_TEXT, .help = "three letters"},
        {"place", VALUE_TEXT, .help = "where"},
        {0},
};

static bool check_role(const char *port, const char *value, struct err *err)
{
        if (!strcmp(port, "key") && strlen(value) != 3)
                return err_set(err, ERR_INVALID, "\"%s\" is not three letters", value);
        return true;
}

static bool check_role_entry(struct json_object *entry, struct err *err)
{
        if (json_text(entry, "place") && !json_text(entry, "key"))
                return err_set(err, ERR_INVALID, "a place needs a key");
        return true;
}

static const struct role_type role_type = {
        .ports = role_ports,
        .shorthand = "key",
        .help = "a key by tier",
        .check = check_role,
        .check_entry = check_role_entry,
};

static const struct stage_type type_select = {
        .name = "snapshot.select",
        .roles = &role_type,
        .summary = "choose a snapshot",
        .inputs = select_inputs,
        .outputs = select_outputs,
        .actions = no_actions,
        .run = nothing,
};
static const struct stage_type type_restore = {
        .name = "database.restore",
        .summary = "restore it",
        .inputs = restore_inputs,
        .outputs = restore_outputs,
        .actions = no_actions,
        .timeout = 7200 * 1000,
        .run = nothing,
};
static const struct stage_type type_retire = {
        .name = "database.retire",
        .summary = "delete the previous one",
        .inputs = empty_ports,
        .outputs = empty_ports,
        .actions = no_actions,
        .final = true,
        .run = nothing,
};
static const struct stage_type type_note = {
        .name = "note",
        .summary = "say something",
        .actions = no_actions,
        .run = nothing,
};

const struct stage_type *const test_types[] = {&type_select, &type_restore, &type_retire,
                                               &type_note, NULL};

struct pipeline *parse_ok(const char *text)
{
        struct diagnostics d = {0};
        struct pipeline *p = pipeline_parse("p.yml", text, strlen(text), test_types, &d);
        struct text shown = TEXT_INIT;

        diagnostics_print(&d, "p.yml", &shown);
        assert_string_equal(text_str(&shown), "");
        assert_non_null(p);
        text_release(&shown);
        diagnostics_release(&d);
        return p;
}

char *findings_of(const char *text)
{
        struct diagnostics d = {0};
        struct pipeline *p = pipeline_parse("p.yml", text, strlen(text), test_types, &d);
        struct text shown = TEXT_INIT;

        if ((p == NULL) != (d.count > 0))
                fail_msg("a pipeline and findings, or neither");
        pipeline_free(p);
        diagnostics_print(&d, "p.yml", &shown);
        diagnostics_release(&d);
        return text_steal(&shown);
}
