/* Reads credentials out of a JSON object. */
#include "engine/aws/credentials_json.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/json11.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"

const struct credential_names credential_names_metadata = {"AccessKeyId", "SecretAccessKey",
                                                           "Token", true};
const struct credential_names credential_names_process = {"AccessKeyId", "SecretAccessKey",
                                                          "SessionToken", false};

bool expiry_parse(const char *text, int64_t *ms)
{
        size_t len = strlen(text);
        char *copy = xasprintf("%s  ", text); /* room for a colon */
        bool ok;

        copy[len] = '\0';
        if (len > 10 && copy[10] == ' ')
                copy[10] = 'T';
        if (len > 3 && strcmp(copy + len - 3, "UTC") == 0) {
                copy[len - 3] = 'Z';
                copy[len - 2] = '\0';
        } else if (len > 19 && strspn(copy + len - 4, "0123456789") == 4 &&
                   (copy[len - 5] == '+' || copy[len - 5] == '-')) {
                memmove(copy + len - 1, copy + len - 2, 3);
                copy[len - 2] = ':';
        }
        ok = iso_parse(copy, ms);
        free(copy);
        return ok;
}

struct credentials *credentials_from_json(struct json_object *obj,
                                          const struct credential_names *names, struct err *err)
{
        const char *access = json_text(obj, names->access), *secret = json_text(obj, names->secret);
        const char *token = json_text(obj, names->token), *until = json_text(obj, "Expiration");
        struct credentials *found = NULL;
        int64_t expires = 0;

        if (!access || !*access)
                err_set(err, ERR_INVALID, "%s is missing", names->access);
        else if (!secret || !*secret)
                err_set(err, ERR_INVALID, "%s is missing", names->secret);
        else if (names->token_required && !token)
                err_set(err, ERR_INVALID, "%s is missing", names->token);
        else if (until && !expiry_parse(until, &expires))
                err_set(err, ERR_INVALID, "Expiration is not a time");
        else
                found = credentials_new(access, secret, token, expires);
        json11_wipe(obj, names->secret);
        json11_wipe(obj, names->token);
        return found;
}
