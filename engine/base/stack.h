/*
 * Stack names, `<customer>-<project>-<env>`: the one namespace used in every name, path and tag.
 *
 *      customer  ^[a-z][a-z0-9]{0,9}$, not common, internal, sthree or xn, not starting aws or ssm
 *      project   ^[a-z0-9]{1,8}$, always text: 0146 keeps its zero
 *      env       a letter, then letters, digits, single inner hyphens; 1..12
 *
 * So a stack has at most 32 characters and a database, `<stack>-<timestamp>`, 47, which fits every
 * limit of RDS, ECS, ELB, IAM and SSM with its suffixes. Upper case is refused, not folded: RDS
 * folds, SSM and ECS do not, which would give one database two names. Parsing is unambiguous:
 * customer and project hold no hyphen and an env can't hide "-" and 14 digits. Nothing is ever
 * decided by a string prefix.
 */
#ifndef SNAPLIFT_BASE_STACK_H
#define SNAPLIFT_BASE_STACK_H

#include <stdbool.h>

#include "engine/base/err.h"
#include "engine/base/stamp.h"

enum { STACK_SIZE = 33, DATABASE_SIZE = 48 };

struct stack {
        char customer[11];
        char project[9];
        char env[13];
        char name[STACK_SIZE];
};

/* An ERR_INVALID names the part at fault, what was found and what is allowed. */
bool stack_parse(const char *text, struct stack *out, struct err *err);
bool stack_make(const char *customer, const char *project, const char *env, struct stack *out,
                struct err *err);

/* The same customer and project in another env. */
bool stack_sibling(const struct stack *of, const char *env, struct stack *out, struct err *err);

/* `<stack>-<timestamp>`. */
void stack_database(const struct stack *s, const char *timestamp, char out[DATABASE_SIZE]);

/* Splits a database's name; false when it isn't exactly `<stack>-<real timestamp>`. Outputs may be
 * NULL. */
bool database_parse(const char *name, struct stack *stack, char timestamp[STAMP_SIZE]);

/* True when name is a database of exactly this stack. */
bool stack_owns_database(const struct stack *s, const char *name, char timestamp[STAMP_SIZE]);

#endif
