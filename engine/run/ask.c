/*
 * Questions to people. A question is remembered by its stage, the answer told to it by whichever
 * process; both are in the journal, so neither is lost with a process.
 */
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/run/internal.h"

static const char question_key[] = "question", answer_key[] = "answer";

static struct json_object *answer_to(const struct stage *s, const char *question)
{
        struct json_object *answer = json_get(s->told, answer_key);

        return answer && text_same(json_text(answer, question_key), question) ? answer : NULL;
}

/* When it was asked first; remembers it if that is now. -1: it can't be written. Until when an
 * answer counts is there for whoever gives one while no process drives the run. */
static int64_t asked_at(struct stage *s, const char *question, int64_t within, struct err *err)
{
        struct json_object *past = json_get(s->memory, question_key), *asked;
        int64_t now = loop_now(s->run->setup.loop);

        if (past && text_same(json_text(past, "text"), question))
                return json_int(past, "at");
        asked = json_object_new_object();
        json_put_text(asked, "text", question);
        json_put_int(asked, "at", now);
        if (within > 0)
                json_put_int(asked, "until", now + within);
        return stage_remember(s, question_key, asked, err) ? now : -1;
}

static bool wait_more(struct stage *s, const char *question, int64_t until, struct err *err)
{
        struct run *run = s->run;
        int64_t now = loop_now(run->setup.loop);

        if (!stage_go_on(s, err))
                return false;
        if (until && now >= until)
                return err_set(err, ERR_TIMEOUT, "nobody answered in time: %s", question);
        if (run->parked) {
                err_set(err, ERR_WAITING, "waits for an answer: %s", question);
                return err_next(err, "snaplift approve %s %s, or snaplift reject %s %s", run->id,
                                s->def->id, run->id, s->def->id);
        }
        signal_wait(run->setup.loop, &run->wake,
                    until ? loop_ticks(run->setup.loop) + (until - now) : s->deadline);
        return true;
}

struct json_object *stage_ask(struct stage *s, const char *question, int64_t within,
                              struct err *err)
{
        struct run *run = s->run;
        struct json_object *answer = answer_to(s, question);
        int64_t asked = answer ? 0 : asked_at(s, question, within, err);
        bool waiting = !answer && asked >= 0;

        if (!waiting)
                return answer;
        stage_note(s, "waits for an answer: %s", question);
        run->asking++;
        run->parked = false;
        signal_all(run->setup.loop, &run->done);
        while (waiting && !answer) {
                waiting = wait_more(s, question, within > 0 ? asked + within : 0, err);
                answer = answer_to(s, question);
        }
        run->asking--;
        if (answer)
                err_clear(err);
        return answer;
}

size_t run_questions(const struct run *run, struct run_question *out, size_t max)
{
        size_t count = 0;

        /* put back, or on its way: no answer would be heard */
        if (run->ended || run->rolling_back)
                return 0;
        for (size_t i = 0; i < run->pipeline->stage_count && count < max; i++) {
                const struct stage *s = &run->stages[i];
                struct json_object *asked = json_get(s->memory, question_key);
                bool open = s->state == STAGE_RUNNING || s->state == STAGE_STOPPED;

                if (open && asked && !answer_to(s, json_text(asked, "text")))
                        out[count++] = (struct run_question){
                                .stage = s->def->id,
                                .text = json_text(asked, "text"),
                                .asked = json_int(asked, "at"),
                                .until = json_int(asked, "until"),
                                .inputs = s->inputs,
                        };
        }
        return count;
}

static bool say_late(const char *id, const struct run_question *q, struct err *err)
{
        char until[ISO_SIZE];

        iso_format(q->until, until);
        err_set(err, ERR_STATE, "what stage %s of run %s asks was to be answered until %s",
                q->stage, id, until);
        return err_next(err, "to put back what it has done: snaplift resume %s", id);
}

bool run_answer(const struct run_setup *setup, const char *id, const char *stage,
                struct json_object *answer, struct err *err)
{
        struct run *run = run_open(setup, id, err);
        struct run_question questions[64];
        size_t count = run ? run_questions(run, questions, 64) : 0;
        bool found = false, late = false;

        for (size_t i = 0; i < count && !found; i++) {
                found = text_same(questions[i].stage, stage);
                late = found && questions[i].until && loop_now(setup->loop) >= questions[i].until;
                if (found)
                        json_put_text(answer, question_key, questions[i].text);
                if (late)
                        say_late(id, &questions[i], err);
        }
        if (run && !found)
                err_set(err, ERR_STATE, "stage %s of run %s asks nothing now", stage, id);
        run_free(run);
        if (found && !late)
                return run_tell(setup, id, stage, answer_key, answer, err);
        json_object_put(answer);
        return false;
}
