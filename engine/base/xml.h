/*
 * Reading XML replies through libxml2: no network, no entity expansion, bounded depth and size.
 * Element names are compared without their namespace (AWS's replies carry one per service).
 */
#ifndef SNAPLIFT_BASE_XML_H
#define SNAPLIFT_BASE_XML_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

#include "engine/base/err.h"

/* The document is the caller's: xmlFreeDoc(). A document type declaration is refused. */
bool xml_parse(const char *bytes, size_t len, xmlDoc **out, struct err *err);

xmlNode *xml_root(xmlDoc *doc);

/* The first child element of that name; NULL when absent or node is NULL. */
xmlNode *xml_child(xmlNode *node, const char *name);

/* The next sibling element of the same name; for repeated members. */
xmlNode *xml_next(xmlNode *node);

/* The text of the named child; the caller frees; NULL when absent. */
char *xml_text(xmlNode *node, const char *name);

/* The text of this element; the caller frees; "" when empty. */
char *xml_content(xmlNode *node);

#endif
