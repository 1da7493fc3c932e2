/* CloudWatch's alarms. */
#include "engine/standin/world.h"
const char *alarms_model_state(struct standin *s, const char *name)
{
        (void)s;
        (void)name;
        return NULL;
}
