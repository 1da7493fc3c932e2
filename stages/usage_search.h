/* Looking through task definitions for a database; for usage's own files. */
#ifndef SNAPLIFT_STAGES_USAGE_SEARCH_H
#define SNAPLIFT_STAGES_USAGE_SEARCH_H

#include "stages/usage.h"

/* What is looked for, and what the task definitions already looked at have said. */
struct usage_search {
        struct stage *s;
        const struct usage_target *target;
        char host_parameter[PARAMETER_SIZE];
        bool host_known;             /* whether it was asked for host_changed */
        int64_t host_changed;        /* when that parameter was written last; 0: it is not there */
        struct json_object *answers; /* ARN -> names the database */
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

#endif
