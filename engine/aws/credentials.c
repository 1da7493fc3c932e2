/* The chain of credential providers, and when to renew. */
#include "engine/aws/credentials.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/context.h"
#include "engine/base/log.h"
#include "engine/base/mem.h"

static const struct credential_provider *const providers[] = {
        &credential_environment, &credential_role,  &credential_web_identity, &credential_sso,
        &credential_shared,      &credential_login, &credential_process,      &credential_config,
        &credential_ec2_file,    &credential_boto,  &credential_container,    &credential_instance,
};

/* What another profile's role may come from: botocore's ProfileProviderBuilder, behind the role
 * that the source profile may have itself. */
static const struct credential_provider *const source_providers[] = {
        &credential_role,  &credential_web_identity, &credential_sso,    &credential_shared,
        &credential_login, &credential_process,      &credential_config,
};

enum {
        /* botocore's advisory and mandatory refresh timeouts: in the last minutes all wait for the
         * one that renews, before that only it does. */
        RENEW_BEFORE = 15 * 60 * 1000,
        RENEW_ALL_BEFORE = 10 * 60 * 1000,
        RENEW_PAUSE = 60 * 1000, /* between tries while the old ones still work */
};

struct credential_chain {
        struct loop *loop;
        const struct credential_provider *provider;
        void *state;
        struct text source;
        struct text tried;           /* of a provider that is a guess: those before it */
        struct credentials *current; /* or NULL */
        int64_t tried_at;            /* loop_ticks() of the last fetch */
        bool fetching;
        struct signal_point fetched;
        struct err failure; /* of the last fetch */
};

struct credentials *credentials_new(const char *access_key, const char *secret_key,
                                    const char *session_token, int64_t expires)
{
        struct credentials *c = xmalloc(sizeof(*c));

        *c = (struct credentials){
                .holders = 1,
                .access_key = xstrdup(access_key),
                .secret_key = xstrdup(secret_key),
                .session_token = xstrdup(session_token),
                .expires = expires,
        };
        return c;
}

static void wipe(char *secret)
{
        if (secret)
                explicit_bzero(secret, strlen(secret));
        free(secret);
}

void credentials_drop(struct credentials *c)
{
        if (!c || --c->holders > 0)
                return;
        free(c->access_key);
        wipe(c->secret_key);
        wipe(c->session_token);
        free(c);
}

static bool none(const char *profile, bool of_source, const struct text *tried, struct err *err)
{
        if (of_source)
                return err_set(err, ERR_DENIED,
                               "source_profile \"%s\" has no credentials; tried %s", profile,
                               text_str(tried));
        err_set(err, ERR_DENIED, "no AWS credentials; tried %s", text_str(tried));
        return err_next(err, "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE");
}

/* True: look no further, this is the one or it is broken. */
static bool try_provider(struct credential_chain *c, const struct credential_setting *setting,
                         const struct credential_provider *p, struct err *err)
{
        struct text why = TEXT_INIT;
        enum credential_look look = p->look(setting, &c->state, &c->source, &why, err);

        if (look == CREDENTIAL_PRESENT)
                c->provider = p;
        else if (look == CREDENTIAL_ABSENT)
                text_addf(&c->tried, "%s%s (%s)", c->tried.len ? "; " : "", p->name,
                          text_str(&why));
        text_release(&why);
        return look != CREDENTIAL_ABSENT;
}

struct credential_chain *credential_chain_new(const struct credential_setting *setting,
                                              struct err *err)
{
        const struct credential_provider *const *list =
                setting->of_source ? source_providers : providers;
        size_t count = setting->of_source ? ARRAY_LEN(source_providers) : ARRAY_LEN(providers);
        struct credential_chain *c = xcalloc(1, sizeof(*c));
        size_t i = 0;

        c->loop = aws_loop(setting->aws);
        while (i < count && !try_provider(c, setting, list[i], err))
                i++;
        if (c->provider)
                return c;
        if (i == count)
                none(setting->profile, setting->of_source, &c->tried, err);
        credential_chain_free(c);
        return NULL;
}

struct credential_chain *credential_chain_from(const struct credential_setting *setting,
                                               const struct credential_provider *provider,
                                               struct err *err)
{
        struct credential_chain *c = xcalloc(1, sizeof(*c));

