/* Requests to the stand-in, one after another, into its front and through its models. */
#include "engine/base/mem.h"
#include "engine/standin/standin.h"
#include "helper_request.h"

enum { MOST = 12, BETWEEN = 45 * 1000 };

static const char seed[] =
        "{\"databases\":[{\"id\":\"db\",\"engine\":\"postgres\",\"version\":\"15.7\",\"class\":"
        "\"db.t4g.small\",\"user\":\"master\",\"password\":\"first-word\"}],"
        "\"parameters\":[{\"name\":\"/a\",\"value\":\"1\"}],"
        "\"secrets\":[{\"name\":\"s\",\"value\":\"v\"}],"
        "\"task_definitions\":[{\"family\":\"web\",\"containerDefinitions\":[{\"name\":\"web\","
        "\"image\":\"web:1\",\"memory\":64}]}],"
        "\"clusters\":[{\"clusterName\":\"main\",\"services\":[{\"serviceName\":\"web\","
        "\"taskDefinition\":\"web\",\"desiredCount\":1}]}]}";

struct scene {
        struct loop *loop;
        struct standin *cloud;
        struct input in;
};

static void send_all(void *arg)
{
        struct scene *s = arg;

        for (int i = 0; i < MOST && s->in.left; i++) {
                struct http_response response = {0};
                struct text_request r;

                text_request_read(&s->in, &r);
                standin_handle(s->cloud, &r.request, &response);
                if (response.status && (response.status < 200 || response.status > 599))
                        fuzz_fail("status %d", response.status);
                http_response_release(&response);
                text_request_release(&r);
                fiber_sleep(s->loop, BETWEEN);
        }
        loop_stop(s->loop);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct scene s = {.loop = loop_new_virtual(1795223230123, 1),
                          .in = {(const char *)data, size}};
        struct standin_options options = {.loop = s.loop, .random = 1};
        struct json_object *world = NULL;
        struct err err = ERR_INIT;

        if (!json_parse(seed, strlen(seed), &world, &err))
                fuzz_fail("%s", err_text(&err));
        options.seed = world;
        s.cloud = standin_new(&options, &err);
        if (!s.cloud)
                fuzz_fail("%s", err_text(&err));
        fiber_start(s.loop, "client", send_all, &s);
        loop_run(s.loop);
        json_object_put(standin_state(s.cloud));
        standin_free(s.cloud);
        json_object_put(world);
        loop_free(s.loop);
        return 0;
}
