/*
 * database.existing: the stack's database is the operator's own. It is looked at and recorded;
 * nothing here or later restores, changes or deletes it. The record comes first and goes last, so
 * that at no moment a database that is not Snaplift's could be taken for one that is.
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

static const struct port inputs[] = {
        {"database", VALUE_TEXT, .required = true,
         .help = "name of the operator's DB instance or DB cluster"},
        {"name", VALUE_TEXT, .help = "name of the database in it; default: the one RDS knows"},
        {"user", VALUE_TEXT, .help = "user that the services log in as; default: the master user"},
        {0},
};

static const struct port outputs[] = {
        {"database", VALUE_TEXT, .help = "its name"},
        {"resource_id", VALUE_TEXT, .help = "its RDS resource id"},
        {"host", VALUE_TEXT, .help = "its address; of a cluster, the writer's"},
        {"port", VALUE_NUMBER, .help = "its port"},
        {"name", VALUE_TEXT, .help = "name of the database in it"},
        {"user", VALUE_TEXT, .help = "user that the services log in as"},
        {0},
};

static const struct stage_action actions[] = {
        {"rds:DescribeDBInstances", "*"},
        {"rds:DescribeDBClusters", "*"},
        {"rds:ListTagsForResource", "*"},
        {"ssm:GetParametersByPath", "ssm:parameter/{stack}/db ssm:parameter/{stack}/db/*"},
        {"ssm:GetParameter", "ssm:parameter/{stack}/*"},
        {"ssm:PutParameter", "ssm:parameter/{stack}/db/*"},
        {"ssm:DeleteParameter", "ssm:parameter/{stack}/db/*"},
        {"ssm:AddTagsToResource", "ssm:parameter/{stack}/db/*", .condition = FOR_STACK},
        {0},
};

/* What is to stand in /<stack>/db/..., in the order of writing. The pointers to databases that
 * Snaplift managed are taken away: those are gone. */
static const char *const leaves[] = {
        EXISTING_LEAF, "host", "port", "name", "user", "active-timestamp", "previous-timestamp"};
enum { LEAVES = ARRAY_LEN(leaves), KEPT = 5 };

/* What is recorded; borrowed from db and the inputs. */
struct existing {
        struct database db;
        const char *name, *user;
        int64_t port;
};

/* --- looking --- */

static bool check_theirs(struct stage *s, const struct database *db, struct err *err)
{
        const char *tag = tags_get(db->tags, "snaplift:stack");

        if (tag)
                err_set(err, ERR_REFUSED,
                        "database %s was made by Snaplift for stack %s: it is managed, not the "
                        "operator's own",
                        db->id, tag);
        else if (stack_owns_database(stage_stack(s), db->id, NULL))
                err_set(err, ERR_REFUSED,
                        "database %s has the name of one that Snaplift manages for stack %s",
                        db->id, stage_stack(s)->name);
        if (err->code)
                return err_next(err, "name a database that Snaplift has not made; promote.yml is "
                                     "for those it has");
        return database_is_usable(db) ||
               err_set(err, ERR_STATE, "database %s is %s", db->id, db->status);
}

static bool look(struct stage *s, struct existing *out, struct err *err)
{
        const char *id = stage_text(s, "database"), *name = stage_text(s, "name");
        const char *user = stage_text(s, "user");
        struct database *db = &out->db;
        bool found;

        if (!database_look(s, id, db, &found, err))
                return false;
        if (!found) {
                err_set(err, ERR_NOT_FOUND, "there is no DB instance or DB cluster %s", id);
                return err_next(err, "name one of this account and region");
        }
        if (!name)
                name = db->is_cluster ? db->cluster.db_name : db->instance.db_name;
        out->name = name;
        out->user = user ? user : db->master_user;
        out->port = db->is_cluster ? db->cluster.port : db->instance.port;
        return check_theirs(s, db, err);
}

/* --- what Snaplift managed must be gone --- */

static bool is_managed(struct stage *s, const char *id, const struct tags *tags)
{
        const struct stack *stack = stage_stack(s);

        return stack_owns_database(stack, id, NULL) ||
               text_same(tags_get(tags, "snaplift:stack"), stack->name);
}

static bool refuse_managed(struct stage *s, const char *what, const char *id, const char *status,
                           bool is_protected, struct err *err)
{
        err_set(err, ERR_REFUSED, "stack %s still has the %s %s, which Snaplift manages",
                stage_stack(s)->name, what, id);
        if (rds_phase(status) == RDS_DELETING)
                return err_next(err, "it is being deleted: run this again when it is gone");
        return err_next(err,
                        "move what is in it, then delete it%s: aws rds delete-db-%s "
                        "--db-%s-identifier %s --final-db-snapshot-identifier NAME",
                        is_protected ? " (deletion protection is on: turn it off first)" : "",
                        strcmp(what, "DB cluster") == 0 ? "cluster" : "instance",
                        strcmp(what, "DB cluster") == 0 ? "cluster" : "instance", id);
}

