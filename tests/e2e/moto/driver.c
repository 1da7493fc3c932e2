/*
 * Calls a foreign AWS (moto_server), call by call, through the real transport, and checks what
 * comes back. What it expects to be there is made by serve.py. One line a case, as the other
 * suites.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/ecr.h"
#include "engine/aws/ecs.h"
#include "engine/aws/rds.h"
#include "engine/aws/secrets.h"
#include "engine/aws/sns.h"
#include "engine/aws/ssm.h"
#include "engine/aws/sts.h"
#include "engine/aws/watch.h"
#include "engine/base/mem.h"

#define DB "xy-0146-dev-20261121010710"
#define COPY "xy-0146-qa-20261121010710"

static struct aws *aws;
static struct err err;
static int failures;

static void check(const char *name, bool good)
{
        if (good) {
                printf("ok - %s\n", name);
        } else {
                failures++;
                printf("# %s: %s\nnot ok - %s\n", name, err_text(&err), name);
        }
        err_clear(&err);
}

static void refused(const char *name, bool done, enum err_code code)
{
        if (!done && err.code != code)
                printf("# %s is %s\n", name, err_code_name(err.code));
        check(name, !done && err.code == code);
}

static void drive_sts(void)
{
        struct sts_identity i;

        check("sts identity", sts_get_caller_identity(aws, &i, &err) &&
                                      text_same(i.account, "123456789012") && i.arn);
        sts_identity_release(&i);
}

static void drive_ssm_lists(void)
{
        const char *names[] = {"/xy-0146-qa/n/3", "/none", "/xy-0146-qa/n/11"};
        struct ssm_parameters found = {0};
        bool good = true;

        for (int i = 0; i < 12; i++) {
                char name[32];

                snprintf(name, sizeof(name), "/xy-0146-qa/n/%d", i);
                good = good && ssm_put(aws, name, "String", "v", false, NULL, NULL, &err);
        }
        check("ssm twelve parameters", good);
        check("ssm all of a path, in pages",
              ssm_get_by_path(aws, "/xy-0146-qa/n", &found, &err) && found.count == 12);
        ssm_parameters_release(&found);
        check("ssm some by name", ssm_get_many(aws, names, 3, &found, &err) && found.count == 2 &&
                                          ssm_find(&found, names[0]) &&
                                          !ssm_find(&found, names[1]));
        ssm_parameters_release(&found);
}

static void drive_ssm(void)
{
        static const char lock[] = "/xy-0146-qa/lock", secret[] = "p\"ä\\\n+&=% ";
        struct ssm_parameter p = {0};
        struct tags tags = {0};
        int64_t version = 0;

        tags_set(&tags, "snaplift:stack", "xy-0146-qa");
        refused("ssm get what is not there", ssm_get(aws, lock, false, &p, &err), ERR_NOT_FOUND);
        check("ssm create",
              ssm_put(aws, lock, "String", "{\"run\":\"1\"}", false, &tags, &version, &err) &&
                      version == 1);
        refused("ssm create again", ssm_put(aws, lock, "String", "x", false, NULL, NULL, &err),
                ERR_EXISTS);
        check("ssm overwrite",
              ssm_put(aws, lock, "String", "two", true, NULL, &version, &err) && version == 2);
        check("ssm get", ssm_get(aws, lock, false, &p, &err) && text_same(p.value, "two") &&
                                 p.version == 2 && p.modified > 0);
        ssm_parameter_release(&p);
        check("ssm put a secret", ssm_put(aws, "/xy-0146-qa/db/password", "SecureString", secret,
                                          false, NULL, NULL, &err));
        check("ssm get the secret", ssm_get(aws, "/xy-0146-qa/db/password", true, &p, &err) &&
                                            text_same(p.value, secret) &&
                                            text_same(p.type, "SecureString"));
        ssm_parameter_release(&p);
        drive_ssm_lists();
        check("ssm delete", ssm_delete(aws, lock, &err));
        refused("ssm delete again", ssm_delete(aws, lock, &err), ERR_NOT_FOUND);
        tags_release(&tags);
}

static void drive_snapshots(void)
{
        struct rds_snapshots list = {0};
        struct rds_snapshot s = {0};
        struct tags tags = {0};

        tags_set(&tags, "k", "v w&x");
        check("rds create a snapshot",
              rds_create_snapshot(aws, "snap-1", DB, &tags, &s, &err) && text_same(s.source, DB));
        rds_snapshot_release(&s);
        refused("rds create it again", rds_create_snapshot(aws, "snap-1", DB, NULL, NULL, &err),
                ERR_EXISTS);
        check("rds find the snapshot", rds_find_snapshot(aws, "snap-1", &s, &err) &&
                                               text_same(s.status, "available") && s.created > 0 &&
                                               text_same(tags_get(&s.tags, "k"), "v w&x"));
        rds_snapshot_release(&s);
        refused("rds find one that is not there", rds_find_snapshot(aws, "none", &s, &err),
                ERR_NOT_FOUND);
        check("rds list the snapshots of an instance",
              rds_list_snapshots(aws, DB, "manual", &list, &err) && list.count == 1);
        rds_snapshots_release(&list);
        check("rds of a prefix there are none",
              rds_list_snapshots(aws, "xy-0146-dev", NULL, &list, &err) && list.count == 0);
        rds_snapshots_release(&list);
        tags_release(&tags);
}

static bool restore(struct rds_instance *out)
{
        struct json_object *settings = json_object_new_object();
        struct tags tags = {0};
        struct rds_restore r = {
                .id = COPY, .snapshot = "snap-1", .tags = &tags, .settings = settings};
        bool good;

        tags_set(&tags, "snaplift:stack", "xy-0146-qa");
        json_put_text(settings, "class", "db.t3.small");
        json_put_flag(settings, "multi_az", false);
        json_put_flag(settings, "copy_tags", true);
        good = rds_restore_instance(aws, &r, out, &err);
        json_object_put(settings);
        tags_release(&tags);
        return good;
}

static void drive_rds(void)
{
        struct json_object *settings = json_object_new_object();
        struct rds_modify modify = rds_modify_init();
        struct rds_instances all = {0};
        struct rds_instance db = {0};
        struct tags tags = {0};

        refused("rds find an instance that is not there", rds_find_instance(aws, COPY, &db, &err),
                ERR_NOT_FOUND);
        check("rds find an instance", rds_find_instance(aws, DB, &db, &err) &&
                                              rds_phase(db.status) == RDS_AVAILABLE && db.address &&
                                              db.port == 5432 && db.resource_id);
        rds_instance_release(&db);
        drive_snapshots();
        check("rds restore", restore(&db) && text_same(db.id, COPY));
        rds_instance_release(&db);
        refused("rds restore again", restore(&db), ERR_EXISTS);
        modify.id = COPY;
        json_put_flag(settings, "deletion_protection", true);
        json_put_int(settings, "backup_days", 3);
        modify.settings = settings;
        modify.master_password = "n3w+pass word";
        check("rds modify", rds_modify_instance(aws, &modify, &db, &err) && db.deletion_protection);
        rds_instance_release(&db);
        check("rds list", rds_list_instances(aws, &all, &err) && all.count == 2);
        rds_instances_release(&all);
        tags_set(&tags, "more", "1");
        check("rds add tags",
              rds_find_instance(aws, COPY, &db, &err) && rds_add_tags(aws, db.arn, &tags, &err));
        rds_instance_release(&db);
        check("rds the tags are merged",
              rds_find_instance(aws, COPY, &db, &err) &&
                      text_same(tags_get(&db.tags, "more"), "1") &&
                      text_same(tags_get(&db.tags, "snaplift:stack"), "xy-0146-qa"));
        rds_instance_release(&db);
        tags_release(&tags);
        json_object_put(settings);
}

static void retire(void)
{
        struct json_object *off = json_object_new_object();
        struct rds_modify modify = rds_modify_init();

        refused("rds delete a protected one",
                rds_delete_instance(aws, COPY, NULL, true, NULL, &err), ERR_STATE);
        modify.id = COPY;
        json_put_flag(off, "deletion_protection", false);
        modify.settings = off;
        check("rds lift the protection", rds_modify_instance(aws, &modify, NULL, &err));
        check("rds reboot", rds_reboot_instance(aws, COPY, &err));
        check("rds delete", rds_delete_instance(aws, COPY, "final-1", false, NULL, &err));
        refused("rds delete again", rds_delete_instance(aws, COPY, NULL, true, NULL, &err),
                ERR_NOT_FOUND);
        check("rds delete a snapshot", rds_delete_snapshot(aws, "snap-1", &err));
        json_object_put(off);
}

static struct json_object *web_definition(void)
{
        static const char text[] = "{\"family\":\"web\",\"containerDefinitions\":[{\"name\":"
                                   "\"web\",\"image\":\"web:1\",\"memory\":64,\"essential\":true}],"
                                   "\"tags\":[{\"key\":\"k\",\"value\":\"v\"}]}";
        struct json_object *out = NULL;

        json_parse(text, strlen(text), &out, &err);
        return out;
}

static void drive_definitions(char **second)
{
        struct json_object *request = web_definition(), *definition = NULL, *tags = NULL;
        struct strlist list = {0};
        char *first = NULL;

        check("ecs register", ecs_register_task_definition(aws, request, &first, &err));
        check("ecs register a second", ecs_register_task_definition(aws, request, second, &err) &&
                                               !text_same(first, *second));
        check("ecs describe a definition",
              ecs_describe_task_definition(aws, *second, &definition, &tags, &err) &&
                      text_same(json_text(definition, "family"), "web") && json_count(tags) == 1);
        refused("ecs describe one that is not there",
                ecs_describe_task_definition(aws, "none:1", NULL, NULL, &err), ERR_NOT_FOUND);
        check("ecs list the definitions of a family",
              ecs_list_task_definitions(aws, "web", 1, &list, &err) && list.count == 1 &&
                      text_same(list.items[0], *second));
        strlist_release(&list);
        check("ecs deregister", first && ecs_deregister_task_definition(aws, first, &err));
        json_object_put(definition);
        json_object_put(tags);
        json_object_put(request);
        free(first);
}

static void drive_services(const char *definition)
{
        const char *names[] = {"s11", "s0", "s5", "s1", "s2", "s3", "s4", "s6", "s7", "s8", "s9"};
        const char *missing[] = {"s0", "none"};
        struct ecs_update update = {.cluster = "main", .service = "s0", .desired = 2};
        struct ecs_services list = {0};
        struct ecs_service s = {0};
        struct strlist arns = {0};

        check("ecs list the services",
              ecs_list_services(aws, "main", &arns, &err) && arns.count == 12);
        strlist_release(&arns);
        check("ecs describe eleven services",
              ecs_describe_services(aws, "main", names, 11, &list, &err) && list.count == 11 &&
                      text_same(list.items[0].name, "s11") && text_same(list.items[1].name, "s0"));
        ecs_services_release(&list);
        refused("ecs describe one that is missing",
                ecs_describe_services(aws, "main", missing, 2, &list, &err), ERR_NOT_FOUND);
        refused("ecs in a cluster that is missing",
                ecs_describe_services(aws, "none", missing, 2, &list, &err), ERR_NOT_FOUND);
        update.task_definition = definition;
        /* moto makes no new deployment of it, so only the service's own members can be held to. */
        check("ecs update a service", ecs_update_service(aws, &update, &s, &err) &&
                                              s.desired == 2 && ecs_primary(&s) &&
                                              text_same(s.task_definition, definition));
        ecs_service_release(&s);
        update.service = "none";
        refused("ecs update one that is missing", ecs_update_service(aws, &update, &s, &err),
                ERR_NOT_FOUND);
}

