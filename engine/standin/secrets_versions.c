/* A secret's values: versions, and the staging labels that say which is which. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/front.h"
#include "engine/standin/secrets.h"

enum { DEPRECATED_KEPT = 100 };

static const char current[] = "AWSCURRENT", previous[] = "AWSPREVIOUS";

bool secrets_one_value(struct call *call, bool required)
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

/* The labels of a version; borrowed. */
static struct json_object *stages_of(struct secret *secret, const char *version)
{
        return json_array(json_get(secret->versions, version), "VersionStages");
}

const char *secrets_version_of(struct secret *secret, const char *stage)
{
        json_object_object_foreach(secret->versions, id, version)
        {
                if (json_has_text(json_array(version, "VersionStages"), stage))
                        return id;
        }
        return NULL;
}

struct json_object *secrets_stages_map(struct secret *secret)
{
        struct json_object *map = json_object_new_object();

        json_object_object_foreach(secret->versions, id, version)
        {
                if (json_count(json_array(version, "VersionStages")))
                        json_put(map, id, json_copy(json_array(version, "VersionStages")));
        }
        return map;
}

static void drop_stage(struct secret *secret, const char *stage)
{
        const char *id = secrets_version_of(secret, stage);
        struct json_object *stages = id ? stages_of(secret, id) : NULL;

        for (size_t i = json_count(stages); i-- > 0;)
                if (text_same(json_object_get_string(json_at(stages, i)), stage))
                        json_object_array_del_idx(stages, i, 1);
}

/* A label is on one version at a time; AWSPREVIOUS goes where AWSCURRENT was. */
static void move_stage(struct secret *secret, const char *stage, const char *to)
{
        const char *from = secrets_version_of(secret, stage);
        char *before = from ? xstrdup(from) : NULL;

        if (!text_same(before, to)) {
                drop_stage(secret, stage);
                json_add_text(stages_of(secret, to), stage);
                if (before && strcmp(stage, current) == 0) {
                        if (text_same(secrets_version_of(secret, previous), to))
                                drop_stage(secret, previous);
                        move_stage(secret, previous, before);
                }
        }
        free(before);
}

/* Versions without a label can't be asked for by one; the oldest of them are dropped. */
static void forget_deprecated(struct secret *secret)
{
        for (;;) {
                const char *oldest = NULL;
                size_t count = 0;

                json_object_object_foreach(secret->versions, id, version)
                {
                        if (json_count(json_array(version, "VersionStages")))
                                continue;
                        count++;
                        if (!oldest)
                                oldest = id;
                }
                if (count <= DEPRECATED_KEPT)
                        return;
                json_object_object_del(secret->versions, oldest);
        }
}

static bool same_value(struct json_object *version, struct json_object *in)
{
        return text_same(json_text(version, "SecretString"), json_text(in, "SecretString")) &&
               text_same(json_text(version, "SecretBinary"), json_text(in, "SecretBinary"));
}

const char *secrets_add_version(struct call *call, struct secret *secret)
{
        const char *id = json_text(call->in, "ClientRequestToken");
        struct json_object *stages = json_array(call->in, "VersionStages");
        struct json_object *there, *version;
        char uuid[37];

        front_uuid(call->cloud, uuid);
        if (!id)
                id = uuid;
        there = json_get(secret->versions, id);
        if (there && !same_value(there, call->in)) {
                call_fail(call, 400, "ResourceExistsException",
                          "You can't use ClientRequestToken %s because that value is already in "
                          "use for a version of secret %s.",
                          id, secret->arn);
                return NULL;
        }
        if (!there) {
                version = json_object_new_object();
                json_put_text(version, "SecretString", json_text(call->in, "SecretString"));
                json_put_text(version, "SecretBinary", json_text(call->in, "SecretBinary"));
                secrets_put_seconds(version, "CreatedDate", secrets_now(call->cloud));
                json_put(version, "VersionStages", json_object_new_array());
                json_put(secret->versions, id, version);
                if (!stages)
                        move_stage(secret, current, id);
                for (size_t i = 0; i < json_count(stages); i++)
                        move_stage(secret, json_object_get_string(json_at(stages, i)), id);
                /* the first version is the current one whatever it is called */
                if (!secrets_version_of(secret, current))
                        move_stage(secret, current, id);
                secret->changed = secrets_now(call->cloud);
                forget_deprecated(secret);
        }
        json_object_object_foreach(secret->versions, key, unused)
        {
                (void)unused;
                if (strcmp(key, id) == 0)
                        return key;
        }
        return NULL;
}

static void no_value(struct call *call, const char *stage, const char *id)
{
        if (id && !stage)
                call_fail(call, 400, "ResourceNotFoundException",
                          "Secrets Manager can't find the specified secret value for VersionId: %s",
                          id);
        else
                call_fail(call, 400, "ResourceNotFoundException",
                          "Secrets Manager can't find the specified secret value for staging "
                          "label: %s",
                          stage ? stage : current);
}

