/*
 * --secret-stdin NAME: the value of a secret for the stage secret.put, read from standard input, so
 * that it is in no argument, no file and no shell history:
 *
 *      pass show db/qa | snaplift run rotate.yml xy-0146-qa --secret-stdin DB_PASSWORD
 */
#ifndef SNAPLIFT_CLI_SECRET_INPUT_H
#define SNAPLIFT_CLI_SECRET_INPUT_H

#include "engine/aws/aws.h"
#include "engine/cli/args.h"

#define OPTION_SECRET_STDIN                                                                        \
        {                                                                                          \
                "secret-stdin", "NAME", false,                                                     \
                        "read the value NAME of a secret from standard input"                      \
        }

/* Nothing when the option is not given. One newline at the end is taken off. */
bool secret_input_read(const struct args *args, struct aws *aws, struct err *err);

#endif
