/* Opening and closing what a command needs of the world. */
#include "engine/cli/session.h"

#include <stdlib.h>

#include "engine/aws/stack_lock.h"
#include "engine/base/mem.h"
#include "engine/cli/owner.h"
#include "stages/orphans.h"
#include "stages/table.h"

enum { LISTEN_MS = 1000, TELLING_RUNS = 200 };

static const char *env(void *arg, const char *name)
{
        (void)arg;
        return getenv(name);
}

struct search {
        struct aws *aws;
        struct err *err;
        bool ok;
};

static void find(void *arg)
{
        struct search *f = arg;

        f->ok = aws_find_credentials(f->aws, f->err);
}

/* Before anything is begun, since some can only be found by asking for them. */
static bool find_credentials(struct session *s, struct err *err)
{
        struct search f = {.aws = s->aws, .err = err};

        session_run(s, find, &f);
        return f.ok;
}

static bool open_aws(struct session *s, const struct args *args, struct err *err)
{
        const char *trace = args_value(args, "trace");
        char *ca_bundle, *process;
        struct transport_options transport = {
                .user_agent = "snaplift/" SNAPLIFT_VERSION,
        };
        struct aws_options options = {
                .loop = s->loop,
                .env = env,
                .region = args_value(args, "region"),
        };

        if (!trace)
                trace = getenv("SNAPLIFT_TRACE");
        if (trace && *trace) {
                s->trace = trace_open(trace, err);
                if (!s->trace)
                        return false;
                options.called = trace_call;
                options.waits = trace_wait;
                options.called_arg = s->trace;
        }
        if (!aws_ca_bundle(&options, &ca_bundle, err))
                return false;
        transport.ca_bundle = ca_bundle;
        s->transport = transport_curl(s->loop, &transport);
        free(ca_bundle);
        options.transport = s->transport;
        options.process = process = owner_process(s->loop);
        s->aws = aws_new(&options, err);
        free(process);
        if (!s->aws || !find_credentials(s, err))
                return false;
        s->accounts = accounts_new(s->aws);
        s->lock = stack_lock(s->aws);
        return true;
}

bool session_open(struct session *s, const struct args *args, int parts, struct err *err)
{
        *s = (struct session){0};
        s->owner = owner_here();
        s->loop = loop_new();
        if ((parts & SESSION_STORE) && !(s->store = store_open(args_value(args, "store"), err)))
                goto fail;
        if ((parts & SESSION_AWS) && !open_aws(s, args, err))
                goto fail;
        return true;
fail:
        session_close(s);
        return false;
}

void session_close(struct session *s)
{
        accounts_free(s->accounts);
        aws_free(s->aws);
        if (s->transport)
                transport_free(s->transport);
        store_close(s->store);
        if (s->loop)
                loop_free(s->loop);
        trace_close(s->trace);
        free(s->owner);
        *s = (struct session){0};
}

void session_run(struct session *s, void (*work)(void *arg), void *arg)
{
        fiber_start(s->loop, "command", work, arg);
        loop_run(s->loop);
}

struct account *session_account(struct session *s, const char *run)
{
        struct run_setup setup = session_setup(s, NULL);
        struct err none = ERR_INIT;
        struct run *opened = run ? run_open(&setup, run, &none) : NULL;
        struct account *account = opened ? run_world(opened) : accounts_own(s->accounts);

        run_free(opened);
        err_clear(&none);
        return account;
}

/* The one that tells where the stack is; NULL and no error: there is none. */
static struct run *open_telling(const struct run_setup *setup, const struct run_record *runs,
                                size_t count, struct err *err)
{
        struct run *newest = NULL;

        for (size_t i = 0; i < count; i++) {
                struct err why = ERR_INIT;
                /* without a record it was cut off before it did anything */
                struct run *run = runs[i].records ? run_open(setup, runs[i].id, &why) : NULL;

                if (!run && err->code == ERR_NONE)
                        err_move(err, &why);
                err_clear(&why);
                if (!run)
                        continue;
                if (run_has_locked(run)) {
                        run_free(newest);
                        newest = run;
                        break;
                }
                if (newest)
                        run_free(run);
                else
                        newest = run;
        }
        if (newest)
                err_clear(err);
        return newest;
}

bool session_place(struct session *s, const char *stack, struct account **account,
                   struct json_object **role, struct err *err)
{
        struct run_setup setup = session_setup(s, NULL);
        struct run_record *runs = NULL;
        struct json_object *found = NULL;
        struct run *run = NULL;
        size_t count = 0;
        bool ok = s->store->ops->list(s->store, stack, TELLING_RUNS, &runs, &count, err);

        *account = accounts_own(s->accounts);
        if (ok)
                run = open_telling(&setup, runs, count, err);
        if (run) {
                *account = run_world(run);
                ok = run_role(run, run_stack(run)->env, &found, err);
        } else {
                ok = ok && err->code == ERR_NONE;
        }
        if (role)
                *role = found;
        else
                json_object_put(found);
        run_free(run);
        run_records_free(runs, count);
        return ok;
}

bool session_stacks(struct session *s, struct strlist *names, struct err *err)
{
        struct run_record *runs = NULL;
        size_t count = 0;
        bool ok = orphans_stacks(s->aws, names, err) &&
                  s->store->ops->list(s->store, NULL, 0, &runs, &count, err);

        for (size_t i = 0; ok && i < count; i++)
                if (!strlist_has(names, runs[i].stack))
                        strlist_add(names, runs[i].stack);
        run_records_free(runs, count);
        strlist_sort(names);
        return ok;
}

struct run_setup session_setup(struct session *s, const struct run_listener *listener)
{
        return (struct run_setup){
                .listen_every = LISTEN_MS,
                .loop = s->loop,
                .store = s->store,
                .types = stage_types,
                .world = s->accounts,
                .lock = s->aws ? &s->lock : NULL,
                .place = s->aws ? accounts_place : NULL,
                .listener = listener,
                .owner = s->owner,
        };
}
