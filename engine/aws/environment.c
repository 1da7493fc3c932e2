/* Looking up environment variables; an empty one counts as unset, as AWS's tools have it. */
#include "engine/aws/environment.h"

#include <stdlib.h>

const char *environment_get(const struct environment *env, const char *name)
{
        const char *value = env->get ? env->get(env->arg, name) : getenv(name);

        return value && *value ? value : NULL;
}
