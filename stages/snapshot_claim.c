#include "stages/snapshot_claim.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

bool snapshot_claim_read(const char *key, char **account, char **run)
{
        static const char start[] = "snaplift:share:";
        const char *rest = text_starts(key, start) ? key + strlen(start) : NULL;
        const char *colon = rest ? strchr(rest, ':') : NULL;

        *account =
                colon && colon > rest && colon[1] ? xstrndup(rest, (size_t)(colon - rest)) : NULL;
        *run = *account ? xstrdup(colon + 1) : NULL;
        return *account != NULL;
}

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

const char *snapshot_claim_of_another(const struct tags *tags, const char *run)
{
        for (size_t i = 0; i < tags->count; i++) {
                char *account, *by;
                bool another;

                if (!snapshot_claim_read(tags->items[i].key, &account, &by))
                        continue;
                another = !text_same(by, run);
                free(account);
                free(by);
                if (another)
                        return tags->items[i].key;
        }
        return NULL;
}
