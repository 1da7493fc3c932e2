/* Accounts and regions by tier. */
#include "stages/accounts.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/endpoint.h"
#include "engine/aws/stack_lock.h"
#include "engine/aws/sts.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"

struct accounts {
        struct account own;
        struct account **others;
        size_t count;
};

/* --- what `roles:` may say --- */

static const struct port role_ports[] = {
        {"role", VALUE_TEXT, .help = "ARN of the role to assume there"},
        {"external_id", VALUE_TEXT, .help = "the external id its trust policy asks for"},
        {"region", VALUE_TEXT, .help = "the region; default: that of the credentials"},
        {"account", VALUE_TEXT, .help = "the expected account, 12 digits; see identity.guard"},
        {0},
};

static bool is_account(const char *text)
{
        return strlen(text) == ACCOUNT_ID_SIZE - 1 &&
               strspn(text, "0123456789") == ACCOUNT_ID_SIZE - 1;
}

/* The part of a role's name that may hold anything IAM allows: botocore data/iam, roleNameType and
 * pathType. */
static bool is_role_name(const char *name)
{
        static const char more[] = "_+=,.@-/";

        for (const char *c = name; *c; c++)
                if (!isalnum((unsigned char)*c) && !strchr(more, *c))
                        return false;
        return *name && name[strlen(name) - 1] != '/';
}

/* "arn:aws:iam::123456789012:role/path/name"; out: the account's digits. */
static bool is_role(const char *arn, char account[ACCOUNT_ID_SIZE])
{
        const char *partition = text_starts(arn, "arn:") ? arn + 4 : NULL;
        const char *rest = partition ? strchr(partition, ':') : NULL;

        if (!rest || rest == partition || !text_starts(partition, "aws") ||
            !text_starts(rest, ":iam::"))
                return false;
        rest += strlen(":iam::");
        if (strlen(rest) < ACCOUNT_ID_SIZE)
                return false;
        memcpy(account, rest, ACCOUNT_ID_SIZE - 1);
        account[ACCOUNT_ID_SIZE - 1] = '\0';
        rest += ACCOUNT_ID_SIZE - 1;
        return is_account(account) && text_starts(rest, ":role/") && is_role_name(rest + 6) &&
               strlen(arn) <= 2048;
}

/* botocore data/sts/2011-06-15, externalIdType. */
static bool is_external_id(const char *text)
{
        size_t len = strlen(text);

        for (size_t i = 0; i < len; i++)
                if (!isalnum((unsigned char)text[i]) && !strchr("_+=,.@:/-", text[i]))
                        return false;
        return len >= 2 && len <= 1224;
}

static bool check_value(const char *port, const char *value, struct err *err)
{
        char account[ACCOUNT_ID_SIZE];

        if (!strcmp(port, "role") && !is_role(value, account))
                return err_set(err, ERR_INVALID,
                               "\"%s\" is not the ARN of a role; expected it as in "
                               "arn:aws:iam::123456789012:role/NAME",
                               value);
        if (!strcmp(port, "external_id") && !is_external_id(value))
                return err_set(err, ERR_INVALID,
                               "expected 2 to 1224 letters, digits and _+=,.@:/-");
        if (!strcmp(port, "account") && !is_account(value))
                return err_set(err, ERR_INVALID, "\"%s\" is not an account, 12 digits", value);
        return strcmp(port, "region") != 0 || region_check(value, err);
}

static bool check_entry(struct json_object *entry, struct err *err)
{
        const char *role = json_text(entry, "role"), *account = json_text(entry, "account");
        char of_role[ACCOUNT_ID_SIZE];

        if (!role && json_text(entry, "external_id"))
                return err_set(err, ERR_INVALID, "external_id is given and role is not");
        if (role && account && is_role(role, of_role) && strcmp(account, of_role))
                return err_set(err, ERR_INVALID, "role %s is one of account %s, not of %s", role,
                               of_role, account);
        return true;
}

const struct role_type account_role_type = {
        .ports = role_ports,
        .shorthand = "role",
        .help = "by tier: the role in whose name its account is worked in, as its ARN or as a map",
        .check = check_value,
        .check_entry = check_entry,
};

/* --- the set of them --- */

static void set_up(struct account *a, struct accounts *all, struct aws *aws)
{
        a->aws = aws;
        a->all = all;
        a->lock = stack_lock(aws);
}

struct accounts *accounts_new(struct aws *aws)
{
        struct accounts *a = xcalloc(1, sizeof(*a));

        set_up(&a->own, a, aws);
        return a;
}

void accounts_free(struct accounts *a)
{
        if (!a)
                return;
        for (size_t i = a->count; i-- > 0;) { /* a later one may borrow from an earlier one */
                aws_free(a->others[i]->aws);
                free(a->others[i]->key);
                free(a->others[i]);
        }
        free(a->others);
        free(a);
}

struct account *accounts_own(struct accounts *a)
{
        return &a->own;
}

struct aws_counts accounts_counts(const struct accounts *a)
{
        struct aws_counts sum = aws_counts(a->own.aws);

        for (size_t i = 0; i < a->count; i++) {
                struct aws_counts one = aws_counts(a->others[i]->aws);

                sum.calls += one.calls;
                sum.mutating += one.mutating;
                sum.retries += one.retries;
        }
        return sum;
}

