/*
 * Credentials of an ECS task, an EKS pod or CodeBuild: a local HTTP endpoint named by
 * AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI. Facts: botocore/utils.py,
 * ContainerMetadataFetcher.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/aws/context.h"
#include "engine/aws/credentials_json.h"
#include "engine/aws/secret_file.h"
#include "engine/base/mem.h"

#define ECS_HOST "http://169.254.170.2"

enum { CONTAINER_TIMEOUT = 2000, CONTAINER_TRIES = 3, CONTAINER_PAUSE = 1000 };

struct container {
        struct loop *loop;
        struct transport *transport;
        struct environment env;
        char *url;
};

/* Plain http only to this machine: the answer is a secret. */
static bool host_allowed(const char *url)
{
        static const char *const allowed[] = {"169.254.170.2", "169.254.170.23", "[fd00:ec2::23]",
                                              "localhost", "[::1]"};
        const char *host;
        size_t len;

        if (text_starts(url, "https://"))
                return true;
        if (!text_starts(url, "http://"))
                return false;
        host = url + strlen("http://");
        len = *host == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":/?#");
        if (memchr(host, '@', strcspn(host, "/?#")))
                return false;
        if (strncmp(host, "127.", 4) == 0 && strspn(host, "0123456789.") == len)
                return true;
        for (size_t i = 0; i < ARRAY_LEN(allowed); i++) {
                if (strlen(allowed[i]) == len && strncmp(host, allowed[i], len) == 0)
                        return true;
        }
        return false;
}

static enum credential_look look(const struct credential_setting *s, void **state,
                                 struct text *source, struct text *why, struct err *err)
{
        const struct environment *env = &s->aws->env;
        const char *relative = environment_get(env, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
        const char *whole = environment_get(env, "AWS_CONTAINER_CREDENTIALS_FULL_URI");
        struct container *c;

        if (!relative && !whole) {
                text_add(why, "neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor "
                              "AWS_CONTAINER_CREDENTIALS_FULL_URI is set");
                return CREDENTIAL_ABSENT;
        }
        if (relative && *relative != '/') {
                err_set(err, ERR_DENIED,
                        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI does not begin with /");
                return CREDENTIAL_BROKEN;
        }
        if (!relative && !host_allowed(whole)) {
                err_set(err, ERR_DENIED,
                        "AWS_CONTAINER_CREDENTIALS_FULL_URI is neither https nor on this machine");
                return CREDENTIAL_BROKEN;
        }
        c = xmalloc(sizeof(*c));
        *c = (struct container){
                .loop = s->aws->loop,
                .transport = s->aws->transport,
                .env = *env,
                .url = relative ? xasprintf("%s%s", ECS_HOST, relative) : xstrdup(whole),
        };
        *state = c;
        text_add(source, "the container's credentials endpoint");
        return CREDENTIAL_PRESENT;
}

static void release(void *state)
{
        struct container *c = state;

        free(c->url);
        free(c);
}

/* The file is read each time: EKS renews it in place. *token NULL: none is asked for. */
static bool read_token(const struct container *c, char **token, struct err *err)
{
        const char *path = environment_get(&c->env, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");

        if (path) {
                *token = secret_file_read(path, err);
                if (!*token)
                        return false;
        } else {
                *token = xstrdup(environment_get(&c->env, "AWS_CONTAINER_AUTHORIZATION_TOKEN"));
        }
        if (*token && strpbrk(*token, "\r\n")) {
                free(*token);
                *token = NULL;
                return err_set(err, ERR_DENIED,
                               "the container's authorization token is not a "
                               "header value: it holds a line break");
        }
        return true;
}

static struct credentials *read_answer(const struct http_response *response, struct err *err)
{
        struct credentials *found = NULL;
        struct json_object *reply = NULL;

        if (response->status != 200) {
                err_set(err, ERR_DENIED, "HTTP %d", response->status);
                return NULL;
        }
        if (json_parse(text_str(&response->body), response->body.len, &reply, err))
                found = credentials_from_json(reply, &credential_names_metadata, err);
        json_object_put(reply);
        return found;
}

static struct credentials *ask_once(struct container *c, const char *token, struct err *err)
{
        struct http_response response = {0};
        struct credentials *found = NULL;
        struct http_request request = {
                .method = "GET",
                .url = c->url,
                .connect_timeout = CONTAINER_TIMEOUT,
                .timeout = CONTAINER_TIMEOUT,
        };

        http_headers_add(&request.headers, "Accept", "application/json");
        if (token)
                http_headers_add(&request.headers, "Authorization", token);
        if (transport_perform(c->transport, &request, &response, err))
                found = read_answer(&response, err);
        http_headers_release(&request.headers);
        if (response.body.data)
                explicit_bzero(response.body.data, response.body.size);
        http_response_release(&response);
        return found;
}

static struct credentials *fetch(void *state, struct err *err)
{
        struct container *c = state;
        struct credentials *found = NULL;
        char *token;

        if (!read_token(c, &token, err))
                return NULL;
        for (int i = 0; !found && i < CONTAINER_TRIES; i++) {
                if (i)
                        fiber_sleep(c->loop, CONTAINER_PAUSE);
                err_clear(err);
                found = ask_once(c, token, err);
        }
        if (token)
                explicit_bzero(token, strlen(token));
        free(token);
        if (!found) {
                err->code = ERR_DENIED;
                err_prefix(err, "no credentials from the container's endpoint %s", c->url);
        }
        return found;
}

const struct credential_provider credential_container = {
        .name = "container-role",
        .look = look,
        .fetch = fetch,
        .free = release,
};
