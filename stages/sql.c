/* A question to PostgreSQL, asked by psql. */
#include "stages/sql.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/loop/process.h"

/* name='value', as PQconnectdb() reads it: \ and ' behind a \. */
static void add_word(struct text *out, const char *name, const char *value)
{
        text_addf(out, "%s%s='", out->len ? " " : "", name);
        for (const char *c = value; *c; c++)
                text_addf(out, *c == '\'' || *c == '\\' ? "\\%c" : "%c", *c);
        text_add(out, "'");
}

/* One entry for any place, as a .pgpass file has it: \ and : behind a \. */
static bool write_all(int fd, const char *password)
{
        bool ok = dprintf(fd, "*:*:*:*:") > 0;

        for (const char *c = password; ok && *c; c++)
                ok = dprintf(fd, *c == ':' || *c == '\\' ? "\\%c" : "%c", *c) > 0;
        return ok && dprintf(fd, "\n") > 0;
}

/* A password file that is nowhere but in memory, and gone with this process. libpq takes no file
 * that others may read. */
static int password_file(const char *password, struct err *err)
{
        int fd = memfd_create("password", MFD_CLOEXEC);

        if (fd >= 0 && fchmod(fd, S_IRUSR | S_IWUSR) == 0 && write_all(fd, password))
                return fd;
        err_set(err, ERR_SYSTEM, "can't hold the password for psql: %s", strerror(errno));
        if (fd >= 0)
                close(fd);
        return -1;
}

static void describe(const struct sql_place *place, int64_t since, int fd, struct text *out)
{
        char digits[24], at[ISO_SIZE], *words;

        snprintf(digits, sizeof(digits), "%lld", (long long)place->port);
        iso_format(since, at);
        add_word(out, "host", place->host);
        add_word(out, "port", digits);
        add_word(out, "dbname", place->name);
        add_word(out, "user", place->user);
        add_word(out, "sslmode", place->tls);
        if (place->ca)
                add_word(out, "sslrootcert", place->ca);
        add_word(out, "connect_timeout", "10");
        add_word(out, "application_name", "snaplift");
        words = xasprintf("-c default_transaction_read_only=on -c statement_timeout=300s "
                          "-c snaplift.since=%s",
                          at);
        add_word(out, "options", words);
        free(words);
        words = xasprintf("/proc/%ld/fd/%d", (long)getpid(), fd);
        add_word(out, "passfile", words);
        free(words);
}

/* Its first line has the reason; behind it come hints. */
static void tell_failure(const char *output, struct err *err)
{
        static const char prefix[] = "psql: error: ";

        if (text_starts(output, prefix))
                output += strlen(prefix);
        err_set(err, ERR_FAILED, "psql: %.*s", (int)strcspn(output, "\n"), output);
}

bool sql_ask(struct loop *loop, const struct sql_place *place, int64_t since, const char *query,
             char **answer, struct err *err)
{
        struct text where = TEXT_INIT, output = TEXT_INIT;
        const char *argv[] = {"psql", "-X", "-A", "-t", "-q", "-w", "-d", NULL, "-c", query, NULL};
        struct process_spec spec = {.argv = argv};
        int fd = password_file(place->password, err);
        bool ok;

        if (fd < 0)
                return false;
        describe(place, since, fd, &where);
        argv[7] = text_str(&where);
        ok = process_run(loop, &spec, &output, err);
        if (ok)
                *answer = xstrndup(text_str(&output), strcspn(text_str(&output), "\n"));
        else if (err_is(err, ERR_FAILED) && output.len)
                tell_failure(text_str(&output), err);
        else if (err_is(err, ERR_SYSTEM))
                err_next(err, "install psql, e.g. the package postgresql-client");
        close(fd);
        text_release(&where);
        text_release(&output);
        return ok;
}
