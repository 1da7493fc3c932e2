/*
 * Kills a promotion at every place there is, one place a time, goes on with it, and compares what
 * is left in the cloud with what is left of one that was not disturbed.
 *
 *      crash-sweep -n NAME -p PROGRAM -s SEED -d FOLDER [OPTION...] -- RUN-ARGUMENT...
 *
 *      -j JOBS     so many places at a time
 *      -b          the killed run is rolled back; without, it is resumed
 *      -f          left alone the run fails and is put back; without, it succeeds
 *      -r          the run has succeeded undisturbed; what is killed is that it is put back then
 *      -a PLACE    only this one
 *      -e N        only every Nth of the places, the first and the last among them
 *
 * PROGRAM has kill.c in it. Each place has a stand-in, a store and a folder of
 * its own; a run is never waited for by the clock. Prints one case ("ok - ...") and, for each place
 * that went wrong, what was wrong and the command that plays it again.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "tests/crash/helper_cloud.h"
#include "tests/crash/helper_run.h"

/* After ENOUGH places that went wrong the others would tell nothing new. */
enum { TRIES = 4, ENOUGH = 6, PATIENCE_MS = 30000, LOOK_MS = 4 };

struct sweep {
        const char *name, *program, *seed, *folder, *only;
        char **arguments; /* of `run` */
        int jobs;
        size_t every;
        bool back, fails, returns;
        /* of the undisturbed run */
        struct strlist places;
        char *before, *after;
        char state[32];
        int status, stages;
};

/* What the workers have in common. */
struct tally {
        atomic_uint next, killed, missed, wrong;
};

/* --- one promotion --- */

struct scene {
        const struct sweep *sweep;
        struct cloud cloud;
        char *folder, *store, *log;
};

static void scene_open(struct scene *sc, const struct sweep *sweep, const char *folder)
{
        char *command = xasprintf("rm -rf '%s' && mkdir -p '%s'", folder, folder), *url;

        *sc = (struct scene){.sweep = sweep, .folder = xstrdup(folder)};
        if (system(command) != 0)
                exit(2);
        free(command);
        sc->store = xasprintf("%s/runs.db", folder);
        sc->log = xasprintf("%s/log", folder);
        cloud_start(&sc->cloud, sweep->program, sweep->seed, folder);
        url = xasprintf("http://127.0.0.1:%d", sc->cloud.port);
        setenv("AWS_ENDPOINT_URL", url, 1);
        setenv("SNAPLIFT_STORE", sc->store, 1);
        setenv("HOME", folder, 1);
        free(url);
}

static void scene_close(struct scene *sc)
{
        cloud_stop(&sc->cloud);
        free(sc->folder);
        free(sc->store);
        free(sc->log);
}

static int new_run(const struct scene *sc)
{
        char *argv[32] = {(char *)sc->sweep->program, "run"};
        size_t n = 2;

        for (size_t i = 0; sc->sweep->arguments[i] && n + 1 < ARRAY_LEN(argv); i++)
                argv[n++] = sc->sweep->arguments[i];
        return run_program(argv, sc->log);
}

static int go_on(const struct scene *sc, const char *how, const char *run)
{
        char *argv[] = {(char *)sc->sweep->program, (char *)how, (char *)run, NULL};

        return run_program(argv, sc->log);
}

/* What is killed: a run, or, of one that has succeeded, its return. */
static int begin(const struct scene *sc)
{
        char *argv[] = {(char *)sc->sweep->program, "rollback", NULL, "--accept-data-loss", NULL};
        struct run_facts facts;

        if (!sc->sweep->returns)
                return new_run(sc);
        run_facts_read(sc->store, &facts);
        argv[2] = facts.id;
        return run_program(argv, sc->log);
}

/* What comes before that, undisturbed. */
static void prepare(const struct scene *sc)
{
        if (sc->sweep->returns && new_run(sc) != 0) {
                fprintf(stderr, "crash-sweep: the run to be put back has failed: %s\n", sc->log);
                exit(2);
        }
}

