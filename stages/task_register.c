/* task.register: each service's next task definition: its live one, with the new database in it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/ecs.h"
#include "engine/aws/secrets_reference.h"
#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/cloud.h"
#include "stages/definition.h"
#include "stages/permissions.h"
#include "stages/recover.h"
#include "stages/services.h"

enum { RECENT_REVISIONS = 10, REGISTER_TRIES = 3, DEREGISTER_TRIES = 3 };

static const struct port inputs[] = {
        {"cluster", VALUE_TEXT, .help = "ECS cluster; default: the stack's name"},
        {"services", VALUE_LIST, .required = true,
         .help = "services whose live task definitions are taken"},
        {"containers", VALUE_LIST, .help = "containers to change; default: all"},
        {"image", VALUE_TEXT, .help = "new image of these containers"},
        {"images", VALUE_MAP, .help = "new images by container"},
        {"host", VALUE_TEXT, .help = "value of the variable host_variable"},
        {"port", VALUE_NUMBER, .help = "value of port_variable"},
        {"name", VALUE_TEXT, .help = "value of name_variable"},
        {"user", VALUE_TEXT, .help = "value of user_variable"},
        {"password", VALUE_TEXT,
         .help = "where password_variable comes from: a parameter's name or a secret's ARN, with "
                 ":KEY:: for a member of its JSON"},
        {"host_variable", VALUE_TEXT, .fallback = "DB_HOST", .help = "environment variable"},
        {"port_variable", VALUE_TEXT, .fallback = "DB_PORT", .help = "environment variable"},
        {"name_variable", VALUE_TEXT, .fallback = "DB_NAME", .help = "environment variable"},
        {"user_variable", VALUE_TEXT, .fallback = "DB_USER", .help = "environment variable"},
        {"password_variable", VALUE_TEXT, .fallback = "DB_PASSWORD", .help = "secret variable"},
        {"environment", VALUE_MAP, .help = "more plain variables"},
        {"secrets", VALUE_MAP, .help = "more secret variables: name to parameter or secret ARN"},
        {0},
};

static const struct port outputs[] = {
        {"definitions", VALUE_MAP, .help = "task definition ARN by service"},
        {"definition", VALUE_TEXT, .help = "that of the first service"},
        {"previous", VALUE_MAP, .help = "the live ones, by service"},
        {0},
};

static const struct stage_action actions[] = {
        {"ecs:DescribeServices", "ecs:service/{cluster}/*"},
        {"ecs:DescribeTaskDefinition", "*"},
        {"ecs:ListTaskDefinitions", "*"},
        {"ecs:RegisterTaskDefinition", "ecs:task-definition/*", .condition = FOR_STACK},
        {"ecs:TagResource", "ecs:task-definition/*",
         .condition = "ecs:CreateAction=RegisterTaskDefinition"},
        {"ecs:DeregisterTaskDefinition", "*"},
        {"ecs:ListServices", "*"},
        {"iam:PassRole", "iam:role/*", .condition = FOR_TASKS},
        {0},
};

static void put_variable(struct stage *s, struct json_object *map, const char *what,
                         const char *value)
{
        char input[32];
        const char *variable;

        snprintf(input, sizeof(input), "%s_variable", what);
        variable = stage_text(s, input);
        if (variable && value)
                json_put_text(map, variable, value);
}

/* The maps are the caller's. ERR_REFUSED for what looks like a password in plain sight. */
static bool collect(struct stage *s, struct json_object *environment, struct json_object *secrets,
                    struct err *err)
{
        struct json_object *more = stage_map(s, "environment"), *hidden = stage_map(s, "secrets");
        char port[24];

