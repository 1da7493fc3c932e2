/*
 * What a stage type says of itself: the single source for validation, `snaplift stages`, the JSON
 * Schema, the documents and the IAM policy. One constant of this per file in stages/;
 * stages/table.c lists them. The graph reads the declarations only; how a stage runs is
 * engine/run's (run/stage.h).
 */
#ifndef SNAPLIFT_GRAPH_STAGE_TYPE_H
#define SNAPLIFT_GRAPH_STAGE_TYPE_H

#include <stdbool.h>

#include "engine/base/err.h"

enum value_type {
        VALUE_TEXT,
        VALUE_NUMBER,    /* a whole number */
        VALUE_FLAG,      /* true or false */
        VALUE_DURATION,  /* 90s, 10m, 6h, 2d */
        VALUE_LIST,      /* of text */
        VALUE_MAP,       /* text to text */
        VALUE_STACK,     /* <customer>-<project>-<env> */
        VALUE_TIER,      /* an env of the pipeline's tiers */
        VALUE_TIMESTAMP, /* 14 digits */
        VALUE_ANY,       /* JSON as it comes: outputs only */
};

/* An input or output. Arrays of these end with a NULL name. */
struct port {
        const char *name;
        enum value_type type;
        bool required;              /* inputs */
        const char *fallback;       /* inputs: default, written as in a pipeline file, or NULL */
        const char *const *choices; /* NULL-ended; texts only; or NULL: any */
        const char *help;           /* one sentence without full stop */
};

enum action_of { ACTION_ANY, ACTION_INSTANCE, ACTION_CLUSTER };

/* An IAM action that a stage type may use. Arrays of these end with a NULL name. What the texts
 * mean is the stages' matter. */
struct stage_action {
        const char *name;      /* "rds:DeleteDBInstance" */
        const char *on;        /* resources, between blanks; NULL: AWS asks for no permission */
        enum action_of of;     /* only with that kind of database */
        const char *when;      /* only when that input is given; NULL: always */
        const char *condition; /* "KEY=VALUE VALUE", or NULL */
};

struct json_object;

/* What `roles:` may say of a tier: declared by the stage types that work in other tiers than the
 * stack's own, all by the same one of these. The graph checks the form and keeps the values; what
 * they mean is the stages' matter. */
struct role_type {
        const struct port *ports; /* texts, none required */
        const char *shorthand;    /* the port that a plain text in place of the map gives */
        const char *help;         /* one sentence without full stop */
        /* A value that is known, and an entry of which all are: err says what is wrong with it. */
        bool (*check)(const char *port, const char *value, struct err *err);
        bool (*check_entry)(struct json_object *entry, struct err *err);
};

struct stage;

struct stage_type {
        const char *name;    /* "database.restore" */
        const char *summary; /* one line, lower case, no full stop */
        const char *notes;   /* Markdown paragraphs for stages/README.md, or NULL */
        const struct port *inputs;
        const struct port *outputs;
        const struct stage_action *actions; /* IAM actions it may use */

        const struct role_type *roles; /* it looks at `roles:`; or NULL */

        /* Once begun (its first intent is journalled) the run only goes forward. It starts when
         * every stage that does not depend on it has ended. */
        bool final;

        /* What recover() finds carries this run's own mark: nobody else can have done it. */
        bool marks;

        /* It waits for a person, maybe for days: a run with such a stage does not take the stack's
         * lock before its first change. */
        bool asks;

        /* Default limits, in ms; 0: the engine's (1 hour). */
        long long timeout;
        /* The least that undo() gets, in ms, whatever the pipeline says; it gets twice the stage's
         * limit and an hour at least. 0: no more than that. */
        long long undo_timeout;

        /* Must. Looks, then acts on what it sees; run again after a crash it is the same function
         * from the top. */
        bool (*run)(struct stage *s, struct err *err);
        /* May. Puts back what run() did, as far as the journal and the world show it did; also
         * called for a run() that failed, timed out or was cut off half-way. Looks first, like
         * run(). */
        bool (*undo)(struct stage *s, struct err *err);
        /* May. Reads only: asked before a run that has succeeded is put back, in the order in which
         * it will be, and once more under the stack's lock. Tells with stage_would() what undo()
         * would do by now, and is false when that may not be done: what this stage did is gone, was
         * changed by others, or is used by them. undo() then finds stage_reopened() true. A stage
         * that has changed something and has undo() without this one keeps its run from being put
         * back once it has succeeded; so does a final one without undo(). */
        bool (*look_back)(struct stage *s, struct err *err);
        /* May. Called when every stage of the run has ended well: takes away what was only needed
         * until then. In reverse order of completion, and only for stages that journalled an
         * intent. From the first of these on the run only goes forward. Looks first, like run().
         */
        bool (*finish)(struct stage *s, struct err *err);
        /* May. Reads only: asked when a run in which this stage has ended well, and has journalled
         * an intent, is taken up to go on. False, ERR_CONFLICT: what it did was put back or
         * replaced since. all_done: so have all the others, and one that was replaced after it had
         * been in force is well, too. */
        bool (*stands)(struct stage *s, bool all_done, struct err *err);
        /* May. Reads only: asked before the first stage of a run that has not succeeded is put
         * back. False, ERR_REFUSED: what undo() would go back to can't be used as it is, and will
         * not be by waiting; then nothing is put back yet. */
        bool (*may_go_back)(struct stage *s, struct err *err);
        /* May. Reads only: tells with stage_would() which mutating calls run() would make. For
         * `plan`. When absent, plan lists the type's name and inputs. Outputs it can foresee may be
         * set. */
        bool (*plan)(struct stage *s, struct err *err);
        /* May. For a run whose journal is lost: tells from the world alone what this stage of it
         * has done. Reads only. Says with stage_found() each thing that was done, remembers what
         * undo() and a later run() need of it, and sets the outputs as far as they can be seen. One
         * that it can't know safely is an error. When absent, a run with such a stage can't be
         * rebuilt; a type that only looks may give its run(). */
        bool (*recover)(struct stage *s, struct err *err);
};

#endif
