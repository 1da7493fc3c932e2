/*
 * The small cloud that a rehearsal takes place in: what is to be there, and the seed file of the
 * stand-in made of it.
 *
 *      rehearsal_cloud_guess() or rehearsal_account_look()  ->  rehearsal_file_read()  ->
 *      rehearsal_seed()
 *
 * A cloud is one JSON object:
 *
 *      region, account
 *      stacks        [{stack, cluster, snapshot, snapshots, database, services}]
 *        database    name, engine, version, class, storage (GiB), rows (of generated data),
 *                    protected, tags, members (of CreateDBInstance)
 *        snapshots   [{id, type, created}] that there are, newest first
 *        services    [{name, count, containers, deployment: as ECS tells it}]
 *          container NAME, with what a rehearsal needs; or {name, environment: [NAME],
 *                    secrets: [NAME]}, with nothing else
 *      parameters    more parameters: NAME, or {name, type}
 *      secrets       names of more secrets
 */
#ifndef SNAPLIFT_CLI_REHEARSAL_CLOUD_H
#define SNAPLIFT_CLI_REHEARSAL_CLOUD_H

#include <stdint.h>

#include "engine/base/json.h"
#include "engine/base/stack.h"
#include "engine/base/text.h"
#include "engine/graph/pipeline.h"

/* Rows of a table of which a MiB holds so many, with its index. */
enum { REHEARSAL_ROWS = 20000, REHEARSAL_ROWS_PER_MIB = 8000 };

/* A pipeline on a stack with the values of its inputs. Borrows. */
struct rehearsed {
        const struct pipeline *pipeline;
        const struct stack *stack;
        struct json_object *inputs;
        int64_t now; /* wall clock, ms */
        bool bodies; /* real databases and processes */
};

/* What the pipeline needs as far as its inputs tell: the stack and the tier it lifts from (the
 * input `from`, else the tier below), the services of the input `services`. The caller owns it. */
struct json_object *rehearsal_cloud_guess(const struct rehearsed *r);
/* The cloud's entry for a stack, made when it isn't there. Borrowed. */
struct json_object *rehearsal_cloud_stack(const struct rehearsed *r, struct json_object *cloud,
                                          const struct stack *stack);

/* A description of it (pipelines/README.md): what the file says replaces what was guessed. False:
 * findings is every fault of the file, one a line, or empty and err says why it can't be read. */
bool rehearsal_file_read(const char *path, const struct rehearsed *r, struct json_object *cloud,
                         struct text *findings, struct err *err);

/* The seed file (engine/standin/README.md). Its passwords are made up. The caller owns it. */
struct json_object *rehearsal_seed(const struct rehearsed *r, struct json_object *cloud);

/* The text of an input; NULL when there is none, or it is empty. Borrowed. */
const char *rehearsed_text(const struct rehearsed *r, const char *input);

#endif
