/* What a process asks of the cloud, judged by the cloud before it takes effect. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/sim/actor.h"
#include "engine/sim/asked.h"
#include "engine/sim/cloud.h"
#include "engine/sim/keeping.h"

enum {
        AT_ONCE = 5000,      /* what came so shortly before can't have been seen */
        AFTER_LOSING = 5000, /* what was decided before the lock was lost may still leave */
        IN_USE = 3600000,    /* then what a database holds is worth a last snapshot */
        NEARLY = 1200000,    /* by how much that is taken otherwise: clocks differ, looks lag */
};

/* No database that is in use may be asked to go, unless it came into use just now. */
static void watch_deletion(const struct sent *sent)
{
        struct scene *scene = sent->process->scene;
        struct text users = TEXT_INIT;
        char *id;

        if (!asked_to_delete(sent) ||
            (scene->interfered && loop_ticks(scene->loop) - scene->interfered_at < AT_ONCE))
                return;
        id = asked_database(sent);
        if (id)
                cloud_users(sent->state, world_stack(sent->process->stack), id, &users);
        if (users.len)
                scene_breach(scene, HOLDS_IN_USE, "%s is to be deleted and is used by %s", id,
                             text_str(&users));
        text_release(&users);
        free(id);
}

/* --- whose it is --- */

static bool is_one_of(const char *name, const char *stack, const char *const *suffixes)
{
        size_t len = strlen(stack);

        if (strncmp(name, stack, len) != 0)
                return false;
        for (; *suffixes; suffixes++)
                if (!strncmp(name + len, *suffixes, strlen(*suffixes)))
                        return true;
        return false;
}

/* Taking and giving back the lock itself needs no lock. */
static bool is_about_lock(const struct sent *sent)
{
        char *name = strstr(sent->operation, "Parameter") ? asked_member(sent, "Name") : NULL;
        bool lock = name && text_ends(name, "/lock");

        free(name);
        return lock;
}

/* An instance that is gone: whose it was is not known, and nothing comes of it. */
static bool is_of_none(const struct sent *sent, const char *about)
{
        return faults_has(sent->process->scene->story->faults, FAULT_AURORA) &&
               !cloud_database(sent->state, about);
}

/* By its whole name; an instance in a cluster, or to be made there, by that cluster's. A new one
 * has a name of the stack's besides, and so has one that was in a cluster and is gone. */
static bool is_own_database(const struct sent *sent, const char *name)
{
        static const char *const member[] = {"-", NULL};
        const char *stack = world_stack(sent->process->stack);
        char *about = asked_database(sent);
        bool makes = !strcmp(sent->operation, "CreateDBInstance");
        bool own = about && cloud_is_of(stack, about) &&
                   (!makes || (strcmp(about, name) != 0 && is_one_of(name, stack, member)));

        if (!own && about && !makes && is_of_none(sent, about))
                own = is_one_of(name, stack, member);
        free(about);
        return own;
}

/* at: what it names. */
static void watch_kept(const struct sent *sent, const char *at)
{
        char *about = asked_database(sent);

        if (!about || !is_of_none(sent, about))
                keeping_watch(sent, about ? about : at);
        free(about);
}

/* What a change is of, by the member of the request that names it: it must be the stack's own by
 * its whole name. */
