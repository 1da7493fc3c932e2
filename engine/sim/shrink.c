#include "engine/sim/shrink.h"

#include <string.h>

static bool fails(const struct story *like, const struct faults *faults)
{
        struct story s = {
                .seed = like->seed,
                .faults = faults,
                .pipeline = like->pipeline,
                .inputs = like->inputs,
                .world = like->world,
                .done = like->done,
        };
        bool failed;

        story_play(&s);
        failed = s.breaches.len;
        story_release(&s);
        return failed;
}

void shrink(const struct story *failed, struct faults *faults)
{
        for (size_t i = 0; i < faults->count;) {
                struct fault left_out = faults->items[i];
                size_t after = faults->count - i - 1;

                memmove(&faults->items[i], &faults->items[i + 1], after * sizeof(left_out));
                faults->count--;
                if (fails(failed, faults)) {
                        i = 0; /* what was needed before may not be any more */
                        continue;
                }
                memmove(&faults->items[i + 1], &faults->items[i], after * sizeof(left_out));
                faults->items[i++] = left_out;
                faults->count++;
        }
}
