/* The libraries that the world is reached with. */
#ifndef SNAPLIFT_LOOP_LIBRARIES_H
#define SNAPLIFT_LOOP_LIBRARIES_H

/* "NAME VERSION, ..." of those that are in use; the caller frees. */
char *loop_libraries(void);

#endif
