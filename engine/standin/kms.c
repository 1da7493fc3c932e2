/* KMS: keys and aliases of the seed, AWS's own, grants. */
#include "engine/standin/kms.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/front.h"

struct kms_model {
        struct kms_key **keys;
        size_t count;
        double created;
};

static struct kms_key *add(struct standin *s, const char *id, const char *alias)
{
        struct kms_model *m = s->kms;
        struct kms_key *key = xcalloc(1, sizeof(*key));
        char made[37];

        if (!id) {
                front_uuid(s, made);
                id = made;
        }
        key->cloud = s;
        key->id = xstrdup(id);
        key->arn = world_arn(s, "kms", "key/%s", id);
        key->alias = xstrdup(alias);
        key->state = xstrdup("Enabled");
        key->accounts = json_object_new_array();
        key->grants = json_object_new_array();
        m->keys = xrealloc(m->keys, (m->count + 1) * sizeof(struct kms_key *));
        m->keys[m->count++] = key;
        return key;
}

static void key_free(struct kms_key *key)
{
        json_object_put(key->accounts);
        json_object_put(key->grants);
        free(key->id);
        free(key->arn);
        free(key->alias);
        free(key->description);
        free(key->state);
        free(key);
}

static struct kms_key *find_in(struct standin *s, const char *id, const char *alias)
{
        for (size_t i = 0; i < s->kms->count; i++) {
                struct kms_key *key = s->kms->keys[i];

                if ((id && strcmp(key->id, id) == 0) || (alias && text_same(key->alias, alias)))
                        return key;
        }
        return NULL;
}

/* What follows the fifth colon of an ARN. */
static const char *resource(const char *arn)
{
        for (int colons = 0; *arn && colons < 5; arn++)
                colons += *arn == ':';
        return arn;
}

struct kms_key *kms_find(struct standin *s, const char *name)
{
        struct standin *place = s;

        if (text_starts(name, "arn:")) {
                place = world_place_of_arn(s, name);
                name = resource(name);
                if (!place || strcmp(place->region, s->region) != 0)
                        return NULL;
        }
        if (text_starts(name, "key/"))
                name += strlen("key/");
        if (text_starts(name, "alias/aws/"))
                return kms_default(place, name + strlen("alias/aws/"));
        return text_starts(name, "alias/") ? find_in(place, NULL, name)
                                           : find_in(place, name, NULL);
}

struct kms_key *kms_default(struct standin *s, const char *service)
{
        char *alias = xasprintf("alias/aws/%s", service);
        struct kms_key *key = find_in(s, NULL, alias);

        if (!key) {
                key = add(s, NULL, alias);
                key->managed = true;
                key->description = xasprintf("Default key that protects what %s keeps when no "
                                             "other key is defined",
                                             service);
        }
        free(alias);
        return key;
}

struct kms_key *kms_know(struct standin *s, const char *name)
{
        struct kms_key *key = kms_find(s, name);
        struct standin *place = s;

        if (key)
                return key;
        if (text_starts(name, "arn:")) {
                place = world_place_of_arn(s, name);
                name = resource(name);
        }
        if (!place)
                return NULL;
        if (text_starts(name, "alias/"))
                return add(place, NULL, name);
        return add(place, text_starts(name, "key/") ? name + strlen("key/") : name, NULL);
}

/* "arn:aws:iam::222222222222:root" or the account itself */
static bool names_account(const char *principal, const char *account)
{
        return strcmp(principal, account) == 0 ||
               (text_starts(principal, "arn:") && strstr(principal, account));
}

bool kms_usable(const struct kms_key *key, const char *account)
{
        if (strcmp(key->state, "Enabled") != 0)
                return false;
        if (strcmp(key->cloud->account, account) == 0)
                return true;
        for (size_t i = 0; i < json_count(key->accounts); i++)
                if (names_account(json_object_get_string(json_at(key->accounts, i)), account))
                        return true;
        for (size_t i = 0; i < json_count(key->grants); i++)
                if (names_account(json_text(json_at(key->grants, i), "GranteePrincipal"), account))
                        return true;
        return false;
}

/* --- operations --- */

/* Another account's key is as if it weren't there, unless one may use it. */
static struct kms_key *named(struct call *call)
{
        const char *name = json_text(call->in, "KeyId");
        struct kms_key *key = kms_find(call->cloud, name);

