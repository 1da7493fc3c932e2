#include <stdlib.h>

#include "engine/aws/secrets.h"
#include "helper_callers.h"

#define TOKEN "01234567890123456789012345678901"

CALLER(call_read_secret)
{
        struct json_object *out = NULL;
        struct secret_at at = {0};
        char *value = NULL, *version = NULL;

        if (secrets_read(aws, caller_name(asked), &at, &value, &version, err)) {
                out = json_object_new_object();
                json_put_text(out, "SecretString", value);
                json_put_text(out, "VersionId", version);
        }
        secret_wipe(&value);
        free(version);
        return out;
}

CALLER(call_describe_secret)
{
        struct json_object *out = NULL;
        struct secret s = {0};

        if (secrets_describe(aws, caller_name(asked), &s, err)) {
                out = json_object_new_object();
                json_put_text(out, "ARN", s.arn);
                json_put_text(out, "Name", s.name);
                json_put_text(out, "OwningService", s.owner);
                json_put_int(out, "DeletedDate", s.deleted);
                json_put(out, "VersionIdsToStages", json_object_get(s.versions));
        }
        secrets_release(&s);
        return out;
}

CALLER(call_put_secret)
{
        return caller_done(secrets_put(aws, caller_name(asked), TOKEN, "v", err));
}

CALLER(call_move_label)
{
        return caller_done(secrets_move_label(aws, caller_name(asked), "L", NULL, TOKEN, err));
}

CALLER(call_restore_secret)
{
        return caller_done(secrets_restore(aws, caller_name(asked), err));
}
