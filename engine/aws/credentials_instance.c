/*
 * The role of an EC2 instance, from its metadata service (IMDS): a token by PUT, the role's name,
 * its credentials. Without a token, as an old service has it, the same by plain GET (IMDSv1),
 * unless that is switched off. Whether there is a service at all can only be told by asking:
 * elsewhere the address leads nowhere, so all waits are short. Facts: botocore/utils.py,
 * IMDSFetcher and InstanceMetadataFetcher.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine/aws/context.h"
#include "engine/aws/credentials_json.h"
#include "engine/base/log.h"
#include "engine/base/mem.h"

#define ADDRESS "http://169.254.169.254/"
#define ADDRESS_IPV6 "http://[fd00:ec2::254]/"
#define ROLES "latest/meta-data/iam/security-credentials/"

enum {
        TOKEN_SECONDS = 21600,
        /* Credentials that IMDS could not renew in time are valid for longer than they say. */
        EXTEND_BEFORE = 15 * 60 * 1000,
        EXTEND_LEAST = 2 * 60 * 1000,
        EXTEND_MOST = 10 * 60 * 1000,
};

struct instance {
        struct loop *loop;
        struct transport *transport;
        char *address; /* with a slash at its end */
        int64_t timeout;
        int64_t tries;
        bool v1;
};

/* --- settings: the environment, else the profile, as botocore/configprovider.py has them --- */

static const char *setting_of(const struct credential_setting *s, const char *variable,
                              const char *key)
{
        const char *value = environment_get(&s->aws->env, variable);

        return value ? value : profile_get(s->files, key);
}

static bool is_true(const char *value)
{
        return value && strcasecmp(value, "true") == 0;
}

static bool read_count(const struct credential_setting *s, const char *variable, const char *key,
                       int64_t *count, struct err *err)
{
        const char *text = setting_of(s, variable, key);
        char *end;

        *count = 1;
        if (!text)
                return true;
        errno = 0;
        *count = strtoll(text, &end, 10);
        if (errno || end == text || *end || *count < 1 || *count > 3600)
                return err_set(err, ERR_DENIED, "%s is \"%s\": expected a number from 1 to 3600",
                               variable, text);
        return true;
}

static bool read_address(const struct credential_setting *s, char **address, struct err *err)
{
        const char *own =
                setting_of(s, "AWS_EC2_METADATA_SERVICE_ENDPOINT", "ec2_metadata_service_endpoint");
        const char *mode = setting_of(s, "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
                                      "ec2_metadata_service_endpoint_mode");
        bool ipv6 = !mode && is_true(setting_of(s, "AWS_IMDS_USE_IPV6", "imds_use_ipv6"));

        if (mode) {
                ipv6 = strcasecmp(mode, "ipv6") == 0;
                if (!ipv6 && strcasecmp(mode, "ipv4") != 0)
                        return err_set(err, ERR_DENIED,
                                       "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE is \"%s\": "
                                       "expected ipv4 or ipv6",
                                       mode);
        }
        if (own && ((!text_starts(own, "http://") && !text_starts(own, "https://")) ||
                    strpbrk(own, "@?# \t\r\n")))
                return err_set(err, ERR_DENIED,
                               "AWS_EC2_METADATA_SERVICE_ENDPOINT is not a URL as " ADDRESS);
        if (!own)
                own = ipv6 ? ADDRESS_IPV6 : ADDRESS;
        *address = xasprintf("%s%s", own, text_ends(own, "/") ? "" : "/");
        return true;
}

static enum credential_look look(const struct credential_setting *s, void **state,
                                 struct text *source, struct text *why, struct err *err)
{
        struct instance *i;
        int64_t seconds, tries;
        char *address = NULL;

        if (is_true(environment_get(&s->aws->env, "AWS_EC2_METADATA_DISABLED"))) {
                text_add(why, "AWS_EC2_METADATA_DISABLED is true");
                return CREDENTIAL_ABSENT;
        }
        if (!read_count(s, "AWS_METADATA_SERVICE_TIMEOUT", "metadata_service_timeout", &seconds,
                        err) ||
            !read_count(s, "AWS_METADATA_SERVICE_NUM_ATTEMPTS", "metadata_service_num_attempts",
                        &tries, err) ||
            !read_address(s, &address, err))
                return CREDENTIAL_BROKEN;
        i = xmalloc(sizeof(*i));
        *i = (struct instance){
                .loop = s->aws->loop,
                .transport = s->aws->transport,
                .address = address,
                .timeout = seconds * 1000,
                .tries = tries,
                .v1 = !is_true(
                        setting_of(s, "AWS_EC2_METADATA_V1_DISABLED", "ec2_metadata_v1_disabled")),
        };
        *state = i;
        text_addf(source, "the instance's metadata service at %s", address);
        return CREDENTIAL_PRESENT;
}

static void release(void *state)
{
        struct instance *i = state;

        free(i->address);
        free(i);
}

/* --- asking --- */

static void wipe(struct http_response *response)
{
        if (response->body.data)
                explicit_bzero(response->body.data, response->body.size);
        http_response_release(response);
}

