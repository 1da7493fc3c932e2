#include "engine/cli/rehearsal_place.h"

#include <errno.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/mem.h"
#include "engine/loop/process.h"

enum { LOOK_MS = 50, END_MS = 60000, OPEN_FILES = 16 };

extern char **environ;

char *rehearsal_place_file(const struct rehearsal_place *p, const char *name)
{
        return xasprintf("%s/%s", p->folder, name);
}

static void on_signal(void *arg, int signum)
{
        struct rehearsal_place *p = arg;

        (void)signum;
        p->stopping = true;
        signal_all(p->loop, &p->ended);
}

static void on_exited(void *arg, int status, int signum)
{
        struct rehearsal_place *p = arg;

        (void)status;
        (void)signum;
        p->standin = NULL;
        signal_all(p->loop, &p->ended);
}

/* The servers may run as another user, who must reach the folder. */
static bool make_folder(struct rehearsal_place *p, struct err *err)
{
        const char *in = getenv("TMPDIR");
        char *bodies;
        bool ok;

        p->folder = xasprintf("%s/snaplift-rehearsal.XXXXXX", in && *in ? in : "/tmp");
        if (!mkdtemp(p->folder)) {
                err_set(err, ERR_SYSTEM, "can't make a folder for the rehearsal at %s: %s",
                        p->folder, strerror(errno));
                err_next(err, "set TMPDIR to a folder that can be written");
                free(p->folder);
                p->folder = NULL;
                return false;
        }
        bodies = rehearsal_place_file(p, "bodies");
        ok = chmod(p->folder, 0755) == 0 && mkdir(bodies, 0755) == 0;
        if (!ok) {
                err_set(err, ERR_SYSTEM, "can't prepare %s: %s", p->folder, strerror(errno));
                err_next(err, "set TMPDIR to a folder with room");
        }
        free(bodies);
        return ok;
}

static bool write_seed(struct rehearsal_place *p, struct json_object *seed, struct err *err)
{
        char *path = rehearsal_place_file(p, "seed.json");
        FILE *f = fopen(path, "wex");
        bool ok = f && fchmod(fileno(f), 0600) == 0 && fputs(json_line(seed), f) >= 0;

        if (f && fclose(f) != 0)
                ok = false;
        if (!ok) {
                err_set(err, ERR_SYSTEM, "can't write %s: %s", path, strerror(errno));
                err_next(err, "set TMPDIR to a folder with room");
        }
        free(path);
        return ok;
}

static bool start(struct rehearsal_place *p, bool bodies, struct err *err)
{
        char *seed = rehearsal_place_file(p, "seed.json");
        char *log = rehearsal_place_file(p, "stand-in.log");
        char *folder = rehearsal_place_file(p, "bodies");
        const char *const argv[] = {
                "/proc/self/exe",           "standin", "--listen", "127.0.0.1:0", "--seed", seed,
                bodies ? "--bodies" : NULL, folder,    NULL};
        struct process_spec spec = {.argv = argv, .output = log};

        p->standin = process_start(p->loop, &spec, on_exited, p, err);
        free(seed);
        free(log);
        free(folder);
        return p->standin != NULL;
}

/* What the stand-in has said so far; its address when it is ready, as the last line otherwise. */
static bool read_address(struct rehearsal_place *p, char last[512])
{
        static const char ready[] = "listening on ";
        char *path = rehearsal_place_file(p, "stand-in.log");
        FILE *f = fopen(path, "re");
        char line[512];

        *last = '\0';
        while (f && fgets(line, sizeof(line), f)) {
                bool whole = strchr(line, '\n') != NULL;

                line[strcspn(line, "\n")] = '\0';
                if (whole && text_starts(line, ready))
                        xreplace(&p->address, line + sizeof(ready) - 1);
                if (!*last || text_starts(line, "snaplift: "))
                        snprintf(last, 512, "%s", line);
        }
        if (f)
                fclose(f);
        free(path);
        return p->address != NULL;
}

struct opening {
        struct rehearsal_place *place;
        bool bodies;
        struct err *err;
        bool ok;
};

