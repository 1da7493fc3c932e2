#include "engine/sim/world.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

/* Long enough that pauses have grown, and leases and credentials that are renewed have been, twice;
 * each look costs a story more than it shows. */
enum { SETTLE_MOST = 25000 };

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

/* The same as an Aurora cluster. One of its readers has a name of its own. */
static const char db_cluster[] =
        "{'id':'@-" SIM_OLD "','engine':'aurora-postgresql','version':'15.4','user':'app',"
        "'password':'@-secret-Pa55word','database':'app','security_groups':['sg-0000000a'],"
        "'parameter_group':'ours','scaling':{'MinCapacity':0.5,'MaxCapacity':8.0},"
        "'tags':{'snaplift:stack':'@','team':'blue'},'members':["
        "{'id':'@-" SIM_OLD "-primary','class':'db.r6g.large','tier':1},"
        "{'id':'@-" SIM_OLD "-replica-1','class':'db.r6g.large','tier':2},"
        "{'id':'@-reports','class':'db.serverless','tier':15}]}";

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

static const char tier_cluster[] =
        "{'id':'#-20260901000000','engine':'aurora-postgresql','version':'15.4','user':'app',"
        "'password':'" SIM_SOURCE_SECRET "','database':'app','tags':{'snaplift:stack':'#'},"
        "'members':[{'id':'#-a','class':'db.t4g.medium'}]}";

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

static const char bystander_db_cluster[] =
        "{'id':'@-20261002000000','engine':'aurora-postgresql','version':'15.4','user':'app',"
        "'password':'their-secret','database':'app','tags':{'snaplift:stack':'@'},"
        "'members':[{'id':'@-20261002000000-primary','class':'db.t4g.medium'}]}";

/* In no cluster, and named like instances of the watched stack's. */
static const char lone_instances[] =
        "{'id':'" SIM_STACK "-" SIM_OLD "-replica-2','version':'15.4','user':'app',"
        "'password':'their-secret','database':'app'},"
        "{'id':'" SIM_STACK "-" SIM_NEW "-replica-3','version':'15.4','user':'app',"
        "'password':'their-secret','database':'app'}";

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

static const char their_cluster[] =
        "{'id':'" SIM_THEIRS "','engine':'aurora-postgresql','version':'15.4','user':'app',"
        "'password':'ops-secret','database':'shop','deletion_protection':true,"
        "'tags':{'team':'ops'},'members':[{'id':'" SIM_THEIRS "-a','class':'db.t4g.medium'}]}";

static const char images[] =
        "{'web:1':{},'web:2':{},'web:bad':{'crash':true},'web:stuck':{'healthy':false},"
        "'web:flaps':{'lasts':'90s'}}";

/* --- the seed --- */

struct seed_text {
        bool aurora; /* the databases of stacks and tiers are Aurora clusters */
        struct text databases, snapshots, parameters, definitions, clusters;
        struct text db_clusters, db_cluster_snapshots;
};

/* What the stand-in makes of a name; of an instance it may have been told another. */
static void add_address(struct seed_text *seed, struct text *list, const char *stack)
{
        text_addf(list,
                  seed->aurora ? "%s-" SIM_OLD ".cluster-standin.us-east-1.rds.amazonaws.com"
                               : "{database:%s-" SIM_OLD ":address}",
                  stack);
}

static void fill(struct seed_text *seed, struct text *list, const char *template, const char *stack,
                 const char *source)
{
        for (const char *c = template; *c; c++) {
                if (*c == '\'')
                        text_add_char(list, '"');
                else if (*c == '@')
                        text_add(list, stack);
                else if (*c == '#')
                        text_add(list, source);
                else if (*c == '^')
                        add_address(seed, list, stack);
                else
                        text_add_char(list, *c);
        }
}

static void add(struct seed_text *seed, struct text *list, const char *template, const char *stack,
                const char *source)
{
        if (list->len)
                text_add_char(list, ',');
        fill(seed, list, template, stack, source);
}

static void add_database(struct seed_text *seed, const char *instance, const char *db_cluster_of,
                         const char *stack, const char *source)
{
        if (seed->aurora)
                add(seed, &seed->db_clusters, db_cluster_of, stack, source);
        else
                add(seed, &seed->databases, instance, stack, source);
}

static void add_snapshots(struct seed_text *seed, const char *template, const char *stack,
                          const char *source)
{
        add(seed, seed->aurora ? &seed->db_cluster_snapshots : &seed->snapshots, template, stack,
            source);
}

static void add_stack(struct seed_text *seed, enum world_kind kind, const char *name)
{
        bool has_database = kind == WORLD_PROMOTED;

        if (has_database) {
                add_database(seed, database, db_cluster, name, "");
                add(seed, &seed->parameters, parameters, name, "");
        }
        add(seed, &seed->parameters, password, name, "");
        add(seed, &seed->definitions, has_database ? definitions : bare_definitions, name, "");
        add(seed, &seed->clusters, cluster, name, "");
}

static void add_bystander(struct seed_text *seed, const char *name)
{
        add_database(seed, bystander_database, bystander_db_cluster, name, "");
        add_snapshots(seed, bystander_snapshot, name, "");
        add(seed, &seed->parameters, bystander_parameter, name, "");
        add(seed, &seed->definitions, bystander_definition, name, "");
        add(seed, &seed->clusters, bystander_cluster, name, "");
}

static void add_tier(struct seed_text *seed, const char *name, const char *snapshots)
{
        add_database(seed, tier_database, tier_cluster, "", name);
        add(seed, &seed->parameters, tier_parameter, "", name);
        add_snapshots(seed, snapshots, "", name);
}

