/* What is kept in a story, and what must hold of it. */
#include "engine/sim/keeping.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/sim/cloud.h"
#include "engine/sim/random.h"

#define RECORDS "/" SIM_STACK "/db/kept/"

enum {
        CLOCKS_DIFFER = 1000000, /* ms, where a fault has it so; by it something is due or not */
        SEEN_FOR = 120000,       /* what was there so shortly before may still be seen */
};

static const struct {
        const char *text;
        int64_t ms;
} lengths[] = {
        {"40m", 2400000},
        {"5h", 18000000},
        {"3d", 259200000},
        {"9d", 777600000}, /* RDS starts what is stopped after seven */
};

static const char *const ways[] = {"running", "stopped", "snapshot"};

static bool takes(const struct story *story, const char *input)
{
        for (size_t i = 0; i < story->pipeline->input_count; i++)
                if (!strcmp(story->pipeline->inputs[i].name, input))
                        return true;
        return false;
}

void keeping_draw(struct scene *scene)
{
        struct dice dice = {scene->story->seed ^ 0x68656c64u};
        size_t length = (size_t)dice_below(&dice, ARRAY_LEN(lengths));
        size_t way = (size_t)dice_below(&dice, ARRAY_LEN(ways));

        if (!faults_has(scene->story->faults, FAULT_KEPT) || !takes(scene->story, "keep_for"))
                return;
        scene->keep_for = lengths[length].text;
        scene->keep_ms = lengths[length].ms;
        scene->keep = ways[way];
}

void keeping_inputs(const struct scene *scene, struct json_object *inputs)
{
        if (!scene->keep_for)
                return;
        json_put_text(inputs, "keep_for", scene->keep_for);
        json_put_text(inputs, "keep", scene->keep);
}

/* --- what the cloud tells --- */

static void note_release(struct kept_note *note)
{
        free(note->timestamp);
        free(note->resource);
        free(note->as);
        free(note->run);
        free(note->snapshot);
}

static struct kept_note *note_of(const struct scene *scene, const char *timestamp)
{
        struct kept_note *note = scene->kept;

        while (note && strcmp(note->timestamp, timestamp) != 0)
                note = note->next;
        return note;
}

static void note_record(struct scene *scene, const char *timestamp, const char *value)
{
        struct kept_note *note = note_of(scene, timestamp), *next;
        struct json_object *record = NULL;
        struct err err = ERR_INIT;

        if (!value || !json_parse(value, strlen(value), &record, &err)) {
                err_clear(&err);
                return;
        }
        if (!note) {
                note = xcalloc(1, sizeof(*note));
                note->next = scene->kept;
                scene->kept = note;
        }
        next = note->next;
        note_release(note);
        *note = (struct kept_note){
                .next = next,
                .timestamp = xstrdup(timestamp),
                .resource = xstrdup(json_text(record, "resource_id")),
                .as = xstrdup(json_text(record, "as")),
                .run = xstrdup(json_text(record, "run")),
                .snapshot = xstrdup(json_text(record, "snapshot")),
                .there = true,
        };
        iso_parse(json_text(record, "until"), &note->until);
        json_object_put(record);
}

void keeping_note(struct scene *scene, struct json_object *state)
{
        struct json_object *list = json_array(json_get(state, "ssm"), "parameters");

        for (struct kept_note *note = scene->kept; note; note = note->next) {
                if (note->there)
                        note->gone_at = loop_ticks(scene->loop);
                note->there = false;
        }
        for (size_t i = 0; i < json_count(list); i++) {
                const char *name = json_text(json_at(list, i), "Name");

                if (name && text_starts(name, RECORDS))
                        note_record(scene, name + strlen(RECORDS),
                                    json_text(json_at(list, i), "Value"));
        }
}

const struct kept_note *keeping_next(const struct scene *scene)
{
        const struct kept_note *first = NULL;

        for (const struct kept_note *note = scene->kept; note; note = note->next)
                if (note->there && (!first || note->until < first->until))
                        first = note;
        return first;
}

static bool is_due(const struct scene *scene, const struct kept_note *note)
{
        const struct faults *faults = scene->story->faults;
        bool differ = faults_has(faults, FAULT_CLOCK_AHEAD) ||
                      faults_has(faults, FAULT_CLOCK_BEHIND) || scene->clock_stepped;

        return note->until <= loop_now(scene->loop) + (differ ? CLOCKS_DIFFER : 0);
}

/* --- before a change --- */

static bool is_deletion(const struct sent *sent)
{
        return text_starts(sent->operation, "DeleteDB");
}

/* The run itself deletes what it keeps the last snapshot of. */
static void watch_early(const struct sent *sent, const char *target, const char *resource)
{
        struct scene *scene = sent->process->scene;

        for (const struct kept_note *n = scene->kept; n; n = n->next) {
                bool database = text_same(n->resource, resource);

                if (!n->there || is_due(scene, n) ||
                    !(database || text_same(n->snapshot, target)) ||
                    (database && n->snapshot && text_same(n->run, sent->process->run)))
                        continue;
                scene_breach(scene, HOLDS_KEPT, "%s is to be deleted before it is due", target);
        }
}

