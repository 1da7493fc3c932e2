/* Secrets Manager: secrets, their versions by stage, deletion with a time to think. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/front.h"
#include "engine/standin/world.h"

enum { DAY_SECONDS = 86400, DEFAULT_WINDOW = 30 };

struct secret {
        char *name;
        char *arn;
        struct json_object *versions; /* VersionId -> {SecretString, SecretBinary, CreatedDate} */
        char *current, *previous;     /* version ids, or NULL */
        struct json_object *tags;
        char *description;
        double created, changed;
        double deletion; /* seconds; 0: not scheduled */
};

struct secrets_model {
        struct secret **secrets;
        size_t count;
};

static double now(struct standin *s)
{
        return (double)loop_now(s->loop) / 1000;
}

/* By name, by ARN, or by an ARN without its six random characters. */
static struct secret *find(struct standin *s, const char *id)
{
        struct secrets_model *m = s->secrets;

        for (size_t i = 0; i < m->count; i++) {
                struct secret *secret = m->secrets[i];
                size_t partial = strlen(secret->arn) - 7;

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
        free(secret->name);
        free(secret->arn);
        free(secret->current);
        free(secret->previous);
        free(secret->description);
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

/* The secret a request names; one past its time to think is gone, one within it can't be used. */
static struct secret *named(struct call *call, bool even_scheduled)
{
        struct secret *secret = find(call->cloud, json_text(call->in, "SecretId"));

        if (secret && secret->deletion && secret->deletion <= now(call->cloud)) {
                remove_secret(call->cloud->secrets, secret);
                secret = NULL;
        }
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

static struct secret *add(struct standin *s, const char *name)
{
        static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
        struct secrets_model *m = s->secrets;
        struct secret *secret = xcalloc(1, sizeof(*secret));
        char end[7];

        for (size_t i = 0; i < 6; i++)
                end[i] = letters[world_random(s, sizeof(letters) - 1)];
        end[6] = '\0';
        secret->name = xstrdup(name);
        secret->arn = world_arn(s, "secretsmanager", "secret:%s-%s", name, end);
        secret->versions = json_object_new_object();
        secret->tags = json_object_new_array();
        secret->created = now(s);
        m->secrets = xrealloc(m->secrets, (m->count + 1) * sizeof(*m->secrets));
        m->secrets[m->count++] = secret;
        return secret;
}

/* The new version becomes AWSCURRENT, the one before it AWSPREVIOUS; older ones are dropped. */
static void put_version(struct standin *s, struct secret *secret, struct json_object *in)
{
        const char *token = json_text(in, "ClientRequestToken");
        struct json_object *version = json_object_new_object();
        char id[37];

        front_uuid(s, id);
        if (!token)
                token = id;
        json_put_text(version, "SecretString", json_text(in, "SecretString"));
        json_put_text(version, "SecretBinary", json_text(in, "SecretBinary"));
        json_put(version, "CreatedDate", json_object_new_double(now(s)));
        if (secret->previous)
                json_object_object_del(secret->versions, secret->previous);
        free(secret->previous);
        secret->previous = secret->current;
        secret->current = xstrdup(token);
        secret->changed = now(s);
        json_put(secret->versions, token, version);
}

static struct json_object *stages_of(struct secret *secret, const char *id)
{
        struct json_object *stages = json_object_new_array();

        if (text_same(id, secret->current))
                json_add_text(stages, "AWSCURRENT");
        if (text_same(id, secret->previous))
                json_add_text(stages, "AWSPREVIOUS");
        return stages;
}

static void put_names(struct call *call, struct secret *secret)
{
        json_put_text(call->out, "ARN", secret->arn);
        json_put_text(call->out, "Name", secret->name);
}

static bool one_value(struct call *call, bool required)
{
        bool text = json_text(call->in, "SecretString"),
             bytes = json_text(call->in, "SecretBinary");

        if (text && bytes)
                call_fail(call, 400, "InvalidParameterException",
                          "You can't specify both a binary secret value and a string secret value "
                          "in the same secret.");
        else if (required && !text && !bytes)
                call_fail(call, 400, "InvalidRequestException",
                          "You must provide either SecretString or SecretBinary.");
        return !call->error;
}

static void create_secret(struct call *call)
{
        const char *name = json_text(call->in, "Name");
        struct secret *secret = find(call->cloud, name);

        if (secret && secret->deletion > now(call->cloud)) {
                call_fail(call, 400, "InvalidRequestException",
                          "You can't create this secret because a secret with this name is already "
                          "scheduled for deletion.");
                return;
        }
        if (secret && secret->deletion)
                remove_secret(call->cloud->secrets, secret);
        else if (secret) {
                call_fail(call, 400, "ResourceExistsException",
                          "The operation failed because the secret %s already exists.", name);
                return;
        }
        if (!one_value(call, false))
                return;
        secret = add(call->cloud, name);
        secret->description = xstrdup(json_text(call->in, "Description"));
        if (json_array(call->in, "Tags")) {
                json_object_put(secret->tags);
                secret->tags = json_copy(json_array(call->in, "Tags"));
        }
        put_names(call, secret);
        if (!json_text(call->in, "SecretString") && !json_text(call->in, "SecretBinary"))
                return;
        put_version(call->cloud, secret, call->in);
        json_put_text(call->out, "VersionId", secret->current);
}

static void put_secret_value(struct call *call)
{
        struct secret *secret = named(call, false);

        if (!secret || !one_value(call, true))
                return;
        put_version(call->cloud, secret, call->in);
        put_names(call, secret);
        json_put_text(call->out, "VersionId", secret->current);
        json_put(call->out, "VersionStages", stages_of(secret, secret->current));
}

static void get_secret_value(struct call *call)
{
        struct secret *secret = named(call, false);
        const char *stage = json_text(call->in, "VersionStage");
        const char *id = json_text(call->in, "VersionId");
        struct json_object *version;

        if (!secret)
                return;
        if (!id)
                id = !stage || strcmp(stage, "AWSCURRENT") == 0 ? secret->current
                     : strcmp(stage, "AWSPREVIOUS") == 0        ? secret->previous
                                                                : NULL;
        version = id ? json_get(secret->versions, id) : NULL;
        if (!version) {
                call_fail(call, 400, "ResourceNotFoundException",
                          "Secrets Manager can't find the specified secret value for staging label "
                          "or version: %s",
                          stage ? stage : "AWSCURRENT");
                return;
        }
        put_names(call, secret);
        json_put_text(call->out, "VersionId", id);
        json_put_text(call->out, "SecretString", json_text(version, "SecretString"));
        json_put_text(call->out, "SecretBinary", json_text(version, "SecretBinary"));
        json_put(call->out, "VersionStages", stages_of(secret, id));
        json_put(call->out, "CreatedDate", json_copy(json_get(version, "CreatedDate")));
}

static void describe_secret(struct call *call)
{
        struct secret *secret = named(call, true);
        struct json_object *versions;

        if (!secret)
                return;
        versions = json_object_new_object();
        json_object_object_foreach(secret->versions, id, version)
        {
                (void)version;
                json_put(versions, id, stages_of(secret, id));
        }
        put_names(call, secret);
        json_put_text(call->out, "Description", secret->description);
        json_put(call->out, "Tags", json_copy(secret->tags));
        json_put(call->out, "VersionIdsToStages", versions);
        json_put(call->out, "CreatedDate", json_object_new_double(secret->created));
        json_put(call->out, "LastChangedDate", json_object_new_double(secret->changed));
        if (secret->deletion)
                json_put(call->out, "DeletedDate", json_object_new_double(secret->deletion));
}

static void delete_secret(struct call *call)
{
        struct secret *secret = named(call, true);
        bool force = json_flag(call->in, "ForceDeleteWithoutRecovery");
        struct json_object *window = json_get(call->in, "RecoveryWindowInDays");
        int64_t days = window ? json_object_get_int64(window) : DEFAULT_WINDOW;

        if (!secret)
                return;
        if (force && window) {
                call_fail(call, 400, "InvalidParameterException",
                          "You can't use ForceDeleteWithoutRecovery in conjunction with "
                          "RecoveryWindowInDays.");
                return;
        }
        if (days < 7 || days > 30) {
                call_fail(call, 400, "InvalidParameterException",
                          "The RecoveryWindowInDays value must be between 7 and 30 days "
                          "(inclusive).");
                return;
        }
        secret->deletion = now(call->cloud) + (force ? 0 : (double)days * DAY_SECONDS);
        put_names(call, secret);
        json_put(call->out, "DeletionDate", json_object_new_double(secret->deletion));
        if (force)
                remove_secret(call->cloud->secrets, secret);
}

static void restore_secret(struct call *call)
{
        struct secret *secret = named(call, true);

        if (!secret)
                return;
        secret->deletion = 0;
        put_names(call, secret);
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
        const char *text;

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
        text = secret && secret->current && !secret->deletion
                       ? json_text(json_get(secret->versions, secret->current), "SecretString")
                       : NULL;
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

bool secrets_model_new(struct standin *s, struct json_object *seed, struct err *err)
{
        struct json_object *given = json_array(seed, "secrets");

        s->secrets = xcalloc(1, sizeof(*s->secrets));
        for (size_t i = 0; i < json_count(given); i++) {
                struct json_object *one = json_at(given, i), *in;
                const char *name = json_text(one, "name"), *value = json_text(one, "value");

                if (!name || !value)
                        return err_set(err, ERR_INVALID,
                                       "a secret of the seed needs \"name\" and \"value\"");
                in = json_object_new_object();
                json_put_text(in, "SecretString", value);
                put_version(s, add(s, name), in);
                json_object_put(in);
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

                json_put_text(one, "ARN", s->secrets->secrets[i]->arn);
                json_put_text(one, "Name", s->secrets->secrets[i]->name);
                json_object_array_add(list, one);
        }
        json_put(into, "secrets", list);
}

const struct operation secrets_operations[] = {
        {"secretsmanager", "GetSecretValue", get_secret_value, false},
        {"secretsmanager", "DescribeSecret", describe_secret, false},
        {"secretsmanager", "CreateSecret", create_secret, true},
        {"secretsmanager", "PutSecretValue", put_secret_value, true},
        {"secretsmanager", "DeleteSecret", delete_secret, true},
        {"secretsmanager", "RestoreSecret", restore_secret, true},
        {0},
};
