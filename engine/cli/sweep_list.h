/*
 * What is kept of retired databases, of one stack or of all, gathered by reading only and told:
 * what `snaplift sweep` shows, and what it goes by.
 */
#ifndef SNAPLIFT_CLI_SWEEP_LIST_H
#define SNAPLIFT_CLI_SWEEP_LIST_H

#include "engine/base/text.h"
#include "engine/cli/session.h"
#include "stages/kept.h"

struct sweep_stack {
        struct stack stack;
        struct kept_list kept;
        bool *astray;              /* for each: kept stopped, not due, and it runs */
        struct strlist unfinished; /* runs that have not ended */
        char *begun;               /* the newest of them that is a sweep; or NULL */
        struct json_object *role;  /* session_role(); or NULL */
        size_t due, runs;          /* of it: due; astray */
        struct err err;            /* why it could not be looked at; ERR_NONE: it was */
};

struct sweep_list {
        struct sweep_stack *stacks;
        size_t count;
        size_t kept, due, astray, broken; /* over all */
        size_t unseen;                    /* stacks that could not be looked at */
        int64_t now;
        bool all_due; /* --now */
};

/* only: one stack; NULL: all that the store or the account's tags know. A stack that can't be
 * looked at is told, and the others are. Waits. */
bool sweep_list_read(struct session *session, const struct stack *only, bool all_due,
                     struct sweep_list *out, struct err *err);
void sweep_list_release(struct sweep_list *l);

/* Whether there is anything to be done for it. */
bool sweep_is_wanted(const struct sweep_stack *s);

void sweep_list_text(const struct sweep_list *l, struct text *out);
/* The caller owns it. */
struct json_object *sweep_json(const struct sweep_list *l, const struct sweep_stack *s, size_t at);

#endif
