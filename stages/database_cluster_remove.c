/*
 * Removing an Aurora cluster: its protection, its instances, itself.
 *
 *      protected -> members deleting -> cluster deleting -> gone
 *
 * Each step looks at the cluster again and has the proof again; an answer that was lost, or a state
 * that does not allow a call yet, is a matter of the next step.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/database.h"
#include "stages/database_cluster.h"
#include "stages/removal.h"

enum { REMOVE_TRIES = 120 };

bool cluster_check_deletable(struct stage *s, const struct rds_cluster *c,
                             const struct deletion_terms *terms, struct err *err)
{
        if (!cluster_check_kind(c, err))
                return false;
        if (c->global_cluster)
                return err_set(err, ERR_REFUSED, "cluster %s is a member of the global cluster %s",
                               c->id, c->global_cluster);
        if (c->replicas.count)
                return err_set(err, ERR_REFUSED, "cluster %s has the replica %s", c->id,
                               c->replicas.items[0]);
        if (c->replica_of)
                return err_set(err, ERR_REFUSED, "cluster %s is a replica of %s", c->id,
                               c->replica_of);
        if (c->deletion_protection && !database_may_unprotect(s, &c->tags, terms)) {
                err_set(err, ERR_REFUSED,
                        "cluster %s has deletion protection that Snaplift did not put on", c->id);
                return err_next(err, "lift it, or set disable_protection: true");
        }
        if (database_is_beyond(c->status, terms)) {
                err_set(err, ERR_REFUSED, "cluster %s is %s: RDS takes no final snapshot of it",
                        c->id, c->status);
                return err_next(err, "set final_snapshot: false if its data is not needed");
        }
        return true;
}

/* What a lost answer or a state that does not allow it yet leaves to the next look. */
static bool is_passing(const struct err *err)
{
        return err_is(err, ERR_LOST) || err_is(err, ERR_STATE) || err_is(err, ERR_NOT_FOUND);
}

static bool unprotect(struct stage *s, const struct rds_cluster *c, struct err *err)
{
        struct json_object *off = json_object_new_object();
        struct rds_modify modify = {.id = c->id, .settings = off};
        struct rds_cluster now = {0};
        bool ok, lifted;

        json_put_flag(off, "deletion_protection", false);
        ok = stage_intend(s, err, "lift the deletion protection of cluster %s", c->id);
        lifted = ok && rds_modify_cluster(stage_aws(s), &modify, &now, err);
        json_object_put(off);
        if (lifted) {
                ok = stage_result(s, err, "cluster %s is no longer protected", c->id);
                if (ok && !database_check_same(c->id, c->resource_id, now.resource_id, err))
                        ok = err_next(err, "put its deletion protection on again");
                rds_cluster_release(&now);
                return ok;
        }
        if (!ok || !is_passing(err))
                return false;
        err_clear(err);
        return true;
}

/* A member is deleted without a snapshot: the data is the cluster's. */
static bool delete_member(struct stage *s, const struct rds_cluster *c,
                          const struct rds_instance *member, struct err *err)
{
        struct rds_instance deleted = {0};
        const char *id = member->id;
        bool ok;

        if (!stage_intend(s, err, "delete %s of cluster %s", id, c->id))
                return false;
        if (rds_delete_instance(stage_aws(s), id, NULL, true, &deleted, err)) {
                ok = stage_result(s, err, "deletion of %s accepted", id) &&
                     database_check_deleted(id, member->resource_id, deleted.resource_id, NULL,
                                            err);
                rds_instance_release(&deleted);
                return ok;
        }
        if (!is_passing(err))
                return false;
        stage_note(s, "%s", err_text(err));
        err_clear(err);
        return true;
}

static const struct rds_instance *member_of(const struct rds_instances *list, const char *id)
{
        for (size_t i = 0; i < list->count; i++)
                if (text_same(list->items[i].id, id))
                        return &list->items[i];
        return NULL;
}

/* What is found under its members' names by now is that cluster's still: it goes by names, and
 * somebody may have put another cluster in its place, with instances of the same names, since it
 * was looked at. Asked for after they were. */
static bool is_still_it(struct stage *s, const struct rds_cluster *c, bool *still, struct err *err)
{
        struct rds_cluster now = {0};
        bool found, ok = cluster_find(s, c->id, &now, &found, err);

        *still = ok && found && text_same(now.resource_id, c->resource_id);
        rds_cluster_release(&now);
        return ok;
}

