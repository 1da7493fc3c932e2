/* RDS's XML into structs, and what several files of the RDS client share. */
#ifndef SNAPLIFT_AWS_RDS_PARSE_H
#define SNAPLIFT_AWS_RDS_PARSE_H

#include "engine/aws/rds.h"
#include "engine/base/xml.h"

/* From <DBInstance> and <DBSnapshot>; out is zeroed before and to be released also after an error.
 */
bool rds_instance_read(struct xml_node *node, struct rds_instance *out, struct err *err);
bool rds_snapshot_read(struct xml_node *node, struct rds_snapshot *out, struct err *err);
/* <TagList>, where there is one. */
bool rds_tags_read(struct xml_node *node, struct tags *out, struct err *err);
bool rds_event_read(struct xml_node *node, struct rds_event *out, struct err *err);

/* Parts of several of them. A list's items are texts, or (part) have a text member of that name. */
void rds_read_list(struct xml_node *node, const char *list, const char *item, const char *part,
                   struct strlist *out);
/* The names of the members of PendingModifiedValues. */
void rds_read_pending(struct xml_node *node, struct strlist *out);

void rds_instance_copy(struct rds_instance *to, const struct rds_instance *from);

/* Those of these names that are there, in one call (and more pages); at most RDS_MANY names. */
enum { RDS_MANY = 100 };
bool rds_list_named(struct aws *aws, const char *const *ids, size_t count,
                    struct rds_instances *out, struct err *err);

#endif
