/* Where a stack stands, for a person. */
#include <inttypes.h>
#include <string.h>

#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/cli/layout.h"
#include "engine/cli/runs.h"
#include "engine/cli/standing.h"

enum { LABEL = STANDING_INDENT - 1 };

/* "LABEL     ...": the rest follows. */
static void label(struct text *out, const char *name)
{
        text_addf(out, "%-*s ", LABEL, name);
}

static void add_value(struct text *out, const char *before, struct json_object *of,
                      const char *member)
{
        const char *value = json_text(of, member);

        if (!value)
                return;
        text_add(out, before);
        text_add_printable(out, value);
}

static void add_when(struct text *out, const char *iso)
{
        char at[ISO_SIZE];
        int64_t ms;

        if (!iso_parse(iso, &ms))
                return;
        when_format(ms, at);
        text_add(out, at);
}

static void add_seconds(struct text *out, int64_t seconds)
{
        char took[24];

        duration_format(seconds * 1000, took);
        text_add(out, took);
}

static bool is_unknown(struct json_object *facts, const char *what)
{
        struct json_object *list = json_array(facts, "unknown");

        for (size_t i = 0; i < json_count(list); i++)
                if (text_same(json_text(json_at(list, i), "what"), what))
                        return true;
        return false;
}

/* --- the active one --- */

static bool has_database(struct json_object *facts, const char *timestamp)
{
        struct json_object *list = json_array(facts, "databases");

        for (size_t i = 0; timestamp && i < json_count(list); i++)
                if (text_ends(json_text(json_at(list, i), "id"), timestamp))
                        return true;
        return false;
}

static void add_since(struct json_object *p, int64_t now, struct text *out)
{
        int64_t since;

        if (!json_text(p, "since") || !iso_parse(json_text(p, "since"), &since))
                return;
        label(out, "since");
        add_when(out, json_text(p, "since"));
        text_add(out, ", for ");
        add_seconds(out, now > since ? (now - since) / 1000 : 0);
        if (text_same(json_text(p, "since_is"), "write"))
                text_add(out, " or longer");
        add_value(out, ", set by ", p, "set_by");
        text_add_char(out, '\n');
}

static void add_from(struct json_object *p, struct text *out)
{
        if (!json_text(p, "snapshot"))
                return;
        label(out, "from");
        add_value(out, "snapshot ", p, "snapshot");
        add_value(out, " of ", p, "source");
        add_value(out, ", tier ", p, "tier");
        text_add_char(out, '\n');
}

static void add_run(struct json_object *p, struct text *out)
{
        if (!json_text(p, "run"))
                return;
        label(out, "run");
        add_value(out, "", p, "run");
        add_value(out, " of ", p, "pipeline");
        add_value(out, ", ", p, "state");
        add_value(out, ", by ", p, json_text(p, "actor") ? "actor" : "owner");
        add_value(out, ", tag ", p, "tag");
        if (json_text(p, "commit"))
                text_addf(out, ", commit %.10s", json_text(p, "commit"));
        text_add_char(out, '\n');
}

static void add_active(struct json_object *facts, int64_t now, struct text *out)
{
        const char *active = json_text(facts, "active"), *existing = json_text(facts, "existing");
        const char *previous = json_text(facts, "previous");
        struct json_object *promotion = json_get(facts, "promotion");

        if (existing)
                text_addf(out, "%-*s %s: your own, Snaplift only looks at it\n", LABEL, "existing",
                          existing);
        if (active || !existing)
                text_addf(out, "%-*s %s\n", LABEL, "active",
                          active                        ? active
                          : is_unknown(facts, "active") ? "unknown"
                                                        : "none: nothing was promoted to it yet");
        add_since(promotion, now, out);
        add_from(promotion, out);
        add_run(promotion, out);
        if (previous)
                text_addf(out, "%-*s %s%s\n", LABEL, "previous", previous,
                          has_database(facts, previous) || is_unknown(facts, "databases")
                                  ? ""
                                  : " (its database is gone)");
}

static void add_release(struct json_object *release, struct text *out)
{
        if (!json_text(release, "tag") || !json_text(release, "commit"))
                return;
        label(out, "release");
        add_value(out, "", release, "tag");
        text_addf(out, " (commit %.10s)", json_text(release, "commit"));
        add_value(out, " by ", release, "actor");
        add_value(out, ", run ", release, "run");
        text_add_char(out, '\n');
}

/* --- databases, and what they cost --- */

