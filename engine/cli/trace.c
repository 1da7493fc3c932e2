/* The file with a line per call to AWS. */
#include "engine/cli/trace.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"

struct trace {
        FILE *file;
};

struct trace *trace_open(const char *path, struct err *err)
{
        FILE *file = fopen(path, "ae");
        struct trace *t;

        if (!file) {
                err_set(err, ERR_SYSTEM, "can't write the trace to %s: %s", path, strerror(errno));
                err_next(err, "give --trace (or SNAPLIFT_TRACE) a file that can be written");
                return NULL;
        }
        setvbuf(file, NULL, _IOLBF, 0); /* a line is there whatever happens next */
        t = xmalloc(sizeof(*t));
        t->file = file;
        return t;
}

void trace_close(struct trace *t)
{
        if (!t)
                return;
        fclose(t->file);
        free(t);
}

void trace_wait(void *trace, const struct aws_wait_report *r)
{
        struct trace *t = trace;
        char at[ISO_SIZE];

        iso_format(r->at, at);
        fprintf(t->file, "%s %s %s wait 0 0 %" PRId64 " %s\n", at, r->service, r->operation, r->ms,
                r->why);
}

void trace_call(void *trace, const struct aws_call_report *r)
{
        struct trace *t = trace;
        char at[ISO_SIZE];

        iso_format(r->started, at);
        fprintf(t->file, "%s %s %s %s %d %d %" PRId64 " %s\n", at, r->service, r->operation,
                r->mutating ? "change" : "read", r->attempt, r->status, r->took,
                r->reason ? r->reason : "-");
}
