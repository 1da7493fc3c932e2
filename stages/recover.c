/* What an earlier life of a run has left in the cloud. */
#include "stages/recover.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/ecs.h"
#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/definition.h"

/* --- the database --- */

enum { RECOVER_LOOKS = 3 };

struct made {
        char id[DATABASE_SIZE];
        size_t count;
};

/* What somebody restores by hand from a snapshot of it gets its tags from RDS, and another name. */
static void consider(struct stage *s, const char *id, const struct tags *tags, struct made *made)
{
        const char *tag = tags_get(tags, "snaplift:timestamp");
        char timestamp[STAMP_SIZE];

        if (!stack_owns_database(stage_stack(s), id, timestamp) || !cloud_is_of_run(s, tags) ||
            (tag && strcmp(tag, timestamp) != 0))
                return;
        snprintf(made->id, sizeof(made->id), "%s", id);
        made->count++;
}

static bool look_through(struct stage *s, struct made *made, struct err *err)
{
        struct rds_instances instances = {0};
        struct rds_clusters clusters = {0};
        bool ok = rds_list_instances(stage_aws(s), &instances, err);

        ok = ok && rds_list_clusters(stage_aws(s), &clusters, err);
        for (size_t i = 0; ok && i < instances.count; i++)
                consider(s, instances.items[i].id, &instances.items[i].tags, made);
        for (size_t i = 0; ok && i < clusters.count; i++)
                consider(s, clusters.items[i].id, &clusters.items[i].tags, made);
        rds_instances_release(&instances);
        rds_clusters_release(&clusters);
        return ok;
}

bool recover_database(struct stage *s, struct database *db, bool *found, struct err *err)
{
        struct made made = {.count = 0};

        *db = (struct database){0};
        *found = false;
        /* one that was asked for a moment ago may take a moment to be seen */
        for (int n = 0; n < RECOVER_LOOKS && !made.count; n++) {
                if (n && !stage_sleep(s, watch_pause(stage_aws(s), n), err))
                        return false;
                if (!look_through(s, &made, err))
                        return false;
        }
        if (made.count > 1)
                return err_set(err, ERR_REFUSED, "%zu databases are tagged as made by run %s",
                               made.count, stage_run(s));
        return made.count == 0 || database_look(s, made.id, db, found, err);
}

/* --- parameters --- */

static bool check_lock(struct stage *s, const struct ssm_parameter *last, struct err *err)
{
        struct json_object *value = NULL;
        bool ok = json_parse(last->value, strlen(last->value), &value, err);

        if (ok && !text_same(json_text(value, "run"), stage_run(s)))
                ok = err_set(err, ERR_LOCKED, "%s is held by run %s by now", last->name,
                             json_text(value, "run"));
        if (ok && json_flag(value, "again"))
                ok = err_set(err, ERR_REFUSED,
                             "run %s had lost its lock and taken it again: what was there before "
                             "it can't be told",
                             stage_run(s));
        json_object_put(value);
        return ok;
}

bool recover_since(struct stage *s, int64_t *since, struct err *err)
{
        struct ssm_parameters versions = {0};
        char *name = xasprintf("/%s/lock", stage_stack(s)->name);
        bool ok = ssm_get_history(stage_aws(s), name, &versions, err);

        if (ok && (versions.count == 0 || versions.items[0].version != 1))
                ok = err_set(err, ERR_REFUSED,
                             "%s no longer tells when it was taken: its first version is gone",
                             name);
        ok = ok && check_lock(s, &versions.items[versions.count - 1], err);
        if (ok)
                *since = versions.items[0].modified;
        ssm_parameters_release(&versions);
        free(name);
        return ok;
}

static bool tell_versions(const char *name, const struct ssm_parameters *versions, int64_t since,
                          struct recovered_parameter *out, struct err *err)
{
        const struct ssm_parameter *before = NULL;

        for (size_t i = 0; i < versions->count; i++) {
                if (versions->items[i].modified < since)
                        before = &versions->items[i];
                else
                        out->changed = true;
        }
        if (!before && versions->count && versions->items[0].version != 1)
                return err_set(err, ERR_REFUSED,
                               "what %s was before can't be told: its version of then is gone",
                               name);
        if (before)
                out->before = xstrdup(before->value);
        if (versions->count)
                out->now = xstrdup(versions->items[versions->count - 1].value);
        return true;
}

bool recover_parameter(struct stage *s, const char *leaf, struct recovered_parameter *out,
                       struct err *err)
{
        struct ssm_parameters versions = {0};
        char name[PARAMETER_SIZE];
        int64_t since;
        bool ok;

        *out = (struct recovered_parameter){0};
        cloud_parameter(stage_stack(s), leaf, name);
        if (!recover_since(s, &since, err))
                return false;
        ok = ssm_get_history(stage_aws(s), name, &versions, err);
        if (!ok && err_is(err, ERR_NOT_FOUND)) {
                err_clear(err);
                return true;
        }
        ok = ok && tell_versions(name, &versions, since, out, err);
        ssm_parameters_release(&versions);
        return ok;
}

void recovered_parameter_release(struct recovered_parameter *p)
{
        free(p->before);
        free(p->now);
        *p = (struct recovered_parameter){0};
}

/* --- task definitions --- */

bool recover_definition(struct stage *s, const char *arn, char **from, struct err *err)
{
        struct json_object *tags = NULL;
        bool ok;

        *from = NULL;
        ok = ecs_describe_task_definition(stage_aws(s), arn, NULL, &tags, err);
        if (ok && text_same(definition_tag_value(tags, "snaplift:run"), stage_run(s))) {
                *from = xstrdup(definition_tag_value(tags, "snaplift:from"));
                ok = *from || err_set(err, ERR_REFUSED,
                                      "%s does not tell what it was made from: it has no tag "
                                      "snaplift:from",
                                      arn);
        }
        json_object_put(tags);
        return ok;
}
