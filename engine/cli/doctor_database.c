/* Whether the stack's active database can be reached from here. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/rds_cluster.h"
#include "engine/base/mem.h"
#include "engine/cli/doctor.h"
#include "engine/loop/tcp.h"
#include "stages/cloud.h"

enum { CONNECT_MS = 5000 };

/* An instance, or else a cluster. ERR_NOT_FOUND: neither is there. The caller frees *host. */
static bool find_address(struct doctor *d, const char *id, char **host, int64_t *port,
                         struct err *err)
{
        struct rds_instance db = {0};
        struct rds_cluster cluster = {0};
        bool ok = rds_find_instance(d->aws, id, &db, err);

        *host = NULL;
        if (ok) {
                *host = xstrdup(db.address);
                *port = db.port;
        } else if (err_is(err, ERR_NOT_FOUND)) {
                err_clear(err);
                ok = rds_find_cluster(d->aws, id, &cluster, err);
                d->cluster = ok;
                *host = ok ? xstrdup(cluster.address) : NULL;
                *port = cluster.port;
        }
        rds_instance_release(&db);
        rds_cluster_release(&cluster);
        return ok;
}

static void connect_to(struct doctor *d, const char *id, const char *host, int64_t port)
{
        struct err err = ERR_INIT;
        struct tcp *t = tcp_connect_name(d->session.loop, host, (int)port, CONNECT_MS, &err);

        if (t) {
                doctor_say(d, "database", GRADE_OK, NULL,
                           "%s can be reached from here, at %s port %" PRId64, id, host, port);
        } else {
                err_next(&err, "open the way if a pipeline asks the database from here "
                               "(database.writes with `query`), or something else you run does");
                doctor_say_err(d, "database", GRADE_WARN, id, &err);
        }
        tcp_close(t);
}

void doctor_database(struct doctor *d)
{
        char timestamp[STAMP_SIZE], id[DATABASE_SIZE], *host = NULL;
        struct err err = ERR_INIT;
        int64_t port = 0;
        bool found;

        if (!d->stack)
                return;
        if (!d->answers || strlist_has(&d->silent, "rds") || strlist_has(&d->silent, "ssm")) {
                doctor_say(d, "database", GRADE_UNCHECKED, NULL, "not checked: see %s",
                           d->answers ? "endpoint" : "identity");
                return;
        }
        if (!cloud_active_in(d->aws, d->stack, timestamp, &found, &err)) {
                doctor_say_err(d, "database", GRADE_WARN, NULL, &err);
                return;
        }
        if (!found) {
                doctor_say(d, "database", GRADE_OK, NULL, "nothing was promoted to %s yet",
                           d->stack->name);
                return;
        }
        stack_database(d->stack, timestamp, id);
        if (!find_address(d, id, &host, &port, &err)) {
                bool missing = err_is(&err, ERR_NOT_FOUND);

                if (missing) {
                        err_set(&err, ERR_NOT_FOUND,
                                "%s, which the active timestamp names, is not there", id);
                        err_next(&err, "snaplift status %s", d->stack->name);
                }
                doctor_say_err(d, "database", missing ? GRADE_FAIL : GRADE_WARN, NULL, &err);
        } else if (!host) {
                doctor_say(d, "database", GRADE_WARN, "wait for it: snaplift status STACK",
                           "%s has no address yet", id);
        } else {
                connect_to(d, id, host, port);
        }
        free(host);
}
