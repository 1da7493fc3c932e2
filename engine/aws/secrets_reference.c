/* Reading and writing ECS's valueFrom. */
#include "engine/aws/secrets_reference.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

enum { ARN_PARTS = 6, EXTRA_PARTS = 3 };

static bool bad(const char *text, const char *expected, struct err *err)
{
        err_set(err, ERR_INVALID, "\"%s\" is not where a secret can come from: expected %s", text,
                expected);
        return err_next(err, "write a parameter's name, or an ARN as in "
                             "arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME:KEY::");
}

/* botocore's pattern of Secrets Manager's names (CreateSecret), and of Parameter Store's. */
static bool made_of(const char *text, size_t len, const char *more)
{
        for (size_t i = 0; i < len; i++) {
                if (!isalnum((unsigned char)text[i]) && !strchr(more, text[i]))
                        return false;
        }
        return len > 0;
}

static const char *const secret_chars = "/_+=.@-!"; /* RDS's own begin with rds! */
static const char *const parameter_chars = "/_.-";

/* The parts of arn:PARTITION:SERVICE:REGION:ACCOUNT:REST. */
struct arn {
        char *copy;
        char *part[ARN_PARTS];
};

static bool split(const char *text, struct arn *arn)
{
        char *at = arn->copy = xstrdup(text);

        for (int i = 0; i < ARN_PARTS; i++) {
                arn->part[i] = at;
                at = strchr(at, ':');
                if (i == ARN_PARTS - 1)
                        break;
                if (!at || at == arn->part[i])
                        return false;
                *at++ = '\0';
        }
        return strcmp(arn->part[0], "arn") == 0 && *arn->part[ARN_PARTS - 1];
}

static char *full(const char *text)
{
        return *text ? xstrdup(text) : NULL;
}

/* rest: "secret:NAME" or "secret:NAME:KEY:LABEL:VERSION". */
static bool read_secret(const char *text, char *rest, struct secret_reference *out, struct err *err)
{
        char *name, *extra[EXTRA_PARTS], *at;
        size_t prefix, len;

        if (!text_starts(rest, "secret:"))
                return bad(text, "...:secret:NAME", err);
        name = rest + strlen("secret:");
        len = strcspn(name, ":");
        if (!made_of(name, len, secret_chars))
                return bad(text, "a secret's name after ...:secret:", err);
        prefix = (size_t)(name - rest) + len;
        out->is_secret = true;
        out->id = xstrndup(text, strlen(text) - strlen(rest) + prefix);
        if (!name[len])
                return true;
        at = name + len + 1;
        for (int i = 0; i < EXTRA_PARTS; i++) {
                extra[i] = at;
                at = strchr(at, ':');
                if ((at != NULL) != (i < EXTRA_PARTS - 1))
                        return bad(text, "...:secret:NAME:KEY:LABEL:VERSION, with all three colons",
                                   err);
                if (at)
                        *at++ = '\0';
        }
        out->key = full(extra[0]);
        out->label = full(extra[1]);
        out->version = full(extra[2]);
        return true;
}

static bool read_arn(const char *text, struct secret_reference *out, struct err *err)
{
        struct arn arn;
        char *rest;
        bool ok;

        if (!split(text, &arn)) {
                ok = bad(text, "arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE", err);
        } else if (strcmp(arn.part[2], "secretsmanager") == 0) {
                ok = read_secret(text, arn.part[ARN_PARTS - 1], out, err);
        } else if (strcmp(arn.part[2], "ssm") == 0) {
                rest = arn.part[ARN_PARTS - 1];
                ok = (text_starts(rest, "parameter/") && strlen(rest) > strlen("parameter/") &&
                      made_of(rest, strlen(rest), parameter_chars)) ||
                     bad(text, "...:parameter/NAME", err);
                out->id = ok ? xstrdup(text) : NULL;
        } else {
                ok = bad(text, "an ARN of secretsmanager or ssm", err);
        }
        free(arn.copy);
        if (!ok)
                secret_reference_release(out);
        return ok;
}

bool secret_reference_parse(const char *text, struct secret_reference *out, struct err *err)
{
        *out = (struct secret_reference){0};
        if (text_starts(text, "arn:"))
                return read_arn(text, out, err);
        if (!made_of(text, strlen(text), parameter_chars))
                return bad(text, "a parameter's name", err);
        out->id = xstrdup(text);
        return true;
}

bool secret_reference_of_secret(const char *text, struct secret_reference *out, struct err *err)
{
        *out = (struct secret_reference){0};
        if (text_starts(text, "arn:")) {
                if (!read_arn(text, out, err))
                        return false;
                if (out->is_secret)
                        return true;
                secret_reference_release(out);
                return bad(text, "an ARN of secretsmanager", err);
        }
        if (!made_of(text, strlen(text), secret_chars))
                return bad(text, "a secret's name or ARN", err);
        out->is_secret = true;
        out->id = xstrdup(text);
        return true;
}

void secret_reference_release(struct secret_reference *r)
{
        free(r->id);
        free(r->key);
        free(r->label);
        free(r->version);
        *r = (struct secret_reference){0};
}

char *secret_reference_make(const char *arn, const char *key)
{
        return key ? xasprintf("%s:%s::", arn, key) : xstrdup(arn);
}
