/* The environment, as handed in: getenv in the program, a table in tests. */
#ifndef SNAPLIFT_AWS_ENVIRONMENT_H
#define SNAPLIFT_AWS_ENVIRONMENT_H

struct environment {
        const char *(*get)(void *arg, const char *name);
        void *arg;
};

/* NULL when unset or empty. Borrowed. */
const char *environment_get(const struct environment *env, const char *name);

#endif
