/*
 * Reads replies for check_replies.py. One JSON object a line: `operation`, `asked`, and `replies`
 * with status, headers and body, which answer one request after another. Prints a line each:
 * `result`, or code, reason and error; without input, with the argument "names", the operations,
 * with "settings" which member of a database is which setting.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/rds_members.h"
#include "engine/base/mem.h"
#include "helper_operations.h"

struct scene {
        struct transport transport; /* first */
        struct json_object *order;
        struct aws *aws;
        size_t next;
        struct json_object *result;
        char *request_id; /* of the last failure */
        struct err err;
};

static const char *variable(void *arg, const char *name)
{
        static const char *const table[][2] = {
                {"AWS_ACCESS_KEY_ID", "A"},     {"AWS_SECRET_ACCESS_KEY", "S-never-in-a-reply"},
                {"AWS_REGION", "eu-central-1"}, {"AWS_MAX_ATTEMPTS", "1"},
                {"HOME", "/nonexistent"},
        };

        (void)arg;
        for (size_t i = 0; i < ARRAY_LEN(table); i++) {
                if (strcmp(table[i][0], name) == 0)
                        return table[i][1];
        }
        return NULL;
}

static bool perform(struct transport *t, const struct http_request *request,
                    struct http_response *response, struct err *err)
{
        struct scene *s = (struct scene *)t;
        struct json_object *reply = json_at(json_array(s->order, "replies"), s->next++);
        struct json_object *headers = json_get(reply, "headers");

        (void)request;
        if (!reply)
                return err_set(err, ERR_LOST, "one request too many");
        response->status = (int)json_int(reply, "status");
        text_add(&response->body, json_text(reply, "body"));
        if (headers) {
                json_object_object_foreach(headers, name, value)
                {
                        http_headers_add(&response->headers, name, json_object_get_string(value));
                }
        }
        return true;
}

static void called(void *arg, const struct aws_call_report *report)
{
        struct scene *s = arg;

        free(s->request_id);
        s->request_id = xstrdup(report->request_id);
}

static void carry_out(void *arg)
{
        struct scene *s = arg;

        s->result = operation_call(s->aws, json_text(s->order, "operation"),
                                   json_get(s->order, "asked"), &s->err);
}

static void answer(struct json_object *order)
{
        struct scene s = {.transport = {.perform = perform}, .order = order, .err = ERR_INIT};
        struct aws_options options = {.loop = loop_new_virtual(1795223230123, 1),
                                      .transport = &s.transport,
                                      .env = variable,
                                      .called = called,
                                      .called_arg = &s};
        struct json_object *line = json_object_new_object();

        s.aws = aws_new(&options, &s.err);
        if (!s.aws) {
                fprintf(stderr, "%s\n", err_text(&s.err));
                exit(1);
        }
        fiber_start(options.loop, "call", carry_out, &s);
        loop_run(options.loop);
        if (s.result) {
                json_put(line, "result", s.result);
        } else {
                json_put_text(line, "code", err_code_name(s.err.code));
                json_put_text(line, "reason", s.err.reason);
                json_put_text(line, "error", err_text(&s.err));
                json_put_text(line, "request_id", s.request_id);
        }
        json_put_int(line, "requests", (int64_t)s.next);
        puts(json_line(line));
        json_object_put(line);
        err_clear(&s.err);
        free(s.request_id);
        aws_free(s.aws);
        loop_free(options.loop);
}

static struct json_object *table_of(const struct rds_member *members)
{
        struct json_object *rows = json_object_new_array(), *row;

        for (const struct rds_member *m = members; m->path; m++) {
                if (!m->key)
                        continue;
                row = json_object_new_object();
                json_put_text(row, "path", m->path);
                json_put_text(row, "key", m->key);
                json_put_text(row, "parts", m->parts);
                json_put_text(row, "usual", m->usual);
                json_put_flag(row, "enabled", m->kind == RDS_ENABLED);
                json_object_array_add(rows, row);
        }
        return rows;
}

/* Which member of a reply is which setting. */
static void show_settings(void)
{
        struct json_object *tables = json_object_new_object();

        json_put(tables, "DBInstance", table_of(rds_instance_members));
        json_put(tables, "DBCluster", table_of(rds_cluster_members));
        puts(json_line(tables));
        json_object_put(tables);
}

int main(int argc, char **argv)
{
        char *line = NULL;
        size_t size = 0;
        ssize_t len;

        for (size_t i = 0; argc > 1 && strcmp(argv[1], "names") == 0 && operation_names[i]; i++)
                puts(operation_names[i]);
        if (argc > 1 && strcmp(argv[1], "settings") == 0)
                show_settings();
        while (argc == 1 && (len = getline(&line, &size, stdin)) > 0) {
                struct json_object *order = NULL;
                struct err err = ERR_INIT;

                if (!json_parse(line, (size_t)len, &order, &err)) {
                        fprintf(stderr, "%s\n", err_text(&err));
                        return 1;
                }
                answer(order);
                json_object_put(order);
        }
        free(line);
        return 0;
}
