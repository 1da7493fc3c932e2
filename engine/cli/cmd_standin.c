/* snaplift standin: the local AWS behind an HTTP port. */
#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/message.h"
#include "engine/cli/session.h"
#include "engine/standin/standin.h"

enum { SEED_LIMIT = 16 * 1024 * 1024 };

struct front {
        const struct args *args;
        struct loop *loop;
        char *host;
        int port;
        struct json_object *seed;
        struct standin *standin; /* NULL until it is ready, and again when it stops */
        bool stop;
        struct signal_point stopped;
        struct err err;
        bool ok;
};

static bool parse_listen(const char *listen, bool allow_remote, struct front *f, struct err *err)
{
        const char *colon = strrchr(listen, ':');
        struct in_addr v4;
        char *end;
        long port = colon ? strtol(colon + 1, &end, 10) : -1;

        if (!colon || colon[1] < '0' || colon[1] > '9' || *end || port < 0 || port > 65535) {
                err_set(err, ERR_INVALID, "--listen %s is not HOST:PORT", listen);
                return err_next(err, "e.g. --listen 127.0.0.1:4566; port 0 takes a free one");
        }
        f->host = xstrndup(listen, (size_t)(colon - listen));
        f->port = (int)port;
        if (strcmp(f->host, "localhost") == 0)
                xreplace(&f->host, "127.0.0.1");
        if (inet_pton(AF_INET, f->host, &v4) != 1) {
                err_set(err, ERR_INVALID, "--listen %s: \"%s\" is not an IPv4 address", listen,
                        f->host);
                return err_next(err, "e.g. --listen 127.0.0.1:4566");
        }
        if (ntohl(v4.s_addr) >> 24 != 127 && !allow_remote) {
                err_set(err, ERR_REFUSED,
                        "%s can be reached from other machines, and the stand-in "
                        "is not made to be",
                        f->host);
                return err_next(err, "listen on 127.0.0.1, or add --allow-remote if you mean it");
        }
        return true;
}

static bool read_seed(const char *path, struct json_object **seed, struct err *err)
{
        FILE *file = path ? fopen(path, "rb") : NULL;
        struct text bytes = TEXT_INIT;
        char chunk[16384];
        size_t got;
        bool ok = false;

        if (!path)
                return true;
        if (!file) {
                err_set(err, ERR_INVALID, "can't read the seed file %s: %s", path, strerror(errno));
                return err_next(err, "give --seed a JSON file");
        }
        while ((got = fread(chunk, 1, sizeof(chunk), file)) > 0 && bytes.len <= SEED_LIMIT)
                text_add_n(&bytes, chunk, got);
        fclose(file);
        if (!json_parse(text_str(&bytes), bytes.len, seed, err)) {
                err_prefix(err, "seed file %s", path);
        } else if (!json_object_is_type(*seed, json_type_object)) {
                err_set(err, ERR_INVALID, "seed file %s is not a JSON object", path);
                err_next(err, "engine/standin/README.md tells what is in one");
        } else {
                ok = true;
        }
        text_release(&bytes);
        return ok;
}

/* Bodies choose their addresses by the port, so it must be open before the cloud exists. */
static void answer(void *arg, const struct http_request *request, struct http_response *response)
{
        struct front *f = arg;

        if (f->standin) {
                standin_handle(f->standin, request, response);
                return;
        }
        response->status = 503;
        http_headers_add(&response->headers, "Retry-After", "1");
        text_add(&response->body, "the stand-in is not ready\n");
}

static void on_signal(void *arg, int signum)
{
        struct front *f = arg;

        (void)signum;
        f->stop = true;
        signal_all(f->loop, &f->stopped);
}

static void work(void *arg)
{
        struct front *f = arg;
        struct standin_options options = {
                .loop = f->loop,
                .seed = f->seed,
                .verify = !args_flag(f->args, "no-verify"),
                .bodies = args_value(f->args, "bodies"),
                .random = loop_random(f->loop, UINT64_MAX),
        };
        struct httpd *httpd = httpd_start(f->loop, f->host, f->port, answer, f, &f->err);
        struct standin *standin;

        if (!httpd)
                return;
        options.port = httpd_port(httpd);
        standin = standin_new(&options, &f->err);
        if (standin) {
                f->standin = standin;
                printf("listening on %s:%d\n", f->host, options.port);
                fflush(stdout);
                while (!f->stop)
                        signal_wait(f->loop, &f->stopped, -1);
                f->standin = NULL;
                standin_free(standin);
                f->ok = true;
        }
        httpd_stop(httpd);
}

static int standin(const struct args *args)
{
        const char *listen = args_value(args, "listen");
        struct front f = {.args = args};
        int ending = END_DONE;

        if (parse_listen(listen ? listen : "127.0.0.1:4566", args_flag(args, "allow-remote"), &f,
                         &f.err) &&
            read_seed(args_value(args, "seed"), &f.seed, &f.err)) {
                f.loop = loop_new();
                loop_on_signal(f.loop, SIGINT, on_signal, &f);
                loop_on_signal(f.loop, SIGTERM, on_signal, &f);
                fiber_start(f.loop, "stand-in", work, &f);
                loop_run(f.loop);
                loop_free(f.loop);
        }
        if (!f.ok)
                ending = message_error(&f.err);
        json_object_put(f.seed);
        free(f.host);
        err_clear(&f.err);
        return ending;
}

static const struct option options[] = {
        {"listen", "HOST:PORT", false, "where to listen (127.0.0.1:4566); port 0: a free one"},
        {"seed", "FILE", false,
         "the cloud at the beginning, as JSON; see engine/standin/README.md"},
        {"bodies", "FOLDER", false, "real PostgreSQL servers and processes, with their data there"},
        {"no-verify", NULL, false, "don't check the signatures of requests"},
        {"allow-remote", NULL, false, "listen where other machines can reach it"},
        {NULL},
};

const struct command standin_command = {
        .name = "standin",
        .summary = "run the local stand-in for AWS",
        .details = "Answers as the AWS services that Snaplift calls do. Prints \"listening on\n"
                   "HOST:PORT\" when it is ready and runs until Ctrl-C or SIGTERM. Use it with\n"
                   "AWS_ENDPOINT_URL=http://HOST:PORT.",
        .options = options,
        .run = standin,
};
