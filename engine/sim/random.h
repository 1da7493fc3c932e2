/* The simulation's own random source, apart from the loop's, so that what is drawn for a story does
 * not depend on how it goes. splitmix64 (Steele, Lea, Flood 2014). */
#ifndef SNAPLIFT_SIM_RANDOM_H
#define SNAPLIFT_SIM_RANDOM_H

#include <stdint.h>

struct dice {
        uint64_t state;
};

static inline uint64_t dice_next(struct dice *d)
{
        uint64_t z = (d->state += 0x9e3779b97f4a7c15u);

        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
}

/* Uniform in [0, bound); bound small. */
static inline int64_t dice_below(struct dice *d, int64_t bound)
{
        return (int64_t)(dice_next(d) % (uint64_t)bound);
}

#endif
