#include "helper_disk.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

enum which { DATABASE, LOG, JOURNAL, FILES, OTHER = FILES };

static const char *const suffixes[FILES] = {"", "-wal", "-journal"};

enum what { WRITE, TRUNCATE, SYNC, DELETE };

static struct op {
        enum which file;
        enum what what;
        size_t at, len; /* TRUNCATE: at */
        void *bytes;
} * ops;
static size_t count, size;
static bool recording;
static sqlite3_vfs shim, *real;

static void add(enum which file, enum what what, size_t at, const void *bytes, size_t len)
{
        if (!recording || file == OTHER)
                return;
        if (count == size) {
                size = size ? 2 * size : 256;
                ops = xrealloc(ops, size * sizeof(*ops));
        }
        ops[count] = (struct op){.file = file, .what = what, .at = at, .len = len};
        if (len) {
                ops[count].bytes = xmalloc(len);
                memcpy(ops[count].bytes, bytes, len);
        }
        count++;
}

/* --- the VFS --- */

struct file {
        sqlite3_file base;
        enum which which;
        sqlite3_file *under;
};

static sqlite3_file *under(sqlite3_file *f)
{
        return ((struct file *)f)->under;
}

static enum which which(sqlite3_file *f)
{
        return ((struct file *)f)->which;
}

static int on_close(sqlite3_file *f)
{
        int rc = under(f)->pMethods->xClose(under(f));

        free(under(f));
        return rc;
}

static int on_read(sqlite3_file *f, void *to, int len, sqlite3_int64 at)
{
        return under(f)->pMethods->xRead(under(f), to, len, at);
}

static int on_write(sqlite3_file *f, const void *bytes, int len, sqlite3_int64 at)
{
        add(which(f), WRITE, (size_t)at, bytes, (size_t)len);
        return under(f)->pMethods->xWrite(under(f), bytes, len, at);
}

static int on_truncate(sqlite3_file *f, sqlite3_int64 at)
{
        add(which(f), TRUNCATE, (size_t)at, NULL, 0);
        return under(f)->pMethods->xTruncate(under(f), at);
}

static int on_sync(sqlite3_file *f, int flags)
{
        (void)flags;
        add(which(f), SYNC, 0, NULL, 0);
        return SQLITE_OK;
}

static int on_size(sqlite3_file *f, sqlite3_int64 *out)
{
        return under(f)->pMethods->xFileSize(under(f), out);
}

static int on_lock(sqlite3_file *f, int level)
{
        return under(f)->pMethods->xLock(under(f), level);
}

static int on_unlock(sqlite3_file *f, int level)
{
        return under(f)->pMethods->xUnlock(under(f), level);
}

static int on_check(sqlite3_file *f, int *out)
{
        return under(f)->pMethods->xCheckReservedLock(under(f), out);
}

static int on_control(sqlite3_file *f, int op, void *arg)
{
        return under(f)->pMethods->xFileControl(under(f), op, arg);
}

static int on_sector(sqlite3_file *f)
{
        return under(f)->pMethods->xSectorSize(under(f));
}

/* None: whatever the disk here promises, the one of this test does not. */
static int on_traits(sqlite3_file *f)
{
        (void)f;
        return 0;
}

static int on_shm_map(sqlite3_file *f, int region, int len, int extend, void volatile **out)
{
        return under(f)->pMethods->xShmMap(under(f), region, len, extend, out);
}

static int on_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
        return under(f)->pMethods->xShmLock(under(f), offset, n, flags);
}

static void on_shm_barrier(sqlite3_file *f)
{
        under(f)->pMethods->xShmBarrier(under(f));
}

static int on_shm_unmap(sqlite3_file *f, int drop)
{
        return under(f)->pMethods->xShmUnmap(under(f), drop);
}

static const sqlite3_io_methods methods = {
        .iVersion = 2,
        .xClose = on_close,
        .xRead = on_read,
        .xWrite = on_write,
        .xTruncate = on_truncate,
        .xSync = on_sync,
        .xFileSize = on_size,
        .xLock = on_lock,
        .xUnlock = on_unlock,
        .xCheckReservedLock = on_check,
        .xFileControl = on_control,
        .xSectorSize = on_sector,
        .xDeviceCharacteristics = on_traits,
        .xShmMap = on_shm_map,
        .xShmLock = on_shm_lock,
        .xShmBarrier = on_shm_barrier,
        .xShmUnmap = on_shm_unmap,
};

