#include "tests/crash/helper_cloud.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <regex.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/base/json.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"

static void die(const char *what)
{
        perror(what);
        exit(2);
}

/* --- the process --- */

static void become_standin(const char *program, const char *seed, const char *folder, int out)
{
        char *log = xasprintf("%s/standin.log", folder);
        int err = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);

        dup2(out, 1);
        dup2(err, 2);
        execl(program, program, "standin", "--listen", "127.0.0.1:0", "--seed", seed, (char *)NULL);
        die(program);
}

void cloud_start(struct cloud *c, const char *program, const char *seed, const char *folder)
{
        char line[200] = "";
        const char *colon;
        FILE *from;
        int ends[2];

        if (pipe2(ends, O_CLOEXEC) < 0 || (c->pid = fork()) < 0)
                die("stand-in");
        if (c->pid == 0)
                become_standin(program, seed, folder, ends[1]);
        close(ends[1]);
        from = fdopen(ends[0], "r");
        if (!from || !fgets(line, sizeof(line), from) || !(colon = strrchr(line, ':'))) {
                fprintf(stderr, "the stand-in has not come up: see %s/standin.log\n", folder);
                exit(2);
        }
        c->port = atoi(colon + 1);
        fclose(from);
}

void cloud_stop(struct cloud *c)
{
        kill(c->pid, SIGKILL);
        waitpid(c->pid, NULL, 0);
}

static char *get_state(const struct cloud *c)
{
        static const char request[] = "GET /_standin/state HTTP/1.1\r\nHost: localhost\r\n"
                                      "Connection: close\r\n\r\n";
        struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)c->port)};
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        struct text answer = TEXT_INIT;
        char block[65536], *body;
        ssize_t got;

        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof(address)) < 0 ||
            write(fd, request, strlen(request)) < 0)
                die("the stand-in's state");
        while ((got = read(fd, block, sizeof(block))) > 0)
                text_add_n(&answer, block, (size_t)got);
        close(fd);
        body = strstr(text_str(&answer), "\r\n\r\n");
        body = xstrdup(body ? body + 4 : "");
        text_release(&answer);
        return body;
}

/* --- the picture --- */

/* Members that differ between two clouds that are alike. */
static const char *const noise[] = {
        "AvailabilityZone",
        "SecondaryAvailabilityZone",
        "DbiResourceId",
        "PreferredBackupWindow",
        "PreferredMaintenanceWindow",
        "LatestRestorableTime",
        "CertificateDetails",
        "containerInstanceArn",
        "events",
        "networkInterfaces",
        "attachments",
        "Version",
        "version",
        NULL,
};

static bool is_noise(const char *name)
{
        for (size_t i = 0; noise[i]; i++)
                if (!strcmp(noise[i], name))
                        return true;
        return false;
}

