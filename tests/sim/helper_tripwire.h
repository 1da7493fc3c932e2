/*
 * A store in front of another that stops taking records after a number of them: to the run, its
 * process might as well have been killed there, as nothing it does after that is journalled.
 */
#ifndef SNAPLIFT_TESTS_SIM_HELPER_TRIPWIRE_H
#define SNAPLIFT_TESTS_SIM_HELPER_TRIPWIRE_H

#include "engine/store/store.h"

struct tripwire;

/* inner is borrowed. */
struct tripwire *tripwire_new(struct store *inner);
void tripwire_free(struct tripwire *t);
struct store *tripwire_store(struct tripwire *t);
/* So many records are taken, then none. */
void tripwire_arm(struct tripwire *t, long records);
/* All are taken up to the first of that kind of that stage, and none after it. Borrowed. */
void tripwire_arm_after(struct tripwire *t, const char *kind, const char *stage);
void tripwire_disarm(struct tripwire *t);
bool tripwire_cut(const struct tripwire *t); /* a record was refused since it was armed */

#endif
