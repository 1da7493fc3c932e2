/* parameters.stash: what is active now, kept so that it can be gone back to and retired. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/database_any.h"
#include "stages/database_cluster.h"
#include "stages/existing.h"
#include "stages/kept.h"
#include "stages/parameters.h"
#include "stages/permissions.h"
#include "stages/recover.h"
#include "stages/secret.h"
#include "stages/service_deployments.h"
#include "stages/services.h"
#include "stages/usage.h"

static const char *const expectations[] = {"any", "none", "active", NULL};

static const struct port inputs[] = {
        {"next", VALUE_TIMESTAMP,
         .help = "the timestamp about to become active; when it is already, nothing is written"},
        {"password", VALUE_TEXT,
         .help = "stop unless it is there: a SecureString's name, or a secret's ARN (ARN:KEY::)"},
        {"managed_password", VALUE_FLAG, .fallback = "false",
         .help = "RDS will make one: nothing has to be there"},
        {"retire", VALUE_FLAG, .fallback = "false",
         .help = "stop now if database.retire could not delete the active database later"},
        {"disable_protection", VALUE_FLAG, .fallback = "false",
         .help = "as it will be given to database.retire"},
        {"final_snapshot", VALUE_FLAG, .fallback = "true",
         .help = "as it will be given to database.retire"},
        {"services", VALUE_LIST,
         .help = "stop now if service.roll could not move one of these later; with retire, also if "
                 "a service that is not among these uses the active database"},
        {"cluster", VALUE_TEXT, .help = "ECS cluster of the services; default: the stack's name"},
        {"clusters", VALUE_LIST, .help = "others, as they will be given to database.retire"},
        {"allow_zero", VALUE_FLAG, .fallback = "false",
         .help = "as it will be given to service.roll"},
        {"allow_alarms", VALUE_FLAG, .fallback = "false",
         .help = "as it will be given to service.roll"},
        CONTINUE_HOOKS_PORT,
        USAGE_AHEAD_PORTS,
        {"expect", VALUE_TEXT, .fallback = "any", .choices = expectations,
         .help = "none: stop when a database other than next is active; active: stop when none is"},
        {0},
};

static const struct port outputs[] = {
        {"timestamp", VALUE_TIMESTAMP, .help = "the active one; null on the first run"},
        {"database", VALUE_TEXT, .help = "name of the active database; null on the first run"},
        {"resource_id", VALUE_TEXT, .help = "its RDS resource id: what may be retired later"},
        {"host", VALUE_TEXT, .help = "the active values of /<stack>/db/host"},
        {"port", VALUE_TEXT, .help = ".../port"},
        {"name", VALUE_TEXT, .help = ".../name"},
        {"user", VALUE_TEXT, .help = ".../user"},
        {"versions", VALUE_MAP, .help = "the parameters' versions"},
        {0},
};

static const struct stage_action actions[] = {
        {"ssm:GetParametersByPath", "ssm:parameter/{stack}/db ssm:parameter/{stack}/db/*"},
        {"ssm:GetParameter", "ssm:parameter/{stack}/* {parameter:password}"},
        {"ssm:PutParameter", "ssm:parameter/{stack}/db/*"},
        {"ssm:DeleteParameter", "ssm:parameter/{stack}/db/*"},
        {"ssm:AddTagsToResource", "ssm:parameter/{stack}/db/*", .condition = FOR_STACK},
        {"rds:DescribeDBInstances", "*"},
        {"rds:ListTagsForResource", "*"},
        {"secretsmanager:DescribeSecret", "{secret:password}"},
        {"ecs:ListServices", "*"},
        {"ecs:DescribeServices", "ecs:service/{cluster}/*"},
        {"ecs:DescribeTaskDefinition", "*"},
        SERVICES_MOVABLE_ACTIONS,
        RECOVER_PARAMETER_ACTIONS,
        {0},
};

static const char *leaf_value(const struct ssm_parameters *set, const struct stack *stack,
                              const char *leaf)
{
        char name[PARAMETER_SIZE];
        const struct ssm_parameter *p;

        cloud_parameter(stack, leaf, name);
        p = ssm_find(set, name);
        return p ? p->value : NULL;
}

/* active-timestamp, host and port come and go together. */
static bool check_whole(const struct stack *stack, const struct ssm_parameters *set,
                        struct err *err)
{
        static const char *const leaves[] = {"active-timestamp", "host", "port"};
        const char *there = NULL, *missing = NULL;

