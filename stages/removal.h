/*
 * Removing a database, instance or cluster, by its name: step by step until a look says that it is
 * gone. Which one it is, is known by its resource id from the first look on, as the name may come
 * to be another's.
 */
#ifndef SNAPLIFT_STAGES_REMOVAL_H
#define SNAPLIFT_STAGES_REMOVAL_H

#include "engine/run/stage.h"

/* How far it has come. */
struct removal_state {
        char *resource; /* which one it is, from the first look on */
        bool going;     /* its deletion was accepted or seen */
        int unseen;     /* looks in a row that did not find it */
        int taken;      /* how often its final snapshot was said to be there already */
};

enum removal_step {
        REMOVAL_DONE, /* it is gone, or another's by now */
        REMOVAL_TRIED,
        REMOVAL_WAITS,
};

/* A look has not found it: what has been there a moment ago, and of whose deletion nothing is
 * known, may only be out of sight. */
enum removal_step removal_unseen(struct removal_state *state);
/* A look has found one with that resource id. False: another has the name by now. */
bool removal_is_it(struct removal_state *state, const char *resource_id);

/* The name of its final snapshot is taken: by our own call whose answer was lost, which looks show
 * in a while, or it is another's: then false. */
bool removal_may_ask_again(struct removal_state *state, const char *id, bool cluster,
                           const char *final, struct err *err);

/* Looks and, where it may, asks for it to go. */
typedef bool (*removal_step_fn)(struct stage *s, const void *removal, struct removal_state *state,
                                enum removal_step *step, struct err *err);

/* Pauses before each step. resource_id: what is removed; NULL: what the first look finds. *done
 * false: so many tries were not enough. */
bool removal_drive(struct stage *s, const char *resource_id, int tries, removal_step_fn take,
                   const void *removal, bool *done, struct err *err);

#endif
