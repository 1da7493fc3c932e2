/* Reads, judges, renews and stores the token of a single sign-on. */
#include "engine/aws/sso_token.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/credentials_json.h"
#include "engine/aws/json11.h"
#include "engine/aws/profile.h"
#include "engine/aws/secret_file.h"
#include "engine/aws/secrets.h"
#include "engine/base/digest.h"
#include "engine/base/log.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"

enum { RENEW_BEFORE = 15 * 60 * 1000, TIMEOUT = 60 * 1000, CONNECT_TIMEOUT = 10 * 1000 };

bool sso_say_login(const struct sso_session *s, struct err *err)
{
        if (s->name)
                return err_next(err, "sign in: aws sso login --sso-session %s", s->name);
        return err_next(err, "sign in: aws sso login --profile %s", s->profile);
}

static char *cache_path(const struct sso_session *s)
{
        const char *key = s->name ? s->name : s->start_url;
        char *folder = path_expand(&s->env, "~/.aws/sso/cache"), *path;
        char hex[DIGEST_SHA1_HEX_SIZE];

        digest_sha1_hex(key, strlen(key), hex);
        path = xasprintf("%s/%s.json", folder, hex);
        free(folder);
        return path;
}

static void release(struct json_object *token)
{
        json11_wipe(token, "accessToken");
        json11_wipe(token, "refreshToken");
        json11_wipe(token, "clientSecret");
        json_object_put(token);
}

/* NULL: there is none that can be used. */
static struct json_object *load(const struct sso_session *s, const char *path, int64_t *expires,
                                struct err *err)
{
        struct json_object *token = NULL;
        struct err why = ERR_INIT;
        char *bytes = secret_file_read(path, &why);
        const char *until;
        bool ok;

        ok = bytes && json_parse(bytes, strlen(bytes), &token, &why);
        secret_wipe(&bytes);
        if (!ok) {
                err_set(err, ERR_DENIED, "there is no token of %s: %s",
                        s->name ? s->name : s->start_url, err_text(&why));
        } else {
                until = json_text(token, "expiresAt");
                ok = json_text(token, "accessToken") && until && expiry_parse(until, expires);
                if (!ok)
                        err_set(err, ERR_DENIED, "%s holds no accessToken with its expiresAt",
                                path);
        }
        err_clear(&why);
        if (ok)
                return token;
        release(token);
        sso_say_login(s, err);
        return NULL;
}

/* --- renewing --- */

static const char *const renewal_keys[] = {"refreshToken", "clientId", "clientSecret",
                                           "registrationExpiresAt"};

static bool can_renew(const struct sso_session *s, struct json_object *token)
{
        const char *until = json_text(token, "registrationExpiresAt");
        int64_t expires;

        for (size_t i = 0; i < ARRAY_LEN(renewal_keys); i++) {
                if (!json_text(token, renewal_keys[i]))
                        return false;
        }
        return s->name && expiry_parse(until, &expires) && expires > loop_now(s->loop);
}

/* sso-oidc's CreateToken; NULL when it does not give one. */
static struct json_object *create_token(const struct sso_session *s, struct json_object *old)
{
        struct http_response response = {0};
        struct json_object *reply = NULL;
        struct text body = TEXT_INIT;
        struct err why = ERR_INIT;
        struct http_request request = {
                .method = "POST",
                .url = xasprintf("%s/token", s->oidc_url),
                .connect_timeout = CONNECT_TIMEOUT,
                .timeout = TIMEOUT,
        };

        secret_room(&body, strlen(json_text(old, "clientSecret")) +
                                   strlen(json_text(old, "refreshToken")) +
                                   strlen(json_text(old, "clientId")) + 100);
        text_add(&body, "{\"grantType\":\"refresh_token\",\"clientId\":");
        text_add_json(&body, json_text(old, "clientId"));
        text_add(&body, ",\"clientSecret\":");
        text_add_json(&body, json_text(old, "clientSecret"));
        text_add(&body, ",\"refreshToken\":");
        text_add_json(&body, json_text(old, "refreshToken"));
        text_add_char(&body, '}');
        request.body = body.data;
        request.body_len = body.len;
        http_headers_add(&request.headers, "Content-Type", "application/json");
        if (!transport_perform(s->transport, &request, &response, &why))
                log_debug("aws", "SSO token not renewed: %s", err_text(&why));
        else if (response.status != 200)
                log_debug("aws", "SSO token not renewed: HTTP %d", response.status);
        else if (!json_parse(text_str(&response.body), response.body.len, &reply, &why) ||
                 !json_text(reply, "accessToken") || json_int(reply, "expiresIn") <= 0)
                log_debug("aws", "SSO token not renewed: the answer is not one");
        if (reply && (!json_text(reply, "accessToken") || json_int(reply, "expiresIn") <= 0)) {
                release(reply);
                reply = NULL;
        }
        err_clear(&why);
        free((char *)(uintptr_t)request.url);
        http_headers_release(&request.headers);
        secret_release(&body);
        secret_release(&response.body);
        http_response_release(&response);
        return reply;
}

/* As botocore writes it, so that its tools go on with it. */
static struct json_object *renewed(const struct sso_session *s, struct json_object *old,
                                   struct json_object *reply, int64_t *expires)
{
        struct json_object *token = json_object_new_object();
        char until[ISO_SIZE], *fraction;

        *expires = (loop_now(s->loop) / 1000 + json_int(reply, "expiresIn")) * 1000;
        iso_format(*expires, until);
        fraction = strchr(until, '.'); /* botocore writes whole seconds */
        fraction[0] = 'Z';
        fraction[1] = '\0';
        json_put_text(token, "startUrl", s->start_url);
        json_put_text(token, "region", s->region);
        json_put_text(token, "accessToken", json_text(reply, "accessToken"));
        json_put_text(token, "expiresAt", until);
        json_put_text(token, "clientId", json_text(old, "clientId"));
        json_put_text(token, "clientSecret", json_text(old, "clientSecret"));
        json_put_text(token, "registrationExpiresAt", json_text(old, "registrationExpiresAt"));
        json_put_text(token, "refreshToken", json_text(reply, "refreshToken"));
        return token;
}

/* The old one, or the new one in its place. */
static struct json_object *renew(const struct sso_session *s, const char *path,
                                 struct json_object *old, int64_t *expires)
{
        struct json_object *reply = create_token(s, old), *token;
        struct err why = ERR_INIT;

        if (!reply)
                return old;
        token = renewed(s, old, reply, expires);
        /* It serves this run also where it can't be kept for the next. */
        if (!secret_file_replace(path, json_line(token), &why))
                log_debug("aws", "the renewed SSO token is not kept: %s", err_text(&why));
        err_clear(&why);
        release(reply);
        release(old);
        return token;
}

char *sso_token(const struct sso_session *s, struct err *err)
{
        char *path = cache_path(s), *bearer = NULL;
        int64_t expires = 0;
        struct json_object *token = load(s, path, &expires, err);

        if (token && expires - loop_now(s->loop) < RENEW_BEFORE && can_renew(s, token))
                token = renew(s, path, token, &expires);
        if (token && expires > loop_now(s->loop)) {
                bearer = xstrdup(json_text(token, "accessToken"));
        } else if (token) {
                err_set(err, ERR_EXPIRED, "the token of %s has expired",
                        s->name ? s->name : s->start_url);
                sso_say_login(s, err);
        }
        release(token);
        free(path);
        return bearer;
}
