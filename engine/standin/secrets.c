/* Secrets Manager: secrets, and their deletion with a time to think. */
#include "engine/standin/secrets.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

enum { DAY_SECONDS = 86400, DEFAULT_WINDOW = 30, RANDOM_END = 6 };

double secrets_now(struct standin *s)
{
        return (double)loop_now(s->loop) / 1000;
}

static struct secret *find(struct standin *s, const char *id)
{
        struct secrets_model *m = s->secrets;

        for (size_t i = 0; i < m->count; i++) {
                struct secret *secret = m->secrets[i];
                size_t partial = strlen(secret->arn) - RANDOM_END - 1;

                if (strcmp(secret->name, id) == 0 || strcmp(secret->arn, id) == 0 ||
                    (strlen(id) == partial && strncmp(secret->arn, id, partial) == 0))
                        return secret;
        }
        return NULL;
}

static void secret_free(struct secret *secret)
{
        json_object_put(secret->versions);
        json_object_put(secret->tags);
        json_object_put(secret->more);
        free(secret->name);
        free(secret->arn);
        free(secret);
}

static void remove_secret(struct secrets_model *m, struct secret *secret)
{
        for (size_t i = 0; i < m->count; i++) {
                if (m->secrets[i] != secret)
                        continue;
                m->secrets[i] = m->secrets[--m->count];
                secret_free(secret);
                return;
        }
}

void secrets_expire(struct standin *s)
{
        for (size_t i = s->secrets->count; i-- > 0;) {
                struct secret *secret = s->secrets->secrets[i];

                if (secret->deletion && secret->deletion <= secrets_now(s))
                        remove_secret(s->secrets, secret);
        }
}

struct secret *secrets_call(struct call *call, bool even_scheduled)
{
        struct secret *secret;

        secrets_expire(call->cloud);
        secret = find(call->cloud, json_text(call->in, "SecretId"));
        if (!secret) {
                call_fail(call, 400, "ResourceNotFoundException",
                          "Secrets Manager can't find the specified secret.");
                return NULL;
        }
        if (secret->deletion && !even_scheduled) {
                call_fail(call, 400, "InvalidRequestException",
                          "You can't perform this operation on the secret because it was marked "
                          "for deletion.");
                return NULL;
        }
        return secret;
}

void secrets_put_names(struct call *call, struct secret *secret)
{
        json_put_text(call->out, "ARN", secret->arn);
        json_put_text(call->out, "Name", secret->name);
}

void secrets_put_seconds(struct json_object *to, const char *member, double seconds)
{
        char *digits;

        if (!seconds)
                return;
        digits = xasprintf("%.3f", seconds);
        json_put(to, member, json_object_new_double_s(seconds, digits));
        free(digits);
}

void secrets_put_details(struct json_object *to, struct secret *secret)
{
        static const char *const members[] = {"Description", "KmsKeyId", "OwningService", "Type"};
        /* of the last access AWS tells the day, not the instant */
        int64_t midnight = (int64_t)secret->accessed / DAY_SECONDS * DAY_SECONDS;

        json_put_text(to, "ARN", secret->arn);
        json_put_text(to, "Name", secret->name);
        for (size_t i = 0; i < ARRAY_LEN(members); i++)
                json_put_text(to, members[i], json_text(secret->more, members[i]));
        if (json_count(secret->tags))
                json_put(to, "Tags", json_copy(secret->tags));
        secrets_put_seconds(to, "CreatedDate", secret->created);
        secrets_put_seconds(to, "LastChangedDate", secret->changed);
        secrets_put_seconds(to, "LastAccessedDate", (double)midnight);
        secrets_put_seconds(to, "DeletedDate", secret->deletion);
}

static struct secret *add(struct standin *s, const char *name)
{
        static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
        struct secrets_model *m = s->secrets;
        struct secret *secret = xcalloc(1, sizeof(*secret));
        char end[RANDOM_END + 1];

        for (size_t i = 0; i < RANDOM_END; i++)
                end[i] = letters[world_random(s, sizeof(letters) - 1)];
        end[RANDOM_END] = '\0';
        secret->name = xstrdup(name);
        secret->arn = world_arn(s, "secretsmanager", "secret:%s-%s", name, end);
        secret->versions = json_object_new_object();
        secret->tags = json_object_new_array();
        secret->more = json_object_new_object();
        secret->created = secret->changed = secrets_now(s);
        m->secrets = xrealloc(m->secrets, (m->count + 1) * sizeof(*m->secrets));
        m->secrets[m->count++] = secret;
        return secret;
}

/* --- operations --- */

/* Letters, digits and /_+=.@- : CreateSecretRequest's Name. */
static bool name_fits(struct call *call, const char *name)
{
        if (name[strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                              "/_+=.@-")] == '\0')
                return true;
        call_fail(call, 400, "ValidationException",
                  "Invalid name. Must be a valid name containing alphanumeric characters, or any "
                  "of the following: -/_+=.@!");
        return false;
}

