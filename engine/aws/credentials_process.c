/*
 * credential_process: a command of the profile that prints credentials as JSON. It is run without a
 * shell. What it prints is shown to nobody, and its stderr is thrown away: both may hold secrets.
 * Facts: botocore/credentials.py, ProcessProvider.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/aws/context.h"
#include "engine/aws/credentials_json.h"
#include "engine/aws/words.h"
#include "engine/base/mem.h"
#include "engine/loop/process.h"

enum { VERSION = 1 };

struct source {
        struct loop *loop;
        char *profile;
        struct strlist words;
};

static void release(void *state)
{
        struct source *p = state;

        free(p->profile);
        strlist_release(&p->words);
        free(p);
}

static enum credential_look look(const struct credential_setting *s, void **state,
                                 struct text *source, struct text *why, struct err *err)
{
        const char *command = profile_value(s->files, s->profile, "credential_process");
        struct source *p;
        bool closed;

        if (!command) {
                text_addf(why, "profile \"%s\" has no credential_process", s->profile);
                return CREDENTIAL_ABSENT;
        }
        p = xcalloc(1, sizeof(*p));
        p->loop = aws_loop(s->aws);
        p->profile = xstrdup(s->profile);
        closed = words_split(command, &p->words);
        if (!closed || !p->words.count) {
                err_set(err, ERR_DENIED, "credential_process of profile \"%s\" %s", s->profile,
                        closed ? "is empty" : "has a quotation that is not closed");
                release(p);
                return CREDENTIAL_BROKEN;
        }
        *state = p;
        text_addf(source, "credential_process of profile \"%s\" (%s)", s->profile,
                  p->words.items[0]);
        return CREDENTIAL_PRESENT;
}

static struct credentials *read_output(const struct text *output, struct err *err)
{
        struct credentials *found = NULL;
        struct json_object *reply = NULL;
        struct err why = ERR_INIT;

        if (!json_parse(text_str(output), output->len, &reply, &why) ||
            !json_object_is_type(reply, json_type_object))
                err_set(err, ERR_INVALID, "its output is not a JSON object");
        else if (json_int(reply, "Version") != VERSION)
                err_set(err, ERR_INVALID, "its output is not of Version 1");
        else
                found = credentials_from_json(reply, &credential_names_process, err);
        err_clear(&why);
        json_object_put(reply);
        return found;
}

static struct credentials *fetch(void *state, struct err *err)
{
        struct source *p = state;
        const char **argv = xcalloc(p->words.count + 1, sizeof(*argv));
        struct process_spec spec = {.argv = argv, .secret = true};
        struct credentials *found = NULL;
        struct text output = TEXT_INIT;

        for (size_t i = 0; i < p->words.count; i++)
                argv[i] = p->words.items[i];
        if (process_run(p->loop, &spec, &output, err))
                found = read_output(&output, err);
        free(argv);
        if (output.data)
                explicit_bzero(output.data, output.size);
        text_release(&output);
        if (!found) {
                err->code = ERR_DENIED;
                err_prefix(err, "no credentials from credential_process of profile \"%s\" (%s)",
                           p->profile, p->words.items[0]);
                err_next(err, "run that command by hand to see why");
        }
        return found;
}

const struct credential_provider credential_process = {
        .name = "custom-process",
        .look = look,
        .fetch = fetch,
        .free = release,
};