/* What a sweep changes is kept, and due; what is kept stopped may be stopped again before. */
static void watch_sweep(const struct sent *sent, const char *target)
{
        struct scene *scene = sent->process->scene;
        bool stops = text_starts(sent->operation, "StopDB"), may = false;

        for (const struct kept_note *n = scene->kept; n; n = n->next) {
                if (!strstr(target, n->timestamp) ||
                    !(n->there || loop_ticks(scene->loop) - n->gone_at < SEEN_FOR))
                        continue;
                may |= is_due(scene, n) || (stops && text_same(n->as, "stopped"));
                if (text_same(n->run, scene->run) && !scene->promoted)
                        scene_breach(scene, HOLDS_KEPT,
                                     "a sweep asks for %s of %s, and the run that keeps it goes on",
                                     sent->operation, target);
        }
        if (!may)
                scene_breach(scene, HOLDS_KEPT, "a sweep asks for %s of %s, and it is not due",
                             sent->operation, target);
        scene->swept |= is_deletion(sent);
}

void keeping_watch(const struct sent *sent, const char *target)
{
        struct scene *scene = sent->process->scene;

        if (scene->interfered || !target || sent->process->stack)
                return;
        if (is_deletion(sent))
                watch_early(sent, target, cloud_resource(cloud_database(sent->state, target)));
        if (sent->process->sweeps)
                watch_sweep(sent, target);
}

/* --- the end --- */

/* The last snapshots of it that can be lifted. */
static size_t count_last(struct json_object *state, const char *id)
{
        size_t count = 0;

        for (size_t k = 0; k < CLOUD_KINDS; k++) {
                const struct cloud_snapshot_kind *kind = &cloud_snapshot_kinds[k];
                struct json_object *list = json_array(json_get(state, "rds"), kind->list);

                for (size_t i = 0; i < json_count(list); i++) {
                        struct json_object *one = json_at(list, i);

                        count += text_same(json_text(one, kind->of), id) &&
                                 text_same(json_text(one, "SnapshotType"), "manual") &&
                                 text_same(json_text(one, "Status"), "available") &&
                                 strstr(json_text(one, kind->id), "-final-");
                }
        }
        return count;
}

/* One that is gone, and was live at a time, is in its last snapshot; but what was kept of it as
 * such, and is swept, is gone altogether. */
static void check_last(struct scene *scene, struct json_object *state, const char *id, bool swept)
{
        size_t count = count_last(state, id);

        if (cloud_database(state, id))
                return;
        if (swept ? count != 0 : count == 0)
                scene_breach(scene, HOLDS_KEPT,
                             "%s is gone, and there are %zu last snapshots of it", id, count);
}

void keeping_check_end(struct scene *scene, struct json_object *state)
{
        const struct faults *faults = scene->story->faults;
        enum run_end end = scene->story->end;
        bool promoted = end == RUN_SUCCEEDED, returned = end == RUN_ROLLED_BACK && scene->returns;
        bool sweeps = faults_has(faults, FAULT_SWEPT);

        if (!scene->keep_for || scene->interfered || scene->others_done || scene->rival_done)
                return;
        if (sweeps && (promoted || returned) && keeping_next(scene))
                scene_breach(scene, HOLDS_KEPT, "what is kept of %s is not swept",
                             keeping_next(scene)->timestamp);
        if (scene->story->world != WORLD_PROMOTED)
                return;
        if (promoted)
                check_last(scene, state, SIM_STACK "-" SIM_OLD,
                           sweeps && !strcmp(scene->keep, "snapshot"));
        if (returned)
                check_last(scene, state, SIM_STACK "-" SIM_NEW, false);
}

/* --- the stack without it --- */

bool keeping_is_remade(const struct scene *scene)
{
        return scene->returns && scene->story->end == RUN_ROLLED_BACK &&
               text_same(scene->keep, "snapshot");
}

/* An instance, a cluster, an instance of one. */
static bool is_database(const char *line, size_t len, const char *timestamp)
{
        static const char *const members[] = {"DBInstanceIdentifier", "DBClusterIdentifier"};
        bool same = false;

        for (size_t i = 0; i < ARRAY_LEN(members); i++) {
                char *id = xasprintf("\"%s\":\"" SIM_STACK "-%s\"", members[i], timestamp);

                same |= text_starts(line, "database ") && memmem(line, len, id, strlen(id));
                free(id);
        }
        return same;
}

static bool is_left_out(const struct scene *scene, const char *line, size_t len)
{
        for (const struct kept_note *n = scene->kept; n; n = n->next)
                if (n->there && is_database(line, len, n->timestamp))
                        return true;
        return keeping_is_remade(scene) && is_database(line, len, SIM_OLD);
}

void keeping_leave_out(const struct scene *scene, struct text *stack)
{
        struct text out = TEXT_INIT;

        for (const char *line = text_str(stack); *line;) {
                size_t len = strcspn(line, "\n") + 1;

                if (!text_starts(line, "parameter " RECORDS) &&
                    !text_starts(line, "snapshot the last of " SIM_STACK "-") &&
                    !is_left_out(scene, line, len))
                        text_add_n(&out, line, len);
                line += len;
        }
        text_release(stack);
        *stack = out;
}

void keeping_release(struct scene *scene)
{
        while (scene->kept) {
                struct kept_note *note = scene->kept;

                scene->kept = note->next;
                note_release(note);
                free(note);
        }
}
