/*
 * An Aurora cluster made from a snapshot, with all that a snapshot does not hold:
 *
 *      cluster -> writer -> readers -> settings -> roles, Data API -> reboots -> custom endpoints
 *
 * Everything is asked for once: what an earlier start asked for is looked for first, a lost answer
 * is looked at before it is asked again, and what is there under one of the names is taken over
 * only when this run made it - the cluster from this snapshot, an instance for this cluster.
 */
#ifndef SNAPLIFT_STAGES_CLUSTER_MAKE_H
#define SNAPLIFT_STAGES_CLUSTER_MAKE_H

#include "engine/aws/rds_cluster.h"
#include "stages/fingerprint.h"
#include "stages/restore_plan.h"

enum { CLUSTER_TRIES = 3, CLUSTER_PASSES = 3, MEMBER_SIZE = 64 };

/* An instance to be made. */
struct member_make {
        char id[MEMBER_SIZE];
        char *of; /* the instance it stands for; NULL: none */
        struct fingerprint settings;
        struct tags tags; /* the cluster's, and some of its own */
};

/* A custom endpoint to be made. */
struct endpoint_make {
        char id[MEMBER_SIZE];
        char *of;                         /* the endpoint it stands for */
        char *type;                       /* READER, ANY */
        struct strlist members, excluded; /* of the cluster that is made; one of them is empty */
};

/* Texts that are no arrays are borrowed, except what a member or an endpoint has. */
struct cluster_make {
        const char *id;
        const char *snapshot; /* identifier or ARN */
        const char *from;     /* the snapshot's identifier, as the tags have it */
        const char *engine, *version;
        struct fingerprint settings;
        struct tags tags;
        struct member_make *members; /* the writer first */
        size_t member_count;
        struct endpoint_make *endpoints;
        size_t endpoint_count;
        struct strlist differs; /* lines of what it has not as it is wanted */
        bool asked;             /* an earlier start may have asked for it */
        /* what is remembered under these: the name before it is asked for, its resource id once
         * that is seen; and that it is a cluster, as "kind" */
        const char *name_key, *resource_key;
};

void cluster_make_init(struct cluster_make *m);
void cluster_make_release(struct cluster_make *m);

/* Each is added with nothing but the name and what it stands for. */
struct member_make *cluster_make_member(struct cluster_make *m, const char *id, const char *of);
struct endpoint_make *cluster_make_endpoint(struct cluster_make *m, const char *id, const char *of);
/* What CreateDBInstance does not take together, or not without another; and it gets the cluster's
 * tags, once those are known. */
void cluster_make_fit_member(struct cluster_make *m, struct member_make *member);

/* For a plan: the calls. plan has what is known of the settings' source. */
void cluster_make_tell(struct stage *s, const struct cluster_make *m, struct restore_plan plan);

/* ERR_FOREIGN: an instance of that name is not this run's, or is in no cluster of that name. */
bool cluster_make_is_member(const struct stage *s, const struct cluster_make *m,
                            const struct rds_instance *db, struct err *err);

/* found: *c is the one of that name, as it was looked at before; else *c is empty. When it returns
 * true *c is this run's, on its way up. ERR_FOREIGN: the name is another's. */
bool cluster_make_have(struct stage *s, const struct cluster_make *m, bool found,
                       struct rds_cluster *c, struct err *err);
/* All the rest, until it is available and settled. *c is replaced. */
bool cluster_make_complete(struct stage *s, struct cluster_make *m, struct rds_cluster *c,
                           struct err *err);

/* {"name of the endpoint it stands for": "address"} of the custom ones that are there; the caller
 * owns it. */
struct json_object *cluster_make_addresses(struct stage *s, const struct cluster_make *m,
                                           struct err *err);

/* --- the parts of cluster_make_complete() --- */

/* They are there and available; the first one writes. c is replaced. */
bool cluster_have_members(struct stage *s, const struct cluster_make *m, struct rds_cluster *c,
                          struct err *err);
/* The settings of each, and the parameters that only a restart brings into force. */
bool cluster_put_members_right(struct stage *s, struct cluster_make *m, struct err *err);
/* Roles, the Data API's endpoint, custom endpoints. What is not to be had is told in `differs`. */
bool cluster_have_roles(struct stage *s, const struct cluster_make *m, struct rds_cluster *c,
                        struct err *err);
bool cluster_have_http_endpoint(struct stage *s, const struct cluster_make *m,
                                struct rds_cluster *c, struct err *err);
bool cluster_have_endpoints(struct stage *s, struct cluster_make *m, struct err *err);

#endif
