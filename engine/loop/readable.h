/* Waiting for a file descriptor of somebody else's, a terminal's say, to have something to read. */
#ifndef SNAPLIFT_LOOP_READABLE_H
#define SNAPLIFT_LOOP_READABLE_H

#include "engine/loop/loop.h"

/* True when fd can be read; false when the point was signalled or the deadline (loop_ticks(), -1:
 * none) passed first. fd must be one that can be polled: a terminal, a pipe, a socket. Its flags
 * are left as they were. Real loops only. */
bool loop_wait_readable(struct loop *loop, int fd, struct signal_point *point, int64_t deadline);

#endif
