/* Making a retired database again from its final snapshot, be it a DB instance or a cluster. */
#include "stages/retire_return.h"

#include "engine/base/text.h"
#include "stages/retire_again.h"

/* --- what it was --- */

static struct json_object *what_it_is(const struct database *db)
{
        struct json_object *was = json_object_new_object();

        json_put(was, "tags", tags_json(db->tags));
        json_put(was, "settings",
                 json_copy(db->is_cluster ? db->cluster.settings : db->instance.settings));
        json_put_text(was, "address", db->address);
        json_put_text(was, "engine", db->engine);
        json_put_text(was, "version",
                      db->is_cluster ? db->cluster.engine_version : db->instance.engine_version);
        json_put_text(was, "secret", db->master_secret);
        return was;
}

bool retire_return_remember(struct stage *s, const struct database *db, struct err *err)
{
        struct json_object *was = what_it_is(db);

        if (!db->is_cluster || again_cluster_was(s, &db->cluster, was, err))
                return stage_remember(s, AGAIN_WAS_KEY, was, err);
        json_object_put(was);
        return false;
}

bool retire_return_is_known(const struct stage *s, const struct kept *kept)
{
        return kept->as == KEPT_SNAPSHOT && kept->resource_id && stage_recall(s, AGAIN_WAS_KEY);
}

/* --- it is made again --- */

static void show(struct stage *s, const struct again *a)
{
        struct json_object *shown = json_object_new_object();

        json_put_text(shown, "database", a->id);
        json_put_text(shown, "snapshot", a->kept->snapshot);
        stage_shows(s, "restored", shown);
}

bool retire_return_look_back(struct stage *s, const char *id, const struct kept *kept,
                             struct err *err)
{
        struct again a;
        bool ok = again_look(s, id, kept, &a, err);

        if (ok && a.found)
                ok = again_refuse_taken(s, &a, err);
        else if (ok)
                ok = kept->cluster ? again_cluster_look_back(s, &a, err)
                                   : again_instance_look_back(s, &a, err);
        if (ok)
                show(s, &a);
        again_release(&a);
        return ok;
}

bool retire_return(struct stage *s, const char *id, const struct kept *kept, struct err *err)
{
        struct again a;
        bool ok = again_look(s, id, kept, &a, err);

        if (ok && a.found && a.db.is_cluster != kept->cluster)
                ok = again_refuse_taken(s, &a, err);
        else if (ok)
                ok = kept->cluster ? again_cluster(s, &a, err) : again_instance(s, &a, err);
        again_release(&a);
        return ok;
}
