#include "engine/base/xml.h"

#include <expat.h>
#include <limits.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

enum { BLOCK = 8192 };

/* A tree's nodes and texts, one behind the other. */
struct block {
        struct block *next;
        size_t used, size;
        max_align_t bytes[];
};

struct document {
        struct block *blocks;
        struct xml_node root;
};

struct reader {
        XML_Parser parser;
        void *buffer; /* the parser's */
        struct document *document;
        struct xml_node *root;
        struct xml_node *open[XML_DEPTH_MAX]; /* from the root to the element being read */
        struct xml_node *last[XML_DEPTH_MAX]; /* the last child of each of these */
        size_t depth;
        struct text text;
        const char *refused; /* why it is not accepted, although it may be XML */
};

static void refuse(struct reader *r, const char *why)
{
        r->refused = why;
        XML_StopParser(r->parser, XML_FALSE);
}

static void *take(struct document *d, size_t size)
{
        struct block *b = d->blocks;
        void *out;

        size = (size + sizeof(void *) - 1) & ~(sizeof(void *) - 1);
        if (!b || b->size - b->used < size) {
                b = xmalloc(sizeof(*b) + (size > BLOCK ? size : BLOCK));
                *b = (struct block){d->blocks, 0, size > BLOCK ? size : BLOCK};
                d->blocks = b;
        }
        out = (char *)b->bytes + b->used;
        b->used += size;
        return out;
}

static char *take_text(struct document *d, const char *text, size_t len)
{
        char *out = take(d, len + 1);

        memcpy(out, text, len);
        out[len] = '\0';
        return out;
}

/* Of a reply's dozens of members each is looked for by its name: this tells most apart. */
unsigned xml_mark(const char *name, size_t len)
{
        return (unsigned)len << 16 | (unsigned char)*name << 8 |
               (unsigned char)(len ? name[len - 1] : 0);
}

static void XMLCALL on_start(void *arg, const XML_Char *name, const XML_Char **attributes)
{
        struct reader *r = arg;
        const char *colon = strrchr(name, ':');
        struct xml_node *node;
        size_t len;

        (void)attributes;
        if (r->depth == XML_DEPTH_MAX) {
                refuse(r, "elements nested too deep");
                return;
        }
        if (colon && colon[1])
                name = colon + 1;
        node = r->root ? take(r->document, sizeof(*node)) : &r->document->root;
        len = strlen(name);
        *node = (struct xml_node){
                .name = take_text(r->document, name, len),
                .mark = xml_mark(name, len),
        };
        if (r->depth == 0)
                r->root = node;
        else if (r->last[r->depth - 1])
                r->last[r->depth - 1]->next = node;
        else
                r->open[r->depth - 1]->child = node;
        if (r->depth > 0)
                r->last[r->depth - 1] = node;
        r->open[r->depth] = node;
        r->last[r->depth++] = NULL;
        text_clear(&r->text); /* what stood between a parent's elements is layout */
}

static void XMLCALL on_end(void *arg, const XML_Char *name)
{
        struct reader *r = arg;
        struct xml_node *node = r->open[--r->depth];

        (void)name;
        if (!node->child && r->text.len > 0)
                node->text = take_text(r->document, r->text.data, r->text.len);
        text_clear(&r->text);
}

static void XMLCALL on_text(void *arg, const XML_Char *bytes, int len)
{
        struct reader *r = arg;

        text_add_n(&r->text, bytes, (size_t)len);
}

static void XMLCALL on_doctype(void *arg, const XML_Char *name, const XML_Char *system,
                               const XML_Char *public, int subset)
{
        (void)name, (void)system, (void)public, (void)subset;
        refuse(arg, "a document type");
}

/* Kept from one document to the next: most of what a small one costs is the making of it. A parse
 * never waits, so there is no second user. */
static XML_Parser parser_for(struct reader *r)
{
        static XML_Parser kept;

        if (!kept)
                kept = XML_ParserCreate(NULL);
        if (!kept || !XML_ParserReset(kept, NULL))
                abort();
        XML_SetUserData(kept, r);
        XML_SetElementHandler(kept, on_start, on_end);
        XML_SetCharacterDataHandler(kept, on_text);
        XML_SetStartDoctypeDeclHandler(kept, on_doctype);
        return kept;
}

static bool parse(struct reader *r, const char *bytes, size_t len)
{
        r->buffer = XML_GetBuffer(r->parser, (int)len + 1);
        if (!r->buffer)
                abort();
        memcpy(r->buffer, bytes, len);
        return XML_ParseBuffer(r->parser, (int)len, 1) == XML_STATUS_OK;
}

bool xml_parse(const char *bytes, size_t len, struct xml_node **out, struct err *err)
{
        struct reader r = {.document = xcalloc(1, sizeof(*r.document))};
        bool ok;

        *out = NULL;
        r.parser = parser_for(&r);
        if (len >= INT_MAX)
                ok = err_set(err, ERR_INVALID, "XML text of %zu bytes is too long", len);
        else if (parse(&r, bytes, len))
                ok = true;
        else if (r.refused)
                ok = err_set(err, ERR_INVALID, "XML with %s is not accepted", r.refused);
        else
                ok = err_set(err, ERR_INVALID, "not XML: %s at line %lu",
                             XML_ErrorString(XML_GetErrorCode(r.parser)),
                             (unsigned long)XML_GetCurrentLineNumber(r.parser));
        if (r.buffer) /* a reply may hold credentials */
                explicit_bzero(r.buffer, len);
        if (r.text.data)
                explicit_bzero(r.text.data, r.text.size);
        text_release(&r.text);
        if (ok)
                *out = r.root;
        else
                xml_free(&r.document->root);
        return ok;
}

void xml_free(struct xml_node *root)
{
        struct document *d;

        if (!root)
                return;
        d = (struct document *)(void *)((char *)root - offsetof(struct document, root));
        while (d->blocks) {
                struct block *b = d->blocks;

                d->blocks = b->next;
                explicit_bzero(b->bytes, b->used);
                free(b);
        }
        free(d);
}

static struct xml_node *named(struct xml_node *node, const char *name, unsigned mark)
{
        while (node && (node->mark != mark || strcmp(node->name, name) != 0))
                node = node->next;
        return node;
}

struct xml_node *xml_child(struct xml_node *node, const char *name)
{
        return node ? named(node->child, name, xml_mark(name, strlen(name))) : NULL;
}

struct xml_node *xml_next(struct xml_node *node)
{
        return named(node->next, node->name, node->mark);
}

char *xml_content(struct xml_node *node)
{
        return xstrdup(node->text ? node->text : "");
}

char *xml_text(struct xml_node *node, const char *name)
{
        struct xml_node *child = xml_child(node, name);

        return child ? xml_content(child) : NULL;
}