void secrets_get_value(struct call *call)
{
        struct secret *secret = secrets_call(call, false);
        const char *stage = json_text(call->in, "VersionStage");
        const char *id = json_text(call->in, "VersionId");
        struct json_object *version;

        if (!secret)
                return;
        if (id && stage && !json_has_text(stages_of(secret, id), stage)) {
                call_fail(call, 400, "InvalidRequestException",
                          "You provided a VersionStage that is not associated to the provided "
                          "VersionId.");
                return;
        }
        if (!id)
                id = secrets_version_of(secret, stage ? stage : current);
        version = id ? json_get(secret->versions, id) : NULL;
        if (!version) {
                no_value(call, stage, id);
                return;
        }
        secret->accessed = secrets_now(call->cloud);
        secrets_put_names(call, secret);
        json_put_text(call->out, "VersionId", id);
        json_put_text(call->out, "SecretString", json_text(version, "SecretString"));
        json_put_text(call->out, "SecretBinary", json_text(version, "SecretBinary"));
        if (json_count(stages_of(secret, id)))
                json_put(call->out, "VersionStages", json_copy(stages_of(secret, id)));
        json_put(call->out, "CreatedDate", json_copy(json_get(version, "CreatedDate")));
}

/* A service's secret is changed by the service. */
static bool may_change(struct call *call, struct secret *secret)
{
        const char *owner = json_text(secret->more, "OwningService");

        if (!owner)
                return true;
        call_fail(call, 400, "InvalidRequestException",
                  "The secret is managed by %s: its value can only be changed there.", owner);
        return false;
}

void secrets_put_value(struct call *call)
{
        struct secret *secret = secrets_call(call, false);
        const char *id;

        if (!secret || !secrets_one_value(call, true) || !may_change(call, secret))
                return;
        id = secrets_add_version(call, secret);
        if (!id)
                return;
        secrets_put_names(call, secret);
        json_put_text(call->out, "VersionId", id);
        if (json_count(stages_of(secret, id)))
                json_put(call->out, "VersionStages", json_copy(stages_of(secret, id)));
}

void secrets_update(struct call *call)
{
        static const char *const members[] = {"Description", "KmsKeyId", "Type"};
        struct secret *secret = secrets_call(call, false);
        const char *id = NULL;

        if (!secret || !secrets_one_value(call, false) || !may_change(call, secret))
                return;
        if (json_text(call->in, "SecretString") || json_text(call->in, "SecretBinary")) {
                id = secrets_add_version(call, secret);
                if (!id)
                        return;
        }
        for (size_t i = 0; i < ARRAY_LEN(members); i++)
                json_put_text(secret->more, members[i], json_text(call->in, members[i]));
        secret->changed = secrets_now(call->cloud);
        secrets_put_names(call, secret);
        json_put_text(call->out, "VersionId", id);
}

/* UpdateSecretVersionStageRequest: a label that is somewhere is only taken from where it is said to
 * be. */
static bool may_move(struct call *call, struct secret *secret, const char *stage)
{
        const char *to = json_text(call->in, "MoveToVersionId");
        const char *from = json_text(call->in, "RemoveFromVersionId");
        const char *there = secrets_version_of(secret, stage);

        if ((to && !json_get(secret->versions, to)) || (from && !json_get(secret->versions, from)))
                call_fail(call, 400, "ResourceNotFoundException",
                          "Secrets Manager can't find the specified secret version.");
        else if (!to && !from)
                call_fail(call, 400, "InvalidParameterException",
                          "Either MoveToVersionId or RemoveFromVersionId must be given.");
        else if (!to && strcmp(stage, current) == 0)
                call_fail(call, 400, "InvalidParameterException",
                          "You can only move staging label AWSCURRENT to a different secret "
                          "version. It can't be completely removed.");
        else if (from && !text_same(there, from))
                call_fail(call, 400, "InvalidParameterException",
                          "The parameter RemoveFromVersionId can't be empty. Staging label %s is "
                          "currently attached to version %s, so you must explicitly reference "
                          "that version in RemoveFromVersionId.",
                          stage, there ? there : "(none)");
        else if (to && there && !from && strcmp(there, to) != 0)
                call_fail(call, 400, "InvalidParameterException",
                          "The parameter RemoveFromVersionId can't be empty. Staging label %s is "
                          "currently attached to version %s, so you must explicitly reference "
                          "that version in RemoveFromVersionId.",
                          stage, there);
        return !call->error;
}

void secrets_update_stage(struct call *call)
{
        struct secret *secret = secrets_call(call, false);
        const char *stage = json_text(call->in, "VersionStage");
        const char *to = json_text(call->in, "MoveToVersionId");

        if (!secret || !may_move(call, secret, stage))
                return;
        if (to)
                move_stage(secret, stage, to);
        else
                drop_stage(secret, stage);
        secret->changed = secrets_now(call->cloud);
        secrets_put_names(call, secret);
}

void secrets_list_versions(struct call *call)
{
        struct secret *secret = secrets_call(call, true);
        struct json_object *all;

        if (!secret)
                return;
        all = json_object_new_array();
        json_object_object_foreach(secret->versions, id, version)
        {
                struct json_object *stages = json_array(version, "VersionStages"), *one;

                if (!json_count(stages) && !json_flag(call->in, "IncludeDeprecated"))
                        continue;
                one = json_object_new_object();
                json_put_text(one, "VersionId", id);
                if (json_count(stages))
                        json_put(one, "VersionStages", json_copy(stages));
                json_put(one, "CreatedDate", json_copy(json_get(version, "CreatedDate")));
                json_object_array_add(all, one);
        }
        secrets_put_names(call, secret);
        secrets_page(call, "Versions", all);
}
