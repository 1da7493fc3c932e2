/*
 * What a store holds. "resume", "rollback": lines "KIND STAGE BODY" are a run's journal, which is
 * opened, gone on with, rolled back and told of by history. "patches": pairs of an offset (3 bytes)
 * and a byte are put into the file of a good store; whatever is read of it then is what was
 * written, or it is refused with words that name the file and say what to do.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/digest.h"
#include "engine/base/json.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/run/history.h"
#include "engine/run/run.h"
#include "engine/run/stage.h"
#include "engine/store/store.h"
#include "fuzz.h"
#include "helper_good_store.h"

enum { MOST = 60 };

/* --- a journal --- */

static bool act(struct stage *s, struct err *err)
{
        struct json_object *value = stage_recall(s, "x");

        if (value && json_text(value, "fails"))
                return err_set(err, ERR_FAILED, "as it was told");
        return stage_intend(s, err, "act") && stage_result(s, err, "done");
}

static bool look(struct stage *s, struct err *err)
{
        (void)s, (void)err;
        return true;
}

static const struct port ports[] = {{"in", VALUE_ANY, .help = "anything"}, {0}};

static const struct stage_type acts = {.name = "fuzz.act",
                                       .summary = "acts",
                                       .inputs = ports,
                                       .outputs = ports,
                                       .run = act,
                                       .undo = look,
                                       .finish = look};
static const struct stage_type ends = {
        .name = "fuzz.final", .summary = "acts for good", .final = true, .run = act};
static const struct stage_type *const types[] = {&acts, &ends, NULL};

#define DEFINITION                                                                                 \
        "pipeline: p\\nstages:\\n"                                                                 \
        "  a: { uses: fuzz.act }\\n"                                                               \
        "  b: { uses: fuzz.act, needs: [a], with: { in: \\\"${{ stages.a.outputs.in }}\\\" } }\\n" \
        "  c: { uses: fuzz.final, needs: [b] }\\n"
static const char first[] =
        "{\"pipeline\":\"p\",\"file\":\"p.yml\",\"definition\":\"" DEFINITION
        "\",\"digest\":\"%s\",\"stack\":\"" STACK "\",\"inputs\":{},\"owner\":\"me@here:1\"}";

struct play {
        struct run_setup setup;
        bool back;
};

static void say(const char *what, const struct err *err)
{
        if (err->code != ERR_NONE && !*err_text(err))
                fuzz_fail("%s: an error without words", what);
}

static void drive(void *arg)
{
        struct play *p = arg;
        struct err err = ERR_INIT;
        struct run *run = run_open(&p->setup, ID, &err);
        enum run_end end;

        if (!run && err.code == ERR_NONE)
                fuzz_fail("not opened, and no error");
        if (run) {
                end = p->back ? run_back(run, &err) : run_go(run, &err);
                if (end != RUN_SUCCEEDED && end != RUN_UNCHANGED && err.code == ERR_NONE)
                        fuzz_fail("%s, and no error", run_end_name(end));
        }
        say("run", &err);
        err_clear(&err);
        run_free(run);
}

static void add_first(struct store *s)
{
        /* as the definition is read back from its JSON */
        struct json_object *body = NULL, *text;
        char digest[DIGEST_HEX_SIZE];
        struct err err = ERR_INIT;
        char *line = xasprintf(first, "");

        if (!json_parse(line, strlen(line), &body, &err))
                fuzz_fail("%s", err_text(&err));
        text = json_get(body, "definition");
        digest_sha256_hex(json_object_get_string(text), (size_t)json_object_get_string_len(text),
                          digest);
        json_put_text(body, "digest", digest);
        add(s, "run-started", "", json_line(body));
        json_object_put(body);
        free(line);
}

/* A line that begins with a space is a whole first record of its own. */
static void add_lines(struct store *s, struct input *in)
{
        bool begun = false;

        for (int n = 0; in->left && n < MOST; n++) {
                char *line = input_line(in), *rest = line;
                char *kind = strsep(&rest, " "), *stage = strsep(&rest, " ");

                if (!begun && *line && *line != ' ')
                        add_first(s);
                begun = true;
                add(s, *kind ? kind : "run-started", stage && strcmp(stage, "-") ? stage : "",
                    rest ? rest : "{}");
                free(line);
        }
}

static void records(struct input *in, bool back)
{
        struct play p = {.back = back};
        struct history history;
        struct err err = ERR_INIT;
        struct loop *loop = loop_new_virtual(NOW * 1000LL, 1);
        struct store *s = new_store(":memory:");

        add_lines(s, in);
        p.setup =
                (struct run_setup){.loop = loop, .store = s, .types = types, .owner = "me@here:1"};
        fiber_start(loop, "drive", drive, &p);
        loop_run(loop);
        if (history_read(s, "p", STACK, &history, &err))
                history_release(&history);
        say("history", &err);
        err_clear(&err);
        store_close(s);
        loop_free(loop);
}

/* --- a damaged file --- */

static void patches(const uint8_t *data, size_t size)
{
        struct text bytes = good_store();

        for (; size >= 4; data += 4, size -= 4)
                bytes.data[((size_t)data[0] << 16 | (size_t)data[1] << 8 | data[2]) % bytes.len] ^=
                        (char)data[3];
        good_store_is_right_or_refused(&bytes);
        text_release(&bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct input in = {(const char *)data, size};
        char *word = input_line(&in);

        if (!strcmp(word, "patches"))
                patches((const uint8_t *)in.at, in.left);
        else if (!strcmp(word, "resume") || !strcmp(word, "rollback"))
                records(&in, word[1] == 'o');
        free(word);
        return 0;
}
