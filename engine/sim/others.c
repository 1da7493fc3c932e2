/* Somebody else's hand: other processes on the same stack, and people at the console. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/sim/actor.h"
#include "engine/sim/cloud.h"

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

static void delete_database(struct scene *scene, const char *id)
{
        char *body = xasprintf("Action=DeleteDBInstance&Version=2014-10-31&DBInstanceIdentifier=%s"
                               "&SkipFinalSnapshot=true",
                               id);

        scene->interfered = true;
        if (call(scene, NULL, body) == 200)
                scene_say(scene, "somebody deletes %s", id);
        scene->interfered_at = loop_ticks(scene->loop);
        free(body);
}

static void interfere(struct scene *scene, const char *target, const char *body, const char *what)
{
        scene->interfered = true;
        if (call(scene, target, body) == 200)
                scene_say(scene, "somebody %s", what);
        scene->interfered_at = loop_ticks(scene->loop);
}

static void unlock(struct actor *p)
{
        struct scene *scene = p->scene;
        struct err err = ERR_INIT;

        if (!scene->run ||
            !scene->store->ops->lease_break(scene->store, SIM_STACK, scene->run, &err))
                err_clear(&err);
        interfere(scene, "AmazonSSM.DeleteParameter", "{\"Name\":\"/" SIM_STACK "/lock\"}",
                  "takes the lock away");
        scene->unlocked_at = loop_ticks(scene->loop);
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
                err_clear(&err);
                break;
        case FAULT_SECOND_RUN:
                actor_start(scene, ERRAND_RUN, false, scene->calls % 2);
                break;
        case FAULT_RIVAL_RUN:
                actor_start_rival(scene);
                break;
        case FAULT_UNLOCKED:
                unlock(p);
                break;
        case FAULT_UNLOCKED_SECOND_RUN:
                unlock(p);
                actor_start(scene, ERRAND_RUN, false, scene->calls % 2);
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
        case FAULT_CANDIDATE_DELETED:
                delete_database(scene, SIM_STACK "-" SIM_NEW);
                break;
        case FAULT_ACTIVE_DELETED:
                delete_database(scene, SIM_STACK "-" SIM_OLD);
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
