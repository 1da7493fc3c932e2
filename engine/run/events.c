/* Telling the listener what happens, after the journal has it. */
#include "engine/run/internal.h"

static const char *const names[] = {
        [EVENT_RUN_STARTED] = "run-started",     [EVENT_RUN_LOCKED] = "run-locked",
        [EVENT_STAGE_STARTED] = "stage-started", [EVENT_STAGE_INTENT] = "stage-intent",
        [EVENT_STAGE_RESULT] = "stage-result",   [EVENT_STAGE_NOTE] = "stage-note",
        [EVENT_STAGE_REPORT] = "stage-report",   [EVENT_STAGE_RETRY] = "stage-retry",
        [EVENT_STAGE_ENDED] = "stage-ended",     [EVENT_UNDO_STARTED] = "undo-started",
        [EVENT_UNDO_ENDED] = "undo-ended",       [EVENT_ROLLBACK_STARTED] = "rollback-started",
        [EVENT_RUN_ENDED] = "run-ended",
};

const char *run_event_name(enum run_event_kind kind)
{
        return names[kind];
}

void event_emit(struct run *run, enum run_event_kind kind, const struct stage *s, const char *state,
                const char *text, const struct err *err)
{
        const struct run_listener *listener = run->setup.listener;
        struct run_event event = {
                .kind = kind,
                .at = loop_now(run->setup.loop),
                .stage = s ? s->def->id : NULL,
                .state = state,
                .text = text,
                .err = err && err->code != ERR_NONE ? err : NULL,
        };

        if (listener)
                listener->event(listener->arg, &event);
}
