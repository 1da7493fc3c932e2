/* STS: who am I, and temporary credentials that then work like a user's own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/standin/identity.h"
#include "engine/standin/world.h"

enum { CHAINED_SECONDS = 3600 };

static void get_caller_identity(struct call *call)
{
        json_put_text(call->out, "UserId", call->identity->user_id);
        json_put_text(call->out, "Account", call->identity->account);
        json_put_text(call->out, "Arn", call->identity->arn);
}

static char *random_text(struct standin *s, const char *prefix, size_t len)
{
        static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        size_t at = strlen(prefix);
        char *text = xmalloc(at + len + 1);

        memcpy(text, prefix, at);
        for (size_t i = 0; i < len; i++)
                text[at + i] = letters[world_random(s, sizeof(letters) - 1)];
        text[at + len] = '\0';
        return text;
}

/* New credentials under that name; puts the answer's Credentials. */
static void give(struct call *call, char *account, char *arn, char *user_id, char *role,
                 struct json_object *policies, int64_t seconds)
{
        struct json_object *out = json_object_new_object();
        struct identity id = {.account = account, .arn = arn, .user_id = user_id, .role = role};
        char iso[ISO_SIZE];

        id.access_key = random_text(call->cloud, "ASIA", 16);
        id.secret_key = random_text(call->cloud, "", 40);
        id.session_token = random_text(call->cloud, "FwoGZXIvYXdzE", 200);
        id.expires = loop_now(call->cloud->loop) + seconds * 1000;
        id.policies = json_object_get(policies);
        iso_format(id.expires, iso);
        json_put_text(out, "AccessKeyId", id.access_key);
        json_put_text(out, "SecretAccessKey", id.secret_key);
        json_put_text(out, "SessionToken", id.session_token);
        json_put_text(out, "Expiration", iso);
        json_put(call->out, "Credentials", out);
        identity_add(call->cloud, &id);
}

/* A seed without any role lets everybody assume every one. */
static bool seed_has_roles(struct standin *s)
{
        struct json_object *accounts = json_get(s->root->seed, "accounts");

        if (json_array(s->root->seed, "roles"))
                return true;
        if (!json_object_is_type(accounts, json_type_object))
                return false;
        json_object_object_foreach(accounts, account, part)
        {
                (void)account;
                if (json_array(part, "roles"))
                        return true;
        }
        return false;
}

/* "trusts": accounts, or ARNs of an account's root, of a user, of a role; without it, the role's
 * own account. */
static bool trusts(struct json_object *role, const char *account, const struct identity *who)
{
        struct json_object *list = json_array(role, "trusts");
        char *root = xasprintf("arn:aws:iam::%s:root", who->account);
        bool found = !list && strcmp(account, who->account) == 0;

        for (size_t i = 0; i < json_count(list); i++) {
                const char *one = json_object_get_string(json_at(list, i));

                found = found || text_same(one, who->account) || text_same(one, root) ||
                        text_same(one, who->arn) || text_same(one, who->role);
        }
        free(root);
        return found;
}

static bool may_assume(struct call *call, const char *account, const char *name)
{
        struct json_object *role = identity_role(call->cloud, account, name);
        const char *external = json_text(role, "external_id");

        if (!seed_has_roles(call->cloud))
                return true;
        if (role && trusts(role, account, call->identity) &&
            (!external || text_same(external, json_text(call->in, "ExternalId"))))
                return true;
        call_fail(call, 403, "AccessDenied",
                  "User: %s is not authorized to perform: sts:AssumeRole on resource: %s",
                  call->identity->arn, json_text(call->in, "RoleArn"));
        return false;
}

/* "arn:aws:iam::ACCOUNT:role/PATH/NAME" into account and PATH/NAME; path is no part of a session's
 * name. */
static bool read_role(const char *arn, char account[13], const char **name)
{
        int end = 0;

        return sscanf(arn, "arn:aws:iam::%12[0-9]:role/%n", account, &end) == 1 && end &&
               strlen(account) == 12 && (*name = arn + end) && **name;
}

static void assume_role(struct call *call)
{
        const char *role = json_text(call->in, "RoleArn"), *name, *last;
        const char *session = json_text(call->in, "RoleSessionName");
        int64_t seconds = json_int(call->in, "DurationSeconds");
        struct json_object *user;
        char account[13] = "";
        char *arn, *id, *user_id;

        if (!read_role(role, account, &name)) {
                call_fail(call, 400, "ValidationError", "%s is invalid", role);
                return;
        }
        if (!may_assume(call, account, name))
                return;
        if (call->identity->role && seconds > CHAINED_SECONDS) {
                call_fail(call, 400, "ValidationError",
                          "The requested DurationSeconds exceeds the 1 hour session limit for "
                          "roles assumed by role chaining");
                return;
        }
        last = strrchr(name, '/');
        arn = xasprintf("arn:aws:sts::%s:assumed-role/%s/%s", account, last ? last + 1 : name,
                        session);
        id = random_text(call->cloud, "AROA", 17);
        user_id = xasprintf("%s:%s", id, session);
        free(id);
        user = json_object_new_object();
        json_put_text(user, "AssumedRoleId", user_id);
        json_put_text(user, "Arn", arn);
        json_put(call->out, "AssumedRoleUser", user);
        give(call, xstrdup(account), arn, user_id, xstrdup(role),
             json_get(identity_role(call->cloud, account, name), "policies"),
             seconds ? seconds : 3600);
}

static void get_session_token(struct call *call)
{
        int64_t seconds = json_int(call->in, "DurationSeconds");

        give(call, xstrdup(call->identity->account), xstrdup(call->identity->arn),
             xstrdup(call->identity->user_id), xstrdup(call->identity->role),
             call->identity->policies, seconds ? seconds : 43200);
}

const struct operation sts_operations[] = {
        {"sts", "GetCallerIdentity", get_caller_identity, false},
        {"sts", "AssumeRole", assume_role, false},
        {"sts", "GetSessionToken", get_session_token, false},
        {0},
};
