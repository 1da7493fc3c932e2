/*
 * The program as a process, and what its store says of the run afterwards. The store is read with
 * SQLite alone: what the engine believes is not asked.
 */
#ifndef SNAPLIFT_TESTS_CRASH_RUN_H
#define SNAPLIFT_TESTS_CRASH_RUN_H

#include <stdbool.h>

struct run_facts {
        char id[64];    /* "": no run in the store */
        char state[32]; /* as in its list of runs */
        bool begun;     /* its first record is there */
        bool ended;     /* its last record is its end */
        bool final;     /* past the point of no return */
        int stages;     /* that have ended, one way or another, since the stack was locked */
        bool leased;    /* somebody holds the stack's lease */
};

/* Runs `argv` with its output appended to the file named `log`; the exit status, or minus the
 * signal that ended it. After two minutes that is SIGALRM. */
int run_program(char *const argv[], const char *log);

/* False: there is no such file. */
bool run_facts_read(const char *store, struct run_facts *out);

#endif