        for (size_t i = 0; i < sizeof(leaves) / sizeof(*leaves); i++) {
                if (leaf_value(set, stack, leaves[i]))
                        there = leaves[i];
                else
                        missing = leaves[i];
        }
        if (!there || !missing)
                return true;
        err_set(err, ERR_INVALID, "/%s/db is half there: %s is set and %s is not", stack->name,
                there, missing);
        return err_next(err, "complete it, or delete what is left of it if no database is active");
}

static bool check_type(const struct ssm_parameter *p, struct err *err)
{
        if (text_same(p->type, "SecureString"))
                return true;
        err_set(err, ERR_INVALID, "%s is a %s, expected a SecureString", p->name, p->type);
        return err_next(err, "delete it and put it anew as a SecureString: a type is for ever");
}

static bool check_secret(struct stage *s, const char *name, struct err *err)
{
        struct secret_reference ref;
        struct secret secret = {0};
        bool ok;

        if (!secret_reference_parse(name, &ref, err))
                return false;
        ok = secret_find(s, ref.id, &secret, err) && secret_check_stays(&secret, err);
        secrets_release(&secret);
        secret_reference_release(&ref);
        return ok;
}

/* Mostly it is one of the set that has just been read. */
static bool check_password(struct stage *s, const struct ssm_parameters *set, struct err *err)
{
        const char *name = stage_text(s, "password");
        const struct ssm_parameter *known = name ? ssm_find(set, name) : NULL;
        struct ssm_parameter p = {0};
        bool ok;

        if (!name || stage_flag(s, "managed_password"))
                return true;
        if (text_starts(name, "arn:aws") && strstr(name, ":secretsmanager:"))
                return check_secret(s, name, err);
        ok = known ? check_type(known, err)
                   : ssm_get(stage_aws(s), name, false, &p, err) && check_type(&p, err);
        ssm_parameter_release(&p);
        return ok || err_next(err, "put the database's password there as a SecureString");
}

/* What the pipeline takes for granted about the stack. */
static bool check_expected(struct stage *s, const char *active, struct err *err)
{
        const char *expect = stage_text(s, "expect");

        if (text_same(expect, "active") && !active)
                return err_set(err, ERR_REFUSED, "stack %s has no active database yet",
                               stage_stack(s)->name) ||
                       err_next(err, "begin with its first one: pipelines/first-time.yml");
        if (text_same(expect, "none") && active && !text_same(active, stage_text(s, "next")))
                return err_set(err, ERR_REFUSED, "stack %s has an active database already: %s",
                               stage_stack(s)->name, active) ||
                       err_next(err, "lift into it: pipelines/promote.yml");
        return true;
}

/* Cut off after it had said what it would write: what stages before it looked at, above all what
 * users would lose, was about the one that was active then. */
static bool check_same(struct stage *s, const char *active, struct err *err)
{
        const char *then = json_text(stage_recall(s, "previous"), "written");

        if (!then || !stage_has_intended(s) || text_same(then, active))
                return true;
        err_set(err, ERR_CONFLICT, "/%s/db/active-timestamp is %s and was %s when this run began",
                stage_stack(s)->name, active, then);
        return err_next(err, "what there is by now: snaplift status %s", stage_stack(s)->name);
}

static bool put_previous(struct stage *s, const struct ssm_parameters *set, const char *value,
                         struct err *err)
{
        const struct ssm_parameter *old;
        struct json_object *memory;
        char name[PARAMETER_SIZE];

        cloud_parameter(stage_stack(s), "previous-timestamp", name);
        old = ssm_find(set, name);
        if (!stage_has_intended(s)) {
                memory = json_object_new_object();
                json_put_text(memory, "before", old ? old->value : NULL);
                json_put_text(memory, "written", value);
                if (!stage_remember(s, "previous", memory, err))
                        return false;
        }
        return stage_intend(s, err, "set %s to %s", name, value) &&
               parameters_put(s, name, old, value, NULL, err) &&
               stage_result(s, err, "%s is %s", name, value);
}

