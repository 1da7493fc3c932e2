/*
 * Stories of promote.yml on a stack with an active database, services web and worker.
 *
 *      cmocka_run_group_tests(tests, story_load, story_unload)
 */
#ifndef SNAPLIFT_TESTS_SIM_STORY_H
#define SNAPLIFT_TESTS_SIM_STORY_H

#include "engine/sim/story.h"

int story_load(void **state);
/* Of first-time.yml; its world is WORLD_EMPTY. */
int story_load_first(void **state);
int story_unload(void **state);

/* Not judged by an undisturbed end. */
struct story story_begin(uint64_t seed, const struct faults *faults, bool tracing);

/* What an undisturbed story leaves: for its member done. */
const struct story_ends *story_done(void);

/* The same, played. story_release() */
struct story play(uint64_t seed, const struct faults *faults, bool tracing);

/* faults_release() */
struct faults list(const char *text);

#endif
