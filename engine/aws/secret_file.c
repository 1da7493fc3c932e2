/* Reading and replacing small files with a secret in them. */
#include "engine/aws/secret_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/aws/unicode.h"
#include "engine/base/mem.h"

enum { MOST = 64 * 1024 };

char *secret_file_read(const char *path, struct err *err)
{
        FILE *file = fopen(path, "re");
        char *bytes;
        size_t got;

        if (!file) {
                err_set(err, ERR_DENIED, "%s: %s", path, strerror(errno));
                return NULL;
        }
        setvbuf(file, NULL, _IONBF, 0); /* no copy in a buffer of stdio's */
        bytes = xcalloc(1, MOST + 1);
        got = fread(bytes, 1, MOST + 1, file);
        if (ferror(file))
                err_set(err, ERR_DENIED, "%s: %s", path, strerror(errno));
        else if (got > MOST)
                err_set(err, ERR_DENIED, "%s is larger than %d bytes", path, MOST);
        fclose(file);
        if (!err->code) {
                bytes[got] = '\0';
                return bytes;
        }
        explicit_bzero(bytes, MOST + 1);
        free(bytes);
        return NULL;
}

char *secret_file_read_word(const char *path, struct err *err)
{
        char *bytes = secret_file_read(path, err);

        if (bytes)
                bytes[unicode_strip_end(bytes, strlen(bytes))] = '\0';
        return bytes;
}

bool secret_file_replace(const char *path, const char *bytes, struct err *err)
{
        char *temporary = xasprintf("%s.XXXXXX", path);
        int fd = mkstemp(temporary);
        size_t len = strlen(bytes);
        bool ok = fd >= 0 && write(fd, bytes, len) == (ssize_t)len && fsync(fd) == 0;

        if (fd >= 0 && close(fd) < 0)
                ok = false;
        ok = ok && rename(temporary, path) == 0;
        if (!ok) {
                err_set(err, ERR_SYSTEM, "%s: %s", path, strerror(errno));
                if (fd >= 0)
                        unlink(temporary);
        }
        free(temporary);
        return ok;
}