static bool is_free(struct call *call, const char *name)
{
        struct secret *there = find(call->cloud, name);

        if (!there)
                return true;
        if (there->deletion)
                call_fail(call, 400, "InvalidRequestException",
                          "You can't create this secret because a secret with this name is already "
                          "scheduled for deletion.");
        else
                call_fail(call, 400, "ResourceExistsException",
                          "The operation failed because the secret %s already exists.", name);
        return false;
}

/* The same request again, with its token, is answered, not refused. */
static bool was_this_call(struct call *call, struct secret *there)
{
        const char *token = json_text(call->in, "ClientRequestToken");
        struct json_object *version =
                there && !there->deletion && token ? json_get(there->versions, token) : NULL;

        if (!version ||
            !text_same(json_text(version, "SecretString"), json_text(call->in, "SecretString")))
                return false;
        secrets_put_names(call, there);
        json_put_text(call->out, "VersionId", token);
        return true;
}

static void create_secret(struct call *call)
{
        static const char *const members[] = {"Description", "KmsKeyId", "Type"};
        const char *name = json_text(call->in, "Name");
        struct json_object *tags = json_array(call->in, "Tags");
        struct secret *secret;

        secrets_expire(call->cloud);
        if (was_this_call(call, find(call->cloud, name)))
                return;
        if (!name_fits(call, name) || !is_free(call, name) || !secrets_one_value(call, false) ||
            !secrets_tags_fit(call, NULL, tags))
                return;
        if (json_get(call->in, "AddReplicaRegions")) {
                call_fail(call, 400, "InvalidParameterException",
                          "The stand-in replicates no secrets.");
                return;
        }
        secret = add(call->cloud, name);
        for (size_t i = 0; i < ARRAY_LEN(members); i++)
                json_put_text(secret->more, members[i], json_text(call->in, members[i]));
        if (tags) {
                json_object_put(secret->tags);
                secret->tags = json_copy(tags);
        }
        secrets_put_names(call, secret);
        if (json_text(call->in, "SecretString") || json_text(call->in, "SecretBinary"))
                json_put_text(call->out, "VersionId", secrets_add_version(call, secret));
}

static void describe_secret(struct call *call)
{
        struct secret *secret = secrets_call(call, true);

        if (!secret)
                return;
        secrets_put_details(call->out, secret);
        if (json_object_object_length(secret->versions))
                json_put(call->out, "VersionIdsToStages", secrets_stages_map(secret));
}

static bool window_fits(struct call *call, int64_t *days)
{
        struct json_object *window = json_get(call->in, "RecoveryWindowInDays");
        bool force = json_flag(call->in, "ForceDeleteWithoutRecovery");

        *days = window ? json_object_get_int64(window) : DEFAULT_WINDOW;
        if (force && window)
                call_fail(call, 400, "InvalidParameterException",
                          "You can't use ForceDeleteWithoutRecovery in conjunction with "
                          "RecoveryWindowInDays.");
        else if (*days < 7 || *days > 30)
                call_fail(call, 400, "InvalidParameterException",
                          "The RecoveryWindowInDays value must be between 7 and 30 days "
                          "(inclusive).");
        return !call->error;
}

static bool is_owned(struct call *call, struct secret *secret)
{
        const char *owner = json_text(secret->more, "OwningService");

        if (owner)
                call_fail(call, 400, "InvalidRequestException",
                          "The secret is managed by %s: it can only be deleted there.", owner);
        return owner != NULL;
}

/* Forced, it is no error that there is no such secret (DeleteSecretRequest). */
static void force_delete(struct call *call)
{
        const char *id = json_text(call->in, "SecretId");
        struct secret *secret;
        char *arn;

        secrets_expire(call->cloud);
        secret = find(call->cloud, id);
        if (secret && is_owned(call, secret))
                return;
        secrets_put_seconds(call->out, "DeletionDate", secrets_now(call->cloud));
        if (secret) {
                secrets_put_names(call, secret);
                remove_secret(call->cloud->secrets, secret);
                return;
        }
        arn = text_starts(id, "arn:") ? xstrdup(id)
                                      : world_arn(call->cloud, "secretsmanager", "secret:%s", id);
        json_put_text(call->out, "ARN", arn);
        json_put_text(call->out, "Name", id);
        free(arn);
}

static void delete_secret(struct call *call)
{
        struct secret *secret;
        int64_t days;

        if (!window_fits(call, &days))
                return;
        if (json_flag(call->in, "ForceDeleteWithoutRecovery")) {
                force_delete(call);
                return;
        }
        secret = secrets_call(call, true);
        if (!secret)
                return;
        if (secret->deletion) {
                call_fail(call, 400, "InvalidRequestException",
                          "You can't perform this operation on the secret because it was already "
                          "scheduled for deletion.");
                return;
        }
        if (is_owned(call, secret))
                return;
        secret->deletion = secrets_now(call->cloud) + (double)days * DAY_SECONDS;
        secrets_put_names(call, secret);
        secrets_put_seconds(call->out, "DeletionDate", secret->deletion);
}

