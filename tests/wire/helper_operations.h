/*
 * The operations that the clients implement, each called with a simple request: for those who want
 * to see how a reply is read.
 */
#ifndef SNAPLIFT_TESTS_WIRE_HELPER_OPERATIONS_H
#define SNAPLIFT_TESTS_WIRE_HELPER_OPERATIONS_H

#include "engine/aws/aws.h"

/* "rds DescribeDBInstances", NULL at the end. */
extern const char *const operation_names[];

/* What was read, as helper_print.h writes it: an object, an array of objects, or true. asked:
 * `name` or `names`, what is asked for, where the client looks whether the answer tells of it. NULL
 * and an error when it failed; the caller owns it. */
struct json_object *operation_call(struct aws *aws, const char *name, struct json_object *asked,
                                   struct err *err);

#endif
