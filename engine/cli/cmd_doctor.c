/* snaplift doctor: whether everything is there that a run needs. */
#include <stdio.h>
#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/doctor.h"
#include "engine/cli/layout.h"
#include "engine/cli/message.h"
#include "engine/cli/owner.h"

static void work(void *arg)
{
        struct doctor *d = arg;

        doctor_version(d);
        doctor_store(d);
        doctor_aws(d);
        doctor_permissions(d);
        doctor_database(d);
        doctor_simulate(d);
}

static enum ending ending_of_looks(const struct doctor *d)
{
        return d->count[GRADE_FAIL] ? END_FINDINGS : END_DONE;
}

static const char *result(const struct doctor *d)
{
        return d->count[GRADE_FAIL] ? "failures" : d->count[GRADE_WARN] ? "warnings" : "ok";
}

static void add_json(const struct doctor *d, struct text *out)
{
        struct json_object *last = json_object_new_object();

        for (size_t i = 0; i < json_count(d->looks); i++)
                text_addf(out, "%s\n", json_line(json_at(d->looks, i)));
        json_put_text(last, "result", result(d));
        json_put_int(last, "exit", ending_of_looks(d));
        for (int i = 0; i < GRADES; i++)
                json_put_int(last, grade_name(i), (int64_t)d->count[i]);
        text_addf(out, "%s\n", json_line(last));
        json_object_put(last);
}

static void add_line(struct json_object *line, bool colour, struct text *out)
{
        const char *grade = json_text(line, "grade"), *next = json_text(line, "next");
        bool unchecked = text_same(grade, "unchecked");
        char word[8];

        snprintf(word, sizeof(word), "%-4s", unchecked ? "-" : grade);
        layout_tint(out, colour,
                    unchecked                  ? TINT_FAINT
                    : text_same(grade, "ok")   ? TINT_GOOD
                    : text_same(grade, "warn") ? TINT_CHANGE
                                               : TINT_BAD,
                    word);
        text_addf(out, "  %-11s  ", json_text(line, "look"));
        text_add_printable(out, json_text(line, "text"));
        text_add_char(out, '\n');
        if (!next)
                return;
        text_add(out, "        next: ");
        text_add_printable(out, next);
        text_add_char(out, '\n');
}

static void add_text(const struct doctor *d, struct text *out)
{
        bool colour = layout_colour(stdout);

        for (size_t i = 0; i < json_count(d->looks); i++)
                add_line(json_at(d->looks, i), colour, out);
        text_addf(out, "%zu ok, %zu warning%s, %zu failure%s, %zu not checked\n",
                  d->count[GRADE_OK], d->count[GRADE_WARN], d->count[GRADE_WARN] == 1 ? "" : "s",
                  d->count[GRADE_FAIL], d->count[GRADE_FAIL] == 1 ? "" : "s",
                  d->count[GRADE_UNCHECKED]);
}

static int doctor(const struct args *args)
{
        struct doctor d = {.args = args, .looks = json_object_new_array()};
        struct text out = TEXT_INIT;
        struct err err = ERR_INIT;
        struct stack stack;
        int ending;

        if (args_operand(args, 0)) {
                d.stack = &stack;
                if (!args_stack(args, 0, &stack, &err)) {
                        ending = message_error(&err);
                        goto out;
                }
        }
        /* A name server that is silent: 3 s each, not the 10 and more that others can wait for. */
        setenv("RES_OPTIONS", "timeout:3 attempts:1", 0);
        d.session.owner = owner_here();
        d.session.loop = loop_new();
        session_run(&d.session, work, &d);
        if (args_flag(args, "json"))
                add_json(&d, &out);
        else
                add_text(&d, &out);
        message_out(&out);
        fflush(stdout); /* a look that was given up may keep the loop for a moment */
        ending = ending_of_looks(&d);
        session_close(&d.session);
out:
        json_object_put(d.looks);
        strlist_release(&d.silent);
        free(d.arn);
        free(d.account);
        text_release(&out);
        err_clear(&err);
        return ending;
}

static const struct operand operands[] = {
        {"STACK", true, "what is asked of its account, parameters, services and database, too"},
        {NULL},
};

static const struct option options[] = {
        {"pipeline", "FILE", false, "whose permissions to ask IAM for (else the last run's)"},
        OPTION_SET,
        OPTION_JSON,
        OPTION_STORE,
        OPTION_REGION,
        {NULL},
};

const struct command doctor_command = {
        .name = "doctor",
        .summary = "check what a run needs: store, credentials, endpoints, permissions",
        .details =
                "A line for each look, ok, warn or fail, with what to do: version and libraries; "
                "the store,\nits checksums, leases and unfinished runs; the region and where it is "
                "from; which link of\nthe chain gives credentials, and until when; the endpoints; "
                "this machine's clock; who one\nis to AWS; the reads that stages make; whether the "
                "stack's database can be reached from\nhere; and what IAM's simulator says of all "
                "that a pipeline may have to do on the stack. No\nsecret is shown.\n\nNothing is "
                "changed in AWS. What can't be looked at because something else failed is\nmarked "
                "- . Exit 0 when nothing fails, 7 when something does.",
        .operands = operands,
        .options = options,
        .run = doctor,
};
