/*
 * orphans.delete: takes away what was found to be left of a stack, and nothing else. What it is to
 * delete is given by kind, name and identity; right before each deletion that very thing is looked
 * at again, under the stack's lock: its name, its tags, what is active, and who uses it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/ecs.h"
#include "engine/aws/rds_share.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/database.h"
#include "stages/database_any.h"
#include "stages/database_cluster.h"
#include "stages/existing.h"
#include "stages/orphans.h"
#include "stages/parameters.h"
#include "stages/usage.h"

enum { FINAL_NAME = 384, TRIES = 3 };

static const struct port inputs[] = {
        {"things", VALUE_LIST, .required = true,
         .help = "what to delete, each as \"KIND NAME IDENTITY\"; `snaplift orphans --json` tells "
                 "them"},
        {"tier", VALUE_TIER,
         .help = "the tier in whose account they are (see `roles:`), snapshots only; default: the "
                 "stack's own"},
        {"unfinished", VALUE_LIST, .help = "runs that have not ended: what is theirs is kept"},
        {"final_snapshot", VALUE_FLAG, .fallback = "true",
         .help = "take a final snapshot of each database"},
        {"disable_protection", VALUE_FLAG, .fallback = "false",
         .help = "lift deletion protection that Snaplift did not put on"},
        USAGE_AHEAD_PORTS,
        {0},
};

static const struct port outputs[] = {
        {"deleted", VALUE_LIST, .help = "names of what is gone"},
        {"kept", VALUE_LIST, .help = "names of what is not, each with a report that says why"},
        {0},
};

static const struct stage_action actions[] = {
        {"ssm:GetParametersByPath", "ssm:parameter/{stack}/db ssm:parameter/{stack}/db/*"},
        {"ssm:GetParameter", "ssm:parameter/{stack}/*"},
        {"ssm:ListTagsForResource", "ssm:parameter/{stack}/*"},
        {"ssm:DeleteParameter", "ssm:parameter/{stack}/db/*"},
        DATABASE_REMOVAL_ACTIONS,
        {"rds:DeleteDBSnapshot", "rds:snapshot:*"},
        {"rds:DeleteDBClusterSnapshot", "rds:cluster-snapshot:*", ACTION_CLUSTER},
        {"ecs:ListClusters", "*"},
        {"ecs:ListServices", "*"},
        {"ecs:DescribeServices", "ecs:service/*/*"},
        {"ecs:ListTasks", "*"},
        {"ecs:DescribeTasks", "ecs:task/*/*"},
        {"ecs:ListTaskDefinitions", "*"},
        {"ecs:DescribeTaskDefinition", "*"},
        {"ecs:DeregisterTaskDefinition", "*"},
        USAGE_AHEAD_ACTIONS,
        {"sts:GetCallerIdentity", NULL},
        {"sts:AssumeRole", "{role}", .when = "roles"},
        {0},
};

struct thing {
        char kind[32], name[256], identity[512];
};

struct work {
        struct stage *s;
        const struct thing *thing;
        struct json_object *deleted, *kept;
};

static bool read_thing(const char *text, struct thing *out, struct err *err)
{
        char rest;

        if (sscanf(text, "%31s %255s %511s %c", out->kind, out->name, out->identity, &rest) == 3)
                return true;
        err_set(err, ERR_INVALID, "\"%s\" is not KIND NAME IDENTITY", text);
        return err_next(err, "take it from `snaplift orphans STACK --json`");
}

/* --- the proof --- */

/* NULL: they are where the stack is. */
static bool find_elsewhere(struct stage *s, struct aws **out, struct err *err)
{
        struct account *there = stage_account_of(s, stage_text(s, "tier"), err);

        *out = there && there != stage_account(s) ? there->aws : NULL;
        return there != NULL;
}

/* Whether that very thing is still an orphan for sure. Where it is none, *why may say more, for the
 * caller to free; why may be NULL. */
static bool still_orphan(struct stage *s, const struct thing *t, bool *orphan, char **why,
                         struct err *err)
{
        struct strlist unfinished = {0};
        struct orphans all = {0};
        struct orphan_search search = {
                .aws = stage_aws(s),
                .stack = stage_stack(s),
                .unfinished = &unfinished,
                .own = stage_run(s),
                .definitions = text_same(t->kind, orphan_kind_name(ORPHAN_DEFINITION)),
        };
        struct json_object *given = stage_list(s, "unfinished");
        const struct orphan *found;
        char *home;
        bool ok;

