#include "stages/snapshot_show.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/snapshots.h"

enum { MOST_OTHERS = 5 };

int64_t snapshot_initial_time(const struct rds_snapshot *snapshot)
{
        int64_t initial;

        if (snapshot->original || !snapshot_is_copy(snapshot) ||
            !stamp_parse(tags_get(&snapshot->tags, "snaplift:timestamp"), &initial))
                return snapshot->original ? snapshot->original : snapshot->created;
        return initial; /* of a cluster's, which has no other */
}

bool snapshot_is_later(const struct rds_snapshot *a, const struct rds_snapshot *b)
{
        int64_t at = snapshot_initial_time(a);

        if (!b || at != snapshot_initial_time(b))
                return !b || at > snapshot_initial_time(b);
        if (snapshot_is_copy(a) != snapshot_is_copy(b))
                return snapshot_is_copy(b);
        return strcmp(a->id, b->id) > 0;
}

static struct json_object *describe(const struct rds_snapshot *snapshot)
{
        struct json_object *is = json_object_new_object();
        char at[ISO_SIZE];

        json_put_text(is, "id", snapshot->id);
        json_put_text(is, "arn", snapshot->arn);
        json_put_text(is, "source", snapshot->source);
        if (snapshot_initial_time(snapshot)) {
                iso_format(snapshot_initial_time(snapshot), at);
                json_put_text(is, "taken", at);
        }
        json_put_text(is, "type", snapshot->type);
        json_put_text(is, "status", snapshot->status);
        json_put_text(is, "engine", snapshot->engine);
        json_put_text(is, "engine_version", snapshot->engine_version);
        json_put_int(is, "storage", snapshot->storage);
        json_put_flag(is, "encrypted", snapshot->encrypted);
        json_put_text(is, "kms_key", snapshot->kms_key);
        return is;
}

void snapshot_show(struct stage *s, const struct rds_snapshot *chosen, const char *why)
{
        struct json_object *is;
        char *thing;

        if (!stage_planning(s))
                return;
        is = describe(chosen);
        json_put_text(is, "why", why);
        stage_shows(s, "snapshot", is);
        thing = xasprintf("the snapshot of %s", chosen->source ? chosen->source : stage_id(s));
        stage_saw(s, thing, "%s", chosen->arn ? chosen->arn : chosen->id);
        free(thing);
}

static int by_likeliness(const void *a, const void *b)
{
        const struct rds_snapshot *const *one = a, *const *other = b;
        bool usable = text_same((*one)->status, "available");

        if (usable != text_same((*other)->status, "available"))
                return usable ? -1 : 1;
        return snapshot_is_later(*one, *other) ? -1 : 1;
}

void snapshot_show_others(struct stage *s, const struct rds_snapshots *all, const char *source,
                          const struct rds_snapshot *chosen)
{
        const struct rds_snapshot **others;
        struct json_object *list;
        size_t count = 0;

        if (!stage_planning(s))
                return;
        others = xcalloc(all->count + 1, sizeof(*others));
        list = json_object_new_array();
        for (size_t i = 0; i < all->count; i++)
                if (&all->items[i] != chosen && text_same(all->items[i].source, source))
                        others[count++] = &all->items[i];
        qsort(others, count, sizeof(*others), by_likeliness);
        for (size_t i = 0; i < count && i < MOST_OTHERS; i++)
                json_object_array_add(list, describe(others[i]));
        stage_shows(s, "candidates", list);
        free(others);
}
