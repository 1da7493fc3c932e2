/* Secrets Manager: the text of a secret. */
#include "engine/aws/secrets.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/json11.h"
#include "engine/base/mem.h"

static const struct operation get_secret = {SERVICE_SECRETS, "GetSecretValue", false};

bool secrets_get(struct aws *aws, const char *id, char **value, struct err *err)
{
        struct json11 how = {.op = &get_secret, .subject = id};
        struct json_object *request = json_object_new_object(), *reply;
        const char *text;
        bool ok = false;

        *value = NULL;
        json_put_text(request, "SecretId", id);
        if (json11_send(aws, &how, request, &reply, err)) {
                text = json_text(reply, "SecretString");
                ok = text != NULL;
                if (text)
                        *value = xstrdup(text);
                else if (json_text(reply, "SecretBinary"))
                        err_set(err, ERR_INVALID, "secret %s is binary, not a text", id);
                else
                        call_unexpected(&get_secret, err, "SecretString is missing");
                json11_wipe(reply, "SecretString");
                json11_wipe(reply, "SecretBinary");
                json_object_put(reply);
        }
        json_object_put(request);
        return ok;
}

void secret_wipe(char **value)
{
        if (!*value)
                return;
        explicit_bzero(*value, strlen(*value));
        free(*value);
        *value = NULL;
}
