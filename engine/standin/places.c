/*
 * Accounts and regions. The seed as it stands is the root's: its "account" in its "region". Others
 * are in
 *
 *      "regions":  {"us-east-1": {"databases": [...], "parameters": [...], ...}},
 *      "accounts": {"222222222222": {"users": [...], "roles": [...], "databases": [...],
 *                                    "regions": {...}}}
 *
 * An account's own members are of its home region, "region" or else the root's. What concerns the
 * whole cloud - durations, jitter, limits, images - is the root's unless a place says otherwise.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/bodies.h"
#include "engine/standin/world.h"

bool place_build(struct standin *s, struct err *err)
{
        return kms_model_new(s, s->seed, err) && secrets_model_new(s, s->seed, err) &&
               rds_model_new(s, s->seed, err) && ssm_model_new(s, s->seed, err) &&
               alarms_model_new(s, s->seed, err) && ecs_model_new(s, s->seed, err) &&
               events_model_new(s, s->seed, err) && schedules_new(s, s->seed, err) &&
               ecr_model_new(s, s->seed, err) && sns_model_new(s, s->seed, err);
}

/* NULL when it isn't there. */
static struct standin *find_place(struct standin *s, const char *account, const char *region)
{
        for (struct standin *place = s->root; place; place = place->next)
                if (strcmp(place->account, account) == 0 && strcmp(place->region, region) == 0)
                        return place;
        return NULL;
}

/* What the root says for all, and the place's own part over it. */
static struct json_object *seed_of(struct standin *root, struct json_object *part)
{
        static const char *const shared[] = {"durations", "jitter", "limits", "flapping", "images"};
        struct json_object *seed = json_object_new_object();

        for (size_t i = 0; i < ARRAY_LEN(shared); i++)
                if (json_get(root->seed, shared[i]))
                        json_put(seed, shared[i], json_copy(json_get(root->seed, shared[i])));
        if (part) {
                json_object_object_foreach(part, name, value)
                        json_put(seed, name, json_copy(value));
        }
        return seed;
}

static struct standin *add(struct standin *root, const char *account, const char *region,
                           struct json_object *part)
{
        struct standin *s = xcalloc(1, sizeof(*s)), **last = &root->next;

        s->loop = root->loop;
        s->root = root;
        s->verify = root->verify;
        s->bodies = root->bodies;
        s->seed = seed_of(root, part);
        s->account = xstrdup(account);
        s->region = xstrdup(region);
        while (*last)
                last = &(*last)->next;
        *last = s;
        return s;
}

struct standin *world_place(struct standin *s, const char *account, const char *region)
{
        struct standin *place = find_place(s, account, region);
        struct err err = ERR_INIT;

        if (place)
                return place;
        place = add(s->root, account, region, NULL);
        place_build(place, &err); /* nothing to go wrong: it is empty */
        err_clear(&err);
        return place;
}

static bool new_place(struct standin *root, const char *account, const char *region,
                      struct json_object *part, struct err *err)
{
        if (!json_object_is_type(part, json_type_object))
                return err_set(err, ERR_INVALID, "the seed's account %s in %s is no object",
                               account, region);
        if (find_place(root, account, region))
                return err_set(err, ERR_INVALID, "the seed has account %s in %s twice", account,
                               region);
        if (!place_build(add(root, account, region, part), err))
                return err_prefix(err, "account %s in %s", account, region);
        return true;
}

static bool new_regions(struct standin *root, const char *account, struct json_object *part,
                        struct err *err)
{
        struct json_object *regions = json_get(part, "regions");

        if (!regions)
                return true;
        if (!json_object_is_type(regions, json_type_object))
                return err_set(err, ERR_INVALID,
                               "the seed's \"regions\" of account %s is no object", account);
        json_object_object_foreach(regions, region, of_region)
        {
                if (!new_place(root, account, region, of_region, err))
                        return false;
        }
        return true;
}

bool places_new(struct standin *root, struct err *err)
{
        struct json_object *accounts = json_get(root->seed, "accounts");

        if (!new_regions(root, root->account, root->seed, err))
                return false;
        if (!accounts)
                return true;
        if (!json_object_is_type(accounts, json_type_object))
                return err_set(err, ERR_INVALID, "the seed's \"accounts\" is no object");
        json_object_object_foreach(accounts, account, part)
        {
                const char *home = json_text(part, "region");

                if (strlen(account) != 12 || strspn(account, "0123456789") != 12)
                        return err_set(err, ERR_INVALID,
                                       "the seed's account \"%s\" is not 12 digits", account);
                if (!new_place(root, account, home ? home : root->region, part, err) ||
                    !new_regions(root, account, part, err))
                        return false;
        }
        return true;
}

/* Rules start tasks, and tasks are ended through their bodies: in that order. */
void places_free(struct standin *root)
{
        struct bodies *bodies = root->bodies;
        struct standin *place, *next;

        for (place = root; place; place = place->next) {
                events_model_free(place->events);
                schedules_free(place->schedules);
                if (place->ecs)
                        ecs_model_free(place->ecs);
                alarms_model_free(place->alarms);
        }
        if (bodies)
                bodies_free(bodies);
        for (place = root; place; place = place->next) {
                if (place->rds)
                        rds_model_free(place->rds);
                if (place->ssm)
                        ssm_model_free(place->ssm);
                if (place->secrets)
                        secrets_model_free(place->secrets);
                if (place->kms)
                        kms_model_free(place->kms);
                ecr_model_free(place->ecr);
                sns_model_free(place->sns);
        }
        for (place = root->next; place; place = next) {
                next = place->next;
                json_object_put(place->seed);
                free(place->account);
                free(place->region);
                free(place);
        }
        root->next = NULL;
}

struct json_object *world_account_seed(const struct standin *s, const char *account)
{
        if (strcmp(account, s->root->account) == 0)
                return s->root->seed;
        return json_get(json_get(s->root->seed, "accounts"), account);
}

bool world_has_region(const struct standin *s, const char *region)
{
        if (strcmp(region, s->region) == 0)
                return true;
        for (const struct standin *place = s->root; place; place = place->next)
                if (strcmp(place->region, region) == 0)
                        return true;
        return false;
}

struct standin *world_place_of_arn(struct standin *s, const char *arn)
{
        struct standin *found = NULL;
        char *copy, *rest;

        if (!text_starts(arn, "arn:"))
                return NULL;
        copy = xstrdup(arn);
        rest = copy;
        for (int i = 0; i < 3 && rest; i++) /* "arn", the partition, the service */
                strsep(&rest, ":");
        if (rest) {
                const char *region = strsep(&rest, ":");
                const char *account = rest ? strsep(&rest, ":") : NULL;

                if (account)
                        found = find_place(s, account, region);
        }
        free(copy);
        return found;
}
