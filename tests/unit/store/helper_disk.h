/*
 * A disk that can be cut off: a VFS before SQLite's own that writes down everything the store's
 * files go through, and builds them again as they would be found after an accident at any moment.
 *
 *      disk_record(true)                   from now on; the VFS is SQLite's default
 *      size_t n = disk_count()             so many operations until now
 *      disk_record(false)
 *      disk_rebuild(path, n, LOSES_...)    path, path-wal and path-journal as of then
 *
 * While nothing is recorded, files are passed through and nothing is synced.
 */
#ifndef SNAPLIFT_TESTS_STORE_DISK_H
#define SNAPLIFT_TESTS_STORE_DISK_H

#include <stdbool.h>
#include <stddef.h>

enum loss {
        LOSES_NOTHING,  /* the process was killed */
        TEARS_LAST,     /* the last write has come half-way */
        LOSES_UNSYNCED, /* a power cut: all that was written since the last sync of its file */
        LOSES_ODD,      /* every other write of those */
        LOSES_EVEN,
        LOSES_ALL_BUT_LAST, /* the last was written first */
        LOSS_COUNT
};

void disk_record(bool on);
size_t disk_count(void);
void disk_rebuild(const char *path, size_t count, enum loss loss);
void disk_release(void); /* forgets what was recorded */

#endif