/* Each member released. */
static struct json_object *put_together(struct seed_text *seed)
{
        struct json_object *json = NULL;
        struct err err = ERR_INIT;
        struct text all = TEXT_INIT;

        text_add(&all, "{\"jitter\":30,\"parameter_groups\":[\"ours\"],\"images\":");
        fill(seed, &all, images, "", "");
        text_addf(&all, ",\"databases\":[%s],", text_str(&seed->databases));
        text_addf(&all, "\"snapshots\":[%s],", text_str(&seed->snapshots));
        text_addf(&all, "\"db_clusters\":[%s],", text_str(&seed->db_clusters));
        text_addf(&all, "\"db_cluster_snapshots\":[%s],", text_str(&seed->db_cluster_snapshots));
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
        text_release(&seed->db_clusters);
        text_release(&seed->db_cluster_snapshots);
        return json;
}

static struct json_object *stacks_of(enum world_kind kind, const struct faults *faults)
{
        struct seed_text seed = {.aurora = faults_has(faults, FAULT_AURORA)};

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
        if (seed.aurora)
                add(&seed, &seed.databases, lone_instances, "", "");
        if (kind == WORLD_THEIRS)
                add_database(&seed, their_database, their_cluster, "", "");
        return put_together(&seed);
}

/* From nothing to minutes, evenly over the orders of magnitude. */
static const int64_t steps[] = {0, 500, 3000, 12000, 40000};

/* From a source of their own: what a seed brings else is the same with a cluster and without. */
static void draw_cluster_durations(struct json_object *durations, const struct dice *dice)
{
        static const char *const names[] = {"db-cluster-creating", "db-cluster-deleting",
                                            "db-failing-over"};
        struct dice own = {dice->state ^ 0x6175726fu};

        for (size_t i = 0; i < ARRAY_LEN(names); i++)
                json_put_int(durations, names[i], steps[dice_below(&own, ARRAY_LEN(steps))]);
        /* what an instance of it does once more is not put before changes of the cluster: later
         * than a promotion can wait for, nobody could know of it */
        if (json_int(durations, "db-settle") > SETTLE_MOST)
                json_put_int(durations, "db-settle", SETTLE_MOST);
}

/* Most of them an hour at most, as such a story takes many looks; one is not done in the time that
 * a restore has. */
static int64_t draw_slow_restore(const struct dice *dice)
{
        static const int64_t minutes[] = {40, 40, 40, 60, 60, 60, 5 * 60, 7 * 60};
        struct dice own = {dice->state ^ 0x736c6f77u};

        return minutes[dice_below(&own, ARRAY_LEN(minutes))] * 60000;
}

static void draw_durations(struct json_object *seed, const struct faults *faults, struct dice *dice)
{
        static const char *const names[] = {
                "db-creating",   "db-backing-up",     "db-settle",      "db-modify-lag",
                "db-modifying",  "db-rebooting",      "db-deleting",    "snapshot-lag",
                "task-pending",  "snapshot-creating", "task-starting",  "task-provisioning",
                "task-draining", "task-stopping",     "service-steady", "task-deactivating",
        };
        struct json_object *durations = json_object_new_object();

        for (size_t i = 0; i < ARRAY_LEN(names); i++)
                json_put_int(durations, names[i], steps[dice_below(dice, ARRAY_LEN(steps))]);
        if (faults_has(faults, FAULT_RESTORE_SLOW))
                json_put_int(durations, "db-creating", draw_slow_restore(dice));
        if (faults_has(faults, FAULT_AURORA))
                draw_cluster_durations(durations, dice);
        json_put(seed, "durations", durations);
}

/* What of the restore fails, and as what: an instance; or a cluster, or that cluster's writer. */
struct failing {
        enum fault_what what;
        const char *status, *cluster_status;
        bool writer; /* it is what fails, not the cluster */
};

static const struct failing failing[] = {
        {FAULT_RESTORE_FAILED, "failed", "inaccessible-encryption-credentials", false},
        {FAULT_RESTORE_INCOMPATIBLE, "incompatible-restore", "incompatible-network", true},
        {FAULT_RESTORE_STORAGE_FULL, "storage-full", "insufficient-capacity", true},
};

/* Of the first call to make that one. */
static struct json_object *fault_at(const char *operation, const char *member, const char *id,
                                    const char *status)
{
        struct json_object *fault = json_object_new_object(), *when = json_object_new_object(),
                           *with = json_object_new_object();

        json_put_text(with, member, id);
        json_put_text(when, "operation", operation);
        json_put(when, "with", with);
        json_put_int(when, "nth", 1);
        json_put(fault, "when", when);
        json_put_text(fault, "do", "fail-status");
        json_put_text(fault, "status", status);
        return fault;
}

static void add_failing_restore(struct json_object *seed, const struct faults *faults)
{
        static const char id[] = SIM_STACK "-" SIM_NEW;
        const struct failing *f = failing;
        struct json_object *list, *fault;

        while (f < failing + ARRAY_LEN(failing) && !faults_has(faults, f->what))
                f++;
        if (f == failing + ARRAY_LEN(failing))
                return;
        if (!faults_has(faults, FAULT_AURORA))
                fault = fault_at("RestoreDBInstanceFromDBSnapshot", "DBInstanceIdentifier", id,
                                 f->status);
        else if (!f->writer)
                fault = fault_at("RestoreDBClusterFromSnapshot", "DBClusterIdentifier", id,
                                 f->cluster_status);
        else
                fault = fault_at("CreateDBInstance", "DBInstanceIdentifier",
                                 SIM_STACK "-" SIM_NEW "-primary", f->cluster_status);
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
