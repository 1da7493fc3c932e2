/* A run whose store is lost. */
#include "engine/cli/rebuild.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/stack_lock.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/cli/definition.h"
#include "engine/cli/drive.h"
#include "engine/cli/edit.h"
#include "engine/cli/message.h"
#include "engine/cli/owner.h"
#include "engine/cli/session.h"

struct rebuilding {
        const struct args *args;
        struct definition definition;
        struct stack stack;
        struct session session;
        struct stack_lock_holder holder;
        struct json_object *inputs; /* the run's */
        struct json_object *stages; /* what was found: [{stage, type, state, found}] */
        struct run *run;
        bool adopted;
        struct text findings;
        struct err err;
};

/* --- what the lock says --- */

static bool read_lock(struct rebuilding *r)
{
        struct aws *aws = accounts_own(r->session.accounts)->aws;

        if (!stack_lock_read(aws, &r->stack, &r->holder, &r->err)) {
                if (!err_is(&r->err, ERR_NOT_FOUND))
                        return false;
                err_clear(&r->err);
                err_set(&r->err, ERR_NOT_FOUND, "no run holds stack %s: there is nothing to resume",
                        r->stack.name);
                return err_next(&r->err, "what there is: snaplift status %s", r->stack.name);
        }
        if (json_flag(r->holder.value, "returning")) {
                err_set(&r->err, ERR_REFUSED,
                        "run %s had succeeded and was being put back: how far that is, only the "
                        "lost store tells",
                        r->holder.run);
                return err_next(&r->err,
                                "bring that store back; or put the stack right by hand (snaplift "
                                "status %s), then snaplift unlock %s %s",
                                r->stack.name, r->stack.name, r->holder.run);
        }
        if (owner_look_at(r->holder.owner, r->holder.process) == OWNER_ALIVE) {
                err_set(&r->err, ERR_LOCKED, "run %s is being driven by %s", r->holder.run,
                        r->holder.owner);
                return err_next(&r->err,
                                "let it finish, or stop it where it was begun: snaplift "
                                "cancel %s",
                                r->holder.run);
        }
        return true;
}

static bool check_definition(struct rebuilding *r)
{
        const struct pipeline *p = r->definition.pipeline;
        const char *name = json_text(r->holder.value, "pipeline");
        const char *digest = json_text(r->holder.value, "definition");

        if (!digest) {
                err_set(&r->err, ERR_REFUSED,
                        "/%s/lock does not tell which pipeline run %s was begun with",
                        r->stack.name, r->holder.run);
                return err_next(&r->err,
                                "it was taken by an earlier Snaplift: put the stack right "
                                "by hand, then snaplift unlock %s %s",
                                r->stack.name, r->holder.run);
        }
        if (text_same(digest, p->digest))
                return true;
        err_set(&r->err, ERR_INVALID,
                "run %s was begun with another file than %s: pipeline %s, SHA-256 %.12s..., and "
                "this one is %s, %.12s...",
                r->holder.run, p->file, name ? name : "?", digest, p->name, p->digest);
        return err_next(&r->err, "give the file as it was when the run was begun; an edited one "
                                 "besides it: --pipeline FILE");
}

static bool bind_given(struct rebuilding *r, struct json_object *given)
{
        struct diagnostics d = {0};
        bool ok = pipeline_bind(r->definition.pipeline, &r->stack, given, &r->inputs, &d);

        if (!ok)
                diagnostics_print(&d, r->definition.pipeline->file, &r->findings);
        diagnostics_release(&d);
        return ok;
}