        put_variable(s, environment, "host", stage_text(s, "host"));
        if (stage_text(s, "port")) { /* not known yet, in a plan */
                put_variable(s, environment, "port", stage_text(s, "port"));
        } else if (stage_has(s, "port")) {
                snprintf(port, sizeof(port), "%lld", (long long)stage_number(s, "port"));
                put_variable(s, environment, "port", port);
        }
        put_variable(s, environment, "name", stage_text(s, "name"));
        put_variable(s, environment, "user", stage_text(s, "user"));
        put_variable(s, secrets, "password", stage_text(s, "password"));
        if (more) {
                json_object_object_foreach(more, name, value)
                        json_put_text(environment, name, json_object_get_string(value));
        }
        if (hidden) {
                json_object_object_foreach(hidden, name, value)
                        json_put_text(secrets, name, json_object_get_string(value));
        }
        json_object_object_foreach(secrets, hidden_name, from)
        {
                struct secret_reference ref;

                if (!secret_reference_parse(json_object_get_string(from), &ref, err))
                        return err_prefix(err, "secret variable %s", hidden_name);
                secret_reference_release(&ref);
        }
        json_object_object_foreach(environment, variable, text)
        {
                if (cloud_is_secret_variable(variable, json_object_get_string(text))) {
                        err_set(err, ERR_REFUSED, "%s would be a password in plain environment",
                                variable);
                        return err_next(err, "give it under secrets, as a parameter's name or a "
                                             "secret's ARN");
                }
        }
        return true;
}

/* Ours, and made from that live revision. One of an earlier version does not tell. */
static bool is_own(struct stage *s, struct json_object *tags, const char *from)
{
        const char *tag = definition_tag_value(tags, "snaplift:from");

        return text_same(definition_tag_value(tags, "snaplift:run"), stage_run(s)) &&
               (!tag || text_same(tag, from));
}

/* A recent revision of ours with this content: made before a crash, or for another service. */
static bool find_own(struct stage *s, struct json_object *request, const char *from, char **arn,
                     struct err *err)
{
        struct strlist recent = {0};
        bool ok = ecs_list_task_definitions(stage_aws(s), json_text(request, "family"),
                                            RECENT_REVISIONS, &recent, err);

        *arn = NULL;
        for (size_t i = 0; ok && !*arn && i < recent.count; i++) {
                struct json_object *definition = NULL, *tags = NULL;

                ok = ecs_describe_task_definition(stage_aws(s), recent.items[i], &definition, &tags,
                                                  err);
                if (ok && is_own(s, tags, from) && definition_same(definition, request))
                        *arn = xstrdup(recent.items[i]);
                json_object_put(definition);
                json_object_put(tags);
        }
        strlist_release(&recent);
        return ok;
}

/* One whose answer was lost may exist, and a list may not show it yet. */
static int looks_for_own(const struct stage *s)
{
        return stage_intent_open(s) ? LOOKS_UNSEEN : 1;
}

static bool await_own(struct stage *s, struct json_object *request, const char *from, char **arn,
                      struct err *err)
{
        int looks = looks_for_own(s);

        for (int look = 0; look < looks && !*arn; look++)
                if ((look && !stage_sleep(s, watch_pause(stage_aws(s), look), err)) ||
                    !find_own(s, request, from, arn, err))
                        return false;
        return true;
}

/* A list that grows: "families" that were asked for, "registered" revisions. */
static bool remember_one(struct stage *s, const char *list, const char *text, struct err *err)
{
        struct json_object *known = stage_recall(s, list);
        struct json_object *all = known ? json_copy(known) : json_object_new_array();

        for (size_t i = 0; i < json_count(all); i++) {
                if (text_same(json_object_get_string(json_at(all, i)), text)) {
                        json_object_put(all);
                        return true;
                }
        }
        json_add_text(all, text);
        return stage_remember(s, list, all, err);
}

/* Of the family for which a call was intended last. */
static bool was_asked_last(const struct stage *s, const char *arn)
{
        struct json_object *families = stage_recall(s, "families");
        size_t count = json_count(families);
        char family[256];
        int64_t revision;

        return count && ecs_definition_split(arn, family, &revision) &&
               text_same(json_object_get_string(json_at(families, count - 1)), family);
}