static int on_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
        struct file *file = (struct file *)f;
        int rc;

        (void)vfs;
        file->base.pMethods = NULL;
        file->which = flags & SQLITE_OPEN_MAIN_DB        ? DATABASE
                      : flags & SQLITE_OPEN_WAL          ? LOG
                      : flags & SQLITE_OPEN_MAIN_JOURNAL ? JOURNAL
                                                         : OTHER;
        file->under = xcalloc(1, (size_t)real->szOsFile);
        rc = real->xOpen(real, name, file->under, flags, out);
        if (rc == SQLITE_OK)
                file->base.pMethods = &methods;
        else
                free(file->under);
        return rc;
}

static int on_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
        (void)vfs;
        if (text_ends(name, suffixes[LOG]))
                add(LOG, DELETE, 0, NULL, 0);
        else if (text_ends(name, suffixes[JOURNAL]))
                add(JOURNAL, DELETE, 0, NULL, 0);
        return real->xDelete(real, name, sync);
}

void disk_record(bool on)
{
        recording = on;
        if (real)
                return;
        real = sqlite3_vfs_find(NULL);
        shim = *real;
        shim.zName = "recording";
        shim.szOsFile = (int)sizeof(struct file);
        shim.pNext = NULL;
        shim.xOpen = on_open;
        shim.xDelete = on_delete;
        sqlite3_vfs_register(&shim, 1);
}

size_t disk_count(void)
{
        return count;
}

void disk_release(void)
{
        for (size_t i = 0; i < count; i++)
                free(ops[i].bytes);
        free(ops);
        ops = NULL;
        count = size = 0;
}

/* --- after the accident --- */

static bool is_synced(size_t n, size_t until)
{
        for (size_t i = n + 1; i < until; i++)
                if (ops[i].what == SYNC && ops[i].file == ops[n].file)
                        return true;
        return false;
}

/* nth: of those that were not synced. */
static bool survives(size_t n, size_t until, enum loss loss, size_t nth)
{
        if (loss <= TEARS_LAST || ops[n].what == DELETE || is_synced(n, until))
                return true;
        return loss == LOSES_ODD            ? nth % 2 == 0
               : loss == LOSES_EVEN         ? nth % 2 == 1
               : loss == LOSES_ALL_BUT_LAST ? n == until - 1
                                            : false;
}

static void resize(struct text *file, size_t len)
{
        static const char zeros[4096];

        while (file->len < len)
                text_add_n(file, zeros,
                           len - file->len < sizeof(zeros) ? len - file->len : sizeof(zeros));
        file->len = len;
}

static void apply(struct text *file, const struct op *op, size_t len)
{
        if (op->what == TRUNCATE)
                resize(file, op->at);
        if (op->what != WRITE)
                return;
        if (file->len < op->at + len)
                resize(file, op->at + len);
        if (len)
                memcpy(file->data + op->at, op->bytes, len);
}

static void write_out(const char *path, const struct text *file, bool there)
{
        FILE *out;

        unlink(path);
        if (!there)
                return;
        out = fopen(path, "we");
        if (!out || fwrite(text_str(file), 1, file->len, out) != file->len || fclose(out) != 0)
                abort();
}

void disk_rebuild(const char *path, size_t until, enum loss loss)
{
        struct text files[FILES] = {TEXT_INIT, TEXT_INIT, TEXT_INIT};
        bool there[FILES] = {true, false, false};
        char *shm = xasprintf("%s-shm", path);
        size_t nth = 0;

        for (size_t i = 0; i < until; i++) {
                const struct op *op = &ops[i];
                bool torn = loss == TEARS_LAST && i == until - 1;

                there[op->file] = op->what != DELETE;
                if (op->what == DELETE)
                        text_clear(&files[op->file]);
                else if (survives(i, until, loss, nth))
                        apply(&files[op->file], op, torn ? op->len / 2 : op->len);
                nth += !is_synced(i, until);
        }
        for (size_t i = 0; i < FILES; i++) {
                char *name = xasprintf("%s%s", path, suffixes[i]);

                write_out(name, &files[i], there[i]);
                text_release(&files[i]);
                free(name);
        }
        unlink(shm);
        free(shm);
}
