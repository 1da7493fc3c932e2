/* Waiting for a file descriptor to have something to read. */
#include "engine/loop/readable.h"

#include <fcntl.h>
#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/loop/internal.h"

struct reader {
        struct handle_owner owner; /* first: see internal.h */
        uv_poll_t handle;
        struct loop *loop;
        struct signal_point *point;
        bool readable;
};

static void on_closed(uv_handle_t *handle)
{
        free(handle->data);
}

static void abandon(struct handle_owner *owner)
{
        struct reader *r = (struct reader *)owner;

        uv_close((uv_handle_t *)&r->handle, on_closed);
}

/* An error is found by reading, too. */
static void on_readable(uv_poll_t *handle, int status, int events)
{
        struct reader *r = handle->data;

        (void)status, (void)events;
        r->readable = true;
        uv_poll_stop(handle);
        signal_all(r->loop, r->point);
}

bool loop_wait_readable(struct loop *loop, int fd, struct signal_point *point, int64_t deadline)
{
        struct reader *r = xcalloc(1, sizeof(*r));
        int flags = fcntl(fd, F_GETFL);
        bool readable;
        int rc;

        r->owner.abandon = abandon;
        r->loop = loop;
        r->point = point;
        rc = uv_poll_init(loop_uv(loop, "a file descriptor"), &r->handle, fd);
        if (rc < 0)
                loop_die("can't wait for file descriptor %d: %s", fd, uv_strerror(rc));
        r->handle.data = r;
        /* libuv makes it non-blocking, which others who have it open would notice */
        if (flags >= 0)
                fcntl(fd, F_SETFL, flags);
        uv_poll_start(&r->handle, UV_READABLE, on_readable);
        signal_wait(loop, point, deadline);
        readable = r->readable;
        uv_poll_stop(&r->handle);
        uv_close((uv_handle_t *)&r->handle, on_closed);
        return readable;
}
