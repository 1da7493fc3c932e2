/* Expressions from text: a recursive descent, one function per level of precedence. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/graph/expr.h"
#include "engine/graph/function.h"

enum { EXPR_DEPTH = 32, EXPR_NODES = 500 };

struct parser {
        const char *text;
        size_t pos;
        bool braces;
        struct place place;
        struct diagnostics *d;
        int depth;
        int nodes;
        bool failed;
};

static struct expr *parse_or(struct parser *p);

int place_column(struct place place, const char *text, size_t pos)
{
        int column = place.column;

        if (!place.exact)
                return column;
        for (size_t i = 0; i < pos; i++)
                column += ((unsigned char)text[i] & 0xc0) != 0x80;
        return column;
}

static int column_at(const struct parser *p, size_t pos)
{
        return place_column(p->place, p->text, pos);
}

static void fail(struct parser *p, size_t pos, const char *fmt, ...)
        __attribute__((format(printf, 3, 4)));

static void fail(struct parser *p, size_t pos, const char *fmt, ...)
{
        va_list args;
        char *text;

        if (p->failed)
                return; /* what follows the first error is guesswork */
        p->failed = true;
        va_start(args, fmt);
        text = xvasprintf(fmt, args);
        va_end(args);
        diagnostics_add(p->d, p->place.line, column_at(p, pos), "%s", text);
        free(text);
}

static void skip_blanks(struct parser *p)
{
        while (p->text[p->pos] && strchr(" \t\r\n", p->text[p->pos]))
                p->pos++;
}

static bool at_end(struct parser *p)
{
        skip_blanks(p);
        return !p->text[p->pos] || (p->braces && text_starts(p->text + p->pos, "}}"));
}

static bool take(struct parser *p, const char *token)
{
        skip_blanks(p);
        if (!text_starts(p->text + p->pos, token))
                return false;
        p->pos += strlen(token);
        return true;
}

static struct expr *node(struct parser *p, enum expr_op op, size_t pos)
{
        struct expr *e = xcalloc(1, sizeof(*e));

        e->op = op;
        e->line = p->place.line;
        e->column = column_at(p, pos);
        if (++p->nodes > EXPR_NODES)
                fail(p, pos, "this expression is too long");
        return e;
}

static void add_arg(struct expr *e, struct expr *arg)
{
        e->args = xrealloc(e->args, (e->count + 1) * sizeof(struct expr *));
        e->args[e->count++] = arg;
}

/* What stands at pos, for a message. */
static void fail_expected(struct parser *p, const char *expected)
{
        const char *at;
        size_t len = 0;

        if (at_end(p)) {
                if (p->braces && !p->text[p->pos])
                        fail(p, p->pos, "${{ is not closed by }}");
                else
                        fail(p, p->pos, "expected %s, found the end of the expression", expected);
                return;
        }
        at = p->text + p->pos;
        while (isalnum((unsigned char)at[len]) || at[len] == '_' || at[len] == '-')
                len++;
        if (len == 0)
                for (len = 1; ((unsigned char)at[len] & 0xc0) == 0x80;)
                        len++;
        fail(p, p->pos, "expected %s, found \"%.*s\"%s", expected, (int)len, at,
             *at == '"'   ? "; texts stand in single quotes"
             : *at == '=' ? "; equality is =="
                          : "");
}

/* A name, or NULL. Hyphens belong to names: stage ids have them. */
static char *take_name(struct parser *p, const char *expected)
{
        size_t start, len = 0;

        skip_blanks(p);
        start = p->pos;
        if (isalpha((unsigned char)p->text[start]) || p->text[start] == '_') {
                while (isalnum((unsigned char)p->text[start + len]) ||
                       p->text[start + len] == '_' || p->text[start + len] == '-')
                        len++;
        }
        if (len == 0) {
                fail_expected(p, expected);
                return NULL;
        }
        p->pos += len;
        return xstrndup(p->text + start, len);
}

static struct expr *parse_text(struct parser *p)
{
        struct text value = TEXT_INIT;
        size_t start = p->pos++;
        struct expr *e;

        for (;; p->pos++) {
                char c = p->text[p->pos];

                if (!c) {
                        fail(p, start, "text is not closed by '");
                        text_release(&value);
                        return NULL;
                }
                if (c == '\'' && p->text[++p->pos] != '\'')
                        break;
                text_add_char(&value, c);
        }
        e = node(p, EXPR_VALUE, start);
        e->value = json_object_new_string(text_str(&value));
        text_release(&value);
        return e;
}

static struct expr *parse_number(struct parser *p)
{
        size_t start = p->pos;
        const char *digits = p->text + start + (p->text[start] == '-');
        struct expr *e;
        long long value;
        char *end;

