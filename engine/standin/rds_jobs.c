/*
 * An instance's, or a cluster's, way through its statuses is a queue of jobs:
 *
 *      rds_job_add -> [lag: accepted, the old status still shown] -> begin, the job's status
 *                  -> [duration, and the body's work when there is a body] -> end -> the next job,
 *                     or the resting status
 *
 * The lag is AWS's own: a modification is accepted and the instance goes on saying "available" for
 * a while before it says "modifying".
 */
#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

static void start(struct rds_db *db);

void rds_status(struct rds_db *db, const char *status)
{
        json_put_text(db->is, rds_words[db->kind].status, status);
}

const char *rds_status_of(const struct rds_db *db)
{
        return json_text(db->is, rds_words[db->kind].status);
}

struct rds_job *rds_job_new(const char *status, int64_t lag, int64_t duration)
{
        struct rds_job *job = xcalloc(1, sizeof(*job));

        job->status = status;
        job->lag = lag;
        job->duration = duration;
        return job;
}

static void job_free(struct rds_job *job)
{
        timer_stop(job->timer);
        json_object_put(job->change);
        free(job->name);
        free(job);
}

/* The job under way is over: on to the next one. */
static void next(struct rds_db *db)
{
        struct rds_job *job = db->jobs;

        db->jobs = job->next;
        job_free(job);
        if (db->jobs)
                start(db);
        else
                rds_status(db, db->resting);
}

static void tell_dropped(struct rds_db *db, struct rds_job *job)
{
        if (job->dropped)
                job->dropped(db, job);
}

static void drop_rest(struct rds_db *db, struct rds_job *job)
{
        while (job->next) {
                struct rds_job *gone = job->next;

                job->next = gone->next;
                tell_dropped(db, gone);
                job_free(gone);
        }
}

/* Time and body are both done, or the job no longer matters. */
static void finish(struct rds_job *job)
{
        struct rds_db *db = job->db;
        const char *failed = job->fail_status;

        if (job->timer || job->body_pending)
                return;
        if (job->quiet) {
                next(db);
                return;
        }
        if (!failed && job->body_failed)
                failed = "failed";
        if (failed) {
                drop_rest(db, job);
                db->resting = failed;
                if (db->kind == RDS_CLUSTER)
                        rds_members_wake(db, false);
                rds_event_of(db, "failure", "It can't be used in its present state");
                next(db);
                return;
        }
        if (!job->end || job->end(db, job))
                next(db);
}

static void time_passed(void *arg)
{
        struct rds_job *job = arg;

        job->timer = NULL;
        finish(job);
}

static void begin(void *arg)
{
        struct rds_job *job = arg;
        struct rds_db *db = job->db;

        job->timer = NULL;
        job->begun = true;
        if (job->status)
                rds_status(db, job->status);
        job->timer = timer_start(db->cloud->loop, job->duration, time_passed, job);
        if (job->begin)
                job->begin(db, job);
}

static void start(struct rds_db *db)
{
        struct rds_job *job = db->jobs;

        if (job->lag > 0) {
                rds_status(db, db->resting);
                job->timer = timer_start(db->cloud->loop, job->lag, begin, job);
                return;
        }
        begin(job);
}

void rds_job_add(struct rds_db *db, struct rds_job *job)
{
        struct rds_job **last = &db->jobs;

        while (*last)
                last = &(*last)->next;
        *last = job;
        job->db = db;
        if (db->jobs == job)
                start(db);
}

void rds_jobs_drop(struct rds_db *db)
{
        struct rds_job *job = db->jobs;

        if (!job)
                return;
        drop_rest(db, job);
        timer_stop(job->timer);
        job->timer = NULL;
        tell_dropped(db, job);
        if (job->body_pending) {
                job->quiet = true;
                return;
        }
        db->jobs = NULL;
        job_free(job);
}

void rds_jobs_free(struct rds_db *db)
{
        while (db->jobs) {
                struct rds_job *job = db->jobs;

                db->jobs = job->next;
                job_free(job);
        }
}

void rds_job_body_done(void *arg, bool ok, const char *message)
{
        struct rds_job *job = arg;

        job->body_pending = false;
        if (!ok) {
                job->body_failed = true;
                rds_event_of(job->db, "failure", message ? message : "its body failed");
        }
        finish(job);
}
