/*
 * The stage contract (stage.h): what stage code calls.
 */
#include "engine/run/stage.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/run/internal.h"
#include "engine/run/journal.h"

void stage_start_at(struct stage *s, enum stage_mode mode, int64_t timeout)
{
        s->mode = mode;
        s->deadline = timeout > 0 ? loop_ticks(s->run->setup.loop) + timeout : -1;
        s->epoch = s->run->epoch;
        s->lock_seen = false;
        s->came_to_change = false;
        s->unchanged = false;
        xreplace(&s->why, NULL);
        err_clear(&s->err);
        json_object_put(s->produced);
        s->produced = json_object_new_object();
}

/* --- inputs --- */

bool stage_has(const struct stage *s, const char *input)
{
        return json_get(s->inputs, input) != NULL;
}

bool stage_gives(const struct stage *s, const char *input)
{
        for (size_t i = 0; i < s->def->with_count; i++)
                if (strcmp(s->def->with[i].port->name, input) == 0)
                        return true;
        return false;
}

const char *stage_text(const struct stage *s, const char *input)
{
        const char *text = json_text(s->inputs, input);

        return text && *text ? text : NULL;
}

int64_t stage_number(const struct stage *s, const char *input)
{
        return json_int(s->inputs, input);
}

bool stage_flag(const struct stage *s, const char *input)
{
        return json_flag(s->inputs, input);
}

int64_t stage_duration(const struct stage *s, const char *input)
{
        const char *text = json_text(s->inputs, input);
        int64_t ms = 0;

        if (!text)
                return json_int(s->inputs, input);
        return duration_parse(text, &ms) ? ms : 0;
}

struct json_object *stage_list(const struct stage *s, const char *input)
{
        return json_array(s->inputs, input);
}

struct json_object *stage_map(const struct stage *s, const char *input)
{
        struct json_object *map = json_get(s->inputs, input);

        return map && json_object_is_type(map, json_type_object) ? map : NULL;
}

/* --- where we are --- */

const struct stack *stage_stack(const struct stage *s)
{
        return &s->run->stack;
}

const char *stage_id(const struct stage *s)
{
        return s->def->id;
}

const char *stage_run(const struct stage *s)
{
        return s->run->id;
}

const char *stage_origin(const struct stage *s, const char *member)
{
        return json_text(s->run->origin, member);
}

const char *stage_pipeline_file(const struct stage *s)
{
        return s->run->pipeline->file;
}

int stage_attempt(const struct stage *s)
{
        return s->attempt;
}

bool stage_undoing(const struct stage *s)
{
        return s->mode == MODE_UNDO;
}

bool stage_planning(const struct stage *s)
{
        return s->mode == MODE_PLAN;
}

bool stage_reopened(const struct stage *s)
{
        return s->run->reopened;
}

bool stage_lock_was_lost(const struct stage *s)
{
        return s->run->lock_lost;
}

int64_t stage_ended_at(const struct stage *s)
{
        return s->ended_at;
}

struct loop *stage_loop(const struct stage *s)
{
        return s->run->setup.loop;
}

void *stage_world(const struct stage *s)
{
        return s->run->setup.world;
}

bool stage_role(const struct stage *s, const char *tier, struct json_object **out, struct err *err)
{
        return run_role(s->run, tier, out, err);
}

/* --- waiting --- */

struct stage *stage_current(void)
{
        return fiber_attached();
}

int64_t stage_deadline(const struct stage *s)
{
        return s->deadline;
}

static bool time_is_up(const struct stage *s, struct err *err)
{
        char limit[24];

        if (s->deadline < 0 || loop_ticks(s->run->setup.loop) < s->deadline)
                return true;
        duration_format(s->def->timeout, limit);
        if (s->mode == MODE_UNDO || s->mode == MODE_FINISH)
                return err_set(err, ERR_TIMEOUT, "putting it back took too long");
        err_set(err, ERR_TIMEOUT, "not done within its time limit of %s", limit);
        return err_next(err, "give the stage a longer timeout if it needs one");
}