static void drive_tasks(const char *definition)
{
        struct json_object *request = json_object_new_object();
        struct strlist arns = {0};
        struct ecs_tasks tasks = {0};
        char *arn = NULL;

        json_put_text(request, "cluster", "main");
        json_put_text(request, "taskDefinition", definition);
        json_put_text(request, "clientToken", "0123456789abcdef");
        check("ecs run a task", ecs_run_task(aws, request, &arn, &err));
        check("ecs list tasks", ecs_list_tasks(aws, "main", NULL, "RUNNING", &arns, &err) && arn &&
                                        strlist_has(&arns, arn));
        check("ecs describe tasks",
              ecs_describe_tasks(aws, "main", &arns, &tasks, &err) && tasks.count == arns.count);
        ecs_tasks_release(&tasks);
        check("ecs stop a task", arn && ecs_stop_task(aws, "main", arn, "enough", &err));
        strlist_release(&arns);
        json_object_put(request);
        free(arn);
}

static void drive_secrets(void)
{
        char *value = NULL;

        check("secrets get",
              secrets_get(aws, "db", &value, &err) && text_same(value, "{\"password\":\"s\"}"));
        secret_wipe(&value);
        refused("secrets get what is not there", secrets_get(aws, "none", &value, &err),
                ERR_NOT_FOUND);
        refused("secrets get what is to be deleted", secrets_get(aws, "doomed", &value, &err),
                ERR_STATE);
        refused("secrets get what is binary", secrets_get(aws, "binary", &value, &err),
                ERR_INVALID);
}

