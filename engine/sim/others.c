/* Somebody else's hand: other processes on the same stack, and people at the console. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/sim/actor.h"
#include "engine/sim/cloud.h"

#define LOCK "{\"Name\":\"/" SIM_STACK "/lock\"}"

static void note_locks(struct scene *scene)
{
        struct json_object *state = standin_view(scene->cloud);

        scene_note_locks(scene, state);
        json_object_put(state);
}

/* A call from outside, past every fault. */
static int call(struct scene *scene, const char *target, const char *body)
{
        struct http_request request = {.method = "POST", .url = "http://stand.in/"};
        struct http_response response = {0};
        struct err err = ERR_INIT;
        int status;

        if (target)
                http_headers_add(&request.headers, "X-Amz-Target", target);
        http_headers_add(&request.headers, "Content-Type",
                         target ? "application/x-amz-json-1.1"
                                : "application/x-www-form-urlencoded; charset=utf-8");
        request.body = body;
        request.body_len = strlen(body);
        transport_perform(scene->direct, &request, &response, &err);
        status = response.status;
        http_headers_release(&request.headers);
        http_response_release(&response);
        err_clear(&err);
        note_locks(scene);
        return status;
}

/* One call to RDS of what is printed; whether it is accepted. */
static bool ask_rds(struct scene *scene, const char *fmt, ...)
        __attribute__((format(printf, 2, 3)));

static bool ask_rds(struct scene *scene, const char *fmt, ...)
{
        struct text body = TEXT_INIT;
        va_list args;
        bool ok;

        text_add(&body, "Version=2014-10-31&Action=");
        va_start(args, fmt);
        text_vaddf(&body, fmt, args);
        va_end(args);
        ok = call(scene, NULL, text_str(&body)) == 200;
        text_release(&body);
        return ok;
}

/* As the console does it: its instances, then it. One that is protected is not begun with. */
static bool delete_cluster(struct scene *scene, struct json_object *cluster)
{
        const char *id = json_text(cluster, "DBClusterIdentifier");
        struct json_object *members = json_array(cluster, "DBClusterMembers");

        if (json_flag(cluster, "DeletionProtection"))
                return false;
        for (size_t i = 0; i < json_count(members); i++)
                ask_rds(scene, "DeleteDBInstance&DBInstanceIdentifier=%s&SkipFinalSnapshot=true",
                        json_text(json_at(members, i), "DBInstanceIdentifier"));
        return ask_rds(scene, "DeleteDBCluster&DBClusterIdentifier=%s&SkipFinalSnapshot=true", id);
}

static void delete_database(struct scene *scene, const char *id)
{
        struct json_object *state = standin_state(scene->cloud);
        struct json_object *cluster = cloud_db_cluster(state, id);

        scene->interfered = true;
        if (cluster ? delete_cluster(scene, cluster)
                    : ask_rds(scene,
                              "DeleteDBInstance&DBInstanceIdentifier=%s&SkipFinalSnapshot=true",
                              id))
                scene_say(scene, "somebody deletes %s", id);
        scene->interfered_at = loop_ticks(scene->loop);
        json_object_put(state);
}

static bool is_aurora(const struct scene *scene)
{
        return faults_has(scene->story->faults, FAULT_AURORA);
}

static void protect_database(struct scene *scene, const char *id)
{
        const char *kind = is_aurora(scene) ? "Cluster" : "Instance";
        struct json_object *state = standin_view(scene->cloud);
        bool was = json_flag(cloud_database(state, id), "DeletionProtection");

        json_object_put(state);
        scene->interfered = true;
        if (ask_rds(scene,
                    "ModifyDB%s&DB%sIdentifier=%s&DeletionProtection=true&ApplyImmediately=true",
                    kind, kind, id)) {
                if (!was) /* else nothing has changed that anybody could see */
                        scene_note_guard(scene, id);
                scene_say(scene, "somebody protects %s", id);
        }
        scene->interfered_at = loop_ticks(scene->loop);
}

/* --- a database made by hand, under a name that the stack uses --- */

enum { MAKE_TRIES = 60, MAKE_PAUSE = 5000 };

struct making {
        struct scene *scene;
        char *id, *tags; /* tags: members of the request */
};

/* Those of the one that is there, as a restore of its snapshot would bring them; or none. */
static char *tags_of(struct scene *scene, const char *id, bool copied)
{
        struct json_object *state = standin_view(scene->cloud);
        struct json_object *list = json_array(cloud_database(state, id), "TagList");
        struct text out = TEXT_INIT;

        for (size_t i = 0; copied && i < json_count(list); i++)
                text_addf(&out, "&Tags.Tag.%zu.Key=%s&Tags.Tag.%zu.Value=%s", i + 1,
                          json_text(json_at(list, i), "Key"), i + 1,
                          json_text(json_at(list, i), "Value"));
        json_object_put(state);
        return text_steal(&out);
}