static bool check_instances(struct stage *s, struct err *err)
{
        struct rds_instances all = {0};
        bool ok = rds_list_instances(stage_aws(s), &all, err);

        for (size_t i = 0; ok && i < all.count; i++) {
                const struct rds_instance *db = &all.items[i];

                if (is_managed(s, db->id, &db->tags))
                        ok = refuse_managed(s, "DB instance", db->id, db->status,
                                            db->deletion_protection, err);
        }
        rds_instances_release(&all);
        return ok;
}

static bool check_clusters(struct stage *s, struct err *err)
{
        struct rds_clusters all = {0};
        bool ok = rds_list_clusters(stage_aws(s), &all, err);

        for (size_t i = 0; ok && i < all.count; i++) {
                const struct rds_cluster *db = &all.items[i];

                if (is_managed(s, db->id, &db->tags))
                        ok = refuse_managed(s, "DB cluster", db->id, db->status,
                                            db->deletion_protection, err);
        }
        rds_clusters_release(&all);
        return ok;
}

/* --- the record --- */

static bool read_set(struct stage *s, struct ssm_parameters *set, struct err *err)
{
        char path[PARAMETER_SIZE];

        snprintf(path, sizeof(path), "/%s/db", stage_stack(s)->name);
        return ssm_get_by_path(stage_aws(s), path, set, err);
}

/* NULL: not to be there. */
static const char *wanted(const struct existing *e, const char *leaf, char port[24])
{
        if (strcmp(leaf, EXISTING_LEAF) == 0)
                return e->db.id;
        if (strcmp(leaf, "host") == 0)
                return e->db.address;
        if (strcmp(leaf, "name") == 0)
                return e->name;
        if (strcmp(leaf, "user") == 0)
                return e->user;
        if (strcmp(leaf, "port") != 0)
                return NULL;
        snprintf(port, 24, "%lld", (long long)e->port);
        return port;
}

static bool differs(const struct ssm_parameter *p, const char *value, size_t leaf)
{
        if (!value && leaf < KEPT) /* not known: what is there stays */
                return false;
        return !text_same(p ? p->value : NULL, value) && (p || value);
}

/* For undo: what stood there, and what is written, "" for what is deleted; kept from the first
 * start on, as later looks see our own. */
static bool remember(struct stage *s, const struct existing *e, const struct ssm_parameters *set,
                     struct err *err)
{
        struct json_object *before = json_object_new_object(), *after = json_object_new_object();

        for (size_t i = 0; i < LEAVES; i++) {
                const struct ssm_parameter *p;
                char name[PARAMETER_SIZE], port[24];
                const char *value = wanted(e, leaves[i], port);

                cloud_parameter(stage_stack(s), leaves[i], name);
                p = ssm_find(set, name);
                json_put_text(before, leaves[i], p ? p->value : NULL);
                if (differs(p, value, i))
                        json_put_text(after, leaves[i], value ? value : "");
        }
        if (stage_remember(s, "written", after, err))
                return stage_remember(s, "before", before, err);
        json_object_put(before);
        return false;
}

/* Neither what it wrote nor what was there before: somebody else has written it since. */
static bool check_own(struct stage *s, const struct ssm_parameters *set, struct err *err)
{
        struct json_object *written = stage_recall(s, "written");
        struct json_object *before = stage_recall(s, "before");

        for (size_t i = 0; i < LEAVES; i++) {
                const char *value = json_text(written, leaves[i]);
                const char *was = json_text(before, leaves[i]), *now;
                const struct ssm_parameter *p;
                char name[PARAMETER_SIZE];

                cloud_parameter(stage_stack(s), leaves[i], name);
                p = ssm_find(set, name);
                now = p ? p->value : "";
                if (!value || text_same(now, value) || text_same(now, was ? was : ""))
                        continue;
                err_set(err, ERR_CONFLICT,
                        "%s is %s: neither what this run wrote (%s) nor what was there before (%s)",
                        name, *now ? now : "gone", *value ? value : "deleted", was ? was : "none");
                return err_next(err,
                                "look who has made it so: snaplift status %s; what is there is "
                                "left as it is until it is either of these again",
                                stage_stack(s)->name);
        }
        return true;
}

/* It is another by now than when the run began: what undo takes for its own goes with it. */
static bool remember_written(struct stage *s, const char *leaf, const char *value, struct err *err)
{
        struct json_object *known = stage_recall(s, "written"), *all = NULL;

        if (text_same(json_text(known, leaf), value))
                return true;
        if (json_object_deep_copy(known, &all, NULL) != 0)
                all = json_object_new_object();
        json_put_text(all, leaf, value);
        return stage_remember(s, "written", all, err);
}

/* value NULL: deletes. */
static bool write_leaf(struct stage *s, const char *leaf, const struct ssm_parameter *now,
                       const char *value, struct err *err)
{
        char name[PARAMETER_SIZE];

        cloud_parameter(stage_stack(s), leaf, name);
        if (value)
                return stage_intend(s, err, "set %s to %s", name, value) &&
                       parameters_put(s, name, now, value, NULL, err) &&
                       stage_result(s, err, "%s is %s", name, value);
        return stage_intend(s, err, "delete %s", name) && parameters_delete(s, name, err) &&
               stage_result(s, err, "%s is deleted", name);
}