        if (key && (key->cloud == call->cloud || kms_usable(key, call->cloud->account)))
                return key;
        call_fail(call, 400, "NotFoundException", "%s '%s' does not exist",
                  strstr(name, "alias/") ? "Alias" : "Key", name);
        return NULL;
}

static struct json_object *metadata(const struct kms_key *key)
{
        struct json_object *is = json_object_new_object();
        struct json_object *algorithms = json_object_new_array();

        json_add_text(algorithms, "SYMMETRIC_DEFAULT");
        json_put_text(is, "AWSAccountId", key->cloud->account);
        json_put_text(is, "KeyId", key->id);
        json_put_text(is, "Arn", key->arn);
        json_put(is, "CreationDate", json_object_new_double(key->cloud->kms->created));
        json_put_flag(is, "Enabled", strcmp(key->state, "Enabled") == 0);
        json_put_text(is, "Description", key->description ? key->description : "");
        json_put_text(is, "KeyUsage", "ENCRYPT_DECRYPT");
        json_put_text(is, "KeyState", key->state);
        json_put_text(is, "Origin", "AWS_KMS");
        json_put_text(is, "KeyManager", key->managed ? "AWS" : "CUSTOMER");
        json_put_text(is, "KeySpec", "SYMMETRIC_DEFAULT");
        json_put_text(is, "CustomerMasterKeySpec", "SYMMETRIC_DEFAULT");
        json_put(is, "EncryptionAlgorithms", algorithms);
        json_put_flag(is, "MultiRegion", false);
        return is;
}

static void describe_key(struct call *call)
{
        struct kms_key *key = named(call);

        if (key)
                json_put(call->out, "KeyMetadata", metadata(key));
}

static int by_text(const void *a, const void *b)
{
        struct json_object *const *x = a, *const *y = b;
        const char *alias = json_text(*x, "AliasName");

        return alias ? strcmp(alias, json_text(*y, "AliasName"))
                     : strcmp(json_text(*x, "KeyId"), json_text(*y, "KeyId"));
}

/* One page of list (taken), ordered by its key; a marker is the last key given. */
static void page(struct call *call, const char *name, const char *key, struct json_object *list)
{
        struct json_object *out = json_object_new_array();
        const char *marker = json_text(call->in, "Marker");
        int64_t limit = json_int(call->in, "Limit"), most = limit ? limit : 50;
        size_t i = 0;

        json_object_array_sort(list, by_text);
        while (marker && i < json_count(list) &&
               strcmp(json_text(json_at(list, i), key), marker) <= 0)
                i++;
        for (; i < json_count(list) && (int64_t)json_count(out) < most; i++)
                json_object_array_add(out, json_object_get(json_at(list, i)));
        json_put_flag(call->out, "Truncated", i < json_count(list));
        if (i < json_count(list))
                json_put_text(call->out, "NextMarker", json_text(json_at(list, i - 1), key));
        json_put(call->out, name, out);
        json_object_put(list);
}

static void list_aliases(struct call *call)
{
        struct kms_model *m = call->cloud->kms;
        struct kms_key *only = NULL;
        struct json_object *list;

        if (json_text(call->in, "KeyId") && !(only = named(call)))
                return;
        list = json_object_new_array();
        for (size_t i = 0; i < m->count; i++) {
                struct kms_key *key = m->keys[i];
                struct json_object *is;
                char *arn;

                if (!key->alias || (only && only != key))
                        continue;
                is = json_object_new_object();
                arn = world_arn(call->cloud, "kms", "%s", key->alias);
                json_put_text(is, "AliasName", key->alias);
                json_put_text(is, "AliasArn", arn);
                json_put_text(is, "TargetKeyId", key->id);
                json_put(is, "CreationDate", json_object_new_double(m->created));
                json_object_array_add(list, is);
                free(arn);
        }
        page(call, "Aliases", "AliasName", list);
}

static void list_keys(struct call *call)
{
        struct kms_model *m = call->cloud->kms;
        struct json_object *list = json_object_new_array();

        for (size_t i = 0; i < m->count; i++) {
                struct json_object *is = json_object_new_object();

                json_put_text(is, "KeyId", m->keys[i]->id);
                json_put_text(is, "KeyArn", m->keys[i]->arn);
                json_object_array_add(list, is);
        }
        page(call, "Keys", "KeyId", list);
}

/* --- grants --- */

