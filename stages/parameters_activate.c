/*
 * parameters.activate: record the new database in Parameter Store, the active timestamp last; undo
 * puts the old values back, the active timestamp first. So whenever the timestamp names a database,
 * the other values are its own or about to be.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/database_any.h"
#include "stages/existing.h"
#include "stages/parameters.h"
#include "stages/permissions.h"
#include "stages/recover.h"

static const struct port inputs[] = {
        {"timestamp", VALUE_TIMESTAMP, .required = true, .help = "becomes the active timestamp"},
        {"host", VALUE_TEXT, .required = true, .help = "address of the database"},
        {"port", VALUE_NUMBER, .required = true, .help = "its port"},
        {"name", VALUE_TEXT, .help = "name of the database in it"},
        {"user", VALUE_TEXT, .help = "user that the services log in as"},
        {"resource_id", VALUE_TEXT,
         .help = "the RDS resource id the database must have; from database.restore"},
        {"previous", VALUE_TIMESTAMP,
         .help = "the timestamp that must be active before; from parameters.stash; null: none may "
                 "be"},
        {0},
};

static const struct port outputs[] = {
        {"timestamp", VALUE_TIMESTAMP, .help = "the active timestamp"},
        {"versions", VALUE_MAP, .help = "versions of the parameters written"},
        {0},
};

static const struct stage_action actions[] = {
        {"ssm:GetParametersByPath", "ssm:parameter/{stack}/db ssm:parameter/{stack}/db/*"},
        {"ssm:GetParameter", "ssm:parameter/{stack}/*"},
        {"ssm:PutParameter", "ssm:parameter/{stack}/db/*"},
        {"ssm:DeleteParameter", "ssm:parameter/{stack}/db/*"},
        {"ssm:AddTagsToResource", "ssm:parameter/{stack}/db/*", .condition = FOR_STACK},
        {"rds:DescribeDBInstances", "*"},
        {"rds:DescribeDBClusters", "*"},
        {"rds:ListTagsForResource", "*"},
        RECOVER_PARAMETER_ACTIONS,
        {0},
};

/* In the order of writing. */
static const char *const leaves[] = {"host", "port", "name", "user", "active-timestamp"};
enum { LEAVES = sizeof(leaves) / sizeof(*leaves) };

/* How long a database that is failing over, or changing, is waited for. */
enum { PASSING = 20 * 60 * 1000 };

static const char *wanted(struct stage *s, const char *leaf, char port[24])
{
        if (!strcmp(leaf, "active-timestamp"))
                return stage_text(s, "timestamp");
        /* a plan may not know the port yet: then it is a text, too */
        if (strcmp(leaf, "port") || stage_text(s, "port"))
                return stage_text(s, leaf);
        snprintf(port, 24, "%lld", (long long)stage_number(s, "port"));
        return port;
}

static const struct ssm_parameter *find(struct stage *s, const struct ssm_parameters *set,
                                        const char *leaf)
{
        char name[PARAMETER_SIZE];

        cloud_parameter(stage_stack(s), leaf, name);
        return ssm_find(set, name);
}

static bool read_set(struct stage *s, struct ssm_parameters *set, struct err *err)
{
        char path[PARAMETER_SIZE];

        snprintf(path, sizeof(path), "/%s/db", stage_stack(s)->name);
        return ssm_get_by_path(stage_aws(s), path, set, err);
}

/* {"host": {"before": ..., "written": ...}, ...}: only what differs, for undo. What was remembered
 * before the first write stays: later looks see our own values. */
static bool remember_before(struct stage *s, const struct ssm_parameters *set, bool *differs,
                            struct err *err)
{
        struct json_object *memory = json_object_new_object();
        char port[24];

        *differs = false;
        for (size_t i = 0; i < LEAVES; i++) {
                const struct ssm_parameter *p = find(s, set, leaves[i]);
                const char *value = wanted(s, leaves[i], port);
                struct json_object *one;

                if (!value || (p && !strcmp(p->value, value)))
                        continue;
                *differs = true;
                one = json_object_new_object();
                json_put_text(one, "before", p ? p->value : NULL);
                json_put_text(one, "written", value);
                json_put(memory, leaves[i], one);
        }
        if (*differs && !stage_has_intended(s) && !stage_planning(s))
                return stage_remember(s, "values", memory, err);
        json_object_put(memory);
        return true;
}

/* None was active: what comes with one that is, is this run's own or not there. It is created, so
 * that of two that do so at once the later is told. */
