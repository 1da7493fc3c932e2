/* A stand-in in virtual time, and a plain client of its wire protocols. */
#ifndef SNAPLIFT_TEST_STANDIN_CLOUD_H
#define SNAPLIFT_TEST_STANDIN_CLOUD_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants these first */
#include <setjmp.h>

#include <cmocka.h>

#include "engine/base/json.h"
#include "engine/base/text.h"
#include "engine/base/xml.h"
#include "engine/loop/http.h"
#include "engine/loop/loop.h"
#include "engine/standin/standin.h"

enum { CLOUD_START_MS = 1795222800 }; /* seconds: 2026-11-21T01:00:00Z */

struct cloud {
        struct loop *loop;
        struct standin *standin;
        struct transport *transport;
};

/* Runs test(cloud) on a fiber of a virtual loop; seed is JSON text (NULL: none), with single quotes
 * for double ones. */
void with_cloud(const char *seed, void (*test)(struct cloud *c));

/* An answer of a query service. */
struct reply {
        int status;
        struct text body;
        struct xml_node *doc;
};

/* params: "Action=...&..." without Version. */
struct reply cloud_query(struct cloud *c, const char *service, const char *fmt, ...)
        __attribute__((format(printf, 3, 4)));
void reply_release(struct reply *r);
/* The text at a path of element names below the result: "DBInstance/DBInstanceStatus". The caller
 * frees; NULL when it isn't there. */
char *reply_text(struct reply *r, const char *path);
void assert_reply(struct reply *r, const char *path, const char *expected);
void assert_no_reply(struct reply *r, const char *path);
size_t reply_count(struct reply *r, const char *path);

/* Asks, and asserts that it is answered / refused with that status and code. */
struct reply cloud_ok(struct cloud *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void cloud_done(struct cloud *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void cloud_refused(struct cloud *c, int status, const char *code, const char *fmt, ...)
        __attribute__((format(printf, 4, 5)));

/* Asks, and asserts that no answer comes. */
void cloud_lost(struct cloud *c, const char *params);

/* A JSON service: body with single quotes for double ones. The caller owns the answer. */
struct json_object *cloud_json(struct cloud *c, const char *target, int *status, const char *fmt,
                               ...) __attribute__((format(printf, 4, 5)));
struct json_object *cloud_json_ok(struct cloud *c, const char *target, const char *fmt, ...)
        __attribute__((format(printf, 3, 4)));
void cloud_json_refused(struct cloud *c, const char *code, const char *target, const char *fmt, ...)
        __attribute__((format(printf, 4, 5)));

/* The status of a database now; "gone" when there is none. Static text until the next call. */
const char *cloud_status(struct cloud *c, const char *id);
/* Asks every second until it has that status; fails after limit seconds. */
void cloud_until(struct cloud *c, const char *id, const char *status, int limit);

#endif
