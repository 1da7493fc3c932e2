#include "engine/sim/world.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

/* Long enough that pauses have grown, and leases and credentials that are renewed have been, twice;
 * each look costs a story more than it shows. */
enum { RESTORE_SLOW = 2400000 };

static const struct {
        const char *name, *source;
        enum fault_what run;
} stacks[SIM_STACKS] = {
        {SIM_STACK, SIM_SOURCE, FAULT_COUNT},
        {"xy-0146-qa2", SIM_SOURCE, FAULT_NEIGHBOUR_LONGER},
        {"xy-0146-q", SIM_SOURCE, FAULT_NEIGHBOUR_SHORTER},
        {"xy-01460-qa", "xy-01460-dev", FAULT_NEIGHBOUR_PROJECT},
};

const char *world_kind_name(enum world_kind kind)
{
        static const char *const names[] = {
                [WORLD_PROMOTED] = "with an active database",
                [WORLD_EMPTY] = "without a database",
                [WORLD_THEIRS] = "with an operator's own database",
        };

        return names[kind];
}

const char *world_stack(size_t i)
{
        return stacks[i].name;
}

bool world_has_run(size_t i, const struct faults *faults)
{
        return i == 0 || faults_has(faults, stacks[i].run);
}

size_t world_stack_of(enum fault_what what)
{
        for (size_t i = 1; i < SIM_STACKS; i++)
                if (stacks[i].run == what)
                        return i;
        return 0;
}

/* --- templates: ' stands for ", @ for the stack, # for the tier it is lifted from --- */

static const char database[] =
        "{'id':'@-" SIM_OLD "','version':'15.4','user':'app','password':'@-secret-Pa55word',"
        "'database':'app','class':'db.t4g.medium','multi_az':true,'storage':50,"
        "'MonitoringInterval':60,'MonitoringRoleArn':'arn:aws:iam::000000000000:role/watch',"
        "'EnablePerformanceInsights':true,'MaxAllocatedStorage':200,"
        "'security_groups':['sg-0000000a'],'parameter_group':'ours',"
        "'tags':{'snaplift:stack':'@','team':'blue'}}";

static const char parameters[] = "{'name':'/@/db/active-timestamp','value':'" SIM_OLD "'},"
                                 "{'name':'/@/db/host','value':'{database:@-" SIM_OLD ":address}'},"
                                 "{'name':'/@/db/port','value':'5432'},"
                                 "{'name':'/@/db/name','value':'app'},"
                                 "{'name':'/@/db/user','value':'app'}";

static const char password[] =
        "{'name':'/@/db/password','type':'SecureString','value':'@-secret-Pa55word'}";

/* ^ stands for the database's address. */
static const char definitions[] =
        "{'family':'@-web','containerDefinitions':[{'name':'web','image':'web:1','memory':64,"
        "'environment':[{'name':'DB_HOST','value':'^'},{'name':'COLOUR','value':'blue'}]}]},"
        "{'family':'@-worker','containerDefinitions':[{'name':'web','image':'web:1','memory':64,"
        "'environment':[{'name':'DB_HOST','value':'^'}]}]}";

static const char bare_definitions[] =
        "{'family':'@-web','containerDefinitions':[{'name':'web','image':'web:1','memory':64,"
        "'environment':[{'name':'COLOUR','value':'blue'}]}]},"
        "{'family':'@-worker','containerDefinitions':[{'name':'web','image':'web:1',"
        "'memory':64}]}";

static const char cluster[] =
        "{'clusterName':'@','services':["
        "{'serviceName':'web','taskDefinition':'@-web','desiredCount':2},"
        "{'serviceName':'worker','taskDefinition':'@-worker','desiredCount':1}]}";

static const char tier_database[] =
        "{'id':'#-20260901000000','version':'15.4','user':'app','password':'" SIM_SOURCE_SECRET
        "','database':'app','tags':{'snaplift:stack':'#'}}";

static const char tier_parameter[] = "{'name':'/#/db/active-timestamp','value':'20260901000000'}";

static const char tier_snapshots[] =
        "{'id':'" SIM_OLDER "','of':'#-20260901000000','created':'2026-11-19T00:00:00Z'},"
        "{'id':'latest','of':'#-20260901000000','created':'2026-11-20T00:00:00Z'},"
        "{'id':'half','of':'#-20260901000000','created':'2026-11-20T12:00:00Z',"
        "'status':'creating'}";