static bool check_first(struct stage *s, const struct ssm_parameters *set, struct err *err)
{
        static const char *const whole[] = {"active-timestamp", "host", "port"};

        for (size_t i = 0; i < ARRAY_LEN(whole); i++) {
                const struct ssm_parameter *now = find(s, set, whole[i]);
                char port[24];

                if (!now || text_same(now->value, wanted(s, whole[i], port)))
                        continue;
                err_set(err, ERR_CONFLICT,
                        "%s is %s, and no database was active when this run began", now->name,
                        now->value);
                return err_next(err, "look who has made it so: snaplift status %s",
                                stage_stack(s)->name);
        }
        return true;
}

/* Nobody else may have moved the pointer since it was stashed. */
static bool check_unmoved(struct stage *s, const struct ssm_parameters *set, struct err *err)
{
        const struct ssm_parameter *active = find(s, set, "active-timestamp");
        const char *previous = stage_text(s, "previous");

        if (!previous && stage_gives(s, "previous"))
                return check_first(s, set, err);
        if (!previous || (active && (!strcmp(active->value, previous) ||
                                     !strcmp(active->value, stage_text(s, "timestamp")))))
                return true;
        return err_set(err, ERR_CONFLICT,
                       "/%s/db/active-timestamp is %s and was %s when this run began",
                       stage_stack(s)->name, active ? active->value : "gone", previous);
}

/* A database that is to be active. */
struct target {
        const char *timestamp;
        const char *resource; /* which one it must be; NULL: whichever has the name */
        int64_t until;        /* loop_ticks: so long it may be on its way to being usable */
};

static int64_t patience(struct stage *s)
{
        return loop_ticks(stage_loop(s)) + PASSING;
}

static bool refuse(const struct database *db, struct err *err)
{
        if (database_is_bare(db)) {
                err_set(err, ERR_STATE, "cluster %s has no instances and is not made active",
                        db->id);
                return database_advise_instance(db->id, err);
        }
        if (rds_phase(db->status) == RDS_AVAILABLE)
                return err_set(err, ERR_STATE, "database %s has no %s and is not made active",
                               db->id, db->address ? "writer" : "address");
        return err_set(err, ERR_STATE, "database %s is %s and is not made active", db->id,
                       db->status);
}

/* *wait: it will be in a moment; it fails over, say, at this one. */
static bool check_available(struct stage *s, const struct target *to, bool *wait, struct err *err)
{
        struct database db;
        char id[DATABASE_SIZE];
        bool found, ok;

        stack_database(stage_stack(s), to->timestamp, id);
        ok = database_look(s, id, &db, &found, err);
        *wait = ok && found && database_is_passing(&db) && loop_ticks(stage_loop(s)) < to->until;
        if (ok && !found)
                ok = err_set(err, ERR_STATE, "database %s does not exist and is not made active",
                             id);
        else if (ok && !database_check_same(id, to->resource, db.resource_id, err))
                ok = false;
        else if (*wait)
                stage_note(s, "waiting for %s, which is %s", id, db.status);
        else if (ok && !database_is_usable(&db))
                ok = refuse(&db, err);
        database_release(&db);
        return ok;
}

static bool write_one(struct stage *s, const struct ssm_parameters *set, const char *leaf,
                      struct json_object *versions, struct err *err)
{
        const struct ssm_parameter *old = find(s, set, leaf);
        char name[PARAMETER_SIZE], port[24], text[24];
        const char *value = wanted(s, leaf, port);
        int64_t version = 0;

        if (!value || (old && !strcmp(old->value, value)))
                return true;
        cloud_parameter(stage_stack(s), leaf, name);
        if (!stage_intend(s, err, "set %s to %s", name, value) ||
            !parameters_put(s, name, old, value, &version, err) ||
            !stage_result(s, err, "%s is %s, version %lld", name, value, (long long)version))
                return false;
        if (version != (old ? old->version : 0) + 1)
                return err_set(err, ERR_CONFLICT,
                               "%s has version %lld after our write, expected %lld: somebody else "
                               "wrote it, too",
                               name, (long long)version, (long long)(old ? old->version : 0) + 1);
        snprintf(text, sizeof(text), "%lld", (long long)version);
        json_put_text(versions, leaf, text);
        return true;
}

/* All that is looked at before the writes, which follow directly, also at a resume. */
static bool look(struct stage *s, const struct target *to, struct ssm_parameters *set,
                 bool *differs, bool *wait, struct err *err)
{
        ssm_parameters_release(set);
        return read_set(s, set, err) && existing_refuse_in(s, set, err) &&
               check_unmoved(s, set, err) && remember_before(s, set, differs, err) &&
               check_available(s, to, wait, err);
}

