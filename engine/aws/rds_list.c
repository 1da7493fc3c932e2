#include "engine/aws/rds_list.h"

#include <stdlib.h>

#include "engine/base/text.h"
#include "engine/base/xml.h"

enum { PAGE = 100 }; /* MaxRecords: the most there is */

static bool read_page(const struct rds_listing *l, const struct query_answer *answer, char **marker,
                      struct err *err)
{
        struct xml_node *list = xml_child(answer->result, l->list);
        char *next;

        if (!list)
                return call_unexpected(l->op, err, "there is no <%s>", l->list);
        for (struct xml_node *i = xml_child(list, l->item); i; i = xml_next(i)) {
                if (!l->take(l->arg, i, err))
                        return call_garbled(l->op, err);
        }
        next = xml_text(answer->result, "Marker");
        if (next && *next && text_same(next, *marker)) {
                free(next);
                return call_unexpected(l->op, err, "its Marker leads nowhere");
        }
        free(*marker);
        *marker = next;
        return true;
}

bool rds_list_pages(struct aws *aws, const struct rds_listing *l, bool paged, struct err *err)
{
        char *marker = NULL;
        bool ok;

        do {
                struct query_answer answer;
                struct query q;

                query_begin(&q, l->op, l->subject);
                l->ask(l->arg, &q);
                query_number(&q, "MaxRecords", paged ? PAGE : -1);
                query_text(&q, "Marker", marker);
                ok = query_send(aws, &q, true, &answer, err) && read_page(l, &answer, &marker, err);
                query_answer_release(&answer);
        } while (ok && marker && *marker);
        free(marker);
        return ok;
}