static void watch_target(const struct sent *sent)
{
        static const struct {
                const char *operation, *member;
        } names[] = {
                {"RestoreDBInstanceFromDBSnapshot", "DBInstanceIdentifier"},
                {"ModifyDBInstance", "DBInstanceIdentifier"},
                {"RebootDBInstance", "DBInstanceIdentifier"},
                {"StartDBInstance", "DBInstanceIdentifier"},
                {"StopDBInstance", "DBInstanceIdentifier"},
                {"DeleteDBInstance", "DBInstanceIdentifier"},
                {"DeleteDBSnapshot", "DBSnapshotIdentifier"},
                {"RestoreDBClusterFromSnapshot", "DBClusterIdentifier"},
                {"CreateDBInstance", "DBInstanceIdentifier"},
                {"ModifyDBCluster", "DBClusterIdentifier"},
                {"StartDBCluster", "DBClusterIdentifier"},
                {"StopDBCluster", "DBClusterIdentifier"},
                {"DeleteDBCluster", "DBClusterIdentifier"},
                {"DeleteDBClusterSnapshot", "DBClusterSnapshotIdentifier"},
                {"AddTagsToResource", "ResourceName"},
                {"RemoveTagsFromResource", "ResourceName"},
                {"PutParameter", "Name"},
                {"DeleteParameter", "Name"},
                {"UpdateService", "cluster"},
                {"RegisterTaskDefinition", "family"},
                {"DeregisterTaskDefinition", "taskDefinition"},
        };
        static const char *const database[] = {"-2", NULL}, *const path[] = {"/", NULL},
                                 *const family[] = {"-web", "-worker", NULL};
        const char *stack = world_stack(sent->process->stack);
        char *name = NULL, *at;
        bool ok;

        for (size_t i = 0; i < ARRAY_LEN(names) && !name; i++)
                if (!strcmp(sent->operation, names[i].operation))
                        name = asked_member(sent, names[i].member);
        if (!name)
                return;
        at = strrchr(name, '/') && *name != '/' ? strrchr(name, '/') + 1 : name;
        if (!strcmp(sent->operation, "UpdateService"))
                ok = !strcmp(at, stack);
        else if (strstr(sent->operation, "TaskDefinition"))
                ok = is_one_of(at, stack, family);
        else if (strstr(sent->operation, "Parameter"))
                ok = *at == '/' && is_one_of(at + 1, stack, path);
        else if (strstr(sent->operation, "Snapshot") && !strstr(sent->operation, "Restore"))
                ok = is_one_of(at, stack, database) && strstr(at, "-final-");
        else if (strstr(sent->operation, "Tags"))
                ok = strstr(name, stack) && is_one_of(strstr(name, stack), stack, database);
        else
                ok = is_own_database(sent, at);
        if (!ok)
                scene_breach(sent->process->scene, HOLDS_NEIGHBOURS,
                             "a run on %s asks for %s of %s", stack, sent->operation, name);
        if (!is_about_lock(sent))
                watch_kept(sent, at);
        free(name);
}

/* --- in whose turn --- */

/* That the lock is lost can't have been seen: it was just now, or Parameter Store shows it as it
 * was.
 */
static bool is_unseen(const struct sent *sent, const struct holding *lock)
{
        const struct scene *scene = sent->process->scene;

        return sent->asked_at - lock->lost_at < AFTER_LOSING ||
               (lock->lost_at >= scene->old_from && sent->asked_at < scene->old_until);
}

static void watch_turn(const struct sent *sent)
{
        struct actor *p = sent->process;
        struct scene *scene = p->scene;
        const struct holding *lock = &scene->locks[p->stack];

        if (!p->run || is_about_lock(sent) ||
            (text_same(lock->lost_by, p->owner) && is_unseen(sent, lock)))
                return;
        if (!text_same(lock->run, p->run) || !text_same(lock->owner, p->owner))
                scene_breach(scene, HOLDS_ALONE, "p%d asks for %s on %s, which %s", p->number,
                             sent->operation, world_stack(p->stack),
                             !lock->run                     ? "nobody has locked"
                             : text_same(lock->run, p->run) ? "another process has locked"
                                                            : "another run has locked");
}

/* --- which one it is: a name may come to be another's --- */

static struct maker *maker_of(const struct scene *scene, const char *resource)
{
        struct maker *m = scene->makers;

        while (m && !text_same(m->resource, resource))
                m = m->next;
        return m;
}

static void note_maker(struct scene *scene, const char *resource, const char *id, const char *run,
                       bool marked)
{
        struct maker *m;

        if (!resource || maker_of(scene, resource))
                return;
        m = xcalloc(1, sizeof(*m));
        m->resource = xstrdup(resource);
        m->id = xstrdup(id);
        m->run = run ? xstrdup(run) : NULL;
        m->marked = marked;
        m->at = loop_ticks(scene->loop);
        m->next = scene->makers;
        scene->makers = m;
}

