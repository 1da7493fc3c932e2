/* application/x-www-form-urlencoded text as pairs: a query string or a form's body. */
#ifndef SNAPLIFT_STANDIN_FORM_H
#define SNAPLIFT_STANDIN_FORM_H

#include <stdbool.h>
#include <stddef.h>

struct form_pair {
        char *name; /* decoded */
        char *value;
};

struct form {
        struct form_pair *pairs;
        size_t count;
};

/* False when an escape is broken or a byte is NUL; out is empty then. */
bool form_parse(const char *bytes, size_t len, struct form *out);
const char *form_get(const struct form *form, const char *name); /* the first; NULL when absent */
void form_release(struct form *form);

#endif
