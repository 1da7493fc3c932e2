/*
 * secret.put: a secret has the value that was handed in. What it had before stays as a version, and
 * undo makes that one current again. The new version is named by the run (a token), so that a
 * repeated call makes it once, and a look tells whether it was made.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/aws/secrets_given.h"
#include "engine/base/digest.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/secret.h"

enum { PUT_TRIES = 3, UNDO_TRIES = 4 };

static const struct port inputs[] = {
        {"secret", VALUE_TEXT, .required = true,
         .help = "name or ARN of the Secrets Manager secret"},
        {"key", VALUE_TEXT, .help = "member of its JSON to set; the whole secret when not given"},
        {"value", VALUE_TEXT, .required = true,
         .help = "name of the value handed in: snaplift run --secret-stdin NAME, or the "
                 "environment variable SNAPLIFT_SECRET_NAME"},
        {0},
};

static const struct port outputs[] = {
        {"arn", VALUE_TEXT, .help = "its ARN"},
        {"version", VALUE_TEXT, .help = "the version that is current"},
        {"reference", VALUE_TEXT, .help = "what a container's secret takes: ARN, or ARN:KEY::"},
        {0},
};

static const struct stage_action actions[] = {
        {"secretsmanager:DescribeSecret", "{secret:secret}"},
        {"secretsmanager:GetSecretValue", "{secret:secret}"},
        {"secretsmanager:PutSecretValue", "{secret:secret}"},
        {"secretsmanager:UpdateSecretVersionStage", "{secret:secret}"},
        {"kms:Decrypt", "{key}", .when = "kms"},
        {"kms:GenerateDataKey", "{key}", .when = "kms"},
        {0},
};

/* 64 characters that are this stage's of this run, and nobody else's. */
static void make_token(const struct stage *s, char out[DIGEST_HEX_SIZE])
{
        char *text = xasprintf("%s\n%s\n%s", stage_stack(s)->name, stage_run(s), stage_id(s));

        digest_sha256_hex(text, strlen(text), out);
        free(text);
}

static bool given_value(struct stage *s, const char **value, struct err *err)
{
        const char *name = stage_text(s, "value");

        *value = NULL;
        if (!given_name_check(name, err))
                return false;
        *value = aws_given_secret(stage_aws(s), name);
        if (!*value) {
                err_set(err, ERR_INVALID, "the value %s was not handed in", name);
                return err_next(err, "pipe it in with --secret-stdin %s, or set SNAPLIFT_SECRET_%s",
                                name, name);
        }
        return secret_check_text(name, *value, err);
}

/* --- the whole text that the secret is to have; the caller wipes and frees it --- */

/* The current value with the member in it. What json-c prints is wiped. */
static bool with_member(const char *where, const char *current, const char *key, const char *value,
                        char **out, struct err *err)
{
        struct json_object *json = NULL;
        struct err parse = ERR_INIT;
        const char *line;
        bool ok = !current || json_parse(current, strlen(current), &json, &parse);

        err_clear(&parse); /* it might quote the secret */
        if (!current)
                json = json_object_new_object();
        if (!ok || !json_object_is_type(json, json_type_object)) {
                json_object_put(json);
                return err_set(err, ERR_INVALID, "secret %s is not a JSON object", where);
        }
        json_put_text(json, key, value);
        line = json_line(json);
        *out = xstrdup(line);
        explicit_bzero((char *)(uintptr_t)line, strlen(line));
        json_object_put(json);
        return true;
}

static bool same_member(const char *where, const char *current, const char *key, const char *value)
{
        struct err ignored = ERR_INIT;
        char *member = NULL;
        bool same =
                secret_member(where, current, key, &member, &ignored) && text_same(member, value);

        secret_wipe(&member);
        err_clear(&ignored);
        return same;
}

/* *out NULL: it has it already. */
static bool compose(struct stage *s, const struct secret *secret, const char *value, char **out,
                    struct err *err)
{
        const char *key = stage_text(s, "key");
        char *current = NULL;
        bool ok = true;

        *out = NULL;
        if (secret_version_of(secret, "AWSCURRENT") &&
            !secrets_get(stage_aws(s), secret->arn, &current, err))
                return false;
        if (key && !(current && same_member(secret->name, current, key, value)))
                ok = with_member(secret->name, current, key, value, out, err);
        else if (!key && !text_same(current, value))
                *out = xstrdup(value);
        secret_wipe(&current);
        if (ok && *out && strlen(*out) > SECRET_VALUE_MAX)
                ok = err_set(err, ERR_INVALID, "secret %s would have more than %d bytes",
                             secret->name, SECRET_VALUE_MAX);
        if (!ok)
                secret_wipe(out);
        return ok;
}