static bool activate(struct stage *s, struct err *err)
{
        const struct target to = {stage_text(s, "timestamp"), stage_text(s, "resource_id"),
                                  patience(s)};
        struct json_object *versions = json_object_new_object();
        struct ssm_parameters set = {0};
        bool differs = false, wait = true, ok = true;

        for (int n = 0; ok && wait; n++)
                ok = (!n || stage_sleep(s, watch_pause(stage_aws(s), n), err)) &&
                     look(s, &to, &set, &differs, &wait, err);
        for (size_t i = 0; ok && differs && i < LEAVES; i++)
                ok = write_one(s, &set, leaves[i], versions, err);
        if (ok) {
                stage_output_text(s, "timestamp", stage_text(s, "timestamp"));
                stage_output(s, "versions", versions);
                versions = NULL;
                if (!differs && !stage_has_intended(s))
                        stage_unchanged(s, "%s is already active", stage_text(s, "timestamp"));
        }
        json_object_put(versions);
        ssm_parameters_release(&set);
        return ok;
}

static bool plan(struct stage *s, struct err *err)
{
        struct ssm_parameters set = {0};
        char port[24];
        bool ok = read_set(s, &set, err) && existing_refuse_in(s, &set, err) &&
                  check_unmoved(s, &set, err);

        for (size_t i = 0; ok && i < LEAVES; i++) {
                const struct ssm_parameter *p = find(s, &set, leaves[i]);
                const char *value = wanted(s, leaves[i], port);
                char name[PARAMETER_SIZE];

                cloud_parameter(stage_stack(s), leaves[i], name);
                if (value && !(p && !strcmp(p->value, value)))
                        parameters_would_put(s, name, p, value);
        }
        ssm_parameters_release(&set);
        return ok;
}

static bool put_back(struct stage *s, const struct ssm_parameter *now, struct json_object *one,
                     struct err *err)
{
        const char *before = json_text(one, "before");
        bool ok;

        if (before) {
                ok = stage_intend(s, err, "put %s back to %s", now->name, before) &&
                     parameters_put(s, now->name, now, before, NULL, err);
                return ok && stage_result(s, err, "%s is %s again", now->name, before);
        }
        return stage_intend(s, err, "delete %s", now->name) &&
               parameters_delete(s, now->name, err) &&
               stage_result(s, err, "%s is deleted", now->name);
}

static bool undo_one(struct stage *s, const struct ssm_parameters *set, const char *leaf,
                     struct json_object *one, int64_t until, bool *wait, struct err *err)
{
        const struct ssm_parameter *now = find(s, set, leaf);
        const char *before = json_text(one, "before"), *written = json_text(one, "written");
        bool pointer = !strcmp(leaf, "active-timestamp");

        if (text_same(now ? now->value : NULL, before))
                return true;
        if (!now || strcmp(now->value, written))
                return err_set(err, ERR_CONFLICT,
                               "/%s/db/%s is %s: neither what this run wrote nor what was there "
                               "before",
                               stage_stack(s)->name, leaf, now ? now->value : "gone");
        if (pointer && before &&
            !check_available(s, &(struct target){before, NULL, until}, wait, err))
                return false;
        return *wait || put_back(s, now, one, err);
}

/* The pointer first. *wait: nothing was changed yet. */
static bool undo_leaves(struct stage *s, const struct ssm_parameters *set,
                        struct json_object *memory, int64_t until, bool *wait, struct err *err)
{
        bool ok = true;

        *wait = false;
        for (size_t i = LEAVES; ok && !*wait && i-- > 0;) {
                /* cppcheck-suppress arrayIndexOutOfBounds; i is one less by then */
                struct json_object *one = json_get(memory, leaves[i]);

                if (one)
                        ok = undo_one(s, set, leaves[i], one, until, wait, err);
        }
        return ok;
}

/* All that was to be written is. */
static bool shows_all(struct stage *s, const struct ssm_parameters *set, struct json_object *memory)
{
        for (size_t i = 0; i < LEAVES; i++) {
                const struct ssm_parameter *now = find(s, set, leaves[i]);
                struct json_object *one = json_get(memory, leaves[i]);

                if (one && !text_same(now ? now->value : NULL, json_text(one, "written")))
                        return false;
        }
        return true;
}

/* What this run wrote may not be seen yet: a pointer that only seems to be back where it was would
 * be left on a database that goes next. */
