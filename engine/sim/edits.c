/* Whoever resumes a run brings another definition along. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/sim/actor.h"
#include "stages/table.h"

struct edit {
        struct actor *process;
        struct pipeline *pipeline; /* the other definition */
        bool wrong;                /* by it the first stage has not run */
};

/* Each timeout is another one, and something comes after the last stage. */
static void edit_rightly(const struct pipeline *p, struct text *out)
{
        static const char mark[] = "    timeout: ";
        const char *from = p->text, *end = p->text + p->text_len, *at;

        while ((at = memmem(from, (size_t)(end - from), mark, strlen(mark)))) {
                text_add_n(out, from, (size_t)(at - from));
                text_add(out, "    timeout: 1");
                from = at + strlen(mark);
        }
        text_add_n(out, from, (size_t)(end - from));
        text_addf(out, "\n  afterwards:\n    uses: identity.guard\n    needs: [%s]\n",
                  p->stages[p->stage_count - 1].id);
}

static void edit_wrongly(const struct pipeline *p, struct text *out)
{
        const struct pipeline_stage *first = &p->stages[p->order[0]];
        char *mark = xasprintf("\n  %s:\n    uses: %s\n", first->id, first->type->name);
        const char *at = memmem(p->text, p->text_len, mark, strlen(mark));

        if (at) {
                at += strlen(mark);
                text_add_n(out, p->text, (size_t)(at - p->text));
                text_add(out, "    enabled: false\n");
                text_add_n(out, at, (size_t)(p->text + p->text_len - at));
        }
        free(mark);
}

/* NULL: it is written otherwise than those that ship. */
static struct pipeline *edited(const struct pipeline *p, bool wrong)
{
        struct diagnostics findings = {0};
        struct text bytes = TEXT_INIT;
        struct pipeline *other = NULL;

        if (wrong)
                edit_wrongly(p, &bytes);
        else
                edit_rightly(p, &bytes);
        if (bytes.len)
                other = pipeline_parse(p->file, text_str(&bytes), bytes.len, stage_types,
                                       &findings);
        diagnostics_release(&findings);
        text_release(&bytes);
        return other;
}

/* --- what the journal says of it --- */

struct written {
        size_t records;
        bool edited;    /* it has another definition than it was begun with */
        bool first_ran; /* since the stack was locked, when all begin again */
};

static struct written look(struct scene *scene)
{
        struct journal_record *records = NULL;
        const struct pipeline *p = scene->story->pipeline;
        struct written w = {0};
        struct err err = ERR_INIT;

        scene->store->ops->read(scene->store, scene->run, 0, &records, &w.records, &err);
        for (size_t i = 0; i < w.records; i++) {
                if (!strcmp(records[i].kind, "run-locked"))
                        w.first_ran = false;
                w.edited |= !strcmp(records[i].kind, "run-edited");
                w.first_ran |= !strcmp(records[i].kind, "stage-ended") &&
                               text_same(records[i].stage, p->stages[p->order[0]].id) &&
                               strstr(records[i].body, "\"succeeded\"");
        }
        journal_records_free(records, w.records);
        err_clear(&err);
        return w;
}

static bool bring(const struct edit *e, struct err *err)
{
        struct actor *p = e->process;
        struct run *run = run_open(&p->setup, p->run, err);
        struct json_object *given, *inputs = NULL;
        struct diagnostics findings = {0};
        bool ok;

        if (!run)
                return false;
        given = run_inputs_for(run, e->pipeline);
        ok = pipeline_bind(e->pipeline, run_stack(run), given, &inputs, &findings) ||
             err_set(err, ERR_INVALID, "the inputs do not fit");
        run_free(run);
        ok = ok && run_edit(&p->setup, p->run, e->pipeline, inputs, err);
        json_object_put(given);
        json_object_put(inputs);
        diagnostics_release(&findings);
        return ok;
}

/* What is done must be the same by the new definition, and only then is it taken. */
static void judge(const struct edit *e, const struct written *before, bool taken,
                  const struct err *err)
{
        struct scene *scene = e->process->scene;
        struct written now = look(scene);

        if (taken && e->wrong && before->first_ran)
                scene_breach(scene, HOLDS_END,
                             "a definition is taken by which a stage that has run has not");
        if (!taken && !e->wrong && err_is(err, ERR_INVALID))
                scene_breach(scene, HOLDS_END, "an edit of what is not done yet is refused: %s",
                             err_text(err));
        if (!taken && err_is(err, ERR_INVALID) && now.records != before->records)
                scene_breach(scene, HOLDS_END, "an edit is refused and has written to the journal");
}

void actor_edit(struct actor *p)
{
        const struct faults *faults = p->scene->story->faults;
        struct edit e = {.process = p, .wrong = faults_has(faults, FAULT_EDITED_WRONGLY)};
        struct written before = look(p->scene);
        struct err err = ERR_INIT;
        bool taken;

        if ((!e.wrong && !faults_has(faults, FAULT_EDITED)) || before.edited)
                return;
        e.pipeline = edited(p->scene->story->pipeline, e.wrong);
        if (!e.pipeline)
                return;
        taken = bring(&e, &err);
        if (!p->dead) {
                scene_say(p->scene, "p%d's other definition is %s %s", p->number,
                          taken ? "taken" : "not taken:", taken ? "" : err_text(&err));
                judge(&e, &before, taken, &err);
        }
        err_clear(&err);
        pipeline_free(e.pipeline);
}
