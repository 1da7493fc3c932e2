/* Credentials that nobody renews and that end before the run will: named before it begins. */
#ifndef SNAPLIFT_CLI_EXPIRY_H
#define SNAPLIFT_CLI_EXPIRY_H

#include "engine/base/text.h"
#include "engine/cli/session.h"
#include "engine/run/history.h"

struct expiry {
        int64_t now, ends;  /* wall clock ms; ends 0: they don't, or are renewed */
        const char *source; /* of the credentials */
        const char *pipeline;
        const struct history *history;
};

/* What is to be said; nothing when they last longer than nine of ten earlier runs took. */
void expiry_text(const struct expiry *e, struct text *out);

/* The same of the session's credentials and store, on stderr. */
void expiry_tell(const struct session *session, const char *pipeline, const char *stack);

#endif
