/* Semantic versions, read and compared. */
#include "engine/git/version.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define DIGITS "0123456789"
#define ALPHANUMERICS DIGITS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-"

enum { MOST_DIGITS = 15 };

/* A whole number without leading zeros; NULL when there is none. */
static const char *read_number(const char *at, int64_t *out)
{
        size_t len = strspn(at, DIGITS);

        if (len == 0 || len > MOST_DIGITS || (len > 1 && *at == '0'))
                return NULL;
        *out = 0;
        for (size_t i = 0; i < len; i++)
                *out = *out * 10 + (at[i] - '0');
        return at + len;
}

/* Identifiers between dots, none empty, numbers without leading zeros. */
static bool is_pre(const char *at)
{
        for (;;) {
                size_t len = strspn(at, ALPHANUMERICS);

                if (len == 0 || (strspn(at, DIGITS) == len && len > 1 && *at == '0'))
                        return false;
                at += len;
                if (!*at)
                        return true;
                if (*at++ != '.')
                        return false;
        }
}

static bool parse(const char *tag, struct version *out)
{
        const char *at = tag;

        *out = (struct version){0};
        if (*at++ != 'v' || !(at = read_number(at, &out->major)) || *at++ != '.' ||
            !(at = read_number(at, &out->minor)) || *at++ != '.' ||
            !(at = read_number(at, &out->patch)))
                return false;
        if (!*at)
                return true;
        if (*at++ != '-' || strlen(at) >= sizeof(out->pre) || !is_pre(at))
                return false;
        snprintf(out->pre, sizeof(out->pre), "%s", at);
        return true;
}

bool version_parse(const char *tag, struct version *out, struct err *err)
{
        if (parse(tag, out))
                return true;
        if (!err)
                return false;
        err_set(err, ERR_INVALID, "tag %s is not a version", tag);
        return err_next(err, "name it vX.Y.Z, as in v1.2.3, or vX.Y.Z-rc.N for a candidate");
}

static int compare_numbers(int64_t a, int64_t b)
{
        return (a > b) - (a < b);
}

/* One identifier each: numbers by value and below words, words by ASCII. */
static int compare_identifiers(const char *a, size_t a_len, const char *b, size_t b_len)
{
        bool a_number = strspn(a, DIGITS) >= a_len, b_number = strspn(b, DIGITS) >= b_len;
        int order;

        if (a_number != b_number)
                return a_number ? -1 : 1;
        if (a_number && a_len != b_len) /* no leading zeros */
                return a_len < b_len ? -1 : 1;
        order = strncmp(a, b, a_len < b_len ? a_len : b_len);
        return order ? order : compare_numbers((int64_t)a_len, (int64_t)b_len);
}

static int compare_pre(const char *a, const char *b)
{
        if (!*a || !*b)
                return compare_numbers(!*a, !*b);
        for (;;) {
                size_t a_len = strcspn(a, "."), b_len = strcspn(b, ".");
                int order = compare_identifiers(a, a_len, b, b_len);

                if (order)
                        return order;
                a += a_len;
                b += b_len;
                if (!*a || !*b)
                        return compare_numbers(*a != '\0', *b != '\0');
                a++;
                b++;
        }
}

int version_compare(const struct version *a, const struct version *b)
{
        int order = compare_numbers(a->major, b->major);

        if (!order)
                order = compare_numbers(a->minor, b->minor);
        if (!order)
                order = compare_numbers(a->patch, b->patch);
        return order ? order : compare_pre(a->pre, b->pre);
}

void version_next(const struct version *v, char out[80])
{
        snprintf(out, 80, "v%" PRId64 ".%" PRId64 ".%" PRId64, v->major, v->minor,
                 v->patch + (v->pre[0] ? 0 : 1));
}
