/*
 * The store's lease on the stack, held while a run is driven, and the fiber that keeps it alive.
 * The same fiber listens for what other processes append to the journal.
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/log.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/run/internal.h"
#include "engine/run/journal.h"

/* True only when it is certain: the same host, and no process of that number. An owner is
 * user@host:pid. */
static bool is_dead(const struct run *run, const char *owner)
{
        const struct run_mourner *mourner = run->setup.mourner;
        const char *us = run->owner;
        const char *host = strchr(owner, '@'), *pid = strrchr(owner, ':');
        const char *our_host = strchr(us, '@'), *our_pid = strrchr(us, ':');
        char *end;
        long number;

        if (mourner)
                return mourner->is_dead(mourner->arg, owner);
        if (!host || !pid || !our_host || !our_pid || pid < host || our_pid < our_host)
                return false;
        if (pid - host != our_pid - our_host || memcmp(host, our_host, (size_t)(pid - host)) != 0)
                return false;
        number = strtol(pid + 1, &end, 10);
        return number > 0 && *end == '\0' && kill((pid_t)number, 0) != 0 && errno == ESRCH;
}

static bool say_held(const struct run *run, const struct lease *by, struct err *err)
{
        int64_t now = loop_now(run->setup.loop);
        char taken[24], renewed[24];
        bool expired = by->expires <= now, dead = is_dead(run, by->owner);

        duration_format(now - by->taken, taken);
        duration_format(now - by->renewed, renewed);
        if (strcmp(by->run, run->id) == 0) {
                err_set(err, ERR_LOCKED,
                        "run %s is being driven by %s (since %s, last sign of life %s ago)",
                        run->id, by->owner, taken, renewed);
                return err_next(err, "let it finish, or `snaplift cancel %s`", run->id);
        }
        err_set(err, ERR_LOCKED, "stack %s is held by run %s of %s, taken %s ago, %s %s ago%s",
                run->stack.name, by->run, by->owner, taken,
                expired ? "expired: last renewed" : "last renewed", renewed,
                dead ? "; its process is gone" : "");
        if (!expired && !dead)
                return err_next(err, "wait for it, or `snaplift cancel %s`", by->run);
        return err_next(err, "snaplift resume %s, or snaplift rollback %s", by->run, by->run);
}

/* Its process died between the end of the run and giving the lease back: it guards nothing. */
static bool is_left_over(const struct run *run, const struct lease *found)
{
        static const enum run_end over[] = {RUN_SUCCEEDED, RUN_UNCHANGED, RUN_ROLLED_BACK,
                                            RUN_REFUSED, RUN_LOCKED};
        struct store *store = run->setup.store;
        struct run_record record = {0};
        struct err ignored = ERR_INIT;
        bool is_over = false;

        if (found->expires > loop_now(run->setup.loop) && !is_dead(run, found->owner))
                return false;
        if (store->ops->find(store, found->run, &record, &ignored)) {
                for (size_t i = 0; i < ARRAY_LEN(over); i++)
                        is_over = is_over || text_same(record.state, run_end_name(over[i]));
        }
        run_record_release(&record);
        err_clear(&ignored);
        return is_over;
}

static bool take(struct run *run, bool *by_itself, struct err *err)
{
        struct store *store = run->setup.store;
        struct lease found;
        bool takeover = false;

        *by_itself = false;
        for (;;) {
                if (store->ops->lease_take(store, run->stack.name, run->id, run->owner,
                                           loop_now(run->setup.loop), run->setup.lease_ttl,
                                           takeover, &found, err)) {
                        lease_clear(&run->lease);
                        run->lease = found;
                        return true;
                }
                if (!err_is(err, ERR_LOCKED))
                        return false;
                if (strcmp(found.run, run->id) != 0 && is_left_over(run, &found)) {
                        err_clear(err);
                        if (!store->ops->lease_break(store, run->stack.name, found.run, err) &&
                            !err_is(err, ERR_NOT_FOUND))
                                break;
                        err_clear(err);
                        lease_clear(&found);
                        continue;
                }
                if (takeover || strcmp(found.run, run->id) != 0 || !is_dead(run, found.owner))
                        break;
                log_debug("run", "%s: %s is dead, taking over", run->id, found.owner);
                lease_clear(&found);
                err_clear(err);
                takeover = true;
        }
        *by_itself = strcmp(found.run, run->id) == 0;
        say_held(run, &found, err);
        lease_clear(&found);
        return false;
}

/* A store that is busy now may answer at the next beat; a lease that is gone is gone. */
static void renew(struct run *run)
{
        struct store *store = run->setup.store;
        int64_t now = loop_now(run->setup.loop);
        struct err err = ERR_INIT;

        if (store->ops->lease_renew(store, &run->lease, now, run->setup.lease_ttl, &err)) {
                run->lease.renewed = now;
                run->lease.expires = now + run->setup.lease_ttl;
        } else if (!err_is(&err, ERR_STORE) || now >= run->lease.expires) {
                run_halt(run, &err);
        }
        err_clear(&err);
}

/* Never so rarely that the lease would be renewed late. */
static int64_t listen_every(const struct run *run)
{
        int64_t most = run->setup.lease_ttl / 6, asked = run->setup.listen_every;

        if (asked <= 0 || asked > most)
                asked = most;
        return asked > 0 ? asked : 1;
}

static void heartbeat(void *arg)
{
        struct run *run = arg;
        struct loop *loop = run->setup.loop;
        int64_t ttl = run->setup.lease_ttl, pause = listen_every(run);
        int64_t next = loop_ticks(loop) + pause, renewal = loop_ticks(loop) + ttl / 3;
        struct err err = ERR_INIT;

        for (; !run->beat_stop; next = loop_ticks(loop) + pause) {
                while (!run->beat_stop && loop_ticks(loop) < next)
                        signal_wait(loop, &run->beat, next);
                if (run->beat_stop || run_is_halted(run))
                        continue;
                if (loop_ticks(loop) >= renewal) {
                        renew(run);
                        renewal = loop_ticks(loop) + ttl / 3;
                }
                if (!run_is_halted(run) && !journal_listen(run, &err))
                        err_clear(&err); /* the next append says so, if it lasts */
        }
        run->beating = false;
        signal_all(loop, &run->beat);
}

bool lease_begin(struct run *run, bool *by_itself, struct err *err)
{
        if (!take(run, by_itself, err))
                return false;
        run->beat_stop = false;
        run->beating = true;
        fiber_start_daemon(run->setup.loop, "heartbeat", heartbeat, run);
        return true;
}

void lease_end(struct run *run, bool keep)
{
        struct store *store = run->setup.store;
        struct err err = ERR_INIT;

        run->beat_stop = true;
        signal_all(run->setup.loop, &run->beat);
        while (run->beating)
                signal_wait(run->setup.loop, &run->beat, -1);
        /* One that was lost is not ours to give back; one that can't be given back expires. */
        if (!keep && !store->ops->lease_release(store, &run->lease, &err))
                log_debug("run", "%s: lease not released: %s", run->id, err_text(&err));
        err_clear(&err);
        lease_clear(&run->lease);
}
