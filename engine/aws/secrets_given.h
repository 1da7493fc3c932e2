/*
 * Values that whoever started the process hands in, for stages that put them into a secret: by
 * aws_give_secret() (the command line reads them from standard input), else from the environment as
 * SNAPLIFT_SECRET_<NAME>. The fixed beginning keeps a pipeline file from reading any other
 * variable, say the credentials. They are in memory only, and wiped at the end.
 */
#ifndef SNAPLIFT_AWS_SECRETS_GIVEN_H
#define SNAPLIFT_AWS_SECRETS_GIVEN_H

#include "engine/aws/aws.h"

/* Capitals, digits and _, letter first. */
bool given_name_check(const char *name, struct err *err);
/* Copies. Before the run begins; the same name again replaces. */
void aws_give_secret(struct aws *aws, const char *name, const char *value);
/* Borrowed until the context is freed; NULL when it was not given. */
const char *aws_given_secret(const struct aws *aws, const char *name);

#endif