static void plan_previous(struct stage *s, const struct ssm_parameters *set, const char *value)
{
        char name[PARAMETER_SIZE];

        cloud_parameter(stage_stack(s), "previous-timestamp", name);
        parameters_would_put(s, name, ssm_find(set, name), value);
}

/* What an older database was kept by does not concern what is active. */
static bool is_kept(const struct stage *s, const char *name)
{
        char path[PARAMETER_SIZE];

        cloud_parameter(stage_stack(s), KEPT_LEAF "/", path);
        return text_starts(name, path);
}

static void publish_set(struct stage *s, const struct ssm_parameters *set)
{
        static const char *const leaves[] = {"host", "port", "name", "user"};
        struct json_object *versions = json_object_new_object();

        for (size_t i = 0; i < sizeof(leaves) / sizeof(*leaves); i++)
                stage_output_text(s, leaves[i], leaf_value(set, stage_stack(s), leaves[i]));
        for (size_t i = 0; i < set->count; i++) {
                const char *slash = strrchr(set->items[i].name, '/');
                char version[24];

                if (is_kept(s, set->items[i].name))
                        continue;
                snprintf(version, sizeof(version), "%lld", (long long)set->items[i].version);
                json_put_text(versions, slash ? slash + 1 : set->items[i].name, version);
        }
        stage_output(s, "versions", versions);
}

/* Versions, not values: one of these is a password. */
static void see_set(struct stage *s, const struct ssm_parameters *set)
{
        for (size_t i = 0; i < set->count; i++) {
                char *thing = xasprintf("parameter %s", set->items[i].name);

                if (!is_kept(s, set->items[i].name))
                        stage_saw(s, thing, "version %lld", (long long)set->items[i].version);
                free(thing);
        }
}

static bool check_ahead(struct stage *s, struct json_object *services,
                        const struct usage_target *target, struct err *err)
{
        struct json_object *others = stage_list(s, "clusters");
        struct usage_ahead how = {
                .clusters = json_object_new_array(),
                .moved = services,
                .silent = true, /* database.retire will */
        };
        bool ok;

        json_add_text(how.clusters, cloud_cluster(s));
        for (size_t i = 0; i < json_count(others); i++)
                json_object_array_add(how.clusters, json_object_get(json_at(others, i)));
        ok = usage_check_ahead(s, &how, target, err);
        json_object_put(how.clusters);
        return ok;
}

static bool check_users(struct stage *s, const struct usage_target *target, struct err *err)
{
        struct json_object *services = stage_list(s, "services");
        struct json_object *others = stage_list(s, "clusters");
        bool ok;

        if (!json_count(services))
                return true;
        ok = usage_check_forgotten(s, cloud_cluster(s), services, target, err) ||
             stage_objects(s, err);
        for (size_t i = 0; ok && i < json_count(others); i++)
                ok = usage_check_forgotten(s, json_object_get_string(json_at(others, i)), NULL,
                                           target, err) ||
                     stage_objects(s, err);
        return ok && (check_ahead(s, services, target, err) || stage_objects(s, err));
}

/* What could not be replaced, and what database.retire would refuse at the very end, is refused
 * before anything is made. */
static bool check_replaceable(struct stage *s, const struct database *db, struct err *err)
{
        struct deletion_terms terms = database_deletion_terms(s);
        struct usage_target target;
        struct cluster_names names;
        bool ok;

        if (db->is_cluster && !cluster_check_kind(&db->cluster, err))
                return false;
        if (!stage_flag(s, "retire"))
                return true;
        if (!db->is_cluster) {
                target = usage_of_instance(&db->instance);
                return (database_check_deletable(s, &db->instance, &terms, err) ||
                        stage_objects(s, err)) &&
                       check_users(s, &target, err);
        }
        ok = (cluster_check_deletable(s, &db->cluster, &terms, err) || stage_objects(s, err)) &&
             cluster_find_names(s, &db->cluster, &names, err);
        if (!ok)
                return false;
        ok = check_users(s, &names.target, err);
        cluster_names_release(&names);
        return ok;
}

