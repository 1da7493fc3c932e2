#include "engine/sim/faults.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/nearest.h"
#include "engine/sim/random.h"

/* Calls and writes of an undisturbed promotion of two services, and a rollback's. */
enum { CALLS = 170, WRITES = 110, MANY = 5 };
/* In one story of so many the databases are Aurora clusters, or the store is lost. */
enum { AURORA_IN = 6, LOST_IN = 6 };
/* Those of a promotion alone: what comes after begins there. */
enum { PROMOTED_CALLS = 130, PROMOTED_WRITES = 80 };

static const struct {
        const char *name;
        enum fault_at at;
        int weight;
        bool interferes;
} table[FAULT_COUNT] = {
        [FAULT_THROTTLED] = {"throttled", AT_CALL, 3},
        [FAULT_THROTTLED_EXCEPTION] = {"throttled-exception", AT_CALL, 1},
        [FAULT_REQUEST_THROTTLED] = {"request-throttled", AT_CALL, 1},
        [FAULT_REQUEST_LIMIT] = {"request-limit", AT_CALL, 1},
        [FAULT_TOO_MANY_REQUESTS] = {"too-many-requests", AT_CALL, 1},
        [FAULT_SLOW_DOWN] = {"slow-down", AT_CALL, 1},
        [FAULT_PRIOR_REQUEST] = {"prior-request", AT_CALL, 1},
        [FAULT_EC2_THROTTLED] = {"ec2-throttled", AT_CALL, 1},
        [FAULT_THROUGHPUT] = {"throughput", AT_CALL, 1},
        [FAULT_BANDWIDTH] = {"bandwidth", AT_CALL, 1},
        [FAULT_TRANSACTION] = {"transaction", AT_CALL, 1},
        [FAULT_429] = {"429", AT_CALL, 1},
        [FAULT_509] = {"509", AT_CALL, 1},
        [FAULT_THROTTLED_WAIT] = {"throttled-wait", AT_CALL, 1},
        [FAULT_REQUEST_TIMEOUT] = {"request-timeout", AT_CALL, 2},
        [FAULT_ERROR_500] = {"500", AT_CALL, 2},
        [FAULT_ERROR_502] = {"502", AT_CALL, 1},
        [FAULT_ERROR_503] = {"503", AT_CALL, 2},
        [FAULT_ERROR_504] = {"504", AT_CALL, 2},
        [FAULT_HTML] = {"html", AT_CALL, 1},
        [FAULT_REFUSED] = {"refused", AT_CALL, 2},
        [FAULT_DROP_BEFORE] = {"drop-before", AT_CALL, 4},
        [FAULT_DROP_AFTER] = {"drop-after", AT_CALL, 6},
        [FAULT_SLOW] = {"slow", AT_CALL, 3},
        [FAULT_STALLED] = {"stalled", AT_CALL, 2},
        [FAULT_TRUNCATED] = {"truncated", AT_CALL, 2},
        [FAULT_GARBAGE] = {"garbage", AT_CALL, 2},
        [FAULT_STALE] = {"stale", AT_CALL, 6},
        [FAULT_LAG] = {"lag", AT_CALL, 6},
        [FAULT_LAG_FLAPS] = {"lag-flaps", AT_CALL, 4},
        [FAULT_LAG_UNKNOWN] = {"lag-unknown", AT_CALL, 4},
        [FAULT_EXPIRED] = {"expired", AT_CALL, 2},
        [FAULT_CLOCK_STEPS] = {"clock-steps", AT_CALL, 2},
        [FAULT_DENIED] = {"denied", AT_CALL, 2},
        [FAULT_QUOTA] = {"quota", AT_CALL, 1},
        [FAULT_KILL_UNSENT] = {"kill-unsent", AT_CALL, 4},
        [FAULT_KILL_SENT] = {"kill-sent", AT_CALL, 6},
        [FAULT_KILL_ANSWERED] = {"kill-answered", AT_CALL, 6},
        [FAULT_STOPPED] = {"stopped", AT_CALL, 3},
        [FAULT_CANCELLED] = {"cancelled", AT_CALL, 3},
        [FAULT_SECOND_RUN] = {"second-run", AT_CALL, 3},
        [FAULT_RIVAL_RUN] = {"rival-run", AT_CALL, 2},
        [FAULT_UNLOCKED] = {"unlocked", AT_CALL, 1, true},
        [FAULT_UNLOCKED_SECOND_RUN] = {"unlocked-second-run", AT_CALL, 2, true},
        [FAULT_UNLOCKED_RESUME] = {"unlocked-resume", AT_CALL, 2, true},
        [FAULT_ROLLBACK_BESIDE] = {"rollback-beside", AT_CALL, 2},
        [FAULT_RESUME_BESIDE] = {"resume-beside", AT_CALL, 2},
        [FAULT_NEIGHBOUR_LONGER] = {"neighbour-longer", AT_CALL, 2},
        [FAULT_NEIGHBOUR_SHORTER] = {"neighbour-shorter", AT_CALL, 2},
        [FAULT_NEIGHBOUR_PROJECT] = {"neighbour-project", AT_CALL, 2},
        [FAULT_CANDIDATE_DELETED] = {"candidate-deleted", AT_CALL, 1, true},
        [FAULT_ACTIVE_DELETED] = {"active-deleted", AT_CALL, 1, true},
        [FAULT_CANDIDATE_MADE] = {"candidate-made", AT_CALL, 1, true},
        [FAULT_CANDIDATE_REPLACED] = {"candidate-replaced", AT_CALL, 2, true},
        [FAULT_ACTIVE_REPLACED] = {"active-replaced", AT_CALL, 1, true},
        [FAULT_CANDIDATE_PROTECTED] = {"candidate-protected", AT_CALL, 0, true},
        [FAULT_POINTER_MOVED] = {"pointer-moved", AT_CALL, 1, true},
        [FAULT_SERVICE_ROLLED] = {"service-rolled", AT_CALL, 1, true},
        [FAULT_SERVICE_SCALED] = {"service-scaled", AT_CALL, 1, true},
        [FAULT_SERVICE_CHANGED] = {"service-changed", AT_CALL, 1, true},
        [FAULT_DEPLOYMENT_STOPPED] = {"deployment-stopped", AT_CALL, 2},
        [FAULT_PARAMETER_CHANGED] = {"parameter-changed", AT_CALL, 1, true},
        [FAULT_SERVICE_JOINS] = {"service-joins", AT_CALL, 2, true},
        [FAULT_KILL_UNWRITTEN] = {"kill-unwritten", AT_WRITE, 4},
        [FAULT_KILL_WRITTEN] = {"kill-written", AT_WRITE, 6},
        [FAULT_STORE_FULL] = {"store-full", AT_WRITE, 2},
        [FAULT_STORE_IO] = {"store-io", AT_WRITE, 2},
        [FAULT_STORE_BUSY] = {"store-busy", AT_WRITE, 2},
        [FAULT_POWER_CUT] = {"power-cut", AT_WRITE, 0},
        [FAULT_RESTORE_FAILED] = {"restore-failed", AT_START, 1},
        [FAULT_RESTORE_INCOMPATIBLE] = {"restore-incompatible", AT_START, 1},
        [FAULT_RESTORE_STORAGE_FULL] = {"restore-storage-full", AT_START, 1},
        [FAULT_RESTORE_SLOW] = {"restore-slow", AT_START, 1},
        [FAULT_RESTORE_FLAPPING] = {"restore-flapping", AT_START, 3},
        [FAULT_IMAGE_CRASHES] = {"image-crashes", AT_START, 3},
        [FAULT_IMAGE_HANGS] = {"image-hangs", AT_START, 1},
        [FAULT_IMAGE_CRASHES_BREAKER] = {"image-crashes-breaker", AT_START, 2},
        [FAULT_IMAGE_FLAPS] = {"image-flaps", AT_START, 1},
        [FAULT_CLOCK_AHEAD] = {"clock-ahead", AT_START, 1},
        [FAULT_CLOCK_BEHIND] = {"clock-behind", AT_START, 1},
        [FAULT_SHORT_CREDENTIALS] = {"short-credentials", AT_START, 2},
        [FAULT_ORDER_SERIAL] = {"order-serial", AT_START, 3},
        [FAULT_PLANNED] = {"planned", AT_START, 0},
        [FAULT_EDITED] = {"edited", AT_START, 3},
        [FAULT_EDITED_WRONGLY] = {"edited-wrongly", AT_START, 2},
        [FAULT_KEPT] = {"kept", AT_START, 0},
        [FAULT_RETURNED] = {"returned", AT_START, 0},
        [FAULT_SWEPT] = {"swept", AT_START, 0},
        [FAULT_STORE_LOST] = {"store-lost", AT_START, 0},
        [FAULT_STORE_FOUND] = {"store-found", AT_START, 0},
        [FAULT_AURORA] = {"aurora", AT_START, 0},
};

