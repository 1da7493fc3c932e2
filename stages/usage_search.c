/* What a task definition says of a database, asked once for each. */
#include "stages/usage_search.h"

#include <stdlib.h>

#include "engine/aws/ecs.h"
#include "stages/definition.h"

void usage_add_word(struct usage_target *target, const char *word)
{
        if (word && target->count == USAGE_WORDS)
                abort(); /* no database has so many names */
        if (word)
                target->words[target->count++] = word;
}

struct usage_target usage_of_instance(const struct rds_instance *db)
{
        struct usage_target target = {.id = db->id};

        usage_add_word(&target, db->id);
        usage_add_word(&target, db->address);
        /* The secret in which RDS keeps its password is deleted with it: whoever takes it could not
         * be started any more, whichever database it speaks to. */
        usage_add_word(&target, db->master_secret);
        return target;
}

void usage_search_begin(struct usage_search *find, struct stage *s,
                        const struct usage_target *target)
{
        *find = (struct usage_search){.s = s, .target = target};
        cloud_parameter(stage_stack(s), "host", find->host_parameter);
        find->answers = json_object_new_object();
        find->by_params = json_object_new_object();
}

void usage_search_end(struct usage_search *find)
{
        json_object_put(find->answers);
        json_object_put(find->by_params);
        ssm_parameter_release(&find->host);
        ssm_parameters_release(&find->host_versions);
}

bool usage_mentions(const struct usage_search *find, struct json_object *json)
{
        for (size_t i = 0; i < find->target->count; i++)
                if (definition_mentions(json, find->target->words[i]))
                        return true;
        return false;
}

static bool look_at_definition(struct usage_search *find, const char *arn,
                               struct json_object *definition, struct err *err)
{
        struct strlist pinned = {0};
        bool ok = true, uses = usage_mentions(find, definition);

        json_put_flag(find->by_params, arn,
                      definition_reads_parameter(definition, find->host_parameter, &pinned));
        for (size_t i = 0; ok && !uses && i < pinned.count; i++)
                ok = usage_version_names(find, pinned.items[i], &uses, err);
        if (ok)
                json_put_flag(find->answers, arn, uses);
        strlist_release(&pinned);
        return ok;
}

bool usage_ask_definition(struct usage_search *find, const char *arn, bool *uses, bool *reads_host,
                          struct err *err)
{
        struct json_object *definition = NULL;

        if (!json_get(find->answers, arn)) {
                bool ok = ecs_describe_task_definition(stage_aws(find->s), arn, &definition, NULL,
                                                       err) &&
                          look_at_definition(find, arn, definition, err);

                json_object_put(definition);
                if (!ok)
                        return false;
        }
        *uses = json_flag(find->answers, arn);
        *reads_host = json_flag(find->by_params, arn);
        return true;
}
