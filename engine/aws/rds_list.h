/* Lists of RDS, page by page: what the files of the RDS client share for them. */
#ifndef SNAPLIFT_AWS_RDS_LIST_H
#define SNAPLIFT_AWS_RDS_LIST_H

#include "engine/aws/query.h"

/* Which pages of what, and who takes the items. */
struct rds_listing {
        const struct operation *op;
        const char *list, *item;                 /* elements: DBInstances, DBInstance */
        void (*ask)(void *arg, struct query *q); /* adds the parameters, but for paging */
        bool (*take)(void *arg, struct xml_node *item, struct err *err);
        void *arg;
        const char *subject;
};

/* paged: asks for whole pages; not where one is named. */
bool rds_list_pages(struct aws *aws, const struct rds_listing *l, bool paged, struct err *err);

#endif
