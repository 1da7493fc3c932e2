/* What a run asks of people and nobody has answered, for those who only look. */
#ifndef SNAPLIFT_CLI_QUESTIONS_H
#define SNAPLIFT_CLI_QUESTIONS_H

#include "engine/base/text.h"
#include "engine/cli/session.h"

struct question_told {
        struct text what; /* "Go live? (stage ok)" */
        struct text how;  /* the commands that answer, and the one that goes on then */
};

/* The first of them. False: it asks nothing, or can't be read; nothing is to be released then. */
bool questions_look(struct session *s, const struct run_record *run, struct question_told *out);
void question_told_release(struct question_told *q);

#endif
