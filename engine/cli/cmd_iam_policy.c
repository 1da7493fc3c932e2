/* snaplift iam-policy: what a pipeline may have to do on a stack, as a policy. */
#include <stdio.h>
#include <string.h>

#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/definition.h"
#include "engine/cli/message.h"
#include "stages/permissions.h"

enum { MANAGED_POLICY_MOST = 6144 }; /* characters without white space */

static bool read_options(const struct args *args, struct permissions_question *q,
                         struct strlist *keys, struct err *err)
{
        const char *database = args_value(args, "database"), *key;
        size_t at = 0;

        q->region = args_value(args, "region");
        q->account = args_value(args, "account");
        if (!q->account)
                q->account = json_text(q->inputs, "account");
        if (q->account && (strlen(q->account) != 12 || strspn(q->account, "0123456789") != 12)) {
                err_set(err, ERR_INVALID, "account \"%s\" is not 12 digits", q->account);
                return err_next(err, "give it as in --account 123456789012");
        }
        if (database && strcmp(database, "instance") != 0 && strcmp(database, "cluster") != 0) {
                err_set(err, ERR_INVALID, "--database %s: expected instance or cluster", database);
                return err_next(err, "leave it out for DB instances; cluster is for Aurora");
        }
        q->cluster = database && strcmp(database, "cluster") == 0;
        while ((key = args_next(args, "key", &at))) {
                if (!text_starts(key, "arn:") || !strstr(key, ":kms:")) {
                        err_set(err, ERR_INVALID, "--key %s is not the ARN of a KMS key", key);
                        return err_next(err, "give it as in arn:aws:kms:REGION:ACCOUNT:key/ID");
                }
                strlist_add(keys, key);
        }
        q->keys = keys;
        q->looking = args_flag(args, "plan") || args_flag(args, "split");
        return true;
}

static void print(struct json_object *document)
{
        printf("%s\n", json_object_to_json_string_ext(
                               document, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED |
                                                 JSON_C_TO_STRING_NOSLASHESCAPE));
}

/* What the policy leaves open, for the person; the result is on stdout. */
static void tell(const struct args *args, const struct permissions_question *q,
                 struct json_object *document)
{
        size_t size = strlen(json_line(document));

        if (!args_value(args, "database"))
                fprintf(stderr, "for DB instances; for an Aurora cluster: --database cluster\n");
        if (!q->account)
                fprintf(stderr, "for any account; for one: --account 123456789012\n");
        if (q->pipeline->role_count)
                fprintf(stderr, "the pipeline names roles: each needs what is here of its own "
                                "tier, and the caller sts:AssumeRole\n");
        if (size > MANAGED_POLICY_MOST)
                fprintf(stderr,
                        "it has %zu characters, and a managed policy at most %d: attach it in two "
                        "parts, --split\n",
                        size, MANAGED_POLICY_MOST);
}

static void print_policy(const struct args *args, const struct permissions_question *q)
{
        struct json_object *out;

        if (args_flag(args, "split")) {
                struct permissions_question change = *q;

                change.looking = false;
                out = json_object_new_object();
                json_put(out, "read", permissions_policy(q, PERMISSIONS_READ));
                json_put(out, "change", permissions_policy(&change, PERMISSIONS_CHANGE));
        } else {
                out = permissions_policy(q, PERMISSIONS_ALL);
        }
        print(out);
        fflush(stdout);
        tell(args, q, args_flag(args, "split") ? json_get(out, "change") : out);
        json_object_put(out);
}

static bool print_trust(const struct args *args, const struct permissions_question *q,
                        struct err *err)
{
        static const char provider[] = "github:";
        const char *whom = args_value(args, "trust");
        struct json_object *out;

        if (!text_starts(whom, provider)) {
                err_set(err, ERR_INVALID,
                        "--trust %s: expected github:ORG/REPO or "
                        "github:ORG/REPO:REF",
                        whom);
                return err_next(err, "give the repository whose workflow is to run it");
        }
        if (!permissions_trust(q, whom + strlen(provider), &out, err))
                return false;
        print(out);
        json_object_put(out);
        return true;
}

static int iam_policy(const struct args *args)
{
        struct definition d;
        struct strlist keys = {0};
        struct permissions_question q = {0};
        struct err err = ERR_INIT;
        int ending = definition_load(args, &d);

        if (ending != END_DONE)
                return ending;
        q.pipeline = d.pipeline;
        q.stack = &d.stack;
        q.inputs = d.inputs;
        if (!read_options(args, &q, &keys, &err) ||
            (args_value(args, "trust") && !print_trust(args, &q, &err)))
                ending = message_error(&err);
        else if (!args_value(args, "trust"))
                print_policy(args, &q);
        strlist_release(&keys);
        definition_release(&d);
        err_clear(&err);
        return ending;
}

static const struct operand operands[] = {
        {"PIPELINE", false, "the pipeline file"},
        {"STACK", false, "the stack it changes, <customer>-<project>-<env>"},
        {NULL},
};

static const struct option options[] = {
        OPTION_SET,
        {"database", "KIND", false, "instance (the default) or cluster: what its databases are"},
        {"account", "ID", false, "the account (else the pipeline's input account, else any)"},
        {"key", "ARN", true, "a KMS key of your own that encrypts what it reads or makes"},
        {"plan", NULL, false, "also what only plan, status and doctor read, which no run needs"},
        {"split", NULL, false, "two policies: read (with --plan) and change"},
        {"trust", "WHOM", false, "the role's trust policy instead: github:ORG/REPO[:REF]"},
        {"region", "REGION", false, "the AWS region (else any)"},
        {NULL},
};

const struct command iam_policy_command = {
        .name = "iam-policy",
        .summary = "print the IAM policy a pipeline needs on a stack",
        .details =
                "Exactly the actions that the pipeline's stages may need with these inputs, each "
                "on the\nresources it needs it on: databases by the form of their names, changes "
                "under the condition\nthat what is made carries the stack's tag. Reads only the "
                "pipeline file.\n\n--trust prints who may assume the role: workflows of a "
                "repository on GitHub, for the tags\nthat the pipeline's on.tags names, or for one "
                "REF: refs/heads/NAME, refs/tags/NAME,\nenvironment:NAME, pull_request.",
        .operands = operands,
        .options = options,
        .run = iam_policy,
};