        if (!find_elsewhere(s, &search.elsewhere, err))
                return false;
        search.home = home = account_place(stage_account(s), err);
        err_clear(err);

        for (size_t i = 0; i < json_count(given); i++)
                strlist_add(&unfinished, json_object_get_string(json_at(given, i)));
        ok = orphans_look(&search, &all, err);
        found = ok ? orphans_find(&all, t->kind, t->name, t->identity) : NULL;
        *orphan = found && !found->unsure;
        if (why)
                *why = found ? xstrdup(found->unsure) : NULL;
        free(home);
        orphans_release(&all);
        strlist_release(&unfinished);
        return ok;
}

static bool all_clusters(struct stage *s, struct json_object **out, struct err *err)
{
        struct strlist arns = {0};

        *out = json_object_new_array();
        if (!ecs_all_clusters(stage_aws(s), &arns, err))
                return false;
        for (size_t i = 0; i < arns.count; i++)
                json_add_text(*out, arns.items[i]);
        strlist_release(&arns);
        return true;
}

/* Nobody runs it, and nobody will: no task is waited for. */
static bool check_unused(struct stage *s, const struct usage_target *target, struct err *err)
{
        struct json_object *clusters = NULL;
        struct usage_ahead ahead = {.families = NULL, .silent = true};
        struct usage usage = {0};
        bool ok = all_clusters(s, &clusters, err) && usage_look(s, clusters, target, &usage, err);

        if (ok && (usage.services.count || usage.leaving.count))
                ok = err_set(err, ERR_REFUSED, "%s is still used by %s", target->id,
                             usage.services.count ? usage.services.items[0]
                                                  : usage.leaving.items[0]);
        ahead.clusters = clusters;
        ok = ok && usage_check_ahead(s, &ahead, target, err);
        json_object_put(clusters);
        usage_release(&usage);
        return ok;
}

static bool check_orphan(struct stage *s, const struct thing *t, struct err *err)
{
        char *why = NULL;
        bool orphan, ok;

        ok = existing_refuse(s, err) && still_orphan(s, t, &orphan, &why, err);
        if (ok && !orphan)
                ok = err_set(err, ERR_REFUSED, "it is no orphan any more: %s",
                             why ? why
                                 : "by now it is in the stack's use, or of the run that holds it");
        free(why);
        return ok;
}

/* --- databases --- */

static bool prove_instance(struct stage *s, const struct rds_instance *db, void *arg, bool *wait,
                           struct err *err)
{
        struct deletion_terms terms = database_deletion_terms(s);
        struct usage_target target = usage_of_instance(db);

        *wait = false;
        return database_check_deletable(s, db, &terms, err) && check_unused(s, &target, err) &&
               check_orphan(s, arg, err);
}

static bool prove_cluster(struct stage *s, const struct rds_cluster *c, void *arg, bool *wait,
                          struct err *err)
{
        struct deletion_terms terms = database_deletion_terms(s);
        struct cluster_names names;
        bool ok;

        *wait = false;
        if (!cluster_check_deletable(s, c, &terms, err) || !cluster_find_names(s, c, &names, err))
                return false;
        ok = check_unused(s, &names.target, err) && check_orphan(s, arg, err);
        cluster_names_release(&names);
        return ok;
}

static bool delete_instance(struct work *w, struct err *err)
{
        struct thing t = *w->thing;
        char final[FINAL_NAME], stamp[RUN_STAMP_SIZE];
        struct database_removal removal = {
                .id = t.name,
                .resource_id = t.identity,
                .final_snapshot = stage_flag(w->s, "final_snapshot") ? final : NULL,
                .allowed = prove_instance,
                .arg = &t,
        };

        cloud_run_stamp(w->s, stamp);
        snprintf(final, sizeof(final), "%s-final-%s", t.name, stamp);
        return database_remove(w->s, &removal, err);
}