/* What stands in place of text that is another each time. */
static const struct pattern {
        const char *expression, *instead;
} patterns[] = {
        {"[0-9]{8}-[0-9]{6}-[a-z2-7]{4}", "(run)"},
        {"-final-[0-9]{14}", "-final-(time)"},
        {"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,}(Z|[+]00:00)?", "(time)"},
        {"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "(id)"},
        {"[0-9a-f]{32}", "(id)"},
        {"db-[A-Z0-9]{20,}", "db-(id)"},
        {"(secret:rds!db-[^\"]*|rds!db-[^\"]*)", "rds!db-(id)"},
        {"ecs-svc/[0-9]+", "ecs-svc/(id)"},
        {"service-deployment/[^/\"]+/[^/\"]+/[A-Za-z0-9_-]+", "service-deployment/(id)"},
        {"service-revision/[^/\"]+/[^/\"]+/[0-9]+", "service-revision/(id)"},
};

static char *without(const char *text, const struct pattern *p)
{
        struct text out = TEXT_INIT;
        regmatch_t at;
        regex_t re;

        if (regcomp(&re, p->expression, REG_EXTENDED))
                abort();
        while (regexec(&re, text, 1, &at, 0) == 0) {
                text_add_n(&out, text, (size_t)at.rm_so);
                text_add(&out, p->instead);
                text += at.rm_eo;
        }
        text_add(&out, text);
        regfree(&re);
        return text_steal(&out);
}

static void add_line(struct strlist *lines, const char *what, struct json_object *thing)
{
        char *text = json_canonical(thing);

        for (size_t i = 0; i < ARRAY_LEN(patterns); i++) {
                char *less = without(text, &patterns[i]);

                free(text);
                text = less;
        }
        strlist_addf(lines, "%s %s", what, text);
        free(text);
}

/* Seconds since 1970, as ECS and SSM write times. */
static bool is_time(struct json_object *value)
{
        return (json_object_is_type(value, json_type_int) ||
                json_object_is_type(value, json_type_double)) &&
               json_object_get_double(value) > 1.5e9;
}

static struct json_object *quiet(struct json_object *json)
{
        struct json_object *out;

        if (json_object_is_type(json, json_type_array)) {
                out = json_object_new_array();
                for (size_t i = 0; i < json_count(json); i++)
                        json_object_array_add(out, quiet(json_at(json, i)));
                return out;
        }
        if (!json_object_is_type(json, json_type_object))
                return is_time(json) ? json_object_new_string("(time)") : json_object_get(json);
        out = json_object_new_object();
        json_object_object_foreach(json, name, value)
        {
                if (!is_noise(name))
                        json_object_object_add(out, name, quiet(value));
        }
        return out;
}

/* A task that has stopped and a revision that was deregistered remain to be read for a while; no
 * thing is left over by them. */
static bool is_past(struct json_object *thing)
{
        return text_same(json_text(thing, "lastStatus"), "STOPPED") ||
               text_same(json_text(thing, "status"), "INACTIVE");
}

static void add_lines(struct strlist *lines, const char *what, struct json_object *json)
{
        if (is_noise(what))
                return;
        if (json_object_is_type(json, json_type_array)) {
                for (size_t i = 0; i < json_count(json); i++) {
                        struct json_object *thing = json_at(json, i), *copy;

                        if (is_past(thing))
                                continue;
                        copy = quiet(thing);
                        add_line(lines, what, copy);
                        json_object_put(copy);
                }
        } else if (json_object_is_type(json, json_type_object)) {
                json_object_object_foreach(json, name, value)
                {
                        char *longer = xasprintf("%s.%s", what, name);

                        if (!is_noise(name))
                                add_lines(lines, longer, value);
                        free(longer);
                }
        }
}

char *cloud_picture(const struct cloud *c)
{
        char *body = get_state(c);
        struct json_object *state = NULL;
        struct strlist lines = {0};
        struct text out = TEXT_INIT;
        struct err err = ERR_INIT;

        if (!json_parse(body, strlen(body), &state, &err)) {
                fprintf(stderr, "the stand-in's state: %s\n", err_text(&err));
                exit(2);
        }
        add_lines(&lines, "cloud", state);
        strlist_sort(&lines);
        strlist_join(&lines, "\n", &out);
        strlist_release(&lines);
        json_object_put(state);
        free(body);
        return text_steal(&out);
}

/* --- two of them --- */

static void split(const char *text, struct strlist *lines)
{
        while (*text) {
                size_t len = strcspn(text, "\n");
                char *line = xstrndup(text, len);

                strlist_add(lines, line);
                free(line);
                text += len + (text[len] == '\n');
        }
}

/* Both are sorted. */
char *picture_difference(const char *wanted, const char *found)
{
        struct strlist a = {0}, b = {0};
        struct text out = TEXT_INIT;
        size_t i = 0, k = 0;

        split(wanted, &a);
        split(found, &b);
        while (i < a.count || k < b.count) {
                int order = i == a.count ? 1 : k == b.count ? -1 : strcmp(a.items[i], b.items[k]);

                if (order < 0)
                        text_addf(&out, "- %s\n", a.items[i++]);
                else if (order > 0)
                        text_addf(&out, "+ %s\n", b.items[k++]);
                else
                        i++, k++;
        }
        strlist_release(&a);
        strlist_release(&b);
        return text_steal(&out);
}
