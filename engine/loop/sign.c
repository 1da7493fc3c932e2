/* The Authorization header of Signature Version 4. */
#include "engine/loop/sign.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/sigv4.h"

/* The parts of a URL that are signed, as texts of their own. */
struct target {
        char *host, *path, *query;
};

/* curl leaves the scheme's own port out of the Host header. */
static void read_target(const char *url, struct target *out)
{
        const char *scheme_end = strstr(url, "://");
        const char *host = scheme_end ? scheme_end + 3 : url;
        const char *path = host + strcspn(host, "/?#");
        size_t path_len = strcspn(path, "?#");
        const char *query = path[path_len] == '?' ? path + path_len + 1 : "";

        out->host = xstrndup(host, (size_t)(path - host));
        if (text_starts(url, "https://") && text_ends(out->host, ":443"))
                out->host[strlen(out->host) - 4] = '\0';
        else if (text_starts(url, "http://") && text_ends(out->host, ":80"))
                out->host[strlen(out->host) - 3] = '\0';
        out->path = path_len ? xstrndup(path, path_len) : xstrdup("/");
        out->query = xstrndup(query, strcspn(query, "#"));
}

static void release_target(struct target *t)
{
        free(t->host);
        free(t->path);
        free(t->query);
}

/* What is in the URL is encoded once; every service but S3 signs it encoded again. */
static void add_path(const char *path, struct text *out)
{
        for (; *path; path++) {
                char one[2] = {*path, '\0'};

                if (*path == '/')
                        text_add_char(out, '/');
                else
                        text_add_urlencoded(out, one);
        }
}

/* "name:value" with the name in lower case and runs of spaces as one. */
static void add_header(const char *name, const char *value, struct strlist *lines)
{
        struct text line = TEXT_INIT;
        size_t start;

        for (; *name; name++)
                text_add_char(&line, (char)tolower((unsigned char)*name));
        text_add_char(&line, ':');
        start = line.len;
        while (*(value += strspn(value, " \t"))) {
                size_t word = strcspn(value, " \t");

                if (line.len > start)
                        text_add_char(&line, ' ');
                text_add_n(&line, value, word);
                value += word;
        }
        strlist_add(lines, text_str(&line));
        text_release(&line);
}

static int by_name(const void *a, const void *b)
{
        const char *left = *(char *const *)a, *right = *(char *const *)b;

        for (; *left == *right && *left != ':' && *left; left++)
                right++;
        /* The end of a name comes before any of its characters. */
        return (*left == ':' ? 0 : (unsigned char)*left) -
               (*right == ':' ? 0 : (unsigned char)*right);
}

static void sorted_headers(const struct http_request *request, const char *host, const char *time,
                           struct strlist *lines)
{
        add_header("host", host, lines);
        add_header("x-amz-date", time, lines);
        if (request->signing->session_token)
                add_header("x-amz-security-token", request->signing->session_token, lines);
        for (size_t i = 0; i < request->headers.count; i++) {
                const struct http_header *h = &request->headers.items[i];

                add_header(h->name, h->value, lines);
        }
        qsort(lines->items, lines->count, sizeof(*lines->items), by_name);
}

static void add_names(const struct strlist *lines, struct text *out)
{
        for (size_t i = 0; i < lines->count; i++)
                text_addf(out, "%s%.*s", i ? ";" : "", (int)strcspn(lines->items[i], ":"),
                          lines->items[i]);
}

void sign_request(const struct http_request *request, int64_t now, struct http_headers *out)
{
        const struct http_signing *signing = request->signing;
        struct text canonical = TEXT_INIT, authorization = TEXT_INIT;
        char digest[DIGEST_HEX_SIZE], signature[DIGEST_HEX_SIZE];
        struct strlist lines = {0};
        struct sigv4_scope scope;
        struct target target;

        read_target(request->url, &target);
        sigv4_scope_init(&scope, now, signing->region, signing->service);
        sorted_headers(request, target.host, scope.time, &lines);

        text_addf(&canonical, "%s\n", request->method);
        add_path(target.path, &canonical);
        text_add_char(&canonical, '\n');
        sigv4_query_add(target.query, &canonical);
        text_add_char(&canonical, '\n');
        strlist_join(&lines, "\n", &canonical);
        text_add(&canonical, "\n\n");
        add_names(&lines, &canonical);
        digest_sha256_hex(request->body_len ? request->body : "", request->body_len, digest);
        text_addf(&canonical, "\n%s", digest);
        sigv4_sign(&scope, signing->secret_key, &canonical, signature);

        text_addf(&authorization, "AWS4-HMAC-SHA256 Credential=%s/", signing->access_key);
        sigv4_scope_add(&scope, &authorization);
        text_add(&authorization, ", SignedHeaders=");
        add_names(&lines, &authorization);
        text_addf(&authorization, ", Signature=%s", signature);
        http_headers_add(out, "X-Amz-Date", scope.time);
        if (signing->session_token)
                http_headers_add(out, "X-Amz-Security-Token", signing->session_token);
        http_headers_add(out, "Authorization", text_str(&authorization));

        explicit_bzero(canonical.data, canonical.len); /* it may hold a session token */
        text_release(&canonical);
        text_release(&authorization);
        strlist_release(&lines);
        release_target(&target);
}
