/* snaplift ci: what a tag starts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/cli/args.h"
#include "engine/cli/ci_gate.h"
#include "engine/cli/ci_source.h"
#include "engine/cli/commands.h"
#include "engine/cli/definition.h"
#include "engine/cli/drive.h"
#include "engine/cli/message.h"
#include "engine/cli/secret_input.h"
#include "stages/table.h"

#define DEFAULT_PIPELINE "pipelines/release.yml"

struct ci {
        const struct args *args;
        struct ci_source source;
        const char *tag; /* the one that counts; borrowed */
        const struct pipeline_trigger *trigger;
        struct definition definition;
        bool nothing; /* no entry of on.tags is for any of the tags */
};

/* As it is at the tagged commit, whatever lies in the working copy. */
static bool load_pipeline(struct ci *c, const char *file, struct text *findings, struct err *err)
{
        struct diagnostics d = {0};
        struct text bytes = TEXT_INIT;
        char *path = NULL, *label = NULL;
        bool ok = repository_path(c->source.repo, file, &path, err) &&
                  repository_file(c->source.repo, c->source.commit, path, DEFINITION_LIMIT, &bytes,
                                  err);

        if (ok) {
                label = xasprintf("%.10s:%s", c->source.commit, path);
                c->definition.pipeline =
                        pipeline_parse(path, text_str(&bytes), bytes.len, stage_types, &d);
                diagnostics_print(&d, label, findings);
                ok = c->definition.pipeline != NULL;
        } else if (!args_operand(c->args, 0)) {
                err_next(err, "name the pipeline: snaplift ci PIPELINE");
        }
        diagnostics_release(&d);
        text_release(&bytes);
        free(label);
        free(path);
        return ok;
}

/* The tag that starts something. With more than one nobody knows which was meant: a candidate's
 * tag and the release's often stand at the same commit. */
static bool choose_tag(struct ci *c, struct err *err)
{
        const struct strlist *tags = &c->source.tags;
        struct text found = TEXT_INIT;
        size_t count = 0;

        for (size_t i = 0; i < tags->count; i++) {
                const struct pipeline_trigger *t =
                        pipeline_trigger(c->definition.pipeline, tags->items[i]);

                if (!t)
                        continue;
                text_addf(&found, "%s%s", count++ ? ", " : "", tags->items[i]);
                c->tag = tags->items[i];
                c->trigger = t;
        }
        c->nothing = count == 0;
        if (count > 1) {
                err_set(err, ERR_INVALID, "commit %.10s has more than one tag that starts %s: %s",
                        c->source.commit, c->definition.pipeline->name, text_str(&found));
                err_next(err, "say which: --tag TAG");
        }
        text_release(&found);
        return count <= 1;
}

static bool choose_stack(struct ci *c, struct err *err)
{
        const char *given = args_value(c->args, "stack");
        struct definition *d = &c->definition;

        d->has_stack = true;
        if (given && !stack_parse(given, &d->stack, err))
                return err_next(err, "--stack takes <customer>-<project>-<env>");
        if (c->trigger->has_stack) {
                if (given && strcmp(given, c->trigger->stack.name) != 0) {
                        err_set(err, ERR_INVALID, "--stack %s, but %s is for %s", given, c->tag,
                                c->trigger->stack.name);
                        return err_next(err, "leave out --stack: the pipeline says the stack");
                }
                d->stack = c->trigger->stack;
                return true;
        }
        if (given)
                return true;
        err_set(err, ERR_INVALID, "%s:%d:%d: on.tags does not say the stack that %s is for",
                d->pipeline->file, c->trigger->line, c->trigger->column, c->trigger->match);
        return err_next(err, "write `stack:` there, or give --stack");
}

static bool bind(struct ci *c, struct text *findings, struct err *err)
{
        struct definition *d = &c->definition;
        struct json_object *given = NULL;
        struct diagnostics found = {0};
        bool ok = definition_given(c->args, &given, err) &&
                  pipeline_trigger_inputs(d->pipeline, c->trigger, &d->stack, given, err);

        if (ok) {
                ok = pipeline_bind(d->pipeline, &d->stack, given, &d->inputs, &found);
                diagnostics_print(&found, d->pipeline->file, findings);
        }
        diagnostics_release(&found);
        json_object_put(given);
        return ok;
}

static struct json_object *make_origin(const struct ci *c)
{
        struct json_object *origin = json_object_new_object();

