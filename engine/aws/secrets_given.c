/* Values handed in. */
#include "engine/aws/secrets_given.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/context.h"
#include "engine/aws/secrets.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"

enum { NAME_MAX_LEN = 64 };

bool given_name_check(const char *name, struct err *err)
{
        size_t len = strlen(name);
        bool ok = len > 0 && len <= NAME_MAX_LEN && isupper((unsigned char)name[0]);

        for (size_t i = 0; ok && i < len; i++)
                ok = isupper((unsigned char)name[i]) || isdigit((unsigned char)name[i]) ||
                     name[i] == '_';
        if (ok)
                return true;
        err_set(err, ERR_INVALID, "\"%s\" can't name a value that is handed in", name);
        return err_next(err, "use capitals, digits and _, as in DB_PASSWORD");
}

void aws_give_secret(struct aws *aws, const char *name, const char *value)
{
        struct given_secret *g;

        for (g = aws->given; g; g = g->next) {
                if (text_same(g->name, name))
                        break;
        }
        if (!g) {
                g = xcalloc(1, sizeof(*g));
                g->name = xstrdup(name);
                g->next = aws->given;
                aws->given = g;
        }
        secret_wipe(&g->value);
        g->value = xstrdup(value);
}

const char *aws_given_secret(const struct aws *aws, const char *name)
{
        const char *value;
        char *variable;

        for (const struct given_secret *g = aws->given; g; g = g->next) {
                if (text_same(g->name, name))
                        return g->value;
        }
        variable = xasprintf("SNAPLIFT_SECRET_%s", name);
        value = environment_get(&aws->env, variable);
        free(variable);
        return value;
}

void given_secrets_free(struct given_secret *given)
{
        while (given) {
                struct given_secret *next = given->next;

                free(given->name);
                secret_wipe(&given->value);
                free(given);
                given = next;
        }
}
