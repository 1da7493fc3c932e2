/* snaplift simulate: a pipeline played many times over in virtual time, with everything going
 * wrong. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/definition.h"
#include "engine/cli/message.h"
#include "engine/loop/loop.h"
#include "engine/loop/workers.h"
#include "engine/sim/shrink.h"
#include "engine/sim/story.h"

enum { SEEDS = 100, MINUTE = 60000, MOST_JOBS = 1024 };

struct simulation {
        const struct args *args;
        struct definition definition;
        struct json_object *inputs;
        struct loop *clock;
        uint64_t first, last;
        int64_t until; /* loop_ticks; 0: until the last seed */
        bool exact;    /* --faults: these, not drawn ones */
        struct faults faults;
        struct fault_kinds kinds;
        enum world_kind world;
        struct story_ends done;
        int jobs;
        int64_t stories, failed, calls, processes;
        int64_t ends[RUN_BROKEN + 1];
};

/* What the process that played a story tells the one that counts them; what is to be printed of it
 * follows. */
struct played {
        int64_t calls, processes;
        enum run_end end;
        bool failed;
};

static bool read_number(const char *text, const char *end, uint64_t *out)
{
        char *stopped = NULL;

        *out = strtoull(text, &stopped, 10);
        return stopped == end && end > text;
}

static bool read_seeds(struct simulation *s, struct err *err)
{
        const char *text = args_value(s->args, "seeds"), *dots;

        s->first = 1;
        s->last = SEEDS;
        if (!text)
                return true;
        dots = strstr(text, "..");
        if (dots ? read_number(text, dots, &s->first) &&
                            read_number(dots + 2, text + strlen(text), &s->last) &&
                            s->first <= s->last
                 : read_number(text, text + strlen(text), &s->first)) {
                if (!dots)
                        s->last = s->first;
                return true;
        }
        err_set(err, ERR_INVALID, "--seeds %s is not A..B", text);
        return err_next(err, "write two numbers, as in --seeds 1..1000, or one");
}

static bool read_faults(struct simulation *s, struct err *err)
{
        const char *list = args_value(s->args, "faults"), *kinds = args_value(s->args, "kinds");

        s->exact = list;
        return (!list || faults_parse(&s->faults, list, err)) &&
               (!kinds || faults_kinds(kinds, &s->kinds, err));
}

static bool read_minutes(struct simulation *s, struct err *err)
{
        const char *text = args_value(s->args, "minutes");
        uint64_t minutes;

        if (!text)
                return true;
        if (!read_number(text, text + strlen(text), &minutes) || minutes < 1) {
                err_set(err, ERR_INVALID, "--minutes %s is not a number of minutes", text);
                return err_next(err, "write a whole number, as in --minutes 10");
        }
        s->until = loop_ticks(s->clock) + (int64_t)minutes * MINUTE;
        if (!args_value(s->args, "seeds"))
                s->last = UINT64_MAX;
        return true;
}

static const struct pipeline_input *find_input(const struct pipeline *p, const char *name)
{
        for (size_t i = 0; i < p->input_count; i++)
                if (!strcmp(p->inputs[i].name, name))
                        return &p->inputs[i];
        return NULL;
}

static bool read_jobs(struct simulation *s, struct err *err)
{
        const char *text = args_value(s->args, "jobs");
        uint64_t jobs;

        s->jobs = workers_default();
        if (!text)
                return true;
        if (!read_number(text, text + strlen(text), &jobs) || jobs < 1 || jobs > MOST_JOBS) {
                err_set(err, ERR_INVALID, "--jobs %s is not a number of processes", text);
                return err_next(err, "write a whole number from 1 to %d, as in --jobs 4",
                                MOST_JOBS);
        }
        s->jobs = (int)jobs;
        return true;
}

/* The simulated stack has the services web and worker, and an operator has the database ops-main
 * beside it; a pipeline that must be told so is. */
static void read_inputs(struct simulation *s)
{
        const struct pipeline *p = s->definition.pipeline;
        const char *pair;
        size_t at = 0;

        s->inputs = json_object_new_object();
        while ((pair = args_next(s->args, "set", &at))) {
                char *name = xstrndup(pair, strcspn(pair, "="));

                json_put_text(s->inputs, name, strchr(pair, '=') + 1);
                free(name);
        }
        if (find_input(p, "services") && !json_get(s->inputs, "services"))
                json_put_text(s->inputs, "services", "web,worker");
        if (find_input(p, "database") && find_input(p, "database")->required &&
            !json_get(s->inputs, "database"))
                json_put_text(s->inputs, "database", SIM_THEIRS);
}

