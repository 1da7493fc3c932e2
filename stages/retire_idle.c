/* Connections to a database, as CloudWatch counts them. */
#include "stages/retire_idle.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/graph/again.h"

/* ms. LATE: CloudWatch has had long enough to show a minute; a newest figure that is older says
 * nothing of now. LEFT: of the stage's own time, for it to end by its own word. */
enum { MINUTE = 60000, LATE = 5 * MINUTE, LEFT = 2 * MINUTE, MOST = 60 * MINUTE };

static const char moved_key[] = "services moved by";

bool idle_check_input(struct stage *s, struct err *err)
{
        if (stage_duration(s, "idle") <= MOST)
                return true;
        err_set(err, ERR_REFUSED, "idle is longer than an hour");
        return err_next(err, "a stage has two hours by itself: set idle to 1h at most");
}

bool idle_begin(struct stage *s, struct err *err)
{
        char now[ISO_SIZE];

        if (!stage_duration(s, "idle") || stage_recall_text(s, moved_key))
                return true;
        iso_format(aws_now(stage_aws(s)), now);
        return stage_remember_text(s, moved_key, now, err);
}

struct idle_terms idle_terms_of_inputs(struct stage *s, int64_t drained)
{
        const char *moved = stage_recall_text(s, moved_key);
        int64_t deadline = stage_deadline(s);
        struct idle_terms terms = {
                .lasts = stage_duration(s, "idle"),
                .until = drained + stage_duration(s, "idle") + LATE,
                .by_a_run = true,
        };

        if (!moved || !iso_parse(moved, &terms.since))
                terms.since = aws_now(stage_aws(s));
        if (deadline >= 0 && terms.until > deadline - LEFT)
                terms.until = deadline - LEFT;
        return terms;
}

/* --- what the figures say --- */

static int64_t minutes_of(const struct idle_terms *terms)
{
        return (terms->lasts + MINUTE - 1) / MINUTE;
}

static int64_t first_minute(const struct idle_terms *terms)
{
        return (terms->since + MINUTE - 1) / MINUTE * MINUTE;
}

/* The last minute that is over and has a figure; -1: none. */
static int64_t newest_of(const struct cloudwatch_points *points, int64_t first, int64_t now)
{
        int64_t newest = -1;

        for (size_t i = 0; i < points->count; i++) {
                int64_t at = points->items[i].at;

                if (at >= first && at + MINUTE <= now && at > newest)
                        newest = at;
        }
        return newest;
}

static const struct cloudwatch_point *point_at(const struct cloudwatch_points *points, int64_t at)
{
        for (size_t i = 0; i < points->count; i++)
                if (points->items[i].at == at)
                        return &points->items[i];
        return NULL;
}

static void say_in_use(const struct cloudwatch_point *point, const char *id, struct idle *out)
{
        char when[ISO_SIZE];

        when_format(point->at, when);
        out->in_use = true;
        out->why = xasprintf("%s had %.0f connection%s at %s", id, point->value,
                             point->value == 1 ? "" : "s", when);
}

void idle_read(const struct cloudwatch_points *points, const char *id,
               const struct idle_terms *terms, int64_t now, struct idle *out)
{
        int64_t first = first_minute(terms), wanted = minutes_of(terms), known = 0;
        int64_t newest = newest_of(points, first, now);
        bool fresh = newest >= 0 && now - (newest + MINUTE) <= LATE;

        *out = (struct idle){0};
        for (int64_t i = 0; fresh && i < wanted; i++) {
                const struct cloudwatch_point *point = point_at(points, newest - i * MINUTE);

                if (!point || point->at < first)
                        continue;
                /* what is no number is not zero */
                if (!(point->value == 0)) {
                        say_in_use(point, id, out);
                        return;
                }
                known++;
        }
        if (known < wanted)
                out->why = xasprintf("CloudWatch has DatabaseConnections of %s for %lld of the "
                                     "%lld minutes it takes",
                                     id, (long long)known, (long long)wanted);
}

/* --- looking --- */

static bool ask(struct stage *s, const char *id, const struct idle_terms *terms, int64_t now,
                struct cloudwatch_points *points, struct err *err)
{
        int64_t first = first_minute(terms);
        int64_t back = (now - LATE - terms->lasts - LATE) / MINUTE * MINUTE;
        struct cloudwatch_metric metric = {
                .namespace = "AWS/RDS",
                .name = "DatabaseConnections",
                .statistic = "Maximum",
                .dimension = "DBInstanceIdentifier",
                .thing = id,
                .from = first > back ? first : back,
                .to = now,
                .period = MINUTE / 1000,
        };

