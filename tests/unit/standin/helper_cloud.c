#include "helper_cloud.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"

struct start {
        struct cloud *c;
        struct json_object *seed;
        void (*test)(struct cloud *c);
};

/* Single quotes as double ones: JSON in C text stays readable. */
static char *quotes(const char *text)
{
        char *out = xstrdup(text);

        for (char *c = out; *c; c++)
                if (*c == '\'')
                        *c = '"';
        return out;
}

static void run(void *arg)
{
        struct start *start = arg;
        struct cloud *c = start->c;
        struct standin_options options = {.loop = c->loop, .seed = start->seed, .random = 7};
        struct err err = ERR_INIT;

        c->standin = standin_new(&options, &err);
        if (!c->standin)
                fail_msg("%s", err_text(&err));
        c->transport = transport_direct(c->loop, 0, standin_handle, c->standin);
        start->test(c);
        transport_free(c->transport);
        standin_free(c->standin);
        err_clear(&err);
}

void with_cloud(const char *seed, void (*test)(struct cloud *c))
{
        struct cloud c = {.loop = loop_new_virtual((int64_t)CLOUD_START_MS * 1000, 1)};
        struct start start = {.c = &c, .test = test};
        struct err err = ERR_INIT;

        if (seed) {
                char *text = quotes(seed);

                if (!json_parse(text, strlen(text), &start.seed, &err))
                        fail_msg("%s", err_text(&err));
                free(text);
        }
        fiber_start(c.loop, "test", run, &start);
        loop_run(c.loop);
        loop_free(c.loop);
        json_object_put(start.seed);
}

/* --- query --- */

static struct http_response perform(struct cloud *c, struct http_request *request)
{
        struct http_response response = {0};
        struct err err = ERR_INIT;

        request->method = "POST";
        request->url = "http://aws/";
        if (!transport_perform(c->transport, request, &response, &err))
                fail_msg("%s", err_text(&err));
        http_headers_release(&request->headers);
        return response;
}

static struct reply ask(struct cloud *c, const char *version, const char *params)
{
        struct text body = TEXT_INIT;
        struct http_request request = {0};
        struct http_response response;
        struct reply r = {0};
        struct err err = ERR_INIT;

        text_addf(&body, "%s&Version=%s", params, version);
        request.body = body.data;
        request.body_len = body.len;
        response = perform(c, &request);
        r.status = response.status;
        text_add_n(&r.body, response.body.data, response.body.len);
        if (!xml_parse(r.body.data, r.body.len, &r.doc, &err))
                fail_msg("%s: %s", err_text(&err), text_str(&r.body));
        http_response_release(&response);
        text_release(&body);
        return r;
}

struct reply cloud_query(struct cloud *c, const char *service, const char *fmt, ...)
{
        struct text params = TEXT_INIT;
        struct reply r;
        va_list args;

        va_start(args, fmt);
        text_vaddf(&params, fmt, args);
        va_end(args);
        r = ask(c, strcmp(service, "sts") == 0 ? "2011-06-15" : "2014-10-31", text_str(&params));
        text_release(&params);
        return r;
}

void reply_release(struct reply *r)
{
        text_release(&r->body);
        xml_free(r->doc);
        r->doc = NULL;
}

/* The element below the result (or, in an error, below the root) at that path. */
static struct xml_node *at(struct reply *r, const char *path)
{
        struct xml_node *root = r->doc, *node = root;
        char *copy = xstrdup(path), *rest = copy, *name;

        if (text_ends(root->name, "Response") && r->status == 200)
                node = root->child;
        while (node && (name = strsep(&rest, "/")))
                node = xml_child(node, name);
        free(copy);
        return node;
}

char *reply_text(struct reply *r, const char *path)
{
        struct xml_node *node = at(r, path);

        return node ? xml_content(node) : NULL;
}

void assert_reply(struct reply *r, const char *path, const char *expected)
{
        char *found = reply_text(r, path);

        if (!text_same(found, expected))
                fail_msg("%s is %s, not %s, in %s", path, found ? found : "absent", expected,
                         text_str(&r->body));
        free(found);
}

void assert_no_reply(struct reply *r, const char *path)
{
        if (at(r, path))
                fail_msg("%s is there: %s", path, text_str(&r->body));
}

size_t reply_count(struct reply *r, const char *path)
{
        size_t count = 0;

        for (struct xml_node *node = at(r, path); node; node = xml_next(node))
                count++;
        return count;
}

struct reply cloud_ok(struct cloud *c, const char *fmt, ...)
{
        struct text params = TEXT_INIT;
        struct reply r;
        va_list args;

