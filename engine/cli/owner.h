/*
 * Who drives a run: user@host:pid, as in the store and in the stack's lock.
 *
 * Machines and containers that are made alike have the same names, and give the same numbers. So
 * the lock also has what no other process has: "PLACE-PROCESS", of which the place is this start of
 * this machine, and the space in which its processes have their numbers.
 */
#ifndef SNAPLIFT_CLI_OWNER_H
#define SNAPLIFT_CLI_OWNER_H

#include "engine/loop/loop.h"

enum owner_state {
        OWNER_ALIVE,     /* on this host, and there */
        OWNER_GONE,      /* on this host, and no longer there */
        OWNER_ELSEWHERE, /* another host or place: can't be known from here */
};

char *owner_here(void);                 /* the caller frees */
char *owner_process(struct loop *loop); /* each time another; the caller frees */
/* user@host: whom a reader may know. The caller frees. */
char *owner_who(const char *owner);
enum owner_state owner_look(const char *owner);
/* process: as in the lock; NULL is not known. */
enum owner_state owner_look_at(const char *owner, const char *process);

#endif