/* Before the call counts as answered: with all calls answered, all revisions are known. One of an
 * earlier family, found again, is no answer to the call that is open. */
static bool note_registered(struct stage *s, const char *arn, const char *how, struct err *err)
{
        return remember_one(s, "registered", arn, err) &&
               (!stage_intent_open(s) || !was_asked_last(s, arn) ||
                stage_result(s, err, "%s %s", how, arn));
}

/* What one service runs now. */
struct live {
        const char *service, *arn; /* borrowed */
        struct json_object *definition, *tags;
};

struct work {
        const struct definition_change *change;
        bool resumed;                    /* this stage has called already, before it was cut off */
        struct json_object *families;    /* those registered since: name -> true */
        struct json_object *definitions; /* service -> ARN, to come */
        struct live *live;               /* one a service */
};

/* Looked for first only where there may be one: after a crash, an answer that was lost, or when
 * another service has the same family. */
static bool call_register(struct stage *s, const struct work *work, struct json_object *request,
                          const char *from, char **arn, struct err *err)
{
        const char *family = json_text(request, "family");
        bool look = work->resumed || json_get(work->families, family);

        json_put_flag(work->families, family, true);
        if (!remember_one(s, "families", family, err))
                return false;
        for (int n = 0; n < REGISTER_TRIES; n++) {
                if ((look || n) && !await_own(s, request, from, arn, err))
                        return false;
                if (*arn)
                        return note_registered(s, *arn, "had registered", err);
                if (!stage_intend(s, err, "register a revision of %s", family))
                        return false;
                if (ecs_register_task_definition(stage_aws(s), request, arn, err))
                        return note_registered(s, *arn, "registered", err);
                if (!err_is(err, ERR_LOST))
                        return false;
                err_clear(err);
                if (!stage_remember_text(s, "lost", family, err))
                        return false;
        }
        return err_set(err, ERR_LOST, "registering a revision of %s: no answer", family);
}

/* Only what is asked for: what else is in the environment of its containers is not ours to show. */
static void plan_revision(struct stage *s, const struct definition_change *change,
                          const struct live *live, const char *family)
{
        struct json_object *is = stage_parameters("for", live->service, "like", live->arn, NULL);

        if (json_object_object_length(change->environment) > 0)
                json_put(is, "environment", json_copy(change->environment));
        if (json_object_object_length(change->secrets) > 0)
                json_put(is, "secrets", json_copy(change->secrets));
        if (change->images)
                json_put(is, "images", json_copy(change->images));
        json_put_text(is, "image", change->image);
        stage_would(s, WOULD_CREATE, "ecs:RegisterTaskDefinition", family, is);
}

static bool one_service(struct stage *s, const struct work *work, size_t i, struct err *err)
{
        const struct live *live = &work->live[i];
        struct json_object *request = definition_request(live->definition);
        struct tags own = {0};
        char *arn = NULL;
        bool ok = definition_apply(request, work->change, err) ||
                  err_prefix(err, "service %s", live->service);

        if (ok && definition_same(live->definition, request)) {
                arn = xstrdup(live->arn);
        } else if (ok && stage_planning(s)) {
                plan_revision(s, work->change, live, json_text(request, "family"));
                arn = xasprintf("(known after %s)", stage_id(s));
        } else if (ok) {
                cloud_tags(s, &own);
                tags_set(&own, "snaplift:from", live->arn); /* service.roll's way back */
                definition_tag(request, live->tags, &own);
                ok = call_register(s, work, request, live->arn, &arn, err);
        }
        json_put_text(work->definitions, live->service, arn);
        free(arn);
        tags_release(&own);
        json_object_put(request);
        return ok;
}

