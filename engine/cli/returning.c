#include "engine/cli/returning.h"

#include <stdio.h>
#include <stdlib.h>

#include "engine/aws/sts.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/cli/asking.h"
#include "engine/cli/layout.h"
#include "engine/cli/owner.h"
#include "engine/cli/return_text.h"
#include "engine/run/history.h"
#include "engine/run/plan.h"
#include "engine/run/reopen.h"

/* Members of a stage's, where a stage has them. */
static struct json_object *stage_that_shows(struct json_object *plan, const char *name)
{
        struct json_object *stages = json_array(plan, "stages");

        for (size_t i = 0; i < json_count(stages); i++)
                if (json_get(json_get(json_at(stages, i), "shows"), name))
                        return json_at(stages, i);
        return NULL;
}

/* What is lost: {database, since, final_snapshot}. What is known of how much was written to it
 * since belongs in here, too, as a text under "writes". */
static void look_at_loss(struct json_object *plan)
{
        struct json_object *stage = stage_that_shows(plan, "lost");
        struct json_object *pointer = stage_that_shows(plan, "active");
        struct json_object *lost = stage ? json_get(json_get(stage, "shows"), "lost") : NULL;
        int64_t since = pointer ? json_int(pointer, "ended") : json_int(plan, "succeeded");

        lost = lost ? json_copy(lost) : json_object_new_object();
        json_put_int(lost, "since", since);
        json_put(plan, "lost", lost);
        if (pointer)
                json_put_text(plan, "active", json_text(json_get(pointer, "shows"), "active"));
}

static const char *stage_of_type(struct json_object *plan, const char *type)
{
        struct json_object *stages = json_array(plan, "stages");

        for (size_t i = 0; i < json_count(stages); i++)
                if (text_same(json_text(json_at(stages, i), "type"), type))
                        return json_text(json_at(stages, i), "stage");
        return NULL;
}

/* What is to be restored from a snapshot first: {database, snapshot}, and, as "usual", how long the
 * restores of this pipeline took. */
static void look_at_restored(const struct history *history, struct json_object *plan)
{
        struct json_object *stage = stage_that_shows(plan, "restored"), *restored;
        const char *maker = stage_of_type(plan, "database.restore");
        struct history_span span = {0};

        if (!stage)
                return;
        restored = json_copy(json_get(json_get(stage, "shows"), "restored"));
        if (maker)
                span = history_of_stage(history, maker);
        if (span.runs)
                json_put_int(restored, "usual", span.median);
        json_put(plan, "restored", restored);
}

/* How long it took to put each back, and all: what is not known is left out. */
static void add_times(struct session *session, struct json_object *plan)
{
        struct json_object *stages = json_array(plan, "stages");
        struct history history = {0};
        struct err ignored = ERR_INIT;
        bool all = json_count(stages) > 0;
        int64_t sum = 0;

        history_read(session->store, json_text(plan, "pipeline"), json_text(plan, "stack"),
                     &history, &ignored);
        for (size_t i = 0; i < json_count(stages); i++) {
                struct json_object *stage = json_at(stages, i);
                struct history_span span = history_of_undo(&history, json_text(stage, "stage"));

                if (text_same(json_text(stage, "state"), "stays"))
                        continue;
                if (span.runs)
                        json_put_int(stage, "usual", span.median);
                all = all && span.runs;
                sum += span.median;
        }
        if (all)
                json_put_int(plan, "usual", sum);
        if (history.total.runs)
                json_put_int(plan, "forward", history.total.median);
        look_at_restored(&history, plan);
        history_release(&history);
        err_clear(&ignored);
}

static void tell(const struct session *session, const struct args *args, struct json_object *plan)
{
        int64_t now = loop_now(session->loop);
        struct text out = TEXT_INIT;
        struct json_object *event;
        char at[ISO_SIZE];

        if (args_flag(args, "json")) {
                event = json_object_new_object();
                iso_format(now, at);
                json_put_text(event, "event", "return-plan");
                json_put_text(event, "at", at);
                json_put_text(event, "run", json_text(plan, "run"));
                json_put(event, "plan", json_object_get(plan));
                printf("%s\n", json_line(event));
                fflush(stdout);
                json_object_put(event);
                return;
        }
        return_text(plan, now, layout_columns(stderr), &out);
        fputs(text_str(&out), stderr);
        fflush(stderr);
        text_release(&out);
}

/* Whatever it was that stands against it: refused. */
static bool refuse_blocked(struct json_object *plan, struct err *err)
{
        if (!plan_is_blocked(plan, err))
                return false;
        err->code = ERR_REFUSED;
        return true;
}

static bool refuse_unaccepted(const struct args *args, struct json_object *plan, struct err *err)
{
        struct json_object *lost = json_get(plan, "lost");
        const char *store = args_value(args, "store"), *database = json_text(lost, "database");
        char since[ISO_SIZE];

        when_format(json_int(lost, "since"), since);
        if (database)
                err_set(err, ERR_REFUSED,
                        "nothing was changed: that what was written to %s since %s is lost to the "
                        "stack has not been accepted",
                        database, since);
        else
                err_set(err, ERR_REFUSED,
                        "nothing was changed: to put back a run that has succeeded must be "
                        "accepted");
        return err_next(err, "snaplift rollback %s --accept-data-loss%s%s", json_text(plan, "run"),
                        store ? " --store " : "", store ? store : "");
}

static bool sign(struct session *session, struct account *account, const char *how,
                 struct json_object **accepted, struct err *err)
{
        struct sts_identity identity = {0};
        bool ok = sts_get_caller_identity(account->aws, &identity, err);
        char *who = owner_who(session->owner);

        if (ok) {
                *accepted = json_object_new_object();
                json_put_text(*accepted, "by", who);
                json_put_text(*accepted, "arn", identity.arn);
                json_put_int(*accepted, "at", loop_now(session->loop));
                json_put_text(*accepted, "how", how);
        }
        free(who);
        sts_identity_release(&identity);
        return ok;
}

bool returning_accept(struct session *session, const struct args *args, struct run *run,
                      const bool *stop, struct signal_point *point, struct json_object **accepted,
                      struct err *err)
{
        bool given = args_flag(args, "accept-data-loss");
        bool ask = !given && !args_flag(args, "json") && asking_is_possible();
        struct json_object *plan;
        bool ok;

        *accepted = NULL;
        if (!run_return_plan(run, &plan, err))
                return false;
        look_at_loss(plan);
        add_times(session, plan);
        tell(session, args, plan);
        ok = !refuse_blocked(plan, err);
        if (ok && ask)
                given = asking_accept(session, "Put it back, and accept that loss?", stop, point);
        if (ok && !given)
                ok = refuse_unaccepted(args, plan, err);
        ok = ok && sign(session, run_world(run), ask ? "asked" : "option", accepted, err);
        json_object_put(plan);
        return ok;
}