static bool read_settled(struct stage *s, struct ssm_parameters *set, struct json_object *memory,
                         struct err *err)
{
        for (int look = 0; look < LOOKS_UNSEEN; look++) {
                ssm_parameters_release(set);
                if (!stage_sleep(s, watch_pause(stage_aws(s), look), err) || !read_set(s, set, err))
                        return false;
                if (shows_all(s, set, memory))
                        break;
        }
        return true;
}

static bool deactivate(struct stage *s, struct err *err)
{
        struct json_object *memory = stage_recall(s, "values");
        struct ssm_parameters set = {0};
        int64_t until = patience(s);
        bool ok, wait = true;

        if (!memory || !stage_has_intended(s))
                return true;
        ok = read_settled(s, &set, memory, err);
        for (int n = 1; ok && wait; n++) {
                ok = undo_leaves(s, &set, memory, until, &wait, err);
                if (ok && wait) {
                        ssm_parameters_release(&set);
                        ok = stage_sleep(s, watch_pause(stage_aws(s), n), err) &&
                             read_set(s, &set, err);
                }
        }
        ssm_parameters_release(&set);
        return ok;
}

/* --- a run that had succeeded --- */

static bool is_among(struct json_object *names, const char *id)
{
        bool is = json_has_text(names, id);

        json_object_put(names);
        return is;
}

/* A stage that is put back before this one makes it available. */
static bool will_be_there(struct stage *s, const char *id)
{
        return stage_is_foreseen(s, WOULD_CREATE, id) ||
               is_among(stage_foreseen(s, "rds:StartDBInstance"), id) ||
               is_among(stage_foreseen(s, "rds:StartDBCluster"), id);
}

/* passing: what passes by waiting is well, too. */
static bool check_usable(struct stage *s, const char *id, bool passing, struct err *err)
{
        struct database db;
        bool found, ok = database_look(s, id, &db, &found, err);

        if (ok && !found) {
                ok = err_set(err, ERR_REFUSED,
                             "database %s, which was active before, does not exist any more", id);
                err_next(err, "lift the earlier snapshot, or its final one, with a new run");
        } else if (ok && database_is_bare(&db)) {
                ok = err_set(err, ERR_REFUSED,
                             "cluster %s, which was active before, has no instances any more", id);
                database_advise_instance(id, err);
        } else if (ok && !database_is_usable(&db) && !(passing && database_is_passing(&db))) {
                ok = err_set(err, ERR_REFUSED, "database %s, which was active before, is %s", id,
                             db.status);
                err_next(err, "make it available first");
        }
        database_release(&db);
        return ok;
}

/* The database it goes back to is there, or will be by then: what was kept is brought back first.
 */
static bool check_previous(struct stage *s, const char *timestamp, struct err *err)
{
        char id[DATABASE_SIZE];

        stack_database(stage_stack(s), timestamp, id);
        stage_shows(s, "active", json_object_new_string(id));
        return will_be_there(s, id) || check_usable(s, id, false, err);
}

static bool look_back_one(struct stage *s, const struct ssm_parameters *set, const char *leaf,
                          struct json_object *one, struct err *err)
{
        const struct ssm_parameter *now = find(s, set, leaf);
        const char *before = json_text(one, "before"), *written = json_text(one, "written");
        char name[PARAMETER_SIZE];

        cloud_parameter(stage_stack(s), leaf, name);
        if (text_same(now ? now->value : NULL, before))
                return true;
        if (!now || strcmp(now->value, written))
                return err_set(err, ERR_CONFLICT, "%s is %s by now, and this run had set it to %s",
                               name, now ? now->value : "gone", written);
        if (before)
                parameters_would_put(s, name, now, before);
        else
                stage_would(s, WOULD_DELETE, "ssm:DeleteParameter", name, NULL);
        return true;
}

/* The stack is still where this run has put it, and was somewhere before. */
static bool look_back(struct stage *s, struct err *err)
{
        struct json_object *memory = stage_recall(s, "values");
        struct json_object *pointer = json_get(memory, "active-timestamp");
        const char *before = json_text(pointer, "before");
        struct ssm_parameters set = {0};
        bool ok = read_set(s, &set, err);

        for (size_t i = 0; ok && i < LEAVES; i++) {
                const char *leaf = leaves[LEAVES - 1 - i];
                struct json_object *one = json_get(memory, leaf);

                ok = !one || look_back_one(s, &set, leaf, one, err);
        }
        ssm_parameters_release(&set);
        if (ok && pointer && !before)
                return err_set(err, ERR_REFUSED,
                               "no database was active on stack %s before this run",
                               stage_stack(s)->name);
        return ok && (!pointer || check_previous(s, before, err));
}