/* Writes what differs, or only tells it in a plan. */
static bool record(struct stage *s, const struct existing *e, const struct ssm_parameters *set,
                   bool *any, struct err *err)
{
        bool ok = true;

        *any = false;
        for (size_t i = 0; ok && i < LEAVES; i++) {
                char name[PARAMETER_SIZE], port[24];
                const char *value = wanted(e, leaves[i], port);
                const struct ssm_parameter *now;

                cloud_parameter(stage_stack(s), leaves[i], name);
                now = ssm_find(set, name);
                if (!differs(now, value, i))
                        continue;
                if (!*any && !stage_has_intended(s) && !stage_planning(s))
                        ok = remember(s, e, set, err);
                *any = true;
                if (!stage_planning(s))
                        ok = ok && remember_written(s, leaves[i], value ? value : "", err) &&
                             write_leaf(s, leaves[i], now, value, err);
                else if (value)
                        parameters_would_put(s, name, now, value);
                else
                        stage_would(s, WOULD_DELETE, "ssm:DeleteParameter", name, NULL);
        }
        return ok;
}

static bool existing(struct stage *s, struct err *err)
{
        struct ssm_parameters set = {0};
        struct existing e = {0};
        bool any = false;
        bool ok = look(s, &e, err) && check_instances(s, err) && check_clusters(s, err) &&
                  read_set(s, &set, err) && (!stage_has_intended(s) || check_own(s, &set, err)) &&
                  record(s, &e, &set, &any, err);

        if (ok && !any && !stage_has_intended(s))
                stage_unchanged(s, "stack %s is on %s already", stage_stack(s)->name, e.db.id);
        if (ok) {
                stage_output_text(s, "database", e.db.id);
                stage_output_text(s, "resource_id", e.db.resource_id);
                stage_output_text(s, "host", e.db.address);
                stage_output(s, "port", json_object_new_int64(e.port));
                stage_output_text(s, "name", e.name);
                stage_output_text(s, "user", e.user);
        }
        ssm_parameters_release(&set);
        database_release(&e.db);
        return ok;
}

/* All that was to be written is. */
static bool shows_all(struct stage *s, const struct ssm_parameters *set,
                      struct json_object *written)
{
        for (size_t i = 0; i < LEAVES; i++) {
                const char *value = json_text(written, leaves[i]);
                const struct ssm_parameter *now;
                char name[PARAMETER_SIZE];

                cloud_parameter(stage_stack(s), leaves[i], name);
                now = ssm_find(set, name);
                if (value && !text_same(now ? now->value : "", value))
                        return false;
        }
        return true;
}

/* What this run wrote may not be seen yet: what only seems to be back as it was would be left. */
static bool read_settled(struct stage *s, struct ssm_parameters *set, struct err *err)
{
        struct json_object *written = stage_recall(s, "written");

        for (int look = 0; look < LOOKS_UNSEEN; look++) {
                ssm_parameters_release(set);
                if (!stage_sleep(s, watch_pause(stage_aws(s), look), err) || !read_set(s, set, err))
                        return false;
                if (shows_all(s, set, written))
                        break;
        }
        return true;
}

/* In reverse: the record that keeps others away goes last. */
static bool put_back(struct stage *s, struct err *err)
{
        struct json_object *before = stage_recall(s, "before");
        struct json_object *written = stage_recall(s, "written");
        struct ssm_parameters set = {0};
        bool ok;

        if (!before || !stage_has_intended(s))
                return true;
        ok = read_settled(s, &set, err) && check_own(s, &set, err);
        for (size_t i = LEAVES; ok && i-- > 0;) {
                /* cppcheck-suppress arrayIndexOutOfBounds; i is one less by then */
                const char *leaf = leaves[i], *was = json_text(before, leaf);
                const struct ssm_parameter *now;
                char name[PARAMETER_SIZE];

                cloud_parameter(stage_stack(s), leaf, name);
                now = ssm_find(&set, name);
                if (!json_text(written, leaf) || text_same(now ? now->value : NULL, was) ||
                    (!now && !was))
                        continue;
                ok = write_leaf(s, leaf, now, was, err);
        }
        ssm_parameters_release(&set);
        return ok;
}

const struct stage_type stage_database_existing = {
        .name = "database.existing",
        .summary = "put the stack on a database that is the operator's own",
        .notes = "The DB instance or cluster must be available and not be one that Snaplift made; "
                 "it is only looked at. `/<stack>/db/existing`, `host`, `port`, `name` and `user` "
                 "are written, and `active-timestamp` and `previous-timestamp` deleted, so that "
                 "from then on every stage that would restore, change or delete a database of the "
                 "stack refuses.\n\n"
                 "While a database that Snaplift manages for the stack is there, by its name or "
                 "its tags, this stage refuses and names it.\n\n"
                 "Undo puts the parameters back, unless somebody else has written one of them "
                 "since: "
                 "then none is changed.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .timeout = 10 * 60 * 1000LL,
        .run = existing,
        .undo = put_back,
        .plan = existing,
};
