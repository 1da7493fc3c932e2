/* A home of the test's own, with the files AWS's tools keep there. */
#ifndef SNAPLIFT_TESTS_AWS_HELPER_FILES_H
#define SNAPLIFT_TESTS_AWS_HELPER_FILES_H

#include "helper_aws.h"

extern char home_path[64], credentials_path[96], config_path[96], token_path[96];

/* For cmocka's group: makes the home, removes it with all that is in it. */
int home_set_up(void **state);
int home_tear_down(void **state);

void write_file(const char *path, const char *text);
/* Below home; folders are made. Returns the path, valid until the next call. */
const char *write_home(const char *name, const char *text);
char *read_file_text(const char *path); /* NULL when it is not there; the caller frees */
void clear_home(void);                  /* removes what is in it */

/* aws_new must say no, with that code, and in words that hold each of these. */
void refuse(const char *const *env, enum err_code code, const char *const *words);
void expect_words(const struct err *err, const char *const *words);

#define FILES                                                                                      \
        "HOME", home_path, "AWS_SHARED_CREDENTIALS_FILE", credentials_path, "AWS_CONFIG_FILE",     \
                config_path

/* Deletes an SSM parameter: one call that is signed. The outcome is in call_ok and call_err. */
extern bool call_ok;
extern struct err call_err;
void call_once(struct fake *f);
/* The call succeeds with the next reply, "{}". */
void call_well(struct fake *f);
/* Ends a test: frees the fake, clears the home and call_err. */
void done(struct fake *f);

#endif