/* "3.20 hours of db.t4g.micro" */
static void add_hours(struct json_object *hours, struct text *out)
{
        bool first = true;

        if (!hours)
                return;
        json_object_object_foreach(hours, class, value)
        {
                text_addf(out, "%s%.2f hours of ", first ? ": " : ", ",
                          json_object_get_double(value));
                text_add_printable(out, class);
                first = false;
        }
}

static void add_database(struct json_object *db, struct text *out)
{
        label(out, "database");
        add_value(out, "", db, "id");
        add_value(out, "  ", db, "status");
        add_value(out, "  ", db, "role");
        if (json_text(db, "kept_until")) {
                text_add(out, " until ");
                add_when(out, json_text(db, "kept_until"));
        }
        add_value(out, "  ", db, "class");
        if (json_int(db, "storage"))
                text_addf(out, "  %" PRId64 " GiB", json_int(db, "storage"));
        if (json_get(db, "created")) {
                text_add(out, "  ");
                add_seconds(out, json_int(db, "age"));
                text_add(out, " old");
        }
        if (!text_same(json_text(db, "role"), "active"))
                add_value(out, "  run ", db, "run");
        add_value(out, ": ", db, "why");
        text_add_char(out, '\n');
        if (!json_get(db, "beside"))
                return;
        label(out, "");
        text_add(out, "beside the active one for ");
        add_seconds(out, json_int(db, "beside"));
        add_hours(json_get(db, "instance_hours"), out);
        text_add_char(out, '\n');
}

static void add_databases(struct json_object *facts, struct text *out)
{
        struct json_object *list = json_array(facts, "databases");
        const char *active = json_text(facts, "active");

        for (size_t i = 0; i < json_count(list); i++)
                add_database(json_at(list, i), out);
        if (active && !has_database(facts, active) && !is_unknown(facts, "databases"))
                text_addf(out, "%-*s %s-%s  MISSING, and the active timestamp names it\n", LABEL,
                          "database", json_text(facts, "stack"), active);
}

static bool is_database(const char *kind)
{
        return text_same(kind, "database") || text_same(kind, "cluster");
}

/* Databases have been told. */
static void add_orphans(struct json_object *facts, struct text *out)
{
        struct json_object *list = json_array(facts, "orphans");
        bool sure = false;

        for (size_t i = 0; i < json_count(list); i++) {
                struct json_object *o = json_at(list, i);

                sure = sure || !json_text(o, "unsure");
                if (is_database(json_text(o, "kind")))
                        continue;
                label(out, json_flag(o, "overdue")  ? "overdue"
                           : json_text(o, "unsure") ? "unsure"
                                                    : "orphan");
                add_value(out, "", o, "kind");
                add_value(out, " ", o, "name");
                add_value(out, "  ", o, "size");
                if (json_get(o, "created")) {
                        text_add(out, "  ");
                        add_seconds(out, json_int(o, "age"));
                        text_add(out, " old");
                }
                add_value(out, "  run ", o, "run");
                add_value(out, ": ", o, "unsure");
                text_add_char(out, '\n');
        }
        if (sure)
                text_addf(out, "%-*s to delete the orphans: snaplift orphans %s --delete\n", LABEL,
                          "", json_text(facts, "stack"));
}

static void add_storage(struct json_object *facts, struct text *out)
{
        struct json_object *s = json_get(facts, "storage");
        int64_t databases = json_int(s, "databases"), snapshots = json_int(s, "snapshots");
        int64_t beside = json_int(json_get(facts, "promotion"), "beside");

        if (databases || snapshots) {
                label(out, "storage");
                text_addf(out, "%" PRId64 " GiB in %" PRId64 " database%s", json_int(s, "gib"),
                          databases, databases == 1 ? "" : "s");
                if (snapshots)
                        text_addf(out, ", %" PRId64 " manual snapshot%s of at most %" PRId64 " GiB",
                                  snapshots, snapshots == 1 ? "" : "s",
                                  json_int(s, "snapshots_gib"));
                text_add_char(out, '\n');
        }
        if (beside) {
                label(out, "promoted");
                text_add(out, "with two databases side by side for ");
                add_seconds(out, beside / 1000);
                text_add_char(out, '\n');
        }
}

/* --- locks and runs --- */

