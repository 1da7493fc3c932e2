/* Services whose tasks took a database's address from Parameter Store, and that must be off it. */
#include <stdlib.h>
#include <string.h>

#include "engine/aws/ecs.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/usage.h"

static const char restarted[] = "restarted";

/* Once for each, whatever comes of it: the proof that follows tells what it has not helped. */
static bool note(struct stage *s, const char *reader, struct err *err)
{
        struct json_object *known = stage_recall(s, restarted);
        struct json_object *all = known ? json_copy(known) : json_object_new_object();

        json_put_flag(all, reader, true);
        return stage_remember(s, restarted, all, err);
}

static bool start_anew(struct stage *s, const char *reader, const char *id, struct err *err)
{
        const char *space = strchr(reader, ' ');
        char *cluster = xstrndup(reader, (size_t)(space - reader));
        struct ecs_update again = {
                .cluster = cluster, .service = space + 1, .desired = -1, .force = true};
        bool ok = note(s, reader, err) &&
                  stage_intend(s, err, "start the tasks of service %s anew, off database %s",
                               again.service, id);

        if (ok && ecs_update_service(stage_aws(s), &again, NULL, err)) {
                ok = stage_result(s, err, "service %s starts its tasks anew", again.service);
        } else if (ok) {
                ok = err_is(err, ERR_LOST) || err_is(err, ERR_DENIED) || err_is(err, ERR_STATE);
                if (ok)
                        stage_note(s, "%s", err_text(err));
                if (ok)
                        err_clear(err);
        }
        free(cluster);
        return ok;
}

bool usage_restart_readers(struct stage *s, const struct usage *usage, const char *id,
                           struct err *err)
{
        bool ok = true;

        /* what a service is on it would only take again */
        for (size_t i = 0; ok && !usage->services.count && i < usage->readers.count; i++)
                ok = json_get(stage_recall(s, restarted), usage->readers.items[i]) ||
                     start_anew(s, usage->readers.items[i], id, err);
        return ok;
}
