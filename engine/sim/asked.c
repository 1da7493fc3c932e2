/* What a request to the cloud is about. */
#include "engine/sim/asked.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/sim/cloud.h"

/* JSON may write "/" as "\/". */
static char *unescaped(const char *text, size_t len)
{
        struct text out = TEXT_INIT;

        for (size_t i = 0; i < len; i++)
                if (text[i] != '\\')
                        text_add_char(&out, text[i]);
        return text_steal(&out);
}

char *asked_member(const struct sent *sent, const char *name)
{
        const char *body = sent->http->body, *end = body + sent->http->body_len, *at;
        bool json = http_headers_get(&sent->http->headers, "X-Amz-Target") != NULL;
        char *mark = json ? xasprintf("\"%s\":\"", name) : xasprintf("&%s=", name);

        at = memmem(body, sent->http->body_len, mark, strlen(mark));
        if (at) {
                const char *stop;

                at += strlen(mark);
                stop = memchr(at, json ? '"' : '&', (size_t)(end - at));
                end = stop ? stop : end;
        }
        free(mark);
        return at ? unescaped(at, (size_t)(end - at)) : NULL;
}

char *asked_database(const struct sent *sent)
{
        char *cluster = asked_member(sent, "DBClusterIdentifier"), *id;
        const char *of;

        if (cluster)
                return cluster;
        id = asked_member(sent, "DBInstanceIdentifier");
        of = id ? cloud_db_cluster_of(sent->state, id) : NULL;
        if (of)
                xreplace(&id, of);
        return id;
}

bool asked_any_of(const struct sent *sent, const char *const *list, size_t count)
{
        for (size_t i = 0; i < count; i++)
                if (!strcmp(sent->operation, list[i]))
                        return true;
        return false;
}

bool asked_to_delete(const struct sent *sent)
{
        return !strcmp(sent->operation, "DeleteDBInstance") ||
               !strcmp(sent->operation, "DeleteDBCluster");
}

bool asked_to_end_data(const struct sent *sent)
{
        char *named = asked_member(sent, "DBInstanceIdentifier");
        bool ends = asked_to_delete(sent) && !(named && cloud_db_cluster_of(sent->state, named));

        free(named);
        return ends;
}
