#include "engine/sim/shrink.h"

#include <string.h>

/* The promise that was broken first must be by these, too: what another bug does is another story.
 */
static bool fails(const struct story *like, const struct faults *faults)
{
        const char *first = text_str(&like->breaches);
        struct story s = {
                .seed = like->seed,
                .faults = faults,
                .pipeline = like->pipeline,
                .inputs = like->inputs,
                .world = like->world,
                .done = like->done,
        };
        bool failed = false;

        story_play(&s);
        for (const char *line = text_str(&s.breaches); *line && !failed;
             line = strchr(line, '\n') + 1)
                failed = !strncmp(line, first, strcspn(first, ",") + 1);
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
