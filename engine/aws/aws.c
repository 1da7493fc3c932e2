/* The context all clients share: made from the environment and the shared files. */
#include "engine/aws/aws.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/context.h"
#include "engine/aws/endpoint.h"
#include "engine/aws/origins.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"

enum { DEFAULT_POLL = 5000, SMALLEST_POLL = 1 };

static bool find_poll(const struct environment *env, int64_t *poll, struct err *err)
{
        const char *value = environment_get(env, "SNAPLIFT_POLL");

        *poll = DEFAULT_POLL;
        if (value && !duration_parse(value, poll))
                return err_set(err, ERR_INVALID, "SNAPLIFT_POLL is \"%s\", not a duration as 5s",
                               value);
        if (*poll < SMALLEST_POLL)
                *poll = SMALLEST_POLL;
        return true;
}

static bool find_endpoints(struct aws *aws, const struct profile *profile, struct err *err)
{
        for (int i = 0; i < SERVICE_COUNT; i++) {
                if (!endpoint_find(&aws->env, profile, &services[i], aws->region,
                                   &aws->endpoints[i], &aws->signing_regions[i], err))
                        return false;
        }
        return true;
}

static bool find_rate(struct aws *aws, struct err *err)
{
        const char *limits = environment_get(&aws->env, "SNAPLIFT_RATE_LIMITS");
        bool published = !limits || strcmp(limits, "published") == 0;

        if (!published && strcmp(limits, "learned") != 0)
                return err_set(err, ERR_INVALID,
                               "SNAPLIFT_RATE_LIMITS is \"%s\", expected published or learned",
                               limits);
        aws->rate = rate_join(aws->loop, NULL, aws->region, published);
        return true;
}

void aws_learn_account(struct aws *aws, const char *account)
{
        struct rate *of = rate_of_account(aws->rate, account);

        xreplace(&aws->account, account);
        if (of == aws->rate)
                return;
        rate_leave(aws->rate_before);
        aws->rate_before = aws->rate; /* some may still wait there */
        aws->rate = of;
        if (aws->counts.calls == 0) { /* surely nobody does */
                rate_leave(aws->rate_before);
                aws->rate_before = NULL;
        }
}

/* All but the credentials. */
static bool set_up(struct aws *aws, const struct profile *profile, struct err *err)
{
        return find_poll(&aws->env, &aws->poll, err) &&
               retry_init(&aws->retry, &aws->env, profile, err) && find_rate(aws, err) &&
               find_endpoints(aws, profile, err);
}

static bool set_up_first(struct aws *aws, const struct aws_options *options,
                         struct profile *profile, struct err *err)
{
        struct credential_setting setting = {.aws = aws, .files = profile};

        if (!profile_load(&aws->env, profile, err) ||
            !origins_region(options, profile, &aws->region, NULL, err) ||
            !set_up(aws, profile, err))
                return false;
        setting.profile = profile->name;
        aws->credentials = credential_chain_new(&setting, err);
        return aws->credentials != NULL;
}

struct aws *aws_new(const struct aws_options *options, struct err *err)
{
        struct aws *aws = xcalloc(1, sizeof(*aws));
        struct profile profile = {0};
        bool ok;

        aws->loop = options->loop;
        aws->transport = options->transport;
        aws->env = (struct environment){options->env, options->env_arg};
        aws->called = options->called;
        aws->called_arg = options->called_arg;
        aws->waits = options->waits;
        aws->process = xstrdup(options->process);
        ok = set_up_first(aws, options, &profile, err);
        profile_release(&profile);
        if (!ok) {
                aws_free(aws);
                return NULL;
        }
        aws->watcher = watcher_new(aws);
        return aws;
}

struct aws *aws_beside(const struct aws *base, const char *region, struct err *err)
{
        struct aws *aws = xcalloc(1, sizeof(*aws));
        struct profile profile = {0};
        bool ok;

        aws->loop = base->loop;
        aws->transport = base->transport;
        aws->env = base->env;
        aws->called = base->called;
        aws->waits = base->waits;
        aws->given = base->given;
        aws->borrows_given = true;
        aws->called_arg = base->called_arg;
        aws->region = xstrdup(region);
        aws->process = xstrdup(base->process);
        ok = region_check(region, err) && profile_load(&aws->env, &profile, err) &&
             set_up(aws, &profile, err);
        profile_release(&profile);
        if (!ok) {
                aws_free(aws);
                return NULL;
        }
        aws->watcher = watcher_new(aws);
        return aws;
}

struct aws *aws_in_region(struct aws *base, const char *region, struct err *err)
{
        struct aws *aws = aws_beside(base, region, err);

        if (aws) {
                aws->credentials = base->credentials;
                aws->borrowed = true;
        }
        return aws;
}

struct aws *aws_for_sts(const struct aws *base, struct credential_chain *chain)
{
        struct aws *aws = xcalloc(1, sizeof(*aws));
        struct err ignored = ERR_INIT;

        aws->loop = base->loop;
        aws->transport = base->transport;
        aws->env = base->env;
        aws->called = base->called;
        aws->waits = base->waits;
        aws->called_arg = base->called_arg;
        aws->region = xstrdup(base->region);
        aws->poll = base->poll;
        aws->retry = base->retry;
        for (int i = 0; i < SERVICE_COUNT; i++) {
                aws->endpoints[i] = xstrdup(base->endpoints[i]);
                aws->signing_regions[i] = xstrdup(base->signing_regions[i]);
        }
        find_rate(aws, &ignored); /* the base's setting was right */
        aws->credentials = chain;
        return aws;
}

bool aws_find_credentials(struct aws *aws, struct err *err)
{
        struct credentials *found = credential_chain_get(aws->credentials, err);

        credentials_drop(found);
        return found != NULL;
}

int64_t aws_credentials_end(const struct aws *aws, const char **source)
{
        *source = credential_chain_source(aws->credentials);
        return credential_chain_end(aws->credentials);
}

void aws_free(struct aws *aws)
{
        if (!aws)
                return;
        watcher_free(aws->watcher);
        rate_leave(aws->rate);
        rate_leave(aws->rate_before);
        if (!aws->borrows_given)
                given_secrets_free(aws->given);
        json_object_put(aws->definitions);
        if (!aws->borrowed)
                credential_chain_free(aws->credentials);
        for (int i = 0; i < SERVICE_COUNT; i++) {
                free(aws->endpoints[i]);
                free(aws->signing_regions[i]);
        }
        free(aws->region);
        free(aws->account);
        free(aws->process);
        free(aws);
}

struct loop *aws_loop(const struct aws *aws)
{
        return aws->loop;
}

const char *aws_region(const struct aws *aws)
{
        return aws->region;
}

const char *aws_process(const struct aws *aws)
{
        return aws->process;
}

const char *aws_account(const struct aws *aws)
{
        return aws->account;
}

struct transport *aws_transport(const struct aws *aws)
{
        return aws->transport;
}

int64_t aws_now(const struct aws *aws)
{
        return loop_now(aws->loop) + aws->skew;
}

struct aws_counts aws_counts(const struct aws *aws)
{
        return aws->counts;
}
