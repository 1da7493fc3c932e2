#include "engine/cli/questions.h"

#include "engine/cli/runs.h"
#include "engine/run/run.h"

/* What it says is gone once it has been told: the run is let go. */
bool questions_look(struct session *s, const struct run_record *record, struct question_told *out)
{
        struct run_setup setup = session_setup(s, NULL);
        struct run_question first;
        struct err ignored = ERR_INIT;
        struct run *run;
        bool asks;

        if (!text_same(record->state, "interrupted") && !text_same(record->state, "running"))
                return false;
        run = run_open(&setup, record->id, &ignored);
        asks = run && run_questions(run, &first, 1) == 1;
        *out = (struct question_told){.what = TEXT_INIT, .how = TEXT_INIT};
        if (asks) {
                text_addf(&out->what, "%s (stage %s)", first.text, first.stage);
                text_addf(&out->how, "snaplift approve %s %s, or snaplift reject %s %s", record->id,
                          first.stage, record->id, first.stage);
                if (text_same(record->state, "interrupted") || runs_is_dead(record))
                        text_addf(&out->how, "; then snaplift resume %s", record->id);
        }
        run_free(run);
        err_clear(&ignored);
        return asks;
}

void question_told_release(struct question_told *q)
{
        text_release(&q->what);
        text_release(&q->how);
}
