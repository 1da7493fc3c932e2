/* The token is a presigned GET of Action=connect, without its scheme. */
#include "engine/aws/rds_token.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/call.h"
#include "engine/aws/context.h"
#include "engine/aws/presign.h"
#include "engine/base/mem.h"

#define SCHEME "https://"

static bool check(const char *host, int port, const char *user, struct err *err)
{
        static const char host_characters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                              "0123456789.-_:[]";

        if (!*host || host[strspn(host, host_characters)])
                return err_set(err, ERR_INVALID, "\"%s\" is not the name of a host", host);
        if (port < 1 || port > 65535)
                return err_set(err, ERR_INVALID, "%d is not a port", port);
        if (!*user)
                return err_set(err, ERR_INVALID, "an IAM token for %s:%d needs a database user",
                               host, port);
        return true;
}

bool rds_auth_token(struct aws *aws, const char *host, int port, const char *user, struct text *out,
                    struct err *err)
{
        struct text query = TEXT_INIT, url = TEXT_INIT;
        struct presign p = {
                .method = "GET",
                .path = "/",
                .region = aws->region,
                .service = "rds-db",
                .expires = RDS_TOKEN_SECONDS,
        };
        struct credentials *who;
        char *base;

        if (!check(host, port, user, err))
                return false;
        who = credential_chain_get(aws->credentials, err);
        if (!who)
                return err_prefix(err, "IAM token for %s", host);
        base = xasprintf(SCHEME "%s:%d", host, port);
        text_add(&query, "Action=connect&DBUser=");
        text_add_urlencoded(&query, user);
        p.base = base;
        p.query = text_str(&query);
        p.who = who;
        p.now = aws_now(aws);
        presign_url(&p, &url);
        secret_room(out, url.len);
        text_add(out, url.data + strlen(SCHEME));
        credentials_drop(who);
        secret_release(&url);
        text_release(&query);
        free(base);
        return true;
}
