/* Who we are to AWS, where it is, and whether it answers. */
#include <stdlib.h>
#include <string.h>

#include "engine/aws/origins.h"
#include "engine/aws/stack_lock.h"
#include "engine/aws/sts.h"
#include "engine/base/mem.h"
#include "engine/cli/args.h"
#include "engine/cli/doctor.h"

/* STAND_IN: the region that is asked in where none is set. */
#define STAND_IN_REGION "us-east-1"

enum {
        CONNECT_MS = 5000,
        ANSWER_MS = 8000,
        CLOCK_WARNS_MS = 60 * 1000,
        CLOCK_FAILS_MS = 5 * 60 * 1000, /* AWS refuses what is off by so much, or by 15 minutes */
        SOON_MS = 15 * 60 * 1000,
};

/* One attempt each: whoever asks wants to know, and soon. */
static const char *env(void *arg, const char *name)
{
        (void)arg;
        return strcmp(name, "AWS_MAX_ATTEMPTS") == 0 ? "1" : getenv(name);
}

/* --- the region --- */

static void tell_region(struct doctor *d, struct aws_origins *from)
{
        if (from->profile_err.code != ERR_NONE)
                doctor_say_err(d, "profile", GRADE_FAIL, NULL, &from->profile_err);
        else if (from->region)
                doctor_say(d, "region", GRADE_OK, NULL, "%s, from %s", from->region,
                           from->region_from);
        else
                doctor_say_err(d, "region", GRADE_FAIL, NULL, &from->region_err);
}

/* --- credentials --- */

static void tell_expiry(struct doctor *d, const struct credential_origin *is, const char *profile)
{
        int64_t left = is->expires - loop_now(d->session.loop);
        char at[ISO_SIZE], in[24];
        bool soon = !is->renewed && left < SOON_MS;

        if (!is->expires) {
                doctor_say(d, "credentials", GRADE_OK, NULL,
                           "from %s, link %s of the chain, profile %s; not known to expire",
                           is->source, is->provider, profile);
                return;
        }
        iso_format(is->expires, at);
        duration_format(left > 0 ? left : 0, in);
        doctor_say(d, "credentials", soon ? GRADE_WARN : GRADE_OK,
                   soon ? "renew them, or use a profile or a role that renews them: a run whose "
                          "credentials have expired stops where it is"
                        : NULL,
                   "from %s, link %s of the chain, profile %s; they expire at %s, in %s%s",
                   is->source, is->provider, profile, at, in,
                   is->renewed ? ", and are renewed before" : "");
}

static void look_at_credentials(struct doctor *d, const struct aws_options *options,
                                const struct aws_origins *from)
{
        struct credential_origin is;
        struct err err = ERR_INIT;

        d->session.aws = aws_new(options, &err);
        if (!d->session.aws || !origins_credentials(d->session.aws, &is, &err)) {
                doctor_say_err(d, "credentials", GRADE_FAIL, NULL, &err);
                return;
        }
        tell_expiry(d, &is, from->profile);
        d->aws = d->session.aws;
}

/* --- endpoints, and their clocks --- */

struct probes {
        size_t open;
        struct signal_point end;
};

struct probe {
        struct doctor *d;
        struct probes *all;
        const struct endpoint_origin *of;
        bool answered;
        bool dated;
        int64_t skew; /* ms by which AWS's clock is ahead */
        struct err err;
};

/* Unsigned: AWS refuses it, and its refusal has all that is looked for. */
static void ask(void *arg)
{
        struct probe *p = arg;
        struct session *s = &p->d->session;
        struct http_response response = {0};
        char *url = xasprintf("%s/", p->of->url);
        struct http_request request = {
                .method = "GET",
                .url = url,
                .connect_timeout = CONNECT_MS,
                .timeout = ANSWER_MS,
        };
        int64_t sent = loop_now(s->loop), came, theirs;
        const char *date;

        p->answered = transport_perform(s->transport, &request, &response, &p->err);
        came = loop_now(s->loop);
        date = http_headers_get(&response.headers, "Date");
        if (p->answered && date && http_date_parse(date, &theirs)) {
                p->dated = true; /* to the second, and somewhere in between */
                p->skew = theirs + 500 - (sent + came) / 2;
        }
        http_response_release(&response);
        free(url);
        p->all->open--;
        signal_all(s->loop, &p->all->end);
}

/* The services that every promotion speaks to, and IAM, which only doctor_simulate() asks. */
static const char *const probed[] = {"sts", "rds", "ssm", "ecs", "iam"};

static const struct endpoint_origin *origin_of(const struct aws_origins *from, const char *service)
{
        for (size_t i = 0; i < ARRAY_LEN(from->endpoints); i++)
                if (text_same(from->endpoints[i].service, service))
                        return &from->endpoints[i];
        return NULL;
}

static void tell_endpoint(struct doctor *d, const char *bundle, struct probe *p)
{
        bool tls = text_starts(p->of->url, "https://");
        char *from = p->of->from ? xasprintf("from %s", p->of->from)
                                 : xstrdup("AWS's own for the region");
        char *what = xasprintf("%s at %s, %s", p->of->service, p->of->url, from);

        if (text_same(p->of->service, "iam")) {
                if (!p->answered)
                        strlist_add(&d->silent, "iam");
        } else if (p->answered) {
                doctor_say(d, "endpoint", GRADE_OK, NULL, "%s, %s%s: answers", what,
                           !tls     ? "no TLS"
                           : bundle ? "TLS verified by "
                                    : "TLS verified",
                           tls && bundle ? bundle : "");
        } else {
                if (!p->err.next)
                        err_next(&p->err, p->of->from
                                                  ? "check that address, or unset it"
                                                  : "check the network, the proxy and the name of "
                                                    "the region");
                doctor_say_err(d, "endpoint", GRADE_FAIL, what, &p->err);
                strlist_add(&d->silent, p->of->service);
        }
        free(what);
        free(from);
}

