/* STS: who am I, and temporary credentials that then work like a user's own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/standin/identity.h"
#include "engine/standin/world.h"

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
static void give(struct call *call, char *account, char *arn, char *user_id, int64_t seconds)
{
        struct json_object *out = json_object_new_object();
        struct identity id = {.account = account, .arn = arn, .user_id = user_id};
        char iso[ISO_SIZE];

        id.access_key = random_text(call->cloud, "ASIA", 16);
        id.secret_key = random_text(call->cloud, "", 40);
        id.session_token = random_text(call->cloud, "FwoGZXIvYXdzE", 200);
        id.expires = loop_now(call->cloud->loop) + seconds * 1000;
        iso_format(id.expires, iso);
        json_put_text(out, "AccessKeyId", id.access_key);
        json_put_text(out, "SecretAccessKey", id.secret_key);
        json_put_text(out, "SessionToken", id.session_token);
        json_put_text(out, "Expiration", iso);
        json_put(call->out, "Credentials", out);
        identity_add(call->cloud, &id);
}

static void assume_role(struct call *call)
{
        const char *role = json_text(call->in, "RoleArn");
        const char *session = json_text(call->in, "RoleSessionName");
        int64_t seconds = json_int(call->in, "DurationSeconds");
        struct json_object *user = json_object_new_object();
        char account[13] = "", name[65] = "";
        char *arn, *id, *user_id;

        if (sscanf(role, "arn:aws:iam::%12[0-9]:role/%64s", account, name) != 2 ||
            strlen(account) != 12) {
                json_object_put(user);
                call_fail(call, 400, "ValidationError", "%s is invalid", role);
                return;
        }
        if (strrchr(name, '/')) /* a role's path is no part of the session's name */
                memmove(name, strrchr(name, '/') + 1, strlen(strrchr(name, '/')));
        arn = xasprintf("arn:aws:sts::%s:assumed-role/%s/%s", account, name, session);
        id = random_text(call->cloud, "AROA", 17);
        user_id = xasprintf("%s:%s", id, session);
        free(id);
        json_put_text(user, "AssumedRoleId", user_id);
        json_put_text(user, "Arn", arn);
        json_put(call->out, "AssumedRoleUser", user);
        give(call, xstrdup(account), arn, user_id, seconds ? seconds : 3600);
}

static void get_session_token(struct call *call)
{
        int64_t seconds = json_int(call->in, "DurationSeconds");

        give(call, xstrdup(call->identity->account), xstrdup(call->identity->arn),
             xstrdup(call->identity->user_id), seconds ? seconds : 43200);
}

const struct operation sts_operations[] = {
        {"sts", "GetCallerIdentity", get_caller_identity, false},
        {"sts", "AssumeRole", assume_role, false},
        {"sts", "GetSessionToken", get_session_token, false},
        {0},
};