/* What the services run now, all of it before anything is registered. */
static bool look_at_live(struct stage *s, const struct ecs_services *services, struct work *work,
                         struct err *err)
{
        struct json_object **all = xcalloc(services->count + 1, sizeof(struct json_object *));
        bool ok = true;

        for (size_t i = 0; ok && i < services->count; i++) {
                const struct ecs_deployment *primary = ecs_primary(&services->items[i]);
                struct live *live = &work->live[i];

                live->service = services->items[i].name;
                live->arn = primary ? primary->task_definition : services->items[i].task_definition;
                if (live->arn)
                        services_saw(s, &services->items[i]);
                ok = live->arn ? ecs_describe_task_definition(stage_aws(s), live->arn,
                                                              &live->definition, &live->tags, err)
                               : err_set(err, ERR_STATE, "service %s has no task definition",
                                         live->service);
                all[i] = live->definition;
        }
        ok = ok && definition_check_names(all, services->count, work->change, err);
        free(all);
        return ok;
}

static void publish(struct stage *s, const struct work *work, size_t count)
{
        struct json_object *previous = json_object_new_object();

        for (size_t i = 0; i < count; i++)
                json_put_text(previous, work->live[i].service, work->live[i].arn);
        if (count)
                stage_output_text(s, "definition",
                                  json_text(work->definitions, work->live[0].service));
        if (json_same(work->definitions, previous))
                stage_unchanged(s, "the live task definitions are what is asked for");
        stage_output(s, "definitions", json_object_get(work->definitions));
        stage_output(s, "previous", previous);
}

static bool all_services(struct stage *s, const struct definition_change *change, struct err *err)
{
        struct work work = {.change = change, .resumed = stage_has_intended(s)};
        struct ecs_services services = {0};
        size_t count;
        const char **names = cloud_names(stage_list(s, "services"), &count);
        bool ok =
                ecs_describe_services(stage_aws(s), cloud_cluster(s), names, count, &services, err);

        work.live = xcalloc(services.count + 1, sizeof(*work.live));
        work.families = json_object_new_object();
        work.definitions = json_object_new_object();
        ok = ok && look_at_live(s, &services, &work, err);
        for (size_t i = 0; ok && i < services.count; i++)
                ok = one_service(s, &work, i, err);
        if (ok)
                publish(s, &work, services.count);
        for (size_t i = 0; i < services.count; i++) {
                json_object_put(work.live[i].definition);
                json_object_put(work.live[i].tags);
        }
        free(work.live);
        json_object_put(work.families);
        json_object_put(work.definitions);
        ecs_services_release(&services);
        free(names);
        return ok;
}

static bool register_definitions(struct stage *s, struct err *err)
{
        struct definition_change change = {
                .containers = stage_list(s, "containers"),
                .environment = json_object_new_object(),
                .secrets = json_object_new_object(),
                .image = stage_text(s, "image"),
                .images = stage_map(s, "images"),
        };
        bool ok = collect(s, change.environment, change.secrets, err) &&
                  all_services(s, &change, err);

        json_object_put(change.environment);
        json_object_put(change.secrets);
        return ok;
}

/* Set when a deployment of any service of the cluster is on that revision. */
static bool in_use(struct stage *s, const char *arn, bool *used, struct err *err)
{
        struct ecs_services services = {0};
        struct strlist names = {0};
        bool ok = ecs_list_services(stage_aws(s), cloud_cluster(s), &names, err);

        *used = false;
        if (ok && names.count)
                ok = ecs_describe_services(stage_aws(s), cloud_cluster(s),
                                           (const char *const *)names.items, names.count, &services,
                                           err);
        for (size_t i = 0; ok && i < services.count; i++)
                for (size_t k = 0; k < services.items[i].deployment_count; k++)
                        if (text_same(services.items[i].deployments[k].task_definition, arn))
                                *used = true;
        ecs_services_release(&services);
        strlist_release(&names);
        return ok;
}

