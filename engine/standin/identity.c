#include "engine/standin/identity.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/iam.h"

struct identities {
        struct identity *items;
        size_t count;
};

const struct identity *identity_add(struct standin *s, const struct identity *identity)
{
        struct identities *all = s->root->identities;

        all->items = xrealloc(all->items, (all->count + 1) * sizeof(*all->items));
        all->items[all->count] = *identity;
        return &all->items[all->count++];
}

static bool add_user(struct standin *s, struct json_object *user, const char *home, struct err *err)
{
        const char *key = json_text(user, "access_key");
        const char *secret = json_text(user, "secret_key");
        const char *name = json_text(user, "name");
        const char *account = json_text(user, "account");
        struct identity id = {0};

        if (!key || !secret)
                return err_set(err, ERR_INVALID,
                               "a user of the seed needs \"access_key\" and \"secret_key\"");
        if (identity_find(s, key))
                return err_set(err, ERR_INVALID, "the seed has two users of access key %s", key);
        if (json_get(user, "policies") && !iam_policies_check(json_get(user, "policies"), err))
                return err_prefix(err, "user %s of the seed", name ? name : key);
        if (!account)
                account = home;
        id.access_key = xstrdup(key);
        id.secret_key = xstrdup(secret);
        id.session_token = xstrdup(json_text(user, "session_token"));
        id.account = xstrdup(account);
        id.arn = xasprintf("arn:aws:iam::%s:user/%s", account, name ? name : key);
        id.user_id = xasprintf("AIDA%s", key);
        id.policies = json_object_get(json_get(user, "policies"));
        identity_add(s, &id);
        return true;
}

static bool check_roles(struct json_object *part, struct err *err)
{
        struct json_object *roles = json_array(part, "roles");

        for (size_t i = 0; i < json_count(roles); i++) {
                struct json_object *policies = json_get(json_at(roles, i), "policies");

                if (policies && !iam_policies_check(policies, err))
                        return err_prefix(err, "role %s of the seed",
                                          json_text(json_at(roles, i), "name"));
        }
        return true;
}

static bool add_users(struct standin *s, struct json_object *part, const char *account,
                      struct err *err)
{
        struct json_object *users = json_array(part, "users");

        for (size_t i = 0; i < json_count(users); i++)
                if (!add_user(s, json_at(users, i), account, err))
                        return false;
        return check_roles(part, err);
}

bool identities_new(struct standin *s, struct err *err)
{
        struct json_object *accounts = json_get(s->seed, "accounts");

        s->identities = xcalloc(1, sizeof(*s->identities));
        if (!json_count(json_array(s->seed, "users"))) {
                struct json_object *user = json_object_new_object();

                json_put_text(user, "access_key", "test");
                json_put_text(user, "secret_key", "test");
                add_user(s, user, s->account, err);
                json_object_put(user);
        }
        if (!add_users(s, s->seed, s->account, err))
                return false;
        if (!json_object_is_type(accounts, json_type_object))
                return true;
        json_object_object_foreach(accounts, account, part)
        {
                if (!add_users(s, part, account, err))
                        return false;
        }
        return true;
}

void identities_free(struct identities *all)
{
        if (!all)
                return;
        for (size_t i = 0; i < all->count; i++) {
                struct identity *id = &all->items[i];

                free(id->access_key);
                free(id->secret_key);
                free(id->session_token);
                free(id->account);
                free(id->arn);
                free(id->user_id);
                free(id->role);
                json_object_put(id->policies);
        }
        free(all->items);
        free(all);
}

const struct identity *identity_find(const struct standin *s, const char *access_key)
{
        const struct identities *all = s->root->identities;

        for (size_t i = 0; i < all->count; i++)
                if (strcmp(all->items[i].access_key, access_key) == 0)
                        return &all->items[i];
        return NULL;
}

struct json_object *identity_role(struct standin *s, const char *account, const char *name)
{
        struct json_object *roles = json_array(world_account_seed(s, account), "roles");

        for (size_t i = 0; i < json_count(roles); i++)
                if (text_same(json_text(json_at(roles, i), "name"), name))
                        return json_at(roles, i);
        return NULL;
}

bool identity_policies(struct standin *s, const char *arn, struct json_object **policies)
{
        const struct identities *all = s->root->identities;
        struct json_object *role = NULL;
        char account[13];
        int end = 0;

        *policies = NULL;
        if (sscanf(arn, "arn:aws:iam::%12[0-9]:role/%n", account, &end) == 1 && end)
                role = identity_role(s, account, arn + end);
        *policies = json_get(role, "policies");
        for (size_t i = 0; !role && i < all->count; i++) {
                if (!all->items[i].role && strcmp(all->items[i].arn, arn) == 0) {
                        *policies = all->items[i].policies;
                        return true;
                }
        }
        return role != NULL;
}

const struct identity *identity_default(const struct standin *s)
{
        return &s->root->identities->items[0];
}
