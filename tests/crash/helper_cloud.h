/*
 * The local AWS of one position of the sweep, and what is left in it as text that can be compared.
 *
 *      cloud_start(&c, program, seed, folder)      a fresh one, on a port of its own
 *      cloud_picture(&c)                           the caller frees
 *      cloud_stop(&c)
 *
 * A picture names every lasting thing, one a line: databases, clusters, snapshots, parameters,
 * secrets, task definitions that are active, services, tasks that run, and their tags. Left out is
 * what differs between two clouds that are alike: times, ids drawn at random. Nothing of it comes
 * from the engine.
 */
#ifndef SNAPLIFT_TESTS_CRASH_CLOUD_H
#define SNAPLIFT_TESTS_CRASH_CLOUD_H

#include <stdbool.h>
#include <sys/types.h>

struct cloud {
        pid_t pid;
        int port;
};

/* Both end the process with a message when the stand-in can't be had. */
void cloud_start(struct cloud *c, const char *program, const char *seed, const char *folder);
char *cloud_picture(const struct cloud *c);
void cloud_stop(struct cloud *c);

/* The lines that are in one of them only, "- " or "+ " before each; "" when they are alike. The
 * caller frees. */
char *picture_difference(const char *wanted, const char *found);

#endif
