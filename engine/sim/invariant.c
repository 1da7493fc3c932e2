#include "engine/sim/invariant.h"

#include <stdarg.h>
#include <stdlib.h>

#include "engine/base/mem.h"

const char *invariant_name(enum invariant which)
{
        static const char *const names[INVARIANTS] = {
                [HOLDS_ACTIVE] = "invariant 1, active",
                [HOLDS_IN_USE] = "invariant 2, in use",
                [HOLDS_ORPHANS] = "invariant 3, orphans",
                [HOLDS_NEIGHBOURS] = "invariant 4, neighbours",
                [HOLDS_END] = "invariant 5, end",
                [HOLDS_AGAIN] = "invariant 6, again",
                [HOLDS_SECRETS] = "invariant 7, secrets",
                [HOLDS_CAPACITY] = "invariant 8, capacity",
                [HOLDS_ALONE] = "invariant 9, alone",
                [HOLDS_KEPT] = "invariant 10, kept",
        };

        return names[which];
}

void breach_tell(const struct breach_listener *l, enum invariant which, const char *fmt, ...)
{
        va_list args;
        char *what;

        va_start(args, fmt);
        what = xvasprintf(fmt, args);
        va_end(args);
        l->tell(l->arg, which, what);
        free(what);
}
