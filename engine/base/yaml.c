/*
 * The YAML reader: libfyaml's events become a tree. Building it here rather than taking libfyaml's
 * own document keeps depth bounded, places exact and lets one pass report everything we refuse.
 */
#include "engine/base/yaml.h"

#include <libfyaml.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

enum { MAX_DEPTH = 64, MAX_BYTES = 1024 * 1024, MAX_FINDINGS = 100 };

/* A list or map that is still open. key: a map's key that waits for its value. */
struct frame {
        struct yaml_node *node;
        struct yaml_node *key;
        size_t room;
};

struct reader {
        const char *bytes;
        size_t len;
        yaml_finding report;
        void *arg;
        size_t found;
        size_t duplicates; /* of these */
        int line, column;  /* of the last event that had a place */
        struct frame stack[MAX_DEPTH];
        size_t depth;
        struct yaml_node *root;
        int documents;
        bool stop;
};

static void finding(struct reader *r, int line, int column, const char *fmt, ...)
        __attribute__((format(printf, 4, 5)));

static void finding(struct reader *r, int line, int column, const char *fmt, ...)
{
        struct text shown = TEXT_INIT;
        va_list args;
        char *text;

        if (r->found++ >= MAX_FINDINGS) {
                r->stop = true;
                return;
        }
        va_start(args, fmt);
        text = xvasprintf(fmt, args);
        va_end(args);
        text_add_printable(&shown, text);
        r->report(r->arg, line, column, text_str(&shown));
        text_release(&shown);
        free(text);
}

/* Text must be UTF-8 without NUL, because everything after this handles it as C strings. */
static bool check_text(struct reader *r)
{
        const unsigned char *p = (const unsigned char *)r->bytes, *end = p + r->len;
        int line = 1, column = 1;

        while (p < end) {
                size_t len = text_utf8_len((const char *)p, (size_t)(end - p));

                if (len == 0 || *p == 0) {
                        finding(r, line, column,
                                len == 0 ? "byte 0x%02x is not UTF-8 text"
                                         : "byte 0x%02x is not allowed in text",
                                *p);
                        return false;
                }
                column++;
                if (*p == '\n') {
                        line++;
                        column = 1;
                }
                p += len;
        }
        return true;
}

static struct yaml_node *node_new(struct reader *r, enum yaml_kind kind)
{
        struct yaml_node *node = xcalloc(1, sizeof(*node));

        node->kind = kind;
        node->line = r->line;
        node->column = r->column;
        return node;
}

struct keyed {
        const struct yaml_node *key;
        size_t index;
};

static int by_key(const void *a, const void *b)
{
        const struct keyed *ka = a, *kb = b;
        int order = strcmp(ka->key->text, kb->key->text);

        return order ? order : ka->index < kb->index ? -1 : 1;
}

static void report_duplicates(struct reader *r, const struct yaml_node *map)
{
        struct keyed *keys = xcalloc(map->count, sizeof(*keys));

        for (size_t i = 0; i < map->count; i++)
                keys[i] = (struct keyed){map->pairs[i].key, i};
        qsort(keys, map->count, sizeof(*keys), by_key);
        for (size_t i = 1; i < map->count; i++) {
                const struct yaml_node *first = keys[i - 1].key, *again = keys[i].key;

                if (strcmp(first->text, again->text) != 0)
                        continue;
                r->duplicates++;
                finding(r, again->line, again->column,
                        "duplicate key \"%s\"; it is first given at %d:%d", again->text,
                        first->line, first->column);
        }
        free(keys);
}

/* Gives a finished or just begun value to whatever is open. */
static void attach(struct reader *r, struct yaml_node *node)
{
        struct frame *f = r->depth ? &r->stack[r->depth - 1] : NULL;

        if (!f) {
                if (r->root)
                        yaml_free(node);
                else
                        r->root = node;
                return;
        }
        if (f->node->kind == YAML_MAP && !f->key) {
                if (node->kind != YAML_SCALAR) {
                        finding(r, node->line, node->column,
                                "a key must be text, not %s; quote it when it begins with [ or {",
                                yaml_kind_name(node));
                        /* the key stays in the tree, as text, so that its contents have a place */
                }
                f->key = node;
                return;
        }
        if (f->node->count == f->room) {
                f->room = f->room ? f->room * 2 : 8;
                if (f->node->kind == YAML_MAP)
                        f->node->pairs =
                                xrealloc(f->node->pairs, f->room * sizeof(*f->node->pairs));
                else
                        f->node->items =
                                xrealloc(f->node->items, f->room * sizeof(*f->node->items));
        }
        if (f->node->kind == YAML_MAP) {
                /* versions of libfyaml differ in where a missing value stands: for us at its key */
                if (node->plain && !*node->text) {
                        node->line = f->key->line;
                        node->column = f->key->column;
                        node->text_column = 0;
                }
                f->node->pairs[f->node->count++] = (struct yaml_pair){f->key, node};
                f->key = NULL;
        } else {
                f->node->items[f->node->count++] = node;
        }
}