/* There is no run that could be stopped. */
static bool is_looking(const struct stage *s)
{
        return s->mode == MODE_PLAN || s->mode == MODE_RECOVER;
}

bool stage_go_on(struct stage *s, struct err *err)
{
        struct run *run = s->run;

        if (is_looking(s))
                return true;
        if (run_is_halted(run)) {
                err_copy(err, &run->halt);
                return false;
        }
        if (s->epoch != run->epoch)
                return err_set(err, ERR_AGAIN, "the stack's lock was taken; looking again");
        if (run->interrupted)
                return err_set(err, ERR_INTERRUPTED, "interrupted");
        if (s->mode == MODE_RUN && run_is_cancelled(run))
                return err_set(err, ERR_INTERRUPTED, "cancelled by %s", run->cancelled_by);
        if (s->mode == MODE_RUN && run->locked_out)
                return err_set(err, ERR_INTERRUPTED, "the stack is locked by another run");
        if (s->mode == MODE_RUN && run->has_failed)
                return err_set(err, ERR_INTERRUPTED, "another stage has failed");
        return time_is_up(s, err);
}

bool stage_sleep(struct stage *s, int64_t ms, struct err *err)
{
        struct loop *loop = s->run->setup.loop;
        int64_t until = loop_ticks(loop) + (ms > 0 ? ms : 0);

        s->lock_seen = false;
        if (is_looking(s)) {
                fiber_sleep(loop, ms);
                return true;
        }
        for (;;) {
                int64_t deadline = until;

                if (!stage_go_on(s, err))
                        return false;
                if (loop_ticks(loop) >= until)
                        return true;
                if (s->deadline >= 0 && s->deadline < deadline)
                        deadline = s->deadline;
                signal_wait(loop, &s->run->wake, deadline);
        }
}

/* --- the journal --- */

/* What a stage may still say after it was asked to stop; but not once it is to begin again, or its
 * words would be taken for those of the next start. */
static bool may_write(struct stage *s, struct err *err)
{
        if (s->mode == MODE_PLAN)
                return err_set(err, ERR_STATE, "a plan changes nothing");
        if (s->mode == MODE_RECOVER) {
                s->came_to_change = true;
                return err_set(err, ERR_STATE, "nothing is changed while a run is rebuilt");
        }
        if (s->epoch != s->run->epoch)
                return err_set(err, ERR_AGAIN, "the stack's lock was taken; looking again");
        return true;
}

static bool write_text(struct stage *s, enum record kind, enum run_event_kind event,
                       const char *text, struct err *err)
{
        struct json_object *body = json_object_new_object();

        json_put_text(body, "text", text);
        if (!journal_write(s->run, kind, s, body, NULL, err))
                return false;
        event_emit(s->run, event, s, NULL, text, NULL);
        return true;
}

/* The last moment at which the run can be cancelled: what was asked until now is heard. A journal
 * that can't be read will not be written either, and that is said then. */
static void listen_before_final(struct stage *s)
{
        struct err ignored = ERR_INIT;

        if (s->def->type->final && s->mode == MODE_RUN && !s->run->final_begun)
                journal_listen(s->run, &ignored);
        err_clear(&ignored);
}

bool stage_intend(struct stage *s, struct err *err, const char *fmt, ...)
{
        va_list args;
        char *text;
        bool ok;

        /* The lock is waited for before the text is made: a fiber may be dropped while it waits. */
        if (!may_write(s, err) || !stage_go_on(s, err) || !lock_before_intent(s, err))
                return false;
        listen_before_final(s);
        if (!stage_go_on(s, err))
                return false;
        va_start(args, fmt);
        text = xvasprintf(fmt, args);
        va_end(args);
        ok = write_text(s, REC_STAGE_INTENT, EVENT_STAGE_INTENT, text, err);
        free(text);
        return ok;
}

bool stage_may_send(struct stage *s, struct err *err)
{
        return is_looking(s) || lock_before_call(s, err);
}

