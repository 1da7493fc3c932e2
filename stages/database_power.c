/*
 * Stopping and starting. Each step looks again: an answer that was lost, a status that looks don't
 * show yet, a state that does not allow the call now are a matter of the next look.
 */
#include "stages/database_power.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/database_cluster.h"

enum {
        REFUSALS = 3, /* in a row, over longer than looks lag behind: RDS means it */
        LOOKS_REFUSED = LOOKS_UNSEEN / REFUSALS,
};

struct turn {
        const char *id, *resource_id;
        bool stop;
        bool to_delete; /* a cluster without instances is good enough */
        int quiet;      /* looks at the old status before it is asked for again */
        int refusals;   /* in a row */
        int good;       /* looks in a row that found it available */
        int bare;       /* or a cluster that is, and has no instances */
        char *why;      /* the last one's */
};

static bool look(struct stage *s, const struct turn *t, struct database *db, struct err *err)
{
        bool found;

        if (!database_look(s, t->id, db, &found, err))
                return false;
        if (!found)
                return err_set(err, ERR_CONFLICT, "database %s is gone", t->id);
        stage_note(s, "%s is %s", t->id, db->status);
        if (!text_same(db->resource_id, t->resource_id))
                return err_set(err, ERR_CONFLICT,
                               "database %s has resource id %s by now, and %s is meant", t->id,
                               db->resource_id ? db->resource_id : "none", t->resource_id);
        return rds_phase(db->status) != RDS_DELETING ||
               err_set(err, ERR_CONFLICT, "database %s is being deleted", t->id);
}

static bool send(struct stage *s, const struct turn *t, const struct database *db, struct err *err)
{
        struct aws *aws = stage_aws(s);

        if (t->stop)
                return db->is_cluster ? rds_stop_cluster(aws, t->id, err)
                                      : rds_stop_instance(aws, t->id, err);
        return db->is_cluster ? rds_start_cluster(aws, t->id, err)
                              : rds_start_instance(aws, t->id, err);
}

static bool call(struct stage *s, struct turn *t, const struct database *db, struct err *err)
{
        const char *verb = t->stop ? "stop" : "start";

        if (!stage_intend(s, err, "%s database %s", verb, t->id))
                return false;
        t->quiet = LOOKS_UNSEEN;
        if (send(s, t, db, err)) {
                t->refusals = 0;
                return stage_result(s, err, "%s of %s accepted", verb, t->id);
        }
        if (err_is(err, ERR_STATE) || (t->stop && err_is(err, ERR_INVALID))) {
                t->refusals++;
                t->quiet = LOOKS_REFUSED;
                xreplace(&t->why, err_text(err));
        } else if (!err_is(err, ERR_LOST)) { /* that may have been heard */
                return false;
        }
        stage_note(s, "%s", err_text(err));
        err_clear(err);
        return true;
}

/* In the status from which it can be asked for. */
static bool ask(struct stage *s, struct turn *t, const struct database *db, struct err *err)
{
        return t->quiet-- > 0 || call(s, t, db, err);
}

/* Under way, by whoever asked. */
static void is_turning(struct turn *t)
{
        t->quiet = t->refusals = t->good = 0;
}

/* --- stop --- */

static bool stop_step(struct stage *s, struct turn *t, bool *done, struct err *err)
{
        struct database db;
        bool ok = look(s, t, &db, err);

        if (!ok) {
                /* err says why */
        } else if (!strcmp(db.status, "stopped")) {
                *done = true;
        } else if (!strcmp(db.status, "stopping") || rds_phase(db.status) == RDS_MOVING) {
                is_turning(t);
        } else if (t->refusals >= REFUSALS && !t->quiet) {
                *done = true;
        } else if (rds_phase(db.status) == RDS_TERMINAL) {
                t->refusals = REFUSALS;
                xreplace(&t->why, db.status);
                *done = true;
        } else {
                ok = ask(s, t, &db, err);
        }
        database_release(&db);
        return ok;
}

bool database_stop(struct stage *s, const char *id, const char *resource_id, char **why,
                   struct err *err)
{
        struct turn t = {.id = id, .resource_id = resource_id, .stop = true};
        bool done = false, ok = true;

        for (int n = 0; ok && !done; n++)
                ok = stage_sleep(s, watch_pause(stage_aws(s), n), err) &&
                     stop_step(s, &t, &done, err);
        *why = NULL;
        if (ok && t.refusals >= REFUSALS) {
                *why = t.why;
                t.why = NULL;
        }
        free(t.why);
        return ok;
}

/* --- start --- */

static bool is_bare(const struct database *db)
{
        return rds_phase(db->status) == RDS_AVAILABLE && database_is_bare(db);
}

/* As those who use it would have it: of a cluster, all of its instances, too. */
static bool is_up(struct stage *s, const struct turn *t, const struct database *db, bool *up,
                  struct err *err)
{
        struct rds_instances members = {0};
        bool ok = true;

        *up = rds_phase(db->status) == RDS_AVAILABLE &&
              (database_is_usable(db) || (t->to_delete && is_bare(db)));
        if (!*up || !db->is_cluster)
                return true;
        ok = cluster_find_members(s, &db->cluster, &members, err);
        for (size_t i = 0; ok && i < members.count; i++)
                *up = *up && rds_phase(members.items[i].status) == RDS_AVAILABLE;
        rds_instances_release(&members);
        return ok;
}

/* Nobody but a person makes it an instance again. */
static bool check_bare(struct turn *t, const struct database *db, struct err *err)
{
        t->bare = !t->to_delete && is_bare(db) ? t->bare + 1 : 0;
        if (t->bare <= LOOKS_UNSEEN)
                return true;
        err_set(err, ERR_FAILED, "cluster %s is started and has no instances any more", t->id);
        return database_advise_instance(t->id, err);
}

static bool await_up(struct stage *s, struct turn *t, const struct database *db, bool *done,
                     struct err *err)
{
        bool up, ok = check_bare(t, db, err) && is_up(s, t, db, &up, err);

        if (ok && up)
                *done = ++t->good >= DATABASE_LOOKS;
        else if (ok)
                is_turning(t);
        return ok;
}

static bool start_step(struct stage *s, struct turn *t, bool *done, struct err *err)
{
        struct database db;
        bool ok = look(s, t, &db, err);

        if (!ok) {
                /* err says why */
        } else if (!strcmp(db.status, "stopping")) {
                is_turning(t);
        } else if (strcmp(db.status, "stopped") != 0) {
                ok = rds_phase(db.status) != RDS_TERMINAL
                             ? await_up(s, t, &db, done, err)
                             : err_set(err, ERR_FAILED, "database %s is %s", t->id, db.status);
        } else if (t->refusals >= REFUSALS && !t->quiet) {
                ok = err_set(err, ERR_STATE, "database %s can't be started: %s", t->id, t->why);
        } else {
                ok = ask(s, t, &db, err);
        }
        database_release(&db);
        return ok;
}

static bool start(struct stage *s, struct turn *t, struct err *err)
{
        bool done = false, ok = true;

        for (int n = 0; ok && !done; n++)
                ok = stage_sleep(s, watch_pause(stage_aws(s), n), err) &&
                     start_step(s, t, &done, err);
        free(t->why);
        return ok;
}

bool database_start(struct stage *s, const char *id, const char *resource_id, struct err *err)
{
        struct turn t = {.id = id, .resource_id = resource_id};

        return start(s, &t, err);
}

bool database_wake(struct stage *s, const char *id, const char *resource_id, struct err *err)
{
        struct turn t = {.id = id, .resource_id = resource_id, .to_delete = true};

        return start(s, &t, err);
}