/* Readers first: the writer is the last to go. *left: members that are not on their way. */
static bool delete_listed(struct stage *s, const struct rds_cluster *c,
                          const struct rds_instances *members, size_t *left, struct err *err)
{
        bool ok = true;

        *left = 0;
        for (int writers = 0; writers < 2; writers++) {
                for (size_t i = 0; ok && i < c->member_count; i++) {
                        const struct rds_instance *db = member_of(members, c->members[i].id);

                        if (c->members[i].writer != (writers == 1) || !db ||
                            rds_phase(db->status) == RDS_DELETING)
                                continue;
                        (*left)++;
                        /* what RDS says to be its member must say so itself */
                        if (!text_same(db->cluster, c->id))
                                ok = err_set(err, ERR_CONFLICT, "%s is in cluster %s, not in %s",
                                             db->id, db->cluster ? db->cluster : "(none)", c->id);
                        ok = ok && delete_member(s, c, db, err);
                }
        }
        return ok;
}

static bool delete_members(struct stage *s, const struct rds_cluster *c, size_t *left,
                           struct err *err)
{
        struct rds_instances members = {0};
        bool still,
                ok = cluster_find_members(s, c, &members, err) && is_still_it(s, c, &still, err);

        *left = 1; /* the next step looks whose it is */
        ok = ok && (!still || delete_listed(s, c, &members, left, err));
        rds_instances_release(&members);
        return ok;
}

/* meant: its resource id. */
static bool delete_cluster(struct stage *s, const struct cluster_removal *r, const char *meant,
                           struct removal_state *state, struct err *err)
{
        const char *final = r->final_snapshot;
        struct rds_cluster deleted = {0};
        bool ok, taken;

        if (final ? !stage_intend(s, err, "delete cluster %s, final snapshot %s", r->id, final)
                  : !stage_intend(s, err, "delete cluster %s without a final snapshot", r->id))
                return false;
        state->going =
                rds_delete_cluster(stage_aws(s), r->id, final, !r->keep_backups, &deleted, err);
        if (state->going) {
                ok = stage_result(s, err, "deletion of cluster %s accepted", r->id) &&
                     database_check_deleted(r->id, meant, deleted.resource_id, final, err);
                rds_cluster_release(&deleted);
                return ok;
        }
        taken = final && err_is(err, ERR_EXISTS);
        if (!taken && !is_passing(err))
                return false;
        stage_note(s, "%s", err_text(err));
        if (err_is(err, ERR_NOT_FOUND)) {
                err_clear(err); /* whether it is really gone is seen by looking */
                return stage_result(s, err, "cluster %s is not known", r->id);
        }
        err_clear(err);
        return !taken || removal_may_ask_again(state, r->id, true, final, err);
}

bool cluster_wait_gone(struct stage *s, const char *id, const char *resource_id, struct err *err)
{
        struct rds_cluster c = {0};
        bool gone = false, found, ok = true;

        for (int look = 0; ok && !gone; look++) {
                ok = stage_sleep(s, watch_pause(stage_aws(s), look), err) &&
                     cluster_find(s, id, &c, &found, err);
                gone = ok && (!found || (resource_id && !text_same(c.resource_id, resource_id)));
                if (ok && !gone)
                        stage_note(s, "%s is %s", id, c.status);
                if (ok && !gone && rds_phase(c.status) == RDS_TERMINAL)
                        ok = err_set(err, ERR_FAILED, "cluster %s is %s", id, c.status);
                rds_cluster_release(&c);
        }
        return ok;
}

/* What has just been proven to be allowed, as far as it goes now. */
static bool remove_now(struct stage *s, const struct cluster_removal *r,
                       const struct rds_cluster *c, struct removal_state *state, struct err *err)
{
        size_t left;

        if (c->deletion_protection)
                return unprotect(s, c, err);
        if (!delete_members(s, c, &left, err))
                return false;
        /* RDS refuses it while a member is not being deleted: looked at again first */
        return left > 0 || delete_cluster(s, r, c->resource_id, state, err);
}

static bool remove_step(struct stage *s, const void *removal, struct removal_state *state,
                        enum removal_step *step, struct err *err)
{
        const struct cluster_removal *r = removal;
        struct rds_cluster c = {0};
        bool found, wait = false, ok = true;

        *step = REMOVAL_DONE;
        if (!cluster_find(s, r->id, &c, &found, err))
                return false;
        if (!found) {
                *step = removal_unseen(state);
                return true;
        }
        if (!removal_is_it(state, c.resource_id)) {
                /* another's by now */
        } else if (rds_phase(c.status) == RDS_DELETING) {
                ok = cluster_wait_gone(s, r->id, c.resource_id, err);
        } else {
                ok = !r->allowed || r->allowed(s, &c, r->arg, &wait, err);
                *step = wait ? REMOVAL_WAITS : REMOVAL_TRIED;
                ok = ok && (wait || remove_now(s, r, &c, state, err));
        }
        rds_cluster_release(&c);
        return ok;
}

bool cluster_remove(struct stage *s, const struct cluster_removal *removal, struct err *err)
{
        bool done, ok = removal_drive(s, removal->resource_id, REMOVE_TRIES, remove_step, removal,
                                      &done, err);

        if (!ok || done)
                return ok;
        return err_set(err, ERR_STATE, "cluster %s can't be deleted: RDS does not allow it yet",
                       removal->id);
}
