/*
 * A power cut: what was appended to a store since its last durable record is gone, and so are all
 * processes that had it open. Whoever comes then finds it as it was at that record.
 */
#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/sim/actor.h"

/* One that was replaced; dead processes still name it. */
struct replaced {
        struct replaced *next;
        struct store *store;
};

struct power {
        const struct store *store; /* of this one, as it was at its last durable record */
        struct run_record *runs;
        size_t count;
        struct replaced *replaced;
};

static struct power *power_of(struct scene *scene)
{
        if (!scene->power)
                scene->power = xcalloc(1, sizeof(*scene->power));
        return scene->power;
}

void power_note(struct scene *scene, const struct store *store, bool durable)
{
        struct err err = ERR_INIT;
        struct power *power;

        if (!durable || store != scene->store || !faults_has(scene->story->faults, FAULT_POWER_CUT))
                return;
        power = power_of(scene);
        power->store = store;
        run_records_free(power->runs, power->count);
        if (!store->ops->list(scene->store, NULL, 0, &power->runs, &power->count, &err))
                abort(); /* it is in memory */
}

/* The first records of a run, as many as it had then. */
static void copy_run(struct store *from, struct store *to, const struct run_record *run)
{
        struct journal_record *records = NULL;
        struct err err = ERR_INIT;
        size_t count = 0;
        bool ok = to->ops->create(to, run, &err) &&
                  from->ops->read(from, run->id, 0, &records, &count, &err);

        for (int64_t i = 0; ok && i < run->records; i++) {
                bool last = i + 1 == run->records;
                const struct journal_entry entry = {
                        .run = run->id,
                        .at = records[i].at,
                        .kind = records[i].kind,
                        .stage = records[i].stage,
                        .body = records[i].body,
                        .state = last ? run->state : NULL,
                        .owner = last ? run->owner : NULL,
                };

                ok = to->ops->append(to, &entry, &err);
        }
        if (!ok)
                abort(); /* both are in memory */
        journal_records_free(records, count);
}

/* A lease is as durable as what is done under it. */
static void copy_lease(struct store *from, struct store *to, const char *stack)
{
        struct lease lease = {0}, taken = {0};
        struct err err = ERR_INIT;

        if (from->ops->lease_read(from, stack, &lease, &err))
                to->ops->lease_take(to, stack, lease.run, lease.owner, lease.renewed,
                                    lease.expires - lease.renewed, false, &taken, &err);
        err_clear(&err);
        lease_clear(&lease);
        lease_clear(&taken);
}

static struct store *what_is_left(const struct power *power, struct store *store)
{
        struct err err = ERR_INIT;
        struct store *left = store_open(":memory:", &err);

        if (!left)
                abort();
        for (size_t i = power->store == store ? power->count : 0; i-- > 0;)
                if (power->runs[i].records) /* the newest came first */
                        copy_run(store, left, &power->runs[i]);
        for (size_t i = 0; i < SIM_STACKS; i++)
                copy_lease(store, left, world_stack(i));
        return left;
}

void power_cut(struct scene *scene)
{
        struct power *power = power_of(scene);
        struct store *store = scene->store, *left = what_is_left(power, store);
        struct replaced *replaced = xcalloc(1, sizeof(*replaced));

        scene_say(scene, "the power is cut");
        for (struct actor *p = scene->processes; p; p = p->next) {
                if (p->store != store)
                        continue;
                if (!p->ended)
                        actor_kill(p);
                p->store = left;
        }
        scene->store = left;
        *replaced = (struct replaced){power->replaced, store};
        power->replaced = replaced;
}

void power_free(struct scene *scene)
{
        struct power *power = scene->power;

        if (!power)
                return;
        run_records_free(power->runs, power->count);
        while (power->replaced) {
                struct replaced *replaced = power->replaced;

                power->replaced = replaced->next;
                store_close(replaced->store);
                free(replaced);
        }
        free(power);
}