/* Somebody has made it active again by hand: the sweep would take it as soon as another is. A
 * record of an older database of that name does not concern this one. */
static bool check_not_kept(struct stage *s, const struct ssm_parameters *set, const char *active,
                           const struct database *db, struct err *err)
{
        struct kept_list all;
        const struct kept *kept;
        char name[PARAMETER_SIZE], until[ISO_SIZE];
        bool ok;

        kept_read_in(stage_stack(s), set, &all);
        kept = kept_find(&all, active);
        ok = !kept || kept->broken || !text_same(kept->resource_id, db->resource_id);
        if (!ok) {
                iso_format(kept->until, until);
                kept_parameter(stage_stack(s), active, name);
                err_set(err, ERR_REFUSED,
                        "database %s is active, and %s has it retired after %s: it was made active "
                        "by hand",
                        db->id, name, until);
                err_next(err, "delete that parameter, and the database's tags " KEPT_UNTIL_TAG
                              " and " KEPT_BY_TAG);
        }
        kept_list_release(&all);
        return ok;
}

static bool refuse_missing(struct stage *s, const char *id, struct err *err)
{
        const char *stack = stage_stack(s)->name;

        err_set(err, ERR_STATE, "%s is recorded as active and does not exist", id);
        return err_next(err, "what there is: snaplift status %s; correct /%s/db/active-timestamp",
                        stack, stack);
}

static bool stash_active(struct stage *s, const struct ssm_parameters *set, const char *active,
                         struct err *err)
{
        const char *next = stage_text(s, "next");
        const char *before = leaf_value(set, stage_stack(s), "previous-timestamp");
        struct database db;
        char id[DATABASE_SIZE];
        bool found, ok;

        if (!stamp_parse(active, NULL))
                return err_set(
                        err, ERR_INVALID,
                        "/%s/db/active-timestamp is \"%s\", expected 14 digits of a UTC time",
                        stage_stack(s)->name, active);
        stack_database(stage_stack(s), active, id);
        ok = database_look(s, id, &db, &found, err);
        if (ok && !found)
                ok = refuse_missing(s, id, err);
        if (ok && !text_same(next, active))
                ok = (check_not_kept(s, set, active, &db, err) || stage_objects(s, err)) &&
                     check_replaceable(s, &db, err);
        if (ok) {
                stage_output_text(s, "timestamp", active);
                stage_output_text(s, "database", id);
                stage_output_text(s, "resource_id", db.resource_id);
                stage_saw(s, "the active database", "%s (%s)", id,
                          db.resource_id ? db.resource_id : "no resource id");
        }
        database_release(&db);
        if (!ok)
                return false;
        if (next && !strcmp(next, active))
                stage_unchanged(s, "%s is already active", active);
        else if (!check_same(s, active, err))
                return false;
        else if (text_same(before, active) && !stage_has_intended(s))
                stage_unchanged(s, "%s is already stashed", active);
        else if (!text_same(before, active) && stage_planning(s))
                plan_previous(s, set, active);
        else if (!text_same(before, active))
                return put_previous(s, set, active, err);
        return true;
}

/* What service.roll would refuse, hours later, is refused before anything is made. */
static bool check_movable(struct stage *s, struct err *err)
{
        struct ecs_services services = {0};
        bool ok = !json_count(stage_list(s, "services")) ||
                  services_look_movable(s, &services, err) || stage_objects(s, err);

        ecs_services_release(&services);
        return ok;
}

static bool stash(struct stage *s, struct err *err)
{
        struct ssm_parameters set = {0};
        char path[PARAMETER_SIZE];
        const char *active;
        bool ok;

        snprintf(path, sizeof(path), "/%s/db", stage_stack(s)->name);
        ok = ssm_get_by_path(stage_aws(s), path, &set, err) && existing_refuse_in(s, &set, err) &&
             check_whole(stage_stack(s), &set, err) && check_password(s, &set, err);
        active = ok ? leaf_value(&set, stage_stack(s), "active-timestamp") : NULL;
        ok = ok && check_expected(s, active, err) && check_movable(s, err);
        if (ok) {
                publish_set(s, &set);
                see_set(s, &set);
                if (active)
                        ok = stash_active(s, &set, active, err);
                else
                        stage_unchanged(s, "no database is active yet");
        }
        ssm_parameters_release(&set);
        return ok;
}