/* Its tags are asked for so that it is looked at anew: what is known of it may be older. */
static bool is_deregistered(struct stage *s, const char *arn, bool *done, struct err *err)
{
        struct json_object *definition = NULL, *tags = NULL;
        bool ok = ecs_describe_task_definition(stage_aws(s), arn, &definition, &tags, err);

        *done = ok && !text_same(json_text(definition, "status"), "ACTIVE");
        json_object_put(definition);
        json_object_put(tags);
        return ok;
}

static bool call_deregister(struct stage *s, const char *arn, struct err *err)
{
        for (int n = 0; n < DEREGISTER_TRIES; n++) {
                bool done;

                if (!stage_intend(s, err, "deregister %s", arn))
                        return false;
                if (ecs_deregister_task_definition(stage_aws(s), arn, err))
                        return stage_result(s, err, "deregistered %s", arn);
                if (!err_is(err, ERR_LOST))
                        return false;
                err_clear(err);
                if (!is_deregistered(s, arn, &done, err))
                        return false;
                if (done)
                        return stage_result(s, err, "%s had been deregistered", arn);
        }
        return err_set(err, ERR_LOST, "deregistering %s: no answer", arn);
}

static bool deregister(struct stage *s, const char *arn, struct err *err)
{
        bool used;

        if (!in_use(s, arn, &used, err))
                return false;
        if (used)
                return err_set(err, ERR_STATE, "%s is in use and is kept", arn);
        return call_deregister(s, arn, err);
}

static bool deregister_if_active(struct stage *s, const char *arn, struct err *err)
{
        bool done;

        return is_deregistered(s, arn, &done, err) && (done || deregister(s, arn, err));
}

/* Those that were answered: known by their ARNs, whatever a list shows. */
static bool deregister_known(struct stage *s, struct err *err)
{
        struct json_object *registered = stage_recall(s, "registered");
        bool ok = true;

        for (size_t i = 0; ok && i < json_count(registered); i++)
                ok = deregister_if_active(s, json_object_get_string(json_at(registered, i)), err);
        return ok;
}

/* Those that a list shows and that carry the run's tag. */
static bool deregister_seen(struct stage *s, struct err *err)
{
        struct json_object *families = stage_recall(s, "families");
        bool ok = true;

        for (size_t i = 0; ok && i < json_count(families); i++) {
                struct strlist recent = {0};

                ok = ecs_list_task_definitions(stage_aws(s),
                                               json_object_get_string(json_at(families, i)),
                                               RECENT_REVISIONS, &recent, err);
                for (size_t k = 0; ok && k < recent.count; k++) {
                        struct json_object *tags = NULL;

                        ok = ecs_describe_task_definition(stage_aws(s), recent.items[k], NULL,
                                                          &tags, err);
                        if (ok &&
                            text_same(definition_tag_value(tags, "snaplift:run"), stage_run(s)))
                                ok = deregister(s, recent.items[k], err);
                        json_object_put(tags);
                }
                strlist_release(&recent);
        }
        return ok;
}

/* Whether there may be one that is not known by its ARN, as a call was not answered. Else what has
 * the run's tag is somebody else's, who has copied the tags. Decided once, before there are intents
 * to deregister. */
static bool may_be_unknown(struct stage *s, bool *unknown, struct err *err)
{
        const char *decided = stage_recall_text(s, "unknown");

        *unknown = decided ? text_same(decided, "yes")
                           : stage_recall(s, "lost") || stage_intent_open(s);
        return decided || stage_remember_text(s, "unknown", *unknown ? "yes" : "no", err);
}

static bool deregister_own(struct stage *s, struct err *err)
{
        bool unknown;

        if (!stage_has_intended(s))
                return true;
        if (!may_be_unknown(s, &unknown, err) || !deregister_known(s, err))
                return false;
        for (int look = 0; unknown && look < LOOKS_UNSEEN; look++)
                if (!stage_sleep(s, watch_pause(stage_aws(s), look), err) ||
                    !deregister_seen(s, err))
                        return false;
        return true;
}

