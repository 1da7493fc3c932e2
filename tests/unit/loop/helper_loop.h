/* What the loop's tests share. */
#ifndef SNAPLIFT_TESTS_LOOP_HELPER_LOOP_H
#define SNAPLIFT_TESTS_LOOP_HELPER_LOOP_H

#include "engine/base/text.h"
#include "engine/loop/loop.h"

/* Runs body on a fiber of a loop of its own in real time, until all fibers have ended. */
void in_real_time(void (*body)(void *loop));

/* Runs body in a child process with stderr caught; gives its wait status. */
int in_child(void (*body)(void), struct text *said);

#endif