/* Until the cloud has come to rest as expected: it does so by itself, a moment after the run. */
static bool is_left(const struct scene *sc, const char *wanted, const char *what, struct text *why)
{
        char *found = NULL, *difference;

        for (int waited = 0; waited <= PATIENCE_MS; waited += LOOK_MS) {
                free(found);
                found = cloud_picture(&sc->cloud);
                if (!strcmp(found, wanted))
                        break;
                usleep(LOOK_MS * 1000);
        }
        difference = picture_difference(wanted, found);
        if (*difference)
                text_addf(why, "the cloud is not %s:\n%s", what, difference);
        free(found);
        if (*difference == '\0') {
                free(difference);
                return true;
        }
        free(difference);
        return false;
}

static bool has_status(int status, int wanted, const char *what, struct text *why)
{
        if (status == wanted)
                return true;
        if (status < 0)
                text_addf(why, "%s was ended by signal %d\n", what, -status);
        else
                text_addf(why, "%s ended with status %d, not %d\n", what, status, wanted);
        return false;
}

/* --- after the kill --- */

/* A lease that died with its run, after the run's end, is in nobody's way. */
static bool is_free(const struct scene *sc, struct text *why)
{
        struct run_facts facts;

        run_facts_read(sc->store, &facts);
        if (!facts.leased)
                return true;
        if (sc->sweep->returns && facts.ended && has_status(new_run(sc), 0, "the next run", why))
                run_facts_read(sc->store, &facts);
        else if (facts.ended && has_status(begin(sc), sc->sweep->status, "the next run", why) &&
                 is_left(sc, sc->sweep->after, "as after an undisturbed run", why))
                run_facts_read(sc->store, &facts);
        if (facts.leased)
                text_add(why, "the stack's lease is still held\n");
        return !facts.leased;
}

static bool store_says(const struct scene *sc, const char *state, struct text *why)
{
        struct run_facts facts;

        run_facts_read(sc->store, &facts);
        if (strcmp(facts.state, state) != 0)
                text_addf(why, "the run is %s, not %s\n", facts.state, state);
        return why->len == 0 && is_free(sc, why);
}

/* The whole of it, to the end of a run that nothing disturbed. */
static bool is_done(const struct scene *sc, struct text *why)
{
        return is_left(sc, sc->sweep->after, "as after an undisturbed run", why) &&
               store_says(sc, sc->sweep->state, why);
}

/* Nothing was written, so there is nothing to go on with: a new run is not in its way. */
static bool anew(const struct scene *sc, struct text *why)
{
        return is_left(sc, sc->sweep->before, "as before the run", why) &&
               has_status(begin(sc), sc->sweep->status, "a new run", why) && is_done(sc, why);
}

static bool resumed(const struct scene *sc, const char *run, struct text *why)
{
        return has_status(go_on(sc, "resume", run), sc->sweep->status, "resume", why) &&
               is_done(sc, why);
}

static bool rolled_back(const struct scene *sc, const struct run_facts *was, struct text *why)
{
        bool succeeded = sc->sweep->status == 0;
        int status = go_on(sc, "rollback", was->id);

        if (was->ended && succeeded)
                return has_status(status, 5, "rollback of a run that has succeeded", why) &&
                       is_done(sc, why);
        if (was->final)
                return has_status(status, 6, "rollback past the point of no return", why) &&
                       resumed(sc, was->id, why);
        if (was->stages == sc->sweep->stages && succeeded)
                return has_status(status, 5, "rollback of a run that has done all", why) &&
                       resumed(sc, was->id, why);
        return has_status(status, 0, "rollback", why) &&
               is_left(sc, sc->sweep->before, "as before the run", why) &&
               store_says(sc, "rolled-back", why);
}

/* Nobody has to accept anything again; resumed, it is a run that was put back. */
static bool returned(const struct scene *sc, const char *run, struct text *why)
{
        bool back = sc->sweep->back;

        return has_status(go_on(sc, back ? "rollback" : "resume", run), back ? 0 : 1,
                          back ? "rollback" : "resume", why) &&
               is_done(sc, why);
}

