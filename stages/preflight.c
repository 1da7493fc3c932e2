#include "stages/preflight.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/sts.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/run/plan.h"
#include "stages/accounts.h"
#include "stages/preflight_parts.h"

void preflight_each_call(struct json_object *plan,
                         void (*take)(void *arg, struct json_object *call), void *arg)
{
        struct json_object *stages = json_array(plan, "stages");

        for (size_t i = 0; i < json_count(stages); i++) {
                struct json_object *calls = json_array(json_at(stages, i), "calls");

                for (size_t k = 0; k < json_count(calls); k++)
                        take(arg, json_at(calls, k));
        }
}

struct json_object *preflight_snapshot(struct json_object *plan)
{
        struct json_object *stages = json_array(plan, "stages");

        for (size_t i = 0; i < json_count(stages); i++) {
                struct json_object *shows = json_get(json_at(stages, i), "shows");

                if (json_get(shows, "snapshot"))
                        return json_get(shows, "snapshot");
        }
        return NULL;
}

static void find(struct json_object *plan, const char *grade, const char *topic, enum err_code code,
                 const char *next, const char *text)
{
        struct err why = ERR_INIT;

        err_set(&why, code, "%s", text);
        if (next)
                err_next(&why, "%s", next);
        plan_find(plan, grade, topic, NULL, &why);
        err_clear(&why);
}

void preflight_blocks(struct json_object *plan, enum err_code code, const char *topic,
                      const char *next, const char *fmt, ...)
{
        va_list args;
        char *text;

        va_start(args, fmt);
        text = xvasprintf(fmt, args);
        va_end(args);
        find(plan, "blocks", topic, code, next, text);
        free(text);
}

void preflight_warns(struct json_object *plan, const char *topic, const char *fmt, ...)
{
        va_list args;
        char *text;

        va_start(args, fmt);
        text = xvasprintf(fmt, args);
        va_end(args);
        find(plan, "warns", topic, ERR_NONE, NULL, text);
        free(text);
}

bool preflight_unseen(struct json_object *plan, const char *topic, const char *what,
                      struct err *err)
{
        if (err_is(err, ERR_UNREACHABLE) || err_is(err, ERR_EXPIRED) || err_is(err, ERR_LOST) ||
            err_is(err, ERR_THROTTLED))
                return false;
        preflight_warns(plan, topic, "%s could not be looked at: %s", what, err_text(err));
        err_clear(err);
        return true;
}

static bool look_at_identity(struct aws *aws, struct json_object *plan, struct err *err)
{
        struct json_object *identity = json_object_new_object();
        struct sts_identity who = {0};
        bool ok = sts_get_caller_identity(aws, &who, err);

        if (ok) {
                json_put_text(identity, "account", who.account);
                json_put_text(identity, "region", aws_region(aws));
                json_put_text(identity, "arn", who.arn);
        }
        json_put(plan, "identity", identity);
        if (ok && who.arn && text_ends(who.arn, ":root"))
                preflight_warns(plan, "identity",
                                "this is the account's root user, whom nothing restricts; use a "
                                "role that may do what the pipeline needs");
        sts_identity_release(&who);
        return ok;
}

bool preflight(void *world, const struct stack *stack, struct json_object *plan, struct err *err)
{
        struct aws *aws = ((struct account *)world)->aws;

        (void)stack;
        if (!look_at_identity(aws, plan, err))
                return false;
        preflight_names(plan);
        return preflight_quotas(aws, plan, err) &&
               preflight_key(aws, json_text(json_get(plan, "identity"), "account"), plan, err) &&
               preflight_engine(aws, plan, err);
}
