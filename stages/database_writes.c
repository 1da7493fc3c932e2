/* database.writes: stop before what has been written to the active database is lost. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/secret.h"
#include "stages/sql.h"
#include "stages/writes.h"

#define ACCEPT                                                                                     \
        "save what must not be lost, then accept it: `accept` of this stage, --accept-data-loss"

static const char *const choices[] = {"refuse", "report", NULL};

static const char *const tls_modes[] = {"verify-full", "verify-ca", "require", "disable", NULL};

static const struct port inputs[] = {
        {"next", VALUE_TIMESTAMP,
         .help = "the timestamp about to become active; nothing is lost when it is already"},
        {"accept", VALUE_FLAG, .fallback = "false", .help = "they may be lost: report them only"},
        {"write_iops", VALUE_NUMBER, .fallback = "5",
         .help = "up to so many write operations a second are nobody's"},
        {"query", VALUE_TEXT,
         .help = "SQL for the active PostgreSQL database that gives 0, false or nothing when "
                 "nothing was written since current_setting('snaplift.since'); in place of "
                 "CloudWatch"},
        {"password", VALUE_TEXT, .help = "for `query`: where its master password is"},
        {"tls", VALUE_TEXT, .fallback = "verify-full", .choices = tls_modes,
         .help = "for `query`: how its certificate is checked; libpq's sslmode"},
        {"ca", VALUE_TEXT, .help = "for `query`: file of the certificates to trust, RDS's bundle"},
        {"unseen", VALUE_TEXT, .fallback = "report", .choices = choices,
         .help = "what to do when it can't be known"},
        {0},
};

static const struct port outputs[] = {
        {"written", VALUE_FLAG, .help = "whether it has been written to; null when not known"},
        {"operations", VALUE_NUMBER, .help = "about how many write operations there were"},
        {0},
};

static const struct stage_action actions[] = {
        WRITES_ACTIONS,
        {"ssm:GetParameter", "{parameter:password}", .when = "query"},
        {"secretsmanager:GetSecretValue", "{secret:password}", .when = "query"},
        {0},
};

/* Said once, however often the stage begins again. */
static bool tell(struct stage *s, const char *what, struct err *err)
{
        if (stage_planning(s)) {
                stage_warns(s, "writes", "%s", what);
                return true;
        }
        return text_same(stage_recall_text(s, "told"), what) ||
               (stage_remember_text(s, "told", what, err) && stage_report(s, err, "%s", what));
}

static bool judge_unknown(struct stage *s, const struct writes *w, struct err *err)
{
        char *what;
        bool ok;

        if (text_same(stage_text(s, "unseen"), "refuse") && !stage_flag(s, "accept")) {
                err_set(err, ERR_REFUSED,
                        "whether the active database has been written to can't be known: %s",
                        w->unknown);
                return err_next(err, "let it be looked at, or accept what may be lost: `accept` of "
                                     "this stage, --accept-data-loss");
        }
        what = xasprintf("whether it has been written to is not known: %s", w->unknown);
        ok = tell(s, what, err);
        free(what);
        return ok;
}

/* what: "X has been written to", why: what was found; told: what is given up. */
static bool settle(struct stage *s, bool written, const char *what, const char *why,
                   const char *told, struct err *err)
{
        bool ok = true;

        if (written && !stage_flag(s, "accept")) {
                err_set(err, ERR_REFUSED,
                        "%s has been written to since it became active, and a promotion loses "
                        "that: %s",
                        what, why);
                err_next(err, ACCEPT);
                ok = stage_objects(s, err);
        } else if (written) {
                ok = tell(s, told, err);
        }
        if (ok)
                stage_output(s, "written", json_object_new_boolean(written));
        return ok;
}

static bool judge(struct stage *s, const struct writes *w, struct err *err)
{
        bool written = w->peak > (double)stage_number(s, "write_iops"), ok;
        char id[DATABASE_SIZE], *text = writes_text(w), *told;

        stack_database(stage_stack(s), w->active, id);
        told = xasprintf("%s, which are given up, went to %s", text, id);
        ok = settle(s, written, id, text, told, err);
        if (ok)
                stage_output(s, "operations", json_object_new_int64(w->operations));
        free(told);
        free(text);
        return ok;
}

/* --- by the rows themselves --- */

static bool find_place(struct stage *s, const struct database *db, struct sql_place *place,
                       struct err *err)
{
        bool postgres = text_ends(db->engine, "postgres") || text_ends(db->engine, "postgresql");