static void create_grant(struct call *call)
{
        struct kms_key *key = named(call);
        struct json_object *grant;
        char id[65] = "", token[65] = "";

        if (!key)
                return;
        if (strcmp(key->state, "Enabled") != 0) {
                call_fail(call, 400, "DisabledException", "%s is disabled.", key->arn);
                return;
        }
        if (key->managed) {
                call_fail(call, 400, "AccessDeniedException",
                          "No grant can be made for a key that AWS manages: %s", key->arn);
                return;
        }
        for (int i = 0; i < 64; i++) {
                snprintf(id + i, 2, "%x", (unsigned)world_random(call->cloud, 16));
                snprintf(token + i, 2, "%x", (unsigned)world_random(call->cloud, 16));
        }
        grant = json_object_new_object();
        json_put_text(grant, "KeyId", key->arn);
        json_put_text(grant, "GrantId", id);
        json_put_text(grant, "Name", json_text(call->in, "Name"));
        json_put_text(grant, "GranteePrincipal", json_text(call->in, "GranteePrincipal"));
        json_put_text(grant, "RetiringPrincipal", json_text(call->in, "RetiringPrincipal"));
        json_put_text(grant, "IssuingAccount", call->cloud->account);
        json_put(grant, "Operations", json_copy(json_array(call->in, "Operations")));
        json_put(grant, "CreationDate",
                 json_object_new_double((double)loop_now(call->cloud->loop) / 1000));
        json_object_array_add(key->grants, grant);
        json_put_text(call->out, "GrantId", id);
        json_put_text(call->out, "GrantToken", token);
}

static void list_grants(struct call *call)
{
        struct kms_key *key = named(call);

        if (!key)
                return;
        json_put(call->out, "Grants", json_copy(key->grants));
        json_put_flag(call->out, "Truncated", false);
}

static void revoke_grant(struct call *call)
{
        struct kms_key *key = named(call);

        if (!key)
                return;
        for (size_t i = 0; i < json_count(key->grants); i++)
                if (text_same(json_text(json_at(key->grants, i), "GrantId"),
                              json_text(call->in, "GrantId"))) {
                        json_object_array_del_idx(key->grants, i, 1);
                        return;
                }
        call_fail(call, 400, "NotFoundException", "Grant %s does not exist",
                  json_text(call->in, "GrantId"));
}

/* --- the model --- */

/* {"id", "alias", "description", "state", "accounts": [...]} */
static bool seed_key(struct standin *s, struct json_object *seed, struct err *err)
{
        const char *alias = json_text(seed, "alias"), *state = json_text(seed, "state");
        struct kms_key *key;

        if (alias && !text_starts(alias, "alias/"))
                return err_set(err, ERR_INVALID,
                               "the seed's key \"%s\": an alias begins with alias/", alias);
        if (!json_text(seed, "id") && !alias)
                return err_set(err, ERR_INVALID, "a key of the seed needs \"id\" or \"alias\"");
        key = add(s, json_text(seed, "id"), alias);
        key->managed = text_starts(alias ? alias : "", "alias/aws/");
        key->description = xstrdup(json_text(seed, "description"));
        if (state)
                xreplace(&key->state, state);
        if (json_array(seed, "accounts")) {
                json_object_put(key->accounts);
                key->accounts = json_copy(json_array(seed, "accounts"));
        }
        return true;
}

bool kms_model_new(struct standin *s, struct json_object *seed, struct err *err)
{
        struct json_object *keys = json_array(seed, "keys");

        s->kms = xcalloc(1, sizeof(*s->kms));
        s->kms->created = (double)loop_now(s->loop) / 1000;
        for (size_t i = 0; i < json_count(keys); i++)
                if (!seed_key(s, json_at(keys, i), err))
                        return false;
        return true;
}

void kms_model_free(struct kms_model *m)
{
        for (size_t i = 0; i < m->count; i++)
                key_free(m->keys[i]);
        free(m->keys);
        free(m);
}

const struct operation kms_operations[] = {
        {"kms", "DescribeKey", describe_key, false},
        {"kms", "ListAliases", list_aliases, false},
        {"kms", "ListKeys", list_keys, false},
        {"kms", "ListGrants", list_grants, false},
        {"kms", "CreateGrant", create_grant, true},
        {"kms", "RevokeGrant", revoke_grant, true},
        {0},
};
