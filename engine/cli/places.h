/*
 * The accounts and regions that a stack's runs have worked in, by what the store has of the newest
 * 200 of them.
 *
 * One store may have runs of a stack's name in several places: pipelines name a role by inputs, and
 * without one a run works where the credentials and the region of its process say. Each is a place
 * of its own, with another stack in it. Where no run tells, the stack is where this process is.
 *
 *      places_find(&session, "xy-0146-qa", &places, &err);
 *      places.items[0]         where its newest run that has taken its lock has worked
 *
 * Besides, runs that share a snapshot of another tier's, or copy it there, may have left that in
 * the tier's place: those follow, each with the place that its stack is in.
 */
#ifndef SNAPLIFT_CLI_PLACES_H
#define SNAPLIFT_CLI_PLACES_H

#include "engine/cli/session.h"

struct place {
        struct account *account;  /* borrowed; NULL: these credentials don't reach it */
        struct json_object *role; /* what `roles:` says of it, for built_in_run(); or NULL */
        char *id, *region;        /* the account's digits, NULL: not known; the region */
        char *run;                /* the newest that names it; NULL: none */

        /* Of another tier's, in which runs may have left something; NULL: the stack is there. Then
         * where it is, and what `roles:` says of that. */
        char *tier;
        struct account *home;
        struct json_object *home_role;
};

struct places {
        struct place *items;
        size_t count;
};

/* Those of the stack first, the newest of each first. False where the store has runs of the stack
 * and none can be read. Waits. The caller releases *out, also after a failure. */
bool places_find(struct session *s, const char *stack, struct places *out, struct err *err);
/* This process's own alone. Waits. */
void places_own(struct session *s, struct places *out);
void places_release(struct places *p);

/* "123456789012 eu-central-1", or the region alone. The caller frees. */
char *place_name(const struct place *p);
/* Of one that these credentials don't reach: ERR_DENIED, and says whose they are. Returns false. */
bool place_refuse(struct session *s, const struct place *p, const char *stack, struct err *err);

#endif
