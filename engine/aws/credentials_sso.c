/*
 * IAM Identity Center: a role in an account, for the token of a single sign-on. The profile says
 * which (sso_role_name, sso_account_id) and where, itself or through an sso-session. Facts:
 * botocore/credentials.py, SSOProvider; data/sso/2019-06-10, GetRoleCredentials.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/aws/context.h"
#include "engine/aws/credentials_json.h"
#include "engine/aws/endpoint.h"
#include "engine/aws/json11.h"
#include "engine/aws/secrets.h"
#include "engine/aws/sso_token.h"
#include "engine/base/mem.h"

enum { TRIES = 3, PAUSE = 1000, TIMEOUT = 60 * 1000, CONNECT_TIMEOUT = 10 * 1000 };

struct sso {
        struct sso_session session;
        char *portal_url; /* without trailing slash */
        char *role, *account;
};

static void release(void *state)
{
        struct sso *o = state;

        free(o->session.name);
        free(o->session.start_url);
        free(o->session.region);
        free(o->session.oidc_url);
        free(o->session.profile);
        free(o->portal_url);
        free(o->role);
        free(o->account);
        free(o);
}

/* --- what the profile says --- */

/* A value that profile and session both have must be the same. */
static bool check_session(const struct credential_setting *s, const char *name, long section,
                          struct err *err)
{
        const struct ini *ini = &s->files->config;

        if (section < 0)
                return err_set(err, ERR_DENIED,
                               "sso_session of profile \"%s\": there is no "
                               "[sso-session %s] in %s",
                               s->profile, name, s->files->config_path);
        for (size_t i = 0; i < ini->count; i++) {
                const struct ini_entry *e = &ini->items[i];
                const char *own = profile_value(s->files, s->profile, e->key);

                if (e->section == (size_t)section && !e->sub && own && strcmp(own, e->value) != 0)
                        return err_set(err, ERR_DENIED,
                                       "%s is \"%s\" in profile \"%s\" but \"%s\" in its "
                                       "[sso-session %s]",
                                       e->key, own, s->profile, e->value, name);
        }
        return true;
}

static bool take(const struct credential_setting *s, long section, const char *key, char **out,
                 struct err *err)
{
        const char *value = section >= 0 ? ini_get(&s->files->config, section, key)
                                         : profile_value(s->files, s->profile, key);

        if (!value || !*value)
                return err_set(err, ERR_DENIED, "profile \"%s\" uses SSO, but %s is missing%s",
                               s->profile, key, section >= 0 ? " in its sso-session" : "");
        *out = xstrdup(value);
        return true;
}

static bool read_profile(const struct credential_setting *s, struct sso *o, struct err *err)
{
        const char *name = profile_value(s->files, s->profile, "sso_session");
        long section = name ? profile_section(s->files, "sso-session", name) : -1;

        o->session = (struct sso_session){
                .loop = s->aws->loop,
                .transport = s->aws->transport,
                .env = s->aws->env,
                .name = xstrdup(name),
                .profile = xstrdup(s->profile),
        };
        return (!name || check_session(s, name, section, err)) &&
               take(s, -1, "sso_role_name", &o->role, err) &&
               take(s, -1, "sso_account_id", &o->account, err) &&
               take(s, section, "sso_start_url", &o->session.start_url, err) &&
               take(s, section, "sso_region", &o->session.region, err) &&
               region_check(o->session.region, err) &&
               endpoint_find(&s->aws->env, s->files, &service_sso, o->session.region,
                             &o->portal_url, NULL, err) &&
               endpoint_find(&s->aws->env, s->files, &service_sso_oidc, o->session.region,
                             &o->session.oidc_url, NULL, err);
}

static enum credential_look look(const struct credential_setting *s, void **state,
                                 struct text *source, struct text *why, struct err *err)
{
        struct sso *o;

        if (!profile_value(s->files, s->profile, "sso_role_name") &&
            !profile_value(s->files, s->profile, "sso_account_id")) {
                text_addf(why, "profile \"%s\" has no sso_role_name", s->profile);
                return CREDENTIAL_ABSENT;
        }
        o = xcalloc(1, sizeof(*o));
        if (!read_profile(s, o, err)) {
                release(o);
                err->code = ERR_DENIED;
                return CREDENTIAL_BROKEN;
        }
        *state = o;
        text_addf(source, "SSO, role %s in account %s of profile \"%s\"", o->role, o->account,
                  s->profile);
        return CREDENTIAL_PRESENT;
}

