/*
 * Sends what stdin says, signed, to a server of its own and prints what that received, for
 * check_signing.py. One JSON object a line: method, path, headers (pairs), body, region, service,
 * access_key, secret_key, token, time (ms); one line of JSON each: method, path, headers, body.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/json.h"
#include "engine/base/mem.h"
#include "engine/loop/http.h"

struct scene {
        struct loop *loop;
        struct json_object *seen;
};

static void keep(void *arg, const struct http_request *request, struct http_response *response)
{
        struct scene *s = arg;
        struct json_object *headers = json_object_new_array();

        for (size_t i = 0; i < request->headers.count; i++) {
                struct json_object *pair = json_object_new_array();

                json_add_text(pair, request->headers.items[i].name);
                json_add_text(pair, request->headers.items[i].value);
                json_object_array_add(headers, pair);
        }
        json_put_text(s->seen, "method", request->method);
        json_put_text(s->seen, "path", request->url);
        json_put(s->seen, "headers", headers);
        json_put(s->seen, "body",
                 json_object_new_string_len(request->body_len ? request->body : "",
                                            (int)request->body_len));
        response->status = 200;
}

static void exchange(struct transport *client, int port, struct json_object *asked)
{
        struct http_signing signing = {
                .region = json_text(asked, "region"),
                .service = json_text(asked, "service"),
                .access_key = json_text(asked, "access_key"),
                .secret_key = json_text(asked, "secret_key"),
                .session_token = json_text(asked, "token"),
                .time = json_int(asked, "time"),
        };
        char *url = xasprintf("http://127.0.0.1:%d%s", port, json_text(asked, "path"));
        const char *body = json_text(asked, "body");
        struct http_request request = {
                .method = json_text(asked, "method"),
                .url = url,
                .body = body,
                .body_len = body ? strlen(body) : 0,
                .signing = &signing,
                .connect_timeout = 10000,
                .timeout = 10000,
        };
        struct json_object *headers = json_array(asked, "headers");
        struct http_response response = {0};
        struct err err = ERR_INIT;

        for (size_t i = 0; i < json_count(headers); i++) {
                struct json_object *pair = json_at(headers, i);

                http_headers_add(&request.headers, json_object_get_string(json_at(pair, 0)),
                                 json_object_get_string(json_at(pair, 1)));
        }
        if (!transport_perform(client, &request, &response, &err)) {
                fprintf(stderr, "%s\n", err_text(&err));
                exit(1);
        }
        http_response_release(&response);
        http_headers_release(&request.headers);
        free(url);
}

static void serve(void *arg)
{
        struct scene *s = arg;
        struct transport *client = transport_curl(s->loop, &(struct transport_options){0});
        struct err err = ERR_INIT;
        struct httpd *server = httpd_start(s->loop, "127.0.0.1", 0, keep, s, &err);
        char *line = NULL;
        size_t size = 0;
        ssize_t len;

        if (!server) {
                fprintf(stderr, "%s\n", err_text(&err));
                exit(1);
        }
        while ((len = getline(&line, &size, stdin)) > 0) {
                struct json_object *asked = NULL;

                if (!json_parse(line, (size_t)len, &asked, &err)) {
                        fprintf(stderr, "%s\n", err_text(&err));
                        exit(1);
                }
                s->seen = json_object_new_object();
                exchange(client, httpd_port(server), asked);
                json_put_int(s->seen, "port", httpd_port(server));
                puts(json_line(s->seen));
                json_object_put(s->seen);
                json_object_put(asked);
        }
        free(line);
        transport_free(client);
        httpd_stop(server);
}

int main(void)
{
        struct scene s = {.loop = loop_new()};

        fiber_start(s.loop, "client", serve, &s);
        loop_run(s.loop);
        loop_free(s.loop);
        return 0;
}
