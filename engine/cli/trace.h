/*
 * One line per call to AWS, appended to a file: for benchmarks and for the person who wants to know
 * what was asked. Space-separated: time, service, operation, "read" or "change", attempt, HTTP
 * status (0: no answer), milliseconds, AWS's error code or "-". And one per wait before a call,
 * when it begins: "wait" in place of "read", attempt and status 0, milliseconds, and what for: the
 * rate that is kept to ("1/s"), or the error code after which the call is repeated.
 */
#ifndef SNAPLIFT_CLI_TRACE_H
#define SNAPLIFT_CLI_TRACE_H

#include "engine/aws/aws.h"

struct trace;

struct trace *trace_open(const char *path, struct err *err);
void trace_close(struct trace *t);                                  /* NULL is allowed */
void trace_call(void *trace, const struct aws_call_report *report); /* aws_options.called */
void trace_wait(void *trace, const struct aws_wait_report *report); /* aws_options.waits */

#endif
