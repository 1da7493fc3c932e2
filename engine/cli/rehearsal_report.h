/* The last screen of a rehearsal: what came of it, and what the real run will do. */
#ifndef SNAPLIFT_CLI_REHEARSAL_REPORT_H
#define SNAPLIFT_CLI_REHEARSAL_REPORT_H

#include "engine/base/json.h"
#include "engine/base/text.h"

struct rehearsal_report {
        struct json_object *plan; /* plan_look.h, made against the rehearsal's cloud */
        const char *trace;        /* the run's calls (trace.h); a path */
        const char *plan_command; /* that plans the real run */
        const char *fail;         /* the stage that was to fail; or NULL */
        int code;                 /* what the run ended with (enum ending) */
        bool bodies;
        size_t columns; /* of the text */
};

void rehearsal_report_text(const struct rehearsal_report *r, bool colour, struct text *out);
/* result "rehearsed", exit, calls by kind, plan. The caller owns it. */
struct json_object *rehearsal_report_json(const struct rehearsal_report *r);

#endif
