/*
 * What a run has done, part by part, out of its journal: a part for each time a stage was at work,
 * in the order in which they began, one for each that was put back, and lines between them for what
 * happened to the whole run. What stages saw before the stack's lock was taken is left out, as it
 * is looked at again under it.
 */
#ifndef SNAPLIFT_CLI_PARTS_H
#define SNAPLIFT_CLI_PARTS_H

#include <stdint.h>

#include "engine/base/json.h"
#include "engine/base/text.h"
#include "engine/cli/progress.h"
#include "engine/graph/pipeline.h"
#include "engine/store/store.h"

enum part_kind {
        PART_STAGE,
        PART_UNDO,
        PART_FINISH, /* a stage gave back what it had taken for the run's time */
        PART_LINE,   /* no stage's: said of the whole run */
};

struct part_fact {
        char *label; /* "changed", "report", "why", "RDS", ... */
        char *text;
        bool open; /* a change that was asked for and has not been answered */
};

struct part {
        enum part_kind kind;
        int64_t at, ended; /* wall clock ms; ended 0: has not */
        char *stage;
        const char *type; /* borrowed; "" when not known */
        enum view_state state;
        char *why;  /* why it was skipped or found nothing to change; or NULL */
        char *text; /* of a PART_LINE */
        struct part_fact *facts;
        size_t fact_count;
};

struct parts {
        struct part *items;
        size_t count;
        struct strlist waiting; /* stages that have not begun, of a run that can go on */
        char *owner;            /* who drove it last */
        bool intended;          /* something was to be changed */
        bool back;              /* it is, or was, to be put back */
        bool stuck;             /* it has ended, and can only go forward */
};

/* pipeline: the run's, for the types of its stages and those still to come; or NULL. now: where
 * what is under way ends; driven: somebody drives the run. */
void parts_read(struct parts *p, const struct pipeline *pipeline,
                const struct journal_record *records, size_t count, int64_t now, bool driven);
void parts_release(struct parts *p);

/* What a record says of the whole run, or of people: "resumed by ada@host". last_owner: who drove
 * it until then, or NULL. False: it is no such record. */
bool parts_say(const struct journal_record *record, struct json_object *body,
               const char *last_owner, struct text *out);

/* Wrapped before so many columns; SIZE_MAX: nowhere. */
void parts_text(const struct parts *p, size_t columns, bool colour, bool unicode, struct text *out);

#endif