enum fault_at fault_where(enum fault_what what)
{
        return table[what].at;
}

bool fault_interferes(enum fault_what what)
{
        return table[what].interferes;
}

const char *fault_name(enum fault_what what)
{
        return table[what].name;
}

static void add(struct faults *f, enum fault_what what, int64_t n)
{
        f->items = xrealloc(f->items, (f->count + 1) * sizeof(*f->items));
        f->items[f->count++] = (struct fault){what, n};
}

static int weight_of(int what, const struct fault_kinds *kinds)
{
        return kinds && kinds->some && !kinds->of[what] ? 0 : table[what].weight;
}

static enum fault_what draw_one(struct dice *dice, const struct fault_kinds *kinds)
{
        int64_t total = 0, pick;

        for (int i = 0; i < FAULT_COUNT; i++)
                total += weight_of(i, kinds);
        pick = dice_below(dice, total);
        for (int i = 0; i < FAULT_COUNT; i++) {
                pick -= weight_of(i, kinds);
                if (pick < 0)
                        return (enum fault_what)i;
        }
        return FAULT_SLOW;
}

static bool is_wanted(enum fault_what what, const struct fault_kinds *kinds)
{
        return !kinds || !kinds->some || kinds->of[what];
}

static bool has_weight(const struct fault_kinds *kinds)
{
        for (int i = 0; i < FAULT_COUNT; i++)
                if (weight_of(i, kinds))
                        return true;
        return false;
}

