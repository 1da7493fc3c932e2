/*
 * What is kept of retired databases in a story: what the seed has of it, what the cloud tells of
 * it, and what must hold of it. Judged by the cloud's own side: a record is what Parameter Store
 * has, when it is due what it says.
 */
#ifndef SNAPLIFT_SIM_KEEPING_H
#define SNAPLIFT_SIM_KEEPING_H

#include "engine/sim/actor.h"

/* A record of the watched stack's, as it was last seen. */
struct kept_note {
        struct kept_note *next;
        char *timestamp, *resource, *as, *run, *snapshot;
        int64_t until; /* wall clock ms */
        bool there;
        int64_t gone_at; /* loop_ticks; of one that is not there any more */
};

/* How the story's promotions of the watched stack keep what they retire. */
void keeping_draw(struct scene *scene);
/* Those inputs. */
void keeping_inputs(const struct scene *scene, struct json_object *inputs);

/* After each change of the cloud. */
void keeping_note(struct scene *scene, struct json_object *state);
/* The one that is there and due first; NULL. */
const struct kept_note *keeping_next(const struct scene *scene);

/* Before a change takes effect. */
void keeping_watch(const struct sent *sent, const char *target);
/* When all have come to rest. */
void keeping_check_end(struct scene *scene, struct json_object *state);

/* The database gone back to was restored from its last snapshot: it has its settings, and the tags
 * of what a run makes. */
bool keeping_is_remade(const struct scene *scene);

/* The stack as text (cloud_canon) without what keeping leaves: the record, the database that is
 * kept or remade, last snapshots; what of these must be there is keeping_check_end()'s. */
void keeping_leave_out(const struct scene *scene, struct text *stack);

void keeping_release(struct scene *scene);

#endif