        c->loop = aws_loop(setting->aws);
        if (try_provider(c, setting, provider, err) && c->provider)
                return c;
        if (!err->code)
                err_set(err, ERR_DENIED, "there are none from %s", text_str(&c->tried));
        credential_chain_free(c);
        return NULL;
}

struct credential_chain *credential_chain_of(struct loop *loop,
                                             const struct credential_provider *provider,
                                             void *state, const char *source)
{
        struct credential_chain *c = xcalloc(1, sizeof(*c));

        c->loop = loop;
        c->provider = provider;
        c->state = state;
        text_add(&c->source, source);
        return c;
}

void credential_chain_free(struct credential_chain *c)
{
        if (!c)
                return;
        if (c->provider && c->provider->free)
                c->provider->free(c->state);
        credentials_drop(c->current);
        text_release(&c->source);
        text_release(&c->tried);
        err_clear(&c->failure);
        free(c);
}

const char *credential_chain_source(const struct credential_chain *c)
{
        return text_str(&c->source);
}

int64_t credential_chain_end(const struct credential_chain *c)
{
        return c->provider->fixed && c->current ? c->current->expires : 0;
}

const char *credential_chain_provider(const struct credential_chain *c)
{
        return c->provider->name;
}

/* The last of all was not there either. */
static void say_all(const struct credential_chain *c, struct err *err)
{
        struct text all = TEXT_INIT;

        text_addf(&all, "%s%s%s (%s)", text_str(&c->tried), c->tried.len ? "; " : "",
                  c->provider->name, err_text(err));
        none(NULL, false, &all, err);
        text_release(&all);
}

/* One fiber fetches; those that come meanwhile wait for it and then look again. */
static bool fetch(struct credential_chain *c, struct err *err)
{
        struct credentials *fresh;

        c->fetching = true;
        fresh = c->provider->fetch(c->state, err);
        if (fresh && fresh->expires && fresh->expires <= loop_now(c->loop)) {
                err_set(err, ERR_EXPIRED, "%s gave credentials that have expired",
                        text_str(&c->source));
                credentials_drop(fresh);
                fresh = NULL;
        }
        if (!fresh && c->provider->guess && !c->current)
                say_all(c, err);
        c->fetching = false;
        c->tried_at = loop_ticks(c->loop);
        err_copy(&c->failure, err);
        if (fresh) {
                credentials_drop(c->current);
                c->current = fresh;
        }
        signal_all(c->loop, &c->fetched);
        return fresh != NULL;
}

/* They still hold for this long. */
static bool hold(const struct credential_chain *c, int64_t ms)
{
        return c->current && (!c->current->expires || c->current->expires - loop_now(c->loop) > ms);
}

static bool due(const struct credential_chain *c)
{
        return !hold(c, 0) ||
               (!hold(c, RENEW_BEFORE) && loop_ticks(c->loop) - c->tried_at >= RENEW_PAUSE);
}

struct credentials *credential_chain_get(struct credential_chain *c, struct err *err)
{
        if (c->fetching && !hold(c, RENEW_ALL_BEFORE)) {
                while (c->fetching)
                        signal_wait(c->loop, &c->fetched, -1);
                if (!hold(c, 0)) { /* what failed for one need not be tried by each */
                        err_copy(err, &c->failure);
                        return NULL;
                }
        }
        if (due(c) && !c->fetching && !fetch(c, err)) {
                /* Old ones that still hold are better than none: botocore gives up in the mandatory
                 * minutes, a run goes on and tries again. */
                if (!hold(c, 0))
                        return NULL;
                log_debug("aws", "credentials not renewed yet: %s", err_text(err));
                err_clear(err);
        }
        c->current->holders++;
        return c->current;
}

bool credential_chain_renew(struct credential_chain *c, const struct credentials *stale)
{
        struct err err = ERR_INIT;
        bool newer;

        while (c->fetching)
                signal_wait(c->loop, &c->fetched, -1);
        if (c->current == stale && !fetch(c, &err))
                log_debug("aws", "credentials not renewed: %s", err_text(&err));
        err_clear(&err);
        newer = c->current && c->current != stale &&
                (!text_same(c->current->access_key, stale->access_key) ||
                 !text_same(c->current->session_token, stale->session_token));
        return newer;
}
