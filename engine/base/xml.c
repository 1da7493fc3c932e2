#include "engine/base/xml.h"

#include <expat.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

struct reader {
        XML_Parser parser;
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

static void XMLCALL on_start(void *arg, const XML_Char *name, const XML_Char **attributes)
{
        struct reader *r = arg;
        const char *colon = strrchr(name, ':');
        struct xml_node *node;

        (void)attributes;
        if (r->depth == XML_DEPTH_MAX) {
                refuse(r, "elements nested too deep");
                return;
        }
        node = xcalloc(1, sizeof(*node));
        node->name = xstrdup(colon && colon[1] ? colon + 1 : name);
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
                node->text = xstrndup(r->text.data, r->text.len);
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

bool xml_parse(const char *bytes, size_t len, struct xml_node **out, struct err *err)
{
        struct reader r = {.parser = XML_ParserCreate(NULL)};
        bool ok;

        *out = NULL;
        if (!r.parser)
                abort();
        XML_SetUserData(r.parser, &r);
        XML_SetElementHandler(r.parser, on_start, on_end);
        XML_SetCharacterDataHandler(r.parser, on_text);
        XML_SetStartDoctypeDeclHandler(r.parser, on_doctype);
        if (len > INT_MAX)
                ok = err_set(err, ERR_INVALID, "XML text of %zu bytes is too long", len);
        else if (XML_Parse(r.parser, bytes, (int)len, 1) == XML_STATUS_OK)
                ok = true;
        else if (r.refused)
                ok = err_set(err, ERR_INVALID, "XML with %s is not accepted", r.refused);
        else
                ok = err_set(err, ERR_INVALID, "not XML: %s at line %lu",
                             XML_ErrorString(XML_GetErrorCode(r.parser)),
                             (unsigned long)XML_GetCurrentLineNumber(r.parser));
        XML_ParserFree(r.parser);
        text_release(&r.text);
        if (!ok)
                xml_free(r.root);
        else
                *out = r.root;
        return ok;
}

void xml_free(struct xml_node *node)
{
        while (node) {
                struct xml_node *next = node->next;

                xml_free(node->child); /* no deeper than XML_DEPTH_MAX */
                if (node->text)        /* a reply may hold credentials */
                        explicit_bzero(node->text, strlen(node->text));
                free(node->text);
                free(node->name);
                free(node);
                node = next;
        }
}

static struct xml_node *named(struct xml_node *node, const char *name)
{
        while (node && strcmp(node->name, name) != 0)
                node = node->next;
        return node;
}

struct xml_node *xml_child(struct xml_node *node, const char *name)
{
        return node ? named(node->child, name) : NULL;
}

struct xml_node *xml_next(struct xml_node *node)
{
        return named(node->next, node->name);
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