static bool delete_cluster(struct work *w, struct err *err)
{
        struct thing t = *w->thing;
        char final[CLUSTER_NAME_SIZE];
        struct cluster_removal removal = {
                .id = t.name,
                .resource_id = t.identity,
                .final_snapshot = stage_flag(w->s, "final_snapshot") ? final : NULL,
                .allowed = prove_cluster,
                .arg = &t,
        };

        return cluster_snapshot_name(w->s, t.name, "final-", final, err) &&
               cluster_remove(w->s, &removal, err);
}

/* --- the rest: looked at, called, looked at again where no answer came --- */

static bool call_once(struct work *w, struct err *err)
{
        const struct thing *t = w->thing;
        struct aws *aws = stage_aws(w->s), *elsewhere;

        if (!find_elsewhere(w->s, &elsewhere, err))
                return false;
        if (text_same(t->kind, orphan_kind_name(ORPHAN_DEFINITION)))
                return ecs_deregister_task_definition(aws, t->identity, err);
        if (text_same(t->kind, orphan_kind_name(ORPHAN_PARAMETER)))
                return ssm_delete(aws, t->name, err);
        return rds_remove_snapshot(elsewhere ? elsewhere : aws,
                                   text_same(t->kind, orphan_kind_name(ORPHAN_CLUSTER_SNAPSHOT)),
                                   t->name, err);
}

static bool definition_is_there(struct aws *aws, const char *arn, struct err *err)
{
        struct json_object *definition = NULL, *tags = NULL; /* with them it is not a memory */
        bool there = ecs_describe_task_definition(aws, arn, &definition, &tags, err) &&
                     text_same(json_text(definition, "status"), "ACTIVE");

        json_object_put(definition);
        json_object_put(tags);
        return there;
}

static bool parameter_is_there(struct aws *aws, const char *name, struct err *err)
{
        struct ssm_parameter found = {0};
        bool there = ssm_get(aws, name, false, &found, err);

        ssm_parameter_release(&found);
        return there;
}

static bool snapshot_is_there(struct aws *aws, bool cluster, const char *name, struct err *err)
{
        struct rds_snapshot found = {0};
        bool there = rds_look_snapshot(aws, cluster, name, &found, err) &&
                     !text_same(found.status, "deleting");

        rds_snapshot_release(&found);
        return there;
}

/* What is no orphan any more, and is there, has come into use, or is another of that name. */
static bool is_there(struct work *w, bool *there, struct err *err)
{
        const struct thing *t = w->thing;
        struct aws *aws = stage_aws(w->s), *elsewhere;

        if (!find_elsewhere(w->s, &elsewhere, err))
                return false;
        if (text_same(t->kind, orphan_kind_name(ORPHAN_DEFINITION)))
                *there = definition_is_there(aws, t->identity, err);
        else if (text_same(t->kind, orphan_kind_name(ORPHAN_PARAMETER)))
                *there = parameter_is_there(aws, t->name, err);
        else
                *there = snapshot_is_there(
                        elsewhere ? elsewhere : aws,
                        text_same(t->kind, orphan_kind_name(ORPHAN_CLUSTER_SNAPSHOT)), t->name,
                        err);
        if (err_is(err, ERR_NOT_FOUND))
                err_clear(err);
        return err->code == ERR_NONE;
}

static bool check_definition_unused(struct work *w, struct err *err)
{
        struct usage_target target = {.id = w->thing->name};

        if (!text_same(w->thing->kind, orphan_kind_name(ORPHAN_DEFINITION)))
                return true;
        usage_add_word(&target, w->thing->identity);
        return check_unused(w->s, &target, err);
}

static bool delete_simple(struct work *w, struct err *err)
{
        const struct thing *t = w->thing;

        for (int n = 0; n < TRIES; n++) {
                bool there;

                if (!is_there(w, &there, err))
                        return false;
                if (!there)
                        return true;
                if (!check_definition_unused(w, err) || !check_orphan(w->s, t, err))
                        return false;
                if (!stage_intend(w->s, err, "delete %s %s", t->kind, t->name))
                        return false;
                if (call_once(w, err))
                        return stage_result(w->s, err, "%s is deleted", t->name);
                if (!err_is(err, ERR_LOST) && !err_is(err, ERR_NOT_FOUND))
                        return false;
                err_clear(err);
        }
        return err_set(err, ERR_LOST, "deleting %s %s: no answer", t->kind, t->name);
}