/* The lock has them where there was room; else they must be given, and be the same. */
static bool find_inputs(struct rebuilding *r)
{
        struct json_object *kept = json_get(r->holder.value, "inputs"), *given = NULL;
        const char *wanted = json_text(r->holder.value, "inputs_digest");
        char digest[DIGEST_HEX_SIZE];
        bool ok = definition_given(r->args, &given, &r->err);

        if (ok && kept && json_object_object_length(given) == 0)
                r->inputs = json_object_get(kept);
        else
                ok = ok && bind_given(r, given);
        json_object_put(given);
        if (!ok)
                return false;
        run_inputs_digest(r->inputs, digest);
        if (text_same(digest, wanted))
                return true;
        err_set(&r->err, ERR_INVALID, "run %s was begun with other inputs than these",
                r->holder.run);
        return err_next(&r->err, "%s",
                        kept ? "leave --set out: the lock has the inputs"
                             : "give all --set as when the run was begun: the lock had no room for "
                               "them");
}

/* --- what was found, and what will be done --- */

static void keep_line(void *arg, const struct rebuild_line *line)
{
        struct rebuilding *r = arg;
        struct json_object *one;

        if (line->found) {
                one = json_at(r->stages, json_count(r->stages) - 1);
                json_add_text(json_get(one, "found"), line->found);
                return;
        }
        one = json_object_new_object();
        json_put_text(one, "stage", line->stage);
        json_put_text(one, "type", line->type);
        json_put_text(one, "state", rebuilt_state_name(line->state));
        json_put(one, "found", json_object_new_array());
        json_object_array_add(r->stages, one);
}

static void add_stages(struct json_object *stages, struct text *out)
{
        for (size_t i = 0; i < json_count(stages); i++) {
                struct json_object *one = json_at(stages, i), *found = json_get(one, "found");

                text_addf(out, "  %-12s %s\n", json_text(one, "stage"), json_text(one, "state"));
                for (size_t k = 0; k < json_count(found); k++) {
                        text_add(out, "               ");
                        text_add_printable(out, json_object_get_string(json_at(found, k)));
                        text_add_char(out, '\n');
                }
        }
}

static void describe(struct rebuilding *r, struct text *out)
{
        static const char *const lives[] = {
                [OWNER_ALIVE] = "alive",
                [OWNER_GONE] = "that process is gone",
                [OWNER_ELSEWHERE] = "on another host: whether it lives can't be seen here"};
        int64_t since = r->holder.resumed ? r->holder.resumed : r->holder.taken;
        char at[ISO_SIZE], age[24];

        iso_format(since, at);
        duration_format(loop_now(r->session.loop) - since, age);
        text_addf(out, "stack %s is held by run %s of %s since %s, for %s (%s)\n", r->stack.name,
                  r->holder.run, r->holder.owner ? r->holder.owner : "an unknown owner", at, age,
                  lives[owner_look_at(r->holder.owner, r->holder.process)]);
        text_add(out, "what it has done, as the cloud shows it:\n");
        add_stages(r->stages, out);
        if (args_flag(r->args, "rollback"))
                text_add(out, "what was done is put back, the last first\n");
        else
                text_add(out, "what has begun begins again from its top and looks first; what has "
                              "not begun follows\n");
}

static void print_json(const struct rebuilding *r)
{
        struct json_object *obj = json_object_new_object();

        json_put_text(obj, "run", r->holder.run);
        json_put_text(obj, "owner", r->holder.owner);
        json_put_text(obj, "stack", r->stack.name);
        json_put_text(obj, "action", args_flag(r->args, "rollback") ? "rollback" : "resume");
        json_put(obj, "stages", json_object_get(r->stages));
        printf("%s\n", json_line(obj));
        json_object_put(obj);
}

/* The text belongs to the messages, unless it is all that was asked for. */
static void tell(struct rebuilding *r)
{
        bool alone = args_flag(r->args, "dry-run"), json = args_flag(r->args, "json");
        struct text out = TEXT_INIT;

        if (json)
                print_json(r);
        describe(r, &out);
        if (!json || !alone)
                fputs(text_str(&out), alone ? stdout : stderr);
        text_release(&out);
}

static bool confirm(struct rebuilding *r)
{
        char *question;
        bool yes;

        if (args_flag(r->args, "yes"))
                return true;
        question = xasprintf("Take run %s over and %s?", r->holder.run,
                             args_flag(r->args, "rollback") ? "put it back" : "go on with it");
        yes = message_confirm(question);
        free(question);
        if (!yes) {
                err_set(&r->err, ERR_REFUSED, "run %s was left alone", r->holder.run);
                err_next(&r->err, "make sure that nobody drives it any more; to take it over "
                                  "without being asked: --yes");
        }
        return yes;
}

