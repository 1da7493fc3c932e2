#include "helper_aws.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"

static const char *const usual[] = {
        "AWS_ACCESS_KEY_ID",
        "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY",
        "the-secret-key",
        "AWS_REGION",
        "eu-central-1",
        "HOME",
        "/nonexistent",
        NULL,
};

const char *const fake_once[] = {
        "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY",
        "the-secret-key",    "AWS_REGION",  "eu-central-1",
        "AWS_MAX_ATTEMPTS",  "1",           NULL,
};

static const char *lookup(void *arg, const char *name)
{
        const struct fake *f = arg;

        for (size_t i = 0; f->env[i]; i += 2) {
                if (strcmp(f->env[i], name) == 0)
                        return f->env[i + 1];
        }
        return NULL;
}

static struct sent *keep(struct fake *f, const struct http_request *r)
{
        struct sent *s;

        if (f->sent_count >= ARRAY_LEN(f->sent))
                abort();
        s = &f->sent[f->sent_count++];
        *s = (struct sent){
                .method = xstrdup(r->method),
                .url = xstrdup(r->url),
                .content_type = xstrdup(http_headers_get(&r->headers, "Content-Type")),
                .target = xstrdup(http_headers_get(&r->headers, "X-Amz-Target")),
                .authorization = xstrdup(http_headers_get(&r->headers, "Authorization")),
                .body = xstrndup(r->body ? r->body : "", r->body_len),
                .timeout = r->timeout,
                .at = loop_ticks(f->loop),
        };
        for (size_t i = 0; i < r->headers.count; i++)
                http_headers_add(&s->headers, r->headers.items[i].name, r->headers.items[i].value);
        if (r->signing) {
                s->signed_at = r->signing->time;
                s->access_key = xstrdup(r->signing->access_key);
                s->secret_key = xstrdup(r->signing->secret_key);
                s->session_token = xstrdup(r->signing->session_token);
                s->region = xstrdup(r->signing->region);
                s->service = xstrdup(r->signing->service);
        }
        return s;
}

static bool perform(struct transport *t, const struct http_request *request,
                    struct http_response *response, struct err *err)
{
        struct fake *f = (struct fake *)t;
        struct sent *s = keep(f, request);
        struct canned c = {0};

        if (f->answer)
                f->answer(f, s, &c);
        else if (f->queue_next < f->queue_count)
                c = f->queue[f->queue_next++];
        else
                fail_msg("nothing is left to answer %s %s", s->url, s->body);
        fiber_sleep(f->loop, f->latency);
        if (!c.status) {
                err_set(err, c.err, "scripted");
                free(c.body);
                http_headers_release(&c.headers);
                return false;
        }
        response->status = c.status;
        for (size_t i = 0; i < c.headers.count; i++)
                http_headers_add(&response->headers, c.headers.items[i].name,
                                 c.headers.items[i].value);
        text_add(&response->body, c.body ? c.body : "");
        free(c.body);
        http_headers_release(&c.headers);
        return true;
}

struct fake *fake_new_reporting(const char *const *env,
                                void (*called)(void *arg, const struct aws_call_report *report),
                                void *arg)
{
        struct fake *f = xcalloc(1, sizeof(*f));
        struct aws_options options = {
                .transport = &f->transport,
                .env = lookup,
                .env_arg = f,
                .called = called,
                .called_arg = arg,
        };

        f->transport.perform = perform;
        f->env = env ? env : usual;
        f->latency = 10;
        f->loop = options.loop = loop_new_virtual(NOW, 7);
        f->aws = aws_new(&options, &f->err);
        return f;
}

struct fake *fake_new(const char *const *env)
{
        return fake_new_reporting(env, NULL, NULL);
}

void fake_free(struct fake *f)
{
        for (size_t i = 0; i < f->sent_count; i++) {
                struct sent *s = &f->sent[i];

                free(s->method);
                free(s->url);
                free(s->content_type);
                free(s->target);
                free(s->authorization);
                free(s->body);
                free(s->access_key);
                free(s->secret_key);
                free(s->session_token);
                free(s->region);
                free(s->service);
                http_headers_release(&s->headers);
        }
        for (size_t i = f->queue_next; i < f->queue_count; i++) {
                free(f->queue[i].body);
                http_headers_release(&f->queue[i].headers);
        }
        aws_free(f->aws);
        err_clear(&f->err);
        loop_free(f->loop);
        free(f);
}

static struct canned *enqueue(struct fake *f)
{
        if (f->queue_count >= ARRAY_LEN(f->queue))
                abort();
        return &f->queue[f->queue_count++];
}

void fake_reply(struct fake *f, int status, const char *body)
{
        *enqueue(f) = (struct canned){.status = status, .body = xstrdup(body)};
}

void fake_header(struct fake *f, const char *name, const char *value)
{
        http_headers_add(&f->queue[f->queue_count - 1].headers, name, value);
}

void fake_no_answer(struct fake *f, enum err_code err)
{
        *enqueue(f) = (struct canned){.err = err};
}

void fake_xml_error(struct fake *f, int status, const char *code, const char *message)
{
        *enqueue(f) = (struct canned){
                .status = status,
                .body = xasprintf("<ErrorResponse xmlns=\"http://rds.amazonaws.com/doc/"
                                  "2014-10-31/\"><Error><Type>Sender</Type><Code>%s</Code>"
                                  "<Message>%s</Message></Error><RequestId>r</RequestId>"
                                  "</ErrorResponse>",
                                  code, message),
        };
}

void fake_json_error(struct fake *f, int status, const char *code, const char *message)
{
        *enqueue(f) = (struct canned){
                .status = status,
                .body = xasprintf("{\"__type\":\"%s\",\"message\":\"%s\"}", code, message),
        };
}

void fake_xml(struct fake *f, const char *operation, const char *inner)
{
        *enqueue(f) = (struct canned){
                .status = 200,
                .body = xasprintf("<?xml version=\"1.0\"?>\n<%sResponse xmlns=\"http://rds."
                                  "amazonaws.com/doc/2014-10-31/\"><%sResult>%s</%sResult>"
                                  "<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>"
                                  "</%sResponse>",
                                  operation, operation, inner, operation, operation),
        };
}

struct task {
        struct fake *f;
        void (*body)(struct fake *f);
};

static void run_task(void *arg)
{
        struct task *task = arg;

        task->body(task->f);
}

void fake_run(struct fake *f, void (*body)(struct fake *f))
{
        struct task task = {f, body};

        if (!f->aws)
                fail_msg("no aws: %s", err_text(&f->err));
        fiber_start(f->loop, "test", run_task, &task);
        loop_run(f->loop);
}

char *fake_file(const char *name)
{
        char *path = xasprintf("%s/tests/unit/aws/%s", SOURCE_DIR, name);
        struct text text = TEXT_INIT;
        FILE *file = fopen(path, "re");
        char block[4096];
        size_t got;

        if (!file)
                fail_msg("%s can't be read", path);
        while ((got = fread(block, 1, sizeof(block), file)) > 0)
                text_add_n(&text, block, got);
        fclose(file);
        free(path);
        return text_steal(&text);
}
