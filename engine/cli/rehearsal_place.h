/*
 * Where a rehearsal takes place: a folder of its own and a stand-in that runs in it as a child
 * process, with a process group of its own, so that Ctrl-C ends the run before its cloud.
 *
 *      rehearsal_place_open()  ->  rehearsal_place_enter()  ->  ...  ->  rehearsal_place_close()
 */
#ifndef SNAPLIFT_CLI_REHEARSAL_PLACE_H
#define SNAPLIFT_CLI_REHEARSAL_PLACE_H

#include "engine/base/json.h"
#include "engine/loop/loop.h"

struct process;

struct rehearsal_place {
        struct loop *loop; /* the place's own: whoever rehearses has another */
        char *folder;      /* owned, absolute; holds the run's store, too */
        char *address;     /* owned; HOST:PORT */
        struct process *standin;
        struct signal_point ended;
        bool stopping; /* SIGINT or SIGTERM was heard */
};

/* Waits until the stand-in answers. On failure nothing is left behind; ERR_INTERRUPTED when it was
 * told to stop meanwhile. From here to the end SIGINT and SIGTERM set `stopping`. */
bool rehearsal_place_open(struct rehearsal_place *p, struct json_object *seed, bool bodies,
                          struct err *err);
/* From here on this process knows no other cloud: everything in its environment that names an
 * account, an endpoint or credentials is taken out of it. */
void rehearsal_place_enter(const struct rehearsal_place *p, const char *region);
/* Hears what was signalled while the loop stood still. */
bool rehearsal_place_stopping(struct rehearsal_place *p);
/* A file of the folder; the caller frees. */
char *rehearsal_place_file(const struct rehearsal_place *p, const char *name);
/* Ends the stand-in with all its bodies and removes the folder. */
void rehearsal_place_close(struct rehearsal_place *p);

#endif