static bool restore(const struct making *m)
{
        if (is_aurora(m->scene))
                return ask_rds(m->scene,
                               "RestoreDBClusterFromSnapshot&DBClusterIdentifier=%s"
                               "&SnapshotIdentifier=%s&Engine=aurora-postgresql%s",
                               m->id, SIM_OLDER, m->tags);
        return ask_rds(m->scene,
                       "RestoreDBInstanceFromDBSnapshot&DBInstanceIdentifier=%s"
                       "&DBSnapshotIdentifier=%s%s",
                       m->id, SIM_OLDER, m->tags);
}

/* An instance of the cluster, under the name that its writer had. */
static bool create_writer(const struct making *m)
{
        return ask_rds(m->scene,
                       "CreateDBInstance&DBInstanceIdentifier=%s-primary"
                       "&DBClusterIdentifier=%s&Engine=aurora-postgresql"
                       "&DBInstanceClass=db.t4g.medium%s",
                       m->id, m->id, m->tags);
}

/* As soon as the name is free. */
static bool make_when_free(const struct making *m, bool (*ask)(const struct making *m))
{
        bool made = false;

        for (int n = 0; !made && n < MAKE_TRIES; n++) {
                if (n)
                        fiber_sleep(m->scene->loop, MAKE_PAUSE);
                made = ask(m);
        }
        return made;
}

static void make(void *arg)
{
        struct making *m = arg;
        struct scene *scene = m->scene;
        bool made = make_when_free(m, restore);

        if (made) {
                scene_note_maker(scene, m->id, NULL);
                scene_say(scene, "somebody makes %s%s", m->id,
                          *m->tags ? " with the tags of the one before" : "");
        }
        scene->interfered_at = loop_ticks(scene->loop);
        if (made && is_aurora(scene)) {
                make_when_free(m, create_writer);
                scene_note_maker(scene, m->id, NULL);
        }
        free(m->tags);
        free(m->id);
        free(m);
}

static void make_database(struct scene *scene, const char *id, bool replaced)
{
        struct making *m = xcalloc(1, sizeof(*m));

        *m = (struct making){scene, xstrdup(id), tags_of(scene, id, scene->calls % 2)};
        scene->interfered = true;
        if (replaced)
                delete_database(scene, id);
        fiber_start(scene->loop, "somebody", make, m);
}

static void interfere(struct scene *scene, const char *target, const char *body, const char *what)
{
        scene->interfered = true;
        if (call(scene, target, body) == 200)
                scene_say(scene, "somebody %s", what);
        scene->interfered_at = loop_ticks(scene->loop);
}

static void unlock(struct scene *scene, bool lease)
{
        struct err err = ERR_INIT;

        scene->unlocked = true;
        /* from another machine it is the cloud's lock alone */
        if (lease && scene->run)
                scene->store->ops->lease_break(scene->store, SIM_STACK, scene->run, &err);
        err_clear(&err);
        interfere(scene, "AmazonSSM.DeleteParameter", LOCK, "takes the lock away");
}

void others_unlock_ended(struct scene *scene)
{
        if (call(scene, "AmazonSSM.DeleteParameter", LOCK) == 200)
                scene_say(scene, "somebody takes away the lock that was left behind");
}

/* ECS rolls the deployment of web that is under way back: as an alarm or a person would have it. */
static void stop_deployment(struct scene *scene)
{
        static const char ecs[] = "AmazonEC2ContainerServiceV20141113";
        char *target = xasprintf("%s.StopServiceDeployment", ecs), *body;
        struct json_object *state = standin_state(scene->cloud);
        struct json_object *services = json_array(state, "services");

        for (size_t i = 0; i < json_count(services); i++) {
                const char *arn = json_text(json_at(services, i), "currentServiceDeployment");
                const char *service = json_text(json_at(services, i), "serviceArn");

                if (!arn || !service || !text_ends(service, SIM_STACK "/web"))
                        continue;
                body = xasprintf("{\"serviceDeploymentArn\":\"%s\",\"stopType\":\"ROLLBACK\"}",
                                 arn);
                if (call(scene, target, body) == 200)
                        scene_say(scene, "somebody has ECS put web back");
                free(body);
        }
        json_object_put(state);
        free(target);
}