struct watching {
        const char *name;
        bool good, done;
};

static void watch_one(void *arg)
{
        struct watching *w = arg;
        struct rds_instance db;
        struct ecs_service s;
        struct err mine = ERR_INIT;

        if (w->name[0] == 's') {
                w->good = watch_service(aws, "main", w->name, &s, &mine) &&
                          text_same(s.name, w->name);
                ecs_service_release(&s);
        } else {
                w->good = watch_instance(aws, w->name, &db, &mine) && text_same(db.id, w->name);
                rds_instance_release(&db);
        }
        if (!w->good)
                printf("# %s: %s\n", w->name, err_text(&mine));
        err_clear(&mine);
        w->done = true;
}

static void drive_watcher(struct loop *loop)
{
        static struct watching all[] = {
                {.name = DB}, {.name = COPY}, {.name = "s0"}, {.name = "s1"}, {.name = "s2"}};
        struct fiber *fibers[ARRAY_LEN(all)];
        int64_t before = aws_counts(aws).calls;
        bool good = true;

        for (size_t i = 0; i < ARRAY_LEN(all); i++)
                fibers[i] = fiber_start(loop, "watch", watch_one, &all[i]);
        for (size_t i = 0; i < ARRAY_LEN(all); i++) {
                if (!all[i].done)
                        fiber_join(fibers[i]);
                good = good && all[i].good;
        }
        check("watch five things", good);
        check("watch them with two calls", aws_counts(aws).calls - before == 2);
}