bool stage_result(struct stage *s, struct err *err, const char *fmt, ...)
{
        va_list args;
        char *text;
        bool ok;

        va_start(args, fmt);
        text = xvasprintf(fmt, args);
        va_end(args);
        ok = may_write(s, err) && write_text(s, REC_STAGE_RESULT, EVENT_STAGE_RESULT, text, err);
        free(text);
        return ok;
}

bool stage_report(struct stage *s, struct err *err, const char *fmt, ...)
{
        va_list args;
        char *text;
        bool ok;

        if (s->mode == MODE_RECOVER)
                return true;
        va_start(args, fmt);
        text = xvasprintf(fmt, args);
        va_end(args);
        ok = may_write(s, err) && write_text(s, REC_STAGE_REPORT, EVENT_STAGE_REPORT, text, err);
        free(text);
        return ok;
}

bool stage_has_intended(const struct stage *s)
{
        return s->intended;
}

bool stage_intent_open(const struct stage *s)
{
        return s->intent_open;
}

static bool remember(struct stage *s, const char *key, struct json_object *value, bool durable,
                     struct err *err)
{
        struct json_object *body;

        if (s->mode == MODE_RECOVER) {
                if (!s->memory)
                        s->memory = json_object_new_object();
                json_object_object_add(s->memory, key, value);
                return true;
        }
        if (!may_write(s, err)) {
                json_object_put(value);
                return false;
        }
        body = json_object_new_object();
        json_put_text(body, "key", key);
        json_put(body, "value", value);
        if (durable)
                return journal_write_durable(s->run, REC_STAGE_REMEMBER, s, body, err);
        return journal_write(s->run, REC_STAGE_REMEMBER, s, body, NULL, err);
}

bool stage_remember(struct stage *s, const char *key, struct json_object *value, struct err *err)
{
        return remember(s, key, value, false, err);
}

bool stage_remember_durably(struct stage *s, const char *key, const char *value, struct err *err)
{
        return remember(s, key, json_object_new_string(value), true, err);
}

bool stage_remember_text(struct stage *s, const char *key, const char *value, struct err *err)
{
        return stage_remember(s, key, value ? json_object_new_string(value) : NULL, err);
}

struct json_object *stage_recall(const struct stage *s, const char *key)
{
        struct json_object *fact = json_get(s->memory, key);

        return fact ? fact : json_get(s->told, key);
}

const char *stage_recall_text(const struct stage *s, const char *key)
{
        struct json_object *fact = stage_recall(s, key);

        return fact && json_object_is_type(fact, json_type_string) ? json_object_get_string(fact)
                                                                   : NULL;
}

void stage_output(struct stage *s, const char *name, struct json_object *value)
{
        json_object_object_add(s->produced, name, value);
}

void stage_output_text(struct stage *s, const char *name, const char *value)
{
        stage_output(s, name, value ? json_object_new_string(value) : NULL);
}

/* --- telling --- */

void stage_note(struct stage *s, const char *fmt, ...)
{
        va_list args;
        char *text;

        va_start(args, fmt);
        text = xvasprintf(fmt, args);
        va_end(args);
        event_emit(s->run, EVENT_STAGE_NOTE, s, NULL, text, NULL);
        free(text);
}

void stage_unchanged(struct stage *s, const char *fmt, ...)
{
        va_list args;

        free(s->why);
        va_start(args, fmt);
        s->why = xvasprintf(fmt, args);
        va_end(args);
        s->unchanged = true;
}

/* --- recover() --- */

bool stage_recovering(const struct stage *s)
{
        return s->mode == MODE_RECOVER;
}

void stage_found(struct stage *s, const char *fmt, ...)
{
        va_list args;
        char *text;

        va_start(args, fmt);
        text = xvasprintf(fmt, args);
        va_end(args);
        strlist_add(&s->found, text);
        free(text);
}

bool stage_came_to_change(const struct stage *s)
{
        return s->came_to_change;
}

bool stage_recover_nothing(struct stage *s, struct err *err)
{
        (void)s, (void)err;
        return true;
}