/* The value alone does not tell whose it is: who has promoted since, from the database that this
 * run found active, keeps that one, too. So nobody has while that one is active; both may be seen
 * late. *now: previous-timestamp, of set; NULL when it is not this run's to put back. */
static bool await_ours(struct stage *s, const char *written, struct ssm_parameters *set,
                       const struct ssm_parameter **now, struct err *err)
{
        const struct stack *stack = stage_stack(s);
        char path[PARAMETER_SIZE], name[PARAMETER_SIZE];
        const char *active = NULL;
        bool theirs;

        snprintf(path, sizeof(path), "/%s/db", stack->name);
        cloud_parameter(stack, "previous-timestamp", name);
        for (int n = 0; n < LOOKS_UNSEEN; n++) {
                ssm_parameters_release(set);
                if (!stage_sleep(s, watch_pause(stage_aws(s), n), err) ||
                    !ssm_get_by_path(stage_aws(s), path, set, err))
                        return false;
                active = leaf_value(set, stack, "active-timestamp");
                *now = ssm_find(set, name);
                if (*now && !strcmp((*now)->value, written) && text_same(active, written))
                        return true;
        }
        theirs = *now && !strcmp((*now)->value, written);
        *now = NULL;
        return !theirs || stage_report(s, err, "%s stays %s: %s is active by now", name, written,
                                       active ? active : "no database");
}

static bool unstash(struct stage *s, struct err *err)
{
        struct json_object *memory = stage_recall(s, "previous");
        const char *before = json_text(memory, "before"), *written = json_text(memory, "written");
        const struct ssm_parameter *now = NULL;
        struct ssm_parameters set = {0};
        bool ok;

        if (!memory || !stage_has_intended(s))
                return true;
        ok = await_ours(s, written, &set, &now, err);
        /* Only our own change is put back. */
        if (!ok || !now) {
                /* nothing to do */
        } else if (before) {
                ok = stage_intend(s, err, "put %s back to %s", now->name, before) &&
                     parameters_put(s, now->name, now, before, NULL, err) &&
                     stage_result(s, err, "%s is %s", now->name, before);
        } else {
                ok = stage_intend(s, err, "delete %s", now->name) &&
                     parameters_delete(s, now->name, err) &&
                     stage_result(s, err, "%s is deleted", now->name);
        }
        ssm_parameters_release(&set);
        return ok;
}

/* Of a run that had succeeded: what somebody has written since stays. */
static bool look_back(struct stage *s, struct err *err)
{
        struct json_object *memory = stage_recall(s, "previous");
        const char *before = json_text(memory, "before");
        struct ssm_parameter now = {0};
        char name[PARAMETER_SIZE];

        cloud_parameter(stage_stack(s), "previous-timestamp", name);
        if (!ssm_get(stage_aws(s), name, false, &now, err)) {
                if (!err_is(err, ERR_NOT_FOUND))
                        return false;
                err_clear(err);
                return true;
        }
        if (text_same(now.value, json_text(memory, "written"))) {
                if (before)
                        parameters_would_put(s, name, &now, before);
                else
                        stage_would(s, WOULD_DELETE, "ssm:DeleteParameter", name, NULL);
        }
        ssm_parameter_release(&now);
        return true;
}

/* --- a run whose lock was gone --- */

/* Somebody may have put it back from another store; whoever promoted since keeps another one. */
static bool stands(struct stage *s, bool all_done, struct err *err)
{
        const char *written = json_text(stage_recall(s, "previous"), "written");
        struct ssm_parameter now = {0};
        char name[PARAMETER_SIZE];
        bool found, ok;

        if (all_done || !written || !stage_lock_was_lost(s))
                return true;
        cloud_parameter(stage_stack(s), "previous-timestamp", name);
        ok = parameters_await_written(s, name, written, &now, &found, err);
        if (ok && !text_same(now.value, written))
                ok = err_set(err, ERR_CONFLICT, "%s is %s, and this run had set it to %s", name,
                             now.value ? now.value : "gone", written);
        ssm_parameter_release(&now);
        return ok;
}

