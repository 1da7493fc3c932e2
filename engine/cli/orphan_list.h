/* What is left of a stack, gathered from AWS and the store, and told. */
#ifndef SNAPLIFT_CLI_ORPHAN_LIST_H
#define SNAPLIFT_CLI_ORPHAN_LIST_H

#include "engine/cli/places.h"
#include "stages/orphans.h"

struct orphan_list {
        struct stack stack;
        char *account, *region;        /* where was looked; account NULL: not known */
        struct json_object *role;      /* of the place; or NULL */
        char *tier;                    /* another's place, see places.h; NULL: the stack's own */
        struct json_object *home_role; /* then of the stack's */
        struct strlist unfinished;     /* runs of the stack in this store that have not ended */
        struct run_record *runs;       /* the same */
        size_t run_count;
        struct orphans found;
};

/* Waits. definitions: also task definitions. The caller releases *out, also after a failure. */
bool orphan_list_read(struct store *store, const struct place *place, const struct stack *stack,
                      bool definitions, struct orphan_list *out, struct err *err);
void orphan_list_release(struct orphan_list *l);

/* A line each: what it is, its age, whose it was; then the runs that have not ended. */
void orphan_list_text(const struct orphan_list *l, int64_t now, struct text *out);
/* One object. The caller owns it. */
struct json_object *orphan_json(const struct orphan_list *l, const struct orphan *o, int64_t now);

#endif