static void open_place(void *arg)
{
        struct opening *o = arg;
        struct rehearsal_place *p = o->place;
        char last[512];

        if (!start(p, o->bodies, o->err))
                return;
        while (!(o->ok = read_address(p, last)) && p->standin && !p->stopping)
                fiber_sleep(p->loop, LOOK_MS);
        if (p->stopping) {
                o->ok = false;
                err_set(o->err, ERR_INTERRUPTED, "stopped before the rehearsal had begun");
        } else if (!o->ok) {
                err_set(o->err, ERR_FAILED, "the rehearsal's cloud did not start: %s",
                        text_starts(last, "snaplift: ") ? last + 10 : last);
                err_next(o->err, "correct that, or rehearse with --without-bodies");
        }
}

static void close_place(void *arg)
{
        struct rehearsal_place *p = arg;
        int64_t deadline = loop_ticks(p->loop) + END_MS;

        if (p->standin)
                process_signal(p->standin, SIGTERM);
        while (p->standin && loop_ticks(p->loop) < deadline)
                signal_wait(p->loop, &p->ended, deadline);
}

static int remove_one(const char *path, const struct stat *is, int kind, struct FTW *where)
{
        (void)is;
        (void)kind;
        (void)where;
        remove(path);
        return 0;
}

void rehearsal_place_close(struct rehearsal_place *p)
{
        if (p->loop) {
                fiber_start(p->loop, "end of the rehearsal", close_place, p);
                loop_run(p->loop);
                loop_free(p->loop); /* kills what has not ended by itself */
        }
        if (p->folder)
                nftw(p->folder, remove_one, OPEN_FILES, FTW_DEPTH | FTW_PHYS);
        free(p->folder);
        free(p->address);
        *p = (struct rehearsal_place){0};
}

bool rehearsal_place_open(struct rehearsal_place *p, struct json_object *seed, bool bodies,
                          struct err *err)
{
        struct opening o = {.place = p, .bodies = bodies, .err = err};

        *p = (struct rehearsal_place){.loop = loop_new()};
        loop_on_signal(p->loop, SIGINT, on_signal, p);
        loop_on_signal(p->loop, SIGTERM, on_signal, p);
        if (make_folder(p, err) && write_seed(p, seed, err)) {
                fiber_start(p->loop, "rehearsal", open_place, &o);
                loop_run(p->loop);
        }
        if (!o.ok)
                rehearsal_place_close(p);
        return o.ok;
}

static void just_wait(void *arg)
{
        struct rehearsal_place *p = arg;

        fiber_sleep(p->loop, 1);
}

bool rehearsal_place_stopping(struct rehearsal_place *p)
{
        fiber_start(p->loop, "signals", just_wait, p);
        loop_run(p->loop);
        return p->stopping;
}

void rehearsal_place_enter(const struct rehearsal_place *p, const char *region)
{
        char *endpoint = xasprintf("http://%s", p->address);
        char *none = rehearsal_place_file(p, "no-such-file");
        bool more = true;

        while (more) {
                more = false;
                for (char **at = environ; *at && !more; at++) {
                        char *name = xstrndup(*at, strcspn(*at, "="));

                        more = text_starts(name, "AWS_") || text_same(name, "SNAPLIFT_TRACE");
                        if (more)
                                unsetenv(name);
                        free(name);
                }
        }
        setenv("AWS_ENDPOINT_URL", endpoint, 1);
        setenv("AWS_CONFIG_FILE", none, 1);
        setenv("AWS_SHARED_CREDENTIALS_FILE", none, 1);
        setenv("AWS_EC2_METADATA_DISABLED", "true", 1);
        setenv("AWS_ACCESS_KEY_ID", "test", 1);
        setenv("AWS_SECRET_ACCESS_KEY", "test", 1);
        setenv("AWS_REGION", region, 1);
        setenv("SNAPLIFT_POLL", "300ms", 1);
        setenv("NO_PROXY", "*", 1);
        setenv("no_proxy", "*", 1);
        free(endpoint);
        free(none);
}
