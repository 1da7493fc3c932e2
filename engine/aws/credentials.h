/*
 * Who we are. An ordered list of providers, each a file of its own: the first that is configured
 * is the source for the life of the chain; what it gave is renewed before it expires, also in the
 * middle of a run.
 */
#ifndef SNAPLIFT_AWS_CREDENTIALS_H
#define SNAPLIFT_AWS_CREDENTIALS_H

#include "engine/aws/environment.h"
#include "engine/aws/profile.h"
#include "engine/base/text.h"
#include "engine/loop/http.h"

/* Counted, so that a renewal on another fiber leaves a call in flight its own. */
struct credentials {
        int holders;
        char *access_key;
        char *secret_key;
        char *session_token; /* or NULL */
        int64_t expires;     /* wall clock ms; 0: not known to expire */
};

struct credentials *credentials_new(const char *access_key, const char *secret_key,
                                    const char *session_token, int64_t expires);
void credentials_drop(struct credentials *c); /* wipes with the last holder; NULL is allowed */

struct credential_setting {
        struct loop *loop;
        struct transport *transport;
        struct environment env;
        const struct profile *profile; /* borrowed by the chain while it is made */
};

enum credential_look {
        CREDENTIAL_ABSENT,  /* not configured; the next provider is asked */
        CREDENTIAL_PRESENT, /* configured: this is the source */
        CREDENTIAL_BROKEN,  /* configured, but wrongly or in a way not supported: err says how */
};

struct credential_provider {
        const char *name;
        /* Looks without a call; `why` says why it is absent, `state` is the provider's own and
         * `source` a description for messages, both set when present. */
        enum credential_look (*look)(const struct credential_setting *setting, void **state,
                                     struct text *source, struct text *why, struct err *err);
        /* May wait. */
        struct credentials *(*fetch)(void *state, struct err *err);
        void (*free)(void *state);
};

extern const struct credential_provider credential_environment;
extern const struct credential_provider credential_files;
extern const struct credential_provider credential_container;

struct credential_chain;

/* NULL when no provider is configured: the error lists what was tried and why each said no. */
struct credential_chain *credential_chain_new(const struct credential_setting *setting,
                                              struct err *err);
/* A chain of one provider that has been looked at already; takes state over. */
struct credential_chain *credential_chain_of(struct loop *loop,
                                             const struct credential_provider *provider,
                                             void *state, const char *source);
void credential_chain_free(struct credential_chain *c); /* NULL is allowed */

/* Valid credentials, for the caller to drop. May wait. */
struct credentials *credential_chain_get(struct credential_chain *c, struct err *err);
/* AWS said that `stale` has expired: asks the source again. False when it has nothing newer. */
bool credential_chain_renew(struct credential_chain *c, const struct credentials *stale);
/* "environment variables AWS_ACCESS_KEY_ID": for messages. */
const char *credential_chain_source(const struct credential_chain *c);

#endif
