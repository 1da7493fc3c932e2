/* The records of a run's journal as they are. */
#ifndef SNAPLIFT_CLI_JOURNAL_TEXT_H
#define SNAPLIFT_CLI_JOURNAL_TEXT_H

#include "engine/base/text.h"
#include "engine/store/store.h"

/* A line each: number, time, stage and kind, what is said in words, the rest as JSON. */
void journal_text(const struct journal_record *records, size_t count, struct text *out);
/* A line of JSON each. */
void journal_json(const struct journal_record *records, size_t count, struct text *out);

#endif
