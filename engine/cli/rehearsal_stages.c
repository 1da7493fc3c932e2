#include "engine/cli/rehearsal_stages.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/nearest.h"
#include "engine/run/stage.h"

/* A stage type's functions know nothing but their stage, so what they stand for is kept here. */
static const struct stage_type *real_fail, *real_check;
static struct stage_type failing, checking, silent[8];

static bool fail_when_done(struct stage *s, struct err *err)
{
        if (!real_fail->final && !real_fail->run(s, err))
                return false;
        return err_set(err, ERR_FAILED, "made to fail, as --fail asked for");
}

static bool say_nothing(struct stage *s, struct err *err)
{
        (void)err;
        stage_unchanged(s, "left out: in a rehearsal nobody is told");
        return true;
}

static bool check_here(struct stage *s, struct err *err)
{
        const char *url = stage_text(s, "url");

        if (url && (strstr(url, "://127.") || strstr(url, "://localhost")))
                return real_check->run(s, err);
        stage_output(s, "status", json_object_new_int(200));
        stage_output(s, "attempts", json_object_new_int(0));
        stage_unchanged(s, "left out: %s is beyond this machine", url ? url : "the address");
        return true;
}

static const struct stage_type *stand_in_for(const struct stage_type *type)
{
        if (text_same(type->name, "http.check")) {
                real_check = type;
                checking = *type;
                checking.run = check_here;
                return &checking;
        }
        for (size_t i = 0; text_starts(type->name, "notify.") && i < ARRAY_LEN(silent); i++) {
                if (silent[i].name && !text_same(silent[i].name, type->name))
                        continue;
                silent[i] = *type;
                silent[i].run = say_nothing;
                return &silent[i];
        }
        return type;
}

static bool no_such_stage(const struct pipeline *p, const char *name, struct err *err)
{
        const char **ids = xcalloc(p->stage_count + 1, sizeof(*ids));
        const char *near;

        for (size_t i = 0; i < p->stage_count; i++)
                ids[i] = p->stages[i].id;
        near = nearest_name(name, ids, p->stage_count);
        err_set(err, ERR_INVALID, "--fail %s: %s has no such stage", name, p->file);
        if (near)
                err_next(err, "did you mean --fail %s?", near);
        else
                err_next(err, "its stages: snaplift graph %s", p->file);
        free(ids);
        return false;
}

bool rehearsal_stages_prepare(struct pipeline *p, const char *fail, struct err *err)
{
        long at = fail ? pipeline_find(p, fail) : -1;

        if (fail && at < 0)
                return no_such_stage(p, fail, err);
        for (size_t i = 0; i < p->stage_count; i++)
                p->stages[i].type = stand_in_for(p->stages[i].type);
        if (at >= 0) {
                struct pipeline_stage *stage = &p->stages[at];

                real_fail = stage->type;
                failing = *real_fail;
                failing.run = fail_when_done;
                stage->type = &failing;
                stage->attempts = 1;
        }
        return true;
}
