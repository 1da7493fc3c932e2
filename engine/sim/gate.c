/* The store as a process sees it: it may be full, and a dead process writes nothing. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/sim/actor.h"

enum { BUSY_FOR = 12000 };

struct gate {
        struct store base;
        struct actor *process;
};

static struct store *inner(struct store *s)
{
        return ((struct gate *)s)->process->store;
}

static bool is_open(struct store *s, struct err *err)
{
        struct actor *p = ((struct gate *)s)->process;

        if (p->dead)
                return err_set(err, ERR_STORE, "this process is dead");
        if (p->store_error)
                return err_set(err, ERR_STORE, "%s", p->store_error);
        if (loop_ticks(p->scene->loop) < p->busy_until)
                return err_set(err, ERR_STORE, "the store is locked by another process");
        return true;
}

static bool create(struct store *s, const struct run_record *run, struct err *err)
{
        return is_open(s, err) && inner(s)->ops->create(inner(s), run, err);
}

static bool find(struct store *s, const char *id, struct run_record *out, struct err *err)
{
        return is_open(s, err) && inner(s)->ops->find(inner(s), id, out, err);
}

static bool list(struct store *s, const char *stack, size_t limit, struct run_record **out,
                 size_t *count, struct err *err)
{
        return is_open(s, err) && inner(s)->ops->list(inner(s), stack, limit, out, count, err);
}

static bool append(struct store *s, const struct journal_entry *entry, struct err *err)
{
        struct actor *p = ((struct gate *)s)->process;
        const struct fault *fault = NULL;

        if (!is_open(s, err))
                return false;
        if (p->watched || p->sweeps)
                fault = faults_at(p->scene->story->faults, AT_WRITE, ++p->scene->writes);
        if (fault && fault->what == FAULT_STORE_FULL)
                p->store_error = "the store's disk is full";
        if (fault && fault->what == FAULT_STORE_IO)
                p->store_error = "disk I/O error";
        if (fault && fault->what == FAULT_STORE_BUSY)
                p->busy_until = loop_ticks(p->scene->loop) + BUSY_FOR;
        if (fault && fault->what == FAULT_KILL_UNWRITTEN)
                actor_kill(p);
        if (!is_open(s, err) || !inner(s)->ops->append(inner(s), entry, err))
                return false;
        power_note(p->scene, p->store, entry->durable);
        if (!strcmp(entry->kind, "stage-intent"))
                scene_note_intent(p->scene, entry->run, entry->body);
        if (fault && fault->what == FAULT_KILL_WRITTEN)
                actor_kill(p);
        if (fault && fault->what == FAULT_POWER_CUT) {
                if (p->store == p->scene->store)
                        power_cut(p->scene);
                actor_kill(p);
        }
        return is_open(s, err);
}

static bool read_records(struct store *s, const char *run, int64_t after_seq,
                         struct journal_record **out, size_t *count, struct err *err)
{
        return is_open(s, err) && inner(s)->ops->read(inner(s), run, after_seq, out, count, err);
}

static bool lease_take(struct store *s, const char *stack, const char *run, const char *owner,
                       int64_t now, int64_t ttl, bool takeover, struct lease *out, struct err *err)
{
        return is_open(s, err) &&
               inner(s)->ops->lease_take(inner(s), stack, run, owner, now, ttl, takeover, out, err);
}

static bool lease_renew(struct store *s, const struct lease *held, int64_t now, int64_t ttl,
                        struct err *err)
{
        return is_open(s, err) && inner(s)->ops->lease_renew(inner(s), held, now, ttl, err);
}

static bool lease_release(struct store *s, const struct lease *held, struct err *err)
{
        return is_open(s, err) && inner(s)->ops->lease_release(inner(s), held, err);
}

static bool lease_read(struct store *s, const char *stack, struct lease *out, struct err *err)
{
        return is_open(s, err) && inner(s)->ops->lease_read(inner(s), stack, out, err);
}

static bool lease_break(struct store *s, const char *stack, const char *run, struct err *err)
{
        return is_open(s, err) && inner(s)->ops->lease_break(inner(s), stack, run, err);
}

static const struct store_ops ops = {
        .create = create,
        .find = find,
        .list = list,
        .append = append,
        .read = read_records,
        .lease_take = lease_take,
        .lease_renew = lease_renew,
        .lease_release = lease_release,
        .lease_read = lease_read,
        .lease_break = lease_break,
};

struct store *actor_store(struct actor *p)
{
        struct gate *g = xcalloc(1, sizeof(*g));

        g->base.ops = &ops;
        g->process = p;
        return &g->base;
}

void actor_store_free(struct store *gate)
{
        free(gate);
}