/* Half of the others happen then. */
static void draw_after(struct faults *f, uint64_t seed, const struct fault_kinds *kinds)
{
        static const struct {
                enum fault_what what;
                int64_t in; /* of eight */
        } after[] = {{FAULT_KEPT, 7}, {FAULT_RETURNED, 4}, {FAULT_SWEPT, 4}};
        struct dice dice = {seed ^ 0x6b657074u};
        size_t before = f->count;

        if (!(kinds && kinds->some) && dice_below(&dice, 4))
                return;
        for (size_t i = 0; i < ARRAY_LEN(after); i++)
                if (dice_below(&dice, 8) < after[i].in && is_wanted(after[i].what, kinds))
                        add(f, after[i].what, 0);
        for (size_t i = 0; f->count > before && i < before; i++) {
                struct fault *one = &f->items[i];

                if (table[one->what].at != AT_START && dice_below(&dice, 2))
                        one->n += table[one->what].at == AT_CALL ? PROMOTED_CALLS : PROMOTED_WRITES;
        }
}

/* Kinds that came to be when seeds were known by what they bring. */
static void draw_later(struct faults *f, uint64_t seed, const struct fault_kinds *kinds)
{
        static const struct {
                enum fault_what what;
                int64_t in; /* so many stories, one has it */
        } later[] = {{FAULT_CANDIDATE_PROTECTED, 32}, {FAULT_PLANNED, 4}, {FAULT_POWER_CUT, 12}};
        struct dice dice = {seed ^ 0x6c617465u};

        for (size_t i = 0; i < ARRAY_LEN(later); i++) {
                bool drawn = !dice_below(&dice, kinds && kinds->some ? 1 : later[i].in);
                enum fault_at at = table[later[i].what].at;
                int64_t n =
                        at == AT_START ? 0 : 1 + dice_below(&dice, at == AT_CALL ? CALLS : WRITES);

                if (drawn && is_wanted(later[i].what, kinds))
                        add(f, later[i].what, n);
        }
}

/* Without somebody who is killed there is nothing to be rebuilt. */
static void draw_lost(struct faults *f, uint64_t seed, const struct fault_kinds *kinds)
{
        static const enum fault_what kills[] = {FAULT_KILL_UNSENT, FAULT_KILL_SENT,
                                                FAULT_KILL_ANSWERED, FAULT_KILL_WRITTEN};
        struct dice dice = {seed ^ 0x6c6f7374u};
        enum fault_what kill;

        if (!is_wanted(FAULT_STORE_LOST, kinds) ||
            dice_below(&dice, kinds && kinds->some ? 1 : LOST_IN))
                return;
        kill = kills[dice_below(&dice, ARRAY_LEN(kills))];
        add(f, kill, 1 + dice_below(&dice, table[kill].at == AT_CALL ? CALLS : WRITES));
        add(f, FAULT_STORE_LOST, 0);
        if (dice_below(&dice, 2) && is_wanted(FAULT_STORE_FOUND, kinds))
                add(f, FAULT_STORE_FOUND, 0);
}

/* Which databases there are, by itself: all that is drawn besides is the same with either. */
static void draw_databases(struct faults *f, uint64_t seed, const struct fault_kinds *kinds)
{
        struct dice dice = {seed ^ 0x6175726fu};

        if (is_wanted(FAULT_AURORA, kinds) &&
            !dice_below(&dice, kinds && kinds->some ? 1 : AURORA_IN))
                add(f, FAULT_AURORA, 0);
}