static void tell_clock(struct doctor *d, const struct probe *p)
{
        int64_t off = p->skew < 0 ? -p->skew : p->skew;
        enum grade grade = off >= CLOCK_FAILS_MS   ? GRADE_FAIL
                           : off >= CLOCK_WARNS_MS ? GRADE_WARN
                                                   : GRADE_OK;
        char by[24];

        duration_format(off, by);
        if (!p->dated)
                doctor_say(d, "clock", GRADE_UNCHECKED, NULL,
                           "not checked: no answer of AWS has a date");
        else if (grade == GRADE_OK)
                doctor_say(d, "clock", GRADE_OK, NULL,
                           "this machine's agrees with that of AWS's answers");
        else
                doctor_say(d, "clock", grade, "set this machine's clock, and keep it set (NTP)",
                           "this machine's is %s %s that of AWS's answers%s", by,
                           p->skew < 0 ? "ahead of" : "behind",
                           grade == GRADE_FAIL ? ": what is signed by it is refused" : "");
}

/* All at once, so that those that do not answer take their time together. */
static void look_at_endpoints(struct doctor *d, const char *bundle, struct aws_origins *from)
{
        struct probe probes[ARRAY_LEN(probed)] = {0};
        struct probes waited = {.open = ARRAY_LEN(probed)};
        const struct probe *dated = &probes[0];

        for (size_t i = 0; i < ARRAY_LEN(probed); i++) {
                probes[i] =
                        (struct probe){.d = d, .all = &waited, .of = origin_of(from, probed[i])};
                fiber_start(d->session.loop, "probe", ask, &probes[i]);
        }
        while (waited.open)
                signal_wait(d->session.loop, &waited.end, -1);
        for (size_t i = 0; i < ARRAY_LEN(probed); i++) {
                tell_endpoint(d, bundle, &probes[i]);
                if (probes[i].dated && !dated->dated)
                        dated = &probes[i];
                err_clear(&probes[i].err);
        }
        tell_clock(d, dated);
}

/* --- identity --- */

static void look_at_identity(struct doctor *d)
{
        struct sts_identity who = {0};
        struct err err = ERR_INIT;

        d->answers = sts_get_caller_identity(d->aws, &who, &err);
        xreplace(&d->arn, who.arn);
        xreplace(&d->account, who.account);
        if (!d->answers)
                doctor_say_err(d, "identity", GRADE_FAIL, NULL, &err);
        else if (who.arn && text_ends(who.arn, ":root"))
                doctor_say(d, "identity", GRADE_WARN,
                           "use a role that may do what a pipeline needs: snaplift iam-policy",
                           "the root user of account %s, whom nothing restricts", who.account);
        else
                doctor_say(d, "identity", GRADE_OK, NULL, "%s, account %s", who.arn, who.account);
        sts_identity_release(&who);
}

/* The stack's own account, where its runs name a role for it. */
static void enter_account(struct doctor *d)
{
        struct err ignored = ERR_INIT;
        struct account *account;

        d->session.accounts = accounts_new(d->session.aws);
        d->session.lock = stack_lock(d->session.aws);
        if (!d->stack || !d->session.store)
                return;
        session_place(&d->session, d->stack->name, &account, NULL, &ignored);
        err_clear(&ignored);
        if (account == accounts_own(d->session.accounts))
                return;
        d->aws = account->aws;
        look_at_identity(d);
}

/* Why nobody can be asked who we are; NULL: one can. */
static const char *identity_waits_for(const struct doctor *d, const struct aws_origins *from)
{
        if (!from->profile)
                return "profile";
        if (!from->region)
                return "region";
        if (!d->aws)
                return "credentials";
        return strlist_has(&d->silent, "sts") ? "endpoint" : NULL;
}

/* *bundle: the certificates that are trusted, for the caller to free; or NULL. */
static bool look_around(struct doctor *d, struct aws_options *options, struct aws_origins *from,
                        char **bundle, struct err *err)
{
        struct transport_options how = {.user_agent = "snaplift/" SNAPLIFT_VERSION};

        if (!aws_ca_bundle(options, bundle, err))
                return false;
        how.ca_bundle = *bundle;
        d->session.transport = transport_curl(d->session.loop, &how);
        options->transport = d->session.transport;
        look_at_credentials(d, options, from);
        if (from->endpoint_err.code != ERR_NONE) {
                err_move(err, &from->endpoint_err);
                return false;
        }
        look_at_endpoints(d, *bundle, from);
        return true;
}

void doctor_aws(struct doctor *d)
{
        struct aws_options options = {
                .loop = d->session.loop, .env = env, .region = args_value(d->args, "region")};
        struct aws_origins from;
        struct err err = ERR_INIT;
        char *bundle = NULL;

        origins_read(&options, STAND_IN_REGION, &from);
        tell_region(d, &from);
        if (!from.region)
                options.region = STAND_IN_REGION;
        if (!from.profile) {
                doctor_say(d, "endpoint", GRADE_UNCHECKED, NULL, "not checked: see profile");
        } else if (!look_around(d, &options, &from, &bundle, &err)) {
                doctor_say_err(d, "endpoint", GRADE_FAIL, NULL, &err);
                d->aws = NULL;
        }
        if (identity_waits_for(d, &from)) {
                doctor_say(d, "identity", GRADE_UNCHECKED, NULL, "not checked: see %s",
                           identity_waits_for(d, &from));
        } else {
                look_at_identity(d);
                if (d->answers)
                        enter_account(d);
        }
        free(bundle);
        origins_release(&from);
}
