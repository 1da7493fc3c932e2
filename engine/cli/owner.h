/* Who drives a run: user@host:pid, as in the store and in the stack's lock. */
#ifndef SNAPLIFT_CLI_OWNER_H
#define SNAPLIFT_CLI_OWNER_H

enum owner_state {
        OWNER_ALIVE,     /* on this host, and there */
        OWNER_GONE,      /* on this host, and no longer there */
        OWNER_ELSEWHERE, /* another host: can't be known from here */
};

char *owner_here(void); /* the caller frees */
enum owner_state owner_look(const char *owner);

#endif
