/*
 * Keys in the files of tools before the shared ones: AWS_CREDENTIAL_FILE of the first EC2 tools,
 * and boto's configuration. Facts: botocore/credentials.py, OriginalEC2Provider and BotoProvider.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/aws/context.h"
#include "engine/aws/secret_file.h"
#include "engine/aws/secrets.h"
#include "engine/aws/unicode.h"
#include "engine/base/mem.h"

struct file {
        char *path;
};

static void *file_state(char *path)
{
        struct file *f = xmalloc(sizeof(*f));

        f->path = path;
        return f;
}

static void release(void *state)
{
        struct file *f = state;

        free(f->path);
        free(f);
}

/* --- AWSAccessKeyId=..., one a line --- */

/* The last line of that key; the caller wipes it. */
static char *value_in(const char *at, const char *key)
{
        char *value = NULL;

        while (*at) {
                size_t len = unicode_line(at), skip = unicode_strip_start(at, len);
                const char *equals = memchr(at, '=', len), *name = at + skip, *rest;

                if (equals && equals >= name) {
                        size_t name_len = unicode_strip_end(name, (size_t)(equals - name));

                        rest = equals + 1;
                        if (name_len == strlen(key) && memcmp(name, key, name_len) == 0) {
                                size_t left = len - (size_t)(rest - at);

                                skip = unicode_strip_start(rest, left);
                                secret_wipe(&value);
                                value = xstrndup(rest + skip,
                                                 unicode_strip_end(rest + skip, left - skip));
                        }
                }
                at += len;
                at += unicode_line_end(at);
        }
        return value;
}

/* NULL and no error: it has no keys. */
static struct credentials *read_ec2(const char *path, struct err *err)
{
        char *bytes = secret_file_read(path, err), *access, *secret;
        struct credentials *found = NULL;

        if (!bytes)
                return NULL;
        access = value_in(bytes, "AWSAccessKeyId");
        secret = value_in(bytes, "AWSSecretKey");
        if (access && secret)
                found = credentials_new(access, secret, NULL, 0);
        else if (access)
                err_set(err, ERR_DENIED, "%s has AWSAccessKeyId but no AWSSecretKey", path);
        secret_wipe(&access);
        secret_wipe(&secret);
        secret_wipe(&bytes);
        return found;
}

static enum credential_look look_ec2(const struct credential_setting *s, void **state,
                                     struct text *source, struct text *why, struct err *err)
{
        const char *name = environment_get(&s->aws->env, "AWS_CREDENTIAL_FILE");
        struct credentials *found;
        char *path;

        if (!name) {
                text_add(why, "AWS_CREDENTIAL_FILE is not set");
                return CREDENTIAL_ABSENT;
        }
        path = path_expand(&s->aws->env, name);
        found = read_ec2(path, err);
        if (found) {
                credentials_drop(found);
                text_addf(source, "%s (AWS_CREDENTIAL_FILE)", path);
                *state = file_state(path);
                return CREDENTIAL_PRESENT;
        }
        text_addf(why, "%s has no AWSAccessKeyId", path);
        free(path);
        return err->code ? CREDENTIAL_BROKEN : CREDENTIAL_ABSENT;
}

static struct credentials *fetch_ec2(void *state, struct err *err)
{
        struct file *f = state;
        struct credentials *found = read_ec2(f->path, err);

        if (!found && !err->code)
                err_set(err, ERR_DENIED, "%s has no keys any more", f->path);
        return found;
}

/* --- [Credentials] of boto --- */

static struct credentials *read_boto(const char *path, struct err *err)
{
        struct credentials *found = NULL;
        struct ini ini = {0};
        bool there;

        if (ini_load(path, &ini, &there, NULL, err)) {
                long section = ini_section(&ini, "Credentials");
                const char *access = ini_get(&ini, section, "aws_access_key_id");
                const char *secret = ini_get(&ini, section, "aws_secret_access_key");

                if (access && secret)
                        found = credentials_new(access, secret, NULL, 0);
                else if (access)
                        err_set(err, ERR_DENIED,
                                "%s has aws_access_key_id but no aws_secret_access_key", path);
        }
        ini_release(&ini);
        return found;
}

static enum credential_look look_boto(const struct credential_setting *s, void **state,
                                      struct text *source, struct text *why, struct err *err)
{
        const char *named = environment_get(&s->aws->env, "BOTO_CONFIG");
        const char *const paths[] = {named ? named : "/etc/boto.cfg", named ? NULL : "~/.boto"};

        for (size_t i = 0; i < ARRAY_LEN(paths) && paths[i]; i++) {
                char *path = path_expand(&s->aws->env, paths[i]);
                struct credentials *found = read_boto(path, err);

                if (found) {
                        credentials_drop(found);
                        text_addf(source, "[Credentials] in %s", path);
                        *state = file_state(path);
                        return CREDENTIAL_PRESENT;
                }
                text_addf(why, "%s%s", i ? " and " : "no keys in ", path);
                free(path);
                if (err->code)
                        return CREDENTIAL_BROKEN;
        }
        return CREDENTIAL_ABSENT;
}

static struct credentials *fetch_boto(void *state, struct err *err)
{
        struct file *f = state;
        struct credentials *found = read_boto(f->path, err);

        if (!found && !err->code)
                err_set(err, ERR_DENIED, "%s has no keys any more", f->path);
        return found;
}

const struct credential_provider credential_ec2_file = {
        .name = "ec2-credentials-file",
        .look = look_ec2,
        .fetch = fetch_ec2,
        .free = release,
};

const struct credential_provider credential_boto = {
        .name = "boto-config",
        .look = look_boto,
        .fetch = fetch_boto,
        .free = release,
};
