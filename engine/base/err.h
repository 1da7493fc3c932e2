/*
 * Errors are a code for the program and a text for a person, in a buffer of the caller's.
 *
 * A function that can fail takes `struct err *err` last and returns bool (false: err is set). The
 * text names the thing and can be printed as it is, without prefix or full stop. The lowest layer
 * that knows sets it; a layer above may add what it was doing with err_prefix() but never replaces
 * it, and only the top prints it, once.
 *
 *      struct err err = ERR_INIT;
 *
 *      if (!rds_find_instance(aws, id, &db, &err)) {
 *              if (!err_is(&err, ERR_NOT_FOUND))
 *                      goto out;
 *              err_clear(&err);
 *      }
 */
#ifndef SNAPLIFT_BASE_ERR_H
#define SNAPLIFT_BASE_ERR_H

#include <stdbool.h>

enum err_code {
        ERR_NONE,
        ERR_INVALID,     /* what we were given is wrong: a definition, a name, a flag, a reply */
        ERR_NOT_FOUND,   /* no such thing */
        ERR_EXISTS,      /* the name is taken */
        ERR_FOREIGN,     /* it exists and is somebody else's */
        ERR_STATE,       /* not in a state that permits this now */
        ERR_CONFLICT,    /* somebody else changed it meanwhile */
        ERR_REFUSED,     /* a guard says no; asking again will not help */
        ERR_LOCKED,      /* another run holds the stack */
        ERR_DENIED,      /* the identity may not do this */
        ERR_EXPIRED,     /* the credentials are no longer valid */
        ERR_THROTTLED,   /* asked too often, all retries used */
        ERR_UNREACHABLE, /* nothing was sent: no name, no connection, no TLS */
        ERR_LOST,        /* it was sent and may have taken effect; no usable answer came */
        ERR_LIMIT,       /* a quota or a capacity is used up */
        ERR_TIMEOUT,     /* the time given to it has passed */
        ERR_INTERRUPTED, /* the operator asked to stop */
        ERR_WAITING,     /* somebody must answer first */
        ERR_BUSY,        /* somebody else uses it, and must let go first */
        ERR_AGAIN,       /* the world must be looked at again; only the executor sees this */
        ERR_FAILED,      /* the thing itself failed: a terminal status, an exit code */
        ERR_STORE,       /* the journal can't be read or written */
        ERR_SYSTEM,      /* the operating system said no: files, processes, sockets */
};

struct err {
        enum err_code code;
        char *text;    /* owned; what happened, to what */
        char *reason;  /* owned or NULL; the service's own code, e.g. DBInstanceNotFound */
        char *next;    /* owned or NULL; what the user can do about it */
        char *details; /* owned or NULL; what others say of it, lines of "WHO: TEXT\n" */
};

#define ERR_INIT                                                                                   \
        {                                                                                          \
                ERR_NONE                                                                           \
        }

/* Sets err (freeing what it held) and returns false, so that `return err_set(...)` reads well. */
bool err_set(struct err *err, enum err_code code, const char *fmt, ...)
        __attribute__((format(printf, 3, 4)));

/* "PREFIX: " before the text. Returns false. */
bool err_prefix(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* What to do next; replaces an earlier one. Returns false. */
bool err_next(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The service's own error code. Returns false. */
bool err_reason(struct err *err, const char *reason);

/* What somebody else says of it: "RDS", "storage is full". One line each, kept beside the text,
 * which stays short. Returns false. */
bool err_detail(struct err *err, const char *who, const char *fmt, ...)
        __attribute__((format(printf, 3, 4)));

bool err_is(const struct err *err, enum err_code code);
/* True, and err is cleared, when it is that one: what is not there is an answer, too. */
bool err_forgive(struct err *err, enum err_code code);
bool err_has_reason(const struct err *err, const char *reason);
const char *err_text(const struct err *err); /* never NULL */

/* A stable name for the journal and --json: "not-found". And back; ERR_SYSTEM for an unknown name.
 */
const char *err_code_name(enum err_code code);
enum err_code err_code_named(const char *name);

void err_clear(struct err *err); /* frees; err can be used again. NULL-safe members. */
void err_move(struct err *to, struct err *from); /* to takes over; from is clear */
void err_copy(struct err *to, const struct err *from);

#endif
