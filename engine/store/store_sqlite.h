/* The store in one SQLite file. Only store.c includes this. */
#ifndef SNAPLIFT_STORE_STORE_SQLITE_H
#define SNAPLIFT_STORE_STORE_SQLITE_H

#include "engine/store/store.h"

/* path: a file in an existing folder, made with mode 0600 when missing, or ":memory:". */
struct store *store_sqlite_open(const char *path, struct err *err);

#endif
