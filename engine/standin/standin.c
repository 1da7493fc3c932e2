/* The cloud as a whole: made from a seed, asked for its state, taken down. */
#include "engine/standin/standin.h"

#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/standin/bodies.h"
#include "engine/standin/faults.h"
#include "engine/standin/identity.h"
#include "engine/standin/lag.h"
#include "engine/standin/world.h"

static bool build(struct standin *s, const struct standin_options *options, struct err *err)
{
        if (!json_object_is_type(s->seed, json_type_object))
                return err_set(err, ERR_INVALID, "the seed is not a JSON object");
        if (!identities_new(s, err) || !faults_check(s, err))
                return false;
        if (options->bodies) {
                s->bodies = bodies_new(s->loop, options->bodies, options->port, err);
                if (!s->bodies)
                        return false;
        }
        return place_build(s, err) && places_new(s, err);
}

struct standin *standin_new(const struct standin_options *options, struct err *err)
{
        struct standin *s = xcalloc(1, sizeof(*s));
        const char *account, *region;

        s->loop = options->loop;
        s->root = s;
        s->verify = options->verify;
        s->random = options->random;
        s->seed = options->seed ? json_copy(options->seed) : json_object_new_object();
        account = json_text(s->seed, "account");
        region = json_text(s->seed, "region");
        s->account = xstrdup(account ? account : "000000000000");
        s->region = xstrdup(region ? region : "us-east-1");
        s->calls = json_object_new_array();
        if (!build(s, options, err)) {
                standin_free(s);
                return NULL;
        }
        return s;
}

void standin_free(struct standin *s)
{
        if (!s)
                return;
        lag_free(s->lag);
        places_free(s);
        identities_free(s->identities);
        json_object_put(s->calls);
        json_object_put(s->seed);
        free(s->account);
        free(s->region);
        free(s);
}

static struct json_object *state_of(struct standin *s)
{
        struct json_object *state = json_object_new_object();

        json_put_text(state, "account", s->account);
        json_put_text(state, "region", s->region);
        rds_model_state(s, state);
        ssm_model_state(s, state);
        secrets_model_state(s, state);
        ecs_model_state(s, state);
        sns_model_state(s, state);
        return state;
}

struct json_object *standin_state(struct standin *s)
{
        struct json_object *state = state_of(s), *others;

        if (!s->next)
                return state;
        others = json_object_new_array();
        for (struct standin *place = s->next; place; place = place->next)
                json_object_array_add(others, state_of(place));
        json_put(state, "others", others);
        return state;
}

int64_t standin_calls(const struct standin *s, int64_t *mutating)
{
        if (mutating)
                *mutating = s->mutating_count;
        return s->call_count;
}
