#include "stages/restore_plan.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

/* The run has no name yet. */
static struct json_object *tags_but_run(const struct tags *tags)
{
        struct json_object *all = tags_json(tags);

        json_object_object_del(all, "snaplift:run");
        return all;
}

static void tell_roles(struct stage *s, const struct restore_plan *plan)
{
        struct json_object *roles = json_get(plan->settings->want, "roles");

        for (size_t i = 0; i < json_count(roles); i++)
                stage_would(s, WOULD_CHANGE, plan->add_role, plan->id,
                            json_copy(json_at(roles, i)));
}

static void tell_calls(struct stage *s, const struct restore_plan *plan)
{
        struct json_object *restore = stage_parameters(plan->snapshot_as, plan->snapshot->id, NULL);
        struct json_object *modify = json_object_new_object();

        fingerprint_parameters(plan->settings, RDS_RESTORE, restore);
        fingerprint_parameters(plan->settings, RDS_MODIFY, modify);
        if (plan->tags->count)
                json_put(restore, "Tags", tags_but_run(plan->tags));
        stage_would(s, WOULD_CREATE, plan->action, plan->id, restore);
        if (json_object_object_length(modify) > 0)
                stage_would(s, WOULD_CHANGE, plan->modify, plan->id, modify);
        else
                json_object_put(modify);
        tell_roles(s, plan);
}

static void show_settings(struct stage *s, const struct restore_plan *plan)
{
        struct json_object *shown = json_object_new_object();
        struct json_object *differs = json_object_new_array();
        struct text all = TEXT_INIT;

        fingerprint_describe(plan->settings, &all);
        json_put_text(shown, "from", plan->from);
        json_put_text(shown, "carried", text_str(&all));
        for (size_t i = 0; i < plan->differs->count; i++)
                json_add_text(differs, plan->differs->items[i]);
        json_put(shown, "differs", differs);
        stage_shows(s, "settings", shown);
        text_release(&all);
}

/* Each setting by itself, so that a plan that no longer holds can say which of them it was. */
static void see_source(struct stage *s, const struct restore_plan *plan)
{
        char *thing = xasprintf("database %s", plan->from);

        stage_saw(s, thing, "%s", plan->from_resource ? plan->from_resource : "there");
        free(thing);
        json_object_object_foreach(plan->settings->want, key, wanted)
        {
                struct json_object *value = json_get(plan->from_settings, key);

                (void)wanted;
                if (!value)
                        continue;
                thing = xasprintf("setting %s of %s", key, plan->from);
                stage_saw(s, thing, "%s", json_line(value));
                free(thing);
        }
}

static void check_size(struct stage *s, const struct restore_plan *plan)
{
        int64_t is = json_int(plan->from_settings, "storage");

        if (plan->from && is && is < plan->snapshot->storage)
                stage_warns(s, "size",
                            "%s has %lld GiB, the snapshot %lld: the new database gets the "
                            "snapshot's size, which RDS never makes smaller again",
                            plan->from, (long long)is, (long long)plan->snapshot->storage);
}

void restore_plan_tell(struct stage *s, const struct restore_plan *plan)
{
        char *thing = xasprintf("snapshot %s", plan->snapshot->id);
        char at[ISO_SIZE];

        iso_format(plan->snapshot->created, at);
        stage_saw(s, thing, "of %s, %lld GiB, %s %s", at, (long long)plan->snapshot->storage,
                  plan->snapshot->engine, plan->snapshot->engine_version);
        free(thing);
        if (plan->from)
                see_source(s, plan);
        check_size(s, plan);
        tell_calls(s, plan);
        show_settings(s, plan);
}
