#include "engine/standin/world.h"

#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

enum { DEFAULT_JITTER = 10 };

/* splitmix64: small, and the same everywhere. */
uint64_t world_random(struct standin *s, uint64_t bound)
{
        uint64_t z = s->root->random += 0x9e3779b97f4a7c15ULL;

        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        z ^= z >> 31;
        return bound ? z % bound : 0;
}

int64_t world_duration(struct standin *s, const char *name, int64_t fallback_ms)
{
        struct json_object *given = json_get(json_get(s->seed, "durations"), name);
        struct json_object *percent = json_get(s->seed, "jitter");
        int64_t ms = given ? json_object_get_int64(given) : fallback_ms;
        int64_t jitter = percent ? json_object_get_int64(percent) : DEFAULT_JITTER;
        int64_t spread = ms * jitter / 100;

        if (spread <= 0)
                return ms;
        return ms - spread + (int64_t)world_random(s, (uint64_t)(2 * spread + 1));
}

int64_t world_clock(const struct standin *s)
{
        return loop_now(s->loop) + json_int(s->root->seed, "clock_ahead");
}

char *world_arn(const struct standin *s, const char *service, const char *rest_fmt, ...)
{
        struct text arn = TEXT_INIT;
        va_list args;

        text_addf(&arn, "arn:aws:%s:%s:%s:", service, s->region, s->account);
        va_start(args, rest_fmt);
        text_vaddf(&arn, rest_fmt, args);
        va_end(args);
        return text_steal(&arn);
}
