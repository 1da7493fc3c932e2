/* AWS's JSON 1.1 protocol: an object out, an object back; and of REST-JSON what only looks: a path
 * with a query out. */
#ifndef SNAPLIFT_AWS_JSON11_H
#define SNAPLIFT_AWS_JSON11_H

#include "engine/aws/call.h"
#include "engine/base/json.h"

struct json11 {
        const struct operation *op;
        const char *subject; /* for errors; or NULL; borrowed */
        const char *secret;  /* in the body; or NULL; borrowed */
        bool repeatable;     /* carries an idempotency token */
};

/* request is borrowed. The caller owns *reply, an object. */
bool json11_send(struct aws *aws, const struct json11 *how, struct json_object *request,
                 struct json_object **reply, struct err *err);
/* The same with the body written by the caller, and wiped here: for what holds a secret. */
bool json11_send_text(struct aws *aws, const struct json11 *how, struct text *body,
                      struct json_object **reply, struct err *err);

/* REST-JSON: a GET of path. The caller owns *reply, an object. */
bool json11_get(struct aws *aws, const struct json11 *how, const char *path,
                struct json_object **reply, struct err *err);

/* All pages of a list operation: calls take() with each reply. The token goes and comes as `token`
 * ("nextToken", "NextToken"); one that comes twice in a row is an error, not a loop. request is
 * changed. */
bool json11_pages(struct aws *aws, const struct json11 *how, struct json_object *request,
                  const char *token,
                  bool (*take)(void *arg, struct json_object *reply, struct err *err), void *arg,
                  struct err *err);

/* An array of texts onto the end of out; false when a member is not a text or the array is not
 * there. */
bool json11_texts(struct json_object *reply, const char *key, struct strlist *out);

/* Overwrites a text inside an object that is about to be released. */
void json11_wipe(struct json_object *obj, const char *key);

#endif