        if (!postgres)
                return err_set(err, ERR_INVALID, "`query` is for PostgreSQL, and %s is %s", db->id,
                               db->engine);
        *place = (struct sql_place){
                .host = db->address,
                .port = db->is_cluster ? db->cluster.port : db->instance.port,
                .name = db->is_cluster ? db->cluster.db_name : db->instance.db_name,
                .user = db->master_user,
                .tls = stage_text(s, "tls"),
                .ca = stage_text(s, "ca"),
        };
        if (!place->name)
                place->name = "postgres";
        return place->host || err_set(err, ERR_STATE, "%s has no address", db->id);
}

static bool read_password(struct stage *s, char **out, struct err *err)
{
        const char *from = stage_text(s, "password");
        struct secret_reference ref;
        bool ok;

        if (!from)
                return err_set(err, ERR_INVALID, "`query` needs `password`, and none is given");
        if (!secret_reference_parse(from, &ref, err))
                return false;
        ok = secret_value_of(s, &ref, out, err);
        secret_reference_release(&ref);
        return ok;
}

static bool ask_rows(struct stage *s, const struct writes *w, char **answer, struct err *err)
{
        char id[DATABASE_SIZE], *password = NULL;
        struct sql_place place;
        struct database db;
        bool found, ok;

        stack_database(stage_stack(s), w->active, id);
        ok = database_look(s, id, &db, &found, err);
        if (ok && !found)
                ok = err_set(err, ERR_NOT_FOUND, "there is no database %s", id);
        if (ok)
                ok = find_place(s, &db, &place, err) && read_password(s, &password, err);
        if (ok) {
                place.password = password;
                ok = sql_ask(stage_loop(s), &place, w->since, stage_text(s, "query"), answer, err);
        }
        secret_wipe(&password);
        database_release(&db);
        return ok;
}

/* Whoever has written a query wants its answer: without one the run stops. */
static bool judge_rows(struct stage *s, const struct writes *w, struct err *err)
{
        char *answer = NULL, *why, *told;
        bool written, ok;

        if (w->unknown)
                err_set(err, ERR_REFUSED, "%s", w->unknown);
        if (w->unknown || !ask_rows(s, w, &answer, err) || !answer) {
                if (err_is(err, ERR_FAILED) || err_is(err, ERR_SYSTEM))
                        err->code = ERR_REFUSED;
                return err_prefix(err, "whether rows have been written can't be known");
        }
        why = xasprintf("the query gives %s", answer);
        told = xasprintf("what has been written is given up: %s", why);
        written = *answer && strcmp(answer, "0") && strcmp(answer, "f") && strcmp(answer, "false");
        ok = settle(s, written, "the active database", why, told, err);
        free(told);
        free(why);
        free(answer);
        return ok;
}

static bool look(struct stage *s, struct err *err)
{
        bool rows = stage_text(s, "query") != NULL, ok = true;
        struct writes w;

        if (!(rows ? writes_since(s, &w, err) : writes_look(s, &w, err)))
                return false;
        if (w.none)
                stage_unchanged(s, "no database is active");
        else if (*w.active && text_same(w.active, stage_text(s, "next")))
                stage_unchanged(s, "the active database stays");
        else if (rows)
                ok = judge_rows(s, &w, err);
        else
                ok = w.unknown ? judge_unknown(s, &w, err) : judge(s, &w, err);
        writes_release(&w);
        return ok;
}

const struct stage_type stage_database_writes = {
        .name = "database.writes",
        .summary = "stop when the active database has been written to since it became active",
        .notes =
                "A promotion puts other data in the place of those that are there: what users have "
                "written since the last one is lost. Looked at is CloudWatch's `WriteIOPS` "
                "(`VolumeWriteIOPs` of a cluster) from the first moment at which Parameter Store "
                "has this timestamp as the active one: more than `write_iops` a second in any five "
                "minutes stops the run before anything is changed, unless `accept` says that they "
                "may be lost.\n\n"
                "The figures count what goes to the disk. An idle database has some, and a few "
                "rows among them are not seen: this finds a database that is in use, not the last "
                "order. CloudWatch's figures come a minute or two late. What may not be looked at "
                "is reported (`unseen`).",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .timeout = 10 * 60 * 1000LL,
        .run = look,
        .recover = stage_recover_nothing,
        .plan = look,
};
