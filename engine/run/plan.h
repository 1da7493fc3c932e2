/*
 * The plan: what a run would do, found out by reading only. One JSON object, from which a plan is
 * printed, saved and compared:
 *
 *      stages    in the order of the run, each with
 *        stage, type, needs
 *        state   runs | unchanged | skipped | blocked (its plan() failed) | unknown (what it needs
 *                is blocked)
 *        why     unless it runs
 *        inputs  resolved, as far as they are known
 *        calls   the mutating ones: effect (create, change, delete), action, target, parameters
 *        shows   what stages have to show besides: by name, anything
 *      findings  what stands against the run: grade (blocks, warns), topic, stage, text, next, code
 *      saw       what it rests on: thing -> text. Two plans that saw the same are the same.
 *
 * run_plan() lets every stage's plan() look, in order. A stage that can't go on is a finding that
 * blocks; what depends on it stays unknown, the others are planned nevertheless. Nothing is
 * journalled and no lock is taken.
 */
#ifndef SNAPLIFT_RUN_PLAN_H
#define SNAPLIFT_RUN_PLAN_H

#include "engine/base/text.h"
#include "engine/run/run.h"

/* The caller owns *plan. False: it could not be made (no network, no credentials, ...). */
bool run_plan(const struct run_setup *setup, const struct pipeline *pipeline,
              const struct stack *stack, struct json_object *inputs, struct json_object **plan,
              struct err *err);

/* Takes code, text and next of why; the stage may be NULL. For those who look besides stages. */
void plan_find(struct json_object *plan, const char *grade, const char *topic, const char *stage,
               const struct err *why);
void plan_saw(struct json_object *plan, const char *thing, const char *text);

/* The first finding that blocks, as an error; false when there is none. */
bool plan_is_blocked(struct json_object *plan, struct err *why);
size_t plan_count_calls(struct json_object *plan, const char *effect); /* NULL: all */

/* A line for everything that `now` sees or would call otherwise than `then`. */
void plan_compare(struct json_object *then, struct json_object *now, struct strlist *changes);

/* "rds:ModifyDBInstance xy-0146-qa-1 (class db.t4g.small)": a call in one line. */
void plan_add_call(struct json_object *call, struct text *out);

#endif