static struct aws *make(struct accounts *a, const char *role, struct json_object *entry,
                        struct err *err)
{
        struct aws_role assumed = {
                .arn = role,
                .external_id = json_text(entry, "external_id"),
                .session_name = "snaplift",
                .region = json_text(entry, "region"),
        };

        return role ? aws_assume(a->own.aws, &assumed, err)
                    : aws_in_region(a->own.aws, assumed.region, err);
}

static struct account *find_key(struct accounts *a, const char *key)
{
        for (size_t i = 0; i < a->count; i++)
                if (!strcmp(a->others[i]->key, key))
                        return a->others[i];
        return NULL;
}

/* Takes aws and key. */
static struct account *add(struct accounts *a, struct aws *aws, char *key)
{
        struct account *made = xcalloc(1, sizeof(*made));

        set_up(made, a, aws);
        made->key = key;
        a->others = xrealloc(a->others, (a->count + 1) * sizeof(struct account *));
        a->others[a->count++] = made;
        return made;
}

/* entry: what `roles:` says, or NULL. */
static struct account *find(struct accounts *a, struct json_object *entry, struct err *err)
{
        const char *role = json_text(entry, "role"), *external = json_text(entry, "external_id");
        const char *own = aws_region(a->own.aws), *region = json_text(entry, "region");
        struct account *made;
        struct aws *aws;
        char *key;

        if (!role && (!region || !strcmp(region, own)))
                return &a->own;
        key = xasprintf("%s %s %s", role ? role : "", external ? external : "",
                        region ? region : own);
        made = find_key(a, key);
        aws = made ? NULL : make(a, role, entry, err);
        if (!aws) {
                free(key);
                return made;
        }
        made = add(a, aws, key);
        if (role)
                is_role(role, made->id); /* an assumed role works in its own account */
        else
                memcpy(made->id, a->own.id, sizeof(made->id));
        return made;
}

struct account *account_in_region(struct account *a, const char *region, struct err *err)
{
        struct account *made;
        struct aws *aws;
        char *key;

        if (!strcmp(region, aws_region(a->aws)))
                return a;
        if (!a->key)
                key = xasprintf("  %s", region);
        else /* "ROLE EXTERNAL REGION" */
                key = xasprintf("%.*s %s", (int)(strrchr(a->key, ' ') - a->key), a->key, region);
        made = find_key(a->all, key);
        aws = made ? NULL : aws_in_region(a->aws, region, err);
        if (!aws) {
                free(key);
                return made;
        }
        made = add(a->all, aws, key);
        memcpy(made->id, a->id, sizeof(made->id));
        return made;
}

bool accounts_place(void *world, struct json_object *role, void **there,
                    const struct run_lock **lock, struct err *err)
{
        struct account *a = find(world, role, err);

        if (!a)
                return false;
        *there = a;
        *lock = &a->lock;
        return true;
}

struct account *stage_account(const struct stage *s)
{
        return stage_world(s);
}

struct account *stage_account_of(const struct stage *s, const char *tier, struct err *err)
{
        struct account *own = stage_account(s), *found;
        struct json_object *role;

        if (!tier || !strcmp(tier, stage_stack(s)->env))
                return own;
        if (!stage_role(s, tier, &role, err))
                return NULL;
        found = find(own->all, role, err);
        json_object_put(role);
        return found;
}

bool account_find_id(struct account *a, const char **id, struct err *err)
{
        const char *known = aws_account(a->aws);
        struct sts_identity who = {0};
        bool ok;

        if (!*a->id && known && is_account(known))
                snprintf(a->id, sizeof(a->id), "%s", known);
        ok = *a->id || sts_get_caller_identity(a->aws, &who, err);
        if (ok && !*a->id && (!who.account || !is_account(who.account)))
                ok = err_set(err, ERR_INVALID, "STS names no account for these credentials");
        if (ok && !*a->id)
                snprintf(a->id, sizeof(a->id), "%s", who.account);
        sts_identity_release(&who);
        *id = a->id;
        return ok;
}

char *account_place(struct account *a, struct err *err)
{
        const char *id;

        return account_find_id(a, &id, err) ? xasprintf("%s/%s", id, aws_region(a->aws)) : NULL;
}

bool account_is(struct account *a, const char *account, const char *region, const char *what,
                struct err *err)
{
        const char *here;

        if (!account || !region)
                return true;
        if (!account_find_id(a, &here, err))
                return false;
        if (text_same(here, account) && text_same(aws_region(a->aws), region))
                return true;
        err_set(err, ERR_REFUSED, "%s belongs to %s %s, and this is %s %s: nothing was done here",
                what, account, region, here, aws_region(a->aws));
        return err_next(err, "use credentials and the region that the run was begun with, or say "
                             "role and region of each tier in `roles:`");
}

bool arn_place(const char *arn, char **region, char **account)
{
        const char *parts[5] = {0};
        size_t count = 0;

        *region = *account = NULL;
        for (const char *c = arn; c && count < ARRAY_LEN(parts); c = strchr(c, ':')) {
                if (count)
                        c++;
                parts[count++] = c;
        }
        if (count < ARRAY_LEN(parts) || !text_starts(arn, "arn:") || !strchr(parts[4], ':'))
                return false;
        *region = xstrndup(parts[3], (size_t)(parts[4] - parts[3] - 1));
        *account = xstrndup(parts[4], (size_t)(strchr(parts[4], ':') - parts[4]));
        return true;
}
