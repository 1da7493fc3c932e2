#include "tests/sim/helper_tripwire.h"

#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

struct tripwire {
        struct store base;
        struct store *inner;
        long left;                /* -1: not armed */
        const char *kind, *stage; /* of the last one that is taken; or NULL */
        bool cut;
};

static struct store *inner(struct store *s)
{
        return ((struct tripwire *)s)->inner;
}

static bool create(struct store *s, const struct run_record *run, struct err *err)
{
        return inner(s)->ops->create(inner(s), run, err);
}

static bool find(struct store *s, const char *id, struct run_record *out, struct err *err)
{
        return inner(s)->ops->find(inner(s), id, out, err);
}

static bool list(struct store *s, const char *stack, size_t limit, struct run_record **out,
                 size_t *count, struct err *err)
{
        return inner(s)->ops->list(inner(s), stack, limit, out, count, err);
}

static bool append(struct store *s, const struct journal_entry *entry, struct err *err)
{
        struct tripwire *t = (struct tripwire *)s;

        if (!t->left) {
                t->cut = true;
                return err_set(err, ERR_STORE, "the store takes no more records");
        }
        if (t->left > 0)
                t->left--;
        if (t->kind && text_same(entry->kind, t->kind) && text_same(entry->stage, t->stage))
                t->left = 0;
        return inner(s)->ops->append(inner(s), entry, err);
}

static bool read_records(struct store *s, const char *run, int64_t after_seq,
                         struct journal_record **out, size_t *count, struct err *err)
{
        return inner(s)->ops->read(inner(s), run, after_seq, out, count, err);
}

static bool lease_take(struct store *s, const char *stack, const char *run, const char *owner,
                       int64_t now, int64_t ttl, bool takeover, struct lease *out, struct err *err)
{
        return inner(s)->ops->lease_take(inner(s), stack, run, owner, now, ttl, takeover, out, err);
}

static bool lease_renew(struct store *s, const struct lease *held, int64_t now, int64_t ttl,
                        struct err *err)
{
        return inner(s)->ops->lease_renew(inner(s), held, now, ttl, err);
}

static bool lease_release(struct store *s, const struct lease *held, struct err *err)
{
        return inner(s)->ops->lease_release(inner(s), held, err);
}

static bool lease_read(struct store *s, const char *stack, struct lease *out, struct err *err)
{
        return inner(s)->ops->lease_read(inner(s), stack, out, err);
}

static bool lease_break(struct store *s, const char *stack, const char *run, struct err *err)
{
        return inner(s)->ops->lease_break(inner(s), stack, run, err);
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

struct tripwire *tripwire_new(struct store *store)
{
        struct tripwire *t = xcalloc(1, sizeof(*t));

        t->base.ops = &ops;
        t->inner = store;
        t->left = -1;
        return t;
}

void tripwire_free(struct tripwire *t)
{
        free(t);
}

struct store *tripwire_store(struct tripwire *t)
{
        return &t->base;
}

void tripwire_arm(struct tripwire *t, long records)
{
        t->left = records;
        t->cut = false;
}

void tripwire_arm_after(struct tripwire *t, const char *kind, const char *stage)
{
        tripwire_arm(t, -1);
        t->kind = kind;
        t->stage = stage;
}

void tripwire_disarm(struct tripwire *t)
{
        t->left = -1;
        t->kind = NULL;
}

bool tripwire_cut(const struct tripwire *t)
{
        return t->cut;
}
