/* Headers, responses, and the transport's two calls. */
#include "engine/loop/http.h"

#include <stdlib.h>
#include <strings.h>

#include "engine/base/mem.h"

void http_headers_add(struct http_headers *h, const char *name, const char *value)
{
        /* Grows at powers of two: count tells the size. */
        if ((h->count & (h->count - 1)) == 0)
                h->items = xrealloc(h->items, (h->count ? 2 * h->count : 1) * sizeof(*h->items));
        h->items[h->count].name = xstrdup(name);
        h->items[h->count].value = xstrdup(value);
        h->count++;
}

const char *http_headers_get(const struct http_headers *h, const char *name)
{
        for (size_t i = 0; i < h->count; i++) {
                if (strcasecmp(h->items[i].name, name) == 0)
                        return h->items[i].value;
        }
        return NULL;
}

void http_headers_release(struct http_headers *h)
{
        for (size_t i = 0; i < h->count; i++) {
                free(h->items[i].name);
                free(h->items[i].value);
        }
        free(h->items);
        *h = (struct http_headers){0};
}

void http_response_release(struct http_response *r)
{
        http_headers_release(&r->headers);
        text_release(&r->body);
        *r = (struct http_response){0};
}

bool transport_perform(struct transport *t, const struct http_request *request,
                       struct http_response *response, struct err *err)
{
        return t->perform(t, request, response, err);
}

void transport_free(struct transport *t)
{
        if (t)
                t->free(t);
}
