#include "engine/base/xml.h"

#include <libxml/parser.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"

static void quiet(void *ctx, const char *fmt, ...)
{
        (void)ctx;
        (void)fmt;
}

bool xml_parse(const char *bytes, size_t len, xmlDoc **out, struct err *err)
{
        xmlParserCtxt *ctxt;
        xmlDoc *doc;

        *out = NULL;
        if (len > INT_MAX)
                return err_set(err, ERR_INVALID, "XML text of %zu bytes is too long", len);
        ctxt = xmlNewParserCtxt();
        if (!ctxt)
                abort();
        xmlSetGenericErrorFunc(NULL, quiet);
        doc = xmlCtxtReadMemory(ctxt, bytes, (int)len, NULL, NULL,
                                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                        XML_PARSE_NOCDATA);
        if (!doc || !ctxt->wellFormed) {
                const xmlError *why = xmlCtxtGetLastError(ctxt);
                char *message = xstrdup(why && why->message ? why->message : "no root element");

                message[strcspn(message, "\n")] = '\0';
                err_set(err, ERR_INVALID, "not XML: %s at line %d", message, why ? why->line : 1);
                free(message);
                xmlFreeDoc(doc);
                xmlFreeParserCtxt(ctxt);
                return false;
        }
        xmlFreeParserCtxt(ctxt);
        if (xmlGetIntSubset(doc)) {
                xmlFreeDoc(doc);
                return err_set(err, ERR_INVALID, "not accepted: XML with a document type");
        }
        *out = doc;
        return true;
}

xmlNode *xml_root(xmlDoc *doc)
{
        return xmlDocGetRootElement(doc);
}

static xmlNode *element(xmlNode *node, const char *name)
{
        for (; node; node = node->next) {
                if (node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0)
                        return node;
        }
        return NULL;
}

xmlNode *xml_child(xmlNode *node, const char *name)
{
        return node ? element(node->children, name) : NULL;
}

xmlNode *xml_next(xmlNode *node)
{
        return element(node->next, (const char *)node->name);
}

char *xml_content(xmlNode *node)
{
        xmlChar *content = xmlNodeGetContent(node);
        char *copy = xstrdup(content ? (const char *)content : "");

        xmlFree(content);
        return copy;
}

char *xml_text(xmlNode *node, const char *name)
{
        xmlNode *child = xml_child(node, name);

        return child ? xml_content(child) : NULL;
}
