/*
 * The demo's user: reads a URL without pause, each time on a new connection, until its standard
 * input closes or SIGTERM comes. Then one JSON line: how many requests, how many failed, which data
 * sets were seen first and last when, the longest time without a good answer. SIGUSR1: the line
 * now.
 *
 *      demo-client URL [pause in ms]
 */
#include <curl/curl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/e2e/apps/helper_app.h"

enum { SETS = 16, NAME = 64, BODY = 4096, TIMEOUT_S = 10 };

struct seen {
        char name[NAME];
        long count;
        int64_t first, last;
};

static struct {
        long requests, failures;
        struct seen sets[SETS];
        int set_count;
        int64_t started, last_good, longest_gap;
        char last_error[160];
} counts;

static volatile sig_atomic_t asked;

static void on_ask(int signum)
{
        (void)signum;
        asked = 1;
}

struct body {
        char text[BODY];
        size_t len;
};

static size_t receive(char *bytes, size_t one, size_t len, void *arg)
{
        struct body *b = arg;
        size_t room = sizeof(b->text) - 1 - b->len, take = one * len < room ? one * len : room;

        memcpy(b->text + b->len, bytes, take);
        b->len += take;
        b->text[b->len] = '\0';
        return one * len;
}

static bool dataset_of(const char *json, char name[NAME])
{
        static const char key[] = "\"dataset\":\"";
        const char *from = strstr(json, key), *end;

        if (!from)
                return false;
        from += strlen(key);
        end = strchr(from, '"');
        if (!end || end - from >= NAME)
                return false;
        memcpy(name, from, (size_t)(end - from));
        name[end - from] = '\0';
        return true;
}

static void count_set(const char *name, int64_t now)
{
        int i = 0;

        while (i < counts.set_count && strcmp(counts.sets[i].name, name) != 0)
                i++;
        if (i == SETS)
                return;
        if (i == counts.set_count) {
                counts.set_count++;
                snprintf(counts.sets[i].name, NAME, "%s", name);
                counts.sets[i].first = now;
        }
        counts.sets[i].last = now;
        counts.sets[i].count++;
}

static void fail(const char *why)
{
        counts.failures++;
        snprintf(counts.last_error, sizeof(counts.last_error), "%s", why);
        for (char *c = counts.last_error; *c; c++)
                if (*c == '"' || *c == '\\' || (unsigned char)*c < ' ')
                        *c = ' ';
}

static void count(CURL *curl, CURLcode rc, const struct body *body)
{
        int64_t now = app_ms();
        char name[NAME], why[64];
        long status = 0;

        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        counts.requests++;
        snprintf(why, sizeof(why), "HTTP %ld", status);
        if (rc != CURLE_OK) {
                fail(curl_easy_strerror(rc));
        } else if (status != 200) {
                fail(why);
        } else if (!dataset_of(body->text, name)) {
                fail("an answer without a data set");
        } else {
                if (now - counts.last_good > counts.longest_gap)
                        counts.longest_gap = now - counts.last_good;
                counts.last_good = now;
                count_set(name, now);
        }
}

static void print(void)
{
        int64_t now = app_ms(), gap = counts.longest_gap;

        if (now - counts.last_good > gap)
                gap = now - counts.last_good;
        printf("{\"requests\":%ld,\"failures\":%ld,\"longest_gap_ms\":%lld,\"ran_ms\":%lld,"
               "\"last_error\":\"%s\",\"datasets\":[",
               counts.requests, counts.failures, (long long)gap, (long long)(now - counts.started),
               counts.last_error);
        for (int i = 0; i < counts.set_count; i++)
                printf("%s{\"name\":\"%s\",\"count\":%ld,\"first_ms\":%lld,\"last_ms\":%lld}",
                       i ? "," : "", counts.sets[i].name, counts.sets[i].count,
                       (long long)counts.sets[i].first, (long long)counts.sets[i].last);
        printf("]}\n");
        fflush(stdout);
}

/* Somebody closed our standard input: time to go. Also the pause between two requests. */
static bool input_closed(int pause)
{
        struct pollfd in = {STDIN_FILENO, POLLIN, 0};
        char scrap[64];

        if (poll(&in, 1, pause) <= 0)
                return false;
        return read(STDIN_FILENO, scrap, sizeof(scrap)) <= 0;
}

int main(int argc, char **argv)
{
        struct sigaction ask = {.sa_handler = on_ask};
        int pause = argc > 2 ? atoi(argv[2]) : 0;
        CURL *curl;

        if (argc < 2) {
                fprintf(stderr, "demo-client URL [pause in ms]\n");
                return 2;
        }
        app_catch_stop();
        sigaction(SIGUSR1, &ask, NULL);
        curl_global_init(CURL_GLOBAL_DEFAULT);
        curl = curl_easy_init();
        curl_easy_setopt(curl, CURLOPT_URL, argv[1]);
        curl_easy_setopt(curl, CURLOPT_PROXY, "");
        curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
        curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
        curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)TIMEOUT_S);
        curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
        counts.started = counts.last_good = app_ms();
        while (!app_stop && !input_closed(pause)) {
                struct body body = {.len = 0};

                curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
                count(curl, curl_easy_perform(curl), &body);
                if (asked) {
                        asked = 0;
                        print();
                }
        }
        print();
        curl_easy_cleanup(curl);
        curl_global_cleanup();
        return counts.failures ? 1 : 0;
}