static void open_node(struct reader *r, enum yaml_kind kind)
{
        struct yaml_node *node = node_new(r, kind);

        attach(r, node);
        if (r->depth == MAX_DEPTH) {
                finding(r, r->line, r->column, "nested deeper than %d levels", MAX_DEPTH);
                r->stop = true;
                if (!r->root)
                        yaml_free(node);
                return;
        }
        r->stack[r->depth++] = (struct frame){.node = node};
}

static void close_node(struct reader *r)
{
        struct frame *f = &r->stack[--r->depth];

        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): a frame was made with its node */
        if (f->node->kind != YAML_MAP || f->node->count < 2)
                return;
        for (size_t i = 0; i < f->node->count; i++) {
                if (f->node->pairs[i].key->kind != YAML_SCALAR)
                        return; /* already found wrong */
        }
        report_duplicates(r, f->node);
}

/* Sets the places of a scalar. Some versions of libfyaml put a quoted scalar's mark at the quote,
 * others behind it; ours is at the quote. */
static void place_scalar(const struct reader *r, struct yaml_node *node, const struct fy_mark *mark,
                         enum fy_scalar_style style)
{
        char quote = style == FYSS_SINGLE_QUOTED ? '\'' : style == FYSS_DOUBLE_QUOTED ? '"' : '\0';
        size_t pos = mark ? mark->input_pos : 0, len = strlen(node->text);
        int column = node->column;

        if (!mark || style == FYSS_LITERAL || style == FYSS_FOLDED)
                return;
        if (quote && pos > 0 && r->bytes[pos - 1] == quote) {
                node->column--;
        } else if (quote) {
                column++;
                pos++;
        }
        if (pos <= r->len && len <= r->len - pos && !memchr(node->text, '\n', len) &&
            memcmp(r->bytes + pos, node->text, len) == 0)
                node->text_column = column;
}

static void add_scalar(struct reader *r, struct fy_event *event, const struct fy_mark *mark)
{
        struct yaml_node *node = node_new(r, YAML_SCALAR);
        enum fy_scalar_style style = fy_token_scalar_style(event->scalar.value);
        size_t len = 0;
        const char *text = fy_token_get_text(event->scalar.value, &len);

        node->plain = style == FYSS_PLAIN;
        node->text = text ? xstrndup(text, len) : xstrdup("");
        place_scalar(r, node, mark, style);
        if (text && memchr(text, 0, len))
                finding(r, node->line, node->column, "a NUL character is not allowed in text");
        attach(r, node);
}

static void refuse_extras(struct reader *r, struct fy_event *event)
{
        struct fy_token *anchor = fy_event_get_anchor_token(event);
        struct fy_token *tag = fy_event_get_tag_token(event);

        if (anchor)
                finding(r, r->line, r->column,
                        "anchors (&name) are not supported: write the value where it is needed");
        if (tag)
                finding(r, r->line, r->column,
                        "tags (!name) are not supported: the type of a value comes from its "
                        "declaration");
}

static void add_alias(struct reader *r)
{
        struct yaml_node *node = node_new(r, YAML_SCALAR);

        finding(r, r->line, r->column,
                "aliases (*name) are not supported: write the value where it is needed, or quote "
                "text that begins with *");
        node->text = xstrdup("");
        attach(r, node);
}

static void begin_document(struct reader *r, struct fy_event *event)
{
        struct fy_document_state *state = event->document_start.document_state;

        if (++r->documents > 1) {
                finding(r, r->line, r->column, "a second document begins here; expected one");
                r->stop = true;
        }
        if (state &&
            (fy_document_state_version_explicit(state) || fy_document_state_tags_explicit(state)))
                finding(r, r->line, r->column, "%%YAML and %%TAG directives are not supported");
}