/* By the tags that whoever made it has given it. */
static bool is_marked(const struct scene *scene, struct json_object *database)
{
        struct json_object *list = json_array(database, "TagList");

        for (size_t i = 0; i < json_count(list); i++)
                if (text_same(json_text(json_at(list, i), "Key"), "snaplift:run"))
                        return text_same(json_text(json_at(list, i), "Value"), scene->run);
        return false;
}

void scene_note_maker(struct scene *scene, const char *id, const char *run)
{
        struct json_object *state = standin_view(scene->cloud);
        struct json_object *members = json_array(cloud_db_cluster(state, id), "DBClusterMembers");
        struct json_object *database = cloud_database(state, id);
        bool marked = is_marked(scene, database);

        note_maker(scene, cloud_resource(database), id, run, marked);
        for (size_t i = 0; i < json_count(members); i++)
                note_maker(scene,
                           cloud_resource(cloud_db_instance(
                                   state, json_text(json_at(members, i), "DBInstanceIdentifier"))),
                           id, run, marked);
        json_object_put(state);
}

void scene_note_guard(struct scene *scene, const char *id)
{
        struct json_object *state = standin_view(scene->cloud);
        struct maker *m = maker_of(scene, cloud_resource(cloud_database(state, id)));

        if (m)
                m->guarded_at = loop_ticks(scene->loop);
        json_object_put(state);
}

/* RDS has one flag: from here on nobody can tell whose it is. A run that has seen it on does not
 * intend it. */
void scene_note_intent(struct scene *scene, const char *run, const char *body)
{
        if (!strstr(body, "deletion protection on"))
                return;
        for (struct maker *m = scene->makers; m; m = m->next)
                m->protects |= text_same(m->run, run);
}

void watch_begin(struct scene *scene)
{
        struct json_object *state = standin_view(scene->cloud);

        cloud_resources(state, &scene->first);
        json_object_put(state);
}

void watch_forget(struct scene *scene)
{
        strlist_release(&scene->first);
        while (scene->makers) {
                struct maker *m = scene->makers;

                scene->makers = m->next;
                free(m->resource);
                free(m->id);
                free(m->run);
                strlist_release(&m->seen_by);
                free(m);
        }
}

/* The database that a change of the active timestamp names; the caller frees. NULL: none. */
static char *pointed_at(const struct sent *sent)
{
        char *name = strcmp(sent->operation, "PutParameter") ? NULL : asked_member(sent, "Name");
        char *value = name && text_ends(name, "/db/active-timestamp") ? asked_member(sent, "Value")
                                                                      : NULL;
        char *id = value ? xasprintf("%s-%s", world_stack(sent->process->stack), value) : NULL;

        free(value);
        free(name);
        return id;
}

/* The active timestamp of that process's stack names active by now. */
static void note_active(struct maker *m, const char *active, const struct actor *p)
{
        int64_t now = loop_ticks(p->scene->loop);

        if (text_same(m->id, active)) {
                m->live |= text_same(m->run, p->run);
                if (!m->since)
                        m->since = now;
        } else if (m->since && cloud_is_of(world_stack(p->stack), m->id)) {
                m->used += now - m->since;
                m->since = 0;
        }
}

static bool was_used_for(const struct scene *scene, const struct maker *m, int64_t ms)
{
        return m->used + (m->since ? loop_ticks(scene->loop) - m->since : 0) > ms;
}

const char *watch_last_of(const struct scene *scene, const char *stack)
{
        for (const struct maker *m = scene->makers; m; m = m->next)
                if (m->run && cloud_is_of(stack, m->id) && was_used_for(scene, m, IN_USE - NEARLY))
                        return m->id;
        return NULL;
}