static const char other_tier_snapshots[] =
        "{'id':'#-latest','of':'#-20260901000000','created':'2026-11-20T00:00:00Z'}";

/* One that stands by has what could be mistaken for the stack's, and no more. */
static const char bystander_database[] =
        "{'id':'@-20261002000000','version':'15.4','user':'app','password':'their-secret',"
        "'database':'app','tags':{'snaplift:stack':'@'}}";

static const char bystander_snapshot[] =
        "{'id':'@-not-ours','of':'@-20261002000000','created':'2026-11-20T10:00:00Z'}";

static const char bystander_parameter[] =
        "{'name':'/@/db/active-timestamp','value':'20261002000000'}";

static const char bystander_definition[] =
        "{'family':'@-web','containerDefinitions':[{'name':'web','image':'web:1','memory':64,"
        "'environment':[{'name':'DB_HOST','value':'{database:@-20261002000000:address}'}]}]}";

static const char bystander_cluster[] =
        "{'clusterName':'@','services':["
        "{'serviceName':'web','taskDefinition':'@-web','desiredCount':1}]}";

static const char their_database[] =
        "{'id':'" SIM_THEIRS "','version':'15.4','user':'app','password':'ops-secret',"
        "'database':'shop','deletion_protection':true,'tags':{'team':'ops'}}";

static const char images[] =
        "{'web:1':{},'web:2':{},'web:bad':{'crash':true},'web:stuck':{'healthy':false},"
        "'web:flaps':{'lasts':'90s'}}";

/* --- the seed --- */

struct seed_text {
        struct text databases, snapshots, parameters, definitions, clusters;
};

static void fill(struct text *list, const char *template, const char *stack, const char *source)
{
        for (const char *c = template; *c; c++) {
                if (*c == '\'')
                        text_add_char(list, '"');
                else if (*c == '@')
                        text_add(list, stack);
                else if (*c == '#')
                        text_add(list, source);
                else if (*c == '^')
                        text_addf(list, "{database:%s-" SIM_OLD ":address}", stack);
                else
                        text_add_char(list, *c);
        }
}

static void add(struct text *list, const char *template, const char *stack, const char *source)
{
        if (list->len)
                text_add_char(list, ',');
        fill(list, template, stack, source);
}

static void add_stack(struct seed_text *seed, enum world_kind kind, const char *name)
{
        bool has_database = kind == WORLD_PROMOTED;

        if (has_database) {
                add(&seed->databases, database, name, "");
                add(&seed->parameters, parameters, name, "");
        }
        add(&seed->parameters, password, name, "");
        add(&seed->definitions, has_database ? definitions : bare_definitions, name, "");
        add(&seed->clusters, cluster, name, "");
}

static void add_bystander(struct seed_text *seed, const char *name)
{
        add(&seed->databases, bystander_database, name, "");
        add(&seed->snapshots, bystander_snapshot, name, "");
        add(&seed->parameters, bystander_parameter, name, "");
        add(&seed->definitions, bystander_definition, name, "");
        add(&seed->clusters, bystander_cluster, name, "");
}

static void add_tier(struct seed_text *seed, const char *name, const char *snapshots)
{
        add(&seed->databases, tier_database, "", name);
        add(&seed->parameters, tier_parameter, "", name);
        add(&seed->snapshots, snapshots, "", name);
}

/* Each member released. */
static struct json_object *put_together(struct seed_text *seed)
{
        struct json_object *json = NULL;
        struct err err = ERR_INIT;
        struct text all = TEXT_INIT;

        text_add(&all, "{\"jitter\":30,\"parameter_groups\":[\"ours\"],\"images\":");
        fill(&all, images, "", "");
        text_addf(&all, ",\"databases\":[%s],", text_str(&seed->databases));
        text_addf(&all, "\"snapshots\":[%s],", text_str(&seed->snapshots));
        text_addf(&all, "\"parameters\":[%s],", text_str(&seed->parameters));
        text_addf(&all, "\"task_definitions\":[%s],", text_str(&seed->definitions));
        text_addf(&all, "\"clusters\":[%s]}", text_str(&seed->clusters));
        if (!json_parse(text_str(&all), all.len, &json, &err))
                abort(); /* constants */
        text_release(&all);
        text_release(&seed->databases);
        text_release(&seed->snapshots);
        text_release(&seed->parameters);
        text_release(&seed->definitions);
        text_release(&seed->clusters);
        return json;
}