void faults_draw(struct faults *f, uint64_t seed, const struct fault_kinds *kinds)
{
        struct dice dice = {seed ^ 0x66617578u};
        int64_t count = has_weight(kinds) ? dice_below(&dice, MANY) : 0;

        *f = (struct faults){0};
        for (int64_t i = 0; i < count; i++) {
                enum fault_what what = draw_one(&dice, kinds);
                int64_t n = table[what].at == AT_CALL    ? 1 + dice_below(&dice, CALLS)
                            : table[what].at == AT_WRITE ? 1 + dice_below(&dice, WRITES)
                                                         : 0;

                if (n || !faults_has(f, what))
                        add(f, what, n);
        }
        draw_after(f, seed, kinds);
        draw_later(f, seed, kinds);
        draw_lost(f, seed, kinds);
        draw_databases(f, seed, kinds);
}

static bool tell_names(struct err *err)
{
        struct text names = TEXT_INIT;

        for (int i = 0; i < FAULT_COUNT; i++)
                text_addf(&names, "%s%s", i ? " " : "", table[i].name);
        err_next(err, "these there are: %s", text_str(&names));
        text_release(&names);
        return false;
}

static bool named(const char *name, size_t len, enum fault_what *what, struct err *err)
{
        const char *names[FAULT_COUNT], *near;
        char *wanted;

        for (int i = 0; i < FAULT_COUNT; i++) {
                names[i] = table[i].name;
                if (strlen(names[i]) == len && !strncmp(names[i], name, len)) {
                        *what = (enum fault_what)i;
                        return true;
                }
        }
        wanted = xstrndup(name, len);
        near = nearest_name(wanted, names, FAULT_COUNT);
        err_set(err, ERR_INVALID, "\"%s\" is no fault%s%s", wanted, near ? "; the nearest is " : "",
                near ? near : "");
        free(wanted);
        return tell_names(err);
}

static bool parse_one(struct faults *f, const char *item, size_t len, struct err *err)
{
        const char *colon = memchr(item, ':', len), *name = colon ? colon + 1 : item;
        enum fault_what what;
        char *end = NULL;
        int64_t n = 0;

        if (!named(name, (size_t)(item + len - name), &what, err))
                return false;
        if (colon)
                n = strtoll(item + 1, &end, 10);
        if (colon ? (end != colon || n < 1 || table[what].at == AT_START ||
                     *item != (table[what].at == AT_CALL ? 'c' : 'w'))
                  : table[what].at != AT_START)
                return err_set(err, ERR_INVALID, "\"%.*s\" is no fault; %s is written %s%s",
                               (int)len, item, table[what].name,
                               table[what].at == AT_CALL    ? "cNUMBER:"
                               : table[what].at == AT_WRITE ? "wNUMBER:"
                                                            : "",
                               table[what].name);
        add(f, what, n);
        return true;
}

bool faults_parse(struct faults *f, const char *text, struct err *err)
{
        *f = (struct faults){0};
        while (*text) {
                size_t len = strcspn(text, ",");

                if (!parse_one(f, text, len, err)) {
                        faults_release(f);
                        return false;
                }
                text += len + (text[len] == ',');
        }
        return true;
}

void faults_print(const struct faults *f, struct text *out)
{
        for (size_t i = 0; i < f->count; i++) {
                if (i)
                        text_add_char(out, ',');
                if (f->items[i].n)
                        text_addf(out, "%c%" PRId64 ":",
                                  table[f->items[i].what].at == AT_CALL ? 'c' : 'w', f->items[i].n);
                text_add(out, table[f->items[i].what].name);
        }
}

bool faults_kinds(const char *text, struct fault_kinds *kinds, struct err *err)
{
        *kinds = (struct fault_kinds){.some = *text};
        while (*text) {
                size_t len = strcspn(text, ",");
                enum fault_what what;

                if (!named(text, len, &what, err))
                        return false;
                kinds->of[what] = true;
                text += len + (text[len] == ',');
        }
        return true;
}

bool faults_has(const struct faults *f, enum fault_what what)
{
        for (size_t i = 0; i < f->count; i++)
                if (f->items[i].what == what)
                        return true;
        return false;
}

void faults_leave_out(struct faults *f, enum fault_what what)
{
        size_t kept = 0;

        for (size_t i = 0; i < f->count; i++)
                if (f->items[i].what != what)
                        f->items[kept++] = f->items[i];
        f->count = kept;
}

const struct fault *faults_at(const struct faults *f, enum fault_at at, int64_t n)
{
        for (size_t i = 0; i < f->count; i++)
                if (f->items[i].n == n && table[f->items[i].what].at == at)
                        return &f->items[i];
        return NULL;
}

void faults_release(struct faults *f)
{
        free(f->items);
        *f = (struct faults){0};
}
