/*
 * Credentials of a role. In a profile: role_arn with source_profile, which may have a role itself,
 * or with credential_source. Facts: botocore/credentials.py, AssumeRoleProvider.
 */
#include "engine/aws/credentials_role.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/context.h"
#include "engine/base/mem.h"

struct assumed {
        struct aws *with;
        bool owned;
        char *arn, *session_name, *external_id;
        int64_t duration;
};

/* --- what STS takes: botocore data/sts/2011-06-15, arnType, roleSessionNameType, externalIdType */

static bool is_role_arn(const char *arn)
{
        const char *rest = text_starts(arn, "arn:") ? strchr(arn + 4, ':') : NULL;

        return rest && text_starts(rest, ":iam::") && strstr(rest, ":role/") &&
               strlen(arn) <= 2048 && !strpbrk(arn, " \t\r\n");
}

static bool made_of(const char *text, const char *more, size_t least, size_t most)
{
        size_t len = strlen(text);

        for (size_t i = 0; i < len; i++) {
                if (!isalnum((unsigned char)text[i]) && !strchr(more, text[i]))
                        return false;
        }
        return len >= least && len <= most;
}

bool role_check(const struct sts_role *role, struct err *err)
{
        if (!is_role_arn(role->arn)) {
                err_set(err, ERR_INVALID, "\"%s\" is not the ARN of a role", role->arn);
                return err_next(err, "write it as in arn:aws:iam::123456789012:role/NAME");
        }
        if (!made_of(role->session_name, "_+=,.@-", 2, 64))
                return err_set(err, ERR_INVALID,
                               "\"%s\" can't name a session of %s: expected 2 to 64 letters, "
                               "digits and _+=,.@-",
                               role->session_name, role->arn);
        if (role->external_id && !made_of(role->external_id, "_+=,.@:/-", 2, 1224))
                return err_set(err, ERR_INVALID,
                               "the external id for %s is not one: expected 2 to 1224 letters, "
                               "digits and _+=,.@:/-",
                               role->arn);
        if (role->duration && (role->duration < 900 || role->duration > 43200))
                return err_set(err, ERR_INVALID,
                               "a session of %s can't last %lld seconds: expected 900 to 43200",
                               role->arn, (long long)role->duration);
        return true;
}

/* --- assuming it --- */

void *role_state(struct aws *with, bool owned, const struct sts_role *role)
{
        struct assumed *a = xmalloc(sizeof(*a));

        *a = (struct assumed){
                .with = with,
                .owned = owned,
                .arn = xstrdup(role->arn),
                .session_name = xstrdup(role->session_name),
                .external_id = xstrdup(role->external_id),
                .duration = role->duration,
        };
        return a;
}

static void release(void *state)
{
        struct assumed *a = state;

        if (a->owned)
                aws_free(a->with);
        free(a->arn);
        free(a->session_name);
        free(a->external_id);
        free(a);
}

/* Asked only after a refusal; needs no permission. */
static char *identity_of(struct aws *aws)
{
        const char *source = credential_chain_source(aws->credentials);
        struct sts_identity who = {0};
        struct err err = ERR_INIT;
        char *name;

        if (sts_get_caller_identity(aws, &who, &err))
                name = xasprintf("%s (from %s)", who.arn, source);
        else
                name = xasprintf("the identity from %s", source);
        err_clear(&err);
        sts_identity_release(&who);
        return name;
}

static struct credentials *fetch(void *state, struct err *err)
{
        struct assumed *a = state;
        struct sts_role role = {
                .arn = a->arn,
                .session_name = a->session_name,
                .external_id = a->external_id,
                .duration = a->duration,
        };
        struct credentials *found;
        char *who;

        if (sts_assume_role(a->with, &role, &found, err))
                return found;
        if (err_has_reason(err, "AccessDenied")) {
                who = identity_of(a->with);
                err_prefix(err, "role %s can't be assumed by %s", a->arn, who);
                err_next(err,
                         "let the role's trust policy name that identity%s, and allow it "
                         "sts:AssumeRole on the role",
                         a->external_id ? " and the external id" : "");
                free(who);
        } else {
                err_prefix(err, "role %s", a->arn);
        }
        return NULL;
}

/* --- a profile's role --- */

static bool has_keys(const struct credential_setting *s, const char *profile)
{
        return profile_value(s->files, profile, "aws_access_key_id") ||
               profile_value(s->files, profile, "aws_secret_access_key");
}

/* NULL and an error when it can't be one. */
static struct credential_chain *from_source(const struct credential_setting *s, const char *name,
                                            struct err *err)
{
        static const struct {
                const char *name;
                const struct credential_provider *provider;
        } sources[] = {
                {"Environment", &credential_environment},
                {"EcsContainer", &credential_container},
                {"Ec2InstanceMetadata", &credential_instance},
        };
        struct credential_chain *chain;

        for (size_t i = 0; i < ARRAY_LEN(sources); i++) {
                if (strcmp(sources[i].name, name) != 0)
                        continue;
                chain = credential_chain_from(s, sources[i].provider, err);
                if (!chain)
                        err_prefix(err, "credential_source = %s of profile \"%s\"", name,
                                   s->profile);
                return chain;
        }
        err_set(err, ERR_DENIED,
                "credential_source of profile \"%s\" is \"%s\": expected Environment, "
                "EcsContainer or Ec2InstanceMetadata",
                s->profile, name);
        return NULL;
}

