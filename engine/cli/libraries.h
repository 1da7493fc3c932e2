/* The libraries that this program is running with. */
#ifndef SNAPLIFT_CLI_LIBRARIES_H
#define SNAPLIFT_CLI_LIBRARIES_H

/* "NAME VERSION, ..."; the caller frees. */
char *libraries_in_use(void);

#endif
