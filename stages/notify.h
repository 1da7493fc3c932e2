/*
 * Telling somebody. It never fails a run: what could not be told is a report. Once told, it is not
 * told again when the run is resumed.
 *
 * The address of a webhook is a secret, since who has it may post: it comes from a SecureString or
 * a secret (`url_from`), or is handed in (`url_given`, as secret.put's value), and no text names
 * it, nor what an answer says.
 */
#ifndef SNAPLIFT_STAGES_NOTIFY_H
#define SNAPLIFT_STAGES_NOTIFY_H

#include "stages/cloud.h"

/* clang-format off */
#define NOTIFY_URL_INPUTS                                                                          \
        {"url_from", VALUE_TEXT,                                                                   \
         .help = "where its address is: a SecureString's name, or ARN:KEY:: of a secret"},         \
        {"url_given", VALUE_TEXT,                                                                  \
         .help = "name of the address handed in: the environment variable SNAPLIFT_SECRET_NAME"}
/* clang-format on */

extern const struct stage_action notify_url_actions[]; /* IAM actions of reading it */

/* It was told before, by this stage of this run; the stage is said to be unchanged. */
bool notify_is_done(struct stage *s);
/* After telling: told says whether it worked, err why not. True unless the stage is to stop. */
bool notify_end(struct stage *s, bool told, const char *whom, struct err *err);

/* The whole of a stage that POSTs JSON to the address, some times if need be. Takes body. */
bool notify_webhook(struct stage *s, struct json_object *body, const char *whom, struct err *err);

/* A copy of at most `most` bytes, cut between characters; the caller frees. */
char *notify_cut(const char *text, size_t most);

/* Nothing to foresee: a notification changes nothing. */
bool notify_plan(struct stage *s, struct err *err);

#endif