        json_put_text(origin, "tag", c->tag);
        json_put_text(origin, "commit", c->source.commit);
        json_put_text(origin, "actor", c->source.actor);
        json_put_text(origin, "job", c->source.job);
        return origin;
}

/* A result that is none. */
static int tell_nothing(const struct args *args, const char *why)
{
        fprintf(stderr, "nothing to do: %s\n", why);
        if (args_flag(args, "json")) {
                struct json_object *result = json_object_new_object();

                json_put_text(result, "result", "nothing");
                json_put_int(result, "exit", END_DONE);
                json_put_text(result, "why", why);
                printf("%s\n", json_line(result));
                json_object_put(result);
        }
        return END_DONE;
}

static int tell_no_entry(const struct ci *c)
{
        struct text tags = TEXT_INIT, why = TEXT_INIT;
        int ending;

        strlist_join(&c->source.tags, ", ", &tags);
        text_addf(&why, "%s has no entry in on.tags for ", c->definition.pipeline->file);
        text_add_printable(&why, text_str(&tags));
        ending = tell_nothing(c->args, text_str(&why));
        text_release(&tags);
        text_release(&why);
        return ending;
}

static int run(struct ci *c)
{
        struct ci_gate passed = {
                .source = &c->source,
                .tag = c->tag,
                .definition = &c->definition,
                .trigger = c->trigger,
                .origin = make_origin(c),
        };
        struct gate gate = {
                .arg = &passed,
                .origin = passed.origin,
                .pass = ci_gate_pass,
                .wait = c->trigger->wait,
        };
        int ending;

        fprintf(stderr, "%s (commit %.10s) starts %s on %s\n", c->tag, c->source.commit,
                c->definition.pipeline->name, c->definition.stack.name);
        ending = drive_behind(c->args, &c->definition, &gate);
        if (passed.done) {
                char *why = xasprintf("run %s has done %s on %s already", passed.done, c->tag,
                                      c->definition.stack.name);

                ending = tell_nothing(c->args, why);
                free(why);
        }
        free(passed.done);
        json_object_put(passed.origin);
        return ending;
}

static int ci(const struct args *args)
{
        const char *file = args_operand(args, 0) ? args_operand(args, 0) : DEFAULT_PIPELINE;
        struct ci c = {.args = args};
        struct text findings = TEXT_INIT;
        struct err err = ERR_INIT;
        int ending;
        bool ok = ci_source_find(".", args_value(args, "tag"), &c.source, &err) &&
                  load_pipeline(&c, file, &findings, &err) && choose_tag(&c, &err) &&
                  (c.nothing || (choose_stack(&c, &err) && bind(&c, &findings, &err)));

        if (ok) {
                ending = c.nothing ? tell_no_entry(&c) : run(&c);
        } else {
                fputs(text_str(&findings), stderr);
                if (err.code == ERR_NONE) {
                        err_set(&err, ERR_INVALID,
                                "%s was not run: at commit %.10s the definition or its inputs are "
                                "wrong",
                                file, c.source.commit);
                        err_next(&err, "correct what is listed above, commit it and tag that");
                }
                ending = drive_failed(args, &err);
        }
        definition_release(&c.definition);
        ci_source_release(&c.source);
        text_release(&findings);
        err_clear(&err);
        return ending;
}

static const struct operand operands[] = {
        {"PIPELINE", true, "the pipeline file, default " DEFAULT_PIPELINE},
        {NULL},
};

/* clang-format off */
static const struct option options[] = {
        {"tag", "TAG", false, "the tag, where more than one leads to the commit"},
        {"stack", "STACK", false, "the stack, where on.tags does not say it"},
        OPTION_SET, OPTION_SECRET_STDIN, OPTION_JSON, OPTION_PLAIN, OPTION_STORE, OPTION_REGION,
        OPTION_TRACE, {NULL},
};
/* clang-format on */

const struct command ci_command = {
        .name = "ci",
        .summary = "in a checkout of a tag: run what the tag starts",
        .details =
                "The pipeline is read from the tagged commit; its on.tags says on which stack it "
                "runs, and\nwhat must hold before: pipelines/README.md. Commit, tag and actor are "
                "kept with the run.\nExit 0 also when no entry is for the tag, or the stack has "
                "it already; 2 without a tag at HEAD,\n4 when another run holds the stack, 5 when "
                "a rule does not hold: nothing was begun then.",
        .operands = operands,
        .options = options,
        .run = ci,
};
