/*
 * What is said to the person at the terminal, on stderr: first what happened, last what to do.
 */
#ifndef SNAPLIFT_CLI_MESSAGE_H
#define SNAPLIFT_CLI_MESSAGE_H

#include <stdbool.h>
#include <stdio.h>

#include "engine/base/err.h"
#include "engine/base/json.h"
#include "engine/cli/command.h"

/* "snaplift: TEXT" and "  next: NEXT". Returns the exit code that belongs to the error. */
int message_error(const struct err *err);

enum ending ending_of(const struct err *err);

/* What others say of it (err_detail), an array of "WHO: TEXT". The caller owns it. */
struct json_object *message_details(const struct err *err);

/* {"code", "text", "reason", "next", "details"}. The caller owns it. */
struct json_object *message_json(const struct err *err);

/* Asks a question that ends with "?", true for yes. False when nobody is there to answer. */
bool message_confirm(const char *question);

/* Result text to stdout. */
void message_out(const struct text *text);
/* What a command that only shows something does: its text to stdout, also when make() fails
 * half-way, and the error, if it does. Returns the exit code. */
int message_show(const struct args *args,
                 bool (*make)(const struct args *args, struct text *out, struct err *err));

#endif