static void play(struct simulation *s, struct story *story, uint64_t seed,
                 const struct faults *faults)
{
        *story = (struct story){
                .seed = seed,
                .faults = faults,
                .pipeline = s->definition.pipeline,
                .inputs = s->inputs,
                .world = s->world,
                .done = &s->done,
                .tracing = args_flag(s->args, "trace"),
        };
        story_play(story);
}

/* What must be found when nothing goes wrong: the measure for all others. */
static bool play_undisturbed(struct simulation *s)
{
        struct story story = {
                .seed = s->first,
                .pipeline = s->definition.pipeline,
                .inputs = s->inputs,
        };
        bool ok = story_measure(&story, &s->done);

        s->world = story.world;
        if (!ok)
                printf("%swithout any fault the pipeline ends as %s on a stack %s:\n%s",
                       text_str(&story.log), run_end_name(story.end), world_kind_name(story.world),
                       text_str(&story.breaches));
        story_release(&story);
        return ok;
}

/* As a shell reads it back. */
static void add_word(struct text *out, const char *word)
{
        static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                    "0123456789_./:=,@%+-";

        if (*word && !word[strspn(word, plain)]) {
                text_add(out, word);
                return;
        }
        text_add_char(out, '\'');
        for (const char *c = word; *c; c++) {
                if (*c == '\'')
                        text_add(out, "'\\''");
                else
                        text_add_char(out, *c);
        }
        text_add_char(out, '\'');
}

/* The command that plays a story of this seed again, without its faults. */
static void add_again(const struct simulation *s, uint64_t seed, struct text *out)
{
        const char *pair;
        size_t at = 0;

        text_add(out, "again: snaplift simulate ");
        add_word(out, args_operand(s->args, 0));
        text_addf(out, " --seeds %" PRIu64, seed);
        while ((pair = args_next(s->args, "set", &at))) {
                text_add(out, " --set ");
                add_word(out, pair);
        }
}

static void tell_failure(struct simulation *s, const struct story *failed, struct faults *faults,
                         struct text *out)
{
        struct text list = TEXT_INIT;
        struct story again;

        shrink(failed, faults);
        faults_print(faults, &list);
        play(s, &again, failed->seed, faults);
        if (args_flag(s->args, "trace"))
                text_add(out, text_str(&again.log));
        text_addf(out, "seed %" PRIu64 " ends as %s, faults: %s\n%s", failed->seed,
                  run_end_name(again.end), list.len ? text_str(&list) : "none",
                  text_str(&again.breaches));
        add_again(s, failed->seed, out);
        text_addf(out, " --faults '%s' --trace\n\n", text_str(&list));
        text_release(&list);
        story_release(&again);
}

/* In a worker. */
static void play_one(void *arg, uint64_t seed, struct text *out)
{
        struct simulation *s = arg;
        struct faults faults = {0};
        struct played played;
        struct story story;

        if (s->exact) {
                faults.count = s->faults.count;
                faults.items = xcalloc(faults.count + 1, sizeof(*faults.items));
                for (size_t i = 0; i < faults.count; i++)
                        faults.items[i] = s->faults.items[i];
        } else {
                faults_draw(&faults, seed, &s->kinds);
                if (!s->done.aurora[0])
                        faults_leave_out(&faults, FAULT_AURORA);
        }
        play(s, &story, seed, &faults);
        played = (struct played){story.calls, story.processes, story.end, story.breaches.len};
        text_add_n(out, &played, sizeof(played));
        if (played.failed)
                tell_failure(s, &story, &faults, out);
        else if (args_flag(s->args, "trace"))
                text_addf(out, "%sseed %" PRIu64 " ends as %s\n", text_str(&story.log), seed,
                          run_end_name(story.end));
        story_release(&story);
        faults_release(&faults);
}

