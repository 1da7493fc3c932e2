#include "stages/elsewhere.h"

#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/accounts.h"

bool elsewhere_of(const struct run *run, const struct run_deed *deed, struct elsewhere *out)
{
        bool copy = text_same(deed->type, "snapshot.copy");

        *out = (struct elsewhere){.tier = json_text(deed->inputs, "tier")};
        if ((!copy && !text_same(deed->type, "snapshot.share")) || !out->tier ||
            text_same(out->tier, run_stack(run)->env))
                return false;
        if (copy) { /* as it remembers it before it asks for the copy */
                out->account = xstrdup(json_text(deed->memory, "account"));
                out->region = xstrdup(json_text(deed->memory, "region"));
        } else {
                arn_place(json_text(deed->inputs, "snapshot"), &out->region, &out->account);
        }
        return true;
}

void elsewhere_release(struct elsewhere *e)
{
        free(e->account);
        free(e->region);
        *e = (struct elsewhere){0};
}
