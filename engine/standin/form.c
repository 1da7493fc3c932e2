#include "engine/standin/form.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"

static int digit(char c)
{
        if (c >= '0' && c <= '9')
                return c - '0';
        if (c >= 'a' && c <= 'f')
                return c - 'a' + 10;
        if (c >= 'A' && c <= 'F')
                return c - 'A' + 10;
        return -1;
}

/* NULL when an escape is broken. */
static char *decode(const char *bytes, size_t len)
{
        char *out = xmalloc(len + 1);
        size_t n = 0;

        for (size_t i = 0; i < len; i++) {
                char c = bytes[i];

                if (c == '+') {
                        c = ' ';
                } else if (c == '%') {
                        int high = i + 2 < len ? digit(bytes[i + 1]) : -1;
                        int low = i + 2 < len ? digit(bytes[i + 2]) : -1;

                        if (high < 0 || low < 0)
                                goto broken;
                        c = (char)(high * 16 + low);
                        i += 2;
                }
                if (!c)
                        goto broken;
                out[n++] = c;
        }
        out[n] = '\0';
        return out;
broken:
        free(out);
        return NULL;
}

static size_t until(const char *bytes, size_t len, char stop)
{
        const char *at = len ? memchr(bytes, stop, len) : NULL;

        return at ? (size_t)(at - bytes) : len;
}

bool form_parse(const char *bytes, size_t len, struct form *out)
{
        *out = (struct form){0};
        while (len) {
                size_t whole = until(bytes, len, '&');
                size_t name = until(bytes, whole, '=');
                size_t value = name < whole ? name + 1 : whole;

                if (whole) {
                        struct form_pair *pair;

                        if ((out->count & (out->count - 1)) == 0)
                                out->pairs =
                                        xrealloc(out->pairs,
                                                 sizeof(*pair) * (out->count ? out->count * 2 : 1));
                        pair = &out->pairs[out->count++];
                        pair->name = decode(bytes, name);
                        pair->value = decode(bytes + value, whole - value);
                        if (!pair->name || !pair->value) {
                                form_release(out);
                                return false;
                        }
                }
                bytes += whole;
                len -= whole;
                if (len) {
                        bytes++;
                        len--;
                }
        }
        return true;
}

const char *form_get(const struct form *form, const char *name)
{
        for (size_t i = 0; i < form->count; i++)
                if (strcmp(form->pairs[i].name, name) == 0)
                        return form->pairs[i].value;
        return NULL;
}

void form_release(struct form *form)
{
        for (size_t i = 0; i < form->count; i++) {
                free(form->pairs[i].name);
                free(form->pairs[i].value);
        }
        free(form->pairs);
        *form = (struct form){0};
}
