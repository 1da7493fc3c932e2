/* snaplift cancel: asks the process that drives a run to stop and to put back what it has done. */
#include <stdio.h>
#include <stdlib.h>

#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/message.h"
#include "engine/cli/owner.h"
#include "engine/cli/runs.h"
#include "engine/cli/session.h"

/* Only a living driver can hear the request. */
static bool check_driven(const struct run_record *run, const struct lease *lease, int64_t now,
                         struct err *err)
{
        bool driven = text_same(run->state, "running") || text_same(run->state, "rolling-back");

        if (text_same(run->state, "succeeded") || text_same(run->state, "unchanged") ||
            text_same(run->state, "rolled-back") || text_same(run->state, "refused") ||
            text_same(run->state, "locked")) {
                err_set(err, ERR_STATE, "run %s has ended: %s", run->id, run->state);
                return err_next(err, "what it did: snaplift show %s", run->id);
        }
        if (!driven || !text_same(lease->run, run->id) || lease->expires < now ||
            owner_look(lease->owner) == OWNER_GONE) {
                err_set(err, ERR_STATE, "run %s is %s and no process drives it", run->id,
                        run->state);
                return err_next(err, "undo what it has done: snaplift rollback %s", run->id);
        }
        return true;
}

static bool request(const struct args *args, struct session *session, struct err *err)
{
        struct store *store = session->store;
        struct run_setup setup = session_setup(session, NULL);
        struct run_record run = {0};
        struct lease lease = {0};
        char *who = owner_who(session->owner);
        bool ok = false;

        setup.owner = who;
        if (!runs_find(store, args_operand(args, 0), &run, err))
                goto out;
        if (!store->ops->lease_read(store, run.stack, &lease, err)) {
                if (!err_is(err, ERR_NOT_FOUND))
                        goto out;
                err_clear(err);
        }
        if (!check_driven(&run, &lease, loop_now(session->loop), err) ||
            !run_cancel(&setup, run.id, err))
                goto out;
        printf("asked %s to stop run %s and to put back what it has done; to follow it: snaplift "
               "show %s\n",
               lease.owner, run.id, run.id);
        ok = true;
out:
        free(who);
        run_record_release(&run);
        lease_clear(&lease);
        return ok;
}

static int cancel(const struct args *args)
{
        struct session session;
        struct err err = ERR_INIT;
        int ending = END_DONE;

        if (session_open(&session, args, SESSION_STORE, &err)) {
                if (!request(args, &session, &err))
                        ending = message_error(&err);
                session_close(&session);
        } else {
                ending = message_error(&err);
        }
        err_clear(&err);
        return ending;
}

static const struct operand operands[] = {
        {"RUN", false, "the run's id, as `snaplift runs` lists it"},
        {NULL},
};

static const struct option options[] = {
        OPTION_STORE,
        {NULL},
};

const struct command cancel_command = {
        .name = "cancel",
        .summary = "ask a run that goes on in another process to stop and put back what it did",
        .details =
                "The request is heard within a second. The call in flight is finished, nothing "
                "new begins,\nand what was done is put back; the run ends as rolled back, exit 1. "
                "If its process dies\nbefore that, resume does it. After its point of no return a "
                "run can only go forward and\nis not cancelled. A run that no process drives is "
                "put back with snaplift rollback.",
        .operands = operands,
        .options = options,
        .run = cancel,
};
