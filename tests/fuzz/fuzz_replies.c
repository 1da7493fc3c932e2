/* Replies into the clients: the operation's name, then "STATUS" and the body, for each page after a
 * line "%%". Whatever it is, it is read or an error. */
#include "engine/base/mem.h"
#include "fuzz.h"
#include "tests/wire/helper_operations.h"

enum { MOST_PAGES = 4 };

struct scene {
        struct transport transport; /* first */
        struct aws *aws;
        struct input in;
        char *operation;
        int pages;
};

static const char *variable(void *arg, const char *name)
{
        (void)arg;
        if (strcmp(name, "AWS_MAX_ATTEMPTS") == 0)
                return "1";
        if (strcmp(name, "AWS_REGION") == 0)
                return "eu-central-1";
        if (strcmp(name, "HOME") == 0)
                return "/nonexistent";
        return strcmp(name, "AWS_ACCESS_KEY_ID") == 0 || strcmp(name, "AWS_SECRET_ACCESS_KEY") == 0
                       ? "A-key-never-in-a-reply"
                       : NULL;
}

static bool perform(struct transport *t, const struct http_request *request,
                    struct http_response *response, struct err *err)
{
        struct scene *s = (struct scene *)t;
        const char *end;
        char *status;

        (void)request;
        if (s->pages++ >= MOST_PAGES)
                return err_set(err, ERR_LOST, "one request too many");
        status = input_line(&s->in);
        response->status = *status ? atoi(status) : 200;
        free(status);
        end = s->in.left ? memmem(s->in.at, s->in.left, "\n%%\n", 4) : NULL;
        text_add_n(&response->body, s->in.at, end ? (size_t)(end - s->in.at) : s->in.left);
        s->in.left = end ? s->in.left - (size_t)(end + 4 - s->in.at) : 0;
        s->in.at = end ? end + 4 : s->in.at;
        return true;
}

static void call(void *arg)
{
        struct scene *s = arg;
        struct json_object *asked = json_object_new_object(), *result;
        struct err err = ERR_INIT;

        json_put_text(asked, "name", "name");
        result = operation_call(s->aws, s->operation, asked, &err);
        if (!result && !err.code)
                fuzz_fail("%s: neither a result nor an error", s->operation);
        if (result && err.code)
                fuzz_fail("%s: a result and an error", s->operation);
        json_object_put(result);
        json_object_put(asked);
        err_clear(&err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct scene s = {.transport = {.perform = perform}, .in = {(const char *)data, size}};
        struct aws_options options = {
                .loop = loop_new_virtual(1795223230123, 1),
                .transport = &s.transport,
                .env = variable,
        };
        struct err err = ERR_INIT;

        s.operation = input_line(&s.in);
        s.aws = aws_new(&options, &err);
        if (!s.aws)
                fuzz_fail("%s", err_text(&err));
        fiber_start(options.loop, "call", call, &s);
        loop_run(options.loop);
        aws_free(s.aws);
        loop_free(options.loop);
        free(s.operation);
        return 0;
}