static void restore_secret(struct call *call)
{
        struct secret *secret = secrets_call(call, true);

        if (!secret)
                return;
        secret->deletion = 0;
        secrets_put_names(call, secret);
}

/* --- the model --- */

/* "arn:...:secret:NAME-XXXXXX:key::" - what follows the seventh colon names a key of a JSON value.
 */
char *secrets_model_secret(struct standin *s, const char *arn)
{
        const char *at = arn;
        char *id, *key = NULL, *value = NULL;
        struct json_object *parsed = NULL;
        struct secret *secret;
        struct err err = ERR_INIT;
        const char *text = NULL, *current;

        for (int colons = 0; *at && colons < 7; at++)
                colons += *at == ':';
        if (*at || (at > arn && at[-1] == ':' && strchr(arn, ':') != at - 1)) {
                size_t len = (size_t)(at - arn);

                id = xstrndup(arn, at[-1] == ':' ? len - 1 : len);
                key = xstrndup(at, strcspn(at, ":"));
        } else {
                id = xstrdup(arn);
        }
        secret = find(s, id);
        current = secret && !secret->deletion ? secrets_version_of(secret, "AWSCURRENT") : NULL;
        if (current)
                text = json_text(json_get(secret->versions, current), "SecretString");
        if (text && key && *key) {
                if (json_parse(text, strlen(text), &parsed, &err))
                        value = xstrdup(json_text(parsed, key));
                json_object_put(parsed);
                err_clear(&err);
        } else {
                value = xstrdup(text);
        }
        free(id);
        free(key);
        return value;
}

/* Gives it its (next) value, as a service that owns it does. */
static void give_value(struct standin *s, struct secret *secret, const char *value)
{
        struct call call = {.cloud = s, .status = 200, .in = json_object_new_object()};

        json_put_text(call.in, "SecretString", value);
        secrets_add_version(&call, secret);
        json_object_put(call.in);
}

char *secrets_model_manage(struct standin *s, const char *name, const char *value,
                           const char *owner)
{
        struct secret *secret = find(s, name);

        if (!secret)
                secret = add(s, name);
        json_put_text(secret->more, "OwningService", owner);
        give_value(s, secret, value);
        return xstrdup(secret->arn);
}

void secrets_model_drop(struct standin *s, const char *name_or_arn)
{
        struct secret *secret = find(s, name_or_arn);

        if (secret)
                remove_secret(s->secrets, secret);
}

bool secrets_model_new(struct standin *s, struct json_object *seed, struct err *err)
{
        struct json_object *given = json_array(seed, "secrets");

        s->secrets = xcalloc(1, sizeof(*s->secrets));
        for (size_t i = 0; i < json_count(given); i++) {
                struct json_object *one = json_at(given, i), *tags = json_array(one, "tags");
                const char *name = json_text(one, "name"), *value = json_text(one, "value");
                struct secret *secret;

                if (!name || !value)
                        return err_set(err, ERR_INVALID,
                                       "a secret of the seed needs \"name\" and \"value\"");
                secret = add(s, name);
                give_value(s, secret, value);
                json_put_text(secret->more, "OwningService", json_text(one, "owner"));
                json_put_text(secret->more, "Description", json_text(one, "description"));
                if (json_get(one, "deleted_in_days"))
                        secret->deletion = secrets_now(s) +
                                           (double)DAY_SECONDS * json_real(one, "deleted_in_days");
                if (tags) {
                        json_object_put(secret->tags);
                        secret->tags = json_copy(tags);
                }
        }
        return true;
}

void secrets_model_free(struct secrets_model *m)
{
        for (size_t i = 0; i < m->count; i++)
                secret_free(m->secrets[i]);
        free(m->secrets);
        free(m);
}

void secrets_model_state(struct standin *s, struct json_object *into)
{
        struct json_object *list = json_object_new_array();

        for (size_t i = 0; i < s->secrets->count; i++) {
                struct json_object *one = json_object_new_object();

                secrets_put_details(one, s->secrets->secrets[i]);
                json_object_array_add(list, one);
        }
        json_put(into, "secrets", list);
}

const struct operation secrets_operations[] = {
        {"secretsmanager", "GetSecretValue", secrets_get_value, false},
        {"secretsmanager", "DescribeSecret", describe_secret, false},
        {"secretsmanager", "ListSecrets", secrets_list, false},
        {"secretsmanager", "ListSecretVersionIds", secrets_list_versions, false},
        {"secretsmanager", "CreateSecret", create_secret, true},
        {"secretsmanager", "PutSecretValue", secrets_put_value, true},
        {"secretsmanager", "UpdateSecret", secrets_update, true},
        {"secretsmanager", "UpdateSecretVersionStage", secrets_update_stage, true},
        {"secretsmanager", "DeleteSecret", delete_secret, true},
        {"secretsmanager", "RestoreSecret", restore_secret, true},
        {"secretsmanager", "TagResource", secrets_tag, true},
        {"secretsmanager", "UntagResource", secrets_untag, true},
        {0},
};
