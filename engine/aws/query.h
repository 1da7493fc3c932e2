/*
 * AWS's query protocol: a form out, XML back.
 *
 * Lists are written as botocore's QuerySerializer does: Name.MEMBER.1, where MEMBER is the
 * locationName of the list's member in the model, else "member".
 */
#ifndef SNAPLIFT_AWS_QUERY_H
#define SNAPLIFT_AWS_QUERY_H

#include "engine/aws/call.h"
#include "engine/base/xml.h"

struct query {
        const struct operation *op;
        struct text form;
        const char *subject; /* for errors; or NULL; borrowed */
        const char *secret;  /* set by query_secret() */
};

void query_begin(struct query *q, const struct operation *op, const char *subject);
void query_text(struct query *q, const char *name, const char *value); /* NULL: not sent */
void query_number(struct query *q, const char *name, int64_t value);   /* < 0: not sent */
void query_flag(struct query *q, const char *name, int value);         /* < 0: not sent */
void query_list(struct query *q, const char *name, const char *member,
                const struct strlist *list);               /* NULL or empty: not sent */
void query_tags(struct query *q, const struct tags *tags); /* NULL or empty: not sent */
/* Texts, numbers and flags as they are; items of an array as NAME.1, members of an object as
 * NAME.member. NULL: not sent. */
void query_json(struct query *q, const char *name, struct json_object *value);
void query_secret(struct query *q, const char *name, const char *value); /* NULL: not sent */

struct query_answer {
        struct xml_node *doc;
        struct xml_node *result; /* <OPERATIONResult>; NULL when the operation has none */
};

/* Sends and wipes the form (q is done with afterwards, whatever comes). out->result is there when
 * has_result says so. */
bool query_send(struct aws *aws, struct query *q, bool has_result, struct query_answer *out,
                struct err *err);
void query_answer_release(struct query_answer *a);

#endif
