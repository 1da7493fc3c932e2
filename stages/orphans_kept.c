/* What was retired and kept for a while: overdue, or with a record that nobody can read. */
#include "engine/base/mem.h"
#include "stages/orphans_search.h"

static void add(const struct holds *h, const struct kept *k, enum orphan_kind kind,
                const char *name, struct orphans *out)
{
        struct orphan *o = orphans_add(out, kind, name);
        const char *unended = holds_unended(h, k->run);
        char until[ISO_SIZE];

        o->identity = xstrdup(k->resource_id);
        o->run = xstrdup(k->run);
        o->created = k->since;
        o->overdue = !k->broken;
        when_format(k->until, until);
        if (k->broken)
                o->unsure = xasprintf("what is kept can't be told: %s", k->broken);
        else if (unended)
                o->unsure = xasprintf("it was to be kept until %s; %s", until, unended);
        else
                o->unsure = xasprintf("it was to be kept until %s: snaplift sweep %s", until,
                                      h->search->stack->name);
}

void orphans_add_kept(const struct holds *h, struct orphans *out)
{
        int64_t now = aws_now(h->search->aws);

        for (size_t i = 0; i < h->kept.count; i++) {
                const struct kept *k = &h->kept.items[i];
                char name[PARAMETER_SIZE];

                if (k->broken) {
                        kept_parameter(h->search->stack, k->timestamp, name);
                        add(h, k, ORPHAN_PARAMETER, name, out);
                } else if (k->until <= now && !holds_run(h, k->run)) {
                        stack_database(h->search->stack, k->timestamp, name);
                        if (k->as == KEPT_SNAPSHOT)
                                add(h, k, k->cluster ? ORPHAN_CLUSTER_SNAPSHOT : ORPHAN_SNAPSHOT,
                                    k->snapshot, out);
                        else
                                add(h, k, k->cluster ? ORPHAN_CLUSTER : ORPHAN_INSTANCE, name, out);
                }
        }
}
