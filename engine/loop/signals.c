/* Signals of the operating system, heard on the loop. */
#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/loop/internal.h"

struct listening {
        struct handle_owner owner; /* first: see internal.h */
        uv_signal_t handle;
        void (*heard)(void *arg, int signum);
        void *arg;
};

static void on_closed(uv_handle_t *handle)
{
        free(handle->data);
}

static void abandon(struct handle_owner *owner)
{
        struct listening *l = (struct listening *)owner;

        uv_close((uv_handle_t *)&l->handle, on_closed);
}

static void on_signal(uv_signal_t *handle, int signum)
{
        struct listening *l = handle->data;

        l->heard(l->arg, signum);
}

void loop_on_signal(struct loop *loop, int signum, void (*heard)(void *arg, int signum), void *arg)
{
        struct listening *l;
        int rc;

        if (loop->is_virtual)
                return;
        l = xcalloc(1, sizeof(*l));
        l->owner.abandon = abandon;
        l->heard = heard;
        l->arg = arg;
        uv_signal_init(&loop->uv, &l->handle);
        l->handle.data = l;
        rc = uv_signal_start(&l->handle, on_signal, signum);
        if (rc < 0)
                loop_die("can't listen for signal %d: %s", signum, uv_strerror(rc));
}