enum verdict { RIGHT, WRONG, NOT_THERE };

static enum verdict play(const struct sweep *sweep, const char *folder, const char *place,
                         struct text *why)
{
        enum verdict verdict = RIGHT;
        struct run_facts was;
        struct scene sc;
        int status;
        bool ok;

        scene_open(&sc, sweep, folder);
        prepare(&sc);
        setenv("SNAPLIFT_CRASH_AT", place, 1);
        status = begin(&sc);
        unsetenv("SNAPLIFT_CRASH_AT");
        run_facts_read(sc.store, &was);
        if (status != -SIGKILL) {
                verdict = NOT_THERE;
                ok = has_status(status, sweep->status, "the run", why) && is_done(&sc, why);
        } else if (sweep->returns ? !strcmp(was.state, "succeeded") : !was.begun) {
                ok = anew(&sc, why);
        } else if (sweep->returns && strcmp(was.state, sweep->state) != 0) {
                ok = returned(&sc, was.id, why);
        } else if (sweep->returns) {
                ok = is_done(&sc, why);
        } else if (sweep->back) {
                ok = rolled_back(&sc, &was, why);
        } else {
                ok = resumed(&sc, was.id, why);
        }
        scene_close(&sc);
        return ok ? verdict : WRONG;
}

/* --- all places --- */

/* Looks come as often as it takes, so the last of them may not come a second time. */
static bool is_a_look(const char *place)
{
        return strstr(place, " Describe") || strstr(place, " Get") || strstr(place, " List");
}

static void judge(const struct sweep *sweep, struct tally *tally, const char *folder,
                  const char *place)
{
        enum verdict verdict = NOT_THERE;
        struct text why = TEXT_INIT;

        for (int i = 0; i < TRIES && verdict == NOT_THERE; i++)
                verdict = play(sweep, folder, place, &why);
        if (verdict == NOT_THERE && is_a_look(place)) {
                tally->missed++;
        } else if (verdict == NOT_THERE) {
                text_add(&why, "the run has not come to this place\n");
                verdict = WRONG;
        } else {
                tally->killed++;
        }
        if (verdict == WRONG) {
                tally->wrong++;
                printf("# killed %s, then %s:\n%s# play it again: tests/crash/run %s %s '%s'\n",
                       place, sweep->back ? "rolled back" : "resumed", text_str(&why), sweep->name,
                       sweep->back ? "rollback" : "resume", place);
                fflush(stdout);
        }
        text_release(&why);
}

static void work(const struct sweep *sweep, struct tally *tally, int worker)
{
        char *folder = xasprintf("%s/%d", sweep->folder, worker);

        for (;;) {
                size_t n = tally->next++;

                if (n >= sweep->places.count || tally->wrong >= ENOUGH)
                        break;
                judge(sweep, tally, folder, sweep->places.items[n]);
        }
        free(folder);
}

/* Leaves every Nth, and the last. */
static void thin_places(struct strlist *places, size_t every)
{
        struct strlist kept = {0};

        for (size_t i = 0; i < places->count; i++)
                if (i % every == 0 || i + 1 == places->count)
                        strlist_add(&kept, places->items[i]);
        strlist_release(places);
        *places = kept;
}

static void read_places(struct sweep *sweep, const char *file)
{
        char line[300];
        FILE *in = fopen(file, "r");

        while (in && fgets(line, sizeof(line), in)) {
                line[strcspn(line, "\n")] = '\0';
                strlist_add(&sweep->places, line);
        }
        if (in)
                fclose(in);
}

/* The measure of all others. */
static bool undisturbed(struct sweep *sweep)
{
        char *folder = xasprintf("%s/undisturbed", sweep->folder);
        char *list = xasprintf("%s/places", folder);
        struct run_facts facts;
        struct scene sc;

        scene_open(&sc, sweep, folder);
        prepare(&sc);
        sweep->before = cloud_picture(&sc.cloud);
        setenv("SNAPLIFT_CRASH_LIST", list, 1);
        sweep->status = begin(&sc);
        unsetenv("SNAPLIFT_CRASH_LIST");
        run_facts_read(sc.store, &facts);
        snprintf(sweep->state, sizeof(sweep->state), "%s", facts.state);
        sweep->stages = facts.stages;
        sweep->after = cloud_picture(&sc.cloud);
        read_places(sweep, list);
        scene_close(&sc);
        free(list);
        free(folder);
        return facts.ended && !facts.leased && sweep->places.count;
}