static void take_event(struct reader *r, struct fy_event *event)
{
        const struct fy_mark *mark = fy_event_start_mark(event);

        if (mark) {
                r->line = mark->line + 1;
                r->column = mark->column + 1;
        }
        switch (event->type) {
        case FYET_DOCUMENT_START:
                begin_document(r, event);
                break;
        case FYET_MAPPING_START:
                refuse_extras(r, event);
                open_node(r, YAML_MAP);
                break;
        case FYET_SEQUENCE_START:
                refuse_extras(r, event);
                open_node(r, YAML_LIST);
                break;
        case FYET_MAPPING_END:
        case FYET_SEQUENCE_END:
                close_node(r);
                break;
        case FYET_SCALAR:
                refuse_extras(r, event);
                add_scalar(r, event, mark);
                break;
        case FYET_ALIAS:
                add_alias(r);
                break;
        default:
                break;
        }
}

static void report_syntax(struct reader *r, struct fy_diag *diag)
{
        void *at = NULL;
        struct fy_diag_error *error;
        bool any = false;

        while ((error = fy_diag_errors_iterate(diag, &at))) {
                int line = error->line > 0 ? error->line : r->line;

                finding(r, line, error->line > 0 && error->column > 0 ? error->column : r->column,
                        "not YAML: %s", error->msg ? error->msg : "unreadable");
                any = true;
        }
        if (!any)
                finding(r, r->line, r->column, "not YAML: unreadable from here");
}

static void read_events(struct reader *r)
{
        struct fy_diag_cfg diag_cfg;
        struct fy_parse_cfg cfg = {.flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG |
                                            FYPCF_DEFAULT_VERSION_1_2 | FYPCF_JSON_NONE};
        struct fy_parser *parser;
        struct fy_event *event;

        fy_diag_cfg_default(&diag_cfg);
        diag_cfg.fp = NULL;
        cfg.diag = fy_diag_create(&diag_cfg);
        if (!cfg.diag)
                abort();
        fy_diag_set_collect_errors(cfg.diag, true);
        parser = fy_parser_create(&cfg);
        if (!parser || fy_parser_set_string(parser, r->bytes, r->len) != 0)
                abort();
        while (!r->stop && (event = fy_parser_parse(parser))) {
                take_event(r, event);
                fy_parser_event_free(parser, event);
        }
        if (!r->stop && fy_parser_get_stream_error(parser))
                report_syntax(r, cfg.diag);
        fy_parser_destroy(parser);
        fy_diag_destroy(cfg.diag);
}

struct yaml_node *yaml_parse_on(const char *bytes, size_t len, yaml_finding report, void *arg,
                                size_t *found)
{
        struct reader r = {
                .bytes = bytes, .len = len, .report = report, .arg = arg, .line = 1, .column = 1};

        *found = 1;
        if (len > MAX_BYTES) {
                finding(&r, 0, 0, "%zu bytes are too many; at most %d", len, MAX_BYTES);
                return NULL;
        }
        if (!check_text(&r))
                return NULL;
        read_events(&r);
        while (r.depth > 0) /* keys without a value are in no tree yet */
                yaml_free(r.stack[--r.depth].key);
        if (r.found == 0 && !r.root)
                finding(&r, 1, 1, "the file is empty");
        *found = r.found;
        if (r.found > r.duplicates) {
                yaml_free(r.root);
                return NULL;
        }
        return r.root;
}

struct yaml_node *yaml_parse(const char *bytes, size_t len, yaml_finding report, void *arg)
{
        size_t found;
        struct yaml_node *root = yaml_parse_on(bytes, len, report, arg, &found);

        if (found == 0)
                return root;
        yaml_free(root);
        return NULL;
}

struct yaml_node *yaml_get(const struct yaml_node *map, const char *key)
{
        if (!map || map->kind != YAML_MAP)
                return NULL;
        for (size_t i = 0; i < map->count; i++) {
                if (strcmp(map->pairs[i].key->text, key) == 0)
                        return map->pairs[i].value;
        }
        return NULL;
}

const char *yaml_kind_name(const struct yaml_node *node)
{
        return node->kind == YAML_MAP ? "a map" : node->kind == YAML_LIST ? "a list" : "text";
}

void yaml_free(struct yaml_node *node)
{
        if (!node)
                return;
        for (size_t i = 0; i < node->count; i++) {
                if (node->kind == YAML_MAP) {
                        yaml_free(node->pairs[i].key);
                        yaml_free(node->pairs[i].value);
                } else {
                        yaml_free(node->items[i]);
                }
        }
        free(node->pairs);
        free(node->items);
        free(node->text);
        free(node);
}