/* --- a run that has not succeeded --- */

/* Services would be moved onto that database first. */
static bool may_go_back(struct stage *s, struct err *err)
{
        struct json_object *one = json_get(stage_recall(s, "values"), "active-timestamp");
        const char *before = json_text(one, "before");
        char active[STAMP_SIZE], id[DATABASE_SIZE];
        bool found;

        if (!before)
                return true;
        if (!cloud_active(s, stage_stack(s), active, &found, err))
                return false;
        if (!found || !text_same(active, json_text(one, "written")))
                return true;
        stack_database(stage_stack(s), before, id);
        return check_usable(s, id, true, err);
}

/* --- a run that is taken up after it had been activated --- */

/* A later promotion that found it active has kept it as the previous one. */
static bool was_replaced(struct stage *s, bool *replaced, struct err *err)
{
        char name[PARAMETER_SIZE];
        struct ssm_parameter now = {0};
        bool found, ok;

        cloud_parameter(stage_stack(s), "previous-timestamp", name);
        ok = parameters_find(s, name, &now, &found, err);
        *replaced = ok && found && text_same(now.value, stage_text(s, "timestamp"));
        ssm_parameter_release(&now);
        return ok;
}

static bool stands(struct stage *s, bool all_done, struct err *err)
{
        struct json_object *one = json_get(stage_recall(s, "values"), "active-timestamp");
        const char *written = stage_text(s, "timestamp"), *value;
        struct ssm_parameter now = {0};
        char name[PARAMETER_SIZE];
        bool found, replaced = false, ok;

        cloud_parameter(stage_stack(s), "active-timestamp", name);
        ok = !one || parameters_await_written(s, name, written, &now, &found, err);
        value = now.value ? now.value : "gone";
        if (ok && one && !text_same(value, written)) {
                ok = !all_done || text_same(now.value, json_text(one, "before")) ||
                     was_replaced(s, &replaced, err);
                if (ok && !replaced)
                        ok = err_set(err, ERR_CONFLICT, "%s is %s, and this run had set it to %s",
                                     name, value, written);
        }
        ssm_parameter_release(&now);
        return ok;
}

/* --- a run whose journal is lost --- */

/* Also of those that are still to be written, as before the first write. What somebody else has
 * written since is kept in mind, too, so that undo says so. */
static bool recover_one(struct stage *s, const char *leaf, struct json_object *memory,
                        struct err *err)
{
        struct recovered_parameter p;
        struct json_object *one;
        char port[24];
        const char *value = wanted(s, leaf, port);

        if (!value)
                return true;
        if (!recover_parameter(s, leaf, &p, err))
                return false;
        if (!text_same(p.before, value)) {
                one = json_object_new_object();
                json_put_text(one, "before", p.before);
                json_put_text(one, "written", value);
                json_put(memory, leaf, one);
        }
        if (p.changed && !text_same(p.now, p.before)) {
                stage_found(s, "/%s/db/%s is %s (before: %s)", stage_stack(s)->name, leaf,
                            p.now ? p.now : "gone", p.before ? p.before : "none");
        }
        recovered_parameter_release(&p);
        return true;
}

static bool recover(struct stage *s, struct err *err)
{
        struct json_object *memory = json_object_new_object();
        bool ok = true;

        for (size_t i = 0; ok && i < LEAVES; i++)
                ok = recover_one(s, leaves[i], memory, err);
        stage_output_text(s, "timestamp", stage_text(s, "timestamp"));
        stage_output(s, "versions", json_object_new_object());
        if (ok)
                return stage_remember(s, "values", memory, err);
        json_object_put(memory);
        return false;
}

const struct stage_type stage_parameters_activate = {
        .name = "parameters.activate",
        .summary = "record a database as the stack's active one",
        .notes = "Writes host, port, name and user first and `active-timestamp` last, each only if "
                 "it differs. The database must be available. A version that another writer left "
                 "in between is a conflict, and so is, where `previous` is given and null, a "
                 "database "
                 "that somebody else has made active since.\n\n"
                 "Undo puts the old values back, `active-timestamp` first; on a stack's first run "
                 "it deletes what this run created.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .run = activate,
        .undo = deactivate,
        .look_back = look_back,
        .may_go_back = may_go_back,
        .stands = stands,
        .recover = recover,
        .plan = plan,
};