static bool send(struct instance *i, const char *method, const char *path, const char *name,
                 const char *value, struct http_response *response, struct err *err)
{
        struct http_request request = {
                .method = method,
                .url = xasprintf("%s%s", i->address, path),
                .connect_timeout = i->timeout,
                .timeout = i->timeout,
        };
        bool ok;

        if (value)
                http_headers_add(&request.headers, name, value);
        err_clear(err);
        ok = transport_perform(i->transport, &request, response, err);
        http_headers_release(&request.headers);
        free((char *)(uintptr_t)request.url);
        return ok;
}

/* NULL and no error: this service knows of no tokens. A token that does not arrive in time may be
 * one that the network's hop limit ate: botocore then goes on without, and so do we. */
static char *ask_token(struct instance *i, struct err *err)
{
        char *token = NULL, *seconds = xasprintf("%d", TOKEN_SECONDS);

        for (int64_t n = 0; n < i->tries && !token; n++) {
                struct http_response response = {0};
                bool answered =
                        send(i, "PUT", "latest/api/token", "x-aws-ec2-metadata-token-ttl-seconds",
                             seconds, &response, err);
                int status = response.status;

                if (answered && status == 200)
                        token = xstrdup(text_str(&response.body));
                wipe(&response);
                if (answered && status == 400) {
                        err_set(err, ERR_DENIED, "it refuses to give a token: HTTP 400");
                        break;
                }
                if (answered ? status == 403 || status == 404 || status == 405
                             : err_is(err, ERR_LOST))
                        break;
        }
        if (token && (!*token || strpbrk(token, "\r\n"))) {
                free(token);
                token = NULL;
        }
        if (!err_is(err, ERR_DENIED))
                err_clear(err);
        free(seconds);
        return token;
}

/* A 200 with a body, and one that is JSON if that is wanted. */
static bool ask(struct instance *i, const char *path, const char *token, struct text *body,
                struct json_object **json, struct err *err)
{
        for (int64_t n = 0; n < i->tries; n++) {
                struct http_response response = {0};
                bool ok = send(i, "GET", path, "x-aws-ec2-metadata-token", token, &response, err);

                if (ok && response.status != 200)
                        ok = err_set(err, ERR_DENIED, "HTTP %d for %s", response.status, path);
                else if (ok && !response.body.len)
                        ok = err_set(err, ERR_DENIED, "an empty answer for %s", path);
                else if (ok && json)
                        ok = json_parse(text_str(&response.body), response.body.len, json, err);
                if (ok)
                        text_add(body, text_str(&response.body));
                wipe(&response);
                if (ok)
                        return true;
        }
        return false;
}

/* IMDS that can't reach its own source hands out old credentials, which EC2 then accepts past their
 * time: they are used and asked for anew later. */
static void extend(struct instance *i, struct credentials *c)
{
        int64_t window = EXTEND_BEFORE + EXTEND_LEAST +
                         (int64_t)loop_random(i->loop, EXTEND_MOST - EXTEND_LEAST + 1);

        if (!c->expires || loop_now(i->loop) < c->expires - window)
                return;
        c->expires = loop_now(i->loop) + window;
        log_debug("aws", "the instance's credentials are old; used for %lld s more",
                  (long long)window / 1000);
}

static struct credentials *read_keys(struct instance *i, struct json_object *reply, struct err *err)
{
        const char *code = json_text(reply, "Code"), *message = json_text(reply, "Message");
        struct credentials *found = credentials_from_json(reply, &credential_names_metadata, err);

        if (found) {
                extend(i, found);
        } else if (code && message) {
                struct text said = TEXT_INIT;

                text_add_printable(&said, code);
                text_add(&said, ": ");
                text_add_printable(&said, message);
                err_set(err, ERR_DENIED, "%.300s", text_str(&said));
                text_release(&said);
        }
        return found;
}

static struct credentials *ask_keys(struct instance *i, const char *token, struct err *err)
{
        struct text role = TEXT_INIT, body = TEXT_INIT;
        struct credentials *found = NULL;
        struct json_object *reply = NULL;
        char *path = NULL;

        if (!ask(i, ROLES, token, &role, NULL, err))
                goto out;
        path = xasprintf("%s%s", ROLES, text_str(&role));
        if (strpbrk(path, " \t\r\n?#")) {
                err_set(err, ERR_DENIED, "its answer is not the name of a role");
                goto out;
        }
        if (ask(i, path, token, &body, &reply, err))
                found = read_keys(i, reply, err);
out:
        json_object_put(reply);
        if (body.data)
                explicit_bzero(body.data, body.size);
        text_release(&body);
        text_release(&role);
        free(path);
        return found;
}

static struct credentials *fetch(void *state, struct err *err)
{
        struct instance *i = state;
        struct credentials *found = NULL;
        char *token = ask_token(i, err);

        if (!token && !err->code && !i->v1)
                err_set(err, ERR_DENIED,
                        "it gives no token, and AWS_EC2_METADATA_V1_DISABLED forbids to go on "
                        "without");
        else if (!err->code)
                found = ask_keys(i, token, err);
        if (token)
                explicit_bzero(token, strlen(token));
        free(token);
        if (!found) {
                err->code = ERR_DENIED;
                err_prefix(err, "no credentials from the instance's metadata service at %s",
                           i->address);
        }
        return found;
}

const struct credential_provider credential_instance = {
        .name = "iam-role",
        .look = look,
        .fetch = fetch,
        .free = release,
        .guess = true,
};
