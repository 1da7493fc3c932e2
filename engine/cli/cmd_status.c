/* snaplift status: where a stack stands, from Parameter Store, RDS and the store. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/layout.h"
#include "engine/cli/message.h"
#include "engine/cli/session.h"
#include "engine/cli/standing.h"

struct status {
        const struct args *args;
        struct session session;
        struct stack stack;
        char *no_store;            /* why there is none to ask; or NULL */
        struct json_object *facts; /* of each of its places */
        int ending;                /* of the last that could not be looked into */
        struct err err;
};

/* Looking needs no store and makes none: without one an empty one stands in. */
static bool open_store(struct status *s)
{
        const char *location = args_value(s->args, "store");
        struct err why = ERR_INIT;

        if (store_exists(location)) {
                s->session.store = store_open(location, &why);
                if (!s->session.store)
                        s->no_store = xstrdup(err_text(&why));
        }
        err_clear(&why);
        if (!s->session.store)
                s->session.store = store_open(":memory:", &s->err);
        return s->session.store != NULL;
}

static bool look_into(struct status *s, const struct place *place)
{
        struct json_object *facts = NULL;

        if (!place->account)
                return place_refuse(&s->session, place, s->stack.name, &s->err);
        if (!standing_read(&s->session, &s->stack, place, s->no_store, &facts, &s->err))
                return false;
        json_object_array_add(s->facts, facts);
        return true;
}

/* One that can't be looked into is told of, and the others have their turn. */
static void work(void *arg)
{
        struct status *s = arg;
        struct places places;

        s->facts = json_object_new_array();
        if (!places_find(&s->session, s->stack.name, &places, &s->err)) {
                err_clear(&s->err); /* the store's part of it is told as unknown */
                places_own(&s->session, &places);
        }
        for (size_t i = 0; i < places.count; i++) {
                if (places.items[i].tier || look_into(s, &places.items[i]))
                        continue;
                s->ending = message_error(&s->err);
                err_clear(&s->err);
        }
        places_release(&places);
}

static void print_one(const struct status *s, struct json_object *facts)
{
        struct text text = TEXT_INIT, out = TEXT_INIT;
        size_t columns = layout_width(stdout);

        if (args_flag(s->args, "json"))
                text_addf(&out, "%s\n", json_line(facts));
        else
                standing_text(facts, loop_now(s->session.loop), &text);
        layout_lines(&out, columns ? columns : SIZE_MAX, STANDING_INDENT, text_str(&text));
        message_out(&out);
        text_release(&text);
        text_release(&out);
}

static void print(const struct status *s)
{
        for (size_t i = 0; i < json_count(s->facts); i++) {
                if (i && !args_flag(s->args, "json"))
                        putchar('\n');
                print_one(s, json_at(s->facts, i));
        }
}

static int status(const struct args *args)
{
        struct status s = {.args = args};
        int ending;

        if (args_stack(args, 0, &s.stack, &s.err) &&
            session_open(&s.session, args, SESSION_AWS, &s.err)) {
                if (open_store(&s))
                        session_run(&s.session, work, &s);
                print(&s);
                session_close(&s.session);
        }
        ending = s.err.code != ERR_NONE ? message_error(&s.err) : s.ending;
        if (json_count(s.facts))
                ending = END_DONE;
        json_object_put(s.facts);
        free(s.no_store);
        err_clear(&s.err);
        return ending;
}

static const struct operand operands[] = {
        {"STACK", false, "<customer>-<project>-<env>"},
        {NULL},
};

static const struct option options[] = {
        OPTION_JSON, OPTION_STORE, OPTION_REGION, OPTION_TRACE, {NULL},
};

const struct command status_command = {
        .name = "status",
        .summary = "show where a stack stands: databases, lock, runs",
        .details =
                "Which database is active and since when, from which snapshot of which tier, by "
                "which\nrun, from which tag and commit; what else there is, with its storage and "
                "the hours it has\nbeen beside the active one; who holds the lock, and how to go "
                "on with runs that have not\nended. Needs no store: what only a store or a "
                "permission would tell is named as unknown.",
        .operands = operands,
        .options = options,
        .run = status,
};