/* What somebody does to the cloud itself. */
static void change_by_hand(struct scene *scene, enum fault_what what)
{
        switch (what) {
        case FAULT_CANDIDATE_DELETED:
                delete_database(scene, SIM_STACK "-" SIM_NEW);
                break;
        case FAULT_ACTIVE_DELETED:
                delete_database(scene, SIM_STACK "-" SIM_OLD);
                break;
        case FAULT_CANDIDATE_PROTECTED:
                protect_database(scene, SIM_STACK "-" SIM_NEW);
                break;
        case FAULT_CANDIDATE_MADE:
        case FAULT_CANDIDATE_REPLACED:
                make_database(scene, SIM_STACK "-" SIM_NEW, what == FAULT_CANDIDATE_REPLACED);
                break;
        case FAULT_ACTIVE_REPLACED:
                make_database(scene, SIM_STACK "-" SIM_OLD, true);
                break;
        case FAULT_POINTER_MOVED:
                interfere(scene, "AmazonSSM.PutParameter",
                          "{\"Name\":\"/" SIM_STACK "/db/active-timestamp\",\"Value\":"
                          "\"20200101000000\",\"Overwrite\":true}",
                          "moves the active timestamp");
                break;
        case FAULT_SERVICE_ROLLED:
                interfere(scene, "AmazonEC2ContainerServiceV20141113.UpdateService",
                          "{\"cluster\":\"" SIM_STACK "\",\"service\":\"web\","
                          "\"forceNewDeployment\":true}",
                          "rolls web again");
                break;
        case FAULT_SERVICE_SCALED:
                interfere(scene, "AmazonEC2ContainerServiceV20141113.UpdateService",
                          "{\"cluster\":\"" SIM_STACK "\",\"service\":\"web\",\"desiredCount\":3}",
                          "scales web");
                break;
        case FAULT_SERVICE_JOINS:
                interfere(scene, "AmazonEC2ContainerServiceV20141113.CreateService",
                          "{\"cluster\":\"" SIM_STACK "\",\"serviceName\":\"report\","
                          "\"taskDefinition\":\"" SIM_STACK "-worker:1\",\"desiredCount\":1}",
                          "starts the service report on the worker's first revision");
                break;
        case FAULT_SERVICE_CHANGED:
                interfere(scene, "AmazonEC2ContainerServiceV20141113.UpdateService",
                          "{\"cluster\":\"" SIM_STACK "\",\"service\":\"web\","
                          "\"taskDefinition\":\"" SIM_STACK "-worker:1\"}",
                          "moves web to a revision of their own");
                break;
        case FAULT_DEPLOYMENT_STOPPED:
                stop_deployment(scene);
                break;
        case FAULT_PARAMETER_CHANGED:
                interfere(scene, "AmazonSSM.PutParameter",
                          "{\"Name\":\"/" SIM_STACK "/db/host\",\"Value\":\"elsewhere\","
                          "\"Overwrite\":true}",
                          "changes the host");
                break;
        default:
                break;
        }
}

void others_act(struct actor *p, enum fault_what what)
{
        struct scene *scene = p->scene;
        struct err err = ERR_INIT;

        switch (what) {
        case FAULT_CANCELLED:
                if (scene->run && run_cancel(&(struct run_setup){.loop = scene->loop,
                                                                 .store = scene->store,
                                                                 .types = p->setup.types,
                                                                 .owner = "c@console:1"},
                                             scene->run, &err))
                        scene_say(scene, "somebody cancels the run");
                power_note(scene, scene->store, true);
                err_clear(&err);
                break;
        case FAULT_SECOND_RUN:
                actor_start(scene, ERRAND_RUN, false, scene->calls % 2);
                break;
        case FAULT_RIVAL_RUN:
                actor_start_rival(scene);
                break;
        case FAULT_UNLOCKED:
                unlock(scene, scene->calls % 2);
                break;
        case FAULT_UNLOCKED_SECOND_RUN:
                unlock(scene, !(scene->calls % 2));
                actor_start(scene, ERRAND_RUN, false, scene->calls % 2);
                break;
        case FAULT_UNLOCKED_RESUME:
                unlock(scene, true);
                if (scene->run)
                        actor_start_beside(scene, ERRAND_RESUME, scene->calls % 2);
                break;
        case FAULT_ROLLBACK_BESIDE:
        case FAULT_RESUME_BESIDE:
                if (scene->run)
                        actor_start_beside(scene,
                                           what == FAULT_RESUME_BESIDE ? ERRAND_RESUME
                                                                       : ERRAND_ROLLBACK,
                                           scene->calls % 2);
                break;
        case FAULT_NEIGHBOUR_LONGER:
        case FAULT_NEIGHBOUR_SHORTER:
        case FAULT_NEIGHBOUR_PROJECT:
                if (!scene->neighbour_began[world_stack_of(what)])
                        actor_start_neighbour(scene, world_stack_of(what));
                break;
        default:
                change_by_hand(scene, what);
                break;
        }
}