/* --- a run whose journal is lost --- */

/* One that has the old one's name and was made since is somebody's, not what was active then. */
static bool check_older(struct stage *s, const struct database *db, struct err *err)
{
        int64_t since, made = db->is_cluster ? db->cluster.created : db->instance.created;

        if (!recover_since(s, &since, err))
                return false;
        if (made && made < since) /* 0: it is just being made */
                return true;
        err_set(err, ERR_REFUSED,
                "database %s was made after run %s had begun: it is not the one that was active "
                "before",
                db->id, stage_run(s));
        return err_next(err, "what there is: snaplift status %s", stage_stack(s)->name);
}

static bool recover_active(struct stage *s, const struct recovered_parameter *active,
                           struct err *err)
{
        const char *old = active->changed ? active->before : active->now;
        char id[DATABASE_SIZE];
        struct database db;
        bool found = true, ok;

        if (active->now) {
                stack_database(stage_stack(s), active->now, id);
                if (!database_look(s, id, &db, &found, err))
                        return false;
                database_release(&db);
        }
        if (!found)
                return refuse_missing(s, id, err);
        if (!old)
                return true;
        stack_database(stage_stack(s), old, id);
        if (!database_look(s, id, &db, &found, err))
                return false;
        stage_output_text(s, "timestamp", old);
        stage_output_text(s, "database", id);
        if (found)
                stage_output_text(s, "resource_id", db.resource_id);
        ok = !found || check_older(s, &db, err);
        database_release(&db);
        return ok;
}

static bool recover_previous(struct stage *s, const char *active, struct err *err)
{
        struct recovered_parameter previous;
        struct json_object *memory;
        bool ok = recover_parameter(s, "previous-timestamp", &previous, err);

        if (ok && active && previous.changed && text_same(previous.now, active) &&
            !text_same(previous.before, active)) {
                memory = json_object_new_object();
                json_put_text(memory, "before", previous.before);
                json_put_text(memory, "written", active);
                ok = stage_remember(s, "previous", memory, err);
                stage_found(s, "/%s/db/previous-timestamp was set to %s (before: %s)",
                            stage_stack(s)->name, active,
                            previous.before ? previous.before : "none");
        }
        recovered_parameter_release(&previous);
        return ok;
}

/* What was active when the run began, whatever is now. */
static bool recover(struct stage *s, struct err *err)
{
        struct recovered_parameter active;
        struct ssm_parameters set = {0};
        char path[PARAMETER_SIZE];
        bool ok = recover_parameter(s, "active-timestamp", &active, err) &&
                  recover_active(s, &active, err) &&
                  recover_previous(s, active.changed ? active.before : active.now, err);

        snprintf(path, sizeof(path), "/%s/db", stage_stack(s)->name);
        if (ok && !active.changed) {
                ok = ssm_get_by_path(stage_aws(s), path, &set, err);
                if (ok)
                        publish_set(s, &set);
                ssm_parameters_release(&set);
        }
        recovered_parameter_release(&active);
        return ok;
}

const struct stage_type stage_parameters_stash = {
        .name = "parameters.stash",
        .summary = "read what is active now and keep it as previous",
        .notes = "Reads `/<stack>/db/*` and writes `/<stack>/db/previous-timestamp` if it differs. "
                 "A set that is only half there is refused, and so is an active database that is "
                 "recorded as kept until it is swept: somebody has made it active by hand. With "
                 "`services`, so is one of them "
                 "that `service.roll` would refuse later: missing, deployed by somebody else than "
                 "ECS, without tasks, or with a red deployment alarm. With `retire`, so is what "
                 "`database.retire` would stumble over at the very end: protection that Snaplift "
                 "did not put on, and, with `services`, a service that uses the active database "
                 "and is not among them, and a rule or schedule of EventBridge that starts tasks "
                 "which do. On "
                 "a stack's first run there is nothing "
                 "to stash: the outputs are null.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .run = stash,
        .undo = unstash,
        .look_back = look_back,
        .stands = stands,
        .recover = recover,
        .plan = stash,
};