static void add_lock(struct json_object *facts, const char *what, struct text *out)
{
        struct json_object *lock = json_get(facts, what);
        const char *owner = json_text(lock, "owner");

        label(out, what);
        if (!lock) {
                text_add(out, is_unknown(facts, what) ? "unknown\n" : "free\n");
                return;
        }
        add_value(out, "held by run ", lock, "run");
        text_addf(out, " of ");
        text_add_printable(out, owner ? owner : "?");
        text_addf(out, " (%s) since %s, for ", json_text(lock, "lives"), json_text(lock, "since"));
        add_seconds(out, json_int(lock, "age"));
        text_add_char(out, '\n');
}

static bool is_known(struct json_object *facts, const char *run)
{
        static const char *const lists[] = {"unfinished", "runs"};

        for (size_t n = 0; n < sizeof(lists) / sizeof(*lists); n++) {
                struct json_object *list = json_array(facts, lists[n]);

                for (size_t i = 0; i < json_count(list); i++)
                        if (text_same(json_text(json_at(list, i), "run"), run))
                                return true;
        }
        return false;
}

/* How to go on. */
static void add_ways(struct json_object *facts, struct text *out)
{
        struct json_object *list = json_array(facts, "unfinished"), *lock = json_get(facts, "lock");
        const char *run = json_text(lock, "run");

        for (size_t i = 0; i < json_count(list); i++) {
                struct json_object *open = json_at(list, i);

                label(out, "next");
                text_addf(out, "run %s ", json_text(open, "run"));
                if (json_text(open, "asks")) {
                        text_add(out, "waits for an answer: ");
                        text_add_printable(out, json_text(open, "asks"));
                } else {
                        text_addf(out, "is %s", json_text(open, "state"));
                }
                text_addf(out, ": %s\n", json_text(open, "next"));
        }
        if (run && !is_known(facts, run) && !text_same(json_text(lock, "lives"), "alive"))
                text_addf(out,
                          "%-*s this store does not know run %s: resume it where it was begun; if "
                          "that store is lost: snaplift resume --stack %s PIPELINE\n",
                          LABEL, "next", run, json_text(facts, "stack"));
}

static void add_runs(struct json_object *facts, int64_t now, struct text *out)
{
        struct json_object *runs = json_array(facts, "runs");

        if (json_count(runs))
                text_add(out, "\nruns, newest first\n");
        for (size_t i = 0; i < json_count(runs); i++) {
                struct json_object *run = json_at(runs, i);
                int64_t changed = now;

                iso_parse(json_text(run, "changed"), &changed);
                add_value(out, "", run, "run");
                text_addf(out, "  %-8s  %-11s  ", json_text(run, "pipeline"),
                          json_text(run, "state"));
                add_when(out, json_text(run, "created"));
                text_add(out, "  changed ");
                add_seconds(out, now > changed ? (now - changed) / 1000 : 0);
                text_add(out, json_flag(run, "dead") ? " ago  (its process is gone)\n" : " ago\n");
        }
}

/* Which is missing, in words, and why. */
static void add_unknown(struct json_object *facts, struct text *out)
{
        static const char *const words[][2] = {
                {"active", "which database is active"},
                {"since", "since when exactly, and who set it"},
                {"source", "which tier the snapshot is of"},
                {"run", "who began the run"},
                {"databases", "which databases there are"},
                {"orphans", "what belongs to nothing"},
                {"snapshots", "what its snapshots take"},
                {"lock", "who holds the stack's lock"},
                {"lease", "who holds the store's lease"},
                {"runs", "its runs"},
        };
        struct json_object *list = json_array(facts, "unknown");

        for (size_t i = 0; i < json_count(list); i++) {
                struct json_object *one = json_at(list, i);

                for (size_t k = 0; k < sizeof(words) / sizeof(*words); k++)
                        if (text_same(json_text(one, "what"), words[k][0]))
                                text_addf(out, "%-*s %s: ", LABEL, "unknown", words[k][1]);
                text_add_printable(out, json_text(one, "why"));
                text_add_char(out, '\n');
        }
}

void standing_text(struct json_object *facts, int64_t now, struct text *out)
{
        text_addf(out, "%-*s %s in", LABEL, "stack", json_text(facts, "stack"));
        add_value(out, " ", facts, "account");
        add_value(out, " ", facts, "region");
        text_add_char(out, '\n');
        add_active(facts, now, out);
        add_release(json_get(facts, "release"), out);
        add_databases(facts, out);
        add_orphans(facts, out);
        add_storage(facts, out);
        add_lock(facts, "lock", out);
        add_lock(facts, "lease", out);
        add_ways(facts, out);
        add_unknown(facts, out);
        add_runs(facts, now, out);
}
