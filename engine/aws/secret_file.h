/* Small files that hold a secret or a name: tokens and keys that others put there. */
#ifndef SNAPLIFT_AWS_SECRET_FILE_H
#define SNAPLIFT_AWS_SECRET_FILE_H

#include "engine/base/err.h"

/* The whole file, for the caller to wipe and free (secret_wipe() in secrets.h). NULL and
 * ERR_DENIED, naming the file, when it can't be read or is larger than 64 KiB. */
char *secret_file_read(const char *path, struct err *err);

/* The same without white space at its end. */
char *secret_file_read_word(const char *path, struct err *err);

/* Replaces a file or makes it, readable by its owner alone: at no time is it half written. */
bool secret_file_replace(const char *path, const char *bytes, struct err *err);

#endif
