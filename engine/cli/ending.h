/*
 * The last word on a run, one block: what happened; the stage, why, the call and AWS's code; what
 * RDS, ECS, the stopped tasks and the service's events say of it; what was undone, what stands,
 * what still runs and costs money; and the commands that go on, put back and clean up.
 */
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
        bool overtaken;        /* it waited for an answer, has it, and may not go on any more */
        const char *ended;     /* the state it had ended with before, as it still is; or NULL */
        const struct err *err; /* ERR_NONE when there is none */
        struct aws_counts counts;
        int64_t took;      /* ms */
        const char *store; /* --store as given, for the commands to type; or NULL */
        /* What runs, and is paid for, because of the run or of the one it was to replace: a line
         * each, where somebody has looked (costs.h). */
        const struct strlist *costs;
        const char *again; /* the command that begins the same anew; or NULL */
        /* Of a cloud that is gone when the block is read: the commands are those of a real run. */
        bool rehearsal;
        size_t width; /* lines that are no commands end there; 0: nowhere */
};

enum ending ending_code(const struct ending_facts *facts);

/* The block on stderr. */
void ending_text(const struct ending_facts *facts, struct text *out);
/* The result object of --json. The caller owns it. */
struct json_object *ending_json(const struct ending_facts *facts);

#endif
