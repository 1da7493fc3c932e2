/*
 * What goes wrong in a story, as a list: drawn from a seed, or written down.
 *
 *      c12:drop-after,w7:kill,restore:failed
 *
 * Each is WHERE:WHAT. cN is the Nth request to AWS of the run that is watched, counted from 1 over
 * all the processes that drive it; wN its Nth journal write; a word is a part of the world that is
 * so from the beginning. A list is all there is to a failing story besides its seed, so it can be
 * taken apart until nothing more can be left out (shrink.h).
 */
#ifndef SNAPLIFT_SIM_FAULTS_H
#define SNAPLIFT_SIM_FAULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/base/err.h"
#include "engine/base/text.h"

enum fault_what {
        /* a request and its answer: throttled, by each code and status there is */
        FAULT_THROTTLED,
        FAULT_THROTTLED_EXCEPTION,
        FAULT_REQUEST_THROTTLED,
        FAULT_REQUEST_LIMIT,
        FAULT_TOO_MANY_REQUESTS,
        FAULT_SLOW_DOWN,
        FAULT_PRIOR_REQUEST,
        FAULT_EC2_THROTTLED,
        FAULT_THROUGHPUT,
        FAULT_BANDWIDTH,
        FAULT_TRANSACTION,
        FAULT_429,            /* without an answer of AWS */
        FAULT_509,            /* likewise */
        FAULT_THROTTLED_WAIT, /* says for how long */
        /* refused or lost */
        FAULT_REQUEST_TIMEOUT,
        FAULT_ERROR_500,
        FAULT_ERROR_502,
        FAULT_ERROR_503,
        FAULT_ERROR_504,
        FAULT_HTML,    /* a proxy's error page */
        FAULT_REFUSED, /* no connection */
        FAULT_DROP_BEFORE,
        FAULT_DROP_AFTER,
        FAULT_SLOW,
        FAULT_STALLED,   /* takes effect; the answer never comes */
        FAULT_TRUNCATED, /* takes effect; half an answer */
        FAULT_GARBAGE,   /* takes effect; an answer that means nothing */
        FAULT_STALE,     /* a read answered as up to a minute ago */
        FAULT_LAG,       /* up to a minute from here no read of this service sees what is written */
        FAULT_LAG_FLAPS, /* likewise, every other read; at random */
        FAULT_LAG_UNKNOWN, /* likewise, and changes of what is not seen yet are refused as unknown
                            */
        FAULT_EXPIRED,     /* the credentials: for good, or until they are renewed */
        FAULT_CLOCK_STEPS, /* from here on the machine's clock is off */
        FAULT_DENIED,      /* this action, from now on, until the process is started again */
        FAULT_QUOTA,
        /* the process, at a request */
        FAULT_KILL_UNSENT,
        FAULT_KILL_SENT, /* the request takes effect */
        FAULT_KILL_ANSWERED,
        FAULT_STOPPED, /* SIGTERM */
        /* others, at a request */
        FAULT_CANCELLED,
        FAULT_SECOND_RUN,          /* of the same pipeline on the same stack, by somebody else */
        FAULT_RIVAL_RUN,           /* the same from another snapshot and another machine */
        FAULT_UNLOCKED,            /* `snaplift unlock` with this run's id while it is at work */
        FAULT_UNLOCKED_SECOND_RUN, /* the same, and somebody begins another run then */
        FAULT_UNLOCKED_RESUME,     /* the same, and somebody resumes this very run then */
        FAULT_ROLLBACK_BESIDE,     /* somebody rolls the run back while it is at work */
        FAULT_RESUME_BESIDE,       /* somebody resumes it */
        FAULT_NEIGHBOUR_LONGER,    /* a run on xy-0146-qa2; the watched stack is xy-0146-qa */
        FAULT_NEIGHBOUR_SHORTER,   /* on xy-0146-q */
        FAULT_NEIGHBOUR_PROJECT,   /* on xy-01460-qa */
        FAULT_CANDIDATE_DELETED,
        FAULT_ACTIVE_DELETED,
        FAULT_CANDIDATE_MADE,     /* somebody restores a database of the candidate's name by hand */
        FAULT_CANDIDATE_REPLACED, /* likewise, once they have deleted the one that was there */
        FAULT_ACTIVE_REPLACED,    /* likewise, of the active one's name */
        FAULT_CANDIDATE_PROTECTED, /* somebody protects the candidate from deletion */
        FAULT_POINTER_MOVED,
        FAULT_SERVICE_ROLLED, /* somebody else rolls a service again as it is */
        FAULT_SERVICE_SCALED,
        FAULT_SERVICE_CHANGED,    /* somebody moves a service to a revision of their own */
        FAULT_DEPLOYMENT_STOPPED, /* somebody has ECS put a service back */
        FAULT_PARAMETER_CHANGED,  /* another one than the active timestamp */
        FAULT_SERVICE_JOINS,      /* somebody else starts a service on the active database */
        /* a journal write */
        FAULT_KILL_UNWRITTEN,
        FAULT_KILL_WRITTEN,
        FAULT_STORE_FULL, /* from now on, until the process is started again */
        FAULT_STORE_IO,   /* likewise, an I/O error */
        FAULT_STORE_BUSY, /* locked for some seconds */
        FAULT_POWER_CUT, /* all that is not durable is lost, and every process that has the store */
        /* the world from the beginning */
        FAULT_RESTORE_FAILED,
        FAULT_RESTORE_INCOMPATIBLE,
        FAULT_RESTORE_STORAGE_FULL,
        FAULT_RESTORE_SLOW, /* hours */
        FAULT_RESTORE_FLAPPING,
        FAULT_IMAGE_CRASHES,
        FAULT_IMAGE_HANGS,
        FAULT_IMAGE_CRASHES_BREAKER, /* ECS puts the service back by itself */
        FAULT_IMAGE_FLAPS,           /* healthy for a while, over and over */
        FAULT_CLOCK_AHEAD,           /* every process's clock */
        FAULT_CLOCK_BEHIND,
        FAULT_SHORT_CREDENTIALS, /* they expire again and again, and are renewed */
        FAULT_ORDER_SERIAL,      /* services are moved one after another */
        FAULT_PLANNED,           /* runs go by a saved plan: none looks ahead for itself */
        FAULT_EDITED,            /* who resumes does so with other timeouts and one more stage */
        FAULT_EDITED_WRONGLY,    /* with a definition by which the first stage would not have run */
        /* what comes after, drawn apart from all of these */
        FAULT_KEPT,     /* the retired database is kept, for how long and how by the seed */
        FAULT_RETURNED, /* an operator goes back to it once the run has succeeded */
        FAULT_SWEPT,    /* cron sweeps, before it is due and after */
        /* drawn apart, too, with something that kills the process */
        FAULT_STORE_LOST,  /* with its machine: the run is rebuilt on another one */
        FAULT_STORE_FOUND, /* and when it has been, that machine comes back */
        FAULT_AURORA,      /* the databases of stacks and tiers are Aurora clusters */
        FAULT_COUNT,
};