static bool passed(const struct profile_trail *trail, const char *name)
{
        for (; trail; trail = trail->above) {
                if (strcmp(trail->name, name) == 0)
                        return true;
        }
        return false;
}

static struct credential_chain *from_profile(const struct credential_setting *s, const char *name,
                                             struct err *err)
{
        const struct profile_trail here = {s->profile, s->trail};
        struct credential_setting source = *s;
        struct credential_chain *chain;

        if (!profile_exists(s->files, name)) {
                err_set(err, ERR_DENIED, "source_profile \"%s\" of profile \"%s\" is not there",
                        name, s->profile);
                return NULL;
        }
        /* A profile may name itself: its keys are then the source of its role. */
        if (passed(&here, name) && (strcmp(name, s->profile) != 0 || !has_keys(s, name))) {
                err_set(err, ERR_DENIED,
                        "source_profile \"%s\" of profile \"%s\" leads back to itself", name,
                        s->profile);
                return NULL;
        }
        source.profile = name;
        source.of_source = true;
        source.trail = &here;
        chain = credential_chain_new(&source, err);
        if (!chain)
                err_prefix(err, "profile \"%s\"", s->profile);
        return chain;
}

static struct credential_chain *find_source(const struct credential_setting *s, struct err *err)
{
        const char *profile = profile_value(s->files, s->profile, "source_profile");
        const char *source = profile_value(s->files, s->profile, "credential_source");

        if (profile && source)
                err_set(err, ERR_DENIED,
                        "profile \"%s\" has both source_profile and credential_source: only one "
                        "can say whose credentials assume its role",
                        s->profile);
        else if (profile)
                return from_profile(s, profile, err);
        else if (source)
                return from_source(s, source, err);
        else
                err_set(err, ERR_DENIED,
                        "profile \"%s\" has role_arn, but neither source_profile nor "
                        "credential_source says whose credentials assume it",
                        s->profile);
        return NULL;
}

static bool read_duration(const struct credential_setting *s, int64_t *seconds, struct err *err)
{
        const char *text = profile_value(s->files, s->profile, "duration_seconds");
        char *end;

        *seconds = 0;
        if (!text)
                return true;
        errno = 0;
        *seconds = strtoll(text, &end, 10);
        if (errno || end == text || *end)
                return err_set(err, ERR_INVALID, "duration_seconds is \"%s\", not a number", text);
        return true;
}

static bool refuse_mfa(const struct credential_setting *s, struct err *err)
{
        if (!profile_value(s->files, s->profile, "mfa_serial"))
                return true;
        err_set(err, ERR_DENIED,
                "profile \"%s\" asks for a code of an MFA device (mfa_serial), and a run of hours "
                "can't ask for a new one",
                s->profile);
        return err_next(err,
                        "use a role without MFA, or give a session's keys in the environment: "
                        "eval \"$(aws configure export-credentials --profile %s --format env)\"",
                        s->profile);
}

static bool look_at_role(const struct credential_setting *s, void **state, struct text *source,
                         struct err *err)
{
        const char *name = profile_value(s->files, s->profile, "role_session_name");
        struct sts_role role = {
                .arn = profile_value(s->files, s->profile, "role_arn"),
                .external_id = profile_value(s->files, s->profile, "external_id"),
        };
        char *made_up = xasprintf("snaplift-%lld", (long long)loop_now(aws_loop(s->aws)) / 1000);
        struct credential_chain *chain = NULL;

        role.session_name = name ? name : made_up;
        if (!read_duration(s, &role.duration, err) || !role_check(&role, err)) {
                err->code = ERR_DENIED;
                err_prefix(err, "profile \"%s\"", s->profile);
        } else if (refuse_mfa(s, err)) {
                chain = find_source(s, err);
        }
        if (chain) {
                text_addf(source, "role %s of profile \"%s\", assumed with %s", role.arn,
                          s->profile, credential_chain_source(chain));
                *state = role_state(aws_for_sts(s->aws, chain), true, &role);
        }
        free(made_up);
        return chain != NULL;
}

static enum credential_look look(const struct credential_setting *s, void **state,
                                 struct text *source, struct text *why, struct err *err)
{
        if (!profile_value(s->files, s->profile, "role_arn")) {
                text_addf(why, "profile \"%s\" has no role_arn", s->profile);
                return CREDENTIAL_ABSENT;
        }
        if (profile_value(s->files, s->profile, "web_identity_token_file")) {
                text_addf(why, "the role of profile \"%s\" goes with web_identity_token_file",
                          s->profile);
                return CREDENTIAL_ABSENT;
        }
        if (s->of_source && has_keys(s, s->profile)) {
                text_addf(why, "source_profile \"%s\" has keys of its own", s->profile);
                return CREDENTIAL_ABSENT;
        }
        return look_at_role(s, state, source, err) ? CREDENTIAL_PRESENT : CREDENTIAL_BROKEN;
}

const struct credential_provider credential_role = {
        .name = "assume-role",
        .look = look,
        .fetch = fetch,
        .free = release,
};