        errno = 0;
        value = strtoll(p->text + start, &end, 10);
        if (errno || !isdigit((unsigned char)*digits) || (*digits == '0' && end > digits + 1) ||
            isalnum((unsigned char)*end) || *end == '.' || *end == '_') {
                fail(p, start, "expected a whole number without leading zeros");
                return NULL;
        }
        p->pos = (size_t)(end - p->text);
        e = node(p, EXPR_VALUE, start);
        e->value = json_object_new_int64(value);
        return e;
}

static bool parse_args(struct parser *p, struct expr *call)
{
        if (take(p, ")"))
                return true;
        do {
                struct expr *arg = parse_or(p);

                if (!arg)
                        return false;
                add_arg(call, arg);
        } while (!p->failed && take(p, ","));
        if (take(p, ")"))
                return true;
        fail_expected(p, "\",\" or \")\"");
        return false;
}

static struct expr *parse_call(struct parser *p, const char *name, size_t start)
{
        const struct function *f = function_find(name);
        struct expr *e;

        if (!f) {
                const char *names[64];
                size_t count = 0;

                while (count < ARRAY_LEN(names) && functions[count].name) {
                        names[count] = functions[count].name;
                        count++;
                }
                if (!p->failed)
                        report_unknown(p->d, p->place.line, column_at(p, start), "function", name,
                                       "", names, count);
                p->failed = true;
                return NULL;
        }
        e = node(p, EXPR_CALL, start);
        e->function = f;
        if (parse_args(p, e) && !p->failed) {
                if (e->count >= f->least && e->count <= f->most)
                        return e;
                fail(p, start, "%s takes %s%zu argument%s, got %zu: %s", f->name,
                     f->least == f->most   ? ""
                     : e->count < f->least ? "at least "
                                           : "at most ",
                     e->count < f->least ? f->least : f->most,
                     (e->count < f->least ? f->least : f->most) == 1 ? "" : "s", e->count,
                     f->usage);
        }
        expr_free(e);
        return NULL;
}

static struct expr *parse_stack(struct parser *p, size_t start)
{
        char *field = NULL;
        struct expr *e = NULL;

        if (!take(p, ".")) {
                fail_expected(p, "\".\" after stack (stack.name, stack.env, ...)");
                return NULL;
        }
        field = take_name(p, "a field of the stack");
        if (field && take(p, "(")) {
                char *name = xasprintf("stack.%s", field);

                e = parse_call(p, name, start);
                free(name);
        } else if (field) {
                e = node(p, EXPR_STACK, start);
                e->name = field;
                return e;
        }
        free(field);
        return e;
}

/* stages.ID.outputs.NAME and stages.ID.state */
static struct expr *parse_stage(struct parser *p, size_t start)
{
        static const char *const parts[] = {"outputs", "state"};
        struct expr *e = node(p, EXPR_OUTPUT, start);
        char *part = NULL;
        size_t at;

        if (!take(p, "."))
                fail_expected(p, "\".\" and a stage");
        else if ((e->name = take_name(p, "a stage")) && !take(p, "."))
                fail_expected(p, "\".outputs.NAME\" or \".state\" after a stage");
        skip_blanks(p);
        at = p->pos;
        if (!p->failed && (part = take_name(p, "outputs or state"))) {
                if (strcmp(part, "state") == 0) {
                        e->op = EXPR_STATE;
                } else if (strcmp(part, "outputs") == 0) {
                        if (!take(p, "."))
                                fail_expected(p, "\".\" and an output");
                        else
                                e->member = take_name(p, "an output");
                } else {
                        p->failed = true;
                        report_unknown(p->d, p->place.line, column_at(p, at), "member", part,
                                       " of a stage", parts, ARRAY_LEN(parts));
                }
        }
        free(part);
        if (!p->failed)
                return e;
        expr_free(e);
        return NULL;
}

static struct expr *parse_member(struct parser *p, size_t start, enum expr_op op,
                                 const char *expected)
{
        struct expr *e = node(p, op, start);

        if (!take(p, "."))
                fail_expected(p, expected);
        else
                e->name = take_name(p, expected);
        if (e->name)
                return e;
        expr_free(e);
        return NULL;
}

static struct expr *parse_named(struct parser *p)
{
        static const char *const roots[] = {"stack", "inputs", "stages", "run",
                                            "true",  "false",  "null"};
        size_t start = p->pos;
        char *name = take_name(p, "a value");
        struct expr *e = NULL;