static void pass_over(void *arg, const struct rebuild_line *line)
{
        (void)arg;
        (void)line;
}

/* By an edited file: whether that fits what has been done, tried on a store that nobody keeps, so
 * that it is known before anything is written. */
static bool check_edited(struct rebuilding *r)
{
        struct run_setup setup = session_setup(&r->session, NULL);
        struct run_lock lock;
        struct run *run = NULL;
        bool ok;

        if (!args_value(r->args, "pipeline") || args_flag(r->args, "rollback"))
                return true;
        setup.store = store_open(":memory:", &r->err);
        if (!setup.store)
                return false;
        if (setup.lock) { /* all is to be seen by now */
                lock = *setup.lock;
                lock.settle = NULL;
                setup.lock = &lock;
        }
        run = run_rebuild(&setup, r->definition.pipeline, &r->stack, r->inputs, r->holder.run,
                          pass_over, NULL, &r->err);
        ok = run && run_adopt(run, &r->err) && edit_run(r->args, &setup, r->holder.run, &r->err);
        run_free(run);
        store_close(setup.store);
        return ok;
}

static void work(void *arg)
{
        struct rebuilding *r = arg;
        struct run_setup setup = session_setup(&r->session, NULL);

        if (!read_lock(r) || !check_definition(r) || !find_inputs(r))
                return;
        fprintf(stderr, "looking what run %s has done, once its last changes are to be seen\n",
                r->holder.run);
        r->run = run_rebuild(&setup, r->definition.pipeline, &r->stack, r->inputs, r->holder.run,
                             keep_line, r, &r->err);
        /* Where the pipeline gives the stack's tier a role, its lock is in that account. */
        if (r->run && run_world(r->run) != accounts_own(r->session.accounts)) {
                err_set(&r->err, ERR_REFUSED,
                        "the pipeline gives tier %s a role: a run of it can't be rebuilt from here",
                        r->stack.env);
                err_next(&r->err, "use credentials of that account, and a pipeline without it");
                return;
        }
        if (!r->run)
                return;
        tell(r);
        if (check_edited(r) && !args_flag(r->args, "dry-run") && confirm(r))
                r->adopted = run_adopt(r->run, &r->err);
}

static bool read_arguments(struct rebuilding *r)
{
        if (!stack_parse(args_value(r->args, "stack"), &r->stack, &r->err))
                return err_prefix(&r->err, "--stack");
        return definition_read(r->args, &r->definition, &r->findings, &r->err) &&
               session_open(&r->session, r->args, SESSION_STORE | SESSION_AWS, &r->err);
}

static int failed(struct rebuilding *r)
{
        fputs(text_str(&r->findings), stderr);
        if (r->err.code == ERR_NONE) {
                err_set(&r->err, ERR_INVALID, "the definition or its inputs are wrong");
                err_next(&r->err, "correct what is listed above; to check: snaplift validate");
        }
        return drive_failed(r->args, &r->err);
}

int rebuild(const struct args *args, char **id)
{
        struct rebuilding r = {.args = args, .findings = TEXT_INIT};
        int ending = END_DONE;

        *id = NULL;
        r.stages = json_object_new_array();
        if (read_arguments(&r)) {
                session_run(&r.session, work, &r);
                if (r.adopted)
                        *id = xstrdup(r.holder.run);
        }
        if (!*id && !(r.run && r.err.code == ERR_NONE && text_str(&r.findings)[0] == '\0'))
                ending = failed(&r);
        run_free(r.run);
        session_close(&r.session);
        definition_release(&r.definition);
        stack_lock_holder_release(&r.holder);
        json_object_put(r.inputs);
        json_object_put(r.stages);
        text_release(&r.findings);
        err_clear(&r.err);
        return ending;
}