static bool count_one(void *arg, uint64_t seed, const struct text *result)
{
        struct simulation *s = arg;
        struct played played;

        (void)seed;
        memcpy(&played, result->data, sizeof(played));
        s->stories++;
        s->calls += played.calls;
        s->processes += played.processes;
        s->ends[played.end]++;
        s->failed += played.failed;
        printf("%s", result->data + sizeof(played));
        if (played.failed)
                fflush(stdout);
        return !(s->until && loop_ticks(s->clock) >= s->until) &&
               !(s->failed && args_flag(s->args, "first"));
}

/* The program itself came to grief, which no story may bring about. */
static void tell_death(struct simulation *s, uint64_t seed, const struct err *err)
{
        const char *faults = args_value(s->args, "faults"), *kinds = args_value(s->args, "kinds");
        struct text again = TEXT_INIT;

        s->failed++;
        add_again(s, seed, &again);
        printf("seed %s\n%s%s%s%s%s%s --jobs 1\n\n", err_text(err), text_str(&again),
               faults ? " --faults '" : "", faults ? faults : "", faults ? "'" : "",
               kinds ? " --kinds " : "", kinds ? kinds : "");
        text_release(&again);
}

static void tell_all(const struct simulation *s, int64_t took)
{
        printf("%" PRId64 " stories in %.1f s: %" PRId64 " processes, %" PRId64 " calls;",
               s->stories, (double)took / 1e3, s->processes, s->calls);
        for (int i = 0; i <= RUN_BROKEN; i++)
                if (s->ends[i])
                        printf(" %" PRId64 " %s", s->ends[i], run_end_name((enum run_end)i));
        printf("; %" PRId64 " wrong\n", s->failed);
}

static int play_all(struct simulation *s)
{
        struct workers workers = {
                .count = s->jobs,
                .first = s->first,
                .last = s->last,
                .work = play_one,
                .take = count_one,
                .arg = s,
        };
        int64_t began = loop_ticks(s->clock);
        struct err err = ERR_INIT;
        uint64_t seed;
        int ending = END_DONE;

        if (!play_undisturbed(s))
                return END_FINDINGS;
        if (!workers_run(&workers, &seed, &err) && !err_is(&err, ERR_SYSTEM))
                tell_death(s, seed, &err);
        else if (err.code)
                ending = message_error(&err);
        err_clear(&err);
        if (ending != END_DONE)
                return ending;
        tell_all(s, loop_ticks(s->clock) - began);
        return s->failed ? END_FINDINGS : END_DONE;
}

static int simulate(const struct args *args)
{
        struct simulation s = {.args = args};
        struct err err = ERR_INIT;
        int ending = definition_load(args, &s.definition);

        if (ending != END_DONE)
                return ending;
        s.clock = loop_new();
        if (read_seeds(&s, &err) && read_faults(&s, &err) && read_minutes(&s, &err) &&
            read_jobs(&s, &err)) {
                read_inputs(&s);
                ending = play_all(&s);
        } else {
                ending = message_error(&err);
        }
        err_clear(&err);
        loop_free(s.clock);
        json_object_put(s.inputs);
        faults_release(&s.faults);
        story_ends_release(&s.done);
        definition_release(&s.definition);
        return ending;
}

static const struct operand operands[] = {
        {"PIPELINE", false, "the pipeline file"},
        {NULL},
};

static const struct option options[] = {
        {"seeds", "A..B", false, "which stories (else 1..100)"},
        {"minutes", "N", false, "go on for so long"},
        {"faults", "LIST", false, "just these faults, as a failing story tells them"},
        {"kinds", "LIST", false, "draw from these kinds of fault only"},
        {"jobs", "N", false, "in so many processes (else one for each processor)"},
        {"first", NULL, false, "stop at the first story that ends wrongly"},
        {"trace", NULL, false, "print every event, call and change of each story"},
        OPTION_SET,
        {NULL},
};

const struct command simulate_command = {
        .name = "simulate",
        .summary = "play a pipeline in a simulated cloud where everything goes wrong",
        .details = "In virtual time; no call leaves the program. Each seed is a story: faults of "
                   "requests, of the\nstore and of AWS, processes killed and "
                   "resumed, other people's hands. After every\nchange and at the end the cloud "
                   "itself is looked at. A story that ends wrongly is told with the\nfewest faults "
                   "it still ends wrongly with, and the command that plays it again. Exit 7 then.",
        .operands = operands,
        .options = options,
        .run = simulate,
};
