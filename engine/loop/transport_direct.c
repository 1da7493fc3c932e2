/* Client and server in one process without a socket: for whole runs in virtual time. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/loop/http.h"

struct direct {
        struct transport transport;
        struct loop *loop;
        int64_t latency;
        http_handler handler;
        void *arg;
};

/* Path and query of a whole URL; an empty path is "/". The caller frees. */
static char *local_part(const char *url)
{
        const char *authority = strstr(url, "://");
        const char *path = authority ? authority + 3 + strcspn(authority + 3, "/?#") : url;
        size_t len = strcspn(path, "#");

        return xasprintf("%s%.*s", *path == '/' ? "" : "/", (int)len, path);
}

static bool direct_perform(struct transport *t, const struct http_request *request,
                           struct http_response *response, struct err *err)
{
        struct direct *d = (struct direct *)t;
        struct http_request seen = *request;
        char *url = local_part(request->url);

        *response = (struct http_response){0};
        fiber_sleep(d->loop, d->latency);
        seen.url = url;
        d->handler(d->arg, &seen, response);
        fiber_sleep(d->loop, d->latency);
        free(url);
        if (response->status != 0)
                return true;
        http_response_release(response);
        return err_set(err, ERR_LOST, "the connection was closed without an answer");
}

static void direct_free(struct transport *t)
{
        free(t);
}

struct transport *transport_direct(struct loop *loop, int64_t latency, http_handler handler,
                                   void *arg)
{
        struct direct *d = xcalloc(1, sizeof(*d));

        d->transport.perform = direct_perform;
        d->transport.free = direct_free;
        d->loop = loop;
        d->latency = latency;
        d->handler = handler;
        d->arg = arg;
        return &d->transport;
}