/* --- asking --- */

static struct credentials *read_keys(struct json_object *reply, struct err *err)
{
        static const struct credential_names names = {"accessKeyId", "secretAccessKey",
                                                      "sessionToken", true};
        struct json_object *keys = json_get(reply, "roleCredentials");
        struct credentials *found = keys ? credentials_from_json(keys, &names, err) : NULL;

        if (!keys)
                err_set(err, ERR_INVALID, "its answer has no roleCredentials");
        if (found)
                found->expires = json_int(keys, "expiration");
        return found;
}

/* In words of the service's; never its body whole. */
static bool say_refusal(struct sso *o, const struct http_response *response, struct err *err)
{
        struct json_object *reply = NULL;
        struct text said = TEXT_INIT;
        struct err ignored = ERR_INIT;
        const char *message;

        if (json_parse(text_str(&response->body), response->body.len, &reply, &ignored)) {
                message = json_text(reply, "message");
                if (message)
                        text_add_printable(&said, message);
        }
        err_clear(&ignored);
        json_object_put(reply);
        err_set(err, response->status == 401 ? ERR_EXPIRED : ERR_DENIED, "HTTP %d%s%.300s",
                response->status, said.len ? ": " : "", text_str(&said));
        text_release(&said);
        if (response->status == 401)
                sso_say_login(&o->session, err);
        else
                err_next(err, "check that account %s assigns role %s to you", o->account, o->role);
        return false;
}

static bool ask(struct sso *o, const char *token, struct http_response *response, struct err *err)
{
        struct text url = TEXT_INIT;
        struct http_request request = {
                .method = "GET",
                .connect_timeout = CONNECT_TIMEOUT,
                .timeout = TIMEOUT,
        };
        bool ok;

        text_addf(&url, "%s/federation/credentials?role_name=", o->portal_url);
        text_add_urlencoded(&url, o->role);
        text_add(&url, "&account_id=");
        text_add_urlencoded(&url, o->account);
        request.url = url.data;
        http_headers_add(&request.headers, "x-amz-sso_bearer_token", token);
        ok = transport_perform(o->session.transport, &request, response, err);
        for (size_t i = 0; i < request.headers.count; i++)
                explicit_bzero(request.headers.items[i].value,
                               strlen(request.headers.items[i].value));
        http_headers_release(&request.headers);
        text_release(&url);
        return ok;
}

static struct credentials *ask_keys(struct sso *o, const char *token, struct err *err)
{
        struct credentials *found = NULL;

        for (int i = 0; i < TRIES; i++) {
                struct http_response response = {0};
                struct json_object *reply = NULL;
                bool answered, again;

                if (i)
                        fiber_sleep(o->session.loop, PAUSE);
                err_clear(err);
                answered = ask(o, token, &response, err);
                again = !answered || response.status == 429 || response.status >= 500;
                if (answered && response.status != 200)
                        say_refusal(o, &response, err);
                else if (answered &&
                         json_parse(text_str(&response.body), response.body.len, &reply, err))
                        found = read_keys(reply, err);
                json_object_put(reply);
                if (response.body.data)
                        explicit_bzero(response.body.data, response.body.size);
                http_response_release(&response);
                if (!again)
                        break;
        }
        return found;
}

static struct credentials *fetch(void *state, struct err *err)
{
        struct sso *o = state;
        char *token = sso_token(&o->session, err);
        struct credentials *found = token ? ask_keys(o, token, err) : NULL;

        secret_wipe(&token);
        if (!found) {
                if (!err_is(err, ERR_EXPIRED))
                        err->code = ERR_DENIED;
                err_prefix(err, "no credentials from SSO for role %s in account %s", o->role,
                           o->account);
        }
        return found;
}

const struct credential_provider credential_sso = {
        .name = "sso",
        .look = look,
        .fetch = fetch,
        .free = release,
};