enum fault_at { AT_CALL, AT_WRITE, AT_START };

struct fault {
        enum fault_what what;
        int64_t n; /* of the call or write, from 1; 0 at the start */
};

struct faults {
        struct fault *items;
        size_t count;
};

enum fault_at fault_where(enum fault_what what);
/* Somebody else's hand: what the stack ends as is then not the run's alone to decide. */
bool fault_interferes(enum fault_what what);
const char *fault_name(enum fault_what what);

/* Which kinds to draw from; zeroed: all. */
struct fault_kinds {
        bool some; /* only those of the list */
        bool of[FAULT_COUNT];
};

/* The list of a seed: mostly one to four, some none; of one in four, what comes after besides,
 * drawn from a source of its own, so that the others are what they were before there was any; and
 * so are the kinds that came to be later, and in one of six that the databases are clusters. */
void faults_draw(struct faults *f, uint64_t seed, const struct fault_kinds *kinds);
/* "" is the empty list. ERR_INVALID names the item. */
bool faults_parse(struct faults *f, const char *text, struct err *err);
void faults_print(const struct faults *f, struct text *out);
/* A comma-separated list of names: the kinds to draw from. */
bool faults_kinds(const char *text, struct fault_kinds *kinds, struct err *err);
bool faults_has(const struct faults *f, enum fault_what what);
/* All of that kind are taken out. */
void faults_leave_out(struct faults *f, enum fault_what what);
/* The first of them at this call or write; NULL. */
const struct fault *faults_at(const struct faults *f, enum fault_at at, int64_t n);
void faults_release(struct faults *f);

#endif
