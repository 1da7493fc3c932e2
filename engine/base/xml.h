/*
 * Reading XML replies through expat: a document type is refused (so there is nothing to fetch and
 * nothing to expand), depth is bounded. Names are those of the elements without their namespace's
 * prefix (AWS's replies carry one namespace per service); attributes and comments are passed over.
 */
#ifndef SNAPLIFT_BASE_XML_H
#define SNAPLIFT_BASE_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/err.h"

/* Elements are nested no deeper than this. */
enum { XML_DEPTH_MAX = 100 };

/* An element. All of it belongs to the tree. */
struct xml_node {
        char *name;
        unsigned mark;          /* of the name: two with the same name have the same */
        char *text;             /* of an element without children; NULL: none */
        struct xml_node *child; /* the first */
        struct xml_node *next;  /* sibling */
};

/* *out is the root element, to be released with xml_free(); NULL on failure (ERR_INVALID: what is
 * wrong, and in which line). */
bool xml_parse(const char *bytes, size_t len, struct xml_node **out, struct err *err);
void xml_free(struct xml_node *root); /* with all of it, wiped; NULL is allowed */

/* The first child of that name; NULL when absent or node is NULL. */
struct xml_node *xml_child(struct xml_node *node, const char *name);

/* The next sibling of the same name; for repeated members. */
struct xml_node *xml_next(struct xml_node *node);

/* The text of the named child; the caller frees; NULL when absent. */
char *xml_text(struct xml_node *node, const char *name);

/* The text of this element; the caller frees; "" when empty. */
char *xml_content(struct xml_node *node);

/* A name's mark: for who makes a tree by hand. */
unsigned xml_mark(const char *name, size_t len);

#endif
