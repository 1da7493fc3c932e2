/* A secret from standard input. */
#include "engine/cli/secret_input.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "engine/aws/secrets.h"
#include "engine/aws/secrets_given.h"
#include "engine/base/mem.h"

/* One more than fits, to see that it does not. No stdio: it would keep a copy. */
static bool read_all(char *to, size_t size, size_t *len, struct err *err)
{
        *len = 0;
        while (*len < size) {
                ssize_t got = read(STDIN_FILENO, to + *len, size - *len);

                if (got == 0)
                        return true;
                if (got > 0)
                        *len += (size_t)got;
                if (got < 0 && errno != EINTR) {
                        err_set(err, ERR_SYSTEM, "can't read standard input: %s", strerror(errno));
                        return err_next(err, "pipe the value into snaplift");
                }
        }
        return true;
}

static bool check(const char *name, const char *value, size_t len, struct err *err)
{
        if (len > SECRET_VALUE_MAX)
                return err_set(err, ERR_INVALID,
                               "the value %s on standard input is longer than %d bytes", name,
                               SECRET_VALUE_MAX);
        if (memchr(value, '\0', len))
                return err_set(err, ERR_INVALID, "the value %s on standard input is not a text",
                               name);
        if (!len) {
                err_set(err, ERR_INVALID, "there is no value %s on standard input", name);
                return err_next(err, "pipe it in: printf %%s VALUE | snaplift run ...");
        }
        return true;
}

bool secret_input_read(const struct args *args, struct aws *aws, struct err *err)
{
        const char *name = args_value(args, "secret-stdin");
        char value[SECRET_VALUE_MAX + 3];
        size_t len = 0;
        bool ok;

        if (!name)
                return true;
        if (!given_name_check(name, err))
                return false;
        if (isatty(STDIN_FILENO)) {
                err_set(err, ERR_INVALID, "--secret-stdin %s: standard input is a terminal", name);
                return err_next(err, "pipe the value in, or redirect it from a file");
        }
        ok = read_all(value, sizeof(value) - 1, &len, err);
        if (ok && len && value[len - 1] == '\n')
                len--;
        value[len] = '\0';
        ok = ok && check(name, value, len, err);
        if (ok)
                aws_give_secret(aws, name, value);
        explicit_bzero(value, sizeof(value));
        return ok;
}
