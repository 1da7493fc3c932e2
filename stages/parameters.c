#include "stages/parameters.h"

#include <string.h>

#include "engine/aws/watch.h"
#include "engine/base/text.h"

enum { TRIES = 3 };

bool parameters_find(struct stage *s, const char *name, struct ssm_parameter *now, bool *found,
                     struct err *err)
{
        *found = ssm_get(stage_aws(s), name, false, now, err);
        return *found || err_forgive(err, ERR_NOT_FOUND);
}

/* What was there before may go on being shown for a while. */
static bool is_written(struct stage *s, const char *name, const char *value, bool *written,
                       int64_t *version, struct err *err)
{
        struct ssm_parameter now = {0};
        bool found, ok = parameters_await_written(s, name, value, &now, &found, err);

        *written = ok && found && text_same(now.value, value);
        *version = now.version;
        ssm_parameter_release(&now);
        return ok;
}

/* Whether the answer was lost or it is there already: what is read decides. */
static bool put_once(struct stage *s, const char *name, const struct ssm_parameter *old,
                     const char *value, const struct tags *tags, bool *written, int64_t *version,
                     enum err_code *why, struct err *err)
{
        *written = ssm_put(stage_aws(s), name, old ? old->type : "String", value, old != NULL,
                           old ? NULL : tags, version, err);
        if (*written)
                return true;
        *why = err->code;
        if (!err_is(err, ERR_LOST) && !err_is(err, ERR_EXISTS))
                return false;
        err_clear(err);
        return is_written(s, name, value, written, version, err);
}

bool parameters_put(struct stage *s, const char *name, const struct ssm_parameter *old,
                    const char *value, int64_t *version, struct err *err)
{
        enum err_code why = ERR_NONE;
        bool written = false, ok = true;
        struct tags tags = {0};
        int64_t seen = 0;

        cloud_tags(s, &tags);
        for (int n = 0; ok && !written && why != ERR_EXISTS && n < TRIES; n++)
                ok = put_once(s, name, old, value, &tags, &written, &seen, &why, err);
        tags_release(&tags);
        if (version)
                *version = seen;
        if (!ok || written)
                return ok;
        if (why == ERR_EXISTS)
                return err_set(err, ERR_CONFLICT, "%s: somebody else has just created it", name);
        return err_set(err, ERR_LOST, "%s: no answer, and it is not written", name);
}

bool parameters_delete(struct stage *s, const char *name, struct err *err)
{
        for (int n = 0; n < TRIES; n++) {
                struct ssm_parameter now = {0};
                bool found;

                if (ssm_delete(stage_aws(s), name, err))
                        return true;
                if (err_is(err, ERR_NOT_FOUND)) {
                        err_clear(err);
                        return true;
                }
                if (!err_is(err, ERR_LOST))
                        return false;
                err_clear(err);
                if (!parameters_find(s, name, &now, &found, err))
                        return false;
                ssm_parameter_release(&now);
                if (!found)
                        return true;
        }
        return err_set(err, ERR_LOST, "%s: no answer, and it is not deleted", name);
}

void parameters_would_put(struct stage *s, const char *name, const struct ssm_parameter *old,
                          const char *value)
{
        stage_would(s, old ? WOULD_CHANGE : WOULD_CREATE, "ssm:PutParameter", name,
                    stage_parameters("Value", value, "was", old ? old->value : NULL, NULL));
}

bool parameters_await_written(struct stage *s, const char *name, const char *written,
                              struct ssm_parameter *now, bool *found, struct err *err)
{
        *found = false;
        for (int n = 0; n < LOOKS_UNSEEN; n++) {
                ssm_parameter_release(now);
                if (!stage_sleep(s, watch_pause(stage_aws(s), n), err) ||
                    !parameters_find(s, name, now, found, err))
                        return false;
                if (*found && text_same(now->value, written))
                        break;
        }
        return true;
}