void watch_changed(const struct sent *sent)
{
        struct scene *scene = sent->process->scene;
        static const char *const makes[] = {"RestoreDBInstanceFromDBSnapshot",
                                            "RestoreDBClusterFromSnapshot", "CreateDBInstance"};
        char *made = asked_any_of(sent, makes, ARRAY_LEN(makes)) ? asked_database(sent) : NULL;
        char *active = pointed_at(sent);

        if (made)
                scene_note_maker(scene, made, sent->process->run);
        for (struct maker *m = scene->makers; active && m; m = m->next)
                note_active(m, active, sent->process);
        if (!strcmp(sent->operation, "DeleteParameter") && is_about_lock(sent))
                xreplace(&scene->locks[sent->process->stack].given_back, sent->process->run);
        free(active);
        free(made);
}

void watch_answer(const struct sent *sent, const struct http_response *response)
{
        struct scene *scene = sent->process->scene;

        for (struct maker *m = scene->makers; m; m = m->next)
                if (!m->run && strstr(text_str(&response->body), m->resource))
                        strlist_add(&m->seen_by, sent->process->owner);
}

static bool has_seen(const struct actor *p, const struct maker *made)
{
        return strlist_has(&made->seen_by, p->owner);
}

static bool has_succeeded(const struct scene *scene, const char *run)
{
        for (const struct actor *p = scene->processes; p; p = p->next)
                if (text_same(p->run, run) && p->ended && p->end == RUN_SUCCEEDED)
                        return true;
        return false;
}

/* One that was put in an active one's place before the run looked at it is the active one to it;
 * the run has looked when it asks for its own. */
static bool was_there_first(const struct scene *scene, const struct maker *made, const char *run)
{
        for (const struct maker *m = scene->makers; m; m = m->next)
                if (text_same(m->run, run) && m->at < made->at)
                        return false;
        return !text_ends(made->id, SIM_NEW);
}

/* By a store that knows of nothing done it begins anew. */
static bool was_there_for(const struct actor *p, const struct maker *made)
{
        return p->store == p->scene->other_store && made->at < p->started_at &&
               !text_ends(made->id, SIM_NEW);
}

/* Where the store is lost, tags alone tell whose it was by then; and the other one may have been
 * cut off before it knew more. */
static bool was_taken_for_ours(const struct actor *p, const struct maker *made)
{
        const struct scene *scene = p->scene;

        return scene->rebuilt_at && made->marked &&
               (made->at < scene->rebuilt_at || p->store == scene->other_store);
}

/* Who protects a database means to keep it. */
static void watch_guard(const struct sent *sent, const struct maker *made)
{
        char *protection = asked_member(sent, "DeletionProtection");
        int64_t rebuilt_at = sent->process->scene->rebuilt_at; /* whose it was then is not known */

        if (made && made->guarded_at && made->guarded_at >= rebuilt_at && !made->protects &&
            text_same(protection, "false"))
                scene_breach(sent->process->scene, HOLDS_NEIGHBOURS,
                             "the protection is lifted of %s, which somebody else has protected",
                             made->id);
        free(protection);
}

/* One that was live is the active one to whoever promotes next: after its run has succeeded, or has
 * given the lock back and was cut off before it said so, or when somebody has taken that away. */
static bool was_left(const struct scene *scene, const struct maker *made, const char *run)
{
        bool is_free = scene->unlocked || text_same(scene->locks[0].given_back, made->run);

        return has_succeeded(scene, made->run) ||
               (made->live && is_free && !text_same(made->run, run));
}

static void check_maker(const struct sent *sent, const char *resource, const char *id)
{
        struct scene *scene = sent->process->scene;
        const char *run = sent->process->run;
        struct maker *made = maker_of(scene, resource);

        if (made && !made->run && !was_there_first(scene, made, run) &&
            !was_there_for(sent->process, made) && !was_taken_for_ours(sent->process, made) &&
            has_seen(sent->process, made))
                scene_breach(scene, HOLDS_NEIGHBOURS,
                             "%s is asked for of %s, which somebody else has made", sent->operation,
                             id);
        if (made && made->run && !text_same(made->run, run) && !was_left(scene, made, run))
                scene_breach(scene, HOLDS_NEIGHBOURS, "%s is asked for of %s, which run %s made",
                             sent->operation, id, made->run);
        watch_guard(sent, made);
}