/* --- all of them --- */

/* clang-format off */
static const struct {
        enum orphan_kind kind;
        const char *action;
        bool (*remove)(struct work *w, struct err *err);
} removers[] = {
        {ORPHAN_DEFINITION, "ecs:DeregisterTaskDefinition", delete_simple},
        {ORPHAN_PARAMETER, "ssm:DeleteParameter", delete_simple},
        {ORPHAN_INSTANCE, "rds:DeleteDBInstance", delete_instance},
        {ORPHAN_CLUSTER, "rds:DeleteDBCluster", delete_cluster},
        {ORPHAN_SNAPSHOT, "rds:DeleteDBSnapshot", delete_simple},
        {ORPHAN_CLUSTER_SNAPSHOT, "rds:DeleteDBClusterSnapshot", delete_simple},
};
/* clang-format on */

static const char *action_of(const char *kind)
{
        const char *action = kind;

        for (size_t i = 0; i < sizeof(removers) / sizeof(*removers); i++)
                if (text_same(kind, orphan_kind_name(removers[i].kind)))
                        action = removers[i].action;
        return action;
}

/* A refusal concerns the one thing: it is kept and reported, and the others have their turn. */
static bool take_one(struct work *w, bool (*remove)(struct work *w, struct err *err),
                     struct err *err)
{
        struct err why = ERR_INIT;
        bool ok;

        if (remove(w, err)) {
                json_add_text(w->deleted, w->thing->name);
                return true;
        }
        if (!err_is(err, ERR_REFUSED) && !err_is(err, ERR_FOREIGN) && !err_is(err, ERR_CONFLICT))
                return false;
        err_move(&why, err);
        json_add_text(w->kept, w->thing->name);
        ok = stage_report(w->s, err, "kept %s: %s", w->thing->name, err_text(&why));
        err_clear(&why);
        return ok;
}

static bool delete_orphans(struct stage *s, struct err *err)
{
        struct work w = {
                .s = s, .deleted = json_object_new_array(), .kept = json_object_new_array()};
        struct json_object *given = stage_list(s, "things");
        bool ok = true;

        for (size_t r = 0; ok && r < sizeof(removers) / sizeof(*removers); r++) {
                for (size_t i = 0; ok && i < json_count(given); i++) {
                        struct thing t;

                        ok = read_thing(json_object_get_string(json_at(given, i)), &t, err);
                        w.thing = &t;
                        if (ok && text_same(t.kind, orphan_kind_name(removers[r].kind)))
                                ok = take_one(&w, removers[r].remove, err);
                }
        }
        if (ok && !stage_has_intended(s))
                stage_unchanged(s, json_count(w.kept) ? "what is there of it is kept"
                                                      : "nothing of it is there to be deleted");
        stage_output(s, "deleted", w.deleted);
        stage_output(s, "kept", w.kept);
        return ok;
}

static bool plan(struct stage *s, struct err *err)
{
        struct json_object *given = stage_list(s, "things");

        for (size_t i = 0; i < json_count(given); i++) {
                struct thing t;
                bool orphan;

                if (!read_thing(json_object_get_string(json_at(given, i)), &t, err) ||
                    !still_orphan(s, &t, &orphan, NULL, err))
                        return false;
                if (orphan)
                        stage_would(s, WOULD_DELETE, action_of(t.kind), t.name, NULL);
        }
        return true;
}

const struct stage_type stage_orphans_delete = {
        .name = "orphans.delete",
        .summary = "delete what is left of a stack and belongs to nothing",
        .notes = "`snaplift orphans STACK --delete` runs it. Each thing is given by kind, name and "
                 "identity, and is looked at again right before it is deleted, under the stack's "
                 "lock: that name, tags and identity are the stack's, that it is not active, kept "
                 "as previous or of a run that has not ended, and that no service, task, rule or "
                 "schedule uses it. What is refused is kept and reported. There is no undo: a "
                 "final snapshot is taken of each database.",
        .roles = &account_role_type,
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .final = true,
        .timeout = 6 * 3600 * 1000LL,
        .run = delete_orphans,
        .plan = plan,
};