        if (!name)
                return NULL;
        if (strcmp(name, "true") == 0 || strcmp(name, "false") == 0) {
                e = node(p, EXPR_VALUE, start);
                e->value = json_object_new_boolean(*name == 't');
        } else if (strcmp(name, "null") == 0) {
                e = node(p, EXPR_VALUE, start);
        } else if (strcmp(name, "stack") == 0) {
                e = parse_stack(p, start);
        } else if (strcmp(name, "inputs") == 0) {
                e = parse_member(p, start, EXPR_INPUT, "\".\" and an input");
        } else if (strcmp(name, "stages") == 0) {
                e = parse_stage(p, start);
        } else if (strcmp(name, "run") == 0) {
                e = parse_member(p, start, EXPR_RUN, "\".id\" after run");
        } else if (take(p, "(")) {
                e = parse_call(p, name, start);
        } else if (!p->failed) {
                p->failed = true;
                report_unknown(p->d, p->place.line, column_at(p, start), "name", name, "", roots,
                               ARRAY_LEN(roots));
        }
        free(name);
        return e;
}

static struct expr *parse_primary(struct parser *p)
{
        struct expr *e;

        skip_blanks(p);
        if (p->text[p->pos] == '\'')
                return parse_text(p);
        if (isdigit((unsigned char)p->text[p->pos]) || p->text[p->pos] == '-')
                return parse_number(p);
        if (!take(p, "("))
                return parse_named(p);
        e = parse_or(p);
        if (e && !take(p, ")")) {
                fail_expected(p, "\")\"");
                expr_free(e);
                return NULL;
        }
        return e;
}

static struct expr *parse_not(struct parser *p)
{
        struct expr *e = NULL, *inner;
        size_t start;

        skip_blanks(p);
        start = p->pos;
        if (++p->depth > EXPR_DEPTH) {
                fail(p, start, "nested deeper than %d levels", EXPR_DEPTH);
        } else if (p->text[start] == '!' && p->text[start + 1] != '=') {
                p->pos++;
                inner = parse_not(p);
                if (inner) {
                        e = node(p, EXPR_NOT, start);
                        add_arg(e, inner);
                }
        } else {
                e = parse_primary(p);
        }
        p->depth--;
        return e;
}

/* left OP right; takes left. The place is the left side's: where the eye looks for it. */
static struct expr *join_operands(struct parser *p, enum expr_op op, struct expr *left,
                                  struct expr *right)
{
        struct expr *e;

        if (!right) {
                expr_free(left);
                return NULL;
        }
        e = node(p, op, p->pos);
        e->line = left->line;
        e->column = left->column;
        add_arg(e, left);
        add_arg(e, right);
        return e;
}

static bool take_comparison(struct parser *p, enum expr_op *op)
{
        static const struct {
                const char *token;
                enum expr_op op;
        } operators[] = {{"==", EXPR_EQ}, {"!=", EXPR_NE}, {"<=", EXPR_LE},
                         {">=", EXPR_GE}, {"<", EXPR_LT},  {">", EXPR_GT}};

        for (size_t i = 0; i < ARRAY_LEN(operators); i++) {
                if (take(p, operators[i].token)) {
                        *op = operators[i].op;
                        return true;
                }
        }
        return false;
}

static struct expr *parse_comparison(struct parser *p)
{
        struct expr *e = parse_not(p);
        enum expr_op op;

        if (e && take_comparison(p, &op)) {
                e = join_operands(p, op, e, parse_not(p));
                if (e && take_comparison(p, &op)) {
                        fail(p, p->pos, "comparisons can't be chained: use && and ( )");
                        expr_free(e);
                        return NULL;
                }
        }
        return e;
}

static struct expr *parse_and(struct parser *p)
{
        struct expr *e = parse_comparison(p);

        while (e && !p->failed && take(p, "&&"))
                e = join_operands(p, EXPR_AND, e, parse_comparison(p));
        return e;
}

static struct expr *parse_or(struct parser *p)
{
        struct expr *e = parse_and(p);

        while (e && !p->failed && take(p, "||"))
                e = join_operands(p, EXPR_OR, e, parse_and(p));
        return e;
}

struct expr *expr_parse(const char *text, size_t *pos, bool braces, struct place place,
                        struct diagnostics *d)
{
        struct parser p = {.text = text, .pos = *pos, .braces = braces, .place = place, .d = d};
        struct expr *e;

        if (at_end(&p))
                fail_expected(&p, "a value");
        e = p.failed ? NULL : parse_or(&p);
        if (e && !p.failed && !at_end(&p))
                fail_expected(&p, "an operator or the end");
        if (e && !p.failed && braces && !take(&p, "}}"))
                fail(&p, *pos, "${{ is not closed by }}");
        *pos = p.pos;
        if (p.failed) {
                expr_free(e);
                return NULL;
        }
        return e;
}

void expr_free(struct expr *e)
{
        if (!e)
                return;
        for (size_t i = 0; i < e->count; i++)
                expr_free(e->args[i]);
        json_object_put(e->value);
        free(e->args);
        free(e->name);
        free(e->member);
        free(e);
}