/* --- putting it --- */

static bool look(struct stage *s, struct secret *out, struct err *err)
{
        struct secret_reference ref;
        bool ok;

        if (!secret_reference_of_secret(stage_text(s, "secret"), &ref, err))
                return false;
        if (ref.key || ref.label || ref.version)
                ok = err_set(err, ERR_INVALID,
                             "%s names a member or a version: give the secret, "
                             "and a member as key",
                             stage_text(s, "secret"));
        else
                ok = secret_find(s, ref.id, out, err);
        secret_reference_release(&ref);
        return ok;
}

static bool check_ours_to_set(const struct secret *secret, struct err *err)
{
        if (!secret->owner)
                return secret_check_stays(secret, err);
        return err_set(err, ERR_FOREIGN, "secret %s is managed by %s: only that sets its value",
                       secret->name, secret->owner);
}

/* What undo needs: which version counted, and which was the one before. */
static bool remember(struct stage *s, const struct secret *secret, const char *token,
                     struct err *err)
{
        return stage_remember_text(s, "secret", secret->arn, err) &&
               stage_remember_text(s, "current", secret_version_of(secret, "AWSCURRENT"), err) &&
               stage_remember_text(s, "previous", secret_version_of(secret, "AWSPREVIOUS"), err) &&
               stage_remember_text(s, "token", token, err);
}

static bool write_value(struct stage *s, struct secret *secret, const char *token,
                        const char *value, struct err *err)
{
        if (!remember(s, secret, token, err))
                return false;
        for (int n = 1;; n++) {
                if (!stage_intend(s, err, "put a new value into secret %s", secret->name))
                        return false;
                if (secrets_put(stage_aws(s), secret->arn, token, value, err))
                        return stage_result(s, err, "secret %s has a new value", secret->name);
                if (n == PUT_TRIES || !err_is(err, ERR_LOST))
                        return false;
                err_clear(err);
        }
}

static void set_outputs(struct stage *s, const struct secret *secret, const char *version)
{
        char *reference = secret_reference_make(secret->arn, stage_text(s, "key"));

        stage_output_text(s, "arn", secret->arn);
        stage_output_text(s, "version", version);
        stage_output_text(s, "reference", reference);
        free(reference);
}

static bool put(struct stage *s, struct err *err)
{
        char token[DIGEST_HEX_SIZE];
        struct secret secret = {0};
        const char *current, *value;
        char *text = NULL;
        bool ok;

        make_token(s, token);
        if (!look(s, &secret, err))
                return false;
        current = secret_version_of(&secret, "AWSCURRENT");
        if (text_same(current, token)) { /* made before a crash, or its answer was lost */
                set_outputs(s, &secret, token);
                secrets_release(&secret);
                return true;
        }
        ok = check_ours_to_set(&secret, err);
        if (ok && secret_has_version(&secret, token))
                ok = err_set(err, ERR_CONFLICT,
                             "secret %s was changed by somebody else after this run had set it",
                             secret.name);
        ok = ok && given_value(s, &value, err) && compose(s, &secret, value, &text, err);
        if (ok && !text)
                stage_unchanged(s, "secret %s has that value", secret.name);
        else if (ok)
                ok = write_value(s, &secret, token, text, err);
        if (ok)
                set_outputs(s, &secret, text ? token : current);
        secret_wipe(&text);
        secrets_release(&secret);
        return ok;
}

/* --- putting back --- */

/* A version without labels is listed nowhere, yet mostly still there: it is asked for, and may be
 * found to be gone. */
static bool move(struct stage *s, const char *id, const char *label, const char *to, bool *gone,
                 struct err *err)
{
        const char *token = stage_recall_text(s, "token");
        bool ok = secrets_move_label(stage_aws(s), id, label, token, to, err);

        *gone = !ok && to && (err_is(err, ERR_NOT_FOUND) || err_is(err, ERR_INVALID));
        if (*gone)
                err_clear(err);
        return ok || *gone;
}

