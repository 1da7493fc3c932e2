/* The last word on a run: what happened, what it took, what was undone, what to do next. */
#ifndef SNAPLIFT_CLI_ENDING_H
#define SNAPLIFT_CLI_ENDING_H

#include "engine/aws/aws.h"
#include "engine/cli/command.h"
#include "engine/cli/progress.h"
#include "engine/run/run.h"

struct ending_facts {
        const struct view *view;
        enum run_end end;
        bool back;             /* a rollback was asked for */
        const struct err *err; /* ERR_NONE when there is none */
        struct aws_counts counts;
        int64_t took;      /* ms */
        const char *store; /* --store as given, for the commands to type; or NULL */
};

enum ending ending_code(const struct ending_facts *facts);

/* The block on stderr. */
void ending_text(const struct ending_facts *facts, struct text *out);
/* The result object of --json. The caller owns it. */
struct json_object *ending_json(const struct ending_facts *facts);

#endif
