/*
 * Who we are. An ordered list of providers, named and ordered as botocore's
 * (credentials.py, create_credential_resolver), each kind a file of its own:
 *
 *  env                            AWS_ACCESS_KEY_ID, ...              credentials_environment.c
 *  assume-role                    role_arn of the profile             credentials_role.c
 *  assume-role-with-web-identity  AWS_WEB_IDENTITY_TOKEN_FILE, ...    credentials_web_identity.c
 *  sso                            sso_role_name, ... of the profile   credentials_sso.c
 *  shared-credentials-file        keys in ~/.aws/credentials          credentials_files.c
 *  login                          login_session: refused              credentials_files.c
 *  custom-process                 credential_process                  credentials_process.c
 *  config-file                    keys in ~/.aws/config               credentials_files.c
 *  ec2-credentials-file           AWS_CREDENTIAL_FILE                 credentials_legacy.c
 *  boto-config                    BOTO_CONFIG, ~/.boto                credentials_legacy.c
 *  container-role                 AWS_CONTAINER_CREDENTIALS_...       credentials_container.c
 *  iam-role                       the EC2 instance metadata service   credentials_instance.c
 *
 * The first that is configured is the source for the life of the chain, also when it then fails:
 * another identity would be worse than none. Only iam-role can't know without asking. What a
 * provider gave is renewed before it expires, also in the middle of a run, by one fiber for all.
 *
 * Differences from botocore, where it serves a run of hours: while renewing fails, credentials that
 * still hold are used to their end; keys of a file are read again when AWS says that they have
 * expired; empty environment variables count as unset; a wrong value is refused, not passed over.
 */
#ifndef SNAPLIFT_AWS_CREDENTIALS_H
#define SNAPLIFT_AWS_CREDENTIALS_H

#include "engine/aws/environment.h"
#include "engine/aws/profile.h"
#include "engine/base/text.h"
#include "engine/loop/http.h"

struct aws;

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

/* Profiles whose role is being followed, so that a circle is found. */
struct profile_trail {
        const char *name;
        const struct profile_trail *above;
};

/* What a chain is made from; all borrowed while it is made. */
struct credential_setting {
        const struct aws *aws; /* its loop, transport, environment, region and endpoints */
        const struct profile *files;
        const char *profile; /* whose */
        bool of_source; /* another profile's role comes from it: the environment does not count */
        const struct profile_trail *trail;
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
        bool fixed; /* asked again, it gives the same: a process's environment does not change */
        bool guess; /* present only means that it may be there: its first failure is an absence */
};

extern const struct credential_provider credential_environment;
extern const struct credential_provider credential_role;
extern const struct credential_provider credential_web_identity;
extern const struct credential_provider credential_sso;
extern const struct credential_provider credential_shared;
extern const struct credential_provider credential_login;
extern const struct credential_provider credential_process;
extern const struct credential_provider credential_config;
extern const struct credential_provider credential_ec2_file;
extern const struct credential_provider credential_boto;
extern const struct credential_provider credential_container;
extern const struct credential_provider credential_instance;

struct credential_chain;

/* NULL when no provider is configured: the error lists what was tried and why each said no. */
struct credential_chain *credential_chain_new(const struct credential_setting *setting,
                                              struct err *err);
/* A chain of one provider that has been looked at already; takes state over. */
struct credential_chain *credential_chain_of(struct loop *loop,
                                             const struct credential_provider *provider,
                                             void *state, const char *source);
/* A chain of that one provider: NULL and an error unless it is present. */
struct credential_chain *credential_chain_from(const struct credential_setting *setting,
                                               const struct credential_provider *provider,
                                               struct err *err);
void credential_chain_free(struct credential_chain *c); /* NULL is allowed */

/* Valid credentials, for the caller to drop. May wait. */
struct credentials *credential_chain_get(struct credential_chain *c, struct err *err);
/* AWS said that `stale` has expired: asks the source again. False when it has nothing newer. */
bool credential_chain_renew(struct credential_chain *c, const struct credentials *stale);
/* When what it has given ends for good, wall clock ms; 0: it does not, or is renewed. */
int64_t credential_chain_end(const struct credential_chain *c);
/* "environment variables AWS_ACCESS_KEY_ID": for messages. */
const char *credential_chain_source(const struct credential_chain *c);
/* The provider's name: "env". */
const char *credential_chain_provider(const struct credential_chain *c);

#endif
