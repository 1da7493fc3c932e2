#include "helper_story.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "engine/base/json.h"
#include "helper_world.h"

static struct pipeline *pipeline;
static struct json_object *inputs;
static struct story_ends ends;
static bool measured;

static int load(const char *name)
{
        pipeline = sim_pipeline(name);
        inputs = json_object_new_object();
        json_put_text(inputs, "services", "web,worker");
        return pipeline ? 0 : -1;
}

int story_load(void **state)
{
        (void)state;
        return load("promote");
}

int story_load_first(void **state)
{
        (void)state;
        return load("first-time");
}

int story_unload(void **state)
{
        (void)state;
        pipeline_free(pipeline);
        json_object_put(inputs);
        story_ends_release(&ends);
        measured = false;
        return 0;
}

struct story story_begin(uint64_t seed, const struct faults *faults, bool tracing)
{
        return (struct story){
                .seed = seed,
                .faults = faults,
                .pipeline = pipeline,
                .inputs = inputs,
                .tracing = tracing,
        };
}

const struct story_ends *story_done(void)
{
        struct story s = story_begin(1, NULL, false);

        if (measured)
                return &ends;
        if (!story_measure(&s, &ends))
                fail_msg("%s", text_str(&s.log));
        story_release(&s);
        measured = true;
        return &ends;
}

struct story play(uint64_t seed, const struct faults *faults, bool tracing)
{
        struct story s = story_begin(seed, faults, tracing);

        story_play(&s);
        return s;
}

struct faults list(const char *text)
{
        struct err err = ERR_INIT;
        struct faults f;

        if (!faults_parse(&f, text, &err))
                fail_msg("%s", err_text(&err));
        return f;
}
