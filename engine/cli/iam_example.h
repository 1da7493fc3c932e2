/* What IAM's simulator is asked of: an entity that has policies, and things that exist in no
 * pattern. */
#ifndef SNAPLIFT_CLI_IAM_EXAMPLE_H
#define SNAPLIFT_CLI_IAM_EXAMPLE_H

#include <stdbool.h>

/* The ARN that IAM has policies of: a session's is its role's, as far as its ARN tells it (a role's
 * path is not in it). NULL: neither a user's nor a role's. The caller frees. */
char *iam_policy_source(const char *arn);

/* One thing that a resource's pattern is of: 14 characters are a timestamp; a region and an account
 * that are not given are these. *made_up: there is more in it that is not known. The caller frees.
 */
char *iam_example(const char *pattern, const char *region, const char *account, bool *made_up);

#endif
