/* The questions of a run (stage_ask), put to whoever sits at the terminal. */
#ifndef SNAPLIFT_CLI_ASKING_H
#define SNAPLIFT_CLI_ASKING_H

#include "engine/cli/session.h"

/* Whether there is somebody to ask: stdin and stderr are a terminal. */
bool asking_is_possible(void);

/* Asks each open question of the run, on a fiber; an answer that comes from elsewhere meanwhile is
 * as good. True when all are answered and the run can go on; false when the person wants to leave
 * it, *stop became true (its setter signals the point), or err says what went wrong. */
bool asking_answer(struct session *session, struct account *account, const char *run,
                   const bool *stop, struct signal_point *point, struct err *err);

/* A question of the program's own: true for yes. *stop, point: as above. */
bool asking_accept(struct session *session, const char *question, const bool *stop,
                   struct signal_point *point);

/* An answer of this user's, as a stage reads it: verdict, by, arn, at, comment. account: where the
 * identity is asked for when the question's approvers need it. ERR_REFUSED when he may not. NULL on
 * failure; else for run_answer(). */
struct json_object *asking_sign(struct session *session, struct account *account,
                                const struct run_question *question, bool approved,
                                const char *comment, struct err *err);

#endif
