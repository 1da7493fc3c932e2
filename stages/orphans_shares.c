/*
 * What a run has shared of another tier's and has not taken back: its mark is on the snapshot
 * (snapshot_claim.h). To take it back by hand is safe only for who knows that no other run needs
 * it, so it is named and left alone. Sharing of a run's own copy goes with the copy.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "stages/orphans_search.h"
#include "stages/snapshot_claim.h"

/* Whether another run's mark for that account is on it, of whichever stack. */
static bool others_need_it(const struct rds_snapshot *s, const char *account, const char *run)
{
        bool others = false;

        for (size_t i = 0; i < s->tags.count && !others; i++) {
                char *with, *by;

                if (!snapshot_claim_read(s->tags.items[i].key, &with, &by))
                        continue;
                others = text_same(with, account) && !text_same(by, run);
                free(with);
                free(by);
        }
        return others;
}

static void add(const struct holds *h, const struct rds_snapshot *s, const char *key,
                const char *account, const char *run, struct orphans *out)
{
        const char *unended = holds_unended(h, run);
        struct orphan *o = orphans_add(out, ORPHAN_SHARE, s->id);

        o->identity = xstrdup(key);
        o->run = xstrdup(run);
        o->size = xasprintf("with account %s", account);
        if (unended)
                o->unsure = xstrdup(unended);
        else if (others_need_it(s, account, run))
                o->unsure = xasprintf("if that run is over, take the tag %s off; others need the "
                                      "snapshot shared",
                                      key);
        else
                o->unsure = xasprintf("if that run is over, take the account off the snapshot, "
                                      "then the tag %s",
                                      key);
}

void orphans_add_shares(const struct holds *h, const struct rds_snapshot *s, struct orphans *out)
{
        if (text_same(tags_get(&s->tags, "snaplift:stack"), h->search->stack->name) &&
            text_same(s->type, "manual") && tags_get(&s->tags, "snaplift:snapshot"))
                return;
        for (size_t i = 0; i < s->tags.count; i++) {
                const struct tag *tag = &s->tags.items[i];
                char *account, *run;

                if (!snapshot_claim_read(tag->key, &account, &run))
                        continue;
                if (text_same(tag->value, h->search->stack->name) && !holds_run(h, run))
                        add(h, s, tag->key, account, run, out);
                free(account);
                free(run);
        }
}