/* Of a run that had succeeded. Those in use by then are kept, and the undo fails. */
static bool look_back(struct stage *s, struct err *err)
{
        struct json_object *registered = stage_recall(s, "registered");
        bool ok = true;

        for (size_t i = 0; ok && i < json_count(registered); i++) {
                const char *arn = json_object_get_string(json_at(registered, i));
                bool done;

                ok = is_deregistered(s, arn, &done, err);
                if (ok && !done)
                        stage_would(s, WOULD_DELETE, "ecs:DeregisterTaskDefinition", arn, NULL);
        }
        return ok;
}

/* --- a run whose journal is lost --- */

/* This run's revisions of a family; of that made from `from`, the newest, the ARN. */
static bool recover_family(struct stage *s, const char *family, const char *from, char **own,
                           struct err *err)
{
        struct strlist recent = {0};
        bool ok = ecs_list_task_definitions(stage_aws(s), family, RECENT_REVISIONS, &recent, err);

        for (size_t i = 0; ok && i < recent.count; i++) {
                char *made_from = NULL;

                ok = recover_definition(s, recent.items[i], &made_from, err);
                if (ok && made_from) {
                        stage_found(s, "%s was registered, from %s", recent.items[i], made_from);
                        ok = remember_one(s, "registered", recent.items[i], err);
                }
                if (ok && made_from && !*own && text_same(made_from, from))
                        *own = xstrdup(recent.items[i]);
                free(made_from);
        }
        strlist_release(&recent);
        return ok;
}

/* A service that has been moved runs this run's revision; any other, what it was made from. */
static bool recover_service(struct stage *s, const struct ecs_service *service,
                            struct json_object *definitions, struct json_object *previous,
                            struct err *err)
{
        const struct ecs_deployment *primary = ecs_primary(service);
        const char *live = primary ? primary->task_definition : service->task_definition;
        char family[256], *from = NULL, *own = NULL;
        int64_t revision;
        bool ok;

        if (!live || !ecs_definition_split(live, family, &revision))
                return err_set(err, ERR_STATE, "service %s has no task definition", service->name);
        ok = recover_definition(s, live, &from, err) && remember_one(s, "families", family, err) &&
             recover_family(s, family, from ? from : live, &own, err);
        if (ok) {
                json_put_text(previous, service->name, from ? from : live);
                json_put_text(definitions, service->name, from ? live : own);
        }
        free(own);
        free(from);
        return ok;
}

static bool recover(struct stage *s, struct err *err)
{
        struct json_object *definitions = json_object_new_object();
        struct json_object *previous = json_object_new_object();
        struct ecs_services services = {0};
        size_t count;
        const char **names = cloud_names(stage_list(s, "services"), &count);
        bool ok =
                ecs_describe_services(stage_aws(s), cloud_cluster(s), names, count, &services, err);

        for (size_t i = 0; ok && i < services.count; i++)
                ok = recover_service(s, &services.items[i], definitions, previous, err);
        if (count)
                stage_output_text(s, "definition", json_text(definitions, names[0]));
        stage_output(s, "definitions", definitions);
        stage_output(s, "previous", previous);
        ecs_services_release(&services);
        free(names);
        return ok;
}

const struct stage_type stage_task_register = {
        .name = "task.register",
        .summary = "register task definitions that use a database, made from the live ones",
        .notes = "Takes the task definition each service runs now, replaces the named entries of "
                 "`environment` and `secrets` in the chosen containers and keeps everything else. "
                 "When that changes nothing, the live revision is used as it is.\n\n"
                 "Passwords go into `secrets` only; one in plain environment is refused. Undo "
                 "deregisters the revisions this run made, never one in use.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .run = register_definitions,
        .undo = deregister_own,
        .look_back = look_back,
        .recover = recover,
        .marks = true,
        .plan = register_definitions,
};