        va_start(args, fmt);
        text_vaddf(&params, fmt, args);
        va_end(args);
        r = ask(c, "2014-10-31", text_str(&params));
        if (r.status != 200)
                fail_msg("%s: %d %s", text_str(&params), r.status, text_str(&r.body));
        text_release(&params);
        return r;
}

void cloud_done(struct cloud *c, const char *fmt, ...)
{
        struct text params = TEXT_INIT;
        struct reply r;
        va_list args;

        va_start(args, fmt);
        text_vaddf(&params, fmt, args);
        va_end(args);
        r = cloud_ok(c, "%s", text_str(&params));
        reply_release(&r);
        text_release(&params);
}

void cloud_refused(struct cloud *c, int status, const char *code, const char *fmt, ...)
{
        struct text params = TEXT_INIT;
        struct reply r;
        va_list args;

        va_start(args, fmt);
        text_vaddf(&params, fmt, args);
        va_end(args);
        r = ask(c, "2014-10-31", text_str(&params));
        if (r.status != status)
                fail_msg("%s: %d %s", text_str(&params), r.status, text_str(&r.body));
        assert_reply(&r, "Error/Code", code);
        reply_release(&r);
        text_release(&params);
}

void cloud_lost(struct cloud *c, const char *params)
{
        char *body = xasprintf("%s&Version=2014-10-31", params);
        struct http_request request = {
                .method = "POST", .url = "http://aws/", .body = body, .body_len = strlen(body)};
        struct http_response response = {0};
        struct err err = ERR_INIT;

        assert_false(transport_perform(c->transport, &request, &response, &err));
        assert_true(err_is(&err, ERR_LOST));
        err_clear(&err);
        free(body);
}

/* --- JSON --- */

static struct json_object *ask_json(struct cloud *c, const char *target, int *status,
                                    const char *text)
{
        char *body = quotes(text);
        struct http_request request = {.body = body, .body_len = strlen(body)};
        struct http_response response;
        struct json_object *out = NULL;
        struct err err = ERR_INIT;

        http_headers_add(&request.headers, "X-Amz-Target", target);
        http_headers_add(&request.headers, "Content-Type", "application/x-amz-json-1.1");
        response = perform(c, &request);
        *status = response.status;
        if (!json_parse(text_str(&response.body), response.body.len, &out, &err))
                fail_msg("%s: %s", err_text(&err), text_str(&response.body));
        http_response_release(&response);
        free(body);
        return out;
}

struct json_object *cloud_json(struct cloud *c, const char *target, int *status, const char *fmt,
                               ...)
{
        struct text body = TEXT_INIT;
        struct json_object *out;
        va_list args;

        va_start(args, fmt);
        text_vaddf(&body, fmt, args);
        va_end(args);
        out = ask_json(c, target, status, text_str(&body));
        text_release(&body);
        return out;
}

struct json_object *cloud_json_ok(struct cloud *c, const char *target, const char *fmt, ...)
{
        struct text body = TEXT_INIT;
        struct json_object *out;
        va_list args;
        int status;

        va_start(args, fmt);
        text_vaddf(&body, fmt, args);
        va_end(args);
        out = ask_json(c, target, &status, text_str(&body));
        if (status != 200)
                fail_msg("%s %s: %d %s", target, text_str(&body), status, json_line(out));
        text_release(&body);
        return out;
}

void cloud_json_refused(struct cloud *c, const char *code, const char *target, const char *fmt, ...)
{
        struct text body = TEXT_INIT;
        struct json_object *out;
        va_list args;
        int status;

        va_start(args, fmt);
        text_vaddf(&body, fmt, args);
        va_end(args);
        out = ask_json(c, target, &status, text_str(&body));
        if (status < 400 || !text_same(json_text(out, "__type"), code))
                fail_msg("%s %s: %d %s", target, text_str(&body), status, json_line(out));
        json_object_put(out);
        text_release(&body);
}

/* --- databases --- */

const char *cloud_status(struct cloud *c, const char *id)
{
        static char status[64];
        struct reply r =
                cloud_query(c, "rds", "Action=DescribeDBInstances&DBInstanceIdentifier=%s", id);
        char *text = r.status == 404 ? xstrdup("gone")
                                     : reply_text(&r, "DBInstances/DBInstance/DBInstanceStatus");

        strncpy(status, text ? text : "", sizeof(status) - 1);
        free(text);
        reply_release(&r);
        return status;
}

void cloud_until(struct cloud *c, const char *id, const char *status, int limit)
{
        for (int i = 0; i < limit; i++) {
                if (strcmp(cloud_status(c, id), status) == 0)
                        return;
                fiber_sleep(c->loop, 1000);
        }
        fail_msg("%s is %s after %d s, not %s", id, cloud_status(c, id), limit, status);
}
