/* Simple Notification Service, query, 2010-03-31: a message to a topic. Facts: botocore data/sns/
 * 2010-03-31. */
#ifndef SNAPLIFT_AWS_SNS_H
#define SNAPLIFT_AWS_SNS_H

#include "engine/aws/aws.h"

/* The model's words: a message of at most so many bytes, a subject of fewer than so many. */
enum { SNS_MESSAGE_MAX = 262144, SNS_SUBJECT_SIZE = 100 };

/* subject may be NULL; it must have no line breaks. *id is the message's, the caller's to free. */
bool sns_publish(struct aws *aws, const char *topic, const char *subject, const char *message,
                 char **id, struct err *err);

#endif