static struct json_object *stacks_of(enum world_kind kind, const struct faults *faults)
{
        struct seed_text seed = {0};

        add_tier(&seed, SIM_SOURCE, tier_snapshots);
        for (size_t i = 0; i < SIM_STACKS; i++) {
                if (!world_has_run(i, faults)) {
                        add_bystander(&seed, stacks[i].name);
                        continue;
                }
                add_stack(&seed, kind, stacks[i].name);
                if (strcmp(stacks[i].source, SIM_SOURCE))
                        add_tier(&seed, stacks[i].source, other_tier_snapshots);
        }
        add_bystander(&seed, "x-y0146-qa");
        if (kind == WORLD_THEIRS)
                add(&seed.databases, their_database, "", "");
        return put_together(&seed);
}

/* Each from nothing to minutes, evenly over the orders of magnitude. */
static void draw_durations(struct json_object *seed, const struct faults *faults, struct dice *dice)
{
        static const char *const names[] = {
                "db-creating",   "db-backing-up",     "db-settle",      "db-modify-lag",
                "db-modifying",  "db-rebooting",      "db-deleting",    "snapshot-lag",
                "task-pending",  "snapshot-creating", "task-starting",  "task-provisioning",
                "task-draining", "task-stopping",     "service-steady", "task-deactivating",
        };
        static const int64_t steps[] = {0, 500, 3000, 12000, 40000};
        struct json_object *durations = json_object_new_object();

        for (size_t i = 0; i < ARRAY_LEN(names); i++)
                json_put_int(durations, names[i], steps[dice_below(dice, ARRAY_LEN(steps))]);
        if (faults_has(faults, FAULT_RESTORE_SLOW))
                json_put_int(durations, "db-creating", RESTORE_SLOW);
        json_put(seed, "durations", durations);
}

static void add_failing_restore(struct json_object *seed, const struct faults *faults)
{
        const char *status = faults_has(faults, FAULT_RESTORE_FAILED) ? "failed"
                             : faults_has(faults, FAULT_RESTORE_INCOMPATIBLE)
                                     ? "incompatible-restore"
                             : faults_has(faults, FAULT_RESTORE_STORAGE_FULL) ? "storage-full"
                                                                              : NULL;
        struct json_object *list, *fault, *when, *with;

        if (!status)
                return;
        with = json_object_new_object();
        json_put_text(with, "DBInstanceIdentifier", SIM_STACK "-" SIM_NEW);
        when = json_object_new_object();
        json_put_text(when, "operation", "RestoreDBInstanceFromDBSnapshot");
        json_put(when, "with", with);
        json_put_int(when, "nth", 1);
        fault = json_object_new_object();
        json_put(fault, "when", when);
        json_put_text(fault, "do", "fail-status");
        json_put_text(fault, "status", status);
        list = json_object_new_array();
        json_object_array_add(list, fault);
        json_put(seed, "faults", list);
}

/* The watched stack's. ECS puts the services back by itself. */
static void turn_on_breaker(struct json_object *seed)
{
        struct json_object *services =
                json_array(json_at(json_array(seed, "clusters"), 0), "services");

        for (size_t i = 0; i < json_count(services); i++) {
                struct json_object *breaker = json_object_new_object(),
                                   *configuration = json_object_new_object();

                json_put_flag(breaker, "enable", true);
                json_put_flag(breaker, "rollback", true);
                json_put(configuration, "deploymentCircuitBreaker", breaker);
                json_put(json_at(services, i), "deploymentConfiguration", configuration);
        }
}

struct json_object *world_seed(enum world_kind kind, const struct faults *faults, struct dice *dice)
{
        struct json_object *seed = stacks_of(kind, faults);

        draw_durations(seed, faults, dice);
        add_failing_restore(seed, faults);
        if (faults_has(faults, FAULT_RESTORE_FLAPPING))
                json_put_flag(seed, "flapping", true);
        if (faults_has(faults, FAULT_IMAGE_CRASHES_BREAKER))
                turn_on_breaker(seed);
        return seed;
}