static void drive_images(void)
{
        struct ecr_manifest manifest = {0};
        struct ecr_image image = {0}, found = {0}, none;
        bool good = ecr_find_image(aws, NULL, "app", "one", &image, &err);

        check("ecr finds an image by its tag",
              good && text_starts(image.digest, "sha256:") && strlist_has(&image.tags, "one"));
        if (!good)
                return;
        check("ecr finds it by its digest",
              ecr_find_image(aws, "123456789012", "app", image.digest, &found, &err) &&
                      text_same(found.digest, image.digest));
        ecr_image_release(&found);
        refused("ecr refuses an unknown tag", ecr_find_image(aws, NULL, "app", "none", &none, &err),
                ERR_NOT_FOUND);
        refused("ecr refuses an unknown repository",
                ecr_find_image(aws, NULL, "none", "one", &none, &err), ERR_NOT_FOUND);
        good = ecr_get_manifest(aws, NULL, "app", image.digest, &manifest, &err);
        check("ecr gives a manifest", good && strstr(manifest.text, "schemaVersion"));
        check("ecr puts a tag on it",
              good && ecr_put_tag(aws, NULL, "app", &manifest, image.digest, "three", &err));
        check("ecr has it then", ecr_find_image(aws, NULL, "app", "three", &found, &err) &&
                                         text_same(found.digest, image.digest));
        refused("ecr moves no tag that stays",
                good && ecr_put_tag(aws, NULL, "fixed", &manifest, NULL, "two", &err), ERR_EXISTS);
        ecr_manifest_release(&manifest);
        ecr_image_release(&found);
        ecr_image_release(&image);
}

static void drive_topics(void)
{
        char *id = NULL;

        check("sns publishes", sns_publish(aws, "arn:aws:sns:eu-central-1:123456789012:releases",
                                           "subject", "message", &id, &err) &&
                                       id && *id);
        free(id);
        refused("sns refuses an unknown topic",
                sns_publish(aws, "arn:aws:sns:eu-central-1:123456789012:none", NULL, "message", &id,
                            &err),
                ERR_NOT_FOUND);
        free(id);
}

static void drive(void *arg)
{
        char *definition = NULL;

        drive_sts();
        drive_ssm();
        drive_rds();
        drive_definitions(&definition);
        if (definition) {
                drive_services(definition);
                drive_tasks(definition);
        }
        drive_secrets();
        drive_images();
        drive_topics();
        drive_watcher(arg);
        retire();
        free(definition);
}

int main(void)
{
        struct aws_options options = {.loop = loop_new()};
        struct transport_options transport = {0};

        setvbuf(stdout, NULL, _IOLBF, 0);
        options.transport = transport_curl(options.loop, &transport);
        aws = aws_new(&options, &err);
        if (aws) {
                fiber_start(options.loop, "drive", drive, options.loop);
                loop_run(options.loop);
        } else {
                check("aws_new", false);
        }
        aws_free(aws);
        transport_free(options.transport);
        loop_free(options.loop);
        return failures ? 1 : 0;
}
