/* snaplift unlock: frees a stack whose run can't free it any more. Never another run's lock. */
#include <stdio.h>
#include <stdlib.h>

#include "engine/aws/stack_lock.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/message.h"
#include "engine/cli/owner.h"
#include "engine/cli/session.h"

struct unlock {
        const struct args *args;
        struct session session;
        struct stack stack;
        const char *run;
        struct account *account;         /* the stack's */
        struct lease lease;              /* the store's; zeroed when free */
        struct stack_lock_holder holder; /* Parameter Store's; zeroed when free */
        struct err err;
        bool ok;
};

/* Where that run takes place, or, when it is another store's, where those of this store do. */
static bool find_account(struct unlock *u)
{
        struct store *store = u->session.store;
        struct run_record record = {0};
        bool ok = store->ops->find(store, u->run, &record, &u->err);

        if (ok) {
                u->account = session_account(&u->session, u->run);
        } else if (err_is(&u->err, ERR_NOT_FOUND)) {
                err_clear(&u->err);
                ok = session_place(&u->session, u->stack.name, &u->account, NULL, &u->err);
        }
        run_record_release(&record);
        return ok;
}

static bool look(struct unlock *u)
{
        struct store *store = u->session.store;

        if (!store->ops->lease_read(store, u->stack.name, &u->lease, &u->err) &&
            !err_is(&u->err, ERR_NOT_FOUND))
                return false;
        err_clear(&u->err);
        if (!stack_lock_read(u->account->aws, &u->stack, &u->holder, &u->err) &&
            !err_is(&u->err, ERR_NOT_FOUND))
                return false;
        err_clear(&u->err);
        return true;
}

static bool check_holder(struct unlock *u, const char *where, const char *run, const char *owner,
                         enum owner_state state)
{
        if (!run)
                return true;
        if (!text_same(run, u->run)) {
                err_set(&u->err, ERR_LOCKED, "%s is held in %s by run %s (%s), not by %s",
                        u->stack.name, where, run, owner ? owner : "owner unknown", u->run);
                return err_next(&u->err, "if that run is the one: snaplift unlock %s %s",
                                u->stack.name, run);
        }
        if (state == OWNER_ALIVE) {
                err_set(&u->err, ERR_REFUSED, "run %s is still being driven by %s", run, owner);
                return err_next(&u->err, "stop it instead: snaplift cancel %s", run);
        }
        return true;
}

static bool confirm(struct unlock *u)
{
        const char *owner = u->lease.run ? u->lease.owner : u->holder.owner;
        int64_t last = u->lease.run ? u->lease.renewed : u->holder.taken;
        char at[ISO_SIZE];
        enum owner_state state =
                u->lease.run ? owner_look(owner) : owner_look_at(owner, u->holder.process);
        char *question;
        bool yes;

        if (args_flag(u->args, "yes"))
                return true;
        iso_format(last, at);
        question = xasprintf("%s is held by run %s of %s, last heard of at %s%s.\nBreak its lock?",
                             u->stack.name, u->run, owner ? owner : "an unknown owner", at,
                             state == OWNER_GONE
                                     ? " (that process is gone)"
                                     : " (on another host: whether it lives can't be seen here)");
        yes = message_confirm(question);
        free(question);
        if (!yes) {
                err_set(&u->err, ERR_REFUSED, "the lock of %s was left alone", u->stack.name);
                err_next(&u->err,
                         "a resumed run takes back its own lock: snaplift resume %s; to "
                         "break it without being asked: --yes",
                         u->run);
        }
        return yes;
}

static void work(void *arg)
{
        struct unlock *u = arg;
        struct store *store = u->session.store;

        if (!find_account(u) || !look(u) ||
            !check_holder(u, "the store", u->lease.run, u->lease.owner,
                          owner_look(u->lease.owner)) ||
            !check_holder(u, "Parameter Store", u->holder.run, u->holder.owner,
                          owner_look_at(u->holder.owner, u->holder.process)))
                return;
        if (!u->lease.run && !u->holder.run) {
                printf("%s is not locked\n", u->stack.name);
                u->ok = true;
                return;
        }
        if (!confirm(u))
                return;
        if (u->lease.run && !store->ops->lease_break(store, u->stack.name, u->run, &u->err))
                return;
        if (u->holder.run &&
            !u->account->lock.release(u->account->lock.arg, &u->stack, u->run, NULL, &u->err))
                return;
        printf("%s is unlocked; what run %s did stays as it is (snaplift show %s)\n", u->stack.name,
               u->run, u->run);
        u->ok = true;
}

static int unlock(const struct args *args)
{
        struct unlock u = {.args = args, .run = args_operand(args, 1)};
        int ending = END_DONE;

        if (args_stack(args, 0, &u.stack, &u.err) &&
            session_open(&u.session, args, SESSION_STORE | SESSION_AWS, &u.err)) {
                session_run(&u.session, work, &u);
                session_close(&u.session);
        }
        if (!u.ok)
                ending = message_error(&u.err);
        lease_clear(&u.lease);
        stack_lock_holder_release(&u.holder);
        err_clear(&u.err);
        return ending;
}

static const struct operand operands[] = {
        {"STACK", false, "the stack that is locked"},
        {"RUN", false, "the run that holds it; no other's lock is touched"},
        {NULL},
};

static const struct option options[] = {
        {"yes", NULL, false, "don't ask"}, OPTION_STORE, OPTION_REGION, OPTION_TRACE, {NULL},
};

const struct command unlock_command = {
        .name = "unlock",
        .summary = "break the lock of a run whose process is gone for good",
        .details = "Rarely needed: resume and rollback take back their run's own lock. Frees the "
                   "store's\nlease and /STACK/lock, only when that run holds them, and never while "
                   "its process\nlives on this host.",
        .operands = operands,
        .options = options,
        .run = unlock,
};
