/* Which process has driven a run, and held its stack's lock: an owner, and what tells it from
 * others of that name. */
#include <stdlib.h>

#include "engine/base/json.h"
#include "engine/base/mem.h"
#include "engine/run/internal.h"

static char *text_of(const char *owner, const char *process)
{
        return process ? xasprintf("%s %s", owner, process) : xstrdup(owner);
}

static const char *own_process(const struct run *run)
{
        return run->setup.lock ? run->setup.lock->process : NULL;
}

void holder_put(const struct run *run, struct json_object *body)
{
        json_put_text(body, "owner", run->owner);
        if (own_process(run))
                json_put_text(body, "process", own_process(run));
}

char *holder_of(struct json_object *body)
{
        const char *owner = json_text(body, "owner");

        return owner ? text_of(owner, json_text(body, "process")) : NULL;
}

char *holder_text(const struct run_holder *holder)
{
        return text_of(holder->owner, holder->process);
}

char *holder_own(const struct run *run)
{
        return text_of(run->owner, own_process(run));
}

void run_holder_release(struct run_holder *h)
{
        free(h->owner);
        free(h->process);
        *h = (struct run_holder){0};
}
