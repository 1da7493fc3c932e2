#include "engine/cli/iam_example.h"

#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

char *iam_policy_source(const char *arn)
{
        static const char session[] = ":assumed-role/";
        const char *role = strstr(arn, session), *sts = strstr(arn, ":sts::");

        if (!role || !sts)
                return strstr(arn, ":user/") || strstr(arn, ":role/") ? xstrdup(arn) : NULL;
        role += strlen(session);
        return xasprintf("%.*s:iam::%.*s:role/%.*s", (int)(sts - arn), arn,
                         (int)(role - strlen(session) - sts - strlen(":sts::")),
                         sts + strlen(":sts::"), (int)strcspn(role, "/"), role);
}

char *iam_example(const char *pattern, const char *region, const char *account, bool *made_up)
{
        static const char stamp[] = "??????????????";
        const char *const parts[] = {region, account};
        struct text out = TEXT_INIT;
        int colons = 0;

        *made_up = false;
        for (const char *c = pattern; *c; c++) {
                colons += *c == ':';
                if (*c == '*' && (colons == 3 || colons == 4)) {
                        text_add(&out, parts[colons - 3]);
                } else if (text_starts(c, stamp)) {
                        text_add(&out, "20260101000000");
                        c += strlen(stamp) - 1;
                } else if (*c == '*' || *c == '?') {
                        text_add_char(&out, 'x');
                        *made_up = true;
                } else {
                        text_add_char(&out, *c);
                }
        }
        return text_steal(&out);
}
