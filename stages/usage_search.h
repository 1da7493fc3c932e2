/* Looking through task definitions for a database; for usage's own files. */
#ifndef SNAPLIFT_STAGES_USAGE_SEARCH_H
#define SNAPLIFT_STAGES_USAGE_SEARCH_H

#include "engine/aws/ecs.h"
#include "engine/aws/ssm.h"
#include "stages/usage.h"

/* What is looked for, and what the task definitions already looked at have said. */
struct usage_search {
        struct stage *s;
        const struct usage_target *target;
        char host_parameter[PARAMETER_SIZE];
        bool host_known;           /* whether it was looked at; */
        struct ssm_parameter host; /* empty: it is not there */
        bool host_told;            /* the same of */
        struct ssm_parameters host_versions;
        struct json_object *answers;   /* ARN -> names the database */
        struct json_object *by_params; /* ARN -> reads the host from Parameter Store */
};

void usage_search_begin(struct usage_search *find, struct stage *s,
                        const struct usage_target *target);
void usage_search_end(struct usage_search *find);

/* Whether any text in it has one of the target's words. */
bool usage_mentions(const struct usage_search *find, struct json_object *json);
/* arn: also a family, for its latest active revision. */
bool usage_ask_definition(struct usage_search *find, const char *arn, bool *uses, bool *reads_host,
                          struct err *err);

/* Whether the host in Parameter Store names the target: whoever takes it from there will use it. */
bool usage_host_names(struct usage_search *find, bool *names, struct err *err);
/* Whether that version of it does, or the one with that label. Where that can't be told, it is
 * taken to. */
bool usage_version_names(struct usage_search *find, const char *selector, bool *names,
                         struct err *err);
/* Whether it did when the task, which takes it from there, started. Where that can't be told, it is
 * taken to have. */
bool usage_task_got(struct usage_search *find, const struct ecs_task *task, bool *uses,
                    struct err *err);

#endif