        if (metric.to <= metric.from) /* no minute is over yet */
                metric.from = metric.to - MINUTE;
        return cloudwatch_get_points(stage_aws(s), &metric, points, err);
}

static bool can_have_users(const struct rds_instance *db)
{
        return rds_phase(db->status) != RDS_DELETING && !text_same(db->status, "stopped");
}

/* What may not be looked at now is not known: the services have moved by then, and nothing is put
 * back for that. */
static bool unless_unknown(struct idle *out, struct err *err)
{
        if (!err_is(err, ERR_DENIED) && !err_is(err, ERR_THROTTLED))
                return false;
        out->why = xstrdup(err_text(err));
        err_clear(err);
        return true;
}

static bool look_at(struct stage *s, const char *id, const struct idle_terms *terms,
                    struct idle *out, struct err *err)
{
        int64_t now = aws_now(stage_aws(s));
        struct cloudwatch_points points;

        *out = (struct idle){0};
        if (!ask(s, id, terms, now, &points, err))
                return unless_unknown(out, err);
        idle_read(&points, id, terms, now, out);
        cloudwatch_points_release(&points);
        return true;
}

bool idle_look(struct stage *s, const struct rds_instance *instances, size_t count,
               const struct idle_terms *terms, struct idle *out, struct err *err)
{
        bool ok = true;

        *out = (struct idle){0};
        for (size_t i = 0; ok && terms->lasts && !out->in_use && i < count; i++) {
                struct idle one = {0};

                ok = !can_have_users(&instances[i]) ||
                     look_at(s, instances[i].id, terms, &one, err);
                if (one.why) { /* a user says more than a gap */
                        idle_release(out);
                        *out = one;
                }
        }
        if (!ok)
                idle_release(out);
        return ok;
}

bool idle_may_look(struct stage *s, const char *id, struct err *err)
{
        struct idle_terms terms = idle_terms_of_inputs(s, 0);
        struct cloudwatch_points points;

        if (!terms.lasts)
                return true;
        if (ask(s, id, &terms, terms.since, &points, err)) {
                cloudwatch_points_release(&points);
                return true;
        }
        if (err_is(err, ERR_DENIED))
                err->code = ERR_REFUSED;
        return err_prefix(err, "whether anybody is connected to %s can't be known", id);
}

/* --- what it means --- */

/* When something of it has been done, the inputs stay as they are. */
static void advise(struct stage *s, const struct idle *found, struct err *err)
{
        const char *end = found->in_use ? "end what holds them: an RDS Proxy, a Lambda function, a "
                                          "person, another machine, and a monitoring agent, too"
                                        : "wait until CloudWatch has its figures, or let it be "
                                          "asked";
        struct text file = TEXT_INIT;

        again_word(stage_pipeline_file(s), &file);
        if (stage_has_intended(s))
                err_next(err, "%s", end);
        else
                err_next(err,
                         "to retire it all the same: snaplift resume %s --pipeline %s --set "
                         "idle=0; else %s",
                         stage_run(s), text_str(&file), end);
        text_release(&file);
}

static bool give_up(struct stage *s, const char *id, const struct idle *found,
                    const struct idle_terms *terms, struct err *err)
{
        enum err_code code = terms->by_a_run ? ERR_BUSY : ERR_REFUSED;

        if (found->in_use)
                err_set(err, code, "database %s is in use by something that is no task of ECS: %s",
                        id, found->why);
        else
                err_set(err, code, "whether anybody is connected to database %s is not known: %s",
                        id, found->why);
        if (terms->by_a_run)
                advise(s, found, err);
        return false;
}

bool idle_judge(struct stage *s, const char *id, const struct idle *found,
                const struct idle_terms *terms, bool *wait, struct err *err)
{
        if (!found->why)
                return true;
        if (loop_ticks(stage_loop(s)) >= terms->until)
                return give_up(s, id, found, terms, err);
        stage_note(s, "waiting until nobody is connected: %s", found->why);
        *wait = true;
        return true;
}

void idle_release(struct idle *found)
{
        free(found->why);
        *found = (struct idle){0};
}
