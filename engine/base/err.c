#include "engine/base/err.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"

static const char *const names[] = {
        [ERR_NONE] = "none",
        [ERR_INVALID] = "invalid",
        [ERR_NOT_FOUND] = "not-found",
        [ERR_EXISTS] = "exists",
        [ERR_FOREIGN] = "foreign",
        [ERR_STATE] = "state",
        [ERR_CONFLICT] = "conflict",
        [ERR_REFUSED] = "refused",
        [ERR_LOCKED] = "locked",
        [ERR_DENIED] = "denied",
        [ERR_EXPIRED] = "expired",
        [ERR_THROTTLED] = "throttled",
        [ERR_UNREACHABLE] = "unreachable",
        [ERR_LOST] = "lost",
        [ERR_LIMIT] = "limit",
        [ERR_TIMEOUT] = "timeout",
        [ERR_INTERRUPTED] = "interrupted",
        [ERR_WAITING] = "waiting",
        [ERR_BUSY] = "busy",
        [ERR_AGAIN] = "again",
        [ERR_FAILED] = "failed",
        [ERR_STORE] = "store",
        [ERR_SYSTEM] = "system",
};

bool err_set(struct err *err, enum err_code code, const char *fmt, ...)
{
        va_list args;
        char *text;

        va_start(args, fmt);
        text = xvasprintf(fmt, args); /* first: the arguments may point into err */
        va_end(args);
        err_clear(err);
        err->code = code;
        err->text = text;
        return false;
}

bool err_prefix(struct err *err, const char *fmt, ...)
{
        va_list args;
        char *prefix, *text;

        va_start(args, fmt);
        prefix = xvasprintf(fmt, args);
        va_end(args);
        text = xasprintf("%s: %s", prefix, err_text(err));
        free(prefix);
        free(err->text);
        err->text = text;
        return false;
}

bool err_next(struct err *err, const char *fmt, ...)
{
        va_list args;
        char *next;

        va_start(args, fmt);
        next = xvasprintf(fmt, args);
        va_end(args);
        free(err->next);
        err->next = next;
        return false;
}

bool err_reason(struct err *err, const char *reason)
{
        xreplace(&err->reason, reason);
        return false;
}

bool err_detail(struct err *err, const char *who, const char *fmt, ...)
{
        va_list args;
        char *text, *all;

        va_start(args, fmt);
        text = xvasprintf(fmt, args);
        va_end(args);
        for (char *c = text; *c; c++)
                if (*c == '\n')
                        *c = ' ';
        all = xasprintf("%s%s: %s\n", err->details ? err->details : "", who, text);
        free(err->details);
        err->details = all;
        free(text);
        return false;
}

bool err_is(const struct err *err, enum err_code code)
{
        return err->code == code;
}

bool err_forgive(struct err *err, enum err_code code)
{
        if (!err_is(err, code))
                return false;
        err_clear(err);
        return true;
}

bool err_has_reason(const struct err *err, const char *reason)
{
        return err->reason && strcmp(err->reason, reason) == 0;
}

const char *err_text(const struct err *err)
{
        return err->text ? err->text : "";
}

const char *err_code_name(enum err_code code)
{
        return (size_t)code < ARRAY_LEN(names) ? names[code] : "system";
}

enum err_code err_code_named(const char *name)
{
        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                if (strcmp(names[i], name) == 0)
                        return (enum err_code)i;
        }
        return ERR_SYSTEM;
}

void err_clear(struct err *err)
{
        free(err->text);
        free(err->reason);
        free(err->next);
        free(err->details);
        *err = (struct err)ERR_INIT;
}

void err_move(struct err *to, struct err *from)
{
        err_clear(to);
        *to = *from;
        *from = (struct err)ERR_INIT;
}

void err_copy(struct err *to, const struct err *from)
{
        err_clear(to);
        to->code = from->code;
        to->text = xstrdup(from->text);
        to->reason = xstrdup(from->reason);
        to->details = xstrdup(from->details);
        to->next = xstrdup(from->next);
}