static bool back_to_earlier(struct stage *s, const struct secret *secret, bool *done,
                            struct err *err)
{
        const char *was = stage_recall_text(s, "current");
        bool gone = false;

        if (was &&
            (!stage_intend(s, err, "make the earlier value of secret %s current", secret->name) ||
             !move(s, secret->arn, "AWSCURRENT", was, &gone, err)))
                return false;
        *done = !was || gone;
        if (*done)
                return stage_report(s, err, "secret %s keeps its new value: %s", secret->name,
                                    was ? "the version it had before is gone"
                                        : "it had none before");
        return stage_result(s, err, "secret %s has its earlier value", secret->name);
}

static bool take_last_label(struct stage *s, const struct secret *secret, struct err *err)
{
        bool gone;

        return stage_intend(s, err, "take the last label from the new value of secret %s",
                            secret->name) &&
               move(s, secret->arn, "AWSPREVIOUS", stage_recall_text(s, "previous"), &gone, err) &&
               (!gone || move(s, secret->arn, "AWSPREVIOUS", NULL, &gone, err)) &&
               stage_result(s, err, "secret %s is as it was", secret->name);
}

/* One step towards what was; *done when there is none left. */
static bool step_back(struct stage *s, const struct secret *secret, bool *done, struct err *err)
{
        const char *token = stage_recall_text(s, "token");

        *done = false;
        if (text_same(secret_version_of(secret, "AWSCURRENT"), token))
                return back_to_earlier(s, secret, done, err);
        if (text_same(secret_version_of(secret, "AWSPREVIOUS"), token) &&
            text_same(secret_version_of(secret, "AWSCURRENT"), stage_recall_text(s, "current")))
                return take_last_label(s, secret, err);
        *done = true;
        return true;
}

/* Looks, takes a step, and looks again. One that somebody has changed since is left alone. */
static bool put_back(struct stage *s, struct err *err)
{
        const char *id = stage_recall_text(s, "secret");
        bool done = false;

        if (!id)
                return true;
        for (int n = 0; !done; n++) {
                struct secret secret;
                bool ok;

                if (n > UNDO_TRIES)
                        return err_set(err, ERR_FAILED, "secret %s does not take its earlier value",
                                       id);
                if (!secrets_describe(stage_aws(s), id, &secret, err)) {
                        if (!err_is(err, ERR_NOT_FOUND))
                                return false;
                        err_clear(err);
                        return true;
                }
                ok = step_back(s, &secret, &done, err) || err_is(err, ERR_LOST);
                secrets_release(&secret);
                if (!ok)
                        return false;
                err_clear(err);
        }
        return true;
}

/* Of a run that had succeeded: undo leaves alone what was changed since. */
static bool look_back(struct stage *s, struct err *err)
{
        (void)err;
        stage_would(s, WOULD_CHANGE, "secretsmanager:UpdateSecretVersionStage",
                    stage_recall_text(s, "secret"), NULL);
        return true;
}

static bool plan(struct stage *s, struct err *err)
{
        struct secret secret = {0};
        const char *value;
        char *text = NULL;
        bool ok = look(s, &secret, err) && check_ours_to_set(&secret, err) &&
                  given_value(s, &value, err) && compose(s, &secret, value, &text, err);

        if (ok && text)
                stage_would(s, WOULD_CHANGE, "secretsmanager:PutSecretValue", secret.name, NULL);
        else if (ok)
                stage_unchanged(s, "secret %s has that value", secret.name);
        if (ok)
                set_outputs(s, &secret, text ? NULL : secret_version_of(&secret, "AWSCURRENT"));
        secret_wipe(&text);
        secrets_release(&secret);
        return ok;
}

const struct stage_type stage_secret_put = {
        .name = "secret.put",
        .summary = "put a value that was handed in into a secret",
        .notes = "The value comes from standard input (`--secret-stdin NAME` of run, plan and "
                 "resume) or from the environment variable `SNAPLIFT_SECRET_NAME`, never from the "
                 "pipeline file or an argument. It is in no journal, log or error. One newline at "
                 "the end of standard input is taken off; other white space at either end is "
                 "refused.\n\n"
                 "A secret that has the value already is not written to. Undo makes the version "
                 "that counted before current again; a secret that somebody has changed since is "
                 "left alone.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .timeout = 10 * 60 * 1000LL,
        .run = put,
        .undo = put_back,
        .look_back = look_back,
        .plan = plan,
};
