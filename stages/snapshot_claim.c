#include "stages/snapshot_claim.h"

#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

char *snapshot_claim_key(const struct stage *s, const char *account)
{
        return xasprintf("snaplift:share:%s:%s", account, stage_run(s));
}

bool snapshot_claim_is_ours(const struct stage *s, const struct tags *tags, const char *account)
{
        char *key = snapshot_claim_key(s, account);
        bool ours = tags_get(tags, key) != NULL;

        free(key);
        return ours;
}

bool snapshot_claim_of_others(const struct stage *s, const struct tags *tags, const char *account)
{
        char *any = xasprintf("snaplift:share:%s:", account);
        char *own = snapshot_claim_key(s, account);
        bool others = false;

        for (size_t i = 0; i < tags->count && !others; i++)
                others =
                        text_starts(tags->items[i].key, any) && !text_same(tags->items[i].key, own);
        free(any);
        free(own);
        return others;
}