/* A run that fails leaves things as they were, and one that succeeds does not. */
static bool is_measure(const struct sweep *sweep)
{
        char *difference = picture_difference(sweep->before, sweep->after);
        bool ok =
                sweep->returns
                        ? sweep->status == 0 && !strcmp(sweep->state, "rolled-back") && *difference
                : sweep->fails
                        ? sweep->status == 1 && !strcmp(sweep->state, "rolled-back") && !*difference
                        : sweep->status == 0 && !strcmp(sweep->state, "succeeded") && *difference;

        if (!ok)
                printf("# the undisturbed run: status %d, %s\n%s", sweep->status, sweep->state,
                       difference);
        free(difference);
        return ok;
}

static void all_places(const struct sweep *sweep, struct tally *tally)
{
        for (int i = 0; i < sweep->jobs; i++) {
                pid_t pid = fork();

                if (pid < 0)
                        exit(2);
                if (pid == 0) {
                        work(sweep, tally, i);
                        exit(0);
                }
        }
        for (int i = 0; i < sweep->jobs; i++) {
                int status;

                if (wait(&status) < 0 || status != 0)
                        tally->wrong++;
        }
}

static struct sweep options(int argc, char **argv)
{
        struct sweep s = {.jobs = 2, .every = 1};
        int c;

        while ((c = getopt(argc, argv, "n:p:s:d:j:a:e:bfr")) != -1) {
                if (c == 'n')
                        s.name = optarg;
                else if (c == 'p')
                        s.program = optarg;
                else if (c == 's')
                        s.seed = optarg;
                else if (c == 'd')
                        s.folder = optarg;
                else if (c == 'j')
                        s.jobs = atoi(optarg);
                else if (c == 'a')
                        s.only = optarg;
                else if (c == 'e')
                        s.every = strtoul(optarg, NULL, 10);
                else if (c == 'b')
                        s.back = true;
                else if (c == 'f')
                        s.fails = true;
                else if (c == 'r')
                        s.returns = true;
        }
        s.arguments = argv + optind;
        if (!s.name || !s.program || !s.seed || !s.folder || s.jobs < 1 || !s.every ||
            !*s.arguments) {
                fprintf(stderr, "usage: crash-sweep -n NAME -p PROGRAM -s SEED -d FOLDER "
                                "[-j JOBS] [-b] [-f] [-r] [-a PLACE] [-e N] -- RUN-ARGUMENT...\n");
                exit(2);
        }
        return s;
}

int main(int argc, char **argv)
{
        struct sweep sweep = options(argc, argv);
        struct tally *tally = mmap(NULL, sizeof(*tally), PROT_READ | PROT_WRITE,
                                   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        const char *then = sweep.back ? "rolled back" : "resumed";
        size_t all;

        if (tally == MAP_FAILED)
                return 2;
        mkdir(sweep.folder, 0700);
        if (!undisturbed(&sweep) || !is_measure(&sweep)) {
                printf("not ok - %s: the undisturbed run: see %s\n", sweep.name, sweep.folder);
                return 1;
        }
        all = sweep.places.count;
        thin_places(&sweep.places, sweep.every);
        if (sweep.only) {
                strlist_release(&sweep.places);
                strlist_add(&sweep.places, sweep.only);
                sweep.jobs = 1;
        }
        fflush(stdout);
        all_places(&sweep, tally);
        if (tally->missed)
                printf("# %u looks were not come to again\n", tally->missed);
        printf("%s - %s: killed at %u of %zu places and %s each time\n",
               tally->wrong ? "not ok" : "ok", sweep.name, tally->killed, all, then);
        return tally->wrong != 0;
}