/* What is changed or deleted is what the run made, or what another has left, or what the stack had
 * from the beginning; never what somebody else has made under such a name. Of an instance of a
 * cluster both are looked at. */
static void watch_identity(const struct sent *sent)
{
        static const char *const changes[] = {
                "ModifyDBInstance", "RebootDBInstance", "DeleteDBInstance",
                "ModifyDBCluster",  "DeleteDBCluster",  "CreateDBInstance",
        };
        char *id, *named;

        if (!asked_any_of(sent, changes, ARRAY_LEN(changes)))
                return;
        id = asked_database(sent);
        named = asked_member(sent, "DBInstanceIdentifier");
        check_maker(sent, cloud_resource(cloud_database(sent->state, id)), id);
        if (named && !text_same(named, id))
                check_maker(sent, cloud_resource(cloud_db_instance(sent->state, named)), named);
        free(named);
        free(id);
}

/* --- what it tells --- */

/* Where a password belongs. */
static bool may_carry_secret(const struct sent *sent)
{
        char *type;
        bool sealed;

        if (text_starts(sent->operation, "ModifyDB"))
                return true;
        if (strcmp(sent->operation, "PutParameter") != 0)
                return false;
        type = asked_member(sent, "Type");
        sealed = text_same(type, "SecureString");
        free(type);
        return sealed;
}

static void watch_secrets(const struct sent *sent)
{
        static const char *const secrets[] = {SIM_SECRET, SIM_SOURCE_SECRET};

        for (size_t i = 0; i < ARRAY_LEN(secrets); i++)
                if (memmem(sent->http->body, sent->http->body_len, secrets[i],
                           strlen(secrets[i])) &&
                    !may_carry_secret(sent))
                        scene_breach(sent->process->scene, HOLDS_SECRETS,
                                     "%s carries a secret in the open", sent->operation);
}

/* What is made active is what a run has made, not what somebody has put in its place. */
static void watch_pointer(const struct sent *sent)
{
        struct scene *scene = sent->process->scene;
        char *id = pointed_at(sent);
        struct maker *made =
                id ? maker_of(scene, cloud_resource(cloud_database(sent->state, id))) : NULL;

        if (made && !made->run && text_ends(id, SIM_NEW) &&
            !was_taken_for_ours(sent->process, made) && has_seen(sent->process, made))
                scene_breach(scene, HOLDS_NEIGHBOURS,
                             "%s is made the active database, and somebody else has made it", id);
        free(id);
}

/* What was live, from the beginning, since a run has succeeded or for long, goes with a last
 * snapshot only. */
static bool was_live(const struct scene *scene, const char *resource, const char *run)
{
        const struct maker *made = maker_of(scene, resource);

        if (!made)
                return strlist_has(&scene->first, resource);
        return made->run &&
               (was_left(scene, made, run) || was_used_for(scene, made, IN_USE + NEARLY));
}

static void watch_last(const struct sent *sent)
{
        struct scene *scene = sent->process->scene;
        char *id, *skips, *last;
        struct json_object *asked = json_get(scene->story->inputs, "final_snapshot");
        const char *resource;

        if (asked || !asked_to_end_data(sent))
                return;
        id = asked_database(sent);
        skips = asked_member(sent, "SkipFinalSnapshot");
        last = asked_member(sent, "FinalDBSnapshotIdentifier");
        resource = cloud_resource(cloud_database(sent->state, id));
        if ((text_same(skips, "true") || !last) && resource &&
            was_live(scene, resource, sent->process->run))
                scene_breach(scene, HOLDS_KEPT,
                             "%s, which was live, is to be deleted without a last snapshot", id);
        free(id);
        free(skips);
        free(last);
}

void watch_change(struct sent *sent)
{
        sent->state = standin_view(sent->process->scene->cloud);
        watch_deletion(sent);
        watch_last(sent);
        watch_turn(sent);
        watch_target(sent);
        watch_identity(sent);
        watch_pointer(sent);
        watch_secrets(sent);
        json_object_put(sent->state);
        sent->state = NULL;
}
