/*
 * What must hold, by the numbers of the promises this program makes (README.md): what a breach of
 * one is called in a story's log. All are judged by the cloud's side, never by what the program
 * says of itself.
 */
#ifndef SNAPLIFT_SIM_INVARIANT_H
#define SNAPLIFT_SIM_INVARIANT_H

enum invariant {
        /* after every change */
        HOLDS_ACTIVE = 1, /* the active timestamp names an available database */
        HOLDS_IN_USE,     /* nothing that is used is deleted */
        HOLDS_ORPHANS,    /* a run that has ended leaves the active database and no other */
        HOLDS_NEIGHBOURS, /* nothing of another stack is changed */
        HOLDS_END,        /* as if not killed; as if not begun */
        HOLDS_AGAIN,      /* a finished promotion again changes nothing */
        HOLDS_SECRETS,    /* no secret where one could read it */
        HOLDS_CAPACITY,   /* no service has fewer tasks than it may */
        HOLDS_ALONE,      /* nobody changes a stack that another run has locked */
        HOLDS_KEPT,       /* what is kept stays until it is due; what was live leaves a snapshot */
        INVARIANTS,
};

/* "invariant 2, in use"; borrowed. */
const char *invariant_name(enum invariant which);

/* Who is told of a breach. */
struct breach_listener {
        void *arg;
        void (*tell)(void *arg, enum invariant which, const char *what);
};

void breach_tell(const struct breach_listener *l, enum invariant which, const char *fmt, ...)
        __attribute__((format(printf, 3, 4)));

#endif
